//! A scenario begun, and what is general in it: name, waves, parameters, guarantees.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::SchoolYear;

use super::super::super::errors::{Refusal, StrategyError};
use super::super::actions;
use super::super::errors::ScenarioRefusal;
use super::super::model::{Content, Scenario, ScenarioId};
use super::{Saved, back, editable, save_part, scenario_id, words};
use crate::features::endowment;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};

#[derive(Template)]
#[template(path = "features/strategy/scenarios/pages/edit.html")]
struct EditPage {
    page: PageCtx,
    form: Form,
    /// The scenario that is changed; none when it is new.
    base: Option<(String, String)>,
    action: String,
    years: Vec<(String, String)>,
    waves: Vec<(String, String)>,
    sets: Vec<(String, String)>,
    copies: Vec<(String, String)>,
}

/// What a scenario begins with.
fn beginning(page: &PageCtx) -> Content {
    Content {
        first_year: page.now.day().school_year().plus(1).first_calendar_year(),
        waves: 3,
        keep_selected: true,
        seed: 1,
        ..Content::default()
    }
}

/// The fields of a scenario.
fn filled(name: &str, content: &Content) -> Vec<(&'static str, String)> {
    let flag = |flag: bool| if flag { "oui" } else { "" }.to_owned();
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    vec![
        ("nom", name.to_owned()),
        ("note", content.note.clone()),
        ("annee", content.first_year.to_string()),
        ("vagues", content.waves.to_string()),
        ("parametres", content.parameter_set.clone()),
        ("garder", flag(content.keep_selected)),
        ("ile", flag(content.island_each_wave)),
        ("ecoles-min", number(content.primary_at_least)),
        ("ecoles-max", number(content.primary_at_most)),
        ("graine", content.seed.to_string()),
    ]
}

/// The field of a place in the scenario.
pub(super) fn field(path: &str) -> String {
    match path {
        "first_year" => "annee",
        "waves" => "vagues",
        "parameter_set" => "parametres",
        "note" => "note",
        "guarantees.primary_at_least" => "ecoles-min",
        "guarantees.primary_at_most" => "ecoles-max",
        "guarantees.island_each_wave" | "guarantees" => "ile",
        _ => "nom",
    }
    .to_owned()
}

/// What the form says of the content; what is wrong is noted in the form.
fn read(form: &mut Form) -> impl Fn(&mut Content) + Clone + Send + 'static {
    let first_year = form.required("annee", "form-choice", str::parse::<i16>);
    let waves = form.required("vagues", "form-choice", str::parse::<usize>);
    let least = form.maybe("ecoles-min", "form-count", str::parse::<u32>);
    let most = form.maybe("ecoles-max", "form-count", str::parse::<u32>);
    if least.zip(most).is_some_and(|(least, most)| least > most) {
        form.refuse("ecoles-max", "strategy-problem-quota");
    }
    let seed = form.maybe("graine", "form-count", str::parse::<u64>).unwrap_or(1);
    let (note, set) = (form.value("note").to_owned(), form.value("parametres").to_owned());
    let (keep, island) = (form.is("garder", "oui"), form.is("ile", "oui"));
    move |content| {
        content.first_year = first_year.unwrap_or(content.first_year);
        content.waves = waves.unwrap_or(content.waves);
        content.note.clone_from(&note);
        content.parameter_set.clone_from(&set);
        content.keep_selected = keep;
        content.island_each_wave = island;
        content.primary_at_least = least.map(i64::from);
        content.primary_at_most = most.map(i64::from);
        content.seed = seed;
    }
}

