//! `nianbao audit`: what is planted is found and nothing else, and what a broken dataset is told.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::util::{run, table};

fn corpora() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora")
}

/// Where a finding stands: the name of its document, its check without the number, table, row, column.
type Place = (String, String, String, String, String);

fn place(row: &BTreeMap<String, String>, name: &str, check: &str) -> Place {
    let cell = |column: &str| row[column].clone();
    (name.to_string(), check.to_string(), cell("table"), cell("row"), cell("column"))
}

fn stem(source: &str) -> String {
    Path::new(source).file_stem().unwrap().to_string_lossy().into_owned()
}

fn kind(check: &str) -> String {
    check.split_once('-').unwrap().1.to_string()
}

/// Kinds of planted mistakes that stand in several rows, of which `planted.csv` names the first.
const NAMED_ONCE: [&str; 2] = ["items_decisions", "shifted"];

/// The running text, which says what stood in a row before it was shifted.
const PROSE: &str = "prose";

/// The kinds that the audit only has a note on: there is an innocent explanation.
const NOTED: [&str; 1] = ["copied_row"];

/// Whether the document itself has what is found, drawn by the generator by chance: rules of a township, one number in
/// all columns of a row.
fn is_drawn(finding: &BTreeMap<String, String>) -> bool {
    let name = stem(&finding["source"]) + ".csv";
    let golden = corpora().with_file_name("golden");
    let folder = if finding["source"].ends_with(".pdf") { golden.join("pdf") } else { golden };
    let figures = table(&folder, &name);
    let row =
        |figure: &&BTreeMap<String, String>| ["table", "row"].iter().all(|key| figure[*key] == finding[*key]);
    let mut row =
        figures.iter().filter(row).map(|figure| (figure["column"].as_str(), figure["value"].as_str()));
    match kind(&finding["check"]).as_str() {
        "impossible" => {
            let is_township = ["镇", "乡", "街道"].iter().any(|level| finding["agency"].contains(level));
            let printed = row.find(|(column, _)| *column == finding["column"]).map(|(_, value)| value);
            is_township
                && finding["row"] == "regulations"
                && printed.is_some_and(|value| !["", "0"].contains(&value))
        }
        "copied_row" => {
            let values: Vec<&str> = row.map(|(_, value)| value).collect();
            values.len() == 3 && !values[0].is_empty() && values.iter().all(|value| *value == values[0])
        }
        _ => false,
    }
}

/// The PDFs with an inconsistency.
const PLANTED_PDFS: [&str; 2] = ["planted-row", "planted-sum"];

