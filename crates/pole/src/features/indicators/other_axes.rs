//! Further ways of telling two figures apart (`domain.md` §5.3 and §5.4): rooms by type and by what
//! carries the internet, teachers trained by degree and by discipline. Told where the figure is
//! seen as it stands; elsewhere it would be one more way of subtracting.

use std::collections::{BTreeMap, BTreeSet};

use pole_db::Tx;
use pole_kernel::{Uai, vocabulary};

use super::actions::{Reading, Sight, sight_of};
use super::errors::IndicatorError;
use super::evidence::scope_of;
use super::model::{Flag, Indicator, Measure, Tally, Value};
use super::registers::class_of;
use super::rules::{Asking, Coverage, value};
use super::tally::period;
use crate::features::connectivity::{self, Basis, RoomState};
use crate::features::training::{self, Served};
use crate::policy::Actor;

vocabulary! {
    /// An axis that one indicator has and the others have not.
    OtherAxis, "axis of an indicator" {
        /// Rooms, by what they are for.
        RoomKind = "room_kind",
        /// Rooms, by what carries the internet to their school.
        Technology = "technology",
        /// Teachers, by the degree in which they teach.
        Degree = "degree",
        /// Teachers, by discipline.
        Discipline = "discipline",
    }
}

impl OtherAxis {
    /// The axes of an indicator.
    pub const fn of(indicator: Indicator) -> &'static [Self] {
        match indicator {
            Indicator::Connected => &[Self::RoomKind, Self::Technology],
            Indicator::Trained => &[Self::Degree, Self::Discipline],
            Indicator::Selected | Indicator::Used | Indicator::Certified => &[],
        }
    }
}

/// The figures of an axis, by what stands on it: a code, a text, or nothing when it is not known.
pub type AxisValues = BTreeMap<String, Value>;

/// A measure at the place of a reading along each further axis of its indicator.
///
/// # Errors
/// When the database fails.
pub fn other_axes(
    tx: &mut Tx,
    actor: &Actor,
    reading: &Reading,
    measure: Measure,
) -> Result<Vec<(OtherAxis, AxisValues)>, IndicatorError> {
    let facts = &reading.facts;
    let axes = OtherAxis::of(measure.indicator());
    // What was offered is told of a whole commitment, not of a service.
    let told = measure != Measure::TeachersOffered;
    if axes.is_empty() || !told || sight_of(actor, facts, &reading.place, measure) != Sight::Live {
        return Ok(Vec::new());
    }
    let inside = facts.codes_of(&reading.place, |school| school.counts == Some(true));
    let is_inside = |uai: &Uai| inside.contains(uai);
    let scope = scope_of(facts, &reading.place);
    let (mut rooms, mut served) = (Vec::new(), Vec::new());
    if measure.indicator() == Indicator::Connected {
        rooms = connectivity::room_states(tx, &scope, facts.on, facts.known_at)?;
        rooms.retain(|room| is_inside(&room.uai));
    } else {
        served = training::served(tx, &scope, facts.known_at)?;
        served.retain(|service| is_inside(&service.uai) && service.valid_from <= facts.on);
    }
    let told = axes.iter().map(|axis| {
        let tallies = match axis {
            OtherAxis::RoomKind => by_room(&rooms, reading, measure, |room| room.kind.code().to_owned()),
            OtherAxis::Technology => by_room(&rooms, reading, measure, |room| {
                room.technology
                    .map_or_else(String::new, |technology| technology.code().to_owned())
            }),
            OtherAxis::Degree => by_person(&served, reading, measure, |service| service.degree.code().to_owned()),
            OtherAxis::Discipline => by_person(&served, reading, measure, |service| {
                service.discipline.trim().to_owned()
            }),
        };
        let values = tallies
            .into_iter()
            .map(|(code, tally)| (code, told_of(reading, measure, &tally)))
            .collect();
        (*axis, values)
    });
    Ok(told.collect())
}

fn told_of(reading: &Reading, measure: Measure, tally: &Tally) -> Value {
    let facts = &reading.facts;
    let asking = Asking {
        measure,
        definition: facts.definitions.of(measure.indicator()).version,
        place: reading.place.clone(),
        period: period(facts, measure),
        as_of: facts.on,
        known_at: facts.known_at,
    };
    value(asking, tally, Coverage::default())
}

/// Rooms, each counted once: the tallies sum to that of the place.
fn by_room(
    rooms: &[RoomState],
    reading: &Reading,
    measure: Measure,
    code: impl Fn(&RoomState) -> String,
) -> BTreeMap<String, Tally> {
    let rates = reading.facts.definitions.rates();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for room in rooms {
        let class = class_of(room, rates);
        let measured_only = measure == Measure::RoomsMeasured;
        let counts = match measure {
            Measure::RoomsConnected => class >= 1,
            Measure::RoomsVeryHighSpeed => class >= 3,
            Measure::RoomsMeasured => room.basis == Basis::Measured,
            _ => class >= 2,
        };
        let tally = tallies.entry(code(room)).or_default();
        tally.yes += u64::from(counts);
        tally.all = Some(tally.all.unwrap_or_default() + 1);
        if !measured_only {
            tally.unknown += u64::from(room.basis == Basis::Unknown);
            tally.mark(Flag::Stale, room.is_stale.into());
            tally.mark(Flag::Declared, (room.basis == Basis::Declared).into());
        }
        tally.mark(Flag::Fictitious, room.is_fictitious.into());
    }
    tallies
}

/// Distinct persons, counted anew for each degree or discipline: somebody who teaches two counts in
/// both, so that the tallies do not sum.
fn by_person(
    served: &[Served],
    reading: &Reading,
    measure: Measure,
    code: impl Fn(&Served) -> String,
) -> BTreeMap<String, Tally> {
    let facts = &reading.facts;
    let tier = match measure {
        Measure::TeachersAware => 0,
        Measure::TeachersComplete => 2,
        _ => facts.definitions.trained_tier(),
    };
    let in_service_only = measure == Measure::TeachersTrainedInService;
    let mut met = BTreeSet::new();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for service in served {
        let in_service = service.valid_to.is_none_or(|last| last >= facts.on);
        let reached = service.reached.get(tier).copied().flatten();
        let counts = reached.is_some_and(|day| day <= facts.on);
        if in_service_only && !in_service || !in_service_only && !counts {
            continue;
        }
        let code = code(service);
        if !met.insert((code.clone(), service.person.number())) {
            continue;
        }
        let tally = tallies.entry(code).or_default();
        tally.yes += u64::from(counts);
        if in_service_only {
            tally.all = Some(tally.all.unwrap_or_default() + 1);
        }
        tally.mark(Flag::Fictitious, service.is_fictitious.into());
    }
    tallies
}