async fn show(page: PageCtx, form: Form, scenario: Option<&Scenario>, status: StatusCode) -> Reply {
    let (actor, now) = (page.actor.clone(), page.now);
    let (sets, listed) = page
        .app
        .db()
        .read(move |tx| -> Result<_, StrategyError> {
            Ok((endowment::sets(tx, &actor, now)?, actions::list(tx, &actor)?))
        })
        .await?;
    let in_force = page.tv(
        "strategy-set-in-force",
        &[
            ("name", sets.in_force.name.clone().into()),
            ("version", sets.in_force.version.into()),
        ],
    );
    let options = sets.newest_versions().into_iter().map(|set| {
        let title = page.tv(
            "strategy-set-title",
            &[("name", set.name.clone().into()), ("version", set.version.into())],
        );
        (set.code.clone(), title)
    });
    let this_year = page.now.day().school_year();
    let chosen: i16 = form.value("annee").parse().unwrap_or(0);
    let mut years: Vec<SchoolYear> = (-2..=6).map(|offset| this_year.plus(offset)).collect();
    if let Ok(year) = SchoolYear::starting(chosen)
        && !years.contains(&year)
    {
        years.insert(0, year);
    }
    let copies = std::iter::once((String::new(), page.t("strategy-copy-none")))
        .chain(
            listed
                .iter()
                .map(|one| (one.scenario.id.to_string(), one.scenario.name.clone())),
        )
        .collect();
    let base = scenario.map(|scenario| (format!("/strategie/scenarios/{}", scenario.id), scenario.name.clone()));
    let template = EditPage {
        action: base.as_ref().map_or_else(
            || "/strategie/scenarios".to_owned(),
            |(base, _)| format!("{base}/modifier"),
        ),
        base,
        years: years
            .into_iter()
            .map(|year| (year.first_calendar_year().to_string(), page.year(&year)))
            .collect(),
        waves: (1..=6)
            .map(|count| (count.to_string(), page.tn("strategy-waves-count", "count", count)))
            .collect(),
        sets: std::iter::once((String::new(), in_force)).chain(options).collect(),
        copies,
        form,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

pub(super) async fn new_page(page: PageCtx, form: Form) -> Reply {
    let copy = form.value("copie").to_owned();
    let mut filled_in = filled("", &beginning(&page));
    if let Ok(id) = ScenarioId::parse(&copy) {
        let actor = page.actor.clone();
        let from = page.app.db().read(move |tx| actions::scenario(tx, &actor, id)).await?;
        filled_in = filled(&page.t1("strategy-copy-of", "name", &from.name), &from.content);
    }
    filled_in.push(("copie", copy));
    show(page, Form::filled(filled_in), None, StatusCode::OK).await
}

pub(super) async fn create(page: PageCtx, mut form: Form) -> Reply {
    let edit = read(&mut form);
    if form.value("nom").is_empty() {
        form.refuse("nom", "strategy-refused-name");
    }
    if !form.is_valid() {
        return show(page, form, None, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let copy = ScenarioId::parse(form.value("copie")).ok();
    let (actor, now, name) = (page.actor.clone(), page.now, form.value("nom").to_owned());
    let begun = beginning(&page);
    let created = page
        .app
        .db()
        .write(move |tx| {
            let mut content = match copy {
                None => begun.clone(),
                Some(id) => actions::scenario(tx, &actor, id)?.content,
            };
            edit(&mut content);
            actions::create(tx, &actor, now, &name, &content)
        })
        .await;
    match created {
        // Money comes first: without it nothing can be chosen.
        Ok(id) if copy.is_none() => page.redirect(&format!("/strategie/scenarios/{id}/budgets"), "strategy-created"),
        Ok(id) => page.redirect(&format!("/strategie/scenarios/{id}"), "strategy-created"),
        Err(StrategyError::Refused(Refusal::Scenario(ScenarioRefusal::Content(problems)))) => {
            for problem in problems {
                let place = words::place(&page, &problem.path);
                form.refuse_with(&field(&problem.path), problem.kind.key(), vec![("path", place.into())]);
            }
            show(page, form, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(StrategyError::Refused(Refusal::NameMissing)) => {
            form.refuse("nom", "strategy-refused-name");
            show(page, form, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    let scenario = editable(&page, scenario_id(&id)?).await?;
    let form =
        Form::filled(filled(&scenario.name, &scenario.content)).with_default("revision", scenario.revision.to_string());
    show(page, form, Some(&scenario), StatusCode::OK).await
}

pub(super) async fn save(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = scenario_id(&id)?;
    let scenario = editable(&page, id).await?;
    let edit = read(&mut form);
    if !form.is_valid() {
        return show(page, form, Some(&scenario), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let name = form.value("nom").to_owned();
    match save_part(&page, id, form, Some(name), edit, field).await? {
        Saved::Done => back(&page, id),
        Saved::Back(form, status) => show(page, form, Some(&scenario), status).await,
    }
}
