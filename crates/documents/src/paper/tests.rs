//! Tests of a whole paper: what is understood, the place of each fault, and that reading never fails.

use domain::id::{CommandId, PersonId, ScenarioId};
use domain::text::ReasonText;
use domain::workshop::ActionStatus::{Done, Dropped};
use domain::workshop::{Level, Outcome, Wall};
use proptest::prelude::*;
use uuid::Uuid;

use super::{Around, Holder, PaperCard, PaperPerson, PaperPlace, PaperWorkshop, Played, ReadPaper, read};
use api::time::{from_rfc3339, to_rfc3339};

const MEI: PersonId = PersonId(Uuid::from_u128(1));
const JONAS: PersonId = PersonId(Uuid::from_u128(2));
const CARD: ScenarioId = ScenarioId(Uuid::from_u128(3));

fn around() -> Around {
    Around {
        members: [(MEI, "Mei Tanaka".into()), (JONAS, "Jonas Weber".into())].into(),
        scenarios: [(CARD, "Orders stall".into())].into(),
        now: from_rfc3339("2026-11-24T12:00:00Z").unwrap(),
    }
}

fn card(steps: &str) -> PaperCard {
    let investigator = Some(PaperPerson::Other { name: " gus ".into() });
    PaperCard {
        scenario: Some(CARD),
        title: String::new(),
        outcome: Outcome::Solved,
        investigator,
        steps: steps.into(),
    }
}

fn paper() -> PaperWorkshop {
    PaperWorkshop {
        id: CommandId(Uuid::from_u128(9)),
        title: "November workshop".into(),
        date: "2026-11-23".into(),
        time: "10:00".into(),
        zone: "Europe/Vienna".into(),
        minutes: 90,
        facilitator: MEI,
        scribe: None,
        members: vec![JONAS, MEI],
        others: "Gus\n- Renee from care\n".into(),
        cards: vec![card("10:05 looked at the queue\nfound a template"), {
            PaperCard { scenario: None, title: "Search is empty".into(), investigator: None, ..card("") }
        }],
        crappy: "No runbook\n\n• Log search took 4 min".into(),
        awesome: String::new(),
        proposals: "Link runbooks".into(),
        actions: "Link a runbook | Jonas | 4 Dec | high".into(),
        owners: Vec::new(),
    }
}

#[test]
fn a_whole_paper_is_understood() {
    let (preview, whole) = read(&paper(), &around());
    assert_eq!(preview.faults, []);
    let ReadPaper { plan, members, others, cards, notes, actions, .. } = whole.unwrap();
    assert_eq!((to_rfc3339(plan.starts_at).as_str(), plan.reflection_minutes), ("2026-11-23T09:00:00Z", 15));
    assert_eq!((members, others.len()), (vec![MEI, JONAS], 2));
    assert_eq!((&cards[0].played, cards[0].investigator), (&Played::Card(CARD), Some(Holder::Other(0))));
    assert_eq!(cards[0].steps[0].at.map(to_rfc3339).as_deref(), Some("2026-11-23T09:05:00Z"));
    assert!(matches!(&cards[1].played, Played::Titled(title) if title.as_str() == "Search is empty"));
    assert_eq!(notes.iter().map(|(wall, _)| *wall).collect::<Vec<_>>(), [Wall::Crappy, Wall::Crappy, Wall::Actions]);
    assert_eq!(actions[0].owner, Some(JONAS));
    assert_eq!(preview.cards[0][0].time.as_deref(), Some("10:05"));
}

#[test]
fn a_headline_that_the_team_has_is_its_card() {
    let titled = PaperCard { scenario: None, title: "orders STALL".into(), ..card("") };
    let (_, whole) = read(&PaperWorkshop { cards: vec![titled], ..paper() }, &around());
    assert_eq!(whole.unwrap().cards[0].played, Played::Card(CARD));
}

