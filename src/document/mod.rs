//! Bytes in, [`Document`] out: text and grids in reading order, each piece with the place where a person finds it.
//!
//! Second room of the pipeline; it uses nothing of ours. One reader per format. No later stage knows which reader a
//! document came from: a [`Grid`] may come from `<td>`s, from ruling lines on a page, or from tabs.

mod bytes;
mod charset;
mod doc;
pub mod docx;
mod draft;
mod excel_xml;
mod fold;
mod grid;
pub mod html;
mod ink;
mod joined;
mod layout;
mod locator;
mod mail;
mod named;
mod note;
pub mod ofd;
mod ole;
mod parts;
pub mod pdf;
mod place;
mod read;
mod rtf;
mod sections;
mod sniff;
pub mod text;
mod typed;
mod workbook;
mod xls;
mod xlsx;
mod xml;

pub(crate) use charset::decode_page;
pub use charset::{decode_html, decode_text};
pub use grid::{Cell, CellMarks, Grid, Slot};
pub use locator::{Host, Locator};
pub use read::{MAX_BYTES, read, read_with};
pub use sniff::sniff;

use std::borrow::Cow;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// What the bytes turned out to be, by content and never by file name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Format {
    /// A web page.
    Html,
    /// Plain text: tab-separated, aligned or Markdown tables.
    Text,
    /// Portable Document Format.
    Pdf,
    /// Word, Office Open XML.
    Docx,
    /// Word as one XML text: the parts of a container in a row, or the format of Word 2003.
    WordXml,
    /// Word 97 to 2003, or WPS.
    Doc,
    /// Excel, Office Open XML.
    Xlsx,
    /// Excel 97 to 2003, or WPS.
    Xls,
    /// Excel 95 or older.
    Excel95,
    /// Excel as one XML text, the format of Excel 2003.
    ExcelXml,
    /// PowerPoint, Office Open XML.
    Pptx,
    /// An old Office file; as a reader's finding, one that is no document of Word 97 or later, nor a workbook.
    Ole,
    /// Open Fixed-layout Document, GB/T 33190.
    Ofd,
    /// Rich Text Format.
    Rtf,
    /// A mail message, or a web page saved as one (`.eml`, `.mht`).
    Mail,
    /// A picture (JPEG, PNG, GIF, BMP, TIFF, WebP).
    Picture,
    /// An archive that is none of the above (zip, rar, 7z, gzip).
    Archive,
    /// Nothing: no bytes, or white space only.
    Empty,
    /// Bytes that are no text and no format we know.
    Binary,
}

impl Format {
    /// Whether its pages are drawn, character by character: they may be pictures, and a figure has a box on its page.
    pub const fn is_drawn(self) -> bool {
        matches!(self, Format::Pdf | Format::Ofd)
    }

    /// Whether it is a workbook: sheets of cells, in which a title or a paragraph is a cell as well.
    pub const fn is_workbook(self) -> bool {
        matches!(self, Format::Xlsx | Format::Xls | Format::ExcelXml)
    }

    /// The media type, as written in `reports.csv`.
    pub const fn media_type(self) -> &'static str {
        match self {
            Format::Html => "text/html",
            Format::Text => "text/plain",
            Format::Pdf => "application/pdf",
            Format::WordXml | Format::ExcelXml => "application/xml",
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Format::Doc => "application/msword",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Xls | Format::Excel95 => "application/vnd.ms-excel",
            Format::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Format::Ole => "application/x-ole-storage",
            Format::Ofd => "application/ofd",
            Format::Rtf => "application/rtf",
            Format::Mail => "message/rfc822",
            Format::Picture => "image/*",
            Format::Archive => "application/octet-stream; archive",
            Format::Empty => "application/x-empty",
            Format::Binary => "application/octet-stream",
        }
    }

    /// What a person calls the format.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Html => "HTML page",
            Format::Text => "plain text",
            Format::Pdf => "PDF",
            Format::Docx => "Word document (docx)",
            Format::WordXml => "Word document (XML)",
            Format::Doc => "old Word document (doc)",
            Format::Xlsx => "Excel workbook (xlsx)",
            Format::Xls => "old Excel workbook (xls)",
            Format::Excel95 => "workbook of Excel 95 or before (xls)",
            Format::ExcelXml => "Excel workbook (XML)",
            Format::Pptx => "PowerPoint file (pptx)",
            Format::Ole => "old Office file (ppt, or Word 95 and before)",
            Format::Ofd => "OFD document",
            Format::Rtf => "RTF document",
            Format::Mail => "mail message or saved page (eml, mht)",
            Format::Picture => "picture",
            Format::Archive => "archive",
            Format::Empty => "empty file",
            Format::Binary => "binary data of no known format",
        }
    }
}

