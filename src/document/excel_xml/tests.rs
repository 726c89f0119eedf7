//! Workbooks as Excel 2003 writes them in XML, and what must come of them.

use super::*;
use crate::document::{Block, Damage};

fn book(styles: &str, sheets: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook \
         xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles>{styles}</Styles>{sheets}</Workbook>"
    )
}

fn sheet(rows: &str) -> String {
    format!("<Worksheet ss:Name=\"a\"><Table>{rows}</Table></Worksheet>")
}

/// Text, place, columns and rows of each cell, and whether it is a guess.
fn cells(text: &str) -> Vec<(String, String, u32, u32, bool)> {
    let document = read(text);
    let grids = document.blocks.iter().filter_map(|block| match block {
        Block::Table(grid) => Some(grid),
        Block::Text(_) => None,
    });
    let cells = grids.flat_map(|grid| grid.cells());
    cells
        .map(|cell| {
            let (text, place) = (cell.text.to_string(), cell.locator.to_string());
            (text, place, cell.column_span, cell.row_span, cell.marks.inferred)
        })
        .collect()
}

fn texts(text: &str) -> Vec<String> {
    cells(text).into_iter().map(|cell| cell.0).collect()
}

#[test]
fn what_the_cells_of_a_sheet_hold() {
    let rows = "<Row ss:Index=\"2\"><Cell ss:Index=\"2\" ss:MergeAcross=\"1\" ss:MergeDown=\"1\"><Data ss:Type=\"String\">规&#10;章</Data></Cell>\
        <Cell><ss:Data ss:Type=\"String\" xmlns=\"http://www.w3.org/TR/REC-html40\"><B>办</B><Font>结</Font></ss:Data><Comment><ss:Data>9</ss:Data></Comment></Cell></Row>\
        <Row><Cell ss:Index=\"4\"><Data ss:Type=\"Number\">12</Data></Cell><Cell ss:Formula=\"=SUM(RC[-1])\"><Data ss:Type=\"Number\">0.5</Data></Cell></Row>\
        <Row><Cell ss:Index=\"2\" ss:Formula=\"=1\"/><Cell><Data ss:Type=\"Boolean\">1</Data></Cell><Cell><Data ss:Type=\"Error\">#N/A</Data></Cell>\
        <Cell><Data ss:Type=\"String\">007</Data></Cell></Row>";
    let wanted = [
        ("规 章", "sheet=1 cell=B2", 2, 2, false),
        ("办结", "sheet=1 cell=D2", 1, 1, false),
        ("", "sheet=1 cell=E2", 1, 1, false),
        ("12", "sheet=1 cell=D3", 1, 1, false),
        ("0.5", "sheet=1 cell=E3", 1, 1, true),
        ("=", "sheet=1 cell=B4", 1, 1, false),
        ("TRUE", "sheet=1 cell=C4", 1, 1, false),
        ("#N/A", "sheet=1 cell=D4", 1, 1, false),
        ("007", "sheet=1 cell=E4", 1, 1, false),
    ];
    let wanted = wanted
        .map(|(text, place, across, down, guess)| (text.to_string(), place.to_string(), across, down, guess));
    assert_eq!(cells(&book("", &sheet(rows))), wanted);
}

#[test]
fn what_is_hidden_is_not_read() {
    let cell = |text: &str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
    let row =
        |attributes: &str, texts: [&str; 4]| format!("<Row {attributes}>{}</Row>", texts.map(cell).concat());
    let rows = [
        "<Column/><Column ss:Hidden=\"1\" ss:Span=\"1\"/><Column/>".to_string(),
        row("", ["a", "b", "c", "d"]),
        row("ss:Hidden=\"1\" ss:Span=\"1\"", ["e", "f", "g", "h"]),
        row("", ["i", "j", "k", "l"]),
        row("ss:Height=\"0\"", ["m", "n", "o", "p"]),
    ]
    .concat();
    assert_eq!(texts(&book("", &sheet(&rows))), ["a", "d", "i", "l"]);
    let hidden = sheet(&rows).replace(
        "</Worksheet>",
        "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>",
    );
    let second = sheet(&row("", ["q", "", "", ""]));
    let found = cells(&book("", &format!("{hidden}{second}")));
    assert_eq!(found[0].1, "sheet=2 cell=A1");
    assert_eq!(found.len(), 1);
}

#[test]
fn a_number_that_is_not_shown_as_it_is_stored_is_a_guess() {
    let styles = "<Style ss:ID=\"Default\"><NumberFormat/></Style><Style ss:ID=\"a\"><NumberFormat ss:Format=\"0&quot;件&quot;\"/></Style>\
        <Style ss:ID=\"b\"><NumberFormat ss:Format=\"Fixed\"/></Style><Style ss:ID=\"c\" ss:Parent=\"a\"/><Style ss:ID=\"d\"><NumberFormat ss:Format=\"Percent\"/></Style>";
    let cell = |attributes: &str, number: &str| {
        format!("<Cell {attributes}><Data ss:Type=\"Number\">{number}</Data></Cell>")
    };
    let first = [cell("", "1"), cell("ss:StyleID=\"a\"", "2"), cell("ss:StyleID=\"b\"", "3")].concat();
    let second = [cell("ss:StyleID=\"c\"", "4"), cell("", "5"), cell("ss:StyleID=\"b\"", "6")].concat();
    let rows = format!(
        "<Column ss:StyleID=\"d\"/><Column/><Row>{first}</Row><Row>{second}</Row><Row ss:StyleID=\"a\">{}</Row>",
        cell("ss:Index=\"2\"", "0")
    );
    let guesses = |text: &str| {
        let cells = cells(text).into_iter().filter(|cell| !cell.0.is_empty());
        cells.map(|cell| cell.4).collect::<Vec<_>>()
    };
    assert_eq!(guesses(&book(styles, &sheet(&rows))), [true, true, false, true, false, false, true]);
    let zeros = sheet(&format!("<Row>{}{}</Row>", cell("", "0"), cell("", "10")))
        .replace("</Worksheet>", "<WorksheetOptions><DoNotDisplayZeros/></WorksheetOptions></Worksheet>");
    assert_eq!(guesses(&book("", &zeros)), [true, false]);
}

#[test]
fn a_text_that_breaks_off_says_so() {
    let whole = book(
        "",
        &sheet(
            "<Row><Cell ss:MergeAcross=\"4294967295\" ss:Index=\"4294967295\"><Data>x</Data></Cell></Row>\
        <Row ss:Index=\"4294967295\" ss:Span=\"9\" ss:Hidden=\"1\"><Cell/></Row><Row><Cell><Data ss:Type=\"Number\">1e999</Data></Cell></Row>\
        <Row ss:Index=\"3\"><Cell><Data ss:Type=\"Number\">1</Data></Cell></Row>",
        ),
    );
    assert_eq!(read(&whole).damage, [Damage::Limit("cells of one sheet".into())]);
    let root = whole.find("<Styles").unwrap();
    for (end, _) in whole.char_indices().skip(root) {
        let document = read(&whole[..end]);
        assert!(!document.damage.is_empty(), "{end}");
    }
}
