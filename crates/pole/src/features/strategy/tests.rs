//! From a file to an answer.

use std::ops::ControlFlow;

use serde_json::{Value, json};

use super::answer::{Answer, Asked, answer, to_text};
use super::question::{QuestionError, read};

/// The worked example with the poorest budgets, as a file.
fn worked() -> Value {
    let cents = |euros: &[i64]| Value::from(euros.iter().map(|euros| euros * 100).collect::<Vec<_>>());
    let school = |uai: &str, pupils: i64, need: i64, priority: i64, ready: i64, college: Value, costs: &[i64]| {
        json!({
            "uai": uai, "pupils": pupils, "priority_x10": priority, "need": need, "ready_wave": ready,
            "attached_to": college, "costs": {"authority": cents(costs)}, "pinned_wave": null, "excluded": false,
        })
    };
    let ecole = [11_775, 500, 500];
    json!({
        "waves": 3,
        "mode": "benefit",
        "budgets": {"authority": cents(&[60_000, 90_000, 150_000, 120_000, 80_000])},
        "schools": [
            school("C1", 600, 62, 644, 1, Value::Null, &[48_080, 42_660, 90_740]),
            school("C2", 500, 78, 681, 2, Value::Null, &[40_000, 36_000, 76_000]),
            school("E1", 200, 55, 625, 1, "C1".into(), &ecole),
            school("E2", 150, 70, 670, 1, "C1".into(), &ecole),
            school("E3", 220, 80, 710, 2, "C2".into(), &ecole),
            school("E4", 180, 66, 687, 1, "C2".into(), &ecole),
            school("E5", 90, 85, 715, 2, "C2".into(), &ecole),
        ],
    })
}

fn answered(question: &Value, draws: u32) -> Answer {
    let question = read(&question.to_string()).unwrap();
    answer(
        &question,
        &mut Asked {
            seconds: 60.0,
            increases: true,
            draws,
            seed: 1,
            watch: &mut |_, _| ControlFlow::Continue(()),
            go_on: &|_| true,
        },
    )
    .unwrap()
}

fn errors(question: &Value) -> Vec<(String, &'static str)> {
    let errors: Vec<QuestionError> = read(&question.to_string()).unwrap_err().0;
    errors.into_iter().map(|error| (error.path, error.code)).collect()
}

fn one_error(question: &Value, path: &str, code: &str) {
    assert_eq!(
        errors(question)
            .iter()
            .map(|(path, code)| (path.as_str(), *code))
            .collect::<Vec<_>>(),
        [(path, code)]
    );
}

#[test]
fn the_worked_example_is_answered_with_its_explanations() {
    let told = answered(&worked(), 0);
    assert_eq!(told.status, "optimal");
    assert_eq!((told.benefit, told.gap), (Some(2_371_400), Some(0.0)));
    let entries: Vec<_> = told
        .entries
        .iter()
        .map(|entry| (entry.uai.as_str(), entry.wave))
        .collect();
    assert_eq!(entries, [("C1", 1), ("C2", 2), ("E1", 1), ("E3", 3)]);
    assert_eq!(
        told.cost_by_year["authority"],
        [5_985_500, 8_316_000, 13_901_500, 7_650_000, 50_000]
    );
    assert_eq!(told.plain_ranking.as_ref().unwrap().benefit, 2_279_550);
    let other = told.other_mode.as_ref().unwrap();
    assert_eq!((other.benefit, other.local_cost), (1_369_420, 19_032_500));
    assert_eq!(told.explanations.len(), 3);
    for explanation in &told.explanations {
        assert_eq!(explanation.reason, "budget");
        assert!(explanation.increase.is_some(), "{}", explanation.message);
    }
    let text = to_text(&told);
    assert!(text.contains("benefit 2371400, no plan is better"), "{text}");
    assert!(text.contains("authority is short of 11,630.00 EUR in year 1"), "{text}");
}

#[test]
fn the_order_of_the_file_changes_nothing() {
    let question = worked();
    let mut turned = question.clone();
    turned["schools"].as_array_mut().unwrap().reverse();
    assert_eq!(answered(&question, 0), answered(&turned, 0));
}

#[test]
fn an_answer_without_a_plan_says_where() {
    let mut question = worked();
    question["schools"][0]["pinned_wave"] = 1.into();
    question["budgets"]["authority"] = json!([4_000_000, 5_000_000, 15_000_000]);
    let told = answered(&question, 0);
    assert_eq!((told.status.as_ref(), told.benefit), ("infeasible", None));
    let reason = &told.explanations[0];
    assert_eq!(reason.path.as_deref(), Some("budgets.authority[0]"));
    assert_eq!((reason.year, reason.missing), (Some(1), Some(808_000)));
    assert_eq!(reason.funder.as_deref(), Some("authority"));
    assert_eq!(
        reason.message,
        "what is pinned and imposed costs 8,080.00 EUR more in year 1 than authority has"
    );
    // Years without a budget are said too.
    question["budgets"]["state"] = json!([0]);
    assert_eq!(told.notes.len(), 1);
    assert_eq!(answered(&question, 0).notes.len(), 2);
}

