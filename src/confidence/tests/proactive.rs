//! The table of what is published without being asked for, over which the form has no sums: only what is noticed in a cell,
//! over it or beside it keeps a wrong figure from being sure.

use super::*;

/// A page with the table of the form of 2021; some lines of it printed otherwise.
fn page(changes: &[(&str, &str)]) -> String {
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|cell| format!("<td>{cell}</td>")).collect();
        format!("<tr>{cells}</tr>")
    };
    let wide = |text: &str| format!("<tr><td colspan=4>{text}</td></tr>");
    let two = |label: &str, value: &str| format!("<tr><td>{label}</td><td colspan=3>{value}</td></tr>");
    let table = [
        wide("第二十条第（一）项"),
        row(&["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]),
        row(&["规章", "3", "2", "45"]),
        row(&["行政规范性文件", "6", "1", "78"]),
        wide("第二十条第（五）项"),
        two("信息内容", "本年处理决定数量"),
        two("行政许可", "1234"),
        wide("第二十条第（六）项"),
        two("信息内容", "本年处理决定数量"),
        two("行政处罚", "567"),
        two("行政强制", "89"),
        wide("第二十条第（八）项"),
        two("信息内容", "本年收费金额（单位：万元）"),
        two("行政事业性收费", "43.5"),
    ];
    let mut page = format!("<p>二、主动公开政府信息情况</p><table>{}</table>", table.concat());
    for (printed, instead) in changes {
        assert!(page.contains(printed), "{printed}");
        page = page.replacen(printed, instead, 1);
    }
    page
}

/// The figure of a row of the page: its value, its level and its flags.
fn figure_of(changes: &[(&str, &str)], key: &str) -> (String, Confidence, String) {
    let document = crate::document::read(page(changes).as_bytes()).unwrap();
    let forms = Forms::builtin();
    let normaliser = Normaliser::new(forms);
    let of = ReportIdentity { year: Some(2022), ..ReportIdentity::default() };
    let read = read(&document, 0..document.blocks.len(), &of, &normaliser, forms);
    let key = format!("proactive.{key}");
    let figure = read.figures.into_iter().find(|figure| forms.place(figure.field).field.key == key).unwrap();
    let value = match figure.value {
        Value::Number(number) => number.to_string(),
        Value::Missing(missing) => missing.as_str().to_string(),
    };
    (value, figure.confidence, figure.flags.to_string())
}

const FEES: &str = "fees.amount";

#[test]
fn the_table_as_the_form_has_it_is_sure() {
    for (key, value) in [(FEES, "43.5"), ("penalties.decisions", "567"), ("regulations.in_force", "45")] {
        let (read, level, _) = figure_of(&[], key);
        assert_eq!((read.as_str(), level), (value, Confidence::High), "{key}");
    }
}

#[test]
fn money_is_read_in_the_sum_that_is_printed_nearest_and_is_not_sure_in_another_than_the_forms() {
    let head = |unit: &'static str| ("单位：万元", unit);
    let label = |label: &'static str| ("行政事业性收费", label);
    for (change, value) in [
        (head("单位：百万元"), "4350"),
        (head("单位：千元"), "4.35"),
        (head("单位：亿元"), "435000"),
        (label("行政事业性收费（元）"), "0.00435"),
        (label("行政事业性收费</td><td>元"), "0.00435"),
        (("二、主动公开政府信息情况</p>", "</p><p>单位：百万元</p>"), "43.5"),
    ] {
        let (read, level, flags) = figure_of(&[change], FEES);
        assert_eq!(read, value, "{change:?}");
        assert!(level < Confidence::High && flags.contains("unit"), "{change:?} {level:?} {flags}");
    }
    let (_, level, _) = figure_of(&[("<table>", "<p>单位：件、万元</p><table>")], FEES);
    assert_eq!(level, Confidence::High);
}

#[test]
fn things_counted_by_the_ten_thousand_are_not_sure() {
    for change in [
        ("本年处理决定数量</td></tr><tr><td>行政许可", "本年处理决定数量（万件）</td></tr><tr><td>行政许可"),
        ("<table>", "<p>单位：万件</p><table>"),
    ] {
        let (_, level, flags) = figure_of(&[change], "licensing.decisions");
        assert!(level < Confidence::High && flags.contains("unit_unknown"), "{change:?} {flags}");
    }
}

#[test]
fn a_number_of_things_is_no_sum_of_money() {
    for printed in ["12件", "12个", "12次", "12.5项"] {
        let (_, level, flags) = figure_of(&[("43.5", printed)], FEES);
        assert!(level < Confidence::High && flags.contains("unit_unknown"), "{printed} {flags}");
    }
    assert_eq!(figure_of(&[("1234", "1234件")], "licensing.decisions").1, Confidence::High);
}

#[test]
fn one_number_over_two_rows_is_that_of_neither() {
    let merged = [
        ("<td colspan=3>567", "<td colspan=3 rowspan=2>567"),
        ("<td>行政强制</td><td colspan=3>89</td>", "<td>行政强制</td>"),
    ];
    for key in ["penalties.decisions", "coercion.decisions"] {
        let (value, level, _) = figure_of(&merged, key);
        assert_eq!((value.as_str(), level), ("unreadable", Confidence::Low), "{key}");
    }
    // A label over the same rows is one label.
    let tall = [(
        "<td>行政处罚</td><td colspan=3>567</td></tr>",
        "<td rowspan=2>行政处罚</td><td colspan=3 rowspan=2>567</td></tr><tr></tr>",
    )];
    assert_eq!(figure_of(&tall, "penalties.decisions").1, Confidence::High);
}

#[test]
fn a_number_without_a_label_below_another_may_be_the_rest_of_it() {
    let rest = "<td>行政处罚</td><td colspan=3>567</td></tr><tr><td></td><td colspan=3>45</td></tr>";
    let torn = [("<td>行政处罚</td><td colspan=3>567</td></tr>", rest)];
    assert!(figure_of(&torn, "penalties.decisions").1 < Confidence::High);
    assert_eq!(figure_of(&torn, "coercion.decisions").1, Confidence::High);
}

#[test]
fn a_row_left_blank_beside_numbers_without_a_label_may_be_theirs() {
    let blank = "<td>行政强制</td><td colspan=3></td></tr>";
    let loose = "<tr><td></td><td colspan=3>89</td></tr>";
    let printed = "<tr><td>行政强制</td><td colspan=3>89</td></tr>";
    for beside in [format!("<tr>{blank}{loose}"), format!("{loose}<tr>{blank}")] {
        let (value, level, _) = figure_of(&[(printed, &beside)], "coercion.decisions");
        assert!(value == "89" || level < Confidence::High, "{beside} {value} {level:?}");
    }
    assert_eq!(figure_of(&[(printed, &format!("<tr>{blank}"))], "coercion.decisions").1, Confidence::High);
}

#[test]
fn two_rows_for_one_of_the_form_are_each_a_part_of_it() {
    let row = "<td>3</td><td>2</td><td>45</td></tr>";
    let both = format!("政府规章</td>{row}<tr><td>部门规章</td>{row}");
    let printed = format!("规章</td>{row}");
    for key in ["regulations.issued", "regulations.in_force"] {
        assert!(figure_of(&[(&printed, &both)], key).1 < Confidence::High, "{key}");
    }
    assert_eq!(figure_of(&[("规章", "部门规章")], "regulations.issued").1, Confidence::High);
}
