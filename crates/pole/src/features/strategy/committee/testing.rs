//! What tests of decisions need: a search that ended, on schools of the basin.

use std::ops::ControlFlow;

use pole_db::{params, sql};
use serde_json::{Value, json};

use super::actions;
use super::model::{DecisionId, PlanKind};
use crate::features::directory::{self, EventKind, NewEvent};
use crate::features::strategy::answer::{Answer, Asked, answer};
use crate::features::strategy::needs::model::Weights;
use crate::features::strategy::plan::Mode;
use crate::features::strategy::question;
use crate::features::strategy::scenarios::model::{Content, RunId, ScenarioId};
use crate::policy::Actor;
use crate::shell::clock::fresh_id;
use crate::test_app::TestApp;

/// The present of these tests.
pub(crate) const NOW: &str = "2026-10-16T12:00:00Z";
/// A collège of Saint-Martin.
pub(crate) const MONT: &str = "9710022X";
/// Another one.
pub(crate) const SOUALIGA: &str = "9711023K";
/// The collège of Saint-Barthélemy.
pub(crate) const CHOISY: &str = "9710035L";
/// Two écoles of the first collège.
pub(crate) const ECOLES: [&str; 2] = ["9710210B", "9710805Y"];

fn attach(app: &TestApp) {
    let known = app.write(directory::attachments);
    let today = app.app.clock().now().day();
    for ecole in ECOLES {
        if known.of(&pole_kernel::Uai::parse(ecole).unwrap(), today).is_some() {
            continue;
        }
        app.act(|tx, actor, now| {
            let event = NewEvent {
                kind: EventKind::AttachedTo,
                other: Some(pole_kernel::Uai::parse(MONT).unwrap()),
                name: None,
                from: pole_kernel::Day::parse("2015-09-01").unwrap(),
                to: None,
                note: "test".to_owned(),
            };
            directory::add_event(tx, actor, now, &pole_kernel::Uai::parse(ecole).unwrap(), &event)
        });
    }
}

fn cents(euros: &[i64]) -> Value {
    Value::from(euros.iter().map(|euros| euros * 100).collect::<Vec<_>>())
}

/// Three collèges and two écoles in three waves. The money of Saint-Martin does not reach for everybody.
pub(crate) fn worked(budgets_978: &[i64]) -> Value {
    let school = |uai: &str, pupils: i64, need: i64, priority: i64, island: &str, of: Option<&str>, costs: &[i64]| {
        json!({
            "uai": uai, "pupils": pupils, "priority_x10": priority, "need": need, "ready_wave": 1,
            "attached_to": of, "kind": if of.is_some() { "primary" } else { "secondary" }, "island": island,
            "costs": {
                "state": cents(&costs.iter().map(|cost| cost / 2).collect::<Vec<_>>()),
                (format!("authority-{island}")): cents(costs),
            },
            "pinned_wave": null, "excluded": false,
        })
    };
    let ecole = [12_000, 500, 500];
    json!({
        "waves": 3,
        "budgets": {
            "state": cents(&[900_000; 6]),
            "authority-978": cents(budgets_978),
            "authority-977": cents(&[100_000; 6]),
        },
        "schools": [
            school(MONT, 600, 62, 644, "978", None, &[48_000, 42_000, 90_000]),
            school(SOUALIGA, 500, 78, 681, "978", None, &[40_000, 36_000, 76_000]),
            school(CHOISY, 400, 40, 500, "977", None, &[30_000, 20_000, 20_000]),
            school(ECOLES[0], 200, 55, 625, "978", Some(MONT), &ecole),
            school(ECOLES[1], 150, 70, 670, "978", Some(MONT), &ecole),
        ],
    })
}

/// Budgets that leave one collège out.
pub(crate) const TIGHT: [i64; 6] = [75_000, 60_000, 120_000, 50_000, 0, 0];

fn answered(text: &str, mode: Mode) -> Answer {
    let mut question = question::read(text).unwrap();
    question.problem.mode = mode;
    answer(
        &question,
        &mut Asked {
            seconds: 60.0,
            increases: true,
            draws: 0,
            seed: 1,
            watch: &mut |_, _| ControlFlow::Continue(()),
            go_on: &|_| true,
        },
    )
    .unwrap()
}

