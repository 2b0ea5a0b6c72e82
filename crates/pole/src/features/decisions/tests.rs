//! Decisions through the door, on both engines.

use axum::body::Body;
use axum::http::Request;
use pole_kernel::{Day, Lang, Role, RoleScope, Uai};
use serde_json::{Value as Json, json};

use super::actions;
use super::errors::DecisionError;
use super::model::Outcome;
use super::testing::{HELD, NOW, Scene, agreed, decided, line_of, lines, published, scene, second_wave};
use crate::features::calls::CallWaveId;
use crate::features::dossiers::LineState;
use crate::features::dossiers::testing::{CHOISY, ECOLES, MONT, SOUALIGA};
use crate::features::endowment::{self, EntryStatus};
use crate::policy::Actor;
use crate::shell::asked::Asked;
use crate::shell::jobs;
use crate::test_app::{Reply, TestApp, Visitor, on_both_engines};

const SELECTED: Outcome = Outcome::Selected;
const RESERVE: Outcome = Outcome::Reserve;

fn ok(visitor: &Visitor<'_>, path: &str) -> Reply {
    let reply = visitor.get(path);
    assert_eq!(reply.status.as_u16(), 200, "{path}: {}", reply.body);
    assert!(!reply.body.contains(">decisions-"), "{path} shows a key without words");
    reply
}

fn json(visitor: &Visitor<'_>, path: &str) -> Json {
    serde_json::from_slice(&ok(visitor, path).bytes).unwrap()
}

/// The schools that the plan holds as selected on a day.
fn in_plan(app: &TestApp, on: &str) -> Vec<String> {
    let on = Day::parse(on).unwrap();
    let mut schools: Vec<String> = app
        .act(|tx, _, now| endowment::entries(tx, on, now))
        .into_iter()
        .filter(|entry| entry.state.status == EntryStatus::Selected)
        .map(|entry| entry.uai.to_string())
        .collect();
    schools.sort();
    schools
}

/// The numerator of the first indicator over the basin.
fn first_indicator(pilot: &Visitor<'_>, as_of: &str) -> u64 {
    let answer = json(pilot, &format!("/api/v1/indicators?place=basin&as_of={as_of}"));
    answer["indicators"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["measure"] == "selected_coverage")
        .unwrap()["numerator"]
        .as_u64()
        .unwrap()
}

/// How many agreements are signed, of how many selected schools, as of a day.
fn signed(pilot: &Visitor<'_>, as_of: &str) -> (Json, Json) {
    let answer = json(pilot, &format!("/api/v1/indicators?place=basin&as_of={as_of}"));
    let figures = answer["indicators"].as_array().unwrap();
    let one = figures.iter().find(|one| one["measure"] == "selected_signed").unwrap();
    (one["numerator"].clone(), one["denominator"].clone())
}

/// The fields of a decision on a line, as the page sends them.
fn fields(line: &super::Candidate, outcome: &str, reason: &str) -> Vec<(String, String)> {
    let id = line.line;
    vec![
        (format!("vu-{id}"), line.decision_revision().to_string()),
        (format!("issue-{id}"), outcome.to_owned()),
        (format!("motif-{id}"), reason.to_owned()),
    ]
}

fn send(visitor: &Visitor<'_>, path: &str, fields: &[(String, String)]) -> Reply {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    visitor.post(path, &fields)
}

/// Sends a form with a document.
fn upload(visitor: &Visitor<'_>, path: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Reply {
    let mut body = Vec::new();
    let mut part = |head: &str, content: &[u8]| {
        body.extend_from_slice(format!("--limite\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    };
    part("name=\"_token\"", visitor.token().as_bytes());
    for (name, value) in fields {
        part(&format!("name=\"{name}\""), value.as_bytes());
    }
    if let Some((name, content)) = file {
        part(&format!("name=\"fichier\"; filename=\"{name}\""), content);
    }
    body.extend_from_slice(b"--limite--\r\n");
    visitor.post_raw(path, "multipart/form-data; boundary=limite", body)
}

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

fn academic(app: &TestApp) -> Visitor<'_> {
    app.person("academie", Role::AcademicService, RoleScope::Basin)
}

#[test]
fn decisions_are_reviewed_before_anything_is_written() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let scene = scene(app);
        let pilot = app.pilot();
        assert!(ok(&pilot, "/commissions").has("Vague 1"));
        let address = format!("/commissions/{}", scene.wave);
        let settings = [("vu", "0"), ("seance", HELD), ("quota", "1"), ("note", "")];
        assert_eq!(pilot.post(&address, &settings).status.as_u16(), 303);
        assert_eq!(
            pilot.post(&address, &settings).status.as_u16(),
            409,
            "settled over another"
        );
        let page = ok(&pilot, &address);
        assert!(page.has("Mont des Accords") && page.shows("decisions-hidden"));
        assert_eq!(pilot.post(&format!("{address}/revue"), &[]).status.as_u16(), 422);
        // Three lines are ticked and decided together, one by itself.
        let all = lines(app, scene.wave);
        let mut form: Vec<(String, String)> = vec![("issue".into(), "selected".into())];
        for line in &all {
            let code = line.uai.as_str();
            if code == SOUALIGA {
                form.extend(fields(line, "reserve", "budget épuisé"));
            } else {
                form.push(("lignes".into(), line.line.to_string()));
                form.extend(fields(line, "", ""));
            }
        }
        let review = send(&pilot, &format!("{address}/revue"), &form);
        assert_eq!(review.status.as_u16(), 200, "{}", review.body);
        assert!(review.has("budget épuisé") && review.shows("decisions-write"));
        assert!(review.has("2 écoles retenues pour 1 accordées"), "{}", review.body);
        assert!(
            lines(app, scene.wave).iter().all(|line| line.decision.is_none()),
            "nothing is written"
        );
        let written = send(&pilot, &format!("{address}/decisions"), &form);
        assert_eq!(written.status.as_u16(), 303, "{}", written.body);
        let after = line_of(app, scene.wave, SOUALIGA).decision.unwrap();
        assert_eq!((after.outcome, after.reserve_rank), (RESERVE, Some(1)));
        assert_eq!(after.decided_on.to_string(), HELD);
        let page = ok(&pilot, &format!("{address}?etat=reserve&q=soualiga&ile=978"));
        assert!(page.has("budget épuisé") && !page.has("Mont des Accords"));
        for file in ["lignes.csv", "lignes.xlsx"] {
            ok(&pilot, &format!("{address}/export/{file}"));
        }
        assert!(in_plan(app, HELD).is_empty(), "the plan waits for the publication");
    });
}

