//! After any commands, what the changed parts add up to is what a whole projection gives, for every audience. Single items change
//! nothing of what people may do.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../domain/tests/workshop/requests/mod.rs"]
mod requests;
#[path = "../../domain/tests/workshop/world.rs"]
#[expect(dead_code, reason = "the tests of the rules use all of it")]
mod world;

use std::collections::BTreeMap;

use api::entity::{Entity, EntityKey};
use api::live::Audience;
use api::project::{Part, ProjectionContext, changed_parts, project, project_part};
use domain::id::{RevisionId, WorkshopId};
use domain::scenario::{Difficulty, Evidence, EvidenceContent, Hint, Origin, Release, Scenario};
use domain::text::Title;
use domain::workshop::{Actor, Ballots, Workshop, permissions};
use proptest::prelude::*;
use uuid::Uuid;

use self::requests::request;
use self::world::World;

type Entities = BTreeMap<EntityKey, Entity>;

const AUDIENCES: [Audience; 5] =
    [Audience::Lobby, Audience::Everyone, Audience::Investigator, Audience::Desk, Audience::Visitors];

fn scenario(n: u128) -> Scenario {
    let evidence = |id: &str, release| Evidence {
        id: id.into(),
        offset_s: 0,
        release,
        misleading: false,
        content: EvidenceContent::Text { title: None, sender: None, text: format!("{id} of {n}") },
    };
    Scenario {
        slug: format!("card-{n}"),
        title: Title::parse(&format!("Card {n}")).unwrap(),
        systems: Vec::new(),
        difficulty: Difficulty::Easy,
        brief: String::new(),
        evidence: vec![
            evidence("page", Release::Back),
            evidence("letters", Release::Asked { ask: "the dead letters".into() }),
            evidence("call", Release::After { minutes: 3 }),
        ],
        minutes: 10,
        notes: String::new(),
        hints: [1, 2].map(|after_minutes| Hint { after_minutes, text: "Look".into() }).into(),
        reference_path: Vec::new(),
        cause: "A full disk".into(),
        resolution: String::new(),
        origin: Origin::MadeUp,
        authors: Vec::new(),
        pack: None,
    }
}

fn around(workshop: &Workshop) -> ProjectionContext {
    ProjectionContext {
        workshop: WorkshopId(Uuid::from_u128(8)),
        team: workshop.team,
        team_name: "Parcels".into(),
        demo: false,
        join_code: None,
        names: BTreeMap::new(),
        members: workshop.people.keys().map(|person| (*person, true)).collect(),
        systems: Vec::new(),
        runbooks: Vec::new(),
        scenarios: (0..20).map(|n| (RevisionId(Uuid::from_u128(0x6000 + n)), scenario(n))).collect(),
        screens: Vec::new(),
        wall_names: BTreeMap::new(),
        ballots: Ballots::default(),
        survey: None,
        earlier: BTreeMap::new(),
    }
}

fn by_key(entities: Vec<Entity>) -> Entities {
    entities.into_iter().map(|entity| (entity.key(), entity)).collect()
}

/// Puts what an audience may see of a part in the place of what it saw.
fn replace(entities: &mut Entities, part: Part, now: Vec<Entity>) {
    let now = by_key(now);
    for (first, end) in part.keys().ranges() {
        let seen: Vec<_> = entities.range(first..end).map(|(key, _)| key.clone()).collect();
        seen.iter().for_each(|key| drop(entities.remove(key)));
    }
    for (key, entity) in now {
        assert!(entities.insert(key.clone(), entity).is_none(), "{key:?} is not among the keys of {part:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_parts_add_up_to_the_whole(
        requests in proptest::collection::vec(request(), 1..120),
        opened in any::<bool>(),
    ) {
        let mut world = if opened { World::open(5) } else { World::planned(3) };
        let around = around(&world.workshop);
        let mut seen = AUDIENCES.map(|audience| by_key(project(&world.workshop, &around, audience)));
        for (person, standing, minutes, command) in requests {
            let before = world.workshop.clone();
            world.after(minutes);
            let asked = format!("{command:?}");
            let Ok(events) = world.try_as(Actor { person, standing }, command) else { continue };
            let parts = changed_parts(&before, &world.workshop, &events);
            if parts.iter().copied().all(Part::is_item) {
                let may = |workshop: &Workshop| {
                    workshop.people.keys().map(|person| permissions(workshop, Actor { person: *person, standing })).collect::<Vec<_>>()
                };
                prop_assert_eq!(may(&before), may(&world.workshop), "what people may do, after {}", asked);
            }
            for (audience, seen) in AUDIENCES.into_iter().zip(&mut seen) {
                for part in &parts {
                    let now = project_part(&world.workshop, &around, audience, *part);
                    if part.is_same_for_all() && audience != Audience::Lobby {
                        prop_assert_eq!(&now, &project_part(&world.workshop, &around, Audience::Everyone, *part));
                    }
                    replace(seen, *part, now);
                }
                let whole = by_key(project(&world.workshop, &around, audience));
                prop_assert_eq!(&*seen, &whole, "{:?} after {}", audience, asked);
            }
        }
    }
}
