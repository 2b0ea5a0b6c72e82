//! A table of values made safe for its readers: what is too small is hidden, and what would give
//! it away besides (`domain.md` §9). A place is hidden for a whole indicator at once: its other
//! figures would tell the one that is hidden.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::model::{Behind, Flag, Indicator, Measure, Place, Unit, Value};
use super::suppression::{Cell, Line, Thresholds, hidden};

/// The lines of a table: which places add up to which.
pub fn lines(facts: &Facts, places: &[Place]) -> Vec<Line> {
    let of_kind = |wanted: fn(&Place) -> bool| -> Vec<usize> {
        (0..places.len()).filter(|index| wanted(&places[*index])).collect()
    };
    let schools = of_kind(|place| matches!(place, Place::School(_)));
    let mut lines = Vec::new();
    for (index, place) in places.iter().enumerate() {
        let members = |kind: &[usize]| -> Vec<usize> {
            kind.iter()
                .copied()
                .filter(|school| match &places[*school] {
                    Place::School(uai) => facts.school(uai).is_some_and(|school| school.is_in(place)),
                    Place::Basin | Place::Directory | Place::Territory(_) | Place::Group(_) | Place::Wave(_) => true,
                })
                .collect()
        };
        let total = Some(index);
        match place {
            Place::School(_) | Place::Directory => {}
            Place::Territory(_) | Place::Group(_) | Place::Wave(_) => lines.push(Line {
                total,
                parts: members(&schools),
            }),
            Place::Basin => {
                for parts in [
                    schools.clone(),
                    of_kind(|place| matches!(place, Place::Territory(_))),
                    of_kind(|place| matches!(place, Place::Group(_))),
                ] {
                    if !parts.is_empty() {
                        lines.push(Line { total, parts });
                    }
                }
            }
        }
    }
    lines
}

/// Hides in a table (values of several measures at the same places) what its readers may not
/// see. `protects` says which measures are about people these readers may not single out.
pub fn protect(values: &mut [Value], facts: &Facts, thresholds: Thresholds, protects: impl Fn(Behind) -> bool) {
    for indicator in Indicator::ALL {
        let places: Vec<Place> = values
            .iter()
            .filter(|value| value.measure.indicator() == *indicator)
            .map(|value| value.place.clone())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let lines = lines(facts, &places);
        let tables: Vec<BTreeMap<usize, Cell>> = Measure::of(*indicator)
            .filter(|measure| protects(measure.behind()))
            .map(|measure| cells(values, measure, &places))
            .collect();
        let mut gone = BTreeSet::new();
        loop {
            let before = gone.len();
            for table in &tables {
                gone.extend(hidden_in(table, places.len(), &lines, thresholds, &gone));
            }
            if gone.len() == before {
                break;
            }
        }
        for value in values
            .iter_mut()
            .filter(|value| value.measure.indicator() == *indicator)
        {
            let at = places.binary_search(&value.place);
            if protects(value.measure.behind()) && at.is_ok_and(|at| gone.contains(&at)) {
                hide(value);
            }
        }
    }
}

/// The figures of one measure, by place. What has no figure has nothing to hide.
fn cells(values: &[Value], measure: Measure, places: &[Place]) -> BTreeMap<usize, Cell> {
    values
        .iter()
        .filter(|value| value.measure == measure)
        .filter_map(|value| {
            let at = places.binary_search(&value.place).ok()?;
            Some((
                at,
                Cell {
                    count: value.numerator?,
                    among: value.denominator.filter(|_| measure.unit() == Unit::Percent),
                    is_school: matches!(value.place, Place::School(_)),
                },
            ))
        })
        .collect()
}

/// The places a table hides, when it has a figure at some places only.
fn hidden_in(
    table: &BTreeMap<usize, Cell>,
    count: usize,
    lines: &[Line],
    thresholds: Thresholds,
    already: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    let held: Vec<usize> = table.keys().copied().collect();
    let rank = |place: usize| held.binary_search(&place).ok();
    let cells: Vec<Cell> = table.values().copied().collect();
    let lines: Vec<Line> = lines
        .iter()
        .map(|line| Line {
            total: line.total.and_then(rank),
            parts: line.parts.iter().copied().filter_map(rank).collect(),
        })
        .collect();
    let already: BTreeSet<usize> = already
        .iter()
        .copied()
        .filter(|place| *place < count)
        .filter_map(rank)
        .collect();
    hidden(&cells, &lines, thresholds, &already)
        .into_iter()
        .map(|place| held[place])
        .collect()
}

/// Takes every figure out of a value and says so.
pub fn hide(value: &mut Value) {
    value.numerator = None;
    value.denominator = None;
    value.share = None;
    value.bounds = None;
    value.count_bounds = None;
    value.coverage = None;
    value.evidence_count = None;
    let fictitious = value.flags.contains_key(&Flag::Fictitious);
    value.flags.clear();
    value.flags.insert(Flag::Secret, 0);
    if fictitious {
        value.flags.insert(Flag::Fictitious, 0);
    }
}

/// Takes every figure out of a value of which too little is known, and says so. How much is not
/// known stays, where it says nothing of people.
pub fn withhold(value: &mut Value) {
    let unknown = value.flags.get(&Flag::NotPublishable).copied().unwrap_or_default();
    hide(value);
    value.flags.remove(&Flag::Secret);
    let told = if value.measure.behind() == Behind::Nobody {
        unknown
    } else {
        0
    };
    value.flags.insert(Flag::NotPublishable, told);
}
