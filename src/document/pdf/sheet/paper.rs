//! Squared and ruled paper: lines at one distance from one another over the whole page, printed below what is written on it.
//!
//! Helps `sheets`. They part nothing: a table has rows and columns as its words need them, and a margin.

use crate::document::pdf::painted::ink::Ruling;

/// So many lines at least make a paper.
const MIN_LINES: usize = 12;

/// They are as long as this part of the page, and lie over this part of it.
const SPAN: f32 = 0.8;

/// Lines that end so near to both edges of the page run off it, in points.
const EDGE: f32 = 2.0;

/// Lines whose ends differ by no more than this are equally long, in points.
const SAME_END: f32 = 1.0;

/// Lines nearer than this are drawn twice, in points.
const SAME_PLACE: f32 = 0.3;

/// Distances that differ from the middle one by this part are equal, and so many of them are.
const EVEN: f32 = 0.06;
const MOST: f32 = 0.95;

/// Takes out the lines of a paper. They run both ways; those that run one way alone run off the page.
pub(super) fn drop_lines(rulings: &mut Vec<Ruling>, (width, height): (f32, f32)) {
    let across = paper(rulings, true, (width, height));
    let down = paper(rulings, false, (height, width));
    let both = across.is_some() && down.is_some();
    let of_paper = |own: &Paper, page: f32| both || own.from <= EDGE && own.to >= page - EDGE;
    let across = across.filter(|own| of_paper(own, width));
    let down = down.filter(|own| of_paper(own, height));
    rulings.retain(|ruling| {
        let own = if ruling.across { &across } else { &down };
        own.as_ref().is_none_or(|own| !own.has(ruling))
    });
}

/// Where the lines of a paper that run in one direction begin and end.
struct Paper {
    from: f32,
    to: f32,
}

impl Paper {
    fn has(&self, ruling: &Ruling) -> bool {
        (ruling.from - self.from).abs() <= SAME_END && (ruling.to - self.to).abs() <= SAME_END
    }
}

/// The lines of a paper in one direction; the page is as long as `along`, and as wide as `other` across them.
fn paper(rulings: &[Ruling], across: bool, (along, other): (f32, f32)) -> Option<Paper> {
    let is_long = |ruling: &&Ruling| ruling.across == across && ruling.to - ruling.from >= SPAN * along;
    let long: Vec<&Ruling> = rulings.iter().filter(is_long).collect();
    if long.len() < MIN_LINES {
        return None;
    }
    // Most lines of a page that has such a paper are of it.
    let mut ends: Vec<(f32, f32)> = long.iter().map(|ruling| (ruling.from, ruling.to)).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let &(from, to) = ends.get(ends.len() / 2)?;
    let paper = Paper { from, to };
    let mut places: Vec<f32> =
        long.into_iter().filter(|ruling| paper.has(ruling)).map(|ruling| ruling.at).collect();
    places.sort_by(f32::total_cmp);
    places.dedup_by(|a, b| (*a - *b).abs() <= SAME_PLACE);
    let spanned = places.last()? - places.first()?;
    (places.len() >= MIN_LINES && spanned >= SPAN * other && are_even(&places)).then_some(paper)
}

/// Whether places follow one another at one distance.
fn are_even(places: &[f32]) -> bool {
    let gaps = || places.iter().zip(places.iter().skip(1)).map(|(a, b)| b - a);
    let mut sorted: Vec<f32> = gaps().collect();
    sorted.sort_by(f32::total_cmp);
    let Some(&middle) = sorted.get(sorted.len() / 2) else { return false };
    let even = gaps().filter(|gap| (gap - middle).abs() <= EVEN * middle).count();
    even as f32 >= MOST * sorted.len() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruling(across: bool, at: f32, from: f32, to: f32) -> Ruling {
        Ruling { across, at, from, to, order: 0, white: false }
    }

    /// Lines over a page of 600 × 800 points.
    fn lines(across: bool, from: f32, to: f32) -> Vec<Ruling> {
        let end = if across { 800 } else { 600 };
        (0..=end).step_by(20).map(|at| ruling(across, at as f32, from, to)).collect()
    }

    fn left(rulings: &[Ruling]) -> usize {
        let mut rulings = rulings.to_vec();
        drop_lines(&mut rulings, (600.0, 800.0));
        rulings.len()
    }

    #[test]
    fn squared_and_ruled_paper_is_no_table() {
        let (across, down) = (lines(true, 0.0, 600.0), lines(false, 0.0, 800.0));
        assert_eq!(left(&[across.clone(), down.clone()].concat()), 0);
        assert_eq!(left(&across), 0, "ruled paper");
        let within = [lines(true, 20.0, 580.0), lines(false, 10.0, 790.0)].concat();
        assert_eq!(left(&within), 0, "with a margin");
        let table: Vec<Ruling> = [100.0, 118.0, 150.0].map(|at| ruling(true, at, 60.0, 540.0)).to_vec();
        assert_eq!(left(&[across, down, table].concat()), 3, "a table on it");
    }

    #[test]
    fn rows_of_a_table_are_no_paper() {
        let rows = lines(true, 50.0, 550.0);
        assert_eq!(left(&rows), rows.len(), "even rows with a margin");
        let columns: Vec<Ruling> =
            [0.0, 60.0, 200.0, 300.0, 400.0, 500.0, 600.0].map(|at| ruling(false, at, 0.0, 800.0)).to_vec();
        assert_eq!(left(&[lines(true, 50.0, 550.0), columns].concat()), 41 + 7);
        let uneven: Vec<Ruling> =
            (0..30).map(|at| ruling(true, (at * at) as f32 * 0.9, 0.0, 600.0)).collect();
        assert_eq!(left(&uneven), 30);
    }
}
