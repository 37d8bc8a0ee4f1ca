//! The monthly question: who gets a signed ballot, which ballots count, and what is on disk meanwhile.

use api::account::{Me, OpenQuestion};
use api::ballot::{Asked, BALLOT_BYTES, BallotEpoch, BallotRound, LookAtRound, PersonalLink, SentBallot};
use domain::id::SurveyRoundId;
use domain::survey::{Histogram, SurveyOutcome};
use serde_json::json;
use store::surveys::{SurveyClosing, SurveyRoundRow};
use testkit::app::TestApp;
use testkit::client::Client;
use testkit::live::new_id;
use testkit::log::Log;
use testkit::survey::{Ticket, ballot};

/// A team of so many, all of them asked.
struct Team {
    app: TestApp,
    people: Vec<Client>,
    round: SurveyRoundRow,
}

impl Team {
    async fn of(count: usize, threshold: u8) -> Self {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let mut people = Vec::new();
        for n in 1..count {
            people.push(app.member(&owner, &format!("Person{n}")).await);
        }
        people.push(owner);
        let invited: Vec<_> = people.iter().map(Client::person).collect();
        let round = app.survey_round(people[count - 1].team(), &invited, threshold).await;
        Self { app, people, round }
    }

    async fn ballot(&self, person: usize, answer: u8) -> SentBallot {
        ballot(&self.people[person], self.round.id, answer, None).await
    }

    async fn send(&self, ballot: &SentBallot) {
        let _ = self.app.client().send_ballot(self.round.id, &ballot.bytes()).await.expect(202);
    }

    async fn refuses(&self, round: SurveyRoundId, bytes: &[u8]) {
        let refused = self.app.client().send_ballot(round, bytes).await.expect(422);
        assert_eq!(refused.code(), "no_ballot");
    }

    /// Has each of these people send an answer.
    async fn answers(&self, answers: impl IntoIterator<Item = (usize, u8)>) {
        for (person, answer) in answers {
            let ballot = self.ballot(person, answer).await;
            self.send(&ballot).await;
        }
    }

    async fn restarted(self) -> Self {
        Self { app: self.app.restarted().await, ..self }
    }

    async fn written(&self) -> usize {
        self.app.app.store.ballot_nonces(self.round.id).await.unwrap().len()
    }

    async fn close(&self) -> SurveyClosing {
        server::survey::close(&self.app.app, self.round.id).await.unwrap()
    }

    async fn closing(&self) -> Option<SurveyClosing> {
        self.app.app.store.survey_round(self.round.id).await.unwrap().unwrap().closing
    }

    /// Everything in the database that holds one of these words.
    async fn rows_with(&self, what: &[u8]) -> usize {
        let hex = hex::encode(what);
        let rows = testkit::raw::rows(&self.app.database).await;
        let holds = |cell: &Option<String>| cell.as_ref().is_some_and(|text| text.contains(&hex));
        rows.iter().filter(|(_, cells)| cells.iter().any(|(_, cell)| holds(cell))).count()
    }
}

#[tokio::test]
async fn seven_people_answer_and_the_round_closes_by_itself() {
    let team = Team::of(7, 5).await;
    let answers = [3, 4, 2, 5, 4, 3];
    team.answers(answers.into_iter().enumerate()).await;
    assert_eq!((team.written().await, team.closing().await), (0, None), "nothing is written or shown before the end");
    let last = team.ballot(6, 4).await;
    team.send(&last).await;
    let closing = team.closing().await.expect("all that are asked have answered");
    assert_eq!(closing.outcome, SurveyOutcome::Published);
    assert_eq!((closing.claims, closing.ballots), (7, 7));
    assert_eq!(closing.histogram, Some(Histogram([0, 1, 2, 3, 1])));
    team.refuses(team.round.id, &last.bytes()).await;
    // Nothing is left with which a ballot could be signed, verified again or traced.
    assert_eq!(team.rows_with(&last.nonce).await, 0);
    assert_eq!(team.app.app.store.survey_private_key(team.round.id).await.unwrap(), None);
    let late = Ticket::new(&team.people[0], team.round.id).await.claim(&team.people[0], team.round.id).await;
    assert_eq!(late.expect(409).code(), "round_closed");
    assert_eq!(team.close().await, closing, "closing again changes nothing");
}

