//! One service: correct it, end it, take it back, and what was said before.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{Day, Uai};

use super::super::actions::{self, ServiceView};
use super::super::errors::PeopleError;
use super::super::model::{Service, ServiceId};
use super::super::store::PersonName;
use super::{attachments, degrees, parse_uai, read};
use crate::features::directory::SchoolTop;
use crate::policy::{Action, Subject};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

#[derive(Template)]
#[template(path = "features/people/pages/service.html")]
struct ServicePage {
    page: PageCtx,
    top: SchoolTop,
    form: Form,
    service: Service,
    versions: Vec<Service>,
    names: Vec<PersonName>,
    degrees: Vec<(&'static str, String)>,
    attachments: Vec<(&'static str, String)>,
    may_edit: bool,
}

impl ServicePage {
    /// Where a version comes from, in words.
    fn source(&self, version: &Service) -> String {
        match (&version.file_name, version.line) {
            (Some(file), Some(line)) => self.page.tv(
                "people-source-file",
                &[("file", file.clone().into()), ("line", line.to_string().into())],
            ),
            _ => version
                .recorded_by
                .clone()
                .unwrap_or_else(|| self.page.t("common-console")),
        }
    }

    fn words(&self, version: &Service) -> String {
        let from = self.page.day(&version.from);
        let dates = match &version.to {
            Some(to) => self.page.tv(
                "people-from-to",
                &[("from", from.into()), ("to", self.page.day(to).into())],
            ),
            None => self.page.t1("people-since", "from", from),
        };
        if version.discipline.is_empty() {
            dates
        } else {
            format!("{}, {dates}", version.discipline)
        }
    }

    fn who(&self, name: &PersonName) -> String {
        name.recorded_by
            .clone()
            .unwrap_or_else(|| self.page.t("common-console"))
    }
}

fn parse(uai: &str, id: &str) -> Result<(Uai, ServiceId), Problem> {
    let id = ServiceId::parse(id).map_err(|_| Problem::NotFound)?;
    Ok((parse_uai(uai)?, id))
}

/// The form with what is known.
fn filled(view: &ServiceView) -> Form {
    let service = &view.service;
    let person = &service.person;
    let text = |value: Option<String>| value.unwrap_or_default();
    Form::filled([
        ("nom", person.surname.clone()),
        ("prenom", person.given_name.clone()),
        ("nom_usage", text(person.usage_name.clone())),
        ("naissance", text(person.birth_date.map(|day| day.to_string()))),
        ("email", text(view.email.clone())),
        ("degre", service.degree.code().to_owned()),
        ("discipline", service.discipline.clone()),
        (
            "rattachement",
            (if service.is_attachment { "oui" } else { "non" }).to_owned(),
        ),
        ("debut", service.from.to_string()),
        ("fin", text(service.to.map(|day| day.to_string()))),
    ])
}

pub(super) async fn page(page: PageCtx, Path((uai, id)): Path<(String, String)>) -> Reply {
    let (uai, id) = parse(&uai, &id)?;
    show(page, uai, id, None).await
}

async fn show(page: PageCtx, uai: Uai, id: ServiceId, form: Option<Form>) -> Reply {
    let actor = page.actor.clone();
    let view = page
        .app
        .db()
        .read(move |tx| actions::service_view(tx, &actor, &uai, id))
        .await?;
    let subject = Subject::School(&view.school.uai, view.school.territory.as_ref());
    let may_edit = page.may_on(Action::EditPeople, subject) && view.service.withdrawn_at.is_none();
    let form = form.unwrap_or_else(|| filled(&view));
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = ServicePage {
        form,
        degrees: degrees(&page),
        attachments: attachments(&page),
        service: view.service,
        versions: view.versions,
        names: view.names,
        may_edit,
        top: SchoolTop {
            school: view.school,
            tab: "personnels",
        },
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// Answers after a change: back to the list, or the page again with what is wrong.
async fn answer(
    page: PageCtx,
    uai: Uai,
    id: ServiceId,
    mut form: Form,
    done: Result<(), PeopleError>,
    notice: &'static str,
) -> Reply {
    match done {
        Ok(()) => page.redirect(&format!("/etablissements/{uai}/personnels"), notice),
        Err(error) => match error.refusal() {
            Some((field, key)) => {
                form.refuse(field, key);
                show(page, uai, id, Some(form)).await
            }
            None => Err(error.into()),
        },
    }
}

pub(super) async fn correct(page: PageCtx, Path((uai, id)): Path<(String, String)>, mut form: Form) -> Reply {
    let (uai, id) = parse(&uai, &id)?;
    let Some((person, service)) = read(&mut form, &uai) else {
        return show(page, uai, id, Some(form)).await;
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::correct(tx, &actor, now, id, &person, &service))
        .await;
    answer(page, uai, id, form, done, "people-notice-corrected").await
}

pub(super) async fn end(page: PageCtx, Path((uai, id)): Path<(String, String)>, mut form: Form) -> Reply {
    let (uai, id) = parse(&uai, &id)?;
    let Some(last_day) = form.required("dernier", "form-day", Day::parse) else {
        return Err(Problem::refused("form-day"));
    };
    let (actor, now, school) = (page.actor.clone(), page.now, uai.clone());
    page.app
        .db()
        .write(move |tx| actions::end_service(tx, &actor, now, &school, id, last_day))
        .await?;
    page.redirect(&format!("/etablissements/{uai}/personnels"), "people-notice-ended")
}

pub(super) async fn withdraw(page: PageCtx, Path((uai, id)): Path<(String, String)>, _: Form) -> Reply {
    let (uai, id) = parse(&uai, &id)?;
    let (actor, now, school) = (page.actor.clone(), page.now, uai.clone());
    page.app
        .db()
        .write(move |tx| actions::withdraw_service(tx, &actor, now, &school, id))
        .await?;
    page.redirect(&format!("/etablissements/{uai}/personnels"), "people-notice-withdrawn")
}
