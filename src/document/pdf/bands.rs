//! What parts a table without rulings: where its labels end, and the rules across it or its stripes.
//!
//! Helps `aligned` and `rows`.

use super::aligned::Chunk;
use super::geometry::Area;
use super::sheet::Sheet;

/// Rules and stripes that part rows run over this part of the width of the table.
const RULE_SHARE: f32 = 0.6;

/// Where the columns of labels end: before the first column that holds mostly figures.
pub(super) fn labels_end(lines: &[Vec<Chunk>], xs: &[f32]) -> f32 {
    let mostly_figures = |left: f32, right: f32| {
        let own = lines
            .iter()
            .flatten()
            .filter(|chunk| left <= chunk.area.centre().0 && chunk.area.centre().0 < right);
        let (all, figures) = own.fold((0, 0), |sum, chunk| (sum.0 + 1, sum.1 + usize::from(chunk.figure)));
        figures * 2 >= all && all > 0
    };
    let column = xs.windows(2).find(|pair| matches!(pair, [left, right] if mostly_figures(*left, *right)));
    column.and_then(|pair| pair.first().copied()).unwrap_or(f32::MAX)
}

/// Heights at which rules or the edges of stripes part the rows of a table.
pub(super) fn separators(sheet: &Sheet, area: &Area) -> Vec<f32> {
    let wide = RULE_SHARE * area.width();
    let within = |y: f32| area.top - 2.0 <= y && y <= area.bottom + 2.0;
    let rules = sheet.rules.iter().filter(|rule| rule.to - rule.from >= wide).map(|rule| rule.at);
    let stripes = sheet
        .grounds
        .iter()
        .filter(|ground| ground.area.width() >= wide && ground.area.height() < area.height() / 2.0);
    let mut found: Vec<f32> = rules
        .chain(stripes.flat_map(|ground| [ground.area.top, ground.area.bottom]))
        .filter(|&y| within(y))
        .collect();
    found.sort_by(f32::total_cmp);
    found.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    found
}
