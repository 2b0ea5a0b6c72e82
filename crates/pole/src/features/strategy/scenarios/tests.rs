//! Scenarios through the door: from budgets to an explained result.

use std::time::Duration;

use axum::http::StatusCode;
use pole_kernel::{Category, Day, Level, SchoolYear, Uai};
use serde_json::{Value, json};

use super::model::{Content, RunId, RunState, ScenarioId};
use super::{actions, store};
use crate::features::directory::{self, CountEntry, EventKind, NewEvent};
use crate::features::endowment::{self, Decision, EntryStatus, NewWave};
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

/// Two collèges with two écoles on one island, one on the other.
struct Scene {
    ecoles: Vec<String>,
}

fn scene(app: &TestApp) -> Scene {
    app.with_basin();
    counted(app, MONT, 100);
    counted(app, SOUALIGA, 120);
    counted(app, CHOISY, 60);
    Scene {
        ecoles: ecoles(app, MONT, 2),
    }
}

/// Everything else stays out, so that a search is short.
fn content(scene: &Scene, authority: [i64; 5]) -> Content {
    let euros = |amounts: [i64; 5]| amounts.map(|amount| amount * 100).to_vec();
    let mut content = Content {
        first_year: 2026,
        waves: 3,
        keep_selected: true,
        seed: 7,
        ..Content::default()
    };
    content.budgets.insert("state".to_owned(), euros([400_000; 5]));
    content.budgets.insert("authority-978".to_owned(), euros(authority));
    content.budgets.insert("authority-977".to_owned(), euros([300_000; 5]));
    let _ = scene;
    content
}

fn created(app: &TestApp, content: &Content) -> ScenarioId {
    app.act(|tx, actor, now| actions::create(tx, actor, now, "Essai", content))
}

/// Waits until a search has ended: it runs in the background.
fn ended(visitor: &Visitor<'_>, address: &str) -> Reply {
    for _ in 0..600 {
        let reply = visitor.get(address);
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        if !reply.headers.contains_key("refresh") {
            return reply;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("the search did not end")
}

#[test]
fn explore() {
    let app = TestApp::new(NOW);
    let scene = scene(&app);
    let content = content(&scene, [100_000, 200_000, 200_000, 100_000, 100_000]);
    let now = app.app.clock().now();
    let built = app
        .app
        .db()
        .write_blocking(|tx| actions::built(tx, &content, now))
        .unwrap();
    println!("{}\n{:#?}", built.question, built.basis);
    let id = created(&app, &content);
    let pilot = app.pilot();
    let begin = std::time::Instant::now();
    let reply = pilot.post(&format!("/strategie/scenarios/{id}/calculs"), &[]);
    let address = reply.location().to_owned();
    let page = ended(&pilot, &address);
    println!("{:?}\n{}", begin.elapsed(), page.body);
    println!("{}", pilot.get(&format!("/strategie/scenarios/{id}")).body);
    panic!()
}
