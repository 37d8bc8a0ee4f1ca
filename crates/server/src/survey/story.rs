//! A team's story: what it did, and how ready it felt.

use documents::story::{self, HeldWorkshop, Range, Story, StoryAction, StoryFacts, StoryNotes};
use domain::id::TeamId;
use domain::workshop::ActionStatus;

use super::results::results;
use crate::error::Result;
use crate::services::Services;

/// What a team did and how ready it felt, month by month; nobody is named.
pub(crate) async fn team_story(services: &Services, team: TeamId, months: Range) -> Result<Story> {
    let now = services.now();
    let since = months.since(now);
    let happened = services.store.happenings(team, since).await?;
    let noted = services.store.crappy_notes(team, since).await?;
    let facts = StoryFacts {
        held: happened.workshops.iter().map(|held| HeldWorkshop { at: held.at, cards: held.cards }).collect(),
        made: happened
            .actions
            .iter()
            .map(|made| StoryAction {
                at: made.at,
                done_at: made.settled_at.filter(|_| made.status == ActionStatus::Done),
            })
            .collect(),
        noted: noted
            .into_iter()
            .map(|notes| StoryNotes {
                at: notes.at,
                question: notes.question,
                systems: notes.systems,
                count: notes.count,
            })
            .collect(),
        open_actions: services.store.team_counts(team).await?.open_actions,
    };
    let confidence = results(services, team, false).await?;
    Ok(story::build_story(months, now, &facts, confidence))
}
