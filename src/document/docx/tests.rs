//! Documents as small as they can be: what is shown and what is not, tables, and files that mean harm.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::document::{Block, Damage, Grid};

mod shown;

/// A container with these parts, packed.
fn container(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, packed).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A document with this body.
fn file(body: &str) -> Vec<u8> {
    let text =
        format!(r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    container(&[("word/document.xml", text.as_bytes())])
}

fn document(body: &str) -> Document {
    read(&file(body)).unwrap()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A table of rows of cells, each its properties and its text.
fn table(rows: &[&[(&str, &str)]]) -> String {
    let cell =
        |(properties, text): &(&str, &str)| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let row =
        |cells: &&[(&str, &str)]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

fn text(block: &Block) -> &str {
    match block {
        Block::Text(paragraph) => &paragraph.text,
        Block::Table(grid) => panic!("{grid:?}"),
    }
}

fn texts(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(text).collect()
}

fn grid(block: &Block) -> Option<&Grid> {
    if let Block::Table(grid) = block { Some(grid) } else { None }
}

fn grids(document: &Document) -> Vec<&Grid> {
    document.blocks.iter().filter_map(grid).collect()
}

/// The cells of a grid: row, column, rows, columns, text.
fn cells(grid: &Grid) -> Vec<(u32, u32, u32, u32, &str)> {
    let cells = grid.cells().iter();
    cells.map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span, cell.text.as_str())).collect()
}

#[test]
fn paragraphs_and_lines_are_what_is_shown() {
    let body = [
        p("一、总体情况"),
        p(" "),
        "<w:p><w:r><w:t>收到</w:t></w:r><w:r><w:t>9</w:t></w:r><w:r><w:t>4件</w:t><w:br/><w:t>办结&lt;93&gt;件</w:t></w:r></w:p>".to_string(),
        "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>".to_string(),
    ];
    let document = document(&body.concat());
    assert_eq!(texts(&document), ["一、总体情况", "收到94件", "办结<93>件", "甲 乙"]);
    assert!(document.damage.is_empty());
}

#[test]
fn what_a_change_takes_out_or_a_style_hides_is_not_read() {
    let body = r#"<w:p>
        <w:del><w:r><w:delText>7</w:delText></w:r></w:del><w:ins><w:r><w:t>8</w:t></w:r></w:ins>
        <w:moveFrom><w:r><w:t>6</w:t></w:r></w:moveFrom>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>5</w:t></w:r>
        <w:r><w:rPr><w:strike/></w:rPr><w:t>9</w:t></w:r>
        <w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>4</w:t></w:r>
        <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SUM(ABOVE)</w:instrText></w:r><w:r><w:t>3</w:t></w:r>
        <w:sdt><w:sdtPr><w:alias w:val="2"/></w:sdtPr><w:sdtContent><w:r><w:t>1</w:t></w:r></w:sdtContent></w:sdt></w:p>"#;
    assert_eq!(texts(&document(body)), ["8431"]);
}

#[test]
fn a_text_box_is_read_once() {
    let inside = format!("<w:txbxContent>{}</w:txbxContent>", p("年度报告"));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{inside}</w:drawing></mc:Choice><mc:Fallback>{inside}\
         </mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>旁</w:t></w:r></w:p>"
    );
    assert_eq!(texts(&document(&body)), ["年度报告", "旁"]);
}

