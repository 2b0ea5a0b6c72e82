//! Needs through the real router, on both engines.

use pole_kernel::{Day, Instant, Uai};

use super::model::{Basis, Component, Scores, StandIn, Weights};
use super::*;
use crate::features::strategy::{Refusal, StrategyError};
use crate::policy::{Actor, Scope};
use crate::shell::asked::Asked;
use crate::shell::audit;
use crate::test_app::{TestApp, on_both_engines};

const NOW: &str = "2026-10-16T12:00:00Z";
const COLLEGE: &str = "9710022X";
const ECOLE: &str = "9710210B";
const SAINT_BARTH: &str = "9710035L";

fn now() -> Instant {
    Instant::parse(NOW).unwrap()
}

fn all(app: &TestApp) -> Scores {
    app.act(|tx, _, now| scores(tx, &Scope::everything(), Asked::now(now)))
}

fn value(uai: &str, component: Component, milli: i64) -> NewValue {
    NewValue {
        uai: Uai::parse(uai).unwrap(),
        component,
        milli,
    }
}

fn declares(app: &TestApp, values: &[NewValue]) -> Result<usize, StrategyError> {
    let now = app.app.clock().now();
    app.app
        .db()
        .write_blocking(|tx| declare(tx, &Actor::console(), now, values, now.day(), "enquête", true))
}

fn points(scores: &Scores, uai: &str, component: Component) -> (i64, Basis) {
    let school = scores.schools.iter().find(|school| school.school.uai.as_str() == uai);
    let scored = school.unwrap().of(component).unwrap();
    (scored.points, scored.basis)
}

#[test]
fn an_index_is_read_in_the_register_and_what_nobody_knows_is_estimated() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let scores = all(app);
        assert_eq!(scores.weights.version, 1);
        assert!(scores.schools.len() > 15, "{}", scores.schools.len());
        assert!(scores.schools.iter().all(|school| !school.school.kind.is_lycee()));
        // 89.5: (125 − 89.5) ÷ 60 = 59.2 points.
        assert_eq!(points(&scores, ECOLE, Component::Social), (59, Basis::Register));
        assert_eq!(points(&scores, ECOLE, Component::Families), (50, Basis::Estimated));
        let ecole = scores.schools.iter().find(|school| school.school.uai.as_str() == ECOLE);
        let scored = ecole.unwrap().of(Component::Families).unwrap();
        assert_eq!(scored.stand_in, Some(StandIn::Middle));
        // The day before the school year of the index began, it was not known.
        let before = Asked {
            on: Day::parse("2022-08-31").unwrap(),
            known_at: now(),
        };
        let past = app.act(|tx, _, _| super::scores(tx, &Scope::everything(), before));
        assert_eq!(points(&past, ECOLE, Component::Social).1, Basis::Estimated);
    });
}

#[test]
fn a_declared_value_stands_in_where_no_register_speaks_and_can_be_taken_back() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let told = [
            value(ECOLE, Component::Families, 40_000),
            value(ECOLE, Component::Social, 70_000),
            value(COLLEGE, Component::Prerequisites, 1_000),
        ];
        assert_eq!(declares(app, &told).unwrap(), 3);
        let scores = all(app);
        assert_eq!(points(&scores, ECOLE, Component::Families), (80, Basis::Declared));
        assert_eq!(
            points(&scores, ECOLE, Component::Social),
            (59, Basis::Register),
            "the register speaks first"
        );
        assert_eq!(
            points(&scores, COLLEGE, Component::Prerequisites),
            (100, Basis::Declared)
        );
        // The same again changes nothing; another value of the same day counts from then on.
        let again = declares(app, &told).unwrap_err();
        assert!(matches!(again, StrategyError::Refused(Refusal::NothingChanges)));
        app.at("2026-10-16T13:00:00Z");
        declares(app, &[value(ECOLE, Component::Families, 10_000)]).unwrap();
        assert_eq!(points(&all(app), ECOLE, Component::Families), (20, Basis::Declared));
        let past = app.act(|tx, _, _| super::scores(tx, &Scope::everything(), Asked::now(now())));
        assert_eq!(points(&past, ECOLE, Component::Families).0, 80, "the past stays");
        app.at("2026-10-16T14:00:00Z");
        let uai = Uai::parse(ECOLE).unwrap();
        let declared = app
            .act(|tx, actor, now| school_needs(tx, actor, &uai, Asked::now(now)))
            .declared;
        let newest = declared
            .iter()
            .find(|value| value.component == Component::Families)
            .unwrap();
        assert_eq!(newest.milli, 10_000);
        app.act(|tx, actor, now| take_back(tx, actor, now, newest.id));
        assert_eq!(points(&all(app), ECOLE, Component::Families).0, 80);
        let twice = app
            .app
            .db()
            .write_blocking(|tx| take_back(tx, &Actor::console(), now(), newest.id))
            .unwrap_err();
        assert!(matches!(twice, StrategyError::Refused(Refusal::TakenBack)));
        let trail = app.write(|tx| audit::latest(tx, Some(ECOLE), 10));
        assert_eq!(trail[0].event, "strategy_value.taken_back");
        assert_eq!(trail.len(), 4);
    });
}

