//! The SQL of weights and declared values.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Day, Instant, Uai};

use super::model::{Component, DeclaredValue, ValueId, Weights, WeightsVersion};
use crate::policy::AccountId;

fn read_weights(row: &Row<'_>) -> Result<WeightsVersion, DbError> {
    let content: String = row.get("content")?;
    let weights = serde_json::from_str(&content).map_err(|error| DbError::Column {
        column: "content".to_owned(),
        reason: error.to_string(),
    })?;
    Ok(WeightsVersion {
        version: row.get("version")?,
        weights,
        note: row.get("note")?,
        recorded_at: row.get("recorded_at")?,
        recorded_by: row.get("recorded_by_name")?,
    })
}

/// Every version of the weights, the newest first.
pub(super) fn weights(tx: &mut Tx) -> Result<Vec<WeightsVersion>, DbError> {
    tx.rows(
        sql!(
            "select w.version, w.content, w.note, w.recorded_at, a.display_name as recorded_by_name
               from strategy_weights w left join account a on a.id = w.recorded_by
              order by w.version desc"
        ),
        params! {},
        read_weights,
    )
}

/// Writes a version of the weights.
pub(super) fn insert_weights(
    tx: &mut Tx,
    version: i64,
    weights: &Weights,
    note: &str,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    let content = serde_json::to_string(weights).map_err(|error| DbError::Column {
        column: "content".to_owned(),
        reason: error.to_string(),
    })?;
    tx.execute(
        sql!(
            "insert into strategy_weights (version, content, note, recorded_at, recorded_by)
             values (:version, :content, :note, :now, :account)"
        ),
        params! { version: version, content: content, note: note, now: now, account: account },
    )?;
    Ok(())
}

fn read_value(row: &Row<'_>) -> Result<DeclaredValue, DbError> {
    Ok(DeclaredValue {
        id: row.get("id")?,
        uai: row.get("uai")?,
        component: row.get("component")?,
        milli: row.get("milli")?,
        note: row.get("note")?,
        observed_on: row.get("observed_on")?,
        fictitious: row.get("fictitious")?,
        recorded_at: row.get("recorded_at")?,
        recorded_by: row.get("recorded_by_name")?,
        withdrawn_at: row.get("withdrawn_at")?,
    })
}

/// What was declared by a day of every school, as known at a moment, without what was taken back by then: the
/// oldest first.
pub(super) fn values(tx: &mut Tx, on: Day, known_at: Instant) -> Result<Vec<DeclaredValue>, DbError> {
    tx.rows(
        sql!(
            "select v.id, v.uai, v.component, v.milli, v.note, v.observed_on, v.fictitious, v.recorded_at,
                    a.display_name as recorded_by_name, v.withdrawn_at
               from strategy_value v left join account a on a.id = v.recorded_by
              where v.observed_on <= :on and v.recorded_at <= :known_at
                and (v.withdrawn_at is null or v.withdrawn_at > :known_at)
              order by v.observed_on, v.recorded_at, v.id"
        ),
        params! { on: on, known_at: known_at },
        read_value,
    )
}

/// Everything that was declared of a school, taken back or not, the newest first.
pub(super) fn values_of(tx: &mut Tx, uai: &Uai) -> Result<Vec<DeclaredValue>, DbError> {
    tx.rows(
        sql!(
            "select v.id, v.uai, v.component, v.milli, v.note, v.observed_on, v.fictitious, v.recorded_at,
                    a.display_name as recorded_by_name, v.withdrawn_at
               from strategy_value v left join account a on a.id = v.recorded_by
              where v.uai = :uai
              order by v.recorded_at desc, v.component, v.id desc"
        ),
        params! { uai: uai },
        read_value,
    )
}

/// One declared value: its school, its component, and when it was taken back.
pub(super) fn value(tx: &mut Tx, id: ValueId) -> Result<Option<(Uai, Component, Option<Instant>)>, DbError> {
    tx.optional(
        sql!("select uai, component, withdrawn_at from strategy_value where id = :id"),
        params! { id: id },
        |row| Ok((row.get("uai")?, row.get("component")?, row.get("withdrawn_at")?)),
    )
}

/// Writes declared values.
pub(super) fn insert_values(tx: &mut Tx, values: &[DeclaredValue], account: Option<AccountId>) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into strategy_value (id, uai, component, milli, note, observed_on, fictitious, recorded_at,
                                         recorded_by, withdrawn_at, withdrawn_by)
             values (:id, :uai, :component, :milli, :note, :observed_on, :fictitious, :now, :account, null, null)"
        ),
        values.iter().map(|value| {
            params! {
                id: value.id, uai: value.uai, component: value.component, milli: value.milli, note: value.note,
                observed_on: value.observed_on, fictitious: value.fictitious, now: value.recorded_at, account: account
            }
        }),
    )?;
    Ok(())
}

/// Takes a declared value back.
pub(super) fn withdraw_value(
    tx: &mut Tx,
    id: ValueId,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!("update strategy_value set withdrawn_at = :now, withdrawn_by = :account where id = :id"),
        params! { id: id, now: now, account: account },
    )?;
    Ok(())
}
