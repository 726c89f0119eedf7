//! Columns aligned with spaces.

use super::{locators, show};
use crate::document::Block;
use crate::document::text::read;

#[test]
fn figures_stand_under_their_headers() {
    let text = "\
信息内容        本年制发件数  本年废止件数  现行有效件数
规章                       2             0             5
行政规范性文件             8                         100
";
    assert_eq!(
        show(text),
        ["信息内容|本年制发件数|本年废止件数|现行有效件数", "规章|2|0|5", "行政规范性文件|8||100"]
    );
    assert_eq!(locators(text)[8..], ["line=3 cell=1", "line=3 cell=2", "line=3", "line=3 cell=3"]);
}

#[test]
fn a_column_without_any_figure_is_still_a_column() {
    let text = "\
项目  自然人  商业企业  总计
新收       1               1
结转       2               2
";
    assert_eq!(show(text), ["项目|自然人|商业企业|总计", "新收|1||1", "结转|2||2"]);
}

#[test]
fn headers_over_several_columns_and_labels_over_several_levels() {
    let text = "
                          法人或其他组织    总计
                自然人  商业企业  科研机构
新收                 1         2         3     6
结果  （一）公开    10        20        30    60
      （二）不予     0         0         0     0
";
    assert_eq!(
        show(text),
        [
            "·|·|·|法人或其他组织|<|总计",
            "·|·|自然人|商业企业|科研机构|·",
            "新收|·|1|2|3|6",
            "结果|（一）公开|10|20|30|60",
            "·|（二）不予|0|0|0|0",
        ]
    );
}

#[test]
fn full_width_spaces_separate_and_labels_keep_their_single_spaces() {
    let text = "信息 内容\u{3000}\u{3000}制发数\u{3000}有效数\n规 章\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}2\u{3000}\u{3000}\u{3000} 5\n";
    assert_eq!(show(text), ["信息 内容|制发数|有效数", "规 章|2|5"]);
}

#[test]
fn a_figure_one_space_behind_a_long_label_is_a_figure() {
    let text = "\
项目                自然人  总计
新收                     1     1
行政机关不再处理申请事项 0     0
行政机关不再处理的申请事项 4   4
本机关第 7 号            3     3
";
    assert_eq!(
        show(text),
        [
            "项目|自然人|总计",
            "新收|1|1",
            "行政机关不再处理申请事项|0|0",
            "行政机关不再处理的申请事项|4|4",
            "本机关第 7 号|3|3"
        ]
    );
}

#[test]
fn labels_over_several_lines_are_joined() {
    let text = "\
项目                              自然人   总计
1.申请人无正当理由逾期不补正、
行政机关不再处理其政府信息公开申请     4      5
2.申请人逾期未按收费通知要求缴纳       0      1
费用、行政机关不再处理申请
3.其他                                 7      8
";
    assert_eq!(
        show(text),
        [
            "项目|自然人|总计",
            "1.申请人无正当理由逾期不补正、 行政机关不再处理其政府信息公开申请|4|5",
            "2.申请人逾期未按收费通知要求缴纳 费用、行政机关不再处理申请|0|1",
            "3.其他|7|8",
        ]
    );
}

#[test]
fn prose_with_wide_spaces_is_no_table() {
    let text = "运城市人民政府        2024年1月29日\n";
    assert_eq!(show(text), ["¶ 运城市人民政府 2024年1月29日"]);
    let text = "\u{3000}\u{3000}一是加强领导。\n\u{3000}\u{3000}二是强化培训。\n";
    assert_eq!(show(text).len(), 2);
}

#[test]
fn a_few_lines_with_a_number_each_are_no_table() {
    let text = "信息内容\n本年制发件数\n规章\n2\n行政规范性文件\n8\n";
    assert_eq!(show(text), ["¶ 信息内容", "¶ 本年制发件数", "¶ 规章", "¶ 2", "¶ 行政规范性文件", "¶ 8"]);
}

#[test]
fn thousands_set_apart_by_a_space_are_one_figure_if_the_row_has_as_many_then() {
    let text = "\
信息内容        制发件数  废止件数  有效件数
规章                   2         0         5
行政规范性文件     1 234        38    12 345
其他文件              10        20        30
";
    assert_eq!(
        show(text),
        [
            "信息内容|制发件数|废止件数|有效件数",
            "规章|2|0|5",
            "行政规范性文件|1 234|38|12 345",
            "其他文件|10|20|30"
        ]
    );
    // Figures of two columns that come near to each other stay two.
    let text = "信息内容  制发 废止 有效\n规章         2   10   15\n文件         3  120 345\n其他         1   20   30\n";
    assert!(show(text).contains(&"文件|3|120|345".to_string()), "{:?}", show(text));
}

