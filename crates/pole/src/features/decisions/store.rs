//! Commissions, decisions and appeals in the database.

use std::collections::HashMap;

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Day, Instant, SchoolKind};

use super::model::{Appeal, AppealId, AppealOutcome, Candidate, Commission, CommissionId, LineDecision, Outcome};
use crate::features::calls::CallWaveId;
use crate::features::dossiers::LineId;
use crate::policy::{AccountId, Actor};

fn read_commission(row: &Row<'_>) -> Result<Commission, DbError> {
    Ok(Commission {
        id: row.get("id")?,
        held_on: row.get("held_on")?,
        note: row.get("note")?,
        quota: row.get("ecole_quota_granted")?,
        revision: row.get("revision")?,
        publish_at: row.get("publish_at")?,
        publish_failure: row.get("publish_failure")?,
        notified_at: row.get("notified_at")?,
    })
}

/// The commission on a wave.
pub(super) fn commission(tx: &mut Tx, wave: CallWaveId) -> Result<Option<Commission>, DbError> {
    tx.optional(
        sql!(
            "select id, held_on, note, ecole_quota_granted, revision, publish_at, publish_failure, notified_at
               from commission where call_wave = :wave"
        ),
        params! { wave: wave },
        read_commission,
    )
}

pub(super) fn insert_commission(
    tx: &mut Tx,
    wave: CallWaveId,
    commission: &Commission,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into commission (id, call_wave, held_on, note, ecole_quota_granted, revision, publish_at, planned_by,
                                     publish_failure, notified_at, created_at, created_by)
             values (:id, :wave, :held_on, :note, :quota, :revision, null, null, '', null, :now, :account)"
        ),
        params! {
            id: commission.id, wave: wave, held_on: commission.held_on, note: commission.note.as_str(),
            quota: commission.quota, revision: commission.revision, now: now, account: account
        },
    )?;
    Ok(())
}

/// Saves the settings over the revision that was seen. Says whether it was still there.
pub(super) fn update_commission(tx: &mut Tx, commission: &Commission, seen: i64) -> Result<bool, DbError> {
    let saved = tx.execute(
        sql!(
            "update commission set held_on = :held_on, note = :note, ecole_quota_granted = :quota, revision = :revision
              where id = :id and revision = :seen"
        ),
        params! {
            held_on: commission.held_on, note: commission.note.as_str(), quota: commission.quota,
            revision: commission.revision, id: commission.id, seen: seen
        },
    )?;
    Ok(saved == 1)
}

/// Says when a commission publishes itself, and why it last could not.
pub(super) fn plan_publication(
    tx: &mut Tx,
    id: CommissionId,
    at: Option<Instant>,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!("update commission set publish_at = :at, planned_by = :account, publish_failure = '' where id = :id"),
        params! { at: at, account: account, id: id },
    )?;
    Ok(())
}

pub(super) fn note_failure(tx: &mut Tx, wave: CallWaveId, failure: &str) -> Result<(), DbError> {
    tx.execute(
        sql!("update commission set publish_failure = :failure where call_wave = :wave"),
        params! { failure: failure, wave: wave },
    )?;
    Ok(())
}

pub(super) fn set_notified(tx: &mut Tx, id: CommissionId, now: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!("update commission set notified_at = :now where id = :id"),
        params! { now: now, id: id },
    )?;
    Ok(())
}

/// The waves whose planned moment has come, each with who planned it.
pub(super) fn due_publications(tx: &mut Tx, now: Instant) -> Result<Vec<(CallWaveId, Actor)>, DbError> {
    tx.rows(
        sql!(
            "select c.call_wave, c.planned_by from commission c join call_wave w on w.id = c.call_wave
              where c.publish_at is not null and c.publish_at <= :now and w.published_at is null
              order by c.publish_at, c.id"
        ),
        params! { now: now },
        |row| {
            let actor = Actor {
                account: row.get("planned_by")?,
                ..Actor::console()
            };
            Ok((row.get("call_wave")?, actor))
        },
    )
}

/// The lines of a wave with their schools, as the common files rank them. Scores and decisions are added by callers.
pub(super) fn candidates(tx: &mut Tx, wave: CallWaveId) -> Result<Vec<Candidate>, DbError> {
    tx.rows(
        sql!(
            "select l.id, l.dossier, l.uai, l.state, l.revision, l.rank, d.college, d.fictitious, f.territory,
                    s.name, s.kind, s.commune
               from common_file f
               join dossier d on d.common_file = f.id
               join dossier_line l on l.dossier = d.id
               join school s on s.uai = l.uai
              where f.call_wave = :wave
              order by f.territory, coalesce(l.rank, 1000000), d.created_at, d.id,
                       case when l.uai = d.college then 0 else 1 end, s.name, l.id"
        ),
        params! { wave: wave },
        |row| {
            let commune: Option<String> = row.get("commune")?;
            Ok(Candidate {
                line: row.get("id")?,
                dossier: row.get("dossier")?,
                uai: row.get("uai")?,
                name: row.get("name")?,
                kind: row.get::<SchoolKind>("kind")?,
                commune: commune.unwrap_or_default(),
                territory: row.get("territory")?,
                college: row.get("college")?,
                state: row.get("state")?,
                line_revision: row.get("revision")?,
                rank: row.get("rank")?,
                score: None,
                decision: None,
                fictitious: row.get("fictitious")?,
            })
        },
    )
}

