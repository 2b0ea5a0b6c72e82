use pole_kernel::{Category, SchoolKind, SchoolYear, Uai};

use super::{Lines, plain_count};
use crate::facts::{FileKind, IpsFact, IpsTrack, SchoolFact};
use crate::header::{Column, Header};
use crate::out::{Figures, Out};
use crate::places::{Place, commune_code};
use crate::problem::ProblemCode;
use crate::table::Row;
use crate::text::kept;
use crate::words::kind;

/// The column of names; the ministry's spelling lacks a letter.
pub(crate) const NAMES: &[&str] = &["nom_de_l_etablissment", "nom_de_l_etablissement"];

/// The social position indices of écoles, collèges or lycées. A school appears once a year, and
/// what is said of the school itself is true on the first day of that year.
pub(super) struct Ips {
    file: FileKind,
    uai: Column,
    year: Column,
    name: Column,
    kind: Column,
    sector: Column,
    commune_code: Column,
    commune: Column,
    department: Column,
    academy: Column,
    pupils: Column,
    indices: [(IpsTrack, Column); 3],
    figures: Figures,
}

impl Ips {
    pub(super) fn bind(file: FileKind, header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            file,
            uai: find("UAI"),
            year: find("Rentrée scolaire"),
            name: header.find(NAMES),
            kind: find("Type de lycée"),
            sector: find("Secteur"),
            commune_code: find("Code INSEE de la commune"),
            commune: find("Nom de la commune"),
            department: find("Code du département"),
            academy: find("Académie"),
            pupils: header.find(&["effectifs_ensemble_gt_pro", "effectifs"]),
            indices: [
                (IpsTrack::All, header.find(&["IPS Ensemble GT-PRO", "IPS"])),
                (IpsTrack::Gt, find("IPS voie GT")),
                (IpsTrack::Pro, find("IPS voie PRO")),
            ],
            figures: Figures::default(),
        }
    }

    fn kind(&self, row: &Row<'_>) -> Option<SchoolKind> {
        let name = row.get(self.name);
        match self.file {
            FileKind::IpsColleges => Some(SchoolKind::College),
            FileKind::IpsLycees => match row.get(self.kind) {
                "LP" => Some(SchoolKind::LyceePro),
                "LEGT" | "LPO" => Some(SchoolKind::Lycee),
                _ => kind(name).filter(|kind| !kind.is_ecole()),
            },
            FileKind::IpsEcoles => kind(name)
                .filter(|kind| kind.is_ecole())
                .or(Some(SchoolKind::Elementaire)),
            FileKind::Annuaire
            | FileKind::Geolocation
            | FileKind::CollegeCounts
            | FileKind::LyceeGtCounts
            | FileKind::LyceeProCounts
            | FileKind::RepList
            | FileKind::BasinSchools
            | FileKind::PressCounts
            | FileKind::UnifiedSchools
            | FileKind::RosterCounts
            | FileKind::Supplies
            | FileKind::People
            | FileKind::Rooms
            | FileKind::RoomTests
            | FileKind::ProbeLines
            | FileKind::PixResults
            | FileKind::TrainingRows
            | FileKind::UsageRows
            | FileKind::Demarche
            | FileKind::CommuneSpeeds
            | FileKind::CommuneTechnologies => None,
        }
    }

    fn school(&self, row: &Row<'_>, out: &mut Out<'_>, uai: Uai, year: SchoolYear) {
        let (sector, contract) = out.sector(row, self.sector);
        let place = Place {
            insee: row.get(self.commune_code),
            department: row.get(self.department),
            commune: row.get(self.commune),
            academy: row.get(self.academy),
            ..Place::default()
        };
        let kind = self.kind(row);
        if kind.is_none() {
            out.warn(row, self.kind.or(self.name), ProblemCode::KindUnknown);
        }
        let school = SchoolFact {
            name: out.name(row, self.name),
            kind,
            sector,
            contract,
            territory: out.territory(row, self.commune_code, &place),
            commune_code: commune_code(place.insee),
            commune: kept(place.commune),
            observed_on: Some(year.first_day()),
            ..SchoolFact::new(uai)
        };
        out.school(row, school);
    }

    fn indices(&self, row: &Row<'_>, out: &mut Out<'_>, uai: &Uai, year: SchoolYear) {
        for (track, column) in self.indices {
            if let Some(tenths) = out.index(row, column) {
                let fact = IpsFact {
                    uai: uai.clone(),
                    year,
                    track,
                    tenths,
                };
                out.ips(row, fact);
            }
        }
    }
}

impl Lines for Ips {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        let Some(uai) = out.uai(row, self.uai) else {
            return;
        };
        let Some(year) = out.year(row, self.year) else {
            return;
        };
        if !self.figures.accepts_line(out, row, self.year, &uai, year) {
            return;
        }
        self.school(row, out, uai.clone(), year);
        self.indices(row, out, &uai, year);
        if let Some(count) = out.whole(row, self.pupils) {
            out.count(row, plain_count(&uai, year, Category::Total, count));
        }
    }
}
