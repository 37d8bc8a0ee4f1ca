//! Errors on the wire: RFC 9457 problem details with a stable code.

use domain::refusal::{Refusal, Refuses};
use domain::scenario::Flaw;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::refusal::RefusalView;

/// What went wrong, as `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// A short summary of the kind of problem.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// A stable word for machines, such as `not_found`.
    pub code: String,
    /// What happened here and how to mend it, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The same for a client that has texts of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<RefusalView>,
    /// The field of the request that is at fault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Every fault of an uploaded scenario file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<FileFault>,
}

/// One fault of an uploaded file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileFault {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

/// A field of a request that was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", reason.sentence())]
pub struct Invalid {
    /// The field's name.
    pub field: &'static str,
    /// Why it was refused.
    pub reason: Refusal,
}

impl From<Vec<Flaw>> for Invalid {
    /// The first of a draft's flaws; a form shows one at a time.
    fn from(flaws: Vec<Flaw>) -> Self {
        let first = flaws.into_iter().next().expect("a refused draft has a flaw");
        Self::new(first.spot.part.key(), first.kind.refusal())
    }
}

impl Invalid {
    /// A field that was refused for a reason.
    pub fn new(field: &'static str, reason: impl Into<Refusal>) -> Self {
        Self { field, reason: reason.into() }
    }

    /// Names the field of an error.
    pub fn field<E: Refuses>(field: &'static str) -> impl FnOnce(E) -> Self {
        move |error| Self::new(field, error.refusal())
    }
}
