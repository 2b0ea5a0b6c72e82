//! The indicators through the door: pages, forms, files, API, as each role meets them.

use axum::body::Body;
use axum::http::Request;
use pole_formats::{CertificationStatus, Framework, RoomKind};
use pole_kernel::{Category, Day, Level, Month, Role, RoleScope, SchoolYear, Uai};
use serde_json::Value as Json;

use super::releases;
use crate::features::connectivity::{self, RoomEntry, Seen, StatementEntry};
use crate::features::directory::{self, CountEntry};
use crate::features::endowment::{self, Decision, EntryStatus, NewWave};
use crate::features::pix::{self, Content, HolderKind, NewCertification};
use crate::test_app::{Reply, TestApp, Visitor, on_both_engines};

const NOW: &str = "2026-10-16T12:00:00Z";
/// Mont des Accords, a collège of Saint-Martin.
const COLLEGE: &str = "9710022X";
/// An école of Saint-Martin.
const ECOLE: &str = "9710210B";
/// Gustavia, of Saint-Barthélemy.
const SAINT_BARTH: &str = "9710035L";

fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The basin with two schools selected and one on the reserve list, one on each island.
fn basin(app: &TestApp) {
    app.with_basin();
    let year = SchoolYear::starting(2026).unwrap();
    let new = NewWave {
        label: "Vague 2026".to_owned(),
        first_year: year,
        note: String::new(),
    };
    let wave = app.act(|tx, actor, now| endowment::add_wave(tx, actor, now, &new));
    let decisions: Vec<Decision> = [
        (COLLEGE, EntryStatus::Selected),
        (SAINT_BARTH, EntryStatus::Selected),
        (ECOLE, EntryStatus::Reserve),
    ]
    .into_iter()
    .map(|(code, status)| Decision {
        wave,
        uai: uai(code),
        seen: 0,
        status,
        first_year: year,
        decided_on: day("2026-06-15"),
        reason: "Commission de juin".to_owned(),
    })
    .collect();
    app.act(|tx, actor, now| endowment::decide_many(tx, actor, now, &decisions));
}

/// Three rooms in the collège: one where an access works, one without, one nobody looked at.
fn rooms(app: &TestApp) {
    let entries: Vec<RoomEntry> = ["Salle 1", "Salle 2", "Salle 3"]
        .into_iter()
        .map(|name| RoomEntry {
            name: name.to_owned(),
            kind: RoomKind::Ordinary,
            half_days: 9,
            building: String::new(),
        })
        .collect();
    let ids = app.act(|tx, actor, now| {
        connectivity::add_rooms(tx, actor, now, &uai(COLLEGE), day("2026-09-01"), &entries, false)
    });
    let seen = |works| StatementEntry {
        seen: Seen::Access {
            medium: None,
            works: Some(works),
        },
        day: day("2026-10-01"),
        note: String::new(),
    };
    let statements = [(ids[0], seen(true)), (ids[1], seen(false))];
    app.act(|tx, actor, now| connectivity::add_statements(tx, actor, now, &uai(COLLEGE), &statements, false));
}

fn certification(code: &str, number: i64) -> Content {
    Content {
        status: CertificationStatus::Validated,
        framework: Framework::Pix,
        edu: None,
        holder: HolderKind::Pupil,
        surname: format!("Nom{number}"),
        given_name: "Prénom".to_owned(),
        birth_date: None,
        external_id: String::new(),
        uai: Some(uai(code)),
        division: String::new(),
        level_label: String::new(),
        exam_date: day("2026-09-20"),
        pix: Some(400),
        competences: [Some(3); 16],
        session: "52311".to_owned(),
        centre: String::new(),
    }
}

/// Certifications of September: so many pupils of a school.
fn certifications(app: &TestApp, code: &str, first: i64, many: i64) {
    let new: Vec<NewCertification> = (first..first + many)
        .map(|number| NewCertification {
            number,
            said: vec![(app.app.clock().now(), certification(code, number))],
            person: None,
        })
        .collect();
    app.act(|tx, actor, now| pix::enter_certifications(tx, actor, now, &new, false));
}

/// Certifications of pupils of 3e: the first three reached level 5 in 1.1, the others level 3 everywhere.
fn certifications_of_3e(app: &TestApp, first: i64, many: i64) {
    let new: Vec<NewCertification> = (first..first + many)
        .map(|number| {
            let mut content = certification(COLLEGE, number);
            content.division = "3A".to_owned();
            if number < first + 3 {
                content.competences[0] = Some(5);
            }
            NewCertification {
                number,
                said: vec![(app.app.clock().now(), content)],
                person: None,
            }
        })
        .collect();
    app.act(|tx, actor, now| pix::enter_certifications(tx, actor, now, &new, false));
}

