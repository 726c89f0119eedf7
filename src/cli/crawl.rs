//! `nianbao crawl`: fetches reports from portals into an archive.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use unicode_width::UnicodeWidthStr;

use super::args::{Crawl, Fetching, Global};
use super::talk::{self, Loudness, counted, one_line, thousands};
use super::{ExitStatus, interrupt};
use crate::archive::catalogue::StateCount;
use crate::crawl::discover::Discoverer;
use crate::crawl::fetch::{Limits, Proxies};
use crate::crawl::{self, Event, Options, Plan, Progress, Summary, preview};
use crate::extract::Years;
use crate::inputs::Input;

pub(super) fn run(global: &Global, args: &Crawl) -> anyhow::Result<ExitStatus> {
    let plan = Plan::of(&args.crawl.starts)?;
    let options = options(&args.crawl, args.years)?;
    match &args.crawl.output {
        Some(output) if !args.crawl.dry_run => {
            let stop = interrupt::flag()?;
            let summary = fetch(global, &plan, &options, output, &stop, None)?;
            tell(Loudness::new(global), &summary, output);
            finished(&summary)?;
            Ok(ExitStatus::Done)
        }
        _ => dry_run(&plan, &options),
    }
}

/// What was typed, as the crawl wants it.
pub(super) fn options(args: &Fetching, years: Option<Years>) -> anyhow::Result<Options> {
    let limits = Limits {
        body: args.max_size << 20,
        time: args.max_time,
        connect: Limits::default().connect.min(args.max_time),
        speed: args.min_speed,
    };
    Ok(Options {
        limits,
        delay: args.delay,
        max_wait: args.max_wait,
        max_pages: args.max_pages,
        max_depth: args.max_depth,
        max_redirects: args.max_redirects,
        connections: args.connections.into(),
        allow_private: args.allow_private_hosts,
        proxies: Proxies::new(args.proxy.as_deref())?,
        contact: args.contact.clone(),
        years,
        refresh: args.refresh,
    })
}

/// Crawls, and says on the way how far it is. Pages that may be read go to `read`.
pub(super) fn fetch(
    global: &Global,
    plan: &Plan,
    options: &Options,
    output: &Path,
    stop: &AtomicBool,
    read: Option<&dyn Fn(Input)>,
) -> anyhow::Result<Summary> {
    let loudness = Loudness::new(global);
    let mut shown = Shown::new(loudness);
    let discoverer = discoverer(global)?;
    let result =
        crawl::crawl(plan, output, options, discoverer, read.is_some(), stop, &mut |event| match event {
            Event::Archived(input) => {
                if let Some(read) = read {
                    read(*input);
                }
            }
            Event::Progress(progress) => shown.progress(progress),
            Event::Earlier { known, waiting, lost } => {
                if known > 0 && loudness == Loudness::Verbose {
                    shown.say(format_args!(
                        "{}: {} known, {} of them waiting",
                        output.display(),
                        counted(known, "page"),
                        thousands(waiting)
                    ));
                }
                if lost > 0 {
                    shown.say(format_args!(
                        "{} pages were not on the disk and are fetched again",
                        thousands(lost)
                    ));
                }
            }
            Event::GaveUp { host, why, waiting } => {
                if loudness > Loudness::Quiet {
                    shown.say(format_args!(
                        "{}: given up with {} waiting: {}",
                        one_line(host),
                        counted(waiting, "page"),
                        one_line(why)
                    ));
                }
            }
            Event::Problem { address, what } => {
                if loudness > Loudness::Quiet {
                    shown.say(format_args!("{}: {}", one_line(address), one_line(what)));
                }
            }
        });
    shown.bar.finish_and_clear();
    Ok(result?)
}

/// What pages are known by: the built-in portal families, with those of `--data` beside them.
fn discoverer(global: &Global) -> anyhow::Result<Discoverer> {
    let folder = global.data.as_ref().map(|data| data.join("portals")).filter(|folder| folder.is_dir());
    Ok(match folder {
        Some(folder) => Discoverer::with_portals(&folder)?,
        None => Discoverer::builtin(),
    })
}

/// An error if the crawl was stopped before its end.
pub(super) fn finished(summary: &Summary) -> anyhow::Result<()> {
    if !summary.complete {
        anyhow::bail!(
            "stopped: {} fetched in this run; run the same command again to go on",
            counted(summary.pages, "page")
        );
    }
    Ok(())
}

/// How often a line is written where there is no terminal, and the bar is drawn where there is one.
const BETWEEN_LINES: Duration = Duration::from_secs(5);
const BETWEEN_DRAWS: Duration = Duration::from_millis(100);

/// How far a crawl is, for a person.
struct Shown {
    bar: ProgressBar,
    lines: bool,
    last: Instant,
}

