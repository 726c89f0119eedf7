//! `nianbao show`: a picture of the page that a figure stands on, or of all tables of a PDF.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::{Global, Show};
use super::talk::{self, Loudness, one_line};
use super::{ExitStatus, forms};
use crate::batch;
use crate::common::system_words;
use crate::document::{self, Document, Format, Host, Locator};
use crate::inputs::{Input, Inputs};
use crate::picture::{self, PictureError, Source};
use crate::pipeline::Pipeline;
use crate::report::{Figure, Report, Status};
use crate::template::{Field, Forms};

/// Why nothing can be shown.
#[derive(Debug, thiserror::Error)]
pub(super) enum ShowError {
    #[error("{0} holds more than one document")]
    NotOne(String),
    #[error("there is no figure {key}")]
    UnknownKey { key: String, nearest: String },
    #[error("{file}: {why}")]
    Unread { file: String, why: String },
    #[error("{file} is not a PDF ({format}): only the pages of a PDF are drawn; {key} {place}")]
    NoPages { file: String, format: &'static str, key: String, place: String },
    #[error("{file} is not a PDF ({format}): only the pages of a PDF are drawn")]
    NoTables { file: String, format: &'static str },
    #[error("{file} holds {} reports", reports.len())]
    Which { file: String, reports: Vec<String> },
    #[error("{file} has no report {number}: it holds {count}")]
    NoReport { file: String, number: usize, count: usize },
    #[error("{key} is not in this report: {why}")]
    Absent { key: String, why: String },
    #[error("{0}: no table was found on any page")]
    Bare(String),
    #[error("{file}: {source}")]
    Picture { file: String, source: PictureError },
    #[error("cannot write {path}: {why}")]
    Write { path: String, why: String },
}

impl ShowError {
    /// What to do about it.
    pub(super) fn hint(&self) -> Option<String> {
        match self {
            ShowError::NotOne(_) => Some("name one file".to_string()),
            ShowError::UnknownKey { nearest, .. } => {
                Some(format!("did you mean {nearest}? `nianbao schema` lists all"))
            }
            ShowError::Which { reports, .. } => {
                Some(format!("choose one with --report: {}", reports.join("; ")))
            }
            ShowError::Absent { .. } => Some("--tables draws what was found".to_string()),
            _ => None,
        }
    }
}

pub(super) fn run(global: &Global, args: &Show) -> anyhow::Result<ExitStatus> {
    let forms = forms(global)?;
    let keys = match &args.figure {
        Some(key) => Some(known(key, &forms)?),
        None => None,
    };
    let input = input(&args.file)?;
    let file = name(&input);
    batch::keep_panics_of_workers();
    let unread = |why: String| ShowError::Unread { file: file.clone(), why };
    let bytes = input.bytes.as_ref().map_err(|error| unread(error.to_string()))?;
    let document = document::read(bytes).map_err(|error| unread(error.to_string()))?;
    let mut reports = Pipeline::new(&forms).read(&input);
    let source = Source { name: &file, sha256: &input.sha256, bytes };
    let picture = |source| ShowError::Picture { file: file.clone(), source };
    let loudness = Loudness::new(global);
    match keys {
        Some(keys) => {
            let report = chosen(&file, &reports, args.report)?;
            let (figure, field) = find(report, &keys, &forms)?;
            if document.format != Format::Pdf {
                return Err(no_pages(&file, &document, figure, field).into());
            }
            let png = picture::figure(&source, &document, report, figure, &forms).map_err(picture)?;
            let path = args
                .output
                .clone()
                .unwrap_or_else(|| PathBuf::from(format!("{}.{}.png", stem(&file), field.key)));
            write(&path, &png, loudness)?;
        }
        None => {
            if document.format != Format::Pdf {
                return Err(ShowError::NoTables { file, format: document.format.name() }.into());
            }
            if args.report.is_some() {
                let report = chosen(&file, &reports, args.report)?.clone();
                reports = vec![report];
            }
            let pictures = picture::tables(&source, &document, &reports, &forms).map_err(picture)?;
            if pictures.is_empty() {
                return Err(ShowError::Bare(file).into());
            }
            let folder = args.output.as_deref().unwrap_or(Path::new("."));
            make_folder(folder)?;
            for (page, png) in pictures {
                write(&folder.join(format!("{}.page-{page}.png", stem(&file))), &png, loudness)?;
            }
        }
    }
    Ok(ExitStatus::Done)
}

/// The one document that is named.
fn input(path: &Path) -> anyhow::Result<Input> {
    let mut inputs = Inputs::open(std::slice::from_ref(&path.to_path_buf()), None, &[])?;
    inputs.need_one()?;
    let not_one = || ShowError::NotOne(path.display().to_string());
    let input = inputs.next().ok_or_else(not_one)?.load();
    if inputs.next().is_some() {
        return Err(not_one().into());
    }
    Ok(input)
}

/// The name of a file without its folders.
pub(super) fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    one_line(&name.to_string_lossy())
}

/// The name of an input without its folders, or all of a URL.
fn name(input: &Input) -> String {
    let name = Path::new(&input.source).file_name();
    match name.filter(|_| !input.source.contains("://")) {
        Some(name) => one_line(&name.to_string_lossy()),
        None => one_line(&input.source),
    }
}

/// The name of a file without its ending, fit to begin the name of another.
fn stem(file: &str) -> String {
    let last = file.trim_end_matches('/').rsplit('/').next().unwrap_or(file);
    match last.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_string(),
        _ if last == "-" || last.is_empty() => "report".to_string(),
        _ => last.to_string(),
    }
}

