//! The pages of usage: attendance by profile, the school in detail, populations, series of others,
//! what is kept and what is deleted.

mod populations;
mod retention;
mod series;
mod tables;
mod usage;

use pole_kernel::{Month, Territory, Uai};

use super::actions::UsageError;
use super::model::UsageScope;
use crate::features::directory::{SchoolGroup, SchoolLine};
use crate::policy::{self, Action};
use crate::shell::form::Form;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of the pages.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/usages", Action::ReadUsageKeeping, usage::page)
        .get("/usages/export/{file}", Action::ReadUsage, usage::export)
        .get("/etablissements/{uai}/usages", Action::ReadUsage, usage::school_page)
        .get(
            "/etablissements/{uai}/usages/{file}",
            Action::ReadUsage,
            usage::school_export,
        )
        .get("/usages/populations", Action::ReadUsageKeeping, populations::page)
        .post("/usages/populations", Action::EditUsage, populations::enter)
        .post("/usages/populations/tableau", Action::EditUsage, populations::paste)
        .get(
            "/usages/populations/export/{file}",
            Action::ReadUsageKeeping,
            populations::export,
        )
        .post(
            "/usages/populations/{id}/retirer",
            Action::EditUsage,
            populations::withdraw,
        )
        .get("/usages/series", Action::ReadUsage, series::list)
        .get("/usages/series/{id}", Action::ReadUsage, series::page)
        .get("/usages/series/{id}/{file}", Action::ReadUsage, series::export)
        .get("/usages/conservation", Action::ReadUsageKeeping, retention::page)
        .get(
            "/usages/conservation/export/{file}",
            Action::ReadUsageKeeping,
            retention::export,
        )
        .post("/usages/conservation/suspendre", Action::EditUsage, retention::hold)
        .post("/usages/conservation/reprendre", Action::EditUsage, retention::release)
}

/// The scope a form names: nothing for the widest one reads, an island's code, a school's code.
fn scope_of(page: &PageCtx, text: &str) -> Result<UsageScope, Problem> {
    if text.is_empty() {
        let seen = policy::scope(&page.actor, Action::ReadUsage);
        if seen.everything {
            return Ok(UsageScope::Basin);
        }
        let island = seen.territories.first().cloned().map(UsageScope::Territory);
        let school = seen.schools.first().cloned().map(UsageScope::School);
        return island.or(school).ok_or(Problem::NotFound);
    }
    any_scope(text).ok_or(Problem::NotFound)
}

/// A scope by its code: `bassin`, an island, a school.
fn any_scope(text: &str) -> Option<UsageScope> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("bassin") || text.eq_ignore_ascii_case("basin") {
        return Some(UsageScope::Basin);
    }
    Territory::parse(text)
        .ok()
        .map(UsageScope::Territory)
        .or_else(|| Uai::parse(text).ok().map(UsageScope::School))
}

/// The name of a scope.
fn scope_name(page: &PageCtx, scope: &UsageScope, schools: &[SchoolLine]) -> String {
    match scope {
        UsageScope::Basin => page.t("common-basin"),
        UsageScope::Territory(territory) => page.territory(territory),
        UsageScope::Group(group) => page.t(match group {
            SchoolGroup::Ecoles => "indicators-group-ecole",
            SchoolGroup::Colleges => "indicators-group-college",
            SchoolGroup::Lycees => "indicators-group-lycee",
        }),
        UsageScope::School(uai) => schools
            .iter()
            .find(|school| school.uai == *uai)
            .map_or_else(|| uai.to_string(), |school| school.name.clone()),
    }
}

/// The places a form offers, as far as the reader may do something there, with their codes.
fn scope_options(page: &PageCtx, action: Action, schools: &[SchoolLine]) -> Vec<(String, String)> {
    let seen = policy::scope(&page.actor, action);
    let mut options = Vec::new();
    if seen.everything {
        options.push(("bassin".to_owned(), page.t("common-basin")));
        let mut islands: Vec<&Territory> = schools.iter().filter_map(|school| school.territory.as_ref()).collect();
        islands.sort();
        islands.dedup();
        options.extend(
            islands
                .into_iter()
                .map(|island| (island.to_string(), page.territory(island))),
        );
    }
    options.extend(
        schools
            .iter()
            .map(|school| (school.uai.to_string(), school.name.clone())),
    );
    options
}

/// The code of a scope in a form.
fn scope_code(scope: &UsageScope) -> String {
    match scope {
        UsageScope::Basin => "bassin".to_owned(),
        UsageScope::Territory(_) | UsageScope::Group(_) | UsageScope::School(_) => scope.code(),
    }
}

/// The query that asks for the same again, with its question mark.
fn same_query(form: &Form, names: &[&str]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in names {
        if let Some(value) = form.optional(name) {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    if query.is_empty() { query } else { format!("?{query}") }
}

/// Reads a month of a form, noting what is wrong.
fn month_of(form: &mut Form, name: &str) -> Option<Month> {
    form.maybe(name, "usage-form-month", Month::parse)
}

/// A refusal of the trade beside its field, any other error as it is.
fn refused(form: &mut Form, error: UsageError) -> Result<(), Problem> {
    match error.refusal() {
        Some((field, key)) => {
            form.refuse(field, key);
            Ok(())
        }
        None => Err(error.into()),
    }
}
