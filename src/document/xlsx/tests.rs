//! Workbooks, and what must come of them.

use std::io::{Cursor, Write};

use super::*;
use crate::document::{Block, Damage};

fn book(sheets: &str, sheet: &str, strings: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let relations =
        "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    for (name, text) in [
        ("xl/workbook.xml", format!("<workbook><sheets>{sheets}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", relations.to_string()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet>{sheet}</worksheet>")),
        ("xl/sharedStrings.xml", format!("<sst>{strings}</sst>")),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn cells(bytes: &[u8]) -> Vec<(String, String, u32, bool)> {
    let document = read(bytes).unwrap();
    let grids = document.blocks.iter().filter_map(|block| match block {
        Block::Table(grid) => Some(grid),
        Block::Text(_) => None,
    });
    let show = |cell: &crate::document::Cell| {
        (cell.text.to_string(), cell.locator.to_string(), cell.column_span, cell.marks.inferred)
    };
    grids.flat_map(|grid| grid.cells().iter().map(show).collect::<Vec<_>>()).collect()
}

const SHOWN: &str = "<sheet name=\"a\" r:id=\"r1\"/>";

#[test]
fn what_the_cells_of_a_sheet_hold() {
    let sheet = "<sheetData><row r=\"2\"><c r=\"B2\" t=\"s\"><v>1</v></c></row>\
        <row r=\"3\"><c r=\"B3\"><v>12</v></c><c r=\"C3\"><v>0.30000000000000004</v></c><c r=\"D3\"><f>SUM(A1)</f></c>\
        <c t=\"inlineStr\"><is><t>无</t></is></c></row></sheetData><mergeCells><mergeCell ref=\"B2:D2\"/></mergeCells>";
    let strings = "<si><t>x</t></si><si><r><t>规</t></r><rPh><t>gui</t></rPh><r><t>章</t></r></si>";
    let found = cells(&book(SHOWN, sheet, strings));
    let wanted = [
        ("规章", "sheet=1 cell=B2", 3, false),
        ("", "sheet=1 cell=E2", 1, false),
        ("12", "sheet=1 cell=B3", 1, false),
        ("0.30000000000000004", "sheet=1 cell=C3", 1, true),
        ("=", "sheet=1 cell=D3", 1, false),
        ("无", "sheet=1 cell=E3", 1, false),
    ];
    assert_eq!(found, wanted.map(|(text, at, span, guess)| (text.to_string(), at.to_string(), span, guess)));
}

#[test]
fn what_is_hidden_is_not_read() {
    let sheet = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c>\
        <c r=\"B1\"><v>2</v></c><c r=\"C1\"><v>3</v></c></row><row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>4</v></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"B1:C1\"/></mergeCells>";
    let texts = |sheets| cells(&book(sheets, sheet, "")).into_iter().map(|cell| cell.0).collect::<Vec<_>>();
    assert_eq!(texts(SHOWN), ["1", "2"]);
    assert!(texts("<sheet name=\"a\" state=\"hidden\" r:id=\"r1\"/>").is_empty());
}

#[test]
fn parts_of_a_text_that_are_raised_or_struck_out() {
    let part = |look: &str, text: &str| format!("<r><rPr>{look}</rPr><t>{text}</t></r>");
    let raised = part("", "12") + &part("<vertAlign val=\"superscript\"/>", "1");
    let struck = part("<strike/>", "9") + &part("", "12");
    let sheet = format!(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>{raised}</is></c><c r=\"B1\" t=\"s\"><v>0</v></c></row></sheetData>"
    );
    let read: Vec<_> = cells(&book(SHOWN, &sheet, &format!("<si>{struck}</si>")))
        .into_iter()
        .map(|(text, _, _, guess)| (text, guess))
        .collect();
    assert_eq!(read, [("12".to_string(), true), ("12".to_string(), false)]);
}

#[test]
fn any_cut_is_survived() {
    let whole = book(
        SHOWN,
        "<sheetData><row><c r=\"ZZZZZZZZ9\"><v>1</v></c><c><v>1e999</v></c></row></sheetData>",
        "",
    );
    for end in 0..whole.len() {
        let _ = read(&whole[..end]);
    }
    assert!(read(&whole).unwrap().blocks.len() < 2);
}

#[test]
fn no_sheet_costs_more_than_it_may() {
    let corners = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"5000\"><c r=\"GR5000\"><v>2</v></c></row></sheetData>";
    let merges: String = (1..5_000).rev().map(|row| format!("<mergeCell ref=\"A{row}:GR5000\"/>")).collect();
    let found = cells(&book(SHOWN, &format!("{corners}<mergeCells>{merges}</mergeCells>"), ""));
    assert!(found.len() < 1_000_000, "{}", found.len());
    // One long text that many cells share.
    let long = format!("<si><t>{}</t></si>", "规".repeat(30_000));
    let rows: String = (1..=3_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>"))
        .collect();
    let document = read(&book(SHOWN, &format!("<sheetData>{rows}</sheetData>"), &long)).unwrap();
    assert_eq!(document.damage, [Damage::Limit("cells of one sheet".into())]);
}

#[test]
fn a_number_that_is_not_shown_as_it_is_stored_is_a_guess() {
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"#,##0,\"/></numFmts><cellStyleXfs><xf numFmtId=\"176\"/></cellStyleXfs>\
        <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"176\"/><xf numFmtId=\"41\"/></cellXfs></styleSheet>";
    let styles = styles::read(styles);
    assert_eq!(styles.iter().map(|style| style.is_plain).collect::<Vec<_>>(), [true, false, false]);
    let cells = "<sheetViews><sheetView showZeros=\"0\"/></sheetViews><sheetData><row r=\"1\"><c r=\"A1\"><v>12</v></c>\
        <c r=\"B1\" s=\"1\"><v>12000</v></c><c r=\"C1\"><v>0</v></c></row></sheetData>";
    let mut book = Book::new(Format::Xlsx);
    let mut sheet = book.sheet();
    assert!(cells::read(cells, &[], &styles, &mut sheet));
    book.add(&sheet, 1);
    let document = book.finish();
    let Some(Block::Table(grid)) = document.blocks.first() else { panic!("{:?}", document.blocks) };
    let guesses: Vec<bool> = grid.cells().iter().map(|cell| cell.marks.inferred).collect();
    assert_eq!(guesses, [false, true, true]);
}

#[test]
fn a_cell_that_is_struck_out_or_white_on_nothing_is_a_guess() {
    let styles = "<styleSheet><fonts><font/><font><strike/></font><font><color rgb=\"FFFFFFFF\"/></font>\
        <font><strike val=\"0\"/><color theme=\"1\"/></font></fonts>\
        <fills><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"solid\"/></fill></fills>\
        <cellXfs><xf/><xf fontId=\"1\"/><xf fontId=\"2\"/><xf fontId=\"2\" fillId=\"1\"/><xf fontId=\"3\"/></cellXfs>\
        <dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>";
    let doubtful: Vec<bool> = styles::read(styles).iter().map(|style| style.is_doubtful).collect();
    assert_eq!(doubtful, [false, true, true, false, false]);
    let cells = "<sheetData><row r=\"1\"><c r=\"A1\"><v>12</v></c><c r=\"B1\" s=\"1\"><v>13</v></c>\
        <c r=\"C1\" s=\"2\" t=\"str\"><v>14</v></c></row></sheetData>";
    let mut book = Book::new(Format::Xlsx);
    let mut sheet = book.sheet();
    assert!(cells::read(cells, &[], &styles::read(styles), &mut sheet));
    book.add(&sheet, 1);
    let document = book.finish();
    let Some(Block::Table(grid)) = document.blocks.first() else { panic!("{:?}", document.blocks) };
    let guesses: Vec<bool> = grid.cells().iter().map(|cell| cell.marks.inferred).collect();
    assert_eq!(guesses, [false, true, true]);
}

/// As Excel shows them: a switch is a word and no figure, and a row or column without a size is not seen.
#[test]
fn switches_are_words_and_what_has_no_size_is_hidden() {
    let sheet = "<cols><col min=\"2\" max=\"2\" width=\"0\" customWidth=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c>\
        <c r=\"B1\"><v>2</v></c><c r=\"C1\"><v>1E3</v></c><c r=\"D1\" t=\"s\"><v>7</v></c></row>\
        <row r=\"2\" ht=\"0\" customHeight=\"1\"><c r=\"A2\"><v>4</v></c></row></sheetData>";
    let texts = cells(&book(SHOWN, sheet, "")).into_iter().map(|cell| cell.0).collect::<Vec<_>>();
    assert_eq!(texts, ["TRUE", "1000", "\u{fffd}"]);
}

#[test]
fn sheets_are_no_larger_together_than_one_may_be() {
    let corners = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"5000\"><c r=\"GR5000\"><v>2</v></c></row></sheetData>";
    let sheets = SHOWN.repeat(50);
    let document = read(&book(&sheets, corners, "")).unwrap();
    assert_eq!(document.blocks.len(), 1);
    assert_eq!(document.damage, [Damage::Limit("cells of one workbook".into())]);
}
