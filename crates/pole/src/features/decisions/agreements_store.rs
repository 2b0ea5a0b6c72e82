//! Agreements, their versions, signatures and milestones in the database.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Day, Instant};

use super::model::{
    Agreement, AgreementContent, AgreementId, AgreementState, AgreementVersion, Milestone, MilestoneId, Signature,
};
use crate::features::dossiers::DossierId;
use crate::policy::AccountId;

fn read_agreement(row: &Row<'_>) -> Result<Agreement, DbError> {
    Ok(Agreement {
        id: row.get("id")?,
        dossier: row.get("dossier")?,
        number: row.get("number")?,
        state: row.get::<AgreementState>("state")?,
        revision: row.get("revision")?,
        started_on: row.get("started_on")?,
        ended_on: row.get("ended_on")?,
        end_note: row.get("end_note")?,
        created_at: row.get("created_at")?,
    })
}

/// Every agreement, by number.
pub(super) fn agreements(tx: &mut Tx) -> Result<Vec<Agreement>, DbError> {
    tx.rows(
        sql!(
            "select id, dossier, number, state, revision, started_on, ended_on, end_note, created_at
               from agreement order by number desc"
        ),
        params! {},
        read_agreement,
    )
}

/// One agreement.
pub(super) fn agreement(tx: &mut Tx, id: AgreementId) -> Result<Option<Agreement>, DbError> {
    tx.optional(
        sql!(
            "select id, dossier, number, state, revision, started_on, ended_on, end_note, created_at
               from agreement where id = :id"
        ),
        params! { id: id },
        read_agreement,
    )
}

/// The agreement of a dossier.
pub(super) fn agreement_of(tx: &mut Tx, dossier: DossierId) -> Result<Option<Agreement>, DbError> {
    tx.optional(
        sql!(
            "select id, dossier, number, state, revision, started_on, ended_on, end_note, created_at
               from agreement where dossier = :dossier"
        ),
        params! { dossier: dossier },
        read_agreement,
    )
}

/// The highest number that begins so.
pub(super) fn last_number(tx: &mut Tx, prefix: &str) -> Result<Option<String>, DbError> {
    tx.optional(
        sql!("select number from agreement where number like :pattern order by number desc limit 1"),
        params! { pattern: format!("{prefix}%") },
        |row| row.get("number"),
    )
}

pub(super) fn insert_agreement(tx: &mut Tx, new: &Agreement, account: Option<AccountId>) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into agreement (id, dossier, number, state, revision, started_on, ended_on, end_note, created_at,
                                    created_by)
             values (:id, :dossier, :number, :state, :revision, null, null, '', :now, :account)"
        ),
        params! {
            id: new.id, dossier: new.dossier, number: new.number.as_str(), state: new.state, revision: new.revision,
            now: new.created_at, account: account
        },
    )?;
    Ok(())
}

/// Moves an agreement over the revision that was seen. Says whether it was still there.
pub(super) fn move_agreement(tx: &mut Tx, moved: &Agreement, seen: i64) -> Result<bool, DbError> {
    let saved = tx.execute(
        sql!(
            "update agreement set state = :state, revision = :revision, started_on = :started_on, ended_on = :ended_on,
                                  end_note = :end_note
              where id = :id and revision = :seen"
        ),
        params! {
            state: moved.state, revision: moved.revision, started_on: moved.started_on, ended_on: moved.ended_on,
            end_note: moved.end_note.as_str(), id: moved.id, seen: seen
        },
    )?;
    Ok(saved == 1)
}

/// The versions of an agreement, the newest first.
pub(super) fn versions(tx: &mut Tx, id: AgreementId) -> Result<Vec<AgreementVersion>, DbError> {
    tx.rows(
        sql!(
            "select v.version, v.content, v.reason, v.made_at, a.display_name
               from agreement_version v left join account a on a.id = v.made_by
              where v.agreement = :id
              order by v.version desc"
        ),
        params! { id: id },
        |row| {
            let content: String = row.get("content")?;
            let content: AgreementContent = serde_json::from_str(&content).map_err(|error| DbError::Column {
                column: "content".to_owned(),
                reason: error.to_string(),
            })?;
            Ok(AgreementVersion {
                version: row.get("version")?,
                content,
                reason: row.get("reason")?,
                made_at: row.get("made_at")?,
                made_by: row.get("display_name")?,
            })
        },
    )
}

