//! Reference populations that somebody entered, and accounts that were granted.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Day, Instant, Month};

use super::super::model::{PopulationId, PopulationRow, Profile, UsageScope};
use super::{count, count_or_none, scope, whole_or_none};
use crate::policy::AccountId;

fn read_row(row: &Row<'_>) -> Result<PopulationRow, DbError> {
    Ok(PopulationRow {
        id: row.get("id")?,
        month: row.get("month")?,
        scope: scope(row)?,
        profile: row.get("profile")?,
        people: count_or_none(row, "people")?,
        activated: count_or_none(row, "activated")?,
        source: row.get("source")?,
        fictitious: row.get("fictitious")?,
        recorded_at: row.get("recorded_at")?,
        recorded_by: row.get("recorded_by_name")?,
        withdrawn_at: row.get("withdrawn_at")?,
    })
}

/// The populations entered for some months, as known at a moment: those of the basin’s schools, and of everything wider.
pub(in super::super) fn between(
    tx: &mut Tx,
    from: Month,
    to: Month,
    known_at: Instant,
) -> Result<Vec<PopulationRow>, DbError> {
    tx.rows(
        sql!(
            "select p.id, p.month, p.scope_kind, p.scope, p.profile, p.people, p.activated, p.source, p.fictitious,
                    p.recorded_at, a.display_name as recorded_by_name, p.withdrawn_at
               from (select 'school' as scope_kind, uai as scope from school where in_basin = true
                     union all select distinct scope_kind, scope from usage_population
                      where scope_kind in ('basin', 'territory', 'type')) w
               join usage_population p on p.scope_kind = w.scope_kind and p.scope = w.scope
               left join account a on a.id = p.recorded_by
              where p.month >= :from and p.month <= :to
                and p.recorded_at <= :known_at and (p.withdrawn_at is null or p.withdrawn_at > :known_at)
              order by p.month, p.scope_kind, p.scope, p.profile, p.recorded_at"
        ),
        params! { from: from, to: to, known_at: known_at },
        read_row,
    )
}

/// What was ever entered for a month, taken back or not, the newest first.
pub(in super::super) fn history(tx: &mut Tx, month: Month) -> Result<Vec<PopulationRow>, DbError> {
    tx.rows(
        sql!(
            "select p.id, p.month, p.scope_kind, p.scope, p.profile, p.people, p.activated, p.source, p.fictitious,
                    p.recorded_at, a.display_name as recorded_by_name, p.withdrawn_at
               from usage_population p left join account a on a.id = p.recorded_by
              where p.month = :month
              order by p.recorded_at desc, p.id desc"
        ),
        params! { month: month },
        read_row,
    )
}

/// One entered population.
pub(in super::super) fn one(tx: &mut Tx, id: PopulationId) -> Result<Option<PopulationRow>, DbError> {
    tx.optional(
        sql!(
            "select p.id, p.month, p.scope_kind, p.scope, p.profile, p.people, p.activated, p.source, p.fictitious,
                    p.recorded_at, a.display_name as recorded_by_name, p.withdrawn_at
               from usage_population p left join account a on a.id = p.recorded_by
              where p.id = :id"
        ),
        params! { id: id },
        read_row,
    )
}

/// The newest moment at which something was entered or taken back for a month, scope and profile.
pub(in super::super) fn newest(
    tx: &mut Tx,
    month: Month,
    scope: &UsageScope,
    profile: Profile,
) -> Result<Option<Instant>, DbError> {
    tx.one(
        sql!(
            "select max(coalesce(withdrawn_at, recorded_at)) as newest from usage_population
              where scope_kind = :kind and scope = :scope and month = :month and profile = :profile"
        ),
        params! { kind: scope.kind(), scope: scope.code(), month: month, profile: profile },
        |row| row.get("newest"),
    )
}

/// Takes back what is in force for a month, scope and profile.
pub(in super::super) fn withdraw_same(
    tx: &mut Tx,
    month: Month,
    scope: &UsageScope,
    profile: Profile,
    now: Instant,
) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "update usage_population set withdrawn_at = :now
              where scope_kind = :kind and scope = :scope and month = :month and profile = :profile
                and withdrawn_at is null"
        ),
        params! { now: now, kind: scope.kind(), scope: scope.code(), month: month, profile: profile },
    )
}

/// Writes entered populations.
pub(in super::super) fn insert(
    tx: &mut Tx,
    rows: &[PopulationRow],
    account: Option<AccountId>,
) -> Result<u64, DbError> {
    tx.execute_many(
        sql!(
            "insert into usage_population (id, month, scope_kind, scope, profile, people, activated, source, fictitious,
                                           recorded_at, recorded_by, withdrawn_at)
             values (:id, :month, :kind, :scope, :profile, :people, :activated, :source, :fictitious, :recorded_at,
                     :account, null)"
        ),
        rows.iter().map(|row| {
            params! {
                id: row.id, month: row.month, kind: row.scope.kind(), scope: row.scope.code(), profile: row.profile,
                people: whole_or_none(row.people), activated: whole_or_none(row.activated), source: row.source,
                fictitious: row.fictitious, recorded_at: row.recorded_at, account: account
            }
        }),
    )
}

/// How many accounts held the role of an authority's agent on a day, by island, as known at a moment.
/// The table is that of the accounts; nothing but a number is read from it.
pub(in super::super) fn authority_accounts(
    tx: &mut Tx,
    on: Day,
    known_at: Instant,
) -> Result<Vec<(String, u64)>, DbError> {
    tx.rows(
        sql!(
            "select r.scope, count(distinct r.account) as accounts from account_role r
              where r.role = 'authority_agent' and r.granted_at <= :known_at
                and (r.revoked_at is null or r.revoked_at > :known_at)
                and r.valid_from <= :on and (r.valid_to is null or r.valid_to >= :on)
              group by r.scope order by r.scope"
        ),
        params! { on: on, known_at: known_at },
        |row| Ok((row.get("scope")?, count(row, "accounts")?)),
    )
}
