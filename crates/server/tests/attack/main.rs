//! The attacker's test: a program acts as the operator of the server, and tries to find out who answered what.
//!
//! It knows who was asked, the moment at which each of them sent their ballot, the published histogram, and what was on disk, in the
//! log and in the metrics after every single request. It may practise on rounds whose answers it knows, and takes what worked best
//! to rounds whose answers it does not know. It must not guess better than a person who has only the histogram. Servers that are
//! weakened on purpose, each in one way, must be broken by it: so this test can fail.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that panics has failed, and this one measures")]

mod guess;
mod owner;
mod round;

use server::ballots::Weakness;
use testkit::app::Database;

use crate::guess::{GUESSERS, Guesser};
use crate::round::{Played, Scene};

/// How much better than the histogram alone a guess may be, as a share of all answers.
const ALLOWED: f64 = 0.03;
/// The 99 % quantile of the normal distribution.
const Z: f64 = 2.326;

/// How many rounds are attacked: `READYROOM_ATTACKS`, or so few that the test takes seconds.
fn rounds(few: usize, share: usize) -> usize {
    std::env::var("READYROOM_ATTACKS").map_or(few, |all| all.parse::<usize>().unwrap() / share)
}

#[tokio::test]
async fn the_operator_learns_nothing_from_sqlite() {
    holds(Database::Sqlite, rounds(60, 1)).await;
}

#[tokio::test]
async fn the_operator_learns_nothing_from_postgres() {
    holds(Database::Postgres, rounds(20, 10)).await;
}

#[tokio::test]
async fn every_weakened_server_is_broken() {
    for weakness in Weakness::FOR_OPERATORS {
        let advantage = attack(Database::Sqlite, Some(weakness), rounds(6, 30)).await;
        println!("{weakness:?}: {advantage}");
        assert!(advantage.lower() > ALLOWED, "{weakness:?} was not noticed: {advantage}");
    }
}

async fn holds(database: Database, count: usize) {
    let advantage = attack(database, None, count).await;
    println!("{database:?}, {count} rounds: {advantage}");
    if count >= 100 {
        assert!(advantage.upper() <= ALLOWED, "{advantage}");
    } else {
        // So few rounds cannot prove that it holds; a leak would show all the same.
        assert!(advantage.lower() <= ALLOWED, "{advantage}");
    }
}

/// Practises on a third as many rounds, takes the best way of guessing, and guesses the answers of `count` others.
async fn attack(database: Database, weakness: Option<Weakness>, count: usize) -> Advantage {
    let mut scene = Scene::on(database, weakness).await;
    // A weakness in how batches are written shows where there are some.
    let fewest = if weakness.is_some() { 12 } else { 5 };
    let mut known = Vec::new();
    for _ in 0..count.div_ceil(3) {
        known.push(scene.play(fewest).await);
    }
    let mean = |guesser: &&Guesser| Advantage::of(&known, guesser).mean;
    let best = GUESSERS.iter().max_by(|a, b| mean(a).total_cmp(&mean(b))).unwrap();
    let mut unknown = Vec::new();
    for _ in 0..count {
        unknown.push(scene.play(fewest).await);
    }
    Advantage::of(&unknown, best)
}

/// How much better than the histogram alone, over many rounds.
struct Advantage {
    by: &'static str,
    mean: f64,
    error: f64,
}

impl Advantage {
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    fn of(rounds: &[Played], guesser: &Guesser) -> Self {
        let gains: Vec<f64> = rounds
            .iter()
            .map(|round| {
                let right = |guesses: &[u8]| guesses.iter().zip(&round.answers).filter(|(a, b)| a == b).count() as f64;
                let alone = vec![round.likeliest(); round.answers.len()];
                let fallback = |guess: &Option<u8>| guess.unwrap_or(round.likeliest());
                let guessed: Vec<u8> = (guesser.guess)(round).iter().map(fallback).collect();
                (right(&guessed) - right(&alone)) / round.answers.len() as f64
            })
            .collect();
        let count = gains.len() as f64;
        let mean = gains.iter().sum::<f64>() / count;
        let variance = gains.iter().map(|gain| (gain - mean).powi(2)).sum::<f64>() / (count - 1.0).max(1.0);
        Self { by: guesser.name, mean, error: (variance / count).sqrt() }
    }

    fn upper(&self) -> f64 {
        self.mean + Z * self.error
    }

    fn lower(&self) -> f64 {
        self.mean - Z * self.error
    }
}

impl std::fmt::Display for Advantage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [mean, lower, upper] = [self.mean, self.lower(), self.upper()].map(|share| share * 100.0);
        write!(f, "{mean:.2} points better than the histogram alone ({lower:.2} to {upper:.2}), by {}", self.by)
    }
}
