//! Reminders: five days and one day before a review is due, and once it is late.

use pole_db::{Db, DbError, Tx};
use pole_kernel::Instant;

use super::people::written_day;
use super::rules::{self, Reminder};
use super::situation::reference;
use super::store;
use crate::shell::jobs::{PeriodicJob, Rhythm};
use crate::shell::messages::{self, NewMessage};

/// The periodic jobs of reviews.
pub fn jobs() -> Vec<PeriodicJob> {
    vec![PeriodicJob {
        name: "reviews.reminders",
        rhythm: Rhythm::Nightly(7, 10),
        run: |app, now| reminders(app.db(), now),
    }]
}

fn reminders(db: &Db, now: Instant) -> Result<String, DbError> {
    let written = db.write_blocking(|tx| remind(tx, now))?;
    Ok(format!("{written} reminders"))
}

/// Writes the reminders that are due, each once. Says how many were new.
pub(super) fn remind(tx: &mut Tx, now: Instant) -> Result<usize, DbError> {
    let today = now.day();
    let mut written = 0;
    for review in store::awaited(tx, today.plus_days(5))? {
        let Some(reminder) = rules::reminder(today, review.due_on) else {
            continue;
        };
        let wording = match reminder {
            Reminder::FiveDays | Reminder::OneDay => "reviews-message-soon",
            Reminder::Late => "reviews-message-late",
        };
        // Another day is another deadline: who was given more time is reminded again.
        let once = format!("reviews-message-{} {} {}", reminder.code(), review.id, review.due_on);
        let new = NewMessage {
            account: review.account,
            topic: "review",
            wording,
            arguments: vec![
                ("dossier", reference(review.dossier)),
                ("day", written_day(review.due_on)),
            ],
            href: format!("/evaluations/{}", review.id),
            once,
        };
        written += usize::from(messages::write(tx, now, &new)?);
    }
    Ok(written)
}
