//! A folded sentence as tokens: words we know, quantities, years, marks, and what we do not know.

use std::cell::OnceCell;

use super::labels;
use super::phrases;
use super::quantity::{Quantity, Year, scan};
use super::words::{Role, Words};

/// A piece of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word(Role, &'static str),
    /// Index into the quantities.
    Quantity(usize),
    Year(u16),
    /// A mark that ends a clause, or a bracket.
    Mark(char),
    /// Anything else.
    Unknown,
}

impl Token {
    pub(super) fn role(&self) -> Option<Role> {
        match self.kind {
            Kind::Word(role, _) => Some(role),
            _ => None,
        }
    }

    pub(super) fn is(&self, role: Role) -> bool {
        self.role() == Some(role)
    }
}

/// How those who apply are counted.
pub(super) const PEOPLE: [&str; 5] = ["名", "位", "人", "家", "人次"];

/// A sentence cut up.
#[derive(Debug)]
pub(super) struct Sentence<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
    pub(super) quantities: Vec<Quantity>,
    /// Where words end that say of whom it speaks; sought when first asked for.
    scope_ends: OnceCell<Vec<usize>>,
}

impl Sentence<'_> {
    /// The text from the first of some tokens to the last.
    pub(super) fn words(&self, tokens: &[Token]) -> &str {
        let ends = tokens.first().zip(tokens.last());
        ends.and_then(|(first, last)| self.text.get(first.start..last.end)).unwrap_or_default()
    }

    /// Whether a token is a number with one of these counters.
    pub(super) fn is_counted_by(&self, token: &Token, counters: &[&str]) -> bool {
        let Kind::Quantity(index) = token.kind else { return false };
        self.quantities.get(index).is_some_and(|quantity| counters.contains(&quantity.counter.as_str()))
    }

    /// Which of the quantities stands at a token.
    pub(super) fn number_at(&self, place: usize) -> Option<usize> {
        match self.tokens.get(place)?.kind {
            Kind::Quantity(index) => Some(index),
            _ => None,
        }
    }

    /// The text of a token.
    pub(super) fn text_of(&self, token: &Token) -> &str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// Of whom the number at a token speaks. 本机关不掌握 names an outcome, not the agency.
    pub(super) fn scope(&self, place: usize, words: &Words) -> &'static str {
        let ends = self.scope_ends.get_or_init(|| words.scope_ends(self.text));
        if ends.is_empty() {
            return "";
        }
        let mut end = self.tokens.get(place).map_or(0, |token| token.start);
        for label in self.tokens.get(..place).unwrap_or_default().iter().rev().filter(|t| t.is(Role::Row)) {
            let scope = words.scope(self.text, label.end..end, ends);
            if !scope.is_empty() {
                return scope;
            }
            end = label.start;
        }
        words.scope(self.text, 0..end, ends)
    }
}

/// Cuts up a folded sentence; nothing where it has neither a quantity nor a word that denies one.
pub(super) fn cut<'t>(text: &'t str, words: &'static Words) -> Option<Sentence<'t>> {
    let (quantities, years) = scan(text, words);
    if quantities.is_empty() && !words.may_deny(text) {
        return None;
    }
    let mut fixed: Vec<Token> = quantities
        .iter()
        .enumerate()
        .map(|(index, q)| Token { start: q.start, end: q.end, kind: Kind::Quantity(index) })
        .chain(years.iter().map(|&Year { start, end, year }| Token { start, end, kind: Kind::Year(year) }))
        .collect();
    fixed.sort_by_key(|token| token.start);
    let mut tokens = Vec::with_capacity(fixed.len() * 4);
    let mut at = 0;
    for token in fixed {
        between(text, at, token.start, words, &mut tokens);
        at = token.end;
        tokens.push(token);
    }
    between(text, at, text.len(), words, &mut tokens);
    phrases::settle(text, &mut tokens);
    labels::join(&mut tokens);
    Some(Sentence { text, tokens, quantities, scope_ends: OnceCell::new() })
}

fn between(text: &str, start: usize, end: usize, words: &'static Words, tokens: &mut Vec<Token>) {
    let Some(part) = text.get(start..end) else { return };
    let mut at = 0;
    for (from, to, word) in words.find(part) {
        if goes_on_as_another(part, from, to) {
            continue;
        }
        unknown(part, start, at, from, tokens);
        tokens.push(Token { start: start + from, end: start + to, kind: Kind::Word(word.role, word.means) });
        at = to;
    }
    unknown(part, start, at, part.len(), tokens);
}

/// Whether a word is but the beginning of another: 安镇街道 is the name of one body, and says nothing of 镇街, 服务中心 nothing of 中.
fn goes_on_as_another(part: &str, from: usize, to: usize) -> bool {
    const LONGER: [(&str, &[char]); 3] =
        [("街", &['道']), ("中", &['心', '学', '央', '队']), ("了结", &['果'])];
    let (Some(word), Some(rest)) = (part.get(from..to), part.get(to..)) else { return false };
    LONGER.iter().any(|(end, next)| word.ends_with(end) && rest.starts_with(*next))
}

/// Text without known words: marks stand for themselves, quotation marks, bullets and long dashes for nothing.
fn unknown(part: &str, offset: usize, from: usize, to: usize, tokens: &mut Vec<Token>) {
    let Some(gap) = part.get(from..to) else { return };
    let mut begun: Option<usize> = None;
    for (index, c) in gap.char_indices() {
        let at = offset + from + index;
        let mark = matches!(c, '，' | '；' | '：' | '。' | '！' | '？' | '（' | '）' | ',');
        let dash = || {
            gap.get(..index).unwrap_or_default().ends_with('—')
                || gap.get(index..).unwrap_or_default().starts_with("——")
        };
        let skip = matches!(
            c,
            '“' | '”' | '"' | '‘' | '’' | '「' | '」' | '①'..='⒇' | '●' | '■' | '◆' | '▪' | '•' | '★'
        ) || c == '—' && dash();
        if mark || skip {
            if let Some(start) = begun.take() {
                tokens.push(Token { start, end: at, kind: Kind::Unknown });
            }
            if mark {
                tokens.push(Token { start: at, end: at + c.len_utf8(), kind: Kind::Mark(c) });
            }
        } else {
            begun.get_or_insert(at);
        }
    }
    if let Some(start) = begun {
        tokens.push(Token { start, end: offset + to, kind: Kind::Unknown });
    }
}
