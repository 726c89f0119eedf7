//! The folder of the site: written under another name, and put in its place when all pages are there.

use std::fs;
use std::path::{Path, PathBuf};

use super::SiteError;
use super::html::{GENERATOR, Page};
use super::words::Said;
use crate::dataset::DatasetError;

/// The site of a dataset.
const NAME: &str = "site";
/// While it is written.
const PART: &str = ".site.part";
/// What stood there before, while the new one takes its place.
const OLD: &str = ".site.old";
/// How much of a page is looked at to tell whose it is.
const HEAD: usize = 1_024;

/// The folder being written.
pub(super) struct Folder {
    dataset: PathBuf,
    /// The folder that pages were last written to, which is there.
    made: PathBuf,
    /// Pages written.
    pub(super) pages: u64,
}

impl Folder {
    /// Begins a site. One that stands there stays until the new one is whole; a folder of that name that is no site of ours
    /// is left alone.
    pub(super) fn create(dataset: &Path) -> Result<Folder, SiteError> {
        let site = dataset.join(NAME);
        if site.exists() && !is_ours(&site) {
            return Err(SiteError::Foreign(site));
        }
        for left in [PART, OLD].map(|name| dataset.join(name)) {
            remove(&left)?;
        }
        let part = dataset.join(PART);
        fs::create_dir(&part).map_err(|error| DatasetError::write(&part, error))?;
        Ok(Folder { dataset: dataset.to_path_buf(), made: part, pages: 0 })
    }

    /// Writes a page; `path` is its address from the first page.
    pub(super) fn page(
        &mut self,
        path: &str,
        said: &Said,
        title: &str,
        body: &str,
    ) -> Result<(), DatasetError> {
        let depth = path.matches('/').count();
        self.pages += 1;
        self.file(path, &Page { title, depth, body }.html(said))
    }

    /// Writes a file that is no page.
    pub(super) fn file(&mut self, path: &str, text: &str) -> Result<(), DatasetError> {
        let path = self.dataset.join(PART).join(path);
        if let Some(folder) = path.parent()
            && folder != self.made
        {
            fs::create_dir_all(folder).map_err(|error| DatasetError::write(folder, error))?;
            self.made = folder.to_path_buf();
        }
        fs::write(&path, text).map_err(|error| DatasetError::write(&path, error))
    }

    /// Takes away what was written of a site that cannot be finished.
    pub(super) fn abandon(self) {
        // What cannot be removed now is removed by the next run.
        let _ = remove(&self.dataset.join(PART));
    }

    /// Puts the site in its place. Gives its first page.
    pub(super) fn finish(self) -> Result<PathBuf, DatasetError> {
        let [site, part, old] = [NAME, PART, OLD].map(|name| self.dataset.join(name));
        if site.exists() {
            fs::rename(&site, &old).map_err(|error| DatasetError::write(&site, error))?;
        }
        fs::rename(&part, &site).map_err(|error| DatasetError::write(&site, error))?;
        remove(&old)?;
        Ok(site.join("index.html"))
    }
}

/// Whether a folder holds a site that this program wrote, or nothing.
fn is_ours(site: &Path) -> bool {
    let is_empty = fs::read_dir(site).is_ok_and(|mut entries| entries.next().is_none());
    let head = fs::read(site.join("index.html")).unwrap_or_default();
    is_empty || String::from_utf8_lossy(head.get(..HEAD).unwrap_or(&head)).contains(GENERATOR)
}

fn remove(folder: &Path) -> Result<(), DatasetError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(DatasetError::write(folder, error)),
        _ => Ok(()),
    }
}
