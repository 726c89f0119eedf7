//! A worker that is a copy of this process: it is there at once, with the document it shall read, and has nothing to load.
//!
//! Only a process with a single thread may be copied; a copy of one with several would hold what the others had in their hands.
//! So this is for the first document of a job, before there is any other thread.

use std::fs;
use std::io::{self, PipeReader, PipeWriter, pipe};

use bytes::Bytes;
use fork::{Fork, fork};
use rustix::process::{Pid, Signal, WaitOptions, WaitStatus, kill_process, setpgid, waitpid};
use rustix::stdio::dup2_stderr;

use super::Limits;
use super::process::Worker;
use super::serve::serve;

/// The ends of the pipes that a worker has.
struct Ends {
    requests: PipeReader,
    answers: PipeWriter,
    errors: PipeWriter,
}

/// A process that is a copy of this one.
#[derive(Debug)]
pub(super) struct Copied {
    pid: Pid,
    /// How it ended. From then on its number may be that of another process.
    ended: Option<WaitStatus>,
}

impl Copied {
    pub(super) fn kill(&self) {
        if self.ended.is_none() {
            // Fails only if it has ended by itself.
            let _ = kill_process(self.pid, Signal::KILL);
        }
    }

    /// Waits for its end; the signal that ended it.
    pub(super) fn wait(&mut self) -> Option<i32> {
        if self.ended.is_none() {
            self.ended =
                waitpid(Some(self.pid), WaitOptions::empty()).ok().flatten().map(|(_, status)| status);
        }
        self.ended.and_then(WaitStatus::terminating_signal)
    }
}

/// Starts a worker that reads `bytes` at once; nothing where that cannot be done safely.
pub(super) fn start(bytes: &Bytes, limits: &Limits) -> Option<Worker> {
    if !is_alone() {
        return None;
    }
    let (requests, input) = pipe().ok()?;
    let (output, answers) = pipe().ok()?;
    let (said, errors) = pipe().ok()?;
    match fork().ok()? {
        Fork::Child => {
            drop((input, output, said));
            be_worker(Ends { requests, answers, errors }, bytes.clone(), limits.memory)
        }
        Fork::Parent(pid) => {
            let pid = Pid::from_raw(pid)?;
            // It does the same; whoever comes first, no Ctrl-C is in between.
            let _ = setpgid(Some(pid), Some(pid));
            Some(Worker::copied(Copied { pid, ended: None }, input, output, said))
        }
    }
}

/// Whether this process has a single thread.
fn is_alone() -> bool {
    fs::read_dir("/proc/self/task").is_ok_and(|tasks| tasks.count() == 1)
}

#[expect(
    clippy::exit,
    reason = "what the program would do after is for the process that this one is a copy of"
)]
fn be_worker(ends: Ends, bytes: Bytes, memory: u64) -> ! {
    // A group of its own: Ctrl-C on the terminal is for the program, which then lets it finish.
    let _ = setpgid(None, None);
    let Ends { mut requests, answers, errors } = ends;
    let served = dup2_stderr(&errors).map_err(io::Error::from).and_then(|()| {
        drop(errors);
        serve(&mut requests, answers, memory, Some(bytes))
    });
    std::process::exit(i32::from(served.is_err()))
}
