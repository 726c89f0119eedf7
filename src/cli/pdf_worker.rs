//! `nianbao pdf-worker`, hidden: the program as a worker that reads PDFs for another one of itself.

use super::ExitStatus;
use super::args::PdfWorker;
use crate::worker;

pub(super) fn run(args: &PdfWorker) -> anyhow::Result<ExitStatus> {
    worker::serve(&mut std::io::stdin().lock(), std::io::stdout(), args.memory, None)?;
    Ok(ExitStatus::Done)
}

/// Whether the program is called as a [`worker::Pool`] calls it. Other command lines are for the parser to judge.
pub(super) fn asked() -> Option<PdfWorker> {
    let mut args = std::env::args_os().skip(1);
    let (command, memory, end) = (args.next()?, args.next()?, args.next());
    let memory = memory.to_str()?.parse().ok()?;
    (command == worker::COMMAND && end.is_none()).then_some(PdfWorker { memory })
}
