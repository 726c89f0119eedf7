//! Fonts as the second reader knows them: how a string falls into codes, what each code says, how far it moves.

use std::collections::{BTreeSet, HashMap};

use encoding_rs::GB18030;
use foldhash::fast::RandomState;
use hayro_interpret::hayro_syntax::object::dict::keys;
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, Name, Object, ObjectIdentifier, Stream, String as PdfString,
};

use super::map::ToUnicode;
use super::names::named;
use crate::document::pdf::fonts::dictionary;
use crate::document::pdf::fonts::fold::fold;
use crate::document::pdf::fonts::sense::Tally;

/// How many widths of one font are looked at; CIDs have 16 bits.
const MAX_WIDTHS: usize = 1 << 17;

/// The most bytes of a map that are parsed.
const MAX_MAP: usize = 4 << 20;

/// Widths by code or CID. A text asks for one with each letter, so that they are hashed fast; the seed is not known outside.
type Widths = HashMap<u32, f32, RandomState>;

/// How a string falls into codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Codes {
    /// One byte each.
    Simple,
    /// Two bytes each.
    Pairs,
    /// UTF-16, big endian.
    Utf16,
    /// GBK: ASCII in one byte, hanzi in two.
    Gbk,
    /// GB 18030: one, two or four bytes.
    Gb18030,
}

/// What a code says where the font has no map for it.
#[derive(Debug)]
enum Meaning {
    /// Nothing that we know.
    Unknown,
    /// The code is the character.
    Unicode,
    /// The code is GBK or GB 18030.
    Chinese,
    /// Figures and Latin letters by their CIDs in Adobe-GB1; no hanzi.
    AdobeGb1,
    /// A table of 256.
    Table(Box<[char; 256]>),
}

/// One font.
#[derive(Debug)]
pub(super) struct Font {
    pub(super) number: u16,
    codes: Codes,
    meaning: Meaning,
    map: Option<ToUnicode>,
    /// What the names of glyphs say that a simple font lists.
    named: Option<Box<[char; 256]>>,
    widths: Widths,
    default_width: f32,
    pub(super) vertical: bool,
}

/// A code of a string: what it says and how far it moves, in em.
pub(super) struct Shown<'f> {
    pub(super) code: u32,
    pub(super) text: Text<'f>,
    pub(super) width: f32,
    /// A single byte 32, which word spacing is added to.
    pub(super) is_word_space: bool,
}

/// The text of a code.
pub(super) enum Text<'f> {
    One(char),
    Many(&'f str),
}

/// The fonts of a file.
#[derive(Default)]
pub(super) struct Fonts {
    known: HashMap<ObjectIdentifier, Option<std::sync::Arc<Font>>>,
    /// Which code of a font says a figure; nothing where two do.
    figures: HashMap<(u16, char), Option<u32>, RandomState>,
    /// Names of the fonts, and what they say, by their numbers.
    said: Vec<(String, Tally)>,
    /// Names of fonts whose characters are others than they say.
    disbelieved: BTreeSet<String>,
}

impl Fonts {
    /// The font of a dictionary.
    pub(super) fn get(&mut self, dict: &Dict<'_>) -> Option<std::sync::Arc<Font>> {
        let id = dict.obj_id();
        if let Some(known) = id.and_then(|id| self.known.get(&id)) {
            return known.clone();
        }
        let number = u16::try_from(self.said.len()).ok()?;
        let name = dictionary::name(dict);
        let mut font = Font::new(dict, number);
        if let Some(font) = font.as_mut().filter(|_| self.disbelieved.contains(&name)) {
            (font.map, font.meaning) = (None, Meaning::Unknown);
        }
        let font = font.map(std::sync::Arc::new);
        self.said.push((name, Tally::default()));
        if let Some(id) = id {
            self.known.insert(id, font.clone());
        }
        font
    }

