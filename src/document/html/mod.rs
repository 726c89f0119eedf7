//! Web pages: the HTML reader.
//!
//! It stands at the beginning of the pipeline, beside the readers of the other formats: decoded text in, a
//! [`Document`] out. What it aims at is what a person sees who opens the page in a browser. In order:
//!
//! - `feed` parses the page, broken markup as browsers do, through `sink` into a `tree`; `names` and `attrs` are what it
//!   keeps of names and attributes;
//! - `sight` says how elements look: hidden or not, block or inline, by `css`, the colours of the type (`pale`), the rules of the
//!   page's `sheet` (`rules`, `selector`, `media`) and what its scripts have `reveal`ed;
//! - `flow` walks the page and writes down paragraphs, tables and pictures. It hands tables to `table`, things that
//!   only look like tables to `lookalike` (with `parts` and `assemble`), and both have their cells read by `cell`;
//! - `lines` finds tables among paragraphs, on pages that have no other, reading these once more with their columns;
//! - `pre` gathers preformatted lines for the reader of plain text;
//! - `script` is for pages whose body sits in a string of a script: it digs the markup out, to be read the same way;
//!   `wrapped` does so for answers in JSON and XML.
//!
//! All walks are loops over the tree, so that no page is too deep, and the time and memory taken grow with the length
//! of the page alone.

mod assemble;
mod attrs;
mod cell;
mod css;
mod feed;
mod filled;
mod flow;
mod hollow;
mod lines;
mod literal;
mod lookalike;
mod media;
mod names;
mod pale;
mod parts;
mod picture;
mod pre;
mod reveal;
mod rules;
mod script;
mod selector;
mod sheet;
mod sight;
mod sink;
mod source;
mod table;
mod tree;
mod wrapped;

use super::fold::fold;
use super::layout::OWN_TABLE;
use super::{Block, Cell, DRAWN, Damage, Document, Format, Grid, Host};

use names::{Attr, Tag};
use tree::{MAX_SOURCE, Tree};
pub use wrapped::read_wrapped;

/// Reads a web page from its decoded text. It cannot fail: whatever the text is, a browser shows something.
pub fn read(text: &str) -> Document {
    let mut document = Document::new(Format::Html);
    let text = match text.get(..text.floor_char_boundary(MAX_SOURCE)) {
        Some(part) if part.len() < text.len() => {
            document.damage.push(Damage::Limit("length of the page".into()));
            part
        }
        _ => text,
    };
    let tree = feed::parse(text);
    read_head(&tree, &mut document);
    let mut found = script::read_xml(text).unwrap_or_else(|| flow::read(&tree, Host::Table, None));
    if !has_table(&found.blocks) {
        let shown = found.blocks.iter().map(script::prose).sum();
        found.append(script::read(&tree, shown));
    }
    if !has_table(&found.blocks) {
        found = lines::read(&tree, found, None);
    }
    document.blocks = found.blocks;
    document.pictures = found.pictures;
    document.damage.append(&mut found.damage);
    note_damage(&tree, &mut document);
    document
}

fn read_head(tree: &Tree<'_>, document: &mut Document) {
    for &id in &tree.heads {
        if tree.tag(id) == Tag::Title {
            let title = fold(&tree.raw_text(id));
            if document.head.title.is_none() && !title.is_empty() {
                document.head.title = Some(title);
            }
            continue;
        }
        let name = tree.attr(id, Attr::Name).or_else(|| tree.attr(id, Attr::Property));
        if let (Some(name), Some(content)) = (name, tree.attr(id, Attr::Content)) {
            document.head.metas.push((name.trim_ascii().into(), fold(content)));
        }
    }
}

fn note_damage(tree: &Tree<'_>, document: &mut Document) {
    if tree.cut_in_table && !document.damage.contains(&Damage::CutTable) {
        document.damage.push(Damage::CutTable);
    }
    if tree.too_many {
        document.damage.push(Damage::Limit("elements of the page".into()));
    }
}

/// Whether a document holds a table that could be one of a report: of some size, with places for figures in it, and with labels.
/// The table with number, date and publisher that portals put above a text has no figures, a calendar no labels.
fn has_table(blocks: &[Block]) -> bool {
    let place = |cell: &&Cell| {
        let of_figure = |c: char| {
            c.is_numeric() || c.is_ascii_punctuation() || matches!(c, '—' | '－' | '无' | '件' | '项' | DRAWN)
        };
        cell.text.chars().all(of_figure)
    };
    let label = |cell: &&Cell| cell.text.chars().filter(|c| !c.is_ascii()).nth(1).is_some();
    let own = |grid: &Grid| {
        let cells = grid.cells();
        cells.len() >= OWN_TABLE
            && cells.iter().filter(place).count() * PLACES >= cells.len()
            && cells.iter().filter(label).nth(LABELS - 1).is_some()
    };
    blocks.iter().any(|block| matches!(block, Block::Table(grid) if own(grid)))
}

/// The fewest labels of a table of the form.
const LABELS: usize = 3;
/// One cell in so many holds a figure, a mark for none or nothing in every table of the form.
const PLACES: usize = 3;

#[cfg(test)]
mod tests;
