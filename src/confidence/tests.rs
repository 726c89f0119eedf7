//! What a second reading of a document adds, and what it may not make sure.

use super::*;
use crate::document::{Block, Cell, CellMarks, Format, Grid, Locator, Paragraph};
use crate::report::{Confidence, Value};

mod proactive;

const HEAD: [&str; 8] =
    ["申请人情况", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
const NEW: [&str; 8] = ["一、本年新收政府信息公开申请数量", "4", "0", "0", "1", "0", "0", "5"];
const HELD: [&str; 8] = ["1.属于国家秘密", "0", "0", "0", "0", "0", "7", "7"];

fn on_page(top: f32) -> Locator {
    Locator::Page { page: 1, bbox: [0.0, top, 0.0, top + 10.0] }
}

fn line(text: &str, top: f32) -> Paragraph {
    Paragraph { text: text.into(), locator: on_page(top), heading: false }
}

/// Lines as the second reader of a PDF gives them: a label, then its figures.
fn lines(rows: &[[&str; 8]]) -> Vec<Paragraph> {
    let heights = (0_u8..).map(|row| 100.0 + 20.0 * f32::from(row));
    let of_row =
        |([first, rest @ ..], top): (&[&str; 8], f32)| [line(first, top), line(&rest.join(" "), top)];
    rows.iter().zip(heights).flat_map(of_row).collect()
}

fn grid(rows: &[[&str; 8]], marks: CellMarks) -> Grid {
    let cell = |row: usize, column: usize, text: &str| Cell {
        text: text.into(),
        row: row as u32,
        column: column as u32,
        row_span: 1,
        column_span: 1,
        locator: on_page(100.0 + 20.0 * row as f32),
        marks,
    };
    let cells = rows
        .iter()
        .enumerate()
        .flat_map(|(row, texts)| texts.iter().enumerate().map(move |(column, text)| cell(row, column, text)));
    Grid::from_cells(rows.len() as u32, cells.collect(), on_page(100.0))
}

fn read_all(blocks: Vec<Block>, second: Option<Vec<Paragraph>>) -> Vec<(String, String, Confidence)> {
    let told = |figure: Figure| {
        let key = Forms::builtin().place(figure.field).field.key.to_string();
        (key, figure.published.to_string(), figure.confidence)
    };
    figures(blocks, second).into_iter().map(told).collect()
}

fn figures(blocks: Vec<Block>, second: Option<Vec<Paragraph>>) -> Vec<Figure> {
    let document = Document { blocks, second_reading: second, ..Document::new(Format::Pdf) };
    let forms = Forms::builtin();
    let normaliser = Normaliser::new(forms);
    let of = ReportIdentity { year: Some(2022), ..ReportIdentity::default() };
    read(&document, 0..document.blocks.len(), &of, &normaliser, forms).figures
}

#[test]
fn what_only_the_second_reading_finds_is_a_figure_and_never_sure() {
    let title = || vec![Block::Text(line("三、收到和处理政府信息公开申请情况", 50.0))];
    assert!(read_all(title(), None).is_empty());
    let found = read_all(title(), Some(lines(&[HEAD, NEW])));
    let published: Vec<&str> = found.iter().map(|(_, published, _)| published.as_str()).collect();
    assert_eq!(published, NEW[1..]);
    assert!(found.iter().all(|(.., level)| *level < Confidence::High));
}

#[test]
fn a_blank_that_only_the_second_reading_tells_is_printed_as_nothing_and_no_sum_speaks_for_it() {
    let mut blank = NEW;
    blank[2] = crate::document::BLANK;
    let found = read_all(
        vec![Block::Text(line("三、收到和处理政府信息公开申请情况", 50.0))],
        Some(lines(&[HEAD, blank])),
    );
    let business = found.iter().find(|(key, ..)| key == "requests.received_new.business").cloned();
    assert_eq!(
        business.map(|(_, published, level)| (published, level)),
        Some((String::new(), Confidence::Low))
    );
    assert_eq!(found.len(), 7);
}

#[test]
fn bytes_without_a_checksum_need_a_sum() {
    let marks = |unchecked| CellMarks { confirmed: true, unchecked, ..CellMarks::default() };
    let rows = [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "", "", "", ""],
        ["规章", "3", "0", "9", "", "", "", ""],
    ];
    let levels = |unchecked| {
        let rows: Vec<[&str; 8]> = rows.to_vec();
        let second = rows
            .iter()
            .zip([100.0, 120.0])
            .flat_map(|(row, top)| [line(row[0], top), line(&row[1..4].join(" "), top)]);
        let second: Vec<Paragraph> = second.collect();
        let found = read_all(vec![Block::Table(grid(&rows, marks(unchecked)))], Some(second));
        found.into_iter().map(|(.., level)| level).collect::<Vec<_>>()
    };
    assert_eq!(levels(false), [Confidence::High; 3]);
    assert_eq!(levels(true), [Confidence::Medium; 3]);
}

