//! From a tally to a value: shares, bounds, coverage and flags (`domain.md` §5.1).

use std::collections::BTreeMap;

use pole_kernel::{Day, Instant, Ratio};

use super::model::{Flag, Measure, Period, Place, Tally, Unit, Value};

/// From which coverage a value is only partial, fragile, not publishable (`domain.md` §5.1,
/// rule 3 \[C\]). Exactly the limit is on the better side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Under this percentage: fragile.
    pub fragile_percent: u64,
    /// Under this percentage: not publishable.
    pub not_publishable_percent: u64,
}

impl Default for Coverage {
    fn default() -> Self {
        Self {
            fragile_percent: 80,
            not_publishable_percent: 50,
        }
    }
}

impl Coverage {
    /// The flag of so many known among all; none when everything is known.
    pub fn flag(self, known: u64, all: u64) -> Option<Flag> {
        let under = |percent: u64| u128::from(known) * 100 < u128::from(all) * u128::from(percent);
        if known >= all {
            None
        } else if under(self.not_publishable_percent) {
            Some(Flag::NotPublishable)
        } else if under(self.fragile_percent) {
            Some(Flag::Fragile)
        } else {
            Some(Flag::Partial)
        }
    }
}

/// What a value is asked about.
#[derive(Clone, Debug)]
pub struct Asking {
    /// What is measured.
    pub measure: Measure,
    /// The version of the definition.
    pub definition: i64,
    /// Of which schools.
    pub place: Place,
    /// Over which days.
    pub period: Period,
    /// The day it is asked for.
    pub as_of: Day,
    /// What was known by then.
    pub known_at: Instant,
}

/// The value of a tally. Unknown is counted as “no” and said; a share of nothing is not computable.
pub fn value(asking: Asking, tally: &Tally, coverage: Coverage) -> Value {
    let mut flags = tally.marks.clone();
    let share_of = |part: u64, whole: u64| Ratio::new(part, whole).ok();
    let (mut share, mut bounds, mut count_bounds, mut known) = (None, None, None, None);
    match (asking.measure.unit(), tally.all) {
        (Unit::Percent, None | Some(0)) => {
            flags.insert(Flag::NotComputable, 0);
        }
        (Unit::Percent, Some(all)) => {
            let unknown = tally.unknown.min(all - tally.yes.min(all));
            share = share_of(tally.yes, all);
            bounds = share.zip(share_of(tally.yes + unknown, all));
            known = share_of(all - unknown, all);
            if let Some(flag) = coverage.flag(all - unknown, all) {
                flags.insert(flag, unknown);
            }
        }
        (Unit::Persons | Unit::Certifications, all) => {
            if tally.unknown > 0 {
                count_bounds = Some((tally.yes, tally.yes + tally.unknown));
                let all = all.unwrap_or(tally.yes + tally.unknown).max(tally.unknown);
                known = share_of(all - tally.unknown, all);
                if let Some(flag) = coverage.flag(all - tally.unknown, all) {
                    flags.insert(flag, tally.unknown);
                }
            }
        }
    }
    settle(&mut flags);
    let without_object = flags.contains_key(&Flag::NotApplicable);
    Value {
        measure: asking.measure,
        definition: asking.definition,
        place: asking.place,
        period: asking.period,
        as_of: asking.as_of,
        known_at: asking.known_at,
        numerator: Some(tally.yes).filter(|_| !without_object),
        denominator: tally.all.filter(|_| !without_object),
        share: share.filter(|_| !without_object),
        bounds: bounds.filter(|_| !without_object),
        count_bounds: count_bounds.filter(|_| !without_object),
        coverage: known.filter(|_| !without_object),
        flags,
        evidence_count: Some(tally.yes).filter(|_| !without_object),
    }
}

/// The graver word for the same thing is enough, and “OK” stands alone. That something is
/// invented says nothing of its quality.
fn settle(flags: &mut BTreeMap<Flag, u64>) {
    let graver = [Flag::NotPublishable, Flag::Fragile, Flag::Partial];
    if let Some(place) = graver.iter().position(|flag| flags.contains_key(flag)) {
        let concerned: u64 = graver
            .iter()
            .filter_map(|flag| flags.get(flag))
            .copied()
            .max()
            .unwrap_or(0);
        for flag in &graver[place + 1..] {
            flags.remove(flag);
        }
        flags.insert(graver[place], concerned);
    }
    if flags.keys().all(|flag| *flag == Flag::Fictitious) {
        flags.insert(Flag::Ok, 0);
    }
}

/// How a value moved between two moments: the difference of their levels, in tenths of a
/// percent or in counts. `None` when one is not known, or when their definitions differ: a
/// trend never mixes versions (`domain.md` §5.1, rule 8).
pub fn trend(before: &Value, now: &Value) -> Option<i64> {
    if before.definition != now.definition || !are_comparable(before.period, now.period) {
        return None;
    }
    Some(now.level()? - before.level()?)
}

