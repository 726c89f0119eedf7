//! Where a sentence lists the parts of a whole, and whether it says that they overlap.

use std::ops::Range;
use std::sync::LazyLock;

use crate::audit::words::{
    AMONG, BRACKETS, CHANNELS, NESTED, NO_PART, NOT_PUBLIC, PUBLIC, SEEN_BY, SEEN_FROM, SIDE_BY_SIDE,
    THE_OTHERS, TWICE, TWICE_IN_PART,
};

/// What asks for information or how, a kind a line: parts of one kind leave each other out.
const KINDS: &str = include_str!("../../../data/audit/ways_of_asking.txt");

static LINES: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    KINDS.lines().filter(|kind| !kind.is_empty()).map(|kind| kind.split(' ').collect()).collect()
});

/// What parts the parts.
const ITEM_ENDS: [char; 5] = ['、', '，', ',', '；', ';'];
/// 概况类信息.
const CLASS: char = '类';

/// The place of a list of parts in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List {
    /// Where the whole must have been told.
    pub(super) at: usize,
    /// Where the parts are.
    pub(super) parts: Range<usize>,
    /// The parts stand in a bracket and no word says that they are parts.
    pub(super) is_unsaid: bool,
}

impl List {
    /// The only list of parts in a text, if nothing in it could be a part of a part.
    pub(super) fn of(text: &str) -> Option<List> {
        if AMONG.any_in(text) {
            List::behind_word(text)
        } else {
            List::in_bracket(text).or_else(|| List::in_line(text))
        }
    }

    fn behind_word(text: &str) -> Option<List> {
        let (before, behind) = AMONG.split(text)?;
        let (at, start) = (before.len(), text.len() - behind.len());
        // 公开其中一部分 opens no list; one in a bracket ends there.
        let before = before.trim_end();
        let in_bracket = before.ends_with(['（', '(']);
        // 其中政策类13条、其他36条；政务新媒体推送43条: behind it something else is told, or a part that is then left out.
        let end = if in_bracket { behind.find(['）', ')'])? } else { part_end(behind) };
        let behind = behind.get(..end)?;
        let opens = in_bracket || before.ends_with(['，', ',', '；', ';', '。', '：', ':']);
        let is_flat = ![NESTED, BRACKETS, SIDE_BY_SIDE].iter().any(|words| words.any_in(behind));
        (is_flat && opens).then(|| List { at, parts: start..start + end, is_unsaid: false })
    }

    /// 108件（网络54件、信函27件、当面40件）: the first bracket behind a number that holds nothing but numbers counted as that one is.
    fn in_bracket(text: &str) -> Option<List> {
        let opening = text.match_indices(['（', '(']);
        opening.into_iter().find_map(|(at, open)| {
            let start = at + open.len();
            let inside = text.get(start..)?;
            let inside = inside.get(..inside.find(['）', ')'])?)?;
            let mut items = inside.split(['、', '，', ',', '；', ';']).map(item);
            let first = items.next()??;
            let others: Option<Vec<_>> = items.collect();
            let is_list = others.is_some_and(|others| {
                !others.is_empty() && others.iter().all(|&(_, counter)| counter == first.1)
            });
            let counted = counted_before(text.get(..at)?);
            (is_list && counted.starts_with(first.1)).then(|| List {
                at,
                parts: start..start + inside.len(),
                is_unsaid: true,
            })
        })
    }

    /// 收到108件，网络54件，信函27件，当面40件, 收到108件，从渠道看，网络54件、信函27件, 108件申请中，网络110件: ways of asking, or kinds of applicants,
    /// behind a number counted as they are. What stands behind the last of them is none.
    fn in_line(text: &str) -> Option<List> {
        let at = text.find(['，', ','])?;
        let (whole, parts) = (text.get(..at)?, text.get(at..)?);
        let mut start = at + parts.chars().next()?.len_utf8();
        let rest = text.get(start..)?;
        if let Some((_, behind)) = rest.split_once(['，', ',']).filter(|(view, _)| is_view(view)) {
            start += rest.len() - behind.len();
        }
        let rest = text.get(start..)?.trim_end_matches('。');
        let counter = item(rest.split(ITEM_ENDS).next()?)?.1;
        let is_part =
            |part: &&str| item(part).is_some_and(|(_, own)| own == counter) && !BRACKETS.any_in(part);
        let parts: Vec<&str> = rest.split(ITEM_ENDS).take_while(is_part).collect();
        let many = LINES.iter().filter_map(|kind| of_kind(kind, &parts)).max()?;
        let last = parts.get(many.checked_sub(1)?)?;
        let end = start + rest.find(last)? + last.len();
        let behind = counted_before(whole).strip_prefix(counter)?;
        let list = List { at, parts: start..end, is_unsaid: true };
        // 收到108件，网络110件 may be told side by side.
        (behind.ends_with('中') || behind.is_empty() && many > 1).then_some(list)
    }

    /// Whether all parts are ways of asking, or all are those who ask: 网络54件、信函27件, but not 受理54件、办结27件.
    pub(super) fn is_of_one_kind(&self, text: &str) -> bool {
        let inside = text.get(self.parts.clone()).unwrap_or_default();
        let items: Vec<&str> = inside.trim_end_matches('。').split(ITEM_ENDS).collect();
        !NO_PART.any_in(inside) && LINES.iter().any(|kind| of_kind(kind, &items) == Some(items.len()))
    }

