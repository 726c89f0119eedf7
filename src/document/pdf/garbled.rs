//! Text that is characters and no language: a file was written anew by a program that lost which code of its fonts is which character,
//! and what its codes seem to say is taken for text by every reader.
//!
//! A Chinese text of some length cannot do without the commonest characters. Where they are missing, nothing in it is what it seems, and
//! only a picture of the page shows what was meant.

use std::collections::BTreeSet;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::dict::keys;
use hayro_interpret::hayro_syntax::object::{Dict, Name};

use super::super::{Block, Damage, Document};
use super::fonts::stripped;

/// Characters of which every text in Chinese is full, whatever it is about and in either script, and those of official texts.
const COMMON: &str = "的一是在不有和人中大上以用出公政府部工作法本年月日及第二三十行信息主要其他";

/// So many hanzi at least say something.
const LEAST: usize = 100;

/// In a text at least this part of the hanzi are common ones; in texts of agencies it is a fifth.
const LEAST_COMMON: f32 = 0.02;

/// So many common ones make a text, however long it is.
const ENOUGH: usize = 40;

/// This part of kana or hangul among hanzi makes a text of another language.
const OTHER_SCRIPT: f32 = 0.1;

/// Takes the text out of a document if it is none, and names its fonts.
pub(super) fn drop_nonsense(document: &mut Document, pdf: &Pdf) {
    let mut tally = Tally::default();
    for block in &document.blocks {
        match block {
            Block::Text(paragraph) => tally.add(&paragraph.text),
            Block::Table(grid) => grid.cells().iter().for_each(|cell| tally.add(&cell.text)),
        }
        // A text shows what it is within a few lines.
        if tally.common >= ENOUGH {
            return;
        }
    }
    if tally.is_nonsense() {
        document.blocks.clear();
        document.second_reading = None;
        document.pictures.iter_mut().for_each(|picture| picture.after_block = 0);
        for font in fonts(pdf).into_iter().map(Damage::Font) {
            if !document.damage.contains(&font) {
                document.damage.push(font);
            }
        }
    }
}

/// What characters there are.
#[derive(Default)]
struct Tally {
    hanzi: usize,
    common: usize,
    other_script: usize,
}

impl Tally {
    fn add(&mut self, text: &str) {
        for ch in text.chars() {
            match ch {
                '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => {
                    self.hanzi += 1;
                    self.common += usize::from(COMMON.contains(ch));
                }
                '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}' => self.other_script += 1,
                _ => {}
            }
        }
    }

    fn is_nonsense(&self) -> bool {
        let hanzi = self.hanzi as f32;
        self.hanzi >= LEAST
            && (self.common as f32) < LEAST_COMMON * hanzi
            && (self.other_script as f32) < OTHER_SCRIPT * hanzi
    }
}

/// The names of the fonts of a file.
fn fonts(pdf: &Pdf) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for page in pdf.pages().iter() {
        let fonts = &page.resources().fonts;
        let own = fonts.keys().filter_map(|key| fonts.get::<Dict<'_>>(key.as_ref()));
        names.extend(own.filter_map(|font| Some(stripped(font.get::<Name<'_>>(keys::BASE_FONT)?.as_str()))));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_nonsense(text: &str) -> bool {
        let mut tally = Tally::default();
        (0..1 + 4 * LEAST / text.chars().count()).for_each(|_| tally.add(text));
        tally.is_nonsense()
    }

    #[test]
    fn only_characters_that_make_no_language_are_nonsense() {
        assert!(is_nonsense("䮩䪣㨋鰋䫏鯺㮄顜鋑銄騬㡄㩾䅍㪦钑㱻頚㬊㧮鏅㩾㪰㺲鳵"));
        for text in [
            "本机关全年收到申请三件，均已按期答复，没有因此引起的复议和诉讼。",
            "臺北市政府資訊公開及檔案應用統計表",
            "国家公務員制度の概要及び運営状況について",
            "鲁迅、茅盾、巴金、老舍，都是现代文学的大家。",
            "规章行政规范性文件制发件数废止件数现行有效件数",
        ] {
            assert!(!is_nonsense(text), "{text}");
        }
        assert!(!is_nonsense("12 0 0 3"));
    }
}
