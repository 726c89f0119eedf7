//! Pages whose content stands in many pieces: what happens when one of them is not there, or another one is in its place.

use std::io::Read;

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::*;

/// Two rows of a table, each figure in a piece of its own: the numbers of the pieces, and the file.
fn in_pieces(change: impl FnOnce(&mut Vec<Object>)) -> Vec<u8> {
    on_pages(1, |pages| change(&mut pages[0]))
}

/// The same on each of several pages.
fn on_pages(count: u32, change: impl FnOnce(&mut [Vec<Object>])) -> Vec<u8> {
    let rows: &[&[&str]] = &[&["名称", "一", "二"], &["规章", "", "0"], &["文件", "0", "7"]];
    let mut fixture = Fixture::new();
    for _ in 0..count {
        fixture.page(&table(100.0, 700.0, rows));
    }
    let file = fixture.finish();
    let pages: Vec<ObjectId> = (1..=count).map(|number| file.get_pages()[&number]).collect();
    let packed = |content: &[u8]| {
        let mut packed = Vec::new();
        flate2::read::ZlibEncoder::new(content, flate2::Compression::best())
            .read_to_end(&mut packed)
            .unwrap();
        let mut stream = Stream::new(Dictionary::new(), packed);
        stream.dict.set("Filter", "FlateDecode");
        stream
    };
    let mut contents = Vec::new();
    for &page in &pages {
        let first = file.get_page_contents(page)[0];
        let whole = file.get_object_mut(first).and_then(Object::as_stream_mut).unwrap();
        *whole = packed(&whole.content);
        let mut pieces = vec![Object::Reference(first)];
        for (x, figure) in [(165.0, "(5)"), (165.0, "(0)"), (165.0, "(6)")] {
            let content = format!("BT /F1 10 Tf 1 0 0 1 {x} 900 Tm {figure} Tj ET");
            pieces.push(Object::Reference(file.add_object(packed(content.as_bytes()))));
        }
        contents.push(pieces);
    }
    change(&mut contents);
    for (page, pieces) in pages.into_iter().zip(contents) {
        file.get_object_mut(page).and_then(Object::as_dict_mut).unwrap().set("Contents", pieces);
    }
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}

fn blanks(document: &Document) -> Vec<bool> {
    let cells = grids(document)[0].cells().iter();
    cells.filter(|cell| cell.text.is_empty()).map(|cell| cell.marks.confirmed).collect()
}

#[test]
fn a_page_of_many_pieces_is_whole() {
    let document = read_all(&in_pieces(|_| {}));
    assert_eq!((document.damage.as_slice(), blanks(&document)), ([].as_slice(), vec![true]));
}

#[test]
fn a_piece_that_is_not_there_is_told() {
    let document = read_all(&in_pieces(|pieces| pieces[2] = Object::Reference((999, 0))));
    assert_eq!(document.damage, [Damage::Torn(Some(1))]);
    assert_eq!(blanks(&document), [false]);
    let document = read_all(&in_pieces(|pieces| pieces[2] = Object::Integer(7)));
    assert_eq!(document.damage, [Damage::Torn(Some(1))]);
}

#[test]
fn a_piece_that_stands_in_the_place_of_another_leaves_no_blank_sure() {
    let document = read_all(&in_pieces(|pieces| pieces[2] = pieces[3].clone()));
    assert_eq!((document.damage.as_slice(), blanks(&document)), ([].as_slice(), vec![false]));
}

#[test]
fn a_piece_of_another_page_leaves_no_blank_sure_and_a_ground_for_all_pages_does() {
    let sure = |change: fn(&mut [Vec<Object>])| {
        let found = blanks(&read_all(&on_pages(2, change)));
        assert!(!found.is_empty());
        found.into_iter().all(|confirmed| confirmed)
    };
    assert!(sure(|_| {}));
    assert!(!sure(|pages| pages[0][2] = pages[1][2].clone()));
    assert!(!sure(|pages| pages[0][2] = pages[1][3].clone()));
    assert!(sure(|pages| pages[1][3] = pages[0][3].clone()), "the last of both pages");
}

#[test]
fn noughts_with_a_word_that_counts_show_what_none_looks_like() {
    let rows: &[&[&str]] = &[&["名称", "一", "二"], &["规章", "", "0件"], &["文件", "5件", "7件"]];
    let unchecked = Fixture::new().page(&table(100.0, 700.0, rows)).bytes();
    assert_eq!(blanks(&read_all(&unchecked)), [false]);
}
