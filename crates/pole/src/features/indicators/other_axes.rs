//! Further ways of telling figures apart (`domain.md` §5.2 to §5.4): schools alone or attached, rooms by type, by what
//! carries the internet, by what their class rests on and by class, teachers trained by degree, discipline, tier, theme and modality. Told where
//! the figure is seen as it stands; elsewhere it would be one more way of subtracting.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pole_db::Tx;
use pole_kernel::{Day, Uai, vocabulary};

use super::actions::{Reading, Sight, sight_of};
use super::errors::IndicatorError;
use super::evidence::scope_of;
use super::model::{Flag, Indicator, Measure, Tally, Unit, Value};
use super::registers::class_of;
use super::rules::{Asking, Coverage, value};
use super::tally::{period, tally};
use crate::features::connectivity::{self, Basis, RoomId, RoomState};
use crate::features::training::{self, Reached, Served};
use crate::policy::Actor;

vocabulary! {
    /// An axis that one indicator has and the others have not.
    OtherAxis, "axis of an indicator" {
        /// Schools, by whether they are in the catchment area of a collège.
        Attachment = "attachment",
        /// Rooms, by what they are for.
        RoomKind = "room_kind",
        /// Rooms, by what carries the internet to their school.
        Technology = "technology",
        /// Rooms, by what their class rests on: measured, declared…
        Basis = "basis",
        /// Rooms, by class.
        Class = "class",
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
            Indicator::Connected => &[Self::RoomKind, Self::Technology, Self::Basis, Self::Class],
            Indicator::Trained => &[Self::Degree, Self::Discipline, Self::Tier, Self::Theme, Self::Modality],
            Indicator::Selected => &[Self::Attachment],
            Indicator::Used | Indicator::Certified => &[],
        }
    }
}

/// The figures of an axis, by what stands on it: a code, a text, or nothing when it is not known.
pub type AxisValues = BTreeMap<String, Value>;

/// What stands at one place of an axis: the rooms, or the persons with whether each counts there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Schools, counted or not by their own selection.
    Schools(BTreeSet<Uai>),
    /// Rooms, counted or not by their own class.
    Rooms(BTreeSet<RoomId>),
    /// Persons.
    Persons(BTreeMap<u128, bool>),
}

impl Standing {
    /// Whether a school stands there.
    pub fn has_school(&self, uai: &Uai) -> bool {
        matches!(self, Self::Schools(schools) if schools.contains(uai))
    }

    /// Whether a room stands there.
    pub fn has_room(&self, room: RoomId) -> bool {
        matches!(self, Self::Rooms(rooms) if rooms.contains(&room))
    }

    /// Whether a person counts there; nothing when they do not stand there at all.
    pub fn counts(&self, person: u128) -> Option<bool> {
        match self {
            Self::Schools(_) | Self::Rooms(_) => None,
            Self::Persons(persons) => persons.get(&person).copied(),
        }
    }
}

/// What is counted at one place of an axis.
struct Cell {
    tally: Tally,
    standing: Standing,
}

type Cells = BTreeMap<String, Cell>;

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
    let axes = OtherAxis::of(measure.indicator());
    let told = cells(tx, actor, reading, measure, axes)?
        .into_iter()
        .map(|(axis, cells)| {
            let values = cells
                .into_iter()
                .filter(|(_, cell)| is_shown(measure, &cell.tally))
                .map(|(code, cell)| (code, told_of(reading, measure, &cell.tally)))
                .collect();
            (axis, values)
        });
    Ok(told.collect())
}

/// The figure at one place of an axis, with what stands there: its evidence is that of the measure, and there.
///
/// # Errors
/// When the indicator has no such axis, nothing stands there, the figure is not told to its reader, or the database
/// fails.
pub fn standing(
    tx: &mut Tx,
    actor: &Actor,
    reading: &Reading,
    measure: Measure,
    axis: OtherAxis,
    code: &str,
) -> Result<(Value, Standing), IndicatorError> {
    if !OtherAxis::of(measure.indicator()).contains(&axis) {
        return Err(IndicatorError::NotFound);
    }
    let cell = cells(tx, actor, reading, measure, &[axis])?
        .into_iter()
        .find_map(|(_, mut cells)| cells.remove(code))
        .filter(|cell| is_shown(measure, &cell.tally))
        .ok_or(IndicatorError::NotFound)?;
    Ok((told_of(reading, measure, &cell.tally), cell.standing))
}

/// Whether a place of an axis is told: a count of nobody is not.
fn is_shown(measure: Measure, tally: &Tally) -> bool {
    measure.unit() == Unit::Percent || tally.yes > 0
}

