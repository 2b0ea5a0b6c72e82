//! Roll-ups and retention, on both engines: what is counted, what was known, what was deleted.

use pole_kernel::{Day, Instant, Lang, Month, Territory, Uai};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::counting::{self, Groups, Households};
use super::intake::pseudonym;
use super::model::{Channel, NewView, Profile, Service, UsageScope, View};
use super::parameters::Parameters;
use super::rollup::{Deletion, Outcome, RETENTION, count_month, delete_month};
use super::store::{counts, retention, views};
use super::{figures, set_guardian, set_hold};
use crate::shell::clock::fresh_id;
use crate::test_app::{TestApp, on_both_engines};

const SCHOOL: &str = "9710022X";
const OTHER: &str = "9710035L";
const SECRET: &str = "a secret of a test";

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

fn new_view(account: &str, at: Instant, profile: Profile, uai: Option<&str>, service: Service) -> NewView {
    NewView {
        id: fresh_id(),
        account: account.to_owned(),
        at,
        day: at.day(),
        profile,
        uai: uai.map(|code| Uai::parse(code).unwrap()),
        territory: None,
        service,
        channel: Channel::Web,
        lang: Lang::Fr,
    }
}

fn write(app: &TestApp, list: &[NewView]) {
    let now = app.app.clock().now();
    app.write(|tx| {
        for view in list {
            views::secret(tx, view.day.month_of(), SECRET, now)?;
        }
        views::insert(
            tx,
            list.iter().map(|view| (view, pseudonym(SECRET, &view.account), false)),
        )
    });
}

fn roll_up(app: &TestApp, of: &str) -> Outcome {
    let now = app.app.clock().now();
    app.write(|tx| count_month(tx, month(of), now, &Parameters::default()))
}

fn pupils(app: &TestApp, known_at: Instant) -> Vec<(u64, u64, u64)> {
    app.write(|tx| figures::months(tx, &UsageScope::Basin, month("2026-09"), month("2026-12"), known_at))
        .into_iter()
        .filter(|line| line.profile == Profile::Pupil && line.service.is_none() && line.channel.is_none())
        .map(|line| (line.visitors, line.visits, line.views))
        .collect()
}

fn october(day: u8, time: &str) -> Instant {
    at(&format!("2026-10-{day:02}T{time}-04:00"))
}

#[test]
fn counting_again_writes_only_what_changed_and_the_past_keeps_its_answer() {
    on_both_engines("2026-10-10T12:00:00Z", |app| {
        app.with_basin();
        let pupil = |account, at| new_view(account, at, Profile::Pupil, Some(SCHOOL), Service::Portal);
        write(
            app,
            &[pupil("a", october(5, "10:00:00")), pupil("b", october(5, "10:00:00"))],
        );
        // Today is not counted yet.
        write(app, &[pupil("c", october(10, "07:00:00"))]);
        assert!(matches!(roll_up(app, "2026-10"), Outcome::Counted(lines) if lines > 0));
        assert_eq!(roll_up(app, "2026-10"), Outcome::Same);
        let first = app.app.clock().now();
        assert_eq!(pupils(app, first), [(2, 2, 2)]);

        // A late page of the 5th arrives, and the 10th is over.
        app.at("2026-10-11T12:00:00Z");
        write(app, &[pupil("a", october(5, "15:00:00"))]);
        assert!(matches!(roll_up(app, "2026-10"), Outcome::Counted(_)));
        assert_eq!(pupils(app, app.app.clock().now()), [(3, 4, 4)]);
        assert_eq!(pupils(app, first), [(2, 2, 2)], "what was known does not change");

        // The next day nothing is new: the recount is made and writes nothing.
        app.at("2026-10-12T12:00:00Z");
        assert_eq!(roll_up(app, "2026-10"), Outcome::Counted(0));

        // The clock goes backwards: the new version still comes after the ones that are there.
        app.at("2026-10-12T11:00:00Z");
        write(app, &[pupil("d", october(6, "10:00:00"))]);
        assert!(matches!(roll_up(app, "2026-10"), Outcome::Counted(_)));
        assert_eq!(pupils(app, first), [(2, 2, 2)]);
        assert_eq!(pupils(app, app.app.clock().now()), [(4, 5, 5)]);
        app.at("2026-10-11T11:59:59Z");
        write(app, &[pupil("e", october(6, "10:00:00"))]);
        assert!(matches!(roll_up(app, "2026-10"), Outcome::Counted(_)));
        assert_eq!(pupils(app, at("2026-10-12T12:00:00Z")), [(5, 6, 6)]);
        assert_eq!(pupils(app, first), [(2, 2, 2)]);
    });
}

