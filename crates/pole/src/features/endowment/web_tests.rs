//! The endowment through the door: pages, forms, files, API.

use axum::body::Body;
use axum::http::Request;
use pole_kernel::{Category, Day, SchoolYear, Uai};

use super::actions::{self, Decision, NewWave};
use super::records::{EntryId, EntryStatus, WaveId};
use crate::features::directory::{self, CountEntry, EventKind, NewEvent};
use crate::test_app::{Reply, TestApp, Visitor};

const NOW: &str = "2026-10-16T12:00:00Z";
const COLLEGE: &str = "9710022X";
const ECOLE: &str = "9710210B";
const SAINT_BARTH: &str = "9710035L";

fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

/// The basin of 2020, with a selected collège and one of its écoles.
fn plan(app: &TestApp) -> WaveId {
    app.with_basin();
    app.act(|tx, _, now| actions::install_presets(tx, now));
    let year = SchoolYear::starting(2020).unwrap();
    let new = NewWave {
        label: "Vague 1".into(),
        first_year: year,
        note: String::new(),
    };
    let wave = app.act(|tx, actor, now| actions::add_wave(tx, actor, now, &new));
    let event = NewEvent {
        kind: EventKind::AttachedTo,
        other: Some(uai(COLLEGE)),
        name: None,
        from: Day::parse("2010-09-01").unwrap(),
        to: None,
        note: String::new(),
    };
    app.act(|tx, actor, now| directory::add_event(tx, actor, now, &uai(ECOLE), &event));
    let decisions: Vec<Decision> = [COLLEGE, ECOLE]
        .into_iter()
        .map(|code| Decision {
            wave,
            uai: uai(code),
            seen: 0,
            status: EntryStatus::Selected,
            first_year: year,
            decided_on: Day::parse("2020-06-15").unwrap(),
            reason: String::new(),
        })
        .collect();
    app.act(|tx, actor, now| actions::decide_many(tx, actor, now, &decisions));
    wave
}

fn entry_of(app: &TestApp, wave: WaveId, code: &str) -> EntryId {
    let view = app.act(|tx, actor, now| actions::wave_view(tx, actor, now, wave));
    view.entries
        .iter()
        .find(|(school, _)| school.uai.as_str() == code)
        .unwrap()
        .1
        .id
}

fn ok(visitor: &Visitor<'_>, path: &str) -> Reply {
    let reply = visitor.get(path);
    assert_eq!(reply.status.as_u16(), 200, "{path}: {}", reply.body);
    for marker in ["endowment-", "notice-endowment-", "common-", "category-"] {
        let raw = format!(">{marker}");
        assert!(!reply.body.contains(&raw), "{path} shows a key without words: {marker}");
    }
    reply
}

#[test]
fn a_pilot_reads_every_page_and_file_of_the_plan() {
    let app = TestApp::new(NOW);
    let wave = plan(&app);
    let pilot = app.pilot();
    let page = ok(&pilot, "/plan");
    assert!(page.has("Vague 1") && page.has("Mont des Accords") && page.shows("endowment-incomplete"));
    for name in ["vagues", "totaux", "rubriques", "lignes", "quatre-totaux", "quatre"] {
        assert!(!ok(&pilot, &format!("/plan/export/{name}.csv")).bytes.is_empty());
        assert!(
            ok(&pilot, &format!("/plan/export/{name}.xlsx"))
                .bytes
                .starts_with(b"PK")
        );
    }
    assert_eq!(pilot.get("/plan/export/autre.csv").status.as_u16(), 404);
    assert!(ok(&pilot, "/plan/synthese.pdf").bytes.starts_with(b"%PDF"));
    ok(&pilot, &format!("/plan/vagues/{wave}"));
    ok(&pilot, &format!("/plan/vagues/{wave}/entrees.csv"));
    ok(&pilot, &format!("/plan/entrees/{}", entry_of(&app, wave, COLLEGE)));
    ok(&pilot, "/plan?au=2019-01-01");
    let scenario = ok(&pilot, "/plan/scenarios?autre=stays_in_level");
    assert!(scenario.shows("endowment-compared-differences"));
    for name in ["lectures", "annees", "ecarts", "cote-a-cote"] {
        ok(&pilot, &format!("/plan/scenarios/{name}.csv?autre=stays_in_level"));
    }
    ok(&pilot, "/plan/scenarios");
    for school in [COLLEGE, ECOLE, SAINT_BARTH] {
        ok(&pilot, &format!("/etablissements/{school}/dotation"));
        ok(&pilot, &format!("/etablissements/{school}/dotation.csv"));
        assert!(
            ok(&pilot, &format!("/etablissements/{school}/dotation.pdf"))
                .bytes
                .starts_with(b"%PDF")
        );
        assert!(
            ok(&pilot, &format!("/etablissements/{school}/dotation.xlsx"))
                .bytes
                .starts_with(b"PK")
        );
        for name in ["financement", "effectifs-utilises", "quatre", "materiels"] {
            ok(&pilot, &format!("/etablissements/{school}/dotation/{name}.csv"));
        }
    }
}

