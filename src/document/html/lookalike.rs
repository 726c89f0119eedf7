//! Tables made of other elements: `<div>`, `<ul>`, `<dl>`.
//!
//! Three ways to say so are understood, the clearest first:
//!
//! 1. styles, roles or classes that name rows and cells (`display: table-row`, `role="row"`, `class="tr"`);
//! 2. `display: grid` with its number of columns, the cells one after the other;
//! 3. no word at all, only the same shape over and over: three or more rows, most of them with the same number of
//!    cells, and figures in a good part of the cells. Lists of links, menus and galleries have the shape, too, but
//!    not the figures.
//!
//! What holds a passage of text in a cell lays out the page and is no table.

use crate::document::{Grid, Host, Locator};

use super::cell::CellReader;
use super::css::{Display, Look};
use super::names::{Attr, Tag};
use super::place::{Loose, Placer};
use super::sight::{Sight, Veil};
use super::table::Place;
use super::tree::{Id, NONE};

/// The fewest rows of a table that is one by its shape alone.
const SAME_ROWS: usize = 3;
/// The fewest cells of a table that is one by its styles.
const NAMED_CELLS: usize = 6;
/// No cell is longer, in characters.
const LONGEST: usize = 200;
/// An element with more elements in it is no cell.
const BUSIEST: usize = 12;

/// A cell to be, and its spans where the style says any.
struct Piece {
    id: Id,
    veil: Veil,
    spans: (u16, u16),
}

type Rows = Vec<Vec<Piece>>;

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
    // Nearly all elements end here: a table has several elements in it.
    let first = tree.children(id).find(|&child| tree.tag(child) != Tag::Text)?;
    let mut at = tree.node(first).next;
    while at != NONE && tree.tag(at) == Tag::Text {
        at = tree.node(at).next;
    }
    if at == NONE || !may_hold(tree.tag(id)) {
        return None;
    }
    if look.display == Some(Display::Grid) && look.columns >= 2 {
        let cells = pieces(sight, id, veil);
        let columns = usize::from(look.columns);
        let rows = wrap(cells, columns);
        return build(sight, reader, &rows, Some(columns), place)
            .filter(|grid| grid.cells().len() >= NAMED_CELLS);
    }
    if let Some((rows, is_sure)) = named_rows(sight, id, look, veil) {
        return build(sight, reader, &rows, None, place)
            .filter(|grid| grid.cells().len() >= NAMED_CELLS && (is_sure || holds_figures(grid)));
    }
    // Each element in it may be a row, or a group of rows: the reading under which the figures stand alone is right.
    [Inside::Rows, Inside::Groups].into_iter().find_map(|inside| {
        let rows = same_rows(sight, id, veil, inside)?;
        build(sight, reader, &rows, None, place).filter(holds_figures)
    })
}

/// What the elements of a table are taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Rows,
    Groups,
}

fn may_hold(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Div | Section | Article | Main | Ul | Ol | Dl | Li | Form | Center | Fieldset | Figure | Other | Span
    )
}

fn may_be_cell(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Div | Span
            | Li
            | Dt
            | Dd
            | P
            | Em
            | B
            | I
            | U
            | A
            | Strong
            | Label
            | Font
            | Section
            | Input
            | Center
            | Other
    )
}

/// The elements shown in an element, and nothing else: no text may stand between them.
fn only_elements(sight: &mut Sight<'_>, id: Id, veil: Veil) -> Option<Vec<(Id, Look, Veil)>> {
    let tree = sight.tree;
    let mut elements = Vec::new();
    for child in tree.children(id) {
        let tag = tree.tag(child);
        if tag == Tag::Text {
            if tree.text(child).trim().is_empty() {
                continue;
            }
            return None;
        }
        if tag.is_silent() || tag == Tag::Br {
            continue;
        }
        let look = sight.look(child);
        if !look.is_gone() {
            elements.push((child, look, veil.over(tag, &look)));
        }
    }
    Some(elements)
}

fn pieces(sight: &mut Sight<'_>, id: Id, veil: Veil) -> Vec<Piece> {
    let elements = only_elements(sight, id, veil).unwrap_or_default();
    elements.into_iter().map(|(id, look, veil)| Piece { id, veil, spans: look.spans }).collect()
}

