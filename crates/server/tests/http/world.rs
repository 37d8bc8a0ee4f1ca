//! Every role that can send requests, and everything that they can request.

use std::collections::BTreeMap;

use api::account::Me;
use api::practice::PracticeRun;
use api::report_link::NewReportLink;
use api::runbook::Runbook;
use api::scenario::{ScenarioDetail, StoredPicture};
use api::screen::{PairedScreen, ScreenState};
use api::team::{NewInvitation, ResetLink, System, Team};
use axum::http::Method;
use documents::paper::{PaperCard, PaperWorkshop};
use domain::id::{
    ActionId, CommandId, PersonId, PracticeId, RunbookId, ScenarioId, ScreenId, SurveyRoundId, TeamId, WorkshopId,
};
use domain::scenario::{Difficulty, Origin, Scenario, ScenarioSystem};
use domain::team::Role;
use domain::text::{SystemName, Title};
use domain::workshop::{Command, Outcome, TimeCommand};
use serde_json::json;
use testkit::app::{PASSWORD, TestApp};
use testkit::client::Client;
use testkit::live::{Live, new_id};
use testkit::workshops::plan;

pub(crate) const ROLES: [&str; 7] = ["owner", "facilitator", "scribe", "member", "guest", "outsider", "nobody"];

pub(crate) struct World {
    pub(crate) app: TestApp,
    people: BTreeMap<&'static str, Client>,
    open: WorkshopId,
    closed: WorkshopId,
    action: ActionId,
    card: ScenarioId,
    picture: String,
    report_token: String,
    survey_round: SurveyRoundId,
    /// The code to join the open workshop by.
    code: String,
    /// A screen that shows it, where there is one from the beginning.
    paired: Option<ScreenId>,
    desk: Live,
}

impl World {
    pub(crate) async fn new() -> Self {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let facilitator = app.member(&owner, "Freya").await;
        let scribe = app.member(&owner, "Sami").await;
        let member = app.member(&owner, "Mona").await;
        let cards = app.cards(&owner).await;

        let closed = app.planned(&owner, facilitator.person(), Some(scribe.person()), &cards).await;
        let mut desk = app.open(&facilitator, closed).await;
        let mut guest = app.guest(&app.join_code(closed).await, "Gus").await;
        let action = app.close(&mut desk).await;

        let open = app.planned(&owner, facilitator.person(), Some(scribe.person()), &cards).await;
        let desk = app.open(&facilitator, open).await;
        let code = app.join_code(open).await;
        let joined = guest.post(&format!("/api/join/{code}"), &json!({ "as": "guest", "name": "Gus" })).await;
        guest.set_seat(joined.expect(201).json());

        let mut outsider = app.member(&owner, "Otto").await;
        let left = format!("/api/teams/{}/members/{}", owner.team(), outsider.person());
        let _ = outsider.delete(&left).await.expect(204);
        let _ = outsider.post("/api/teams", &json!({ "name": "Elsewhere" })).await.expect(201);
        outsider.set_account(outsider.get("/api/me").await.json::<Me>());

        let pictures = format!("/api/teams/{}/pictures", owner.team());
        let stored: StoredPicture =
            owner.send(Method::POST, &pictures, Some(("image/png", png()))).await.expect(201).json();
        let public = format!("/api/teams/{}/public-reports", owner.team());
        let _ = owner.put(&public, &json!({ "allowed": true })).await.expect(200);
        let links = format!("/api/workshops/{closed}/report-links");
        let link: NewReportLink = owner.post(&links, &json!({ "names": false })).await.expect(201).json();
        let asked = [&owner, &facilitator, &scribe, &member].map(Client::person);
        let survey_round = app.survey_round(owner.team(), &asked, 3).await.id;
        let anonymous = app.client();
        let people = [owner, facilitator, scribe, member, guest, outsider, anonymous];
        let people = ROLES.into_iter().zip(people).collect();
        Self {
            app,
            people,
            open,
            closed,
            action,
            card: cards[0],
            picture: stored.hash,
            report_token: last(&link.link),
            survey_round,
            code,
            paired: None,
            desk,
        }
    }

