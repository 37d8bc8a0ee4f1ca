//! A workshop: one meeting, as a log of events and the state that they add up to.
//!
//! [`decide`] turns a command into events or refuses it; [`Workshop::apply`] is total and is the only thing that changes
//! state. The server stores what `decide` returns and replays it; nothing else about a running workshop is stored.

mod agenda;
mod apply;
mod clock;
mod command;
mod debrief;
mod decide;
mod event;
mod hat;
mod invariants;
mod order;
mod paper;
mod redact;
mod rejection;
mod turns;
mod votes;
mod walls;
mod weight;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use self::agenda::{Agenda, Length};
pub use self::clock::{Clock, Pressure};
pub use self::command::{Actor, Command, Context, Spread, Standing};
pub use self::debrief::{Answer, DebriefQuestion, MAX_ANSWERS, NoteSource};
pub use self::decide::decide;
pub use self::event::{Deal, Event};
pub use self::hat::{Familiarity, Known, Knows};
pub use self::invariants::violation;
pub use self::paper::{Attendee, PaperRecord, PaperStep, PlayedCard};
pub use self::rejection::Rejection;
pub use self::votes::{Ballots, Tally, Voting};
pub use self::walls::{Group, Note, NoteColour, Wall};
pub use self::weight::Level;
use crate::id::{ActionId, AnswerId, GroupId, NoteId, PersonId, RevisionId, ScenarioId, StepId, SystemId, TeamId};
use crate::picture::PictureHash;
use crate::scenario::Release;
use crate::text::{ActionText, ColleagueName, Place, ReasonText, ReplyText, StepText, Title};
use crate::time::{Day, Timestamp};

/// The state of one workshop after all events so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Workshop {
    /// Whose workshop it is.
    pub team: TeamId,
    /// What was planned.
    pub plan: Plan,
    /// Where it stands.
    pub phase: Phase,
    /// Which part of the opening is on the room's screen.
    #[serde(default, skip_serializing_if = "OpeningPart::is_first")]
    pub opening: OpeningPart,
    /// Its deadlines, once it is open.
    pub clock: Option<Clock>,
    /// Who runs it.
    pub facilitator: PersonId,
    /// Who writes the steps down.
    pub scribe: Option<PersonId>,
    /// Everyone who ever joined.
    pub people: BTreeMap<PersonId, Participant>,
    /// All its cards, wherever they are.
    pub cards: BTreeMap<ScenarioId, Card>,
    /// How often the hat went round.
    pub lap: u32,
    /// Every dealt card, in the order in which they were dealt.
    pub rounds: BTreeMap<RoundNumber, Round>,
    /// The order of turns of sealed cards, where it was changed; cards that are not in it come after, as they were dealt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<RoundNumber>,
    /// Who draws together: the second with the first, who holds the card. Keyed by the second.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pairs: BTreeMap<PersonId, PersonId>,
    /// What the investigators did, asked and found.
    pub steps: BTreeMap<StepId, Step>,
    /// What was said in the debriefs.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<AnswerId, Answer>,
    /// The sticky notes.
    pub notes: BTreeMap<NoteId, Note>,
    /// Notes that belong together.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<GroupId, Group>,
    /// The walls on which a new note is seen by its author only, until the facilitator reveals the wall.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub private: BTreeSet<Wall>,
    /// The vote on the notes, once there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voting: Option<Voting>,
    /// Commitments: those of this workshop, and the open ones of earlier workshops.
    pub actions: BTreeMap<ActionId, Action>,
    /// Who had no turn in the team's last workshop, and so goes first in this one.
    pub owed: Vec<PersonId>,
    /// It was held with cards and Post-its, and entered afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Paper>,
    /// Guests who come by the code wait until they are let in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lobby: bool,
    /// Who waits to be let in.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub waiting: BTreeMap<PersonId, Waiting>,
    /// The first round that its facilitator played to the end: its steps show what detail is expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<RoundNumber>,
}

/// What is known of a workshop that was held on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The steps whose times stood on the paper; all other times are spread evenly between those that are known.
    pub timed: BTreeSet<StepId>,
}

