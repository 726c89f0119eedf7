//! One request and its answer, whatever comes back: over HTTP/1.1, with the bytes as they went over the wire.
//!
//! Our own client, for the archive wants the very bytes that were sent and received, and every limit has to hold while
//! they come in. `connect` opens a connection (names, addresses that may be asked, proxies, TLS), `http1` sends a request and
//! knows where the answer ends. Redirects are not followed here: each address is asked by its own right.

mod address;
mod chunks;
mod connect;
mod http1;
mod old_tls;
mod proxy;
mod tls;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use url::Url;

pub use self::address::is_public;
pub use self::connect::Connection;
pub use self::http1::{End, Head};
pub use self::proxy::{Proxies, ProxyError};

use super::page::Request;

/// A body larger than this waits until there is room for it, so that memory has a limit whatever comes in at one time.
const SMALL_BODY: usize = 1 << 20;
/// The unit in which room is counted.
const UNIT: u64 = 1 << 20;
/// For how many bodies of the largest size there is room.
const LARGEST_BODIES: u64 = 3;

/// What one request may take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Bytes of an answer, as transferred and unpacked.
    pub body: u64,
    /// Time for a connection.
    pub connect: Duration,
    /// Time for all of it.
    pub time: Duration,
    /// Bytes a second, once the answer has begun.
    pub speed: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            body: 32 << 20,
            connect: Duration::from_secs(20),
            time: Duration::from_secs(120),
            speed: 200,
        }
    }
}

/// Asks for pages.
#[derive(Debug)]
pub struct Client {
    limits: Limits,
    proxies: Proxies,
    allow_private: bool,
    agent: String,
    tls: tls::Tls,
    room: Arc<Semaphore>,
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The address.
    pub url: Url,
    /// How.
    pub request: Request,
    /// Validators of what is in the archive already: `ETag` and `Last-Modified`.
    pub if_changed: Option<(String, String)>,
    /// Whether a certificate that cannot be verified is accepted.
    pub accept_broken_tls: bool,
    /// Whether old TLS is spoken with the host.
    pub old_tls: bool,
}

/// What came back.
#[derive(Debug)]
pub struct Exchange {
    /// The request as it was sent.
    pub request: Vec<u8>,
    /// The answer as it was received.
    pub response: Vec<u8>,
    /// Its head.
    pub head: Head,
    /// How it ended.
    pub end: End,
    /// The machine that answered; nothing behind a proxy.
    pub ip: Option<String>,
    /// What was accepted.
    pub note: String,
    /// When it ended.
    pub at: SystemTime,
    /// Held as long as a large body is in memory.
    _room: Option<OwnedSemaphorePermit>,
}

/// Why there is no answer at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The name is not known.
    #[error("no address for {0}")]
    NoSuchHost(String),
    /// An address that is not public.
    #[error("{0} is not a public address")]
    Private(String),
    /// No connection.
    #[error("no connection: {0}")]
    Connect(String),
    /// The proxy does not do what it should.
    #[error("the proxy refuses: {0}")]
    Proxy(String),
    /// No secure connection.
    #[error("no secure connection: {0}")]
    Tls(String),
    /// Too long without an answer.
    #[error("no answer within {} seconds", .0.as_secs_f32())]
    TimedOut(Duration),
    /// The other side broke off before the answer had a head.
    #[error("the connection was broken off: {0}")]
    Broken(String),
    /// What came is not HTTP.
    #[error("the answer is not HTTP: {0}")]
    NotHttp(String),
}

impl FetchError {
    /// Whether the same request may do better later.
    pub fn is_passing(&self) -> bool {
        !matches!(self, FetchError::Private(_) | FetchError::NotHttp(_))
    }
}

impl Client {
    /// A client that names itself, with the certificates that the system trusts.
    pub fn new(limits: Limits, proxies: Proxies, allow_private: bool, contact: &str) -> Client {
        Client {
            limits,
            proxies,
            allow_private,
            agent: user_agent(contact),
            tls: tls::Tls::new(),
            room: Arc::new(Semaphore::new((LARGEST_BODIES * (limits.body / UNIT + 1)) as usize)),
        }
    }

    /// How the client names itself.
    pub fn agent(&self) -> &str {
        &self.agent
    }

    /// The limits.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Asks for a page, over the connection that is left from the request before if it leads to the same place. Gives the
    /// connection back if it can be used again.
    pub async fn fetch(
        &self,
        ask: &Ask,
        left: Option<Connection>,
    ) -> (Result<Exchange, FetchError>, Option<Connection>) {
        let mut connection = match left.filter(|left| left.leads_to(&ask.url) && left.is_open()) {
            Some(left) => left,
            None => match self.connect(ask).await {
                Ok(connection) => connection,
                Err(error) => return (Err(error), None),
            },
        };
        let request = http1::request(ask, &self.agent, connection.proxy());
        match http1::exchange(&mut connection, &request, &self.limits, &self.room).await {
            Ok(answer) => {
                let keep = answer.reusable;
                let exchange = Exchange {
                    request,
                    response: answer.bytes,
                    head: answer.head,
                    end: answer.end,
                    ip: connection.ip(),
                    note: connection.note(),
                    at: SystemTime::now(),
                    _room: answer.room,
                };
                (Ok(exchange), keep.then_some(connection))
            }
            Err(error) => (Err(error), None),
        }
    }
}

fn user_agent(contact: &str) -> String {
    let contact: String = contact.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').collect();
    match contact.trim() {
        "" => format!("nianbao/{} (reader of annual reports)", env!("CARGO_PKG_VERSION")),
        contact => format!("nianbao/{} (reader of annual reports; +{contact})", env!("CARGO_PKG_VERSION")),
    }
}
