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

    /// Title above and notes below, with room kept for both by the caller.
    pub(super) fn frame(&mut self, title: &str, notes: &[String]) {
        self.words(title, (16.0, 22.0), HPos::Left, 17, INK);
        let height = f64::from(self.height);
        for (line, note) in notes.iter().rev().enumerate() {
            self.words(note.as_str(), (16.0, height - 12.0 - 15.0 * line as f64), HPos::Left, 11, QUIET);
        }
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
