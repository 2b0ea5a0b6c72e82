//! Training through the door: attendance, corrections, files, and the past asked again.

use axum::http::StatusCode;
use pole_formats::{Degree, RegistrationStatus, TrainingMode};
use pole_kernel::{Day, Instant, Uai};
use proptest::prelude::*;

use super::model::{Attendance, DayPart, Mark, PlannedHalfDay, Served, SessionId, SessionSheet};
use super::rules::{self, Commitment, Counted, Parameters};
use super::store;
use super::{
    add_session, attendance_rows, cancel_session, correct_session, corrected, followed, offered, record_attendance,
    register, served, tiers, tiers_of_directory,
};
use crate::features::people::{Met, NewPerson, NewService, PersonId, PersonKind, enter_met};
use crate::policy::{Actor, Scope};
use crate::test_app::{TestApp, on_both_engines};

const NOW: &str = "2026-10-16T12:00:00Z";
const COLLEGE: &str = "9710022X";
const OTHER: &str = "9711023K";

pub(super) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub(super) fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

pub(super) fn teacher(app: &TestApp, surname: &str, code: &str) -> PersonId {
    let now = app.app.clock().now();
    let person = NewPerson {
        kind: PersonKind::Teacher,
        surname: surname.to_owned(),
        given_name: "Léa".to_owned(),
        usage_name: None,
        birth_date: None,
        email: None,
        fictitious: true,
    };
    let service = NewService {
        uai: uai(code),
        degree: Degree::Second,
        discipline: "Anglais".to_owned(),
        is_attachment: true,
        from: day("2016-09-01"),
        to: None,
    };
    app.write(|tx| enter_met(tx, now, &person, &service, Met::default()))
}

pub(super) fn sheet(theme: &str) -> SessionSheet {
    SessionSheet {
        reference: String::new(),
        theme: theme.to_owned(),
        competences: Vec::new(),
        mode: TrainingMode::Presence,
        place: "Marigot".to_owned(),
        host: None,
        first_day: day("2026-10-01"),
        last_day: day("2026-10-01"),
        seats: None,
        trainer: "Ann Hodge".to_owned(),
        target_degree: None,
        target_discipline: String::new(),
        is_digital: true,
        distance_minutes: 0,
        is_cancelled: false,
        note: String::new(),
    }
}

pub(super) fn halves(days: &[(&str, DayPart)]) -> Vec<PlannedHalfDay> {
    days.iter()
        .map(|(text, part)| PlannedHalfDay {
            day: day(text),
            part: *part,
            minutes: 180,
        })
        .collect()
}

pub(super) fn plan(app: &TestApp, sheet: &SessionSheet, days: &[(&str, DayPart)]) -> SessionId {
    app.act(|tx, actor, now| add_session(tx, actor, now, sheet, &halves(days), true))
}

/// Records a person at each half-day of a session for so many minutes.
pub(super) fn record(app: &TestApp, session: SessionId, person: PersonId, minutes: Option<u32>) {
    let half_days = app.write(|tx| store::half_days(tx, session));
    let marks: Vec<Mark> = half_days
        .iter()
        .map(|half_day| Mark {
            person,
            half_day: Some(half_day.id),
            minutes,
        })
        .collect();
    app.act(|tx, actor, now| record_attendance(tx, actor, now, session, &marks));
}

fn minutes(app: &TestApp, person: PersonId, on: &str, known_at: Instant) -> u32 {
    let rows = app.write(|tx| followed(tx, &Scope::everything(), day(on), known_at));
    rows.iter()
        .find(|row| row.person == person)
        .map_or(0, |row| row.minutes)
}

const MORNING: DayPart = DayPart::Morning;
const AFTERNOON: DayPart = DayPart::Afternoon;

