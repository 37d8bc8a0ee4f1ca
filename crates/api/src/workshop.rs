//! Workshops outside the live page: planning, joining, lists.

use domain::id::{PersonId, ScenarioId, TeamId, WorkshopId};
use domain::link::parse_web_link;
use domain::text::{Place, Title};
use domain::workshop::{Phase, Plan};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Invalid;
use crate::refusal::RequestReason;
use crate::time::{from_rfc3339, is_zone, to_rfc3339};
use domain::refusal::ValueReason;

/// What a workshop is planned to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Plan)]
pub struct WorkshopPlan {
    /// 1 to 120 characters.
    pub title: String,
    /// When it begins, RFC 3339.
    pub starts_at: String,
    /// The IANA zone in which the start was chosen, such as `Europe/Vienna`.
    pub zone: String,
    /// The room, up to 120 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// An http(s) link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting_link: Option<String>,
    /// 60 to 480, reflection included.
    pub minutes: u16,
    /// 15 at least.
    pub reflection_minutes: u16,
}

/// A new workshop.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NewWorkshop {
    /// What it is planned to be.
    pub plan: WorkshopPlan,
    /// The member who runs it.
    pub facilitator: PersonId,
    /// The member who writes the steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scribe: Option<PersonId>,
    /// The cards that go into the hat.
    pub cards: Vec<ScenarioId>,
    /// Guests who come by the code wait until they are let in.
    #[serde(default)]
    pub lobby: bool,
}

/// A changed plan of a workshop that is not open yet.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ChangeWorkshop {
    /// What it is planned to be.
    pub plan: WorkshopPlan,
    /// The member who runs it.
    pub facilitator: PersonId,
    /// The member who writes the steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scribe: Option<PersonId>,
    /// The cards that are in the hat.
    pub cards: Vec<ScenarioId>,
    /// Guests who come by the code wait until they are let in.
    #[serde(default)]
    pub lobby: bool,
}

/// A workshop in a list.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WorkshopSummary {
    /// Its id.
    pub id: WorkshopId,
    /// Whose it is.
    pub team: TeamId,
    /// What it is planned to be.
    pub plan: WorkshopPlan,
    /// Its phase.
    pub phase: Phase,
    /// Who runs it.
    pub facilitator: PersonId,
    /// Who writes the steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scribe: Option<PersonId>,
    /// How many cards it has.
    pub cards: u32,
    /// What the asking account may do with it.
    pub may: WorkshopPermissions,
}

/// What somebody may do with a workshop outside its live pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkshopPermissions {
    /// Change its plan, and delete it.
    pub change: bool,
    /// Make public links to its report, where they may in its team.
    pub share: bool,
}

/// A workshop's plan with its cards, for people who may change it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WorkshopDetail {
    /// The workshop as in a list.
    #[serde(flatten)]
    pub summary: WorkshopSummary,
    /// Its cards.
    pub card_ids: Vec<ScenarioId>,
    /// The code with which guests join, six characters; only while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join_code: Option<String>,
    /// Guests who come by the code wait until they are let in.
    pub lobby: bool,
}

/// What the page behind a join code shows.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct JoinInfo {
    /// The workshop.
    pub workshop: WorkshopId,
    /// Its title.
    pub title: String,
    /// The team's name.
    pub team: String,
    /// The members who are not in the workshop yet, for "I am …".
    pub members: Vec<JoinMember>,
    /// The members who are in the workshop with another device. They sign in on this one to be the same person on both.
    pub here: Vec<JoinMember>,
    /// Guests whom the facilitator seated without a device, for "this seat is mine".
    pub seats: Vec<JoinSeat>,
}

/// A member to pick on the page behind a join code.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct JoinMember {
    /// The account.
    pub id: PersonId,
    /// The name that others see.
    pub name: String,
}

/// A seat without a device to pick on the page behind a join code.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct JoinSeat {
    /// The seat's person.
    pub id: PersonId,
    /// The name that others see.
    pub name: String,
}

/// Seating somebody without a device: a member of the team, or a guest by name.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum SeatPerson {
    /// A member of the team.
    Member {
        /// Which member.
        member: PersonId,
    },
    /// Somebody without an account.
    Guest {
        /// The name that others see, 1 to 60 characters.
        name: String,
    },
}

/// Making a guest's seat the signed-in member's own.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TakeSeat {
    /// The guest whose seat it is.
    pub from: PersonId,
}

/// Joining with a code: as a guest with a name, or as "I am …".
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum Join {
    /// Somebody without an account.
    Guest {
        /// The name that others see, 1 to 60 characters.
        name: String,
    },
    /// A member who is not signed in here; the facilitator confirms it.
    Member {
        /// Which member.
        member: PersonId,
    },
    /// Somebody whom the facilitator seated without a device; the facilitator confirms it.
    Seat {
        /// Which seat.
        seat: PersonId,
    },
}

/// A seat in a workshop.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Joined {
    /// The workshop.
    pub workshop: WorkshopId,
    /// The id of the person who joined.
    pub person: PersonId,
}

impl WorkshopPlan {
    /// Reads a plan; [`Plan::check`] holds the rules on its minutes.
    pub fn parse(&self) -> Result<Plan, Invalid> {
        let starts_at = from_rfc3339(&self.starts_at)
            .ok_or_else(|| Invalid { field: "starts_at", reason: RequestReason::Start.into() })?;
        if !is_zone(&self.zone) {
            return Err(Invalid { field: "zone", reason: RequestReason::TimeZoneUnknown.into() });
        }
        Ok(Plan {
            title: Title::parse(&self.title).map_err(Invalid::field("title"))?,
            starts_at,
            zone: self.zone.clone(),
            place: optional(self.place.as_deref(), Place::parse).map_err(Invalid::field("place"))?,
            meeting_link: optional(self.meeting_link.as_deref(), http_link)?,
            minutes: self.minutes,
            reflection_minutes: self.reflection_minutes,
        })
    }
}

impl From<&Plan> for WorkshopPlan {
    fn from(plan: &Plan) -> Self {
        Self {
            title: plan.title.to_string(),
            starts_at: to_rfc3339(plan.starts_at),
            zone: plan.zone.clone(),
            place: plan.place.as_ref().map(ToString::to_string),
            meeting_link: plan.meeting_link.clone(),
            minutes: plan.minutes,
            reflection_minutes: plan.reflection_minutes,
        }
    }
}

/// Checks an http(s) link: nothing else is ever offered to click.
pub fn http_link(raw: &str) -> Result<String, Invalid> {
    parse_web_link(raw).map(str::to_owned).ok_or_else(|| Invalid::new("link", ValueReason::WebLink))
}

fn optional<T, E>(raw: Option<&str>, parse: impl FnOnce(&str) -> Result<T, E>) -> Result<Option<T>, E> {
    raw.filter(|text| !text.trim().is_empty()).map(parse).transpose()
}
