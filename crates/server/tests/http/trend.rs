//! The results of the monthly question: what is shown to whom, and that no route shows a round below the threshold.

use api::ballot::BallotRound;
use api::rhythm::TeamRhythm;
use documents::story::Story;
use documents::trend::SurveyResults;
use domain::id::{AnswerId, NoteId, SurveyRoundId, TeamId};
use domain::rhythm::Sign;
use domain::survey::statistics::Change;
use domain::survey::{Histogram, SurveyOrigin, SurveyOutcome, Threshold, Wording};
use domain::text::{ChoiceText, Question};
use domain::workshop::{
    Command, DebriefCommand, DebriefQuestion, HatCommand, RoundCommand, RoundNumber, Wall, WallCommand,
};
use serde_json::json;
use store::surveys::{SurveyClosing, SurveyRoundRow};
use testkit::app::TestApp;
use testkit::client::Client;
use testkit::live::{new_id, typed};

const DAY: i64 = 24 * 60;

/// A round of some seven people that was closed so many days ago.
pub(crate) fn round(app: &TestApp, team: TeamId, days_ago: i64, counts: [u32; 5]) -> SurveyRoundRow {
    let opened_at = app.app.now().plus_minutes(-days_ago * DAY);
    let closes_at = opened_at.plus_minutes(7 * DAY);
    let histogram = Histogram(counts);
    SurveyRoundRow {
        id: SurveyRoundId(new_id()),
        team,
        occurrence: None,
        origin: SurveyOrigin::Schedule,
        wording: Wording {
            question: Question::parse("How <ready> are you?").unwrap(),
            answers: ["none", "little", "some", "most", "all"].map(|answer| ChoiceText::parse(answer).unwrap()),
        },
        threshold: Threshold::default(),
        comments: false,
        public_key: vec![1],
        opened_at,
        closes_at,
        extended: false,
        invited: 7,
        roster_change: Some(0),
        closing: Some(SurveyClosing {
            at: closes_at,
            claims: histogram.total(),
            ballots: histogram.total(),
            outcome: SurveyOutcome::Published,
            histogram: Some(histogram),
        }),
    }
}

async fn results(who: &Client) -> SurveyResults {
    who.get(&format!("/api/teams/{}/survey/results", who.team())).await.expect(200).json()
}

#[tokio::test]
async fn published_rounds_are_shown_with_their_meaning() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let team = owner.team();
    let none = results(&owner).await;
    assert!(!none.asked && none.rounds.is_empty() && none.trend.is_none());
    for (days, counts) in [(120, [3, 3, 1, 0, 0]), (90, [2, 3, 2, 0, 0]), (60, [0, 1, 2, 3, 1]), (30, [0, 0, 0, 7, 0])]
    {
        app.app.store.record_survey_round(round(&app, team, days, counts)).await.unwrap();
    }
    let page = results(&owner).await;
    let shown = |at: usize| page.rounds[at].shown.clone().unwrap();
    assert_eq!(shown(2).histogram, [0, 1, 2, 3, 1]);
    assert_eq!((shown(2).median, shown(2).ballots), (vec![4, 4], 7));
    assert_eq!((shown(2).top.percent, shown(2).top.low, shown(2).top.high), (57, 25, 84));
    assert_eq!((shown(0).change, shown(1).change), (None, Some(Change::NotClear)));
    assert_eq!(shown(2).change, Some(Change::Higher));
    assert!(shown(3).unanimous && !shown(2).unanimous);
    assert_eq!(page.trend.map(|trend| trend.change), Some(Change::Higher));
}

