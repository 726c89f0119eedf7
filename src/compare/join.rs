//! A table of a person's own, joined by region code, and by year where it has one: population, budget. Formulas name its columns
//! `join.NAME`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;

use crate::dataset::opened::line_in;

/// What keys of the joined table begin with in formulas.
pub(super) const JOIN: &str = "join.";

/// The column by which tables are joined.
const CODE: &str = "region_code";

/// The column of years, where there is one.
const YEAR: &str = "year";

/// A table with one row for each region, or for each region and year.
#[derive(Debug, Default)]
pub struct Join {
    /// The names of its columns of numbers, in order.
    columns: Vec<String>,
    /// Why its other columns hold no numbers: the name, and where something else stands.
    others: Vec<(String, String)>,
    rows: HashMap<Place, Vec<Option<Decimal>>>,
    /// It has a row for each year.
    yearly: bool,
}

/// A code of six digits, or of nine for a township; and the year, where the table has years.
type Place = (String, Option<u16>);

/// Why a table cannot be joined.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// It cannot be read.
    #[error("cannot read {}: {problem}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What was met.
        problem: String,
    },
    /// A line of it is not right.
    #[error("{}, line {line}: {problem}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, counting from 1.
        line: u64,
        /// What is wrong.
        problem: String,
        /// What to write instead.
        mend: &'static str,
    },
}

impl JoinError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&str> {
        match self {
            JoinError::Line { mend, .. } => Some(mend),
            JoinError::Read { .. } => None,
        }
    }
}

impl Join {
    /// Reads a CSV file with a column `region_code`, and with a column `year` if its numbers change. Cells may be parted by `;` or tabs
    /// instead of commas. Columns that hold other things than numbers are not joined.
    pub fn load(path: &Path) -> Result<Join, JoinError> {
        let unread = |problem: String| JoinError::Read { path: path.to_path_buf(), problem };
        let text = std::fs::read(path).map_err(|error| unread(crate::common::system_words(&error)))?;
        let text = String::from_utf8(text)
            .map_err(|_| unread("it is not in UTF-8; save it as \"CSV UTF-8\"".to_string()))?;
        Join::parse(path, text.trim_start_matches('\u{feff}'))
    }

