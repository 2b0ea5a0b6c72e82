//! Results of Pix certifications (`formats.md` §7.2).
//!
//! Columns are bound by their name only: their order changes with the generation, the session and the complementary
//! certifications. The place of birth and the comment of the jury are left in the file.

use pole_kernel::fold;

use super::Lines;
use crate::facts::{CertificationFact, CertificationStatus, Framework};
use crate::header::{Column, Header};
use crate::out::Out;
use crate::problem::ProblemCode;
use crate::table::Row;
use crate::text::{is_missing, kept};

/// The index of each competence, which names its column (`formats.md` §7.1).
const COMPETENCES: [&str; 16] = [
    "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "5.1", "5.2",
];
/// The highest score and level that any generation gives.
const MOST_PIX: u32 = 1_024;
const MOST_LEVEL: u8 = 8;

/// One line a certification.
pub(super) struct Results {
    number: Column,
    given_name: Column,
    surname: Column,
    birth_date: Column,
    external_id: Column,
    kind: Column,
    status: Column,
    complementary: Vec<usize>,
    level: Column,
    score: Column,
    competences: [Column; 16],
    session: Column,
    centre: Column,
    exam_date: Column,
}

impl Results {
    pub(super) fn bind(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            number: find("Numéro de certification"),
            given_name: find("Prénom"),
            surname: find("Nom"),
            birth_date: find("Date de naissance"),
            external_id: find("Identifiant Externe"),
            kind: find("Type de certification"),
            status: find("Statut"),
            complementary: header.filter(|key| key.starts_with("certification") && key.contains("edu")),
            level: find("Niveau"),
            score: header.find(&["Score en Pix", "Nombre de Pix"]),
            competences: COMPETENCES.map(find),
            session: find("Session"),
            centre: find("Centre de certification"),
            exam_date: find("Date de passage de la certification"),
        }
    }

    fn number(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<u64> {
        let cell = row.get(self.number);
        if is_missing(cell) {
            out.refuse(row, self.number, ProblemCode::MissingValue);
            return None;
        }
        let digits = cell.bytes().all(|byte| byte.is_ascii_digit());
        // A number that the database cannot hold is none that Pix gave.
        let number = cell
            .parse()
            .ok()
            .filter(|number| digits && (1..=i64::MAX as u64).contains(number));
        if number.is_none() {
            out.refuse(row, self.number, ProblemCode::NumberInvalid);
        }
        number
    }

    fn status(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<CertificationStatus> {
        let found = status(row.get(self.status));
        if found.is_none() {
            out.refuse(row, self.status, ProblemCode::StatusUnknown);
        }
        found
    }

    /// The score; a dash and an empty cell are no result, and a score that cannot be is dropped with a warning.
    fn score(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<u32> {
        let cell = row.get(self.score);
        if is_missing(cell) || cell == "-" {
            return None;
        }
        let score = cell.parse().ok().filter(|score| *score <= MOST_PIX);
        if score.is_none() {
            out.warn(row, self.score, ProblemCode::NumberInvalid);
        }
        score
    }

    /// The levels. A raw −1 is shown as 0; a dash is no result.
    fn levels(&self, row: &Row<'_>, out: &mut Out<'_>) -> [Option<u8>; 16] {
        self.competences.map(|column| {
            let cell = row.get(column);
            if is_missing(cell) || cell == "-" {
                return None;
            }
            if cell == "-1" {
                return Some(0);
            }
            let level = cell.parse().ok().filter(|level| *level <= MOST_LEVEL);
            if level.is_none() {
                out.warn(row, column, ProblemCode::NumberInvalid);
            }
            level
        })
    }

    fn line_of(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<CertificationFact> {
        let number = self.number(row, out)?;
        // A certification counts whatever is wrong with the name beside it.
        let given_name = out.person_name(row, self.given_name).unwrap_or_default();
        let surname = out.person_name(row, self.surname).unwrap_or_default();
        let birth_date = out.day(row, self.birth_date);
        let status = self.status(row, out)?;
        let Some(exam_date) = out.checked_day(row, self.exam_date).ok()? else {
            out.refuse(row, self.exam_date, ProblemCode::MissingValue);
            return None;
        };
        let level = row.get(self.level);
        Some(CertificationFact {
            number,
            given_name,
            surname,
            birth_date,
            external_id: plain(row.get(self.external_id)),
            status,
            framework: framework(row.get(self.kind)),
            edu: self
                .complementary
                .iter()
                .find_map(|rank| status_of(row.get(Some(*rank)))),
            level_label: kept(level).filter(|label| label != "-"),
            pix: self.score(row, out),
            competences: self.levels(row, out),
            session: plain(row.get(self.session)),
            centre: plain(row.get(self.centre)),
            exam_date,
        })
    }
}

impl Lines for Results {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        if let Some(fact) = self.line_of(row, out) {
            out.certification(row, fact);
        }
    }
}

/// A text behind the apostrophe that Pix puts before what a spreadsheet would run.
fn plain(cell: &str) -> Option<String> {
    let bare = cell
        .strip_prefix('\'')
        .filter(|rest| rest.starts_with(['=', '+', '-', '@']))
        .unwrap_or(cell);
    kept(bare).filter(|text| text != "-")
}

/// The status in the words of both generations, and of Pix+ Édu.
fn status(cell: &str) -> Option<CertificationStatus> {
    use CertificationStatus as Status;
    match fold(cell).as_str() {
        "validee" | "obtenue" | "admissible" => Some(Status::Validated),
        "rejetee" | "non obtenue" | "non admissible" => Some(Status::Rejected),
        "annulee" => Some(Status::Cancelled),
        "en erreur" => Some(Status::Error),
        "demarree" => Some(Status::Started),
        "non passee" => Some(Status::NotTaken),
        _ => None,
    }
}

/// The status of a complementary certification: a level label says that it was obtained, `Non passée` that there is none.
fn status_of(cell: &str) -> Option<CertificationStatus> {
    if is_missing(cell) || cell == "-" {
        return None;
    }
    let said = status(cell).unwrap_or(CertificationStatus::Validated);
    Some(said).filter(|said| *said != CertificationStatus::NotTaken)
}

/// What a `Type de certification` says; files without the column, or with an empty cell, speak of Pix.
fn framework(cell: &str) -> Framework {
    let words = fold(cell);
    if words.is_empty() || words == "pix" {
        Framework::Pix
    } else if words.starts_with("clea") {
        Framework::Clea
    } else if words.starts_with("pix edu") {
        Framework::PixEdu
    } else {
        Framework::Other
    }
}
