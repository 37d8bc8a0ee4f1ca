//! What LogQL answers over a few hand-made lines. Each test names the page whose rules it follows, beneath
//! <https://grafana.com/docs/loki/latest/query/>.

use query::labels::Labels;
use query::limits::Limits;
use query::logql::{Answer, Direction, Line, LineLimit, MemoryLines, Span, query};
use query::promql;

const SECOND: i64 = 1_000_000_000;

/// `{app="…"}` with lines at these seconds.
fn lines() -> MemoryLines {
    let lines: [(&str, i64, &str); 16] = [
        ("web", 10, r#"10.0.0.7 - joe "GET /cart" 200 15"#),
        ("web", 20, r#"10.0.1.9 - ann "POST /pay" 500 1500"#),
        ("web", 30, r#"192.168.0.4 - bob "GET /pay" 200 40"#),
        ("shop", 11, r#"level=info msg="order placed" took=15ms size=2KB order=1"#),
        ("shop", 21, r#"level=error msg="card refused" took=1.5s size=300B order=2 empty="#),
        ("shop", 31, r#"level=warn msg="slow" took=900ms size=1MB order=x"#),
        ("jobs", 12, r#"{"level":"info","job":{"name":"mail","tries":1},"ok":true,"ids":[1,2],"none":null}"#),
        ("jobs", 22, r#"{"level":"error","job":{"name":"mail","tries":3},"ok":false,"ids":[3],"app":"inner"}"#),
        ("jobs", 32, "not json at all"),
        ("packed", 13, r#"{"pod":"p1","_entry":"the text"}"#),
        ("color", 14, "\u{1b}[31mred\u{1b}[0m text"),
        ("count", 10, "c=10"),
        ("count", 20, "c=20"),
        ("count", 30, "c=5"),
        ("count", 40, "c=15"),
        ("count", 50, "c=NaN"),
    ];
    MemoryLines::new(lines.map(|(app, second, text)| {
        (Labels::new([("app", app), ("env", "test")]), Line { time: second * SECOND, text: text.to_owned() })
    }))
}

const FIRST: LineLimit = LineLimit { lines: 100, direction: Direction::Forward };

/// Lines as `text` (or `{labels} text` when the labels are not only those of the stream), numbers at 60 s as `{labels} number`.
fn answer(text: &str) -> Vec<String> {
    let over = Span::Over { from: 0, to: 60 * SECOND, step: 10 * SECOND };
    let limits = Limits::default();
    let is_lines = query::logql::asks_for_lines(text, &limits).unwrap_or(false);
    match query(&lines(), text, if is_lines { over } else { Span::At(60 * SECOND) }, FIRST, &limits) {
        Err(error) => vec![format!("error: {error}")],
        Ok(Answer::Streams(streams)) => {
            let mut lines: Vec<(i64, String)> = Vec::new();
            for stream in streams {
                let extra = stream.labels.filter(|name| !["app", "env", "__error_details__"].contains(&name));
                let prefix = if extra.is_empty() { String::new() } else { format!("{extra} ") };
                lines.extend(stream.lines.iter().map(|line| (line.time, format!("{prefix}{}", line.text))));
            }
            lines.sort();
            lines.into_iter().map(|(_, line)| line).collect()
        }
        Ok(Answer::Metric(promql::Answer::Vector(samples))) => {
            samples.iter().map(|(labels, point)| format!("{labels} {}", point.value)).collect()
        }
        Ok(Answer::Metric(promql::Answer::Scalar(point))) => vec![point.value.to_string()],
        Ok(other) => vec![format!("{other:?}")],
    }
}

fn check(query: &str, expected: &[&str]) {
    assert_eq!(answer(query), expected, "{query}");
}

/// The first words of each line.
fn check_starts(query: &str, expected: &[&str]) {
    let found = answer(query);
    assert_eq!(found.len(), expected.len(), "{query}: {found:?}");
    for (line, start) in found.iter().zip(expected) {
        assert!(line.starts_with(start), "{query}: {line:?} does not start with {start:?}");
    }
}

/// log_queries/#log-stream-selector
#[test]
fn streams_are_selected_by_their_labels() {
    check_starts("{app=\"web\"}", &["10.0.0.7", "10.0.1.9", "192.168.0.4"]);
    check_starts("{app=~\"we.\", env!=\"prod\"}", &["10.0.0.7", "10.0.1.9", "192.168.0.4"]);
    check_starts("{env=\"test\", app!~\"web|shop|jobs|count\"}", &["{\"pod\"", "\u{1b}"]);
    for wrong in ["{}", "{app=~\".*\"}", "{app=\"\"}", "{app=web}", "{app=\"web\"", "app", ""] {
        assert!(answer(wrong)[0].starts_with("error: "), "{wrong}");
    }
}

/// log_queries/#line-filter-expression
#[test]
fn line_filters_keep_lines() {
    check_starts("{app=\"web\"} |= \"GET\"", &["10.0.0.7", "192.168.0.4"]);
    check_starts("{app=\"web\"} != \"GET\"", &["10.0.1.9"]);
    check_starts("{app=\"web\"} |~ \"/(cart|pay)\\\" 200\"", &["10.0.0.7", "192.168.0.4"]);
    check_starts("{app=\"web\"} !~ `\\s200\\s`", &["10.0.1.9"]);
    check_starts("{app=\"web\"} |= \"GET\" != \"cart\"", &["192.168.0.4"]);
    check_starts("{app=\"web\"} |= \"joe\" or \"bob\"", &["10.0.0.7", "192.168.0.4"]);
    check_starts("{app=\"web\"} != \"joe\" or \"bob\"", &["10.0.1.9"]);
    check_starts("{app=\"web\"} |> \"<_> - <_> \\\"GET <_>\"", &["10.0.0.7", "192.168.0.4"]);
    check_starts("{app=\"web\"} !> \"<_> 200 <_>\"", &["10.0.1.9"]);
}

/// ip/
#[test]
fn addresses_are_matched_by_sets() {
    check_starts("{app=\"web\"} |= ip(\"10.0.0.0/16\")", &["10.0.0.7", "10.0.1.9"]);
    check_starts("{app=\"web\"} != ip(\"10.0.0.1-10.0.0.9\")", &["10.0.1.9", "192.168.0.4"]);
    check_starts("{app=\"web\"} | pattern \"<ip> <_>\" | ip=ip(\"192.168.0.0/24\")", &["{ip=\"192.168.0.4\"}"]);
}

/// log_queries/#json
#[test]
fn json_gives_labels() {
    check_starts(
        "{app=\"jobs\"} | json",
        &[
            "{job_name=\"mail\", job_tries=\"1\", level=\"info\", ok=\"true\"}",
            "{app_extracted=\"inner\", job_name=\"mail\", job_tries=\"3\", level=\"error\", ok=\"false\"}",
            "{__error__=\"JSONParserErr\"} not json",
        ],
    );
    check_starts(
        "{app=\"jobs\"} | json first=\"ids[0]\", job=\"job\", name=\"job.name\", missing=\"a.b\" | __error__=\"\"",
        &["{first=\"1\", job=\"{\\\"name\\\":\\\"mail\\\",\\\"tries\\\":1}\", name=\"mail\"}", "{first=\"3\""],
    );
    check_starts("{app=\"jobs\"} | json level | level=\"error\"", &["{level=\"error\"}"]);
}

/// log_queries/#logfmt
#[test]
fn logfmt_gives_labels() {
    check_starts(
        "{app=\"shop\"} | logfmt | level=\"error\"",
        &["{level=\"error\", msg=\"card refused\", order=\"2\", size=\"300B\", took=\"1.5s\"}"],
    );
    check_starts(
        "{app=\"shop\"} | logfmt what=\"msg\", order | order=\"1\"",
        &["{order=\"1\", what=\"order placed\"}"],
    );
    check_starts("{app=\"shop\"} | logfmt --strict msg | msg=\"slow\"", &["{msg=\"slow\"}"]);
    check_starts(
        "{app=\"web\"} | logfmt --strict | __error__=\"LogfmtParserErr\" | line_format \"x\"",
        &["{__error__=\"LogfmtParserErr\"} x"; 3],
    );
}

/// log_queries/#pattern, log_queries/#regular-expression, log_queries/#unpack
#[test]
fn patterns_regular_expressions_and_packed_lines_give_labels() {
    check_starts("{app=\"web\"} | pattern \"<_> - <user> <_>\" | user=~\"a.*\"", &["{user=\"ann\"}"]);
    check_starts(
        "{app=\"web\"} | regexp \"\\\"(?P<method>\\\\w+) (?P<path>\\\\S+)\\\"\" | path=\"/cart\"",
        &["{method=\"GET\", path=\"/cart\"}"],
    );
    check("{app=\"packed\"} | unpack", &["{pod=\"p1\"} the text"]);
    for wrong in ["| regexp \"(a)\"", "| pattern \"<_>\"", "| pattern \"<a><b>\"", "| json a=\"b..c\"", "| nothing"] {
        assert!(answer(&format!("{{app=\"web\"}} {wrong}"))[0].starts_with("error: "), "{wrong}");
    }
}

/// log_queries/#label-filter-expression
#[test]
fn label_filters_compare_texts_numbers_durations_and_sizes() {
    let shop = |filter: &str| {
        answer(&format!("{{app=\"shop\"}} | logfmt | {filter} | line_format \"{{{{.order}}}}\" | keep app"))
    };
    assert_eq!(shop("took > 1s"), ["2"]);
    assert_eq!(shop("took >= 900ms and level != \"error\""), ["x"]);
    assert_eq!(shop("size < 1KB or level=\"warn\""), ["2", "x"]);
    assert_eq!(shop("took < 1s, size > 500KB"), ["x"]);
    assert_eq!(shop("(level=\"info\" or level=\"error\") took < 1s"), ["1"]);
    assert_eq!(shop("order == 2"), ["2", "{__error__=\"LabelFilterErr\"} x"]);
    assert_eq!(shop("missing > 0"), [""; 0]);
    assert_eq!(shop("missing = \"\""), ["1", "2", "x"]);
}

/// log_queries/#line-format-expression and the sections after it
#[test]
fn lines_and_labels_are_rewritten() {
    check(
        "{app=\"shop\"} | logfmt | level=\"info\" | line_format \"{{.order}}: {{.msg | ToUpper}}\" | keep level",
        &["{level=\"info\"} 1: ORDER PLACED"],
    );
    check(
        "{app=\"shop\"} | logfmt order | label_format id=order, text=\"<{{.order}}>\" | id=\"2\" | line_format \"x\"",
        &["{id=\"2\", text=\"<>\"} x"],
    );
    check("{app=\"color\"} | decolorize", &["red text"]);
    check(
        "{app=\"shop\"} | logfmt level, order | drop level, order=\"1\" | line_format \"x\"",
        &["x", "{order=\"2\"} x", "{order=\"x\"} x"],
    );
    check(
        "{app=\"shop\"} | logfmt level, order | keep order | line_format \"x\"",
        &["{order=\"1\"} x", "{order=\"2\"} x", "{order=\"x\"} x"],
    );
}

/// metric_queries/#log-range-aggregations
#[test]
fn lines_are_counted() {
    check("count_over_time({app=\"web\"}[1m])", &["{app=\"web\", env=\"test\"} 3"]);
    check(
        "sum by (app) (count_over_time({env=\"test\"} |= \"level\" [1m]))",
        &["{app=\"jobs\"} 2", "{app=\"shop\"} 3"],
    );
    check("rate({app=\"web\"} |= \"GET\" [1m])", &["{app=\"web\", env=\"test\"} 0.03333333333333333"]);
    check("bytes_over_time({app=\"count\"}[15s])", &["{app=\"count\", env=\"test\"} 5"]);
    check("bytes_rate({app=\"count\"}[10s] offset 10s)", &["{app=\"count\", env=\"test\"} 0.5"]);
    check("absent_over_time({app=\"none\", env=~\"t.*\"}[1m])", &["{app=\"none\"} 1"]);
    check("absent_over_time({app=\"web\"}[1m])", &[]);
    // A window has its end, and not its start.
    check("count_over_time({app=\"count\"}[40s] offset 10s)", &["{app=\"count\", env=\"test\"} 4"]);
}

/// metric_queries/#unwrapped-range-aggregations
#[test]
fn numbers_are_unwrapped() {
    let count = |function: &str| answer(&format!("{function} | logfmt | unwrap c [30s] offset 20s)"));
    assert_eq!(count("sum_over_time({app=\"count\"}"), ["{app=\"count\", env=\"test\"} 40"]);
    for (function, expected) in [("min", 5.0), ("max", 20.0), ("avg", 40.0 / 3.0), ("first", 20.0), ("last", 15.0)] {
        assert_eq!(
            count(&format!("{function}_over_time({{app=\"count\"}}")),
            [format!("{{app=\"count\", env=\"test\"}} {expected}")],
            "{function}"
        );
    }
    assert_eq!(count("quantile_over_time(0.5, {app=\"count\"}"), ["{app=\"count\", env=\"test\"} 15"]);
    check(
        "max_over_time({app=\"shop\"} | logfmt | unwrap duration(took) | __error__=\"\" [1m]) by (level)",
        &["{level=\"error\"} 1.5", "{level=\"info\"} 0.015", "{level=\"warn\"} 0.9"],
    );
    check("sum(sum_over_time({app=\"shop\"} | logfmt | unwrap bytes(size) [1m]))", &["{} 1002300"]);
    check(
        "sum by (app) (rate({app=\"shop\"} | logfmt | order != \"x\" | unwrap order [1m]))",
        &["{app=\"shop\"} 0.05"],
    );
    assert!(
        answer("sum_over_time({app=\"shop\"} | logfmt | unwrap order [1m])")[0]
            .contains("pipeline error: 'SampleExtractionErr'")
    );
    assert!(answer("count_over_time({app=\"jobs\"} | json [1m])")[0].contains("pipeline error: 'JSONParserErr'"));
    for wrong in [
        "sum_over_time({app=\"web\"}[1m])",
        "count_over_time({app=\"web\"} | unwrap c [1m])",
        "sum_over_time({app=\"web\"} | unwrap c [1m]) by (app)",
        "rate({app=\"web\"})",
    ] {
        assert!(answer(wrong)[0].starts_with("error: "), "{wrong}");
    }
}

/// metric_queries/#built-in-aggregation-operators, the section on binary operators, and the functions
#[test]
fn vectors_are_aggregated_and_combined() {
    check("sum(count_over_time({app=~\"web|shop\"}[1m]))", &["{} 6"]);
    check("topk(1, count_over_time({env=\"test\"}[1m]))", &["{app=\"count\", env=\"test\"} 5"]);
    check(
        "sort_desc(count_over_time({app=~\"web|count\"}[1m]))",
        &["{app=\"count\", env=\"test\"} 5", "{app=\"web\", env=\"test\"} 3"],
    );
    check("avg without (app) (count_over_time({app=~\"web|count\"}[1m]))", &["{env=\"test\"} 4"]);
    check("sum(rate({app=\"web\"} |= \"500\" [1m])) / sum(rate({app=\"web\"}[1m]))", &["{} 0.3333333333333333"]);
    check("count_over_time({app=\"web\"}[1m]) > 5", &[]);
    check("count_over_time({app=\"web\"}[1m]) > bool 5", &["{app=\"web\", env=\"test\"} 0"]);
    check("count_over_time({app=\"web\"}[1m]) / 0", &["{app=\"web\", env=\"test\"} NaN"]);
    check(
        "count_over_time({app=~\"web|count\"}[1m]) and on (app) count_over_time({app=\"web\"}[1m])",
        &["{app=\"web\", env=\"test\"} 3"],
    );
    check("sum(count_over_time({app=\"none\"}[1m])) or vector(0)", &["{} 0"]);
    check("2 ^ 3 ^ 2 - 1 * 2", &["510"]);
    check(
        "label_replace(count_over_time({app=\"web\"}[1m]), \"first\", \"$1\", \"app\", \"(.).*\")",
        &["{app=\"web\", env=\"test\", first=\"w\"} 3"],
    );
}

/// The HTTP API: reference/loki-http-api/
#[test]
fn answers_are_written_as_json() {
    let ask = |text: &str, span| {
        query(&lines(), text, span, LineLimit { lines: 1, direction: Direction::Backward }, &Limits::default())
            .expect("an answer")
            .to_json()
    };
    let over = Span::Over { from: 10 * SECOND, to: 30 * SECOND, step: 10 * SECOND };
    assert_eq!(
        ask("{app=\"count\"}", over),
        r#"{"status":"success","data":{"resultType":"streams","result":[{"stream":{"app":"count","env":"test"},"values":[["20000000000","c=20"]]}]}}"#
    );
    assert_eq!(
        ask("sum(count_over_time({app=\"count\"}[10s]))", over),
        r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[10,"1"],[20,"1"],[30,"1"]]}]}}"#
    );
    assert!(query(&lines(), "{app=\"web\"}", Span::At(SECOND), FIRST, &Limits::default()).is_err());
}

#[test]
fn costly_queries_are_stopped() {
    let limits = Limits { samples: 3, ..Limits::default() };
    let over = Span::Over { from: 0, to: 60 * SECOND, step: SECOND };
    assert!(query(&lines(), "{env=\"test\"}", over, FIRST, &limits).is_err());
    let nested = format!("{}1{}", "(".repeat(3_000), ")".repeat(3_000));
    assert!(query(&lines(), &nested, Span::At(0), FIRST, &Limits::default()).is_err());
    let deep = format!("{{app=\"jobs\"}} | json | line_format \"{}\"", "{{ if .a }}".repeat(60));
    assert!(query(&lines(), &deep, over, FIRST, &Limits::default()).is_err());
}
