//! When two answers are the same.

use std::collections::BTreeMap;

use serde_json::Value;

/// Compares two answers in the JSON of the HTTP API. Of errors only that both are errors counts.
pub(crate) fn compare(ours: &Value, theirs: &Value) -> Result<(), String> {
    match (ours["status"].as_str(), theirs["status"].as_str()) {
        (Some("success"), Some("success")) => {}
        (Some("error"), Some("error")) => return Ok(()),
        _ => return Err(format!("ours {}, theirs {}", shorten(ours), shorten(theirs))),
    }
    let (ours, theirs) = (&ours["data"], &theirs["data"]);
    if ours["resultType"] != theirs["resultType"] {
        return Err(format!("ours is a {}, theirs a {}", ours["resultType"], theirs["resultType"]));
    }
    let (ours, theirs) = (series(&ours["result"]), series(&theirs["result"]));
    if ours.keys().ne(theirs.keys()) {
        return Err(format!(
            "series: ours {:?}, theirs {:?}",
            ours.keys().collect::<Vec<_>>(),
            theirs.keys().collect::<Vec<_>>()
        ));
    }
    for (labels, points) in &theirs {
        compare_points(&ours[labels], points).map_err(|difference| format!("{labels}: {difference}"))?;
    }
    Ok(())
}

fn compare_points(ours: &[(f64, String)], theirs: &[(f64, String)]) -> Result<(), String> {
    let times = |points: &[(f64, String)]| points.iter().map(|(time, _)| *time).collect::<Vec<_>>();
    if times(ours) != times(theirs) {
        return Err(format!(
            "times: ours {} {:?}, theirs {} {:?}",
            ours.len(),
            times(ours),
            theirs.len(),
            times(theirs)
        ));
    }
    match ours.iter().zip(theirs).find(|((_, ours), (_, theirs))| !is_same_number(ours, theirs)) {
        Some(((time, ours), (_, theirs))) => Err(format!("at {time}: ours {ours}, theirs {theirs}")),
        None => Ok(()),
    }
}

fn is_same_number(ours: &str, theirs: &str) -> bool {
    let (Ok(our_number), Ok(their_number)) = (ours.parse::<f64>(), theirs.parse::<f64>()) else {
        return ours == theirs;
    };
    if !our_number.is_finite() || !their_number.is_finite() {
        return ours == theirs;
    }
    // The inputs are at most some ten thousand: what cancels out is compared with that.
    (our_number - their_number).abs() <= (1e-9 * their_number.abs()).max(1e-12 * 1e4)
}

/// Series by their labels; a scalar is a series without labels.
fn series(result: &Value) -> BTreeMap<String, Vec<(f64, String)>> {
    let point = |pair: &Value| (pair[0].as_f64().unwrap_or(f64::NAN), pair[1].as_str().unwrap_or_default().to_owned());
    let entries = result.as_array().expect("a result is a list");
    if entries.first().is_some_and(|first| !first.is_object()) {
        return BTreeMap::from([(String::new(), vec![point(result)])]);
    }
    let points = |entry: &Value| match entry["values"].as_array() {
        Some(values) => values.iter().map(point).collect(),
        None => vec![point(&entry["value"])],
    };
    entries.iter().map(|entry| (entry["metric"].to_string(), points(entry))).collect()
}

fn shorten(answer: &Value) -> String {
    answer.to_string().chars().take(300).collect()
}
