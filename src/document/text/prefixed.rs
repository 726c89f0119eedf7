//! Text with something before every line: the marks of a quotation in a mail, the numbers that an editor or `cat -n` prints.

use super::lines::is_space;

/// The fewest lines that tell what stands before each.
const MIN_LINES: usize = 5;
/// Of so many lines with text one may lack its mark.
const LINES: usize = 5;

/// What stands before the lines of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    None,
    /// Marks of quotation.
    Quoted,
    /// A stroke before every line, also before those of no table.
    Stroke,
    /// The number of the line.
    Numbered,
}

/// What stands before the lines of a text. The first lines say it for nearly all texts: nothing.
pub(super) fn prefix(text: &str) -> Prefix {
    let filled = || text.lines().filter(|line| !line.chars().all(is_space));
    let lines = || filled().count();
    let first = || filled().take(LINES);
    if first().any(|line| line.starts_with('>')) {
        let bare = filled().filter(|line| !line.starts_with('>')).count();
        if lines() >= MIN_LINES && bare * LINES <= lines() {
            return Prefix::Quoted;
        }
    }
    if first().all(|line| line.starts_with('|')) && lines() >= MIN_LINES {
        // The lines of a table end with a stroke, too.
        let open = filled().filter(|line| !line.trim_end_matches(is_space).ends_with('|')).count();
        if filled().all(|line| line.starts_with('|')) && open * 2 > lines() {
            return Prefix::Stroke;
        }
    }
    if first().all(|line| numbered(line).is_some()) && lines() >= MIN_LINES && is_counted(text) {
        return Prefix::Numbered;
    }
    Prefix::None
}

/// Whether every line with text begins with a number that goes on from line to line.
fn is_counted(text: &str) -> bool {
    let mut start = None;
    text.lines().enumerate().filter(|(_, line)| !line.chars().all(is_space)).all(|(at, line)| {
        let number = numbered(line).map(|(number, _)| number);
        // Lines without text may be numbered or not.
        number.is_some_and(|number| {
            let first = *start.get_or_insert(number.saturating_sub(at));
            number == first + at
        })
    })
}

/// The number before a line, and the line behind it.
fn numbered(line: &str) -> Option<(usize, &str)> {
    let digits = line.trim_start_matches(' ');
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let (number, rest) = digits.split_at(end);
    let rest = rest.strip_prefix([':', '|']).unwrap_or(rest);
    let rest = if rest.is_empty() { rest } else { rest.strip_prefix(['\t', ' '])? };
    Some((number.parse().ok()?, rest))
}

/// A line without what stands before it.
pub(super) fn stripped(line: &str, prefix: Prefix) -> &str {
    match prefix {
        Prefix::None => line,
        Prefix::Quoted => {
            let mut line = line;
            while let Some(rest) = line.strip_prefix('>') {
                line = rest.strip_prefix(' ').unwrap_or(rest);
            }
            line
        }
        Prefix::Stroke => line.strip_prefix("| ").or_else(|| line.strip_prefix('|')).unwrap_or(line),
        Prefix::Numbered => numbered(line).map_or(line, |(_, rest)| rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_quoted_if_nearly_all_lines_have_the_mark() {
        let quoted = "某人写道：\n> 一\n> 二\n>\n> > 三\t3\n>四\n";
        assert_eq!(prefix(quoted), Prefix::Quoted);
        assert_eq!(quoted.lines().map(|line| stripped(line, Prefix::Quoted)).nth(4), Some("三\t3"));
        assert_eq!(prefix("> 一\n二\n三\n四\n五\n"), Prefix::None);
        assert_eq!(prefix("一\n二\n三\n四\n五\n> 六\n"), Prefix::None);
    }

    #[test]
    fn strokes_and_numbers_before_every_line_are_none_of_it() {
        let strokes = "| 一\n| 二\n| 规章\t1\n|\n| 文件\t3\n| 四\n";
        assert_eq!(prefix(strokes), Prefix::Stroke);
        assert_eq!(prefix("| 一 | 2 |\n| 二 | 3 |\n| 三 | 4 |\n| 四 | 5 |\n| 五 | 6 |\n"), Prefix::None);
        let numbers = "     1\t一\n     2\t规章\t1\n\n     4\t文件\t3\n     5\t四\n     6\t五\n";
        assert_eq!(prefix(numbers), Prefix::Numbered);
        assert_eq!(stripped("     2\t规章\t1", Prefix::Numbered), "规章\t1");
        assert_eq!(prefix("1 一\n2 二\n3 三\n4 四\n9 五\n"), Prefix::None);
    }
}
