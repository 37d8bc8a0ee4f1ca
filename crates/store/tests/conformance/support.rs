//! A fresh store for each test, and things to put into it.

use std::sync::Arc;

use domain::id::{
    ActionId, CommandId, InvitationId, NoteId, PersonId, PracticeId, RevisionId, RunbookId, ScenarioId, SystemId,
    TeamId, WorkshopId,
};
use domain::scenario::{Difficulty, Draft, Evidence, EvidenceContent, Origin, Release, Scenario, ScenarioSystem};
use domain::team::Role;
use domain::text::{ActionText, PersonName, RunbookText, SystemName, TeamName, Title};
use domain::time::Timestamp;
use domain::workshop::{Action, ActionStatus, Event, PeopleEvent, Phase, Plan, Priority, RoundNumber, TimeEvent};
use store::Conflict;
use store::accounts::{AccountRow, SessionRow};
use store::practice::PracticeRow;
use store::preparation::CancelledRow;
use store::runbooks::RunbookDraft;
use store::scenarios::ScenarioRow;
use store::systems::SystemRow;
use store::teams::{InvitationRow, TeamRow};
use store::workshops::{Commit, Effects, Projection, WorkshopRow};
use store::{Error, Sha256, Store};
use uuid::Uuid;

/// Makes of each function a test on SQLite and one on PostgreSQL.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                let folder = tempfile::tempdir().unwrap();
                let store = store::open_sqlite(&folder.path().join("readyroom.sqlite")).await.unwrap();
                super::$name(store.clone()).await;
                store.close().await;
            })+
        }

        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                let store = store::open_postgres(&testkit::postgres::database().await).await.unwrap();
                super::$name(store.clone()).await;
                store.close().await;
            })+
        }
    };
}
pub(crate) use on_both;

/// Makes of each function two tests, each with the address of an empty database.
macro_rules! on_both_addresses {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                let folder = tempfile::tempdir().unwrap();
                super::$name(&format!("sqlite:{}", folder.path().join("readyroom.sqlite").display())).await;
            })+
        }

        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                super::$name(&testkit::postgres::database().await).await;
            })+
        }
    };
}
pub(crate) use on_both_addresses;

/// What every test is given.
pub(crate) type AStore = Arc<dyn Store>;

/// Some minutes after the beginning of the tests' time.
pub(crate) fn at(minutes: i64) -> Timestamp {
    Timestamp(1_800_000_000_000_000).plus_minutes(minutes)
}

pub(crate) fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub(crate) fn person(n: u128) -> PersonId {
    PersonId(uuid(n))
}

pub(crate) fn team_id(n: u128) -> TeamId {
    TeamId(uuid(n))
}

pub(crate) fn workshop_id(n: u128) -> WorkshopId {
    WorkshopId(uuid(n))
}

pub(crate) fn scenario_id(n: u128) -> ScenarioId {
    ScenarioId(uuid(n))
}

/// The hash of some token.
pub(crate) fn token(n: u8) -> Sha256 {
    [n; 32]
}

pub(crate) fn name(name: &str) -> PersonName {
    PersonName::parse(name).unwrap()
}

pub(crate) fn account(n: u128) -> AccountRow {
    AccountRow {
        id: person(n),
        name: name(&format!("Person {n}")),
        email: Some(format!("person{n}@example.org")),
        password_hash: Some(format!("$argon2id${n}")),
        created_at: at(0),
    }
}

pub(crate) fn demo_account(n: u128) -> AccountRow {
    AccountRow { email: None, password_hash: None, ..account(n) }
}

/// A session for an hour.
pub(crate) fn session(n: u8, account: u128) -> SessionRow {
    SessionRow { token_hash: token(n), account: person(account), created_at: at(0), expires_at: at(60) }
}

pub(crate) fn team(n: u128) -> TeamRow {
    TeamRow { id: team_id(n), name: TeamName::parse(&format!("Team {n}")).unwrap(), demo: false, created_at: at(0) }
}

/// An invitation for an hour.
pub(crate) fn invitation(n: u8, team: u128, created_by: u128) -> InvitationRow {
    InvitationRow {
        id: InvitationId(uuid(n.into())),
        team: team_id(team),
        token_hash: token(n),
        created_by: person(created_by),
        created_at: at(n.into()),
        expires_at: at(60),
    }
}

pub(crate) fn system(n: u128, team: u128, name: &str) -> SystemRow {
    SystemRow {
        id: SystemId(uuid(n)),
        team: team_id(team),
        name: SystemName::parse(name).unwrap(),
        about: None,
        pack: None,
        links: Vec::new(),
    }
}

pub(crate) fn scenario(n: u128, team: u128, slug: &str) -> ScenarioRow {
    ScenarioRow {
        id: scenario_id(n),
        team: team_id(team),
        revision: RevisionId(uuid(n)),
        number: 1,
        content: Draft(content(slug)).into(),
        written_by: None,
        created_at: at(i64::try_from(n).unwrap()),
        updated_at: at(i64::try_from(n).unwrap()),
        archived: false,
    }
}

/// A draft, because of its minutes: a complete scenario has no unusual characters.
pub(crate) fn content(slug: &str) -> Scenario {
    Scenario {
        slug: slug.into(),
        title: Title::parse("Invoices stand still").unwrap(),
        systems: vec![ScenarioSystem { name: SystemName::parse("invoicing").unwrap(), about: None }],
        difficulty: Difficulty::Easy,
        brief: "No invoice since \"09:14\" – 'why'?\n\u{1F9E8} \\ \u{0}".into(),
        evidence: vec![Evidence {
            id: "page".into(),
            offset_s: -60,
            release: Release::After { minutes: 3 },
            misleading: true,
            content: EvidenceContent::Page { title: None, sender: None, text: "> 1 of 2".into() },
        }],
        minutes: 1,
        notes: "Hidden.".into(),
        hints: Vec::new(),
        reference_path: vec!["Look at the queue.".into()],
        cause: "A full queue.".into(),
        resolution: "An empty one.".into(),
        origin: Origin::MadeUp,
        authors: vec!["Ada".into()],
        pack: None,
    }
}

