//! What sentences state: read by the program and compared with what a person typed (`tests/mine/*.csv`).

use nianbao::mine::{Miner, Section, Stated};
use nianbao::template::Forms;

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
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(content.as_bytes());
    reader.records().map(Result::unwrap).collect()
}

/// A short key written out. `recv` is short for the two readings of 收到.
fn expand(short: &str, form: &str, names: &[csv::StringRecord]) -> String {
    let readings = short.split('|').flat_map(|reading| match reading.split_once('/').unwrap_or((reading, "")) {
        ("recv", "") => vec!["new".to_string(), "new+in".to_string()],
        ("recv", column) => vec![format!("new/{column}"), format!("new/{column}+in/{column}")],
        _ => vec![reading.to_string()],
    });
    let sum = |reading: String| {
        reading.split('+').flat_map(|term| keys(term, form, names)).collect::<Vec<_>>().join(" + ")
    };
    readings.map(sum).collect::<Vec<_>>().join(" | ")
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

/// A typed figure as text to compare: `>100件=recv@2022#s`.
fn typed(figure: &str, form: &str, names: &[csv::StringRecord]) -> String {
    let (rest, kind) = figure.split_once('#').unwrap_or((figure, ""));
    let (rest, year) = rest.split_once('@').unwrap_or((rest, "2023"));
    let (number, key) = rest.split_once('=').unwrap_or((rest, ""));
    let bounds = [('~', "approx "), ('>', "at_least "), ('<', "at_most ")];
    let bound = bounds.iter().find(|(mark, _)| number.starts_with(*mark)).map_or("", |(_, bound)| bound);
    let number = number.trim_start_matches(['~', '>', '<']);
    let key = if key.is_empty() { String::new() } else { expand(key, form, names) };
    format!("{bound}{number} [{key}] {} {kind}", year.trim_matches('-'))
}

/// A figure that was read, in the same way.
fn read(stated: &Stated) -> String {
    let bound = if stated.bound.is_empty() { String::new() } else { format!("{} ", stated.bound) };
    let year = stated.about_year.map(|year| year.to_string()).unwrap_or_default();
    let kind = stated.share_of.get(..1).unwrap_or_default();
    format!("{bound}{}{} [{}] {year} {kind}", stated.value, stated.counter, stated.key)
}

/// Reads all sentences of a file; how many figures were typed, found, and found right.
fn score(file: &str) -> [usize; 3] {
    let names = rows(include_str!("mine/names.csv"));
    let forms = Forms::builtin();
    let miner = Miner::new(forms);
    let [mut wanted, mut seen, mut right] = [0; 3];
    let sentences = rows(file);
    for row in &sentences {
        let section = Section::ALL.into_iter().find(|section| section.as_str() == &row[0]).unwrap();
        let form = if row[1].is_empty() { "2021" } else { &row[1] };
        let id = forms.forms.iter().find(|known| known.name == form).unwrap().id;
        let tables: Vec<_> = (0..3).map(|table| (table, id)).collect();
        let mut missing: Vec<String> =
            row[3].split(';').filter(|one| !one.is_empty()).map(|one| typed(one, form, &names)).collect();
        let found = miner.sentence(section, &row[2], Some(2023), &tables);
        (wanted, seen) = (wanted + missing.len(), seen + found.len());
        let mut wrong = Vec::new();
        for one in found.iter().map(read) {
            match missing.iter().position(|other| *other == one) {
                Some(at) => {
                    missing.remove(at);
                    right += 1;
                }
                None => wrong.push(one),
            }
        }
        if !wrong.is_empty() || !missing.is_empty() {
            println!("{}", &row[2]);
            missing.iter().for_each(|one| println!("   typed {one}"));
            wrong.iter().for_each(|one| println!("   found {one}"));
        }
    }
    println!("{} sentences: {wanted} figures typed, {seen} found, {right} right", sentences.len());
    [wanted, seen, right]
}

#[test]
fn sentences_of_every_shape_are_read() {
    let [wanted, seen, right] = score(include_str!("mine/sentences.csv"));
    assert!(right * 100 >= wanted * 95, "recall: {right} of {wanted}");
    assert!(right * 100 >= seen * 98, "precision: {right} of {seen}");
}
