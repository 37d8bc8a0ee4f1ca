//! What PromQL answers over small hand-made data.

use query::labels::Labels;
use query::limits::Limits;
use query::promql::{Answer, Settings, check, query_instant, query_range};
use query::storage::{Memory, STALE, Sample};

/// Labels and values of one series.
type Row<'a> = (&'a [(&'a str, &'a str)], &'a [f64]);

/// `name{labels}` with values every ten seconds from 0.
fn memory(series: &[Row<'_>]) -> Memory {
    Memory::new(series.iter().map(|(labels, values)| {
        let samples =
            values.iter().enumerate().map(|(index, value)| Sample { time: index as i64 * 10_000, value: *value });
        (Labels::new(labels.iter().map(|(name, value)| (*name, *value))), samples.collect())
    }))
}

fn requests() -> Memory {
    memory(&[
        (&[("__name__", "requests"), ("job", "api"), ("instance", "0")], &[0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0]),
        (&[("__name__", "requests"), ("job", "api"), ("instance", "1")], &[0.0, 20.0, 40.0, 0.0, 20.0, 40.0, 60.0]),
        (&[("__name__", "requests"), ("job", "web"), ("instance", "0")], &[5.0, 5.0, f64::NAN, 5.0, STALE]),
        (&[("__name__", "up"), ("job", "api"), ("instance", "0")], &[1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0]),
    ])
}

/// The answer at 60 s, as `{labels} value` lines in their order.
fn at_60(query: &str) -> String {
    match query_instant(&requests(), query, 60_000, &Settings::default()) {
        Ok(Answer::Vector(samples)) => {
            samples.iter().map(|(labels, point)| format!("{labels} {}", point.value)).collect::<Vec<_>>().join("\n")
        }
        Ok(Answer::Scalar(point)) => point.value.to_string(),
        Ok(Answer::Text { text, .. }) => text,
        Ok(Answer::Matrix(series)) => series
            .iter()
            .map(|series| {
                format!("{} {:?}", series.labels, series.points.iter().map(|point| point.value).collect::<Vec<_>>())
            })
            .collect::<Vec<_>>()
            .join("\n"),
        Err(error) => format!("error: {error}"),
    }
}

fn check_at_60(query: &str, expected: &str) {
    assert_eq!(at_60(query), expected, "{query}");
}

#[test]
fn selectors_and_arithmetic() {
    check_at_60(
        "requests{job=\"api\"}",
        "{__name__=\"requests\", instance=\"0\", job=\"api\"} 60\n{__name__=\"requests\", instance=\"1\", job=\"api\"} 60",
    );
    check_at_60("requests{job=\"web\"}", "");
    check_at_60("requests{job=\"web\"} offset 30s", "{__name__=\"requests\", instance=\"0\", job=\"web\"} 5");
    check_at_60("requests{job=\"web\"} @ 30", "{__name__=\"requests\", instance=\"0\", job=\"web\"} 5");
    check_at_60("up * 2 ^ 3", "{instance=\"0\", job=\"api\"} 8");
    check_at_60("-2 ^ 2", "-4");
    check_at_60("1 > bool 2", "0");
    check_at_60("requests{job=\"api\"} > 100", "");
    check_at_60("up == 1", "{__name__=\"up\", instance=\"0\", job=\"api\"} 1");
    check_at_60(
        "requests{job=\"api\"}[15s]",
        "{__name__=\"requests\", instance=\"0\", job=\"api\"} [50.0, 60.0]\n{__name__=\"requests\", instance=\"1\", job=\"api\"} [40.0, 60.0]",
    );
    check_at_60("\"text\"", "text");
}

#[test]
fn rates_and_windows() {
    check_at_60("rate(requests{instance=\"0\",job=\"api\"}[60s])", "{instance=\"0\", job=\"api\"} 1");
    check_at_60("increase(requests{instance=\"1\"}[60s])", "{instance=\"1\", job=\"api\"} 100");
    check_at_60("resets(requests{instance=\"1\"}[60s])", "{instance=\"1\", job=\"api\"} 1");
    check_at_60("sum_over_time(up[1m])", "{instance=\"0\", job=\"api\"} 6");
    check_at_60(
        "max_over_time(rate(requests{instance=\"0\",job=\"api\"}[20s])[40s:10s])",
        "{instance=\"0\", job=\"api\"} 1",
    );
    check_at_60("count_over_time(requests{job=\"web\"}[60s])", "{instance=\"0\", job=\"web\"} 4");
    check_at_60("last_over_time(up[30s])", "{__name__=\"up\", instance=\"0\", job=\"api\"} 1");
}

#[test]
fn aggregations_and_matching() {
    check_at_60("sum by (job) (requests)", "{job=\"api\"} 120");
    check_at_60("count without (instance) (requests)", "{job=\"api\"} 2");
    check_at_60("topk(1, requests)", "{__name__=\"requests\", instance=\"0\", job=\"api\"} 60");
    check_at_60("count_values(\"v\", requests)", "{v=\"60\"} 2");
    check_at_60("requests * on (instance, job) up", "{instance=\"0\", job=\"api\"} 60");
    check_at_60(
        "requests * on (job) group_left () up",
        "{instance=\"0\", job=\"api\"} 60\n{instance=\"1\", job=\"api\"} 60",
    );
    check_at_60("requests unless on (instance, job) up", "{__name__=\"requests\", instance=\"1\", job=\"api\"} 60");
    check_at_60("absent(missing{job=\"x\"})", "{job=\"x\"} 1");
    check_at_60(
        "label_replace(up, \"n\", \"$1-x\", \"job\", \"(a).*\")",
        "{__name__=\"up\", instance=\"0\", job=\"api\", n=\"a-x\"} 1",
    );
    assert!(at_60("requests * on (job) up").contains("multiple matches for labels"));
    assert!(at_60("up * on (job) requests").contains("found duplicate series for the match group"));
}

#[test]
fn ranges_have_a_value_for_each_step() {
    let answer = query_range(&requests(), "sum(up)", 0, 60_000, 20_000, &Settings::default()).expect("a matrix");
    let json = answer.to_json();
    assert_eq!(
        json,
        r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[0,"1"],[20,"1"],[40,"1"],[60,"1"]]}]}}"#
    );
}

