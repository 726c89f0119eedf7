//! Names of agencies: what is one, and which of two is the fuller name of the same body.

use super::words::{List, words};

/// The longest name of an agency, in characters; the longest real ones have about 35.
const LONGEST: usize = 45;

/// Whether a folded text can be a name in a place where a name must stand, such as before the year of a title.
pub(super) fn could_be_name(text: &str) -> bool {
    let length = text.chars().count();
    (2..=LONGEST).contains(&length)
        && text.chars().all(is_name_char)
        && !text.starts_with('）')
        && !text.ends_with('（')
        && words().selves.strip_prefix(text).is_none()
        && !words().never.occurs(without_other_name(text))
}

/// A name without another one that stands behind it in brackets: 某区司法局（区行政复议局）.
fn without_other_name(text: &str) -> &str {
    let split = text.strip_suffix('）').and_then(|text| text.split_once('（'));
    split.filter(|(_, other)| words().endings.strip_suffix(other).is_some()).map_or(text, |(name, _)| name)
}

/// Whether a folded text is a full name on its own, wherever it stands: 宿州市财政局, but not 财政局 and not 县人社局.
pub(super) fn is_full_name(text: &str) -> bool {
    let name = without_other_name(text);
    name.chars().count() >= 4
        && words().endings.strip_suffix(name).is_some()
        && !words().basis_bodies.has(name)
        && could_be_name(text)
        && !starts_inside_a_name(text)
}

/// 县财政局, 杨柳镇: no full name, but enough where the author must stand, as in a signature.
pub(super) fn is_short_name(text: &str) -> bool {
    let name = without_other_name(text);
    name.chars().count() >= 3
        && words().endings.strip_suffix(name).is_some()
        && !words().basis_bodies.has(name)
        && !is_place(text)
        && could_be_name(text)
}

/// Whether a place is a township, whose government bears its name: 白石镇, 南源街道.
fn is_township(text: &str) -> bool {
    words().townships.strip_suffix(text).is_some()
}

/// Whether a folded text names a place and nothing else: 运城市, 桐梓县夜郎镇.
pub(super) fn is_place(text: &str) -> bool {
    words().places.strip_suffix(text).is_some_and(|stem| !stem.is_empty())
}

/// Which way a short name is completed by a fuller one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Completion {
    /// An abbreviation is written out or the place is named: 县人社局, 东乡县人力资源和社会保障局.
    Abbreviation,
    /// A place gets the body that governs it: 运城市, 运城市人民政府办公室.
    Government,
    /// A township gets its government: 白石镇, 白石镇人民政府.
    Township,
}

/// Whether `full` is a fuller name of the body that `short` names, and in which way.
pub(super) fn completes(short: &str, full: &str) -> Option<Completion> {
    if short.is_empty() || full.chars().count() <= short.chars().count() {
        return None;
    }
    if is_place(short) {
        let completion = if is_township(short) { Completion::Township } else { Completion::Government };
        return governs(short, full).then_some(completion);
    }
    let fuller = !full.starts_with(short) && written_out(short).any(|name| holds_in_order(full, &name));
    fuller.then_some(Completion::Abbreviation)
}

/// Whether `full` is the government of the place `short`, be it with the places above it: 荔湾区南源街道,
/// 广州市荔湾区人民政府南源街道办事处.
fn governs(short: &str, full: &str) -> bool {
    words().governments.iter().any(|government| {
        full.strip_suffix(government).is_some_and(|place| place == short || holds_in_order(place, short))
    })
}

/// A short name and what it becomes when its last word is written out: 市科委, 市科委员会.
fn written_out(short: &str) -> impl Iterator<Item = String> {
    let completed = words().abbreviations.iter().filter_map(|(abbreviation, full)| {
        let stem = short.strip_suffix(*abbreviation)?;
        Some(format!("{stem}{full}"))
    });
    std::iter::once(short.to_string()).chain(completed)
}

/// Whether all characters of `short` occur in `full` in order, the last one being the last.
fn holds_in_order(full: &str, short: &str) -> bool {
    let mut wanted = short.chars().peekable();
    for character in full.chars() {
        wanted.next_if_eq(&character);
    }
    wanted.peek().is_none() && full.chars().next_back() == short.chars().next_back()
}

/// Removes what cannot begin a name from its front and back.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches([
        '《', '》', '“', '”', '"', '【', '】', '[', ']', '·', '-', '—', '–', '_', '：', '，', '、', '.', '*',
        '#', '<', '>',
    ])
}

/// Strips any of the words from the front, again and again.
pub(super) fn strip_all<'t>(list: &List, mut text: &'t str) -> &'t str {
    while let Some(rest) = list.strip_prefix(text) {
        text = rest;
    }
    text
}

/// Names that begin with the level of their place leave out its name: 市财政局, 县人民政府办公室.
fn starts_inside_a_name(text: &str) -> bool {
    text.starts_with(['市', '县', '区', '省', '镇', '乡', '州', '局', '厅', '旗', '委'])
        && words().place_starts.strip_prefix(text).is_none()
}

fn is_name_char(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '（' | '）' | '·' | '、')
        || character.is_ascii_alphanumeric()
}
