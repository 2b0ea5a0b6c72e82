//! The evaluation through the door: codes, answers, what is told and to whom, what is forgotten.

use axum::http::StatusCode;
use pole_formats::RegistrationStatus;
use pole_kernel::{Role, RoleScope};
use serde_json::Value as Json;

use super::super::model::{Competence, DayPart, SessionId, SessionSheet};
use super::super::tests::{halves, plan, record, sheet, teacher};
use super::super::{Refusal, TrainingError, correct_session, register};
use crate::features::people::PersonId;
use crate::policy::Actor;
use crate::shell::jobs;
use crate::test_app::{Reply, TestApp, Visitor, on_both_engines};

const COLLEGE: &str = "9710022X";
const OTHER: &str = "9711023K";
/// Before the session, which is on 1 October 2026.
const BEFORE: &str = "2026-09-20T12:00:00Z";
/// Once it was held.
const HELD: &str = "2026-10-01T21:00:00Z";
/// When its practice is asked.
const LATER: &str = "2027-01-05T12:00:00Z";
const NAMES: [&str; 6] = ["ARNELL", "BROOKS", "CARTI", "DUZANT", "ETIENNE", "FLANDERS"];

/// A session with two competences and six teachers who have a seat.
fn session(app: &TestApp) -> (SessionId, Vec<PersonId>) {
    app.with_basin();
    let people: Vec<PersonId> = NAMES.iter().map(|name| teacher(app, name, COLLEGE)).collect();
    let content = SessionSheet {
        competences: vec![Competence::C31, Competence::C52],
        ..sheet("Différencier")
    };
    let id = plan(app, &content, &[("2026-10-01", DayPart::Morning)]);
    for person in &people {
        app.act(|tx, actor, now| register(tx, actor, now, id, *person, RegistrationStatus::Convened));
    }
    (id, people)
}

/// A pilot who signs in now: who was signed in months ago is not any more.
fn pilot_now<'a>(app: &'a TestApp, name: &str) -> Visitor<'a> {
    app.person(name, Role::Pilot, RoleScope::Basin)
}

fn draw(visitor: &Visitor<'_>, id: SessionId, stage: &str) -> Reply {
    visitor.post(&format!("/formation/{id}/evaluation/codes"), &[("etape", stage)])
}

/// The codes that a page shows, in the order of its names.
fn codes(reply: &Reply) -> Vec<String> {
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    let links = reply.body.split("/questionnaire?code=").skip(1);
    links.filter_map(|rest| rest.get(..11)).map(str::to_owned).collect()
}

/// Answers a questionnaire with one value for every question of it.
fn answer(app: &TestApp, code: &str, questions: &[(&str, &str)]) -> Reply {
    let mut fields = vec![("code", code)];
    fields.extend_from_slice(questions);
    app.nobody().post("/questionnaire", &fields)
}

fn close(visitor: &Visitor<'_>, id: SessionId, stage: &str) -> Reply {
    visitor.post(&format!("/formation/{id}/evaluation/clore"), &[("etape", stage)])
}

fn positions(value: &str) -> [(&str, &str); 2] {
    [("3_1", value), ("5_2", value)]
}

fn end(agreement: &'static str, position: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut answers: Vec<_> = ["useful", "clear", "organised", "recommended"]
        .map(|question| (question, agreement))
        .to_vec();
    answers.extend(positions(position));
    answers
}

fn line(visitor: &Visitor<'_>, by: &str, level: usize) -> Json {
    let reply = visitor.get(&format!("/api/v1/training/evaluation?by={by}&year=2026"));
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    let told: Json = serde_json::from_slice(&reply.bytes).unwrap();
    told["levels"][level - 1]["lines"][0].clone()
}

