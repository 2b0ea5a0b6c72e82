//! The class of a room (`domain.md` §5.3): values in, values out.

use std::collections::BTreeSet;

use pole_kernel::{Day, Instant};

use super::model::{
    Basis, ClassSpan, NotCounted, Place, RoomClass, RoomFacts, RoomTest, RoomVersion, Seen, SiteLine, SiteState,
    Statement,
};
use crate::features::directory::{Calendar, DayOff};

/// The readings of the rules. Their defaults are those of the trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// High speed, towards the room: 8 Mbit/s \[S\] (“bon haut débit”).
    pub c2_down_kbps: u32,
    /// High speed, from the room: 2 Mbit/s \[S\].
    pub c2_up_kbps: u32,
    /// Very high speed, towards the room: 30 Mbit/s \[S\].
    pub c3_down_kbps: u32,
    /// Very high speed, from the room: 5 Mbit/s \[C\].
    pub c3_up_kbps: u32,
    /// How many tests make a measure: 3 \[C\].
    pub least_tests: usize,
    /// On how many school days: 2 \[C\].
    pub least_days: usize,
    /// Within how many days: 30 \[C\].
    pub window_days: i32,
    /// The first minute of the day that counts: 07:00 \[C\].
    pub opens: (i8, i8),
    /// The last minute of the day that counts: 17:00 sharp \[C\].
    pub closes: (i8, i8),
    /// What is known is old after so many months: 12 \[C\].
    pub stale_months: i32,
    /// And forgotten after so many: 24 \[C\].
    pub unknown_months: i32,
    /// A declaration holds less than so many months: 12 \[C\].
    pub declaration_months: i32,
    /// A declaration counts when the line of the site reaches this, towards the school \[C\].
    pub line_down_kbps: u32,
    /// And this, from the school \[C\].
    pub line_up_kbps: u32,
    /// A line is sufficient from here, however small the school: 20 Mbit/s \[S\].
    pub sufficient_kbps: u32,
    /// And from so much for each user: 0.1 Mbit/s \[S\].
    pub sufficient_per_user_kbps: u32,
    /// The target for each user: 1 Mbit/s \[S\].
    pub target_per_user_kbps: u32,
    /// No line reaches more than this: 10 Gbit/s \[C\].
    pub most_kbps: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            c2_down_kbps: 8_000,
            c2_up_kbps: 2_000,
            c3_down_kbps: 30_000,
            c3_up_kbps: 5_000,
            least_tests: 3,
            least_days: 2,
            window_days: 30,
            opens: (7, 0),
            closes: (17, 0),
            stale_months: 12,
            unknown_months: 24,
            declaration_months: 12,
            line_down_kbps: 8_000,
            line_up_kbps: 2_000,
            sufficient_kbps: 20_000,
            sufficient_per_user_kbps: 100,
            target_per_user_kbps: 1_000,
            most_kbps: 10_000_000,
        }
    }
}

/// What everything is judged by: the readings, the calendar, the school and its lines.
#[derive(Clone, Copy)]
pub struct Judge<'a> {
    /// The readings of the rules.
    pub thresholds: &'a Thresholds,
    /// The school calendar, as known.
    pub calendar: &'a Calendar,
    /// The school.
    pub place: &'a Place,
    /// The lines of the school, as known.
    pub lines: &'a [SiteLine],
}

/// Why a test does not count; `None` when it does.
pub fn not_counted(test: &RoomTest, judge: Judge<'_>) -> Option<NotCounted> {
    let place = judge.place;
    let day_off = judge
        .calendar
        .day_off(test.at.day(), &place.uai, place.territory.as_ref());
    if let Some(reason) = day_off {
        return Some(match reason {
            DayOff::Weekend => NotCounted::Weekend,
            DayOff::PublicHoliday => NotCounted::PublicHoliday,
            DayOff::Holiday => NotCounted::Holiday,
            DayOff::Exceptional => NotCounted::Exceptional,
        });
    }
    let time = test.at.hour_minute();
    if time < judge.thresholds.opens || time > judge.thresholds.closes {
        return Some(NotCounted::OutsideHours);
    }
    let incomplete = !test.failed && (test.down_kbps.is_none() || test.up_kbps.is_none());
    incomplete.then_some(NotCounted::Incomplete)
}

