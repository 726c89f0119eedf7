//! One document that is read before anybody asks for it, while the program still makes ready what it needs.

use std::sync::{Condvar, Mutex, PoisonError};

use bytes::Bytes;

use super::clock::lock;
use super::pool::Pool;
use crate::document::{Document, ReadError};

type Answer = Result<Document, ReadError>;

/// The document that is read ahead: its bytes, and what came of it once that is known.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    slot: Mutex<Option<(Bytes, Option<Answer>)>>,
    changed: Condvar,
}

/// A document that is to be read ahead. Whoever asks for it before that is done waits for it.
#[derive(Debug)]
pub struct Asked<'p> {
    pool: &'p Pool,
    ahead: &'p Ahead,
    bytes: Bytes,
}

impl Ahead {
    pub(super) fn ask<'p>(&'p self, pool: &'p Pool, bytes: Bytes) -> Asked<'p> {
        *lock(&self.slot) = Some((bytes.clone(), None));
        Asked { pool, ahead: self, bytes }
    }

    /// What came of these bytes, once it is there; nothing if it is not these that are read ahead.
    pub(super) fn take(&self, bytes: &[u8]) -> Option<Answer> {
        let mut slot = lock(&self.slot);
        loop {
            match &mut *slot {
                Some((known, answer)) if *known == bytes => {
                    if let Some(answer) = answer.take() {
                        *slot = None;
                        return Some(answer);
                    }
                }
                _ => return None,
            }
            slot = self.changed.wait(slot).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn set(&self, slot: Option<(Bytes, Option<Answer>)>) {
        *lock(&self.slot) = slot;
        self.changed.notify_all();
    }
}

impl Asked<'_> {
    /// Reads it.
    pub fn read(self) {
        let answer = self.pool.read_now(&self.bytes);
        self.ahead.set(Some((self.bytes.clone(), Some(answer))));
    }
}

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        // Not read after all: whoever waits has to read it.
        if lock(&self.ahead.slot).as_ref().is_some_and(|(_, answer)| answer.is_none()) {
            self.ahead.set(None);
        }
    }
}
