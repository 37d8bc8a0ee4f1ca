//! What can go wrong with a request, and how it looks on the wire: RFC 9457 with stable codes.

use api::problem::{FileFault, Invalid, Problem};
use api::refusal::RequestReason;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::refusal::{Refusal, Refuses};
use domain::workshop::Rejection;

/// Why a request was refused or failed. Texts inside the last two variants are for the log and never leave the server.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.detail())]
pub enum Error {
    /// An account is needed.
    NotSignedIn,
    /// The guest's seat that the browser holds is no seat any more.
    SeatGone,
    /// The address or the password is wrong; the answer does not show which.
    WrongPassword,
    /// The person may not do this.
    NotAllowed(RequestReason),
    /// A demonstration cannot do this.
    NotInDemonstration,
    /// The request is from another site's page.
    WrongOrigin,
    /// A request of another service bears no signature of a secret that is known here, or an old one.
    WrongSignature,
    /// It is not there, or not for this person to know of.
    NotFound,
    /// A link or code does not work (any more).
    Gone(RequestReason),
    /// It does not go with what is there.
    Conflict {
        /// A stable word for machines.
        code: &'static str,
        /// Why.
        reason: RequestReason,
    },
    /// A field of the request was refused.
    Invalid(#[from] Invalid),
    /// The rules of a workshop forbid it.
    Rejected(#[from] Rejection),
    /// There is no room for more.
    Full {
        /// What there is too much of.
        reason: RequestReason,
        /// How many fit.
        limit: usize,
    },
    /// An uploaded scenario file has faults.
    Faults(Vec<FileFault>),
    /// It is no ballot of an open round; the answer does not show why.
    NoBallot,
    /// The request cannot be read; why, for a developer.
    Malformed(String),
    /// What was uploaded cannot be read.
    CannotRead(RequestReason),
    /// The request's body is too large.
    TooLarge,
    /// A picture would take more memory than there is for it.
    TooManyPixels {
        /// How many it has.
        megapixels: u64,
        /// How many fit.
        limit: u64,
    },
    /// The request's body did not come in time.
    TooSlow,
    /// Others upload at the same time, and the queue is full.
    Busy {
        /// When to try again.
        retry_after_s: u64,
    },
    /// Too much is computed at the same time.
    Overloaded {
        /// When to try again.
        retry_after_s: u64,
    },
    /// The stored data of a workshop cannot be read.
    Unreadable,
    /// The request's body is of the wrong kind.
    WrongMediaType(&'static str),
    /// The address exists, but not for this method.
    WrongMethod,
    /// Too many requests of this kind.
    TooMany {
        /// When to try again.
        retry_after_s: u64,
    },
    /// The server is going down.
    Stopping,
    /// The database refused or failed.
    #[error(transparent)]
    Store(store::Error),
    /// A bug or a broken machine.
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
            Conflict::Email => Self::Conflict { code: "email_in_use", reason: RequestReason::EmailInUse },
            Conflict::LastOwner => Self::Conflict { code: "last_owner", reason: RequestReason::LastOwner },
            Conflict::Name => Self::Conflict { code: "name_in_use", reason: RequestReason::NameInUse },
            Conflict::NotPlanned => Self::Conflict { code: "not_planned", reason: RequestReason::NotPlanned },
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
    pub const CHANGED: Self = Self::Conflict { code: "changed", reason: RequestReason::Changed };

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
            Self::Malformed(_) | Self::CannotRead(_) => StatusCode::BAD_REQUEST,
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
            Self::Malformed(_) | Self::CannotRead(_) => "malformed",
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

    /// Why, as a code with parameters.
    #[must_use]
    pub fn refusal(&self) -> Refusal {
        use RequestReason as Reason;
        match self {
            Self::NotSignedIn => Reason::NotSignedIn.refusal(),
            Self::SeatGone => Reason::SeatGone.refusal(),
            Self::WrongPassword => Reason::WrongPassword.refusal(),
            Self::NotInDemonstration => Reason::Demonstration.refusal(),
            Self::WrongOrigin => Reason::WrongOrigin.refusal(),
            Self::WrongSignature => Reason::WrongSignature.refusal(),
            Self::NotFound => Reason::NothingHere.refusal(),
            Self::NotAllowed(reason)
            | Self::Gone(reason)
            | Self::Conflict { reason, .. }
            | Self::CannotRead(reason) => reason.refusal(),
            Self::Invalid(invalid) => invalid.reason.clone(),
            Self::Rejected(rejection) => rejection.refusal(),
            Self::Full { reason, limit } => reason.refusal().number("limit", *limit),
            Self::Faults(_) => Reason::Faults.refusal(),
            Self::NoBallot => Reason::NoBallot.refusal(),
            Self::Malformed(_) => Reason::Malformed.refusal(),
            Self::TooLarge => Reason::TooLarge.refusal(),
            Self::TooManyPixels { megapixels, limit } => {
                Reason::TooManyPixels.refusal().number("megapixels", *megapixels).number("limit", *limit)
            }
            Self::TooSlow => Reason::TooSlow.refusal(),
            Self::Busy { retry_after_s } => Reason::Busy.refusal().number("seconds", *retry_after_s),
            Self::Overloaded { retry_after_s } => Reason::Overloaded.refusal().number("seconds", *retry_after_s),
            Self::Unreadable => Reason::Unreadable.refusal(),
            Self::WrongMediaType(wanted) => Reason::WrongMediaType.refusal().word("wanted", *wanted),
            Self::WrongMethod => Reason::WrongMethod.refusal(),
            Self::TooMany { retry_after_s } => Reason::TooMany.refusal().number("seconds", *retry_after_s),
            Self::Stopping => Reason::Stopping.refusal(),
            Self::Store(store::Error::Unavailable(_)) => Reason::DatabaseSilent.refusal(),
            Self::Store(_) | Self::Internal(_) => Reason::Internal.refusal(),
        }
    }

    /// For the log.
    fn detail(&self) -> String {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "every other error is a refusal, and says no more in the log"
        )]
        match self {
            Self::Malformed(why) | Self::Internal(why) => why.clone(),
            Self::Store(error) => error.to_string(),
            _ => self.refusal().sentence(),
        }
    }

    /// What the client may read.
    #[must_use]
    #[expect(clippy::wildcard_enum_match_arm, reason = "only these errors have a field or faults")]
    pub fn problem(&self) -> Problem {
        let status = self.status();
        let refusal = self.refusal();
        let (field, faults) = match self {
            Self::Invalid(invalid) => (Some(invalid.field.to_owned()), Vec::new()),
            Self::Faults(faults) => (None, faults.clone()),
            _ => (None, Vec::new()),
        };
        let detail = if let Self::Malformed(why) = self { why.clone() } else { refusal.sentence() };
        Problem {
            title: status.canonical_reason().unwrap_or("Problem").to_owned(),
            status: status.as_u16(),
            code: self.code().to_owned(),
            detail: Some(detail),
            refusal: Some(refusal.into()),
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
    use domain::workshop::Reason;

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
        check(Rejection::NotAllowed(Reason::OnlyFacilitator), 403);
        check(Rejection::NotFound(Reason::CardMissing), 404);
        check(Rejection::Changed, 409);
        check(Rejection::IdInUse, 409);
        check(Rejection::NotJoined, 422);
        check(Rejection::Rule(Reason::CardNotOpen), 422);
    }
}
