//! From what is observed to points, from points to N, R and π (`domain.md` §7.1). Pure.
//!
//! Anchors are fixed: a school's points depend on what is known of it and of nobody else. Only what is
//! missing is taken from others, and says so.

use std::collections::BTreeMap;

use pole_kernel::SchoolKind;

use super::model::{Basis, Component, KnownSchool, Measure, SchoolScores, Scored, StandIn, Weights};
use crate::features::directory::SchoolGroup;

/// The weights of each side sum to so much.
pub const FULL: i64 = 100;
/// What stands in when nobody has a component.
const MIDDLE: i64 = 50;
/// Thousandths in one unit.
const UNIT: i64 = 1_000;

/// Between which values of a measure points go from 0 to 100, in thousandths. Beyond, they stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchors {
    /// 0 points.
    pub zero: i64,
    /// 100 points.
    pub full: i64,
}

/// The anchors of the rule; \[C\] marks our own.
pub const fn anchors(measure: Measure) -> Anchors {
    let (zero, full) = match measure {
        Measure::Ips => (125, 65),
        Measure::Scholarships => (10, 70),
        Measure::DevicesPrimary => (15, 0),
        Measure::DevicesSecondary => (35, 0),
        Measure::HighSpeed => (100, 0),
        // For the training, half of the teachers have begun [C].
        Measure::FamiliesAtRisk | Measure::Trained => (0, 50),
        // A1 is 1, A2 is 2, B1 is 3, B2 and above is 4 [C].
        Measure::TeacherLevel => (4, 1),
        Measure::Exposure => (0, 4),
        Measure::Volunteers | Measure::ReviewScore => (0, 100),
        Measure::YesNo => (0, 1),
    };
    Anchors {
        zero: zero * UNIT,
        full: full * UNIT,
    }
}

/// Whole points from 0 to 100, halves up.
pub fn points(measure: Measure, milli: i64) -> i64 {
    let Anchors { zero, full } = anchors(measure);
    let (way, length) = if full > zero {
        (milli - zero, full - zero)
    } else {
        (zero - milli, zero - full)
    };
    let way = way.clamp(0, length);
    (FULL * way * 2 + length) / (2 * length)
}

/// How pilots declare a component of a school, and what the register of that component is observed in.
pub const fn declared_in(component: Component, group: SchoolGroup) -> Measure {
    match component {
        Component::Social => Measure::Scholarships,
        Component::Equipment => devices(group),
        Component::Connectivity => Measure::HighSpeed,
        Component::Families => Measure::FamiliesAtRisk,
        Component::Skills => Measure::TeacherLevel,
        Component::Isolation => Measure::Exposure,
        Component::Team => Measure::Volunteers,
        Component::Review => Measure::ReviewScore,
        Component::Referent | Component::Prerequisites => Measure::YesNo,
        Component::Training => Measure::Trained,
    }
}

/// Recent devices are compared with what the type of school has at best.
pub const fn devices(group: SchoolGroup) -> Measure {
    match group {
        SchoolGroup::Ecoles => Measure::DevicesPrimary,
        SchoolGroup::Colleges | SchoolGroup::Lycees => Measure::DevicesSecondary,
    }
}

/// Whether a register of the product speaks of a component; of the others only pilots know.
pub const fn has_register(component: Component) -> bool {
    match component {
        Component::Social
        | Component::Equipment
        | Component::Connectivity
        | Component::Review
        | Component::Prerequisites
        | Component::Training => true,
        Component::Families | Component::Skills | Component::Isolation | Component::Team | Component::Referent => false,
    }
}

