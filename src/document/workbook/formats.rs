//! How numbers of cells are shown: whether a whole number is seen as it is stored.
//!
//! A format may show thousands, nothing or a dash for a zero, or words (ECMA-376, part 1, 18.8.30). Which, is not worked out here.

use std::collections::BTreeSet;

/// The most styles of cells that are read; Excel allows as many.
pub(in crate::document) const MAX_STYLES: usize = 65_536;

/// The built-in formats that show a whole number with all its digits: general, `0`, `0.00`, `#,##0`, `#,##0.00`, text.
const BUILT_IN: [u32; 6] = [0, 1, 2, 3, 4, 49];

/// The formats of a workbook by their numbers: those that show whole numbers as they are.
pub(in crate::document) struct Formats(BTreeSet<u32>);

impl Formats {
    /// Those that every workbook has.
    pub(in crate::document) fn built_in() -> Formats {
        Formats(BUILT_IN.into())
    }

    /// A format of the workbook's own.
    pub(in crate::document) fn set(&mut self, number: u32, code: &str) {
        if self.0.len() < MAX_STYLES && shows_all(code) {
            self.0.insert(number);
        } else {
            self.0.remove(&number);
        }
    }

    /// Whether a format shows whole numbers as they are.
    pub(in crate::document) fn is_plain(&self, number: u32) -> bool {
        self.0.contains(&number)
    }
}

/// Whether a format shows each digit of a whole number, a zero as well, and nothing else but commas and room: `0_ `, `#,##0.00`.
pub(in crate::document) fn shows_all(code: &str) -> bool {
    if matches!(code, "@" | "G/通用格式") || code.eq_ignore_ascii_case("general") {
        return true;
    }
    let mut sections = code.split(';');
    let first = sections.next().unwrap_or_default();
    // The second part is for negative numbers, the third for zeros.
    if sections.nth(1).is_some() {
        return false;
    }
    let mut digits = String::new();
    let mut rest = first.chars();
    while let Some(c) = rest.next() {
        match c {
            // As much room as the next character takes.
            '_' => drop(rest.next()),
            ' ' => {}
            c => digits.push(c),
        }
    }
    let whole = digits.split_once('.').map_or(digits.as_str(), |(whole, parts)| {
        if parts.chars().all(|c| matches!(c, '0' | '#')) { whole } else { "" }
    });
    whole.ends_with('0') && whole.chars().all(|c| matches!(c, '0' | '#' | ','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_show_a_whole_number_as_it_is() {
        for code in ["General", "0", "0_ ", "#,##0", "#,##0.00_ ", "0.00", "0_);(0)"] {
            assert!(shows_all(code), "{code}");
        }
        let others = [
            "#,##0,",
            "#",
            "0%",
            "0;-0;",
            "0;-0;;@",
            ";;;",
            "0\"件\"",
            "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
            "yyyy",
        ];
        for code in others {
            assert!(!shows_all(code), "{code}");
        }
    }
}
