//! The pictures of a team: on its scenarios' cards, and in the steps of its workshops.

use api::scenario::StoredPicture;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::TeamId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::{Error, Result};
use crate::pictures::{MAX_BYTES, check_upload, save_picture, stored_picture};
use crate::routes::access::{OptionalAccount, SignedIn, TeamMember, WorkshopPerson, guests_of, screen_of};
use crate::routes::extract::{Json, Path, UnreadBody};
use crate::state::{App, AppState};
use crate::teams::is_member;
use crate::throttle::Attempt;
use crate::workshops::visitors::{is_guest_of_team, is_screen_of_team};

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
    Ok((StatusCode::CREATED, Json(save_picture(&app, member.team.id, body.save().await?).await?)))
}

/// Stores a picture for a step of a workshop that is under way. Its participants may do this, guests too.
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
    check_upload(&app, person.row.id, person.actor.person).await?;
    Ok((StatusCode::CREATED, Json(save_picture(&app, person.row.team, body.save().await?).await?)))
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
    let picture = stored_picture(&app, team, &hash).await?;
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
        && is_member(app, team, account.id).await?
    {
        return Ok(());
    }
    let guests = guests_of(app, headers).await?;
    if is_guest_of_team(app, team, &guests).await? {
        return Ok(());
    }
    if let Some(screen) = screen_of(app, headers).await?
        && is_screen_of_team(app, team, &screen).await?
    {
        return Ok(());
    }
    Err(if nobody && guests.is_empty() { Error::NotSignedIn } else { Error::NotFound })
}
