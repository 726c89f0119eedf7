//! Reads a piece of text as a label of the form, alone or with more in the same cell.

use super::fold::{Folded, fold};
use super::number::{self, Reading};
use super::vocabulary::{Target, Vocabulary};

/// A text longer than this (in bytes) is a paragraph, not a label; the longest label of the forms has some 120.
pub(crate) const LONGEST_LABEL: usize = 400;

/// A text as a label.
#[derive(Debug, Default)]
pub(crate) struct Label<'v> {
    /// Its words.
    pub(crate) folded: Folded,
    /// What it may be, word for word.
    pub(crate) targets: &'v [Target],
    /// The head over its row, where the same cell names it: 不予公开：1.属于国家秘密.
    pub(crate) group: Option<u8>,
}

/// Reads a label. Where the whole is not known, its last part after a dash, colon or stroke may be, with the heads of the
/// row before it.
pub(crate) fn read<'v>(text: &str, vocabulary: &'v Vocabulary) -> Label<'v> {
    let folded = fold(text);
    let targets = vocabulary.targets(&folded);
    if targets.is_empty()
        && let Some(own) = without_translation(text)
    {
        let label = read(own, vocabulary);
        if !label.targets.is_empty() {
            return label;
        }
    }
    if targets.is_empty()
        && let Some((head, name)) = text.split_once(' ')
        && vocabulary.targets(&fold(head)).iter().any(|target| matches!(target, Target::Head { .. }))
    {
        // The head over all columns in the cell of the first of them: 申请人情况 总计.
        let tail = fold(name);
        let targets = vocabulary.targets(&tail);
        if targets.iter().any(|target| matches!(target, Target::Column { .. })) {
            return Label { folded: tail, targets, group: None };
        }
    }
    if targets.is_empty()
        && let Some((heads, last)) = text.rsplit_once(SEPARATORS)
    {
        let tail = fold(last);
        let targets = vocabulary.targets(&tail);
        if !targets.is_empty() {
            let group = heads.rsplit(SEPARATORS).find_map(|head| group(vocabulary.targets(&fold(head))));
            return Label { folded: tail, targets, group };
        }
    }
    if targets.is_empty()
        && let Some((head, item)) = numbered_item(text)
    {
        // Over a head another may stand: 三、本年度办理结果（三）不予公开 1.属于国家秘密.
        let last = numbered_item(head).map(|(_, head)| head);
        let mut heads = [Some(head), last].into_iter().flatten();
        let named = heads.find_map(|head| group(vocabulary.targets(&fold(head))));
        let (head, item) = (fold(head), fold(item));
        if named.is_some() {
            return Label { targets: vocabulary.targets(&item), folded: item, group: named };
        }
        if let Some((group, folded)) = vocabulary.under_torn_head(&head, &item) {
            return Label { targets: vocabulary.targets(&folded), folded, group: Some(group) };
        }
    }
    Label { group: group(targets), folded, targets }
}

/// The hanzi of a label that is printed in another script, too: 自然人 Natural persons, or the other way round.
fn without_translation(text: &str) -> Option<&str> {
    let is_hanzi =
        |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    let is_strange = |c: char| c.is_alphabetic() && !is_hanzi(c);
    let (hanzi, strange) = (text.find(is_hanzi)?, text.find(is_strange)?);
    let own = if hanzi < strange {
        text.get(..strange)?.trim_end_matches(|c| !is_hanzi(c) && !matches!(c, '）' | ')' | '”'))
    } else {
        text.rsplit(is_strange).next()?
    };
    own.contains(is_hanzi).then_some(own)
}

/// A head and the item under it in one text: （三）不予公开 and 1.属于国家秘密, 三、本年度办理结果 and （一）予以公开.
fn numbered_item(text: &str) -> Option<(&str, &str)> {
    let number = |(at, c): &(usize, char)| {
        let after = text.get(at + c.len_utf8()..).unwrap_or_default();
        *at > 0 && c.is_ascii_digit() && after.starts_with(['.', '．', '、'])
    };
    let in_brackets = |(at, c): &(usize, char)| {
        let after = text.get(at + c.len_utf8()..).unwrap_or_default();
        let mut after = after.chars();
        *at > 0
            && matches!(c, '（' | '(')
            && after.next().is_some_and(|c| "一二三四五六七".contains(c))
            && after.next().is_some_and(|c| matches!(c, '）' | ')'))
    };
    let (at, _) = text.char_indices().find(number).or_else(|| text.char_indices().find(in_brackets))?;
    text.split_at_checked(at)
}