#[test]
fn the_commission_is_settled_over_what_was_seen_only() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let scene = scene(app);
        let now = app.app.clock().now();
        let settle = |seen, note: &str| {
            let settings = actions::Settings {
                seen,
                held_on: Day::parse("2026-10-20").unwrap(),
                note: note.to_owned(),
                quota: Some(2),
            };
            let console = Actor::console();
            app.app
                .db()
                .write_blocking(|tx| actions::settle(tx, &console, now, scene.wave, &settings))
        };
        settle(0, "première salle").unwrap();
        let late = settle(0, "autre salle").unwrap_err();
        assert!(matches!(late, DecisionError::Stale(_)), "{late}");
        settle(1, "salle du conseil").unwrap();
        let page = ok(&academic(app), &format!("/commissions/{}", scene.wave));
        assert!(page.body.contains("salle du conseil") && !page.body.contains("autre salle"));
    });
}

#[test]
fn an_ecole_is_never_selected_without_its_college() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let scene = scene(app);
        let pilot = app.pilot();
        let address = format!("/commissions/{}", scene.wave);
        let form = fields(&line_of(app, scene.wave, ECOLES[0]), "selected", "");
        for step in ["revue", "decisions"] {
            let refused = send(&pilot, &format!("{address}/{step}"), &form);
            assert_eq!(refused.status.as_u16(), 422, "{step}");
            assert!(refused.shows("decisions-impossible") && refused.has("sans son collège"));
            assert!(!refused.shows("decisions-write"));
        }
        let line = line_of(app, scene.wave, ECOLES[0]);
        assert!(line.decision.is_none());
        let body = json!({ "decisions": [{ "line": line.line.to_string(), "seen": 0, "outcome": "selected", "reserve_rank": null }] });
        assert_eq!(
            ask(&pilot, &format!("/api/v1/call-waves/{}/decisions", scene.wave), &body).0,
            422
        );
    });
}

fn ask(visitor: &Visitor<'_>, path: &str, body: &Json) -> (u16, Json) {
    let request = Request::post(path)
        .header("content-type", "application/json")
        .header("x-pole-token", visitor.token())
        .body(Body::from(body.to_string()))
        .unwrap();
    let reply = visitor.send(request);
    (
        reply.status.as_u16(),
        serde_json::from_slice(&reply.bytes).unwrap_or(Json::Null),
    )
}

#[test]
fn two_people_at_once_are_told_of_each_other() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let scene = scene(app);
        let (pilot, other) = (app.pilot(), academic(app));
        let address = format!("/commissions/{}", scene.wave);
        let seen = line_of(app, scene.wave, SOUALIGA);
        let first = send(&pilot, &format!("{address}/decisions"), &fields(&seen, "selected", ""));
        assert_eq!(first.status.as_u16(), 303, "{}", first.body);
        let late = fields(&seen, "not_selected", "dossier trop court");
        let conflict = send(&other, &format!("{address}/decisions"), &late);
        assert_eq!(conflict.status.as_u16(), 409, "{}", conflict.body);
        assert!(conflict.shows("decisions-conflict") && conflict.has("pilote (test)"));
        assert!(conflict.has("dossier trop court"), "what was typed is kept");
        assert_eq!(line_of(app, scene.wave, SOUALIGA).outcome(), Some(SELECTED));
        // Having seen both, the second decides again.
        let again = fields(
            &line_of(app, scene.wave, SOUALIGA),
            "not_selected",
            "dossier trop court",
        );
        assert_eq!(
            send(&other, &format!("{address}/decisions"), &again).status.as_u16(),
            303
        );
        let history = ok(&pilot, &format!("{address}/lignes/{}", seen.line));
        assert!(history.has("dossier trop court") && history.has("academie (test)"));
        let stale = json!({ "decisions": [{ "line": seen.line.to_string(), "seen": 0, "outcome": "selected", "reserve_rank": null }] });
        assert_eq!(
            ask(&pilot, &format!("/api/v1/call-waves/{}/decisions", scene.wave), &stale).0,
            409
        );
    });
}