/// The middle of the rates. Of an even number, the mean of the two in the middle, rounded down: a
/// median never reaches a threshold by rounding.
pub fn median(mut rates: Vec<u32>) -> Option<u32> {
    rates.sort_unstable();
    let middle = rates.len() / 2;
    let upper = *rates.get(middle)?;
    if rates.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *rates.get(middle.checked_sub(1)?)?;
    Some(lower + (upper - lower) / 2)
}

/// Enough tests in a row: a room was measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The day of its last test.
    pub day: Day,
    /// The median towards the room, failed tests as 0.
    pub down_kbps: u32,
    /// The median from the room, failed tests as 0.
    pub up_kbps: u32,
    /// Whether one of its tests was invented.
    pub is_fictitious: bool,
}

/// The measures of a room, by day.
///
/// A measure ends on the day of a test that counts. It is made of all the tests that count in the
/// 30 days up to that day, that day included, and needs 3 of them on 2 school days. So the measure
/// of a day is the one with the latest end, and it changes only when a test is made: the passing
/// of days makes it old, never different.
pub fn measures(tests: &[RoomTest], judge: Judge<'_>) -> Vec<Measure> {
    let thresholds = judge.thresholds;
    let mut counting: Vec<&RoomTest> = tests.iter().filter(|test| not_counted(test, judge).is_none()).collect();
    counting.sort_by_key(|test| test.at);
    let ends: BTreeSet<Day> = counting.iter().map(|test| test.at.day()).collect();
    ends.into_iter()
        .filter_map(|end| {
            let begin = end.plus_days(1 - thresholds.window_days);
            let inside: Vec<&&RoomTest> = counting
                .iter()
                .filter(|test| (begin..=end).contains(&test.at.day()))
                .collect();
            let days: BTreeSet<Day> = inside.iter().map(|test| test.at.day()).collect();
            if inside.len() < thresholds.least_tests || days.len() < thresholds.least_days {
                return None;
            }
            let rates = |rate: fn(&RoomTest) -> Option<u32>| {
                median(inside.iter().map(|test| rate(test).unwrap_or(0)).collect())
            };
            Some(Measure {
                day: end,
                down_kbps: rates(|test| test.down_kbps)?,
                up_kbps: rates(|test| test.up_kbps)?,
                is_fictitious: inside.iter().any(|test| test.fictitious),
            })
        })
        .collect()
}

/// The class that two rates give. A median of 0 means that more than half of the tests had nothing.
pub const fn class_of(down_kbps: u32, up_kbps: u32, thresholds: &Thresholds) -> RoomClass {
    if down_kbps >= thresholds.c3_down_kbps && up_kbps >= thresholds.c3_up_kbps {
        RoomClass::C3
    } else if down_kbps >= thresholds.c2_down_kbps && up_kbps >= thresholds.c2_up_kbps {
        RoomClass::C2
    } else if down_kbps > 0 {
        RoomClass::C1
    } else {
        RoomClass::C0
    }
}

/// The line of a school on a day: the fastest that is no backup; of two alike, the newest.
pub fn line_on(lines: &[SiteLine], on: Day) -> Option<&SiteLine> {
    lines
        .iter()
        .filter(|line| !line.is_backup && line.holds(on))
        .max_by_key(|line| (line.down_kbps, line.up_kbps, line.valid_from, line.id))
}

