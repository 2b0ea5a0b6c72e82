//! What usage tells the others: months, days and external series, as known at a moment.

use std::collections::BTreeSet;

use pole_db::{DbError, Tx};
use pole_kernel::{Day, Instant, Month, Uai};

use super::model::{AxisUsage, DayUsage, ExternalSeries, ExternalValue, MonthUsage, Profile, SeriesId, UsageScope};
use super::population::Populations;
use super::store::{counts, series};
use crate::policy::Scope;

/// The months of a scope with their reference populations, by month, profile, service and channel.
///
/// A profile that counts people and was not seen in a month that was counted has a line of zeros: nobody
/// came, which is not the same as nobody counted.
///
/// # Errors
/// When the database fails.
pub fn months(
    tx: &mut Tx,
    scope: &UsageScope,
    from: Month,
    to: Month,
    known_at: Instant,
) -> Result<Vec<MonthUsage>, DbError> {
    let populations = Populations::load(tx, from, to, known_at)?;
    months_with(tx, &populations, scope, from, to, known_at)
}

/// The same with populations that are already read, for many scopes.
///
/// # Errors
/// When the database fails.
pub fn months_with(
    tx: &mut Tx,
    populations: &Populations,
    scope: &UsageScope,
    from: Month,
    to: Month,
    known_at: Instant,
) -> Result<Vec<MonthUsage>, DbError> {
    let lines = counts::months(tx, scope, from, to, known_at)?;
    finished(tx, populations, scope, lines, (from, to), known_at)
}

/// The same, all services and channels together: what the rates of a scope are made of.
///
/// # Errors
/// When the database fails.
pub fn whole_months(
    tx: &mut Tx,
    populations: &Populations,
    scope: &UsageScope,
    from: Month,
    to: Month,
    known_at: Instant,
) -> Result<Vec<MonthUsage>, DbError> {
    let lines = counts::whole_months(tx, scope, from, to, known_at)?;
    finished(tx, populations, scope, lines, (from, to), known_at)
}

/// Lines with those of who did not come, and their populations.
fn finished(
    tx: &mut Tx,
    populations: &Populations,
    scope: &UsageScope,
    mut lines: Vec<MonthUsage>,
    (from, to): (Month, Month),
    known_at: Instant,
) -> Result<Vec<MonthUsage>, DbError> {
    // The types of schools were not counted from the first month on; the schools were.
    let kind = match scope {
        UsageScope::Group(_) => scope.kind(),
        UsageScope::Basin | UsageScope::Territory(_) | UsageScope::School(_) => UsageScope::Basin.kind(),
    };
    let counted: Vec<Month> = counts::known_months(tx, kind, known_at)?
        .into_iter()
        .filter(|month| from <= *month && *month <= to)
        .collect();
    complete(&mut lines, populations);
    add_absent(&mut lines, std::slice::from_ref(scope), &counted, populations);
    lines.sort_by_cached_key(|line| (line.month, line.profile, line.service, line.channel));
    Ok(lines)
}

/// One month of every school that is seen, all services and channels together, with populations.
///
/// # Errors
/// When the database fails.
pub fn months_of_schools(
    tx: &mut Tx,
    seen_by: &Scope,
    month: Month,
    known_at: Instant,
) -> Result<Vec<MonthUsage>, DbError> {
    let populations = Populations::load(tx, month, month, known_at)?;
    schools_with(tx, &populations, seen_by, month, known_at)
}

/// The same with populations that are already read.
///
/// # Errors
/// When the database fails.
pub fn schools_with(
    tx: &mut Tx,
    populations: &Populations,
    seen_by: &Scope,
    month: Month,
    known_at: Instant,
) -> Result<Vec<MonthUsage>, DbError> {
    let mut lines = counts::schools(tx, seen_by, month, known_at)?;
    let counted = counts::known_months(tx, UsageScope::Basin.kind(), known_at)?.contains(&month);
    let scopes: Vec<UsageScope> = populations
        .schools()
        .iter()
        .filter(|school| seen_by.holds(&school.uai, school.territory.as_ref()))
        .map(|school| UsageScope::School(school.uai.clone()))
        .collect();
    complete(&mut lines, populations);
    if counted {
        add_absent(&mut lines, &scopes, &[month], populations);
    }
    lines.sort_by_cached_key(|line| (line.scope.clone(), line.profile));
    Ok(lines)
}

