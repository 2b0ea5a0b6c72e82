//! Moving a dossier on: the deadline, two people at once, what is missing, corrections, its pages.

use pole_db::{params, sql};
use pole_kernel::{Role, RoleScope};

use super::super::LineState;
use super::super::testing::{ECOLES, MONT, attach, begun, content, line_of, published, published_call, put, uai};
use crate::features::calls::CallContent;
use crate::test_app::{TestApp, on_both_engines};

const NOW: &str = "2026-10-16T12:00:00Z";

fn asks_nothing() -> CallContent {
    CallContent {
        sections: Vec::new(),
        documents: Vec::new(),
        ..content()
    }
}

fn move_fields<'a>(line: &'a str, seen_name: &'a str, seen: &'a str, to: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("vers", to),
        ("lignes", line),
        (seen_name, seen),
        ("jour", "2026-10-16"),
        ("motif", "le réseau est prêt"),
    ]
}

#[test]
fn a_late_dossier_is_refused_at_the_second_and_the_draft_stays() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (_, wave) = published(app, "numerique", &asks_nothing(), "2026-10-01", "2026-10-31");
        let id = begun(app, wave, MONT, &[]);
        let head = app.head_of(MONT);
        let line = put(app, id, MONT, LineState::UnderConstruction);
        let (text, seen) = (line.id.to_string(), line.revision.to_string());
        let seen_name = format!("vu-{text}");
        let fields = move_fields(&text, &seen_name, &seen, "school_validated");
        // The deadline ends at 23:59:59 in Marigot, four hours behind. The page says so, the draft stays.
        app.at("2026-11-01T04:00:00Z");
        let head = {
            drop(head);
            app.person("principale", Role::Head, RoleScope::School(uai(MONT)))
        };
        let reply = head.post(&format!("/dossiers/{id}/etat"), &fields);
        assert_eq!(reply.status, 422, "{}", reply.body);
        assert!(reply.shows("dossiers-refused-wave"));
        assert_eq!(line_of(app, id, MONT).state, LineState::UnderConstruction);
        assert!(head.get(&format!("/dossiers/{id}")).status.is_success());
        app.at("2026-11-01T03:59:59Z");
        let reply = head.post(&format!("/dossiers/{id}/etat"), &fields);
        assert_eq!(reply.status, 303, "{}", reply.body);
        assert_eq!(line_of(app, id, MONT).state, LineState::SchoolValidated);
    });
}

#[test]
fn the_second_of_two_people_is_told_and_loses_nothing() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let (_, wave) = published(&app, "numerique", &asks_nothing(), "2026-10-01", "2026-10-31");
    let id = begun(&app, wave, MONT, &[]);
    let line = put(&app, id, MONT, LineState::SchoolValidated);
    let (text, seen) = (line.id.to_string(), line.revision.to_string());
    let seen_name = format!("vu-{text}");
    let (agent, head) = (app.agent_of("978"), app.head_of(MONT));
    let path = format!("/dossiers/{id}/etat");
    assert_eq!(
        agent
            .post(&path, &move_fields(&text, &seen_name, &seen, "authority_endorsed"))
            .status,
        303
    );
    let reply = head.post(&path, &move_fields(&text, &seen_name, &seen, "withdrawn"));
    assert_eq!(reply.status, 409);
    assert!(reply.shows("dossiers-conflict"));
    assert!(reply.has("le réseau est prêt"));
    assert_eq!(line_of(&app, id, MONT).state, LineState::AuthorityEndorsed);
}

