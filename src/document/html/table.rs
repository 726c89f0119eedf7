//! A `<table>` element as a grid, or the finding that it only lays out the page.
//!
//! A table with one column, or with one cell, is layout: its content is read as if the table were not there. So is a
//! table that holds other tables or whole passages of text, unless it is a table of figures itself (`layout`). Then the
//! outer grid stands, a nested table of `OWN_TABLE` cells or more becomes a grid behind it, and a smaller one is part of the
//! text of its cell.

use crate::document::fold::fold;
use crate::document::ink::is_drawn;
use crate::document::layout::{DATA_CELLS, Shape};
use crate::document::place::{Loose, MAX_COLUMN_SPAN, MAX_ROW_SPAN, Placer};
use crate::document::{Grid, Host, Locator};

use super::cell::CellReader;
use super::css::Display;
use super::names::{Attr, Tag};
use super::sight::{Sight, Veil};
use super::tree::{Id, NONE};

/// What a `<table>` turned out to be.
#[derive(Debug)]
pub(super) enum Reading {
    /// It lays out the page: read its content where it stands.
    Layout,
    /// A table without any text.
    Blank,
    /// A table, and whether all of it fitted into the grid.
    Grid(Grid, bool),
}

/// A row, with the veil over it.
struct Row {
    id: Id,
    /// Its number among the rows of the table, as written.
    number: u32,
    veil: Veil,
}

/// A group of rows.
struct Group {
    tag: Tag,
    rows: Vec<Row>,
}

/// Where a table stands: what kind it is, and its number among its kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) host: Host,
    pub(super) table: u32,
}

/// Reads a table. `is_nested` says that it holds other tables; `must_be_grid` that it stands in a cell of a grid, so
/// cannot be layout.
pub(super) fn read(
    sight: &mut Sight<'_>,
    reader: &mut CellReader,
    table: Id,
    veil: Veil,
    place: Place,
    holds_tables: bool,
    must_be_grid: bool,
) -> Reading {
    let look = sight.look(table);
    let (groups, captions) = groups(sight, table, veil.over(Tag::Table, &look));
    if !must_be_grid && is_layout_by_shape(sight, &groups, holds_tables) {
        return Reading::Layout;
    }
    let (inner, pictures) = (reader.inner.len(), reader.pictures.len());
    let mut placer = Placer::default();
    let mut shape = Shape::default();
    for group in &groups {
        placer.group(group.rows.len() as u32);
        for row in &group.rows {
            placer.row();
            shape.row();
            if is_spacer(sight, row.id) {
                continue;
            }
            let mut number = 0;
            for cell in sight.tree.children(row.id) {
                let tag = sight.tree.tag(cell);
                if !matches!(tag, Tag::Td | Tag::Th) {
                    continue;
                }
                number += 1;
                let look = sight.look(cell);
                if look.is_gone() {
                    continue;
                }
                let content = reader.read(sight, cell, row.veil.over(tag, &look));
                // A picture says nothing of whether the table is one of figures.
                let text = if is_drawn(&content.text) { "" } else { content.text.as_str() };
                shape.cell(text, content.breaks, content.has_table);
                let Place { host, table } = place;
                placer.cell(Loose {
                    text: content.text,
                    marks: content.marks,
                    locator: Locator::Html { host, table, row: row.number, cell: number },
                    column_span: span(sight, cell, Attr::Colspan).clamp(1, MAX_COLUMN_SPAN),
                    row_span: row_span(sight, cell),
                });
            }
        }
    }
    shape.row();
    if !must_be_grid && shape.is_layout(placer.columns(), holds_tables) {
        reader.inner.truncate(inner);
        reader.pictures.truncate(pictures);
        return Reading::Layout;
    }
    if placer.cells().iter().all(|cell| cell.text.is_empty() || is_drawn(&cell.text)) {
        return Reading::Blank;
    }
    let Place { host, table } = place;
    let (mut grid, whole) = placer.grid(Locator::Html { host, table, row: 1, cell: 1 });
    let caption: Vec<_> = captions
        .iter()
        .map(|&(id, veil)| reader.read(sight, id, veil).text)
        .filter(|text| !text.is_empty())
        .collect();
    if !caption.is_empty() {
        grid.caption = Some(fold(&caption.join(" ")));
    }
    Reading::Grid(grid, whole)
}