    /// The same people and things an hour after the only workshop was closed, with a screen that showed it, an owner who was
    /// removed, and one who is a member now.
    pub(crate) async fn after_closing() -> Self {
        let mut world = Self::new().await;
        let (team, open) = (format!("/api/teams/{}", world.owner().team()), world.open);
        let mut owners = Vec::new();
        for name in ["Remo", "Fred"] {
            let owner = world.app.member(world.owner(), name).await;
            let path = format!("{team}/members/{}", owner.person());
            let _ = world.owner().patch(&path, &json!({ "role": "owner" })).await.expect(200);
            owners.push((owner, path));
        }
        let screen = world.app.client();
        let ScreenState::Waiting { code, .. } = screen.post("/api/screen", &()).await.expect(201).json() else {
            panic!("a new screen shows a code");
        };
        let screens = format!("/api/workshops/{open}/screens");
        let paired: PairedScreen = world.owner().post(&screens, &json!({ "code": code })).await.expect(201).json();
        world.paired = Some(paired.id);
        world.desk.execute(Command::Time(TimeCommand::StartReflection)).await;
        world.desk.execute(Command::Time(TimeCommand::Close)).await;
        world.closed = open;
        let links = format!("/api/workshops/{open}/report-links");
        let link: NewReportLink = world.owner().post(&links, &json!({ "names": false })).await.expect(201).json();
        world.report_token = last(&link.link);
        let [(removed, one), (former, other)] = <[_; 2]>::try_from(owners).unwrap();
        let _ = world.owner().delete(&one).await.expect(204);
        let _ = world.owner().patch(&other, &json!({ "role": "member" })).await.expect(200);
        world.people.extend([("screen", screen), ("removed", removed), ("former owner", former)]);
        world.app.clock.forward_minutes(60);
        world
    }

    /// Moves the clock by a month. Members sign in again, except in one browser.
    pub(crate) async fn a_month_later(&mut self) {
        self.app.clock.forward_minutes(31 * 24 * 60);
        let expired = self.app.twin(self.who("member"));
        for (role, email) in [("owner", "olive"), ("facilitator", "freya"), ("scribe", "sami"), ("member", "mona")] {
            let wanted = json!({ "email": format!("{email}@example.com"), "password": PASSWORD });
            let _ = self.who(role).post("/api/session", &wanted).await.expect(201);
        }
        self.people.insert("expired", expired);
    }

    pub(crate) fn who(&self, role: &str) -> &Client {
        &self.people[role]
    }

    fn owner(&self) -> &Client {
        self.who("owner")
    }

    /// Fills in the placeholders in braces, with unused things where a call changes them.
    pub(crate) async fn fill(&self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('<') {
            let (name, after) = after.split_once('>').expect("every < has its >");
            filled.push_str(before);
            filled.push_str(&self.value(name).await);
            rest = after;
        }
        filled + rest
    }

    async fn value(&self, name: &str) -> String {
        let team = self.owner().team();
        match name {
            "team" => team.to_string(),
            "fresh team" => self.fresh_team().await.to_string(),
            "fresh member" => self.fresh_member().await.to_string(),
            "owner" | "facilitator" | "scribe" => self.who(name).person().to_string(),
            "email" => format!("{}@example.com", new_id()),
            "invitation" => self.invite().await.id.to_string(),
            "invitation token" => last(&self.invite().await.link),
            "reset token" => self.reset_token().await,
            "system" => self.system().await.to_string(),
            "runbook" => self.runbook().await.to_string(),
            "scenario" => self.scenario().await.id.to_string(),
            "unchanged card" => self.card.to_string(),
            "new revision" => new_id().to_string(),
            "hash" => self.picture.clone(),
            "planned" => self.planned().await.to_string(),
            "open" => self.open.to_string(),
            "closed" => self.closed.to_string(),
            "code" => self.code.clone(),
            "action" => self.action.to_string(),
            "report link" => self.report_link().await.id.to_string(),
            "report token" => self.report_token.clone(),
            "paper" => serde_json::to_string(&paper(self.who("facilitator").person(), self.card)).unwrap(),
            "survey round" => self.survey_round.to_string(),
            // A number that every key can sign.
            "blinded" => format!("{}Q", "A".repeat(341)),
            "guest" => self.who("guest").person().to_string(),
            "member's practice" => self.practice().await.to_string(),
            "screen code" => self.screen_code().await,
            "screen" => self.screen().await.to_string(),
            "plan" => serde_json::to_string(&plan()).unwrap(),
            "content" => serde_json::to_string(&content()).unwrap(),
            other => panic!("nothing is called <{other}>"),
        }
    }

    async fn report_link(&self) -> NewReportLink {
        let path = format!("/api/workshops/{}/report-links", self.closed);
        self.owner().post(&path, &json!({ "names": true })).await.expect(201).json()
    }

    async fn practice(&self) -> PracticeId {
        let path = format!("/api/teams/{}/scenarios/{}/practice", self.owner().team(), self.card);
        self.who("member").post(&path, &()).await.expect(201).json::<PracticeRun>().id
    }

    async fn screen_code(&self) -> String {
        self.app.clock.forward_minutes(1);
        match self.app.client().post("/api/screen", &()).await.expect(201).json() {
            ScreenState::Waiting { code, .. } => code,
            other => panic!("{other:?}"),
        }
    }

