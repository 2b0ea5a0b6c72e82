use super::{Lines, joined};
use crate::facts::SchoolFact;
use crate::header::{Column, Header};
use crate::out::{Once, Out};
use crate::places::{Place, commune_code, postal_code};
use crate::table::Row;
use crate::text::kept;

/// The ministry's addresses and positions. The projected coordinates are ignored: their system
/// changes with the territory, latitude and longitude do not.
pub(super) struct Geolocation {
    uai: Column,
    name: Column,
    kind: Column,
    sector: Column,
    contract_code: Column,
    contract_label: Column,
    address: Column,
    locality: Column,
    postal_code: Column,
    commune_code: Column,
    commune: Column,
    department: Column,
    department_name: Column,
    academy: Column,
    latitude: Column,
    longitude: Column,
    matching: Column,
    location: Column,
    nature: Column,
    state: Column,
    opened_on: Column,
    once: Once,
}

impl Geolocation {
    pub(super) fn bind(header: &Header) -> Self {
        Self {
            uai: header.find(&["numero_uai", "Code établissement"]),
            name: header.find(&["appellation_officielle"]),
            kind: header.find(&["denomination_principale"]),
            sector: header.find(&["secteur_public_prive_libe", "Secteur Public/Privé"]),
            contract_code: header.find(&["secteur_prive_code_type_contrat"]),
            contract_label: header.find(&["secteur_prive_libelle_type_contrat"]),
            address: header.find(&["adresse_uai", "Adresse"]),
            locality: header.find(&["lieu_dit_uai", "Lieu dit"]),
            postal_code: header.find(&["code_postal_uai", "Code postal"]),
            commune_code: header.find(&["code_commune"]),
            commune: header.find(&["libelle_commune", "Commune"]),
            department: header.find(&["code_departement"]),
            department_name: header.find(&["libelle_departement", "Département"]),
            academy: header.find(&["libelle_academie", "Académie"]),
            latitude: header.find(&["latitude"]),
            longitude: header.find(&["longitude"]),
            matching: header.find(&["appariement", "Qualité d'appariement"]),
            location: header.find(&["localisation"]),
            nature: header.find(&["nature_uai", "Code nature"]),
            // `etat_etablissement` is a code in one layout and a label in the other: both are read.
            state: header.find(&["etat_etablissement_libe", "Etat établissement"]),
            opened_on: header.find(&["date_ouverture"]),
            once: Once::default(),
        }
    }
}

impl Lines for Geolocation {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        let Some(uai) = out.uai(row, self.uai) else {
            return;
        };
        if !self.once.accepts(out, row, self.uai, &uai) {
            return;
        }
        let (sector, contract) = out.contract(row, (self.sector, self.contract_code, self.contract_label));
        let (nature, kind) = out.nature(row, (self.nature, self.kind, self.name));
        let place = Place {
            insee: row.get(self.commune_code),
            department: row.get(self.department),
            department_name: row.get(self.department_name),
            commune: row.get(self.commune),
            postal: row.get(self.postal_code),
            academy: row.get(self.academy),
        };
        let label = joined(&[row.get(self.matching), row.get(self.location)], "/");
        let name = out.name(row, self.name);
        let school = SchoolFact {
            official_name: name.clone(),
            name,
            kind,
            nature,
            sector,
            contract,
            territory: out.territory(row, self.department, &place),
            commune_code: commune_code(place.insee),
            commune: kept(place.commune),
            address: kept(row.get(self.address)),
            postal_code: postal_code(place.postal),
            quarter: kept(row.get(self.locality)),
            position: out.position(row, self.latitude, self.longitude, label),
            opened_on: out.day(row, self.opened_on),
            state: out.state(row, self.state),
            ..SchoolFact::new(uai)
        };
        out.school(row, school);
    }
}
