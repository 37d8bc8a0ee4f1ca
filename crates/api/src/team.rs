//! Teams, their members, invitations and systems.

use domain::id::{InvitationId, PersonId, SystemId, TeamId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::workshop::WorkshopSummary;
use domain::team::Role;

/// A team's home: what is next and what is open.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// It was made by the demonstration.
    pub demo: bool,
    /// What the asking account is in it.
    pub role: Role,
    /// What the asking account may do in it.
    pub may: TeamPermissions,
    /// Its members, by name.
    pub members: Vec<Member>,
    /// How many cards it has that can be played.
    pub cards: u32,
    /// Twice the number of responders: enough cards for a real draw.
    pub cards_wanted: u32,
    /// How many actions are open.
    pub open_actions: u32,
    /// The workshop under way, or else the next planned one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_workshop: Option<WorkshopSummary>,
}

/// What somebody may do in a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TeamPermissions {
    /// Change its name, its settings, and what its members are; export and delete it.
    pub manage: bool,
    /// Invite people, make links for new passwords, and remove members.
    pub invite: bool,
    /// Set up what leaves the team: the monthly question, public reports, messages and Slack.
    pub send: bool,
    /// Look at how what leaves the team is set up. A demonstration asks nobody, publishes nothing and sends nothing.
    pub see_outgoing: bool,
    /// Make public links to reports, where the team allows it.
    pub share: bool,
    /// Leave it.
    pub leave: bool,
}

/// A member.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Member {
    /// The account.
    pub id: PersonId,
    /// The name that others see.
    pub name: String,
    /// What they are in the team.
    pub role: Role,
    /// They draw cards, are surveyed, and count for "twice as many cards".
    pub responder: bool,
    /// When they came into the team: it distinguishes two people of the same name.
    pub joined_at: String,
}

/// A new or renamed team.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NameTeam {
    /// 1 to 60 characters.
    pub name: String,
}

/// What an owner changes about a member; what is left out stays.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ChangeMember {
    /// A new role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Whether they draw cards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responder: Option<bool>,
}

/// An invitation into a team; its link is shown once.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NewInvitation {
    /// Its id.
    pub id: InvitationId,
    /// The link to pass on.
    pub link: String,
    /// Until when it works, RFC 3339.
    pub expires_at: String,
}

/// An invitation that still works.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Who made it.
    pub created_by: String,
    /// Until when it works, RFC 3339.
    pub expires_at: String,
}

/// A one-time link with which a member chooses a new password.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ResetLink {
    /// The link to pass on; it is shown once.
    pub link: String,
    /// Until when it works, RFC 3339.
    pub expires_at: String,
}

/// A thing that the team supports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct System {
    /// Its id.
    pub id: SystemId,
    /// Its name, 1 to 60 characters.
    pub name: String,
    /// What it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Where to look.
    pub links: Vec<SystemLink>,
    /// The title of the pack that it came from: it stands for no system of the team's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<String>,
}

/// A new or changed system.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WriteSystem {
    /// The id that it had, to bring back one that was removed; only for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<SystemId>,
    /// 1 to 60 characters, unlike the team's other systems.
    pub name: String,
    /// What it does, up to 300 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Where to look, up to 12.
    #[serde(default)]
    pub links: Vec<SystemLink>,
    /// The title of the pack that it came from, up to 120 characters. A system with links is the team's own, whatever is here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<String>,
}

/// A place to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SystemLink {
    /// What is there.
    pub kind: LinkKind,
    /// Its name, 1 to 60 characters.
    pub name: String,
    /// An http(s) address.
    pub url: String,
}

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// A dashboard.
    Dashboard,
    /// A log search.
    Logs,
    /// A queue's console.
    Queue,
    /// A runbook.
    Runbook,
    /// Anything else.
    Other,
}
