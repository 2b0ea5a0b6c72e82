//! Scenarios through the door: from budgets to an explained result.

use std::time::Duration;

use axum::http::StatusCode;
use pole_kernel::{Category, Day, Level, SchoolYear, Uai};
use serde_json::{Value, json};

use super::super::answer::{self, Answer};
use super::super::plan::model::Mode;
use super::super::question;
use super::errors::ScenarioRefusal;
use super::model::{Choice, Content, RunState, ScenarioId, Works};
use super::{actions, search};
use crate::features::directory::{self, CountEntry, EventKind, NewEvent};
use crate::features::endowment::{self, Decision, EntryStatus, NewWave};
use crate::policy::Actor;
use crate::test_app::{Reply, TestApp, Visitor, on_both_engines};

const NOW: &str = "2026-10-16T12:00:00Z";
/// Collège Mont des Accords, Saint-Martin.
const MONT: &str = "9710022X";
/// Collège Soualiga, Saint-Martin.
const SOUALIGA: &str = "9711023K";
/// Collège Mireille Choisy, Saint-Barthélemy.
const CHOISY: &str = "9710035L";

fn uai(code: &str) -> Uai {
    Uai::parse(code).unwrap()
}

fn year(first: i16) -> SchoolYear {
    SchoolYear::starting(first).unwrap()
}

/// The head counts of a collège in the year that begins the plan.
fn counted(app: &TestApp, code: &str, by_level: u32) {
    let levels = Level::ALL
        .iter()
        .filter(|level| {
            matches!(
                level,
                Level::Sixieme | Level::Cinquieme | Level::Quatrieme | Level::Troisieme
            )
        })
        .map(|level| (Category::Level(*level), by_level));
    let entry = |(category, amount)| CountEntry {
        category,
        amount: Some(amount),
    };
    let levels: Vec<CountEntry> = levels.chain([(Category::Total, by_level * 4)]).map(entry).collect();
    app.act(|tx, actor, now| directory::enter_counts(tx, actor, now, &uai(code), year(2026), None, &levels, true));
    // Nobody projects teachers: those expected in the years to come are entered too, counted today.
    let counted_on = Some(Day::parse("2026-10-01").unwrap());
    for first in 2026..=2030 {
        let teachers = [
            (Category::Teachers, 40),
            (Category::Teachers5e, 10),
            (Category::Teachers5eNew, if first == 2026 { 10 } else { 2 }),
        ]
        .map(entry);
        app.act(|tx, actor, now| {
            directory::enter_counts(tx, actor, now, &uai(code), year(first), counted_on, &teachers, true)
        });
    }
}

/// Écoles of the basin, attached to a collège and counted.
fn ecoles(app: &TestApp, college: &str, count: usize) -> Vec<String> {
    let schools = app.write(|tx| directory::basin(tx, crate::policy::Scope::everything()));
    let of_college = schools.iter().find(|school| school.uai.as_str() == college).unwrap();
    let chosen: Vec<Uai> = schools
        .iter()
        .filter(|school| school.kind.is_ecole() && school.territory == of_college.territory)
        .filter(|school| directory::is_eligible(school) && school.attached_to.is_none())
        .take(count)
        .map(|school| school.uai.clone())
        .collect();
    for ecole in &chosen {
        app.act(|tx, actor, now| {
            let event = NewEvent {
                kind: EventKind::AttachedTo,
                other: Some(uai(college)),
                name: None,
                from: Day::parse("2015-09-01").unwrap(),
                to: None,
                note: "secteur".to_owned(),
            };
            directory::add_event(tx, actor, now, ecole, &event)
        });
        let total = [CountEntry {
            category: Category::Total,
            amount: Some(150),
        }];
        app.act(|tx, actor, now| directory::enter_counts(tx, actor, now, ecole, year(2026), None, &total, true));
    }
    chosen.iter().map(ToString::to_string).collect()
}

/// Two collèges, one with two écoles, on one island, and one on the other. The codes of the écoles.
fn scene(app: &TestApp) -> Vec<String> {
    app.with_basin();
    counted(app, MONT, 100);
    counted(app, SOUALIGA, 120);
    counted(app, CHOISY, 60);
    ecoles(app, MONT, 2)
}