/// Everything that somebody can read, with the identifiers of the wave in each place.
fn everything(app: &TestApp, visitor: &Visitor<'_>, scene: &Scene) -> Vec<(String, Reply)> {
    let line = line_of(app, scene.wave, MONT).line.to_string();
    let ids = [
        scene.wave.to_string(),
        scene.mont.to_string(),
        scene.plan.to_string(),
        scene.call.to_string(),
    ];
    let mut read = Vec::new();
    for route in app
        .routes
        .iter()
        .filter(|route| route.method == "GET" && route.path != "/demo")
    {
        for id in &ids {
            let path = route
                .path
                .replace("{id}", id)
                .replace("{uai}", MONT)
                .replace("{code}", &line)
                .replace("{name}", "pole.css")
                .replace(
                    "{file}",
                    if route.path.contains("lettres") {
                        "lettres.pdf"
                    } else {
                        "retenus.csv"
                    },
                );
            read.push((path.clone(), visitor.get(&path)));
            if !route.path.contains("{id}") {
                break;
            }
        }
    }
    read
}

#[test]
fn nothing_leaks_before_the_publication() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let scene = scene(&app);
    decided(
        &app,
        scene.wave,
        &[(MONT, SELECTED), (ECOLES[0], SELECTED), (SOUALIGA, RESERVE)],
    );
    let teacher = RoleScope::School(Uai::parse(MONT).unwrap());
    let visitors = [
        app.nobody(),
        app.head_of(MONT),
        app.agent_of("978"),
        app.person("professeur", Role::Teacher, teacher),
        app.person("relecteur", Role::Reviewer, RoleScope::Basin),
    ];
    for visitor in &visitors {
        for (path, reply) in everything(&app, visitor, &scene) {
            assert!(!reply.body.contains("motif-97"), "{path} shows a reason");
            assert!(!reply.body.contains("Retenu</"), "{path} shows an outcome");
            assert!(
                !reply.bytes.starts_with(b"%PDF") || !path.contains("lettres"),
                "{path} prints"
            );
        }
        assert_eq!(visitor.get(&format!("/resultats/{}", scene.wave)).status.as_u16(), 404);
        assert_eq!(json(visitor, "/api/v1/results")["results"], json!([]));
        let api = visitor
            .get(&format!("/api/v1/call-waves/{}/decisions", scene.wave))
            .status
            .as_u16();
        assert!([401, 403, 404].contains(&api), "{api}");
    }
    assert!(in_plan(&app, "2026-10-16").is_empty());
    // Those who decide see it.
    let pilot = app.pilot();
    let api = json(&pilot, &format!("/api/v1/call-waves/{}/decisions", scene.wave));
    assert_eq!(api["decisions"].as_array().unwrap().len(), 5);
    assert_eq!(api["published_at"], Json::Null);
}

#[test]
fn a_publication_moves_lines_plan_and_first_indicator_together() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let scene = scene(app);
        let pilot = app.pilot();
        let address = format!("/commissions/{}", scene.wave);
        let publication = format!("{address}/publication");
        let yes = [("quand", "maintenant"), ("confirme", "oui")];
        assert_eq!(
            pilot.post(&publication, &yes).status.as_u16(),
            422,
            "nothing is decided"
        );
        decided(
            app,
            scene.wave,
            &[(MONT, SELECTED), (ECOLES[0], SELECTED), (SOUALIGA, RESERVE)],
        );
        assert_eq!(first_indicator(&pilot, "2026-10-16"), 0);
        let page = ok(&pilot, &publication);
        assert!(page.shows("decisions-publish-now"));
        assert_eq!(
            pilot.post(&publication, &[("quand", "maintenant")]).status.as_u16(),
            422,
            "unconfirmed"
        );
        assert_eq!(pilot.post(&publication, &yes).status.as_u16(), 303);
        assert_eq!(pilot.post(&publication, &yes).status.as_u16(), 422, "published once");
        assert_eq!(in_plan(app, HELD), [MONT, ECOLES[0]]);
        assert!(in_plan(app, "2026-10-09").is_empty(), "from the day of the decision on");
        assert_eq!(first_indicator(&pilot, "2026-10-16"), 2);
        assert_eq!(line_of(app, scene.wave, MONT).state, LineState::Selected);
        assert_eq!(line_of(app, scene.wave, SOUALIGA).state, LineState::Reserve);
        assert_eq!(line_of(app, scene.wave, CHOISY).state, LineState::NotSelected);
        let plan = ok(&pilot, &format!("/plan/vagues/{}", scene.plan));
        assert!(plan.has("Mont des Accords") && plan.has("Appel commission"));
        assert!(!plan.shows("endowment-bulk"), "nothing is typed by hand");
        // What the public reads: names, no reason, no amount.
        let public = app.nobody();
        let results = ok(&public, "/resultats");
        assert!(results.has("Mont des Accords") && results.has("Soualiga"));
        assert!(!results.body.contains("motif-97") && !results.body.contains('€'));
        ok(&public, &format!("/resultats/{}", scene.wave));
        let csv = ok(&public, &format!("/resultats/{}/retenus.csv", scene.wave));
        assert!(csv.body.contains("Mont des Accords") && !csv.body.contains("Soualiga"));
        ok(&public, &format!("/resultats/{}/reserve.xlsx", scene.wave));
        assert_eq!(json(&public, "/api/v1/results")["results"].as_array().unwrap().len(), 3);
        // What applicants read: their own.
        let head = app.head_of(MONT);
        let api = json(&head, &format!("/api/v1/call-waves/{}/decisions", scene.wave));
        let seen: Vec<&str> = api["decisions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["uai"].as_str().unwrap())
            .collect();
        assert_eq!(seen.len(), 3, "{seen:?}");
        assert!(seen.iter().all(|uai| *uai != SOUALIGA && *uai != CHOISY));
        assert!(
            ok(&head, &format!("{address}/lettres/{}.pdf", scene.mont))
                .bytes
                .starts_with(b"%PDF")
        );
        assert_eq!(
            head.get(&format!("{address}/lettres/{}.pdf", scene.soualiga))
                .status
                .as_u16(),
            404
        );
        let agent = app.agent_of("977");
        let api = json(&agent, &format!("/api/v1/call-waves/{}/decisions", scene.wave));
        assert_eq!(api["decisions"].as_array().unwrap().len(), 1);
        assert!(
            ok(&pilot, &format!("{address}/lettres/lettres.pdf"))
                .bytes
                .starts_with(b"%PDF")
        );
        // What is published is no longer decided in bulk.
        let late = fields(&line_of(app, scene.wave, CHOISY), "selected", "");
        assert_eq!(send(&pilot, &format!("{address}/revue"), &late).status.as_u16(), 422);
    });
}

