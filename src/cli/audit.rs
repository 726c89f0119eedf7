//! `nianbao audit`: checks a dataset for what does not add up.

use std::io::Write;

use super::args::{Audit as Args, FailOn, Global, Language};
use super::talk::{self, Loudness, counted, thousands};
use super::{ExitStatus, forms};
use crate::audit::{self, Lang, Options, Summary, Verdict};

pub(super) fn run(global: &Global, args: &Args) -> anyhow::Result<ExitStatus> {
    let lang = match args.lang {
        Language::Zh => Lang::Zh,
        Language::En => Lang::En,
    };
    if args.checks.iter().any(|code| code == "list") {
        return list(lang);
    }
    let Some(dir) = &args.dataset else {
        anyhow::bail!("name the folder of a dataset: nianbao audit DIR");
    };
    let forms = forms(global)?;
    let options = Options { checks: args.checks.clone(), lang, excel: args.excel };
    let summary = audit::run(dir, &forms, &options)?;
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

/// `--checks list`: every check with what it checks.
fn list(lang: Lang) -> anyhow::Result<ExitStatus> {
    let mut out = talk::stdout();
    for about in audit::checks() {
        writeln!(out, "{:<22} {}", about.code, about.checks.of(lang))?;
    }
    out.flush()?;
    Ok(ExitStatus::Done)
}
