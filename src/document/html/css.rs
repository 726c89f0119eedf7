//! What a block of CSS declarations says about whether and how an element is shown.
//!
//! Only what decides between shown and hidden, sets digits apart from those beside them, or makes a table of elements that are
//! none, is understood. `values` reads lengths, tracks and colours.

mod place;
mod values;

use place::{Box, LIFT, is_moved_away};
use values::{
    columns, display, grid_span, is_clear, is_far, is_far_back, is_unread, is_zero, lift, number, paints,
    size, size_of, turns_pale, without_comments,
};

/// What an element's style says. A field is empty where the style says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    /// `display`.
    pub(super) display: Option<Display>,
    /// `visibility`: inherited, so a descendant may be visible again.
    pub(super) visible: Option<bool>,
    /// `font-size`. Inherited, too.
    pub(super) size: Option<Size>,
    /// `color`, as far as it may not be seen.
    pub(super) ink: Option<Ink>,
    /// `background`.
    pub(super) paper: Option<Paper>,
    /// Moved off the page or clipped away: gone with all that is in it.
    pub(super) away: Option<bool>,
    /// `opacity: 0`: gone, too.
    pub(super) clear: Option<bool>,
    /// Made zero wide. Table cells grow to their content all the same.
    pub(super) narrow: Option<bool>,
    /// `text-decoration: line-through`.
    pub(super) struck: bool,
    /// `vertical-align: super`.
    pub(super) raised: bool,
    /// Set higher or lower than what stands beside it, or moved to another place among it.
    pub(super) shift: Shift,
    /// An animation changes it: whether it is seen at last is not known.
    pub(super) animated: bool,
    /// What is shown in its place hangs on something that is not understood here.
    pub(super) doubtful: bool,
    /// A picture is its background.
    pub(super) sprite: bool,
    /// `white-space: pre` and its kin.
    pub(super) preformatted: bool,
    /// The columns of a `display: grid`; 0 for none.
    pub(super) columns: u16,
    /// How many columns and rows of a grid the element covers; 0 for none said.
    pub(super) spans: (u16, u16),
    /// `width`, in thousandths of what holds the element; 0 for none said in percent.
    pub(super) share: u16,
    /// One of the declarations was `!important`.
    pub(super) important: bool,
}

/// A size of type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// In tenths of a pixel.
    Tenths(u16),
    /// In percent of the size around it.
    Percent(u16),
}

/// Type below this, in tenths of a pixel, is not seen.
pub(super) const TINY: u16 = 20;

impl Size {
    /// In tenths of a pixel, where what is around it has so many.
    pub(super) fn within(self, around: u16) -> u16 {
        match self {
            Size::Tenths(tenths) => tenths,
            Size::Percent(percent) => (u32::from(around) * u32::from(percent) / 100).min(10_000) as u16,
        }
    }
}

/// The colour of type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// White, or nearly so.
    Pale,
    /// Fully transparent.
    Clear,
    /// Seen on white.
    Plain,
}

/// What is behind type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    /// White, or nearly so.
    Pale,
    /// A picture, or a colour on which white may be seen.
    Tinted,
    /// A colour on which white is seen.
    Dark,
}

/// How an element is moved against the line it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shift {
    #[default]
    No,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
    /// To another place in the line, as `float` and `order` do.
    Along,
}

/// The values of `display` that make a difference here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Display {
    None,
    Inline,
    InlineBlock,
    Block,
    Contents,
    Flex,
    Grid,
    Table,
    RowGroup,
    Row,
    Cell,
}

impl Look {
    /// Whether the element is not shown at all, whatever its content says.
    pub(super) fn is_gone(&self) -> bool {
        self.display == Some(Display::None) || self.away == Some(true) || self.clear == Some(true)
    }

    /// Whether its own text is seen, as far as the style says so: for styles that may or may not hold.
    pub(super) fn seen(&self) -> (bool, Option<bool>, bool, bool) {
        (self.is_gone(), self.visible, self.is_tiny(), matches!(self.ink, Some(Ink::Pale | Ink::Clear)))
    }