/// Budgets in euros: the same each year for the State and Saint-Barthélemy.
fn content(authority: [i64; 5]) -> Content {
    let cents = |amounts: [i64; 5]| amounts.map(|amount| amount * 100).to_vec();
    let mut content = Content {
        first_year: 2026,
        waves: 3,
        keep_selected: true,
        seed: 7,
        ..Content::default()
    };
    content.budgets.insert("state".to_owned(), cents([400_000; 5]));
    content.budgets.insert("authority-978".to_owned(), cents(authority));
    content.budgets.insert("authority-977".to_owned(), cents([300_000; 5]));
    content
}

/// A little too short for everybody.
const TIGHT: [i64; 5] = [60_000, 110_000, 160_000, 100_000, 10_000];

fn created(app: &TestApp, content: &Content) -> ScenarioId {
    app.act(|tx, actor, now| actions::create(tx, actor, now, "Essai", content))
}

fn pinned(wave: usize) -> Choice {
    Choice {
        pinned_wave: Some(wave),
        reason: "engagement du comité".to_owned(),
        ..Choice::default()
    }
}

/// Asks for a search through the page and waits until it has ended: it runs in the background.
fn searched(visitor: &Visitor<'_>, id: ScenarioId) -> (String, Reply) {
    let reply = visitor.post(&format!("/strategie/scenarios/{id}/calculs"), &[]);
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    let address = reply.location().to_owned();
    for _ in 0..1_200 {
        let reply = visitor.get(&address);
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        if !reply.headers.contains_key("refresh") {
            return (address, reply);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the search did not end")
}

fn waited<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}

/// Searches a scenario here and now, and gives its answers.
fn answered(app: &TestApp, id: ScenarioId) -> (String, Option<Answer>, Option<Answer>) {
    let started = waited(search::search_now(&app.app, &Actor::console(), id)).unwrap();
    let run = app.act(|tx, actor, _| actions::run(tx, actor, started));

    assert_eq!((run.state, run.problem.as_str()), (RunState::Done, ""));
    (started.to_string(), run.benefit, run.equity)
}

#[test]
fn a_scenario_is_made_searched_and_explained_through_the_pages() {
    on_both_engines(NOW, |app| {
        let ecoles = scene(app);
        let pilot = app.pilot();
        assert!(pilot.get("/strategie").shows("strategy-home-empty"));
        let new = pilot.get("/strategie/scenarios/nouveau");
        assert_eq!(new.status, StatusCode::OK);
        let reply = pilot.post(
            "/strategie/scenarios",
            &[("nom", ""), ("annee", "2026"), ("vagues", "3")],
        );
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        let reply = pilot.post(
            "/strategie/scenarios",
            &[
                ("nom", "Budget voté"),
                ("annee", "2026"),
                ("vagues", "3"),
                ("garder", "oui"),
                ("graine", "7"),
            ],
        );
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        let base = reply.location().trim_end_matches("/budgets").to_owned();
        let page = pilot.get(&format!("{base}/budgets"));
        assert!(page.has("Collectivité de Saint-Martin"), "{}", page.body);

        // A row of a spreadsheet, thousands separators, a decimal comma; then one that is no amount.
        let typed = |martin: &'static str| {
            vec![
                ("revision", "1"),
                ("coller-budget-state", "400 000\t400 000\t400 000\t400 000\t400 000"),
                ("coller-budget-authority-978", martin),
                ("budget-authority-977-1", "300\u{202f}000,00"),
                ("budget-authority-977-2", "300 000"),
                ("budget-authority-977-3", "300000"),
            ]
        };
        let wrong = pilot.post(&format!("{base}/budgets"), &typed("60 000\tbeaucoup"));
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.shows("strategy-paste-amount"));
        assert!(wrong.has("#champ-coller-budget-authority-978"));
        let saved = pilot.post(
            &format!("{base}/budgets"),
            &typed("60 000\t110 000\t160 000\t100 000\t10 000,50"),
        );
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let page = pilot.get(&base);
        assert!(page.has("10\u{202f}000,50"), "{}", page.body);
        assert!(page.body.contains("<svg"));

        let id = ScenarioId::parse(base.rsplit('/').next().unwrap()).unwrap();
        let (address, page) = searched(&pilot, id);
        assert!(page.shows("strategy-proven"), "{}", page.body);
        assert!(page.shows("strategy-grid") && page.shows("strategy-ranking"));
        assert!(page.has("Mont des Accords"));
        // What nobody counted is said, not priced 0.
        assert!(page.has("Coût inconnu") && page.has("École sans collège de secteur"));

        // The same question is not searched twice; searched anew it has the same answer.
        let again = pilot.post(&format!("{base}/calculs"), &[]);
        assert_eq!(again.location(), format!("{address}?deja=oui"));
        assert!(pilot.get(again.location()).shows("strategy-kept-answer"));
        let first = pilot.get(&format!("{address}/fichiers/benefit.json")).body;
        let (other, benefit, equity) = answered(app, id);
        assert_eq!(
            serde_json::from_str::<Answer>(&first).unwrap(),
            benefit.unwrap(),
            "the same question has the same answer"
        );
        assert!(equity.is_some());

        // The question saved is one that `pole optimise` reads.
        let file = pilot.get(&format!("{address}/fichiers/question.json"));
        assert_eq!(file.headers["content-type"], "application/json; charset=utf-8");
        let read = question::read(&file.body).unwrap();
        assert_eq!(read.problem.waves, 3);
        assert!(read.weighing.is_some());
        let csv = pilot.get(&format!("{address}/fichiers/grille.csv?mode=equity"));
        assert!(csv.body.contains("Mireille Choisy"), "{}", csv.body);
        for name in ["dehors.csv", "couts.xlsx", "equity.json"] {
            assert_eq!(
                pilot.get(&format!("{address}/fichiers/{name}")).status,
                StatusCode::OK,
                "{name}"
            );
        }
        assert_eq!(
            pilot.get(&format!("{address}/fichiers/autre.csv")).status,
            StatusCode::NOT_FOUND
        );
        assert!(pilot.get("/strategie").has("Budget voté"));

        // A change of the facts is told beside the kept result.
        assert!(
            !pilot
                .get(&format!("/strategie/calculs/{other}"))
                .shows("strategy-stale")
        );
        app.at("2026-10-16T12:00:01Z");
        let total = [CountEntry {
            category: Category::Total,
            amount: Some(151),
        }];
        app.act(|tx, actor, now| {
            directory::enter_counts(tx, actor, now, &uai(&ecoles[0]), year(2026), None, &total, true)
        });
        assert!(
            pilot
                .get(&format!("/strategie/calculs/{other}"))
                .shows("strategy-stale-facts")
        );
        let audit = app.act(|tx, _, _| crate::shell::audit::latest(tx, None, 100));
        for event in [
            "strategy_scenario.created",
            "strategy_scenario.saved",
            "strategy_run.asked",
            "strategy_run.ended",
        ] {
            assert!(audit.iter().any(|line| line.event == event), "{event}");
        }
    });
}

