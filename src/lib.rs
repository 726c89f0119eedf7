//! `nianbao` reads the yearly disclosure reports of Chinese government agencies
//! (政府信息公开工作年度报告) into one dataset.
//!
//! The pipeline runs one way, each stage a function from one plain type to the next:
//!
//! ```text
//! bytes ─document─▶ Document ─normalise─▶ Readings ─confidence─▶ Report ─dataset─▶ CSV
//! ```
//!
//! - [`template`] holds the published forms: tables, rows, columns, labels, identities. All of it is data.
//! - [`document`] turns bytes of any format into text and grids, each cell with a [`document::Locator`].
//! - [`normalise`] aligns what is printed to the form and reads the numbers, in two ways that fail differently.
//! - [`confidence`] weighs the evidence behind each figure.
//! - [`report`] is what comes out: a report, its figures, how far to trust each.
//! - [`dataset`] writes and reads the dataset folder.
//! - [`cli`] is the command line: one thin file per command.

pub mod cli;
pub mod confidence;
pub mod dataset;
pub mod document;
pub mod normalise;
pub mod pipeline;
pub mod report;
pub mod template;