pub(super) fn insert_version(
    tx: &mut Tx,
    id: AgreementId,
    version: i64,
    content: &AgreementContent,
    reason: &str,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    let content = serde_json::to_string(content).map_err(|error| DbError::Other(error.to_string()))?;
    tx.execute(
        sql!(
            "insert into agreement_version (agreement, version, content, reason, made_at, made_by)
             values (:id, :version, :content, :reason, :now, :account)"
        ),
        params! { id: id, version: version, content: content, reason: reason, now: now, account: account },
    )?;
    Ok(())
}

/// The signatures of an agreement.
pub(super) fn signatures(tx: &mut Tx, id: AgreementId) -> Result<Vec<Signature>, DbError> {
    tx.rows(
        sql!(
            "select version, party, signatory, signed_on, document from agreement_signature
              where agreement = :id order by version, party"
        ),
        params! { id: id },
        |row| {
            Ok(Signature {
                version: row.get("version")?,
                party: row.get("party")?,
                signatory: row.get("signatory")?,
                signed_on: row.get("signed_on")?,
                document: row.get("document")?,
            })
        },
    )
}

pub(super) fn insert_signature(
    tx: &mut Tx,
    id: AgreementId,
    signature: &Signature,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into agreement_signature (agreement, version, party, signatory, signed_on, document, recorded_at,
                                              recorded_by)
             values (:id, :version, :party, :signatory, :signed_on, :document, :now, :account)"
        ),
        params! {
            id: id, version: signature.version, party: signature.party, signatory: signature.signatory.as_str(),
            signed_on: signature.signed_on, document: signature.document, now: now, account: account
        },
    )?;
    Ok(())
}

fn read_milestone(row: &Row<'_>) -> Result<Milestone, DbError> {
    Ok(Milestone {
        id: row.get("id")?,
        agreement: row.get("agreement")?,
        title: row.get("title")?,
        due_on: row.get("due_on")?,
        done_on: row.get("done_on")?,
        note: row.get("note")?,
        closed_at: row.get("closed_at")?,
    })
}

/// The milestones of an agreement, the earliest first.
pub(super) fn milestones(tx: &mut Tx, id: AgreementId) -> Result<Vec<Milestone>, DbError> {
    tx.rows(
        sql!(
            "select id, agreement, title, due_on, done_on, note, closed_at from milestone
              where agreement = :id and removed_at is null order by due_on, id"
        ),
        params! { id: id },
        read_milestone,
    )
}

/// The milestones of every agreement, the earliest first.
pub(super) fn all_milestones(tx: &mut Tx) -> Result<Vec<Milestone>, DbError> {
    tx.rows(
        sql!(
            "select id, agreement, title, due_on, done_on, note, closed_at from milestone
              where removed_at is null order by due_on, id"
        ),
        params! {},
        read_milestone,
    )
}

pub(super) fn insert_milestone(
    tx: &mut Tx,
    new: &Milestone,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into milestone (id, agreement, title, due_on, done_on, note, recorded_at, recorded_by, removed_at,
                                    closed_at)
             values (:id, :agreement, :title, :due_on, null, :note, :now, :account, null, null)"
        ),
        params! {
            id: new.id, agreement: new.agreement, title: new.title.as_str(), due_on: new.due_on,
            note: new.note.as_str(), now: now, account: account
        },
    )?;
    Ok(())
}

/// Says that a milestone is done. Says whether it was still to do.
pub(super) fn finish_milestone(
    tx: &mut Tx,
    agreement: AgreementId,
    id: MilestoneId,
    done_on: Day,
    note: &str,
) -> Result<bool, DbError> {
    let done = tx.execute(
        sql!(
            "update milestone set done_on = :day, note = :note
              where id = :id and agreement = :agreement and done_on is null and closed_at is null and removed_at is null"
        ),
        params! { day: done_on, note: note, id: id, agreement: agreement },
    )?;
    Ok(done == 1)
}

/// Takes a milestone out that is not done. Says whether it was there.
pub(super) fn remove_milestone(
    tx: &mut Tx,
    agreement: AgreementId,
    id: MilestoneId,
    now: Instant,
) -> Result<bool, DbError> {
    let removed = tx.execute(
        sql!(
            "update milestone set removed_at = :now
              where id = :id and agreement = :agreement and done_on is null and removed_at is null"
        ),
        params! { now: now, id: id, agreement: agreement },
    )?;
    Ok(removed == 1)
}

/// Closes what is still to do. Says how many there were.
pub(super) fn close_milestones(tx: &mut Tx, agreement: AgreementId, now: Instant) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "update milestone set closed_at = :now
              where agreement = :agreement and done_on is null and closed_at is null and removed_at is null"
        ),
        params! { now: now, agreement: agreement },
    )
}
