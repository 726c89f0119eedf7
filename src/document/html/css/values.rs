//! Values of properties: lengths, tracks of a grid, colours.

use std::borrow::Cow;

use super::{Display, Ink, Paper, Shift, Size};

pub(super) fn display(value: &str) -> Option<Display> {
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

/// A size of type; nothing for one that hangs on the window.
pub(super) fn size(value: &str) -> Option<Size> {
    let tenths = |pixels: f32| Some(Size::Tenths((pixels * 10.0).clamp(0.0, 10_000.0) as u16));
    let percent = |part: f32| Some(Size::Percent((part * 100.0).clamp(0.0, 10_000.0) as u16));
    let word = match value {
        "xx-small" => Some(9.0),
        "x-small" => Some(10.0),
        "small" => Some(13.0),
        "medium" => Some(16.0),
        "large" => Some(18.0),
        "x-large" => Some(24.0),
        "xx-large" => Some(32.0),
        "smaller" => return percent(0.83),
        "larger" => return percent(1.2),
        _ => None,
    };
    if word.is_some() {
        return word.and_then(tenths);
    }
    let (number, unit) = number(value)?;
    match unit.trim_ascii() {
        "px" => tenths(number),
        "pt" => tenths(number * 4.0 / 3.0),
        "pc" | "rem" => tenths(number * 16.0),
        "cm" => tenths(number * 37.8),
        "mm" => tenths(number * 3.78),
        "in" => tenths(number * 96.0),
        "em" => percent(number),
        "ex" => percent(number / 2.0),
        "%" => percent(number / 100.0),
        _ => (number == 0.0).then_some(Size::Tenths(0)),
    }
}

/// The size in a part of `font: bold 0/0 a`. A weight (`font: 700 14px a`) is none.
pub(super) fn size_of(part: &str) -> Option<Size> {
    size(part.split('/').next().unwrap_or(part))
}

/// Where a length lifts something, if by so many pixels.
pub(super) fn lift(value: &str, least: f32) -> Shift {
    let Some((by, unit)) = number(value) else { return Shift::No };
    let by = if matches!(unit, "em" | "%" | "ex") && by != 0.0 { by.signum() * least } else { by };
    match by {
        _ if by >= least => Shift::Up,
        _ if by <= -least => Shift::Down,
        _ => Shift::No,
    }
}

/// How light a colour is, from 0 to 255, and whether it is transparent altogether; nothing for what is no colour.
fn light(value: &str) -> Option<(u8, bool)> {
    if let Some(hex) = value.strip_prefix('#') {
        let digit = |at: usize| u8::from_str_radix(hex.get(at..at + 1)?, 16).ok();
        let wide = hex.len() >= 6;
        let part = |at: usize| {
            let high = digit(if wide { 2 * at } else { at })?;
            let low = if wide { digit(2 * at + 1)? } else { high };
            Some(high * 16 + low)
        };
        let alpha = if matches!(hex.len(), 4 | 8) { part(3)? } else { 255 };
        return Some((part(0)?.min(part(1)?).min(part(2)?), alpha == 0));
    }
    if let Some((name, parts)) = value.split_once('(') {
        let parts: Vec<f32> = numbers(parts).take(4).collect();
        let clear = parts.get(3).is_some_and(|alpha| *alpha <= 0.02);
        let least = |all: &[f32]| all.iter().copied().fold(255.0, f32::min);
        return match name {
            "rgb" | "rgba" if value.contains('%') => Some(((least(parts.get(..3)?) * 2.55) as u8, clear)),
            "rgb" | "rgba" => Some((least(parts.get(..3)?) as u8, clear)),
            "hsl" | "hsla" => Some(((parts.get(2)? * 2.55).min(255.0) as u8, clear)),
            _ => None,
        };
    }
    match value {
        "transparent" => Some((255, true)),
        "white" | "snow" | "ivory" | "ghostwhite" | "whitesmoke" | "floralwhite" | "mintcream" | "azure" => {
            Some((255, false))
        }
        _ => None,
    }
}

/// The least lightness of a colour that is not seen on white, and the most of one on which white is.
const PALE: u8 = 0xf0;
const DARK: u8 = 0xa0;

/// What the colour of type does to it.
pub(super) fn turns_pale(value: &str) -> Option<Ink> {
    match light(value) {
        Some((_, true)) => Some(Ink::Clear),
        Some((PALE.., false)) => Some(Ink::Pale),
        _ if matches!(value, "inherit" | "currentcolor" | "unset") => None,
        _ => Some(Ink::Plain),
    }
}

/// Words in the value of a background that are no colours.
const PLACES: [&str; 22] = [
    "none",
    "no-repeat",
    "repeat",
    "repeat-x",
    "repeat-y",
    "left",
    "right",
    "top",
    "bottom",
    "center",
    "fixed",
    "scroll",
    "local",
    "cover",
    "contain",
    "inherit",
    "initial",
    "unset",
    "border-box",
    "padding-box",
    "content-box",
    "auto",
];

/// What a background is to the type on it.
pub(super) fn paints(value: &str) -> Option<Paper> {
    if value.contains("url(") || value.contains("gradient") || value.contains("var(") {
        return Some(Paper::Tinted);
    }
    let tinted = |lightness: u8| if lightness <= DARK { Paper::Dark } else { Paper::Tinted };
    let paper = |part: &str| match light(part) {
        Some((_, true)) => None,
        Some((PALE.., false)) => Some(Paper::Pale),
        Some((lightness, false)) => Some(tinted(lightness)),
        None if part.starts_with(|c: char| c.is_ascii_alphabetic()) && !PLACES.contains(&part) => {
            Some(Paper::Tinted)
        }
        None => None,
    };
    // A colour with brackets has spaces in it.
    if value.contains('(') { paper(value) } else { value.split_ascii_whitespace().find_map(paper) }
}

/// The number at the start of a value, and what follows it.
pub(super) fn number(value: &str) -> Option<(f32, &str)> {
    let end = value
        .bytes()
        .position(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+'))
        .unwrap_or(value.len());
    let (digits, unit) = value.split_at(end);
    Some((digits.parse().ok()?, unit))
}

pub(super) fn is_zero(value: &str) -> bool {
    number(value).is_some_and(|(number, unit)| number == 0.0 && !unit.starts_with('e'))
}

/// Whether a position lies far off the page: hundreds of pixels or more to the left or above.
pub(super) fn is_far(value: &str) -> bool {
    number(value).is_some_and(|(number, unit)| match unit {
        "em" | "rem" | "%" | "vw" | "vh" => number <= -90.0,
        _ => number <= -900.0,
    })
}

/// Whether a position lies as far off the page by being counted from its other side.
pub(super) fn is_far_back(value: &str) -> bool {
    number(value).is_some_and(|(number, unit)| match unit {
        "em" | "rem" | "%" | "vw" | "vh" => number >= 90.0,
        _ => number >= 900.0,
    })
}

/// Whether nothing is seen at an opacity.
pub(super) fn is_clear(value: &str) -> bool {
    const LEAST: f32 = 0.05;
    number(value).is_some_and(|(number, unit)| number <= if unit == "%" { LEAST * 100.0 } else { LEAST })
}

/// Whether a colour is computed in a way that is not followed here.
pub(super) fn is_unread(value: &str) -> bool {
    ["mix(", "lab(", "lch(", "hwb(", "color(", "dark("].iter().any(|function| value.contains(function))
}

/// A block of declarations without its comments.
pub(super) fn without_comments(block: &str) -> Cow<'_, str> {
    if !block.contains("/*") {
        return Cow::Borrowed(block);
    }
    let mut kept = String::with_capacity(block.len());
    let mut rest = block;
    while let Some((before, inside)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = inside.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

pub(super) fn numbers(value: &str) -> impl Iterator<Item = f32> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
    value.split(move |c| !is_part(c)).filter_map(|part| part.parse().ok())
}

/// How many columns a `grid-template-columns` makes, so far as that is written out.
pub(super) fn columns(value: &str) -> u16 {
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
pub(super) fn flat_tracks(mut tracks: &str) -> u16 {
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
pub(super) fn split_track(tracks: &str) -> (&str, &str) {
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
pub(super) fn grid_span(value: &str) -> u16 {
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
