//! Calls, their versions and their waves in the database.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::Instant;

use super::model::{Call, CallContent, CallId, CallWave, CallWaveId, Version};

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
