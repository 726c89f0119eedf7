//! `wide.csv` beside `figures.csv`: both hold every figure, so that one that differs was changed after it was read.

use std::path::Path;

use rust_decimal::Decimal;

use super::input::Reports;
use super::sheet::Sheet;
use crate::dataset::DatasetError;
use crate::dataset::opened::Opened;
use crate::report::Flag;
use crate::template::{FieldId, Forms};

/// The file; it need not be there.
const FILE: &str = "wide.csv";

/// The file while it is read beside the figures.
pub(in crate::audit) struct Wide {
    file: Opened,
    record: csv::ByteRecord,
    report_id: usize,
    /// Where the figures of a variable stand; of those that are there the first counts.
    variables: Vec<(usize, Vec<FieldId>)>,
    /// The row that was read last belongs to a report that has not been asked for.
    waiting: bool,
}

impl Wide {
    /// Opens the file; nothing if it is not there or names no reports.
    pub(in crate::audit) fn open(dir: &Path, forms: &Forms) -> Result<Option<Wide>, DatasetError> {
        let mut file = match Opened::open(dir, FILE) {
            Ok(file) => file,
            Err(DatasetError::MissingFile { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let header = file.header()?;
        let place = |name: &str| header.iter().position(|column| column.trim() == name);
        let Some(report_id) = place("report_id") else { return Ok(None) };
        let mut variables: Vec<(usize, Vec<FieldId>)> = Vec::new();
        for (index, field) in (0u16..).zip(&forms.fields) {
            let Some(at) = place(&field.variable) else { continue };
            match variables.iter_mut().find(|(known, _)| *known == at) {
                Some((_, fields)) => fields.push(FieldId(index)),
                None => variables.push((at, vec![FieldId(index)])),
            }
        }
        Ok(Some(Wide { file, record: csv::ByteRecord::new(), report_id, variables, waiting: false }))
    }

    /// A figure of a report that differs from the one here. Reports are asked for in the order of `reports.csv`; of one that is
    /// not here, or stands in another order, nothing is known.
    pub(in crate::audit) fn differs(
        &mut self,
        sheet: &Sheet,
        reports: &Reports<'_>,
    ) -> Result<Option<FieldId>, DatasetError> {
        loop {
            if !self.waiting && !self.file.read_bytes(&mut self.record)? {
                return Ok(None);
            }
            self.waiting = false;
            let id = self.record.get(self.report_id).unwrap_or_default();
            if id == sheet.report_id.as_bytes() {
                return Ok(self.variables.iter().find_map(|variable| self.of_variable(variable, sheet)));
            }
            let facts = reports.facts(&String::from_utf8_lossy(id))?;
            if facts.is_some_and(|facts| facts.order > sheet.facts.order) {
                self.waiting = true;
                return Ok(None);
            }
        }
    }

    fn of_variable(&self, (at, fields): &(usize, Vec<FieldId>), sheet: &Sheet) -> Option<FieldId> {
        let field = fields.iter().copied().find(|&field| sheet.cell(field).is_some())?;
        let cell = sheet.cell(field).filter(|cell| !cell.flags.contains(Flag::Reviewed))?;
        let here = self.record.get(*at)?;
        let same = match (here, cell.value.number()) {
            ([], number) => number.is_none(),
            ([digit @ b'0'..=b'9'], Some(number)) => number == Decimal::from(digit - b'0'),
            // What is no number any more was changed here.
            (text, number) => std::str::from_utf8(text)
                .ok()
                .and_then(|text| text.trim().parse::<Decimal>().ok())
                .is_none_or(|here| number == Some(here)),
        };
        (!same).then_some(field)
    }
}
