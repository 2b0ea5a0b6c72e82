use pole_kernel::{Category, Contract, Sector};

use super::{Lines, plain_count};
use crate::facts::{IpsFact, IpsTrack, SchoolFact};
use crate::header::{Column, Header};
use crate::kinds::unified::YEAR;
use crate::out::{Once, Out};
use crate::places::{Place, commune_code};
use crate::problem::ProblemCode;
use crate::table::Row;
use crate::text::kept;
use crate::words::{contract_label, kind_of};

/// Our compilation of the schools of Saint-Martin and Saint-Barthélemy.
pub(super) struct Basin {
    uai: Column,
    kind: Column,
    name: Column,
    official_name: Column,
    sector: Column,
    commune: Column,
    insee: Column,
    department: Column,
    priority: Column,
    rep_head: Column,
    quarter: Column,
    latitude: Column,
    longitude: Column,
    precision: Column,
    position_source: Column,
    pupils: Column,
    index: Column,
    note: Column,
    once: Once,
}

impl Basin {
    pub(super) fn bind(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            uai: find("uai"),
            kind: find("type"),
            name: find("nom_usuel"),
            official_name: find("nom_source"),
            sector: find("secteur"),
            commune: find("commune"),
            insee: find("code_insee"),
            department: find("departement"),
            priority: find("education_prioritaire"),
            rep_head: find("tete_reseau_rep"),
            quarter: find("quartier"),
            latitude: find("latitude"),
            longitude: find("longitude"),
            precision: find("precision_position"),
            position_source: find("source_position"),
            pupils: find("effectif_2022"),
            index: find("ips_2022"),
            note: find("source_identite"),
            once: Once::default(),
        }
    }
}

impl Lines for Basin {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        let Some(uai) = out.uai(row, self.uai) else {
            return;
        };
        if !self.once.accepts(out, row, self.uai, &uai) {
            return;
        }
        let kind_text = row.get(self.kind);
        let kind = kind_of(kind_text, row.get(self.official_name));
        if kind.is_none() {
            out.warn(row, self.kind, ProblemCode::KindUnknown);
        }
        // “Hors contrat” is told by the sector of some lines and by the type of others.
        let (sector, contract) = match out.sector(row, self.sector) {
            (Some(Sector::Private), None) => {
                let told = contract_label(kind_text).filter(|contract| *contract == Contract::Uncontracted);
                (Some(Sector::Private), told)
            }
            told => told,
        };
        let place = Place {
            insee: row.get(self.insee),
            department: row.get(self.department),
            commune: row.get(self.commune),
            ..Place::default()
        };
        let label = kept(row.get(self.precision)).unwrap_or_default();
        let mut position = out.position(row, self.latitude, self.longitude, label);
        if let Some(position) = &mut position {
            position.source = kept(row.get(self.position_source));
        }
        let school = SchoolFact {
            name: out.name(row, self.name),
            official_name: kept(row.get(self.official_name)),
            kind,
            sector,
            contract,
            territory: out.territory(row, self.department, &place),
            commune_code: commune_code(place.insee),
            commune: kept(place.commune),
            quarter: kept(row.get(self.quarter)),
            priority: out.priority(row, self.priority),
            rep_head: out.other_uai(row, self.rep_head),
            position,
            note: kept(row.get(self.note)),
            ..SchoolFact::new(uai.clone())
        };
        out.school(row, school);
        let Some(year) = YEAR.year() else {
            return;
        };
        if let Some(count) = out.whole(row, self.pupils) {
            out.count(row, plain_count(&uai, year, Category::Total, count));
        }
        if let Some(tenths) = out.index(row, self.index) {
            let fact = IpsFact {
                uai,
                year,
                track: IpsTrack::All,
                tenths,
            };
            out.ips(row, fact);
        }
    }
}
