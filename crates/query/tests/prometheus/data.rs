//! Three hours of metrics with what real ones have: counters that are reset, gaps longer than the look-back, values that are no numbers,
//! histograms, and scrapes that are not on time.

use std::fmt::Write as _;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The first scrape, in milliseconds since 1970.
pub(crate) const START: i64 = 1_700_000_000_000;
/// Milliseconds between first and last scrape.
pub(crate) const LENGTH: i64 = 3 * 3_600_000;
const INTERVAL: i64 = 15_000;

pub(crate) fn write() -> String {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let mut text = String::new();
    text.push_str("# TYPE requests counter\n");
    for (job, instance, status) in
        [("api", 0, 200), ("api", 0, 500), ("api", 1, 200), ("api", 1, 500), ("web", 0, 200), ("web", 1, 200)]
    {
        let mut count = 0.0;
        write_series(
            &mut text,
            &mut random,
            &format!("requests_total{{job=\"{job}\",instance=\"{instance}\",status=\"{status}\"}}"),
            |random, index| {
                count += f64::from(random.next_u32() % 20);
                if index % 211 == 200 {
                    count = 0.0;
                }
                Some(count)
            },
        );
    }
    text.push_str("# TYPE temperature gauge\n");
    for (job, instance) in [("api", 0), ("api", 1), ("web", 0), ("web", 1)] {
        write_series(
            &mut text,
            &mut random,
            &format!("temperature{{job=\"{job}\",instance=\"{instance}\",zone=\"z{instance}\"}}"),
            |random, index| match (instance, index % 97) {
                (1, 10..=45) => None,
                (0, 3) => Some(f64::NAN),
                (0, 5) if job == "web" => Some(f64::INFINITY),
                (0, 6) if job == "web" => Some(f64::NEG_INFINITY),
                _ => Some(f64::from(random.next_u32() % 4_000) / 100.0 - 10.0),
            },
        );
    }
    text.push_str("# TYPE up gauge\n");
    for (job, instance) in [("api", 0), ("api", 1), ("web", 0), ("web", 1)] {
        write_series(&mut text, &mut random, &format!("up{{job=\"{job}\",instance=\"{instance}\"}}"), |random, _| {
            Some(f64::from(u8::from(random.next_u32() % 9 > 0)))
        });
    }
    text.push_str("# TYPE version gauge\n");
    for (job, instance, version) in [("api", 0, "1.2"), ("api", 1, "1.3"), ("web", 0, "2.0")] {
        write_series(
            &mut text,
            &mut random,
            &format!("version{{job=\"{job}\",instance=\"{instance}\",version=\"{version}\"}}"),
            |_, _| Some(1.0),
        );
    }
    text.push_str("# TYPE latency histogram\n");
    for job in ["api", "web"] {
        let mut counts = [0.0; 6];
        let bounds = ["0.01", "0.1", "0.5", "1.0", "5.0", "+Inf"];
        let draws: Vec<Vec<f64>> = (0..=LENGTH / INTERVAL)
            .map(|_| {
                let mut added = 0.0;
                for count in &mut counts {
                    added += f64::from(random.next_u32() % 5);
                    *count += added;
                }
                counts.to_vec()
            })
            .collect();
        for (place, bound) in bounds.iter().enumerate() {
            write_series(
                &mut text,
                &mut random,
                &format!("latency_bucket{{job=\"{job}\",le=\"{bound}\"}}"),
                |_, index| Some(draws[index][place]),
            );
        }
    }
    text.push_str("# EOF\n");
    text
}

fn write_series(
    text: &mut String,
    random: &mut ChaCha8Rng,
    name: &str,
    mut value: impl FnMut(&mut ChaCha8Rng, usize) -> Option<f64>,
) {
    for index in 0..=(LENGTH / INTERVAL) {
        let late = i64::from(random.next_u32().is_multiple_of(4)) * i64::from(random.next_u32() % 2_000);
        let time = START + index * INTERVAL + late;
        if let Some(value) = value(random, index as usize) {
            let value = if value.is_infinite() {
                if value > 0.0 { "+Inf".to_owned() } else { "-Inf".to_owned() }
            } else {
                value.to_string()
            };
            writeln!(text, "{name} {value} {}.{:03}", time / 1000, time % 1000).expect("a text takes what is written");
        }
    }
}
