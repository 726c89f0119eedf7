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

/// The cell of 文件.
const BLANK: [i64; 4] = [162, 662, 218, 678];

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
