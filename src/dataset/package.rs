//! `datapackage.json`: the dataset described for programs.
//!
//! It describes what is there: every table that stands in the folder, by the header that it has, whatever command wrote it,
//! and the same tables in other formats.

use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::columns::{ALL, PACKAGE};
use super::described::{Header, parquet_file, table, text, variables, workbook};
use super::error::DatasetError;
use super::excel;
use super::opened::delimiter;
use crate::template::Forms;

/// Writes the description anew after a command has added to a dataset. A folder without one is not ours, and is left so.
pub(crate) fn describe(dir: &Path, forms: &Forms) -> Result<(), DatasetError> {
    let (to, part) = (dir.join(PACKAGE), dir.join(format!(".{PACKAGE}.part")));
    if !to.is_file() {
        return Ok(());
    }
    let text = json(forms, &|name| Some(dir.join(name)).filter(|path| path.is_file()))?;
    fs::write(&part, text).map_err(|error| DatasetError::write(&part, error))?;
    fs::rename(&part, &to).map_err(|error| DatasetError::write(&to, error))
}

/// The text of `datapackage.json`; `place` tells where a file of the folder stands, if there is one.
pub(super) fn json(forms: &Forms, place: &dyn Fn(&str) -> Option<PathBuf>) -> Result<String, DatasetError> {
    let variables = variables(forms);
    let mut resources = Vec::new();
    for file in &ALL {
        if let Some(path) = place(file.name) {
            resources.push(table(file, header(&path)?, forms, &variables));
        }
    }
    for file in &ALL {
        if let Some(path) = place(&file.in_format("xlsx")).and(place(file.name)) {
            resources.push(workbook(file, table(file, header(&path)?, forms, &variables)));
        }
    }
    let parquet = ALL.iter().filter(|file| place(&file.in_format("parquet")).is_some());
    resources.extend(parquet.map(parquet_file));
    Ok(text(resources))
}

fn header(path: &Path) -> Result<Header, DatasetError> {
    let failed = |error| DatasetError::read(path, error);
    let mut file = BufReader::with_capacity(1 << 12, fs::File::open(path).map_err(failed)?);
    let mut line = Vec::new();
    file.read_until(b'\n', &mut line).map_err(failed)?;
    let (guarded, delimiter) = (line.starts_with(excel::BYTE_ORDER_MARK), delimiter(&line));
    // A name in quotes may hold anything, also the end of a line.
    if line.contains(&b'"') {
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).from_reader(line.as_slice().chain(file));
        let header = reader.headers().map_err(|error| DatasetError::csv(path, error))?;
        return Ok(Header { names: header.iter().map(String::from).collect(), guarded, delimiter });
    }
    let line = String::from_utf8(line).map_err(|error| failed(io::Error::other(error)))?;
    let line = line.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']);
    let names = line.split(char::from(delimiter)).map(String::from).collect();
    Ok(Header { names, guarded, delimiter })
}
