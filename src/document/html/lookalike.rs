//! Tables made of other elements: `<div>`, `<ul>`, `<dl>`.
//!
//! Three ways to say so are understood, the clearest first:
//!
//! 1. styles, roles or classes that name rows and cells (`display: table-row`, `role="row"`, `class="tr"`);
//! 2. `display: grid` with its number of columns, the cells one after the other;
//! 3. no word at all, only the same shape over and over: three or more rows of cells, and figures in a good part of
//!    them. Lists of links, menus and galleries have the shape, too, but not the figures.
//!
//! Rows of the third kind may also stand among other things, with no element around them alone.
//!
//! Such tables have no spans. Where every cell has its width in percent, those say how many columns it covers.
//!
//! What holds a passage of text in a cell lays out the page and is no table.

use std::collections::HashSet;

use crate::document::Grid;

use super::assemble::{Piece, Rows, build, figures_end_rows, holds_figures, widest, wrap};
use super::cell::CellReader;
use super::css::{Display, Look};
use super::names::Tag;
use super::parts::{Part, is_slight, may_be_cell, may_hold, only_elements, part, two_elements};
use super::sight::{Sight, Veil};
use super::table::Place;
use super::tree::{Id, NONE, Tree};

/// The fewest rows of a table that is one by its shape alone.
const SAME_ROWS: usize = 3;
/// The fewest cells of a table that is one by its styles.
const NAMED_CELLS: usize = 6;

/// Reads an element as a table, if it looks like one.
pub(super) fn read(
    sight: &mut Sight<'_>,
    reader: &mut CellReader,
    id: Id,
    look: &Look,
    veil: Veil,
    place: Place,
) -> Option<Grid> {
    let tree = sight.tree;
    // Nearly all elements end here: a table has several elements in it, and no text between them.
    if !may_hold(tree.tag(id)) {
        return None;
    }
    let first = two_elements(tree, id)?;
    if look.display == Some(Display::Grid) && look.columns >= 2 {
        let cells = only_elements(sight, id, veil).unwrap_or_default();
        let columns = usize::from(look.columns);
        let rows = wrap(cells.into_iter().map(Piece::new).collect(), columns);
        return build(sight, reader, &rows, columns, place).filter(|grid| grid.cells().len() >= NAMED_CELLS);
    }
    let first_look = sight.look(first);
    let is_table = part(sight, id, look).is_some_and(|(part, _)| part == Part::Table);
    if (is_table || part(sight, first, &first_look).is_some())
        && let Some((rows, is_sure)) = named_rows(sight, id, veil, is_table)
    {
        return build(sight, reader, &rows, widest(&rows), place)
            .filter(|grid| grid.cells().len() >= NAMED_CELLS && (is_sure || holds_figures(grid)));
    }
    if tree.tag(id) != Tag::Dl && !repeats(tree, id) {
        return None;
    }
    // Each element in it may be a row, or a group of rows: the reading under which the figures stand alone is right.
    [Inside::Rows, Inside::Groups].into_iter().find_map(|inside| {
        let rows = same_rows(sight, id, veil, inside)?;
        build(sight, reader, &rows, widest(&rows), place).filter(holds_figures)
    })
}

/// What the elements of a table are taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Rows,
    Groups,
}

/// Whether the elements in an element could be rows, or groups of rows, as far as a glance tells.
fn repeats(tree: &Tree<'_>, id: Id) -> bool {
    let mut rows = 0;
    tree.children(id).any(|child| {
        rows += usize::from(two_elements(tree, child).is_some());
        let first = tree.children(child).find(|&inner| tree.tag(inner) != Tag::Text);
        rows >= SAME_ROWS || first.is_some_and(|first| two_elements(tree, first).is_some())
    })
}