#[test]
fn problems_are_told_with_their_place() {
    let mut question = worked();
    question["schools"][2]["attached_to"] = "C9".into();
    one_error(&question, "schools[2].attached_to", "unknown_school");

    let mut question = worked();
    question["schools"][0]["attached_to"] = "E1".into();
    assert!(errors(&question).contains(&("schools[0].attached_to".to_owned(), "circular")));

    let mut question = worked();
    question["schools"][1]["costs"]["authority"][2] = (-1).into();
    one_error(&question, "schools[1].costs.authority[2]", "negative");

    let mut question = worked();
    question["budgets"]["authority"][4] = json!(1e300);
    one_error(&question, "budgets.authority[4]", "too_large");

    let mut question = worked();
    question["schools"][1]["costs"]["authority"][0] = (1_i64 << 51).into();
    one_error(&question, "schools[1].costs.authority", "too_large");

    let mut question = worked();
    question["schools"][1]["costs"]["state"] = json!([1]);
    one_error(&question, "schools[1].costs.state", "unknown_funder");

    let mut question = worked();
    question["schools"][6]["uai"] = "C1".into();
    one_error(&question, "schools[6].uai", "twice");

    let mut question = worked();
    question["schools"][0]["pinned_wave"] = 4.into();
    one_error(&question, "schools[0].pinned_wave", "too_large");

    let mut question = worked();
    question["mode"] = "best".into();
    one_error(&question, "mode", "unknown");

    let mut question = worked();
    question["schools"][0]["exclude"] = true.into();
    one_error(&question, "schools[0].exclude", "unknown_field");

    let mut question = worked();
    question["schools"][0]["need"] = json!(62.5);
    assert_eq!(errors_none(&question), 62_500);
    question["schools"][0]["need"] = json!(62.1234);
    one_error(&question, "schools[0].need", "not_exact");

    assert_eq!(read("[").unwrap_err().0[0].code, "not_json");
    one_error(&json!([]), "", "not_an_object");
}

#[test]
fn a_school_may_cost_otherwise_in_another_wave() {
    let mut question = worked();
    // C1 costs too much in the waves 1 and 3 and nothing in wave 2: its école enters with it.
    question["schools"][0]["costs_by_wave"] = json!({
        "1": {"authority": [6_000_001]}, "2": {}, "3": {"authority": [15_000_001]},
    });
    let told = answered(&question, 0);
    let entries: Vec<_> = told
        .entries
        .iter()
        .map(|entry| (entry.uai.as_str(), entry.wave))
        .filter(|(uai, _)| ["C1", "E1"].contains(uai))
        .collect();
    assert_eq!(entries, [("C1", 2), ("E1", 2)]);
    // Where only the costs are told by wave, headings and devices are the usual ones.
    question["headings"] = json!({"cases": [0, 0, 100, 100, 100]});
    question["schools"][0]["headings"] = json!({"cases": [50]});
    question["schools"][0]["headings_by_wave"] = json!({"3": {"cases": [101]}});
    question["schools"][0]["devices"] = json!([10]);
    question["schools"][0]["devices_by_wave"] = json!({"3": [0]});
    question["capacity"] = json!({"fte_x100": [2, 2, 2], "devices_per_fte": 450, "in_service": [0, 0, 9]});
    let problem = read(&question.to_string()).unwrap().problem;
    let under: Vec<i64> = (1..=3).map(|wave| problem.under(0, wave, 0, wave)).collect();
    assert_eq!(under, [50, 50, 101]);
    let devices: Vec<i64> = (1..=3).map(|wave| problem.devices(0, wave, 3)).collect();
    assert_eq!(devices, [10, 10, 0]);
    assert_eq!(problem.local_cost(0, 1), 6_000_001);
    assert_eq!(problem.local_cost(0, 2), 0);
    assert_eq!(problem.capacity, Some(vec![9, 9, 0]));

    question["capacity"]["in_service"][0] = 10.into();
    one_error(&question, "capacity.in_service[0]", "too_large");
    question["capacity"]["in_service"][0] = 0.into();
    question["schools"][0]["devices_by_wave"] = json!({"4": [0]});
    one_error(&question, "schools[0].devices_by_wave.4", "unknown_wave");
    question["schools"][0]["devices_by_wave"] = Value::Null;
    question["schools"][0]["costs_by_wave"]["3"]["authority"][0] = (1_i64 << 51).into();
    one_error(&question, "schools[0].costs.authority", "too_large");
}

fn errors_none(question: &Value) -> i64 {
    read(&question.to_string()).unwrap().problem.schools[0].need.0
}

#[test]
fn weights_are_drawn_when_the_file_has_them() {
    let mut question = worked();
    question["weights"] = json!({"need": {"social": 60, "gap": 39}, "readiness": {"team": 100}});
    for school in question["schools"].as_array_mut().unwrap() {
        let need = school["need"].as_i64().unwrap();
        let readiness = (school["priority_x10"].as_i64().unwrap() - 7 * need) / 3;
        school["components"] = json!({"social": need, "gap": need, "team": readiness});
    }
    one_error(&question, "weights.need", "not_100");
    question["weights"]["need"]["gap"] = 40.into();
    let told = answered(&question, 20);
    assert_eq!(told.draws.len(), 7);
    // Both components of the need are equal, so no weight matters.
    for drawn in &told.draws {
        assert!([0, 20].contains(&drawn.chosen), "{drawn:?}");
        assert_eq!(drawn.draws, 20);
    }
    question["schools"][3]["components"]
        .as_object_mut()
        .unwrap()
        .remove("team");
    one_error(&question, "schools[3].components.team", "missing");
}