#[test]
fn hours_are_counted_and_the_past_gives_the_past_figure() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let lea = teacher(app, "RICHARDSON", COLLEGE);
        let session = plan(
            app,
            &sheet("Tablettes"),
            &[("2026-10-01", MORNING), ("2026-10-01", AFTERNOON)],
        );
        record(app, session, lea, Some(180));
        let then = app.app.clock().now();
        assert_eq!(minutes(app, lea, "2026-10-16", then), 360);
        assert_eq!(minutes(app, lea, "2026-09-30", then), 0, "not yet followed on that day");
        let count = |known_at| app.write(|tx| tiers(tx, day("2026-10-16"), known_at));
        let before = count(then);
        assert_eq!((before.persons, before.h3, before.h6, before.h18), (1, 1, 1, 0));
        assert_eq!((before.in_service, before.in_service_h6), (1, 1));
        let directory = app.write(|tx| tiers_of_directory(tx, day("2026-10-16"), then));
        assert_eq!(
            (directory.persons, directory.h3, directory.h6, directory.h18),
            (1, 1, 1, 0)
        );
        // A correction: only 119 minutes of each half-day.
        app.at("2026-10-17T12:00:00Z");
        record(app, session, lea, Some(119));
        let now = app.app.clock().now();
        assert_eq!(minutes(app, lea, "2026-10-16", now), 0);
        assert_eq!(
            minutes(app, lea, "2026-10-16", then),
            360,
            "the past figure, to the minute"
        );
        assert_eq!(count(then), before);
        assert_eq!(count(now).h3, 0);
        let reached = |known_at| {
            let lines = app.write(|tx| served(tx, &Scope::everything(), known_at));
            let own: Vec<Served> = lines.into_iter().filter(|line| line.person == lea).collect();
            assert_eq!((own.len(), own[0].uai.as_str()), (1, COLLEGE));
            own[0].reached
        };
        let first_day = Some(day("2026-10-01"));
        assert_eq!(reached(then), [first_day, first_day, None]);
        assert_eq!(reached(now), [None; 3]);
        let taken_back = app.write(|tx| corrected(tx, day("2026-09-01"), day("2026-10-31"), now));
        assert_eq!(taken_back, 2);
        let evidenced = |known_at| app.write(|tx| attendance_rows(tx, lea, day("2026-10-16"), known_at));
        assert_eq!((evidenced(then).minutes, evidenced(now).minutes), (360, 0));
        let rows = |known_at| evidenced(known_at).rows;
        assert_eq!((rows(then).len(), rows(now).len()), (2, 0));
        let first = &rows(then)[0];
        assert_eq!(
            (first.theme.as_str(), first.counted, first.fictitious),
            ("Tablettes", 180, true)
        );
    });
}

#[test]
fn a_session_that_is_not_about_digital_uses_gives_no_hours_once_corrected() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let lea = teacher(app, "RICHARDSON", COLLEGE);
        let days = [("2026-10-01", MORNING), ("2026-10-02", MORNING)];
        let session = plan(app, &sheet("Tablettes"), &days);
        record(app, session, lea, Some(150));
        let then = app.app.clock().now();
        assert_eq!(minutes(app, lea, "2026-10-16", then), 300);
        app.at("2026-10-16T13:00:00Z");
        let other = SessionSheet {
            is_digital: false,
            ..sheet("Voix")
        };
        app.act(|tx, actor, now| correct_session(tx, actor, now, session, &other, &halves(&days)));
        assert_eq!(minutes(app, lea, "2026-10-16", app.app.clock().now()), 0);
        assert_eq!(minutes(app, lea, "2026-10-16", then), 300);
        let refused = app.app.db().write_blocking(|tx| {
            correct_session(
                tx,
                &Actor::console(),
                app.app.clock().now(),
                session,
                &other,
                &halves(&days[..1]),
            )
        });
        assert!(refused.is_err(), "somebody signed for that half-day");
        let refused = app
            .app
            .db()
            .write_blocking(|tx| cancel_session(tx, &Actor::console(), app.app.clock().now(), session, "pluie"));
        assert!(refused.is_err(), "people came");
        record(app, session, lea, None);
        app.act(|tx, actor, now| cancel_session(tx, actor, now, session, "pluie"));
        assert!(app.write(|tx| store::session(tx, session)).unwrap().sheet.is_cancelled);
    });
}