/// The rows of an element whose children say that they are rows, or groups of rows; and whether they are sure of it.
fn named_rows(sight: &mut Sight<'_>, id: Id, veil: Veil, is_table: bool) -> Option<(Rows, bool)> {
    let mut rows: Rows = Vec::new();
    let mut all_sure = true;
    for (child, look, veil) in only_elements(sight, id, veil)? {
        match part(sight, child, &look) {
            Some((Part::Row, is_sure)) => {
                rows.push(named_cells(sight, child, veil)?);
                all_sure &= is_sure;
            }
            Some((Part::Group, _)) => {
                for (row, look, veil) in only_elements(sight, child, veil)? {
                    let is_row = part(sight, row, &look).is_some_and(|(part, _)| part == Part::Row);
                    if !is_row && !is_table {
                        return None;
                    }
                    rows.push(named_cells(sight, row, veil)?);
                }
            }
            _ if is_table && is_slight(sight, child) => rows.push(vec![Piece::heading((child, look, veil))]),
            _ => return None,
        }
    }
    (rows.len() >= 2 && widest(&rows) >= 2).then_some((rows, all_sure))
}

fn named_cells(sight: &mut Sight<'_>, row: Id, veil: Veil) -> Option<Vec<Piece>> {
    let cells = only_elements(sight, row, veil)?;
    cells.iter().all(|(id, _, _)| is_slight(sight, *id)).then(|| cells.into_iter().map(Piece::new).collect())
}

/// The rows of an element that holds the same shape over and over, directly or in groups.
fn same_rows(sight: &mut Sight<'_>, id: Id, veil: Veil, inside: Inside) -> Option<Rows> {
    if sight.tree.tag(id) == Tag::Dl
        && let Some(rows) = defined_rows(sight, id, veil)
    {
        return Some(rows);
    }
    let mut rows: Rows = Vec::new();
    for (child, look, veil) in only_elements(sight, id, veil)? {
        if let Some(mut group) = group_of_rows(sight, child, veil).filter(|_| inside == Inside::Groups) {
            rows.append(&mut group);
        } else if let Some(cells) = row_of_cells(sight, child, veil) {
            rows.push(cells);
        } else if may_head(sight.tree.tag(child)) && is_slight(sight, child) {
            rows.push(vec![Piece::heading((child, look, veil))]);
        } else {
            return None;
        }
    }
    let split = rows.iter().filter(|cells| cells.len() >= 2).count();
    (split >= SAME_ROWS && split * 5 >= rows.len() * 3).then_some(rows)
}

/// Whether an element of a kind may be a row of one cell. A paragraph stands between tables, not in one.
fn may_head(tag: Tag) -> bool {
    matches!(tag, Tag::Div | Tag::Li | Tag::Ul | Tag::Dl | Tag::Section | Tag::Other)
}

fn group_of_rows(sight: &mut Sight<'_>, group: Id, veil: Veil) -> Option<Rows> {
    let rows = only_elements(sight, group, veil)?;
    let rows: Option<Rows> = rows.into_iter().map(|(row, _, veil)| row_of_cells(sight, row, veil)).collect();
    rows.filter(|rows| !rows.is_empty())
}

/// The terms of a `<dl>` with what is said of each.
fn defined_rows(sight: &mut Sight<'_>, id: Id, veil: Veil) -> Option<Rows> {
    let mut rows: Rows = Vec::new();
    for (id, look, veil) in only_elements(sight, id, veil)? {
        let piece = Piece::new((id, look, veil));
        match (sight.tree.tag(id), rows.last_mut()) {
            (Tag::Dt, _) => rows.push(vec![piece]),
            (Tag::Dd, Some(row)) => row.push(piece),
            _ => return None,
        }
    }
    (rows.len() >= SAME_ROWS && widest(&rows) >= 2).then_some(rows)
}

/// The cells of an element that holds nothing but two or more slight elements.
fn row_of_cells(sight: &mut Sight<'_>, row: Id, veil: Veil) -> Option<Vec<Piece>> {
    use Tag::*;
    if !matches!(sight.tree.tag(row), Div | Li | Ul | Ol | Dl | Section | Other) {
        return None;
    }
    cells_of(sight, row, veil)
}

