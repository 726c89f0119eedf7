//! The body of a report that the page carries as text, to be put in place by a script.
//!
//! Portals that build their pages in the browser send the report as a string: in a script (`content = "<table…"`,
//! `JSON.parse("…")`, `decodeURIComponent("%3Ctable…")`), in JSON, in a `<textarea>`, a template, a hidden field or
//! the `srcdoc` of a frame. When the page itself shows no table, these strings are searched for one, unwrapped, and
//! read as if they were the page.

use crate::document::{Block, Damage, Host};

use super::feed;
use super::flow::{self, Found, Lines};
use super::literal::{literals, percent_decode, unescape};
use super::names::{Attr, Tag};
use super::tree::{Id, Tree};

/// How often markup may be wrapped into strings: JSON in a string in a script is two.
const LAYERS: usize = 4;
/// The most strings of a page that are read.
const MAX_STRINGS: usize = 64;

/// Reads what tables the page carries as text, with the text around them.
pub(super) fn read(tree: &Tree<'_>) -> Found {
    let mut all = Found::default();
    let mut seen: Vec<String> = Vec::new();
    let mut lines = Lines::new(tree.source());
    for &store in &tree.stores {
        let strings = strings(tree, store);
        if seen.len() >= MAX_STRINGS || strings.is_empty() {
            continue;
        }
        let line = lines.line(tree.node(store).at);
        let before = seen.len();
        for string in &strings {
            let Some((markup, is_cut)) = &string.markup else {
                continue;
            };
            if seen.len() < MAX_STRINGS {
                add(read_markup(markup, *is_cut, line), &mut all, &mut seen);
            }
        }
        if seen.len() == before && strings.iter().any(|string| string.markup.is_some()) {
            // No string holds a whole table: it may be put together from several.
            let whole: String = strings.iter().map(|string| string.piece.as_str()).collect();
            add(read_markup(&whole, false, line), &mut all, &mut seen);
        }
    }
    all
}

/// A string that may be markup.
struct Text {
    /// The markup in it, if it has a table, and whether the source ends within it.
    markup: Option<(String, bool)>,
    /// The string itself, if it is a piece of markup.
    piece: String,
}

impl Text {
    fn new(text: String, is_cut: bool) -> Text {
        let piece = if text.contains('<') { text.clone() } else { String::new() };
        Text { markup: unwrap(text).map(|markup| (markup, is_cut)), piece }
    }
}

/// The strings of an element that may hold a table as text.
fn strings(tree: &Tree<'_>, store: Id) -> Vec<Text> {
    let attr = |name| tree.attr(store, name).unwrap_or_default();
    let markup = match tree.tag(store) {
        Tag::Iframe => attr(Attr::Srcdoc).to_string(),
        Tag::Input => attr(Attr::Value).to_string(),
        _ => tree.raw_text(store),
    };
    if !mentions_table(&markup) {
        return Vec::new();
    }
    let kind = attr(Attr::Type).to_ascii_lowercase();
    let is_script =
        tree.tag(store) == Tag::Script && !["html", "template", "tmpl"].iter().any(|it| kind.contains(it));
    if is_script { strings_of_script(&markup) } else { vec![Text::new(markup, false)] }
}

fn strings_of_script(script: &str) -> Vec<Text> {
    literals(script)
        .filter(|literal| literal.inside.contains(['<', '\\', '&', '%']))
        .map(|literal| Text::new(unescape(literal.inside), literal.is_cut))
        .collect()
}

/// Takes wrapping after wrapping off a string until there is markup with a table.
fn unwrap(mut text: String) -> Option<String> {
    for _ in 0..LAYERS {
        if !mentions_table(&text) {
            return None;
        }
        let start = text.trim_start().bytes().next();
        if matches!(start, Some(b'{' | b'[')) {
            // JSON: the longest of its strings that has a table.
            text = literals(&text)
                .filter(|literal| mentions_table(literal.inside))
                .max_by_key(|literal| literal.inside.len())
                .map(|literal| unescape(literal.inside))?;
        } else if has_opener(&text, &["<"]) {
            return Some(text);
        } else if has_opener(&text, &["%3c"]) {
            text = percent_decode(&text);
        } else if has_opener(&text, &["&lt;", "&#60;", "&#x3c;"]) || text.contains("&amp;lt;") {
            let tree = feed::parse(&text);
            text = tree.raw_text(super::tree::ROOT);
        } else {
            text = unescape(&text);
        }
    }
    None
}

/// Whether a text has the beginning of a table tag, wrapped in whatever way.
fn mentions_table(text: &str) -> bool {
    has_opener(text, &["<", "&lt;", "&amp;lt;", "u003c", "x3c", "%3c", "&#60;", "&#x3c;", "u0026lt;"])
}

/// Whether `table` stands behind one of the ways to write `<`.
fn has_opener(text: &str, openers: &[&str]) -> bool {
    let bytes = text.as_bytes();
    [b"table", b"TABLE", b"Table"].iter().any(|name| {
        memchr::memmem::find_iter(bytes, *name).any(|at| {
            let before = bytes.get(at.saturating_sub(8)..at).unwrap_or_default();
            openers.iter().any(|opener| {
                before
                    .len()
                    .checked_sub(opener.len())
                    .and_then(|start| before.get(start..))
                    .is_some_and(|end| end.eq_ignore_ascii_case(opener.as_bytes()))
            })
        })
    })
}

fn read_markup(markup: &str, is_cut: bool, line: u32) -> Found {
    let tree = feed::parse(markup);
    let mut found = flow::read(&tree, Host::Script, Some(line));
    if is_cut && tree.cut_in_table {
        found.damage.push(Damage::CutTable);
    }
    if tree.too_many {
        found.damage.push(Damage::Limit("elements of the page"));
    }
    found
}

/// Adds what was found if it has a table, and not the tables of an earlier string over again.
fn add(found: Found, all: &mut Found, seen: &mut Vec<String>) {
    if !super::has_table(&found.blocks) {
        return;
    }
    let figures: String = found
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(grid) => Some(grid),
            Block::Text(_) => None,
        })
        .flat_map(|grid| grid.cells().iter().flat_map(|cell| [cell.text.as_str(), "\t"]))
        .collect();
    if seen.contains(&figures) {
        return;
    }
    seen.push(figures);
    all.append(found);
}
