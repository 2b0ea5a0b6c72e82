//! Certifications through the database, on both engines.

use std::collections::BTreeMap;

use pole_formats::{CertificationStatus as Status, Degree, ProblemCode};
use pole_kernel::{Day, Instant, Role, RoleScope, Territory, Uai};
use proptest::prelude::*;

use super::actions::{self, Queue};
use super::model::*;
use super::*;
use crate::features::people::{self, NewPerson, NewService, NewStaff, PersonId, PersonKind};
use crate::policy::{AccountId, Actor, HeldRole, Scope};
use crate::shell::clock::fresh_id;
use crate::shell::imports::{ImportError, Importer as _, Job, Mode, Report, run_reader};
use crate::test_app::{TestApp, on_both_engines};

pub(super) const NOW: &str = "2026-10-16T12:00:00Z";
pub(super) const COLLEGE: &str = "9710022X";
pub(super) const OTHER: &str = "9711023K";

pub(super) fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

/// A line of a session: number, name, birth date, status, score, day.
pub(super) fn line(number: i64, name: &str, birth: &str, status: &str, pix: &str, exam: &str) -> String {
    let (given, surname) = name.split_once(' ').unwrap();
    let levels = ["3"; 16].join(";");
    format!(
        "{number};\"{given}\";\"{surname}\";\"{birth}\";\"\";\"{status}\";{pix};{levels};\"secret du jury\";52311;\"COLLEGE MONT DES ACCORDS\";\"{exam}\""
    )
}

/// A file of a session, generation A.
pub(super) fn session(lines: &[String]) -> String {
    let levels: Vec<String> = [
        "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "5.1", "5.2",
    ]
    .iter()
    .map(|index| format!("\"{index}\""))
    .collect();
    format!(
        "\u{feff}\"Numéro de certification\";\"Prénom\";\"Nom\";\"Date de naissance\";\"Identifiant Externe\";\"Statut\";\"Nombre de Pix\";{};\"Commentaire jury pour l’organisation\";\"Session\";\"Centre de certification\";\"Date de passage de la certification\"\n{}\n",
        levels.join(";"),
        lines.join("\n")
    )
}

/// Brings a file with answers, as somebody who may speak of these schools.
pub(super) fn bring(app: &TestApp, content: &str, answers: &[(&str, &str)], scope: Scope, mode: Mode) -> Report {
    let job = Job {
        import: fresh_id(),
        mode,
        now: app.app.clock().now(),
        account: None,
        fictitious: false,
        options: answers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect::<BTreeMap<_, _>>(),
        scope,
    };
    app.app
        .db()
        .write_blocking(|tx| -> Result<Report, ImportError> {
            tx.execute(
                pole_db::sql!(
                    "insert into import (id, kind, file_name, file_hash, file_bytes, state, proposed_at, lines, added,
                                         changed, unchanged, leaving, problems)
                     values (:id, 'pix_results', 'session.csv', '', 0, 'done', :now, 0, 0, 0, 0, 0, 0)"
                ),
                pole_db::params! { id: job.import, now: job.now },
            )?;
            Ok(run_reader(tx, app.app.importers(), content.as_bytes(), &job)?.1)
        })
        .unwrap()
}

fn apply(app: &TestApp, lines: &[String]) -> Report {
    bring(app, &session(lines), &[], Scope::everything(), Mode::Apply)
}

pub(super) fn school(code: &str) -> Scope {
    Scope {
        schools: vec![uai(code)],
        ..Scope::default()
    }
}

fn head(code: &str) -> Actor {
    actor(Role::Head, RoleScope::School(uai(code)))
}

fn actor(role: Role, scope: RoleScope) -> Actor {
    Actor {
        account: Some(AccountId::parse("01890a5d-ac96-774b-bcce-b302099a8057").unwrap()),
        roles: vec![HeldRole { role, scope }],
        ..Actor::default()
    }
}