fn ok(visitor: &Visitor<'_>, path: &str) -> Reply {
    let reply = visitor.get(path);
    assert_eq!(reply.status.as_u16(), 200, "{path}: {}", reply.body);
    for marker in ["indicators-", "notice-indicators-", "common-", "room-basis-"] {
        let raw = format!(">{marker}");
        assert!(!reply.body.contains(&raw), "{path} shows a key without words: {marker}");
    }
    reply
}

fn json(visitor: &Visitor<'_>, path: &str) -> Json {
    serde_json::from_slice(&ok(visitor, path).bytes).unwrap()
}

/// A figure of the API's answer.
fn figure<'a>(answer: &'a Json, measure: &str) -> &'a Json {
    answer["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .find(|value| value["measure"] == measure)
        .unwrap()
}

/// The rows of a CSV file, its header apart.
fn rows(reply: &Reply) -> usize {
    String::from_utf8_lossy(&reply.bytes)
        .lines()
        .filter(|line| !line.trim().is_empty())
        .count()
        - 1
}

#[test]
fn a_pilot_reads_every_page_and_file() {
    let app = TestApp::new(NOW);
    basin(&app);
    let pilot = app.pilot();
    let page = ok(&pilot, "/indicateurs");
    for name in ["i1", "i2", "i3", "i4", "i5"] {
        assert!(page.shows(&format!("indicators-name-{name}")), "{name}");
    }
    // Empty registers say what to do.
    assert!(page.shows("indicators-todo-i2") && page.shows("indicators-todo-i5"));
    assert!(!page.shows("indicators-todo-i1"));
    ok(&pilot, "/indicateurs?lieu=territory:978&au=2026-09-30&connu=2026-10-16");
    for code in ["I1", "I2", "I3", "I4", "I5"] {
        for axis in ["ile", "type", "vague", "etablissement"] {
            ok(&pilot, &format!("/indicateurs/{code}?axe={axis}&tri=valeur&sens=desc"));
        }
        ok(&pilot, &format!("/indicateurs/{code}/definition"));
        for name in ["valeurs", "evolution"] {
            assert!(!ok(&pilot, &format!("/indicateurs/{code}/{name}.csv")).bytes.is_empty());
            let sheet = ok(&pilot, &format!("/indicateurs/{code}/{name}.xlsx"));
            assert!(sheet.bytes.starts_with(b"PK"));
        }
    }
    for code in ["I1", "I2", "I3", "I4", "I5"] {
        ok(&pilot, &format!("/indicateurs/{code}/preuves?tout=1"));
        ok(&pilot, &format!("/indicateurs/{code}/preuves/preuves.csv"));
        ok(&pilot, &format!("/indicateurs/{code}/preuves/preuves.xlsx"));
    }
    ok(&pilot, "/indicateurs/export/indicateurs.csv");
    ok(&pilot, "/indicateurs/publications");
    ok(&pilot, &format!("/etablissements/{COLLEGE}/indicateurs"));
    for absent in [
        "/indicateurs/I6",
        "/indicateurs/I1/autre.csv",
        "/indicateurs/I1/preuves/autre.csv",
        "/indicateurs?lieu=wave:jamais",
        "/indicateurs/publications/01890a5d-ac96-774b-bcce-b302099a8057",
        "/etablissements/9710999X/indicateurs",
    ] {
        assert_eq!(pilot.get(absent).status.as_u16(), 404, "{absent}");
    }
    let wrong = pilot.get("/indicateurs?au=hier");
    assert_eq!(wrong.status.as_u16(), 422);
    assert!(wrong.shows("form-day"));
}

