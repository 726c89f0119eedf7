//! Tables printed as a list: the name of a row, the name of a column, a value.

use super::rows::sequenced;
use super::tokens::{Run, Token};
use crate::normalise::family::Likeness;
use crate::normalise::reading::Sequenced;
use crate::normalise::vocabulary::{Target, Vocabulary};
use crate::template::Layout;

/// Reads the values that stand alone behind the name of a column, with the name of a row before that. A row may be named once
/// for all its columns; a head of the table between the two begins something else.
pub(super) fn read(tokens: &[Token<'_>], runs: &[Run], vocabulary: &Vocabulary) -> Vec<Sequenced> {
    let mut found = Vec::new();
    // What the last name of a row may be: forms with other columns have rows of the same name.
    let mut row: &[Target] = &[];
    // The last column that was read of that row: 其他 and 总计 name rows, too, but behind the columns before them they are columns.
    let mut last: Option<u8> = None;
    for run in runs {
        let words = tokens.get(run.words.clone()).unwrap_or_default();
        let name = words.last().map(|word| word.targets).unwrap_or_default();
        let goes_on = words.len() == 1 && run.values.len() == 1 && goes_on(row, last, name);
        for word in words.iter().filter(|word| !word.is_value() && !goes_on) {
            let begins =
                |target: &Target| matches!(target, Target::Head { .. } | Target::BlockHeading { .. });
            let names = |target: &Target| matches!(target, Target::Row { .. });
            if word.targets.iter().any(names) {
                (row, last) = (word.targets, None);
            } else if word.targets.iter().any(begins) || word.targets.is_empty() {
                (row, last) = (&[], None);
            }
        }
        let is_column = || name.iter().all(|target| matches!(target, Target::Column { .. }));
        if run.values.len() != 1 || !(goes_on || is_column()) {
            continue;
        }
        let by_rows = |family: u8| vocabulary.family(family).is_some_and(|of| of.layout == Layout::Rows);
        let crossed = row.iter().find_map(|row| match *row {
            Target::Row { family, row } if by_rows(family) => {
                let column = name.iter().find_map(|name| match *name {
                    Target::Column { family: of, column } if of == family => Some(column),
                    _ => None,
                });
                column.map(|column| (family, row, column))
            }
            _ => None,
        });
        if let Some((family, line, column)) = crossed {
            last = Some(column);
            let values = run.values.clone().collect();
            found.extend(sequenced(tokens, values, &[column], |at| (line, at), family, Likeness::EXACT));
        }
    }
    found
}

/// Whether a name is that of a column of the row behind the last one.
fn goes_on(row: &[Target], last: Option<u8>, name: &[Target]) -> bool {
    let of_row = |of: u8| row.iter().any(|row| matches!(row, Target::Row { family, .. } if *family == of));
    last.is_some_and(|last| {
        name.iter()
            .any(|name| matches!(*name, Target::Column { family, column } if of_row(family) && column > last))
    })
}
