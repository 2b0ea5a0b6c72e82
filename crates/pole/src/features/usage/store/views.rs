//! Page views, the secrets of their pseudonyms, and what was not kept.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Day, Instant, Month, Territory, Uai};

use super::super::counting::Pupil;
use super::super::model::{Loss, NewView, View};
use super::count;

/// The secret of a month; the first to ask makes it.
pub(in super::super) fn secret(tx: &mut Tx, month: Month, fresh: &str, now: Instant) -> Result<String, DbError> {
    if let Some(secret) = known_secret(tx, month)? {
        return Ok(secret);
    }
    tx.execute(
        sql!(
            "insert into usage_secret (month, secret, created_at) values (:month, :secret, :now)
             on conflict (month) do nothing"
        ),
        params! { month: month, secret: fresh, now: now },
    )?;
    known_secret(tx, month)?.ok_or(DbError::NoRow)
}

/// The secret of a month, while it exists.
pub(in super::super) fn known_secret(tx: &mut Tx, month: Month) -> Result<Option<String>, DbError> {
    tx.optional(
        sql!("select secret from usage_secret where month = :month"),
        params! { month: month },
        |row| row.get("secret"),
    )
}

/// The months whose views are still there, the oldest first.
pub(in super::super) fn months_with_views(tx: &mut Tx) -> Result<Vec<Month>, DbError> {
    tx.rows(
        sql!("select month from usage_secret order by month"),
        params! {},
        |row| row.get("month"),
    )
}

/// Destroys the secret of a month: its pseudonyms can no longer be made.
pub(in super::super) fn destroy_secret(tx: &mut Tx, month: Month) -> Result<(), DbError> {
    tx.execute(
        sql!("delete from usage_secret where month = :month"),
        params! { month: month },
    )?;
    Ok(())
}

/// Writes views down, each with its pseudonym and whether it was during school hours. The island is
/// that of the school, when there is one.
pub(in super::super) fn insert<'a>(
    tx: &mut Tx,
    views: impl Iterator<Item = (&'a NewView, String, bool)>,
) -> Result<u64, DbError> {
    tx.execute_many(
        sql!(
            "insert into page_view (id, month, visitor, at, day, profile, uai, territory, service, channel, lang,
                                    in_school_hours)
             values (:id, :month, :visitor, :at, :day, :profile,
                     (select uai from school where uai = :uai),
                     coalesce((select territory from school where uai = :uai), :territory),
                     :service, :channel, :lang, :in_school_hours)
             on conflict (id) do nothing"
        ),
        views.map(|(view, visitor, in_school_hours)| {
            params! {
                id: view.id, month: view.day.month_of(), visitor: visitor, at: view.at, day: view.day,
                profile: view.profile, uai: view.uai, territory: view.territory, service: view.service,
                channel: view.channel, lang: view.lang, in_school_hours: in_school_hours
            }
        }),
    )
}

fn read_view(row: &Row<'_>) -> Result<View, DbError> {
    Ok(View {
        visitor: row.get("visitor")?,
        at: row.get("at")?,
        profile: row.get("profile")?,
        uai: row.get("uai")?,
        territory: row.get("territory")?,
        service: row.get("service")?,
        channel: row.get("channel")?,
        lang: row.get("lang")?,
        in_school_hours: row.get("in_school_hours")?,
    })
}

/// Shows the views of a month, by visitor and then by time.
pub(in super::super) fn each_of(tx: &mut Tx, month: Month, mut see: impl FnMut(View)) -> Result<(), DbError> {
    tx.each(
        sql!(
            "select visitor, at, profile, uai, territory, service, channel, lang, in_school_hours
               from page_view where month = :month
              order by visitor, at, id"
        ),
        params! { month: month },
        |row| {
            see(read_view(row)?);
            Ok(())
        },
    )?;
    Ok(())
}

/// How many views of a month began their visit before a day.
pub(in super::super) fn count_before(tx: &mut Tx, month: Month, until: Day) -> Result<u64, DbError> {
    tx.one(
        sql!("select count(*) as views from page_view where day >= :first and day < :until and month = :month"),
        params! { first: month.first_day(), until: until, month: month },
        |row| count(row, "views"),
    )
}

/// Views and distinct visitors of a day, at a scope: not rolled up yet.
pub(in super::super) fn so_far(
    tx: &mut Tx,
    day: Day,
    uai: Option<&Uai>,
    territory: Option<&Territory>,
) -> Result<(u64, u64), DbError> {
    tx.one(
        sql!(
            "select count(*) as views, count(distinct visitor) as visitors from page_view
              where day = :day and (:uai is null or uai = :uai) and (:territory is null or territory = :territory)"
        ),
        params! { day: day, uai: uai, territory: territory },
        |row| Ok((count(row, "views")?, count(row, "visitors")?)),
    )
}

/// Counts views that were not kept.
pub(in super::super) fn add_loss(tx: &mut Tx, day: Day, reason: &str, views: u64) -> Result<(), DbError> {
    if views > 0 {
        tx.execute(
            sql!(
                "insert into usage_loss (day, reason, views) values (:day, :reason, :views)
                 on conflict (day, reason) do update set views = usage_loss.views + excluded.views"
            ),
            params! { day: day, reason: reason, views: super::whole(views) },
        )?;
    }
    Ok(())
}

/// What was not kept since a day, the newest first.
pub(in super::super) fn losses(tx: &mut Tx, since: Day) -> Result<Vec<Loss>, DbError> {
    tx.rows(
        sql!(
            "select day, cast(sum(case when reason = 'flood' then views else 0 end) as bigint) as flood,
                    cast(sum(case when reason = 'full' then views else 0 end) as bigint) as full_queue
               from usage_loss where day >= :since
              group by day order by day desc"
        ),
        params! { since: since },
        |row| {
            Ok(Loss {
                day: row.get("day")?,
                flood: count(row, "flood")?,
                full: count(row, "full_queue")?,
            })
        },
    )
}

/// The accounts that answered for pupils in a month, with the pupils.
pub(in super::super) fn guardians(tx: &mut Tx, month: Month) -> Result<Vec<(String, Pupil)>, DbError> {
    tx.rows(
        sql!(
            "select g.account, g.uai, s.territory, g.pupil from usage_guardian g join school s on s.uai = g.uai
              where g.valid_from <= :last and (g.valid_to is null or g.valid_to >= :first)"
        ),
        params! { first: month.first_day(), last: month.last_day() },
        |row| {
            let account: crate::policy::AccountId = row.get("account")?;
            let pupil = Pupil {
                uai: row.get("uai")?,
                territory: row.get("territory")?,
                number: row.get("pupil")?,
            };
            Ok((account.to_string(), pupil))
        },
    )
}

/// Writes down for which pupil an account answers, from a day on.
pub(in super::super) fn insert_guardian(
    tx: &mut Tx,
    account: crate::policy::AccountId,
    uai: &Uai,
    pupil: &str,
    from: Day,
    to: Option<Day>,
    now: Instant,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into usage_guardian (account, uai, pupil, valid_from, valid_to, recorded_at)
             values (:account, :uai, :pupil, :from, :to, :now)
             on conflict (account, uai, pupil, valid_from) do update set valid_to = excluded.valid_to"
        ),
        params! { account: account, uai: uai, pupil: pupil, from: from, to: to, now: now },
    )?;
    Ok(())
}
