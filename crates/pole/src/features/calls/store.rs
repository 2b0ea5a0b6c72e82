//! Calls, their versions and their waves in the database.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Day, Instant};

use super::model::{Call, CallContent, CallId, CallWave, CallWaveId, Version, VersionLine};
use crate::features::endowment::WaveId;
use crate::policy::AccountId;

fn read_call(row: &Row<'_>) -> Result<Call, DbError> {
    Ok(Call {
        id: row.get("id")?,
        code: row.get("code")?,
        title: row.get("title")?,
        edition: row.get("edition")?,
        fictitious: row.get("fictitious")?,
        created_at: row.get("created_at")?,
        archived_at: row.get("archived_at")?,
    })
}

/// Every call, the newest edition first.
///
/// # Errors
/// When the database fails.
pub fn calls(tx: &mut Tx) -> Result<Vec<Call>, DbError> {
    tx.rows(
        sql!(
            "select id, code, title, edition, fictitious, created_at, archived_at
               from call order by edition desc, title, id"
        ),
        params! {},
        read_call,
    )
}

/// One call.
///
/// # Errors
/// When the database fails.
pub fn call(tx: &mut Tx, id: CallId) -> Result<Option<Call>, DbError> {
    tx.optional(
        sql!("select id, code, title, edition, fictitious, created_at, archived_at from call where id = :id"),
        params! { id: id },
        read_call,
    )
}

fn read_version(row: &Row<'_>) -> Result<Version, DbError> {
    let content: String = row.get("content")?;
    let content: CallContent = serde_json::from_str(&content).map_err(|error| DbError::Column {
        column: "content".to_owned(),
        reason: error.to_string(),
    })?;
    Ok(Version {
        call: row.get("call")?,
        version: row.get("version")?,
        content,
        revision: row.get("revision")?,
        note: row.get("note")?,
        saved_at: row.get("saved_at")?,
        published_at: row.get("published_at")?,
    })
}

/// One version of a call.
///
/// # Errors
/// When the database fails.
pub fn version(tx: &mut Tx, call: CallId, version: i64) -> Result<Option<Version>, DbError> {
    tx.optional(
        sql!(
            "select call, version, content, revision, note, saved_at, published_at
               from call_version where call = :call and version = :version"
        ),
        params! { call: call, version: version },
        read_version,
    )
}

/// The newest published version of a call.
///
/// # Errors
/// When the database fails.
pub fn published(tx: &mut Tx, call: CallId) -> Result<Option<Version>, DbError> {
    tx.optional(
        sql!(
            "select call, version, content, revision, note, saved_at, published_at
               from call_version where call = :call and published_at is not null
              order by version desc limit 1"
        ),
        params! { call: call },
        read_version,
    )
}

fn read_wave(row: &Row<'_>) -> Result<CallWave, DbError> {
    Ok(CallWave {
        id: row.get("id")?,
        call: row.get("call")?,
        position: row.get("position")?,
        label: row.get("label")?,
        opens_on: row.get("opens_on")?,
        deadline_on: row.get("deadline_on")?,
        first_year: row.get("first_year")?,
        wave: row.get("wave")?,
        published_at: row.get("published_at")?,
    })
}

/// The waves of every call, the earliest deadline first.
///
/// # Errors
/// When the database fails.
pub fn call_waves(tx: &mut Tx) -> Result<Vec<CallWave>, DbError> {
    tx.rows(
        sql!(
            "select id, call, position, label, opens_on, deadline_on, first_year, wave, published_at
               from call_wave order by deadline_on, position, id"
        ),
        params! {},
        read_wave,
    )
}

/// One wave of a call.
///
/// # Errors
/// When the database fails.
pub fn call_wave(tx: &mut Tx, id: CallWaveId) -> Result<Option<CallWave>, DbError> {
    tx.optional(
        sql!(
            "select id, call, position, label, opens_on, deadline_on, first_year, wave, published_at
               from call_wave where id = :id"
        ),
        params! { id: id },
        read_wave,
    )
}

