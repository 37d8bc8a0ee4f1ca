//! How quick a live workshop is. It prints figures (`cargo test -p server --test live speed -- --nocapture`) and holds them
//! only to what a busy machine keeps, too.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "this measures")]

use std::time::{Duration, Instant};

use domain::id::NoteId;
use futures_util::future::join_all;
use testkit::live::{Live, new_id};

use crate::protocol::add_note;
use crate::scene::{Stage, World};

const PAGES: usize = 15;
const COMMANDS: usize = 300;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_workshop_of_fifteen_pages() {
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
            page.does(add_note(NoteId(new_id()), "The log search took four minutes")).await;
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
