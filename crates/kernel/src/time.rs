use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The zone of both islands: UTC−4 all year (`America/St_Barthelemy` never differs).
const BASIN_ZONE: &str = "America/Marigot";

/// A civil day in the school's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(Date);

/// A moment, to the millisecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant(Timestamp);

/// A calendar month: `2026-09`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    year: i16,
    month: i8,
}

/// A school year, written by its first calendar year: 2016 is 2016-2017, from 1 September 2016
/// to 31 August 2017 (`domain.md`, introduction).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchoolYear(i16);

/// Why a text is not a date, a moment or a school year.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not a real calendar day.
    #[error("“{0}” is not a day (expected 2026-09-30 or 30/09/2026)")]
    Day(String),
    /// Not a moment.
    #[error("“{0}” is not a moment (expected 2026-09-30T12:00:00Z)")]
    Instant(String),
    /// Not a month.
    #[error("“{0}” is not a month (expected 2026-09)")]
    Month(String),
    /// Not a school year, or consecutive years that are not consecutive.
    #[error("“{0}” is not a school year (expected 2026 or 2026-2027)")]
    SchoolYear(String),
}

impl Day {
    /// A day from its parts.
    ///
    /// # Errors
    /// When the calendar has no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, TimeError> {
        Date::new(year, month, day)
            .map(Self)
            .map_err(|_| TimeError::Day(format!("{year}-{month}-{day}")))
    }

    /// Reads `2026-09-30` (database, open data, date fields) or `30/09/2026` (people).
    ///
    /// # Errors
    /// When the text is neither, or the calendar has no such day.
    pub fn parse(raw: &str) -> Result<Self, TimeError> {
        let refuse = || TimeError::Day(raw.trim().to_owned());
        let text = raw.trim();
        let separator = if text.contains('/') { '/' } else { '-' };
        let parts: Vec<&str> = text.split(separator).collect();
        let [first, month, last] = parts.as_slice() else {
            return Err(refuse());
        };
        let (year, day) = if separator == '/' { (last, first) } else { (first, last) };
        if year.len() != 4
            || !text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == separator as u8)
        {
            return Err(refuse());
        }
        let year = year.parse().map_err(|_| refuse())?;
        let month = month.parse().map_err(|_| refuse())?;
        let day = day.parse().map_err(|_| refuse())?;
        Date::new(year, month, day).map(Self).map_err(|_| refuse())
    }

    /// The calendar year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day of the week, 1 for Monday to 7 for Sunday.
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }

    /// The day so many days later (earlier when negative); the calendar's ends hold.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days)))
    }

    /// The same day so many months later (earlier when negative), or the last of that month.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().months(months)))
    }

    /// How many days from this one to a later one; negative when it is earlier.
    pub fn days_until(self, later: Self) -> i32 {
        self.0.until(later.0).map_or(0, |span| span.get_days())
    }

    /// The month this day belongs to.
    pub fn month_of(self) -> Month {
        Month {
            year: self.0.year(),
            month: self.0.month(),
        }
    }

    /// The moment of this day at an hour and minute in the zone of the islands.
    pub fn at(self, hour: i8, minute: i8) -> Instant {
        jiff::civil::Time::new(hour, minute, 0, 0)
            .ok()
            .and_then(|time| zone().to_timestamp(self.0.to_datetime(time)).ok())
            .map_or_else(|| self.begins(), Instant)
    }

    /// The day after; the last day of the calendar is its own next.
    #[must_use]
    pub fn tomorrow(self) -> Self {
        Self(self.0.tomorrow().unwrap_or(self.0))
    }

    /// The school year this day belongs to: it begins on 1 September.
    pub fn school_year(self) -> SchoolYear {
        SchoolYear(if self.0.month() >= 9 {
            self.0.year()
        } else {
            self.0.year() - 1
        })
    }

    /// The first moment of the day in the zone of the islands.
    pub fn begins(self) -> Instant {
        self.begins_at(&zone())
    }

    /// The last millisecond of the day in the zone of the islands.
    pub fn ends(self) -> Instant {
        self.ends_at(&zone())
    }

    /// The first moment of the day in a zone of the IANA database; an unknown one is that of the islands.
    pub fn begins_in(self, name: &str) -> Instant {
        self.begins_at(&zone_named(name))
    }

    /// The last millisecond of the day, 23:59:59.999, in a zone of the IANA database; an unknown one is that of the
    /// islands.
    pub fn ends_in(self, name: &str) -> Instant {
        self.ends_at(&zone_named(name))
    }

    fn begins_at(self, zone: &TimeZone) -> Instant {
        zone.to_timestamp(self.0.at(0, 0, 0, 0))
            .map_or(Instant(Timestamp::MIN), Instant)
    }

    fn ends_at(self, zone: &TimeZone) -> Instant {
        zone.to_timestamp(self.0.at(23, 59, 59, 999_000_000))
            .map_or(Instant(Timestamp::MAX), Instant)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

impl Month {
    /// Reads `2026-09`.
    ///
    /// # Errors
    /// When the text is not a month.
    pub fn parse(raw: &str) -> Result<Self, TimeError> {
        let text = raw.trim();
        Day::parse(&format!("{text}-01"))
            .map(Day::month_of)
            .map_err(|_| TimeError::Month(text.to_owned()))
    }

    /// The calendar year.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// 1 to 12.
    pub const fn number(self) -> i8 {
        self.month
    }

    /// Its first day.
    pub fn first_day(self) -> Day {
        Day(Date::constant(self.year, self.month, 1))
    }

    /// Its last day.
    pub fn last_day(self) -> Day {
        Day(self.first_day().0.last_of_month())
    }

    /// The month so many months later (earlier when negative).
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        self.first_day().plus_months(months).month_of()
    }

    /// The school year this month belongs to.
    pub fn school_year(self) -> SchoolYear {
        self.first_day().school_year()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}", self.year, self.month)
    }
}