#[test]
fn a_clock_that_goes_backwards_writes_after_what_was_written() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let lea = teacher(app, "RICHARDSON", COLLEGE);
        let session = plan(app, &sheet("Tablettes"), &[("2026-10-01", MORNING)]);
        record(app, session, lea, Some(180));
        let then = app.app.clock().now();
        app.at("2026-10-10T12:00:00Z");
        record(app, session, lea, Some(130));
        assert_eq!(minutes(app, lea, "2026-10-16", then), 180, "what was known then stays");
        let later = Instant::parse("2026-10-16T12:00:01Z").unwrap();
        assert_eq!(minutes(app, lea, "2026-10-16", later), 130);
        let tier = app.write(|tx| tiers(tx, day("2026-10-16"), later));
        assert_eq!((tier.persons, tier.h3), (1, 0));
    });
}

#[test]
fn the_eighteen_hours_are_offered_to_who_served_long_enough_and_has_a_seat() {
    on_both_engines("2017-10-01T12:00:00Z", |app| {
        app.with_basin();
        let lea = teacher(app, "RICHARDSON", COLLEGE);
        teacher(app, "GUMBS", COLLEGE);
        for month in ["2016-11", "2017-01", "2017-03"] {
            let (first, second) = (format!("{month}-07"), format!("{month}-08"));
            let days = [(first.as_str(), MORNING), (second.as_str(), MORNING)];
            let session = plan(app, &sheet(month), &days);
            app.act(|tx, actor, now| register(tx, actor, now, session, lea, RegistrationStatus::Convened));
        }
        let now = app.app.clock().now();
        let count = || app.write(|tx| offered(tx, &Scope::everything(), Commitment::default(), now));
        assert_eq!((count().persons, count().offered), (2, 1), "3 × 6 h are 18 h");
        let later = Commitment {
            first: Commitment::default().first.plus(2),
            last: Commitment::default().last.plus(3),
        };
        let next = app.write(|tx| offered(tx, &Scope::everything(), later, now));
        assert_eq!((next.persons, next.offered), (2, 0), "the sessions were held before");
        let late = plan(app, &sheet("Trop tard"), &[("2017-09-04", MORNING)]);
        app.act(|tx, actor, now| register(tx, actor, now, late, lea, RegistrationStatus::Cancelled));
        assert_eq!(count().offered, 1);
    });
}

#[test]
fn a_person_in_two_schools_is_on_two_lines_and_counts_once() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let lea = teacher(app, "RICHARDSON", COLLEGE);
        let now = app.app.clock().now();
        app.write(|tx| {
            tx.execute(
                pole_db::sql!(
                    "insert into school_service (id, person, uai, degree, discipline, is_attachment, valid_from, fictitious,
                                                 recorded_at)
                     values ('01890a5d-ac96-774b-bcce-b302099a8057', :person, :uai, 'second', 'Anglais', false,
                             '2024-09-01', true, :now)"
                ),
                pole_db::params! { person: lea, uai: OTHER, now: now },
            )
        });
        let session = plan(app, &sheet("Tablettes"), &[("2026-10-01", MORNING)]);
        record(app, session, lea, Some(180));
        let rows = app.write(|tx| followed(tx, &Scope::everything(), day("2026-10-16"), now));
        let own: Vec<&str> = rows
            .iter()
            .filter(|row| row.person == lea)
            .map(|row| row.uai.as_str())
            .collect();
        assert_eq!(own, [COLLEGE, OTHER]);
        assert_eq!(app.write(|tx| tiers(tx, day("2026-10-16"), now)).h3, 1);
        let one = Scope {
            schools: vec![uai(OTHER)],
            ..Scope::default()
        };
        let rows = app.write(|tx| followed(tx, &one, day("2026-10-16"), now));
        assert_eq!((rows.len(), rows[0].minutes), (1, 180));
        let evidence = app.write(|tx| attendance_rows(tx, lea, day("2026-10-16"), now));
        assert_eq!((evidence.rows.len(), evidence.minutes), (1, 180));
        assert_eq!(app.write(|tx| tiers(tx, day("2026-10-16"), now)).in_service, 1);
    });
}

