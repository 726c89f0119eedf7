//! Outlines of a page, in the short words of the format.

use super::super::pdf::drawing::kurbo::{BezPath, PathEl, Point};
use super::text::number;

/// Reads an outline of at most so many elements: `M` and `S` move, `L` draws a line, `Q`, `B` and `A` curves, `C` closes. What
/// does not read ends it.
pub(super) fn parse(text: &str, most: usize) -> BezPath {
    let mut path = BezPath::new();
    let mut words = text.split_ascii_whitespace();
    while let Some(word) = words.next().filter(|_| path.elements().len() < most) {
        let mut value = || number(words.next()?);
        let Some(element) = element(word, &mut value) else { break };
        // Nothing can be drawn from nowhere.
        if path.elements().is_empty() && !matches!(element, PathEl::MoveTo(_)) {
            break;
        }
        path.push(element);
    }
    path
}

fn element(word: &str, value: &mut impl FnMut() -> Option<f64>) -> Option<PathEl> {
    if word == "A" {
        // Two radii, a turn and two switches, then where the arc ends. That it is a curve is all that counts here.
        (0..5).try_for_each(|_| value().map(drop))?;
        let to = Point::new(value()?, value()?);
        return Some(PathEl::QuadTo(to, to));
    }
    let mut point = || Some(Point::new(value()?, value()?));
    Some(match word {
        "M" | "S" => PathEl::MoveTo(point()?),
        "L" => PathEl::LineTo(point()?),
        "Q" => PathEl::QuadTo(point()?, point()?),
        "B" => PathEl::CurveTo(point()?, point()?, point()?),
        "C" => PathEl::ClosePath,
        _ => return None,
    })
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
