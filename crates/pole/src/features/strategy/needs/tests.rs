//! Needs through the real router, on both engines.

use pole_kernel::{Day, Instant, Uai};

use super::model::{Basis, Component, Scores, StandIn, Weights};
use super::*;
use crate::features::strategy::{Refusal, StrategyError};
use crate::policy::{Actor, Scope};
use crate::shell::asked::Asked;
use crate::shell::audit;
use crate::test_app::{TestApp, on_both_engines};

const NOW: &str = "2026-10-16T12:00:00Z";
const COLLEGE: &str = "9710022X";
const OTHER: &str = "9711023K";
const ECOLE: &str = "9710210B";
const SAINT_BARTH: &str = "9710035L";

fn now() -> Instant {
    Instant::parse(NOW).unwrap()
}

fn all(app: &TestApp) -> Scores {
    app.act(|tx, _, now| scores(tx, &Scope::everything(), Asked::now(now)))
}

fn value(uai: &str, component: Component, milli: i64) -> NewValue {
    NewValue {
        uai: Uai::parse(uai).unwrap(),
        component,
        milli,
    }
}

fn declares(app: &TestApp, values: &[NewValue]) -> Result<usize, StrategyError> {
    let now = app.app.clock().now();
    app.app
        .db()
        .write_blocking(|tx| declare(tx, &Actor::console(), now, values, now.day(), "enquête", true))
}

fn points(scores: &Scores, uai: &str, component: Component) -> (i64, Basis) {
    let school = scores.schools.iter().find(|school| school.school.uai.as_str() == uai);
    let scored = school.unwrap().of(component).unwrap();
    (scored.points, scored.basis)
}

#[test]
fn an_index_is_read_in_the_register_and_what_nobody_knows_is_estimated() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let scores = all(app);
        assert_eq!(scores.weights.version, 1);
        assert!(scores.schools.len() > 15, "{}", scores.schools.len());
        assert!(scores.schools.iter().all(|school| !school.school.kind.is_lycee()));
        // 89.5: (125 − 89.5) ÷ 60 = 59.2 points.
        assert_eq!(points(&scores, ECOLE, Component::Social), (59, Basis::Register));
        assert_eq!(points(&scores, ECOLE, Component::Families), (50, Basis::Estimated));
        let ecole = scores.schools.iter().find(|school| school.school.uai.as_str() == ECOLE);
        let scored = ecole.unwrap().of(Component::Families).unwrap();
        assert_eq!(scored.stand_in, Some(StandIn::Middle));
        // The day before the school year of the index began, it was not known.
        let before = Asked {
            on: Day::parse("2022-08-31").unwrap(),
            known_at: now(),
        };
        let past = app.act(|tx, _, _| super::scores(tx, &Scope::everything(), before));
        assert_eq!(points(&past, ECOLE, Component::Social).1, Basis::Estimated);
    });
}

#[test]
fn a_declared_value_stands_in_where_no_register_speaks_and_can_be_taken_back() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let told = [
            value(ECOLE, Component::Families, 40_000),
            value(ECOLE, Component::Social, 70_000),
            value(COLLEGE, Component::Prerequisites, 1_000),
        ];
        assert_eq!(declares(app, &told).unwrap(), 3);
        let scores = all(app);
        assert_eq!(points(&scores, ECOLE, Component::Families), (80, Basis::Declared));
        assert_eq!(
            points(&scores, ECOLE, Component::Social),
            (59, Basis::Register),
            "the register speaks first"
        );
        assert_eq!(
            points(&scores, COLLEGE, Component::Prerequisites),
            (100, Basis::Declared)
        );
        // The same again changes nothing; another value of the same day counts from then on.
        let again = declares(app, &told).unwrap_err();
        assert!(matches!(again, StrategyError::Refused(Refusal::NothingChanges)));
        app.at("2026-10-16T13:00:00Z");
        declares(app, &[value(ECOLE, Component::Families, 10_000)]).unwrap();
        assert_eq!(points(&all(app), ECOLE, Component::Families), (20, Basis::Declared));
        let past = app.act(|tx, _, _| super::scores(tx, &Scope::everything(), Asked::now(now())));
        assert_eq!(points(&past, ECOLE, Component::Families).0, 80, "the past stays");
        app.at("2026-10-16T14:00:00Z");
        let uai = Uai::parse(ECOLE).unwrap();
        let declared = app
            .act(|tx, actor, now| school_needs(tx, actor, &uai, Asked::now(now)))
            .declared;
        let newest = declared
            .iter()
            .find(|value| value.component == Component::Families)
            .unwrap();
        assert_eq!(newest.milli, 10_000);
        app.act(|tx, actor, now| take_back(tx, actor, now, newest.id));
        assert_eq!(points(&all(app), ECOLE, Component::Families).0, 80);
        let twice = app
            .app
            .db()
            .write_blocking(|tx| take_back(tx, &Actor::console(), now(), newest.id))
            .unwrap_err();
        assert!(matches!(twice, StrategyError::Refused(Refusal::TakenBack)));
        let trail = app.write(|tx| audit::latest(tx, Some(ECOLE), 10));
        assert_eq!(trail[0].event, "strategy_value.taken_back");
        assert_eq!(trail.len(), 4);
    });
}

