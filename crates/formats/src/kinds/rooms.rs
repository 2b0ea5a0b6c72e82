//! The template of the rooms of a school.

use std::collections::HashSet;

use pole_kernel::{Uai, fold};

use super::Lines;
use crate::facts::{RoomFact, RoomKind};
use crate::header::{Column, Header};
use crate::out::Out;
use crate::problem::ProblemCode;
use crate::table::Row;
use crate::text::is_missing;
use crate::words::room_kind;

/// The most half-days of teaching in a week: six mornings and six afternoons.
const MOST_HALF_DAYS: u32 = 12;

/// One line a room: `uai;salle;type;demi_journees;batiment;depuis`.
pub(super) struct Rooms {
    uai: Column,
    name: Column,
    kind: Column,
    half_days: Column,
    building: Column,
    from: Column,
    met: HashSet<(Uai, String)>,
}

impl Rooms {
    pub(super) fn bind(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            uai: find("uai"),
            name: find("salle"),
            kind: find("type"),
            half_days: find("demi_journees"),
            building: find("batiment"),
            from: find("depuis"),
            met: HashSet::new(),
        }
    }

    fn kind(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<RoomKind> {
        let cell = row.get(self.kind);
        if is_missing(cell) {
            out.refuse(row, self.kind, ProblemCode::MissingValue);
            return None;
        }
        let found = room_kind(cell);
        if found.is_none() {
            out.refuse(row, self.kind, ProblemCode::RoomKindUnknown);
        }
        found
    }

    fn half_days(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<u32> {
        if is_missing(row.get(self.half_days)) {
            out.refuse(row, self.half_days, ProblemCode::MissingValue);
            return None;
        }
        let number = out.whole(row, self.half_days)?;
        if number > MOST_HALF_DAYS {
            out.refuse(row, self.half_days, ProblemCode::HalfDaysTooMany);
            return None;
        }
        Some(number)
    }
}

impl Lines for Rooms {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        let Some(uai) = out.uai(row, self.uai) else {
            return;
        };
        let Some(name) = out.free_text(row, self.name) else {
            if is_missing(row.get(self.name)) {
                out.refuse(row, self.name, ProblemCode::MissingValue);
            }
            return;
        };
        let Some(kind) = self.kind(row, out) else {
            return;
        };
        let Some(half_days) = self.half_days(row, out) else {
            return;
        };
        let Ok(from) = out.checked_day(row, self.from) else {
            return;
        };
        if !self.met.insert((uai.clone(), fold(&name))) {
            return out.refuse(row, self.name, ProblemCode::DuplicateRoom);
        }
        let fact = RoomFact {
            uai,
            name,
            kind,
            half_days,
            building: out.free_text(row, self.building),
            from,
        };
        out.room(row, fact);
    }
}
