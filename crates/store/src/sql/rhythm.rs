use async_trait::async_trait;
use domain::characters::fold;
use domain::id::{PersonId, TeamId};

use super::query::{all, change, optional, query};
use super::row::{get, id, number, text};
use super::{Database, Row};
use crate::rhythm::{CalendarOf, MemberHours, RhythmStore};
use crate::{Error, Result};

#[async_trait]
impl RhythmStore for Database {
    async fn workers(&self, team: TeamId) -> Result<Vec<MemberHours>> {
        let found = query(
            "SELECT account.id, account.name, account.time_zone, account.works_from, account.works_until
             FROM membership JOIN account ON account.id = account_id WHERE team_id = $1",
        );
        let read = |row: &Row| {
            Ok(MemberHours {
                account: id(row, "id", PersonId)?,
                name: text(row, "name")?,
                time_zone: get(row, "time_zone")?,
                hours: hours(row)?,
            })
        };
        let mut people = all(&mut *self.read().await?, found.bind(team.0), read).await?;
        people.sort_by_cached_key(|person| (fold(person.name.as_str()), person.account));
        Ok(people)
    }

    async fn working_hours(&self, account: PersonId) -> Result<Option<(u16, u16)>> {
        let found = query("SELECT works_from, works_until FROM account WHERE id = $1").bind(account.0);
        Ok(optional(&mut *self.read().await?, found, hours).await?.flatten())
    }

    async fn set_working_hours(&self, account: PersonId, (from, until): (u16, u16)) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let update = query("UPDATE account SET works_from = $2, works_until = $3 WHERE id = $1");
                change(db, update.bind(account.0).bind(i64::from(from)).bind(i64::from(until))).await
            })
        })
        .await
    }

    async fn calendar(&self, of: CalendarOf) -> Result<Option<u32>> {
        let found = match of {
            CalendarOf::Team(team) => query("SELECT calendar FROM team WHERE id = $1 AND shared_calendar").bind(team.0),
            CalendarOf::Member(team, account) => query(
                "SELECT calendar FROM team JOIN membership ON team_id = team.id WHERE team.id = $1 AND account_id = $2",
            )
            .bind(team.0)
            .bind(account.0),
            CalendarOf::Person(account) => query("SELECT calendar FROM account WHERE id = $1").bind(account.0),
        };
        optional(&mut *self.read().await?, found, |row| number(row, "calendar")).await
    }

    async fn renew_calendar(&self, of: CalendarOf) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                let update = match of {
                    CalendarOf::Team(team) | CalendarOf::Member(team, _) => {
                        query("UPDATE team SET calendar = calendar + 1 WHERE id = $1").bind(team.0)
                    }
                    CalendarOf::Person(account) => {
                        query("UPDATE account SET calendar = calendar + 1 WHERE id = $1").bind(account.0)
                    }
                };
                change(db, update).await
            })
        })
        .await
    }
}

fn hours(row: &Row) -> Result<Option<(u16, u16)>> {
    let part = |column| {
        let minute = get::<Option<i64>>(row, column)?.map(u16::try_from).transpose();
        minute.map_err(|_| Error::Corrupt(format!("{column}: it is no minute of a day")))
    };
    Ok(part("works_from")?.zip(part("works_until")?))
}