#[test]
fn a_pilot_keeps_the_endowment_and_sees_what_changed() {
    let app = TestApp::new(NOW);
    plan(&app);
    let pilot = app.pilot();
    ok(&pilot, "/plan/dotations");
    assert_eq!(pilot.post("/plan/dotations", &[("libelle", "")]).status.as_u16(), 422);
    let kept = pilot.post("/plan/dotations", &[("libelle", "Comité de novembre")]);
    assert_eq!(kept.status.as_u16(), 303);
    let page = kept.location().to_owned();
    assert!(ok(&pilot, &page).shows("endowment-compared-no-difference"));
    let counts = [CountEntry {
        category: Category::Teachers5eNew,
        amount: Some(20),
    }];
    let year = SchoolYear::starting(2020).unwrap();
    app.at("2026-10-16T12:10:00Z");
    app.act(|tx, actor, now| directory::enter_counts(tx, actor, now, &uai(COLLEGE), year, None, &counts, false));
    app.act(|tx, actor, now| {
        let counts = [CountEntry {
            category: Category::Teachers,
            amount: Some(45),
        }];
        directory::enter_counts(tx, actor, now, &uai(COLLEGE), year, None, &counts, false)
    });
    assert!(ok(&pilot, &page).has("Mont des Accords"));
    ok(&pilot, &format!("{page}/ecarts.csv"));
    ok(&pilot, "/plan/dotations/liste/dotations.csv");
}

#[test]
fn two_pilots_on_the_same_entry_lose_nothing() {
    let app = TestApp::new(NOW);
    let wave = plan(&app);
    let entry = entry_of(&app, wave, ECOLE);
    let path = format!("/plan/entrees/{entry}");
    let pilot = app.pilot();
    let first = [
        ("revision", "1"),
        ("statut", "reserve"),
        ("annee", "2020"),
        ("jour", "2020-07-01"),
        ("motif", "réseau à refaire"),
    ];
    assert_eq!(pilot.post(&path, &first).status.as_u16(), 303);
    let second = [
        ("revision", "1"),
        ("statut", "not_selected"),
        ("annee", "2021"),
        ("jour", "2020-07-02"),
        ("motif", "autre avis"),
    ];
    let told = pilot.post(&path, &second);
    assert_eq!(told.status.as_u16(), 409);
    assert!(told.shows("endowment-conflict") && told.has("réseau à refaire") && told.has("autre avis"));
    assert!(told.has("name=\"revision\" value=\"2\""));
    let mut again = second;
    again[0] = ("revision", "2");
    assert_eq!(pilot.post(&path, &again).status.as_u16(), 303);
    let page = ok(&pilot, &path);
    assert!(page.has("réseau à refaire") && page.has("autre avis"));
    let refused = pilot.post(
        &path,
        &[
            ("revision", "3"),
            ("statut", "reserve"),
            ("annee", "2020"),
            ("jour", "2020-07-01"),
            ("motif", ""),
        ],
    );
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.shows("endowment-refused-reason"));
}

#[test]
fn several_schools_enter_a_wave_together_or_not_at_all() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let pilot = app.pilot();
    assert_eq!(
        pilot
            .post("/plan/vagues", &[("libelle", ""), ("annee", "2020")])
            .status
            .as_u16(),
        422
    );
    let made = pilot.post("/plan/vagues", &[("libelle", "Vague 2"), ("annee", "2021")]);
    assert_eq!(made.status.as_u16(), 303);
    let wave = made.location().to_owned();
    let post = |schools: &[&str]| {
        let mut fields = vec![
            ("statut", "selected"),
            ("annee", "2021"),
            ("jour", "2021-06-01"),
            ("motif", ""),
        ];
        fields.extend(schools.iter().map(|code| ("etablissements", *code)));
        pilot.post(&format!("{wave}/decisions"), &fields)
    };
    assert_eq!(post(&[]).status.as_u16(), 422);
    let refused = post(&[COLLEGE, ECOLE]);
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.has("Marie-Amélie Leydet") && refused.has("checked"));
    assert!(ok(&pilot, &wave).shows("endowment-wave-none"));
    assert_eq!(post(&[COLLEGE, SAINT_BARTH]).status.as_u16(), 303);
    assert!(ok(&pilot, &wave).has("Mireille Choisy"));
}