#[test]
fn times_of_other_clocks_are_those_of_the_room() {
    let check = |steps: &str, expected: &[&str]| {
        let (preview, whole) = read(&PaperWorkshop { cards: vec![card(steps)], ..paper() }, &around());
        assert_eq!(preview.faults, [], "{steps}");
        let shown: Vec<_> = preview.cards[0].iter().map(|row| row.time.clone().unwrap_or_default()).collect();
        assert_eq!(shown, expected, "{steps}");
        let at = whole.unwrap().cards[0].steps[0].at.map(to_rfc3339);
        assert_eq!(at.as_deref(), Some("2026-11-23T09:05:00Z"), "{steps}");
    };
    check("10:05 look\n09:10 UTC look", &["10:05", "10:10"]);
    check("10:05 CET look", &["10:05"]);
    check("2026-11-23 10:05 look", &["10:05"]);
    check("23/11 10:05 look", &["10:05"]);
    check("Mon 10:05 look", &["10:05"]);
    check("2026-11-23T09:05:00Z look", &["10:05"]);
    check("4:05 AM ET look", &["10:05"]);
    check("| Time (UTC) | Event |\n|---|---|\n| 09:05 | look |\n| 10:20 CET | look |", &["10:05", "10:20"]);
    let fails = |steps: &str, expected: &str| {
        let (preview, _) = read(&PaperWorkshop { cards: vec![card(steps)], ..paper() }, &around());
        let faults: Vec<_> = preview.faults.iter().map(|fault| fault.reason.as_str()).collect();
        assert_eq!(faults, [expected], "{steps}");
        assert_eq!(preview.faults[0].text.as_deref(), Some(steps));
    };
    fails("2026-11-22 10:05 look", "10:05 lies outside the workshop.");
    fails("10:45 UTC look", "10:45 lies outside the workshop.");
    fails("10:05 IST look", "“IST” may be several time zones: write the time as the room’s clock showed it.");
}

#[test]
fn what_has_no_place_is_listed() {
    let table = "Action,Type,Owner\n\"Link\nit\",Prevent,Mei\nAsk,,Sam\n".to_owned();
    let steps = card("## Timeline\n10:05 look");
    let (preview, _) = read(&PaperWorkshop { actions: table, cards: vec![steps], ..paper() }, &around());
    let left_out = preview
        .left_out
        .iter()
        .map(|part| (part.place, part.card, part.line, part.last_line, part.column.as_deref(), part.text.as_str()));
    assert_eq!(
        left_out.collect::<Vec<_>>(),
        [
            (PaperPlace::Steps, Some(0), 1, 1, None, "## Timeline"),
            (PaperPlace::Actions, None, 2, 3, Some("Type"), "Prevent"),
        ]
    );
    let faults: Vec<_> = preview.faults.iter().map(|fault| (fault.line, fault.text.as_deref())).collect();
    assert_eq!(faults, [(Some(4), Some("Ask,,Sam"))]);
}

#[test]
fn an_action_keeps_all_columns_of_its_row() {
    let table = "Action,Status,Reason,Impact,Effort\nLink,dropped,no time,high,low\nAsk,done,,,\n".to_owned();
    let (_, whole) = read(&PaperWorkshop { actions: table, ..paper() }, &around());
    let actions = whole.unwrap().actions;
    let dropped = &actions[0];
    assert_eq!((dropped.status, dropped.reason.as_ref().map(ReasonText::as_str)), (Dropped, Some("no time")));
    assert_eq!((dropped.impact, dropped.effort), (Some(Level::High), Some(Level::Low)));
    assert_eq!((actions[1].status, &actions[1].reason), (Done, &None));
}

#[test]
fn a_workshop_past_midnight() {
    let night = PaperWorkshop {
        time: "23:30".into(),
        date: "2026-11-22".into(),
        cards: vec![card("23:40 read the page\n00:10 found it")],
        ..paper()
    };
    let (preview, whole) = read(&night, &around());
    assert_eq!(preview.faults, []);
    let steps = &whole.unwrap().cards[0].steps;
    assert_eq!(steps[1].at.map(to_rfc3339).as_deref(), Some("2026-11-22T23:10:00Z"));
}

