//! The columns of a zone: which part of the grid each covers, and which column of the form it is.

use std::ops::Range;

use super::view::{Item, View};
use crate::normalise::align::align;
use crate::normalise::counted::Counted;
use crate::normalise::family::{Family, LEAST_LIKENESS, Likeness, likenesses, take_misplaced};
use crate::normalise::header_order::HeaderWord;
use crate::normalise::vocabulary::{Target, Vocabulary};

/// A column as printed.
#[derive(Debug, Clone)]
pub(super) struct PrintedColumn {
    /// The columns of the grid it covers, as first and one past the last.
    pub(super) span: (u32, u32),
    /// The index of the header cell that names it.
    pub(super) header: usize,
    /// The column of the form, and how well the label fits; nothing if it is none of the form's.
    pub(super) target: Option<(u8, Likeness)>,
    /// What its header says that it counts in.
    pub(super) unit: Counted,
}

/// The columns that the rows of a header name, and whether their places in the grid can be relied on.
///
/// Each column of the grid is named by the lowest header cell with words above it. Where that loses columns or gives
/// another order than the form's, and reading the header line by line does not, spans are missing or lines of text have
/// too few tabs: then places mean nothing, and only the order counts.
pub(super) fn header_columns(
    view: &View<'_>,
    family_index: u8,
    header: Range<usize>,
    vocabulary: &Vocabulary,
) -> (Vec<PrintedColumn>, bool) {
    let Some(family) = vocabulary.family(family_index) else { return (Vec::new(), false) };
    let (header_start, header_end) = (header.start, header.end);
    let mut leaves = leaves(view, header.clone());
    let named: Vec<(usize, (u32, u32))> = leaves.iter().map(|(span, item)| (item.index, *span)).collect();
    leaves.retain(|(_, item)| !reaches_too_far(item, &named));
    // A head over several columns with none of them below it: its span is lost, and with it the places of the others.
    let is_group = |target: &Target| matches!(target, Target::ColumnGroup { .. });
    let torn = leaves.iter().any(|(_, item)| item.view.targets.iter().any(is_group));
    let columns = match_columns(family, family_index, leaves);
    let placed: Vec<u8> = columns.iter().filter_map(|printed| Some(printed.target?.0)).collect();
    let mut named: Vec<(u8, Item<'_, '_>)> = Vec::new();
    let words = header.flat_map(|row| view.own_row(row)).filter_map(|item| {
        let group = item.view.targets.iter().find_map(|target| match *target {
            Target::ColumnGroup { group, .. } => Some(HeaderWord::Group(group)),
            _ => None,
        });
        group.or_else(|| {
            let likely = columns
                .iter()
                .find(|printed| printed.header == item.index)
                .and_then(|printed| printed.target);
            let column = exact_column(item, family_index).or(likely.map(|(column, _)| column))?;
            named.push((column, item));
            Some(HeaderWord::Name(column))
        })
    });
    let mut order = family.column_order(words);
    if let Some(order) = &mut order
        && last_spans_lines(view, header_start, order, &named, family)
    {
        order.rotate_left(1);
    }
    let in_place = |order: &[u8]| order == placed || placed.is_sorted() && placed.len() >= order.len();
    let Some(order) = order.filter(|order| torn || !in_place(order)) else {
        return (columns, true);
    };
    // Places that tear the columns of a head apart are wrong; else they stand, unless the lines give the form's order, or as many
    // columns as the rows have cells, which the places do not.
    let cells = cells_in_rows(view, header_end);
    let counted = cells == Some(order.len()) && cells != Some(placed.len());
    if !order.is_sorted() && family.is_whole(&placed) && !counted {
        return (columns, true);
    }
    let in_order = order.iter().filter_map(|&column| {
        let (_, item) = named.iter().find(|(named, _)| *named == column)?;
        let known = columns.iter().find(|printed| printed.header == item.index);
        Some(known.cloned().unwrap_or_else(|| PrintedColumn {
            span: item.span(),
            header: item.index,
            target: Some((column, Likeness::EXACT)),
            unit: Counted::of(&item.cell.text),
        }))
    });
    (in_order.collect(), false)
}

/// Whether the head of the last column is printed first because it spans the lines of a header whose spans are lost: the other
/// columns are named in lines below, and no head over all columns stands between.
fn last_spans_lines(
    view: &View<'_>,
    header_start: usize,
    order: &[u8],
    named: &[(u8, Item<'_, '_>)],
    family: &Family,
) -> bool {
    let first = order.first().filter(|first| usize::from(**first) + 1 == family.columns.len());
    let item = |column: u8| named.iter().find(|(of, _)| *of == column).map(|(_, item)| *item);
    let (Some(last), Some(next)) =
        (first.and_then(|first| item(*first)), order.get(1).and_then(|next| item(*next)))
    else {
        return false;
    };
    let is_head = |item: &Item<'_, '_>| {
        item.view.targets.iter().any(|t| matches!(t, Target::Head { table } if *table == family.table))
    };
    let (from, to) = (last.cell.row as usize, next.cell.row as usize);
    let between = (header_start.max(from)..=to).flat_map(|row| view.own_row(row)).any(|item| {
        let at = (item.cell.row, item.cell.column);
        at > (last.cell.row, last.cell.column) && at < (next.cell.row, next.cell.column) && is_head(&item)
    });
    // A head that says how many lines it spans has not lost its span.
    last.cell.row_span < 2 && from < to && !between
}

