//! Opsgenie: the bodies of its webhooks, and the alerts of its API (version 2).

use domain::scenario::EvidenceContent;
use serde_json::Value;

use super::json::{at, lines, list, text, time};
use super::sketch::Sketch;
use super::{Imported, MAX_IMPORTED, clues, fault};
use crate::fault::Fault;

/// Whether a value is of one of the forms that are read here.
pub(super) fn is_of_kind(value: &Value) -> bool {
    (text(value, &["action"]).is_some() && text(value, &["alert", "alertId"]).is_some())
        || is_alert(value)
        || is_alert(&value["data"])
        || list(value, &["data"]).first().is_some_and(is_alert)
}

/// An alert as the API answers it.
fn is_alert(value: &Value) -> bool {
    value["tinyId"].is_string() && value["message"].is_string()
}

/// Makes a draft of each alert; all webhooks about one alert are one draft.
pub(super) fn import_values(file: &str, values: &[Value]) -> Result<Vec<Imported>, Fault> {
    let mut sketches: Vec<(String, Sketch)> = Vec::new();
    for value in values {
        let single = [value, &value["data"]].into_iter().filter(|value| is_alert(value));
        for alert in single.chain(list(value, &["data"])) {
            read_alert(&mut sketches, alert, "Create", alert);
        }
        if let (Some(action), true) = (text(value, &["action"]), value["alert"].is_object()) {
            read_alert(&mut sketches, &value["alert"], action, value);
        }
    }
    if sketches.is_empty() {
        return Err(fault(
            file,
            0,
            "There is no alert of Opsgenie in the file",
            "Save the body of a webhook, or the answer of /v2/alerts",
        ));
    }
    Ok(sketches.into_iter().map(|(_, sketch)| sketch.finish(file)).collect())
}

fn read_alert(sketches: &mut Vec<(String, Sketch)>, alert: &Value, action: &str, whole: &Value) {
    // A file with more is refused.
    if sketches.len() > MAX_IMPORTED {
        return;
    }
    let id = text(alert, &["alertId"]).or(text(alert, &["id"])).unwrap_or_default();
    let place = sketches.iter().position(|(known, _)| known == id).unwrap_or_else(|| {
        sketches.push((id.to_owned(), begin(alert)));
        sketches.len() - 1
    });
    let sketch = &mut sketches[place].1;
    let at_s = time(alert, &["updatedAt"]).or(time(alert, &["createdAt"]));
    let who = text(alert, &["username"]).or(text(whole, &["source", "name"])).unwrap_or("somebody");
    match action {
        "Create" => {}
        "AddNote" => {
            let Some(note) = text(alert, &["note"]) else { return };
            if clues::reveals(note) {
                sketch.steps.push((at_s, note.to_owned()));
            } else {
                let sender = text(alert, &["username"]).map(str::to_owned);
                sketch.add(at_s, EvidenceContent::Chat { sender, title: None, message: note.to_owned() });
            }
        }
        action => sketch.steps.push((at_s, format!("{action}: {who}"))),
    }
}

/// What the alert itself tells.
fn begin(alert: &Value) -> Sketch {
    let mut sketch = Sketch::default();
    let message = text(alert, &["message"]).unwrap_or("Alert").to_owned();
    sketch.title.clone_from(&message);
    sketch.called_at_s = time(alert, &["createdAt"]);
    if let Some(entity) = text(alert, &["entity"]) {
        sketch.add_system(entity);
    }
    let mut body: Vec<String> = Vec::new();
    body.extend(text(alert, &["description"]).map(str::to_owned));
    body.extend(text(alert, &["priority"]).map(|priority| format!("Priority: {priority}")));
    body.extend(text(alert, &["entity"]).map(|entity| format!("Entity: {entity}")));
    let tags = lines(at(alert, &["tags"]));
    body.extend(Some(tags).filter(|tags| !tags.is_empty()).map(|tags| format!("Tags: {tags}")));
    body.push(lines(at(alert, &["details"])));
    body.retain(|line| !line.is_empty());
    let text_of_page = if body.is_empty() { message.clone() } else { body.join("\n") };
    let sender = text(alert, &["source"]).map(str::to_owned);
    sketch.add(sketch.called_at_s, EvidenceContent::Page { title: Some(message.clone()), sender, text: text_of_page });
    sketch.brief = format!("You are called: {}.", message.trim_end_matches('.'));
    sketch
}
