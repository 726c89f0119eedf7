//! Opening: from bytes to a file whose pages can be walked, whatever happened to it on the way.
//!
//! The interpreter rebuilds broken cross-references itself; here is what it does not: telling a password from damage.

use compact_str::CompactString;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::super::ReadError;

/// Opens a file, with an empty user password if it is encrypted.
pub(super) fn open(bytes: &[u8]) -> Result<Pdf, ReadError> {
    match Pdf::new(bytes.to_vec()) {
        Ok(pdf) if pdf.pages().is_empty() => Err(ReadError::Damaged("no page can be found".to_string())),
        Ok(pdf) => Ok(pdf),
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => Err(ReadError::Password),
        Err(LoadPdfError::Decryption(_)) => {
            Err(ReadError::Damaged("the encryption is of a kind that cannot be undone".to_string()))
        }
        Err(LoadPdfError::Invalid) => Err(ReadError::Damaged("no pages can be found".to_string())),
    }
}

/// The title in the properties of a file.
pub(super) fn title(pdf: &Pdf) -> Option<CompactString> {
    let bytes = pdf.metadata().title.as_deref()?;
    let title = super::actual::decode(bytes)?;
    let title = title.trim();
    (!title.is_empty()).then(|| title.into())
}
