//! What can be typed: one list, from which help, completions and the man page are made.

mod after;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::extract::Years;

pub(super) use after::{
    Audit, Compare, CompareBy, Export, Language, Mine, PlotChart, Report, Schema, SchemaFormat, Score,
    ScoreFormat, Show,
};

/// Reads the yearly disclosure reports of Chinese government agencies (政府信息公开工作年度报告) into one checked dataset
#[derive(Debug, Parser)]
#[command(
    name = "nianbao",
    version,
    before_help = "Example: nianbao extract reports/ -o dataset",
    after_help = "Exit status: 0 done; 1 done, but what --fail-on names happened; \
                  2 the command line is wrong or the job failed.",
    disable_help_subcommand = true
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options that every command takes.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// Say nothing but what went wrong
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// How many documents to read at once; 0 is one per core
    #[arg(short, long, global = true, value_name = "N", default_value_t = 0)]
    pub(super) jobs: usize,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
    /// Use the forms, aliases, word lists and lists of regions and agencies that stand in DIR (laid out as data/ in the
    /// repository) instead of the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Run(Run),
    Crawl(Crawl),
    Extract(Extract),
    Audit(Audit),
    Mine(Mine),
    Score(Score),
    Compare(Compare),
    Export(Export),
    Report(Report),
    Show(Show),
    Schema(Schema),
    Demo(Demo),
    Completions(Completions),
    #[command(hide = true)]
    Calibrate(Calibrate),
    /// Print the man page
    #[command(before_help = "Example: nianbao man > nianbao.1")]
    Man,
    #[command(name = crate::worker::COMMAND, hide = true)]
    PdfWorker(PdfWorker),
}

/// Crawl portals, read their reports, write the dataset: the main job
#[derive(Debug, Args)]
#[command(
    before_help = "Example: nianbao run http://www.yuncheng.gov.cn/ -o yuncheng --years 2019..2024",
    after_help = "Running the same command again continues it: what was fetched is not fetched again, what was read is \
                  not read again.\nThe reports are read while the crawl runs; the dataset appears in DIR when all are there."
)]
pub(super) struct Run {
    #[command(flatten)]
    pub(super) crawl: Fetching,
    #[command(flatten)]
    pub(super) dataset: Dataset,
}

/// Fetch reports from portals into an archive, and read nothing
#[derive(Debug, Args)]
#[command(
    before_help = "Example: nianbao crawl portals.toml -o archive --contact me@example.org",
    after_help = "Running the same command again continues it; with --refresh it asks again what may have changed.\n\
                  A host is never asked by two requests at a time, nor sooner than the delay after its last answer."
)]
pub(super) struct Crawl {
    #[command(flatten)]
    pub(super) crawl: Fetching,
    /// Only reports on these years: 2023, or 2019..2024 with both ends
    #[arg(long, value_name = "YEARS")]
    pub(super) years: Option<Years>,
}

/// Options of all commands that fetch.
#[derive(Debug, Args)]
pub(super) struct Fetching {
    /// Addresses to start from (a home page, a column, a list), or files like portals.toml
    #[arg(required = true, value_name = "START")]
    pub(super) starts: Vec<String>,
    /// The folder for archive, catalogue and dataset
    #[arg(short, long, value_name = "DIR", required_unless_present = "dry_run")]
    pub(super) output: Option<PathBuf>,
    /// Say what would be fetched, what robots.txt says and how long the pauses are, as CSV; fetch only robots.txt
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Ask again, after a crawl that came to its end, what may have changed since
    #[arg(long)]
    pub(super) refresh: bool,
    /// Seconds between an answer of a host and the next request to it
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = seconds)]
    pub(super) delay: Duration,
    /// An address or page where a portal can reach you; goes into the user agent
    #[arg(long, value_name = "CONTACT", default_value = "", hide_default_value = true)]
    pub(super) contact: String,
    /// Fetch through this proxy (http://HOST:PORT, socks5://HOST:PORT) instead of those in HTTP_PROXY and HTTPS_PROXY
    #[arg(long, value_name = "URL")]
    pub(super) proxy: Option<String>,
    /// Also ask addresses that are not public: loopback, private networks
    #[arg(long)]
    pub(super) allow_private_hosts: bool,
    /// The most pages of one site
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub(super) max_pages: u64,
    /// The most links from a start to a page
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub(super) max_depth: u16,
    /// The most redirects one after the other
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub(super) max_redirects: u16,
    /// The most bytes of one page, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 32, value_parser = clap::value_parser!(u64).range(1..=64))]
    pub(super) max_size: u64,
    /// The most seconds for one page
    #[arg(long, value_name = "SECONDS", default_value = "120", value_parser = seconds)]
    pub(super) max_time: Duration,
    /// The fewest bytes a second, once an answer has begun
    #[arg(long, value_name = "BYTES", default_value_t = 200)]
    pub(super) min_speed: u64,
    /// The longest pause, in seconds, that a host may ask for; one that wants more is left for another run
    #[arg(long, value_name = "SECONDS", default_value = "600", value_parser = seconds)]
    pub(super) max_wait: Duration,
    /// The most requests under way at one time, over all hosts
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u16).range(1..=4096))]
    pub(super) connections: u16,
}

