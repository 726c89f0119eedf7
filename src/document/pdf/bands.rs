//! Rows of a table without rulings: by the rules across it or its stripes, else by its figures.
//!
//! Helps `aligned`.

use super::aligned::Chunk;
use super::geometry::Area;
use super::sheet::Sheet;
use super::stitch::begins_label;

/// Rules and stripes that part rows run over this part of the width of the table.
const RULE_SHARE: f32 = 0.6;

/// Puts the chunks of a table into rows.
pub(super) fn bands(sheet: &Sheet, lines: &[Vec<Chunk>], xs: &[f32], area: &Area) -> Vec<Vec<Chunk>> {
    let separators = separators(sheet, area);
    let mut bands: Vec<Vec<Chunk>> = Vec::new();
    // Enough of them to part most rows; a rule under the header alone does not.
    if separators.len() * 3 >= lines.len() {
        let mut last = None;
        for chunk in lines.iter().flatten() {
            let band = separators.partition_point(|&y| y <= chunk.area.centre().1);
            if last != Some(band) {
                bands.push(Vec::new());
                last = Some(band);
            }
            if let Some(band) = bands.last_mut() {
                band.push(chunk.clone());
            }
        }
        return bands;
    }
    let labels_end = labels_end(lines, xs);
    for chunks in lines {
        let joins = bands.last().is_some_and(|band| is_rest(band, chunks, labels_end));
        match bands.last_mut() {
            Some(band) if joins => band.extend(chunks.iter().cloned()),
            _ => bands.push(chunks.clone()),
        }
    }
    bands
}

/// Where the columns of labels end: before the first column that holds mostly figures.
fn labels_end(lines: &[Vec<Chunk>], xs: &[f32]) -> f32 {
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

/// Whether a line is part of the row of the band above: it overlaps it in height, or carries on a label whose figures
/// are centred beside it.
fn is_rest(band: &[Chunk], chunks: &[Chunk], labels_end: f32) -> bool {
    let (Some(last), Some(first)) = (band.last(), chunks.first()) else { return false };
    let size = first.area.height();
    let bottom = band.iter().map(|chunk| chunk.area.bottom).fold(f32::MIN, f32::max);
    let both_figured = has_figures(band, labels_end) && has_figures(chunks, labels_end);
    if both_figured {
        return false;
    }
    let overlap = bottom - first.area.top;
    if overlap > 0.15 * size {
        return true;
    }
    let label = |chunks: &[Chunk]| chunks.iter().rev().find(|chunk| !chunk.figure).map(chunk_text);
    let own_label = chunks.iter().find(|chunk| !chunk.figure);
    let words = chunks.iter().filter(|chunk| !chunk.figure).count();
    let (Some(above), Some(own)) = (label(band), own_label) else { return false };
    let stands_under = band
        .iter()
        .any(|chunk| !chunk.figure && chunk.area.left <= own.area.right && own.area.left <= chunk.area.right);
    let near = first.area.top - last.area.bottom <= 0.6 * size;
    words == 1
        && near
        && stands_under
        && own.area.right <= labels_end
        && begins_label(&above)
        && !begins_label(&chunk_text(own))
}

fn has_figures(chunks: &[Chunk], labels_end: f32) -> bool {
    chunks.iter().any(|chunk| chunk.area.left >= labels_end)
}

fn chunk_text(chunk: &Chunk) -> String {
    chunk.glyphs.iter().map(|glyph| glyph.ch).collect()
}

/// Heights at which rules or the edges of stripes part the rows of a table.
fn separators(sheet: &Sheet, area: &Area) -> Vec<f32> {
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
