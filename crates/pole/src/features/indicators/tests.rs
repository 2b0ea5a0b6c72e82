//! The indicators through the database: the past asked again, schools that close and pass on.

use pole_kernel::{Day, Instant, SchoolYear, Uai};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::actions::{self, Question};
use super::model::{Indicator, Measure, Place, Value};
use super::store;
use super::{IndicatorError, releases};
use crate::features::directory::{self, EventKind, NewEvent};
use crate::features::endowment::{self, Decision, EntryStatus, NewWave, WaveId};
use crate::policy::Actor;
use crate::shell::asked::Asked;
use crate::test_app::{TestApp, on_both_engines};

const COLLEGE: &str = "9710022X";
const SOUALIGA: &str = "9711023K";
const MOHO: &str = "9711087E";

fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn wave(app: &TestApp, label: &str, first: i16) -> WaveId {
    let new = NewWave {
        label: label.to_owned(),
        first_year: SchoolYear::starting(first).unwrap(),
        note: String::new(),
    };
    app.act(|tx, actor, now| endowment::add_wave(tx, actor, now, &new))
}

fn decide(app: &TestApp, wave: WaveId, code: &str, seen: i64, status: EntryStatus, on: &str) {
    let decision = Decision {
        wave,
        uai: uai(code),
        seen,
        status,
        first_year: SchoolYear::starting(2026).unwrap(),
        decided_on: day(on),
        reason: "Essai".to_owned(),
    };
    app.act(|tx, actor, now| endowment::decide(tx, actor, now, &decision));
}

fn read(app: &TestApp, place: &Place, on: &str, known_at: &str) -> Vec<Value> {
    let question = Question {
        indicators: Indicator::ALL.to_vec(),
        place: place.clone(),
        asked: Asked {
            on: day(on),
            known_at: at(known_at),
        },
    };
    app.app
        .db()
        .read_blocking(|tx| actions::read(tx, &Actor::console(), &question))
        .unwrap()
        .table
}

fn figure(values: &[Value], measure: Measure, place: &Place) -> (Option<u64>, Option<u64>) {
    let value = values
        .iter()
        .find(|value| value.measure == measure && value.place == *place)
        .unwrap();
    (value.numerator, value.denominator)
}

#[test]
fn a_school_closed_in_october_counts_before_and_passes_its_selection_on_after() {
    on_both_engines("2026-09-10T12:00:00Z", |app| {
        app.with_basin();
        let wave = wave(app, "Vague 2026", 2026);
        decide(app, wave, SOUALIGA, 0, EntryStatus::Selected, "2026-09-10");
        let (_, eligible) = figure(
            &read(app, &Place::Basin, "2026-09-30", "2026-12-01T00:00:00Z"),
            Measure::SelectedCoverage,
            &Place::Basin,
        );
        app.at("2026-11-20T12:00:00Z");
        let event = |kind, other| NewEvent {
            kind,
            other,
            name: None,
            from: day("2026-10-15"),
            to: None,
            note: "Ouragan".to_owned(),
        };
        let merged = event(EventKind::MergedInto, Some(uai(MOHO)));
        app.act(|tx, actor, now| directory::add_event(tx, actor, now, &uai(SOUALIGA), &merged));
        let now = "2026-11-20T12:00:00Z";
        // In September it was open.
        let before = read(app, &Place::Basin, "2026-09-30", now);
        assert_eq!(
            figure(&before, Measure::SelectedCoverage, &Place::Basin),
            (Some(1), eligible)
        );
        // After the merger the collège that took it in holds the selection, and is counted once.
        let after = read(app, &Place::Basin, "2026-11-20", now);
        let fewer = eligible.map(|eligible| eligible - 1);
        assert_eq!(
            figure(&after, Measure::SelectedCoverage, &Place::Basin),
            (Some(1), fewer)
        );
        let heir = Place::School(uai(MOHO));
        assert_eq!(figure(&after, Measure::SelectedCoverage, &heir), (Some(1), Some(1)));
        // As it was known in October, nobody had closed anything.
        let october = read(app, &Place::Basin, "2026-10-20", "2026-10-20T12:00:00Z");
        assert_eq!(
            figure(&october, Measure::SelectedCoverage, &Place::Basin),
            (Some(1), eligible)
        );
    });
}

#[test]
fn two_selections_count_once_and_a_withdrawn_one_not_at_all() {
    let app = TestApp::new("2026-09-10T12:00:00Z");
    app.with_basin();
    let first = wave(&app, "Vague 1", 2025);
    let second = wave(&app, "Vague 2", 2026);
    decide(&app, first, COLLEGE, 0, EntryStatus::Selected, "2026-09-01");
    decide(&app, second, COLLEGE, 0, EntryStatus::Selected, "2026-09-02");
    decide(&app, second, MOHO, 0, EntryStatus::Selected, "2026-09-02");
    decide(&app, second, MOHO, 1, EntryStatus::Withdrawn, "2026-09-05");
    let values = read(&app, &Place::Basin, "2026-09-10", "2026-09-10T12:00:00Z");
    assert_eq!(figure(&values, Measure::SelectedCoverage, &Place::Basin).0, Some(1));
    assert_eq!(
        figure(&values, Measure::SelectedSuccess, &Place::Basin),
        (Some(1), Some(1))
    );
    let of = |code: &str| figure(&values, Measure::SelectedCoverage, &Place::Wave(code.to_owned())).0;
    assert_eq!(
        (of("vague_1"), of("vague_2")),
        (Some(1), Some(0)),
        "the first selection holds"
    );
    // The day before the withdrawal was decided, it was selected.
    let before = read(&app, &Place::Basin, "2026-09-04", "2026-09-10T12:00:00Z");
    assert_eq!(figure(&before, Measure::SelectedCoverage, &Place::Basin).0, Some(2));
}

