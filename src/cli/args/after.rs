//! What can be typed after the commands that look at a dataset or a document: audit, mine, compare, export, score, show, schema.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{ExportFormat, FailOn};

/// Compare agencies: indicators with intervals, ranks, funnel limits, change
#[derive(Debug, Args)]
#[command(
    before_help = "Example: nianbao compare dataset --indicator disclosure_rate --level county",
    after_help = "Writes indicators.csv with every indicator of every agency and year, and of agencies taken together by kind, level, \
                  city and province; the options choose what is shown here.\n\
                  A rank runs from the best to the worst place that the cases allow: one is surely better than another where their exact \
                  intervals do not overlap, all being so wide that they hold together with 95% confidence.\n\
                  Taken together, of the report of a place's government and those of its departments and of the places below it, those \
                  with more cases count, the government's where they are even; a change is that of the agencies with a value in both years."
)]
pub(in crate::cli) struct Compare {
    /// The dataset
    #[arg(value_name = "DIR")]
    pub(in crate::cli) dataset: PathBuf,
    /// Indicators of your own, in a file like data/indicators.toml
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) indicators: Option<PathBuf>,
    /// A CSV file with a column region_code, and year if its numbers change; formulas name its columns join.NAME
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) join: Option<PathBuf>,
    /// The indicator to show; the first one if not given
    #[arg(long, value_name = "KEY")]
    pub(in crate::cli) indicator: Option<String>,
    /// What to compare
    #[arg(long, value_name = "WHAT", default_value = "agency")]
    pub(in crate::cli) by: CompareBy,
    /// Only this year; the last one if not given
    #[arg(long, value_name = "YEAR")]
    pub(in crate::cli) year: Option<u16>,
    /// Only this kind of agency
    #[arg(long, value_name = "KIND")]
    pub(in crate::cli) kind: Option<String>,
    /// Only this level
    #[arg(long, value_name = "LEVEL")]
    pub(in crate::cli) level: Option<String>,
    /// Only this region and what lies in it: a name (江苏省, 江苏), or a code of which zeros at the end may be left out
    #[arg(long, value_name = "REGION")]
    pub(in crate::cli) region: Option<String>,
    /// How many rows to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(in crate::cli) top: usize,
    /// Draw what is shown: a file that ends in .svg or .png
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) plot: Option<PathBuf>,
    /// What to draw
    #[arg(long, value_name = "CHART", default_value = "ranking", requires = "plot")]
    pub(in crate::cli) chart: PlotChart,
    /// The language of what is said
    #[arg(long, value_name = "LANG", default_value = "en")]
    pub(in crate::cli) lang: Language,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PlotChart {
    /// A bar for each, with its interval
    Ranking,
    /// Each share by its number of cases, with the limits of chance
    Funnel,
    /// A small chart over the years for each
    Multiples,
    /// A line for each from the year before
    Slope,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CompareBy {
    /// Each agency
    Agency,
    /// Agencies of one kind and level together
    Kind,
    /// Agencies of one level together
    Level,
    /// Agencies of one city together
    City,
    /// Agencies of one province together
    Province,
}

/// Check a dataset for what does not add up, and write findings.csv
#[derive(Debug, Args)]
#[command(
    before_help = "Example: nianbao audit dataset --fail-on finding",
    after_help = "A finding is `published` where independent readings agree on every figure in it, else `extraction`; \
                  a `note` is only worth a look.\n--fail-on finding makes the exit status 1 for findings, not for notes."
)]
pub(in crate::cli) struct Audit {
    /// The dataset
    #[arg(value_name = "DIR")]
    pub(in crate::cli) dataset: Option<PathBuf>,
    /// Only these checks: codes joined by commas (R01-balance, or R01), also for --show; findings.csv then has no others. `list` prints all
    #[arg(long, value_name = "CODE,...", value_delimiter = ',')]
    pub(in crate::cli) checks: Vec<String>,
    /// Print the tables of one report with what does not add up, by its report_id or source; write nothing
    #[arg(long, value_name = "REPORT", requires = "dataset")]
    pub(in crate::cli) show: Option<String>,
    /// The language of the explanations
    #[arg(long, value_name = "LANG", default_value = "en")]
    pub(in crate::cli) lang: Language,
    /// Also make findings.xlsx, and text in findings.csv that would run as a formula harmless
    #[arg(long)]
    pub(in crate::cli) excel: bool,
    /// What makes the exit status 1
    #[arg(long, value_name = "WHAT", default_value = "unreadable")]
    pub(in crate::cli) fail_on: FailOn,
}

