//! The whole way for one input: bytes → document → readings → weighed figures → reports.
//!
//! Joins the rooms; holds no knowledge of its own but what a report's status is.

use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::confidence::{self, Weighed};
use crate::document::{self, Block, Damage, Document, Format, ReadError};
use crate::normalise::Normaliser;
use crate::normalise::identify::{self, Kind, KindEvidence};
use crate::report::{Report, ReportIdentity, Status, Value};
use crate::template::{FormId, Forms};

/// Reads inputs by a set of forms. Made once, shared by all workers.
#[derive(Debug)]
pub struct Pipeline {
    forms: Forms,
    normaliser: Normaliser,
}

/// What is known of an input before its bytes are read.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The path as given, or the URL.
    pub name: String,
    /// When it was fetched (RFC 3339), if it comes from an archive.
    pub fetched_at: Option<String>,
}

impl Pipeline {
    /// Prepares the labels of the forms.
    pub fn new(forms: Forms) -> Pipeline {
        let normaliser = Normaliser::new(&forms);
        Pipeline { forms, normaliser }
    }

    /// The forms it reads by.
    pub fn forms(&self) -> &Forms {
        &self.forms
    }

    /// Reads one input. Gives at least one report, also where the input is none or cannot be read: nothing is dropped
    /// without a row.
    pub fn read(&self, source: &Source, bytes: &[u8]) -> Vec<Report> {
        let digest = hex(&Sha256::digest(bytes));
        let blank = |number: usize| Report {
            id: report_id(&source.name, &digest, number),
            source: source.name.clone(),
            sha256: digest.clone(),
            fetched_at: source.fetched_at.clone(),
            ..Report::unread(Status::Unreadable)
        };
        let document = match document::read(bytes) {
            Ok(document) => document,
            Err(error) => {
                return vec![Report { reason: error.to_string(), format: format_of(&error), ..blank(1) }];
            }
        };
        let parts = identify::reports_in(&document);
        let mut reports: Vec<Report> = parts
            .into_iter()
            .enumerate()
            .map(|(at, blocks)| self.read_part(&document, blocks, blank(at + 1)))
            .collect();
        // Parts beside a report that are none themselves are its surroundings.
        if reports.iter().any(|report| report.status != Status::NotAReport) {
            reports.retain(|report| report.status != Status::NotAReport);
        }
        if reports.is_empty() {
            reports.push(blank(1));
        }
        reports
    }

    /// A row for an input whose bytes could not be had.
    pub fn unreadable(&self, source: &Source, reason: String) -> Report {
        Report {
            id: report_id(&source.name, "", 1),
            source: source.name.clone(),
            fetched_at: source.fetched_at.clone(),
            reason,
            ..Report::unread(Status::Unreadable)
        }
    }

    fn read_part(&self, document: &Document, blocks: Range<usize>, blank: Report) -> Report {
        let weighed = confidence::read(document, blocks.clone(), &self.normaliser, &self.forms);
        let kind = identify::kind(document, blocks.clone());
        let identity = identify::identify(document, blocks.clone());
        let (status, reason) = self.status(document, blocks, &weighed, &kind, &identity);
        let report = Report {
            format: Some(document.format),
            pages: document.pages,
            identity,
            status,
            reason,
            ..blank
        };
        if status == Status::NotAReport {
            return report;
        }
        Report {
            figures_expected: self.figures_expected(&weighed.forms),
            forms: weighed.forms,
            figures: weighed.figures,
            unplaced: weighed.unplaced,
            ..report
        }
    }

    /// How many figures a report of these forms has; a table that is missing counts by the form of the others.
    fn figures_expected(&self, tables: &[(u8, FormId)]) -> u32 {
        let main = tables.first().map(|(_, form)| *form);
        let form_of = |table: u8| tables.iter().find(|(of, _)| *of == table).map(|(_, form)| *form).or(main);
        let expected =
            self.forms.fields.iter().filter(|field| form_of(field.table) == Some(field.form)).count();
        expected as u32
    }

