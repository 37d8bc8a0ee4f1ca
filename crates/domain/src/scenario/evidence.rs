//! A piece of evidence: what every piece has, and what each kind has besides.
//!
//! Files, rows and the API write a piece of every kind with the same keys, see [`EvidenceFields`].

use serde::{Deserialize, Serialize};

use super::Release;

/// One piece of information that a responder is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "FlatEvidence", into = "FlatEvidence")]
pub struct Evidence {
    /// Its name within the scenario: lower-case words joined by hyphens.
    pub id: String,
    /// When it was sent, in seconds relative to the moment at which the responder is called; negative is before.
    pub offset_s: i64,
    /// When it is given out.
    pub release: Release,
    /// True, but it points away from the cause.
    pub misleading: bool,
    /// Its kind and its text.
    pub content: EvidenceContent,
}

/// The kind and the text of a piece of evidence. Titles and senders are optional for every kind: files may leave them out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvidenceContent {
    /// An alarm that called somebody.
    Page {
        /// What the alarm is called.
        title: Option<String>,
        /// What sent it.
        sender: Option<String>,
        /// Its text.
        text: String,
    },
    /// A message in a chat.
    Chat {
        /// Who wrote it.
        sender: Option<String>,
        /// Its headline, such as the channel.
        title: Option<String>,
        /// What was written.
        message: String,
    },
    /// An e-mail.
    Email {
        /// Who sent it.
        sender: Option<String>,
        /// Whom it went to.
        recipients: Vec<String>,
        /// Its subject.
        subject: Option<String>,
        /// Its text.
        body: String,
    },
    /// Lines of a log.
    Log {
        /// Which log it is.
        title: Option<String>,
        /// What wrote it.
        sender: Option<String>,
        /// Its lines; those that begin with `> ` are marked.
        lines: Vec<String>,
    },
    /// A screenshot or a graph.
    Picture {
        /// Its headline.
        title: Option<String>,
        /// Who took it.
        sender: Option<String>,
        /// The picture.
        picture: Picture,
        /// The text below it; may be empty.
        caption: String,
    },
    /// A colleague's tap on the shoulder.
    Tap {
        /// Who the colleague is.
        sender: Option<String>,
        /// A headline.
        title: Option<String>,
        /// Their text.
        speech: String,
    },
    /// Anything else that can be read.
    Text {
        /// Its headline.
        title: Option<String>,
        /// Where it comes from.
        sender: Option<String>,
        /// The text.
        text: String,
    },
}

/// A picture of a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Picture {
    /// SHA-256 of the stored picture, in lower-case hexadecimal; in a scenario file the name of a file beside it.
    pub source: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
}

/// Writes the kinds and their words once, so that no list of them can miss one.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident: $word:literal;)*) => {
        /// What a piece of evidence is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum EvidenceKind {
            $($(#[$doc])* $kind,)*
        }

        impl EvidenceKind {
            /// All of them, in the order in which the documentation lists them.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$kind),*];

            /// How files and the API write it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)*
                }
            }
        }
    };
}

kinds! {
    /// An alarm that called somebody.
    Page: "page";
    /// A message in a chat.
    Chat: "chat";
    /// An e-mail.
    Email: "email";
    /// Lines of a log.
    Log: "log";
    /// A screenshot or a graph.
    Picture: "picture";
    /// A colleague's tap on the shoulder.
    Tap: "tap";
    /// Anything else that can be read.
    Text: "text";
}

impl EvidenceKind {
    /// Whether a piece of this kind must have a text.
    #[must_use]
    pub fn needs_text(self) -> bool {
        match self {
            Self::Page | Self::Chat | Self::Email | Self::Log | Self::Tap | Self::Text => true,
            Self::Picture => false,
        }
    }

    /// Whether a piece of this kind has a picture; the others have none.
    #[must_use]
    pub fn has_picture(self) -> bool {
        match self {
            Self::Picture => true,
            Self::Page | Self::Chat | Self::Email | Self::Log | Self::Tap | Self::Text => false,
        }
    }
}

impl EvidenceKind {
    /// The words of all kinds, for a person to read.
    pub const WORDS: &str = "page, chat, email, log, picture, tap or text";

    /// Whether a piece of this kind may name recipients.
    #[must_use]
    pub fn has_recipients(self) -> bool {
        match self {
            Self::Email => true,
            Self::Page | Self::Chat | Self::Log | Self::Picture | Self::Tap | Self::Text => false,
        }
    }

    /// Words by which somebody may ask for a piece of this kind.
    #[must_use]
    pub fn synonyms(self) -> &'static str {
        match self {
            Self::Page => "page alarm alert pager",
            Self::Chat => "chat message slack channel",
            Self::Email => "mail email",
            Self::Log => "log output lines",
            Self::Picture => "graph dashboard chart metric screenshot picture",
            Self::Tap | Self::Text => "",
        }
    }
}

