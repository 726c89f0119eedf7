//! Figures that do not stand in their cells as those beside them do: a digit may be missing from the text that is seen on the page.
//!
//! A figure is set in the middle of its cell or at one side of it, like all others of the table, and its digits close together. Where
//! a file says nothing of one of the digits, the others still stand where they stood: off their place by a half or a whole one, or
//! with a gap between them. Both readers read the same file and lose the same digit, so only the places tell. Where figures are set at
//! one side, they do not tell of a digit at the other: of this it is kept at which end a figure may go on.

use super::super::super::{Cell, CellMarks, Grid, Locator};
use super::Letter;
use super::check::{Index, narrow};

/// A table with fewer figures than this does not show how they are set.
const MIN_FIGURES: usize = 8;

/// Longer figures are taken for as long as this.
const LONGEST: usize = 8;

/// So large a part of the figures must be set alike.
const MOST: f32 = 0.8;

/// How far off its place a figure may stand, in widths of a digit: less than the half that a digit lost at one end takes it off the
/// middle.
const OFF: f32 = 0.3;

/// A gap between two digits that is wider than this, in widths of a digit, has room for one.
const GAP: f32 = 0.6;

/// Where the digits of a figure stand, in widths of a digit.
#[derive(Clone, Copy)]
struct Set {
    /// From the left side of the cell, from the right side, and off its middle.
    ways: [f32; 3],
    gap: bool,
    digits: usize,
}

/// Which of the ways is off the middle.
const MIDDLE: usize = 2;

/// So many figures of one length show where those stand.
const OF_LENGTH: usize = 3;

/// How most figures are set: by which of the ways, and where.
struct Way {
    way: usize,
    place: f32,
    /// Figures that are to stand in the middle stand off it the further the more digits they have, where the program that set them
    /// took digits for wider or narrower than they are: where those of one digit more stand, and of which length some were seen.
    lengths: Vec<(usize, f32)>,
}

impl Way {
    /// Where figures stand by one of the ways.
    fn of(way: usize, sets: &[&Set]) -> Option<Way> {
        let places = |length: Option<usize>| {
            let own = sets.iter().filter(|set| length.is_none_or(|length| set.digits == length));
            let mut places: Vec<f32> = own.filter_map(|set| set.ways.get(way).copied()).collect();
            places.sort_by(f32::total_cmp);
            places
        };
        let middle = |places: &[f32]| places.get(places.len() / 2).copied();
        let lengths = (1..=LONGEST).filter(|_| way == MIDDLE).filter_map(|length| {
            let places = places(Some(length));
            (places.len() >= OF_LENGTH).then(|| middle(&places)).flatten().map(|place| (length, place))
        });
        Some(Way { way, place: middle(&places(None))?, lengths: lengths.collect() })
    }

    /// By how much the place changes with each digit more.
    fn slope(&self) -> f32 {
        match self.lengths.as_slice() {
            [first, .., last] => (last.1 - first.1) / (last.0 - first.0) as f32,
            _ => 0.0,
        }
    }

    /// Where a figure of so many digits stands.
    fn expected(&self, digits: usize) -> f32 {
        let own = self.lengths.iter().find(|(length, _)| *length == digits).map(|(_, place)| *place);
        let nearest = self.lengths.iter().min_by_key(|(length, _)| length.abs_diff(digits));
        let along = nearest.map(|(length, place)| place + self.slope() * (digits as f32 - *length as f32));
        own.or(along).unwrap_or(self.place)
    }

    fn has(&self, set: &Set) -> bool {
        set.ways.get(self.way).is_some_and(|place| (place - self.expected(set.digits)).abs() <= OFF)
    }
}

/// Marks the cells of a document whose digits stand otherwise than those of most in their table, or in the document where a table
/// has few.
pub(super) fn mark<'g>(grids: impl Iterator<Item = &'g mut Grid>, pages: &[(u32, Index)]) {
    let mut grids: Vec<(&mut Grid, Vec<Option<Set>>)> = grids
        .map(|grid| {
            let sets = grid.cells().iter().map(|cell| set(cell, pages)).collect();
            (grid, sets)
        })
        .collect();
    let all: Vec<Set> = grids.iter().flat_map(|(_, sets)| sets.iter().flatten().copied()).collect();
    let all: Vec<&Set> = all.iter().collect();
    let of_all = way_of_most(&all);
    for (grid, sets) in &mut grids {
        let own: Vec<&Set> = sets.iter().flatten().collect();
        let own_way = way_of_most(&own);
        let way = if own.len() < MIN_FIGURES { of_all.as_ref() } else { own_way.as_ref() };
        let [at_left, at_right] = may_be_set_at_sides(if own.len() < MIN_FIGURES { &all } else { &own });
        let is_aside = |set: &Set| way.is_some_and(|way| set.gap || !way.has(set));
        // A digit lost at an end is not missed where what is left stands as a figure of that length does.
        let slope = way.map_or(0.0, Way::slope);
        let (at_left, at_right) =
            (at_left || (slope - 0.5).abs() <= OFF, at_right || (slope + 0.5).abs() <= OFF);
        let mut sets = sets.iter();
        grid.mark_cells(|cell| {
            let set = sets.next().and_then(Option::as_ref);
            CellMarks {
                aside: set.is_some_and(is_aside),
                may_begin_before: set.is_some() && at_right,
                may_go_on: set.is_some() && at_left,
                ..cell.marks
            }
        });
    }
}

