//! The body of a report that the page carries as text, to be put in place by a script.
//!
//! Portals that build their pages in the browser send the report as a string: in a script (`content = "<table…"`,
//! `JSON.parse("…")`, `decodeURIComponent("%3Ctable…")`), in JSON, in a `<textarea>`, a `<template>`, a `<noscript>`, a hidden field or the
//! `srcdoc` of a frame. When the page itself shows no table, these strings are searched for one, unwrapped, and read
//! as if they were the page. Failing that, the longest of them is read if it says more than the page does.

use memchr::memmem;

use crate::document::{Block, Damage, Host};

use super::feed;
use super::flow::{self, Found};
use super::lines;
use super::literal::{literals, percent_decode, unescape};
use super::names::{Attr, Tag};
use super::sink::offset_in;
use super::source::Lines;
use super::tree::{Id, Tree};

/// How often markup may be wrapped into strings: JSON in a string in a script is two.
const LAYERS: usize = 4;
/// The most strings of a page that are read.
pub(super) const MAX_STRINGS: usize = 64;
/// A string shorter than this, in bytes, is searched for tables only, not for other blocks.
const SHORT: usize = 600;
/// The least text, in bytes, that makes a string without tables worth reading.
const LEAST_PROSE: usize = 600;

/// Reads what tables the page carries as text, with the text around them; `shown` is how much text the page shows.
pub(super) fn read(tree: &Tree<'_>, shown: usize) -> Found {
    let mut gathered = Gathered { shown: shown.max(LEAST_PROSE), ..Gathered::default() };
    let mut lines = Lines::new(tree.source());
    for &store in &tree.stores {
        let strings = strings(tree, store);
        if gathered.seen.len() >= MAX_STRINGS || strings.is_empty() {
            continue;
        }
        let line = lines.line(tree.node(store).at);
        let before = gathered.seen.len();
        for string in &strings {
            if let Some((markup, is_cut)) = &string.markup
                && gathered.seen.len() < MAX_STRINGS
            {
                gathered.add(read_markup(markup, *is_cut, line), markup, line);
            }
        }
        if gathered.seen.len() == before && strings.iter().any(|string| string.markup.is_some()) {
            // No string holds a whole table: it may be put together from several.
            let whole: String = strings.iter().map(Text::piece).collect();
            gathered.add(read_markup(&whole, false, line), &whole, line);
        }
    }
    gathered.tables().unwrap_or_else(|prose| prose)
}

/// Reads the CDATA sections of XML that hold a table: lists of articles are sent so. To a page they are comments, from
/// which only scraps are seen, so they are read in its place.
pub(super) fn read_xml(source: &str) -> Option<Found> {
    if !source.trim_start().starts_with("<?xml") || memmem::find(source.as_bytes(), b"<![CDATA[").is_none() {
        return None;
    }
    let mut gathered = Gathered::of_tables();
    let mut lines = Lines::new(source);
    for section in sections(source) {
        let line = lines.line(offset_in(source, section.as_bytes()).unwrap_or_default() as u32);
        gathered.add(read_markup(section, false, line), section, line);
    }
    gathered.tables().ok()
}

/// What the strings read so far hold.
#[derive(Default)]
pub(super) struct Gathered {
    tables: Found,
    /// The text of all cells of each string that had a table.
    seen: Vec<String>,
    /// The string with the most text, if more than `shown`.
    prose: Found,
    shown: usize,
    /// That string itself, or where only tables count the longest without one.
    longest: Option<Longest>,
}

/// A string without a table, its line, and the heading that was put above it.
struct Longest {
    markup: String,
    line: u32,
    heading: Option<Block>,
}

impl Gathered {
    /// Where only strings that hold tables count.
    pub(super) fn of_tables() -> Gathered {
        Gathered { shown: usize::MAX, ..Gathered::default() }
    }

    /// How many strings had a table of their own.
    pub(super) fn count(&self) -> usize {
        self.seen.len()
    }