/// The content of a piece of any kind, under the keys by which files, rows and the API call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceFields {
    /// What it is.
    pub kind: EvidenceKind,
    /// Its headline: a page's title, a mail's subject, what a log or picture shows.
    pub title: Option<String>,
    /// Who or what sent it.
    pub sender: Option<String>,
    /// Whom it went to, for the kind that has them.
    pub recipients: Vec<String>,
    /// Its text; in a log the lines that begin with `> ` are marked.
    pub body: String,
    /// A picture, for the kind that has one.
    pub picture: Option<Picture>,
}

/// Why fields are not the content of a piece of evidence of their kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KindMismatch {
    /// The kind needs a picture.
    #[error("The picture is missing")]
    Missing,
    /// The kind has no picture.
    #[error("Only evidence of the kind picture has a picture")]
    Unexpected,
    /// The kind has no recipients.
    #[error("Only evidence of the kind email has recipients")]
    Recipients,
}

impl EvidenceContent {
    /// Reads the keys of files, rows and the API.
    pub fn from_fields(fields: EvidenceFields) -> Result<Self, KindMismatch> {
        let EvidenceFields { kind, title, sender, recipients, body, picture } = fields;
        if !kind.has_recipients() && !recipients.is_empty() {
            return Err(KindMismatch::Recipients);
        }
        if !kind.has_picture() && picture.is_some() {
            return Err(KindMismatch::Unexpected);
        }
        Ok(match kind {
            EvidenceKind::Page => Self::Page { title, sender, text: body },
            EvidenceKind::Chat => Self::Chat { sender, title, message: body },
            EvidenceKind::Email => Self::Email { sender, recipients, subject: title, body },
            EvidenceKind::Log => Self::Log { title, sender, lines: body.split('\n').map(str::to_owned).collect() },
            EvidenceKind::Picture => {
                let picture = picture.ok_or(KindMismatch::Missing)?;
                Self::Picture { title, sender, picture, caption: body }
            }
            EvidenceKind::Tap => Self::Tap { sender, title, speech: body },
            EvidenceKind::Text => Self::Text { title, sender, text: body },
        })
    }

    /// The same under the keys of files, rows and the API.
    #[must_use]
    pub fn into_fields(self) -> EvidenceFields {
        let kind = self.kind();
        let mut recipients = Vec::new();
        let (title, sender, body, picture) = match self {
            Self::Page { title, sender, text } | Self::Text { title, sender, text } => (title, sender, text, None),
            Self::Chat { sender, title, message } => (title, sender, message, None),
            Self::Email { sender, recipients: named, subject, body } => {
                recipients = named;
                (subject, sender, body, None)
            }
            Self::Log { title, sender, lines } => (title, sender, lines.join("\n"), None),
            Self::Picture { title, sender, picture, caption } => (title, sender, caption, Some(picture)),
            Self::Tap { sender, title, speech } => (title, sender, speech, None),
        };
        EvidenceFields { kind, title, sender, recipients, body, picture }
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> EvidenceKind {
        match self {
            Self::Page { .. } => EvidenceKind::Page,
            Self::Chat { .. } => EvidenceKind::Chat,
            Self::Email { .. } => EvidenceKind::Email,
            Self::Log { .. } => EvidenceKind::Log,
            Self::Picture { .. } => EvidenceKind::Picture,
            Self::Tap { .. } => EvidenceKind::Tap,
            Self::Text { .. } => EvidenceKind::Text,
        }
    }

    /// Its headline, whatever its kind calls it.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        match self {
            Self::Page { title, .. }
            | Self::Chat { title, .. }
            | Self::Email { subject: title, .. }
            | Self::Log { title, .. }
            | Self::Picture { title, .. }
            | Self::Tap { title, .. }
            | Self::Text { title, .. } => title.as_deref(),
        }
    }

    /// Who or what sent it.
    #[must_use]
    pub fn sender(&self) -> Option<&str> {
        match self {
            Self::Page { sender, .. }
            | Self::Chat { sender, .. }
            | Self::Email { sender, .. }
            | Self::Log { sender, .. }
            | Self::Picture { sender, .. }
            | Self::Tap { sender, .. }
            | Self::Text { sender, .. } => sender.as_deref(),
        }
    }

    /// The first line of its text that is not empty.
    #[must_use]
    pub fn first_line(&self) -> Option<&str> {
        fn first<'a>(lines: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
            lines.into_iter().map(str::trim).find(|line| !line.is_empty())
        }
        match self {
            Self::Page { text, .. }
            | Self::Chat { message: text, .. }
            | Self::Email { body: text, .. }
            | Self::Picture { caption: text, .. }
            | Self::Tap { speech: text, .. }
            | Self::Text { text, .. } => first(text.lines()),
            Self::Log { lines, .. } => first(lines.iter().map(String::as_str)),
        }
    }

    /// Its picture.
    #[must_use]
    pub fn picture(&self) -> Option<&Picture> {
        match self {
            Self::Picture { picture, .. } => Some(picture),
            Self::Page { .. }
            | Self::Chat { .. }
            | Self::Email { .. }
            | Self::Log { .. }
            | Self::Tap { .. }
            | Self::Text { .. } => None,
        }
    }

    /// Its picture, to be named otherwise.
    pub fn picture_mut(&mut self) -> Option<&mut Picture> {
        match self {
            Self::Picture { picture, .. } => Some(picture),
            Self::Page { .. }
            | Self::Chat { .. }
            | Self::Email { .. }
            | Self::Log { .. }
            | Self::Tap { .. }
            | Self::Text { .. } => None,
        }
    }
}