#[tokio::test]
async fn no_route_shows_a_round_below_the_threshold() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let cards = app.cards(&owner).await;
    let workshop = app.planned(&owner, owner.person(), None, &cards).await;
    let _desk = app.open(&owner, workshop).await;
    let guest = app.guest(&app.join_code(workshop).await, "Gus").await;
    let team = owner.team();
    // Rows that must not be shown: published ones with too few ballots, and unpublished ones with numbers.
    let mut few = round(&app, team, 60, [0, 0, 0, 0, 4]);
    few.invited = 9;
    let mut kept = round(&app, team, 30, [0, 0, 0, 0, 6]);
    kept.closing.as_mut().unwrap().outcome = SurveyOutcome::TooFew;
    let mut small = round(&app, team, 20, [0, 0, 0, 0, 6]);
    small.invited = 4;
    let mut void = round(&app, team, 10, [0, 0, 0, 0, 6]);
    void.closing.as_mut().unwrap().outcome = SurveyOutcome::Void;
    for round in [few, kept, small, void] {
        app.app.store.record_survey_round(round).await.unwrap();
    }
    let page = results(&owner).await;
    assert_eq!(page.rounds.len(), 4);
    assert!(page.rounds.iter().all(|round| round.shown.is_none()), "{page:?}");
    let path = |rest: &str| format!("/api/teams/{team}/survey/results{rest}");
    let csv = owner.get(&path(".csv")).await.expect(200).text();
    assert!(csv.lines().skip(1).all(|line| line.contains(&",\"\"".repeat(12))), "{csv}");
    let svg = owner.get(&path(".svg")).await.expect(200).text();
    assert!(svg.contains("No result yet.") && svg.contains("How &lt;ready&gt; are you?"), "{svg}");
    // Five colours of the key and none of a bar.
    assert_eq!(svg.matches("#1f6aa5").count(), 1);
    let story: Story = owner.get(&format!("/api/teams/{team}/story")).await.expect(200).json();
    assert_eq!(story.confidence.rounds.len(), 4);
    assert!(story.confidence.rounds.iter().all(|round| round.shown.is_none()));
    // Neither the rhythm of the team nor the ballot page shows them.
    let rhythm: TeamRhythm = owner.get(&format!("/api/teams/{team}/rhythm")).await.expect(200).json();
    assert!(!rhythm.signs.iter().any(|sign| matches!(sign, Sign::Confidence { .. })), "{rhythm:?}");
    for round in page.rounds {
        let look = owner.post(&format!("/api/survey-rounds/{}/look", round.id), &json!({})).await.expect(200);
        let closed = look.json::<BallotRound>().closed.unwrap();
        assert_eq!((closed.claims, closed.ballots), (None, None), "{}", look.text());
    }
    let seen: SurveyResults = guest.get(&format!("/api/workshops/{workshop}/confidence")).await.expect(200).json();
    assert!(seen.rounds.iter().all(|round| round.shown.is_none()));
    let _ = guest.get(&path("")).await.expect(401);
}

#[tokio::test]
async fn changed_rosters_and_wordings_are_marked() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let team = owner.team();
    let mut second = round(&app, team, 60, [0, 1, 2, 3, 1]);
    second.roster_change = Some(1);
    // No one joined or left since a round that is not shown, but a person did before it.
    let mut unseen = round(&app, team, 50, [0; 5]);
    unseen.roster_change = Some(1);
    unseen.closing.as_mut().unwrap().outcome = SurveyOutcome::TooFew;
    let after = round(&app, team, 40, [0, 1, 2, 3, 1]);
    let mut third = round(&app, team, 30, [0, 1, 2, 3, 1]);
    third.roster_change = Some(5);
    third.wording.question = Question::parse("Another one?").unwrap();
    for round in [round(&app, team, 90, [3, 3, 1, 0, 0]), second, unseen, after, third] {
        app.app.store.record_survey_round(round).await.unwrap();
    }
    let page = results(&owner).await;
    let marks: Vec<_> = page.rounds.iter().map(|round| (round.wording_changed, round.roster_warning)).collect();
    assert_eq!(marks, [(false, false), (false, true), (false, true), (false, true), (true, false)]);
    assert_eq!(page.rounds[4].shown.as_ref().unwrap().change, None, "other words cannot be compared");
    assert_eq!(page.question.as_deref(), Some("Another one?"));
}