#[test]
fn additive_measures_sum_to_their_leaves_and_days_are_the_evidence() {
    on_both_engines("2026-11-02T12:00:00Z", |app| {
        app.with_basin();
        let mut list = Vec::new();
        for (rank, code) in [SCHOOL, OTHER, SCHOOL].into_iter().enumerate() {
            for day in 1..20_u8 {
                let account = format!("{rank}-{}", day % 4);
                list.push(new_view(
                    &account,
                    october(day, "10:00:00"),
                    Profile::Pupil,
                    Some(code),
                    Service::Portal,
                ));
                list.push(new_view(
                    &account,
                    october(day, "10:05:00"),
                    Profile::Pupil,
                    Some(code),
                    Service::Marks,
                ));
            }
        }
        // A visit that begins before midnight on the last day of the month, and goes on after it.
        let mut late = new_view(
            "late",
            at("2026-11-01T00:10:00-04:00"),
            Profile::Pupil,
            Some(SCHOOL),
            Service::Portal,
        );
        late.day = Day::parse("2026-10-31").unwrap();
        list.push(new_view(
            "late",
            october(31, "23:50:00"),
            Profile::Pupil,
            Some(SCHOOL),
            Service::Portal,
        ));
        list.push(late);
        write(app, &list);
        roll_up(app, "2026-10");
        let now = app.app.clock().now();
        let of = |scope: UsageScope| {
            app.write(|tx| figures::months(tx, &scope, month("2026-10"), month("2026-10"), now))
                .into_iter()
                .find(|line| line.profile == Profile::Pupil && line.service.is_none() && line.channel.is_none())
                .unwrap()
        };
        let territory = |code| UsageScope::Territory(Territory::parse(code).unwrap());
        let (basin, school, other) = (
            of(UsageScope::Basin),
            of(UsageScope::School(uai(SCHOOL))),
            of(UsageScope::School(uai(OTHER))),
        );
        assert_eq!(basin.visits, school.visits + other.visits);
        assert_eq!(basin.views, school.views + other.views);
        assert_eq!(basin.views, u64::try_from(list.len()).unwrap());
        assert_eq!(of(territory("978")).visits + of(territory("977")).visits, basin.visits);
        let days = app.write(|tx| figures::day_rows(tx, &uai(SCHOOL), month("2026-10"), now));
        assert_eq!(days.iter().map(|day| day.visits).sum::<u64>(), school.visits);
        assert_eq!(days.iter().map(|day| day.views).sum::<u64>(), school.views);
        assert_eq!(
            days.last().unwrap().day.to_string(),
            "2026-10-31",
            "the visit is not cut at midnight"
        );
        let listed =
            app.write(|tx| figures::months_of_schools(tx, &crate::policy::Scope::everything(), month("2026-10"), now));
        let pupils = listed.iter().filter(|line| line.profile == Profile::Pupil);
        assert_eq!(pupils.map(|line| line.visits).sum::<u64>(), basin.visits);
    });
}

