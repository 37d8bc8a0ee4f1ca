//! The one-time link with which a server gets its first account.

use domain::time::Timestamp;
use store::accounts::{LinkPurpose, OneTimeLink};

use crate::auth::token::Token;
use crate::error::Result;
use crate::state::App;

const DAYS: i64 = 7;

/// Makes the path of a new set-up link while there is no account, and ends older ones; `None` once the server is set up.
pub async fn link(app: &App) -> Result<Option<String>> {
    if app.store.accounts_exist().await? {
        return Ok(None);
    }
    app.store.delete_one_time_links(LinkPurpose::SetUp, None).await?;
    let token = Token::new(&*app.entropy);
    let expires_at = in_days(app.now(), DAYS);
    let link =
        OneTimeLink { token_hash: token.hash, purpose: LinkPurpose::SetUp, account: None, made_by: None, expires_at };
    app.store.create_one_time_link(link).await?;
    Ok(Some(format!("/setup/{}", token.secret)))
}

/// A time so many days later.
pub(crate) fn in_days(now: Timestamp, days: i64) -> Timestamp {
    now.plus_minutes(days * 24 * 60)
}
