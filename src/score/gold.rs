//! Checked figures: one CSV file per report, typed by people, so read with patience for what people and Excel do to
//! files, and with none for what would make a wrong comparison.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;

use super::ScoreError;
use crate::common::system_words;
use crate::dataset::opened::line_in;
use crate::template::Forms;

/// The checked figures of one report.
#[derive(Debug)]
pub(crate) struct Gold {
    /// The name of the input without its extension.
    pub(crate) name: String,
    /// Which report of the input, counting from 1.
    pub(crate) number: usize,
    /// The figures by key: the number printed, or none where the cell has no number.
    pub(crate) figures: BTreeMap<String, Option<Decimal>>,
}

/// So much of a cell is quoted: one whose quotation mark is not closed holds the rest of the file.
const LONGEST: usize = 80;

const COLUMNS: [&str; 4] = ["table", "row", "column", "value"];

/// Reads all files of a folder, in the order of their names.
pub(crate) fn read_folder(folder: &Path, forms: &Forms) -> Result<Vec<Gold>, ScoreError> {
    let unread = |error: std::io::Error| ScoreError::Read {
        path: folder.to_path_buf(),
        problem: system_words(&error),
    };
    let entries = fs::read_dir(folder).map_err(unread)?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
            !hidden && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
        })
        .collect();
    paths.sort();
    if paths.is_empty() {
        return Err(ScoreError::NoGold(folder.to_path_buf()));
    }
    paths.iter().map(|path| read_file(path, forms)).collect()
}

fn read_file(path: &Path, forms: &Forms) -> Result<Gold, ScoreError> {
    let unread = |problem: String| ScoreError::Read { path: path.to_path_buf(), problem };
    let bytes = fs::read(path).map_err(|error| unread(system_words(&error)))?;
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(unread("it is in UTF-16; save it as \"CSV UTF-8\"".to_string()));
    }
    // Everything that matters is ASCII, so a file in GBK does as well.
    let text = String::from_utf8_lossy(&bytes);
    let text = without_separator(text.trim_start_matches('\u{feff}'));
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let (name, number) = match stem.rsplit_once('#') {
        Some((name, number)) if number.parse::<usize>().is_ok_and(|number| number > 0) => {
            (name.to_string(), number.parse().unwrap_or(1))
        }
        _ => (stem, 1),
    };
    let figures = Reader { path, forms }.figures(text)?;
    Ok(Gold { name, number, figures })
}

struct Reader<'a> {
    path: &'a Path,
    forms: &'a Forms,
}

