//! Where an element stands, and what its sizes, places and colours say only together.

use compact_str::CompactString;

use super::values::{is_far, numbers};
use super::{Ink, Look, Paper, Shift, Size};

/// Sizes and positions that say something only together.
#[derive(Default)]
pub(super) struct Box {
    pub(super) out_of_flow: bool,
    /// Its place is one of the window.
    pub(super) fixed: bool,
    /// It is set to a place that may lie off the page.
    pub(super) astray: bool,
    /// Set before the first line or the first character of what holds it, in pixels.
    pub(super) before: f32,
    /// Moved from where it would stand, in pixels; up is less than nothing.
    pub(super) relative: bool,
    pub(super) top: f32,
    /// Set to an edge of the line, where type that is small stands higher or lower than the rest.
    pub(super) edge: Shift,
    pub(super) far: bool,
    pub(super) clipped: bool,
    pub(super) flat: bool,
    /// The paper shows through the letters.
    pub(super) cut_out: bool,
    /// The colours of the type and of what is behind it, as written.
    pub(super) colours: [Option<CompactString>; 2],
}

/// The least lift, in pixels, that sets a mark apart.
pub(super) const LIFT: f32 = 2.0;
/// What stands so many pixels before the edge of what holds it may not be seen.
const OUTSIDE: f32 = -40.0;
/// Type of less than this, in percent of what is around it or in tenths of a pixel, is small.
const SMALL: (u16, u16) = (85, 110);

impl Box {
    /// Settles what a block of declarations comes to.
    pub(super) fn settle(&self, look: &mut Look) {
        let is_outside = self.far || self.fixed && self.before <= OUTSIDE;
        look.doubtful |= self.out_of_flow && self.astray;
        let [ink, paper] = &self.colours;
        look.doubtful |= ink.is_some() && ink == paper && look.ink == Some(Ink::Plain);
        if (self.out_of_flow && is_outside) || (self.clipped && self.flat) {
            look.away = Some(true);
        }
        if self.clipped && look.narrow == Some(true) {
            look.away = Some(true);
        }
        if self.relative && self.top <= -LIFT {
            look.shift = Shift::Up;
        } else if self.relative && self.top >= LIFT {
            look.shift = Shift::Down;
        }
        let is_small = look.size.is_some_and(|size| match size {
            Size::Percent(percent) => percent < SMALL.0,
            Size::Tenths(tenths) => tenths < SMALL.1,
        });
        if is_small && self.edge != Shift::No {
            look.shift = self.edge;
        }
        if look.clear == Some(true) && look.animated {
            (look.clear, look.doubtful) = (None, true);
        }
        if look.ink == Some(Ink::Clear) && (self.cut_out || look.paper == Some(Paper::Tinted)) {
            (look.ink, look.doubtful) = (None, true);
        }
    }

    /// Notes a colour as it is written: that of type, or of what is behind it.
    pub(super) fn colour(&mut self, at: usize, value: &str) {
        // What is behind type that has the colour of its parent is not said here.
        let is_said =
            !matches!(value, "inherit" | "initial" | "unset" | "transparent" | "currentcolor" | "none");
        if let Some(colour) = self.colours.get_mut(at).filter(|_| is_said) {
            *colour = Some(value.into());
        }
    }
}

/// Whether a property moves an element off the page or clips all of it away.
pub(super) fn is_moved_away(name: &str, value: &str) -> bool {
    let none = |sizes: &str| numbers(sizes).next().is_some_and(|size| size.abs() < 0.05);
    match name {
        "margin-left" | "margin-top" | "text-indent" => is_far(value),
        "scale" => none(value),
        "translate" => value.split_ascii_whitespace().any(is_far),
        "transform" => match value.split_once('(') {
            Some(("scale" | "scalex" | "scaley" | "scale3d", sizes)) => none(sizes),
            Some(("translate" | "translatex" | "translatey", by)) => by.split(',').any(is_far_inside),
            _ => false,
        },
        "clip" => value.starts_with("rect(") && numbers(value).all(|number| number.abs() <= 1.0),
        "clip-path" => match value.split_once('(') {
            Some(("inset", sides)) => numbers(sides).any(|side| side >= 50.0) && value.contains('%'),
            Some(("circle" | "ellipse", size)) => none(size),
            Some(("polygon", points)) => numbers(points).all(|at| at == 0.0),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a value that a bracket may follow lies far off the page.
fn is_far_inside(value: &str) -> bool {
    is_far(value.trim_ascii().trim_end_matches(')'))
}
