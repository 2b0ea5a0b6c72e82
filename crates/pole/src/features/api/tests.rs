//! Every operation of the API answers what its document says.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use pole_kernel::{Day, Role, RoleScope, SchoolYear, Uai};
use serde_json::{Value, json};

use crate::features::calls::{self, Part};
use crate::features::connectivity::{self, RoomEntry};
use crate::features::decisions::{Outcome, testing as decisions};
use crate::features::dossiers::{DossierId, testing};
use crate::features::endowment::{self, Decision, EntryStatus, NewWave};
use crate::features::strategy::committee::testing as strategy;
use crate::features::strategy::scenarios::{self, model::Content};
use crate::test_app::{TestApp, Visitor, on_both_engines};

const NOW: &str = "2026-10-16T08:00:00Z";

/// Checks a value against a schema of the document; gives the places where they differ.
fn differences(document: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = document
            .pointer(reference.trim_start_matches('#'))
            .unwrap_or_else(|| panic!("{reference} is missing"));
        return differences(document, target, value, place);
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(choices) = schema.get(key).and_then(Value::as_array) {
            let fits = choices
                .iter()
                .any(|choice| differences(document, choice, value, place).is_empty());
            return if fits {
                Vec::new()
            } else {
                vec![format!("{place} fits none of {key}")]
            };
        }
    }
    let mut wrong = Vec::new();
    if let Some(all) = schema.get("allOf").and_then(Value::as_array) {
        wrong.extend(all.iter().flat_map(|part| differences(document, part, value, place)));
    }
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let allows = |name: &str| name == found || (name == "number" && found == "integer");
    let fits = match schema.get("type") {
        Some(Value::String(name)) => allows(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(allows),
        _ => true,
    };
    if !fits {
        return vec![format!("{place} is {found}, the document says {}", schema["type"])];
    }
    if let (Some(items), Value::Array(values)) = (schema.get("items"), value) {
        for (index, item) in values.iter().enumerate() {
            wrong.extend(differences(document, items, item, &format!("{place}[{index}]")));
        }
    }
    if let Value::Object(fields) = value {
        for name in schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            if !fields.contains_key(name) {
                wrong.push(format!("{place}.{name} is missing"));
            }
        }
        let known = schema.get("properties").and_then(Value::as_object);
        for (name, field) in fields {
            match (
                known.and_then(|known| known.get(name)),
                schema.get("additionalProperties"),
            ) {
                (Some(schema), _) | (None, Some(schema)) => {
                    wrong.extend(differences(document, schema, field, &format!("{place}.{name}")));
                }
                (None, None) if known.is_some() => wrong.push(format!("{place}.{name} is not in the document")),
                (None, None) => {}
            }
        }
    }
    wrong
}

fn ask(
    visitor: &Visitor<'_>,
    method: &str,
    path: &str,
    body: Option<&Value>,
    etag: Option<&str>,
) -> (StatusCode, Value) {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("x-pole-token", visitor.token());
    if let Some(etag) = etag {
        request = request.header("if-match", etag);
    }
    let body = match body {
        Some(value) => {
            request = request.header("content-type", "application/json");
            Body::from(value.to_string())
        }
        None => Body::empty(),
    };
    let reply = visitor.send(request.body(body).unwrap());
    let value = serde_json::from_slice(&reply.bytes).unwrap_or(Value::Null);
    (reply.status, value)
}

/// A collège selected in a wave: the identifier of its entry.
fn selected(app: &TestApp) -> String {
    let year = SchoolYear::starting(2020).unwrap();
    let wave = app.act(|tx, actor, now| {
        let new = NewWave {
            label: "Vague 1".to_owned(),
            first_year: year,
            note: String::new(),
        };
        endowment::add_wave(tx, actor, now, &new)
    });
    let entry = app.act(|tx, actor, now| {
        let decision = Decision {
            wave,
            uai: Uai::parse("9710022X").unwrap(),
            seen: 0,
            status: EntryStatus::Selected,
            first_year: year,
            decided_on: Day::parse("2020-06-15").unwrap(),
            reason: String::new(),
        };
        endowment::decide(tx, actor, now, &decision)
    });
    entry.id.to_string()
}

