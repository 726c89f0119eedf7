//! Text that was quoted in a mail or a forum: a mark at the beginning of every line.

use super::lines::is_space;

/// The fewest lines that tell whether a text is quoted.
const MIN_LINES: usize = 5;
/// Of so many lines with text all but one have the mark.
const LINES: usize = 5;

/// Whether the lines of a text are quoted.
pub(super) fn is_quoted(text: &str) -> bool {
    // Nearly all texts are not, and their first lines say so.
    if !text.lines().filter(|line| !line.chars().all(is_space)).take(LINES).any(|line| line.starts_with('>'))
    {
        return false;
    }
    let filled = text.lines().filter(|line| !line.chars().all(is_space));
    let (mut lines, mut marked) = (0, 0);
    for line in filled {
        lines += 1;
        marked += usize::from(line.starts_with('>'));
    }
    lines >= MIN_LINES && (lines - marked) * LINES <= lines
}

/// A line without its marks: `> > text`.
pub(super) fn unquoted(mut line: &str) -> &str {
    while let Some(rest) = line.strip_prefix('>') {
        line = rest.strip_prefix(' ').unwrap_or(rest);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_quoted_if_nearly_all_lines_have_the_mark() {
        let quoted = "某人写道：\n> 一\n> 二\n>\n> > 三\t3\n>四\n";
        assert!(is_quoted(quoted));
        assert_eq!(quoted.lines().map(unquoted).nth(4), Some("三\t3"));
        assert!(!is_quoted("> 一\n二\n三\n四\n五\n"));
        assert!(!is_quoted("一\n二\n三\n四\n五\n> 六\n"));
    }
}
