//! The pictures of a team: on its scenarios' cards, and in the steps of its workshops.

use api::scenario::StoredPicture;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::TeamId;
use domain::workshop::{Actor, Phase, Rejection, Standing};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::cookies;
use crate::error::{Error, Result};
use crate::pictures::{MAX_BYTES, from_hex, keep};
use crate::routes::access::{OptionalAccount, SignedIn, TeamMember, WorkshopPerson, guest_of, screen_of};
use crate::routes::extract::{Json, Path, UnreadBody};
use crate::state::{App, AppState};
use crate::throttle::Attempt;

pub(crate) fn router() -> OpenApiRouter<AppState> {
    let upload = OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(create_in_workshop))
        .layer(DefaultBodyLimit::max(MAX_BYTES));
    upload.merge(OpenApiRouter::new().routes(routes!(get)))
}

/// Keeps a picture: a PNG or JPEG of at most 5 MiB. What is larger than 4,096 pixels a side is scaled down.
#[utoipa::path(
    post, path = "/api/teams/{team}/pictures", tag = "scenarios",
    request_body(content(([u8] = "image/png"), ([u8] = "image/jpeg"))),
    responses((status = 201, body = StoredPicture))
)]
async fn create(
    State(app): State<AppState>,
    member: TeamMember,
    headers: HeaderMap,
    body: UnreadBody,
) -> Result<(StatusCode, Json<StoredPicture>)> {
    named_as_picture(&headers)?;
    app.throttle.attempt(Attempt::Upload, &member.account.id.to_string(), app.now())?;
    Ok((StatusCode::CREATED, Json(keep(&*app.store, member.team.id, body.save().await?).await?)))
}

/// Keeps a picture for a step of a workshop that is under way; whoever is in it may, guests too.
#[utoipa::path(
    post, path = "/api/workshops/{workshop}/pictures", tag = "workshops",
    request_body(content(([u8] = "image/png"), ([u8] = "image/jpeg"))),
    responses((status = 201, body = StoredPicture))
)]
async fn create_in_workshop(
    State(app): State<AppState>,
    person: WorkshopPerson,
    headers: HeaderMap,
    body: UnreadBody,
) -> Result<(StatusCode, Json<StoredPicture>)> {
    named_as_picture(&headers)?;
    let state = app.hub.state(person.row.id).await?;
    if !matches!(state.0.phase, Phase::Open | Phase::Running | Phase::Reflecting) {
        return Err(Error::Rejected(Rejection::WrongPhase(state.0.phase)));
    }
    if !state.0.people.get(&person.actor.person).is_some_and(|participant| participant.present) {
        return Err(Error::Rejected(Rejection::NotJoined));
    }
    app.throttle.attempt(Attempt::Upload, &person.actor.person.to_string(), app.now())?;
    app.throttle.attempt(Attempt::Picture, &person.actor.person.to_string(), app.now())?;
    Ok((StatusCode::CREATED, Json(keep(&*app.store, person.row.team, body.save().await?).await?)))
}

fn named_as_picture(headers: &HeaderMap) -> Result<()> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if matches!(kind, Some("image/png" | "image/jpeg")) {
        Ok(())
    } else {
        Err(Error::WrongMediaType("image/png or image/jpeg"))
    }
}

/// A picture, for members, and for guests and room screens of the team's workshops. It never changes.
#[utoipa::path(
    get, path = "/api/teams/{team}/pictures/{hash}", tag = "scenarios",
    responses((status = 200, content(([u8] = "image/png"), ([u8] = "image/jpeg"))))
)]
async fn get(
    State(app): State<AppState>,
    OptionalAccount(signed_in): OptionalAccount,
    headers: HeaderMap,
    Path((team, hash)): Path<(TeamId, String)>,
) -> Result<Response> {
    may_look(&app, team, signed_in, &headers).await?;
    let hash = from_hex(&hash).ok_or(Error::NotFound)?;
    let picture = app.store.picture(team, hash).await?.ok_or(Error::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, picture.media_type),
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable".to_owned()),
        (header::CONTENT_DISPOSITION, "inline".to_owned()),
    ];
    Ok((headers, picture.bytes).into_response())
}

async fn may_look(app: &App, team: TeamId, signed_in: Option<SignedIn>, headers: &HeaderMap) -> Result<()> {
    let nobody = signed_in.is_none();
    if let Some(SignedIn { account, .. }) = signed_in
        && app.store.member(team, account.id).await?.is_some()
    {
        return Ok(());
    }
    let mut seats = 0;
    for (workshop, _) in cookies::seats(headers) {
        let Some(guest) = guest_of(app, headers, workshop).await? else { continue };
        seats += 1;
        let actor = Actor { person: guest.id, standing: Standing::Guest };
        if app.store.workshop(workshop).await?.is_some_and(|row| row.team == team)
            && !app.hub.keeps_out(workshop, actor).await?
        {
            return Ok(());
        }
    }
    if let Some((workshop, _)) = screen_of(app, headers).await?.and_then(|screen| screen.paired)
        && app.store.workshop(workshop).await?.is_some_and(|row| row.team == team)
    {
        return Ok(());
    }
    Err(if nobody && seats == 0 { Error::NotSignedIn } else { Error::NotFound })
}