/// A room of the collège: its identifier.
fn a_room(app: &TestApp) -> String {
    let room = RoomEntry {
        name: "Salle 1".to_owned(),
        kind: pole_formats::RoomKind::Ordinary,
        half_days: 8,
        building: String::new(),
    };
    let (school, from) = (Uai::parse("9710022X").unwrap(), Day::parse("2020-09-01").unwrap());
    let added = app.act(|tx, actor, now| {
        connectivity::add_rooms(tx, actor, now, &school, from, std::slice::from_ref(&room), false)
    });
    added[0].to_string()
}

/// A morning of training.
fn a_session() -> Value {
    let morning = json!({ "day": "2020-10-14", "part": "morning", "minutes": 180 });
    json!({ "theme": "Tablettes", "place": "Marigot", "is_digital": true, "half_days": [morning] })
}

/// What exists when every operation is called.
struct Known {
    entry: String,
    room: String,
    session: String,
    /// An agreement of a published wave.
    agreement: String,
    /// A wave before its commission, and one of its lines.
    undecided: (String, String),
    dossier: String,
    line: String,
    /// An account of the academic services.
    delegate: String,
    call: String,
    call_wave: String,
    review: String,
    fingerprint: String,
    /// A draft of the committee to change, and another one to decide.
    drafts: (String, String),
    /// A scenario of the strategy, and a search of it that waits.
    scenario: String,
    run: String,
}

/// A call for projects that can be published: its identifier.
fn a_call(pilot: &Visitor<'_>) -> String {
    let (_, made) = ask(pilot, "POST", "/api/v1/calls", Some(&call_entry()), None);
    made["id"].as_str().unwrap().to_owned()
}

/// What the sheet's call says, as a new one.
fn call_entry() -> Value {
    let sheet = calls::programmes().unwrap().remove(0);
    json!({ "title": "Collèges numériques", "edition": 2026, "content": sheet.content })
}

/// A published wave with an agreement, and a wave before its commission.
fn decisions_known(app: &TestApp) -> (String, (String, String)) {
    let scene = decisions::scene(app);
    let (second, _) = decisions::second_wave(app, &scene);
    decisions::decided(app, scene.wave, &[(testing::MONT, Outcome::Selected)]);
    decisions::published(app, scene.wave);
    let line = decisions::line_of(app, second, testing::SOUALIGA).line;
    (
        decisions::agreed(app, scene.mont).to_string(),
        (second.to_string(), line.to_string()),
    )
}

/// A scenario of the strategy, and a search of it that waits: its process died.
fn a_search(app: &TestApp) -> (String, String) {
    let content = Content {
        first_year: 2026,
        waves: 1,
        ..Content::default()
    };
    let scenario = app.act(|tx, actor, now| scenarios::create(tx, actor, now, "Essai", &content));
    let run = app.act(|tx, actor, now| scenarios::start(tx, actor, now, scenario, false));
    (scenario.to_string(), run.id().to_string())
}

