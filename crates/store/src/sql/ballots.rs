use async_trait::async_trait;
use domain::id::{PersonId, SurveyRoundId};
use domain::survey::counting::{self, Arrived};
use domain::survey::{Histogram, SurveyAnswer, SurveyOutcome, Threshold};
use domain::time::Timestamp;

use super::outbox;
use super::query::{all, change, execute, one, optional, query};
use super::row::{get, id, maybe_text, number, time, to_json};
use super::surveys::round;
use super::{Connection, Database, LOCK_ROUND, Row};
use crate::ballots::{BallotBatch, BallotStore, Claim, CommentRow, Nonce, SurveyInvitation, WaitingBallots};
use crate::outbox::OutgoingRow;
use crate::surveys::{SurveyClosing, SurveyRoundRow};
use crate::word::Word;
use crate::{Conflict, Error, Result};

#[async_trait]
impl BallotStore for Database {
    async fn open_survey_rounds(&self) -> Result<Vec<SurveyRoundRow>> {
        let found = query("SELECT * FROM survey_round WHERE closed_at IS NULL ORDER BY closes_at, id");
        all(&mut *self.read().await?, found, round).await
    }

    async fn open_survey_questions(&self, account: PersonId) -> Result<Vec<SurveyRoundRow>> {
        let found = query(
            "SELECT survey_round.* FROM survey_round JOIN survey_invitation ON round_id = survey_round.id
             JOIN membership ON membership.team_id = survey_round.team_id
             WHERE survey_invitation.account_id = $1 AND membership.account_id = $1
             AND closed_at IS NULL AND blinded IS NULL ORDER BY closes_at, survey_round.id",
        );
        all(&mut *self.read().await?, found.bind(account.0), round).await
    }

    async fn survey_invitations(&self, round: SurveyRoundId) -> Result<Vec<SurveyInvitation>> {
        let found = query(
            "SELECT account_id, due_at, blinded IS NOT NULL AS claimed, name FROM survey_invitation WHERE round_id = $1
             ORDER BY account_id",
        );
        let read = |row: &Row| {
            let account = id(row, "account_id", PersonId)?;
            let (due_at, claimed) = (time(row, "due_at")?, get(row, "claimed")?);
            Ok(SurveyInvitation { account, due_at, claimed, name: maybe_text(row, "name")? })
        };
        all(&mut *self.read().await?, found.bind(round.0), read).await
    }

    async fn previous_survey_round(&self, round: SurveyRoundId, viewer: PersonId) -> Result<Option<SurveyRoundId>> {
        // Rounds without invitations were made by the demonstration.
        let found = query(
            "SELECT earlier.id FROM survey_round AS earlier JOIN survey_round AS this ON this.team_id = earlier.team_id
             WHERE this.id = $1 AND earlier.id <> $1 AND earlier.opened_at <= this.opened_at
             AND EXISTS (SELECT 1 FROM survey_invitation WHERE round_id = earlier.id)
             ORDER BY CASE WHEN EXISTS (
                 SELECT 1 FROM survey_invitation WHERE round_id = earlier.id AND account_id = $2
             ) THEN 0 ELSE 1 END, earlier.opened_at DESC, earlier.id DESC LIMIT 1",
        );
        let found = found.bind(round.0).bind(viewer.0);
        optional(&mut *self.read().await?, found, |row| id(row, "id", SurveyRoundId)).await
    }

    async fn extend_survey_round(
        &self,
        round: SurveyRoundId,
        until: Timestamp,
        messages: Vec<OutgoingRow>,
    ) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                open(db, round).await?;
                let extend =
                    query("UPDATE survey_round SET closes_at = $2, extended = $3 WHERE id = $1 AND NOT extended");
                if execute(db, extend.bind(round.0).bind(until.0).bind(true)).await? == 0 {
                    return Err(Error::Conflict(Conflict::Extended));
                }
                outbox::put(db, &messages).await
            })
        })
        .await
    }

    async fn survey_claim(&self, round: SurveyRoundId, account: PersonId) -> Result<Option<Claim>> {
        let found = query("SELECT blinded, signature FROM survey_invitation WHERE round_id = $1 AND account_id = $2");
        one(&mut *self.read().await?, found.bind(round.0).bind(account.0), claim).await
    }

    async fn put_claim(&self, round: SurveyRoundId, account: PersonId, new: Claim) -> Result<Claim> {
        self.write(move |db| {
            Box::pin(async move {
                open(db, round).await?;
                let sign = query(
                    "UPDATE survey_invitation SET blinded = $3, signature = $4
                     WHERE round_id = $1 AND account_id = $2 AND blinded IS NULL",
                );
                execute(db, sign.bind(round.0).bind(account.0).bind(new.blinded).bind(new.signature)).await?;
                let kept =
                    query("SELECT blinded, signature FROM survey_invitation WHERE round_id = $1 AND account_id = $2");
                one(db, kept.bind(round.0).bind(account.0), claim).await?.ok_or(Error::NotFound)
            })
        })
        .await
    }

    async fn survey_private_key(&self, round: SurveyRoundId) -> Result<Option<Vec<u8>>> {
        let found = query("SELECT private_key FROM survey_round WHERE id = $1").bind(round.0);
        one(&mut *self.read().await?, found, |row: &Row| get(row, "private_key")).await
    }

    async fn ballot_nonces(&self, round: SurveyRoundId) -> Result<Vec<Nonce>> {
        let found = query("SELECT nonce FROM ballot WHERE round_id = $1 ORDER BY nonce").bind(round.0);
        let read = |row: &Row| {
            let bytes: Vec<u8> = get(row, "nonce")?;
            Nonce::try_from(bytes).map_err(|_| Error::Corrupt("nonce: it has not 32 bytes".into()))
        };
        all(&mut *self.read().await?, found, read).await
    }

    async fn write_ballots(&self, round: SurveyRoundId, batch: BallotBatch) -> Result<()> {
        self.write(move |db| {
            Box::pin(async move {
                open(db, round).await?;
                for ballot in batch.ballots {
                    let insert = query(
                        "INSERT INTO ballot (id, round_id, nonce, answer) VALUES ($1, $2, $3, $4)
                         ON CONFLICT (round_id, nonce) DO NOTHING",
                    );
                    let insert = insert.bind(ballot.id).bind(round.0).bind(ballot.nonce.to_vec());
                    execute(db, insert.bind(i64::from(u8::from(ballot.answer)))).await?;
                }
                insert_comments(db, round, batch.comments).await
            })
        })
        .await
    }

    async fn close_survey_round(
        &self,
        round: SurveyRoundId,
        at: Timestamp,
        rest: WaitingBallots,
        messages: Vec<OutgoingRow>,
    ) -> Result<SurveyClosing> {
        let work = self.write(move |db| {
            Box::pin(async move {
                let closing = close(db, round, at, rest).await?;
                outbox::put(db, &messages).await?;
                Ok(closing)
            })
        });
        let closed = work.await?;
        self.scrub().await?;
        Ok(closed)
    }
}

