//! `<table>` elements: spans, groups, layout.

use super::*;

#[test]
fn spans_push_later_cells_to_the_next_free_column() {
    let page = "<table><tr><td rowspan=2>a<td colspan='2'>b<td>c<tr><td>d<td>e<td>f</table>";
    assert_eq!(shown(page), ["|a|b|″|c|", "|″|d|e|f|"]);
}

#[test]
fn row_span_zero_reaches_to_the_end_of_its_group_and_no_further() {
    let page = "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</tbody>\
                <tbody><tr><td>e<td>f</tbody></table>";
    assert_eq!(shown(page), ["|a|b|", "|″|c|", "|″|d|", "|e|f|"]);
}

#[test]
fn spans_out_of_bounds_are_cut_to_the_table() {
    let page = "<table><tr><td rowspan=99>a<td>b<tr><td>c</table>";
    assert_eq!(shown(page), ["|a|b|", "|″|c|"]);
    let document = read(page);
    let marks: Vec<bool> = grids(&document)[0].cells().iter().map(|cell| cell.marks.span_cut).collect();
    assert_eq!(marks, [true, false, false]);
    // Too wide: the columns that only this span makes have no width.
    assert_eq!(shown("<table><tr><td colspan=99>a<tr><td>b<td>c</table>"), ["|a|″|", "|b|c|"]);
}

#[test]
fn spans_that_are_no_numbers_are_one() {
    let page = "<table><tr><td colspan=x rowspan=-2>a<td colspan=''>b<td rowspan>c<tr><td colspan='2px'>d<td>e</table>";
    assert_eq!(shown(page), ["|a|b|c|", "|d|″|e|"]);
    let page = "<table><tr><td colspan=0>a<td>b<tr><td colspan=' +2'>c</table>";
    assert_eq!(shown(page), ["|a|b|", "|c|″|"]);
}

#[test]
fn missing_cells_leave_holes() {
    assert_eq!(shown("<table><tr><td>a<td>b<td>c<tr><td>d</table>"), ["|a|b|c|", "|d|∅|∅|"]);
}

#[test]
fn overlapping_spans_keep_the_earlier_cell() {
    // Row 1: a, b (two rows down). Row 2: c, three wide, runs into b.
    let page = "<table><tr><td>a<td rowspan=2>b<td>x<tr><td colspan=3>c</table>";
    assert_eq!(shown(page), ["|a|b|x|", "|c|″|∅|"]);
}

#[test]
fn head_and_foot_stand_where_they_are_shown() {
    let page = "<table><tfoot><tr><td>f<td>3</tfoot><tbody><tr><td>b<td>2</tbody><thead><tr><td>h<td>1</thead></table>";
    assert_eq!(shown(page), ["|h|1|", "|b|2|", "|f|3|"]);
    let document = read(page);
    let locators: Vec<String> =
        grids(&document)[0].cells().iter().map(|cell| cell.locator.to_string()).collect();
    assert_eq!(locators[0], "html=table[1]/tr[3]/td[1]");
    assert_eq!(locators[5], "html=table[1]/tr[1]/td[2]");
}

#[test]
fn a_caption_is_no_row() {
    let page = "<table><caption>表一 <b>公开</b>情况</caption><tr><td>a<td>b</table>";
    let document = read(page);
    assert_eq!(grids(&document)[0].caption.as_deref(), Some("表一 公开情况"));
    assert_eq!(lines(&document), ["|a|b|"]);
}

#[test]
fn rows_without_cells_are_not_shown_but_counted_by_spans() {
    let page = "<table><tr><td rowspan=3>a<td>b<tr></tr><tr><td>c<tr><td>d<td>e</table>";
    assert_eq!(shown(page), ["|a|b|", "|″|c|", "|d|e|"]);
    let document = read(page);
    assert_eq!(grids(&document)[0].cells()[2].locator.to_string(), "html=table[1]/tr[3]/td[1]");
}

