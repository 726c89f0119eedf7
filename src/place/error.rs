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
    let mut lines = (1..).zip(text.trim_start_matches('\u{feff}').lines());
    let mut first = lines.by_ref().find(|(_, line)| !line.starts_with('#'));
    let expected = header.join(",");
    match first.take() {
        Some((_, line)) if line.trim_end() == expected => {}
        found => return Err((found.map_or(1, |(line, _)| line), format!("the header must be {expected}"))),
    }
    let rows = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    Ok(rows.map(|(number, line)| Ok((number, cells(line).map_err(|problem| (number, problem))?))))
}

fn cells<const N: usize>(line: &str) -> Result<[&str; N], String> {
    let mut cells = [""; N];
    let mut rest = line.split(',');
    for cell in &mut cells {
        *cell = rest.next().ok_or_else(|| format!("has fewer than {N} columns"))?.trim();
    }
    match rest.next() {
        Some(_) => Err(format!("has more than {N} columns; names cannot contain commas")),
        None if line.contains('"') => Err("cells cannot be in quotes".to_string()),
        None => Ok(cells),
    }
}
