//! Messages to people: shown in the application, and sent by mail to who wants it.
//!
//! An action writes a message in its own transaction; a job sends the mails, tries again, and gives up
//! visibly. The words are made when a message is read or sent: `{wording}-subject` and `{wording}-body`
//! of the catalogues, in the language of its reader.

mod mail;
#[cfg(test)]
mod tests;
mod web;

pub use mail::{JOB, not_before};
pub use web::routes;

use pole_db::{DbError, Row, Tx, params, sql, text_column};
use pole_i18n::{Argument, Words};
use pole_kernel::{Id, Instant, vocabulary};

use super::clock::fresh_id;
use crate::policy::AccountId;

/// Tag of message identifiers.
#[derive(Debug)]
pub enum MessageTag {}

/// The identifier of a message.
pub type MessageId = Id<MessageTag>;

vocabulary! {
    /// What became of the mail of a message.
    MailState, "state of a mail" {
        /// There is none: no address, no wish for mails, or no server.
        None = "none",
        /// It waits for its time.
        Waiting = "waiting",
        /// The server took it.
        Sent = "sent",
        /// It was never taken.
        GivenUp = "given_up",
    }
}

text_column!(MailState);

/// A message to write.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// To whom.
    pub account: AccountId,
    /// What kind of message: `dossier`, `review`, `decision`.
    pub topic: &'static str,
    /// The beginning of its message keys.
    pub wording: &'static str,
    /// The arguments of both keys, as texts. Nothing personal about minors.
    pub arguments: Vec<(&'static str, String)>,
    /// Where it leads, inside the application.
    pub href: String,
    /// What it is about: a second message of the same name is not written.
    pub once: String,
}

/// A message as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its identifier.
    pub id: MessageId,
    /// The beginning of its message keys.
    pub wording: String,
    /// The arguments.
    pub arguments: Vec<(String, String)>,
    /// Where it leads.
    pub href: String,
    /// When it was written.
    pub written_at: Instant,
    /// When it was read.
    pub read_at: Option<Instant>,
}

impl Message {
    /// Its subject, in the language of its reader.
    pub fn subject(&self, words: &Words) -> String {
        self.part(words, "subject")
    }

    /// What it says.
    pub fn body(&self, words: &Words) -> String {
        self.part(words, "body")
    }

    fn part(&self, words: &Words, part: &str) -> String {
        let arguments: Vec<(&str, Argument)> = self
            .arguments
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str().into()))
            .collect();
        words.with(&format!("{}-{part}", self.wording), &arguments)
    }
}

/// The arguments of a message, as they are kept.
fn arguments_of(text: &str) -> Vec<(String, String)> {
    let arguments: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
    arguments
        .into_iter()
        .map(|(name, value)| (name, value.as_str().unwrap_or_default().to_owned()))
        .collect()
}

/// Writes a message, once. Says whether it was new.
///
/// # Errors
/// When the database fails.
pub fn write(tx: &mut Tx, now: Instant, new: &NewMessage) -> Result<bool, DbError> {
    let arguments: serde_json::Map<String, serde_json::Value> = new
        .arguments
        .iter()
        .map(|(name, value)| ((*name).to_owned(), serde_json::Value::from(value.as_str())))
        .collect();
    let written = tx.execute(
        sql!(
            "insert into message (id, account, topic, wording, arguments, href, once, written_at, read_at, mail_state,
                                  mail_due_at, attempts, sent_at, last_error)
             values (:id, :account, :topic, :wording, :arguments, :href, :once, :now, null, 'waiting', :now, 0, null, '')
             on conflict (once) do nothing"
        ),
        params! {
            id: fresh_id::<MessageTag>(), account: new.account, topic: new.topic, wording: new.wording,
            arguments: serde_json::Value::from(arguments).to_string(), href: new.href.as_str(), once: new.once.as_str(),
            now: now
        },
    )?;
    Ok(written == 1)
}

