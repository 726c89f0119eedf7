//! The boxes of cells on the pages of a PDF: whether they stand side by side in rows, and the rows one below the other.

/// The box of a cell on a page, in tenths of a point.
#[derive(Debug, Clone, Copy)]
pub(in crate::audit) struct Boxed {
    pub(in crate::audit) page: u32,
    left: i32,
    top: i32,
    right: i32,
    bottom: i32,
}

/// Neighbouring boxes may share a ruling, and those of a row stand off it by as much, in tenths of a point.
const RULING: i32 = 20;

impl Boxed {
    /// Reads a locator; nothing if it names no box.
    pub(in crate::audit) fn read(locator: &str) -> Option<Boxed> {
        let (page, sides) = locator.strip_prefix("page=")?.split_once(" box=")?;
        let mut sides = sides.split(',').map(|side| Some((side.parse::<f32>().ok()? * 10.0).round() as i32));
        let mut side = || sides.next().flatten();
        Some(Boxed { page: page.parse().ok()?, left: side()?, top: side()?, right: side()?, bottom: side()? })
    }

    /// The same on the page turned by a quarter to the right.
    fn turned(self) -> Boxed {
        let Boxed { page, left, top, right, bottom } = self;
        Boxed { page, left: -bottom, top: left, right: -top, bottom: right }
    }

    /// Whether a cell of the same row stands to the right of it.
    fn is_left_of(&self, other: &Boxed) -> bool {
        self.page == other.page
            && (self.top - other.top).abs() <= RULING
            && (self.bottom - other.bottom).abs() <= RULING
            && self.right <= other.left + RULING
            && self.left < other.left
    }

    /// Whether between it and the cell of the next row, whichever way the page is turned, there is room for another row.
    pub(in crate::audit) fn is_far_from(&self, next: &Boxed) -> bool {
        let down = (next.top - self.bottom).max(self.top - next.bottom);
        let across = (next.left - self.right).max(self.left - next.right);
        let (room, thick) = match down >= across {
            true => (down, self.bottom - self.top),
            false => (across, self.right - self.left),
        };
        self.page == next.page && room > thick / 2
    }

    /// Whether a cell of a later row stands below it, or on a later page.
    fn is_above(&self, other: &Boxed) -> bool {
        self.page < other.page || self.page == other.page && self.bottom <= other.top + RULING
    }
}

/// Whether the cells of each row stand side by side, and the rows one below the other, with the pages turned one way or another.
pub(in crate::audit) fn in_rows(rows: &[Vec<Boxed>]) -> bool {
    let beside = |two: &[Boxed]| matches!(two, [a, b] if a.is_left_of(b));
    let below = |two: &[Vec<Boxed>]| match two {
        [above, row] => above.first().zip(row.first()).is_some_and(|(a, b)| a.is_above(b)),
        _ => false,
    };
    let mut rows = rows.to_vec();
    (0..4).any(|_| {
        let upright = rows.iter().all(|row| row.windows(2).all(beside)) && rows.windows(2).all(below);
        for cell in rows.iter_mut().flatten() {
            *cell = cell.turned();
        }
        upright
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxes(rows: &[&[&str]]) -> Vec<Vec<Boxed>> {
        rows.iter().map(|row| row.iter().map(|cell| Boxed::read(cell).unwrap()).collect()).collect()
    }

    #[test]
    fn rows_are_told_upright_turned_and_over_a_page_break() {
        let upright = boxes(&[
            &["page=1 box=10.0,700.0,40.0,720.5", "page=1 box=40.0,700.2,70.0,720.5"],
            &["page=2 box=12.0,50.0,42.0,70.0", "page=2 box=42.0,50.0,72.0,70.0"],
        ]);
        assert!(in_rows(&upright));
        let turned =
            upright.iter().map(|row| row.iter().map(|cell| cell.turned()).collect()).collect::<Vec<_>>();
        assert!(in_rows(&turned));
        // The second cell stands under the first.
        let below = boxes(&[&["page=1 box=10.0,50.0,40.0,70.0", "page=1 box=10.0,80.0,40.0,99.0"]]);
        let beside = boxes(&[&["page=1 box=10.0,50.0,40.0,70.0", "page=1 box=60.0,60.0,90.0,80.0"]]);
        assert!(!in_rows(&beside));
        assert!(in_rows(&below), "a page may be turned");
        let crossed = boxes(&[
            &["page=1 box=10.0,50.0,40.0,70.0", "page=1 box=40.0,50.0,70.0,70.0"],
            &["page=1 box=10.0,20.0,40.0,40.0", "page=1 box=40.0,20.0,70.0,40.0"],
        ]);
        assert!(!in_rows(&crossed), "the second row stands above the first");
        let far = |a: &str, b: &str| Boxed::read(a).unwrap().is_far_from(&Boxed::read(b).unwrap());
        let own = "page=1 box=10.0,50.0,40.0,70.0";
        assert!(!far(own, "page=1 box=10.0,70.3,40.0,90.0"));
        assert!(far(own, "page=1 box=10.0,90.0,40.0,110.0"), "a row is left out");
        assert!(far(own, "page=1 box=70.0,50.0,100.0,70.0"), "and on a page that is turned");
        assert!(!far(own, "page=2 box=10.0,90.0,40.0,110.0"));
        assert!(Boxed::read("html=table[2]/tr[5]/td[3]").is_none());
    }
}
