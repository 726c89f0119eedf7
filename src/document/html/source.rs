//! Places in the source of a page, as lines of it.

/// Counts the lines of the source up to a place.
pub(super) struct Lines<'t> {
    source: &'t str,
    at: usize,
    line: u32,
}

impl<'t> Lines<'t> {
    pub(super) fn new(source: &'t str) -> Lines<'t> {
        Lines { source, at: 0, line: 1 }
    }

    /// The line of a place, from 1. Places come in order; what the parser moved to the front keeps the line of what
    /// was asked for last.
    pub(super) fn line(&mut self, at: u32) -> u32 {
        if let Some(passed) = self.source.as_bytes().get(self.at..at as usize) {
            self.line += memchr::memchr_iter(b'\n', passed).count() as u32;
            self.at = at as usize;
        }
        self.line
    }
}
