//! Our own templates, that heads, pilots and suppliers fill in a spreadsheet.

use pole_kernel::{Category, Cents, fold};

use super::{Lines, plain_count};
use crate::facts::{CountFact, SupplyFact, SupplyItem, SupplyStep};
use crate::header::{Column, Header};
use crate::out::{Figures, Out};
use crate::problem::{ProblemCode, Severity};
use crate::table::Row;
use crate::text::is_missing;
use crate::words::{item, step};

/// Head counts: `uai;annee;categorie;effectif;date;note`.
pub(super) struct Roster {
    uai: Column,
    year: Column,
    category: Column,
    count: Column,
    day: Column,
    note: Column,
    figures: Figures,
}

impl Roster {
    pub(super) fn bind(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            uai: find("uai"),
            year: find("annee"),
            category: find("categorie"),
            count: find("effectif"),
            day: find("date"),
            note: find("note"),
            figures: Figures::default(),
        }
    }

    fn category(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<Category> {
        let cell = row.get(self.category);
        let category = Category::parse(&cell.to_uppercase()).ok();
        if category.is_none() {
            let proposal = likely_category(cell).map(|category| category.code().to_owned());
            out.tell(
                row,
                self.category,
                ProblemCode::CategoryUnknown,
                Severity::Refused,
                proposal,
            );
        }
        category
    }
}

impl Lines for Roster {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        let Some(uai) = out.uai(row, self.uai) else {
            return;
        };
        let Some(year) = out.year(row, self.year) else {
            return;
        };
        let Some(category) = self.category(row, out) else {
            return;
        };
        let Some(count) = needed_whole(row, out, self.count) else {
            return;
        };
        // A count that is wrongly dated is not kept.
        let Ok(observed_on) = out.checked_day(row, self.day) else {
            return;
        };
        if !self.figures.add(&uai, year, category) {
            out.refuse(row, self.category, ProblemCode::DuplicateYear);
            return;
        }
        let fact = CountFact {
            observed_on,
            note: out.free_text(row, self.note),
            ..plain_count(&uai, year, category, count)
        };
        out.count(row, fact);
    }
}

/// Supplies: `uai;annee;etape;article;quantite;prix_unitaire;date;reference;note`.
pub(super) struct Supplies {
    uai: Column,
    year: Column,
    step: Column,
    item: Column,
    quantity: Column,
    price: Column,
    day: Column,
    reference: Column,
    note: Column,
}

impl Supplies {
    pub(super) fn bind(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            uai: find("uai"),
            year: find("annee"),
            step: find("etape"),
            item: find("article"),
            quantity: find("quantite"),
            price: find("prix_unitaire"),
            day: find("date"),
            reference: find("reference"),
            note: find("note"),
        }
    }

    fn step(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<SupplyStep> {
        let cell = row.get(self.step);
        let found = SupplyStep::parse(cell).ok().or_else(|| step(cell));
        if found.is_none() {
            out.refuse(row, self.step, ProblemCode::StepUnknown);
        }
        found
    }

    fn item(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<SupplyItem> {
        let cell = row.get(self.item);
        let found = SupplyItem::parse(cell).ok().or_else(|| item(cell));
        if found.is_none() {
            out.refuse(row, self.item, ProblemCode::ItemUnknown);
        }
        found
    }

    /// The price, `Err` when it is wrong: money that is not understood is not kept.
    fn price(&self, row: &Row<'_>, out: &mut Out<'_>) -> Result<Option<Cents>, ()> {
        let cell = row.get(self.price);
        if is_missing(cell) {
            return Ok(None);
        }
        let code = match Cents::parse_euros(cell) {
            Ok(price) if price >= Cents::ZERO => return Ok(Some(price)),
            Ok(_) => ProblemCode::NumberNegative,
            Err(_) => ProblemCode::DecimalInvalid,
        };
        out.refuse(row, self.price, code);
        Err(())
    }
}

impl Lines for Supplies {
    fn line(&mut self, row: &Row<'_>, out: &mut Out<'_>) {
        let Some(uai) = out.uai(row, self.uai) else {
            return;
        };
        let Some(year) = out.year(row, self.year) else {
            return;
        };
        let Some(step) = self.step(row, out) else {
            return;
        };
        let Some(item) = self.item(row, out) else {
            return;
        };
        let Some(quantity) = needed_whole(row, out, self.quantity) else {
            return;
        };
        let Ok(unit_price) = self.price(row, out) else {
            return;
        };
        let day = match out.checked_day(row, self.day) {
            Ok(Some(day)) => day,
            Ok(None) => return out.refuse(row, self.day, ProblemCode::MissingValue),
            Err(()) => return,
        };
        let fact = SupplyFact {
            uai,
            year,
            step,
            item,
            quantity,
            unit_price,
            day,
            reference: out.free_text(row, self.reference),
            note: out.free_text(row, self.note),
        };
        out.supply(row, fact);
    }
}

/// A number that the line cannot do without.
fn needed_whole(row: &Row<'_>, out: &mut Out<'_>, column: Column) -> Option<u32> {
    if is_missing(row.get(column)) {
        out.refuse(row, column, ProblemCode::MissingValue);
        return None;
    }
    out.whole(row, column)
}

/// What a head probably meant by a category that is not a code.
fn likely_category(cell: &str) -> Option<Category> {
    let words = fold(cell);
    let code = match words.as_str() {
        "sixieme" | "6eme" | "6 eme" | "6emes" | "6" => "6E",
        "cinquieme" | "5eme" | "5 eme" | "5emes" | "5" => "5E",
        "quatrieme" | "4eme" | "4 eme" | "4emes" | "4" => "4E",
        "troisieme" | "3eme" | "3 eme" | "3emes" | "3" => "3E",
        "seconde" | "2nde" => "2DE",
        "premiere" | "1ere" => "1RE",
        "terminale" | "term" => "TLE",
        "petite section" => "PS",
        "moyenne section" => "MS",
        "grande section" => "GS",
        "eleves" | "effectif" | "ensemble" => "TOTAL",
        "enseignants" | "professeurs" => "TEACHERS",
        _ => return None,
    };
    Category::parse(code).ok()
}
