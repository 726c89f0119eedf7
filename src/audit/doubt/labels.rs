//! What the words of a printed label or cell are: a label of the form, a word that counts.

use super::joined::half_width;
use crate::audit::context::Context;
use crate::normalise::simplified;

/// The words that count in a sentence count in a cell, too.
const COUNTERS: &str = include_str!("../../../data/mine/counters.csv");

/// Words behind the head of a group on the row that sums it up, one a line.
const SUBTOTAL_WORDS: &str = include_str!("../../../data/subtotal_words.txt");

/// The words of a label without those that say that its row sums up a group.
pub(in crate::audit) fn group_words(label: &str) -> String {
    let words = words(label);
    let head =
        SUBTOTAL_WORDS.lines().find_map(|word| words.strip_suffix(word)).filter(|head| !head.is_empty());
    head.map(str::to_string).unwrap_or(words)
}

/// Whether a label is one of the form, of another table or the head of a group: its figures belong into no sum of outcomes.
pub(in crate::audit) fn is_known(label: &str, context: &Context<'_>) -> bool {
    let label = group_words(label);
    let tables = context.forms.forms.iter().flat_map(|form| &form.tables);
    let mut labels = tables.flat_map(|table| {
        let rows = table.blocks.iter().flat_map(|block| &block.rows).map(|row| row.label.as_str());
        let columns =
            table.blocks.iter().flat_map(|block| &block.columns).map(|column| column.label.as_str());
        let heads = table.groups.iter().map(|group| group.label.as_str()).chain([table.label.as_str()]);
        rows.chain(columns).chain(heads)
    });
    !label.is_empty() && labels.any(|known| words(known).ends_with(&label))
}

/// Whether a label is that of a row with figures of its own.
pub(in crate::audit) fn is_of_row(label: &str, context: &Context<'_>) -> bool {
    let label = words(label);
    let blocks = context.forms.forms.iter().flat_map(|form| &form.tables).flat_map(|table| &table.blocks);
    let mut rows = blocks.flat_map(|block| &block.rows);
    !label.is_empty() && rows.any(|row| words(&row.label).ends_with(&label))
}

/// Whether a sentence is a row of a table that ran together: a label of the form, and nothing but numbers behind it.
pub(in crate::audit) fn is_table_row(sentence: &str, context: &Context<'_>) -> bool {
    let counters = || COUNTERS.lines().filter_map(|line| line.split_once(',')).map(|(word, _)| word);
    let mut label = sentence.trim_end();
    let numbers = |c: char| half_width(c).is_ascii_digit() || c.is_whitespace();
    loop {
        let rest = label.trim_end_matches(numbers);
        let rest = counters().find_map(|word| rest.strip_suffix(word)).unwrap_or(rest);
        if rest == label {
            break;
        }
        label = rest;
    }
    label.len() < sentence.trim_end().len() && is_known(label, context)
}

/// A label without its number and its punctuation.
pub(in crate::audit) fn words(label: &str) -> String {
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十（）().．、 ".contains(c);
    let words = label.trim_start_matches(number).chars().filter(|c| c.is_alphanumeric());
    words.map(simplified).collect()
}
