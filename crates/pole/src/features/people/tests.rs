//! People through the database and the door, on both engines.

use std::collections::BTreeSet;

use pole_formats::Degree;
use pole_kernel::{Day, Instant, Uai};
use proptest::prelude::*;

use super::*;
use crate::policy::{Actor, Scope};
use crate::test_app::{TestApp, on_both_engines};

const NOW: &str = "2026-10-16T12:00:00Z";
const COLLEGE: &str = "9710022X";
const OTHER: &str = "9711023K";
const SAINT_BARTH: &str = "9710035L";

fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn teacher(surname: &str, given_name: &str, birth: Option<&str>) -> NewPerson {
    NewPerson {
        kind: PersonKind::Teacher,
        surname: surname.into(),
        given_name: given_name.into(),
        usage_name: None,
        birth_date: birth.map(day),
        email: None,
        fictitious: false,
    }
}

fn service(code: &str, is_attachment: bool, from: &str, to: Option<&str>) -> NewService {
    NewService {
        uai: uai(code),
        degree: Degree::Second,
        discipline: "Mathématiques".into(),
        is_attachment,
        from: day(from),
        to: to.map(day),
    }
}

fn school(code: &str) -> Scope {
    Scope {
        schools: vec![uai(code)],
        ..Scope::default()
    }
}

fn clue(surname: &str, given_name: &str, birth: Option<&str>, code: &str) -> Clue {
    Clue {
        kind: PersonKind::Teacher,
        alias: None,
        email: None,
        surname: surname.into(),
        given_name: given_name.into(),
        birth_date: birth.map(day),
        uai: Some(uai(code)),
    }
}

#[test]
fn a_teacher_of_two_schools_counts_once_at_the_school_of_attachment() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let lou = teacher("Savane", "Lou", Some("1980-02-03"));
        let person =
            app.act(|tx, actor, now| add_person(tx, actor, now, &lou, &service(COLLEGE, true, "2020-09-01", None)));
        // The other school enters the same person: the ladder finds them.
        let again =
            app.act(|tx, actor, now| add_person(tx, actor, now, &lou, &service(OTHER, false, "2021-09-01", None)));
        assert_eq!(person, again);
        let (on, known_at) = (day("2026-10-16"), at(NOW));
        for (scope, count) in [
            (Scope::everything(), 1),
            (school(COLLEGE), 1),
            (school(OTHER), 1),
            (school(SAINT_BARTH), 0),
        ] {
            let teachers = app.write(|tx| teachers_in_service(tx, &scope, on, known_at));
            assert_eq!(teachers.len(), count, "{scope:?}");
            assert!(
                teachers
                    .iter()
                    .all(|teacher| teacher.uai == uai(COLLEGE) && teacher.schools.len() == 2)
            );
        }
        assert_eq!(
            app.write(|tx| services(tx, &Scope::everything(), on, known_at)).len(),
            2
        );
        let year = (day("2020-09-01"), day("2021-08-31"));
        let spans = app.write(|tx| services_between(tx, &Scope::everything(), year.0, year.1, known_at));
        assert_eq!(spans.len(), 1);
    });
}

#[test]
fn an_identifier_and_an_address_find_whatever_the_name() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let mut lou = teacher("Savane", "Lou", None);
        lou.email = Some("Lou.Savane@ecole.example".into());
        let person =
            app.act(|tx, actor, now| add_person(tx, actor, now, &lou, &service(COLLEGE, true, "2020-09-01", None)));
        let alias = Alias {
            scheme: AliasScheme::StsEpp,
            issuer: "32".into(),
            value: "4711".into(),
        };
        app.act(|tx, actor, now| add_alias(tx, actor, now, person, &alias));
        app.act(|tx, actor, now| add_alias(tx, actor, now, person, &alias));
        let mut by_mail = clue("Autre", "Nom", None, OTHER);
        by_mail.email = Some(" lou.savane@ecole.example ".into());
        let mut by_alias = clue("Autre", "Nom", None, OTHER);
        by_alias.alias = Some(alias);
        for (clue, answer) in [
            (by_mail, Match::Found(person, MatchStep::Email)),
            (by_alias, Match::Found(person, MatchStep::Alias)),
            (
                clue("SAVANE", "lou", None, COLLEGE),
                Match::Found(person, MatchStep::NameSchool),
            ),
            (clue("SAVANE", "lou", None, OTHER), Match::None),
        ] {
            assert_eq!(app.write(|tx| match_person(tx, &clue)), answer, "{clue:?}");
        }
    });
}

