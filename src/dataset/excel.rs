//! Files that Excel opens as they are meant: text stays text, numbers stay numbers, and nothing runs.

use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::columns::{File, Kind};
use super::error::DatasetError;
use super::guard::runs;
use super::opened::named_once;

pub use super::guard::{BYTE_ORDER_MARK, harmless, original};

/// The rows a sheet can have, header included.
const MAX_ROWS: u32 = 1_048_576;
/// The characters a cell can have.
const MAX_TEXT: usize = 32_767;
/// The digits that survive in a number of Excel's.
const EXACT_DIGITS: usize = 15;

/// Whether a CSV file was made for spreadsheets: then text that would run as a formula has an apostrophe before it.
pub fn is_guarded(csv: &Path) -> bool {
    let mut head = [0; BYTE_ORDER_MARK.len()];
    let read = std::fs::File::open(csv).and_then(|mut file| std::io::Read::read_exact(&mut file, &mut head));
    read.is_ok() && head == BYTE_ORDER_MARK
}

/// Makes an `.xlsx` of a CSV file. What its columns hold is told by their names; those that `file` does not list are
/// variables, which are numbers.
pub fn convert(file: &File, csv: &Path, xlsx: &Path) -> Result<(), DatasetError> {
    convert_in_sheets(file, csv, xlsx, MAX_ROWS)
}

fn convert_in_sheets(file: &File, csv: &Path, xlsx: &Path, max_rows: u32) -> Result<(), DatasetError> {
    let failed = |error: XlsxError| DatasetError::write(xlsx, std::io::Error::other(error.to_string()));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(csv)
        .map_err(|error| DatasetError::csv(csv, error))?;
    let mut book = Workbook::new();
    book.set_tempdir(xlsx.parent().unwrap_or(Path::new("."))).map_err(failed)?;
    // A fixed date of creation: the same dataset gives the same bytes.
    let created = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&created));
    let formats = Formats { quoted: Format::new().set_quote_prefix(), head: Format::new().set_bold() };
    let mut header = csv::StringRecord::new();
    reader.read_record(&mut header).map_err(|error| DatasetError::csv(csv, error))?;
    named_once(&header, csv)?;
    let kind = |name: &str| file.columns.iter().find(|column| column.name == name).map(|column| column.kind);
    let columns = Columns {
        numbers: header
            .iter()
            .map(|name| matches!(kind(name), None | Some(Kind::Number | Kind::Count | Kind::Year)))
            .collect(),
        kinds: header.iter().map(kind).collect(),
        guarded: is_guarded(csv),
    };
    let mut record = csv::StringRecord::new();
    let mut more = reader.read_record(&mut record).map_err(|error| DatasetError::csv(csv, error))?;
    let mut number = 1;
    loop {
        let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
        let name = file.name.trim_end_matches(".csv");
        sheet
            .set_name(if number == 1 { name.to_string() } else { format!("{name} {number}") })
            .map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        for (column, name) in header.iter().enumerate() {
            sheet.write_string_with_format(0, column as u16, name, &formats.head).map_err(failed)?;
        }
        let mut row = 1;
        while more && row < max_rows {
            columns.fit(&header, &record, csv)?;
            write_row(sheet, row, &columns, &record, &formats).map_err(failed)?;
            row += 1;
            more = reader.read_record(&mut record).map_err(|error| DatasetError::csv(csv, error))?;
        }
        if !more {
            break;
        }
        number += 1;
    }
    book.save(xlsx).map_err(failed)
}

/// How the cells of a CSV file are to be taken.
struct Columns {
    /// Of each column, whether it holds numbers.
    numbers: Vec<bool>,
    /// What it is listed to hold, if it is.
    kinds: Vec<Option<Kind>>,
    /// Whether text has an apostrophe before it where it would run.
    guarded: bool,
}

impl Columns {
    /// An error where a cell of a row is not what its column holds.
    fn fit(
        &self,
        header: &csv::StringRecord,
        row: &csv::StringRecord,
        csv: &Path,
    ) -> Result<(), DatasetError> {
        let cells = self.kinds.iter().zip(header).zip(row).filter(|(_, cell)| !cell.is_empty());
        let mut wrong = cells.filter_map(|((kind, name), cell)| Some((name, cell, (*kind)?.refuses(cell)?)));
        let Some((column, found, expected)) = wrong.next() else { return Ok(()) };
        Err(DatasetError::Cell {
            path: csv.to_path_buf(),
            line: row.position().map_or(0, csv::Position::line),
            column: column.to_string(),
            found: found.chars().take(40).collect(),
            expected,
        })
    }
}

struct Formats {
    quoted: Format,
    head: Format,
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    columns: &Columns,
    record: &csv::StringRecord,
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (index, cell) in record.iter().enumerate() {
        let column = index as u16;
        if cell.is_empty() {
            continue;
        }
        let is_number = columns.numbers.get(index).copied().unwrap_or(false);
        match cell.parse::<f64>() {
            Ok(number) if is_number && cell.bytes().filter(u8::is_ascii_digit).count() <= EXACT_DIGITS => {
                sheet.write_number(row, column, number)?;
            }
            _ => {
                let text = cut(if columns.guarded { original(cell) } else { cell });
                if runs(text) {
                    sheet.write_string_with_format(row, column, text, &formats.quoted)?;
                } else {
                    sheet.write_string(row, column, text)?;
                }
            }
        }
    }
    Ok(())
}

/// The beginning of a text that fits into a cell.
fn cut(text: &str) -> &str {
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sheet_cannot_hold_goes_to_the_next() {
        use calamine::Reader;
        let dir = tempfile::tempdir().unwrap();
        let [csv, xlsx] = ["a.csv", "a.xlsx"].map(|name| dir.path().join(name));
        let file = super::super::columns::UNPLACED;
        std::fs::write(&csv, "\u{feff}report_id,source\n1,a\n2,'=1\n3,c\n4,d\n5,e\n").unwrap();
        convert_in_sheets(&file, &csv, &xlsx, 3).unwrap();
        let mut book = calamine::open_workbook_auto(&xlsx).unwrap();
        assert_eq!(book.sheet_names(), ["unplaced", "unplaced 2", "unplaced 3"]);
        let rows = |sheet: &calamine::Range<calamine::Data>| {
            sheet
                .rows()
                .map(|row| row.iter().map(|cell| cell.to_string()).collect::<Vec<_>>().join(" "))
                .collect()
        };
        let sheets: Vec<Vec<String>> = book.worksheets().iter().map(|(_, sheet)| rows(sheet)).collect();
        let header = "report_id source";
        assert_eq!(sheets, [vec![header, "1 a", "2 =1"], vec![header, "3 c", "4 d"], vec![header, "5 e"]]);
    }
}
