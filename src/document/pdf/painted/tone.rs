//! How paint is seen: whether it is white, whether it hides what it is painted over, and whether it is seen at all.
//!
//! Helps `interpret`.

use hayro_interpret::Paint;
use hayro_interpret::pattern::Pattern;

use super::glyph::Colour;

/// Colours at least this bright in every channel are white; the lightest rulings seen are #f5f5f5 (0.96).
const WHITE: f32 = 0.99;

/// Paint below this opacity is not seen.
const MIN_ALPHA: f32 = 0.02;

/// Paint at least this opaque hides what it is painted over.
pub(super) const OPAQUE: f32 = 0.98;

/// How a colour is seen.
#[derive(Clone, Copy)]
pub(super) struct Tone {
    pub(super) white: bool,
    pub(super) colour: Colour,
    pub(super) opaque: bool,
}

impl Tone {
    /// How paint is seen, if it is.
    pub(super) fn of(paint: &Paint<'_>) -> Option<Tone> {
        let colour = match paint {
            Paint::Color(colour) => colour,
            // Where it ends within its clip is not looked at: what may lie under it is not sure.
            Paint::Pattern(pattern) => {
                let opaque = matches!(&**pattern, Pattern::Shading(own) if own.opacity >= OPAQUE);
                return Some(Tone { white: false, colour: Colour::default(), opaque });
            }
        };
        let [red, green, blue, alpha] = colour.to_rgba().components();
        let colour = Colour([red, green, blue].map(|part| (part * 255.0) as u8));
        let white = red >= WHITE && green >= WHITE && blue >= WHITE;
        (alpha >= MIN_ALPHA).then_some(Tone { white, colour, opaque: alpha >= OPAQUE })
    }
}

/// Whether nothing is seen of what is painted in groups of these opacities.
pub(super) fn is_unseen(opacities: &[f32]) -> bool {
    opacities.iter().any(|&opacity| opacity < MIN_ALPHA)
}