#[test]
fn the_sheet_is_filled_with_one_tap_a_person() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let people: Vec<PersonId> = (0..40)
            .map(|rank| teacher(app, &format!("GUMBS{}", letters(rank)), COLLEGE))
            .collect();
        let pilot = app.pilot();
        let reply = pilot.post(
            "/formation/nouvelle",
            &[
                ("theme", "Tablettes en classe"),
                ("numerique", "oui"),
                ("competences", "2_1"),
                ("jour-0", "2026-10-01"),
                ("partie-0", "morning"),
                ("accueil", COLLEGE),
            ],
        );
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        let address = reply.location().to_owned();
        let session = SessionId::parse(address.rsplit('/').next().unwrap()).unwrap();
        for person in &people {
            app.act(|tx, actor, now| register(tx, actor, now, session, *person, RegistrationStatus::Convened));
        }
        let sheet = format!("{address}/presences");
        let page = pilot.get(&sheet);
        assert!(page.shows("training-all-present"), "{}", page.body);
        assert_eq!(page.body.matches("name=\"present\"").count(), 40);
        let seen: Vec<String> = people.iter().map(ToString::to_string).collect();
        let mut fields: Vec<(&str, &str)> = seen.iter().map(|id| ("vu", id.as_str())).collect();
        fields.push(("action", "tous"));
        assert_eq!(pilot.post(&sheet, &fields).status, StatusCode::SEE_OTHER);
        let attended = || app.write(|tx| store::attendances(tx, session));
        assert_eq!(attended().len(), 40);
        // All but one, who left early, and one who stayed longer than the half-day.
        let early = format!("minutes-{}", seen[0]);
        let late = format!("minutes-{}", seen[1]);
        let mut fields: Vec<(&str, &str)> = seen.iter().map(|id| ("vu", id.as_str())).collect();
        fields.extend(seen.iter().skip(1).map(|id| ("present", id.as_str())));
        fields.extend([(late.as_str(), "600")]);
        assert_eq!(pilot.post(&sheet, &fields).status, StatusCode::SEE_OTHER);
        assert!(
            pilot.get(&sheet).shows("notice-training-capped"),
            "longer than the session is told"
        );
        assert_eq!(attended().len(), 39);
        let longest: Option<Attendance> = attended().into_iter().find(|one| one.person == people[1]);
        assert_eq!(longest.map(|one| (one.minutes, one.counted)), Some((600, 180)));
        fields.push((early.as_str(), "beaucoup"));
        let refused = pilot.post(&sheet, &fields);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.shows("training-refused-minutes") && refused.has("beaucoup"));
        // Somebody who was not expected.
        let found = pilot.get(&format!("{sheet}?chercher=gumbsa"));
        assert!(found.has("GUMBSA"), "{}", found.body);
        let reply = pilot.post(
            &format!("{address}/personnes"),
            &[("nom", "HODGE"), ("prenom", "Ann"), ("etablissement", COLLEGE)],
        );
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        let again = pilot.post(&format!("{address}/personnes"), &[("personne", &seen[0])]);
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        let page = pilot.get(&address);
        assert!(page.has("HODGE Ann") && page.has("Tablettes en classe"));
        assert!(pilot.get("/formation?q=tablettes").has("Tablettes en classe"));
        assert!(pilot.get("/formation?sens=asc").has("Tablettes en classe"));
        let exported = pilot.get("/formation/export/formations.csv");
        assert!(exported.body.contains("Tablettes en classe"), "{}", exported.body);
        let exported = pilot.get(&format!("{address}/export/emargement.csv"));
        assert!(exported.body.contains("GUMBSA"), "{}", exported.body);
        let people = pilot.get(&format!("/formation/personnels?etablissement={COLLEGE}&tri=heures"));
        assert!(
            people.has("GUMBSA") && people.shows("training-tier-3"),
            "{}",
            people.body
        );
        assert!(
            pilot
                .get("/formation/personnels/export/personnels.csv")
                .body
                .contains("GUMBSA")
        );
        assert!(pilot.get(&format!("{address}/modifier")).has("Tablettes en classe"));
        let same = pilot.post(
            &format!("{address}/inscriptions"),
            &[("personne", &seen[2]), ("statut", "waiting")],
        );
        assert_eq!(same.status, StatusCode::SEE_OTHER);
        // The head of the school that receives it records; the head of another one does not.
        let head = app.head_of(COLLEGE);
        assert_eq!(head.get(&sheet).status, StatusCode::OK);
        let stranger = app.person(
            "voisin",
            pole_kernel::Role::Head,
            pole_kernel::RoleScope::School(uai(OTHER)),
        );
        assert_eq!(stranger.get(&sheet).status, StatusCode::FORBIDDEN);
        assert!(
            !stranger.get(&address).has("GUMBSA"),
            "no names for who may not read them"
        );
        let hours = pilot.get("/api/v1/training/hours").body;
        assert!(hours.contains("\"at_least_3h\":39"), "{hours}");
        assert!(
            pilot
                .get("/api/v1/training/sessions")
                .body
                .contains("Tablettes en classe")
        );
    });
}