/// A pupil enrolled in a school.
pub(super) fn pupil(app: &TestApp, name: &str, birth: &str, code: &str) -> PersonId {
    let (given_name, surname) = name.split_once(' ').unwrap();
    let staff = NewStaff {
        person: NewPerson {
            kind: PersonKind::Pupil,
            surname: surname.into(),
            given_name: given_name.into(),
            usage_name: None,
            birth_date: Some(day(birth)),
            email: None,
            fictitious: false,
        },
        services: vec![NewService {
            uai: uai(code),
            degree: Degree::Second,
            discipline: String::new(),
            is_attachment: true,
            from: day("2024-09-01"),
            to: None,
        }],
        aliases: Vec::new(),
    };
    app.act(|tx, actor, now| people::enter_staff(tx, actor, now, std::slice::from_ref(&staff)))[0]
}

fn figures(app: &TestApp, scope: &Scope, known_at: &str) -> Vec<SchoolCertifications> {
    let known_at = at(known_at);
    app.write(|tx| school_certifications(tx, scope, day("2025-09-01"), day("2026-08-31"), known_at, false))
}

const ANA: &str = "Ana SAVANE";
const BIRTH: &str = "14/05/2010";

#[test]
fn the_same_file_twice_changes_nothing_and_the_latest_one_wins() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let first = apply(app, &[line(1, ANA, BIRTH, "Validée", "312", "17/04/2026")]);
        assert_eq!((first.added, first.changed, first.problem_count), (1, 0, 0));
        app.at("2026-10-17T12:00:00Z");
        let again = apply(app, &[line(1, ANA, BIRTH, "Validée", "312", "17/04/2026")]);
        assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 1));
        // Another file says otherwise of the same certification: it wins, and the first is kept as history.
        app.at("2026-10-18T12:00:00Z");
        let other = apply(app, &[line(1, ANA, BIRTH, "Annulée", "\"-\"", "17/04/2026")]);
        assert_eq!((other.added, other.changed), (0, 1));
        let change = &other.changes[0];
        assert_eq!(
            (change.subject.as_str(), change.before.as_str(), change.after.as_str()),
            ("1", "pix-status-validated", "pix-status-cancelled")
        );
        let all = Scope::everything();
        let now = figures(app, &all, "2026-10-18T12:00:00Z");
        assert_eq!((now[0].passed, now[0].rectified, now[0].candidates), (0, 1, 1));
        assert_eq!(now[0].uai, Some(uai(COLLEGE)), "the centre is called like the school");
        let before = figures(app, &all, "2026-10-17T12:00:00Z");
        assert_eq!((before[0].passed, before[0].rectified, before[0].unmatched), (1, 0, 1));
        assert_eq!(figures(app, &all, "2026-10-16T11:59:59Z"), []);
        let versions = app.write(|tx| store::versions(tx, 1));
        assert_eq!(versions.len(), 2);
    });
}

#[test]
fn a_change_that_is_no_status_tells_nothing_of_it() {
    let app = TestApp::new(NOW);
    app.with_basin();
    apply(&app, &[line(1, ANA, BIRTH, "Validée", "312", "17/04/2026")]);
    let report = apply(&app, &[line(1, ANA, BIRTH, "Validée", "313", "17/04/2026")]);
    assert_eq!(report.changed, 1);
    let told = format!("{:?} {:?}", report.changes, report.problems);
    for secret in ["SAVANE", "Ana", "312", "313", "2010", "jury"] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
}

#[test]
fn a_certification_twice_in_a_file_with_other_results_keeps_the_first() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let report = apply(
            app,
            &[
                line(1, ANA, BIRTH, "Validée", "312", "17/04/2026"),
                line(1, ANA, BIRTH, "Validée", "312", "17/04/2026"),
                line(1, ANA, BIRTH, "Rejetée", "0", "17/04/2026"),
            ],
        );
        assert_eq!((report.added, report.unchanged, report.problem_count), (1, 1, 1));
        assert_eq!(report.problems[0].code, ProblemCode::CertificationTwice);
        assert_eq!((report.problems[0].line, report.problems[0].value.as_str()), (4, "1"));
        assert_eq!(figures(app, &Scope::everything(), NOW)[0].passed, 1);
    });
}