/// What was planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What the workshop is called.
    pub title: Title,
    /// When it begins.
    pub starts_at: Timestamp,
    /// The IANA zone in which the start was chosen, such as `Europe/Vienna`.
    pub zone: String,
    /// The room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// An http(s) link for those who are not in the room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting_link: Option<String>,
    /// How long it lasts, reflection included: 60 to 480 minutes.
    pub minutes: u16,
    /// How much of that is kept for reflection: 15 minutes at least.
    pub reflection_minutes: u16,
}

impl Plan {
    /// The shortest workshop, in minutes.
    pub const MIN_MINUTES: u16 = 60;
    /// The longest workshop, in minutes.
    pub const MAX_MINUTES: u16 = 480;
    /// The shortest reflection, in minutes.
    pub const MIN_REFLECTION: u16 = 15;

    /// A length that fits a team: 25 minutes for opening and reflection and 12 for each responder, at least an hour.
    #[must_use]
    pub fn suggested_minutes(responders: usize) -> u16 {
        let minutes = 25 + 12 * u16::try_from(responders.min(40)).expect("at most 40");
        minutes.clamp(Self::MIN_MINUTES, Self::MAX_MINUTES)
    }
}

/// Where a workshop stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Phase {
    /// Not begun; its cards and its plan may change.
    Planned,
    /// People come in, and the last workshop's actions are looked at.
    Open,
    /// The hat went round; cards are being played.
    Running,
    /// The walls become actions.
    Reflecting,
    /// Over.
    Closed,
}

/// The parts of an opening, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OpeningPart {
    /// People come in.
    #[default]
    Arriving,
    /// The last workshop's actions are looked at.
    Review,
    /// The ground rules are read out.
    Rules,
}

impl OpeningPart {
    /// Whether nothing else has been shown yet.
    #[must_use]
    pub fn is_first(&self) -> bool {
        *self == Self::Arriving
    }
}

/// Someone in the workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Who: an account or a guest.
    pub person: PersonId,
    /// In what capacity.
    pub kind: ParticipantKind,
    /// Whether they take a card when the hat goes round.
    pub draws: bool,
    /// Whether they are in the workshop now.
    pub present: bool,
    /// Place in the order of joining, from 1.
    pub seat: u32,
    /// From where they take part, once they said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whereabouts: Option<Whereabouts>,
    /// They have no device with them: the facilitator seated them, and acts for them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_device: bool,
}

/// From where somebody takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Whereabouts {
    /// They sit in the room.
    Room,
    /// They are somewhere else.
    Remote,
}

/// Somebody before the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Who: a guest.
    pub person: PersonId,
    /// In what capacity they want to come in.
    pub kind: ParticipantKind,
    /// Whether they want to take a card.
    pub draws: bool,
    /// Place in the order of coming, from 1.
    pub place: u32,
    /// The seat of somebody without a device that they say is theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<PersonId>,
}

/// In what capacity someone takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ParticipantKind {
    /// A signed-in member of the team.
    Member,
    /// Someone without an account.
    Guest,
    /// A guest who said "I am …" on the page behind the QR code.
    Seat {
        /// The member who they say they are.
        member: PersonId,
        /// Whether the facilitator has confirmed it.
        confirmed: bool,
    },
}

impl Participant {
    /// Somebody who comes in for the first time.
    #[must_use]
    pub fn new(person: PersonId, kind: ParticipantKind, draws: bool, seat: u32) -> Self {
        Self { person, kind, draws, present: true, seat, whereabouts: None, without_device: false }
    }

    /// The team's member behind this participant, if there is one for sure.
    #[must_use]
    pub fn member(&self) -> Option<PersonId> {
        match self.kind {
            ParticipantKind::Member => Some(self.person),
            ParticipantKind::Seat { member, confirmed: true } => Some(member),
            ParticipantKind::Guest | ParticipantKind::Seat { .. } => None,
        }
    }
}

/// A card of this workshop's hat: what the rules need to know of a scenario's revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Which scenario.
    pub scenario: ScenarioId,
    /// The wording that is pinned.
    pub revision: RevisionId,
    /// How long its investigation should take.
    pub minutes: u16,
    /// Its evidence, in the order in which it is best shown.
    pub evidence: Vec<CardEvidence>,
    /// How many hints it has.
    pub hints: u16,
}

/// What the rules need to know of a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardEvidence {
    /// Its name within the scenario.
    pub id: String,
    /// When it is given out.
    pub release: Release,
}

/// The place of a round in the order of dealing, from 1. It names the round; turns may be taken in another order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoundNumber(pub u32);

