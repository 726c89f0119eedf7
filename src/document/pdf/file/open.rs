//! Opening: from bytes to a file whose pages can be walked, whatever happened to it on the way.
//!
//! The interpreter rebuilds broken cross-references itself; here is what it does not: telling a password from damage, and finding what is
//! packed where the list of it is lost.

use compact_str::CompactString;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::object::dict::keys;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::rebuild;
use crate::document::{Damage, ReadError};

/// Opens a file, with an empty user password if it is encrypted.
pub(crate) fn open(bytes: &[u8]) -> Result<Pdf, ReadError> {
    let opened = match Pdf::new(bytes.to_vec()) {
        Err(LoadPdfError::Invalid) => rebuild::unpacked(bytes).map_or(Err(LoadPdfError::Invalid), Pdf::new),
        opened => opened,
    };
    match opened {
        Ok(pdf) if pdf.pages().is_empty() => Err(ReadError::Damaged("no page can be found".to_string())),
        Ok(pdf) => Ok(pdf),
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => Err(ReadError::Password),
        Err(LoadPdfError::Decryption(_)) => {
            Err(ReadError::Damaged("the encryption is of a kind that cannot be undone".to_string()))
        }
        Err(LoadPdfError::Invalid) => Err(ReadError::Damaged("no pages can be found".to_string())),
    }
}

/// What is known to be lost of a file: pages that its page tree counts but that cannot be found, or the end of it.
pub(in crate::document::pdf) fn loss(pdf: &Pdf, bytes: &[u8]) -> Option<Damage> {
    let found = u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX);
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let tree = root.and_then(|root| root.get::<Dict<'_>>(keys::PAGES));
    let counted = tree.and_then(|tree| tree.get::<u32>(keys::COUNT)).unwrap_or(found);
    let next = found.saturating_add(1);
    if counted > found && counted <= MAX_COUNT {
        let lost = counted - found;
        return Some(Damage::Page(next, format!("{lost} of the {counted} pages cannot be found")));
    }
    is_cut(bytes).then(|| Damage::Page(next, "the file ends in the middle; pages may be lost".to_string()))
}

/// A page tree that counts more pages than this counts wrong.
const MAX_COUNT: u32 = 100_000;

/// Whether a file ends within an object.
fn is_cut(bytes: &[u8]) -> bool {
    let find = |word: &[u8]| memchr::memmem::rfind(bytes, word);
    let Some(last) = find(b" obj") else { return false };
    find(b"endobj").is_none_or(|end| end < last)
}

/// The title in the properties of a file.
pub(in crate::document::pdf) fn title(pdf: &Pdf) -> Option<CompactString> {
    let bytes = pdf.metadata().title.as_deref()?;
    let title = crate::document::pdf::painted::actual::decode(bytes)?;
    let title = title.trim();
    (!title.is_empty()).then(|| title.into())
}
