//! White space as a reader of the page sees it.

use compact_str::CompactString;

/// Text with its white space folded: runs of it are one space, none at the ends, characters without width left out.
///
/// Unlike in CSS, no-break and ideographic spaces fold too: in these documents they are padding.
#[derive(Debug, Default)]
pub(super) struct Folded {
    text: String,
    /// White space was met since the last character.
    gap: bool,
    /// U+FFFD was met, or a character that means nothing outside one font.
    pub(super) undecoded: bool,
    /// What follows was told to run from right to left: digits are seen in another order.
    pub(super) turned: bool,
    /// The white space since the last character, where it sets columns apart and is kept.
    white: Option<String>,
}

/// What a character is to the eye.
enum Kind {
    Shown,
    Space,
    Nothing,
}

impl Folded {
    /// Text of which white space that sets columns apart is kept: tabs, and spaces that a browser does not fold.
    pub(super) fn in_columns() -> Folded {
        Folded { white: Some(String::new()), ..Folded::default() }
    }

    /// Adds text.
    pub(super) fn push(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let (mut run, mut at) = (0, 0);
        while let Some(&byte) = bytes.get(at) {
            let (width, kind) = match byte {
                0x21..=0x7e => (1, Kind::Shown),
                0xe4..=0xed => (3, Kind::Shown),
                _ => self.classify(byte, bytes.get(at + 1..).unwrap_or_default()),
            };
            if !matches!(kind, Kind::Shown) {
                self.shown(text.get(run..at).unwrap_or_default());
                if matches!(kind, Kind::Space) {
                    self.gap = true;
                    self.keep(text.get(at..at + width).unwrap_or_default());
                }
                run = at + width;
            }
            at += width;
        }
        self.shown(text.get(run..).unwrap_or_default());
    }

    fn classify(&mut self, byte: u8, rest: &[u8]) -> (usize, Kind) {
        match (byte, rest) {
            (0..=0x20, _) => (1, Kind::Space),
            (0x7f, _) => (1, Kind::Nothing),
            (0xc2, [0xa0, ..]) => (2, Kind::Space),
            (0xc2, [0xad, ..]) => (2, Kind::Nothing),
            (0xe1, [0x9a, 0x80, ..]) => (3, Kind::Space),
            (0xe1, [0xa0, 0x8e, ..]) => (3, Kind::Nothing),
            // U+2000–200A, 2028, 2029, 202F, 205F are spaces; 200B–200F, 202A–202E, 2060–206F have no width.
            (0xe2, [0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf, ..] | [0x81, 0x9f, ..]) => (3, Kind::Space),
            (0xe2, [0x80, 0x8b..=0x8f | 0xaa..=0xae, ..] | [0x81, 0xa0..=0xaf, ..]) => {
                self.turned |= matches!(rest, [0x80, 0xae, ..]);
                (3, Kind::Nothing)
            }
            (0xe3, [0x80, 0x80, ..]) => (3, Kind::Space),
            (0xef, [0xbb, 0xbf, ..]) => (3, Kind::Nothing),
            // U+E000–F8FF are the fonts' own.
            (0xee, _) | (0xef, [0x80..=0xa3, ..] | [0xbf, 0xbd, ..]) => {
                self.undecoded = true;
                (3, Kind::Shown)
            }
            (0x80..=0xdf, _) => (2, Kind::Shown),
            (0xf0.., _) => (4, Kind::Shown),
            _ => (3, Kind::Shown),
        }
    }

    fn shown(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match &mut self.white {
            Some(white) => {
                push_columns(white, &mut self.text);
                white.clear();
            }
            None if self.gap && !self.text.is_empty() => self.text.push(' '),
            None => {}
        }
        self.gap = false;
        self.text.push_str(text);
    }

    fn keep(&mut self, space: &str) {
        if let Some(white) = &mut self.white {
            white.push_str(space);
        }
    }

    /// Ends a cell: what follows stands in a column of its own, as far as columns are kept.
    pub(super) fn column(&mut self) {
        self.gap = true;
        self.keep("\t");
    }

