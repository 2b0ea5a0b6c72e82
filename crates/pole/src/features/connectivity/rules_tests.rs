//! The regulation of the classes, read as tables.

use pole_formats::RoomKind;
use pole_kernel::{Day, Instant, Territory, Uai};
use proptest::prelude::*;

use super::model::{
    Basis, ClassSpan, LineTechnology, NotCounted, Origin, Place, Recorded, RoomClass, RoomFacts, RoomTest, RoomVersion,
    Seen, SiteLine, Statement, VisaRole,
};
use super::rules::{self, Judge, TestRefusal, Thresholds};
use crate::features::directory::{Calendar, Closure, ClosureKind};
use crate::shell::clock::fresh_id;

const RECORDED: &str = "2020-01-01T00:00:00Z";

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn recorded() -> Recorded {
    Recorded::at(Instant::parse(RECORDED).unwrap())
}

fn place() -> Place {
    Place {
        uai: Uai::parse("9710022X").unwrap(),
        territory: Territory::parse("978").ok(),
    }
}

fn version(from: &str, to: Option<&str>, kind: RoomKind, half_days: u32) -> RoomVersion {
    RoomVersion {
        id: fresh_id(),
        room: fresh_id(),
        name: "Salle 1".to_owned(),
        kind,
        building: String::new(),
        half_days,
        valid_from: day(from),
        valid_to: to.map(day),
        fictitious: false,
        origin: Origin::default(),
        recorded: recorded(),
    }
}

fn room() -> RoomVersion {
    version("2024-09-01", None, RoomKind::Ordinary, 8)
}

/// A test in Mbit/s to the kilobit, at an hour of the islands; `None` failed.
fn test(on: &str, hour: (i8, i8), rates: Option<(u32, u32)>) -> RoomTest {
    RoomTest {
        id: fresh_id(),
        room: fresh_id(),
        at: day(on).at(hour.0, hour.1),
        down_kbps: rates.map(|(down, _)| down),
        up_kbps: rates.map(|(_, up)| up),
        failed: rates.is_none(),
        latency_micros: None,
        tool: String::new(),
        fictitious: false,
        origin: Origin::default(),
        recorded: recorded(),
    }
}

fn at_ten(on: &str, down: u32, up: u32) -> RoomTest {
    test(on, (10, 0), Some((down, up)))
}

/// Three tests on two school days: Monday 5, Monday 5 and Tuesday 6 October 2026.
fn series(rates: [Option<(u32, u32)>; 3]) -> Vec<RoomTest> {
    let [first, second, third] = rates;
    vec![
        test("2026-10-05", (9, 0), first),
        test("2026-10-05", (10, 0), second),
        test("2026-10-06", (9, 0), third),
    ]
}

fn statement(on: &str, seen: Seen) -> Statement {
    Statement {
        id: fresh_id(),
        room: fresh_id(),
        seen,
        day: day(on),
        note: String::new(),
        fictitious: false,
        recorded: recorded(),
    }
}

fn access(on: &str, works: Option<bool>) -> Statement {
    statement(on, Seen::Access { medium: None, works })
}

fn declaration(on: &str) -> Statement {
    let name = "A. Essai".to_owned();
    statement(
        on,
        Seen::Declaration {
            role: VisaRole::Head,
            name,
        },
    )
}

fn line(from: &str, to: Option<&str>, down: u32, up: u32) -> SiteLine {
    SiteLine {
        id: fresh_id(),
        uai: place().uai,
        technology: LineTechnology::Fibre,
        operator: String::new(),
        down_kbps: Some(down),
        up_kbps: Some(up),
        is_backup: false,
        valid_from: day(from),
        valid_to: to.map(day),
        note: String::new(),
        fictitious: false,
        recorded: recorded(),
    }
}

fn fast_line() -> SiteLine {
    line("2024-09-01", None, 100_000, 50_000)
}

fn facts(tests: Vec<RoomTest>, statements: Vec<Statement>) -> RoomFacts {
    RoomFacts {
        versions: vec![room()],
        statements,
        tests,
    }
}

/// The span that holds a day.
fn span_on(facts: &RoomFacts, lines: &[SiteLine], on: &str) -> Option<ClassSpan> {
    let (thresholds, calendar, place) = (Thresholds::default(), Calendar::default(), place());
    let judge = Judge {
        thresholds: &thresholds,
        calendar: &calendar,
        place: &place,
        lines,
    };
    let on = day(on);
    let holds = |span: &ClassSpan| span.first_day <= on && span.last_day.is_none_or(|last| on <= last);
    rules::timeline(facts, judge).into_iter().find(holds)
}