/// Keywords, themes and likeness of the reports of a dataset
#[derive(Debug, Args)]
#[command(
    before_help = "Example: nianbao mine dataset",
    after_help = "Reads the sentences of the dataset in DIR, writes topics.csv and similar.csv beside them."
)]
pub(in crate::cli) struct Mine {
    /// The dataset
    #[arg(value_name = "DIR")]
    pub(in crate::cli) dataset: PathBuf,
}

/// Write a dataset as Parquet or Excel files too, or as a balanced panel
#[derive(Debug, Args)]
#[command(
    before_help = "Example: nianbao export dataset --format parquet --panel",
    after_help = "Each CSV file of the dataset gets a file of the same name beside it. --panel writes panel.csv: one row for each \
                  agency and year, also where there is no report; gaps stay empty. audit, compare and mine then renew the formats \
                  of what they write; extract removes them if the dataset has changed."
)]
pub(in crate::cli) struct Export {
    /// The dataset
    #[arg(value_name = "DIR")]
    pub(in crate::cli) dataset: PathBuf,
    /// Formats, joined by commas
    #[arg(long, value_name = "FORMAT,...", value_delimiter = ',', required_unless_present = "panel")]
    pub(in crate::cli) format: Vec<ExportFormat>,
    /// Write panel.csv
    #[arg(long)]
    pub(in crate::cli) panel: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Language {
    /// Chinese
    Zh,
    /// English
    En,
}

/// Write a dataset as a web site in DIR/site that opens without a server
#[derive(Debug, Args)]
#[command(
    before_help = "Example: nianbao report dataset --lang zh",
    after_help = "Open DIR/site/index.html in a browser, or put the folder on any server. It shows what audit and compare have written; run them first.\n\
                  Running it again makes the site anew."
)]
pub(in crate::cli) struct Report {
    /// The dataset
    #[arg(value_name = "DIR")]
    pub(in crate::cli) dataset: PathBuf,
    /// The language of the pages
    #[arg(long, value_name = "LANG", default_value = "en")]
    pub(in crate::cli) lang: Language,
}

/// Measure a dataset against hand-checked figures
#[derive(Debug, Args)]
#[command(
    before_help = "Example: nianbao score --golden golden/ dataset",
    after_help = "GOLD holds NAME.csv (table,row,column,value) for the input NAME.*, NAME#2.csv for its second report.\n\
                  An empty value is a cell without a number; a figure that the report does not print has no line."
)]
pub(in crate::cli) struct Score {
    /// The folder of hand-checked figures
    #[arg(long, value_name = "GOLD")]
    pub(in crate::cli) golden: PathBuf,
    /// The dataset
    #[arg(value_name = "DIR")]
    pub(in crate::cli) dataset: PathBuf,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(in crate::cli) format: ScoreFormat,
}

/// Draw a page of a PDF with a figure framed, or all that was read in its tables
#[derive(Debug, Args)]
#[command(
    before_help = "Example: nianbao show report.pdf --figure requests.received_new.natural_person",
    after_help = "KEY is a key of figures.csv or a column of wide.csv. --tables draws rulings, cells and labels, and the \
                  figures coloured by confidence: one PNG per page that has tables."
)]
pub(in crate::cli) struct Show {
    /// The PDF, or - for standard input
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
    /// Frame this figure on its page
    #[arg(long, value_name = "KEY", required_unless_present = "tables")]
    pub(in crate::cli) figure: Option<String>,
    /// Draw what was read on every page with tables
    #[arg(long, conflicts_with = "figure")]
    pub(in crate::cli) tables: bool,
    /// Which report, in a file that holds several, counted from 1
    #[arg(long, value_name = "N")]
    pub(in crate::cli) report: Option<usize>,
    /// The PNG file to write; with --tables, the folder for them
    #[arg(short, long, value_name = "PATH")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// How long it may take
    #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(in crate::cli) pdf_timeout: u64,
    /// How much memory it may need, in MB
    #[arg(long, value_name = "MB", default_value_t = 1024, value_parser = clap::value_parser!(u64).range(128..=1_048_576))]
    pub(in crate::cli) pdf_memory: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ScoreFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Print the forms and the codebook
#[derive(Debug, Args)]
#[command(before_help = "Example: nianbao schema > codebook.csv")]
pub(in crate::cli) struct Schema {
    /// CSV is the codebook; JSON holds the forms with their identities, the codebook and the crosswalk
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    pub(in crate::cli) format: SchemaFormat,
    /// Which figures of two forms may be compared, as CSV, instead of the codebook
    #[arg(long)]
    pub(in crate::cli) crosswalk: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SchemaFormat {
    /// The codebook
    Csv,
    /// Forms, identities, codebook and crosswalk
    Json,
}
