//! The workshops that the demonstration's team has behind it: invented, and held by the rules, command by command, so that
//! reports, story and rhythm include them like any other.

mod log;
mod words;

use api::time::{instant, local, plus_days, today_in};
use domain::id::{ActionId, AnswerId, NoteId, PersonId, StepId, TeamId};
use domain::runbook::RunbookState;
use domain::scenario::Release;
use domain::text::{ActionText, AnswerText, NoteText, ReasonText, StepText, Title};
use domain::time::{Day, Timestamp};
use domain::workshop::{
    ActionCommand, ActionStatus, Command, Commitment, DebriefCommand, Event, OpeningPart, Outcome, ParticipantKind,
    Plan, RoundCommand, RoundNumber, ServerCommand, StepCommand, StepKind, TimeCommand, TimeEvent, Wall, WallCommand,
};
use store::actions::{ActionChange, ActionRow};
use store::runbooks::RunbookChange;
use store::scenarios::ScenarioRow;

use self::log::PastWorkshop;
use self::words::{Agreed, DemoCard, Fate, MEETINGS, Meeting};
use crate::cards::card;
use crate::error::{Error, Result};
use crate::live::resolve::workshop_action;
use crate::services::Services;

/// The participants.
pub(super) struct Cast {
    pub(super) responders: [PersonId; 3],
    pub(super) scribe: PersonId,
}

const DAY: i64 = 24 * 60;
/// The minute of the day at which the team meets.
const TEN: u16 = 10 * 60;
/// The seconds that a card takes, its debrief included.
const CARD: i64 = 15 * 60;
const FRIDAY: i8 = 5;

/// Adds the team's past workshops with their results.
pub(super) async fn add_past_workshops(services: &Services, team: TeamId, cast: &Cast) -> Result<()> {
    let cards = services.store.scenarios(team).await?;
    for meeting in &MEETINGS {
        // What the workshop before drafted was looked over meanwhile.
        let begins = beginning(services.now(), meeting.days_ago)?;
        review_runbooks(services, team, cast.scribe, begins.plus_minutes(-DAY)).await?;
        hold(services, team, cast, &cards, (meeting, begins)).await?;
        tick_off(services, team, begins).await?;
    }
    Ok(())
}

/// The time ten o'clock, this many days ago, moved off a weekend.
fn beginning(now: Timestamp, days_ago: i64) -> Result<Timestamp> {
    let begins = instant("UTC", &day(now.plus_minutes(-days_ago * DAY))?, TEN);
    let late = local("UTC", begins).weekday - FRIDAY;
    Ok(begins.plus_minutes(-i64::from(late.max(0)) * DAY))
}

async fn hold(
    services: &Services,
    team: TeamId,
    cast: &Cast,
    cards: &[ScenarioRow],
    (meeting, begins): (&Meeting, Timestamp),
) -> Result<()> {
    let facilitator = cast.responders[meeting.facilitator];
    let plan = Plan {
        title: Title::parse(meeting.title).expect("this fits"),
        starts_at: begins,
        zone: "UTC".into(),
        place: None,
        meeting_link: None,
        minutes: 75,
        reflection_minutes: Plan::MIN_REFLECTION,
    };
    let planned = Event::Time(TimeEvent::Planned { team, plan, facilitator, scribe: Some(cast.scribe) });
    let mut past = PastWorkshop::planned(services, begins.plus_minutes(-3 * DAY), planned);
    for row in cards.iter().filter(|row| meeting.cards.iter().any(|played| played.slug == row.content.slug)) {
        past.does(facilitator, Command::Server(ServerCommand::PlaceCard { card: card(row)? }))?;
    }
    past.commit(facilitator).await?;

    past.now = begins;
    let carried: Vec<_> =
        services.store.open_actions(team).await?.into_iter().map(|row| workshop_action(row, true)).collect();
    past.does(facilitator, Command::Server(ServerCommand::Open { carried, owed: Vec::new() }))?;
    for person in cast.responders.into_iter().chain([cast.scribe]) {
        past.pass(30);
        past.does(
            person,
            Command::Server(ServerCommand::Join { kind: ParticipantKind::Member, draws: person != cast.scribe }),
        )?;
    }
    past.pass(60);
    review(&mut past, facilitator)?;
    past.commit(facilitator).await?;

    past.now = begins.plus_minutes(9);
    let (seed, knows) = (services.entropy.bytes32(), services.store.knows(team).await?);
    past.does(facilitator, Command::Server(ServerCommand::PassHat { seed, knows }))?;
    past.commit(facilitator).await?;

    let mut noted = vec![Vec::new(); meeting.cards.len()];
    while let Some(round) = past.state.next_round() {
        let (number, scenario, begun) = (round.number, round.scenario, past.now);
        let row = cards.iter().find(|row| row.id == scenario).ok_or(Error::CHANGED)?;
        let found = meeting.cards.iter().position(|played| played.slug == row.content.slug).ok_or(Error::CHANGED)?;
        investigate(&mut past, cast, (number, row), meeting.cards[found].outcome)?;
        noted[found] = debrief(&mut past, cast, number, &meeting.cards[found])?;
        past.now = Timestamp(begun.0 + CARD * 1_000_000).max(past.now);
        past.does(
            facilitator,
            Command::Rounds(RoundCommand::FinishRound { round: number, outcome: meeting.cards[found].outcome }),
        )?;
    }

    past.pass(60);
    past.does(facilitator, Command::Time(TimeCommand::StartReflection))?;
    for agreed in meeting.agreed {
        past.pass(150);
        past.does(facilitator, commitment(services, cast, agreed, &noted, begins)?)?;
    }
    past.pass(90);
    past.does(facilitator, Command::Time(TimeCommand::Close))?;
    past.commit(facilitator).await
}