#[test]
fn a_head_enters_a_delivery_of_their_own_school_and_takes_it_back() {
    let app = TestApp::new(NOW);
    plan(&app);
    let head = app.head_of(COLLEGE);
    let fields = [
        ("etape", "delivered"),
        ("article", "pupil_device"),
        ("quantite", "120"),
        ("jour", "2020-11-02"),
        ("annee", "2020"),
        ("prix", "490,00"),
        ("reference", "BL-12"),
    ];
    let path = format!("/etablissements/{COLLEGE}/materiels");
    assert_eq!(head.post(&path, &fields).status.as_u16(), 303);
    let twice = head.post(&path, &fields);
    assert_eq!(twice.status.as_u16(), 422);
    assert!(twice.shows("endowment-refused-supply-twice"));
    assert_eq!(head.post(&path, &[("etape", "delivered")]).status.as_u16(), 422);
    assert_eq!(
        head.post(&format!("/etablissements/{SAINT_BARTH}/materiels"), &fields)
            .status
            .as_u16(),
        403
    );
    let page = ok(&head, &format!("/etablissements/{COLLEGE}/dotation"));
    assert!(page.has("BL-12") && page.has("120"));
    let start = page
        .body
        .find("/materiels/")
        .map(|at| at + "/materiels/".len())
        .unwrap();
    let id = page.body[start..].split('/').next().unwrap().to_owned();
    assert_eq!(head.post(&format!("{path}/{id}/retirer"), &[]).status.as_u16(), 303);
    assert!(ok(&head, &format!("/etablissements/{COLLEGE}/dotation")).has("<del>120</del>"));
    assert_eq!(
        head.get(&format!("/etablissements/{SAINT_BARTH}/dotation"))
            .status
            .as_u16(),
        403
    );
    assert_eq!(head.get("/plan").status.as_u16(), 403);
    let agent = app.agent_of("977");
    assert!(!ok(&agent, "/plan").has("Mont des Accords"));
}

#[test]
fn a_copy_of_a_set_is_compared_then_put_in_force() {
    let app = TestApp::new(NOW);
    plan(&app);
    let pilot = app.pilot();
    let list = ok(&pilot, "/parametres");
    assert!(list.has("Fiche projet"));
    ok(&pilot, "/parametres/export/parametres.csv");
    ok(&pilot, "/parametres/export/choix.xlsx");
    let set = app.act(|tx, _, now| actions::in_force(tx, now));
    let base = format!("/parametres/{}", set.id);
    ok(&pilot, &base);
    let toml = ok(&pilot, &format!("{base}/export/parametres.toml"));
    assert_eq!(
        super::parameters::Parameters::from_toml(&toml.body).unwrap(),
        set.parameters
    );
    ok(&pilot, &format!("{base}/export/parametres.csv"));
    let form = ok(&pilot, &format!("{base}/copier"));
    let mut fields = fields_of(&form.body);
    let unchanged: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let refused = pilot.post(&format!("{base}/copier"), &unchanged);
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.shows("endowment-refused-unchanged"));
    for (name, value) in &mut fields {
        if name == "p_device_price_cents" {
            *value = "beaucoup".to_owned();
        }
    }
    let wrong: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let refused = pilot.post(&format!("{base}/copier"), &wrong);
    assert!(refused.shows("endowment-refused-euros") && refused.has("#champ-p_device_price_cents"));
    for (name, value) in &mut fields {
        match name.as_str() {
            "p_device_price_cents" => *value = "520,50".to_owned(),
            "libelle" => *value = "Prix 2026".to_owned(),
            _ => {}
        }
    }
    let changed: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let made = pilot.post(&format!("{base}/copier"), &changed);
    assert_eq!(made.status.as_u16(), 303, "{}", made.body);
    let copy = made.location().to_owned();
    assert!(ok(&pilot, &copy).has("520,50"));
    let id = copy.rsplit('/').next().unwrap();
    assert!(ok(&pilot, &format!("/plan/scenarios?autre={id}")).shows("endowment-compared-years"));
    assert_eq!(
        pilot
            .post(&format!("{copy}/en-vigueur"), &[("motif", "")])
            .status
            .as_u16(),
        422
    );
    assert_eq!(
        pilot
            .post(&format!("{copy}/en-vigueur"), &[("motif", "nouveau marché")])
            .status
            .as_u16(),
        303
    );
    assert!(ok(&pilot, "/parametres").has("nouveau marché"));
}

