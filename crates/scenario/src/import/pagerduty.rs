//! PagerDuty: what its REST API (version 2) answers about incidents, alerts, notes and log entries, and its webhooks.
//!
//! A file may hold several answers or webhooks, one after another or as a list; what belongs to one incident becomes one draft.

use domain::scenario::EvidenceContent;
use serde_json::Value;

use super::json::{at, lines, list, text, time};
use super::sketch::Sketch;
use super::{Imported, MAX_IMPORTED, clues, fault};
use crate::fault::Fault;

/// Whether a value is of one of the forms that are read here.
pub(super) fn is_of_kind(value: &Value) -> bool {
    let keys = ["incident", "incidents", "alerts", "notes", "log_entries", "alert", "note", "log_entry"];
    let is_object = |value: &Value| {
        let kind = text(value, &["type"]).unwrap_or_default();
        kind == "incident" || kind == "alert" || kind.ends_with("_log_entry") || value["escalation_policy"].is_object()
    };
    is_object(value)
        || text(value, &["event", "event_type"]).is_some()
        || list(value, &["messages"]).iter().any(|message| incident_of(message).is_some())
        || keys.iter().any(|key| {
            let inner = &value[*key];
            inner.is_object() && is_object(inner)
                || inner.as_array().and_then(|items| items.first()).is_some_and(|item| {
                    is_object(item) || (*key == "notes" && item["content"].is_string() && item["user"].is_object())
                })
        })
}

/// Makes a draft of each incident.
pub(super) fn import_values(file: &str, values: &[Value]) -> Result<Vec<Imported>, Fault> {
    let mut reader = Reader::default();
    for value in values {
        reader.read(value);
        // The file is refused then.
        if reader.incidents.len() > MAX_IMPORTED {
            break;
        }
    }
    if reader.incidents.is_empty() {
        return Err(fault(
            file,
            0,
            "There is no incident, alert, note or log entry of PagerDuty in the file",
            "Save the answer of its REST API, or the body of a webhook",
        ));
    }
    Ok(reader.incidents.into_iter().map(|incident| incident.finish(file)).collect())
}

#[derive(Default)]
struct Reader {
    incidents: Vec<Incident>,
}

#[derive(Default)]
struct Incident {
    /// Its id, unless nothing named it.
    id: Option<String>,
    sketch: Sketch,
    /// What the pager did: times and words.
    entries: Vec<(Option<i64>, String)>,
    /// The words of the incident itself, for when there is no alert.
    description: String,
    urgency: Option<String>,
}

fn incident_of(message: &Value) -> Option<&Value> {
    [&message["incident"], &message["data"]["incident"]].into_iter().find(|value| value.is_object())
}

impl Reader {
    fn read(&mut self, value: &Value) {
        if text(value, &["event", "event_type"]).is_some() {
            return self.event(&value["event"]);
        }
        for message in list(value, &["messages"]) {
            if let Some(incident) = incident_of(message) {
                let id = self.incident(incident);
                list(message, &["log_entries"]).iter().for_each(|entry| self.log_entry(entry, id.as_deref()));
            }
        }
        let kind = text(value, &["type"]).unwrap_or_default();
        match kind {
            "incident" | "incident_reference" => drop(self.incident(value)),
            "alert" => self.alert(value),
            kind if kind.ends_with("_log_entry") => self.log_entry(value, None),
            _ if value["escalation_policy"].is_object() => drop(self.incident(value)),
            _ => {}
        }
        for (one, many) in
            [("incident", "incidents"), ("alert", "alerts"), ("note", "notes"), ("log_entry", "log_entries")]
        {
            let single = Some(&value[one]).filter(|inner| inner.is_object());
            for inner in single.into_iter().chain(list(value, &[many])) {
                if self.incidents.len() > MAX_IMPORTED {
                    return;
                }
                match one {
                    "incident" if kind.is_empty() => drop(self.incident(inner)),
                    "alert" => self.alert(inner),
                    "note" => self.note(inner, text(value, &["incident", "id"])),
                    "log_entry" => self.log_entry(inner, None),
                    _ => {}
                }
            }
        }
    }

