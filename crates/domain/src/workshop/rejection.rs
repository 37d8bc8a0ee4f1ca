//! Why a command was refused.

use super::{Phase, Reason};
use crate::refusal::{Refusal, Refuses};

/// Why a command was refused. [`Rejection::code`] is stable; the text is for a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.refusal())]
pub enum Rejection {
    /// No page of ours asks it like this.
    Invalid(Reason),
    /// The person may not do this.
    NotAllowed(Reason),
    /// The person has not joined.
    NotJoined,
    /// It is not possible in this phase of the workshop.
    WrongPhase(Phase),
    /// What it is about does not exist.
    NotFound(Reason),
    /// An id is in use already.
    IdInUse,
    /// Somebody else changed it meanwhile.
    Changed,
    /// A rule of the practice forbids it.
    Rule(Reason),
    /// A limit is reached.
    Full {
        /// What there is too much of.
        what: Reason,
        /// How many fit.
        limit: usize,
    },
    /// The reflection time has begun.
    ReflectionTime,
}

impl Rejection {
    /// A stable word for machines.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "invalid",
            Self::NotAllowed(_) => "not_allowed",
            Self::NotJoined => "not_joined",
            Self::WrongPhase(_) => "wrong_phase",
            Self::NotFound(_) => "not_found",
            Self::IdInUse => "id_in_use",
            Self::Changed => "changed",
            Self::Rule(_) => "rule",
            Self::Full { .. } => "full",
            Self::ReflectionTime => "reflection_time",
        }
    }
}

impl Refuses for Rejection {
    fn refusal(&self) -> Refusal {
        match self {
            Self::Invalid(reason) | Self::NotAllowed(reason) | Self::NotFound(reason) | Self::Rule(reason) => {
                reason.refusal()
            }
            Self::NotJoined => Reason::NotJoined.refusal(),
            Self::WrongPhase(phase) => while_in(*phase).refusal(),
            Self::IdInUse => Reason::IdInUse.refusal(),
            Self::Changed => Reason::Changed.refusal(),
            Self::Full { what, limit } => what.refusal().number("limit", *limit),
            Self::ReflectionTime => Reason::ReflectionTime.refusal(),
        }
    }
}

fn while_in(phase: Phase) -> Reason {
    match phase {
        Phase::Planned => Reason::WhilePlanned,
        Phase::Open => Reason::WhileOpening,
        Phase::Running => Reason::WhileRunning,
        Phase::Reflecting => Reason::WhileReflecting,
        Phase::Closed => Reason::WhileClosed,
    }
}
