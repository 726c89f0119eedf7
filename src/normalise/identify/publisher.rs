//! Who published a page, by its own account: a meta element, the cell beside 发布机构, the line 来源：….
//!
//! The publisher need not be the author: it only completes a short name, or stands in where nothing else is known.

use crate::document::Grid;

use super::agency::is_full_name;
use super::fold::fold;
use super::view::View;
use super::words::words;

/// How many lines before the running text are searched.
const LINES_BACK: usize = 12;

/// The names that the page gives as its publisher, the surest first.
pub(super) fn names(view: &View<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |name: Option<String>| found.extend(name.filter(|name| is_full_name(name)));
    for grid in view.grids_before_body().take(4) {
        add(in_grid(grid));
    }
    for (name, content) in view.document.head.metas.iter().filter(|_| view.blocks.start == 0) {
        if words().meta_publishers.has(&name.to_ascii_lowercase()) && content.len() < 150 {
            add(Some(fold(content)));
        }
    }
    for line in view.before_body().iter().rev().take(LINES_BACK).filter(|line| !line.long) {
        add(in_line(&line.folded));
    }
    found
}

/// The cell beside 发布机构, or what stands behind it in the same cell.
fn in_grid(grid: &Grid) -> Option<String> {
    const CELLS: usize = 60;
    let cells = grid.cells();
    cells.iter().take(CELLS).enumerate().find_map(|(index, cell)| {
        let label = fold(&cell.text);
        let rest = words().publishers.strip_prefix(&label)?.trim_start_matches('：');
        if !rest.is_empty() {
            return Some(rest.to_string());
        }
        cells.get(index + 1).map(|cell| fold(&cell.text))
    })
}

/// 来源：青岚市财政局发布时间：2024-01-20
fn in_line(folded: &str) -> Option<String> {
    let words = words();
    let (_, rest) = words.publishers.iter().find_map(|label| {
        let at = folded.find(label)?;
        let rest = folded.get(at + label.len()..)?.strip_prefix('：')?;
        Some((at, rest))
    })?;
    let end = words.trails.iter().filter_map(|trail| rest.find(trail)).min().unwrap_or(rest.len());
    rest.get(..end).map(|name| name.trim_matches(['|', '【', '[', '　', '/']).to_string())
}