    /// Whether each part names a place where things are published: 网站54条、微博27条.
    pub(super) fn is_of_channels(&self, text: &str) -> bool {
        let inside = text.get(self.parts.clone()).unwrap_or_default();
        inside.split(ITEM_ENDS).all(|part| CHANNELS.any_in(part))
    }

    /// Whether all parts are classes of one division: 概况类信息1条、动态类信息12条, or of documents: 主动公开的7件、不予公开的9件.
    pub(super) fn is_of_classes(&self, text: &str) -> bool {
        let inside = text.get(self.parts.clone()).unwrap_or_default();
        let names: Option<Vec<&str>> =
            inside.trim_end_matches('。').split(ITEM_ENDS).map(|part| Some(item(part)?.0)).collect();
        let is_public = |name: &&str| PUBLIC.any_in(name) || NOT_PUBLIC.any_in(name);
        if names.as_ref().is_some_and(|names| names.len() > 1 && names.iter().all(is_public)) {
            return true;
        }
        let class = |name: &str| name.rfind(CLASS).and_then(|at| name.get(at..)).map(str::to_string);
        let classes: Vec<Option<String>> = names.unwrap_or_default().into_iter().map(class).collect();
        let first = classes.first().cloned().flatten();
        classes.len() > 1 && first.is_some() && classes.iter().all(|class| *class == first)
    }

    /// Whether its text says that the same thing may be in several parts: 676条在微信同步推送.
    pub(super) fn overlaps(&self, text: &str) -> bool {
        let inside = text.get(self.parts.clone()).unwrap_or_default();
        TWICE.any_in(text) || TWICE_IN_PART.any_in(inside)
    }
}

/// How many parts of a list are of one kind, from its first on. What is left over (其他) is so beside one that is named.
fn of_kind(kind: &[&str], parts: &[&str]) -> Option<usize> {
    let is_named = |part: &&&str| kind.iter().any(|word| part.contains(word));
    let many = parts.iter().take_while(|part| is_named(part) || THE_OTHERS.any_in(part)).count();
    parts.iter().take(many).any(|part| is_named(&part)).then_some(many)
}

/// 从渠道看, 按申请人划分: whether a clause only says how what follows is divided.
pub(super) fn is_view(clause: &str) -> bool {
    let clause = clause.trim();
    SEEN_FROM.iter().any(|word| clause.starts_with(word))
        && SEEN_BY.iter().any(|word| clause.ends_with(word))
        && !clause.contains(|c: char| c.is_ascii_digit())
}

/// Where the first part of a sentence ends.
fn part_end(text: &str) -> usize {
    text.find(['；', ';']).unwrap_or(text.len())
}

/// 网络54件: what is counted and the word that counts, if a text is that and nothing else.
fn item(text: &str) -> Option<(&str, &str)> {
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let (name, number) = text.split_at_checked(at)?;
    let counter = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_word = !counter.is_empty() && counter.chars().all(char::is_alphabetic);
    (!name.trim().is_empty() && is_word).then_some((name, counter))
}

/// What stands between the last number of a text and its end.
fn counted_before(text: &str) -> &str {
    let end = text.rfind(|c: char| c.is_ascii_digit()).map(|at| at + 1);
    let words = end.and_then(|end| text.get(end..)).unwrap_or_default();
    if words.chars().all(char::is_alphabetic) { words } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_of_numbers_counted_alike_is_a_list() {
        let list = |text: &str| List::of(text).map(|list| text[list.parts].to_string());
        let ways = "网络54件、信函27件";
        assert_eq!(list(&format!("新收的108件申请（{ways}）均已登记。")).as_deref(), Some(ways));
        assert_eq!(list("新收108件（网络54件、信函27份）。"), None);
        assert_eq!(list("新收108件（网络54件、另有信函）。"), None);
        assert_eq!(list("新收108件（2022年92件、2021年80件）。"), None);
        assert_eq!(list("新收108件，按渠道（网络54件、信函27件）登记。"), None);
        assert_eq!(list("新收108件，网络54件、信函27件。").as_deref(), Some(ways));
        assert_eq!(list("新收108件，从渠道看，网络54件、信函27件，均已办结。").as_deref(), Some(ways));
        assert_eq!(list("新收的108件申请中，网络54件、信函27件，办结97件。").as_deref(), Some(ways));
        assert_eq!(list("重复申请1件，其他2件。"), None);
        assert_eq!(list("新收108件，办结54件、信函27件。"), None);
    }

    #[test]
    fn parts_in_a_bracket_are_of_one_kind() {
        let one_kind = |text: &str| List::of(text).unwrap().is_of_one_kind(text);
        assert!(one_kind("新收108件（网络54件、信函27件、其他40件）。"));
        assert!(!one_kind("新收108件（网络54件、自然人97件）。"));
        assert!(!one_kind("新收108件（受理105件、办结97件）。"));
        assert!(!one_kind("新收108件（自然人84件、企业13件、法人19件）。"));
    }

    #[test]
    fn parts_that_stand_in_several_places_overlap() {
        let overlaps = |text: &str| List::of(text).unwrap().overlaps(text);
        assert!(overlaps("公开900条，其中676条在微信同步推送，442条在微博发布。"));
        assert!(overlaps("公开900条，其中网站676条，同时在微信发布442条。"));
        assert!(!overlaps("新收108件（网络54件、信函27件）均通过系统登记。"));
        assert!(!overlaps("同时，公开900条，其中网站676条，微信442条。"));
    }
}