/// Whether figures of several digits may be set at the left side, and at the right one: where most of them stand as those of one
/// digit do. Without such figures either may be.
fn may_be_set_at_sides(sets: &[&Set]) -> [bool; 2] {
    let longer: Vec<&&Set> = sets.iter().filter(|set| set.digits > 1).collect();
    [0, 1].map(|way| {
        let mut places: Vec<f32> = sets.iter().filter_map(|set| set.ways.get(way).copied()).collect();
        places.sort_by(f32::total_cmp);
        let Some(middle) = places.get(places.len() / 2) else { return true };
        let alike = |set: &&&&Set| set.ways.get(way).is_some_and(|place| (place - middle).abs() <= OFF);
        longer.iter().filter(alike).count() as f32 >= MOST * longer.len() as f32
    })
}

/// How most of some figures are set; nothing if too few are set alike. Of ways that fit as many the middle, which tells most.
fn way_of_most(sets: &[&Set]) -> Option<Way> {
    let ways = (0..=MIDDLE).filter_map(|way| {
        let way = Way::of(way, sets)?;
        Some((sets.iter().filter(|set| way.has(set)).count(), way))
    });
    let enough = |alike: usize| sets.len() >= MIN_FIGURES && alike as f32 >= MOST * sets.len() as f32;
    let most = ways.filter(|(alike, _)| enough(*alike)).max_by_key(|(alike, way)| (*alike, way.way))?;
    Some(most.1)
}

