//! PromQL over a [`storage::Storage`], with the semantics of Prometheus 2.42, and LogQL over a [`logql::LogStorage`].
//!
//! Nothing here reads a file, a clock or the network: who calls supplies the samples, the time and, by [`limits::Limits`], how much a query may
//! cost.

pub mod error;
pub mod labels;
pub mod limits;
pub mod logql;
pub mod openmetrics;
pub mod pattern;
pub mod promql;
pub mod storage;

mod json;
mod numbers;
mod vectors;
