//! What each teacher followed and was offered, by school: for who may read staff by name.

use std::borrow::Borrow;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{Uai, fold};
use pole_office::table::{Cell, CellKind, Sheet};

use super::super::actions::{self, PersonLine};
use super::super::model::Followed;
use super::super::rules::Parameters;
use super::{column, hours};
use crate::features::directory;
use crate::policy::{self, Action};
use crate::shell::asked::Asked;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// The fields of the filter, and where a page begins.
const QUERY: [&str; 7] = ["etablissement", "q", "palier", "tri", "au", "connu", "apres"];

/// How many people a page shows.
const PAGE: usize = 100;

/// How many people reached each tier, each counted once.
#[derive(Default)]
struct Totals {
    people: usize,
    h3: usize,
    h6: usize,
    h18: usize,
}

#[derive(Template)]
#[template(path = "features/training/pages/people.html")]
struct PeoplePage {
    page: PageCtx,
    form: Form,
    lines: Vec<PersonLine>,
    totals: Totals,
    schools: Vec<(String, String)>,
    next: Option<String>,
    period: String,
}

impl PeoplePage {
    fn hours(&self, minutes: impl Borrow<u32>) -> String {
        hours(&self.page, *minutes.borrow())
    }

    fn school(&self, line: &PersonLine) -> String {
        let uai = line.followed.uai.to_string();
        let known = self.schools.iter().find(|(code, _)| *code == uai);
        known.map_or(uai, |(_, name)| name.clone())
    }

    fn degree(&self, line: &PersonLine) -> String {
        self.page.word("training-degree", line.followed.degree.code())
    }

    fn tier(&self, line: &PersonLine) -> String {
        self.page.t(tier(&line.followed))
    }

    fn next_href(&self, next: &str) -> String {
        format!("/formation/personnels{}", self.form.query(&QUERY, &[("apres", next)]))
    }

    fn export_href(&self, extension: &str) -> String {
        format!(
            "/formation/personnels/export/personnels.{extension}{}",
            self.form.query(&QUERY, &[("apres", "")])
        )
    }
}

/// The tier somebody reached.
const fn tier(followed: &Followed) -> &'static str {
    if followed.reached_18h.is_some() {
        "training-tier-18"
    } else if followed.reached_6h.is_some() {
        "training-tier-6"
    } else if followed.reached_3h.is_some() {
        "training-tier-3"
    } else {
        "training-tier-none"
    }
}

async fn load(page: &PageCtx, form: &mut Form) -> Result<Vec<PersonLine>, Problem> {
    let asked = Asked::read(page, form);
    let school = form.optional("etablissement").map(Uai::parse).transpose();
    let school = school.map_err(|_| Problem::NotFound)?;
    let actor = page.actor.clone();
    let mut lines = page
        .app
        .db()
        .read(move |tx| actions::people(tx, &actor, asked, school.as_ref()))
        .await?;
    let wanted = fold(form.value("q"));
    lines.retain(|line| {
        let followed = &line.followed;
        let text = fold(&format!(
            "{} {} {}",
            followed.surname, followed.given_name, followed.discipline
        ));
        let reached = match form.value("palier") {
            "3" => followed.reached_3h.is_some(),
            "6" => followed.reached_6h.is_some(),
            "18" => followed.reached_18h.is_some(),
            "0" => followed.reached_3h.is_none(),
            _ => true,
        };
        reached && text.contains(&wanted)
    });
    if form.is("tri", "heures") {
        lines.sort_by_key(|line| std::cmp::Reverse(line.followed.minutes));
    }
    Ok(lines)
}

/// Distinct people: somebody who served in two schools has two lines.
fn totals(lines: &[PersonLine]) -> Totals {
    let mut met = std::collections::HashSet::new();
    let mut totals = Totals::default();
    for line in lines {
        if met.insert(line.followed.person) {
            totals.people += 1;
            totals.h3 += usize::from(line.followed.reached_3h.is_some());
            totals.h6 += usize::from(line.followed.reached_6h.is_some());
            totals.h18 += usize::from(line.followed.reached_18h.is_some());
        }
    }
    totals
}

/// What tells a line from the others: a person may have served in several schools.
fn key(line: &PersonLine) -> String {
    format!("{}~{}", line.followed.person, line.followed.uai)
}

/// The teachers, with what they followed.
pub(super) async fn page(page: PageCtx, mut form: Form) -> Reply {
    let mut lines = load(&page, &mut form).await?;
    let totals = totals(&lines);
    if let Some(last) = form.optional("apres") {
        let start = lines
            .iter()
            .position(|line| key(line) == last)
            .map_or(0, |place| place + 1);
        lines.drain(..start);
    }
    let is_long = lines.len() > PAGE;
    lines.truncate(PAGE);
    let next = lines.last().filter(|_| is_long).map(key);
    let seen_by = policy::scope(&page.actor, Action::ReadTrainingPeople);
    let known = page
        .app
        .db()
        .read(move |tx| directory::basin(tx, seen_by.clone()))
        .await?;
    let mut schools = vec![(String::new(), page.t("training-all-schools"))];
    schools.extend(known.into_iter().map(|school| (school.uai.to_string(), school.name)));
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = PeoplePage {
        period: page.day(&Parameters::default().period_from),
        form,
        lines,
        totals,
        schools,
        next,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The list to save.
pub(super) async fn export(page: PageCtx, Path(file): Path<String>, mut form: Form) -> Reply {
    let format = file
        .strip_prefix("personnels.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let lines = load(&page, &mut form).await?;
    let day = |day: Option<pole_kernel::Day>| day.map_or(Cell::Empty, |day| Cell::Day(day.to_string()));
    let sheet = Sheet {
        name: page.t("training-people"),
        note: None,
        columns: vec![
            column(&page, "training-surname", CellKind::Text, 24.0),
            column(&page, "training-given-name", CellKind::Text, 20.0),
            column(&page, "training-school-code", CellKind::Text, 11.0),
            column(&page, "training-target-degree", CellKind::Text, 16.0),
            column(&page, "training-discipline", CellKind::Text, 24.0),
            column(&page, "training-minutes-counted", CellKind::Integer, 12.0),
            column(&page, "training-minutes-offered", CellKind::Integer, 12.0),
            column(&page, "training-tier-3", CellKind::Day, 12.0),
            column(&page, "training-tier-6", CellKind::Day, 12.0),
            column(&page, "training-tier-18", CellKind::Day, 12.0),
            column(&page, "training-in-service", CellKind::Text, 12.0),
            column(&page, "figure-flag-fictitious", CellKind::Text, 10.0),
        ],
        rows: lines
            .into_iter()
            .map(|PersonLine { followed, offered }| {
                let yes = |yes: bool| Cell::Text(page.t(if yes { "training-yes" } else { "training-no" }));
                vec![
                    Cell::Text(followed.surname),
                    Cell::Text(followed.given_name),
                    Cell::Text(followed.uai.to_string()),
                    Cell::Text(page.word("training-degree", followed.degree.code())),
                    Cell::Text(followed.discipline),
                    Cell::Integer(i64::from(followed.minutes)),
                    Cell::Integer(i64::from(offered)),
                    day(followed.reached_3h),
                    day(followed.reached_6h),
                    day(followed.reached_18h),
                    yes(followed.is_in_service),
                    yes(followed.is_fictitious),
                ]
            })
            .collect(),
    };
    export::save(&page, format, "personnels", &[sheet])
}