#[track_caller]
fn check(facts: &RoomFacts, lines: &[SiteLine], on: &str, expected: (&str, &str, bool)) {
    let span = span_on(facts, lines, on).unwrap();
    assert_eq!((span.class.code(), span.basis.code(), span.is_stale), expected, "{on}");
}

#[test]
fn the_class_of_a_measured_room_is_that_of_its_medians() {
    for (rates, class, medians) in [
        ([Some((8_000, 2_000)); 3], "C2", (8_000, 2_000)),
        ([Some((7_999, 2_000)); 3], "C1", (7_999, 2_000)),
        ([Some((8_000, 1_999)); 3], "C1", (8_000, 1_999)),
        ([Some((30_000, 5_000)); 3], "C3", (30_000, 5_000)),
        ([Some((30_000, 4_999)); 3], "C2", (30_000, 4_999)),
        ([Some((29_999, 5_000)); 3], "C2", (29_999, 5_000)),
        // The middle one counts, not the mean.
        (
            [Some((1, 1)), Some((8_000, 2_000)), Some((900_000, 900_000))],
            "C2",
            (8_000, 2_000),
        ),
        // A failed test is a 0.
        ([None, Some((8_000, 2_000)), Some((9_000, 3_000))], "C2", (8_000, 2_000)),
        ([None, None, Some((90_000, 90_000))], "C0", (0, 0)),
        // And a 0 is a 0.
        ([Some((0, 0)), Some((0, 0)), Some((9_000, 3_000))], "C0", (0, 0)),
        ([Some((0, 0)), Some((1, 0)), Some((9_000, 3_000))], "C1", (1, 0)),
    ] {
        let facts = facts(series(rates), Vec::new());
        check(&facts, &[], "2026-10-06", (class, "measured", false));
        let span = span_on(&facts, &[], "2026-10-06").unwrap();
        assert_eq!((span.down_kbps, span.up_kbps), (Some(medians.0), Some(medians.1)));
    }
}

#[test]
fn the_median_of_an_even_number_is_rounded_down() {
    for (rates, median) in [
        (vec![], None),
        (vec![5], Some(5)),
        (vec![8_000, 7_999], Some(7_999)),
        (vec![1, 4, 2, 9], Some(3)),
        (vec![u32::MAX, u32::MAX], Some(u32::MAX)),
    ] {
        assert_eq!(rules::median(rates.clone()), median, "{rates:?}");
    }
}

#[test]
fn a_measure_needs_three_tests_on_two_school_days_within_thirty() {
    let fast = |on: &str| at_ten(on, 40_000, 9_000);
    let twice = |on: &str| vec![test(on, (9, 0), Some((40_000, 9_000))), fast(on)];
    for (tests, on, basis) in [
        (vec![fast("2026-10-05"), fast("2026-10-06")], "2026-10-06", "unknown"),
        (
            [
                twice("2026-10-05"),
                vec![test("2026-10-05", (11, 0), Some((40_000, 9_000)))],
            ]
            .concat(),
            "2026-10-06",
            "unknown",
        ),
        (
            [twice("2026-10-05"), vec![fast("2026-10-06")]].concat(),
            "2026-10-06",
            "measured",
        ),
        // On the day before the third test nothing is measured yet.
        (
            [twice("2026-10-05"), vec![fast("2026-10-06")]].concat(),
            "2026-10-05",
            "unknown",
        ),
        // 7 September to 6 October is thirty days; the day before is the thirty-first.
        (
            vec![fast("2026-09-07"), fast("2026-10-05"), fast("2026-10-06")],
            "2026-10-06",
            "measured",
        ),
        (
            vec![fast("2026-09-04"), fast("2026-10-05"), fast("2026-10-06")],
            "2026-10-06",
            "unknown",
        ),
        // Order of entry does not matter.
        (
            vec![fast("2026-10-06"), fast("2026-10-05"), fast("2026-09-07")],
            "2026-10-06",
            "measured",
        ),
    ] {
        let facts = facts(tests, Vec::new());
        assert_eq!(span_on(&facts, &[], on).unwrap().basis.code(), basis, "{facts:?}");
    }
}

