//! Which fonts lost how much of which page.
//!
//! A bullet that has no character is no loss to speak of; a figure is, and so is a part of the text.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Block, Damage, Document, Locator};

/// This part of the characters of a page may be signs without a meaning: bullets, ticks, arrows.
const SIGNS: f32 = 0.1;

/// What cannot be decoded, by font.
#[derive(Debug, Default)]
pub(in crate::document::pdf) struct Lost {
    /// Pages, and whether a part of their text is lost.
    fonts: BTreeMap<String, BTreeMap<u32, bool>>,
}

impl Lost {
    /// Notes how many characters of a font are lost on a page that has so many in all.
    pub(in crate::document::pdf) fn add(&mut self, font: String, page: u32, lost: usize, all: usize) {
        if lost == 0 {
            return;
        }
        let much = lost as f32 >= SIGNS * all as f32;
        *self.fonts.entry(font).or_default().entry(page).or_default() |= much;
    }

    /// What has to be said of it: pages of which a part is lost, or something that stands in a table.
    pub(in crate::document::pdf) fn damage(self, document: &Document) -> Vec<Damage> {
        let tables = in_tables(document);
        let mut damage = Vec::new();
        for (font, pages) in self.fonts {
            let counts = pages.into_iter().filter(|(page, much)| *much || tables.contains(page));
            let pages: Vec<u32> = counts.map(|(page, _)| page).collect();
            if !pages.is_empty() {
                damage.push(Damage::Font(font, pages));
            }
        }
        damage
    }
}

/// The pages that have cells of tables with characters that could not be decoded.
fn in_tables(document: &Document) -> BTreeSet<u32> {
    let cells = document.blocks.iter().flat_map(|block| match block {
        Block::Table(grid) => grid.cells(),
        Block::Text(_) => &[],
    });
    let page = |locator: &Locator| match locator {
        Locator::Page { page, .. } => Some(*page),
        _ => None,
    };
    cells.filter(|cell| cell.marks.undecoded).filter_map(|cell| page(&cell.locator)).collect()
}