/// The line of a school on a day and whether it is enough for its users (`domain.md` §5.3).
///
/// Under the least for everybody it is not enough, whoever the users are; above, that cannot be
/// told as long as they are not counted.
pub fn site_state(lines: &[SiteLine], on: Day, users: Option<u32>, thresholds: &Thresholds) -> SiteState {
    let line = line_on(lines, on).cloned();
    let down = line.as_ref().and_then(|line| match line.technology {
        super::model::LineTechnology::None => Some(0),
        super::model::LineTechnology::Fibre
        | super::model::LineTechnology::Cable
        | super::model::LineTechnology::Vdsl
        | super::model::LineTechnology::Adsl
        | super::model::LineTechnology::Mobile4g
        | super::model::LineTechnology::Mobile5g
        | super::model::LineTechnology::Satellite
        | super::model::LineTechnology::Radio
        | super::model::LineTechnology::Other => line.down_kbps,
    });
    let needed = |per_user: u32| users.map(|users| users.saturating_mul(per_user));
    let is_sufficient = down.and_then(|down| {
        if down < thresholds.sufficient_kbps {
            return Some(false);
        }
        needed(thresholds.sufficient_per_user_kbps).map(|needed| down >= needed)
    });
    let meets_target = down.and_then(|down| {
        if down == 0 {
            return Some(false);
        }
        needed(thresholds.target_per_user_kbps).map(|needed| down >= needed)
    });
    SiteState {
        has_backup: lines.iter().any(|line| line.is_backup && line.holds(on)),
        line,
        users,
        is_sufficient,
        meets_target,
    }
}

/// What the class of a room rests on, on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground<'a> {
    /// Nothing is known, or what was known is too old.
    Unknown,
    /// Somebody saw that nothing works.
    Nothing(&'a Statement),
    /// Somebody saw that an access works.
    Access(&'a Statement),
    /// Somebody vouches for the room, and the line of the site is fast enough.
    Declared(&'a Statement, &'a SiteLine),
    /// It was measured.
    Measured(&'a Measure),
}

impl Ground<'_> {
    /// The code of what it rests on.
    pub const fn basis(&self) -> Basis {
        match self {
            Self::Unknown => Basis::Unknown,
            Self::Nothing(_) => Basis::None,
            Self::Access(_) => Basis::Access,
            Self::Declared(..) => Basis::Declared,
            Self::Measured(_) => Basis::Measured,
        }
    }

    /// The class it gives. A declaration gives C2, never C3: nobody measured the room \[C\].
    pub const fn class(&self, thresholds: &Thresholds) -> RoomClass {
        match self {
            Self::Unknown | Self::Nothing(_) => RoomClass::C0,
            Self::Access(_) => RoomClass::C1,
            Self::Declared(..) => RoomClass::C2,
            Self::Measured(measure) => class_of(measure.down_kbps, measure.up_kbps, thresholds),
        }
    }

    /// The day it speaks of.
    const fn day(&self) -> Option<Day> {
        match self {
            Self::Unknown => None,
            Self::Nothing(statement) | Self::Access(statement) | Self::Declared(statement, _) => Some(statement.day),
            Self::Measured(measure) => Some(measure.day),
        }
    }

    /// Whether it is old on a day: past the last day of the twelfth month.
    pub fn is_stale(&self, on: Day, thresholds: &Thresholds) -> bool {
        self.day()
            .is_some_and(|day| on > day.plus_months(thresholds.stale_months))
    }

    fn is_fictitious(&self) -> bool {
        match self {
            Self::Unknown => false,
            Self::Nothing(statement) | Self::Access(statement) => statement.fictitious,
            Self::Declared(statement, line) => statement.fictitious || line.fictitious,
            Self::Measured(measure) => measure.is_fictitious,
        }
    }
}

/// What the class of a room rests on, on a day.
///
/// - The measure of the day, until 24 months after its last test.
/// - A declaration of less than 12 months whose line is fast enough, when there is no measure, or
///   when it is newer than the measure and the measure is lower or old. It never overrides what was
///   measured after it: a measure of the same day or later wins, and so does a single later test
///   that counts and failed or stayed under high speed – the declaration is then set aside.
/// - Somebody who saw that nothing works, after the measure and not before the declaration, is
///   believed; somebody who saw that an access works is believed when nothing better is known.
///   Of two who saw on the same day, the one whose word was recorded last. One who could not tell
///   says nothing.
pub fn ground<'a>(facts: &'a RoomFacts, measures: &'a [Measure], judge: Judge<'a>, on: Day) -> Ground<'a> {
    let thresholds = judge.thresholds;
    let fresh = |day: Day, months: i32| day <= on && on <= day.plus_months(months);
    let measure = measures
        .iter()
        .rev()
        .find(|measure| measure.day <= on)
        .filter(|measure| fresh(measure.day, thresholds.unknown_months))
        .map(Ground::Measured);
    let declaration = facts
        .statements
        .iter()
        .filter(|statement| matches!(statement.seen, Seen::Declaration { .. }))
        .filter(|statement| statement.day <= on && on < statement.day.plus_months(thresholds.declaration_months))
        .max_by_key(|statement| (statement.day, statement.recorded.at, statement.id));
    let declared = declaration.and_then(|statement| {
        let line = line_on(judge.lines, on)?;
        let reaches = line.down_kbps.is_some_and(|down| down >= thresholds.line_down_kbps)
            && line.up_kbps.is_some_and(|up| up >= thresholds.line_up_kbps);
        let contradicted = facts.tests.iter().any(|test| {
            (statement.day < test.at.day() && test.at.day() <= on)
                && not_counted(test, judge).is_none()
                && class_of(test.down_kbps.unwrap_or(0), test.up_kbps.unwrap_or(0), thresholds) < RoomClass::C2
        });
        (reaches && !contradicted).then_some(Ground::Declared(statement, line))
    });
    let access = facts
        .statements
        .iter()
        .filter_map(|statement| match statement.seen {
            Seen::Access { works: Some(works), .. } => Some((statement, works)),
            Seen::Access { works: None, .. } | Seen::Declaration { .. } => None,
        })
        .filter(|(statement, _)| fresh(statement.day, thresholds.unknown_months))
        .max_by_key(|(statement, _)| (statement.day, statement.recorded.at, statement.id));
    let newer = |statement: &Statement, than: &Option<Ground<'_>>| {
        than.as_ref().is_none_or(|ground| ground.day() < Some(statement.day))
    };
    if let Some((statement, false)) = access
        && newer(statement, &measure)
        && declaration.is_none_or(|declaration| declaration.day <= statement.day)
    {
        return Ground::Nothing(statement);
    }
    let best = match (measure, declared) {
        (Some(measure), Some(declared)) => {
            let replaces = declared.day() > measure.day()
                && (declared.class(thresholds) > measure.class(thresholds) || measure.is_stale(on, thresholds));
            Some(if replaces { declared } else { measure })
        }
        (Some(ground), None) | (None, Some(ground)) => Some(ground),
        (None, None) => None,
    };
    match (best, access) {
        // Nothing went through in the tests, and since then somebody saw that something does.
        (Some(best), Some((statement, true)))
            if best.class(thresholds) == RoomClass::C0 && best.day() < Some(statement.day) =>
        {
            Ground::Access(statement)
        }
        (Some(best), _) => best,
        (None, Some((statement, true))) => Ground::Access(statement),
        (None, Some((statement, false))) => Ground::Nothing(statement),
        (None, None) => Ground::Unknown,
    }
}

