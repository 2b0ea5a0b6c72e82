//! Writing together, through the door: who writes what, conflicts, members, comments, versions, reminders.

mod members;
mod past;
mod versions;

use pole_kernel::{Role, RoleScope, Uai};
use serde_json::Value;

use super::super::testing::{self, ECOLES, MONT, SOUALIGA, uai};
use super::super::{DossierError, DossierId, LineState, NewState, Who, lines, move_line, record_correction};
use crate::features::calls::{CallContent, CallWaveId, Condition, Field, FieldKind, Part, Section};
use crate::policy::AccountId;
use crate::test_app::{Reply, TestApp, Visitor, on_both_engines};

const NOW: &str = "2026-10-16T08:00:00Z";

fn field(code: &str, kind: FieldKind) -> Field {
    Field {
        code: code.to_owned(),
        label: format!("Question {code}"),
        help: String::new(),
        kind,
        required: true,
        per_school: false,
        condition: None,
    }
}

fn section(code: &str, part: Part, fields: Vec<Field>) -> Section {
    Section {
        code: code.to_owned(),
        title: format!("Partie {code}"),
        help: String::new(),
        part,
        fields,
    }
}

/// A form with a part for each kind of people.
fn content() -> CallContent {
    let text = || FieldKind::LongText { max: 60 };
    let options = ["oui", "non"].map(str::to_owned).to_vec();
    let network = Field {
        per_school: true,
        ..field("reseau", text())
    };
    let detail = Field {
        condition: Some(Condition {
            field: "pilote".to_owned(),
            equals: "oui".to_owned(),
        }),
        ..field("detail", FieldKind::Text { max: 40 })
    };
    CallContent {
        sections: vec![
            section(
                "projet",
                Part::Head,
                vec![
                    field("synthese", text()),
                    field("pilote", FieldKind::Choice { options, many: false }),
                    detail,
                ],
            ),
            section("equipe", Part::Teachers, vec![network]),
            section("argent", Part::Authority, vec![field("apport", FieldKind::Money)]),
            section("avis", Part::Delegate, vec![field("avis", text())]),
        ],
        ..testing::content()
    }
}

/// The dossier of a collège and two écoles, in a wave that is open.
fn a_dossier(app: &TestApp) -> (DossierId, CallWaveId) {
    app.with_basin();
    testing::attach(app);
    let (_, wave) = testing::published(app, "numerique", &content(), "2026-09-01", "2026-11-30");
    (testing::begun(app, wave, MONT, &ECOLES), wave)
}

fn account(app: &TestApp, name: &str) -> AccountId {
    let accounts = app.act(|tx, _, _| crate::features::accounts::all_accounts(tx));
    accounts.into_iter().find(|account| account.name == name).unwrap().id
}

fn teacher<'a>(app: &'a TestApp, name: &str, school: &str) -> Visitor<'a> {
    app.person(name, Role::Teacher, RoleScope::School(uai(school)))
}

fn delegate(app: &TestApp) -> Visitor<'_> {
    app.person("delegue", Role::AcademicService, RoleScope::Basin)
}

/// Invites somebody as the console.
fn invite(app: &TestApp, dossier: DossierId, name: &str, part: Part) {
    let account = account(app, name);
    app.act(|tx, actor, now| super::members::invite(tx, actor, now, dossier, account, part));
}

/// What the script of a page sends.
fn send(visitor: &Visitor<'_>, dossier: DossierId, code: &str, school: &str, seen: i64, text: &str) -> Reply {
    let place = if school.is_empty() {
        None
    } else {
        Uai::parse(school).ok()
    };
    let name = format!("{}{code}", super::web::prefix(place.as_ref()));
    let seen = seen.to_string();
    visitor.post(
        &format!("/dossiers/{dossier}/reponses"),
        &[("question", code), ("ecole", school), ("vu", &seen), (&name, text)],
    )
}

fn json(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.bytes).unwrap()
}

/// The newest answers, as texts.
fn kept(app: &TestApp, dossier: DossierId, code: &str, school: Option<&str>) -> Option<Value> {
    let place = school.map(uai);
    app.write(|tx| super::store::newest_answer(tx, dossier, place.as_ref(), code))
        .map(|answer| answer.value)
}

