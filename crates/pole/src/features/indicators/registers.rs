//! What each register says, in the indicators' own words: the only place that knows both.

use std::collections::BTreeMap;

use pole_db::{DbError, Tx};
use pole_kernel::{Day, Month};

use super::facts::Facts;
use crate::policy::Scope;

/// The newest month that is over on a day: the month of the attendance rates.
pub(super) fn closed_month(on: Day) -> Month {
    let month = on.month_of();
    if on == month.last_day() { month } else { month.plus(-1) }
}

/// Rooms and their classes.
pub(super) fn rooms(_: &mut Tx, _: &Scope, _: &mut Facts) -> Result<(), DbError> {
    Ok(())
}

/// What each teacher followed, and what was offered.
pub(super) fn training(_: &mut Tx, _: &Scope, _: &mut Facts) -> Result<(), DbError> {
    Ok(())
}

/// The attendance of each profile in the month.
pub(super) fn usage(_: &mut Tx, _: &Scope, _: &mut Facts) -> Result<(), DbError> {
    Ok(())
}

/// The facts of the months that end on some days: those of one day, with the usage of each month.
pub(super) fn months(_: &mut Tx, facts: &Facts, days: &[Day]) -> Result<BTreeMap<Day, Facts>, DbError> {
    Ok(days
        .iter()
        .map(|day| {
            (
                *day,
                Facts {
                    on: *day,
                    month: closed_month(*day),
                    ..facts.clone()
                },
            )
        })
        .collect())
}

/// Certifications of the school year.
pub(super) fn certifications(_: &mut Tx, _: &Scope, _: &mut Facts) -> Result<(), DbError> {
    Ok(())
}