fn cells(
    tx: &mut Tx,
    actor: &Actor,
    reading: &Reading,
    measure: Measure,
    axes: &[OtherAxis],
) -> Result<Vec<(OtherAxis, Cells)>, IndicatorError> {
    let facts = &reading.facts;
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
    } else if measure.indicator() == Indicator::Trained {
        served = training::served(tx, &scope, facts.known_at)?;
        served.retain(|service| is_inside(&service.uai) && service.valid_from <= facts.on);
        apart = training::apart(tx, &scope, facts.on, facts.known_at)?;
    }
    let told = axes.iter().map(|axis| {
        let cells = match axis {
            OtherAxis::Attachment => by_attachment(reading, measure),
            OtherAxis::RoomKind => by_room(&rooms, reading, measure, |room| room.kind.code().to_owned()),
            OtherAxis::Technology => by_room(&rooms, reading, measure, |room| {
                room.technology
                    .map_or_else(String::new, |technology| technology.code().to_owned())
            }),
            OtherAxis::Basis => by_room(&rooms, reading, measure, |room| room.basis.code().to_owned()),
            OtherAxis::Class => by_room(&rooms, reading, measure, |room| {
                class_of(room, facts.definitions.rates()).to_string()
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
        (*axis, cells)
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

/// The two places of the axis of attachment.
pub const ATTACHMENTS: [&str; 2] = ["alone", "attached"];

/// Schools, each counted once: the tallies sum to that of the place.
fn by_attachment(reading: &Reading, measure: Measure) -> Cells {
    let cells = ATTACHMENTS.into_iter().map(|code| {
        let mut facts = reading.facts.clone();
        facts
            .schools
            .retain(|school| school.is_attached == (code == "attached"));
        let cell = Cell {
            tally: tally(&facts, measure, &reading.place),
            standing: Standing::Schools(facts.schools.into_iter().map(|school| school.uai).collect()),
        };
        (code.to_owned(), cell)
    });
    cells
        .filter(|(_, cell)| cell.tally.all.is_some_and(|all| all > 0))
        .collect()
}

/// Rooms, each counted once: the tallies sum to that of the place.
fn by_room(rooms: &[RoomState], reading: &Reading, measure: Measure, code: impl Fn(&RoomState) -> String) -> Cells {
    let rates = reading.facts.definitions.rates();
    let mut found: BTreeMap<String, (Tally, BTreeSet<RoomId>)> = BTreeMap::new();
    for room in rooms {
        let class = class_of(room, rates);
        let measured_only = measure == Measure::RoomsMeasured;
        let counts = match measure {
            Measure::RoomsConnected => class >= 1,
            Measure::RoomsVeryHighSpeed => class >= 3,
            Measure::RoomsMeasured => room.basis == Basis::Measured,
            _ => class >= 2,
        };
        let (tally, ids) = found.entry(code(room)).or_default();
        ids.insert(room.room);
        tally.yes += u64::from(counts);
        tally.all = Some(tally.all.unwrap_or_default() + 1);
        if !measured_only {
            tally.unknown += u64::from(room.basis == Basis::Unknown);
            tally.mark(Flag::Stale, room.is_stale.into());
            tally.mark(Flag::Declared, (room.basis == Basis::Declared).into());
        }
        tally.mark(Flag::Fictitious, room.is_fictitious.into());
    }
    let cell = |(tally, ids)| Cell {
        tally,
        standing: Standing::Rooms(ids),
    };
    found.into_iter().map(|(code, found)| (code, cell(found))).collect()
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
) -> Cells {
    let facts = &reading.facts;
    let tier = match measure {
        Measure::TeachersAware => 0,
        Measure::TeachersComplete => 2,
        _ => facts.definitions.trained_tier(),
    };
    let in_service_only = measure == Measure::TeachersTrainedInService;
    let mut met = BTreeSet::new();
    let mut found: BTreeMap<String, (Tally, BTreeMap<u128, bool>)> = BTreeMap::new();
    for service in served {
        if in_service_only && !is_in_service(service, facts.on) {
            continue;
        }
        for (code, reached) in codes(service) {
            let counts = reached[tier].is_some_and(|day| day <= facts.on);
            let person = service.person.number();
            let (tally, persons) = found.entry(code.clone()).or_default();
            *persons.entry(person).or_default() |= counts;
            if !in_service_only && !counts || !met.insert((code, person)) {
                continue;
            }
            tally.yes += u64::from(counts);
            if in_service_only {
                tally.all = Some(tally.all.unwrap_or_default() + 1);
            }
            tally.mark(Flag::Fictitious, service.is_fictitious.into());
        }
    }
    let cell = |(tally, persons)| Cell {
        tally,
        standing: Standing::Persons(persons),
    };
    found.into_iter().map(|(code, found)| (code, cell(found))).collect()
}

/// Distinct persons by what they followed. Who followed nothing of it could have: a share is one of
/// all those in service.
fn by_part(
    served: &[Served],
    reading: &Reading,
    measure: Measure,
    codes: impl Fn(&Served) -> Vec<(String, Reached)>,
) -> Cells {
    let mut cells = by_person(served, reading, measure, codes);
    cells.retain(|_, cell| cell.tally.yes > 0);
    if measure == Measure::TeachersTrainedInService {
        let there = served
            .iter()
            .filter(|service| is_in_service(service, reading.facts.on))
            .map(|service| service.person.number());
        let everybody = there.collect::<BTreeSet<_>>().len() as u64;
        for cell in cells.values_mut() {
            cell.tally.all = Some(everybody);
        }
    }
    cells
}

fn is_in_service(service: &Served, on: Day) -> bool {
    service.valid_to.is_none_or(|last| last >= on)
}