#[test]
fn labels_broken_in_a_narrow_column_are_whole_and_no_row_is_blank() {
    let text = "\
二、上年结转          1     2     3
（二）部分公开（
区分处理的，只计      4     0     4
这一情形，不计其
他情形）
1.申请人无正当理
由逾期不补正、不      5     1     6
再处理
2.其他                7     0     7
";
    let shown = show(text);
    assert!(
        shown.iter().any(|row| row.ends_with("|4|0|4")
            && row.contains("部分公开（ 区分处理的，只计 这一情形，不计其 他情形）")),
        "{shown:?}"
    );
    assert!(shown.contains(&"1.申请人无正当理 由逾期不补正、不 再处理|5|1|6".to_string()), "{shown:?}");
}

#[test]
fn figures_that_may_be_one_are_whole_or_in_doubt() {
    let joined = |text: &str| -> Vec<bool> {
        let blocks = read(text).blocks;
        let Some(Block::Table(grid)) = blocks.first() else { return Vec::new() };
        grid.cells()
            .iter()
            .filter(|cell| cell.row == 2 && cell.column > 0)
            .map(|cell| cell.marks.joined)
            .collect()
    };
    // Another line shows that spaces set thousands apart, so this one lacks a figure.
    let text = "\
信息内容        制发件数  废止件数  有效件数
规章               1 234       138    12 345
行政规范性文件     2 918                   2
";
    assert!(show(text).contains(&"行政规范性文件|2 918||2".to_string()), "{:?}", show(text));
    // Nothing shows it: two figures, and in doubt with all beside them.
    let text = "信息内容        制发件数  废止件数  有效件数\n规章                   1       138        12\n行政规范性文件     2 918                   2\n";
    assert!(joined(text).iter().any(|doubt| *doubt), "{:?}", show(text));
}

#[test]
fn a_header_whose_marks_are_narrow_stands_over_its_figures() {
    let text = "\
项目        自然人  法人—商业企业  法人—科研机构  法人—公益组织  法人—法律机构  总计
一、新收       601        45             48             28             43       765
二、结转         1         0              0              1              0         2
";
    assert!(
        show(text).first().is_some_and(|row| !row.contains('·') && row.ends_with("|总计")),
        "{:?}",
        show(text)
    );
}

#[test]
fn columns_that_a_header_names_apart_are_not_one() {
    let text = "\
项目      自然人  商业企业  科研机构  社会公益  总计
一、新收    10                 1                 11
二、结转     8                           2       10
三、办结                       3                  3
四、转下     1                           4        5
";
    assert_eq!(show(text)[1], "一、新收|10||1||11");
    assert_eq!(show(text)[2], "二、结转|8|||2|10");
}

#[test]
fn where_spaces_part_cells_the_place_of_a_figure_in_a_row_with_blanks_is_a_guess() {
    let gap = "\u{3000}\u{3000}";
    let text = format!(
        "信息内容{gap}制发件数{gap}废止件数{gap}有效件数\n规章{gap}{gap}8\n行政规范性文件{gap}2{gap}{gap}5\n"
    );
    let document = read(&text);
    let Some(Block::Table(grid)) = document.blocks.first() else { panic!() };
    assert!(grid.cells().iter().filter(|cell| cell.row > 0).all(|cell| cell.marks.inferred));
}

#[test]
fn parts_aligned_each_for_itself_are_tables_of_their_own() {
    let text = "\
第二十条第（一）项
信息内容    本年新制作数量  本年新公开数量  对外公开总数量
规章        0               0               0
规范性文件  3                               19
第二十条第（五）项
信息内容              上一年项目数量  本年增/减  处理决定数量
行政许可              83              -14        69
其他对外管理服务事项  41                         306
第二十条第（六）项
信息内容  上一年项目数量  本年增/减  处理决定数量
行政处罚                  -5         37
";
    let shown = show(text);
    for row in [
        "规章|0|0|0",
        "规范性文件|3||19",
        "行政许可|83|-14|69",
        "其他对外管理服务事项|41||306",
        "行政处罚||-5|37",
    ] {
        assert!(shown.iter().any(|line| line == row), "{row} in {shown:#?}");
    }
}
