//! Text outside tables as paragraphs in reading order.
//!
//! Lines of a page are joined where a line was full and the next goes on; a paragraph may go on over a page break.

use crate::document::pdf::geometry::Area;
use crate::document::pdf::sheet::text::{Line, is_wide};

/// A paragraph on one page.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(in crate::document::pdf) text: String,
    pub(in crate::document::pdf) area: Area,
    /// The size of its type in points.
    pub(in crate::document::pdf) size: f32,
    /// Whether its last line runs to the right edge of the text, so that more may follow on the next page.
    full: bool,
    /// Whether its first line is set in, as the first line of a paragraph is.
    indented: bool,
}

/// A line ends short of the right edge when it leaves more room than this many of its characters: typesetting pushes
/// up to two (a closing mark, a number that must not be broken).
const SHORT: f32 = 2.6;

/// A first line is set in by two characters; this many tell it.
const INDENT: f32 = 1.2;

/// Lines of one paragraph follow one another within this many times their size.
const LEADING: f32 = 2.6;

/// Type this much larger than that of most of the text is a heading.
pub(super) const HEADING: f32 = 1.15;

/// Sizes of type that differ by this factor are not of one paragraph.
const SAME_SIZE: f32 = 1.12;

/// Paragraphs of the lines of one page, from top to bottom. `breaks` are heights at which a table stands between lines.
/// `body` is the size of most of the text.
pub(super) fn pieces(lines: &[Line], breaks: &[Area], body: f32) -> Vec<Piece> {
    let left = lines.iter().map(|line| line.area.left).fold(f32::MAX, f32::min);
    let right = lines.iter().map(|line| line.area.right).fold(f32::MIN, f32::max);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in lines {
        let text = line.text();
        let full = right - line.area.right <= SHORT * line.size;
        let indented = line.area.left - left >= INDENT * line.size;
        let parted = |before: &Line| {
            breaks
                .iter()
                .any(|area| area.top >= before.baseline - before.size && area.bottom <= line.baseline)
        };
        let inside = pieces.last().is_some_and(|piece| is_in_bracket(&piece.text, &text));
        let follows = before.is_some_and(|before| {
            let goes_on = follows(before, line, right, inside) && !indented;
            (goes_on || is_heading_line(before, line, body)) && !begins_item(&text) && !parted(before)
        });
        match pieces.last_mut() {
            Some(piece) if follows => {
                append(&mut piece.text, &text);
                piece.area = piece.area.around(&line.area);
                piece.full = full;
            }
            _ => pieces.push(Piece { text, area: line.area, size: line.size, full, indented }),
        }
        before = Some(line);
    }
    pieces
}

/// Whether a line goes on with the paragraph of the one before; `inside` where a bracket is still open there.
fn follows(before: &Line, line: &Line, right: f32, inside: bool) -> bool {
    let alike = before.size.max(line.size) <= SAME_SIZE * before.size.min(line.size);
    let close = line.baseline - before.baseline <= LEADING * line.size;
    alike && close && (inside || right - before.area.right <= SHORT * before.size)
}

/// Whether a bracket is open at the end of a text, and a line closes it: what must not be broken may leave a line short.
fn is_in_bracket(text: &str, line: &str) -> bool {
    let opens = |ch: char| matches!(ch, '（' | '(');
    let closes = |ch: char| matches!(ch, '）' | ')');
    let open = text.chars().filter(|ch| opens(*ch)).count();
    open > text.chars().filter(|ch| closes(*ch)).count()
        && line.chars().find(|ch| opens(*ch) || closes(*ch)).is_some_and(closes)
}

/// Whether two lines in larger type, one below the other, are one heading.
fn is_heading_line(before: &Line, line: &Line, body: f32) -> bool {
    let alike = before.size.max(line.size) <= SAME_SIZE * before.size.min(line.size);
    alike && line.size >= HEADING * body && line.baseline - before.baseline <= LEADING * line.size
}

/// Whether a text begins as headings and list items do: 一、 （一） 1. 第一条.
fn begins_item(text: &str) -> bool {
    let mut characters = text.chars();
    let numeral = |ch: char| "一二三四五六七八九十".contains(ch);
    match (characters.next(), characters.next(), characters.next()) {
        (Some(first), Some('、'), _) => numeral(first) || first.is_ascii_digit(),
        (Some('（' | '('), Some(inner), Some('）' | ')')) => numeral(inner) || inner.is_ascii_digit(),
        (Some('第'), Some(inner), Some('条' | '章' | '十')) => numeral(inner),
        _ => false,
    }
}

/// Whether a paragraph goes on with the first of the next page.
pub(super) fn goes_on(piece: &Piece, next: &Piece) -> bool {
    let ended = piece.text.ends_with(['。', '！', '？', '；', '：', ':']);
    piece.full
        && !ended
        && !next.indented
        && !begins_item(&next.text)
        && piece.size.max(next.size) <= SAME_SIZE * piece.size.min(next.size)
}

/// Joins the first paragraph of the next page to one it goes on with.
pub(super) fn join(piece: &mut Piece, next: Piece) {
    let mut text = std::mem::take(&mut piece.text);
    append(&mut text, &next.text);
    *piece = Piece { text, ..next };
}

/// Puts one line after another: with a space only where letters or a letter and a figure would run together.
fn append(text: &mut String, line: &str) {
    let (last, first) = (text.chars().next_back(), line.chars().next());
    if let (Some(last), Some(first)) = (last, first)
        && !is_wide(last)
        && !is_wide(first)
        && !(last.is_ascii_digit() && first.is_ascii_digit())
    {
        text.push(' ');
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_bracket_goes_on_to_where_it_is_closed() {
        assert!(is_in_bracket("根据格式通知（国办公开办函", "〔2021〕30号）编写（略）。"));
        assert!(!is_in_bracket("根据格式通知（国办函）", "〔2021〕30号）编写。"));
        assert!(!is_in_bracket("根据格式通知（国办公开办函", "（一）主动公开"));
        assert!(!is_in_bracket("根据格式通知（国办公开办函", "一、总体情况"));
    }
}
