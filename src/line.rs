//! Results that wait in line for one who takes them in the order in which their places were given out.
//!
//! Serves `batch`. A lock and two signals are enough: a result is a millisecond's work or more, and one who waits for it
//! sleeps, so that the core is there for those who work. A result that has come does not wake him at once: he is called for
//! several, or comes by himself a moment later, for to fall asleep and wake up costs both sides more than to hand over a result.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// So many results are worth a call.
const WORTH_A_CALL: usize = 8;

/// After this long he who takes them looks for himself.
const MOMENT: Duration = Duration::from_millis(50);

/// The line. Places are given out while fewer than its length wait.
#[derive(Debug)]
pub(crate) struct Line<T> {
    state: Mutex<State<T>>,
    length: usize,
    room: Condvar,
    ready: Condvar,
}

#[derive(Debug)]
struct State<T> {
    /// The results from the front on; nothing where one is not there yet.
    places: VecDeque<Option<T>>,
    /// How many of them are there.
    filled: usize,
    /// The number of the place at the front.
    front: usize,
    /// How many may still fill or ask for places.
    workers: usize,
    /// How many of them wait for room.
    waiting: usize,
    /// Nobody takes results any more.
    closed: bool,
}

/// What is found at the front.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Front<T> {
    /// The next result.
    Result(T),
    /// Nothing, for as long as one was ready to wait.
    Late,
    /// Nothing will come: no worker is left.
    End,
}

/// A worker's part in the line; it is given back when dropped, also by a panic.
#[derive(Debug)]
pub(crate) struct Worker<'l, T>(&'l Line<T>);

impl<T> State<T> {
    fn is_ready(&self) -> bool {
        matches!(self.places.front(), Some(Some(_)))
    }
}

impl<T> Line<T> {
    /// A line in which up to `length` results wait, 1 or more.
    pub(crate) fn new(length: usize) -> Line<T> {
        let places = VecDeque::new();
        let state = State { places, filled: 0, front: 0, workers: 0, waiting: 0, closed: false };
        Line { state: Mutex::new(state), length, room: Condvar::new(), ready: Condvar::new() }
    }

    /// One more who fills places.
    pub(crate) fn worker(&self) -> Worker<'_, T> {
        self.state().workers += 1;
        Worker(self)
    }

    /// The result at the front, waited for as long as `patience`.
    pub(crate) fn take(&self, patience: Duration) -> Front<T> {
        let mut state = self.state();
        let start = Instant::now();
        while !state.is_ready() && state.workers > 0 && start.elapsed() < patience {
            let moment = MOMENT.min(patience.saturating_sub(start.elapsed()));
            let waiting = |state: &mut State<T>| !self.calls(state);
            let waited = self.ready.wait_timeout_while(state, moment, waiting);
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
        match state.places.front_mut().and_then(Option::take) {
            Some(result) => {
                state.places.pop_front();
                state.front += 1;
                state.filled -= 1;
                let is_awaited = state.waiting > 0;
                drop(state);
                if is_awaited {
                    self.room.notify_one();
                }
                Front::Result(result)
            }
            None if state.workers > 0 => Front::Late,
            None => Front::End,
        }
    }

    /// Whether results are there that are worth a call, or nobody can go on before they are taken.
    fn calls(&self, state: &State<T>) -> bool {
        let is_full = state.filled >= WORTH_A_CALL || state.places.len() >= self.length;
        state.workers == 0 || state.is_ready() && is_full
    }

    /// Gives out no more places; what is still put into one is dropped.
    pub(crate) fn close(&self) {
        self.state().closed = true;
        self.room.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Worker<'_, T> {
    /// The next place, once there is room; nothing when the line is closed.
    pub(crate) fn place(&self) -> Option<usize> {
        let full = |state: &mut State<T>| state.places.len() >= self.0.length && !state.closed;
        let mut state = self.0.state();
        if full(&mut state) {
            self.0.ready.notify_one();
        }
        state.waiting += 1;
        let waited = self.0.room.wait_while(state, full);
        state = waited.unwrap_or_else(PoisonError::into_inner);
        state.waiting -= 1;
        if state.closed {
            return None;
        }
        state.places.push_back(None);
        Some(state.front + state.places.len() - 1)
    }

    /// Puts a result into its place.
    pub(crate) fn put(&self, place: usize, result: T) {
        let mut state = self.0.state();
        let at = place.wrapping_sub(state.front);
        if let Some(place) = state.places.get_mut(at) {
            *place = Some(result);
            state.filled += 1;
        }
        let calls = self.0.calls(&state);
        drop(state);
        if calls {
            self.0.ready.notify_one();
        }
    }
}

impl<T> Drop for Worker<'_, T> {
    fn drop(&mut self) {
        self.0.state().workers -= 1;
        self.0.ready.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    const SHORT: Duration = Duration::from_millis(20);
    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn results_are_taken_in_the_order_of_their_places() {
        let line = Line::new(2);
        let worker = line.worker();
        let (first, second) = (worker.place().unwrap(), worker.place().unwrap());
        worker.put(second, "second");
        assert_eq!(line.take(SHORT), Front::Late);
        worker.put(first, "first");
        assert_eq!(line.take(LONG), Front::Result("first"));
        assert_eq!(line.take(LONG), Front::Result("second"));
        drop(worker);
        assert_eq!(line.take(LONG), Front::End);
    }

    #[test]
    fn a_place_is_given_when_there_is_room() {
        let line = Line::new(1);
        let worker = line.worker();
        let first = worker.place().unwrap();
        thread::scope(|scope| {
            let other = scope.spawn(|| line.worker().place());
            worker.put(first, ());
            assert_eq!(line.take(LONG), Front::Result(()));
            assert_eq!(other.join().unwrap(), Some(1));
        });
    }

    #[test]
    fn a_closed_line_holds_nobody_up() {
        let line = Line::new(1);
        let worker = line.worker();
        let first = worker.place().unwrap();
        thread::scope(|scope| {
            let other = scope.spawn(|| line.worker().place());
            line.close();
            assert_eq!(other.join().unwrap(), None);
        });
        worker.put(first, ());
        assert_eq!(line.take(LONG), Front::Result(()));
    }

    #[test]
    fn a_result_alone_is_taken_after_a_moment() {
        let line = Line::new(100);
        let worker = line.worker();
        let first = worker.place().unwrap();
        worker.put(first, ());
        assert_eq!(line.take(LONG), Front::Result(()));
        let second = worker.place().unwrap();
        thread::scope(|scope| {
            scope.spawn(|| worker.put(second, ()));
            assert_eq!(line.take(LONG), Front::Result(()));
        });
    }

    /// A worker that dies leaves its place empty: what comes after it cannot be in order.
    #[test]
    fn a_place_that_is_never_filled_ends_the_line() {
        let line: Line<()> = Line::new(4);
        let worker = line.worker();
        let (_, second) = (worker.place(), worker.place().unwrap());
        worker.put(second, ());
        drop(worker);
        assert_eq!(line.take(LONG), Front::End);
    }
}