fn revisions(app: &TestApp, dossier: DossierId, code: &str) -> Vec<Value> {
    let mut history = app.write(|tx| super::store::answer_history(tx, dossier, None, code));
    history.reverse();
    history.into_iter().map(|(answer, _)| answer.value).collect()
}

fn state(app: &TestApp, dossier: DossierId, school: &str) -> LineState {
    let lines = app.write(|tx| lines(tx, dossier));
    lines.iter().find(|line| line.uai == uai(school)).unwrap().state
}

fn new_state(app: &TestApp, dossier: DossierId, school: &str, state: LineState) -> NewState {
    let lines = app.write(|tx| lines(tx, dossier));
    let line = lines.iter().find(|line| line.uai == uai(school)).unwrap();
    NewState {
        line: line.id,
        seen: line.revision,
        state,
        acted_as: Who::School,
        rank: None,
        decided_on: app.app.clock().now().day(),
        reason: "test".to_owned(),
        document: None,
    }
}

fn validate(app: &TestApp, dossier: DossierId, school: &str) {
    let new = new_state(app, dossier, school, LineState::SchoolValidated);
    app.act(|tx, actor, now| -> Result<(), DossierError> { move_line(tx, actor, now, &new).map(|_| ()) });
}

#[test]
fn each_writes_their_part_and_no_other() {
    on_both_engines(NOW, |app| {
        let (dossier, _) = a_dossier(app);
        let head = app.head_of(MONT);
        let director = app.person("directrice", Role::Head, RoleScope::School(uai(ECOLES[0])));
        let member = teacher(app, "prof", MONT);
        invite(app, dossier, "prof", Part::Teachers);
        let colleague = teacher(app, "collegue", MONT);
        let stranger = app.person("autre", Role::Head, RoleScope::School(uai(SOUALIGA)));
        let (agent, far) = (app.agent_of("978"), app.agent_of("977"));
        let delegate = delegate(app);
        let fields = [
            ("synthese", "", "x"),
            ("reseau", MONT, "x"),
            ("reseau", ECOLES[0], "x"),
            ("reseau", ECOLES[1], "x"),
            ("apport", "", "100"),
            ("avis", "", "x"),
        ];
        let check = |who: &str, visitor: &Visitor<'_>, statuses: [u16; 6]| {
            for ((code, school, text), status) in fields.iter().zip(statuses) {
                let current = app
                    .write(|tx| super::store::newest_answer(tx, dossier, Uai::parse(school).ok().as_ref(), code))
                    .map_or(0, |answer| answer.revision);
                let reply = send(visitor, dossier, code, school, current, text);
                assert_eq!(reply.status.as_u16(), status, "{who} {code} {school}: {}", reply.body);
            }
        };
        check("head", &head, [200; 6]);
        check("director of an école", &director, [403, 403, 200, 403, 403, 403]);
        check("member", &member, [403, 200, 200, 200, 403, 403]);
        check("agent", &agent, [403, 403, 403, 403, 200, 403]);
        check("delegate", &delegate, [403, 403, 403, 403, 403, 200]);
        check("colleague who was not invited", &colleague, [404; 6]);
        check("head of another school", &stranger, [404; 6]);
        check("agent of the other island", &far, [404; 6]);
        let unknown = send(&head, dossier, "rien", "", 0, "x");
        assert_eq!(unknown.status.as_u16(), 404);
        // A question of the dossier is not answered by a school, nor the other way round.
        assert_eq!(send(&head, dossier, "synthese", MONT, 0, "x").status.as_u16(), 404);
        assert_eq!(send(&head, dossier, "reseau", SOUALIGA, 0, "x").status.as_u16(), 404);
        for path in [
            "rediger",
            "rediger/projet",
            "membres",
            "commentaires",
            "versions",
            "documents",
        ] {
            let path = format!("/dossiers/{dossier}/{path}");
            for (visitor, status) in [
                (&head, 200),
                (&member, 200),
                (&agent, 200),
                (&colleague, 404),
                (&far, 404),
            ] {
                assert_eq!(visitor.get(&path).status.as_u16(), status, "{path}");
            }
        }
    });
}

