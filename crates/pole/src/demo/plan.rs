//! The demonstration's plan: the sheet's three waves on the years of which head counts exist.
//!
//! The schools and the head counts are real or projected from real ones; the decisions, orders,
//! deliveries and devices in use are invented, and say so.

use std::collections::BTreeMap;

use pole_formats::{SupplyFact, SupplyItem, SupplyStep};
use pole_kernel::{Cents, SchoolYear, Uai};

use super::chance::Chance;
use super::{DemoError, day, uai, year};
use crate::features::endowment::model::{EndowmentKind, Window};
use crate::features::endowment::parameters::Parameters;
use crate::features::endowment::{
    Asked, Decision, EntryStatus, NewSet, NewWave, PlanLine, add_wave, choose_set, copy_set, decide_many,
    enter_supplies, in_force, install_presets, keep, read_plan,
};
use crate::policy::Actor;
use crate::shell::app::App;

/// The last year of the demonstration's plan: the third, as 2017 is in the sheet.
const LAST_YEAR: i16 = 2022;
/// The last year whose orders are invented.
const LAST_ORDERED: i16 = 2023;

/// One wave of the demonstration.
struct DemoWave {
    label: &'static str,
    first_year: i16,
    decided_on: &'static str,
    /// The schools and what is decided of them; a selection needs no reason of its own.
    schools: &'static [(&'static str, EntryStatus, &'static str)],
}

/// The reason of every selection.
const SELECTED: &str = "Fictif : retenu par la commission de démonstration";

const fn selected(uai: &'static str) -> (&'static str, EntryStatus, &'static str) {
    (uai, EntryStatus::Selected, SELECTED)
}

const WAVES: [DemoWave; 3] = [
    DemoWave {
        label: "Vague 1",
        first_year: 2020,
        decided_on: "2020-06-15",
        schools: &[
            selected("9711087E"),
            selected("9710568R"),
            selected("9710768H"),
            selected("9711096P"),
            selected("9711196Y"),
        ],
    },
    DemoWave {
        label: "Vague 2",
        first_year: 2021,
        decided_on: "2021-06-14",
        schools: &[
            selected("9710022X"),
            selected("9710210B"),
            selected("9710754T"),
            selected("9710805Y"),
            selected("9710817L"),
            selected("9710874Y"),
            selected("9710980N"),
            selected("9711049N"),
        ],
    },
    DemoWave {
        // The name that publishing the call gives to its wave: they are one.
        label: "Collèges numériques des îles du Nord 2022, vague 3",
        first_year: 2022,
        decided_on: "2022-06-13",
        schools: &[
            selected("9711023K"),
            selected("9710035L"),
            selected("9710567P"),
            selected("9710341U"),
            (
                "9710454S",
                EntryStatus::Reserve,
                "Fictif : liste complémentaire, la part des écoles de la vague est atteinte",
            ),
            (
                "9711197Z",
                EntryStatus::NotSelected,
                "Fictif : réseau de l’école à refaire avant toute dotation",
            ),
            (
                "9710453R",
                EntryStatus::Withdrawn,
                "Fictif : candidature retirée par l’établissement",
            ),
        ],
    },
];

/// The call of the demonstration, its title and edition.
pub(super) const DECIDED_CALL: (&str, i64) = ("Collèges numériques des îles du Nord", 2022);
/// The name of its decided wave, the third of the plan.
pub(super) const DECIDED_WAVE: &str = "vague 3";
/// The name of its open wave.
pub(super) const LAST_WAVE: &str = "vague 5";

/// The schools of the wave that a call decides, with what is decided of them.
pub(super) fn decided_by_call() -> &'static [(&'static str, EntryStatus, &'static str)] {
    let [_, _, third] = &WAVES;
    third.schools
}

/// Replays the plan and says how many figures were invented for it.
pub(super) async fn replay(app: &App, actor: &Actor) -> Result<usize, DemoError> {
    install(app).await?;
    choose_readings(app, actor).await?;
    decide_waves(app, actor).await?;
    let entered = supply(app, actor).await?;
    keep_plan(app, actor).await?;
    Ok(entered)
}

