//! What is sent of a card that is investigated: the same in a round of a workshop and in a practice.

use domain::id::TeamId;
use domain::investigation::{StepContent, StepKind};
use domain::scenario::{Evidence, EvidenceFields, EvidenceKind, Origin, Scenario};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A piece of evidence as people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ShownEvidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// Its headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who or what sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
    /// Whom it went to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// When it was sent, in seconds relative to the moment at which the responder is called; negative is before.
    pub offset_s: i64,
    /// Its text; in a log the lines that begin with `> ` are marked.
    pub body: String,
    /// Its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureView>,
    /// True, but it points away from the cause. For the facilitator, and after a practice.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub misleading: bool,
}

/// A step or a question as people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ShownStep {
    /// What was done.
    pub kind: StepKind,
    /// What was written, or the question.
    pub text: String,
    /// Who was asked, when it is a question to a colleague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colleague: Option<String>,
    /// The colleague's answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    /// The piece of evidence that answers a question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// That piece had been given before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub already: bool,
    /// A picture of what was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureView>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PictureView {
    /// Where it is, relative to this server.
    pub url: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
}

/// What was behind a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Truth {
    /// What was wrong.
    pub cause: String,
    /// What ended it, and what should follow.
    pub resolution: String,
    /// The steps that an expert took.
    pub reference_path: Vec<String>,
    /// Where the incident comes from.
    pub origin: Origin,
}

impl ShownEvidence {
    /// A piece of a card of `team`; whether it is misleading is only for those who may know.
    #[must_use]
    pub fn new(team: TeamId, piece: &Evidence, may_know: bool) -> Self {
        let EvidenceFields { kind, title, sender, recipients, body, picture } = piece.content.clone().into_fields();
        Self {
            kind,
            title,
            sender,
            recipients,
            offset_s: piece.offset_s,
            body,
            picture: picture.map(|picture| PictureView::new(team, &picture.source, &picture.alt)),
            misleading: may_know && piece.misleading,
        }
    }
}

impl ShownStep {
    /// A step of an investigation in `team`.
    #[must_use]
    pub fn new(team: TeamId, step: &StepContent) -> Self {
        let StepContent { kind, text, colleague, reply, evidence, already, picture, at: _ } = step;
        Self {
            kind: *kind,
            text: text.to_string(),
            colleague: colleague.as_ref().map(ToString::to_string),
            reply: reply.as_ref().map(|reply| reply.text.to_string()),
            evidence: evidence.clone(),
            already: *already,
            picture: picture.as_ref().map(|picture| PictureView::new(team, picture.as_str(), text.as_str())),
        }
    }
}

impl PictureView {
    /// A picture of a team by its hash.
    #[must_use]
    pub fn new(team: TeamId, hash: &str, alt: &str) -> Self {
        Self { url: format!("/api/teams/{team}/pictures/{hash}"), alt: alt.to_owned() }
    }
}

impl From<&Scenario> for Truth {
    fn from(card: &Scenario) -> Self {
        Self {
            cause: card.cause.clone(),
            resolution: card.resolution.clone(),
            reference_path: card.reference_path.clone(),
            origin: card.origin.clone(),
        }
    }
}
