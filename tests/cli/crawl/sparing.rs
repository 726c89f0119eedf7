//! What need not be asked is not: articles at several addresses, lists of something else, years that are asked for later.

use std::collections::BTreeSet;
use std::path::Path;

use nianbao::portal::chrome::Site;
use nianbao::portal::serve::Server;

use crate::portal::{Made, Paper, families, papers};
use crate::util::{run, table};

/// Addresses of the catalogue that a condition holds for.
fn addresses(dir: &Path, condition: &str) -> BTreeSet<String> {
    let catalogue = rusqlite::Connection::open(dir.join("out/catalogue.sqlite")).unwrap();
    let mut statement = catalogue.prepare(&format!("SELECT address FROM page WHERE {condition}")).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn asked(server: &Server) -> Vec<String> {
    let log = server.log().into_iter();
    log.map(|logged| format!("{}{}", logged.asked.host, logged.asked.path))
        .filter(|to| !to.contains("robots"))
        .collect()
}

/// Two columns with the same articles, one of them on another port too.
fn copied() -> Made {
    let host = "www.shazhou.gov.cn";
    let mut made = Made::new("copied", "www.shazhou.gov.cn/zwgk/");
    let site = Site::new("沙洲市人民政府", host, "/zwgk/");
    let columns = [("政府信息公开年报", "/zwgk/nb/"), ("部门年报", "/bmgk/bmnb/")];
    let columns = columns.map(|(words, to)| (words.to_string(), to.to_string()));
    made.way(&format!("{host}/zwgk/"), site.page("政务公开", &[], &Site::list(&columns, "")));
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for (number, paper) in papers("沙洲市", 10, 2023..=2023).into_iter().enumerate() {
        let file = format!("202401/t20240118_{}.html", 500 + number);
        made.report(
            &format!("{host}/zwgk/nb/{file}"),
            paper.page(&site, &[("政府信息公开年报", "/zwgk/nb/")]),
        );
        made.portal
            .page(&format!("{host}/bmgk/bmnb/{file}"), paper.page(&site, &[("部门年报", "/bmgk/bmnb/")]));
        first.push((paper.title(), format!("./{file}")));
        second.push((paper.title(), format!("./{file}")));
        second.push((paper.title(), format!("http://{host}:81/zwgk/nb/{file}")));
    }
    // The same number with other words is another article.
    let other = Paper { agency: "沙洲市白石镇人民政府".to_string(), year: 2023 };
    made.report(&format!("{host}/bmgk/bmnb/202401/t20240118_507.htm"), other.page(&site, &[]));
    second.push((other.title(), "./202401/t20240118_507.htm".to_string()));
    made.way(&format!("{host}/zwgk/nb/"), site.page("政府信息公开年报", &[], &Site::list(&first, "")));
    made.way(&format!("{host}/bmgk/bmnb/"), site.page("部门年报", &[], &Site::list(&second, "")));
    made
}

#[test]
fn an_article_in_two_columns_is_asked_once_and_at_its_other_address_if_the_first_gives_nothing() {
    for broken in [false, true] {
        let mut made = copied();
        let lost = "www.shazhou.gov.cn/zwgk/nb/202401/t20240118_503.html";
        if broken {
            made.portal.put(lost, nianbao::portal::Answer::missing());
            made.reports.remove(&format!("http://{lost}"));
            made.reports.insert("http://www.shazhou.gov.cn/bmgk/bmnb/202401/t20240118_503.html".to_string());
        }
        let server = Server::start(made.portal).unwrap();
        let temp = tempfile::tempdir().unwrap();
        let proxy = server.proxy();
        run(temp.path(), &["crawl", &made.start, "-o", "out", "--delay", "0", "-q", "--proxy", &proxy])
            .ended(0);
        assert_eq!(addresses(temp.path(), "state = 'done' AND kind = 'report'"), made.reports);
        assert_eq!(asked(&server).len(), made.ways.len() + made.reports.len() + usize::from(broken));
        let same = addresses(temp.path(), "state = 'redirect' AND reason LIKE 'the same article as %'");
        assert_eq!(same.len(), 20 - usize::from(broken), "{same:?}");
        // Nor are they asked by a later crawl.
        let before = asked(&server).len();
        run(
            temp.path(),
            &["crawl", &made.start, "-o", "out", "--delay", "0", "-q", "--proxy", &proxy, "--refresh"],
        )
        .ended(0);
        assert!(asked(&server).iter().skip(before).all(|to| !to.contains(":81/")));
    }
}

/// A column whose links say nothing and lead to something else, on thirty pages.
#[test]
fn a_list_of_something_else_is_left_after_its_first_entries() {
    let mut made = families::trs();
    let host = "www.wangchuan.gov.cn";
    let site = Site::new("望川市人民政府", host, "/zwgk/zfxxgk/");
    for page in 0..30 {
        let mut links = Vec::new();
        for entry in 0..10 {
            let address = format!("/zwgk/xxgkbg/202401/t20240115_{}.html", 100 * (page + 1) + entry);
            made.portal.page(
                &format!("{host}{address}"),
                site.page("第三方项目", &[], &"<p>项目进展顺利。</p>".repeat(40)),
            );
            links.push((format!("第{page}批第{entry}项"), address));
        }
        let script = format!("<script>createPageHTML(30, {page}, \"index\", \"html\");</script>");
        let name = if page == 0 { String::new() } else { format!("index_{page}.html") };
        let html = site.page("信息公开报告", &[], &format!("{}{script}", Site::list(&links, "")));
        made.portal.page(&format!("{host}/zwgk/xxgkbg/{name}"), html);
    }
    let server = Server::start(made.portal).unwrap();
    let temp = tempfile::tempdir().unwrap();
    let (proxy, start) = (server.proxy(), format!("http://{host}/zwgk/xxgkbg/"));
    run(temp.path(), &["crawl", &start, "-o", "out", "--delay", "0", "-q", "--proxy", &proxy]).ended(0);
    let of_list = asked(&server).iter().filter(|to| to.contains("/xxgkbg/")).count();
    assert!((5..=8).contains(&of_list), "{:?}", asked(&server));
    assert_eq!(addresses(temp.path(), "state = 'done' AND kind = 'report'"), made.reports);
    let left = addresses(temp.path(), "state = 'left' AND reason LIKE '%turned out to be no report'");
    assert_eq!(left.len(), 8, "6 entries and two pages: {left:?}");
    run(temp.path(), &["extract", "out", "-o", "set", "-q"]).ended(0);
    // What was not asked has no row; what was, and was no report after all, has one that says so.
    let rows = table(&temp.path().join("set"), "reports.csv");
    let reports = rows.iter().filter(|row| row["status"] != "not_a_report").count();
    assert_eq!(reports, made.reports.len());
    assert!(rows.iter().all(|row| !row["reason"].contains("not asked")));
}

#[test]
fn other_years_are_found_without_asking_again() {
    let made = families::trs_years();
    let server = Server::start(made.portal).unwrap();
    let temp = tempfile::tempdir().unwrap();
    let proxy = server.proxy();
    let of_years = |years: &str| {
        let arguments =
            ["run", &made.start, "-o", "out", "--delay", "0", "-q", "--proxy", &proxy, "--years", years];
        run(temp.path(), &arguments).ended(0);
        let rows = table(&temp.path().join("out"), "reports.csv");
        rows.iter().map(|row| row["year"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(of_years("2022"), vec!["2022"; 9]);
    let before = asked(&server).len();
    assert_eq!(of_years("2022").len(), 9);
    assert_eq!(asked(&server).len(), before);
    let mut years = of_years("2020..2022");
    years.sort();
    assert_eq!(years, [vec!["2020"; 9], vec!["2021"; 9], vec!["2022"; 9]].concat());
    let all = asked(&server);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "asked twice: {all:?}");
}
