//! Series that end: stale markers, which OpenMetrics cannot express, compared with `promtool test rules`.

use std::fmt::Write as _;
use std::process::Command;

use query::labels::Labels;
use query::promql::{Answer, Settings, query_instant};
use query::storage::{Memory, STALE, Sample};

/// Values every 30 s from 0; `None` is a scrape that is missing, [`STALE`] the end of the series.
const SERIES: [(&str, &[Option<f64>]); 3] = [
    ("a", &[Some(1.0), Some(2.0), Some(STALE), None, Some(4.0), Some(5.0), Some(5.0), Some(STALE)]),
    ("b", &[Some(10.0), None, None, Some(20.0), Some(30.0), Some(40.0), None, None]),
    ("c", &[None, Some(STALE), Some(7.0), Some(7.0), Some(STALE), Some(STALE), None, Some(9.0)]),
];

const QUERIES: [&str; 14] = [
    "metric",
    "count(metric)",
    "sum(metric)",
    "metric offset 1m",
    "count_over_time(metric[1m])",
    "count_over_time(metric[2m])",
    "sum_over_time(metric[90s])",
    "last_over_time(metric[3m])",
    "changes(metric[4m])",
    "absent(metric{name=\"c\"})",
    "absent_over_time(metric{name=\"c\"}[1m])",
    "max_over_time(metric[2m:30s])",
    "present_over_time(metric[30s])",
    "timestamp(metric)",
];

fn memory() -> Memory {
    Memory::new(SERIES.map(|(name, values)| {
        let samples = values
            .iter()
            .enumerate()
            .filter_map(|(index, value)| Some(Sample { time: index as i64 * 30_000, value: (*value)? }));
        (Labels::new([("__name__", "metric"), ("name", name)]), samples.collect())
    }))
}

fn written(value: Option<f64>) -> String {
    match value {
        None => "_".to_owned(),
        Some(value) if value.to_bits() == STALE.to_bits() => "stale".to_owned(),
        Some(value) => value.to_string(),
    }
}

#[test]
fn stale_markers_end_series_as_in_prometheus() {
    let memory = memory();
    let mut file = String::from("evaluation_interval: 30s\ntests:\n  - interval: 30s\n    input_series:\n");
    for (name, values) in SERIES {
        let values: Vec<String> = values.iter().map(|value| written(*value)).collect();
        writeln!(file, "      - series: 'metric{{name=\"{name}\"}}'\n        values: '{}'", values.join(" "))
            .expect("a text takes what is written");
    }
    file.push_str("    promql_expr_test:\n");
    let mut present = 0;
    for query in QUERIES {
        for seconds in (0..600).step_by(30) {
            let Ok(Answer::Vector(samples)) = query_instant(&memory, query, seconds * 1000, &Settings::default())
            else {
                panic!("{query} at {seconds}")
            };
            writeln!(file, "      - expr: '{query}'\n        eval_time: {seconds}s\n        exp_samples:")
                .expect("a text takes what is written");
            for (labels, point) in &samples {
                let labels = labels.to_string().replace("__name__=\"metric\", ", "");
                let name = if query.starts_with("metric") || query.starts_with("last") { "metric" } else { "" };
                writeln!(file, "          - labels: '{name}{labels}'\n            value: {}", point.value)
                    .expect("a text takes what is written");
                present += 1;
            }
        }
    }
    assert!(present > 300, "{present} values are compared");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("staleness.yml");
    std::fs::write(&path, file).expect("the file can be written");
    let output = Command::new("promtool")
        .args(["test", "rules"])
        .arg(&path)
        .output()
        .expect("promtool runs (Debian's package prometheus)");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}", printed.chars().take(3_000).collect::<String>());
}
