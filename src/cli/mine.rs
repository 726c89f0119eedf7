//! `nianbao mine`: keywords, themes and likeness of the reports of a dataset.

use super::ExitStatus;
use super::args::{Global, Mine as Args};
use super::export::follow;
use super::talk::{self, Loudness, counted};
use crate::dataset::columns::MINED;
use crate::mining;

pub(super) fn run(global: &Global, args: &Args) -> anyhow::Result<ExitStatus> {
    let summary = mining::run(&args.dataset, global.jobs)?;
    follow(global, &args.dataset, &MINED)?;
    if Loudness::new(global) > Loudness::Quiet {
        talk::say(format_args!(
            "{} with running text: {} in topics.csv, {} in similar.csv",
            counted(summary.reports, "report"),
            counted(summary.topics, "row"),
            counted(summary.similar, "pair")
        ));
    }
    Ok(ExitStatus::Done)
}
