//! Discovery on portals of every family: all reports, nothing else called one, few requests.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use nianbao::portal::serve::{Logged, Server};
use nianbao::portal::{Answer, Asked, Portal};

use crate::portal::hanweb::ToGet;
use crate::portal::{Made, families, hanweb, more, odd, walk, wild};
use crate::util::{run, table};

fn all() -> Vec<Made> {
    vec![
        families::trs(),
        families::trs_years(),
        families::query(),
        families::stuck(),
        families::subdomains(),
        families::files(),
        hanweb::hanweb(ToGet::Records),
        hanweb::hanweb(ToGet::Nothing),
        hanweb::hanweb(ToGet::Refusal(405)),
        hanweb::hanweb(ToGet::Refusal(404)),
        hanweb::hanweb(ToGet::Refusal(500)),
        hanweb::hanweb_groups(),
        more::jpaas(false),
        more::jpaas(true),
        more::gkmlpt(),
        more::annual_module(),
        more::composed(),
        hanweb::hanweb_cipher(),
        more::anhui(),
        more::public(),
        more::shaanxi(),
        more::shanghai(),
        more::vsb(),
        odd::written(),
        odd::tree(),
        odd::table(),
        odd::clicked(),
        odd::cut(),
        odd::worded(),
        odd::pictures(),
        odd::gkmlpt_loose(),
        odd::json(),
        odd::nested(),
    ]
    .into_iter()
    .chain(wild::all())
    .collect()
}

