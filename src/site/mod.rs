//! The dataset as a web site: pages in `DIR/site/` that open without a server and ask nothing of the network.
//!
//! Works on a dataset folder, after the pipeline, `audit` and `compare`, and reads nothing but their CSV files. A page shows
//! what they say and adds nothing; numbers stand as they stand there.

mod catalogue;
mod findings;
mod folder;
mod html;
mod lists;
mod ranking;
mod report;
mod words;

use std::path::{Path, PathBuf};

use crate::audit::Lang;
use crate::compare::Indicator;
use crate::dataset::DatasetError;
use crate::place::Places;
use crate::template::Forms;

use catalogue::Catalogue;
use folder::Folder;
use words::{Lists, Said};

/// Why a site cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SiteError {
    /// The dataset cannot be read, or the pages not be written.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// Something else stands where the site belongs.
    #[error("{} is no site that nianbao wrote, and would be lost", .0.display())]
    Foreign(PathBuf),
}

impl SiteError {
    /// What to do about it, where there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            SiteError::Dataset(error) => error.hint(),
            SiteError::Foreign(_) => Some("move it or give it another name, and run the same command again"),
        }
    }
}

/// What came of it.
#[derive(Debug)]
pub struct Summary {
    /// Pages written.
    pub pages: u64,
    /// The page to open.
    pub first: PathBuf,
}

/// Writes the site of the dataset in `dir`, in one language; a site that stands there is replaced when the new one is whole.
/// `indicators` are those whose names are known.
pub fn write(
    dir: &Path,
    forms: &Forms,
    places: &Places,
    indicators: &[Indicator],
    lang: Lang,
) -> Result<Summary, SiteError> {
    let catalogue = Catalogue::read(dir)?;
    let mut folder = Folder::create(dir)?;
    let (said, lists) = (Said::of(lang), Lists::new(forms));
    let mut fill = || -> Result<(), DatasetError> {
        folder.file("site.css", include_str!("assets/site.css"))?;
        folder.file("site.js", include_str!("assets/site.js"))?;
        lists::overview(&catalogue, said, &lists, &mut folder)?;
        lists::agencies(&catalogue, places, said, &lists, &mut folder)?;
        lists::unread(&catalogue, said, &lists, &mut folder)?;
        findings::write(&catalogue, said, &lists, &mut folder)?;
        findings::about(said, &lists, &mut folder)?;
        ranking::write(dir, indicators, &catalogue, said, &mut folder)?;
        report::write(dir, forms, said, &lists, &catalogue, &mut folder)
    };
    match fill() {
        Ok(()) => Ok(Summary { pages: folder.pages, first: folder.finish()? }),
        Err(error) => {
            folder.abandon();
            Err(error.into())
        }
    }
}