/// Letters for a number: names hold no figure.
fn letters(rank: u32) -> String {
    let letter = |number: u32| char::from_u32(u32::from('A') + number).unwrap();
    [letter(rank / 26), letter(rank % 26)].iter().collect()
}

const SOFIA: &str = "Libellé module;Date début;Date fin;Nom;Prénom;RNE;Durée;Heures suivies;Présence\n\
Tablettes;05/10/2026;06/10/2026;RICHARDSON;Léa;9710022X;12;6,5;Présent\n\
Tablettes;05/10/2026;06/10/2026;RICHARDSON;Léa;9710022X;;1,5;Présent\n\
Tablettes;05/10/2026;06/10/2026;HODGE;Ann;9711023K;12;15;Présent\n\
Tablettes;05/10/2026;06/10/2026;FLEMING;Joe;;12;6;Présent\n\
Tablettes;05/10/2026;06/10/2026;GUMBS;Joe;9719001G;12;6;Présent\n\
Tablettes;05/11/2026;06/11/2026;HODGE;Ann;9711023K;12;6;Présent\n";

#[test]
fn a_file_of_the_academy_is_explained_questioned_and_taken_in_once() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let lea = teacher(app, "RICHARDSON", COLLEGE);
        let pilot = app.pilot();
        let reply = pilot.bring("sofia.csv", SOFIA.as_bytes());
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        let address = reply.location().to_owned();
        let page = pilot.get(&address);
        assert!(
            page.shows("imports-explain-columns") && page.has("RICHARDSON"),
            "{}",
            page.body
        );
        assert!(page.has("6 h 30"), "the decimal comma is shown as it will be read");
        assert_eq!(
            pilot.post(&format!("{address}/confirmer"), &[]).status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "nothing is confirmed before it is explained"
        );
        let columns = [
            ("contenu", "training_rows"),
            ("colonne-module_title", "libellemodule"),
            ("colonne-end", "datefin"),
            ("colonne-person_surname", "nom"),
            ("colonne-person_given_name", "prenom"),
            ("colonne-person_uai", "rne"),
            ("colonne-hours_planned", "duree"),
            ("colonne-hours_attended", "heuressuivies"),
            ("colonne-attendance", "presence"),
            ("dates", "day_first"),
        ];
        // A column mapped to the wrong field is said before anything is imported.
        let mut wrong = columns.to_vec();
        wrong.push(("colonne-start", "nom"));
        let refused = pilot.post(&format!("{address}/colonnes"), &wrong);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.has("RICHARDSON") && refused.shows("file-problem-date-invalid"),
            "{}",
            refused.body
        );
        let mut right = columns.to_vec();
        right.extend([("colonne-start", "datedebut"), ("nom", "SOFIA de l’académie")]);
        let saved = pilot.post(&format!("{address}/colonnes"), &right);
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let asked = pilot.get(&address);
        assert!(asked.shows("training-question-digital"));
        let unanswered = pilot.post(&format!("{address}/reponses"), &[]);
        assert_eq!(unanswered.status, StatusCode::UNPROCESSABLE_ENTITY);
        pilot.post(&format!("{address}/reponses"), &[("numerique", "oui")]);
        let page = pilot.get(&address);
        assert!(page.has("HODGE Ann"), "a new person is told by name: {}", page.body);
        assert!(page.shows("file-problem-person-unknown") && page.shows("file-problem-school-unknown"));
        assert!(page.shows("file-problem-longer-than-session") && page.shows("file-problem-date-future"));
        let done = pilot.post(&format!("{address}/confirmer"), &[]);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let now = app.app.clock().now();
        assert_eq!(
            minutes(app, lea, "2026-10-16", now),
            480,
            "two rows of one session are one total"
        );
        let rows = app.write(|tx| followed(tx, &Scope::everything(), day("2026-10-16"), now));
        let ann = rows.iter().find(|row| row.surname == "HODGE").unwrap();
        assert_eq!(
            (ann.minutes, ann.uai.as_str()),
            (720, OTHER),
            "not more than the session lasts"
        );
        // The same titles come back: what was said is proposed again, and nothing changes.
        app.at("2026-10-16T13:00:00Z");
        let again = pilot.bring("sofia-2.csv", SOFIA.as_bytes()).location().to_owned();
        let page = pilot.get(&again);
        assert!(page.has("SOFIA de l’académie"), "{}", page.body);
        pilot.post(&format!("{again}/colonnes"), &right);
        pilot.post(&format!("{again}/reponses"), &[("numerique", "oui")]);
        assert!(pilot.get(&again).shows("imports-no-change"));
        // A corrected file takes the place of what was said.
        let corrected_file = SOFIA.replace("6,5", "2,5");
        let third = pilot
            .bring("sofia-3.csv", corrected_file.as_bytes())
            .location()
            .to_owned();
        pilot.post(&format!("{third}/colonnes"), &right);
        pilot.post(&format!("{third}/reponses"), &[("numerique", "oui")]);
        pilot.post(&format!("{third}/confirmer"), &[]);
        assert_eq!(minutes(app, lea, "2026-10-16", app.app.clock().now()), 240);
        assert_eq!(minutes(app, lea, "2026-10-16", now), 480);
        // Kept mappings are listed, renamed and deleted.
        let list = pilot.get("/imports/correspondances");
        assert!(list.has("SOFIA de l’académie"));
        let marker = "/imports/correspondances/";
        let start = list.body.find(&format!("action=\"{marker}")).unwrap() + "action=\"".len();
        let base = list.body[start..].split("/renommer").next().unwrap().to_owned();
        assert_eq!(
            pilot.post(&format!("{base}/renommer"), &[("nom", "")]).status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        pilot.post(&format!("{base}/renommer"), &[("nom", "Académie")]);
        assert!(pilot.get("/imports/correspondances").has("Académie"));
        pilot.post(&format!("{base}/supprimer"), &[]);
        assert!(pilot.get("/imports/correspondances").shows("imports-mappings-none"));
    });
}

