//! How alike two folded labels are, from 0 to 1.
//!
//! Labels are short (at most some 40 characters), so the quadratic edit distance is cheap; it is only asked for labels
//! that no exact match was found for.

/// A label abbreviated to a part of the official one is at most this alike: a part is less than the whole.
const ABBREVIATION: f32 = 0.85;
/// Fewer characters than this may be part of anything.
const SHORTEST_ABBREVIATION: usize = 3;
/// Longer texts are sentences, not labels.
pub(crate) const LONGEST_LABEL: usize = 80;

/// Likeness of a printed label to an official one, both folded, as characters.
///
/// The greater of the share of characters that need no edit (Levenshtein 1966, over the longer text) and, where one
/// text holds all characters of the other in order (逾期不补正 for 申请人无正当理由逾期不补正…), a fixed likeness below 1.
pub(crate) fn similarity(printed: &[char], official: &[char]) -> f32 {
    let (short, long) =
        if printed.len() <= official.len() { (printed, official) } else { (official, printed) };
    if short.is_empty() || long.len() > LONGEST_LABEL {
        return 0.0;
    }
    let edits = edit_distance(short, long);
    let whole = 1.0 - edits as f32 / long.len() as f32;
    if short.len() >= SHORTEST_ABBREVIATION && long.len() - short.len() == edits && is_run(short, long) {
        return whole.max(ABBREVIATION);
    }
    whole
}

/// Whether `short` is long enough to abbreviate a label and all its characters stand in `long`, in order.
pub(crate) fn may_abbreviate(short: &[char], long: &[char]) -> bool {
    let mut long = long.iter();
    short.len() >= SHORTEST_ABBREVIATION && short.iter().all(|c| long.any(|other| other == c))
}

/// Whether `short` stands in `long` in few unbroken runs of at least two characters: an abbreviation, not a chance
/// collection of the same characters.
fn is_run(short: &[char], long: &[char]) -> bool {
    const MOST_RUNS: usize = 3;
    let (mut short, mut long) = (short, long);
    for _ in 0..MOST_RUNS {
        let run_at = |start: usize| {
            let rest = long.get(start..).unwrap_or_default();
            short.iter().zip(rest).take_while(|(a, b)| a == b).count()
        };
        let Some((start, length)) =
            (0..long.len()).map(|start| (start, run_at(start))).max_by_key(|run| (run.1, usize::MAX - run.0))
        else {
            return false;
        };
        if length < 2 {
            return false;
        }
        short = short.get(length..).unwrap_or_default();
        long = long.get(start + length..).unwrap_or_default();
        if short.is_empty() {
            return true;
        }
    }
    false
}

fn edit_distance(short: &[char], long: &[char]) -> usize {
    let mut row: [u8; LONGEST_LABEL + 1] = [0; LONGEST_LABEL + 1];
    for (at, cell) in row.iter_mut().enumerate() {
        *cell = at as u8;
    }
    for (i, b) in long.iter().enumerate() {
        let mut diagonal = i as u8;
        let mut left = i as u8 + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (a, cell) in short.iter().zip(row.iter_mut().skip(1)) {
            let above = *cell;
            left = (diagonal + u8::from(a != b)).min(above + 1).min(left + 1);
            *cell = left;
            diagonal = above;
        }
    }
    row.get(short.len()).copied().unwrap_or(u8::MAX).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> f32 {
        similarity(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
    }

    #[test]
    fn equal_is_one_and_nothing_in_common_is_zero() {
        assert_eq!(alike("行政许可", "行政许可"), 1.0);
        assert_eq!(alike("规章", "行政"), 0.0);
        assert_eq!(alike("", "行政"), 0.0);
    }

    #[test]
    fn one_wrong_character_in_nine_costs_a_ninth() {
        assert!((alike("属于三类内部事物信息", "属于三类内部事务信息") - 0.9).abs() < 1e-6);
    }

    #[test]
    fn a_part_of_a_label_is_like_it_and_chance_characters_are_not() {
        assert_eq!(
            alike("逾期不补正", "申请人无正当理由逾期不补正行政机关不再处理其政府信息公开申请"),
            ABBREVIATION
        );
        assert_eq!(alike("本年新", "本年新制作数量"), ABBREVIATION);
        assert!(alike("申请理", "申请人无正当理由逾期不补正行政机关不再处理其政府信息公开申请") < 0.2);
    }
}
