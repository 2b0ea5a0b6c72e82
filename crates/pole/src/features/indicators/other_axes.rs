//! Further ways of telling two figures apart (`domain.md` §5.3 and §5.4): rooms by type and by what
//! carries the internet, teachers trained by degree, discipline, tier, theme and modality. Told where
//! the figure is seen as it stands; elsewhere it would be one more way of subtracting.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pole_db::Tx;
use pole_kernel::{Day, Uai, vocabulary};

use super::actions::{Reading, Sight, sight_of};
use super::errors::IndicatorError;
use super::evidence::scope_of;
use super::model::{Flag, Indicator, Measure, Tally, Value};
use super::registers::class_of;
use super::rules::{Asking, Coverage, value};
use super::tally::period;
use crate::features::connectivity::{self, Basis, RoomState};
use crate::features::training::{self, Reached, Served};
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
        /// Teachers trained, by the highest tier they reached.
        Tier = "tier",
        /// Teachers, by the themes in which they followed enough hours for the tier.
        Theme = "theme",
        /// Teachers, by the modalities under which they followed enough hours for the tier.
        Modality = "modality",
    }
}

impl OtherAxis {
    /// The axes of an indicator.
    pub const fn of(indicator: Indicator) -> &'static [Self] {
        match indicator {
            Indicator::Connected => &[Self::RoomKind, Self::Technology],
            Indicator::Trained => &[Self::Degree, Self::Discipline, Self::Tier, Self::Theme, Self::Modality],
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
    let (mut rooms, mut served, mut apart) = (Vec::new(), Vec::new(), HashMap::new());
    if measure.indicator() == Indicator::Connected {
        rooms = connectivity::room_states(tx, &scope, facts.on, facts.known_at)?;
        rooms.retain(|room| is_inside(&room.uai));
    } else {
        served = training::served(tx, &scope, facts.known_at)?;
        served.retain(|service| is_inside(&service.uai) && service.valid_from <= facts.on);
        apart = training::apart(tx, &scope, facts.on, facts.known_at)?;
    }
    let told = axes.iter().map(|axis| {
        let tallies = match axis {
            OtherAxis::RoomKind => by_room(&rooms, reading, measure, |room| room.kind.code().to_owned()),
            OtherAxis::Technology => by_room(&rooms, reading, measure, |room| {
                room.technology
                    .map_or_else(String::new, |technology| technology.code().to_owned())
            }),
            OtherAxis::Degree => by_person(&served, reading, measure, |service| {
                vec![(service.degree.code().to_owned(), service.reached)]
            }),
            OtherAxis::Discipline => by_person(&served, reading, measure, |service| {
                vec![(service.discipline.trim().to_owned(), service.reached)]
            }),
            OtherAxis::Tier => by_part(&served, reading, measure, |service| {
                highest(&service.reached, facts.on)
                    .map(|tier| (TIERS[tier].to_owned(), service.reached))
                    .into_iter()
                    .collect()
            }),
            OtherAxis::Theme => by_part(&served, reading, measure, |service| {
                apart.get(&service.person).map_or_else(Vec::new, |apart| {
                    let themes = apart.by_theme.iter();
                    themes
                        .map(|(theme, reached)| (theme.trim().to_owned(), *reached))
                        .collect()
                })
            }),
            OtherAxis::Modality => by_part(&served, reading, measure, |service| {
                apart.get(&service.person).map_or_else(Vec::new, |apart| {
                    let modalities = apart.by_modality.iter();
                    modalities
                        .map(|(modality, reached)| (modality.code().to_owned(), *reached))
                        .collect()
                })
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

/// The tiers, by their least number of hours.
pub const TIERS: [&str; 3] = ["3", "6", "18"];

/// The highest tier reached by a day.
fn highest(reached: &Reached, on: Day) -> Option<usize> {
    reached.iter().rposition(|day| day.is_some_and(|day| day <= on))
}

/// Distinct persons, counted anew for each degree or discipline: somebody who teaches two counts in
/// both, so that the tallies do not sum. Each code comes with the days its tiers were reached.
fn by_person(
    served: &[Served],
    reading: &Reading,
    measure: Measure,
    codes: impl Fn(&Served) -> Vec<(String, Reached)>,
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
        if in_service_only && !is_in_service(service, facts.on) {
            continue;
        }
        for (code, reached) in codes(service) {
            let counts = reached[tier].is_some_and(|day| day <= facts.on);
            if !in_service_only && !counts || !met.insert((code.clone(), service.person.number())) {
                continue;
            }
            let tally = tallies.entry(code).or_default();
            tally.yes += u64::from(counts);
            if in_service_only {
                tally.all = Some(tally.all.unwrap_or_default() + 1);
            }
            tally.mark(Flag::Fictitious, service.is_fictitious.into());
        }
    }
    tallies
}

/// Distinct persons by what they followed. Who followed nothing of it could have: a share is one of
/// all those in service.
fn by_part(
    served: &[Served],
    reading: &Reading,
    measure: Measure,
    codes: impl Fn(&Served) -> Vec<(String, Reached)>,
) -> BTreeMap<String, Tally> {
    let mut tallies = by_person(served, reading, measure, codes);
    tallies.retain(|_, tally| tally.yes > 0);
    if measure == Measure::TeachersTrainedInService {
        let there = served
            .iter()
            .filter(|service| is_in_service(service, reading.facts.on))
            .map(|service| service.person.number());
        let everybody = there.collect::<BTreeSet<_>>().len() as u64;
        for tally in tallies.values_mut() {
            tally.all = Some(everybody);
        }
    }
    tallies
}

fn is_in_service(service: &Served, on: Day) -> bool {
    service.valid_to.is_none_or(|last| last >= on)
}
