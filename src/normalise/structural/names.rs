//! The cells of a grid that name rows and columns of a family, whichever axis they are on.

use super::view::View;
use crate::normalise::family::{Family, Likeness};
use crate::normalise::header_order::HeaderWord;
use crate::normalise::vocabulary::Target;

/// A cell that names a row or a column.
#[derive(Clone, Copy)]
pub(super) struct Name {
    pub(super) cell: usize,
    pub(super) line: u8,
    pub(super) likeness: Likeness,
}

/// The cells of a grid that name columns and rows of a family.
pub(super) struct Names {
    pub(super) columns: Vec<Name>,
    pub(super) rows: Vec<Name>,
    /// The names of rows and of their groups, line by line, with the ends of lines.
    pub(super) row_words: Vec<HeaderWord>,
    pub(super) first_row: u32,
    pub(super) last_row: u32,
}

impl Names {
    pub(super) fn of(view: &View<'_>, family: &Family, index: u8) -> Names {
        let mut names = Names {
            columns: Vec::new(),
            rows: Vec::new(),
            row_words: Vec::new(),
            first_row: u32::MAX,
            last_row: 0,
        };
        let mut either: Vec<(Name, Name)> = Vec::new();
        let mut line = None;
        for cell in 0..view.grid.cells().len() {
            let Some((at, of)) = view.cell(cell) else { continue };
            if line.replace(at.row).is_some_and(|last| last != at.row) {
                names.row_words.push(HeaderWord::Break);
            }
            let Some(folded) = &of.folded else { continue };
            let figure = of.targets.iter().find_map(|target| match *target {
                Target::Figure { family, row, column } if family == index => Some((row, column)),
                _ => None,
            });
            if let Some((row, column)) = figure {
                names.columns.push(Name { cell, line: column, likeness: Likeness::EXACT });
                names.rows.push(Name { cell, line: row, likeness: Likeness::EXACT });
                names.first_row = names.first_row.min(at.row);
                names.last_row = names.last_row.max(at.row);
                continue;
            }
            let column = of.targets.iter().find_map(|target| match *target {
                Target::Column { family, column } if family == index && folded.ordinal.is_none() => {
                    Some(column)
                }
                _ => None,
            });
            let is_row =
                of.targets.iter().any(|t| matches!(t, Target::Row { family, .. } if *family == index));
            let row = is_row.then(|| family.row_likenesses(folded, of.targets, index));
            let row = row.and_then(|likeness| likeness.iter().position(|likeness| likeness.is_exact()));
            let (column, likeness) = match column {
                Some(column) => (Some(column), Likeness::EXACT),
                None => family
                    .result_with_slip(folded, of.targets)
                    .map_or((None, Likeness::EXACT), |(column, l)| (Some(column), l)),
            };
            let name = |line| Name { cell, line, likeness };
            names.row_words.extend(of.targets.iter().find_map(|target| match *target {
                Target::ColumnGroup { group, .. } => Some(HeaderWord::Group(group)),
                _ => None,
            }));
            match (column, row.map(|row| row as u8)) {
                (Some(column), Some(row)) => either.push((name(column), name(row))),
                (Some(column), None) => names.columns.push(name(column)),
                (None, Some(row)) => {
                    names.rows.push(name(row));
                    names.row_words.push(HeaderWord::Name(row));
                }
                (None, None) => continue,
            }
            names.first_row = names.first_row.min(at.row);
            names.last_row = names.last_row.max(at.row);
        }
        for (column, row) in either {
            // 其他 and 总计 name a row and a column: they are what their neighbours are.
            let beside =
                |list: &[Name]| list.iter().filter(|name| in_line(view, name.cell, column.cell)).count();
            if beside(&names.columns) > beside(&names.rows) {
                names.columns.push(column)
            } else {
                names.rows.push(row)
            }
        }
        names
    }
}

fn in_line(view: &View<'_>, a: usize, b: usize) -> bool {
    let cells = view.grid.cells();
    matches!((cells.get(a), cells.get(b)), (Some(a), Some(b)) if a.row == b.row || a.column == b.column)
}
