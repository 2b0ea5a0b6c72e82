//! The trail of every change: who did what to what, when. Nothing personal in the details.

use pole_db::{DbError, Tx, params, sql};
use pole_kernel::Instant;

use super::clock::fresh_id;
use crate::policy::Actor;

/// One line of the trail.
#[derive(Clone, Debug)]
pub struct AuditLine {
    /// When.
    pub at: Instant,
    /// The account's sign-in name; `None` for the console.
    pub account: Option<String>,
    /// What was done: a stable code such as `wave_entry.decided`.
    pub event: String,
    /// To what: an UAI, an id.
    pub subject: String,
    /// With which values, in a few words.
    pub detail: String,
}

/// Writes a line of the trail, in the transaction of the change itself.
///
/// # Errors
/// When the database fails.
pub fn record(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    event: &str,
    subject: &str,
    detail: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into audit_event (id, at, account, event, subject, detail)
             values (:id, :at, :account, :event, :subject, :detail)"
        ),
        params! {
            id: fresh_id::<AuditLine>(), at: now, account: actor.account,
            event: event, subject: subject, detail: detail
        },
    )?;
    Ok(())
}

/// The newest lines of the trail, of one subject or of all.
///
/// # Errors
/// When the database fails.
pub fn latest(tx: &mut Tx, subject: Option<&str>, limit: i64) -> Result<Vec<AuditLine>, DbError> {
    tx.rows(
        sql!(
            "select e.at, a.name as account_name, e.event, e.subject, e.detail
               from audit_event e left join account a on a.id = e.account
              where :subject is null or e.subject = :subject
              order by e.id desc
              limit :limit"
        ),
        params! { subject: subject, limit: limit },
        |row| {
            Ok(AuditLine {
                at: row.get("at")?,
                account: row.get("account_name")?,
                event: row.get("event")?,
                subject: row.get("subject")?,
                detail: row.get("detail")?,
            })
        },
    )
}
