//! The workers of one job: as many as documents are read at once, each used again, each replaced when it dies.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use bytes::Bytes;

use super::Limits;
use super::clock::{Clock, lock};
use super::process::{Death, Worker};
use crate::document::{Document, MAX_BYTES, ReadError};

/// After so many documents a worker is replaced, so that what it may have leaked does not add up.
const MOST_DOCUMENTS: u32 = 1_000;

/// Reads PDFs in worker processes of a program that serves the command [`super::COMMAND`].
#[derive(Debug)]
pub struct Pool {
    program: PathBuf,
    limits: Limits,
    idle: Mutex<Vec<Worker>>,
    /// A document that a worker reads before anybody asks for it.
    ahead: Mutex<Option<(Bytes, Worker)>>,
    /// Workers that were told to go; the system takes them down while we do other things.
    leaving: Mutex<Vec<Worker>>,
    clock: Clock,
}

impl Pool {
    /// A pool whose workers run this very program. None is started before it is needed.
    pub fn of_this_program(limits: Limits) -> Pool {
        // On Linux this is the file that runs, also when it was replaced or deleted since.
        let own = Path::new("/proc/self/exe");
        let named = || std::env::current_exe().unwrap_or_else(|_| "nianbao".into());
        let program = if cfg!(target_os = "linux") && own.exists() { own.to_path_buf() } else { named() };
        Pool::of(program, limits)
    }

    /// A pool whose workers run another program.
    pub fn of(program: PathBuf, limits: Limits) -> Pool {
        Pool {
            program,
            limits,
            idle: Mutex::default(),
            ahead: Mutex::default(),
            leaving: Mutex::default(),
            clock: Clock::default(),
        }
    }

    /// Has a PDF read before somebody asks for it by [`Pool::read`], so that this gets going while the forms are made ready.
    /// To be called before there is any other thread: else its worker is only started.
    pub fn ahead(&self, bytes: Bytes) {
        #[cfg(target_os = "linux")]
        if bytes.len() <= MAX_BYTES
            && let Some(worker) = super::copy::start(&bytes, &self.limits)
        {
            *lock(&self.ahead) = Some((bytes, worker));
            return;
        }
        // Why it cannot be started is told when it is needed.
        if let Ok(worker) = Worker::start(&self.program, &self.limits) {
            lock(&self.idle).push(worker);
        }
    }

    /// Sends the workers away: no more is to be read. Does not wait until they are gone.
    pub fn dismiss(&self) {
        let mut workers = std::mem::take(&mut *lock(&self.idle));
        workers.extend(lock(&self.ahead).take().map(|(_, worker)| worker));
        workers.iter_mut().for_each(Worker::leave);
        lock(&self.leaving).append(&mut workers);
    }

    /// Reads a PDF.
    ///
    /// # Errors
    ///
    /// As [`crate::document::read`]; [`ReadError::Worker`] if it took more than it may.
    pub fn read(&self, bytes: &[u8]) -> Result<Document, ReadError> {
        let ahead = lock(&self.ahead).take_if(|(known, _)| *known == bytes);
        if let Some((_, mut worker)) = ahead {
            return match worker.answer(&self.clock, &self.limits) {
                Ok(answer) => {
                    self.keep(worker);
                    answer
                }
                Err(death) => Err(self.told(death)),
            };
        }
        if bytes.len() > MAX_BYTES {
            return Err(ReadError::TooLarge { size: bytes.len() as u64, limit: MAX_BYTES as u64 });
        }
        let idle = lock(&self.idle).pop();
        if let Some(worker) = idle {
            let used = worker.served > 0;
            match self.ask(worker, bytes) {
                Ok(answer) => return answer,
                // It may have died of what it read before; a fresh one tells. What takes too long does so twice.
                Err(death) if death == Death::Overdue || !used => return Err(self.told(death)),
                Err(_) => {}
            }
        }
        let worker = Worker::start(&self.program, &self.limits).map_err(|error| {
            let error = crate::common::system_words(&error);
            ReadError::Worker(format!("the process that reads PDFs cannot be started: {error}"))
        })?;
        self.ask(worker, bytes).unwrap_or_else(|death| Err(self.told(death)))
    }

    fn ask(&self, mut worker: Worker, bytes: &[u8]) -> Result<Result<Document, ReadError>, Death> {
        let answer = worker.ask(bytes, &self.clock, &self.limits)?;
        self.keep(worker);
        Ok(answer)
    }

    fn keep(&self, worker: Worker) {
        if worker.served < MOST_DOCUMENTS {
            lock(&self.idle).push(worker);
        }
    }

    fn told(&self, death: Death) -> ReadError {
        let Limits { time, memory } = self.limits;
        ReadError::Worker(match death {
            Death::Overdue => {
                format!("took longer than {} to read; --pdf-timeout allows more", seconds(time))
            }
            Death::Memory => format!("needed more than {} of memory; --pdf-memory allows more", size(memory)),
            Death::Stack => "nested too deeply to be read".to_string(),
            Death::Crash(Some(signal)) => format!("the process that read it crashed (signal {signal})"),
            Death::Crash(None) => "the process that read it crashed".to_string(),
        })
    }
}

fn seconds(time: Duration) -> String {
    format!("{} s", time.as_secs_f64())
}

fn size(mib: u64) -> String {
    if mib.is_multiple_of(1024) { format!("{} GB", mib / 1024) } else { format!("{mib} MB") }
}
