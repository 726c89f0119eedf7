//! `nianbao audit`: checks a dataset for what does not add up.

use std::io::Write;
use std::path::Path;

use unicode_width::UnicodeWidthStr;

use super::args::{Audit as Args, FailOn, Global, Language};
use super::export::follow;
use super::talk::{self, Loudness, counted, thousands};
use super::{ExitStatus, forms};
use crate::audit::{self, Lang, Mark, Options, Shown, ShownCell, ShownFinding, ShownTable, Summary, Verdict};
use crate::dataset::columns::FINDINGS;
use crate::template::Forms;

pub(super) fn run(global: &Global, args: &Args) -> anyhow::Result<ExitStatus> {
    let lang = args.lang.into();
    if args.checks.iter().any(|code| code == "list") {
        return list(lang, global.verbose);
    }
    let Some(dir) = &args.dataset else {
        anyhow::bail!("name the folder of a dataset: nianbao audit DIR");
    };
    let forms = forms(global)?;
    if let Some(report) = &args.show {
        return show(dir, &forms, report, lang);
    }
    let options = Options { checks: args.checks.clone(), lang, excel: args.excel };
    let summary = audit::run(dir, &forms, &options)?;
    follow(global, dir, &[FINDINGS])?;
    let loudness = Loudness::new(global);
    if loudness > Loudness::Quiet {
        tell(&summary);
        talk::say(format_args!("findings written to {}", dir.join("findings.csv").display()));
    }
    let failed = args.fail_on == FailOn::Finding && summary.total() > 0;
    if failed && loudness == Loudness::Quiet {
        talk::say(counted(summary.total(), "finding"));
    }
    Ok(if failed { ExitStatus::DoneWithFailures } else { ExitStatus::Done })
}

impl From<Language> for Lang {
    fn from(language: Language) -> Lang {
        match language {
            Language::Zh => Lang::Zh,
            Language::En => Lang::En,
        }
    }
}

/// Says what came of it.
pub(super) fn tell(summary: &Summary) {
    for note in &summary.notes {
        talk::say(format_args!("note: {}", talk::one_line(note)));
    }
    talk::say(format_args!(
        "{} checked, {}",
        counted(summary.reports, "report"),
        counted(summary.total(), "finding")
    ));
    if !summary.findings.is_empty() {
        talk::say(format_args!("  {:<22} {:>9} {:>10} {:>6}", "", "published", "extraction", "note"));
    }
    for about in audit::checks() {
        let count = |verdict| summary.findings.get(&(about.code.into(), verdict)).copied().unwrap_or(0);
        let [published, extraction, note] = Verdict::ALL.map(count);
        if published + extraction + note > 0 {
            let [published, extraction, note] = [published, extraction, note].map(thousands);
            talk::say(format_args!("  {:<22} {published:>9} {extraction:>10} {note:>6}", about.code));
        }
    }
}

/// `--show`: one report with what does not add up.
fn show(dir: &Path, forms: &Forms, report: &str, lang: Lang) -> anyhow::Result<ExitStatus> {
    let shown = audit::show(dir, forms, report, lang)?;
    let mut out = talk::stdout();
    let year = shown.year.map(|year| format!(" {year}")).unwrap_or_default();
    writeln!(out, "{}{year}\n{}  {}", shown.agency, shown.report_id, talk::one_line(&shown.source))?;
    writeln!(out, "{}", verdicts(&shown, lang))?;
    for table in &shown.tables {
        draw(&mut out, table)?;
    }
    let cells = shown.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let marks: Vec<Mark> = cells.map(|cell| cell.mark).collect();
    let legend = [
        (Mark::Broken, ["[ ] stands in a sum that does not come out", "[ ] 所在的合计不平"]),
        (Mark::Suspect, ["{ } may be the one that is not as it should be", "{ } 可能与应有之数不同"]),
    ];
    let used = legend.iter().filter(|(mark, _)| marks.contains(mark));
    let used: Vec<&str> = used.map(|(_, [en, zh])| if lang == Lang::Zh { *zh } else { *en }).collect();
    if !used.is_empty() {
        writeln!(out, "\n{}", used.join("   "))?;
    }
    let mut last: &[String] = &[];
    for finding in &shown.findings {
        told(&mut out, finding, last, lang)?;
        last = &finding.suspects;
    }
    out.flush()?;
    Ok(ExitStatus::Done)
}