    fn status(
        &self,
        document: &Document,
        blocks: Range<usize>,
        weighed: &Weighed,
        kind: &KindEvidence,
        identity: &ReportIdentity,
    ) -> (Status, String) {
        let numbers =
            weighed.figures.iter().filter(|figure| matches!(figure.value, Value::Number(_))).count();
        let is_report = kind.kind == Kind::Report;
        if !is_report && (numbers == 0 || kind.certain) {
            return (Status::NotAReport, kind.why.clone());
        }
        if weighed.figures.is_empty() {
            return self.without_figures(document, blocks, identity);
        }
        let missing = self.missing_tables(&weighed.forms);
        let mut reasons = damage_reasons(document);
        if !missing.is_empty() {
            reasons.insert(0, format!("no figures found for {}", missing.join(", ")));
        }
        let partial = !missing.is_empty() || !reasons.is_empty();
        let left_aside = weighed.unplaced.len();
        if left_aside > 0 {
            reasons.push(format!(
                "{left_aside} label(s) beside figures fit nowhere in the form: see unplaced.csv"
            ));
        }
        (if partial { Status::Partial } else { Status::Extracted }, reasons.join("; "))
    }

    fn without_figures(
        &self,
        document: &Document,
        blocks: Range<usize>,
        identity: &ReportIdentity,
    ) -> (Status, String) {
        let fonts: Vec<&str> = document
            .damage
            .iter()
            .filter_map(|damage| match damage {
                Damage::Font(font) => Some(font.as_str()),
                _ => None,
            })
            .collect();
        if !fonts.is_empty() {
            return (Status::NeedsOcr, format!("the text layer cannot be decoded: {}", fonts.join(", ")));
        }
        let pictures =
            document.pictures.iter().filter(|picture| blocks.contains(&picture.after_block)).count();
        if pictures > 0 {
            return (
                Status::NeedsOcr,
                format!("no table in the text, but {pictures} picture(s) that may hold them"),
            );
        }
        let has_text =
            document.blocks.get(blocks).unwrap_or_default().iter().any(|b| matches!(b, Block::Text(_)));
        if !has_text && identity.title.is_empty() {
            return (Status::NotAReport, "nothing but a title".to_string());
        }
        let mut reasons = vec!["no figures found for any table of the form".to_string()];
        reasons.extend(damage_reasons(document));
        (Status::Partial, reasons.join("; "))
    }

    fn missing_tables(&self, found: &[(u8, FormId)]) -> Vec<String> {
        let Some(form) = self.forms.forms.last() else { return Vec::new() };
        (0..)
            .zip(&form.tables)
            .filter(|(table, _)| !found.iter().any(|(of, _)| of == table))
            .map(|(_, table)| table.key.clone())
            .collect()
    }
}

fn damage_reasons(document: &Document) -> Vec<String> {
    document
        .damage
        .iter()
        .map(|damage| match damage {
            Damage::CutTable => "the document ends in the middle of a table".to_string(),
            Damage::Page(page, why) => format!("page {page} could not be read: {why}"),
            Damage::Font(font) => format!("characters of the font {font} cannot be decoded"),
            Damage::Limit(limit) => format!("stopped at a limit: {limit}"),
        })
        .collect()
}

fn format_of(error: &ReadError) -> Option<Format> {
    match error {
        ReadError::Unsupported(format) => Some(*format),
        ReadError::Empty => Some(Format::Empty),
        ReadError::Binary => Some(Format::Binary),
        ReadError::Password | ReadError::Damaged(_) => Some(Format::Pdf),
        _ => None,
    }
}

/// The first 16 hexadecimal digits of SHA-256 over source and content; the second report of an input has `-2` behind it.
fn report_id(source: &str, digest: &str, number: usize) -> compact_str::CompactString {
    let mut hasher = Sha256::new();
    hasher.update(source.as_bytes());
    hasher.update([0]);
    hasher.update(digest.as_bytes());
    let mut id = hex(&hasher.finalize());
    id.truncate(16);
    if number > 1 {
        id.push_str(&format!("-{number}"));
    }
    id.into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
