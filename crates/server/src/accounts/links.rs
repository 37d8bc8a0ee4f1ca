//! One-time links: to set a server up, and to choose a new password.

use domain::id::{PersonId, TeamId};
use domain::time::Timestamp;
use store::accounts::{LinkPurpose, OneTimeLinkRow};

use crate::auth::token::SecretToken;
use crate::error::Result;
use crate::services::Services;

const SET_UP_DAYS: i64 = 7;
const RESET_DAYS: i64 = 1;

/// Makes the path of a new set-up link while there is no account, and ends older ones; `None` once the server is set up.
pub async fn set_up_link(services: &Services) -> Result<Option<String>> {
    if services.store.accounts_exist().await? {
        return Ok(None);
    }
    services.store.delete_one_time_links(LinkPurpose::SetUp, None).await?;
    let token = SecretToken::new(&*services.entropy);
    let expires_at = services.now().plus_days(SET_UP_DAYS);
    let link = OneTimeLinkRow {
        token_hash: token.hash,
        purpose: LinkPurpose::SetUp,
        account: None,
        made_by: None,
        expires_at,
    };
    services.store.create_one_time_link(link).await?;
    Ok(Some(format!("/setup/{}", token.secret)))
}

/// Makes the one-time link of an account, which an owner of its team may want; older ones end.
pub(crate) async fn reset_link(
    services: &Services,
    account: PersonId,
    made_by: Option<(TeamId, PersonId)>,
) -> Result<(String, Timestamp)> {
    let SecretToken { secret, hash } = SecretToken::new(&*services.entropy);
    let expires_at = services.now().plus_days(RESET_DAYS);
    let purpose = LinkPurpose::ResetPassword;
    services.store.delete_one_time_links(purpose, Some(account)).await?;
    let link = OneTimeLinkRow { token_hash: hash, purpose, account: Some(account), made_by, expires_at };
    services.store.create_one_time_link(link).await?;
    Ok((format!("{}/reset/{secret}", services.public_url), expires_at))
}
