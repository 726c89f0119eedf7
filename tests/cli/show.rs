//! `nianbao show`: the picture has the frame where the figure stands, and what cannot be shown is said in one sentence.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use hayro::vello_cpu::Pixmap;

use crate::util::{run, table, visible};

/// Pixels per point.
const SCALE: f32 = 2.5;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("show").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn picture(path: &Path) -> Pixmap {
    Pixmap::from_png(BufReader::new(File::open(path).unwrap())).unwrap()
}

fn is_frame((r, g, b): (u8, u8, u8)) -> bool {
    r.abs_diff(207) < 12 && g.abs_diff(34) < 12 && b.abs_diff(46) < 12
}

fn at(picture: &Pixmap, x: f32, y: f32) -> (u8, u8, u8) {
    let pixel = picture.sample((x * SCALE) as u16, (y * SCALE) as u16);
    (pixel.r, pixel.g, pixel.b)
}

/// The page and the box of a figure as `extract` gives them.
fn locator(pdf: &str, key: &str, work: &Path) -> (u32, [f32; 4]) {
    let out = work.join("dataset");
    run(root(), &["extract", pdf, "-q", "-o", out.to_str().unwrap()]).ended(0);
    let rows = table(&out, "figures.csv");
    let row = rows.iter().find(|row| row["key"] == key).unwrap();
    let (page, area) = row["locator"].strip_prefix("page=").unwrap().split_once(" box=").unwrap();
    let sides: Vec<f32> = area.split(',').map(|side| side.parse().unwrap()).collect();
    (page.parse().unwrap(), sides.try_into().unwrap())
}

#[test]
fn the_frame_is_around_the_cell_and_the_figures_in_it_are_seen() {
    for (name, key) in [
        // A Chinese font that is not embedded, a page turned by its /Rotate, and one whose content is turned.
        ("encoding-gbk-euc-h", "requests.received_new.total"),
        ("turned-page", "requests.received_new.natural_person"),
        ("turned-content", "requests.received_new.natural_person"),
        ("libreoffice", "disputes.reconsideration.total"),
    ] {
        let work = folder(name);
        let pdf = format!("corpora/pdf/{name}.pdf");
        let png = work.join("picture.png");
        run(root(), &["show", &pdf, "--figure", key, "-q", "-o", png.to_str().unwrap()]).ended(0);
        let (_, [left, top, right, bottom]) = locator(&pdf, key, &work);
        let picture = picture(&png);
        let (middle, height) = ((left + right) / 2.0, (top + bottom) / 2.0);
        for (x, y) in
            [(left - 1.2, height), (right + 1.2, height), (middle, top - 1.2), (middle, bottom + 1.2)]
        {
            assert!(is_frame(at(&picture, x, y)), "{name}: no frame at {x}, {y}");
        }
        let steps = |from: f32, to: f32| (1..40).map(move |step| from + (to - from) * step as f32 / 40.0);
        let dark = steps(left + 2.0, right - 2.0)
            .flat_map(|x| steps(top + 2.0, bottom - 2.0).map(move |y| (x, y)))
            .filter(|&(x, y)| at(&picture, x, y).0 < 100)
            .count();
        assert!(dark > 5, "{name}: nothing is seen in the frame");
        // Nothing else on the page is framed.
        let far = |x: f32, y: f32| x < left - 4.0 || x > right + 4.0 || y < top - 4.0 || y > bottom + 4.0;
        let page_height = f32::from(picture.height()) / SCALE - 100.0;
        for x in (0..picture.width()).step_by(3).map(|x| f32::from(x) / SCALE) {
            for y in (0..picture.height()).step_by(3).map(|y| f32::from(y) / SCALE) {
                assert!(y > page_height || !far(x, y) || !is_frame(at(&picture, x, y)), "{name}: {x}, {y}");
            }
        }
    }
}

#[test]
fn the_same_file_gives_the_same_picture_and_a_column_of_wide_csv_names_a_figure_too() {
    let work = folder("same");
    let pdf = root().join("corpora/pdf/rules-thin.pdf");
    let show = |key: &str| {
        run(&work, &["show", pdf.to_str().unwrap(), "--figure", key]).ended(0);
        fs::read(work.join("rules-thin.requests.received_new.total.png")).unwrap()
    };
    assert!(show("requests.received_new.total") == show("rq_new_tot"));
}

#[test]
fn every_page_with_a_table_has_a_picture_of_its_tables() {
    let work = folder("tables");
    let out = work.join("pages");
    run(root(), &["show", "corpora/pdf/rules-thin.pdf", "--tables", "-q", "-o", out.to_str().unwrap()])
        .ended(0);
    let dataset = work.join("dataset");
    run(root(), &["extract", "corpora/pdf/rules-thin.pdf", "-q", "-o", dataset.to_str().unwrap()]).ended(0);
    let pages: BTreeSet<String> = table(&dataset, "figures.csv")
        .iter()
        .map(|row| row["locator"].split([' ', '=']).nth(1).unwrap().to_string())
        .collect();
    let expected: Vec<String> = pages.iter().map(|page| format!("rules-thin.page-{page}.png")).collect();
    assert_eq!(visible(&out), expected);
    for name in expected {
        let picture = picture(&out.join(name));
        let pixels = picture.data();
        let green = pixels.iter().filter(|pixel| pixel.g > pixel.r.saturating_add(15)).count();
        assert!(green * 100 > pixels.len(), "no figure is marked as sure");
    }
}

