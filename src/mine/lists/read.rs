//! From the lists as they stand in the repository to what they are used as.

use super::role::ROLES;
use super::{Counted, OfDisputes, Role, Side, Word, Words, bit};
use crate::normalise::Finder;

/// The lists as they stand in the repository: name and content.
const FILES: [(&str, &str); 9] = [
    ("words", include_str!("../../../data/mine/words.csv")),
    ("counters", include_str!("../../../data/mine/counters.csv")),
    ("bodies", include_str!("../../../data/mine/bodies.csv")),
    ("bounds", include_str!("../../../data/mine/bounds.csv")),
    ("disputes", include_str!("../../../data/mine/disputes.csv")),
    ("not_figures", include_str!("../../../data/mine/not_figures.txt")),
    ("scopes", include_str!("../../../data/mine/scopes.csv")),
    ("themes", include_str!("../../../data/mine/themes.csv")),
    ("turns", include_str!("../../../data/mine/turns.csv")),
];

/// The rows of a list below its header. The lists are part of the program; a test reads every row.
pub(super) fn rows(file: &str) -> impl Iterator<Item = &'static str> {
    let content = FILES.iter().find(|(name, _)| *name == file).map_or("", |(_, content)| content);
    let rows = content.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.skip(usize::from(file != "not_figures"))
}

/// The cells of a row that has three.
pub(super) fn three(row: &'static str) -> Option<[&'static str; 3]> {
    let (first, rest) = row.split_once(',')?;
    let (second, third) = two(rest)?;
    Some([first, second, third])
}

/// The cells of a row that has two.
fn two(row: &'static str) -> Option<(&'static str, &'static str)> {
    row.split_once(',').filter(|(_, second)| !second.contains(','))
}

/// The words that hold no other of them.
fn shortest<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let holds_none = |word: &&&str| !words.iter().any(|other| other != *word && word.contains(other));
    words.iter().filter(holds_none).copied().collect()
}

/// The lists as they are used, but for what is quicker made than kept.
pub(super) fn read() -> Words {
    let (mut words, mut denials) = (Vec::new(), Vec::new());
    for [role, means, word] in rows("words").filter_map(three) {
        if let Some(&(_, role)) = ROLES.iter().find(|(name, _)| *name == role) {
            words.push((word, Word { role, means }));
            if role == Role::Not {
                denials.push(word);
            }
        }
    }
    let counted = |(counter, kind): (&'static str, &str)| {
        let kind = match kind {
            "count" => Counted::Things,
            "money" => Counted::Money,
            "percent" => Counted::Percent,
            "not" => Counted::Nothing,
            _ => return None,
        };
        Some((counter, kind))
    };
    let counters = Finder::new(rows("counters").filter_map(|row| counted(two(row)?)));
    let bound = |[word, side, bound]: [&'static str; 3]| {
        let side = match side {
            "before" => Side::Before,
            "after" => Side::After,
            "end" => Side::End,
            _ => return None,
        };
        Some((side, word, bound))
    };
    let bounds: Vec<_> = rows("bounds").filter_map(|row| bound(three(row)?)).collect();
    let bounds = |side| {
        let own = bounds.iter().filter(move |(of, ..)| *of == side);
        own.map(|(_, word, bound)| (*word, *bound))
    };
    let mut bounds_before: Vec<_> = bounds(Side::Before).collect();
    bounds_before.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let bound_bits = bounds_before.iter().filter_map(|(word, _)| word.chars().next_back());
    let bound_bits = bound_bits.fold(0, |bits, end| bits | bit(end));
    let scopes: Vec<_> = rows("scopes").filter_map(two).collect();
    let mut scope_ends: Vec<char> = scopes.iter().filter_map(|(_, word)| word.chars().next_back()).collect();
    scope_ends.sort_unstable();
    scope_ends.dedup();
    let scope_bits = scope_ends.iter().fold(0, |bits, end| bits | bit(*end));
    let bodies = |kind| {
        let own = rows("bodies").filter_map(two).filter(move |(of, _)| *of == kind);
        own.map(|(_, word)| word).collect::<Vec<_>>()
    };
    let turns = |kind| {
        let own = rows("turns").filter_map(two).filter(move |(of, _)| *of == kind);
        own.map(|(_, word)| word)
    };
    let heads = turns("measure_head").map(|word| (word, false));
    let marks = |kind| (kind, Finder::new(turns(kind).map(|word| (word, ()))));
    let of_disputes = |(kind, word): (&str, &'static str)| {
        let says = match kind {
            "matter" => OfDisputes::Matter,
            "court" => OfDisputes::Court,
            "caused" => OfDisputes::Caused,
            _ => return None,
        };
        Some((word, says))
    };
    let themes: Vec<_> = rows("themes").filter_map(two).collect();
    Words {
        words: Finder::new(words),
        denying: shortest(&denials),
        denials: Vec::new(),
        counters,
        bounds_before,
        bound_bits,
        bounds_after: Finder::new(bounds(Side::After)),
        bounds_at_end: Finder::new(bounds(Side::End)),
        not_figures: Finder::new(rows("not_figures").filter_map(|row| Some((row.split(',').next()?, ())))),
        theme_words: Finder::new(themes.iter().enumerate().map(|(index, (_, word))| (*word, index))),
        of_disputes: Finder::new(rows("disputes").filter_map(|row| of_disputes(two(row)?))),
        body_ends: bodies("end"),
        fields: bodies("field"),
        scope_ends,
        scope_bits,
        scopes,
        themes,
        heads: Finder::new(heads.chain(turns("problem_head").map(|word| (word, true)))),
        marks: ["problem", "measure", "solved", "none"].map(marks).into(),
        ends: Finder::new(turns("end").map(|word| (word, ()))),
    }
}
