//! Sending messages by mail: a job that takes those that are due, waits out the quiet hours, tries again when
//! the server does not answer, and gives up visibly.
//!
//! A message is marked once the server took it: a crash in between sends it twice, under the same identifier.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{Message as Letter, SmtpTransport, Transport as _};
use pole_db::{DbError, Tx, params, sql};
use pole_i18n::Argument;
use pole_kernel::{Instant, Lang};

use super::{MailState, MessageId};
use crate::shell::app::App;
use crate::shell::config::MailConfig;
use crate::shell::jobs::{PeriodicJob, Rhythm};

/// How many mails one run sends.
const BATCH: i64 = 200;
/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many minutes to wait after each failed attempt; after the last one it is given up: about three days.
const PAUSES: [i64; 11] = [1, 5, 15, 60, 120, 240, 480, 720, 720, 720, 1_440];

/// The job that sends.
pub const JOB: PeriodicJob = PeriodicJob {
    name: "messages.mail",
    rhythm: Rhythm::Minutes(1),
    run: send_due,
};

/// A message that is due, with where to send it.
#[derive(Clone, Debug)]
struct Due {
    id: MessageId,
    wording: String,
    arguments: Vec<(String, String)>,
    href: String,
    attempts: i64,
    lang: Lang,
    name: String,
    /// `None` when the person wants no mail, has no address or no account any more.
    address: Option<String>,
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Attempt {
    Sent,
    /// The server does not answer, or asks to come back.
    Later(String),
    /// It will never be taken.
    Never(String),
}

/// When a mail may leave, at the earliest: at once, or when the quiet hours are over \[C\], `domain.md` §8.
pub fn not_before(config: &MailConfig, now: Instant) -> Instant {
    if config.quiet_from == config.quiet_until {
        return now;
    }
    let (hour, _) = now.hour_minute();
    let is_quiet = if config.quiet_from < config.quiet_until {
        (config.quiet_from..config.quiet_until).contains(&hour)
    } else {
        hour >= config.quiet_from || hour < config.quiet_until
    };
    let mut day = now.day();
    let mut at = now;
    if is_quiet {
        if hour >= config.quiet_from {
            day = day.tomorrow();
        }
        at = day.at(config.quiet_until, 0);
    }
    // 1 is Monday.
    while config.quiet_weekends && day.weekday() >= 6 {
        day = day.tomorrow();
        at = day.at(config.quiet_until, 0);
    }
    at
}

fn due(tx: &mut Tx, now: Instant) -> Result<Vec<Due>, DbError> {
    tx.rows(
        sql!(
            "select m.id, m.wording, m.arguments, m.href, m.attempts, a.lang, a.display_name, a.disabled_at, c.address,
                    c.wants_mail
               from message m join account a on a.id = m.account left join account_contact c on c.account = m.account
              where m.mail_state = 'waiting' and m.mail_due_at <= :now
              order by m.mail_due_at, m.id limit :batch"
        ),
        params! { now: now, batch: BATCH },
        |row| {
            let lang: String = row.get("lang")?;
            let arguments: String = row.get("arguments")?;
            let disabled: Option<Instant> = row.get("disabled_at")?;
            let wants: Option<bool> = row.get("wants_mail")?;
            let address: Option<String> = row.get("address")?;
            Ok(Due {
                id: row.get("id")?,
                wording: row.get("wording")?,
                arguments: super::arguments_of(&arguments),
                href: row.get("href")?,
                attempts: row.get("attempts")?,
                lang: Lang::parse(&lang).unwrap_or_default(),
                name: row.get("display_name")?,
                address: address.filter(|_| wants == Some(true) && disabled.is_none()),
            })
        },
    )
}

fn mark(
    tx: &mut Tx,
    id: MessageId,
    state: MailState,
    due_at: Instant,
    attempts: i64,
    error: &str,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "update message set mail_state = :state, mail_due_at = :due_at, attempts = :attempts, last_error = :error
              where id = :id"
        ),
        params! { state: state, due_at: due_at, attempts: attempts, error: error, id: id },
    )?;
    Ok(())
}

fn mark_sent(tx: &mut Tx, id: MessageId, now: Instant, attempts: i64) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "update message set mail_state = 'sent', sent_at = :now, attempts = :attempts, last_error = ''
              where id = :id"
        ),
        params! { now: now, attempts: attempts, id: id },
    )?;
    Ok(())
}