#[test]
fn the_four_levels_from_the_code_to_the_mean() {
    on_both_engines(BEFORE, |app| {
        let (id, people) = session(app);
        let pilot = app.pilot();
        assert!(pilot.get("/formation/evaluation").shows("training-evaluation-none"));
        // Before: five of six place themselves.
        let before = codes(&draw(&pilot, id, "before"));
        assert_eq!(before.len(), 6);
        let asked = app.nobody().get(&format!("/questionnaire?code={}", before[0]));
        assert!(asked.shows("training-competence-5-2") && asked.shows("training-questionnaire-promise"));
        assert!(!asked.has("ARNELL"), "the page does not say who answers");
        for code in &before[..5] {
            let thanks = answer(app, code, &positions("2"));
            assert_eq!(thanks.location(), "/questionnaire?merci=oui", "{}", thanks.body);
        }
        assert!(
            app.nobody()
                .get("/questionnaire?merci=oui")
                .shows("training-questionnaire-done")
        );
        // At the end: all came, five answer.
        app.at(HELD);
        let pilot = pilot_now(app, "octobre");
        for person in &people {
            record(app, id, *person, Some(180));
        }
        let ends = codes(&draw(&pilot, id, "end"));
        for (rank, code) in ends[..5].iter().enumerate() {
            let agreement = if rank == 0 { "2" } else { "4" };
            answer(app, code, &end(agreement, "4"));
        }
        // Nothing is told while answers come in.
        let open = line(&pilot, "session", 1);
        assert_eq!((&open["asked"], &open["is_open"]), (&6.into(), &true.into()));
        assert!(open["answered"].is_null() && open["means"].is_null());
        assert!(pilot.get("/formation/evaluation").shows("training-evaluation-open"));
        assert_eq!(line(&pilot, "theme", 1), Json::Null);
        assert_eq!(close(&pilot, id, "end").status, StatusCode::SEE_OTHER);
        for by in ["session", "theme", "year"] {
            let reaction = line(&pilot, by, 1);
            assert_eq!(
                (&reaction["asked"], &reaction["answered"]),
                (&6.into(), &5.into()),
                "{by}"
            );
            assert_eq!(reaction["means"]["useful"], 3.6);
            let learning = line(&pilot, by, 2);
            assert_eq!(learning["answered"], 5, "those who placed themselves twice");
            assert_eq!(learning["means"]["before"], 2.0);
            assert_eq!(learning["means"]["after"], 4.0);
        }
        // Three months later it is due; four answers are too few.
        app.at(LATER);
        let pilot = pilot_now(app, "janvier");
        let page = pilot.get("/formation/evaluation");
        assert!(page.shows("training-stage-later") && page.has(&format!("/formation/{id}/evaluation")));
        let later = codes(&draw(&pilot, id, "later"));
        for code in &later[..4] {
            answer(app, code, &[("in_class", "3"), ("by_pupils", "2"), ("shared", "1")]);
        }
        close(&pilot, id, "later");
        for by in ["session", "theme", "year"] {
            let practice = line(&pilot, by, 3);
            assert_eq!(practice["is_hidden"], true, "{by}");
            assert!(practice["answered"].is_null() && practice["means"].is_null(), "{by}");
        }
        let page = pilot.get("/formation/evaluation");
        assert!(page.has("moins de 5 réponses"), "{}", page.body);
        // Level 4: where they serve, with the way to the figures of that school.
        assert!(page.has(&format!("/indicateurs/I4?lieu=school:{COLLEGE}&au=2026-09-30")));
        assert!(page.has(&format!("/etablissements/{COLLEGE}/indicateurs")));
        for reply in [
            page,
            pilot.get("/formation/evaluation/export/niveau-1.csv"),
            pilot.get("/formation/evaluation/export/niveau-2.csv?par=theme"),
            pilot.get("/formation/evaluation/export/niveau-3.csv?par=year"),
            pilot.get("/api/v1/training/evaluation"),
        ] {
            assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
            for (name, person) in NAMES.iter().zip(&people) {
                assert!(!reply.has(name) && !reply.has(&person.to_string()), "{}", reply.body);
            }
        }
        let file = pilot.get("/formation/evaluation/export/niveau-2-competences.csv");
        assert!(file.has("5.2") && file.has(";5;2,0;4,0"), "{}", file.body);
        let sheet = pilot.get("/formation/evaluation/export/niveau-1.xlsx");
        assert!(sheet.bytes.starts_with(b"PK"));
        assert_eq!(
            pilot.get("/formation/evaluation/export/niveau-5.csv").status,
            StatusCode::NOT_FOUND
        );
        let trail = app.write(|tx| crate::shell::audit::latest(tx, Some(&id.to_string()), 100));
        let answers: Vec<_> = trail
            .iter()
            .filter(|line| line.event == "training_evaluation.answered")
            .collect();
        assert_eq!(answers.len(), 14);
        assert!(
            answers
                .iter()
                .all(|line| line.account.is_none() && line.detail.len() < 8)
        );
    });
}

