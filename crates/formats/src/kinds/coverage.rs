//! The regulator's statistics of fixed internet by commune (ARCEP, “Ma connexion internet”): premises eligible to
//! each class of speed, or by each technology. They are counts, never shares.

use std::collections::HashSet;

use pole_kernel::Day;

use super::Lines;
use crate::facts::{CoverageFact, CoverageMeasure, FileKind, PremisesKind};
use crate::header::{Column, Header};
use crate::out::Out;
use crate::places::present_commune;
use crate::problem::ProblemCode;
use crate::table::Row;
use crate::text::is_missing;

/// The columns of the classes: of the schema of 2021 and of the editions since.
const SPEEDS: &[(CoverageMeasure, &[&str])] = &[
    (CoverageMeasure::NotEligible, &["inel_hd"]),
    (CoverageMeasure::Hd05, &["elig_hd05", "elig_cd_1"]),
    (CoverageMeasure::Hd3, &["elig_hd3", "elig_cd_2"]),
    (CoverageMeasure::Bhd8, &["elig_bhd8", "elig_cd_3"]),
    (CoverageMeasure::Thd30, &["elig_thd30", "elig_cd_4"]),
    (CoverageMeasure::Thd100, &["elig_thd100", "elig_cd_5"]),
    (CoverageMeasure::Thd1g, &["elig_thd1g", "elig_cd_6"]),
];

/// The columns of the technologies.
const TECHNOLOGIES: &[(CoverageMeasure, &[&str])] = &[
    (CoverageMeasure::Ftth, &["elig_ftth"]),
    (CoverageMeasure::Coax, &["elig_coax"]),
    (CoverageMeasure::Copper, &["elig_cu"]),
    (CoverageMeasure::RadioThd, &["elig_thdr"]),
    (CoverageMeasure::Fixed4g, &["elig_4gf"]),
    (CoverageMeasure::RadioHd, &["elig_hdr"]),
    (CoverageMeasure::Satellite, &["elig_sat"]),
];

/// The statistics of a commune.
pub(super) struct Coverage {
    commune: Column,
    premises: Column,
    premises_kind: Column,
    day: Column,
    measures: Vec<(CoverageMeasure, usize)>,
    seen: HashSet<(String, PremisesKind, Day)>,
}

impl Coverage {
    pub(super) fn bind(kind: FileKind, header: &Header) -> Self {
        let columns = if kind == FileKind::CommuneSpeeds {
            SPEEDS
        } else {
            TECHNOLOGIES
        };
        Self {
            commune: header.find(&["code_insee"]),
            premises: header.find(&["nbr"]),
            premises_kind: header.find(&["type"]),
            day: header.find(&["date"]),
            measures: columns
                .iter()
                .filter_map(|(measure, names)| Some((*measure, header.find(names)?)))
                .collect(),
            seen: HashSet::new(),
        }
    }

    /// Which premises; without the column, all of them.
    fn kind(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<PremisesKind> {
        let cell = row.get(self.premises_kind);
        if self.premises_kind.is_none() || is_missing(cell) {
            return Some(PremisesKind::All);
        }
        let kind = PremisesKind::parse(&cell.to_lowercase()).ok();
        if kind.is_none() {
            out.refuse(row, self.premises_kind, ProblemCode::PremisesKindUnknown);
        }
        kind
    }
}

impl Lines for Coverage {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        let cell = row.get(self.commune);
        let Some(commune) = present_commune(cell) else {
            let code = if cell.is_empty() {
                ProblemCode::MissingValue
            } else {
                ProblemCode::CommuneInvalid
            };
            return out.refuse(row, self.commune, code);
        };
        let Some(premises_kind) = self.kind(row, out) else {
            return;
        };
        let observed_on = match out.checked_day(row, self.day) {
            Ok(Some(day)) => day,
            Ok(None) => return out.refuse(row, self.day, ProblemCode::MissingValue),
            Err(()) => return,
        };
        if is_missing(row.get(self.premises)) {
            return out.refuse(row, self.premises, ProblemCode::MissingValue);
        }
        // A share or a decimal is no count: the problem is told by `whole`.
        let Some(premises) = out.whole(row, self.premises) else {
            return;
        };
        if !self.seen.insert((commune.clone(), premises_kind, observed_on)) {
            return out.refuse(row, self.commune, ProblemCode::CommuneTwice);
        }
        let mut eligible = Vec::with_capacity(self.measures.len());
        for (measure, rank) in &self.measures {
            let column = Some(*rank);
            match out.whole(row, column) {
                Some(count) if count > premises => out.refuse(row, column, ProblemCode::MoreThanAll),
                Some(count) => eligible.push((*measure, count)),
                None => {}
            }
        }
        if eligible.is_empty() {
            return;
        }
        out.coverage(
            row,
            CoverageFact {
                commune,
                premises_kind,
                premises,
                eligible,
                observed_on,
            },
        );
    }
}
