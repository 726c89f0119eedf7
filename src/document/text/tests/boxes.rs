//! Drawn boxes and ruled tables.

use super::{locators, show};

#[test]
fn cells_that_lack_strokes_span() {
    let text = "\
┌────┬─────────┐
│项目│申请人   │
│    ├────┬────┤
│    │自然│法人│
├────┼────┼────┤
│新收│  1 │  2 │
└────┴────┴────┘
";
    assert_eq!(show(text), ["项目|申请人|<", "^|自然|法人", "新收|1|2"]);
    assert_eq!(locators(text)[4..], ["line=6 cell=1", "line=6 cell=2", "line=6 cell=3"]);
}

#[test]
fn strokes_that_cut_a_cell_begin_a_row() {
    let text = "\
+------+------+------+------+
| 复议 | 诉讼               |
+------+------+------+------+
| 维持 | 未经复议    | 复议后|
|      | 维持 | 总计 | 总计 |
+------+------+------+------+
| 2    | 1    | 3    | 4    |
+------+------+------+------+
";
    assert_eq!(show(text), ["复议|诉讼|<|<", "维持|未经复议|<|复议后", "^|维持|总计|总计", "2|1|3|4"]);
}

#[test]
fn strokes_as_wide_as_hanzi() {
    let text = "\
┌──┬──┐
│规章│ 12 │
├──┼──┤
│总计│    │
└──┴──┘
";
    assert_eq!(show(text), ["规章|12", "总计|"]);
}

#[test]
fn ascii_boxes_with_cells_over_several_lines() {
    let text = "\
+----------+------+
| 信息内容 | 本年 |
|          | 制发 |
+==========+======+
| 规章     | 2    |
+----------+------+
| \"A|B\"    | -    |
+----------+------+
";
    assert_eq!(show(text), ["信息内容|本年 制发", "规章|2", "\"A|B\"|-"]);
}

#[test]
fn boxes_whose_strokes_stand_askew_are_counted() {
    let text = "\
┌────┬───┐
│ 规章 │ 12 │
├────┼───┤
│ 行政规范性文件 │ 3 │
└────┴───┘
";
    assert_eq!(show(text), ["规章|12", "行政规范性文件|3"]);
}

#[test]
fn simple_tables_of_restructured_text() {
    let text = "\
==============  ====  ====
信息内容        制发  有效
==============  ====  ====
规章            2
行政规范性      8     100
文件
其他            长得多的文字
==============  ====  ====

后文
";
    assert_eq!(
        show(text),
        ["信息内容|制发|有效", "规章|2|", "行政规范性|8|100", "文件||", "其他|长得多的文字|<", "¶ 后文"]
    );
}

#[test]
fn a_line_with_a_blank_first_column_goes_on_with_the_row_above() {
    let text = "====  ======\n项目  本年新\n      制作数\n====  ======\n规章  2\n      3\n====  ======\n";
    assert_eq!(show(text), ["项目|本年新 制作数", "规章|2", "|3"]);
}

/// A row that was left blank has nothing but its label, and nothing in a column that spans several rows.
#[test]
fn a_numbered_label_without_figures_is_a_row() {
    let text = "====  ================  ====\n结果  （二）部分公开    5\n      1.属于国家秘密\n      2.法律禁止公开    2\n====  ================  ====\n";
    assert_eq!(show(text), ["结果|（二）部分公开|5", "|1.属于国家秘密|", "|2.法律禁止公开|2"]);
}

#[test]
fn rows_without_rules_between_them_are_rows() {
    let text = "\
┌──────────────┬────────┬────────┐
│ 信息内容     │ 制发   │ 有效   │
├──────────────┼────────┼────────┤
│ 规章         │ 0      │ 5      │
│ 行政规范性文 │ 8      │ 100    │
│ 件           │        │        │
│ 第二十条第   │        │        │
│ （五）项     │        │        │
│ 信息内容     │ 处理   │        │
│ 行政许可     │ 17     │        │
└──────────────┴────────┴────────┘
";
    assert_eq!(
        show(text),
        [
            "信息内容|制发|有效",
            "规章|0|5",
            "行政规范性文 件|8|100",
            "第二十条第||",
            "（五）项||",
            "信息内容|处理|",
            "行政许可|17|"
        ]
    );
    // A figure that fills its cell goes on below, and so does one that ends with a point.
    let text = "+------+------+------+\n| 规章 | 1234 | 0    |\n|      | 5    |      |\n| 文件 | 12.  | 3    |\n|      | 5    |      |\n+------+------+------+\n";
    assert_eq!(show(text), ["规章|1234 5|0", "文件|12. 5|3"]);
}

#[test]
fn a_ruled_table_ends_at_its_last_rule() {
    let text = "====  ======\n项目  制作数\n====  ======\n规章  2\n====  ======\n三、收到和处理申请情况\n====  ==\n项目  数\n====  ==\n文件  3\n====  ==\n";
    assert_eq!(show(text), ["项目|制作数", "规章|2", "# 三、收到和处理申请情况", "项目|数", "文件|3"]);
}