#[test]
fn what_makes_no_sense_is_not_declared() {
    let app = TestApp::new(NOW);
    app.with_basin();
    for (wrong, refusal) in [
        (
            value(ECOLE, Component::Families, 100_001),
            Refusal::ValueOutOfRange(Component::Families),
        ),
        (
            value(ECOLE, Component::Isolation, 1_500),
            Refusal::ValueOutOfRange(Component::Isolation),
        ),
        (
            value(ECOLE, Component::Skills, 900),
            Refusal::ValueOutOfRange(Component::Skills),
        ),
    ] {
        let refused = declares(&app, &[wrong]).unwrap_err();
        assert!(
            matches!(&refused, StrategyError::Refused(told) if *told == refusal),
            "{refused}"
        );
    }
    assert!(matches!(
        declares(&app, &[]),
        Err(StrategyError::Refused(Refusal::NothingEntered))
    ));
    // A lycée is not one of the schools that can be selected.
    assert!(matches!(
        declares(&app, &[value("9711252J", Component::Team, 0)]),
        Err(StrategyError::NotFound)
    ));
    let declared = |on: &str, note: &str| {
        app.app.db().write_blocking(|tx| {
            let values = [value(ECOLE, Component::Team, 0)];
            declare(
                tx,
                &Actor::console(),
                now(),
                &values,
                Day::parse(on).unwrap(),
                note,
                false,
            )
        })
    };
    assert!(matches!(
        declared("2026-10-17", "demain"),
        Err(StrategyError::Refused(Refusal::NotYet))
    ));
    assert!(matches!(
        declared("2026-10-16", " "),
        Err(StrategyError::Refused(Refusal::SourceMissing))
    ));
}

#[test]
fn weights_are_versions_and_the_past_keeps_its_own() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let mut weights = Weights::default();
        weights.need.insert("social".into(), 25);
        weights.need.insert("isolation".into(), 10);
        app.at("2026-10-17T08:00:00Z");
        let set = |weights: &Weights, based_on: i64, note: &str| {
            let now = app.app.clock().now();
            app.app
                .db()
                .write_blocking(|tx| set_weights(tx, &Actor::console(), now, based_on, weights, note))
        };
        assert!(matches!(
            set(&weights, 1, ""),
            Err(StrategyError::Refused(Refusal::ReasonMissing))
        ));
        assert_eq!(set(&weights, 1, "les îles sont loin").unwrap(), 2);
        assert!(matches!(
            set(&Weights::default(), 1, "trop tard"),
            Err(StrategyError::Stale)
        ));
        assert!(matches!(
            set(&weights, 2, "rien"),
            Err(StrategyError::Refused(Refusal::SameWeights))
        ));
        weights.need.insert("isolation".into(), 9);
        assert!(matches!(
            set(&weights, 2, "99"),
            Err(StrategyError::Refused(Refusal::NeedSum(99)))
        ));
        let in_force = |at: &str| {
            let at = Instant::parse(at).unwrap();
            app.act(|tx, _, _| weights_in_force(tx, at)).version
        };
        assert_eq!(in_force("2026-10-17T09:00:00Z"), 2);
        assert_eq!(in_force("2026-10-16T13:00:00Z"), 1);
        assert_eq!(in_force("2020-01-01T00:00:00Z"), 1, "before any, the first");
        assert_eq!(app.act(|tx, actor, _| weights_history(tx, actor)).len(), 2);
        let trail = app.write(|tx| audit::latest(tx, Some("2"), 5));
        assert_eq!(trail[0].event, "strategy_weights.set");
    });
}