#[test]
fn what_prometheus_2_42_refuses_is_refused() {
    let refused = [
        "",
        "foo[5]",
        "5m",
        "foo offset 5",
        "{\"foo\"}",
        "sum by (\"a\") (foo)",
        "foo{a=\"b\" or a=\"c\"}",
        "limitk(1, foo)",
        "mad_over_time(foo[5m])",
        "foo + fill(0) bar",
        "foo[0s]",
        "{}",
        "foo{",
        "1 and 2",
        "1 == 2",
        "rate(foo)",
        "sum(1)",
        "foo bar",
        "foo[5m",
        "start()",
        "double_exponential_smoothing(foo[5m], 0.5, 0.5)",
    ];
    for query in refused {
        assert!(check(query, &Limits::default()).is_err(), "{query:?} was accepted");
    }
    for query in [
        "holt_winters(foo[5m], 0.5, 0.5)",
        "foo{a=~\"5m\"} offset -5m",
        "1e3 + 0x1f + .5 + Inf",
        "foo @ start()",
        "foo[5m:]",
        "sum(foo) by (on)",
        "fill",
        "foo{offset=\"5\"}",
    ] {
        assert_eq!(check(query, &Limits::default()), Ok(()), "{query:?}");
    }
}

#[test]
fn costly_queries_are_stopped() {
    let nested = format!("{}1{}", "(".repeat(500), ")".repeat(500));
    assert!(check(&nested, &Limits::default()).is_err());
    let limits = || Limits { samples: 10, ..Limits::default() };
    let settings = Settings { limits: limits(), ..Settings::default() };
    assert!(query_range(&requests(), "requests", 0, 60_000, 1_000, &settings).is_err());
    let cancelled = Settings { limits: Limits { cancelled: &|| true, ..Limits::default() }, ..Settings::default() };
    assert!(query_instant(&requests(), "requests", 60_000, &cancelled).is_err());
}
