//! How the crawler asks: pauses, one request at a time, robots.txt, what servers say about being busy.

use std::time::{Duration, Instant};

use super::server::{Server, list, page, report, send};
use super::{crawl, outcomes};
use crate::util::run;

fn gaps(server: &Server) -> Vec<Duration> {
    let asked = server.asked();
    asked.windows(2).map(|pair| pair[1].0 - pair[0].0).collect()
}

#[test]
fn no_two_requests_come_closer_than_the_delay() {
    let temp = tempfile::tempdir().unwrap();
    let servers: Vec<Server> = (0..3)
        .map(|_| {
            Server::start(|asked, _, stream| match asked {
                "/" => page(stream, &list(&["/moved", "/a.html", "/b.html", "/c.html"])),
                "/robots.txt" => send(stream, "200 OK", "", b"User-agent: *\nDisallow: /c.html\n"),
                "/moved" => send(stream, "302 Found", "Location: /d.html\r\n", b""),
                _ => page(stream, &report("青岚市水利局", 2021)),
            })
        })
        .collect();
    let starts: Vec<String> = servers.iter().map(|server| server.url("/")).collect();
    let began = Instant::now();
    crawl(temp.path(), &starts, &["--delay", "0.4"]).ended(0);
    // Hosts are asked side by side, each at its own pace.
    assert!(began.elapsed() < Duration::from_secs(7), "{:?}", began.elapsed());
    for server in &servers {
        assert_eq!(server.asked().len(), 6, "{:?}", server.asked());
        assert_eq!(server.count("/c.html"), 0);
        assert!(gaps(server).iter().all(|gap| *gap >= Duration::from_millis(400)), "{:?}", gaps(server));
    }
}

#[test]
fn a_busy_server_gets_the_pause_it_asks_for() {
    let temp = tempfile::tempdir().unwrap();
    let first = std::sync::atomic::AtomicBool::new(true);
    let server = Server::start(move |asked, _, stream| match asked {
        "/" => page(stream, &list(&["/a.html"])),
        "/robots.txt" => send(stream, "200 OK", "", b"User-agent: nianbao\nCrawl-delay: 0.5\n"),
        _ if first.swap(false, std::sync::atomic::Ordering::Relaxed) => {
            send(stream, "429 Too Many", "Retry-After: 2\r\n", b"")
        }
        _ => page(stream, &report("青岚市水利局", 2021)),
    });
    crawl(temp.path(), &[server.url("/")], &[]).ended(0);
    let gaps = gaps(&server);
    assert_eq!(gaps.len(), 3, "{:?}", server.asked());
    assert!(gaps[0] >= Duration::from_millis(500) && gaps[1] >= Duration::from_millis(500), "{gaps:?}");
    assert!(gaps[2] >= Duration::from_secs(2), "{gaps:?}");
    assert_eq!(outcomes(&temp.path().join("out"))["/a.html"].0, "done");
}

#[test]
fn a_pause_that_is_too_long_is_left_for_another_run() {
    let temp = tempfile::tempdir().unwrap();
    let server = Server::start(|asked, _, stream| match asked {
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        _ => send(stream, "503 Busy", "Retry-After: 86400\r\n", b""),
    });
    let began = Instant::now();
    let ran = crawl(temp.path(), &[server.url("/")], &[]).ended(0);
    assert!(began.elapsed() < Duration::from_secs(5));
    assert!(ran.err.contains("asks for a pause of 86400 seconds"), "{}", ran.err);
    assert_eq!(server.asked().len(), 2);
    crawl(temp.path(), &[server.url("/")], &[]).ended(0);
    assert_eq!((server.asked().len(), server.count("/robots.txt")), (3, 1));
}

#[test]
fn without_its_robots_txt_nothing_is_asked() {
    let temp = tempfile::tempdir().unwrap();
    let server = Server::start(|asked, _, stream| match asked {
        "/robots.txt" => send(stream, "500 Oops", "", b""),
        _ => page(stream, "<html></html>"),
    });
    let ran = crawl(temp.path(), &[server.url("/")], &[]).ended(0);
    assert!(server.asked().iter().all(|(_, path)| path == "/robots.txt"), "{:?}", server.asked());
    assert!(ran.err.contains("HTTP 500"), "{}", ran.err);
}

#[test]
fn the_crawler_says_who_it_is_and_what_it_would_do() {
    let temp = tempfile::tempdir().unwrap();
    let server = Server::start(|asked, head, stream| {
        let named = head.contains(concat!("nianbao/", env!("CARGO_PKG_VERSION")));
        assert!(named && head.contains("+me@example.org"), "{head}");
        match asked {
            "/robots.txt" => send(stream, "200 OK", "", b"User-agent: *\nDisallow: /zwgk\nCrawl-delay: 3\n"),
            _ => page(stream, "<html></html>"),
        }
    });
    let (front, column) = (server.url("/"), server.url("/zwgk/"));
    let arguments =
        ["crawl", "--dry-run", "--allow-private-hosts", "--contact", "me@example.org", &front, &column];
    let ran = run(temp.path(), &arguments).ended(0);
    assert_eq!(server.asked().len(), 1);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[1], format!("127.0.0.1,{front},127.0.0.1,,allowed,3,10000"));
    assert_eq!(lines[2], format!("127.0.0.1,{column},127.0.0.1,,forbidden,3,10000"));
}
