//! Metrics for operators, in Prometheus' text format.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::http::Method;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// The counters. Labels hold no ids, names or addresses, and come from closed sets: each value that was ever seen stays in
/// memory, so a word that a stranger chose must not become one.
#[derive(Clone)]
pub struct Metrics {
    /// Requests by route template, method and status.
    pub requests: Family<RequestLabels, Counter>,
    /// How long requests took, by route template and method.
    pub durations: Family<RouteLabels, Histogram>,
    /// Live connections that are open.
    pub connections: Gauge,
    /// Live connections that were dropped because they did not read fast enough.
    pub dropped_connections: Counter,
    /// Commands of live workshops by their result.
    pub commands: Family<CommandLabels, Counter>,
    /// Attempts to send a message, by channel and result.
    pub deliveries: Family<DeliveryLabels, Counter>,
    /// Requests for long computations, by kind and result.
    pub computations: Family<ComputationLabels, Counter>,
    registry: Arc<Registry>,
}

/// The labels of a request: its route, method and status.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct RequestLabels {
    /// The route's template, such as `/api/teams/{team}`.
    pub route: String,
    /// The method, as [`method`] names it.
    pub method: &'static str,
    /// The HTTP status.
    pub status: u16,
}

/// The labels of a request's duration.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct RouteLabels {
    /// The route's template.
    pub route: String,
    /// The method, as [`method`] names it.
    pub method: &'static str,
}

/// The labels of a command.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct CommandLabels {
    /// `accepted`, or the code of the refusal.
    pub result: &'static str,
}

/// The labels of an attempt to send a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct DeliveryLabels {
    /// `mail`, `slack` or `webhook`.
    pub channel: &'static str,
    /// `sent`, `again`, `dropped`, `failed` or `doubtful`.
    pub outcome: &'static str,
}

/// The labels of a request for a long computation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct ComputationLabels {
    /// The kind, such as `trend_picture`.
    pub kind: &'static str,
    /// `done`, `kept`, `refused`, `late`, `failed` or `dropped`.
    pub outcome: &'static str,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("readyroom");
        let requests = Family::default();
        let durations = Family::<RouteLabels, Histogram>::new_with_constructor(histogram);
        let (connections, commands) = (Gauge::default(), Family::default());
        let dropped_connections = Counter::default();
        registry.register("http_requests", "Requests that were answered", Family::clone(&requests));
        registry.register_with_unit(
            "http_request_duration",
            "How long requests took",
            Unit::Seconds,
            Family::clone(&durations),
        );
        registry.register("live_connections", "Live connections that are open", Gauge::clone(&connections));
        let slow = "Live connections that did not read fast enough";
        registry.register("live_connections_dropped", slow, Counter::clone(&dropped_connections));
        registry.register("live_commands", "Commands of live workshops", Family::clone(&commands));
        let deliveries = Family::default();
        registry.register("deliveries", "Attempts to send a message", Family::clone(&deliveries));
        let computations = Family::default();
        registry.register("computations", "Requests for long computations", Family::clone(&computations));
        Self {
            requests,
            durations,
            connections,
            dropped_connections,
            commands,
            deliveries,
            computations,
            registry: Arc::new(registry),
        }
    }
}

/// The name of a method for labels and logs; `other` for what a client invented.
#[must_use]
pub fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::CONNECT => "CONNECT",
        Method::TRACE => "TRACE",
        _ => "other",
    }
}

fn histogram() -> Histogram {
    Histogram::new([0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5])
}

impl Metrics {
    /// Counts a command by its result.
    pub fn command(&self, result: &'static str) {
        self.commands.get_or_create(&CommandLabels { result }).inc();
    }

    /// Counts an attempt to send a message.
    pub(crate) fn delivery(&self, channel: &'static str, outcome: &'static str) {
        self.deliveries.get_or_create(&DeliveryLabels { channel, outcome }).inc();
    }

    /// Counts a request for a long computation.
    pub(crate) fn computation(&self, kind: &'static str, outcome: &'static str) {
        self.computations.get_or_create(&ComputationLabels { kind, outcome }).inc();
    }

    /// Everything, as OpenMetrics text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        if let Err(error) = encode(&mut text, &self.registry) {
            let _ = write!(text, "# {error}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_come_from_a_closed_set() {
        let check = |given: &str, expected: &str| assert_eq!(method(&given.parse().unwrap()), expected, "{given}");
        check("GET", "GET");
        check("DELETE", "DELETE");
        check("get", "other");
        check("PROPFIND", "other");
        check(&"A".repeat(60_000), "other");
    }
}
