//! The only place that writes to the terminal: data to standard output, talk to standard error.

use std::fmt::Display;
use std::io::{self, Write};

use super::args::{Color, Global};
pub(super) use crate::common::thousands;

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Loudness {
    /// Only what went wrong.
    Quiet,
    /// What a person wants to know.
    Usual,
    /// Also what explains it.
    Verbose,
}

impl Loudness {
    pub(super) fn new(global: &Global) -> Loudness {
        match (global.quiet, global.verbose) {
            (true, _) => Loudness::Quiet,
            (false, true) => Loudness::Verbose,
            (false, false) => Loudness::Usual,
        }
    }
}

/// Decides about colour for all that is written. `NO_COLOR` and `CLICOLOR_FORCE` are heeded by `auto`.
pub(super) fn set_color(color: Color) {
    let choice = match color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

/// Standard output, for data.
pub(super) fn stdout() -> impl Write {
    io::BufWriter::new(io::stdout().lock())
}

/// Standard output with colours, which are left out where nobody sees them.
pub(super) fn painted() -> impl Write {
    io::BufWriter::new(anstream::stdout().lock())
}

/// Says something on standard error. If nobody listens there, nobody can be told.
pub(super) fn say(what: impl Display) {
    let _ = writeln!(anstream::stderr().lock(), "{what}");
}

/// Says what went wrong, in one line.
pub(super) fn error(what: impl Display) {
    say(format_args!("{RED}error:{PLAIN} {}", one_line(&what.to_string())));
}

/// Says what to do about it.
pub(super) fn hint(what: impl Display) {
    say(format_args!("{BOLD}hint:{PLAIN} {}", one_line(&what.to_string())));
}

pub(super) const RED: &str = "\u{1b}[1;31m";
pub(super) const YELLOW: &str = "\u{1b}[33m";
pub(super) const CYAN: &str = "\u{1b}[36m";
pub(super) const BOLD: &str = "\u{1b}[1m";
pub(super) const PLAIN: &str = "\u{1b}[0m";

/// A text without line breaks, and without what would steer the terminal: names of files come from anywhere.
pub(super) fn one_line(text: &str) -> String {
    let folded = text
        .split(['\n', '\r'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("; ");
    folded.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// `1 report`, `2 reports`.
pub(super) fn counted(number: u64, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", thousands(number))
}

/// A share in percent, never rounded up to all or down to nothing.
pub(super) fn percent(part: u64, whole: u64) -> String {
    if part == whole {
        return if whole == 0 { "–".to_string() } else { "100%".to_string() };
    }
    let share = 100.0 * part as f64 / whole as f64;
    format!("{:.1}%", if part == 0 { 0.0 } else { share.clamp(0.1, 99.9) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(
            (thousands(0), thousands(999), thousands(1_234_567)),
            ("0".into(), "999".into(), "1,234,567".into())
        );
        assert_eq!(percent(99_999, 100_000), "99.9%");
        assert_eq!((percent(0, 5), percent(5, 5), percent(0, 0)), ("0.0%".into(), "100%".into(), "–".into()));
        assert_eq!((counted(1, "report"), counted(2, "report")), ("1 report".into(), "2 reports".into()));
        assert_eq!(one_line("a\n  b\u{1b}[2J"), "a; b\u{fffd}[2J");
    }
}
