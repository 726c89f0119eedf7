//! What a block of CSS declarations says about whether and how an element is shown.
//!
//! Only what decides between shown and hidden, or makes a table of elements that are none, is understood.

/// What an element's style says. A field is empty where the style says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    /// `display`.
    pub(super) display: Option<Display>,
    /// `visibility`: inherited, so a descendant may be visible again.
    pub(super) visible: Option<bool>,
    /// `font-size`: whether it is zero. Inherited, too.
    pub(super) no_size: Option<bool>,
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

    /// What is said by `over`, and where it is silent, by this.
    pub(super) fn under(self, over: Look) -> Look {
        let pair = |a: u16, b: u16| if b == 0 { a } else { b };
        Look {
            display: over.display.or(self.display),
            visible: over.visible.or(self.visible),
            no_size: over.no_size.or(self.no_size),
            away: over.away.or(self.away),
            clear: over.clear.or(self.clear),
            narrow: over.narrow.or(self.narrow),
            struck: self.struck || over.struck,
            raised: self.raised || over.raised,
            preformatted: self.preformatted || over.preformatted,
            columns: pair(self.columns, over.columns),
            spans: (pair(self.spans.0, over.spans.0), pair(self.spans.1, over.spans.1)),
            share: pair(self.share, over.share),
            important: self.important || over.important,
        }
    }
}

/// Sizes and positions that hide only together.
#[derive(Default)]
struct Box {
    out_of_flow: bool,
    far: bool,
    clipped: bool,
    flat: bool,
}

/// Reads a block of declarations: the value of a `style` attribute, or what stands between the braces of a rule.
pub(super) fn look(block: &str) -> Look {
    let mut look = Look::default();
    let mut shape = Box::default();
    for declaration in block.split(';') {
        declare(declaration, &mut look, &mut shape);
    }
    if (shape.out_of_flow && shape.far) || (shape.clipped && shape.flat) {
        look.away = Some(true);
    }
    if shape.clipped && look.narrow == Some(true) {
        look.away = Some(true);
    }
    look
}

fn declare(declaration: &str, look: &mut Look, shape: &mut Box) {
    let declaration = declaration.trim_ascii_start();
    // Most declarations are about borders, margins and type: they end here.
    let Some(initial) = declaration.as_bytes().first().map(u8::to_ascii_lowercase) else {
        return;
    };
    if !matches!(
        initial,
        b'd' | b'v' | b'o' | b'f' | b'h' | b'w' | b'p' | b'l' | b't' | b'm' | b'c' | b'g' | b'r'
    ) {
        return;
    }
    let Some((name, value)) = declaration.split_once(':') else {
        return;
    };
    let is = |known: &str| name.trim_ascii_end().eq_ignore_ascii_case(known);
    let known = match initial {
        b'd' => is("display"),
        b'v' => is("visibility") || is("vertical-align"),
        b'o' => is("opacity") || is("overflow") || is("overflow-x") || is("overflow-y"),
        b'f' => is("font-size") || is("font"),
        b'h' => is("height"),
        b'w' => is("width") || is("white-space"),
        b'p' => is("position"),
        b'l' => is("left"),
        b'r' => is("right"),
        b't' => {
            is("top")
                || is("text-indent")
                || is("transform")
                || is("text-decoration")
                || is("text-decoration-line")
        }
        b'm' => is("max-height") || is("max-width") || is("margin-left") || is("margin-top"),
        b'c' => is("clip") || is("clip-path") || is("content-visibility"),
        _ => is("grid-template-columns") || is("grid-column") || is("grid-row") || is("grid-template"),
    };
    if known {
        apply(&name.trim_ascii_end().to_ascii_lowercase(), value, look, shape);
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
        "display" => look.display = display(value).or(look.display),
        "visibility" => look.visible = Some(!matches!(value, "hidden" | "collapse")),
        "content-visibility" => look.away = Some(value == "hidden"),
        "vertical-align" => look.raised = value == "super",
        "opacity" => look.clear = Some(is_zero(value)),
        "overflow" | "overflow-x" | "overflow-y" => shape.clipped = matches!(value, "hidden" | "clip"),
        "font-size" => look.no_size = Some(is_zero(value)),
        "font" => look.no_size = Some(value.split_ascii_whitespace().any(|part| is_zero(size_of(part)))),
        "height" | "max-height" => shape.flat = is_zero(value),
        "width" | "max-width" => {
            look.narrow = Some(is_zero(value));
            if let Some((number, "%")) = number(value) {
                look.share = (number.clamp(0.0, 100.0) * 10.0) as u16;
            }
        }
        "white-space" => {
            look.preformatted = matches!(value, "pre" | "pre-wrap" | "pre-line" | "break-spaces")
        }
        "position" => shape.out_of_flow = matches!(value, "absolute" | "fixed"),
        "left" | "top" | "right" => shape.far |= is_far(value),
        "text-decoration" | "text-decoration-line" => look.struck = value.contains("line-through"),
        "grid-template-columns" => look.columns = columns(value),
        "grid-template" => {
            if let Some((_, tracks)) = value.split_once('/') {
                look.columns = columns(tracks);
            }
        }
        "grid-column" => look.spans.0 = grid_span(value),
        "grid-row" => look.spans.1 = grid_span(value),
        _ if is_moved_away(name, value) => look.away = Some(true),
        _ => {}
    }
    look.important |= important && *look != before;
}