    /// Ends a line or block: what follows is set apart by a space.
    pub(super) fn gap(&mut self) {
        self.gap = true;
        self.keep(" ");
    }

    /// The text so far.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether a digit was added last, with no space behind it.
    pub(super) fn ends_with_digit(&self) -> bool {
        !self.gap && self.text.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '０'..='９'))
    }

    /// Whether there is nothing to see yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text, leaving nothing.
    pub(super) fn take(&mut self) -> CompactString {
        if self.text.contains('&') && SPELLED_SPACES.iter().any(|space| self.text.contains(space)) {
            let spelled = std::mem::take(&mut self.text);
            let gap = std::mem::replace(&mut self.gap, false);
            self.push(&SPELLED_SPACES.iter().fold(spelled, |text, space| text.replace(space, " ")));
            self.gap |= gap;
        }
        // Tabs and spaces at the end of a line stand before cells that are blank.
        if let Some(white) = self.white.as_ref().filter(|white| !white.contains('\n') && *white != " ") {
            push_columns(white, &mut self.text);
        }
        let text = CompactString::from(self.text.as_str());
        self.clear();
        text
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.gap = false;
        (self.undecoded, self.turned) = (false, false);
        if let Some(white) = &mut self.white {
            white.clear();
        }
    }
}

/// Adds white space between columns to a text: its tabs, or its spaces if they are more than one. A line break of the source is
/// one space, and tabs behind it indent the line that begins there.
fn push_columns(white: &str, text: &mut String) {
    let last = white.rsplit('\n').next().unwrap_or(white);
    let broken = last.len() < white.len();
    let tabs = last.chars().filter(|c| *c == '\t').count();
    if tabs > 0 && (!broken || text.is_empty()) {
        text.extend(std::iter::repeat_n('\t', tabs));
    } else if !broken && white.chars().filter(|c| !c.is_ascii()).nth(1).is_some() {
        text.extend(
            white.chars().filter(|c| !c.is_ascii()).map(|c| if c == '\u{a0}' { ' ' } else { '\u{3000}' }),
        );
    } else if !white.is_empty() && !text.is_empty() {
        text.push(' ');
    }
}

/// Spaces that were escaped twice, `&amp;nbsp;`, and so stand on the page as they are spelled.
const SPELLED_SPACES: [&str; 5] = ["&nbsp;", "&ensp;", "&emsp;", "&thinsp;", "&#160;"];

/// A text folded on its own.
pub(super) fn fold(text: &str) -> CompactString {
    let mut folded = Folded::default();
    folded.push(text);
    folded.take()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_white_space_folds() {
        assert_eq!(fold("\u{3000}\u{3000}一、\u{a0}总体\t\n情况 \u{2003}"), "一、 总体 情况");
        assert_eq!(fold("1\u{200b}2\u{feff}3\u{ad}4"), "1234");
        assert_eq!(fold(" \u{a0}\u{200b} "), "");
        assert_eq!(fold("…“规章”—é😀。"), "…“规章”—é😀。");
    }

    #[test]
    fn columns_are_kept_where_they_are_asked_for() {
        let columns = |text: &str| {
            let mut folded = Folded::in_columns();
            folded.push(text);
            folded.take()
        };
        assert_eq!(columns("规章\t1\t\t3\t"), "规章\t1\t\t3\t");
        assert_eq!(columns("\n\t\t规章 是\n\t\t什么\n\t"), "\t\t规章 是 什么");
        assert_eq!(columns("规章\u{a0}\u{a0} 1\u{3000}\u{3000}2 3"), "规章  1\u{3000}\u{3000}2 3");
        let mut text = Folded::in_columns();
        text.column();
        text.push("规章");
        text.column();
        text.column();
        text.push("1");
        assert_eq!(text.take(), "\t规章\t\t1");
    }

    #[test]
    fn pieces_join_as_they_touch() {
        let mut text = Folded::default();
        text.push("12");
        text.push("3 ");
        text.push("4");
        text.gap();
        text.gap();
        text.push("5\u{fffd}");
        assert!(text.undecoded);
        assert_eq!(text.take(), "123 4 5\u{fffd}");
        assert!(text.is_empty() && !text.undecoded);
    }
}
