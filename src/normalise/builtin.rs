//! The vocabulary that the program starts with: made of the built-in forms and word lists when it was built.

use super::vocabulary::Vocabulary;
use crate::template::{Forms, lists::are_builtin};

/// What `build.rs` made of it.
const VOCABULARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/vocabulary"));

/// The vocabulary of forms.
pub(super) fn vocabulary(forms: &Forms) -> Vocabulary {
    if !std::ptr::eq(forms, Forms::builtin()) || !are_builtin() {
        return Vocabulary::new(forms);
    }
    #[expect(clippy::expect_used, reason = "part of the program; a test reads it")]
    Vocabulary::unpack(VOCABULARY).expect("the built-in vocabulary is whole")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_is_what_the_forms_say() {
        let forms = Forms::builtin();
        assert_eq!(Vocabulary::pack(forms).unwrap(), VOCABULARY);
        // What is made after reading is made alike.
        let (read, made) = (vocabulary(forms), Vocabulary::new(forms));
        assert_eq!(format!("{:?}", read.families), format!("{:?}", made.families));
    }
}
