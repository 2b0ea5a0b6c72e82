//! A value as JSON: the same for the API and for `pole indicators --json`.

use std::collections::BTreeMap;

use pole_kernel::Ratio;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::{Flag, Unit, Value};

/// One figure of an indicator, with everything needed to trust it or to compute it again.
#[derive(Debug, Serialize, ToSchema)]
pub struct IndicatorBody {
    /// I1 to I5.
    pub code: String,
    /// What is measured of it, by stable code.
    pub measure: String,
    /// Whether it stands for the indicator. I4 has one such figure a profile.
    pub headline: bool,
    /// The version of the definition.
    pub definition: i64,
    /// Of which schools: `basin`, `territory:978`, `type:college`, `wave:…`, `school:9710022X`.
    pub scope: String,
    /// The days it speaks of, both included.
    pub period: PeriodBody,
    /// The day it was asked for.
    pub as_of: String,
    /// The moment by which things were known.
    pub known_at: String,
    /// How many are counted; null when hidden or without object.
    pub numerator: Option<u64>,
    /// Among how many; null for a count, when hidden or without object.
    pub denominator: Option<u64>,
    /// The figure: a percentage with two decimals at most, or a count; null when it cannot be
    /// computed, is hidden or without object. What is unknown is counted as “no”.
    pub value: Option<f64>,
    /// percent, persons or certifications.
    pub unit: String,
    /// The percentage of what is known; null when everything is, for a count.
    pub coverage: Option<f64>,
    /// The lowest and the highest the figure may be once the unknown is known; null when nothing
    /// is unknown of a count, or there is no figure.
    pub bounds: Option<BoundsBody>,
    /// Its quality: OK, PARTIEL, FRAGILE, NON_PUBLIABLE, PERIME, DECLARATIF, ESTIME, SECRET,
    /// SANS_OBJET, NON_CALCULABLE, RECTIFIE, EXCEPTIONNEL, FICTIF.
    pub flags: Vec<String>,
    /// How many things each flag concerns, where that is counted.
    pub flag_counts: BTreeMap<String, u64>,
    /// How many pieces of evidence stand behind it; null when hidden or without object.
    pub evidence_count: Option<u64>,
}

/// The days a figure speaks of.
#[derive(Debug, Serialize, ToSchema)]
pub struct PeriodBody {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// Between which values the figure lies.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoundsBody {
    /// The lowest.
    pub low: f64,
    /// The highest.
    pub high: f64,
}

/// A value as JSON.
pub fn body(value: &Value) -> IndicatorBody {
    let percent = value.measure.unit() == Unit::Percent;
    let bounds = if percent {
        value.bounds.map(|(low, high)| (percentage(low), percentage(high)))
    } else {
        value.count_bounds.map(|(low, high)| (count(low), count(high)))
    };
    IndicatorBody {
        code: value.measure.indicator().code().to_owned(),
        measure: value.measure.code().to_owned(),
        headline: value.measure.is_headline(),
        definition: value.definition,
        scope: value.place.to_string(),
        period: PeriodBody {
            from: value.period.from.to_string(),
            to: value.period.to.to_string(),
        },
        as_of: value.as_of.to_string(),
        known_at: value.known_at.to_string(),
        numerator: value.numerator,
        denominator: value.denominator,
        value: if percent {
            value.share.map(percentage)
        } else {
            value.numerator.map(count)
        },
        unit: value.measure.unit().code().to_owned(),
        coverage: value.coverage.map(percentage),
        bounds: bounds.map(|(low, high)| BoundsBody { low, high }),
        flags: value.flags.keys().map(|flag| trade(*flag)).collect(),
        flag_counts: value
            .flags
            .iter()
            .filter(|(_, count)| **count > 0)
            .map(|(flag, count)| (trade(*flag), *count))
            .collect(),
        evidence_count: value.evidence_count,
    }
}

/// A flag as `domain.md` §5.1 writes it.
fn trade(flag: Flag) -> String {
    flag.code().to_uppercase()
}

fn percentage(share: Ratio) -> f64 {
    count(share.hundredths_of_percent()) / 100.0
}

/// JSON has one kind of number; no basin counts beyond what it holds exactly.
fn count(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use pole_kernel::Day;

    use super::*;
    use crate::features::indicators::model::{Measure, Period, Place, Tally};
    use crate::features::indicators::rules::{Asking, Coverage, value};

    fn told(measure: Measure, tally: &Tally) -> serde_json::Value {
        let day = Day::parse("2026-11-26").unwrap();
        let asking = Asking {
            measure,
            definition: 1,
            place: Place::parse("territory:978").unwrap(),
            period: Period { from: day, to: day },
            as_of: day,
            known_at: day.ends(),
        };
        serde_json::to_value(body(&value(asking, tally, Coverage::default()))).unwrap()
    }

    #[test]
    fn a_share_is_told_as_a_percentage_with_its_bounds_and_flags() {
        let mut tally = Tally {
            yes: 14,
            all: Some(23),
            unknown: 2,
            ..Tally::default()
        };
        tally.mark(Flag::Declared, 3);
        let json = told(Measure::RoomsHighSpeed, &tally);
        assert_eq!(json["code"], "I2");
        assert_eq!(json["scope"], "territory:978");
        assert_eq!(json["value"], 60.87);
        assert_eq!(json["bounds"]["high"], 69.57);
        assert_eq!(json["coverage"], 91.3);
        assert_eq!(json["flags"], serde_json::json!(["PARTIEL", "DECLARATIF"]));
        assert_eq!(json["flag_counts"]["DECLARATIF"], 3);
        assert_eq!(json["evidence_count"], 14);
    }

    #[test]
    fn a_count_has_no_denominator_and_nothing_is_told_before_the_thing_existed() {
        let count = Tally {
            yes: 42,
            ..Tally::default()
        };
        let json = told(Measure::TeachersTrained, &count);
        assert_eq!(
            (&json["value"], &json["denominator"]),
            (&42.0.into(), &serde_json::Value::Null)
        );
        let mut before = Tally::default();
        before.mark(Flag::NotApplicable, 1);
        let json = told(Measure::Certifications, &before);
        assert_eq!(json["value"], serde_json::Value::Null);
        assert_eq!(json["flags"], serde_json::json!(["SANS_OBJET"]));
    }
}
