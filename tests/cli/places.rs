//! Regions and agencies from outside: what stands in `reports.csv` and `agencies.csv`, and lists of one's own.

use std::fs;
use std::path::Path;

use crate::util::{run, table};

/// A report without figures, which has its row all the same.
fn write(folder: &Path, name: &str, agency: &str, year: u16) {
    let text = format!(
        "<html><head><title>{agency}{year}年政府信息公开工作年度报告</title></head><body>\
         <h1>{agency}{year}年政府信息公开工作年度报告</h1>\
         <p>根据《中华人民共和国政府信息公开条例》的要求，编制本年度报告，现向社会公布。</p>\
         <h2>一、总体情况</h2><p>一年来各项工作有序推进。</p><h2>二、主动公开政府信息情况</h2>\
         <h2>三、收到和处理政府信息公开申请情况</h2></body></html>"
    );
    fs::create_dir_all(folder.join("docs")).unwrap();
    fs::write(folder.join("docs").join(name), text).unwrap();
}

fn copy_data(to: &Path) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for name in
        ["aliases.csv", "regions.csv", "regions_own.csv", "templates/2019.toml", "templates/2021.toml"]
    {
        fs::create_dir_all(to.join(name).parent().unwrap()).unwrap();
        fs::copy(data.join(name), to.join(name)).unwrap();
    }
}

#[test]
fn an_agency_is_one_row_under_all_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(path, "a.html", "山西省运城市文化局", 2016);
    write(path, "b.html", "运城市旅游局", 2016);
    write(path, "f.html", "运城市旅游局", 2022);
    write(path, "c.html", "运城市文化和旅游局", 2020);
    write(path, "d.html", "鼓楼区教育局", 2020);
    write(path, "e.html", "利辛县城关镇", 2024);
    run(path, &["extract", "docs", "-o", "out", "-q"]).ended(0);
    let reports = table(&path.join("out"), "reports.csv");
    let of = |name: &str| reports.iter().find(|row| row["source"].ends_with(name)).unwrap();
    assert_eq!(of("a.html")["region"], "山西省运城市");
    assert_eq!(of("a.html")["agency_id"], of("c.html")["agency_id"]);
    assert_eq!((&*of("d.html")["region_code"], &*of("d.html")["level"]), ("", ""));
    assert_eq!((&*of("e.html")["region_code"], &*of("e.html")["level"]), ("341623100", "township"));
    let agencies = table(&path.join("out"), "agencies.csv");
    assert_eq!(agencies.len(), 4);
    let named = |name: &str| agencies.iter().find(|row| row["name"] == name).unwrap();
    let culture = named("运城市文化和旅游局");
    assert_eq!(culture["printed"], "山西省运城市文化局;运城市文化和旅游局");
    assert_eq!(
        [&*culture["reports"], &*culture["first_year"], &*culture["last_year"], &*culture["flags"]],
        ["2", "2016", "2020", "renamed"]
    );
    // It reports for itself after the reform, so it was not merged here.
    let tourism = named("运城市旅游局");
    assert_eq!([&*tourism["reports"], &*tourism["merged_into"], &*tourism["flags"]], ["2", "", ""]);
    let education = agencies.iter().find(|row| row["kind"] == "education").unwrap();
    assert_eq!(education["flags"], "region_ambiguous");
}

#[test]
fn bodies_that_stand_side_by_side_are_not_one_agency() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let names = [
        ("威海市工商行政管理局", 2018),
        ("威海市质量技术监督局", 2018),
        ("威海市市场监督管理局", 2019),
        ("浙江省文物局", 2022),
        ("浙江省文化和旅游厅", 2022),
        ("北京市城市管理委员会", 2022),
        ("北京市城市管理综合行政执法局", 2022),
    ];
    for (index, (name, year)) in names.iter().enumerate() {
        write(path, &format!("{index}.html"), name, *year);
    }
    run(path, &["extract", "docs", "-o", "out", "-q"]).ended(0);
    let agencies = table(&path.join("out"), "agencies.csv");
    assert_eq!(agencies.len(), names.len());
    let named = |name: &str| agencies.iter().find(|row| row["name"] == name).unwrap();
    // What became of them is said beside them.
    for merged in ["威海市工商行政管理局", "威海市质量技术监督局"] {
        assert_eq!(named(merged)["merged_into"], named("威海市市场监督管理局")["agency_id"]);
        assert_eq!(named(merged)["flags"], "merged");
    }
    assert_eq!(named("浙江省文物局")["merged_into"], "");
}

