use pole_kernel::{Category, Level, PriorityEducation, SchoolYear, Uai};

use super::{Lines, joined, plain_count};
use crate::facts::{IpsFact, IpsTrack, Known, SchoolFact};
use crate::header::{Column, Header};
use crate::out::{Figures, Out};
use crate::places::{Place, commune_code};
use crate::problem::{ProblemCode, Severity};
use crate::table::Row;
use crate::text::kept;
use crate::words::kind_of;

/// Pupils of the collèges by level, in the ministry's layout or joined with the results of the
/// diploma by others. In the joined layout `session` is the June of the diploma, so the year is
/// the one before.
pub(super) struct Colleges {
    uai: Column,
    year: Column,
    session: Column,
    kind: Column,
    name: Column,
    sector: Column,
    insee: Column,
    commune: Column,
    department: Column,
    department_name: Column,
    academy: Column,
    rep: Column,
    rep_plus: Column,
    total: Column,
    levels: [(Level, Column); 4],
    index: Column,
    figures: Figures,
}

impl Colleges {
    pub(super) fn bind(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        let level = |digit: char| {
            let names = [format!("Nombre total de {digit}èmes"), format!("{digit}eme_total")];
            header.find(&[&names[0], &names[1]])
        };
        // With a name beside it, `commune` is the code; alone, it is the name.
        let named = find("libelle_commune");
        let commune = find("commune");
        let (insee, commune) = if named.is_some() {
            (commune, named)
        } else {
            (None, commune)
        };
        let long_total = header.filter(|key| key.starts_with("nombredelevestotalnombre"));
        Self {
            uai: header.find(&["Numéro du collège", "numero_college"]),
            year: find("Rentrée scolaire"),
            session: find("session"),
            kind: header.find(&["denomination_principale", "type_d_etablissement"]),
            name: find("patronyme"),
            sector: header.find(&["secteur", "secteur_d_enseignement"]),
            insee,
            commune,
            department: find("code_departement"),
            department_name: header.find(&["libelle_departement", "Département"]),
            academy: header.find(&["libelle_academie", "Académie"]),
            rep: find("REP"),
            rep_plus: find("REP +"),
            total: header
                .find(&["nombre_eleves_total", "Nombre d'élèves total"])
                .or(long_total.first().copied()),
            levels: [
                (Level::Sixieme, level('6')),
                (Level::Cinquieme, level('5')),
                (Level::Quatrieme, level('4')),
                (Level::Troisieme, level('3')),
            ],
            index: find("IPS"),
            figures: Figures::default(),
        }
    }

    fn year(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<SchoolYear> {
        if self.year.is_some() {
            return out.year(row, self.year);
        }
        let session = out.year(row, self.session)?;
        SchoolYear::starting(session.first_calendar_year() - 1).ok()
    }

    fn priority(&self, row: &Row<'_>) -> Known<PriorityEducation> {
        match (row.get(self.rep), row.get(self.rep_plus)) {
            (_, "1") => Known::Yes(PriorityEducation::RepPlus),
            ("1", _) => Known::Yes(PriorityEducation::Rep),
            ("0", "0") => Known::No,
            _ => Known::Unknown,
        }
    }

    fn school(&self, row: &Row<'_>, out: &mut Out<'_>, uai: Uai, year: SchoolYear) {
        let (sector, contract) = out.sector(row, self.sector);
        let place = Place {
            insee: row.get(self.insee),
            department: row.get(self.department),
            department_name: row.get(self.department_name),
            commune: row.get(self.commune),
            academy: row.get(self.academy),
            ..Place::default()
        };
        let name = kept(&joined(&[row.get(self.kind), row.get(self.name)], " "));
        if name.is_none() {
            out.warn(row, self.name, ProblemCode::NameMissing);
        }
        let kind = kind_of(row.get(self.kind), row.get(self.name));
        if kind.is_none() {
            out.warn(row, self.kind, ProblemCode::KindUnknown);
        }
        let school = SchoolFact {
            name,
            kind,
            sector,
            contract,
            territory: out.territory(row, self.department_name, &place),
            commune_code: commune_code(place.insee),
            commune: kept(place.commune),
            priority: self.priority(row),
            observed_on: Some(year.first_day()),
            ..SchoolFact::new(uai)
        };
        out.school(row, school);
    }

    fn counts(&self, row: &Row<'_>, out: &mut Out<'_>, uai: &Uai, year: SchoolYear) {
        let mut sum: Option<u64> = Some(0);
        for (level, column) in self.levels {
            let count = out.whole(row, column);
            sum = sum.zip(count).map(|(sum, count)| sum + u64::from(count));
            if let Some(count) = count {
                out.count(row, plain_count(uai, year, Category::Level(level), count));
            }
        }
        if let Some(total) = out.whole(row, self.total) {
            if let Some(sum) = sum.filter(|sum| *sum != u64::from(total)) {
                let proposal = Some(sum.to_string());
                out.tell(row, self.total, ProblemCode::SumDiffers, Severity::Warning, proposal);
            }
            out.count(row, plain_count(uai, year, Category::Total, total));
        }
    }
}

impl Lines for Colleges {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        let Some(uai) = out.uai(row, self.uai) else {
            return;
        };
        let Some(year) = self.year(row, out) else {
            return;
        };
        if !self
            .figures
            .accepts_line(out, row, self.year.or(self.session), &uai, year)
        {
            return;
        }
        self.school(row, out, uai.clone(), year);
        self.counts(row, out, &uai, year);
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
