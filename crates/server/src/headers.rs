//! Headers that every answer carries.

use axum::extract::Request;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// Everything is loaded from this server, only the named pages frame this one, no page has inline scripts.
macro_rules! policy {
    ($framed_by:literal) => {
        concat!(
            "default-src 'self'; img-src 'self' data: blob:; connect-src 'self'; style-src 'self'; script-src 'self'; \
             font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ",
            $framed_by
        )
    };
}
const POLICY: &str = policy!("'none'");
/// That of a page which this server's own pages may frame.
const FRAMED_POLICY: &str = policy!("'self'");

const EVERYWHERE: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Browsers use only HTTPS for a year.
const STRICT: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Adds to every answer of a server that people reach over HTTPS that they are to go on doing so (RFC 6797).
pub(crate) async fn add_strict_transport(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, STRICT);
    response
}

/// Adds them; an answer of the API is not cached unless its handler allows it.
pub(crate) async fn add(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let api = path.starts_with("/api/");
    let framed = is_face_beside_desk(path);
    let secret = path.starts_with("/reports/") || path.starts_with("/api/reports/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in EVERYWHERE {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if framed {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMED_POLICY));
    }
    if secret {
        // The address is the key: it is not sent to other sites or search engines.
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    }
    if api {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}

/// The desk of a demonstration shows the room screen and a phone beside it.
fn is_face_beside_desk(path: &str) -> bool {
    let mut parts = path.strip_prefix("/workshops/").unwrap_or_default().split('/');
    matches!((parts.next(), parts.next(), parts.next()), (Some(_), Some("room" | "seat"), None))
}