#[test]
fn the_spacer_row_of_word_is_left_out() {
    let page = "<table><tr><td colspan=2>a</td><td>b</td></tr><tr><td colspan=2>c</td><td>d</td></tr>\
        <![if !supportMisalignedColumns]><tr height=0><td width=68 style='border:none'></td>\
        <td width=68 style='border:none'>&nbsp;</td><td width=9 style='border:none'></td></tr><![endif]></table>";
    assert_eq!(shown(page), ["|a|b|", "|c|d|"]);
    // A row of no height with something in it grows to its content.
    assert_eq!(shown("<table><tr height=0><td>a<td>b<tr><td>c<td>d</table>"), ["|a|b|", "|c|d|"]);
    // And a blank row is a row.
    assert_eq!(shown("<table><tr><td>a<td>b<tr><td><td><tr><td>c<td>d</table>"), ["|a|b|", "|||", "|c|d|"]);
}

#[test]
fn tables_are_counted_nested_and_hidden_ones_too() {
    let page = format!("<table hidden><tr><td>x<td>y</table><table><tr><td>{FIGURES}</table>");
    let document = read(&page);
    let grid = grids(&document)[0];
    assert_eq!(grid.locator.to_string(), "html=table[3]/tr[1]/td[1]");
    assert_eq!(grid.cells()[5].locator.to_string(), "html=table[3]/tr[2]/td[2]");
}

#[test]
fn a_layout_table_is_read_as_the_page_it_lays_out() {
    let page = format!(
        "<table width=1000><tr><td>首页</td><td>政务公开</td></tr><tr><td><p>左栏</p></td>\
         <td><p>一、总体情况</p>{FIGURES}<p>三、收到</p></td></tr></table>"
    );
    let mut expected = vec!["首页", "政务公开", "左栏", "一、总体情况"];
    expected.extend(FIGURES_SHOWN);
    expected.push("三、收到");
    assert_eq!(shown(&page), expected);
}

#[test]
fn layout_tables_nest() {
    let page = format!("{}{FIGURES}{}", "<table><tr><td>".repeat(5), "</table>".repeat(5));
    assert_eq!(shown(&page), FIGURES_SHOWN);
}

#[test]
fn one_column_or_one_cell_is_layout() {
    assert_eq!(shown("<table><tr><td>一<tr><td>二<br>三</table>"), ["一", "二", "三"]);
    assert_eq!(shown("<table><tr><td><p>一</p><p>二</p></table>"), ["一", "二"]);
}

#[test]
fn a_passage_makes_a_table_layout_but_not_a_table_of_figures() {
    let passage = format!("<p>{0}</p><p>{0}</p><p>{0}</p>", "字".repeat(200));
    let page = format!("<table><tr><td>目录</td><td>{passage}</td></tr></table>");
    assert_eq!(shown(&page), ["目录".into(), "字".repeat(200), "字".repeat(200), "字".repeat(200)]);
    let figures = table(&[&["a", "1", "2"], &["b", "3", "4"], &["c", "5", "6"], &["注", &passage]]);
    assert_eq!(shown(&figures)[..3], ["|a|1|2|", "|b|3|4|", "|c|5|6|"]);
    assert_eq!(shown(&figures).len(), 4);
}

#[test]
fn a_small_table_in_a_cell_is_text_of_the_cell_and_a_large_one_a_table() {
    let small = "<table><tr><td>2</td><td>件</td></tr></table>";
    let page = table(&[&["a", "1", small], &["b", "3", "4"], &["c", "5", "6"], &["d", "7", "8"]]);
    assert_eq!(shown(&page), ["|a|1|2 件|", "|b|3|4|", "|c|5|6|", "|d|7|8|"]);
    let page = table(&[&["a", "1", FIGURES], &["b", "3", "4"], &["c", "5", "6"], &["d", "7", "8"]]);
    let mut expected = vec!["|a|1||", "|b|3|4|", "|c|5|6|", "|d|7|8|"];
    expected.extend(FIGURES_SHOWN);
    assert_eq!(shown(&page), expected);
}

#[test]
fn tables_without_text_are_not_read() {
    let page = format!("<table>{}</table><p>a</p>", "<tr><td><td>&nbsp;<td><img src=a.gif>".repeat(100));
    assert_eq!(shown(&page), ["a"]);
}

