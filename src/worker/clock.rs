//! The clock that ends workers which take too long. One thread for all of them; it sleeps until the next one is due.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::process::Process;

/// A worker process as the clock sees it.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) process: Mutex<Process>,
    /// Whether the clock has killed it.
    pub(super) overdue: AtomicBool,
}

/// Which worker is due when. Numbers tell apart those that are due at the same moment.
#[derive(Debug, Default)]
struct Due {
    by_time: BTreeMap<(Instant, u64), Arc<Subject>>,
    next: u64,
    running: bool,
    ended: bool,
}

/// Hands out deadlines. Its thread begins with the first and ends when the clock is dropped.
#[derive(Debug, Default)]
pub(super) struct Clock {
    shared: Arc<(Mutex<Due>, Condvar)>,
}

/// A deadline; dropping it in time calls it off.
#[derive(Debug)]
pub(super) struct Deadline<'c> {
    clock: &'c Clock,
    key: (Instant, u64),
}

impl Clock {
    /// Kills a worker after `time`, unless the deadline is dropped before.
    pub(super) fn set(&self, subject: &Arc<Subject>, time: Duration) -> Deadline<'_> {
        let (due, woken) = &*self.shared;
        let mut due = lock(due);
        let at = Instant::now() + time;
        due.next += 1;
        let key = (at, due.next);
        // All deadlines are equally long, so only the first of a row of them comes before what the thread waits for.
        let first = due.by_time.is_empty();
        due.by_time.insert(key, Arc::clone(subject));
        if !due.running {
            let shared = Arc::clone(&self.shared);
            let clock = thread::Builder::new().name("nianbao-clock".to_string());
            due.running = clock.spawn(move || watch(&shared.0, &shared.1)).is_ok();
        } else if first {
            woken.notify_one();
        }
        Deadline { clock: self, key }
    }
}

impl Drop for Clock {
    fn drop(&mut self) {
        let (due, woken) = &*self.shared;
        lock(due).ended = true;
        woken.notify_one();
    }
}

impl Drop for Deadline<'_> {
    fn drop(&mut self) {
        lock(&self.clock.shared.0).by_time.remove(&self.key);
    }
}

fn watch(due: &Mutex<Due>, woken: &Condvar) {
    let mut guard = lock(due);
    while !guard.ended {
        let now = Instant::now();
        guard = match guard.by_time.first_key_value().map(|((at, _), _)| *at) {
            None => woken.wait(guard).unwrap_or_else(PoisonError::into_inner),
            Some(at) if at > now => {
                woken.wait_timeout(guard, at - now).unwrap_or_else(PoisonError::into_inner).0
            }
            Some(_) => {
                if let Some((_, subject)) = guard.by_time.pop_first() {
                    subject.overdue.store(true, Ordering::Release);
                    lock(&subject.process).kill();
                }
                guard
            }
        };
    }
}

/// Nothing behind these locks can be left half done by a panic.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
