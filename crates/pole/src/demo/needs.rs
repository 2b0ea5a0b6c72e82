//! Fictitious declared values of needs and readiness: what no register of the product holds. Some schools have none,
//! so that every basis is seen.

use pole_kernel::Uai;

use super::DemoError;
use super::chance::Chance;
use crate::features::directory;
use crate::features::strategy::StrategyError;
use crate::features::strategy::needs::model::Component;
use crate::features::strategy::needs::{NewValue, declare};
use crate::policy::{Actor, Scope};
use crate::shell::app::App;

/// How many days back the values speak of.
const DAYS_BACK: i32 = 45;
/// One school in so many declares nothing.
const SILENT: usize = 6;
/// One school in so many declares a part only.
const PARTLY: usize = 4;
const NOTE: &str = "Fictif : enquête de rentrée inventée pour la démonstration";

impl From<StrategyError> for DemoError {
    fn from(error: StrategyError) -> Self {
        Self::at("needs", &error)
    }
}

/// Invents the values and says how many there are.
pub(super) async fn enter(app: &App, actor: &Actor) -> Result<usize, DemoError> {
    let (actor, now) = (actor.clone(), app.clock().now());
    let day = now.day().plus_days(-DAYS_BACK);
    app.db()
        .write(move |tx| {
            let mut schools = directory::basin(tx, Scope::everything())?;
            schools.retain(directory::is_eligible);
            schools.sort_by(|left, right| left.uai.cmp(&right.uai));
            let indices = directory::social_indices(tx, now.day(), now)?;
            let mut values = Vec::new();
            for (rank, school) in schools.iter().enumerate() {
                if rank % SILENT == SILENT - 1 {
                    continue;
                }
                let partly = rank % PARTLY == PARTLY - 1;
                values.extend(invented(&school.uai, partly, !indices.contains_key(&school.uai)));
            }
            Ok::<usize, DemoError>(declare(tx, &actor, now, &values, day, NOTE, true)?)
        })
        .await
}

/// What one school declares.
fn invented(uai: &Uai, partly: bool, without_index: bool) -> Vec<NewValue> {
    let mut chance = Chance::of(&format!("besoins {uai}"));
    let mut value = |component: Component, least: u32, most: u32, unit: i64| NewValue {
        uai: uai.clone(),
        component,
        milli: i64::from(chance.between(least, most)) * unit,
    };
    let mut values = vec![
        value(Component::Families, 8, 55, 1_000),
        value(Component::Skills, 14, 36, 100),
        value(Component::Isolation, 0, 4, 1_000),
        value(Component::Team, 20, 95, 1_000),
        value(Component::Referent, 0, 1, 1_000),
    ];
    if without_index {
        values.push(value(Component::Social, 15, 60, 1_000));
    }
    if partly {
        values.retain(|value| !matches!(value.component, Component::Families | Component::Skills));
    }
    values
}