#[tokio::test]
async fn each_person_gets_one_signed_ballot_and_can_fetch_it_again() {
    let team = Team::of(5, 5).await;
    let (one, round) = (&team.people[0], team.round.id);
    let ticket = Ticket::new(one, round).await;
    let first = ticket.claim(one, round).await.expect(200);
    let again = ticket.claim(one, round).await.expect(200);
    assert_eq!(first.text(), again.text(), "a lost reply is fetched again");
    let other = Ticket::new(one, round).await.claim(one, round).await.expect(409);
    assert_eq!(other.code(), "claimed_elsewhere");
    let look = one.post(&format!("/api/survey-rounds/{round}/look"), &LookAtRound::default()).await.expect(200);
    assert_eq!(look.json::<BallotRound>().you, Asked::Claimed);
    for wrong in ["", "AAAA", "no base64!", &"_".repeat(342)] {
        let claim = json!({ "blinded": wrong });
        let _ = team.people[1].post(&format!("/api/survey-rounds/{round}/claim"), &claim).await.expect(400);
    }
}

#[tokio::test]
async fn a_ballot_counts_once_and_only_in_its_round() {
    let team = Team::of(5, 3).await;
    let good = team.ballot(0, 3).await;
    let bytes = good.bytes();
    // A change anywhere except in answer and comment, which are not signed, makes it invalid.
    for place in [0, 31, 32, 63, 64, 200, 319] {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        team.refuses(team.round.id, &changed).await;
    }
    team.refuses(team.round.id, &bytes[1..]).await;
    team.refuses(team.round.id, &[]).await;
    team.refuses(SurveyRoundId(new_id()), &bytes).await;
    let mut elsewhere = team.app.client();
    let session = json!({ "email": "olive@example.com", "password": testkit::app::PASSWORD });
    elsewhere.set_account(elsewhere.post("/api/session", &session).await.expect(201).json());
    let other: api::team::Team = elsewhere.post("/api/teams", &json!({ "name": "Other" })).await.expect(201).json();
    let other = team.app.survey_round(other.id, &[elsewhere.person()], 3).await;
    team.refuses(other.id, &bytes).await;

    team.send(&good).await;
    team.send(&good).await;
    // A person who sends their signed nonce again with another answer has voted already.
    team.send(&SentBallot { answer: 5.try_into().unwrap(), ..good.clone() }).await;
    team.answers([(1, 3), (2, 3)]).await;
    let closing = team.close().await;
    assert_eq!((closing.claims, closing.ballots, closing.histogram), (3, 3, Some(Histogram([0, 0, 3, 0, 0]))));
    team.refuses(team.round.id, &bytes).await;
}

#[tokio::test]
async fn a_body_of_another_size_is_refused() {
    let team = Team::of(5, 3).await;
    let long = vec![b' '; BALLOT_BYTES + 1];
    let _ = team.app.client().send_ballot(team.round.id, &long).await.expect(413);
}

#[tokio::test]
async fn ballots_are_written_in_batches_that_show_no_order_or_time() {
    let team = Team::of(8, 3).await;
    let mut sent = Vec::new();
    for person in 0..7 {
        let ballot = ballot(&team.people[person], team.round.id, 1, Some("More runbooks")).await;
        team.send(&ballot).await;
        sent.push(ballot.nonce);
        let expected = if person < 5 { 0 } else { 3 };
        assert_eq!(team.written().await, expected, "after {} ballots", person + 1);
    }
    let rows = testkit::raw::rows(&team.app.database).await;
    let of = |table: &str| rows.iter().filter(|(name, _)| name == table).map(|(_, cells)| cells).collect::<Vec<_>>();
    let (ballots, comments) = (of("ballot"), of("ballot_comment"));
    assert_eq!((ballots.len(), comments.len()), (3, 3));
    let columns: Vec<&str> = ballots[0].iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(columns, ["id", "round_id", "nonce", "answer"], "no time, no number, no person");
    let lengths: Vec<usize> = comments
        .iter()
        .flat_map(|cells| cells.iter().find(|(name, _)| name == "text"))
        .map(|(_, text)| text.as_ref().unwrap().len())
        .collect();
    assert_eq!(lengths, [api::ballot::COMMENT_BYTES; 3]);
    for (_, id) in ballots.iter().chain(&comments).flat_map(|cells| cells.iter().find(|(name, _)| name == "id")) {
        assert_eq!(id.as_ref().unwrap().replace('-', "").as_bytes()[12], b'4', "a random id knows no time");
    }
    let closing = team.close().await;
    assert_eq!((closing.ballots, closing.outcome), (7, SurveyOutcome::Published));
    assert_eq!(team.app.app.store.survey_comments(team.round.id).await.unwrap(), ["More runbooks"; 7]);
}

