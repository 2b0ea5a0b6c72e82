//! The pages of the endowment: the plan, its waves, scenarios and kept computations; what is due
//! to one school; the parameter sets.

mod computations;
mod parameters;
mod pdf;
mod plan;
mod scenarios;
mod school;
mod waves;
mod words;

use pole_kernel::SchoolYear;

use super::actions::Asked;
use crate::policy::Action;
use crate::shell::form::Form;
use crate::shell::page::PageCtx;
use crate::shell::routes::Routes;

/// How many years back a form goes: the sheet's own calendar began in 2015.
const YEARS_BACK: i16 = 12;
/// How many years ahead a form goes.
const YEARS_AHEAD: i16 = 5;

/// The routes of the endowment.
pub fn routes() -> Routes {
    Routes::new()
        .merge(super::api::routes())
        .get("/plan", Action::ReadPlan, plan::page)
        .get("/plan/export/{file}", Action::ReadPlan, plan::export)
        .get("/plan/synthese.pdf", Action::ReadPlan, plan::synthesis)
        .post("/plan/vagues", Action::EditPlan, plan::add_wave)
        .get("/plan/vagues/{id}", Action::ReadPlan, waves::page)
        .get("/plan/vagues/{id}/{file}", Action::ReadPlan, waves::export)
        .post("/plan/vagues/{id}/decisions", Action::EditPlan, waves::decide_many)
        .get("/plan/entrees/{id}", Action::ReadPlan, waves::entry_page)
        .post("/plan/entrees/{id}", Action::EditPlan, waves::decide)
        .get("/plan/scenarios", Action::ReadPlan, scenarios::page)
        .get("/plan/scenarios/{file}", Action::ReadPlan, scenarios::export)
        .get("/plan/dotations", Action::ReadPlan, computations::list)
        .post("/plan/dotations", Action::EditPlan, computations::keep)
        .get("/plan/dotations/{id}", Action::ReadPlan, computations::page)
        .get("/plan/dotations/{id}/{file}", Action::ReadPlan, computations::export)
        .get("/etablissements/{uai}/dotation", Action::ReadMoney, school::page)
        .get("/etablissements/{uai}/dotation.pdf", Action::ReadMoney, school::sheet)
        .get(
            "/etablissements/{uai}/dotation.csv",
            Action::ReadMoney,
            school::save_csv,
        )
        .get(
            "/etablissements/{uai}/dotation.xlsx",
            Action::ReadMoney,
            school::save_xlsx,
        )
        .get(
            "/etablissements/{uai}/dotation/{file}",
            Action::ReadMoney,
            school::export,
        )
        .post(
            "/etablissements/{uai}/materiels",
            Action::EnterSupplies,
            school::enter_supply,
        )
        .post(
            "/etablissements/{uai}/materiels/{id}/retirer",
            Action::EnterSupplies,
            school::withdraw_supply,
        )
        .get("/parametres", Action::ReadParameters, parameters::list)
        .get(
            "/parametres/export/{file}",
            Action::ReadParameters,
            parameters::list_export,
        )
        .get("/parametres/{id}", Action::ReadParameters, parameters::page)
        .get(
            "/parametres/{id}/export/{file}",
            Action::ReadParameters,
            parameters::export,
        )
        .get("/parametres/{id}/copier", Action::EditParameters, parameters::copy_page)
        .post("/parametres/{id}/copier", Action::EditParameters, parameters::copy)
        .post(
            "/parametres/{id}/en-vigueur",
            Action::EditParameters,
            parameters::choose,
        )
}

/// Reads "as of" and "as known on", and whether either was asked.
fn asked(page: &PageCtx, form: &mut Form) -> (Asked, bool) {
    let past = Asked::is_in(form);
    (Asked::read(page, form), past)
}

/// The school years a form offers, the newest first, with the one it holds.
fn year_options(page: &PageCtx, kept: &str) -> Vec<(String, String)> {
    let this_year = page.now.day().school_year();
    let mut years: Vec<SchoolYear> = (-YEARS_BACK..=YEARS_AHEAD)
        .rev()
        .map(|offset| this_year.plus(offset))
        .collect();
    if let Ok(kept) = SchoolYear::parse(kept)
        && !years.contains(&kept)
    {
        years.push(kept);
    }
    years
        .into_iter()
        .map(|year| (year.to_string(), page.year(&year)))
        .collect()
}

/// The same "as of" for the files of a page, with its question mark.
fn asked_query(form: &Form) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["au", "connu"] {
        if let Some(value) = form.optional(name) {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    if query.is_empty() { query } else { format!("?{query}") }
}
