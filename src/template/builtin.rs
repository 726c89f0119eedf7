//! The forms that the program starts with: read from the texts of the repository when it was built, kept in it as bytes.

use std::sync::OnceLock;

use super::forms::Forms;

/// What `build.rs` made of [`Forms::of_repository`].
const FORMS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/forms"));

static BUILTIN: OnceLock<Forms> = OnceLock::new();

impl Forms {
    /// Whether these are the very forms that are built into the program, so that what was made of them beforehand fits.
    pub(crate) fn are_builtin(&self) -> bool {
        BUILTIN.get().is_some_and(|builtin| std::ptr::eq(builtin, self))
    }

    /// The forms that are built into the program.
    pub fn builtin() -> &'static Forms {
        BUILTIN.get_or_init(|| {
            #[expect(clippy::expect_used, reason = "part of the program; a test reads it")]
            postcard::from_bytes(FORMS).expect("built-in forms are whole")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_is_what_the_texts_say() {
        let read = Forms::of_repository().unwrap();
        assert_eq!(postcard::to_stdvec(&read).unwrap(), FORMS);
        assert_eq!(format!("{:?}", Forms::builtin()), format!("{read:?}"));
    }
}