    /// A webhook of version 3.
    fn event(&mut self, event: &Value) {
        let data = &event["data"];
        let id = text(data, &["incident", "id"]);
        if let Some(title) = text(data, &["incident", "summary"]) {
            let incident = self.of(id);
            if incident.sketch.title.is_empty() {
                without_number(title).clone_into(&mut incident.sketch.title);
            }
        }
        let at_s = time(event, &["occurred_at"]);
        let what = text(event, &["event_type"]).unwrap_or_default().trim_start_matches("incident.");
        let who = text(event, &["agent", "summary"]).map(|name| format!(" by {name}")).unwrap_or_default();
        let entry = (at_s, format!("{}{who}", capital(&what.replace(['_', '.'], " "))));
        match text(data, &["type"]).unwrap_or_default() {
            "incident" => {
                let id = self.incident(data);
                self.of(id.as_deref()).entries.push(entry);
            }
            "incident_note" | "incident_status_update" => {
                let mut note = data.clone();
                note["created_at"] = event["occurred_at"].clone();
                note["user"] = event["agent"].clone();
                if data["message"].is_string() {
                    note["content"] = data["message"].clone();
                }
                self.note(&note, id);
            }
            _ if id.is_some() => self.of(id).entries.push(entry),
            _ => {}
        }
    }

    /// The incident of an id; without one, the last.
    fn of(&mut self, id: Option<&str>) -> &mut Incident {
        let known = match id {
            Some(id) => {
                self.incidents.iter().position(|incident| incident.id.as_deref().is_none_or(|known| known == id))
            }
            None => self.incidents.len().checked_sub(1),
        };
        let place = known.unwrap_or_else(|| {
            self.incidents.push(Incident::default());
            self.incidents.len() - 1
        });
        let incident = &mut self.incidents[place];
        if incident.id.is_none() {
            incident.id = id.map(str::to_owned);
        }
        incident
    }

    fn incident(&mut self, value: &Value) -> Option<String> {
        let id = text(value, &["id"]).map(str::to_owned);
        let incident = self.of(id.as_deref());
        let subject =
            text(value, &["trigger_summary_data", "subject"]).or(text(value, &["trigger_summary_data", "description"]));
        let title = text(value, &["title"]).or(subject).or(text(value, &["summary"])).or(text(value, &["description"]));
        let title = title.or(text(value, &["incident_key"]).filter(|_| incident.sketch.title.is_empty()));
        if let Some(title) = title {
            without_number(title).clone_into(&mut incident.sketch.title);
        }
        for service in ["summary", "name"] {
            if let Some(service) = text(value, &["service", service]) {
                incident.sketch.add_system(service);
            }
        }
        let created = time(value, &["created_at"]).or(time(value, &["created_on"]));
        incident.sketch.called_at_s = incident.sketch.called_at_s.or(created);
        let details = lines(at(value, &["body", "details"]));
        if !details.is_empty() {
            incident.description = details;
        }
        incident.urgency = text(value, &["urgency"]).map(str::to_owned).or(incident.urgency.take());
        if let Some(reason) = text(value, &["resolve_reason"]).or(text(value, &["resolve_reason", "type"])) {
            incident.sketch.resolution = reason.replace('_', " ");
        }
        for acknowledgement in list(value, &["acknowledgements"]).iter().chain(list(value, &["acknowledgers"])) {
            let name =
                text(acknowledgement, &["acknowledger", "summary"]).or(text(acknowledgement, &["object", "name"]));
            if let Some(name) = name {
                incident.entries.push((time(acknowledgement, &["at"]), format!("Acknowledged by {name}")));
            }
        }
        list(value, &["alerts"]).iter().for_each(|alert| self.of(id.as_deref()).alert(alert));
        id
    }

    fn alert(&mut self, value: &Value) {
        self.of(text(value, &["incident", "id"])).alert(value);
    }

    fn note(&mut self, value: &Value, incident: Option<&str>) {
        let Some(content) = text(value, &["content"]) else { return };
        let incident = self.of(incident.or(text(value, &["incident", "id"])));
        let (at_s, sender) = (time(value, &["created_at"]), text(value, &["user", "summary"]).map(str::to_owned));
        if clues::reveals(content) {
            incident.sketch.steps.push((at_s, content.to_owned()));
            if clues::names_cause(content) {
                append(&mut incident.sketch.cause, content);
            }
            if clues::names_cure(content) {
                append(&mut incident.sketch.resolution, content);
            }
        } else {
            let message = content.to_owned();
            incident.sketch.add(at_s, EvidenceContent::Chat { sender, title: None, message });
        }
    }