    fn parse(path: &Path, text: &str) -> Result<Join, JoinError> {
        let wrong = |line: u64, problem: String, mend: &'static str| JoinError::Line {
            path: path.to_path_buf(),
            line,
            problem,
            mend,
        };
        let mark = mark(text);
        let mut reader =
            csv::ReaderBuilder::new().delimiter(mark).trim(csv::Trim::All).from_reader(text.as_bytes());
        let header = reader
            .headers()
            .map_err(|error| wrong(1, error.to_string(), "the first line names the columns"))?
            .clone();
        let Some(code_at) = header.iter().position(|name| name == CODE) else {
            let problem = format!("there is no column {CODE}");
            return Err(wrong(
                1,
                problem,
                "name the column of codes region_code; they are those of reports.csv",
            ));
        };
        let year_at = header.iter().position(|name| name == YEAR);
        let mut rows: HashMap<Place, (u64, Vec<Numeric>)> = HashMap::new();
        for record in reader.records() {
            let record = record.map_err(|error| {
                let line = error.position().map_or(0, |at| line_in(text, at));
                wrong(
                    line,
                    "not as many cells as in the header".to_string(),
                    "look for a comma or quotation mark too many",
                )
            })?;
            let line = record.position().map_or(0, |at| line_in(text, at));
            let printed = record.get(code_at).unwrap_or_default();
            if printed.is_empty() {
                continue;
            }
            let code = code(printed).ok_or_else(|| {
                let problem = format!("region_code {printed} is no code of a region");
                wrong(
                    line,
                    problem,
                    "write the six digits of GB/T 2260 that reports.csv has, or leave the cell empty",
                )
            })?;
            let year = year_at.map(|at| {
                let printed = record.get(at).unwrap_or_default();
                let year =
                    printed.trim_end_matches('年').parse().ok().filter(|year| (1900..2200).contains(year));
                let problem = || format!("{printed:?} is no year");
                year.ok_or_else(|| wrong(line, problem(), "write the year reported on, as 2023"))
            });
            let year: Option<u16> = year.transpose()?;
            let cells = record.iter().map(|cell| number(cell, mark)).collect();
            if let Some((first, _)) = rows.insert((code, year), (line, cells)) {
                let of = year.map(|year| format!(" of {year}")).unwrap_or_default();
                let problem = format!("region_code {printed}{of} stands in line {first} already");
                let mend = match year_at {
                    Some(_) => "keep one line for each region and year",
                    None => {
                        "keep one line for each region; if the lines are of several years, name their column year"
                    }
                };
                return Err(wrong(line, problem, mend));
            }
        }
        let numeric: Vec<usize> = (0..header.len())
            .filter(|&at| {
                at != code_at
                    && Some(at) != year_at
                    && rows.values().all(|(_, cells)| cells.get(at).is_some_and(Result::is_ok))
            })
            .collect();
        let others =
            (0..header.len()).filter(|at| *at != code_at && Some(*at) != year_at && !numeric.contains(at));
        let others = others.filter_map(|at| {
            // The first line that holds something else.
            let found = rows.values().filter(|(_, cells)| cells.get(at).is_some_and(Result::is_err));
            let line = found.map(|(line, _)| *line).min()?;
            let place = format!("{}, line {line}", path.display());
            Some((header.get(at)?.to_string(), place))
        });
        let others = others.collect();
        let columns = numeric.iter().filter_map(|&at| header.get(at)).map(str::to_string).collect();
        let pick = |cells: Vec<Numeric>| {
            numeric.iter().map(|&at| cells.get(at).copied().and_then(Result::ok).flatten()).collect()
        };
        let rows = rows.into_iter().map(|(place, (_, cells))| (place, pick(cells))).collect();
        Ok(Join { columns, others, rows, yearly: year_at.is_some() })
    }

    /// The names of its columns of numbers.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Where a column holds something that is no number: file and line.
    pub(super) fn no_number(&self, column: &str) -> Option<&str> {
        self.others.iter().find(|(name, _)| name == column).map(|(_, place)| place.as_str())
    }

    /// The number of a region and year in a column.
    pub(super) fn number(&self, code: &str, year: u16, column: usize) -> Option<Decimal> {
        self.row(code, year)?.get(column).copied().flatten()
    }

    /// Whether it has a row for a region and year.
    pub(super) fn has(&self, code: &str, year: u16) -> bool {
        self.row(code, year).is_some()
    }

    fn row(&self, code: &str, year: u16) -> Option<&Vec<Option<Decimal>>> {
        self.rows.get(&(code.to_string(), self.yearly.then_some(year)))
    }
}

/// What parts the cells: a comma, or what a spreadsheet of another country or a copy from one puts there.
fn mark(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let other = [';', '\t'].into_iter().find(|mark| header.contains(*mark) && !header.contains(','));
    other.map_or(b',', |mark| mark as u8)
}

/// A code as reports have it, from the forms it takes elsewhere: 320105000000 of the list of the statisticians, 320105.0 of a
/// table of numbers, 3201 without its zeros.
fn code(printed: &str) -> Option<String> {
    let digits = printed.strip_suffix(".0").unwrap_or(printed);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let short = |length: usize| {
        let (head, zeros) = digits.split_at_checked(length)?;
        zeros.bytes().all(|byte| byte == b'0').then(|| head.to_string())
    };
    match digits.len() {
        2 | 4 => Some(format!("{digits:0<6}")),
        6 => Some(digits.to_string()),
        9 => short(6).or_else(|| Some(digits.to_string())),
        12 => short(6).or_else(|| short(9)),
        _ => None,
    }
}

/// A cell that is a number or empty, or neither.
type Numeric = Result<Option<Decimal>, ()>;

