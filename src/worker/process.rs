//! One worker process, from this side: started, asked, and told apart in its death.

#[cfg(unix)]
use std::ffi::OsString;
use std::io::{self, Read};
use std::path::Path;
use std::process::{ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use super::clock::{Clock, Subject, lock};
use super::wire::{self, Answer};
use super::{COMMAND, Limits};

/// How many heaps the GNU library keeps for the threads of a process.
const HEAPS: &str = "MALLOC_ARENA_MAX";

/// A running worker.
#[derive(Debug)]
pub(super) struct Worker {
    subject: Arc<Subject>,
    input: Option<ChildStdin>,
    output: ChildStdout,
    errors: ChildStderr,
    /// How many documents it has read.
    pub(super) served: u32,
}

/// How a worker died.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Death {
    /// The clock killed it.
    Overdue,
    /// It asked for more memory than it may have.
    Memory,
    /// It nested deeper than its stack.
    Stack,
    /// Anything else: the signal that ended it, where the system tells one.
    Crash(Option<i32>),
}

impl Worker {
    /// Starts a worker; `program` is the binary to run.
    pub(super) fn start(program: &Path, limits: &Limits) -> io::Result<Worker> {
        let mut command = Command::new(program);
        command
            .arg(COMMAND)
            .arg(limits.memory.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        // Two threads that live as long as one document need no heaps of their own in the GNU library, which would only be
        // more pages to touch.
        if cfg!(target_env = "gnu") && std::env::var_os(HEAPS).is_none() {
            command.env(HEAPS, "1");
        }
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            // A group of its own: Ctrl-C on the terminal is for us, who then let it finish.
            command.process_group(0).arg0(own_name());
        }
        let mut child = command.spawn()?;
        let missing = || io::Error::other("a worker without pipes");
        let input = child.stdin.take();
        let output = child.stdout.take().ok_or_else(missing)?;
        let errors = child.stderr.take().ok_or_else(missing)?;
        let subject = Arc::new(Subject { child: Mutex::new(child), overdue: AtomicBool::new(false) });
        Ok(Worker { subject, input, output, errors, served: 0 })
    }

    /// Lets it read a document. After a death it is of no more use.
    pub(super) fn ask(&mut self, bytes: &[u8], clock: &Clock, limits: &Limits) -> Result<Answer, Death> {
        let deadline = clock.set(&self.subject, limits.time);
        let answer = self.exchange(bytes);
        drop(deadline);
        self.served += 1;
        answer.map_err(|_| self.death())
    }

    fn exchange(&mut self, bytes: &[u8]) -> io::Result<Answer> {
        let input = self.input.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        wire::send(input, bytes)?;
        let answer = wire::receive(&mut self.output)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        wire::unpack(&answer)
    }

    /// Why it died, by its exit status and by what the runtime of Rust says at the end of a process.
    fn death(&mut self) -> Death {
        let mut child = lock(&self.subject.child);
        // It may live on if its answer made no sense.
        let _ = child.kill();
        let status = child.wait().ok();
        drop(child);
        if self.subject.overdue.load(Ordering::Acquire) {
            return Death::Overdue;
        }
        let mut said = Vec::new();
        // An unreadable last word is none.
        let _ = self.errors.by_ref().take(4096).read_to_end(&mut said);
        let said = String::from_utf8_lossy(&said);
        if said.contains("memory allocation of") || said.contains("failed to allocate") {
            Death::Memory
        } else if said.contains("overflowed its stack") {
            Death::Stack
        } else {
            Death::Crash(status.and_then(signal))
        }
    }
}

impl Worker {
    /// Ends it, and does not wait until it is gone.
    pub(super) fn leave(&mut self) {
        self.input = None;
        // An idle worker holds nothing that would have to be written down.
        let _ = lock(&self.subject.child).kill();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.leave();
        let _ = lock(&self.subject.child).wait();
    }
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}

/// The name we were called by, so that a list of processes shows what a worker belongs to.
#[cfg(unix)]
fn own_name() -> OsString {
    std::env::args_os().next().unwrap_or_else(|| "nianbao".into())
}
