//! Workshops in the phase with which a test begins, brought there by commands.

use api::scenario::ScenarioSummary;
use api::workshop::{NewWorkshop, WorkshopDetail, WorkshopPlan};
use domain::id::{ActionId, PersonId, ScenarioId, WorkshopId};
use domain::workshop::{ActionCommand, Command, Commitment, PeopleCommand, Priority, TimeCommand};

use crate::app::TestApp;
use crate::client::Client;
use crate::live::{CommandOutcome, Live, new_id, typed};

impl TestApp {
    /// The team's cards; the starter pack is added when there are none.
    pub async fn cards(&self, member: &Client) -> Vec<ScenarioId> {
        let path = format!("/api/teams/{}", member.team());
        let _ = member.post(&format!("{path}/packs/starter"), &()).await.expect(201);
        let cards: Vec<ScenarioSummary> = member.get(&format!("{path}/scenarios")).await.expect(200).json();
        cards.into_iter().map(|card| card.id).collect()
    }

    /// Plans a workshop with these cards.
    pub async fn planned(
        &self,
        member: &Client,
        facilitator: PersonId,
        scribe: Option<PersonId>,
        cards: &[ScenarioId],
    ) -> WorkshopId {
        let wanted = NewWorkshop { plan: plan(), facilitator, scribe, cards: cards.to_vec(), lobby: false };
        let path = format!("/api/teams/{}/workshops", member.team());
        let planned: WorkshopDetail = member.post(&path, &wanted).await.expect(201).json();
        planned.summary.id
    }

    /// Has the facilitator open the doors of a planned workshop and come in; returns their desk.
    pub async fn open(&self, facilitator: &Client, workshop: WorkshopId) -> Live {
        let mut desk = facilitator.live(workshop, "desk").await;
        desk.execute(Command::Time(TimeCommand::Open)).await;
        desk.execute(Command::People(PeopleCommand::Join)).await;
        desk
    }

    /// Ends an open workshop with one commitment, which is returned.
    pub async fn close(&self, desk: &mut Live) -> ActionId {
        let action = ActionId(new_id());
        desk.execute(Command::Time(TimeCommand::StartReflection)).await;
        desk.execute(Command::Actions(ActionCommand::CommitAction {
            action,
            commitment: Commitment {
                text: typed("Alert on the age of the oldest dead letter"),
                owner: None,
                due: Some(typed("2026-12-04")),
                priority: Priority::High,
                impact: None,
                effort: None,
                system: None,
                notes: Vec::new(),
            },
        }))
        .await;
        desk.execute(Command::Time(TimeCommand::Close)).await;
        action
    }
}

impl Live {
    /// Sends a command that must be accepted.
    ///
    /// # Panics
    /// When it is refused.
    #[track_caller]
    pub fn execute(&mut self, command: Command) -> impl Future<Output = u64> + '_ {
        let place = std::panic::Location::caller();
        async move {
            match self.command(command.clone()).await {
                (CommandOutcome::Accepted(version), _) => version,
                (CommandOutcome::Rejected(code), _) => panic!("{place}: {command:?} was refused: {code}"),
            }
        }
    }
}

/// A plan that keeps all rules.
#[must_use]
pub fn plan() -> WorkshopPlan {
    WorkshopPlan {
        title: "November workshop".into(),
        starts_at: "2026-11-23T10:00:00Z".into(),
        zone: "Europe/Vienna".into(),
        place: None,
        meeting_link: None,
        minutes: 90,
        reflection_minutes: 20,
    }
}