#[test]
fn the_file_of_the_division_adds_nothing_to_that_of_the_session() {
    let app = TestApp::new(NOW);
    app.with_basin();
    apply(&app, &[line(1, ANA, BIRTH, "Validée", "312", "17/04/2026")]);
    let of_division = "\u{feff}\"Numéro de certification\";\"Prénom\";\"Nom\";\"Date de naissance\";\"Statut\";\"Nombre de Pix\";\"1.1\";\"1.2\";\"1.3\";\"2.1\";\"2.2\";\"2.3\";\"2.4\";\"3.1\";\"3.2\";\"3.3\";\"3.4\";\"4.1\";\"4.2\";\"4.3\";\"5.1\";\"5.2\";\"Session\";\"Date de passage de la certification\"\n1;\"Ana\";\"SAVANE\";\"14/05/2010\";\"Validée\";312;3;3;3;3;3;3;3;3;3;3;3;3;3;3;3;3;52311;\"17/04/2026\"\n";
    let everything = Scope::everything;
    let plain = bring(&app, of_division, &[], everything(), Mode::Apply);
    assert_eq!((plain.unchanged, plain.changed), (1, 0));
    let named = bring(&app, of_division, &[("division", "3A")], everything(), Mode::Apply);
    assert_eq!(named.changed, 1, "the division is new");
    assert_eq!(
        figures(&app, &everything(), NOW)[0].passed,
        1,
        "and it is one certification"
    );
}

#[test]
fn days_that_cannot_be_are_told() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let report = apply(
        &app,
        &[
            line(1, ANA, BIRTH, "Validée", "312", "17/10/2026"),
            line(2, ANA, "14/05/1950", "Validée", "312", "16/10/2026"),
            line(3, ANA, "17/10/2026", "Validée", "312", "16/10/2026"),
        ],
    );
    let codes: Vec<ProblemCode> = report.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(
        codes,
        [
            ProblemCode::DateFuture,
            ProblemCode::BirthDateImplausible,
            ProblemCode::BirthDateImplausible
        ]
    );
    assert_eq!(report.added, 2, "a doubtful birth date does not cost a certification");
}

#[test]
fn a_head_brings_the_results_of_their_school_only() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let file = session(&[line(1, ANA, BIRTH, "Validée", "312", "17/04/2026")]);
        // Somebody else's certification is not to be had by bringing its number.
        apply(app, &[line(1, ANA, BIRTH, "Validée", "312", "17/04/2026")]);
        let stolen = bring(app, &file, &[], school(OTHER), Mode::Apply);
        assert_eq!(
            (stolen.changed, stolen.problems[0].code),
            (0, ProblemCode::SchoolNotYours)
        );
        let answered = bring(app, &file, &[("ecole", COLLEGE)], school(OTHER), Mode::Apply);
        assert_eq!(answered.problems[0].code, ProblemCode::SchoolNotYours);
        let own = session(&[line(2, ANA, BIRTH, "Validée", "312", "17/04/2026")]);
        let own = bring(app, &own, &[], school(OTHER), Mode::Apply);
        assert_eq!((own.added, own.problem_count), (1, 0));
        assert_eq!(figures(app, &school(OTHER), NOW)[0].passed, 1);
        assert_eq!(figures(app, &school(COLLEGE), NOW)[0].passed, 1);
    });
}

#[test]
fn the_questions_propose_the_only_school_and_the_division_of_the_name() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let ask = |scope: Scope, name: &str| {
        let job = Job {
            import: fresh_id(),
            mode: Mode::DryRun,
            now: at(NOW),
            account: None,
            fictitious: false,
            options: BTreeMap::new(),
            scope,
        };
        app.write(|tx| PixImporter.questions(tx, pole_formats::FileKind::PixResults, name, &job))
    };
    let own = ask(school(COLLEGE), "20260522_resultats_3A.csv");
    assert_eq!(own[0].proposed, COLLEGE);
    assert_eq!(own[0].choices.len(), 1);
    assert_eq!((own[1].proposed.as_str(), own[1].required), ("pupil", true));
    assert_eq!(own[2].proposed, "3A");
    let all = ask(Scope::everything(), "session.csv");
    assert_eq!((all[0].proposed.as_str(), all[0].choices.len()), ("", 27));
}

