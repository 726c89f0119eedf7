//! Documents as small as they can be, put together byte by byte after \[MS-DOC\].

use std::io::{Cursor, Write as _};

use crate::document::ole::read;
use crate::document::{Block, Damage, Document, Format, Grid, ReadError};

/// Where the text begins: behind the head.
const TEXT: usize = 0x600;
const PAGE: usize = 512;

/// A document being put together: its text in one piece, as UTF-16, with the properties of its paragraphs and characters.
#[derive(Default)]
struct Draft {
    text: Vec<u16>,
    /// Where each paragraph ends, in bytes from the beginning, and its properties.
    paragraphs: Vec<(u32, Vec<u8>)>,
    /// Where each run of characters ends, and its properties.
    runs: Vec<(u32, Vec<u8>)>,
}

impl Draft {
    fn place(&self) -> u32 {
        (TEXT + 2 * self.text.len()) as u32
    }

    fn run(mut self, text: &str, changes: &[u8]) -> Draft {
        self.text.extend(text.encode_utf16());
        self.runs.push((self.place(), changes.to_vec()));
        self
    }

    /// Ends a paragraph by this character.
    fn end(mut self, mark: u16, changes: &[u8]) -> Draft {
        self.text.push(mark);
        self.runs.push((self.place(), Vec::new()));
        self.paragraphs.push((self.place(), [&[0, 0], changes].concat()));
        self
    }

    fn paragraph(self, text: &str) -> Draft {
        self.run(text, &[]).end(13, &[])
    }

    fn cell(self, text: &str) -> Draft {
        self.run(text, &[]).end(7, &IN_TABLE)
    }

    /// Ends a row with these edges and words of merging.
    fn row(self, edges: &[i16], merges: &[u16]) -> Draft {
        let mut shape = vec![merges.len() as u8];
        shape.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
        shape.extend(merges.iter().flat_map(|bits| [&bits.to_le_bytes()[..], &[0; 18]].concat()));
        let length = (shape.len() as u16 + 1).to_le_bytes();
        let changes = [&IN_TABLE[..], &[0x17, 0x24, 1], &[0x08, 0xD6], &length, &shape].concat();
        self.end(7, &changes)
    }

    /// The main stream and the table stream.
    fn streams(&self) -> (Vec<u8>, Vec<u8>) {
        let mut main = vec![0; TEXT];
        main[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0x00]);
        main.extend(self.text.iter().flat_map(|unit| unit.to_le_bytes()));
        main.resize(main.len().next_multiple_of(PAGE), 0);
        let mut table = Vec::new();
        let count = self.text.len() as u32;
        let mut pieces = vec![2, 16, 0, 0, 0];
        pieces.extend([0, count].iter().flat_map(|cp| cp.to_le_bytes()));
        pieces.extend([&[0, 0][..], &(TEXT as u32).to_le_bytes(), &[0, 0]].concat());
        for (at, list) in [
            (0xFA, pages(&mut main, &self.runs, |changes| [&[changes.len() as u8], changes].concat(), 1)),
            (
                0x102,
                pages(
                    &mut main,
                    &self.paragraphs,
                    |changes| {
                        let words = changes.len().div_ceil(2) as u8;
                        let mut record = [&[0, words], changes].concat();
                        record.resize(2 + 2 * usize::from(words), 0);
                        record
                    },
                    13,
                ),
            ),
            (0x1A2, pieces),
        ] {
            main[at..at + 4].copy_from_slice(&(table.len() as u32).to_le_bytes());
            main[at + 4..at + 8].copy_from_slice(&(list.len() as u32).to_le_bytes());
            table.extend(list);
        }
        main[0x4C..0x50].copy_from_slice(&count.to_le_bytes());
        (main, table)
    }

    fn read(&self) -> Document {
        let (main, table) = self.streams();
        read(&container(&[("WordDocument", &main), ("0Table", &table)])).unwrap()
    }
}

const IN_TABLE: [u8; 3] = [0x16, 0x24, 1];

