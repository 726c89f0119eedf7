//! What a crawl brought home: the pages of a folder with a catalogue, in the order of their addresses, whatever the order in
//! which they came in. What should be there and is not is an input too, with the reason.

use std::fs;
use std::path::{Path, PathBuf};

use super::warc;
use super::{Input, InputError, Pending};
use crate::archive::catalogue::{Document, Reader, Version};
use crate::archive::{ArchiveError, archive_of, catalogue_of};

/// A page that stands in an archive.
#[derive(Debug)]
pub struct Page {
    pub(super) address: String,
    fetched_at: String,
    path: PathBuf,
    offset: u64,
    region: String,
    expected: bool,
    doubted: bool,
}

impl Page {
    /// A content that an address gave at some time.
    pub(super) fn of_version(reader: &Reader, version: &Version) -> Page {
        Page {
            address: version.address.clone(),
            fetched_at: version.fetched_at.clone(),
            path: reader.path_of(&version.file),
            offset: version.offset,
            region: version.region.clone(),
            expected: true,
            doubted: false,
        }
    }

    /// Reads it.
    pub(super) fn load(self) -> Input {
        let mut input = match warc::record_at(&self.path, self.offset) {
            Ok(found) => found,
            Err(error) => Input::failed("", error),
        };
        input.source = self.address;
        input.fetched_at = Some(self.fetched_at);
        input.region = self.region;
        input.expected = self.expected;
        input.doubted = self.doubted;
        input
    }
}

/// Whether a crawl filled a folder. Where its catalogue cannot be read, the archives by name are what there is.
pub(super) fn archives(folder: &Path) -> Option<Result<(), Vec<PathBuf>>> {
    if !catalogue_of(folder).is_file() {
        return None;
    }
    if Reader::open(folder).is_ok() {
        return Some(Ok(()));
    }
    let entries = fs::read_dir(archive_of(folder)).ok()?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| warc::is_archive(path) && path.is_file())
        .collect();
    files.sort();
    (!files.is_empty()).then_some(Err(files))
}

/// The documents of a crawled folder; `None` for a page that cannot be one.
pub(super) fn documents(folder: &Path) -> Box<dyn Iterator<Item = Option<Pending>> + Send> {
    let name = folder.to_string_lossy().into_owned();
    let failed = move |error: ArchiveError| {
        Some(Pending::Ready(Input::failed(name.clone(), InputError::Archive(error.to_string()))))
    };
    let reader = match Reader::open(folder) {
        Ok(reader) => reader,
        Err(error) => return Box::new(std::iter::once(failed(error))),
    };
    let mut batch = Vec::new().into_iter();
    let mut last: Option<Document> = None;
    let mut ended = false;
    Box::new(std::iter::from_fn(move || {
        loop {
            if let Some(document) = batch.next() {
                let document: Document = document;
                last = Some(document.clone());
                return Some(pending(&reader, document));
            }
            if ended {
                return None;
            }
            match reader.documents_after(last.as_ref()) {
                Ok(documents) => {
                    ended = documents.is_empty();
                    batch = documents.into_iter();
                }
                Err(error) => {
                    ended = true;
                    return Some(failed(error));
                }
            }
        }
    }))
}

fn pending(reader: &Reader, document: Document) -> Option<Pending> {
    if document.file.is_empty() {
        let reason = match document.reason.as_str() {
            "" => "it has not been asked yet".to_string(),
            reason => reason.to_string(),
        };
        let error = match document.state.as_str() {
            "blocked" | "refused" => InputError::Blocked(reason),
            _ => InputError::NotFetched(reason),
        };
        return Some(Pending::Ready(Input::failed(document.address, error)));
    }
    let expected = is_expected(&document);
    let doubted = document.kind == "other";
    if !expected && !warc::may_be_document(&document.address, Some(&document.media)) {
        return None;
    }
    let path = reader.path_of(&document.file);
    let Document { address, fetched_at, offset, region, .. } = document;
    Some(Pending::Archived(Box::new(Page { address, fetched_at, path, offset, region, expected, doubted })))
}

/// Whether a report is expected there, by what the page turned out to be, or by what links promised: not where a list
/// was found, or a page that only has the report attached.
fn is_expected(document: &Document) -> bool {
    let may_be = |word: &str| matches!(word, "report" | "attachment");
    let leads_on = matches!(document.kind.as_str(), "list" | "column");
    may_be(&document.kind) || may_be(&document.role) && !leads_on
}