/// A post and its page, with what it must say.
fn refused(reply: &crate::test_app::Reply, key: &str) {
    assert_eq!(reply.status.as_u16(), 422, "{}", reply.body);
    assert!(reply.shows(key), "{key}: {}", reply.body);
}

#[test]
fn a_pilot_declares_sees_and_takes_back_on_the_page_of_a_school() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let pilot = app.pilot();
        let here = format!("/strategie/besoins/{ECOLE}");
        let page = pilot.get(&here);
        assert_eq!(page.status.as_u16(), 200, "{}", page.body);
        assert!(
            page.has("IPS 89,5") && page.shows("needs-declared-none-pilot"),
            "{}",
            page.body
        );
        assert!(
            page.has(&format!("href=\"/etablissements/{ECOLE}\"")),
            "the source opens"
        );
        refused(
            &pilot.post(&here, &[("jour", "2026-10-16"), ("note", "x")]),
            "needs-refused-nothing",
        );
        refused(
            &pilot.post(&here, &[("jour", "2026-10-16"), ("families", "12,5")]),
            "needs-refused-source",
        );
        let wrong = [
            ("jour", "2026-10-16"),
            ("note", "x"),
            ("families", "130"),
            ("team", "12,5"),
        ];
        let wrong = pilot.post(&here, &wrong);
        refused(&wrong, "needs-refused-scale");
        assert!(
            wrong.has("value=\"130\"") && wrong.has("value=\"12,5\""),
            "what was typed stays"
        );
        let told = [
            ("jour", "2026-10-15"),
            ("note", "conseil d’école"),
            ("families", "12,5 %"),
            ("referent", "1"),
            ("isolation", "3"),
        ];
        assert_eq!(pilot.post(&here, &told).status.as_u16(), 303);
        let page = pilot.get(&here);
        assert!(
            page.has("conseil d’école") && page.has("pilote (test)"),
            "{}",
            page.body
        );
        assert!(page.has("12,5") && page.shows("needs-basis-declared"));
        let id = page.body.split("/strategie/besoins/valeurs/").nth(1).unwrap();
        let id = id.split('/').next().unwrap().to_owned();
        let back = pilot.post(&format!("/strategie/besoins/valeurs/{id}/retirer"), &[]);
        assert_eq!(back.status.as_u16(), 303);
        assert!(pilot.get(&here).has("<s>"));
        let twice = pilot.post(&format!("/strategie/besoins/valeurs/{id}/retirer"), &[]);
        refused(&twice, "needs-refused-taken-back");
        // The past is asked again as it was known.
        assert!(!pilot.get(&format!("{here}?connu=2026-10-15")).has("conseil d’école"));
        assert_eq!(pilot.get("/strategie/besoins/9711252J").status.as_u16(), 404, "a lycée");
    });
}

#[test]
fn a_component_of_many_schools_is_pasted_and_told_line_by_line() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let pilot = app.pilot();
    let here = "/strategie/besoins/saisie";
    let base = [("composante", "team"), ("jour", "2026-10-16"), ("note", "enquête")];
    let post = |lines: &str, step: &str| {
        let mut fields = base.to_vec();
        fields.extend([("lignes", lines), ("etape", step)]);
        pilot.post(here, &fields)
    };
    refused(&post(" \n", "verifier"), "needs-refused-nothing");
    let wrong = format!("{ECOLE}\t45,5\nAtlantide\t3\n{ECOLE}\t7\n{COLLEGE}\tbeaucoup\nrien");
    let reply = post(&wrong, "enregistrer");
    refused(&reply, "needs-refused-lines");
    for text in ["45,5", "Atlantide", "beaucoup"] {
        assert!(reply.has(text), "{text}: {}", reply.body);
    }
    assert!(reply.shows("needs-draft-two-columns"));
    let right = format!("{ECOLE}\t45,5\n{COLLEGE};80 %\nGustavia;10\n");
    let reply = post(&right, "verifier");
    assert_eq!(reply.status.as_u16(), 200, "{}", reply.body);
    assert_eq!(
        points(&all(&app), ECOLE, Component::Team).1,
        Basis::Estimated,
        "nothing is written yet"
    );
    assert_eq!(post(&right, "enregistrer").status.as_u16(), 303);
    let scores = all(&app);
    assert_eq!(points(&scores, ECOLE, Component::Team), (46, Basis::Declared));
    assert_eq!(points(&scores, COLLEGE, Component::Team), (80, Basis::Declared));
    assert_eq!(points(&scores, "9710341U", Component::Team), (10, Basis::Declared));
}