/// Adds a page for each run; gives the list of pages.
fn pages(
    main: &mut Vec<u8>,
    runs: &[(u32, Vec<u8>)],
    record: impl Fn(&[u8]) -> Vec<u8>,
    width: usize,
) -> Vec<u8> {
    let mut from = TEXT as u32;
    let (mut places, mut numbers) = (vec![from], Vec::new());
    for (to, changes) in runs {
        let mut page = vec![0; PAGE];
        page[..4].copy_from_slice(&from.to_le_bytes());
        page[4..8].copy_from_slice(&to.to_le_bytes());
        let record = record(changes);
        let at = (8 + width).next_multiple_of(2);
        page[8] = (at / 2) as u8;
        page[at..at + record.len()].copy_from_slice(&record);
        page[PAGE - 1] = 1;
        numbers.push((main.len() / PAGE) as u32);
        main.extend(page);
        places.push(*to);
        from = *to;
    }
    places.into_iter().chain(numbers).flat_map(u32::to_le_bytes).collect()
}

fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        container.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    container.flush().unwrap();
    container.into_inner().into_inner()
}

fn grid(block: &Block) -> Option<&Grid> {
    if let Block::Table(grid) = block { Some(grid) } else { None }
}

fn grids(document: &Document) -> Vec<&Grid> {
    document.blocks.iter().filter_map(grid).collect()
}

fn text(block: &Block) -> &str {
    if let Block::Text(paragraph) = block { &paragraph.text } else { "a table" }
}

fn texts(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(text).collect()
}

#[test]
fn paragraphs_are_what_is_shown() {
    let document = Draft::default()
        .paragraph("一、总体情况")
        .run("收到", &[])
        .run("7", &[0x00, 0x08, 1])
        .run("8", &[0x3C, 0x08, 1])
        .run("9", &[0x37, 0x08, 1])
        .run("94件\u{b}办结\u{13}SUM(ABOVE)\u{14}93\u{15}件", &[])
        .end(13, &[])
        .read();
    assert_eq!(texts(&document), ["一、总体情况", "收到94件", "办结93件"]);
}

#[test]
fn tables_have_the_columns_of_all_their_rows() {
    // Words of merging: 0x20 goes on from above, 0x60 is the first of such cells.
    let document = Draft::default()
        .cell("项目")
        .cell("数量")
        .row(&[0, 2_000, 3_000], &[0, 0])
        .cell("公开")
        .cell("规\u{b}章")
        .cell("3")
        .row(&[10, 1_000, 1_990, 3_000], &[0x60, 0, 0])
        .cell("")
        .cell("文件")
        .cell("12")
        .row(&[0, 1_005, 2_000, 3_000], &[0x20, 0, 0])
        .paragraph("注")
        .read();
    let [grid] = grids(&document)[..] else { panic!("{:?}", document.blocks) };
    let cells = grid.cells().iter();
    let cells: Vec<_> = cells
        .map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span, cell.text.as_str()))
        .collect();
    let expected = [
        (0, 0, 1, 2, "项目"),
        (0, 2, 1, 1, "数量"),
        (1, 0, 2, 1, "公开"),
        (1, 1, 1, 1, "规 章"),
        (1, 2, 1, 1, "3"),
        (2, 1, 1, 1, "文件"),
        (2, 2, 1, 1, "12"),
    ];
    assert_eq!(cells, expected);
    assert_eq!(grid.cells()[6].locator.to_string(), "word=table[1]/row[3]/cell[3]");
    assert_eq!(texts(&document), ["a table", "注"]);
}

#[test]
fn the_mark_of_a_note_is_no_digit() {
    let raised = [0x48, 0x2A, 1];
    let document = Draft::default()
        .run("3087", &[])
        .run("1", &raised)
        .end(7, &IN_TABLE)
        .cell("5")
        .row(&[0, 1_000, 2_000], &[0, 0])
        .read();
    let cell = &grids(&document)[0].cells()[0];
    assert_eq!((cell.text.as_str(), cell.marks.note_dropped), ("3087", true));
}