/// The groups of rows in the order shown: the first `<thead>` first, the first `<tfoot>` last. And the captions.
fn groups(sight: &mut Sight<'_>, table: Id, veil: Veil) -> (Vec<Group>, Vec<(Id, Veil)>) {
    let tree = sight.tree;
    let mut groups: Vec<Group> = Vec::new();
    let mut captions = Vec::new();
    let mut number = 0;
    for child in tree.children(table) {
        let tag = tree.tag(child);
        let look = sight.look(child);
        let veil = veil.over(tag, &look);
        match tag {
            Tag::Caption if !look.is_gone() => captions.push((child, veil)),
            Tag::Thead | Tag::Tbody | Tag::Tfoot => {
                let mut rows = Vec::new();
                for id in tree.children(child).filter(|&id| tree.tag(id) == Tag::Tr) {
                    number += 1;
                    let row_look = sight.look(id);
                    if !look.is_gone() && !row_look.is_gone() {
                        rows.push(Row { id, number, veil: veil.over(Tag::Tr, &row_look) });
                    }
                }
                groups.push(Group { tag, rows });
            }
            _ => {}
        }
    }
    if let Some(head) = groups.iter().position(|group| group.tag == Tag::Thead) {
        let group = groups.remove(head);
        groups.insert(0, group);
    }
    if let Some(foot) = groups.iter().position(|group| group.tag == Tag::Tfoot) {
        let group = groups.remove(foot);
        groups.push(group);
    }
    (groups, captions)
}

/// Whether a table is layout by the number of its cells alone, before their text is read.
fn is_layout_by_shape(sight: &mut Sight<'_>, groups: &[Group], holds_tables: bool) -> bool {
    let tree = sight.tree;
    let (mut widest, mut all) = (0, 0);
    for row in groups.iter().flat_map(|group| &group.rows) {
        let mut cells = 0;
        for cell in tree.children(row.id).filter(|&cell| matches!(tree.tag(cell), Tag::Td | Tag::Th)) {
            cells += usize::from(sight.look(cell).display != Some(Display::None));
        }
        widest = widest.max(cells);
        all += cells;
        if widest > 1 && (!holds_tables || all >= DATA_CELLS) {
            return false;
        }
    }
    true
}

/// A row that Word adds to set the widths of the columns: of no height, and nothing in it.
fn is_spacer(sight: &Sight<'_>, row: Id) -> bool {
    let tree = sight.tree;
    let is_zero = |value: &str| value.trim_ascii().trim_end_matches("px").trim_end_matches("pt") == "0";
    let flat = tree.attr(row, Attr::Height).is_some_and(is_zero)
        || tree.attr(row, Attr::Style).is_some_and(|style| {
            style
                .split(';')
                .filter_map(|part| part.split_once(':'))
                .any(|(name, value)| name.trim_ascii().eq_ignore_ascii_case("height") && is_zero(value))
        });
    if !flat {
        return false;
    }
    let mut at = tree.node(row).first;
    while at != NONE {
        if !fold(tree.text(at)).is_empty() || matches!(tree.tag(at), Tag::Img | Tag::Input) {
            return false;
        }
        at = tree.following(at, row);
    }
    true
}

/// A `colspan` or `rowspan` as browsers read it: leading digits, and 1 for anything else.
fn span(sight: &Sight<'_>, cell: Id, attr: Attr) -> u32 {
    let Some(value) = sight.tree.attr(cell, attr) else {
        return 1;
    };
    let value = value.trim_ascii_start();
    let value = value.strip_prefix('+').unwrap_or(value);
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    match value.get(..digits) {
        Some("") | None => 1,
        // So many digits that they do not fit: as large as may be.
        Some(digits) => digits.parse().unwrap_or(u32::MAX),
    }
}

fn row_span(sight: &Sight<'_>, cell: Id) -> u32 {
    span(sight, cell, Attr::Rowspan).min(MAX_ROW_SPAN)
}
