//! The rows of a table as printed: which cells of each are its label, and under which head it stands.

use compact_str::CompactString;

use super::doubt::{Loose, counted, find_shared};
use super::view::{Item, View};
use super::zone::Zone;
use crate::document::Locator;
use crate::normalise::counted::Counted;
use crate::normalise::family::{Family, Likeness};
use crate::normalise::fold::{Folded, Ordinal};
use crate::normalise::label;
use crate::normalise::vocabulary::{Target, Vocabulary};

/// A row under a header, with its label and values apart.
pub(super) struct PrintedRow<'z> {
    pub(super) zone: &'z Zone,
    /// Indices of the value cells, from left to right.
    pub(super) values: Vec<usize>,
    pub(super) label: &'z CompactString,
    pub(super) locator: Locator,
    /// What its label says that it counts in, or a cell beside it.
    pub(super) counted: Counted,
    pub(super) likeness: Vec<Likeness>,
    pub(super) ordinal: Option<Ordinal>,
    pub(super) group: Option<u8>,
    /// The head of that group as printed.
    pub(super) head: Option<&'z CompactString>,
    /// Those of its values that stand for other rows, too.
    pub(super) shared: Vec<usize>,
    /// The columns of the grid in which numbers without a label stand below it.
    pub(super) below: Vec<(u32, u32)>,
    /// Those in which they stand above it.
    pub(super) above: Vec<(u32, u32)>,
    /// Whether some row under the header has more figures than it has columns.
    pub(super) crowded: bool,
}

/// The rows of a zone as printed, each with its label apart.
pub(super) fn printed_rows<'z>(
    view: &'z View<'_>,
    zone: &'z Zone,
    family: &Family,
    index: u8,
) -> Vec<PrintedRow<'z>> {
    let nothing = Folded::default();
    let mut group = None;
    let mut head = None;
    let mut loose = Loose::default();
    let mut rows = Vec::new();
    for row in zone.rows.clone() {
        let items: Vec<Item<'_, '_>> = view.row(row).collect();
        // A heading that spans rows stands beside them, not above.
        let heading = |item: &Item<'_, '_>| {
            item.cell.row_span == 1
                && item.view.targets.iter().any(|t| matches!(t, Target::BlockHeading { .. }))
        };
        if items.iter().any(heading) {
            continue;
        }
        let Some(label) = label_end(&items, zone, index) else {
            loose.take(rows.last_mut(), &items, row);
            continue;
        };
        let (labels, mut values) = items.split_at(label + 1);
        let Some(leaf) = labels.last() else { continue };
        if leaf.view.merged {
            values = items.get(label..).unwrap_or_default();
        }
        // Beside a head that began above, and nothing else, stands no label.
        let names = |item: &Item<'_, '_>| item.view.is_text() && item.cell.row as usize == row;
        if leaf.view.group.is_some() && !items.iter().any(names) {
            loose.take(rows.last_mut(), &items, row);
        }
        let folded = leaf.view.folded.as_ref().unwrap_or(&nothing);
        group = match (group_of(labels), folded.ordinal) {
            (Some(found), _) => Some(found),
            // A row numbered one level up ends the group, unless its head spans it.
            (None, Some(Ordinal::Arabic(_))) => group,
            (None, None) => group,
            (None, Some(_)) => None,
        };
        head = head_of(labels).or(head).filter(|_| group.is_some());
        let likeness = family.row_likenesses(folded, leaf.view.targets, index);
        rows.push(PrintedRow {
            zone,
            values: values.iter().map(|item| item.index).collect(),
            label: &leaf.cell.text,
            locator: leaf.cell.locator,
            counted: counted(&leaf.cell.text, values),
            likeness,
            ordinal: folded.ordinal,
            group,
            head,
            shared: Vec::new(),
            below: Vec::new(),
            above: loose.above(),
            crowded: false,
        });
    }
    find_shared(view, &mut rows);
    let number = |&&cell: &&usize| view.cell(cell).is_some_and(|(_, of)| of.reading.value.number().is_some());
    let numbers = |row: &PrintedRow<'_>| row.values.iter().filter(number).count();
    let crowded = rows.iter().any(|row| numbers(row) > zone.columns.len());
    rows.iter_mut().for_each(|row| row.crowded = crowded);
    rows
}

/// Puts rows together of which the first holds the beginning of a label and blanks, the second the rest of it and the values.
pub(super) fn join_torn_labels(
    view: &View<'_>,
    rows: &mut Vec<PrintedRow<'_>>,
    family: &Family,
    index: u8,
    vocabulary: &Vocabulary,
) {
    let of = |cell: &usize| view.cell(*cell).map(|(_, of)| of.reading);
    let is_blank = |row: &PrintedRow<'_>| row.values.iter().filter_map(of).all(|reading| reading.is_blank());
    let is_known = |row: &PrintedRow<'_>| row.likeness.iter().any(|likeness| likeness.is_exact());
    let mut at = 0;
    while let Some([row, next]) = rows.get_mut(at..at + 2) {
        at += 1;
        if !is_blank(row) || is_blank(next) || is_known(next) {
            continue;
        }
        let whole = label::read(&format!("{}{}", row.label, next.label), vocabulary);
        let likeness = family.row_likenesses(&whole.folded, whole.targets, index);
        if likeness.iter().any(|likeness| likeness.is_exact()) {
            (row.likeness, row.values) = (likeness, std::mem::take(&mut next.values));
            rows.remove(at);
        }
    }
}

/// The index, among the cells of a row, of the last one that belongs to its label.
fn label_end(items: &[Item<'_, '_>], zone: &Zone, family: u8) -> Option<usize> {
    let known = |target: &Target| match target {
        Target::Row { family: of, .. } => *of == family,
        Target::Group(_) => true,
        _ => false,
    };
    if let Some(last) = items.iter().rposition(|item| item.view.targets.iter().any(known)) {
        return Some(last + words_under_head(items, last, zone));
    }
    let first_value = items.iter().position(|item| item.view.reading.is_value()).unwrap_or(items.len());
    let left = match zone.columns.first() {
        Some(first) if zone.placed => items.iter().take_while(|item| item.cell.column < first.span.0).count(),
        _ => first_value,
    };
    let until = if left == 0 { first_value } else { left };
    items.get(..until)?.iter().rposition(|item| item.view.is_text())
}

/// How many cells after the head over a row hold the words of its label: where that is not known word for word, the head
/// is the last cell that is.
fn words_under_head(items: &[Item<'_, '_>], last: usize, zone: &Zone) -> usize {
    let group = |target: &Target| matches!(target, Target::Group(_));
    // What one form has as a row is a head in another: it spans the rows under it.
    let is_head = |item: &Item<'_, '_>| {
        let mut targets = item.view.targets.iter();
        if item.cell.row_span > 1 { targets.any(group) } else { targets.all(group) }
    };
    if !items.get(last).is_some_and(is_head) {
        return 0;
    }
    let first_column = zone.columns.first().filter(|_| zone.placed).map_or(u32::MAX, |column| column.span.0);
    let after = items.get(last + 1..).unwrap_or_default();
    after.iter().take_while(|item| item.view.is_text() && item.cell.column < first_column).count()
}

fn group_of(labels: &[Item<'_, '_>]) -> Option<u8> {
    labels.iter().rev().find_map(|item| item.view.group)
}

fn head_of<'z>(labels: &[Item<'z, '_>]) -> Option<&'z CompactString> {
    labels.iter().rev().find(|item| item.view.group.is_some()).map(|item| &item.cell.text)
}
