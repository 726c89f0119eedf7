//! The tables that a place in the text stands in: those of Word's old files and of rich text open and end in the same way.

use crate::document::{Damage, Document, joined};

use super::rows::Rows;

/// Tables being read, the outermost first.
#[derive(Debug, Default)]
pub(in crate::document) struct Open {
    tables: Vec<Rows>,
    /// How many there have been.
    count: u32,
}

impl Open {
    /// In how many tables we are.
    pub(in crate::document) fn depth(&self) -> usize {
        self.tables.len()
    }

    /// The innermost table.
    pub(in crate::document) fn innermost(&mut self) -> Option<&mut Rows> {
        self.tables.last_mut()
    }

    /// Begins tables until we are in so many, or ends those that stand deeper.
    pub(in crate::document) fn go_to(&mut self, depth: usize, document: &mut Document) {
        self.leave(depth, document);
        while self.tables.len() < depth {
            self.count += 1;
            self.tables.push(Rows::new(self.count));
        }
    }

    /// Ends the tables that stand deeper than that.
    pub(in crate::document) fn leave(&mut self, depth: usize, document: &mut Document) {
        while self.tables.len() > depth
            && let Some(rows) = self.tables.pop()
        {
            let (mut blocks, whole) = rows.finish();
            if !whole {
                document.damage.push(Damage::Limit("cells of one table".into()));
            }
            match self.tables.last_mut() {
                Some(outer) => outer.cell().inner(blocks),
                None => {
                    joined::go_on(&mut document.blocks, &mut blocks);
                    document.blocks.append(&mut blocks);
                }
            }
        }
    }
}
