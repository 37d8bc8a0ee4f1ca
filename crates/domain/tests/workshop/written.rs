//! What one person wrote is in the order in which they wrote it, whatever the clocks show.

use domain::id::{AnswerId, StepId};
use domain::text::AnswerText;
use domain::time::Timestamp;
use domain::workshop::{
    Actor, Command, Context, DebriefCommand, DebriefQuestion, RoundCommand, RoundNumber, Standing, StepCommand,
    Written, decide,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::world::{JONAS, MEI, World, note, step};

const ROUND: RoundNumber = RoundNumber(1);

/// What happens in a browser with three tabs, or to a clock.
#[derive(Clone, Debug)]
enum Happening {
    /// Somebody writes in a tab; it waits there.
    Write { tab: usize, kind: u8 },
    /// A tab sends what waits in it, in order; `late` when it was disconnected in between.
    Send { tab: usize, late: bool },
    /// The browser's clock is put elsewhere, in seconds from the true time.
    BrowserClock(i64),
    /// The server's clock is put elsewhere.
    ServerClock(i64),
    /// Seconds pass.
    Wait(i64),
    /// The facilitator writes a step of her own, on a good clock.
    Other,
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        6 => (0..3_usize, 0..3_u8).prop_map(|(tab, kind)| Happening::Write { tab, kind }),
        3 => (0..3_usize, any::<bool>()).prop_map(|(tab, late)| Happening::Send { tab, late }),
        1 => (-20_000..20_000_i64).prop_map(Happening::BrowserClock),
        1 => (-20_000..20_000_i64).prop_map(Happening::ServerClock),
        2 => (0..90_i64).prop_map(Happening::Wait),
        1 => Just(Happening::Other),
    ]
}

/// Something that waits in a tab.
struct Waiting {
    n: u128,
    kind: u8,
    at: Timestamp,
    sequence: u64,
}

struct Scene {
    world: World,
    /// Microseconds.
    time: i64,
    browser: i64,
    server: i64,
    tabs: [Vec<Waiting>; 3],
    last: u64,
    written: Vec<(u128, u8)>,
}

impl Scene {
    fn new() -> Self {
        let mut world = World::running();
        world.ok(MEI, Command::Rounds(RoundCommand::StartDebrief { round: ROUND }));
        // Long enough after the start that a clock can be put back.
        let time = 400 * Timestamp::MINUTE;
        Self { world, time, browser: 0, server: 0, tabs: Default::default(), last: 0, written: Vec::new() }
    }

    fn happen(&mut self, happening: &Happening) {
        match *happening {
            Happening::Write { tab, kind } => {
                let n = 100 + self.written.len() as u128;
                let at = self.time + self.browser;
                // As web/src/lib/live/sequence.ts counts.
                self.last = u64::try_from(at / 1_000).unwrap_or(0).max(self.last + 1);
                self.tabs[tab].push(Waiting { n, kind, at: Timestamp(at), sequence: self.last });
                self.written.push((n, kind));
            }
            Happening::Send { tab, late } => self.send(tab, late),
            Happening::BrowserClock(seconds) => self.browser = seconds * 1_000_000,
            Happening::ServerClock(seconds) => self.server = seconds * 1_000_000,
            Happening::Wait(seconds) => self.time += seconds * 1_000_000,
            Happening::Other => {
                self.world.now = Timestamp(self.time + self.server);
                let n = 100_000 + self.world.log.len() as u128;
                self.world.ok(MEI, step(n, 1, "meanwhile"));
            }
        }
    }

    fn send(&mut self, tab: usize, late: bool) {
        for Waiting { n, kind, at, sequence } in std::mem::take(&mut self.tabs[tab]) {
            let command = match kind {
                0 => step(n, 1, "did something"),
                1 => note(n, "a thought"),
                _ => Command::Debrief(DebriefCommand::AddAnswer {
                    answer: AnswerId(Uuid::from_u128(n)),
                    round: ROUND,
                    question: DebriefQuestion::Alarm,
                    step: None,
                    text: AnswerText::parse("the alarm").unwrap(),
                }),
            };
            let context = Context {
                now: Timestamp(self.time + self.server),
                observed_at: late.then_some(at),
                sequence: Some(sequence),
                actor: Actor { person: JONAS, standing: Standing::Member },
            };
            for event in decide(&self.world.workshop, command, &context).unwrap() {
                self.world.workshop.apply(&event);
            }
        }
    }

    /// What Jonas wrote of one kind, in the order in which it is shown.
    fn shown(&self, kind: u8) -> Vec<u128> {
        let workshop = &self.world.workshop;
        let by_time = |mut all: Vec<(Written, Uuid)>| -> Vec<u128> {
            all.sort_by_key(|(written, id)| (written.at, written.sequence, *id));
            all.into_iter().map(|(_, id)| id.as_u128()).collect()
        };
        match kind {
            0 => {
                let steps = workshop.steps_of(ROUND).into_iter().filter(|step| step.by == JONAS);
                steps.map(|step| step.id.0.as_u128()).collect()
            }
            1 => by_time(workshop.notes.values().map(|note| (note.written(), note.id.0)).collect()),
            _ => by_time(workshop.answers.values().map(|answer| (answer.written(), answer.id.0)).collect()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_one_person_wrote_keeps_its_order(happenings in proptest::collection::vec(happening(), 1..80)) {
        let mut scene = Scene::new();
        for happening in &happenings {
            scene.happen(happening);
        }
        (0..3).for_each(|tab| scene.send(tab, true));
        for kind in 0..3 {
            let written = scene.written.iter().filter(|(_, other)| *other == kind);
            let expected: Vec<_> = written.map(|(n, _)| *n).collect();
            prop_assert_eq!(scene.shown(kind), expected, "kind {}", kind);
        }
    }
}

/// As after a kill: the second step was answered late by the server's clock, the third carries the time at which it was typed.
#[test]
fn a_step_that_is_sent_again_stays_behind_the_one_before_it() {
    let mut world = World::running();
    let mut write = |n: u128, now: i64, observed_at: Option<i64>, sequence: Option<u64>| {
        let context = Context {
            now: Timestamp(now),
            observed_at: observed_at.map(Timestamp),
            sequence,
            actor: Actor { person: JONAS, standing: Standing::Member },
        };
        for event in decide(&world.workshop, step(n, 1, "did something"), &context).unwrap() {
            world.workshop.apply(&event);
        }
    };
    write(2, 5_000_000, None, Some(1_000));
    write(3, 9_000_000, Some(3_000_000), Some(2_000));
    write(1, 9_000_000, Some(7_000_000), Some(500));
    let order: Vec<_> = world.workshop.steps_of(ROUND).iter().map(|step| step.id.0.as_u128()).collect();
    assert_eq!(order, [1, 2, 3]);
}

#[test]
fn a_new_step_comes_after_one_that_was_moved_to_the_end() {
    let mut world = World::running();
    for n in 1..4 {
        world.ok(JONAS, step(n, 1, "did something"));
    }
    let id = |n| StepId(Uuid::from_u128(n));
    world.ok(JONAS, Command::Steps(StepCommand::MoveStep { step: id(1), after: Some(id(3)) }));
    world.ok(JONAS, step(4, 1, "did something"));
    let order: Vec<_> = world.workshop.steps_of(ROUND).iter().map(|step| step.id).collect();
    assert_eq!(order, [id(2), id(3), id(1), id(4)]);
}