    pub(super) fn disbelieving(disbelieved: &BTreeSet<String>) -> Fonts {
        Fonts { disbelieved: disbelieved.clone(), ..Fonts::default() }
    }

    /// The name of a font.
    pub(super) fn name(&self, number: u16) -> &str {
        self.said.get(usize::from(number)).map_or("", |(name, _)| name.as_str())
    }

    /// Whether a font says characters that make no text.
    pub(super) fn is_nonsense(&self) -> bool {
        self.said.iter().any(|(_, tally)| tally.is_nonsense())
    }

    /// Remembers what a code of a font says.
    pub(super) fn note(&mut self, font: u16, ch: char, code: u32) {
        if let Some((_, tally)) = self.said.get_mut(usize::from(font)) {
            tally.add(ch, code);
        }
        if is_digit(ch) {
            let known = self.figures.entry((font, ch)).or_insert(Some(code));
            if *known != Some(code) {
                *known = None;
            }
        }
    }

    /// Whether two codes of a font are said to be the same figure: then one of them may be another.
    pub(super) fn is_ambiguous(&self, font: u16, ch: char) -> bool {
        is_digit(ch) && self.figures.get(&(font, ch)) == Some(&None)
    }
}

/// A figure, half or full width: a font may have both, and they are not the same glyph.
fn is_digit(ch: char) -> bool {
    ch.is_ascii_digit() || matches!(ch, '０'..='９')
}

impl Font {
    fn new(dict: &Dict<'_>, number: u16) -> Option<Font> {
        let map = dict.get::<Stream<'_>>(keys::TO_UNICODE).and_then(|stream| {
            let bytes = stream.decoded_data().ok()?;
            Some(ToUnicode::parse(bytes.get(..MAX_MAP.min(bytes.len()))?))
        });
        let kind = dict.get::<Name<'_>>(keys::SUBTYPE)?;
        Some(match kind.as_ref() {
            b"Type0" => composite(dict, number, map),
            _ => simple(dict, number, map, kind.as_ref() == b"Type3"),
        })
    }

    /// Cuts a string into its codes.
    pub(super) fn read<'f>(&'f self, bytes: &[u8], mut each: impl FnMut(Shown<'f>)) {
        let mut rest = bytes;
        while let Some(length) = self.length(rest) {
            let (head, tail) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            rest = tail;
            let code = head.iter().fold(0_u32, |code, byte| code << 8 | u32::from(*byte));
            let text = match self.map.as_ref().and_then(|map| map.get(code)) {
                // Shown is the glyph of the name.
                Some(text) if self.belies(code, text) => Text::One(char::REPLACEMENT_CHARACTER),
                Some(text) => one_or_many(text),
                None => Text::One(self.meaning(code, head)),
            };
            let width = self.width(code, head.len());
            each(Shown { code, text, width, is_word_space: head == b" " });
        }
    }

    /// Whether the name of a glyph says another figure than the map does.
    fn belies(&self, code: u32, text: &str) -> bool {
        let digit = |ch: char| fold(ch).is_ascii_digit();
        let named = self.named.as_ref().and_then(|named| named.get(code as usize));
        named.is_some_and(|&named| digit(named) && !text.chars().map(fold).eq([named]))
    }

    /// How many bytes the next code has.
    fn length(&self, rest: &[u8]) -> Option<usize> {
        let first = *rest.first()?;
        Some(match self.codes {
            Codes::Simple => 1,
            Codes::Pairs => 2,
            Codes::Utf16 => {
                if matches!(first, 0xD8..=0xDB) {
                    4
                } else {
                    2
                }
            }
            Codes::Gbk | Codes::Gb18030 if first <= 0x80 || first == 0xFF => 1,
            Codes::Gb18030 if rest.get(1).is_some_and(u8::is_ascii_digit) => 4,
            Codes::Gbk | Codes::Gb18030 => 2,
        })
    }

    fn meaning(&self, code: u32, bytes: &[u8]) -> char {
        let found = match &self.meaning {
            Meaning::Unknown => None,
            Meaning::Unicode => {
                char::decode_utf16(bytes.as_chunks::<2>().0.iter().map(|unit| u16::from_be_bytes(*unit)))
                    .next()
                    .and_then(Result::ok)
            }
            Meaning::Chinese => {
                let (text, failed) = GB18030.decode_without_bom_handling(bytes);
                text.chars().next().filter(|_| !failed)
            }
            Meaning::AdobeGb1 => match code {
                1..=95 => char::from_u32(code + 31),
                814..=908 => char::from_u32(code - 782),
                _ => None,
            },
            Meaning::Table(table) => table.get(code as usize).copied(),
        };
        found.unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    fn width(&self, code: u32, length: usize) -> f32 {
        let by_cid = |cid: u32| self.widths.get(&cid).copied();
        let found = match (self.codes, code) {
            // Widths are listed by CID: ASCII is 1 to 95 where it is proportional, 814 to 908 where it is half wide.
            (Codes::Gbk | Codes::Gb18030, 0x20..=0x7E) if length == 1 => {
                by_cid(code + 782).or_else(|| by_cid(code - 31)).or(Some(500.0))
            }
            (Codes::Utf16, 0x20..=0x7E) => by_cid(code - 31).or_else(|| by_cid(code + 782)),
            (Codes::Gbk | Codes::Gb18030 | Codes::Utf16, _) => None,
            _ => by_cid(code),
        };
        found.unwrap_or(self.default_width) / 1000.0
    }
}