/// Whether a version is a teaching room in use: one half-day a week at least, in a room where one
/// teaches (`domain.md` §2).
pub const fn is_teaching(version: &RoomVersion) -> bool {
    version.half_days >= 1 && version.kind.is_for_teaching()
}

/// The class of a room on every day on which it is a teaching room in use, in spans that follow
/// each other. A day outside every span is one on which the room does not count.
pub fn timeline(facts: &RoomFacts, judge: Judge<'_>) -> Vec<ClassSpan> {
    let measures = measures(&facts.tests, judge);
    let turns = turns(facts, &measures, judge);
    let mut versions: Vec<&RoomVersion> = facts.versions.iter().filter(|version| is_teaching(version)).collect();
    versions.sort_by_key(|version| version.valid_from);
    let mut spans: Vec<ClassSpan> = Vec::new();
    for version in versions {
        let inside = turns
            .iter()
            .copied()
            .filter(|day| version.valid_from < *day && version.valid_to.is_none_or(|last| *day <= last));
        let begins: Vec<Day> = std::iter::once(version.valid_from).chain(inside).collect();
        for (rank, first_day) in begins.iter().enumerate() {
            let last_day = begins.get(rank + 1).map(|next| next.plus_days(-1)).or(version.valid_to);
            let span = span(facts, &measures, judge, version, *first_day, last_day);
            match spans.last_mut() {
                Some(before) if goes_on(before, &span) => before.last_day = last_day,
                Some(_) | None => spans.push(span),
            }
        }
    }
    spans
}

