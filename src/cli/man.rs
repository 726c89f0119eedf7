//! `nianbao man`: prints the man page, all commands in one.

use std::io::Write;

use clap::CommandFactory;

use super::args::Cli;
use super::{ExitStatus, talk};

pub(super) fn run() -> anyhow::Result<ExitStatus> {
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        let name = sub.get_name();
        writeln!(page, ".SH \"NIANBAO {}\"", name.to_uppercase())?;
        let man = clap_mangen::Man::new(sub.clone());
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        if let Some(example) = sub.get_before_help() {
            writeln!(page, ".PP\n{}", example.to_string().replace('-', "\\-"))?;
        }
        man.render_options_section(&mut page)?;
    }
    writeln!(page, ".SH \"EXIT STATUS\"")?;
    for status in [ExitStatus::Done, ExitStatus::DoneWithFailures, ExitStatus::Failed] {
        writeln!(page, ".TP\n.B {}\n{}", status.code(), status.meaning())?;
    }
    let mut out = talk::stdout();
    out.write_all(&page)?;
    out.flush()?;
    Ok(ExitStatus::Done)
}
