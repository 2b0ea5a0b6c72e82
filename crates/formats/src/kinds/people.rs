//! The template of the staff of a school.

use pole_kernel::fold;

use super::Lines;
use crate::facts::{Degree, PersonFact};
use crate::header::{Column, Header};
use crate::out::Out;
use crate::problem::ProblemCode;
use crate::table::Row;
use crate::text::is_missing;

/// One line a service: `uai;nom;prenom;nom_usage;naissance;email;degre;discipline;rattachement;debut;fin`.
pub(super) struct People {
    uai: Column,
    surname: Column,
    given_name: Column,
    usage_name: Column,
    birth_date: Column,
    email: Column,
    degree: Column,
    discipline: Column,
    attachment: Column,
    from: Column,
    to: Column,
}

impl People {
    pub(super) fn bind(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            uai: find("uai"),
            surname: find("nom"),
            given_name: find("prenom"),
            usage_name: find("nom_usage"),
            birth_date: header.find(&["naissance", "date_naissance"]),
            email: header.find(&["email", "courriel", "mail"]),
            degree: find("degre"),
            discipline: find("discipline"),
            attachment: find("rattachement"),
            from: find("debut"),
            to: find("fin"),
        }
    }

    fn degree(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<Degree> {
        let cell = row.get(self.degree);
        if is_missing(cell) {
            out.refuse(row, self.degree, ProblemCode::MissingValue);
            return None;
        }
        let found = match fold(cell).as_str() {
            "1" | "1d" | "1er" | "1er degre" | "premier" | "premier degre" | "first" => Some(Degree::First),
            "2" | "2d" | "2e" | "2nd" | "2nd degre" | "second" | "second degre" => Some(Degree::Second),
            _ => None,
        };
        if found.is_none() {
            out.refuse(row, self.degree, ProblemCode::DegreeUnknown);
        }
        found
    }

    fn line_of(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<PersonFact> {
        let uai = out.uai(row, self.uai)?;
        let surname = out.person_name(row, self.surname)?;
        let given_name = out.person_name(row, self.given_name)?;
        let degree = self.degree(row, out)?;
        let birth_date = out.checked_day(row, self.birth_date).ok()?;
        let Some(from) = out.checked_day(row, self.from).ok()? else {
            out.refuse(row, self.from, ProblemCode::MissingValue);
            return None;
        };
        let to = out.checked_day(row, self.to).ok()?;
        if to.is_some_and(|to| to < from) {
            out.refuse(row, self.to, ProblemCode::DateInvalid);
            return None;
        }
        let mut text = |column: Column| {
            let cell = row.get(column);
            if is_numen(cell) {
                return None;
            }
            out.free_text(row, column)
        };
        let usage_name = text(self.usage_name);
        let email = text(self.email).filter(|email| email.contains('@'));
        let discipline = text(self.discipline).unwrap_or_default();
        let is_attachment = match fold(row.get(self.attachment)).as_str() {
            "oui" | "o" | "1" | "x" | "true" | "yes" => Some(true),
            "non" | "n" | "0" | "false" | "no" => Some(false),
            _ => None,
        };
        Some(PersonFact {
            uai,
            usage_name: usage_name.filter(|name| fold(name) != fold(&surname)),
            surname,
            given_name,
            birth_date,
            email,
            degree,
            discipline,
            is_attachment,
            from,
            to,
        })
    }
}

impl Lines for People {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        warn_of_numens(row, out);
        if [self.surname, self.given_name]
            .into_iter()
            .any(|name| is_numen(row.get(name)))
        {
            return;
        }
        if let Some(fact) = self.line_of(row, out) {
            out.person(row, fact);
        }
    }
}

/// Tells, without repeating it, each cell that looks like a NUMEN: it is confidential and nobody asked for it.
fn warn_of_numens(row: &Row<'_>, out: &mut Out<'_>) {
    for (rank, cell) in row.cells().enumerate() {
        if is_numen(cell) {
            out.warn(row, Some(rank), ProblemCode::NumenDropped);
        }
    }
}

/// Thirteen characters in the shape of a NUMEN (`formats.md` §9): two digits, a letter, seven digits, three letters.
pub(super) fn is_numen(cell: &str) -> bool {
    let letters = |range: &[u8]| range.iter().all(u8::is_ascii_alphabetic);
    let digits = |range: &[u8]| range.iter().all(u8::is_ascii_digit);
    let cell = cell.as_bytes();
    cell.len() == 13 && digits(&cell[..2]) && letters(&cell[2..3]) && digits(&cell[3..10]) && letters(&cell[10..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numen_is_known_by_its_shape() {
        for (cell, numen) in [
            ("01S0100000ABC", true),
            ("01s0100000abc", true),
            ("01S010000ABCD", false),
            ("01S0100000AB", false),
            ("0123456789012", false),
            ("", false),
            ("éééééé1", false),
        ] {
            assert_eq!(is_numen(cell), numen, "{cell}");
        }
    }
}
