//! axum's extractors with refusals that are problems.

use axum::extract::rejection::{BytesRejection, FailedToBufferBody, JsonRejection};
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::bodies;
use crate::error::{Error, Result};
use crate::state::AppState;

/// A JSON body.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<AppState> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &AppState) -> Result<Self> {
        match axum::Json::from_request(request, app).await {
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
pub(crate) struct Body(pub(crate) axum::body::Bytes);

impl FromRequest<AppState> for Body {
    type Rejection = Error;

    async fn from_request(request: Request, app: &AppState) -> Result<Self> {
        axum::body::Bytes::from_request(request, app).await.map(Self).map_err(|rejection| refused_body(&rejection))
    }
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
        let path = axum::extract::Path::from_request_parts(parts, app).await;
        path.map(|axum::extract::Path(value)| Self(value)).map_err(|_| Error::NotFound)
    }
}

/// What follows the question mark.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<AppState> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self> {
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
