//! Zones: a header that names columns of the form, and the rows under it.

use std::cell::OnceCell;
use std::ops::Range;

use super::columns::{PrintedColumn, header_columns};
use super::view::{Item, View};
use crate::normalise::counted::Counted;
use crate::normalise::family::{Compared, Family, LEAST_LIKENESS, Likeness, WORTH_COMPARING};
use crate::normalise::vocabulary::{Target, Vocabulary};
use crate::template::Layout;

/// A header and the rows under it.
#[derive(Debug, Clone)]
pub(super) struct Zone {
    /// The family whose columns the header names.
    pub(super) family: u8,
    /// Index of the view.
    pub(super) view: usize,
    /// The columns as printed, from left to right.
    pub(super) columns: Vec<PrintedColumn>,
    /// Whether the columns' places in the grid can be relied on; otherwise only their number and order.
    pub(super) placed: bool,
    /// The rows under the header.
    pub(super) rows: Range<usize>,
    /// Whether the header was found in this grid; otherwise it was carried over from the grid before.
    pub(super) own_header: bool,
}

impl Zone {
    /// Whether a header is printed over its columns, in this grid or one before.
    pub(super) fn is_headed(&self) -> bool {
        self.columns.iter().all(|column| column.header != usize::MAX)
    }
}

/// Finds the zones of all grids in order. Tables that the form prints in one line are left to [`super::crossed`].
pub(super) fn find(views: &[View<'_>], vocabulary: &Vocabulary) -> Vec<Zone> {
    let mut zones: Vec<Zone> = Vec::new();
    let wide = wide_family(vocabulary);
    // A row may be a table of its own: those of all grids count.
    let full_rows = OnceCell::new();
    for (index, view) in views.iter().enumerate() {
        if view.list {
            continue;
        }
        let anchors = anchors(view, vocabulary);
        let first_header = anchors.first().map_or(view.grid.rows(), |anchor| anchor.header.start);
        let above = 0..first_header;
        let carried = carry(views, zones.last(), index, above.clone());
        let headless =
            wide.filter(|(_, of)| carried.as_ref().is_none_or(|zone| zone.columns.len() < of.columns.len()));
        let headless = headless.filter(|(family, of)| {
            let count = |view: &View<'_>| full_rows_of(view, 0..view.grid.rows(), *family, of);
            full_rows_of(view, above.clone(), *family, of) > 0
                && *full_rows.get_or_init(|| views.iter().map(count).sum::<usize>()) >= LEAST_FULL_ROWS
        });
        match headless {
            Some((family, of)) => zones.push(headless_zone(index, above, family, of)),
            None => zones.extend(carried),
        }
        for (at, anchor) in anchors.iter().enumerate() {
            let end = anchors.get(at + 1).map_or(view.grid.rows(), |next| next.header.start);
            let (mut columns, placed) =
                header_columns(view, anchor.family, anchor.header.clone(), vocabulary);
            let over = units_over(view, &anchor.header, &columns);
            columns.iter_mut().for_each(|column| column.unit = column.unit.within(over));
            zones.push(Zone {
                family: anchor.family,
                view: index,
                columns,
                placed,
                rows: anchor.header.end..end,
                own_header: true,
            });
        }
    }
    zones
}

/// What the words of a header say of units that name no column, and those of the line above it that heads a block of rows.
fn units_over(view: &View<'_>, header: &Range<usize>, columns: &[PrintedColumn]) -> Counted {
    let heads_block =
        |item: &Item<'_, '_>| item.view.targets.iter().any(|t| matches!(t, Target::BlockHeading { .. }));
    let above = header.start.checked_sub(1).filter(|&row| view.own_row(row).any(|item| heads_block(&item)));
    let rows = above.unwrap_or(header.start)..header.end;
    let names_column = |item: &Item<'_, '_>| columns.iter().any(|column| column.header == item.index);
    let words = rows.flat_map(|row| view.own_row(row)).filter(|item| item.view.is_text());
    let words = words.filter(|item| !names_column(item));
    words.fold(Counted::default(), |said, item| said.within(Counted::of(&item.cell.text)))
}

/// The rows of a header.
struct Anchor {
    family: u8,
    header: Range<usize>,
}

fn anchors(view: &View<'_>, vocabulary: &Vocabulary) -> Vec<Anchor> {
    let mut anchors: Vec<Anchor> = Vec::new();
    let mut row = 0;
    while row < view.grid.rows() {
        let Some(family) = header_family(view, row, vocabulary) else {
            row += 1;
            continue;
        };
        let above = anchors.last().map_or(0, |anchor| anchor.header.end);
        let mut header = row..row + 1;
        while header.start > above && belongs_to_header(view, header.start - 1, family, vocabulary) {
            header.start -= 1;
        }
        while header.end < view.grid.rows() && belongs_to_header(view, header.end, family, vocabulary) {
            header.end += 1;
        }
        row = header.end;
        anchors.push(Anchor { family, header });
    }
    anchors
}

/// The family whose columns a row names, if it names enough of them.
fn header_family(view: &View<'_>, row: usize, vocabulary: &Vocabulary) -> Option<u8> {
    if view.has_values(row) {
        return None;
    }
    let texts: Vec<Item<'_, '_>> = view.own_row(row).filter(|item| item.view.is_text()).collect();
    let named = texts.iter().filter(|item| !is_head(item, None)).count();
    let compared: Vec<Option<Compared>> = texts.iter().map(compared).collect();
    let mut best: Option<(f32, u8)> = None;
    for (index, family) in (0..).zip(&vocabulary.families) {
        if family.layout == Layout::OneLine {
            continue;
        }
        let (mut hits, mut exact, mut sum) = (0, 0, 0.0f32);
        for (item, compared) in texts.iter().zip(&compared) {
            let Some(likeness) = column_likeness(item, compared.as_ref(), family, index) else { continue };
            hits += 1;
            exact += usize::from(likeness >= 1.0);
            sum += likeness;
        }
        let strange = named.saturating_sub(hits);
        let hinted = |row: usize| view.own_row(row).any(|item| is_head(&item, Some(family.table)));
        let hinted = hinted(row) || row.checked_sub(1).is_some_and(hinted);
        let width = family.columns.len();
        // Most of the columns; or any, word for word, under a head of the table and with nothing strange beside them.
        let most = if width > 3 { width / 2 + 1 } else { width.saturating_sub(1).max(1) };
        let enough = hits >= most && (exact > 0 || hinted);
        if !enough && (exact == 0 || strange > 0 || !hinted || exact < hits) {
            continue;
        }
        let missing = width.saturating_sub(hits) as f32;
        let score = (sum - 0.5 * missing - 0.4 * strange as f32) / width as f32;
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, index));
        }
    }
    best.map(|(_, family)| family)
}

