//! What the fonts of a file say of themselves: the second way to a character where a font has no ToUnicode, and the
//! checks that must come before the interpreter touches a font.
//!
//! The interpreter decodes by ToUnicode, by glyph names, and by Adobe-GB1 where no font is embedded. Embedded composite
//! fonts without ToUnicode are decoded here: code → CMap → CID → the Unicode map of the character collection.

pub(super) mod decode;
pub(super) mod dictionary;
mod digits;
mod drawn;
pub(super) mod fold;
pub(super) mod gb1;
pub(super) mod lost;
pub(super) mod sense;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use hayro_interpret::font::{GlyphId, OutlineGlyph};
use hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily};
use hayro_interpret::hayro_syntax::object::dict::keys;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};
use hayro_interpret::kurbo::Shape;

use dictionary::{encoding_name, family, has_codes, is_embedded, is_opaque, is_unbounded, name};
use digits::Looks;
use sense::Tally;

/// How many resource dictionaries of one file are looked through for fonts.
const MAX_RESOURCES: usize = 4_096;

/// Ink no larger than this is none, in thousandths of the size.
const SPECK: f64 = 30.0;

/// A decimal point is smaller than this.
const POINT: f64 = 450.0;

/// Whether a character leaves ink; nothing where fonts may differ, or where it is not asked.
fn expected_ink(ch: char) -> Option<bool> {
    match ch {
        '0'..='9' | '０'..='９' | '.' | '-' | '−' => Some(true),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => Some(false),
        _ => ch.is_whitespace().then_some(false),
    }
}

/// What is known of one composite or simple font.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Facts {
    encoding: Option<Vec<u8>>,
    family: Option<CidFamily>,
}

/// The fonts of a file, by name.
#[derive(Default)]
pub(super) struct Fonts {
    /// Composite fonts without ToUnicode, and the names of those with one.
    unmapped: HashMap<String, HashSet<Facts>>,
    mapped: HashSet<String>,
    /// Simple fonts whose codes mean nothing outside the font: symbolic, embedded, no ToUnicode, no encoding.
    opaque: HashSet<String>,
    /// Composite fonts with codes of their own, of which not all that could be are.
    listed: HashSet<String>,
    /// Fonts that bring no outlines along, and Type 1 fonts that do: those the interpreter does not name.
    foreign: BTreeSet<String>,
    type_1: BTreeSet<String>,
    /// Fonts that the interpreter cannot show, by what is known of their characters: text in them is silently left out.
    refused: BTreeSet<String>,
    /// Fonts whose characters are others than they say.
    disbelieved: BTreeSet<String>,
    /// What the fonts say, where that is asked for.
    tallies: Option<BTreeMap<String, Tally>>,
    pub(super) looks: Looks,
    /// Which glyphs cannot be what they are said to be.
    belied: HashMap<(u128, char), bool>,
    seen: HashSet<ObjectIdentifier>,
    visited: usize,
    cmaps: HashMap<Vec<u8>, Option<CMap>>,
}

/// A font that must not reach the interpreter.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unbounded(pub(super) String);

impl Fonts {
    /// Fonts of which some are not believed.
    pub(super) fn disbelieving(disbelieved: &BTreeSet<String>) -> Fonts {
        Fonts { disbelieved: disbelieved.clone(), ..Fonts::default() }
    }

    /// Fonts that count what they say.
    pub(super) fn counting() -> Fonts {
        Fonts { tallies: Some(BTreeMap::new()), ..Fonts::default() }
    }

    /// Those that say no text.
    pub(super) fn senseless(&self) -> BTreeSet<String> {
        let tallies = self.tallies.iter().flatten();
        tallies.filter(|(_, tally)| tally.is_nonsense()).map(|(font, _)| font.clone()).collect()
    }

    /// Those whose figures do not look like what they say.
    pub(super) fn lying(&self) -> impl Iterator<Item = &String> {
        self.looks.lying()
    }

    /// Those that the interpreter cannot show.
    pub(super) fn refused(&self) -> &BTreeSet<String> {
        &self.refused
    }