#[test]
fn the_latest_measure_counts_and_changes_only_with_a_test() {
    let slow = [
        at_ten("2026-10-05", 1_000, 500),
        at_ten("2026-10-06", 1_000, 500),
        at_ten("2026-10-07", 1_000, 500),
    ];
    let fast = ["2026-11-09", "2026-11-10", "2026-11-12"].map(|on| at_ten(on, 50_000, 9_000));
    let both = facts([slow.to_vec(), fast.to_vec()].concat(), Vec::new());
    check(&both, &[], "2026-10-07", ("C1", "measured", false));
    // Two fast tests are no measure yet: the slow one holds, however old its window.
    check(&both, &[], "2026-11-10", ("C1", "measured", false));
    check(&both, &[], "2026-11-12", ("C3", "measured", false));
    check(&both, &[], "2026-12-31", ("C3", "measured", false));
    // A later window holds the tests of its thirty days only.
    let span = span_on(&both, &[], "2026-11-12").unwrap();
    assert_eq!(span.down_kbps, Some(50_000));
}

#[test]
fn only_tests_of_school_hours_and_days_count() {
    let holidays = Closure {
        id: fresh_id(),
        kind: ClosureKind::Holiday,
        label: "Toussaint".to_owned(),
        territory: None,
        uai: None,
        first_day: day("2026-10-19"),
        last_day: day("2026-10-30"),
        fictitious: true,
        recorded_at: Instant::parse(RECORDED).unwrap(),
        withdrawn_at: None,
    };
    let storm = Closure {
        kind: ClosureKind::Exceptional,
        uai: Some(place().uai),
        first_day: day("2026-10-14"),
        last_day: day("2026-10-14"),
        ..holidays.clone()
    };
    let (thresholds, calendar, place) = (Thresholds::default(), Calendar::new(vec![holidays, storm]), place());
    let judge = Judge {
        thresholds: &thresholds,
        calendar: &calendar,
        place: &place,
        lines: &[],
    };
    let good = Some((9_000, 3_000));
    for (test, reason) in [
        (test("2026-10-16", (7, 0), good), None),
        (test("2026-10-16", (6, 59), good), Some(NotCounted::OutsideHours)),
        (test("2026-10-16", (17, 0), good), None),
        (test("2026-10-16", (17, 1), good), Some(NotCounted::OutsideHours)),
        (test("2026-10-16", (3, 0), good), Some(NotCounted::OutsideHours)),
        (test("2026-10-16", (10, 0), None), None),
        (test("2026-10-17", (10, 0), good), Some(NotCounted::Weekend)),
        (test("2026-10-18", (10, 0), good), Some(NotCounted::Weekend)),
        (test("2026-10-19", (10, 0), good), Some(NotCounted::Holiday)),
        (test("2026-10-14", (10, 0), good), Some(NotCounted::Exceptional)),
        (test("2026-11-11", (10, 0), good), Some(NotCounted::PublicHoliday)),
        // The abolition day of Saint-Martin.
        (test("2026-05-28", (10, 0), good), Some(NotCounted::PublicHoliday)),
        (test("2026-10-09", (10, 0), good), None),
        (
            RoomTest {
                up_kbps: None,
                ..at_ten("2026-10-16", 9_000, 3_000)
            },
            Some(NotCounted::Incomplete),
        ),
    ] {
        assert_eq!(rules::not_counted(&test, judge), reason, "{}", test.at);
    }
}

#[test]
fn a_measure_is_old_after_twelve_months_and_forgotten_after_twenty_four() {
    let facts = facts(series([Some((9_000, 3_000)); 3]), Vec::new());
    check(&facts, &[], "2026-10-04", ("C0", "unknown", false));
    check(&facts, &[], "2027-10-06", ("C2", "measured", false));
    check(&facts, &[], "2027-10-07", ("C2", "measured", true));
    check(&facts, &[], "2028-10-06", ("C2", "measured", true));
    check(&facts, &[], "2028-10-07", ("C0", "unknown", false));
}

