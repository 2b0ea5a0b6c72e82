//! What each register says, in the indicators' own words: the only place that knows both.

use std::collections::{BTreeMap, BTreeSet};

use pole_db::{DbError, Tx};
use pole_kernel::{Day, Month, Territory};

use super::definitions::Thresholds;
use super::facts::{CertificationCounts, Facts, Followed, Offered, Profile, ProfileUsage, RoomCounts};
use super::model::{Group, Indicator, Place};
use crate::features::connectivity::{self, Basis, RoomClass, RoomState};
use crate::features::pix;
use crate::features::training::{self, Commitment, Served};
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
    let (on, known_at) = (facts.on, facts.known_at);
    let schools = if (rates.down_kbps, rates.up_kbps) == (usual.down_kbps, usual.up_kbps) {
        connectivity::school_rooms(tx, seen_by, on, known_at, false)?
    } else {
        connectivity::school_rooms_at(tx, seen_by, on, known_at, (rates.down_kbps, rates.up_kbps))?
    };
    facts.rooms = schools
        .into_iter()
        .map(|school| {
            let counts = school.counts;
            let counts = RoomCounts {
                classes: counts.classes,
                unknown: counts.unknown,
                stale: counts.stale,
                declared: counts.declared,
                measured: counts.measured,
                fictitious: counts.fictitious,
            };
            (school.uai, counts)
        })
        .collect();
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

/// What each teacher who had begun to serve by a day followed: one line a person and school.
pub(super) fn followed(served: &[Served], on: Day) -> Vec<Followed> {
    let mut lines: Vec<Followed> = Vec::new();
    for service in served.iter().filter(|service| service.valid_from <= on) {
        let person = service.person.number();
        let in_service = service.valid_to.is_none_or(|last| last >= on);
        match lines.last_mut() {
            // Somebody may have served twice in a school.
            Some(last) if last.person == person && last.uai == service.uai => {
                last.in_service = last.in_service || in_service;
            }
            Some(_) | None => lines.push(Followed {
                person,
                uai: service.uai.clone(),
                reached: service.reached,
                in_service,
                fictitious: service.is_fictitious,
            }),
        }
    }
    lines
}

/// What was offered to the teachers of the commitment.
pub(super) fn offers(tx: &mut Tx, seen_by: &Scope, facts: &mut Facts) -> Result<(), DbError> {
    let thresholds = facts.definitions.of(Indicator::Trained).thresholds;
    let commitment = thresholds
        .commitment_years()
        .map_or_else(Commitment::default, |(first, last)| Commitment { first, last });
    facts.offered = training::offered_to(tx, seen_by, commitment, facts.known_at)?
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
    Ok(())
}

/// The attendance of each profile in the month, at every scope where it was counted.
pub(super) fn usage(tx: &mut Tx, seen_by: &Scope, populations: &Populations, facts: &mut Facts) -> Result<(), DbError> {
    let month = facts.month;
    let mut lines = usage::schools_with(tx, populations, seen_by, month, facts.known_at)?;
    for scope in wide_scopes(facts) {
        lines.extend(usage::whole_months(
            tx,
            populations,
            &scope,
            month,
            month,
            facts.known_at,
        )?);
    }
    take_usage(facts, populations, lines);
    Ok(())
}

/// The scopes above the schools at which visitors are counted.
fn wide_scopes(facts: &Facts) -> Vec<UsageScope> {
    let territories: BTreeSet<&Territory> = facts
        .schools
        .iter()
        .filter_map(|school| school.territory.as_ref())
        .collect();
    let groups: BTreeSet<Group> = facts.schools.iter().map(|school| school.group).collect();
    std::iter::once(UsageScope::Basin)
        .chain(
            territories
                .into_iter()
                .map(|territory| UsageScope::Territory(territory.clone())),
        )
        .chain(groups.into_iter().map(UsageScope::Group))
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
        UsageScope::Group(group) => Place::Group(group),
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
pub(super) fn months(
    tx: &mut Tx,
    populations: &Populations,
    facts: &Facts,
    place: &Place,
    days: &[Day],
) -> Result<BTreeMap<Day, Facts>, DbError> {
    let scope = match place {
        Place::Basin | Place::Directory => UsageScope::Basin,
        Place::Territory(territory) => UsageScope::Territory(territory.clone()),
        Place::School(uai) => UsageScope::School(uai.clone()),
        Place::Group(group) => UsageScope::Group(*group),
        // No scope of counting: its trend is empty.
        Place::Wave(_) => return Ok(BTreeMap::new()),
    };
    let months: Vec<Month> = days.iter().map(|day| closed_month(*day)).collect();
    let (Some(first), Some(last)) = (months.first().copied(), months.last().copied()) else {
        return Ok(BTreeMap::new());
    };
    let lines = usage::whole_months(tx, populations, &scope, first, last, facts.known_at)?;
    Ok(days
        .iter()
        .zip(months)
        .map(|(day, month)| {
            let mut of_month = facts.in_month(*day, month);
            let lines = lines.iter().filter(|line| line.month == month).cloned().collect();
            take_usage(&mut of_month, populations, lines);
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
