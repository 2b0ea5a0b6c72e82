use pole_kernel::{Category, Level, SchoolYear, Uai};

use super::{Lines, joined, plain_count};
use crate::facts::{CountFact, SchoolFact};
use crate::header::{Column, Header};
use crate::out::{Figures, Out};
use crate::places::{Place, postal_code};
use crate::problem::{ProblemCode, Severity};
use crate::table::Row;
use crate::text::kept;
use crate::words::kind;

/// One path of the lycées: the ministry's name for it, the levels it has with the beginnings of
/// their columns, and the beginnings of the columns that only the total counts.
pub(super) struct Path {
    name: &'static str,
    levels: &'static [(Level, &'static [&'static str])],
    beside: &'static [&'static str],
}

/// The general and technological path.
pub(super) const GT: &Path = &Path {
    name: "voie GT",
    levels: &[
        (Level::Seconde, &["2ndes"]),
        (Level::Premiere, &["1eres"]),
        (Level::Terminale, &["terminales"]),
    ],
    beside: &[],
};

/// The professional path. BMA and complementary mentions have no level of ours. A CAP in three
/// years is counted whole, whatever the year: it goes with the second year.
pub(super) const PRO: &Path = &Path {
    name: "voie PRO",
    levels: &[
        (Level::Seconde, &["2ndes"]),
        (Level::Premiere, &["1eres"]),
        (Level::Terminale, &["terminales"]),
        (Level::Cap1, &["cap1ere", "capen1an"]),
        (Level::Cap2, &["cap2nde", "capen3ans"]),
    ],
    beside: &["bma", "mc"],
};

/// Pupils of one path of the lycées by level. A lycée with both paths is in both files: the total
/// of a file is the total of its path, and its counts are noted with the name of the path.
pub(super) struct Lycees {
    path: &'static Path,
    uai: Column,
    year: Column,
    kind: Column,
    name: Column,
    sector: Column,
    commune: Column,
    postal_code: Column,
    department_name: Column,
    academy: Column,
    total: Column,
    levels: Vec<(Level, Vec<usize>)>,
    beside: Vec<usize>,
    figures: Figures,
}

impl Lycees {
    pub(super) fn bind(path: &'static Path, header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        let columns = |beginnings: &[&str]| {
            header.filter(|key| is_whole_group(key) && beginnings.iter().any(|beginning| key.starts_with(beginning)))
        };
        let levels = path.levels.iter();
        Self {
            path,
            uai: header.find(&["numero_lycee", "Numéro du lycée"]),
            year: find("Rentrée scolaire"),
            kind: find("denomination_principale"),
            name: find("patronyme"),
            sector: find("secteur"),
            commune: find("commune"),
            postal_code: find("code_postal"),
            department_name: find("departement"),
            academy: find("academie"),
            total: find("nombre_d_eleves"),
            levels: levels
                .map(|(level, beginnings)| (*level, columns(beginnings)))
                .collect(),
            beside: columns(path.beside),
            figures: Figures::default(),
        }
    }

    fn school(&self, row: &Row<'_>, out: &mut Out<'_>, uai: Uai, year: SchoolYear) {
        let (sector, contract) = out.sector(row, self.sector);
        let place = Place {
            department_name: row.get(self.department_name),
            commune: row.get(self.commune),
            postal: row.get(self.postal_code),
            academy: row.get(self.academy),
            ..Place::default()
        };
        let name = kept(&joined(&[row.get(self.kind), row.get(self.name)], " "));
        if name.is_none() {
            out.warn(row, self.name, ProblemCode::NameMissing);
        }
        let kind = kind(row.get(self.kind));
        if kind.is_none() {
            out.warn(row, self.kind, ProblemCode::KindUnknown);
        }
        let school = SchoolFact {
            name,
            kind,
            sector,
            contract,
            territory: out.territory(row, self.department_name, &place),
            commune: kept(place.commune),
            postal_code: postal_code(place.postal),
            observed_on: Some(year.first_day()),
            ..SchoolFact::new(uai)
        };
        out.school(row, school);
    }

    fn counts(&self, row: &Row<'_>, out: &mut Out<'_>, uai: &Uai, year: SchoolYear) {
        let fact = |category, count| CountFact {
            note: Some(self.path.name.to_owned()),
            ..plain_count(uai, year, category, count)
        };
        // The total is checked when every group was understood and at least one was given.
        let mut sums = vec![out.sum(row, &self.beside)];
        for (level, columns) in &self.levels {
            let count = out.sum(row, columns);
            if let Ok(Some(count)) = count {
                out.count(row, fact(Category::Level(*level), count));
            }
            sums.push(count);
        }
        let given = sums.iter().any(|sum| matches!(sum, Ok(Some(_))));
        let sum = sums
            .into_iter()
            .try_fold(0, |sum, count| count.map(|count| sum + u64::from(count.unwrap_or(0))));
        if let Some(total) = out.whole(row, self.total) {
            if let Ok(sum) = sum
                && given
                && sum != u64::from(total)
            {
                let proposal = Some(sum.to_string());
                out.tell(row, self.total, ProblemCode::SumDiffers, Severity::Warning, proposal);
            }
            out.count(row, fact(Category::Total, total));
        }
    }
}

impl Lines for Lycees {
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
        self.counts(row, out, &uai, year);
    }
}

/// Whether a column counts all pupils of a group, and not its girls, its languages or its trades.
fn is_whole_group(key: &str) -> bool {
    let split = ["filles", "garcons", "production", "services"];
    !key.contains("lv1") && !key.contains("lv2") && !split.iter().any(|end| key.ends_with(end))
}
