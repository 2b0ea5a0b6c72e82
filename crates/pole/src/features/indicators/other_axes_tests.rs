//! The further axes of I3: who counts where, in the database and on the page.

use std::collections::BTreeMap;

use pole_formats::{Degree, TrainingMode};
use pole_kernel::{Day, Uai};

use super::actions::{self, Question};
use super::model::{Indicator, Measure, Place};
use super::other_axes::{OtherAxis, other_axes};
use crate::features::people::{self, NewPerson, NewService, PersonId, PersonKind};
use crate::features::training::{
    self, DayPart, Evidence, Mark, Modality, PlannedHalfDay, SessionId, SessionSheet, add_session, record_attendance,
};
use crate::policy::Actor;
use crate::shell::asked::Asked;
use crate::test_app::{TestApp, on_both_engines};

const NOW: &str = "2026-10-16T12:00:00Z";
const TODAY: &str = "2026-10-16";
const COLLEGE: &str = "9710022X";
const OTHER: &str = "9711023K";
const ECOLE: &str = "9710210B";

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

/// A teacher, with a service a school and discipline.
fn teacher(app: &TestApp, surname: &str, services: &[(&str, Degree, &str)]) -> PersonId {
    let now = app.app.clock().now();
    let person = NewPerson {
        kind: PersonKind::Teacher,
        surname: surname.to_owned(),
        given_name: "Léa".to_owned(),
        usage_name: None,
        birth_date: None,
        email: None,
        fictitious: false,
    };
    let service = |(code, degree, discipline): &(&str, Degree, &str), is_attachment| NewService {
        uai: uai(code),
        degree: *degree,
        discipline: (*discipline).to_owned(),
        is_attachment,
        from: day("2016-09-01"),
        to: None,
    };
    let first = service(&services[0], true);
    let id = app.write(|tx| people::enter_met(tx, now, &person, &first, people::Met::default()));
    for other in &services[1..] {
        let other = service(other, false);
        app.act(|tx, actor, now| people::add_service(tx, actor, now, id, &other, false));
    }
    id
}

/// A session of so many mornings from a day on, and minutes at a distance.
fn session(app: &TestApp, theme: &str, first: &str, mornings: i32, distance_minutes: u32) -> SessionId {
    let first = day(first);
    let sheet = SessionSheet {
        reference: String::new(),
        theme: theme.to_owned(),
        competences: Vec::new(),
        mode: TrainingMode::Presence,
        place: String::new(),
        host: None,
        first_day: first,
        last_day: first,
        seats: None,
        trainer: String::new(),
        target_degree: None,
        target_discipline: String::new(),
        is_digital: true,
        distance_minutes,
        is_cancelled: false,
        note: String::new(),
    };
    let half_days: Vec<PlannedHalfDay> = (0..mornings)
        .map(|offset| PlannedHalfDay {
            day: first.plus_days(offset),
            part: DayPart::Morning,
            minutes: 180,
        })
        .collect();
    app.act(|tx, actor, now| add_session(tx, actor, now, &sheet, &half_days, false))
}

/// Somebody follows the first half-days of a session, and so many minutes at a distance.
fn follows(app: &TestApp, person: PersonId, session: SessionId, half_days: usize, distance: u32) {
    let ids = app.write(|tx| training::half_days_of(tx, session));
    let mut marks: Vec<Mark> = ids[..half_days]
        .iter()
        .map(|id| Mark {
            person,
            half_day: Some(*id),
            minutes: Some(180),
        })
        .collect();
    if distance > 0 {
        marks.push(Mark {
            person,
            half_day: None,
            minutes: Some(distance),
        });
    }
    app.act(|tx, actor, now| record_attendance(tx, actor, now, session, &marks));
}

