//! What `datapackage.json` says of each file of the dataset, after the Frictionless Data Package and Table Schema.
//!
//! Made of headers alone: for a folder with nothing else in it `build.rs` makes it beforehand.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::FixedState;
use serde::Serialize;

use super::codebook::labels;
use super::columns::{AGENCIES, Column, FILES, File, Kind, REPORTS, REVISIONS, SIMILAR, WIDE};
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

/// A file of the dataset.
#[derive(Serialize)]
pub(super) struct Resource<'f> {
    profile: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    name: Cow<'static, str>,
    path: Cow<'static, str>,
    description: Cow<'static, str>,
    scheme: &'static str,
    format: &'static str,
    mediatype: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dialect: Option<Dialect>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<Schema<'f>>,
}

/// How the file was saved, where that is not as this program writes it.
#[derive(Serialize)]
struct Dialect {
    delimiter: char,
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
    name: Cow<'f, str>,
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

/// The variables of `wide.csv` by name.
pub(super) type Variables<'f> = HashMap<&'f str, Place<'f>, FixedState>;

/// The first line of a table.
pub(super) struct Header {
    pub(super) names: Vec<String>,
    /// Whether the file is guarded for Excel.
    pub(super) guarded: bool,
    pub(super) delimiter: u8,
}

/// The variables of these forms.
pub(super) fn variables(forms: &Forms) -> Variables<'_> {
    // The forms come oldest first, so that of several the newest stays.
    forms.places().map(|place| (place.field.variable.as_str(), place)).collect()
}

/// The text for these files.
pub(super) fn text(resources: Vec<Resource<'_>>) -> String {
    let tabular = resources.iter().all(|resource| resource.schema.is_some());
    let package = Package {
        profile: if tabular { "tabular-data-package" } else { "data-package" },
        name: "nianbao",
        title: "政府信息公开工作年度报告数据集 · Figures of Chinese government disclosure reports",
        description: "Figures of the yearly reports on disclosure of government information, as published, each with \
                      the place where it stands and how far it may be trusted. codebook.csv explains every column.",
        version: env!("CARGO_PKG_VERSION"),
        resources,
    };
    // Plain structures of text and numbers always have a JSON form.
    serde_json::to_string_pretty(&package).unwrap_or_default() + "\n"
}

/// The text for a folder that holds what `extract` writes, not made for Excel, and nothing else.
pub(crate) fn of_new_folder(forms: &Forms) -> String {
    let variables = variables(forms);
    let header = |file: &File| {
        let added = if *file == WIDE { forms.variables() } else { Vec::new() };
        let names = file.columns.iter().map(|column| column.name).chain(added).map(String::from).collect();
        Header { names, guarded: false, delimiter: b',' }
    };
    text(FILES.iter().map(|file| table(file, header(file), forms, &variables)).collect())
}

/// A table as the CSV file that has this header.
pub(super) fn table<'f>(
    file: &File,
    header: Header,
    forms: &'f Forms,
    variables: &Variables<'f>,
) -> Resource<'f> {
    let Header { names, guarded, delimiter } = header;
    let fields = names.into_iter().map(|name| {
        let known = file.columns.iter().find(|column| column.name == name);
        match (known, variables.get(name.as_str())) {
            (Some(column), _) => field(column, file, forms),
            (None, Some(place)) => variable(place),
            (None, None) => unknown(name),
        }
    });
    Resource {
        profile: "tabular-data-resource",
        kind: "table",
        name: file.stem().into(),
        path: file.name.into(),
        description: file.about.into(),
        scheme: "file",
        format: "csv",
        mediatype: "text/csv",
        encoding: Some(if guarded { "utf-8-sig" } else { "utf-8" }),
        dialect: (delimiter != b',').then_some(Dialect { delimiter: char::from(delimiter) }),
        schema: Some(Schema {
            fields: fields.collect(),
            primary_key: file.key,
            foreign_keys: foreign_keys(file),
            missing_values: [""],
        }),
    }
}

/// A table as a workbook: the columns of the CSV file, whose keys need not be told twice.
pub(super) fn workbook<'f>(file: &File, table: Resource<'f>) -> Resource<'f> {
    let schema = table.schema.map(|schema| Schema { primary_key: &[], foreign_keys: Vec::new(), ..schema });
    Resource {
        name: format!("{}-xlsx", file.stem()).into(),
        path: file.in_format("xlsx").into(),
        description: format!("{} for Excel", file.name).into(),
        format: "xlsx",
        mediatype: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        encoding: None,
        dialect: None,
        schema,
        ..table
    }
}

/// A table as Parquet, whose types stand in the file itself. Frictionless would read whole numbers with gaps as decimals.
pub(super) fn parquet_file<'f>(file: &File) -> Resource<'f> {
    Resource {
        profile: "data-resource",
        kind: "file",
        name: format!("{}-parquet", file.stem()).into(),
        path: file.in_format("parquet").into(),
        description: format!("{} as Parquet", file.name).into(),
        scheme: "file",
        format: "parquet",
        mediatype: "application/vnd.apache.parquet",
        encoding: None,
        dialect: None,
        schema: None,
    }
}

/// What points to other tables. `revisions.csv` also names reports that a later fetch has replaced.
fn foreign_keys(file: &File) -> Vec<ForeignKey> {
    let to = |column: &Column| match column.name {
        "report_id" if *file != REPORTS && *file != REVISIONS => Some((REPORTS, "report_id")),
        "report_a" | "report_b" if *file == SIMILAR => Some((REPORTS, "report_id")),
        "agency_id" if *file != AGENCIES => Some((AGENCIES, "agency_id")),
        _ => None,
    };
    let key = |column: &Column| {
        let (resource, field) = to(column)?;
        let reference = Reference { resource: resource.stem(), fields: [field] };
        Some(ForeignKey { fields: [column.name], reference })
    };
    file.columns.iter().filter_map(key).collect()
}

/// A column that this program did not write.
fn unknown(name: String) -> Field<'static> {
    Field {
        name: name.clone().into(),
        kind: "any",
        format: None,
        title: name.into(),
        description: "not written by nianbao".into(),
        unit: None,
        constraints: Constraints::default(),
    }
}

fn field<'f>(column: &Column, file: &File, forms: &'f Forms) -> Field<'f> {
    let (kind, format) = match column.kind {
        Kind::Text | Kind::Required | Kind::Word(_) | Kind::WordList(_) | Kind::Sentence(_) => {
            ("string", None)
        }
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
        Kind::Text | Kind::Year | Kind::Number | Kind::Moment | Kind::Sentence(_) => {}
    }
    if *file == REPORTS && column.name == "sha256" {
        constraints.pattern = Some("[0-9a-f]{64}".into());
    }
    Field {
        name: column.name.into(),
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
        name: place.field.variable.as_str().into(),
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
