//! Files that are made of a finished dataset and stand beside it: whole or not at all, each by itself.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::columns::File;
use super::error::DatasetError;
use super::excel;

/// Writes a file of a dataset folder, and its workbook where the dataset is made for Excel.
pub fn write<R: AsRef<[String]>>(
    dir: &Path,
    file: &File,
    rows: impl IntoIterator<Item = R>,
    for_excel: bool,
) -> Result<u64, DatasetError> {
    let (to, part) = (dir.join(file.name), dir.join(format!(".{}.part", file.name)));
    let failed = |error| DatasetError::write(&part, error);
    let mut out = std::io::BufWriter::new(fs::File::create(&part).map_err(failed)?);
    if for_excel {
        out.write_all(excel::BYTE_ORDER_MARK).map_err(failed)?;
    }
    let mut writer = csv::Writer::from_writer(out);
    let header = file.columns.iter().map(|column| column.name);
    writer.write_record(header).map_err(|error| DatasetError::csv(&part, error))?;
    let mut count = 0;
    for row in rows {
        let cells = row.as_ref().iter();
        let written = match for_excel {
            true => writer.write_record(cells.map(|cell| excel::harmless(cell).into_owned())),
            false => writer.write_record(cells),
        };
        written.map_err(|error| DatasetError::csv(&part, error))?;
        count += 1;
    }
    let out = writer.into_inner().map_err(|error| failed(error.into_error()))?;
    out.into_inner().map_err(|error| failed(error.into_error()))?;
    if for_excel {
        excel::convert(file, &part, &to.with_extension("xlsx"))?;
    }
    fs::rename(&part, &to).map_err(|error| DatasetError::write(&to, error))?;
    Ok(count)
}
