//! The school calendar: which days pupils are there.
//!
//! A school day is a Monday to Friday that is no public holiday, no school holiday and no
//! exceptional closure. Public holidays are computed; the others are entered. What is entered is
//! a fact like the others: it can be asked as it was known on a day.
//!
//! Whoever adds or withdraws a closure changes what depends on school days: the pages do it through
//! the feature that keeps those results, which calls [`add_closure`] and [`withdraw_closure`] and
//! makes them again in the same transaction.

use pole_db::{DbError, Row, Tx, params, sql, text_column};
use pole_kernel::{Day, Instant, Territory, Uai, ids, vocabulary};

use super::store;
use crate::policy::{self, AccountId, Action, Actor, Denied, Subject};
use crate::shell::audit;
use crate::shell::clock::fresh_id;

vocabulary! {
    /// Why there is no school between two days.
    ClosureKind, "kind of closure" {
        /// Holidays of the calendar.
        Holiday = "holiday",
        /// A hurricane, a strike, works: figures of the period carry the flag EXCEPTIONNEL.
        Exceptional = "exceptional",
    }
}

text_column!(ClosureKind);

vocabulary! {
    /// Why a day is no school day.
    DayOff, "day off" {
        /// Saturday or Sunday.
        Weekend = "weekend",
        /// A public holiday of the place.
        PublicHoliday = "public_holiday",
        /// School holidays.
        Holiday = "holiday",
        /// An exceptional closure.
        Exceptional = "exceptional",
    }
}

ids! {
    /// The identifier of a closure.
    ClosureId, ClosureTag;
}

/// Days without school: of the basin, of one island, or of one school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// Its identifier.
    pub id: ClosureId,
    /// Why.
    pub kind: ClosureKind,
    /// How people call it.
    pub label: String,
    /// The island it is limited to.
    pub territory: Option<Territory>,
    /// The school it is limited to.
    pub uai: Option<Uai>,
    /// First day.
    pub first_day: Day,
    /// Last day, that day included.
    pub last_day: Day,
    /// Invented for the demonstration.
    pub fictitious: bool,
    /// When we learned it.
    pub recorded_at: Instant,
    /// When it was taken back as wrong.
    pub withdrawn_at: Option<Instant>,
}

impl Closure {
    /// Whether it was known at a moment and not taken back by then.
    pub fn known(&self, at: Instant) -> bool {
        self.recorded_at <= at && self.withdrawn_at.is_none_or(|withdrawn| withdrawn > at)
    }

    /// Whether somebody of a school or an island, or of neither, is kept away by it.
    fn closes(&self, uai: Option<&Uai>, territory: Option<&Territory>) -> bool {
        match (&self.uai, &self.territory) {
            (Some(own), _) => uai == Some(own),
            (None, Some(own)) => territory == Some(own),
            (None, None) => true,
        }
    }
}

/// The day of the abolition of slavery in a territory: month and day \[K\] (decree 83-1003 and the
/// laws of the collectivities).
const ABOLITION: &[(&str, (i8, i8))] = &[
    ("971", (5, 27)),
    ("972", (5, 22)),
    ("973", (6, 10)),
    ("974", (12, 20)),
    ("976", (4, 27)),
    (Territory::SAINT_BARTHELEMY, (10, 9)),
    (Territory::SAINT_MARTIN, (5, 28)),
];

/// The French public holidays that fall on the same day every year \[K\].
const FIXED: &[(i8, i8)] = &[(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];

/// Easter Monday, Ascension and Whit Monday, in days after Easter Sunday \[K\].
const AFTER_EASTER: &[i32] = &[1, 39, 50];

/// Easter Sunday of a year (the Gregorian computation of Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Day> {
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let sum = epact + weekday - 7 * late + 114;
    let (month, day) = (i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?);
    Day::new(i16::try_from(year).ok()?, month, day).ok()
}

/// Whether a day is a public holiday somewhere: the national ones, and the abolition day of the
/// territory when it is known.
pub fn is_public_holiday(day: Day, territory: Option<&Territory>) -> bool {
    let date = (day.month(), day.day());
    FIXED.contains(&date)
        || ABOLITION
            .iter()
            .any(|(code, abolition)| *abolition == date && territory.is_some_and(|own| own.as_str() == *code))
        || easter(day.year()).is_some_and(|easter| AFTER_EASTER.contains(&easter.days_until(day)))
}