/// Holds a round open until the end of the transaction.
async fn open(db: &mut Connection, round: SurveyRoundId) -> Result<()> {
    let open = one(db, query(LOCK_ROUND).bind(round.0), |row: &Row| get::<bool>(row, "open")).await?;
    if open { Ok(()) } else { Err(Error::Conflict(Conflict::Closed)) }
}

async fn close(
    db: &mut Connection,
    round: SurveyRoundId,
    at: Timestamp,
    rest: WaitingBallots,
) -> Result<SurveyClosing> {
    open(db, round).await?;
    let found = query("SELECT threshold, invited FROM survey_round WHERE id = $1").bind(round.0);
    let read = |row: &Row| Ok((number::<u8>(row, "threshold")?, number::<u32>(row, "invited")?));
    let (threshold, invited) = one(db, found, read).await?;
    let threshold = Threshold::try_from(threshold).map_err(|error| Error::Corrupt(format!("threshold: {error}")))?;
    let claims = query("SELECT count(*) AS claims FROM survey_invitation WHERE round_id = $1 AND blinded IS NOT NULL");
    let claims: u32 = one(db, claims.bind(round.0), |row: &Row| number(row, "claims")).await?;
    // They are ordered by answer only: even their order in memory does not show when they were written.
    let written = query("SELECT answer FROM ballot WHERE round_id = $1 ORDER BY answer").bind(round.0);
    let read = |row: &Row| {
        SurveyAnswer::try_from(number::<u8>(row, "answer")?).map_err(|error| Error::Corrupt(format!("answer: {error}")))
    };
    let mut answers = all(db, written, read).await?;
    answers.extend(rest.answers);
    let ballots = u32::try_from(answers.len()).unwrap_or(u32::MAX);
    let arrived = Arrived { invited, claims, ballots, uncounted: rest.uncounted };
    let outcome = counting::outcome(threshold, arrived);
    let histogram = (outcome == SurveyOutcome::Published).then(|| answers.into_iter().collect::<Histogram>());

    insert_comments(db, round, rest.comments).await?;
    let comments = query("SELECT count(*) AS comments FROM ballot_comment WHERE round_id = $1").bind(round.0);
    let comments: usize = one(db, comments, |row: &Row| number(row, "comments")).await?;
    if !counting::shows_comments(threshold, outcome, comments) {
        execute(db, query("DELETE FROM ballot_comment WHERE round_id = $1").bind(round.0)).await?;
    }
    execute(db, query("DELETE FROM ballot WHERE round_id = $1").bind(round.0)).await?;
    let forget =
        query("UPDATE survey_invitation SET blinded = NULL, signature = NULL, name = NULL WHERE round_id = $1");
    execute(db, forget.bind(round.0)).await?;
    let close = query(
        "UPDATE survey_round SET private_key = NULL, closed_at = $2, claims = $3, ballots = $4, outcome = $5, histogram = $6
         WHERE id = $1",
    );
    let close = close.bind(round.0).bind(at.0).bind(i64::from(claims)).bind(i64::from(ballots));
    change(db, close.bind(outcome.word()).bind(histogram.map(|it| to_json(&it)).transpose()?)).await?;
    Ok(SurveyClosing { at, claims, ballots, outcome, histogram })
}

async fn insert_comments(db: &mut Connection, round: SurveyRoundId, comments: Vec<CommentRow>) -> Result<()> {
    for comment in comments {
        let insert = query("INSERT INTO ballot_comment (id, round_id, text) VALUES ($1, $2, $3)");
        execute(db, insert.bind(comment.id).bind(round.0).bind(comment.text)).await?;
    }
    Ok(())
}

fn claim(row: &Row) -> Result<Option<Claim>> {
    let (blinded, signature): (Option<Vec<u8>>, Option<Vec<u8>>) = (get(row, "blinded")?, get(row, "signature")?);
    Ok(blinded.zip(signature).map(|(blinded, signature)| Claim { blinded, signature }))
}