#[test]
fn a_wave_of_a_call_is_not_decided_by_hand() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let scene = scene(app);
        let pilot = app.pilot();
        let form = [
            ("etablissements", MONT),
            ("statut", "selected"),
            ("annee", "2020"),
            ("jour", HELD),
            ("motif", ""),
        ];
        let refused = pilot.post(&format!("/plan/vagues/{}/decisions", scene.plan), &form);
        assert_eq!(refused.status.as_u16(), 422);
        assert!(refused.shows("endowment-refused-by-call"));
        assert!(refused.has(&format!("/commissions/{}", scene.wave)));
        assert!(in_plan(app, HELD).is_empty());
    });
}

#[test]
fn a_planned_publication_waits_for_its_moment() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let scene = scene(&app);
    decided(&app, scene.wave, &[(MONT, SELECTED)]);
    let pilot = app.pilot();
    let address = format!("/commissions/{}/publication", scene.wave);
    let plan = |day: &str, hour: &str| pilot.post(&address, &[("quand", "plus-tard"), ("jour", day), ("heure", hour)]);
    assert_eq!(plan("2026-10-16", "07:00").status.as_u16(), 422, "past");
    assert_eq!(plan("2026-10-16", "25:00").status.as_u16(), 422);
    assert_eq!(plan("2026-10-16", "08:30").status.as_u16(), 303);
    jobs::run_now(&app.app, "decisions.publish").unwrap();
    assert!(in_plan(&app, "2026-10-16").is_empty());
    assert_eq!(pilot.post(&address, &[("quand", "annuler")]).status.as_u16(), 303);
    app.at("2026-10-16T12:30:00Z");
    jobs::run_now(&app.app, "decisions.publish").unwrap();
    assert!(in_plan(&app, "2026-10-16").is_empty(), "the plan was taken back");
    assert_eq!(plan("2026-10-16", "09:00").status.as_u16(), 303);
    app.at("2026-10-16T12:59:59Z");
    jobs::run_now(&app.app, "decisions.publish").unwrap();
    assert!(
        in_plan(&app, "2026-10-16").is_empty(),
        "09:00 on the islands is 13:00 UTC"
    );
    app.at("2026-10-16T13:00:00Z");
    let told = jobs::run_now(&app.app, "decisions.publish").unwrap();
    assert_eq!(told, "1 waves published, 0 refused");
    assert_eq!(in_plan(&app, "2026-10-16"), [MONT]);
    assert_eq!(
        jobs::run_now(&app.app, "decisions.publish").unwrap(),
        "0 waves published, 0 refused"
    );
    let history = ok(
        &pilot,
        &format!(
            "/commissions/{}/lignes/{}",
            scene.wave,
            line_of(&app, scene.wave, MONT).line
        ),
    );
    assert!(
        history.has("pilote (test)"),
        "the publication is signed by who planned it"
    );
}

#[test]
fn a_planned_publication_that_cannot_be_says_so() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let scene = scene(app);
        decided(app, scene.wave, &[(MONT, SELECTED)]);
        let at = pole_kernel::Instant::parse("2026-10-17T12:00:00Z").unwrap();
        app.act(|tx, actor, now| actions::plan_publication(tx, actor, now, scene.wave, Some(at)));
        // Meanwhile the wave loses its place in the plan.
        app.write(|tx| {
            tx.execute(
                pole_db::sql!("update call_wave set wave = null where id = :wave"),
                pole_db::params! { wave: scene.wave },
            )
        });
        app.at("2026-10-17T12:00:00Z");
        assert_eq!(
            jobs::run_now(&app.app, "decisions.publish").unwrap(),
            "0 waves published, 1 refused"
        );
        let pilot = app.pilot();
        assert!(ok(&pilot, &format!("/commissions/{}", scene.wave)).shows("decisions-publish-failed"));
        assert!(ok(&pilot, &format!("/commissions/{}/publication", scene.wave)).shows("decisions-refused-no-wave"));
        assert_eq!(
            line_of(app, scene.wave, MONT).state,
            LineState::Assessed,
            "all or nothing"
        );
    });
}

