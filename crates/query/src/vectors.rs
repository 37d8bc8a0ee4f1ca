//! Vectors over all points in time of a query: what PromQL and LogQL compute in the same way.

pub(crate) mod aggregate;
pub(crate) mod binary;
pub(crate) mod column;

use crate::labels::{Labels, METRIC_NAME};

/// Which labels decide: those named, or all but those named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LabelChoice {
    Only(Vec<String>),
    Except(Vec<String>),
}

impl LabelChoice {
    /// The labels that decide. The metric's name does so only where it is named.
    pub(crate) fn choose(&self, labels: &Labels) -> Labels {
        match self {
            Self::Only(names) => labels.filter(|name| names.iter().any(|named| named == name)),
            Self::Except(names) => {
                labels.filter(|name| name != METRIC_NAME && !names.iter().any(|named| named == name))
            }
        }
    }
}
