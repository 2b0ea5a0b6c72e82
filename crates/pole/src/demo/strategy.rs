//! Three scenarios of the strategy, from the next school year on. The budgets are invented and say so; the schools, their
//! needs and their costs are those of the demonstration.

use std::collections::BTreeMap;

use super::DemoError;
use crate::features::strategy::scenarios::create;
use crate::features::strategy::scenarios::model::{Choice, Content};
use crate::policy::Actor;
use crate::shell::app::App;

/// A scenario of the demonstration; budgets in thousands of euros, by year.
struct DemoScenario {
    name: &'static str,
    note: &'static str,
    keep_selected: bool,
    state: [i64; 5],
    saint_martin: [i64; 5],
    saint_barthelemy: [i64; 5],
}

const SCENARIOS: [DemoScenario; 3] = [
    DemoScenario {
        name: "Suite du plan (fictif)",
        note: "Démonstration : budgets inventés. Les établissements déjà retenus le restent ; les autres entrent quand l’argent le permet.",
        keep_selected: true,
        state: [13, 13, 1, 1, 1],
        saint_martin: [12, 12, 12, 2, 2],
        saint_barthelemy: [12, 13, 14, 2, 2],
    },
    DemoScenario {
        name: "Tout reprendre (fictif)",
        note: "Démonstration : budgets inventés. Tout est choisi à nouveau, comme si rien n’était décidé.",
        keep_selected: false,
        state: [140, 190, 260, 190, 120],
        saint_martin: [120, 190, 270, 200, 120],
        saint_barthelemy: [20, 30, 60, 40, 50],
    },
    DemoScenario {
        name: "Tout reprendre, un tiers de moins (fictif)",
        note: "Démonstration : budgets inventés. Les mêmes établissements, avec un tiers d’argent en moins.",
        keep_selected: false,
        state: [95, 125, 175, 125, 80],
        saint_martin: [80, 125, 180, 135, 80],
        saint_barthelemy: [14, 20, 40, 27, 34],
    },
];

fn content(scenario: &DemoScenario, first_year: i16) -> Content {
    let cents = |thousands: [i64; 5]| thousands.map(|amount| amount * 100_000).to_vec();
    let excluded = Choice {
        excluded: true,
        reason: "Fictif : réseau de l’école à refaire avant toute dotation".to_owned(),
        ..Choice::default()
    };
    Content {
        note: scenario.note.to_owned(),
        first_year,
        waves: 3,
        keep_selected: scenario.keep_selected,
        budgets: BTreeMap::from([
            ("state".to_owned(), cents(scenario.state)),
            ("authority-978".to_owned(), cents(scenario.saint_martin)),
            ("authority-977".to_owned(), cents(scenario.saint_barthelemy)),
        ]),
        schools: if scenario.keep_selected {
            BTreeMap::new()
        } else {
            BTreeMap::from([("9711197Z".to_owned(), excluded)])
        },
        seed: 2026,
        ..Content::default()
    }
}

/// Makes the scenarios, and says how many amounts are invented. Nothing is searched: that takes longer than building
/// everything else, and is one click.
pub(super) async fn enter(app: &App, actor: &Actor) -> Result<usize, DemoError> {
    let (by, now) = (actor.clone(), app.clock().now());
    let next = now.day().school_year().plus(1).first_calendar_year();
    app.db()
        .write(move |tx| {
            SCENARIOS
                .iter()
                .try_for_each(|scenario| create(tx, &by, now, scenario.name, &content(scenario, next)).map(|_| ()))
        })
        .await
        .map_err(|error| DemoError::at("scenarios", &error))?;
    Ok(SCENARIOS.len() * 15)
}