#[test]
fn the_same_save_sent_twice_is_kept_once_and_the_first_one_begins_the_dossier() {
    on_both_engines(NOW, |app| {
        let (dossier, _) = a_dossier(app);
        let head = app.head_of(MONT);
        assert_eq!(state(app, dossier, ECOLES[1]), LineState::Draft);
        assert_eq!(json(&send(&head, dossier, "synthese", "", 0, ""))["revision"], 0);
        assert_eq!(state(app, dossier, MONT), LineState::Draft, "nothing was written");
        let first = json(&send(&head, dossier, "synthese", "", 0, "Un projet"));
        assert_eq!(
            (&first["revision"], &first["saved_at"]),
            (&1.into(), &"2026-10-16T08:00:00.000Z".into())
        );
        assert_eq!(first["words"], "Enregistré à 04:00");
        for school in [MONT, ECOLES[0], ECOLES[1]] {
            assert_eq!(state(app, dossier, school), LineState::UnderConstruction);
        }
        // The answer was lost on its way back: the same save comes again, later.
        app.at("2026-10-16T08:00:09Z");
        assert_eq!(json(&send(&head, dossier, "synthese", "", 0, "Un projet")), first);
        assert_eq!(revisions(app, dossier, "synthese").len(), 1);
        let second = json(&send(&head, dossier, "synthese", "", 1, "Un beau projet"));
        assert_eq!(second["revision"], 2);
        assert_eq!(
            json(&send(&head, dossier, "synthese", "", 1, "Un beau projet"))["revision"],
            2
        );
        // Taken away: an empty answer is a revision as well.
        assert_eq!(json(&send(&head, dossier, "synthese", "", 2, ""))["revision"], 3);
        assert_eq!(kept(app, dossier, "synthese", None), Some(Value::Null));
        let without = head.post_raw(
            &format!("/dossiers/{dossier}/reponses"),
            "application/x-www-form-urlencoded",
            "question=synthese&vu=3&r-synthese=x",
        );
        assert_eq!(without.status.as_u16(), 403, "no anti-forgery token");
    });
}

#[test]
fn two_who_edit_the_same_field_see_both_texts_and_choose() {
    on_both_engines(NOW, |app| {
        let (dossier, _) = a_dossier(app);
        let head = app.head_of(MONT);
        let member = teacher(app, "prof", MONT);
        invite(app, dossier, "prof", Part::Head);
        send(&head, dossier, "synthese", "", 0, "Départ");
        send(&head, dossier, "pilote", "", 0, "non");
        assert_eq!(send(&head, dossier, "synthese", "", 1, "Du chef").status.as_u16(), 200);
        let late = send(&member, dossier, "synthese", "", 1, "Du prof <b>");
        assert_eq!(late.status.as_u16(), 409);
        let told = json(&late);
        assert_eq!(
            (told["text"].as_str(), told["revision"].as_i64()),
            (Some("Du chef"), Some(2))
        );
        assert!(
            told["words"]
                .as_str()
                .unwrap()
                .starts_with("Quelqu’un d’autre a modifié ce champ")
        );
        assert!(told["words"].as_str().unwrap().contains("principal (test)"));
        assert_eq!(revisions(app, dossier, "synthese").len(), 2, "nothing is written over");

        // The whole section, without the script: what was not touched is no conflict, though it changed meanwhile.
        send(&head, dossier, "pilote", "", 1, "oui");
        let page = member.post(
            &format!("/dossiers/{dossier}/rediger/projet"),
            &[
                ("vu-r-synthese", "1"),
                ("r-synthese", "Du prof <b>"),
                ("vu-r-pilote", "1"),
                ("r-pilote", "non"),
                ("vu-r-detail", "0"),
                ("r-detail", "Détail du prof"),
            ],
        );
        assert_eq!(page.status.as_u16(), 409);
        assert!(page.shows("writing-conflict-title") && page.has("Du chef") && page.has("Du prof <b>"));
        assert!(!page.has("Question pilote"), "the head's other answer is left alone");
        assert_eq!(kept(app, dossier, "pilote", None), Some("oui".into()));
        assert_eq!(
            kept(app, dossier, "detail", None),
            Some("Détail du prof".into()),
            "the rest is saved"
        );

        let settle = |seen: &str, choice: &str, merged: &str| {
            member.post(
                &format!("/dossiers/{dossier}/conflit/projet"),
                &[
                    ("cle", "synthese"),
                    ("vu-synthese", seen),
                    ("mien-synthese", "\"Du prof <b>\""),
                    ("choix-synthese", choice),
                    ("fusion-synthese", merged),
                ],
            )
        };
        // Meanwhile the head saves once more: both are shown again.
        send(&head, dossier, "synthese", "", 2, "Du chef, encore");
        let again = settle("2", "merged", "Des deux");
        assert_eq!(again.status.as_u16(), 409);
        assert!(again.has("Du chef, encore") && again.has("Des deux"));
        assert_eq!(settle("3", "merged", "Des deux").status.as_u16(), 303);
        let told = ["Départ", "Du chef", "Du chef, encore", "Du prof <b>", "Des deux"].map(Value::from);
        assert_eq!(revisions(app, dossier, "synthese"), told, "both stay in the history");

        assert_eq!(settle("5", "theirs", "").status.as_u16(), 303);
        let history = revisions(app, dossier, "synthese");
        assert_eq!(
            &history[5..],
            ["Du prof <b>", "Des deux"].map(Value::from),
            "theirs, and mine is kept too"
        );
        assert_eq!(settle("7", "mine", "").status.as_u16(), 303);
        assert_eq!(kept(app, dossier, "synthese", None), Some("Du prof <b>".into()));
        let page = member.get(&format!("/dossiers/{dossier}/reponses/synthese"));
        assert!(page.has("Du chef, encore") && page.has("Du prof <b>") && page.has("prof (test)"));
    });
}

