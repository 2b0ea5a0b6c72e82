//! Decisions of a committee through the door, on both engines.

use axum::body::Body;
use axum::http::Request;
use pole_db::{params, sql};
use pole_kernel::{Day, Lang, Role, RoleScope, SchoolYear, Territory, Uai};
use serde_json::{Value as Json, json};

use super::actions;
use super::board::{Seen, board, decided, plan_of};
use super::contrast::{AskedOtherwise, Side, contrast};
use super::model::{DecisionId, DecisionState, Deviation, PlanKind};
use super::testing::{CHOISY, ECOLES, MONT, NOW, SOUALIGA, TIGHT, a_draft, a_search, searched, worked};
use crate::features::endowment::{self, EntryStatus, NewWave};
use crate::features::strategy::needs::model::Weights;
use crate::features::strategy::plan::Broken;
use crate::features::strategy::plan::compare::ChangeKind;
use crate::features::strategy::scenarios::model::{Choice, RunId};
use crate::policy::{Actor, Scope};
use crate::test_app::{Reply, TestApp, Visitor, on_both_engines};

const MONT_NAME: &str = "Mont des Accords";
const SOUALIGA_NAME: &str = "Soualiga";
const CHOISY_NAME: &str = "Mireille Choisy";

fn ok(visitor: &Visitor<'_>, path: &str) -> Reply {
    let reply = visitor.get(path);
    assert_eq!(reply.status.as_u16(), 200, "{path}: {}", reply.body);
    for prefix in [">committee-", ">needs-", ">strategy-"] {
        assert!(!reply.body.contains(prefix), "{path} shows a key without words");
    }
    reply
}

fn json(visitor: &Visitor<'_>, path: &str) -> Json {
    serde_json::from_slice(&ok(visitor, path).bytes).unwrap()
}

fn academic(app: &TestApp) -> Visitor<'_> {
    app.person("academie", Role::AcademicService, RoleScope::Basin)
}

/// A decision as the pilots see it.
fn view(app: &TestApp, id: DecisionId) -> actions::View {
    app.act(|tx, actor, _| actions::view(tx, actor, id))
}

/// The wave decided of a school.
fn wave(app: &TestApp, id: DecisionId, uai: &str) -> Option<usize> {
    let view = view(app, id);
    view.board.rows.iter().find(|row| row.facts.uai == uai).unwrap().decided
}

/// The schools that the plan holds as selected, each with its first year.
fn in_plan(app: &TestApp) -> Vec<(String, String)> {
    let mut schools: Vec<(String, String)> = app
        .act(|tx, _, now| endowment::entries(tx, now.day(), now))
        .into_iter()
        .filter(|entry| entry.state.status == EntryStatus::Selected)
        .map(|entry| (entry.uai.to_string(), entry.state.first_year.label()))
        .collect();
    schools.sort();
    schools
}

fn waves(app: &TestApp) -> usize {
    app.act(|tx, _, _| endowment::waves(tx)).len()
}

/// The numerator of the first indicator over the basin.
fn first_indicator(pilot: &Visitor<'_>, as_of: &str) -> u64 {
    let answer = json(pilot, &format!("/api/v1/indicators?place=basin&as_of={as_of}"));
    let indicators = answer["indicators"].as_array().unwrap();
    let covered = indicators.iter().find(|one| one["measure"] == "selected_coverage");
    covered.unwrap()["numerator"].as_u64().unwrap()
}

