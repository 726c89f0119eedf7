//! Tabs, commas, semicolons, strokes.

use super::{locators, show};

#[test]
fn tabs_make_columns_and_blanks_between_them_are_cells() {
    let text = "二、主动公开政府信息情况\n\n第二十条第（一）项\t\t\t\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n\
                规章\t2\t\t5\n\t\t行政许可\t0\t\n";
    assert_eq!(
        show(text),
        [
            "# 二、主动公开政府信息情况",
            "第二十条第（一）项||||·",
            "信息内容|本年制发件数|本年废止件数|现行有效件数|·",
            "规章|2||5|·",
            "||行政许可|0|",
        ]
    );
}

#[test]
fn small_tables_of_commas_and_strokes_stand_below_the_line_that_names_them() {
    let text = "第二十条第（五）项,,\n信息内容,本年处理决定数量,\n行政许可,1336,\n\n第二十条第（六）项\n\
                信息内容 | 本年处理决定数量 |  | \n:-: | :-: | :-: | :-:\n行政处罚 | 6 |  | \n行政强制 | 7 |  | \n";
    assert_eq!(
        show(text),
        [
            "第二十条第（五）项||",
            "信息内容|本年处理决定数量|",
            "行政许可|1336|",
            "¶ 第二十条第（六）项",
            "信息内容|本年处理决定数量||",
            "行政处罚|6||",
            "行政强制|7||",
        ]
    );
    // Figures with separators of thousands, one a line, are no records.
    assert!(
        show("行政处罚\n1,234\n5,678\n行政强制\n2,345\n6,789\n").iter().all(|row| !row.contains("1|234"))
    );
}

#[test]
fn cells_written_once_for_each_column_they_span_are_one() {
    let text = "| 第（五）项 | 第（五）项 | 第（五）项 |\n|---|---|---|\n| 信息内容 | 决定数量 | 决定数量 |\n\
                | 行政许可 | 176 | 176 |\n| 第（一）项 | 第（一）项 | 第（一）项 |\n| 信息内容 | 制发 | 废止 |\n| 规章 | 5 | 5 |\n";
    assert_eq!(
        show(text),
        [
            "第（五）项|第（五）项|第（五）项",
            "信息内容|决定数量|<",
            "行政许可|176|<",
            "第（一）项|第（一）项|第（一）项",
            "信息内容|制发|废止",
            "规章|5|5"
        ]
    );
    // Nothing shows here that one number is written twice.
    let text = "| 信息内容 | 本单位未制作 | 本单位未制作 |\n|---|---|---|\n| 规章 | 5 | 5 |\n";
    assert_eq!(show(text), ["信息内容|本单位未制作|本单位未制作", "规章|5|5"]);
}

#[test]
fn two_spaces_in_every_gap_part_cells_and_align_nothing() {
    let text =
        "信息内容  本年制发件数  本年废止件数  现行有效件数\n规章  0  0  0\n行政规范性文件  176  9  1204\n";
    let rows = ["信息内容|本年制发件数|本年废止件数|现行有效件数", "规章|0|0|0", "行政规范性文件|176|9|1204"];
    assert_eq!(show(text), rows);
}

#[test]
fn names_in_a_header_of_several_lines_stand_over_no_figure() {
    let text = "自然人 法人或其他组织 总计\n商业企业 科研机构\n一、本年新收 1 2 3\n二、上年结转 0 0 0\n";
    assert_eq!(
        show(text),
        [
            "·|·|·|·|自然人|法人或其他组织|总计",
            "·|·|·|·|商业企业|科研机构|·",
            "一、本年新收|1|2|3|·|·|·",
            "二、上年结转|0|0|0|·|·|·",
        ]
    );
    // One wide space between cells parts them; it aligns nothing.
    assert_eq!(show(&text.replace(' ', "\u{3000}")), show(text));
}

#[test]
fn a_cell_is_located_by_its_line_and_place() {
    let text = "标题\n\n规章\t\t5\n\t行政许可\n";
    assert_eq!(
        locators(text),
        ["line=3 cell=1", "line=3 cell=2", "line=3 cell=3", "line=4 cell=1", "line=4 cell=2"]
    );
}

