//! Cells of web pages that keep their strokes and lose their spans.

use super::{locators, show};

const FIFTH: [&str; 3] = ["第二十条第（五）项|·|·|·", "·|·|信息内容|本年处理决定数量", "行政许可|460|·|·"];

fn shows_the_fifth(text: &str) {
    let shown = show(&format!("{text}三、收到情况\n"));
    for row in
        FIFTH.into_iter().chain(["行政处罚|1|·|·", "行政强制|2|·|·", "行政裁决|3|·|·", "# 三、收到情况"])
    {
        assert!(shown.iter().any(|line| line == row), "{row}: {shown:?}");
    }
}

#[test]
fn rows_on_a_line_each() {
    let rows = ["行政许可 | 460", "行政处罚 | 1", "行政强制 | 2", "行政裁决 | 3"];
    let head = ["第二十条第（五）项", "信息内容 | 本年处理决定数量"];
    let bare: String = head.iter().chain(&rows).map(|row| format!("{row} |\n")).collect();
    shows_the_fifth(&bare);
    // What spans columns is filled up with strokes.
    let spans = |row: &str| format!("{row} {}\n", "|".repeat(4 - row.matches('|').count()));
    shows_the_fifth(&head.iter().chain(&rows).map(|row| spans(row)).collect::<String>());
    let apart = |row: &str| format!("{row} | {}\n", "|".repeat(3 - row.matches('|').count()));
    let shown = show(&head.iter().chain(&rows).map(|row| apart(row)).collect::<String>());
    assert_eq!(shown.first().map(String::as_str), Some(FIFTH[0]), "{shown:?}");
    assert_eq!(locators(&bare).get(2).map(String::as_str), Some("line=2 cell=2"));
}

#[test]
fn cells_on_a_line_each() {
    let cells = "第二十条第（五）项 信息内容 本年处理决定数量 行政许可 460 行政处罚 1 行政强制 2 行政裁决 3";
    let with = |end: &str| cells.split(' ').map(|cell| format!("{cell}{end}")).collect::<String>();
    shows_the_fifth(&with(" |\n"));
    shows_the_fifth(&with("\n|\n"));
    shows_the_fifth(
        &with(" |\n").replace("第（五）项 |\n", "第（五）项 |\n|||\n").replace("460 |\n", "460 |\n||\n"),
    );
}

#[test]
fn a_cell_of_two_lines_is_one() {
    let shown = show("申请人情况\n|\n商业\n企业\n|\n总计\n|\n规章\n|\n1\n|\n2\n|\n文件\n|\n3\n|\n4\n|\n");
    assert!(shown.contains(&"规章|1|2|·|·|·|·".to_string()), "{shown:?}");
}

#[test]
fn blank_cells_are_known_where_strokes_show_them() {
    let head = "申请人情况 |\n自然人 |\n商业企业 |\n总计 |\n";
    let rows = "一、本年新收政府信息公开申请数量 | 3 | | 3 |\n二、上年结转政府信息公开申请数量 | | | 0 |\n（一）予以公开 | 1 | 2 | 3 |\n";
    let shown = show(&format!("{head}{rows}"));
    assert!(shown.contains(&"二、上年结转政府信息公开申请数量|||0|·|·|·|·".to_string()), "{shown:?}");
    // On lines of their own, strokes alone are blank cells, but not the one that opens a row.
    let rows = "|\n一、本年新收政府信息公开申请数量 |\n3 |\n|\n3 |\n|\n二、上年结转政府信息公开申请数量 |\n|\n|\n0 |\n";
    let shown = show(&format!("{head}{rows}"));
    assert!(shown.contains(&"一、本年新收政府信息公开申请数量|3||3|·|·|·|·".to_string()), "{shown:?}");
    assert!(shown.contains(&"二、上年结转政府信息公开申请数量|||0|·|·|·|·".to_string()), "{shown:?}");
}

#[test]
fn a_stroke_before_a_figure_ends_a_blank_cell_of_the_same_row() {
    let head = "申请人情况 |\n自然人 | 商业企业 | 总计 |\n";
    let rows = "一、本年新收政府信息公开申请数量 | 3 |\n| 3 |\n二、上年结转政府信息公开申请数量 |\n|\n| 0 |\n（一）予以公开 | 1 | 2 | 3 |\n";
    let shown = show(&format!("{head}{rows}"));
    for row in
        ["一、本年新收政府信息公开申请数量|3||3|·|·|·|·", "二、上年结转政府信息公开申请数量|||0|·|·|·|·"]
    {
        assert!(shown.contains(&row.to_string()), "{shown:?}");
    }
}

#[test]
fn a_row_that_lost_its_blanks_is_taken_apart() {
    let head = "申请人情况 |\n自然人 |\n商业企业 |\n总计 |\n";
    let rows = "一、本年新收政府信息公开申请数量 |\n3 |\n1 |\n4 |\n二、上年结转政府信息公开申请数量 |\n4 |\n4 |\n|\n（一）予以公开 |\n1 |\n2 |\n3 |\n";
    let shown = show(&format!("{head}{rows}"));
    assert!(shown.contains(&"二、上年结转政府信息公开申请数量|·|·|·|·|·|·|·".to_string()), "{shown:?}");
}
