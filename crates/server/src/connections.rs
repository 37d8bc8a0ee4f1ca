//! Taking in connections: how many, from how many addresses, and how long each may keep the server waiting.

mod head;
mod places;
mod stream;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tower::ServiceExt;

use self::head::wait_for_head;
pub(crate) use self::places::{ConnectionPlace, Places};
use self::stream::Patient;
use crate::addresses::counted;
use crate::tls::{Certificates, agree};

/// How many connections there may be, and how long each may keep the server waiting.
#[derive(Clone, Debug)]
pub struct ConnectionLimits {
    /// Connections from one address (of IPv6: one network of 64 bits). Behind a trusted proxy these are the requests under way
    /// and the live connections of one client, by the address that the proxy names.
    pub from_one_address: usize,
    /// All connections.
    pub at_once: usize,
    /// For agreeing on a key, with HTTPS.
    pub handshake: Duration,
    /// For the head of a request. It begins when the one before has been answered, so this is also how long a connection stays
    /// open without a request.
    pub head: Duration,
    /// Between two pieces of a body.
    pub body_piece: Duration,
    /// For a whole body.
    pub body: Duration,
    /// For a client to read on when it has been sent as much as it takes.
    pub write: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            // A workshop of sixty people in one office, each of whose browsers opens six connections when a page loads.
            from_one_address: 512,
            at_once: 4_096,
            handshake: Duration::from_secs(10),
            head: Duration::from_secs(30),
            body_piece: Duration::from_secs(15),
            body: Duration::from_secs(120),
            write: Duration::from_secs(30),
        }
    }
}

/// The largest head of a request, and the largest piece of a body that is read at once, in bytes. Connections keep a buffer
/// of this size while they receive a body.
const MAX_HEAD: usize = 16 * 1024;

/// A listener for connections.
pub(crate) struct Door {
    pub(crate) tcp: TcpListener,
    /// With these HTTPS is spoken.
    pub(crate) certificates: Option<Certificates>,
    pub(crate) limits: ConnectionLimits,
    /// All connections are from one proxy, whose clients are counted elsewhere.
    pub(crate) behind_proxy: bool,
}

/// Answers connections until `stop` is ready, then finishes the requests that are under way.
pub(crate) async fn answer(mut door: Door, router: Router, stop: impl Future<Output = ()> + Send) {
    let (working, mut finished) = mpsc::channel::<Infallible>(1);
    let (leave, leaving) = watch::channel(false);
    let from_one_address = if door.behind_proxy { door.limits.at_once } else { door.limits.from_one_address };
    let places = Places::new(from_one_address, door.limits.at_once);
    tokio::pin!(stop);
    loop {
        let (stream, address) = tokio::select! {
            () = &mut stop => break,
            accepted = Listener::accept(&mut door.tcp) => accepted,
        };
        // Without a place the connection is closed at once: to wait for one would keep a file open for it.
        let Some(place) = places.try_take(counted(address.ip())) else { continue };
        let (certificates, limits, router) = (door.certificates.clone(), door.limits.clone(), router.clone());
        let (leaving, working) = (leaving.clone(), working.clone());
        tokio::spawn(async move {
            serve(stream, place, certificates, &limits, router, leaving).await;
            drop(working);
        });
    }
    drop(door);
    leave.send_replace(true);
    drop(working);
    finished.recv().await;
}

/// Serves one connection until either side has had enough. What it is upgraded to keeps its place.
async fn serve(
    stream: TcpStream,
    place: ConnectionPlace,
    certificates: Option<Certificates>,
    limits: &ConnectionLimits,
    router: Router,
    mut leaving: watch::Receiver<bool>,
) {
    let Ok(address) = stream.peer_addr() else { return };
    // A small message does not wait for the acknowledgement of the one before it (Nagle's algorithm). Without the option the
    // connection only answers later.
    let _ = stream.set_nodelay(true);
    if certificates.is_none() {
        tokio::select! {
            begun = tokio::time::timeout(limits.head, wait_for_head(&stream)) => if !matches!(begun, Ok(Ok(()))) { return },
            () = wait_until_leaving(&mut leaving) => return,
        }
    }
    let Some((stream, peer)) = agree(stream, address, certificates, limits.handshake).await else { return };
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let stream = TokioIo::new(Patient::new(stream, limits.write, place));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(MAX_HEAD)
        .serve_connection(stream, service)
        .with_upgrades();
    // On the heap, because a task keeps room for a pinned value and for the one that was moved there.
    let mut connection = Box::pin(connection);
    let outcome = tokio::select! {
        outcome = &mut connection => outcome,
        () = wait_until_leaving(&mut leaving) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = outcome {
        tracing::trace!(%error, "a connection ended");
    }
}

async fn wait_until_leaving(leaving: &mut watch::Receiver<bool>) {
    // An error means that the listener is gone, which is an end, too.
    let _ = leaving.wait_for(|leaving| *leaving).await;
}

/// The clients of a proxy, counted by request and live connection.
pub(crate) fn clients(limits: &ConnectionLimits) -> Arc<Places> {
    Places::new(limits.from_one_address, usize::MAX)
}
