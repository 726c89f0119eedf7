//! A tiny server for portals of our own. It answers on loopback, to anybody who asks it as a server or as a proxy.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::{Answer, Asked, Portal};

/// How long a connection may say nothing.
const SILENCE: Duration = Duration::from_secs(30);
/// The longest head of a request, in bytes, and the longest posted form.
const LONGEST: u64 = 64 << 10;

/// A question and when it came.
#[derive(Debug, Clone)]
pub struct Logged {
    /// When.
    pub at: Instant,
    /// What.
    pub asked: Asked,
    /// The status of the answer.
    pub status: u16,
}

/// A running server; it ends when this is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    log: Arc<Mutex<Vec<Logged>>>,
    ended: Arc<AtomicBool>,
}

impl Server {
    /// Serves a portal on a free port of loopback.
    pub fn start(portal: Portal) -> std::io::Result<Server> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let (log, ended) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (log_of, ended_of, portal) = (Arc::clone(&log), Arc::clone(&ended), Arc::new(portal));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if ended_of.load(Ordering::Relaxed) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let (log, portal) = (Arc::clone(&log_of), Arc::clone(&portal));
                // Whoever breaks a connection ends it; the next one is answered all the same.
                std::thread::spawn(move || {
                    let _ = converse(stream, &portal, &log);
                });
            }
        });
        Ok(Server { address, log, ended })
    }

    /// Where it listens, as a proxy is named: `http://127.0.0.1:40123`.
    pub fn proxy(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was asked so far, in the order of the answers.
    pub fn log(&self) -> Vec<Logged> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // Wakes the listener, so that it sees that it has ended.
        let _ = TcpStream::connect(self.address);
    }
}

/// Answers the questions of one connection.
fn converse(stream: TcpStream, portal: &Portal, log: &Mutex<Vec<Logged>>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(SILENCE))?;
    stream.set_nodelay(true)?;
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    while let Some((asked, close)) = read(&mut reader)? {
        let answer = portal.answer(&asked);
        let at = Instant::now();
        let logged = Logged { at, status: answer.status, asked };
        let is_head = logged.asked.method == "HEAD";
        log.lock().unwrap_or_else(PoisonError::into_inner).push(logged);
        write(&mut writer, &answer, is_head)?;
        if close {
            break;
        }
    }
    Ok(())
}

/// Reads a request; nothing at the end of the connection.
fn read(reader: &mut BufReader<TcpStream>) -> std::io::Result<Option<(Asked, bool)>> {
    let mut line = String::new();
    let mut limited = reader.take(LONGEST);
    if limited.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(None) };
    let (method, target) = (method.to_string(), target.to_string());
    let (mut host, mut length, mut close) = (String::new(), 0, false);
    loop {
        let mut header = String::new();
        if limited.read_line(&mut header)? == 0 || header.trim().is_empty() {
            break;
        }
        let Some((name, value)) = header.split_once(':') else { continue };
        match name.to_ascii_lowercase().as_str() {
            "host" => host = value.trim().to_ascii_lowercase(),
            "content-length" => length = value.trim().parse().unwrap_or(0),
            "connection" | "proxy-connection" => close |= value.trim().eq_ignore_ascii_case("close"),
            _ => {}
        }
    }
    let mut body = Vec::new();
    reader.take(length.min(LONGEST)).read_to_end(&mut body)?;
    let body = String::from_utf8_lossy(&body).into_owned();
    // As a proxy it is asked for a whole address.
    let path = match target
        .strip_prefix("http://")
        .map(|rest| rest.split_at(rest.find('/').unwrap_or(rest.len())))
    {
        Some((name, path)) => {
            host = name.to_ascii_lowercase();
            if path.is_empty() { "/".to_string() } else { path.to_string() }
        }
        None => target,
    };
    let host = host.strip_suffix(":80").map(str::to_string).unwrap_or(host);
    Ok(Some((Asked { method, host, path, body }, close)))
}

fn write(writer: &mut TcpStream, answer: &Answer, is_head: bool) -> std::io::Result<()> {
    let mut head =
        format!("HTTP/1.1 {} {}\r\n", answer.status, if answer.status < 400 { "OK" } else { "Error" });
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("Content-Length: {}\r\n\r\n", answer.body.len()));
    let mut bytes = head.into_bytes();
    if !is_head {
        bytes.extend_from_slice(&answer.body);
    }
    writer.write_all(&bytes)
}
