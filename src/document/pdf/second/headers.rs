//! Headers in the order of their columns: names of two lines put together, names that span lines of the header beside the others,
//! heads over several columns before what stands under them.
//!
//! Known by nothing but the places of words: no rulings, no cells.

use super::labels::is_numbered;
use super::lines::{Line, Word};

/// The lines of a page, those of headers in the order of their columns.
pub(super) fn in_order(lines: Vec<Line>) -> Vec<Line> {
    let mut lines = side_by_side(stacked(lines));
    (0..lines.len()).for_each(|at| bring_down(&mut lines, at));
    lines.retain(|line| !line.words.is_empty());
    behind_the_left(lines)
}

impl Line {
    /// Whether it may hold the names of columns: several short words, and no figures.
    pub(super) fn is_header(&self) -> bool {
        self.words.len() >= 2 && self.is_beside_names()
    }

    /// Whether it may stand beside names of columns: the same, of one word at least.
    fn is_beside_names(&self) -> bool {
        // In the corner before the names a sentence may stand.
        let short = |word: &Word| word.text.chars().count() <= LONGEST_NAME;
        (1..=MOST_NAMES).contains(&self.words.len())
            && self.figures().is_none()
            && self.words.iter().skip(1).all(short)
    }

    /// Adds each word of the line below to the word it goes on with.
    fn take_below(&mut self, below: Line) {
        for word in below.words {
            if let Some(name) = self.words.iter_mut().find(|name| meets(name, &word)) {
                name.text.push_str(&word.text);
                (name.start, name.end) = (name.start.min(word.start), name.end.max(word.end));
            }
        }
        self.words.sort_by(|a, b| a.start.total_cmp(&b.start));
        self.down = below.down;
    }
}

/// The names of columns that stand in two lines each put together, and those of one line that stand beside them.
fn stacked(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let count = joined.len();
        if let Some([upper, middle]) = joined.get(count.saturating_sub(2)..count)
            && middle.is_beside_names()
            && middle.words.iter().all(|word| !meets_any(word, upper) && !meets_any(word, &line))
            && goes_on_below(upper, &line)
        {
            let middle = joined.pop();
            if let Some(upper) = joined.last_mut() {
                upper.words.extend(middle.into_iter().flat_map(|middle| middle.words));
                upper.take_below(line);
            }
            continue;
        }
        match joined.last_mut() {
            Some(upper) if goes_on_below(upper, &line) => upper.take_below(line),
            _ => joined.push(line),
        }
    }
    joined
}

/// The lines of a name follow one another within this many times their size.
const NAME_LEADING: f32 = 2.2;

/// More words on a line are no names of columns.
const MOST_NAMES: usize = 64;

/// Names of columns are at most this long, in characters.
const LONGEST_NAME: usize = 12;

fn meets(a: &Word, b: &Word) -> bool {
    a.start < b.end && b.start < a.end
}

fn meets_any(word: &Word, line: &Line) -> bool {
    line.words.iter().any(|other| meets(word, other))
}

/// Whether each word of a line goes on with one word of the line above and with no other.
fn goes_on_below(upper: &Line, lower: &Line) -> bool {
    let alone = |word: &Word, line: &Line| line.words.iter().filter(|other| meets(word, other)).count() == 1;
    let met = |word: &&Word| meets_any(word, lower);
    upper.is_header()
        && lower.is_header()
        && lower.down - upper.down <= NAME_LEADING * upper.size.min(lower.size)
        && lower.words.iter().all(|word| alone(word, upper) && !is_numbered(&word.text))
        && upper.words.iter().filter(met).all(|word| alone(word, lower))
}

/// Puts a head over several columns beside the heads that stand half a line lower, since they span its line and the next: the names
/// of columns follow one another as the columns do.
fn side_by_side(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter().peekable();
    while let Some(mut line) = rest.next() {
        if let Some(below) = joined.last_mut()
            && let Some(lowest) = rest.peek()
            && is_between(below, &line, lowest)
        {
            below.words.append(&mut line.words);
            below.words.sort_by(|a, b| a.start.total_cmp(&b.start));
            continue;
        }
        joined.push(line);
    }
    joined
}

/// Heads no further apart than this, in sizes of their type, are of one header.
const HEADER: f32 = 4.0;

/// The distances from the middle one of three lines to the others differ by this factor at most.
const OFF_MIDDLE: f32 = 1.75;