#[test]
fn a_type_of_school_is_counted_anew_and_months_counted_before_are_counted_again() {
    on_both_engines("2026-11-02T12:00:00Z", |app| {
        app.with_basin();
        let groups = app.write(super::rollup::groups);
        let of_school = UsageScope::Group(groups[&uai(SCHOOL)]);
        let pupil = |account, code| {
            new_view(
                account,
                october(5, "10:00:00"),
                Profile::Pupil,
                Some(code),
                Service::Portal,
            )
        };
        write(app, &[pupil("a", SCHOOL), pupil("b", SCHOOL), pupil("c", OTHER)]);
        let (first, last) = (month("2026-09"), month("2026-10"));
        let visitors = |scope: &UsageScope| {
            let now = app.app.clock().now();
            let lines = app.write(|tx| {
                let populations = super::Populations::load(tx, first, last, now)?;
                figures::whole_months(tx, &populations, scope, first, last, now)
            });
            let pupils = lines.into_iter().filter(|line| line.profile == Profile::Pupil);
            pupils.map(|line| (line.month, line.visitors)).collect::<Vec<_>>()
        };
        assert!(visitors(&of_school).is_empty(), "nobody counted");
        assert!(matches!(roll_up(app, "2026-10"), Outcome::Counted(_)));
        let same = groups[&uai(SCHOOL)] == groups[&uai(OTHER)];
        assert_eq!(visitors(&of_school), [(last, if same { 3 } else { 2 })]);
        assert_eq!(visitors(&UsageScope::Basin), [(last, 3)]);
        // As the program of before left it.
        app.at("2026-11-02T13:00:00Z");
        app.write(|tx| {
            tx.execute(
                pole_db::sql!("delete from usage_month where scope_kind = 'type'"),
                pole_db::params! {},
            )?;
            tx.execute(
                pole_db::sql!("update usage_count set schools = ''"),
                pole_db::params! {},
            )
        });
        assert!(visitors(&of_school).is_empty(), "not counted is not zero");
        assert!(matches!(roll_up(app, "2026-10"), Outcome::Counted(lines) if lines > 0));
        assert_eq!(visitors(&of_school), [(last, if same { 3 } else { 2 })]);
    });
}

#[test]
fn the_population_of_a_month_is_that_of_the_head_counts_or_what_was_entered() {
    on_both_engines("2026-11-02T12:00:00Z", |app| {
        app.with_basin();
        write(
            app,
            &[new_view(
                "a",
                october(5, "10:00:00"),
                Profile::Pupil,
                Some(SCHOOL),
                Service::Portal,
            )],
        );
        roll_up(app, "2026-10");
        let now = app.app.clock().now();
        let lines = app.write(|tx| {
            figures::months(
                tx,
                &UsageScope::School(uai(SCHOOL)),
                month("2026-10"),
                month("2026-10"),
                now,
            )
        });
        let pupil = lines.iter().find(|line| line.profile == Profile::Pupil).unwrap();
        assert!(pupil.people.is_some_and(|people| people > 500), "{pupil:?}");
        assert!(pupil.population_estimated, "2026 is projected from 2020");
        assert!(
            lines.iter().all(|line| line.profile != Profile::Guardian),
            "nobody says how many guardians there are: that is not zero"
        );
        let guardians = |people, month: &str| super::NewPopulation {
            month: self::month(month),
            scope: UsageScope::School(uai(SCHOOL)),
            profile: Profile::Guardian,
            people: Some(people),
            activated: Some(100),
            source: "liste de rentrée".to_owned(),
            fictitious: false,
        };
        app.act(|tx, actor, now| super::enter_populations(tx, actor, now, &[guardians(900, "2026-09")]));
        let guardian = |known_at| {
            app.write(|tx| {
                figures::months(
                    tx,
                    &UsageScope::School(uai(SCHOOL)),
                    month("2026-10"),
                    month("2026-10"),
                    known_at,
                )
            })
            .into_iter()
            .find(|line| line.profile == Profile::Guardian)
            .map(|line| (line.visitors, line.people, line.activated, line.population_estimated))
        };
        assert_eq!(
            guardian(now),
            Some((0, Some(900), Some(100), true)),
            "carried over from September"
        );
        app.at("2026-11-03T12:00:00Z");
        app.act(|tx, actor, now| super::enter_populations(tx, actor, now, &[guardians(910, "2026-10")]));
        assert_eq!(guardian(app.app.clock().now()), Some((0, Some(910), Some(100), false)));
        assert_eq!(
            guardian(now),
            Some((0, Some(900), Some(100), true)),
            "what was known stays"
        );
    });
}

