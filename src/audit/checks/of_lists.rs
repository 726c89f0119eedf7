//! Where a sentence lists the parts of a whole, and whether it says that they overlap.

use std::ops::Range;

/// The words that open a list of parts.
pub(super) const AMONG: &str = "其中";

/// Words of a list of parts that could open another one in it.
const NESTED: [&str; 8] = ["其中", "（", "(", "含", "包括", "分别", "；", ";"];

/// Words that say that one thing was published in several places, wherever in the sentence they stand, …
const TWICE: [&str; 9] =
    ["同步", "转发", "转载", "多平台", "多渠道", "多个平台", "多个渠道", "交叉", "重复统计"];
/// … and words that say so of the part they stand in: 均已登记 behind a list says nothing of the kind.
const TWICE_IN_PART: [&str; 7] = ["同时", "均在", "均通过", "均于", "均经", "均发布", "也在"];

/// The place of a list of parts in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List {
    /// Where the whole must have been told.
    pub(super) at: usize,
    /// Where the parts are.
    pub(super) parts: Range<usize>,
}

impl List {
    /// The only list of parts in a text, if nothing in it could be a part of a part.
    pub(super) fn of(text: &str) -> Option<List> {
        let at = text.find(AMONG)?;
        let start = at + AMONG.len();
        let behind = text.get(start..)?;
        // 公开其中一部分 opens no list; one in a bracket ends there.
        let before = text.get(..at)?.trim_end();
        let in_bracket = before.ends_with(['（', '(']);
        let end = if in_bracket { behind.find(['）', ')'])? } else { behind.len() };
        let behind = behind.get(..end)?;
        let opens = in_bracket || before.ends_with(['，', ',', '；', ';', '。', '：', ':']);
        let is_flat = !NESTED.iter().any(|word| behind.contains(word));
        (is_flat && opens).then(|| List { at, parts: start..start + end })
    }

    /// Whether its text says that the same thing may be in several parts: 676条在微信同步推送.
    pub(super) fn overlaps(&self, text: &str) -> bool {
        let inside = text.get(self.parts.clone()).unwrap_or_default();
        TWICE.iter().any(|word| text.contains(word)) || TWICE_IN_PART.iter().any(|word| inside.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_stand_in_several_places_overlap() {
        let overlaps = |text: &str| List::of(text).unwrap().overlaps(text);
        assert!(overlaps("公开900条，其中676条在微信同步推送，442条在微博发布。"));
        assert!(overlaps("公开900条，其中网站676条，同时在微信发布442条。"));
        assert!(!overlaps("新收108件（其中网络54件、信函27件）均通过系统登记。"));
        assert!(!overlaps("同时，公开900条，其中网站676条，微信442条。"));
    }
}
