//! What pictures are drawn on: shapes and words at places in pixels, and the file that comes of it.

use std::sync::Arc;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use resvg::{tiny_skia, usvg};
use unicode_width::UnicodeWidthStr;

use super::PlotError;
use crate::picture::FONT;

/// The family of the font of the program.
const FAMILY: &str = "Nianbao Sans";
/// Pixels of a PNG for each of the drawing: fit for print at the width of a column.
const SCALE: f32 = 2.0;

pub(super) const INK: RGBColor = RGBColor(31, 35, 40);
pub(super) const QUIET: RGBColor = RGBColor(110, 118, 129);
pub(super) const GRID: RGBColor = RGBColor(225, 228, 232);
/// Blue and vermilion of Okabe and Ito's palette, told apart also by people who see fewer colours.
pub(super) const MAIN: RGBColor = RGBColor(0, 114, 178);
pub(super) const ACCENT: RGBColor = RGBColor(213, 94, 0);
pub(super) const PALE: RGBColor = RGBColor(158, 202, 225);

/// Beside the words at the edges.
const MARGIN: f64 = 16.0;
/// Notes in a narrower drawing would be many short lines.
const NARROWEST: u32 = 560;

/// A point in pixels from the upper left corner.
pub(super) type At = (f64, f64);

/// A drawing.
pub(super) struct Canvas {
    width: u32,
    height: u32,
    shapes: Vec<Shape>,
}

enum Shape {
    Line(Vec<At>, RGBColor, u32),
    Box(At, At, RGBColor),
    Dot(At, RGBColor, bool),
    Words(String, At, HPos, u32, RGBColor),
}

impl Canvas {
    pub(super) fn new(width: f64, height: f64) -> Canvas {
        Canvas { width: width as u32, height: height as u32, shapes: Vec::new() }
    }

    pub(super) fn line(&mut self, points: Vec<At>, colour: RGBColor, width: u32) {
        self.shapes.push(Shape::Line(points, colour, width));
    }

    pub(super) fn bar(&mut self, from: At, to: At, colour: RGBColor) {
        self.shapes.push(Shape::Box(from, to, colour));
    }

    /// A dot; hollow where its value is not beyond doubt.
    pub(super) fn dot(&mut self, at: At, colour: RGBColor, hollow: bool) {
        self.shapes.push(Shape::Dot(at, colour, hollow));
    }

    pub(super) fn words(&mut self, text: impl Into<String>, at: At, side: HPos, size: u32, colour: RGBColor) {
        self.shapes.push(Shape::Words(text.into(), at, side, size, colour));
    }

    /// Title above, and below the drawing the notes, broken where they are wider: the drawing becomes as wide as its title, and higher.
    pub(super) fn frame(&mut self, title: &str, notes: &[String]) {
        let title_wide = width_of(title, 17) + 2.0 * MARGIN;
        self.width = self.width.max(title_wide.ceil() as u32).max(NARROWEST);
        self.words(title, (MARGIN, 22.0), HPos::Left, 17, INK);
        let room = f64::from(self.width) - 2.0 * MARGIN;
        for line in notes.iter().flat_map(|note| broken(note, room, 11)) {
            self.height += 15;
            self.words(line, (MARGIN, f64::from(self.height) - 8.0), HPos::Left, 11, QUIET);
        }
        self.height += 10;
    }

    /// The drawing as SVG, letters as outlines.
    pub(super) fn svg(&self) -> Result<String, PlotError> {
        let options = usvg::WriteOptions { preserve_text: false, ..usvg::WriteOptions::default() };
        Ok(self.tree()?.to_string(&options))
    }

    /// The drawing as PNG.
    pub(super) fn png(&self) -> Result<Vec<u8>, PlotError> {
        let tree = self.tree()?;
        let (width, height) = ((self.width as f32 * SCALE) as u32, (self.height as f32 * SCALE) as u32);
        let mut pixels = tiny_skia::Pixmap::new(width, height)
            .ok_or_else(|| PlotError::Draw(format!("{width} by {height} pixels are too many")))?;
        resvg::render(&tree, tiny_skia::Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
        pixels.encode_png().map_err(|error| PlotError::Draw(error.to_string()))
    }

    fn tree(&self) -> Result<usvg::Tree, PlotError> {
        let mut fonts = usvg::fontdb::Database::new();
        fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(FONT)));
        let options = usvg::Options {
            fontdb: Arc::new(fonts),
            font_family: FAMILY.to_string(),
            ..usvg::Options::default()
        };
        usvg::Tree::from_str(&self.drawn()?, &options).map_err(|error| PlotError::Draw(error.to_string()))
    }

    fn drawn(&self) -> Result<String, PlotError> {
        let mut text = String::new();
        let area = SVGBackend::with_string(&mut text, (self.width, self.height)).into_drawing_area();
        let failed = |error: DrawingAreaErrorKind<std::io::Error>| PlotError::Draw(error.to_string());
        area.fill(&WHITE).map_err(|error| PlotError::Draw(error.to_string()))?;
        for shape in &self.shapes {
            let at = |at: &At| (at.0.round() as i32, at.1.round() as i32);
            let drawn = match shape {
                Shape::Line(points, colour, width) => {
                    let points: Vec<(i32, i32)> = points.iter().map(at).collect();
                    area.draw(&PathElement::new(points, colour.stroke_width(*width)))
                }
                Shape::Box(from, to, colour) => {
                    area.draw(&Rectangle::new([at(from), at(to)], colour.filled()))
                }
                Shape::Dot(place, colour, hollow) => area
                    .draw(&Circle::new(at(place), 4, if *hollow { WHITE.filled() } else { colour.filled() }))
                    .and_then(|()| area.draw(&Circle::new(at(place), 4, colour.stroke_width(2)))),
                Shape::Words(words, place, side, size, colour) => {
                    let style = (FAMILY, *size).into_font().color(colour).pos(Pos::new(*side, VPos::Center));
                    area.draw(&Text::new(words.clone(), at(place), style))
                }
            };
            drawn.map_err(failed)?;
        }
        area.present().map_err(|error| PlotError::Draw(error.to_string()))?;
        drop(area);
        Ok(text)
    }
}