#[test]
fn a_line_finds_its_person_and_a_second_one_is_a_retake() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        pupil(app, "Ana Savane", "2010-05-14", COLLEGE);
        apply(
            app,
            &[
                line(1, ANA, BIRTH, "Validée", "312", "17/04/2026"),
                line(2, ANA, BIRTH, "Validée", "340", "17/06/2026"),
                // Her twin, and somebody of the same name born another day, are not her.
                line(3, "Ane SAVANE", BIRTH, "Validée", "340", "17/06/2026"),
                line(4, ANA, "15/05/2010", "Validée", "340", "17/06/2026"),
            ],
        );
        let found = &figures(app, &Scope::everything(), NOW)[0];
        assert_eq!((found.pupils, found.unmatched, found.retakes), (4, 2, 1));
        let (from, to) = (day("2025-09-01"), day("2026-08-31"));
        let distinct = app.write(|tx| distinct_persons(tx, &Scope::everything(), from, to, at(NOW)));
        assert_eq!((distinct.pupils, distinct.teachers, distinct.unmatched), (1, 0, 2));
        assert_eq!(distinct.sessions, 1);
        let asking = Asking {
            from,
            to,
            known_at: at(NOW),
            holder: Some(HolderKind::Pupil),
            after: None,
            limit: 3,
        };
        let school = uai(COLLEGE);
        let schools = [None, Some(&school)];
        let rows = app.write(|tx| certification_rows(tx, &schools, asking));
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 3]);
        let after = rows.last().map(|row| (row.exam_date, row.number));
        let rest = app.write(|tx| certification_rows(tx, &schools, Asking { after, ..asking }));
        let teachers = Asking {
            holder: Some(HolderKind::Teacher),
            ..asking
        };
        assert_eq!(app.write(|tx| certification_rows(tx, &schools, teachers)), []);
        assert_eq!(rest.len(), 1, "the evidence is as long as the figure");
        assert_eq!(app.write(|tx| first_session(tx, at(NOW))), Some(day("2026-04-17")));
        let earlier = at("2026-10-16T11:59:59Z");
        assert_eq!(app.write(|tx| first_session(tx, earlier)), None);
    });
}

#[test]
fn somebody_decides_whose_it_is_and_may_undo_it() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        app.account("principal", None);
        apply(app, &[line(1, "Anna SAVANE", BIRTH, "Validée", "312", "17/04/2026")]);
        let ana = pupil(app, "Ana Savane", "2010-05-14", COLLEGE);
        let elsewhere = pupil(app, "Anna Savane", "2010-05-13", OTHER);
        let mut head = head(COLLEGE);
        head.account = None;
        let waiting = |queue: &Queue| queue.unmatched.len();
        let now = at(NOW);
        assert_eq!(waiting(&app.act(|tx, _, _| actions::queue(tx, &head))), 1);
        let view = app.act(|tx, _, _| actions::view(tx, &head, 1, "", now));
        assert_eq!(
            view.candidates.iter().map(|person| person.id).collect::<Vec<_>>(),
            [ana]
        );
        // Somebody of another school cannot be chosen.
        let refused = app
            .app
            .db()
            .write_blocking(|tx| actions::decide(tx, &head, now, 1, Some(elsewhere)));
        assert!(matches!(refused, Err(PixError::WrongPerson)), "{refused:?}");
        app.act(|tx, _, now| actions::decide(tx, &head, now, 1, Some(ana)));
        assert_eq!(figures(app, &school(COLLEGE), NOW)[0].unmatched, 0);
        assert_eq!(waiting(&app.act(|tx, _, _| actions::queue(tx, &head))), 0);
        app.at("2026-10-16T13:00:00Z");
        app.act(|tx, _, now| actions::undo(tx, &head, now, 1));
        assert_eq!(figures(app, &school(COLLEGE), "2026-10-16T13:00:00Z")[0].unmatched, 1);
        assert_eq!(
            figures(app, &school(COLLEGE), "2026-10-16T12:30:00Z")[0].unmatched,
            0,
            "the past stays"
        );
        // Nobody fits: it waits no more, and still counts without a person.
        app.act(|tx, _, now| actions::decide(tx, &head, now, 1, None));
        let queue = app.act(|tx, _, _| actions::queue(tx, &head));
        assert_eq!((queue.unmatched.len(), queue.decided.len()), (0, 1));
        assert_eq!(figures(app, &school(COLLEGE), "2026-10-16T13:00:00Z")[0].unmatched, 1);
    });
}

