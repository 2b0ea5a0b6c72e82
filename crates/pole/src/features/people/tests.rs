//! People through the database and the door, on both engines.

use pole_formats::Degree;
use pole_kernel::{Day, Instant, Uai};

use super::*;
use crate::policy::Scope;
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
