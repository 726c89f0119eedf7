//! `nianbao report`: every figure on its page, every link leads somewhere, and nothing of a dataset is run by a browser.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::util::{files, run, table};

const REPORTS: &str = "report_id,agency,region_code,region,level,year,template,status,reason,title,source,media_type,sha256,\
                       fetched_at,pages,figures_expected,figures_found,high,medium,low,agency_id\n";
const FIGURES: &str = "report_id,source,agency,year,template,table,row,column,key,value,unit,missing,published,confidence,\
                       flags,locator\n";

/// A dataset of real reports, audited and compared.
fn dataset() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    let inputs = ["txt", "html/beside-last-year.html", "html/labels-old.html", "html/missing-tables.html"]
        .map(|name| corpora.join(name).to_string_lossy().into_owned());
    let inputs = inputs.iter().map(String::as_str);
    let arguments = ["extract", "-q", "--fail-on", "never", "-o", "."];
    run(dir.path(), &arguments.into_iter().chain(inputs).collect::<Vec<_>>()).ended(0);
    run(dir.path(), &["audit", "-q", "."]).ended(0);
    run(dir.path(), &["compare", "-q", "."]).ended(0);
    dir
}

/// The pages of a site by their addresses.
fn pages(dataset: &Path) -> BTreeMap<String, String> {
    let files = files(&dataset.join("site")).into_iter();
    files.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

/// What stands between two marks, each time.
fn between<'a>(text: &'a str, before: &str, after: &'a str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

/// The file that a link on a page leads to.
fn target(page: &str, link: &str) -> String {
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(folders.pop().is_some(), "{page} links out of the site: {link}"),
            part => folders.push(part),
        }
    }
    folders.join("/")
}

#[test]
fn every_figure_stands_on_the_page_of_its_report_and_every_link_leads_somewhere() {
    let dir = dataset();
    let said = run(dir.path(), &["report", "."]).ended(0);
    let pages = pages(dir.path());
    assert!(said.err.contains("site/index.html"), "{}", said.err);
    let count = pages.keys().filter(|name| name.ends_with(".html")).count();
    // Thousands are set apart.
    assert!(said.err.replace(',', "").contains(&format!("{count} pages written")), "{}", said.err);
    let figures = table(dir.path(), "figures.csv");
    assert!(figures.len() > 2_000);
    for figure in &figures {
        let year = if figure["year"].is_empty() { "none" } else { &figure["year"] };
        let page = &pages[&format!("reports/{year}/{}.html", figure["report_id"])];
        let cell = between(page, &format!("<td id=\"{}\"", figure["key"]), "</td>");
        let shown = if figure["value"].is_empty() { figure["published"].trim() } else { &figure["value"] };
        let shown =
            shown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        assert!(
            cell.iter().any(|cell| cell.split_once('>').is_some_and(|(_, text)| text == shown)),
            "{figure:?} {cell:?}"
        );
        if figure["confidence"] != "high" {
            assert!(page.contains(&format!("<a href=\"#{}\"", figure["key"])), "{figure:?}");
        }
    }
    for finding in table(dir.path(), "findings.csv") {
        let list = &pages[&format!("findings/{}.html", finding["verdict"])];
        assert!(list.contains(&format!("{}.html\">", finding["report_id"])), "{finding:?}");
    }
    let mut links = BTreeSet::new();
    for (name, page) in &pages {
        for link in between(page, "href=\"", "\"").into_iter().chain(between(page, " src=\"", "\"")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() { name.clone() } else { target(name, file) };
            let to = pages.get(&file).unwrap_or_else(|| panic!("{name} links to {link}"));
            if file == "about.html" && !anchor.is_empty() {
                assert!(to.contains(&format!("id=\"{anchor}\"")), "{name} links to {link}");
            }
            links.insert(file);
        }
    }
    let unlinked: Vec<_> =
        pages.keys().filter(|name| name.ends_with(".html") && !links.contains(*name)).collect();
    assert!(unlinked.is_empty(), "no page leads to {unlinked:?}");
    // The list that the search reads knows every report that is one.
    let list = &pages["agencies.js"];
    let list = list.strip_prefix("nianbao(").and_then(|list| list.trim_end().strip_suffix(");")).unwrap();
    let list: serde_json::Value = serde_json::from_str(list).unwrap();
    let listed: usize =
        list.as_array().unwrap().iter().map(|agency| agency[2].as_array().unwrap().len()).sum();
    let reports = table(dir.path(), "reports.csv");
    assert_eq!(listed, reports.iter().filter(|report| report["status"] != "not_a_report").count());
}

#[test]
fn a_site_is_made_anew_the_same_and_in_either_language() {
    let dir = dataset();
    run(dir.path(), &["report", "."]).ended(0);
    let first = files(&dir.path().join("site"));
    fs::create_dir(dir.path().join(".site.part")).unwrap();
    fs::write(dir.path().join(".site.part/left.html"), "of a run that was killed").unwrap();
    run(dir.path(), &["report", ".", "-j", "1"]).ended(0);
    assert!(first == files(&dir.path().join("site")), "the second site is another");
    run(dir.path(), &["report", ".", "--lang", "zh", "-q"]).ended(0);
    let page = fs::read_to_string(dir.path().join("site/index.html")).unwrap();
    assert!(page.contains("<html lang=\"zh-Hans\">") && page.contains("概览"), "{page}");
    let left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".site")), "{left:?}");
}

