//! What a page has, once it is taken apart: plain data.

use super::outline::Place;

/// What a page has.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) title: String,
    /// Names in lower case.
    pub(super) metas: Vec<(String, String)>,
    pub(super) base: Option<String>,
    pub(super) anchors: Vec<Anchor>,
    /// Texts of headings, in order; links refer to them.
    pub(super) headings: Vec<String>,
    /// What stands in scripts of the page.
    pub(super) scripts: Vec<String>,
    /// Scripts that name an address and its parameters (jpaas): `url` and `querydata`.
    pub(super) units: Vec<(String, String)>,
    pub(super) frames: Vec<String>,
    pub(super) refresh: Option<String>,
    /// The path to this page, as printed: 首页 > 政府信息公开 > ….
    pub(super) crumbs: String,
    /// The visible text, without scripts.
    pub(super) text: String,
    /// Hidden fields of forms, and where the last form that is posted leads.
    pub(super) fields: Vec<(String, String)>,
    pub(super) action: Option<String>,
    /// How many cells of tables.
    pub(super) cells: usize,
    /// How many pictures in running text.
    pub(super) pictures: usize,
}

/// A link as printed.
#[derive(Debug, Default, Clone)]
pub(super) struct Anchor {
    pub(super) href: String,
    /// Its words, or those of the picture it shows.
    pub(super) text: String,
    /// Its `title`, which is whole where the words are cut.
    pub(super) title: String,
    /// What it does when clicked.
    pub(super) click: String,
    pub(super) place: Place,
    /// The list or box it stands in.
    pub(super) group: u32,
    /// Index of the heading above it.
    pub(super) heading: Option<u32>,
    /// An entry of a `<select>`.
    pub(super) option: bool,
    /// What else stands in its row or entry, where its own words say little: 市教育局 2023年 [查看].
    pub(super) row: String,
}

impl Anchor {
    /// The words that say most: the title where the words are its beginning or empty.
    pub(super) fn words(&self) -> &str {
        let (text, title) = (self.text.trim(), self.title.trim());
        let cut = text.trim_end_matches(['.', '…', '·', ' ']);
        let title_is_longer = title.len() > text.len() && (title.starts_with(cut) || text.is_empty());
        // A title of "更多" or of the address says less than the words.
        if title_is_longer && !title.contains("://") { title } else { text }
    }
}
