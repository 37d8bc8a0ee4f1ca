//! How many ballots a second are verified and taken, over HTTP, with the senders on the same machine.

#![expect(clippy::print_stdout, clippy::disallowed_methods, clippy::unwrap_used, reason = "this measures")]

use std::time::Instant;

use domain::id::PersonId;
use futures_util::{StreamExt, stream};
use testkit::app::TestApp;
use testkit::live::new_id;
use testkit::survey::sign_ballot;

const BALLOTS: usize = 3_000;
const AT_ONCE: usize = 16;
const REPEATS: usize = 5;

#[tokio::main]
async fn main() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mut rates: Vec<f64> = Vec::new();
    for _ in 0..REPEATS {
        let invited: Vec<PersonId> = (0..=BALLOTS).map(|_| PersonId(new_id())).collect();
        let (round, key) = app.survey_round_and_key(owner.team(), &invited, 5).await;
        let ballots: Vec<_> = (0..BALLOTS).map(|_| sign_ballot(&key, 4).bytes()).collect();
        let started = Instant::now();
        let client = app.client();
        let sent = ballots.iter().map(|ballot| client.send_ballot(round.id, ballot));
        let answers: Vec<_> = stream::iter(sent).buffer_unordered(AT_ONCE).collect().await;
        let taken = started.elapsed().as_secs_f64();
        assert!(answers.iter().all(|answer| answer.status == 202));
        #[expect(clippy::cast_precision_loss, reason = "it is a few thousand")]
        rates.push(BALLOTS as f64 / taken);
        server::survey::close(&app.app, round.id).await.unwrap();
    }
    rates.sort_by(f64::total_cmp);
    println!(
        "ballots a second, {REPEATS} times {BALLOTS}: {:.0} (median; {:.0} to {:.0})",
        rates[REPEATS / 2],
        rates[0],
        rates[REPEATS - 1]
    );
}
