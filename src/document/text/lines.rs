//! Lines with their numbers, and what a line by itself says: blank, page number, rule, heading, start of an item.

/// A line of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Its number, counting from 1.
    pub(super) number: u32,
    /// Its text without the line end.
    pub(super) text: &'a str,
    /// Which cell of its line it is, counting from 1.
    pub(super) cell: u32,
}

/// The lines of a text, ended by LF, CR LF or CR.
pub(super) fn split(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let mut rest = Some(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    let mut number = 0;
    std::iter::from_fn(move || {
        let here = rest?;
        number += 1;
        let Some(at) = memchr::memchr2(b'\n', b'\r', here.as_bytes()) else {
            rest = None;
            return Some((number, here));
        };
        let (line, tail) = here.split_at(at);
        rest = tail.strip_prefix("\r\n").or_else(|| tail.get(1..));
        Some((number, line))
    })
}

impl Line<'_> {
    /// Whether nothing is on it.
    pub(super) fn is_blank(self) -> bool {
        self.text.chars().all(is_space)
    }

    /// Whether it ends a stretch without being part of it: blank, or the foot of a page.
    pub(super) fn is_gap(self) -> bool {
        self.is_blank() || is_page_number(self.text)
    }

    /// Its text without the white space at its end.
    pub(super) fn trimmed_end(&self) -> &str {
        self.text.trim_end_matches(is_space)
    }

    /// Its text without the white space around it.
    pub(super) fn trimmed(&self) -> &str {
        self.text.trim_matches(is_space)
    }
}

/// White space, and the characters that show nothing: NULs and other controls, zero-width ones, byte-order marks.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_invisible(c)
}

/// Characters without width that are no part of the text around them: joiners, marks of direction, soft hyphens.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// The foot of a page: `- 3 -`, `— 3 —`, `第 3 页`, `第 3 页 共 10 页`.
pub(crate) fn is_page_number(text: &str) -> bool {
    let text = text.trim_matches(is_space);
    if text.len() > 60 {
        return false;
    }
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '―' | '─' | '~' | '·');
    let digits = |text: &str| {
        let text = text.trim_matches(is_space);
        (1..=4).contains(&text.chars().count()) && text.chars().all(is_digit)
    };
    if text.starts_with(dash) && text.ends_with(dash) && digits(text.trim_matches(dash)) {
        return true;
    }
    let Some((number, rest)) = text.strip_prefix('第').and_then(|rest| rest.split_once('页')) else {
        return false;
    };
    let rest =
        rest.trim_matches(|c: char| is_space(c) || matches!(c, '/' | '，' | ',' | '(' | ')' | '（' | '）'));
    let whole = rest.strip_prefix('共').and_then(|rest| rest.strip_suffix('页'));
    digits(number) && (rest.is_empty() || whole.is_some_and(digits))
}

/// Whether a line belongs to a table that is drawn: it has strokes between its cells, or is a line of the frame.
pub(super) fn is_drawn(text: &str) -> bool {
    let stroke = |c: char| matches!(c, '|' | '│' | '┃' | '║' | '┼' | '├' | '┌' | '└' | '┠' | '┣' | '╠' | '╟');
    let text = text.trim_matches(is_space);
    text.contains(stroke) || text.starts_with('+') && text.ends_with('+') && text.contains("--")
}

/// A line drawn with characters: `-----`, `=====`, `＊＊＊`.
pub(super) fn is_rule(text: &str) -> bool {
    let text = text.trim_matches(is_space);
    text.chars().nth(2).is_some()
        && text
            .chars()
            .all(|c| matches!(c, '-' | '=' | '_' | '*' | '~' | '—' | '─' | '━' | '＊' | '＝' | '－'))
}

/// A digit, also a full-width one.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// The longest note behind a figure, in bytes.
const MAX_NOTE: usize = 60;

/// More marks than these are a rule, not a mark for nil.
const MAX_NIL_MARKS: usize = 2;

