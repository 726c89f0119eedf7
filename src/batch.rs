//! An ordered parallel map with a bounded window: many workers, results in the order of the inputs, constant memory.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::common::make_room;
use crate::line::{self, Front, Line};

/// Stack of a worker. Pages nest deeply; only what is touched takes memory.
const STACK: usize = 32 << 20;
/// The name of worker threads, by which the panic hook knows them.
pub(crate) const WORKER: &str = "nianbao-worker";
/// How long the writer waits for a result before it looks after what it holds.
const PATIENCE: Duration = Duration::from_secs(1);
/// How many results may wait for a slow one before them, per worker.
const WINDOW_PER_WORKER: usize = 64;
/// The largest window, so that many cores do not mean much memory.
const MAX_WINDOW: usize = 512;
/// The most workers for items that take much memory each.
const MAX_LARGE: usize = 4;

/// The number of workers for a `--jobs` value: 0 is one per core.
pub fn workers(jobs: usize) -> usize {
    match jobs {
        0 => thread::available_parallelism().map_or(1, usize::from),
        jobs => jobs,
    }
}

/// Does `work` for every item on `jobs` threads and hands the results to `sink` in the order of the items, and
/// nothing ([`None`]) when none came for a second, so that it can write down what waits.
///
/// Ends at the first error of `sink`. Once `stop` is set no item is begun; what is under way is finished and handed
/// over as far as it is next in order. Gives back the items that are left and whether all were done.
pub fn ordered_map<I, T, E>(
    items: I,
    jobs: usize,
    stop: &AtomicBool,
    work: impl Fn(I::Item) -> T + Sync,
    sink: impl FnMut(Option<T>) -> Result<(), E>,
) -> Result<(I, bool), E>
where
    I: Iterator + Send,
    I::Item: Send,
    T: Send,
{
    let jobs = workers(jobs);
    let window = (jobs * WINDOW_PER_WORKER).min(MAX_WINDOW.max(jobs));
    windowed_map(items, jobs, window, stop, work, sink)
}

/// The same for items that are large: few of them are there at once, and so few workers, whatever `jobs` says.
pub fn ordered_map_of_large<I, T, E>(
    items: I,
    jobs: usize,
    work: impl Fn(I::Item) -> T + Sync,
    mut sink: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E>
where
    I: Iterator + Send,
    I::Item: Send,
    T: Send,
{
    let jobs = workers(jobs).min(MAX_LARGE);
    let sink = |result: Option<T>| result.map_or(Ok(()), &mut sink);
    windowed_map(items, jobs, jobs, &AtomicBool::new(false), work, sink).map(drop)
}

/// What the workers take from, one at a time: so places in line are given out in the order of the items.
struct Source<I> {
    items: I,
    /// All items were taken.
    ended: bool,
}

fn windowed_map<I, T, E>(
    items: I,
    jobs: usize,
    window: usize,
    stop: &AtomicBool,
    work: impl Fn(I::Item) -> T + Sync,
    mut sink: impl FnMut(Option<T>) -> Result<(), E>,
) -> Result<(I, bool), E>
where
    I: Iterator + Send,
    I::Item: Send,
    T: Send,
{
    // One item is work for one.
    let jobs = items.size_hint().1.map_or(jobs, |most| jobs.min(most.max(1)));
    let source = Mutex::new(Source { items, ended: false });
    let line = Line::new(window);
    let next = |worker: &line::Worker<'_, T>| {
        let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
        let place = worker.place()?;
        if stop.load(Ordering::Relaxed) || source.ended {
            return None;
        }
        let item = source.items.next();
        source.ended = item.is_none();
        Some((place, item?))
    };
    let written = thread::scope(|scope| {
        for _ in 0..jobs {
            let worker = line.worker();
            let (next, work) = (&next, &work);
            let thread = thread::Builder::new().name(WORKER.to_string()).stack_size(STACK);
            // Fewer threads than asked for do the same work.
            let _ = thread.spawn_scoped(scope, move || {
                make_room();
                while let Some((place, item)) = next(&worker) {
                    worker.put(place, work(item));
                }
            });
        }
        let written = loop {
            let result = match line.take(PATIENCE) {
                Front::Result(result) => Some(result),
                Front::Late => None,
                Front::End => break Ok(()),
            };
            if let Err(error) = sink(result) {
                break Err(error);
            }
        };
        line.close();
        written
    });
    written?;
    let source = source.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok((source.items, source.ended))
}

