//! One worker process, from this side: started, asked, and told apart in its death.

#[cfg(unix)]
use std::ffi::OsString;
use std::io::{self, PipeReader, PipeWriter, Read, pipe};
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use super::clock::{Clock, Subject, lock};
#[cfg(target_os = "linux")]
use super::copy::Copied;
use super::wire::{self, Answer};
use super::{COMMAND, Limits};

/// How many heaps the GNU library keeps for the threads of a process.
const HEAPS: &str = "MALLOC_ARENA_MAX";

/// The process of a worker.
#[derive(Debug)]
pub(super) enum Process {
    /// The program, called again.
    Called(Child),
    /// A copy of this process.
    #[cfg(target_os = "linux")]
    Copied(Copied),
}

impl Process {
    /// Ends it, if it has not ended by itself.
    pub(super) fn kill(&mut self) {
        match self {
            Process::Called(child) => drop(child.kill()),
            #[cfg(target_os = "linux")]
            Process::Copied(copied) => copied.kill(),
        }
    }

    /// Waits for its end; the signal that ended it, where the system tells one.
    fn wait(&mut self) -> Option<i32> {
        match self {
            Process::Called(child) => child.wait().ok().and_then(signal),
            #[cfg(target_os = "linux")]
            Process::Copied(copied) => copied.wait(),
        }
    }
}

/// A running worker.
#[derive(Debug)]
pub(super) struct Worker {
    subject: Arc<Subject>,
    input: Option<PipeWriter>,
    output: PipeReader,
    errors: PipeReader,
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
        let (requests, input) = pipe()?;
        let (output, answers) = pipe()?;
        let (errors, said) = pipe()?;
        let mut command = Command::new(program);
        command.arg(COMMAND).arg(limits.memory.to_string()).stdin(requests).stdout(answers).stderr(said);
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
        Ok(Worker::new(Process::Called(command.spawn()?), input, output, errors))
    }

    /// A worker that is a copy of this process and has its first document.
    #[cfg(target_os = "linux")]
    pub(super) fn copied(
        copied: Copied,
        input: PipeWriter,
        output: PipeReader,
        errors: PipeReader,
    ) -> Worker {
        Worker::new(Process::Copied(copied), input, output, errors)
    }

    fn new(process: Process, input: PipeWriter, output: PipeReader, errors: PipeReader) -> Worker {
        let subject = Arc::new(Subject { process: Mutex::new(process), overdue: AtomicBool::new(false) });
        Worker { subject, input: Some(input), output, errors, served: 0 }
    }

    /// Lets it read a document. After a death it is of no more use.
    pub(super) fn ask(&mut self, bytes: &[u8], clock: &Clock, limits: &Limits) -> Result<Answer, Death> {
        self.timed(clock, limits, |worker| {
            let input = worker.input.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
            wire::send(input, bytes)?;
            worker.receive()
        })
    }

    /// What it makes of the document that it has from the beginning.
    pub(super) fn answer(&mut self, clock: &Clock, limits: &Limits) -> Result<Answer, Death> {
        self.timed(clock, limits, Worker::receive)
    }

    fn timed(
        &mut self,
        clock: &Clock,
        limits: &Limits,
        exchange: impl FnOnce(&mut Worker) -> io::Result<Answer>,
    ) -> Result<Answer, Death> {
        let deadline = clock.set(&self.subject, limits.time);
        let answer = exchange(self);
        drop(deadline);
        self.served += 1;
        answer.map_err(|_| self.death())
    }

    fn receive(&mut self) -> io::Result<Answer> {
        let answer = wire::receive(&mut self.output)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        wire::unpack(&answer)
    }

    /// Why it died, by its exit status and by what the runtime of Rust says at the end of a process.
    fn death(&mut self) -> Death {
        let mut process = lock(&self.subject.process);
        // It may live on if its answer made no sense.
        process.kill();
        let signal = process.wait();
        drop(process);
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
            Death::Crash(signal)
        }
    }
}

impl Worker {
    /// Ends it, and does not wait until it is gone.
    pub(super) fn leave(&mut self) {
        self.input = None;
        // An idle worker holds nothing that would have to be written down.
        lock(&self.subject.process).kill();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.leave();
        lock(&self.subject.process).wait();
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
