//! Where an agency belongs, by its name alone: region, level and kind as a person who knows the country gives them.

use nianbao::place::{Clues, Places};

#[test]
fn names_place_agencies() {
    type Row = (String, Option<u16>, String, String, String, String);
    let rows: Vec<Row> = csv::Reader::from_reader(include_str!("places.csv").as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("six columns");
    assert!(rows.len() >= 180);
    let places = Places::builtin();
    let mut wrong = Vec::new();
    for (agency, year, region, code, level, kind) in &rows {
        let placed = places.place(agency, *year, &Clues::of_source(""));
        // A township has the six digits of its county and three more, if the list has it.
        let length = if level == "township" { code.len() } else { placed.place.region_code.len() };
        let same = placed.place.region == *region
            && placed.place.region_code.get(..length) == Some(code)
            && placed.place.level.map_or("", |level| level.as_str()) == level
            && placed.kind == *kind;
        if !same {
            wrong.push(format!(
                "{agency}: {} {} {:?} {} {} [{}]",
                placed.place.region,
                placed.place.region_code,
                placed.place.level,
                placed.kind,
                placed.canonical,
                placed.flags
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}
