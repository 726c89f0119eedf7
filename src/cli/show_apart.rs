//! `nianbao show` in a process of its own: a file made to hang or to fill the memory ends with one sentence.
//!
//! The renderer meets what the reader of PDFs refuses, and more; it is stopped from outside, as the workers are.

use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::ExitStatus;
use super::args::Show;
use super::show::{self, ShowError};
use crate::worker;

/// Tells the program that it is the process that draws.
const MARK: &str = "NIANBAO_SHOW_APART";

/// The most of what the process that draws says that is passed on.
const MAX_SAID: u64 = 1 << 20;

/// Whether this is the process that draws.
pub(super) fn is_apart() -> bool {
    std::env::var_os(MARK).is_some()
}

/// Sets the limits of the process that draws.
pub(super) fn limit(args: &Show) -> io::Result<()> {
    worker::limit(args.pdf_memory)
}

/// Calls the program again, with the same arguments, and waits for it as long as it may take.
pub(super) fn run(args: &Show) -> anyhow::Result<ExitStatus> {
    let mut child = Command::new(std::env::current_exe()?)
        .args(std::env::args_os().skip(1))
        .env(MARK, "1")
        .stderr(Stdio::piped())
        .spawn()?;
    let (done, ended) = mpsc::channel();
    if let Some(errors) = child.stderr.take() {
        thread::spawn(move || {
            let mut said = Vec::new();
            // What cannot be read was not said; nobody waits any more where the time is up.
            let _ = errors.take(MAX_SAID).read_to_end(&mut said);
            let _ = done.send(said);
        });
    }
    let time = Duration::from_secs(args.pdf_timeout);
    let Ok(said) = ended.recv_timeout(time) else {
        // Fails only if it has ended by itself.
        let _ = child.kill();
        child.wait()?;
        let why = format!("took longer than {} s to draw; --pdf-timeout allows more", args.pdf_timeout);
        return Err(unread(args, why));
    };
    let status = child.wait()?;
    let Some(status) = status.code().and_then(ExitStatus::of) else {
        let memory = String::from_utf8_lossy(&said).contains("memory allocation of");
        let why = match memory {
            true => format!("needed more than {} MB of memory; --pdf-memory allows more", args.pdf_memory),
            false => "the process that drew it crashed".to_string(),
        };
        return Err(unread(args, why));
    };
    io::stderr().write_all(&said)?;
    Ok(status)
}

fn unread(args: &Show, why: String) -> anyhow::Error {
    let file = show::name_of(&args.file);
    ShowError::Unread { file, why }.into()
}
