//! The front end and the starter pack, out of the binary.

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::routing::any;
use futures_util::FutureExt;
use memory_serve::CacheControl;
use server::Starter;
use server::computations::lower_priority;
use tokio::sync::oneshot;
use tower::ServiceExt;

const STARTER: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/starter.rs"));

/// The pack that ships with the product.
pub(crate) fn starter() -> anyhow::Result<Starter> {
    Starter::parse(STARTER).map_err(|faults| {
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("the starter pack in this binary is broken: {}", faults.join("; "))
    })
}

/// The front end. Its files are unpacked and compressed beside the start, which takes 50 ms: only requests for pages wait for that,
/// and what live pages need goes before it.
pub(crate) fn router() -> Router {
    let (sender, made) = oneshot::channel();
    std::thread::spawn(move || {
        lower_priority();
        // The server may have stopped already.
        let _ = sender.send(files());
    });
    let files = made.map(|files| files.expect("no file is broken")).shared();
    Router::new().fallback(move |request: Request| {
        let files = files.clone();
        async move { files.await.oneshot(request).await }
    })
}

/// The files under their names, and the first page for every address that is not a file.
fn files() -> Router {
    let files = memory_serve::load!()
        .index_file(Some("/index.html"))
        .fallback(Some("/index.html"))
        .fallback_status(StatusCode::OK)
        .html_cache_control(CacheControl::NoCache)
        .cache_control(CacheControl::Long)
        // A development build would compress at every start, for a second.
        .enable_brotli(!cfg!(debug_assertions))
        .enable_gzip(true)
        .into_router();
    files.route("/assets/{*file}", any(missing))
}

async fn missing() -> StatusCode {
    StatusCode::NOT_FOUND
}