#[test]
fn lines_without_tabs_above_and_inside_a_table_are_rows_and_headings_end_it() {
    let text = "第二十条第（一）项\n信息内容\t本年制发件数\n规章\t2\n第二十条第（五）项\n行政许可\t0\n\
                三、收到和处理政府信息公开申请情况\n三、本年度办理结果\n（一）予以公开\t0\n总计\t0\n注：含上年结转。\n";
    assert_eq!(
        show(text),
        [
            "第二十条第（一）项|·",
            "信息内容|本年制发件数",
            "规章|2",
            "第二十条第（五）项|·",
            "行政许可|0",
            "# 三、收到和处理政府信息公开申请情况",
            "三、本年度办理结果|·",
            "（一）予以公开|0",
            "总计|0",
            "¶ 注：含上年结转。",
        ]
    );
}

#[test]
fn a_row_label_without_values_does_not_end_a_table() {
    let text = "自然人\t总计\n一、本年新收政府信息公开申请数量\n三、本年度办理结果\n总计\t1\t1\n";
    assert_eq!(
        show(text),
        ["自然人|总计|·", "一、本年新收政府信息公开申请数量|·|·", "三、本年度办理结果|·|·", "总计|1|1"]
    );
}

#[test]
fn page_breaks_do_not_end_a_table_and_blank_lines_do() {
    let text = "规章\t2\t1\n\n- 3 -\n\u{C}\n行政规范性文件\t8\t7\n\n甲\t1\n乙\t2\n";
    assert_eq!(show(text), ["规章|2|1", "行政规范性文件|8|7", "甲|1", "乙|2"]);
    let tables = super::read(text).blocks.len();
    assert_eq!(tables, 2);
}

#[test]
fn a_text_with_a_blank_line_after_every_line_keeps_its_tables() {
    let text = "二、主动公开政府信息情况\n\n信息内容\t本年制发件数\n\n规章\t2\n\n第二十条第（五）项\n\n行政许可\t0\n\n三、其他情况\n\n无。\n";
    assert_eq!(
        show(text),
        [
            "# 二、主动公开政府信息情况",
            "信息内容|本年制发件数",
            "规章|2",
            "第二十条第（五）项|·",
            "行政许可|0",
            "# 三、其他情况",
            "¶ 无。",
        ]
    );
}

#[test]
fn rows_with_as_many_values_belong_together_over_a_blank_line() {
    let text = "a\t1\t2\t3\n\nb\t4\t5\t6\nc\t7\t8\t9\n";
    assert_eq!(show(text), ["a|1|2|3", "b|4|5|6", "c|7|8|9"]);
}

#[test]
fn torn_headers_are_joined_when_the_width_says_so() {
    let text = "信息内容\t本年新\n制作数量\t本年新\n公开数量\t对外公开总数量\n规章\t0\t0\t5\n";
    assert_eq!(show(text), ["信息内容|本年新 制作数量|本年新 公开数量|对外公开总数量", "规章|0|0|5"]);
    assert_eq!(locators(text)[..4], ["line=1 cell=1", "line=1 cell=2", "line=2 cell=2", "line=3 cell=2"]);
}

#[test]
fn torn_labels_are_joined_when_the_width_or_a_bracket_says_so() {
    let text =
        "\t\t3.其他\t1\t2\n\t\t1.申请人无正当理由逾期不补正、行政机关\n不再处理其政府信息公开申请\t0\t3\n";
    assert_eq!(
        show(text),
        ["||3.其他|1|2", "||1.申请人无正当理由逾期不补正、行政机关 不再处理其政府信息公开申请|0|3"]
    );
    let text = "总计\t1\n（二）部分公开（区分处理的，\n只计这一情形）\t4\n";
    assert_eq!(show(text), ["总计|1", "（二）部分公开（区分处理的， 只计这一情形）|4"]);
}

#[test]
fn rows_that_only_look_torn_stay_apart() {
    let text = "表头\t申请人情况\n自然人\t法人或其他组织\t总计\n商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n\
                一、本年新收\t1\t2\t3\t4\t5\t6\t7\n";
    assert_eq!(show(text).len(), 4);
    let text = "第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t0\n";
    assert_eq!(show(text).len(), 3);
}

#[test]
fn cells_quoted_by_a_spreadsheet() {
    let text = "信息内容\t\"本年新\n制作数量\"\t总数\n\"规章\"\t1\t\"2\"\n";
    assert_eq!(show(text), ["信息内容|本年新 制作数量|总数", "规章|1|2"]);
}