/// About how wide words are in a size: a hanzi is as wide as it is high, a letter half of that.
pub(super) fn width_of(words: &str, size: u32) -> f64 {
    words.width_cjk() as f64 * f64::from(size) * 0.52
}

/// Words in lines of at most some width: broken at a space, or beside a hanzi.
pub(super) fn broken(words: &str, room: f64, size: u32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    // What follows the last place where the line may be broken.
    let mut rest = String::new();
    for c in words.chars() {
        let wide = |c: char| !c.is_ascii();
        if wide(c) && !CLOSING.contains(&c)
            || rest.chars().last().is_some_and(|last| wide(last) || last == ' ') && !CLOSING.contains(&c)
        {
            line.push_str(&std::mem::take(&mut rest));
        }
        rest.push(c);
        if width_of(&line, size) + width_of(rest.trim_end(), size) > room && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_string());
        }
    }
    line.push_str(&rest);
    lines.push(line);
    lines
}

/// What never begins a line.
const CLOSING: [char; 8] = ['，', '。', '；', '：', '、', '）', '”', '…'];

/// Words cut so that they are at most so wide.
pub(super) fn cut(words: &str, room: f64, size: u32) -> String {
    if width_of(words, size) <= room {
        return words.to_string();
    }
    let mut cut = String::new();
    for c in words.chars() {
        cut.push(c);
        if width_of(&cut, size) + f64::from(size) > room {
            cut.pop();
            break;
        }
    }
    cut + "…"
}

/// Moves places so that no two are nearer than `least`, in the order in which they lie, as little as can be: those that lie too near
/// each other are spread around the middle of them, between `low` and `high` if there is room.
pub(super) fn apart(places: &[f64], least: f64, (low, high): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    let place = |at: usize| places.get(at).copied().unwrap_or(0.0);
    order.sort_by(|&a, &b| place(a).total_cmp(&place(b)));
    // Groups of neighbours: the sum of their places, how many they are, and so where the first of them lies.
    let mut groups: Vec<(f64, usize)> = Vec::new();
    let first = |(sum, count): (f64, usize)| sum / count as f64 - least * (count as f64 - 1.0) / 2.0;
    for &at in &order {
        groups.push((place(at), 1));
        while let [.., before, last] = groups.as_slice()
            && first(*before) + least * before.1 as f64 > first(*last)
        {
            let joined = (before.0 + last.0, before.1 + last.1);
            groups.truncate(groups.len() - 2);
            groups.push(joined);
        }
    }
    let spread =
        groups.iter().flat_map(|&group| (0..group.1).map(move |at| first(group) + least * at as f64));
    let mut moved = places.to_vec();
    let count = order.len();
    for (rank, (at, place)) in order.into_iter().zip(spread).enumerate() {
        let (before, behind) = (least * rank as f64, least * (count - 1 - rank) as f64);
        if let Some(slot) = moved.get_mut(at) {
            *slot = place.min(high - behind).max(low + before);
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_lie_on_each_other() {
        let apart = |places: &[f64]| apart(places, 15.0, (-100.0, 100.0));
        assert_eq!(apart(&[10.0, 12.0, 60.0, 11.0]), [-4.0, 26.0, 60.0, 11.0], "spread around 11");
        assert_eq!(apart(&[10.0, 40.0, 80.0]), [10.0, 40.0, 80.0], "nothing has to give way");
        assert_eq!(apart(&[10.0, 10.0, 28.0]), [1.0, 16.0, 31.0], "a group takes in its neighbour");
        assert_eq!(apart(&[98.0, 99.0, 60.0]), [85.0, 100.0, 60.0], "nothing lies outside");
    }

    #[test]
    fn notes_are_broken_and_lose_nothing() {
        let note = "横线为95%置信区间（Wilson），名次不相交。Lines are 95% intervals; ranks hold together.";
        for room in [60.0, 120.0, 333.0, 5000.0] {
            let lines = broken(note, room, 11);
            let letters = |text: &str| text.replace(' ', "");
            assert_eq!(letters(&lines.concat()), letters(note));
            assert!(lines.iter().all(|line| width_of(line, 11) <= room), "{room}: {lines:?}");
            assert!(lines.iter().all(|line| !line.starts_with(CLOSING)));
        }
        assert_eq!(cut("杭州市教育局", 42.0, 10), "杭州市…");
        assert_eq!(cut("杭州", 40.0, 10), "杭州");
    }
}