#[test]
fn what_is_wrong_is_told_at_its_field() {
    let app = TestApp::new(NOW);
    scene(&app);
    let id = created(&app, &content(TIGHT));
    let pilot = app.pilot();
    let base = format!("/strategie/scenarios/{id}");
    let impose = format!("impose-{MONT}");
    let (exclude, why) = (format!("exclu-{SOUALIGA}"), format!("motif-{SOUALIGA}"));
    let schools = format!("{base}/etablissements");
    let wrong = pilot.post(
        &schools,
        &[("revision", "1"), (&impose, "1"), (&exclude, "oui"), (&why, "travaux")],
    );
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    assert!(wrong.has(&format!("#champ-motif-{MONT}")) && !wrong.has(&format!("#champ-motif-{SOUALIGA}")));
    let reason = format!("motif-{MONT}");
    let fields = [
        ("revision", "1"),
        (impose.as_str(), "1"),
        (reason.as_str(), "vote du conseil"),
    ];
    let saved = pilot.post(&schools, &fields);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(pilot.get(&base).has("vote du conseil"));
    // Somebody else was faster: what was typed comes back, with who and when.
    let late = pilot.post(&schools, &[("revision", "1"), (&impose, "2"), (&reason, "autre vote")]);
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.has("autre vote") && late.has("révision 2"), "{}", late.body);
    assert!(
        late.has("name=\"revision\" id=\"champ-revision\" value=\"2\""),
        "{}",
        late.body
    );

    for (field, value) in [("cout-0-1", "beaucoup"), ("ecole-0", "")] {
        let mut fields = vec![
            ("revision", "2"),
            ("nom-0", "Fibre"),
            ("ecole-0", MONT),
            ("payeur-0", "state"),
        ];
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        let wrong = pilot.post(&format!("{base}/travaux"), &fields);
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.has(&format!("#champ-{field}")), "{}", wrong.body);
    }
    let fibre = [
        ("revision", "2"),
        ("nom-0", "Fibre"),
        ("ecole-0", MONT),
        ("vague-0", "1"),
        ("payeur-0", "state"),
        ("cout-0-1", "12 000"),
    ];
    assert_eq!(
        pilot.post(&format!("{base}/travaux"), &fibre).status,
        StatusCode::SEE_OTHER
    );
    let quota = [
        ("revision", "3"),
        ("nom", "Essai"),
        ("annee", "2026"),
        ("vagues", "3"),
        ("ecoles-min", "4"),
        ("ecoles-max", "2"),
    ];
    let wrong = pilot.post(&format!("{base}/modifier"), &quota);
    assert!(wrong.shows("strategy-problem-quota"));
    for part in ["modifier", "budgets", "etablissements", "travaux", "enveloppe"] {
        assert_eq!(pilot.get(&format!("{base}/{part}")).status, StatusCode::OK, "{part}");
    }
}

