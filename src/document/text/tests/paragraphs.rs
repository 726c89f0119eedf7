//! Paragraphs, headings, and the lines that say nothing.

use super::{Block, Locator, read, show, tables_in};

#[test]
fn titles_and_headings() {
    let text = "运城市人民政府2023年政府信息公开工作年度报告\n一、总体情况\n全年发布信息9808条。\n（一）主动公开\n# 附录\n";
    assert_eq!(
        show(text),
        [
            "# 运城市人民政府2023年政府信息公开工作年度报告",
            "# 一、总体情况",
            "¶ 全年发布信息9808条。",
            "# （一）主动公开",
            "# 附录",
        ]
    );
}

#[test]
fn lines_broken_because_they_were_full_are_joined() {
    let long = "全年收到政府信息公开申请九十四件，其中自然人申请九十件，法人或";
    let text = format!("{long}\n{long}\n{long}\n其他组织申请四件。\n以上。\n");
    assert_eq!(show(&text), [format!("¶ {long}{long}{long}其他组织申请四件。"), "¶ 以上。".into()]);
    let Block::Text(paragraph) = &read(&text).blocks[1] else { panic!() };
    assert_eq!(paragraph.locator, Locator::Line { line: 5, cell: 0 });
}

#[test]
fn a_number_that_a_line_break_may_have_cut_is_not_closed() {
    let long = "全年收到政府信息公开申请九十四件，其中自然人申请九十件，计9";
    let text = format!("{long}\n{long}\n{long}\n808条。\n");
    assert_eq!(show(&text), [format!("¶ {long}{long}{long} 808条。")]);
}

#[test]
fn a_single_long_line_is_not_joined_with_the_next() {
    let text =
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） 申请人情况\n自然人 总计\n";
    assert_eq!(show(text).len(), 2);
}

#[test]
fn page_numbers_rules_and_form_feeds_say_nothing() {
    assert_eq!(show("年报\n- 3 -\n\u{C}\n-----\n第 4 页 共 5 页\n\u{C}正文\n"), ["# 年报", "¶ 正文"]);
}

#[test]
fn lines_of_a_pre_are_located_by_their_host() {
    let lines = [(7, "一、总体情况"), (8, "规章\t2"), (9, "文件\t8")];
    let locate = |line, cell| Locator::Line { line: line + 100, cell };
    let blocks = tables_in(lines.into_iter(), locate);
    let [Block::Text(text), Block::Table(grid)] = blocks.as_slice() else { panic!("{blocks:?}") };
    assert_eq!(text.locator.to_string(), "line=107");
    assert_eq!(grid.locator.to_string(), "line=108");
    assert_eq!(grid.cells()[3].locator.to_string(), "line=109 cell=2");
}