#[test]
fn broken_markup_is_mended_as_browsers_do() {
    // Unclosed cells and rows, a row without table cells, an end tag too many.
    assert_eq!(
        shown("<table><tr><td>a<td>b</td></td><tr><td>c</tr></tr><td>d</table>"),
        ["|a|b|", "|c|∅|", "|d|∅|"]
    );
    // Text in a row stands before the table.
    assert_eq!(shown("<table><tr>漏<td>a<td>b</tr>掉</table>"), ["漏掉", "|a|b|"]);
    // A table in a row, outside its cells, closes nothing: it stands before the table, too.
    assert_eq!(shown("<table><tr><td>a<td>b<tr><table><tr><td>c<td>d</table></table>"), ["|a|b|", "|c|d|"]);
    // A paragraph that is never closed ends at the table (in a page with a doctype).
    assert_eq!(shown("<!DOCTYPE html><p>a<table><tr><td>b<td>c</table>d"), ["a", "|b|c|", "d"]);
    // Formatting that is never closed.
    assert_eq!(shown("<table><tr><td><b>a<td><font>1</table><p>c"), ["|a|1|", "c"]);
    assert_eq!(shown("<td>a</td><td>b</td>"), ["ab"]);
}

#[test]
fn a_table_that_goes_on_in_another_one_is_one_table() {
    // What stands under one label in the first part may stand under two in the second.
    let first =
        "<table><tr><td colspan=2>标签<td>甲<td>乙<td>丙<tr><td colspan=2>一、新收<td>1<td><td>3</table>";
    let next = "<p>&nbsp;</p><table><tr><td rowspan=2>结果<td>公开<td>4<td>5<td>6<tr><td>其他<td>7<td>8<td>9</table>";
    assert_eq!(
        shown(&[first, next].concat()),
        ["|标签|″|甲|乙|丙|", "|一、新收|″|1||3|", "|结果|公开|4|5|6|", "|″|其他|7|8|9|"]
    );
    // Another header, or rows of another length, begin another table.
    let other = "<table><tr><td>类别<td>甲<td>乙<td>丙<tr><td>复议<td>4<td>5<td>6</table>";
    let document = read(&[first, other].concat());
    assert_eq!(grids(&document).len(), 2);
    let longer = "<table><tr><td>复议<td>4<td>5<td>6<td>7<td>8</table>";
    let document = read(&[first, longer].concat());
    assert_eq!(grids(&document).len(), 2);
}

/// Labels, and the figures of a year, a row each.
fn halves() -> (String, impl Fn(&str) -> String) {
    let labels = table(&[&["项目"], &["甲"], &["乙"], &["丙"], &["丁"], &["戊"]]);
    let figures = |first: &str| {
        table(&[&["自然人", "总计"], &[first, "1"], &["2", "3"], &["4", "5"], &["6", "7"], &["", "9"]])
    };
    (labels, figures)
}

#[test]
fn tables_side_by_side_are_one_if_only_the_first_has_labels() {
    let (labels, figures) = halves();
    let whole =
        ["|项目|自然人|总计|", "|甲|0|1|", "|乙|2|3|", "|丙|4|5|", "|丁|6|7|", "|戊||9|"].map(String::from);
    let row = |cells: &[&str]| format!("<table><tr><td>{}</table>", cells.join("<td>"));
    let framed = read(&row(&[&labels, &format!("<div>{}</div>", figures("0"))]));
    assert_eq!(lines(&framed), whole);
    assert!(grids(&framed)[0].cells().iter().all(|cell| cell.marks.inferred));
    let above = table(&[
        &["情形", "项目"],
        &["一", "甲"],
        &["一", "乙"],
        &["一", "丙"],
        &["一", "丁"],
        &["一", "戊"],
    ]);
    assert_eq!(shown(&format!("{above}{}", figures("0"))).len(), whole.len());
    // Two years beside one list of labels, a row less, or words between: nothing tells what belongs together.
    for apart in [
        row(&[&labels, &figures("0"), &figures("3")]),
        format!("{above}{}{}", figures("0"), figures("3")),
        row(&[&labels, &table(&[&["自然人"], &["1"], &["2"], &["3"], &["4"]])]),
        format!("{above}<p>2023年</p>{}", figures("0")),
    ] {
        assert!(!shown(&apart).iter().any(|line| line.contains('甲') && line.contains('0')), "{apart}");
    }
}
