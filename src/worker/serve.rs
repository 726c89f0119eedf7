//! The side of the worker: sets its own limits, reads what it is given, answers, until the other side is gone.

use std::io::{self, Read, Write};
use std::sync::mpsc::sync_channel;
use std::thread;

use bytes::Bytes;

use super::wire::{self, Answer};
use crate::batch;
use crate::common::make_room;
use crate::document::ReadError;
use crate::document::pdf;

/// Stack of the thread that reads; what nests deeper is not a report.
const STACK: usize = 64 << 20;

/// Serves documents from `input` to `output` until `input` ends, with at most `memory` MiB of address space; `first` is one
/// that is there already.
///
/// # Errors
///
/// If the limit cannot be set, or the thread that reads cannot be started.
pub fn serve(
    input: &mut impl Read,
    output: impl Write + Send + 'static,
    memory: u64,
    first: Option<Bytes>,
) -> io::Result<()> {
    limit(memory)?;
    // What a panic says goes into the answer.
    batch::keep_panics_of_workers();
    let (tasks_in, tasks) = sync_channel::<Bytes>(1);
    let mut output = output;
    thread::Builder::new().name(batch::WORKER.to_string()).stack_size(STACK).spawn(move || {
        make_room();
        for bytes in tasks {
            let answer = wire::pack(&answer(&bytes));
            if wire::send(&mut output, &answer).is_err() {
                return;
            }
        }
    })?;
    // This thread waits for the end of the input while the other works: when whoever asked is gone, by whatever way, the
    // worker ends with it, also from the midst of a document that never ends.
    let mut next = first;
    loop {
        let Some(bytes) = (match next.take() {
            Some(first) => Some(first),
            None => wire::receive(input)?.map(Bytes::from),
        }) else {
            return Ok(());
        };
        if tasks_in.send(bytes).is_err() {
            return Ok(());
        }
    }
}

fn answer(bytes: &[u8]) -> Answer {
    batch::guarded(|| pdf::read(bytes, &pdf::Options::default()))
        .unwrap_or_else(|panic| Err(ReadError::Worker(format!("internal error: {panic}"))))
}

/// Sets what the system enforces: the address space in MiB, and no image of the memory on the disk after a crash.
#[cfg(unix)]
pub(crate) fn limit(memory: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let bytes = memory.saturating_mul(1 << 20);
    let hard = getrlimit(Resource::As).maximum;
    let bytes = hard.map_or(bytes, |hard| hard.min(bytes));
    setrlimit(Resource::As, Rlimit { current: Some(bytes), maximum: Some(bytes) })?;
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn limit(_: u64) -> io::Result<()> {
    Ok(())
}
