//! What the dictionary of one font says: its name, its codes, the collection of its characters, and whether it may
//! reach the interpreter.
//!
//! Read by `fonts` before a page is painted.

use hayro_interpret::hayro_cmap::{CMap, CMapName, CidFamily};
use hayro_interpret::hayro_syntax::object::dict::keys;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};

use super::gb1;

/// What stands for the name of a Type 3 font: most have none.
pub(super) const TYPE_3: &str = "(Type 3)";

/// The name that a font goes by.
pub(in crate::document::pdf) fn name(font: &Dict<'_>) -> String {
    match font.get::<Name<'_>>(keys::SUBTYPE).as_deref() {
        Some(keys::TYPE3) => TYPE_3.to_string(),
        _ => font.get::<Name<'_>>(keys::BASE_FONT).map_or(String::new(), |name| stripped(name.as_str())),
    }
}

/// A font name without the tag of its subset (`ABCDEF+SimSun`).
pub(super) fn stripped(name: &str) -> String {
    match name.split_once('+') {
        Some((tag, rest)) if tag.len() == 6 => rest.to_string(),
        _ => name.to_string(),
    }
}

pub(super) fn is_embedded(descendant: &Dict<'_>) -> bool {
    let descriptor = descendant.get::<Dict<'_>>(keys::FONT_DESC);
    let files = [keys::FONT_FILE, keys::FONT_FILE2, keys::FONT_FILE3];
    descriptor.is_some_and(|descriptor| files.iter().any(|file| descriptor.contains_key(file)))
}

/// Whether the interpreter knows how the strings of a composite font fall into codes.
pub(super) fn has_codes(font: &Dict<'_>) -> bool {
    match font.get::<Object<'_>>(keys::ENCODING) {
        Some(Object::Name(name)) => match CMapName::from_bytes(name.as_ref()) {
            CMapName::IdentityH | CMapName::IdentityV => true,
            other => gb1::resolve(other).is_some(),
        },
        Some(Object::Stream(stream)) => {
            let data = stream.decoded_data().ok();
            data.is_some_and(|data| CMap::parse(&data, gb1::resolve).is_some())
        }
        _ => false,
    }
}

pub(super) fn encoding_name(font: &Dict<'_>) -> Option<Vec<u8>> {
    font.get::<Name<'_>>(keys::ENCODING).map(|name| name.to_vec())
}

pub(super) fn family(descendant: &Dict<'_>) -> Option<CidFamily> {
    let info = descendant.get::<Dict<'_>>(keys::CIDSYSTEMINFO)?;
    let registry = info.get::<PdfString<'_>>(keys::REGISTRY)?;
    let ordering = info.get::<PdfString<'_>>(keys::ORDERING)?;
    Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
}

/// The bit of `/Flags` that says that a font uses the standard Latin characters.
const NON_SYMBOLIC: u32 = 1 << 5;

pub(super) fn is_opaque(font: &Dict<'_>) -> bool {
    let Some(descriptor) = font.get::<Dict<'_>>(keys::FONT_DESC) else { return false };
    let latin = descriptor.get::<u32>(keys::FLAGS).is_some_and(|flags| flags & NON_SYMBOLIC != 0);
    descriptor.contains_key(keys::FONT_FILE2) && !latin && !font.contains_key(keys::ENCODING)
}

/// The widest range of CIDs that one entry of `/W` may name; CIDs have 16 bits. The interpreter would walk through
/// 4 billion before it calls anything of ours.
const MAX_RANGE: f64 = 65_536.0;

/// Whether an array of widths names a range that no font can have.
pub(super) fn is_unbounded(descendant: &Dict<'_>, key: &[u8]) -> bool {
    let Some(widths) = descendant.get::<Array<'_>>(key) else { return false };
    let mut before = None;
    for item in widths.iter::<Object<'_>>() {
        let number = match item {
            Object::Number(number) => Some(number.as_f64()),
            _ => None,
        };
        if let (Some(first), Some(second)) = (before, number)
            && second - first > MAX_RANGE
        {
            return true;
        }
        before = number;
    }
    false
}