#[test]
fn what_a_dataset_holds_is_shown_and_never_run() {
    let dir = tempfile::tempdir().unwrap();
    let hostile = "<script>alert(1)</script>";
    fs::write(
        dir.path().join("reports.csv"),
        format!(
            "{REPORTS}../../../x,{hostile},,{hostile},county,2023,2021,extracted,{hostile},{hostile},javascript:alert(1),\
             text/html,,,1,1,1,0,0,1,\n"
        ),
    )
    .unwrap();
    fs::write(
        dir.path().join("figures.csv"),
        format!(
            "{FIGURES}../../../x,a,b,2023,2021,requests,granted,total,requests.granted.total,,件,text,{hostile},low,,{hostile}\n"
        ),
    )
    .unwrap();
    run(dir.path(), &["report", "."]).ended(0);
    let pages = pages(dir.path());
    assert!(pages.contains_key("reports/2023/~2e~2e~2f~2e~2e~2f~2e~2e~2fx.html"), "{:?}", pages.keys());
    for (name, page) in pages.iter().filter(|(name, _)| name.ends_with(".html")) {
        assert!(!page.contains(hostile) && !page.contains("href=\"javascript"), "{name}: {page}");
    }
}

#[test]
fn what_cannot_be_done_is_said_in_one_sentence() {
    let dir = tempfile::tempdir().unwrap();
    run(dir.path(), &["report", "."]).ended(2).one_sentence(". has no reports.csv");
    fs::write(dir.path().join("reports.csv"), REPORTS).unwrap();
    run(dir.path(), &["report", "."]).ended(2).one_sentence(". has no figures.csv");
    let row =
        |id: &str| format!("{id},甲县,,,county,2023,2021,extracted,,,{id}.html,text/html,,,1,1,1,1,0,0,\n");
    let figure = |id: &str| {
        format!(
            "{id},{id}.html,甲县,2023,2021,requests,granted,total,requests.granted.total,1,件,,1,high,,\n"
        )
    };
    fs::write(dir.path().join("reports.csv"), format!("{REPORTS}{}{}", row("a"), row("b"))).unwrap();
    fs::write(dir.path().join("figures.csv"), format!("{FIGURES}{}{}", figure("b"), figure("a"))).unwrap();
    run(dir.path(), &["report", "."]).ended(2).one_sentence(
        "./figures.csv: the figures of report a do not stand in the order of reports.csv; sort both files by report_id",
    );
    fs::write(dir.path().join("figures.csv"), format!("{FIGURES}{}{}", figure("a"), figure("b"))).unwrap();
    fs::create_dir(dir.path().join("site")).unwrap();
    fs::write(dir.path().join("site/index.html"), "<h1>my own pages</h1>").unwrap();
    run(dir.path(), &["report", "."])
        .ended(2)
        .one_sentence("./site is no site that nianbao wrote, and would be lost");
    assert_eq!(fs::read_to_string(dir.path().join("site/index.html")).unwrap(), "<h1>my own pages</h1>");
    fs::remove_file(dir.path().join("site/index.html")).unwrap();
    run(dir.path(), &["report", "."]).ended(0);
    // Without indicators and findings the pages say what to do.
    let pages = pages(dir.path());
    assert!(pages["rankings/index.html"].contains("nianbao compare"));
    assert!(pages["findings/index.html"].contains("nianbao audit"));
}

#[test]
fn a_quotient_of_ones_own_is_no_percentage() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("reports.csv"),
        format!(
            "{REPORTS}a,甲县教育局,140801,,county,2023,2021,extracted,,,a.html,text/html,,,1,2,2,2,0,0,\n"
        ),
    )
    .unwrap();
    let figure = |row: &str, value: u32| {
        format!(
            "a,a.html,甲县教育局,2023,2021,requests,{row},total,requests.{row}.total,{value},件,,{value},high,,\n"
        )
    };
    let figures = [FIGURES.to_string(), figure("granted", 90), figure("partially_granted", 60)].concat();
    fs::write(dir.path().join("figures.csv"), figures).unwrap();
    let own = "[[indicator]]\nkey = \"own\"\nzh = \"自定\"\nen = \"own\"\nnumerator = \"requests.granted.total\"\n\
               denominator = \"requests.partially_granted.total\"\nkind = \"ratio\"\ndirection = \"lower\"\nnote = \"n\"\nsource = \"s\"\n";
    fs::write(dir.path().join("own.toml"), own).unwrap();
    run(dir.path(), &["compare", ".", "--indicators", "own.toml", "--plot", "own.svg"]).ended(0);
    run(dir.path(), &["report", "."]).ended(0);
    let pages = pages(dir.path());
    let ranking = &pages["rankings/own-1.html"];
    assert!(ranking.contains("<td>1.5</td>") && ranking.contains("<td>90 / 60</td>"), "{ranking}");
}
