//! Why regions or agencies cannot be used.

use std::path::PathBuf;

/// Why a file of regions or agencies cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlaceError {
    /// A file cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line says something that cannot be.
    #[error("{file}, line {line}: {problem}")]
    Line {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong and how it is mended.
        problem: String,
    },
}

/// What is wrong with a line, from 1.
pub(super) type Wrong = (usize, String);

/// The error for a line of a file.
pub(super) fn at_line(file: &str, (line, problem): Wrong) -> PlaceError {
    PlaceError::Line { file: file.to_string(), line, problem }
}

/// The cells of each line behind the header, and its number; nothing else than `columns` cells, none in quotes.
pub(super) fn lines<'t, const N: usize>(
    text: &'t str,
    header: &[&str; N],
) -> Result<impl Iterator<Item = Result<(usize, [&'t str; N]), Wrong>> + use<'t, N>, Wrong> {
    let mut lines = (1..).zip(each_line(text.trim_start_matches('\u{feff}')));
    let mut first = lines.by_ref().find(|(_, line)| !line.starts_with('#'));
    let expected = header.join(",");
    match first.take() {
        Some((_, line)) if line.trim_end() == expected => {}
        found => return Err((found.map_or(1, |(line, _)| line), format!("the header must be {expected}"))),
    }
    let has_quotes = memchr::memchr(b'"', text.as_bytes()).is_some();
    let rows = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    Ok(rows.map(move |(number, line)| {
        let cells = cells(line, has_quotes).map_err(|problem| (number, problem))?;
        Ok((number, cells))
    }))
}

/// The lines of a text, as [`str::lines`] gives them, and sooner where they are long.
fn each_line(text: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len()));
    ends.filter_map(move |end| {
        let line = text.get(std::mem::replace(&mut from, end + 1)..end)?;
        match end < text.len() {
            true => Some(line.strip_suffix('\r').unwrap_or(line)),
            false => (!line.is_empty()).then_some(line),
        }
    })
}

fn cells<const N: usize>(line: &str, has_quotes: bool) -> Result<[&str; N], String> {
    let mut cells = [""; N];
    let mut rest = Some(line);
    for cell in &mut cells {
        let here = rest.ok_or_else(|| format!("has fewer than {N} columns"))?;
        let (first, behind) =
            match memchr::memchr(b',', here.as_bytes()).and_then(|at| here.split_at_checked(at)) {
                Some((first, behind)) => (first, behind.get(1..)),
                None => (here, None),
            };
        *cell = first.trim();
        rest = behind;
    }
    match rest {
        Some(_) => Err(format!("has more than {N} columns; names cannot contain commas")),
        None if has_quotes && line.contains('"') => Err("cells cannot be in quotes".to_string()),
        None => Ok(cells),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_standard_library() {
        for text in ["", "a", "a\n", "a\r\nb\n\n c\r", "\n", "a\n\nb"] {
            assert!(each_line(text).eq(text.lines()), "{text:?}");
        }
    }

    #[test]
    fn rows_of_another_shape_are_refused_with_their_number() {
        let rows = |text| lines(text, &["a", "b"]).unwrap().collect::<Result<Vec<_>, _>>();
        assert_eq!(rows("a,b\n1, 2\n").unwrap(), [(2, ["1", "2"])]);
        assert_eq!(rows("a,b\n1,\n").unwrap(), [(2, ["1", ""])]);
        assert_eq!(rows("a,b\n1\n").unwrap_err(), (2, "has fewer than 2 columns".to_string()));
        assert_eq!(rows("a,b\n\n1,2,3\n").unwrap_err().0, 3);
        assert_eq!(rows("a,b\n1,\"2\"\n").unwrap_err().0, 2);
    }
}