/// One dealt card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its place in the order of dealing.
    pub number: RoundNumber,
    /// The lap of the hat in which it was dealt, from 1.
    pub lap: u32,
    /// The card.
    pub scenario: ScenarioId,
    /// Who holds it.
    pub investigator: PersonId,
    /// Who investigates with them, up to two.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<PersonId>,
    /// Who of its holders knows the card already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<Known>,
    /// The round with whose holder this one's wants to swap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swap_with: Option<RoundNumber>,
    /// Where it stands.
    pub state: RoundState,
    /// When the card was opened.
    pub opened_at: Option<Timestamp>,
    /// When the talk about it began.
    pub debrief_at: Option<Timestamp>,
    /// When it was over.
    pub done_at: Option<Timestamp>,
    /// How the incident ended; of the card, never of a person.
    pub outcome: Option<Outcome>,
    /// What was given out, and when.
    pub revealed: BTreeMap<String, Timestamp>,
    /// Which hints were given, by place from 0, and when.
    pub hints_given: BTreeMap<u16, Timestamp>,
    /// Since when the investigator has wanted help.
    pub stuck_since: Option<Timestamp>,
    /// The step that everybody is shown large, until something newer comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<StepId>,
    /// For how many microseconds the clock stood still while the card was investigated.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub paused: i64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// Where a round stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RoundState {
    /// The card is sealed in its holder's hand.
    Dealt,
    /// The card is open.
    Investigating,
    /// The room talks about it.
    Debriefing,
    /// Over.
    Done,
    /// The card went back into the hat unplayed.
    Returned,
}

/// How a card's incident ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// The cause was found.
    Solved,
    /// The cause was found with hints or help.
    SolvedWithHelp,
    /// It was left for another time.
    Parked,
}

/// One thing that the investigator did, asked or found. A question to a colleague is a step that waits for its reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its id, made by the client.
    pub id: StepId,
    /// The round that it belongs to.
    pub round: RoundNumber,
    /// What was done.
    pub kind: StepKind,
    /// What the scribe wrote, or the question.
    pub text: StepText,
    /// Who was asked, when it is a question to a colleague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colleague: Option<ColleagueName>,
    /// The colleague's answer, given by the facilitator in their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// A picture of what was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureHash>,
    /// When it happened.
    pub at: Timestamp,
    /// The moment by which it is sorted, once it was moved; its time stays true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sorts_at: Option<Timestamp>,
    /// Who wrote it down.
    pub by: PersonId,
    /// How often it was changed.
    pub revision: u32,
    /// Taken away; it can be brought back.
    pub removed: bool,
}

/// A colleague's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// What it says.
    pub text: ReplyText,
    /// When it came.
    pub at: Timestamp,
}

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StepKind {
    /// Looked at a dashboard, a log, a queue …
    LookedAt,
    /// Asked somebody.
    Asked,
    /// Did something.
    Did,
    /// Found something out.
    Found,
    /// Had an idea.
    Idea,
}

/// A commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Its id, made by the client.
    pub id: ActionId,
    /// What will be done.
    pub text: ActionText,
    /// The member who does it.
    pub owner: Option<PersonId>,
    /// By when.
    pub due: Option<Day>,
    /// How much it matters.
    pub priority: Priority,
    /// What it would bring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<Level>,
    /// What it would cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Level>,
    /// The system that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<SystemId>,
    /// Where it stands.
    pub status: ActionStatus,
    /// Why it was dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonText>,
    /// The notes that it came from.
    pub notes: Vec<NoteId>,
    /// It came from an earlier workshop.
    pub carried: bool,
    /// How often it was changed.
    pub revision: u32,
    /// Taken away; it can be brought back.
    pub removed: bool,
}

/// How much an action matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Priority {
    /// Worth doing.
    Low,
    /// Should be done.
    #[default]
    Medium,
    /// Must be done first.
    High,
}

/// Where an action stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ActionStatus {
    /// Still to do.
    #[default]
    Open,
    /// Done.
    Done,
    /// Will not be done.
    Dropped,
}

