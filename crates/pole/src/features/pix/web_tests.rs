//! Certifications through the door: who sees what, deciding, exports, API.

use pole_kernel::{Role, RoleScope, Territory};

use super::tests::{COLLEGE, NOW, OTHER, bring, line, pupil, session, uai};
use crate::policy::Scope;
use crate::shell::imports::Mode;
use crate::test_app::{Reply, TestApp, Visitor, on_both_engines};

/// The words that only the school of the holder may read.
const SECRETS: [&str; 6] = ["SAVANE", "Savane", "Anna", "397", "1984", "secret du jury"];

fn certifications(app: &TestApp) {
    app.with_basin();
    let lines = [
        line(204_001, "Anna SAVANE", "14/05/1984", "Validée", "397", "17/04/2026"),
        line(204_002, "Anna SAVANE", "14/05/1984", "Rejetée", "0", "17/05/2026"),
    ];
    // Born in 1984: the candidates are teachers.
    let answers = [("porteurs", "teacher")];
    bring(app, &session(&lines), &answers, Scope::everything(), Mode::Apply);
}

fn ok(visitor: &Visitor<'_>, path: &str) -> Reply {
    let reply = visitor.get(path);
    assert_eq!(reply.status.as_u16(), 200, "{path}: {}", reply.body);
    for raw in [">pix-", ">common-", ">people-", ">school-"] {
        assert!(!reply.body.contains(raw), "{path} shows a key without words: {raw}");
    }
    reply
}

/// Every place where a certification of the collège can be read.
const PLACES: [&str; 10] = [
    "/pix",
    "/pix?annee=2025",
    "/pix/pix.csv?annee=2025",
    "/pix/certifications",
    "/pix/certifications?q=savane",
    "/pix/certifications?q=204001",
    "/pix/certifications/export/certifications.csv",
    "/pix/certifications/204001",
    "/pix/rapprochement",
    "/api/v1/certifications?from=2026-01-01&to=2026-12-31",
];

#[test]
fn the_head_reads_names_and_scores_of_their_school() {
    let app = TestApp::new(NOW);
    certifications(&app);
    let head = app.head_of(COLLEGE);
    let list = ok(&head, "/pix/certifications");
    assert!(list.has("SAVANE Anna") && list.has("397"));
    assert!(ok(&head, "/pix/certifications?q=savane").has("204001"));
    assert!(!ok(&head, "/pix/certifications?q=nemo").has("204001"));
    let one = ok(&head, "/pix/certifications/204001");
    assert!(one.has("397") && one.has("Indépendant 2"), "{}", one.body);
    assert!(
        !one.has("\u{a0}%") && !one.has("\u{202f}%"),
        "a score is never a share of a maximum that changed"
    );
    assert!(!one.has("secret du jury"));
    assert!(ok(&head, "/pix/rapprochement").has("SAVANE Anna"));
    let csv = ok(&head, "/pix/certifications/export/certifications.csv");
    assert!(csv.has("SAVANE Anna") && csv.has("397"));
    let summary = ok(&head, "/pix");
    assert!(summary.has("Taux de réussite") && summary.has("50"), "{}", summary.body);
}

#[test]
fn a_head_lists_the_certifications_of_their_school_on_both_engines() {
    on_both_engines(NOW, |app| {
        certifications(app);
        let head = app.person("principal", Role::Head, RoleScope::School(uai(COLLEGE)));
        assert!(ok(&head, "/pix/certifications").has("204001"));
        let neighbour = app.person("voisine", Role::Head, RoleScope::School(uai(OTHER)));
        assert!(!ok(&neighbour, "/pix/certifications").has("204001"));
    });
}

