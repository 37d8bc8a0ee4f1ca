//! How often a team should meet, and when next.

use api::rhythm::{Hours, TeamRhythm, USUAL_HOURS, Wanted, propose};
use api::time::{days_between, local, plus_days, to_rfc3339, today_in};
use domain::id::{PersonId, TeamId};
use domain::rhythm::{Brought, Recommendation, Rhythm, RhythmFacts, recommend};
use domain::survey::showable;
use domain::time::{Day, Timestamp};
use domain::workshop::{Phase, Plan, RoundState, Wall};
use store::rhythm::MemberHours;
use store::workshops::WorkshopRow;

use crate::error::{Error, Result};
use crate::services::Services;

/// How many rounds of the question are considered: half a year.
const ROUNDS: usize = 6;
/// A team that never met begins at ten.
const USUAL_START: u16 = 10 * 60;
/// A first workshop is proposed for a week from now.
const FIRST: i64 = 7;

/// How often a team should meet and why, with three starts for the next workshop in its members' working hours.
pub(crate) async fn rhythm(services: &Services, team: TeamId, asker: PersonId) -> Result<TeamRhythm> {
    let now = services.now();
    // One that was closed this very moment, too.
    let last = services.store.last_closed(team, Timestamp(now.0.saturating_add(1))).await?;
    let workers = services.store.workers(team).await?;
    let responders = services.store.responders(team).await?.len();
    let present = current_rhythm(services, team, last.as_ref()).await?;
    let Recommendation { rhythm, signs } = recommend(&facts(services, team, last.as_ref(), responders, present).await?);
    let usual = last.as_ref().map(|row| &row.projection.plan);
    let zone = match usual {
        Some(plan) => plan.zone.clone(),
        None => find_zone(&workers, asker),
    };
    let today = day(&zone, now)?;
    let around = match &last {
        Some(row) => plus_days(&day(&zone, held_at(row))?, rhythm.days()).max(today),
        None => plus_days(&today, FIRST),
    };
    let minutes = usual.map_or_else(|| Plan::suggested_minutes(responders), |plan| plan.minutes);
    let start = usual.map_or(USUAL_START, |plan| local(&zone, plan.starts_at).minute);
    let wanted = Wanted { around: around.clone(), minutes, zone, usual: start };
    let people: Vec<Hours> = workers.into_iter().map(hours).collect();
    let next = services.store.next_workshop(team, now).await?.filter(|row| row.projection.phase == Phase::Planned);
    Ok(TeamRhythm {
        rhythm,
        present,
        signs,
        last: last.as_ref().map(|row| to_rfc3339(held_at(row))),
        planned: next.map(|row| to_rfc3339(row.projection.plan.starts_at)),
        around: around.into(),
        minutes,
        proposals: propose(&people, &wanted, now),
    })
}

async fn facts(
    services: &Services,
    team: TeamId,
    last: Option<&WorkshopRow>,
    responders: usize,
    present: Rhythm,
) -> Result<RhythmFacts> {
    let last = match last {
        Some(row) => Some(count_results(services, row).await?),
        None => None,
    };
    // Answers to another question show nothing about this one.
    let rounds = services.store.survey_rounds(team).await?;
    let wording = rounds.first().map(|round| round.wording.clone());
    let published = rounds.into_iter().filter(|round| Some(&round.wording) == wording.as_ref());
    let histograms = published.filter_map(|round| {
        let closing = round.closing?;
        let numbers = (closing.ballots, round.invited);
        showable(round.threshold, closing.outcome, numbers, closing.histogram.as_ref()).copied()
    });
    let mut rounds: Vec<_> = histograms.take(ROUNDS).collect();
    rounds.reverse();
    let open_actions = services.store.team_counts(team).await?.open_actions;
    Ok(RhythmFacts { responders: u32::try_from(responders).unwrap_or(u32::MAX), open_actions, last, rounds, present })
}

async fn count_results(services: &Services, row: &WorkshopRow) -> Result<Brought> {
    let workshop = services.hub.replay(row.id).await?;
    let crappy = workshop.notes.values().filter(|note| !note.removed && note.wall == Wall::Crappy).count();
    let cards = workshop.rounds.values().filter(|round| round.state == RoundState::Done).count();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Brought { crappy: number(crappy), cards: number(cards) })
}

/// How often a team meets: from the time between its last two workshops. One that met once, or never, begins monthly.
async fn current_rhythm(services: &Services, team: TeamId, last: Option<&WorkshopRow>) -> Result<Rhythm> {
    let Some(last) = last else { return Ok(Rhythm::Monthly) };
    let Some(before) = services.store.last_closed(team, last.projection.closed_at.unwrap_or(held_at(last))).await?
    else {
        return Ok(Rhythm::Monthly);
    };
    Ok(Rhythm::of_days(days_between(&day("UTC", held_at(&before))?, &day("UTC", held_at(last))?)))
}

/// When a workshop that is over was.
fn held_at(row: &WorkshopRow) -> Timestamp {
    let projection = &row.projection;
    projection.closed_at.unwrap_or(projection.plan.starts_at)
}

fn day(zone: &str, at: Timestamp) -> Result<Day> {
    Day::parse(&today_in(zone, at)).map_err(|error| Error::Internal(error.to_string()))
}

fn find_zone(workers: &[MemberHours], asker: PersonId) -> String {
    let me = workers.iter().find(|worker| worker.account == asker);
    me.and_then(|worker| worker.time_zone.clone()).unwrap_or_else(|| "UTC".into())
}

fn hours(worker: MemberHours) -> Hours {
    Hours {
        person: worker.account,
        name: worker.name.to_string(),
        zone: worker.time_zone.unwrap_or_else(|| "UTC".into()),
        works: worker.hours.unwrap_or(USUAL_HOURS),
    }
}
