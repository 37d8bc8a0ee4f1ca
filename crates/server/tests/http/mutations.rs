//! The server answers every mutated message to the routes of the monthly question, and counts the valid ones.

use axum::http::Method;
use futures_util::{StreamExt, stream};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use testkit::app::TestApp;
use testkit::client::Client;
use testkit::survey::{Ticket, ballot};

const MUTATIONS: usize = 10_000;
const AT_ONCE: usize = 8;

/// Some bytes changed, cut off, put in, or taken out; seldom bytes that have nothing to do with the message.
fn mutated(message: &[u8], chance: &mut ChaCha20Rng) -> Vec<u8> {
    let mut below = |limit: usize| usize::try_from(chance.next_u64() % u64::try_from(limit.max(1)).unwrap()).unwrap();
    let mut bytes = message.to_vec();
    for _ in 0..=below(3) {
        let at = below(bytes.len());
        match below(6) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << below(8),
            1 if !bytes.is_empty() => bytes[at] = u8::try_from(below(256)).unwrap(),
            2 => bytes.truncate(at),
            3 => bytes.insert(at.min(bytes.len()), u8::try_from(below(256)).unwrap()),
            4 => {
                let end = (at + below(40)).min(bytes.len());
                let _ = bytes.drain(at.min(end)..end);
            }
            _ => bytes = (0..below(2 * message.len())).map(|_| u8::try_from(below(256)).unwrap()).collect(),
        }
    }
    bytes
}

#[tokio::test]
async fn ten_thousand_mutated_messages_crash_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, "Mona").await;
    let round = app.survey_round(owner.team(), &[owner.person(), member.person()], 5).await.id;
    let good = ballot(&owner, round, 4, Some("More runbooks")).await.bytes();
    let claim = serde_json::to_vec(&Ticket::new(&member, round).await.claim_request()).unwrap();
    let (ballots, claims) = (format!("/api/ballots/{round}"), format!("/api/survey-rounds/{round}/claim"));
    let mut chance = ChaCha20Rng::seed_from_u64(11);
    // The signature is most of a ballot: what is behind it is reached only by changes after it.
    let messages = (0..MUTATIONS).map(|number| match number % 4 {
        0 => (&claims, "application/json", mutated(&claim, &mut chance)),
        _ => (&ballots, "application/octet-stream", mutated(&good, &mut chance)),
    });
    let sent = messages.map(|(path, kind, bytes)| {
        let client: &Client = &member;
        async move { client.send(Method::POST, path, Some((kind, bytes))).await.status }
    });
    let answers: Vec<_> = stream::iter(sent).buffer_unordered(AT_ONCE).collect().await;
    assert_eq!(answers.len(), MUTATIONS);
    let broken: Vec<_> = answers.iter().filter(|status| status.is_server_error()).collect();
    assert!(broken.is_empty(), "{broken:?}");
    assert!(answers.iter().filter(|status| status.is_client_error()).count() > MUTATIONS / 2);

    let _ = app.client().send_ballot(round, &good).await.expect(202);
    let closing = server::survey::close(&app.app, round).await.unwrap();
    assert_eq!(closing.ballots, 1, "however often a good one came, it counts once");
}
