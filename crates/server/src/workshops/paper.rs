//! Makes a closed workshop from a parsed paper.

use std::collections::BTreeSet;

use api::problem::Invalid;
use api::refusal::RequestReason;
use documents::paper::{Around, Holder, PaperPreview, PaperWorkshop, Played, ReadPaper, read};
use domain::id::{ActionId, CommandId, NoteId, PersonId, RevisionId, ScenarioId, StepId, TeamId, WorkshopId};
use domain::scenario::{Content, Difficulty, Draft, Origin, Scenario};
use domain::text::Title;
use domain::workshop::{Action, Attendee, Card, PaperRecord, PaperStep, ParticipantKind, PlayedCard, Workshop};
use sha2::{Digest, Sha256};
use store::guests::GuestRow;
use store::scenarios::ScenarioRow;
use store::workshops::{Commit, Projection, RecordedWorkshop, WorkshopRow};

use crate::error::{Error, Result};
use crate::live::closing_rows;
use crate::live::load::surroundings;
use crate::services::Services;
use crate::throttle::Attempt;

/// The person who enters a workshop, and their team.
#[derive(Clone, Copy)]
pub(crate) struct Author {
    pub(crate) team: TeamId,
    pub(crate) account: PersonId,
}

/// What is understood of a paper, and every fault. Nothing is kept.
pub(crate) async fn preview_paper(services: &Services, by: Author, paper: &PaperWorkshop) -> Result<PaperPreview> {
    services.throttle.attempt(Attempt::Upload, &by.account.to_string(), services.now())?;
    Ok(read(paper, &load_around(services, by.team).await?).0)
}

/// Keeps a workshop that was held on paper, as if it had been held here. Sending it again changes nothing.
pub(crate) async fn enter_paper(services: &Services, by: Author, paper: &PaperWorkshop) -> Result<WorkshopRow> {
    services.throttle.attempt(Attempt::Upload, &by.account.to_string(), services.now())?;
    let id = workshop_id(by.team, paper.id);
    if let Some(there) = services.store.workshop(id).await? {
        return Ok(there);
    }
    let (preview, whole) = read(paper, &load_around(services, by.team).await?);
    let whole: ReadPaper = whole.ok_or_else(|| {
        let reason = preview.faults.first().map(|fault| fault.reason.clone()).unwrap_or_default();
        Invalid::new("paper", RequestReason::Other.refusal().word("detail", reason))
    })?;
    let row = save_workshop(services, by, id, whole).await?;
    tracing::info!(workshop.id = %row.id, team.id = %row.team, "a workshop on paper was entered");
    Ok(row)
}

async fn load_around(services: &Services, team: TeamId) -> Result<Around> {
    let members = services.store.members(team).await?;
    let scenarios = services.store.scenarios(team).await?;
    Ok(Around {
        members: members.into_iter().map(|member| (member.account, member.name.to_string())).collect(),
        scenarios: scenarios.into_iter().map(|row| (row.id, row.content.title.to_string())).collect(),
        now: services.now(),
    })
}

/// The id of the workshop that a team sends under `sent`. Sending it again leads to the same one, and a workshop of another
/// team never has it.
fn workshop_id(team: TeamId, sent: CommandId) -> WorkshopId {
    let hash: [u8; 32] = Sha256::new().chain_update(team.0).chain_update(sent.0).finalize().into();
    let (id, _) = hash.split_first_chunk().expect("a hash is longer than an id");
    WorkshopId(uuid::Builder::from_custom_bytes(*id).into_uuid())
}