#[test]
fn people_entered_later_are_found_by_a_new_try() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        apply(app, &[line(1, ANA, BIRTH, "Validée", "312", "17/04/2026")]);
        pupil(app, "Ana Savane", "2010-05-14", COLLEGE);
        assert_eq!(app.act(actions::match_again), 1);
        assert_eq!(app.act(actions::match_again), 0);
        assert_eq!(figures(app, &Scope::everything(), NOW)[0].unmatched, 0);
    });
}

#[test]
fn a_certification_without_a_school_waits_for_a_pilot_who_sees_no_name() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let file = session(&[line(1, ANA, BIRTH, "Validée", "312", "17/04/2026")])
            .replace("COLLEGE MONT DES ACCORDS", "COLLEGE LES FLAMBOYANTS");
        bring(app, &file, &[], Scope::everything(), Mode::Apply);
        let all = figures(app, &Scope::everything(), NOW);
        assert_eq!((all[0].uai.clone(), all[0].passed), (None, 1));
        assert_eq!(figures(app, &school(COLLEGE), NOW), []);
        let mut pilot = actor(Role::Pilot, RoleScope::Basin);
        pilot.account = None;
        let queue = app.act(|tx, _, _| actions::queue(tx, &pilot));
        assert_eq!((queue.unmatched.len(), queue.without_school.len()), (0, 1));
        app.act(|tx, _, now| actions::assign_school(tx, &pilot, now, 1, &uai(COLLEGE)));
        assert_eq!(figures(app, &school(COLLEGE), NOW)[0].passed, 1);
        // The same file again does not take the school away.
        let again = bring(app, &file, &[], Scope::everything(), Mode::Apply);
        assert_eq!((again.unchanged, again.changed), (1, 0));
        // A head cannot take what has no school, nor read it.
        let refused = app
            .app
            .db()
            .write_blocking(|tx| actions::view(tx, &head(OTHER), 1, "", at(NOW)));
        assert!(matches!(refused, Err(PixError::NotFound)));
    });
}

#[test]
fn nobody_outside_the_school_gets_a_name_or_a_score_from_an_action() {
    let app = TestApp::new(NOW);
    app.with_basin();
    apply(&app, &[line(1, ANA, BIRTH, "Validée", "312", "17/04/2026")]);
    let island = RoleScope::Authority(Territory::parse("978").unwrap());
    for (role, scope) in [
        (Role::Pilot, RoleScope::Basin),
        (Role::AcademicService, RoleScope::Basin),
        (Role::Administrator, RoleScope::Basin),
        (Role::AuthorityAgent, island),
        (Role::Head, RoleScope::School(uai(OTHER))),
        (Role::Teacher, RoleScope::School(uai(COLLEGE))),
    ] {
        let somebody = actor(role, scope);
        if let Ok(view) = app
            .app
            .db()
            .write_blocking(|tx| actions::view(tx, &somebody, 1, "", at(NOW)))
        {
            assert!(
                view.content.is_none() && view.person.is_none() && view.candidates.is_empty(),
                "{role}"
            );
        }
        let list = app
            .app
            .db()
            .write_blocking(|tx| {
                actions::list(
                    tx,
                    &somebody,
                    figures::Filter {
                        limit: 10,
                        ..Default::default()
                    },
                    at(NOW),
                )
            })
            .unwrap();
        assert!(list.iter().all(|line| line.named.is_none()), "{role}");
        let found = app
            .app
            .db()
            .write_blocking(|tx| actions::search(tx, &somebody, "savane", at(NOW)))
            .unwrap();
        assert_eq!(found.len(), 0, "{role}");
    }
    let head = head(COLLEGE);
    let list = app.act(|tx, _, now| {
        actions::list(
            tx,
            &head,
            figures::Filter {
                limit: 10,
                ..Default::default()
            },
            now,
        )
    });
    assert_eq!(list[0].named.as_ref().unwrap().pix, Some(312));
}

