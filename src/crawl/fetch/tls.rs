//! Secure connections: certificates that the system trusts, and for hosts that a person named, whatever they show.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

use super::FetchError;

/// What is needed for secure connections, made at the first one.
#[derive(Debug, Default)]
pub(super) struct Tls(Mutex<Option<Arc<Trusted>>>);

/// The certificates that the system trusts, with the usual verifier over them if there are any.
#[derive(Debug)]
struct Trusted {
    provider: Arc<CryptoProvider>,
    usual: Option<Arc<WebPkiServerVerifier>>,
}

impl Tls {
    pub(super) fn new() -> Tls {
        Tls::default()
    }

    fn trusted(&self) -> Arc<Trusted> {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(made.get_or_insert_with(|| Arc::new(Trusted::load())))
    }

    /// Makes a connection secure. Gives also what was wrong with the certificate, if that was accepted.
    pub(super) async fn secure(
        &self,
        stream: TcpStream,
        host: &str,
        accept_broken: bool,
    ) -> Result<(TlsStream<TcpStream>, String), FetchError> {
        let failed = |error: String| FetchError::Tls(error);
        let name = ServerName::try_from(host.trim_matches(['[', ']']).to_string())
            .map_err(|_| failed(format!("{host:?} is no name for a certificate")))?;
        let trusted = self.trusted();
        let verifier = Arc::new(Verifier { trusted, accept_broken, problem: Mutex::default() });
        let config = ClientConfig::builder_with_provider(Arc::clone(&verifier.trusted.provider))
            .with_safe_default_protocol_versions()
            .map_err(|error| failed(error.to_string()))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::clone(&verifier) as Arc<dyn ServerCertVerifier>)
            .with_no_client_auth();
        let secured = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
        let stream = secured.map_err(|error| failed(words(&error.to_string())))?;
        let problem = verifier.problem.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ok((stream, problem))
    }
}

/// What went wrong, and what can be done about it.
fn words(error: &str) -> String {
    if error.contains("certificate") {
        return format!("{error}; to accept it, name the host in portals.toml with accept_broken_tls");
    }
    if ["eof", "ProtocolVersion", "HandshakeFailure", "Tls12Or13"].iter().any(|word| error.contains(word)) {
        return format!(
            "{error}; the server may only know old versions of TLS: to accept them, name the host in portals.toml with old_tls"
        );
    }
    error.to_string()
}

impl Trusted {
    fn load() -> Trusted {
        let mut roots = RootCertStore::empty();
        let found = rustls_native_certs::load_native_certs();
        roots.add_parsable_certificates(found.certs);
        let provider = Arc::new(ring::default_provider());
        let usual =
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build().ok();
        Trusted { provider, usual }
    }
}

/// The usual verifier, whose refusal is only noted where a person said so.
#[derive(Debug)]
struct Verifier {
    trusted: Arc<Trusted>,
    accept_broken: bool,
    problem: Mutex<String>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = match &self.trusted.usual {
            Some(usual) => usual.verify_server_cert(certificate, intermediates, name, ocsp, now),
            None => Err(Error::General("the system trusts no certificates at all".to_string())),
        };
        match verified {
            Err(error) if self.accept_broken => {
                *self.problem.lock().unwrap_or_else(PoisonError::into_inner) = error.to_string();
                Ok(ServerCertVerified::assertion())
            }
            other => other,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.trusted.provider.signature_verification_algorithms;
        tokio_rustls::rustls::crypto::verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.trusted.provider.signature_verification_algorithms;
        tokio_rustls::rustls::crypto::verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.trusted.provider.signature_verification_algorithms.supported_schemes()
    }
}
