//! The course of a workshop: what is planned, opening and closing, and its clock.

mod clock;
mod closing;
mod plan;
mod stages;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::desk::{Decision, Desk, incomplete};
use super::named::Named;
use super::touches::{AttendanceChange, Moment, RowChange, Subject, Touches, about};
use crate::id::{PersonId, StepId, TeamId};
use crate::time::Timestamp;
use crate::workshop::{Action, Clock, OpeningPart, Phase, Plan, ReflectionStage, RoundNumber, StageClock, Workshop};

/// What people ask: opening and closing, and the clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum TimeCommand {
    /// Open the doors.
    Open,
    /// Show another part of the opening on the room's screen.
    ShowOpening { part: OpeningPart },
    /// Stop the clock.
    Pause,
    /// Let the clock run again.
    Resume,
    /// Move the end by so many minutes, 1 to 120.
    Extend { minutes: u16 },
    /// Keep so many minutes for reflection: 5 at least, and at most what was planned. The end stays where it is.
    ShortenReflection { minutes: u16 },
    /// Begin reflection; a card still open is parked, sealed ones return to the hat.
    StartReflection,
    /// Go on to a stage of the reflection, or back; the vote opens with its stage.
    StartStage { stage: ReflectionStage },
    /// Go back to the rounds.
    ResumeRounds,
    /// End the workshop.
    Close,
    /// Open a workshop again, to reflect further, within a day of its closing.
    Reopen,
}

impl TimeCommand {
    /// The events that follow, or why none do.
    pub(super) fn decide(self, desk: &Desk<'_>) -> Decision {
        match self {
            Self::ShowOpening { part } => desk.show_opening(part),
            Self::Pause => desk.pause(),
            Self::Resume => desk.resume(),
            Self::Extend { minutes } => desk.extend(minutes),
            Self::ShortenReflection { minutes } => desk.shorten_reflection(minutes),
            Self::StartReflection => desk.start_reflection(),
            Self::StartStage { stage } => desk.start_stage(stage),
            Self::ResumeRounds => desk.resume_rounds(),
            Self::Close => desk.close(),
            Self::Open | Self::Reopen => incomplete(),
        }
    }

    /// What it names that has to be looked up.
    pub(super) fn named(&self) -> Named {
        match self {
            Self::Open
            | Self::ShowOpening { .. }
            | Self::Pause
            | Self::Resume
            | Self::Extend { .. }
            | Self::ShortenReflection { .. }
            | Self::StartReflection
            | Self::StartStage { .. }
            | Self::ResumeRounds
            | Self::Close
            | Self::Reopen => Named::default(),
        }
    }
}

/// What happened: the course of a workshop: what is planned, opening and closing, and its clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the state, documented there")]
pub enum TimeEvent {
    /// The log's first event.
    Planned { team: TeamId, plan: Plan, facilitator: PersonId, scribe: Option<PersonId> },
    /// The plan was changed.
    PlanChanged { plan: Plan },
    /// The doors were opened.
    Opened { at: Timestamp, ends_at: Timestamp, carried: Vec<Action>, owed: Vec<PersonId> },
    /// Another part of the opening is on the room's screen.
    OpeningShown { part: OpeningPart },
    /// The clock was stopped.
    Paused { at: Timestamp },
    /// The clock runs again, its deadlines moved by the pause.
    Resumed { at: Timestamp },
    /// The workshop's end was moved.
    Extended { ends_at: Timestamp },
    /// The time kept for reflection was made shorter, or as long as planned again; the end stays where it is.
    ReflectionShortened { minutes: u16 },
    /// Reflection began; early, and then it has another end.
    ReflectionStarted {
        at: Timestamp,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ends_at: Option<Timestamp>,
    },
    /// A stage of the reflection began.
    StageStarted { stage: ReflectionStage, at: Timestamp, ends_at: Timestamp },
    /// Reflection was called off again.
    RoundsResumed { at: Timestamp },
    /// The workshop was closed.
    Closed { at: Timestamp },
    /// A closed workshop was opened again, to reflect until another end; with its actions as they stood then.
    Reopened { at: Timestamp, ends_at: Timestamp, actions: Vec<Action> },
    /// The log was written from paper, afterwards: of the times of its steps only these are known.
    TakenFromPaper {
        timed: BTreeSet<StepId>,
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        unheld: BTreeSet<RoundNumber>,
    },
}