/// How many findings there are of each verdict, and what the verdicts mean.
fn verdicts(shown: &Shown, lang: Lang) -> String {
    if shown.findings.is_empty() {
        let [en, zh] = ["Nothing that does not add up was found.", "未发现不平之处。"];
        return format!("\n{}", if lang == Lang::Zh { zh } else { en });
    }
    let mut lines = String::new();
    for verdict in Verdict::ALL {
        let count = shown.findings.iter().filter(|shown| shown.finding.verdict == verdict).count();
        if count == 0 {
            continue;
        }
        let [en, zh] = match verdict {
            Verdict::Published => {
                ["the agency printed it so: independent readings agree", "原文如此：各次读取一致"]
            }
            Verdict::Extraction => {
                ["may be our misreading: look at the source", "可能是本程序误读：请核对原文"]
            }
            Verdict::Note => ["worth a look, no more", "仅供留意"],
        };
        let meaning = if lang == Lang::Zh { zh } else { en };
        lines += &format!("\n{count} {} ({meaning})", verdict.as_str());
    }
    lines
}

/// A finding: what is printed where, and the cells that would explain it, unless they are those of the last one.
fn told(out: &mut impl Write, shown: &ShownFinding, last: &[String], lang: Lang) -> std::io::Result<()> {
    let ShownFinding { finding, locator, suspects } = shown;
    writeln!(out, "\n{} ({}) {}", finding.check, finding.verdict.as_str(), talk::one_line(&finding.detail))?;
    let [place, may_be, as_above] = match lang {
        Lang::Zh => ["位置：", "可能不同的单元格：", "同上"],
        Lang::En => ["at: ", "suspects: ", "as above"],
    };
    if !locator.is_empty() {
        writeln!(out, "    {place}{}", talk::one_line(locator))?;
    }
    match suspects.as_slice() {
        [] => Ok(()),
        same if same == last => writeln!(out, "    {may_be}{as_above}"),
        sets => writeln!(out, "    {may_be}{}", talk::one_line(&sets.join(" | "))),
    }
}

/// The widest label of a row, in columns of a terminal.
const LABEL: usize = 34;

/// A table in plain text: numbers to the right, marks around those that are spoken of.
fn draw(out: &mut impl Write, table: &ShownTable) -> std::io::Result<()> {
    writeln!(out, "\n{}", table.heading)?;
    let cell = |cell: &ShownCell| match cell.mark {
        Mark::Plain => format!(" {} ", cell.text),
        Mark::Broken => format!("[{}]", cell.text),
        Mark::Suspect => format!("{{{}}}", cell.text),
    };
    let rows: Vec<(String, Vec<String>)> =
        table.rows.iter().map(|row| (cut(&row.label, LABEL), row.cells.iter().map(cell).collect())).collect();
    let heads: Vec<String> = table.columns.iter().map(|head| format!(" {} ", cut(head, 16))).collect();
    let label = rows.iter().map(|(label, _)| label.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..heads.len())
        .map(|at| {
            let column = rows.iter().filter_map(|(_, cells)| cells.get(at)).chain(heads.get(at));
            column.map(|text| text.width()).max().unwrap_or(0)
        })
        .collect();
    let line = |first: &str, cells: &[String]| {
        let mut line = format!("{first}{}", " ".repeat(label.saturating_sub(first.width())));
        for (cell, width) in cells.iter().zip(&widths) {
            line.push(' ');
            line.push_str(&" ".repeat(width.saturating_sub(cell.width())));
            line.push_str(cell);
        }
        line
    };
    writeln!(out, "{}", line("", &heads))?;
    for (label, cells) in &rows {
        writeln!(out, "{}", line(label, cells))?;
    }
    Ok(())
}

/// A text of at most some columns of a terminal.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_string();
    }
    let mut cut = String::new();
    for c in text.chars() {
        if cut.width() + 3 > width {
            break;
        }
        cut.push(c);
    }
    cut + "…"
}

/// `--checks list`: every check with what it checks; with `--verbose` the page `docs/checks.md`.
fn list(lang: Lang, verbose: bool) -> anyhow::Result<ExitStatus> {
    let mut out = talk::stdout();
    if verbose {
        out.write_all(audit::page().as_bytes())?;
        out.flush()?;
        return Ok(ExitStatus::Done);
    }
    for about in audit::checks() {
        writeln!(out, "{:<22} {}", about.code, about.checks.of(lang))?;
    }
    out.flush()?;
    Ok(ExitStatus::Done)
}