/// Whether the words of a line stand beside those of the line above and of the line below, while these stand over one another. What
/// stands in the corner of the table, before all names of the line below, is none of them.
fn is_between(above: &Line, line: &Line, below: &Line) -> bool {
    let stretch = below.words.first().zip(below.words.last()).map(|(first, last)| (first.start, last.end));
    let Some((from, to)) = stretch else { return false };
    // A head over two columns may stand between their names.
    let mut spanning = above.words.iter().filter(|word| from < word.end && word.start < to).peekable();
    let spans = spanning.peek().is_some();
    let over_line = spanning.any(|head| line.words.iter().any(|word| meets(head, word)));
    let over_names = line.words.iter().any(|word| below.words.iter().any(|name| meets(word, name)));
    let words = [above, line, below].iter().all(|line| line.figures().is_none());
    // What spans both lines stands in the middle of them; a heading over the table stands further off.
    let (down, further) = (line.down - above.down, below.down - line.down);
    words
        && down.max(further) <= OFF_MIDDLE * down.min(further)
        && below.words.len() >= 2
        && below.down - above.down <= HEADER * line.size
        && spans
        && !over_line
        && !over_names
}

/// Names of columns whose cells span all lines of the header, brought to the line of the other names.
fn bring_down(lines: &mut [Line], at: usize) {
    let Some((above, [line, ..])) = lines.split_at_mut_checked(at) else { return };
    if !line.is_header() || line.words.len() < LEAST_NAMES {
        return;
    }
    let mut found: Vec<Word> = Vec::new();
    let first = above.iter().rposition(|upper| {
        upper.figures().is_some()
            || line.down - upper.down > DEEPEST * line.size
            || upper.words.is_empty()
            || is_heading(upper)
    });
    for at in (first.map_or(0, |first| first + 1)..above.len()).rev() {
        let Some(([.., upper], below)) = above.split_at_mut_checked(at + 1) else { return };
        let is_name = |word: &mut Word| {
            word.text.chars().count() <= LONGEST_NAME
                && !is_numbered(&word.text)
                && !word.text.ends_with('。')
                && !meets_any(word, line)
                && !is_over_gap(word, line)
                && !below.iter().any(|lower| meets_any(word, lower))
                && !found.iter().any(|name| meets(word, name))
        };
        let names: Vec<Word> = upper.words.extract_if(.., is_name).collect();
        found.extend(names);
    }
    line.words.append(&mut found);
    line.words.sort_by(|a, b| a.start.total_cmp(&b.start));
}

/// Whether a line is the heading of a section: what stands above it belongs to no table below.
fn is_heading(line: &Line) -> bool {
    let [heading] = line.words.as_slice() else { return false };
    let behind = heading.text.trim_start_matches(|ch: char| "一二三四五六七八九十".contains(ch));
    behind.len() < heading.text.len() && behind.starts_with('、')
}

/// Whether a word stands in the middle of two names that leave hardly room for it: the head over both.
fn is_over_gap(word: &Word, line: &Line) -> bool {
    let at = line.words.partition_point(|name| name.start < word.start);
    let beside = at.checked_sub(1).and_then(|before| line.words.get(before)).zip(line.words.get(at));
    beside.is_some_and(|(left, right)| {
        let off = f32::midpoint(word.start, word.end) - f32::midpoint(left.start, right.end);
        let room = (word.start - left.end).min(right.start - word.end);
        off.abs() <= OFF_CENTRE * line.size && room < ROOM * line.size
    })
}

/// Names of columns leave at least so much room between one another, in sizes of their type.
const ROOM: f32 = 0.5;

/// A header is at most so many times as deep as its type is high.
const DEEPEST: f32 = 8.0;

/// Fewer names are not the last line of a header.
const LEAST_NAMES: usize = 3;

/// Puts what stands on the left of the columns under a head before that head.
fn behind_the_left(lines: Vec<Line>) -> Vec<Line> {
    let mut ordered: Vec<Line> = Vec::with_capacity(lines.len());
    for mut line in lines {
        let left = ordered.last().map_or(0, |head| words_left_of(head, &line));
        if left > 0 && left < line.words.len() {
            let rest = line.words.split_off(left);
            let before = Line { words: std::mem::replace(&mut line.words, rest), ..line };
            let at = ordered.len().saturating_sub(1);
            ordered.insert(at, before);
        }
        ordered.push(line);
    }
    ordered
}

/// A head stands in the middle of its columns, give or take so many times its size.
const OFF_CENTRE: f32 = 1.0;

