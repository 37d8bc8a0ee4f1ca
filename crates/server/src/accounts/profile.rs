//! One's own account: reading it, changing it, and deleting it.

use api::account::{Account as AccountInfo, ChangeAccount, EraseAccount, GuestSeat, Me, MyTeam, WorkingHours};
use api::problem::Invalid;
use api::refusal::RequestReason;
use api::rhythm::USUAL_HOURS;
use api::time::is_zone;
use domain::text::PersonName;
use store::Sha256;
use store::accounts::AccountRow;

use crate::error::Result;
use crate::live::Revocation;
use crate::passwords::NewPassword;
use crate::permissions::team_permissions;
use crate::services::Services;
use crate::survey::open_questions;
use crate::throttle::Attempt;

/// Describes an account, or a browser without one, to itself.
pub(crate) async fn describe_account(
    services: &Services,
    account: Option<AccountRow>,
    guest_of: Vec<GuestSeat>,
    demo: bool,
) -> Result<Me> {
    let (mut teams, mut questions) = (Vec::new(), Vec::new());
    if let Some(account) = &account {
        questions = open_questions(services, account.id).await?;
        let found = services.store.teams_of(account.id).await?.into_iter();
        teams.extend(found.map(|(team, role)| MyTeam {
            id: team.id,
            name: team.name.to_string(),
            role,
            may: team_permissions(&team, role),
            demo: team.demo,
        }));
    }
    let (time_zone, hours) = match &account {
        Some(account) => (services.store.time_zone(account.id).await?, services.store.working_hours(account.id).await?),
        None => (None, None),
    };
    let (from, until) = hours.unwrap_or(USUAL_HOURS);
    Ok(Me {
        needs_setup: account.as_ref().is_none_or(AccountRow::is_demonstration)
            && !services.store.accounts_exist().await?,
        demo,
        account: account.map(|account| AccountInfo {
            id: account.id,
            name: account.name.to_string(),
            email: account.email,
            time_zone,
            working_hours: WorkingHours { from, until },
        }),
        guest_of,
        teams,
        questions,
        public_url: services.public_url.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// Changes an account's name, time zone, working hours, or password, which ends all its sessions but `session`.
pub(crate) async fn change_account(
    services: &Services,
    mut account: AccountRow,
    session: Sha256,
    wanted: ChangeAccount,
) -> Result<AccountRow> {
    let name = wanted.name.map(|name| PersonName::parse(&name)).transpose().map_err(Invalid::field("name"))?;
    let zone = wanted.time_zone;
    if zone.as_ref().is_some_and(|zone| !is_zone(zone)) {
        return Err(Invalid::new("time_zone", RequestReason::TimeZone).into());
    }
    let hours = wanted.working_hours;
    if hours.is_some_and(|hours| hours.until > 24 * 60 || hours.until < hours.from.saturating_add(60)) {
        return Err(Invalid::new("working_hours", RequestReason::WorkingHours).into());
    }
    if let Some(passwords) = wanted.password {
        services.throttle.attempt(Attempt::Account, &account.id.to_string(), services.now())?;
        let new = NewPassword::parse("new", passwords.new)?;
        if !services.passwords.check(passwords.current, account.password_hash.clone()).await? {
            return Err(Invalid::new("current", RequestReason::PasswordWrong).into());
        }
        let hash = services.passwords.hash_like(new, account.password_hash.clone()).await?;
        services.store.set_password_hash(account.id, hash, Some(session)).await?;
        services.hub.disconnect(account.id).await;
    }
    if let Some(name) = name {
        services.store.rename_account(account.id, name.clone()).await?;
        account.name = name;
        for (team, _) in services.store.teams_of(account.id).await? {
            services.hub.team_changed(team.id).await;
        }
    }
    if let Some(zone) = zone {
        services.store.set_time_zone(account.id, zone).await?;
    }
    if let Some(hours) = hours {
        services.store.set_working_hours(account.id, (hours.from, hours.until)).await?;
    }
    Ok(account)
}

/// Deletes an account, with everything of the teams in which nobody else is. In the logs of workshops an id without a name
/// remains.
pub(crate) async fn erase_account(services: &Services, account: AccountRow, wanted: EraseAccount) -> Result<()> {
    services.throttle.attempt(Attempt::Account, &account.id.to_string(), services.now())?;
    let password = wanted.password.unwrap_or_default();
    if account.password_hash.is_some() && !services.passwords.check(password, account.password_hash.clone()).await? {
        return Err(Invalid::new("password", RequestReason::PasswordWrong).into());
    }
    let teams = services.store.erase_account(account.id, wanted.words_too).await?;
    services.hub.revoke(Revocation::Person(account.id));
    for team in teams {
        services.hub.log_changed(team).await;
    }
    tracing::info!(account.id = %account.id, "an account was deleted");
    Ok(())
}