thread_local! {
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does `work`; a panic in it becomes an error that says what and where.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|panic| LAST_PANIC.take().unwrap_or_else(|| panic_message(&*panic).to_string()))
}

/// Keeps panics of workers off the terminal, for they become rows; other panics are shown as ever.
pub fn keep_panics_of_workers() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if thread::current().name() == Some(WORKER) {
            let place = info.location().map(|at| format!(" ({}:{})", at.file(), at.line()));
            let message = format!("{}{}", panic_message(info.payload()), place.unwrap_or_default());
            LAST_PANIC.set(Some(message));
        } else {
            usual(info);
        }
    }));
}

fn panic_message(panic: &(dyn Any + Send)) -> &str {
    if let Some(message) = panic.downcast_ref::<String>() {
        message
    } else {
        panic.downcast_ref::<&str>().copied().unwrap_or("panic without a message")
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::AtomicUsize;

    use super::*;

    #[test]
    fn results_come_in_order_whatever_takes_longest() {
        for jobs in [1, 3] {
            let mut seen = Vec::new();
            let work = |n: u64| {
                thread::sleep(Duration::from_millis((7 - n % 7) / 2));
                n
            };
            let (_, all) = ordered_map(0..100, jobs, &AtomicBool::new(false), work, |n| {
                seen.extend(n);
                Ok::<_, Infallible>(())
            })
            .unwrap();
            assert!(all);
            assert_eq!(seen, (0..100).collect::<Vec<_>>());
        }
    }

    #[test]
    fn few_large_items_are_there_at_once() {
        let (begun, done, most) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        let items = (0..200).inspect(|_| {
            let there = begun.fetch_add(1, Ordering::SeqCst) + 1 - done.load(Ordering::SeqCst);
            most.fetch_max(there, Ordering::SeqCst);
        });
        let mut seen = Vec::new();
        let taken = ordered_map_of_large(
            items,
            64,
            |n: usize| n,
            |n| {
                thread::sleep(Duration::from_micros(200));
                seen.push(n);
                done.fetch_add(1, Ordering::SeqCst);
                Ok::<_, Infallible>(())
            },
        );
        taken.unwrap();
        assert_eq!(seen, (0..200).collect::<Vec<_>>());
        assert!(most.load(Ordering::SeqCst) <= 2 * MAX_LARGE, "{most:?}");
    }

    #[test]
    fn an_error_of_the_writer_ends_the_work() {
        let begun = AtomicUsize::new(0);
        let work = |n| {
            begun.fetch_add(1, Ordering::Relaxed);
            n
        };
        let sink = |n: Option<usize>| if n == Some(5) { Err("full") } else { Ok(()) };
        assert_eq!(ordered_map(0..1_000_000, 2, &AtomicBool::new(false), work, sink).unwrap_err(), "full");
        assert!(begun.load(Ordering::Relaxed) < 10_000);
    }

    #[test]
    fn a_stop_keeps_the_beginning_whole() {
        let stop = AtomicBool::new(false);
        let mut seen = Vec::new();
        let (mut rest, all) = ordered_map(
            0..1_000_000,
            2,
            &stop,
            |n| n,
            |n| {
                seen.extend(n);
                stop.store(n >= Some(50), Ordering::Relaxed);
                Ok::<_, Infallible>(())
            },
        )
        .unwrap();
        assert!(!all && rest.next().is_some());
        assert!(seen.iter().copied().eq(0..seen.len()));
    }

    #[test]
    fn a_panic_becomes_an_error() {
        assert_eq!(guarded(|| 1), Ok(1));
        assert!(guarded(|| panic!("no {}", "luck")).unwrap_err().starts_with("no luck"));
    }
}
