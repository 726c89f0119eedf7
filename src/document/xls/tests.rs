//! Workbooks as small as they can be, put together record by record after \[MS-XLS\].

use std::io::{Cursor, Write as _};

use super::*;
use crate::document::{Block, Damage, ole};

/// Sixteen bytes of a beginning: version 8, of this kind.
fn begin(kind: u8) -> Vec<u8> {
    record(BEGIN, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

/// Words of two bytes.
fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A text as two bytes a character.
fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [words(&[units.len() as u16]), vec![1], words(&units)].concat()
}

/// A cell in the second row, of style 0.
fn cell(kind: u16, column: u16, data: &[u8]) -> Vec<u8> {
    record(kind, &[words(&[1, column, 0]), data.to_vec()].concat())
}

/// A stream of what stands before the sheets and the records of each, with whether it is hidden.
fn stream(globals: &[Vec<u8>], sheets: &[(u8, Vec<Vec<u8>>)]) -> Vec<u8> {
    let end = record(END, &[]);
    let before = [begin(5), globals.concat()].concat();
    let bodies: Vec<Vec<u8>> =
        sheets.iter().map(|(_, records)| [begin(0x10), records.concat(), end.clone()].concat()).collect();
    let mut place = before.len() + sheets.len() * 13 + end.len();
    let mut stream = before;
    for ((hidden, _), body) in sheets.iter().zip(&bodies) {
        let head = (place as u32).to_le_bytes();
        stream.extend(record(0x85, &[&head[..], &[*hidden, 0, 1, 0, b'a']].concat()));
        place += body.len();
    }
    [stream, end, bodies.concat()].concat()
}

fn one(globals: &[Vec<u8>], records: &[Vec<u8>]) -> Vec<u8> {
    stream(globals, &[(0, records.to_vec())])
}

/// The text of each cell, its place, and whether it is a guess.
fn cells(stream: &[u8]) -> Vec<(String, String, bool)> {
    let document = read(stream).unwrap();
    assert_eq!(document.damage, []);
    let grids = document.blocks.iter().filter_map(|block| match block {
        Block::Table(grid) => Some(grid),
        Block::Text(_) => None,
    });
    let cells = grids.flat_map(|grid| grid.cells());
    cells.map(|cell| (cell.text.to_string(), cell.locator.to_string(), cell.marks.inferred)).collect()
}

fn texts(stream: &[u8]) -> Vec<String> {
    cells(stream).into_iter().map(|cell| cell.0).collect()
}

/// A formula whose result these eight bytes are, to be worked out anew when the book is opened or not.
fn formula(column: u16, result: [u8; 8], on_load: u8) -> Vec<u8> {
    cell(6, column, &[&result[..], &[on_load, 0, 0, 0, 0, 0, 0, 0]].concat())
}

#[test]
fn each_kind_of_cell_is_read() {
    let shared =
        record(0xFC, &[&[2, 0, 0, 0, 2, 0, 0, 0][..], &wide("规\n章"), &[2, 0, 0, b'2', b'1']].concat());
    let records = [
        cell(0xFD, 0, &[0, 0, 0, 0]),
        cell(0xFD, 1, &[1, 0, 0, 0]),
        cell(0x204, 2, &wide("无")),
        // Two characters in bold: the runs stand behind.
        cell(0xD6, 3, &[wide("办结"), vec![1, 0, 0, 0, 1, 0]].concat()),
        cell(0x203, 4, &1331_f64.to_le_bytes()),
        cell(0x203, 5, &0.1_f64.to_le_bytes()),
        // 17 as a whole number; 1.5 as the upper half of one; 1234 hundredths; 1.0 hundredths.
        cell(0x27E, 6, &(17_u32 << 2 | 2).to_le_bytes()),
        cell(0x27E, 7, &((1.5_f64.to_bits() >> 32) as u32).to_le_bytes()),
        cell(0x27E, 8, &(1234_u32 << 2 | 3).to_le_bytes()),
        cell(0x27E, 9, &((-2_i32 << 2) as u32 | 2).to_le_bytes()),
        cell(0x201, 10, &[]),
        cell(0x205, 11, &[1, 0]),
        cell(0x205, 12, &[0x2A, 1]),
        // Two numbers side by side.
        record(0xBD, &[words(&[1, 13, 0]), words(&[5 << 2 | 2, 0, 0, 6 << 2 | 2, 0, 14])].concat()),
        record(0xBE, &words(&[1, 15, 0, 0, 16])),
    ];
    let found = cells(&one(&[shared], &records));
    let wanted = [
        ("规 章", "A2", false),
        ("21", "B2", false),
        ("无", "C2", false),
        ("办结", "D2", false),
        ("1331", "E2", false),
        ("0.1", "F2", true),
        ("17", "G2", false),
        ("1.5", "H2", true),
        ("12.34", "I2", true),
        ("-2", "J2", false),
        ("", "K2", false),
        ("TRUE", "L2", false),
        ("#N/A", "M2", false),
        ("5", "N2", false),
        ("6", "O2", false),
    ];
    let wanted =
        wanted.map(|(text, place, guess)| (text.to_string(), format!("sheet=1 cell={place}"), guess));
    assert_eq!(found, wanted);
}

#[test]
fn formulas_show_what_they_gave() {
    let text = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    let blank = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    let records = [
        formula(0, 94_f64.to_le_bytes(), 0),
        formula(1, 0_f64.to_le_bytes(), 0),
        // Left to Excel: what it will show is not known.
        formula(2, 0_f64.to_le_bytes(), 2),
        formula(3, blank, 0),
        formula(4, text, 0),
        // A formula that cells share stands between one and its text.
        record(0x4BC, &[0; 10]),
        record(0x207, &wide("12件")),
        formula(5, [1, 0, 0, 0, 0, 0, 0xFF, 0xFF], 0),
        formula(6, [2, 0, 7, 0, 0, 0, 0xFF, 0xFF], 0),
        formula(7, text, 0),
        cell(0x27E, 8, &(3_u32 << 2 | 2).to_le_bytes()),
    ];
    assert_eq!(texts(&one(&[], &records)), ["94", "0", "=", "=", "12件", "FALSE", "#DIV/0!", "=", "3"]);
}

#[test]
fn raised_and_struck_parts_of_a_text_are_left_out() {
    // Size in twentieths of a point, flags, colour, weight, raised or lowered, and what is said of its name.
    let font = |size: u16, flags: u16, color: u16, raised: u16| {
        record(0x31, &[words(&[size, flags, color, 400, raised]), vec![0; 6]].concat())
    };
    // Number 4 is passed over: the fifth font has number 5.
    let fonts = [
        font(220, 0, 0x7FFF, 0),
        font(220, 0, 0x7FFF, 1),
        font(220, 8, 0x7FFF, 0),
        font(120, 0, 0x7FFF, 0),
        font(220, 0, 0x7FFF, 2),
    ];
    let rich = |text: &str, runs: &[u16]| {
        let head = [words(&[text.chars().count() as u16]), vec![9], words(&[runs.len() as u16 / 2])];
        let units: Vec<u16> = text.encode_utf16().collect();
        [head.concat(), words(&units), words(runs)].concat()
    };
    let strings = [
        rich("461", &[2, 1]),
        rich("12（注）", &[2, 1]),
        rich("3546", &[0, 2, 2, 0]),
        rich("78", &[0, 0, 1, 3]),
        rich("92", &[0, 0, 1, 5]),
        rich("30", &[0, 0, 1, 0]),
    ];
    let count = (strings.len() as u32).to_le_bytes();
    let shared = record(0xFC, &[&count[..], &count, &strings.concat()].concat());
    let mut records: Vec<Vec<u8>> =
        (0..6_u16).map(|at| cell(0xFD, at, &u32::from(at).to_le_bytes())).collect();
    // A text in the cell itself: its runs are told behind it.
    records.push(cell(0xD6, 6, &[wide("51"), words(&[1, 1, 1])].concat()));
    let found = cells(&one(&[fonts.concat(), shared], &records));
    let found: Vec<(&str, bool)> = found.iter().map(|(text, _, guess)| (text.as_str(), *guess)).collect();
    let wanted =
        [("46", true), ("12", true), ("46", false), ("78", true), ("92", true), ("30", false), ("5", true)];
    assert_eq!(found, wanted);
}

/// Texts that go on in the next record: there a byte says again how wide the characters are, but not within what stands behind.
#[test]
fn shared_texts_are_torn_anywhere() {
    // With two runs of fonts (eight bytes) and six bytes on how it is spoken.
    let rich = [&[4, 0, 0x0C, 2, 0, 6, 0, 0, 0][..], b"1234", &[9; 14]].concat();
    let strings = [wide("行政规范性文件"), rich, vec![3, 0, 0, b'5', b'6', b'7'], wide("末")];
    let whole = strings.concat();
    // For each byte, whether a character may begin there that is not the first of its text, and how wide they are.
    let mut inside = Vec::new();
    for (text, head, width, count) in [(0, 3, 2, 7), (1, 9, 1, 4), (2, 3, 1, 3), (3, 3, 2, 1)] {
        let length = strings[text as usize].len();
        inside.extend((0..length).map(|at| {
            let of_text = at >= head && at < head + width * count;
            if of_text { ((at - head) % width == 0).then_some(Some(width as u8 - 1)) } else { Some(None) }
        }));
    }
    let records: Vec<Vec<u8>> = (0..4_u16).map(|at| cell(0xFD, at, &u32::from(at).to_le_bytes())).collect();
    for (at, width) in inside.into_iter().enumerate() {
        // Between the two halves of a character nothing is torn.
        let Some(width) = width else { continue };
        let (before, after) = whole.split_at(at);
        let width: Vec<u8> = width.into_iter().collect();
        let shared = [record(0xFC, &[&[0; 8], before].concat()), record(0x3C, &[&width[..], after].concat())];
        let found = texts(&one(&[shared.concat()], &records));
        assert_eq!(found, ["行政规范性文件", "1234", "567", "末"], "{at}");
    }
}

#[test]
fn a_torn_text_may_go_on_narrower() {
    let shared = [
        record(0xFC, &[&[0; 8][..], &[5, 0, 1], &words(&[0x89C4])].concat()),
        record(0x3C, &[0, b'1', b'2']),
        record(0x3C, &[1, 0xE0, 0x7A, b'3', 0]),
    ];
    let label = cell(0x204, 1, &[2, 0, 0, b'x']);
    let goes_on = record(0x3C, &[1, 0xE0, 0x7A]);
    let records = [cell(0xFD, 0, &[0; 4]), label, goes_on];
    assert_eq!(texts(&one(&[shared.concat()], &records)), ["规12章3", "x章"]);
}

#[test]
fn what_is_hidden_is_not_read() {
    let number = |row: u16, column: u16, number: u32| {
        record(0x27E, &[words(&[row, column, 0]), (number << 2 | 2).to_le_bytes().to_vec()].concat())
    };
    let row = |row: u16, flags: u16| record(0x208, &words(&[row, 0, 9, 300, 0, 0, flags, 0]));
    let records = vec![
        // Column B is hidden, column D has no width, column E is as wide as C.
        record(0x7D, &words(&[1, 1, 900, 0, 1, 0])),
        record(0x7D, &words(&[3, 3, 0, 0, 0, 0])),
        record(0x7D, &words(&[4, 4, 900, 0, 0, 0])),
        row(0, 0x100),
        row(1, 0x120),
        [number(0, 0, 1), number(0, 1, 2), number(0, 2, 3), number(0, 3, 4), number(0, 4, 5)].concat(),
        number(1, 0, 6),
        number(2, 0, 7),
        // The figures that a picture is drawn from.
        [begin(0x20), number(0, 0, 99), record(END, &[])].concat(),
        // B1 and C1 are one, and what it holds stands in B1.
        record(0xE5, &words(&[1, 0, 0, 1, 2])),
    ];
    assert_eq!(texts(&stream(&[], &[(0, records.clone())])), ["1", "2", "5", "7", "", ""]);
    let found = cells(&stream(&[], &[(1, records.clone()), (2, records), (0, vec![number(4, 2, 8)])]));
    assert_eq!(found, [("8".to_string(), "sheet=3 cell=C5".to_string(), false)]);
}

#[test]
fn a_number_that_is_not_shown_as_it_is_stored_is_a_guess() {
    let format = |number: u16, code: &str| record(0x41E, &[words(&[number]), wide(code)].concat());
    let style = |format: u16| record(0xE0, &[words(&[0, format]), vec![0; 16]].concat());
    let globals = [
        format(176, "#,##0_ "),
        format(177, "0\"件\""),
        style(0),
        style(176),
        style(177),
        style(10),
        style(3),
    ];
    let number = |style: u16, number: u32| {
        record(0x27E, &[words(&[0, style, style]), (number << 2 | 2).to_le_bytes().to_vec()].concat())
    };
    let records: Vec<Vec<u8>> = (0..6).map(|style| number(style, 12)).collect();
    let guesses = |records: &[Vec<u8>]| {
        cells(&one(&globals, records)).into_iter().map(|cell| cell.2).collect::<Vec<_>>()
    };
    assert_eq!(guesses(&records), [false, false, true, true, false, true]);
    // Whether zeros are shown is said behind the cells.
    let zeros = [number(0, 0), number(1, 10), record(0x23E, &words(&[0x06A6, 0, 0]))];
    assert_eq!(guesses(&zeros), [true, false]);
}

#[test]
fn what_cannot_be_read_says_why() {
    let container = |name: &str, stream: &[u8]| {
        let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        container.create_stream(name).unwrap().write_all(stream).unwrap();
        container.flush().unwrap();
        container.into_inner().into_inner()
    };
    let good = one(&[], &[cell(0x204, 0, &wide("无"))]);
    for name in ["Workbook", "Book"] {
        assert_eq!(ole::read(&container(name, &good)).unwrap().blocks.len(), 1);
    }
    let why = |stream: &[u8]| read(stream).unwrap_err();
    assert_eq!(why(&one(&[record(0x2F, &[1, 0])], &[])), ReadError::Password);
    let mut old = good.clone();
    old[5] = 5;
    assert_eq!(ole::read(&container("Book", &old)).unwrap_err(), ReadError::Unsupported(Format::Excel95));
    assert_eq!(why(&record(0x0009, &[2, 0, 0x10, 0])), ReadError::Unsupported(Format::Excel95));
    assert_eq!(why(&[]), ReadError::Damaged("the workbook has no beginning".to_string()));
    assert_eq!(why(&stream(&[], &[])), ReadError::Damaged("the workbook has no list of sheets".to_string()));
}

#[test]
fn what_is_lost_is_not_blank() {
    let lost = read(&one(&[], &[cell(0xFD, 0, &[7, 0, 0, 0])])).unwrap();
    let Some(Block::Table(grid)) = lost.blocks.first() else { panic!("{:?}", lost.blocks) };
    assert!(grid.cells()[0].marks.undecoded);
    let good = one(&[], &[cell(0x204, 0, &wide("无")), cell(0x27E, 1, &[6, 0, 0, 0])]);
    let damaged = |stream: &[u8]| matches!(read(stream).unwrap().damage[..], [Damage::Page(1, _)]);
    assert!(!damaged(&good));
    assert!(damaged(&good[..good.len() - 4]));
    // A length that is too long by the next record, or that tears it.
    let at = good.len() - 4 - 14 - 15;
    assert_eq!(good[at..at + 2], [0x04, 0x02]);
    for longer in [1, 4, 14, 18] {
        let mut hit = good.clone();
        hit[at + 2] += longer;
        let read = read(&hit).unwrap();
        let texts = |block: &Block| matches!(block, Block::Table(grid) if grid.cells().len() == 2);
        assert!(!read.damage.is_empty() || longer == 14 && !read.blocks.iter().any(texts), "{longer}");
    }
    // A cell that is none any more, and one that takes another's place.
    let three = one(&[], &[1, 2, 3].map(|column| cell(0x27E, column, &[6, 0, 0, 0])));
    let second = three.len() - 4 - 2 * 14;
    for (byte, to) in [(0, 0x7F), (6, 1)] {
        let mut hit = three.clone();
        hit[second + byte] = to;
        assert!(!damaged(&three) && damaged(&hit), "{byte}");
        let Some(Block::Table(grid)) = &read(&hit).unwrap().blocks.first().cloned() else { panic!() };
        assert!(grid.cells().iter().all(|cell| cell.marks.inferred));
    }
    let elsewhere = [good.clone(), vec![7, 7, 7]].concat();
    assert!(damaged(&elsewhere));
}

#[test]
fn no_sheet_costs_more_than_it_may() {
    let corner =
        |row: u16, column: u16| record(0x27E, &[words(&[row, column, 0]), vec![6, 0, 0, 0]].concat());
    let areas: Vec<u8> = (1..1_000).rev().flat_map(|row| words(&[row, 4_999, 0, 199])).collect();
    let merged = record(0xE5, &[words(&[999]), areas].concat());
    let large = vec![corner(0, 0), corner(4_999, 199), merged.repeat(10)];
    let document = read(&stream(&[], &vec![(0, large); 60])).unwrap();
    assert_eq!(document.blocks.len(), 1);
    assert!(document.damage.contains(&Damage::Limit("cells of one workbook".into())));
    // Sheets that all begin at one place are read once.
    let mut same = stream(&[], &vec![(0, vec![corner(0, 0)]); 60]);
    let first = same[24..28].to_vec();
    (0..60).for_each(|sheet| same[24 + 13 * sheet..28 + 13 * sheet].copy_from_slice(&first));
    let blocks = read(&same).unwrap().blocks.len();
    assert!(blocks <= 60);
    // One long text in many cells.
    let long = record(0xFC, &[&[0; 8][..], &[0x00, 0x20, 0], &[b'x'; 0x2000]].concat());
    let cells: Vec<Vec<u8>> =
        (0..5_000).map(|row| record(0xFD, &[words(&[row, 0, 0]), vec![0; 4]].concat())).collect();
    let document = read(&one(&[long], &cells)).unwrap();
    assert_eq!(document.damage, [Damage::Limit("cells of one sheet".into())]);
}

/// Bytes of a book changed, left out or doubled at many places: whatever is read, it ends, and nothing panics.
#[test]
fn damaged_bytes_do_no_harm() {
    let shared = [record(0xFC, &[&[0; 8][..], &wide("规章")[..5]].concat()), record(0x3C, &[1, 0xE0, 0x7A])];
    let globals =
        [shared.concat(), record(0x41E, &[words(&[176]), wide("0_ ")].concat()), record(0xE0, &[0; 20])];
    let records = vec![
        record(0x7D, &words(&[0, 0, 900, 0, 0, 0])),
        record(0x208, &words(&[1, 0, 9, 300, 0, 0, 0x100, 0])),
        cell(0xFD, 0, &[0; 4]),
        cell(0x204, 1, &wide("无")),
        formula(2, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 0),
        record(0x207, &wide("件")),
        record(0xBD, &[words(&[1, 3, 0]), words(&[5 << 2 | 2, 0, 0, 6 << 2 | 2, 0, 4])].concat()),
        record(0xE5, &words(&[1, 1, 2, 0, 1])),
    ];
    let good = stream(&globals, &[(0, records.clone()), (0, records)]);
    let mut state = 7_u32;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    for _ in 0..20_000 {
        let mut hit = good.clone();
        for _ in 0..=random(4) {
            let at = random(hit.len().max(1));
            match random(4) {
                0 => hit.truncate(at),
                1 => drop(hit.drain(at..hit.len().min(at + 1))),
                2 => hit.insert(at.min(hit.len()), random(256) as u8),
                _ => {
                    let byte = [0, 0xFF, random(256) as u8][random(3)];
                    hit.get_mut(at).into_iter().for_each(|hit| *hit = byte);
                }
            }
        }
        let _ = read(&hit);
    }
}
