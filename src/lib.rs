//! `nianbao` reads the yearly disclosure reports of Chinese government agencies
//! (政府信息公开工作年度报告) into one dataset.
//!
//! The pipeline runs one way, each stage a function from one plain type to the next:
//!
//! ```text
//! inputs ─▶ bytes ─document─▶ Document ─normalise─▶ Readings ─confidence─▶ Report ─dataset─▶ CSV
//! ```
//!
//! - [`template`] holds the published forms: tables, rows, columns, labels, identities. All of it is data.
//! - [`document`] turns bytes of any format into text and grids, each cell with a [`document::Locator`].
//! - [`normalise`] aligns what is printed to the form and reads the numbers, in two ways that fail differently.
//! - [`confidence`] weighs the evidence behind each figure.
//! - [`mining`] tells keywords, themes and likeness of reports from a whole dataset.
//! - [`evidence`] is what is known for and against one figure; its level follows from it.
//! - [`mine`] reads the running text: sentences, stated quantities, problems and measures.
//! - [`report`] is what comes out: a report, its figures, how far to trust each.
//! - [`worker`] reads PDFs in processes of their own, under limits.
//! - [`place`] says which region an agency belongs to, what kind of body it is, and under which one name it is known.
//! - [`pipeline`] is the way through all of these, for one input.
//! - [`inputs`] finds what there is to read: files, folders, web archives.
//! - [`dataset`] writes and reads the dataset folder.
//! - [`batch`] does work on many cores in order; [`extract`] is the job that joins inputs, pipeline and dataset with it.
//! - [`archive`] keeps what was served, and when: WARC files and their catalogue.
//! - [`coverage`] says what became of every agency and year; [`revisions`], which figures changed between two fetches.
//! - [`audit`] finds what does not add up in a dataset, and tells whose mistake it may be.
//! - [`crawl`] fetches reports from portals.
//! - [`score`] compares a dataset with figures that people have checked; [`calibrate`] counts by evidence how often figures are
//!   right, and [`stats`] says how sure such a share is.
//! - [`picture`] draws a page with a figure framed, or with all that was read on it.
//! - [`site`] writes a dataset as pages that a browser opens without a server.
//! - [`portal`] builds and serves portals of our own, for `nianbao demo` and the tests.
//! - [`cli`] is the command line: one thin file per command.

pub mod archive;
#[warn(clippy::arithmetic_side_effects)]
pub mod audit;
pub mod batch;
#[warn(clippy::arithmetic_side_effects)]
pub mod calibrate;
pub mod cli;
mod common;
#[warn(clippy::arithmetic_side_effects)]
pub mod compare;
#[warn(clippy::arithmetic_side_effects)]
pub mod confidence;
#[warn(clippy::arithmetic_side_effects)]
pub mod coverage;
pub mod crawl;
#[warn(clippy::arithmetic_side_effects)]
pub mod dataset;
pub mod document;
pub mod evidence;
mod exact;
pub mod export;
pub mod extract;
pub mod inputs;
mod line;
#[warn(clippy::arithmetic_side_effects)]
pub mod mine;
#[warn(clippy::arithmetic_side_effects)]
pub mod mining;
#[warn(clippy::arithmetic_side_effects)]
pub mod normalise;
pub mod picture;
pub mod pipeline;
pub mod place;
pub mod portal;
#[warn(clippy::arithmetic_side_effects)]
pub mod report;
#[warn(clippy::arithmetic_side_effects)]
pub mod revisions;
#[warn(clippy::arithmetic_side_effects)]
pub mod score;
#[warn(clippy::arithmetic_side_effects)]
pub mod site;
#[warn(clippy::arithmetic_side_effects)]
pub mod stats;
pub mod template;
pub mod worker;