#[test]
fn a_section_is_saved_without_scripts_and_what_is_wrong_stays_as_it_was_typed() {
    on_both_engines(NOW, |app| {
        let (dossier, _) = a_dossier(app);
        let head = app.head_of(MONT);
        let address = format!("/dossiers/{dossier}/rediger/projet");
        let page = head.get(&address);
        assert!(page.has("Question synthese") && page.has("data-autosave") && page.has("name=\"vu-r-synthese\""));
        let hidden = |page: &Reply| {
            let start = page.body.find("id=\"question-r-detail\"").unwrap();
            let end = page.body[start..].find('>').unwrap();
            page.body[start..start + end].ends_with(" hidden")
        };
        assert!(hidden(&page), "a question that is not asked yet is not shown");
        let long = "x".repeat(61);
        let wrong = head.post(
            &address,
            &[
                ("vu-r-synthese", "0"),
                ("r-synthese", &long),
                ("vu-r-pilote", "0"),
                ("r-pilote", "oui"),
            ],
        );
        assert_eq!(wrong.status.as_u16(), 422);
        assert!(wrong.has(&long), "what was typed is still there");
        assert!(!hidden(&wrong));
        assert_eq!(kept(app, dossier, "synthese", None), None);
        assert_eq!(kept(app, dossier, "pilote", None), Some("oui".into()));
        let told = send(&head, dossier, "synthese", "", 0, &long);
        assert_eq!(told.status.as_u16(), 422);
        assert!(json(&told)["words"].as_str().unwrap().contains("60"));

        let saved = head.post(
            &address,
            &[("vu-r-synthese", "0"), ("r-synthese", "Court"), ("suite", "liste")],
        );
        assert_eq!(saved.location(), format!("/dossiers/{dossier}/rediger"));
        let tasks = head.get(&format!("/dossiers/{dossier}/rediger"));
        // Two of three in the first part; nothing for the three schools, the authority, the delegate, the document.
        assert!(
            tasks.has("2 sur 3") && tasks.has("0 sur 3") && tasks.has("0 sur 1"),
            "{}",
            tasks.body
        );
        assert!(tasks.has("Question detail") && !tasks.has("Question synthese"));
        let read = app.agent_of("978").get(&address);
        assert!(read.has("Court") && read.shows("writing-read-only") && !read.has("name=\"r-synthese\""));
    });
}