#[test]
fn what_cannot_be_shown_is_said_in_one_sentence() {
    let show = |file: &str, key: &str| run(root(), &["show", file, "--figure", key]).ended(2);
    show("corpora/pdf/rules-thin.pdf", "requests.recieved_new.total")
        .one_sentence("there is no figure requests.recieved_new.total");
    let ran = show("corpora/pdf/rules-thin.pdf", "requests.recieved_new.total");
    assert!(ran.err.contains("did you mean requests.received_new.total?"), "{}", ran.err);
    show("corpora/pdf/lost-password.pdf", "rq_new_tot")
        .one_sentence("lost-password.pdf: password: the file is encrypted and does not open without one");
    show("corpora/pdf/missing.pdf", "rq_new_tot")
        .one_sentence("corpora/pdf/missing.pdf: no such file or folder");
    show("corpora/pdf", "rq_new_tot").one_sentence("corpora/pdf holds more than one document");
    // A figure of the form of 2019 in a report by the form of 2021.
    let manifest = table(&root().join("corpora/pdf"), "manifest.csv");
    let newer =
        manifest.iter().find(|row| row["template"] == "2021" && row["status"] == "extracted").unwrap();
    let ran = show(&format!("corpora/pdf/{}.pdf", newer["name"]), "proactive.procurement.amount");
    ran.one_sentence(
        "proactive.procurement.amount is not in this report: its table follows the form of 2021, which has no such figure",
    );
    run(root(), &["show", "corpora/pdf/rules-thin.pdf"]).ended(2);
    let nowhere = "corpora/pdf/rules-thin.pdf/x.png";
    let ran = run(root(), &["show", "corpora/pdf/rules-thin.pdf", "--figure", "rq_new_tot", "-o", nowhere])
        .ended(2);
    assert!(ran.err.starts_with(&format!("error: cannot write {nowhere}: ")), "{}", ran.err);
}

#[test]
fn of_two_reports_in_one_file_one_is_chosen() {
    let work = folder("two");
    let out = work.join("dataset");
    run(root(), &["extract", "corpora/pdf/two-reports.pdf", "-q", "-o", out.to_str().unwrap()]).ended(0);
    let reports = table(&out, "reports.csv");
    let named: Vec<String> = (1..)
        .zip(&reports)
        .map(|(number, row)| format!("{number} is {} {}", row["agency"], row["year"]))
        .collect();
    let show = |report: &[&str]| {
        let png = work.join(format!("{}.png", report.last().unwrap_or(&"0")));
        let arguments = ["show", "corpora/pdf/two-reports.pdf", "--figure", "rq_new_tot", "-q", "-o"];
        let ran = run(root(), &[&arguments[..], &[png.to_str().unwrap()], report].concat());
        (ran, png)
    };
    let (ran, _) = show(&[]);
    let ran = ran.ended(2).one_sentence("two-reports.pdf holds 2 reports");
    assert!(ran.err.contains(&format!("choose one with --report: {}", named.join("; "))), "{}", ran.err);
    let pictures: Vec<Vec<u8>> = ["1", "2"]
        .map(|number| {
            let (ran, png) = show(&["--report", number]);
            ran.ended(0);
            fs::read(png).unwrap()
        })
        .to_vec();
    assert!(pictures[0] != pictures[1]);
    show(&["--report", "3"]).0.ended(2).one_sentence("two-reports.pdf has no report 3: it holds 2");
}

#[test]
fn a_page_without_pages_says_where_the_figure_stands_instead() {
    let figures = fs::read_to_string(root().join("golden/shape-word.csv")).unwrap();
    let line = figures.lines().find(|line| line.starts_with("requests,received_new,total,")).unwrap();
    let value = line.rsplit(',').next().unwrap();
    let ran = run(root(), &["show", "corpora/html/shape-word.html", "--figure", "rq_new_tot"]).ended(2);
    let beginning = format!(
        "error: shape-word.html is not a PDF (HTML page): only the pages of a PDF are drawn; requests.received_new.total is \"{value}\", in table "
    );
    assert!(ran.err.starts_with(&beginning), "{}", ran.err);
    run(root(), &["show", "corpora/html/shape-word.html", "--tables"])
        .ended(2)
        .one_sentence("shape-word.html is not a PDF (HTML page): only the pages of a PDF are drawn");
}

#[test]
fn a_file_made_to_hang_or_to_fill_the_memory_ends_with_a_sentence() {
    let work = folder("bombs");
    fs::write(work.join("hang.pdf"), crate::bombs::hang()).unwrap();
    fs::write(work.join("fill.pdf"), crate::bombs::fill()).unwrap();
    for (file, limit) in [("hang.pdf", ["--pdf-timeout", "2"]), ("fill.pdf", ["--pdf-memory", "256"])] {
        let start = std::time::Instant::now();
        let [option, value] = limit;
        run(&work, &["show", file, "--tables", option, value]).ended(2);
        assert!(start.elapsed().as_secs() < 20, "{file}: {:?}", start.elapsed());
    }
}
