//! Loads workshops from the store into memory.

use std::collections::{BTreeMap, HashMap};

use api::entity::{ScreenView, SurveyAsked};
use api::project::{KnownRunbook, ProjectionContext};
use api::team::System;
use api::time::to_rfc3339;
use domain::id::{CommandId, TeamId, WorkshopId};
use domain::runbook::RunbookState;
use domain::survey::SurveyOrigin;
use domain::team::Role;
use domain::time::Timestamp;
use domain::workshop::Workshop;
use store::Store;
use store::screens::ScreenRow;

use super::players::Players;
use crate::ballots::keys::key_hash;
use crate::error::{Error, Result};
use crate::rows::wire_system;

/// The state that a room builds from a workshop's log.
pub(super) struct Loaded {
    pub(super) version: u64,
    pub(super) workshop: Workshop,
    pub(super) commands: HashMap<CommandId, u64>,
    pub(super) join_code: Option<String>,
}

const COMMITS: u32 = 500;

/// Replays a workshop's log.
pub(super) async fn workshop(store: &dyn Store, id: WorkshopId) -> Result<Loaded> {
    let row = store.workshop(id).await?.ok_or(Error::NotFound)?;
    let mut version = 0;
    let mut commands = HashMap::new();
    let mut workshop: Option<Workshop> = None;
    loop {
        let commits = store.commits(id, version, COMMITS).await?;
        let Some(last) = commits.last() else { break };
        version = last.version;
        for commit in &commits {
            commands.insert(commit.command, commit.version);
            match &mut workshop {
                None => workshop = Workshop::replay(&commit.events),
                Some(workshop) => commit.events.iter().for_each(|event| workshop.apply(event)),
            }
        }
    }
    let workshop = workshop.ok_or_else(|| Error::Internal(format!("the log of workshop {id} has no beginning")))?;
    Ok(Loaded { version, workshop, commands, join_code: row.projection.join_code })
}

/// Gathers what surrounds a state: names, members, systems and the wordings of its cards.
pub(crate) async fn surroundings(
    store: &dyn Store,
    id: WorkshopId,
    workshop: &Workshop,
    join_code: Option<String>,
    now: Timestamp,
) -> Result<ProjectionContext> {
    let team = store.team(workshop.team).await?.ok_or(Error::NotFound)?;
    let members = store.members(team.id).await?;
    let guests = store.guests(id).await?;
    let mut names: BTreeMap<_, _> = members.iter().map(|member| (member.account, member.name.clone())).collect();
    names.extend(guests.iter().map(|guest| (guest.id, guest.name.clone())));
    let former: Vec<_> = workshop.people.keys().filter(|person| !names.contains_key(person)).copied().collect();
    names.extend(store.names(&former).await?);
    let revisions: Vec<_> = workshop.cards.values().map(|card| card.revision).collect();
    Ok(ProjectionContext {
        workshop: id,
        team: team.id,
        team_name: team.name.to_string(),
        demo: team.demo,
        join_code,
        names,
        members: members.iter().map(|member| (member.account, member.responder)).collect(),
        systems: store.systems(team.id).await?.into_iter().map(wire_system).collect::<Vec<System>>(),
        runbooks: runbooks(store, team.id).await?,
        scenarios: store.revisions(&revisions).await?,
        screens: store.screens(id, now).await?.into_iter().filter_map(screen).collect(),
        wall_names: store.wall_settings(team.id).await?.names,
        ballots: store.votes(id).await?.into_iter().collect(),
        survey: survey(store, team.id).await?,
        earlier: BTreeMap::new(),
    })
}

/// The monthly question, while it is open and was opened at the end of a workshop.
async fn survey(store: &dyn Store, team: TeamId) -> Result<Option<SurveyAsked>> {
    let newest = store.survey_rounds(team).await?.into_iter().next();
    let asked = newest.filter(|round| round.closing.is_none() && round.origin == SurveyOrigin::Workshop);
    Ok(asked.map(|round| SurveyAsked {
        round: round.id,
        closes_at: to_rfc3339(round.closes_at),
        key_words: domain::survey::words(&key_hash(&round.public_key)).map(str::to_owned).to_vec(),
    }))
}

fn screen(row: ScreenRow) -> Option<ScreenView> {
    let (_, paired_at) = row.paired?;
    Some(ScreenView { id: row.id, code: row.code, paired_at: to_rfc3339(paired_at) })
}

async fn runbooks(store: &dyn Store, team: TeamId) -> Result<Vec<KnownRunbook>> {
    let kept = store.runbooks(team).await?.into_iter().filter(|head| head.state == RunbookState::Kept);
    let known = kept.map(|head| KnownRunbook {
        id: head.id,
        title: head.title.to_string(),
        systems: head.systems,
        scenarios: head.origins.into_iter().map(|origin| origin.scenario).collect(),
    });
    Ok(known.collect())
}

/// The people of a demonstration's team whom the server plays: all but its owner, the visitor.
pub(super) async fn players(store: &dyn Store, team: TeamId) -> Result<Players> {
    let members = store.members(team).await?;
    let played = members.into_iter().filter(|member| member.role == Role::Member);
    Ok(Players::new(played.map(|member| member.account)))
}