#[test]
fn answers_are_frozen_by_the_validation_and_a_recorded_correction_opens_them_again() {
    on_both_engines(NOW, |app| {
        let (dossier, _) = a_dossier(app);
        let head = app.head_of(MONT);
        send(&head, dossier, "synthese", "", 0, "Un projet");
        validate(app, dossier, ECOLES[0]);
        assert_eq!(send(&head, dossier, "reseau", ECOLES[0], 0, "x").status.as_u16(), 422);
        assert_eq!(send(&head, dossier, "reseau", ECOLES[1], 0, "x").status.as_u16(), 200);
        assert_eq!(send(&head, dossier, "synthese", "", 1, "Encore").status.as_u16(), 200);
        validate(app, dossier, MONT);
        let frozen = send(&head, dossier, "synthese", "", 2, "Trop tard");
        assert_eq!(frozen.status.as_u16(), 422);
        assert!(json(&frozen)["words"].as_str().unwrap().contains("validé"));
        let page = head.post(
            &format!("/dossiers/{dossier}/rediger/projet"),
            &[("vu-r-synthese", "2"), ("r-synthese", "Trop tard")],
        );
        assert_eq!(page.status.as_u16(), 422);
        assert!(page.shows("writing-refused-frozen"));
        assert!(
            head.get(&format!("/dossiers/{dossier}/rediger"))
                .shows("writing-closed-frozen")
        );
        let back = new_state(app, dossier, MONT, LineState::UnderConstruction);
        app.act(|tx, actor, now| -> Result<(), DossierError> { record_correction(tx, actor, now, &back).map(|_| ()) });
        assert_eq!(send(&head, dossier, "synthese", "", 2, "À temps").status.as_u16(), 200);
    });
}

#[test]
fn late_is_refused_to_the_second_and_the_draft_stays() {
    on_both_engines(NOW, |app| {
        let (dossier, _) = a_dossier(app);
        app.at("2026-12-01T03:00:00Z");
        let head = app.head_of(MONT);
        app.at("2026-12-01T03:59:59Z");
        assert_eq!(send(&head, dossier, "synthese", "", 0, "À temps").status.as_u16(), 200);
        app.at("2026-12-01T04:00:00Z");
        let late = send(&head, dossier, "synthese", "", 1, "Trop tard");
        assert_eq!(late.status.as_u16(), 422);
        assert_eq!(kept(app, dossier, "synthese", None), Some("À temps".into()));
        assert!(
            head.get(&format!("/dossiers/{dossier}/rediger/projet"))
                .shows("writing-closed-wave")
        );
        let closed = head.get("/dossiers/miens");
        assert!(closed.shows("writing-own-none"));
    });
}

#[test]
fn the_api_saves_an_answer_over_the_revision_that_was_read() {
    on_both_engines(NOW, |app| {
        let (dossier, _) = a_dossier(app);
        let head = app.head_of(MONT);
        let put = |seen: Option<&str>, body: &str| {
            let mut request = axum::http::Request::put(format!("/api/v1/dossiers/{dossier}/answers/synthese"))
                .header("content-type", "application/json")
                .header("x-pole-token", head.token());
            if let Some(seen) = seen {
                request = request.header("if-match", seen);
            }
            head.send(request.body(body.to_owned().into()).unwrap())
        };
        assert_eq!(put(None, r#"{"value":"a"}"#).status.as_u16(), 428);
        let first = put(Some("\"0\""), r#"{"value":"a"}"#);
        assert_eq!(
            (first.status.as_u16(), &first.headers["etag"]),
            (200, &"\"1\"".parse().unwrap())
        );
        assert_eq!(put(Some("\"0\""), r#"{"value":"b"}"#).status.as_u16(), 409);
        assert_eq!(put(Some("\"1\""), r#"{"value":3}"#).status.as_u16(), 422);
        assert_eq!(put(Some("\"1\""), r#"{"value":"b"}"#).status.as_u16(), 200);
        let list = json(&head.get(&format!("/api/v1/dossiers/{dossier}/answers")));
        assert_eq!(
            (&list["answers"][0]["revision"], &list["answers"][0]["value"]),
            (&2.into(), &"b".into())
        );
        assert_eq!(
            app.agent_of("977")
                .get(&format!("/api/v1/dossiers/{dossier}/answers"))
                .status
                .as_u16(),
            404
        );
    });
}
