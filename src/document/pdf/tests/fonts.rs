//! Fonts that lose what they show, or say what they do not show.

use super::*;

/// The damage of a page, and its texts.
fn read_page(fixture: &mut Fixture, content: &str) -> (Vec<Damage>, Vec<String>) {
    let document = read_all(&fixture.page(content).bytes());
    let texts = texts(&document).into_iter().map(str::to_string).collect();
    (document.damage, texts)
}

fn lost(font: &str) -> [Damage; 1] {
    [Damage::Font(font.to_string(), vec![1])]
}

#[test]
fn text_in_a_font_that_nobody_can_show_is_a_loss() {
    let mut fixture = Fixture::new();
    fixture.composite("F2", "UniGB-UCS2-X", None, &[]);
    let content = format!("BT /F2 10 Tf 1 0 0 1 100 700 Tm {} Tj ET", utf16("政府信息12"));
    let (damage, texts) = read_page(&mut fixture, &content);
    assert_eq!((damage.as_slice(), texts.len()), (&lost("SimSun")[..], 0));
}

#[test]
fn bytes_that_are_no_code_are_no_spaces() {
    let mut fixture = Fixture::new();
    fixture.composite("F2", "GBK-EUC-H", None, &[]);
    let (damage, texts) = read_page(&mut fixture, "BT /F2 10 Tf 1 0 0 1 100 700 Tm <38FFFF38> Tj ET");
    assert_eq!(
        (damage.as_slice(), texts.as_slice()),
        (&lost("SimSun")[..], &["8\u{FFFD}\u{FFFD}8".to_string()][..])
    );
}

#[test]
fn a_bullet_without_a_character_is_no_loss_but_in_a_table() {
    const BULLET: &str = "beginbfchar <0001> <F0B7> endbfchar";
    let mut fixture = Fixture::new();
    fixture.composite_of("F2", "Identity-H", "Identity", Some(BULLET), &[]);
    let bullet = "BT /F2 10 Tf 1 0 0 1 85 700 Tm <0001> Tj ET";
    let text = show(100.0, 700.0, "本机关全年收到申请三件，均已按期答复");
    assert_eq!(read_page(&mut fixture, &(text.clone() + bullet)).0, []);
    let mut fixture = Fixture::new();
    fixture.composite_of("F2", "Identity-H", "Identity", Some(BULLET), &[]);
    let table = table(80.0, 712.0, &[&["", "规章"], &["文件", "7"]]);
    let more = show(100.0, 500.0, "本机关全年收到申请三件，均已按期答复");
    assert_eq!(read_page(&mut fixture, &(table + &more + bullet)).0, lost("SimSun"));
}

#[test]
fn codes_that_all_say_the_same_say_nothing() {
    const SAME: &str =
        "beginbfrange <0001> <0009> [<0030><0030><0030><0030><0030><0030><0030><0030><0030>] endbfrange";
    let mut fixture = Fixture::new();
    fixture.composite_of("F2", "Identity-H", "Identity", Some(SAME), &[]);
    let content = "BT /F2 10 Tf 1 0 0 1 100 700 Tm <000100020003000400050006000700080009> Tj ET";
    let (damage, texts) = read_page(&mut fixture, content);
    assert_eq!((damage.as_slice(), texts.as_slice()), (&lost("SimSun")[..], &["\u{FFFD}".repeat(9)][..]));
}

#[test]
fn figures_that_do_not_look_like_what_they_say_are_no_figures() {
    // A frame, and a stem with a foot.
    let (zero, one) = (
        "0 0 m 500 0 l 500 700 l 0 700 l h 100 100 m 100 600 l 400 600 l 400 100 l h",
        "0 0 m 500 0 l 500 60 l 300 60 l 300 700 l 200 700 l 200 60 l 0 60 l h",
    );
    let content = show(80.0, 700.0, "规章") + "BT /F2 10 Tf 1 0 0 1 100 700 Tm (01) Tj ET";
    let read = |to_unicode: &str| {
        let mut fixture = Fixture::new();
        fixture.drawn("F2", to_unicode, &[zero, one]);
        read_page(&mut fixture, &content)
    };
    let (damage, texts) = read("beginbfchar <30> <0030> <31> <0031> endbfchar");
    assert_eq!((damage, texts.as_slice()), (vec![], &["规章01".to_string()][..]));
    let (damage, texts) = read("beginbfchar <30> <0031> <31> <0030> endbfchar");
    assert_eq!(
        (damage.as_slice(), texts.as_slice()),
        (&lost("(Type 3)")[..], &["规章\u{FFFD}\u{FFFD}".to_string()][..])
    );
}

#[test]
fn lines_that_are_said_to_run_downwards_stand_over_one_another() {
    let mut fixture = Fixture::new();
    fixture.composite("F2", "UniGB-UCS2-V", None, &[]);
    let line = |y: f32| format!("BT /F2 10 Tf 1 0 0 1 100 {y} Tm {} Tj ET ", utf16("本机关全年收到申请三件"));
    let (damage, texts) = read_page(&mut fixture, &[700.0, 684.0, 668.0].map(line).concat());
    assert_eq!(damage, lost("SimSun"));
    assert!(texts.iter().all(|text| !text.contains('本')));
}