#[tokio::test]
async fn a_round_below_the_threshold_keeps_no_answers() {
    let team = Team::of(6, 5).await;
    for person in 0..4 {
        let ballot = ballot(&team.people[person], team.round.id, 5, Some("Alone at night")).await;
        team.send(&ballot).await;
    }
    let closing = team.close().await;
    assert_eq!((closing.claims, closing.ballots), (4, 4));
    assert_eq!((closing.outcome, closing.histogram), (SurveyOutcome::TooFew, None));
    let rows = testkit::raw::rows(&team.app.database).await;
    assert!(!rows.iter().any(|(table, _)| table == "ballot" || table == "ballot_comment"));
}

#[tokio::test]
async fn comments_below_the_threshold_are_deleted() {
    let team = Team::of(5, 5).await;
    for person in 0..5 {
        let comment = (person < 4).then_some("More runbooks");
        let ballot = ballot(&team.people[person], team.round.id, 5, comment).await;
        team.send(&ballot).await;
    }
    assert_eq!(team.closing().await.unwrap().outcome, SurveyOutcome::Published);
    assert_eq!(team.app.app.store.survey_comments(team.round.id).await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn more_ballots_than_claims_void_the_round() {
    let team = Team::of(6, 3).await;
    team.answers([(0, 1), (1, 1), (2, 1)]).await;
    // A holder of the private key can sign ballots without claims.
    let private = team.app.app.store.survey_private_key(team.round.id).await.unwrap().unwrap();
    let forged = Ticket::new(&team.people[3], team.round.id).await.forge_ballot(&private, 5);
    team.send(&forged).await;
    let closing = team.close().await;
    assert_eq!((closing.claims, closing.ballots), (3, 4));
    assert_eq!((closing.outcome, closing.histogram), (SurveyOutcome::Void, None));
}

#[tokio::test]
async fn after_a_restart_too_few_late_ballots_are_not_counted() {
    let team = Team::of(8, 3).await;
    let mut kept = Vec::new();
    for person in 0..4 {
        kept.push(team.ballot(person, 2).await);
        team.send(&kept[person]).await;
    }
    let before = team.app.client().get("/api/ballots/epoch").await.expect(200).json::<BallotEpoch>();
    // Four wait; a stop writes them, since they are at least three.
    let team = team.restarted().await;
    let after = team.app.client().get("/api/ballots/epoch").await.expect(200).json::<BallotEpoch>();
    assert_ne!(before, after);
    assert_eq!(team.written().await, 4);
    // What the browsers send again is there.
    for ballot in &kept {
        team.send(ballot).await;
    }
    team.answers([(4, 5), (5, 5)]).await;
    let closing = team.close().await;
    // The two would reveal their answers: the sum without them is on disk.
    assert_eq!((closing.claims, closing.ballots), (6, 4));
    assert_eq!(closing.histogram, Some(Histogram([0, 4, 0, 0, 0])));
}

#[tokio::test]
async fn waiting_ballots_can_be_sent_again_after_a_restart() {
    let team = Team::of(6, 3).await;
    let kept = [team.ballot(0, 2).await, team.ballot(1, 4).await];
    for ballot in &kept {
        team.send(ballot).await;
    }
    let team = team.restarted().await;
    assert_eq!(team.written().await, 0, "two are too few to be written");
    for ballot in &kept {
        team.send(ballot).await;
    }
    team.answers([(2, 3)]).await;
    let closing = team.close().await;
    assert_eq!((closing.ballots, closing.histogram), (3, Some(Histogram([0, 1, 1, 1, 0]))));
}

#[tokio::test]
async fn a_personal_link_claims_a_ballot_without_signing_in() {
    let team = Team::of(5, 5).await;
    let id = team.round.id;
    let person = team.people[0].person();
    let link = server::survey::link(&team.app.app, &team.round, person);
    let (address, fragment) = link.split_once('#').unwrap();
    assert_eq!(address, format!("http://{}/ballot/{id}", team.app.address));
    let parts: Vec<&str> = fragment.split('.').collect();
    let (secret, stranger) = (parts[1].to_owned(), team.app.client());
    let link = PersonalLink { account: parts[0].parse::<uuid::Uuid>().map(domain::id::PersonId).unwrap(), secret };
    assert_eq!(link.account, person);
    let look = json!({ "link": link });
    let seen: BallotRound = stranger.post(&format!("/api/survey-rounds/{id}/look"), &look).await.expect(200).json();
    assert_eq!((seen.you, seen.invited.len()), (Asked::Invited, 5));
    let ticket = Ticket::new(&team.people[0], id).await;
    let claim = json!({ "blinded": ticket.claim_request().blinded, "link": link });
    let claimed = stranger.post(&format!("/api/survey-rounds/{id}/claim"), &claim).await.expect(200);
    team.send(&ticket.ballot(&claimed, 4, None)).await;
    // Another person's id with this secret is refused.
    let wrong = json!({ "link": { "account": team.people[1].person(), "secret": link.secret } });
    let _ = stranger.post(&format!("/api/survey-rounds/{id}/look"), &wrong).await.expect(404);
    let _ = stranger.post(&format!("/api/survey-rounds/{id}/look"), &json!({})).await.expect(401);
}

#[tokio::test]
async fn a_question_waits_on_a_persons_own_pages_until_their_ballot_is_signed() {
    let team = Team::of(5, 5).await;
    let questions = async |person: &Client| person.get("/api/me").await.expect(200).json::<Me>().questions;
    let waits = OpenQuestion {
        round: team.round.id,
        team: team.round.team,
        closes_at: api::time::to_rfc3339(team.round.closes_at),
    };
    for person in &team.people {
        assert_eq!(questions(person).await, std::slice::from_ref(&waits));
    }
    let _ = team.ballot(0, 3).await;
    assert_eq!(questions(&team.people[0]).await, []);
    assert_eq!(questions(&team.people[1]).await, [waits], "of the others nothing is known");
    let late = team.app.member(&team.people[4], "Late").await;
    assert_eq!(questions(&late).await, [], "who is not asked");
}

#[tokio::test]
async fn a_person_who_is_not_invited_gets_no_ballot() {
    let team = Team::of(5, 5).await;
    let late = team.app.member(&team.people[4], "Late").await;
    let id = team.round.id;
    let look = late.post(&format!("/api/survey-rounds/{id}/look"), &LookAtRound::default()).await.expect(200);
    assert_eq!(look.json::<BallotRound>().you, Asked::NotInvited);
    let _ = Ticket::new(&late, id).await.claim(&late, id).await.expect(404);
}

#[tokio::test]
async fn ballots_are_neither_logged_nor_counted_in_metrics() {
    let team = Team::of(5, 5).await;
    let ballot = team.ballot(0, 3).await;
    let (log, metrics) = (Log::capture(), team.app.app.metrics.text());
    team.send(&ballot).await;
    team.refuses(team.round.id, &[]).await;
    let _ = team.app.client().get("/api/ballots/epoch").await.expect(200);
    let _ = team.app.client().get(&format!("/api/ballots/{}", team.round.id)).await.expect(405);
    assert_eq!(log.text(), "");
    assert_eq!(team.app.app.metrics.text(), metrics);
    // The log is heard, and other requests are in it.
    let _ = team.app.client().get("/api/me").await.expect(200);
    assert!(log.text().contains("/api/me"));
}
