//! Cells that hold more than the text says: figures drawn as curves, covered, struck out, shown twice.

use super::*;

/// What is drawn over a table of two rows: 规章 with 12 in its second cell, and 文件 with nothing.
fn read_with(drawn: &str) -> Document {
    let mut fixture = Fixture::new();
    fixture.picture("P");
    let rows: &[&[&str]] = &[&["规章", "12"], &["文件", ""]];
    read_all(&fixture.page(&(table(100.0, 700.0, rows) + drawn)).bytes())
}

/// The text of the second column, and `?` where it is not to be trusted.
fn figures(document: &Document) -> Vec<String> {
    let cells = grids(document)[0].cells().iter().filter(|cell| cell.column == 1);
    let text = |cell: &crate::document::Cell| {
        let doubt = if cell.marks.undecoded || cell.marks.contradicted { "?" } else { "" };
        format!("{}{doubt}", cell.text)
    };
    cells.map(text).collect()
}

/// A digit of curves, 4 points wide and 7 high.
fn curve(x: f32, y: f32) -> String {
    let (right, top, middle) = (x + 4.0, y + 7.0, x + 2.0);
    format!(
        "{middle} {y} m {right} {y} {right} {top} {middle} {top} c {x} {top} {x} {y} {middle} {y} c h f\n"
    )
}

#[test]
fn a_cell_with_curves_or_a_picture_is_not_blank_and_a_number_beside_one_is_not_whole() {
    assert_eq!(figures(&read_with("")), ["12", ""]);
    assert_eq!(figures(&read_with(&curve(165.0, 666.0))), ["12", "\u{FFFD}?"]);
    assert_eq!(figures(&read_with(&curve(176.0, 686.0))), ["12\u{FFFD}?", ""]);
    let two = curve(165.0, 666.0) + &curve(170.0, 666.0);
    assert_eq!(figures(&read_with(&two)), ["12", "\u{FFFD}\u{FFFD}?"]);
    assert_eq!(figures(&read_with("q 12 0 0 9 165 665 cm /P Do Q")), ["12", "\u{FFFD}?"]);
    assert_eq!(figures(&read_with("170 664 m 168 670 l 174 672 l S")), ["12", "\u{FFFD}?"], "by hand");
    assert_eq!(figures(&read_with("0 g 165 664 20 10 re f")), ["12", "\u{FFFD}?"], "blackened");
}

#[test]
fn ordinary_decoration_is_no_figure() {
    for drawn in [
        "160 680 m 220 660 l S",
        "0.9 g 162 662 56 16 re f 0 g",
        "166 684 m 176 684 l S",
        "0.9 g 150 640 m 260 640 260 720 150 720 c h f 0 g",
    ] {
        assert_eq!(figures(&read_with(drawn)), ["12", ""], "{drawn}");
    }
    // A picture or a shape below the text.
    let below = "0.5 g 163 683 m 200 683 200 697 163 697 c h f 0 g\n".to_string() + &show(165.0, 686.0, "12");
    let rows: &[&[&str]] = &[&["规章", ""], &["文件", ""]];
    let document = read_all(&Fixture::new().page(&(table(100.0, 700.0, rows) + &below)).bytes());
    assert_eq!(figures(&document), ["12", ""]);
}

#[test]
fn what_was_painted_over_is_not_read() {
    let white = "1 g 161 681 58 18 re f 0 g\n";
    let (new, old) = (show(165.0, 686.0, "45"), show(185.0, 686.0, "9"));
    assert_eq!(figures(&read_with(white)), ["?", ""]);
    assert_eq!(figures(&read_with(&(white.to_string() + &new))), ["45?", ""]);
    assert_eq!(
        figures(&read_with(&("1 G 16 w 161 690 m 219 690 l S 0 G 1 w\n".to_string() + &new)))[0],
        "45?"
    );
    assert_eq!(figures(&read_with(&("q 58 0 0 18 161 681 cm /P Do Q ".to_string() + &new)))[0], "45?");
    assert_eq!(figures(&read_with("0 g 163 684 20 12 re f")), ["\u{FFFD}?", ""], "blackened");
    // Half of the last digit.
    assert_eq!(figures(&read_with("1 g 172.5 681 40 18 re f 0 g")), ["12?", ""]);
    // A clip of another shape, or a frame with a hole, hides nothing.
    let clipped = format!("q 161 681 m 219 681 l 161 682 l W n {white} Q");
    assert_eq!(figures(&read_with(&clipped)), ["12", ""]);
    assert_eq!(figures(&read_with("1 g 150 670 80 40 re 161 681 58 18 re f* 0 g")), ["12", ""]);
    assert!(figures(&read_with(&old))[0].ends_with('9'), "the place of the digits is told by their boxes");
}

