//! What was added to a finished page: fields without a painting, strokes and boxes over figures, corrections beside them.

use lopdf::{Dictionary, Object, dictionary};

use super::*;

/// Two rows of figures, 12 in the second cell of the first, with notes over them.
fn noted(notes: &[Dictionary]) -> Document {
    let rows: &[&[&str]] = &[&["规章", "12"], &["文件", ""]];
    let mut fixture = Fixture::new();
    fixture.page(&table(100.0, 700.0, rows));
    let file = fixture.finish();
    let page = file.get_pages()[&1];
    let notes: Vec<Object> = notes.iter().map(|note| file.add_object(note.clone()).into()).collect();
    file.get_object_mut(page).and_then(Object::as_dict_mut).unwrap().set("Annots", notes);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    read_all(&bytes)
}

/// The figures of both rows, and `?` where one is not to be trusted.
fn figures(notes: &[Dictionary]) -> [String; 2] {
    let document = noted(notes);
    let text = |cell: &crate::document::Cell| {
        let doubt = if cell.marks.undecoded || cell.marks.contradicted { "?" } else { "" };
        let confirmed = if cell.marks.confirmed { "!" } else { "" };
        format!("{}{doubt}{confirmed}", cell.text)
    };
    [1, 3].map(|at| text(&grids(&document)[0].cells()[at]))
}

fn note(kind: &str, rect: [i64; 4]) -> Dictionary {
    let rect = rect.map(Object::from).to_vec();
    dictionary! { "Type" => "Annot", "Subtype" => kind, "Rect" => rect, "F" => 4 }
}

fn with(mut note: Dictionary, key: &str, value: impl Into<Object>) -> Dictionary {
    note.set(key, value);
    note
}

fn numbers(numbers: &[i64]) -> Vec<Object> {
    numbers.iter().map(|number| Object::from(*number)).collect()
}

/// The cell of 文件, and the figure of 规章.
const BLANK: [i64; 4] = [162, 662, 218, 678];
const FIGURE: [i64; 4] = [164, 683, 178, 696];

#[test]
fn what_was_typed_into_a_field_is_read_also_where_it_is_not_painted_and_is_never_sure() {
    let field = |value: &str| {
        let field = with(note("Widget", BLANK), "FT", "Tx");
        with(field, "V", Object::string_literal(value))
    };
    assert_eq!(figures(&[]), ["12!", "!"]);
    assert_eq!(figures(&[field("95")]), ["12!", "95"]);
    assert_eq!(figures(&[field("")]), ["12!", "!"]);
    assert_eq!(figures(&[field("\u{AB}")])[1], "\u{FFFD}?", "not nothing");
    assert_eq!(figures(&[with(field("95"), "F", 2)]), ["12!", "!"], "hidden");
    assert_eq!(figures(&[with(field("95"), "FT", "Btn")]), ["12!", "!"], "the state of a button");
    let line = with(note("FreeText", BLANK), "Contents", Object::string_literal("7"));
    assert_eq!(figures(&[line]), ["12!", "7"]);
}

#[test]
fn a_part_of_a_field_has_its_value() {
    let parent = dictionary! { "FT" => "Tx", "V" => Object::string_literal("95") };
    assert_eq!(figures(&[with(note("Widget", BLANK), "Parent", parent)])[1], "95");
}

#[test]
fn a_figure_that_a_note_strikes_or_covers_is_not_trusted() {
    let quad = numbers(&[164, 696, 178, 696, 164, 683, 178, 683]);
    let across = numbers(&[160, 690, 185, 690]);
    let white = numbers(&[1, 1, 1]);
    for own in [
        with(note("StrikeOut", FIGURE), "QuadPoints", quad.clone()),
        with(note("Redact", FIGURE), "QuadPoints", quad.clone()),
        with(note("Line", FIGURE), "L", across.clone()),
        with(note("Ink", FIGURE), "InkList", vec![Object::from(numbers(&[162, 682, 180, 698]))]),
        with(note("Square", FIGURE), "IC", white.clone()),
        with(note("FreeText", FIGURE), "C", white),
    ] {
        assert_eq!(figures(std::slice::from_ref(&own)), ["12?!", "!"], "{own:?}");
        assert_eq!(figures(&[with(own, "F", 2)]), ["12!", "!"], "hidden");
    }
}

#[test]
fn a_figure_that_a_note_marks_is_as_sure_as_before() {
    let quad = numbers(&[164, 696, 178, 696, 164, 683, 178, 683]);
    for own in [
        with(note("Highlight", FIGURE), "QuadPoints", quad.clone()),
        with(note("Underline", FIGURE), "QuadPoints", quad),
        note("Square", FIGURE),
        note("Link", FIGURE),
        note("FreeText", FIGURE),
        with(note("Line", FIGURE), "L", numbers(&[160, 684, 185, 684])),
        with(with(note("Square", FIGURE), "IC", numbers(&[1, 1, 0])), "CA", Object::Real(0.3)),
    ] {
        assert_eq!(figures(std::slice::from_ref(&own)), ["12!", "!"], "{own:?}");
    }
}

#[test]
fn a_figure_beside_one_that_is_struck_out_corrects_it_and_is_never_sure() {
    let quad = numbers(&[164, 696, 178, 696, 164, 683, 178, 683]);
    let struck = with(note("StrikeOut", FIGURE), "QuadPoints", quad);
    let beside = with(note("FreeText", [190, 682, 218, 698]), "Contents", Object::string_literal("14"));
    assert_eq!(figures(&[struck.clone(), beside.clone()]), ["14", "!"]);
    assert!(grids(&noted(&[struck, beside.clone()]))[0].cells()[1].marks.note_dropped);
    assert_eq!(figures(&[beside]), ["12?!", "!"], "two numbers");
    let remark = with(note("FreeText", [190, 682, 218, 698]), "Contents", Object::string_literal("p. 4"));
    assert_eq!(figures(&[remark]), ["12!", "!"], "a remark");
}
