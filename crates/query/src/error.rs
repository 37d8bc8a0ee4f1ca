//! Why a query has no answer.

use crate::json::write_text;

/// Why a query has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The query is not written in the language.
    #[error("{message}{}", at(*.place))]
    Syntax {
        /// Byte in the query, where it is known.
        place: Option<usize>,
        /// What is wrong there.
        message: String,
    },
    /// The query belongs to the language, but is not supported here.
    #[error("{what} is not supported{}", at(*.place))]
    Unsupported {
        /// Byte in the query, where it is known.
        place: Option<usize>,
        /// Which part of the language.
        what: String,
    },
    /// The query can be read, but has no value for these data.
    #[error("{0}")]
    Evaluation(String),
    /// The query costs more than its limits allow.
    #[error("{0}")]
    TooExpensive(String),
    /// The caller has cancelled the query, or its time is up.
    #[error("the query was cancelled or took too long")]
    Cancelled,
    /// The data cannot be read.
    #[error("line {line}: {message}")]
    Data {
        /// Line of the input, from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
}

impl Error {
    pub(crate) fn syntax(place: usize, message: impl Into<String>) -> Self {
        Self::Syntax { place: Some(place), message: message.into() }
    }

    pub(crate) fn unsupported(place: usize, what: impl Into<String>) -> Self {
        Self::Unsupported { place: Some(place), what: what.into() }
    }

    /// The JSON of Prometheus' HTTP API, with `status`, `errorType` and `error`.
    ///
    /// Source: <https://prometheus.io/docs/prometheus/2.42/querying/api/#format-overview>.
    pub fn to_json(&self) -> String {
        let kind = match self {
            Self::Syntax { .. } | Self::Unsupported { .. } | Self::Data { .. } => "bad_data",
            Self::Evaluation(_) | Self::TooExpensive(_) => "execution",
            Self::Cancelled => "canceled",
        };
        format!("{{\"status\":\"error\",\"errorType\":\"{kind}\",\"error\":{}}}", write_text(&self.to_string()))
    }
}

fn at(place: Option<usize>) -> String {
    place.map(|place| format!(", at byte {place}")).unwrap_or_default()
}
