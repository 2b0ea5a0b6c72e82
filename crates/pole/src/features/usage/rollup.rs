//! The jobs of usage: counting months, deleting raw views with a proof.

use std::collections::BTreeSet;

use pole_db::{Db, DbError, Tx};
use pole_kernel::{Day, Instant, Month};
use sha2::{Digest as _, Sha256};

use super::counting::{Counter, Groups, Households};
use super::intake::pseudonym;
use super::model::RetentionRun;
use super::parameters::Parameters;
use super::rules;
use super::store::{counts, retention, views};
use crate::features::directory::{self, SchoolGroup};
use crate::policy::{Actor, Scope};
use crate::shell::audit;
use crate::shell::clock::hexadecimal;
use crate::shell::jobs::{PeriodicJob, Rhythm};

/// The name of the job that deletes raw views, and of its proofs and holds.
pub(super) const RETENTION: &str = "usage.retention";

/// The periodic jobs of usage.
pub fn jobs() -> Vec<PeriodicJob> {
    vec![
        PeriodicJob {
            name: "usage.rollup",
            rhythm: Rhythm::Minutes(5),
            run: |app, now| count_present(app.db(), now),
        },
        PeriodicJob {
            name: "usage.rollup_past",
            rhythm: Rhythm::Nightly(2, 0),
            run: |app, now| count_past(app.db(), now),
        },
        PeriodicJob {
            name: RETENTION,
            rhythm: Rhythm::Nightly(3, 0),
            run: |app, now| delete_old(app.db(), now),
        },
    ]
}

/// What counting a month did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing was new.
    Same,
    /// It was counted, and so many lines were written.
    Counted(u64),
    /// Its views are being deleted: it stays as it was counted.
    Closed,
    /// Its figures are invented: they are not mixed with others.
    Fictitious,
}

/// The month under way and the one before, whose last visits may have come after midnight.
fn count_present(db: &Db, now: Instant) -> Result<String, DbError> {
    let month = now.day().month_of();
    count_months(db, now, |tx| {
        let known = views::months_with_views(tx)?;
        Ok(known
            .into_iter()
            .filter(|known| *known == month || *known == month.plus(-1))
            .collect())
    })
}

/// Every month that can still be counted: late views are taken in.
fn count_past(db: &Db, now: Instant) -> Result<String, DbError> {
    count_months(db, now, views::months_with_views)
}

fn count_months(
    db: &Db,
    now: Instant,
    which: impl Fn(&mut Tx) -> Result<Vec<Month>, DbError>,
) -> Result<String, DbError> {
    let parameters = Parameters::default();
    let months = db.read_blocking(|tx| which(tx))?;
    let mut told = Vec::new();
    for month in months {
        // One transaction a month: a long history keeps nobody waiting for all of it.
        let outcome = db.write_blocking(|tx| count_month(tx, month, now, &parameters))?;
        match outcome {
            Outcome::Counted(lines) => told.push(format!("{month}: {lines} lines")),
            Outcome::Same | Outcome::Closed | Outcome::Fictitious => {}
        }
    }
    if told.is_empty() {
        return Ok("nothing new".to_owned());
    }
    Ok(told.join(", "))
}

/// Counts the days of a month that are over. A count that changes nothing writes nothing; what it
/// changes is a new version, and the old one stays for who asks what was known.
///
/// Only days that are over are counted: a version a day is enough, and yesterday's figures do not move
/// while one looks at them.
pub(super) fn count_month(
    tx: &mut Tx,
    month: Month,
    now: Instant,
    parameters: &Parameters,
) -> Result<Outcome, DbError> {
    let until = now.day();
    let before = counts::counted(tx, month)?;
    if before.as_ref().is_some_and(|before| before.closed) {
        return Ok(Outcome::Closed);
    }
    let Some(secret) = views::known_secret(tx, month)? else {
        return Ok(Outcome::Same);
    };
    if month.first_day() >= until {
        return Ok(Outcome::Same);
    }
    let up_to = month.last_day().min(until.plus_days(-1));
    let guardians = views::guardians(tx, month)?;
    let households = u64::try_from(guardians.len()).unwrap_or(u64::MAX);
    let there = views::count_before(tx, month, until)?;
    let groups = groups(tx)?;
    let schools = digest(&groups);
    let same = before.as_ref().is_some_and(|before| {
        before.up_to == up_to && before.views == there && before.households == households && before.schools == schools
    });
    if same {
        return Ok(Outcome::Same);
    }
    if counts::is_fictitious(tx, month)? {
        counts::mark_counted(tx, month, up_to, there, households, &schools, now)?;
        return Ok(Outcome::Fictitious);
    }
    let mut pupils = Households::new();
    for (account, pupil) in guardians {
        pupils.entry(pseudonym(&secret, &account)).or_default().push(pupil);
    }
    let mut counter = Counter::new(until, &pupils, &groups, parameters);
    views::each_of(tx, month, |view| counter.take(view))?;
    let after = counter.finish();
    let in_force = counts::in_force(tx, month)?;
    let known_from = rules::after(counts::newest(tx, month)?, now);
    let written = counts::write_changes(tx, month, &in_force, &after, known_from)?;
    counts::mark_counted(tx, month, up_to, there, households, &schools, now)?;
    Ok(Outcome::Counted(written))
}

/// The type of each school of the basin.
pub(super) fn groups(tx: &mut Tx) -> Result<Groups, DbError> {
    Ok(directory::basin(tx, Scope::everything())?
        .into_iter()
        .map(|school| (school.uai, SchoolGroup::of(school.kind)))
        .collect())
}

