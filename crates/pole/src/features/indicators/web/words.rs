//! Values in the reader's words: the figure, what it is a share of, its quality, where it speaks of.

use pole_i18n::Argument;

use super::super::actions::{Reading, Sight};
use super::super::definitions::Thresholds;
use super::super::model::{Flag, Group, Indicator, Measure, Place, Unit, Value};
use super::super::table::Labels;
use super::super::{actions, rules};
use crate::shell::page::PageCtx;

/// A figure as a page shows it.
pub struct Shown {
    /// The number, or the words for why there is none.
    pub text: String,
    /// The sign written small after it: `%`.
    pub unit: &'static str,
    /// Whether there is a number.
    pub known: bool,
}

/// A flag: the class of its colour and its words.
pub type Words = (&'static str, String);

/// The name of an indicator.
pub fn indicator(page: &PageCtx, indicator: Indicator) -> String {
    page.word("indicators-name", indicator.code())
}

/// The name of a measure.
pub fn measure(page: &PageCtx, measure: Measure) -> String {
    page.word("indicators-measure", measure.code())
}

/// The name of a place.
pub fn place(page: &PageCtx, place: &Place, labels: &Labels) -> String {
    match place {
        Place::Basin => page.t("indicators-place-basin"),
        Place::Directory => page.t("indicators-place-directory"),
        Place::Territory(territory) => page.territory(territory),
        Place::Group(group) => page.t(match group {
            Group::Ecoles => "indicators-group-ecole",
            Group::Colleges => "indicators-group-college",
            Group::Lycees => "indicators-group-lycee",
        }),
        Place::Wave(_) | Place::School(_) => {
            let label = labels.of_place(place);
            if label.is_empty() { place.code() } else { label }
        }
    }
}

/// A level of a measure, written with its unit: tenths of a percent, or a count.
pub fn level(page: &PageCtx, unit: Unit, level: i64) -> String {
    match unit {
        Unit::Percent => page.formats().percent(level),
        Unit::Persons | Unit::Certifications => page.formats().number(level),
    }
}

/// The figure of a value.
pub fn shown(page: &PageCtx, value: &Value) -> Shown {
    let Some(level) = value.level() else {
        return Shown {
            text: absent(page, value),
            unit: "",
            known: false,
        };
    };
    match value.measure.unit() {
        Unit::Percent => Shown {
            text: page.formats().tenths(level),
            unit: "%",
            known: true,
        },
        Unit::Persons | Unit::Certifications => Shown {
            text: page.formats().number(level),
            unit: "",
            known: true,
        },
    }
}

/// Why a value has no figure, in two or three words.
pub fn absent(page: &PageCtx, value: &Value) -> String {
    let why = [
        (Flag::Secret, "common-suppressed"),
        (Flag::NotApplicable, "indicators-flag-sans-objet"),
        (Flag::NotPublishable, "indicators-flag-non-publiable"),
        (Flag::NotComputable, "indicators-flag-non-calculable"),
    ];
    let key = why
        .into_iter()
        .find(|(flag, _)| value.has(*flag))
        .map_or("common-unknown", |(_, key)| key);
    page.t(key)
}

/// What a value counts among what, in one sentence; nothing when there is no figure.
pub fn says(page: &PageCtx, value: &Value, thresholds: &Thresholds) -> Option<String> {
    let count = value.numerator?;
    let percent = value.measure.unit() == Unit::Percent;
    if percent && value.denominator.is_none_or(|all| all == 0) {
        return None;
    }
    let number = |number: u64| Argument::Number(i64::try_from(number).unwrap_or(i64::MAX));
    let key = format!("indicators-says-{}", value.measure.code().replace('_', "-"));
    Some(page.tv(
        &key,
        &[
            ("count", number(count)),
            ("all", number(value.denominator.unwrap_or_default())),
            ("hours", Argument::Number(i64::from(thresholds.hours))),
            ("month", page.month(&value.period.to.month_of()).into()),
            ("from", page.day(&value.period.from).into()),
            ("to", page.day(&value.period.to).into()),
        ],
    ))
}

/// The quality of a value: one word a flag, with how many things it concerns.
pub fn flags(page: &PageCtx, value: &Value) -> Vec<Words> {
    value
        .flags
        .iter()
        .filter(|(flag, _)| **flag != Flag::Ok || value.level().is_some())
        .map(|(flag, count)| self::flag(page, *flag, *count))
        .collect()
}

/// A flag that concerns so many things.
pub fn flag(page: &PageCtx, flag: Flag, count: u64) -> Words {
    (class(flag), flag_words(page, flag, count))
}

fn flag_words(page: &PageCtx, flag: Flag, count: u64) -> String {
    if count > 0 && has_count(flag) {
        let key = format!("indicators-flagged-{}", flag.code().replace('_', "-"));
        page.tn(&key, "count", count)
    } else {
        page.word("indicators-flag", flag.code())
    }
}

/// Whether a flag says how many things it concerns.
pub const fn has_count(flag: Flag) -> bool {
    match flag {
        Flag::Partial
        | Flag::Fragile
        | Flag::NotPublishable
        | Flag::Stale
        | Flag::Declared
        | Flag::Estimated
        | Flag::Corrected => true,
        Flag::Ok | Flag::Secret | Flag::NotApplicable | Flag::NotComputable | Flag::Exceptional | Flag::Fictitious => {
            false
        }
    }
}

/// The class of a flag's colour.
const fn class(flag: Flag) -> &'static str {
    match flag {
        Flag::Ok => "ok",
        Flag::Partial => "partial",
        Flag::Fragile => "fragile",
        Flag::NotPublishable => "not-publishable",
        Flag::Stale => "stale",
        Flag::Declared => "declared",
        Flag::Estimated => "estimated",
        Flag::Secret => "suppressed",
        Flag::NotApplicable => "not-applicable",
        Flag::NotComputable => "not-computable",
        Flag::Corrected => "corrected",
        Flag::Exceptional => "exceptional",
        Flag::Fictitious => "fictitious",
    }
}