/// A hidden field of a page.
fn hidden(page: &Reply, name: &str) -> String {
    let marker = format!("name=\"{name}\" value=\"");
    let rest = page.body.split(&marker).nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

fn send(visitor: &Visitor<'_>, method: &str, path: &str, body: &Json, etag: Option<&str>) -> (u16, Json) {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("x-pole-token", visitor.token())
        .header("content-type", "application/json");
    if let Some(etag) = etag {
        request = request.header("if-match", etag);
    }
    let reply = visitor.send(request.body(Body::from(body.to_string())).unwrap());
    let value = serde_json::from_slice(&reply.bytes).unwrap_or(Json::Null);
    (reply.status.as_u16(), value)
}

/// Begins a draft through the page.
fn begun(pilot: &Visitor<'_>, run: RunId, mode: &str) -> DecisionId {
    let reply = pilot.post(&format!("/strategie/calculs/{run}/decision"), &[("mode", mode)]);
    assert_eq!(reply.status.as_u16(), 303, "{}", reply.body);
    DecisionId::parse(reply.location().rsplit('/').next().unwrap()).unwrap()
}

/// Decides through the page, with new waves.
fn decided_by(pilot: &Visitor<'_>, id: DecisionId, more: &[(&str, &str)]) -> Reply {
    let address = format!("/strategie/decisions/{id}/decider");
    let page = ok(pilot, &address);
    let (seen, print) = (hidden(&page, "vu"), hidden(&page, "empreinte"));
    let mut fields = vec![("vu", seen.as_str()), ("empreinte", print.as_str())];
    fields.extend_from_slice(more);
    for (name, value) in [
        ("jour", "2026-10-15"),
        ("note", "Trois membres présents"),
        ("libelle-1", "Stratégie 1"),
        ("libelle-2", "Stratégie 2"),
        ("libelle-3", "Stratégie 3"),
    ] {
        if fields.iter().all(|(known, _)| *known != name) {
            fields.push((name, value));
        }
    }
    pilot.post(&address, &fields)
}

#[test]
fn a_draft_deviates_with_reasons_comes_back_and_is_abandoned() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let run = a_search(app);
        let pilot = app.pilot();
        assert!(ok(&pilot, "/strategie/decisions").shows("committee-decisions-none"));
        let wrong = pilot.post(&format!("/strategie/calculs/{run}/decision"), &[("mode", "ranking")]);
        assert_eq!(wrong.status.as_u16(), 422);
        let id = begun(&pilot, run, "benefit");
        let address = format!("/strategie/decisions/{id}");
        let page = ok(&pilot, &address);
        assert!(page.has(MONT_NAME) && page.has(SOUALIGA_NAME) && page.shows("committee-nothing-broken"));
        assert!(page.has("il manque"), "why the second collège is out: {}", page.body);
        assert_eq!((wave(app, id, MONT), wave(app, id, SOUALIGA)), (Some(1), None));
        let deviate = |uai: &str, wave: &str, reason: &str, seen: &str| {
            pilot.post(
                &format!("{address}/ecarts"),
                &[("uai", uai), ("vague", wave), ("motif", reason), ("vu", seen)],
            )
        };
        // A reason is needed, at its place, and what was chosen is kept.
        let refused = deviate(SOUALIGA, "1", "", "1");
        assert_eq!(refused.status.as_u16(), 422);
        assert!(refused.shows("strategy-refused-reason") && refused.has(&format!("champ-motif-{SOUALIGA}")));
        // Its écoles keep the collège in.
        let refused = deviate(MONT, "hors", "trop cher", "1");
        assert_eq!(refused.status.as_u16(), 422);
        assert!(refused.has("trop cher"), "what was typed is kept");
        assert_eq!(deviate(MONT, "1", "pareil", "1").status.as_u16(), 422);
        assert_eq!(deviate(MONT, "4", "loin", "1").status.as_u16(), 422);
        assert_eq!(deviate("9999999Z", "1", "ailleurs", "1").status.as_u16(), 422);
        // Beyond a budget it is allowed and said.
        assert_eq!(deviate(SOUALIGA, "1", "engagement pris", "1").status.as_u16(), 303);
        let page = ok(&pilot, &format!("{address}?ecarts=oui"));
        assert!(page.has("budget dépassé de") && page.shows("committee-broken-text"));
        assert!(page.has("engagement pris") && !page.has(CHOISY_NAME));
        assert!(ok(&pilot, &format!("{address}?q=choisy&ile=977&type=college&tri=nom")).has(CHOISY_NAME));
        assert!(ok(&pilot, &format!("{address}?type=ecole&tri=besoin")).shows("committee-decision"));
        // Somebody else works on what was there before.
        let stale = deviate(CHOISY, "2", "travaux", "1");
        assert_eq!(stale.status.as_u16(), 409);
        assert!(stale.shows("committee-stale") && stale.has("travaux"));
        // An écoles leaves, its collège may not follow before the other one.
        assert_eq!(deviate(ECOLES[0], "2", "rentrée suivante", "2").status.as_u16(), 303);
        assert_eq!(
            deviate(MONT, "2", "travaux", "3").status.as_u16(),
            422,
            "the other école is there"
        );
        let undo = |uai: &str, seen: &str| pilot.post(&format!("{address}/ecarts/{uai}/annuler"), &[("vu", seen)]);
        assert_eq!(undo(SOUALIGA, "3").status.as_u16(), 303);
        assert!(ok(&pilot, &address).shows("committee-nothing-broken"));
        assert_eq!(undo(ECOLES[0], "3").status.as_u16(), 409);
        assert_eq!(view(app, id).decision.deviations.len(), 1);
        // Saying what is proposed takes the deviation back.
        assert_eq!(deviate(ECOLES[0], "1", "", "4").status.as_u16(), 303);
        assert!(view(app, id).decision.deviations.is_empty());
        let abandon = |note: &str| pilot.post(&format!("{address}/abandonner"), &[("vu", "5"), ("note", note)]);
        assert_eq!(abandon("").status.as_u16(), 422);
        assert_eq!(abandon("séance annulée").status.as_u16(), 303);
        let page = ok(&pilot, &address);
        assert!(page.has("séance annulée") && page.shows("committee-state-abandoned"));
        assert!(!page.shows("committee-deviate"), "nothing of it changes");
        assert_eq!(deviate(SOUALIGA, "1", "trop tard", "6").status.as_u16(), 422);
        assert_eq!(pilot.get(&format!("{address}/decider")).status.as_u16(), 422);
        assert!(in_plan(app).is_empty());
        assert!(ok(&pilot, "/strategie/decisions?q=plan").has("Plan 2026"));
        assert!(ok(&pilot, "/strategie/decisions?q=rien").shows("committee-decisions-no-match"));
        for file in ["decisions.csv", "decisions.xlsx"] {
            ok(&pilot, &format!("/strategie/decisions/export/{file}"));
        }
    });
}