/// The lines of zeros of the profiles that were not seen, with their populations.
fn add_absent(lines: &mut Vec<MonthUsage>, scopes: &[UsageScope], months: &[Month], populations: &Populations) {
    let seen: BTreeSet<(Month, UsageScope, Profile)> = lines
        .iter()
        .filter(|line| line.service.is_none() && line.channel.is_none())
        .map(|line| (line.month, line.scope.clone(), line.profile))
        .collect();
    let fictitious: BTreeSet<Month> = lines
        .iter()
        .filter(|line| line.fictitious)
        .map(|line| line.month)
        .collect();
    for scope in scopes {
        for month in months {
            for profile in Profile::ALL {
                if seen.contains(&(*month, scope.clone(), *profile)) {
                    continue;
                }
                let population = populations.of(scope, *profile, *month);
                if population.people.is_none() {
                    continue;
                }
                lines.push(MonthUsage {
                    month: *month,
                    scope: scope.clone(),
                    profile: *profile,
                    service: None,
                    channel: None,
                    visitors: 0,
                    visits: 0,
                    views: 0,
                    one_page_visits: 0,
                    duration_seconds: 0,
                    median_seconds: 0,
                    pupils_reached: (*profile == Profile::Guardian).then_some(0),
                    people: population.people,
                    activated: population.activated,
                    population_estimated: population.estimated,
                    fictitious: fictitious.contains(month),
                });
            }
        }
    }
}

/// Gives each line its population.
fn complete(lines: &mut [MonthUsage], populations: &Populations) {
    let mut last = None;
    for line in lines {
        let key = (line.month, line.scope.clone(), line.profile);
        let population = match &last {
            Some((known, population)) if *known == key => *population,
            Some(_) | None => populations.of(&line.scope, line.profile, line.month),
        };
        line.people = population.people;
        line.activated = population.activated;
        line.population_estimated = population.estimated;
        last = Some((key, population));
    }
}

/// The days of a school and month: the evidence of its visits and pages, which sum to the month.
///
/// # Errors
/// When the database fails.
pub fn day_rows(tx: &mut Tx, uai: &Uai, month: Month, known_at: Instant) -> Result<Vec<DayUsage>, DbError> {
    counts::days(tx, uai, month.first_day(), month.last_day(), known_at)
}

/// The month of a scope by language and by school hours.
///
/// # Errors
/// When the database fails.
pub fn axes(tx: &mut Tx, scope: &UsageScope, month: Month, known_at: Instant) -> Result<Vec<AxisUsage>, DbError> {
    counts::axes(tx, scope, month, known_at)
}

/// Whether an exceptional closure makes a month of a scope exceptional, for months in a row.
///
/// # Errors
/// When the database fails.
pub fn exceptional_months(
    tx: &mut Tx,
    scope: &UsageScope,
    from: Month,
    to: Month,
    known_at: Instant,
) -> Result<BTreeSet<Month>, DbError> {
    let populations = Populations::load(tx, from, to, known_at)?;
    Ok(exceptional_with(&populations, scope, from, to))
}

/// The same with populations that are already read.
pub(super) fn exceptional_with(
    populations: &Populations,
    scope: &UsageScope,
    from: Month,
    to: Month,
) -> BTreeSet<Month> {
    let mut found = BTreeSet::new();
    let mut month = from;
    while month <= to {
        if populations.is_exceptional(scope, month) {
            found.insert(month);
        }
        month = month.plus(1);
    }
    found
}

/// The series that others measured.
///
/// # Errors
/// When the database fails.
pub fn external_series(tx: &mut Tx) -> Result<Vec<ExternalSeries>, DbError> {
    series::all(tx)
}

/// The values of an external series at the schools that are seen, as known at a moment. They are never
/// added to ours, nor to one another when the series counts visitors.
///
/// # Errors
/// When the database fails.
pub fn external(
    tx: &mut Tx,
    series_id: SeriesId,
    seen_by: &Scope,
    from: Day,
    to: Day,
    known_at: Instant,
) -> Result<Vec<ExternalValue>, DbError> {
    series::values(tx, series_id, seen_by, from, to, known_at)
}
