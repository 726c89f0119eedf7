//! Titles as agencies print them, with the agency and the year a person reads from them.

use nianbao::document::{Block, Document, Format, Locator, Paragraph};
use nianbao::normalise::identify::identify;

/// A page that says nothing of agency and year but in its title.
fn page(title: &str) -> Document {
    let lines = [
        (title, true),
        ("根据《中华人民共和国政府信息公开条例》的要求，结合工作实际，编制本年度报告，向社会公布。", false),
        ("一、总体情况", false),
        ("一年来，按照上级部署，主动公开、依申请公开、平台建设等各项任务都已完成。", false),
        ("二、主动公开政府信息情况", false),
    ];
    let mut document = Document::new(Format::Html);
    document.blocks = lines
        .into_iter()
        .map(|(text, heading)| {
            Block::Text(Paragraph { text: text.into(), locator: Locator::Unknown, heading })
        })
        .collect();
    document
}

#[test]
fn titles_name_agency_and_year() {
    let rows: Vec<(String, String, Option<u16>)> =
        csv::Reader::from_reader(include_str!("titles.csv").as_bytes())
            .deserialize()
            .collect::<Result<_, _>>()
            .expect("three columns");
    assert!(rows.len() >= 160);
    let mut wrong = Vec::new();
    for (title, agency, year) in &rows {
        let read = identify(&page(title), 0..5);
        if read.agency != *agency || read.year != *year {
            wrong.push(format!("{title}: read {:?} {:?}", read.agency, read.year));
        }
    }
    assert!(wrong.is_empty(), "{} of {} titles\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}