#[test]
fn a_decision_moves_plan_endowment_and_first_indicator_together() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let run = a_search(app);
        let pilot = app.pilot();
        let id = begun(&pilot, run, "benefit");
        let address = format!("/strategie/decisions/{id}");
        let before = first_indicator(&pilot, "2026-10-16");
        app.at("2026-10-16T13:00:00Z");
        let fields = [
            ("uai", CHOISY),
            ("vague", "2"),
            ("motif", "travaux de toiture"),
            ("vu", "1"),
        ];
        assert_eq!(pilot.post(&format!("{address}/ecarts"), &fields).status.as_u16(), 303);
        let page = ok(&pilot, &format!("{address}/decider"));
        assert!(page.shows("committee-since-nothing") && page.has("Stratégie 2026-2027"));
        let decided = decided_by(&pilot, id, &[]);
        assert_eq!(decided.status.as_u16(), 303, "{}", decided.body);
        let first = "2026-2027".to_owned();
        let mut expected = vec![
            (MONT.to_owned(), first.clone()),
            (CHOISY.to_owned(), "2027-2028".to_owned()),
            (ECOLES[0].to_owned(), first.clone()),
            (ECOLES[1].to_owned(), first),
        ];
        expected.sort();
        assert_eq!(in_plan(app), expected);
        assert_eq!(waves(app), 2);
        assert_eq!(first_indicator(&pilot, "2026-10-16"), before + 4);
        let endowment = ok(&pilot, &format!("/etablissements/{MONT}/dotation"));
        assert!(endowment.has("2026"), "the endowment follows");
        let entry = app.act(|tx, _, now| endowment::entries(tx, now.day(), now));
        let choisy = entry.iter().find(|entry| entry.uai.as_str() == CHOISY).unwrap();
        assert!(
            choisy.state.reason.contains("travaux de toiture"),
            "{}",
            choisy.state.reason
        );
        assert!(choisy.state.reason.contains(&id.to_string()) && choisy.state.reason.contains("Plan 2026"));
        assert_eq!(choisy.state.decided_on, Day::parse("2026-10-15").unwrap());
        // Nothing of it changes any more.
        let page = ok(&pilot, &address);
        assert!(page.has("pilote (test)") && page.has("Trois membres présents") && page.shows("committee-in-force"));
        assert!(!page.shows("committee-deviate"));
        let fields = [("uai", SOUALIGA), ("vague", "1"), ("motif", "trop tard"), ("vu", "3")];
        assert_eq!(pilot.post(&format!("{address}/ecarts"), &fields).status.as_u16(), 422);
        assert_eq!(view(app, id).decision.waves.len(), 2);
        // A later decision says who is selected already, and writes the others alone.
        let later = begun(&pilot, run, "equity");
        let page = ok(&pilot, &format!("/strategie/decisions/{later}/decider"));
        assert!(page.has("est déjà retenu") && page.has(">nouveau<"), "{}", page.body);
        assert!(page.shows("committee-not-possible"), "another year stands in the way");
        let fields = [("uai", CHOISY), ("vague", "2"), ("motif", "comme décidé"), ("vu", "1")];
        let ecarts = format!("/strategie/decisions/{later}/ecarts");
        assert_eq!(pilot.post(&ecarts, &fields).status.as_u16(), 303);
        let existing = app
            .act(|tx, _, _| endowment::waves(tx))
            .into_iter()
            .find(|wave| wave.first_year == SchoolYear::starting(2026).unwrap())
            .unwrap();
        let reply = decided_by(&pilot, later, &[("vague-1", &existing.id.to_string())]);
        assert_eq!(reply.status.as_u16(), 303, "{}", reply.body);
        assert_eq!(in_plan(app).len(), 5);
        assert_eq!(waves(app), 2, "an existing wave was chosen");
        let list = json(&pilot, "/api/v1/strategy/decisions");
        let in_force: Vec<&str> = list["decisions"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["in_force"] == true)
            .map(|one| one["id"].as_str().unwrap())
            .collect();
        assert_eq!(in_force.len(), 1);
        let trail: i64 = app.write(|tx| {
            tx.one(
                sql!("select count(*) as many from audit_event where event like 'strategy_decision.%'"),
                params! {},
                |row| row.get("many"),
            )
        });
        assert_eq!(trail, 6, "two begun, two deviations, two decided");
    });
}

