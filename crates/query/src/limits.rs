//! How much a query may cost.

use std::cell::Cell;

use crate::error::Error;

/// How much a query may cost, and how it is cancelled.
pub struct Limits<'a> {
    /// Samples that may be read or computed, counted again for each step that uses them. Prometheus' own limit is 50 million.
    pub samples: u64,
    /// Points in time of one answer. Prometheus allows 11,000.
    pub steps: usize,
    /// Bytes of a query.
    pub query_bytes: usize,
    /// Asked now and then: `true` ends the query.
    pub cancelled: &'a (dyn Fn() -> bool + 'a),
}

impl Default for Limits<'_> {
    fn default() -> Self {
        Self { samples: 200_000_000, steps: 11_000, query_bytes: 16 << 10, cancelled: &|| false }
    }
}

/// What a running query has spent so far.
pub(crate) struct Budget<'a> {
    limits: &'a Limits<'a>,
    left: Cell<u64>,
}

impl<'a> Budget<'a> {
    pub(crate) fn new(limits: &'a Limits<'a>) -> Self {
        Self { limits, left: Cell::new(limits.samples) }
    }

    /// Takes samples from the budget.
    pub(crate) fn spend(&self, samples: usize) -> Result<(), Error> {
        if (self.limits.cancelled)() {
            return Err(Error::Cancelled);
        }
        match self.left.get().checked_sub(samples as u64) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => Err(Error::TooExpensive(format!(
                "query processing would use more than {} samples",
                self.limits.samples
            ))),
        }
    }
}