/// A real call of each operation: its address, body and `If-Match`.
fn call(path: &str, method: &str, known: &Known) -> (String, Option<Value>, Option<String>) {
    let Known {
        entry,
        room,
        session,
        agreement,
        undecided: (undecided, decided),
        dossier,
        line,
        delegate,
        call,
        call_wave,
        review,
        fingerprint,
        drafts: (changed, to_decide),
        scenario,
        run,
    } = known;
    let decisions_of = path == "/api/v1/call-waves/{id}/decisions";
    let path = path
        .replace(
            "/call-waves/{id}",
            &format!("/call-waves/{}", if decisions_of { undecided } else { call_wave }),
        )
        .replace("/reviews/{id}", &format!("/reviews/{review}"));
    let path = path.as_str();
    let id = if path.contains("/agreements/") {
        agreement
    } else if path.starts_with("/api/v1/calls/") {
        call
    } else {
        entry
    };
    let address = path
        .replace("{uai}", "9710022X")
        .replace("{id}", id)
        .replace("{code}", if path.starts_with("/api/v1/calls/") { "1" } else { "I1" });
    match (method, path) {
        ("post", "/api/v1/strategy/scenarios") => {
            let body = json!({ "name": "Essai", "content": { "first_year": 2026, "waves": 2 } });
            (address, Some(body), None)
        }
        ("put", "/api/v1/strategy/scenarios/{id}") => {
            let content = json!({ "first_year": 2026, "waves": 1, "note": "relu" });
            let body = json!({ "name": "Essai", "content": content });
            (path.replace("{id}", scenario), Some(body), Some("\"1\"".to_owned()))
        }
        (_, path) if path.starts_with("/api/v1/strategy/scenarios/{id}") => (
            path.replace("{id}", scenario),
            (method == "post").then(|| json!({})),
            None,
        ),
        (_, path) if path.starts_with("/api/v1/strategy/runs/{id}") => {
            (path.replace("{id}", run), (method == "post").then(|| json!({})), None)
        }
        ("post", "/api/v1/calls") => (address, Some(call_entry()), None),
        ("put", "/api/v1/calls/{id}/draft") => {
            (address, Some(call_entry()["content"].clone()), Some("\"1\"".to_owned()))
        }
        ("post", "/api/v1/calls/{id}/publish") => (address, Some(json!({})), Some("\"1\"".to_owned())),
        ("post", path) if path.ends_with("/assignment") => (address, Some(json!({ "fingerprint": fingerprint })), None),
        ("put", path) if path.starts_with("/api/v1/reviews/") => {
            let body = json!({ "marks": [{ "criterion": "projet", "mark": 3 }], "comment": "clair" });
            (address, Some(body), Some("\"0\"".to_owned()))
        }
        ("post", "/api/v1/strategy/decisions/{id}/decide") => {
            // The fingerprint is read just before.
            let body = json!({ "decided_on": "2026-10-15", "waves": [{ "number": 1, "label": "Stratégie" }] });
            (path.replace("{id}", to_decide), Some(body), Some("\"1\"".to_owned()))
        }
        ("put", "/api/v1/strategy/decisions/{id}/deviations") => {
            let one = json!({ "uai": "9710035L", "wave": 2, "reason": "travaux" });
            let address = path.replace("{id}", changed);
            (address, Some(json!({ "deviations": [one] })), Some("\"1\"".to_owned()))
        }
        (_, "/api/v1/strategy/decisions/{id}") => (path.replace("{id}", changed), None, None),
        ("post", "/api/v1/schools/{uai}/head-counts") => {
            let body = json!({ "year": 2022, "counted_on": "2022-09-30", "counts": { "5E": 215, "TEACHERS": 60 } });
            (address, Some(body), None)
        }
        ("post", path) if path.ends_with("/decisions") => {
            let one = json!({ "line": decided, "seen": 0, "outcome": "selected", "reserve_rank": null, "reason": "" });
            (address, Some(json!({ "decisions": [one] })), None)
        }
        ("post", "/api/v1/schools/{uai}/supplies") => {
            let body = json!({
                "year": 2020, "step": "ordered", "item": "pupil_device", "quantity": 231,
                "unit_price_cents": 49_000, "day": "2020-10-01", "reference": "BC 12"
            });
            (address, Some(body), None)
        }
        ("put", "/api/v1/indicators/targets") => {
            let body = json!({ "code": "I1", "scope": "basin", "year": 2026, "target": 800, "note": "comité" });
            (address, Some(body), None)
        }
        ("post", "/api/v1/usage/populations") => {
            let body = json!({
                "month": "2020-10", "scope_kind": "school", "scope": "9710022X", "profile": "guardian",
                "people": 812, "activated": 340, "source": "liste de rentrée"
            });
            (address, Some(body), None)
        }
        ("post", "/api/v1/schools/{uai}/services") => {
            let body = json!({
                "surname": "SAVANE", "given_name": "Lou", "birth_date": "1980-02-03", "degree": "second",
                "discipline": "Anglais", "attachment": true, "from": "2020-09-01"
            });
            (address, Some(body), None)
        }
        ("post", "/api/v1/training/sessions") => (address, Some(a_session()), None),
        ("post", "/api/v1/training/sessions/{id}/attendance") => {
            let address = path.replace("{id}", session);
            (address, Some(json!({ "marks": [] })), None)
        }
        ("post", "/api/v1/rooms") => {
            let room = json!({ "name": "Salle 2", "kind": "ordinary", "half_days": 8, "building": "A" });
            let body = json!({ "school": "9710022X", "from": "2020-09-01", "rooms": [room] });
            (address, Some(body), None)
        }
        ("post", "/api/v1/room-tests") => {
            let test = json!({ "room": room, "at": "2020-10-12T14:30:00Z", "down_kbps": 9_000, "up_kbps": 3_000 });
            (address, Some(json!({ "tests": [test] })), None)
        }
        ("post", "/api/v1/strategy/values") => {
            let value = json!({ "uai": "9710022X", "component": "families", "value_milli": 40_000 });
            let body = json!({ "observed_on": "2026-10-01", "note": "enquête", "values": [value] });
            (address, Some(body), None)
        }
        ("post", "/api/v1/strategy/weights") => {
            let mut weights =
                serde_json::to_value(crate::features::strategy::needs::model::Weights::default()).unwrap();
            weights["need_share"] = json!(60);
            weights["note"] = json!("essai");
            (address, Some(weights), Some("\"1\"".to_owned()))
        }
        ("put", "/api/v1/entries/{id}") => {
            let body = json!({
                "status": "reserve", "first_year": 2020, "decided_on": "2020-07-01", "reason": "budget"
            });
            (address, Some(body), Some("\"1\"".to_owned()))
        }
        ("get", "/api/v1/dossiers/{id}") => (path.replace("{id}", dossier), None, None),
        ("get", "/api/v1/dossier-lines/{id}") => (path.replace("{id}", line), None, None),
        ("put", "/api/v1/dossier-lines/{id}") => {
            let body = json!({ "state": "under_construction", "decided_on": "2026-10-16" });
            (path.replace("{id}", line), Some(body), Some("\"1\"".to_owned()))
        }
        ("put", "/api/v1/dossiers/{id}/answers/{code}") => {
            let address = path.replace("{id}", dossier).replace("{code}", "avis");
            (
                address,
                Some(json!({ "value": "Projet solide" })),
                Some("\"0\"".to_owned()),
            )
        }
        ("post", "/api/v1/dossiers/{id}/members") => {
            let body = json!({ "account": delegate, "part": "delegate" });
            (path.replace("{id}", dossier), Some(body), None)
        }
        ("post", "/api/v1/dossiers/{id}/comments") => {
            let body = json!({ "text": "À relire", "question": "avis" });
            (path.replace("{id}", dossier), Some(body), None)
        }
        (_, path) if path.starts_with("/api/v1/dossiers/{id}/") => (path.replace("{id}", dossier), None, None),
        _ => (address, None, None),
    }
}