#[test]
fn applicants_are_told_once() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let scene = scene(app);
        decided(app, scene.wave, &[(MONT, SELECTED), (SOUALIGA, RESERVE)]);
        let (pilot, head, _agent) = (app.pilot(), app.head_of(MONT), app.agent_of("978"));
        let address = format!("/commissions/{}/notifier", scene.wave);
        assert_eq!(pilot.get(&address).status.as_u16(), 422, "nothing is published");
        published(app, scene.wave);
        // The head of the collège once; the agent of the island for each of its two dossiers.
        assert!(ok(&pilot, &address).has("3 messages"));
        assert_eq!(pilot.post(&address, &[]).status.as_u16(), 422, "unconfirmed");
        let count = || {
            app.write(|tx| {
                tx.rows(
                    pole_db::sql!("select id from message where wording = 'decisions-message-result'"),
                    pole_db::params! {},
                    |_| Ok(()),
                )
            })
            .len()
        };
        assert_eq!(count(), 0);
        let sent = pilot.post(&address, &[("confirme", "oui")]);
        assert!(sent.status.is_success() && count() == 3, "{}", sent.body);
        pilot.post(&address, &[("confirme", "oui")]);
        assert_eq!(count(), 3);
        assert!(ok(&head, "/messages").has("Vague 1"));
        // A promotion is told again, to those it concerns.
        let change = after(app, scene.wave, SOUALIGA, SELECTED);
        let line = line_of(app, scene.wave, SOUALIGA).line;
        app.act(|tx, actor, now| actions::promote(tx, actor, now, scene.wave, line, &change));
        pilot.post(&address, &[("confirme", "oui")]);
        assert_eq!(count(), 4);
    });
}

fn after(app: &TestApp, wave: CallWaveId, uai: &str, outcome: Outcome) -> actions::AfterChange {
    actions::AfterChange {
        seen: line_of(app, wave, uai).line_revision,
        outcome,
        reserve_rank: None,
        decided_on: Day::parse("2026-10-16").unwrap(),
        reason: "décision corrigée".to_owned(),
    }
}

#[test]
fn the_reserve_list_moves_up_and_an_appeal_corrects_result_and_plan() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let scene = scene(app);
        decided(app, scene.wave, &[(MONT, RESERVE), (SOUALIGA, RESERVE)]);
        let pilot = app.pilot();
        let address = format!("/commissions/{}", scene.wave);
        let choisy = line_of(app, scene.wave, CHOISY);
        let early = upload(
            &pilot,
            &format!("{address}/lignes/{}/recours", choisy.line),
            &[("texte", "non"), ("recu", HELD)],
            None,
        );
        assert_eq!(early.status.as_u16(), 422, "no appeal before publication");
        published(app, scene.wave);
        assert!(in_plan(app, "2026-10-16").is_empty());
        // The second of the list passes only with a reason; on this list Mont is first or second.
        let ranked = |uai: &str| line_of(app, scene.wave, uai).decision.unwrap().reserve_rank.unwrap();
        let (first, second) = if ranked(MONT) < ranked(SOUALIGA) {
            (MONT, SOUALIGA)
        } else {
            (SOUALIGA, MONT)
        };
        let promote = |uai: &str, reason: &str| {
            let line = line_of(app, scene.wave, uai);
            let seen = line.line_revision.to_string();
            pilot.post(
                &format!("{address}/lignes/{}/promotion", line.line),
                &[("vu", seen.as_str()), ("jour", "2026-10-16"), ("motif", reason)],
            )
        };
        assert_eq!(promote(second, "").status.as_u16(), 422);
        assert_eq!(promote(first, "").status.as_u16(), 303);
        assert_eq!(in_plan(app, "2026-10-16"), [first]);
        assert_eq!(promote(first, "").status.as_u16(), 422, "it is selected");
        // An appeal with its document, upheld: the result and the plan follow.
        let record = format!("{address}/lignes/{}/recours", choisy.line);
        assert_eq!(
            upload(&pilot, &record, &[("texte", ""), ("recu", HELD)], None)
                .status
                .as_u16(),
            422
        );
        let recorded = upload(
            &pilot,
            &record,
            &[("texte", "La note oublie le réseau."), ("recu", "2026-10-12")],
            Some(("recours.pdf", PDF)),
        );
        assert_eq!(recorded.status.as_u16(), 303, "{}", recorded.body);
        let view = app.act(|tx, actor, _| actions::line_view(tx, actor, scene.wave, choisy.line));
        let (appeal, documents) = &view.appeals[0];
        assert_eq!(
            ok(&pilot, &format!("{address}/documents/{}", documents[0].id)).bytes,
            PDF
        );
        let (seen, line) = (view.line.line_revision.to_string(), choisy.line.to_string());
        let answer = [
            ("ligne", line.as_str()),
            ("vu", seen.as_str()),
            ("reponse", "La note est revue."),
            ("repondu", "2026-10-16"),
            ("issue", "selected"),
        ];
        let answered = pilot.post(&format!("{address}/recours/{}", appeal.id), &answer);
        assert_eq!(answered.status.as_u16(), 303, "{}", answered.body);
        assert_eq!(
            pilot
                .post(&format!("{address}/recours/{}", appeal.id), &answer)
                .status
                .as_u16(),
            422,
            "answered"
        );
        assert!(in_plan(app, "2026-10-16").contains(&CHOISY.to_owned()));
        let page = ok(&pilot, &format!("{address}/lignes/{}", choisy.line));
        assert!(page.shows("decisions-appeal-upheld") && page.shows("decisions-correction"));
        // A correction back, with its reason only.
        let correct = |outcome: &str, reason: &str| {
            let line = line_of(app, scene.wave, CHOISY);
            let seen = line.line_revision.to_string();
            pilot.post(
                &format!("{address}/lignes/{}/correction", line.line),
                &[
                    ("vu", seen.as_str()),
                    ("issue", outcome),
                    ("jour", "2026-10-16"),
                    ("motif", reason),
                ],
            )
        };
        assert_eq!(correct("not_selected", "").status.as_u16(), 422);
        assert_eq!(correct("selected", "x").status.as_u16(), 422, "nothing changes");
        assert_eq!(correct("not_selected", "erreur de saisie").status.as_u16(), 303);
        assert!(!in_plan(app, "2026-10-16").contains(&CHOISY.to_owned()));
        let stale = pilot.post(
            &format!("{address}/lignes/{}/correction", choisy.line),
            &[
                ("vu", "1"),
                ("issue", "selected"),
                ("jour", "2026-10-16"),
                ("motif", "encore"),
            ],
        );
        assert_eq!(stale.status.as_u16(), 409);
    });
}