/// The school calendar, as it was known at a moment.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    closures: Vec<Closure>,
}

impl Calendar {
    /// The calendar with these closures, those that were taken back left out.
    pub fn new(closures: Vec<Closure>) -> Self {
        Self { closures }
    }

    /// The closures, by first day.
    pub fn closures(&self) -> &[Closure] {
        &self.closures
    }

    /// Why there is no school on a day; `None` on a school day.
    pub fn day_off(&self, day: Day, uai: &Uai, territory: Option<&Territory>) -> Option<DayOff> {
        if day.weekday() > 5 {
            return Some(DayOff::Weekend);
        }
        if is_public_holiday(day, territory) {
            return Some(DayOff::PublicHoliday);
        }
        let holds = |closure: &&Closure| {
            closure.first_day <= day && day <= closure.last_day && closure.closes(Some(uai), territory)
        };
        self.closures.iter().find(holds).map(|closure| match closure.kind {
            ClosureKind::Holiday => DayOff::Holiday,
            ClosureKind::Exceptional => DayOff::Exceptional,
        })
    }

    /// Whether pupils are in a school on a day: Monday to Friday, no closure, no public holiday.
    pub fn is_school_day(&self, day: Day, uai: &Uai, territory: Option<&Territory>) -> bool {
        self.day_off(day, uai, territory).is_none()
    }

    /// Whether a closure, holidays included, holds on a day for somebody of a school or an island: of
    /// neither, only those of the whole basin.
    pub fn is_closed(&self, day: Day, uai: Option<&Uai>, territory: Option<&Territory>) -> bool {
        self.closures
            .iter()
            .any(|closure| closure.first_day <= day && day <= closure.last_day && closure.closes(uai, territory))
    }

    /// The exceptional closures between two days, both included, that a place feels: those of the
    /// basin; with a territory, its own too; with a school, its own too; with neither, those of
    /// every island, but none of a single school.
    pub fn exceptional(
        &self,
        from: Day,
        to: Day,
        uai: Option<&Uai>,
        territory: Option<&Territory>,
    ) -> impl Iterator<Item = &Closure> {
        self.closures.iter().filter(move |closure| {
            let felt = match uai {
                Some(uai) => closure.closes(Some(uai), territory),
                None => {
                    closure.uai.is_none()
                        && (territory.is_none()
                            || closure.territory.is_none()
                            || closure.territory.as_ref() == territory)
                }
            };
            closure.kind == ClosureKind::Exceptional && closure.first_day <= to && from <= closure.last_day && felt
        })
    }
}

/// Why a closure was not changed.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// There is no such closure in force.
    #[error("no such closure")]
    NotFound,
    /// It has no name.
    #[error("it has no name")]
    NameMissing,
    /// The last day is before the first.
    #[error("it ends before it begins")]
    EndsBeforeItBegins,
    /// Longer than a school year: a typing error in a year.
    #[error("it is longer than a year")]
    TooLong,
    /// The school is not in the directory.
    #[error("the school is not in the directory")]
    SchoolUnknown,
    /// The same closure is there already.
    #[error("it is there already")]
    NothingChanges,
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A closure to enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewClosure {
    /// Why.
    pub kind: ClosureKind,
    /// How people call it.
    pub label: String,
    /// The island it is limited to.
    pub territory: Option<Territory>,
    /// The school it is limited to.
    pub uai: Option<Uai>,
    /// First day.
    pub first_day: Day,
    /// Last day, that day included.
    pub last_day: Day,
}

/// The longest closure, in days \[C\].
const LONGEST: i32 = 366;

/// The calendar as it was known at a moment.
///
/// # Errors
/// When the database fails.
pub fn calendar(tx: &mut Tx, known_at: Instant) -> Result<Calendar, DbError> {
    let mut closures = closures(tx)?;
    closures.retain(|closure| closure.known(known_at));
    Ok(Calendar::new(closures))
}

/// Every closure ever entered, those taken back included, by first day.
///
/// # Errors
/// When the database fails.
pub fn closures(tx: &mut Tx) -> Result<Vec<Closure>, DbError> {
    tx.rows(
        sql!(
            "select id, kind, label, territory, uai, first_day, last_day, fictitious, recorded_at, withdrawn_at
               from closure order by first_day, recorded_at, id"
        ),
        params! {},
        read_closure,
    )
}

