//! `nianbao score`: measures a dataset against hand-checked figures.

use std::io::{self, Write};

use serde::Serialize;

use super::args::{Global, Score as Args, ScoreFormat};
use super::talk::{self, counted, one_line, thousands};
use super::{ExitStatus, forms};
use crate::score::{Count, Error, Outcome, Score, score};
use crate::stats::wilson;

pub(super) fn run(global: &Global, args: &Args) -> anyhow::Result<ExitStatus> {
    let forms = forms(global)?;
    let score = score(&args.golden, &args.dataset, &forms)?;
    let mut out = talk::stdout();
    match args.format {
        ScoreFormat::Text => text(&mut out, &score, global.verbose)?,
        ScoreFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &Json::new(&score)).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(ExitStatus::Done)
}

/// How many of the errors that are not silent are listed without `--verbose`.
const LISTED: usize = 20;

fn text(out: &mut impl Write, score: &Score, verbose: bool) -> io::Result<()> {
    for (name, checked, figures) in &score.sparse {
        writeln!(
            out,
            "note: {} lists {}, the dataset has {figures} of that report. What a file does not list counts as invented: list all that the report prints.",
            one_line(name),
            counted(*checked as u64, "figure")
        )?;
    }
    writeln!(out, "silent errors (wrong or invented, yet high): {}", thousands(score.silent.len() as u64))?;
    for error in &score.silent {
        line(out, error)?;
    }
    writeln!(out, "\nlevel      figures     right   wrong invented  reliability (95% interval)")?;
    for (level, count) in &score.levels {
        let [figures, right] = [count.figures(), count.right].map(thousands);
        let [wrong, invented] = [count.wrong, count.invented].map(thousands);
        writeln!(out, "{level:<9} {figures:>8} {right:>9} {wrong:>7} {invented:>8}  {}", reliability(count))?;
    }
    writeln!(out, "\ntable       checked     right   wrong  missing invented")?;
    for (table, count) in &score.tables {
        let checked = thousands(count.right + count.wrong + count.missing);
        let [right, wrong, missing, invented] =
            [count.right, count.wrong, count.missing, count.invented].map(thousands);
        writeln!(out, "{table:<10} {checked:>8} {right:>9} {wrong:>7} {missing:>8} {invented:>8}")?;
    }
    writeln!(out, "\n{} compared", counted(score.reports, "report"))?;
    if !score.without_report.is_empty() {
        writeln!(out, "not in the dataset: {}", score.without_report.join(", "))?;
    }
    if !score.errors.is_empty() {
        writeln!(out, "\nother errors: {}", thousands(score.errors.len() as u64))?;
        let listed = if verbose { score.errors.len() } else { LISTED };
        for error in score.errors.iter().take(listed) {
            line(out, error)?;
        }
        if score.errors.len() > listed {
            writeln!(out, "  … and {} more; --verbose lists them all", score.errors.len() - listed)?;
        }
    }
    Ok(())
}

fn line(out: &mut impl Write, error: &Error) -> io::Result<()> {
    let source = one_line(&error.source);
    let key = &error.key;
    let expected = or_none(&error.expected);
    match error.outcome {
        Outcome::Missing => return writeln!(out, "  {source} {key}: missing, expected {expected}"),
        Outcome::Invented => write!(out, "  {source} {key}: invented, got {}", or_none(&error.got))?,
        _ => write!(out, "  {source} {key}: expected {expected}, got {}", or_none(&error.got))?,
    }
    write!(out, ", published {:?}, {}", error.published, error.locator)?;
    if let Some(level) = error.confidence.filter(|&level| level != "high") {
        write!(out, ", {level}")?;
    }
    if !error.flags.is_empty() {
        write!(out, ", {}", error.flags)?;
    }
    writeln!(out)
}

fn or_none(number: &str) -> &str {
    if number.is_empty() { "no number" } else { number }
}

/// The share of right figures among those of a level.
fn reliability(count: &Count) -> String {
    let whole = count.figures();
    if whole == 0 {
        return "–".to_string();
    }
    let (low, high) = wilson(count.right, whole);
    let share = count.right as f64 / whole as f64;
    format!("{} ({}–{})", precise(share), precise(low), precise(high))
}

/// A share in percent with the digits that a promise of one in 100,000 needs, never rounded up to all.
fn precise(share: f64) -> String {
    if share >= 1.0 {
        return "100%".to_string();
    }
    format!("{:.4}%", (share * 1_000_000.0).floor() / 10_000.0)
}

#[derive(Serialize)]
struct Json<'a> {
    reports: u64,
    without_report: &'a [String],
    sparse: &'a [(String, usize, usize)],
    levels: Vec<JsonCount<'a>>,
    tables: Vec<JsonCount<'a>>,
    silent: &'a [Error],
    errors: &'a [Error],
}

#[derive(Serialize)]
struct JsonCount<'a> {
    name: &'a str,
    #[serde(flatten)]
    count: Count,
    #[serde(skip_serializing_if = "Option::is_none")]
    reliability: Option<[f64; 3]>,
}

impl<'a> Json<'a> {
    fn new(score: &'a Score) -> Json<'a> {
        let level = |(name, count): &(&'a str, Count)| {
            let whole = count.figures();
            let (low, high) = wilson(count.right, whole);
            let reliability = (whole > 0).then(|| [count.right as f64 / whole as f64, low, high]);
            JsonCount { name, count: *count, reliability }
        };
        let table = |(name, count): &'a (String, Count)| JsonCount { name, count: *count, reliability: None };
        Json {
            reports: score.reports,
            without_report: &score.without_report,
            sparse: &score.sparse,
            levels: score.levels.iter().map(level).collect(),
            tables: score.tables.iter().map(table).collect(),
            silent: &score.silent,
            errors: &score.errors,
        }
    }
}
