//! Folders: every file below one, in the order of path bytes, without what cannot be a document.

use std::cmp::Ordering;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::load::{special_kind, why};
use super::{Input, InputError};

/// Parts of web pages and leavings of systems: never a report, so not worth a row each.
const NOT_DOCUMENTS: [&str; 15] = [
    "css", "js", "mjs", "map", "woff", "woff2", "ttf", "otf", "eot", "ico", "svg", "cur", "db", "ini", "lnk",
];

/// What interfaces of portals answer with.
const ANSWER: &str = "json";

/// What a walk comes upon.
pub(super) enum Found {
    /// A file to read.
    File(PathBuf),
    /// An answer of an interface: a report may be wrapped in it, but nobody expects one.
    Answer(PathBuf),
    /// Something that cannot be read.
    Failed(Input),
    /// Something that is passed over because it cannot be a document.
    Aside,
}

/// What a walk must not read: what we wrote ourselves.
#[derive(Debug, Clone, Default)]
pub(super) struct Own {
    /// The output folder, with all links resolved.
    pub(super) folder: Option<PathBuf>,
    /// The names of the files and folders we write there.
    pub(super) names: Vec<String>,
}

/// Walks a folder. Links are followed; one that leads back to a folder above it is not, for its files are read there.
pub(super) fn walk(root: &Path, own: &Own) -> impl Iterator<Item = Found> + Send + use<> {
    let own = own.clone();
    WalkDir::new(root)
        .follow_links(true)
        .sort_by(path_order)
        .into_iter()
        .filter_entry(move |entry| {
            entry.depth() == 0 || !(hidden(entry) || own.holds(entry) || saved_parts(entry))
        })
        .filter_map(|entry| match entry {
            Ok(entry) => found(entry),
            Err(error) => failed(&error),
        })
}

impl Own {
    fn holds(&self, entry: &DirEntry) -> bool {
        let Some(folder) = &self.folder else { return false };
        let ours = |path: &Path| path.canonicalize().is_ok_and(|path| path == *folder);
        if entry.file_type().is_dir() && ours(entry.path()) {
            return true;
        }
        entry.file_name().to_str().is_some_and(|name| self.names.iter().any(|own| own == name))
            && entry.path().parent().is_some_and(ours)
    }
}

fn found(entry: DirEntry) -> Option<Found> {
    if entry.file_type().is_dir() {
        return None;
    }
    if let Some(kind) = special_kind(entry.file_type()) {
        let source = entry.path().to_string_lossy();
        return Some(Found::Failed(Input::failed(source, InputError::Special(kind))));
    }
    let extension = entry.path().extension().and_then(OsStr::to_str).unwrap_or_default();
    if NOT_DOCUMENTS.iter().any(|known| extension.eq_ignore_ascii_case(known)) {
        return Some(Found::Aside);
    }
    if extension.eq_ignore_ascii_case(ANSWER) {
        return Some(Found::Answer(entry.into_path()));
    }
    Some(Found::File(entry.into_path()))
}

fn failed(error: &walkdir::Error) -> Option<Found> {
    if error.loop_ancestor().is_some() {
        return None;
    }
    let path = error.path().unwrap_or(Path::new(""));
    let reason = match error.io_error() {
        Some(error) => why(path, error),
        None => InputError::Read(error.to_string()),
    };
    Some(Found::Failed(Input::failed(path.to_string_lossy(), reason)))
}

/// The order of the bytes of whole paths: a folder sorts as its name with the separator that follows it.
fn path_order(a: &DirEntry, b: &DirEntry) -> Ordering {
    let key = |entry: &DirEntry| {
        let mut key = entry.file_name().as_encoded_bytes().to_vec();
        let folder = entry.file_type().is_dir() || (entry.path_is_symlink() && entry.path().is_dir());
        if folder {
            key.push(b'/');
        }
        key
    };
    key(a).cmp(&key(b))
}

fn hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// The folder that a browser puts beside a saved page: `年报_files` beside `年报.html`.
fn saved_parts(entry: &DirEntry) -> bool {
    let Some(page) = entry.file_name().to_str().and_then(|name| name.strip_suffix("_files")) else {
        return false;
    };
    entry.file_type().is_dir()
        && ["html", "htm"].iter().any(|extension| {
            let beside = entry.path().with_file_name(format!("{page}.{extension}"));
            beside.is_file()
        })
}
