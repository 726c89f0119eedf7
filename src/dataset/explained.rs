//! The files that explain the others, as `build.rs` has made them of the forms that are built into the program.

/// `codebook.csv`.
pub(super) const CODEBOOK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/codebook.csv"));
/// `crosswalk.csv`.
pub(super) const CROSSWALK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/crosswalk.csv"));
/// `datapackage.json` for a folder that holds what `extract` writes and nothing else.
pub(super) const PACKAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/datapackage.json"));

#[cfg(test)]
mod tests {
    use super::super::{codebook, crosswalk, described};
    use super::*;
    use crate::template::Forms;

    #[test]
    fn what_was_made_beforehand_is_what_would_be_made_now() {
        let forms = Forms::builtin();
        assert!(CODEBOOK == codebook::csv(forms, false));
        assert!(CROSSWALK == crosswalk::csv(forms, false));
        assert!(PACKAGE == described::of_new_folder(forms).as_bytes());
    }
}
