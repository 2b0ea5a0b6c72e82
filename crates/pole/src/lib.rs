//! Pôle: the software of a digital centre of excellence for a basin of schools.
//!
//! `policy` says who may do what, `shell` is what every feature relies on, `features` are the
//! capabilities, one folder each. This file is where they are put together.

pub mod cli;
pub mod demo;
pub mod features;
pub mod policy;
pub mod shell;
#[cfg(test)]
mod sweeps;
#[cfg(test)]
mod test_app;

use axum::Router;
use shell::app::{App, AppError, DemoAccount, NavEntry, Parts, Within};
use shell::clock::Clock;
use shell::config::Config;
use shell::routes::{RouteInfo, Routes};

/// What the features bring to the shell.
pub fn parts(demo_accounts: &'static [DemoAccount]) -> Parts {
    use policy::Action;
    let entry = |href, key, action| NavEntry {
        href,
        key,
        action,
        within: None,
    };
    // The chain of a call is one entry for those who run it.
    let of_calls = |href, key, action| NavEntry {
        within: Some(Within {
            href: "/appels",
            action: Action::RunReviews,
        }),
        ..entry(href, key, action)
    };
    Parts {
        importers: vec![
            Box::new(features::directory::DirectoryImporter),
            Box::new(features::endowment::SupplyImporter),
            Box::new(features::people::PeopleImporter),
            Box::new(features::connectivity::ConnectivityImporter),
            Box::new(features::training::TrainingImporter),
            Box::new(features::pix::PixImporter),
            Box::new(features::usage::UsageImporter),
            Box::new(features::dossiers::DemarcheImporter),
            Box::new(features::strategy::needs::CoverageImporter),
        ],
        navigation: vec![
            entry("/apercu", "nav-overview", Action::ReadOverview),
            entry("/indicateurs", "nav-indicators", Action::ReadIndicators),
            entry("/etablissements", "nav-schools", Action::ReadSchool),
            entry("/connectivite", "nav-connectivity", Action::ReadConnectivity),
            entry("/formation", "nav-training", Action::ReadTraining),
            entry("/pix", "nav-pix", Action::ReadCertifications),
            entry("/usages", "nav-usage", Action::ReadUsageKeeping),
            entry("/plan", "nav-plan", Action::ReadPlan),
            entry("/strategie/besoins", "nav-strategy", Action::ReadNeeds),
            entry("/appels", "nav-calls", Action::ReadCalls),
            of_calls("/dossiers", "nav-dossiers", Action::WriteDossiers),
            entry("/evaluations", "nav-reviews", Action::ReviewDossiers),
            of_calls("/evaluations/pilotage", "nav-reviews-run", Action::RunReviews),
            of_calls("/commissions", "nav-decisions", Action::DecideDossiers),
            of_calls("/conventions", "nav-agreements", Action::ReadAgreements),
            entry("/parametres", "nav-parameters", Action::ReadParameters),
            entry("/imports", "nav-imports", Action::BringFiles),
            entry("/comptes", "nav-accounts", Action::ManageAccounts),
        ],
        demo_accounts,
        page_views: Box::new(features::usage::Recorder::new(&[(
            "/formation",
            features::usage::Service::Training,
        )])),
        jobs: features::usage::jobs()
            .into_iter()
            .chain(features::training::jobs())
            .chain(features::indicators::jobs())
            .chain(features::decisions::jobs())
            .chain(features::dossiers::jobs())
            .chain(features::reviews::jobs())
            .chain([shell::messages::JOB])
            .collect(),
    }
}

/// Opens an installation: data folder, database, schema, and the readings of the sheet that the
/// product ships.
///
/// # Errors
/// When the folder cannot be written, the database opened or the schema migrated.
pub async fn open(config: Config, clock: Clock, demo_accounts: &'static [DemoAccount]) -> Result<App, AppError> {
    let app = App::open(config, clock, parts(demo_accounts)).await?;
    let now = app.clock().now();
    app.db()
        .write(move |tx| features::endowment::install_presets(tx, now))
        .await
        .map_err(|error: features::endowment::EndowmentError| AppError::Presets(error.to_string()))?;
    app.db()
        .write(move |tx| features::calls::install_programmes(tx, now))
        .await
        .map_err(|error: features::calls::CallError| AppError::Presets(error.to_string()))?;
    app.db()
        .write(move |tx| features::strategy::needs::install_weights(tx, now))
        .await
        .map_err(|error: features::strategy::StrategyError| AppError::Presets(error.to_string()))?;
    Ok(app)
}

/// The whole site, and the list of what it serves.
pub fn site(app: App) -> (Router, Vec<RouteInfo>) {
    let routes = Routes::new()
        .merge(shell::imports::routes())
        .merge(shell::messages::routes())
        .merge(features::accounts::routes())
        .merge(features::directory::routes())
        .merge(features::endowment::routes())
        .merge(features::people::routes())
        .merge(features::connectivity::routes())
        .merge(features::training::routes())
        .merge(features::pix::routes())
        .merge(features::usage::routes())
        .merge(features::indicators::routes())
        .merge(features::decisions::routes())
        .merge(features::calls::routes())
        .merge(features::reports::routes())
        .merge(features::dossiers::routes())
        .merge(features::reviews::routes())
        .merge(features::strategy::routes())
        .merge(features::overview::routes())
        .merge(features::api::routes());
    shell::server::site(app, features::accounts::DOORKEEPER, routes)
}