#[test]
fn a_table_in_a_cell_is_read_for_itself() {
    let level = |depth: u8| [&IN_TABLE[..], &[0x49, 0x66, depth, 0, 0, 0]].concat();
    let inner_cell = [&level(2)[..], &[0x4B, 0x24, 1]].concat();
    let inner_row = [&level(2)[..], &[0x4C, 0x24, 1]].concat();
    let mut draft = Draft::default();
    for number in 1..=6 {
        draft = draft.run("甲", &[]).end(13, &inner_cell).run(&number.to_string(), &[]).end(13, &inner_cell);
        draft = draft.end(13, &inner_row);
    }
    let document = draft.cell("").row(&[0, 9_000], &[0]).read();
    let [grid] = grids(&document)[..] else { panic!("{:?}", document.blocks) };
    assert_eq!((grid.rows(), grid.columns()), (6, 2));
}

/// Nothing else would tell that a byte of the file was hit.
#[test]
fn a_character_that_no_text_has_spoils_its_number() {
    let symbol = [0x09, 0x6A, 1, 0, 0x34, 0xF0];
    let document = Draft::default()
        .cell("\u{1b}954")
        .run("(", &symbol)
        .run("9", &[])
        .end(7, &IN_TABLE)
        .row(&[0, 1_000, 2_000], &[0, 0])
        .read();
    let cells = grids(&document)[0].cells();
    let read: Vec<_> = cells.iter().map(|cell| (cell.text.as_str(), cell.marks.undecoded)).collect();
    assert_eq!(read, [("\u{fffd}954", true), ("\u{fffd}9", true)]);
}

#[test]
fn what_cannot_be_read_says_why() {
    let (mut main, table) = Draft::default().paragraph("一").streams();
    assert_eq!(read(&container(&[("Current User", b"x")])).unwrap_err(), ReadError::Unsupported(Format::Ole));
    assert_eq!(read(&container(&[("EncryptedPackage", b"x")])).unwrap_err(), ReadError::Password);
    let without_pieces = read(&container(&[("WordDocument", &main), ("0Table", b"")])).unwrap_err();
    assert!(matches!(without_pieces, ReadError::Damaged(_)));
    main[0x0B] |= 1;
    assert_eq!(
        read(&container(&[("WordDocument", &main), ("0Table", &table)])).unwrap_err(),
        ReadError::Password
    );
    main[2] = 0x65;
    let of_word_6 = read(&container(&[("WordDocument", &main), ("0Table", &table)])).unwrap_err();
    assert_eq!(of_word_6, ReadError::Unsupported(Format::Ole));
    assert!(matches!(read(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Err(ReadError::Damaged(_))));
}

#[test]
fn a_text_that_says_to_be_longer_than_the_file_is_cut() {
    let (mut main, mut table) = Draft::default().paragraph("一").streams();
    main[0x4C..0x50].copy_from_slice(&u32::MAX.to_le_bytes());
    let pieces = u32::from_le_bytes(*main[0x1A2..].first_chunk().unwrap()) as usize;
    table[pieces + 9..pieces + 13].copy_from_slice(&u32::MAX.to_le_bytes());
    let document = read(&container(&[("WordDocument", &main), ("0Table", &table)])).unwrap();
    assert!(matches!(&document.damage[..], [Damage::Page(1, _)]));
}

/// Every byte of a document with a table changed in turn: whatever is read, it ends, and nothing panics.
#[test]
fn damaged_bytes_do_no_harm() {
    let draft = Draft::default().paragraph("一").cell("甲").cell("1").row(&[0, 1_000, 2_000], &[0x60, 0x20]);
    let (main, table) = draft.streams();
    for at in 0..main.len() + table.len() {
        let (mut main, mut table) = (main.clone(), table.clone());
        let length = main.len();
        let byte = if at < length { &mut main[at] } else { &mut table[at - length] };
        *byte ^= 0xA5;
        // Most containers are the same: what matters is behind them.
        let _ = read(&container(&[("WordDocument", &main), ("0Table", &table)]));
    }
}
