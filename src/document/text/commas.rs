//! Tables whose cells are separated by commas or semicolons.
//!
//! As CSV: the same number of fields on every line, with quotation marks where needed; or ragged, where cells that span are
//! printed once. Or by full-width semicolons, as people write tables in a message: ragged rows, most of them with figures.

use csv::{ReaderBuilder, StringRecord};

use super::draft::{Attempt, Draft, MAX_LINE_CELLS, Piece};
use super::lines::{Line, is_value};
use super::region::{Kind, Shape, region};

/// The fewest records that make a table.
const MIN_RECORDS: usize = 3;
/// The fewest rows with figures of a table whose records differ in width.
const MIN_RAGGED_ROWS: usize = 2;
/// So many fields in records of one width, and that width, make a table of few figures.
const MIN_EVEN_FIELDS: usize = 20;
/// See [`MIN_EVEN_FIELDS`].
const MIN_EVEN_WIDTH: usize = 4;
/// The fewest figures of a row without a label.
const MIN_UNLABELLED: usize = 8;
/// The most lines of one such table.
const MAX_LINES: usize = 5_000;
/// The longest cell between full-width semicolons, in bytes.
const MAX_CELL: usize = 240;

/// Reads the table that begins at the first line.
pub(super) fn table(lines: &[Line<'_>]) -> Attempt {
    // A number with a separator of thousands is no record.
    let Some(first) = lines.first().filter(|line| !is_value(line.text)) else { return Attempt::Not(1) };
    match [',', ';'].into_iter().find(|mark| first.text.contains(*mark)) {
        Some(delimiter) => delimited(lines, delimiter),
        None => listed(lines),
    }
}

/// Rows with cells between full-width semicolons.
fn listed(lines: &[Line<'_>]) -> Attempt {
    let region = region(lines, |text| {
        let values = text.split('；').filter(|cell| is_value(cell)).count();
        let cells = text.split('；').filter(|cell| !cell.is_empty());
        let row = cells.clone().nth(1).is_some() && cells.clone().all(|cell| cell.len() <= MAX_CELL);
        Shape { kind: if row { Kind::Strong } else { Kind::Plain }, cells: cells.count(), values }
    });
    let taken = || region.rows.iter().filter_map(|at| Some((*at, lines.get(*at)?)));
    let figures = |line: &Line<'_>| line.text.split('；').filter(|cell| is_value(cell)).count();
    let with_figures = taken().filter(|(_, line)| figures(line) > 0).count();
    let wide = taken().any(|(_, line)| figures(line) >= MIN_RECORDS);
    if region.strong < MIN_RECORDS || with_figures * 2 < region.strong && !wide {
        return Attempt::Not(region.barren());
    }
    let rows = taken().map(|(at, line)| {
        let cells = line.text.split('；').take(MAX_LINE_CELLS).enumerate();
        (at, cells.map(|(column, text)| Piece::new(text, column, line.number, column + 1)).collect())
    });
    let mut draft = Draft::of(rows, region.used);
    draft.cut = taken().any(|(_, line)| line.text.split('；').nth(MAX_LINE_CELLS).is_some());
    Attempt::Table(draft)
}

/// So many records of one width show that a shorter one has lost a field.
const MIN_EVEN_RECORDS: usize = 6;

/// Records of CSV.
fn delimited(lines: &[Line<'_>], delimiter: char) -> Attempt {
    // A quoted field may go on over lines without the delimiter.
    let mut open = false;
    let take = lines.iter().take(MAX_LINES).take_while(|line| {
        let inside = open;
        open ^= line.text.matches('"').count() % 2 == 1;
        inside || line.text.contains(delimiter) && !line.is_gap()
    });
    let count = take.count();
    let records = records(lines.get(..count).unwrap_or_default(), delimiter as u8);
    let width = records.first().map_or(0, |(_, record)| record.len());
    let same = even(&records, width);
    let values =
        records.iter().take(same).flat_map(|(_, record)| record).filter(|field| is_value(field)).count();
    let blanks = records.iter().take(same).flat_map(|(_, record)| record);
    let blanks = blanks.filter(|field| field.trim().is_empty()).count();
    let even = same >= MIN_RECORDS
        && same * width >= MIN_EVEN_FIELDS
        && width >= MIN_EVEN_WIDTH
        && (values > 0 || blanks > width * same / 2);
    let small = same < MIN_RECORDS || values * 2 < same && !even;
    let even_ones = records.get(..same).unwrap_or_default();
    // Between heads on lines of their own one or two rows may stand alone.
    let table = !small || are_rows(even_ones) || count >= MIN_RECORDS - 1 && has_header_and_rows(even_ones);
    if !table || !(2..=MAX_LINE_CELLS).contains(&width) {
        return ragged(records, lines, count);
    }
    let used = records.get(same).map_or(count, |(line, _)| *line);
    let rows = records.into_iter().take(same).map(|(at, record)| {
        let line = lines.get(at).map_or(0, |line| line.number);
        // Which of its fields a short record lacks, nothing tells.
        let inferred = record.len() < width;
        let piece =
            |(column, text): (usize, &str)| Piece { inferred, ..Piece::new(text, column, line, column + 1) };
        (at, record.iter().enumerate().map(piece).collect())
    });
    Attempt::Table(Draft::of(rows, used))
}

/// How many records at the beginning have so many fields; a single one among them that has lost some ends nothing.
fn even(records: &[(usize, StringRecord)], width: usize) -> usize {
    let of = |at: usize| records.get(at).map(|(_, record)| record.len());
    let is_even = |&at: &usize| {
        of(at) == Some(width)
            || at >= MIN_EVEN_RECORDS
                && of(at) < Some(width)
                && of(at - 1) == Some(width)
                && of(at + 1) == Some(width)
    };
    (0..records.len()).take_while(is_even).count()
}

/// Records of different widths: a spanning cell is printed once. Half of them have to be rows, or one of them long.
fn ragged(records: Vec<(usize, StringRecord)>, lines: &[Line<'_>], count: usize) -> Attempt {
    let slot = |cell: &&str| cell.trim().is_empty() || is_value(cell);
    let is_row =
        |record: &&(usize, StringRecord)| record.1.iter().rev().take_while(slot).count() >= MIN_RECORDS;
    let rows = records.iter().filter(is_row).count();
    let with_figures =
        records.iter().filter(is_row).filter(|(_, record)| record.iter().any(is_value)).count();
    let whole =
        |record: &StringRecord| record.len() >= MIN_UNLABELLED && record.iter().all(|cell| slot(&cell));
    let long = records.iter().any(|(_, record)| whole(record) && record.iter().any(is_value));
    let few = rows * 2 < records.len() || with_figures < MIN_RAGGED_ROWS;
    let small = records.len() < MIN_RECORDS || few && !long;
    let wide = records.iter().any(|(_, record)| record.len() > MAX_LINE_CELLS);
    let prose = records.iter().any(|(_, record)| record.iter().any(|cell| cell.len() > MAX_CELL));
    if small || wide || prose {
        return Attempt::Not(count);
    }
    let rows = records.into_iter().map(|(at, record)| {
        let line = lines.get(at).map_or(0, |line| line.number);
        let cells = record.iter().enumerate();
        (at, cells.map(|(column, text)| Piece::new(text, column, line, column + 1)).collect())
    });
    Attempt::Table(Draft::of(rows, count))
}

/// Whether each record is a label and so many figures that it can be nothing but a row.
fn are_rows(records: &[(usize, StringRecord)]) -> bool {
    let is_row = |record: &StringRecord| {
        let label = record.iter().next().is_some_and(|label| !label.trim().is_empty() && !is_value(label));
        label && record.len() >= MIN_UNLABELLED && record.iter().skip(1).all(is_value)
    };
    !records.is_empty() && records.iter().all(|(_, record)| is_row(record))
}

/// Whether records with few figures are a table all the same: names side by side, and below them labels with nothing but
/// figures and blanks behind.
fn has_header_and_rows(records: &[(usize, StringRecord)]) -> bool {
    let filled = |cell: &&str| !cell.trim().is_empty();
    let is_header =
        |record: &StringRecord| record.iter().filter(filled).count() > 1 && !record.iter().any(is_value);
    let is_row = |record: &StringRecord| {
        let label = record.iter().next().is_some_and(|label| filled(&label) && !is_value(label));
        let unlabelled = record.len() >= MIN_UNLABELLED && record.iter().all(is_value);
        unlabelled || label && record.iter().skip(1).all(|cell| cell.trim().is_empty() || is_value(cell))
    };
    let header = records.iter().position(|(_, record)| is_header(record));
    let rows = header.and_then(|header| records.get(header + 1..)).unwrap_or_default();
    rows.iter().all(|(_, record)| is_header(record) || is_row(record))
        && rows.iter().any(|(_, record)| is_row(record) && record.iter().any(is_value))
}

/// The records on some lines, each with the place of its first line.
fn records(lines: &[Line<'_>], delimiter: u8) -> Vec<(usize, StringRecord)> {
    let mut text = String::new();
    for line in lines {
        text.push_str(line.text.trim_end_matches('\r'));
        text.push('\n');
    }
    let mut builder = ReaderBuilder::new();
    let builder = builder.has_headers(false).flexible(true).delimiter(delimiter);
    let mut reader = builder.from_reader(text.as_bytes());
    let at = |record: &StringRecord| record.position().map_or(0, |position| position.line() as usize - 1);
    reader.records().map_while(Result::ok).map(|record| (at(&record), record)).collect()
}
