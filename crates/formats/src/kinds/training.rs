//! Training rows of any layout, mapped on screen (`formats.md` §9): one line a person and session.

use pole_kernel::{Day, Uai};

use super::Lines;
use crate::facts::{Presence, RegistrationStatus, TrainingFact, TrainingMode};
use crate::header::{Column, Header};
use crate::out::Out;
use crate::problem::ProblemCode;
use crate::table::Row;
use crate::text::is_missing;
use crate::values::is_name;
use crate::words;

/// The columns, by the field each of them is.
pub(super) struct Rows {
    dispositif_id: Column,
    dispositif_title: Column,
    module_code: Column,
    module_title: Column,
    session_no: Column,
    start: Column,
    end: Column,
    planned: Column,
    attended: Column,
    place: Column,
    mode: Column,
    surname: Column,
    given_name: Column,
    birth_date: Column,
    email: Column,
    uai: Column,
    grade: Column,
    discipline: Column,
    status: Column,
    presence: Column,
}

impl Rows {
    pub(super) fn bind(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            dispositif_id: find("dispositif_id"),
            dispositif_title: find("dispositif_title"),
            module_code: find("module_code"),
            module_title: find("module_title"),
            session_no: find("session_no"),
            start: find("start"),
            end: find("end"),
            planned: find("hours_planned"),
            attended: find("hours_attended"),
            place: find("place"),
            mode: find("mode"),
            surname: find("person_surname"),
            given_name: find("person_given_name"),
            birth_date: find("person_birth_date"),
            email: find("person_email"),
            uai: find("person_uai"),
            grade: find("corps_or_grade"),
            discipline: find("discipline"),
            status: find("candidature_status"),
            presence: find("attendance"),
        }
    }

    /// The first and the last day. A line without its first day is refused.
    fn days(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<(Day, Day)> {
        let start = match out.checked_day(row, self.start) {
            Ok(Some(day)) => day,
            Ok(None) => {
                out.refuse(row, self.start, ProblemCode::MissingValue);
                return None;
            }
            Err(()) => return None,
        };
        let end = out.day(row, self.end).unwrap_or(start);
        if end < start {
            out.refuse(row, self.end, ProblemCode::EndBeforeStart);
            return None;
        }
        Some((start, end))
    }

    /// Who: a surname and a given name, or an e-mail.
    fn who(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<(String, String, Option<String>)> {
        let email = self.email(row, out);
        let surname = name(row, out, self.surname)?;
        let given_name = name(row, out, self.given_name)?;
        if email.is_none() && (surname.is_empty() || given_name.is_empty()) {
            let column = if surname.is_empty() {
                self.surname
            } else {
                self.given_name
            };
            out.refuse(row, column.or(self.email), ProblemCode::MissingValue);
            return None;
        }
        Some((surname, given_name, email))
    }

    /// The e-mail; one that is none is dropped with a warning.
    fn email(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<String> {
        let cell = row.get(self.email);
        if is_missing(cell) {
            return None;
        }
        let email = crate::values::email(cell);
        if email.is_none() {
            out.warn(row, self.email, ProblemCode::EmailInvalid);
        }
        email
    }

    fn mode(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<TrainingMode> {
        told(row, out, self.mode, words::training_mode, ProblemCode::ModeUnknown)
    }

    fn status(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<RegistrationStatus> {
        told(
            row,
            out,
            self.status,
            words::registration,
            ProblemCode::RegistrationUnknown,
        )
    }

    fn presence(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<Presence> {
        told(row, out, self.presence, words::presence, ProblemCode::PresenceUnknown)
    }

    fn uai(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<Uai> {
        out.other_uai(row, self.uai)
    }
}

/// A word of a closed list; another one is dropped with a warning.
fn told<T>(
    row: &Row<'_>,
    out: &mut Out<'_>,
    column: Column,
    read: impl Fn(&str) -> Option<T>,
    code: ProblemCode,
) -> Option<T> {
    let cell = row.get(column);
    if is_missing(cell) {
        return None;
    }
    let word = read(cell);
    if word.is_none() {
        out.warn(row, column, code);
    }
    word
}

/// A name, empty when there is none; a line whose name is none is refused.
fn name(row: &Row<'_>, out: &mut Out<'_>, column: Column) -> Option<String> {
    let name = out.free_text(row, column).unwrap_or_default();
    if name.is_empty() || is_name(&name) {
        return Some(name);
    }
    out.refuse(row, column, ProblemCode::NameInvalid);
    None
}

impl Lines for Rows {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        let Some((start, end)) = self.days(row, out) else {
            return;
        };
        let Some((surname, given_name, email)) = self.who(row, out) else {
            return;
        };
        // Hours that are not understood are not kept, and neither is what depends on them.
        let Ok(minutes_attended) = out.duration(row, self.attended) else {
            return;
        };
        let Ok(minutes_planned) = out.duration(row, self.planned) else {
            return;
        };
        let fact = TrainingFact {
            dispositif_id: out.free_text(row, self.dispositif_id),
            dispositif_title: out.free_text(row, self.dispositif_title),
            module_code: out.free_text(row, self.module_code),
            module_title: out.free_text(row, self.module_title),
            session_no: out.free_text(row, self.session_no),
            start,
            end,
            minutes_planned,
            minutes_attended,
            place: out.free_text(row, self.place),
            mode: self.mode(row, out),
            surname,
            given_name,
            birth_date: out.day(row, self.birth_date),
            email,
            uai: self.uai(row, out),
            grade: out.free_text(row, self.grade),
            discipline: out.free_text(row, self.discipline),
            status: self.status(row, out),
            presence: self.presence(row, out),
        };
        if fact.theme().is_empty() {
            out.refuse(row, self.module_title.or(self.start), ProblemCode::MissingValue);
            return;
        }
        out.training(row, fact);
    }
}
