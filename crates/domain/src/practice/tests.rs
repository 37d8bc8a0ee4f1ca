use super::*;
use crate::investigation::{How, Seen};
use crate::scenario::{Difficulty, Evidence, EvidenceContent, Hint, Origin};
use crate::text::Title;

fn piece(id: &str, release: Release) -> Evidence {
    Evidence {
        id: id.into(),
        offset_s: 0,
        release,
        misleading: false,
        content: EvidenceContent::Log { title: None, sender: None, lines: Vec::new() },
    }
}

fn card() -> Scenario {
    Scenario {
        slug: "card".into(),
        title: Title::parse("Invoices stand still").unwrap(),
        systems: Vec::new(),
        difficulty: Difficulty::Easy,
        brief: "Nothing arrives.".into(),
        evidence: vec![
            piece("page", Release::Back),
            piece("log", Release::Asked { ask: "the log of the worker".into() }),
            piece("chat", Release::Back),
            piece("mail", Release::After { minutes: 6 }),
        ],
        minutes: 10,
        notes: String::new(),
        hints: vec![Hint { after_minutes: 4, text: "Look at the queue.".into() }],
        reference_path: Vec::new(),
        cause: "A full queue.".into(),
        resolution: String::new(),
        origin: Origin::MadeUp,
        authors: Vec::new(),
        pack: None,
    }
}

fn at(minutes: i64) -> Timestamp {
    Timestamp(1_000_000_000).plus_minutes(minutes)
}

fn ask(text: &str) -> Move {
    Move::Ask { text: StepText::parse(text).unwrap() }
}

fn seen(practice: &Practice, minutes: i64) -> Vec<&'static str> {
    let card = Box::leak(Box::new(card()));
    practice.investigation.seen(card, at(minutes)).into_keys().collect()
}

#[test]
fn evidence_comes_piece_by_piece() {
    let card = card();
    let mut practice = Practice::begin(at(0));
    assert_eq!(seen(&practice, 0), Vec::<&str>::new());
    practice.act(&card, Move::TurnOver, at(1)).unwrap();
    assert_eq!((seen(&practice, 1), practice.investigation.face_down(&card)), (vec!["page"], 1));
    practice.act(&card, ask("the worker's log"), at(2)).unwrap();
    assert_eq!(seen(&practice, 5), ["log", "page"]);
    assert_eq!(practice.investigation.arrivals(&card).min(), Some((at(6), "mail")));
    assert_eq!(seen(&practice, 6), ["log", "mail", "page"]);
    practice.act(&card, Move::TurnOver, at(6)).unwrap();
    assert!(practice.act(&card, Move::TurnOver, at(6)).is_err(), "the back is turned over");
    assert_eq!(practice.investigation.seen(&card, at(9))["log"], Seen { how: How::Asked, at: 2 * Timestamp::MINUTE });
}

#[test]
fn two_misses_bring_the_list() {
    let card = card();
    let mut practice = Practice::begin(at(0));
    practice.act(&card, ask("the weather"), at(1)).unwrap();
    assert_eq!(practice.can_ask(&card), Vec::<&str>::new());
    practice.act(&card, ask("the moon"), at(1)).unwrap();
    assert_eq!(practice.can_ask(&card), ["the log of the worker"]);
    practice.act(&card, ask("the log of the worker"), at(2)).unwrap();
    practice.act(&card, ask("log"), at(3)).unwrap();
    assert_eq!(practice.can_ask(&card), Vec::<&str>::new());
    let last = &practice.log.last().unwrap().what;
    assert!(matches!(last, Happened::Asked { already: true, .. }), "{last:?}");
}

#[test]
fn questions_are_steps_with_their_answers() {
    let card = card();
    let mut practice = Practice::begin(at(0));
    practice.act(&card, ask("the log of the worker"), at(1)).unwrap();
    practice.act(&card, ask("the moon"), at(2)).unwrap();
    let text = StepText::parse("It is full").unwrap();
    practice.act(&card, Move::WriteStep { kind: StepKind::Found, text: text.clone() }, at(3)).unwrap();
    practice.act(&card, ask("log"), at(4)).unwrap();
    let answers = practice.steps.iter().map(|step| (step.kind, step.evidence.as_deref(), step.already));
    assert_eq!(
        answers.collect::<Vec<_>>(),
        [
            (StepKind::Asked, Some("log"), false),
            (StepKind::Asked, None, false),
            (StepKind::Found, None, false),
            (StepKind::Asked, Some("log"), true),
        ]
    );
    assert_eq!(practice.steps[2], StepContent::new(StepKind::Found, text, at(3)));
}