#[test]
fn an_earlier_state_is_taken_back_and_a_scenario_is_put_away() {
    on_both_engines(NOW, |app| {
        app.with_basin();
        let first = content(TIGHT);
        let id = created(app, &first);
        let second = content([1; 5]);
        let saved = app.act(|tx, actor, now| actions::save(tx, actor, now, id, 1, "Renommé", &second));
        assert_eq!(saved, 2);
        let late = app.app.db().write_blocking(|tx| {
            actions::save(tx, &Actor::console(), app.app.clock().now(), id, 1, "Trop tard", &first)
        });
        assert!(matches!(late, Err(crate::features::strategy::StrategyError::Stale)));
        let pilot = app.pilot();
        let base = format!("/strategie/scenarios/{id}");
        let page = pilot.get(&base);
        assert!(
            page.has("Renommé") && page.shows("strategy-changed-budgets"),
            "{}",
            page.body
        );
        let back = pilot.post(&format!("{base}/restaurer"), &[("revision", "2"), ("vers", "1")]);
        assert_eq!(back.status, StatusCode::SEE_OTHER);
        let scenario = app.act(|tx, actor, _| actions::scenario(tx, actor, id));
        assert_eq!((scenario.revision, scenario.content), (3, first.clone()));
        assert_eq!(
            pilot.post(&format!("{base}/archiver"), &[]).status,
            StatusCode::SEE_OTHER
        );
        assert!(pilot.get(&base).shows("strategy-is-archived"));
        assert!(pilot.get("/strategie").has("1 scénario archivé"));
        let refused = pilot.post(&format!("{base}/calculs"), &[]);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            pilot.post(&format!("{base}/archiver"), &[("ranger", "non")]).status,
            StatusCode::SEE_OTHER
        );
        assert!(
            pilot
                .get(&format!("/strategie/scenarios/nouveau?copie={id}"))
                .has("Renommé (copie)")
        );
    });
}

/// A collège selected in the plan.
fn select(app: &TestApp, code: &str, first: i16) {
    let wave = app.act(|tx, actor, now| {
        let new = NewWave {
            label: "Vague retenue".to_owned(),
            first_year: year(first),
            note: String::new(),
        };
        endowment::add_wave(tx, actor, now, &new)
    });
    app.act(|tx, actor, now| {
        let decision = Decision {
            wave,
            uai: uai(code),
            seen: 0,
            status: EntryStatus::Selected,
            first_year: year(first),
            decided_on: Day::parse("2026-06-15").unwrap(),
            reason: String::new(),
        };
        endowment::decide(tx, actor, now, &decision)
    });
}

