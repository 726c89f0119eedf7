//! `nianbao completions`: prints a completion script for a shell.

use std::io::Write;

use clap::CommandFactory;

use super::args::{Cli, Completions};
use super::{ExitStatus, talk};

pub(super) fn run(args: &Completions) -> anyhow::Result<ExitStatus> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "nianbao", &mut script);
    let mut out = talk::stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(ExitStatus::Done)
}
