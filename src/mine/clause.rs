//! The words around a number: those of its clause before and behind it, and of the clause before that.

use super::tokens::{Kind, Sentence, Token};
use super::words::Role;

/// The tokens around a number.
#[derive(Debug)]
pub(super) struct Clause<'t> {
    /// Those before it in its clause.
    pub(super) left: &'t [Token],
    /// Their text.
    words: &'t str,
    /// Those of the clause before that, if its clause says next to nothing: 申请公开，共计94件.
    pub(super) earlier: &'t [Token],
    /// Those behind it in its clause, up to the next number.
    pub(super) right: &'t [Token],
    /// Whether it stands in brackets that began after the number before.
    pub(super) bracket: bool,
}

impl<'t> Clause<'t> {
    pub(super) fn around(sentence: &'t Sentence<'_>, from: usize, place: usize) -> Clause<'t> {
        let tokens = sentence.tokens.as_slice();
        let before = behind_bracket(tokens.get(from..place).unwrap_or_default());
        let begin = clause_begin(before);
        let left = before.get(begin..).unwrap_or_default();
        let earlier = before.get(..begin).and_then(|before| {
            let (last, rest) = before.split_last()?;
            matches!(last.kind, Kind::Mark('，' | '：')).then_some(rest)
        });
        let earlier = earlier.unwrap_or_default();
        let earlier = earlier.get(clause_begin(earlier)..).unwrap_or_default();
        let behind = tokens.get(place + 1..).unwrap_or_default();
        let stop =
            |token: &Token| matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_)) || token.is(Role::Each);
        let end = behind.iter().position(stop).unwrap_or(behind.len());
        let mut right = behind.get(..end).unwrap_or_default();
        if behind.get(end).is_some_and(|token| matches!(token.kind, Kind::Quantity(_))) {
            // 废止4件、现行有效52件: what stands behind the comma belongs to the next number.
            let join = right.iter().rposition(|token| token.is(Role::Join)).unwrap_or(right.len());
            right = right.get(..join).unwrap_or_default();
        }
        let bracket =
            tokens.get(..place).unwrap_or_default().iter().fold(false, |open, token| match token.kind {
                Kind::Mark('（') => true,
                Kind::Mark('）') => false,
                _ => open,
            });
        let start = left.first().map_or(0, |token| token.start);
        let end = left.last().map_or(0, |token| token.end);
        let words = sentence.text.get(start..end).unwrap_or_default();
        Clause { left, words, earlier, right, bracket }
    }

    /// Whether nothing is said but that the share or change before goes on: 和12.5%, 提高到41.8%.
    pub(super) fn goes_on(&self, kind: &str) -> bool {
        let goes_on = |token: &Token| match (kind, token.role()) {
            ("growth" | "decline", role) => role == Some(Role::Join),
            ("share", Some(Role::Up | Role::Down)) => true,
            ("share", _) => matches!(self.text_of(token), "到" | "至"),
            _ => false,
        };
        !self.left.is_empty() && self.left.iter().all(goes_on)
    }

    fn text_of(&self, token: &Token) -> &str {
        let start = self.left.first().map_or(0, |token| token.start);
        self.words.get(token.start - start..token.end - start).unwrap_or_default()
    }

    /// Whether nothing is said but that this is a sum: 合计119件.
    pub(super) fn sums_up(&self) -> bool {
        let sums = ["合计", "总计", "共计"];
        self.left.iter().all(|token| token.is(Role::Glue) || token.is(Role::Among))
            && sums.iter().any(|sum| self.words.contains(sum))
    }

    pub(super) fn each(&self) -> bool {
        self.left.iter().any(|token| token.is(Role::Each))
    }
}

/// Without the bracket that says more of the number before: 无法提供4件（均为不掌握）、其他处理2件.
fn behind_bracket(tokens: &[Token]) -> &[Token] {
    if tokens.first().is_none_or(|token| token.kind != Kind::Mark('（')) {
        return tokens;
    }
    let end = tokens.iter().position(|token| token.kind == Kind::Mark('）'));
    end.and_then(|end| tokens.get(end + 1..)).unwrap_or(tokens)
}

/// Where the last clause begins: behind the last mark, but brackets without a number are passed over.
pub(super) fn clause_begin(tokens: &[Token]) -> usize {
    let mut depth = 0usize;
    for (index, token) in tokens.iter().enumerate().rev() {
        match token.kind {
            Kind::Mark('）') if depth == 0 && tokens.get(..index).is_some_and(opens_without_number) => {
                depth += 1;
            }
            Kind::Mark('（') if depth > 0 => depth -= 1,
            Kind::Mark(_) if depth == 0 => return index + 1,
            _ => {}
        }
    }
    0
}

/// Whether the bracket that ends here was opened after the last number.
fn opens_without_number(tokens: &[Token]) -> bool {
    let last = tokens.iter().rev().find(|token| matches!(token.kind, Kind::Mark('（') | Kind::Quantity(_)));
    last.is_some_and(|token| token.kind == Kind::Mark('（'))
}