#[test]
fn the_evidence_is_as_long_as_the_numerator_and_leads_to_the_dossier() {
    on_both_engines(NOW, |app| {
        basin(app);
        let pilot = app.pilot();
        for place in [
            "basin",
            "territory:978",
            "territory:977",
            "type:college",
            "type:ecole",
            &format!("school:{COLLEGE}"),
            &format!("school:{ECOLE}"),
        ] {
            let value = json(&pilot, &format!("/api/v1/indicators?place={place}"));
            let value = figure(&value, "selected_coverage");
            let evidence = json(&pilot, &format!("/api/v1/indicators/I1/evidence?place={place}"));
            let pieces = evidence["pieces"].as_array().unwrap();
            assert_eq!(value["numerator"].as_u64().unwrap(), pieces.len() as u64, "{place}");
            assert_eq!(value["evidence_count"], evidence["counted"], "{place}");
            let file = ok(&pilot, &format!("/indicateurs/I1/preuves/preuves.csv?lieu={place}"));
            assert_eq!(rows(&file), pieces.len(), "{place}");
        }
        let page = ok(&pilot, "/indicateurs/I1/preuves?lieu=territory:978");
        assert!(page.has("Mont des Accords") && page.has("Commission de juin") && page.has("/plan/entrees/"));
        assert!(page.has("Lieu") && page.has("Saint-Martin"));
        assert!(!page.has("Gustavia"));
        // What does not count is shown when one asks, apart.
        let all = ok(&pilot, "/indicateurs/I1/preuves?lieu=territory:978&tout=1");
        assert!(all.has("pole-evidence__out") && all.shows("indicators-piece-not-selected"));
        // Alone, or in the catchment area of a collège: the two sum to the basin.
        let whole = json(&pilot, "/api/v1/indicators/I1/evidence")["counted"]
            .as_u64()
            .unwrap();
        let alone = json(&pilot, "/api/v1/indicators/I1/evidence?axis=attachment&value=alone");
        assert_eq!(alone["counted"].as_u64().unwrap(), whole);
        assert_eq!(alone["indicator"]["numerator"], whole);
        let file = ok(&pilot, "/indicateurs/I1/par-rattachement.csv");
        assert!(file.has("Seul"), "{}", file.body);
        // Before the decision there was nothing.
        let before = ok(&pilot, "/indicateurs/I1/preuves?au=2026-06-14");
        assert!(before.shows("indicators-evidence-none"));
    });
}

#[test]
fn rooms_and_certificates_open_onto_their_pieces() {
    on_both_engines(NOW, |app| {
        basin(app);
        rooms(app);
        certifications(app, COLLEGE, 1_000, 12);
        certifications(app, SAINT_BARTH, 2_000, 3);
        let pilot = app.pilot();
        let answer = json(&pilot, "/api/v1/indicators");
        assert_eq!(figure(&answer, "rooms_connected")["numerator"], 1);
        assert_eq!(figure(&answer, "rooms_connected")["denominator"], 3);
        let connected = "/api/v1/indicators/I2/evidence?measure=rooms_connected";
        assert_eq!(json(&pilot, connected)["pieces"].as_array().unwrap().len(), 1);
        let all = json(&pilot, &format!("{connected}&all=true"));
        let counts: Vec<bool> = all["pieces"]
            .as_array()
            .unwrap()
            .iter()
            .map(|piece| piece["counts"].as_bool().unwrap())
            .collect();
        assert_eq!(counts, [true, false, false]);
        for name in ["par-type-de-salle", "par-technologie"] {
            let file = ok(&pilot, &format!("/indicateurs/I2/{name}.csv?mesure=rooms_connected"));
            assert_eq!(rows(&file), 1, "{}", file.body);
            assert!(file.body.contains(";1;3;"), "{}", file.body);
        }
        assert_eq!(pilot.get("/indicateurs/I1/par-technologie.csv").status.as_u16(), 404);
        // By what shows it and by class; each figure opens onto as many rooms.
        for (axis, code, counted, all) in [
            ("room_kind", "ordinary", 1, 3),
            ("technology", "", 1, 3),
            ("basis", "access", 1, 1),
            ("basis", "none", 0, 1),
            ("basis", "unknown", 0, 1),
            ("class", "0", 0, 2),
            ("class", "1", 1, 1),
        ] {
            let told = json(&pilot, &format!("{connected}&axis={axis}&value={code}&all=true"));
            assert_eq!(told["counted"], counted, "{axis} {code}");
            assert_eq!(told["indicator"]["numerator"], counted, "{axis} {code}");
            assert_eq!(told["pieces"].as_array().unwrap().len(), all, "{axis} {code}");
        }
        let page = ok(&pilot, "/indicateurs/I2?mesure=rooms_connected");
        assert!(
            page.has("/indicateurs/I2/preuves?lieu=basin&#38;mesure=rooms_connected&#38;axe=class&#38;valeur=1"),
            "{}",
            page.body
        );
        let page = ok(&pilot, "/indicateurs/I2?lieu=territory:978");
        assert!(page.shows("room-kind-ordinary") && page.has("/indicateurs/I2/par-type-de-salle.csv"));
        let page = ok(&pilot, "/indicateurs/I2/preuves?mesure=rooms_connected&tout=1");
        assert!(page.has("Salle 1") && page.has("/salles/") && page.shows("room-basis-access"));
        // Nobody is known behind them yet, and the page says so; at an island it says nothing.
        let page = ok(&pilot, "/indicateurs/I5");
        assert!(
            page.has("15 certifications n’ont pas encore leur personne"),
            "{}",
            page.body
        );
        assert!(page.has("1 session tenue"));
        assert!(!ok(&pilot, "/indicateurs/I5?lieu=territory:978").has("session tenue"));
        // Fifteen certificates, and not one name nor score.
        assert_eq!(figure(&answer, "certifications")["numerator"], 15);
        let evidence = json(&pilot, "/api/v1/indicators/I5/evidence");
        assert_eq!(evidence["counted"], 15);
        let page = ok(&pilot, "/indicateurs/I5/preuves");
        assert!(!page.has("Nom1001") && !page.has("Prénom"));
        // Three pupils of a school are too few for those outside it: neither the figure, nor
        // the school of a certificate, nor a list of their own.
        let school = format!("school:{SAINT_BARTH}");
        let hidden = json(&pilot, &format!("/api/v1/indicators?place={school}"));
        assert_eq!(figure(&hidden, "certifications")["numerator"], Json::Null);
        let told = evidence["pieces"].as_array().unwrap();
        assert!(told.iter().all(|piece| piece["uai"] != SAINT_BARTH));
        let refused = pilot.get(&format!("/indicateurs/I5/preuves?lieu={school}"));
        assert_eq!(refused.status.as_u16(), 422);
        let table = ok(&pilot, "/indicateurs/I5?axe=etablissement");
        assert!(table.has(">s<"));
        // Its own head reads them.
        let head = app.head_of(SAINT_BARTH);
        let own = json(&head, "/api/v1/indicators");
        assert_eq!(figure(&own, "certifications")["numerator"], 3);
        assert_eq!(
            json(&head, "/api/v1/indicators/I5/evidence")["pieces"]
                .as_array()
                .unwrap()
                .len(),
            3
        );
    });
}

