//! The structural reader: takes each cell by the headers above it and the labels beside it.
//!
//! Within a grid it finds zones (a header and the rows under it), aligns the printed columns and rows of all zones to
//! the form, and gives each cell its place. It looks only at the grids, never at the text around them.

mod cells;
mod columns;
mod crossed;
mod doubt;
mod names;
mod printed;
mod rows;
mod strange;
mod view;
mod zone;

pub(super) use strange::without_labels;

use super::piece::Piece;
use super::reading::{Found, Spot};
use super::vocabulary::Vocabulary;
use crate::document::Grid;
use crate::normalise::counted::Counted;
use crate::report::Unplaced;
use view::View;

/// A grid to be read.
pub(crate) struct Source<'a> {
    /// The grid.
    pub(crate) grid: &'a Grid,
    /// What its cells say.
    pub(crate) cells: &'a [Piece<'a>],
    /// The number of its block in the report.
    pub(crate) block: usize,
    /// Whether a line above it says that it is not the report's own.
    pub(crate) foreign: bool,
    /// What a line above it says of units.
    pub(crate) unit: Counted,
}

/// What the structural reader found.
#[derive(Debug, Default)]
pub(crate) struct Structural {
    /// Cells with their places, in no particular order; no place twice.
    pub(crate) found: Vec<Found>,
    /// Labels beside figures that fit nowhere.
    pub(crate) unplaced: Vec<Unplaced>,
    /// Rows that not every form has, each with a place of it: they fit nowhere if their table follows another form.
    pub(crate) of_some_forms: Vec<(Spot, Unplaced)>,
    /// Rows with figures of which not all could be given a column, each with a place of it.
    pub(crate) unread: Vec<(Spot, Unplaced)>,
    /// The numbers of the blocks that hold nothing but other copies of tables, which were left out.
    pub(crate) rejected: Vec<usize>,
}

/// Reads the grids of one report, in reading order.
pub(crate) fn read<'a>(grids: impl Iterator<Item = Source<'a>>, vocabulary: &'a Vocabulary) -> Structural {
    let views: Vec<View<'_>> = grids.filter_map(View::new).collect();
    let mut result = Structural::default();
    let zones = zone::find(&views, vocabulary);
    let mut taken = rows::read(&views, &zones, vocabulary, &mut result);
    let crossed = crossed::read(&views, &taken, vocabulary, &mut result);
    taken.extend(crossed);
    result.rejected.retain(|block| !taken.contains(block));
    result
}
