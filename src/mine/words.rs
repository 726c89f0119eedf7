//! The word lists ready to be used: they were read when the program was built.

use std::sync::OnceLock;

pub(super) use super::lists::{Counted, OfDisputes, Role, Side, Words};

/// What `build.rs` made of them.
const BUILTIN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/mine"));

/// The lists, made ready on first use.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        #[expect(clippy::expect_used, reason = "part of the program; a test reads it")]
        Words::unpack(BUILTIN).expect("built-in lists are whole")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_is_what_the_lists_say() {
        assert_eq!(Words::pack().unwrap(), BUILTIN);
    }
}
