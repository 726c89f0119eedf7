//! The tables and pictures of a page, where the walk meets them.

use std::collections::VecDeque;

use super::Flow;
use crate::document::html::css::Look;
use crate::document::html::names::Tag;
use crate::document::html::sight::Veil;
use crate::document::html::table::{self, Place, Reading};
use crate::document::html::tree::Id;
use crate::document::html::{lookalike, parts, picture};
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
        if outermost && self.stands_beside(&grid) {
            return;
        }
        match self.found.blocks.last_mut() {
            Some(Block::Table(before)) if outermost && joined::goes_on(before, &grid) => {
                *before = joined::join(before, &grid);
            }
            _ => self.found.blocks.push(Block::Table(grid)),
        }
    }

    /// Puts a table together with the one just before it if its figures belong to the labels there. Says whether it did.
    fn stands_beside(&mut self, grid: &Grid) -> bool {
        let blocks = &mut self.found.blocks;
        let at = blocks.len();
        if let Some((end, parts)) = &mut self.apart
            && *end == at
            && parts.iter().skip(1).any(|part| joined::is_headed_alike(part, grid))
        {
            // Figures of another year: nothing tells which of them the report is on.
            blocks.pop();
            blocks.extend(parts.drain(..).map(Block::Table));
            self.apart = None;
            return false;
        }
        let Some(Block::Table(before)) = blocks.last_mut().filter(|_| at > 0) else { return false };
        if !joined::wants_figures(before) {
            return false;
        }
        let Some(whole) = joined::beside(&[before, grid]) else { return false };
        let mut parts = match self.apart.take() {
            Some((end, parts)) if end == at => parts,
            _ => vec![before.clone()],
        };
        parts.push(grid.clone());
        self.apart = Some((at, parts));
        *before = whole;
        true
    }

    /// Reads a row that lays out the page, if each of its cells frames a table and these are parts of one.
    pub(super) fn beside(&mut self, row: Id, veil: Veil) -> bool {
        let Some(framed) = self.framed(row, veil) else { return false };
        let mut grids = Vec::with_capacity(framed.len());
        let count = framed.len();
        for (table, veil) in framed {
            let place = Place { host: self.host, table: self.sight.tree.number(table) };
            let (sight, reader) = (&mut self.sight, &mut self.reader);
            match table::read(sight, reader, table, veil, place, false, true) {
                Reading::Grid(grid, true) => grids.push(grid),
                _ => break,
            }
        }
        self.reader.inner.clear();
        let pictures = std::mem::take(&mut self.reader.pictures);
        let whole = joined::beside(&grids.iter().collect::<Vec<_>>()).filter(|_| grids.len() == count);
        let Some(whole) = whole else { return false };
        self.found.blocks.push(Block::Table(whole));
        pictures.into_iter().for_each(|picture| self.picture(picture));
        true
    }

    /// The tables in the cells of a row, if it has several cells and each of them frames one that holds no other.
    fn framed(&mut self, row: Id, veil: Veil) -> Option<Vec<(Id, Veil)>> {
        let cells = parts::only_elements(&mut self.sight, row, veil)?;
        if cells.len() < 2 {
            return None;
        }
        let mut framed = Vec::with_capacity(cells.len());
        for (mut at, _, mut veil) in cells {
            while self.sight.tree.tag(at) != Tag::Table {
                let inside = parts::only_elements(&mut self.sight, at, veil)?;
                let [(only, _, over)] = inside.as_slice() else { return None };
                at = *only;
                veil = if self.sight.tree.tag(at) == Tag::Table { veil } else { *over };
            }
            let index = self.sight.tree.tables.binary_search(&at).ok()?;
            if self.holds.get(index).copied().unwrap_or_default() {
                return None;
            }
            framed.push((at, veil));
        }
        Some(framed)
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