// ---- What was known then ----------------------------------------------------------------------

/// Something that happens to certifications.
#[derive(Clone, Debug)]
enum Happening {
    Said {
        number: i64,
        status: usize,
        month: u8,
        school: usize,
    },
    Owned {
        number: i64,
        person: usize,
    },
    Nobody {
        number: i64,
    },
    Undone {
        number: i64,
    },
}

fn happening() -> impl Strategy<Value = Happening> {
    let number = || 1_i64..5;
    prop_oneof![
        4 => (number(), 0_usize..4, 1_u8..7, 0_usize..2)
            .prop_map(|(number, status, month, school)| Happening::Said { number, status, month, school }),
        3 => (number(), 0_usize..2).prop_map(|(number, person)| Happening::Owned { number, person }),
        1 => number().prop_map(|number| Happening::Nobody { number }),
        1 => number().prop_map(|number| Happening::Undone { number }),
    ]
}

/// Obtained, without a person, re-takes, candidates and rectified of each school.
type Figures = BTreeMap<Uai, (u32, u32, u32, u32, u32)>;

/// The figures of a moment worked out from everything that was ever said, without the projection.
fn worked_out(histories: &[History], known_at: Instant) -> Figures {
    let known = |from: Instant, to: Option<Instant>| from <= known_at && to.is_none_or(|to| to > known_at);
    let believed: Vec<(i64, &VersionFact, Option<PersonId>)> = histories
        .iter()
        .filter_map(|history| {
            let version = history
                .versions
                .iter()
                .find(|said| known(said.recorded_at, said.withdrawn_at))?;
            let owner = history
                .matches
                .iter()
                .find(|said| known(said.recorded_at, said.withdrawn_at));
            Some((history.number, version, owner.and_then(|owner| owner.person)))
        })
        .collect();
    let mut figures = Figures::new();
    for (number, version, person) in &believed {
        let Some(uai) = version.uai.clone() else { continue };
        let figure = figures.entry(uai).or_default();
        figure.3 += 1;
        let history = histories.iter().find(|history| history.number == *number).unwrap();
        if version.status == Status::Validated {
            figure.0 += 1;
            figure.1 += u32::from(person.is_none());
            let retake = believed.iter().any(|(other, said, owner)| {
                said.status == Status::Validated
                    && owner == person
                    && person.is_some()
                    && (said.exam_date, *other) < (version.exam_date, *number)
            });
            figure.2 += u32::from(retake);
        } else {
            // It was obtained at some moment before: not in an interval that nobody could ever have seen.
            let obtained = history.versions.iter().any(|said| {
                said.status == Status::Validated
                    && said.recorded_at <= known_at
                    && said.withdrawn_at.is_none_or(|to| to > said.recorded_at)
            });
            figure.4 += u32::from(obtained);
        }
    }
    figures
}

fn counted(app: &TestApp, known_at: Instant) -> Figures {
    let (from, to) = (day("2020-01-01"), day("2030-01-01"));
    let lines = app.write(|tx| school_certifications(tx, &Scope::everything(), from, to, known_at, false));
    // The directory together says the same as its schools.
    let directory = app.write(|tx| certifications_of_directory(tx, from, to, known_at));
    let sum = |part: fn(&SchoolCertifications) -> u32| lines.iter().map(part).sum::<u32>();
    assert_eq!(directory.obtained, sum(|line| line.passed));
    assert_eq!(directory.unmatched, sum(|line| line.unmatched));
    assert_eq!(directory.rectified, sum(|line| line.rectified));
    lines
        .into_iter()
        .map(|line| {
            let figure = (
                line.passed,
                line.unmatched,
                line.retakes,
                line.candidates,
                line.rectified,
            );
            (line.uai.unwrap(), figure)
        })
        .collect()
}