/// Says that the results of a wave are published from a moment on.
///
/// # Errors
/// When the database fails.
pub fn set_published_at(tx: &mut Tx, id: CallWaveId, at: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!("update call_wave set published_at = :at where id = :id"),
        params! { id: id, at: at },
    )?;
    Ok(())
}

/// Says which wave of the plan the selections of a wave go into.
///
/// # Errors
/// When the database fails.
pub fn link_wave(tx: &mut Tx, id: CallWaveId, wave: WaveId) -> Result<(), DbError> {
    tx.execute(
        sql!("update call_wave set wave = :wave where id = :id"),
        params! { id: id, wave: wave },
    )?;
    Ok(())
}

/// The waves of one call, in order.
///
/// # Errors
/// When the database fails.
pub fn waves_of(tx: &mut Tx, call: CallId) -> Result<Vec<CallWave>, DbError> {
    tx.rows(
        sql!(
            "select id, call, position, label, opens_on, deadline_on, first_year, wave, published_at
               from call_wave where call = :call order by position"
        ),
        params! { call: call },
        read_wave,
    )
}

/// The newest published version of every call that has one.
///
/// # Errors
/// When the database fails.
pub(super) fn all_published(tx: &mut Tx) -> Result<Vec<Version>, DbError> {
    tx.rows(
        sql!(
            "select v.call, v.version, v.content, v.revision, v.note, v.saved_at, v.published_at
               from call_version v
              where v.published_at is not null
                and not exists (select 1 from call_version n
                                 where n.call = v.call and n.published_at is not null and n.version > v.version)
              order by v.call"
        ),
        params! {},
        read_version,
    )
}

/// The versions that are being written, of every call.
///
/// # Errors
/// When the database fails.
pub(super) fn drafts(tx: &mut Tx) -> Result<Vec<Version>, DbError> {
    tx.rows(
        sql!(
            "select call, version, content, revision, note, saved_at, published_at
               from call_version where published_at is null order by call, version"
        ),
        params! {},
        read_version,
    )
}

/// The version of a call that is being written.
///
/// # Errors
/// When the database fails.
pub(super) fn draft(tx: &mut Tx, call: CallId) -> Result<Option<Version>, DbError> {
    tx.optional(
        sql!(
            "select call, version, content, revision, note, saved_at, published_at
               from call_version where call = :call and published_at is null order by version desc limit 1"
        ),
        params! { call: call },
        read_version,
    )
}

/// The versions of a call without what they say, the newest first.
///
/// # Errors
/// When the database fails.
pub(super) fn versions(tx: &mut Tx, call: CallId) -> Result<Vec<VersionLine>, DbError> {
    tx.rows(
        sql!(
            "select v.version, v.revision, v.note, v.saved_at, v.published_at, s.display_name as saved_by,
                    p.display_name as published_by
               from call_version v
               left join account s on s.id = v.saved_by
               left join account p on p.id = v.published_by
              where v.call = :call order by v.version desc"
        ),
        params! { call: call },
        |row| {
            Ok(VersionLine {
                version: row.get("version")?,
                revision: row.get("revision")?,
                note: row.get("note")?,
                saved_at: row.get("saved_at")?,
                saved_by: row.get("saved_by")?,
                published_at: row.get("published_at")?,
                published_by: row.get("published_by")?,
            })
        },
    )
}

/// Writes a call.
///
/// # Errors
/// When the database fails.
pub(super) fn insert_call(tx: &mut Tx, call: &Call, by: Option<AccountId>) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into call (id, code, title, edition, fictitious, created_at, created_by, archived_at)
             values (:id, :code, :title, :edition, :fictitious, :created_at, :by, :archived_at)"
        ),
        params! {
            id: call.id, code: &call.code, title: &call.title, edition: call.edition, fictitious: call.fictitious,
            created_at: call.created_at, by: by, archived_at: call.archived_at
        },
    )?;
    Ok(())
}

/// Changes the name and edition of a call.
///
/// # Errors
/// When the database fails.
pub(super) fn rename(tx: &mut Tx, id: CallId, title: &str, edition: i64) -> Result<(), DbError> {
    tx.execute(
        sql!("update call set title = :title, edition = :edition where id = :id"),
        params! { id: id, title: title, edition: edition },
    )?;
    Ok(())
}