/// Breaks a run of cells into rows of so many columns. What rows cells from above cover, the placing finds out.
fn wrap(cells: Vec<Piece>, columns: usize) -> Rows {
    let mut rows: Rows = Vec::new();
    let mut covered: Vec<usize> = Vec::new();
    let mut column = columns;
    for cell in cells {
        let width = usize::from(cell.spans.0).clamp(1, columns);
        loop {
            let row = rows.len().saturating_sub(1);
            let is_free = |at: usize| covered.get(at).is_none_or(|&until| until <= row);
            if column + width > columns {
                rows.push(Vec::new());
                column = 0;
            } else if (column..column + width).all(is_free) {
                break;
            } else {
                column += 1;
            }
        }
        let row = rows.len().saturating_sub(1);
        covered.resize(columns, 0);
        // One element is one step of the loop above, so a cell cannot cover more rows than there are elements.
        let until = row + usize::from(cell.spans.1).clamp(1, 100);
        covered.iter_mut().skip(column).take(width).for_each(|end| *end = until.max(*end));
        column += width;
        if let Some(last) = rows.last_mut() {
            last.push(cell);
        }
    }
    rows
}

/// What an element says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Table,
    Group,
    Row,
    Cell,
}

fn part(sight: &Sight<'_>, id: Id, look: &Look) -> Option<Part> {
    match look.display {
        Some(Display::Table) => return Some(Part::Table),
        Some(Display::RowGroup) => return Some(Part::Group),
        Some(Display::Row) => return Some(Part::Row),
        Some(Display::Cell) => return Some(Part::Cell),
        _ => {}
    }
    match sight.tree.attr(id, Attr::Role).map(str::trim_ascii) {
        Some("table" | "grid") => return Some(Part::Table),
        Some("rowgroup") => return Some(Part::Group),
        Some("row") => return Some(Part::Row),
        Some("cell" | "gridcell" | "columnheader" | "rowheader") => return Some(Part::Cell),
        _ => {}
    }
    let classes = sight.tree.attr(id, Attr::Class)?;
    classes.split_ascii_whitespace().find_map(|class| {
        let last = class.rsplit(['-', '_']).next().unwrap_or(class);
        match last.to_ascii_lowercase().as_str() {
            "table" => Some(Part::Table),
            "thead" | "tbody" | "tfoot" => Some(Part::Group),
            "row" | "tr" => Some(Part::Row),
            "cell" | "td" | "th" | "col" | "column" => Some(Part::Cell),
            _ => None,
        }
    })
}

/// The rows of an element whose children say that they are rows, or groups of rows; and whether they say so by more
/// than a class, as `class="row"` is laid out in many ways.
fn named_rows(sight: &mut Sight<'_>, id: Id, look: &Look, veil: Veil) -> Option<(Rows, bool)> {
    let children = only_elements(sight, id, veil)?;
    let is_table = part(sight, id, look) == Some(Part::Table);
    let mut rows: Rows = Vec::new();
    let mut is_sure = false;
    for (child, look, veil) in children {
        is_sure |= look.display.is_some() || sight.tree.attr(child, Attr::Role).is_some();
        match part(sight, child, &look) {
            Some(Part::Row) => rows.push(named_cells(sight, child, veil)?),
            Some(Part::Group) => {
                for (row, look, veil) in only_elements(sight, child, veil)? {
                    if part(sight, row, &look) != Some(Part::Row) && !is_table {
                        return None;
                    }
                    rows.push(named_cells(sight, row, veil)?);
                }
            }
            // A heading over the rows.
            _ if is_table && rows.is_empty() => rows.push(vec![Piece { id: child, veil, spans: (1000, 0) }]),
            _ => return None,
        }
    }
    let widest = rows.iter().map(Vec::len).max().unwrap_or_default();
    (rows.len() >= 2 && widest >= 2).then_some((rows, is_sure))
}

fn named_cells(sight: &mut Sight<'_>, row: Id, veil: Veil) -> Option<Vec<Piece>> {
    let cells = only_elements(sight, row, veil)?;
    let cells: Vec<Piece> =
        cells.into_iter().map(|(id, look, veil)| Piece { id, veil, spans: look.spans }).collect();
    cells.iter().all(|cell| is_slight(sight, cell.id)).then_some(cells)
}

