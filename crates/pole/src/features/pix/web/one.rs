//! One certification: what is said of it, since when, and whose it is.

use askama::Template;
use axum::extract::Path;
use pole_kernel::Uai;

use super::super::actions::{self, CertificationView, Told};
use super::super::levels::COMPETENCES;
use super::super::model::{CertificationNumber, Content};
use super::super::rules::global_level;
use super::super::store::Owner;
use super::flags;
use crate::features::directory;
use crate::features::people::PersonId;
use crate::policy::{self, Action, Subject};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

#[derive(Template)]
#[template(path = "features/pix/pages/one.html")]
struct OnePage {
    page: PageCtx,
    form: Form,
    view: CertificationView,
    levels: Vec<(&'static str, String)>,
    schools: Vec<(String, String)>,
    may_decide: bool,
    may_assign: bool,
}

impl OnePage {
    fn flags(&self) -> Vec<(&'static str, String)> {
        flags(&self.page, &self.view.row)
    }

    /// The score in pix and the level it makes: never a share of a maximum, which changed over the years.
    fn score(&self, content: &Content) -> String {
        let Some(pix) = content.pix else {
            return self.page.t("pix-score-none");
        };
        let label = Some(content.level_label.as_str())
            .filter(|label| !label.is_empty())
            .or_else(|| global_level(pix));
        match label {
            Some(level) => self.page.tv(
                "pix-score-level",
                &[("pix", pix.into()), ("level", level.to_owned().into())],
            ),
            None => self.page.tv("pix-score", &[("pix", pix.into())]),
        }
    }

    /// Where a version comes from, in words.
    fn source(&self, told: &Told) -> String {
        match (&told.file_name, told.line) {
            (Some(file), Some(line)) => self.page.tv(
                "pix-source-file",
                &[("file", file.clone().into()), ("line", line.to_string().into())],
            ),
            _ => told
                .recorded_by
                .clone()
                .unwrap_or_else(|| self.page.t("common-console")),
        }
    }

    fn owner(&self, owner: &Owner) -> String {
        let who = owner
            .recorded_by
            .clone()
            .unwrap_or_else(|| self.page.t("common-console"));
        self.page.tv(
            "pix-owner-line",
            &[
                ("step", self.page.word("pix-step", owner.step.code()).into()),
                ("who", who.into()),
            ],
        )
    }
}

/// The level of each competence with its index, a dash where there is none.
fn levels(content: &Content) -> Vec<(&'static str, String)> {
    COMPETENCES
        .iter()
        .zip(content.competences)
        .map(|(index, level)| (*index, level.map_or_else(|| "–".to_owned(), |level| level.to_string())))
        .collect()
}

/// A number of a certification in a path; anything else is no page.
fn parse(text: &str) -> Result<CertificationNumber, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let number = parse(&id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let search = form.value("q").to_owned();
    let edits = policy::scope(&page.actor, Action::EditCertifications);
    let (view, schools) = page
        .app
        .db()
        .read(move |tx| -> Result<_, super::super::errors::PixError> {
            let view = actions::view(tx, &actor, number, &search, now)?;
            let schools = if view.row.uai.is_none() && edits.everything {
                directory::basin(tx, edits.clone())?
            } else {
                Vec::new()
            };
            Ok((view, schools))
        })
        .await?;
    let subject = view
        .school
        .as_ref()
        .map(|school| Subject::School(&school.uai, school.territory.as_ref()));
    let may_decide =
        subject.is_some_and(|subject| page.may_on(Action::EditCertifications, subject)) && view.content.is_some();
    let template = OnePage {
        levels: view.content.as_ref().map(levels).unwrap_or_default(),
        may_assign: !schools.is_empty(),
        schools: schools
            .into_iter()
            .map(|school| (school.uai.to_string(), format!("{} ({})", school.name, school.uai)))
            .collect(),
        may_decide,
        form,
        view,
        page: page.clone(),
    };
    page.show(&template)
}

pub(super) async fn decide(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let number = parse(&id)?;
    let person = if form.is("personne", "aucune") {
        None
    } else {
        let chosen = form.required("personne", "form-choice", PersonId::parse);
        Some(chosen.ok_or_else(|| Problem::refused("pix-refused-choice"))?)
    };
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::decide(tx, &actor, now, number, person))
        .await?;
    page.redirect("/pix/rapprochement", "pix-notice-decided")
}

pub(super) async fn undo(page: PageCtx, Path(id): Path<String>, _: Form) -> Reply {
    let number = parse(&id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::undo(tx, &actor, now, number))
        .await?;
    page.redirect(&format!("/pix/certifications/{number}"), "pix-notice-undone")
}

pub(super) async fn assign(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let number = parse(&id)?;
    let chosen = form.required("ecole", "form-uai", Uai::parse);
    let uai = chosen.ok_or_else(|| Problem::refused("form-uai"))?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::assign_school(tx, &actor, now, number, &uai))
        .await?;
    page.redirect("/pix/rapprochement", "pix-notice-assigned")
}