/// How the figure of a cell is set; nothing if it holds anything else, or stands in more than one line.
fn set(cell: &Cell, pages: &[(u32, Index)]) -> Option<Set> {
    let Locator::Page { page, bbox: [left, top, right, bottom] } = cell.locator else { return None };
    if !cell.marks.confirmed
        || cell.marks.inferred
        || !cell.text.chars().all(|ch| narrow(ch).is_ascii_digit())
    {
        return None;
    }
    let (_, index) = pages.iter().find(|(number, _)| *number == page)?;
    let mut letters = index.inside([left, top, right, bottom]);
    let first = *letters.first()?;
    let across = first.dx.abs() >= first.dy.abs();
    let at = |letter: &Letter| if across { letter.x } else { letter.y };
    let along = |letter: &Letter| if across { letter.dx } else { letter.dy };
    let line = |letter: &Letter| if across { letter.y } else { letter.x };
    let start = |letter: &Letter| at(letter).min(at(letter) + along(letter));
    let end = |letter: &Letter| at(letter).max(at(letter) + along(letter));
    letters.sort_by(|a, b| start(a).total_cmp(&start(b)));
    let width = along(&first).abs();
    let one_line = letters.iter().all(|letter| (line(letter) - line(&first)).abs() < first.size / 2.0);
    if width <= f32::EPSILON || !one_line {
        return None;
    }
    let gap = letters.windows(2).any(|two| match two {
        [a, b] => start(b) - end(a) > GAP * width,
        _ => false,
    });
    let (from, to) = if across { (left, right) } else { (top, bottom) };
    let (before, behind) = (start(letters.first()?) - from, to - end(letters.last()?));
    // On a page that is turned the first digit may be the last on the way.
    let (before, behind) = if along(&first) < 0.0 { (behind, before) } else { (before, behind) };
    let ways = [before / width, behind / width, (before - behind) / 2.0 / width];
    Some(Set { ways, gap, digits: letters.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row of cells 40 points wide and what stands in each, with the place of its first digit; digits are 5 points wide.
    fn aside(row: &[(&str, f32)]) -> Vec<bool> {
        marks(row).iter().map(|marks| marks.aside).collect()
    }

    fn marks(row: &[(&str, f32)]) -> Vec<CellMarks> {
        let mut letters = Vec::new();
        let mut cells = Vec::new();
        for (column, (text, from)) in row.iter().enumerate() {
            let left = 40.0 * column as f32;
            for (at, said) in text.chars().enumerate().filter(|(_, ch)| *ch != ' ') {
                let x = left + from + 5.0 * at as f32;
                letters.push(Letter {
                    ch: narrow(said),
                    said,
                    x,
                    y: 50.0,
                    dx: 5.0,
                    dy: 0.0,
                    size: 10.0,
                    font: 1,
                });
            }
            cells.push(Cell {
                text: text.replace(' ', "").into(),
                row: 0,
                column: column as u32,
                row_span: 1,
                column_span: 1,
                locator: Locator::Page { page: 1, bbox: [left, 40.0, left + 40.0, 55.0] },
                marks: CellMarks { confirmed: true, ..CellMarks::default() },
            });
        }
        let mut grids = [Grid::from_cells(1, cells, Locator::Page { page: 1, bbox: [0.0; 4] })];
        mark(grids.iter_mut(), &[(1, Index::new(letters))]);
        grids[0].cells().iter().map(|cell| cell.marks).collect()
    }

    #[test]
    fn digits_that_left_a_gap_or_stand_off_the_middle_are_aside() {
        let middle =
            [("0", 17.5), ("12", 15.0), ("345", 12.5), ("0", 17.5), ("7", 17.5), ("0", 17.5), ("88", 15.0)];
        let with = |cell: (&str, f32)| aside(&[&middle[..], &[cell]].concat()).pop();
        assert_eq!(with(("345", 12.5)), Some(false));
        assert_eq!(with(("34", 12.5)), Some(true), "the last digit is missing");
        assert_eq!(with(("45", 17.5)), Some(true), "the first digit is missing");
        assert_eq!(with(("3 5", 12.5)), Some(true), "the digit between is missing");
        assert_eq!(with(("３４", 12.5)), Some(true));
        assert_eq!(aside(&middle), [false; 7], "too few to tell");
    }

    #[test]
    fn at_one_side_only_the_digit_at_the_other_is_not_missed() {
        let right =
            [("0", 33.0), ("12", 28.0), ("345", 23.0), ("0", 33.0), ("7", 33.0), ("0", 33.0), ("88", 28.0)];
        let with = |cell: (&str, f32)| aside(&[&right[..], &[cell]].concat()).pop();
        assert_eq!(with(("345", 23.0)), Some(false));
        assert_eq!(with(("34", 23.0)), Some(true), "the last digit is missing");
        assert_eq!(with(("45", 28.0)), Some(false));
        // Figures that are set in no way that most share tell nothing.
        let loose: Vec<(&str, f32)> = (0..9).map(|at| ("12", 4.0 * at as f32)).collect();
        assert_eq!(aside(&loose), [false; 9]);
    }

    #[test]
    fn figures_that_stand_the_further_off_the_middle_the_longer_they_are_tell_as_well() {
        // A tenth of a digit to the left for each digit.
        let at = |digits: f32| 20.0 - 2.5 * digits - 0.5 * digits;
        let one = ["0", "3", "0", "7", "0", "0", "1", "0"].map(|text| (text, at(1.0)));
        let two = ["12", "45", "88"].map(|text| (text, at(2.0)));
        let three = ["345", "120", "777"].map(|text| (text, at(3.0)));
        let with = |cell: (&str, f32)| aside(&[&one[..], &two[..], &three[..], &[cell]].concat()).pop();
        assert_eq!(with(("461", at(3.0))), Some(false));
        assert_eq!(with(("46", at(3.0))), Some(true), "the last digit is missing");
        assert_eq!(with(("61", at(3.0) + 5.0)), Some(true), "the first digit is missing");
    }

    #[test]
    fn figures_at_one_side_may_go_on_at_the_other() {
        let middle =
            [("0", 17.5), ("12", 15.0), ("345", 12.5), ("0", 17.5), ("7", 17.5), ("0", 17.5), ("88", 15.0)];
        let right =
            [("0", 33.0), ("12", 28.0), ("345", 23.0), ("0", 33.0), ("7", 33.0), ("0", 33.0), ("88", 28.0)];
        let left = ["0", "12", "345", "0", "7", "0", "88", "1"].map(|text| (text, 2.0));
        let of = |row: &[(&str, f32)]| {
            let marks = marks(row);
            let both = marks.iter().map(|marks| (marks.may_begin_before, marks.may_go_on));
            both.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>()
        };
        assert_eq!(of(&[&middle[..], &[("3", 17.5)]].concat()), [(false, false)]);
        assert_eq!(of(&[&right[..], &[("3", 33.0)]].concat()), [(true, false)]);
        assert_eq!(of(&left), [(false, true)]);
        // Figures of one digit stand in the same place however they are set.
        assert_eq!(of(&[("0", 17.5); 9]), [(true, true)]);
    }
}
