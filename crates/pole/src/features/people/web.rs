//! The staff of a school: who serves, since when; entering, correcting, ending, pasting.

mod service;
mod staff;

use pole_formats::Degree;
use pole_kernel::{Day, Uai};

use super::model::{NewPerson, NewService, PersonKind};
use crate::features::directory::SchoolLine;
use crate::policy::Action;
use crate::shell::form::Form;
use crate::shell::page::PageCtx;
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of this feature's pages.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/etablissements/{uai}/personnels", Action::ReadPeople, staff::page)
        .get(
            "/etablissements/{uai}/personnels/{file}",
            Action::ReadPeople,
            staff::export,
        )
        .post("/etablissements/{uai}/personnels", Action::EditPeople, staff::add)
        .post(
            "/etablissements/{uai}/personnels/coller",
            Action::EditPeople,
            staff::paste,
        )
        .get(
            "/etablissements/{uai}/personnels/services/{id}",
            Action::ReadPeople,
            service::page,
        )
        .post(
            "/etablissements/{uai}/personnels/services/{id}",
            Action::EditPeople,
            service::correct,
        )
        .post(
            "/etablissements/{uai}/personnels/services/{id}/fin",
            Action::EditPeople,
            service::end,
        )
        .post(
            "/etablissements/{uai}/personnels/services/{id}/retirer",
            Action::EditPeople,
            service::withdraw,
        )
}

fn parse_uai(text: &str) -> Result<Uai, Problem> {
    Uai::parse(text).map_err(|_| Problem::NotFound)
}

/// The degree of the teachers of a school, when a form does not say.
fn degree_of(school: &SchoolLine) -> Degree {
    if school.kind.is_ecole() {
        Degree::First
    } else {
        Degree::Second
    }
}

fn degrees(page: &PageCtx) -> Vec<(&'static str, String)> {
    Degree::ALL
        .iter()
        .map(|degree| (degree.code(), page.word("people-degree", degree.code())))
        .collect()
}

fn attachments(page: &PageCtx) -> Vec<(&'static str, String)> {
    vec![
        ("oui", page.t("people-attached-yes")),
        ("non", page.t("people-attached-no")),
    ]
}

/// What was typed about somebody and their service, noting what is wrong.
fn read(form: &mut Form, uai: &Uai) -> Option<(NewPerson, NewService)> {
    let text = |text: &str| Ok::<String, ()>(text.to_owned());
    let surname = form.required("nom", "form-required", text);
    let given_name = form.required("prenom", "form-required", text);
    let usage_name = form.optional("nom_usage").map(str::to_owned);
    let birth_date = form.maybe("naissance", "form-day", Day::parse);
    let email = form.maybe("email", "people-refused-email-shape", |text| {
        if text.contains('@') {
            Ok(text.to_owned())
        } else {
            Err(())
        }
    });
    let degree = form.required("degre", "form-choice", Degree::parse);
    let from = form.required("debut", "form-day", Day::parse);
    let to = form.maybe("fin", "form-day", Day::parse);
    if !form.is_valid() {
        return None;
    }
    let person = NewPerson {
        kind: PersonKind::Teacher,
        surname: surname?,
        given_name: given_name?,
        usage_name,
        birth_date,
        email,
        fictitious: false,
    };
    let service = NewService {
        uai: uai.clone(),
        degree: degree?,
        discipline: form.value("discipline").to_owned(),
        is_attachment: !form.is("rattachement", "non"),
        from: from?,
        to,
    };
    Some((person, service))
}