    /// Whether its type is too small to be seen.
    pub(super) fn is_tiny(&self) -> bool {
        self.size.is_some_and(|size| size.within(TINY * 8) < TINY)
    }

    /// What is said by `over`, and where it is silent, by this.
    pub(super) fn under(self, over: Look) -> Look {
        let pair = |a: u16, b: u16| if b == 0 { a } else { b };
        Look {
            display: over.display.or(self.display),
            visible: over.visible.or(self.visible),
            size: over.size.or(self.size),
            ink: over.ink.or(self.ink),
            paper: over.paper.or(self.paper),
            away: over.away.or(self.away),
            clear: over.clear.or(self.clear),
            narrow: over.narrow.or(self.narrow),
            struck: self.struck || over.struck,
            raised: self.raised || over.raised,
            shift: if over.shift == Shift::No { self.shift } else { over.shift },
            animated: self.animated || over.animated,
            doubtful: self.doubtful || over.doubtful,
            sprite: self.sprite || over.sprite,
            preformatted: self.preformatted || over.preformatted,
            columns: pair(self.columns, over.columns),
            spans: (pair(self.spans.0, over.spans.0), pair(self.spans.1, over.spans.1)),
            share: pair(self.share, over.share),
            important: self.important || over.important,
        }
    }
}

/// Reads a block of declarations: the value of a `style` attribute, or what stands between the braces of a rule.
pub(super) fn look(block: &str) -> Look {
    let mut look = Look::default();
    let mut shape = Box::default();
    for declaration in without_comments(block).split(';') {
        declare(declaration, &mut look, &mut shape);
    }
    shape.settle(&mut look);
    look
}

fn declare(declaration: &str, look: &mut Look, shape: &mut Box) {
    let declaration = declaration.trim_ascii_start();
    // Most declarations are about borders, margins and type: they end here.
    let Some(initial) = declaration.as_bytes().first().map(u8::to_ascii_lowercase) else {
        return;
    };
    if matches!(initial, b'e' | b'j' | b'k' | b'n' | b'q' | b'x' | b'y') {
        return;
    }
    let Some((name, value)) = declaration.split_once(':') else {
        return;
    };
    let name = name.trim_ascii_end();
    let is = |known: &&str| name.eq_ignore_ascii_case(known);
    let known: &[&str] = match initial {
        b'a' => &["animation", "animation-name"],
        b'-' => &["-webkit-text-fill-color", "-webkit-mask", "-webkit-mask-image"],
        b'i' => &["inset", "inline-size"],
        b's' => &["scale"],
        b'b' => {
            &["block-size", "background", "background-color", "background-image", "background-clip", "bottom"]
        }
        b'd' => &["display"],
        b'v' => &["visibility", "vertical-align"],
        b'o' => &["opacity", "overflow", "overflow-x", "overflow-y", "order"],
        b'f' => &["font-size", "font", "filter", "float", "flex-direction", "flex-flow"],
        b'h' => &["height"],
        b'w' => &["width", "white-space"],
        b'p' => &["position"],
        b'l' => &["left"],
        b'r' => &["right"],
        b't' => &["top", "text-indent", "transform", "translate", "text-decoration", "text-decoration-line"],
        b'm' => {
            &["mask", "mask-image", "max-height", "max-width", "margin-left", "margin-top", "mso-text-raise"]
        }
        b'c' => &["color", "clip", "clip-path", "content-visibility"],
        b'u' => &["unicode-bidi"],
        b'z' => &["zoom"],
        _ => &["grid-template-columns", "grid-column", "grid-row", "grid-template"],
    };
    if known.iter().any(is) {
        apply(&name.to_ascii_lowercase(), value, look, shape);
    }
}

