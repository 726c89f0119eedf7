//! What parts the rows of a table without rulings: rules across it, or the edges of its stripes.
//!
//! Helps `rows`.

use crate::document::pdf::geometry::Area;
use crate::document::pdf::sheet::Sheet;

/// Rules and stripes that part rows run over this part of the width of the table.
const RULE_SHARE: f32 = 0.6;

/// Edges nearer than this are one, in points; rows of text are at least 7 points high.
const SAME_EDGE: f32 = 3.0;

/// The rules and stripes that part rows, where there are any.
pub(super) struct Bands(Vec<f32>);

impl Bands {
    pub(super) fn of(sheet: &Sheet, area: &Area) -> Bands {
        Bands(separators(sheet, area))
    }

    /// Whether something stands between two heights.
    pub(super) fn are_parted(&self, a: f32, b: f32) -> bool {
        let band = |y: f32| self.0.partition_point(|place| *place <= y);
        band(a) != band(b)
    }
}

/// Heights at which rules or the edges of stripes part the rows of a table. Both are often drawn cell by cell.
fn separators(sheet: &Sheet, area: &Area) -> Vec<f32> {
    let within = |y: f32| area.top - 2.0 <= y && y <= area.bottom + 2.0;
    let inside = |from: f32, to: f32| (to.min(area.right + 2.0) - from.max(area.left - 2.0)).max(0.0);
    let rules = sheet.rules.iter().map(|rule| (rule.at, inside(rule.from, rule.to)));
    let stripes = sheet.grounds.iter().filter(|ground| ground.area.height() < area.height() / 2.0);
    let edges = stripes.flat_map(|ground| {
        let width = inside(ground.area.left, ground.area.right);
        [(ground.area.top, width), (ground.area.bottom, width)]
    });
    let mut found: Vec<(f32, f32)> =
        rules.chain(edges).filter(|(y, width)| within(*y) && *width > 0.0).collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut joined: Vec<(f32, f32)> = Vec::new();
    for (y, width) in found {
        match joined.last_mut() {
            Some(last) if y - last.0 < SAME_EDGE => last.1 += width,
            _ => joined.push((y, width)),
        }
    }
    // Stripes side by side count twice, as the edges of the rows above and below.
    joined.retain(|(_, width)| *width >= RULE_SHARE * area.width());
    joined.into_iter().map(|(y, _)| y).collect()
}
