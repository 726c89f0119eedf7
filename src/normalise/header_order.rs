//! The order in which the lines of a form stand below a header of several lines.
//!
//! Helps both readers: they tell the words of a header, this says what they mean.

/// A word of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeaderWord {
    /// Names a line of the form.
    Name(u8),
    /// Names a group of lines.
    Group(u8),
    /// A line of the header ends.
    Break,
}

/// The lines of a form in the order in which they stand side by side below a header of two or more lines, given its words
/// line by line.
///
/// The header is read one line after the other, so what stands under a head (法人或其他组织) is named after what stands to
/// its right (总计): it belongs where the head stands. Nothing if a line of the form is named twice, if those under
/// one head are torn apart, or if they are out of order and no head is printed. A name on another line that comes between a head and
/// what stands under it may be on the left of both, with the head set higher: on one line with what stands under the head it is, and
/// else nothing tells.
pub(super) fn of(
    group_of: impl Fn(u8) -> Option<u8>,
    words: impl Iterator<Item = HeaderWord>,
) -> Option<Vec<u8>> {
    let mut order: Vec<u8> = Vec::new();
    let mut head: Option<(u8, usize)> = None;
    // What came since the last head, if nothing that stands under it did.
    let (mut bare, mut parted, mut beside): (Option<bool>, bool, bool) = (None, false, false);
    for word in words {
        match word {
            HeaderWord::Group(group) if head.is_none_or(|(known, _)| known != group) => {
                head = Some((group, order.len()));
                bare = Some(false);
            }
            HeaderWord::Group(_) => {}
            HeaderWord::Break => (bare, beside) = (bare.map(|_| true), false),
            HeaderWord::Name(line) if order.contains(&line) => return None,
            HeaderWord::Name(line) => match &mut head {
                Some((group, at)) if group_of(line) == Some(*group) => {
                    if beside {
                        (*at, parted, beside) = (order.len(), false, false);
                    }
                    order.insert(*at, line);
                    *at += 1;
                    bare = None;
                }
                _ => {
                    if bare == Some(true) {
                        (parted, beside) = (true, true);
                    }
                    order.push(line);
                }
            },
        }
    }
    let unsure = (head.is_none() || parted) && !order.is_sorted();
    (is_whole(&group_of, &order) && !unsure).then_some(order)
}

/// Whether the lines under one head stand side by side.
pub(super) fn is_whole(group_of: impl Fn(u8) -> Option<u8>, order: &[u8]) -> bool {
    let groups: Vec<Option<u8>> = order.iter().map(|&line| group_of(line)).collect();
    groups.chunk_by(|a, b| a == b).filter(|run| run.first().is_some_and(Option::is_some)).count() <= 1
}

#[cfg(test)]
mod tests {
    use super::HeaderWord::{Break, Group, Name};
    use super::*;

    /// 行政复议 is 0; 未经复议直接起诉 and 复议后起诉, 1 and 2, stand under 行政诉讼.
    fn disputes(words: &[HeaderWord]) -> Option<Vec<u8>> {
        of(|line| (line > 0).then_some(0), words.iter().copied())
    }

    #[test]
    fn what_stands_under_a_head_stands_where_the_head_does() {
        assert_eq!(disputes(&[Name(0), Group(0), Break, Name(1), Name(2)]), Some(vec![0, 1, 2]));
        assert_eq!(disputes(&[Group(0), Name(0), Break, Name(1), Name(2)]), Some(vec![1, 2, 0]));
    }

    #[test]
    fn a_head_set_higher_than_what_is_left_of_it_is_not_before_it() {
        // 行政诉讼 / 行政复议 未经复议直接起诉 复议后起诉
        assert_eq!(disputes(&[Group(0), Break, Name(0), Name(1), Name(2)]), Some(vec![0, 1, 2]));
        // A line each: it may stand on either side.
        assert_eq!(disputes(&[Group(0), Break, Name(0), Break, Name(1), Name(2)]), None);
    }

    #[test]
    fn lines_named_twice_torn_apart_or_out_of_order_without_a_head_have_no_order() {
        assert_eq!(disputes(&[Name(0), Name(0)]), None);
        assert_eq!(disputes(&[Name(1), Name(0), Name(2)]), None);
        assert_eq!(disputes(&[Name(1), Name(2), Name(0)]), None);
    }
}
