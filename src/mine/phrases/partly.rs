//! Two results in one word: 全部或部分公开.

use super::text_of;
use crate::mine::tokens::{Kind, Token};
use crate::mine::words::Role;

/// 全部或部分公开: what was disclosed as a whole, and what in part.
pub(super) fn wholly_or_partly(text: &str, tokens: &mut [Token]) {
    for at in 2..tokens.len() {
        if let Some([whole, or, partly]) = tokens.get_mut(at - 2..=at)
            && partly.kind == Kind::Word(Role::Row, "partially_granted")
            && or.is(Role::Join)
            && whole.is(Role::Glue)
            && text_of(text, whole) == "全部"
        {
            whole.kind = Kind::Word(Role::Row, "granted");
        }
    }
}
