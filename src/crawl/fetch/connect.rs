//! Opening a connection: names to addresses, addresses that may be asked, proxies, TLS.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::client::TlsStream;
use url::{Host, Url};

use super::address::is_public;
use super::old_tls::{self, OldTls};
use super::proxy::{Kind, Proxy};
use super::{Ask, Client, FetchError};
use crate::common::system_words;

/// A connection to an authority, which can be used again.
#[derive(Debug)]
pub struct Connection {
    stream: Stream,
    scheme: String,
    host: String,
    port: u16,
    ip: Option<IpAddr>,
    /// The proxy that wants whole addresses in requests.
    proxy: Option<Proxy>,
    note: String,
}

#[derive(Debug)]
enum Stream {
    Plain(TcpStream),
    Secure(Box<TlsStream<TcpStream>>),
    Old(Box<OldTls>),
}

impl Client {
    pub(super) async fn connect(&self, ask: &Ask) -> Result<Connection, FetchError> {
        match timeout(self.limits.connect, self.open(ask)).await {
            Ok(opened) => opened,
            Err(_) => Err(FetchError::Connect(format!(
                "nobody answered within {} seconds",
                self.limits.connect.as_secs_f32()
            ))),
        }
    }

    async fn open(&self, ask: &Ask) -> Result<Connection, FetchError> {
        let url = &ask.url;
        let host = url.host_str().unwrap_or_default().to_string();
        let port = url.port_or_known_default().unwrap_or(80);
        let secure = url.scheme() == "https";
        let (mut ip, mut by_proxy) = (None, None);
        let stream = match self.proxies.of(url) {
            Some(proxy) => {
                let mut stream =
                    TcpStream::connect((proxy.host.as_str(), proxy.port)).await.map_err(|error| {
                        FetchError::Proxy(format!("{}:{}: {}", proxy.host, proxy.port, system_words(&error)))
                    })?;
                match proxy.kind {
                    Kind::Http if secure => tunnel(&mut stream, proxy, &host, port).await?,
                    Kind::Http => by_proxy = Some(proxy.clone()),
                    Kind::Socks5 => socks5(&mut stream, proxy, &host, port).await?,
                }
                stream
            }
            None => {
                let stream = self.direct(url, port).await?;
                ip = stream.peer_addr().ok().map(|address| address.ip());
                stream
            }
        };
        // A request is one write; there is nothing to wait for.
        let _ = stream.set_nodelay(true);
        let mut note = String::new();
        let stream = if secure && ask.old_tls {
            note = old_tls::NOTE.to_string();
            Stream::Old(Box::new(OldTls::secure(stream, &host).await?))
        } else if secure {
            let (stream, problem) = self.tls.secure(stream, &host, ask.accept_broken_tls).await?;
            if !problem.is_empty() {
                note = format!("certificate accepted although: {problem}");
            }
            Stream::Secure(Box::new(stream))
        } else {
            Stream::Plain(stream)
        };
        Ok(Connection { stream, scheme: url.scheme().to_string(), host, port, ip, proxy: by_proxy, note })
    }

    /// Connects to the first address that answers. Whether an address may be asked is decided on the very address that is
    /// then connected to, so that a name cannot change its mind in between.
    async fn direct(&self, url: &Url, port: u16) -> Result<TcpStream, FetchError> {
        let addresses: Vec<SocketAddr> = match url.host() {
            Some(Host::Ipv4(address)) => vec![(address, port).into()],
            Some(Host::Ipv6(address)) => vec![(address, port).into()],
            Some(Host::Domain(name)) => {
                let found = tokio::net::lookup_host((name, port)).await;
                found.map(Iterator::collect).unwrap_or_default()
            }
            None => Vec::new(),
        };
        let host = url.host_str().unwrap_or_default();
        let Some(first) = addresses.first().copied() else {
            return Err(FetchError::NoSuchHost(host.to_string()));
        };
        let may_be_asked = |address: &SocketAddr| self.allow_private || is_public(address.ip());
        let mut last = None;
        for address in addresses.into_iter().filter(may_be_asked) {
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(error) => last = Some(error),
            }
        }
        match last {
            Some(error) => Err(connect_error(&error)),
            None => {
                let numbers = first.ip().to_string();
                let what = if host.trim_matches(['[', ']']) == numbers {
                    numbers
                } else {
                    format!("{host} ({numbers})")
                };
                Err(FetchError::Private(what))
            }
        }
    }
}

fn connect_error(error: &io::Error) -> FetchError {
    FetchError::Connect(system_words(error))
}

/// Asks a proxy for a way through to a secure host.
async fn tunnel(stream: &mut TcpStream, proxy: &Proxy, host: &str, port: u16) -> Result<(), FetchError> {
    let authorization = proxy.authorization().map(|value| format!("Proxy-Authorization: {value}\r\n"));
    let request = format!(
        "CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n{}\r\n",
        authorization.unwrap_or_default()
    );
    let failed = |what: &str| FetchError::Proxy(what.to_string());
    stream.write_all(request.as_bytes()).await.map_err(|error| failed(&system_words(&error)))?;
    let mut head = Vec::new();
    // Byte by byte, for what follows the head belongs to the host.
    while !head.ends_with(b"\r\n\r\n") && head.len() < 1 << 14 {
        head.push(stream.read_u8().await.map_err(|error| failed(&system_words(&error)))?);
    }
    let line =
        String::from_utf8_lossy(head.split(|&byte| byte == b'\r').next().unwrap_or_default()).into_owned();
    match line.split(' ').nth(1) {
        Some(status) if status.starts_with('2') => Ok(()),
        _ => Err(failed(&line)),
    }
}

