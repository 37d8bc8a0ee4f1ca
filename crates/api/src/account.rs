//! Accounts, sessions and the ways in.

use domain::id::{PersonId, SurveyRoundId, TeamId, WorkshopId};
use domain::team::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::team::TeamPermissions;

/// Who is asking, and what the first page should offer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// The signed-in account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Account>,
    /// The workshops in which this browser holds a guest's seat.
    pub guest_of: Vec<GuestSeat>,
    /// The account's teams, by name.
    pub teams: Vec<MyTeam>,
    /// The monthly questions that wait for the account's answer, the first to close first.
    #[serde(default)]
    pub questions: Vec<OpenQuestion>,
    /// This server is not set up yet.
    pub needs_setup: bool,
    /// A demonstration can be started here.
    pub demo: bool,
    /// The address that others can open.
    pub public_url: String,
    /// The version of the running program.
    pub version: String,
}

/// A signed-in account.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Account {
    /// Its id.
    pub id: PersonId,
    /// The name that others see.
    pub name: String,
    /// The address it signs in with; a demo account has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The IANA zone in whose hours it wants to be asked; none until a browser has sent one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// From when until when it works on weekdays.
    pub working_hours: WorkingHours,
}

/// From when until when somebody works, in minutes of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkingHours {
    /// 0 to 1439.
    pub from: u16,
    /// Up to 1440, and an hour later at least.
    pub until: u16,
}

/// A seat without an account.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct GuestSeat {
    /// The guest's id in that workshop.
    pub id: PersonId,
    /// The workshop.
    pub workshop: WorkshopId,
    /// The name that others see.
    pub name: String,
}

/// A team of the signed-in account.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct MyTeam {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// What the account is in it.
    pub role: Role,
    /// What the account may do in it.
    pub may: TeamPermissions,
    /// It was made by the demonstration.
    pub demo: bool,
}

/// A monthly question that is open and waits for the account's answer. Only the account itself sees this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenQuestion {
    /// The round.
    pub round: SurveyRoundId,
    /// The team that asks.
    pub team: TeamId,
    /// When the round closes, RFC 3339.
    pub closes_at: String,
}

/// The first start: an account and its team, with the one-time link's token.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SetUp {
    /// The token of the one-time link.
    pub token: String,
    /// The name that others see, 1 to 60 characters.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// 10 to 200 characters.
    pub password: String,
    /// The team's name, 1 to 60 characters.
    pub team: String,
}

/// Signing in.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SignIn {
    /// The account's address.
    pub email: String,
    /// Its password.
    pub password: String,
}

/// A new account made with an invitation.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AcceptInvitation {
    /// For someone who has no account yet; left out by a person who is signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<NewAccount>,
}

/// What a new account needs.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NewAccount {
    /// The name that others see, 1 to 60 characters.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// 10 to 200 characters.
    pub password: String,
}

/// A changed password.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ChangeAccount {
    /// A new name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A new password, with the present one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<ChangePassword>,
    /// The IANA zone in whose hours the account wants to be asked, such as `Europe/Vienna`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// From when until when the account works on weekdays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_hours: Option<WorkingHours>,
}

/// Both passwords.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ChangePassword {
    /// The present password.
    pub current: String,
    /// The new one, 10 to 200 characters.
    pub new: String,
}

/// The end of an account.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EraseAccount {
    /// The present password; an account of the demonstration has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// What the person wrote in workshops is taken back, too.
    #[serde(default)]
    pub words_too: bool,
}

/// A new password by a one-time link.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ResetPassword {
    /// The token of the one-time link.
    pub token: String,
    /// The new password, 10 to 200 characters.
    pub password: String,
}

/// What an invitation leads to.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct InvitationInfo {
    /// The team's name.
    pub team: String,
    /// Who invites.
    pub invited_by: String,
}

/// A demonstration, ready to be opened.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Demo {
    /// Its team.
    pub team: TeamId,
    /// Its workshop.
    pub workshop: WorkshopId,
}
