//! The CSV and XLSX export of démarche numérique: one row a dossier, one column a question.
//!
//! The columns of the platform come first and end with the group that examines; those before the state
//! (number, e-mail, identity or company of who asks) and those after it are known by their names. What
//! remains are the questions. Rows of repeated blocks are on sheets of their own in XLSX, absent from CSV,
//! and not read.

use pole_kernel::Day;

use super::Lines;
use crate::demarche::{Names, long_text};
use crate::facts::{DemarcheAnswer, DemarcheDossier, DemarcheState};
use crate::header::{Column, Header};
use crate::out::Out;
use crate::problem::{ProblemCode, is_formula};
use crate::table::Row;
use crate::text::column_key;
use crate::values::{day, is_numen};

/// The columns of the platform after the state of the dossier.
const AFTER_STATE: &[&str] = &[
    "Dernière mise à jour le",
    "Dernière mise à jour du dossier le",
    "Déposé le",
    "Passé en instruction le",
    "Traité le",
    "Motivation de la décision",
    "Instructeurs",
    "Groupe instructeur",
    "Labels",
];

/// The reader of the export.
pub(super) struct Export {
    number: Column,
    state: Column,
    deposited: Column,
    examined: Column,
    decided: Column,
    motivation: Column,
    group: Column,
    questions: Vec<(usize, String)>,
}

impl Export {
    pub(super) fn bind(header: &Header) -> Self {
        let state = header.find(&["État du dossier"]);
        let number = header.find(&["ID"]);
        let known: Vec<String> = AFTER_STATE.iter().map(|name| column_key(name)).collect();
        let first = state.map_or(0, |rank| rank + 1);
        let mut names = Names::default();
        let questions = header
            .keys()
            .iter()
            .zip(&header.names)
            .enumerate()
            .skip(first)
            .filter(|(rank, (key, name))| {
                !name.is_empty() && Some(*rank) != number && !known.contains(key) && !key.starts_with("datedecisionsv")
            })
            .map(|(rank, (_, name))| (rank, names.of(&rank.to_string(), name)))
            .collect();
        Self {
            number,
            state,
            deposited: header.find(&["Déposé le"]),
            examined: header.find(&["Passé en instruction le"]),
            decided: header.find(&["Traité le"]),
            motivation: header.find(&["Motivation de la décision"]),
            group: header.find(&["Groupe instructeur"]),
            questions,
        }
    }
}

/// The state of a dossier by its label or its code.
fn state_of(cell: &str) -> Option<DemarcheState> {
    match column_key(cell).as_str() {
        "enconstruction" => Some(DemarcheState::UnderConstruction),
        "eninstruction" => Some(DemarcheState::Examined),
        "accepte" => Some(DemarcheState::Accepted),
        "refuse" => Some(DemarcheState::Refused),
        "sanssuite" | "classesanssuite" => Some(DemarcheState::Dropped),
        _ => None,
    }
}

/// The day of a moment, as the file writes it: its hour and zone are left aside.
fn day_of(row: &Row<'_>, out: &mut Out<'_>, column: Column) -> Option<Day> {
    let cell = row.get(column);
    let text = cell.split([' ', 'T']).next().unwrap_or_default();
    if text.is_empty() {
        return None;
    }
    day(text).unwrap_or_else(|_| {
        out.warn(row, column, ProblemCode::DateInvalid);
        None
    })
}

/// An answer as it was written. What a spreadsheet would run is kept and told; the apostrophe that a
/// spreadsheet puts before such a text is taken away.
fn answer(row: &Row<'_>, out: &mut Out<'_>, rank: usize) -> String {
    let cell = row.get(Some(rank));
    if is_numen(cell) {
        out.warn(row, Some(rank), ProblemCode::NumenDropped);
        return String::new();
    }
    if cell.starts_with('=') {
        out.warn(row, Some(rank), ProblemCode::FormulaCell);
    }
    let bare = cell.strip_prefix('\'').filter(|rest| is_formula(rest));
    long_text(bare.unwrap_or(cell))
}

impl Lines for Export {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        let Ok(number) = row.get(self.number).parse::<u64>() else {
            let code = if row.get(self.number).is_empty() {
                ProblemCode::MissingValue
            } else {
                ProblemCode::NumberInvalid
            };
            return out.refuse(row, self.number, code);
        };
        let Some(state) = state_of(row.get(self.state)) else {
            return out.refuse(row, self.state, ProblemCode::DemarcheStateUnknown);
        };
        let deposited_on = day_of(row, out, self.deposited);
        let examined_on = day_of(row, out, self.examined);
        let decided_on = day_of(row, out, self.decided);
        let answers = self
            .questions
            .iter()
            .map(|(rank, name)| DemarcheAnswer {
                name: name.clone(),
                text: answer(row, out, *rank),
                values: Vec::new(),
                rows: Vec::new(),
            })
            .collect();
        let dossier = DemarcheDossier {
            number,
            state,
            deposited_on,
            examined_on,
            decided_on,
            motivation: long_text(row.get(self.motivation)),
            group: long_text(row.get(self.group)),
            answers,
        };
        out.demarche_at(row.line, dossier);
    }
}
