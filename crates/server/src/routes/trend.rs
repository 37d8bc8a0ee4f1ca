//! The results of the monthly question. Members read everything that is published; people with a seat in a workshop, and its room
//! screen, the numbers alone.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use documents::trend::{self, SurveyResults, Theme};
use domain::id::WorkshopId;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::drawing;
use crate::error::{Error, Result};
use crate::routes::access::{TeamMember, WorkshopPerson, screen_of};
use crate::routes::extract::{Json, Path, Query};
use crate::state::AppState;
use crate::survey;
use crate::workshops::screens::shown_on_screen;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(results))
        .routes(routes!(as_svg))
        .routes(routes!(as_png))
        .routes(routes!(as_csv))
        .routes(routes!(confidence))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Look {
    /// `light`, or `dark`.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    theme: Theme,
}

/// The rounds of a team that are over, with the numbers of those that are published.
#[utoipa::path(
    get, path = "/api/teams/{team}/survey/results", tag = "survey", responses((status = 200, body = SurveyResults))
)]
async fn results(State(app): State<AppState>, member: TeamMember) -> Result<Json<SurveyResults>> {
    Ok(Json(survey::results(&app, member.team.id, true).await?))
}

/// The same as a picture, to scale at will.
#[utoipa::path(
    get, path = "/api/teams/{team}/survey/results.svg", tag = "survey", params(Look),
    responses((status = 200, body = String, content_type = "image/svg+xml"))
)]
async fn as_svg(State(app): State<AppState>, member: TeamMember, Query(look): Query<Look>) -> Result<Response> {
    let results = survey::results(&app, member.team.id, false).await?;
    Ok(file("image/svg+xml", "confidence.svg", trend::svg(&results, look.theme, None)))
}

/// The same as a picture of 2240 × 1400 pixels, or somewhat higher. Where its fonts lack letters it has a note: the SVG has them.
#[utoipa::path(
    get, path = "/api/teams/{team}/survey/results.png", tag = "survey", params(Look),
    responses((status = 200, body = Vec<u8>, content_type = "image/png"))
)]
async fn as_png(State(app): State<AppState>, member: TeamMember, Query(look): Query<Look>) -> Result<Response> {
    let results = survey::results(&app, member.team.id, false).await?;
    let png = drawing::png(&app.computations, results, look.theme).await?;
    Ok(file("image/png", "confidence.png", png.to_vec()))
}

/// The same as a table.
#[utoipa::path(
    get, path = "/api/teams/{team}/survey/results.csv", tag = "survey",
    responses((status = 200, body = String, content_type = "text/csv"))
)]
async fn as_csv(State(app): State<AppState>, member: TeamMember) -> Result<Response> {
    Ok(file(
        "text/csv; charset=utf-8",
        "confidence.csv",
        trend::csv(&survey::results(&app, member.team.id, false).await?),
    ))
}

/// The published numbers of the team, for everybody in a workshop and for its room screen; without what people wrote.
#[utoipa::path(
    get, path = "/api/workshops/{workshop}/confidence", tag = "survey", responses((status = 200, body = SurveyResults))
)]
async fn confidence(
    State(app): State<AppState>,
    Path(workshop): Path<WorkshopId>,
    headers: HeaderMap,
    person: std::result::Result<WorkshopPerson, Error>,
) -> Result<Json<SurveyResults>> {
    let (team, until) = match person {
        // Guests read what there was when the workshop was closed.
        Ok(person) => (person.row.team, person.row.projection.closed_at.filter(|_| person.guest.is_some())),
        Err(refusal) => {
            let paired = screen_of(&app, &headers).await?.and_then(|screen| screen.paired);
            let (of_screen, _) = paired.ok_or(refusal)?;
            if of_screen != workshop {
                return Err(Error::NotFound);
            }
            shown_on_screen(&app, workshop).await?
        }
    };
    Ok(Json(survey::published_numbers(&app, team, until).await?))
}

fn file(kind: &'static str, name: &str, body: impl IntoResponse) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], body).into_response()
}
