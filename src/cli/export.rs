//! `nianbao export`: a dataset as Parquet or Excel files, and as a balanced panel.

use std::path::Path;

use super::args::{Export as Args, ExportFormat, Global};
use super::talk::{self, Loudness, counted};
use super::{ExitStatus, forms};
use crate::dataset::columns::{File, PANEL};
use crate::export::{self, Format};

pub(super) fn run(global: &Global, args: &Args) -> anyhow::Result<ExitStatus> {
    let loud = Loudness::new(global) > Loudness::Quiet;
    if args.panel {
        let made = export::panel(&args.dataset)?;
        follow(global, &args.dataset, &[PANEL])?;
        if loud {
            talk::say(format_args!(
                "{} in panel.csv, {} of them with a report",
                counted(made.rows, "row"),
                made.read
            ));
            if made.left_out > 0 {
                let left_out = counted(made.left_out, "report");
                talk::say(format_args!("{left_out} left out, as agency or year is not known"));
            }
        }
    }
    formats(global, &args.dataset, &args.format)?;
    Ok(ExitStatus::Done)
}

/// What follows when a command has written tables of a dataset: the formats in which the others stand there, and the
/// description.
pub(super) fn follow(global: &Global, dataset: &Path, files: &[File]) -> anyhow::Result<()> {
    Ok(export::refresh(dataset, files, forms(global)?.as_ref(), global.jobs)?)
}

/// Writes the formats asked for beside the CSV files of a dataset.
pub(super) fn formats(global: &Global, dataset: &Path, formats: &[ExportFormat]) -> anyhow::Result<()> {
    for (wanted, format, word) in
        [(ExportFormat::Parquet, Format::Parquet, "Parquet"), (ExportFormat::Xlsx, Format::Xlsx, "Excel")]
    {
        if formats.contains(&wanted) {
            let count = export::export(dataset, format, forms(global)?.as_ref(), global.jobs)?;
            if Loudness::new(global) > Loudness::Quiet {
                talk::say(format_args!("{} as {word} files", counted(count, "table")));
            }
        }
    }
    Ok(())
}
