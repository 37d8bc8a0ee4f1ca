//! Ballots of the monthly question while its round is open, and how a round is closed.
//!
//! What a row of these could tell by its place or its time was given up before it comes here: ids are random, the order is
//! drawn, and there are never fewer than the round's threshold in a batch.

use async_trait::async_trait;
use domain::id::{PersonId, SurveyRoundId};
use domain::survey::Answer;
use domain::text::PersonName;
use domain::time::Timestamp;
use uuid::Uuid;

use crate::Result;
use crate::outbox::OutgoingRow;
use crate::surveys::{SurveyClosing, SurveyRoundRow};

/// What makes a ballot count once. Only its browser knows it until then.
pub type Nonce = [u8; 32];

/// Somebody who was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyInvitation {
    /// Who.
    pub account: PersonId,
    /// When the hour of the round comes in their own zone.
    pub due_at: Timestamp,
    /// Whether they had a ballot signed; unknown, and no, once the round is closed.
    pub claimed: bool,
    /// The name that they had when the round opened; none once it is closed.
    pub name: Option<PersonName>,
}

/// What somebody's browser had signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The blinded value.
    pub blinded: Vec<u8>,
    /// Its signature, blinded too.
    pub signature: Vec<u8>,
}

/// A ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BallotRow {
    /// A random id.
    pub id: Uuid,
    /// What makes it count once.
    pub nonce: Nonce,
    /// What it says.
    pub answer: Answer,
}

/// What somebody added to their ballot; which ballot is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentRow {
    /// A random id.
    pub id: Uuid,
    /// The text, padded with spaces to the length of all.
    pub text: String,
}

/// Ballots and comments in the order in which they are to be written: one that was drawn for each.
#[derive(Clone, Debug, Default)]
pub struct BallotBatch {
    /// The ballots.
    pub ballots: Vec<BallotRow>,
    /// The comments.
    pub comments: Vec<CommentRow>,
}

/// What waits when a round closes.
#[derive(Clone, Debug, Default)]
pub struct WaitingBallots {
    /// The answers that are counted with those that are written down.
    pub answers: Vec<Answer>,
    /// Their comments.
    pub comments: Vec<CommentRow>,
    /// How many came in besides and cannot be counted, see `domain::survey::counting`.
    pub uncounted: u32,
}

/// Ballots and claims.
#[async_trait]
pub trait BallotStore {
    /// Returns the rounds that are open.
    async fn open_survey_rounds(&self) -> Result<Vec<SurveyRoundRow>>;

    /// Returns whom a round asks, in the order of their ids.
    async fn survey_invitations(&self, round: SurveyRoundId) -> Result<Vec<SurveyInvitation>>;

    /// Returns the round with whose people those of a round are compared: the last one before it that asked `viewer`, or else the
    /// last one that asked anybody; none when it is the first.
    async fn round_before(&self, round: SurveyRoundId, viewer: PersonId) -> Result<Option<SurveyRoundId>>;

    /// Moves the end of an open round, once, and puts messages about it into the outbox. Conflicts: `closed`, `extended`.
    async fn extend_survey_round(
        &self,
        round: SurveyRoundId,
        until: Timestamp,
        messages: Vec<OutgoingRow>,
    ) -> Result<()>;

    /// Returns what somebody had signed; not found when they are not invited.
    async fn survey_claim(&self, round: SurveyRoundId, account: PersonId) -> Result<Option<Claim>>;

    /// Keeps what somebody has signed unless they had something signed before, and returns what is kept. Conflicts: `closed`.
    async fn claim(&self, round: SurveyRoundId, account: PersonId, claim: Claim) -> Result<Claim>;

    /// Returns the private key of a round; none once it is closed.
    async fn survey_private_key(&self, round: SurveyRoundId) -> Result<Option<Vec<u8>>>;

    /// Returns the nonces of the ballots that are written down.
    async fn ballot_nonces(&self, round: SurveyRoundId) -> Result<Vec<Nonce>>;

    /// Writes ballots in one transaction; one that is there already stays as it is. Conflicts: `closed`.
    async fn write_ballots(&self, round: SurveyRoundId, batch: BallotBatch) -> Result<()>;

    /// Counts a round, keeps the result, deletes its ballots, its private key, what was signed with it and the names of those who were
    /// asked, and puts messages
    /// about it into the outbox. Conflicts: `closed`.
    async fn close_survey_round(
        &self,
        round: SurveyRoundId,
        at: Timestamp,
        rest: WaitingBallots,
        told: Vec<OutgoingRow>,
    ) -> Result<SurveyClosing>;
}