impl Instant {
    /// A moment from a timestamp; what is below the millisecond is dropped, so that a moment
    /// reads back from the database as it was written.
    pub fn new(timestamp: Timestamp) -> Self {
        Self(Timestamp::from_millisecond(timestamp.as_millisecond()).unwrap_or(timestamp))
    }

    /// Reads `2026-09-30T12:00:00.000Z` or any RFC 3339 moment.
    ///
    /// # Errors
    /// When the text is not a moment.
    pub fn parse(raw: &str) -> Result<Self, TimeError> {
        raw.trim()
            .parse::<Timestamp>()
            .map(Self::new)
            .map_err(|_| TimeError::Instant(raw.trim().to_owned()))
    }

    /// The civil day in the zone of the islands.
    pub fn day(self) -> Day {
        Day(self.0.to_zoned_datetime(zone()).date())
    }

    /// Hour and minute in the zone of the islands.
    pub fn hour_minute(self) -> (i8, i8) {
        let local = self.0.to_zoned_datetime(zone());
        (local.hour(), local.minute())
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn milliseconds(self) -> i64 {
        self.0.as_millisecond()
    }

    /// The moment so many seconds later (earlier when negative).
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Timestamp::from_millisecond(self.milliseconds().saturating_add(seconds.saturating_mul(1_000)))
            .map_or(self, Self)
    }
}

/// The one form kept in the database: UTC, milliseconds, so that text order is time order.
impl fmt::Display for Instant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:.3}", self.0)
    }
}

impl SchoolYear {
    /// The year of the first wave of the sheet: 2015-2016.
    pub const FIRST_OF_PLAN: Self = Self(2015);

    /// The school year that begins in September of this calendar year.
    ///
    /// # Errors
    /// Outside 1900–2200.
    pub fn starting(year: i16) -> Result<Self, TimeError> {
        if (1900..=2200).contains(&year) {
            Ok(Self(year))
        } else {
            Err(TimeError::SchoolYear(year.to_string()))
        }
    }