// ---- What was known then ----------------------------------------------------------------------

/// Something that happens to a service.
#[derive(Clone, Debug)]
enum Happening {
    Added {
        person: usize,
        school: usize,
        from: u8,
        attached: bool,
    },
    Ended {
        service: usize,
        month: u8,
    },
    Corrected {
        service: usize,
        from: u8,
    },
    Withdrawn {
        service: usize,
    },
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        4 => (0_usize..3, 0_usize..2, 1_u8..12, any::<bool>())
            .prop_map(|(person, school, from, attached)| Happening::Added { person, school, from, attached }),
        2 => (0_usize..8, 1_u8..12).prop_map(|(service, month)| Happening::Ended { service, month }),
        1 => (0_usize..8, 1_u8..12).prop_map(|(service, from)| Happening::Corrected { service, from }),
        1 => (0_usize..8).prop_map(|service| Happening::Withdrawn { service }),
    ]
}

/// One fact as it lies in the table.
struct Fact {
    id: ServiceId,
    person: PersonId,
    uai: Uai,
    from: Day,
    to: Option<Day>,
    recorded_at: Instant,
    withdrawn_at: Option<Instant>,
}

fn facts(app: &TestApp) -> Vec<Fact> {
    app.write(|tx| {
        tx.rows(
            pole_db::sql!(
                "select id, person, uai, valid_from, valid_to, recorded_at, withdrawn_at from school_service
                  order by recorded_at, id"
            ),
            pole_db::params! {},
            |row| {
                Ok(Fact {
                    id: row.get("id")?,
                    person: row.get("person")?,
                    uai: row.get("uai")?,
                    from: row.get("valid_from")?,
                    to: row.get("valid_to")?,
                    recorded_at: row.get("recorded_at")?,
                    withdrawn_at: row.get("withdrawn_at")?,
                })
            },
        )
    })
}

/// Who serves where on a day, worked out from the facts.
fn worked_out(facts: &[Fact], on: Day, known_at: Instant) -> BTreeSet<(PersonId, Uai)> {
    facts
        .iter()
        .filter(|fact| fact.recorded_at <= known_at && fact.withdrawn_at.is_none_or(|at| at > known_at))
        .filter(|fact| fact.from <= on && fact.to.is_none_or(|to| on <= to))
        .map(|fact| (fact.person, fact.uai.clone()))
        .collect()
}

fn asked(app: &TestApp, on: Day, known_at: Instant) -> BTreeSet<(PersonId, Uai)> {
    let teachers = app.write(|tx| teachers_in_service(tx, &Scope::everything(), on, known_at));
    let persons: BTreeSet<PersonId> = teachers.iter().map(|teacher| teacher.person).collect();
    assert_eq!(persons.len(), teachers.len(), "each counts once");
    let everywhere: BTreeSet<(PersonId, Uai)> = teachers
        .into_iter()
        .flat_map(|teacher| teacher.schools.into_iter().map(move |uai| (teacher.person, uai)))
        .collect();
    // The sum of what each school sees is the same.
    let mut by_school = BTreeSet::new();
    for code in [COLLEGE, OTHER] {
        for teacher in app.write(|tx| teachers_in_service(tx, &school(code), on, known_at)) {
            assert!(teacher.schools.contains(&uai(code)));
            by_school.insert((teacher.person, uai(code)));
        }
    }
    assert_eq!(everywhere, by_school);
    everywhere
}