/// How many cells most rows from a row on have behind their labels.
fn cells_in_rows(view: &View<'_>, from: usize) -> Option<usize> {
    const MOST_ROWS: usize = 12;
    let behind = |row: usize| {
        view.own_row(row)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .take_while(|item| !item.view.is_text())
            .count()
    };
    let rows = from..view.grid.rows().min(from + MOST_ROWS);
    let counts: Vec<usize> = rows.map(behind).filter(|count| *count > 0).collect();
    counts.iter().copied().max_by_key(|count| counts.iter().filter(|other| *other == count).count())
}

/// Whether a head over columns that have names below it is the lowest one over a further column: its span is too wide.
fn reaches_too_far(item: &Item<'_, '_>, named: &[(usize, (u32, u32))]) -> bool {
    let (first, end) = item.span();
    item.view.targets.iter().any(|target| matches!(target, Target::Head { .. }))
        && named.iter().any(|(index, span)| *index != item.index && first <= span.0 && span.1 <= end)
}

/// The lowest header cell with words above each column of the grid; neighbours under one cell are one column.
fn leaves<'v, 'a>(view: &'v View<'a>, header: Range<usize>) -> Vec<((u32, u32), Item<'v, 'a>)> {
    let mut leaves: Vec<((u32, u32), Item<'v, 'a>)> = Vec::new();
    for column in 0..view.grid.columns() {
        let leaf = header.clone().rev().find_map(|row| {
            let index = view.grid.at(row, column)?;
            let (cell, of) = view.cell(index)?;
            of.is_text().then_some(Item { index, cell, view: of })
        });
        let Some(leaf) = leaf else { continue };
        let column = column as u32;
        match leaves.last_mut() {
            Some((span, last)) if last.index == leaf.index && span.1 == column => span.1 = column + 1,
            _ => leaves.push(((column, column + 1), leaf)),
        }
    }
    leaves
}

fn match_columns(
    family: &Family,
    family_index: u8,
    leaves: Vec<((u32, u32), Item<'_, '_>)>,
) -> Vec<PrintedColumn> {
    let exact: Vec<Option<u8>> = leaves.iter().map(|(_, item)| exact_column(*item, family_index)).collect();
    // One name over two columns side by side, as many as the form has: one of them is a slip, and order tells which.
    let is_doubled = |at: usize| {
        let same = |other: Option<usize>| other.and_then(|other| exact.get(other)) == exact.get(at);
        leaves.len() == family.columns.len() + 1 && (same(at.checked_sub(1)) || same(Some(at + 1)))
    };
    let likeness: Vec<Vec<Likeness>> = leaves
        .iter()
        .zip(&exact)
        .enumerate()
        .map(|(at, ((_, item), exact))| match *exact {
            Some(column) if !is_doubled(at) => exactly(family.columns.len(), column),
            _ if !names_a_row(*item) => {
                item.view.folded.as_ref().map_or_else(Vec::new, |folded| likenesses(folded, &family.columns))
            }
            _ => Vec::new(),
        })
        .collect();
    let worth = |printed: usize, column: usize| {
        let found = likeness.get(printed).and_then(|list| list.get(column));
        found.map_or(0.0, |l| if l.similarity >= LEAST_LIKENESS { l.similarity } else { 0.0 })
    };
    let mut pairs = align(leaves.len(), family.columns.len(), worth);
    take_misplaced(&mut pairs, |printed| likeness.get(printed).map_or(&[], Vec::as_slice));
    let columns: Vec<PrintedColumn> = leaves
        .iter()
        .zip(&pairs)
        .zip(&likeness)
        .map(|(((span, item), pair), likeness)| PrintedColumn {
            span: *span,
            header: item.index,
            target: pair.and_then(|column| Some((column as u8, *likeness.get(column)?))),
            unit: Counted::of(&item.cell.text),
        })
        .collect();
    // What stands left of the first column of the form heads the row labels.
    let first = columns.iter().position(|printed| printed.target.is_some()).unwrap_or(columns.len());
    columns.into_iter().skip(first).collect()
}

/// Likeness to a list of lines, of which one is named word for word.
pub(super) fn exactly(lines: usize, line: u8) -> Vec<Likeness> {
    let nothing = Likeness { similarity: 0.0, margin: 0.0 };
    (0..lines).map(|at| if at == usize::from(line) { Likeness::EXACT } else { nothing }).collect()
}

fn names_a_row(item: Item<'_, '_>) -> bool {
    item.view.targets.iter().any(|target| !matches!(target, Target::Column { .. }))
}

fn exact_column(item: Item<'_, '_>, of: u8) -> Option<u8> {
    item.view.targets.iter().find_map(|target| match *target {
        Target::Column { family, column } if family == of => Some(column),
        _ => None,
    })
}
