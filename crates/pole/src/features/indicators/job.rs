//! The monthly release, made by the program: nobody has to think of it.

use pole_db::{Db, DbError, Tx};
use pole_kernel::{Instant, Month};

use super::errors::IndicatorError;
use super::records::Audience;
use super::{releases, store};
use crate::policy::Actor;
use crate::shell::jobs::{PeriodicJob, Rhythm};

/// The periodic jobs of the indicators.
pub fn jobs() -> Vec<PeriodicJob> {
    vec![PeriodicJob {
        name: "indicators.release",
        rhythm: Rhythm::Nightly(4, 30),
        run: |app, now| release_due(app.db(), now),
    }]
}

/// From which day of the next month a month is frozen: what was done in its last days has been
/// recorded by then \[C\].
const FROM_DAY: i8 = 3;

/// Freezes the last month that is over, from the third day of the next, and before it every month
/// since the last release during which the program did not run. A month that is caught up is frozen
/// as it ended and with what is known now: its release says when it was frozen. Says in a few words
/// what it did.
///
/// # Errors
/// When the database fails.
fn release_due(db: &Db, now: Instant) -> Result<String, DbError> {
    let mut frozen = Vec::new();
    // One transaction a month: what was frozen stays so if a later one fails.
    while let Some(month) = release_next(db, now)? {
        frozen.push(month.to_string());
    }
    if frozen.is_empty() {
        return Ok("nothing to freeze".to_owned());
    }
    Ok(format!("{} frozen", frozen.join(", ")))
}

/// Freezes the earliest month that is due.
fn release_next(db: &Db, now: Instant) -> Result<Option<Month>, DbError> {
    let done: Result<Option<Month>, IndicatorError> = db.write_blocking(|tx| {
        let Some(month) = due(tx, now)? else {
            return Ok(None);
        };
        releases::freeze(tx, &Actor::console(), now, month, "")?;
        Ok(Some(month))
    });
    match done {
        Ok(month) => Ok(month),
        Err(IndicatorError::Db(error)) => Err(error),
        // Somebody froze it at the same moment.
        Err(IndicatorError::AlreadyFrozen) => Ok(None),
        Err(
            refused @ (IndicatorError::NotFound
            | IndicatorError::Refused(_)
            | IndicatorError::Denied(_)
            | IndicatorError::Directory(_)),
        ) => Err(DbError::Other(refused.to_string())),
    }
}

/// The earliest month to freeze: the one after the last release, or the last that is over when
/// nothing was ever frozen. Nothing before its time has come, or without a basin to speak of.
fn due(tx: &mut Tx, now: Instant) -> Result<Option<Month>, IndicatorError> {
    let today = now.day();
    let over = today.month_of().plus(-1);
    let early = today < over.last_day().plus_days(i32::from(FROM_DAY));
    let newest = if early { over.plus(-1) } else { over };
    let last = store::releases(tx, Some(Audience::Inside))?
        .first()
        .map(|release| release.month);
    let month = match last {
        Some(last) => last.plus(1),
        None if early => return Ok(None),
        None => over,
    };
    if month > newest || !store::has_schools(tx)? {
        return Ok(None);
    }
    Ok(Some(month))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_app::on_both_engines;

    #[test]
    fn the_last_month_is_frozen_once_from_the_third_day_of_the_next() {
        on_both_engines("2026-11-02T12:00:00Z", |app| {
            let run = || release_due(app.app.db(), app.app.clock().now()).unwrap();
            let nothing = "nothing to freeze";
            app.at("2026-11-20T12:00:00Z");
            assert_eq!(run(), nothing, "an installation without schools has no figures");
            app.with_basin();
            app.at("2026-11-02T12:00:00Z");
            assert_eq!(run(), nothing, "too early");
            app.at("2026-11-03T12:00:00Z");
            assert_eq!(run(), "2026-10 frozen");
            assert_eq!(run(), nothing, "once");
            let releases = app.app.db().read_blocking(|tx| store::releases(tx, None)).unwrap();
            assert_eq!(releases.len(), 2);
            assert!(releases.iter().all(|release| release.frozen_by.is_none()));
        });
    }

    #[test]
    fn months_that_were_slept_through_are_caught_up_as_they_ended_and_say_when() {
        on_both_engines("2026-11-03T12:00:00Z", |app| {
            let run = || release_due(app.app.db(), app.app.clock().now()).unwrap();
            app.with_basin();
            assert_eq!(run(), "2026-10 frozen");
            app.at("2027-02-02T12:00:00Z");
            assert_eq!(run(), "2026-11, 2026-12 frozen", "January is too early");
            assert_eq!(run(), "nothing to freeze");
            app.at("2027-02-03T12:00:00Z");
            assert_eq!(run(), "2027-01 frozen");
            let releases = app
                .app
                .db()
                .read_blocking(|tx| store::releases(tx, Some(Audience::Inside)))
                .unwrap();
            let told: Vec<(String, String, bool)> = releases
                .iter()
                .map(|release| {
                    let as_of = release.as_of.to_string();
                    (release.month.to_string(), as_of, release.is_caught_up())
                })
                .collect();
            let line = |month: &str, as_of: &str, late| (month.to_owned(), as_of.to_owned(), late);
            assert_eq!(
                told,
                [
                    line("2027-01", "2027-01-31", false),
                    line("2026-12", "2026-12-31", true),
                    line("2026-11", "2026-11-30", true),
                    line("2026-10", "2026-10-31", false),
                ]
            );
        });
    }
}