#[test]
fn digits_off_their_place_are_a_doubt_where_a_sum_fails() {
    let flagged = |total: &'static str| {
        let marks = CellMarks { confirmed: true, aside: true, ..CellMarks::default() };
        let rows = [HEAD, [NEW[0], "4", "0", "0", "1", "0", "0", total], HELD];
        let found = figures(vec![Block::Table(grid(&rows, marks))], Some(lines(&rows)));
        let one_reader = |figure: &&Figure| figure.flags.contains(crate::report::Flag::OneReader);
        found.iter().filter(one_reader).count()
    };
    assert_eq!(flagged("5"), 0);
    assert_eq!(flagged("15"), 7);
}

#[test]
fn a_digit_that_its_place_would_not_tell_of_is_a_doubt_where_the_sums_come_out_with_it() {
    let flagged = |total: &'static str, marks: CellMarks| {
        let marks = CellMarks { confirmed: true, ..marks };
        let rows = [HEAD, [NEW[0], "1", "0", "0", "1", "0", "0", total], HELD];
        let found = figures(vec![Block::Table(grid(&rows, marks))], Some(lines(&rows)));
        let one_reader = |figure: &&Figure| figure.flags.contains(crate::report::Flag::OneReader);
        found.iter().filter(one_reader).count()
    };
    let may_go_on = CellMarks { may_go_on: true, ..CellMarks::default() };
    // Each of the two ones may be 14.
    assert_eq!(flagged("15", may_go_on), 2);
    // Each of them may be 51, with the first digit gone.
    assert_eq!(flagged("52", may_go_on), 2);
    assert_eq!(flagged("15", CellMarks::default()), 0);
    assert_eq!(flagged("5", may_go_on), 0, "no digit behind any figure makes it come out");
    // Each of the ones may be 51.
    let may_begin_before = CellMarks { may_begin_before: true, ..CellMarks::default() };
    assert_eq!(flagged("52", may_begin_before), 2);
    assert_eq!(flagged("15", may_begin_before), 0);
}

#[test]
fn a_row_that_is_printed_twice_with_other_figures_is_not_sure() {
    let again = ["一、本年新收政府信息公开申请数量", "6", "0", "0", "1", "0", "0", "7"];
    let levels = |rows: &[[&str; 8]]| {
        let found = read_all(vec![Block::Table(grid(rows, CellMarks::default()))], None);
        let own = found.into_iter().filter(|(key, ..)| key == "requests.received_new.natural_person");
        own.map(|(.., level)| level).collect::<Vec<_>>()
    };
    assert_eq!(levels(&[HEAD, NEW, HELD]), [Confidence::High]);
    assert_eq!(levels(&[HEAD, NEW, again, HELD]), [Confidence::Medium]);
    assert_eq!(levels(&[HEAD, NEW, NEW, HELD]), [Confidence::High]);
}

#[test]
fn more_than_anyone_can_count_is_not_sure() {
    let many = ["一、本年新收政府信息公开申请数量", "4294967295", "0", "0", "1", "0", "0", "4294967296"];
    let found = read_all(vec![Block::Table(grid(&[HEAD, many, HELD], CellMarks::default()))], None);
    let sure = |key: &str| found.iter().any(|(own, _, level)| own == key && *level == Confidence::High);
    assert!(!sure("requests.received_new.natural_person") && sure("requests.received_new.nonprofit"));
}

#[test]
fn where_words_were_put_in_a_wrong_column_the_order_of_the_text_is_heard() {
    let misplaced = ["一、本年新收政府信息公开申请数量", "4", "", "0", "1", "0", "0", "5"];
    let inferred = |inferred| CellMarks { inferred, ..CellMarks::default() };
    let read = |marks| {
        let blocks = vec![Block::Table(grid(&[HEAD, misplaced, HELD], marks))];
        let found = read_all(blocks, Some(lines(&[HEAD, NEW, HELD])));
        let own = found.into_iter().find(|(key, ..)| key == "requests.received_new.business");
        own.map(|(_, published, level)| (published, level < Confidence::High)).unwrap()
    };
    assert_eq!(read(inferred(true)), ("0".to_string(), true));
    assert_eq!(read(inferred(false)), (String::new(), true));
}

