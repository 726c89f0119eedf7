//! A server that does to a connection whatever a test wants, and remembers when it was asked.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

/// A question: when it came, and for which path.
pub(crate) type Question = (Instant, String);

/// A server on loopback.
pub(crate) struct Server {
    pub(crate) port: u16,
    asked: Arc<Mutex<Vec<Question>>>,
}

impl Server {
    /// Answers every request with what `answer` writes; the connection stays open as long as it gives `true`.
    pub(crate) fn start(
        answer: impl Fn(&str, &str, &mut TcpStream) -> std::io::Result<bool> + Send + Sync + 'static,
    ) -> Server {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (Arc::clone(&asked), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let _ = stream.set_nodelay(true);
                    let mut reader = BufReader::new(stream.try_clone().unwrap());
                    while let Some((path, head)) = request(&mut reader) {
                        log.lock().unwrap().push((Instant::now(), path.clone()));
                        if !answer(&path, &head, &mut stream).unwrap_or(false) {
                            return;
                        }
                    }
                });
            }
        });
        Server { port, asked }
    }

    /// An address on this server.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What was asked so far.
    pub(crate) fn asked(&self) -> Vec<Question> {
        self.asked.lock().unwrap().clone()
    }

    /// How often a path was asked for.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.asked().iter().filter(|(_, asked)| asked == path).count()
    }
}

fn request(reader: &mut impl BufRead) -> Option<(String, String)> {
    let mut head = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        head.push_str(&line);
    }
    let path = head.split(' ').nth(1)?.to_string();
    Some((path, head))
}

/// A whole answer.
pub(crate) fn send(
    stream: &mut TcpStream,
    status: &str,
    headers: &str,
    body: &[u8],
) -> std::io::Result<bool> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    let mut answer = head.into_bytes();
    answer.extend_from_slice(body);
    stream.write_all(&answer)?;
    Ok(true)
}

/// A page.
pub(crate) fn page(stream: &mut TcpStream, html: &str) -> std::io::Result<bool> {
    send(stream, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", html.as_bytes())
}

/// A list of links to reports, by path.
pub(crate) fn list(paths: &[&str]) -> String {
    let items = paths.iter().enumerate().map(|(n, path)| {
        format!(
            "<li><a href=\"{path}\">青岚市第{}局{}年政府信息公开工作年度报告</a></li>",
            n + 1,
            2020 + n % 4
        )
    });
    format!(
        "<html><head><title>政府信息公开年报</title></head><body><ul>{}</ul></body></html>",
        items.collect::<String>()
    )
}

/// A report with a figure of its own.
pub(crate) fn report(agency: &str, year: u16) -> String {
    include_str!("../../../corpora/html/shape-tight.html")
        .replace("南屿区农业农村局", agency)
        .replace("2020年", &format!("{}年", year + 1))
        .replace("2019年", &format!("{year}年"))
}
