//! `nianbao pdf-worker`, hidden: the program as a worker that reads PDFs for another one of itself.

use super::ExitStatus;
use super::args::PdfWorker;
use crate::worker;

pub(super) fn run(args: &PdfWorker) -> anyhow::Result<ExitStatus> {
    worker::serve(&mut std::io::stdin().lock(), std::io::stdout(), args.memory)?;
    Ok(ExitStatus::Done)
}