#[test]
fn each_role_opens_what_is_theirs() {
    let app = TestApp::new(NOW);
    basin(&app);
    rooms(&app);
    certifications(&app, COLLEGE, 1_000, 12);
    let status = |visitor: &Visitor<'_>, path: &str| visitor.get(path).status.as_u16();
    let academy = app.person("academie", Role::AcademicService, RoleScope::Basin);
    let agent = app.agent_of("978");
    let head = app.head_of(COLLEGE);
    let teacher = app.person("prof", Role::Teacher, RoleScope::School(uai(COLLEGE)));
    let administrator = app.person("admin", Role::Administrator, RoleScope::Basin);
    for person in [&academy, &agent, &head, &teacher, &administrator] {
        ok(person, "/indicateurs");
        ok(person, "/indicateurs/I5");
        ok(person, "/indicateurs/I1/definition");
        ok(person, "/indicateurs/publications");
        assert_eq!(status(person, "/indicateurs/publications/figer"), 403);
        assert_eq!(
            person
                .post("/indicateurs/I1/cibles", &[("annee", "2026"), ("cible", "80")])
                .status
                .as_u16(),
            403
        );
    }
    // Institutions: of one's island, of one's school.
    assert_eq!(status(&agent, "/indicateurs/I1/preuves"), 200);
    assert_eq!(status(&agent, "/indicateurs/I2/preuves?lieu=territory:978"), 200);
    assert_eq!(status(&agent, "/indicateurs/I1/preuves?lieu=territory:977"), 403);
    assert_eq!(status(&agent, "/indicateurs/I1/preuves?lieu=basin"), 403);
    assert_eq!(status(&teacher, "/indicateurs/I2/preuves"), 200);
    assert_eq!(status(&teacher, "/indicateurs/I1/preuves?lieu=basin"), 403);
    assert_eq!(status(&administrator, "/indicateurs/I1/preuves"), 200);
    // People: live for the school and those who pilot, never for the others.
    assert_eq!(status(&academy, "/indicateurs/I5/preuves"), 200);
    assert_eq!(status(&head, "/indicateurs/I5/preuves"), 200);
    assert_eq!(
        status(&head, &format!("/indicateurs/I5/preuves?lieu=school:{SAINT_BARTH}")),
        403
    );
    for person in [&agent, &teacher, &administrator] {
        for code in ["I3", "I4", "I5"] {
            assert_eq!(status(person, &format!("/indicateurs/{code}/preuves")), 403, "{code}");
        }
        let page = ok(person, "/indicateurs?lieu=basin");
        assert!(page.shows("indicators-frozen-none"));
    }
    // A school's tab is for those who read that school.
    ok(&head, &format!("/etablissements/{COLLEGE}/indicateurs"));
    ok(&teacher, &format!("/etablissements/{COLLEGE}/indicateurs"));
    assert_eq!(status(&head, &format!("/etablissements/{ECOLE}/indicateurs")), 403);
    assert_eq!(
        status(&agent, &format!("/etablissements/{SAINT_BARTH}/indicateurs")),
        403
    );
    assert_eq!(app.nobody().get("/api/v1/indicators").status.as_u16(), 401);
    assert!(app.nobody().get("/indicateurs").location().starts_with("/connexion"));
}

