//! Answers one by one, members, comments and versions in the database.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Instant, Uai};
use serde_json::Value;

use super::super::model::{Answer, DossierId};
use super::answers::Save;
use super::comments::{Comment, CommentId};
use super::members::{Invitation, MemberId};
use super::versions::NamedVersion;
use crate::features::calls::Part;
use crate::policy::AccountId;

/// Later than any moment: the newest answers.
pub(super) fn end_of_time() -> Instant {
    Instant::new(jiff::Timestamp::MAX)
}

/// A moment strictly after a named version, so that what it holds never changes.
pub(super) fn after_mark(now: Instant, mark: Option<Instant>) -> Instant {
    match mark {
        Some(mark) if mark >= now => {
            jiff::Timestamp::from_millisecond(mark.milliseconds().saturating_add(1)).map_or(now, Instant::new)
        }
        Some(_) | None => now,
    }
}

fn place(uai: Option<&Uai>) -> &str {
    uai.map_or("", Uai::as_str)
}

fn value_of(text: String) -> Value {
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

fn read_answer(row: &Row<'_>) -> Result<Answer, DbError> {
    let uai: String = row.get("uai")?;
    Ok(Answer {
        field: row.get("field")?,
        uai: Uai::parse(&uai).ok(),
        revision: row.get("revision")?,
        value: value_of(row.get("value")?),
        saved_at: row.get("saved_at")?,
        saved_by: row.get("saved_by")?,
    })
}

/// The newest answer to one question.
pub(super) fn newest_answer(
    tx: &mut Tx,
    dossier: DossierId,
    uai: Option<&Uai>,
    field: &str,
) -> Result<Option<Answer>, DbError> {
    tx.optional(
        sql!(
            "select uai, field, revision, value, saved_at, saved_by
               from dossier_answer
              where dossier = :dossier and uai = :uai and field = :field
              order by revision desc limit 1"
        ),
        params! { dossier: dossier, uai: place(uai), field: field },
        read_answer,
    )
}

/// One revision of an answer.
pub(super) fn answer_at(
    tx: &mut Tx,
    dossier: DossierId,
    uai: Option<&Uai>,
    field: &str,
    revision: i64,
) -> Result<Option<Value>, DbError> {
    tx.optional(
        sql!(
            "select value from dossier_answer
              where dossier = :dossier and uai = :uai and field = :field and revision = :revision"
        ),
        params! { dossier: dossier, uai: place(uai), field: field, revision: revision },
        |row| row.get("value").map(value_of),
    )
}

/// Writes a revision of an answer.
pub(super) fn insert_answer(
    tx: &mut Tx,
    save: &Save,
    revision: i64,
    saved_at: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into dossier_answer (dossier, uai, field, revision, value, saved_at, saved_by)
             values (:dossier, :uai, :field, :revision, :value, :saved_at, :account)"
        ),
        params! {
            dossier: save.dossier, uai: place(save.uai.as_ref()), field: save.field.as_str(), revision: revision,
            value: save.value.to_string(), saved_at: saved_at, account: account
        },
    )?;
    Ok(())
}

/// Every revision of an answer with its author's name, the newest first.
pub(super) fn answer_history(
    tx: &mut Tx,
    dossier: DossierId,
    uai: Option<&Uai>,
    field: &str,
) -> Result<Vec<(Answer, Option<String>)>, DbError> {
    tx.rows(
        sql!(
            "select w.uai, w.field, w.revision, w.value, w.saved_at, w.saved_by, a.display_name
               from dossier_answer w left join account a on a.id = w.saved_by
              where w.dossier = :dossier and w.uai = :uai and w.field = :field
              order by w.revision desc"
        ),
        params! { dossier: dossier, uai: place(uai), field: field },
        |row| Ok((read_answer(row)?, row.get("display_name")?)),
    )
}

/// The names of those who saved an answer of a dossier.
pub(super) fn authors(tx: &mut Tx, dossier: DossierId) -> Result<Vec<(AccountId, String)>, DbError> {
    tx.rows(
        sql!(
            "select distinct a.id, a.display_name
               from dossier_answer w join account a on a.id = w.saved_by
              where w.dossier = :dossier"
        ),
        params! { dossier: dossier },
        |row| Ok((row.get("id")?, row.get("display_name")?)),
    )
}

/// The moment of the newest version of a dossier.
pub(super) fn newest_mark(tx: &mut Tx, dossier: DossierId) -> Result<Option<Instant>, DbError> {
    tx.optional(
        sql!("select at from dossier_version where dossier = :dossier order by number desc limit 1"),
        params! { dossier: dossier },
        |row| row.get("at"),
    )
}

/// The versions of a dossier, the newest first.
pub(super) fn versions(tx: &mut Tx, dossier: DossierId) -> Result<Vec<NamedVersion>, DbError> {
    tx.rows(
        sql!(
            "select v.number, v.label, v.at, a.display_name
               from dossier_version v left join account a on a.id = v.made_by
              where v.dossier = :dossier
              order by v.number desc"
        ),
        params! { dossier: dossier },
        |row| {
            Ok(NamedVersion {
                number: row.get("number")?,
                label: row.get("label")?,
                at: row.get("at")?,
                made_by: row.get("display_name")?,
            })
        },
    )
}

