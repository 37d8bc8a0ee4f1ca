//! axum's extractors with refusals that are problems.

use std::convert::Infallible;
use std::error::Error as _;
use std::fs::File;

use api::problem::Invalid;
use api::refusal::RequestReason;
use axum::RequestExt;
use axum::body::{Bytes, HttpBody};
use axum::extract::rejection::{BytesRejection, FailedToBufferBody, JsonRejection};
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use http_body_util::LengthLimitError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};

use crate::bodies;
use crate::error::{Error, Result};
use crate::state::AppState;

/// A JSON body.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<AppState> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &AppState) -> Result<Self> {
        let (parts, body) = request.into_parts();
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), app).await;
        let bytes = bytes.map_err(|rejection| refused_body(&rejection))?;
        let nul = has_nul(&bytes);
        match axum::Json::from_request(Request::from_parts(parts, bytes.into()), app).await {
            Ok(axum::Json(_)) if nul => Err(Invalid::new("body", RequestReason::Nul).into()),
            Ok(axum::Json(value)) => Ok(Self(value)),
            Err(JsonRejection::MissingJsonContentType(_)) => Err(Error::WrongMediaType("application/json")),
            Err(JsonRejection::BytesRejection(rejection)) => Err(refused_body(&rejection)),
            Err(rejection) => Err(Error::Malformed(rejection.body_text())),
        }
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// A body as it is.
pub(crate) struct RawBody(pub(crate) Vec<u8>);

impl FromRequest<AppState> for RawBody {
    type Rejection = Error;

    async fn from_request(request: Request, _: &AppState) -> Result<Self> {
        UnreadBody(request).read().await.map(Self)
    }
}

/// How much of a body is buffered on its way to a file, in bytes.
const BUFFER: usize = 64 * 1024;

/// A body that its handler reads once it knows that it wants it.
pub(crate) struct UnreadBody(Request);

impl FromRequest<AppState> for UnreadBody {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &AppState) -> std::result::Result<Self, Infallible> {
        Ok(Self(request))
    }
}

impl UnreadBody {
    /// Writes the body to a temporary file, from whose beginning it can be read. Refuses more than the route's limit.
    pub(crate) async fn save(self) -> Result<File> {
        let failed = |error| Error::Internal(format!("keeping an upload in a temporary file: {error}"));
        let mut pieces = self.0.into_limited_body().into_data_stream();
        let mut file = tokio::fs::File::from_std(tempfile::tempfile().map_err(failed)?);
        file.set_max_buf_size(BUFFER);
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(|error| refused_piece(&error))?;
            file.write_all(&piece).await.map_err(failed)?;
        }
        file.flush().await.map_err(failed)?;
        file.rewind().await.map_err(failed)?;
        Ok(file.into_std().await)
    }

    /// Reads the body into one piece of memory of the length that the request announces. Refuses more than the route's limit.
    pub(crate) async fn read(self) -> Result<Vec<u8>> {
        let declared = bodies::declared_length(self.0.headers()).unwrap_or_default();
        let body = self.0.into_limited_body();
        let limit = body.size_hint().upper().unwrap_or_default();
        let length = usize::try_from(declared.min(limit)).unwrap_or_default();
        let mut pieces = body.into_data_stream();
        let mut bytes = Vec::new();
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(|error| refused_piece(&error))?;
            // Not before its turn has come.
            if bytes.is_empty() {
                bytes.reserve_exact(length);
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
    }
}

fn refused_piece(error: &axum::Error) -> Error {
    let mut causes = std::iter::successors(error.source(), |cause| (*cause).source());
    if causes.any(|cause| cause.is::<LengthLimitError>()) {
        return Error::TooLarge;
    }
    bodies::why(error).unwrap_or_else(|| Error::Malformed(error.to_string()))
}

/// PostgreSQL keeps no text with such a character; so it is refused before it reaches either database.
const NO_NUL: &str = "A text cannot hold the character U+0000.";

fn encodes_nul(address: &str) -> bool {
    address.contains("%00")
}

/// Refuses a form that has the character U+0000, escaped or not.
pub(crate) fn check_form(form: &[u8]) -> Result<()> {
    let has_nul = form.contains(&0) || form.windows(3).any(|window| window == b"%00");
    if has_nul { Err(Error::Malformed(NO_NUL.into())) } else { Ok(()) }
}

/// Refuses a JSON document that has the character U+0000 in a string.
pub(crate) fn check_json(json: &[u8]) -> Result<()> {
    if has_nul(json) { Err(Error::Malformed(NO_NUL.into())) } else { Ok(()) }
}

/// Whether a string of a JSON document has the character U+0000, which can only be there as an escape.
fn has_nul(json: &[u8]) -> bool {
    let backslashes = |before: &[u8]| before.iter().rev().take_while(|byte| **byte == b'\\').count();
    let escapes = json.windows(6).enumerate().filter(|(_, window)| *window == b"\\u0000");
    escapes.into_iter().any(|(at, _)| backslashes(&json[..at]) % 2 == 0)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a body that cannot be read is malformed, for whatever reason")]
fn refused_body(rejection: &BytesRejection) -> Error {
    match rejection {
        BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => Error::TooLarge,
        BytesRejection::FailedToBufferBody(FailedToBufferBody::UnknownBodyError(cause)) => {
            bodies::why(cause).unwrap_or_else(|| Error::Malformed(rejection.body_text()))
        }
        other => Error::Malformed(other.body_text()),
    }
}

/// What the address names; what cannot be read is not there.
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<AppState> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self> {
        if encodes_nul(parts.uri.path()) {
            return Err(Error::NotFound);
        }
        let path = axum::extract::Path::from_request_parts(parts, app).await;
        path.map(|axum::extract::Path(value)| Self(value)).map_err(|_| Error::NotFound)
    }
}

/// The query string.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<AppState> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self> {
        if parts.uri.query().is_some_and(encodes_nul) {
            return Err(Error::Malformed(NO_NUL.into()));
        }
        let query = axum::extract::Query::from_request_parts(parts, app).await;
        query
            .map(|axum::extract::Query(value)| Self(value))
            .map_err(|rejection| Error::Malformed(rejection.body_text()))
    }
}

/// One id out of the address, for extractors that do not know the rest of it.
pub(crate) async fn path_id<T: std::str::FromStr>(parts: &mut Parts, app: &AppState, name: &str) -> Result<T> {
    let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| Error::NotFound)?;
    let text = params.iter().find(|(key, _)| *key == name).map(|(_, value)| value).ok_or(Error::NotFound)?;
    text.parse().map_err(|_| Error::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escaped_nul_is_found() {
        let check = |json: &str, expected: bool| assert_eq!(has_nul(json.as_bytes()), expected, "{json}");
        check(r#"{"name":"a\u0000b"}"#, true);
        check(r#"{"name":"\\\u0000"}"#, true);
        check(r#"{"name":"\\u0000"}"#, false);
        check(r#"{"name":"\u00001"}"#, true);
        check(r#"{"name":"u0000"}"#, false);
    }
}
