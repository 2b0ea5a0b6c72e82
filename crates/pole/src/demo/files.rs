//! The open data of the demonstration, inside the program (`data/SOURCES.md` says where it comes from).

use super::{Built, DemoError};
use crate::policy::Actor;
use crate::shell::app::App;
use crate::shell::imports::{Answers, confirm, propose};

/// A file of the product's `data` folder.
pub(super) struct Shipped {
    name: &'static str,
    bytes: &'static [u8],
}

macro_rules! shipped {
    ($($path:literal),+ $(,)?) => {
        &[$(Shipped { name: $path, bytes: include_bytes!(concat!("../../../../data/", $path)) }),+]
    };
}

/// The files in the order in which they are taken in: who the schools are, then what is counted in
/// them, the oldest first. The press comes last: it speaks of schools that the others introduce.
pub(super) const FILES: &[Shipped] = shipped![
    "bassin/etablissements.csv",
    "guadeloupe/geoloc_colleges_2024.csv",
    "guadeloupe/rep_2022.csv",
    "guadeloupe/ips_lycees_2016-2022.csv",
    "guadeloupe/effectifs_lycees_pro_2019-2022.csv",
    "guadeloupe/effectifs_lycees_gt_2020-2022.csv",
    "guadeloupe/colleges_effectifs_niveaux_dnb2021.csv",
    "guadeloupe/ips_ecoles_2021-2022.csv",
    "guadeloupe/ips_ecoles_2022-2023.csv",
    "guadeloupe/ips_colleges_2022-2023.csv",
    "guadeloupe/ips_lycees_2022-2023.csv",
    "bassin/effectifs_ecoles_oct2020_presse.csv",
];

/// Takes every file in, through the imports.
pub(super) async fn take_in(app: &App, step: &(dyn Fn(&str) + Sync)) -> Result<Built, DemoError> {
    let console = Actor::console();
    let mut built = Built::default();
    for file in FILES {
        step(file.name);
        let failed = |error: &dyn std::fmt::Display| DemoError::at(file.name, error);
        let kept = app
            .files()
            .keep(file.bytes, app.config().upload_bytes)
            .map_err(|error| failed(&error))?;
        let name = file.name.rsplit('/').next().unwrap_or(file.name).to_owned();
        let proposed = propose(app, &console, kept, name, Answers::new())
            .await
            .map_err(|error| failed(&error))?;
        let confirmed = confirm(app, &console, proposed.id)
            .await
            .map_err(|error| failed(&error))?;
        built.files += 1;
        built.facts += confirmed.report.added + confirmed.report.changed;
    }
    Ok(built)
}