async fn install(app: &App) -> Result<(), DemoError> {
    let now = app.clock().now();
    app.db()
        .write(move |tx| {
            install_presets(tx, now)
                .map(|_| ())
                .map_err(|error| DemoError::at("presets", &error))
        })
        .await
}

/// The readings with the demonstration's last year, and the sheet's own calendar as a template.
async fn choose_readings(app: &App, actor: &Actor) -> Result<(), DemoError> {
    let last = year(LAST_YEAR)?;
    let replayed = Parameters {
        plan_last_year: Some(last),
        ..Parameters::sheet_default()
    };
    let plan_window = Parameters {
        window: Window::Plan,
        ..replayed.clone()
    };
    let from = day("2020-09-01")?;
    let sheet_from = day("2015-09-01")?;
    let (actor, now) = (actor.clone(), app.clock().now());
    app.db()
        .write(move |tx| {
            let failed = |error: &dyn std::fmt::Display| DemoError::at("parameter sets", error);
            let sheet = in_force(tx, now).map_err(|error| failed(&error))?;
            let new = |code: &str, name: &str, note: &str, valid_from, parameters: &Parameters| NewSet {
                based_on: sheet.id,
                code: code.to_owned(),
                name: name.to_owned(),
                note: note.to_owned(),
                valid_from,
                parameters: parameters.clone(),
            };
            let chosen = copy_set(
                tx,
                &actor,
                now,
                &new(
                    &sheet.code,
                    &format!("{} (plan 2020-2022)", sheet.name),
                    "Démonstration : la lecture de la fiche, trois vagues à partir de la rentrée 2020, dernière année du plan 2022.",
                    from,
                    &replayed,
                ),
            )
            .map_err(|error| failed(&error))?;
            let others = [
                new(
                    "plan_window",
                    "Fin du plan pour tous (plan 2020-2022)",
                    "Démonstration : la dotation s’arrête pour tous la dernière année du plan, 2022.",
                    from,
                    &plan_window,
                ),
                new(
                    "calendrier_fiche_2015_2017",
                    "Calendrier de la fiche 2015-2017",
                    "Modèle : les trois vagues de la fiche (2015, 2016, 2017), dernière année du plan 2017.",
                    sheet_from,
                    &Parameters::sheet_default(),
                ),
            ];
            for other in &others {
                copy_set(tx, &actor, now, other).map_err(|error| failed(&error))?;
            }
            let reason = "Démonstration : le plan est rejoué sur les années 2020 à 2022";
            choose_set(tx, &actor, now, chosen, reason).map_err(|error| failed(&error))
        })
        .await
}

async fn decide_waves(app: &App, actor: &Actor) -> Result<(), DemoError> {
    for wave in &WAVES {
        let first_year = year(wave.first_year)?;
        let decided_on = day(wave.decided_on)?;
        let mut decisions = Vec::with_capacity(wave.schools.len());
        for (code, status, reason) in wave.schools {
            decisions.push((uai(code)?, *status, *reason));
        }
        let (actor, now) = (actor.clone(), app.clock().now());
        app.db()
            .write(move |tx| {
                let failed = |error: &dyn std::fmt::Display| DemoError::at(wave.label, error);
                let new = NewWave {
                    label: wave.label.to_owned(),
                    first_year,
                    note: "Fictif : vague de démonstration, calquée sur les trois vagues de la fiche".to_owned(),
                };
                let id = add_wave(tx, &actor, now, &new).map_err(|error| failed(&error))?;
                let decisions: Vec<Decision> = decisions
                    .iter()
                    .map(|(uai, status, reason)| Decision {
                        wave: id,
                        uai: uai.clone(),
                        seen: 0,
                        status: *status,
                        first_year,
                        decided_on,
                        reason: (*reason).to_owned(),
                    })
                    .collect();
                decide_many(tx, &actor, now, &decisions).map_err(|error| failed(&error))
            })
            .await?;
    }
    Ok(())
}

