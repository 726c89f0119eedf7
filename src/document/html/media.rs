//! Conditions of style sheets on where a page is shown: answered for a window of a usual size on a desk.
//!
//! A rule for windows between the usual sizes, or one whose condition is not understood, may hold or not.

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Answer {
    No,
    Maybe,
    Yes,
}

impl Answer {
    fn not(self) -> Answer {
        match self {
            Answer::No => Answer::Yes,
            Answer::Maybe => Answer::Maybe,
            Answer::Yes => Answer::No,
        }
    }

    fn of(holds: bool) -> Answer {
        if holds { Answer::Yes } else { Answer::No }
    }
}

/// Widths and heights of usual windows, the least and the most, in pixels.
const WIDTHS: [f32; 2] = [1_280.0, 1_920.0];
const HEIGHTS: [f32; 2] = [720.0, 1_080.0];

/// Whether a list of media queries holds.
pub(super) fn holds(queries: &str) -> Answer {
    let queries = queries.trim_ascii().to_ascii_lowercase();
    queries.split(',').map(|query| whole(query.trim_ascii())).max().unwrap_or(Answer::Yes)
}

/// `only screen and (min-width: 600px)`.
fn whole(query: &str) -> Answer {
    let (query, negated) = match query.strip_prefix("not ") {
        Some(rest) => (rest.trim_ascii(), true),
        None => (query.strip_prefix("only ").unwrap_or(query).trim_ascii(), false),
    };
    let answer = condition(query);
    if negated { answer.not() } else { answer }
}

/// Parts joined by `and` or `or`, each in brackets or a kind of medium.
fn condition(query: &str) -> Answer {
    let (mut all, mut any) = (Answer::Yes, None);
    let mut rest = query;
    let mut is_or = false;
    while !rest.is_empty() {
        let (part, after) = split_part(rest);
        rest = after.trim_ascii_start();
        match part {
            "and" => {}
            "or" => is_or = true,
            "not" => return Answer::Maybe,
            part => {
                let answer = match part.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')) {
                    Some(inside)
                        if inside.trim_ascii_start().starts_with(['(', 'n']) && !inside.contains(':')
                            || inside.contains('(') =>
                    {
                        condition_in(inside.trim_ascii())
                    }
                    Some(inside) => feature(inside.trim_ascii()),
                    None => medium(part),
                };
                all = all.min(answer);
                any = any.max(Some(answer));
            }
        }
    }
    if is_or { any.unwrap_or(Answer::Yes) } else { all }
}

/// A condition within brackets of its own.
fn condition_in(inside: &str) -> Answer {
    match inside.strip_prefix("not") {
        // `not (hover)`; brackets nest no deeper here.
        Some(negated) => match negated.trim_ascii().strip_prefix('(').and_then(|one| one.strip_suffix(')')) {
            Some(one) if !one.contains('(') => feature(one.trim_ascii()).not(),
            _ => Answer::Maybe,
        },
        None => match inside.strip_prefix('(').and_then(|one| one.strip_suffix(')')) {
            Some(one) if !one.contains(['(', ')']) => feature(one.trim_ascii()),
            _ => Answer::Maybe,
        },
    }
}

/// The first word or bracket of a condition, and the rest.
fn split_part(query: &str) -> (&str, &str) {
    let mut depth = 0_i32;
    for (at, byte) in query.bytes().enumerate() {
        match byte {
            b'(' if depth == 0 && at > 0 => return query.split_at(at),
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth <= 0 {
                    return query.split_at(at + 1);
                }
            }
            byte if depth == 0 && byte.is_ascii_whitespace() => return query.split_at(at),
            _ => {}
        }
    }
    (query, "")
}

fn medium(name: &str) -> Answer {
    match name {
        "" | "all" | "screen" => Answer::Yes,
        "print" | "speech" | "aural" | "braille" | "handheld" | "tv" | "tty" | "projection" | "embossed" => {
            Answer::No
        }
        _ => Answer::Maybe,
    }
}