#[test]
fn an_access_makes_a_room_connected_and_no_more() {
    let works = facts(Vec::new(), vec![access("2026-10-05", Some(true))]);
    check(&works, &[fast_line()], "2026-10-04", ("C0", "unknown", false));
    check(&works, &[fast_line()], "2026-10-05", ("C1", "access", false));
    check(&works, &[], "2027-10-05", ("C1", "access", false));
    check(&works, &[], "2027-10-06", ("C1", "access", true));
    check(&works, &[], "2028-10-06", ("C0", "unknown", false));
    let broken = facts(
        Vec::new(),
        vec![access("2026-10-05", Some(true)), access("2026-10-12", Some(false))],
    );
    check(&broken, &[], "2026-10-11", ("C1", "access", false));
    check(&broken, &[], "2026-10-12", ("C0", "none", false));
    check(&broken, &[], "2027-10-13", ("C0", "none", true));
    // Who could not tell says nothing.
    let unsure = facts(
        Vec::new(),
        vec![access("2026-10-05", Some(true)), access("2026-10-12", None)],
    );
    check(&unsure, &[], "2026-10-12", ("C1", "access", false));
}

#[test]
fn a_declaration_counts_for_less_than_twelve_months_on_a_fast_line() {
    let declared = facts(Vec::new(), vec![declaration("2026-10-05")]);
    for (line, class, basis) in [
        (Some(line("2024-09-01", None, 8_000, 2_000)), "C2", "declared"),
        (Some(line("2024-09-01", None, 7_999, 2_000)), "C0", "unknown"),
        (Some(line("2024-09-01", None, 8_000, 1_999)), "C0", "unknown"),
        // Nobody measured the room: the fastest line gives C2.
        (Some(line("2024-09-01", None, 1_000_000, 1_000_000)), "C2", "declared"),
        (
            Some(SiteLine {
                is_backup: true,
                ..fast_line()
            }),
            "C0",
            "unknown",
        ),
        (
            Some(SiteLine {
                down_kbps: None,
                ..fast_line()
            }),
            "C0",
            "unknown",
        ),
        (None, "C0", "unknown"),
    ] {
        let lines: Vec<SiteLine> = line.into_iter().collect();
        check(&declared, &lines, "2026-10-05", (class, basis, false));
    }
    check(&declared, &[fast_line()], "2027-10-04", ("C2", "declared", false));
    check(&declared, &[fast_line()], "2027-10-05", ("C0", "unknown", false));
    // The line ends: so does what the declaration rests on.
    let ended = [line("2024-09-01", Some("2026-12-31"), 100_000, 50_000)];
    check(&declared, &ended, "2026-12-31", ("C2", "declared", false));
    check(&declared, &ended, "2027-01-01", ("C0", "unknown", false));
}

#[test]
fn a_declaration_never_overrides_what_was_measured_after_it() {
    let slow = series([Some((1_000, 500)); 3]);
    let with = |on: &str| facts(slow.clone(), vec![declaration(on)]);
    // The slow measure ends on 6 October.
    check(
        &with("2026-10-05"),
        &[fast_line()],
        "2026-10-06",
        ("C1", "measured", false),
    );
    check(
        &with("2026-10-06"),
        &[fast_line()],
        "2026-10-06",
        ("C1", "measured", false),
    );
    check(
        &with("2026-10-07"),
        &[fast_line()],
        "2026-10-06",
        ("C1", "measured", false),
    );
    check(
        &with("2026-10-07"),
        &[fast_line()],
        "2026-10-07",
        ("C2", "declared", false),
    );
    // It lowers nothing either: a measure of C3 stays, until it is old.
    let fast = facts(
        series([Some((40_000, 9_000)); 3]),
        vec![declaration("2026-10-07"), declaration("2027-09-06")],
    );
    check(&fast, &[fast_line()], "2026-10-07", ("C3", "measured", false));
    check(&fast, &[fast_line()], "2027-10-07", ("C2", "declared", false));
    check(&fast, &[fast_line()], "2028-09-06", ("C3", "measured", true));
    // One later test that failed, or stayed under high speed, sets it aside; an earlier one does not.
    for (on, rates, basis) in [
        ("2026-10-08", None, "unknown"),
        ("2026-10-08", Some((7_999, 2_000)), "unknown"),
        ("2026-10-08", Some((8_000, 2_000)), "declared"),
        ("2026-10-07", None, "declared"),
        ("2026-10-06", None, "declared"),
        // On a Sunday it does not count.
        ("2026-10-11", None, "declared"),
    ] {
        let facts = facts(vec![test(on, (10, 0), rates)], vec![declaration("2026-10-07")]);
        let span = span_on(&facts, &[fast_line()], "2026-10-12").unwrap();
        assert_eq!(span.basis.code(), basis, "{on} {rates:?}");
    }
}

