//! Decisions and deviations in the database.

use std::collections::BTreeMap;

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::Instant;

use super::super::needs::model::Weights;
use super::super::scenarios::model::RunId;
use super::model::{Decision, DecisionId, DecisionState, Deviation, PlanKind};
use crate::features::endowment::WaveId;
use crate::policy::AccountId;

fn number(column: &str, wave: i64) -> Result<usize, DbError> {
    usize::try_from(wave).map_err(|error| DbError::Column {
        column: column.to_owned(),
        reason: error.to_string(),
    })
}

fn read_decision(row: &Row<'_>) -> Result<Decision, DbError> {
    Ok(Decision {
        id: row.get("id")?,
        run: row.get("run")?,
        mode: row.get("mode")?,
        state: row.get("state")?,
        revision: row.get("revision")?,
        note: row.get("note")?,
        deviations: Vec::new(),
        decided_on: row.get("decided_on")?,
        decided_at: row.get("decided_at")?,
        decided_by: row.get("decided_by_name")?,
        created_at: row.get("created_at")?,
        created_by: row.get("created_by_name")?,
        waves: BTreeMap::new(),
    })
}

/// A decision with its deviations and waves.
pub(super) fn decision(tx: &mut Tx, id: DecisionId) -> Result<Option<Decision>, DbError> {
    let found = tx.optional(
        sql!(
            "select d.id, d.run, d.mode, d.state, d.revision, d.note, d.decided_on, d.decided_at, d.created_at,
                    e.display_name as decided_by_name, c.display_name as created_by_name
               from strategy_decision d
               left join account e on e.id = d.decided_by
               left join account c on c.id = d.created_by
              where d.id = :id"
        ),
        params! { id: id },
        read_decision,
    )?;
    let Some(mut decision) = found else {
        return Ok(None);
    };
    decision.deviations = tx.rows(
        sql!(
            "select d.uai, d.wave, d.reason, d.recorded_at, a.display_name as recorded_by_name
               from strategy_deviation d left join account a on a.id = d.recorded_by
              where d.decision = :id order by d.uai"
        ),
        params! { id: id },
        |row| {
            let wave: Option<i64> = row.get("wave")?;
            Ok(Deviation {
                uai: row.get("uai")?,
                wave: wave.map(|wave| number("wave", wave)).transpose()?,
                reason: row.get("reason")?,
                recorded_at: row.get("recorded_at")?,
                recorded_by: row.get("recorded_by_name")?,
            })
        },
    )?;
    decision.waves = tx
        .rows(
            sql!("select number, wave from strategy_decision_wave where decision = :id order by number"),
            params! { id: id },
            |row| {
                let wave: WaveId = row.get("wave")?;
                Ok((number("number", row.get("number")?)?, wave))
            },
        )?
        .into_iter()
        .collect();
    Ok(Some(decision))
}

/// A decision in a list, without its deviations.
#[derive(Clone, Debug)]
pub struct DecisionLine {
    /// The decision.
    pub decision: Decision,
    /// The scenario of its search.
    pub scenario: String,
    /// How many deviations it holds.
    pub deviations: i64,
}

/// Every decision, the newest first.
pub(super) fn decisions(tx: &mut Tx) -> Result<Vec<DecisionLine>, DbError> {
    tx.rows(
        sql!(
            "select d.id, d.run, d.mode, d.state, d.revision, d.note, d.decided_on, d.decided_at, d.created_at,
                    e.display_name as decided_by_name, c.display_name as created_by_name, s.name,
                    (select count(*) from strategy_deviation v where v.decision = d.id) as deviations
               from strategy_decision d
               join strategy_run r on r.id = d.run
               join strategy_scenario s on s.id = r.scenario
               left join account e on e.id = d.decided_by
               left join account c on c.id = d.created_by
              order by d.created_at desc, d.id desc"
        ),
        params! {},
        |row| {
            Ok(DecisionLine {
                decision: read_decision(row)?,
                scenario: row.get("name")?,
                deviations: row.get("deviations")?,
            })
        },
    )
}

pub(super) fn insert_decision(
    tx: &mut Tx,
    id: DecisionId,
    run: RunId,
    mode: PlanKind,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into strategy_decision (id, run, mode, state, revision, note, created_at, created_by, decided_on,
                                            decided_at, decided_by)
             values (:id, :run, :mode, 'draft', 1, '', :now, :account, null, null, null)"
        ),
        params! { id: id, run: run, mode: mode, now: now, account: account },
    )?;
    Ok(())
}

/// Takes the next revision of a draft over the one that was seen. Says whether it was still there.
pub(super) fn advance(tx: &mut Tx, id: DecisionId, seen: i64) -> Result<bool, DbError> {
    let saved = tx.execute(
        sql!(
            "update strategy_decision set revision = revision + 1
              where id = :id and revision = :seen and state = 'draft'"
        ),
        params! { id: id, seen: seen },
    )?;
    Ok(saved == 1)
}

/// Ends a draft: decided, or abandoned.
pub(super) fn end(
    tx: &mut Tx,
    decision: &Decision,
    state: DecisionState,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "update strategy_decision set state = :state, note = :note, decided_on = :decided_on, decided_at = :now,
                                          decided_by = :account
              where id = :id"
        ),
        params! {
            state: state, note: decision.note.as_str(), decided_on: decision.decided_on, now: now, account: account,
            id: decision.id
        },
    )?;
    Ok(())
}

pub(super) fn save_deviation(
    tx: &mut Tx,
    id: DecisionId,
    deviation: &Deviation,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    let wave = deviation.wave.and_then(|wave| i64::try_from(wave).ok());
    tx.execute(
        sql!(
            "insert into strategy_deviation (decision, uai, wave, reason, recorded_at, recorded_by)
             values (:id, :uai, :wave, :reason, :at, :account)
             on conflict (decision, uai) do update
                set wave = excluded.wave, reason = excluded.reason, recorded_at = excluded.recorded_at,
                    recorded_by = excluded.recorded_by"
        ),
        params! {
            id: id, uai: deviation.uai.as_str(), wave: wave, reason: deviation.reason.as_str(),
            at: deviation.recorded_at, account: account
        },
    )?;
    Ok(())
}

pub(super) fn delete_deviation(tx: &mut Tx, id: DecisionId, uai: &str) -> Result<(), DbError> {
    tx.execute(
        sql!("delete from strategy_deviation where decision = :id and uai = :uai"),
        params! { id: id, uai: uai },
    )?;
    Ok(())
}

pub(super) fn insert_wave(tx: &mut Tx, id: DecisionId, number: usize, wave: WaveId) -> Result<(), DbError> {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    tx.execute(
        sql!("insert into strategy_decision_wave (decision, number, wave) values (:id, :number, :wave)"),
        params! { id: id, number: number, wave: wave },
    )?;
    Ok(())
}

/// A version of the weights: what they are and why.
pub(super) fn weights(tx: &mut Tx, version: i64) -> Result<Option<(Weights, String)>, DbError> {
    tx.optional(
        sql!("select content, note from strategy_weights where version = :version"),
        params! { version: version },
        |row| {
            let content: String = row.get("content")?;
            let weights = serde_json::from_str(&content).map_err(|error| DbError::Column {
                column: "content".to_owned(),
                reason: error.to_string(),
            })?;
            Ok((weights, row.get("note")?))
        },
    )
}
