//! What of a text is shown: hidden words, drawings in cells, results of fields.

use super::*;

/// The cells of a row of such contents: text, and whether it is in doubt.
fn row(cells: &[&str], styles: &str) -> Vec<(String, bool)> {
    let cells: String = cells.iter().map(|cell| format!("<w:tc>{cell}</w:tc>")).collect();
    let body = format!(
        r#"<w:document xmlns:w="w"><w:body><w:tbl><w:tr><w:tc>{}</w:tc>{cells}</w:tr></w:tbl></w:body></w:document>"#,
        p("x")
    );
    let bytes = container(&[("word/document.xml", body.as_bytes()), ("word/styles.xml", styles.as_bytes())]);
    let document = read(&bytes).unwrap();
    let cells = grids(&document)[0].cells();
    cells.iter().skip(1).map(|cell| (cell.text.to_string(), cell.marks.doubtful)).collect()
}

#[test]
fn what_is_drawn_in_a_cell_is_not_blank() {
    let read = row(
        &[
            "<w:p><w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r></w:p>",
            "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>12</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
            r#"<w:p><w:r><w:pict><v:shape style="width:1px;height:1px"><v:imagedata/></v:shape></w:pict></w:r></w:p>"#,
        ],
        "",
    );
    let drawn = crate::document::DRAWN.to_string();
    assert_eq!(read, [(drawn, true), ("12".to_string(), true), (String::new(), false)]);
}

#[test]
fn styles_of_characters_hide_and_raise() {
    let style = |id: &str, based: &str, look: &str| {
        format!(
            r#"<w:style w:type="character" w:styleId="{id}"><w:basedOn w:val="{based}"/><w:rPr>{look}</w:rPr></w:style>"#
        )
    };
    let styles = format!(
        "<w:styles>{}{}{}{}</w:styles>",
        style("V", "", "<w:vanish/>"),
        style("S", "", "<w:strike/>"),
        style("S2", "S", ""),
        style("U", "", r#"<w:vertAlign w:val="superscript"/>"#)
    );
    let two = |look: &str| {
        format!("<w:p><w:r><w:t>12</w:t></w:r><w:r><w:rPr>{look}</w:rPr><w:t>9</w:t></w:r></w:p>")
    };
    let look = |id: &str| two(&format!(r#"<w:rStyle w:val="{id}"/>"#));
    let cells = [
        look("V"),
        look("S2"),
        look("U"),
        two(r#"<w:color w:val="FFFFFF"/>"#),
        two(r#"<w:sz w:val="1"/>"#),
        two(r#"<w:rStyle w:val="V"/><w:vanish w:val="0"/>"#),
    ];
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let read: Vec<String> = row(&cells, &styles).into_iter().map(|(text, _)| text).collect();
    assert_eq!(read, ["12", "12", "12", "12", "12", "129"]);
}

#[test]
fn what_two_styles_hide_is_shown() {
    let style = |kind: &str, id: &str| {
        format!(r#"<w:style w:type="{kind}" w:styleId="{id}"><w:rPr><w:vanish/></w:rPr></w:style>"#)
    };
    let styles = format!("<w:styles>{}{}</w:styles>", style("paragraph", "P"), style("character", "C"));
    let cell = |of_run: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="P"/></w:pPr><w:r><w:rPr>{of_run}</w:rPr><w:t>12</w:t></w:r></w:p>"#
        )
    };
    let cells = [cell(""), cell(r#"<w:rStyle w:val="C"/>"#)];
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let read: Vec<String> = row(&cells, &styles).into_iter().map(|(text, _)| text).collect();
    assert_eq!(read, ["", "12"]);
}

#[test]
fn what_word_puts_in_a_cell_without_characters_is_no_blank() {
    let field = |code: &str, result: &str| {
        let mark = |kind: &str, inside: &str| {
            format!(r#"<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>"#)
        };
        let result =
            if result.is_empty() { String::new() } else { format!("{}{result}", mark("separate", "")) };
        format!("<w:p>{}{result}{}</w:p>", mark("begin", code), mark("end", ""))
    };
    let numbered = |list: u32| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list}"/></w:numPr></w:pPr></w:p>"#
        )
    };
    let cells = [
        field("<w:ffData><w:ddList><w:listEntry/></w:ddList></w:ffData>", ""),
        field("", ""),
        "<w:p><w:r><w:object><w:control/></w:object></w:r></w:p>".to_string(),
        "<w:p><w:r><w:pict><v:shape><v:textpath string='12'/></v:shape></w:pict></w:r></w:p>".to_string(),
        numbered(1),
        "<w:p><w:r><w:rPr><w14:textFill><w14:noFill/></w14:textFill></w:rPr><w:t>12</w:t></w:r></w:p>"
            .to_string(),
        r#"<w:p><w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>12</w:t></w:r></w:p>"#.to_string(),
        "<w:p><w:bdo w:val='rtl'><w:r><w:t>12</w:t></w:r></w:bdo></w:p>".to_string(),
    ];
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    assert!(row(&cells, "").iter().all(|(_, doubtful)| *doubtful), "{:?}", row(&cells, ""));
    let cells = [
        field("", "<w:r><w:t>12</w:t></w:r>"),
        field("<w:ffData><w:textInput/></w:ffData>", "<w:r><w:t> </w:t></w:r>"),
        numbered(0),
        "<w:p><w:r><w:rPr><w14:textOutline><w14:noFill/></w14:textOutline></w:rPr><w:t>12</w:t></w:r></w:p>"
            .to_string(),
    ];
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    assert!(row(&cells, "").iter().all(|(_, doubtful)| !doubtful), "{:?}", row(&cells, ""));
}

#[test]
fn the_result_of_a_field_within_the_code_of_another_is_not_shown() {
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let t = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let (begin, separate, end) = (mark("begin"), mark("separate"), mark("end"));
    let field =
        [&begin, &begin, &separate, &t("9"), &end, &separate, &t("12"), &end].map(String::as_str).concat();
    assert_eq!(row(&[&format!("<w:p>{field}</w:p>")], ""), [("12".to_string(), false)]);
}