#[test]
fn what_makes_no_sense_is_not_declared() {
    let app = TestApp::new(NOW);
    app.with_basin();
    for (wrong, refusal) in [
        (
            value(ECOLE, Component::Families, 100_001),
            Refusal::ValueOutOfRange(Component::Families),
        ),
        (
            value(ECOLE, Component::Isolation, 1_500),
            Refusal::ValueOutOfRange(Component::Isolation),
        ),
        (
            value(ECOLE, Component::Skills, 900),
            Refusal::ValueOutOfRange(Component::Skills),
        ),
    ] {
        let refused = declares(&app, &[wrong]).unwrap_err();
        assert!(
            matches!(&refused, StrategyError::Refused(told) if *told == refusal),
            "{refused}"
        );
    }
    assert!(matches!(
        declares(&app, &[]),
        Err(StrategyError::Refused(Refusal::NothingEntered))
    ));
    // A lycée is not one of the schools that can be selected.
    assert!(matches!(
        declares(&app, &[value("9711252J", Component::Team, 0)]),
        Err(StrategyError::NotFound)
    ));
    let declared = |on: &str, note: &str| {
        app.app.db().write_blocking(|tx| {
            let values = [value(ECOLE, Component::Team, 0)];
            declare(
                tx,
                &Actor::console(),
                now(),
                &values,
                Day::parse(on).unwrap(),
                note,
                false,
            )
        })
    };
    assert!(matches!(
        declared("2026-10-17", "demain"),
        Err(StrategyError::Refused(Refusal::NotYet))
    ));
    assert!(matches!(
        declared("2026-10-16", " "),
        Err(StrategyError::Refused(Refusal::SourceMissing))
    ));
}

#[test]
fn weights_are_versions_and_the_past_keeps_its_own() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let mut weights = Weights::default();
        weights.need.insert("social".into(), 25);
        weights.need.insert("isolation".into(), 10);
        app.at("2026-10-17T08:00:00Z");
        let set = |weights: &Weights, based_on: i64, note: &str| {
            let now = app.app.clock().now();
            app.app
                .db()
                .write_blocking(|tx| set_weights(tx, &Actor::console(), now, based_on, weights, note))
        };
        assert!(matches!(
            set(&weights, 1, ""),
            Err(StrategyError::Refused(Refusal::ReasonMissing))
        ));
        assert_eq!(set(&weights, 1, "les îles sont loin").unwrap(), 2);
        assert!(matches!(
            set(&Weights::default(), 1, "trop tard"),
            Err(StrategyError::Stale)
        ));
        assert!(matches!(
            set(&weights, 2, "rien"),
            Err(StrategyError::Refused(Refusal::SameWeights))
        ));
        weights.need.insert("isolation".into(), 9);
        assert!(matches!(
            set(&weights, 2, "99"),
            Err(StrategyError::Refused(Refusal::NeedSum(99)))
        ));
        let in_force = |at: &str| {
            let at = Instant::parse(at).unwrap();
            app.act(|tx, _, _| weights_in_force(tx, at)).version
        };
        assert_eq!(in_force("2026-10-17T09:00:00Z"), 2);
        assert_eq!(in_force("2026-10-16T13:00:00Z"), 1);
        assert_eq!(in_force("2020-01-01T00:00:00Z"), 1, "before any, the first");
        assert_eq!(app.act(|tx, actor, _| weights_history(tx, actor)).len(), 2);
        let trail = app.write(|tx| audit::latest(tx, Some("2"), 5));
        assert_eq!(trail[0].event, "strategy_weights.set");
    });
}
