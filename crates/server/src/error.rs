//! What can go wrong with a request, and how it looks on the wire: RFC 9457 with stable codes.

use api::problem::{FileFault, Invalid, Problem};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::workshop::Rejection;

/// Why a request was refused or failed. Texts inside the last two variants are for the log and never leave the server.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An account is needed.
    #[error("Sign in first.")]
    NotSignedIn,
    /// The guest's seat that the browser holds is no seat any more.
    #[error("You are not in this workshop any more.")]
    SeatGone,
    /// The address or the password is wrong; the answer does not show which.
    #[error("The e-mail address or the password is wrong.")]
    WrongPassword,
    /// The person may not do this.
    #[error("{0}")]
    NotAllowed(&'static str),
    /// A demonstration cannot do this.
    #[error("This is not part of the demonstration. Set up a team of your own to use it.")]
    NotInDemonstration,
    /// The request is from another site's page.
    #[error(
        "This request does not come from a page of this server. Open the server at its own address, the one of --public-url."
    )]
    WrongOrigin,
    /// A request of another service bears no signature of a secret that is known here, or an old one.
    #[error("This request is not signed, or too old.")]
    WrongSignature,
    /// It is not there, or not for this person to know of.
    #[error("There is nothing here, or it is not for you.")]
    NotFound,
    /// A link or code does not work (any more).
    #[error("{0}")]
    Gone(&'static str),
    /// It does not go with what is there.
    #[error("{detail}")]
    Conflict {
        /// A stable word for machines.
        code: &'static str,
        /// For a person.
        detail: &'static str,
    },
    /// A field of the request was refused.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The rules of a workshop forbid it.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// There is no room for more.
    #[error("There is room for {limit} {what}.")]
    Full {
        /// What there is too much of.
        what: &'static str,
        /// How many fit.
        limit: usize,
    },
    /// An uploaded scenario file has faults.
    #[error("The file has faults.")]
    Faults(Vec<FileFault>),
    /// It is no ballot of an open round; the answer does not show why.
    #[error("This is no ballot of a round that is open.")]
    NoBallot,
    /// The request cannot be read.
    #[error("{0}")]
    Malformed(String),
    /// The request's body is too large.
    #[error("This is too large.")]
    TooLarge,
    /// A picture would take more memory than there is for it.
    #[error(
        "This picture has {megapixels} megapixels; up to {limit} of this kind can be read. Make it smaller and try again."
    )]
    TooManyPixels {
        /// How many it has.
        megapixels: u64,
        /// How many fit.
        limit: u64,
    },
    /// The request's body did not come in time.
    #[error("This took too long to arrive. Try again.")]
    TooSlow,
    /// Others upload at the same time, and the queue is full.
    #[error("Others are uploading just now. Try again in {retry_after_s} seconds.")]
    Busy {
        /// When to try again.
        retry_after_s: u64,
    },
    /// Too much is computed at the same time.
    #[error("The server has much to compute just now. Try again in {retry_after_s} seconds.")]
    Overloaded {
        /// When to try again.
        retry_after_s: u64,
    },
    /// The stored data of a workshop cannot be read.
    #[error("This workshop cannot be opened: what is stored of it cannot be read. See the server's log.")]
    Unreadable,
    /// The request's body is of the wrong kind.
    #[error("Send {0}.")]
    WrongMediaType(&'static str),
    /// The address exists, but not for this method.
    #[error("This address does not answer to this method.")]
    WrongMethod,
    /// Too many requests of this kind.
    #[error("This was too often. Try again in {retry_after_s} seconds.")]
    TooMany {
        /// When to try again.
        retry_after_s: u64,
    },
    /// The server is going down.
    #[error("The server is restarting. Try again in a moment.")]
    Stopping,
    /// The database refused or failed.
    #[error(transparent)]
    Store(store::Error),
    /// A bug or a broken machine.
    #[error("{0}")]
    Internal(String),
}

/// The result of a handler.
pub type Result<T> = std::result::Result<T, Error>;

impl From<store::Error> for Error {
    #[expect(clippy::wildcard_enum_match_arm, reason = "what is no conflict stays an error of the store")]
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::NotFound,
            store::Error::Conflict(conflict) => conflict.into(),
            other => Self::Store(other),
        }
    }
}

impl From<store::Conflict> for Error {
    fn from(conflict: store::Conflict) -> Self {
        use store::Conflict;
        match conflict {
            Conflict::Changed => Self::CHANGED,
            Conflict::Id => Self::Rejected(Rejection::IdInUse),
            Conflict::Email => {
                Self::Conflict { code: "email_in_use", detail: "There is an account with this e-mail address already." }
            }
            Conflict::LastOwner => Self::Conflict { code: "last_owner", detail: "A team keeps at least one owner." },
            Conflict::Name => {
                Self::Conflict { code: "name_in_use", detail: "The team has a system of this name already." }
            }
            Conflict::NotPlanned => {
                Self::Conflict { code: "not_planned", detail: "Only a workshop that was never opened can be deleted." }
            }
            // These are answered where they can happen.
            Conflict::Action
            | Conflict::Closed
            | Conflict::Code
            | Conflict::Command
            | Conflict::Demonstrations
            | Conflict::DemonstrationsOfAddress
            | Conflict::Exists
            | Conflict::Extended
            | Conflict::JoinCode
            | Conflict::Member
            | Conflict::Moved
            | Conflict::NotClosed
            | Conflict::Occurrence
            | Conflict::Open
            | Conflict::Slug
            | Conflict::Version => Self::Store(store::Error::Conflict(conflict)),
        }
    }
}

