//! Which messages a person gets by mail.

use api::delivery::{ChooseMessages, MyMessages};
use domain::id::PersonId;
use domain::messages::{Channel, Topic};
use store::accounts::AccountRow;

use crate::error::Result;
use crate::services::Services;

/// The topics that an account gets by mail, and whether this server sends any to it.
pub(crate) async fn my_messages(services: &Services, account: &AccountRow) -> Result<MyMessages> {
    let unwanted = services.store.muted_topics(account.id).await?.into_iter();
    let unwanted = unwanted.filter(|(channel, _)| *channel == Channel::Mail).map(|(_, topic)| topic);
    Ok(MyMessages { mail: services.sends_mail && account.email.is_some(), unwanted: unwanted.collect() })
}

/// Switches messages about a topic on or off.
pub(crate) async fn choose_messages(
    services: &Services,
    account: &AccountRow,
    wanted: &ChooseMessages,
) -> Result<MyMessages> {
    services.store.set_wanted(account.id, Channel::Mail, wanted.topic, wanted.wanted).await?;
    my_messages(services, account).await
}

/// Switches mail about a topic off. Doing it again changes nothing.
pub(crate) async fn unsubscribe(services: &Services, account: PersonId, topic: Topic) -> Result<()> {
    Ok(services.store.set_wanted(account, Channel::Mail, topic, false).await?)
}