#[test]
fn a_target_is_set_changed_and_taken_back() {
    on_both_engines(NOW, |app| {
        basin(app);
        let pilot = app.pilot();
        let set = |target: &str| {
            pilot.post(
                "/indicateurs/I1/cibles",
                &[
                    ("lieu", "basin"),
                    ("annee", "2026"),
                    ("cible", target),
                    ("raison", "Comité"),
                ],
            )
        };
        let wrong = set("cent vingt");
        assert_eq!(wrong.status.as_u16(), 422);
        assert!(wrong.shows("indicators-refused-target") && wrong.has("cent vingt"));
        assert_eq!(set("120").status.as_u16(), 422);
        assert_eq!(set("62,5").status.as_u16(), 303);
        let page = ok(&pilot, "/indicateurs/I1");
        assert!(page.has("62,5\u{a0}%") && page.has("Comité"));
        assert!(ok(&pilot, "/indicateurs").has("62,5\u{a0}%"));
        assert_eq!(set("80").status.as_u16(), 303);
        let targets = json(&pilot, "/api/v1/indicators/targets");
        assert_eq!(targets["targets"].as_array().unwrap().len(), 1);
        assert_eq!(targets["targets"][0]["target"], 800);
        assert_eq!(set("").status.as_u16(), 303);
        assert!(ok(&pilot, "/indicateurs/I1").shows("indicators-targets-none"));
        let body = r#"{"code":"I3","scope":"territory:978","year":2027,"target":450}"#;
        let request = Request::put("/api/v1/indicators/targets")
            .header("content-type", "application/json")
            .header("x-pole-token", pilot.token())
            .body(Body::from(body))
            .unwrap();
        let reply = pilot.send(request);
        assert_eq!(reply.status.as_u16(), 200, "{}", reply.body);
        assert!(ok(&pilot, "/indicateurs/I3?lieu=territory:978").has("450"));
    });
}

#[test]
fn a_note_is_written_and_taken_back() {
    on_both_engines(NOW, |app| {
        basin(app);
        let pilot = app.pilot();
        assert_eq!(
            pilot.post("/indicateurs/I1/notes", &[("note", " ")]).status.as_u16(),
            422
        );
        let text = "Cyclone de septembre : décisions reportées.";
        assert_eq!(
            pilot.post("/indicateurs/I1/notes", &[("note", text)]).status.as_u16(),
            303
        );
        let page = ok(&pilot, "/indicateurs/I1");
        assert!(page.has(text));
        let start = page.body.find("/indicateurs/notes/").unwrap();
        let path = page.body[start..].split('"').next().unwrap().to_owned();
        assert_eq!(pilot.post(&path, &[("indicateur", "I1")]).status.as_u16(), 303);
        assert!(!ok(&pilot, "/indicateurs/I1").has(text));
        assert_eq!(pilot.post(&path, &[("indicateur", "I1")]).status.as_u16(), 404);
    });
}

#[test]
fn a_definition_is_previewed_then_made_and_charts_break_there() {
    on_both_engines(NOW, |app| {
        basin(app);
        rooms(app);
        let pilot = app.pilot();
        let preview = ok(&pilot, "/indicateurs/I2/definition?debit=10&envoi=2&depuis=2026-09-01");
        assert!(preview.has("version\u{a0}2") || preview.has("version 2"));
        let form = |reason: &'static str, down: &'static str| {
            [
                ("debit", down),
                ("envoi", "2"),
                ("depuis", "2026-09-01"),
                ("raison", reason),
            ]
        };
        let post = |fields: &[(&str, &str)]| pilot.post("/indicateurs/I2/definition", fields);
        assert!(post(&form("", "10")).shows("indicators-refused-no-reason"));
        assert!(post(&form("Appel", "8")).shows("indicators-refused-same-definition"));
        assert!(post(&form("Appel", "0")).shows("indicators-refused-rates"));
        assert_eq!(post(&form("Appel", "10")).status.as_u16(), 303);
        assert!(ok(&pilot, "/indicateurs/I2/definition").has("Appel"));
        let value = json(&pilot, "/api/v1/indicators");
        assert_eq!(figure(&value, "rooms_high_speed")["definition"], 2);
        let before = json(&pilot, "/api/v1/indicators?as_of=2026-08-31");
        assert_eq!(figure(&before, "rooms_high_speed")["definition"], 1);
        assert_eq!(
            pilot
                .post("/indicateurs/I1/definition", &[("depuis", "2026-09-01")])
                .status
                .as_u16(),
            404
        );
    });
}

