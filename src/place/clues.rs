//! What a document says of its place beside the name of the agency. Looked at only where the name is not enough.

use std::ops::Range;

use crate::document::{Block, Document};
use crate::normalise::simplified;

/// How many paragraphs of running text are read from the front …
const PARAGRAPHS: usize = 6;
/// … how many lines from the back …
const LAST_LINES: usize = 12;
/// … and how much of each, in bytes.
const OF_EACH: usize = 600;
/// A shorter paragraph is a link, a heading or a date.
const RUNNING_TEXT: usize = 60;

/// Where to look for a place: the page, the part of it that is the report, its title, and its path or address.
#[derive(Debug, Clone)]
pub struct Clues<'d> {
    document: Option<&'d Document>,
    blocks: Range<usize>,
    title: &'d str,
    source: &'d str,
    portal: &'d str,
}

impl<'d> Clues<'d> {
    /// The clues of a report.
    pub fn new(document: &'d Document, blocks: Range<usize>, title: &'d str, source: &'d str) -> Clues<'d> {
        Clues { document: Some(document), blocks, title, source, portal: "" }
    }

    /// Only a path or an address, where the document is not at hand.
    pub fn of_source(source: &'d str) -> Clues<'d> {
        Clues { document: None, blocks: 0..0, title: "", source, portal: "" }
    }

    /// With the region that the portal is said to serve.
    pub fn of_portal(self, region: &'d str) -> Clues<'d> {
        Clues { portal: region, ..self }
    }

    fn metas(&self) -> impl Iterator<Item = (&'d str, &'d str)> {
        let metas = self.document.into_iter().flat_map(|document| &document.head.metas);
        metas.map(|(name, content)| (name.as_str(), content.as_str()))
    }

    fn paragraphs(&self) -> impl DoubleEndedIterator<Item = &'d str> {
        let blocks =
            self.document.and_then(|document| document.blocks.get(self.blocks.clone())).unwrap_or_default();
        blocks.iter().filter_map(|block| match block {
            Block::Text(paragraph) => Some(paragraph.text.as_str()),
            Block::Table(_) => None,
        })
    }

    /// Codes of regions: that of the site, and those within codes of organisations (登记管理机关).
    pub(super) fn codes(&self) -> Vec<&'d str> {
        const CELLS: usize = 40;
        let site = self.metas().find(|(name, _)| name.eq_ignore_ascii_case("SiteIDCode"));
        let mut codes: Vec<&str> =
            site.and_then(|(_, id)| id.get(..6)).filter(|code| is_digits(code)).into_iter().collect();
        codes.extend(organisation(self.source));
        for block in self.document.iter().flat_map(|document| document.blocks.iter().take(CELLS)) {
            match block {
                Block::Table(grid) => {
                    codes.extend(grid.cells().iter().take(CELLS).filter_map(|cell| organisation(&cell.text)))
                }
                Block::Text(line) if line.text.len() < 200 => codes.extend(organisation(&line.text)),
                Block::Text(_) => {}
            }
        }
        codes.dedup();
        codes
    }

    /// What the site calls itself.
    pub(super) fn site(&self) -> String {
        const NAMES: [&str; 4] = ["sitename", "contentsource", "author", "columndescription"];
        let mut text = String::new();
        for (_, content) in self.metas().filter(|(name, content)| {
            content.len() < 300 && NAMES.iter().any(|known| name.eq_ignore_ascii_case(known))
        }) {
            push(&mut text, content);
        }
        if let Some(title) = self.document.and_then(|document| document.head.title.as_deref()) {
            push(&mut text, title);
        }
        text
    }

    /// The region that the portal is said to serve, by whoever crawled it.
    pub(super) fn portal(&self) -> String {
        let mut text = String::new();
        push(&mut text, self.portal);
        text
    }

    /// What the report says: its title, the beginning of its text, and the lines at its end.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        push(&mut text, self.title);
        for paragraph in self.paragraphs().filter(|text| text.len() >= RUNNING_TEXT).take(PARAGRAPHS) {
            push(&mut text, paragraph);
        }
        let last: Vec<&str> = self.paragraphs().rev().take(LAST_LINES).collect();
        last.into_iter().rev().for_each(|line| push(&mut text, line));
        text
    }

    /// The host of the address; empty if the source is a path.
    pub(super) fn host(&self) -> &'d str {
        host(self.source)
    }
}

/// The host of an address; empty if it is none.
pub(super) fn host(source: &str) -> &str {
    let behind = source.split_once("://").map_or("", |(_, behind)| behind);
    behind.split(['/', '?', '#']).next().and_then(|host| host.rsplit('@').next()).unwrap_or_default()
}

/// Appends a text in simplified characters and without white space.
fn push(to: &mut String, text: &str) {
    let end = (0..=OF_EACH.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    to.extend(text.get(..end).unwrap_or_default().chars().filter(|ch| !ch.is_whitespace()).map(simplified));
    to.push('\n');
}

fn is_digits(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The code of the region in the code of an organisation: 18 characters, 11 or 12, then the code (GB 32100).
fn organisation(text: &str) -> Option<&str> {
    const LENGTH: usize = 18;
    let mut runs = text.split(|ch: char| !ch.is_ascii_alphanumeric()).filter(|run| run.len() == LENGTH);
    runs.find_map(|run| {
        let is_public = run.starts_with("11") || run.starts_with("12");
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        let code = run.get(2..8).filter(|code| is_digits(code))?;
        // Long numbers that are no codes of organisations: a time stamp begins with a year or with 1.
        let valid = is_public && digits >= 14 && check_character(run);
        valid.then_some(code)
    })
}

/// Whether the last character is the check character that the others imply (GB 32100).
fn check_character(run: &str) -> bool {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let place = |byte: u8| ALPHABET.iter().position(|&known| known == byte.to_ascii_uppercase());
    let Some((last, first)) = run.as_bytes().split_last() else { return false };
    let mut weight = 1;
    let mut sum = 0;
    for &byte in first {
        let Some(value) = place(byte) else { return false };
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    place(*last) == Some((31 - sum % 31) % 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_organisations_hold_the_code_of_a_region() {
        assert_eq!(organisation("area=113325000026455663&fbtime=2017"), Some("332500"));
        assert_eq!(organisation("索引号：113709020043466583/2022-00001"), Some("370902"));
        // One digit is another, so the check character does not fit.
        assert_eq!(organisation("113709020043466584"), None);
        assert_eq!(organisation("1655467046492463297"), None);
        assert_eq!(organisation("20240117192758988"), None);
    }

    #[test]
    fn hosts_are_those_of_addresses_only() {
        assert_eq!(host("https://www.gulou.gov.cn:81/a/b?c"), "www.gulou.gov.cn:81");
        assert_eq!(host("reports/a.html"), "");
    }
}