fn problem_of(app: &TestApp, content: &Content) -> Value {
    let now = app.app.clock().now();
    let built = app
        .app
        .db()
        .write_blocking(|tx| actions::built(tx, content, now))
        .unwrap();
    serde_json::from_str(&built.question).unwrap()
}

fn school<'a>(question: &'a Value, code: &str) -> &'a Value {
    let schools = question["schools"].as_array().unwrap();
    schools
        .iter()
        .find(|school| school["uai"] == code)
        .unwrap_or(&Value::Null)
}

#[test]
fn what_is_selected_already_is_paid_first_and_not_chosen_again() {
    let app = TestApp::new(NOW);
    let ecoles = scene(&app);
    let mut asked = content(TIGHT);
    let anew = problem_of(&app, &asked);
    assert_eq!(school(&anew, &ecoles[0])["attached_to"], MONT);
    select(&app, MONT, 2027);
    let question = problem_of(&app, &asked);
    assert_eq!(school(&question, MONT), &Value::Null);
    // Its écoles are free of it from its first year on.
    assert_eq!(school(&question, &ecoles[0])["attached_to"], Value::Null);
    assert_eq!(school(&question, &ecoles[0])["ready_wave"], 2);
    let spent = school(&anew, MONT)["costs_by_wave"]["2"]["authority-978"][0]
        .as_i64()
        .unwrap();
    assert_eq!(question["budgets"]["authority-978"][1], 11_000_000 - spent);
    // Chosen anew, it is a candidate again and nothing is committed.
    asked.keep_selected = false;
    assert_eq!(problem_of(&app, &asked), anew);

    // Budgets below what is committed: which funder, when, by how much; the page leads to the field.
    asked = content([0; 5]);
    let id = created(&app, &asked);
    let pilot = app.pilot();
    let refused = pilot.post(&format!("/strategie/scenarios/{id}/calculs"), &[]);
    assert!(refused.location().ends_with("#obstacles"));
    let page = pilot.get(&format!("/strategie/scenarios/{id}"));
    let by = pole_i18n::Formats::new(pole_kernel::Lang::Fr).money(pole_kernel::Cents(spent));
    let words = format!(
        "Collectivité de Saint-Martin, 2027\u{2011}2028\u{a0}: ce qui est déjà engagé dépasse le budget de {by}."
    );
    assert!(page.has(&words), "{words}\n{}", page.body);
    assert!(page.has("/budgets#champ-budget-authority-978-2"), "{}", page.body);
    let cap = |asked: &mut Content| asked.caps.insert("pupil_devices".to_owned(), vec![0; 5]);
    asked = content([500_000; 5]);
    cap(&mut asked);
    asked.fte_x100 = vec![1; 5];
    let now = app.app.clock().now();
    let refused = app.app.db().write_blocking(|tx| actions::built(tx, &asked, now));
    let Err(crate::features::strategy::StrategyError::Refused(crate::features::strategy::Refusal::Scenario(
        ScenarioRefusal::Unbuildable(obstacles),
    ))) = refused
    else {
        panic!("{refused:?}")
    };
    let paths: Vec<String> = obstacles.iter().map(super::Obstacle::path).collect();
    assert!(paths.contains(&"headings.pupil_devices[1]".to_owned()), "{paths:?}");
    assert!(paths.contains(&"capacity.fte_x100[1]".to_owned()), "{paths:?}");
}

/// The directory knows that a school closes in the summer of 2028.
fn closes(app: &TestApp, code: &str) {
    app.act(|tx, actor, now| {
        let event = NewEvent {
            kind: EventKind::Closed,
            other: None,
            name: None,
            from: Day::parse("2028-07-10").unwrap(),
            to: None,
            note: "fermeture décidée".to_owned(),
        };
        directory::add_event(tx, actor, now, &uai(code), &event)
    });
}