/// Puts a call away, or takes it out again.
///
/// # Errors
/// When the database fails.
pub(super) fn set_archived(tx: &mut Tx, id: CallId, at: Option<Instant>) -> Result<(), DbError> {
    tx.execute(
        sql!("update call set archived_at = :at where id = :id"),
        params! { id: id, at: at },
    )?;
    Ok(())
}

/// What a version says, as it is kept.
fn written(content: &CallContent) -> Result<String, DbError> {
    serde_json::to_string(content).map_err(|error| DbError::Column {
        column: "content".to_owned(),
        reason: error.to_string(),
    })
}

/// Writes a version.
///
/// # Errors
/// When the database fails.
pub(super) fn insert_version(tx: &mut Tx, version: &Version, by: Option<AccountId>) -> Result<(), DbError> {
    let content = written(&version.content)?;
    tx.execute(
        sql!(
            "insert into call_version (call, version, content, revision, note, saved_at, saved_by, published_at)
             values (:call, :version, :content, :revision, :note, :saved_at, :by, :published_at)"
        ),
        params! {
            call: version.call, version: version.version, content: &content, revision: version.revision,
            note: &version.note, saved_at: version.saved_at, by: by, published_at: version.published_at
        },
    )?;
    Ok(())
}

/// Writes the next revision of a draft. A published version never changes. Gives whether there was one.
///
/// # Errors
/// When the database fails.
pub(super) fn save_draft(tx: &mut Tx, draft: &Version, by: Option<AccountId>) -> Result<bool, DbError> {
    let content = written(&draft.content)?;
    let changed = tx.execute(
        sql!(
            "update call_version
                set content = :content, revision = :revision, note = :note, saved_at = :saved_at, saved_by = :by
              where call = :call and version = :version and published_at is null"
        ),
        params! {
            call: draft.call, version: draft.version, content: &content, revision: draft.revision, note: &draft.note,
            saved_at: draft.saved_at, by: by
        },
    )?;
    Ok(changed > 0)
}

/// Publishes a draft: it never changes afterwards.
///
/// # Errors
/// When the database fails.
pub(super) fn publish(tx: &mut Tx, draft: &Version, at: Instant, by: Option<AccountId>) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "update call_version set published_at = :at, published_by = :by, note = :note
              where call = :call and version = :version and published_at is null"
        ),
        params! { call: draft.call, version: draft.version, at: at, by: by, note: &draft.note },
    )?;
    Ok(())
}

/// Gives a draft up.
///
/// # Errors
/// When the database fails.
pub(super) fn delete_draft(tx: &mut Tx, call: CallId) -> Result<(), DbError> {
    tx.execute(
        sql!("delete from call_version where call = :call and published_at is null"),
        params! { call: call },
    )?;
    Ok(())
}

/// Takes a call out that never had a published version.
///
/// # Errors
/// When the database fails.
pub(super) fn delete_call(tx: &mut Tx, id: CallId) -> Result<(), DbError> {
    tx.execute(sql!("delete from call where id = :id"), params! { id: id })?;
    Ok(())
}

/// Writes a wave.
///
/// # Errors
/// When the database fails.
pub(super) fn insert_wave(tx: &mut Tx, wave: &CallWave) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into call_wave (id, call, position, label, opens_on, deadline_on, first_year, wave)
             values (:id, :call, :position, :label, :opens_on, :deadline_on, :first_year, :wave)"
        ),
        params! {
            id: wave.id, call: wave.call, position: wave.position, label: &wave.label, opens_on: wave.opens_on,
            deadline_on: wave.deadline_on, first_year: wave.first_year, wave: wave.wave
        },
    )?;
    Ok(())
}

/// Moves the deadline of a wave.
///
/// # Errors
/// When the database fails.
pub(super) fn set_deadline(tx: &mut Tx, id: CallWaveId, day: Day) -> Result<(), DbError> {
    tx.execute(
        sql!("update call_wave set deadline_on = :day where id = :id"),
        params! { id: id, day: day },
    )?;
    Ok(())
}
