//! Feeds with the monthly question, and when it comes for ten years, for tests in other languages: a list in JSON.

use std::io::Write;

use api::time::{instant, to_rfc3339};
use documents::calendar::{Feed, Question};
use documents::recurrence::Recurrence;
use domain::id::TeamId;
use domain::time::Day;
use serde_json::json;
use uuid::Uuid;

const ZONES: [&str; 6] =
    ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "America/Santiago"];
const RULES: [&str; 6] = [
    "FREQ=MONTHLY;BYDAY=1TU",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1SU",
    "FREQ=WEEKLY;BYDAY=SU",
    "DTSTART;VALUE=DATE:20261126\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "FREQ=DAILY;INTERVAL=10",
];
// Not within an hour that clocks skip, or show twice.
const MINUTES: [u16; 3] = [10 * 60, 4 * 60 + 30, 22 * 60 + 45];
const UNTIL: &str = "2036-11-24";

fn main() -> std::io::Result<()> {
    let today = Day::parse("2026-11-24").expect("it is a day");
    let mut feeds = Vec::new();
    for zone in ZONES {
        for recurrence in RULES {
            for minute in MINUTES {
                let rule = Recurrence::parse_stored(recurrence).expect("it is a rule");
                let days: Vec<Day> =
                    rule.days(&today, 1_000).into_iter().take_while(|day| day.as_str() < UNTIL).collect();
                let next = days.first().expect("it comes");
                let starts: Vec<_> = days.iter().map(|day| to_rfc3339(instant(zone, day, minute))).collect();
                let question = Question {
                    team: TeamId(Uuid::from_u128(1)),
                    team_name: "Payments",
                    recurrence,
                    minute,
                    zone,
                    next,
                    opened: Vec::new(),
                    public_url: "https://ready.example",
                };
                let (workshops, questions) = (Vec::new(), vec![question]);
                let ics = Feed { name: "Payments".into(), workshops, questions, today: today.clone() }.to_ics();
                feeds.push(json!({ "zone": zone, "rule": recurrence, "minute": minute, "ics": ics, "starts": starts }));
            }
        }
    }
    writeln!(std::io::stdout(), "{}", json!(feeds))
}