/// How many words of a line stand on the left of those that the one head above is centred over.
fn words_left_of(head: &Line, line: &Line) -> usize {
    let [over] = head.words.as_slice() else { return 0 };
    let short = over.text.chars().count() <= LONGEST_NAME && !is_numbered(&over.text);
    let near = line.down - head.down <= HEADER * head.size && head.figures().is_none();
    if !short || !near || !line.is_header() {
        return 0;
    }
    let middle = f32::midpoint(over.start, over.end);
    let off = |from: &Word, to: &Word| (f32::midpoint(from.start, to.end) - middle).abs();
    let count = line.words.len();
    let stretches = (0..count).flat_map(|from| (from + 1..count).map(move |to| (from, to)));
    let best = stretches
        .filter_map(|(from, to)| Some((off(line.words.get(from)?, line.words.get(to)?), from)))
        .min_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(off, _)| *off <= OFF_CENTRE * head.size).map_or(0, |(_, from)| from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of words in type of 10 points, each given by the middle of where it stands.
    fn line(down: f32, words: &[(&str, f32)]) -> Line {
        let word = |&(text, middle): &(&str, f32)| {
            let half = 5.0 * text.chars().count() as f32;
            Word { start: middle - half, end: middle + half, text: text.to_string() }
        };
        Line { down, size: 10.0, words: words.iter().map(word).collect() }
    }

    fn read(lines: Vec<Line>) -> Vec<String> {
        let text =
            |line: &Line| line.words.iter().map(|word| word.text.clone()).collect::<Vec<_>>().join(" ");
        in_order(lines).iter().map(text).collect()
    }

    #[test]
    fn names_of_two_lines_stand_beside_those_of_one() {
        let lines = vec![
            line(100.0, &[("社会公益", 250.0), ("法律服务", 320.0)]),
            line(107.0, &[("商业企业", 100.0), ("科研机构", 170.0), ("其他", 400.0)]),
            line(114.0, &[("组织", 250.0), ("机构", 320.0)]),
        ];
        assert_eq!(read(lines), ["商业企业 科研机构 社会公益组织 法律服务机构 其他"]);
        let lines = vec![
            line(100.0, &[("信息内容", 50.0), ("本年", 150.0), ("本年", 250.0), ("现行有效件数", 350.0)]),
            line(112.0, &[("制发件数", 150.0), ("废止件数", 250.0)]),
            line(140.0, &[("规章", 50.0)]),
        ];
        assert_eq!(read(lines), ["信息内容 本年制发件数 本年废止件数 现行有效件数", "规章"]);
        let lines = vec![
            line(100.0, &[("本年新", 150.0), ("本年新", 250.0), ("对外公开", 350.0)]),
            line(106.0, &[("信息内容", 50.0)]),
            line(112.0, &[("制作数量", 150.0), ("公开数量", 250.0), ("总数量", 350.0)]),
        ];
        assert_eq!(read(lines), ["信息内容 本年新制作数量 本年新公开数量 对外公开总数量"]);
    }

    #[test]
    fn names_that_span_lines_stand_beside_the_others_whatever_is_in_the_corner() {
        let lines = vec![
            line(80.0, &[("（本列数据的勾稽", 50.0), ("法人或其他组织", 320.0), ("总计", 500.0)]),
            line(95.0, &[("关系为第一项加", 50.0), ("自然人", 150.0)]),
            line(110.0, &[("第二项之和）", 50.0), ("商业企业", 250.0), ("科研机构", 320.0), ("其他", 390.0)]),
        ];
        let names = "第二项之和） 自然人 商业企业 科研机构 其他 总计";
        assert_eq!(read(lines).last().map(String::as_str), Some(names));
    }

    #[test]
    fn the_end_of_a_sentence_or_what_stands_above_a_heading_is_no_name() {
        let names = line(110.0, &[("信息内容", 80.0), ("制发件数", 180.0), ("废止件数", 260.0)]);
        let heading = line(95.0, &[("二、主动公开政府信息情况", 150.0)]);
        let lines = vec![line(80.0, &[("若干", 20.0)]), heading, names];
        let read_as = ["若干", "二、主动公开政府信息情况", "信息内容 制发件数 废止件数"];
        assert_eq!(read(lines), read_as);
        let names = line(110.0, &[("信息内容", 80.0), ("制发件数", 180.0), ("废止件数", 260.0)]);
        let lines = vec![line(95.0, &[("项。", 20.0)]), names];
        assert_eq!(read(lines), ["项。", "信息内容 制发件数 废止件数"]);
    }

    #[test]
    fn what_stands_on_the_left_of_the_columns_under_a_head_comes_before_it() {
        let lines = vec![
            line(80.0, &[("行政诉讼", 300.0)]),
            line(100.0, &[("行政复议", 100.0), ("未经复议直接起诉", 240.0), ("复议后起诉", 360.0)]),
        ];
        assert_eq!(read(lines), ["行政复议", "行政诉讼", "未经复议直接起诉 复议后起诉"]);
        let over_all = vec![
            line(80.0, &[("申请人情况", 200.0)]),
            line(100.0, &[("自然人", 100.0), ("商业企业", 200.0), ("其他", 300.0)]),
        ];
        assert_eq!(read(over_all), ["申请人情况", "自然人 商业企业 其他"]);
    }

    #[test]
    fn rows_without_figures_are_no_names() {
        let rows = vec![
            line(100.0, &[("（三）不予", 50.0), ("1.属于国家秘密", 150.0)]),
            line(115.0, &[("公开", 50.0), ("2.其他法律禁止", 150.0)]),
        ];
        assert_eq!(read(rows), ["（三）不予 1.属于国家秘密", "公开 2.其他法律禁止"]);
    }
}