    /// Reads `2026`, `2026-2027` or `2026/2027`.
    ///
    /// # Errors
    /// When it is neither, or when the second year does not follow the first.
    pub fn parse(raw: &str) -> Result<Self, TimeError> {
        let refuse = || TimeError::SchoolYear(raw.trim().to_owned());
        let text = raw.trim();
        let (first, second) = match text.split_once(['-', '/']) {
            Some((first, second)) => (first, Some(second)),
            None => (text, None),
        };
        let year = |part: &str| -> Result<i16, TimeError> {
            if part.len() == 4 {
                part.parse().map_err(|_| refuse())
            } else {
                Err(refuse())
            }
        };
        let first = year(first)?;
        if let Some(second) = second
            && year(second)? != first + 1
        {
            return Err(refuse());
        }
        Self::starting(first).map_err(|_| refuse())
    }

    /// The calendar year of its September.
    pub const fn first_calendar_year(self) -> i16 {
        self.0
    }

    /// The school year so many years later (earlier when negative).
    #[must_use]
    pub const fn plus(self, years: i16) -> Self {
        Self(self.0 + years)
    }

    /// Whole years from `earlier` to this one.
    pub const fn years_since(self, earlier: Self) -> i16 {
        self.0 - earlier.0
    }

    /// 1 September.
    pub fn first_day(self) -> Day {
        Day(Date::constant(self.0, 9, 1))
    }

    /// 31 August of the next calendar year.
    pub fn last_day(self) -> Day {
        Day(Date::constant(self.0 + 1, 8, 31))
    }

    /// The default observation date D(y): 30 September (`domain.md` §2, our choice).
    pub fn observation_day(self) -> Day {
        Day(Date::constant(self.0, 9, 30))
    }

    /// `2016-2017`, as people write it.
    pub fn label(self) -> String {
        format!("{}-{}", self.0, self.0 + 1)
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

/// The zone of the islands; UTC−4 stands in should the bundled database lack it.
fn zone() -> TimeZone {
    TimeZone::get(BASIN_ZONE).unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(-4)))
}