/// The rows of an element that holds the same shape over and over, directly or in groups.
fn same_rows(sight: &mut Sight<'_>, id: Id, veil: Veil, inside: Inside) -> Option<Rows> {
    if sight.tree.tag(id) == Tag::Dl
        && let Some(rows) = defined_rows(sight, id, veil)
    {
        return Some(rows);
    }
    let mut rows: Rows = Vec::new();
    for (child, _, veil) in only_elements(sight, id, veil)? {
        if let Some(mut group) = group_of_rows(sight, child, veil).filter(|_| inside == Inside::Groups) {
            rows.append(&mut group);
        } else if let Some(cells) = row_of_cells(sight, child, veil) {
            rows.push(cells);
        } else if is_slight(sight, child) {
            // A heading over all columns.
            rows.push(vec![Piece { id: child, veil, spans: (1000, 0) }]);
        } else {
            return None;
        }
    }
    let widest = rows.iter().map(Vec::len).max().unwrap_or_default();
    let full = rows.iter().filter(|cells| cells.len() == widest).count();
    (widest >= 2 && full >= SAME_ROWS && full * 5 >= rows.len() * 3).then_some(rows)
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
        let piece = Piece { id, veil, spans: look.spans };
        match (sight.tree.tag(id), rows.last_mut()) {
            (Tag::Dt, _) => rows.push(vec![piece]),
            (Tag::Dd, Some(row)) => row.push(piece),
            _ => return None,
        }
    }
    let widest = rows.iter().map(Vec::len).max().unwrap_or_default();
    (rows.len() >= SAME_ROWS && widest >= 2).then_some(rows)
}

/// The cells of an element that holds nothing but two or more slight elements.
fn row_of_cells(sight: &mut Sight<'_>, row: Id, veil: Veil) -> Option<Vec<Piece>> {
    use Tag::*;
    if !matches!(sight.tree.tag(row), Div | Li | Ul | Ol | Dl | Section | Other) {
        return None;
    }
    let cells = only_elements(sight, row, veil)?;
    let fits = cells.len() >= 2
        && cells.iter().all(|(id, _, _)| may_be_cell(sight.tree.tag(*id)) && is_slight(sight, *id));
    fits.then(|| cells.into_iter().map(|(id, look, veil)| Piece { id, veil, spans: look.spans }).collect())
}

/// Whether an element holds little enough to be a cell.
fn is_slight(sight: &Sight<'_>, id: Id) -> bool {
    let tree = sight.tree;
    let (mut elements, mut at) = (0, tree.node(id).first);
    while at != NONE {
        let tag = tree.tag(at);
        elements += usize::from(tag != Tag::Text);
        if elements > BUSIEST || matches!(tag, Tag::Table | Tag::Ul | Tag::Ol | Tag::Dl) {
            return false;
        }
        at = tree.following(at, id);
    }
    true
}

fn build(
    sight: &mut Sight<'_>,
    reader: &mut CellReader,
    rows: &Rows,
    columns: Option<usize>,
    place: Place,
) -> Option<Grid> {
    let mut placer = Placer::default();
    placer.group(rows.len() as u32);
    let (inner, pictures) = (reader.inner.len(), reader.pictures.len());
    let mut fits = true;
    for (row, cells) in rows.iter().enumerate() {
        placer.row();
        for (cell, piece) in cells.iter().enumerate() {
            let content = reader.read(sight, piece.id, piece.veil);
            fits &= content.text.chars().count() <= LONGEST && !content.has_table;
            if !fits {
                reader.inner.truncate(inner);
                reader.pictures.truncate(pictures);
                return None;
            }
            let Place { table, .. } = place;
            let widest = columns.unwrap_or_else(|| rows.iter().map(Vec::len).max().unwrap_or(1));
            placer.cell(Loose {
                text: content.text,
                marks: content.marks,
                locator: Locator::Html {
                    host: Host::Grid,
                    table,
                    row: row as u32 + 1,
                    cell: cell as u32 + 1,
                },
                column_span: u32::from(piece.spans.0.max(1)).min(widest as u32),
                row_span: u32::from(piece.spans.1.max(1)),
            });
        }
    }
    reader.pictures.truncate(pictures);
    let Place { host, table } = place;
    Some(placer.grid(Locator::Html { host, table, row: 1, cell: 1 }).0)
}

/// Whether a good part of the cells below or beside the labels are figures, or blank.
fn holds_figures(grid: &Grid) -> bool {
    let is_figure = |text: &str| {
        text.chars().any(|c| c.is_ascii_digit())
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '，' | '+' | '-' | '%' | ' '))
    };
    let cells = grid.cells().iter().filter(|cell| cell.column > 0);
    let (mut figures, mut others) = (0, 0);
    for cell in cells {
        if is_figure(&cell.text) && cell.text.chars().filter(|c| *c == '-').count() < 2 {
            figures += 1;
        } else if !matches!(cell.text.as_str(), "" | "/" | "-" | "—" | "无") {
            others += 1;
        }
    }
    figures >= 2 && figures * 2 >= others
}