#[test]
fn faults_have_the_right_place() {
    use PaperPlace::{
        Actions, Card, Crappy, Date, Facilitator, Investigator, Minutes, Others, Scribe, Steps, Time, Title, Zone,
    };
    let check = |change: fn(&mut PaperWorkshop), expected: &[(PaperPlace, Option<u32>, Option<u32>)]| {
        let mut paper = paper();
        change(&mut paper);
        let (preview, whole) = read(&paper, &around());
        let found: Vec<_> = preview.faults.iter().map(|fault| (fault.place, fault.card, fault.line)).collect();
        assert_eq!(found, expected, "{:?}", preview.faults);
        assert!(whole.is_none());
    };
    check(|paper| paper.title = " ".into(), &[(Title, None, None)]);
    check(|paper| paper.date = "23.11.2026".into(), &[(Date, None, None)]);
    check(|paper| paper.date = "2026-11-25".into(), &[(Date, None, None)]);
    check(|paper| paper.time = "25:00".into(), &[(Time, None, None)]);
    check(|paper| paper.zone = "Middle/Earth".into(), &[(Zone, None, None)]);
    check(|paper| paper.minutes = 0, &[(Minutes, None, None)]);
    check(|paper| paper.facilitator = PersonId(Uuid::nil()), &[(Facilitator, None, None)]);
    check(|paper| paper.scribe = Some(MEI), &[(Scribe, None, None)]);
    check(|paper| paper.others = "Gus\ngus".into(), &[(Others, None, None)]);
    check(|paper| paper.others = String::new(), &[(Investigator, Some(0), None)]);
    check(|paper| paper.cards[1].title = String::new(), &[(Card, Some(1), None)]);
    check(|paper| paper.cards[1].scenario = Some(CARD), &[(Card, Some(1), None)]);
    check(|paper| paper.cards[1].steps = "look\n\n09:00 early".into(), &[(Steps, Some(1), Some(3))]);
    check(|paper| paper.cards[1].steps = "10:04 before the card above".into(), &[(Steps, Some(1), Some(1))]);
    check(|paper| paper.crappy = format!("fine\n{}", "x".repeat(281)), &[(Crappy, None, Some(2))]);
    check(|paper| paper.actions = "Do it | Sam".into(), &[(Actions, None, Some(1))]);
}

proptest! {
    #[test]
    fn reading_never_fails(
        steps in "([0-9:LADFI \\-\\[\\]|\t\n]|[a-z]|\\PC){0,60}",
        actions in "([0-9./|\\\\\"\t\n -]|[a-z]|\\PC){0,80}",
        date in "(2026-[0-9]{2}-[0-9]{2}|\\PC{0,12})",
        time in "([0-9]{2}:[0-9]{2}|\\PC{0,6})",
        minutes in any::<u16>(),
    ) {
        let mut paper = PaperWorkshop { actions: actions.clone(), crappy: actions, date, time, minutes, ..paper() };
        paper.cards[0].steps = steps;
        let (preview, whole) = read(&paper, &around());
        prop_assert_eq!(whole.is_some(), preview.faults.is_empty());
    }

    #[test]
    fn what_was_understood_reads_the_same_again(text in "[a-zA-Z0-9 |:.-]{1,60}") {
        let steps = PaperWorkshop { cards: vec![card(&text)], ..paper() };
        let (first, _) = read(&steps, &around());
        if let Some(row) = first.cards[0].first() {
            let word = match row.kind {
                domain::workshop::StepKind::LookedAt => "Looked at",
                domain::workshop::StepKind::Asked => "Asked",
                domain::workshop::StepKind::Did => "Did",
                domain::workshop::StepKind::Found => "Found",
                domain::workshop::StepKind::Idea => "Idea",
            };
            let time = row.time.as_deref().map(|time| format!("{time} ")).unwrap_or_default();
            let again = PaperWorkshop { cards: vec![card(&format!("{time}{word}: {}", row.text))], ..paper() };
            let (second, _) = read(&again, &around());
            prop_assert_eq!(second.cards[0].first().map(|row| row.kind), Some(row.kind));
        }
    }
}
