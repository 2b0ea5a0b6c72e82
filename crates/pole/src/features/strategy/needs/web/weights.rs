//! The weights: those in force, their history, another version.

use std::collections::BTreeMap;

use askama::Template;

use super::super::super::errors::{Refusal, StrategyError};
use super::super::actions;
use super::super::model::{Component, Weights, WeightsVersion};
use super::super::rules;
use super::at_field;
use crate::policy::{Action, Subject};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};

/// A side of the form.
struct Side {
    id: &'static str,
    title: String,
    weights: Vec<Weight>,
    /// What was typed sums to.
    sum: Option<i64>,
}

/// A weight in force.
struct Weight {
    code: &'static str,
    label: String,
    in_force: i64,
}

/// A version of the history.
struct Version {
    number: i64,
    when: String,
    who: String,
    note: String,
    weights: Vec<i64>,
    share: i64,
}

#[derive(Template)]
#[template(path = "features/strategy/needs/pages/weights.html")]
struct WeightsPage {
    page: PageCtx,
    form: Form,
    version: i64,
    share: i64,
    sides: Vec<Side>,
    history: Vec<Version>,
    columns: Vec<String>,
    may_edit: bool,
}

fn weight_of(weights: &Weights, component: Component) -> i64 {
    let side = if component.is_need() {
        &weights.need
    } else {
        &weights.readiness
    };
    side.get(component.code()).copied().unwrap_or(0)
}

fn side(page: &PageCtx, form: &Form, id: &'static str, key: &str, components: &[Component], weights: &Weights) -> Side {
    let typed: Option<Vec<i64>> = components
        .iter()
        .map(|component| form.value(component.code()).parse().ok())
        .collect();
    Side {
        id,
        title: page.t(key),
        weights: components
            .iter()
            .map(|component| Weight {
                code: component.code(),
                label: page.word("needs-component", component.code()),
                in_force: weight_of(weights, *component),
            })
            .collect(),
        sum: typed.map(|typed| typed.iter().sum()),
    }
}

fn version(page: &PageCtx, version: &WeightsVersion) -> Version {
    Version {
        number: version.version,
        when: page.moment(&version.recorded_at),
        who: match (&version.recorded_by, version.version) {
            (Some(name), _) => name.clone(),
            (None, 1) => page.t("needs-weights-shipped"),
            (None, _) => page.t("common-console"),
        },
        note: if version.version == 1 && version.note.is_empty() {
            page.t("needs-weights-first")
        } else {
            version.note.clone()
        },
        weights: Component::ALL
            .iter()
            .map(|component| weight_of(&version.weights, *component))
            .collect(),
        share: version.weights.need_share,
    }
}

async fn show(page: PageCtx, form: Form) -> Reply {
    let actor = page.actor.clone();
    let versions = page
        .app
        .db()
        .read(move |tx| actions::weights_history(tx, &actor))
        .await?;
    let newest = versions.first();
    let weights = newest.map_or_else(Weights::default, |newest| newest.weights.clone());
    let number = newest.map_or(1, |newest| newest.version);
    let status = form.status();
    let mut form = form
        .with_default("version", number.to_string())
        .with_default("part", weights.need_share.to_string());
    for component in Component::ALL {
        form = form.with_default(component.code(), weight_of(&weights, *component).to_string());
    }
    let template = WeightsPage {
        sides: vec![
            side(&page, &form, "need", "needs-need", &Component::NEED, &weights),
            side(
                &page,
                &form,
                "readiness",
                "needs-readiness",
                &Component::READINESS,
                &weights,
            ),
        ],
        version: number,
        share: weights.need_share,
        history: versions.iter().map(|one| version(&page, one)).collect(),
        columns: Component::ALL
            .iter()
            .map(|component| page.word("needs-short", component.code()))
            .collect(),
        may_edit: page.may_on(Action::EditStrategy, Subject::Basin),
        form,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The weights in force and their history.
pub(super) async fn page(page: PageCtx, _form: Form) -> Reply {
    show(page, Form::default()).await
}

/// Sets other weights.
pub(super) async fn set(page: PageCtx, mut form: Form) -> Reply {
    let read = |text: &str| {
        text.parse::<i64>()
            .ok()
            .filter(|weight| (0..=rules::FULL).contains(weight))
            .ok_or(())
    };
    let based_on = form.required("version", "form-required", str::parse::<i64>);
    let share = form.required("part", "needs-refused-share", read);
    let mut side = |components: &[Component]| -> BTreeMap<String, i64> {
        let mut weights = BTreeMap::new();
        for component in components {
            if let Some(weight) = form.required(component.code(), "needs-refused-weight", read) {
                weights.insert(component.code().to_owned(), weight);
            }
        }
        weights
    };
    let (need, readiness) = (side(&Component::NEED), side(&Component::READINESS));
    let (Some(based_on), Some(need_share), true) = (based_on, share, form.is_valid()) else {
        return show(page, form).await;
    };
    let weights = Weights {
        need,
        readiness,
        need_share,
    };
    // Both sums are told at once, each at its place.
    for problem in rules::problems(&weights) {
        let (field, refusal) = match problem {
            rules::WeightsProblem::Need(sum) => ("social", Refusal::NeedSum(sum)),
            rules::WeightsProblem::Readiness(sum) => ("team", Refusal::ReadinessSum(sum)),
            rules::WeightsProblem::Share(_) => ("part", Refusal::NeedShare),
            rules::WeightsProblem::Weight => ("social", Refusal::Weight),
        };
        form.refuse_with(field, refusal.key(), refusal.arguments());
    }
    if form.value("note").is_empty() {
        form.refuse("note", "strategy-refused-reason");
    }
    if !form.is_valid() {
        return show(page, form).await;
    }
    let (actor, now, note) = (page.actor.clone(), page.now, form.value("note").to_owned());
    let done: Result<i64, StrategyError> = page
        .app
        .db()
        .write(move |tx| actions::set_weights(tx, &actor, now, based_on, &weights, &note))
        .await;
    match done {
        Ok(_) => page.redirect("/strategie/ponderations", "notice-needs-weights"),
        Err(error) => {
            at_field(&mut form, "note", error)?;
            show(page, form).await
        }
    }
}