/// Six teachers: three of 6 h in three ways, one of 18 h in two collèges, one of 3 h, one of nothing.
fn register(app: &TestApp) {
    app.with_basin();
    let second = Degree::Second;
    let alone = teacher(app, "ARNELL", &[(COLLEGE, second, "Anglais")]);
    let hybrid = teacher(app, "BROOKS", &[(COLLEGE, second, "Mathématiques")]);
    let ecole = teacher(app, "CARTI", &[(ECOLE, Degree::First, "")]);
    let whole = teacher(
        app,
        "DUZANT",
        &[(COLLEGE, second, "Anglais"), (OTHER, second, "Lettres")],
    );
    let aware = teacher(app, "ETIENNE", &[(OTHER, second, "Anglais")]);
    teacher(app, "FLANDERS", &[(OTHER, second, "Lettres")]);
    let tablets = session(app, "Tablettes", "2026-09-07", 2, 0);
    let media = session(app, "Médias", "2026-09-14", 1, 360);
    let course = session(app, "Parcours", "2026-09-21", 6, 0);
    follows(app, alone, tablets, 2, 0);
    follows(app, hybrid, media, 1, 360);
    follows(app, ecole, tablets, 1, 0);
    follows(app, ecole, media, 1, 0);
    follows(app, whole, course, 6, 0);
    follows(app, aware, tablets, 1, 0);
}

/// What an axis tells: for each code, how many, and of how many where it is a share.
type Told = BTreeMap<String, (u64, Option<u64>)>;

fn told(app: &TestApp, measure: Measure, place: &Place, on: &str) -> BTreeMap<&'static str, Told> {
    let question = Question {
        indicators: vec![Indicator::Trained],
        place: place.clone(),
        asked: Asked {
            on: day(on),
            known_at: app.app.clock().now(),
        },
    };
    let axes = app
        .app
        .db()
        .read_blocking(|tx| {
            let reading = actions::read(tx, &Actor::console(), &question)?;
            other_axes(tx, &Actor::console(), &reading, measure)
        })
        .unwrap();
    axes.into_iter()
        .map(|(axis, values)| {
            let values = values
                .into_iter()
                .map(|(code, value)| (code, (value.numerator.unwrap_or_default(), value.denominator)));
            (axis.code(), values.collect())
        })
        .collect()
}

fn counts(of: &[(&str, u64)]) -> Told {
    of.iter()
        .map(|(code, many)| ((*code).to_owned(), (*many, None)))
        .collect()
}

#[test]
fn a_person_counts_where_they_followed_enough() {
    on_both_engines(NOW, |app| {
        register(app);
        let check = |measure, expected: [&[(&str, u64)]; 5]| {
            let told = told(app, measure, &Place::Basin, TODAY);
            let axes = ["degree", "discipline", "tier", "theme", "modality"];
            for (axis, expected) in axes.into_iter().zip(expected) {
                assert_eq!(told[axis], counts(expected), "{measure} by {axis}");
            }
        };
        check(
            Measure::TeachersTrained,
            [
                &[("first", 1), ("second", 3)],
                // Who teaches two disciplines counts in both.
                &[("", 1), ("Anglais", 2), ("Lettres", 1), ("Mathématiques", 1)],
                &[("6", 3), ("18", 1)],
                // 3 h on each of two themes are 6 h, and 6 h of neither.
                &[("Médias", 1), ("Parcours", 1), ("Tablettes", 1)],
                // 6 h of modules count as such, 3 h in a room do not.
                &[("module", 1), ("on_site", 3)],
            ],
        );
        check(
            Measure::TeachersAware,
            [
                &[("first", 1), ("second", 4)],
                &[("", 1), ("Anglais", 3), ("Lettres", 1), ("Mathématiques", 1)],
                &[("3", 1), ("6", 3), ("18", 1)],
                &[("Médias", 2), ("Parcours", 1), ("Tablettes", 3)],
                &[("module", 1), ("on_site", 5)],
            ],
        );
        check(
            Measure::TeachersComplete,
            [
                &[("second", 1)],
                &[("Anglais", 1), ("Lettres", 1)],
                &[("18", 1)],
                &[("Parcours", 1)],
                &[("on_site", 1)],
            ],
        );
    });
}

