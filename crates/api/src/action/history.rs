//! What became of an action: the differences between what it was before and after each change.

use domain::id::WorkshopId;
use domain::workshop::{ActionStatus, Level, Priority};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One change of an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActionChanged {
    /// When, RFC 3339.
    pub at: String,
    /// The name of the person who changed it, when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The workshop in which it was changed; between two when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workshop: Option<WorkshopId>,
    /// That workshop's title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workshop_title: Option<String>,
    /// What is different.
    pub differences: Vec<Difference>,
}

/// What is different after a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Difference {
    /// It was made; its contents then.
    Made {
        /// What will be done.
        text: String,
    },
    /// What will be done.
    Text {
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// The owner's name, if there is one.
    Owner {
        /// Before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        /// After.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
    /// By when, `YYYY-MM-DD`.
    Due {
        /// Before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        /// After.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
    /// How much it matters.
    Priority {
        /// Before.
        from: Priority,
        /// After.
        to: Priority,
    },
    /// What it would bring, and what it would cost.
    Weight {
        /// What it would bring from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        impact: Option<Level>,
        /// What it would cost from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        effort: Option<Level>,
    },
    /// The system that it is about, by name.
    System {
        /// Before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        /// After.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
    /// Where it stands.
    Status {
        /// Before.
        from: ActionStatus,
        /// After.
        to: ActionStatus,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// It was taken away.
    Removed,
    /// It was brought back.
    Restored,
}

/// What an action was after a change, with names in place of ids.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the action, documented there")]
pub struct ActionState {
    pub text: String,
    pub owner: Option<String>,
    pub due: Option<String>,
    pub priority: Priority,
    pub impact: Option<Level>,
    pub effort: Option<Level>,
    pub system: Option<String>,
    pub status: ActionStatus,
    pub reason: Option<String>,
    pub removed: bool,
}

/// What a change made different; without a state before, the action was made.
#[must_use]
pub fn differences(before: Option<&ActionState>, after: &ActionState) -> Vec<Difference> {
    let Some(before) = before else { return vec![Difference::Made { text: after.text.clone() }] };
    let mut found = Vec::new();
    if before.text != after.text {
        found.push(Difference::Text { from: before.text.clone(), to: after.text.clone() });
    }
    if before.owner != after.owner {
        found.push(Difference::Owner { from: before.owner.clone(), to: after.owner.clone() });
    }
    if before.due != after.due {
        found.push(Difference::Due { from: before.due.clone(), to: after.due.clone() });
    }
    if before.priority != after.priority {
        found.push(Difference::Priority { from: before.priority, to: after.priority });
    }
    if (before.impact, before.effort) != (after.impact, after.effort) {
        found.push(Difference::Weight { impact: after.impact, effort: after.effort });
    }
    if before.system != after.system {
        found.push(Difference::System { from: before.system.clone(), to: after.system.clone() });
    }
    if before.status != after.status || before.reason != after.reason {
        let reason = after.reason.clone();
        found.push(Difference::Status { from: before.status, to: after.status, reason });
    }
    if before.removed != after.removed {
        found.push(if after.removed { Difference::Removed } else { Difference::Restored });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_lists_the_differences() {
        let made = ActionState {
            text: "Link a runbook".into(),
            owner: None,
            due: None,
            priority: Priority::Medium,
            impact: None,
            effort: None,
            system: None,
            status: ActionStatus::Open,
            reason: None,
            removed: false,
        };
        let check = |after: ActionState, expected: &[Difference]| {
            assert_eq!(differences(Some(&made), &after), expected);
        };
        assert_eq!(differences(None, &made), [Difference::Made { text: "Link a runbook".into() }]);
        check(made.clone(), &[]);
        let priya = || Some("Priya".to_owned());
        let taken = ActionState { owner: priya(), due: Some("2026-12-04".into()), ..made.clone() };
        let due = Difference::Due { from: None, to: Some("2026-12-04".into()) };
        check(taken, &[Difference::Owner { from: None, to: priya() }, due]);
        let (status, reason) = (ActionStatus::Dropped, Some("The queue is gone".to_owned()));
        let differences = Difference::Status { from: ActionStatus::Open, to: status, reason: reason.clone() };
        check(ActionState { status, reason, ..made.clone() }, &[differences]);
        let weighed = ActionState { impact: Some(Level::High), priority: Priority::High, ..made.clone() };
        let differences = [
            Difference::Priority { from: Priority::Medium, to: Priority::High },
            Difference::Weight { impact: Some(Level::High), effort: None },
        ];
        check(weighed, &differences);
        check(ActionState { removed: true, ..made.clone() }, &[Difference::Removed]);
    }
}