/// A search that ended. Its scenario begins in the school year 2026-2027.
pub(crate) fn searched(app: &TestApp, name: &str, question: &Value, change: impl FnOnce(&mut Content)) -> RunId {
    let (scenario, run): (ScenarioId, RunId) = (fresh_id(), fresh_id());
    let now = app.app.clock().now();
    let text = question.to_string();
    let mut content = Content {
        first_year: 2026,
        waves: 3,
        ..Content::default()
    };
    for (funder, years) in question["budgets"].as_object().unwrap() {
        let years = years.as_array().unwrap().iter().filter_map(Value::as_i64).collect();
        content.budgets.insert(funder.clone(), years);
    }
    change(&mut content);
    let names = app.write(|tx| directory::basin(tx, crate::policy::Scope::everything()));
    let facts: Vec<Value> = question["schools"]
        .as_array()
        .unwrap()
        .iter()
        .map(|school| {
            let uai = school["uai"].as_str().unwrap();
            let line = names.iter().find(|line| line.uai.as_str() == uai).unwrap();
            json!({
                "uai": uai, "name": line.name, "kind": line.kind.code(), "territory": school["island"],
                "need": school["need"].as_i64().unwrap() * 100, "readiness": 5_000,
                "priority_between": [school["priority_x10"].as_i64().unwrap() - 20, school["priority_x10"].as_i64().unwrap() + 20],
                "estimated": uai == SOUALIGA,
            })
        })
        .collect();
    let facts = Value::from(facts).to_string();
    let told = |mode| {
        let mut answer = answered(&text, mode);
        answer.draws = answer
            .entries
            .iter()
            .map(|entry| crate::features::strategy::answer::Drawn {
                uai: entry.uai.clone(),
                chosen: 970,
                draws: 1_000,
                verdict: "robuste".into(),
            })
            .collect();
        serde_json::to_string(&answer).unwrap()
    };
    let (benefit, equity) = (told(Mode::Benefit), told(Mode::Equity));
    let content = serde_json::to_string(&content).unwrap();
    let weights = serde_json::to_string(&Weights::default()).unwrap();
    app.write(|tx| {
        tx.execute(
            sql!(
                "insert into strategy_weights (version, content, note, recorded_at, recorded_by)
                 values (1, :content, 'fiche', :now, null) on conflict (version) do nothing"
            ),
            params! { content: weights.as_str(), now: now },
        )?;
        tx.execute(
            sql!(
                "insert into strategy_scenario (id, name, created_at, created_by, archived_at, archived_by)
                 values (:id, :name, :now, null, null, null)"
            ),
            params! { id: scenario, name: name, now: now },
        )?;
        tx.execute(
            sql!(
                "insert into strategy_revision (scenario, revision, content, recorded_at, recorded_by)
                 values (:id, 1, :content, :now, null)"
            ),
            params! { id: scenario, content: content.as_str(), now: now },
        )?;
        tx.execute(
            sql!(
                "insert into strategy_run (id, scenario, revision, weights, facts, question, basis, state, progress,
                                           stop_asked,
                                           benefit, equity, problem, asked_at, asked_by, beat_at, ended_at)
                 values (:id, :scenario, 1, 1, :facts, :question, null, 'done', '', false, :benefit, :equity, '', :now, null,
                         :now, :now)"
            ),
            params! {
                id: run, scenario: scenario, facts: facts.as_str(), question: text.as_str(), benefit: benefit.as_str(),
                equity: equity.as_str(), now: now
            },
        )
    });
    run
}

/// The search of most tests. The basin is there.
pub(crate) fn a_search(app: &TestApp) -> RunId {
    attach(app);
    searched(app, "Plan 2026", &worked(&TIGHT), |_| ())
}

/// A draft on the plan of a search.
pub(crate) fn a_draft(app: &TestApp, run: RunId, kind: PlanKind) -> DecisionId {
    app.act(|tx, actor: &Actor, now| actions::begin(tx, actor, now, run, kind))
}

/// Two drafts on a search: one to change, one to decide.
pub(crate) fn two_drafts(app: &TestApp) -> (String, String) {
    let run = a_search(app);
    let draft = |kind| a_draft(app, run, kind).to_string();
    (draft(PlanKind::Benefit), draft(PlanKind::Equity))
}
