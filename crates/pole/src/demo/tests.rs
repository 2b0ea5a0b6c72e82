//! The demonstration basin, on both engines.

use std::collections::BTreeSet;

use pole_kernel::{Day, SchoolKind};

use super::build;
use crate::features::endowment::{Asked, EntryStatus, read_plan};
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

#[test]
fn every_state_and_figure_can_be_seen() {
    on_both_engines("2026-10-16T08:00:00Z", |app| {
        let built = built(app);
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
