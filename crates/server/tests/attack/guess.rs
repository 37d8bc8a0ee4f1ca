//! Ways of guessing who answered what. Each gives an answer for every ballot that was sent, or none where it sees nothing.

use crate::round::{BallotRow, Played};

/// A way of guessing.
pub(crate) struct Guesser {
    pub(crate) name: &'static str,
    pub(crate) guess: fn(&Played) -> Vec<Option<u8>>,
}

pub(crate) const GUESSERS: &[Guesser] = &[
    Guesser { name: "the batches", guess: by_batches },
    Guesser { name: "the order of rows", guess: |round| by_order(round, |row| (row.id.to_vec(), 0)) },
    Guesser {
        name: "the order of writing",
        guess: |round| by_order(round, |row| (row.written.0.to_be_bytes().to_vec(), row.written.1)),
    },
    Guesser { name: "times in ids", guess: by_time },
    Guesser { name: "the log", guess: by_log },
    Guesser { name: "the metrics", guess: by_metrics },
];

/// Every person who had sent a ballot before a batch was written is equally likely to be in it.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn by_batches(round: &Played) -> Vec<Option<u8>> {
    let count = round.answers.len();
    let mut waiting = vec![0.0; count];
    let mut belief = vec![[0.0; 5]; count];
    let mut left = [0.0; 5];
    for answer in &round.answers {
        left[usize::from(*answer) - 1] += 1.0;
    }
    for (at, seen) in round.seen.iter().enumerate() {
        waiting[at] = 1.0;
        if seen.rows.is_empty() {
            continue;
        }
        let mut shares = [0.0; 5];
        for row in &seen.rows {
            shares[usize::from(row.answer) - 1] += 1.0 / seen.rows.len() as f64;
            left[usize::from(row.answer) - 1] -= 1.0;
        }
        let chance = seen.rows.len() as f64 / waiting.iter().sum::<f64>();
        for (wait, belief) in waiting.iter_mut().zip(&mut belief) {
            let taken = *wait * chance;
            belief.iter_mut().zip(shares).for_each(|(belief, share)| *belief += taken * share);
            *wait -= taken;
        }
    }
    let rest: f64 = left.iter().sum();
    for (wait, belief) in waiting.iter().zip(&mut belief) {
        belief.iter_mut().zip(left).for_each(|(belief, left)| *belief += wait * left / rest.max(1.0));
    }
    let likeliest = |belief: &[f64; 5]| (1..=5_u8).max_by(|a, b| of(belief, *a).total_cmp(&of(belief, *b)));
    belief.iter().map(likeliest).collect()
}

fn of(belief: &[f64; 5], answer: u8) -> f64 {
    belief[usize::from(answer) - 1]
}

/// Rows of a batch that follow each other are the ballots that waited longest, one after the other.
fn by_order<K: Ord>(round: &Played, key: fn(&BallotRow) -> K) -> Vec<Option<u8>> {
    let mut guesses = vec![None; round.answers.len()];
    let mut next = 0;
    for seen in &round.seen {
        let mut rows: Vec<_> = seen.rows.iter().collect();
        rows.sort_by_key(|row| key(row));
        for row in rows {
            if let Some(guess) = guesses.get_mut(next) {
                *guess = Some(row.answer);
            }
            next += 1;
        }
    }
    guesses
}

/// A UUID of version 7 begins with its time in milliseconds.
fn by_time(round: &Played) -> Vec<Option<u8>> {
    let mut guesses = vec![None; round.answers.len()];
    for row in round.seen.iter().flat_map(|seen| &seen.rows) {
        let time = row.id[..6].iter().fold(0_i64, |time, byte| (time << 8) | i64::from(*byte));
        let nearest = (0..round.times.len()).min_by_key(|at| (round.times[*at] / 1_000).abs_diff(time));
        if let Some(nearest) = nearest {
            guesses[nearest] = Some(row.answer);
        }
    }
    guesses
}

/// The last number from 1 to 5 that was logged while the ballot was taken.
fn by_log(round: &Played) -> Vec<Option<u8>> {
    let last = |text: &str| text.split(|c: char| !c.is_ascii_alphanumeric()).rev().find_map(digit);
    round.seen.iter().map(|seen| last(&seen.log)).collect()
}

/// The number from 1 to 5 in a label of what was counted while the ballot was taken.
fn by_metrics(round: &Played) -> Vec<Option<u8>> {
    let label = |line: &String| line.split('"').skip(1).step_by(2).find_map(digit);
    round.seen.iter().map(|seen| seen.metrics.iter().find_map(label)).collect()
}

fn digit(word: &str) -> Option<u8> {
    word.parse().ok().filter(|number| (1..=5).contains(number))
}
