//! The demonstration basin, on both engines.

use std::collections::BTreeSet;

use pole_kernel::{Day, Role, RoleScope, SchoolKind};

use super::build;
use crate::features::calls::{self, Phase};
use crate::features::decisions::{self, DecisionError};
use crate::features::dossiers::{self, LineState};
use crate::features::endowment::{self, Asked, EntryStatus, read_plan};
use crate::features::indicators::{
    self, Audience, Flag, Group, Indicator, IndicatorError, Measure, Place, Question, Value,
};
use crate::features::reviews::{self, Points};
use crate::features::{directory, people, pix};
use crate::policy::{self, Action, Actor};
use crate::test_app::{TestApp, on_both_engines};

fn built(app: &TestApp) -> super::Built {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    // A standing clock does not move by itself: each step begins a second later.
    let clock = app.app.clock().clone();
    runtime
        .block_on(build(&app.app, &|_| clock.set(clock.now().plus_seconds(1))))
        .unwrap()
}

/// Told, hidden, still open, waiting: every state of what trainings bring, at every level.
fn see_evaluation(app: &TestApp) {
    let pilot = app.person("lectrice", Role::Pilot, RoleScope::Basin);
    let page = pilot.get("/formation/evaluation");
    assert_eq!(page.status.as_u16(), 200, "{}", page.body);
    for key in [
        "training-evaluation-open",
        "training-level-2-competences",
        "training-stage-later",
    ] {
        assert!(page.shows(key), "{key}");
    }
    let told = pilot.get("/api/v1/training/evaluation");
    let told: serde_json::Value = serde_json::from_slice(&told.bytes).unwrap();
    for level in told["levels"].as_array().unwrap() {
        let lines = level["lines"].as_array().unwrap();
        assert!(lines.iter().all(|line| line["fictitious"] == true));
        assert!(lines.iter().any(|line| line["answered"].as_u64() >= Some(5)), "{level}");
        assert!(lines.iter().any(|line| line["is_hidden"] == true), "{level}");
    }
}

#[test]
fn needs_show_every_basis_and_say_what_is_invented() {
    use crate::features::strategy::needs::model::{Basis, Component};
    let app = TestApp::new("2026-10-16T08:00:00Z");
    built(&app);
    let scores = app
        .act(|tx, actor, now| crate::features::strategy::needs::seen(tx, actor, crate::shell::asked::Asked::now(now)));
    let bases = |component: Component| -> BTreeSet<&str> {
        let scored = scores.schools.iter().filter_map(|school| school.of(component));
        scored.map(|scored| scored.basis.code()).collect()
    };
    assert!(bases(Component::Social).contains("register"));
    assert!(bases(Component::Equipment).contains("register"));
    assert!(bases(Component::Connectivity).contains("register"));
    assert!(bases(Component::Review).contains("register"));
    assert!(bases(Component::Training).contains("register"));
    assert_eq!(bases(Component::Families), BTreeSet::from(["declared", "estimated"]));
    let invented = scores
        .schools
        .iter()
        .flat_map(|school| &school.components)
        .filter(|scored| scored.basis == Basis::Declared);
    assert!(invented.clone().count() > 40);
    assert!(
        invented
            .clone()
            .all(|scored| scored.fictitious && scored.note.starts_with("Fictif"))
    );
}

#[test]
fn every_state_and_figure_can_be_seen() {
    on_both_engines("2026-10-16T08:00:00Z", |app| {
        let built = built(app);
        see_evaluation(app);
        assert_eq!((built.schools, built.files), (26, 12));
        let (schools, view) = app.act(|tx, actor: &Actor, now| {
            let schools = directory::basin(tx, policy::scope(actor, Action::ReadSchool)).unwrap();
            read_plan(tx, actor, Asked::now(now)).map(|view| (schools, view))
        });
        let eligible = schools
            .iter()
            .filter(|school| directory::is_eligible(school) && school.kind.is_ecole());
        assert!(
            eligible.clone().all(|ecole| ecole.attached_to.is_some()),
            "every eligible école has its collège"
        );
        assert!(view.unattached.is_empty());
        let sections = schools.iter().filter(|school| school.kind == SchoolKind::Section);
        assert!(sections.clone().all(|section| section.attached_to.is_none()));

        let statuses: BTreeSet<&str> = view
            .entries
            .iter()
            .map(|(_, entry)| entry.state.status.code())
            .collect();
        assert_eq!(statuses.len(), EntryStatus::ALL.len(), "{statuses:?}");
        assert!(
            view.entries
                .iter()
                .all(|(_, entry)| entry.state.reason.starts_with("Fictif"))
        );
        assert!(view.plan.lines.iter().all(|line| !line.endowment.is_incomplete()));
        assert!(view.plan.is_fictitious());
        let first: BTreeSet<i16> = view
            .plan
            .schools
            .iter()
            .map(|school| school.first_year.first_calendar_year())
            .collect();
        assert_eq!(first, BTreeSet::from([2020, 2021, 2022]));

        assert!(
            view.four
                .iter()
                .filter(|row| row.ordered.is_some())
                .all(|row| row.fictitious)
        );
        assert!(view.four.iter().any(|row| row.in_use.is_some()));
        assert!(
            view.four
                .iter()
                .any(|row| row.delivered.is_some() && row.in_use.is_none()),
            "unknown is seen too"
        );
        assert!(view.four.iter().any(|row| row.ordered > row.delivered));
    });
}