#[test]
fn a_share_by_what_was_followed_is_one_of_all_in_service() {
    let app = TestApp::new(NOW);
    register(&app);
    let told = told(&app, Measure::TeachersTrainedInService, &Place::Basin, TODAY);
    let share = |axis: &str, code: &str| told[axis].get(code).copied();
    assert_eq!(share("degree", "second"), Some((3, Some(5))));
    assert_eq!(share("degree", "first"), Some((1, Some(1))));
    assert_eq!(share("discipline", "Lettres"), Some((1, Some(2))));
    for (axis, code, many) in [
        ("tier", "6", 3),
        ("tier", "18", 1),
        ("theme", "Tablettes", 1),
        ("modality", "on_site", 3),
        ("modality", "module", 1),
    ] {
        assert_eq!(share(axis, code), Some((many, Some(6))), "{axis} {code}");
    }
    assert_eq!(share("modality", "remote"), None);
}

#[test]
fn an_axis_follows_the_place_and_the_day() {
    let app = TestApp::new(NOW);
    register(&app);
    let trained = |place: &Place, on: &str| told(&app, Measure::TeachersTrained, place, on);
    let other = trained(&Place::School(uai(OTHER)), TODAY);
    assert_eq!(other["theme"], counts(&[("Parcours", 1)]));
    assert_eq!(other["discipline"], counts(&[("Lettres", 1)]));
    // The second morning of the first session makes the first 6 h.
    let before = trained(&Place::Basin, "2026-09-07");
    assert!(before.values().all(BTreeMap::is_empty), "{before:?}");
    assert_eq!(
        trained(&Place::Basin, "2026-09-08")["modality"],
        counts(&[("on_site", 1)])
    );
    // What was offered is told of a whole commitment.
    assert!(told(&app, Measure::TeachersOffered, &Place::Basin, TODAY).is_empty());
}

#[test]
fn the_modality_says_how_hours_were_followed() {
    for (is_distance, evidence, modality) in [
        (false, Evidence::Signed, Modality::OnSite),
        (false, Evidence::File, Modality::OnSite),
        (true, Evidence::Completed, Modality::Module),
        (true, Evidence::File, Modality::Remote),
    ] {
        assert_eq!(Modality::of(is_distance, evidence), modality);
    }
    assert_eq!(OtherAxis::of(Indicator::Used), &[] as &[OtherAxis]);
}

#[test]
fn the_page_and_its_files_show_the_axes_to_those_who_see_the_figure_as_it_stands() {
    let app = TestApp::new(NOW);
    register(&app);
    let pilot = app.pilot();
    let page = pilot.get("/indicateurs/I3");
    assert_eq!(page.status.as_u16(), 200, "{}", page.body);
    for key in [
        "training-degree-first",
        "training-tier-18",
        "training-modality-module",
        "indicators-by-modality-note",
        "indicators-by-theme-note",
        "indicators-by-tier-note",
    ] {
        assert!(page.shows(key), "{key}");
    }
    assert!(page.has("Parcours"));
    for (name, lines) in [
        ("par-degre", 2),
        ("par-discipline", 4),
        ("par-palier", 2),
        ("par-theme", 3),
        ("par-modalite", 2),
    ] {
        let file = pilot.get(&format!("/indicateurs/I3/{name}.csv"));
        assert_eq!(file.status.as_u16(), 200, "{name}");
        let written = file.body.lines().filter(|line| !line.trim().is_empty()).count();
        assert_eq!(written, lines + 1, "{name}: {}", file.body);
        assert!(
            pilot
                .get(&format!("/indicateurs/I3/{name}.xlsx"))
                .bytes
                .starts_with(b"PK")
        );
    }
    // Rooms have no theme.
    assert_eq!(pilot.get("/indicateurs/I2/par-theme.csv").status.as_u16(), 404);
    // Who reads what was released has one figure, without its axes.
    let agent = app.agent_of("978");
    assert!(!agent.get("/indicateurs/I3").shows("training-modality-module"));
    assert_eq!(agent.get("/indicateurs/I3/par-modalite.csv").status.as_u16(), 404);
}

