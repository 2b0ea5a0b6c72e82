use pole_kernel::{Category, SchoolYear};

use super::{Lines, plain_count};
use crate::facts::{IpsFact, IpsTrack, SchoolFact};
use crate::header::{Column, Header};
use crate::out::{Once, Out};
use crate::places::{Place, commune_code};
use crate::problem::ProblemCode;
use crate::table::Row;
use crate::text::kept;
use crate::words::kind_of;

/// The school year of the figures of our compilations.
pub(super) struct CompiledYear(i16);

/// 2022-2023.
pub(super) const YEAR: CompiledYear = CompiledYear(2022);
/// The indices of the schools that the file of 2022 does not have come from the file of 2021.
const YEAR_BEFORE: CompiledYear = CompiledYear(2021);

impl CompiledYear {
    pub(super) fn year(&self) -> Option<SchoolYear> {
        SchoolYear::starting(self.0).ok()
    }
}

/// Our union of the national files on the school code.
pub(super) struct Unified {
    uai: Column,
    kind: Column,
    name: Column,
    insee: Column,
    commune: Column,
    department: Column,
    academy: Column,
    sector: Column,
    pupils: Column,
    index: Column,
    latitude: Column,
    longitude: Column,
    precision: Column,
    priority: Column,
    sources: Column,
    once: Once,
}

impl Unified {
    pub(super) fn bind(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            uai: find("uai"),
            kind: find("type"),
            name: find("nom"),
            insee: find("commune_insee"),
            commune: find("commune"),
            department: find("departement"),
            academy: find("academie"),
            sector: find("secteur"),
            pupils: find("effectif"),
            index: find("ips"),
            latitude: find("latitude"),
            longitude: find("longitude"),
            precision: find("precision"),
            priority: find("education_prioritaire"),
            sources: find("sources"),
            once: Once::default(),
        }
    }
}

impl Lines for Unified {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        let Some(uai) = out.uai(row, self.uai) else {
            return;
        };
        if !self.once.accepts(out, row, self.uai, &uai) {
            return;
        }
        let (sector, contract) = out.sector(row, self.sector);
        let kind = kind_of(row.get(self.kind), row.get(self.name));
        if kind.is_none() {
            out.warn(row, self.kind, ProblemCode::KindUnknown);
        }
        let place = Place {
            insee: row.get(self.insee),
            department: row.get(self.department),
            commune: row.get(self.commune),
            academy: row.get(self.academy),
            ..Place::default()
        };
        let label = kept(row.get(self.precision)).unwrap_or_default();
        let sources = row.get(self.sources);
        let school = SchoolFact {
            name: out.name(row, self.name),
            kind,
            sector,
            contract,
            territory: out.territory(row, self.department, &place),
            commune_code: commune_code(place.insee),
            commune: kept(place.commune),
            priority: out.priority(row, self.priority),
            position: out.position(row, self.latitude, self.longitude, label),
            note: kept(sources),
            ..SchoolFact::new(uai.clone())
        };
        out.school(row, school);
        if let Some((count, year)) = out.whole(row, self.pupils).zip(YEAR.year()) {
            out.count(row, plain_count(&uai, year, Category::Total, count));
        }
        let source_of = |name: &str| sources.split('+').any(|source| source == name);
        let index_year = if source_of("ips21") && !source_of("ips22") {
            YEAR_BEFORE
        } else {
            YEAR
        };
        if let Some((tenths, year)) = out.index(row, self.index).zip(index_year.year()) {
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
