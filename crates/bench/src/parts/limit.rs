//! The highest rate at which 99 of 100 deliveries take less than 100 ms, and none is missing.

use anyhow::Result;

use crate::bench::Bench;
use crate::figures::{Samples, number, to_float};
use crate::fill::Content;
use crate::load::{self, Load};
use crate::notes::Act;
use crate::progress;
use crate::report::{Section, Table, Target};
use crate::wire::Contestant;

const ROOMS: usize = 100;
const PEOPLE: usize = 10;
/// With one more of each person: workshops in the middle of their life.
const NOTES: usize = 100;
const SLOWEST_MS: f64 = 100.0;
/// Notes for each room and second with which the search begins.
const FIRST: f64 = 20.0;
const HALVINGS: usize = 4;

pub(crate) fn measure(bench: &Bench) -> Result<Section> {
    let prepared = bench.prepare(ROOMS, PEOPLE, Content { notes: NOTES, ..Content::default() })?;
    let contestants = [Contestant::Readyroom, Contestant::SocketIo];
    let mut highest = contestants.map(|_| Samples::default());
    for repetition in 0..bench.repetitions() {
        for (contestant, samples) in contestants.into_iter().zip(&mut highest) {
            let rate = find_highest_rate(FIRST, HALVINGS, |rate| {
                let (warm_up, measured) = (bench.time(2), bench.time(5));
                let load = Load { rooms: ROOMS, people: PEOPLE, rate, act: Act::Edit, warm_up, measured };
                let server = bench.start(contestant, &prepared)?;
                // A server that is overloaded may also close its sockets or stop reading.
                let holds = load::run_load(contestant, &server, &prepared.workshops, &load)
                    .is_ok_and(|outcome| outcome.is_complete() && outcome.deliveries.percentile_ms(99.0) < SLOWEST_MS);
                progress(&format!(
                    "  {repetition} {} {rate}/s: {}",
                    contestant.name(),
                    if holds { "holds" } else { "too much" }
                ));
                Ok(holds)
            })?;
            samples.add(rate * to_float(ROOMS as u64));
        }
    }
    let [ours, theirs] = &highest;
    let mut table = Table::new(["server", "notes per second over all rooms", "Readyroom ÷ it"]);
    for (contestant, samples) in contestants.into_iter().zip(&highest) {
        table.row([contestant.name().to_owned(), samples.to_string(), number(ours.median() / samples.median())]);
    }
    let what = "highest rate with p99 below 100 ms ÷ socket.io";
    Ok(Section {
        tables: vec![table],
        targets: vec![Target::at_least(what, ours.median() / theirs.median(), 1.0, "")],
        remarks: vec![format!(
            "{ROOMS} rooms of {PEOPLE} people, who edit their notes; Readyroom has {} notes in each room.",
            NOTES + PEOPLE
        )],
    })
}

/// Finds the highest rate that holds: doubled until one does not (or halved until one does), and then narrowed down by halving
/// the distance `halvings` times.
fn find_highest_rate(first: f64, halvings: usize, mut holds: impl FnMut(f64) -> Result<bool>) -> Result<f64> {
    const LOWEST: f64 = 0.1;
    let (mut low, mut high) = (0.0, first);
    while holds(high)? {
        (low, high) = (high, high * 2.0);
    }
    while low == 0.0 && high > LOWEST {
        if holds(high / 2.0)? {
            low = high / 2.0;
        } else {
            high /= 2.0;
        }
    }
    for _ in 0..halvings {
        let middle = f64::midpoint(low, high);
        if holds(middle)? {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bisection_comes_close_from_above_and_below() {
        for limit in [3.0, 19.0, 20.0, 33.0, 450.0] {
            let mut probes = 0;
            let found = find_highest_rate(20.0, 4, |rate| {
                probes += 1;
                Ok(rate <= limit)
            });
            let found = found.unwrap();
            assert!(found <= limit && found > limit * 0.93, "{found} for {limit}");
            assert!(probes < 12);
        }
    }

    #[test]
    fn a_server_that_holds_nothing_has_no_highest_rate() {
        assert!(find_highest_rate(20.0, 4, |_| Ok(false)).unwrap() < 0.1);
    }
}