#[test]
fn every_report_of_every_family_is_found_with_few_requests() {
    let mut wrong = Vec::new();
    for made in all() {
        let walk = walk::walk(&made.portal, &made.start, None);
        let missing: Vec<_> = made.reports.difference(&walk.reports).collect();
        let false_reports: Vec<_> = walk.reports.difference(&made.reports).collect();
        let useful = |address: &String| made.reports.contains(address) || made.ways.contains(address);
        let idle: Vec<_> = walk.asked.iter().filter(|(address, _)| !useful(address)).collect();
        println!(
            "{:16} {:4} reports, {:4} asked, {:3} of them idle",
            made.name,
            made.reports.len(),
            walk.asked.len(),
            idle.len()
        );
        idle.iter().for_each(|(address, why)| println!("    {address} ({why})"));
        // Lists that come from end points are not counted among the ways; nor is a page or two of another column.
        let allowed = 4 + made.reports.len() / 10;
        if !missing.is_empty() || !false_reports.is_empty() || idle.len() > allowed {
            wrong.push(format!(
                "{}: {} missing {:?}, false {false_reports:?}, idle {idle:#?}",
                made.name,
                missing.len(),
                missing.iter().take(3).collect::<Vec<_>>()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_years_asked_for_are_followed() {
    let made = families::trs_years();
    let years = "2022..2022".parse().unwrap();
    let walk = walk::walk(&made.portal, &made.start, Some(years));
    // Reports on 2022 stand in the folder of 2023.
    let wanted: BTreeSet<String> =
        made.reports.iter().filter(|address| address.contains("/2023n_")).cloned().collect();
    assert_eq!(walk.reports, wanted);
    assert!(walk.asked.len() <= wanted.len() + 8, "{:#?}", walk.asked);
}

#[test]
fn it_begins_anywhere() {
    let made = families::trs();
    let report = made.reports.first().unwrap();
    let list = "http://www.wangchuan.gov.cn/zwgk/zfxxgk/zfxxgknb_97166/index_2.html";
    for start in [report.as_str(), list, "http://www.wangchuan.gov.cn/zwgk/fdzdgknr/"] {
        let walk = walk::walk(&made.portal, start, None);
        let missing: Vec<_> = made.reports.difference(&walk.reports).collect();
        assert!(missing.is_empty(), "from {start}: {missing:?}");
        assert!(walk.asked.len() <= made.reports.len() + 9, "from {start}: {}", walk.asked.len());
    }
}

#[test]
fn no_address_out_of_scope_is_asked_for() {
    for made in all() {
        let scope = nianbao::crawl::discover::scope_of(&made.start.parse().unwrap());
        for (address, why) in walk::walk(&made.portal, &made.start, None).asked {
            let url = address.parse().unwrap();
            assert!(nianbao::crawl::discover::in_scope(&url, &scope), "{}: {address} ({why})", made.name);
        }
    }
}

/// What a crawl of the program did to a portal that it reached through a proxy.
struct Crawled {
    /// Addresses that turned out to be reports.
    reports: BTreeSet<String>,
    /// What the portal was asked, robots.txt left out.
    asked: Vec<Logged>,
}

fn crawled(portal: Portal, start: &str, more: &[&str]) -> Crawled {
    let server = Server::start(portal).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let proxy = server.proxy();
    let mut arguments = vec!["crawl", start, "-o", "out", "-q", "--proxy", &proxy];
    arguments.extend(more);
    if !more.contains(&"--delay") {
        arguments.extend(["--delay", "0"]);
    }
    run(folder.path(), &arguments).ended(0);
    let catalogue = rusqlite::Connection::open(folder.path().join("out/catalogue.sqlite")).unwrap();
    let query = "SELECT address FROM page WHERE state = 'done' AND kind IN ('report', 'attachment')";
    let mut statement = catalogue.prepare(query).unwrap();
    let reports = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let asked = server.log().into_iter().filter(|logged| logged.asked.path != "/robots.txt").collect();
    Crawled { reports, asked }
}

/// The engine with its frontier, robots.txt and proxy does what the walk does.
#[test]
fn the_program_finds_them_through_a_proxy() {
    let mut wrong = Vec::new();
    for made in all() {
        let (name, ways, expected) = (made.name, made.ways, made.reports);
        let Crawled { reports, asked } = crawled(made.portal, &made.start, &[]);
        let most = 4 + ways.len() + expected.len() + expected.len() / 10;
        if reports != expected || asked.len() > most {
            let missing: Vec<_> = expected.difference(&reports).take(3).collect();
            let others: Vec<_> = reports.difference(&expected).take(3).collect();
            wrong.push(format!(
                "{name}: {} asked of {most}, missing {missing:?}, false {others:?}",
                asked.len()
            ));
        }
        let mut seen = BTreeSet::new();
        for logged in &asked {
            let Asked { method, host, path, body } = logged.asked.clone();
            if !seen.insert((method, host, path, body)) {
                wrong.push(format!("{name}: asked twice for {}{}", logged.asked.host, logged.asked.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What robots.txt forbids is not asked for, and a host is never asked sooner than the delay.
#[test]
fn it_is_polite() {
    let mut made = families::subdomains();
    let forbidden = "User-agent: *\nDisallow: /info/1501/\n";
    made.portal.put("czj.shanhe.gov.cn/robots.txt", Answer::of("text/plain", forbidden));
    let Crawled { reports, asked } = crawled(made.portal, &made.start, &["--delay", "0.1"]);
    let allowed = |address: &&String| !address.contains("/info/1501/");
    assert_eq!(reports, made.reports.iter().filter(allowed).cloned().collect());
    let mut last: BTreeMap<String, Instant> = BTreeMap::new();
    for Logged { at, asked, .. } in asked {
        assert!(!asked.path.starts_with("/info/1501/"), "{asked:?}");
        if let Some(before) = last.insert(asked.host.clone(), at) {
            // The server stamps a request when its answer is ready, the crawler waits from the end of the answer.
            let pause = at.duration_since(before);
            assert!(pause >= Duration::from_millis(95), "{} after {pause:?}", asked.host);
        }
    }
}

/// A long list is followed to its end, however deep that would be counted link by link.
#[test]
fn a_list_of_a_hundred_pages_is_followed_to_its_end() {
    let made = families::long();
    let Crawled { reports, .. } = crawled(made.portal, &made.start, &[]);
    assert_eq!(reports, made.reports);
}

/// The main job: every report is a row, and what is no report is none.
#[test]
fn the_dataset_has_the_reports_and_nothing_else() {
    for made in [families::trs(), families::files(), odd::pictures(), wild::announced()] {
        let server = Server::start(made.portal).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let proxy = server.proxy();
        let arguments =
            ["run", &made.start, "-o", "out", "-q", "--delay", "0", "--fail-on", "never", "--proxy", &proxy];
        run(folder.path(), &arguments).ended(0);
        let rows = table(&folder.path().join("out"), "reports.csv");
        let (others, rows): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|row| row["source"].contains(wild::ANNOUNCED));
        assert!(others.iter().all(|row| row["status"] == "not_a_report"), "{others:?}");
        let sources: BTreeSet<String> = rows.iter().map(|row| row["source"].clone()).collect();
        assert_eq!(sources, made.reports, "{}", made.name);
        // The files of the test are empty, which is found out when they are read.
        let pages = rows.iter().filter(|row| !row["media_type"].contains("pdf"));
        assert!(pages.into_iter().all(|row| row["status"] != "not_a_report"), "{}", made.name);
    }
}