#[test]
fn it_is_the_same_every_time() {
    let figures = || {
        let app = TestApp::new("2026-10-16T08:00:00Z");
        built(&app);
        let view = app.act(|tx, actor: &Actor, now| read_plan(tx, actor, Asked::now(now)));
        view.four
    };
    assert_eq!(figures(), figures());
}

#[test]
fn staff_and_certifications_show_every_state_and_say_that_they_are_invented() {
    let app = TestApp::new("2026-10-16T08:00:00Z");
    built(&app);
    let now = app.app.clock().now();
    let everything = policy::Scope::everything();
    let teachers = app.write(|tx| people::teachers_in_service(tx, &everything, now.day(), now));
    assert!((430..=480).contains(&teachers.len()), "{}", teachers.len());
    assert!(teachers.iter().all(|teacher| teacher.fictitious));
    assert!(teachers.iter().any(|teacher| teacher.schools.len() == 2));
    let (from, to) = (Day::parse("2023-09-01").unwrap(), Day::parse("2026-08-31").unwrap());
    let lines = app.write(|tx| pix::school_certifications(tx, &everything, from, to, now, false));
    let sum = |of: fn(&pix::SchoolCertifications) -> u32| lines.iter().map(of).sum::<u32>();
    assert!(
        (450..=700).contains(&sum(|line| line.pupils)),
        "{}",
        sum(|line| line.pupils)
    );
    for (what, count) in [
        ("teachers", sum(|line| line.teachers)),
        ("unmatched", sum(|line| line.unmatched)),
        ("retakes", sum(|line| line.retakes)),
        ("rejected", sum(|line| line.rejected)),
        ("edu", sum(|line| line.edu)),
        ("rectified", sum(|line| line.rectified)),
    ] {
        assert!(count > 0, "no {what}");
    }
    assert_eq!(sum(|line| line.fictitious), sum(|line| line.passed));
    assert!(lines.iter().any(|line| line.uai.is_none()), "some wait for a school");
}

/// The releases of an audience, the oldest first: the names of schools, and the figures.
fn releases(app: &TestApp, audience: Audience) -> Vec<(Vec<String>, Vec<Value>)> {
    app.act(|tx, _: &Actor, now| {
        let history = indicators::history(tx, audience, now.day(), now, None)?;
        Ok::<_, IndicatorError>(
            history
                .iter()
                .map(|(release, cells)| {
                    let schools = cells.iter().filter(|cell| matches!(cell.place, Place::School(_)));
                    let names = schools.map(|cell| cell.label.clone()).collect();
                    (names, indicators::frozen(release, cells))
                })
                .collect(),
        )
    })
}

fn of_basin(values: &[Value], measure: Measure) -> &Value {
    values
        .iter()
        .find(|value| value.measure == measure && value.place == Place::Basin)
        .unwrap()
}

#[test]
fn every_month_of_the_public_has_its_rooms_and_the_last_one_certifications() {
    for now in ["2026-10-16T08:00:00Z", "2026-11-26T15:00:00Z"] {
        let app = TestApp::new(now);
        built(&app);
        let releases = releases(&app, Audience::Public);
        assert_eq!(releases.len(), 12);
        let shares: Vec<Option<u64>> = releases
            .iter()
            .map(|(_, values)| of_basin(values, Measure::RoomsHighSpeed).numerator)
            .collect();
        assert!(shares.iter().all(Option::is_some), "{now}: {shares:?}");
        assert!(
            shares.first() < shares.last(),
            "{now}: the rooms get better, {shares:?}"
        );
        let (_, last) = releases.last().unwrap();
        let certified = of_basin(last, Measure::Certifications);
        assert!(certified.numerator > Some(20), "{now}: {certified:?}");
        for (names, _) in &releases {
            assert!(!names.is_empty());
            let shouted = names.iter().filter(|name| name.to_uppercase() == **name);
            assert_eq!(shouted.collect::<Vec<_>>(), Vec::<&String>::new(), "{now}");
        }
    }
}

