//! What is not shown is not read.

use super::*;

#[test]
fn hidden_elements_are_not_read() {
    for hidden in [
        "<p style='display : NONE'>x</p>",
        "<p style=\"color:red;display:none!important;\">x</p>",
        "<p hidden>x</p>",
        "<div style='visibility:hidden'><p>x</p></div>",
        "<div style='font-size:0'>x</div>",
        "<div style='height:0;overflow:hidden'>x</div>",
        "<span style='position:absolute;left:-9999px'>x</span>",
        "<span style='opacity:0'>x</span>",
        "<div style='width:0'>x</div>",
        "<template><p>x</p></template>",
        "<noscript>x</noscript>",
        "<!-- <p>x</p> -->",
        "<script>document.write('x')</script>",
        "<style>x</style>",
        "<textarea>x</textarea>",
        "<select><option>x</select>",
        "<iframe>x</iframe>",
        "<svg><text>x</text></svg>",
        "<dialog>x</dialog>",
        "<input value=x>",
    ] {
        assert_eq!(shown(&format!("<p>一</p>{hidden}<p>二</p>")), ["一", "二"], "{hidden}");
        let page = format!("<table><tr><td>a<td>{hidden}1</table>");
        // What a form holds is seen, and in a cell it is read.
        if !["<input", "<select", "<textarea"].iter().any(|form| hidden.contains(form)) {
            assert_eq!(shown(&page), ["|a|1|"], "{hidden}");
        }
    }
}

#[test]
fn what_a_cell_folds_away_is_none_of_its_number() {
    for (cell, seen, is_doubtful) in [
        ("46<details><summary></summary>47</details>", "46", true),
        ("<details><summary>46</summary><p>47</p></details>", "46", true),
        ("46<details>7</details>", "46", true),
        ("<details><summary>46</summary></details>", "46", false),
        ("<details open><summary>共</summary>46</details>", "共 46", false),
    ] {
        let document = read(&format!("<table><tr><td>a<td>{cell}</table>"));
        assert_eq!(lines(&document), [format!("|a|{seen}|")], "{cell}");
        assert_eq!(grids(&document)[0].cells()[1].marks.doubtful, is_doubtful, "{cell}");
    }
    let whole = format!("<details><summary>展开</summary>{FIGURES}</details>");
    assert_eq!(shown(&whole)[1..], FIGURES_SHOWN);
}

#[test]
fn a_descendant_can_be_seen_again() {
    assert_eq!(shown("<div style='font-size:0'>x<span style='font-size:14px'>一</span></div>"), ["一"]);
    assert_eq!(shown("<div style='visibility:hidden'>x<b style='visibility:visible'>一</b></div>"), ["一"]);
    assert_eq!(shown("<div style='display:none'><b style='display:block'>x</b></div>"), [""; 0]);
}

#[test]
fn hidden_rows_and_cells_take_no_place() {
    let page = "<table><tr><td>a<td style='display:none'>x<td>b<tr hidden><td>x<td>y<tr><td>c<td>d</table>";
    assert_eq!(shown(page), ["|a|b|", "|c|d|"]);
    // An invisible cell keeps its place.
    let page = "<table><tr><td>a<td style='visibility:hidden'>x<td>b</table>";
    assert_eq!(shown(page), ["|a||b|"]);
    let page = "<table><tbody style='display:none'><tr><td>x<td>y</tbody><tr><td>a<td>b</table>";
    assert_eq!(shown(page), ["|a|b|"]);
    // The cell is counted as written.
    let document = read("<table><tr><td hidden>x<td>a<td>b</table>");
    assert_eq!(grids(&document)[0].cells()[0].locator.to_string(), "html=table[1]/tr[1]/td[2]");
}

#[test]
fn cells_of_no_width_are_shown_all_the_same() {
    assert_eq!(shown("<table><tr><td style='width:0'>a<td style='width:0pt'>b</table>"), ["|a|b|"]);
}

#[test]
fn the_style_sheet_of_the_page_hides() {
    let page = "<style>.print-only{display:none} #old, .x .y {display: none}\
                @media print{.screen{display:none}}</style>\
                <p class='a print-only'>x</p><p id=old>x</p><div class=x><p class=y>x</p></div>\
                <p class=y>一</p><p class=screen>二</p>";
    assert_eq!(shown(page), ["一", "二"]);
}

#[test]
fn a_page_that_hides_itself_until_its_script_has_run_is_read() {
    assert_eq!(shown("<body style='display:none'><p>一"), ["一"]);
}

#[test]
fn a_hidden_copy_of_a_table_is_not_a_second_table() {
    let page = format!("<div style='display:none'>{FIGURES}</div>{FIGURES}");
    assert_eq!(shown(&page), FIGURES_SHOWN);
    let document = read(&page);
    assert_eq!(grids(&document)[0].locator.to_string(), "html=table[2]/tr[1]/td[1]");
}

#[test]
fn formatting_copied_by_the_parser_stays_hidden() {
    // `<font>` is closed by nothing, so the parser opens it again in the next paragraph.
    assert_eq!(shown("<p><font style='display:none'>x</p><p>y</p>"), [""; 0]);
}

#[test]
fn what_a_script_shows_on_loading_is_read() {
    let body = "<div id=js_content style='visibility: hidden; opacity: 0;'><p>一</p></div>";
    assert_eq!(shown(body), ["一"]);
    let body = body.replace("js_content", "main");
    assert_eq!(shown(&body), [""; 0]);
    let script = "<script>document.getElementById(\"main\").style.visibility = \"visible\";</script>";
    assert_eq!(shown(&format!("{body}{script}")), ["一"]);
    assert_eq!(shown(&format!("{body}<script>$('#main').fadeIn()</script>")), ["一"]);
    assert_eq!(shown(&format!("{body}{}", script.replace("main", "other"))), [""; 0]);
    // What is shown on a click is not.
    let body = body.replace("visibility: hidden; opacity: 0", "display:none");
    assert_eq!(shown(&format!("{body}{script}")), [""; 0]);
}
