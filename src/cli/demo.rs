//! `nianbao demo`: reads the built-in reports, and shows a person what comes out.

use std::path::Path;

use unicode_width::UnicodeWidthStr;

use super::args::{Demo, Global};
use super::demo_corpus::DOCUMENTS;
use super::talk::{self, Loudness};
use super::{ExitStatus, extract};
use crate::dataset::DatasetError;
use crate::dataset::read;
use crate::inputs::{Input, Inputs};

/// How many figures are shown.
const SHOWN: usize = 8;

pub(super) fn run(global: &Global, args: &Demo) -> anyhow::Result<ExitStatus> {
    let inputs = DOCUMENTS.iter().map(|(name, bytes)| Input::new(*name, *bytes)).collect();
    let (summary, status) =
        extract::into_dataset(global, &args.dataset, Inputs::ready(inputs), &args.output)?;
    let loudness = Loudness::new(global);
    extract::tell(loudness, &summary, &args.output);
    if loudness > Loudness::Quiet {
        show(&args.output)?;
        let output = args.output.display();
        talk::say(format_args!(
            "\nEvery figure of {output}/figures.csv says where it stands in its report and how far it may be trusted; \
             {output}/wide.csv has a row per report, {output}/codebook.csv explains every column.\n\
             Next, your own reports: nianbao extract FOLDER -o dataset"
        ));
    }
    Ok(status)
}

/// The first figures as a small table.
fn show(dataset: &Path) -> Result<(), DatasetError> {
    let mut rows = vec![["agency", "year", "key", "value", "unit", "confidence"].map(str::to_string)];
    for figure in read::figures(dataset)?.take(SHOWN) {
        let figure = figure?;
        let value = figure.value.number().map_or_else(|| "–".to_string(), |number| number.to_string());
        let year = figure.year.map(|year| year.to_string()).unwrap_or_default();
        let level = figure.confidence.as_str().to_string();
        rows.push([figure.agency, year, figure.key.to_string(), value, figure.unit.to_string(), level]);
    }
    if rows.len() == 1 {
        return Ok(());
    }
    talk::say(format_args!("\nfigures.csv begins:"));
    for row in &rows {
        let mut line = String::from(" ");
        for (index, cell) in row.iter().enumerate() {
            let width =
                rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.width()).max().unwrap_or(0);
            line.push(' ');
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width - cell.width()));
        }
        talk::say(line.trim_end());
    }
    Ok(())
}

/// Keeps the built-in reports and the list that says which they are in step.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_reports_are_those_of_the_list() -> std::io::Result<()> {
        let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
        let list = std::fs::read_to_string(corpora.join("demo.txt"))?;
        let listed: Vec<&str> =
            list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        let built_in: Vec<&str> = DOCUMENTS.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, built_in, "src/cli/demo_corpus.rs and corpora/demo.txt name the same files");
        Ok(())
    }
}