#[test]
fn weights_that_do_not_sum_to_100_say_their_sum_where_it_is_typed() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let pilot = app.pilot();
    let here = "/strategie/ponderations";
    let page = pilot.get(here);
    assert!(page.shows("needs-weights-first"), "{}", page.body);
    let fields = |social: &'static str, team: &'static str, version: &'static str, note: &'static str| {
        vec![
            ("version", version),
            ("part", "60"),
            ("social", social),
            ("equipment", "25"),
            ("connectivity", "15"),
            ("families", "15"),
            ("skills", "10"),
            ("isolation", "5"),
            ("team", team),
            ("review", "30"),
            ("referent", "15"),
            ("prerequisites", "15"),
            ("training", "10"),
            ("note", note),
        ]
    };
    let reply = pilot.post(here, &fields("29", "40", "1", "comité"));
    assert_eq!(reply.status.as_u16(), 422);
    assert!(
        reply.has("besoin font 99") && reply.has("préparation font 110"),
        "{}",
        reply.body
    );
    assert!(reply.has("erreur-social") && reply.has("erreur-team"));
    refused(
        &pilot.post(here, &fields("30", "30", "1", " ")),
        "strategy-refused-reason",
    );
    refused(
        &pilot.post(here, &fields("30,5", "30", "1", "x")),
        "needs-refused-weight",
    );
    assert_eq!(
        pilot.post(here, &fields("30", "30", "1", "comité")).status.as_u16(),
        303
    );
    assert_eq!(
        pilot.post(here, &fields("30", "30", "1", "encore")).status.as_u16(),
        409
    );
    let page = pilot.get(here);
    assert!(page.has("comité") && page.has("pilote (test)"), "{}", page.body);
}

#[test]
fn everybody_sees_their_schools_and_the_medians_are_of_the_whole_basin() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let told = [
            value(ECOLE, Component::Families, 40_000),
            value("9710341U", Component::Families, 10_000),
            value("9710568R", Component::Families, 0),
        ];
        declares(app, &told).unwrap();
        let pilot = app.pilot();
        let agent = app.agent_of("977");
        let head = app.head_of("9710453R");
        let list = |visitor: &crate::test_app::Visitor<'_>| -> Vec<(String, String)> {
            let reply = visitor.get("/api/v1/strategy/needs");
            let body: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
            let schools = body["schools"].as_array().unwrap().iter();
            schools
                .map(|school| (school["uai"].as_str().unwrap().to_owned(), school.to_string()))
                .collect()
        };
        let everything = list(&pilot);
        let island = list(&agent);
        let own = list(&head);
        assert!(island.len() > 1 && island.len() < everything.len());
        assert_eq!(own.len(), 1);
        for (uai, body) in island.iter().chain(&own) {
            let whole = everything.iter().find(|(other, _)| other == uai).unwrap();
            assert_eq!(&whole.1, body, "the medians are those of all");
        }
        // The pages say the same to whoever may read them, and nothing to the others.
        for (visitor, uai, status) in [
            (&agent, SAINT_BARTH, 200),
            (&agent, COLLEGE, 403),
            (&head, "9710453R", 200),
            (&head, SAINT_BARTH, 403),
        ] {
            let reply = visitor.get(&format!("/strategie/besoins/{uai}"));
            assert_eq!(reply.status.as_u16(), status, "{uai}");
        }
        let page = head.get("/strategie/besoins");
        assert!(page.has("9710453R") && !page.has(COLLEGE), "{}", page.body);
        assert!(head.get("/strategie/besoins/carte").has("9710453R"));
        for visitor in [&agent, &head] {
            assert_eq!(visitor.get("/strategie/ponderations").status.as_u16(), 200);
            assert_eq!(visitor.get("/strategie/besoins/saisie").status.as_u16(), 403);
            let post = visitor.post("/strategie/besoins/9710453R", &[("families", "10")]);
            assert_eq!(post.status.as_u16(), 403, "heads do not declare");
            assert_eq!(visitor.post("/strategie/ponderations", &[]).status.as_u16(), 403);
        }
        let nobody = app.nobody();
        assert_ne!(nobody.get("/strategie/besoins").status.as_u16(), 200);
    });
}

