//! The published forms as data: which tables, rows and columns exist, what they are called, in what unit they count,
//! and which sums must hold between them.
//!
//! First room of the pipeline; it uses nothing of ours. The data stands in `data/templates/*.toml` (one file per form),
//! `data/aliases.csv` (what reports print instead of the official labels) and `data/crosswalk.csv` (which figures of two
//! forms may be compared), so that a label is corrected or a variant added without touching Rust.

mod alias;
mod builtin;
mod crosswalk;
mod error;
mod form;
mod forms;
pub(crate) mod lists;
mod load;
mod raw;

pub use alias::{Alias, LabelPart};
pub use crosswalk::{Crossing, JOINED, Relation};
pub use error::TemplateError;
pub use form::{
    Block, Column, Field, FieldId, Form, FormId, Group, Identity, IdentityId, Layout, Row, Span, Table, Unit,
};
pub use forms::{Forms, Place};
pub use lists::choose as choose_lists;
