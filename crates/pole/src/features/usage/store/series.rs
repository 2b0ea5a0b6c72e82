//! Series that others measured.

use pole_db::{DbError, Tx, params, sql};
use pole_kernel::{Day, Instant, Uai};

use super::super::model::{ExternalSeries, ExternalValue, SeriesId, SeriesValueId};
use super::{count_or_none, whole_or_none};
use crate::policy::{AccountId, Scope};
use crate::shell::imports::ImportId;

/// Every series, by name.
pub(in super::super) fn all(tx: &mut Tx) -> Result<Vec<ExternalSeries>, DbError> {
    tx.rows(
        sql!("select id, code, label, definition, period_kind, created_at from usage_series order by label, code"),
        params! {},
        |row| {
            Ok(ExternalSeries {
                id: row.get("id")?,
                code: row.get("code")?,
                label: row.get("label")?,
                definition: row.get("definition")?,
                period: row.get("period_kind")?,
                created_at: row.get("created_at")?,
            })
        },
    )
}

/// Writes a new series.
pub(in super::super) fn insert(
    tx: &mut Tx,
    series: &ExternalSeries,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into usage_series (id, code, label, definition, period_kind, created_at, created_by)
             values (:id, :code, :label, :definition, :period, :created_at, :account)"
        ),
        params! {
            id: series.id, code: series.code, label: series.label, definition: series.definition,
            period: series.period, created_at: series.created_at, account: account
        },
    )?;
    Ok(())
}

/// A value on its way to the database.
pub(in super::super) struct NewValue {
    pub(in super::super) id: SeriesValueId,
    pub(in super::super) value: ExternalValue,
    pub(in super::super) digest: i64,
    pub(in super::super) import: Option<ImportId>,
}

/// Writes values of a series.
pub(in super::super) fn insert_values(
    tx: &mut Tx,
    series: SeriesId,
    values: &[NewValue],
    now: Instant,
) -> Result<u64, DbError> {
    tx.execute_many(
        sql!(
            "insert into usage_series_value (id, series, uai, period_start, profile, service, visits, visitors,
                                             duration_seconds, active_accounts, accounts_total, digest, fictitious,
                                             import, line, recorded_at, withdrawn_at)
             values (:id, :series, :uai, :period_start, :profile, :service, :visits, :visitors, :duration_seconds,
                     :active_accounts, :accounts_total, :digest, :fictitious, :import, :line, :recorded_at, null)"
        ),
        values.iter().map(|new| {
            let value = &new.value;
            params! {
                id: new.id, series: series, uai: value.uai, period_start: value.period_start, profile: value.profile,
                service: value.service, visits: whole_or_none(value.visits), visitors: whole_or_none(value.visitors),
                duration_seconds: whole_or_none(value.duration_seconds),
                active_accounts: whole_or_none(value.active_accounts),
                accounts_total: whole_or_none(value.accounts_total), digest: new.digest,
                fictitious: value.fictitious, import: new.import, line: value.line, recorded_at: now
            }
        }),
    )
}

/// Takes values back: newer ones take their place.
pub(in super::super) fn withdraw(tx: &mut Tx, ids: &[SeriesValueId], now: Instant) -> Result<u64, DbError> {
    tx.execute_many(
        sql!("update usage_series_value set withdrawn_at = :now where id = :id and withdrawn_at is null"),
        ids.iter().map(|id| params! { id: id, now: now }),
    )
}

/// What a series says, for an import to compare with: key, identifier, digest, and the newest moment.
pub(in super::super) struct Said {
    pub(in super::super) id: SeriesValueId,
    pub(in super::super) uai: Uai,
    pub(in super::super) period_start: Day,
    pub(in super::super) profile: String,
    pub(in super::super) service: String,
    pub(in super::super) digest: i64,
    pub(in super::super) recorded_at: Instant,
}

/// Every value of a series that is in force.
pub(in super::super) fn said(tx: &mut Tx, series: SeriesId) -> Result<Vec<Said>, DbError> {
    tx.rows(
        sql!(
            "select id, uai, period_start, profile, service, digest, recorded_at from usage_series_value
              where series = :series and withdrawn_at is null"
        ),
        params! { series: series },
        |row| {
            Ok(Said {
                id: row.get("id")?,
                uai: row.get("uai")?,
                period_start: row.get("period_start")?,
                profile: row.get("profile")?,
                service: row.get("service")?,
                digest: row.get("digest")?,
                recorded_at: row.get("recorded_at")?,
            })
        },
    )
}

/// The values of a series at the schools that are seen, from a day to another, as known at a moment.
pub(in super::super) fn values(
    tx: &mut Tx,
    series: SeriesId,
    seen_by: &Scope,
    from: Day,
    to: Day,
    known_at: Instant,
) -> Result<Vec<ExternalValue>, DbError> {
    tx.rows(
        sql!(
            "select v.uai, v.period_start, v.profile, v.service, v.visits, v.visitors, v.duration_seconds,
                    v.active_accounts, v.accounts_total, v.fictitious, i.file_name, v.line
               from usage_series_value v join school s on s.uai = v.uai left join import i on i.id = v.import
              where v.series = :series and v.period_start >= :from and v.period_start <= :to
                and (:everything or :territories like '% ' || s.territory || ' %' or :schools like '% ' || s.uai || ' %')
                and v.recorded_at <= :known_at and (v.withdrawn_at is null or v.withdrawn_at > :known_at)
              order by v.period_start, v.uai, v.profile, v.service"
        ),
        params! {
            series: series, from: from, to: to, everything: seen_by.everything,
            territories: seen_by.territories_text(), schools: seen_by.schools_text(), known_at: known_at
        },
        |row| {
            Ok(ExternalValue {
                uai: row.get("uai")?,
                period_start: row.get("period_start")?,
                profile: row.get("profile")?,
                service: row.get("service")?,
                visits: count_or_none(row, "visits")?,
                visitors: count_or_none(row, "visitors")?,
                duration_seconds: count_or_none(row, "duration_seconds")?,
                active_accounts: count_or_none(row, "active_accounts")?,
                accounts_total: count_or_none(row, "accounts_total")?,
                fictitious: row.get("fictitious")?,
                file_name: row.get("file_name")?,
                line: row.get("line")?,
            })
        },
    )
}
