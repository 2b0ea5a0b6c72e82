//! Messages to people: shown in the application, and sent by mail to who wants it.
//!
//! An action writes a message in its own transaction; a job sends the mails, tries again, and gives up
//! visibly. The words are made when a message is read or sent: `{wording}-subject` and `{wording}-body`
//! of the catalogues, in the language of its reader.

use pole_db::{DbError, Tx, params, sql};
use pole_kernel::{Id, Instant};

use super::clock::fresh_id;
use crate::policy::AccountId;

/// Tag of message identifiers.
#[derive(Debug)]
pub enum MessageTag {}

/// The identifier of a message.
pub type MessageId = Id<MessageTag>;

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
