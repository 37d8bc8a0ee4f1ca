//! What guests and room screens see around a workshop that is over: what was there when it was closed.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::PersonId;
use domain::text::{PersonName, WallName};
use domain::time::Timestamp;
use domain::workshop::{Ballots, Wall, Workshop};
use serde::{Deserialize, Serialize};

use super::{KnownRunbook, ProjectionContext};
use crate::team::System;

/// What surrounded a workshop when it was closed. The part without names of people is stored as JSON for as long as guests
/// may look at the workshop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtClosing {
    team_name: String,
    systems: Vec<System>,
    runbooks: Vec<KnownRunbook>,
    wall_names: BTreeMap<Wall, WallName>,
    /// The names of people, and whether each member was a responder.
    #[serde(skip)]
    pub names: BTreeMap<PersonId, (PersonName, Option<bool>)>,
}

impl AtClosing {
    /// What surrounds a workshop at this moment.
    #[must_use]
    pub fn capture(workshop: &Workshop, around: &ProjectionContext) -> Self {
        let people: BTreeSet<_> = around.members.keys().chain(workshop.people.keys()).copied().collect();
        let names = people.into_iter().filter_map(|person| {
            Some((person, (around.names.get(&person)?.clone(), around.members.get(&person).copied())))
        });
        Self {
            team_name: around.team_name.clone(),
            systems: around.systems.clone(),
            runbooks: around.runbooks.clone(),
            wall_names: around.wall_names.clone(),
            names: names.collect(),
        }
    }

    /// As little as can be shown where it is not known what there was: the people who took part.
    #[must_use]
    pub fn unknown(workshop: &Workshop, around: &ProjectionContext) -> Self {
        let names = workshop.people.keys().filter_map(|id| Some((*id, (around.names.get(id)?.clone(), None))));
        Self { team_name: around.team_name.clone(), names: names.collect(), ..Self::default() }
    }
}

impl ProjectionContext {
    /// What guests and room screens see around a workshop that was closed at `closed_at`. A person who is not among
    /// `existing` was erased since, and has no name here either.
    #[must_use]
    pub fn as_at(&self, closing: AtClosing, existing: &BTreeSet<PersonId>, closed_at: Timestamp) -> Self {
        let known = closing.names.into_iter().filter(|(person, _)| existing.contains(person));
        let mut names = BTreeMap::new();
        let mut members = BTreeMap::new();
        for (person, (name, responder)) in known {
            names.insert(person, name);
            members.extend(responder.map(|responder| (person, responder)));
        }
        let earlier = self.earlier.iter().filter(|(_, earlier)| earlier.at <= closed_at);
        Self {
            workshop: self.workshop,
            team: self.team,
            team_name: closing.team_name,
            demo: self.demo,
            join_code: None,
            names,
            members,
            systems: closing.systems,
            runbooks: closing.runbooks,
            scenarios: self.scenarios.clone(),
            screens: Vec::new(),
            wall_names: closing.wall_names,
            ballots: Ballots::default(),
            // It is asked at the end of a workshop, also after it was closed, and the room screen shows where to answer.
            survey: self.survey.clone(),
            earlier: earlier.map(|(note, earlier)| (*note, earlier.clone())).collect(),
        }
    }
}