    /// Looks through the fonts that a page uses, its forms, patterns and annotations included.
    pub(super) fn visit(&mut self, page: &Page<'_>) -> Result<(), Unbounded> {
        self.visit_resources(page.resources(), 0)?;
        let Some(annotations) = page.raw().get::<Array<'_>>(keys::ANNOTS) else { return Ok(()) };
        for annotation in annotations.iter::<Dict<'_>>() {
            if let Some(appearances) = annotation.get::<Dict<'_>>(keys::AP)
                && let Some(stream) = appearances.get::<Stream<'_>>(keys::N)
            {
                self.visit_stream(&stream, 0)?;
            }
        }
        Ok(())
    }

    fn visit_resources(&mut self, resources: &Resources<'_>, depth: u8) -> Result<(), Unbounded> {
        self.visited += 1;
        // The interpreter nests forms 50 deep; fonts that only a deeper form uses are never reached.
        if depth > 50 || self.visited > MAX_RESOURCES {
            return Ok(());
        }
        for name in resources.fonts.keys() {
            if let Some(font) = resources.fonts.get::<Dict<'_>>(name.as_ref())
                && self.is_new(font.obj_id())
            {
                self.visit_font(&font, depth)?;
            }
        }
        for dict in [&resources.x_objects, &resources.patterns] {
            for name in dict.keys() {
                if let Some(stream) = dict.get::<Stream<'_>>(name.as_ref()) {
                    self.visit_stream(&stream, depth)?;
                }
            }
        }
        Ok(())
    }

    fn visit_stream(&mut self, stream: &Stream<'_>, depth: u8) -> Result<(), Unbounded> {
        if self.is_new(Some(stream.obj_id()))
            && let Some(inner) = stream.dict().get::<Dict<'_>>(keys::RESOURCES)
        {
            self.visit_resources(&Resources::new(inner), depth + 1)?;
        }
        Ok(())
    }

    /// Whether an object is met for the first time; objects without a number always are.
    fn is_new(&mut self, id: Option<ObjectIdentifier>) -> bool {
        id.is_none_or(|id| self.seen.insert(id))
    }

    fn visit_font(&mut self, font: &Dict<'_>, depth: u8) -> Result<(), Unbounded> {
        let name = name(font);
        let kind = font.get::<Name<'_>>(keys::SUBTYPE);
        let mapped = font.contains_key(keys::TO_UNICODE);
        match kind.as_deref() {
            Some(keys::TYPE0) => {
                let descendant = font
                    .get::<Array<'_>>(keys::DESCENDANT_FONTS)
                    .and_then(|array| array.iter::<Dict<'_>>().next());
                let Some(descendant) = descendant.filter(|_| has_codes(font)) else {
                    self.refused.insert(name);
                    return Ok(());
                };
                if !is_embedded(&descendant) {
                    self.foreign.insert(name.clone());
                }
                let encoding = encoding_name(font);
                if encoding.as_ref().is_some_and(|encoding| !encoding.starts_with(b"Identity")) {
                    self.listed.insert(name.clone());
                }
                if [keys::W, keys::W2].iter().any(|key| is_unbounded(&descendant, key)) {
                    return Err(Unbounded(name));
                }
                if mapped {
                    self.mapped.insert(name);
                } else {
                    let facts = Facts { encoding, family: family(&descendant) };
                    self.unmapped.entry(name).or_default().insert(facts);
                }
            }
            Some(keys::TRUE_TYPE | keys::OPEN_TYPE) => {
                if !is_embedded(font) {
                    self.foreign.insert(name.clone());
                }
                if !mapped && is_opaque(font) {
                    self.opaque.insert(name);
                }
            }
            Some(keys::TYPE1 | keys::MM_TYPE1) => {
                if is_embedded(font) {
                    self.type_1.insert(name);
                } else {
                    self.foreign.insert(name);
                }
            }
            Some(keys::TYPE3) => {
                if let Some(inner) = font.get::<Dict<'_>>(keys::RESOURCES) {
                    self.visit_resources(&Resources::new(inner), depth + 1)?;
                }
            }
            _ => {
                self.refused.insert(name);
            }
        }
        Ok(())
    }

    /// The name of the font of a glyph. The interpreter does not name Type 1 fonts, nor those it has only such a substitute for.
    pub(super) fn name_of(&self, glyph: &OutlineGlyph) -> String {
        let named = glyph.font_data().and_then(|data| data.postscript_name);
        named.unwrap_or_else(|| {
            let all = if self.type_1.is_empty() { &self.foreign } else { &self.type_1 };
            let names: Vec<&str> = all.iter().map(String::as_str).collect();
            if names.is_empty() { "(unnamed)".to_string() } else { names.join(" or ") }
        })
    }

    /// Whether a font has to be known by its name before it is believed.
    pub(super) fn is_in_doubt(&self) -> bool {
        !self.opaque.is_empty() || !self.disbelieved.is_empty() || self.tallies.is_some()
    }

    /// Whether a font of this name is known to say other characters than it means.
    pub(super) fn is_disbelieved(&self, name: &str) -> bool {
        self.disbelieved.contains(name)
    }

    /// Counts what a font says.
    pub(super) fn count(&mut self, name: &str, code: u32, text: &BfString) {
        let Some(tallies) = &mut self.tallies else { return };
        let tally = tallies.entry(name.to_string()).or_default();
        match text {
            BfString::Char(ch) => tally.add(*ch, code),
            BfString::String(text) => text.chars().for_each(|ch| tally.add(ch, code)),
        }
    }

    /// Looks at a glyph that is said to be a figure or a space, if its outline is one of the file.
    pub(super) fn look(&mut self, glyph: &OutlineGlyph, ch: char) {
        if !self.looks.is_new(glyph.identifier().cache_key(), ch) || glyph.glyph_id() == GlyphId::NOTDEF {
            return;
        }
        let (name, data) = (self.name_of(glyph), glyph.font_data());
        let is_own = data.is_some() || !self.type_1.is_empty();
        if is_own && !self.foreign.contains(&name) {
            let program = (name, data.map_or(0, |data| data.cache_key));
            self.looks.look(program, ch, &glyph.outline());
        }
    }

    /// Whether a glyph cannot be what it is said to be: several figures at once, nothing that leaves ink, or a figure or its sign that leaves
    /// none.
    pub(super) fn is_belied(&mut self, glyph: &OutlineGlyph, text: &BfString) -> bool {
        let ch = match text {
            BfString::Char(ch) => *ch,
            BfString::String(text) => return text.chars().all(|ch| ch.is_ascii_digit()),
        };
        let Some(leaves_ink) = expected_ink(ch) else { return false };
        let key = (glyph.identifier().cache_key(), ch);
        if let Some(known) = self.belied.get(&key) {
            return *known;
        }
        let is_own = (glyph.font_data().is_some() || !self.type_1.is_empty())
            && glyph.glyph_id() != GlyphId::NOTDEF
            && !self.foreign.contains(&self.name_of(glyph));
        let belied = is_own && {
            let bounds = glyph.outline().bounding_box();
            let fits = match ch {
                '-' | '−' => bounds.width() > bounds.height(),
                '.' => bounds.width().max(bounds.height()) < POINT,
                _ => true,
            };
            (bounds.width().max(bounds.height()) > SPECK) != leaves_ink || leaves_ink && !fits
        };
        self.belied.insert(key, belied);
        belied
    }

    /// Whether a font is one of those whose characters the interpreter would guess from a standard encoding.
    pub(super) fn is_opaque(&self, name: &str) -> bool {
        self.opaque.contains(name)
    }

    /// Whether the strings of a font of this name fall into codes by a list of those that there are.
    pub(super) fn lists_codes(&self, name: &str) -> bool {
        self.listed.contains(name)
    }

    /// Whether a font of this name may lack its outlines, so that one without ink need not be a space.
    pub(super) fn lacks_outlines(&self, name: &str) -> bool {
        self.foreign.contains(name)
    }

    /// The text of a code in a composite font without ToUnicode; nothing if the file does not say, or if fonts of one
    /// name say different things.
    pub(super) fn decode(&mut self, name: &str, code: u32) -> Option<BfString> {
        if self.mapped.contains(name) {
            return None;
        }
        let all: Vec<Facts> = self.unmapped.get(name)?.iter().cloned().collect();
        let mut texts = all.iter().map(|facts| self.decode_by(facts, code));
        let first = texts.next()?;
        if texts.all(|text| text == first) { first } else { None }
    }

    fn decode_by(&mut self, facts: &Facts, code: u32) -> Option<BfString> {
        let encoding = facts.encoding.as_deref()?;
        let (cid, family) = if encoding.starts_with(b"Identity") {
            (code, facts.family.clone()?)
        } else {
            let cmap = self.cmap(encoding)?;
            let cid = (1..=4).find_map(|length| cmap.lookup_cid_code(code, length))?;
            let own =
                cmap.metadata().character_collection.as_ref().map(|collection| collection.family.clone());
            (cid, own.or_else(|| facts.family.clone())?)
        };
        let to_unicode = family.ucs2_cmap()?;
        gb1::told(self.cmap(to_unicode.to_bytes())?.lookup_bf_string(cid)?)
    }

    fn cmap(&mut self, name: &[u8]) -> Option<&CMap> {
        if !self.cmaps.contains_key(name) {
            let data = gb1::resolve(CMapName::from_bytes(name));
            let cmap = data.and_then(|data| CMap::parse(data, gb1::resolve));
            self.cmaps.insert(name.to_vec(), cmap);
        }
        self.cmaps.get(name)?.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fonts(name: &str, encoding: &str, family: CidFamily) -> Fonts {
        let facts = Facts { encoding: Some(encoding.as_bytes().to_vec()), family: Some(family) };
        Fonts { unmapped: HashMap::from([(name.to_string(), HashSet::from([facts]))]), ..Fonts::default() }
    }

    #[test]
    fn codes_become_characters_through_the_cmap_and_the_collection() {
        let mut gbk = fonts("SimSun", "GBK-EUC-H", CidFamily::AdobeGB1);
        assert_eq!(gbk.decode("SimSun", 0xD5FE), Some(BfString::Char('政')));
        assert_eq!(gbk.decode("SimSun", 0x38), Some(BfString::Char('8')));
        assert_eq!(gbk.decode("SimHei", 0x38), None);
        let mut ucs2 = fonts("SimSun", "UniGB-UCS2-H", CidFamily::AdobeGB1);
        assert_eq!(ucs2.decode("SimSun", 0x653F), Some(BfString::Char('政')));
    }

    #[test]
    fn identity_without_a_collection_is_never_guessed() {
        assert_eq!(fonts("A", "Identity-H", CidFamily::AdobeIdentity).decode("A", 0x38), None);
        let mut gb1 = fonts("A", "Identity-H", CidFamily::AdobeGB1);
        assert_eq!(gb1.decode("A", 25), Some(BfString::Char('8')));
    }
}