#[test]
fn a_school_validates_once_nothing_is_missing_and_is_told_what_is() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        attach(app);
        let (_, wave) = published_call(app, "2026-10-01", "2026-10-31");
        let id = begun(app, wave, MONT, &[ECOLES[0]]);
        let line = put(app, id, MONT, LineState::UnderConstruction);
        put(app, id, ECOLES[0], LineState::UnderConstruction);
        let head = app.head_of(MONT);
        let page = head.get(&format!("/dossiers/{id}/etat?vers=school_validated"));
        assert!(page.status.is_success());
        assert!(
            page.has("synthese") && page.has("Délibération") && page.has("reseau"),
            "{}",
            page.body
        );
        let (text, seen) = (line.id.to_string(), line.revision.to_string());
        let seen_name = format!("vu-{text}");
        let fields = move_fields(&text, &seen_name, &seen, "school_validated");
        let path = format!("/dossiers/{id}/etat");
        assert_eq!(head.post(&path, &fields).status, 422);
        // The collège waits for its own answers only.
        let now = app.app.clock().now();
        let document: crate::shell::documents::DocumentId = crate::shell::clock::fresh_id();
        app.write(|tx| {
        for (field, school) in [("synthese", ""), ("reseau", MONT)] {
            tx.execute(
                sql!(
                    "insert into dossier_answer (dossier, uai, field, revision, value, saved_at)
                     values (:dossier, :uai, :field, 1, :value, :now)"
                ),
                params! { dossier: id, uai: school, field: field, value: "\"oui\"", now: now },
            )?;
        }
        tx.execute(
            sql!(
                "insert into document (id, owner_kind, owner, purpose, name, content_type, file_hash, bytes, scan, added_at)
                 values (:id, 'dossier', :owner, 'deliberation', 'd.pdf', 'application/pdf', 'h', 1, 'clean', :now)"
            ),
            params! { id: document, owner: id.to_string(), now: now },
        )?;
        Ok(())
    });
        let document = document.to_string();
        let shown: Vec<(&str, &str)> = fields
            .iter()
            .copied()
            .chain([("document", document.as_str())])
            .collect();
        assert_eq!(head.post(&path, &shown).status, 303);
        let page = head.get(&format!("/dossiers/{id}"));
        assert!(
            page.has("reseau") && !page.has("synthese"),
            "only the école still lacks"
        );
        let history = head.get(&format!("/dossiers/{id}/histoire"));
        assert!(history.has("le réseau est prêt") && history.has("d.pdf") && history.has("synthese"));
    });
}

#[test]
fn a_correction_is_for_the_academy_with_a_reason_and_stays_visible() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let (_, wave) = published(&app, "numerique", &asks_nothing(), "2026-10-01", "2026-10-31");
    let id = begun(&app, wave, MONT, &[]);
    let line = put(&app, id, MONT, LineState::Transmitted);
    let chosen = format!("{}~{}", line.id, line.revision);
    let fields = |reason: &'static str| {
        vec![
            ("ligne", chosen.as_str().to_owned()),
            ("statut", "ranked".to_owned()),
            ("jour", "2026-10-16".to_owned()),
            ("motif", reason.to_owned()),
        ]
    };
    let post = |visitor: &crate::test_app::Visitor<'_>, reason| {
        let fields = fields(reason);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        visitor.post(&format!("/dossiers/{id}/correction"), &fields)
    };
    let pilot = app.pilot();
    assert_eq!(post(&app.head_of(MONT), "non").status, 403);
    assert_eq!(post(&pilot, "").status, 422);
    assert_eq!(post(&pilot, "transmis par erreur").status, 303);
    assert_eq!(post(&pilot, "encore").status, 409);
    assert_eq!(line_of(&app, id, MONT).state, LineState::Ranked);
    let history = pilot.get(&format!("/dossiers/{id}/histoire"));
    assert!(history.has("transmis par erreur"));
    let trail = app.write(|tx| crate::shell::audit::latest(tx, Some(&line.id.to_string()), 10));
    assert_eq!(trail[0].event, "dossier_line.corrected");
}

