//! Aligns the printed lines of a table to the lines of the form as a whole.
//!
//! Rows and columns come in a known order with known labels, printed with typos, missing or extra ones. Looking each up
//! by itself would take 其他 for the wrong 其他; the alignment that is best over all of them, in order, does not
//! (Needleman and Wunsch 1970, with free gaps on both sides).

/// For each printed line the line of the form it is, or none.
///
/// `score(printed, official)` is what pairing the two is worth; 0 or less is never paired. The pairing keeps the order
/// of both sides and has the greatest sum; among equals the earliest printed lines are taken, so that a repeated line
/// does not push out the first.
pub(crate) fn align(
    printed: usize,
    official: usize,
    mut score: impl FnMut(usize, usize) -> f32,
) -> Vec<Option<usize>> {
    let width = official + 1;
    // best[i][j]: the greatest sum over the printed lines from i on and the official lines from j on.
    let mut best = vec![0.0f32; (printed + 1) * width];
    let mut scores = vec![0.0f32; printed * official];
    let at = |i: usize, j: usize| i * width + j;
    let get = |table: &[f32], index: usize| table.get(index).copied().unwrap_or(0.0);
    for i in (0..printed).rev() {
        for j in (0..official).rev() {
            let worth = score(i, j);
            if let Some(cell) = scores.get_mut(i * official + j) {
                *cell = worth;
            }
            let pair = if worth > 0.0 { worth + get(&best, at(i + 1, j + 1)) } else { 0.0 };
            let value = pair.max(get(&best, at(i + 1, j))).max(get(&best, at(i, j + 1)));
            if let Some(cell) = best.get_mut(at(i, j)) {
                *cell = value;
            }
        }
    }
    let mut pairs = vec![None; printed];
    let (mut i, mut j) = (0, 0);
    while i < printed && j < official {
        let worth = get(&scores, i * official + j);
        let here = get(&best, at(i, j));
        if worth > 0.0 && worth + get(&best, at(i + 1, j + 1)) >= here {
            if let Some(pair) = pairs.get_mut(i) {
                *pair = Some(j);
            }
            i += 1;
            j += 1;
        } else if get(&best, at(i, j + 1)) >= here {
            j += 1;
        } else {
            i += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(printed: &str, official: &str) -> Vec<Option<usize>> {
        let (printed, official): (Vec<char>, Vec<char>) =
            (printed.chars().collect(), official.chars().collect());
        align(printed.len(), official.len(), |i, j| f32::from(u8::from(printed[i] == official[j])))
    }

    #[test]
    fn missing_and_extra_lines_leave_gaps() {
        assert_eq!(letters("abxd", "abcd"), [Some(0), Some(1), None, Some(3)]);
        assert_eq!(letters("bd", "abcd"), [Some(1), Some(3)]);
        assert_eq!(letters("", "abcd"), []);
        assert_eq!(letters("xyz", ""), [None, None, None]);
    }

    #[test]
    fn order_decides_between_equal_labels() {
        assert_eq!(letters("aoboc", "aoboc"), [Some(0), Some(1), Some(2), Some(3), Some(4)]);
        assert_eq!(letters("boc", "aoboc"), [Some(2), Some(3), Some(4)]);
    }

    #[test]
    fn the_first_of_two_equal_lines_is_taken() {
        assert_eq!(letters("abab", "ab"), [Some(0), Some(1), None, None]);
    }
}
