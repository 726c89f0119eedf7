//! `nianbao audit`: checks a dataset for what does not add up.

use std::io::Write;
use std::path::Path;

use super::args::{Audit as Args, FailOn, Global, Language};
use super::audit_show::show;
use super::export::follow;
use super::talk::{self, BOLD, Loudness, PLAIN, counted, thousands};
use super::{ExitStatus, forms};
use crate::audit::{self, Lang, Options, Summary, Verdict};
use crate::dataset::columns::FINDINGS;

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
        return show(dir, &forms, report, args);
    }
    let options = Options { checks: args.checks.clone(), lang, excel: args.excel };
    let summary = audit::run(dir, &forms, &options)?;
    follow(global, dir, &[FINDINGS])?;
    let loudness = Loudness::new(global);
    if loudness > Loudness::Quiet {
        tell(&summary);
        talk::say(format_args!("findings written to {}", dir.join("findings.csv").display()));
    }
    if loudness > Loudness::Quiet {
        tell_partial(dir);
    }
    let found = args.fail_on == FailOn::Finding && summary.total() > 0;
    if found && loudness == Loudness::Quiet {
        talk::say(counted(summary.total(), "finding"));
    }
    let unreadable = if args.fail_on >= FailOn::Unreadable { summary.unreadable.as_slice() } else { &[] };
    for (source, reason) in unreadable {
        talk::say(format_args!("unreadable: {}: {}", talk::one_line(source), talk::one_line(reason)));
    }
    let failed = found || !unreadable.is_empty();
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

/// Says that the findings of a dataset are those of some checks, where they are.
pub(super) fn tell_partial(dir: &Path) {
    if let Some(checks) = audit::partial(dir) {
        talk::say(format_args!(
            "{BOLD}note:{PLAIN} findings.csv has only what {} found; run nianbao audit {} for all checks",
            talk::one_line(&checks),
            dir.display()
        ));
    }
}

/// Says what came of it.
pub(super) fn tell(summary: &Summary) {
    for note in &summary.notes {
        talk::say(format_args!("{BOLD}note:{PLAIN} {}", talk::one_line(note)));
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
            talk::say(format_args!(
                "  {BOLD}{:<22}{PLAIN} {published:>9} {extraction:>10} {note:>6}",
                about.code
            ));
        }
    }
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