/// Nothing of a decision was written.
fn is_untouched(app: &TestApp, id: DecisionId, revision: i64) {
    let decision = view(app, id).decision;
    assert_eq!((decision.state, decision.revision), (DecisionState::Draft, revision));
    assert!(decision.waves.is_empty() && decision.decided_on.is_none());
}

fn a_wave(app: &TestApp, label: &str, year: i16) -> endowment::WaveId {
    app.act(|tx, actor, now| {
        let new = NewWave {
            label: label.to_owned(),
            first_year: SchoolYear::starting(year).unwrap(),
            note: String::new(),
        };
        endowment::add_wave(tx, actor, now, &new)
    })
}

#[test]
fn a_decision_that_fails_leaves_nothing() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let run = a_search(app);
        let pilot = app.pilot();
        let id = begun(&pilot, run, "benefit");
        let ecarts = format!("/strategie/decisions/{id}/ecarts");
        let fields = [("uai", CHOISY), ("vague", "2"), ("motif", "travaux"), ("vu", "1")];
        assert_eq!(pilot.post(&ecarts, &fields).status.as_u16(), 303);
        let taken = a_wave(app, "Stratégie 2", 2030);
        // The first wave would be new and fine; the name of the second is taken.
        let refused = decided_by(&pilot, id, &[]);
        assert_eq!(refused.status.as_u16(), 422, "{}", refused.body);
        assert!(refused.shows("endowment-refused-wave-taken"));
        for (name, value, key) in [("jour", "2026-10-17", "form-day-future"), ("jour", "hier", "form-day")] {
            let refused = decided_by(&pilot, id, &[(name, value), ("libelle-2", "Autre")]);
            assert_eq!(refused.status.as_u16(), 422);
            assert!(refused.shows(key));
        }
        let refused = decided_by(&pilot, id, &[("libelle-2", "")]);
        assert_eq!(refused.status.as_u16(), 422);
        assert!(refused.has("nommez-en une"));
        // A wave of another year, then one that a call decides.
        let refused = decided_by(&pilot, id, &[("vague-2", &taken.to_string())]);
        assert_eq!(refused.status.as_u16(), 422);
        assert!(refused.has("commence une autre année"));
        let called = a_wave(app, "Appel", 2027);
        link_to_call(app, called);
        let refused = decided_by(&pilot, id, &[("vague-2", &called.to_string())]);
        assert_eq!(refused.status.as_u16(), 422, "{}", refused.body);
        assert!(refused.shows("endowment-refused-by-call"));
        assert!(!ok(&pilot, &format!("/strategie/decisions/{id}/decider")).has(&called.to_string()));
        assert_eq!(waves(app), 2, "no wave of a refused decision is left");
        assert!(in_plan(app).is_empty());
        is_untouched(app, id, 2);
        // The plan changes between reading and deciding.
        let address = format!("/strategie/decisions/{id}/decider");
        let page = ok(&pilot, &address);
        let (seen, print) = (hidden(&page, "vu"), hidden(&page, "empreinte"));
        app.at("2026-10-16T13:00:00Z");
        let other = a_wave(app, "Ailleurs", 2026);
        select(app, other, MONT, 2026);
        let fields = [
            ("vu", seen.as_str()),
            ("empreinte", print.as_str()),
            ("jour", "2026-10-15"),
            ("libelle-1", "Un"),
            ("libelle-2", "Deux"),
        ];
        let conflict = pilot.post(&address, &fields);
        assert_eq!(conflict.status.as_u16(), 409, "{}", conflict.body);
        assert!(conflict.shows("committee-changed") && conflict.has("est déjà retenu"));
        assert!(conflict.has(">nouveau<"), "{}", conflict.body);
        assert_eq!(in_plan(app).len(), 1);
        is_untouched(app, id, 2);
        // What was read again is decided, the school selected meanwhile staying as it is.
        let decided = decided_by(&pilot, id, &[("libelle-2", "Deux")]);
        assert_eq!(decided.status.as_u16(), 303, "{}", decided.body);
        assert_eq!(in_plan(app).len(), 4);
    });
}

fn select(app: &TestApp, wave: endowment::WaveId, uai: &str, year: i16) {
    app.act(|tx, actor, now| {
        let decision = endowment::Decision {
            wave,
            uai: Uai::parse(uai).unwrap(),
            seen: 0,
            status: EntryStatus::Selected,
            first_year: SchoolYear::starting(year).unwrap(),
            decided_on: now.day(),
            reason: String::new(),
        };
        endowment::decide(tx, actor, now, &decision)
    });
}