/// The least and the most that may be declared, in thousandths.
pub const fn range(measure: Measure) -> (i64, i64) {
    let (least, most) = match measure {
        Measure::Ips => (30, 200),
        // Several devices a pupil are a mistake.
        Measure::DevicesPrimary | Measure::DevicesSecondary => (0, 300),
        Measure::Scholarships
        | Measure::HighSpeed
        | Measure::FamiliesAtRisk
        | Measure::Volunteers
        | Measure::ReviewScore
        | Measure::Trained => (0, 100),
        Measure::TeacherLevel => (1, 4),
        Measure::Exposure => (0, 4),
        Measure::YesNo => (0, 1),
    };
    (least * UNIT, most * UNIT)
}

/// Whether only whole numbers make sense.
pub const fn is_whole(measure: Measure) -> bool {
    matches!(measure, Measure::Exposure | Measure::YesNo)
}

/// Reads what a person types or pastes, in thousandths: a decimal comma or point, a sign of percent, yes or no, a
/// level of the framework. `None` when it is not of the scale.
pub fn read_value(measure: Measure, text: &str) -> Option<i64> {
    let text = text.to_lowercase();
    let text = text.trim().trim_end_matches('%').trim_end();
    let milli = match (measure, text) {
        (Measure::YesNo, "oui" | "yes" | "o" | "y") | (Measure::TeacherLevel, "a1") => UNIT,
        (Measure::YesNo, "non" | "no" | "n") => 0,
        (Measure::TeacherLevel, "a2") => 2 * UNIT,
        (Measure::TeacherLevel, "b1") => 3 * UNIT,
        (Measure::TeacherLevel, "b2" | "c1" | "c2") => 4 * UNIT,
        _ => read_milli(text)?,
    };
    let (least, most) = range(measure);
    let fits = (least..=most).contains(&milli) && (!is_whole(measure) || milli % UNIT == 0);
    fits.then_some(milli)
}

/// A number with at most three decimals, in thousandths.
fn read_milli(text: &str) -> Option<i64> {
    let text = text.replace(',', ".");
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || decimals.len() > 3 || !digits(whole) || !digits(decimals) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let decimals: i64 = format!("{decimals:0<3}").parse().ok()?;
    Some(whole * UNIT + decimals)
}

/// What a side of the weights sums to.
pub fn sum_of(side: &BTreeMap<String, i64>) -> i64 {
    side.values().sum()
}

/// What is wrong with weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightsProblem {
    /// Those of the need sum to something else than 100.
    Need(i64),
    /// Those of the readiness sum to something else than 100.
    Readiness(i64),
    /// The part of the need is not between 0 and 100.
    Share(i64),
    /// A weight is below 0 or above 100, is missing, or is of no component.
    Weight,
}

/// Everything that is wrong with weights.
pub fn problems(weights: &Weights) -> Vec<WeightsProblem> {
    let mut problems = Vec::new();
    let sides = [
        (&weights.need, &Component::NEED[..]),
        (&weights.readiness, &Component::READINESS[..]),
    ];
    let is_whole = |(side, components): (&BTreeMap<String, i64>, &[Component])| {
        side.len() == components.len()
            && components.iter().all(|component| {
                side.get(component.code())
                    .is_some_and(|weight| (0..=FULL).contains(weight))
            })
    };
    if !sides.into_iter().all(is_whole) {
        problems.push(WeightsProblem::Weight);
        return problems;
    }
    let [need, readiness] = [sum_of(&weights.need), sum_of(&weights.readiness)];
    if need != FULL {
        problems.push(WeightsProblem::Need(need));
    }
    if readiness != FULL {
        problems.push(WeightsProblem::Readiness(readiness));
    }
    if !(0..=FULL).contains(&weights.need_share) {
        problems.push(WeightsProblem::Share(weights.need_share));
    }
    problems
}

/// The middle value, halves up between two; `None` of nothing.
pub fn median(values: &[i64]) -> Option<i64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let half = sorted.len() / 2;
    let upper = *sorted.get(half)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get(half.checked_sub(1)?)?;
    Some((lower + upper + 1).div_euclid(2))
}

