//! `nianbao demo`: crawls a portal of our own on loopback, reads its reports, and shows a person what comes out.

use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use unicode_width::UnicodeWidthStr;

use super::ExitStatus;
use super::args::{Demo, Fetching, Global, Run};
use super::demo_corpus::DOCUMENTS;
use super::talk::{self, Loudness};
use crate::audit::{self, Verdict};
use crate::compare::plot::{Chart, plot};
use crate::compare::{self, By, Join};
use crate::dataset::DatasetError;
use crate::dataset::read::{self, FigureRow};
use crate::document;
use crate::normalise::identify;
use crate::portal::demo;
use crate::portal::serve::Server;
use crate::report::Flags;

/// How many figures are shown before those that are shown for their flags.
const FIRST_FIGURES: usize = 3;

/// Time between two requests to one host of the demo: nobody's server has to be spared.
const DELAY: Duration = Duration::from_millis(5);

pub(super) fn run(global: &Global, args: &Demo) -> anyhow::Result<ExitStatus> {
    let documents: Vec<_> =
        DOCUMENTS.iter().map(|(name, bytes)| (*name, *bytes, title(name, bytes))).collect();
    let server = Server::start(demo::portal(&documents))
        .context("cannot open a port on loopback for the portal of the demo")?;
    let loudness = Loudness::new(global);
    if loudness > Loudness::Quiet {
        talk::say(format_args!(
            "crawling {}, a made-up city with two agencies, served on this machine at {}",
            demo::START,
            server.proxy()
        ));
    }
    let crawl = Fetching {
        starts: vec![demo::START.to_string()],
        output: Some(args.output.clone()),
        delay: DELAY,
        // The hosts are made up; the server answers for all of them, as their proxy.
        proxy: Some(server.proxy()),
        allow_private_hosts: true,
        dry_run: false,
        refresh: false,
        contact: String::new(),
        max_pages: 1_000,
        max_depth: 12,
        max_redirects: 8,
        max_size: 32,
        max_time: Duration::from_secs(60),
        min_speed: 1,
        max_wait: Duration::from_secs(60),
        connections: 8,
    };
    let status = super::run::run(global, &Run { crawl, dataset: args.dataset.clone() })?;
    if loudness > Loudness::Quiet {
        show_reports(&args.output)?;
        show_figures(&args.output)?;
        show_findings(&args.output)?;
        show_ranking(global, &args.output)?;
        talk::say(what_now(&args.output));
    }
    Ok(status)
}

/// The title of a document, as a portal prints it in its list.
fn title(name: &str, bytes: &[u8]) -> String {
    let document = document::read(bytes);
    let parts = document.as_ref().map(identify::parts).unwrap_or_default();
    let title = parts.into_iter().next().map(|part| part.identity.title);
    title.filter(|title| !title.is_empty()).unwrap_or_else(|| name.to_string())
}

/// What a person has now, and what to do next.
fn what_now(dataset: &Path) -> String {
    // As it was called, so that the line can be typed as it stands, also after `cargo run`.
    let program = std::env::args().next().unwrap_or_else(|| "nianbao".to_string());
    format!(
        "\nThe portal and its reports are built into the program: one as an agency published its tables, the others made up, each to \
         show something.\nIn {}:\n  \
         figures.csv        every figure, with the cell as printed, its place in the source, confidence and flags\n  \
         wide.csv           the same for R, Stata or a spreadsheet: a row per report, a column per figure\n  \
         reports.csv        what became of each input, and why\n  \
         unplaced.csv       labels that fit nowhere in the form: for you to look at\n  \
         sentences.csv      the running text, sentence by sentence\n  \
         prose_figures.csv  every quantity that a sentence states, and the figures of the tables it gives\n  \
         measures.csv       the problems and measures that reports state\n  \
         pictures.csv       pictures and charts\n  \
         findings.csv       what does not add up, and which cells would explain it\n  \
         indicators.csv     rates with intervals, ranks and change\n  \
         coverage.csv       which agency published for which year, and whether in time\n  \
         agencies.csv       who reports, under which names, of which region and kind\n  \
         codebook.csv       what every column, flag and variable means\n  \
         crosswalk.csv      which figures of the forms of 2019 and 2021 may be compared, and which only look alike\n\
         With --excel there is an .xlsx beside each.\n\
         Next, your own portal: {program} run http://www.example.gov.cn/ -o dataset\n\
         With any dataset: {program} audit DIR, {program} compare DIR, {program} mine DIR, {program} report DIR (a web site)\n\
         Next, your own reports: {program} extract FOLDER -o dataset",
        dataset.display()
    )
}