#[test]
fn the_table_is_sorted_filtered_saved_and_drawn() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let told = [
        value(ECOLE, Component::Isolation, 4_000),
        value("9710341U", Component::Isolation, 0),
        value(COLLEGE, Component::Isolation, 1_000),
    ];
    declares(&app, &told).unwrap();
    let pilot = app.pilot();
    let order = |query: &str| -> Vec<String> {
        let body = pilot
            .get(&format!("/strategie/besoins/export/besoins.csv?{query}"))
            .body;
        body.lines()
            .skip(1)
            .map(|line| line.split(';').next().unwrap().trim_matches('"').to_owned())
            .collect()
    };
    let every = order("");
    assert!(every.len() > 15);
    assert_eq!(order("tri=isolation&sens=desc")[0], ECOLE);
    assert_eq!(order("q=leydet"), [ECOLE]);
    assert!(order("ile=977").len() < every.len());
    assert_eq!(
        order("voir=complet"),
        Vec::<String>::new(),
        "something is missing everywhere"
    );
    let down = order("tri=pi&sens=desc");
    assert_eq!(down, every, "the priority comes first by default");
    let page = pilot.get("/strategie/besoins?q=zzz");
    assert!(page.shows("needs-none-match"));
    // The components of the need unless others are asked for.
    let sorts = |query: &str, component: &str| {
        let page = pilot.get(&format!("/strategie/besoins?{query}"));
        page.body.contains(&format!("tri={component}&"))
    };
    for (query, need, readiness) in [
        ("", true, false),
        ("cote=preparation", false, true),
        ("cote=tout", true, true),
    ] {
        assert_eq!(
            (sorts(query, "social"), sorts(query, "team")),
            (need, readiness),
            "{query}"
        );
    }
    let page = pilot.get("/strategie/besoins?tri=social&sens=asc");
    assert!(
        page.has("aria-sort=\"ascending\"") && page.shows("needs-legend"),
        "{}",
        page.body
    );
    let map = pilot.get("/strategie/besoins/carte?mesure=isolation");
    assert!(map.has("<svg") && map.shows("needs-map-unplaced"), "{}", map.body);
    let xlsx = pilot.get("/strategie/besoins/export/besoins.xlsx");
    assert_eq!(xlsx.status.as_u16(), 200);
    assert_eq!(pilot.get("/strategie/besoins/export/besoins.pdf").status.as_u16(), 404);
}

/// A file of devices in use and a line, so that registers speak.
#[test]
fn registers_speak_of_equipment_rooms_lines_and_training() {
    use crate::features::connectivity::{self, LineEntry, LineTechnology};
    use pole_formats::{SupplyFact, SupplyItem, SupplyStep};
    on_both_engines(NOW, |app| {
        app.with_basin();
        let day = |text: &str| Day::parse(text).unwrap();
        let uai = |text: &str| Uai::parse(text).unwrap();
        let in_use = |school: &str, item: SupplyItem, quantity: u32, on: &str| SupplyFact {
            uai: uai(school),
            year: day(on).school_year(),
            step: SupplyStep::InUse,
            item,
            quantity,
            unit_price: None,
            day: day(on),
            reference: None,
            note: None,
        };
        let facts = [
            in_use(ECOLE, SupplyItem::Case, 3, "2025-05-15"),
            in_use(ECOLE, SupplyItem::Case, 1, "2026-05-15"),
            in_use(COLLEGE, SupplyItem::PupilDevice, 90, "2020-05-15"),
        ];
        app.act(|tx, actor, now| crate::features::endowment::enter_supplies(tx, actor, now, &facts, true));
        let line = LineEntry {
            technology: LineTechnology::Fibre,
            operator: String::new(),
            down_kbps: Some(1_000_000),
            up_kbps: Some(1_000_000),
            is_backup: false,
            from: day("2024-09-01"),
            to: None,
            note: String::new(),
        };
        app.act(|tx, actor, now| connectivity::add_line(tx, actor, now, &uai(COLLEGE), &line, false));
        let scores = all(app);
        // 15 tablets for 307 pupils: 4.886 for 100; (15 − 4.886) ÷ 15 = 67.4 points. The newest stock counts.
        let ecole = scores.schools.iter().find(|school| school.school.uai.as_str() == ECOLE);
        let equipment = ecole.unwrap().of(Component::Equipment).unwrap();
        assert_eq!((equipment.milli, equipment.points), (Some(4_886), 67));
        assert!(equipment.fictitious && equipment.on == Some(day("2026-05-15")));
        // Devices counted more than five years ago are not recent: what is recent is not known.
        assert_eq!(points(&scores, COLLEGE, Component::Equipment).1, Basis::Estimated);
        assert_eq!(
            points(&scores, COLLEGE, Component::Prerequisites),
            (100, Basis::Register)
        );
        let past = Asked {
            on: day("2021-01-15"),
            known_at: now(),
        };
        let past = app.act(|tx, _, _| super::scores(tx, &Scope::everything(), past));
        assert_eq!(points(&past, COLLEGE, Component::Equipment).1, Basis::Register);
    });
}

