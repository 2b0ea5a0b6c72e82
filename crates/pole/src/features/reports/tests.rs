//! The report and the public page, through the door.

use axum::http::StatusCode;
use pole_kernel::{Month, Role, RoleScope};

use crate::features::indicators;
use crate::test_app::{TestApp, on_both_engines};

fn freeze(app: &TestApp, month: &str) {
    let month = Month::parse(month).unwrap();
    app.act(|tx, actor, now| indicators::freeze(tx, actor, now, month, ""));
}

#[test]
fn nothing_is_public_before_the_first_release() {
    let app = TestApp::new("2026-11-26T12:00:00Z");
    app.with_basin();
    let nobody = app.nobody();
    let page = nobody.get("/chiffres");
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.shows("reports-public-none"));
    assert_eq!(
        nobody.get("/chiffres/export/chiffres.csv").status,
        StatusCode::NOT_FOUND
    );
    assert!(nobody.get("/").has("href=\"/chiffres\""), "the home page leads there");
}

#[test]
fn the_public_reads_the_last_release_and_never_what_was_learned_since() {
    on_both_engines("2026-10-15T12:00:00Z", |app| {
        app.with_basin();
        app.at("2026-11-26T12:00:00Z");
        freeze(app, "2026-09");
        freeze(app, "2026-10");
        let nobody = app.nobody();
        let page = nobody.get("/chiffres");
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.has("octobre 2026"), "{}", page.body);
        assert!(page.has("evolution-I1"), "two releases make a course");
        let csv = nobody.get("/chiffres/export/chiffres.csv");
        assert_eq!(csv.status, StatusCode::OK);
        assert!(csv.body.contains("2026-10"), "{}", csv.body);
        assert!(!csv.body.contains("2026-09;"));
        // What happens afterwards changes nothing.
        let before = csv.body;
        app.at("2026-11-28T12:00:00Z");
        let wave = crate::features::endowment::NewWave {
            label: "Vague 2026".to_owned(),
            first_year: pole_kernel::SchoolYear::starting(2026).unwrap(),
            note: String::new(),
        };
        app.act(|tx, actor, now| crate::features::endowment::add_wave(tx, actor, now, &wave));
        assert_eq!(nobody.get("/chiffres/export/chiffres.csv").body, before);
        assert_eq!(nobody.get("/chiffres/export/autre.csv").status, StatusCode::NOT_FOUND);
        assert_eq!(
            nobody.get("/chiffres/export/chiffres.xlsx").bytes.get(..2),
            Some(b"PK".as_slice())
        );
    });
}

#[test]
fn the_public_page_speaks_english_too() {
    let app = TestApp::new("2026-11-26T12:00:00Z");
    app.with_basin();
    freeze(&app, "2026-10");
    let nobody = app.nobody();
    nobody.get("/langue/en?suite=%2Fchiffres");
    let page = nobody.get("/chiffres");
    assert!(page.has("The five figures of the project"), "{}", page.body);
    assert!(page.has("October 2026"));
}

#[test]
fn the_report_is_for_those_who_read_the_plan() {
    let app = TestApp::new("2026-11-26T12:00:00Z");
    app.with_basin();
    let head = app.head_of("9710022X");
    assert_eq!(head.get("/rapport").status, StatusCode::FORBIDDEN);
    assert_eq!(head.get("/rapport/export/rapport.pdf").status, StatusCode::FORBIDDEN);
    let agent = app.agent_of("978");
    let page = agent.get("/rapport");
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.has("value=\"territory:978\" selected"),
        "an agent begins with their island"
    );
    assert!(page.shows("reports-people-nowhere"), "nothing is frozen yet");
    let pilot = app.pilot();
    let page = pilot.get("/rapport");
    assert!(page.shows("reports-people-day"), "{}", page.body);
    assert_eq!(
        pilot.get("/rapport?lieu=school:9710022X").status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        pilot.get("/rapport?lieu=nulle-part").status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(pilot.get("/rapport/export/autre.pdf").status, StatusCode::NOT_FOUND);
    assert_eq!(pilot.get("/rapport?lieu=territory:971").status, StatusCode::NOT_FOUND);
}

#[test]
fn the_report_is_printed_and_saved() {
    let app = TestApp::new("2026-11-26T12:00:00Z");
    app.with_basin();
    freeze(&app, "2026-10");
    let service = app.person("rectorat", Role::AcademicService, RoleScope::Basin);
    for query in ["", "?lieu=territory:978", "?au=2026-10-31&connu=2026-11-25"] {
        let pdf = service.get(&format!("/rapport/export/rapport.pdf{query}"));
        assert_eq!(pdf.status, StatusCode::OK, "{}", pdf.body);
        assert_eq!(pdf.bytes.get(..5), Some(b"%PDF-".as_slice()));
        let book = service.get(&format!("/rapport/export/rapport.xlsx{query}"));
        assert_eq!(book.status, StatusCode::OK);
        assert_eq!(book.bytes.get(..2), Some(b"PK".as_slice()));
    }
    let page = service.get("/rapport");
    assert!(page.has("octobre 2026"), "people are those of the release");
}