#[test]
fn a_month_is_frozen_after_its_confirmation_and_read_by_those_outside() {
    on_both_engines(NOW, |app| {
        app.at("2026-09-25T12:00:00Z");
        basin(app);
        certifications(app, COLLEGE, 1_000, 12);
        certifications(app, SAINT_BARTH, 2_000, 3);
        app.at(NOW);
        let pilot = app.pilot();
        let asked = ok(&pilot, "/indicateurs/publications/figer");
        assert!(asked.has("septembre\u{a0}2026") && asked.has("name=\"mois\" value=\"2026-09\""));
        assert_eq!(
            pilot
                .post("/indicateurs/publications", &[("mois", "2026-10")])
                .status
                .as_u16(),
            422
        );
        let freeze = || pilot.post("/indicateurs/publications", &[("mois", "2026-09"), ("note", "Comité")]);
        assert_eq!(freeze().status.as_u16(), 303);
        assert_eq!(freeze().status.as_u16(), 409);
        assert_eq!(pilot.get("/indicateurs/publications/figer").status.as_u16(), 409);
        let list = ok(&pilot, "/indicateurs/publications");
        assert!(list.has("Comité"));
        let start = list.body.find("/indicateurs/publications/0").unwrap();
        let release = list.body[start..].split('"').next().unwrap().to_owned();
        let shown = ok(&pilot, &format!("{release}?indicateur=I5&axe=school"));
        assert!(shown.has(">s<"));
        let file = ok(&pilot, &format!("{release}/chiffres.csv?indicateur=I5&axe=school"));
        assert!(file.bytes.starts_with(b"\xef\xbb\xbf") || rows(&file) > 0);
        ok(&pilot, &format!("{release}/chiffres.xlsx"));
        let releases = json(&pilot, "/api/v1/indicators/releases?month=2026-09");
        assert_eq!(releases["releases"].as_array().unwrap().len(), 2);
        assert!(releases["releases"][0]["figures"].as_array().unwrap().len() > 20);
        // Who is outside the schools reads September, whatever happens later.
        let agent = app.agent_of("978");
        let place = "/api/v1/indicators?place=basin";
        let told = |visitor: &Visitor<'_>| {
            let answer = json(visitor, place);
            (answer["release"].clone(), figure(&answer, "certifications").clone())
        };
        let before = told(&agent);
        assert_eq!(before.0, "2026-09");
        assert_eq!(told(&pilot).1["numerator"], 15);
        certifications(app, COLLEGE, 3_000, 30);
        assert_eq!(told(&agent), before);
        assert_eq!(told(&pilot).1["numerator"], 45);
        let page = ok(&agent, "/indicateurs?lieu=basin");
        assert!(page.has("septembre\u{a0}2026"));
    });
}

#[test]
fn what_too_little_is_known_of_is_for_pilots_only() {
    let app = TestApp::new(NOW);
    basin(&app);
    rooms(&app);
    let (pilot, agent) = (app.pilot(), app.agent_of("978"));
    let place = format!("/api/v1/indicators?place=school:{COLLEGE}");
    // Of three rooms one is known to be connected and one not: two thirds are known.
    let fragile = json(&agent, &place);
    assert_eq!(figure(&fragile, "rooms_connected")["flags"][0], "FRAGILE");
    let more: Vec<RoomEntry> = (4..9)
        .map(|number| RoomEntry {
            name: format!("Salle {number}"),
            kind: RoomKind::Ordinary,
            half_days: 9,
            building: String::new(),
        })
        .collect();
    app.act(|tx, actor, now| connectivity::add_rooms(tx, actor, now, &uai(COLLEGE), day("2026-09-01"), &more, false));
    let (seen, hidden) = (json(&pilot, &place), json(&agent, &place));
    assert_eq!(figure(&seen, "rooms_connected")["numerator"], 1);
    assert_eq!(figure(&hidden, "rooms_connected")["numerator"], Json::Null);
    assert_eq!(figure(&hidden, "rooms_connected")["flag_counts"]["NON_PUBLIABLE"], 6);
    let page = ok(&agent, &format!("/indicateurs?lieu=school:{COLLEGE}"));
    assert!(page.shows("indicators-flag-non-publiable"));
}

