//! Reminders before the deadline of a wave: to the heads, to the members with something missing, to the authority.

use pole_db::{Db, DbError, Tx};
use pole_kernel::{Day, Instant};

use super::super::model::DossierId;
use super::answers::{Setting, load};
use super::errors::WritingError;
use super::members::{Person, people_of, title};
use super::store;
use crate::features::calls::{self, CallWave, Part};
use crate::policy::Actor;
use crate::shell::jobs::{PeriodicJob, Rhythm};
use crate::shell::messages::{self, NewMessage};

/// How many days before the deadline, the nearest first.
const DAYS_BEFORE: [i32; 3] = [1, 5, 15];

/// The periodic jobs of writing.
pub fn jobs() -> Vec<PeriodicJob> {
    vec![PeriodicJob {
        name: "dossiers.reminders",
        rhythm: Rhythm::Nightly(6, 0),
        run: |app, now| remind(app.db(), now),
    }]
}

/// The reminder that is due so many days before the deadline: the nearest one, so that a server that slept
/// does not send the older ones.
fn due(days_left: i32) -> Option<i32> {
    DAYS_BEFORE.into_iter().find(|days| (0..=*days).contains(&days_left))
}

/// Writes every reminder that is due today, each once.
fn remind(db: &Db, now: Instant) -> Result<String, DbError> {
    let today = now.day();
    let waves = db.read_blocking(calls::call_waves)?;
    let (mut dossiers, mut written) = (0_u32, 0_u32);
    for wave in waves {
        let Some(days) = due(today.days_until(wave.deadline_on)) else {
            continue;
        };
        let unfinished = db.read_blocking(|tx| store::unfinished(tx, wave.id))?;
        for dossier in unfinished {
            dossiers += 1;
            written += db.write_blocking(|tx| of_dossier(tx, now, &wave, days, dossier))?;
        }
    }
    Ok(format!("{dossiers} unfinished dossiers, {written} reminders"))
}

/// The reminders of one dossier; how many were new.
fn of_dossier(tx: &mut Tx, now: Instant, wave: &CallWave, days: i32, id: DossierId) -> Result<u32, DbError> {
    let setting = match load(tx, &Actor::nobody(), now, id) {
        Ok(setting) => setting,
        Err(WritingError::Db(error)) => return Err(error),
        // A dossier whose call is gone has nothing to be reminded of.
        Err(_) => return Ok(0),
    };
    let from = wave.deadline_on.plus_days(-days);
    let begun_late = |at: Instant| at.day() >= from;
    if !setting.is_open || begun_late(setting.dossier.created_at) {
        return Ok(0);
    }
    let left = now.day().days_until(wave.deadline_on);
    let mut written = 0;
    for person in people_of(tx, &setting, now.day())? {
        let late = person.invited_at.is_some_and(begun_late) && !person.by_role;
        if late || !is_concerned(&person) {
            continue;
        }
        written += u32::from(write(tx, now, &setting, wave.deadline_on, days, left, &person)?);
    }
    Ok(written)
}

/// Heads and agents are told whatever is missing: they validate and endorse. Others when something is.
fn is_concerned(person: &Person) -> bool {
    !person.missing.is_empty()
        || (person.by_role && (person.parts.contains(&Part::Head) || person.parts.contains(&Part::Authority)))
}

fn write(
    tx: &mut Tx,
    now: Instant,
    setting: &Setting,
    deadline: Day,
    days: i32,
    left: i32,
    person: &Person,
) -> Result<bool, DbError> {
    let id = setting.dossier.id;
    let mut arguments = title(tx, setting)?;
    let when = match left {
        0 => "today",
        1 => "tomorrow",
        _ => "later",
    };
    arguments.push(("when", when.to_owned()));
    arguments.push(("days", left.to_string()));
    let (year, month, day) = (deadline.year(), deadline.month(), deadline.day());
    arguments.push(("deadline", format!("{day:02}/{month:02}/{year}")));
    let missing = person.missing.len();
    arguments.push(("state", if missing == 0 { "complete" } else { "incomplete" }.to_owned()));
    arguments.push(("missing", missing.to_string()));
    messages::write(
        tx,
        now,
        &NewMessage {
            account: person.account,
            topic: "dossier",
            wording: "writing-deadline",
            arguments,
            href: format!("/dossiers/{id}/rediger"),
            once: format!("dossier-deadline:{id}:{}:{deadline}:{days}", person.account),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::due;

    #[test]
    fn only_the_nearest_reminder_is_due() {
        let days: Vec<Option<i32>> = [16, 15, 14, 6, 5, 4, 2, 1, 0, -1].into_iter().map(due).collect();
        let expected = [
            None,
            Some(15),
            Some(15),
            Some(15),
            Some(5),
            Some(5),
            Some(5),
            Some(1),
            Some(1),
            None,
        ];
        assert_eq!(days, expected);
    }
}