/// A dossier of the collège, with a question of the academic delegate.
fn a_dossier(app: &TestApp) -> String {
    let mut content = testing::content();
    let mut opinion = content.sections[0].clone();
    opinion.code = "avis".to_owned();
    opinion.part = Part::Delegate;
    opinion.fields[0].code = "avis".to_owned();
    content.sections.push(opinion);
    let (_, wave) = testing::published(app, "numerique", &content, "2026-09-01", "2026-11-30");
    testing::begun(app, wave, testing::MONT, &[]).to_string()
}

/// The account of somebody by their sign-in name.
fn account_of(app: &TestApp, name: &str) -> String {
    let accounts = app.act(|tx, _, _| crate::features::accounts::all_accounts(tx));
    let found = accounts.into_iter().find(|account| account.name == name);
    found.unwrap().id.to_string()
}

#[test]
fn every_operation_answers_what_the_document_says() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let pilot = app.pilot();
        app.account("services", Some((Role::AcademicService, RoleScope::Basin)));
        let (_, session) = ask(&pilot, "POST", "/api/v1/training/sessions", Some(&a_session()), None);
        let (agreement, undecided) = decisions_known(app);
        let dossier = a_dossier(app);
        let (reviewer, call_wave, review) = crate::features::reviews::a_review(app);
        let assignment = format!("/api/v1/call-waves/{call_wave}/assignment");
        let (_, proposal) = ask(&pilot, "GET", &assignment, None, None);
        let search = a_search(app);
        let known = Known {
            line: testing::line_of(app, DossierId::parse(&dossier).unwrap(), testing::MONT)
                .id
                .to_string(),
            entry: selected(app),
            room: a_room(app),
            session: session["id"].as_str().unwrap().to_owned(),
            agreement,
            undecided,
            dossier,
            delegate: account_of(app, "services"),
            call: a_call(&pilot),
            call_wave,
            review,
            fingerprint: proposal["fingerprint"].as_str().unwrap().to_owned(),
            drafts: strategy::two_drafts(app),
            run: search.1,
            scenario: search.0,
        };
        let (_, document) = ask(&pilot, "GET", "/api/v1/openapi.json", None, None);
        assert_eq!(document["openapi"].as_str().unwrap().split('.').next(), Some("3"));
        let mut tested = 0;
        for (path, operations) in document["paths"].as_object().unwrap() {
            for (method, operation) in operations.as_object().unwrap() {
                let (address, mut body, etag) = call(path, method, &known);
                if let Some(decision) = address.strip_suffix("/decide") {
                    let (_, read) = ask(&pilot, "GET", decision, None, None);
                    body.as_mut().unwrap()["fingerprint"] = read["writes"]["fingerprint"].clone();
                }
                // Who runs the reviews does not score.
                let asker = if path.starts_with("/api/v1/reviews") {
                    &reviewer
                } else {
                    &pilot
                };
                let (status, value) = ask(asker, &method.to_uppercase(), &address, body.as_ref(), etag.as_deref());
                assert!(status.is_success(), "{method} {address}: {status} {value}");
                let answer = &operation["responses"][status.as_str()];
                assert!(
                    answer.is_object(),
                    "{method} {path} answers {status}, which the document does not say"
                );
                let schema = &answer["content"]["application/json"]["schema"];
                assert!(schema.is_object(), "{method} {path} has no schema for {status}");
                let wrong = differences(&document, schema, &value, "answer");
                assert!(wrong.is_empty(), "{method} {path}: {wrong:#?}");
                tested += 1;
            }
        }
        assert!(tested >= 12, "only {tested} operations were found");
    });
}