pub(crate) fn plan(starts_at: Timestamp) -> Plan {
    Plan {
        title: Title::parse("November").unwrap(),
        starts_at,
        zone: "Europe/Vienna".into(),
        place: None,
        meeting_link: None,
        minutes: 60,
        reflection_minutes: 15,
    }
}

/// A planned workshop that starts `start` minutes after the beginning.
pub(crate) fn workshop(n: u128, team: u128, start: i64) -> WorkshopRow {
    WorkshopRow {
        id: workshop_id(n),
        team: team_id(team),
        version: 1,
        created_at: at(0),
        projection: Projection {
            plan: plan(at(start)),
            phase: Phase::Planned,
            facilitator: person(1),
            scribe: None,
            cards: 3,
            join_code: Some(format!("CODE{n}")),
            closed_at: None,
        },
    }
}

/// What is kept of a planned workshop that is deleted.
pub(crate) fn cancelled(row: &WorkshopRow) -> CancelledRow {
    CancelledRow { id: row.id, team: row.team, plan: row.projection.plan.clone(), sequence: 1, at: at(1) }
}

/// A run of a card that begins with the tests' time.
pub(crate) fn practice(n: u128, team: u128, owner: u128, card: u128) -> PracticeRow {
    PracticeRow {
        id: PracticeId(uuid(n)),
        team: team_id(team),
        owner: person(owner),
        scenario: scenario_id(card),
        revision: RevisionId(uuid(card)),
        state: domain::practice::Practice::begin(at(0)),
    }
}

/// The first commit of a workshop's log.
pub(crate) fn first(workshop: &WorkshopRow) -> Commit {
    let Projection { plan, facilitator, scribe, .. } = workshop.projection.clone();
    Commit {
        version: 1,
        command: command(1),
        actor: Some(facilitator),
        at: at(0),
        events: vec![Event::Time(TimeEvent::Planned { team: workshop.team, plan, facilitator, scribe })],
    }
}

/// A later commit, of the command with its version's number.
pub(crate) fn commit(version: u64) -> Commit {
    let events = vec![Event::People(PeopleEvent::Left { person: person(version.into()) })];
    Commit { version, command: command(version.into()), actor: None, at: at(0), events }
}

pub(crate) fn command(n: u128) -> CommandId {
    CommandId(uuid(n))
}

/// Effects that leave a workshop as it is but for its phase; closing it happens at `closed_at`.
pub(crate) fn effects(workshop: &WorkshopRow, phase: Phase, closed_at: Option<Timestamp>) -> Effects {
    let projection = Projection { phase, closed_at, ..workshop.projection.clone() };
    let (actions, practised, investigated, drafts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    Effects {
        row: Some(projection),
        actions,
        practised,
        investigated,
        drafts,
        walls: Default::default(),
        closing: None,
    }
}

pub(crate) fn action(n: u128) -> Action {
    Action {
        id: ActionId(uuid(n)),
        text: ActionText::parse(&format!("Do thing {n}")).unwrap(),
        owner: Some(person(1)),
        due: None,
        priority: Priority::High,
        impact: None,
        effort: None,
        system: None,
        status: ActionStatus::Open,
        reason: None,
        notes: vec![NoteId(uuid(1)), NoteId(uuid(2))],
        carried: false,
        revision: 0,
        removed: false,
    }
}

/// A draft of the first round, about the system of the same number.
pub(crate) fn draft(n: u128) -> RunbookDraft {
    RunbookDraft {
        id: RunbookId(uuid(n)),
        round: RoundNumber(1),
        scenario: scenario_id(n),
        title: Title::parse("Invoices stand still").unwrap(),
        text: RunbookText::parse("1. Looked at the queue\n2. Replayed \"one\"").unwrap(),
        systems: [SystemId(uuid(n))].into(),
    }
}

/// Puts a team in, with as many members as there are persons; the first owns it.
pub(crate) async fn seed_team(store: &AStore, n: u128, people: &[u128]) {
    for (place, one) in people.iter().enumerate() {
        if store.account(person(*one)).await.unwrap().is_none() {
            store.create_account(account(*one)).await.unwrap();
        }
        if place == 0 {
            store.create_team(team(n), person(*one)).await.unwrap();
        } else {
            store.add_member(team_id(n), person(*one), Role::Member, false, at(1)).await.unwrap();
        }
    }
}

/// Puts a planned workshop in, and returns its row.
pub(crate) async fn seed_workshop(store: &AStore, n: u128, team: u128, start: i64) -> WorkshopRow {
    let row = workshop(n, team, start);
    store.create_workshop(row.clone(), first(&row)).await.unwrap();
    row
}

/// That a call was refused for a reason.
#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(result: store::Result<T>, reason: Conflict) {
    assert!(matches!(result, Err(Error::Conflict(why)) if why == reason), "{result:?} instead of {reason:?}");
}

/// That a call found nothing to work on.
#[track_caller]
pub(crate) fn not_found<T: std::fmt::Debug>(result: store::Result<T>) {
    assert!(matches!(result, Err(Error::NotFound)), "{result:?} instead of not found");
}
