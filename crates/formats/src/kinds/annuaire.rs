use pole_kernel::{Category, SchoolKind, SchoolYear};

use super::{Lines, joined, plain_count};
use crate::facts::{CountFact, SchoolFact};
use crate::header::{Column, Header};
use crate::out::{Figures, Once, Out};
use crate::places::{Place, commune_code, postal_code};
use crate::problem::ProblemCode;
use crate::table::Row;
use crate::text::kept;

/// The ministry's directory. All columns but the first two may be missing: the layouts of 2023
/// and 2026 differ, and so do exports of a choice of columns.
pub(super) struct Annuaire {
    uai: Column,
    name: Column,
    kind: Column,
    sector: Column,
    contract_code: Column,
    contract_label: Column,
    address: [Column; 2],
    postal_code: Column,
    commune_code: Column,
    commune: Column,
    department: Column,
    department_name: Column,
    academy: Column,
    nursery: Column,
    elementary: Column,
    priority: Column,
    pupils: Column,
    point: Column,
    latitude: Column,
    longitude: Column,
    precision: Column,
    opened_on: Column,
    updated_on: Column,
    state: Column,
    nature: Column,
    mother: Column,
    mother_link: Column,
    once: Once,
    figures: Figures,
}

impl Annuaire {
    pub(super) fn bind(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            uai: find("Identifiant_de_l_etablissement"),
            name: find("Nom_etablissement"),
            kind: find("Type_etablissement"),
            sector: find("Statut_public_prive"),
            contract_code: find("Code_type_contrat_prive"),
            contract_label: find("Type_contrat_prive"),
            address: [find("Adresse_1"), find("Adresse_2")],
            postal_code: find("Code_postal"),
            commune_code: find("Code_commune"),
            commune: find("Nom_commune"),
            department: find("Code_departement"),
            department_name: find("Libelle_departement"),
            academy: find("Libelle_academie"),
            nursery: find("Ecole_maternelle"),
            elementary: find("Ecole_elementaire"),
            priority: find("Appartenance_Education_Prioritaire"),
            pupils: find("Nombre_d_eleves"),
            point: find("position"),
            latitude: find("latitude"),
            longitude: find("longitude"),
            precision: find("precision_localisation"),
            opened_on: find("date_ouverture"),
            updated_on: find("date_maj_ligne"),
            state: find("etat"),
            nature: find("code_nature"),
            mother: find("etablissement_mere"),
            mother_link: find("type_rattachement_etablissement_mere"),
            once: Once::default(),
            figures: Figures::default(),
        }
    }

    fn pupils(&mut self, row: &Row<'_>, out: &mut Out<'_>, school: &SchoolFact) {
        let Some(count) = out.whole(row, self.pupils) else {
            return;
        };
        // The directory does not date its head counts: the day the line was updated is the only
        // clue to their year.
        let year = school
            .observed_on
            .and_then(|day| SchoolYear::starting(day.school_year().first_calendar_year()).ok());
        let Some(year) = year else {
            out.refuse(row, self.updated_on, ProblemCode::YearInvalid);
            return;
        };
        if self.figures.add(&school.uai, year, Category::Total) {
            let fact = CountFact {
                observed_on: school.observed_on,
                note: Some("annuaire".to_owned()),
                ..plain_count(&school.uai, year, Category::Total, count)
            };
            out.count(row, fact);
        }
    }
}

impl Lines for Annuaire {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        let Some(uai) = out.uai(row, self.uai) else {
            return;
        };
        if !self.once.accepts(out, row, self.uai, &uai) {
            return;
        }
        let (sector, contract) = out.contract(row, (self.sector, self.contract_code, self.contract_label));
        let (nature, mut kind) = out.nature(row, (self.nature, self.kind, self.name));
        if kind == Some(SchoolKind::Elementaire) && row.get(self.nursery) == "1" && row.get(self.elementary) == "0" {
            kind = Some(SchoolKind::Maternelle);
        }
        let place = Place {
            insee: row.get(self.commune_code),
            department: row.get(self.department),
            department_name: row.get(self.department_name),
            commune: row.get(self.commune),
            postal: row.get(self.postal_code),
            academy: row.get(self.academy),
        };
        let label = kept(row.get(self.precision)).unwrap_or_default();
        let position = if row.get(self.latitude).is_empty() && row.get(self.longitude).is_empty() {
            out.point(row, self.point, label)
        } else {
            out.position(row, self.latitude, self.longitude, label)
        };
        let school = SchoolFact {
            name: out.name(row, self.name),
            kind,
            nature,
            sector,
            contract,
            territory: out.territory(row, self.department, &place),
            commune_code: commune_code(place.insee),
            commune: kept(place.commune),
            address: kept(&joined(&self.address.map(|column| row.get(column)), ", ")),
            postal_code: postal_code(place.postal),
            priority: out.priority(row, self.priority),
            position,
            opened_on: out.day(row, self.opened_on),
            state: out.state(row, self.state),
            mother: out.other_uai(row, self.mother),
            mother_link: kept(row.get(self.mother_link)),
            observed_on: out.day(row, self.updated_on),
            ..SchoolFact::new(uai)
        };
        self.pupils(row, out, &school);
        out.school(row, school);
    }
}
