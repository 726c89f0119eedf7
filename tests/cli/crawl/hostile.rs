//! What comes back from hell: each case with its outcome, none beyond its limit of time.

use std::io::Write;
use std::net::TcpStream;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::server::{Server, list, page, report, send};
use super::{crawl, outcomes};
use crate::util::{program, ran, run};

/// The address space that a crawl may have, in KiB: most of it is what its threads set aside.
const ADDRESS_SPACE: u32 = 2 << 20;

/// A server whose front page links to one hostile address as to a report.
fn hostile(
    path: &'static str,
    answer: impl Fn(&str, &mut TcpStream) -> std::io::Result<bool> + Send + Sync + 'static,
) -> (Server, &'static str) {
    let server = Server::start(move |asked, _, stream| match asked {
        "/" => page(stream, &list(&[path])),
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        other => answer(other, stream),
    });
    (server, path)
}

fn forever(stream: &mut TcpStream, bytes: &[u8]) -> std::io::Result<bool> {
    loop {
        stream.write_all(bytes)?;
    }
}

fn gzip_of_zeros(size: usize) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&vec![0; size]).unwrap();
    encoder.finish().unwrap()
}

/// Every case: the server, and what must become of its address.
fn cases() -> Vec<((Server, &'static str), &'static str, &'static str)> {
    let html = "Content-Type: text/html\r\n";
    vec![
        (
            hostile("/loop/a", |path, stream| {
                let to = if path == "/loop/a" { "/loop/b" } else { "/loop/a" };
                send(stream, "302 Found", &format!("Location: {to}\r\n"), b"")
            }),
            "redirect",
            "",
        ),
        (
            hostile("/hop/0", |path, stream| {
                let next = path.rsplit('/').next().unwrap().parse::<u32>().unwrap() + 1;
                send(stream, "301 Moved", &format!("Location: /hop/{next}\r\n"), b"")
            }),
            "redirect",
            "",
        ),
        (
            hostile("/self", |_, stream| {
                send(stream, "302 Found", "Location: /self\r\nSet-Cookie: a=1\r\n", b"")
            }),
            "blocked",
            "leads to itself",
        ),
        (
            hostile("/away", |_, stream| {
                send(stream, "302 Found", "Location: http://elsewhere.example.com/\r\n", b"")
            }),
            "failed",
            "out of scope",
        ),
        (
            hostile("/slow", |_, stream| {
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")?;
                loop {
                    stream.write_all(b"x")?;
                    sleep(Duration::from_millis(200));
                }
            }),
            "failed",
            "too slowly",
        ),
        (
            hostile("/slow-head", |_, stream| {
                loop {
                    stream.write_all(b"H")?;
                    sleep(Duration::from_millis(200));
                }
            }),
            "failed",
            "",
        ),
        (
            hostile("/silent", |_, _| {
                sleep(Duration::from_secs(30));
                Ok(false)
            }),
            "failed",
            "no answer within",
        ),
        (
            hostile("/bomb", move |_, stream| {
                send(
                    stream,
                    "200 OK",
                    "Content-Type: text/html\r\nContent-Encoding: gzip\r\n",
                    &gzip_of_zeros(64 << 20),
                )
            }),
            "failed",
            "more than the limit",
        ),
        (
            hostile("/huge", |_, stream| {
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4294967296\r\n\r\n")?;
                forever(stream, &[b'x'; 65536])
            }),
            "failed",
            "longer than the limit",
        ),
        (
            hostile("/endless", |_, stream| {
                stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
                forever(stream, b"10\r\n0123456789abcdef\r\n")
            }),
            "failed",
            "longer than the limit",
        ),
        (
            hostile("/head", |_, stream| {
                stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
                forever(stream, b"X-More: and more\r\n")
            }),
            "failed",
            "not HTTP",
        ),
        (
            hostile("/ssh", |_, stream| stream.write_all(b"SSH-2.0-OpenSSH_9.0\r\n").map(|()| false)),
            "failed",
            "not HTTP",
        ),
        (
            hostile("/cut", |_, stream| {
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhello").map(|()| false)
            }),
            "failed",
            "broken off",
        ),
        (hostile("/closed", |_, _| Ok(false)), "failed", "broken off"),
        (hostile("/missing", |_, stream| send(stream, "404 Not Found", "", b"no")), "failed", "HTTP 404"),
        (hostile("/broken", |_, stream| send(stream, "500 Oops", "", b"no")), "failed", "HTTP 500"),
        (
            hostile("/412", move |_, stream| {
                send(
                    stream,
                    "412 Precondition Failed",
                    html,
                    b"<script>document.cookie='a=1';location.reload()</script>",
                )
            }),
            "blocked",
            "HTTP 412: a script that sets a cookie",
        ),
        (
            hostile("/521", move |_, stream| send(stream, "521 Unknown", html, b"<script>eval(1)</script>")),
            "blocked",
            "HTTP 521: nothing but a script",
        ),
        (
            hostile("/shell", |_, stream| {
                page(
                    stream,
                    "<html><script>document.cookie='C3VK=a1b2c3; path=/';location.reload();</script></html>",
                )
            }),
            "blocked",
            "asks for a browser",
        ),
        (hostile("/forbidden", |_, stream| send(stream, "403 Forbidden", "", b"no")), "blocked", "HTTP 403"),
        (
            hostile("/picture", |_, stream| {
                send(stream, "200 OK", "Content-Type: image/png\r\n", report("青岚市教育局", 2021).as_bytes())
            }),
            "done",
            "report",
        ),
        (
            hostile("/gbk", |_, stream| {
                let page = report("青岚市教育局", 2020);
                let (page, ..) = encoding_rs::GBK.encode(&page);
                send(stream, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", &page)
            }),
            "done",
            "report",
        ),
        (
            hostile("/http10", |_, stream| {
                let page = report("青岚市教育局", 2022);
                write!(stream, "HTTP/1.0 200 OK\nContent-Type: text/plain\n\n{page}").map(|()| false)
            }),
            "done",
            "report",
        ),
        (
            hostile("/not-chunks", |_, stream| {
                let page = report("青岚市教育局", 2023);
                write!(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{page}").map(|()| false)
            }),
            "done",
            "report",
        ),
        (
            hostile("/soft404", |_, stream| {
                page(
                    stream,
                    "<html><head><title>404</title></head><body>您访问的页面不存在或已删除！</body></html>",
                )
            }),
            "done",
            "not_found",
        ),
    ]
}

#[test]
fn whatever_comes_back_has_its_outcome_within_its_limits() {
    let temp = tempfile::tempdir().unwrap();
    let cases = cases();
    let starts: Vec<String> = cases.iter().map(|((server, _), ..)| server.url("/")).collect();
    let began = Instant::now();
    // Four gigabytes, bombs and endless answers come at once: whoever kept them would need more than this.
    let limits = "--max-time 3 --max-size 1 --min-speed 100";
    let script = format!(
        "ulimit -v {ADDRESS_SPACE}; exec '{}' crawl -o out --allow-private-hosts --delay 0 {limits} {}",
        assert_cmd::cargo::cargo_bin!("nianbao").display(),
        starts.join(" ")
    );
    ran(Command::new("sh").arg("-c").arg(script).current_dir(temp.path()).output().unwrap()).ended(0);
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
    let outcomes = outcomes(&temp.path().join("out"));
    let mut wrong = Vec::new();
    for ((server, path), state, reason) in &cases {
        let asked = server.count(path);
        let found = outcomes.get(*path).cloned().unwrap_or_default();
        // Redirects leave no document; what they lead to is told below.
        let expected = if *state == "redirect" { found.0.is_empty() } else { found.0 == *state };
        if !expected || !found.1.contains(reason) || asked == 0 || asked > 3 {
            wrong.push(format!("{path}: asked {asked} times, {found:?}, not {state} {reason:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(outcomes["/hop/8"].1, "more than 8 redirects");
}

#[test]
fn a_page_under_ever_new_session_ids_is_one_page() {
    let temp = tempfile::tempdir().unwrap();
    let visits = AtomicU32::new(0);
    let server = Server::start(move |asked, _, stream| match asked.split(';').next() {
        Some("/robots.txt") => send(stream, "404 Not Found", "", b""),
        Some("/2021.jsp") => page(stream, &report("青岚市教育局", 2021)),
        _ => {
            // Each answer names the report, and the list itself, under ids that were never seen.
            let visit = visits.fetch_add(1, Ordering::SeqCst);
            let ids = (0..3).map(|n| format!("jsessionid=0A1B{visit}{n}"));
            let paths: Vec<String> =
                ids.flat_map(|id| [format!("/2021.jsp;{id}"), format!("/list.jsp;{id}")]).collect();
            page(stream, &list(&paths.iter().map(String::as_str).collect::<Vec<_>>()))
        }
    });
    crawl(temp.path(), &[server.url("/")], &["--max-pages", "50"]).ended(0);
    let asked: Vec<String> = server.asked().into_iter().map(|(_, path)| path).collect();
    assert_eq!(asked.iter().filter(|path| path.starts_with("/2021.jsp")).count(), 1, "{asked:?}");
    assert!(asked.len() <= 4, "{asked:?}");
}

#[test]
fn a_host_with_a_name_in_chinese_is_asked_by_its_other_name() {
    const FRONT: &str = "http://xn--xit86rdzx4vu.xn--55qx5d.cn/";
    let temp = tempfile::tempdir().unwrap();
    // A proxy is asked for whole addresses, and need not find the host.
    let proxy = Server::start(|asked, _, stream| match asked.strip_prefix(FRONT) {
        Some("") => page(stream, &list(&["/2021.html"])),
        Some("2021.html") => page(stream, &report("青岚市教育局", 2021)),
        _ => send(stream, "404 Not Found", "", b""),
    });
    let start = "http://青岚教育.公司.cn/".to_string();
    crawl(temp.path(), &[start], &["--proxy", &proxy.url("")]).ended(0);
    let outcomes = outcomes(&temp.path().join("out"));
    assert_eq!(outcomes["/2021.html"], ("done".to_string(), "report".to_string()), "{:?}", proxy.asked());
}

#[test]
fn a_host_that_turns_everybody_away_is_not_asked_on_and_on() {
    let temp = tempfile::tempdir().unwrap();
    let paths: Vec<String> = (0..40).map(|n| format!("/r/{n}.html")).collect();
    let server = Server::start(move |asked, _, stream| match asked {
        "/" => page(stream, &list(&paths.iter().map(String::as_str).collect::<Vec<_>>())),
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        _ => send(stream, "412 Precondition Failed", "", b"<script>document.cookie='a'</script>"),
    });
    let ran = crawl(temp.path(), &[server.url("/")], &[]).ended(0);
    assert!(server.asked().len() <= 5, "{:?}", server.asked());
    assert!(ran.err.contains("given up with 37 pages waiting"), "{}", ran.err);
    let blocked = outcomes(&temp.path().join("out"));
    assert_eq!(blocked.values().filter(|(state, _)| state == "blocked").count(), 40);
}

#[test]
fn addresses_that_are_not_public_are_refused() {
    let temp = tempfile::tempdir().unwrap();
    let server = Server::start(|_, _, stream| page(stream, "<html>secret</html>"));
    let by_name = format!("http://localhost:{}/", server.port);
    for start in
        [server.url("/"), by_name, "http://169.254.169.254/".to_string(), "http://[::1]/".to_string()]
    {
        let ran = run(temp.path(), &["crawl", &start, "-o", "out", "--delay", "0"]).ended(0);
        assert!(ran.err.contains("is not a public address"), "{start}: {}", ran.err);
    }
    assert!(server.asked().is_empty());
}

#[test]
fn a_redirect_to_an_address_that_is_not_public_is_refused() {
    const FRONT: &str = "http://www.example.cn/";
    let temp = tempfile::tempdir().unwrap();
    let secret = Server::start(|_, _, stream| page(stream, &report("青岚市教育局", 2021)));
    let inside = secret.url("/2021.html");
    let proxy = Server::start(move |asked, _, stream| match asked.strip_prefix(FRONT) {
        Some("") => page(stream, &list(&["/2021.html"])),
        Some("2021.html") => send(stream, "302 Found", &format!("Location: {inside}\r\n"), b""),
        _ => send(stream, "404 Not Found", "", b""),
    });
    // The proxy is not for the host that the redirect names, which is in scope.
    let portals = format!("[[portal]]\nstart = \"{FRONT}\"\nhosts = [\"127.0.0.1\"]\n");
    std::fs::write(temp.path().join("portals.toml"), portals).unwrap();
    let way = proxy.url("");
    let arguments = ["crawl", "portals.toml", "-o", "out", "--delay", "0", "--proxy", &way];
    let output = program(temp.path(), &arguments).env("NO_PROXY", "127.0.0.1").output().unwrap();
    let ran = ran(output).ended(0);
    assert_eq!(proxy.count(&format!("{FRONT}2021.html")), 1, "{:?}", proxy.asked());
    let reasons: Vec<String> = outcomes(&temp.path().join("out")).into_values().map(|(_, why)| why).collect();
    assert!(reasons.iter().any(|why| why.contains("is not a public address")), "{reasons:?}\n{}", ran.err);
    assert!(secret.asked().is_empty(), "{:?}", secret.asked());
}

#[test]
fn endless_addresses_end_at_the_limit_of_pages() {
    let temp = tempfile::tempdir().unwrap();
    let server = Server::start(|asked, _, stream| match asked {
        "/robots.txt" => send(stream, "404 Not Found", "", b""),
        other => {
            let next: Vec<String> =
                (0..5).map(|n| format!("{}{n}.html", other.trim_end_matches(".html"))).collect();
            page(stream, &list(&next.iter().map(String::as_str).collect::<Vec<_>>()))
        }
    });
    let ran = crawl(temp.path(), &[server.url("/")], &["--max-pages", "30"]).ended(0);
    assert_eq!(server.asked().len(), 31, "{}", ran.err);
    // A larger limit goes on from there.
    crawl(temp.path(), &[server.url("/")], &["--max-pages", "35"]).ended(0);
    assert_eq!(server.asked().len(), 36);
}