fn link_to_call(app: &TestApp, wave: endowment::WaveId) {
    let now = app.app.clock().now();
    app.write(|tx| {
        tx.execute(
            sql!(
                "insert into call (id, code, title, edition, fictitious, created_at, created_by, archived_at)
                 values ('01890a5d-ac96-774b-bcce-b302099a8001', 'appel', 'Appel', 1, false, :now, null, null)"
            ),
            params! { now: now },
        )?;
        tx.execute(
            sql!(
                "insert into call_wave (id, call, position, label, opens_on, deadline_on, first_year, wave, published_at)
                 values ('01890a5d-ac96-774b-bcce-b302099a8002', '01890a5d-ac96-774b-bcce-b302099a8001', 1, 'Vague',
                         '2026-09-01', '2026-12-31', 2027, :wave, null)"
            ),
            params! { wave: wave },
        )
    });
}

#[test]
fn a_full_disk_leaves_a_draft_as_it_was() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let run = a_search(&app);
    let pilot = app.pilot();
    let id = begun(&pilot, run, "benefit");
    let page = ok(&pilot, &format!("/strategie/decisions/{id}/decider"));
    let (seen, print) = (hidden(&page, "vu"), hidden(&page, "empreinte"));
    // Enough to fill what is left of a page of the file.
    let note = "séance ".repeat(20_000);
    app.limit_disk(true);
    let fields = [
        ("vu", seen.as_str()),
        ("empreinte", print.as_str()),
        ("jour", "2026-10-15"),
        ("libelle-1", "Un"),
        ("note", note.as_str()),
    ];
    let reply = pilot.post(&format!("/strategie/decisions/{id}/decider"), &fields);
    assert!(reply.status.is_server_error(), "{}", reply.status);
    app.limit_disk(false);
    is_untouched(&app, id, 1);
    assert!(in_plan(&app).is_empty() && waves(&app) == 0);
    assert_eq!(decided_by(&pilot, id, &[]).status.as_u16(), 303);
}

#[test]
fn each_role_sees_its_part_and_pilots_alone_decide() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let run = a_search(app);
        let pilot = app.pilot();
        let id = begun(&pilot, run, "benefit");
        let address = format!("/strategie/decisions/{id}");
        let files = [
            "note.pdf",
            "etablissements.csv",
            "etablissements.xlsx",
            "couts.csv",
            "totaux.csv",
        ];
        let (agent, other) = (app.agent_of("978"), app.agent_of("977"));
        let (services, head) = (academic(app), app.head_of(MONT));
        // A draft is the committee's.
        for path in [
            address.clone(),
            format!("{address}/export/note.pdf"),
            format!("/api/v1/strategy{}", address.replace("/strategie", "")),
        ] {
            assert_eq!(agent.get(&path).status.as_u16(), 404, "{path}");
            assert_eq!(services.get(&path).status.as_u16(), 200, "{path}");
            assert_eq!(head.get(&path).status.as_u16(), 403, "{path}");
            assert!(app.nobody().get(&path).status.as_u16() != 200, "{path}");
        }
        assert!(ok(&agent, "/strategie/decisions").shows("committee-decisions-none"));
        assert!(!ok(&services, &address).shows("committee-decide"));
        for visitor in [&agent, &services, &head] {
            let fields = [("uai", SOUALIGA), ("vague", "1"), ("motif", "m"), ("vu", "1")];
            for (path, fields) in [
                (format!("{address}/ecarts"), &fields[..]),
                (format!("{address}/abandonner"), &[("vu", "1"), ("note", "n")][..]),
                (format!("{address}/decider"), &[("vu", "1")][..]),
                (format!("/strategie/calculs/{run}/decision"), &[("mode", "benefit")][..]),
            ] {
                assert_eq!(visitor.post(&path, fields).status.as_u16(), 403, "{path}");
            }
        }
        let fields = [
            ("uai", SOUALIGA),
            ("vague", "1"),
            ("motif", "engagement pris"),
            ("vu", "1"),
        ];
        assert_eq!(pilot.post(&format!("{address}/ecarts"), &fields).status.as_u16(), 303);
        assert_eq!(decided_by(&pilot, id, &[]).status.as_u16(), 303);
        // Decided, an authority reads its island and its own money.
        let page = ok(&agent, &address);
        assert!(page.shows("committee-part") && page.has(MONT_NAME) && page.has("engagement pris"));
        assert!(!page.has(CHOISY_NAME) && !page.body.contains("Collectivité de Saint-Barthélemy"));
        let page = ok(&other, &address);
        assert!(page.has(CHOISY_NAME) && !page.has(MONT_NAME) && !page.has("engagement pris"));
        assert!(
            page.shows("committee-nothing-broken"),
            "the budget of the other island is not theirs"
        );
        let costs = ok(&other, &format!("{address}/export/couts.csv")).body;
        assert!(
            costs.contains("Barth") && !costs.contains("Martin") && !costs.contains("État"),
            "{costs}"
        );
        let table = ok(&other, &format!("{address}/export/etablissements.csv")).body;
        assert!(table.contains(CHOISY) && !table.contains(MONT), "{table}");
        let body = json(&other, &format!("/api/v1/strategy/decisions/{id}"));
        assert_eq!(body["schools"].as_array().unwrap().len(), 1);
        assert_eq!(body["writes"], Json::Null);
        for visitor in [&pilot, &agent, &other, &services] {
            for file in files {
                let reply = ok(visitor, &format!("{address}/export/{file}"));
                if file == "note.pdf" {
                    assert!(reply.bytes.starts_with(b"%PDF"));
                }
            }
            for file in [
                "calcul.xlsx",
                "note.pdf",
                "scenario.csv",
                "etablissements.csv",
                "couts.csv",
                "non-retenus.csv",
                "tirages.csv",
                "comparaison.csv",
                "decision.csv",
                "couts.xlsx",
            ] {
                ok(visitor, &format!("/strategie/calculs/{run}/export/{file}"));
            }
        }
        for file in [
            "scenario",
            "etablissements",
            "couts",
            "non-retenus",
            "tirages",
            "comparaison",
            "decision",
        ] {
            let told = ok(&other, &format!("/strategie/calculs/{run}/export/{file}.csv")).body;
            for hidden in [MONT, MONT_NAME, SOUALIGA_NAME, "Saint-Martin", "engagement pris"] {
                assert!(!told.contains(hidden), "{file} tells {hidden}: {told}");
            }
        }
        for file in ["rien.csv", "calcul.csv", "couts.pdf", "couts"] {
            let path = format!("/strategie/calculs/{run}/export/{file}");
            assert_eq!(pilot.get(&path).status.as_u16(), 404, "{path}");
        }
        let path = format!("/strategie/calculs/{run}/export/couts.csv");
        assert_eq!(head.get(&path).status.as_u16(), 403);
    });
}

