//! The pages of the indicators: the dashboard, one page an indicator, its evidence, its definition,
//! the figures of one school, the releases.

mod cards;
pub mod charts;
mod dashboard;
mod definition;
mod indicator;
pub(super) mod levels;
mod pieces;
mod proof;
mod releases;
mod school;
mod table;
pub mod words;

pub use proof::evidence_sheet;

use super::actions;
use super::errors::IndicatorError;
use super::model::{Indicator, Place};
use super::table::Labels;
use crate::policy::Action;
use crate::shell::asked::Asked;
use crate::shell::form::Form;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of the indicators.
pub(super) fn routes() -> Routes {
    Routes::new()
        .merge(super::api::routes())
        .get("/indicateurs", Action::ReadIndicators, dashboard::page)
        .get("/indicateurs/export/{file}", Action::ReadIndicators, dashboard::export)
        .get("/indicateurs/publications", Action::ReadIndicators, releases::list)
        .post("/indicateurs/publications", Action::EditIndicators, releases::freeze)
        .get(
            "/indicateurs/publications/figer",
            Action::EditIndicators,
            releases::confirm,
        )
        .get("/indicateurs/publications/{id}", Action::ReadIndicators, releases::page)
        .get(
            "/indicateurs/publications/{id}/{file}",
            Action::ReadIndicators,
            releases::export,
        )
        .get("/indicateurs/{code}", Action::ReadIndicators, indicator::page)
        .get("/indicateurs/{code}/{file}", Action::ReadIndicators, indicator::export)
        .post(
            "/indicateurs/{code}/cibles",
            Action::EditIndicators,
            indicator::set_target,
        )
        .post("/indicateurs/{code}/notes", Action::EditIndicators, indicator::add_note)
        .post(
            "/indicateurs/notes/{id}/retirer",
            Action::EditIndicators,
            indicator::withdraw_note,
        )
        .get(
            "/indicateurs/{code}/definition",
            Action::ReadIndicators,
            definition::page,
        )
        .post(
            "/indicateurs/{code}/definition",
            Action::EditIndicators,
            definition::define,
        )
        .get("/indicateurs/{code}/preuves", Action::ReadIndicators, proof::page)
        .get(
            "/indicateurs/{code}/preuves/{file}",
            Action::ReadIndicators,
            proof::export,
        )
        .get(
            "/etablissements/{uai}/indicateurs",
            Action::ReadIndicators,
            school::page,
        )
}

/// The indicator of an address: `I1` to `I5`.
fn code(text: &str) -> Result<Indicator, Problem> {
    Indicator::parse(text).map_err(|_| Problem::NotFound)
}

/// What the reader asks to look at: where, as of when, as known when.
struct Look {
    place: Place,
    asked: Asked,
    past: bool,
}

/// Reads `lieu`, `au` and `connu`, noting what is wrong; without a place, the widest the reader
/// answers for.
fn look(page: &PageCtx, form: &mut Form) -> Look {
    let place = form
        .maybe("lieu", "indicators-refused-place", |text| {
            Place::parse(text).ok_or(IndicatorError::NotFound)
        })
        .unwrap_or_else(|| actions::own_place(&page.actor));
    Look {
        place,
        past: Asked::is_in(form),
        asked: Asked::read(page, form),
    }
}

/// Where and when, for the links between pages.
const WHERE_AND_WHEN: [&str; 3] = ["lieu", "au", "connu"];

/// The places a reader chooses among, by kind: each with its address and its name.
fn place_options(page: &PageCtx, places: &[Place], labels: &Labels) -> Vec<(String, Vec<(String, String)>)> {
    let key_of = |place: &Place| match place {
        Place::Basin | Place::Directory | Place::Territory(_) => "indicators-axis-ile",
        Place::Group(_) => "indicators-axis-type",
        Place::Wave(_) => "indicators-axis-vague",
        Place::School(_) => "indicators-axis-etablissement",
    };
    [
        "indicators-axis-ile",
        "indicators-axis-type",
        "indicators-axis-vague",
        "indicators-axis-etablissement",
    ]
    .into_iter()
    .map(|key| {
        let options = places
            .iter()
            .filter(|place| key_of(place) == key)
            .map(|place| (place.to_string(), words::place(page, place, labels)))
            .collect::<Vec<_>>();
        (page.t(key), options)
    })
    .filter(|(_, options)| !options.is_empty())
    .collect()
}
