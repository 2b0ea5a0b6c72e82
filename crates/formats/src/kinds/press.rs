use pole_kernel::{Category, Day, Level, fold};

use super::{Lines, plain_count};
use crate::facts::CountFact;
use crate::header::{Column, Header};
use crate::out::{Figures, Out};
use crate::problem::ProblemCode;
use crate::table::Row;
use crate::text::{is_missing, kept};

/// The head counts of October 2020 that the press reported.
pub(super) struct Press {
    name: Column,
    uai: Column,
    level: Column,
    pupils: Column,
    source: Column,
    /// The file says October 2020 and no day.
    observed_on: Option<Day>,
    figures: Figures,
}

/// What is known of the day, beside the source.
const WHEN: &str = "oct. 2020";

impl Press {
    pub(super) fn bind(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            name: find("etablissement"),
            uai: find("uai"),
            level: find("niveau"),
            pupils: find("effectif"),
            source: find("source"),
            observed_on: Day::new(2020, 10, 1).ok(),
            figures: Figures::default(),
        }
    }
}

impl Lines for Press {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        if fold(row.get(self.name)).starts_with("total") {
            out.warn(row, self.name, ProblemCode::TotalRowSkipped);
            return;
        }
        if is_missing(row.get(self.uai)) {
            out.warn(row, self.uai, ProblemCode::MissingValue);
            return;
        }
        let Some(uai) = out.uai(row, self.uai) else {
            return;
        };
        let level = fold(row.get(self.level));
        let nursery = Category::Level(Level::Maternelle);
        let categories: &[Category] = if level == "maternelle" {
            &[Category::Total, nursery]
        } else if level.starts_with("maternelle dans une ecole") {
            &[nursery]
        } else if level == "ecole" {
            &[Category::Total]
        } else {
            out.refuse(row, self.level, ProblemCode::LevelUnknown);
            return;
        };
        let Some(count) = out.whole(row, self.pupils) else {
            return;
        };
        let Some(day) = self.observed_on else {
            return;
        };
        let source = row.get(self.source);
        let note = kept(&format!("{WHEN}, {source}"));
        let deduced = fold(source).contains("deduit");
        for category in categories {
            if !self.figures.add(&uai, day.school_year(), *category) {
                out.refuse(row, self.uai, ProblemCode::DuplicateYear);
                return;
            }
            let fact = CountFact {
                observed_on: Some(day),
                note: note.clone(),
                deduced,
                ..plain_count(&uai, day.school_year(), *category, count)
            };
            out.count(row, fact);
        }
    }
}