#[test]
fn all_that_is_planted_is_found_as_published_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let corpora = corpora();
    run(folder.path(), &["extract", "-q", "--fail-on", "never", corpora.to_str().unwrap(), "-o", "data"])
        .ended(0);
    run(folder.path(), &["audit", "data", "--fail-on", "finding"]).ended(1);
    let planted: BTreeSet<Place> =
        table(&corpora, "planted.csv").iter().map(|row| place(row, &row["id"], &row["identity"])).collect();
    let findings = table(&folder.path().join("data"), "findings.csv");
    let noted: BTreeSet<Place> = findings
        .iter()
        .filter(|row| row["verdict"] == "note")
        .map(|row| place(row, &stem(&row["source"]), &kind(&row["check"])))
        .collect();
    let published: Vec<(Place, &BTreeMap<String, String>)> = findings
        .iter()
        .filter(|row| row["verdict"] == "published")
        .map(|row| (place(row, &stem(&row["source"]), &kind(&row["check"])), row))
        .collect();
    let is_found = |one: &&Place| match NOTED.contains(&one.1.as_str()) {
        true => noted.contains(*one),
        false => published.iter().any(|(found, _)| found == *one),
    };
    let missed: Vec<&Place> = planted.iter().filter(|one| !is_found(one)).collect();
    assert!(missed.is_empty(), "not found: {missed:#?}");
    let expected = |found: &Place, finding: &BTreeMap<String, String>| {
        planted.contains(found)
            || PLANTED_PDFS.contains(&found.0.as_str())
            || is_drawn(finding)
            || found.1 == PROSE && planted.iter().any(|one| one.0 == found.0 && one.1 == "shifted")
            || planted
                .iter()
                .any(|one| NAMED_ONCE.contains(&one.1.as_str()) && one.0 == found.0 && one.1 == found.1)
    };
    let invented: Vec<&Place> = published
        .iter()
        .filter(|(found, finding)| !expected(found, finding))
        .map(|(found, _)| found)
        .collect();
    assert!(invented.is_empty(), "not planted: {invented:#?}");
    let doubtful: Vec<&String> =
        findings.iter().filter(|row| row["verdict"] == "extraction").map(|row| &row["source"]).collect();
    // Of a PDF or an OFD file, where a table without rulings may be misread, it is right to doubt.
    let set_in_boxes = |source: &str| source.ends_with(".pdf") || source.ends_with(".ofd");
    let of_pages: Vec<&&String> = doubtful.iter().filter(|source| !set_in_boxes(source)).collect();
    assert!(of_pages.is_empty(), "all pages and texts of the corpora are read right: {of_pages:#?}");
    for name in PLANTED_PDFS {
        let found = findings.iter().any(|row| stem(&row["source"]) == name && row["verdict"] == "published");
        assert!(found, "not found: {name}.pdf");
    }
}

#[test]
fn a_folder_that_is_no_dataset_is_told_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    run(folder.path(), &["audit", "data"]).ended(2).one_sentence("data has no reports.csv");
    run(folder.path(), &["audit", "data", "--checks", "R99"]).ended(2).one_sentence("there is no check R99");
}

pub(crate) const REPORTS: &str =
    "report_id,status,media_type\na,extracted,text/html\nb,extracted,text/html\n";
const HEADER: &str =
    "report_id,source,agency,year,template,key,value,missing,published,confidence,flags,locator\n";

/// A dataset of these rows of `figures.csv`.
pub(crate) fn dataset(figures: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("reports.csv"), REPORTS).unwrap();
    fs::write(folder.path().join("figures.csv"), format!("{HEADER}{figures}")).unwrap();
    folder
}

fn figure(report: &str, key: &str, value: &str, published: &str, flags: &str) -> String {
    format!("{report},{report}.html,甲,2023,2021,{key},{value},,{published},medium,{flags},line=1\n")
}

#[test]
fn rows_that_cannot_be_used_are_named_with_file_line_and_mend() {
    let good = figure("a", "disputes.reconsideration.total", "1", "1", "");
    let told = |figures: &str, sentence: &str| {
        let folder = dataset(figures);
        let place = folder.path().join("figures.csv");
        let sentence = sentence.replace("FILE", place.to_str().unwrap());
        run(folder.path(), &["audit", folder.path().to_str().unwrap()]).ended(2).one_sentence(&sentence);
        assert!(!folder.path().join("findings.csv").exists());
    };
    let many = figure("a", "disputes.reconsideration.other", "many", "many", "");
    told(&(good.clone() + &many), "FILE, line 3: value is \"many\", which is not a plain number");
    let stranger = figure("z", "disputes.reconsideration.other", "1", "1", "");
    told(&stranger, "FILE, line 2: report_id is \"z\", which is not in reports.csv; give it a row there");
    let parted = good.clone() + &figure("b", "disputes.reconsideration.total", "1", "1", "") + &good;
    told(
        &parted,
        "FILE, line 4: report_id is \"a\", which is not beside the other rows of its report; sort figures.csv by report_id",
    );
    let folder = dataset(&good);
    fs::write(folder.path().join("figures.csv"), "report_id,source\na,a.html\n").unwrap();
    let place = folder.path().join("figures.csv");
    run(folder.path(), &["audit", "."])
        .ended(2)
        .one_sentence(&format!("{} has no column agency", "./figures.csv"));
    fs::remove_file(place).unwrap();
    run(folder.path(), &["audit", "."]).ended(2).one_sentence(". has no figures.csv");
}