/// Whether two periods can be compared: two days, two months, two periods that began together, or
/// two that end on the same day of their year. A year that has just begun is not compared with a
/// whole one.
fn are_comparable(before: Period, now: Period) -> bool {
    let is_day = |period: Period| period.from == period.to;
    let is_in_month = |period: Period| period.from.month_of() == period.to.month_of();
    before.from == now.from
        || (is_day(before) && is_day(now))
        || (is_in_month(before) && is_in_month(now))
        || (before.to.month(), before.to.day()) == (now.to.month(), now.to.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(measure: Measure) -> Asking {
        let day = Day::parse("2026-11-26").unwrap();
        Asking {
            measure,
            definition: 1,
            place: Place::Basin,
            period: Period { from: day, to: day },
            as_of: day,
            known_at: day.ends(),
        }
    }

    fn share(yes: u64, all: u64, unknown: u64) -> Value {
        let tally = Tally {
            yes,
            all: Some(all),
            unknown,
            ..Tally::default()
        };
        value(asking(Measure::RoomsHighSpeed), &tally, Coverage::default())
    }

    fn codes(value: &Value) -> Vec<&'static str> {
        value.flags.keys().map(|flag| flag.code()).collect()
    }

    #[test]
    fn a_share_of_nothing_is_not_computable_and_never_zero_or_a_hundred() {
        let nothing = share(0, 0, 0);
        assert_eq!(nothing.share, None);
        assert_eq!(nothing.bounds, None);
        assert_eq!(codes(&nothing), ["non_calculable"]);
    }

    #[test]
    fn unknown_counts_as_no_and_opens_the_bounds() {
        let value = share(60, 100, 15);
        assert_eq!(value.level(), Some(600));
        let (low, high) = value.bounds.unwrap();
        assert_eq!((low.tenths_of_percent(), high.tenths_of_percent()), (600, 750));
        assert_eq!(value.coverage.unwrap().tenths_of_percent(), 850);
        assert_eq!(value.flags[&Flag::Partial], 15);
    }

    #[test]
    fn coverage_is_partial_then_fragile_then_not_publishable() {
        for (unknown, flag) in [
            (0, "ok"),
            (1, "partiel"),
            // Exactly 80 % known.
            (20, "partiel"),
            (21, "fragile"),
            // Exactly 50 % known.
            (50, "fragile"),
            (51, "non_publiable"),
            (100, "non_publiable"),
        ] {
            assert_eq!(codes(&share(0, 100, unknown)), [flag], "{unknown} unknown");
        }
    }

    #[test]
    fn a_count_has_no_share_and_its_unknown_may_add_to_it() {
        let tally = Tally {
            yes: 42,
            unknown: 8,
            ..Tally::default()
        };
        let value = value(asking(Measure::TeachersTrained), &tally, Coverage::default());
        assert_eq!(value.share, None);
        assert_eq!(value.level(), Some(42));
        assert_eq!(value.count_bounds, Some((42, 50)));
        assert_eq!(codes(&value), ["partiel"]);
    }

    #[test]
    fn before_the_thing_existed_there_is_no_figure_at_all() {
        let mut tally = Tally::default();
        tally.mark(Flag::NotApplicable, 1);
        let value = value(asking(Measure::Certifications), &tally, Coverage::default());
        assert_eq!((value.numerator, value.level()), (None, None));
        assert_eq!(codes(&value), ["sans_objet"]);
    }

    #[test]
    fn a_graver_flag_replaces_the_lighter_one_and_ok_stands_alone() {
        let mut tally = Tally {
            yes: 1,
            all: Some(10),
            unknown: 3,
            ..Tally::default()
        };
        tally.mark(Flag::Partial, 2);
        tally.mark(Flag::Stale, 1);
        let value = value(asking(Measure::RoomsHighSpeed), &tally, Coverage::default());
        assert_eq!(codes(&value), ["fragile", "perime"]);
        assert_eq!(value.flags[&Flag::Fragile], 3);
        let mut invented = Tally {
            yes: 1,
            all: Some(1),
            ..Tally::default()
        };
        invented.mark(Flag::Fictitious, 1);
        let value = super::value(asking(Measure::RoomsHighSpeed), &invented, Coverage::default());
        assert_eq!(codes(&value), ["ok", "fictif"]);
    }

    #[test]
    fn a_trend_never_mixes_two_definitions() {
        let (before, now) = (share(50, 100, 0), share(60, 100, 0));
        assert_eq!(trend(&before, &now), Some(100));
        let other = Value { definition: 2, ..now };
        assert_eq!(trend(&before, &other), None);
    }

    #[test]
    fn a_year_that_has_just_begun_is_not_compared_with_a_whole_one() {
        let over = |from: &str, to: &str| {
            let day = |text| Day::parse(text).unwrap();
            Value {
                period: Period {
                    from: day(from),
                    to: day(to),
                },
                ..share(50, 100, 0)
            }
        };
        let last = over("2025-09-01", "2026-08-31");
        for (now, compared) in [
            (over("2026-09-01", "2026-11-26"), false),
            (over("2026-09-01", "2027-08-31"), true),
            (over("2025-09-01", "2026-11-26"), true),
        ] {
            assert_eq!(trend(&last, &now).is_some(), compared, "{:?}", now.period);
        }
        let (october, november) = (over("2026-10-01", "2026-10-31"), over("2026-11-01", "2026-11-30"));
        assert_eq!(trend(&october, &november), Some(0));
    }
}