/// Whether a property moves an element off the page or clips all of it away.
fn is_moved_away(name: &str, value: &str) -> bool {
    match name {
        "margin-left" | "margin-top" | "text-indent" => is_far(value),
        "transform" => ["scale(0)", "scalex(0)", "scaley(0)", "scale(0,0)", "scale(0, 0)"].contains(&value),
        "clip" => value.starts_with("rect(") && numbers(value).all(|number| number.abs() <= 1.0),
        "clip-path" => ["inset(50%)", "inset(100%)", "circle(0)"].contains(&value),
        _ => false,
    }
}

fn display(value: &str) -> Option<Display> {
    Some(match value {
        "none" => Display::None,
        "inline" | "ruby" => Display::Inline,
        "inline-block" => Display::InlineBlock,
        "block" | "list-item" | "flow-root" => Display::Block,
        "flex" | "inline-flex" | "-webkit-box" => Display::Flex,
        "contents" => Display::Contents,
        "grid" | "inline-grid" => Display::Grid,
        "table" | "inline-table" => Display::Table,
        "table-row-group" | "table-header-group" | "table-footer-group" => Display::RowGroup,
        "table-row" => Display::Row,
        "table-cell" => Display::Cell,
        _ => return None,
    })
}

/// The size in `font: bold 0/0 a`.
fn size_of(part: &str) -> &str {
    part.split('/').next().unwrap_or(part)
}

/// The number at the start of a value, and what follows it.
fn number(value: &str) -> Option<(f32, &str)> {
    let end = value
        .bytes()
        .position(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+'))
        .unwrap_or(value.len());
    let (digits, unit) = value.split_at(end);
    Some((digits.parse().ok()?, unit))
}

fn is_zero(value: &str) -> bool {
    number(value).is_some_and(|(number, unit)| number == 0.0 && !unit.starts_with('e'))
}

/// Whether a position lies far off the page: hundreds of pixels or more to the left or above.
fn is_far(value: &str) -> bool {
    number(value).is_some_and(|(number, unit)| match unit {
        "em" | "rem" | "%" | "vw" | "vh" => number <= -90.0,
        _ => number <= -900.0,
    })
}

fn numbers(value: &str) -> impl Iterator<Item = f32> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
    value.split(move |c| !is_part(c)).filter_map(|part| part.parse().ok())
}

/// How many columns a `grid-template-columns` makes, so far as that is written out.
fn columns(value: &str) -> u16 {
    let mut count = 0_u16;
    let mut rest = value.trim_ascii();
    while !rest.is_empty() {
        let (track, after) = split_track(rest);
        rest = after.trim_ascii_start();
        let repeated = track.strip_prefix("repeat(").and_then(|inside| inside.strip_suffix(')'));
        match repeated.and_then(|inside| inside.split_once(',')) {
            Some((times, tracks)) => match times.trim_ascii().parse::<u16>() {
                Ok(times) => count = count.saturating_add(times.saturating_mul(flat_tracks(tracks))),
                // `auto-fill` depends on the width of the window.
                Err(_) => return 0,
            },
            None if track.starts_with('[') => {}
            None if matches!(track, "none" | "auto" | "subgrid" | "inherit" | "initial") && count == 0 => {
                count = u16::from(track == "auto");
            }
            None => count = count.saturating_add(1),
        }
    }
    count.min(1000)
}

