//! Roll-ups: what is in force, what was known at a moment, and new versions of what changed.

use std::collections::BTreeMap;

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Day, Instant, Month, Uai};

use super::super::counting::{AxisCount, AxisKey, Counted, DayCount, DayKey, MonthCount, MonthKey};
use super::super::model::{AxisUsage, Channel, DayUsage, MonthUsage, Service, UsageScope};
use super::{count, count_or_none, scope, whole, whole_or_none, word};
use crate::policy::Scope;

/// How far a month was counted.
pub(in super::super) struct CountedMonth {
    pub(in super::super) up_to: Day,
    pub(in super::super) views: u64,
    /// How many guardians' pupils were known.
    pub(in super::super) households: u64,
    /// Which schools were of which type, as a hash.
    pub(in super::super) schools: String,
    /// Some of its views were deleted: it is never counted again.
    pub(in super::super) closed: bool,
}

/// How far a month was counted; `None` when it never was.
pub(in super::super) fn counted(tx: &mut Tx, month: Month) -> Result<Option<CountedMonth>, DbError> {
    tx.optional(
        sql!("select up_to, views, households, schools, closed_at from usage_count where month = :month"),
        params! { month: month },
        |row| {
            Ok(CountedMonth {
                up_to: row.get("up_to")?,
                views: count(row, "views")?,
                households: count(row, "households")?,
                schools: row.get("schools")?,
                closed: row.get::<Option<Instant>>("closed_at")?.is_some(),
            })
        },
    )
}

/// Writes down how far a month was counted, and from how much.
pub(in super::super) fn mark_counted(
    tx: &mut Tx,
    month: Month,
    up_to: Day,
    views: u64,
    households: u64,
    schools: &str,
    now: Instant,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into usage_count (month, up_to, views, households, schools, counted_at, closed_at, emptied_at)
             values (:month, :up_to, :views, :households, :schools, :now, null, null)
             on conflict (month) do update set up_to = excluded.up_to, views = excluded.views,
                                               households = excluded.households, schools = excluded.schools,
                                               counted_at = excluded.counted_at"
        ),
        params! {
            month: month, up_to: up_to, views: whole(views), households: whole(households), schools: schools, now: now
        },
    )?;
    Ok(())
}

/// Notes that no view of a month is left.
pub(in super::super) fn mark_emptied(tx: &mut Tx, month: Month, now: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!("update usage_count set emptied_at = :now where month = :month"),
        params! { month: month, now: now },
    )?;
    Ok(())
}

/// The months that were counted and whose views may still be there, the oldest first.
pub(in super::super) fn not_emptied(tx: &mut Tx) -> Result<Vec<Month>, DbError> {
    tx.rows(
        sql!("select month from usage_count where emptied_at is null order by month"),
        params! {},
        |row| row.get("month"),
    )
}

/// Closes a month: it is never counted again.
pub(in super::super) fn close_month(tx: &mut Tx, month: Month, now: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!("update usage_count set closed_at = :now where month = :month and closed_at is null"),
        params! { month: month, now: now },
    )?;
    Ok(())
}

/// Whether figures of a month are invented: they are then not counted again from views.
pub(in super::super) fn is_fictitious(tx: &mut Tx, month: Month) -> Result<bool, DbError> {
    let found = tx.optional(
        sql!("select month from usage_month where month = :month and fictitious = true and known_to is null limit 1"),
        params! { month: month },
        |row| row.get::<Month>("month"),
    )?;
    Ok(found.is_some())
}

/// The newest moment from which something of a month is known.
pub(in super::super) fn newest(tx: &mut Tx, month: Month) -> Result<Option<Instant>, DbError> {
    tx.one(
        sql!(
            "select max(versions.known_from) as newest from (
                select max(known_from) as known_from from usage_month where month = :month
                union all
                select max(known_to) as known_from from usage_month where month = :month
                union all
                select max(known_from) as known_from from usage_axis where month = :month
                union all
                select max(known_from) as known_from from usage_day where day >= :first and day <= :last
                union all
                select max(known_to) as known_from from usage_day where day >= :first and day <= :last
              ) versions"
        ),
        params! { month: month, first: month.first_day(), last: month.last_day() },
        |row| row.get("newest"),
    )
}

fn day_key(row: &Row<'_>) -> Result<DayKey, DbError> {
    Ok(DayKey {
        day: row.get("day")?,
        uai: row.get("uai")?,
        territory: row.get("territory")?,
        profile: row.get("profile")?,
        service: row.get("service")?,
        channel: row.get("channel")?,
    })
}

