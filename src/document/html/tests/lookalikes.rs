//! Tables made of other elements.

use super::*;

const SHOWN: [&str; 4] =
    ["|信息内容|制发|废止|有效|", "|规章|1|0|12|", "|规范性文件|23|4|105|", "|合计|24|4|117|"];

const ROWS: [[&str; 4]; 4] = [
    ["信息内容", "制发", "废止", "有效"],
    ["规章", "1", "0", "12"],
    ["规范性文件", "23", "4", "105"],
    ["合计", "24", "4", "117"],
];

/// The rows, each cell and row between given tags.
fn page(row: (&str, &str), cell: (&str, &str)) -> String {
    let cells = |cells: &[&str; 4]| {
        cells.iter().map(|text| format!("{}{text}{}", cell.0, cell.1)).collect::<String>()
    };
    ROWS.iter().map(|one| format!("{}{}{}\n", row.0, cells(one), row.1)).collect()
}

#[test]
fn paragraphs_that_print_a_table_line_by_line_are_one_where_the_page_has_no_other() {
    let lines = "信息内容 制发 废止 有效\n规章 1 2 3\n规范性文件 4 5 6";
    let rows: String = lines.lines().map(|line| format!("<p>{line}</p>")).collect();
    let cells: String = lines.split_whitespace().map(|cell| format!("{cell}<br>")).collect();
    assert_eq!(shown(&rows), FIGURES_SHOWN);
    assert_eq!(
        shown(&format!("<h3>二、主动公开</h3><div>{cells}</div><p>无其他事项。</p>")),
        [
            "# 二、主动公开",
            "|∅|∅|∅|∅|信息内容|制发|废止|有效|",
            "|规章|1|2|3|∅|∅|∅|∅|",
            "|规范性文件|4|5|6|∅|∅|∅|∅|",
            "无其他事项。",
        ]
    );
    let with_table = shown(&format!("{FIGURES}{rows}"));
    assert!(with_table.ends_with(&["规范性文件 4 5 6".to_string()]), "{with_table:?}");
}

#[test]
fn styles_make_a_table() {
    let rows = page(
        ("<div style='display: table-row'>", "</div>"),
        ("<div style='display:table-cell;width:25%'>", "</div>"),
    );
    assert_eq!(shown(&format!("<p>一</p><div style='display:table'>{rows}</div><p>二</p>"))[1..5], SHOWN);
    let sheet = "<style>.t{display:table}.r{display:table-row}.c{display:table-cell}</style>";
    let rows = page(("<div class=r>", "</div>"), ("<span class=c>", "</span>"));
    assert_eq!(shown(&format!("{sheet}<div class=t>{rows}</div>")), SHOWN);
}

#[test]
fn classes_and_roles_make_a_table() {
    let rows = page(("<div class='tb-row'>", "</div>"), ("<div class='tb-cell'>", "</div>"));
    assert_eq!(shown(&format!("<div class=tb>{rows}</div>")), SHOWN);
    let rows = page(("<div role=row>", "</div>"), ("<div role=cell>", "</div>"));
    assert_eq!(shown(&format!("<div role=table>{rows}</div>")), SHOWN);
}

#[test]
fn the_same_shape_over_and_over_makes_a_table() {
    for (row, cell) in [
        (("<div>", "</div>"), ("<div>", "</div>")),
        (("<div>", "</div>"), ("<span>", "</span>")),
        (("<ul>", "</ul>"), ("<li>", "</li>")),
        (("<li>", "</li>"), ("<span>", "</span>")),
        (("<dl>", "</dl>"), ("<dd>", "</dd>")),
    ] {
        assert_eq!(shown(&format!("<div>{}</div>", page(row, cell))), SHOWN, "{row:?} {cell:?}");
    }
    let rows = page(("<li>", "</li>"), ("<span>", "</span>"));
    assert_eq!(shown(&format!("<ul>{rows}</ul>")), SHOWN);
}

#[test]
fn a_heading_over_the_rows_spans_them() {
    let rows = page(("<div>", "</div>"), ("<div>", "</div>"));
    let shown = shown(&format!("<div><div>第二十条第（一）项</div>{rows}</div>"));
    assert_eq!(shown[0], "|第二十条第（一）项|″|″|″|");
    assert_eq!(shown[1..], SHOWN);
}

#[test]
fn groups_of_rows_are_one_table() {
    let rows = page(("<div>", "</div>"), ("<b>", "</b>"));
    let (head, body) = rows.split_at(rows.find('\n').unwrap());
    assert_eq!(shown(&format!("<div><div>{head}</div><div>{body}</div></div>")), SHOWN);
}

#[test]
fn a_css_grid_is_cut_into_its_columns() {
    let cells = page(("", ""), ("<div>", "</div>"));
    let style = "display:grid;grid-template-columns:repeat(4, 1fr)";
    assert_eq!(shown(&format!("<div style='{style}'>{cells}</div>")), SHOWN);
    let spanned = format!("<div style='grid-column:span 4'>表一</div>{cells}");
    let shown = shown(&format!("<div style='{style}'>{spanned}</div>"));
    assert_eq!(shown[0], "|表一|″|″|″|");
    assert_eq!(shown[1..], SHOWN);
}

