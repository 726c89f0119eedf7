//! Secure connections: broken certificates, servers that know only old TLS, hosts that answer under the other scheme only.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use nianbao::portal::Answer;
use nianbao::portal::serve::Server as Portals;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned, crypto::ring};

use super::server::report;
use super::{crawl, outcomes};
use crate::portal::families;
use crate::util::{program, ran, run};

/// Answers every connection on a free port of loopback.
fn listen(answer: impl Fn(TcpStream) + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let answer = Arc::clone(&answer);
            thread::spawn(move || answer(stream));
        }
    });
    port
}

/// A server whose certificate nobody has signed, and which is for another name.
fn self_signed() -> u16 {
    let made = rcgen::generate_simple_self_signed(["elsewhere.example.cn".to_string()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    listen(move |stream| {
        let mut stream = StreamOwned::new(ServerConnection::new(Arc::clone(&config)).unwrap(), stream);
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            if !stream.read(&mut byte).is_ok_and(|count| count == 1) {
                return;
            }
            head.push(byte[0]);
        }
        let found = !head.starts_with(b"GET /robots.txt");
        let (status, body) = if found {
            ("200 OK", report("青岚市水利局", 2021))
        } else {
            ("404 Not Found", String::new())
        };
        let answer = format!(
            "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        let _ = stream.write_all(answer.as_bytes()).and_then(|()| stream.flush());
    })
}

#[test]
fn a_broken_certificate_is_accepted_for_a_named_host_only_and_noted() {
    let temp = tempfile::tempdir().unwrap();
    let start = format!("https://127.0.0.1:{}/zfxxgknb/2021.html", self_signed());
    let ran = crawl(temp.path(), std::slice::from_ref(&start), &[]).ended(0);
    assert!(ran.err.contains("name the host in portals.toml with accept_broken_tls"), "{}", ran.err);
    assert!(outcomes(&temp.path().join("out")).values().all(|(state, _)| state != "done"));
    let portals =
        format!("[[portal]]\nstart = \"{start}\"\n\n[host.\"127.0.0.1\"]\naccept_broken_tls = true\n");
    std::fs::write(temp.path().join("portals.toml"), portals).unwrap();
    crawl(temp.path(), &["portals.toml".to_string()], &[]).ended(0);
    let catalogue = rusqlite::Connection::open(temp.path().join("out/catalogue.sqlite")).unwrap();
    let notes: Vec<String> = catalogue
        .prepare("SELECT note FROM fetch WHERE status = 200")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(notes.len(), 1);
    assert!(notes[0].starts_with("certificate accepted although: "), "{notes:?}");
    assert_eq!(outcomes(&temp.path().join("out"))["/zfxxgknb/2021.html"].1, "report");
}

#[test]
fn a_server_that_knows_only_old_tls_is_a_failure_that_says_so() {
    // A ServerHello of TLS 1.0, and the alert of a server that wants to hear nothing of 1.2.
    let mut hello = vec![0x16, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1];
    hello.extend([7; 32]);
    hello.extend([0, 0, 0x2f, 0]);
    for answer in [hello, vec![0x15, 3, 1, 0, 2, 2, 70]] {
        let temp = tempfile::tempdir().unwrap();
        let port = listen(move |mut stream| {
            let mut asked = [0; 4096];
            let _ = stream.read(&mut asked);
            let _ = stream.write_all(&answer);
            let _ = stream.read(&mut asked);
        });
        let ran = crawl(temp.path(), &[format!("https://127.0.0.1:{port}/")], &[]).ended(0);
        assert!(
            ran.err.contains("only know old versions of TLS: to accept them, name the host"),
            "{}",
            ran.err
        );
    }
}

/// A server of the system's openssl that speaks TLS 1.0 and serves the files of a folder.
fn old_server(folder: &Path) -> (std::process::Child, u16) {
    let made = rcgen::generate_simple_self_signed(["old.example.cn".to_string()]).unwrap();
    std::fs::write(folder.join("cert.pem"), made.cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
    let child = Command::new("openssl")
        .args(["s_server", "-accept", &port.to_string(), "-tls1", "-cipher", "ALL:@SECLEVEL=0", "-WWW"])
        .args(["-cert", "cert.pem", "-key", "key.pem"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("this test needs the program openssl (apt install openssl): {error}"));
    let begun = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(20), "openssl does not listen");
        thread::sleep(Duration::from_millis(50));
    }
    (child, port)
}

/// `portals.toml` that names the host of a start as one to speak old TLS with.
fn accepting_old_tls(start: &str) -> String {
    format!("[[portal]]\nstart = \"{start}\"\n\n[host.\"127.0.0.1\"]\nold_tls = true\n")
}

#[test]
fn old_tls_without_openssl_is_a_failure_that_names_it() {
    let temp = tempfile::tempdir().unwrap();
    let port = listen(|mut stream| {
        let _ = stream.read(&mut [0; 4096]);
    });
    let portals = accepting_old_tls(&format!("https://127.0.0.1:{port}/"));
    std::fs::write(temp.path().join("portals.toml"), portals).unwrap();
    let arguments = ["crawl", "portals.toml", "-o", "out", "--delay", "0", "--allow-private-hosts"];
    let found = program(temp.path(), &arguments).env("PATH", temp.path()).output().unwrap();
    let ran = ran(found).ended(0);
    assert!(ran.err.contains("needs the program openssl, which is not installed"), "{}", ran.err);
}

#[test]
fn old_tls_is_spoken_with_a_named_host_only_and_noted() {
    let temp = tempfile::tempdir().unwrap();
    std::fs::write(temp.path().join("2021.html"), report("青岚市水利局", 2021)).unwrap();
    let (mut child, port) = old_server(temp.path());
    let start = format!("https://127.0.0.1:{port}/2021.html");
    std::fs::write(temp.path().join("portals.toml"), accepting_old_tls(&start)).unwrap();
    let refused = crawl(temp.path(), std::slice::from_ref(&start), &[]).ended(0);
    let ran = crawl(temp.path(), &["portals.toml".to_string()], &[]).ended(0);
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        refused.err.contains("to accept them, name the host in portals.toml with old_tls"),
        "{}",
        refused.err
    );
    assert_eq!(outcomes(&temp.path().join("out"))["/2021.html"].1, "report", "{}", ran.err);
    let catalogue = rusqlite::Connection::open(temp.path().join("out/catalogue.sqlite")).unwrap();
    let note: String = catalogue
        .query_row("SELECT note FROM fetch WHERE status = 200 AND page IS NOT NULL", [], |row| row.get(0))
        .unwrap();
    assert!(note.starts_with("old TLS accepted"), "{note}");
}

#[test]
fn a_host_that_answers_under_the_other_scheme_only_is_asked_so() {
    let mut made = families::trs();
    // A page of it insists on https; the host does not answer there.
    let host = "www.wangchuan.gov.cn";
    let moved = Answer::redirect(&format!("https://{host}/zwgk/zfxxgk/zfxxgknb_97166/index_1.html"));
    made.portal.put(&format!("{host}/moved.html"), moved);
    let server = Portals::start(made.portal).unwrap();
    let temp = tempfile::tempdir().unwrap();
    let proxy = server.proxy();
    let (start, other) = (made.start.replace("http://", "https://"), format!("http://{host}/moved.html"));
    let arguments = ["crawl", &start, &other, "-o", "out", "--delay", "0", "--proxy", &proxy];
    let ran = run(temp.path(), &arguments).ended(0);
    assert!(ran.err.contains("asked by http instead"), "{}", ran.err);
    let catalogue = rusqlite::Connection::open(temp.path().join("out/catalogue.sqlite")).unwrap();
    let text = |query: &str| -> String { catalogue.query_row(query, [], |row| row.get(0)).unwrap() };
    let count = text("SELECT CAST(count(*) AS TEXT) FROM page WHERE state = 'done' AND kind = 'report'");
    assert_eq!(count, made.reports.len().to_string());
    let why = text("SELECT why FROM page WHERE address = 'http://www.wangchuan.gov.cn/' AND depth = 0");
    assert!(why.starts_with("nobody answers at https://www.wangchuan.gov.cn/: the proxy refuses"), "{why}");
    let state = text("SELECT state FROM page WHERE address = 'https://www.wangchuan.gov.cn/'");
    assert_eq!(state, "redirect");
}
