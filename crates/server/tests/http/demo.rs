//! The demonstration's team, and the months that it has behind it.

use api::account::Demo;
use api::action::ListedAction;
use api::rhythm::TeamRhythm;
use api::workshop::WorkshopSummary;
use documents::report::{MomentKind, Report};
use documents::story::Story;
use domain::rhythm::{Rhythm, Sign};
use domain::workshop::{ActionStatus, Outcome, Phase, Wall, violation};
use testkit::app::TestApp;

#[tokio::test]
async fn the_past_of_a_demo_team_is_shown_as_that_of_any_other_team() {
    let app = TestApp::start().await;
    let visitor = app.client();
    let demo: Demo = visitor.post("/api/demo", &()).await.expect(201).json();
    let team = format!("/api/teams/{}", demo.team);

    let workshops: Vec<WorkshopSummary> = visitor.get(&format!("{team}/workshops")).await.expect(200).json();
    let (planned, held): (Vec<_>, Vec<_>) = workshops.into_iter().partition(|one| one.phase == Phase::Planned);
    assert_eq!((planned.len(), held.len()), (1, 4));
    for workshop in &held {
        assert_eq!(workshop.phase, Phase::Closed);
        let state = app.app.hub.state(workshop.id).await.unwrap();
        assert_eq!(violation(&state.workshop), None);
        let report: Report = visitor.get(&format!("/api/workshops/{}/report", workshop.id)).await.expect(200).json();
        assert_eq!((report.cards.len(), report.headcount), (3, 4), "{}", workshop.plan.title);
        assert!(
            report.cards.iter().all(|card| card.steps.len() >= 3 && card.minutes == Some(14)),
            "{:?}",
            report.cards
        );
        assert_eq!(report.cards[0].round, 1);
        assert!(report.actions.iter().all(|action| action.due.is_some()));
        assert_eq!(report.notes.iter().filter(|note| note.wall == Wall::Awesome).count(), 3);
        let at = |kind| report.timeline.iter().position(|moment| moment.kind == kind).unwrap();
        assert!(at(MomentKind::Opened) < at(MomentKind::HatPassed));
        assert!(at(MomentKind::HatPassed) < at(MomentKind::CardOpened), "the hat went round before the cards");
    }
    let hard: Report = visitor.get(&format!("/api/workshops/{}/report", held[0].id)).await.expect(200).json();
    assert_eq!(hard.cards.iter().filter(|card| card.outcome == Outcome::Parked).count(), 1);

    let story: Story = visitor.get(&format!("{team}/story")).await.expect(200).json();
    assert_eq!((story.total.workshops, story.total.cards, story.total.crappy_notes), (4, 12, 28));
    assert_eq!((story.total.actions_opened, story.total.actions_closed, story.open_actions), (13, 8, 4));
    assert!(story.total.days_to_close.is_some_and(|days| (5..40).contains(&days)), "{:?}", story.total);
    assert!(story.by_question.iter().all(|of| of.notes > 0) && story.by_system.len() > 5);
    let actions: Vec<ListedAction> = visitor.get(&format!("{team}/actions")).await.expect(200).json();
    let dropped: Vec<_> = actions.iter().filter(|action| action.status == ActionStatus::Dropped).collect();
    assert!(dropped.len() == 1 && dropped[0].reason.is_some());

    let rhythm: TeamRhythm = visitor.get(&format!("{team}/rhythm")).await.expect(200).json();
    assert_eq!((rhythm.rhythm, rhythm.present, rhythm.signs.len()), (Rhythm::Fortnightly, Rhythm::Monthly, 3));
    assert!(rhythm.signs.contains(&Sign::Notes { crappy: 9, cards: 3, asks: Rhythm::Fortnightly }), "{rhythm:?}");
    assert!(rhythm.planned.is_some() && rhythm.proposals.len() == 3);
}