fn check_history(app: &TestApp, happenings: &[(Happening, i64)]) {
    app.with_basin();
    let schools = [COLLEGE, OTHER];
    let persons = [
        pupil(app, "Zoe Alpha", "2010-01-01", COLLEGE),
        pupil(app, "Zoe Beta", "2010-01-02", COLLEGE),
    ];
    for person in persons {
        let service = NewService {
            uai: uai(OTHER),
            degree: Degree::Second,
            discipline: String::new(),
            is_attachment: false,
            from: day("2024-09-01"),
            to: None,
        };
        app.act(|tx, actor, now| people::add_service(tx, actor, now, person, &service, false));
    }
    let statuses = ["Validée", "Rejetée", "Annulée", "Démarrée"];
    let mut now = at(NOW);
    let mut answers: Vec<(Instant, Figures)> = Vec::new();
    for (happening, seconds) in happenings {
        // The machine's clock may go backwards; the register's never does.
        now = now.plus_seconds(*seconds);
        app.app.clock().set(now);
        match happening {
            Happening::Said {
                number,
                status,
                month,
                school,
            } => {
                let exam = format!("17/{month:02}/2026");
                let line = line(*number, "Nemo INCONNU", BIRTH, statuses[*status], "100", &exam);
                let answers = [("ecole", schools[*school])];
                bring(app, &session(&[line]), &answers, Scope::everything(), Mode::Apply);
            }
            Happening::Owned { number, person } => decide_as_head(app, *number, &Decision::Is(persons[*person])),
            Happening::Nobody { number } => decide_as_head(app, *number, &Decision::Nobody),
            Happening::Undone { number } => decide_as_head(app, *number, &Decision::Undo),
        }
        let histories = app.write(store::all_histories);
        let newest = histories
            .iter()
            .flat_map(|history| {
                let versions = history
                    .versions
                    .iter()
                    .map(|said| said.withdrawn_at.unwrap_or(said.recorded_at));
                let matches = history
                    .matches
                    .iter()
                    .map(|said| said.withdrawn_at.unwrap_or(said.recorded_at));
                versions.chain(matches).collect::<Vec<_>>()
            })
            .max();
        // Asked of the newest moment at which something was recorded: nothing more is ever written at or before it, but in
        // that very millisecond.
        let known_at = newest.unwrap_or(now);
        let answer = counted(app, known_at);
        assert_eq!(answer, worked_out(&histories, known_at), "{happening:?}");
        answers.retain(|(moment, _)| *moment < known_at);
        for (moment, _) in &answers {
            assert_eq!(counted(app, *moment), worked_out(&histories, *moment), "at {moment}");
        }
        for (moment, past) in &answers {
            assert_eq!(&counted(app, *moment), past, "the answer of {moment} changed");
        }
        if newest.is_some() {
            answers.push((known_at, answer));
        }
    }
    let states = app.write(store::all_states);
    let histories = app.write(store::all_histories);
    for state in &states {
        let history = histories.iter().find(|history| history.number == state.number).unwrap();
        assert!(history.versions.iter().any(|said| said.recorded_at <= state.known_from));
    }
}

/// What somebody decides of a certification.
enum Decision {
    Is(PersonId),
    Nobody,
    Undo,
}