fn read_decision(row: &Row<'_>) -> Result<LineDecision, DbError> {
    Ok(LineDecision {
        revision: row.get("revision")?,
        outcome: row.get::<Outcome>("outcome")?,
        reserve_rank: row.get("reserve_rank")?,
        reason: row.get("reason")?,
        decided_on: row.get("decided_on")?,
        decided_at: row.get("decided_at")?,
        decided_by: row.get("display_name")?,
    })
}

/// The decision in force on each line.
pub(super) fn decisions(tx: &mut Tx, commission: CommissionId) -> Result<HashMap<LineId, LineDecision>, DbError> {
    let mut newest = HashMap::new();
    tx.each(
        sql!(
            "select d.line, d.revision, d.outcome, d.reserve_rank, d.reason, d.decided_on, d.decided_at, a.display_name
               from commission_decision d left join account a on a.id = d.decided_by
              where d.commission = :commission
              order by d.line, d.revision"
        ),
        params! { commission: commission },
        |row| {
            newest.insert(row.get("line")?, read_decision(row)?);
            Ok(())
        },
    )?;
    Ok(newest)
}

/// Every decision on a line, the newest first.
pub(super) fn decision_history(tx: &mut Tx, line: LineId) -> Result<Vec<LineDecision>, DbError> {
    tx.rows(
        sql!(
            "select d.revision, d.outcome, d.reserve_rank, d.reason, d.decided_on, d.decided_at, a.display_name
               from commission_decision d left join account a on a.id = d.decided_by
              where d.line = :line
              order by d.revision desc"
        ),
        params! { line: line },
        read_decision,
    )
}

/// Writes decisions: the same revision twice is refused by the database.
pub(super) fn insert_decisions<'a>(
    tx: &mut Tx,
    commission: CommissionId,
    decisions: impl Iterator<Item = &'a (LineId, LineDecision)>,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into commission_decision (commission, line, revision, outcome, reserve_rank, reason, decided_on,
                                              decided_at, decided_by)
             values (:commission, :line, :revision, :outcome, :rank, :reason, :decided_on, :decided_at, :account)"
        ),
        decisions.map(|(line, decision)| {
            params! {
                commission: commission, line: line, revision: decision.revision, outcome: decision.outcome,
                rank: decision.reserve_rank, reason: decision.reason.as_str(), decided_on: decision.decided_on,
                decided_at: decision.decided_at, account: account
            }
        }),
    )?;
    Ok(())
}

fn read_appeal(row: &Row<'_>) -> Result<Appeal, DbError> {
    Ok(Appeal {
        id: row.get("id")?,
        line: row.get("line")?,
        text: row.get("text")?,
        received_on: row.get("received_on")?,
        recorded_at: row.get("recorded_at")?,
        answer: row.get("answer")?,
        outcome: row.get::<AppealOutcome>("outcome")?,
        answered_on: row.get("answered_on")?,
        answered_by: row.get("display_name")?,
    })
}

/// The appeals against the decision on a line, the newest first.
pub(super) fn appeals(tx: &mut Tx, line: LineId) -> Result<Vec<Appeal>, DbError> {
    tx.rows(
        sql!(
            "select p.id, p.line, p.text, p.received_on, p.recorded_at, p.answer, p.outcome, p.answered_on, a.display_name
               from appeal p left join account a on a.id = p.answered_by
              where p.line = :line
              order by p.received_on desc, p.id desc"
        ),
        params! { line: line },
        read_appeal,
    )
}

/// One appeal.
pub(super) fn appeal(tx: &mut Tx, id: AppealId) -> Result<Option<Appeal>, DbError> {
    tx.optional(
        sql!(
            "select p.id, p.line, p.text, p.received_on, p.recorded_at, p.answer, p.outcome, p.answered_on, a.display_name
               from appeal p left join account a on a.id = p.answered_by
              where p.id = :id"
        ),
        params! { id: id },
        read_appeal,
    )
}

pub(super) fn insert_appeal(
    tx: &mut Tx,
    id: AppealId,
    line: LineId,
    text: &str,
    received_on: Day,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into appeal (id, line, text, received_on, recorded_at, recorded_by, answer, outcome, answered_on,
                                 answered_at, answered_by)
             values (:id, :line, :text, :received_on, :now, :account, '', 'open', null, null, null)"
        ),
        params! { id: id, line: line, text: text, received_on: received_on, now: now, account: account },
    )?;
    Ok(())
}

/// Answers an appeal that is open. Says whether it was.
pub(super) fn answer_appeal(
    tx: &mut Tx,
    id: AppealId,
    outcome: AppealOutcome,
    answer: &str,
    answered_on: Day,
    now: Instant,
    account: Option<AccountId>,
) -> Result<bool, DbError> {
    let answered = tx.execute(
        sql!(
            "update appeal set outcome = :outcome, answer = :answer, answered_on = :day, answered_at = :now,
                               answered_by = :account
              where id = :id and outcome = 'open'"
        ),
        params! { outcome: outcome, answer: answer, day: answered_on, now: now, account: account, id: id },
    )?;
    Ok(answered == 1)
}
