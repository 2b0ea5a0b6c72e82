//! Tests made in rooms, in our template. What probes write is read in `probe.rs`.

use pole_kernel::Instant;

use super::Lines;
use crate::facts::RoomTestFact;
use crate::header::{Column, Header};
use crate::out::Out;
use crate::problem::{ProblemCode, Severity};
use crate::table::Row;
use crate::text::is_missing;
use crate::values::{NumberError, thousandths, time_of_day, without_grouping};
use crate::words::yes_or_no;

/// Our template: `uai;salle;date;heure;descendant_mbps;montant_mbps;latence_ms;outil;echec`.
pub(super) struct RoomTests {
    uai: Column,
    room: Column,
    day: Column,
    time: Column,
    down: Column,
    up: Column,
    latency: Column,
    tool: Column,
    failed: Column,
}

impl RoomTests {
    pub(super) fn bind(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            uai: find("uai"),
            room: find("salle"),
            day: find("date"),
            time: find("heure"),
            down: find("descendant_mbps"),
            up: find("montant_mbps"),
            latency: find("latence_ms"),
            tool: find("outil"),
            failed: find("echec"),
        }
    }

    /// When it was made. A test without an hour cannot be told to be in school hours.
    fn at(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<Instant> {
        let day = match out.checked_day(row, self.day) {
            Ok(Some(day)) => day,
            Ok(None) => {
                out.refuse(row, self.day, ProblemCode::MissingValue);
                return None;
            }
            Err(()) => return None,
        };
        let cell = row.get(self.time);
        if is_missing(cell) {
            out.refuse(row, self.time, ProblemCode::MissingValue);
            return None;
        }
        let Some((hour, minute, second)) = time_of_day(cell) else {
            out.refuse(row, self.time, ProblemCode::TimeInvalid);
            return None;
        };
        Some(day.at(hour, minute).plus_seconds(second))
    }

    /// Whether it failed; `Err` when the cell says something else than yes or no.
    fn failed(&self, row: &Row<'_>, out: &mut Out<'_>) -> Result<bool, ()> {
        let cell = row.get(self.failed);
        if is_missing(cell) {
            return Ok(false);
        }
        yes_or_no(cell).ok_or_else(|| out.refuse(row, self.failed, ProblemCode::YesNoInvalid))
    }
}

/// A decimal number in thousandths, `None` when the cell is empty, `Err` when it is wrong.
///
/// `1.234,5` is told and not guessed: nobody knows whether the point or the comma was meant.
fn decimal(row: &Row<'_>, out: &mut Out<'_>, column: Column) -> Result<Option<u32>, ()> {
    let cell = row.get(column);
    if is_missing(cell) {
        return Ok(None);
    }
    match thousandths(cell) {
        Ok(number) => Ok(Some(number)),
        Err(NumberError::Negative) => {
            out.refuse(row, column, ProblemCode::NumberNegative);
            Err(())
        }
        Err(NumberError::Invalid) => {
            let proposal = without_grouping(cell);
            out.tell(row, column, ProblemCode::DecimalInvalid, Severity::Refused, proposal);
            Err(())
        }
    }
}

impl Lines for RoomTests {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        let Some(uai) = out.uai(row, self.uai) else {
            return;
        };
        if is_missing(row.get(self.room)) {
            return out.refuse(row, self.room, ProblemCode::MissingValue);
        }
        let Some(room) = out.free_text(row, self.room) else {
            return;
        };
        let Some(at) = self.at(row, out) else {
            return;
        };
        let Ok(failed) = self.failed(row, out) else {
            return;
        };
        let (Ok(down), Ok(up)) = (decimal(row, out, self.down), decimal(row, out, self.up)) else {
            return;
        };
        // Thousandths of a millisecond are microseconds, thousandths of Mbit/s are kbit/s.
        let Ok(latency_micros) = decimal(row, out, self.latency) else {
            return;
        };
        if !failed && down.is_none() && up.is_none() {
            return out.refuse(row, self.down, ProblemCode::MissingValue);
        }
        let fact = RoomTestFact {
            uai: Some(uai),
            room,
            device: String::new(),
            at,
            down_kbps: down.filter(|_| !failed),
            up_kbps: up.filter(|_| !failed),
            failed,
            latency_micros,
            tool: out.free_text(row, self.tool).unwrap_or_default(),
        };
        out.room_test(row, fact);
    }
}
