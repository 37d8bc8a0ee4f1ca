//! A team's story: what it did, and how ready it felt.

use documents::story::{self, Facts, Held, Made, Noted, Range, Story};
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
    let facts = Facts {
        held: happened.workshops.iter().map(|held| Held { at: held.at, cards: held.cards }).collect(),
        made: happened
            .actions
            .iter()
            .map(|made| Made { at: made.at, done_at: made.settled_at.filter(|_| made.status == ActionStatus::Done) })
            .collect(),
        noted: noted
            .into_iter()
            .map(|notes| Noted { at: notes.at, question: notes.question, systems: notes.systems, count: notes.count })
            .collect(),
        open_actions: services.store.team_counts(team).await?.open_actions,
    };
    let confidence = results(services, team, false).await?;
    Ok(story::tell(months, now, &facts, confidence))
}