fn read(row: &Row<'_>) -> Result<Message, DbError> {
    let arguments: String = row.get("arguments")?;
    Ok(Message {
        id: row.get("id")?,
        wording: row.get("wording")?,
        arguments: arguments_of(&arguments),
        href: row.get("href")?,
        written_at: row.get("written_at")?,
        read_at: row.get("read_at")?,
    })
}

/// The messages of somebody, the newest first.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &mut Tx, account: AccountId, limit: i64) -> Result<Vec<Message>, DbError> {
    tx.rows(
        sql!(
            "select id, wording, arguments, href, written_at, read_at from message
              where account = :account order by written_at desc, id desc limit :limit"
        ),
        params! { account: account, limit: limit },
        read,
    )
}

/// Marks messages of somebody as read: one, or all.
///
/// # Errors
/// When the database fails.
pub fn mark_read(tx: &mut Tx, account: AccountId, one: Option<MessageId>, now: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "update message set read_at = :now
              where account = :account and read_at is null and (:all or id = :id)"
        ),
        params! { now: now, account: account, all: one.is_none(), id: one },
    )?;
    Ok(())
}

/// Where somebody can be written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The address.
    pub address: String,
    /// Whether they want mails.
    pub wants_mail: bool,
}

/// Where somebody can be written to.
///
/// # Errors
/// When the database fails.
pub fn contact(tx: &mut Tx, account: AccountId) -> Result<Option<Contact>, DbError> {
    tx.optional(
        sql!("select address, wants_mail from account_contact where account = :account"),
        params! { account: account },
        |row| {
            Ok(Contact {
                address: row.get("address")?,
                wants_mail: row.get("wants_mail")?,
            })
        },
    )
}

/// Changes where somebody can be written to.
///
/// # Errors
/// When the database fails.
pub fn set_contact(tx: &mut Tx, account: AccountId, contact: &Contact, now: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into account_contact (account, address, wants_mail, changed_at)
             values (:account, :address, :wants_mail, :now)
             on conflict (account) do update set address = excluded.address, wants_mail = excluded.wants_mail,
                                                 changed_at = excluded.changed_at"
        ),
        params! { account: account, address: contact.address.as_str(), wants_mail: contact.wants_mail, now: now },
    )?;
    Ok(())
}

/// A mail that has not left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The message.
    pub id: MessageId,
    /// To whom, by name.
    pub name: String,
    /// The kind of message.
    pub topic: String,
    /// What became of it.
    pub state: MailState,
    /// When it is tried next.
    pub due_at: Instant,
    /// How often it was tried.
    pub attempts: i64,
    /// What went wrong last.
    pub last_error: String,
}

/// The mails that wait or were given up, those given up first.
///
/// # Errors
/// When the database fails.
pub fn outgoing(tx: &mut Tx, limit: i64) -> Result<Vec<Outgoing>, DbError> {
    tx.rows(
        sql!(
            "select m.id, a.display_name, m.topic, m.mail_state, m.mail_due_at, m.attempts, m.last_error
               from message m join account a on a.id = m.account
              where m.mail_state in ('waiting', 'given_up')
              order by m.mail_state, m.mail_due_at desc, m.id limit :limit"
        ),
        params! { limit: limit },
        |row| {
            Ok(Outgoing {
                id: row.get("id")?,
                name: row.get("display_name")?,
                topic: row.get("topic")?,
                state: row.get("mail_state")?,
                due_at: row.get("mail_due_at")?,
                attempts: row.get("attempts")?,
                last_error: row.get("last_error")?,
            })
        },
    )
}

/// Tries every mail that was given up again. Says how many.
///
/// # Errors
/// When the database fails.
pub fn try_again(tx: &mut Tx, now: Instant) -> Result<u64, DbError> {
    let count = tx.execute(
        sql!(
            "update message set mail_state = 'waiting', mail_due_at = :now, attempts = 0 where mail_state = 'given_up'"
        ),
        params! { now: now },
    )?;
    Ok(count)
}