#[test]
fn households_are_counted_by_pupil_under_a_number() {
    on_both_engines("2026-11-02T12:00:00Z", |app| {
        app.with_basin();
        app.account("famille", None);
        let account = app.write(|tx| {
            tx.one(
                pole_db::sql!("select id from account where name = 'famille'"),
                pole_db::params! {},
                |row| row.get::<crate::policy::AccountId>("id"),
            )
        });
        let from = Day::parse("2026-09-01").unwrap();
        app.act(|tx, actor, now| set_guardian(tx, actor, now, account, &uai(SCHOOL), "17", from, None));
        let view = new_view(
            &account.to_string(),
            october(5, "20:00:00"),
            Profile::Guardian,
            None,
            Service::Homework,
        );
        write(app, &[view]);
        roll_up(app, "2026-10");
        let now = app.app.clock().now();
        let reached = |scope: UsageScope| {
            app.write(|tx| counts::months(tx, &scope, month("2026-10"), month("2026-10"), now))
                .into_iter()
                .find_map(|line| line.pupils_reached)
        };
        assert_eq!(reached(UsageScope::Basin), Some(1));
        assert_eq!(reached(UsageScope::School(uai(SCHOOL))), Some(1));
        assert!(
            app.act(|tx, actor, now| {
                Ok::<_, super::UsageError>(
                    set_guardian(tx, actor, now, account, &uai("9710000Y"), "1", from, None).is_err(),
                )
            }),
            "an unknown school is refused"
        );
    });
}

