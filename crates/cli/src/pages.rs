//! The front end and the starter pack, out of the binary.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::any;
use memory_serve::CacheControl;
use server::Starter;

const STARTER: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/starter.rs"));

/// The pack that ships with the product.
pub(crate) fn starter() -> anyhow::Result<Starter> {
    Starter::parse(STARTER).map_err(|faults| {
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("the starter pack in this binary is broken: {}", faults.join("; "))
    })
}

/// The front end: its files under their names, and its first page for every address that is not a file.
pub(crate) fn router() -> Router {
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