#[test]
fn each_figure_of_an_axis_opens_onto_as_many_pieces() {
    on_both_engines(NOW, |app| {
        register(app);
        let pilot = app.pilot();
        let mut opened = 0;
        for measure in [
            Measure::TeachersTrained,
            Measure::TeachersAware,
            Measure::TeachersComplete,
        ] {
            for place in [Place::Basin, Place::School(uai(OTHER))] {
                for (axis, told) in told(app, measure, &place, TODAY) {
                    for (code, (many, _)) in told {
                        let value: String = form_urlencoded::byte_serialize(code.as_bytes()).collect();
                        let query = format!("place={place}&measure={measure}&axis={axis}&value={value}");
                        let reply = pilot.get(&format!("/api/v1/indicators/I3/evidence?{query}"));
                        assert_eq!(reply.status.as_u16(), 200, "{query}: {}", reply.body);
                        let json: serde_json::Value = serde_json::from_slice(&reply.bytes).unwrap();
                        assert_eq!(json["counted"], many, "{query}");
                        assert_eq!(json["indicator"]["numerator"], many, "{query}");
                        assert_eq!(json["pieces"].as_array().unwrap().len() as u64, many, "{query}");
                        let query = format!("lieu={place}&mesure={measure}&axe={axis}&valeur={value}");
                        let file = pilot.get(&format!("/indicateurs/I3/preuves/preuves.csv?{query}"));
                        assert_eq!(file.status.as_u16(), 200, "{query}");
                        opened += 1;
                    }
                }
            }
        }
        assert!(opened > 30, "{opened}");
        // The table of the page leads there, and the page says the filter that made it.
        let page = pilot.get("/indicateurs/I3");
        assert!(
            page.has(
                "/indicateurs/I3/preuves?lieu=basin&#38;mesure=teachers_trained&#38;axe=theme&#38;valeur=Tablettes"
            ),
            "{}",
            page.body
        );
        let page = pilot.get("/indicateurs/I3/preuves?axe=theme&valeur=Tablettes");
        assert!(
            page.has("Par thème") && page.has("Tablettes") && page.has("ARNELL"),
            "{}",
            page.body
        );
        assert!(!page.has("DUZANT"));
        // Who followed some of it, and not enough, is shown when one asks.
        let all = pilot.get("/indicateurs/I3/preuves?axe=theme&valeur=Tablettes&tout=1");
        assert!(all.has("ETIENNE") && all.has("pole-evidence__out"), "{}", all.body);
        // What is not known has no value in the address.
        let unknown = pilot.get("/indicateurs/I3/preuves?axe=discipline");
        assert!(unknown.has("CARTI") && !unknown.has("ARNELL"));
        for absent in [
            "/indicateurs/I3/preuves?axe=theme&valeur=Jamais",
            "/indicateurs/I3/preuves?axe=technology&valeur=fibre",
            "/indicateurs/I3/preuves?axe=rien",
            "/indicateurs/I1/preuves?axe=theme&valeur=Tablettes",
            "/api/v1/indicators/I3/evidence?axis=class&value=2",
        ] {
            assert_eq!(pilot.get(absent).status.as_u16(), 404, "{absent}");
        }
        // Those who read frozen figures open none.
        let agent = app.agent_of("977");
        let path = "/indicateurs/I3/preuves?lieu=basin&axe=theme&valeur=Tablettes";
        assert!([403, 404].contains(&agent.get(path).status.as_u16()));
    });
}
