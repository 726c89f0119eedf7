//! `datapackage.json`: the dataset described for programs, after the Frictionless Data Package and Table Schema.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Serialize;

use super::codebook::labels;
use super::columns::{Column, FILES, File, Kind, REPORTS, WIDE};
use super::row::RowFormat;
use crate::template::{Forms, Place};

#[derive(Serialize)]
struct Package<'f> {
    profile: &'static str,
    name: &'static str,
    title: &'static str,
    description: &'static str,
    version: &'static str,
    resources: Vec<Resource<'f>>,
}

#[derive(Serialize)]
struct Resource<'f> {
    profile: &'static str,
    name: &'static str,
    path: &'static str,
    description: &'static str,
    scheme: &'static str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    schema: Schema<'f>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'f> {
    fields: Vec<Field<'f>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    primary_key: &'static [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
    missing_values: [&'static str; 1],
}

#[derive(Serialize)]
struct Field<'f> {
    name: &'f str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    title: Cow<'f, str>,
    description: Cow<'f, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    constraints: Constraints<'f>,
}

#[derive(Serialize, Default)]
struct Constraints<'f> {
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u32>,
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    words: Option<Vec<&'f str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<Cow<'static, str>>,
}

#[derive(Serialize)]
struct ForeignKey {
    fields: [&'static str; 1],
    reference: Reference,
}

#[derive(Serialize)]
struct Reference {
    resource: &'static str,
    fields: [&'static str; 1],
}

/// The text of `datapackage.json`; `more` are the files that were made of the dataset since.
pub(super) fn json<'f>(forms: &'f Forms, format: &RowFormat<'f>, more: &[File]) -> String {
    let package = Package {
        profile: "tabular-data-package",
        name: "nianbao",
        title: "政府信息公开工作年度报告数据集 · Figures of Chinese government disclosure reports",
        description: "Figures of the yearly reports on disclosure of government information, as published, each with \
                      the place where it stands and how far it may be trusted. codebook.csv explains every column.",
        version: env!("CARGO_PKG_VERSION"),
        resources: FILES.iter().chain(more).map(|file| resource(file, forms, format)).collect(),
    };
    // Plain structures of text and numbers always have a JSON form.
    serde_json::to_string_pretty(&package).unwrap_or_default() + "\n"
}

fn resource<'f>(file: &File, forms: &'f Forms, format: &RowFormat<'f>) -> Resource<'f> {
    let mut fields: Vec<Field<'f>> = file.columns.iter().map(|column| field(column, file, forms)).collect();
    if *file == WIDE {
        // The forms come oldest first, so that of several the newest stays.
        let newest: HashMap<&str, Place<'_>> =
            forms.places().map(|place| (place.field.variable.as_str(), place)).collect();
        fields.extend(format.variables().iter().filter_map(|name| newest.get(name)).map(variable));
    }
    let points_to_reports = *file != REPORTS && file.columns.iter().any(|column| column.name == "report_id");
    let reference =
        |resource, field| ForeignKey { fields: [field], reference: Reference { resource, fields: [field] } };
    Resource {
        profile: "tabular-data-resource",
        name: file.name.trim_end_matches(".csv"),
        path: file.name,
        description: file.about,
        scheme: "file",
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        schema: Schema {
            fields,
            primary_key: file.key,
            foreign_keys: match file {
                _ if points_to_reports => vec![reference("reports", "report_id")],
                file if *file == REPORTS => vec![reference("agencies", "agency_id")],
                _ => Vec::new(),
            },
            missing_values: [""],
        },
    }
}

fn field<'f>(column: &Column, file: &File, forms: &'f Forms) -> Field<'f> {
    let (kind, format) = match column.kind {
        Kind::Text | Kind::Required | Kind::Word(_) | Kind::WordList(_) => ("string", None),
        Kind::Count => ("integer", None),
        Kind::Year => ("year", None),
        Kind::Number => ("number", None),
        Kind::Moment => ("datetime", Some("any")),
    };
    let list = |separator: &str| {
        let words = column.kind.words().map(|words| words.list(forms)).unwrap_or_default();
        words.into_iter().map(|word| word.word).collect::<Vec<_>>().join(separator)
    };
    let mut constraints = Constraints::default();
    match column.kind {
        Kind::Required => constraints.required = Some(true),
        Kind::Count => constraints.minimum = Some(0),
        Kind::Word(words) => {
            constraints.words = Some(words.list(forms).into_iter().map(|word| word.word).collect());
        }
        Kind::WordList(_) => {
            let words = list("|");
            constraints.pattern = Some(format!("({words})(;({words}))*").into());
        }
        Kind::Text | Kind::Year | Kind::Number | Kind::Moment => {}
    }
    if *file == REPORTS && column.name == "sha256" {
        constraints.pattern = Some("[0-9a-f]{64}".into());
    }
    Field {
        name: column.name,
        kind,
        format,
        title: column.zh.into(),
        description: column.en.into(),
        unit: None,
        constraints,
    }
}

fn variable<'f>(place: &Place<'f>) -> Field<'f> {
    let (title, description) = labels(place);
    Field {
        name: &place.field.variable,
        kind: "number",
        format: None,
        title: title.into(),
        description: description.into(),
        unit: Some(place.field.unit.as_str()),
        constraints: Constraints::default(),
    }
}

impl Constraints<'_> {
    fn is_empty(&self) -> bool {
        self.required.is_none() && self.minimum.is_none() && self.words.is_none() && self.pattern.is_none()
    }
}