#[test]
fn an_agreement_is_made_signed_amended_followed_and_closed() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let scene = scene(app);
        decided(app, scene.wave, &[(MONT, SELECTED), (ECOLES[0], SELECTED)]);
        published(app, scene.wave);
        let pilot = app.pilot();
        let list = ok(&pilot, "/conventions");
        assert!(list.shows("decisions-waiting") && list.has("Mont des Accords"));
        let made = pilot.post("/conventions", &[("dossier", &scene.mont.to_string())]);
        assert_eq!(made.status.as_u16(), 303, "{}", made.body);
        let address = made.location().to_owned();
        assert_eq!(
            pilot
                .post("/conventions", &[("dossier", &scene.mont.to_string())])
                .status
                .as_u16(),
            422
        );
        let page = ok(&pilot, &address);
        assert!(page.has("2020-978-001") && page.has("Mont des Accords"));
        assert!(page.shows("decisions-deliveries") && page.shows("decisions-signatures-none"));
        assert!(
            ok(&pilot, &format!("{address}/versions/convention-1.pdf"))
                .bytes
                .starts_with(b"%PDF")
        );
        assert_eq!(
            pilot
                .get(&format!("{address}/versions/convention-2.pdf"))
                .status
                .as_u16(),
            404
        );
        // An amendment needs its reason, and says what changed.
        assert!(ok(&pilot, &format!("{address}/avenant")).has("cinq indicateurs"));
        let id = super::AgreementId::parse(address.rsplit('/').next().unwrap()).unwrap();
        let view = || app.act(|tx, actor, now| actions::agreement(tx, actor, now, id));
        let amend = |seen: &str, reason: &str, ends: &str| {
            let content = view().newest().unwrap().content.clone();
            let mut form: Vec<(String, String)> = super::model::TEXTS
                .iter()
                .map(|code| ((*code).to_owned(), content.text(code).to_owned()))
                .collect();
            form.retain(|(code, _)| code != "ends_on");
            form.extend([
                ("ends_on".to_owned(), ends.to_owned()),
                ("vu".to_owned(), seen.to_owned()),
                ("motif".to_owned(), reason.to_owned()),
            ]);
            send(&pilot, &format!("{address}/avenant"), &form)
        };
        assert_eq!(amend("1", "", "2024-08-31").status.as_u16(), 422);
        assert_eq!(amend("1", "durée", "2019-08-31").status.as_u16(), 422, "days reversed");
        assert_eq!(
            amend("1", "durée", &view().newest().unwrap().content.ends_on)
                .status
                .as_u16(),
            422,
            "unchanged"
        );
        assert_eq!(amend("1", "durée prolongée", "2024-08-31").status.as_u16(), 303);
        assert_eq!(amend("1", "autre", "2025-08-31").status.as_u16(), 409);
        assert!(ok(&pilot, &address).has("31\u{a0}août 2024"));
        assert!(
            ok(&pilot, &format!("{address}/versions/convention-2.pdf"))
                .bytes
                .starts_with(b"%PDF")
        );
        // Signatures: the newest version, once a party, with the scan.
        let sign = |version: &str, party: &str, file| {
            let fields = [
                ("version", version),
                ("partie", party),
                ("signataire", "Lou Savane"),
                ("jour", "2026-10-15"),
            ];
            upload(&pilot, &format!("{address}/signatures"), &fields, file)
                .status
                .as_u16()
        };
        assert_eq!(sign("1", "academy", None), 409);
        assert_eq!(sign("2", "academy", Some(("signature.pdf", PDF))), 303);
        assert_eq!(sign("2", "academy", None), 422);
        assert_eq!(
            line_of(app, scene.wave, MONT).state,
            LineState::Selected,
            "one party is not both"
        );
        assert_eq!(signed(&pilot, "2026-10-16"), (json!(0), json!(2)));
        assert_eq!(sign("2", "authority", None), 303);
        assert_eq!(signed(&pilot, "2026-10-16"), (json!(2), json!(2)));
        assert_eq!(
            signed(&pilot, "2026-10-14"),
            (json!(0), json!(2)),
            "before they were signed"
        );
        assert_eq!(signed(&pilot, "2026-10-09").1, json!(0), "before they were selected");
        let evidence = json(&pilot, "/api/v1/indicators/I1/evidence?measure=selected_signed");
        assert_eq!(evidence["counted"], 2);
        assert_eq!(evidence["pieces"][0]["line_state"], "agreed");
        let attached = json(&pilot, "/api/v1/indicators/I1/evidence?axis=attachment&value=attached");
        assert_eq!(
            (&attached["counted"], &attached["pieces"][0]["uai"]),
            (&json!(1), &json!(ECOLES[0]))
        );
        let proof = ok(&pilot, "/indicateurs/I1/preuves?mesure=selected_signed");
        assert!(proof.has(&format!("/dossiers/{}", scene.mont)) && proof.has("conventionné"));
        let file = ok(&pilot, "/indicateurs/I1/preuves/preuves.csv?mesure=selected_signed");
        assert!(file.has("conventionné"), "{}", file.body);
        for school in [MONT, ECOLES[0]] {
            assert_eq!(line_of(app, scene.wave, school).state, LineState::Agreed);
        }
        let scan = view().documents[0].id;
        assert_eq!(ok(&pilot, &format!("{address}/documents/{scan}")).bytes, PDF);
        // It runs, with milestones and their evidence.
        let revision = || view().agreement.revision.to_string();
        let start = |seen: &str| pilot.post(&format!("{address}/demarrer"), &[("vu", seen), ("jour", "2026-10-16")]);
        assert_eq!(start("1").status.as_u16(), 409);
        assert_eq!(start(&revision()).status.as_u16(), 303);
        assert_eq!(line_of(app, scene.wave, MONT).state, LineState::Running);
        let milestone = |title: &str| {
            pilot.post(
                &format!("{address}/jalons"),
                &[("titre", title), ("echeance", "2026-12-01"), ("note", "")],
            )
        };
        assert_eq!(milestone("").status.as_u16(), 422);
        assert_eq!(milestone("Livraison").status.as_u16(), 303);
        assert_eq!(milestone("Formation").status.as_u16(), 303);
        assert_eq!(milestone("Doublon").status.as_u16(), 303);
        assert!(ok(&pilot, "/conventions/echeances").has("Livraison"));
        ok(&pilot, "/conventions/echeances/echeances.csv");
        let ids: Vec<String> = view().milestones.iter().map(|(one, _)| one.id.to_string()).collect();
        let done = |id: &str| {
            upload(
                &pilot,
                &format!("{address}/jalons/{id}"),
                &[("jour", "2026-10-16"), ("note", "reçu")],
                Some(("bon.pdf", PDF)),
            )
        };
        assert_eq!(done(&ids[0]).status.as_u16(), 303);
        assert_eq!(done(&ids[0]).status.as_u16(), 409);
        assert_eq!(
            pilot
                .post(&format!("{address}/jalons/{}/retirer", ids[2]), &[])
                .status
                .as_u16(),
            303
        );
        assert_eq!(view().milestones.len(), 2);
        // Roles: the head and the agent of the island read it, the others know nothing of it.
        let (head, agent, far) = (app.head_of(MONT), app.agent_of("978"), app.agent_of("977"));
        for reader in [&head, &agent] {
            assert!(ok(reader, "/conventions").has("2020-978-001"));
            let page = ok(reader, &address);
            assert!(!page.shows("decisions-terminate"));
            ok(reader, &format!("{address}/documents/{scan}"));
            ok(
                reader,
                &format!("/api/v1{}", address.replace("conventions", "agreements")),
            );
            assert_eq!(reader.post(&format!("{address}/resilier"), &[]).status.as_u16(), 403);
        }
        assert_eq!(far.get(&address).status.as_u16(), 404);
        assert!(!ok(&far, "/conventions").has("2020-978-001"));
        assert_eq!(json(&far, "/api/v1/agreements")["agreements"], json!([]));
        let teacher = app.person(
            "professeur",
            Role::Teacher,
            RoleScope::School(Uai::parse(MONT).unwrap()),
        );
        assert_eq!(teacher.get(&address).status.as_u16(), 403);
        // The report closes it; what was due stays due.
        let close = |report: &str| {
            upload(
                &pilot,
                &format!("{address}/bilan"),
                &[("vu", &revision()), ("jour", "2026-10-16"), ("bilan", report)],
                Some(("bilan.pdf", PDF)),
            )
        };
        assert_eq!(close("").status.as_u16(), 422);
        assert_eq!(close("Tout est livré.").status.as_u16(), 303);
        assert_eq!(line_of(app, scene.wave, MONT).state, LineState::Closed);
        assert_eq!(
            signed(&pilot, "2026-10-16"),
            (json!(2), json!(2)),
            "what is over was signed"
        );
        assert_eq!(in_plan(app, "2026-10-16"), [MONT, ECOLES[0]]);
        assert_eq!(milestone("Trop tard").status.as_u16(), 422);
        ok(&pilot, "/conventions/export/conventions.xlsx");
        ok(&pilot, "/conventions?etat=closed&q=mont");
        assert!(ok(&pilot, &address).has("Tout est livré."));
    });
}