impl Reader<'_> {
    fn figures(&self, text: &str) -> Result<BTreeMap<String, Option<Decimal>>, ScoreError> {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .delimiter(delimiter(text))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = reader.headers().cloned().unwrap_or_default();
        let mut places = [0; COLUMNS.len()];
        for (place, column) in places.iter_mut().zip(COLUMNS) {
            *place =
                header.iter().position(|name| plain(name).eq_ignore_ascii_case(column)).ok_or_else(|| {
                    self.wrong(
                        1,
                        format!("there is no column {column}"),
                        "the first line is table,row,column,value",
                    )
                })?;
        }
        let mut figures: BTreeMap<String, (Option<Decimal>, u64)> = BTreeMap::new();
        for record in reader.records() {
            let record = record.map_err(|error| {
                let mend = "a quotation mark may be open";
                self.wrong(
                    error.position().map_or(0, |at| line_in(text, at)),
                    "not a line of CSV".to_string(),
                    mend,
                )
            })?;
            let line = record.position().map_or(0, |at| line_in(text, at));
            let [table, row, column, value] =
                places.map(|place| plain(record.get(place).unwrap_or_default()));
            self.whole(&record, header.len(), &places, line)?;
            if table.is_empty() && row.is_empty() && column.is_empty() && value.is_empty() {
                continue;
            }
            let key = format!("{table}.{row}.{column}");
            self.known(&key, line)?;
            let value = number(&value).map_err(|mend| {
                let found: String = value.chars().take(LONGEST).collect();
                self.wrong(line, format!("{found:?} is not a number"), mend)
            })?;
            match figures.insert(key.clone(), (value, line)) {
                Some((other, first)) if other != value => {
                    let mend = "keep the line that is right";
                    return Err(self.wrong(line, format!("{key} has another value in line {first}"), mend));
                }
                _ => {}
            }
        }
        Ok(figures.into_iter().map(|(key, (value, _))| (key, value)).collect())
    }

    /// An error where a row has other cells than the header: a comma within a number (2,848) parts it in two, and one that was
    /// forgotten leaves the number out.
    fn whole(
        &self,
        record: &csv::StringRecord,
        columns: usize,
        places: &[usize],
        line: u64,
    ) -> Result<(), ScoreError> {
        let cells = record.iter().filter(|cell| !plain(cell).is_empty()).count();
        if record.iter().skip(columns).any(|cell| !plain(cell).is_empty()) {
            let problem = format!("{} cells, where the header has {columns}", record.len());
            let mend =
                "write numbers without commas between their digits (2848), or in quotation marks (\"2,848\")";
            return Err(self.wrong(line, problem, mend));
        }
        if cells > 0 && places.iter().any(|&place| place >= record.len()) {
            let problem = format!("{} cells, where the header has {columns}", record.len());
            let mend = "write all of them; where a cell of the report has no number the value is empty or /";
            return Err(self.wrong(line, problem, mend));
        }
        Ok(())
    }

    fn known(&self, key: &str, line: u64) -> Result<(), ScoreError> {
        if self.forms.fields.iter().any(|field| field.key == key) {
            return Ok(());
        }
        // What is long is no slip of a key, and takes long to compare with all of them.
        if key.len() > LONGEST * 2 {
            let begin: String = key.chars().take(LONGEST).collect();
            return Err(self.wrong(
                line,
                format!("no form has a figure {begin}…"),
                "`nianbao schema` lists all keys",
            ));
        }
        // A slip is one of one name: the other two say which figures are meant.
        let slips = |field: &str| {
            let other = field.split('.').zip(key.split('.')).filter(|(one, other)| one != other).count();
            (other, strsim::levenshtein(field, key))
        };
        let near = self.forms.fields.iter().min_by_key(|field| slips(&field.key));
        let mend = match near {
            Some(field) if strsim::levenshtein(&field.key, key) <= key.len() / 3 => {
                format!("perhaps {}; `nianbao schema` lists all keys", field.key)
            }
            _ => "`nianbao schema` lists all keys".to_string(),
        };
        let key: String = key.chars().take(LONGEST).collect();
        Err(self.wrong(line, format!("no form has a figure {key}"), &mend))
    }

    fn wrong(&self, line: u64, problem: String, mend: &str) -> ScoreError {
        ScoreError::Gold { path: self.path.to_path_buf(), line, problem, mend: mend.to_string() }
    }
}

/// The text without the line `sep=,` that tells Excel how cells are parted; its end stays, so that lines keep their numbers.
fn without_separator(text: &str) -> &str {
    let end = text.find('\n').filter(|&end| text.get(..end).is_some_and(|line| line.starts_with("sep=")));
    end.and_then(|end| text.get(end..)).unwrap_or(text)
}

/// Excel writes what the system has for a list separator.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    [b',', b'\t', b';']
        .into_iter()
        .max_by_key(|&mark| header.bytes().filter(|&byte| byte == mark).count())
        .unwrap_or(b',')
}

/// A cell without white space of any kind around it, full-width characters as plain ones.
fn plain(cell: &str) -> String {
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{2212}' => '-',
        c => c,
    };
    let folded: String = cell.chars().map(plain).collect();
    folded.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')).to_string()
}

/// The number in a cell; none where it is empty or holds a nil mark as reports print them.
fn number(cell: &str) -> Result<Option<Decimal>, &'static str> {
    // ="120" and '120 are how Excel is made to take a number for a text.
    let formula = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    let cell = formula.or_else(|| cell.strip_prefix('\'')).unwrap_or(cell).trim();
    if matches!(cell, "" | "/" | "\\" | "-" | "--" | "—" | "——" | "–") {
        return Ok(None);
    }
    if cell.contains('\n') {
        return Err("a quotation mark opens the cell and none closes it; close it there");
    }
    const MEND: &str = "write a plain number, or leave the value empty where the cell has none";
    let digits = without_thousands(cell).ok_or(MEND)?;
    let digits = digits.strip_prefix('+').unwrap_or(&digits);
    if Decimal::from_scientific(digits).is_ok() && digits.contains(['e', 'E']) {
        return Err(
            "a spreadsheet has rounded it; give the cell the number format 0 there, and type the number again",
        );
    }
    match digits.parse() {
        Ok(number) if !digits.contains('_') => Ok(Some(number)),
        _ => Err(MEND),
    }
}

