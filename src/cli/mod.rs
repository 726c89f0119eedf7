//! The command line: one thin file per command.
//!
//! A command says what it does through `talk`, and ends in an [`ExitStatus`] or an error, which is told in one line
//! with a hint where there is one.

mod args;
mod audit;
mod audit_show;
mod beside;
mod calibrate;
mod compare;
mod compare_asked;
mod compare_table;
mod completions;
mod crawl;
mod demo;
mod demo_corpus;
mod export;
mod extract;
mod fit;
mod interrupt;
mod man;
mod mine;
mod pdf_worker;
mod progress;
mod report;
mod run;
mod schema;
mod score;
mod show;
mod show_apart;
mod talk;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use self::args::{Cli, Command, Global};
use crate::audit::AuditError;
use crate::common::without_number;
use crate::compare::{IndicatorError, JoinError};
use crate::crawl::CrawlError;
use crate::dataset::DatasetError;
use crate::extract::ExtractError;
use crate::place::Places;
use crate::score::ScoreError;
use crate::site::SiteError;
use crate::template::{Forms, choose_lists};

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// Done.
    Done,
    /// Done, but what `--fail-on` names happened: each case is a row in the dataset and a line on standard error.
    DoneWithFailures,
    /// The command line is wrong, or the job itself failed.
    Failed,
}

impl ExitStatus {
    /// The number that the shell sees.
    pub const fn code(self) -> u8 {
        match self {
            ExitStatus::Done => 0,
            ExitStatus::DoneWithFailures => 1,
            ExitStatus::Failed => 2,
        }
    }

    /// The status that a number stands for.
    pub const fn of(code: i32) -> Option<ExitStatus> {
        match code {
            0 => Some(ExitStatus::Done),
            1 => Some(ExitStatus::DoneWithFailures),
            2 => Some(ExitStatus::Failed),
            _ => None,
        }
    }

    /// What it means, for the man page.
    pub const fn meaning(self) -> &'static str {
        match self {
            ExitStatus::Done => "Done.",
            ExitStatus::DoneWithFailures => {
                "Done, but what \\-\\-fail\\-on names happened: each case is a row in the dataset and a line on standard error."
            }
            ExitStatus::Failed => {
                "The command line is wrong, or the job itself failed, also when it was stopped by Ctrl\\-C."
            }
        }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> ExitCode {
        ExitCode::from(status.code())
    }
}

/// Runs the command line.
pub fn main() -> ExitCode {
    // A worker is started for each document that crashes one; it shall not wait until all our options are described.
    if let Some(args) = pdf_worker::asked() {
        return pdf_worker::run(&args).unwrap_or(ExitStatus::Failed).into();
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too, with 0; whoever closed the pipe has seen enough.
            let _ = error.print();
            return if error.use_stderr() { ExitStatus::Failed } else { ExitStatus::Done }.into();
        }
    };
    talk::set_color(cli.global.color);
    let status = run(cli).unwrap_or_else(|error| {
        if is_broken_pipe(&error) {
            return ExitStatus::Done;
        }
        talk::error(told(&error));
        if let Some(hint) = hint(&error) {
            talk::hint(hint);
        }
        ExitStatus::Failed
    });
    status.into()
}

fn run(cli: Cli) -> anyhow::Result<ExitStatus> {
    let Cli { global, command } = cli;
    match command {
        Command::Run(args) => run::run(&global, &args),
        Command::Crawl(args) => crawl::run(&global, &args),
        Command::Extract(args) => extract::run(&global, &args),
        Command::Export(args) => export::run(&global, &args),
        Command::Report(args) => report::run(&global, &args),
        Command::Audit(args) => audit::run(&global, &args),
        Command::Mine(args) => mine::run(&global, &args),
        Command::Score(args) => score::run(&global, &args),
        Command::Compare(args) => compare::run(&global, &args),
        Command::Show(args) if show_apart::is_apart() => {
            show_apart::limit(&args)?;
            show::run(&global, &args)
        }
        Command::Show(args) => show_apart::run(&args),
        Command::Schema(args) => schema::run(&global, &args),
        Command::Demo(args) => demo::run(&global, &args),
        Command::Calibrate(args) => calibrate::run(&global, &args),
        Command::Completions(args) => completions::run(&args),
        Command::Man => man::run(),
        Command::PdfWorker(args) => pdf_worker::run(&args),
    }
}

/// Has the word lists of `--data` used. To be done before any of them is read.
fn lists(global: &Global) -> anyhow::Result<()> {
    if let Some(dir) = &global.data {
        choose_lists(dir)?;
    }
    Ok(())
}

/// The forms to read by: the built-in ones, or those of `--data`, with the word lists that stand there.
fn forms(global: &Global) -> anyhow::Result<std::borrow::Cow<'static, Forms>> {
    lists(global)?;
    Ok(match &global.data {
        Some(dir) => std::borrow::Cow::Owned(Forms::load(dir)?),
        None => std::borrow::Cow::Borrowed(Forms::builtin()),
    })
}

/// The regions and bodies to place agencies by: the built-in ones, or those of `--data`.
fn places(global: &Global) -> anyhow::Result<Places> {
    Ok(match &global.data {
        Some(dir) => Places::load(dir)?,
        None => Places::builtin(),
    })
}

/// An error with its causes, each told once: many messages hold that of their cause already.
fn told(error: &anyhow::Error) -> String {
    error.chain().fold(String::new(), |told, cause| {
        let cause = cause.to_string();
        let cause = without_number(&cause);
        match told.as_str() {
            "" => cause.to_string(),
            before if before.contains(cause) => told,
            before => format!("{before}: {cause}"),
        }
    })
}

/// What to do about an error, where there is something.
fn hint(error: &anyhow::Error) -> Option<String> {
    error.chain().find_map(|cause| {
        let hint = if let Some(error) = cause.downcast_ref::<ExtractError>() {
            match error {
                ExtractError::NoInput(error) => Some(error.hint()),
                ExtractError::Dataset(error) => error.hint(),
            }
        } else if let Some(CrawlError::Archive(error)) = cause.downcast_ref::<CrawlError>() {
            error.hint()
        } else if let Some(error) = cause.downcast_ref::<AuditError>() {
            error.hint()
        } else if let Some(error) = cause.downcast_ref::<SiteError>() {
            error.hint()
        } else if let Some(error) = cause.downcast_ref::<DatasetError>() {
            error.hint()
        } else if let Some(error) = cause.downcast_ref::<show::ShowError>() {
            return error.hint();
        } else if let Some(error) = cause.downcast_ref::<crate::inputs::NoInput>() {
            Some(error.hint())
        } else if let Some(error) = cause.downcast_ref::<IndicatorError>() {
            error.hint()
        } else if let Some(error) = cause.downcast_ref::<JoinError>() {
            error.hint()
        } else {
            return cause.downcast_ref::<ScoreError>().and_then(ScoreError::hint);
        };
        hint.map(str::to_string)
    })
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
