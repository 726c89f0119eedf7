//! Takes a style sheet apart into rules: selectors, declarations, and whether the conditions around them hold.
//!
//! Rules within rules are written out, and properties of the author's own (`--name`) are put in where `var()` asks for them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::media::{self, Answer};
use super::selector::split_list;

/// A rule as written.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) selectors: String,
    pub(super) declarations: String,
    /// Whether the conditions around it are known to hold; otherwise they may.
    pub(super) is_sure: bool,
}

/// The longest list of selectors that is kept, in bytes.
const LONGEST: usize = 16_000;
/// How deep blocks may nest.
const DEEPEST: usize = 32;

/// A block that is open: a rule, or what groups rules.
#[derive(Debug)]
struct Open {
    answer: Answer,
    /// The selectors of the rule it is or stands in.
    selectors: String,
    declarations: String,
}

/// Reads a sheet from which comments were taken out.
pub(super) fn read(css: &str, rules: &mut Vec<Raw>) {
    let mut open: Vec<Open> = Vec::new();
    let bytes = css.as_bytes();
    let (mut start, mut at, mut depth) = (0, 0, 0_usize);
    while let Some(&byte) = bytes.get(at) {
        let piece = || css.get(start..at).unwrap_or_default();
        match byte {
            b'"' | b'\'' => at = behind_string(bytes, at),
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b';' if depth > 0 => {}
            b'{' => {
                open.push(if open.len() < DEEPEST {
                    block(piece(), open.last())
                } else {
                    Open::passed_over()
                });
                (start, depth) = (at + 1, 0);
            }
            b';' => {
                declare(piece(), open.last_mut());
                start = at + 1;
            }
            b'}' => {
                declare(piece(), open.last_mut());
                rules.extend(open.pop().and_then(Open::end));
                (start, depth) = (at + 1, 0);
            }
            _ => {}
        }
        at += 1;
    }
    declare(css.get(start..).unwrap_or_default(), open.last_mut());
    while let Some(last) = open.pop() {
        rules.extend(last.end());
    }
}

/// Where a string ends, or the line it is on: its last byte.
fn behind_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' => return at,
            _ if Some(&byte) == bytes.get(start) => return at,
            _ => {}
        }
        at += 1;
    }
    at
}

/// Opens the block behind a prelude: `@media screen`, `.a, .b`.
fn block(prelude: &str, outer: Option<&Open>) -> Open {
    let prelude = prelude.trim_ascii().trim_start_matches("<!--").trim_start_matches("-->").trim_ascii();
    let answer = outer.map_or(Answer::Yes, |outer| outer.answer);
    let around = outer.map_or("", |outer| outer.selectors.as_str());
    let Some(at_rule) = prelude.strip_prefix('@') else {
        return Open { answer, selectors: within(prelude, around), declarations: String::new() };
    };
    let (name, condition) =
        at_rule.split_at(at_rule.find([' ', '(', '\t', '\n', '\r']).unwrap_or(at_rule.len()));
    let holds = match name.to_ascii_lowercase().as_str() {
        "media" => media::holds(condition),
        "supports" if condition.trim_ascii_start().starts_with("not") => Answer::Maybe,
        "supports" | "layer" => Answer::Yes,
        "container" | "scope" => Answer::Maybe,
        _ => Answer::No,
    };
    Open { answer: answer.min(holds), selectors: around.to_string(), declarations: String::new() }
}

/// Selectors that stand in a rule, written out.
fn within(selectors: &str, around: &str) -> String {
    if around.is_empty() {
        return selectors.to_string();
    }
    let outer: Cow<'_, str> =
        if around.contains(',') { format!(":is({around})").into() } else { around.trim_ascii().into() };
    let mut all = String::new();
    for one in split_list(selectors) {
        if all.len() + one.len() + outer.len() > LONGEST {
            break;
        }
        if !all.is_empty() {
            all.push(',');
        }
        if one.contains('&') {
            all.push_str(&one.replace('&', &outer));
        } else {
            all.push_str(&outer);
            all.push(' ');
            all.push_str(one);
        }
    }
    all
}

/// Adds a declaration to the block that is open.
fn declare(declaration: &str, open: Option<&mut Open>) {
    if let Some(open) = open.filter(|open| open.answer != Answer::No && !declaration.trim_ascii().is_empty())
    {
        open.declarations.push_str(declaration);
        open.declarations.push(';');
    }
}

impl Open {
    /// A block that is not looked into.
    fn passed_over() -> Open {
        Open { answer: Answer::No, selectors: String::new(), declarations: String::new() }
    }

    fn end(self) -> Option<Raw> {
        let Open { answer, selectors, declarations } = self;
        let is_rule = answer != Answer::No && !selectors.is_empty() && !declarations.is_empty();
        is_rule.then_some(Raw { selectors, declarations, is_sure: answer == Answer::Yes })
    }
}

/// The author's own properties that hold for the whole page; nothing where they are set in other places, too.
#[derive(Debug, Default)]
pub(super) struct Own(HashMap<String, Option<String>>);

/// How often a value is looked up in one block.
const MOST_LOOKUPS: usize = 32;

impl Own {
    pub(super) fn of(rules: &[Raw]) -> Own {
        let mut own = Own::default();
        for rule in rules.iter().filter(|rule| rule.declarations.contains("--")) {
            let is_whole = split_list(&rule.selectors)
                .any(|one| matches!(one.trim_ascii(), ":root" | "html" | "body" | "*" | ":host"));
            for (name, value) in rule.declarations.split(';').filter_map(|one| one.split_once(':')) {
                if let Some(name) = name.trim_ascii().strip_prefix("--") {
                    let value = (is_whole && rule.is_sure).then(|| value.trim_ascii().to_string());
                    own.0.insert(name.to_string(), value);
                }
            }
        }
        own
    }

    /// Puts their values in where they are asked for.
    pub(super) fn put_in<'d>(&self, declarations: &'d str) -> Cow<'d, str> {
        let mut text = Cow::Borrowed(declarations);
        let mut from = 0;
        for _ in 0..MOST_LOOKUPS {
            let Some(at) = text.get(from..).and_then(|rest| rest.find("var(")).map(|at| at + from) else {
                break;
            };
            let Some((before, inside)) = text.split_at_checked(at) else { break };
            let Some(end) = closing(inside) else { break };
            let asked = inside.get(4..end).unwrap_or_default();
            let (name, fallback) = asked.split_once(',').map_or((asked, None), |(name, or)| (name, Some(or)));
            let known = name.trim_ascii().strip_prefix("--").and_then(|name| self.0.get(name));
            let value = match known {
                Some(value) => value.as_deref(),
                None => fallback.map(str::trim_ascii),
            };
            from = at + 4;
            if let Some(value) = value.filter(|value| value.len() < 200) {
                let after = inside.get(end + 1..).unwrap_or_default();
                text = Cow::Owned(format!("{before}{value}{after}"));
                from = at;
            }
        }
        text
    }
}

/// Where the bracket of `var(` closes.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.bytes().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        byte == b')' && depth == 0
    })
}