/// A word of a [second reading](Document::second_reading) that stands where the figure of a column is left blank: signs without
/// width, that nobody prints alone.
pub(crate) const BLANK: &str = "\u{200B}\u{200C}\u{200B}";

/// Stands in a cell for something that is drawn and not read: the character that Unicode has for it.
pub(crate) const DRAWN: char = '\u{FFFC}';

/// A document as read: what is said of it, and what stands in it, in reading order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Document {
    /// The format that was read.
    pub format: Format,
    /// What the document says of itself outside its body.
    pub head: Head,
    /// Paragraphs and tables in reading order. Hidden ones are not here.
    pub blocks: Vec<Block>,
    /// A second, independent reading of the same bytes as plain lines in reading order, where the format has one (PDF).
    /// What it says of single cells stands in their marks.
    pub second_reading: Option<Vec<Paragraph>>,
    /// Pages, for formats that have them; otherwise 1.
    pub pages: u32,
    /// How the bytes became text.
    pub decoding: Decoding,
    /// Pictures in the body large enough to hold a table, in reading order.
    pub pictures: Vec<Picture>,
    /// What kept the reader from reading all of it; empty when nothing did.
    pub damage: Vec<Damage>,
}

impl Document {
    /// An empty document of a format, to be filled by its reader.
    pub fn new(format: Format) -> Document {
        Document {
            format,
            head: Head::default(),
            blocks: Vec::new(),
            second_reading: None,
            pages: 1,
            decoding: Decoding::default(),
            pictures: Vec::new(),
            damage: Vec::new(),
        }
    }
}

/// What a document says of itself outside its body.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Head {
    /// `<title>`, or the title of the document's properties.
    pub title: Option<CompactString>,
    /// `<meta name content>` pairs in order, names as printed.
    pub metas: Vec<(CompactString, CompactString)>,
}

/// A paragraph or a table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Block {
    /// Text outside tables: one paragraph, heading or list item, white space folded, never empty.
    Text(Paragraph),
    /// A table.
    Table(Grid),
}

/// A paragraph, heading or list item.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its text, white space folded to single spaces.
    pub text: CompactString,
    /// Where it stands.
    pub locator: Locator,
    /// Whether it is marked up as a heading (`<h1>` … `<h6>`, a title class, larger type).
    pub heading: bool,
}

/// How bytes became text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Decoding {
    /// The encoding used, by its WHATWG name; empty for formats that carry their own.
    #[serde(skip)]
    pub encoding: &'static str,
    /// How many characters could not be decoded and stand as U+FFFD.
    pub replaced: u32,
}

/// A picture in the body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Picture {
    /// Its `alt` or title text, possibly empty.
    pub caption: CompactString,
    /// Width and height in pixels or points, where the document says so.
    pub size: Option<(u32, u32)>,
    /// How many blocks stand before it.
    pub after_block: usize,
    /// Page, for formats that have them; otherwise 1.
    pub page: u32,
}

/// Something that kept a reader from reading all of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Damage {
    /// The document ends in the middle of a table.
    CutTable,
    /// A page could not be read; its number and why.
    Page(u32, String),
    /// The packed text of a page, or of something that any page may use, came apart: what is read of it may be wrong.
    Torn(Option<u32>),
    /// A font whose characters cannot be decoded; its name, and the pages that lose something by it.
    Font(String, Vec<u32>),
    /// Part of the text is a file of another format inside this one, as converters make them.
    Embedded,
    /// A limit was reached; which.
    Limit(Cow<'static, str>),
}

/// Why a document cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ReadError {
    /// No reader for this format yet.
    #[error("a format that nianbao does not read yet: {}", .0.name())]
    Unsupported(Format),
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Not text and no known format.
    #[error("not text and not a format nianbao knows")]
    Binary,
    /// Larger than a report can be.
    #[error("{size} bytes is more than the limit of {limit} for one document")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// All of the text is a file of another format inside this one.
    #[error(
        "its text is a file of another format embedded in it, which is not read: save it anew with Word or WPS"
    )]
    Embedded,
    /// Needs a password.
    #[error("password: the file is encrypted and does not open without one")]
    Password,
    /// The structure is broken beyond reading; what the reader met.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The worker that read it ran out of time, memory or operations, or died; which.
    #[error("{0}")]
    Worker(String),
}
