//! `nianbao report`: a dataset as a web site.

use super::args::{Global, Report as Args};
use super::audit::tell_partial;
use super::talk::{self, Loudness, counted};
use super::{ExitStatus, forms, places};
use crate::compare::{self, Join};
use crate::site;

pub(super) fn run(global: &Global, args: &Args) -> anyhow::Result<ExitStatus> {
    let forms = forms(global)?;
    let indicators = compare::builtin(&forms, &Join::default())?;
    let made = site::write(&args.dataset, &forms, &places(global)?, &indicators, args.lang.into())?;
    if Loudness::new(global) > Loudness::Quiet {
        tell_partial(&args.dataset);
        talk::say(format_args!("{} written; open {}", counted(made.pages, "page"), made.first.display()));
    }
    Ok(ExitStatus::Done)
}
