//! What a row without sums says against itself.

use crate::document::{Document, html, text};
use crate::normalise::Normaliser;
use crate::report::{Confidence, ReportIdentity};
use crate::template::Forms;

/// 规章, 规范性文件 and 行政处罚 of 2019 before three rows of noughts.
const LABELS: [&str; 3] = ["规章", "规范性文件", "行政处罚"];
const KEYS: [&str; 3] = ["regulations", "normative_documents", "penalties"];
const NOUGHTS: &str = "0,0,0";

/// The rows of table 二, those of its heads too.
fn rows(cells: [&str; 3]) -> Vec<String> {
    let [first, second, third] = LABELS;
    let [one, two, three] = cells;
    vec![
        "第二十条第（一）项,,,".into(),
        "信息内容,本年新制作数量,本年新公开数量,对外公开总数量".into(),
        format!("{first},{one}"),
        format!("{second},{two}"),
        "第二十条第（五）项,,,".into(),
        "信息内容,上一年项目数量,本年增/减,处理决定数量".into(),
        format!("行政许可,{NOUGHTS}"),
        format!("其他对外管理服务事项,{NOUGHTS}"),
        "第二十条第（六）项,,,".into(),
        "信息内容,上一年项目数量,本年增/减,处理决定数量".into(),
        format!("{third},{three}"),
        format!("行政强制,{NOUGHTS}"),
    ]
}

/// Which of the three rows are sure.
fn sure(document: &Document) -> [bool; 3] {
    let forms = Forms::builtin();
    let found = crate::confidence::read(
        document,
        0..document.blocks.len(),
        &ReportIdentity { year: Some(2020), ..ReportIdentity::default() },
        &Normaliser::new(forms),
        forms,
    );
    KEYS.map(|key| {
        let start = format!("proactive.{key}.");
        let own =
            found.figures.iter().filter(|figure| forms.place(figure.field).field.key.starts_with(&start));
        let levels: Vec<Confidence> = own.map(|figure| figure.confidence).collect();
        assert_eq!(levels.len(), 3, "{key}");
        levels.iter().all(|level| *level == Confidence::High)
    })
}

fn in_text(cells: [&str; 3]) -> [bool; 3] {
    sure(&text::read(&format!("二、主动公开政府信息情况\n{}\n", rows(cells).join("\n"))))
}

fn in_page(cells: [&str; 3]) -> [bool; 3] {
    let row = |row: &String| format!("<tr><td>{}</td></tr>", row.replace(',', "</td><td>"));
    let table: String = rows(cells).iter().map(row).collect();
    sure(&html::read(&format!("<p>二、主动公开政府信息情况</p><table>{table}</table>")))
}

#[test]
fn a_blank_before_or_between_numbers_is_a_doubt_where_noughts_are_printed() {
    for read in [in_text, in_page] {
        assert_eq!(read([NOUGHTS, "6,6,9", "285,5,7323"]), [true; 3]);
        assert_eq!(read([NOUGHTS, ",6,2", NOUGHTS]), [true, false, true]);
        assert_eq!(read([NOUGHTS, NOUGHTS, "2855,,7323"]), [true, true, false]);
    }
}

#[test]
fn a_row_of_text_that_ends_early_lacks_any_of_its_numbers() {
    assert_eq!(in_text([NOUGHTS, "0,15,", NOUGHTS]), [true, false, true]);
    assert_eq!(in_page([NOUGHTS, "0,15,", NOUGHTS]), [true; 3], "the empty cell was drawn");
}

#[test]
fn where_blanks_stand_for_noughts_one_more_is_no_doubt() {
    for read in [in_text, in_page] {
        assert_eq!(read([",,", ",6,2", "2855,,7323"]), [true; 3]);
    }
}

#[test]
fn a_plus_in_a_column_without_changes_is_a_doubt_of_its_row() {
    for read in [in_text, in_page] {
        assert_eq!(read([NOUGHTS, NOUGHTS, "187,+7,12"]), [true; 3]);
        assert_eq!(read([NOUGHTS, NOUGHTS, "0,187,+7"]), [true, true, false]);
    }
}

#[test]
fn a_form_in_which_nothing_is_printed_may_have_its_numbers_elsewhere() {
    let row = |row: &String| format!("<tr><td>{}</td></tr>", row.replace(',', "</td><td>"));
    let page = |nought: &str| {
        let table: String =
            rows([",,", ",,", nought]).iter().map(|printed| row(&printed.replace(NOUGHTS, nought))).collect();
        sure(&html::read(&format!("<p>二、主动公开政府信息情况</p><table>{table}</table>")))
    };
    assert_eq!(page(",,"), [false; 3]);
    assert_eq!(page("/,/,/"), [true; 3], "signs for none are printed");
}

#[test]
fn a_table_left_blank_is_no_blank_beside_a_picture_or_bare_numbers() {
    let blank = [",,", ",,", ",,"];
    let row = |row: &String| format!("<tr><td>{}</td></tr>", row.replace(',', "</td><td>").replace('0', ""));
    let table: String = rows(blank).iter().map(row).collect();
    let noughts = "<td>0</td>".repeat(15);
    let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    let cells = |tall: &str| results.map(|result| format!("<td{tall}>{result}</td>")).concat();
    let (tall, names) = (cells(" rowspan=2"), cells("").repeat(2));
    let read = |beside: &str| {
        sure(&html::read(&format!(
            "<p>二、主动公开政府信息情况</p><table>{table}</table>{beside}<p>四、政府信息公开行政复议、行政诉讼情况</p><table>\
             <tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>{tall}<td colspan=5>未经复议直接起诉</td>\
             <td colspan=5>复议后起诉</td></tr><tr>{names}</tr><tr>{noughts}</tr></table>"
        )))
    };
    assert_eq!(read(""), [true; 3]);
    assert_eq!(read("<img src=icon.png width=20><p>2</p>"), [true; 3]);
    assert_eq!(read("<p><img src=table.png width=600 height=400></p>"), [false; 3]);
    assert_eq!(read("<p>12</p><p>0 0</p><p>5</p><p>7</p>"), [false; 3]);
}