#[test]
fn the_document_names_every_route_of_the_api() {
    let app = TestApp::new(NOW);
    let document = serde_json::to_value(super::openapi()).unwrap();
    for route in app
        .routes
        .iter()
        .filter(|route| route.path.starts_with("/api/v1/") && !route.path.contains("openapi"))
    {
        let operation = &document["paths"][route.path][route.method.to_lowercase()];
        assert!(
            operation.is_object(),
            "{} {} is not in the document",
            route.method,
            route.path
        );
    }
}

#[test]
fn problems_are_told_as_problem_json() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let pilot = app.pilot();
    let check = |method: &str, path: &str, body: Option<Value>, status: u16, code: &str| {
        let (found, problem) = ask(&pilot, method, path, body.as_ref(), None);
        assert_eq!(
            (found.as_u16(), problem["code"].as_str()),
            (status, Some(code)),
            "{method} {path}: {problem}"
        );
        assert!(problem["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
    };
    check("GET", "/api/v1/schools/9719001G", None, 404, "problem-not-found");
    check("GET", "/api/v1/schools/soualiga", None, 404, "problem-not-found");
    check(
        "GET",
        "/api/v1/schools?territory=nowhere",
        None,
        400,
        "problem-bad-query",
    );
    check(
        "GET",
        "/api/v1/schools/9711023K/head-counts?as_of=hier",
        None,
        400,
        "problem-bad-query",
    );
    let entry = |counts: Value| Some(json!({ "year": 2022, "counts": counts }));
    check(
        "POST",
        "/api/v1/schools/9711023K/head-counts",
        Some(json!("x")),
        400,
        "problem-bad-json",
    );
    check(
        "POST",
        "/api/v1/schools/9711023K/head-counts",
        entry(json!({ "7E": 3 })),
        422,
        "form-category",
    );
    check(
        "POST",
        "/api/v1/schools/9711023K/head-counts",
        entry(json!({})),
        422,
        "directory-refused-nothing",
    );
    let anonymous = app.nobody().get("/api/v1/schools");
    assert_eq!(anonymous.status, StatusCode::UNAUTHORIZED);
    assert_eq!(anonymous.headers["content-type"], "application/problem+json");
}

#[test]
fn a_page_of_another_site_cannot_write_through_the_api() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let pilot = app.pilot();
    let request = Request::post("/api/v1/schools/9711023K/head-counts")
        .header("content-type", "application/json")
        .body(Body::from(r#"{"year":2022,"counts":{"TOTAL":1}}"#))
        .unwrap();
    assert_eq!(pilot.send(request).status, StatusCode::FORBIDDEN);
}