/// The text of a cell ready to be compared to columns, unless it is known to be something else.
fn compared(item: &Item<'_, '_>) -> Option<Compared> {
    let may_be = item.view.targets.iter().all(|target| matches!(target, Target::Column { .. }));
    item.view.folded.as_ref().filter(|_| may_be).map(Compared::new)
}

/// How like a column of a family a header cell is, if it is like one at all.
fn column_likeness(
    item: &Item<'_, '_>,
    compared: Option<&Compared>,
    family: &Family,
    index: u8,
) -> Option<f32> {
    let is_column = |t: &Target| matches!(t, Target::Column { family, .. } if *family == index);
    if item.view.targets.iter().any(is_column) {
        return Some(1.0);
    }
    let compared = compared?;
    let of_column = |line| compared.similarity(line, WORTH_COMPARING);
    let alike = family.columns.iter().map(of_column).fold(0.0, f32::max);
    (alike >= LEAST_LIKENESS).then_some(alike)
}

/// Whether a cell is a header word that heads no column, of a table or of any.
fn is_head(item: &Item<'_, '_>, of: Option<u8>) -> bool {
    let head = |target: &Target| match target {
        Target::Head { table } | Target::ColumnGroup { table, .. } => of.is_none_or(|of| of == *table),
        _ => false,
    };
    item.view.targets.iter().any(head)
}