#[test]
fn digits_that_are_struck_out_are_none_of_the_number() {
    let new = show(175.0, 686.0, "7");
    let read = read_with(&(new.clone() + "165 689 m 175 689 l S"));
    assert_eq!(figures(&read), ["7", ""]);
    assert!(grids(&read)[0].cells()[1].marks.note_dropped);
    assert_eq!(figures(&read_with(&(new + "165 688.8 10 0.5 re f")))[0], "7");
    assert_eq!(figures(&read_with("165 689 m 175 689 l S")), ["12?", ""], "nothing is left");
    assert_eq!(figures(&read_with("165 684.5 m 175 684.5 l S")), ["12", ""], "underlined");
}

#[test]
fn numbers_over_one_another_are_never_one() {
    let shadow = show(167.0, 685.0, "12");
    assert_eq!(figures(&read_with(&shadow)), ["12?", ""], "the other reader sees both");
    assert_eq!(figures(&read_with(&show(167.0, 686.0, "45")))[0], "1425?");
    let mark = "BT /F1 5.5 Tf 1 0 0 1 175 684 Tm <0031> Tj ET";
    let read = read_with(mark);
    assert_eq!(grids(&read)[0].cells()[1].text, "12");
    assert!(grids(&read)[0].cells()[1].marks.note_dropped);
    let small = "BT /F1 8 Tf 1 0 0 1 175 686 Tm <0033> Tj ET";
    assert_eq!(figures(&read_with(small))[0], "123?");
}

#[test]
fn hidden_text_does_not_stand_for_the_same_text_that_is_seen() {
    let hidden = format!("BT 3 Tr /F1 10 Tf 1 0 0 1 165 666 Tm {} Tj 0 Tr ET\n", utf16("8"));
    assert_eq!(figures(&read_with(&(hidden + &show(165.5, 666.0, "8")))), ["12", "8"]);
}

#[test]
fn what_a_shading_was_painted_over_is_not_sure() {
    let mut fixture = Fixture::new();
    fixture.shading("S");
    let rows: &[&[&str]] = &[&["规章", "12"], &["文件", ""]];
    let content = table(100.0, 700.0, rows) + "q 161 681 58 18 re W n /S sh Q";
    assert_eq!(figures(&read_all(&fixture.page(&content).bytes())), ["?", ""]);
}

#[test]
fn a_sign_beside_a_digit_of_curves_is_no_nil() {
    let rows: &[&[&str]] = &[&["规章", "-"], &["文件", "-"]];
    let content = table(100.0, 700.0, rows) + &curve(171.0, 686.0);
    let document = read_all(&Fixture::new().page(&content).bytes());
    assert_eq!(figures(&document), ["-\u{FFFD}?", "-"]);
}

#[test]
fn a_dot_that_is_drawn_between_digits_may_be_the_point_of_the_number() {
    let rows: &[&[&str]] = &[&["规章", "25 45"], &["文件", ""]];
    let with = |drawn: &str| {
        let content = table(100.0, 700.0, rows) + drawn;
        figures(&read_all(&Fixture::new().page(&content).bytes()))[0].clone()
    };
    assert_eq!(with(""), "25 45");
    assert_eq!(with("176.5 686 0.8 0.8 re f"), "25 45?");
    assert_eq!(with("176.5 686.4 m 176.9 686.8 177.3 686.4 176.9 686 c h f"), "25 45?", "a round one");
    let dots = (0..20).map(|dot| format!("{} 684.2 0.8 0.8 re f\n", 165 + 2 * dot)).collect::<String>();
    assert_eq!(with(&dots), "25 45", "a dotted line under it");
}

#[test]
fn digits_of_several_colours_are_not_sure_to_be_one_number() {
    let pale = |grey: f32| format!("{grey} g {} 0 g", show(175.0, 686.0, "8"));
    assert_eq!(figures(&read_with(&pale(0.0)))[0], "128");
    assert_eq!(figures(&read_with(&pale(0.85)))[0], "128?");
    assert_eq!(figures(&read_with(&pale(0.1)))[0], "128");
}

#[test]
fn a_small_digit_behind_a_dash_makes_no_number_of_it() {
    let rows: &[&[&str]] = &[&["规章", "-"], &["文件", "-"]];
    let with = |size: u8| {
        let digit = format!("BT /F1 {size} Tf 1 0 0 1 170 686 Tm <0031> Tj ET");
        let content = table(100.0, 700.0, rows) + &digit;
        figures(&read_all(&Fixture::new().page(&content).bytes()))[0].clone()
    };
    assert_eq!(with(10), "-1");
    assert_eq!(with(6), "-1?");
}
