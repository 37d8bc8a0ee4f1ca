//! The demonstration: one click, and a workshop is about to begin.

mod confidence;
mod past;

use api::account::Demo;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::{PersonId, TeamId};
use domain::text::{PersonName, TeamName, Title};
use domain::workshop::Plan;
use store::accounts::Account;
use store::systems::Link;
use store::teams::{Joiner, Role, Team};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::cookies::SetCookie;
use crate::auth::{session, token};
use crate::cards::card;
use crate::error::{Error, Result};
use crate::routes::access::{ClientAddress, OptionalAccount};
use crate::routes::extract::Json;
use crate::scenarios::add_starter_pack;
use crate::state::{App, AppState};
use crate::throttle::Attempt;
use crate::workshops::{self, NewPlan};

/// What the visitor is called in the room.
const VISITOR: &str = "Robin";
/// Who draws cards, played by the server.
const RESPONDERS: [&str; 3] = ["Amara", "Jonas", "Mei"];
/// Who writes the steps, played by the server.
const SCRIBE: &str = "Rafael";

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create))
}

/// Makes a team with systems, cards and a workshop about to begin, whose other people the server plays. Whoever is not
/// signed in is signed in to an account that goes with it. It can do nothing outside that team, and is deleted after a week.
#[utoipa::path(post, path = "/api/demo", tag = "account", responses((status = 201, body = Demo)))]
async fn create(
    State(app): State<AppState>,
    ClientAddress(address): ClientAddress,
    OptionalAccount(signed_in): OptionalAccount,
) -> Result<(StatusCode, Option<SetCookie>, Json<Demo>)> {
    app.throttle.attempt(Attempt::Demo, &address, app.now())?;
    let most = app.demonstrations.ok_or(Error::Gone("This server has no demonstration."))?;
    let (visitor, cookie, joiner) = match signed_in {
        Some(signed_in) => (signed_in.account.id, None, Joiner::Existing(signed_in.account.id)),
        None => {
            let account = new_account(&app, VISITOR);
            let (secret, session) = session::begin(&app, account.id);
            (account.id, Some(SetCookie::session(&app, &secret)), Joiner::New { account, session })
        }
    };
    let name = TeamName::parse("Demo team").expect("this fits");
    let team = Team { id: TeamId(app.new_id()), name, demo: true, created_at: app.now() };
    let id = team.id;
    // Not the address itself: nobody needs to know from where somebody looked at a demonstration.
    let address = token::hash(&app.vault.token("demonstration", &[address.as_bytes()]));
    let full = |limit: u32, what| Error::Full { what, limit: limit as usize };
    match app.store.create_demonstration(team, joiner, address, most).await {
        Err(store::Error::Conflict("demonstrations")) => return Err(full(most.in_all, "demonstrations at once")),
        Err(store::Error::Conflict("demonstrations_of_address")) => {
            return Err(full(most.of_an_address, "demonstrations at once from one address"));
        }
        made => made?,
    }
    let demo = prepare(&app, id, visitor).await?;
    Ok((StatusCode::CREATED, cookie, Json(demo)))
}

async fn prepare(app: &App, id: TeamId, visitor: PersonId) -> Result<Demo> {
    let now = app.now();
    let mut responders = [visitor; RESPONDERS.len()];
    for (place, name) in responders.iter_mut().zip(RESPONDERS) {
        *place = account(app, name).await?;
        app.store.add_member(id, *place, Role::Member, true, now).await?;
    }
    let scribe = account(app, SCRIBE).await?;
    app.store.add_member(id, scribe, Role::Member, false, now).await?;
    add_starter_pack(app, &app.starter, id).await?;
    link_systems(app, id).await?;
    confidence::tell(app, id).await?;
    past::tell(app, id, &past::Cast { responders, scribe }).await?;
    let cards = app.store.scenarios(id).await?.iter().map(card).collect();
    let plan = Plan {
        title: Title::parse("A fresh hat").expect("this fits"),
        starts_at: now,
        zone: "UTC".into(),
        place: None,
        meeting_link: None,
        minutes: Plan::suggested_minutes(RESPONDERS.len() + 1),
        reflection_minutes: Plan::MIN_REFLECTION,
    };
    let new = NewPlan { team: id, plan, facilitator: visitor, scribe: Some(scribe), cards, lobby: false };
    let row = workshops::plan(app, visitor, new).await?;
    Ok(Demo { team: id, workshop: row.id })
}

/// Gives the invented systems links. They lead nowhere, as links do on the day when they are needed.
async fn link_systems(app: &App, team: TeamId) -> Result<()> {
    for mut system in app.store.systems(team).await? {
        let link = |kind: &str, name: &str| Link {
            kind: kind.to_owned(),
            name: name.to_owned(),
            url: format!("https://{kind}.tansy-lane.example/{}", system.name),
        };
        system.links = vec![link("dashboard", "Dashboard"), link("logs", "Log search")];
        app.store.update_system(system).await?;
    }
    Ok(())
}

async fn account(app: &App, name: &str) -> Result<PersonId> {
    let account = new_account(app, name);
    let id = account.id;
    app.store.create_account(account).await?;
    Ok(id)
}

fn new_account(app: &App, name: &str) -> Account {
    let id = PersonId(app.new_id());
    let name = PersonName::parse(name).expect("this fits");
    Account { id, name, email: None, password_hash: None, created_at: app.now() }
}
