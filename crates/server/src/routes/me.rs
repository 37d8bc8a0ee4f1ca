//! Who is asking.

use api::account::{Account, GuestSeat, Me, MyTeam, Role, WorkingHours};
use api::rhythm::USUAL_HOURS;
use axum::extract::State;
use axum::http::HeaderMap;
use domain::workshop::Phase;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::cookies;
use crate::error::Result;
use crate::routes::access::{OptionalAccount, guest_of};
use crate::routes::extract::Json;
use crate::state::{App, AppState};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get))
}

/// Who is asking, and what the first page should offer.
#[utoipa::path(get, path = "/api/me", tag = "account", responses((status = 200, body = Me)))]
async fn get(
    State(app): State<AppState>,
    OptionalAccount(signed_in): OptionalAccount,
    headers: HeaderMap,
) -> Result<Json<Me>> {
    Ok(Json(me(&app, signed_in.map(|signed_in| signed_in.account), &headers).await?))
}

/// What an account, or a browser without one, is told about itself.
pub(crate) async fn me(app: &App, account: Option<store::accounts::Account>, headers: &HeaderMap) -> Result<Me> {
    let mut teams = Vec::new();
    if let Some(account) = &account {
        let found = app.store.teams_of(account.id).await?.into_iter();
        teams.extend(found.map(|(team, is)| MyTeam {
            id: team.id,
            name: team.name.to_string(),
            role: role(is),
            demo: team.demo,
        }));
    }
    let (time_zone, hours) = match &account {
        Some(account) => (app.store.time_zone(account.id).await?, app.store.working_hours(account.id).await?),
        None => (None, None),
    };
    let (from, until) = hours.unwrap_or(USUAL_HOURS);
    Ok(Me {
        needs_setup: account.as_ref().is_none_or(store::accounts::Account::is_demonstration)
            && !app.store.accounts_exist().await?,
        demo: app.demonstrations.is_some(),
        account: account.map(|account| Account {
            id: account.id,
            name: account.name.to_string(),
            email: account.email,
            time_zone,
            working_hours: WorkingHours { from, until },
        }),
        guest_of: seats(app, headers).await?,
        teams,
        public_url: app.public_url.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// A stored role on the wire.
pub(crate) fn role(role: store::teams::Role) -> Role {
    match role {
        store::teams::Role::Owner => Role::Owner,
        store::teams::Role::Member => Role::Member,
    }
}

async fn seats(app: &App, headers: &HeaderMap) -> Result<Vec<GuestSeat>> {
    let mut seats = Vec::new();
    for (workshop, _) in cookies::seats(headers) {
        let Some(guest) = guest_of(app, headers, workshop).await? else { continue };
        let row = app.store.workshop(workshop).await?;
        if row.is_some_and(|row| row.projection.phase != Phase::Closed) {
            seats.push(GuestSeat { id: guest.id, workshop, name: guest.name.to_string() });
        }
    }
    Ok(seats)
}
