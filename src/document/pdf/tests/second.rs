//! The second reader: what it confirms, and what it leaves alone.

use std::io::Read;

use super::*;

fn marks(document: &Document) -> Vec<(String, bool, bool)> {
    let cells = grids(document)[0].cells().iter();
    cells.map(|cell| (cell.text.to_string(), cell.marks.confirmed, cell.marks.contradicted)).collect()
}

fn lines(document: &Document) -> Vec<&str> {
    document.second_reading.iter().flatten().map(|line| line.text.as_str()).collect()
}

#[test]
fn figures_are_confirmed_and_lines_need_no_rulings() {
    let document = read_all(&Fixture::new().page(&table(100.0, 700.0, SMALL)).bytes());
    for (text, confirmed, contradicted) in marks(&document) {
        assert_eq!((confirmed, contradicted), (true, false), "{text}");
    }
    assert_eq!(lines(&document), ["名称 件数", "规章", "12", "文件", "7"]);
}

#[test]
fn a_label_of_several_lines_stands_before_its_figures() {
    // Full-width signs are folded to ASCII.
    let content = show(100.0, 712.0, "（二）部分公开")
        + &show(100.0, 700.0, "（区分处理的，")
        + &show(300.0, 700.0, "3")
        + &show(330.0, 700.0, "0")
        + &show(100.0, 688.0, "只计一次）");
    let document = read_all(&Fixture::new().page(&content).bytes());
    assert_eq!(lines(&document), ["(二)部分公开(区分处理的,只计一次)", "3 0"]);
    let figures = document.second_reading.as_ref().and_then(|lines| lines.last()).unwrap();
    assert_eq!(figures.locator, Locator::Page { page: 1, bbox: [300.0, 90.0, 335.0, 100.0] });
}

#[test]
fn a_head_behind_the_names_of_columns_is_no_part_of_a_label() {
    // Nearer to the figures than four lines, but with another line between.
    let content = show(150.0, 724.0, "第二十条第（五）项")
        + &show(100.0, 712.0, "信息内容")
        + &show(260.0, 712.0, "本年处理决定数量")
        + &show(100.0, 700.0, "行政许可")
        + &show(300.0, 700.0, "3");
    let document = read_all(&Fixture::new().page(&content).bytes());
    let expected = ["第二十条第(五)项", "信息内容 本年处理决定数量", "行政许可", "3"];
    assert_eq!(lines(&document), expected);
}

#[test]
fn a_heading_over_a_table_is_none_of_its_heads() {
    let content = show(100.0, 730.0, "三、申请情况")
        + &show(240.0, 712.0, "法人")
        + &show(100.0, 704.0, "注")
        + &show(180.0, 704.0, "自然人")
        + &show(400.0, 704.0, "总计")
        + &show(220.0, 696.0, "商业企业")
        + &show(280.0, 696.0, "科研机构");
    let document = read_all(&Fixture::new().page(&content).bytes());
    assert_eq!(lines(&document), ["三、申请情况", "注 自然人 法人 总计", "商业企业 科研机构"]);
}

#[test]
fn a_map_that_says_one_figure_twice_confirms_nothing() {
    let map = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange
        3 beginbfchar <0001> <0037> <0002> <0037> <0003> <0034> endbfchar endcmap";
    let mut fixture = Fixture::new();
    fixture.composite_of("F2", "Identity-H", "Identity", Some(map), &[]);
    let content = table(100.0, 700.0, &[&["甲", "", ""]])
        + "BT /F2 10 Tf 1 0 0 1 165 686 Tm <0001> Tj 60 0 Td <00020003> Tj ET";
    let document = read_all(&fixture.page(&content).bytes());
    let figures: Vec<_> = marks(&document).into_iter().skip(1).collect();
    assert_eq!(figures, [("7".to_string(), false, false), ("74".to_string(), false, false)]);
}

#[test]
fn each_predefined_encoding_is_decoded_without_the_first_reader() {
    for encoding in ["GBK-EUC-H", "GBKp-EUC-H", "GBK2K-H", "GB-EUC-H"] {
        let mut fixture = Fixture::new();
        fixture.composite("F2", encoding, None, &[]);
        let content = "BT /F2 10 Tf 1 0 0 1 100 700 Tm <B9E6D5C2> Tj 60 0 Td <313235> Tj ET";
        assert_eq!(lines(&read_all(&fixture.page(content).bytes())), ["规章", "125"], "{encoding}");
    }
}

#[test]
fn what_no_one_sees_and_what_is_drawn_twice() {
    let shown = utf16("123");
    let content = format!(
        "BT /F1 10 Tf 1 0 0 1 100 700 Tm {shown} Tj ET BT /F1 10 Tf 1 0 0 1 100.3 700 Tm {shown} Tj ET
         BT 3 Tr /F1 10 Tf 1 0 0 1 100 650 Tm {shown} Tj 0 Tr ET
         1 g BT /F1 10 Tf 1 0 0 1 100 600 Tm {shown} Tj ET"
    );
    assert_eq!(lines(&read_all(&Fixture::new().page(&content).bytes())), ["123"]);
}

#[test]
fn a_blank_is_confirmed_only_where_the_rest_of_the_row_is_seen() {
    let map = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange
        2 beginbfchar <0001> <0037> <0002> <0037> endbfchar endcmap";
    let mut fixture = Fixture::new();
    fixture.composite_of("F2", "Identity-H", "Identity", Some(map), &[]);
    let rows = table(100.0, 700.0, &[&["甲", "", ""], &["乙", "3", ""]]);
    let document =
        read_all(&fixture.page(&(rows + "BT /F2 10 Tf 1 0 0 1 165 686 Tm <0001> Tj <0002> Tj ET")).bytes());
    let blank = |row: u32| {
        let cells = grids(&document)[0].cells().iter();
        let blank: Vec<bool> = cells
            .filter(|cell| cell.row == row && cell.text.is_empty())
            .map(|cell| cell.marks.confirmed)
            .collect();
        blank
    };
    assert_eq!((blank(0), blank(1)), (vec![false], vec![true]));
}