#[test]
fn a_cancellation_frees_its_consequences_everywhere() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let scene = scene(app);
        decided(
            app,
            scene.wave,
            &[(MONT, SELECTED), (ECOLES[0], SELECTED), (CHOISY, SELECTED)],
        );
        published(app, scene.wave);
        let pilot = app.pilot();
        let agreement = agreed(app, scene.mont);
        let address = format!("/conventions/{agreement}");
        pilot.post(
            &format!("{address}/jalons"),
            &[("titre", "Livraison"), ("echeance", "2026-12-01")],
        );
        let due = |as_of: &str| {
            let asked = Asked {
                on: Day::parse(as_of).unwrap(),
                known_at: app.app.clock().now(),
            };
            app.act(|tx, actor, _| endowment::read_plan(tx, actor, asked))
                .plan
                .lines
                .len()
        };
        let before = due("2026-10-16");
        assert_eq!(first_indicator(&pilot, "2026-10-16"), 3);
        let cancel = |reason: &str, confirmed: &str| {
            pilot.post(
                &format!("{address}/resilier"),
                &[
                    ("vu", "1"),
                    ("jour", "2026-10-15"),
                    ("motif", reason),
                    ("confirme", confirmed),
                ],
            )
        };
        assert_eq!(cancel("abandon", "").status.as_u16(), 422, "unconfirmed");
        assert_eq!(cancel("", "oui").status.as_u16(), 422, "no reason");
        assert_eq!(first_indicator(&pilot, "2026-10-16"), 3);
        assert_eq!(cancel("abandon du projet", "oui").status.as_u16(), 303);
        assert_eq!(cancel("encore", "oui").status.as_u16(), 409);
        assert_eq!(in_plan(app, "2026-10-16"), [CHOISY]);
        assert_eq!(in_plan(app, "2026-10-14").len(), 3, "the days before stay as they were");
        assert_eq!(first_indicator(&pilot, "2026-10-16"), 1);
        assert_eq!(first_indicator(&pilot, "2026-10-14"), 3);
        assert_eq!(signed(&pilot, "2026-10-16"), (json!(0), json!(1)));
        assert_eq!(signed(&pilot, "2026-10-14"), (json!(0), json!(3)));
        assert!(due("2026-10-16") < before, "the figures are computed again");
        for school in [MONT, ECOLES[0]] {
            assert_eq!(line_of(app, scene.wave, school).state, LineState::Terminated);
        }
        let view = app.act(|tx, actor, now| actions::agreement(tx, actor, now, agreement));
        assert!(
            view.milestones
                .iter()
                .all(|(milestone, _)| milestone.closed_at.is_some())
        );
        let page = ok(&pilot, &address);
        assert!(page.has("abandon du projet") && page.shows("decisions-milestone-closed"));
        let upheld = after(app, scene.wave, CHOISY, Outcome::NotSelected);
        let line = line_of(app, scene.wave, CHOISY).line;
        app.act(|tx, actor, now| actions::correct(tx, actor, now, scene.wave, line, &upheld));
        assert!(in_plan(app, "2026-10-16").is_empty());
    });
}