    /// What the strings with tables hold; if there were none, what tables the lines of the longest make, or its text.
    pub(super) fn tables(self) -> Result<Found, Found> {
        if !self.seen.is_empty() {
            return Ok(self.tables);
        }
        let Some(longest) = self.longest else { return Err(self.prose) };
        let mut found = lines::read(&feed::parse(&longest.markup), self.prose, Some(longest.line));
        if !super::has_table(&found.blocks) {
            return Err(found);
        }
        if let Some(heading) = longest.heading {
            found.pictures.iter_mut().for_each(|picture| picture.after_block += 1);
            found.blocks.insert(0, heading);
        }
        Ok(found)
    }

    /// Adds what was found if it has a table, and not the tables of an earlier string over again.
    pub(super) fn add(&mut self, found: Found, markup: &str, line: u32) {
        if !super::has_table(&found.blocks) {
            let prose = found.blocks.iter().map(prose).sum();
            let longer = || self.longest.as_ref().is_none_or(|longest| longest.markup.len() < markup.len());
            if prose > self.shown || self.shown == usize::MAX && longer() {
                let heading = |block: &&Block| matches!(block, Block::Text(text) if text.heading);
                let heading = found.blocks.first().filter(heading).cloned();
                self.longest = Some(Longest { markup: markup.to_string(), line, heading });
            }
            if prose > self.shown {
                (self.prose, self.shown) = (found, prose);
            }
            return;
        }
        let grids = found.blocks.iter().filter_map(|block| match block {
            Block::Table(grid) => Some(grid),
            Block::Text(_) => None,
        });
        let cells =
            grids.flat_map(|grid| grid.cells().iter().flat_map(|cell| [cell.text.as_str(), "\t"])).collect();
        if !self.seen.contains(&cells) {
            self.seen.push(cells);
            self.tables.append(found);
        }
    }
}

/// How much running text a block holds, in bytes.
pub(super) fn prose(block: &Block) -> usize {
    match block {
        Block::Text(paragraph) => paragraph.text.len(),
        Block::Table(_) => 0,
    }
}

/// The CDATA sections that hold markup.
fn sections(source: &str) -> impl Iterator<Item = &str> {
    let is_markup = |section: &&str| section.trim_start().starts_with('<') && mentions_markup(section);
    source
        .split("<![CDATA[")
        .skip(1)
        .map(|after| after.split_once("]]>").map_or(after, |(section, _)| section))
        .filter(is_markup)
        .take(MAX_STRINGS)
}

/// A string that may be markup.
pub(super) struct Text {
    /// The markup in it, if it has a table, and whether the source ends within it.
    pub(super) markup: Option<(String, bool)>,
    /// The string itself, if it has none.
    pub(super) rest: String,
}

impl Text {
    pub(super) fn new(text: String, is_cut: bool) -> Text {
        if !mentions_markup(&text) {
            return Text { markup: None, rest: text };
        }
        Text { markup: unwrap(text).map(|markup| (markup, is_cut)), rest: String::new() }
    }

    /// What it may add to markup that is put together from several strings.
    fn piece(&self) -> &str {
        let text = self.markup.as_ref().map_or(&self.rest, |(markup, _)| markup);
        if text.contains('<') { text } else { "" }
    }
}

/// The strings of an element that may hold a table as text.
fn strings(tree: &Tree<'_>, store: Id) -> Vec<Text> {
    let attr = |name| tree.attr(store, name).unwrap_or_default();
    let markup = match tree.tag(store) {
        Tag::Iframe => attr(Attr::Srcdoc).to_string(),
        Tag::Input => attr(Attr::Value).to_string(),
        // What stands in them was read as elements that are not shown.
        Tag::Template => inside(tree, store, "template"),
        Tag::Noscript => inside(tree, store, "noscript"),
        _ => tree.raw_text(store),
    };
    if !mentions_markup(&markup) {
        return Vec::new();
    }
    let kind = attr(Attr::Type).to_ascii_lowercase();
    let is_script =
        tree.tag(store) == Tag::Script && !["html", "template", "tmpl"].iter().any(|it| kind.contains(it));
    if is_script { strings_of_script(&markup) } else { vec![Text::new(markup, false)] }
}