fn decide_as_head(app: &TestApp, number: i64, decision: &Decision) {
    let mut actor = Actor {
        roles: [COLLEGE, OTHER]
            .iter()
            .map(|code| HeldRole {
                role: Role::Head,
                scope: RoleScope::School(uai(code)),
            })
            .collect(),
        ..Actor::default()
    };
    actor.account = None;
    let now = app.app.clock().now();
    let done = app.app.db().write_blocking(|tx| match decision {
        Decision::Is(person) => actions::decide(tx, &actor, now, number, Some(*person)),
        Decision::Nobody => actions::decide(tx, &actor, now, number, None),
        Decision::Undo => actions::undo(tx, &actor, now, number),
    });
    match done {
        Ok(()) | Err(PixError::NotFound | PixError::NothingToUndo) => {}
        Err(error) => panic!("{error}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_past_can_be_asked_again_whatever_is_said_later(
        happenings in proptest::collection::vec((happening(), -30_i64..120), 1..14)
    ) {
        check_history(&TestApp::new(NOW), &happenings);
    }
}

#[test]
fn the_past_can_be_asked_again_on_both_engines() {
    let said = |number, status, month, school, seconds| {
        (
            Happening::Said {
                number,
                status,
                month,
                school,
            },
            seconds,
        )
    };
    let happenings = [
        said(1, 0, 4, 0, 60),
        said(2, 0, 6, 0, 60),
        (Happening::Owned { number: 1, person: 0 }, 60),
        (Happening::Owned { number: 2, person: 0 }, 60),
        said(1, 2, 4, 0, -20),
        said(2, 0, 6, 1, 60),
        (Happening::Undone { number: 2 }, 60),
        said(1, 0, 4, 1, 60),
    ];
    on_both_engines(NOW, |app| check_history(app, &happenings));
}

#[test]
fn the_names_of_a_school_are_read_and_searched_in_that_school_only() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let file = session(&[line(71, "Noé FLAMBOYANT", "03/02/2010", "Validée", "401", "22/05/2026")]);
        let answers = [("ecole", COLLEGE), ("porteurs", "pupil")];
        let report = bring(app, &file, &answers, Scope::everything(), Mode::Apply);
        assert_eq!(report.added, 1, "{report:?}");
        let numbers = |named: Vec<super::named::Named>| named.into_iter().map(|one| one.number).collect::<Vec<_>>();
        let (from, to) = (day("2025-09-01"), day("2026-08-31"));
        let of = |school: &str| numbers(app.write(|tx| super::named::of_school(tx, &uai(school), from, to)));
        let search =
            |school: &str, text: &str| numbers(app.write(|tx| super::named::search(tx, &uai(school), text, 10)));
        assert_eq!((of(COLLEGE).len(), of(OTHER).len()), (1, 0));
        assert_eq!(search(COLLEGE, "flamb"), of(COLLEGE));
        assert!(search(COLLEGE, "savane").is_empty() && search(OTHER, "flamb").is_empty());
    });
}

#[test]
fn levels_and_certified_pupils_are_counted_as_of_a_day_and_as_known_at_a_moment() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let before = app.app.clock().now();
        let mine = [
            line(1, "Ana SAVANE", "14/05/2010", "Validée", "384", "17/04/2026"),
            line(2, "Léo FLEMING", "15/05/2010", "Validée", "384", "17/04/2026"),
            line(3, "Zoé RICHARD", "16/05/2010", "Rejetée", "0", "17/04/2026"),
        ];
        let answers = [("ecole", COLLEGE), ("division", "3A")];
        bring(app, &session(&mine), &answers, Scope::everything(), Mode::Apply);
        let other = [line(4, "Max PETIT", "14/05/2010", "Validée", "384", "17/05/2026")];
        bring(
            app,
            &session(&other),
            &[("ecole", OTHER)],
            Scope::everything(),
            Mode::Apply,
        );
        let now = app.app.clock().now();
        let (from, to) = (day("2025-09-01"), day("2026-08-31"));
        let counts = |scope: &Scope, to: Day, known_at: Instant| -> Vec<(Option<Uai>, u32, u32)> {
            app.write(|tx| level_counts(tx, scope, from, to, known_at))
                .into_iter()
                .map(|counts| (counts.uai, counts.certifications, counts.levels[15][3]))
                .collect()
        };
        let both = vec![(Some(uai(COLLEGE)), 2, 2), (Some(uai(OTHER)), 1, 1)];
        assert_eq!(counts(&Scope::everything(), to, now), both);
        assert_eq!(counts(&school(COLLEGE), to, now), both[..1]);
        assert_eq!(counts(&Scope::everything(), day("2026-05-01"), now), both[..1]);
        assert_eq!(counts(&Scope::everything(), to, before.plus_seconds(-60)), []);
        let pupils = |scope: &Scope| app.write(|tx| certified_pupils(tx, scope, from, to, now));
        assert_eq!(pupils(&school(COLLEGE)).len(), 2);
        let divisions: Vec<String> = pupils(&Scope::everything())
            .into_iter()
            .map(|pupil| pupil.division)
            .collect();
        assert_eq!(divisions.iter().filter(|division| *division == "3A").count(), 2);
        assert_eq!(divisions.iter().filter(|division| division.is_empty()).count(), 1);
    });
}
