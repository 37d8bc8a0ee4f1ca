use domain::id::SurveyRoundId;
use domain::survey::{Histogram, SurveyAnswer, SurveyOrigin, SurveyOutcome, Threshold, Wording};
use domain::text::{ChoiceText, Question};
use store::Conflict;
use store::ballots::{BallotBatch, BallotRow, Claim, CommentRow, WaitingBallots};
use store::surveys::{NewSurveyRound, SurveyRoundRow};

use crate::support::*;

on_both!(
    a_claim_is_kept_until_the_round_is_closed,
    a_question_is_open_for_a_member_until_a_ballot_is_signed,
    a_nonce_counts_once,
    closing_a_round_counts_and_deletes_its_ballots,
    closing_a_round_hides_counts_of_few_people,
    only_open_rounds_accept_claims_and_ballots,
    names_stay_listed_until_the_round_is_closed,
    a_round_is_extended_once,
    invited_people_are_compared_with_the_last_round_of_the_viewer,
);

fn round_id(n: u128) -> SurveyRoundId {
    SurveyRoundId(uuid(n))
}

/// A round of a team that asks three people with a threshold of three.
async fn open(store: &AStore, n: u128) -> SurveyRoundId {
    seed_team(store, n, &[n * 10, n * 10 + 1, n * 10 + 2]).await;
    let choice = |text: &str| ChoiceText::parse(text).unwrap();
    let round = SurveyRoundRow {
        id: round_id(n),
        team: team_id(n),
        occurrence: None,
        origin: SurveyOrigin::Hand,
        wording: Wording {
            question: Question::parse("How ready?").unwrap(),
            answers: ["1", "2", "3", "4", "5"].map(choice),
        },
        threshold: Threshold::try_from(3).unwrap(),
        comments: true,
        public_key: vec![1],
        opened_at: at(0),
        closes_at: at(60),
        extended: false,
        invited: 3,
        roster_change: None,
        closing: None,
    };
    let invited = (0..3).map(|person_of| (person(n * 10 + person_of), at(1))).collect();
    store.open_survey_round(NewSurveyRound { round, private_key: vec![2], invited }).await.unwrap();
    round_id(n)
}

fn claim(n: u8) -> Claim {
    Claim { blinded: vec![n; 256], signature: vec![n + 100; 256] }
}

fn ballot(n: u8, answer: u8) -> BallotRow {
    BallotRow { id: uuid(u128::from(n)), nonce: [n; 32], answer: SurveyAnswer::try_from(answer).unwrap() }
}

fn comment(n: u8) -> CommentRow {
    CommentRow { id: uuid(u128::from(n)), text: format!("Comment {n}   ") }
}

fn batch(ballots: Vec<BallotRow>) -> BallotBatch {
    BallotBatch { ballots, comments: Vec::new() }
}

async fn a_claim_is_kept_until_the_round_is_closed(store: AStore) {
    let round = open(&store, 1).await;
    assert_eq!(store.survey_claim(round, person(10)).await.unwrap(), None);
    not_found(store.survey_claim(round, person(99)).await);
    not_found(store.put_claim(round, person(99), claim(9)).await);
    assert_eq!(store.put_claim(round, person(10), claim(1)).await.unwrap(), claim(1));
    assert_eq!(store.put_claim(round, person(10), claim(2)).await.unwrap(), claim(1), "the first counts");
    assert_eq!(store.survey_claim(round, person(10)).await.unwrap(), Some(claim(1)));
    let claimed = |store: AStore| async move {
        let invitations = store.survey_invitations(round).await.unwrap();
        invitations.into_iter().map(|it| (it.account, it.claimed)).collect::<Vec<_>>()
    };
    assert_eq!(claimed(store.clone()).await, [(person(10), true), (person(11), false), (person(12), false)]);
    assert_eq!(store.survey_private_key(round).await.unwrap(), Some(vec![2]));
    let closing = store.close_survey_round(round, at(5), WaitingBallots::default(), Vec::new()).await.unwrap();
    assert_eq!((closing.claims, closing.ballots, closing.outcome), (1, 0, SurveyOutcome::TooFew));
    assert_eq!(store.survey_claim(round, person(10)).await.unwrap(), None);
    assert!(claimed(store.clone()).await.iter().all(|(_, claimed)| !claimed));
    assert_eq!(store.survey_private_key(round).await.unwrap(), None);
    not_found(store.survey_private_key(round_id(9)).await);
}

