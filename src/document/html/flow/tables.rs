//! The tables and pictures of a page, where the walk meets them.

use std::collections::VecDeque;

use super::Flow;
use crate::document::html::css::Look;
use crate::document::html::sight::Veil;
use crate::document::html::table::{self, Place, Reading};
use crate::document::html::tree::Id;
use crate::document::html::{lookalike, picture};
use crate::document::{Block, Damage, Grid, Host, joined, named};

impl Flow<'_> {
    /// Reads a table; says whether that is all there is to read of it.
    pub(super) fn table(&mut self, id: Id, veil: Veil) -> bool {
        let tree = self.sight.tree;
        let mut waiting = VecDeque::from([id]);
        while let Some(next) = waiting.pop_front() {
            let place = Place { host: self.host, table: tree.number(next) };
            let holds =
                tree.tables.binary_search(&next).ok().and_then(|index| self.holds.get(index).copied());
            let reading = table::read(
                &mut self.sight,
                &mut self.reader,
                next,
                veil,
                place,
                holds.unwrap_or_default(),
                next != id,
            );
            match reading {
                Reading::Layout => return false,
                Reading::Blank => {}
                Reading::Grid(grid, whole) => {
                    if !whole {
                        self.found.damage.push(Damage::Limit("cells of one table".into()));
                    }
                    self.push_table(grid, next == id);
                }
            }
            // A table is read once for its nested ones to be found, so this ends.
            waiting.extend(self.reader.inner.drain(..));
        }
        for picture in std::mem::take(&mut self.reader.pictures) {
            self.picture(picture);
        }
        true
    }

    /// Adds a table, or goes on with the one just before it; one inside another table stands for itself.
    fn push_table(&mut self, grid: Grid, outermost: bool) {
        let grid = named::listed(grid);
        match self.found.blocks.last_mut() {
            Some(Block::Table(before)) if outermost && joined::goes_on(before, &grid) => {
                *before = joined::join(before, &grid);
            }
            _ => self.found.blocks.push(Block::Table(grid)),
        }
    }

    /// Reads an element, or it and those behind it, as a table; `outer` is the veil over all of these.
    pub(super) fn lookalike(&mut self, id: Id, look: &Look, veil: Veil, outer: Veil) -> bool {
        let place = Place { host: Host::Grid, table: self.grids + 1 };
        let (sight, reader) = (&mut self.sight, &mut self.reader);
        let grid = match lookalike::read(sight, reader, id, look, veil, place) {
            Some(grid) => grid,
            None => match self.siblings.read(sight, reader, id, outer, place) {
                Some((grid, last)) => {
                    self.past = last;
                    grid
                }
                None => return false,
            },
        };
        self.grids += 1;
        self.found.blocks.push(Block::Table(grid));
        true
    }

    pub(super) fn picture(&mut self, id: Id) {
        if let Some(picture) = picture::read(self.sight.tree, id, self.found.blocks.len()) {
            self.found.pictures.push(picture);
        }
    }
}