fn one_or_many(text: &str) -> Text<'_> {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(ch), None) => Text::One(ch),
        _ => Text::Many(text),
    }
}

fn composite(dict: &Dict<'_>, number: u16, map: Option<ToUnicode>) -> Font {
    let descendants = dict.get::<Array<'_>>(keys::DESCENDANT_FONTS);
    let descendant = descendants.and_then(|array| array.iter::<Dict<'_>>().next()).unwrap_or_default();
    let name = dict.get::<Name<'_>>(keys::ENCODING).map(|name| name.to_vec()).unwrap_or_default();
    let vertical = name.ends_with(b"-V");
    let (codes, meaning) = match name.strip_suffix(b"-H").or(name.strip_suffix(b"-V")) {
        Some(b"Identity") => {
            let ordering = descendant
                .get::<Dict<'_>>(keys::CIDSYSTEMINFO)
                .and_then(|info| info.get::<PdfString<'_>>(keys::ORDERING));
            let gb1 = ordering.is_some_and(|ordering| ordering.as_bytes() == b"GB1");
            (Codes::Pairs, if gb1 { Meaning::AdobeGb1 } else { Meaning::Unknown })
        }
        Some(b"UniGB-UCS2" | b"UniGB-UTF16") => (Codes::Utf16, Meaning::Unicode),
        Some(b"GBK2K") => (Codes::Gb18030, Meaning::Chinese),
        Some(b"GB-EUC" | b"GBpc-EUC" | b"GBK-EUC" | b"GBKp-EUC") => (Codes::Gbk, Meaning::Chinese),
        _ => (Codes::Pairs, Meaning::Unknown),
    };
    let default_width = descendant.get::<f32>(keys::DW).unwrap_or(1000.0);
    let widths = composite_widths(&descendant);
    Font { number, codes, meaning, map, named: None, widths, default_width, vertical }
}

/// `/W`: `first [w w w]` and `first last w`.
fn composite_widths(descendant: &Dict<'_>) -> Widths {
    let mut widths = Widths::default();
    let mut looked_at = 0;
    let Some(array) = descendant.get::<Array<'_>>(keys::W) else { return widths };
    let mut numbers: Vec<f32> = Vec::new();
    for item in array.iter::<Object<'_>>() {
        match item {
            Object::Number(number) => {
                numbers.push(number.as_f32());
                if let [first, last, width] = *numbers.as_slice() {
                    for cid in (first.max(0.0) as u32)..=(last.clamp(0.0, 65_535.0) as u32) {
                        widths.insert(cid, width);
                        looked_at += 1;
                        if looked_at > MAX_WIDTHS {
                            return widths;
                        }
                    }
                    numbers.clear();
                }
            }
            Object::Array(list) => {
                let first = numbers.first().map_or(0, |first| first.max(0.0) as u32);
                numbers.clear();
                for (cid, width) in (first..=65_535).zip(list.iter::<f32>()) {
                    widths.insert(cid, width);
                    looked_at += 1;
                    if looked_at > MAX_WIDTHS {
                        return widths;
                    }
                }
            }
            _ => return widths,
        }
    }
    widths
}

fn simple(dict: &Dict<'_>, number: u16, map: Option<ToUnicode>, type_3: bool) -> Font {
    // Glyphs of a Type 3 font have a space of their own.
    let unit = match dict.get::<Array<'_>>(keys::FONT_MATRIX).and_then(|matrix| matrix.iter::<f32>().next()) {
        Some(scale) if type_3 => scale.abs() * 1000.0,
        _ => 1.0,
    };
    let first = dict.get::<i32>(keys::FIRST_CHAR).unwrap_or(0).clamp(0, 255) as u32;
    let widths = dict.get::<Array<'_>>(keys::WIDTHS);
    let widths = widths.iter().flat_map(|widths| (first..=255).zip(widths.iter::<f32>()));
    let widths = widths.map(|(code, width)| (code, width * unit)).collect();
    let descriptor = dict.get::<Dict<'_>>(keys::FONT_DESC);
    let default_width = descriptor.as_ref().and_then(|descriptor| descriptor.get::<f32>(keys::MISSING_WIDTH));
    let embedded = descriptor.is_some_and(|descriptor| {
        [keys::FONT_FILE, keys::FONT_FILE2, keys::FONT_FILE3].iter().any(|key| descriptor.contains_key(key))
    });
    let named = match dict.get::<Object<'_>>(keys::ENCODING) {
        Some(Object::Dict(encoding)) => Some(differences(&encoding, false)),
        _ => None,
    };
    let meaning = match dict.get::<Object<'_>>(keys::ENCODING) {
        Some(Object::Dict(encoding)) => Meaning::Table(differences(
            &encoding,
            !type_3 && (!embedded || encoding.contains_key(keys::BASE_ENCODING)),
        )),
        Some(Object::Name(_)) => Meaning::Table(latin()),
        _ if embedded || type_3 => Meaning::Unknown,
        _ => Meaning::Table(latin()),
    };
    let default_width = default_width.filter(|width| *width > 0.0).unwrap_or(500.0);
    Font { number, codes: Codes::Simple, meaning, map, named, widths, default_width, vertical: false }
}

/// ASCII, which all Latin encodings of PDF have alike; what they have beyond it plays no part in figures.
fn latin() -> Box<[char; 256]> {
    let mut table = Box::new([char::REPLACEMENT_CHARACTER; 256]);
    for code in 0x20..0x7F_u8 {
        if let Some(ch) = table.get_mut(usize::from(code)) {
            *ch = char::from(code);
        }
    }
    table
}

fn differences(encoding: &Dict<'_>, on_latin: bool) -> Box<[char; 256]> {
    let mut table = if on_latin { latin() } else { Box::new([char::REPLACEMENT_CHARACTER; 256]) };
    let Some(list) = encoding.get::<Array<'_>>(keys::DIFFERENCES) else { return table };
    let mut code = 0_usize;
    for item in list.iter::<Object<'_>>() {
        match item {
            Object::Number(number) => code = number.as_i64().clamp(0, 256) as usize,
            Object::Name(name) => {
                if let Some(ch) = table.get_mut(code) {
                    *ch = named(name.as_str()).unwrap_or(char::REPLACEMENT_CHARACTER);
                }
                code += 1;
            }
            _ => {}
        }
    }
    table
}
