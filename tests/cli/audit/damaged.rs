//! Pages with a damaged cell: what becomes of their figures, and that no finding calls them printed so.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::{corpora, stem};
use crate::util::{run, table};

/// What may become of a cell of a page.
const DAMAGES: [&str; 5] = ["lost", "lost, and a blank at the end", "doubled", "cut in two", "run together"];

/// A page of which a cell with a number other than 0, the `nth` from the end, is damaged; nothing if there are not so many.
fn damaged(page: &str, nth: usize, damage: &str) -> Option<String> {
    let number_of = |cell: &str| -> Option<String> {
        let inside = cell.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text);
        let text: String = inside.collect::<String>().trim().to_string();
        (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
    };
    let mut ends: Vec<usize> = page.match_indices("</td>").map(|(at, _)| at).collect();
    ends.reverse();
    let mut numbers = ends.into_iter().filter_map(|end| {
        let start = page[..end].rfind("<td")?;
        let end = end + "</td>".len();
        let number = number_of(&page[start..end])?;
        (number != "0").then_some((start, end, number))
    });
    let (start, end, number) = numbers.nth(nth)?;
    let (before, cell, behind) = (&page[..start], &page[start..end], &page[end..]);
    let at = cell.rfind(&number)?;
    let with = |text: &str| format!("{}{text}{}", &cell[..at], &cell[at + number.len()..]);
    Some(match damage {
        "lost" => format!("{before}{behind}"),
        "lost, and a blank at the end" => {
            let row = behind.find("</tr>")?;
            format!("{before}{}<td></td>{}", &behind[..row], &behind[row..])
        }
        "doubled" => format!("{before}{cell}{cell}{behind}"),
        "cut in two" => {
            let (a, b) = number.split_at(number.len() / 2);
            if a.is_empty() {
                return None;
            }
            format!("{before}{}{}{behind}", with(a), with(b))
        }
        _ => {
            let next_ends = behind.find("</td>")? + "</td>".len();
            let next = number_of(&behind[..next_ends])?;
            format!("{before}{}{}", with(&(number.clone() + &next)), &behind[next_ends..])
        }
    })
}

#[test]
fn a_page_with_a_damaged_cell_is_never_said_to_be_printed_so() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("pages")).unwrap();
    let clean = table(&corpora(), "manifest.csv");
    let planted: BTreeSet<String> =
        table(&corpora(), "planted.csv").into_iter().map(|mut row| row.remove("id").unwrap()).collect();
    let mut made = 0;
    for row in clean.iter().filter(|row| row["status"] == "extracted" && !planted.contains(&row["id"])) {
        let Ok(page) = fs::read_to_string(corpora().join(&row["file"])) else { continue };
        for (place, nth) in [0, 3, 9, 20, 31].into_iter().enumerate() {
            let damage = DAMAGES[(place + made) % DAMAGES.len()];
            if let Some(damaged) = damaged(&page, nth, damage) {
                let name = format!("pages/{}-{nth} {damage}.html", row["id"]);
                fs::write(folder.path().join(name), damaged).unwrap();
                made += 1;
            }
        }
    }
    assert!(made > 200, "{made} pages");
    run(folder.path(), &["extract", "-q", "--fail-on", "never", "pages", "-o", "data"]).ended(0);
    run(folder.path(), &["audit", "-q", "data", "--checks", "R01,R02,R03,R04,R09,P01"]).ended(0);
    let findings = table(&folder.path().join("data"), "findings.csv");
    assert!(findings.len() > 100);
    let published: Vec<_> = findings.iter().filter(|row| row["verdict"] == "published").collect();
    assert!(published.is_empty(), "{published:#?}");
}

#[test]
fn a_row_with_a_damaged_cell_takes_the_reading_that_adds_up() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("pages")).unwrap();
    let manifest = table(&corpora(), "manifest.csv");
    for (at, row) in
        manifest.iter().filter(|row| row["status"] == "extracted" && row["n_reports"] == "1").enumerate()
    {
        let Ok(page) = fs::read_to_string(corpora().join(&row["file"])) else { continue };
        for nth in [3, 9, 20, 31] {
            let damage = ["lost", "doubled", "cut in two", "run together"][(at + nth) % 4];
            if let Some(damaged) = damaged(&page, nth, damage) {
                fs::write(folder.path().join(format!("pages/{}#{nth} {damage}.html", row["id"])), damaged)
                    .unwrap();
            }
        }
    }
    run(folder.path(), &["extract", "-q", "--fail-on", "never", "pages", "-o", "data"]).ended(0);
    let golden = corpora().with_file_name("golden");
    let mut moved: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for figure in table(&folder.path().join("data"), "figures.csv") {
        let flags: Vec<&str> = figure["flags"].split(';').collect();
        let is_moved = ["column_inferred", "readers_disagree"].iter().all(|flag| flags.contains(flag));
        if !is_moved || figure["confidence"] == "low" || figure["table"] != "requests" {
            continue;
        }
        let name = stem(&figure["source"]);
        let (id, damage) = name.split_once('#').unwrap();
        let truth = table(&golden, &format!("{id}.csv"));
        let same = |of: &&BTreeMap<String, String>| {
            ["table", "row", "column"].iter().all(|key| of[*key] == figure[*key])
        };
        let value = truth.iter().find(same).map(|of| of["value"].as_str());
        assert_eq!(figure["confidence"], "medium");
        if value == Some(figure["value"].as_str()) {
            *moved.entry(damage.split_once(' ').unwrap().1.to_string()).or_default() += 1;
        } else {
            wrong.push((
                name.clone(),
                figure["row"].clone(),
                figure["column"].clone(),
                figure["value"].clone(),
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(moved.len() == 4 && moved.values().all(|count| *count >= 10), "{moved:?}");
}
