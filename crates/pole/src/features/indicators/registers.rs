//! What each register says, in the indicators' own words: the only place that knows both.

use std::collections::{BTreeMap, BTreeSet};

use pole_db::{DbError, Tx};
use pole_kernel::{Day, Month, Territory};

use super::definitions::Thresholds;
use super::facts::{CertificationCounts, Facts, Followed, Offered, Profile, ProfileUsage, RoomCounts};
use super::model::Place;
use crate::features::connectivity::{self, Basis, RoomClass, RoomState};
use crate::features::pix;
use crate::features::training;
use crate::features::usage::{self, MonthUsage, Populations, UsageScope};
use crate::policy::Scope;

/// The newest month that is over on a day: the month of the attendance rates.
pub(super) fn closed_month(on: Day) -> Month {
    let month = on.month_of();
    if on == month.last_day() { month } else { month.plus(-1) }
}

/// Rooms and their classes. With the rates of the first definition the classes are those that
/// were kept; with others they are told again from the medians of each measured room.
pub(super) fn rooms(tx: &mut Tx, seen_by: &Scope, facts: &mut Facts) -> Result<(), DbError> {
    let rates = facts.definitions.rates();
    let usual = Thresholds::default();
    if (rates.down_kbps, rates.up_kbps) == (usual.down_kbps, usual.up_kbps) {
        for school in connectivity::school_rooms(tx, seen_by, facts.on, facts.known_at, false)? {
            let counts = school.counts;
            facts.rooms.insert(
                school.uai,
                RoomCounts {
                    classes: counts.classes,
                    unknown: counts.unknown,
                    stale: counts.stale,
                    declared: counts.declared,
                    measured: counts.measured,
                    fictitious: counts.fictitious,
                },
            );
        }
        return Ok(());
    }
    for room in connectivity::room_states(tx, seen_by, facts.on, facts.known_at)? {
        let class = class_of(&room, rates);
        let counts = facts.rooms.entry(room.uai.clone()).or_default();
        counts.classes[class] += 1;
        counts.unknown += u32::from(room.basis == Basis::Unknown);
        counts.stale += u32::from(room.is_stale);
        counts.declared += u32::from(room.basis == Basis::Declared);
        counts.measured += u32::from(room.basis == Basis::Measured);
        counts.fictitious += u32::from(room.is_fictitious);
    }
    Ok(())
}

/// The class of a room when other rates make high-speed internet. A declared room keeps its
/// class: it was declared against the line of its school, not against a rate. \[C\]
pub(super) fn class_of(room: &RoomState, rates: Thresholds) -> usize {
    let kept = match room.class {
        RoomClass::C0 => 0,
        RoomClass::C1 => 1,
        RoomClass::C2 => 2,
        RoomClass::C3 => 3,
    };
    match (room.basis, room.down_kbps, room.up_kbps) {
        (Basis::Measured, Some(down), Some(up)) if kept > 0 => {
            let fast = down >= rates.down_kbps && up >= rates.up_kbps;
            match (fast, kept) {
                (true, 3) => 3,
                (true, _) => 2,
                (false, _) => 1,
            }
        }
        _ => kept,
    }
}

/// What each teacher followed, and what was offered.
pub(super) fn training(tx: &mut Tx, seen_by: &Scope, facts: &mut Facts) -> Result<(), DbError> {
    facts.followed = training::followed(tx, seen_by, facts.on, facts.known_at)?
        .into_iter()
        .map(|line| Followed {
            person: line.person.number(),
            uai: line.uai,
            reached: [line.reached_3h, line.reached_6h, line.reached_18h],
            in_service: line.is_in_service,
            fictitious: line.is_fictitious,
        })
        .collect();
    facts.offered = training::offered_to(tx, seen_by, facts.known_at)?
        .into_iter()
        .flat_map(|teacher| {
            let (person, kept, fictitious) = (teacher.person.number(), teacher.kept, teacher.is_fictitious);
            teacher.schools.into_iter().map(move |uai| Offered {
                person,
                uai,
                kept,
                fictitious,
            })
        })
        .collect();
    facts.attendance_corrected =
        training::corrected(tx, facts.definitions.training_since, facts.on, facts.known_at)?.unsigned_abs();
    Ok(())
}

/// The attendance of each profile in the month, at every scope where it was counted.
pub(super) fn usage(tx: &mut Tx, seen_by: &Scope, facts: &mut Facts) -> Result<(), DbError> {
    let month = facts.month;
    let populations = Populations::load(tx, month, month, facts.known_at)?;
    let mut lines = usage::schools_with(tx, &populations, seen_by, month, facts.known_at)?;
    for scope in wide_scopes(facts) {
        lines.extend(usage::months_with(
            tx,
            &populations,
            &scope,
            month,
            month,
            facts.known_at,
        )?);
    }
    take_usage(facts, &populations, lines);
    Ok(())
}