/// A hash of which school is of which type.
fn digest(groups: &Groups) -> String {
    let mut lines: Vec<String> = groups
        .iter()
        .map(|(uai, group)| format!("{uai} {}\n", group.code()))
        .collect();
    lines.sort_unstable();
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line.as_bytes());
    }
    hexadecimal(&hash.finalize())
}

/// Deletes the raw views that are too old, month by month.
fn delete_old(db: &Db, now: Instant) -> Result<String, DbError> {
    let parameters = Parameters::default();
    let months: BTreeSet<Month> = db.read_blocking(|tx| -> Result<_, DbError> {
        let mut months: BTreeSet<Month> = views::months_with_views(tx)?.into_iter().collect();
        months.extend(counts::not_emptied(tx)?);
        Ok(months)
    })?;
    let mut told = Vec::new();
    for month in months {
        let deletion = db.write_blocking(|tx| delete_month(tx, month, now, &parameters))?;
        match deletion {
            Deletion::Done(views) => told.push(format!("{month}: {views} views deleted")),
            Deletion::Held => told.push(format!("{month}: held")),
            Deletion::NotCounted => told.push(format!("{month}: not counted yet, kept")),
            Deletion::Nothing => {}
        }
    }
    if told.is_empty() {
        return Ok("nothing to delete".to_owned());
    }
    Ok(told.join(", "))
}

/// What became of the views of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deletion {
    /// None is too old.
    Nothing,
    /// The legal hold keeps them.
    Held,
    /// They are not counted yet.
    NotCounted,
    /// So many were deleted.
    Done(u64),
}

/// Deletes the views of a month that are older than three months, once the month is counted to its
/// end; the secret of its pseudonyms goes with the first of them. Leaves the proof.
pub(super) fn delete_month(
    tx: &mut Tx,
    month: Month,
    now: Instant,
    parameters: &Parameters,
) -> Result<Deletion, DbError> {
    let cut = now.day().plus_months(-parameters.raw_months);
    if month.first_day() >= cut {
        return Ok(Deletion::Nothing);
    }
    let old = views::count_before(tx, month, cut)?;
    let is_whole = month.last_day() < cut;
    if old == 0 && !is_whole {
        return Ok(Deletion::Nothing);
    }
    if retention::holds(tx, RETENTION)?
        .iter()
        .any(|hold| hold.lifted_at.is_none())
    {
        return hold(tx, month, cut, old, now, parameters);
    }
    let there = views::count_before(tx, month, month.last_day().tomorrow())?;
    let is_counted = counts::counted(tx, month)?
        .is_some_and(|counted| counted.closed || (counted.up_to == month.last_day() && counted.views == there));
    if !is_counted && there > 0 {
        return Ok(Deletion::NotCounted);
    }
    if old > 0 {
        delete_views(tx, month, cut, now, parameters)?;
    }
    counts::close_month(tx, month, now)?;
    views::destroy_secret(tx, month)?;
    if is_whole {
        counts::mark_emptied(tx, month, now)?;
    }
    Ok(if old > 0 {
        Deletion::Done(old)
    } else {
        Deletion::Nothing
    })
}

fn delete_views(tx: &mut Tx, month: Month, cut: Day, now: Instant, parameters: &Parameters) -> Result<(), DbError> {
    let mut hash = Sha256::new();
    let mut days: Option<(Day, Day)> = None;
    let seen = retention::each_to_delete(tx, month, cut, |day, values| {
        hash.update(values.join("\u{1f}").as_bytes());
        hash.update(b"\n");
        let (first, last) = days.unwrap_or((day, day));
        days = Some((first.min(day), last.max(day)));
    })?;
    let deleted = retention::delete(tx, month, cut)?;
    if deleted != seen {
        return Err(DbError::Other(format!(
            "{deleted} views would be deleted where {seen} were read"
        )));
    }
    let (first_day, up_to) = days.unwrap_or((month.first_day(), month.first_day()));
    let run = RetentionRun {
        ran_at: now,
        rule: rule(parameters),
        first_day,
        up_to,
        deleted,
        digest: hexadecimal(&hash.finalize()),
        held: false,
    };
    retention::insert_run(tx, RETENTION, &run)?;
    let detail = format!("{deleted} views of {month}");
    audit::record(tx, &Actor::console(), now, "usage.deleted", &month.to_string(), &detail)
}

/// Notes once, for a hold and a month, that the hold kept its views.
fn hold(
    tx: &mut Tx,
    month: Month,
    cut: Day,
    old: u64,
    now: Instant,
    parameters: &Parameters,
) -> Result<Deletion, DbError> {
    if old == 0 {
        return Ok(Deletion::Nothing);
    }
    let since = retention::holds(tx, RETENTION)?
        .into_iter()
        .filter(|hold| hold.lifted_at.is_none())
        .map(|hold| hold.set_at)
        .min();
    let noted = retention::runs(tx, RETENTION, 1_000)?
        .into_iter()
        .any(|run| run.held && run.first_day == month.first_day() && since.is_none_or(|since| run.ran_at >= since));
    if !noted {
        let run = RetentionRun {
            ran_at: now,
            rule: rule(parameters),
            first_day: month.first_day(),
            up_to: month.last_day().min(cut.plus_days(-1)),
            deleted: 0,
            digest: String::new(),
            held: true,
        };
        retention::insert_run(tx, RETENTION, &run)?;
    }
    Ok(Deletion::Held)
}

/// The rule a proof was made under.
fn rule(parameters: &Parameters) -> String {
    format!("page_view: {} months", parameters.raw_months)
}