/// Keeps a workshop that was held on paper: its log, the cards that the team did not have, those who were there without
/// an account, its actions, and what it leaves behind.
async fn save_workshop(services: &Services, by: Author, id: WorkshopId, read: ReadPaper) -> Result<WorkshopRow> {
    let team = by.team;
    let guests = read.others.iter().map(|name| GuestRow {
        id: PersonId(services.new_id()),
        workshop: id,
        name: name.clone(),
        token_hash: None,
        member: None,
        created_at: services.now(),
    });
    let guests: Vec<GuestRow> = guests.collect();
    let (cards, scenarios) = cards(services, by, &read, &guests).await?;
    let actions = read.actions.into_iter().map(|action| Action {
        id: ActionId(services.new_id()),
        text: action.text,
        owner: action.owner,
        due: action.due,
        priority: action.priority,
        impact: action.impact,
        effort: action.effort,
        system: None,
        status: action.status,
        reason: action.reason,
        notes: Vec::new(),
        carried: false,
        revision: 0,
        removed: false,
    });
    let actions: Vec<Action> = actions.collect();
    let practised = cards.iter().map(|played| played.card.scenario).collect();
    let holder = |played: &PlayedCard| Some((played.card.scenario, played.investigator?));
    let investigated = cards.iter().filter_map(holder).collect();
    let closed_at = read.plan.starts_at.plus_minutes(read.plan.minutes.into());
    let record = PaperRecord {
        team,
        facilitator: read.facilitator,
        scribe: read.scribe,
        people: people(services, by, &read.members, &guests, &cards).await?,
        cards,
        notes: read.notes.into_iter().map(|(wall, text)| (NoteId(services.new_id()), wall, text)).collect(),
        actions: actions.clone(),
        plan: read.plan,
    };
    let events = record.events();
    let state = Workshop::replay(&events).expect("the log begins with the plan");
    let projection = Projection::from_workshop(&state, None, Some(closed_at));
    let row = WorkshopRow { id, team, version: 1, created_at: services.now(), projection };
    let mut around = surroundings(&*services.store, id, &state, None, services.now()).await?;
    around.scenarios.extend(scenarios.iter().map(|row| (row.revision, row.content.clone().into_scenario())));
    let drafts = closing_rows::runbook_drafts(&state, &around, || services.new_id());
    let notes = closing_rows::kept_notes(&state);
    let command = CommandId(services.new_id());
    // The notes of a paper workshop belong to the room: they stay when the account that typed them is deleted.
    let log = Commit { version: 1, command, actor: None, at: services.now(), events };
    let recorded = RecordedWorkshop { scenarios, guests, actions, practised, investigated, drafts, notes };
    match services.store.record_workshop(row.clone(), log, recorded).await {
        // Two requests sent the same paper at once.
        Err(store::Error::Conflict(store::Conflict::Id)) => services.store.workshop(id).await?.ok_or(Error::NotFound),
        done => done.map(|()| row).map_err(Error::from),
    }
}

/// The played cards, and the scenarios among them that are new to the team.
async fn cards(
    services: &Services,
    by: Author,
    read: &ReadPaper,
    guests: &[GuestRow],
) -> Result<(Vec<PlayedCard>, Vec<ScenarioRow>)> {
    let known = services.store.scenarios(by.team).await?;
    let card = |row: &ScenarioRow| Card::new(row.id, row.revision, &row.content);
    let mut played = Vec::new();
    let mut new = Vec::new();
    for paper in &read.cards {
        let card = match &paper.played {
            Played::Card(id) => card(known.iter().find(|row| row.id == *id).ok_or(Error::CHANGED)?),
            Played::Titled(title) => {
                let row = headline(services, by, title.clone());
                let card = card(&row);
                new.push(row);
                card
            }
        };
        let investigator = paper.investigator.and_then(|holder| match holder {
            Holder::Member(member) => Some(member),
            Holder::Other(place) => guests.get(place).map(|guest| guest.id),
        });
        let steps = paper.steps.iter().map(|step| PaperStep {
            id: StepId(services.new_id()),
            at: step.at,
            kind: step.kind,
            text: step.text.clone(),
        });
        played.push(PlayedCard { card, investigator, outcome: paper.outcome, steps: steps.collect() });
    }
    Ok((played, new))
}

/// Everyone who was there. When every card names its investigator, a responder without a turn is owed one; otherwise
/// it is unknown.
async fn people(
    services: &Services,
    by: Author,
    members: &[PersonId],
    guests: &[GuestRow],
    cards: &[PlayedCard],
) -> Result<Vec<Attendee>> {
    let all_named = !cards.is_empty() && cards.iter().all(|played| played.investigator.is_some());
    let investigators: BTreeSet<PersonId> = cards.iter().filter_map(|played| played.investigator).collect();
    let responders: BTreeSet<PersonId> = match all_named {
        true => services.store.members(by.team).await?.iter().filter(|m| m.responder).map(|m| m.account).collect(),
        false => BTreeSet::new(),
    };
    let draws = |person: &PersonId| investigators.contains(person) || responders.contains(person);
    let members = members.iter().map(|person| (*person, ParticipantKind::Member));
    let guests = guests.iter().map(|guest| (guest.id, ParticipantKind::Guest));
    let all = members.chain(guests);
    Ok(all.map(|(person, kind)| Attendee { person, kind, draws: draws(&person) }).collect())
}

/// A card of which only the headline is known. It is archived, as it cannot be played.
fn headline(services: &Services, by: Author, title: Title) -> ScenarioRow {
    let id = ScenarioId(services.new_id());
    let content = Draft(Scenario {
        // No other scenario is called this.
        slug: format!("paper-{}", id.0.simple()),
        title,
        systems: Vec::new(),
        difficulty: Difficulty::Medium,
        brief: String::new(),
        evidence: Vec::new(),
        minutes: 10,
        notes: String::new(),
        hints: Vec::new(),
        reference_path: Vec::new(),
        cause: String::new(),
        resolution: String::new(),
        origin: Origin::MadeUp,
        authors: Vec::new(),
        pack: None,
    });
    ScenarioRow {
        id,
        team: by.team,
        revision: RevisionId(services.new_id()),
        number: 1,
        content: Content::Draft(content),
        written_by: Some(by.account),
        created_at: services.now(),
        updated_at: services.now(),
        archived: true,
    }
}
