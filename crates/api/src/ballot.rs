//! The monthly question as a browser sees it: the round, a claim, and the ballot's bytes.

use domain::id::{PersonId, SurveyRoundId, TeamId};
use domain::survey::{SurveyAnswer, SurveyOutcome};
use domain::text::BallotComment;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The secret of a personal link. It is behind the `#` of the address, which browsers do not send, and is sent in a body.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PersonalLink {
    /// Whose link it is.
    pub account: PersonId,
    /// What only this installation can have made.
    pub secret: String,
}

/// A look at a round: by a personal link, or signed in.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct LookAtRound {
    /// The link, if there is one.
    pub link: Option<PersonalLink>,
}

/// What the page of a ballot shows.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BallotRound {
    /// The round.
    pub id: SurveyRoundId,
    /// The team.
    pub team: TeamId,
    /// The team's name.
    pub team_name: String,
    /// What is asked.
    pub question: String,
    /// The five answers, from the least ready to the readiest.
    pub answers: Vec<String>,
    /// From how many ballots, and invited people, on the round is shown.
    pub threshold: u8,
    /// Whether a line may be added.
    pub comments: bool,
    /// The public key that ballots are verified with: SPKI in DER, URL-safe base64 without padding.
    pub public_key: String,
    /// When it opened, RFC 3339.
    pub opened_at: String,
    /// When it closes or was to close, RFC 3339.
    pub closes_at: String,
    /// How many were asked.
    pub invited_count: u32,
    /// Those who were asked, in alphabetical order: while it is open by the names that they had when it opened, even if their account
    /// is gone; later those who still have an account.
    pub invited: Vec<InvitedPerson>,
    /// How many joined or left since the round before, where they are fewer than the threshold: comparing the two results can reveal
    /// something about them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roster_change: Option<u32>,
    /// What the person who asks may do in it.
    pub you: Asked,
    /// How it ended; none while it is open.
    pub closed: Option<ClosedRound>,
    /// Where the page can be opened: the server's public address.
    pub address: String,
}

/// Somebody who was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvitedPerson {
    /// Their name when the round opened.
    pub name: String,
    /// Whether they were not asked the last time that the viewer was.
    pub joined: bool,
    /// Whether the name looks like another one of the list.
    pub alike: bool,
}

/// What somebody is to a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// They are not asked.
    NotInvited,
    /// They are asked, and no browser had a ballot signed for them.
    Invited,
    /// A browser had a ballot signed for them.
    Claimed,
    /// They are asked, and only the link of their invitation opens the ballot: their password was set by a link since the round opened.
    NeedsLink,
}

/// How a round ended.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ClosedRound {
    /// When, RFC 3339.
    pub at: String,
    /// How many had a ballot signed; only of a published round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claims: Option<u32>,
    /// How many ballots were counted; only of a published round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballots: Option<u32>,
    /// What became of them.
    pub outcome: SurveyOutcome,
}

/// Asks for the signature of a blinded value (RFC 9474).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ClaimBallot {
    /// The blinded value: 256 bytes, URL-safe base64 without padding.
    pub blinded: String,
    /// The personal link, if there is one; without it, the person who is signed in asks.
    pub link: Option<PersonalLink>,
}

/// The signature of a blinded value.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ClaimedBallot {
    /// 256 bytes, URL-safe base64 without padding.
    pub signature: String,
}

/// Changes when waiting ballots may be lost: a browser then sends its ballot again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BallotEpoch {
    /// Random, and another after each start of the server.
    pub epoch: String,
}

const RANDOM: usize = 32;
const SIGNATURE: usize = 256;
/// A comment in UTF-8, padded with spaces: as long as the longest, whatever its text.
pub const COMMENT_BYTES: usize = BallotComment::LIMIT * 4;
/// How long every ballot is.
pub const BALLOT_BYTES: usize = RANDOM + RANDOM + SIGNATURE + 1 + COMMENT_BYTES;

/// A ballot as it is sent: nonce, randomizer, signature, answer, comment, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentBallot {
    /// What makes it count once; the signed message.
    pub nonce: [u8; RANDOM],
    /// What RFC 9474 puts before the message.
    pub randomizer: [u8; RANDOM],
    /// The signature, no longer blinded.
    pub signature: [u8; SIGNATURE],
    /// The answer.
    pub answer: SurveyAnswer,
    /// A line, if there is one.
    pub comment: Option<BallotComment>,
}

impl SentBallot {
    /// Reads a ballot; none when it is none.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (nonce, rest) = bytes.split_first_chunk()?;
        let (randomizer, rest) = rest.split_first_chunk()?;
        let (signature, rest) = rest.split_first_chunk()?;
        let (answer, comment) = rest.split_first()?;
        let comment: &[u8; COMMENT_BYTES] = comment.try_into().ok()?;
        let comment = std::str::from_utf8(comment).ok()?.trim();
        let comment = if comment.is_empty() { None } else { Some(BallotComment::parse(comment).ok()?) };
        let answer = SurveyAnswer::try_from(*answer).ok()?;
        Some(Self { nonce: *nonce, randomizer: *randomizer, signature: *signature, answer, comment })
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(BALLOT_BYTES);
        bytes.extend_from_slice(&self.nonce);
        bytes.extend_from_slice(&self.randomizer);
        bytes.extend_from_slice(&self.signature);
        bytes.push(self.answer.into());
        bytes.extend_from_slice(self.comment.as_ref().map_or("", BallotComment::as_str).as_bytes());
        bytes.resize(BALLOT_BYTES, b' ');
        bytes
    }
}

/// A comment as it is kept: padded with spaces, so that each is as long as all others.
#[must_use]
pub fn padded(comment: &BallotComment) -> String {
    let missing = COMMENT_BYTES - comment.as_str().len();
    comment.as_str().to_owned() + &" ".repeat(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ballot(comment: Option<&str>) -> SentBallot {
        SentBallot {
            nonce: [1; 32],
            randomizer: [2; 32],
            signature: [3; 256],
            answer: SurveyAnswer::try_from(4).unwrap(),
            comment: comment.map(|text| BallotComment::parse(text).unwrap()),
        }
    }

    #[test]
    fn every_ballot_is_as_long_and_reads_as_it_was_written() {
        let longest = "𝄞".repeat(BallotComment::LIMIT);
        for comment in [None, Some("More runbooks"), Some(longest.as_str())] {
            let bytes = ballot(comment).bytes();
            assert_eq!(bytes.len(), BALLOT_BYTES);
            assert_eq!(SentBallot::parse(&bytes), Some(ballot(comment)));
        }
        assert_eq!(padded(&BallotComment::parse(&longest).unwrap()).len(), COMMENT_BYTES);
        assert_eq!(padded(&BallotComment::parse("ö").unwrap()).len(), COMMENT_BYTES);
    }

    #[test]
    fn other_bytes_are_no_ballot() {
        let good = ballot(None).bytes();
        let check = |bytes: &[u8]| assert_eq!(SentBallot::parse(bytes), None);
        check(&[]);
        check(&good[1..]);
        check(&[good.as_slice(), b" "].concat());
        for (place, byte) in [(320, 0), (320, 6), (321, 0xff)] {
            let mut bytes = good.clone();
            bytes[place] = byte;
            check(&bytes);
        }
        let mut long = good;
        long[321..321 + BallotComment::LIMIT + 1].fill(b'a');
        check(&long);
    }
}
