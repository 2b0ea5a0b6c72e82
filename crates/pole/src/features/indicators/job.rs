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

/// Freezes the last month that is over, once, from the third day of the next. Says in a few words
/// what it did. A month during which the program did not run is not made up for later: nobody
/// could have read it then.
///
/// # Errors
/// When the database fails.
fn release_due(db: &Db, now: Instant) -> Result<String, DbError> {
    let done: Result<String, IndicatorError> = db.write_blocking(|tx| {
        let Some(month) = due(tx, now)? else {
            return Ok("nothing to freeze".to_owned());
        };
        let made = releases::freeze(tx, &Actor::console(), now, month, "")?;
        Ok(format!("{month} frozen for {} audiences", made.len()))
    });
    match done {
        Ok(told) => Ok(told),
        Err(IndicatorError::Db(error)) => Err(error),
        // Somebody froze it at the same moment.
        Err(IndicatorError::AlreadyFrozen) => Ok("nothing to freeze".to_owned()),
        Err(
            refused @ (IndicatorError::NotFound
            | IndicatorError::Refused(_)
            | IndicatorError::Denied(_)
            | IndicatorError::Directory(_)),
        ) => Err(DbError::Other(refused.to_string())),
    }
}

/// The month to freeze, when its time has come, nobody froze it, and there is a basin to speak of.
fn due(tx: &mut Tx, now: Instant) -> Result<Option<Month>, IndicatorError> {
    let today = now.day();
    let month = today.month_of().plus(-1);
    let early = today < month.last_day().plus_days(i32::from(FROM_DAY));
    if early || store::is_frozen(tx, month, Audience::Inside)? || !store::has_schools(tx)? {
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
            assert_eq!(run(), "2026-10 frozen for 2 audiences");
            assert_eq!(run(), nothing, "once");
            app.at("2027-01-15T12:00:00Z");
            assert_eq!(run(), "2026-12 frozen for 2 audiences");
            let releases = app.app.db().read_blocking(|tx| store::releases(tx, None)).unwrap();
            assert_eq!(releases.len(), 4);
            assert!(releases.iter().all(|release| release.frozen_by.is_none()));
        });
    }
}
