//! What can be typed: one list, from which help, completions and the man page are made.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::extract::Years;

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
    /// Use the forms, aliases and word lists that stand in DIR (laid out as data/ in the repository) instead of the built-in ones
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
    Extract(Extract),
    Score(Score),
    Schema(Schema),
    Demo(Demo),
    Completions(Completions),
    /// Print the man page
    #[command(before_help = "Example: nianbao man > nianbao.1")]
    Man,
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

/// Options of all commands that make a dataset.
#[derive(Debug, Args)]
pub(super) struct Dataset {
    /// Only reports on these years: 2023, or 2019..2024 with both ends; reports whose year cannot be told stay
    #[arg(long, value_name = "YEARS")]
    pub(super) years: Option<Years>,
    /// Make the files for Excel: byte-order mark, .xlsx beside each CSV, text that would run as a formula made harmless
    #[arg(long)]
    pub(super) excel: bool,
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

/// Measure a dataset against hand-checked figures
#[derive(Debug, Args)]
#[command(
    before_help = "Example: nianbao score --golden golden/ dataset",
    after_help = "GOLD holds NAME.csv (table,row,column,value) for the input NAME.*, NAME#2.csv for its second report.\n\
                  An empty value is a cell without a number; a figure that the report does not print has no line."
)]
pub(super) struct Score {
    /// The folder of hand-checked figures
    #[arg(long, value_name = "GOLD")]
    pub(super) golden: PathBuf,
    /// The dataset
    #[arg(value_name = "DIR")]
    pub(super) dataset: PathBuf,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: ScoreFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ScoreFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Print the forms and the codebook
#[derive(Debug, Args)]
#[command(before_help = "Example: nianbao schema > codebook.csv")]
pub(super) struct Schema {
    /// CSV is the codebook; JSON holds the forms with their identities and the codebook
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    pub(super) format: SchemaFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaFormat {
    /// The codebook
    Csv,
    /// Forms, identities and codebook
    Json,
}

/// Read the built-in example reports, to see what comes out
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