async fn a_question_is_open_for_a_member_until_a_ballot_is_signed(store: AStore) {
    let (first, second) = (open(&store, 1).await, open(&store, 2).await);
    let questions = |person| {
        let found = store.open_survey_questions(person);
        async { found.await.unwrap().into_iter().map(|round| round.id).collect::<Vec<_>>() }
    };
    assert_eq!(questions(person(10)).await, [first]);
    assert_eq!(questions(person(99)).await, []);
    store.put_claim(first, person(10), claim(1)).await.unwrap();
    assert_eq!(questions(person(10)).await, [], "a ballot is signed");
    assert_eq!(questions(person(21)).await, [second]);
    store.remove_member(team_id(2), person(21), at(2)).await.unwrap();
    assert_eq!(questions(person(21)).await, [], "not in the team any more");
    store.close_survey_round(first, at(60), WaitingBallots::default(), Vec::new()).await.unwrap();
    assert_eq!(questions(person(11)).await, [], "the round is closed");
}

async fn a_nonce_counts_once(store: AStore) {
    let round = open(&store, 1).await;
    let other = open(&store, 2).await;
    store.write_ballots(round, batch(vec![ballot(1, 1), ballot(2, 2)])).await.unwrap();
    let again = BallotRow { id: uuid(77), ..ballot(2, 5) };
    store.write_ballots(round, batch(vec![again, ballot(3, 3)])).await.unwrap();
    assert_eq!(store.ballot_nonces(round).await.unwrap(), [[1; 32], [2; 32], [3; 32]]);
    assert_eq!(store.ballot_nonces(other).await.unwrap(), Vec::<[u8; 32]>::new());
}

async fn closing_a_round_counts_and_deletes_its_ballots(store: AStore) {
    let round = open(&store, 1).await;
    assert_eq!(store.open_survey_rounds().await.unwrap().len(), 1);
    for n in 0..3 {
        store.put_claim(round, person(10 + u128::from(n)), claim(n)).await.unwrap();
    }
    let first = BallotBatch { ballots: vec![ballot(1, 4), ballot(2, 5)], comments: vec![comment(1), comment(2)] };
    store.write_ballots(round, first).await.unwrap();
    let rest =
        WaitingBallots { answers: vec![SurveyAnswer::try_from(4).unwrap()], comments: vec![comment(3)], uncounted: 0 };
    let closing = store.close_survey_round(round, at(5), rest, Vec::new()).await.unwrap();
    assert_eq!((closing.claims, closing.ballots, closing.outcome), (3, 3, SurveyOutcome::Published));
    assert_eq!(closing.histogram, Some(Histogram([0, 0, 0, 2, 1])));
    assert_eq!(store.survey_round(round).await.unwrap().unwrap().closing, Some(closing));
    assert_eq!(store.ballot_nonces(round).await.unwrap(), Vec::<[u8; 32]>::new());
    assert_eq!(store.survey_comments(round).await.unwrap(), ["Comment 1", "Comment 2", "Comment 3"]);
    assert_eq!(store.open_survey_rounds().await.unwrap(), []);
}

async fn closing_a_round_hides_counts_of_few_people(store: AStore) {
    // Two ballots of three that were claimed; one counted ballot more than there are claims; few comments.
    let check =
        async |n: u8, claims: u8, ballots: u8, uncounted: u32, comments: u8, expected: (SurveyOutcome, usize)| {
            let round = open(&store, n.into()).await;
            for one in 0..claims {
                store.put_claim(round, person(u128::from(n) * 10 + u128::from(one)), claim(one)).await.unwrap();
            }
            let of = |one: u8| n * 10 + one;
            let batch = BallotBatch {
                ballots: (0..ballots).map(|one| ballot(of(one), 3)).collect(),
                comments: (0..comments).map(|one| comment(of(one))).collect(),
            };
            store.write_ballots(round, batch).await.unwrap();
            let closing = store
                .close_survey_round(round, at(5), WaitingBallots { uncounted, ..WaitingBallots::default() }, Vec::new())
                .await
                .unwrap();
            assert_eq!((closing.outcome, closing.ballots), (expected.0, ballots.into()), "{n}");
            assert_eq!(closing.histogram.is_some(), expected.0 == SurveyOutcome::Published);
            assert_eq!(store.survey_comments(round).await.unwrap().len(), expected.1, "{n}");
            assert_eq!(store.ballot_nonces(round).await.unwrap(), Vec::<[u8; 32]>::new());
        };
    check(1, 3, 2, 0, 2, (SurveyOutcome::TooFew, 0)).await;
    check(2, 2, 3, 0, 3, (SurveyOutcome::Void, 0)).await;
    check(3, 3, 3, 1, 3, (SurveyOutcome::Void, 0)).await;
    check(4, 3, 3, 0, 2, (SurveyOutcome::Published, 0)).await;
    check(5, 3, 3, 0, 3, (SurveyOutcome::Published, 3)).await;
}