impl Error {
    /// Somebody else changed it first.
    pub const CHANGED: Self =
        Self::Conflict { code: "changed", detail: "Somebody changed this meanwhile. Have a look and try again." };

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotSignedIn | Self::SeatGone | Self::WrongPassword | Self::WrongSignature => StatusCode::UNAUTHORIZED,
            Self::NotAllowed(_)
            | Self::NotInDemonstration
            | Self::WrongOrigin
            | Self::Rejected(Rejection::NotAllowed(_)) => StatusCode::FORBIDDEN,
            Self::NotFound | Self::Gone(_) | Self::Rejected(Rejection::NotFound(_)) => StatusCode::NOT_FOUND,
            Self::Conflict { .. } | Self::Rejected(Rejection::Changed | Rejection::IdInUse) => StatusCode::CONFLICT,
            Self::Invalid(_) | Self::Rejected(_) | Self::NoBallot | Self::Full { .. } | Self::Faults(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge | Self::TooManyPixels { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::WrongMediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Stopping
            | Self::Busy { .. }
            | Self::Overloaded { .. }
            | Self::Store(store::Error::Unavailable(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unreadable | Self::Store(_) | Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A stable word for machines.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => "not_signed_in",
            Self::SeatGone => "seat_gone",
            Self::WrongPassword => "wrong_password",
            Self::NotAllowed(_) => "not_allowed",
            Self::NotInDemonstration => "demonstration",
            Self::WrongOrigin => "wrong_origin",
            Self::WrongSignature => "wrong_signature",
            Self::NotFound => "not_found",
            Self::Gone(_) => "gone",
            Self::Conflict { code, .. } => code,
            Self::Invalid(_) => "invalid",
            Self::Rejected(rejection) => rejection.code(),
            Self::Full { .. } => "full",
            Self::Faults(_) => "faults",
            Self::NoBallot => "no_ballot",
            Self::Malformed(_) => "malformed",
            Self::TooLarge | Self::TooManyPixels { .. } => "too_large",
            Self::TooSlow => "too_slow",
            Self::Busy { .. } | Self::Overloaded { .. } => "busy",
            Self::Unreadable => "unreadable",
            Self::WrongMediaType(_) => "wrong_media_type",
            Self::WrongMethod => "wrong_method",
            Self::TooMany { .. } => "too_many_requests",
            Self::Stopping | Self::Store(store::Error::Unavailable(_)) => "unavailable",
            Self::Store(_) | Self::Internal(_) => "internal",
        }
    }

    /// What the client may read.
    #[must_use]
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a problem shows the text of every error but those that are only for the log"
    )]
    pub fn problem(&self) -> Problem {
        let status = self.status();
        let detail = match self {
            Self::Store(store::Error::Unavailable(_)) => "The database does not answer. Try again in a moment.".into(),
            Self::Store(_) | Self::Internal(_) => "Something broke on the server. See its log.".into(),
            other => other.to_string(),
        };
        let (field, faults) = match self {
            Self::Invalid(invalid) => (Some(invalid.field.to_owned()), Vec::new()),
            Self::Faults(faults) => (None, faults.clone()),
            _ => (None, Vec::new()),
        };
        Problem {
            title: status.canonical_reason().unwrap_or("Problem").to_owned(),
            status: status.as_u16(),
            code: self.code().to_owned(),
            detail: Some(detail),
            field,
            faults,
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Self::Store(_) | Self::Internal(_) = &self {
            let cause: &dyn std::error::Error = &self;
            let chain: Vec<String> =
                std::iter::successors(Some(cause), |error| error.source()).map(ToString::to_string).collect();
            tracing::error!(error = chain.join(": "), "a request failed");
        }
        let body = serde_json::to_vec(&self.problem()).expect("a problem is plain data");
        let mut response = (self.status(), body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Self::TooMany { retry_after_s } | Self::Busy { retry_after_s } | Self::Overloaded { retry_after_s } =
            self
        {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(retry_after_s));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn internal_errors_are_not_shown() {
        let secret = "relation \"account\" does not exist";
        let check = |error: Error, status: u16, code: &str| {
            let problem = error.problem();
            assert_eq!((problem.status, problem.code.as_str()), (status, code));
            assert!(!serde_json::to_string(&problem).unwrap().contains("relation"), "{problem:?}");
        };
        check(Error::Internal(secret.into()), 500, "internal");
        check(Error::Store(store::Error::Corrupt(secret.into())), 500, "internal");
        check(Error::Store(store::Error::Unavailable(secret.into())), 503, "unavailable");
    }

    #[test]
    fn rejections_have_the_status_of_their_kind() {
        let check = |rejection: Rejection, status: u16| assert_eq!(Error::from(rejection).status().as_u16(), status);
        check(Rejection::NotAllowed("no"), 403);
        check(Rejection::NotFound("This"), 404);
        check(Rejection::Changed, 409);
        check(Rejection::IdInUse, 409);
        check(Rejection::NotJoined, 422);
        check(Rejection::Rule("no"), 422);
    }
}