/// Names a version.
pub(super) fn insert_version(
    tx: &mut Tx,
    dossier: DossierId,
    version: &NamedVersion,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into dossier_version (dossier, number, label, at, made_by)
             values (:dossier, :number, :label, :at, :account)"
        ),
        params! {
            dossier: dossier, number: version.number, label: version.label.as_str(), at: version.at, account: account
        },
    )?;
    Ok(())
}

/// The parts somebody is invited for.
pub(super) fn parts_of(tx: &mut Tx, dossier: DossierId, account: AccountId) -> Result<Vec<Part>, DbError> {
    tx.rows(
        sql!(
            "select part from dossier_member
              where dossier = :dossier and account = :account and ended_at is null
              order by invited_at, id"
        ),
        params! { dossier: dossier, account: account },
        |row| row.get("part"),
    )
}

/// The dossiers somebody is invited to, the newest invitation first.
pub(super) fn dossiers_of_member(tx: &mut Tx, account: AccountId) -> Result<Vec<(DossierId, Part)>, DbError> {
    tx.rows(
        sql!(
            "select dossier, part from dossier_member
              where account = :account and ended_at is null
              order by invited_at desc, id"
        ),
        params! { account: account },
        |row| Ok((row.get("dossier")?, row.get("part")?)),
    )
}

/// Every invitation of a dossier, with those that ended, in their order.
pub(super) fn invitations(tx: &mut Tx, dossier: DossierId) -> Result<Vec<Invitation>, DbError> {
    tx.rows(
        sql!(
            "select m.id, m.account, a.display_name, m.part, m.invited_at, m.ended_at
               from dossier_member m join account a on a.id = m.account
              where m.dossier = :dossier
              order by m.invited_at, m.id"
        ),
        params! { dossier: dossier },
        |row| {
            Ok(Invitation {
                id: row.get("id")?,
                account: row.get("account")?,
                name: row.get("display_name")?,
                part: row.get("part")?,
                invited_at: row.get("invited_at")?,
                ended_at: row.get("ended_at")?,
            })
        },
    )
}

/// Writes an invitation.
pub(super) fn insert_member(
    tx: &mut Tx,
    id: MemberId,
    dossier: DossierId,
    account: AccountId,
    part: Part,
    now: Instant,
    invited_by: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into dossier_member (id, dossier, account, part, invited_at, invited_by, ended_at, ended_by)
             values (:id, :dossier, :account, :part, :now, :invited_by, null, null)"
        ),
        params! { id: id, dossier: dossier, account: account, part: part, now: now, invited_by: invited_by },
    )?;
    Ok(())
}

/// Ends an invitation. Says whether it was under way.
pub(super) fn end_member(
    tx: &mut Tx,
    id: MemberId,
    now: Instant,
    ended_by: Option<AccountId>,
) -> Result<bool, DbError> {
    let ended = tx.execute(
        sql!("update dossier_member set ended_at = :now, ended_by = :ended_by where id = :id and ended_at is null"),
        params! { id: id, now: now, ended_by: ended_by },
    )?;
    Ok(ended == 1)
}

/// The comments of a dossier, in the order they were written.
pub(super) fn comments(tx: &mut Tx, dossier: DossierId) -> Result<Vec<Comment>, DbError> {
    tx.rows(
        sql!(
            "select c.id, c.thread, c.uai, c.field, c.text, c.written_at, a.display_name as author, c.resolved_at,
                    r.display_name as resolver
               from dossier_comment c left join account a on a.id = c.written_by
                    left join account r on r.id = c.resolved_by
              where c.dossier = :dossier
              order by c.written_at, c.id"
        ),
        params! { dossier: dossier },
        |row| {
            let uai: String = row.get("uai")?;
            Ok(Comment {
                id: row.get("id")?,
                thread: row.get("thread")?,
                uai: Uai::parse(&uai).ok(),
                field: row.get("field")?,
                text: row.get("text")?,
                written_at: row.get("written_at")?,
                written_by: row.get("author")?,
                resolved_at: row.get("resolved_at")?,
                resolved_by: row.get("resolver")?,
            })
        },
    )
}

/// Writes a comment.
pub(super) fn insert_comment(
    tx: &mut Tx,
    dossier: DossierId,
    comment: &Comment,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into dossier_comment (id, dossier, thread, uai, field, text, written_at, written_by, resolved_at,
                                          resolved_by)
             values (:id, :dossier, :thread, :uai, :field, :text, :written_at, :account, null, null)"
        ),
        params! {
            id: comment.id, dossier: dossier, thread: comment.thread, uai: place(comment.uai.as_ref()),
            field: comment.field.as_str(), text: comment.text.as_str(), written_at: comment.written_at, account: account
        },
    )?;
    Ok(())
}

/// Resolves a thread, or opens it again.
pub(super) fn set_resolved(
    tx: &mut Tx,
    id: CommentId,
    at: Option<Instant>,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!("update dossier_comment set resolved_at = :at, resolved_by = :account where id = :id"),
        params! { id: id, at: at, account: account },
    )?;
    Ok(())
}

/// The dossiers of a wave of which a line is still written, by their identifiers.
pub(super) fn unfinished(tx: &mut Tx, wave: crate::features::calls::CallWaveId) -> Result<Vec<DossierId>, DbError> {
    tx.rows(
        sql!(
            "select distinct d.id
               from common_file f join dossier d on d.common_file = f.id join dossier_line l on l.dossier = d.id
              where f.call_wave = :wave and l.state in ('draft', 'under_construction')
              order by d.id"
        ),
        params! { wave: wave },
        |row| row.get("id"),
    )
}
