//! The outlines of glyphs that operators draw: those of Type 3 fonts.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::{GlyphRun, Type3Glyph};
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::kurbo::{Affine, BezPath};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

/// The most that the operators of one glyph may draw.
const MOST: usize = 2_000;

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

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.spend(1);
    }

    fn begin_marked_content(&mut self, _: &[u8], _: Option<&Dict<'_>>) {
        self.spend(1);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