#[test]
fn definitions_are_rows() {
    let page = "<dl><dt>规章</dt><dd>1</dd><dd>2</dd><dt>规范性文件</dt><dd>3</dd><dd>4</dd><dt>合计</dt><dd>4</dd><dd>6</dd></dl>";
    assert_eq!(shown(page), ["|规章|1|2|", "|规范性文件|3|4|", "|合计|4|6|"]);
}

#[test]
fn lists_without_figures_are_paragraphs() {
    let menu = "<ul><li><a>首页</a><span>|</span></li><li><a>公开</a><span>|</span></li><li><a>服务</a><span>|</span></li></ul>";
    assert_eq!(shown(menu), ["首页|", "公开|", "服务|"]);
    let news = "<ul><li><a>年报</a><span>2021-01-02</span></li><li><a>指南</a><span>2021-01-03</span></li>\
                <li><a>制度</a><span>2021-01-04</span></li></ul>";
    assert_eq!(shown(news), ["年报2021-01-02", "指南2021-01-03", "制度2021-01-04"]);
    let prose = format!(
        "<div><div><span>{0}</span><span>1</span></div><div><span>{0}</span><span>2</span></div>\
                         <div><span>{0}</span><span>3</span></div></div>",
        "字".repeat(201)
    );
    assert_eq!(shown(&prose).len(), 3);
}

#[test]
fn an_article_around_tables_is_no_table() {
    let rows = page(("<div>", "</div>"), ("<div>", "</div>"));
    let article = format!("<div><p>一、总体情况</p><div>{rows}</div><p>二、其他</p><div>{rows}</div></div>");
    let mut expected = vec!["一、总体情况"];
    expected.extend(SHOWN);
    expected.push("二、其他");
    expected.extend(SHOWN);
    assert_eq!(shown(&article), expected);
}

#[test]
fn rows_of_different_length_are_rows() {
    let page = "<ul><li><span>第二十条第（一）项</span></li><li><span>内容</span> <span>制发</span> <span>有效</span></li>\
                <li><span>规章</span> <span>1</span> <span>2</span></li><li><span>许可</span> <span>37</span></li></ul>";
    assert_eq!(shown(page), ["|第二十条第（一）项|″|″|", "|内容|制发|有效|", "|规章|1|2|", "|许可|37|∅|"]);
}

#[test]
fn widths_in_percent_are_spans() {
    let page = "<div><div class=tr><div class=td style='width:60%'>第（五）项</div></div>\
                <div class=tr><div class=td style='width:20%'>许可</div><div class=td style='width:40%'>37</div></div>\
                <div class=tr><div class=td style='width:20%'>处罚</div><div class=td style='width:20%'>1</div><div class=td style='width:20%'>2</div></div>\
                <div class=tr><div class=td style='width:20%'>强制</div><div class=td style='width:40%'>4</div></div></div>";
    assert_eq!(shown(page), ["|第（五）项|″|″|", "|许可|37|″|", "|处罚|1|2|", "|强制|4|″|"]);
}

#[test]
fn cells_say_where_they_stand() {
    let rows = page(("<div>", "</div>"), ("<div>", "</div>"));
    let document = read(&format!("<div>{rows}</div><div>{rows}</div>"));
    assert_eq!(grids(&document)[1].cells()[6].locator.to_string(), "html=grid[2]/row[2]/cell[3]");
}

#[test]
fn tabs_and_spaces_that_a_browser_keeps_part_cells_where_the_page_has_no_table() {
    let rows = ["信息内容|制发|废止|有效", "规章|1||3", "规范性文件|4|5|6", "其他文件|7|8|"];
    let expected = ["|信息内容|制发|废止|有效|", "|规章|1||3|", "|规范性文件|4|5|6|", "|其他文件|7|8||"];
    for part in ["\t", "&#9;", "&emsp;&emsp;", "&nbsp;&nbsp;&nbsp;&nbsp;"] {
        let rows = rows.map(|row| row.replace('|', part));
        let paragraphs: String = rows.iter().map(|row| format!("\n\t\t<p>{row}</p>")).collect();
        assert_eq!(shown(&paragraphs), expected, "{part}");
    }
    let breaks = rows.map(|row| row.replace('|', "\t")).join("<br>\n\t");
    assert_eq!(shown(&format!("<div>\n\t{breaks}</div>")), expected);
}

#[test]
fn pieces_of_paragraphs_are_cells_if_figures_end_the_rows() {
    let row = |cells: &str| {
        let cells: String = cells.split('|').map(|cell| format!("<span>{cell}</span>")).collect();
        format!("<p>{cells}</p>")
    };
    let rows = ["信息内容|制发|废止", "规章|1|&nbsp;", "规范性文件|4|5", "其他文件|7|8"];
    let page: String = rows.iter().map(|cells| row(cells)).collect();
    assert_eq!(shown(&page), ["|信息内容|制发|废止|", "|规章|1||", "|规范性文件|4|5|", "|其他文件|7|8|"]);
    // Sentences whose numbers are set apart.
    let rows = ["全年收到申请|12|件，", "其中当面申请|3|件，", "网上申请|9|件"];
    let page: String = rows.iter().map(|cells| row(cells)).collect();
    assert_eq!(shown(&page), ["全年收到申请12件，", "其中当面申请3件，", "网上申请9件"]);
}
