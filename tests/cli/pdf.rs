//! The program on the PDFs of `corpora/pdf/`, held to the figures of `golden/pdf/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::util::{run, table};

/// The part of the figures that must be found, in all files and in those whose tables have rulings.
const LEAST_FOUND: f64 = 0.998;
const LEAST_FOUND_RULED: f64 = 0.9995;

/// Files whose tables have no rulings that could be seen. What is read wrong in them is never sure.
const UNRULED: [&str; 7] =
    ["bare", "bare-dash", "bare-long", "bare-slash", "libreoffice-html", "recognised", "zebra"];

/// Files whose text layer says other figures than are printed begin so: what is read of these is wrong, and may be so where it is not sure.
const UNSURE: &str = "unsure-";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn dataset(name: &str) -> PathBuf {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if out.exists() {
        fs::remove_dir_all(&out).unwrap();
    }
    // 1: one of them needs a password, and is unreadable.
    run(root(), &["extract", "corpora/pdf", "-q", "-j", "2", "-o", out.to_str().unwrap()]).ended(1);
    out
}

/// The golden figures of a file: an empty value is a cell without a number.
pub(crate) fn golden(name: &str) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_path(root().join(format!("golden/pdf/{name}.csv"))).unwrap();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            (format!("{}.{}.{}", &record[0], &record[1], &record[2]), record[3].to_string())
        })
        .collect()
}

#[test]
fn pdfs_of_all_producers_are_read_and_no_figure_is_wrong() {
    let out = dataset("pdf");
    let is_unruled = |name: &str| UNRULED.contains(&name);
    let manifest = table(&root().join("corpora/pdf"), "manifest.csv");
    assert!(manifest.len() >= 60, "only {} files", manifest.len());
    let reports = table(&out, "reports.csv");
    let figures = table(&out, "figures.csv");
    let (mut right, mut wanted, mut right_ruled, mut wanted_ruled) = (0, 0, 0, 0);
    for listed in &manifest {
        let name = listed["name"].as_str();
        let source = format!("corpora/pdf/{name}.pdf");
        let own: Vec<_> = reports.iter().filter(|row| row["source"] == source).collect();
        for report in &own {
            assert_eq!(report["status"], listed["status"], "{name}: {}", report["reason"]);
        }
        if listed["status"] != "extracted" && !name.starts_with(UNSURE) {
            continue;
        }
        for (report, number) in own.iter().zip(1..) {
            let golden = golden(&if number == 1 { name.to_string() } else { format!("{name}#{number}") });
            let of_report = figures.iter().filter(|row| row["report_id"] == report["report_id"]);
            let mut found = 0;
            for row in of_report {
                let told = (&row["value"], &row["published"], &row["confidence"], &row["locator"]);
                let expected = golden.get(&row["key"]);
                if expected == Some(&row["value"]) {
                    found += 1;
                } else {
                    assert!(
                        (is_unruled(name) || name.starts_with(UNSURE)) && row["confidence"] != "high",
                        "{name} {}: {told:?}",
                        row["key"]
                    );
                }
            }
            if name.starts_with(UNSURE) {
                continue;
            }
            right += found;
            wanted += golden.len();
            if !is_unruled(name) {
                right_ruled += found;
                wanted_ruled += golden.len();
            }
        }
        let expected = if name.starts_with("two-reports") { 2 } else { 1 };
        assert_eq!(own.len(), expected, "{name}");
    }
    assert!(f64::from(right) >= LEAST_FOUND * wanted as f64, "{right} of {wanted}");
    assert!(
        f64::from(right_ruled) >= LEAST_FOUND_RULED * wanted_ruled as f64,
        "{right_ruled} of {wanted_ruled}"
    );
}

/// A text that a page shows, and where its baseline begins, in points from the top left corner.
struct Shown {
    text: String,
    x: f32,
    y: f32,
}

/// What the pages of a file show, read from the operators themselves: these files place each text by a matrix of its own
/// and write it in UTF-16.
fn shown(path: &Path) -> Vec<Vec<Shown>> {
    let file = Document::load(path).unwrap();
    let number = |object: &Object| object.as_float().unwrap();
    let mut pages = Vec::new();
    for page in file.get_pages().into_values() {
        let content = Content::decode(&file.get_page_content(page)).unwrap();
        let (mut x, mut y) = (0.0, 0.0);
        let mut texts = Vec::new();
        for operation in &content.operations {
            match (operation.operator.as_str(), operation.operands.as_slice()) {
                ("Tm", [.., left, bottom]) => (x, y) = (number(left), 842.0 - number(bottom)),
                ("Tj", [Object::String(bytes, _)]) => {
                    let units = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                    let text = char::decode_utf16(units).map(Result::unwrap).collect();
                    texts.push(Shown { text, x, y });
                }
                _ => {}
            }
        }
        pages.push(texts);
    }
    pages
}