#[test]
fn commas_and_semicolons() {
    let text = "信息内容,本年制发件数,现行有效件数\n规章,2,\n\"行政,规范\n性文件\",8,\"1,100\"\n";
    assert_eq!(show(text), ["信息内容|本年制发件数|现行有效件数", "规章|2|", "行政,规范 性文件|8|1,100"]);
    assert_eq!(locators(text)[6..8], ["line=3 cell=1", "line=3 cell=2"]);
    assert_eq!(show("项目;数\n规章;2\n文件;8\n"), ["项目|数", "规章|2", "文件|8"]);
    assert_eq!(show("Hello, world\nyes, no\nthis, that\n").len(), 3, "prose with commas");
}

#[test]
fn full_width_semicolons_make_ragged_rows() {
    let text = "信息内容；本年制发件数；现行有效件数\n规章；2；20\n行政规范性文件；8；5\n第二十条第（五）项\n行政许可；0\n";
    assert_eq!(
        show(text),
        [
            "信息内容|本年制发件数|现行有效件数",
            "规章|2|20",
            "行政规范性文件|8|5",
            "第二十条第（五）项|·|·",
            "行政许可|0|·"
        ]
    );
    assert_eq!(show("一是加强领导；二是强化培训；\n三是完善制度；四是督促检查；\n").len(), 2);
}

#[test]
fn markdown_with_and_without_outer_strokes() {
    let table = ["信息内容|本年 制作|其他", "规章|0|", "a|b|1"];
    let framed =
        "| **信息内容** | 本年<br>制作 | 其他 |\n|:---|:---:|---:|\n| 规章 | 0 | |\n| a\\|b | 1 | \\-2 |\n";
    assert_eq!(show(framed), [table[0], table[1], "a|b|1|-2"]);
    let bare = "信息内容 | 制发 | 其他\n--- | --- | ---\n规章 | 0 | \n | 1 | 2\n";
    assert_eq!(show(bare), ["信息内容|制发|其他", "规章|0|", "|1|2"]);
    let tight = "|信息内容|制发|\n|-|-|\n|规章|-|\n";
    assert_eq!(show(tight), ["信息内容|制发", "规章|-"]);
}

#[test]
fn strokes_without_a_separator_row() {
    assert_eq!(show("规章｜2｜5\n文件｜8｜｜\n").len(), 2);
    assert_eq!(show("|规章|2|\n|文件|8|\n"), ["规章|2", "文件|8"]);
    assert_eq!(show("首页 | 政务公开\n"), ["¶ 首页 | 政务公开"]);
}

#[test]
fn rules_between_rows_of_strokes() {
    let text = "-----------\n| 规章 | 2 |\n-----------\n| 文件 | 8 |\n-----------\n";
    assert_eq!(show(text), ["规章|2", "文件|8"]);
    assert_eq!(show("| 规章 | 2 |\n|---+---|\n| 文件 | 8 |\n"), ["规章|2", "文件|8"]);
}

#[test]
fn tabs_that_only_move_figures_under_one_another() {
    let text = "信息内容\t\t制发\t有效\n规章\t\t\t2\t5\n行政规范性文件\t\t8\t9\n国务院部门规范性文件\t1\t7\n";
    assert_eq!(
        show(text),
        ["信息内容|制发|有效", "规章|2|5", "行政规范性文件|8|9", "国务院部门规范性文件|1|7"]
    );
}

#[test]
fn figures_after_single_spaces() {
    let text = "信息内容 本年制发件数 现行有效件数\n规章 2 5\n行政规范性 文件 8 100\n第二十条第（五）项\n行政许可 0\n";
    assert_eq!(
        show(text),
        [
            "信息内容|本年制发件数|现行有效件数",
            "规章|2|5",
            "行政规范性 文件|8|100",
            "第二十条第（五）项|·|·",
            "行政许可|0|·",
        ]
    );
    let text =
        "三、本年度办理结果 （一）予以公开 4 0\n1.申请人无正当理由逾期不补正、\n行政机关不再处理 1 3\n";
    assert_eq!(
        show(text),
        ["三、本年度办理结果|（一）予以公开|4|0", "1.申请人无正当理由逾期不补正、 行政机关不再处理|1|3|·"]
    );
}

#[test]
fn rows_of_which_one_lacks_a_figure_are_not_believed() {
    assert_eq!(show("规章 2 5 7\n文件 8 9\n"), ["¶ 规章 2 5 7", "¶ 文件 8 9"]);
    assert_eq!(show("截至 2023\n全年收到申请 94\n，其中 3\n").len(), 3);
}
