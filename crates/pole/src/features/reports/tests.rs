//! The report and the public page, through the door.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use pole_i18n::Catalogue;
use pole_kernel::{Lang, Month, Role, RoleScope};

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

/// Sentences of a language that a page shows though it should speak another one.
fn sentences_of(lang: Lang, on: Lang, body: &str) -> Vec<String> {
    let catalogue = crate::shell::app::catalogue().unwrap();
    let (words, spoken) = (catalogue.words(lang), catalogue.words(on));
    Catalogue::load()
        .unwrap()
        .keys()
        .remove(&lang)
        .unwrap()
        .into_iter()
        .filter(|(_, arguments)| arguments.is_empty())
        .map(|(key, _)| (words.t(&key), spoken.t(&key)))
        .filter(|(text, said)| text.chars().count() > 12 && (text != said || lang == Lang::Fr))
        .map(|(text, _)| text)
        .filter(|text| body.contains(text.as_str()))
        .collect()
}

#[test]
fn families_read_the_public_page_in_their_language() {
    let app = TestApp::new("2026-11-26T12:00:00Z");
    app.with_basin();
    freeze(&app, "2026-09");
    freeze(&app, "2026-10");
    for (lang, title, day) in [
        (Lang::Es, "Las cinco cifras del proyecto", "31\u{a0}de octubre de 2026"),
        (Lang::Ht, "Senk chif pwojè a", "31\u{a0}oktòb 2026"),
    ] {
        let nobody = app.nobody();
        let code = lang.code();
        nobody.get(&format!("/langue/{code}?suite=%2Fchiffres"));
        let page = nobody.get("/chiffres");
        assert!(page.has(title) && page.has(day), "{}", page.body);
        assert!(page.body.contains(&format!("<html lang=\"{code}\"")));
        assert_eq!(page.headers["content-language"], code);
        for other in Lang::ALL {
            assert!(page.body.contains(&format!(" lang=\"{other}\"")), "{other} is offered");
        }
        let words = crate::shell::app::catalogue().unwrap().words(lang);
        assert!(
            page.has(&words.t("reports-public-translated")),
            "it says that it is a translation"
        );
        assert!(
            page.body.contains("<span lang=\"fr\">"),
            "the names of schools are French"
        );
        assert_eq!(sentences_of(Lang::Fr, lang, &page.body), Vec::<String>::new());
        // Other pages speak French, and the choice stays.
        let home = nobody.get("/");
        assert!(home.body.contains("<html lang=\"fr\""));
        assert!(!home.body.contains("/langue/es?"), "the interface does not speak it");
        assert!(nobody.get("/chiffres").has(title));
    }
    let nobody = app.nobody();
    let french = nobody.get("/chiffres");
    assert!(!french.shows("reports-public-translated"));
    assert!(french.body.contains("/langue/ht?"));
}

#[test]
fn the_browser_of_a_family_is_believed_on_their_pages() {
    let app = TestApp::new("2026-11-26T12:00:00Z");
    app.with_basin();
    let nobody = app.nobody();
    let ask = |path: &str| {
        let request = Request::get(path).header("accept-language", "ht, es;q=0.8, en;q=0.5");
        nobody.send(request.body(Body::empty()).unwrap())
    };
    assert!(ask("/chiffres").body.contains("<html lang=\"ht\""));
    assert!(ask("/").body.contains("<html lang=\"en\""));
    assert!(
        nobody.get("/calendrier.ics?langue=ht").body.contains("LANGUAGE=fr"),
        "the calendar speaks the interface"
    );
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