/// The source between the tags of an element, if it is one of this name: a comment is none.
fn inside(tree: &Tree<'_>, element: Id, name: &str) -> String {
    // An element is placed in the name of its tag.
    let at = tree.node(element).at as usize;
    let start = tree.source().get(..at).and_then(|before| before.rfind('<'));
    let source = start.and_then(|start| tree.source().get(start..)).unwrap_or_default();
    let begins = |text: &str| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let Some((_, content)) =
        source.strip_prefix('<').filter(|tag| begins(tag)).and_then(|tag| tag.split_once('>'))
    else {
        return String::new();
    };
    let end = content.match_indices("</").find(|(at, _)| content.get(at + 2..).is_some_and(begins));
    content.get(..end.map_or(content.len(), |(at, _)| at)).unwrap_or_default().to_string()
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
        if !mentions_markup(&text) {
            return None;
        }
        let start = text.trim_start().bytes().next();
        if matches!(start, Some(b'{' | b'[')) {
            // JSON: the longest of its strings that has a table.
            text = literals(&text)
                .filter(|literal| mentions_markup(literal.inside))
                .max_by_key(|literal| literal.inside.len())
                .map(|literal| unescape(literal.inside))?;
        } else if has_tag(&text, AS_IS) {
            return Some(text);
        } else if has_tag(&text, ENCODED) {
            text = percent_decode(&text);
        } else if has_tag(&text, ENTITY) {
            let tree = feed::parse(&text);
            text = tree.raw_text(super::tree::ROOT);
        } else {
            text = unescape(&text);
        }
    }
    None
}

/// Whether a text has the beginning of a table, or is long and has that of other blocks, wrapped in whatever way.
fn mentions_markup(text: &str) -> bool {
    OPENERS.iter().any(|openers| has_tag(text, openers))
}

/// The ways to write `<`: as it is, encoded for addresses, as an entity, escaped.
const OPENERS: [&[&str]; 4] = [AS_IS, ENCODED, ENTITY, ESCAPED];
const AS_IS: &[&str] = &["<"];
const ENCODED: &[&str] = &["%3c", "%3C"];
const ENTITY: &[&str] = &["&lt;", "&#60;", "&#x3c;", "&amp;lt;"];
const ESCAPED: &[&str] = &["u003c", "u003C", "x3c", "x3C", "u0026lt;"];

/// Whether a tag that may hold a report stands behind one of the ways to write `<`.
fn has_tag(text: &str, openers: &[&str]) -> bool {
    let bytes = text.as_bytes();
    let names: &[&[u8]] =
        if bytes.len() < SHORT { &[b"table"] } else { &[b"table", b"div", b"p", b"ul", b"dl", b"pre"] };
    openers.iter().any(|opener| {
        memmem::find_iter(bytes, opener).any(|at| {
            let after = bytes.get(at + opener.len()..).unwrap_or_default();
            names.iter().any(|name| {
                let (start, rest) = after.split_at_checked(name.len()).unwrap_or((after, &[]));
                start.eq_ignore_ascii_case(name) && !rest.first().is_some_and(u8::is_ascii_alphanumeric)
            })
        })
    })
}

pub(super) fn read_markup(markup: &str, is_cut: bool, line: u32) -> Found {
    let tree = feed::parse(markup);
    let mut found = flow::read(&tree, Host::Script, Some(line));
    if is_cut && tree.cut_in_table {
        found.damage.push(Damage::CutTable);
    }
    if tree.too_many {
        found.damage.push(Damage::Limit("elements of the page".into()));
    }
    found
}