/// Whether a text could be the content of a cell for figures: a number with sign and unit, or a mark for nil.
pub(crate) fn is_value(text: &str) -> bool {
    let text = text.trim_matches(is_space);
    if is_nil(text) || text == "*" {
        return true;
    }
    let text = without_note(text)
        .trim_start_matches(['+', '-', '−', '－', '＋', '—', '减', '增', '少', '加', '↑', '↓']);
    let text = ["万元", "亿元", "元", "万", "件", "条", "项", "宗", "个", "批次", "次", "%", "％"]
        .iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(text);
    let text = text.trim_end_matches(is_space);
    text.starts_with(is_digit)
        && (text.chars().all(|c| is_digit(c) || matches!(c, '.' | ',' | '，' | '．')) || is_grouped(text))
}

/// A figure without the mark of a footnote or the note in brackets behind it: `22（其中修订16件）`, `3①`, `5*`.
fn without_note(text: &str) -> &str {
    let mark = |c: char| matches!(c, '*' | '※' | '①'..='⑳');
    let text = text.strip_suffix(mark).unwrap_or(text);
    let opening = match text.chars().next_back() {
        Some('）' | ')') => ['（', '('],
        Some(']' | '〕' | '】') => ['[', '〔'],
        _ => return text,
    };
    match text.find(opening) {
        Some(at) if text.len() - at <= MAX_NOTE => text.get(..at).unwrap_or(text),
        _ => text,
    }
}

/// Digits in groups of three with a space between: `1 234`.
fn is_grouped(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(is_space);
    groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && digits(first))
        && groups.all(|group| group.len() == 3 && digits(group))
        && digits(fraction)
}

/// Whether a text says that there is nothing: a slash or a dash, once or repeated, or one of the commonest words.
pub(crate) fn is_nil(text: &str) -> bool {
    let mut marks = text.chars();
    let Some(first) = marks.next() else { return false };
    let slash = matches!(first, '/' | '／' | '╱' | '∕' | '\\');
    let dash = matches!(first, '-' | '－' | '—' | '–' | '―' | '─');
    (slash || dash) && marks.all(|c| c == first) && text.chars().nth(MAX_NIL_MARKS).is_none()
        || matches!(text, "无" | "空" | "不涉及" | "没有" | "暂无" | "未增未减" | "无增减" | "无变化")
}

/// Whether a text begins as rows, items and headings do: `一、`, `（一）`, `1.`, `①`, `第二十条`.
pub(in crate::document) fn starts_item(text: &str) -> bool {
    let text = text.trim_start_matches(is_space);
    if text.starts_with(|c: char| matches!(c, '①'..='⑳' | '⑴'..='⒇' | '⒈'..='⒛' | '㈠'..='㈩'))
    {
        return true;
    }
    if let Some(rest) = text.strip_prefix(['（', '(']) {
        let inner = rest.trim_start_matches(|c: char| is_numeral(c) || is_digit(c) || c == ' ');
        return inner.len() < rest.len() && inner.starts_with(['）', ')']);
    }
    if let Some(rest) = text.strip_prefix('第') {
        let after = rest.trim_start_matches(|c: char| is_numeral(c) || is_digit(c));
        return after.len() < rest.len() && after.starts_with(['条', '條']);
    }
    numbered(text).is_some() || {
        let after = text.trim_start_matches(is_digit);
        after.len() < text.len()
            && after.strip_prefix(['.', '．', '、']).is_some_and(|rest| !rest.starts_with(is_digit))
    }
}

/// What follows `一、`.
fn numbered(text: &str) -> Option<&str> {
    let after = text.trim_start_matches(is_numeral);
    (after.len() < text.len()).then(|| after.strip_prefix(['、', '．', '.', '，']))?
}

fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// The heading of a section: short, and numbered `一、` or `（一）`, or `第一部分`.
pub(super) fn is_heading(text: &str) -> bool {
    let text = text.trim_matches(is_space);
    let short = text.len() <= 120 && text.chars().count() <= 40;
    let part = || {
        text.strip_prefix('第')
            .map(|rest| rest.trim_start_matches(is_numeral))
            .is_some_and(|rest| rest.starts_with("部分") || rest.starts_with('章') || rest.starts_with('节'))
    };
    let counted = || text.starts_with(['（', '(', '㈠', '㈡', '㈢', '㈣', '㈤', '㈥']) && starts_item(text);
    short
        && !text.ends_with(['。', '；', ';', '：', ':', '，'])
        && (numbered(text).is_some() || counted() || part())
}