#[test]
fn the_table_is_filtered_and_saved_as_it_is_shown() {
    let app = TestApp::new(NOW);
    basin(&app);
    let pilot = app.pilot();
    let all = rows(&ok(&pilot, "/indicateurs/I1/valeurs.csv"));
    let some = ok(&pilot, "/indicateurs/I1/valeurs.csv?q=gustavia");
    // The row of the school and that of the basin.
    assert_eq!(rows(&some), 2);
    assert!(all > 20);
    let south = ok(&pilot, "/indicateurs/I1?lieu=territory:977");
    assert!(south.has("Gustavia") && !south.has("Mont des Accords</a></th>"));
    assert!(ok(&pilot, "/indicateurs/I1?q=introuvable").shows("indicators-none-found"));
}

#[test]
fn a_rehearsal_writes_nothing() {
    let app = TestApp::new(NOW);
    basin(&app);
    let month = Month::parse("2026-09").unwrap();
    for _ in 0..2 {
        let rehearsal = app.act(|tx, actor, now| releases::rehearse(tx, actor, now, month));
        assert_eq!(rehearsal.figures.len(), 2);
    }
    assert!(ok(&app.pilot(), "/indicateurs/publications").shows("indicators-releases-none"));
}

#[test]
fn levels_are_told_by_domain_and_too_few_at_a_level_are_hidden() {
    on_both_engines(NOW, |app| {
        basin(app);
        certifications_of_3e(app, 1_000, 30);
        certifications(app, SAINT_BARTH, 2_000, 3);
        let pilot = app.pilot();
        let page = ok(&pilot, "/indicateurs/I5");
        assert!(
            page.shows("indicators-levels-title") && page.shows("pix-domain-5"),
            "{}",
            page.body
        );
        assert!(page.has("pole-svg--bars") && page.has("/indicateurs/I5/niveaux-par-domaine.csv"));
        let csv = ok(&pilot, "/indicateurs/I5/niveaux-par-competence.csv");
        assert_eq!(rows(&csv), 16, "{}", csv.body);
        let first = csv.body.lines().find(|line| line.contains("1.1 ")).unwrap();
        assert!(first.contains(";0;\"s\";0;\"s\";0"), "{first}");
        assert_eq!(rows(&ok(&pilot, "/indicateurs/I5/niveaux-par-domaine.csv")), 5);
        ok(&pilot, "/indicateurs/I5/niveaux-par-domaine.xlsx");
        let answer = json(&pilot, "/api/v1/indicators/certified");
        assert_eq!(answer["levels"]["certifications"], 33);
        assert_eq!(answer["levels"]["competences"][0]["levels"][5], Json::Null);
        assert_eq!(answer["levels"]["competences"][1]["levels"][3], 33);
        assert_eq!(answer["levels"]["domains"][4]["levels"][3], 66);
        // A pilot reads whole school years, as known now: no two tables to subtract.
        let earlier = json(
            &pilot,
            "/api/v1/indicators/certified?as_of=2026-09-30&known_on=2026-09-30",
        );
        assert_eq!(
            earlier["levels"],
            Json::Null,
            "nothing was known: the place has no such figure"
        );
        let sooner = json(&pilot, "/api/v1/indicators/certified?as_of=2026-10-01");
        assert_eq!(sooner["levels"]["competences"], answer["levels"]["competences"]);
        // Neither an island nor a school that is not one's own.
        for place in [
            "territory:978".to_owned(),
            format!("school:{COLLEGE}"),
            "type:college".to_owned(),
        ] {
            let told = json(&pilot, &format!("/api/v1/indicators/certified?place={place}"));
            assert_eq!(told["levels"], Json::Null, "{place}");
            assert_eq!(told["expected"], serde_json::json!([]), "{place}");
            let path = format!("/indicateurs/I5/niveaux-par-domaine.csv?lieu={place}");
            assert_eq!(pilot.get(&path).status.as_u16(), 404, "{place}");
        }
        // The school reads its own, as of any day; three certifications are too few for anybody.
        let head = app.head_of(COLLEGE);
        let own = json(&head, "/api/v1/indicators/certified?as_of=2026-09-19");
        assert_eq!(own["levels"], Json::Null);
        let own = json(&head, "/api/v1/indicators/certified");
        assert_eq!(own["levels"]["certifications"], 30);
        assert_eq!(own["levels"]["competences"][0]["levels"][3], Json::Null);
        let few = app.person("gustavia", Role::Head, RoleScope::School(uai(SAINT_BARTH)));
        assert_eq!(
            json(&few, "/api/v1/indicators/certified")["levels"]["certifications"],
            Json::Null
        );
        assert!(ok(&few, "/indicateurs/I5").shows("indicators-levels-too-few"));
        // Those who read frozen figures read none.
        let outside = [
            app.agent_of("978"),
            app.person("prof", Role::Teacher, RoleScope::School(uai(COLLEGE))),
            app.person("admin", Role::Administrator, RoleScope::Basin),
        ];
        for visitor in &outside {
            for place in ["basin".to_owned(), format!("school:{COLLEGE}")] {
                let told = json(visitor, &format!("/api/v1/indicators/certified?place={place}"));
                assert_eq!(
                    (&told["levels"], &told["pupils"]),
                    (&Json::Null, &Json::Null),
                    "{place}"
                );
            }
            assert!(!ok(visitor, "/indicateurs/I5?lieu=basin").shows("indicators-levels-title"));
            assert_eq!(
                visitor
                    .get("/indicateurs/I5/niveaux-par-competence.csv")
                    .status
                    .as_u16(),
                404
            );
        }
        let pix = ok(&pilot, "/pix?annee=2026");
        assert!(pix.has("/indicateurs/I5?au=2026-10-16#niveaux"), "{}", pix.body);
    });
}

