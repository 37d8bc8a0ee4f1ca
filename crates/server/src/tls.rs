//! HTTPS without a proxy in front of it.
//!
//! The port also answers plain HTTP: with a redirect to the same page over HTTPS, or, for programs that monitor
//! the server, with how it is.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::either::Either;

use crate::services::Services;

/// With this byte TLS begins, and no request of HTTP does.
const HANDSHAKE: u8 = 22;

/// What new connections are served with; the certificate may be replaced while the server runs.
pub type Certificates = watch::Receiver<Arc<ServerConfig>>;

/// Why a server cannot use a certificate.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// A file is not there, not ours to read, or holds something else.
    #[error("{0} cannot be used: {1}. It has to be a PEM file with {2}")]
    File(PathBuf, rustls::pki_types::pem::Error, &'static str),
    /// There is none in it.
    #[error("{0} holds no certificate. It has to be a PEM file with {CHAIN}")]
    Empty(PathBuf),
    /// They do not belong together, or are of a kind that nobody uses any more.
    #[error("the certificate {0} and the key {1} cannot be used together: {2}")]
    Pair(PathBuf, PathBuf, rustls::Error),
}

const CHAIN: &str = "the server's certificate first, then those that signed it";
const KEY: &str = "a private key without a passphrase";

/// Reads a certificate chain and its private key, both PEM.
///
/// # Errors
/// [`Unusable`], with a text for the person who starts the server.
pub fn load_certificates(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, Unusable> {
    let chain: Vec<_> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .map_err(|error| Unusable::File(certificate.to_owned(), error, CHAIN))?;
    if chain.is_empty() {
        return Err(Unusable::Empty(certificate.to_owned()));
    }
    let private = PrivateKeyDer::from_pem_file(key).map_err(|error| Unusable::File(key.to_owned(), error, KEY))?;
    let pair = |error| Unusable::Pair(certificate.to_owned(), key.to_owned(), error);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(pair)?
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .map_err(pair)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

type Connection = Either<TcpStream, Box<TlsStream<TcpStream>>>;

/// The other end of a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer {
    pub(crate) address: SocketAddr,
    /// The client uses plain HTTP on a server with HTTPS.
    is_plain_http: bool,
}

/// Begins TLS on a new connection where there is a certificate; nothing when the client is silent, or gives up.
pub(crate) async fn agree(
    stream: TcpStream,
    address: SocketAddr,
    certificates: Option<Certificates>,
    patience: Duration,
) -> Option<(Connection, Peer)> {
    let Some(certificates) = certificates else {
        return Some((Either::Left(stream), Peer { address, is_plain_http: false }));
    };
    let config = certificates.borrow().clone();
    // On the heap, as is the stream that it makes: most of what TLS needs is no part of a connection that does without.
    let agreeing = Box::pin(async move {
        let mut first = [0];
        if stream.peek(&mut first).await.ok()? == 0 {
            return None;
        }
        if first == [HANDSHAKE] {
            let stream = TlsAcceptor::from(config).accept(stream).await.ok()?;
            Some((Either::Right(Box::new(stream)), Peer { address, is_plain_http: false }))
        } else {
            Some((Either::Left(stream), Peer { address, is_plain_http: true }))
        }
    });
    tokio::time::timeout(patience, agreeing).await.ok().flatten()
}

/// Redirects plain HTTP, on a server with HTTPS, to the same page under the public URL, whatever host the
/// request names.
pub(crate) async fn redirect_to_https(State(services): State<Arc<Services>>, request: Request, next: Next) -> Response {
    let is_plain_http =
        request.extensions().get::<ConnectInfo<Peer>>().is_some_and(|ConnectInfo(peer)| peer.is_plain_http);
    if !is_plain_http || matches!(request.uri().path(), "/healthz" | "/readyz") {
        return next.run(request).await;
    }
    let host = services.public_url.split_once("://").map_or(services.public_url.as_str(), |(_, host)| host);
    let page = request.uri().path_and_query().map_or("/", |page| page.as_str());
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, format!("https://{host}{page}"))]).into_response()
}
