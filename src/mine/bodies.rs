//! Names of bodies in the running text: whether one is the agency that reports, or another.

/// How names of bodies end.
const ENDS: [&str; 27] = [
    "局",
    "委",
    "办",
    "厅",
    "署",
    "镇",
    "乡",
    "街道",
    "中心",
    "院",
    "处",
    "所",
    "政府",
    "部门",
    "单位",
    "办公室",
    "办公厅",
    "委员会",
    "办事处",
    "管委会",
    "海关",
    "支队",
    "大队",
    "总队",
    "分局",
    "公司",
    "学校",
];

/// Whether a text ends with the name of a body that is not `agency`. Where that is not known, or named by its place
/// alone, none is known to be another.
pub(super) fn is_other(text: &str, agency: &str) -> bool {
    let ends = |name: &str| ENDS.iter().any(|end| name.ends_with(end));
    ends(text) && ends(agency) && !abbreviates(text, agency)
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
        assert!(!is_other("市卫健委", "运城市卫生健康委员会"));
        assert!(!is_other("县教育局", "") && !is_other("县教育局", "云溪县") && !is_other("全市", office));
    }
}
