//! The outlines of glyphs that operators draw: those of Type 3 fonts.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::{GlyphRun, Type3Glyph};
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

/// The most that the operators of one glyph may draw.
const MOST: usize = 2_000;

/// Dots of a picture at least this dark are ink.
const INK: u8 = 128;

/// The most dots of the picture of a glyph.
const MOST_PIXELS: u32 = 1 << 16;

/// The outline of a glyph as it is painted, with y upwards; nothing if it is a picture, or more than a glyph.
pub(super) fn outline<'a>(glyph: &Type3Glyph<'a>, to_page: Affine, paint: &Paint<'a>) -> BezPath {
    let mut pen = Pen { path: BezPath::new(), left: MOST };
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        glyph.interpret(&mut pen, Affine::FLIP_Y * to_page, Affine::IDENTITY, paint);
    }));
    if drawn.is_ok() { pen.path } else { BezPath::new() }
}

/// Keeps what is filled.
struct Pen {
    path: BezPath,
    left: usize,
}

impl Pen {
    fn spend(&mut self, count: usize) {
        match self.left.checked_sub(count + 1) {
            Some(left) => self.left = left,
            None => resume_unwind(Box::new("more than a glyph")),
        }
    }
}

/// The ink of a picture, line by line.
fn ink_runs(mask: &[u8], width: usize) -> Vec<Rect> {
    let mut runs = Vec::new();
    for (row, line) in mask.chunks(width.max(1)).enumerate() {
        let mut at = 0;
        for run in line.chunk_by(|a, b| (*a >= INK) == (*b >= INK)) {
            if run.first().is_some_and(|dot| *dot >= INK) {
                let (from, to) = (at as f64, (at + run.len()) as f64);
                runs.push(Rect::new(from, row as f64, to, (row + 1) as f64));
            }
            at += run.len();
        }
    }
    runs
}

impl<'a> Device<'a> for Pen {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(path.elements().len());
        if matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            self.path.extend((props.transform * path).elements().iter().copied());
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.spend(1);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.spend(1);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        self.spend(run.glyphs().len());
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(1);
        let Image::Stencil(stencil) = image else { return };
        if stencil.width().saturating_mul(stencil.height()) > MOST_PIXELS {
            return;
        }
        let mut runs = Vec::new();
        stencil.with_stencil(|mask, _| runs = ink_runs(&mask.data, mask.width as usize), None);
        self.spend(runs.len());
        for run in runs {
            self.path.extend((props.transform * run.to_path(0.1)).elements().iter().copied());
        }
    }

    fn begin_marked_content(&mut self, _: &[u8], _: Option<&Dict<'_>>) {
        self.spend(1);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