    fn log_entry(&mut self, value: &Value, incident: Option<&str>) {
        let kind = text(value, &["type"]).unwrap_or_default();
        let at_s = time(value, &["created_at"]);
        let incident = self.of(text(value, &["incident", "id"]).or(incident));
        if let Some(title) = text(value, &["incident", "summary"]).filter(|_| incident.sketch.title.is_empty()) {
            without_number(title).clone_into(&mut incident.sketch.title);
        }
        // What the API answers has the service as the agent that triggered.
        let agent = Some(&value["agent"]).filter(|agent| agent["type"] == "service_reference");
        let service = text(value, &["service", "summary"]).or(agent.and_then(|agent| text(agent, &["summary"])));
        if let Some(service) = service {
            incident.sketch.add_system(service);
        }
        let summary = text(value, &["summary"]).unwrap_or_default().to_owned();
        if kind.starts_with("annotate") {
            let mut note = value.clone();
            note["content"] = value["channel"]["summary"].clone();
            note["user"] = value["agent"].clone();
            let id = incident.id.clone();
            return self.note(&note, id.as_deref());
        }
        let details = lines(at(value, &["channel", "details"]));
        let description = text(value, &["event_details", "description"]).or(text(value, &["channel", "summary"]));
        if kind.starts_with("trigger") && (!details.is_empty() || description.is_some()) {
            let body = [description.unwrap_or_default(), details.as_str()].join("\n");
            let sender = service.map(str::to_owned);
            incident
                .sketch
                .add(at_s, EvidenceContent::Page { title: Some(incident.sketch.title.clone()), sender, text: body });
            incident.sketch.called_at_s = incident.sketch.called_at_s.or(at_s);
        }
        if !summary.is_empty() {
            incident.entries.push((at_s, summary));
        }
    }
}

impl Incident {
    fn alert(&mut self, value: &Value) {
        let title = text(value, &["summary"]).or(text(value, &["body", "details", "summary"])).map(str::to_owned);
        let mut body: Vec<String> = Vec::new();
        let severity = text(value, &["severity"]).map(|severity| format!("Severity: {severity}"));
        body.extend(severity);
        let details = lines(at(value, &["body", "details"]));
        body.extend(Some(details).filter(|details| !details.is_empty()));
        if self.sketch.title.is_empty() {
            self.sketch.title = title.clone().unwrap_or_default();
        }
        if let Some(service) = text(value, &["service", "summary"]) {
            self.sketch.add_system(service);
        }
        let at_s = time(value, &["created_at"]);
        let sender = text(value, &["service", "summary"]).map(str::to_owned);
        let text = if body.is_empty() { title.clone().unwrap_or_default() } else { body.join("\n") };
        // A reference to an alert says nothing.
        if text.is_empty() {
            return;
        }
        self.sketch.add(at_s, EvidenceContent::Page { title, sender, text });
    }

    fn finish(mut self, file: &str) -> Imported {
        let system = self.sketch.systems.first().cloned();
        let called = self.sketch.called_at_s;
        let has_page = self.sketch.pieces.iter().any(|piece| matches!(piece.content, EvidenceContent::Page { .. }));
        // Notes alone do not say what the incident is called.
        if !has_page && !self.sketch.title.is_empty() {
            let mut body = vec![self.sketch.title.clone()];
            body.extend(self.urgency.map(|urgency| format!("Urgency: {urgency}")));
            body.extend(Some(self.description.clone()).filter(|text| !text.is_empty()));
            let title = Some(self.sketch.title.clone());
            self.sketch.add(called, EvidenceContent::Page { title, sender: system.clone(), text: body.join("\n") });
        }
        // Who acknowledged and resolved is the facilitator's: it shows how the incident went on.
        self.entries.sort();
        self.entries.dedup();
        for (at_s, entry) in self.entries {
            self.sketch.steps.push((at_s, entry));
        }
        let title = self.sketch.title.trim_end_matches('.');
        self.sketch.brief = match &system {
            Some(system) => format!("You are called: {title}. The alarm is from {system}."),
            None if title.is_empty() => String::new(),
            None => format!("You are called: {title}."),
        };
        self.sketch.finish(file)
    }
}

/// A title without the number of its incident: `[#1234] Title`.
fn without_number(title: &str) -> &str {
    match title.strip_prefix("[#").and_then(|rest| rest.split_once(']')) {
        Some((number, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => rest.trim(),
        _ => title,
    }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

fn append(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(more);
}
