//! How far a job is: a bar on a terminal, a line every few seconds elsewhere, nothing when quiet.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::talk::{self, Loudness, thousands};

/// How often a line is written where there is no terminal.
const BETWEEN_LINES: Duration = Duration::from_secs(5);

/// How far a job is.
pub(super) struct Progress {
    bar: ProgressBar,
    lines: bool,
    total: Option<u64>,
    last_line: Instant,
}

impl Progress {
    /// Progress of a job on so many inputs, if that can be told beforehand.
    pub(super) fn new(loudness: Loudness, total: impl FnOnce() -> Option<u64>) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        let shown = loudness > Loudness::Quiet;
        let total = if shown { total() } else { None };
        let bar = match total {
            _ if !shown || !terminal => ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden()),
            Some(total) => ProgressBar::new(total).with_style(style("{bar:30} {pos}/{len} {eta} left")),
            None => ProgressBar::new_spinner().with_style(style("{spinner} {pos} read in {elapsed}")),
        };
        Progress { bar, lines: shown && !terminal, total, last_line: Instant::now() }
    }

    /// So many inputs are written down.
    pub(super) fn written(&mut self, inputs: u64) {
        self.bar.set_position(inputs);
        if self.lines && self.last_line.elapsed() >= BETWEEN_LINES {
            self.last_line = Instant::now();
            let of = self.total.map(|total| format!(" of {}", thousands(total))).unwrap_or_default();
            talk::say(format_args!("read {}{of}", thousands(inputs)));
        }
    }

    /// Says something while the job goes on.
    pub(super) fn say(&self, what: impl std::fmt::Display) {
        self.bar.suspend(|| talk::say(what));
    }

    /// Takes the bar away.
    pub(super) fn finish(self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    // The templates are our own; one that does not parse would leave the usual bar.
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
