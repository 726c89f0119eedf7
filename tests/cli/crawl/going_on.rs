//! Killed at any moment and continued: the same dataset, nothing asked twice but what was under way. And asked again later.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::Duration;

use super::server::{Server, list, page, report, send};
use crate::util::{program, run, table};

/// A portal with a list in four pages and forty reports; what it serves is told by a number.
fn portal(version: Arc<AtomicU32>) -> Server {
    Server::start(move |asked, head, stream| {
        let version = version.load(Ordering::Relaxed);
        if asked == "/robots.txt" {
            return send(stream, "404 Not Found", "", b"");
        }
        if let Some(number) =
            asked.strip_prefix("/r/").and_then(|rest| rest.strip_suffix(".html")?.parse::<u16>().ok())
        {
            sleep(Duration::from_millis(3));
            let tag = format!("\"{number}-{}\"", if number == 7 { version } else { 0 });
            if head.contains(&tag) {
                return send(stream, "304 Not Modified", "", b"");
            }
            let mut html = report(&format!("青岚市第{number}局"), 2021);
            if number == 7 && version > 0 {
                html = html.replacen("<td>2</td>", "<td>3</td>", 1);
                assert!(html.contains("<td>3</td>"));
            }
            return send(
                stream,
                "200 OK",
                &format!("Content-Type: text/html\r\nETag: {tag}\r\n"),
                html.as_bytes(),
            );
        }
        let at: usize = asked.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0);
        let paths: Vec<String> = (at * 10..at * 10 + 10).map(|n| format!("/r/{n}.html")).collect();
        let mut html = list(&paths.iter().map(String::as_str).collect::<Vec<_>>());
        if at < 3 {
            html = html.replace("</ul>", &format!("</ul><a href=\"/index_{}.html\">下一页</a>", at + 1));
        }
        page(stream, &html)
    })
}

const OPTIONS: [&str; 6] = ["-o", "out", "--delay", "0", "--allow-private-hosts", "-q"];

/// The files of a dataset, without the moments at which pages were fetched.
fn dataset(dir: &Path) -> BTreeMap<String, Vec<BTreeMap<String, String>>> {
    [
        "reports.csv",
        "figures.csv",
        "wide.csv",
        "unplaced.csv",
        "agencies.csv",
        "coverage.csv",
        "findings.csv",
        "revisions.csv",
    ]
    .into_iter()
    .map(|name| {
        let mut rows = table(dir, name);
        rows.iter_mut().for_each(|row| drop(row.remove("fetched_at")));
        (name.to_string(), rows)
    })
    .collect()
}

#[test]
fn a_killed_run_is_continued_with_the_same_result_and_no_page_twice() {
    let temp = tempfile::tempdir().unwrap();
    let (killed, undisturbed) = (temp.path().join("killed"), temp.path().join("undisturbed"));
    std::fs::create_dir(&killed).unwrap();
    std::fs::create_dir(&undisturbed).unwrap();
    let server = portal(Arc::default());
    let start = server.url("/");
    let arguments = [&["run", &start][..], &OPTIONS].concat();
    let mut kills = 0;
    for round in 0..6 {
        let mut child = program(&killed, &arguments).spawn().unwrap();
        sleep(Duration::from_millis(60 + 53 * round));
        kills += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
    }
    run(&killed, &arguments).ended(0);
    let asked = server.asked();
    let twice =
        asked.len() - asked.iter().map(|(_, path)| path).collect::<std::collections::BTreeSet<_>>().len();
    assert!(kills > 0 && twice <= kills, "{twice} asked twice at {kills} kills");
    run(&undisturbed, &arguments).ended(0);
    let (one, other) = (dataset(&killed.join("out")), dataset(&undisturbed.join("out")));
    assert_eq!(one["reports.csv"].len(), 40);
    assert_eq!(one, other);
    // And the same from the folder alone.
    run(&killed, &["extract", "out", "-o", "again", "-q"]).ended(0);
    assert_eq!(
        std::fs::read(killed.join("out/figures.csv")).unwrap(),
        std::fs::read(killed.join("again/figures.csv")).unwrap()
    );
    // Any reader of web archives finds them there, too.
    run(&killed, &["extract", "out/archive/nianbao-00001.warc.gz", "-o", "plain", "-q"]).ended(0);
    let plain = table(&killed.join("plain"), "reports.csv");
    assert_eq!(plain.iter().filter(|row| row["status"] == "extracted").count(), 40);
    // Nothing is asked once all is there.
    let before = server.asked().len();
    run(&killed, &arguments).ended(0);
    assert_eq!(server.asked().len(), before);
}

#[test]
fn a_later_crawl_asks_what_may_have_changed_and_tells_what_has() {
    let temp = tempfile::tempdir().unwrap();
    let version = Arc::new(AtomicU32::new(0));
    let server = portal(Arc::clone(&version));
    let start = server.url("/");
    let arguments = [&["run", &start][..], &OPTIONS].concat();
    run(temp.path(), &arguments).ended(0);
    let out = temp.path().join("out");
    let reports = std::fs::read(out.join("reports.csv")).unwrap();
    assert!(table(&out, "revisions.csv").is_empty());
    let refresh = [&arguments[..], &["--refresh"]].concat();
    run(temp.path(), &refresh).ended(0);
    assert_eq!((server.count("/r/1.html"), server.count("/index_3.html")), (2, 2));
    assert!(reports == std::fs::read(out.join("reports.csv")).unwrap(), "nothing has changed");
    version.store(1, Ordering::Relaxed);
    run(temp.path(), &refresh).ended(0);
    let revisions = table(&out, "revisions.csv");
    assert_eq!(revisions.len(), 1, "{revisions:?}");
    assert_eq!((&*revisions[0]["old_value"], &*revisions[0]["new_value"]), ("2", "3"));
    assert!(revisions[0]["source"].ends_with("/r/7.html"));
    assert_eq!(table(&out, "reports.csv").len(), 40);
}