#[test]
fn the_clock_does_not_run_in_pauses() {
    let card = card();
    let mut practice = Practice::begin(at(0));
    practice.act(&card, Move::Pause, at(2)).unwrap();
    assert_eq!(practice.investigation.elapsed(at(600)), 2 * Timestamp::MINUTE);
    assert!(practice.act(&card, Move::TurnOver, at(3)).is_err(), "not while the clock is paused");
    assert!(practice.act(&card, Move::Pause, at(3)).is_err());
    practice.act(&card, Move::Resume, at(600)).unwrap();
    assert!(practice.act(&card, Move::Resume, at(601)).is_err());
    assert_eq!(seen(&practice, 603), Vec::<&str>::new());
    assert_eq!(seen(&practice, 604), ["mail"]);
    practice.act(&card, Move::Conclude { theory: None }, at(605)).unwrap();
    assert_eq!(practice.investigation.elapsed(at(9_000)), 7 * Timestamp::MINUTE);
}

#[test]
fn the_truth_ends_it() {
    let card = card();
    let mut practice = Practice::begin(at(0));
    let judge = Move::Judge { outcome: Outcome::Solved };
    assert!(practice.act(&card, judge.clone(), at(1)).is_err(), "first the truth");
    practice.act(&card, Move::TakeHint, at(1)).unwrap();
    assert!(practice.act(&card, Move::TakeHint, at(1)).is_err(), "there is one");
    let theory = ReplyText::parse("A full disk?").unwrap();
    practice.act(&card, Move::Conclude { theory: Some(theory.clone()) }, at(2)).unwrap();
    assert_eq!(practice.investigation.theory, Some(theory));
    assert_eq!(practice.investigation.seen(&card, at(3)).len(), 4, "now everything is shown");
    assert_eq!(practice.investigation.seen(&card, at(3))["mail"].how, How::Afterwards);
    for wanted in [Move::TurnOver, ask("log"), Move::Pause, Move::TakeHint] {
        assert!(practice.act(&card, wanted, at(3)).is_err());
    }
    practice.act(&card, judge, at(3)).unwrap();
    practice.act(&card, Move::Judge { outcome: Outcome::Parked }, at(4)).unwrap();
    assert_eq!(practice.investigation.outcome, Some(Outcome::Parked));
}

#[test]
fn what_is_stored_keeps_its_shape() {
    let card = card();
    let mut practice = Practice::begin(at(0));
    practice.act(&card, Move::TurnOver, at(1)).unwrap();
    practice.act(&card, ask("the log of the worker"), at(2)).unwrap();
    practice.act(&card, ask("the moon"), at(2)).unwrap();
    practice.act(&card, Move::TakeHint, at(3)).unwrap();
    let step = Move::WriteStep { kind: StepKind::Found, text: StepText::parse("It is full").unwrap() };
    practice.act(&card, step, at(3)).unwrap();
    practice.act(&card, Move::Pause, at(4)).unwrap();
    practice.act(&card, Move::Resume, at(5)).unwrap();
    practice.act(&card, Move::Conclude { theory: None }, at(6)).unwrap();
    practice.act(&card, Move::Judge { outcome: Outcome::SolvedWithHelp }, at(7)).unwrap();
    let stored = serde_json::to_value(&practice).unwrap();
    let minute = |n: i64| at(n).0;
    let expected = serde_json::json!({ "started_at": minute(0), "log": [
        { "at": minute(1), "type": "turned_over", "evidence": "page" },
        { "at": minute(2), "type": "asked", "text": "the log of the worker", "evidence": "log", "already": false },
        { "at": minute(2), "type": "asked", "text": "the moon", "evidence": null, "already": false },
        { "at": minute(3), "type": "hint_taken" },
        { "at": minute(3), "type": "step_written", "kind": "found", "text": "It is full" },
        { "at": minute(4), "type": "paused" },
        { "at": minute(5), "type": "resumed" },
        { "at": minute(6), "type": "concluded", "theory": null },
        { "at": minute(7), "type": "judged", "outcome": "solved_with_help" },
    ] });
    assert_eq!(stored, expected);
    assert_eq!(serde_json::from_value::<Practice>(stored).unwrap(), practice);
}
