//! Names of bodies in the running text: whether one is the agency that reports, or another.

use super::words::words;

/// Whether a text ends with the name of a body that is not `agency`. Where that is not known, or named by its place
/// alone, none is known to be another.
pub(super) fn is_other(text: &str, agency: &str) -> bool {
    /// Names of places end so, and those of bodies that have no other name.
    const PLACES: [&str; 7] = ["省", "市", "州", "盟", "县", "区", "旗"];
    /// All bodies of a kind together.
    const ALL: [&str; 4] = ["机关", "系统", "层面", "机构"];
    let ends = |name: &str| words().ends_as_body(name) && !PLACES.iter().any(|end| name.ends_with(end));
    let all = ALL.iter().any(|end| text.ends_with(end));
    // 市政府办公厅代表市政府受理: it was the office.
    let acting = text.split("代表").next().unwrap_or(text);
    ends(text) && !all && ends(agency) && !abbreviates(acting, agency)
}

/// Whether unknown text before what a number counts leaves it what it is: it names who has it, or what a body is in
/// charge of, or a date, or the article of the regulations.
pub(super) fn names_who(text: &str) -> bool {
    let dated = text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(['月', '日', '底', '末', '起', '止', '间', '内', '，']);
    words().ends_as_body(text)
        || words().is_field(text)
        || dated
        || matches!(text, "底" | "末")
        || text.starts_with('第')
        || is_numbered(text)
}

/// （五）项: the number of an item, with or without the word.
fn is_numbered(text: &str) -> bool {
    text.trim_end_matches('项').chars().all(|c| "一二三四五六七八九十".contains(c))
}

/// Whether a name is short for another: 市卫健委 for 运城市卫生健康委员会. All its characters stand there in this order.
fn abbreviates(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_the_agency_and_another_name_is_not() {
        let office = "运城市人民政府办公室";
        assert!(!is_other("市政府办公室", office) && !is_other("市政府", office));
        assert!(is_other("市教育局", office) && is_other("各部门", office));
        assert!(is_other("区政府办公室", "青岚市云溪区人民政府"));
        assert!(!is_other("市政府办公室代表市政府", office));
        assert!(is_other("区政府办代表区政府", "淮安市洪泽区人民政府"));
        assert!(!is_other("市卫健委", "运城市卫生健康委员会"));
        assert!(!is_other("县教育局", "") && !is_other("县教育局", "云溪县") && !is_other("全市", office));
        assert!(!is_other("各级行政机关", office));
    }

    #[test]
    fn what_is_no_body_makes_another_figure() {
        assert!(names_who("云溪区税务局") && names_who("税务") && names_who("第二十条第"));
        assert!(names_who("1-12月"));
        assert!(!names_who("减免") && !names_who("不予") && !names_who("年初"));
    }
}
