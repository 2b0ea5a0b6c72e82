use pole_kernel::fold;

use super::Lines;
use crate::facts::{Known, SchoolFact};
use crate::header::{Column, Header};
use crate::out::{Once, Out};
use crate::places::Place;
use crate::problem::ProblemCode;
use crate::table::Row;
use crate::text::kept;
use crate::words::kind;

/// The list of the priority education networks.
pub(super) struct Rep {
    uai: Column,
    name: Column,
    kind: Column,
    head: Column,
    label: Column,
    commune: Column,
    department: Column,
    department_name: Column,
    academy: Column,
    once: Once,
}

impl Rep {
    pub(super) fn bind(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            uai: find("NUMERO"),
            name: find("NOM DE L'ETABLISSEMENT"),
            kind: find("TYPE_DETABLISSEMENT"),
            head: find("UAI tête de réseau"),
            label: find("EP"),
            commune: find("COMMUNE"),
            department: find("N°Département"),
            department_name: find("DEPARTEMENT"),
            academy: find("ACADEMIE"),
            once: Once::default(),
        }
    }
}

impl Lines for Rep {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        // An isolated école has its own code as the head of a network and no other: nothing says
        // that it is a school of that code, so it is left to a person.
        if row.get(self.uai).is_empty() && fold(row.get(self.kind)) == "ecole isolee" {
            out.warn(row, self.uai, ProblemCode::MissingValue);
            return;
        }
        let Some(uai) = out.uai(row, self.uai) else {
            return;
        };
        if !self.once.accepts(out, row, self.uai, &uai) {
            return;
        }
        let place = Place {
            department: row.get(self.department),
            department_name: row.get(self.department_name),
            commune: row.get(self.commune),
            academy: row.get(self.academy),
            ..Place::default()
        };
        let kind = kind(row.get(self.kind));
        if kind.is_none() {
            out.warn(row, self.kind, ProblemCode::KindUnknown);
        }
        // The list holds networks only: an empty label is a gap, not a “no”.
        let priority = match out.priority(row, self.label) {
            Known::No => {
                out.warn(row, self.label, ProblemCode::MissingValue);
                Known::Unknown
            }
            told @ (Known::Unknown | Known::Yes(_)) => told,
        };
        let school = SchoolFact {
            name: out.name(row, self.name),
            kind,
            territory: out.territory(row, self.department_name, &place),
            commune: kept(place.commune),
            priority,
            rep_head: out.other_uai(row, self.head),
            ..SchoolFact::new(uai)
        };
        out.school(row, school);
    }
}
