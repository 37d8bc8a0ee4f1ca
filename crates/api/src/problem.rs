//! Errors on the wire: RFC 9457 problem details with a stable code.

use domain::scenario::Flaw;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What went wrong, as `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// A short summary of the kind of problem.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// A stable word for machines, such as `not_found`.
    pub code: String,
    /// What happened here and how to mend it, for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
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
#[error("{reason}")]
pub struct Invalid {
    /// The field's name.
    pub field: &'static str,
    /// Why it was refused, for a person.
    pub reason: String,
}

impl From<Vec<Flaw>> for Invalid {
    /// The first of a draft's flaws; a form shows one at a time.
    fn from(flaws: Vec<Flaw>) -> Self {
        let first = flaws.into_iter().next().expect("a refused draft has a flaw");
        Self { field: first.spot.part.key(), reason: first.to_string() }
    }
}

impl Invalid {
    /// Names the field of an error.
    pub fn field<E: std::fmt::Display>(field: &'static str) -> impl FnOnce(E) -> Self {
        move |error| Self { field, reason: format!("{error}.") }
    }
}