/// The days on which something may change: a fact begins, grows old, is forgotten.
fn turns(facts: &RoomFacts, measures: &[Measure], judge: Judge<'_>) -> BTreeSet<Day> {
    let thresholds = judge.thresholds;
    let mut turns = BTreeSet::new();
    let ages = |day: Day, turns: &mut BTreeSet<Day>| {
        turns.extend([
            day,
            day.plus_months(thresholds.stale_months).tomorrow(),
            day.plus_months(thresholds.unknown_months).tomorrow(),
        ]);
    };
    for measure in measures {
        ages(measure.day, &mut turns);
    }
    for statement in &facts.statements {
        ages(statement.day, &mut turns);
        turns.insert(statement.day.plus_months(thresholds.declaration_months));
    }
    // A single test may set a declaration aside.
    let declares = |statement: &Statement| matches!(statement.seen, Seen::Declaration { .. });
    if facts.statements.iter().any(declares) {
        turns.extend(facts.tests.iter().map(|test| test.at.day()));
    }
    for line in judge.lines {
        turns.insert(line.valid_from);
        turns.extend(line.valid_to.map(Day::tomorrow));
    }
    turns
}

fn span(
    facts: &RoomFacts,
    measures: &[Measure],
    judge: Judge<'_>,
    version: &RoomVersion,
    first_day: Day,
    last_day: Option<Day>,
) -> ClassSpan {
    let ground = ground(facts, measures, judge, first_day);
    let (down_kbps, up_kbps) = match &ground {
        Ground::Measured(measure) => (Some(measure.down_kbps), Some(measure.up_kbps)),
        Ground::Unknown | Ground::Nothing(_) | Ground::Access(_) | Ground::Declared(..) => (None, None),
    };
    ClassSpan {
        first_day,
        last_day,
        name: version.name.clone(),
        kind: version.kind,
        class: ground.class(judge.thresholds),
        basis: ground.basis(),
        is_stale: ground.is_stale(first_day, judge.thresholds),
        is_fictitious: version.fictitious || ground.is_fictitious(),
        down_kbps,
        up_kbps,
        technology: line_on(judge.lines, first_day).map(|line| line.technology),
    }
}

/// Whether a span only goes on with the one before: the day after, and nothing changed.
fn goes_on(before: &ClassSpan, span: &ClassSpan) -> bool {
    before.last_day.is_some_and(|last| last.tomorrow() == span.first_day)
        && ClassSpan {
            first_day: before.first_day,
            last_day: before.last_day,
            ..span.clone()
        } == *before
}

/// Why a test is not taken in at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestRefusal {
    /// It was not made yet.
    Future,
    /// No line reaches such a rate.
    Absurd,
}

/// Whether a test can have been made: not in the future, at no rate beyond any line.
///
/// # Errors
/// With the reason why not.
pub fn check_test(
    at: Instant,
    rates: [Option<u32>; 2],
    now: Instant,
    thresholds: &Thresholds,
) -> Result<(), TestRefusal> {
    if at > now {
        return Err(TestRefusal::Future);
    }
    if rates.into_iter().flatten().any(|rate| rate > thresholds.most_kbps) {
        return Err(TestRefusal::Absurd);
    }
    Ok(())
}

/// The name of the next room of a series: “Salle 12” gives “Salle 13”, “B09” gives “B10”, and
/// “CDI” gives “CDI 2”.
pub fn next_name(name: &str) -> String {
    let digits = name.chars().rev().take_while(char::is_ascii_digit).count();
    let (head, tail) = name.split_at(name.len() - digits);
    match tail.parse::<u64>() {
        Ok(number) => format!("{head}{:0width$}", number.saturating_add(1), width = digits),
        Err(_) => format!("{} 2", name.trim()),
    }
}

/// What names of rooms are sorted by: “Salle 2” comes before “Salle 12”.
pub fn name_key(name: &str) -> String {
    let mut key = String::new();
    let mut digits = String::new();
    for letter in pole_kernel::fold(name).chars().chain(std::iter::once(' ')) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        if !digits.is_empty() {
            // Numbers of the same length sort as texts.
            key.extend(std::iter::repeat_n('0', 12_usize.saturating_sub(digits.len())));
            key.push_str(&digits);
            digits.clear();
        }
        key.push(letter);
    }
    key
}