/// One piece of information that a responder is given.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Evidence")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Evidence))]
struct FlatEvidence {
    /// Its name within the scenario: lower-case words joined by hyphens.
    id: String,
    /// What it is.
    kind: EvidenceKind,
    /// Its headline: a page's title, a mail's subject, what a log or picture shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Who or what sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sender: Option<String>,
    /// Whom it went to, for the kind that has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    recipients: Vec<String>,
    /// When it was sent, in seconds relative to the moment at which the responder is called; negative is before.
    offset_s: i64,
    /// When it is given out.
    release: Release,
    /// True, but it points away from the cause.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    misleading: bool,
    /// Its text; in a log the lines that begin with `> ` are marked.
    #[serde(default)]
    body: String,
    /// A picture, for the kind that has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    picture: Option<Picture>,
}

impl TryFrom<FlatEvidence> for Evidence {
    type Error = KindMismatch;

    fn try_from(flat: FlatEvidence) -> Result<Self, KindMismatch> {
        let FlatEvidence { id, kind, title, sender, recipients, offset_s, release, misleading, body, picture } = flat;
        let content = EvidenceContent::from_fields(EvidenceFields { kind, title, sender, recipients, body, picture })?;
        Ok(Self { id, offset_s, release, misleading, content })
    }
}

impl From<Evidence> for FlatEvidence {
    fn from(piece: Evidence) -> Self {
        let Evidence { id, offset_s, release, misleading, content } = piece;
        let EvidenceFields { kind, title, sender, recipients, body, picture } = content.into_fields();
        Self { id, kind, title, sender, recipients, offset_s, release, misleading, body, picture }
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Evidence {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        FlatEvidence::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Evidence {
    fn schemas(schemas: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>) {
        FlatEvidence::schemas(schemas);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_kept_as_earlier_releases_kept_it() {
        for stored in [
            r#"{"id":"page","kind":"page","offset_s":-60,"release":{"when":"back"},"body":"queue depth 4,100"}"#,
            r#"{"id":"a","kind":"chat","title":"Ops","sender":"Mei","offset_s":0,"release":{"when":"asked","ask":"the chat"},"misleading":true,"body":"Hello\nthere"}"#,
            r#"{"id":"b","kind":"email","title":"No invoices?","sender":"Ida","offset_s":3,"release":{"when":"after","minutes":4},"body":"Hello"}"#,
            r#"{"id":"b","kind":"email","sender":"Ida","recipients":["Mei","all@x.example"],"offset_s":3,"release":{"when":"back"},"body":"Hello"}"#,
            r#"{"id":"c","kind":"log","title":"worker","sender":"db-1","offset_s":0,"release":{"when":"back"},"body":"> one\n\n two\n"}"#,
            r#"{"id":"d","kind":"log","offset_s":0,"release":{"when":"back"},"body":""}"#,
            r#"{"id":"e","kind":"picture","title":"Depth","sender":"Ana","offset_s":0,"release":{"when":"back"},"body":"Below","picture":{"source":"00ff","alt":"It grows"}}"#,
            r#"{"id":"f","kind":"tap","title":"Olga","sender":"Olga","offset_s":0,"release":{"when":"back"},"body":"Is it slow?"}"#,
            r#"{"id":"g","kind":"text","title":"Files","sender":"ls","offset_s":0,"release":{"when":"back"},"body":"a b"}"#,
        ] {
            let piece: Evidence = serde_json::from_str(stored).unwrap();
            assert_eq!(serde_json::to_string(&piece).unwrap(), stored);
        }
    }

    #[test]
    fn the_words_are_those_of_all_kinds() {
        let words = EvidenceKind::ALL.map(EvidenceKind::word).join(", ");
        assert_eq!(EvidenceKind::WORDS.replace(" or ", ", "), words);
    }

    #[test]
    fn a_piece_has_a_picture_when_its_kind_does() {
        let check = |kind: &str, picture: &str, expected: &str| {
            let stored =
                format!(r#"{{"id":"a","kind":"{kind}","offset_s":0,"release":{{"when":"back"}},"body":"x"{picture}}}"#);
            assert_eq!(serde_json::from_str::<Evidence>(&stored).unwrap_err().to_string(), expected);
        };
        check("picture", "", "The picture is missing");
        check("text", r#","recipients":["Ida"]"#, "Only evidence of the kind email has recipients");
        check("text", r#","picture":{"source":"x","alt":"x"}"#, "Only evidence of the kind picture has a picture");
    }
}