/// π, times ten, halves up; N and R in hundredths of a point.
pub const fn priority_x10(weights: &Weights, need: i64, readiness: i64) -> i64 {
    (weights.need_share * need + (FULL - weights.need_share) * readiness + 500) / 1_000
}

/// What stands in for what nobody knows of a school.
struct StandIns {
    by_type: BTreeMap<(Component, SchoolGroup), Vec<i64>>,
    all: BTreeMap<Component, Vec<i64>>,
}

impl StandIns {
    fn of(known: &[KnownSchool]) -> Self {
        let mut stand_ins = Self {
            by_type: BTreeMap::new(),
            all: BTreeMap::new(),
        };
        for school in known {
            let group = SchoolGroup::of(school.school.kind);
            for (component, observed) in &school.observed {
                let points = points(observed.measure, observed.milli);
                stand_ins.by_type.entry((*component, group)).or_default().push(points);
                stand_ins.all.entry(*component).or_default().push(points);
            }
        }
        stand_ins
    }

    fn for_one(&self, component: Component, kind: SchoolKind) -> (i64, StandIn) {
        let same_type = self.by_type.get(&(component, SchoolGroup::of(kind)));
        if let Some(median) = same_type.and_then(|points| median(points)) {
            return (median, StandIn::SameType);
        }
        match self.all.get(&component).and_then(|points| median(points)) {
            Some(median) => (median, StandIn::All),
            None => (MIDDLE, StandIn::Middle),
        }
    }
}

/// Scores schools, in the order given. Medians are those of these schools: they are all of the basin.
pub fn score(known: Vec<KnownSchool>, weights: &Weights) -> Vec<SchoolScores> {
    let stand_ins = StandIns::of(&known);
    known
        .into_iter()
        .map(|school| {
            let kind = school.school.kind;
            let components = Component::ALL
                .iter()
                .map(|component| scored(*component, kind, &school, &stand_ins))
                .collect();
            summed(school, components, weights)
        })
        .collect()
}

fn scored(component: Component, kind: SchoolKind, school: &KnownSchool, stand_ins: &StandIns) -> Scored {
    if let Some(observed) = school.observed.get(&component) {
        return Scored {
            component,
            measure: Some(observed.measure),
            milli: Some(observed.milli),
            stand_in: None,
            points: points(observed.measure, observed.milli),
            basis: observed.basis,
            on: observed.on,
            href: observed.href.clone(),
            note: observed.note.clone(),
            fictitious: observed.fictitious,
        };
    }
    let (points, stand_in) = stand_ins.for_one(component, kind);
    Scored {
        component,
        measure: None,
        milli: None,
        stand_in: Some(stand_in),
        points,
        basis: Basis::Estimated,
        on: None,
        href: String::new(),
        note: String::new(),
        fictitious: false,
    }
}

/// A weighted side: what it is, and its least and most when what is missing is 0 or 100.
fn side(components: &[Scored], weights: &BTreeMap<String, i64>) -> (i64, (i64, i64)) {
    let mut sum = (0, (0, 0));
    for scored in components {
        let Some(weight) = weights.get(scored.component.code()) else {
            continue;
        };
        let (least, most) = if scored.basis == Basis::Estimated {
            (0, FULL)
        } else {
            (scored.points, scored.points)
        };
        sum.0 += weight * scored.points;
        sum.1.0 += weight * least;
        sum.1.1 += weight * most;
    }
    sum
}

fn summed(school: KnownSchool, components: Vec<Scored>, weights: &Weights) -> SchoolScores {
    let (need, need_between) = side(&components, &weights.need);
    let (readiness, readiness_between) = side(&components, &weights.readiness);
    let priority = |need, readiness| priority_x10(weights, need, readiness);
    SchoolScores {
        school: school.school,
        components,
        need,
        need_between,
        readiness,
        readiness_between,
        priority_x10: priority(need, readiness),
        priority_between: (
            priority(need_between.0, readiness_between.0),
            priority(need_between.1, readiness_between.1),
        ),
    }
}