/// Whether a page holds a word by itself: a score may stand by chance inside the token of a form.
fn reads(body: &str, secret: &str) -> bool {
    body.match_indices(secret).any(|(at, _)| {
        let before = body[..at].chars().next_back();
        let after = body[at + secret.len()..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}

#[test]
fn nobody_else_sees_a_name_or_a_score_anywhere() {
    let app = TestApp::new(NOW);
    certifications(&app);
    let island = RoleScope::Authority(Territory::parse("978").unwrap());
    let visitors = [
        app.nobody(),
        app.person("pilote", Role::Pilot, RoleScope::Basin),
        app.person("academie", Role::AcademicService, RoleScope::Basin),
        app.person("admin", Role::Administrator, RoleScope::Basin),
        app.person("agent", Role::AuthorityAgent, island),
        app.person("voisine", Role::Head, RoleScope::School(uai(OTHER))),
        app.person("prof", Role::Teacher, RoleScope::School(uai(COLLEGE))),
    ];
    for (rank, visitor) in visitors.iter().enumerate() {
        for place in PLACES {
            let reply = visitor.get(place);
            assert!(reply.status.as_u16() < 500, "{place}");
            // What one typed comes back in the field.
            let body = reply.body.replace("value=\"savane\"", "");
            for secret in SECRETS {
                assert!(!reads(&body, secret), "visitor {rank} reads {secret} at {place}");
            }
        }
        let xlsx = visitor.get("/pix/certifications/export/certifications.xlsx");
        assert!(xlsx.status.as_u16() < 500);
    }
    // The pilot knows the certification itself.
    let pilot = &visitors[1];
    assert!(ok(pilot, "/pix/certifications").has("204001"));
    assert!(ok(pilot, "/pix/certifications/204001").has("Validée"));
    assert!(ok(pilot, PLACES[9]).has("\"number\":204001"));
    // The neighbour does not.
    let neighbour = &visitors[5];
    assert_eq!(neighbour.get("/pix/certifications/204001").status.as_u16(), 404);
    assert!(!ok(neighbour, "/pix/certifications").has("204001"));
    let decided = neighbour.post("/pix/certifications/204001/personne", &[("personne", "aucune")]);
    assert_eq!(decided.status.as_u16(), 403);
}

#[test]
fn the_comparison_of_an_import_tells_numbers_and_statuses_only() {
    let app = TestApp::new(NOW);
    certifications(&app);
    let pilot = app.pilot();
    let lines = [line(
        204_001,
        "Anna SAVANE",
        "14/05/1984",
        "Annulée",
        "397",
        "17/04/2026",
    )];
    let reply = pilot.bring("resultats.csv", session(&lines).as_bytes());
    assert_eq!(reply.status.as_u16(), 303, "{}", reply.body);
    let page = pilot.get(reply.location());
    for secret in SECRETS {
        assert!(!reads(&page.body, secret), "the import page tells {secret}");
    }
}

#[test]
fn a_head_decides_whose_it_is_and_undoes_it() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let lines = [line(9, "Anna SAVANE", "14/05/2010", "Validée", "397", "17/04/2026")];
    bring(&app, &session(&lines), &[], Scope::everything(), Mode::Apply);
    let ana = pupil(&app, "Ana Savane", "2010-05-14", COLLEGE);
    pupil(&app, "Zoe Flamboyant", "2011-05-14", COLLEGE);
    let head = app.head_of(COLLEGE);
    let one = ok(&head, "/pix/certifications/9");
    assert!(one.has("Savane Ana") && !one.has("Flamboyant Zoe"));
    assert!(ok(&head, "/pix/certifications/9?q=flamb").has("Flamboyant Zoe"));
    assert_eq!(head.post("/pix/certifications/9/personne", &[]).status.as_u16(), 422);
    let done = head.post("/pix/certifications/9/personne", &[("personne", &ana.to_string())]);
    assert_eq!(done.location(), "/pix/rapprochement");
    assert!(ok(&head, "/pix/rapprochement").shows("pix-queue-none"));
    assert_eq!(head.post("/pix/certifications/9/defaire", &[]).status.as_u16(), 303);
    assert!(ok(&head, "/pix/rapprochement").has("SAVANE Anna"));
    assert_eq!(head.post("/pix/certifications/9/defaire", &[]).status.as_u16(), 422);
    head.post("/pix/certifications/9/personne", &[("personne", "aucune")]);
    assert!(ok(&head, "/pix/certifications/9").shows("pix-whose-nobody"));
    assert_eq!(head.post("/pix/rapprochement/relancer", &[]).status.as_u16(), 303);
}

#[test]
fn a_pilot_gives_a_school_to_what_has_none() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let lines = [line(9, "Anna SAVANE", "14/05/2010", "Validée", "397", "17/04/2026")];
    let file = session(&lines).replace("COLLEGE MONT DES ACCORDS", "AILLEURS");
    bring(&app, &file, &[], Scope::everything(), Mode::Apply);
    let pilot = app.pilot();
    assert!(ok(&pilot, "/pix/rapprochement").has("/pix/certifications/9"));
    assert!(ok(&pilot, "/pix/certifications/9").shows("pix-assign-button"));
    assert_eq!(
        pilot
            .post("/pix/certifications/9/ecole", &[("ecole", "x")])
            .status
            .as_u16(),
        422
    );
    assert_eq!(
        pilot
            .post("/pix/certifications/9/ecole", &[("ecole", COLLEGE)])
            .status
            .as_u16(),
        303
    );
    assert!(ok(&pilot, "/pix").has("Mont des Accords"));
}

#[test]
fn lists_go_page_by_page_and_filters_hold() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let lines: Vec<String> = (1..=230)
        .map(|number| {
            let status = if number % 10 == 0 { "Rejetée" } else { "Validée" };
            line(number, "Anna SAVANE", "14/05/2010", status, "100", "17/04/2026")
        })
        .collect();
    bring(&app, &session(&lines), &[], Scope::everything(), Mode::Apply);
    let pilot = app.pilot();
    let mut path = "/pix/certifications?annee=2025".to_owned();
    let mut seen = 0;
    let mut pages = 0;
    loop {
        let reply = ok(&pilot, &path);
        seen += reply.body.matches("<th scope=\"row\"><a").count();
        pages += 1;
        let Some(rest) = reply.body.split("rel=\"next\" href=\"").nth(1) else {
            break;
        };
        path = rest.split('"').next().unwrap().replace("&amp;", "&");
    }
    assert_eq!((seen, pages), (230, 3));
    let rejected = ok(&pilot, "/pix/certifications?statut=rejected");
    assert_eq!(rejected.body.matches("<th scope=\"row\"><a").count(), 23);
    let none = ok(&pilot, "/pix/certifications?annee=2024");
    assert!(none.shows("pix-list-none"));
    assert_eq!(pilot.get("/pix/certifications?annee=hier").status.as_u16(), 422);
    assert!(ok(&pilot, "/pix?connu=2026-10-15").shows("pix-none"));
    assert_eq!(pilot.get("/pix/autre.csv").status.as_u16(), 404);
    let api = ok(&pilot, "/api/v1/certifications?from=2026-01-01&to=2026-12-31&limit=2");
    assert!(api.has("\"next\":\"2026-04-17~229\""), "{}", api.body);
    let by_school = ok(&pilot, "/api/v1/certifications/schools?from=2026-01-01&to=2026-12-31");
    assert!(by_school.has("\"pupils\":207"), "{}", by_school.body);
    assert_eq!(pilot.get("/api/v1/certifications?after=x").status.as_u16(), 400);
    assert_eq!(pilot.get("/api/v1/certifications?from=hier").status.as_u16(), 400);
}
