//! Targets, notes, a second definition and a year of releases of the demonstration: invented, and
//! said to be. The releases are frozen while it is built, and say that moment.

use pole_kernel::SchoolYear;

use super::{DemoError, day, year};
use crate::features::indicators::{self, Indicator, IndicatorError, Place, Thresholds};
use crate::policy::Actor;
use crate::shell::app::App;

/// How many months are frozen.
const MONTHS: i32 = 12;
/// What is written beside a release.
const FROZEN: &str = "Fictif : arrêté pendant la construction de la démonstration.";

/// A target by the end of a school year, in tenths of a percent or as a count.
const TARGETS: [(Indicator, i16, i64); 15] = [
    (Indicator::Selected, 2024, 600),
    (Indicator::Selected, 2025, 700),
    (Indicator::Selected, 2026, 800),
    (Indicator::Connected, 2024, 450),
    (Indicator::Connected, 2025, 600),
    (Indicator::Connected, 2026, 750),
    (Indicator::Trained, 2024, 180),
    (Indicator::Trained, 2025, 260),
    (Indicator::Trained, 2026, 340),
    (Indicator::Used, 2024, 500),
    (Indicator::Used, 2025, 600),
    (Indicator::Used, 2026, 650),
    (Indicator::Certified, 2024, 600),
    (Indicator::Certified, 2025, 750),
    (Indicator::Certified, 2026, 900),
];

/// What somebody could have written beside each figure.
const NOTES: [(Indicator, &str); 4] = [
    (
        Indicator::Selected,
        "Fictif : la prochaine commission examine les écoles qui n’ont pas encore candidaté.",
    ),
    (
        Indicator::Connected,
        "Fictif : le seuil est passé à 10 Mbit/s en réception à la rentrée 2025 ; la courbe est coupée à cette date.",
    ),
    (
        Indicator::Trained,
        "Fictif : deux sessions à distance ouvertes en janvier pour les enseignants de Saint-Barthélemy.",
    ),
    (
        Indicator::Used,
        "Fictif : la baisse de juillet et d’août vient des vacances.",
    ),
];

/// Writes them. Answers how many were written.
pub(super) async fn enter(app: &App, actor: &Actor) -> Result<usize, DemoError> {
    let failed = |error: IndicatorError| DemoError::at("indicators", &error);
    let targets: Vec<(Indicator, SchoolYear, i64)> = TARGETS
        .iter()
        .map(|(indicator, first, target)| Ok((*indicator, year(*first)?, *target)))
        .collect::<Result<_, DemoError>>()?;
    let (by, now, since) = (actor.clone(), app.clock().now(), day("2025-09-01")?);
    app.db()
        .write(move |tx| -> Result<(), IndicatorError> {
            for (indicator, year, target) in &targets {
                let note = "Fictif : cible de démonstration.";
                indicators::set_target(tx, &by, now, *indicator, &Place::Basin, *year, Some(*target), note)?;
            }
            for (indicator, text) in NOTES {
                indicators::add_note(tx, &by, now, indicator, &Place::Basin, text)?;
            }
            let faster = Thresholds {
                down_kbps: 10_000,
                ..Thresholds::default()
            };
            let why = "Fictif : 10 Mbit/s en réception, comme le plan national de 2014.";
            indicators::define(tx, &by, now, Indicator::Connected, faster, since, why)?;
            // The invented sessions are those of the last two years: the commitment speaks of them.
            let this_year = now.day().school_year().first_calendar_year();
            let invented = Thresholds {
                commitment: (this_year - 1, this_year),
                ..Thresholds::default()
            };
            let why = "Fictif : les sessions inventées sont celles de ces deux années.";
            indicators::define(tx, &by, now, Indicator::Trained, invented, indicators::origin(), why)?;
            Ok(())
        })
        .await
        .map_err(failed)?;
    let last = app.clock().now().day().month_of();
    for back in (1..=MONTHS).rev() {
        let (by, now, month) = (actor.clone(), app.clock().now(), last.plus(-back));
        app.db()
            .write(move |tx| indicators::freeze(tx, &by, now, month, FROZEN))
            .await
            .map_err(failed)?;
    }
    Ok(TARGETS.len() + NOTES.len())
}
