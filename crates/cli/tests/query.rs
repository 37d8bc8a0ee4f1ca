//! `readyroom query` answers over a file, in the JSON of Prometheus' HTTP API.

use std::process::{Command, Output};

const METRICS: &str = "# TYPE jobs counter\njobs_total{queue=\"mail\"} 1 0\njobs_total{queue=\"mail\"} 3 15\njobs_total{queue=\"mail\"} 9 30\n# EOF\n";

fn query(arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("metrics.txt");
    std::fs::write(&file, METRICS).expect("the file can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_readyroom"));
    command.args(["query", "promql", "--openmetrics"]).arg(file).args(arguments).output().expect("readyroom runs")
}

fn check(arguments: &[&str], expected: &str) {
    let output = query(arguments);
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim_end(), expected, "{arguments:?}");
    assert_eq!(output.status.success(), expected.contains("success"), "{arguments:?}");
}

#[test]
fn an_expression_is_evaluated_at_a_time_or_over_a_range() {
    check(
        &["sum(jobs_total)"],
        r#"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[30,"9"]}]}}"#,
    );
    check(
        &["--at", "1970-01-01T00:00:15Z", "jobs_total"],
        r#"{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"jobs_total","queue":"mail"},"value":[15,"3"]}]}}"#,
    );
    check(
        &["--from", "0", "--to", "30", "--step", "15s", "jobs_total * 2"],
        r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"queue":"mail"},"values":[[0,"2"],[15,"6"],[30,"18"]]}]}}"#,
    );
}

#[test]
fn log_lines_are_queried_too() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("lines.jsonl");
    let line = |second: i64, text: &str| {
        format!("{{\"labels\":{{\"app\":\"shop\"}},\"time\":{second},\"line\":\"{text}\"}}\n")
    };
    std::fs::write(&file, line(10, "paid ms=5") + &line(20, "refused ms=7")).expect("the file can be written");
    let ask = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_readyroom"))
            .args(["query", "logql", "--lines"])
            .arg(&file)
            .args(arguments)
            .output();
        String::from_utf8_lossy(&output.expect("readyroom runs").stdout).trim_end().to_owned()
    };
    assert_eq!(
        ask(&["--limit", "1", "{app=\"shop\"}"]),
        r#"{"status":"success","data":{"resultType":"streams","result":[{"stream":{"app":"shop"},"values":[["20000000000","refused ms=7"]]}]}}"#
    );
    assert_eq!(
        ask(&["sum(sum_over_time({app=\"shop\"} | logfmt | unwrap ms [1m]))"]),
        r#"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[20,"12"]}]}}"#
    );
    assert!(ask(&["{app=\"shop\""]).contains("\"errorType\":\"bad_data\""));
}

#[test]
fn what_cannot_be_read_fails_with_the_reason() {
    check(&["sum(jobs_total"], r#"{"status":"error","errorType":"bad_data","error":"unclosed left parenthesis"}"#);
    for wrong in [["--at", "tomorrow", "1"], ["--subquery-step", "soon", "1"]] {
        let output = query(&wrong);
        assert!(
            !output.status.success() && String::from_utf8_lossy(&output.stderr).contains("write seconds"),
            "{wrong:?}: {output:?}"
        );
    }
}