fn check_history(app: &TestApp, happenings: &[(Happening, i64)]) {
    app.with_basin();
    let names = ["Alpha", "Beta", "Gamma"];
    let schools = [COLLEGE, OTHER];
    let on = day("2026-06-15");
    let first_of = |month: u8| day(&format!("2026-{month:02}-01"));
    let mut now = at(NOW);
    let mut answers: Vec<(Instant, BTreeSet<(PersonId, Uai)>)> = Vec::new();
    for (happening, seconds) in happenings {
        // The machine's clock may go backwards; the register's never does.
        now = now.plus_seconds(*seconds);
        app.app.clock().set(now);
        let actor = Actor::console();
        let known = facts(app);
        let service = |rank: usize| known.get(rank).map(|fact| (fact.id, fact.uai.clone()));
        let done = app.app.db().write_blocking(|tx| match happening {
            Happening::Added {
                person,
                school,
                from,
                attached,
            } => {
                let new = teacher(names[*person], "Zoe", Some("1980-01-01"));
                let service = service_of(schools[*school], *attached, first_of(*from));
                add_person(tx, &actor, now, &new, &service).map(|_| ())
            }
            Happening::Ended { service: rank, month } => match service(*rank) {
                Some((id, uai)) => actions::end_service(tx, &actor, now, &uai, id, first_of(*month)),
                None => Ok(()),
            },
            Happening::Corrected { service: rank, from } => match service(*rank) {
                Some((id, uai)) => {
                    let view = actions::service_view(tx, &actor, &uai, id)?;
                    let person = teacher(&view.service.person.surname, "Zoe", Some("1980-01-01"));
                    let corrected = NewService {
                        from: first_of(*from),
                        ..actions::as_new(&view.service)
                    };
                    actions::correct(tx, &actor, now, id, &person, &corrected)
                }
                None => Ok(()),
            },
            Happening::Withdrawn { service: rank } => match service(*rank) {
                Some((id, uai)) => actions::withdraw_service(tx, &actor, now, &uai, id),
                None => Ok(()),
            },
        });
        match done {
            Ok(()) | Err(PeopleError::NotFound | PeopleError::NothingChanges | PeopleError::Refused(_)) => {}
            Err(error) => panic!("{error}"),
        }
        let known = facts(app);
        let newest = known
            .iter()
            .flat_map(|fact| [Some(fact.recorded_at), fact.withdrawn_at])
            .flatten()
            .max();
        // Asked of the newest moment at which something was recorded: nothing more is ever written at or before it, but in
        // that very millisecond.
        let known_at = newest.unwrap_or(now);
        answers.retain(|(moment, _)| *moment < known_at);
        assert_eq!(
            asked(app, on, known_at),
            worked_out(&known, on, known_at),
            "{happening:?}"
        );
        for (moment, past) in &answers {
            assert_eq!(&asked(app, on, *moment), past, "the answer of {moment} changed");
        }
        if newest.is_some() {
            answers.push((known_at, asked(app, on, known_at)));
        }
    }
}

fn service_of(code: &str, is_attachment: bool, from: Day) -> NewService {
    NewService {
        from,
        ..service(code, is_attachment, "2026-01-01", None)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn who_served_can_be_asked_again_whatever_is_said_later(
        happenings in proptest::collection::vec((happening(), -30_i64..120), 1..14)
    ) {
        check_history(&TestApp::new(NOW), &happenings);
    }
}

#[test]
fn who_served_can_be_asked_again_on_both_engines() {
    let added = |person, school, from, attached| Happening::Added {
        person,
        school,
        from,
        attached,
    };
    let happenings = [
        (added(0, 0, 1, true), 60),
        (added(0, 1, 2, false), 60),
        (added(1, 0, 3, true), -40),
        (Happening::Ended { service: 0, month: 5 }, 60),
        (Happening::Corrected { service: 1, from: 7 }, -20),
        (Happening::Withdrawn { service: 2 }, 60),
    ];
    on_both_engines(NOW, |app| check_history(app, &happenings));
}

#[test]
fn a_person_is_found_by_a_part_of_their_name_in_their_school_only() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let lou = teacher("Savane", "Lou", None);
        let person =
            app.act(|tx, actor, now| add_person(tx, actor, now, &lou, &service(COLLEGE, true, "2020-09-01", None)));
        let found = |school: &str, text: &str| -> Vec<PersonId> {
            app.write(|tx| search(tx, &uai(school), PersonKind::Teacher, text))
                .into_iter()
                .map(|person| person.id)
                .collect()
        };
        assert_eq!(found(COLLEGE, "SAVÂ"), [person]);
        assert_eq!(found(COLLEGE, "lagon"), []);
        assert_eq!(found(OTHER, "sava"), []);
    });
}
