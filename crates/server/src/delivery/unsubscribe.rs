//! Links for unsubscribing from a topic of mail without signing in.

use domain::id::PersonId;
use domain::messages::Topic;
use uuid::Uuid;

use crate::services::Services;

const PURPOSE: &str = "unsubscribe";

/// The code in the link: the account, the topic and a proof that this server wrote it.
pub(crate) fn code(services: &Services, account: PersonId, topic: Topic) -> String {
    let proof = services.vault.token(PURPOSE, &[account.0.as_bytes(), topic.as_str().as_bytes()]);
    format!("{}.{}.{proof}", account.0.simple(), topic.as_str())
}

/// The person and the topic of a code; none when this server did not write it.
pub(crate) fn parse_code(services: &Services, code: &str) -> Option<(PersonId, Topic)> {
    let mut parts = code.split('.');
    let (account, topic, proof) = (parts.next()?, parts.next()?, parts.next()?);
    let account = Uuid::try_parse(account).ok().map(PersonId)?;
    let topic = Topic::ALL.into_iter().find(|known| known.as_str() == topic)?;
    let about: [&[u8]; 2] = [account.0.as_bytes(), topic.as_str().as_bytes()];
    (parts.next().is_none() && services.vault.is_token(proof, PURPOSE, &about)).then_some((account, topic))
}
