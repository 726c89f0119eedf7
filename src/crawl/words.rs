//! The words that the catalogue uses for roles and kinds of pages.

use super::page::{PageKind, Role};

/// The word for a role.
pub fn role_word(role: Role) -> &'static str {
    match role {
        Role::Report => "report",
        Role::ListPage => "list",
        Role::Column => "column",
        Role::Attachment => "attachment",
        Role::Other => "other",
    }
}

/// The role that a word stands for.
pub fn role_of(word: &str) -> Role {
    match word {
        "report" => Role::Report,
        "list" => Role::ListPage,
        "column" => Role::Column,
        "attachment" => Role::Attachment,
        _ => Role::Other,
    }
}

/// How much a role promises: a page is known by the best that any link promises of it, whichever came first.
pub fn promise(role: Role) -> u8 {
    match role {
        Role::Report => 4,
        Role::Attachment => 3,
        Role::ListPage => 2,
        Role::Column => 1,
        Role::Other => 0,
    }
}

/// The word for a kind.
pub fn kind_word(kind: &PageKind) -> &'static str {
    match kind {
        PageKind::Report => "report",
        PageKind::List => "list",
        PageKind::Column => "column",
        PageKind::Attachment => "attachment",
        PageKind::NotFoundSoft => "not_found",
        PageKind::Challenge { .. } => "challenge",
        PageKind::Other => "other",
    }
}

/// The kind that a word stands for.
pub fn kind_of(word: &str) -> Option<PageKind> {
    Some(match word {
        "report" => PageKind::Report,
        "list" => PageKind::List,
        "column" => PageKind::Column,
        "attachment" => PageKind::Attachment,
        "not_found" => PageKind::NotFoundSoft,
        "other" => PageKind::Other,
        _ => return None,
    })
}
