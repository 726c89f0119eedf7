//! TLS older than 1.2, and suites that nobody should use any more, for hosts that a person named: spoken by the system's
//! `openssl`, which is there on nearly every machine.
//!
//! No TLS library that we could build in speaks it, but OpenSSL, which would be a tenth of the program for a handful of hosts. So its
//! program is run for a connection: it talks to a socket of ours on loopback, and we pass on what it sends to the host, over
//! whatever way there is, a proxy or none.

use std::net::Ipv4Addr;
use std::pin::Pin;
use std::process::Stdio;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use super::FetchError;
use crate::common::system_words;

/// The program that is run.
const PROGRAM: &str = "openssl";
/// What is noted with each fetch.
pub(super) const NOTE: &str =
    "old TLS accepted, spoken by the system's openssl; the certificate was not checked";

/// A connection that another program makes secure, after a fashion.
#[derive(Debug)]
pub(super) struct OldTls {
    to: ChildStdin,
    from: ChildStdout,
    /// Ends with this.
    _child: Child,
}

impl OldTls {
    /// Makes a connection secure.
    pub(super) async fn secure(mut stream: TcpStream, host: &str) -> Result<OldTls, FetchError> {
        let failed = |what: String| FetchError::Tls(format!("old TLS: {what}"));
        let system = |error: std::io::Error| failed(system_words(&error));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(system)?;
        let port = listener.local_addr().map_err(system)?.port();
        let mut command = Command::new(PROGRAM);
        command.args(["s_client", "-quiet", "-min_protocol", "TLSv1", "-cipher", "ALL:@SECLEVEL=0"]);
        command.args(["-legacy_server_connect", "-connect", &format!("127.0.0.1:{port}")]);
        // An address in numbers is no name to ask for.
        if host.contains(|c: char| c.is_ascii_alphabetic()) && !host.contains(':') {
            command.args(["-servername", host]);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut child = command.spawn().map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                failed(format!("needs the program {PROGRAM}, which is not installed"))
            }
            _ => system(error),
        })?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(failed("no way to the program".to_string()));
        };
        let (mut inner, _) = listener.accept().await.map_err(system)?;
        tokio::spawn(async move {
            // Ends with either side; what went wrong shows in the answer.
            let _ = copy_bidirectional(&mut inner, &mut stream).await;
        });
        Ok(OldTls { to, from, _child: child })
    }
}

impl AsyncRead for OldTls {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        to: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.from).poll_read(cx, to)
    }
}

impl AsyncWrite for OldTls {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        from: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.to).poll_write(cx, from)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.to).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.to).poll_shutdown(cx)
    }
}
