//! Survey rounds, and browsers that answer them.

use api::ballot::{BallotRound, ClaimBallot, ClaimedBallot, LookAtRound, SentBallot};
use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use blind_rsa_signatures::{
    BlindSignature, BlindingResult, DefaultRng, PublicKeySha384PSSRandomized, SecretKeySha384PSSRandomized,
};
use domain::id::{PersonId, SurveyRoundId, TeamId};
use domain::survey::{SurveyAnswer, SurveyOrigin, Threshold, Wording};
use domain::text::{BallotComment, ChoiceText, Question};
use server::ballots::keys::RoundKey;
use store::surveys::{NewSurveyRound, SurveyRoundRow};

use crate::app::TestApp;
use crate::client::{Client, HttpAnswer};
use crate::live::new_id;

/// What a browser keeps of a claim.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// The nonce.
    pub nonce: [u8; 32],
    blinding: BlindingResult,
    key: PublicKeySha384PSSRandomized,
}

impl TestApp {
    /// Opens a round for some people, a week long.
    ///
    /// # Panics
    /// When one is open.
    pub async fn survey_round(&self, team: TeamId, invited: &[PersonId], threshold: u8) -> SurveyRoundRow {
        self.survey_round_and_key(team, invited, threshold).await.0
    }

    /// Opens a round, and returns its key as well.
    pub async fn survey_round_and_key(
        &self,
        team: TeamId,
        invited: &[PersonId],
        threshold: u8,
    ) -> (SurveyRoundRow, RoundKey) {
        let key = self.app.keys.next_key().await.expect("there are keys");
        let (opened_at, text) = (self.app.now(), |text: &str| ChoiceText::parse(text).expect("it is short"));
        let round = SurveyRoundRow {
            id: SurveyRoundId(new_id()),
            team,
            occurrence: None,
            origin: SurveyOrigin::Hand,
            wording: Wording {
                question: Question::parse("How ready would you be?").expect("it is short"),
                answers: ["Not", "With help", "To begin", "For most", "To lead"].map(text),
            },
            threshold: Threshold::try_from(threshold).expect("it is from 3 to 10"),
            comments: true,
            public_key: key.public.clone(),
            opened_at,
            closes_at: opened_at.plus_minutes(7 * 24 * 60),
            extended: false,
            invited: u32::try_from(invited.len()).expect("they are few"),
            roster_change: None,
            closing: None,
        };
        let invited = invited.iter().map(|person| (*person, opened_at)).collect();
        let new = NewSurveyRound { round: round.clone(), private_key: key.private.clone(), invited };
        self.app.store.open_survey_round(new).await.expect("no round is open");
        (round, key)
    }
}

/// A ballot that is signed with the private key of a round, without a claim.
#[must_use]
pub fn sign_ballot(key: &RoundKey, answer: u8) -> SentBallot {
    let secret = SecretKeySha384PSSRandomized::from_der(&key.private).expect("it is a key");
    let key = secret.public_key().expect("it has a public half");
    let mut nonce = [0; 32];
    nonce[..16].copy_from_slice(new_id().as_bytes());
    nonce[16..].copy_from_slice(new_id().as_bytes());
    let blinding = key.blind(&mut DefaultRng, nonce).expect("it can be blinded");
    let signature = secret.blind_sign(&blinding.blind_message).expect("it can be signed");
    let signature = key.finalize(&signature, &blinding, nonce).expect("the key signed it");
    SentBallot {
        nonce,
        randomizer: blinding.msg_randomizer.expect("messages are randomized").0,
        signature: signature.0.try_into().expect("it has 256 bytes"),
        answer: SurveyAnswer::try_from(answer).expect("it is from 1 to 5"),
        comment: None,
    }
}

impl Ticket {
    /// Blinds a new nonce with the key that the server shows.
    ///
    /// # Panics
    /// When it shows none.
    pub async fn new(client: &Client, round: SurveyRoundId) -> Self {
        let look = client.post(&format!("/api/survey-rounds/{round}/look"), &LookAtRound::default()).await.expect(200);
        let key = URL_SAFE_NO_PAD.decode(look.json::<BallotRound>().public_key).expect("it is base64");
        let key = PublicKeySha384PSSRandomized::from_spki(&key).expect("it is a key");
        let mut nonce = [0; 32];
        nonce[..16].copy_from_slice(new_id().as_bytes());
        nonce[16..].copy_from_slice(new_id().as_bytes());
        let blinding = key.blind(&mut DefaultRng, nonce).expect("it can be blinded");
        Self { nonce, blinding, key }
    }

    /// What it asks the server to sign.
    pub fn claim_request(&self) -> ClaimBallot {
        ClaimBallot { blinded: URL_SAFE_NO_PAD.encode(&self.blinding.blind_message.0), link: None }
    }

    /// Asks the server to sign it.
    pub async fn claim(&self, client: &Client, round: SurveyRoundId) -> HttpAnswer {
        client.post(&format!("/api/survey-rounds/{round}/claim"), &self.claim_request()).await
    }

    /// A ballot without a claim, signed with the private key.
    ///
    /// # Panics
    /// When it is another key.
    pub fn forge_ballot(&self, private: &[u8], answer: u8) -> SentBallot {
        let key = SecretKeySha384PSSRandomized::from_der(private).expect("it is a key");
        let signature = key.blind_sign(&self.blinding.blind_message).expect("it can be signed");
        self.ballot_of(signature, answer, None)
    }

    /// The ballot, with the signature that a claim was answered with.
    ///
    /// # Panics
    /// When the signature is not this key's.
    pub fn ballot(&self, claimed: &HttpAnswer, answer: u8, comment: Option<&str>) -> SentBallot {
        let signature = URL_SAFE_NO_PAD.decode(claimed.json::<ClaimedBallot>().signature).expect("it is base64");
        self.ballot_of(BlindSignature(signature), answer, comment)
    }

    fn ballot_of(&self, signature: BlindSignature, answer: u8, comment: Option<&str>) -> SentBallot {
        let signature = self.key.finalize(&signature, &self.blinding, self.nonce);
        SentBallot {
            nonce: self.nonce,
            randomizer: self.blinding.msg_randomizer.expect("messages are randomized").0,
            signature: signature.expect("the key signed it").0.try_into().expect("it has 256 bytes"),
            answer: SurveyAnswer::try_from(answer).expect("it is from 1 to 5"),
            comment: comment.map(|text| BallotComment::parse(text).expect("it is short")),
        }
    }
}

/// Claims a ballot and returns it, not sent yet.
///
/// # Panics
/// When the claim is refused.
pub async fn ballot(client: &Client, round: SurveyRoundId, answer: u8, comment: Option<&str>) -> SentBallot {
    let ticket = Ticket::new(client, round).await;
    let claimed = ticket.claim(client, round).await.expect(200);
    ticket.ballot(&claimed, answer, comment)
}

impl Client {
    /// Sends a ballot; from a browser without cookies, as pages do.
    pub async fn send_ballot(&self, round: SurveyRoundId, ballot: &[u8]) -> HttpAnswer {
        let body = Some(("application/octet-stream", ballot.to_vec()));
        self.send(Method::POST, &format!("/api/ballots/{round}"), body).await
    }
}
