//! Why a command was refused.

use super::Phase;

/// Why a command was refused. [`Rejection::code`] is stable; the text is for a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// No page of ours asks it like this.
    #[error("{0}")]
    Invalid(&'static str),
    /// The person may not do this.
    #[error("{0}")]
    NotAllowed(&'static str),
    /// The person has not joined.
    #[error("Join the workshop first.")]
    NotJoined,
    /// It is not possible in this phase of the workshop.
    #[error("This does not go while the workshop is {}.", phase_word(*.0))]
    WrongPhase(Phase),
    /// What it is about does not exist.
    #[error("{0} is not there.")]
    NotFound(&'static str),
    /// An id is in use already.
    #[error("This id is in use already.")]
    IdInUse,
    /// Somebody else changed it meanwhile.
    #[error("Somebody changed this meanwhile. Have a look and try again.")]
    Changed,
    /// A rule of the practice forbids it.
    #[error("{0}")]
    Rule(&'static str),
    /// A limit is reached.
    #[error("There is room for {limit} {what}.")]
    Full {
        /// What there is too much of.
        what: &'static str,
        /// How many fit.
        limit: usize,
    },
    /// The reflection time has begun.
    #[error("The time kept for reflection has begun: stop drawing, or extend the workshop.")]
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

fn phase_word(phase: Phase) -> &'static str {
    match phase {
        Phase::Planned => "only planned",
        Phase::Open => "opening",
        Phase::Running => "running",
        Phase::Reflecting => "reflecting",
        Phase::Closed => "closed",
    }
}
