//! Writes `indicators.csv`.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use super::indicator::Indicator;
use super::row::Row;
use super::why::{NoChange, WhyNot};
use crate::dataset::DatasetError;
use crate::dataset::columns::INDICATORS;
use crate::stats::Interval;

/// Digits of a share behind the point: one in a million.
const DIGITS: usize = 6;

/// The file being written; it takes its name when all is written.
pub(super) struct Writer<'a> {
    dir: &'a Path,
    csv: csv::Writer<BufWriter<File>>,
}

const PART: &str = "indicators.csv.part";

impl Writer<'_> {
    pub(super) fn open(dir: &Path) -> Result<Writer<'_>, DatasetError> {
        let path = dir.join(PART);
        let file = File::create(&path).map_err(|error| DatasetError::write(path, error))?;
        let mut writer = Writer {
            dir,
            csv: csv::WriterBuilder::new().from_writer(BufWriter::with_capacity(1 << 16, file)),
        };
        writer.record(INDICATORS.columns.iter().map(|column| column.name.to_string()).collect())?;
        Ok(writer)
    }

    pub(super) fn row(&mut self, row: &Row, indicator: &Indicator) -> Result<(), DatasetError> {
        let decimal = |number: Option<rust_decimal::Decimal>| {
            number.map(|n| n.normalize().to_string()).unwrap_or_default()
        };
        let count = |number: Option<usize>| number.map(|n| n.to_string()).unwrap_or_default();
        let ends =
            |interval: Option<Interval>| [share(interval.map(|i| i.low)), share(interval.map(|i| i.high))];
        let [low, high] = ends(row.interval);
        let [change_low, change_high] = ends(row.change.and_then(|change| change.interval));
        let unit = &row.unit;
        self.record(vec![
            row.by.as_str().to_string(),
            indicator.key.clone(),
            indicator.zh.clone(),
            row.year.to_string(),
            unit.id.clone(),
            unit.name.clone(),
            unit.kind.clone(),
            unit.level.clone(),
            unit.region_code.clone(),
            unit.region.clone(),
            decimal(row.numerator),
            decimal(row.denominator),
            share(row.value),
            low,
            high,
            row.reports.to_string(),
            row.without_value.to_string(),
            row.left_out.to_string(),
            row.no_report.to_string(),
            row.peers.clone(),
            count(row.rank.map(|rank| rank.best)),
            count(row.rank.map(|rank| rank.worst)),
            count(row.rank.map(|rank| rank.of)),
            row.funnel.map(|funnel| funnel.as_str().to_string()).unwrap_or_default(),
            row.change.map(|change| change.matched.to_string()).unwrap_or_default(),
            share(row.change.map(|change| change.previous)),
            share(row.change.map(|change| change.change())),
            change_low,
            change_high,
            row.rests.words().collect::<Vec<_>>().join(";"),
            row.why_not.as_ref().map(WhyNot::en).unwrap_or_default(),
            row.why_no_change.map(NoChange::en).unwrap_or_default().to_string(),
        ])
    }

    fn record(&mut self, cells: Vec<String>) -> Result<(), DatasetError> {
        self.csv.write_record(cells).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => DatasetError::write(self.dir.join(PART), error),
            other => {
                DatasetError::Csv { path: self.dir.join(PART), line: None, problem: format!("{other:?}") }
            }
        })
    }

    pub(super) fn finish(self) -> Result<(), DatasetError> {
        let (part, path) = (self.dir.join(PART), self.dir.join(INDICATORS.name));
        let fail = |error| DatasetError::write(&part, error);
        let mut file = self.csv.into_inner().map_err(|error| fail(error.into_error()))?;
        file.flush().map_err(fail)?;
        file.get_ref().sync_all().map_err(fail)?;
        fs::rename(&part, &path).map_err(|error| DatasetError::write(&path, error))
    }
}

/// A number with at most [`DIGITS`] digits behind the point and no zeros at the end.
fn share(number: Option<f64>) -> String {
    let Some(number) = number else { return String::new() };
    let text = format!("{number:.DIGITS$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_string() } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_six_digits_and_no_zeros_behind() {
        let told = |number| share(Some(number));
        assert_eq!([told(1519.0 / 3486.0), told(0.5), told(1.0), told(-1e-9)], ["0.435743", "0.5", "1", "0"]);
        assert_eq!(told(9487.0), "9487");
    }
}