#[test]
fn raw_views_are_deleted_after_three_months_once_counted_and_leave_a_proof() {
    on_both_engines("2026-10-10T12:00:00Z", |app| {
        app.with_basin();
        let pupil = |account, day| {
            new_view(
                account,
                october(day, "10:00:00"),
                Profile::Pupil,
                Some(SCHOOL),
                Service::Portal,
            )
        };
        write(app, &[pupil("a", 1), pupil("b", 2), pupil("c", 20)]);
        let delete = || {
            let now = app.app.clock().now();
            app.write(|tx| delete_month(tx, month("2026-10"), now, &Parameters::default()))
        };
        app.at("2027-01-01T12:00:00Z");
        assert_eq!(delete(), Deletion::Nothing, "three months are not over");
        app.at("2027-01-02T12:00:00Z");
        assert_eq!(delete(), Deletion::NotCounted, "a month that is not counted is kept");
        roll_up(app, "2026-10");
        let known = app.app.clock().now();
        let before = pupils(app, known);

        app.act(|tx, actor, now| set_hold(tx, actor, now, "enquête"));
        assert_eq!(delete(), Deletion::Held);
        assert_eq!(delete(), Deletion::Held);
        app.act(super::lift_hold);
        assert_eq!(delete(), Deletion::Done(1));
        assert_eq!(delete(), Deletion::Nothing);
        assert_eq!(
            roll_up(app, "2026-10"),
            Outcome::Closed,
            "a month that lost views is never counted again"
        );
        assert_eq!(app.write(|tx| views::known_secret(tx, month("2026-10"))), None);
        app.at("2027-03-01T12:00:00Z");
        assert_eq!(delete(), Deletion::Done(2));
        assert_eq!(app.write(counts::not_emptied), []);
        assert_eq!(pupils(app, app.app.clock().now()), before, "the figures stay");

        let runs = app.write(|tx| retention::runs(tx, RETENTION, 10));
        let told: Vec<(u64, String, String, bool, usize)> = runs
            .iter()
            .map(|run| {
                (
                    run.deleted,
                    run.first_day.to_string(),
                    run.up_to.to_string(),
                    run.held,
                    run.digest.len(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (2, "2026-10-02".to_owned(), "2026-10-20".to_owned(), false, 64),
                (1, "2026-10-01".to_owned(), "2026-10-01".to_owned(), false, 64),
                (0, "2026-10-01".to_owned(), "2026-10-01".to_owned(), true, 0),
            ]
        );
    });
}

#[test]
fn the_jobs_count_and_delete_by_themselves() {
    on_both_engines("2026-10-10T12:00:00Z", |app| {
        app.with_basin();
        write(
            app,
            &[new_view(
                "a",
                october(5, "10:00:00"),
                Profile::Pupil,
                Some(SCHOOL),
                Service::Portal,
            )],
        );
        let run = |name: &str| {
            let job = super::jobs().into_iter().find(|job| job.name == name).unwrap();
            (job.run)(&app.app, app.app.clock().now()).unwrap()
        };
        assert!(run("usage.rollup").starts_with("2026-10: "));
        assert_eq!(run("usage.rollup"), "nothing new");
        assert_eq!(run("usage.rollup_past"), "nothing new");
        assert_eq!(run("usage.retention"), "nothing to delete");
        app.at("2027-02-20T12:00:00Z");
        assert_eq!(run("usage.retention"), "2026-10: not counted yet, kept");
        assert!(run("usage.rollup_past").starts_with("2026-10: "));
        assert_eq!(run("usage.retention"), "2026-10: 1 views deleted");
        assert_eq!(run("usage.retention"), "nothing to delete");
    });
}

/// A random page: who, in which minute of October, what, where.
fn random_views() -> impl Strategy<Value = Vec<(u8, u32, u8, bool)>> {
    prop::collection::vec((0..6_u8, 0..31_u32 * 24 * 60, 0..3_u8, any::<bool>()), 1..40)
}

fn made(list: &[(u8, u32, u8, bool)]) -> Vec<NewView> {
    list.iter()
        .map(|(account, minute, service, here)| {
            let at = october(1, "00:00:00").plus_seconds(i64::from(*minute) * 60);
            let profile = match account % 3 {
                0 => Profile::Pupil,
                1 => Profile::Teacher,
                _ => Profile::Direction,
            };
            let service = match service {
                0 => Service::Portal,
                1 => Service::Marks,
                _ => Service::Homework,
            };
            let code = if *here { SCHOOL } else { OTHER };
            new_view(&account.to_string(), at, profile, Some(code), service)
        })
        .collect()
}

/// What the whole of the views gives, counted in one go.
fn recomputed(list: &[NewView], until: Day, groups: &Groups) -> counting::Counted {
    let islands = |uai: &Uai| Territory::parse(if uai.as_str() == SCHOOL { "978" } else { "977" }).unwrap();
    let views = list
        .iter()
        .map(|new| View {
            visitor: pseudonym(SECRET, &new.account),
            at: new.at,
            profile: new.profile,
            uai: new.uai.clone(),
            territory: new.uai.as_ref().map(islands),
            service: new.service,
            channel: new.channel,
            lang: new.lang,
            in_school_hours: false,
        })
        .collect();
    counting::count(views, until, &Households::new(), groups, &Parameters::default())
}

#[test]
fn the_roll_up_is_what_the_views_give_and_the_past_never_changes() {
    on_both_engines("2026-10-01T12:00:00Z", |app| {
        app.with_basin();
        let mut runner = TestRunner::new(Config {
            cases: 8,
            ..Config::default()
        });
        let groups = app.write(super::rollup::groups);
        let histories = prop::collection::vec((random_views(), 1..12_i64), 1..4);
        runner
            .run(&histories, |history| {
                app.write(|tx| {
                    for sql in [
                        pole_db::sql!("delete from page_view"),
                        pole_db::sql!("delete from usage_day"),
                        pole_db::sql!("delete from usage_month"),
                        pole_db::sql!("delete from usage_axis"),
                        pole_db::sql!("delete from usage_count"),
                    ] {
                        tx.execute(sql, pole_db::params! {})?;
                    }
                    Ok(())
                });
                let mut all: Vec<NewView> = Vec::new();
                let mut past = Vec::new();
                let mut now = at("2026-10-10T12:00:00Z");
                for (list, days) in history {
                    now = now.plus_seconds(days * 86_400);
                    app.app.clock().set(now);
                    let list = made(&list);
                    write(app, &list);
                    all.extend(list);
                    roll_up(app, "2026-10");
                    let (in_force, seen) = app.write(|tx| {
                        Ok((
                            counts::in_force(tx, month("2026-10"))?,
                            counts::months(tx, &UsageScope::Basin, month("2026-10"), month("2026-10"), now)?,
                        ))
                    });
                    prop_assert_eq!(&in_force, &recomputed(&all, now.day(), &groups));
                    past.push((now, seen));
                }
                for (known_at, seen) in past {
                    let again = app.write(|tx| {
                        counts::months(tx, &UsageScope::Basin, month("2026-10"), month("2026-10"), known_at)
                    });
                    prop_assert_eq!(again, seen);
                }
                Ok(())
            })
            .unwrap();
    });
}