#[test]
fn certified_pupils_are_told_among_those_who_are_expected_to_be() {
    let app = TestApp::new(NOW);
    basin(&app);
    certifications_of_3e(&app, 1_000, 30);
    certifications(&app, COLLEGE, 3_000, 6);
    let head = app.head_of(COLLEGE);
    // The pupils of 3e are projected, and it says so.
    let told = json(&head, "/api/v1/indicators/certified");
    assert_eq!(
        told["expected"][0]["flags"],
        serde_json::json!(["PARTIEL", "ESTIME"]),
        "{told}"
    );
    let of_3e = CountEntry {
        category: Category::Level(Level::Troisieme),
        amount: Some(120),
    };
    let year = SchoolYear::starting(2026).unwrap();
    app.act(|tx, actor, now| {
        let on = Some(day("2026-09-10"));
        directory::enter_counts(tx, actor, now, &uai(COLLEGE), year, on, &[of_3e], false)
    });
    let told = json(&head, "/api/v1/indicators/certified");
    let third = &told["expected"][0];
    assert_eq!((&third["level"], &third["pupils"]), (&"3e".into(), &120.into()));
    assert_eq!((&third["certified"], &third["unknown"]), (&30.into(), &6.into()));
    let csv = ok(&head, "/indicateurs/I5/eleves-attendus.csv");
    assert!(csv.has(";30;120;25"), "{}", csv.body);
    let page = ok(&app.pilot(), "/indicateurs/I5");
    assert!(
        page.shows("indicators-expected-title") && page.shows("pix-expected-3e"),
        "{}",
        page.body
    );
}

#[test]
fn long_lists_are_read_page_by_page_and_files_hold_all_of_them() {
    on_both_engines(NOW, |app| {
        basin(app);
        certifications(app, COLLEGE, 1_000, 120);
        certifications(app, ECOLE, 2_000, 85);
        let pilot = app.pilot();
        let first = ok(&pilot, "/indicateurs/I5/preuves?mesure=certifications_pupils");
        assert!(first.has("205") && first.has("rel=\"next\""));
        assert_eq!(first.body.matches("pole-evidence__what").count(), 100);
        let mut numbers = Vec::new();
        let mut path = "/indicateurs/I5/preuves?mesure=certifications_pupils".to_owned();
        let mut pages = 0;
        loop {
            let page = ok(&pilot, &path);
            pages += 1;
            let links = page.body.split("/pix/certifications/").skip(1);
            numbers.extend(links.map(|rest| rest[..4].to_owned()));
            let Some((before, _)) = page.body.split_once("\"><span class=\"govuk-pagination__link-title") else {
                break;
            };
            let href = before.rsplit_once("href=\"").unwrap().1;
            path = href.replace("&#38;", "&").replace("&amp;", "&");
        }
        assert_eq!(pages, 3);
        let all: Vec<String> = (1_000..1_120)
            .chain(2_000..2_085)
            .map(|number| number.to_string())
            .collect();
        assert_eq!(numbers, all, "each once, in order");
        let file = ok(&pilot, "/indicateurs/I5/preuves/preuves.csv");
        assert_eq!(rows(&file), 205);
        // Those of teachers are none of them; asked for all, the others are told apart.
        let none = json(&pilot, "/api/v1/indicators/I5/evidence?measure=certifications_teachers");
        assert_eq!(
            (&none["counted"], none["pieces"].as_array().unwrap().len()),
            (&0.into(), 0)
        );
        let others = json(
            &pilot,
            "/api/v1/indicators/I5/evidence?measure=certifications_teachers&all=true",
        );
        assert_eq!(others["pieces"].as_array().unwrap().len(), 205);
        assert_eq!(others["next"], Json::Null);
    });
}
