//! Alertmanager: the body of its webhook (version 4), and the list of alerts of its API (version 2).

use domain::scenario::EvidenceContent;
use serde_json::Value;

use super::json::{at, list, text, time};
use super::sketch::Sketch;
use super::{Imported, fault};
use crate::fault::Fault;

/// The labels that name the part of the system, the best first.
const SYSTEM_LABELS: [&str; 6] = ["service", "app", "job", "deployment", "queue", "component"];

/// The most runbooks and queries that the notes name.
const MAX_LINKS: usize = 20;

/// Whether a value is of one of the forms that are read here.
pub(super) fn is_of_kind(value: &Value) -> bool {
    is_alert(value) || list(value, &["alerts"]).first().is_some_and(is_alert)
}

fn is_alert(value: &Value) -> bool {
    value["labels"].is_object() && value["annotations"].is_object() && value["startsAt"].is_string()
}

/// Makes a draft of each webhook; alerts without one are a draft together.
pub(super) fn import_values(file: &str, values: &[Value]) -> Result<Vec<Imported>, Fault> {
    let alone: Vec<&Value> = values.iter().filter(|value| is_alert(value)).collect();
    let groups = values.iter().map(|value| list(value, &["alerts"]).iter().filter(|alert| is_alert(alert)).collect());
    let groups: Vec<Vec<&Value>> = groups.chain([alone]).filter(|group: &Vec<&Value>| !group.is_empty()).collect();
    if groups.is_empty() {
        return Err(fault(
            file,
            0,
            "There is no alert of Alertmanager in the file",
            "Save the body of its webhook, or the answer of /api/v2/alerts",
        ));
    }
    Ok(groups.iter().map(|group| draft(file, group)).collect())
}

fn draft(file: &str, alerts: &[&Value]) -> Imported {
    let mut alerts = alerts.to_vec();
    alerts.sort_by_key(|alert| time(alert, &["startsAt"]));
    let mut sketch = Sketch::default();
    for alert in &alerts {
        let name = text(alert, &["labels", "alertname"]).unwrap_or("Alert");
        let summary = ["summary", "message", "description", "title"]
            .iter()
            .find_map(|key| text(alert, &["annotations", key]))
            .unwrap_or(name);
        if sketch.title.is_empty() {
            summary.clone_into(&mut sketch.title);
        }
        if let Some(system) = SYSTEM_LABELS.iter().find_map(|label| text(alert, &["labels", label])) {
            sketch.add_system(system);
        }
        let sender = text(alert, &["labels", "job"]).or(text(alert, &["labels", "service"])).map(str::to_owned);
        let started = time(alert, &["startsAt"]);
        sketch.add(started, EvidenceContent::Page { title: Some(name.to_owned()), sender, text: body(alert) });
        sketch.called_at_s = sketch.called_at_s.or(started);
        let ended = time(alert, &["endsAt"]).filter(|ended| Some(*ended) > started);
        if text(alert, &["status"]) == Some("resolved")
            && let Some(ended) = ended
        {
            sketch.steps.push((Some(ended), format!("{name} is resolved")));
        }
    }
    sketch.notes.extend(links(&alerts));
    sketch.brief = format!("You are called: {}.", sketch.title.trim_end_matches('.'));
    sketch.finish(file)
}

/// The annotations, then the labels.
fn body(alert: &Value) -> String {
    let fields = |key: &str| at(alert, &[key]).as_object().cloned().unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    for (key, value) in fields("annotations") {
        if let Some(text) = value.as_str().map(str::trim).filter(|text| !text.is_empty() && !key.contains("url")) {
            lines.push(if matches!(key.as_str(), "summary" | "description" | "message") {
                text.to_owned()
            } else {
                format!("{key}: {text}")
            });
        }
    }
    for (key, value) in fields("labels") {
        if let Some(text) = value.as_str().filter(|_| key != "alertname") {
            lines.push(format!("{key}: {text}"));
        }
    }
    lines.join("\n")
}

/// The runbooks and graphs of the alerts.
fn links(alerts: &[&Value]) -> Vec<String> {
    let mut links: Vec<String> = Vec::new();
    for alert in alerts {
        let runbook = text(alert, &["annotations", "runbook_url"]).map(|link| format!("Runbook: {link}"));
        let graph = text(alert, &["generatorURL"]).map(|link| format!("Query: {link}"));
        for link in runbook.into_iter().chain(graph) {
            if links.len() < MAX_LINKS && !links.contains(&link) {
                links.push(link);
            }
        }
    }
    links
}