fn month_key(row: &Row<'_>) -> Result<MonthKey, DbError> {
    Ok(MonthKey {
        scope: scope(row)?,
        profile: row.get("profile")?,
        service: word(row, "service", Service::parse)?,
        channel: word(row, "channel", Channel::parse)?,
    })
}

fn month_count(row: &Row<'_>) -> Result<MonthCount, DbError> {
    Ok(MonthCount {
        visitors: count(row, "visitors")?,
        visits: count(row, "visits")?,
        views: count(row, "views")?,
        one_page_visits: count(row, "one_page_visits")?,
        duration_seconds: count(row, "duration_seconds")?,
        median_seconds: count(row, "median_seconds")?,
        pupils_reached: count_or_none(row, "pupils_reached")?,
    })
}

/// What is in force for a month.
pub(in super::super) fn in_force(tx: &mut Tx, month: Month) -> Result<Counted, DbError> {
    let days = tx.rows(
        sql!(
            "select day, uai, territory, profile, service, channel, views, visits from usage_day
              where day >= :first and day <= :last and known_to is null"
        ),
        params! { first: month.first_day(), last: month.last_day() },
        |row| {
            let counted = DayCount {
                views: count(row, "views")?,
                visits: count(row, "visits")?,
            };
            Ok((day_key(row)?, counted))
        },
    )?;
    let months = tx.rows(
        sql!(
            "select scope_kind, scope, profile, service, channel, visitors, visits, views, one_page_visits,
                    duration_seconds, median_seconds, pupils_reached
               from usage_month where month = :month and known_to is null"
        ),
        params! { month: month },
        |row| Ok((month_key(row)?, month_count(row)?)),
    )?;
    let axes = tx.rows(
        sql!(
            "select scope_kind, scope, profile, axis, value, visitors, views from usage_axis
              where month = :month and known_to is null"
        ),
        params! { month: month },
        |row| {
            let key = AxisKey {
                scope: scope(row)?,
                profile: row.get("profile")?,
                axis: row.get("axis")?,
                value: row.get("value")?,
            };
            let counted = AxisCount {
                visitors: count(row, "visitors")?,
                views: count(row, "views")?,
            };
            Ok((key, counted))
        },
    )?;
    Ok(Counted {
        days: days.into_iter().collect(),
        months: months.into_iter().collect(),
        axes: axes.into_iter().collect(),
    })
}

/// What is no longer so, and what is new: nothing when both are the same.
fn changes<'a, K: Ord, V: PartialEq>(
    before: &'a BTreeMap<K, V>,
    after: &'a BTreeMap<K, V>,
) -> (Vec<&'a K>, Vec<(&'a K, &'a V)>) {
    let ended = before
        .iter()
        .filter(|(key, value)| after.get(*key) != Some(*value))
        .map(|(key, _)| key)
        .collect();
    let begun = after
        .iter()
        .filter(|(key, value)| before.get(*key) != Some(*value))
        .collect();
    (ended, begun)
}

/// Ends the versions that are no longer so and writes those that are new. Gives how many were written.
pub(in super::super) fn write_changes(
    tx: &mut Tx,
    month: Month,
    before: &Counted,
    after: &Counted,
    now: Instant,
) -> Result<u64, DbError> {
    let (ended, begun) = changes(&before.days, &after.days);
    tx.execute_many(
        sql!(
            "update usage_day set known_to = :now
              where day = :day and uai = :uai and territory = :territory and profile = :profile
                and service = :service and channel = :channel and known_to is null"
        ),
        ended.into_iter().map(|key| {
            params! {
                now: now, day: key.day, uai: key.uai, territory: key.territory, profile: key.profile,
                service: key.service, channel: key.channel
            }
        }),
    )?;
    let mut written = insert_days(tx, begun.into_iter(), false, now)?;
    let (ended, begun) = changes(&before.months, &after.months);
    tx.execute_many(
        sql!(
            "update usage_month set known_to = :now
              where month = :month and scope_kind = :kind and scope = :scope and profile = :profile
                and service = :service and channel = :channel and known_to is null"
        ),
        ended.into_iter().map(|key| {
            params! {
                now: now, month: month, kind: key.scope.kind(), scope: key.scope.code(), profile: key.profile,
                service: key.service.map_or("", Service::code), channel: key.channel.map_or("", Channel::code)
            }
        }),
    )?;
    written += insert_months(tx, month, begun.into_iter(), false, now)?;
    let (ended, begun) = changes(&before.axes, &after.axes);
    tx.execute_many(
        sql!(
            "update usage_axis set known_to = :now
              where month = :month and scope_kind = :kind and scope = :scope and profile = :profile
                and axis = :axis and value = :value and known_to is null"
        ),
        ended.into_iter().map(|key| {
            params! {
                now: now, month: month, kind: key.scope.kind(), scope: key.scope.code(), profile: key.profile,
                axis: key.axis, value: key.value
            }
        }),
    )?;
    written += insert_axes(tx, month, begun.into_iter(), false, now)?;
    Ok(written)
}