async fn only_open_rounds_accept_claims_and_ballots(store: AStore) {
    let round = open(&store, 1).await;
    store.close_survey_round(round, at(5), WaitingBallots::default(), Vec::new()).await.unwrap();
    refused(store.close_survey_round(round, at(6), WaitingBallots::default(), Vec::new()).await, Conflict::Closed);
    refused(store.write_ballots(round, batch(vec![ballot(1, 1)])).await, Conflict::Closed);
    refused(store.put_claim(round, person(10), claim(1)).await, Conflict::Closed);
    not_found(store.write_ballots(round_id(9), batch(Vec::new())).await);
    not_found(store.close_survey_round(round_id(9), at(6), WaitingBallots::default(), Vec::new()).await);
}

async fn names_stay_listed_until_the_round_is_closed(store: AStore) {
    let round = open(&store, 1).await;
    let listed = async || {
        let invitations = store.survey_invitations(round).await.unwrap();
        invitations.into_iter().map(|invitation| invitation.name.map(String::from)).collect::<Vec<_>>()
    };
    let names = listed().await;
    assert!(names.iter().all(Option::is_some), "{names:?}");
    store.erase_account(person(11), true).await.unwrap();
    assert_eq!(listed().await, names, "an account that is erased stays on the list");
    store.close_survey_round(round, at(5), WaitingBallots::default(), Vec::new()).await.unwrap();
    assert_eq!(listed().await, [None, None, None], "and goes from it when the result is known");
}

async fn a_round_is_extended_once(store: AStore) {
    let round = open(&store, 1).await;
    store.extend_survey_round(round, at(90), Vec::new()).await.unwrap();
    let extended = store.survey_round(round).await.unwrap().unwrap();
    assert_eq!((extended.closes_at, extended.extended), (at(90), true));
    refused(store.extend_survey_round(round, at(120), Vec::new()).await, Conflict::Extended);
    store.close_survey_round(round, at(95), WaitingBallots::default(), Vec::new()).await.unwrap();
    refused(store.extend_survey_round(round, at(120), Vec::new()).await, Conflict::Closed);
    assert_eq!(store.survey_round(round).await.unwrap().unwrap().closes_at, at(90));
}

async fn invited_people_are_compared_with_the_last_round_of_the_viewer(store: AStore) {
    let first = open(&store, 1).await;
    assert_eq!(store.previous_survey_round(first, person(10)).await.unwrap(), None);
    let mut last = store.survey_round(first).await.unwrap().unwrap();
    // The second asks 10 and 11, the third 12 alone.
    for (n, invited) in [(2, vec![10, 11]), (3, vec![12])] {
        store.close_survey_round(last.id, last.opened_at, WaitingBallots::default(), Vec::new()).await.unwrap();
        last = SurveyRoundRow { id: round_id(n), opened_at: at(i64::try_from(n).unwrap()), ..last };
        let invited = invited.into_iter().map(|n| (person(n), at(1))).collect();
        store.open_survey_round(NewSurveyRound { round: last.clone(), private_key: vec![2], invited }).await.unwrap();
    }
    store.close_survey_round(last.id, at(4), WaitingBallots::default(), Vec::new()).await.unwrap();
    let fourth = SurveyRoundRow { id: round_id(4), opened_at: at(5), ..last };
    let invited = (10..14).map(|n| (person(n), at(1))).collect();
    store.open_survey_round(NewSurveyRound { round: fourth, private_key: vec![2], invited }).await.unwrap();
    for (viewer, expected) in [(10, 2), (11, 2), (12, 3), (13, 3)] {
        let found = store.previous_survey_round(round_id(4), person(viewer)).await.unwrap();
        assert_eq!(found, Some(round_id(expected)), "{viewer}");
    }
}