/// Asks a SOCKS 5 proxy (RFC 1928, RFC 1929) for a way through; it resolves the name.
async fn socks5(stream: &mut TcpStream, proxy: &Proxy, host: &str, port: u16) -> Result<(), FetchError> {
    let failed = |what: &str| FetchError::Proxy(what.to_string());
    let method = if proxy.user.is_some() { 2 } else { 0 };
    let talk = async {
        stream.write_all(&[5, 1, method]).await?;
        let mut answer = [0; 2];
        stream.read_exact(&mut answer).await?;
        if answer != [5, method] {
            return Ok(Some("it does not take what we can show".to_string()));
        }
        if let Some((user, password)) = &proxy.user {
            let mut request = vec![1];
            for text in [user, password] {
                let text = text.as_bytes().get(..text.len().min(255)).unwrap_or_default();
                request.push(text.len() as u8);
                request.extend_from_slice(text);
            }
            stream.write_all(&request).await?;
            stream.read_exact(&mut answer).await?;
            if answer[1] != 0 {
                return Ok(Some("wrong user or password".to_string()));
            }
        }
        let name = host.trim_matches(['[', ']']);
        let mut request = vec![5, 1, 0];
        match name.parse() {
            Ok(IpAddr::V4(address)) => {
                request.push(1);
                request.extend_from_slice(&address.octets());
            }
            Ok(IpAddr::V6(address)) => {
                request.push(4);
                request.extend_from_slice(&address.octets());
            }
            Err(_) => {
                let name = name.as_bytes().get(..name.len().min(255)).unwrap_or_default();
                request.extend_from_slice(&[3, name.len() as u8]);
                request.extend_from_slice(name);
            }
        }
        request.extend_from_slice(&port.to_be_bytes());
        stream.write_all(&request).await?;
        let mut answer = [0; 4];
        stream.read_exact(&mut answer).await?;
        if answer[1] != 0 {
            return Ok(Some(format!("SOCKS error {}", answer[1])));
        }
        let length = match answer[3] {
            1 => 4,
            4 => 16,
            _ => usize::from(stream.read_u8().await?),
        };
        let mut bound = vec![0; length + 2];
        stream.read_exact(&mut bound).await?;
        Ok::<_, io::Error>(None)
    };
    match talk.await {
        Ok(None) => Ok(()),
        Ok(Some(what)) => Err(failed(&what)),
        Err(error) => Err(failed(&system_words(&error))),
    }
}

impl Connection {
    /// Whether a request for an address can go over this connection.
    pub(super) fn leads_to(&self, url: &Url) -> bool {
        url.scheme() == self.scheme
            && url.host_str() == Some(&self.host)
            && url.port_or_known_default() == Some(self.port)
    }

    /// Whether the other side has left it open: nothing has come since the last answer, not even the end.
    pub(super) fn is_open(&self) -> bool {
        let Some(stream) = self.socket() else { return false };
        matches!(stream.try_read(&mut [0]), Err(error) if error.kind() == io::ErrorKind::WouldBlock)
    }

    /// The socket to the host, if it is ours.
    fn socket(&self) -> Option<&TcpStream> {
        match &self.stream {
            Stream::Plain(stream) => Some(stream),
            Stream::Secure(stream) => Some(stream.get_ref().0),
            Stream::Old(_) => None,
        }
    }

    /// Has the system acknowledge what comes at once: a server that sends head and body apart waits for it, in vain for
    /// the twentieth of a second by which systems like to put it off.
    pub(super) fn acknowledge_at_once(&self) {
        #[cfg(target_os = "linux")]
        {
            let _ = self.socket().map(|socket| socket.set_quickack(true));
        }
    }

    pub(super) fn proxy(&self) -> Option<&Proxy> {
        self.proxy.as_ref()
    }

    pub(super) fn ip(&self) -> Option<String> {
        self.ip.map(|ip| ip.to_string())
    }

    pub(super) fn note(&self) -> String {
        self.note.clone()
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        to: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_read(cx, to),
            Stream::Secure(stream) => Pin::new(stream.as_mut()).poll_read(cx, to),
            Stream::Old(stream) => Pin::new(stream.as_mut()).poll_read(cx, to),
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, from: &[u8]) -> Poll<io::Result<usize>> {
        match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_write(cx, from),
            Stream::Secure(stream) => Pin::new(stream.as_mut()).poll_write(cx, from),
            Stream::Old(stream) => Pin::new(stream.as_mut()).poll_write(cx, from),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Stream::Secure(stream) => Pin::new(stream.as_mut()).poll_flush(cx),
            Stream::Old(stream) => Pin::new(stream.as_mut()).poll_flush(cx),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Stream::Secure(stream) => Pin::new(stream.as_mut()).poll_shutdown(cx),
            Stream::Old(stream) => Pin::new(stream.as_mut()).poll_shutdown(cx),
        }
    }
}
