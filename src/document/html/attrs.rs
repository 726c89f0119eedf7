//! The attributes of the tag being read. Those nobody asks for are dropped as they pass.

use super::names::Attr;
use super::sink::{Sink, offset_in};
use super::tree::Span;

/// The attributes of a tag, as the tokeniser hands them over piece by piece.
#[derive(Debug, Default)]
pub(super) struct Attrs {
    /// Those that are complete.
    kept: Vec<(Attr, Span)>,
    /// Whether one is being read.
    is_open: bool,
    name: Vec<u8>,
    /// Which one it is, once its value begins.
    attr: Option<Attr>,
    /// Its value, when that is a single range of the source.
    range: Option<(usize, usize)>,
    /// Otherwise the pieces put together.
    bytes: Vec<u8>,
}

impl Attrs {
    /// Those that are complete.
    pub(super) fn kept(&self) -> &[(Attr, Span)] {
        &self.kept
    }

    /// The value of one.
    pub(super) fn get(&self, name: Attr) -> Option<Span> {
        self.kept.iter().find(|(attr, _)| *attr == name).map(|(_, span)| *span)
    }

    /// Keeps one whose value is a range of the source. Browsers take the first of two.
    pub(super) fn keep(&mut self, attr: Attr, (start, end): (usize, usize)) {
        if self.get(attr).is_none() {
            let span = if start == end { Span::default() } else { Span::source(start, end) };
            self.kept.push((attr, span));
        }
    }

    /// Begins a tag.
    pub(super) fn clear(&mut self) {
        self.kept.clear();
        self.is_open = false;
    }

    /// Begins an attribute; the one before must have been ended.
    pub(super) fn open(&mut self) {
        self.is_open = true;
        self.name.clear();
        self.attr = None;
        self.range = None;
        self.bytes.clear();
    }

    /// Adds to its name.
    pub(super) fn push_name(&mut self, bytes: &[u8]) {
        self.name.extend_from_slice(bytes);
    }

    /// Begins its value.
    pub(super) fn open_value(&mut self) {
        self.attr = Attr::of(&self.name);
        self.is_open = self.attr.is_some();
    }

    /// Adds to its value.
    pub(super) fn push_value(&mut self, source: &str, bytes: &[u8]) {
        if self.attr.is_none() {
            return;
        }
        let piece = offset_in(source, bytes).map(|start| (start, start + bytes.len()));
        match (self.range, piece) {
            (None, Some(piece)) if self.bytes.is_empty() => self.range = Some(piece),
            (Some((start, end)), Some((next, last))) if end == next => self.range = Some((start, last)),
            (range, _) => {
                if let Some((start, end)) = range {
                    self.bytes.extend_from_slice(source.as_bytes().get(start..end).unwrap_or_default());
                    self.range = None;
                }
                self.bytes.extend_from_slice(bytes);
            }
        }
    }

    /// Ends it; `sink` keeps a value that is no plain range of the source.
    pub(super) fn end(&mut self, sink: &Sink<'_>) {
        if !self.is_open {
            return;
        }
        self.is_open = false;
        let Some(attr) = self.attr.take().or_else(|| Attr::of(&self.name)) else {
            return;
        };
        // Browsers take the first of two.
        if self.get(attr).is_some() {
            return;
        }
        let span = match self.range {
            Some((start, end)) => Span::source(start, end),
            None if self.bytes.is_empty() => Span::default(),
            None => sink.keep(&String::from_utf8_lossy(&self.bytes)),
        };
        self.kept.push((attr, span));
    }
}