fn show_reports(dataset: &Path) -> Result<(), DatasetError> {
    let mut rows = vec![["agency", "year", "template", "status", "figures", "high"].map(str::to_string)];
    for report in read::reports(dataset)? {
        let report = report?;
        let year = report.year.map(|year| year.to_string()).unwrap_or_default();
        let [status, template] = [report.status.as_str(), report.template.as_str()].map(str::to_string);
        let [figures, high] = [report.figures_found, report.high].map(|count| count.to_string());
        rows.push([report.agency, year, template, status, figures, high]);
    }
    show("from reports.csv:", &rows);
    Ok(())
}

/// The first figures, then the first with each flag.
fn show_figures(dataset: &Path) -> Result<(), DatasetError> {
    let mut rows = vec![["key", "published", "value", "unit", "confidence", "flags"].map(str::to_string)];
    let mut seen = Flags::NONE;
    for (index, figure) in read::figures(dataset)?.enumerate() {
        let figure = figure?;
        if index < FIRST_FIGURES || figure.flags.iter().any(|flag| !seen.contains(flag)) {
            figure.flags.iter().for_each(|flag| seen.insert(flag));
            rows.push(figure_row(figure));
        }
    }
    show(&format!("from figures.csv, the first {FIRST_FIGURES} and the first with each flag:"), &rows);
    Ok(())
}

/// How many findings are shown.
const FINDINGS: usize = 2;

/// The first findings whose figures the agencies published so.
fn show_findings(dataset: &Path) -> Result<(), DatasetError> {
    let findings = audit::read_findings(dataset)?;
    let published = findings.iter().filter(|finding| finding.verdict == Verdict::Published).take(FINDINGS);
    for (index, finding) in published.enumerate() {
        if index == 0 {
            talk::say("\nfrom findings.csv:");
        }
        let year = finding.year.map(|year| year.to_string()).unwrap_or_default();
        talk::say(format_args!("  {} {year}, {}: {}", finding.agency, finding.check, finding.detail));
    }
    Ok(())
}

/// How many agencies are ranked on the screen, and drawn.
const RANKED: usize = 10;
/// The picture of the ranking.
const PICTURE: &str = "disclosure_rate.png";

/// The ranking by the first indicator, and its picture.
fn show_ranking(global: &Global, dataset: &Path) -> anyhow::Result<()> {
    let forms = super::forms(global)?;
    let join = Join::default();
    let indicators = compare::builtin(&forms, &join)?;
    let mut rows = Vec::new();
    compare::compare(
        dataset,
        &indicators,
        &join,
        &forms,
        &super::places(global)?,
        global.jobs,
        &mut |row| {
            if row.indicator == 0 && row.by == By::Agency && row.value.is_some() {
                rows.push(row.clone());
            }
        },
    )?;
    // The year with most reports says most.
    let years = rows.iter().map(|row| row.year);
    let count = |year| rows.iter().filter(|row| row.year == year).count();
    if let (Some(year), Some(indicator)) = (years.max_by_key(|&year| (count(year), year)), indicators.first())
    {
        talk::say("\nfrom indicators.csv, a ranking:");
        super::compare::show(indicator, &mut rows, year, RANKED)?;
        plot(Chart::Ranking, indicator, &rows, year, RANKED, &dataset.join(PICTURE))?;
        talk::say(format_args!("the same as a picture: {}", dataset.join(PICTURE).display()));
    }
    Ok(())
}

fn figure_row(figure: FigureRow) -> [String; 6] {
    let value = figure.value.number().map(|number| number.to_string()).unwrap_or_default();
    let level = figure.confidence.as_str().to_string();
    let published = talk::one_line(&figure.published);
    [figure.key.to_string(), published, value, figure.unit.to_string(), level, figure.flags.to_string()]
}

/// Rows under a header, in columns.
fn show<const N: usize>(what: &str, rows: &[[String; N]]) {
    if rows.len() <= 1 {
        return;
    }
    talk::say(format_args!("\n{what}"));
    for row in rows {
        let mut line = String::from(" ");
        for (index, cell) in row.iter().enumerate() {
            let width =
                rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.width()).max().unwrap_or(0);
            line.push(' ');
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width - cell.width()));
        }
        talk::say(line.trim_end());
    }
}

/// Keeps the built-in reports and the list that says which they are in step.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_reports_are_those_of_the_list() -> std::io::Result<()> {
        let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
        let list = std::fs::read_to_string(corpora.join("demo.txt"))?;
        let paths = list.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
        let listed: Vec<&str> = paths.filter(|path| !path.is_empty()).collect();
        let built_in: Vec<&str> = DOCUMENTS.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, built_in, "src/cli/demo_corpus.rs and corpora/demo.txt name the same files");
        Ok(())
    }
}