#[test]
fn a_school_already_selected_that_closes_is_paid_until_then() {
    let app = TestApp::new(NOW);
    scene(&app);
    select(&app, SOUALIGA, 2027);
    let asked = content([500_000; 5]);
    let left = |year: usize| {
        problem_of(&app, &asked)["budgets"]["authority-978"][year]
            .as_i64()
            .unwrap()
    };
    let whole = 50_000_000;
    assert!(
        left(1) < whole && left(2) < whole && left(3) < whole,
        "three years of endowment"
    );
    closes(&app, SOUALIGA);
    assert!(left(1) < whole, "open that year");
    assert_eq!((left(2), left(3)), (whole, whole), "closed from then on");
}

#[test]
fn a_school_that_closes_costs_and_benefits_until_then() {
    let app = TestApp::new(NOW);
    scene(&app);
    closes(&app, SOUALIGA);
    let mut asked = content([500_000; 5]);
    let question = problem_of(&app, &asked);
    assert_eq!(school(&question, SOUALIGA)["closes_after"], 2);
    assert_eq!(school(&question, MONT)["closes_after"], Value::Null);
    // Said in the scenario, it may close earlier; imposed after it, there is no plan.
    asked.schools.insert(
        SOUALIGA.to_owned(),
        Choice {
            closes_after: Some(1),
            ..pinned(2)
        },
    );
    assert_eq!(school(&problem_of(&app, &asked), SOUALIGA)["closes_after"], 1);
    let id = created(&app, &asked);
    let (_, page) = searched(&app.pilot(), id);
    assert!(
        page.has("est imposé (Vague 2 (2027\u{2011}2028)) après sa fermeture"),
        "{}",
        page.body
    );
}

#[test]
fn zero_budgets_and_what_cannot_be_are_explained() {
    let app = TestApp::new(NOW);
    let ecoles = scene(&app);
    let pilot = app.pilot();
    let (_, page) = searched(
        &pilot,
        created(
            &app,
            &Content {
                budgets: std::collections::BTreeMap::new(),
                ..content(TIGHT)
            },
        ),
    );
    assert!(
        page.shows("strategy-grid-none") && page.has("il manque"),
        "{}",
        page.body
    );

    let mut asked = content([500_000; 5]);
    asked.schools.insert(MONT.to_owned(), pinned(3));
    asked.schools.insert(ecoles[0].clone(), pinned(1));
    asked.schools.insert(
        SOUALIGA.to_owned(),
        Choice {
            excluded: true,
            ..pinned(1)
        },
    );
    let (_, page) = searched(&pilot, created(&app, &asked));
    assert!(page.shows("strategy-cannot"));
    assert!(
        page.has("avant que son collège, Mont des Accords, puisse entrer"),
        "{}",
        page.body
    );
    assert!(
        page.has("à la fois imposé (Vague 1 (2026\u{2011}2027)) et exclu"),
        "{}",
        page.body
    );
    assert!(page.has("/etablissements#champ-"), "{}", page.body);

    let mut asked = content([0; 5]);
    asked.schools.insert(MONT.to_owned(), pinned(1));
    let (_, page) = searched(&pilot, created(&app, &asked));
    assert!(page.has("/budgets#champ-budget-authority-978-1"), "{}", page.body);

    let mut asked = content([500_000; 5]);
    asked.primary_at_least = Some(3);
    asked.island_each_wave = true;
    let (_, page) = searched(&pilot, created(&app, &asked));
    assert!(page.has("Il manque 1 école pour le minimum demandé"), "{}", page.body);
}