#[test]
fn people_see_their_own_imports_only_and_of_kinds_they_may_bring() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let pilot = app.pilot();
        let address = pilot.bring("sofia.csv", SOFIA.as_bytes()).location().to_owned();
        let head = app.head_of(COLLEGE);
        assert_eq!(head.get(&address).status, StatusCode::NOT_FOUND);
        assert!(!head.get("/imports").has("sofia.csv"));
        for path in ["colonnes", "fichier", "problemes.csv"] {
            assert_eq!(
                head.get(&format!("{address}/{path}")).status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        assert_eq!(
            head.post(&format!("{address}/confirmer"), &[]).status,
            StatusCode::NOT_FOUND
        );
        let refused = head.bring("sofia.csv", SOFIA.as_bytes());
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "a head brings no training"
        );
        let counts = b"uai;annee;categorie;effectif;date;note\n9710022X;2026;TOTAL;548;;\n";
        assert_eq!(head.bring("effectifs.csv", counts).status, StatusCode::FORBIDDEN);
    });
}

/// What a random history does.
#[derive(Clone, Debug)]
enum Step {
    /// Records so many minutes of one person at one half-day of one session; 0 takes them back.
    Mark(usize, usize, usize, u32),
    /// Says whether a session is about digital uses.
    Digital(usize, bool),
}

fn step() -> impl Strategy<Value = Step> {
    let minutes = prop_oneof![Just(0), Just(119), Just(120), Just(180), Just(400)];
    prop_oneof![
        4 => (0..2_usize, 0..3_usize, 0..3_usize, minutes).prop_map(|(person, session, half, minutes)| Step::Mark(person, session, half, minutes)),
        1 => (0..3_usize, any::<bool>()).prop_map(|(session, digital)| Step::Digital(session, digital)),
    ]
}