/// A number without the commas that part its thousands; nothing if they stand elsewhere.
fn without_thousands(cell: &str) -> Option<String> {
    if !cell.contains(',') {
        return Some(cell.to_string());
    }
    let (whole, _) = cell.split_once('.').unwrap_or((cell, ""));
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next()?;
    let parted = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    parted.then(|| cell.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Gold, ScoreError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a#2.csv");
        fs::write(&path, text).unwrap();
        read_file(&path, Forms::builtin())
    }

    #[test]
    fn files_that_people_typed_are_understood() {
        let text = "\u{feff}table, row ,column,value,note\r\n\
                    requests,granted,natural_person,\"1,234\",\r\n\
                    requests,granted,business, １２ ,x\r\n\
                    requests,granted,total,,\r\n\
                    proactive,fees,amount,1.50\r\n\
                    disputes,reconsideration,upheld,/\r\n\
                    ,,,,\r\n\r\n";
        let gold = read(text).unwrap();
        assert_eq!((gold.name.as_str(), gold.number), ("a", 2));
        let value = |key: &str| gold.figures[key].map(|number| number.to_string());
        assert_eq!(value("requests.granted.natural_person").as_deref(), Some("1234"));
        assert_eq!(value("requests.granted.business").as_deref(), Some("12"));
        assert_eq!(value("requests.granted.total"), None);
        assert_eq!(gold.figures["proactive.fees.amount"], Some("1.5".parse().unwrap()));
        assert_eq!(value("disputes.reconsideration.upheld"), None);
        assert_eq!(gold.figures.len(), 5);
        assert!(read("table;row;column;value\nrequests;granted;total;3\n").is_ok());
        let excel =
            read("sep=;\r\ntable;row;column;value\r\nrequests;granted;total;\"=\"\"120\"\"\"\r\n").unwrap();
        assert_eq!(excel.figures["requests.granted.total"], Some(Decimal::from(120)));
    }

    #[test]
    fn mistakes_are_named_with_line_and_mend() {
        let told = |text: &str| {
            let error = read(text).unwrap_err();
            let message = error.to_string();
            format!("{} ({})", message.split("a#2.csv, ").last().unwrap(), error.hint().unwrap())
        };
        assert_eq!(
            told("table,row,column,value\nrequests,granted,natural_persons,1\n"),
            "line 2: no form has a figure requests.granted.natural_persons \
             (perhaps requests.granted.natural_person; `nianbao schema` lists all keys)"
        );
        assert!(
            told("table,row,column,value\n\nrequests,granted,total,many\n")
                .starts_with("line 3: \"many\" is not")
        );
        assert!(
            told("table,row,column,value\nrequests,granted,total,\"1,23\"\n")
                .starts_with("line 2: \"1,23\" is not")
        );
        assert_eq!(
            told("table,row,column,value\r\nproactive,licensing,decisions,2,848\r\n"),
            "line 2: 5 cells, where the header has 4 (write numbers without commas between their digits (2848), \
             or in quotation marks (\"2,848\"))"
        );
        assert!(
            told("table,row,column,value\nrequests,granted,total\n")
                .starts_with("line 2: 3 cells, where the header has 4 (write all of them")
        );
        assert!(
            told("table,row,column,value\nrequests,granted,total,1.23E+05\n")
                .starts_with("line 2: \"1.23E+05\" is not a number (a spreadsheet has rounded it")
        );
        let open = format!("table,row,column,value\nrequests,granted,total,\"1{}\n", "\n1,2,3,4".repeat(900));
        assert!(told(&open).len() < 300, "{}", told(&open));
        assert!(
            told("table,row,column,value\nrequests,granted,totl,1\n")
                .contains("perhaps requests.granted.total;")
        );
        assert!(told("sep=,\ntable,row,column,value\nrequests,granted,total,many\n").starts_with("line 3: "));
        assert!(told("table,row,value\n").starts_with("line 1: there is no column column"));
        let long = told(&format!("table,row,column,value\nrequests,granted,{},1\n", "9".repeat(3_000_000)));
        assert!(
            long.starts_with("line 2: no form has a figure requests.granted.9") && long.len() < 300,
            "{long}"
        );
        let twice = "table,row,column,value\nrequests,granted,total,1\nrequests,granted,total,2\n";
        assert!(told(twice).starts_with("line 3: requests.granted.total has another value in line 2"));
    }
}