/// What the workshop before agreed on is looked at.
fn review(past: &mut PastWorkshop<'_>, facilitator: PersonId) -> Result<()> {
    if !past.state.actions.is_empty() {
        past.does(facilitator, Command::Time(TimeCommand::ShowOpening { part: OpeningPart::Review }))?;
    }
    let carried: Vec<_> = past.state.actions.values().map(|action| (action.id, fate(&action.text))).collect();
    for (action, became) in carried {
        past.pass(60);
        let (status, reason) = match became {
            Fate::FoundDone => (ActionStatus::Done, None),
            Fate::Dropped(why) => (ActionStatus::Dropped, Some(ReasonText::parse(why).expect("this fits"))),
            Fate::Open | Fate::Done(_) => continue,
        };
        past.does(facilitator, Command::Actions(ActionCommand::ReviewAction { action, status, reason }))?;
    }
    past.does(facilitator, Command::Time(TimeCommand::ShowOpening { part: OpeningPart::Rules }))
}

/// A card is opened, turned over, and followed along the expert's path; half the way where it was parked.
fn investigate(
    past: &mut PastWorkshop<'_>,
    cast: &Cast,
    (round, row): (RoundNumber, &ScenarioRow),
    outcome: Outcome,
) -> Result<()> {
    let scenario = &row.content;
    let investigator = past.state.rounds[&round].investigator;
    past.pass(20);
    past.does(investigator, Command::Rounds(RoundCommand::OpenCard { round }))?;
    for evidence in scenario.evidence.iter().filter(|evidence| evidence.release == Release::Back) {
        past.pass(20);
        past.does(
            investigator,
            Command::Rounds(RoundCommand::RevealEvidence { round, evidence: Some(evidence.id.clone()) }),
        )?;
    }
    let path = &scenario.reference_path;
    let gone = if outcome == Outcome::Parked { path.len() / 2 } else { path.len() };
    for line in &path[..gone] {
        past.pass(55);
        let line: String = line.chars().take(StepText::LIMIT).collect();
        let Ok(text) = StepText::parse(&line) else { continue };
        let step = StepId(past.services.new_id());
        past.does(cast.scribe, Command::Steps(StepCommand::AddStep { step, round, kind: kind(&line), text }))?;
    }
    past.pass(30);
    past.does(investigator, Command::Rounds(RoundCommand::StartDebrief { round }))
}

fn kind(line: &str) -> StepKind {
    match line.split(' ').next() {
        Some("Ask") => StepKind::Asked,
        Some("Read" | "Look" | "Follow" | "Compare" | "Match" | "List" | "Get") => StepKind::LookedAt,
        Some("Rule" | "See" | "Find") => StepKind::Found,
        _ => StepKind::Did,
    }
}

