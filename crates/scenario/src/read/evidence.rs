//! Reading one piece of evidence.

use domain::scenario::{Evidence, EvidenceContent, EvidenceFields, EvidenceKind, MAX_LINE, Picture, Release, limits};

use super::{Found, minutes, optional};
use crate::fault::quoted;
use crate::fields::{Fields, Key, Value};
use crate::span;

const EVIDENCE: &[Key] = &[
    Key("id", "a name within the file, of lower-case letters, digits and hyphens"),
    Key("kind", EvidenceKind::WORDS),
    Key("title", "its headline"),
    Key("sender", "who or what sent it"),
    Key("at", "when it was sent, relative to the call, such as -12m"),
    Key("release", "back, asked, or after and minutes such as after 5m"),
    Key("ask", "what must be asked for first; release: asked needs it"),
    Key("misleading", "true or false"),
    Key("body", "its text"),
    Key("picture", "the name of a PNG or JPEG file beside this one"),
    Key("alt", "what the picture shows, for those who cannot see it"),
];

pub(super) fn read(item: Value, known: &mut Vec<String>, found: &mut Found) -> Option<Evidence> {
    let fields = item.fields(EVIDENCE)?;
    let id = fields.need("id").and_then(|value| {
        let id = value.slug(limits::EVIDENCE_ID_LENGTH)?;
        if known.contains(&id) {
            value.fault(format!("Another piece of evidence is called {id}, too"), "Give each an id of its own");
            return None;
        }
        known.push(id.clone());
        Some(id)
    });
    let kind = fields.need("kind").and_then(|value| value.choice(&EvidenceKind::ALL.map(|kind| (kind.word(), kind))));
    let title = optional(fields.get("title"), |value| value.text(&limits::EVIDENCE_TITLE));
    let sender = optional(fields.get("sender"), |value| value.text(&limits::EVIDENCE_SENDER));
    let offset_s = fields.need("at").and_then(offset);
    let release = release(&fields);
    let misleading = fields.get("misleading").map_or(Some(false), Value::boolean);
    let body = if kind.is_some_and(EvidenceKind::needs_text) {
        fields.need("body").and_then(|value| value.text(&limits::EVIDENCE_BODY))
    } else {
        optional(fields.get("body"), |value| value.text(&limits::EVIDENCE_BODY)).map(Option::unwrap_or_default)
    };
    let picture = kind.and_then(|kind| picture(&fields, kind, found));
    let content = EvidenceFields { kind: kind?, title: title?, sender: sender?, body: body?, picture: picture? };
    Some(Evidence {
        id: id?,
        offset_s: offset_s?,
        release: release?,
        misleading: misleading?,
        content: EvidenceContent::from_fields(content).ok()?,
    })
}

fn offset(value: Value) -> Option<i64> {
    let text = value.word()?;
    let offset = span::parse_offset(text).filter(|offset| limits::OFFSETS_S.contains(offset));
    if offset.is_none() {
        let (what, mend) = match span::parse(text) {
            Some(_) => (
                format!("{} does not say whether it is before or after the call", quoted(text)),
                format!("Write -{text} for before or +{text} for after"),
            ),
            None => (
                format!("{} is not a time relative to the call", quoted(text)),
                "Write days, hours, minutes and seconds with a sign, such as -12m, -2h30m, -3d4h or +5m; at most 366d"
                    .to_owned(),
            ),
        };
        value.fault(what, mend);
    }
    offset
}

fn release(fields: &Fields) -> Option<Release> {
    let release = fields.need("release").and_then(|value| match value.string()? {
        "back" => Some(Release::Back),
        "asked" => Some(Release::Asked { ask: String::new() }),
        text => match text.strip_prefix("after ") {
            Some(span) => minutes(value, span, &limits::RELEASE_MINUTES).map(|minutes| Release::After { minutes }),
            None => {
                value.fault(
                    format!("\"release\" cannot be {}", quoted(text)),
                    "Write back, asked, or after and minutes such as after 5m",
                );
                None
            }
        },
    });
    match release {
        Some(Release::Asked { .. }) => {
            let ask = fields.need("ask").and_then(|value| value.text(&limits::ASK));
            ask.map(|ask| Release::Asked { ask })
        }
        Some(_) => {
            fields.refuse("ask", "\"ask\" belongs to release: asked", "Remove it, or write release: asked");
            release
        }
        None => None,
    }
}

fn picture(fields: &Fields, kind: EvidenceKind, found: &mut Found) -> Option<Option<Picture>> {
    if !kind.has_picture() {
        for key in ["picture", "alt"] {
            fields.refuse(key, &format!("\"{key}\" belongs to kind: picture"), "Remove it, or write kind: picture");
        }
        return Some(None);
    }
    let source = fields.need("picture").and_then(|value| {
        let name = value.string()?;
        if !is_picture_name(name) {
            value.fault(
                format!("{} is not the name of a picture", quoted(name)),
                "Name a .png, .jpg or .jpeg file in the same folder; letters, digits, dots, hyphens and underscores only",
            );
            return None;
        }
        found.pictures.push((name.to_owned(), value.place));
        Some(name.to_owned())
    });
    let alt = fields.need("alt").and_then(|value| value.text(&limits::ALT));
    Some(Some(Picture { source: source?, alt: alt? }))
}

/// Whether `name` may be a picture's file: in the same folder, the same on every machine.
fn is_picture_name(name: &str) -> bool {
    let stem = [".png", ".jpg", ".jpeg"].iter().find_map(|end| name.strip_suffix(end));
    name.len() <= MAX_LINE
        && stem.is_some_and(|stem| {
            stem.starts_with(|c: char| c.is_ascii_alphanumeric())
                && stem.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        })
}