/// The cells of an element whatever its name.
fn cells_of(sight: &mut Sight<'_>, row: Id, veil: Veil) -> Option<Vec<Piece>> {
    use Tag::*;
    two_elements(sight.tree, row)?;
    let tree = sight.tree;
    let may_be_cell =
        |id| matches!(tree.tag(id), Text | Br) || (may_be_cell(tree.tag(id)) && is_slight(sight, id));
    if !tree.children(row).all(may_be_cell) {
        return None;
    }
    let cells = only_elements(sight, row, veil)?;
    (cells.len() >= 2).then(|| cells.into_iter().map(Piece::new).collect())
}

/// Rows that stand side by side among other things, with no element around them alone.
#[derive(Debug, Default)]
pub(super) struct Siblings {
    /// The rows that were looked at and found to be no table.
    refused: HashSet<Id>,
    /// Whether paragraphs may be rows, too. Nearly all of them are not, whatever pieces they are made of.
    paragraphs: bool,
}

impl Siblings {
    pub(super) fn with_paragraphs() -> Siblings {
        Siblings { paragraphs: true, ..Siblings::default() }
    }

    /// Reads an element and the ones behind it as the rows of a table, as far as they have the same shape. Gives the last of
    /// them, too.
    pub(super) fn read(
        &mut self,
        sight: &mut Sight<'_>,
        reader: &mut CellReader,
        first: Id,
        veil: Veil,
        place: Place,
    ) -> Option<(Grid, Id)> {
        let tree = sight.tree;
        let tag = tree.tag(first);
        let is_paragraph = tag == Tag::P && self.paragraphs;
        if !is_paragraph && !matches!(tag, Tag::Ul | Tag::Ol | Tag::Dl | Tag::Div | Tag::Section) {
            return None;
        }
        two_elements(tree, first)?;
        if self.refused.contains(&first) {
            return None;
        }
        let (rows, seen) = sibling_rows(sight, first, veil);
        let split = rows.iter().filter(|cells| cells.len() >= 2).count();
        let last = *seen.last()?;
        let grid = (split >= SAME_ROWS && split * 5 >= rows.len() * 3)
            .then(|| build(sight, reader, &rows, widest(&rows), place))
            .flatten()
            .filter(holds_figures)
            .filter(|grid| !is_paragraph || figures_end_rows(grid));
        if grid.is_none() && seen.len() > 1 {
            self.refused.extend(seen);
        }
        Some((grid?, last))
    }
}

/// An element and those behind it that have the same name and hold cells, or a line that heads the cells below, and the
/// elements themselves.
fn sibling_rows(sight: &mut Sight<'_>, first: Id, veil: Veil) -> (Rows, Vec<Id>) {
    let tree = sight.tree;
    let tag = tree.tag(first);
    let (mut rows, mut seen): (Rows, Vec<Id>) = (Vec::new(), Vec::new());
    let mut at = first;
    while at != NONE {
        let here = tree.tag(at);
        let between = here == Tag::Text && tree.text(at).trim().is_empty() || here.is_silent();
        if !between {
            if here != tag {
                break;
            }
            let look = sight.look(at);
            if !look.is_gone() {
                let over = veil.over(tag, &look);
                let row =
                    if tag == Tag::P { cells_of(sight, at, over) } else { row_of_cells(sight, at, over) };
                let heads = || is_slight(sight, at) && is_short(tree, at);
                match row {
                    Some(cells) => rows.push(cells),
                    None if !rows.is_empty() && heads() => rows.push(vec![Piece::heading((at, look, over))]),
                    None => break,
                }
                seen.push(at);
            }
        }
        at = tree.node(at).next;
    }
    // What heads nothing stands below the table.
    while rows.last().is_some_and(|cells| cells.len() < 2) {
        rows.pop();
        seen.pop();
    }
    (rows, seen)
}

/// Whether the text of an element is as short as a line over some columns.
fn is_short(tree: &Tree<'_>, id: Id) -> bool {
    const LONGEST: usize = 160;
    let (mut length, mut at) = (0, tree.node(id).first);
    while at != NONE && length <= LONGEST {
        if tree.tag(at) == Tag::Text {
            length += tree.text(at).trim().len();
        }
        at = tree.following(at, id);
    }
    length <= LONGEST
}