/// What was known of a person at a moment, counted again from every attendance ever written.
fn from_facts(app: &TestApp, person: PersonId, on: Day, known_at: Instant) -> rules::Progress {
    let facts: Vec<Counted> = app.write(|tx| {
        tx.rows(
            pole_db::sql!(
                "select session, day, part, counted, is_distance from attendance
                  where person = :person and day <= :on and recorded_at <= :known_at
                    and (withdrawn_at is null or withdrawn_at > :known_at)"
            ),
            pole_db::params! { person: person, on: on, known_at: known_at },
            |row| {
                Ok(Counted {
                    session: row.get("session")?,
                    day: row.get("day")?,
                    part: row.get("part")?,
                    minutes: store::small(row, "counted")?,
                    is_distance: row.get("is_distance")?,
                })
            },
        )
    });
    rules::progress(&facts, &Parameters::default())
}

/// The three figures that must never change once they were given.
type Answer = ((i64, i64, i64, i64), Vec<(u32, Option<Day>)>);

fn answer(app: &TestApp, people: &[PersonId], on: Day, known_at: Instant) -> Answer {
    let tiers = app.write(|tx| tiers_of_directory(tx, on, known_at));
    let rows = app.write(|tx| followed(tx, &Scope::everything(), on, known_at));
    let own = people
        .iter()
        .map(|person| {
            let row = rows.iter().find(|row| row.person == *person).unwrap();
            (row.minutes, row.reached_6h)
        })
        .collect();
    ((tiers.persons, tiers.h3, tiers.h6, tiers.h18), own)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_history_gives_the_figure_of_its_facts_and_never_changes_a_past_answer(steps in proptest::collection::vec(step(), 1..14)) {
        let app = TestApp::new(NOW);
        app.with_basin();
        let people = [teacher(&app, "RICHARDSON", COLLEGE), teacher(&app, "GUMBS", OTHER)];
        let days = [("2026-10-01", MORNING), ("2026-10-01", AFTERNOON), ("2026-10-02", MORNING)];
        let sessions = [0, 1, 2].map(|rank| plan(&app, &sheet(&format!("Session {}", letters(rank))), &days));
        let asked = [day("2026-10-01"), day("2026-10-16")];
        let mut given: Vec<(Instant, Day, Answer)> = Vec::new();
        for (rank, step) in steps.iter().enumerate() {
            // Every fourth step, the clock goes an hour backwards.
            let minute = if rank % 4 == 3 { 0 } else { 10 + rank };
            app.at(&format!("2026-10-16T13:{minute:02}:00Z"));
            match step {
                Step::Mark(person, session, half, minutes) => {
                    let half_days = app.write(|tx| store::half_days(tx, sessions[*session]));
                    let mark = Mark { person: people[*person], half_day: Some(half_days[*half].id), minutes: Some(*minutes) };
                    app.act(|tx, actor, now| record_attendance(tx, actor, now, sessions[*session], std::slice::from_ref(&mark)));
                }
                Step::Digital(session, is_digital) => {
                    let name = format!("Session {}", letters(u32::try_from(*session).unwrap()));
                    let wanted = SessionSheet { is_digital: *is_digital, note: format!("{rank}"), ..sheet(&name) };
                    app.act(|tx, actor, now| correct_session(tx, actor, now, sessions[*session], &wanted, &halves(&days)));
                }
            }
            // The latest moment at which something was written: a clock that was ahead and wrote
            // nothing left no trace of itself.
            let known_at = app.write(store::newest).unwrap();
            for on in asked {
                let got = answer(&app, &people, on, known_at);
                let facts: Vec<rules::Progress> = people.iter().map(|person| from_facts(&app, *person, on, known_at)).collect();
                let reached = |tier: usize| i64::try_from(facts.iter().filter(|one| one.reached[tier].is_some()).count()).unwrap();
                let persons = i64::try_from(facts.iter().filter(|one| one.minutes > 0).count()).unwrap();
                prop_assert_eq!(got.0, (persons, reached(0), reached(1), reached(2)));
                let own: Vec<(u32, Option<Day>)> = facts.iter().map(|one| (one.minutes, one.reached[1])).collect();
                prop_assert_eq!(&got.1, &own);
                given.push((known_at, on, got));
            }
        }
        for (known_at, on, before) in given {
            prop_assert_eq!(answer(&app, &people, on, known_at), before, "known at {}", known_at);
        }
    }
}
