//! Outlines of a page, in the short words of the format.

use super::super::pdf::drawing::kurbo::{BezPath, Point};
use super::text::number;

/// Reads an outline of at most so many elements: `M` and `S` move, `L` draws a line, `Q`, `B` and `A` curves, `C` closes. What
/// does not read ends it.
pub(super) fn parse(text: &str, most: usize) -> BezPath {
    let mut path = BezPath::new();
    let mut words = text.split_ascii_whitespace();
    let mut started = false;
    while let Some(word) = words.next().filter(|_| path.elements().len() < most) {
        let mut value = || number(words.next()?);
        let mut point = || Some(Point::new(value()?, value()?));
        let drawn = match word {
            "M" | "S" => point().map(|to| path.move_to(to)),
            // Nothing can be drawn from nowhere.
            _ if !started => None,
            "L" => point().map(|to| path.line_to(to)),
            "Q" => point().zip(point()).map(|(by, to)| path.quad_to(by, to)),
            "B" => point().zip(point()).zip(point()).map(|((one, other), to)| path.curve_to(one, other, to)),
            // Two radii, a turn and two switches, then where the arc ends. That it is a curve is all that counts here.
            "A" => (0..5).try_for_each(|_| value().map(drop)).and_then(|()| {
                let to = Point::new(value()?, value()?);
                Some(path.quad_to(to, to))
            }),
            "C" => Some(path.close_path()),
            _ => None,
        };
        if drawn.is_none() {
            break;
        }
        started = true;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(text: &str) -> String {
        parse(text, 100).to_svg()
    }

    #[test]
    fn lines_and_curves() {
        assert_eq!(svg("M 0 0 L 10 0 L 10 5 C"), "M0,0 L10,0 L10,5 Z");
        assert_eq!(svg("M 1 2 B 1 2 3 4 5 6 Q 1 1 2 2"), "M1,2 C1,2 3,4 5,6 Q1,1 2,2");
        assert_eq!(svg("M 1 2 A 5 5 0 0 1 7 8 L 9 9"), "M1,2 Q7,8 7,8 L9,9");
    }

    #[test]
    fn what_does_not_read_ends_it() {
        assert_eq!(svg("L 1 1"), "");
        assert_eq!(svg("M 1 1 L 2"), "M1,1");
        assert_eq!(svg("M 1 1 L NaN 2 L 3 3"), "M1,1");
        assert_eq!(parse(&format!("M 0 0{}", " L 1 1".repeat(50)), 10).elements().len(), 10);
    }
}
