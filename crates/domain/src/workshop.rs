//! A workshop: one meeting, as a log of events and the state that they add up to.
//!
//! [`decide`] turns a command into events or refuses it; [`Workshop::apply`] is total and is the only thing that changes
//! state. The server stores what `decide` returns and replays it; nothing else about a running workshop is stored.

mod actions;
mod agenda;
mod areas;
mod cards;
mod clock;
mod context;
mod debrief;
mod familiarity;
mod guesses;
mod hat;
mod invariants;
mod order;
mod paper;
mod people;
mod phase;
mod plan;
mod reason;
mod rejection;
mod rounds;
mod scope;
mod stages;
mod steps;
mod turns;
mod votes;
mod walls;
mod weight;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use self::actions::{Action, ActionStatus, Commitment, MAX_ACTIONS};
pub use self::agenda::{Agenda, Length};
pub use self::areas::{
    ActionCommand, ActionEvent, AttendanceChange, Command, DebriefCommand, DebriefEvent, DrawPermissions, Event,
    HatCommand, HatEvent, KEPT_OFFLINE, Moment, Named, PeopleCommand, PeopleEvent, Permissions, RoundCommand,
    RoundEvent, RowChange, ServerCommand, Spread, StepCommand, StepEvent, Subject, TimeCommand, TimeEvent, Touches,
    WallCommand, WallEvent, WithoutWords, decide, draw_permissions, permissions,
};
pub use self::cards::{Card, CardEvidence, CompleteCard, MAX_CARDS};
pub use self::clock::{Clock, Pressure};
pub use self::context::{Actor, Context, Standing};
pub use self::debrief::{Answer, DebriefQuestion, MAX_ANSWERS, NoteSource};
pub use self::familiarity::{Familiarity, Known, Knows};
pub use self::guesses::{Guess, MAX_GUESSES};
pub use self::hat::Deal;
pub use self::invariants::violation;
pub use self::paper::{Attendee, PaperRecord, PaperStep, PlayedCard};
pub use self::people::{MAX_PEOPLE, MAX_WAITING, Participant, ParticipantKind, Waiting, Whereabouts};
pub use self::phase::{OpeningPart, Phase};
pub use self::plan::{Paper, Plan};
pub use self::reason::Reason;
pub use self::rejection::Rejection;
pub use self::rounds::{Large, MAX_HOLDERS, Round, RoundNumber, RoundState};
pub use self::scope::Scope;
pub use self::stages::{ReflectionStage, StageClock};
pub use self::steps::{MAX_STEPS, Step};
pub use self::votes::{Ballots, Tally, Voting};
pub use self::walls::{Group, MAX_GROUPS, MAX_NOTES, Note, NoteColour, Wall};
pub use self::weight::{Level, Priority};
pub use self::written::Written;
use crate::entries::Entries;
use crate::id::{ActionId, AnswerId, GroupId, GuessId, NoteId, PersonId, ScenarioId, StepId, TeamId};
pub use crate::investigation::{Outcome, StepContent, StepKind};

/// The state of one workshop after all events so far.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Workshop {
    /// Whose workshop it is.
    pub team: TeamId,
    /// What was planned.
    pub plan: Plan,
    /// Its phase.
    pub phase: Phase,
    /// Which part of the opening is on the room's screen.
    #[serde(default, skip_serializing_if = "OpeningPart::is_first")]
    pub opening: OpeningPart,
    /// The stage of its reflection; none in the logs of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageClock>,
    /// Its deadlines, once it is open.
    pub clock: Option<Clock>,
    /// Who runs it.
    pub facilitator: PersonId,
    /// Who writes the steps down.
    pub scribe: Option<PersonId>,
    /// Everyone who ever joined.
    pub people: Entries<PersonId, Participant>,
    /// All its cards, wherever they are.
    pub cards: Entries<ScenarioId, Card>,
    /// How often the hat went round.
    pub lap: u32,
    /// People draw for themselves at this moment.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub offered: bool,
    /// Every dealt card, in the order in which they were dealt.
    pub rounds: Entries<RoundNumber, Round>,
    /// The order of turns of sealed cards, where it was changed; cards that are not in it come after, as they were dealt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<RoundNumber>,
    /// Who draws together: the second with the first, who holds the card. Keyed by the second.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pairs: BTreeMap<PersonId, PersonId>,
    /// What the investigators did, asked and found.
    pub steps: Entries<StepId, Step>,
    /// The answers of the debriefs.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub answers: Entries<AnswerId, Answer>,
    /// What people think is behind the cards.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub guesses: Entries<GuessId, Guess>,
    /// The sticky notes.
    pub notes: Entries<NoteId, Note>,
    /// Notes that belong together.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub groups: Entries<GroupId, Group>,
    /// The walls on which a new note is seen by its author only, until the facilitator reveals the wall.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub private: BTreeSet<Wall>,
    /// The vote on the notes, once there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voting: Option<Voting>,
    /// Commitments: those of this workshop, and the open ones of earlier workshops.
    pub actions: Entries<ActionId, Action>,
    /// Who had no turn in the team's last workshop, and so is first in this one.
    pub owed: Vec<PersonId>,
    /// It was held with cards and Post-its, and entered afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Paper>,
    /// Guests who come by the code wait until they are let in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lobby: bool,
    /// Who waits to be let in.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub waiting: Entries<PersonId, Waiting>,
    /// The first round that its facilitator played to the end: its steps show what detail is expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<RoundNumber>,
}

impl Workshop {
    /// The state after a whole log; `None` for an empty log or one that does not begin with [`TimeEvent::Planned`].
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> Option<Self> {
        let mut events = events.into_iter();
        let Event::Time(TimeEvent::Planned { team, plan, facilitator, scribe }) = events.next()? else { return None };
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
            stage: None,
            clock: None,
            facilitator,
            scribe,
            people: Entries::default(),
            cards: Entries::default(),
            lap: 0,
            offered: false,
            rounds: Entries::default(),
            order: Vec::new(),
            pairs: BTreeMap::new(),
            steps: Entries::default(),
            answers: Entries::default(),
            guesses: Entries::default(),
            notes: Entries::default(),
            groups: Entries::default(),
            private: BTreeSet::new(),
            voting: None,
            actions: Entries::default(),
            owed: Vec::new(),
            paper: None,
            lobby: false,
            waiting: Entries::default(),
            example: None,
        }
    }
}
