//! A team's story, for its members to show around.

use axum::extract::State;
use documents::story::{self, Facts, Held, Made, Noted, Range, Story};
use domain::workshop::ActionStatus;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Result;
use crate::routes::access::TeamMember;
use crate::routes::extract::{Json, Query};
use crate::state::AppState;
use crate::survey;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(story))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// How many months, this one included; a year without.
    #[serde(default)]
    #[param(required = false)]
    months: Range,
}

/// What the team did and how ready it felt, month by month; nobody is named.
#[utoipa::path(
    get, path = "/api/teams/{team}/story", tag = "survey", params(Wanted), responses((status = 200, body = Story))
)]
async fn story(
    State(app): State<AppState>,
    member: TeamMember,
    Query(Wanted { months }): Query<Wanted>,
) -> Result<Json<Story>> {
    let (team, now) = (member.team.id, app.now());
    let since = months.since(now);
    let happened = app.store.happenings(team, since).await?;
    let noted = app.store.crappy_notes(team, since).await?;
    let facts = Facts {
        held: happened.workshops.iter().map(|held| Held { at: held.at, cards: held.cards }).collect(),
        made: happened
            .actions
            .iter()
            .map(|made| Made { at: made.at, done_at: made.settled_at.filter(|_| made.status == ActionStatus::Done) })
            .collect(),
        noted: noted
            .into_iter()
            .map(|notes| Noted { at: notes.at, question: notes.question, systems: notes.systems, count: notes.count })
            .collect(),
        open_actions: app.store.team_counts(team).await?.open_actions,
    };
    let confidence = survey::results(&app, team, false).await?;
    Ok(Json(story::tell(months, now, &facts, confidence)))
}