/// The scopes above the schools at which visitors are counted.
fn wide_scopes(facts: &Facts) -> Vec<UsageScope> {
    let territories: BTreeSet<&Territory> = facts
        .schools
        .iter()
        .filter_map(|school| school.territory.as_ref())
        .collect();
    std::iter::once(UsageScope::Basin)
        .chain(
            territories
                .into_iter()
                .map(|territory| UsageScope::Territory(territory.clone())),
        )
        .collect()
}

fn take_usage(facts: &mut Facts, populations: &Populations, lines: Vec<MonthUsage>) {
    let month = facts.month;
    let provisional = !usage::is_over(month, facts.known_at.day());
    facts.closed = wide_scopes(facts)
        .into_iter()
        .chain(
            facts
                .schools
                .iter()
                .map(|school| UsageScope::School(school.uai.clone())),
        )
        .filter(|scope| populations.is_exceptional(scope, month))
        .map(place_of)
        .collect();
    facts.usage = lines
        .into_iter()
        .filter(|line| line.month == month && line.service.is_none() && line.channel.is_none())
        .filter_map(|line| {
            Some(ProfileUsage {
                profile: profile_of(line.profile)?,
                place: place_of(line.scope),
                visitors: line.visitors,
                pupils_reached: line.pupils_reached,
                people: line.people,
                estimated: line.population_estimated,
                provisional,
                fictitious: line.fictitious,
            })
        })
        .collect();
}

fn place_of(scope: UsageScope) -> Place {
    match scope {
        UsageScope::Basin => Place::Basin,
        UsageScope::Territory(territory) => Place::Territory(territory),
        UsageScope::School(uai) => Place::School(uai),
    }
}

/// The profile of the headline; the others have no rate of their own here.
const fn profile_of(profile: usage::Profile) -> Option<Profile> {
    match profile {
        usage::Profile::Pupil => Some(Profile::Pupil),
        usage::Profile::Guardian => Some(Profile::Guardian),
        usage::Profile::Teacher => Some(Profile::Teacher),
        usage::Profile::Direction | usage::Profile::SchoolLife => Some(Profile::Staff),
        usage::Profile::Authority | usage::Profile::Partner | usage::Profile::Staff => None,
    }
}

/// The usage of the months that end on some days at one place, for its trend: the schools are those
/// of the facts given.
pub(super) fn months(tx: &mut Tx, facts: &Facts, place: &Place, days: &[Day]) -> Result<BTreeMap<Day, Facts>, DbError> {
    let scope = match place {
        Place::Basin | Place::Directory => UsageScope::Basin,
        Place::Territory(territory) => UsageScope::Territory(territory.clone()),
        Place::School(uai) => UsageScope::School(uai.clone()),
        // No scope of counting: their trend is empty.
        Place::Group(_) | Place::Wave(_) => return Ok(BTreeMap::new()),
    };
    let months: Vec<Month> = days.iter().map(|day| closed_month(*day)).collect();
    let (Some(first), Some(last)) = (months.first().copied(), months.last().copied()) else {
        return Ok(BTreeMap::new());
    };
    let populations = Populations::load(tx, first, last, facts.known_at)?;
    let lines = usage::months_with(tx, &populations, &scope, first, last, facts.known_at)?;
    Ok(days
        .iter()
        .zip(months)
        .map(|(day, month)| {
            let mut of_month = Facts {
                on: *day,
                month,
                ..facts.clone()
            };
            take_usage(&mut of_month, &populations, lines.clone());
            (*day, of_month)
        })
        .collect())
}

/// Certifications of the school year of the day, up to that day.
pub(super) fn certifications(tx: &mut Tx, seen_by: &Scope, facts: &mut Facts) -> Result<(), DbError> {
    let (from, on, known_at) = (facts.certified_from, facts.on, facts.known_at);
    facts.first_exam = pix::first_session(tx, known_at)?;
    facts.certifications = pix::school_certifications(tx, seen_by, from, on, known_at, false)?
        .into_iter()
        .map(|counts| CertificationCounts {
            uai: counts.uai,
            pupils: counts.pupils,
            teachers: counts.teachers,
            unmatched: counts.unmatched,
            candidates: counts.passed + counts.rejected,
            corrected: counts.rectified,
            fictitious: counts.fictitious > 0,
        })
        .collect();
    Ok(())
}