fn apply(name: &str, value: &str, look: &mut Look, shape: &mut Box) {
    let lower = value.to_ascii_lowercase();
    let (value, important) = match lower.split_once('!') {
        Some((value, _)) => (value.trim_ascii(), true),
        None => (lower.trim_ascii(), false),
    };
    let before = *look;
    match name {
        // The value of a property of the author's own is not always known.
        "display" | "visibility" | "opacity" if value.contains("var(") || value.contains('\\') => {
            look.doubtful = true;
        }
        "display" => look.display = display(value).or(look.display),
        "visibility" => look.visible = Some(!matches!(value, "hidden" | "collapse")),
        "content-visibility" => look.away = Some(value == "hidden"),
        "vertical-align" => {
            look.raised = value == "super";
            match value {
                "top" | "text-top" => shape.edge = Shift::Up,
                "bottom" | "text-bottom" => shape.edge = Shift::Down,
                "sub" => look.shift = Shift::Down,
                _ => look.shift = lift(value, LIFT),
            }
        }
        "mso-text-raise" => look.shift = lift(value, LIFT),
        "opacity" => look.clear = Some(is_clear(value)),
        "filter" if value.contains("opacity(0)") || value.contains("opacity(0%)") => look.clear = Some(true),
        "zoom" => look.doubtful |= is_zero(value),
        "animation" | "animation-name" => look.animated = value != "none",
        "overflow" | "overflow-x" | "overflow-y" => shape.clipped = matches!(value, "hidden" | "clip"),
        "font-size" => look.size = size(value).or(look.size),
        "font" => look.size = value.split_ascii_whitespace().find_map(size_of).or(look.size),
        "height" | "max-height" | "block-size" => {
            shape.flat = is_zero(value) || number(value).is_some_and(|(n, unit)| n <= 1.0 && unit == "px");
        }
        "width" | "max-width" | "inline-size" => {
            look.narrow = Some(is_zero(value));
            if let Some((number, "%")) = number(value) {
                look.share = (number.clamp(0.0, 100.0) * 10.0) as u16;
            }
        }
        "white-space" => {
            look.preformatted = matches!(value, "pre" | "pre-wrap" | "pre-line" | "break-spaces")
        }
        "position" => {
            shape.out_of_flow = matches!(value, "absolute" | "fixed");
            shape.fixed = value == "fixed";
            shape.relative = value == "relative";
        }
        "left" | "top" | "right" | "bottom" => {
            let by = number(value).map_or(0.0, |(by, _)| by);
            match name {
                "left" | "top" => {
                    shape.far |= is_far(value);
                    shape.astray |= is_far_back(value);
                    shape.before = shape.before.min(by);
                }
                _ => {
                    shape.far |= is_far_back(value) || name == "right" && is_far(value);
                    shape.astray |= is_far(value);
                }
            }
            match name {
                "top" => shape.top = by,
                "bottom" => shape.top = -by,
                _ => {}
            }
        }
        "float" | "order" if !is_zero(value) && value != "none" => look.shift = Shift::Along,
        "flex-direction" | "flex-flow" => look.doubtful |= value.contains("reverse"),
        "unicode-bidi" => look.doubtful |= value.contains("override"),
        "inset" => shape.astray |= value.split_ascii_whitespace().any(|by| is_far(by) || is_far_back(by)),
        "mask" | "mask-image" | "-webkit-mask" | "-webkit-mask-image" => look.doubtful |= value != "none",
        // It overrules the colour of the same element, and of those in it.
        "-webkit-text-fill-color" => look.doubtful |= turns_pale(value) != Some(Ink::Plain),
        "color" => {
            look.ink = turns_pale(value).or(look.ink);
            look.doubtful |= is_unread(value);
            shape.colour(0, value);
        }
        "background-clip" => shape.cut_out = value == "text",
        "background" | "background-color" | "background-image" => {
            look.paper = paints(value).or(look.paper);
            shape.colour(1, value);
            look.sprite |= value.contains("url(");
        }
        "text-decoration" | "text-decoration-line" => look.struck = value.contains("line-through"),
        "grid-template-columns" => look.columns = columns(value),
        "grid-template" => {
            if let Some((_, tracks)) = value.split_once('/') {
                look.columns = columns(tracks);
            }
        }
        "grid-column" => look.spans.0 = grid_span(value),
        "grid-row" => look.spans.1 = grid_span(value),
        "clip-path" if value != "none" && !is_moved_away(name, value) => look.doubtful = true,
        _ if is_moved_away(name, value) => look.away = Some(true),
        _ => {}
    }
    look.important |= important && *look != before;
}

#[cfg(test)]
mod tests;