#[test]
fn nothing_is_confirmed_on_a_page_whose_text_came_apart() {
    let whole = Fixture::new().page(&table(100.0, 700.0, SMALL)).bytes();
    let mut file = lopdf::Document::load_mem(&whole).unwrap();
    for object in file.objects.values_mut() {
        if let Ok(stream) = object.as_stream_mut() {
            let mut packed =
                flate2::read::ZlibEncoder::new(stream.content.as_slice(), flate2::Compression::best());
            let mut content = Vec::new();
            packed.read_to_end(&mut content).unwrap();
            *content.last_mut().unwrap() ^= 1;
            stream.set_content(content);
            stream.dict.set("Filter", "FlateDecode");
        }
    }
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    let document = read_all(&bytes);
    assert_eq!(document.damage, [Damage::Torn(Some(1))]);
    assert!(marks(&document).iter().all(|(_, confirmed, _)| !confirmed));
    assert_eq!(marks(&document).len(), marks(&read_all(&whole)).len());
}

#[test]
fn a_head_over_columns_stands_among_its_neighbours() {
    let content = show(100.0, 712.0, "法人或其他组织")
        + &show(40.0, 706.0, "自然人")
        + &show(260.0, 706.0, "总计")
        + &show(100.0, 700.0, "商业企业")
        + &show(170.0, 700.0, "科研机构")
        + &show(40.0, 650.0, "1");
    let document = read_all(&Fixture::new().page(&content).bytes());
    assert_eq!(lines(&document), ["自然人 法人或其他组织 总计", "商业企业 科研机构", "1"]);
}

#[test]
fn a_head_between_the_names_under_it_stands_among_its_neighbours() {
    let content = show(300.0, 710.0, "行政诉讼")
        + &show(100.0, 705.0, "结果")
        + &show(180.0, 705.0, "行政复议")
        + &show(240.0, 700.0, "未经复议")
        + &show(350.0, 700.0, "复议后");
    let document = read_all(&Fixture::new().page(&content).bytes());
    assert_eq!(lines(&document), ["结果 行政复议 行政诉讼", "未经复议 复议后"]);
}

/// A file with its streams packed, and so with checksums.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut file = lopdf::Document::load_mem(bytes).unwrap();
    for object in file.objects.values_mut() {
        if let Ok(stream) = object.as_stream_mut() {
            let mut packed =
                flate2::read::ZlibEncoder::new(stream.content.as_slice(), flate2::Compression::best());
            let mut content = Vec::new();
            packed.read_to_end(&mut content).unwrap();
            stream.set_content(content);
            stream.dict.set("Filter", "FlateDecode");
        }
    }
    let mut packed = Vec::new();
    file.save_to(&mut packed).unwrap();
    packed
}

#[test]
fn what_has_no_checksum_is_marked() {
    let bytes = Fixture::new().page(&table(100.0, 700.0, SMALL)).bytes();
    let unchecked = |bytes: &[u8]| {
        let document = read_all(bytes);
        grids(&document)[0].cells().iter().all(|cell| cell.marks.unchecked && cell.marks.confirmed)
    };
    assert!(unchecked(&bytes));
    let packed = packed(&bytes);
    assert!(!unchecked(&packed));
    // The table of contents leads astray.
    let moved = [b"%junk\n".as_slice(), &packed].concat();
    assert!(unchecked(&moved));
}

#[test]
fn a_row_that_is_blank_as_a_whole_is_not_confirmed_among_zeros() {
    let rows: &[&[&str]] = &[&["名称", "一", "二", "三"], &["规章", "0", "4", "0"], &["文件", "", "", ""]];
    let blanks = |rows: &[&[&str]]| {
        let document = read_all(&packed(&Fixture::new().page(&table(100.0, 700.0, rows)).bytes()));
        let cells = grids(&document)[0].cells().to_vec();
        cells.iter().filter(|cell| cell.text.is_empty()).map(|cell| cell.marks.confirmed).collect::<Vec<_>>()
    };
    assert_eq!(blanks(rows), [false; 3]);
    let no_zeros: &[&[&str]] =
        &[&["名称", "一", "二", "三"], &["规章", "3", "4", "7"], &["文件", "", "", ""]];
    assert_eq!(blanks(no_zeros), [true; 3]);
}

#[test]
fn nothing_is_confirmed_after_a_page_whose_text_came_apart() {
    let rows = |first: &'static str| -> [[&'static str; 2]; 2] { [["名称", "件数"], [first, "12"]] };
    let mut fixture = Fixture::new();
    for first in ["规章", "文件"] {
        let rows = rows(first);
        fixture.page(&table(100.0, 700.0, &[&rows[0], &rows[1]]));
    }
    let whole = packed(&fixture.bytes());
    let confirmed = |bytes: &[u8]| -> Vec<bool> {
        let document = read_all(bytes);
        grids(&document).iter().flat_map(|grid| grid.cells()).map(|cell| cell.marks.confirmed).collect()
    };
    assert_eq!(confirmed(&whole), [true; 6]);
    let mut file = lopdf::Document::load_mem(&whole).unwrap();
    let content = file.get_page_contents(file.get_pages()[&1])[0];
    let stream = file.get_object_mut(content).and_then(lopdf::Object::as_stream_mut).unwrap();
    *stream.content.last_mut().unwrap() ^= 1;
    let mut torn = Vec::new();
    file.save_to(&mut torn).unwrap();
    assert_eq!(confirmed(&torn), [false; 6]);
}