/// The most people who hold one card together.
pub const MAX_HOLDERS: usize = 3;
/// The most people in a workshop.
pub const MAX_PEOPLE: usize = 60;
/// The most people before the door.
pub const MAX_WAITING: usize = 30;
/// The most cards in a hat.
pub const MAX_CARDS: usize = 200;
/// The most notes in a workshop.
pub const MAX_NOTES: usize = 1_000;
/// The most groups in a workshop.
pub const MAX_GROUPS: usize = 200;
/// The most steps in a workshop.
pub const MAX_STEPS: usize = 2_000;
/// The most actions in a workshop.
pub const MAX_ACTIONS: usize = 300;

impl Workshop {
    /// The state after a whole log; `None` for an empty log or one that does not begin with [`Event::Planned`].
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> Option<Self> {
        let mut events = events.into_iter();
        let Event::Planned { team, plan, facilitator, scribe } = events.next()? else { return None };
        let mut workshop = Self::planned(*team, plan.clone(), *facilitator, *scribe);
        for event in events {
            workshop.apply(event);
        }
        Some(workshop)
    }

    fn planned(team: TeamId, plan: Plan, facilitator: PersonId, scribe: Option<PersonId>) -> Self {
        Self {
            team,
            plan,
            phase: Phase::Planned,
            opening: OpeningPart::default(),
            clock: None,
            facilitator,
            scribe,
            people: BTreeMap::new(),
            cards: BTreeMap::new(),
            lap: 0,
            rounds: BTreeMap::new(),
            order: Vec::new(),
            pairs: BTreeMap::new(),
            steps: BTreeMap::new(),
            answers: BTreeMap::new(),
            notes: BTreeMap::new(),
            groups: BTreeMap::new(),
            private: BTreeSet::new(),
            voting: None,
            actions: BTreeMap::new(),
            owed: Vec::new(),
            paper: None,
            lobby: false,
            waiting: BTreeMap::new(),
            example: None,
        }
    }

    /// Whether somebody may know nothing of this workshop yet: a guest who was not let in.
    #[must_use]
    pub fn keeps_out(&self, actor: Actor) -> bool {
        actor.standing == Standing::Guest && !self.people.contains_key(&actor.person)
    }

    /// The round whose card is open, if there is one.
    #[must_use]
    pub fn current_round(&self) -> Option<&Round> {
        self.rounds.values().find(|r| matches!(r.state, RoundState::Investigating | RoundState::Debriefing))
    }

    /// The cards that nobody holds and nobody has played, in a fixed order.
    #[must_use]
    pub fn hat(&self) -> Vec<ScenarioId> {
        let out = |card: &&Card| {
            !self.rounds.values().any(|r| r.scenario == card.scenario && r.state != RoundState::Returned)
        };
        self.cards.values().filter(out).map(|card| card.scenario).collect()
    }

    /// Members present at the hat who never opened a card; they go first next time.
    #[must_use]
    pub fn without_turn(&self) -> Vec<PersonId> {
        let had_turn = |person| self.rounds.values().any(|r| r.is_held_by(person) && r.opened_at.is_some());
        let mut left_out: Vec<_> = self.people.values().filter(|p| p.draws && !had_turn(p.person)).collect();
        left_out.sort_by_key(|p| p.seat);
        left_out.into_iter().filter_map(Participant::member).collect()
    }

    /// How many minutes are kept for reflection, if that is less than was planned.
    #[must_use]
    pub fn shortened_to(&self) -> Option<u16> {
        let kept = self.clock.as_ref()?.reflection_minutes;
        (kept < self.plan.reflection_minutes).then_some(kept)
    }

    /// The command that time itself gives next, and when: evidence that arrives by itself.
    #[must_use]
    pub fn due(&self) -> Option<(Timestamp, Command)> {
        let clock = self.clock.as_ref()?;
        let round = self.current_round().filter(|r| r.state == RoundState::Investigating)?;
        if clock.paused_at.is_some() {
            return None;
        }
        let opened_at = round.opened_at?;
        let waiting = self.cards.get(&round.scenario)?.evidence.iter().filter_map(|evidence| match evidence.release {
            Release::After { minutes } if !round.revealed.contains_key(&evidence.id) => Some((
                Timestamp(opened_at.plus_minutes(minutes.into()).0.saturating_add(round.paused)),
                evidence.id.clone(),
            )),
            _ => None,
        });
        let (at, evidence) = waiting.min()?;
        Some((at, Command::RevealEvidence { round: round.number, evidence: Some(evidence) }))
    }
}