#[test]
fn an_authority_sees_its_island_and_its_money() {
    let app = TestApp::new(NOW);
    scene(&app);
    let mut asked = content(TIGHT);
    asked.packages.push(Works {
        id: "Fibre".to_owned(),
        uai: CHOISY.to_owned(),
        ready_wave: 1,
        costs: [("authority-977".to_owned(), vec![1_234_500])].into(),
        imposed: true,
    });
    let id = created(&app, &asked);
    let (run, benefit, _) = answered(&app, id);
    assert!(benefit.unwrap().entries.iter().any(|entry| entry.uai == CHOISY));
    let agent = app.agent_of("978");
    let address = format!("/strategie/calculs/{run}");
    for path in [
        address.clone(),
        format!("/strategie/scenarios/{id}"),
        "/strategie".to_owned(),
    ] {
        let page = agent.get(&path);
        assert_eq!(page.status, StatusCode::OK, "{path}");
        for hidden in [
            "Mireille Choisy",
            "Collectivité de Saint-Barthélemy",
            "Fibre",
            "300\u{202f}000,00",
            "400\u{202f}000,00",
        ] {
            assert!(!page.has(hidden), "{path} shows {hidden}: {}", page.body);
        }
    }
    let page = agent.get(&address);
    assert!(page.has("Collectivité de Saint-Martin") && page.shows("strategy-partial"));
    assert!(!page.shows("strategy-column-local") && !page.shows("strategy-decide"));
    assert_eq!(
        agent.get(&format!("{address}/fichiers/question.json")).status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        agent.get(&format!("/strategie/scenarios/{id}/enveloppe")).status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        agent.post(&format!("/strategie/scenarios/{id}/calculs"), &[]).status,
        StatusCode::FORBIDDEN
    );
    let api: Value = serde_json::from_str(&agent.get(&format!("/api/v1/strategy/runs/{run}")).body).unwrap();
    assert_eq!(api["question"], Value::Null);
    assert_eq!(api["benefit"]["benefit"], Value::Null);
    assert!(
        !api.to_string().contains(CHOISY) && !api.to_string().contains("authority-977"),
        "{api}"
    );
    let csv = agent.get(&format!("{address}/fichiers/couts.csv")).body;
    assert!(!csv.contains("Barth") && csv.contains("Saint-Martin"), "{csv}");
    // Who reads needs only is sent there; nobody is asked to sign in.
    assert_eq!(app.head_of(MONT).get("/strategie").location(), "/strategie/besoins");
    assert!(app.nobody().get("/strategie").location().starts_with("/connexion"));
}

#[test]
fn a_search_whose_process_died_is_told_and_asked_again() {
    on_both_engines(NOW, |app| {
        scene(app);
        let id = created(app, &content(TIGHT));
        let pilot = app.pilot();
        // Asked and never run: its process died.
        let dead = app.act(|tx, actor, now| actions::start(tx, actor, now, id, false));
        let address = format!("/strategie/calculs/{}", dead.id());
        let page = pilot.get(&address);
        assert!(page.headers.contains_key("refresh") && page.shows("strategy-progress-waiting"));
        let same = app.act(|tx, actor, now| actions::start(tx, actor, now, id, false));
        assert_eq!(same, super::Started::Running(dead.id()));
        app.at("2026-10-16T12:02:00Z");
        let page = pilot.get(&address);
        assert!(page.shows("strategy-interrupted") && !page.headers.contains_key("refresh"));
        let (other, page) = searched(&pilot, id);
        assert_ne!(other, address);
        assert!(page.shows("strategy-proven"), "{}", page.body);
        let closed = app.act(|tx, actor, _| actions::run_line(tx, actor, dead.id()));
        assert_eq!(closed.state, RunState::Failed);
        assert!(pilot.get(&address).shows("strategy-interrupted"));

        // Stopped before it begins, it ends without a plan.
        let waiting = app.act(|tx, actor, now| actions::start(tx, actor, now, id, true));
        let address = format!("/strategie/calculs/{}", waiting.id());
        assert_eq!(
            pilot.post(&format!("{address}/arreter"), &[]).status,
            StatusCode::SEE_OTHER
        );
        waited(search::run_now(&app.app, waiting.id()));
        let page = pilot.get(&address);
        assert!(page.shows("strategy-no-plan"), "{}", page.body);
        assert_eq!(
            pilot.post(&format!("{address}/arreter"), &[]).status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    });
}

#[test]
fn an_envelope_is_shared_and_written_into_the_scenario() {
    let app = TestApp::new(NOW);
    scene(&app);
    let id = created(&app, &content([500_000; 5]));
    let pilot = app.pilot();
    let base = format!("/strategie/scenarios/{id}/enveloppe");
    let query =
        format!("montant=100+000&plancher=5000&plafond=60000&alpha=1&ecoles={MONT}&ecoles={SOUALIGA}&ecoles={CHOISY}");
    let page = pilot.get(&format!("{base}?{query}"));
    assert!(page.has("100\u{202f}000,00"), "{}", page.body);
    let csv = pilot.get(&format!("{base}/parts.csv?{query}"));
    assert_eq!(csv.status, StatusCode::OK);
    assert_eq!(csv.body.lines().count(), 5, "{}", csv.body);
    let wrong = pilot.get(&format!("{base}?montant=100&plancher=50&plafond=20&ecoles={MONT}"));
    assert!(wrong.shows("strategy-envelope-bounds"));
    let capped = pilot.get(&format!("{base}?montant=100&plafond=20&ecoles={MONT}&ecoles={CHOISY}"));
    assert!(
        capped.shows("strategy-envelope-at-ceiling") && capped.has("il reste 60,00"),
        "{}",
        capped.body
    );
    let fields = [
        ("revision", "1"),
        ("montant", "100 000"),
        ("plancher", "5000"),
        ("plafond", "60000"),
        ("alpha", "1"),
        ("ecoles", MONT),
        ("ecoles", SOUALIGA),
        ("nom", "Réseau"),
        ("financeur", "authority-978"),
        ("annee", "2"),
    ];
    let written = pilot.post(&base, &fields);
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.body);
    let scenario = app.act(|tx, actor, _| actions::scenario(tx, actor, id));
    assert_eq!(scenario.revision, 2);
    let parts: i64 = scenario
        .content
        .packages
        .iter()
        .map(|works| {
            assert!(works.imposed);
            works.costs["authority-978"][1]
        })
        .sum();
    assert_eq!(parts, 10_000_000);
}

