//! How quick a live workshop is. It prints figures (`cargo test -p server --test live speed -- --nocapture`) and holds them
//! only to what a busy machine keeps, too.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "this measures")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use domain::id::{NoteId, TeamId};
use domain::workshop::{Command, NoteColour, WallCommand};
use futures_util::future::join_all;
use server::Services;
use server::computations::{Cancellation, ComputationKey, ComputationKind, ComputationLimits, ComputationRequest};
use testkit::live::{Live, new_id};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::protocol::add_note;
use crate::scene::{Stage, World};

const PAGES: usize = 15;
const COMMANDS: usize = 300;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_workshop_with_fifteen_pages_is_fast() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    let people = [&world.facilitator, &world.scribe, &world.investigator, &world.third, &world.member];
    let mut pages: Vec<Live> = Vec::new();
    for n in 0..PAGES {
        let face = ["desk", "seat", "room"][n / people.len()];
        pages.push(scene.page(people[n % people.len()], &format!("face={face}")).await);
    }
    let before = scene.state().await.notes.len();
    let begun = Instant::now();
    let took = join_all(pages.into_iter().map(|mut page| async move {
        let mut took = Vec::new();
        for _ in 0..COMMANDS / PAGES {
            let sent = Instant::now();
            page.execute(add_note(NoteId(new_id()), "The log search took four minutes")).await;
            took.push(sent.elapsed());
        }
        took
    }));
    let mut took: Vec<Duration> = took.await.into_iter().flatten().collect();
    let all = begun.elapsed();
    took.sort();
    let at = |percent: usize| took[took.len() * percent / 100 - usize::from(percent == 100)];
    println!(
        "{COMMANDS} commands of {PAGES} pages at once: {all:.0?}; to accepted: median {:.1?}, 95 % {:.1?}, all {:.1?}",
        at(50),
        at(95),
        at(100)
    );
    assert_eq!(scene.state().await.notes.len(), before + COMMANDS);
    assert!(at(50) < Duration::from_secs(5), "median {:?}", at(50));
}

/// How much slower a command may be while the pool of computations is full. With two processors, one of which computes, it takes
/// 2 to 4 ms instead of 1 ms; where computations had the priority of commands, it would take a time slice of the system's more
/// for each of its steps.
const FACTOR: f64 = 20.0;
const TURNS: usize = 8;
const COMMANDS_OF_TURN: usize = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn long_computations_do_not_slow_commands_down() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    let mut page = scene.page(&world.scribe, "face=seat").await;
    let (mut idle, mut busy) = (Vec::new(), Vec::new());
    // In turns, so that other load on the machine affects both equally.
    for _ in 0..TURNS {
        measure(&mut page, &mut idle).await;
        let computing = fill_pool(&world.app.app).await;
        measure(&mut page, &mut busy).await;
        drop(computing);
        while world.app.app.computations.pending() > 0 {
            tokio::task::yield_now().await;
        }
    }
    let (idle, busy) = (median(idle), median(busy));
    let factor = busy.as_secs_f64() / idle.as_secs_f64();
    println!("to accepted: median {idle:.1?}, with a full pool {busy:.1?}: {factor:.2} times as long");
    assert!(factor < FACTOR, "{factor:.2} times as long: {idle:?}, {busy:?}");
}

/// How much longer than a request a command may take that follows another one at once. It takes some 1.5 times as long; with
/// Nagle's algorithm, which waits for the acknowledgement of the answer before, it took 30 times as long.
const OF_A_REQUEST: f64 = 10.0;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_that_follows_another_is_answered_at_once() {
    let world = World::new().await;
    let scene = world.scene(Stage::Investigating).await;
    let mut page = scene.page(&world.scribe, "face=seat").await;
    let (mut requests, mut commands) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        for _ in 0..COMMANDS_OF_TURN {
            let sent = Instant::now();
            let _ = world.scribe.get("/api/me").await.expect(200);
            requests.push(sent.elapsed());
        }
        measure(&mut page, &mut commands).await;
    }
    let (request, command) = (median(requests), median(commands));
    let factor = command.as_secs_f64() / request.as_secs_f64();
    println!("a request: median {request:.1?}, a command {command:.1?}: {factor:.2} times as long");
    assert!(factor < OF_A_REQUEST, "{factor:.2} times as long: {request:?}, {command:?}");
}

/// How much longer a command may take with twenty-five times as many notes. It takes as long; when everything was projected for
/// each command, it took 8 times as long.
const WITH_MANY_NOTES: f64 = 2.0;
const FEW_NOTES: usize = 36;
const MANY_NOTES: usize = 900;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_costs_the_same_however_many_notes_there_are() {
    let world = World::new().await;
    let mut pages = Vec::new();
    for notes in [FEW_NOTES, MANY_NOTES] {
        let scene = world.scene(Stage::Investigating).await;
        let ids: Vec<_> = (0..notes).map(|_| NoteId(new_id())).collect();
        scene.execute(&world.scribe, ids.iter().map(|id| add_note(*id, "The log search took four minutes"))).await;
        let watching = scene.page(&world.facilitator, "face=desk").await;
        pages.push((scene.page(&world.scribe, "face=seat").await, ids[0], Vec::new(), watching));
    }
    for turn in 0..TURNS * COMMANDS_OF_TURN {
        let colour = [NoteColour::Light, NoteColour::Deep][turn % 2];
        for (page, note, took, _) in &mut pages {
            let sent = Instant::now();
            page.execute(Command::Walls(WallCommand::ColourNote { note: *note, colour, token: None })).await;
            took.push(sent.elapsed());
        }
    }
    let medians: Vec<_> = pages.into_iter().map(|(_, _, took, _)| median(took)).collect();
    let factor = medians[1].as_secs_f64() / medians[0].as_secs_f64();
    println!("median with few notes {:.1?}, with many {:.1?}: {factor:.2} times as long", medians[0], medians[1]);
    assert!(factor < WITH_MANY_NOTES, "{factor:.2} times as long: {medians:?}");
}

async fn measure(page: &mut Live, took: &mut Vec<Duration>) {
    for _ in 0..COMMANDS_OF_TURN {
        let sent = Instant::now();
        page.execute(add_note(NoteId(new_id()), "The log search took four minutes")).await;
        took.push(sent.elapsed());
    }
}

fn median(mut took: Vec<Duration>) -> Duration {
    took.sort();
    took[took.len() / 2]
}

/// Every thread of the pool computes, and no more fits into its queue, until what is returned is dropped.
async fn fill_pool(services: &Services) -> JoinSet<()> {
    let limits = ComputationLimits::default();
    let started = Arc::new(AtomicUsize::new(0));
    let mut computing = JoinSet::new();
    for number in 0..limits.threads + limits.waiting {
        let key = ComputationKey::new(ComputationKind::TrendPicture, &new_id()).unwrap();
        let team = TeamId(Uuid::from_u128((number % 8) as u128));
        let request = ComputationRequest { key, team, deadline: Duration::from_secs(600) };
        let (pool, started_now) = (services.computations.clone(), started.clone());
        let endless = move |cancellation: &Cancellation| {
            started_now.fetch_add(1, Ordering::Relaxed);
            loop {
                cancellation.check()?;
            }
        };
        computing.spawn(async move { drop(pool.compute::<Vec<u8>>(request, endless).await) });
        let running = limits.threads.min(number + 1);
        while services.computations.pending() <= number || started.load(Ordering::Relaxed) < running {
            tokio::task::yield_now().await;
        }
    }
    computing
}
