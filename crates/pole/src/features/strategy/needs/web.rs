//! The pages of needs: the table, the map, one school, declared values, weights, the territory.

mod list;
mod school;
mod territory;
mod values;
mod weights;

use pole_kernel::Territory;
#[cfg(test)]
pub(super) use territory::SHOWN as COVERAGE;

use super::super::errors::StrategyError;
use super::model::{Basis, Component, Measure, Scored};
use super::rules;
use crate::policy::{Action, Subject};
use crate::shell::form::Form;
use crate::shell::page::PageCtx;
use crate::shell::routes::Routes;

/// The routes of the pages.
pub(super) fn routes() -> Routes {
    use Action::{EditStrategy, ReadNeeds};
    Routes::new()
        .get("/strategie/besoins", ReadNeeds, list::page)
        .get("/strategie/besoins/export/{file}", ReadNeeds, list::export)
        .get("/strategie/besoins/carte", ReadNeeds, list::map)
        .get("/strategie/besoins/saisie", EditStrategy, values::page)
        .post("/strategie/besoins/saisie", EditStrategy, values::add)
        .post(
            "/strategie/besoins/valeurs/{id}/retirer",
            EditStrategy,
            school::take_back,
        )
        .get("/strategie/besoins/{uai}", ReadNeeds, school::page)
        .post("/strategie/besoins/{uai}", EditStrategy, school::declare)
        .get("/strategie/territoire", ReadNeeds, territory::page)
        .post("/strategie/territoire", EditStrategy, territory::declare)
        .get("/strategie/territoire/{file}", ReadNeeds, territory::export)
        .get("/strategie/ponderations", ReadNeeds, weights::page)
        .post("/strategie/ponderations", EditStrategy, weights::set)
}

/// Points in hundredths, with one decimal.
fn points(page: &PageCtx, hundredths: i64) -> String {
    page.formats().tenths(to_tenths(hundredths))
}

/// Hundredths to tenths, halves up.
const fn to_tenths(hundredths: i64) -> i64 {
    (hundredths + 5).div_euclid(10)
}

/// A number in thousandths, with a decimal when it has one.
fn number(page: &PageCtx, milli: i64) -> String {
    if milli % 1_000 == 0 {
        page.formats().number(milli / 1_000)
    } else {
        page.formats().tenths((milli + 50).div_euclid(100))
    }
}

/// What was observed, in words with its unit.
fn observed(page: &PageCtx, measure: Measure, milli: i64) -> String {
    let value = match measure {
        Measure::YesNo if milli > 0 => page.t("needs-yes"),
        Measure::YesNo => page.t("needs-no"),
        _ => number(page, milli),
    };
    page.t1(
        &format!("needs-measure-{}", measure.code().replace('_', "-")),
        "value",
        value,
    )
}

/// What a component of a school rests on, in a sentence.
fn ground(page: &PageCtx, scored: &Scored) -> String {
    match (scored.measure, scored.milli, scored.stand_in) {
        (Some(measure), Some(milli), _) => observed(page, measure, milli),
        (_, _, Some(stand_in)) => page.word("needs-stand-in", stand_in.code()),
        _ => page.t("common-unknown"),
    }
}

/// The flags of a component: code and words. What a register says has none.
fn flags(page: &PageCtx, scored: &Scored) -> Vec<(&'static str, String)> {
    let mut flags = Vec::new();
    match scored.basis {
        Basis::Register => {}
        Basis::Declared => flags.push(("info", page.word("needs-basis", Basis::Declared.code()))),
        Basis::Estimated => flags.push(("estimated", page.word("needs-basis", Basis::Estimated.code()))),
    }
    if scored.fictitious {
        flags.push(("fictitious", page.t("common-fictitious")));
    }
    flags
}

/// The action that the page of a source asks for.
const fn source_action(component: Component) -> Action {
    match component {
        Component::Social => Action::ReadSchool,
        Component::Equipment => Action::ReadMoney,
        Component::Connectivity | Component::Prerequisites => Action::ReadConnectivity,
        Component::Training => Action::ReadTrainingPeople,
        Component::Review => Action::RunReviews,
        Component::Families | Component::Skills | Component::Isolation | Component::Team | Component::Referent => {
            Action::ReadNeeds
        }
    }
}

/// Where the source of a component is, when the reader may open it.
fn source_href<'a>(page: &PageCtx, on: Subject<'_>, scored: &'a Scored) -> Option<&'a str> {
    let action = match scored.basis {
        Basis::Register => source_action(scored.component),
        Basis::Declared => Action::ReadNeeds,
        Basis::Estimated => return None,
    };
    page.may_on(action, on).then_some(scored.href.as_str())
}

/// The islands to choose among.
fn islands(page: &PageCtx) -> Vec<(&'static str, String)> {
    vec![
        ("", page.t("schools-all-islands")),
        (Territory::SAINT_MARTIN, page.t("territory-978")),
        (Territory::SAINT_BARTHELEMY, page.t("territory-977")),
    ]
}

/// Notes a refusal at its field, or gives the error back.
fn at_field(form: &mut Form, field: &str, error: StrategyError) -> Result<(), StrategyError> {
    match error {
        StrategyError::Refused(refusal) => {
            form.refuse_with(field, refusal.key(), refusal.arguments());
            Ok(())
        }
        other => Err(other),
    }
}

/// The components that pilots may declare of a school, each with how: code, label, unit.
fn declarable(page: &PageCtx, group: crate::features::directory::SchoolGroup) -> Vec<Declarable> {
    Component::ALL
        .iter()
        .map(|component| {
            let measure = rules::declared_in(*component, group);
            let mut hint = page.word("needs-help", measure.code());
            if rules::has_register(*component) {
                hint = format!("{hint} {}", page.t("needs-declared-second"));
            }
            Declarable {
                code: component.code(),
                label: page.word("needs-component", component.code()),
                hint,
                is_choice: measure == Measure::YesNo,
            }
        })
        .collect()
}

/// A component that may be declared.
struct Declarable {
    code: &'static str,
    label: String,
    hint: String,
    is_choice: bool,
}
