//! Ballots of the monthly question while its round is open, and how a round is closed.
//!
//! No row shows by its place or time who wrote it: ids are random, the order is random, and a batch never has fewer ballots than
//! the round's threshold.

use async_trait::async_trait;
use domain::id::{PersonId, SurveyRoundId};
use domain::survey::SurveyAnswer;
use domain::text::PersonName;
use domain::time::Timestamp;
use uuid::Uuid;

use crate::Result;
use crate::outbox::OutgoingRow;
use crate::surveys::{SurveyClosing, SurveyRoundRow};

/// A random number that makes a ballot count once. Only its browser knows it until the ballot is sent.
pub type Nonce = [u8; 32];

/// A person whom a round asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyInvitation {
    /// Who.
    pub account: PersonId,
    /// When the hour of the round begins in their own time zone.
    pub due_at: Timestamp,
    /// Whether they had a ballot signed; always false once the round is closed.
    pub claimed: bool,
    /// The name that they had when the round opened; none once it is closed.
    pub name: Option<PersonName>,
}

/// The blinded value that a browser had signed.
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
    /// Makes it count once.
    pub nonce: Nonce,
    /// The answer.
    pub answer: SurveyAnswer,
}

/// A comment on a ballot; which ballot it belongs to is not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentRow {
    /// A random id.
    pub id: Uuid,
    /// The text, padded with spaces to the same length as every other.
    pub text: String,
}

/// Ballots and comments, each list in the random order in which it is written.
#[derive(Clone, Debug, Default)]
pub struct BallotBatch {
    /// The ballots.
    pub ballots: Vec<BallotRow>,
    /// The comments.
    pub comments: Vec<CommentRow>,
}

/// The ballots that are still in memory when a round closes.
#[derive(Clone, Debug, Default)]
pub struct WaitingBallots {
    /// The answers that are counted together with the stored ones.
    pub answers: Vec<SurveyAnswer>,
    /// Their comments.
    pub comments: Vec<CommentRow>,
    /// How many more arrived and cannot be counted, see `domain::survey::counting`.
    pub uncounted: u32,
}

/// Ballots and claims.
#[async_trait]
pub trait BallotStore {
    /// Returns the rounds that are open.
    async fn open_survey_rounds(&self) -> Result<Vec<SurveyRoundRow>>;

    /// Returns the open rounds that ask a person who is still in the team and had no ballot signed, the first to close first.
    async fn open_survey_questions(&self, account: PersonId) -> Result<Vec<SurveyRoundRow>>;

    /// Returns the people whom a round asks, ordered by id.
    async fn survey_invitations(&self, round: SurveyRoundId) -> Result<Vec<SurveyInvitation>>;

    /// Returns the earlier round whose invited people are compared with those of a round: the latest one that asked `viewer`, or
    /// else the latest one that asked anyone; none for the first round.
    async fn previous_survey_round(&self, round: SurveyRoundId, viewer: PersonId) -> Result<Option<SurveyRoundId>>;

    /// Moves the end of an open round, once, and puts messages about it into the outbox. Conflicts: `closed`, `extended`.
    async fn extend_survey_round(
        &self,
        round: SurveyRoundId,
        until: Timestamp,
        messages: Vec<OutgoingRow>,
    ) -> Result<()>;

    /// Returns the claim of an account; not found when it is not invited.
    async fn survey_claim(&self, round: SurveyRoundId, account: PersonId) -> Result<Option<Claim>>;

    /// Stores the claim of an account unless it has one already, and returns the stored claim. Conflicts: `closed`.
    async fn put_claim(&self, round: SurveyRoundId, account: PersonId, claim: Claim) -> Result<Claim>;

    /// Returns the private key of a round; none once it is closed.
    async fn survey_private_key(&self, round: SurveyRoundId) -> Result<Option<Vec<u8>>>;

    /// Returns the nonces of the stored ballots.
    async fn ballot_nonces(&self, round: SurveyRoundId) -> Result<Vec<Nonce>>;

    /// Writes ballots in one transaction; a ballot that is stored already is not changed. Conflicts: `closed`.
    async fn write_ballots(&self, round: SurveyRoundId, batch: BallotBatch) -> Result<()>;

    /// Counts a round, stores the result, deletes its ballots, its private key, its claims and the names of the people it asked, and
    /// puts messages about it into the outbox. Conflicts: `closed`.
    async fn close_survey_round(
        &self,
        round: SurveyRoundId,
        at: Timestamp,
        rest: WaitingBallots,
        messages: Vec<OutgoingRow>,
    ) -> Result<SurveyClosing>;
}
