//! The reader as a whole, on files made here; what they hold is typed by hand.

mod breaks;
mod fixture;
mod fonts;
mod hostile;
mod ink;
mod lattice;
mod layout;
mod notes;
mod pieces;
mod riding;
mod second;
mod stack;

use super::super::{Block, Damage, Document, Grid, Locator, ReadError};
use super::{Options, read};
use fixture::{Fixture, show, table, utf16};

fn read_all(bytes: &[u8]) -> Document {
    read(bytes, &Options::default()).unwrap()
}

fn grids(document: &Document) -> Vec<&Grid> {
    document
        .blocks
        .iter()
        .filter_map(|block| if let Block::Table(grid) = block { Some(grid) } else { None })
        .collect()
}

fn texts(document: &Document) -> Vec<&str> {
    let blocks = document.blocks.iter();
    blocks
        .filter_map(|block| if let Block::Text(text) = block { Some(text.text.as_str()) } else { None })
        .collect()
}

/// The rows of a table: the text of each cell where it begins, `^` where one goes on, joined by `|`.
fn rows(grid: &Grid) -> Vec<String> {
    let row = |row: usize| {
        let cells =
            grid.row(row).map(|(_, cell)| if cell.row as usize == row { cell.text.as_str() } else { "^" });
        cells.collect::<Vec<_>>().join("|")
    };
    (0..grid.rows()).map(row).collect()
}

const SMALL: &[&[&str]] = &[&["名称", "件数"], &["规章", "12"], &["文件", "7"]];

#[test]
fn a_ruled_table_and_the_text_around_it() {
    let content =
        show(100.0, 740.0, "一、总体情况") + &table(100.0, 700.0, SMALL) + &show(300.0, 30.0, "- 1 -");
    let document = read_all(&Fixture::new().page(&content).bytes());
    assert_eq!(rows(grids(&document)[0]), ["名称|件数", "规章|12", "文件|7"]);
    assert_eq!(texts(&document), ["一、总体情况"]);
    let cell = &grids(&document)[0].cells()[3];
    assert_eq!(cell.locator, Locator::Page { page: 1, bbox: [160.0, 120.0, 220.0, 140.0] });
    assert!(document.damage.is_empty());
}

#[test]
fn each_predefined_encoding_is_read_with_its_widths() {
    // 规章 and 12 in GBK, and a figure after hanzi, which a reader of two bytes each would move.
    for encoding in ["GBK-EUC-H", "GBKp-EUC-H", "GBK2K-H", "GB-EUC-H"] {
        let mut fixture = Fixture::new();
        fixture.composite("F2", encoding, None, &[]);
        let content = "BT /F2 10 Tf 1 0 0 1 100 700 Tm <B9E6D5C2313235BCFE> Tj ET".to_string();
        assert_eq!(texts(&read_all(&fixture.page(&content).bytes())), ["规章125件"], "{encoding}");
    }
    let mut fixture = Fixture::new();
    fixture.composite("F2", "UniGB-UCS2-H", None, &[]);
    let content = "BT /F2 10 Tf 1 0 0 1 100 700 Tm <89C47AE00031> Tj ET";
    assert_eq!(texts(&read_all(&fixture.page(content).bytes())), ["规章1"]);
}

const TO_UNICODE: &str = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange
    3 beginbfchar <0001> <89C4> <0002> <0037> <0003> <2EA0> endbfchar endcmap";

#[test]
fn to_unicode_comes_first_and_radicals_become_hanzi() {
    let mut fixture = Fixture::new();
    fixture.composite_of("F2", "Identity-H", "Identity", Some(TO_UNICODE), &[]);
    let content = "BT /F2 10 Tf 1 0 0 1 100 700 Tm <000100020003> Tj ET";
    assert_eq!(texts(&read_all(&fixture.page(content).bytes())), ["规7民"]);
}

#[test]
fn a_font_that_says_nothing_is_named_and_its_cells_are_marked() {
    let mut fixture = Fixture::new();
    fixture.composite_of("F2", "Identity-H", "Identity", None, &[]);
    let content = table(100.0, 700.0, &[&["规章", ""], &["文件", "7"]])
        + "BT /F2 10 Tf 1 0 0 1 165 686 Tm <00140015> Tj ET";
    let document = read_all(&fixture.page(&content).bytes());
    assert_eq!(document.damage, [Damage::Font("SimSun".to_string(), vec![1])]);
    let cell = &grids(&document)[0].cells()[1];
    assert_eq!((cell.text.as_str(), cell.marks.undecoded), ("\u{FFFD}\u{FFFD}", true));
    assert!(!grids(&document)[0].cells()[3].marks.undecoded);
}

#[test]
fn actual_text_overrides_the_font() {
    let content = format!(
        "/Span << /ActualText <FEFF6C11> >> BDC BT /F1 10 Tf 1 0 0 1 100 700 Tm {} Tj ET EMC",
        utf16("A")
    );
    assert_eq!(texts(&read_all(&Fixture::new().page(&content).bytes())), ["民"]);
}

#[test]
fn fake_bold_hidden_white_and_clipped_text() {
    let shown = utf16("123");
    let content = format!(
        "BT 2 Tr /F1 10 Tf 1 0 0 1 100 700 Tm {shown} Tj 0 Tr ET
         BT /F1 10 Tf 1 0 0 1 100.3 700 Tm {shown} Tj ET
         BT 3 Tr /F1 10 Tf 1 0 0 1 100 650 Tm {hidden} Tj 0 Tr ET
         1 g BT /F1 10 Tf 1 0 0 1 100 600 Tm {hidden} Tj ET 0 g
         q 0 0 50 50 re W n BT /F1 10 Tf 1 0 0 1 100 550 Tm {hidden} Tj ET Q
         0 0 1 rg 90 490 100 20 re f 1 g BT /F1 10 Tf 1 0 0 1 100 495 Tm {seen} Tj ET",
        hidden = utf16("999"),
        seen = utf16("蓝底白字"),
    );
    assert_eq!(texts(&read_all(&Fixture::new().page(&content).bytes())), ["123", "蓝底白字"]);
}

#[test]
fn nested_forms_are_read_where_they_are_drawn() {
    let mut fixture = Fixture::new();
    fixture.form("A", &table(10.0, 100.0, SMALL));
    fixture.form("B", "q 1 0 0 1 50 0 cm /A Do Q");
    let document = read_all(&fixture.page("q 1 0 0 1 50 500 cm /B Do Q").bytes());
    assert_eq!(rows(grids(&document)[0]), ["名称|件数", "规章|12", "文件|7"]);
    assert_eq!(grids(&document)[0].locator, Locator::Page { page: 1, bbox: [110.0, 200.0, 230.0, 260.0] });
}

#[test]
fn a_password_and_none() {
    use lopdf::{EncryptionState, EncryptionVersion, Object, Permissions};
    for (user, opens) in [("", true), ("geheim", false)] {
        let mut fixture = Fixture::new();
        fixture.page(&table(100.0, 700.0, SMALL));
        let document = fixture.finish();
        let id = Object::string_literal("0123456789abcdef");
        document.trailer.set("ID", vec![id.clone(), id]);
        let permissions = Permissions::all();
        let version = EncryptionVersion::V2 {
            document,
            owner_password: "owner",
            user_password: user,
            key_length: 128,
            permissions,
        };
        let state = EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        let outcome = read(&bytes, &Options::default());
        assert_eq!(outcome.is_ok(), opens);
        match outcome {
            Ok(document) => assert_eq!(rows(grids(&document)[0])[1], "规章|12"),
            Err(error) => assert_eq!(error, ReadError::Password),
        }
    }
}
