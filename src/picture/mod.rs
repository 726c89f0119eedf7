//! Pictures of pages, for people: a figure framed where it stands, or all that was read on a page drawn over it.
//!
//! Takes the bytes of a PDF and what the pipeline made of them; gives PNG files. What is drawn comes from the same
//! locators that stand in `figures.csv`.
//!
//! - `sheet` is the page with room around it, and what can be drawn on it;
//! - `typeface` the font for words, and for files that embed none;
//! - `figure` frames one figure, `tables` draws rulings, cells, labels and confidence.

mod figure;
mod sheet;
mod tables;
mod typeface;

use crate::document::{Locator, pdf};
use crate::report::{Figure, Missing, Value};
use crate::template::{Field, Forms};

/// The font that pictures are lettered with.
pub(crate) use typeface::DATA as FONT;

pub use figure::figure;
pub use tables::tables;

/// What a picture says of its source.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    /// The name of the file, without its folders.
    pub name: &'a str,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PictureError {
    /// The file cannot be opened.
    #[error(transparent)]
    Open(#[from] crate::document::ReadError),
    /// The figure has no box on a page; its locator in words.
    #[error("{0} is no place on a page")]
    NoBox(String),
    /// The file has fewer pages than the locator says.
    #[error("there is no page {0}")]
    NoPage(u32),
    /// The page cannot be painted.
    #[error("the page cannot be painted: the renderer failed")]
    Renderer,
    /// The PNG cannot be written; what was said.
    #[error("the picture cannot be encoded: {0}")]
    Encoding(String),
}

/// The page of a file with this number, painted with room around it.
fn sheet(bytes: &[u8], number: u32, room: sheet::Room) -> Result<sheet::Sheet, PictureError> {
    let pdf = pdf::open(bytes)?;
    let index = (number as usize).checked_sub(1);
    let page = index.and_then(|index| pdf.pages().get(index)).ok_or(PictureError::NoPage(number))?;
    sheet::Sheet::new(page, room)
}

/// The page and the box of a locator.
fn place(locator: &Locator) -> Result<(u32, hayro::kurbo::Rect), PictureError> {
    match *locator {
        Locator::Page { page, bbox } => Ok((page, rect(bbox))),
        other => Err(PictureError::NoBox(other.to_string())),
    }
}

fn rect([left, top, right, bottom]: [f32; 4]) -> hayro::kurbo::Rect {
    hayro::kurbo::Rect::new(left.into(), top.into(), right.into(), bottom.into())
}

/// The labels of a figure as its form has them, from the table down to the column.
fn labels<'f>(field: &Field, forms: &'f Forms) -> Vec<&'f str> {
    let Some(table) =
        forms.forms.get(usize::from(field.form.0)).and_then(|form| form.tables.get(usize::from(field.table)))
    else {
        return Vec::new();
    };
    let block = table.blocks.get(usize::from(field.block));
    let row = block.and_then(|block| block.rows.get(usize::from(field.row)));
    let column = block.and_then(|block| block.columns.get(usize::from(field.column)));
    let group = |groups: &'f [crate::template::Group], key: Option<&String>| {
        groups.iter().find(|group| Some(&group.key) == key).map(|group| group.label.as_str())
    };
    [
        Some(table.label.as_str()),
        group(&table.groups, row.and_then(|row| row.group.as_ref())),
        row.map(|row| row.label.as_str()),
        group(&table.column_groups, column.and_then(|column| column.group.as_ref())),
        column.map(|column| column.label.as_str()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The value of a figure in words: `39 件`, or why there is none.
fn value(figure: &Figure, field: &Field) -> String {
    match figure.value {
        Value::Number(number) => format!("{number} {}", field.unit),
        Value::Missing(Missing::Blank) => "blank".to_string(),
        Value::Missing(why) => format!("no number ({})", why.as_str()),
    }
}
