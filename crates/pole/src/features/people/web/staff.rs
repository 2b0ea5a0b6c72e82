//! The list of the staff of a school.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_formats::{Degree, Problem as LineProblem, Severity};
use pole_kernel::{Day, Uai, fold};
use pole_office::table::{Cell, CellKind, Column, Sheet};

use super::super::actions;
use super::super::model::{Service, name_key};
use super::{attachments, degree_of, degrees, parse_uai, read};
use crate::features::directory::SchoolTop;
use crate::policy::{Action, Subject};
use crate::shell::asked::Asked;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// The columns one can sort by.
const SORTS: [&str; 4] = ["nom", "discipline", "debut", "fin"];

#[derive(Template)]
#[template(path = "features/people/pages/staff.html")]
struct StaffPage {
    page: PageCtx,
    top: SchoolTop,
    form: Form,
    past: bool,
    on: Day,
    services: Vec<Service>,
    in_service: usize,
    disciplines: Vec<String>,
    degrees: Vec<(&'static str, String)>,
    attachments: Vec<(&'static str, String)>,
    problems: Vec<LineProblem>,
    may_edit: bool,
}

impl StaffPage {
    fn base(&self) -> String {
        format!("/etablissements/{}/personnels", self.top.school.uai)
    }

    fn sort_href(&self, column: &str) -> String {
        let descending = self.form.optional("tri").unwrap_or("nom") == column && self.form.value("sens") != "desc";
        let direction = if descending { "desc" } else { "asc" };
        format!(
            "{}?{}",
            self.base(),
            self.query(&[("tri", column), ("sens", direction)])
        )
    }

    /// What a screen reader says of the order of a column.
    fn aria_sort(&self, column: &str) -> &'static str {
        let sorted = self.form.optional("tri").unwrap_or("nom");
        match (sorted == column, self.form.value("sens") == "desc") {
            (true, true) => "descending",
            (true, false) => "ascending",
            (false, _) => "none",
        }
    }

    fn query(&self, changed: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for name in ["q", "matiere", "tous", "au", "connu", "tri", "sens"] {
            let value = changed
                .iter()
                .find(|(field, _)| *field == name)
                .map_or(self.form.value(name), |(_, value)| value);
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        query.finish()
    }

    /// What is wrong with a pasted line, in words.
    fn problem(&self, problem: &LineProblem) -> String {
        self.page.tv(
            "people-paste-problem",
            &[
                ("line", problem.line.saturating_sub(1).to_string().into()),
                ("problem", self.page.word("file-problem", problem.code.code()).into()),
            ],
        )
    }
}

/// The services a form asks for: those that hold on the day, or all of them; by name and discipline; sorted.
fn chosen(services: Vec<Service>, form: &Form, on: Day) -> Vec<Service> {
    let search = fold(form.value("q"));
    let discipline = form.value("matiere");
    let all = form.is("tous", "oui");
    let mut chosen: Vec<Service> = services
        .into_iter()
        .filter(|service| {
            let person = &service.person;
            let usage = person.usage_name.as_deref().unwrap_or_default();
            let key = format!("{} {}", name_key(&person.surname, &person.given_name), fold(usage)).replace('|', " ");
            (all || holds(service, on))
                && key.contains(&search)
                && (discipline.is_empty() || service.discipline == discipline)
        })
        .collect();
    match form.optional("tri").filter(|column| SORTS.contains(column)) {
        Some("discipline") => chosen.sort_by(|left, right| left.discipline.cmp(&right.discipline)),
        Some("debut") => chosen.sort_by_key(|service| service.from),
        Some("fin") => chosen.sort_by_key(|service| (service.to.is_none(), service.to)),
        _ => {}
    }
    if form.is("sens", "desc") {
        chosen.reverse();
    }
    chosen
}

fn holds(service: &Service, on: Day) -> bool {
    service.from <= on && service.to.is_none_or(|last| on <= last)
}

pub(super) async fn page(page: PageCtx, Path(uai): Path<String>, form: Form) -> Reply {
    show(page, parse_uai(&uai)?, form, Vec::new()).await
}

async fn show(page: PageCtx, uai: Uai, mut form: Form, problems: Vec<LineProblem>) -> Reply {
    let asked = Asked::read(&page, &mut form);
    let past = Asked::is_in(&form);
    let actor = page.actor.clone();
    let (school, services) = page
        .app
        .db()
        .read(move |tx| actions::staff(tx, &actor, &uai, asked.known_at))
        .await?;
    let in_service = services.iter().filter(|service| holds(service, asked.on)).count();
    let mut disciplines: Vec<String> = services.iter().map(|service| service.discipline.clone()).collect();
    disciplines.sort();
    disciplines.dedup();
    disciplines.retain(|discipline| !discipline.is_empty());
    let subject = Subject::School(&school.uai, school.territory.as_ref());
    let may_edit = page.may_on(Action::EditPeople, subject) && !past;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let degree = degree_of(&school);
    let template = StaffPage {
        past,
        on: asked.on,
        services: chosen(services, &form, asked.on),
        in_service,
        disciplines,
        degrees: degrees(&page),
        attachments: attachments(&page),
        problems,
        may_edit,
        form: form.with_default("degre", degree.code().to_owned()),
        top: SchoolTop {
            school,
            tab: "personnels",
        },
        page: page.clone(),
    };
    page.show_with(status, &template)
}

pub(super) async fn add(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let Some((person, service)) = read(&mut form, &uai) else {
        return show(page, uai, form, Vec::new()).await;
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::add_person(tx, &actor, now, &person, &service))
        .await;
    match done {
        Ok(_) => page.redirect(&format!("/etablissements/{uai}/personnels"), "people-notice-added"),
        Err(error) => match error.refusal() {
            Some((field, key)) => {
                form.refuse(field, key);
                show(page, uai, form, Vec::new()).await
            }
            None => Err(error.into()),
        },
    }
}

pub(super) async fn paste(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let degree = form.required("degre", "form-choice", Degree::parse);
    let lines = form.required("lignes", "form-required", |text| Ok::<String, ()>(text.to_owned()));
    let (Some(degree), Some(lines)) = (degree, lines) else {
        return show(page, uai, form, Vec::new()).await;
    };
    let (actor, now, school) = (page.actor.clone(), page.now, uai.clone());
    let done = page
        .app
        .db()
        .write(move |tx| actions::paste(tx, &actor, now, &school, degree, &lines))
        .await;
    let report = match done {
        Ok(report) => report,
        Err(error) => match error.refusal() {
            Some((_, key)) => {
                form.refuse("lignes", key);
                return show(page, uai, form, Vec::new()).await;
            }
            None => return Err(error.into()),
        },
    };
    let refused = report
        .problems
        .iter()
        .any(|problem| problem.severity == Severity::Refused);
    if refused || report.added + report.changed == 0 {
        let key = if refused {
            "people-refused-lines"
        } else {
            "people-refused-no-line"
        };
        form.refuse("lignes", key);
        return show(page, uai, form, report.problems).await;
    }
    page.redirect(&format!("/etablissements/{uai}/personnels"), "people-notice-pasted")
}

/// The list to save: exactly what is shown. The birth date and the e-mail address stay here.
pub(super) async fn export(page: PageCtx, Path((uai, file)): Path<(String, String)>, mut form: Form) -> Reply {
    let format = file
        .strip_prefix("personnels.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let uai = parse_uai(&uai)?;
    let asked = Asked::read(&page, &mut form);
    let actor = page.actor.clone();
    let (school, services) = page
        .app
        .db()
        .read(move |tx| actions::staff(tx, &actor, &uai, asked.known_at))
        .await?;
    let column = |key: &str, width: f64| Column {
        title: page.t(key),
        kind: CellKind::Text,
        width,
    };
    let rows = chosen(services, &form, asked.on)
        .into_iter()
        .map(|service| {
            let yes = if service.is_attachment {
                "people-attached-yes"
            } else {
                "people-attached-no"
            };
            vec![
                Cell::Text(school.uai.to_string()),
                Cell::Text(service.person.surname),
                Cell::Text(service.person.given_name),
                service.person.usage_name.map_or(Cell::Empty, Cell::Text),
                Cell::Text(page.word("people-degree", service.degree.code())),
                Cell::Text(service.discipline),
                Cell::Text(page.t(yes)),
                Cell::Text(service.from.to_string()),
                service.to.map_or(Cell::Empty, |to| Cell::Text(to.to_string())),
                if service.fictitious {
                    Cell::Text(page.t("common-fictitious"))
                } else {
                    Cell::Empty
                },
            ]
        })
        .collect();
    let sheet = Sheet {
        name: page.t("people-title"),
        note: None,
        columns: vec![
            column("schools-uai", 11.0),
            column("people-surname", 24.0),
            column("people-given-name", 20.0),
            column("people-usage-name", 20.0),
            column("people-degree", 14.0),
            column("people-discipline", 26.0),
            column("people-attached", 14.0),
            column("people-from", 12.0),
            column("people-to", 12.0),
            column("people-note", 12.0),
        ],
        rows,
    };
    export::save(&page, format, "personnels", &[sheet])
}
