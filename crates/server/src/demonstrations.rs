//! Demonstrations: teams to try the product with, whose other people the server plays.

mod confidence;
mod past;

use std::collections::BTreeMap;

use api::account::Demo;
use api::refusal::RequestReason;
use domain::id::{PersonId, TeamId};
use domain::team::Role;
use domain::text::{PersonName, TeamName, Title};
use domain::workshop::Plan;
use store::accounts::AccountRow;
use store::demonstrations::MostDemonstrations;
use store::systems::SystemLinkRow;
use store::teams::{Joiner, TeamRow};

use crate::auth::session::{self, BegunSession};
use crate::auth::token;
use crate::cards::card;
use crate::error::{Error, Result};
use crate::scenarios::{Starter, add_starter_pack};
use crate::services::Services;
use crate::workshops::{self, NewPlan};

/// How many demonstrations may be alive at once.
pub const MOST: MostDemonstrations = MostDemonstrations { in_all: 200, of_an_address: 10 };
/// What the visitor is called in the room.
const VISITOR: &str = "Robin";
/// The people who draw cards, played by the server.
const RESPONDERS: [&str; 3] = ["Amara", "Jonas", "Mei"];
/// The scribe, played by the server.
const SCRIBE: &str = "Rafael";

/// Makes a team with systems, cards, a past and a workshop about to begin, for a visitor from an address. A visitor who is not
/// signed in gets an account of it, with a session.
pub(crate) async fn begin(
    services: &Services,
    starter: &Starter,
    most: MostDemonstrations,
    signed_in: Option<PersonId>,
    address: &str,
) -> Result<(Demo, Option<BegunSession>)> {
    let (visitor, begun, joiner) = match signed_in {
        Some(account) => (account, None, Joiner::Existing(account)),
        None => {
            let account = new_account(services, VISITOR);
            let (secret, session) = session::begin(services, account.id);
            (account.id, Some(BegunSession::new(account.clone(), secret)), Joiner::New { account, session })
        }
    };
    let name = TeamName::parse("Demo team").expect("this fits");
    let team = TeamRow { id: TeamId(services.new_id()), name, demo: true, created_at: services.now() };
    let id = team.id;
    // A hash instead of the address: the visitor's address is not needed.
    let address = token::hash(&services.vault.token("demonstration", &[address.as_bytes()]));
    let full = |limit: u32, reason| Error::Full { reason, limit: limit as usize };
    match services.store.create_demonstration(team, joiner, address, most).await {
        Err(store::Error::Conflict(store::Conflict::Demonstrations)) => {
            return Err(full(most.in_all, RequestReason::DemonstrationsFull));
        }
        Err(store::Error::Conflict(store::Conflict::DemonstrationsOfAddress)) => {
            return Err(full(most.of_an_address, RequestReason::DemonstrationsOfAddressFull));
        }
        made => made?,
    }
    Ok((prepare(services, starter, id, visitor).await?, begun))
}

async fn prepare(services: &Services, starter: &Starter, id: TeamId, visitor: PersonId) -> Result<Demo> {
    let now = services.now();
    let mut responders = [visitor; RESPONDERS.len()];
    for (place, name) in responders.iter_mut().zip(RESPONDERS) {
        *place = account(services, name).await?;
        services.store.add_member(id, *place, Role::Member, true, now).await?;
    }
    let scribe = account(services, SCRIBE).await?;
    services.store.add_member(id, scribe, Role::Member, false, now).await?;
    add_starter_pack(services, starter, id, &BTreeMap::new()).await?;
    link_systems(services, id).await?;
    confidence::add_survey_results(services, id).await?;
    past::add_past_workshops(services, id, &past::Cast { responders, scribe }).await?;
    let cards = services.store.scenarios(id).await?.iter().map(card).collect::<std::result::Result<_, _>>()?;
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
    let row = workshops::plan(services, visitor, new).await?;
    Ok(Demo { team: id, workshop: row.id })
}

/// Gives the invented systems links. They lead nowhere, as links do on the day when they are needed.
async fn link_systems(services: &Services, team: TeamId) -> Result<()> {
    for mut system in services.store.systems(team).await? {
        let link = |kind: &str, name: &str| SystemLinkRow {
            kind: kind.to_owned(),
            name: name.to_owned(),
            url: format!("https://{kind}.tansy-lane.example/{}", system.name),
        };
        system.links = vec![link("dashboard", "Dashboard"), link("logs", "Log search")];
        system.pack = None;
        services.store.update_system(system).await?;
    }
    Ok(())
}

async fn account(services: &Services, name: &str) -> Result<PersonId> {
    let account = new_account(services, name);
    let id = account.id;
    services.store.create_account(account).await?;
    Ok(id)
}

fn new_account(services: &Services, name: &str) -> AccountRow {
    let id = PersonId(services.new_id());
    let name = PersonName::parse(name).expect("this fits");
    AccountRow { id, name, email: None, password_hash: None, created_at: services.now() }
}
