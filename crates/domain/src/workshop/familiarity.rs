//! Who knows which card already.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::id::{PersonId, ScenarioId};

/// From where somebody knows a card already, so that it should rather go to somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Familiarity {
    /// They wrote one of its wordings.
    Wrote,
    /// They handled the real incident.
    Handled,
    /// They investigated it in an earlier workshop.
    Practised,
}

/// Who of the team's members knows which card already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knows {
    reasons: BTreeMap<ScenarioId, BTreeMap<PersonId, Familiarity>>,
    /// Who practised which card alone. That is private: a draw avoids it, and nothing names it.
    alone: BTreeSet<(ScenarioId, PersonId)>,
}

impl Knows {
    /// Notes that a member knows a card; of several reasons the first of [`Familiarity`] counts.
    pub fn add(&mut self, scenario: ScenarioId, member: PersonId, why: Familiarity) {
        let known = self.reasons.entry(scenario).or_default().entry(member).or_insert(why);
        *known = (*known).min(why);
    }

    /// Notes that a member practised a card alone.
    pub fn add_alone(&mut self, scenario: ScenarioId, member: PersonId) {
        self.alone.insert((scenario, member));
    }

    /// Whether a draw should rather give the card to somebody else.
    #[must_use]
    pub fn avoids(&self, scenario: ScenarioId, member: PersonId) -> bool {
        self.why(scenario, member).is_some() || self.alone.contains(&(scenario, member))
    }

    /// From where a member knows a card, if they do. What they practised alone is not in it.
    #[must_use]
    pub fn why(&self, scenario: ScenarioId, member: PersonId) -> Option<Familiarity> {
        self.reasons.get(&scenario)?.get(&member).copied()
    }
}

impl FromIterator<(ScenarioId, PersonId, Familiarity)> for Knows {
    fn from_iter<T: IntoIterator<Item = (ScenarioId, PersonId, Familiarity)>>(all: T) -> Self {
        let mut knows = Self::default();
        all.into_iter().for_each(|(scenario, member, why)| knows.add(scenario, member, why));
        knows
    }
}

/// Somebody who holds a card that they know already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Who.
    pub person: PersonId,
    /// From where.
    pub why: Familiarity,
}