#[test]
fn the_worked_example_as_a_text_has_its_exact_optimum_in_both_modes() {
    let ecole = [11_775, 500, 500];
    let school =
        |code: &str, pupils: i64, need: i64, priority: i64, ready: i64, college: Option<&str>, costs: [i64; 3]| {
            json!({
                "uai": code, "pupils": pupils, "priority_x10": priority, "need": need, "ready_wave": ready,
                "attached_to": college, "costs": {"authority": costs.map(|euros| euros * 100)},
            })
        };
    let schools = json!([
        school("C1", 600, 62, 644, 1, None, [48_080, 42_660, 90_740]),
        school("C2", 500, 78, 681, 2, None, [40_000, 36_000, 76_000]),
        school("E1", 200, 55, 625, 1, Some("C1"), ecole),
        school("E2", 150, 70, 670, 1, Some("C1"), ecole),
        school("E3", 220, 80, 710, 2, Some("C2"), ecole),
        school("E4", 180, 66, 687, 1, Some("C2"), ecole),
        school("E5", 90, 85, 715, 2, Some("C2"), ecole),
    ]);
    for (budgets, benefit, equity) in [
        ([100_000, 140_000, 200_000, 150_000, 100_000], 3_205_120, None),
        ([80_000, 110_000, 170_000, 130_000, 80_000], 3_140_770, None),
        ([60_000, 90_000, 150_000, 120_000, 80_000], 2_371_400, Some(1_369_420)),
    ] {
        let text = json!({
            "waves": 3, "budgets": {"authority": budgets.map(|euros: i64| euros * 100)}, "schools": schools,
        });
        for (mode, expected) in [(Mode::Benefit, Some(benefit)), (Mode::Equity, equity)] {
            let mut question = question::read(&text.to_string()).unwrap();
            question.problem.mode = mode;
            let mut asked = answer::Asked {
                seconds: 60.0,
                increases: false,
                draws: 0,
                seed: 1,
                watch: &mut |_, _| std::ops::ControlFlow::Continue(()),
                go_on: &|_| true,
            };
            let told = answer::answer(&question, &mut asked).unwrap();
            assert_eq!(told.status, "optimal");
            if expected.is_some() {
                assert_eq!(told.benefit, expected);
            }
        }
    }
}
