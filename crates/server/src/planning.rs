//! The beginning of a workshop's log.

use domain::id::{CommandId, PersonId, TeamId, WorkshopId};
use domain::workshop::{Actor, Card, Command, Context, Event, Plan, Standing, Workshop, decide};
use store::workshops::{Commit, Projection, WorkshopRow};

use crate::error::{Error, Result};
use crate::state::App;

/// What a new workshop is to be.
pub(crate) struct NewPlan {
    pub(crate) team: TeamId,
    pub(crate) plan: Plan,
    pub(crate) facilitator: PersonId,
    pub(crate) scribe: Option<PersonId>,
    pub(crate) cards: Vec<Card>,
}

/// Without what is easily mistaken: I, L, O, 0 and 1.
const CODE_LETTERS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const CODE_LENGTH: usize = 6;
/// A code is taken by chance once in a million times; never so often in a row.
const CODE_TRIES: usize = 5;

/// Plans a workshop and stores the first commit of its log.
pub(crate) async fn create(app: &App, by: PersonId, new: NewPlan) -> Result<WorkshopRow> {
    let (state, events) = begin(app, new)?;
    let now = app.now();
    for _ in 0..CODE_TRIES {
        let row = WorkshopRow {
            id: WorkshopId(app.new_id()),
            team: state.team,
            version: 1,
            created_at: now,
            projection: Projection::of(&state, Some(code(app)), None),
        };
        let command = CommandId(app.new_id());
        let first = Commit { version: 1, command, actor: Some(by), at: now, events: events.clone() };
        match app.store.create_workshop(row.clone(), first).await {
            Err(store::Error::Conflict("join_code")) => {}
            done => return done.map(|()| row).map_err(Error::from),
        }
    }
    Err(Error::Internal("no code to join by was free".into()))
}

fn begin(app: &App, new: NewPlan) -> Result<(Workshop, Vec<Event>)> {
    let NewPlan { team, plan, facilitator, scribe, cards } = new;
    plan.check()?;
    let mut events = vec![Event::Planned { team, plan, facilitator, scribe }];
    let mut state = Workshop::replay(&events).expect("the log begins with the plan");
    let actor = Actor { person: facilitator, standing: Standing::Member };
    let context = Context { now: app.now(), observed_at: None, actor };
    for card in cards {
        let placed = decide(&state, Command::PlaceCard { card }, &context)?;
        placed.iter().for_each(|event| state.apply(event));
        events.extend(placed);
    }
    Ok((state, events))
}

/// Six letters and digits. Bytes that would favour some of them are passed over.
fn code(app: &App) -> String {
    let fair = 256 - 256 % CODE_LETTERS.len();
    let random = std::iter::repeat_with(|| app.entropy.bytes32()).flatten().map(usize::from);
    let letters = random.filter(|byte| *byte < fair).map(|byte| char::from(CODE_LETTERS[byte % CODE_LETTERS.len()]));
    letters.take(CODE_LENGTH).collect()
}