#[test]
fn every_flag_of_a_figure_can_be_seen() {
    let app = TestApp::new("2026-11-26T15:00:00Z");
    built(&app);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut see = |values: &[Value]| {
        for value in values {
            seen.extend(value.flags.keys().map(|flag| flag.code()));
        }
    };
    for audience in [Audience::Inside, Audience::Public] {
        for (_, values) in releases(&app, audience) {
            see(&values);
        }
    }
    let on = |day: Option<&str>| {
        app.act(|tx, actor: &Actor, now| {
            let mut asked = Asked::now(now);
            asked.on = day.map_or(asked.on, |day| Day::parse(day).unwrap());
            let question = Question {
                indicators: Indicator::ALL.to_vec(),
                place: Place::Basin,
                asked,
            };
            indicators::read(tx, actor, &question)
        })
    };
    let live = on(None);
    see(&live.table);
    // Before the first exam, one does not count certifications.
    see(&on(Some("2020-01-01")).table);
    let all: BTreeSet<&str> = Flag::ALL.iter().map(|flag| flag.code()).collect();
    assert_eq!(all.difference(&seen).collect::<Vec<_>>(), Vec::<&&str>::new());
    // What I2 alone shows, from school to school.
    let rooms: BTreeSet<Flag> = live
        .table
        .iter()
        .filter(|value| value.measure == Measure::RoomsHighSpeed)
        .flat_map(|value| value.flags.keys().copied())
        .collect();
    for flag in [
        Flag::Partial,
        Flag::Fragile,
        Flag::NotPublishable,
        Flag::Stale,
        Flag::Declared,
    ] {
        assert!(rooms.contains(&flag), "{flag}: {rooms:?}");
    }
    assert!(
        live.value(Measure::Certifications, &Place::Group(Group::Colleges))
            .is_some_and(|value| value.has(Flag::Corrected))
    );
}

#[test]
fn the_call_shows_every_stage_and_the_plan_is_not_told_twice() {
    on_both_engines("2026-11-26T15:00:00Z", |app| {
        built(app);
        let now = app.app.clock().now();
        app.act(|tx, actor: &Actor, _| -> Result<(), DecisionError> {
            let call = calls::calls(tx)?.into_iter().find(|call| call.fictitious).unwrap();
            let waves = calls::waves_of(tx, call.id)?;
            let phases: Vec<Phase> = waves.iter().map(|wave| wave.phase(None, now)).collect();
            assert_eq!(phases, [Phase::Closed, Phase::Closed, Phase::Open]);
            let mut states: BTreeSet<&str> = BTreeSet::new();
            for wave in &waves {
                for dossier in dossiers::dossiers_of_wave(tx, wave.id)? {
                    assert!(dossier.fictitious);
                    states.extend(dossiers::lines(tx, dossier.id)?.iter().map(|line| line.state.code()));
                }
            }
            for state in [
                LineState::UnderConstruction,
                LineState::Ranked,
                LineState::Admissible,
                LineState::Inadmissible,
                LineState::Running,
                LineState::Selected,
                LineState::Reserve,
                LineState::NotSelected,
                LineState::Withdrawn,
            ] {
                assert!(states.contains(state.code()), "{state}: {states:?}");
            }
            // The commission decided what the plan says: each school has one state in its wave.
            let sitting = decisions::sitting(tx, actor, waves[0].id)?;
            assert!(
                sitting
                    .lines
                    .iter()
                    .all(|line| line.score.is_some() || line.state == LineState::Withdrawn)
            );
            let entries = endowment::entries(tx, now.day(), now)?;
            let of_wave: Vec<_> = entries
                .iter()
                .filter(|entry| Some(entry.wave) == waves[0].wave)
                .collect();
            assert_eq!(of_wave.len(), sitting.lines.len());
            assert!(of_wave.iter().all(|entry| entry.state.number == 1));
            assert!(entries.iter().all(|entry| Some(entry.wave) != waves[2].wave));
            // The fourth wave: two reviewers differ too much about one dossier, one review is still awaited.
            let scores = reviews::scores(tx, waves[1].id)?;
            assert_eq!(scores.iter().filter(|score| score.complete).count(), 3);
            assert!(
                scores
                    .iter()
                    .any(|score| score.reviews == 3 && score.gap > Some(Points::whole(25)))
            );
            Ok(())
        });
    });
}