#[test]
fn cells_span_columns_and_go_on_downwards() {
    let grid = table(&[
        &[(r#"<w:gridSpan w:val="2"/>"#, "项目"), ("", "数量")],
        &[(r#"<w:vMerge w:val="restart"/>"#, "公开"), ("", "规章"), ("", "3")],
        &[("<w:vMerge/>", "不显示"), ("", "文件"), ("", "12")],
        &[("", "合计"), ("", ""), ("", "15")],
    ]);
    let document = document(&grid);
    let [grid] = grids(&document)[..] else { panic!("{:?}", document.blocks) };
    let expected = [
        (0, 0, 1, 2, "项目"),
        (0, 2, 1, 1, "数量"),
        (1, 0, 2, 1, "公开"),
        (1, 1, 1, 1, "规章"),
        (1, 2, 1, 1, "3"),
        (2, 1, 1, 1, "文件"),
        (2, 2, 1, 1, "12"),
        (3, 0, 1, 1, "合计"),
        (3, 1, 1, 1, ""),
        (3, 2, 1, 1, "15"),
    ];
    assert_eq!(cells(grid), expected);
    let place = grid.cells().iter().find(|cell| cell.text == "12").unwrap().locator;
    assert_eq!(place.to_string(), "word=table[1]/row[3]/cell[3]");
}

#[test]
fn rows_may_begin_late_or_be_taken_out() {
    let rows = [
        format!("<w:tr>{}{}</w:tr>", cell("甲"), cell("1")),
        format!("<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}</w:tr>", cell("2")),
        format!("<w:tr><w:trPr><w:del/></w:trPr>{}{}</w:tr>", cell("乙"), cell("3")),
    ];
    let document = document(&format!("<w:tbl>{}</w:tbl>", rows.concat()));
    let expected = [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, ""), (1, 1, 1, 1, "2")];
    assert_eq!(cells(grids(&document)[0]), expected);
}

fn cell(text: &str) -> String {
    format!("<w:tc>{}</w:tc>", p(text))
}

#[test]
fn the_mark_of_a_note_is_no_digit() {
    let raised = |how: &str| {
        format!(
            "<w:tc><w:p><w:r><w:t>3087</w:t></w:r><w:r><w:rPr>{how}</w:rPr><w:t>1</w:t></w:r></w:p></w:tc>"
        )
    };
    let row = [
        raised(r#"<w:vertAlign w:val="superscript"/>"#),
        raised(r#"<w:position w:val="8"/>"#),
        raised(r#"<w:position w:val="-8"/>"#),
    ];
    let document = document(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", row.concat()));
    let grid = grids(&document)[0];
    let read: Vec<_> =
        grid.cells().iter().map(|cell| (cell.text.as_str(), cell.marks.note_dropped)).collect();
    assert_eq!(read, [("3087", true), ("3087", true), ("30871", false)]);
}

#[test]
fn a_table_that_lays_out_the_page_is_not_there() {
    let inner = table(&[&[("", "甲"), ("", "1")][..]; 6]);
    let document =
        document(&format!("<w:tbl><w:tr><w:tc>{}{inner}{}</w:tc></w:tr></w:tbl>", p("二、主动公开"), p("")));
    assert!(matches!(&document.blocks[..], [Block::Text(text), Block::Table(grid)]
        if text.text == "二、主动公开" && grid.cells().len() == 12));
}

#[test]
fn a_small_table_in_a_cell_is_its_text() {
    let row = |text: &str| format!("<w:tr>{}{}</w:tr>", cell(text), cell("1"));
    let small = table(&[&[("", "3"), ("", "件")]]);
    let odd = format!("<w:tr>{}<w:tc>{small}{}</w:tc></w:tr>", cell("丁"), p(""));
    let rows = [row("甲"), row("乙"), row("丙"), odd, row("戊")];
    let document = document(&format!("<w:tbl>{}</w:tbl>", rows.concat()));
    let [grid] = grids(&document)[..] else { panic!("{:?}", document.blocks) };
    assert_eq!(grid.cell(3, 1).unwrap().text, "3 件");
}

#[test]
fn headings_are_those_of_the_styles_or_of_the_outline() {
    let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="2"><w:name w:val="heading 1"/></w:style>
        <w:style w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>"#;
    let paragraph =
        |properties: &str| format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>标题</w:t></w:r></w:p>");
    let body = [r#"<w:pStyle w:val="2"/>"#, r#"<w:pStyle w:val="a"/>"#, r#"<w:outlineLvl w:val="0"/>"#]
        .map(paragraph);
    let text = format!(r#"<w:document xmlns:w="w"><w:body>{}</w:body></w:document>"#, body.concat());
    let about = r#"<c:coreProperties xmlns:c="c" xmlns:d="d"><d:creator>某</d:creator><d:title>年度 报告</d:title></c:coreProperties>"#;
    let bytes = container(&[
        ("word/document.xml", text.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("docProps/core.xml", about.as_bytes()),
    ]);
    let document = read(&bytes).unwrap();
    let headings: Vec<bool> =
        document.blocks.iter().map(|block| matches!(block, Block::Text(text) if text.heading)).collect();
    assert_eq!(headings, [true, false, true]);
    assert_eq!(document.head.title.as_deref(), Some("年度 报告"));
}

#[test]
fn the_container_says_where_the_text_is() {
    let relations = r#"<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>"#;
    let text = format!("<document><body>{}</body></document>", p("一"));
    // Local names count, whatever the prefix: and UTF-16 is told by its mark.
    let text: Vec<u8> = "\u{feff}"
        .chars()
        .chain(text.chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let bytes = container(&[("_rels/.rels", relations.as_bytes()), ("word/document2.xml", &text)]);
    assert_eq!(texts(&read(&bytes).unwrap()), ["一"]);
}

#[test]
fn pictures_of_some_size_are_noted() {
    let picture = |width: u32| {
        format!(
            r#"<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="3810000"/><wp:docPr name="x" descr="表一"/><a:blip/>
            </wp:inline></w:drawing></w:r></w:p>"#
        )
    };
    let old = r#"<w:p><w:r><w:pict><v:shape style="width:300pt; height:150pt"><v:imagedata/></v:shape></w:pict></w:r></w:p>"#;
    let document = document(&[p("前"), picture(5_715_000), picture(95_250), old.to_string()].concat());
    let found: Vec<_> =
        document.pictures.iter().map(|one| (one.caption.as_str(), one.size, one.after_block)).collect();
    assert_eq!(found, [("表一", Some((600, 400)), 1), ("", Some((400, 200)), 1)]);
}

/// A digit of a font of symbols must not be lost from a number.
#[test]
fn a_symbol_spoils_its_number() {
    let symbol = r#"<w:tc><w:p><w:r><w:sym w:font="Symbol" w:char="F034"/><w:t>9</w:t></w:r></w:p></w:tc>"#;
    let document = document(&format!("<w:tbl><w:tr>{symbol}{}</w:tr></w:tbl>", cell("1")));
    let cell = &grids(&document)[0].cells()[0];
    assert_eq!((cell.text.as_str(), cell.marks.undecoded), ("\u{fffd}9", true));
}

#[test]
fn a_text_embedded_as_another_file_is_named() {
    let chunk = r#"<w:altChunk r:id="rId1"/>"#;
    assert_eq!(read(&file(chunk)).unwrap_err(), ReadError::Embedded);
    assert_eq!(document(&[&p("一"), chunk].concat()).damage, [Damage::Embedded]);
}

#[test]
fn what_cannot_be_opened_says_why() {
    let whole = file(&p("一"));
    let why = |bytes: &[u8]| match read(bytes) {
        Err(error) => error.to_string(),
        Ok(document) => panic!("{document:?}"),
    };
    assert!(why(&whole[..whole.len() / 2]).starts_with("damaged: the container cannot be opened"));
    assert_eq!(
        why(&container(&[("word/styles.xml", b"<x/>")])),
        "damaged: the container has no part word/document.xml"
    );
    let bomb = vec![b' '; (64 << 20) + 1];
    assert_eq!(
        why(&container(&[("word/document.xml", &bomb)])),
        "damaged: word/document.xml unpacks to more than 64 MiB"
    );
}

#[test]
fn a_text_that_breaks_off_is_read_as_far_as_it_goes() {
    let cut = |body: &str| {
        let text = format!("<w:document xmlns:w=\"w\"><w:body>{}{body}", p("一"));
        read(&container(&[("word/document.xml", text.as_bytes())])).unwrap()
    };
    let in_text = cut("<w:p><w:r><w:t>二");
    assert_eq!(texts(&in_text), ["一", "二"]);
    assert!(matches!(&in_text.damage[..], [Damage::Page(1, _)]));
    let in_table = cut("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc></w:p>");
    assert_eq!(in_table.damage, [Damage::CutTable]);
}

#[test]
fn hostile_texts_end_soon() {
    let deep = document(&"<w:tbl><w:tr><w:tc>".repeat(100_000));
    assert!(!deep.damage.is_empty());
    let wide = document(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(300_000)));
    assert_eq!(wide.damage, [Damage::Limit("cells of the document".into())]);
    let spans = document(&table(
        &[&[(r#"<w:gridSpan w:val="4000000000"/>"#, "1"), (r#"<w:gridSpan w:val="9"/>"#, "2")][..]; 9],
    ));
    assert!(grids(&spans).iter().all(|grid| grid.columns() <= 1_000));
    let attributes =
        format!("<w:p {}/>", (0..200_000).map(|number| format!("a{number}='' ")).collect::<String>());
    assert!(document(&attributes).blocks.is_empty());
    let entities = format!("<!DOCTYPE x [<!ENTITY a \"&b;&b;\">]>{}", p("&a;甲"));
    let bytes = container(&[("word/document.xml", entities.as_bytes())]);
    assert_eq!(texts(&read(&bytes).unwrap()), ["甲"]);
}