#[tokio::test]
async fn events_between_rounds_are_shown_and_the_chart_is_one_picture() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let cards = app.cards(&owner).await;
    let workshop = app.planned(&owner, owner.person(), None, &cards).await;
    let mut desk = app.open(&owner, workshop).await;
    let _ = app.close(&mut desk).await;
    app.clock.forward_minutes(DAY);
    app.app.store.record_survey_round(round(&app, owner.team(), 7, [0, 1, 2, 3, 1])).await.unwrap();
    let page = results(&owner).await;
    assert_eq!((page.rounds[0].between.workshops, page.rounds[0].between.actions_closed), (1, 0));
    let picture = owner.get(&format!("/api/teams/{}/survey/results.png?theme=dark", owner.team())).await.expect(200);
    assert_eq!(picture.header("content-type"), "image/png");
}

#[tokio::test]
async fn a_story_has_counts_and_no_names() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let cards = app.cards(&owner).await;
    let workshop = app.planned(&owner, owner.person(), None, &cards).await;
    let mut desk = app.open(&owner, workshop).await;
    desk.execute(Command::Hat(HatCommand::PassHat)).await;
    desk.execute(Command::Rounds(RoundCommand::OpenCard { round: RoundNumber(1) })).await;
    desk.execute(Command::Rounds(RoundCommand::StartDebrief { round: RoundNumber(1) })).await;
    let (wall, question) = (Wall::Crappy, DebriefQuestion::Alarm);
    for text in ["No alarm", "The alarm woke nobody"] {
        let answer = AnswerId(new_id());
        desk.execute(Command::Debrief(DebriefCommand::AddAnswer {
            answer,
            round: RoundNumber(1),
            question,
            step: None,
            text: typed(text),
        }))
        .await;
        desk.execute(Command::Debrief(DebriefCommand::AddNoteFromAnswer {
            note: NoteId(new_id()),
            wall,
            text: typed(text),
            answer,
        }))
        .await;
    }
    let text = typed("Half the links are dead");
    desk.execute(Command::Walls(WallCommand::AddNote {
        note: NoteId(new_id()),
        wall,
        text,
        round: Some(RoundNumber(1)),
        token: None,
    }))
    .await;
    desk.execute(Command::Rounds(RoundCommand::FinishRound {
        round: RoundNumber(1),
        outcome: domain::workshop::Outcome::Solved,
    }))
    .await;
    let action = app.close(&mut desk).await;
    let mut later = round(&app, owner.team(), 7, [0, 1, 2, 3, 1]);
    later.comments = true;
    app.app.store.record_survey_round(later).await.unwrap();
    app.clock.forward_minutes(3 * DAY);
    let path = format!("/api/teams/{}", owner.team());
    let change = json!({
        "revision": 0, "text": "Alert on the age of dead letters", "owner": null, "due": null, "priority": "high", "status": "done",
    });
    let _ = owner.patch(&format!("{path}/actions/{action}"), &change).await.expect(200);

    let answer = owner.get(&format!("{path}/story?months=6")).await.expect(200);
    let text = answer.text();
    assert!(!text.contains("Olive") && !text.contains(&owner.person().to_string()), "{text}");
    let story: Story = answer.json();
    assert_eq!(story.months.len(), 6);
    let total = &story.total;
    assert_eq!((total.workshops, total.cards, total.crappy_notes), (1, 1, 3));
    assert_eq!((total.actions_opened, total.actions_closed, total.days_to_close), (1, 1, Some(3)));
    assert_eq!((story.open_actions, story.unasked), (0, 1));
    let alarm = story.by_question.iter().find(|of| of.question == DebriefQuestion::Alarm);
    assert_eq!(alarm.map(|of| of.notes), Some(2));
    assert!(!story.by_system.is_empty() && story.by_system.iter().all(|of| of.notes == 3), "{:?}", story.by_system);
    assert_eq!(story.confidence.rounds.len(), 1);
    assert!(owner.get(&format!("{path}/story")).await.expect(200).json::<Story>().months.len() == 12);
    let _ = owner.get(&format!("{path}/story?months=7")).await.expect(400);
}
