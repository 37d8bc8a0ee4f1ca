//! Statuspage: the bodies of its webhooks, and the incidents of its API.

use domain::scenario::EvidenceContent;
use serde_json::Value;

use super::json::{list, text, time};
use super::sketch::Sketch;
use super::{Imported, MAX_IMPORTED, fault};
use crate::fault::Fault;

/// Whether a value is of one of the forms that are read here.
pub(super) fn is_of_kind(value: &Value) -> bool {
    is_incident(value)
        || is_incident(&value["incident"])
        || list(value, &["incidents"]).first().is_some_and(is_incident)
        || is_component(value)
}

fn is_incident(value: &Value) -> bool {
    value["incident_updates"].is_array()
}

fn is_component(value: &Value) -> bool {
    value["component_update"].is_object() && value["component"].is_object()
}

/// Makes a draft of each incident; the last webhook about an incident has all updates.
pub(super) fn import_values(file: &str, values: &[Value]) -> Result<Vec<Imported>, Fault> {
    let mut incidents: Vec<&Value> = Vec::new();
    for value in values {
        let single = [value, &value["incident"]].into_iter().filter(|value| is_incident(value));
        for incident in single.chain(list(value, &["incidents"])) {
            let same = |known: &&&Value| known["id"] == incident["id"] && !incident["id"].is_null();
            // A file with more is refused.
            if incidents.len() > MAX_IMPORTED {
                break;
            }
            match incidents.iter().position(|known| same(&known)) {
                Some(place) => incidents[place] = incident,
                None => incidents.push(incident),
            }
        }
    }
    let components: Vec<&Value> = values.iter().filter(|value| is_component(value)).collect();
    let mut drafts: Vec<Imported> = incidents.into_iter().map(|incident| draft(file, incident)).collect();
    if drafts.is_empty() && !components.is_empty() {
        drafts.push(draft_of_components(file, &components));
    }
    if drafts.is_empty() {
        return Err(fault(
            file,
            0,
            "There is no incident of Statuspage in the file",
            "Save the body of a webhook, or the answer of incidents.json",
        ));
    }
    Ok(drafts)
}

fn draft(file: &str, incident: &Value) -> Imported {
    let mut sketch = Sketch { title: text(incident, &["name"]).unwrap_or("Incident").to_owned(), ..Sketch::default() };
    sketch.link = text(incident, &["shortlink"]).map(str::to_owned);
    sketch.called_at_s = time(incident, &["started_at"]).or(time(incident, &["created_at"]));
    for component in list(incident, &["components"]) {
        sketch.add_system(text(component, &["name"]).unwrap_or_default());
    }
    let mut updates: Vec<&Value> = list(incident, &["incident_updates"]).iter().collect();
    updates.sort_by_key(|update| written_at(update));
    for update in updates {
        for component in list(update, &["affected_components"]) {
            sketch.add_system(text(component, &["name"]).unwrap_or_default());
        }
        let Some(body) = text(update, &["body"]) else { continue };
        let at_s = written_at(update);
        let status = text(update, &["status"]).unwrap_or("update");
        match status {
            "identified" if sketch.cause.is_empty() => body.clone_into(&mut sketch.cause),
            "resolved" => body.clone_into(&mut sketch.resolution),
            "postmortem" => sketch.notes.push(body.to_owned()),
            _ => {}
        }
        // What comes after the investigation tells how it ended.
        if matches!(status, "identified" | "monitoring" | "resolved") {
            sketch.steps.push((at_s, format!("Status page, {status}: {body}")));
        } else if status != "postmortem" {
            if sketch.brief.is_empty() {
                body.clone_into(&mut sketch.brief);
            }
            let (title, sender) = (Some(format!("Status page: {status}")), Some(sketch.title.clone()));
            sketch.add(at_s, EvidenceContent::Text { title, sender, text: body.to_owned() });
        }
    }
    if let Some(postmortem) = text(incident, &["postmortem_body"]) {
        sketch.notes.push(postmortem.to_owned());
    }
    if sketch.brief.is_empty() {
        sketch.brief = sketch.title.clone();
    }
    sketch.finish(file)
}

fn written_at(update: &Value) -> Option<i64> {
    time(update, &["display_at"]).or(time(update, &["created_at"]))
}

/// A draft of webhooks that tell nothing but how components changed.
fn draft_of_components(file: &str, values: &[&Value]) -> Imported {
    let mut sketch = Sketch::default();
    for value in values {
        let name = text(value, &["component", "name"]).unwrap_or("A component");
        let status = |key: &str| text(value, &["component_update", key]).unwrap_or("unknown").replace('_', " ");
        let message = format!("{name}: {} (before: {})", status("new_status"), status("old_status"));
        sketch.add_system(name);
        if sketch.title.is_empty() {
            sketch.title = format!("{name}: {}", status("new_status"));
            sketch.brief = format!("The status page shows {name} as {}.", status("new_status"));
        }
        let at_s = time(value, &["component_update", "created_at"]);
        sketch.add(at_s, EvidenceContent::Text { title: Some("Status page".to_owned()), sender: None, text: message });
    }
    sketch.finish(file)
}