#[test]
fn two_plans_are_compared_school_by_school() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let run = a_search(app);
        let mut question = worked(&[75_000, 120_000, 200_000, 130_000, 80_000, 0]);
        question["schools"].as_array_mut().unwrap().remove(2);
        let richer = searched(app, "Plus de moyens", &question, |content| {
            content.note = "deuxième".to_owned();
            content.island_each_wave = true;
            content.primary_at_most = Some(3);
            content.keep_selected = true;
            content.fte_x100 = vec![150];
            content.schools.insert(
                SOUALIGA.to_owned(),
                Choice {
                    pinned_wave: Some(2),
                    reason: "promesse".to_owned(),
                    ..Choice::default()
                },
            );
        });
        let pilot = app.pilot();
        let empty = ok(&pilot, "/strategie/comparer");
        assert!(empty.has("Plan 2026") && empty.has("Plus de moyens") && !empty.shows("committee-asked"));
        let query = format!("?a={run}&mode_a=benefit&b={richer}&mode_b=benefit");
        let page = ok(&pilot, &format!("/strategie/comparer{query}"));
        assert!(page.has("il restait hors du plan"), "{}", page.body);
        assert!(page.has("n’est plus dans le second scénario"), "{}", page.body);
        assert!(
            page.has("imposé en vague 2 (2027") && page.has("promesse"),
            "{}",
            page.body
        );
        assert!(page.shows("committee-asked-islands") && page.shows("committee-asked-kept"));
        assert!(
            page.has("Collectivité de Saint-Martin") && page.has("60\u{202f}000"),
            "{}",
            page.body
        );
        for file in [
            "changements.csv",
            "changements.xlsx",
            "totaux.csv",
            "couts.csv",
            "couts.xlsx",
        ] {
            ok(&pilot, &format!("/strategie/comparer/export/{file}{query}"));
        }
        let with_ranking = format!("?a={run}&mode_a=ranking&b={run}&mode_b=equity");
        let page = ok(&pilot, &format!("/strategie/comparer{with_ranking}"));
        assert!(page.shows("committee-asked-same"), "{}", page.body);
        let same = ok(&pilot, &format!("/strategie/comparer?a={run}&b={run}"));
        assert!(same.shows("committee-changes-none"));
        let part = ok(&app.agent_of("977"), &format!("/strategie/comparer{query}"));
        assert!(part.has(CHOISY_NAME) && !part.has("Mont des Accords"), "{}", part.body);
        assert!(!part.has("promesse") && !part.has("Collectivité de Saint-Martin"));
        let unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
        for path in [
            format!("/strategie/comparer?a={unknown}&b={run}"),
            format!("/strategie/comparer?a=x&b={run}"),
            "/strategie/comparer/export/couts.csv".to_owned(),
            format!("/strategie/comparer/export/rien.csv{query}"),
        ] {
            assert_eq!(pilot.get(&path).status.as_u16(), 404, "{path}");
        }
        let path = format!("/strategie/comparer?a={run}&mode_a=autre&b={run}");
        assert_eq!(pilot.get(&path).status.as_u16(), 422);
    });
}