fn read_closure(row: &Row<'_>) -> Result<Closure, DbError> {
    Ok(Closure {
        id: row.get("id")?,
        kind: row.get("kind")?,
        label: row.get("label")?,
        territory: row.get("territory")?,
        uai: row.get("uai")?,
        first_day: row.get("first_day")?,
        last_day: row.get("last_day")?,
        fictitious: row.get("fictitious")?,
        recorded_at: row.get("recorded_at")?,
        withdrawn_at: row.get("withdrawn_at")?,
    })
}

/// Enters a closure. Call it through the feature that makes what depends on school days again.
///
/// # Errors
/// When it makes no sense or is there already, the actor may not, or the database fails.
pub fn add_closure(
    tx: &mut Tx,
    actor: &Actor,
    now: Instant,
    new: &NewClosure,
    fictitious: bool,
) -> Result<Closure, CalendarError> {
    policy::check(actor, Action::EditCalendar, Subject::Basin)?;
    if new.label.trim().is_empty() {
        return Err(CalendarError::NameMissing);
    }
    if new.last_day < new.first_day {
        return Err(CalendarError::EndsBeforeItBegins);
    }
    if new.first_day.days_until(new.last_day) > LONGEST {
        return Err(CalendarError::TooLong);
    }
    if let Some(uai) = &new.uai
        && !store::knows_school(tx, uai)?
    {
        return Err(CalendarError::SchoolUnknown);
    }
    // A school says more than its island.
    let territory = new.territory.clone().filter(|_| new.uai.is_none());
    let same = |other: &Closure| {
        other.withdrawn_at.is_none()
            && other.kind == new.kind
            && other.uai == new.uai
            && other.territory == territory
            && (other.first_day, other.last_day) == (new.first_day, new.last_day)
    };
    if closures(tx)?.iter().any(same) {
        return Err(CalendarError::NothingChanges);
    }
    let closure = Closure {
        id: fresh_id(),
        kind: new.kind,
        label: new.label.trim().to_owned(),
        territory,
        uai: new.uai.clone(),
        first_day: new.first_day,
        last_day: new.last_day,
        fictitious,
        recorded_at: now,
        withdrawn_at: None,
    };
    insert(tx, &closure, actor.account)?;
    let detail = format!("{} {} {}", closure.kind, closure.first_day, closure.last_day);
    audit::record(tx, actor, now, "closure.added", &closure.id.to_string(), &detail)?;
    Ok(closure)
}

fn insert(tx: &mut Tx, closure: &Closure, account: Option<AccountId>) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into closure (id, kind, label, territory, uai, first_day, last_day, fictitious, recorded_at,
                                  recorded_by, withdrawn_at)
             values (:id, :kind, :label, :territory, :uai, :first_day, :last_day, :fictitious, :recorded_at,
                     :recorded_by, null)"
        ),
        params! {
            id: closure.id, kind: closure.kind, label: closure.label, territory: closure.territory, uai: closure.uai,
            first_day: closure.first_day, last_day: closure.last_day, fictitious: closure.fictitious,
            recorded_at: closure.recorded_at, recorded_by: account
        },
    )?;
    Ok(())
}