/// Turns the made-up texts into notes. Returns those on What's Crappy.
fn debrief(past: &mut PastWorkshop<'_>, cast: &Cast, round: RoundNumber, played: &DemoCard) -> Result<Vec<NoteId>> {
    let [first, second, third] = cast.responders;
    let mut authors = [second, cast.scribe, third, first].into_iter().cycle();
    let mut noted = Vec::new();
    for (question, wording) in played.crappy {
        past.pass(35);
        let author = authors.next().unwrap_or(cast.scribe);
        let note = NoteId(past.services.new_id());
        let text = NoteText::parse(wording).expect("this fits");
        let command = match *question {
            Some(question) => {
                let answer = AnswerId(past.services.new_id());
                let answer_text = AnswerText::parse(wording).expect("this fits");
                past.does(
                    cast.scribe,
                    Command::Debrief(DebriefCommand::AddAnswer {
                        answer,
                        round,
                        question,
                        step: None,
                        text: answer_text,
                    }),
                )?;
                Command::Debrief(DebriefCommand::AddNoteFromAnswer { note, wall: Wall::Crappy, text, answer })
            }
            None => {
                Command::Walls(WallCommand::AddNote { note, wall: Wall::Crappy, text, round: Some(round), token: None })
            }
        };
        past.does(author, command)?;
        noted.push(note);
    }
    past.pass(30);
    let (note, text) = (NoteId(past.services.new_id()), NoteText::parse(played.awesome).expect("this fits"));
    let author = authors.next().unwrap_or(cast.scribe);
    past.does(
        author,
        Command::Walls(WallCommand::AddNote { note, wall: Wall::Awesome, text, round: Some(round), token: None }),
    )?;
    Ok(noted)
}

fn commitment(
    services: &Services,
    cast: &Cast,
    agreed: &Agreed,
    noted: &[Vec<NoteId>],
    at: Timestamp,
) -> Result<Command> {
    let (card, note) = agreed.from;
    Ok(Command::Actions(ActionCommand::CommitAction {
        action: ActionId(services.new_id()),
        commitment: Commitment {
            text: ActionText::parse(agreed.text).expect("this fits"),
            owner: agreed.owner.map(|owner| cast.responders[owner]),
            due: Some(plus_days(&day(at)?, agreed.due)),
            priority: agreed.priority,
            impact: None,
            effort: None,
            system: None,
            notes: noted.get(card).and_then(|notes| notes.get(note)).copied().into_iter().collect(),
        },
    }))
}

/// Between this workshop and the next, people tick off what they have done.
async fn tick_off(services: &Services, team: TeamId, since: Timestamp) -> Result<()> {
    for row in services.store.open_actions(team).await? {
        let Fate::Done(days) = fate(&row.text) else { continue };
        let (id, revision, owner) = (row.id, row.revision, row.owner);
        let Some(owner) = owner else { continue };
        services.store.change_action(team, id, revision, done(row), owner, since.plus_minutes(days * DAY)).await?;
    }
    Ok(())
}

fn done(row: ActionRow) -> ActionChange {
    ActionChange {
        text: row.text,
        owner: row.owner,
        due: row.due,
        priority: row.priority,
        impact: row.impact,
        effort: row.effort,
        system: row.system,
        status: ActionStatus::Done,
        reason: None,
    }
}

/// The result of a commitment.
fn fate(text: &ActionText) -> Fate {
    let mut all = MEETINGS.iter().flat_map(|meeting| meeting.agreed);
    all.find(|agreed| agreed.text == text.as_str()).map_or(Fate::Open, |agreed| agreed.became)
}

/// The drafts out of steps become the team's runbooks.
async fn review_runbooks(services: &Services, team: TeamId, by: PersonId, at: Timestamp) -> Result<()> {
    for draft in services.store.runbooks(team).await?.into_iter().filter(|head| head.state == RunbookState::Draft) {
        let Some(row) = services.store.runbook(team, draft.id).await? else { continue };
        let change = RunbookChange {
            title: row.head.title,
            text: row.text,
            state: RunbookState::Kept,
            systems: row.head.systems,
        };
        services.store.change_runbook(team, draft.id, draft.revision, change, by, at).await?;
    }
    Ok(())
}

fn day(at: Timestamp) -> Result<Day> {
    Day::parse(&today_in("UTC", at)).map_err(|error| Error::Internal(error.to_string()))
}