/// Between which values the figure lies, when something is unknown.
pub fn bounds(page: &PageCtx, value: &Value) -> Option<String> {
    let tenths = |share: pole_kernel::Ratio| i64::try_from(share.tenths_of_percent()).unwrap_or(i64::MAX);
    let whole = |count: u64| page.number(count);
    let (low, high) = match (value.bounds, value.count_bounds) {
        (Some((low, high)), _) if low != high => (
            page.formats().percent(tenths(low)),
            page.formats().percent(tenths(high)),
        ),
        (_, Some((low, high))) if low != high => (whole(low), whole(high)),
        _ => return None,
    };
    let known = value
        .coverage
        .map(|known| page.formats().percent(tenths(known)))
        .unwrap_or_default();
    Some(page.tv(
        "indicators-bounds",
        &[("low", low.into()), ("high", high.into()), ("known", known.into())],
    ))
}

/// How a value moved since another, in points or in counts.
pub fn movement(page: &PageCtx, before: &Value, now: &Value) -> Option<String> {
    let moved = rules::trend(before, now)?;
    let since = page.month(&before.period.to.month_of());
    let amount = match now.measure.unit() {
        Unit::Percent => page.formats().tenths(moved.abs()),
        Unit::Persons | Unit::Certifications => page.formats().number(moved.abs()),
    };
    let key = match (now.measure.unit(), moved.signum()) {
        (_, 0) => "indicators-trend-same",
        (Unit::Percent, 1) => "indicators-trend-points-up",
        (Unit::Percent, _) => "indicators-trend-points-down",
        (Unit::Persons | Unit::Certifications, 1) => "indicators-trend-count-up",
        (Unit::Persons | Unit::Certifications, _) => "indicators-trend-count-down",
    };
    Some(page.tv(key, &[("amount", amount.into()), ("since", since.into())]))
}

/// Says that a figure is frozen, when its reader sees it so: which release, or that there is none yet.
pub fn frozen(page: &PageCtx, reading: &Reading, value: &Value) -> Option<String> {
    match actions::sight_of(&page.actor, &reading.facts, &value.place, value.measure) {
        Sight::Live | Sight::Guarded => None,
        Sight::Frozen(_) => Some(match &reading.release {
            Some(release) => page.t1("indicators-frozen", "month", page.month(&release.month)),
            None => page.t("indicators-frozen-none"),
        }),
    }
}
