//! Asks Debian's Prometheus and this crate the same queries over the same data, and expects the same answers.

#[path = "prometheus/compare.rs"]
mod compare;
#[path = "prometheus/data.rs"]
mod data;
#[path = "prometheus/expressions.rs"]
mod expressions;
#[path = "prometheus/server.rs"]
mod server;

use query::openmetrics;
use query::promql::{Settings, query_instant, query_range};
use query::storage::Memory;
use serde_json::Value;

use self::server::Prometheus;

/// Generated queries, besides those picked by hand.
const GENERATED: usize = 1_500;

#[test]
fn prometheus_and_this_crate_answer_alike() {
    let text = data::write();
    let prometheus = Prometheus::start(&text);
    let memory = openmetrics::read_metrics(&text).expect("the data are well formed");
    let mut differences = Vec::new();
    let mut asked = 0;
    for (index, query) in expressions::picked().into_iter().chain(expressions::generated(GENERATED)).enumerate() {
        let time = data::START + (index as i64 * 7_919_000) % data::LENGTH;
        for range in [None, Some((time, time + 600_000, 37_000))] {
            asked += 1;
            let theirs = prometheus.ask(&query, time, range);
            let ours = ask(&memory, &query, time, range);
            if let Err(difference) = compare::compare(&ours, &theirs) {
                differences.push(format!("{query}\n  at {time} {range:?}: {difference}"));
            }
        }
    }
    assert!(asked > 3_000, "{asked} queries");
    assert!(
        differences.is_empty(),
        "{} of {asked} differ:\n{}",
        differences.len(),
        differences[..differences.len().min(40)].join("\n")
    );
}

fn ask(memory: &Memory, query: &str, time: i64, range: Option<(i64, i64, i64)>) -> Value {
    let settings = Settings::default();
    let answer = match range {
        None => query_instant(memory, query, time, &settings),
        Some((start, end, step)) => query_range(memory, query, start, end, step, &settings),
    };
    let json = answer.map_or_else(|error| error.to_json(), |answer| answer.to_json());
    serde_json::from_str(&json).expect("answers are JSON")
}
