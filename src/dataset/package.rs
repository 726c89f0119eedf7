//! `datapackage.json`: the dataset described for programs, after the Frictionless Data Package and Table Schema.
//!
//! It describes what is there: every table that stands in the folder, by the header that it has, whatever command wrote it,
//! and the same tables in other formats.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::codebook::labels;
use super::columns::{AGENCIES, ALL, Column, File, Kind, PACKAGE, REPORTS, REVISIONS, SIMILAR};
use super::error::DatasetError;
use super::excel;
use crate::template::{Forms, Place};

#[derive(Serialize)]
struct Package {
    profile: &'static str,
    name: &'static str,
    title: &'static str,
    description: &'static str,
    version: &'static str,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Resource {
    profile: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    name: String,
    path: String,
    description: String,
    scheme: &'static str,
    format: &'static str,
    mediatype: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<Schema>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Field>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    primary_key: &'static [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
    missing_values: [&'static str; 1],
}

#[derive(Serialize)]
struct Field {
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    title: String,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    constraints: Constraints,
}

#[derive(Serialize, Default)]
struct Constraints {
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u32>,
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    words: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<String>,
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

/// Writes the description anew after a command has added to a dataset. A folder without one is not ours, and is left so.
pub(crate) fn describe(dir: &Path, forms: &Forms) -> Result<(), DatasetError> {
    let (to, part) = (dir.join(PACKAGE), dir.join(format!(".{PACKAGE}.part")));
    if !to.is_file() {
        return Ok(());
    }
    let text = json(forms, &|name| Some(dir.join(name)).filter(|path| path.is_file()))?;
    fs::write(&part, text).map_err(|error| DatasetError::write(&part, error))?;
    fs::rename(&part, &to).map_err(|error| DatasetError::write(&to, error))
}

/// The text of `datapackage.json`; `place` tells where a file of the folder stands, if there is one.
pub(super) fn json(forms: &Forms, place: &dyn Fn(&str) -> Option<PathBuf>) -> Result<String, DatasetError> {
    let mut resources = Vec::new();
    for file in &ALL {
        if let Some(path) = place(file.name) {
            resources.push(table(file, &path, forms)?);
        }
    }
    for file in &ALL {
        if let Some(path) = place(&file.in_format("xlsx")).and(place(file.name)) {
            resources.push(workbook(file, &path, forms)?);
        }
    }
    let parquet = ALL.iter().filter(|file| place(&file.in_format("parquet")).is_some());
    resources.extend(parquet.map(parquet_file));
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
    Ok(serde_json::to_string_pretty(&package).unwrap_or_default() + "\n")
}

fn table(file: &File, path: &Path, forms: &Forms) -> Result<Resource, DatasetError> {
    let mut reader = csv::Reader::from_path(path).map_err(|error| DatasetError::csv(path, error))?;
    let header = reader.headers().map_err(|error| DatasetError::csv(path, error))?;
    // The forms come oldest first, so that of several the newest stays.
    let variables: HashMap<&str, Place<'_>> =
        forms.places().map(|place| (place.field.variable.as_str(), place)).collect();
    let fields = header.iter().map(|name| {
        let known = file.columns.iter().find(|column| column.name == name);
        match (known, variables.get(name)) {
            (Some(column), _) => field(column, file, forms),
            (None, Some(place)) => variable(place),
            (None, None) => unknown(name),
        }
    });
    Ok(Resource {
        profile: "tabular-data-resource",
        kind: "table",
        name: file.stem().to_string(),
        path: file.name.to_string(),
        description: file.about.to_string(),
        scheme: "file",
        format: "csv",
        mediatype: "text/csv",
        encoding: Some(if excel::is_guarded(path) { "utf-8-sig" } else { "utf-8" }),
        schema: Some(Schema {
            fields: fields.collect(),
            primary_key: file.key,
            foreign_keys: foreign_keys(file),
            missing_values: [""],
        }),
    })
}

/// A table as a workbook: the columns of the CSV file, whose keys need not be told twice.
fn workbook(file: &File, csv: &Path, forms: &Forms) -> Result<Resource, DatasetError> {
    let table = table(file, csv, forms)?;
    let schema = table.schema.map(|schema| Schema { primary_key: &[], foreign_keys: Vec::new(), ..schema });
    Ok(Resource {
        name: format!("{}-xlsx", file.stem()),
        path: file.in_format("xlsx"),
        description: format!("{} for Excel", file.name),
        format: "xlsx",
        mediatype: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        encoding: None,
        schema,
        ..table
    })
}

/// A table as Parquet, whose types stand in the file itself. Frictionless would read whole numbers with gaps as decimals.
fn parquet_file(file: &File) -> Resource {
    Resource {
        profile: "data-resource",
        kind: "file",
        name: format!("{}-parquet", file.stem()),
        path: file.in_format("parquet"),
        description: format!("{} as Parquet", file.name),
        scheme: "file",
        format: "parquet",
        mediatype: "application/vnd.apache.parquet",
        encoding: None,
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
fn unknown(name: &str) -> Field {
    Field {
        name: name.to_string(),
        kind: "any",
        format: None,
        title: name.to_string(),
        description: "not written by nianbao".to_string(),
        unit: None,
        constraints: Constraints::default(),
    }
}

fn field(column: &Column, file: &File, forms: &Forms) -> Field {
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
            constraints.pattern = Some(format!("({words})(;({words}))*"));
        }
        Kind::Text | Kind::Year | Kind::Number | Kind::Moment => {}
    }
    if *file == REPORTS && column.name == "sha256" {
        constraints.pattern = Some("[0-9a-f]{64}".to_string());
    }
    Field {
        name: column.name.to_string(),
        kind,
        format,
        title: column.zh.to_string(),
        description: column.en.to_string(),
        unit: None,
        constraints,
    }
}

fn variable(place: &Place<'_>) -> Field {
    let (title, description) = labels(place);
    Field {
        name: place.field.variable.clone(),
        kind: "number",
        format: None,
        title,
        description,
        unit: Some(place.field.unit.as_str()),
        constraints: Constraints::default(),
    }
}

impl Constraints {
    fn is_empty(&self) -> bool {
        self.required.is_none() && self.minimum.is_none() && self.words.is_none() && self.pattern.is_none()
    }
}
