//! The form that begins a dossier.

use askama::Template;
use axum::http::StatusCode;
use pole_kernel::Uai;

use super::super::actions::{self, Beginnings};
use super::super::errors::DossierError;
use super::super::model::NewDossier;
use super::refuse;
use crate::features::calls::CallWaveId;
use crate::features::directory::SchoolLine;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

#[derive(Template)]
#[template(path = "features/dossiers/pages/new.html")]
struct NewPage {
    page: PageCtx,
    form: Form,
    waves: Vec<(String, String)>,
    schools: Vec<(String, String)>,
    /// The school that was chosen, with the écoles it could take.
    chosen: Option<String>,
    ecoles: Vec<SchoolLine>,
}

impl NewPage {
    fn is_ticked(&self, ecole: &SchoolLine) -> bool {
        self.form.is("ecoles", ecole.uai.as_str())
    }
}

async fn show(page: PageCtx, form: Form) -> Reply {
    let (actor, now) = (page.actor.clone(), page.now);
    let asked = Uai::parse(form.value("etablissement")).ok();
    let (found, chosen, ecoles) = page
        .app
        .db()
        .read(move |tx| {
            let found: Beginnings = actions::beginnings(tx, &actor, now)?;
            let only = (found.schools.len() == 1)
                .then(|| found.schools.first().map(|school| school.uai.clone()))
                .flatten();
            let chosen = asked.clone().or(only);
            let ecoles = match &chosen {
                Some(uai) if found.schools.iter().any(|school| school.uai == *uai) => {
                    actions::ecoles_of(tx, &actor, now, uai)?
                }
                Some(_) | None => Vec::new(),
            };
            Ok::<_, DossierError>((found, chosen, ecoles))
        })
        .await?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let waves: Vec<(String, String)> = found
        .waves
        .iter()
        .map(|(call, wave)| {
            let deadline = page.day(&wave.deadline_on);
            let label = page.tv(
                "dossiers-wave-option",
                &[
                    ("call", call.title.as_str().into()),
                    ("wave", wave.label.as_str().into()),
                    ("deadline", deadline.into()),
                ],
            );
            (wave.id.to_string(), label)
        })
        .collect();
    let chosen = chosen
        .filter(|uai| found.schools.iter().any(|school| school.uai == *uai))
        .map(|uai| uai.to_string());
    let form = form.with_default("etablissement", chosen.clone().unwrap_or_default());
    let template = NewPage {
        waves,
        schools: found
            .schools
            .iter()
            .map(|school| (school.uai.to_string(), format!("{} ({})", school.name, school.uai)))
            .collect(),
        chosen,
        ecoles,
        form,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The form.
pub(super) async fn page(page: PageCtx, form: Form) -> Reply {
    show(page, form).await
}

/// Begins the dossier.
pub(super) async fn begin(page: PageCtx, mut form: Form) -> Reply {
    let wave = form.required("vague", "form-choice", CallWaveId::parse);
    let college = form.required("etablissement", "form-uai", Uai::parse);
    let (Some(wave), Some(college)) = (wave, college) else {
        return show(page, form).await;
    };
    let ecoles: Vec<Uai> = form.all("ecoles").filter_map(|code| Uai::parse(code).ok()).collect();
    let new = NewDossier::new(wave, college).with(ecoles);
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::begin(tx, &actor, now, &new))
        .await;
    match done {
        Ok(id) => page.redirect(&format!("/dossiers/{id}"), "notice-dossiers-begun"),
        Err(DossierError::NotFound) => Err(Problem::NotFound),
        Err(error) => {
            refuse(&mut form, error)?;
            show(page, form).await
        }
    }
}