/// A report of one page with one table, in whose second column each figure is this content, at its place.
fn report_with(figure: &str) -> Vec<u8> {
    let mut content = String::from("0.5 w\n");
    let mut show = |x: u32, y: u32, text: &str| {
        let units: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        content += &format!("BT /F1 10 Tf 1 0 0 1 {x} {y} Tm <{units}> Tj ET\n");
    };
    show(150, 780, "青岚市水利局2023年政府信息公开工作年度报告");
    show(60, 740, "二、主动公开政府信息情况");
    let rows = ["信息内容", "行政许可", "行政处罚", "行政强制"];
    for (row, y) in rows.into_iter().zip([706, 686, 666, 646]) {
        show(65, y, row);
    }
    show(265, 706, "本年处理决定数量");
    for y in [720, 700, 680, 660, 640] {
        content += &format!("60 {y} m 460 {y} l S\n");
    }
    for x in [60, 260, 460] {
        content += &format!("{x} 720 m {x} 640 l S\n");
    }
    for y in [686, 666, 646] {
        content += &format!("q 1 0 0 1 350 {y} cm {figure} Q\n");
    }
    let mut file = Document::with_version("1.5");
    let descendant = file.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "SimSun", "DW" => 1000,
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("GB1"),
            "Supplement" => 4 },
        "W" => vec![1.into(), 95.into(), 500.into(), 814.into(), 908.into(), 500.into()],
        "FontDescriptor" => dictionary! { "Type" => "FontDescriptor", "FontName" => "SimSun", "Flags" => 6 },
    });
    let font = file.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "SimSun", "Encoding" => "UniGB-UTF16-H",
        "DescendantFonts" => vec![descendant.into()],
    });
    let tree = file.new_object_id();
    let content = file.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
    let page = file.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    });
    let pages = dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => vec![page.into()] };
    file.objects.insert(tree, pages.into());
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    file.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_report_whose_figures_are_drawn_needs_to_be_read_from_its_picture() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pdf-drawn");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let outcome = |figure: &str| {
        fs::write(folder.join("one.pdf"), report_with(figure)).unwrap();
        let _ = fs::remove_dir_all(folder.join("out"));
        run(&folder, &["extract", "one.pdf", "-q", "-o", "out", "--fail-on", "never"]).ended(0);
        let values: Vec<String> =
            table(&folder.join("out"), "figures.csv").iter().map(|row| row["value"].clone()).collect();
        (table(&folder.join("out"), "reports.csv")[0]["status"].clone(), values)
    };
    // A nought of two curves.
    let curve = "2 0 m 4 0 4 7 2 7 c 0 7 0 0 2 0 c h f";
    assert_eq!(outcome(curve), ("needs_ocr".to_string(), vec![String::new(); 3]));
    let text = "BT /F1 10 Tf <0030> Tj ET";
    assert_eq!(outcome(text), ("partial".to_string(), vec!["0".to_string(); 3]), "other tables are missing");
}

#[test]
fn the_box_of_every_figure_holds_what_is_printed() {
    let out = dataset("pdf-boxes");
    let figures = table(&out, "figures.csv");
    // A page turned by /Rotate 90 shows what stands at (x, y) of its content at (842 - y, x).
    for (name, turned) in
        [("rules-thin", false), ("rules-four", false), ("break-open", false), ("turned-page", true)]
    {
        let path = format!("corpora/pdf/{name}.pdf");
        let pages = shown(&root().join(&path));
        let mut looked_at = 0;
        for row in figures.iter().filter(|row| row["source"] == path) {
            let (page, area) = row["locator"].strip_prefix("page=").unwrap().split_once(" box=").unwrap();
            let sides: Vec<f32> = area.split(',').map(|side| side.parse().unwrap()).collect();
            let inside = |shown: &&Shown| {
                let (x, y) = if turned { (842.0 - shown.y, shown.x) } else { (shown.x, shown.y) };
                sides[0] <= x && x <= sides[2] && sides[1] <= y && y <= sides[3]
            };
            let page: usize = page.parse().unwrap();
            let texts: String =
                pages[page - 1].iter().filter(inside).map(|shown| shown.text.as_str()).collect();
            assert_eq!(texts.trim(), row["published"], "{name} {}: {}", row["key"], row["locator"]);
            looked_at += 1;
        }
        assert!(looked_at >= 150, "{name}: {looked_at}");
    }
}
