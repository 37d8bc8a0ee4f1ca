//! The walls: notes, groups, and the vote on them.

use domain::id::{GroupId, NoteId, PersonId, StepId};
use domain::workshop::{DebriefQuestion, NoteColour, Wall};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A sticky note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NoteView {
    /// Its id.
    pub id: NoteId,
    /// Where it sticks.
    pub wall: Wall,
    /// Its text.
    pub text: String,
    /// Who wrote it; none for an unsigned one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<PersonId>,
    /// The round that was in progress.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
    /// The question of the debrief that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<DebriefQuestion>,
    /// The step that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// When it was written, RFC 3339; when the doors were opened, for an unsigned one.
    pub at: String,
    /// Its number among what its author wrote: what has the same time is in this order, then in that of ids.
    #[serde(default)]
    pub sequence: u64,
    /// Its paper.
    pub colour: NoteColour,
    /// The group that it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// Only its author sees it yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// It can be put into a group, by a person who arranges it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub can_group: bool,
    /// It can be spread to other systems, by a person who makes actions.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub can_spread: bool,
    /// It can get votes now, from a person who writes notes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub can_get_votes: bool,
    /// Its votes, once they are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<u32>,
    /// The team wrote much the same in an earlier workshop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<EarlierView>,
    /// How often it was changed.
    pub revision: u32,
}

/// Notes of a team's earlier workshops that are much like a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EarlierView {
    /// In how many earlier workshops.
    pub workshops: u32,
    /// The latest wording.
    pub text: String,
    /// The title of the workshop in which it was.
    pub title: String,
    /// When that workshop was closed, RFC 3339.
    pub at: String,
}

/// Notes that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroupView {
    /// Its id.
    pub id: GroupId,
    /// Where its notes stick.
    pub wall: Wall,
    /// What its notes have in common.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How often it was changed.
    pub revision: u32,
}

/// A person's own votes. They are sent only to that person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BallotView {
    /// `mine`.
    pub id: String,
    /// The notes voted for; notes of one group count as one.
    pub notes: Vec<NoteId>,
}

/// The three walls of a workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WallsView {
    /// What's Crappy.
    pub crappy: WallView,
    /// What's Awesome.
    pub awesome: WallView,
    /// Proposals for actions.
    pub actions: WallView,
}

/// A wall.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WallView {
    /// What the team calls it, where that is not its usual name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// New notes are seen by their authors only.
    pub private: bool,
    /// How many notes are seen by their authors only.
    pub hidden: u32,
}

/// The vote on the notes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VotingView {
    /// For how many groups and single notes everybody may vote.
    pub cap: u16,
    /// Whether votes are taken; afterwards they have been counted.
    pub open: bool,
    /// How many people vote for something, while votes are taken.
    pub voters: u32,
}