/// The fields of the copy form with what they hold.
fn fields_of(page: &str) -> Vec<(String, String)> {
    let form = &page[page.find("/copier\"").unwrap()..];
    let attribute = |tag: &str, name: &str| {
        let marker = format!("{name}=\"");
        tag.find(&marker)
            .map(|at| tag[at + marker.len()..].split('"').next().unwrap().to_owned())
    };
    let mut fields = Vec::new();
    for part in form.split('<').skip(1) {
        let tag = part.split('>').next().unwrap();
        if tag.starts_with("input") {
            fields.push((
                attribute(tag, "name").unwrap(),
                attribute(tag, "value").unwrap_or_default(),
            ));
        } else if tag.starts_with("select") {
            fields.push((attribute(tag, "name").unwrap(), String::new()));
        } else if tag.starts_with("option") && tag.contains(" selected") {
            fields.last_mut().unwrap().1 = attribute(tag, "value").unwrap();
        }
    }
    fields.retain(|(name, _)| name != "_token");
    fields
}

fn json(reply: &Reply) -> serde_json::Value {
    serde_json::from_slice(&reply.bytes).unwrap()
}

#[test]
fn the_api_serves_the_plan_and_changes_an_entry_with_its_revision() {
    let app = TestApp::new(NOW);
    let wave = plan(&app);
    let entry = entry_of(&app, wave, ECOLE);
    let pilot = app.pilot();
    let plan = json(&pilot.get("/api/v1/plan"));
    assert_eq!(plan["lines"].as_array().unwrap().len(), 6);
    assert_eq!(plan["parameter_set"], "sheet_default");
    assert_eq!(
        json(&pilot.get("/api/v1/waves"))["waves"][0]["entries"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(
        json(&pilot.get("/api/v1/parameters"))["sets"].as_array().unwrap().len(),
        10
    );
    let school = json(&pilot.get(&format!("/api/v1/schools/{ECOLE}/endowment")));
    assert_eq!(school["lines"][0]["headings"][3]["quantity"], 3);
    let path = format!("/api/v1/entries/{entry}");
    let read = pilot.get(&path);
    assert_eq!(read.headers["etag"], "\"1\"");
    let change = |tag: Option<&str>, status: &str| {
        let body =
            serde_json::json!({ "status": status, "first_year": 2020, "decided_on": "2020-07-01", "reason": "réseau" });
        let mut request = Request::put(&path)
            .header("content-type", "application/json")
            .header("x-pole-token", pilot.token());
        if let Some(tag) = tag {
            request = request.header("if-match", tag);
        }
        pilot.send(request.body(Body::from(body.to_string())).unwrap())
    };
    assert_eq!(change(None, "reserve").status.as_u16(), 428);
    let changed = change(Some("\"1\""), "reserve");
    assert_eq!(changed.status.as_u16(), 200);
    assert_eq!(changed.headers["etag"], "\"2\"");
    assert_eq!(change(Some("\"1\""), "selected").status.as_u16(), 409);
    assert_eq!(change(Some("\"2\""), "peut-être").status.as_u16(), 422);
    let supplies = format!("/api/v1/schools/{COLLEGE}/supplies");
    let body = serde_json::json!({ "year": 2020, "step": "ordered", "item": "pupil_device", "quantity": 215, "day": "2020-10-05" });
    let request = Request::post(&supplies)
        .header("content-type", "application/json")
        .header("x-pole-token", pilot.token());
    assert_eq!(
        pilot
            .send(request.body(Body::from(body.to_string())).unwrap())
            .status
            .as_u16(),
        201
    );
    assert_eq!(json(&pilot.get(&supplies))["supplies"][0]["quantity"], 215);
    let document = serde_json::to_value(super::openapi()).unwrap();
    assert!(document["paths"]["/api/v1/entries/{id}"]["put"].is_object());
}