/// Writes days.
pub(in super::super) fn insert_days<'a>(
    tx: &mut Tx,
    days: impl Iterator<Item = (&'a DayKey, &'a DayCount)>,
    fictitious: bool,
    now: Instant,
) -> Result<u64, DbError> {
    tx.execute_many(
        sql!(
            "insert into usage_day (day, uai, territory, profile, service, channel, views, visits, fictitious, known_from,
                                    known_to)
             values (:day, :uai, :territory, :profile, :service, :channel, :views, :visits, :fictitious, :now, null)"
        ),
        days.map(|(key, counted)| {
            params! {
                day: key.day, uai: key.uai, territory: key.territory, profile: key.profile, service: key.service,
                channel: key.channel, views: whole(counted.views), visits: whole(counted.visits),
                fictitious: fictitious, now: now
            }
        }),
    )
}

/// Writes months.
pub(in super::super) fn insert_months<'a>(
    tx: &mut Tx,
    month: Month,
    months: impl Iterator<Item = (&'a MonthKey, &'a MonthCount)>,
    fictitious: bool,
    now: Instant,
) -> Result<u64, DbError> {
    tx.execute_many(
        sql!(
            "insert into usage_month (month, scope_kind, scope, profile, service, channel, visitors, visits, views,
                                      one_page_visits, duration_seconds, median_seconds, pupils_reached, fictitious,
                                      known_from, known_to)
             values (:month, :kind, :scope, :profile, :service, :channel, :visitors, :visits, :views, :one_page,
                     :duration, :median, :pupils_reached, :fictitious, :now, null)"
        ),
        months.map(|(key, counted)| {
            params! {
                month: month, kind: key.scope.kind(), scope: key.scope.code(), profile: key.profile,
                service: key.service.map_or("", Service::code), channel: key.channel.map_or("", Channel::code),
                visitors: whole(counted.visitors), visits: whole(counted.visits), views: whole(counted.views),
                one_page: whole(counted.one_page_visits), duration: whole(counted.duration_seconds),
                median: whole(counted.median_seconds), pupils_reached: whole_or_none(counted.pupils_reached),
                fictitious: fictitious, now: now
            }
        }),
    )
}

/// Writes axes.
pub(in super::super) fn insert_axes<'a>(
    tx: &mut Tx,
    month: Month,
    axes: impl Iterator<Item = (&'a AxisKey, &'a AxisCount)>,
    fictitious: bool,
    now: Instant,
) -> Result<u64, DbError> {
    tx.execute_many(
        sql!(
            "insert into usage_axis (month, scope_kind, scope, profile, axis, value, visitors, views, fictitious,
                                     known_from, known_to)
             values (:month, :kind, :scope, :profile, :axis, :value, :visitors, :views, :fictitious, :now, null)"
        ),
        axes.map(|(key, counted)| {
            params! {
                month: month, kind: key.scope.kind(), scope: key.scope.code(), profile: key.profile, axis: key.axis,
                value: key.value, visitors: whole(counted.visitors), views: whole(counted.views),
                fictitious: fictitious, now: now
            }
        }),
    )
}

fn read_month(row: &Row<'_>) -> Result<MonthUsage, DbError> {
    let MonthKey {
        scope,
        profile,
        service,
        channel,
    } = month_key(row)?;
    let counted = month_count(row)?;
    Ok(MonthUsage {
        month: row.get("month")?,
        scope,
        profile,
        service,
        channel,
        visitors: counted.visitors,
        visits: counted.visits,
        views: counted.views,
        one_page_visits: counted.one_page_visits,
        duration_seconds: counted.duration_seconds,
        median_seconds: counted.median_seconds,
        pupils_reached: counted.pupils_reached,
        people: None,
        activated: None,
        population_estimated: false,
        fictitious: row.get("fictitious")?,
    })
}