const SPEEDS: &str = "code_insee;nom_com;code_dep;code_reg;nbr;type;inel_hd;elig_hd05;elig_hd3;elig_bhd8;elig_thd30;elig_thd100;elig_thd1g;date";

/// A file of the regulator with invented figures: Saint-Martin and a commune that is not of the basin.
fn speeds(thd30: u32) -> String {
    format!(
        "{SPEEDS}\n97801;Saint-Martin;978;00;2000;all;10;1990;1980;1900;{thd30};900;800;2026-06-30\n\
         97801;Saint-Martin;978;00;1500;log;10;1490;1480;1400;1000;900;800;2026-06-30\n\
         59350;Lille;59;32;9000;all;0;9000;9000;9000;9000;9000;9000;2026-06-30\n"
    )
}

#[test]
fn coverage_is_taken_in_for_the_communes_of_the_basin_and_kept_as_it_was_known() {
    on_both_engines(NOW, |app| {
        app.at("2026-10-15T12:00:00Z");
        app.with_basin();
        let report = app.import(speeds(1_500));
        assert_eq!((report.added, report.unchanged), (2, 0), "Lille is read and left");
        let told: Vec<_> = report
            .problems
            .iter()
            .map(|problem| (problem.code.code(), problem.value.as_str()))
            .collect();
        assert_eq!(told, [("commune_absent", "97701 Saint-Barthélemy")]);
        let again = app.import(speeds(1_500));
        assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 2));
        app.at(NOW);
        let pilot = app.pilot();
        let page = pilot.get("/strategie/territoire?connu=2026-10-14");
        assert!(page.shows("needs-coverage-why"), "nothing was known yet: {}", page.body);
        assert!(!page.shows("needs-coverage-note"));
        let corrected = app.import(speeds(1_600));
        assert_eq!((corrected.added, corrected.changed, corrected.unchanged), (0, 1, 1));
        let page = pilot.get("/strategie/territoire");
        // 1600 ÷ 2000.
        assert!(page.has("80,0"), "{}", page.body);
        assert!(page.shows("needs-coverage-note") && page.has("Saint-Barthélemy"));
        // What was known the day before stays.
        let past = pilot.get("/strategie/territoire?connu=2026-10-15");
        assert!(past.has("75,0") && !past.has("80,0"), "{}", past.body);
        let xlsx = pilot.get("/strategie/territoire/territoire.xlsx");
        assert_eq!(xlsx.status.as_u16(), 200);
    });
}

#[test]
fn the_reach_of_a_file_is_asked_because_its_columns_do_not_say() {
    use crate::features::strategy::needs::CoverageImporter;
    use crate::shell::imports::{Importer as _, Job, Mode};
    use pole_formats::FileKind;
    let app = TestApp::new(NOW);
    let job = Job {
        import: crate::shell::clock::fresh_id(),
        mode: Mode::DryRun,
        now: now(),
        account: None,
        fictitious: false,
        options: std::collections::BTreeMap::new(),
        scope: Scope::everything(),
    };
    let proposed = |kind, name: &str| -> Vec<String> {
        let questions = app.write(|tx| CoverageImporter.questions(tx, kind, name, &job));
        questions.into_iter().map(|question| question.proposed).collect()
    };
    assert_eq!(
        proposed(FileKind::CommuneSpeeds, "commune_debit_filaire.csv"),
        ["wired"]
    );
    assert_eq!(
        proposed(FileKind::CommuneSpeeds, "commune_debit_terrestre.csv"),
        ["terrestrial"]
    );
    assert_eq!(proposed(FileKind::CommuneSpeeds, "commune_debit.csv"), ["all"]);
    assert!(proposed(FileKind::CommuneTechnologies, "commune_techno.csv").is_empty());
}