#[test]
fn a_run_that_goes_on_gives_the_same_agencies() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(path, "a.html", "宜城市教育局", 2021);
    run(path, &["extract", "docs", "-o", "out", "-q"]).ended(0);
    write(path, "b.html", "宜城市教育体育局", 2022);
    write(path, "c.html", "硚口区审计局", 2022);
    run(path, &["extract", "docs", "-o", "out", "-q"]).ended(0);
    run(path, &["extract", "docs", "-o", "again", "-q", "-j", "1"]).ended(0);
    for name in ["reports.csv", "wide.csv", "agencies.csv"] {
        let read = |out: &str| fs::read_to_string(path.join(out).join(name)).unwrap();
        assert_eq!(read("out"), read("again"), "{name}");
    }
}

#[test]
fn lists_of_ones_own_are_used_and_their_mistakes_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(path, "a.html", "青岚新区教育局", 2021);
    run(path, &["extract", "docs", "-o", "out", "-q"]).ended(0);
    assert_eq!(table(&path.join("out"), "reports.csv")[0]["region_code"], "");
    copy_data(&path.join("data"));
    let own = path.join("data/regions_own.csv");
    let list = fs::read_to_string(&own).unwrap();
    fs::write(&own, format!("{list}140800-qinglan,青岚新区,zone,运城青岚新区,,,\n")).unwrap();
    // The rows of the run before were made by another list.
    run(path, &["extract", "docs", "-o", "out", "-q", "--data", "data"]).ended(0);
    assert_eq!(table(&path.join("out"), "reports.csv")[0]["region_code"], "140800-qinglan");

    let lines = list.lines().count();
    let mistakes = [
        (
            "140800-qinglan,青岚新区,park,,,,",
            "\"park\" is no kind of region; write alias, former, division or zone",
        ),
        ("990000-qinglan,青岚新区,zone,,,,", "no region has the code \"990000\""),
        ("140800,运城市,zone", "has fewer than 7 columns"),
        ("149999,青岚县,former,青岚,,soon,", "\"soon\" is no year"),
    ];
    for (line, problem) in mistakes {
        fs::write(&own, format!("{list}{line}\n")).unwrap();
        let file = Path::new("data").join("regions_own.csv");
        run(path, &["extract", "docs", "-o", "bad", "--data", "data"]).ended(2).one_sentence(&format!(
            "{}, line {}: {problem}",
            file.display(),
            lines + 1
        ));
    }
}

#[test]
fn neighbours_in_a_folder_tell_a_name_that_fits_several_places() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    for (name, agency) in [
        ("a.html", "开封市财政局"),
        ("b.html", "开封市水利局"),
        ("c.html", "开封市龙亭区人民政府"),
        ("d.html", "鼓楼区教育局"),
    ] {
        write(path, name, agency, 2022);
    }
    run(path, &["extract", "docs", "-o", "out", "-q"]).ended(0);
    let out = path.join("out");
    let reports = table(&out, "reports.csv");
    let report = reports.iter().find(|row| row["agency"] == "鼓楼区教育局").unwrap();
    assert_eq!(report["region_code"], "", "a report says only what it says itself");
    let agencies = table(&out, "agencies.csv");
    let agency = agencies.iter().find(|row| row["agency_id"] == report["agency_id"]).unwrap();
    assert_eq!((&*agency["region_code"], &*agency["region"]), ("410204", "河南省开封市鼓楼区"));
    assert_eq!((&*agency["canonical"], &*agency["flags"]), ("开封市鼓楼区教育局", "region_neighbours"));
    run(path, &["extract", "docs", "-o", "again", "-q", "-j", "16"]).ended(0);
    assert_eq!(
        fs::read(out.join("agencies.csv")).unwrap(),
        fs::read(path.join("again/agencies.csv")).unwrap()
    );
}
