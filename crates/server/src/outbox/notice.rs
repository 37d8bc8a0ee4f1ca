//! What a message is about: ids, as they are stored in the outbox.

use domain::id::{OutgoingId, PersonId, SurveyRoundId, TeamId, WorkshopId};
use domain::messages::{Channel, Topic};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::outbox::OutgoingRow;

use crate::services::Services;

/// What a message is about. Its JSON is stored: a variant in use keeps its shape and its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// A round has opened, and this person is asked.
    SurveyInvitation {
        /// The round.
        round: SurveyRoundId,
    },
    /// It closes soon; only for who has not claimed a ballot by then.
    SurveyReminder {
        /// The round.
        round: SurveyRoundId,
    },
    /// Ballots that waited were lost: each person who claimed one opens the link on the same device, which sends it again.
    SurveySendAgain {
        /// The round.
        round: SurveyRoundId,
    },
    /// The round is short of its threshold, and open for a week more: for everybody who is asked, whether or not they took part.
    SurveyExtended {
        /// The round.
        round: SurveyRoundId,
    },
    /// A round is closed.
    SurveyResult {
        /// The round.
        round: SurveyRoundId,
    },
    /// A workshop is near.
    WorkshopReminder {
        /// The workshop.
        workshop: WorkshopId,
    },
    /// Actions of a team are due or late: this person's own, or, for the team, how many.
    ActionsDue {
        /// The team.
        team: TeamId,
    },
    /// A link for choosing a new password was requested.
    ResetPassword {
        /// When: it is of no use much later.
        asked_at: Timestamp,
    },
    /// A test whether messages arrive.
    Test,
}

impl Notice {
    /// The topic from which people may unsubscribe.
    #[must_use]
    pub fn topic(self) -> Option<Topic> {
        match self {
            Self::SurveyInvitation { .. }
            | Self::SurveyReminder { .. }
            | Self::SurveySendAgain { .. }
            | Self::SurveyExtended { .. }
            | Self::SurveyResult { .. } => Some(Topic::Survey),
            Self::WorkshopReminder { .. } => Some(Topic::Workshops),
            Self::ActionsDue { .. } => Some(Topic::Actions),
            Self::ResetPassword { .. } | Self::Test => None,
        }
    }

    /// The kinds that only some get, by whether they took part: no page lists or counts them.
    pub const PRIVATE: [&str; 2] = ["survey_reminder", "survey_send_again"];

    /// Whether receiving it reveals that the person took part, see [`Self::PRIVATE`].
    #[must_use]
    pub fn reveals_participation(self) -> bool {
        match self {
            Self::SurveyReminder { .. } | Self::SurveySendAgain { .. } => true,
            Self::SurveyInvitation { .. }
            | Self::SurveyExtended { .. }
            | Self::SurveyResult { .. }
            | Self::WorkshopReminder { .. }
            | Self::ActionsDue { .. }
            | Self::ResetPassword { .. }
            | Self::Test => false,
        }
    }

    /// What makes a notice to one person by one channel the same message. `more` distinguishes messages that are sent several times.
    #[must_use]
    pub fn key(self, account: Option<PersonId>, channel: Channel, more: &str) -> String {
        let about = match self {
            Self::SurveyInvitation { round } => format!("survey-invitation/{round}"),
            Self::SurveyReminder { round } => format!("survey-reminder/{round}"),
            Self::SurveySendAgain { round } => format!("survey-send-again/{round}"),
            Self::SurveyExtended { round } => format!("survey-extended/{round}"),
            Self::SurveyResult { round } => format!("survey-result/{round}"),
            Self::WorkshopReminder { workshop } => format!("workshop-reminder/{workshop}"),
            Self::ActionsDue { team } => format!("actions-due/{team}"),
            Self::ResetPassword { .. } => "reset-password".to_owned(),
            Self::Test => "test".to_owned(),
        };
        let to = account.map_or_else(|| "team".to_owned(), |account| account.to_string());
        let more = if more.is_empty() { String::new() } else { format!("/{more}") };
        format!("{about}/{to}/{}{more}", channel.as_str())
    }

    /// Reads what [`outgoing`] wrote.
    pub fn parse(json: &str) -> serde_json::Result<Self> {
        serde_json::from_str(json)
    }
}

/// A row for the outbox. `more` distinguishes messages that are sent several times; most notices are sent once, and leave it empty.
#[must_use]
pub fn outgoing(
    services: &Services,
    notice: Notice,
    team: Option<TeamId>,
    account: Option<PersonId>,
    channel: Channel,
    more: &str,
    due_at: Timestamp,
) -> OutgoingRow {
    OutgoingRow {
        id: OutgoingId(services.new_id()),
        team,
        account,
        channel,
        notice: serde_json::to_string(&notice).expect("a notice is plain data"),
        key: notice.key(account, channel, more),
        due_at,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn stored_notices_keep_their_shape() {
        let id = Uuid::from_u128(7);
        let check = |notice: Notice, json: &str| {
            assert_eq!(serde_json::to_string(&notice).unwrap(), json);
            assert_eq!(Notice::parse(json).unwrap(), notice);
        };
        let round = SurveyRoundId(id);
        let about = |kind: &str, what: &str| format!(r#"{{"kind":"{kind}","{what}":"{id}"}}"#);
        check(Notice::SurveyInvitation { round }, &about("survey_invitation", "round"));
        check(Notice::SurveyReminder { round }, &about("survey_reminder", "round"));
        check(Notice::SurveySendAgain { round }, &about("survey_send_again", "round"));
        check(Notice::SurveyExtended { round }, &about("survey_extended", "round"));
        check(Notice::SurveyResult { round }, &about("survey_result", "round"));
        check(Notice::WorkshopReminder { workshop: WorkshopId(id) }, &about("workshop_reminder", "workshop"));
        check(Notice::ActionsDue { team: TeamId(id) }, &about("actions_due", "team"));
        check(Notice::ResetPassword { asked_at: Timestamp(5) }, r#"{"kind":"reset_password","asked_at":5}"#);
        check(Notice::Test, r#"{"kind":"test"}"#);
    }

    #[test]
    fn notices_that_reveal_who_took_part_are_listed_as_private() {
        let round = SurveyRoundId(Uuid::from_u128(1));
        for notice in [
            Notice::SurveyInvitation { round },
            Notice::SurveyReminder { round },
            Notice::SurveySendAgain { round },
            Notice::SurveyExtended { round },
            Notice::SurveyResult { round },
            Notice::Test,
        ] {
            let kind = serde_json::to_value(notice).unwrap()["kind"].as_str().unwrap().to_owned();
            assert_eq!(Notice::PRIVATE.contains(&kind.as_str()), notice.reveals_participation(), "{kind}");
        }
    }

    #[test]
    fn a_key_distinguishes_notice_person_and_channel() {
        let round = SurveyRoundId(Uuid::from_u128(1));
        let person = |n| Some(PersonId(Uuid::from_u128(n)));
        let (invitation, reminder) = (Notice::SurveyInvitation { round }, Notice::SurveyReminder { round });
        let keys = [
            invitation.key(person(1), Channel::Mail, ""),
            invitation.key(person(2), Channel::Mail, ""),
            invitation.key(person(1), Channel::Slack, ""),
            invitation.key(person(1), Channel::Mail, "again"),
            invitation.key(None, Channel::Mail, ""),
            reminder.key(person(1), Channel::Mail, ""),
        ];
        let different: std::collections::BTreeSet<_> = keys.iter().collect();
        assert_eq!(different.len(), keys.len(), "{keys:?}");
    }
}