/// The canonical key that is meant: given itself, or by the name of its column in `wide.csv`.
fn known(given: &str, forms: &Forms) -> Result<String, ShowError> {
    let given = given.trim();
    let named = |field: &&Field| field.key == given || field.variable == given;
    if let Some(field) = forms.fields.iter().find(named) {
        return Ok(field.key.clone());
    }
    let likeness =
        |key: &str| strsim::jaro_winkler(key, given).max(strsim::normalized_levenshtein(key, given));
    let names = forms.fields.iter().flat_map(|field| [&field.key, &field.variable]);
    let nearest = names.max_by(|a, b| likeness(a).total_cmp(&likeness(b)).then(b.cmp(a)));
    let nearest = nearest.map_or(String::new(), String::clone);
    Err(ShowError::UnknownKey { key: one_line(given), nearest })
}

/// The report that is meant.
fn chosen<'r>(file: &str, reports: &'r [Report], number: Option<usize>) -> Result<&'r Report, ShowError> {
    let file = file.to_string();
    let report = match (number, reports) {
        (None, [one]) => one,
        (None, _) => {
            let named = (1..).zip(reports).map(|(number, report)| {
                let year = report.identity.year.map_or(String::new(), |year| format!(" {year}"));
                format!("{number} is {}{year}", report.identity.agency)
            });
            return Err(ShowError::Which { file, reports: named.collect() });
        }
        (Some(number), _) => {
            let count = reports.len();
            let report = number.checked_sub(1).and_then(|index| reports.get(index));
            report.ok_or(ShowError::NoReport { file: file.clone(), number, count })?
        }
    };
    match report.status {
        Status::Extracted | Status::Partial => Ok(report),
        status => {
            let reason =
                if report.reason.is_empty() { String::new() } else { format!(": {}", report.reason) };
            Err(ShowError::Unread { file, why: format!("{}{reason}", status.as_str()) })
        }
    }
}

/// The figure of a key in a report.
fn find<'r, 'f>(
    report: &'r Report,
    key: &str,
    forms: &'f Forms,
) -> Result<(&'r Figure, &'f Field), ShowError> {
    let field = |figure: &Figure| forms.fields.get(usize::from(figure.field.0));
    let found = report
        .figures
        .iter()
        .find_map(|figure| Some((figure, field(figure).filter(|field| field.key == key)?)));
    found.ok_or_else(|| {
        let table = key.split('.').next().unwrap_or_default();
        let own: Vec<&Field> =
            report.figures.iter().filter_map(field).filter(|field| field.key.starts_with(table)).collect();
        let has_key = |form| forms.fields.iter().any(|field| field.form == form && field.key == key);
        let why = match own.first() {
            None => format!("no figures were found for {table}"),
            Some(first) if !has_key(first.form) => {
                let name = forms.forms.get(usize::from(first.form.0)).map_or("", |form| form.name.as_str());
                format!("its table follows the form of {name}, which has no such figure")
            }
            Some(_) => "it prints no such row or column, or none that could be told".to_string(),
        };
        ShowError::Absent { key: key.to_string(), why }
    })
}

/// What to say of a figure that stands on no page: what it is, and where.
fn no_pages(file: &str, document: &Document, figure: &Figure, field: &Field) -> ShowError {
    let place = match figure.locator {
        Locator::Html { host, table, row, cell } => {
            let (kind, place) = match host {
                Host::Table => ("table", "row"),
                Host::Script => ("table of its scripts", "row"),
                Host::Grid => ("grid", "row"),
                Host::Pre => ("preformatted text", "line"),
            };
            format!("in {kind} {table}, {place} {row}, cell {cell}")
        }
        Locator::Line { line, cell: 0 } => format!("in line {line}"),
        Locator::Line { line, cell } => format!("in line {line}, cell {cell}"),
        other => format!("at {other}"),
    };
    let published = match figure.published.as_str() {
        "" => "is blank".to_string(),
        text => format!("is \"{text}\""),
    };
    ShowError::NoPages {
        file: file.to_string(),
        format: document.format.name(),
        key: field.key.clone(),
        place: format!("{published}, {place}"),
    }
}

fn make_folder(folder: &Path) -> Result<(), ShowError> {
    fs::create_dir_all(folder)
        .map_err(|error| ShowError::Write { path: folder.display().to_string(), why: system_words(&error) })
}

fn write(path: &Path, bytes: &[u8], loudness: Loudness) -> Result<(), ShowError> {
    let told = one_line(&path.display().to_string());
    fs::write(path, bytes)
        .map_err(|error| ShowError::Write { path: told.clone(), why: system_words(&error) })?;
    if loudness > Loudness::Quiet {
        talk::say(format_args!("picture written to {told}"));
    }
    Ok(())
}
