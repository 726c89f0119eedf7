//! Sentences and what people typed of them (`tests/cli/prose/*.csv`): read for the tests, and for those who learn weights.

use nianbao::mine::{Section, Stated};
use nianbao::template::{FormId, Forms};

/// A sentence and what it states.
pub(crate) struct Case {
    pub(crate) section: Section,
    pub(crate) sentence: String,
    /// The year of the report.
    pub(crate) year: u16,
    /// The forms of its tables.
    pub(crate) tables: Vec<(u8, FormId)>,
    /// What was typed, written out as [`read`] writes what was read.
    pub(crate) figures: Vec<String>,
}

/// The sentences of a file. A fifth column tells the year of the report where it is not 2023.
pub(crate) fn cases(file: &str, forms: &Forms) -> Vec<Case> {
    let names = rows(include_str!("names.csv"));
    let case = |row: csv::StringRecord| {
        let section = Section::ALL.into_iter().find(|section| section.as_str() == &row[0]).unwrap();
        let form = if row[1].is_empty() { "2021" } else { &row[1] };
        let id = forms.forms.iter().find(|known| known.name == form).unwrap().id;
        let year: u16 = row.get(4).map_or(2023, |year| year.parse().unwrap());
        let figures = row[3].split(';').filter(|one| !one.is_empty());
        let figures = figures.map(|one| typed(one, form, year, &names)).collect();
        let tables = (0..3).map(|table| (table, id)).collect();
        Case { section, sentence: row[2].to_string(), year, tables, figures }
    };
    rows(file).into_iter().map(case).collect()
}

/// Columns that a short name may take behind a slash.
const COLUMNS: [(&str, &str); 11] = [
    ("nat", "natural_person"),
    ("biz", "business"),
    ("res", "research"),
    ("npo", "nonprofit"),
    ("law", "legal_service"),
    ("oorg", "other_org"),
    ("up", "upheld"),
    ("ov", "overturned"),
    ("oth", "other"),
    ("pen", "pending"),
    ("org", "business research nonprofit legal_service other_org"),
];

/// The rows of a CSV file below its header.
fn rows(content: &str) -> Vec<csv::StringRecord> {
    let mut reader =
        csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(content.as_bytes());
    reader.records().map(Result::unwrap).collect()
}

/// A short key written out. `recv` is short for the two readings of 收到.
fn expand(short: &str, form: &str, names: &[csv::StringRecord]) -> String {
    let readings =
        short.split('|').flat_map(|reading| match reading.split_once('/').unwrap_or((reading, "")) {
            ("recv", "") => vec!["new".to_string(), "new+in".to_string()],
            ("recv", column) => vec![format!("new/{column}"), format!("new/{column}+in/{column}")],
            _ => vec![reading.to_string()],
        });
    let sum = |reading: String| {
        reading.split('+').flat_map(|term| keys(term, form, names)).collect::<Vec<_>>().join(" + ")
    };
    in_one_order(readings.map(sum).collect())
}

/// Readings joined, they and their terms in whichever order they were told.
fn in_one_order(mut readings: Vec<String>) -> String {
    for sum in &mut readings {
        let mut terms: Vec<&str> = sum.split(" + ").collect();
        terms.sort_unstable();
        *sum = terms.join(" + ");
    }
    readings.sort_unstable();
    readings.join(" | ")
}

fn keys(term: &str, form: &str, names: &[csv::StringRecord]) -> Vec<String> {
    if term.starts_with("proactive.") {
        return vec![term.to_string()];
    }
    let (name, column) = term.split_once('/').unwrap_or((term, ""));
    let known = |row: &&csv::StringRecord| &row[0] == name && (row[1].is_empty() || &row[1] == form);
    let long = &names.iter().find(known).unwrap_or_else(|| panic!("{term} has no long name"))[2];
    let columns = match COLUMNS.iter().find(|(short, _)| *short == column) {
        Some((_, columns)) => *columns,
        None => "total",
    };
    let keys = long.split(' ').flat_map(|row| match row.starts_with("proactive") {
        true => vec![row.to_string()],
        false => columns.split(' ').map(|column| format!("{row}.{column}")).collect(),
    });
    keys.collect()
}

/// A typed figure as text to compare: `>100件=recv@2022#s`; without `@` it speaks of the year of the report.
fn typed(figure: &str, form: &str, year: u16, names: &[csv::StringRecord]) -> String {
    let year = year.to_string();
    let (rest, kind) = figure.split_once('#').unwrap_or((figure, ""));
    let (rest, year) = rest.split_once('@').unwrap_or((rest, &year));
    let (number, key) = rest.split_once('=').unwrap_or((rest, ""));
    let bounds = [('~', "approx "), ('>', "at_least "), ('<', "at_most ")];
    let bound = bounds.iter().find(|(mark, _)| number.starts_with(*mark)).map_or("", |(_, bound)| bound);
    let number = number.trim_start_matches(['~', '>', '<']);
    let key = if key.is_empty() { String::new() } else { expand(key, form, names) };
    format!("{bound}{number} [{key}] {} {kind}", year.trim_matches('-'))
}

/// A figure that was read, in the same way.
pub(crate) fn read(stated: &Stated) -> String {
    let bound = if stated.bound.is_empty() { String::new() } else { format!("{} ", stated.bound) };
    let year = stated.about_year.map(|year| year.to_string()).unwrap_or_default();
    let kind = stated.share_of.get(..1).unwrap_or_default();
    let key = in_one_order(stated.key.split(" | ").map(String::from).collect());
    format!("{bound}{}{} [{key}] {year} {kind}", stated.value, stated.counter)
}