impl Shown {
    fn new(loudness: Loudness) -> Shown {
        let shown = loudness > Loudness::Quiet;
        let terminal = std::io::stderr().is_terminal();
        let bar = if shown && terminal {
            let style = ProgressStyle::with_template("{spinner} {msg} in {elapsed}");
            ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
        } else {
            ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden())
        };
        Shown { bar, lines: shown && !terminal, last: Instant::now() }
    }

    fn progress(&mut self, progress: Progress) {
        let pause = if self.lines { BETWEEN_LINES } else { BETWEEN_DRAWS };
        if self.last.elapsed() < pause {
            return;
        }
        self.last = Instant::now();
        let Progress { busy, hosts, pages, reports, waiting, next } = progress;
        let next = match next {
            Some(next) if next.as_millis() > 100 => format!(", next in {:.1} s", next.as_secs_f32()),
            _ => String::new(),
        };
        let line = format!(
            "{} of {} busy, {}, {}, {} waiting{next}",
            thousands(busy),
            counted(hosts, "host"),
            counted(pages, "page"),
            counted(reports, "report"),
            thousands(waiting)
        );
        if self.lines {
            talk::say(line);
        } else {
            self.bar.set_message(line);
            self.bar.tick();
        }
    }

    fn say(&self, what: impl std::fmt::Display) {
        self.bar.suspend(|| talk::say(what));
    }
}

/// The closing table: a line per site, with counts by what became of its addresses.
pub(super) fn tell(loudness: Loudness, summary: &Summary, output: &Path) {
    if loudness == Loudness::Quiet {
        return;
    }
    talk::say(format_args!(
        "{} made, {} fetched, {} among them",
        counted(summary.requests, "request"),
        counted(summary.pages, "page"),
        counted(summary.reports, "report")
    ));
    for line in closing_table(&summary.counts) {
        talk::say(line);
    }
    for (host, why, waiting) in &summary.gave_up {
        talk::say(format_args!(
            "{} was given up with {} waiting ({}); run the same command again to try it again",
            one_line(host),
            counted(*waiting, "page"),
            one_line(why)
        ));
    }
    talk::say(format_args!("archive written to {}", output.display()));
}

/// Whether addresses of a state and kind are counted in a column.
type Counted = fn(&StateCount) -> bool;

/// The columns of the closing table: what is counted there.
const COLUMNS: [(&str, Counted); 8] = [
    ("reports", |count| count.state == "done" && count.kind == "report"),
    ("files", |count| count.state == "done" && count.kind == "attachment"),
    ("other pages", |count| count.state == "done" && !matches!(&*count.kind, "report" | "attachment")),
    ("blocked", |count| count.state == "blocked"),
    ("refused", |count| count.state == "refused"),
    ("failed", |count| count.state == "failed"),
    ("left", |count| count.state == "left"),
    ("waiting", |count| matches!(&*count.state, "waiting" | "old")),
];

fn closing_table(counts: &[StateCount]) -> Vec<String> {
    let mut sites: Vec<&str> = counts.iter().map(|count| count.site.as_str()).collect();
    sites.dedup();
    let mut rows: Vec<Vec<String>> = vec![
        std::iter::once("site").chain(COLUMNS.iter().map(|(name, _)| *name)).map(str::to_string).collect(),
    ];
    for site in sites {
        let of_site = || counts.iter().filter(|count| count.site == site);
        let cells =
            COLUMNS.iter().map(|(_, is)| of_site().filter(|count| is(count)).map(|count| count.count).sum());
        rows.push(std::iter::once(one_line(site)).chain(cells.map(|sum: u64| thousands(sum))).collect());
    }
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
    let widths: BTreeMap<usize, usize> =
        (0..=COLUMNS.len()).map(|column| (column, width(column).unwrap_or(0))).collect();
    let line = |row: &Vec<String>| {
        let mut line = String::from("  ");
        for (column, cell) in row.iter().enumerate() {
            let pad = " ".repeat(widths.get(&column).copied().unwrap_or(0).saturating_sub(cell.width()));
            line.push_str(&if column == 0 { format!("{cell}{pad}") } else { format!("  {pad}{cell}") });
        }
        line
    };
    rows.iter().map(line).collect()
}

/// `--dry-run`: what would be fetched first, what robots.txt says, how long the pauses are.
pub(super) fn dry_run(plan: &Plan, options: &Options) -> anyhow::Result<ExitStatus> {
    let mut out = csv::Writer::from_writer(talk::stdout());
    out.write_record(["site", "start", "scope", "years", "robots", "delay", "max_pages"])?;
    for start in preview::preview(plan, options)? {
        out.write_record([
            &start.site,
            &start.start,
            &start.scope.join(" "),
            &start.years.map(|years| years.to_string()).unwrap_or_default(),
            &start.robots,
            &start.delay.as_secs_f64().to_string(),
            &start.max_pages.to_string(),
        ])?;
    }
    out.into_inner().map_err(|error| error.into_error())?.flush()?;
    Ok(ExitStatus::Done)
}
