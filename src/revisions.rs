//! `revisions.csv`: figures that differ between two fetches of one address. A silent correction is news.
//!
//! Every content that an address ever gave is in the archive. Where there are several they are read again, one after the
//! other, and compared figure by figure; what differs only in how the page looks gives no row.

use std::collections::BTreeMap;
use std::path::Path;

use crate::archive::ArchiveError;
use crate::archive::catalogue::{Reader, Version};
use crate::dataset::columns::REVISIONS;
use crate::dataset::{DatasetError, ReportKey, beside};
use crate::inputs::{Input, Pending};
use crate::report::{Figure, Report};
use crate::template::{FieldId, Forms};

/// Why the revisions cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RevisionError {
    /// The file cannot be written.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// The catalogue cannot be read.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// Writes `revisions.csv` beside a dataset that was made of a crawled folder; how many rows it has.
pub fn write(
    crawled: &Path,
    dataset: &Path,
    forms: &Forms,
    read: &dyn Fn(&Input) -> Vec<Report>,
    excel: bool,
) -> Result<u64, RevisionError> {
    let reader = Reader::open(crawled)?;
    let mut rows = Vec::new();
    let mut before: Option<(Version, Vec<Report>)> = None;
    for version in reader.changed()? {
        let input = Pending::archived(&reader, &version).load();
        let reports = read(&input);
        if let Some((old, old_reports)) = &before
            && old.address == version.address
        {
            for (index, (one, other)) in old_reports.iter().zip(&reports).enumerate() {
                let key = ReportKey::new(&version.address, &input.sha256);
                rows.extend(differences(forms, (old, one), (&version, other), key.id(index).as_str()));
            }
        }
        before = Some((version, reports));
    }
    Ok(beside::write(dataset, &REVISIONS, rows, excel)?)
}

/// A row for each figure that both reports have and that is another number, or a number in one only.
fn differences(
    forms: &Forms,
    (old, before): (&Version, &Report),
    (new, after): (&Version, &Report),
    report_id: &str,
) -> Vec<[String; 14]> {
    if before.identity.year != after.identity.year {
        return Vec::new();
    }
    let known: BTreeMap<FieldId, &Figure> =
        before.figures.iter().map(|figure| (figure.field, figure)).collect();
    let changed = after.figures.iter().filter_map(|figure| {
        let earlier = *known.get(&figure.field)?;
        (earlier.value != figure.value).then_some((earlier, figure))
    });
    let rows = changed.map(|(earlier, figure)| {
        let place = forms.place(figure.field);
        let number = |figure: &Figure| {
            figure.value.number().map(|number| number.normalize().to_string()).unwrap_or_default()
        };
        [
            report_id.to_string(),
            new.address.clone(),
            after.identity.agency.clone(),
            after.identity.year.map(|year| year.to_string()).unwrap_or_default(),
            place.table.key.to_string(),
            place.row.key.to_string(),
            place.column.key.to_string(),
            place.field.key.to_string(),
            number(earlier),
            number(figure),
            earlier.published.to_string(),
            figure.published.to_string(),
            old.fetched_at.clone(),
            new.fetched_at.clone(),
        ]
    });
    rows.collect()
}
