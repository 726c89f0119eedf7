//! The structural reader: takes each cell by the headers above it and the labels beside it.
//!
//! Within a grid it finds zones (a header and the rows under it), aligns the printed columns and rows of all zones to
//! the form, and gives each cell its place. It looks only at the grids, never at the text around them.

mod columns;
mod disputes;
mod rows;
mod view;
mod zone;

use super::reading::Found;
use super::vocabulary::Vocabulary;
use crate::document::Grid;
use crate::report::Unplaced;
use view::View;

/// What the structural reader found.
#[derive(Debug, Default)]
pub(crate) struct Structural {
    /// Cells with their places, in no particular order; no place twice.
    pub(crate) found: Vec<Found>,
    /// Labels beside figures that fit nowhere.
    pub(crate) unplaced: Vec<Unplaced>,
}

/// Reads the grids of one report, in reading order.
pub(crate) fn read<'a>(grids: impl Iterator<Item = &'a Grid>, vocabulary: &Vocabulary) -> Structural {
    let views: Vec<View<'_>> = grids.filter_map(|grid| View::new(grid, vocabulary)).collect();
    let mut result = Structural::default();
    let zones = zone::find(&views, vocabulary);
    rows::read(&views, &zones, vocabulary, &mut result);
    disputes::read(&views, vocabulary, &mut result);
    result
}