impl TimeEvent {
    /// Changes the state.
    pub(super) fn apply(self, workshop: &mut Workshop) {
        match self {
            Self::Planned { team, plan, facilitator, scribe } => {
                *workshop = Workshop::planned(team, plan, facilitator, scribe)
            }
            Self::PlanChanged { plan } => workshop.plan = plan,
            Self::Opened { at, ends_at, carried, owed } => {
                workshop.phase = Phase::Open;
                workshop.clock = Some(Clock {
                    opened_at: at,
                    ends_at,
                    reflection_minutes: workshop.plan.reflection_minutes,
                    paused_at: None,
                    reflecting_since: None,
                    closed_at: None,
                    reopened_at: None,
                    moved_forward: 0,
                });
                workshop.actions.extend(carried.into_iter().map(|action| (action.id, action)));
                workshop.owed = owed;
            }
            Self::OpeningShown { part } => workshop.opening = part,
            Self::Paused { at } => {
                if let Some(clock) = &mut workshop.clock {
                    clock.paused_at = Some(at);
                }
                workshop.change_investigation(|investigation| investigation.pause(at));
            }
            Self::Resumed { at } => {
                if let Some(clock) = &mut workshop.clock
                    && let Some(paused_at) = clock.paused_at.take()
                {
                    let paused = at.since(paused_at).max(0);
                    clock.ends_at.0 += paused;
                    if let Some(stage) = &mut workshop.stage {
                        stage.ends_at.0 += paused;
                    }
                    workshop.change_investigation(|investigation| investigation.resume(at));
                }
            }
            Self::Extended { ends_at } => {
                if let Some(clock) = &mut workshop.clock {
                    clock.ends_at = ends_at;
                }
            }
            Self::ReflectionShortened { minutes } => {
                if let Some(clock) = &mut workshop.clock {
                    clock.reflection_minutes = minutes;
                }
            }
            Self::ReflectionStarted { at, ends_at } => workshop.reflect(at, ends_at),
            Self::StageStarted { stage, ends_at, .. } => workshop.stage = Some(StageClock { stage, ends_at }),
            Self::RoundsResumed { .. } => workshop.reflect_later(),
            Self::Closed { at } => {
                workshop.phase = Phase::Closed;
                workshop.waiting.clear();
                if let Some(clock) = &mut workshop.clock {
                    clock.closed_at = Some(at);
                }
            }
            Self::Reopened { at, ends_at, actions } => {
                workshop.phase = Phase::Reflecting;
                if let Some(clock) = &mut workshop.clock {
                    clock.ends_at = ends_at;
                    clock.paused_at = None;
                    clock.reflecting_since = Some(at);
                    clock.closed_at = None;
                    clock.reopened_at = Some(at);
                }
                workshop.actions.extend(actions.into_iter().map(|action| (action.id, action)));
            }
            Self::TakenFromPaper { timed, unheld } => workshop.take_from_paper(timed, &unheld),
        }
    }

    /// What it touches besides.
    pub(super) fn touches(&self) -> Touches<'_> {
        match self {
            Self::Planned { facilitator, scribe, .. } => about(Subject::Everything)
                .attendance(AttendanceChange::Planned { facilitator: *facilitator, scribe: *scribe }),
            Self::Opened { at, .. } => {
                about(Subject::Everything).attendance(AttendanceChange::Opened).moment(Moment::Opened { at: *at })
            }
            Self::PlanChanged { .. } | Self::OpeningShown { .. } | Self::StageStarted { .. } => {
                about(Subject::Workshop)
            }
            Self::TakenFromPaper { .. } => about(Subject::Everything),
            Self::Paused { at } => about(Subject::Rounds).moment(Moment::Paused { at: *at }),
            Self::Resumed { at } => about(Subject::Rounds).moment(Moment::Resumed { at: *at }),
            Self::Extended { ends_at } => about(Subject::Workshop).moment(Moment::Extended { ends_at: *ends_at }),
            Self::ReflectionShortened { minutes } => {
                about(Subject::Workshop).moment(Moment::ReflectionShortened { minutes: *minutes })
            }
            Self::ReflectionStarted { at, .. } => {
                about(Subject::Workshop).moment(Moment::ReflectionStarted { at: *at })
            }
            Self::RoundsResumed { at } => about(Subject::Workshop).moment(Moment::RoundsResumed { at: *at }),
            Self::Closed { at } => {
                about(Subject::Everything).moment(Moment::Closed { at: *at }).rows(RowChange::NotesKept)
            }
            Self::Reopened { at, .. } => about(Subject::Everything).moment(Moment::Reopened { at: *at }),
        }
    }
}
