//! Web pages: the HTML reader.
//!
//! It stands at the beginning of the pipeline, beside the readers of the other formats: decoded text in, a
//! [`Document`] out. What it aims at is what a person sees who opens the page in a browser. In order:
//!
//! - `feed` parses the page, broken markup as browsers do, through `sink` into a `tree`; `names` and `attrs` are what it
//!   keeps of names and attributes;
//! - `sight` says how elements look: hidden or not, block or inline, by `css`, the rules of the page's `sheet` and what
//!   its scripts have `reveal`ed;
//! - `flow` walks the page and writes down paragraphs, tables and pictures. It hands tables to `table`, things that
//!   only look like tables to `lookalike` (with `parts` and `assemble`), and both have their cells read by `cell` and
//!   placed by `place`;
//! - `pre` gathers preformatted lines for the reader of plain text;
//! - `script` is for pages whose body sits in a string of a script: it digs the markup out, to be read the same way.
//!
//! All walks are loops over the tree, so that no page is too deep, and the time and memory taken grow with the length
//! of the page alone.

mod assemble;
mod attrs;
mod cell;
mod css;
mod feed;
mod flow;
mod fold;
mod literal;
mod lookalike;
mod names;
mod parts;
mod picture;
mod place;
mod pre;
mod reveal;
mod script;
mod selector;
mod sheet;
mod sight;
mod sink;
mod table;
mod tree;

use super::{Block, Damage, Document, Format, Host};

use names::{Attr, Tag};
use tree::{MAX_SOURCE, Tree};

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
    document.blocks = found.blocks;
    document.pictures = found.pictures;
    document.damage.append(&mut found.damage);
    note_damage(&tree, &mut document);
    document
}

fn read_head(tree: &Tree<'_>, document: &mut Document) {
    for &id in &tree.heads {
        if tree.tag(id) == Tag::Title {
            let title = fold::fold(&tree.raw_text(id));
            if document.head.title.is_none() && !title.is_empty() {
                document.head.title = Some(title);
            }
            continue;
        }
        let name = tree.attr(id, Attr::Name).or_else(|| tree.attr(id, Attr::Property));
        if let (Some(name), Some(content)) = (name, tree.attr(id, Attr::Content)) {
            document.head.metas.push((name.trim_ascii().into(), fold::fold(content)));
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

/// Whether a document holds a table that could be one of a report.
fn has_table(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| matches!(block, Block::Table(grid) if grid.cells().len() >= cell::OWN_TABLE))
}

#[cfg(test)]
mod tests;