/// A row's label and its first value in one piece: `行政许可：2137`, `（一）予以公开 21`. Only where the words before the value
/// name a row word for word.
pub(crate) fn with_value<'v>(text: &str, vocabulary: &'v Vocabulary) -> Option<(Label<'v>, Reading)> {
    if text.len() > LONGEST_LABEL {
        return None;
    }
    let value_at = text.rfind(|c: char| c.is_whitespace() || matches!(c, ':' | '：'))?;
    let (words, value) = text.split_at(value_at);
    let reading =
        number::read(value.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：')));
    if !reading.is_value() {
        return None;
    }
    let label = read(words, vocabulary);
    label.targets.iter().any(|target| matches!(target, Target::Row { .. })).then_some((label, reading))
}

const SEPARATORS: [char; 8] = ['—', '-', '－', '：', ':', '/', '／', '｜'];

fn group(targets: &[Target]) -> Option<u8> {
    targets.iter().find_map(|target| match target {
        Target::Group(group) => Some(*group),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Forms;

    #[test]
    fn a_head_of_two_lines_beside_the_first_item_under_it_is_told_from_it() {
        let vocabulary = Vocabulary::new(Forms::builtin());
        let same = |torn: &str, whole: &str| {
            let (torn, whole) = (read(torn, &vocabulary), read(whole, &vocabulary));
            assert!(torn.group.is_some() && !whole.targets.is_empty());
            assert_eq!(torn.targets.first(), whole.targets.first(), "{}", torn.folded.words);
        };
        same("（三）不予 1.属于国家秘密公开", "（三）不予公开 1.属于国家秘密");
        same("（三）不予 1.属于国家秘密", "（三）不予公开 1.属于国家秘密");
        same("（四）无法 1.本机关不掌握相关政府信息提供", "（四）无法提供 1.本机关不掌握相关政府信息");
        for other in [
            "（四）无法 1.属于国家秘密提供",
            "（三）不 1.属于国家秘密予公开",
            "（三）不予 1.属于国家秘密提供",
        ] {
            assert!(read(other, &vocabulary).targets.is_empty(), "{other}");
        }
    }

    #[test]
    fn a_path_is_known_by_its_last_step_and_the_head_before_it() {
        let vocabulary = Vocabulary::new(Forms::builtin());
        let label = read("三、本年度办理结果—（五）不予处理—2.重复申请", &vocabulary);
        assert_eq!(label.folded.words, "重复申请");
        assert_eq!(
            label.group.map(|group| vocabulary.groups[usize::from(group)].as_str()),
            Some("not_processed")
        );
    }

    #[test]
    fn a_translation_beside_a_label_is_left_out() {
        let vocabulary = Vocabulary::new(Forms::builtin());
        for (printed, label) in [
            ("自然人 Natural persons", "自然人"),
            ("Of state secrets 1.属于国家秘密", "1.属于国家秘密"),
            ("1.属于国家秘密 1. Of state secrets", "1.属于国家秘密"),
            ("商业企业 ཚོང་ལས།", "商业企业"),
        ] {
            let (printed, label) = (read(printed, &vocabulary), read(label, &vocabulary));
            assert!(!label.targets.is_empty());
            assert_eq!((printed.folded, printed.targets), (label.folded, label.targets));
        }
        assert!(without_translation("规章").is_none() && without_translation("GDP").is_none());
    }

    #[test]
    fn an_item_with_a_slip_is_compared_without_the_head_before_it() {
        let vocabulary = Vocabulary::new(Forms::builtin());
        let label = read("（三）不予公开1.属於国家密秘", &vocabulary);
        assert_eq!(label.folded.words, "属于国家密秘");
        assert_eq!(label.group.map(|group| vocabulary.groups[usize::from(group)].as_str()), Some("denied"));
        assert_eq!(read("规章1.5", &vocabulary).folded.words, "规章15");
    }

    #[test]
    fn a_value_behind_the_label_is_taken_apart_only_where_the_label_is_known() {
        let vocabulary = Vocabulary::new(Forms::builtin());
        assert_eq!(with_value("行政许可：2137", &vocabulary).unwrap().1, number::read("2137"));
        assert_eq!(with_value("（一）予以公开 /", &vocabulary).unwrap().1, number::read("/"));
        assert!(with_value("全年共办理 2137", &vocabulary).is_none());
    }
}
