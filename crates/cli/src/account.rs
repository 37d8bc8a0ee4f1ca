//! `readyroom account`: for an owner who lost the password.

use anyhow::bail;
use server::auth::token::SecretToken;
use server::clock::TimeSource;
use store::accounts::{LinkPurpose, OneTimeLinkRow};

use crate::arguments::DatabaseArguments;
use crate::machine::{SystemClock, SystemEntropy};
use crate::serve::{database_file, open};

const HOURS: i64 = 24;

/// Prints a link for choosing a new password.
pub(crate) async fn reset_link(
    email: &str,
    database: &DatabaseArguments,
    public_url: Option<&str>,
) -> anyhow::Result<()> {
    if database.database_url.is_none() && !database_file(&database.data).exists() {
        bail!("there is no database in {}. Name its folder with --data", database.data.display());
    }
    let store = open(database).await?;
    let accounts = server::auth::email::find_accounts(&*store, email).await?;
    if accounts.is_empty() {
        bail!("there is no account with the address {email}");
    }
    // Several people may have come in with one address: each has a link.
    for account in accounts {
        let token = SecretToken::new(&SystemEntropy);
        let expires_at = SystemClock.now().plus_minutes(HOURS * 60);
        let purpose = LinkPurpose::ResetPassword;
        let link =
            OneTimeLinkRow { token_hash: token.hash, purpose, account: Some(account.id), made_by: None, expires_at };
        store.delete_one_time_links(purpose, Some(account.id)).await?;
        store.create_one_time_link(link).await?;
        println!("{}/reset/{} ({})", public_url.unwrap_or("http://localhost:7070"), token.secret, account.name);
    }
    store.close().await;
    println!("It works once, within {HOURS} hours.");
    Ok(())
}