#[test]
fn where_only_the_heads_stand_in_another_order_the_cells_are_right() {
    let inferred = CellMarks { inferred: true, ..CellMarks::default() };
    let row = ["一、本年新收政府信息公开申请数量", "43", "6", "1", "/", "2", "/", "52"];
    let turned = ["一、本年新收政府信息公开申请数量", "6", "1", "/", "43", "/", "2", "52"];
    let found =
        read_all(vec![Block::Table(grid(&[HEAD, row, HELD], inferred))], Some(lines(&[HEAD, turned, HELD])));
    let own = found.iter().filter(|(key, ..)| key.starts_with("requests.received_new."));
    let published: Vec<&str> = own.map(|(_, published, _)| published.as_str()).collect();
    assert_eq!(published, row.get(1..).unwrap());
    assert!(found.iter().all(|(key, _, level)| !key.starts_with("requests.received_new.non") || *level < Confidence::High));
}

#[test]
fn a_number_that_stands_in_the_row_below_is_none_of_a_blank_row() {
    let [blank, held] = [("一、本年新收政府信息公开申请数量", ""), ("二、上年结转政府信息公开申请数量", "4")]
        .map(|(label, figure)| [label, figure, "", "", "", "", "", figure]);
    let inferred = CellMarks { inferred: true, ..CellMarks::default() };
    let read = |top: f32| {
        // The text has the figures before the second label, and so behind the first.
        let mut text = lines(&[HEAD, [blank[0], "4", "0", "0", "0", "0", "0", "4"]]);
        text[3].locator = on_page(top);
        let blocks = vec![Block::Table(grid(&[HEAD, blank, held], inferred))];
        let own = read_all(blocks, Some(text)).into_iter();
        own.filter(|(key, ..)| key == "requests.received_new.natural_person")
            .map(|(_, published, _)| published)
            .collect::<Vec<_>>()
    };
    assert_eq!(read(140.0), [""], "where the cell of the other row is");
    assert_eq!(read(120.0), ["4"]);
}

#[test]
fn where_four_sums_fail_no_figure_of_the_table_is_sure() {
    let rows =
        ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益"];
    let of_new = |broken: usize| {
        let row = |(at, label): (usize, &'static str)| {
            [label, "2", "0", "0", "0", "0", "1", if at < broken { "8" } else { "3" }]
        };
        let all: Vec<[&str; 8]> =
            [HEAD, NEW].into_iter().chain(rows.into_iter().enumerate().map(row)).collect();
        let found = read_all(vec![Block::Table(grid(&all, CellMarks::default()))], None);
        found.into_iter().find(|(key, ..)| key == "requests.received_new.total").map(|(.., level)| level)
    };
    assert_eq!(
        [of_new(0), of_new(3), of_new(4)],
        [Confidence::High, Confidence::High, Confidence::Medium].map(Some)
    );
}

#[test]
fn where_all_totals_are_blank_a_column_may_be_lost() {
    let of_new = |totals: [&'static str; 2]| {
        let row = |label, total| [label, "0", "0", "0", "0", "3", "4", total];
        let all = [HEAD, row(NEW[0], totals[0]), row("（一）予以公开", totals[1])];
        let found = read_all(vec![Block::Table(grid(&all, CellMarks::default()))], None);
        let own = found.into_iter().find(|(key, ..)| key == "requests.received_new.other_org");
        own.map(|(.., level)| level)
    };
    assert_eq!(of_new(["7", "7"]), Some(Confidence::High));
    assert!(of_new(["", ""]) < Some(Confidence::High));
}

#[test]
fn a_nought_before_a_number_needs_a_sum() {
    let of_new = |total| {
        let row = [NEW[0], "06", "0", "0", "0", "0", "1", total];
        let found = read_all(vec![Block::Table(grid(&[HEAD, row], CellMarks::default()))], None);
        found
            .into_iter()
            .find(|(key, ..)| key == "requests.received_new.natural_person")
            .map(|(.., level)| level)
    };
    assert!(of_new("") < Some(Confidence::High));
    assert!(of_new("8") < Some(Confidence::High));
}