#[test]
fn a_month_is_frozen_once_after_it_is_over_and_never_changes() {
    on_both_engines("2026-10-16T12:00:00Z", |app| {
        app.with_basin();
        let wave = wave(app, "Vague 2026", 2026);
        decide(app, wave, COLLEGE, 0, EntryStatus::Selected, "2026-09-20");
        let freeze = |month: &str| {
            let (month, now) = (pole_kernel::Month::parse(month).unwrap(), app.app.clock().now());
            app.app
                .db()
                .write_blocking(|tx| releases::freeze(tx, &Actor::console(), now, month, "Essai"))
        };
        assert!(matches!(
            freeze("2026-10"),
            Err(IndicatorError::Refused("indicators-refused-month-open"))
        ));
        let made = freeze("2026-09").unwrap();
        assert!(matches!(freeze("2026-09"), Err(IndicatorError::AlreadyFrozen)));
        let cells = |app: &TestApp| app.write(|tx| store::release_cells(tx, made[0].id, None));
        let before = cells(app);
        assert!(
            before
                .iter()
                .any(|cell| cell.measure == Measure::SelectedCoverage && cell.numerator == Some(1))
        );
        app.at("2026-10-17T12:00:00Z");
        decide(app, wave, MOHO, 0, EntryStatus::Selected, "2026-09-25");
        assert_eq!(cells(app), before);
    });
}

/// One thing that happens to the registers.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// A school is decided in the wave, on a day of the past.
    Decide {
        school: usize,
        selected: bool,
        days_ago: i32,
    },
    /// A school closes, on a day of the past.
    Close { school: usize, days_ago: i32 },
    /// The figures of every place are read, to be asked again at the end.
    Look { days_ago: i32 },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0_usize..6, any::<bool>(), 0_i32..200).prop_map(|(school, selected, days_ago)| Step::Decide { school, selected, days_ago }),
        1 => (0_usize..6, 0_i32..200).prop_map(|(school, days_ago)| Step::Close { school, days_ago }),
        3 => (0_i32..200).prop_map(|days_ago| Step::Look { days_ago }),
    ]
}

/// Whatever is decided, corrected or closed later, the figure of a day as it was known at a moment
/// is the same to the unit when it is asked again (`domain.md` §1, consequence 2).
#[test]
fn the_past_is_answered_the_same_after_any_later_correction() {
    let codes = [COLLEGE, SOUALIGA, MOHO, "9710035L", "9710210B", "9711197Z"];
    let mut runner = TestRunner::new(Config {
        cases: 8,
        failure_persistence: None,
        ..Config::default()
    });
    runner
        .run(&prop::collection::vec(step(), 4..14), |steps| {
            let app = TestApp::new("2026-01-05T12:00:00Z");
            app.with_basin();
            let wave = wave(&app, "Vague 2026", 2025);
            let mut seen = [0_i64; 6];
            let mut looked: Vec<(Asked, Vec<Value>)> = Vec::new();
            for (hour, step) in steps.iter().enumerate() {
                let now = at("2026-03-01T12:00:00Z").plus_seconds(i64::try_from(hour).unwrap() * 86_400);
                app.at(&now.to_string());
                match *step {
                    Step::Decide {
                        school,
                        selected,
                        days_ago,
                    } => {
                        let status = if selected {
                            EntryStatus::Selected
                        } else {
                            EntryStatus::NotSelected
                        };
                        let decision = Decision {
                            wave,
                            uai: uai(codes[school]),
                            seen: seen[school],
                            status,
                            first_year: SchoolYear::starting(2025).unwrap(),
                            decided_on: now.day().plus_days(-days_ago),
                            reason: "Essai".to_owned(),
                        };
                        let written = app
                            .app
                            .db()
                            .write_blocking(|tx| endowment::decide(tx, &Actor::console(), now, &decision));
                        // Some decisions are refused by the trade (an école before its collège): nothing changes.
                        if let Ok(entry) = written {
                            seen[school] = entry.state.number;
                        }
                    }
                    Step::Close { school, days_ago } => {
                        let event = NewEvent {
                            kind: EventKind::Closed,
                            other: None,
                            name: None,
                            from: now.day().plus_days(-days_ago),
                            to: None,
                            note: String::new(),
                        };
                        app.act(|tx, actor, now| directory::add_event(tx, actor, now, &uai(codes[school]), &event));
                    }
                    Step::Look { days_ago } => {
                        let asked = Asked {
                            on: now.day().plus_days(-days_ago),
                            known_at: now,
                        };
                        looked.push((asked, look(&app, asked)));
                    }
                }
            }
            for (asked, before) in looked {
                prop_assert_eq!(look(&app, asked), before);
            }
            Ok(())
        })
        .unwrap();
}

fn look(app: &TestApp, asked: Asked) -> Vec<Value> {
    read(app, &Place::Basin, &asked.on.to_string(), &asked.known_at.to_string())
}