/// Invents orders, deliveries and devices in use beside what the plan says is due.
async fn supply(app: &App, actor: &Actor) -> Result<usize, DemoError> {
    let (actor, now) = (actor.clone(), app.clock().now());
    app.db()
        .write(move |tx| {
            let failed = |error: &dyn std::fmt::Display| DemoError::at("supplies", error);
            let plan = read_plan(tx, &actor, Asked::now(now))
                .map_err(|error| failed(&error))?
                .plan;
            let facts = supplies(
                &plan.lines,
                plan.set.parameters.device_price_cents,
                plan.set.parameters.case_price(),
            )?;
            enter_supplies(tx, &actor, now, &facts, true).map_err(|error| failed(&error))
        })
        .await
}

/// Plausible supplies: the first years came whole, the later ones in part, the last is ordered
/// only. Some écoles declare nothing in use: unknown is seen beside known.
fn supplies(lines: &[PlanLine], device: Cents, case: Cents) -> Result<Vec<SupplyFact>, DemoError> {
    let mut facts = Vec::new();
    let mut stocks: BTreeMap<(Uai, &'static str), u32> = BTreeMap::new();
    for line in lines.iter().map(|line| &line.endowment) {
        let first = line.year.first_calendar_year();
        if first > LAST_ORDERED {
            continue;
        }
        let mut chance = Chance::of(&format!("{} {first}", line.uai));
        let declares = line.kind == EndowmentKind::College || Chance::of(line.uai.as_str()).between(1, 4) > 1;
        let due = [
            (SupplyItem::PupilDevice, line.net, device),
            (SupplyItem::TeacherDevice, line.teachers, device),
            (SupplyItem::SpareDevice, line.spare, device),
            (SupplyItem::Case, line.cases(), case),
        ];
        for (item, quantity, price) in due {
            let Some(ordered) = quantity.filter(|quantity| *quantity > 0) else {
                continue;
            };
            let mut add = |step, quantity, on: &str, year: SchoolYear, price| -> Result<(), DemoError> {
                facts.push(SupplyFact {
                    uai: line.uai.clone(),
                    year,
                    step,
                    item,
                    quantity,
                    unit_price: price,
                    day: day(on)?,
                    reference: Some(format!("DEMO-{first}-{}-{}", line.uai, item.code())),
                    note: Some("Fictif : donnée de démonstration".to_owned()),
                });
                Ok(())
            };
            add(
                SupplyStep::Ordered,
                ordered,
                &format!("{first}-11-05"),
                line.year,
                Some(price),
            )?;
            let delivered = match first {
                ..2022 => ordered,
                2022 => ordered * chance.between(70, 100) / 100,
                _ => 0,
            };
            if delivered == 0 {
                continue;
            }
            add(
                SupplyStep::Delivered,
                delivered,
                &format!("{}-02-10", first + 1),
                line.year,
                None,
            )?;
            let stock = stocks.entry((line.uai.clone(), item.code())).or_insert(0);
            *stock += delivered;
            if declares {
                // Breakage and loss, a little.
                let in_use = *stock - *stock * chance.between(0, 6) / 100;
                add(
                    SupplyStep::InUse,
                    in_use,
                    &format!("{}-05-15", first + 1),
                    line.year,
                    None,
                )?;
            }
        }
    }
    Ok(facts)
}

/// One computation kept as it is, so that a later plan can be compared with it.
async fn keep_plan(app: &App, actor: &Actor) -> Result<(), DemoError> {
    let (actor, now) = (actor.clone(), app.clock().now());
    app.db()
        .write(move |tx| {
            keep(tx, &actor, now, "Plan de démonstration, à la construction (fictif)")
                .map(|_| ())
                .map_err(|error| DemoError::at("kept computation", &error))
        })
        .await
}