/// Sends what is due. Says in a few words what it did.
///
/// # Errors
/// When the database fails; a server that does not answer is no error, the mails wait.
fn send_due(app: &App, now: Instant) -> Result<String, DbError> {
    let config = &app.config().mail;
    let waiting = app.db().read_blocking(|tx| due(tx, now))?;
    if waiting.is_empty() {
        return Ok("nothing to send".to_owned());
    }
    let server = match config.server.as_deref().map(|server| transport(server, config)) {
        Some(Ok(server)) => Some(server),
        Some(Err(reason)) => return Err(DbError::Other(format!("mail.server: {reason}"))),
        None => None,
    };
    let allowed_at = not_before(config, now);
    let (mut sent, mut later, mut never, mut none) = (0, 0, 0, 0);
    for message in waiting {
        let (Some(address), Some(server)) = (&message.address, &server) else {
            none += 1;
            app.db()
                .write_blocking(|tx| mark(tx, message.id, MailState::None, now, message.attempts, ""))?;
            continue;
        };
        if allowed_at > now {
            later += 1;
            app.db()
                .write_blocking(|tx| mark(tx, message.id, MailState::Waiting, allowed_at, message.attempts, ""))?;
            continue;
        }
        let attempts = message.attempts + 1;
        match attempt(app, server, &message, address) {
            Attempt::Sent => {
                sent += 1;
                app.db().write_blocking(|tx| mark_sent(tx, message.id, now, attempts))?;
            }
            Attempt::Later(reason) => {
                let pause = usize::try_from(message.attempts)
                    .ok()
                    .and_then(|failed| PAUSES.get(failed));
                let (state, due_at) = match pause {
                    Some(minutes) => (MailState::Waiting, now.plus_seconds(minutes * 60)),
                    None => (MailState::GivenUp, now),
                };
                if state == MailState::Waiting {
                    later += 1;
                } else {
                    never += 1;
                }
                app.db()
                    .write_blocking(|tx| mark(tx, message.id, state, due_at, attempts, &reason))?;
            }
            Attempt::Never(reason) => {
                never += 1;
                app.db()
                    .write_blocking(|tx| mark(tx, message.id, MailState::GivenUp, now, attempts, &reason))?;
            }
        }
    }
    if never > 0 {
        tracing::error!("{never} mails were given up: the page /messages/envois says why");
    }
    Ok(format!(
        "{sent} sent, {later} later, {never} given up, {none} without an address"
    ))
}

fn transport(server: &str, config: &MailConfig) -> Result<SmtpTransport, String> {
    let mut builder = SmtpTransport::from_url(server)
        .map_err(|error| error.to_string())?
        .timeout(Some(PATIENCE));
    if let Some(password) = &config.password {
        let user = server
            .split_once("://")
            .and_then(|(_, rest)| rest.split_once('@'))
            .map_or("", |(user, _)| user.split(':').next().unwrap_or(user));
        let user = form_urlencoded::parse(format!("u={}", user.replace('+', "%2B")).as_bytes())
            .next()
            .map_or_else(String::new, |(_, user)| user.into_owned());
        builder = builder.credentials(Credentials::new(user, password.clone()));
    }
    Ok(builder.build())
}

/// The mail of a message, in the language of its reader.
fn letter(app: &App, message: &Due, address: &str) -> Result<Letter, String> {
    let config = app.config();
    let words = app.words(message.lang);
    let arguments: Vec<(&str, Argument)> = message
        .arguments
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str().into()))
        .collect();
    let subject = words.with(&format!("{}-subject", message.wording), &arguments);
    let site = config.public_address.trim_end_matches('/');
    let body = format!(
        "{}\n\n{}\n\n{site}{}\n\n--\n{}\n{site}/messages/reglages\n",
        words.with("messages-mail-hello", &[("name", message.name.as_str().into())]),
        words.with(&format!("{}-body", message.wording), &arguments),
        message.href,
        words.t("messages-mail-why"),
    );
    let from: Mailbox = config
        .mail
        .from
        .parse()
        .map_err(|error| format!("mail.from: {error}"))?;
    let domain = from.email.domain().to_owned();
    let to: Mailbox = Mailbox::new(None, address.parse().map_err(|error| format!("address: {error}"))?);
    Letter::builder()
        .message_id(Some(format!("<{}@{domain}>", message.id)))
        .from(from)
        .to(to)
        .subject(subject)
        .raw_header(lettre::message::header::HeaderValue::new(
            lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .header(ContentType::TEXT_PLAIN)
        .body(body)
        .map_err(|error| error.to_string())
}

fn attempt(app: &App, server: &SmtpTransport, message: &Due, address: &str) -> Attempt {
    let letter = match letter(app, message, address) {
        Ok(letter) => letter,
        Err(reason) => return Attempt::Never(reason),
    };
    match server.send(&letter) {
        Ok(_) => Attempt::Sent,
        Err(error) if error.is_permanent() => Attempt::Never(error.to_string()),
        Err(error) => Attempt::Later(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_disturbed_in_the_evening_at_night_nor_at_the_week_end() {
        let config = MailConfig::default();
        let at = |text: &str| Instant::parse(text).unwrap();
        // Hours of the islands are UTC−4; 16 October 2026 is a Friday.
        for (now, allowed) in [
            ("2026-10-15T14:00:00.000Z", "2026-10-15T14:00:00.000Z"),
            ("2026-10-15T10:59:59.000Z", "2026-10-15T11:00:00.000Z"),
            ("2026-10-15T11:00:00.000Z", "2026-10-15T11:00:00.000Z"),
            ("2026-10-15T22:59:59.000Z", "2026-10-15T22:59:59.000Z"),
            ("2026-10-15T23:00:00.000Z", "2026-10-16T11:00:00.000Z"),
            ("2026-10-16T23:00:00.000Z", "2026-10-19T11:00:00.000Z"),
            ("2026-10-17T14:00:00.000Z", "2026-10-19T11:00:00.000Z"),
            ("2026-10-19T03:00:00.000Z", "2026-10-19T11:00:00.000Z"),
        ] {
            assert_eq!(not_before(&config, at(now)).to_string(), allowed, "{now}");
        }
        let always = MailConfig {
            quiet_until: 19,
            ..config
        };
        assert_eq!(
            not_before(&always, at("2026-10-17T03:00:00Z")),
            at("2026-10-17T03:00:00Z")
        );
    }
}
