//! What each register says, in the indicators' own words: the only place that knows both.

use std::collections::BTreeMap;

use pole_db::{DbError, Tx};
use pole_kernel::{Day, Month};

use super::definitions::Thresholds;
use super::facts::{CertificationCounts, Facts, RoomCounts};
use crate::features::connectivity::{self, Basis, RoomClass, RoomState};
use crate::features::pix;
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
pub(super) fn training(_: &mut Tx, _: &Scope, _: &mut Facts) -> Result<(), DbError> {
    Ok(())
}

/// The attendance of each profile in the month.
pub(super) fn usage(_: &mut Tx, _: &Scope, _: &mut Facts) -> Result<(), DbError> {
    Ok(())
}

/// The facts of the months that end on some days: those of one day, with the usage of each month.
pub(super) fn months(_: &mut Tx, facts: &Facts, days: &[Day]) -> Result<BTreeMap<Day, Facts>, DbError> {
    Ok(days
        .iter()
        .map(|day| {
            (
                *day,
                Facts {
                    on: *day,
                    month: closed_month(*day),
                    ..facts.clone()
                },
            )
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