/// Takes a closure back: it stays in the history. Call it through the feature that makes what
/// depends on school days again.
///
/// # Errors
/// When it is not in force, the actor may not, or the database fails.
pub fn withdraw_closure(tx: &mut Tx, actor: &Actor, now: Instant, id: ClosureId) -> Result<Closure, CalendarError> {
    policy::check(actor, Action::EditCalendar, Subject::Basin)?;
    let in_force = |closure: &Closure| closure.id == id && closure.withdrawn_at.is_none();
    let closure = closures(tx)?
        .into_iter()
        .find(in_force)
        .ok_or(CalendarError::NotFound)?;
    tx.execute(
        sql!("update closure set withdrawn_at = :now where id = :id and withdrawn_at is null"),
        params! { id: id, now: now },
    )?;
    audit::record(tx, actor, now, "closure.withdrawn", &id.to_string(), "")?;
    Ok(Closure {
        withdrawn_at: Some(now),
        ..closure
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn territory(code: &str) -> Territory {
        Territory::parse(code).unwrap()
    }

    fn closure(kind: ClosureKind, from: &str, to: &str) -> Closure {
        Closure {
            id: fresh_id(),
            kind,
            label: "Essai".to_owned(),
            territory: None,
            uai: None,
            first_day: day(from),
            last_day: day(to),
            fictitious: true,
            recorded_at: Instant::parse("2026-01-01T00:00:00Z").unwrap(),
            withdrawn_at: None,
        }
    }

    #[test]
    fn easter_is_where_the_moon_puts_it() {
        for (year, sunday) in [
            (2016, "2016-03-27"),
            (2018, "2018-04-01"),
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2038, "2038-04-25"),
        ] {
            assert_eq!(easter(year), Some(day(sunday)), "{year}");
        }
    }

    #[test]
    fn public_holidays_follow_easter_and_the_island() {
        for (holiday, on) in [
            ("2026-01-01", true),
            // Easter Monday, Ascension, Whit Monday.
            ("2026-04-06", true),
            ("2026-05-14", true),
            ("2026-05-25", true),
            ("2026-04-07", false),
            ("2026-12-25", true),
            ("2026-12-26", false),
        ] {
            assert_eq!(is_public_holiday(day(holiday), None), on, "{holiday}");
        }
        for (code, abolition) in [("978", "2026-05-28"), ("977", "2026-10-09"), ("971", "2026-05-27")] {
            assert!(is_public_holiday(day(abolition), Some(&territory(code))), "{code}");
            assert!(!is_public_holiday(day(abolition), Some(&territory("035"))), "{code}");
            assert!(!is_public_holiday(day(abolition), None), "{code}");
        }
    }

    #[test]
    fn a_school_day_is_a_weekday_without_closure() {
        let (own, other) = (Uai::parse("9710022X").unwrap(), Uai::parse("9711023K").unwrap());
        let (north, south) = (territory("978"), territory("977"));
        let calendar = Calendar::new(vec![
            closure(ClosureKind::Holiday, "2026-10-19", "2026-10-30"),
            Closure {
                uai: Some(own.clone()),
                ..closure(ClosureKind::Exceptional, "2026-10-05", "2026-10-05")
            },
            Closure {
                territory: Some(north.clone()),
                ..closure(ClosureKind::Exceptional, "2026-10-06", "2026-10-07")
            },
        ]);
        for (on, uai, island, off) in [
            ("2026-10-16", &own, &north, None),
            ("2026-10-17", &own, &north, Some(DayOff::Weekend)),
            ("2026-10-18", &own, &north, Some(DayOff::Weekend)),
            ("2026-10-19", &own, &north, Some(DayOff::Holiday)),
            ("2026-10-30", &own, &north, Some(DayOff::Holiday)),
            ("2026-11-02", &own, &north, None),
            ("2026-10-05", &own, &north, Some(DayOff::Exceptional)),
            ("2026-10-05", &other, &north, None),
            ("2026-10-07", &other, &north, Some(DayOff::Exceptional)),
            ("2026-10-07", &other, &south, None),
            ("2026-11-11", &other, &south, Some(DayOff::PublicHoliday)),
        ] {
            assert_eq!(calendar.day_off(day(on), uai, Some(island)), off, "{on} {uai} {island}");
            assert_eq!(calendar.is_school_day(day(on), uai, Some(island)), off.is_none());
        }
        for (on, uai, island, closed) in [
            ("2026-10-19", None, None, true),
            ("2026-10-05", None, Some(&north), false),
            ("2026-10-05", Some(&own), Some(&north), true),
            ("2026-10-06", None, Some(&north), true),
            ("2026-10-06", None, Some(&south), false),
            ("2026-10-06", None, None, false),
            ("2026-10-17", Some(&own), Some(&north), false),
        ] {
            assert_eq!(
                calendar.is_closed(day(on), uai, island),
                closed,
                "{on} {uai:?} {island:?}"
            );
        }
        let felt = |from, to, uai, island| calendar.exceptional(day(from), day(to), uai, island).count();
        assert_eq!(felt("2026-10-01", "2026-10-31", None, None), 1, "of the islands");
        assert_eq!(felt("2026-10-01", "2026-10-31", None, Some(&south)), 0);
        assert_eq!(felt("2026-10-01", "2026-10-31", Some(&own), Some(&north)), 2);
        assert_eq!(felt("2026-10-08", "2026-10-31", Some(&own), Some(&north)), 0);
    }
}