/// The months of a scope, as known at a moment, by month, profile, service and channel.
pub(in super::super) fn months(
    tx: &mut Tx,
    scope: &UsageScope,
    from: Month,
    to: Month,
    known_at: Instant,
) -> Result<Vec<MonthUsage>, DbError> {
    tx.rows(
        sql!(
            "select month, scope_kind, scope, profile, service, channel, visitors, visits, views, one_page_visits,
                    duration_seconds, median_seconds, pupils_reached, fictitious
               from usage_month
              where scope_kind = :kind and scope = :scope and month >= :from and month <= :to
                and known_from <= :known_at and (known_to is null or known_to > :known_at)
              order by month, profile, service, channel"
        ),
        params! { kind: scope.kind(), scope: scope.code(), from: from, to: to, known_at: known_at },
        read_month,
    )
}

/// The months of a scope, all services and channels together.
pub(in super::super) fn whole_months(
    tx: &mut Tx,
    scope: &UsageScope,
    from: Month,
    to: Month,
    known_at: Instant,
) -> Result<Vec<MonthUsage>, DbError> {
    tx.rows(
        sql!(
            "select month, scope_kind, scope, profile, service, channel, visitors, visits, views, one_page_visits,
                    duration_seconds, median_seconds, pupils_reached, fictitious
               from usage_month
              where scope_kind = :kind and scope = :scope and month >= :from and month <= :to
                and service = '' and channel = ''
                and known_from <= :known_at and (known_to is null or known_to > :known_at)
              order by month, profile"
        ),
        params! { kind: scope.kind(), scope: scope.code(), from: from, to: to, known_at: known_at },
        read_month,
    )
}

/// One month of every school that is seen, all services and channels together.
pub(in super::super) fn schools(
    tx: &mut Tx,
    seen_by: &Scope,
    month: Month,
    known_at: Instant,
) -> Result<Vec<MonthUsage>, DbError> {
    tx.rows(
        sql!(
            "select m.month, m.scope_kind, m.scope, m.profile, m.service, m.channel, m.visitors, m.visits, m.views,
                    m.one_page_visits, m.duration_seconds, m.median_seconds, m.pupils_reached, m.fictitious
               from usage_month m join school s on s.uai = m.scope
              where m.month = :month and m.scope_kind = 'school' and m.service = '' and m.channel = ''
                and (:everything or :territories like '% ' || s.territory || ' %' or :schools like '% ' || s.uai || ' %')
                and m.known_from <= :known_at and (m.known_to is null or m.known_to > :known_at)
              order by m.scope, m.profile"
        ),
        params! {
            month: month, everything: seen_by.everything, territories: seen_by.territories_text(),
            schools: seen_by.schools_text(), known_at: known_at
        },
        read_month,
    )
}

/// The days of a school and month, as known at a moment.
pub(in super::super) fn days(
    tx: &mut Tx,
    uai: &Uai,
    from: Day,
    to: Day,
    known_at: Instant,
) -> Result<Vec<DayUsage>, DbError> {
    tx.rows(
        sql!(
            "select day, profile, service, channel, views, visits, fictitious from usage_day
              where uai = :uai and day >= :from and day <= :to
                and known_from <= :known_at and (known_to is null or known_to > :known_at)
              order by day, profile, service, channel"
        ),
        params! { uai: uai, from: from, to: to, known_at: known_at },
        |row| {
            Ok(DayUsage {
                day: row.get("day")?,
                profile: row.get("profile")?,
                service: row.get("service")?,
                channel: row.get("channel")?,
                views: count(row, "views")?,
                visits: count(row, "visits")?,
                fictitious: row.get("fictitious")?,
            })
        },
    )
}

/// A month of a scope by language and school hours.
pub(in super::super) fn axes(
    tx: &mut Tx,
    scope: &UsageScope,
    month: Month,
    known_at: Instant,
) -> Result<Vec<AxisUsage>, DbError> {
    tx.rows(
        sql!(
            "select profile, axis, value, visitors, views, fictitious from usage_axis
              where scope_kind = :kind and scope = :scope and month = :month
                and known_from <= :known_at and (known_to is null or known_to > :known_at)
              order by axis, value, profile"
        ),
        params! { kind: scope.kind(), scope: scope.code(), month: month, known_at: known_at },
        |row| {
            Ok(AxisUsage {
                profile: row.get("profile")?,
                axis: row.get("axis")?,
                value: row.get("value")?,
                visitors: count(row, "visitors")?,
                views: count(row, "views")?,
                fictitious: row.get("fictitious")?,
            })
        },
    )
}

/// The months that were counted at scopes of a kind.
pub(in super::super) fn known_months(tx: &mut Tx, kind: &str, known_at: Instant) -> Result<Vec<Month>, DbError> {
    tx.rows(
        sql!(
            "select distinct month from usage_month
              where scope_kind = :kind and known_from <= :known_at
              order by month desc"
        ),
        params! { kind: kind, known_at: known_at },
        |row| row.get("month"),
    )
}
