//! Boxes in points, y downwards from the top of the page as shown, and the quarter turns that make text upright.
//!
//! Used by every step of the PDF reader; holds no knowledge of PDF.

use hayro_interpret::kurbo;

/// A box: left, top, right, bottom in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Area {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

impl Area {
    /// Everything: the neutral element of [`Area::cut`].
    pub(super) const ALL: Area = Area { left: f32::MIN, top: f32::MIN, right: f32::MAX, bottom: f32::MAX };

    pub(super) fn new(left: f32, top: f32, right: f32, bottom: f32) -> Area {
        Area { left, top, right, bottom }
    }

    pub(super) fn from_kurbo(rect: kurbo::Rect) -> Area {
        Area::new(rect.x0 as f32, rect.y0 as f32, rect.x1 as f32, rect.y1 as f32)
    }

    pub(super) fn width(&self) -> f32 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f32 {
        self.bottom - self.top
    }

    pub(super) fn centre(&self) -> (f32, f32) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    pub(super) fn size(&self) -> f32 {
        self.width().max(0.0) * self.height().max(0.0)
    }

    pub(super) fn holds(&self, x: f32, y: f32) -> bool {
        self.left <= x && x <= self.right && self.top <= y && y <= self.bottom
    }

    /// The part inside another box, unless nothing of it is.
    pub(super) fn cut(&self, other: &Area) -> Option<Area> {
        let cut = Area {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (cut.left <= cut.right && cut.top <= cut.bottom).then_some(cut)
    }

    /// The smallest box around both.
    pub(super) fn around(&self, other: &Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    pub(super) fn to_array(self) -> [f32; 4] {
        [self.left, self.top, self.right, self.bottom]
    }

    pub(super) fn is_finite(&self) -> bool {
        self.to_array().iter().all(|side| side.is_finite())
    }
}

/// A quarter turn: the direction in which text runs on the page as shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Turn {
    /// Left to right.
    #[default]
    Upright,
    /// Top to bottom, letters lying on their right side.
    Down,
    /// Upside down.
    Flipped,
    /// Bottom to top.
    Up,
}

/// How far the direction of text may be off an axis, as the sine of the angle (15°); beyond it the text is slanted, as
/// watermarks are.
const MAX_SLANT: f64 = 0.26;

impl Turn {
    pub(super) const ALL: [Turn; 4] = [Turn::Upright, Turn::Down, Turn::Flipped, Turn::Up];

    /// The quarter turn of a direction; nothing if it is slanted.
    pub(super) fn of(x: f64, y: f64) -> Option<Turn> {
        let length = x.hypot(y);
        if length <= f64::EPSILON {
            return Some(Turn::Upright);
        }
        let (x, y) = (x / length, y / length);
        match (y.abs() <= MAX_SLANT, x.abs() <= MAX_SLANT) {
            (true, _) if x > 0.0 => Some(Turn::Upright),
            (true, _) => Some(Turn::Flipped),
            (_, true) if y > 0.0 => Some(Turn::Down),
            (_, true) => Some(Turn::Up),
            _ => None,
        }
    }

    /// Turns a point so that text in this direction runs left to right. `width` and `height` are those of the page
    /// before the turn.
    pub(super) fn upright(self, (x, y): (f32, f32), width: f32, height: f32) -> (f32, f32) {
        match self {
            Turn::Upright => (x, y),
            Turn::Down => (y, width - x),
            Turn::Flipped => (width - x, height - y),
            Turn::Up => (height - y, x),
        }
    }

    /// The inverse of [`Turn::upright`], with the same `width` and `height`.
    pub(super) fn shown(self, (x, y): (f32, f32), width: f32, height: f32) -> (f32, f32) {
        match self {
            Turn::Upright => (x, y),
            Turn::Down => (width - y, x),
            Turn::Flipped => (width - x, height - y),
            Turn::Up => (y, height - x),
        }
    }

    /// [`Turn::upright`] for a box.
    pub(super) fn upright_area(self, area: &Area, width: f32, height: f32) -> Area {
        spanned(
            self.upright((area.left, area.top), width, height),
            self.upright((area.right, area.bottom), width, height),
        )
    }

    /// [`Turn::shown`] for a box.
    pub(super) fn shown_area(self, area: &Area, width: f32, height: f32) -> Area {
        spanned(
            self.shown((area.left, area.top), width, height),
            self.shown((area.right, area.bottom), width, height),
        )
    }

    /// The turn that is left of `self` after the page was turned by `page`.
    pub(super) fn after(self, page: Turn) -> Turn {
        let turns = (self as usize + 4 - page as usize) % 4;
        Turn::ALL.get(turns).copied().unwrap_or_default()
    }
}

/// The box between two opposite corners.
pub(super) fn spanned(a: (f32, f32), b: (f32, f32)) -> Area {
    Area::new(a.0.min(b.0), a.1.min(b.1), a.0.max(b.0), a.1.max(b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_and_its_inverse_cancel_and_text_comes_out_left_to_right() {
        for turn in Turn::ALL {
            let there = turn.upright((30.0, 40.0), 600.0, 800.0);
            assert_eq!(turn.shown(there, 600.0, 800.0), (30.0, 40.0));
        }
        let (a, b) = (
            Turn::Down.upright((100.0, 10.0), 600.0, 800.0),
            Turn::Down.upright((100.0, 20.0), 600.0, 800.0),
        );
        assert!(b.0 > a.0 && a.1 == b.1);
        assert_eq!(Turn::of(0.0, -1.0), Some(Turn::Up));
        assert_eq!(Turn::of(1.0, 1.0), None);
        assert_eq!(Turn::Up.after(Turn::Down), Turn::Flipped);
    }
}
