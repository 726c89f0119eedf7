//! The word lists ready to be used: those that are built in were read when the program was built.

use std::sync::OnceLock;

pub(super) use super::lists::{Cue, List, Words};
use crate::template::lists::are_builtin;

/// What `build.rs` made of them.
const BUILTIN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/identify"));

/// The lists, made ready on first use.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        if !are_builtin() {
            return super::lists::read();
        }
        #[expect(clippy::expect_used, reason = "part of the program; a test reads it")]
        postcard::from_bytes(BUILTIN).expect("built-in lists are whole")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_is_what_the_lists_say() {
        assert_eq!(Words::pack().unwrap(), BUILTIN);
    }

    #[test]
    fn words_mean_what_their_rows_say() {
        let words = words();
        assert!(words.abbreviations.iter().any(|(short, full)| *short == "残联" && *full == "残疾人联合会"));
        assert_eq!(words.sections.first("主要问题及改进情况").map(|hit| hit.means.section), Some(5));
        assert_eq!(words.headline_kinds.first("关于填报年报的通知").map(|hit| hit.means.0), Some("notice"));
    }
}