fn zone_named(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or_else(|_| zone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_files_and_people_write_them() {
        assert_eq!(Day::parse("2026-09-30").unwrap().to_string(), "2026-09-30");
        assert_eq!(Day::parse(" 30/09/2026 ").unwrap().to_string(), "2026-09-30");
        for text in [
            "",
            "2026-02-30",
            "30/09/26",
            "2026/09/30",
            "demain",
            "2026-9",
            "31/12/99999",
        ] {
            assert!(Day::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_school_year_begins_on_the_first_of_september() {
        let year = |text| Day::parse(text).unwrap().school_year().to_string();
        assert_eq!(year("2016-09-01"), "2016");
        assert_eq!(year("2017-08-31"), "2016");
        assert_eq!(year("2017-09-01"), "2017");
    }

    #[test]
    fn school_years_are_read_in_three_forms() {
        for text in ["2022", "2022-2023", "2022/2023"] {
            assert_eq!(SchoolYear::parse(text).unwrap().label(), "2022-2023", "{text}");
        }
        for text in ["2022-2024", "22-23", "", "1789", "2022-"] {
            assert!(SchoolYear::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_day_of_the_islands_ends_four_hours_after_utc_midnight() {
        let day = Day::parse("2026-10-15").unwrap();
        assert_eq!(day.begins().to_string(), "2026-10-15T04:00:00.000Z");
        assert_eq!(day.ends().to_string(), "2026-10-16T03:59:59.999Z");
        assert_eq!(Instant::parse("2026-10-16T03:59:59Z").unwrap().day(), day);
        assert_eq!(Instant::parse("2026-10-16T04:00:00Z").unwrap().day(), day.tomorrow());
    }

    #[test]
    fn a_day_ends_at_the_second_in_the_zone_of_its_territory() {
        // Department, day, last second of it, first second of the next one.
        for (department, day, last, next) in [
            ("978", "2026-10-15", "2026-10-16T03:59:59Z", "2026-10-16T04:00:00Z"),
            ("977", "2026-10-15", "2026-10-16T03:59:59Z", "2026-10-16T04:00:00Z"),
            ("971", "2026-01-15", "2026-01-16T03:59:59Z", "2026-01-16T04:00:00Z"),
            ("972", "2026-07-15", "2026-07-16T03:59:59Z", "2026-07-16T04:00:00Z"),
            ("973", "2026-07-15", "2026-07-16T02:59:59Z", "2026-07-16T03:00:00Z"),
            ("974", "2026-07-15", "2026-07-15T19:59:59Z", "2026-07-15T20:00:00Z"),
            ("976", "2026-07-15", "2026-07-15T20:59:59Z", "2026-07-15T21:00:00Z"),
            // Saint-Pierre-et-Miquelon and mainland France change their clocks.
            ("975", "2026-01-15", "2026-01-16T02:59:59Z", "2026-01-16T03:00:00Z"),
            ("975", "2026-07-15", "2026-07-16T01:59:59Z", "2026-07-16T02:00:00Z"),
            ("035", "2026-01-15", "2026-01-15T22:59:59Z", "2026-01-15T23:00:00Z"),
            ("035", "2026-07-15", "2026-07-15T21:59:59Z", "2026-07-15T22:00:00Z"),
            ("02A", "2026-03-28", "2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z"),
            // The days on which the clocks change: 23 hours, then 25.
            ("075", "2026-03-29", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z"),
            ("075", "2026-10-25", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"),
            ("986", "2026-07-15", "2026-07-15T11:59:59Z", "2026-07-15T12:00:00Z"),
            ("987", "2026-07-15", "2026-07-16T09:59:59Z", "2026-07-16T10:00:00Z"),
            ("988", "2026-07-15", "2026-07-15T12:59:59Z", "2026-07-15T13:00:00Z"),
        ] {
            let zone = crate::Territory::parse(department).unwrap().zone();
            assert!(TimeZone::get(zone).is_ok(), "{zone}");
            let day = Day::parse(day).unwrap();
            let (last, next) = (Instant::parse(last).unwrap(), Instant::parse(next).unwrap());
            let in_day = |moment: Instant| day.begins_in(zone) <= moment && moment <= day.ends_in(zone);
            assert!(in_day(last) && !in_day(next), "{department} {day}");
            assert_eq!(day.tomorrow().begins_in(zone), next, "{department} {day}");
        }
        assert_eq!(
            Day::parse("2026-10-15").unwrap().ends_in("Nowhere"),
            Day::parse("2026-10-15").unwrap().ends()
        );
    }

    #[test]
    fn days_and_months_are_counted_on_the_calendar() {
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(day("2026-11-26").weekday(), 4);
        assert_eq!(day("2026-02-28").plus_days(1), day("2026-03-01"));
        assert_eq!(day("2026-01-31").plus_months(1), day("2026-02-28"));
        assert_eq!(day("2026-03-01").days_until(day("2026-02-27")), -2);
        assert_eq!(day("2024-01-01").days_until(day("2026-01-01")), 731);
        let month = Month::parse("2026-12").unwrap();
        assert_eq!(month.plus(1).to_string(), "2027-01");
        assert_eq!(month.last_day(), day("2026-12-31"));
        assert_eq!(month.school_year().to_string(), "2026");
        assert_eq!(day("2026-11-26").at(7, 30).to_string(), "2026-11-26T11:30:00.000Z");
        for text in ["2026-13", "2026", "", "2026-09-01"] {
            assert!(Month::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn moments_sort_as_text() {
        let early = Instant::parse("2026-01-01T00:00:00Z").unwrap();
        assert_eq!(early.to_string(), "2026-01-01T00:00:00.000Z");
        assert!(early.to_string() < early.plus_seconds(1).to_string());
    }
}