#[test]
fn letters_say_the_outcome_the_reason_and_the_ways_of_appeal() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let scene = scene(&app);
    decided(&app, scene.wave, &[(MONT, SELECTED), (SOUALIGA, RESERVE)]);
    let (sitting, letters) = app.act(|tx, actor, now| actions::letters(tx, actor, now, scene.wave, None));
    assert_eq!(letters.len(), 3);
    let words = app.app.words(Lang::Fr);
    let data = super::web::letters_data(&words, &sitting, &letters, Day::parse(NOW_DAY).unwrap(), false);
    assert_eq!(data["held_on"], "10\u{a0}octobre 2026");
    assert_eq!(
        data["draft"], true,
        "a letter of a decision that is not published says so"
    );
    let of = |uai: &str| {
        data["letters"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["uai"] == uai)
            .unwrap()
            .clone()
    };
    let mont = of(MONT);
    assert_eq!(mont["lines"].as_array().unwrap().len(), 3);
    assert_eq!(mont["lines"][0]["outcome"], "Retenu");
    assert_eq!(mont["lines"][1]["reason"].as_str().unwrap().get(..6), Some("motif-"));
    assert_eq!(of(SOUALIGA)["lines"][0]["outcome"], "Liste complémentaire");
    assert_eq!(of(SOUALIGA)["lines"][0]["rank"], 1);
    assert_eq!(of(CHOISY)["island"], "Saint-Barthélemy");
    let template = include_str!("pages/letters.typ");
    for said in [
        "Voies et délais de recours",
        "deux mois",
        "recours gracieux",
        "tribunal administratif",
    ] {
        assert!(template.contains(said), "{said}");
    }
}

const NOW_DAY: &str = "2026-10-16";

#[test]
fn an_agreement_says_everything_it_must() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let scene = scene(&app);
    decided(&app, scene.wave, &[(MONT, SELECTED), (ECOLES[0], SELECTED)]);
    published(&app, scene.wave);
    let id = agreed(&app, scene.mont);
    let view = app.act(|tx, actor, now| actions::agreement(tx, actor, now, id));
    let data = super::web::agreement_data(&app.app.words(Lang::Fr), &view, 1, false).unwrap();
    assert!(data["authority"].as_str().unwrap().contains("Saint-Martin"));
    assert_eq!(data["authority_commitments"].as_array().unwrap().len(), 4);
    assert!(data["evaluation"][0].as_str().unwrap().contains("cinq indicateurs"));
    assert!(data["loan"][0].as_str().unwrap().contains("convention de prêt"));
    assert!(
        data["data_protection"][0]
            .as_str()
            .unwrap()
            .contains("protection des données")
    );
    assert_eq!(data["schools"].as_array().unwrap().len(), 2);
    let amounts = data["amounts"].as_array().unwrap();
    assert_eq!(amounts.len(), data["quantities"].as_array().unwrap().len());
    assert_eq!(amounts.len(), 6, "two schools, three years each: {amounts:?}");
    assert_eq!(data["starts_on"], "1er\u{a0}septembre 2020");
    assert_eq!(data["ends_on"], "31\u{a0}août 2023");
    assert!(super::web::agreement_data(&app.app.words(Lang::Fr), &view, 2, false).is_none());
}

#[test]
fn a_second_wave_takes_a_school_that_the_first_left_out() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let scene = scene(&app);
    let (wave, _) = second_wave(&app, &scene);
    decided(&app, scene.wave, &[(MONT, SELECTED)]);
    published(&app, scene.wave);
    decided(&app, wave, &[(SOUALIGA, SELECTED)]);
    published(&app, wave);
    assert_eq!(in_plan(&app, HELD), [MONT, SOUALIGA]);
    assert_eq!(
        json(&app.nobody(), "/api/v1/results")["results"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}