#[test]
fn what_a_newer_version_may_have_written_is_ignored_and_said() {
    let newer = "a,a.html,甲,2023,2031,requests.dreams.total,1,,1,high,,line=1\n";
    let folder = dataset(&(figure("a", "disputes.reconsideration.total", "1", "1", "seen_twice") + newer));
    let reports = folder.path().join("reports.csv");
    fs::write(reports, "report_id,status,mood\na,extracted,good\n").unwrap();
    let ran = run(folder.path(), &["audit", "."]).ended(0);
    for said in [
        "reports.csv: columns that this version does not know are ignored: mood",
        "requests.dreams.total",
        "seen_twice",
    ] {
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}

/// The figures of a row of disputes, whose total is 5 and whose parts come to 6.
fn broken(published: &str, flags: &str) -> String {
    let row = "disputes.reconsideration";
    [
        ("upheld", "6", published),
        ("overturned", "0", "0"),
        ("other", "0", "0"),
        ("pending", "0", "0"),
        ("total", "5", "5"),
    ]
    .map(|(column, value, published)| figure("a", &format!("{row}.{column}"), value, published, flags))
    .concat()
}

#[test]
fn a_misreading_is_never_said_to_be_published() {
    let verdict = |figures: &str| {
        let folder = dataset(figures);
        run(folder.path(), &["audit", "-q", "."]).ended(0);
        let findings = table(folder.path(), "findings.csv");
        assert_eq!(findings.len(), 1);
        findings[0]["verdict"].clone()
    };
    assert_eq!(verdict(&broken("6", "identity_violated")), "published");
    // One cell that was taken for two figures.
    assert_eq!(verdict(&broken("6", "identity_violated").replace("line=1", "line=1 cell=2")), "extraction");
    // What the cell prints is another number, or has another number in it that fits.
    assert_eq!(verdict(&broken("16", "identity_violated")), "extraction");
    assert_eq!(verdict(&broken("6（其中维持5）", "identity_violated")), "extraction");
    // Figures that were changed after their sums were tested.
    let untested = figure("a", "proactive.licensing.decisions", "1", "1", "identity_untested");
    assert_eq!(verdict(&(untested + &broken("6", ""))), "extraction");
    for doubt in [
        "one_reader",
        "readers_disagree",
        "column_inferred",
        "split_cell",
        "decode_failure",
        "ocr",
        "label_fuzzy",
    ] {
        assert_eq!(verdict(&broken("6", &format!("{doubt};identity_violated"))), "extraction", "{doubt}");
    }
}

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

/// A table of requests of zeros in which some figures are set, each with its flags.
fn requests(set: &[(&str, &str, &str)]) -> String {
    let forms = nianbao::template::Forms::builtin();
    let own = forms.places().filter(|place| place.form.name == "2021" && place.table.key == "requests");
    own.map(|place| {
        let key = place.field.key.strip_prefix("requests.").unwrap();
        let found = set.iter().find(|(of, ..)| *of == key);
        let (value, flags) = found.map_or(("0", ""), |(_, value, flags)| (value, flags));
        figure("a", &place.field.key, value, value, flags)
    })
    .collect()
}

#[test]
fn a_sum_that_fails_whatever_a_doubtful_figure_is_was_printed_so() {
    let verdicts = |figures: &str, pdf: bool| {
        let folder = dataset(figures);
        if pdf {
            let reports = folder.path().join("reports.csv");
            fs::write(reports, REPORTS.replace("text/html", "application/pdf")).unwrap();
        }
        run(folder.path(), &["audit", "-q", ".", "--checks", "R01,R02,R03"]).ended(0);
        let findings = table(folder.path(), "findings.csv");
        findings.iter().map(|row| row["verdict"].clone()).collect::<Vec<_>>().join(" ")
    };
    let broken = "identity_violated";
    let doubtful = "readers_disagree;identity_violated";
    // 5 natural persons were granted, and the total is printed as 6; all other sums of the 5 come out.
    let with = |natural, total, rest: &[(&'static str, &'static str, &'static str)]| {
        let mut set = vec![
            ("received_new.natural_person", "5", ""),
            ("received_new.total", "5", ""),
            ("granted.natural_person", "5", natural),
            ("granted.total", "6", total),
            ("outcome_total.natural_person", "5", ""),
            ("outcome_total.total", "5", broken),
        ];
        let marked = ["business", "research", "nonprofit", "legal_service", "other_org"];
        let marked: Vec<String> = marked.map(|column| format!("granted.{column}")).into();
        set.extend(marked.iter().map(|key| (key.as_str(), "0", broken)));
        set.extend(rest);
        let down = ["partially_granted", "denied", "unavailable", "not_processed", "other"];
        requests(&set)
            .lines()
            .map(|line| {
                let total = down.iter().any(|row| line.contains(&format!("requests.{row}")))
                    && line.contains(".total,");
                let unmarked = line.contains(",medium,,");
                let line = if total && unmarked {
                    line.replace(",medium,,", ",medium,identity_violated,")
                } else {
                    line.to_string()
                };
                line + "\n"
            })
            .collect::<String>()
    };
    assert_eq!(verdicts(&with(broken, broken, &[]), false), "published published");
    // The natural persons may be misread, but any other number of them would break the sum down their column.
    assert_eq!(verdicts(&with(doubtful, broken, &[]), false), "published published");
    // The total may be misread: 5 would make both sums come out.
    assert_eq!(verdicts(&with(broken, doubtful, &[]), false), "extraction extraction");
    // One reader alone found the row, but the table has no gap. In a PDF that proves nothing.
    let alone = "one_reader;identity_violated";
    assert_eq!(verdicts(&with(broken, alone, &[]), false), "published published");
    assert_eq!(verdicts(&with(broken, alone, &[]), true), "extraction extraction");
    assert_eq!(
        verdicts(&with(broken, "column_inferred;identity_violated", &[]), false),
        "published published"
    );
}

#[test]
fn suspects_are_all_cells_that_alone_would_explain_it() {
    let suspects = |figures: &str| {
        let folder = dataset(figures);
        run(folder.path(), &["audit", "-q", "."]).ended(0);
        table(folder.path(), "findings.csv")[0]["suspects"].clone()
    };
    // 6 + 0 + 0 + 0 is not 5: the part may be 5 or the total 6; no other part can be −1.
    let row = "disputes.reconsideration";
    assert_eq!(suspects(&broken("6", "identity_violated")), format!("{row}.upheld | {row}.total"));
    // A doubtful cell weighs less than a clean one.
    let doubtful =
        broken("6", "identity_violated").replacen("identity_violated", "one_reader;identity_violated", 1);
    assert_eq!(suspects(&doubtful), format!("{row}.upheld"));
}

#[test]
fn where_totals_are_blank_figures_may_stand_one_column_beside() {
    const ROWS: [&str; 3] = ["granted", "partially_granted", "refused.state_secret"];
    // A sentence gives another number than the parts of a row come to, whose total is blank. `printed` rows have a total.
    let verdict = |printed: &[&str]| {
        let mut figures = figure("a", "requests.received_new.natural_person", "9", "9", "");
        figures += &figure("a", "requests.received_new.total", "9", "9", "");
        for row in ROWS {
            let total = figure("a", &format!("requests.{row}.total"), "3", "3", "");
            figures += &figure("a", &format!("requests.{row}.natural_person"), "3", "3", "");
            for column in ["business", "research", "nonprofit", "legal_service", "other_org"] {
                figures += &figure("a", &format!("requests.{row}.{column}"), "0", "0", "");
            }
            figures += &if printed.contains(&row) { total } else { total.replace(",3,,3,", ",,blank,,") };
        }
        let folder = dataset(&figures);
        let prose = "report_id,sentence_no,sentence,subject,counter,value,bound,about_year,share_of,key\n\
            a,1,予以公开5件。,予以公开,件,5,,2023,,requests.granted.total\n";
        fs::write(folder.path().join("prose_figures.csv"), prose).unwrap();
        run(folder.path(), &["audit", "-q", ".", "--checks", "P01"]).ended(0);
        let findings = table(folder.path(), "findings.csv");
        assert_eq!(findings.len(), 1, "{findings:?}");
        findings[0]["verdict"].clone()
    };
    assert_eq!(verdict(&[]), "extraction");
    assert_eq!(verdict(&["partially_granted", "refused.state_secret"]), "extraction");
}

/// The table of requests with every figure in a cell of its own. `nothing` is how a zero is printed there.
pub(crate) fn in_cells(set: &[(&str, &str)], nothing: &str) -> String {
    let forms = nianbao::template::Forms::builtin();
    let own = forms.places().filter(|place| place.form.name == "2021" && place.table.key == "requests");
    own.map(|place| {
        let key = place.field.key.strip_prefix("requests.").unwrap();
        let value = set.iter().find(|(of, _)| *of == key).map_or(nothing, |(_, value)| value);
        let missing = if value.is_empty() { "blank" } else { "" };
        let cell = format!("html=table[1]/tr[{}]/td[{}]", place.field.row, place.field.column);
        let key = &place.field.key;
        format!("a,a.html,甲,2023,2021,{key},{value},{missing},{value},medium,,{cell}\n")
    })
    .collect()
}

/// Check, row and verdict of what is found in a dataset.
pub(crate) fn found(folder: &Path, checks: &str) -> Vec<String> {
    run(folder, &["audit", "-q", ".", "--checks", checks]).ended(0);
    let told =
        |row: &BTreeMap<String, String>| format!("{} {} {}", &row["check"][..3], row["row"], row["verdict"]);
    table(folder, "findings.csv").iter().map(told).collect()
}

const FIVE: [(&str, &str); 6] = [
    ("received_new.natural_person", "5"),
    ("received_new.total", "5"),
    ("granted.natural_person", "5"),
    ("granted.total", "5"),
    ("outcome_total.natural_person", "5"),
    ("outcome_total.total", "5"),
];

#[test]
fn a_blank_total_fails_where_a_report_leaves_out_its_zeros_and_is_a_doubt_where_it_prints_them() {
    let set: Vec<_> = FIVE.into_iter().chain([("unavailable.not_held.research", "3")]).collect();
    let folder = dataset(&in_cells(&set, ""));
    assert_eq!(
        found(folder.path(), "R02,R03"),
        ["R02 outcome_total published", "R03 unavailable.not_held published"]
    );
    // Where all zeros are printed, one blank may be the place of a number that was lost.
    let blank: Vec<_> = set.iter().copied().chain([("unavailable.not_held.total", "")]).collect();
    let folder = dataset(&in_cells(&blank, "0"));
    assert_eq!(found(folder.path(), "R02,R03"), ["R02 outcome_total extraction"]);
    // So may a blank that would have to be a number whatever else is different.
    let lost = [("denied.deliberative.natural_person", ""), ("denied.deliberative.total", "2")];
    let mut set: Vec<_> = FIVE.into_iter().chain(lost).collect();
    for (key, value) in &mut set {
        if key.starts_with("received") || key.starts_with("outcome") {
            *value = "7";
        }
    }
    let folder = dataset(&in_cells(&set, ""));
    assert_eq!(
        found(folder.path(), "R02,R03"),
        ["R02 outcome_total extraction", "R03 denied.deliberative extraction"]
    );
}

#[test]
fn a_mark_for_none_in_place_of_a_total_fails_where_the_report_prints_totals_elsewhere() {
    let row = "disputes.reconsideration";
    let disputes: String = [("upheld", "2"), ("overturned", "0"), ("other", "0"), ("pending", "0")]
        .map(|(column, value)| figure("a", &format!("{row}.{column}"), value, value, ""))
        .concat()
        + &figure("a", &format!("{row}.total"), "", "/", "").replace(",,,/,", ",,slash,/,");
    let folder = dataset(&(in_cells(&FIVE, "0") + &disputes));
    assert_eq!(found(folder.path(), "R04"), ["R04 reconsideration published"]);
    let folder = dataset(&disputes);
    assert!(found(folder.path(), "R04").is_empty());
}

#[test]
fn a_sentence_is_compared_with_the_parts_where_a_table_has_no_totals() {
    let without: String = in_cells(&FIVE, "0")
        .lines()
        .filter(|line| !line.contains(".total,"))
        .map(|line| format!("{line}\n"))
        .collect();
    let of = |figures: &str, number: u32| {
        let folder = dataset(figures);
        let prose = format!(
            "report_id,sentence_no,sentence,subject,counter,value,bound,about_year,share_of,key\n\
             a,1,新收申请{number}件。,新收申请,件,{number},,2023,,requests.received_new.total\n"
        );
        fs::write(folder.path().join("prose_figures.csv"), prose).unwrap();
        found(folder.path(), "P01")
    };
    assert_eq!(of(&without, 9), ["P01 received_new published"]);
    assert!(of(&without, 5).is_empty());
    // A total that one row lacks was not found, and what the row is then is not known.
    let lacking = in_cells(&FIVE, "0");
    let lacking: String = lacking
        .lines()
        .filter(|line| !line.contains("received_new.total"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert!(of(&lacking, 9).is_empty());
}

#[test]
fn a_rate_behind_the_numbers_of_both_years_is_the_change_between_them() {
    let of = |rate: &str| {
        let folder = dataset(&in_cells(&FIVE, "0"));
        let sentence = format!("本年新收申请92件，上年新收80件，同比增长{rate}%。");
        let key = "requests.received_new.total";
        let prose = format!(
            "report_id,sentence_no,sentence,subject,counter,value,bound,about_year,share_of,key\n\
             a,1,{sentence},新收申请,件,92,,2023,,{key}\n\
             a,1,{sentence},新收,件,80,,2022,,{key}\n\
             a,1,{sentence},增长,%,{rate},,2022,growth: {key},\n"
        );
        fs::write(folder.path().join("prose_figures.csv"), prose).unwrap();
        found(folder.path(), "P05")
    };
    assert_eq!(of("16.0"), ["P05  published"]);
    assert!(of("15.0").is_empty());
}

#[test]
fn one_number_in_a_whole_row_may_be_a_renewal_and_is_none_in_two_rows_or_of_many() {
    let row = |of: &str, number: &str| -> String {
        let columns = ["issued", "repealed", "in_force"];
        columns.map(|column| figure("a", &format!("proactive.{of}.{column}"), number, number, "")).concat()
    };
    let of = |figures: &str| found(dataset(figures).path(), "R08");
    let of_documents = |number: &str| of(&row("normative_documents", number));
    assert_eq!(of_documents("50"), ["R08 normative_documents published"]);
    assert_eq!(of_documents("49"), ["R08 normative_documents note"]);
    assert_eq!(of_documents("5"), ["R08 normative_documents note"]);
    assert!(of_documents("4").is_empty());
    let two = row("regulations", "6") + &row("normative_documents", "31");
    assert_eq!(of(&two), ["R08 regulations published", "R08 normative_documents published"]);
}

#[test]
fn years_are_compared_also_where_a_zero_is_left_blank() {
    // 40 documents in force, 3 issued, none repealed: 43, and 44 are printed.
    let of = |after: &str, nothing: &str| {
        let report = |id: &str, year: u16, stock: [&str; 3]| {
            let columns = ["issued", "repealed", "in_force"];
            let stock = columns.into_iter().zip(stock).map(|(column, value)| {
                let missing = if value.is_empty() { "blank" } else { "" };
                let key = format!("proactive.normative_documents.{column}");
                format!("a,a.html,甲,2023,2021,{key},{value},{missing},{value},medium,,html=table[2]/tr[2]/td[{column}]\n")
            });
            let carried = if id == "a" { "carried_out" } else { "carried_in" };
            let (person, total) = (format!("{carried}.natural_person"), format!("{carried}.total"));
            let set = [(person.as_str(), "7"), (total.as_str(), "7")];
            let figures: String = stock.chain([in_cells(&set, nothing)]).collect();
            figures.replace("a,a.html,甲,2023", &format!("{id},{id}.html,甲市水利局,{year}"))
        };
        let figures = report("a", 2022, ["1", nothing, "40"]) + &report("b", 2023, ["3", nothing, after]);
        found(dataset(&figures).path(), "Y02")
    };
    assert_eq!(of("44", "0"), ["Y02 normative_documents published"]);
    assert_eq!(of("44", ""), ["Y02 normative_documents published"]);
    assert!(of("43", "").is_empty());
}

#[test]
fn one_number_in_a_row_of_a_page_needs_no_second_reader_but_cells_of_its_own() {
    let of = |boxes: [&str; 3]| {
        let columns = ["issued", "repealed", "in_force"];
        let row = columns.into_iter().zip(boxes).map(|(column, place)| {
            let key = format!("proactive.normative_documents.{column}");
            figure("a", &key, "62", "62", "one_reader").replace("line=1", place)
        });
        let folder = dataset(&row.collect::<String>());
        fs::write(folder.path().join("reports.csv"), REPORTS.replace("text/html", "application/pdf"))
            .unwrap();
        found(folder.path(), "R08")
    };
    assert_eq!(of(["page=1 box=1", "page=1 box=2", "page=1 box=3"]), ["R08 normative_documents published"]);
    assert_eq!(of(["page=1 box=1", "page=1 box=1", "page=1 box=1"]), ["R08 normative_documents extraction"]);
}

#[test]
fn the_number_of_last_year_is_not_what_was_carried_over() {
    let of = |subject: &str| {
        let folder = dataset(&in_cells(&FIVE, "0"));
        let prose = format!(
            "report_id,sentence_no,sentence,subject,counter,value,bound,about_year,share_of,key\n\
             a,1,同比增长6%，{subject}为4件。,{subject},件,4,,2023,,requests.carried_in.total\n"
        );
        fs::write(folder.path().join("prose_figures.csv"), prose).unwrap();
        found(folder.path(), "P01")
    };
    assert!(of("上年").is_empty());
    assert_eq!(of("上年结转"), ["P01 carried_in published"]);
}

#[test]
fn rows_without_totals_are_no_sums_that_fail_where_zeros_are_left_out() {
    let set = [
        ("received_new.natural_person", "8"),
        ("received_new.total", "8"),
        ("granted.natural_person", "5"),
        ("partially_granted.natural_person", "3"),
        ("outcome_total.natural_person", "8"),
        ("outcome_total.total", "8"),
    ];
    assert!(found(dataset(&in_cells(&set, "")).path(), "R01,R02,R03").is_empty());
}

#[test]
fn an_empty_place_in_the_list_of_checks_is_told() {
    let folder = dataset("");
    for checks in ["R01,,R03", "", "R01,", " "] {
        let said = run(folder.path(), &["audit", ".", "--checks", checks]).ended(2);
        said.one_sentence("the list of checks has an empty place between or beside its commas");
    }
}