    async fn screen(&self) -> ScreenId {
        if let Some(paired) = self.paired {
            return paired;
        }
        let path = format!("/api/workshops/{}/screens", self.open);
        let wanted = json!({ "code": self.screen_code().await });
        self.app.twin(self.owner()).post(&path, &wanted).await.expect(201).json::<PairedScreen>().id
    }

    async fn fresh_team(&self) -> TeamId {
        let team: Team = self.owner().post("/api/teams", &json!({ "name": "Fresh" })).await.expect(201).json();
        let now = self.app.app.now();
        for role in ["facilitator", "scribe", "member"] {
            let person = self.who(role).person();
            self.app.app.store.add_member(team.id, person, Role::Member, true, now).await.unwrap();
        }
        team.id
    }

    async fn fresh_member(&self) -> PersonId {
        let name = format!("New{}", new_id().simple());
        self.app.member(self.owner(), &name).await.person()
    }

    async fn invite(&self) -> NewInvitation {
        self.owner().post(&format!("/api/teams/{}/invitations", self.owner().team()), &()).await.expect(201).json()
    }

    async fn reset_token(&self) -> String {
        let person = self.fresh_member().await;
        let path = format!("/api/teams/{}/members/{person}/reset-link", self.owner().team());
        last(&self.owner().post(&path, &()).await.expect(201).json::<ResetLink>().link)
    }

    async fn system(&self) -> domain::id::SystemId {
        let wanted = json!({ "name": format!("system {}", new_id().simple()), "links": [] });
        let path = format!("/api/teams/{}/systems", self.owner().team());
        self.owner().post(&path, &wanted).await.expect(201).json::<System>().id
    }

    async fn runbook(&self) -> RunbookId {
        let wanted = json!({ "title": "Replay dead letters", "text": "1. Look", "systems": [] });
        let path = format!("/api/teams/{}/runbooks", self.owner().team());
        self.owner().post(&path, &wanted).await.expect(201).json::<Runbook>().summary.id
    }

    async fn scenario(&self) -> ScenarioDetail {
        let path = format!("/api/teams/{}/scenarios", self.owner().team());
        self.owner().post(&path, &json!({ "content": content() })).await.expect(201).json()
    }

    async fn planned(&self) -> WorkshopId {
        let (facilitator, scribe) = (self.who("facilitator").person(), self.who("scribe").person());
        self.app.planned(self.owner(), facilitator, Some(scribe), &[self.card]).await
    }
}

fn last(link: &str) -> String {
    link.rsplit('/').next().unwrap_or_default().to_owned()
}

/// The only member of a team.
pub(crate) async fn outsider(app: &TestApp, owner: &Client) -> Client {
    let mut other = app.member(owner, "Otto").await;
    let left = format!("/api/teams/{}/members/{}", owner.team(), other.person());
    let _ = other.delete(&left).await.expect(204);
    let _ = other.post("/api/teams", &json!({ "name": "Elsewhere" })).await.expect(201);
    other.set_account(other.get("/api/me").await.expect(200).json());
    other
}

/// A paper with one card.
pub(crate) fn paper(facilitator: PersonId, card: ScenarioId) -> PaperWorkshop {
    let (scenario, title, investigator) = (Some(card), String::new(), None);
    let steps = "10:05 looked at the queue\nfound a template".into();
    PaperWorkshop {
        owners: Vec::new(),
        id: CommandId(new_id()),
        title: "October workshop".into(),
        date: "2026-10-05".into(),
        time: "10:00".into(),
        zone: "Europe/Vienna".into(),
        minutes: 90,
        facilitator,
        scribe: None,
        members: Vec::new(),
        others: "Gus".into(),
        cards: vec![PaperCard { scenario, title, outcome: Outcome::Solved, investigator, steps }],
        crappy: "No runbook".into(),
        awesome: String::new(),
        proposals: String::new(),
        actions: "Link a runbook | - | 4 Dec | high".into(),
    }
}

/// A picture of one pixel.
pub(crate) fn png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(1, 1).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A card with what is needed and no more.
pub(crate) fn content() -> Scenario {
    Scenario {
        slug: String::new(),
        title: Title::parse(&format!("Card {}", new_id().simple())).unwrap(),
        systems: vec![ScenarioSystem { name: SystemName::parse("notifier").unwrap(), about: None }],
        difficulty: Difficulty::Easy,
        brief: "Nothing arrives.".into(),
        evidence: Vec::new(),
        minutes: 10,
        notes: String::new(),
        hints: Vec::new(),
        reference_path: Vec::new(),
        cause: String::new(),
        resolution: String::new(),
        origin: Origin::MadeUp,
        authors: Vec::new(),
        pack: None,
    }
}
