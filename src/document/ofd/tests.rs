//! Files of the format, written by hand.

use std::io::{Cursor, Write};

use super::*;
use crate::document::{Block, Locator};

/// A container of these parts.
fn container(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const ENTRY: &str = r#"<ofd:OFD xmlns:ofd="o"><ofd:DocBody><ofd:DocInfo><ofd:Title> 某县年报 </ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"#;

/// A file of one page of 100 by 100 millimetres with these objects.
fn page(objects: &str) -> Vec<u8> {
    let document = r#"<Document><CommonData><PageArea><PhysicalBox>0 0 100 100</PhysicalBox></PageArea></CommonData>
        <Pages><Page ID="1" BaseLoc="Pages/1.xml"/></Pages></Document>"#;
    let page = format!("<Page><Content><Layer>{objects}</Layer></Content></Page>");
    container(&[("OFD.xml", ENTRY), ("Doc_0/Document.xml", document), ("Doc_0/Pages/1.xml", &page)])
}

/// A text of size 4 at a place, in millimetres.
fn text(x: f64, y: f64, attributes: &str, inside: &str) -> String {
    format!(r#"<TextObject Boundary="{x} {y} 40 6" Size="4" {attributes}>{inside}</TextObject>"#)
}

fn code(text: &str) -> String {
    let steps = text.chars().count().saturating_sub(1);
    let step = if text.is_ascii() { 2 } else { 4 };
    format!(r#"<TextCode X="0" Y="4" DeltaX="g {steps} {step}">{text}</TextCode>"#)
}

fn line(x: f64, y: f64, to: &str) -> String {
    format!(
        r#"<PathObject Boundary="{x} {y} 80 40"><AbbreviatedData>M 0 0 L {to}</AbbreviatedData></PathObject>"#
    )
}

fn texts(bytes: &[u8]) -> Vec<String> {
    let document = read(bytes).unwrap();
    let text = |block: &Block| match block {
        Block::Text(paragraph) => paragraph.text.to_string(),
        Block::Table(grid) => {
            grid.cells().iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")
        }
    };
    document.blocks.iter().map(text).collect()
}

#[test]
fn text_stands_where_it_says_and_lines_make_tables() {
    let mut objects = text(10.0, 2.0, "", &code("年报"));
    for y in [10.0, 20.0, 30.0] {
        objects += &line(10.0, y, "80 0");
    }
    for x in [10.0, 50.0, 90.0] {
        objects += &line(x, 10.0, "0 20");
    }
    for (x, y, cell) in
        [(12.0, 12.0, "规章"), (52.0, 12.0, "12"), (12.0, 22.0, "规范性文件"), (52.0, 22.0, "３")]
    {
        objects += &text(x, y, "", &code(cell));
    }
    let bytes = page(&objects);
    assert_eq!(texts(&bytes), ["年报", "规章|12|规范性文件|３"]);
    let document = read(&bytes).unwrap();
    assert_eq!((document.format, document.pages), (Format::Ofd, 1));
    assert_eq!(document.head.title.as_deref(), Some("某县年报"));
    let Some(Block::Table(grid)) = document.blocks.get(1) else { panic!("no table") };
    let Some(Locator::Page { page: 1, bbox: [left, top, ..] }) = grid.cells().get(1).map(|cell| cell.locator)
    else {
        panic!("no place")
    };
    // The second cell begins 50 mm from the left and 10 from the top.
    assert!((left - 141.7).abs() < 1.0 && (top - 28.3).abs() < 1.0, "{left} {top}");
}

#[test]
fn what_is_not_seen_is_not_read() {
    let objects = text(10.0, 10.0, "", &code("看见"))
        + &text(10.0, 20.0, r#"Visible="false""#, &code("一"))
        + &text(10.0, 30.0, r#"Alpha="0""#, &code("二"))
        + &text(10.0, 40.0, r#"Fill="false""#, &code("三"))
        + &text(10.0, 50.0, "", &(r#"<FillColor Value="255 255 255"/>"#.to_string() + &code("四")))
        + &text(10.0, 60.0, "", &(r#"<FillColor Value="0" Alpha="0"/>"#.to_string() + &code("五")))
        + &text(10.0, 300.0, "", &code("六"))
        + "<Clips><Clip><Area><TextObject Boundary=\"0 0 9 9\"><TextCode>七</TextCode></TextObject></Area></Clip></Clips>";
    assert_eq!(texts(&page(&objects)), ["看见"]);
}

#[test]
fn a_form_lies_under_its_pages_and_places_may_count_from_the_top() {
    let document = r#"<Document><CommonData><TemplatePage ID="7" BaseLoc="/Doc_0/T.xml"/></CommonData>
        <Pages><Page BaseLoc="/Doc_0/1.xml"/></Pages></Document>"#;
    let form =
        format!("<Page><Content><Layer>{}</Layer></Content></Page>", text(10.0, 10.0, "", &code("上")));
    let page = format!(
        r#"<Page><Template TemplateID="7"/><Area><PhysicalBox>0 0 50 50</PhysicalBox></Area><Content><Layer>{}</Layer></Content></Page>"#,
        text(10.0, 30.0, "", &code("下"))
    );
    let parts = [
        ("OFD.xml", ENTRY),
        ("Doc_0/Document.xml", document),
        ("Doc_0/T.xml", &form),
        ("Doc_0/1.xml", &page),
    ];
    assert_eq!(texts(&container(&parts)), ["上", "下"]);
}

#[test]
fn a_page_that_is_not_there_or_breaks_off_is_said_to_be() {
    let document = r#"<Document><Pages><Page BaseLoc="1.xml"/><Page BaseLoc="2.xml"/></Pages></Document>"#;
    let broken = format!("<Page><Content><Layer>{}<TextObject", text(10.0, 10.0, "", &code("有")));
    let bytes = container(&[("OFD.xml", ENTRY), ("Doc_0/Document.xml", document), ("Doc_0/2.xml", &broken)]);
    let document = read(&bytes).unwrap();
    assert_eq!(document.pages, 2);
    let pages: Vec<u32> = document
        .damage
        .iter()
        .filter_map(|d| if let Damage::Page(page, _) = d { Some(*page) } else { None })
        .collect();
    assert_eq!(pages, [1, 2]);
    assert_eq!(document.blocks.len(), 1);
}

#[test]
fn files_that_are_none() {
    let damaged = |parts: &[(&str, &str)]| match read(&container(parts)).unwrap_err() {
        ReadError::Damaged(why) => why,
        other => panic!("{other}"),
    };
    assert_eq!(damaged(&[("x", "")]), "the container has no part OFD.xml");
    assert_eq!(damaged(&[("OFD.xml", "<OFD/>")]), "the document names no page");
    assert_eq!(damaged(&[("OFD.xml", ENTRY)]), "the container has no part Doc_0/Document.xml");
    assert!(damaged(&[("OFD.xml", "<OFD><Doc")]).starts_with("OFD.xml: byte"));
    assert_eq!(read(&container(&[("Encryptions.xml", "<x/>")])).unwrap_err(), ReadError::Password);
    assert!(matches!(read(b"PK\x03\x04"), Err(ReadError::Damaged(_))));
}

#[test]
fn no_file_costs_more_than_it_may() {
    // Steps and outlines are told in few bytes and not written out.
    let many = r#"<TextCode X="0" Y="4" DeltaX="g 4000000000 1">年</TextCode>"#;
    assert_eq!(texts(&page(&text(10.0, 10.0, "", many))), ["年"]);
    let endless = format!("M 0 0{}", " L 1 1".repeat(200_000));
    let path = format!(
        r#"<PathObject Boundary="0 0 9 9"><AbbreviatedData>{endless}</AbbreviatedData></PathObject>"#
    );
    let document = read(&page(&path.repeat(30))).unwrap();
    assert!(
        document.damage.contains(&Damage::Limit("operations of a document".into())),
        "{:?}",
        document.damage
    );
    let deep = "<PageBlock>".repeat(10_000);
    assert!(matches!(read(&page(&deep)).unwrap().damage.first(), Some(Damage::Page(1, _))));
}
