//! A table of a person's own, joined by region code: population, budget. Formulas name its columns `join.NAME`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;

/// What keys of the joined table begin with in formulas.
pub(super) const JOIN: &str = "join.";

/// The column by which tables are joined.
const CODE: &str = "region_code";

/// A table with one row for each region.
#[derive(Debug, Default)]
pub struct Join {
    /// The names of its columns of numbers, in order.
    columns: Vec<String>,
    /// Why its other columns hold no numbers: the name, and where something else stands.
    others: Vec<(String, String)>,
    rows: HashMap<String, Vec<Option<Decimal>>>,
}

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
    /// Reads a CSV file with a column `region_code`. Columns that hold other things than numbers are not joined.
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
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
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
        let mut rows: HashMap<String, (u64, Vec<Numeric>)> = HashMap::new();
        for record in reader.records() {
            let record = record.map_err(|error| {
                let line = error.position().map_or(0, csv::Position::line);
                wrong(
                    line,
                    "not as many cells as in the header".to_string(),
                    "look for a comma or quotation mark too many",
                )
            })?;
            let line = record.position().map_or(0, csv::Position::line);
            let code = record.get(code_at).unwrap_or_default();
            if code.is_empty() {
                continue;
            }
            let cells = record.iter().map(number).collect();
            if let Some((first, _)) = rows.insert(code.to_string(), (line, cells)) {
                let problem = format!("region_code {code} stands in line {first} already");
                return Err(wrong(line, problem, "keep one line for each region"));
            }
        }
        let numeric: Vec<usize> = (0..header.len())
            .filter(|&at| {
                at != code_at && rows.values().all(|(_, cells)| cells.get(at).is_some_and(Result::is_ok))
            })
            .collect();
        let others = (0..header.len()).filter(|at| *at != code_at && !numeric.contains(at));
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
        let rows = rows.into_iter().map(|(code, (_, cells))| (code, pick(cells))).collect();
        Ok(Join { columns, others, rows })
    }

    /// The names of its columns of numbers.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Where a column holds something that is no number: file and line.
    pub(super) fn no_number(&self, column: &str) -> Option<&str> {
        self.others.iter().find(|(name, _)| name == column).map(|(_, place)| place.as_str())
    }

    /// The number of a region in a column.
    pub(super) fn number(&self, code: &str, column: usize) -> Option<Decimal> {
        self.rows.get(code)?.get(column).copied().flatten()
    }
}

/// A cell that is a number or empty, or neither.
type Numeric = Result<Option<Decimal>, ()>;

fn number(cell: &str) -> Numeric {
    let plain: String = cell.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    if plain.is_empty() { Ok(None) } else { plain.parse().map(Some).map_err(|_| ()) }
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
        assert_eq!(join.number("140800", 0), Some(4_774_508.into()));
        assert_eq!(join.number("140000", 0), None);
        assert_eq!(join.number("999999", 0), None);
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
}