#[test]
fn a_code_is_good_once_until_its_time_and_until_another_is_drawn() {
    on_both_engines(HELD, |app| {
        let (id, people) = session(app);
        let pilot = app.pilot();
        for person in &people[..2] {
            record(app, id, *person, Some(180));
        }
        let first = codes(&draw(&pilot, id, "end"));
        assert_eq!(first.len(), 2, "those who came");
        // A question without answer is told at its place, and what was chosen stays.
        let incomplete = answer(app, &first[0], &end("3", "2")[1..]);
        assert_eq!(incomplete.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(incomplete.shows("training-refused-answer"));
        assert!(incomplete.has("id=\"clear-3\" name=\"clear\" type=\"radio\" value=\"3\" checked"));
        for wrong in ["0", "5", "x"] {
            let mut values = end("3", "2");
            values[0].1 = wrong;
            assert_eq!(answer(app, &first[0], &values).status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(
            answer(app, &first[0].to_lowercase(), &end("3", "2")).status,
            StatusCode::SEE_OTHER
        );
        let again = answer(app, &first[0], &end("1", "2"));
        assert!(again.shows("training-refused-code-used"));
        let read = app.nobody().get(&format!("/questionnaire?code={}", first[0]));
        assert_eq!(read.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            read.shows("training-refused-code-used"),
            "nothing of the answers is shown again"
        );
        // New codes for those who have not answered.
        let second = codes(&draw(&pilot, id, "end"));
        assert_eq!(second.len(), 1);
        assert!(answer(app, &first[1], &end("3", "2")).shows("training-refused-code"));
        answer(app, &second[0], &end("3", "2"));
        let none_left = draw(&pilot, id, "end");
        assert_eq!(none_left.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none_left.shows("training-refused-evaluation-all"));
        for unknown in ["AAAAA-AAAAA", "court", "UUUUU-UUUUU"] {
            assert!(answer(app, unknown, &[]).shows("training-refused-code"), "{unknown}");
        }
        // Somebody who is added is asked too, until the sixty days are over.
        record(app, id, people[2], Some(180));
        let third = codes(&draw(&pilot, id, "end"));
        app.at("2026-12-01T12:00:00Z");
        let pilot = pilot_now(app, "decembre");
        let late = answer(app, &third[0], &end("3", "2"));
        assert!(late.shows("training-refused-code-over"), "{}", late.body);
        assert!(draw(&pilot, id, "end").shows("training-refused-evaluation-over"));
        assert!(close(&pilot, id, "end").shows("training-refused-evaluation-over"));
        let page = pilot.get(&format!("/formation/{id}/evaluation"));
        assert!(
            page.shows("training-asking-closed") && page.has("2 réponses sur 3"),
            "{}",
            page.body
        );
    });
}

#[test]
fn a_questionnaire_is_opened_in_its_time_for_somebody() {
    let app = TestApp::new(BEFORE);
    let (id, _) = session(&app);
    let pilot = app.pilot();
    let page = pilot.get(&format!("/formation/{id}/evaluation"));
    assert!(page.shows("training-stage-says-before") && page.shows("training-asking-draw"));
    assert!(draw(&pilot, id, "end").shows("training-refused-evaluation-early"));
    assert!(draw(&pilot, id, "later").shows("training-refused-evaluation-early"));
    assert_eq!(draw(&pilot, id, "jamais").status, StatusCode::NOT_FOUND);
    let bare = plan(&app, &sheet("Sans compétence"), &[("2026-10-01", DayPart::Morning)]);
    assert!(draw(&pilot, bare, "before").shows("training-refused-evaluation-competence"));
    let page = pilot.get(&format!("/formation/{bare}/evaluation"));
    assert!(page.shows("training-asking-no-competence"));
    app.at(HELD);
    let pilot = pilot_now(&app, "octobre");
    assert!(draw(&pilot, bare, "end").shows("training-refused-evaluation-nobody"));
    app.at("2027-08-01T12:00:00Z");
    let pilot = pilot_now(&app, "aout");
    assert!(draw(&pilot, id, "later").shows("training-refused-evaluation-over"));
    let page = pilot.get(&format!("/formation/{id}/evaluation"));
    assert!(page.shows("training-asking-missed"));
    let absent = "01890a5d-ac96-774b-bcce-b302099a8057";
    assert_eq!(
        pilot.get(&format!("/formation/{absent}/evaluation")).status,
        StatusCode::NOT_FOUND
    );
}

#[test]
fn means_are_for_those_who_answer_for_the_basin_and_codes_for_those_who_record_attendance() {
    let app = TestApp::new(HELD);
    app.with_basin();
    let content = SessionSheet {
        host: Some(super::super::tests::uai(COLLEGE)),
        ..sheet("Chez nous")
    };
    let id = plan(&app, &content, &[("2026-10-01", DayPart::Morning)]);
    record(&app, id, teacher(&app, "ARNELL", OTHER), Some(180));
    let head = app.head_of(COLLEGE);
    assert_eq!(
        codes(&draw(&head, id, "end")).len(),
        1,
        "the head of the host school hands them out"
    );
    for path in [
        "/formation/evaluation",
        "/formation/evaluation/export/niveau-1.csv",
        "/api/v1/training/evaluation",
    ] {
        assert_eq!(head.get(path).status, StatusCode::FORBIDDEN, "{path}");
        assert_ne!(app.nobody().get(path).status, StatusCode::OK, "{path}");
    }
    let agent = app.agent_of("978");
    assert_eq!(
        agent.get(&format!("/formation/{id}/evaluation")).status,
        StatusCode::FORBIDDEN
    );
    let elsewhere = app.person(
        "principale",
        Role::Head,
        RoleScope::School(super::super::tests::uai(OTHER)),
    );
    assert_eq!(draw(&elsewhere, id, "end").status, StatusCode::FORBIDDEN);
    assert_eq!(close(&elsewhere, id, "end").status, StatusCode::FORBIDDEN);
}

#[test]
fn who_answered_is_forgotten_with_a_proof_and_the_means_stay() {
    on_both_engines(HELD, |app| {
        let (id, people) = session(app);
        for person in &people {
            record(app, id, *person, Some(180));
        }
        let pilot = app.pilot();
        for code in codes(&draw(&pilot, id, "end")) {
            answer(app, &code, &end("3", "2"));
        }
        close(&pilot, id, "end");
        let before = line(&pilot, "session", 1);
        assert_eq!(before["answered"], 6);
        let run = |app: &TestApp| jobs::run_now(&app.app, "training.evaluation").unwrap();
        app.at("2027-05-30T12:00:00Z");
        assert_eq!(run(app), "nothing to forget");
        app.at("2027-06-15T12:00:00Z");
        app.write(|tx| {
            tx.execute(
                pole_db::sql!(
                    "insert into retention_hold (id, job, reason, set_at) values ('1', 'training.evaluation', 'Essai', '')"
                ),
                pole_db::params! {},
            )
        });
        assert_eq!(run(app), "6 held");
        app.write(|tx| {
            tx.execute(
                pole_db::sql!("update retention_hold set lifted_at = 'now' where id = '1'"),
                pole_db::params! {},
            )
        });
        assert_eq!(run(app), "6 people forgotten");
        assert_eq!(run(app), "nothing to forget");
        let (known, deleted, digest): (i64, i64, String) = app.write(|tx| {
            tx.one(
                pole_db::sql!(
                    "select (select count(*) from training_respondent where person is not null) as known, deleted, digest
                       from retention_run where job = 'training.evaluation'"
                ),
                pole_db::params! {},
                |row| Ok((row.get("known")?, row.get("deleted")?, row.get("digest")?)),
            )
        });
        assert_eq!((known, deleted, digest.len()), (0, 6, 64));
        assert_eq!(line(&pilot_now(app, "juin"), "session", 1), before);
    });
}

#[test]
fn the_competences_stay_once_a_questionnaire_asks_about_them() {
    let app = TestApp::new(BEFORE);
    let (id, _) = session(&app);
    let others = |competences: Vec<Competence>| SessionSheet {
        competences,
        ..sheet("Différencier")
    };
    let correct = |content: SessionSheet| {
        let now = app.app.clock().now();
        let half_days = halves(&[("2026-10-01", DayPart::Morning)]);
        app.app
            .db()
            .write_blocking(move |tx| correct_session(tx, &Actor::console(), now, id, &content, &half_days))
    };
    assert!(correct(others(vec![Competence::C31])).is_ok(), "nobody was asked yet");
    assert_eq!(draw(&app.pilot(), id, "before").status, StatusCode::OK);
    let refused = correct(others(vec![Competence::C31, Competence::C52]));
    assert!(
        matches!(refused, Err(TrainingError::Refused(Refusal::CompetencesAsked))),
        "{refused:?}"
    );
}