/// Whether a row beside a header row is part of the header: it has words of the header or blanks, no numbers and no row
/// label.
fn belongs_to_header(view: &View<'_>, row: usize, family: u8, vocabulary: &Vocabulary) -> bool {
    let Some(table) = vocabulary.family(family).map(|family| family.table) else { return false };
    if view.has_values(row) {
        return false;
    }
    let mut header_words = 0;
    let mut blanks = 0;
    let mut other = 0;
    for item in view.own_row(row) {
        if item.view.reading.is_blank() {
            blanks += 1;
            continue;
        }
        let targets = item.view.targets;
        let of_header = |target: &Target| match target {
            Target::Head { table: of } | Target::ColumnGroup { table: of, .. } => *of == table,
            Target::Column { family: of, .. } => *of == family,
            _ => false,
        };
        let of_rows = |target: &Target| match target {
            Target::Row { family: of, .. } => *of == family,
            Target::Group(_) | Target::BlockHeading { .. } => true,
            _ => false,
        };
        if targets.iter().any(of_header) {
            header_words += 1;
        } else if targets.iter().any(of_rows) {
            return false;
        } else {
            other += 1;
        }
    }
    if header_words > 0 { other <= header_words } else { other == 0 && blanks > 0 }
}

/// A zone without a header of its own at the top of a grid: the table before goes on here.
fn carry(views: &[View<'_>], last: Option<&Zone>, index: usize, rows: Range<usize>) -> Option<Zone> {
    let last = last?;
    let view = views.get(index)?;
    // 总计 without a number may head a column of another table.
    let labelled = |row: usize| {
        view.row(row).any(|item| {
            let is_row = |t: &Target| matches!(t, Target::Row { family, .. } if *family == last.family);
            let is_column = |t: &Target| matches!(t, Target::Column { .. });
            let numbered = item.view.folded.as_ref().is_some_and(|folded| folded.ordinal.is_some());
            let targets = item.view.targets;
            targets.iter().any(is_row) && (numbered || !targets.iter().any(is_column))
        })
    };
    if last.view == index || !rows.clone().any(labelled) {
        return None;
    }
    let same_grid = views.get(last.view).is_some_and(|before| before.grid.columns() == view.grid.columns());
    Some(Zone { view: index, rows, placed: last.placed && same_grid, own_header: false, ..last.clone() })
}

/// The fewest rows that show a table without a header.
const LEAST_FULL_ROWS: usize = 5;

/// The family of the widest rows: that of the applicants.
fn wide_family(vocabulary: &Vocabulary) -> Option<(u8, &Family)> {
    let wide = |family: &&Family| family.columns.len() > 3 && family.layout == Layout::Rows;
    (0..).zip(&vocabulary.families).find(|(_, family)| wide(family))
}

/// How many rows have a label of a family and, behind it, as many values as that has columns.
fn full_rows_of(view: &View<'_>, rows: Range<usize>, family: u8, of: &Family) -> usize {
    let is_row = |t: &Target| matches!(t, Target::Row { family: of, .. } if *of == family);
    let is_full = |row: &usize| {
        let mut items = view.row(*row).skip_while(|item| !item.view.targets.iter().any(is_row));
        items.next().is_some() && items.filter(|item| !item.view.is_text()).count() == of.columns.len()
    };
    if view.list { 0 } else { rows.filter(is_full).count() }
}

/// A zone whose header is printed nowhere: rows of a wide table, each with as many values as the table has columns.
fn headless_zone(index: usize, rows: Range<usize>, family: u8, of: &Family) -> Zone {
    let column = |column: u8| PrintedColumn {
        span: (0, 0),
        header: usize::MAX,
        target: Some((column, Likeness::EXACT)),
        unit: Counted::default(),
    };
    let columns = (0..of.columns.len() as u8).map(column).collect();
    Zone { family, view: index, columns, placed: false, rows, own_header: false }
}