/// `min-width: 600px`, `width >= 600px`, `400px <= width < 900px`, `hover`.
fn feature(text: &str) -> Answer {
    if let Some((name, value)) = text.split_once(':') {
        return named(name.trim_ascii(), value.trim_ascii());
    }
    if !text.contains(['<', '>', '=']) {
        return match text {
            "hover" | "any-hover" | "pointer" | "any-pointer" | "color" | "width" | "height"
            | "scripting" => Answer::Yes,
            "monochrome" | "grid" | "inverted-colors" => Answer::No,
            _ => Answer::Maybe,
        };
    }
    let is_sign = |c: char| matches!(c, '<' | '>' | '=');
    let words: Vec<&str> = text.split(is_sign).map(str::trim_ascii).filter(|word| !word.is_empty()).collect();
    let signs: Vec<&str> = text.split(|c| !is_sign(c)).filter(|sign| !sign.is_empty()).collect();
    let compare = |left: &str, sign: &str, right: &str| {
        let (name, value, sign) = match (sizes(left), sizes(right)) {
            (Some(_), None) => (left, right, sign),
            (None, Some(_)) => (right, left, turned(sign)),
            _ => return Answer::Maybe,
        };
        within(name, value, |size, limit| match sign {
            ">=" => size >= limit,
            "<=" => size <= limit,
            ">" => size > limit,
            "<" => size < limit,
            _ => size == limit,
        })
    };
    match (words.as_slice(), signs.as_slice()) {
        ([left, right], [sign]) => compare(left, sign, right),
        ([low, name, high], [first, second]) => compare(low, first, name).min(compare(name, second, high)),
        _ => Answer::Maybe,
    }
}

fn turned(sign: &str) -> &'static str {
    match sign {
        ">=" => "<=",
        "<=" => ">=",
        ">" => "<",
        "<" => ">",
        _ => "=",
    }
}

fn named(name: &str, value: &str) -> Answer {
    if let Some(name) = name.strip_prefix("min-") {
        return within(name, value, |size, limit| size >= limit);
    }
    if let Some(name) = name.strip_prefix("max-") {
        return within(name, value, |size, limit| size <= limit);
    }
    let usual = match name {
        "orientation" => "landscape",
        "hover" | "any-hover" => "hover",
        "pointer" | "any-pointer" => "fine",
        "prefers-color-scheme" => "light",
        "prefers-reduced-motion"
        | "prefers-contrast"
        | "prefers-reduced-data"
        | "prefers-reduced-transparency" => "no-preference",
        "display-mode" => "browser",
        "scripting" => "enabled",
        "forced-colors" | "inverted-colors" => "none",
        "update" => "fast",
        "monochrome" | "grid" => "0",
        _ => return within(name, value, |size, limit| size == limit),
    };
    Answer::of(value == usual)
}

/// The least and the most a feature measures in usual windows.
fn sizes(name: &str) -> Option<[f32; 2]> {
    match name {
        "width" | "device-width" => Some(WIDTHS),
        "height" | "device-height" => Some(HEIGHTS),
        "resolution" | "device-pixel-ratio" | "-webkit-device-pixel-ratio" => Some([1.0, 2.0]),
        _ => None,
    }
}

/// Whether something holds for what a feature measures and a limit.
fn within(name: &str, limit: &str, holds: impl Fn(f32, f32) -> bool) -> Answer {
    // `-webkit-min-device-pixel-ratio`.
    let name =
        name.strip_prefix("-webkit-min-").or_else(|| name.strip_prefix("-webkit-max-")).unwrap_or(name);
    let (Some([least, most]), Some(limit)) = (sizes(name), length(limit)) else { return Answer::Maybe };
    match (holds(least, limit), holds(most, limit)) {
        (true, true) => Answer::Yes,
        (false, false) => Answer::No,
        _ => Answer::Maybe,
    }
}

/// A length in pixels, or a number of dots.
fn length(value: &str) -> Option<f32> {
    let end = value.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-')).unwrap_or(value.len());
    let (number, unit) = value.split_at_checked(end)?;
    let per_unit = match unit.trim_ascii() {
        "" | "px" | "dppx" | "x" => 1.0,
        "em" | "rem" => 16.0,
        "pt" => 96.0 / 72.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "in" => 96.0,
        "dpi" => 1.0 / 96.0,
        _ => return None,
    };
    Some(number.parse::<f32>().ok()? * per_unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_on_a_desk() {
        for query in [
            "",
            "all",
            "only screen",
            "print, screen",
            "(min-width: 768px)",
            "screen and (min-width:48em) and (orientation:landscape)",
            "(width >= 768px)",
            "(600px <= width)",
            "(hover: hover)",
            "not print",
            "not all and (max-width: 900px)",
            "(prefers-color-scheme: light)",
            "(not (max-width: 900px))",
            "(max-width: 600px) or (min-width: 601px)",
        ] {
            assert_eq!(holds(query), Answer::Yes, "{query}");
        }
    }

    #[test]
    fn what_does_not() {
        for query in [
            "print",
            "screen and (max-width:767.98px)",
            "(400px <= width < 900px)",
            "(orientation: portrait)",
            "(hover: none) and (pointer: coarse)",
            "not screen",
            "(prefers-reduced-motion: reduce)",
        ] {
            assert_eq!(holds(query), Answer::No, "{query}");
        }
        for query in [
            "(min-width: 1400px)",
            "(max-height: 800px)",
            "(video-dynamic-range: high)",
            "(min-width: calc(1px))",
        ] {
            assert_eq!(holds(query), Answer::Maybe, "{query}");
        }
    }
}
