//! The codebook: what every column, word and variable of the dataset means, made from the columns and the forms.

use std::borrow::Cow;

use serde::Serialize;

use super::columns::{ALL, CODEBOOK, Kind, Words};
use super::line::Line;
use super::precision;
use crate::template::{Forms, Place};

/// A row of `codebook.csv`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Entry<'f> {
    /// `column`, `word` or `variable`.
    pub kind: &'static str,
    /// The file it stands in.
    pub file: &'static str,
    /// Its name.
    pub name: &'f str,
    /// For a word: the word.
    pub word: &'f str,
    /// What its cells hold.
    #[serde(rename = "type")]
    pub holds: &'static str,
    /// For a variable: the unit of its value.
    pub unit: &'f str,
    /// For a variable: its form.
    pub template: &'f str,
    /// For a variable: its table.
    pub table: &'f str,
    /// For a variable: its row.
    pub row: &'f str,
    /// For a variable: its column.
    pub column: &'f str,
    /// For a variable: its key in `figures.csv`.
    pub key: &'f str,
    /// The Chinese label.
    pub label_zh: Cow<'f, str>,
    /// The English label.
    pub label_en: Cow<'f, str>,
    /// For a variable: the article of the Regulations.
    pub article: &'f str,
}

/// All rows: columns and their words file by file, then the variables, newest form first.
pub fn entries(forms: &Forms) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    // What other commands add to the folder is explained there, too.
    for file in ALL {
        for column in file.columns {
            let entry = Entry {
                kind: "column",
                file: file.name,
                name: column.name,
                holds: column.kind.name(),
                label_zh: column.zh.into(),
                label_en: column.en.into(),
                ..Entry::default()
            };
            let of_levels = column.kind.words() == Some(Words::Confidence);
            let entry = if of_levels { with(precision::NOT_FOUND, entry) } else { entry };
            let words = column.kind.words().map(|words| words.list(forms)).unwrap_or_default();
            entries.push(entry.clone());
            entries.extend(words.into_iter().map(|word| {
                let entry = Entry {
                    kind: "word",
                    word: word.word,
                    label_zh: word.zh,
                    label_en: word.en.into(),
                    ..entry.clone()
                };
                if of_levels { with(precision::of_level(word.word), entry) } else { entry }
            }));
        }
    }
    for form in forms.forms.iter().rev() {
        let places = forms.places().filter(|place| place.form.id == form.id);
        entries.extend(places.map(|place| variable(&place)));
    }
    entries
}

/// A row whose labels go on.
fn with<'f>([zh, en]: [&str; 2], mut entry: Entry<'f>) -> Entry<'f> {
    entry.label_zh.to_mut().push_str(zh);
    entry.label_en.to_mut().push_str(en);
    entry
}

/// A little more than the file has with the built-in forms.
const BYTES: usize = 160 << 10;

/// The rows as CSV.
pub fn csv(forms: &Forms, excel: bool) -> Vec<u8> {
    let mut line = Line::with_capacity(BYTES, excel);
    CODEBOOK.columns.iter().for_each(|column| line.text(column.name));
    line.end();
    for entry in entries(forms) {
        let cells = [
            entry.kind,
            entry.file,
            entry.name,
            entry.word,
            entry.holds,
            entry.unit,
            entry.template,
            entry.table,
            entry.row,
            entry.column,
            entry.key,
            &entry.label_zh,
            &entry.label_en,
            entry.article,
        ];
        cells.iter().for_each(|cell| line.text(cell));
        line.end();
    }
    line.bytes
}

fn variable<'f>(place: &Place<'f>) -> Entry<'f> {
    let (zh, en) = labels(place);
    Entry {
        kind: "variable",
        file: "wide.csv",
        name: &place.field.variable,
        word: "",
        holds: Kind::Number.name(),
        unit: place.field.unit.as_str(),
        template: &place.form.name,
        table: &place.table.key,
        row: &place.row.key,
        column: &place.column.key,
        key: &place.field.key,
        label_zh: zh.into(),
        label_en: en.into(),
        article: place.block.article.as_deref().unwrap_or_default(),
    }
}

/// The labels of a figure: group, row and column in Chinese, row and column in English.
pub fn labels(place: &Place<'_>) -> (String, String) {
    let group =
        place.row.group.as_ref().and_then(|key| place.table.groups.iter().find(|group| group.key == *key));
    let (row, column) = (place.row.label.as_str(), place.column.label.as_str());
    let zh = match group {
        Some(group) => [&group.label, " / ", row, " / ", column].concat(),
        None => [row, " / ", column].concat(),
    };
    (zh, [&place.row.en, ", ", &place.column.en].concat())
}

impl Kind {
    /// The word for it in the codebook.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Text | Kind::Required | Kind::Sentence(_) => "text",
            Kind::Count => "integer",
            Kind::Year => "year",
            Kind::Number => "number",
            Kind::Moment => "datetime",
            Kind::Word(_) => "word",
            Kind::WordList(_) => "word list",
        }
    }

    /// The words it may hold.
    pub const fn words(self) -> Option<Words> {
        match self {
            Kind::Word(words) | Kind::WordList(words) | Kind::Sentence(words) => Some(words),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_the_columns_it_is_said_to_have() {
        let forms = Forms::builtin();
        let bytes = csv(forms, false);
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let header: Vec<String> = reader.headers().unwrap().iter().map(String::from).collect();
        assert!(header.iter().eq(CODEBOOK.columns.iter().map(|column| column.name)));
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.iter().filter(|row| &row[0] == "variable").count(), forms.fields.len());
        let granted = rows.iter().find(|row| &row[2] == "rq_grant_nat").unwrap();
        assert_eq!(&granted[10], "requests.granted.natural_person");
        assert_eq!(&granted[11], "（一）予以公开 / 自然人");
        assert_eq!(&granted[12], "granted, natural persons");
        let denied = rows.iter().find(|row| &row[2] == "rq_den_secret_nat").unwrap();
        assert_eq!(&denied[11], "（三）不予公开 / 1.属于国家秘密 / 自然人");
        let fees = rows.iter().find(|row| &row[2] == "pa_fee_amt" && &row[6] == "2021").unwrap();
        assert_eq!((&fees[5], &fees[13]), ("万元", "20(8)"));
    }

    #[test]
    fn every_column_and_word_is_explained_in_both_languages() {
        for entry in entries(Forms::builtin()) {
            assert!(!entry.label_zh.is_empty() && !entry.label_en.is_empty(), "{entry:?}");
        }
    }
}