/// The heading of a section that stands outside tables: `三、收到和处理…情况`, but not the row `三、本年度办理结果`.
pub(crate) fn is_section(text: &str) -> bool {
    let text = text.trim_matches(is_space);
    let section = ["情况", "情況", "方面", "事项", "事項", "问题", "措施", "打算"];
    let row =
        ["数量", "数", "结果", "办理", "处理", "总计", "合计", "數量", "數", "結果", "辦理", "處理", "總計"];
    let ends = |with: &[&str]| with.iter().any(|end| text.ends_with(end));
    // （三）不予公开8.属于行政查询事项: a row with the head over it.
    let path = text.contains(['.', '．']) && text.contains(is_digit);
    is_heading(text) && !path && (ends(&section) || !text.starts_with(['（', '(']) && !ends(&row))
}

/// Text as it goes into a cell or paragraph: white space folded to single spaces, ends trimmed, invisible characters
/// left out.
pub(crate) fn fold(text: &str) -> compact_str::CompactString {
    let mut folded = compact_str::CompactString::with_capacity(text.len().min(1 << 16));
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        let mut word = word.split(is_invisible).filter(|piece| !piece.is_empty()).peekable();
        if word.peek().is_some() && !folded.is_empty() {
            folded.push(' ');
        }
        word.for_each(|piece| folded.push_str(piece));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let lines: Vec<_> = split("\u{FEFF}一\n\r\n二\r三\n").collect();
        assert_eq!(lines, [(1, "一"), (2, ""), (3, "二"), (4, "三"), (5, "")]);
        assert_eq!(split("").collect::<Vec<_>>(), [(1, "")]);
    }

    #[test]
    fn page_numbers() {
        for text in ["- 3 -", "— 12 —", "－3－", " 第 3 页 ", "第3页 共10页", "第3页（共10页）", "\u{C}- 4 -"]
        {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["-3", "3", "第三条", "-", "---", "- 3", "第3页说明", "- 三 -", "-20231-"] {
            assert!(!is_page_number(text), "{text}");
        }
    }

    #[test]
    fn values() {
        for text in [
            "0",
            "1,234",
            "\u{200E}12",
            "\u{202D}12\u{202C}",
            "12 件",
            "1 234",
            "12\u{a0}345.6",
            "╱",
            "不涉及",
            "22（其中修订16件）",
            "3①",
            "0*",
            "−4",
            "59237.2449",
            "+19",
            "-35",
            "减3",
            "43.788万元",
            "/",
            "—",
            "１２",
        ] {
            assert!(is_value(text), "{text}");
        }
        for text in
            ["", "规章", "1.属于国家秘密", "（1）", "1（一", "2023年", "一", "+", "1 2", "12 34", "1234 567"]
        {
            assert!(!is_value(text), "{text}");
        }
    }

    #[test]
    fn items_and_headings() {
        for text in [
            "一、本年新收",
            "（一）予以公开",
            "(三) 不予公开",
            "1.属于国家秘密",
            "10．其他",
            "第二十条第（一）项",
        ] {
            assert!(starts_item(text), "{text}");
        }
        for text in ["规章", "1.5", "12", "（区分处理的", "第一", "一般情况", ""] {
            assert!(!starts_item(text), "{text}");
        }
        assert!(is_section("三、收到和处理政府信息公开申请情况") && is_section("六、其他需要报告的事项"));
        assert!(!is_section("三、本年度办理结果") && !is_section("一、本年新收政府信息公开申请数量"));
        assert!(is_heading("（一）主动公开方面") && is_heading("第一部分 概述"));
        assert!(!is_heading("一、总体情况良好，收到申请。") && !is_heading("规章"));
    }

    #[test]
    fn folding() {
        assert_eq!(fold(" \u{3000}规 \t章\u{A0}\u{200B}数\u{FEFF} "), "规 章 数");
        assert_eq!(fold("一\u{200B}、\u{200B} \u{200B} 总\0体"), "一、 总 体");
        assert_eq!(fold("\u{200B} \u{200B}"), "");
        assert_eq!(fold("\u{200E}7\u{AD}71\u{200F}"), "771");
    }
}
