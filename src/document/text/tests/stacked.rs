//! One cell a line.

use super::{locators, show};

const SECTION: &str = "二、主动公开政府信息情况\n";

#[test]
fn figures_tell_where_rows_end_and_the_header_stands_beside_them() {
    let text = "第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n规章\n2\n0\n\n行政规范性文件\n8\n/\n\n三、收到情况\n";
    assert_eq!(
        show(&format!("{SECTION}{text}")),
        [
            "# 二、主动公开政府信息情况",
            "第二十条第（一）项|·|·|·|·|·",
            "·|·|·|信息内容|本年制发件数|本年废止件数",
            "规章|2|0|·|·|·",
            "行政规范性文件|8|/|·|·|·",
            "# 三、收到情况",
        ]
    );
}

#[test]
fn a_row_that_lost_a_blank_is_taken_apart() {
    let text = "申请人情况\n自然人\n总计\n一、本年新收政府信息公开申请数量\n1\n1\n二、上年结转政府信息公开申请数量\n4\n（一）予以公开\n2\n2\n";
    let shown = show(text);
    assert!(shown.contains(&"一、本年新收政府信息公开申请数量|1|1|·|·|·".to_string()), "{shown:?}");
    assert!(
        shown.contains(&"二、上年结转政府信息公开申请数量|·|·|·|·|·".to_string())
            && shown.contains(&"4|·|·|·|·|·".to_string()),
        "{shown:?}"
    );
}

#[test]
fn numbers_of_rows_are_none_of_their_figures() {
    let text = "序号\n申请人情况\n自然人\n总计\n1\n一、本年新收政府信息公开申请数量\n5\n5\n2\n二、上年结转政府信息公开申请数量\n3\n3\n3\n（一）予以公开\n4\n4\n";
    let shown = show(text);
    for row in [
        "一、本年新收政府信息公开申请数量|5|5|·|·|·|·",
        "二、上年结转政府信息公开申请数量|3|3|·|·|·|·",
        "（一）予以公开|4|4|·|·|·|·",
    ] {
        assert!(shown.iter().any(|line| line == row), "{shown:?}");
    }
}

#[test]
fn a_cell_is_located_by_its_line() {
    let text = format!("{SECTION}行政处罚\n1\n2\n行政强制\n3\n4\n");
    assert_eq!(locators(&text)[1..3], ["line=3 cell=1", "line=4 cell=1"]);
}

#[test]
fn a_title_is_no_header_and_one_number_no_table() {
    for text in [
        "青岚市水利局2023年政府信息公开工作年度报告\n行政处罚\n1\n2\n行政强制\n3\n4\n",
        "联系我们\n1\n版权所有\n",
    ] {
        assert!(show(text).first().is_some_and(|line| !line.contains('|')), "{text}");
    }
}

#[test]
fn a_line_left_blank_is_a_cell_if_that_makes_the_rows_even() {
    let text = "信息内容\n制发件数\n废止件数\n有效件数\n规章\n2\n\n5\n规范性文件\n7\n8\n\n\n后文在此。\n";
    assert_eq!(
        show(text),
        [
            "·|·|·|·|信息内容|制发件数|废止件数|有效件数",
            "规章|2||5|·|·|·|·",
            "规范性文件|7|8||·|·|·|·",
            "¶ 后文在此。"
        ]
        .map(|row| row.to_string())
    );
    // With a blank line behind every row, too.
    let spaced = "信息内容\n制发件数\n废止件数\n有效件数\n\n规章\n2\n\n5\n\n规范性文件\n7\n8\n\n\n";
    assert!(show(spaced).iter().any(|row| row.starts_with("规范性文件|7|8|")), "{:?}", show(spaced));
    // Where it does not, blank lines are none.
    let text = "信息内容\n制发件数\n废止件数\n有效件数\n规章\n2\n\n5\n规范性文件\n1\n8\n后文。\n";
    assert!(!show(text).iter().any(|row| row.contains("2||5")));
}
