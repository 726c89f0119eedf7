//! `nianbao schema`: prints the forms, the codebook and the crosswalk.

use std::io::Write;

use serde::Serialize;

use super::args::{Global, Schema, SchemaFormat};
use super::{ExitStatus, forms, talk};
use crate::dataset::codebook::{self, Entry};
use crate::dataset::crosswalk;
use crate::template::{FieldId, Form, Forms, Identity, Span};

pub(super) fn run(global: &Global, args: &Schema) -> anyhow::Result<ExitStatus> {
    let forms = forms(global)?;
    let mut out = talk::stdout();
    match args.format {
        SchemaFormat::Csv if args.crosswalk => out.write_all(&crosswalk::csv(&forms, false))?,
        SchemaFormat::Csv => out.write_all(&codebook::csv(&forms, false))?,
        SchemaFormat::Json => {
            let all = All {
                version: env!("CARGO_PKG_VERSION"),
                forms: forms.forms.iter().map(|form| form_json(&forms, form)).collect(),
                codebook: codebook::entries(&forms),
                crosswalk: crosswalk::entries(&forms),
            };
            serde_json::to_writer_pretty(&mut out, &all).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(ExitStatus::Done)
}

#[derive(Serialize)]
struct All<'a> {
    version: &'static str,
    forms: Vec<FormJson<'a>>,
    codebook: Vec<Entry<'a>>,
    crosswalk: Vec<crosswalk::Entry<'a>>,
}

#[derive(Serialize)]
struct FormJson<'a> {
    name: &'a str,
    notice: &'a str,
    tables: Vec<TableJson<'a>>,
    figures: Vec<FigureJson<'a>>,
    identities: Vec<IdentityJson<'a>>,
}

#[derive(Serialize)]
struct TableJson<'a> {
    key: &'a str,
    section: &'a str,
    label_zh: &'a str,
    label_en: &'a str,
}

#[derive(Serialize)]
struct FigureJson<'a> {
    key: &'a str,
    variable: &'a str,
    unit: &'static str,
    row_label: &'a str,
    column_label: &'a str,
}

#[derive(Serialize)]
struct IdentityJson<'a> {
    code: &'a str,
    over: &'static str,
    left: Vec<&'a str>,
    right: Vec<&'a str>,
}

fn form_json<'a>(forms: &'a Forms, form: &'a Form) -> FormJson<'a> {
    let ours = |identity: &&Identity| {
        identity.left.first().is_some_and(|&field| forms.place(field).form.id == form.id)
    };
    FormJson {
        name: &form.name,
        notice: &form.notice,
        tables: form
            .tables
            .iter()
            .map(|table| TableJson {
                key: &table.key,
                section: &table.section,
                label_zh: &table.label,
                label_en: &table.en,
            })
            .collect(),
        figures: forms
            .places()
            .filter(|place| place.form.id == form.id)
            .map(|place| FigureJson {
                key: &place.field.key,
                variable: &place.field.variable,
                unit: place.field.unit.as_str(),
                row_label: &place.row.label,
                column_label: &place.column.label,
            })
            .collect(),
        identities: forms
            .identities
            .iter()
            .filter(ours)
            .map(|identity| identity_json(forms, identity))
            .collect(),
    }
}

fn identity_json<'a>(forms: &'a Forms, identity: &'a Identity) -> IdentityJson<'a> {
    let keys =
        |fields: &[FieldId]| fields.iter().map(|&field| forms.place(field).field.key.as_str()).collect();
    IdentityJson {
        code: &identity.code,
        over: match identity.over {
            Span::Row => "row",
            Span::Column => "column",
        },
        left: keys(&identity.left),
        right: keys(&identity.right),
    }
}