#[test]
fn notes_are_printed_in_every_state_and_language() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let run = a_search(&app);
    let pilot = app.pilot();
    let id = begun(&pilot, run, "benefit");
    let address = format!("/strategie/decisions/{id}");
    let note = format!("{address}/export/note.pdf");
    let draft = ok(&pilot, &note).bytes;
    let search = format!("/strategie/calculs/{run}/export/note.pdf?mode=equity");
    let proposition = ok(&pilot, &search).bytes;
    let fields = [
        ("uai", SOUALIGA),
        ("vague", "1"),
        ("motif", "engagement pris"),
        ("vu", "1"),
    ];
    assert_eq!(pilot.post(&format!("{address}/ecarts"), &fields).status.as_u16(), 303);
    assert_eq!(decided_by(&pilot, id, &[]).status.as_u16(), 303);
    let french = ok(&pilot, &note).bytes;
    assert_eq!(pilot.get("/langue/en?suite=/").status.as_u16(), 303);
    let english = ok(&pilot, &note).bytes;
    for (bytes, name) in [
        (&draft, "draft"),
        (&proposition, "proposition"),
        (&french, "fr"),
        (&english, "en"),
    ] {
        assert!(bytes.starts_with(b"%PDF"), "{name}");
    }
    assert!(french != english && french != draft);
    let pages = [
        address,
        "/strategie/decisions".to_owned(),
        format!("/strategie/comparer?a={run}&b={run}"),
    ];
    for path in pages {
        ok(&pilot, &path);
    }
}

#[test]
fn the_api_deviates_and_decides_with_what_was_read() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let run = a_search(app);
        let id = a_draft(app, run, PlanKind::Benefit);
        let pilot = app.pilot();
        let address = format!("/api/v1/strategy/decisions/{id}");
        let body = json(&pilot, &address);
        assert_eq!(
            (body["state"].as_str(), body["revision"].as_i64()),
            (Some("draft"), Some(1))
        );
        assert_eq!(body["writes"]["possible"], true);
        let out = body["schools"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["uai"] == SOUALIGA);
        assert_eq!(out.unwrap()["left_out_because"], "budget");
        let one = |uai: &str, wave: Json, reason: &str| json!({ "uai": uai, "wave": wave, "reason": reason });
        let put = |list: &[Json], etag: Option<&str>| {
            let body = json!({ "deviations": list });
            send(&pilot, "PUT", &format!("{address}/deviations"), &body, etag)
        };
        let choisy = one(CHOISY, json!(2), "travaux");
        assert_eq!(put(std::slice::from_ref(&choisy), None).0, 428);
        assert_eq!(put(std::slice::from_ref(&choisy), Some("\"7\"")).0, 409);
        assert_eq!(put(&[one(CHOISY, json!(2), " ")], Some("\"1\"")).0, 422);
        assert_eq!(put(&[one(CHOISY, json!(1), "pareil")], Some("\"1\"")).0, 422);
        assert_eq!(put(&[choisy.clone(), choisy.clone()], Some("\"1\"")).0, 422);
        assert_eq!(put(&[one(ECOLES[0], json!(0), "zéro")], Some("\"1\"")).0, 422);
        // A collège and its écoles leave together; one after the other they could not.
        let gone = [
            one(MONT, Json::Null, "fermeture"),
            one(ECOLES[0], Json::Null, "fermeture"),
            one(ECOLES[1], Json::Null, "fermeture"),
            choisy.clone(),
        ];
        let (status, body) = put(&gone, Some("\"1\""));
        assert_eq!((status, body["revision"].as_i64()), (200, Some(2)), "{body}");
        let (status, body) = put(&[choisy, one(SOUALIGA, json!(1), "engagement")], Some("\"2\""));
        assert_eq!(status, 200, "{body}");
        assert!(
            body["broken"].as_array().unwrap().iter().any(|one| one == "budget"),
            "{body}"
        );
        let mut entry = json!({
            "decided_on": "2026-10-15", "note": "API", "fingerprint": "autre",
            "waves": [{ "number": 1, "label": "Un" }, { "number": 2, "label": "Deux", "wave": null }]
        });
        let decide = |entry: &Json, etag: &str| send(&pilot, "POST", &format!("{address}/decide"), entry, Some(etag));
        assert_eq!(decide(&entry, "\"3\"").0, 409, "another plan was read");
        entry["fingerprint"] = body["writes"]["fingerprint"].clone();
        assert_eq!(decide(&entry, "\"2\"").0, 409);
        let (status, body) = decide(&entry, "\"3\"");
        assert_eq!((status, body["state"].as_str()), (200, Some("decided")), "{body}");
        assert_eq!(in_plan(app).len(), 5);
        assert_eq!(decide(&entry, "\"4\"").0, 422, "decided once");
        assert!(
            in_plan(app)
                .iter()
                .any(|(uai, year)| uai == SOUALIGA && year == "2026-2027")
        );
    });
}

// ---- Without a database page ------------------------------------------------------------------

/// The search of a test, read by the console.
fn run_of(app: &TestApp, run: RunId) -> crate::features::strategy::scenarios::model::Run {
    app.act(|tx, actor: &Actor, _| actions::search(tx, actor, run)).0
}

