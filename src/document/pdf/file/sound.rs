//! Whether a file is as its producer left it: whether its table of contents leads to its objects.
//!
//! The library finds objects by searching where the table is wrong. Then what it finds may be an older state of a page, or a piece of
//! another, and both readers find the same.

/// The most tables that are followed: each change to a file may have added one.
const MAX_TABLES: usize = 64;

/// An entry of a table.
const ENTRY: usize = 20;

/// Whether all the tables of a file are where they should be, and those that are not packed say where its objects are.
pub(in crate::document::pdf) fn is_sound(bytes: &[u8]) -> bool {
    let Some(start) = memchr::memmem::rfind(bytes, b"startxref") else { return false };
    let after = bytes.get(start + b"startxref".len()..).unwrap_or_default();
    let mut next = number(after).map(|(at, _)| at);
    for _ in 0..MAX_TABLES {
        let Some(at) = next else { return true };
        let Some(table) = bytes.get(at..).map(<[u8]>::trim_ascii_start) else { return false };
        let Some(rest) = table.strip_prefix(b"xref") else { return is_object(table, None) };
        let Some(trailer) = entries(bytes, rest) else { return false };
        next = previous(trailer);
    }
    false
}

/// The table before one, where its trailer names one.
fn previous(trailer: &[u8]) -> Option<usize> {
    let end = memchr::memmem::find(trailer, b"startxref").unwrap_or(trailer.len());
    let trailer = trailer.get(..end)?;
    let at = memchr::memmem::find(trailer, b"/Prev")?;
    number(trailer.get(at + b"/Prev".len()..)?).map(|(at, _)| at)
}

/// Follows the entries of a table; what stands after them, if all lead to their objects.
fn entries<'b>(bytes: &[u8], mut rest: &'b [u8]) -> Option<&'b [u8]> {
    loop {
        rest = rest.trim_ascii_start();
        if rest.starts_with(b"trailer") {
            return Some(rest);
        }
        let (first, after) = number(rest)?;
        let (count, after) = number(after)?;
        rest = after.trim_ascii_start();
        for index in 0..count {
            let (entry, after) = rest.split_at_checked(ENTRY.min(rest.len()))?;
            let (offset, kind) = number(entry)?;
            let (_, kind) = number(kind)?;
            if kind.trim_ascii_start().starts_with(b"n") {
                let inside =
                    offset.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
                let object = bytes.get(offset..).filter(|_| !inside)?.trim_ascii_start();
                is_object(object, Some(first.checked_add(index)?)).then_some(())?;
            }
            rest = after;
        }
    }
}

/// Whether an object begins here, with its own number if that is known.
fn is_object(bytes: &[u8], own: Option<usize>) -> bool {
    let begin = || {
        let (found, rest) = number(bytes)?;
        let (_, rest) = number(rest)?;
        let fits = own.is_none_or(|own| own == found);
        Some(fits && rest.trim_ascii_start().starts_with(b"obj"))
    };
    begin().unwrap_or(false)
}

/// The number that bytes begin with, after white space, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let bytes = bytes.trim_ascii_start();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = bytes.split_at_checked(digits)?;
    std::str::from_utf8(digits).ok()?.parse().ok().map(|number| (number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(offset: usize, number: usize) -> Vec<u8> {
        let object = format!("%PDF-1.4\n{number} 0 obj\n<<>>\nendobj\n");
        let table = object.len();
        format!("{object}xref\n0 2\n0000000000 65535 f \n{offset:010} 00000 n \ntrailer\n<< /Size 2 >>\nstartxref\n{table}\n%%EOF\n").into_bytes()
    }

    #[test]
    fn a_table_that_leads_astray_is_not_sound() {
        assert!(is_sound(&file(9, 1)));
        assert!(!is_sound(&file(10, 11)), "another object");
        assert!(!is_sound(&file(8, 2)));
        assert!(!is_sound(&file(99, 1)));
        assert!(!is_sound(&file(9, 1)[1..]), "everything moved");
        assert!(!is_sound(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"), "no table");
    }

    #[test]
    fn tables_in_a_ring_end() {
        let mut ring = file(9, 1);
        let at = memchr::memmem::find(&ring, b"/Size 2").unwrap();
        let start = memchr::memmem::find(&ring, b"xref\n0 2").unwrap().to_string();
        ring.splice(at..at + 7, format!("/Prev {start}").into_bytes());
        assert!(!is_sound(&ring));
    }
}
