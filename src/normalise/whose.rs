//! Tells whose tables a line above them announces, where it is the name of a body: a government prints what its departments report
//! behind its own tables, under no more than their names.

use super::fold::narrow;
use super::identify::{Headline, headline};

/// A longer line (in characters) is no heading.
const LONGEST: usize = 40;
/// Behind the name of a body, what its tables are about begins with these words.
const SUBJECTS: [&str; 3] = ["政府信息公开", "信息公开", "政务公开"];
/// What stands before a name and behind it without being part of it.
const MARKS: [char; 9] = ['(', ')', ':', '.', ',', '、', ' ', '*', '#'];
/// What numbers a heading.
const NUMBERS: [char; 12] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '附', '件'];

/// How places end.
const PLACES: [char; 8] = ['省', '市', '县', '区', '州', '旗', '盟', '乡'];

/// Whether a line names a body and nothing else but what its tables are about, and whether that is the one that reports. Nothing is
/// said of bodies where that one is not known.
pub(super) fn is_own(line: &str, agency: &str) -> Option<bool> {
    if agency.is_empty() || line.chars().nth(LONGEST).is_some() {
        return None;
    }
    let plain: String = line.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    let name = without_subject(without_number(&plain)).trim_matches(MARKS);
    // A place alone is a heading of much else, and 本年新收政府 a label that a line or a page tore.
    let is_torn = || {
        let before = name.strip_suffix("政府").unwrap_or("人民");
        !before.ends_with("人民") && !before.ends_with('镇') && !before.ends_with(PLACES)
    };
    let is_body = name.chars().nth(2).is_some()
        && !name.ends_with(PLACES)
        && headline(name) == Headline::Agency
        && !is_torn();
    is_body.then(|| is_same(name, agency))
}

/// A heading without its number: （二）, 2., 附件3：.
fn without_number(line: &str) -> &str {
    let is_number = |c: char| NUMBERS.contains(&c) || c.is_ascii_digit() || MARKS.contains(&c);
    let rest = line.trim_start_matches(is_number);
    let number = line.strip_suffix(rest).unwrap_or_default();
    // 三明市 begins with no number.
    let is_closed =
        number.is_empty() || number.ends_with(MARKS) || number.ends_with(|c: char| c.is_ascii_digit());
    if is_closed { rest } else { line }
}

/// A heading up to where it says what the tables are about, without the year before that.
fn without_subject(line: &str) -> &str {
    let at = SUBJECTS.iter().filter_map(|subject| line.find(subject)).min();
    let name = at.and_then(|at| line.get(..at)).unwrap_or(line);
    let name = name.trim_end_matches("年度").trim_end_matches('年');
    name.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// Whether two names are of the same body, so far as can be told: one goes on where the other ends, leaves out the place, or
/// shortens it.
fn is_same(name: &str, agency: &str) -> bool {
    let short = |name: &str| {
        let name: String = name.chars().map(narrow).collect();
        name.replace("人民政府", "政府").trim_end_matches("办公室").to_string()
    };
    let (one, other) = (short(name), short(agency));
    let in_order = |few: &str, many: &str| {
        let mut rest = many.chars();
        few.chars().all(|c| rest.any(|other| other == c))
    };
    // 青河县白石镇人民政府 is none of 青河县人民政府, whose name may have more before it: 江苏省青河县.
    let places = |name: &str| name.chars().filter(|c| PLACES.contains(c) || *c == '镇').count();
    let from = other.chars().next().and_then(|first| one.find(first)).unwrap_or_default();
    let goes_on = || places(one.get(from..).unwrap_or_default()) <= places(&other);
    in_order(&one, &other) || in_order(&other, &one) && goes_on()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_another_body_heads_its_tables() {
        let agency = "青河县人民政府";
        for line in [
            "青河县教育局",
            "（二）青河县教育局",
            "二、县教育局",
            "附件2：青河县教育局2023年政府信息公开情况统计表",
            "青河县白石镇人民政府：",
        ] {
            assert_eq!(is_own(line, agency), Some(false), "{line}");
        }
        for line in [
            "青河县人民政府",
            "青河县人民政府办公室",
            "江苏省青河县人民政府",
            "附件：青河县人民政府2023年政府信息公开情况统计表",
        ] {
            assert_eq!(is_own(line, agency), Some(true), "{line}");
        }
        assert_eq!(is_own("县教体局", "青河县教育体育局"), Some(true));
    }

    #[test]
    fn what_is_no_name_says_nothing() {
        for line in [
            "一、本年新收政府",
            "部分公开（区",
            "三、收到和处理政府信息公开申请情况",
            "（二）法律服务机构",
            "行政许可",
            "2023年1月5日",
            "填表说明",
            "教育",
        ] {
            assert_eq!(is_own(line, "青河县人民政府"), None, "{line}");
        }
        assert_eq!(is_own("青河县教育局", ""), None);
    }
}