fn deviation(uai: &str, wave: Option<usize>) -> Deviation {
    Deviation {
        uai: uai.to_owned(),
        wave,
        reason: "essai".to_owned(),
        recorded_at: pole_kernel::Instant::parse(NOW).unwrap(),
        recorded_by: None,
    }
}

#[test]
fn deviations_are_counted_by_plain_sums() {
    let app = TestApp::new(NOW);
    app.with_basin();
    a_search(&app);
    let mut question = worked(&TIGHT);
    question["guarantees"] = json!({ "primary_at_least": 2, "island_each_wave": false });
    let run = run_of(&app, searched(&app, "Garanties", &question, |_| ()));
    let everything = Seen::everything();
    let before = board(&run, PlanKind::Benefit, &[], &everything).unwrap();
    assert!(before.broken.is_empty());
    assert_eq!((before.proposed, before.decided.schools), (before.decided, 4));
    let deviations = [deviation(ECOLES[0], None), deviation(SOUALIGA, Some(1))];
    let after = board(&run, PlanKind::Benefit, &deviations, &everything).unwrap();
    let problem = &run.question.problem;
    let plan = decided(problem, &plan_of(&run, PlanKind::Benefit).unwrap(), &deviations);
    assert_eq!(after.decided.benefit, plan.benefit(problem));
    assert_eq!(after.decided.local_cost, plan.local_cost(problem));
    assert_eq!(after.broken, plan.broken(problem));
    assert!(after.broken.contains(&Broken::PrimaryAtLeast { by: 1 }));
    assert!(after.broken.iter().any(|one| matches!(one, Broken::Budget { .. })));
    // The islands make the whole.
    let of = |code: &str| {
        let seen = Seen {
            scope: Scope {
                territories: vec![Territory::parse(code).unwrap()],
                ..Scope::default()
            },
        };
        board(&run, PlanKind::Benefit, &deviations, &seen).unwrap()
    };
    let (martin, barth) = (of("978"), of("977"));
    assert_eq!(martin.decided.benefit + barth.decided.benefit, after.decided.benefit);
    assert_eq!(
        martin.decided.local_cost + barth.decided.local_cost,
        after.decided.local_cost
    );
    assert_eq!(martin.rows.len() + barth.rows.len(), after.rows.len());
    assert!(martin.costs.len() == 1 && martin.costs[0].funder == "authority-978");
    assert!(barth.broken.is_empty());
}

#[test]
fn a_contrast_says_what_was_asked_otherwise() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let first = run_of(&app, a_search(&app));
    let other = searched(&app, "Autre", &worked(&[80_000; 6]), |content| {
        content.first_year = 2027;
        content.caps.insert("resources".to_owned(), vec![100]);
    });
    let other = run_of(&app, other);
    let mut weights = Weights::default();
    let side = |run: &crate::features::strategy::scenarios::model::Run, weights: &Weights| Side {
        run: run.clone(),
        kind: PlanKind::Benefit,
        weights: weights.clone(),
    };
    let before = side(&first, &weights);
    weights.need.insert("social".to_owned(), 35);
    weights.need_share = 60;
    let found = contrast(&before, &side(&other, &weights), &Seen::everything()).unwrap();
    assert!(found.asked.contains(&AskedOtherwise::FirstYear(2026, 2027)));
    assert!(
        found
            .asked
            .contains(&AskedOtherwise::Weight("social".to_owned(), 30, 35))
    );
    assert!(found.asked.contains(&AskedOtherwise::NeedShare(70, 60)));
    assert!(
        found
            .asked
            .contains(&AskedOtherwise::Cap("resources".to_owned(), 1, None, Some(100)))
    );
    assert!(found.asked.contains(&AskedOtherwise::Budget(
        "authority-978".to_owned(),
        1,
        Some(7_500_000),
        Some(8_000_000)
    )));
    assert!(found.costs.iter().any(|pair| pair.year == 2026 && pair.after.is_none()));
    let same = contrast(&before, &before, &Seen::everything()).unwrap();
    assert_eq!(same.changed().count(), 0);
    assert!(same.asked.is_empty() && same.totals.0 == same.totals.1);
    let ranked = Side {
        kind: PlanKind::Ranking,
        ..before.clone()
    };
    let ranked = contrast(&ranked, &before, &Seen::everything()).unwrap();
    assert!(
        ranked
            .changes
            .iter()
            .all(|(_, change)| !matches!(change.kind, ChangeKind::New { .. }))
    );
    assert!(ranked.totals.0.benefit <= ranked.totals.1.benefit);
}

#[test]
fn words_speak_of_every_limit() {
    let app = TestApp::new(NOW);
    let words = crate::shell::app::catalogue().unwrap().words(Lang::Fr);
    for why in super::web::words::WHY {
        let key = format!("committee-why-{}", why.replace('_', "-"));
        assert_ne!(words.t(&key), key);
    }
    drop(app);
}