#[test]
fn who_saw_that_nothing_works_is_believed_after_a_measure_and_a_declaration() {
    let good = || series([Some((9_000, 3_000)); 3]);
    for (tests, statements, class, basis) in [
        (good(), vec![access("2026-10-07", Some(false))], "C0", "none"),
        (good(), vec![access("2026-10-06", Some(false))], "C2", "measured"),
        (
            Vec::new(),
            vec![declaration("2026-10-06"), access("2026-10-06", Some(false))],
            "C0",
            "none",
        ),
        (
            Vec::new(),
            vec![declaration("2026-10-07"), access("2026-10-06", Some(false))],
            "C2",
            "declared",
        ),
        // A later access lowers no measure, and lifts one through which nothing went.
        (good(), vec![access("2026-10-07", Some(true))], "C2", "measured"),
        (
            series([None; 3]),
            vec![access("2026-10-07", Some(true))],
            "C1",
            "access",
        ),
        (
            series([None; 3]),
            vec![access("2026-10-06", Some(true))],
            "C0",
            "measured",
        ),
    ] {
        let facts = facts(tests, statements);
        check(&facts, &[fast_line()], "2026-10-08", (class, basis, false));
    }
}

#[test]
fn only_teaching_rooms_in_use_have_a_class() {
    for (kind, half_days, counts) in [
        (RoomKind::Ordinary, 1, true),
        (RoomKind::Ordinary, 0, false),
        (RoomKind::Library, 10, true),
        (RoomKind::Workshop, 4, true),
        (RoomKind::Gym, 10, false),
        (RoomKind::Canteen, 10, false),
        (RoomKind::StaffRoom, 10, false),
        (RoomKind::Office, 10, false),
        (RoomKind::Store, 10, false),
        (RoomKind::Condemned, 10, false),
    ] {
        let facts = RoomFacts {
            versions: vec![version("2026-09-01", Some("2027-07-02"), kind, half_days)],
            ..RoomFacts::default()
        };
        assert_eq!(
            span_on(&facts, &[], "2026-09-01").is_some(),
            counts,
            "{kind} {half_days}"
        );
        assert!(span_on(&facts, &[], "2026-08-31").is_none());
        assert!(span_on(&facts, &[], "2027-07-03").is_none());
    }
}

#[test]
fn a_line_is_sufficient_for_its_users_and_unknown_without_them() {
    let thresholds = Thresholds::default();
    for (down, users, sufficient, target) in [
        (Some(20_000), Some(200), Some(true), Some(false)),
        (Some(19_999), Some(10), Some(false), Some(true)),
        (Some(20_000), Some(201), Some(false), Some(false)),
        (Some(60_000), Some(600), Some(true), Some(false)),
        (Some(600_000), Some(600), Some(true), Some(true)),
        (Some(599_999), Some(600), Some(true), Some(false)),
        // Under the least for everybody it is not enough, whoever the users are.
        (Some(19_999), None, Some(false), None),
        (Some(20_000), None, None, None),
        (None, Some(100), None, None),
    ] {
        let line = SiteLine {
            down_kbps: down,
            ..fast_line()
        };
        let state = rules::site_state(&[line], day("2026-10-06"), users, &thresholds);
        assert_eq!(
            (state.is_sufficient, state.meets_target),
            (sufficient, target),
            "{down:?} {users:?}"
        );
    }
    let nothing = SiteLine {
        technology: LineTechnology::None,
        down_kbps: None,
        ..fast_line()
    };
    let state = rules::site_state(&[nothing], day("2026-10-06"), None, &thresholds);
    assert_eq!((state.is_sufficient, state.meets_target), (Some(false), Some(false)));
    let backup = SiteLine {
        is_backup: true,
        ..fast_line()
    };
    let state = rules::site_state(
        &[backup, line("2024-09-01", None, 25_000, 5_000)],
        day("2026-10-06"),
        None,
        &thresholds,
    );
    assert_eq!((state.has_backup, state.line.unwrap().down_kbps), (true, Some(25_000)));
    assert!(
        rules::site_state(&[], day("2026-10-06"), Some(10), &thresholds)
            .line
            .is_none()
    );
}