#[test]
fn ecoles_come_and_go_while_the_dossier_is_written() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        attach(app);
        let (_, wave) = published(app, "numerique", &asks_nothing(), "2026-10-01", "2026-10-31");
        let id = begun(app, wave, MONT, &[ECOLES[0]]);
        let head = app.head_of(MONT);
        let add = |ecole| head.post(&format!("/dossiers/{id}/ecoles"), &[("ecoles", ecole)]);
        let remove = |ecole, reason| {
            head.post(
                &format!("/dossiers/{id}/ecoles/retirer"),
                &[("uai", ecole), ("motif", reason)],
            )
        };
        assert_eq!(add(ECOLES[1]).status, 303);
        assert_eq!(add("9711197Z").status, 422, "of another catchment area");
        assert_eq!(remove(ECOLES[0], "").status, 422, "without a reason");
        assert_eq!(remove(MONT, "non").status, 422, "the school that carries it");
        assert_eq!(remove(ECOLES[0], "pas de volontaire").status, 303);
        assert_eq!(line_of(app, id, ECOLES[0]).state, LineState::Withdrawn);
        assert_eq!(add(ECOLES[0]).status, 303);
        assert_eq!(line_of(app, id, ECOLES[0]).state, LineState::Draft);
        put(app, id, MONT, LineState::SchoolValidated);
        assert_eq!(remove(ECOLES[0], "trop tard").status, 422);
    });
}

#[test]
fn results_are_not_shown_to_applicants_before_they_are_published() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let (_, wave) = published(&app, "numerique", &asks_nothing(), "2026-10-01", "2026-10-31");
    let id = begun(&app, wave, MONT, &[]);
    put(&app, id, MONT, LineState::Selected);
    let (head, pilot) = (app.head_of(MONT), app.pilot());
    let told = |visitor: &crate::test_app::Visitor<'_>| {
        let listed: serde_json::Value = serde_json::from_slice(&visitor.get("/api/v1/dossiers").bytes).unwrap();
        let one: serde_json::Value =
            serde_json::from_slice(&visitor.get(&format!("/api/v1/dossiers/{id}")).bytes).unwrap();
        (
            listed["dossiers"][0]["state"].as_str().unwrap().to_owned(),
            one["lines"][0]["state"].as_str().unwrap().to_owned(),
        )
    };
    let both = |state: &str| (state.to_owned(), state.to_owned());
    assert_eq!(told(&pilot), both("selected"));
    assert_eq!(told(&head), both("assessed"));
    assert!(
        !head
            .get(&format!("/dossiers/{id}/histoire"))
            .shows("line-state-selected")
    );
    let found: serde_json::Value = serde_json::from_slice(&head.get("/api/v1/dossiers?state=selected").bytes).unwrap();
    assert_eq!(found["dossiers"].as_array().unwrap().len(), 0, "nor does a filter tell");
    let now = app.app.clock().now();
    app.write(|tx| crate::features::calls::set_published_at(tx, wave, now));
    assert_eq!(told(&head), both("selected"));
}

#[test]
fn the_api_moves_a_line_with_the_revision_that_was_read() {
    use axum::body::Body;
    use axum::http::Request;
    let app = TestApp::new(NOW);
    app.with_basin();
    let (_, wave) = published(&app, "numerique", &asks_nothing(), "2026-10-01", "2026-10-31");
    let id = begun(&app, wave, MONT, &[]);
    let line = put(&app, id, MONT, LineState::UnderConstruction);
    let head = app.head_of(MONT);
    let path = format!("/api/v1/dossier-lines/{}", line.id);
    let read = head.get(&path);
    assert_eq!(read.headers["etag"], "\"2\"");
    let change = |tag: Option<&str>, state: &str| {
        let body = serde_json::json!({ "state": state, "decided_on": "2026-10-16" });
        let mut request = Request::put(&path)
            .header("content-type", "application/json")
            .header("x-pole-token", head.token());
        if let Some(tag) = tag {
            request = request.header("if-match", tag);
        }
        head.send(request.body(Body::from(body.to_string())).unwrap())
            .status
            .as_u16()
    };
    assert_eq!(change(None, "school_validated"), 428);
    assert_eq!(change(Some("\"1\""), "school_validated"), 409);
    assert_eq!(change(Some("\"2\""), "selected"), 422);
    assert_eq!(change(Some("\"2\""), "school_validated"), 200);
    assert_eq!(change(Some("\"3\""), "authority_endorsed"), 403);
}