/// Seconds, also parts of one.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| format!("{text:?} is not a number of seconds"))?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|duration| duration.as_secs() <= 86_400)
        .ok_or_else(|| format!("{text} is not between 0 seconds and a day"))
}

/// Read reports into a dataset
#[derive(Debug, Args)]
#[command(
    before_help = "Example: nianbao extract reports/ crawl.warc.gz -o dataset",
    after_help = "Running the same command again continues it: what was read before and has not changed is not read \
                  again.\nEach report that cannot be read is a row of reports.csv with the reason, and a line here."
)]
pub(super) struct Extract {
    /// Files, folders (with all below them), .warc or .warc.gz archives, a folder filled by `crawl`, - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// The folder for the dataset
    #[arg(short, long, value_name = "DIR", required_unless_present = "dry_run")]
    pub(super) output: Option<PathBuf>,
    /// List what would be read, and its format, as CSV; write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    #[command(flatten)]
    pub(super) dataset: Dataset,
}

/// Read PDFs for another process of this program
#[derive(Debug, Args)]
pub(super) struct PdfWorker {
    /// Address space in MiB
    pub(super) memory: u64,
}

/// Options of all commands that make a dataset.
#[derive(Debug, Clone, Args)]
pub(super) struct Dataset {
    /// Only reports on these years: 2023, or 2019..2024 with both ends; reports whose year cannot be told stay
    #[arg(long, value_name = "YEARS")]
    pub(super) years: Option<Years>,
    /// Make the files for Excel: byte-order mark, .xlsx beside each CSV, text that would run as a formula made harmless
    #[arg(long)]
    pub(super) excel: bool,
    /// Formats to write the tables in, joined by commas; CSV is always written
    #[arg(long, value_name = "FORMAT,...", value_delimiter = ',', default_value = "csv")]
    pub(super) format: Vec<ExportFormat>,
    /// How long one PDF may take to read
    #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(super) pdf_timeout: u64,
    /// How much memory reading one PDF may need, in MB
    #[arg(long, value_name = "MB", default_value_t = 1024, value_parser = clap::value_parser!(u64).range(128..=1_048_576))]
    pub(super) pdf_memory: u64,
    /// What makes the exit status 1
    #[arg(long, value_name = "WHAT", default_value = "unreadable")]
    pub(super) fail_on: FailOn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(super) enum FailOn {
    /// Nothing
    Never,
    /// A report that cannot be read
    Unreadable,
    /// That, or a finding of the audit
    Finding,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// The files that are always there
    Csv,
    /// Parquet: types and nulls kept, small and fast to load
    Parquet,
    /// A workbook for each table
    Xlsx,
}

/// Crawl a built-in portal on this machine and read its reports, to see what comes out
#[derive(Debug, Args)]
#[command(before_help = "Example: nianbao demo -o demo")]
pub(super) struct Demo {
    /// The folder for the dataset
    #[arg(short, long, value_name = "DIR", default_value = "nianbao-demo")]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) dataset: Dataset,
}

/// Print a completion script for a shell
#[derive(Debug, Args)]
#[command(
    before_help = "Example: nianbao completions bash > ~/.local/share/bash-completion/completions/nianbao"
)]
pub(super) struct Completions {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

/// Count how often figures with the same evidence are right (for scripts/calibrate.py)
#[derive(Debug, Args)]
pub(super) struct Calibrate {
    /// The folder of checked figures
    #[arg(long, value_name = "GOLD")]
    pub(super) golden: PathBuf,
    /// The documents
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
}