#[test]
fn a_test_of_the_future_or_beyond_any_line_is_refused() {
    let now = day("2026-10-06").at(10, 0);
    let check = |at, rate| rules::check_test(at, [Some(rate), Some(1)], now, &Thresholds::default());
    assert_eq!(check(now, 10_000_000), Ok(()));
    assert_eq!(check(now, 10_000_001), Err(TestRefusal::Absurd));
    assert_eq!(check(now.plus_seconds(1), 1), Err(TestRefusal::Future));
    assert_eq!(check(now, 0), Ok(()));
}

#[test]
fn the_next_room_of_a_series_has_the_next_number() {
    for (name, next) in [
        ("Salle 12", "Salle 13"),
        ("Salle 9", "Salle 10"),
        ("B09", "B10"),
        ("B99", "B100"),
        ("CDI", "CDI 2"),
        ("Salle 99999999999999999999", "Salle 99999999999999999999 2"),
    ] {
        assert_eq!(rules::next_name(name), next);
    }
    let mut names = ["Salle 12", "salle 2", "CDI", "Salle 1"];
    names.sort_by_key(|name| rules::name_key(name));
    assert_eq!(names, ["CDI", "Salle 1", "salle 2", "Salle 12"]);
}

fn some_day() -> impl Strategy<Value = Day> {
    (0..1_200_i32).prop_map(|days| day("2025-01-06").plus_days(days))
}

fn some_facts() -> impl Strategy<Value = (RoomFacts, Vec<SiteLine>)> {
    let tests = prop::collection::vec(
        (some_day(), 6_i8..19, prop::option::of((0_u32..40_000, 0_u32..8_000))),
        0..25,
    );
    let statements = prop::collection::vec((some_day(), 0_u8..4), 0..6);
    let lines = prop::collection::vec((some_day(), 0_i32..400, 0_u32..20_000), 0..3);
    let versions = prop::collection::vec((0_i32..300, 0_i32..300, 0_u32..3), 1..4);
    (tests, statements, lines, versions).prop_map(|(tests, statements, lines, versions)| {
        let mut facts = RoomFacts::default();
        for (on, hour, rates) in tests {
            facts.tests.push(test(&on.to_string(), (hour, 0), rates));
        }
        for (on, what) in statements {
            let on = on.to_string();
            facts.statements.push(match what {
                0 => access(&on, Some(true)),
                1 => access(&on, Some(false)),
                2 => access(&on, None),
                _ => declaration(&on),
            });
        }
        let lines = lines
            .into_iter()
            .map(|(from, days, up)| line(&from.to_string(), Some(&from.plus_days(days).to_string()), up * 4, up))
            .collect();
        let mut from = day("2025-01-01");
        for (gap, length, half_days) in versions {
            from = from.plus_days(gap);
            let to = from.plus_days(length);
            facts.versions.push(version(
                &from.to_string(),
                Some(&to.to_string()),
                RoomKind::Ordinary,
                half_days,
            ));
            from = to.tomorrow();
        }
        (facts, lines)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The spans say of every day what the rule says of that day, follow each other without
    /// overlap, and two that touch differ.
    #[test]
    fn the_spans_are_the_rule_day_by_day((facts, lines) in some_facts()) {
        let (thresholds, calendar, place) = (Thresholds::default(), Calendar::default(), place());
        let judge = Judge { thresholds: &thresholds, calendar: &calendar, place: &place, lines: &lines };
        let spans = rules::timeline(&facts, judge);
        let measures = rules::measures(&facts.tests, judge);
        for pair in spans.windows(2) {
            prop_assert!(pair[0].last_day.is_some_and(|last| last < pair[1].first_day));
        }
        let mut on = day("2024-12-30");
        while on < day("2031-01-01") {
            let span = spans.iter().find(|span| span.first_day <= on && span.last_day.is_none_or(|last| on <= last));
            let teaching = facts.version(on).is_some_and(rules::is_teaching);
            prop_assert_eq!(span.is_some(), teaching, "{}", on);
            if let Some(span) = span {
                let ground = rules::ground(&facts, &measures, judge, on);
                prop_assert_eq!(
                    (span.class, span.basis, span.is_stale),
                    (ground.class(&thresholds), ground.basis(), ground.is_stale(on, &thresholds)),
                    "{}", on
                );
                prop_assert!(span.basis != Basis::Unknown || span.class == RoomClass::C0);
            }
            on = on.plus_days(1);
        }
    }
}