/// A number; a comma in it parts thousands, and nothing else. Where `;` parts the cells a comma may be a decimal mark, so none is read.
fn number(cell: &str, mark: u8) -> Numeric {
    let plain: String = cell.chars().filter(|c| *c != ' ').collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let whole = plain.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    let thousands = first.trim_start_matches('-').len() <= 3 && groups.all(|group| group.len() == 3);
    if plain.matches(',').count() != whole.matches(',').count() || grouped && (mark == b';' || !thousands) {
        return Err(());
    }
    plain.replace(',', "").parse().map(Some).map_err(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Join, JoinError> {
        Join::parse(Path::new("people.csv"), text)
    }

    #[test]
    fn columns_of_numbers_are_joined_by_code() {
        let join = parse("region_code,name,people\n140800,运城市,\"4,774,508\"\n140000,山西省,\n").unwrap();
        assert_eq!(join.columns(), ["people"]);
        assert_eq!(join.number("140800", 2023, 0), Some(4_774_508.into()));
        assert_eq!(join.number("140000", 2023, 0), None);
        assert_eq!(join.number("999999", 2023, 0), None);
        assert_eq!(join.no_number("name"), Some("people.csv, line 2"));
        assert_eq!(join.no_number("people"), None);
    }

    #[test]
    fn mistakes_are_named_with_line_and_mend() {
        let told = |text: &str| parse(text).unwrap_err().to_string();
        assert_eq!(told("code,people\n1,2\n"), "people.csv, line 1: there is no column region_code");
        assert_eq!(
            told("region_code,people\n140800,1\n140900,2\n140800,3\n"),
            "people.csv, line 4: region_code 140800 stands in line 2 already"
        );
        assert_eq!(
            told("region_code,people\n140800,1,2\n"),
            "people.csv, line 2: not as many cells as in the header"
        );
    }

    #[test]
    fn a_table_with_years_is_joined_by_code_and_year() {
        let join = parse("region_code,year,people\n140800,2022,10\n140800,2023年,20\n").unwrap();
        assert_eq!(join.columns(), ["people"]);
        let of = |year| join.number("140800", year, 0);
        assert_eq!([of(2022), of(2023), of(2024)], [Some(10.into()), Some(20.into()), None]);
        let told = |text: &str| parse(text).unwrap_err().to_string();
        assert_eq!(
            told("region_code,year,people\n140800,2022,10\n140800,2022,20\n"),
            "people.csv, line 3: region_code 140800 of 2022 stands in line 2 already"
        );
        assert_eq!(
            told("region_code,year,people\n140800,now,10\n"),
            "people.csv, line 2: \"now\" is no year"
        );
    }

    #[test]
    fn codes_are_read_in_the_forms_they_take_elsewhere() {
        let read = |printed: &str| code(printed).unwrap_or_default();
        let all = ["320105", "320105000000", "320105.0", "320105001000", "320105001", "3201", "32"];
        assert_eq!(
            all.map(read),
            ["320105", "320105", "320105", "320105001", "320105001", "320100", "320000"]
        );
        assert_eq!(["南京市", "32010", "3201050010011", "320105001001", "-1"].map(read), [""; 5]);
        assert_eq!(
            parse("region_code,people\n南京市,1\n").unwrap_err().to_string(),
            "people.csv, line 2: region_code 南京市 is no code of a region"
        );
    }

    #[test]
    fn other_marks_between_cells_are_seen_and_no_decimal_comma_is_lost() {
        let join = parse("region_code;people;rate\n140800;12;3,5\n").unwrap();
        assert_eq!(join.columns(), ["people"]);
        assert_eq!(
            (join.number("140800", 2023, 0), join.no_number("rate")),
            (Some(12.into()), Some("people.csv, line 2"))
        );
        assert_eq!(parse("region_code\tpeople\n140800\t12\n").unwrap().columns(), ["people"]);
        let read = |cell: &str| number(cell, b',').ok().flatten();
        assert_eq!(read("1,234,567.5"), Some("1234567.5".parse().unwrap()));
        assert_eq!([read("3,5"), read("1.234,5"), read("12,34,567")], [None; 3]);
    }
}
