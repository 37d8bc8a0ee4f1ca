//! What a browser may keep, if it asks again each time.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::compressed::CompressedJson;
use crate::error::Result;

/// Answers with a body under an entity tag (RFC 9110), or without one if the browser has it already.
pub(super) fn respond_tagged(request: &HeaderMap, tag: &str, body: impl IntoResponse) -> Response {
    let headers = [(header::ETAG, tag), (header::CACHE_CONTROL, "private, no-cache")];
    let known = request.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    if known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, body).into_response()
}

/// Answers with JSON, compressed for browsers that accept that.
pub(super) fn respond_compressed(request: &HeaderMap, json: &CompressedJson) -> Result<Response> {
    let kind = [(header::CONTENT_TYPE, "application/json"), (header::VARY, "accept-encoding")];
    if accepts_gzip(request) {
        let body = (kind, [(header::CONTENT_ENCODING, "gzip")], json.gzip.clone());
        return Ok(respond_tagged(request, &json.tag, body));
    }
    Ok(respond_tagged(request, &json.tag, (kind, json.decompress()?)))
}

fn accepts_gzip(request: &HeaderMap) -> bool {
    let accepted = request.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|one| {
        let (coding, weight) = one.split_once(';').unwrap_or((one, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0));
        coding.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn gzip_is_sent_to_those_who_accept_it() {
        let cases = [
            ("gzip", true),
            ("br, gzip;q=0.5", true),
            ("GZIP", true),
            ("deflate, br", false),
            ("gzip;q=0, br", false),
            ("gzip; q=0.000", false),
            ("", false),
        ];
        for (accepted, expected) in cases {
            let request = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
            assert_eq!(accepts_gzip(&request), expected, "{accepted}");
        }
        assert!(!accepts_gzip(&HeaderMap::new()));
    }
}