/// The tracks in the brackets of a `repeat()`, which does not nest.
fn flat_tracks(mut tracks: &str) -> u16 {
    let mut count = 0;
    tracks = tracks.trim_ascii();
    while !tracks.is_empty() && count < 1000 {
        let (track, after) = split_track(tracks);
        count += u16::from(!track.starts_with('['));
        tracks = after.trim_ascii_start();
    }
    count
}

/// Splits the first track off: it ends at a space outside brackets.
fn split_track(tracks: &str) -> (&str, &str) {
    let mut depth = 0_i32;
    for (index, byte) in tracks.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' if depth <= 0 => return tracks.split_at(index),
            _ => {}
        }
    }
    (tracks, "")
}

/// `span 3`, `1 / span 3`, `1 / 4`, `1 / -1` (all columns: 1000 is cut to what there is).
fn grid_span(value: &str) -> u16 {
    if let Some((_, after)) = value.split_once("span") {
        return after.trim_ascii().parse().unwrap_or(1);
    }
    let Some((from, to)) = value.split_once('/') else {
        return 0;
    };
    match (from.trim_ascii().parse::<i32>(), to.trim_ascii().parse::<i32>()) {
        (Ok(_), Ok(-1)) => 1000,
        (Ok(from), Ok(to)) => (to - from).clamp(1, 1000) as u16,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gone(style: &str) -> bool {
        look(style).is_gone()
    }

    #[test]
    fn hidden_styles_are_seen_however_they_are_written() {
        for style in [
            "display:none",
            "color:red; DISPLAY : None !important",
            "opacity:0",
            "opacity: 0.0;",
            "position:absolute;left:-9999px",
            "top:-999em;position:fixed",
            "text-indent:-9999px",
            "height:0;overflow:hidden",
            "overflow:hidden;max-height:0px",
            "width:0;overflow:hidden",
            "clip:rect(0 0 0 0)",
            "clip: rect(1px, 1px, 1px, 1px)",
            "transform:scale(0)",
        ] {
            assert!(gone(style), "{style}");
        }
    }

    #[test]
    fn ordinary_styles_hide_nothing() {
        for style in [
            "",
            ";;:;",
            "display:block",
            "opacity:0.5",
            "height:0",
            "overflow:hidden",
            "left:-9999px",
            "text-indent:-2em",
            "margin-left:-5.4pt",
            "width:100%;overflow:hidden",
            "clip:rect(0,100px,40px,0)",
            "background:url(display:none)",
            "mso-hide:none",
        ] {
            assert!(!gone(style), "{style}");
        }
    }

    #[test]
    fn inherited_properties_say_both_ways() {
        assert_eq!(look("font-size:0").no_size, Some(true));
        assert_eq!(look("font-size:0.8em").no_size, Some(false));
        assert_eq!(look("font: 0/0 a").no_size, Some(true));
        assert_eq!(look("font:normal 14px 宋体").no_size, Some(false));
        assert_eq!(look("visibility: hidden").visible, Some(false));
        assert_eq!(look("visibility:visible").visible, Some(true));
    }

    #[test]
    fn the_columns_of_a_grid_are_counted() {
        assert_eq!(look("display:grid;grid-template-columns:repeat(4,1fr)").columns, 4);
        assert_eq!(look("grid-template-columns: 2fr repeat(3, minmax(10px, 1fr)) 80px").columns, 5);
        assert_eq!(look("grid-template-columns:[a] 1fr [b] 1fr").columns, 2);
        assert_eq!(look("grid-template-columns:repeat(auto-fill,100px)").columns, 0);
        assert_eq!(look("grid-template-columns:repeat(60000,1fr 1fr)").columns, 1000);
        assert_eq!(look("grid-column:span 3;grid-row:1/3").spans, (3, 2));
        assert_eq!(look("grid-column:1 / -1").spans, (1000, 0));
    }
}