#[test]
fn the_territory_tells_distances_and_takes_the_scale_of_exposure() {
    let app = TestApp::new(NOW);
    app.with_basin();
    let pilot = app.pilot();
    let here = "/strategie/territoire";
    let page = pilot.get(here);
    assert!(page.has("environ") && page.has("km"), "{}", page.body);
    refused(
        &pilot.post(here, &[("jour", "2026-10-16"), ("note", "x")]),
        "needs-refused-nothing",
    );
    let level = format!("exposition-{ECOLE}");
    refused(
        &pilot.post(here, &[("jour", "2026-10-16"), ("note", ""), (level.as_str(), "3")]),
        "needs-refused-source",
    );
    let done = pilot.post(
        here,
        &[("jour", "2026-10-16"), ("note", "plan communal"), (level.as_str(), "3")],
    );
    assert_eq!(done.status.as_u16(), 303, "{}", done.body);
    assert_eq!(points(&all(&app), ECOLE, Component::Isolation), (75, Basis::Declared));
    let page = pilot.get(&format!("{here}?tri=exposition&sens=desc&ile=978"));
    assert!(
        page.has(&format!("/strategie/besoins/{ECOLE}#valeurs")),
        "{}",
        page.body
    );
    let agent = app.agent_of("977");
    let page = agent.get(here);
    assert!(page.has(SAINT_BARTH) && !page.has(ECOLE), "{}", page.body);
    assert_eq!(agent.post(here, &[(level.as_str(), "1")]).status.as_u16(), 403);
    let csv = pilot.get(&format!("{here}/territoire.csv?q=leydet")).body;
    assert_eq!(csv.lines().count(), 2, "{csv}");
}

#[test]
fn a_score_of_reviews_is_not_told_to_applicants_before_the_results() {
    use pole_db::{params, sql};
    on_both_engines(NOW, |app| {
        app.with_basin();
        let (_, wave, review) = crate::features::reviews::a_review(app);
        app.write(|tx| {
            tx.execute(
                sql!(
                    "update review set state = 'submitted', submitted_at = :now, quarters = 300, opinion = 'favourable'
                      where id = :review"
                ),
                params! { now: now(), review: review.as_str() },
            )?;
            tx.execute(
                sql!(
                    "insert into review (id, dossier, reviewer, position, due_on, assigned_at, state, revision, opinion,
                                         comment, submitted_at, quarters, closed_reason)
                     select :id, w.dossier, r.id, 2, w.due_on, w.assigned_at, 'submitted', 1, 'favourable', '', :now, 260, ''
                       from review w join reviewer r on r.id <> w.reviewer
                      where w.id = :review"
                ),
                params! { id: crate::shell::clock::fresh_id::<super::model::ValueTag>(), now: now(), review: review.as_str() },
            )
        });
        let college: String = app.write(|tx| {
            tx.one(
                sql!("select d.college from review w join dossier d on d.id = w.dossier where w.id = :review"),
                params! { review: review.as_str() },
                |row| row.get("college"),
            )
        });
        let (pilot, head) = (app.pilot(), app.head_of(&college));
        let told = |visitor: &crate::test_app::Visitor<'_>| -> serde_json::Value {
            let body: serde_json::Value = serde_json::from_str(&visitor.get("/api/v1/strategy/needs").body).unwrap();
            let schools = body["schools"].as_array().unwrap().clone();
            let own = schools
                .into_iter()
                .find(|school| school["uai"] == college.as_str())
                .unwrap();
            let components = own["components"].as_array().unwrap().clone();
            components.into_iter().find(|one| one["component"] == "review").unwrap()
        };
        // 300 and 260 quarters: 70 points.
        assert_eq!(
            (&told(&pilot)["points"], &told(&pilot)["basis"]),
            (&70.into(), &"register".into())
        );
        assert_eq!(
            (&told(&head)["points"], &told(&head)["basis"]),
            (&50.into(), &"estimated".into())
        );
        app.write(|tx| {
            tx.execute(
                sql!("update call_wave set published_at = :now where id = :wave"),
                params! { now: now(), wave: wave.as_str() },
            )
        });
        assert_eq!(
            (&told(&head)["points"], &told(&head)["basis"]),
            (&70.into(), &"register".into())
        );
    });
}
