//! What is deleted, the proof of it, and the legal hold.

use pole_db::{DbError, Tx, params, sql};
use pole_kernel::{Day, Instant, Month};

use super::super::model::{RetentionHold, RetentionRun};
use super::{count, whole};
use crate::policy::AccountId;
use crate::shell::clock::fresh_id;

/// Shows every value of the views to delete, in the order of their identifiers.
pub(in super::super) fn each_to_delete(
    tx: &mut Tx,
    month: Month,
    before: Day,
    mut see: impl FnMut(Day, &[String]),
) -> Result<u64, DbError> {
    tx.each(
        sql!(
            "select id, month, visitor, at, day, profile, uai, territory, service, channel, lang, in_school_hours
               from page_view where day >= :first and day < :before and month = :month
              order by id"
        ),
        params! { first: month.first_day(), before: before, month: month },
        |row| {
            let text = |column: &str| row.get::<Option<String>>(column).map(Option::unwrap_or_default);
            let mut values = Vec::with_capacity(12);
            for column in [
                "id",
                "month",
                "visitor",
                "at",
                "day",
                "profile",
                "uai",
                "territory",
                "service",
                "channel",
                "lang",
            ] {
                values.push(text(column)?);
            }
            values.push(row.get::<bool>("in_school_hours")?.to_string());
            see(row.get("day")?, &values);
            Ok(())
        },
    )
}

/// Deletes the views of a month that are older than a day.
pub(in super::super) fn delete(tx: &mut Tx, month: Month, before: Day) -> Result<u64, DbError> {
    tx.execute(
        sql!("delete from page_view where day >= :first and day < :before and month = :month"),
        params! { first: month.first_day(), before: before, month: month },
    )
}

/// Writes the proof of a run down.
pub(in super::super) fn insert_run(tx: &mut Tx, job: &str, run: &RetentionRun) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into retention_run (id, job, rule, ran_at, first_day, up_to, deleted, digest, held)
             values (:id, :job, :rule, :ran_at, :first_day, :up_to, :deleted, :digest, :held)"
        ),
        params! {
            id: fresh_id::<RetentionRun>(), job: job, rule: run.rule, ran_at: run.ran_at, first_day: run.first_day,
            up_to: run.up_to, deleted: whole(run.deleted), digest: run.digest, held: run.held
        },
    )?;
    Ok(())
}

/// The proofs of a job, the newest first.
pub(in super::super) fn runs(tx: &mut Tx, job: &str, limit: i64) -> Result<Vec<RetentionRun>, DbError> {
    tx.rows(
        sql!(
            "select rule, ran_at, first_day, up_to, deleted, digest, held from retention_run
              where job = :job order by ran_at desc, id desc limit :limit"
        ),
        params! { job: job, limit: limit },
        |row| {
            Ok(RetentionRun {
                rule: row.get("rule")?,
                ran_at: row.get("ran_at")?,
                first_day: row.get("first_day")?,
                up_to: row.get("up_to")?,
                deleted: count(row, "deleted")?,
                digest: row.get("digest")?,
                held: row.get("held")?,
            })
        },
    )
}

/// The holds of a job, the newest first.
pub(in super::super) fn holds(tx: &mut Tx, job: &str) -> Result<Vec<RetentionHold>, DbError> {
    tx.rows(
        sql!(
            "select h.reason, h.set_at, a.display_name as set_by_name, h.lifted_at
               from retention_hold h left join account a on a.id = h.set_by
              where h.job = :job order by h.set_at desc, h.id desc"
        ),
        params! { job: job },
        |row| {
            Ok(RetentionHold {
                reason: row.get("reason")?,
                set_at: row.get("set_at")?,
                set_by: row.get("set_by_name")?,
                lifted_at: row.get("lifted_at")?,
            })
        },
    )
}

/// Sets a hold.
pub(in super::super) fn set_hold(
    tx: &mut Tx,
    job: &str,
    reason: &str,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into retention_hold (id, job, reason, set_at, set_by, lifted_at, lifted_by)
             values (:id, :job, :reason, :now, :account, null, null)"
        ),
        params! { id: fresh_id::<RetentionHold>(), job: job, reason: reason, now: now, account: account },
    )?;
    Ok(())
}

/// Lifts the hold in force. Tells whether there was one.
pub(in super::super) fn lift_hold(
    tx: &mut Tx,
    job: &str,
    now: Instant,
    account: Option<AccountId>,
) -> Result<bool, DbError> {
    let lifted = tx.execute(
        sql!(
            "update retention_hold set lifted_at = :now, lifted_by = :account
              where job = :job and lifted_at is null"
        ),
        params! { job: job, now: now, account: account },
    )?;
    Ok(lifted > 0)
}
