//! The pages of training: the sessions, one session, who came, what each teacher followed.

mod attendance;
mod people;
mod session;

use askama::Template;
use axum::extract::Path;
use pole_formats::TrainingMode;
use pole_kernel::{Day, SchoolYear, Uai, fold};
use pole_office::table::{Cell, CellKind, Column, Sheet};

use super::actions;
use super::model::{SessionId, SessionLine};
use super::store::SessionFilter;
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The fields of the filter, and where a page begins.
const QUERY: [&str; 6] = ["q", "modalite", "annee", "accueil", "sens", "apres"];

/// How many sessions a page shows.
const PAGE: usize = 50;
/// How many sessions a file holds.
const EXPORTED: i64 = 100_000;
/// The first school year of the filter.
const FIRST_YEAR: SchoolYear = SchoolYear::FIRST_OF_PLAN;

/// The routes of training.
pub fn routes() -> Routes {
    Routes::new()
        .merge(super::api::routes())
        .merge(super::evaluation::web::routes())
        .get("/formation", Action::ReadTraining, page)
        .get("/formation/export/{file}", Action::ReadTraining, export)
        .get("/formation/nouvelle", Action::EditTraining, session::new_page)
        .post("/formation/nouvelle", Action::EditTraining, session::add)
        .get("/formation/personnels", Action::ReadTrainingPeople, people::page)
        .get(
            "/formation/personnels/export/{file}",
            Action::ReadTrainingPeople,
            people::export,
        )
        .get("/formation/{id}", Action::ReadTraining, session::page)
        .get("/formation/{id}/modifier", Action::EditTraining, session::edit_page)
        .post("/formation/{id}/modifier", Action::EditTraining, session::correct)
        .post("/formation/{id}/annuler", Action::EditTraining, session::cancel)
        .post("/formation/{id}/inscriptions", Action::EditTraining, session::register)
        .get("/formation/{id}/presences", Action::RecordAttendance, attendance::page)
        .post(
            "/formation/{id}/presences",
            Action::RecordAttendance,
            attendance::record,
        )
        .post(
            "/formation/{id}/personnes",
            Action::RecordAttendance,
            attendance::add_person,
        )
        .get(
            "/formation/{id}/export/{file}",
            Action::ReadTrainingPeople,
            session::export,
        )
}

pub(super) fn session_id(text: &str) -> Result<SessionId, Problem> {
    SessionId::parse(text).map_err(|_| Problem::NotFound)
}

/// A duration in hours and minutes, in the reader's words.
fn hours(page: &PageCtx, minutes: u32) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    if rest == 0 {
        page.tv("training-hours", &[("hours", hours.into())])
    } else {
        page.tv(
            "training-hours-minutes",
            &[("hours", hours.into()), ("minutes", format!("{rest:02}").into())],
        )
    }
}

/// The days of a session in words.
pub(super) fn days(page: &PageCtx, first: Day, last: Day) -> String {
    if first == last {
        page.day(&first)
    } else {
        page.tv(
            "training-days",
            &[("from", page.day(&first).into()), ("to", page.day(&last).into())],
        )
    }
}

/// A first choice that filters nothing, then the modes.
fn modes(page: &PageCtx, all: &str) -> Vec<(String, String)> {
    let mut modes = vec![(String::new(), page.t(all))];
    modes.extend(
        TrainingMode::ALL
            .iter()
            .map(|mode| (mode.code().to_owned(), page.word("training-mode", mode.code()))),
    );
    modes
}

#[derive(Template)]
#[template(path = "features/training/pages/sessions.html")]
struct SessionsPage {
    page: PageCtx,
    form: Form,
    sessions: Vec<SessionLine>,
    modes: Vec<(String, String)>,
    years: Vec<(String, String)>,
    next: Option<String>,
}

impl SessionsPage {
    fn may_edit(&self) -> bool {
        self.page.may(Action::EditTraining)
    }

    fn may_read_evaluation(&self) -> bool {
        self.page.may(Action::ReadTrainingEvaluation)
    }

    fn may_read_people(&self) -> bool {
        self.page.may(Action::ReadTrainingPeople)
    }

    fn days(&self, line: &SessionLine) -> String {
        days(&self.page, line.first_day, line.last_day)
    }

    fn hours(&self, line: &SessionLine) -> String {
        hours(&self.page, line.offered_minutes)
    }

    fn mode(&self, line: &SessionLine) -> String {
        self.page.word("training-mode", line.mode.code())
    }

    fn aria_sort(&self) -> &'static str {
        if self.form.is("sens", "asc") {
            "ascending"
        } else {
            "descending"
        }
    }

    fn sort_href(&self) -> String {
        let turned = if self.form.is("sens", "asc") { "" } else { "asc" };
        format!(
            "/formation{}",
            self.form.query(&QUERY, &[("sens", turned), ("apres", "")])
        )
    }

    fn next_href(&self, next: &str) -> String {
        format!("/formation{}", self.form.query(&QUERY, &[("apres", next)]))
    }

    fn export_href(&self, extension: &str) -> String {
        format!(
            "/formation/export/formations.{extension}{}",
            self.form.query(&QUERY, &[("apres", "")])
        )
    }
}

/// Reads the filter of a query; words that mean nothing filter nothing.
fn filter(form: &Form) -> SessionFilter {
    let year = SchoolYear::parse(form.value("annee")).ok().map(actions::year_bounds);
    SessionFilter {
        search: fold(form.value("q")),
        mode: TrainingMode::parse(form.value("modalite")).ok(),
        from: year.map(|(first, _)| first),
        to: year.map(|(_, last)| last),
        host: Uai::parse(form.value("accueil")).ok(),
        ascending: form.is("sens", "asc"),
        after: form.optional("apres").and_then(|text| {
            let (day, id) = text.split_once('~')?;
            Some((Day::parse(day).ok()?, SessionId::parse(id).ok()?))
        }),
        limit: 0,
    }
}

async fn load(page: &PageCtx, filter: SessionFilter) -> Result<Vec<SessionLine>, Problem> {
    let actor = page.actor.clone();
    Ok(page
        .app
        .db()
        .read(move |tx| actions::sessions(tx, &actor, &filter))
        .await?)
}

/// The list of sessions.
async fn page(page: PageCtx, form: Form) -> Reply {
    let mut asked = filter(&form);
    asked.limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut sessions = load(&page, asked).await?;
    let mut next = None;
    if sessions.len() > PAGE {
        sessions.truncate(PAGE);
        next = sessions.last().map(|last| format!("{}~{}", last.first_day, last.id));
    }
    let this_year = page.now.day().school_year().plus(1);
    let mut years = vec![(String::new(), page.t("training-all-years"))];
    years.extend((0..=this_year.years_since(FIRST_YEAR)).rev().map(|offset| {
        let year = FIRST_YEAR.plus(offset);
        (year.to_string(), page.year(&year))
    }));
    page.clone().show(&SessionsPage {
        modes: modes(&page, "training-all-modes"),
        years,
        page,
        form,
        sessions,
        next,
    })
}

fn column(page: &PageCtx, key: &str, kind: CellKind, width: f64) -> Column {
    Column {
        title: page.t(key),
        kind,
        width,
    }
}

/// The list to save: what is shown, without the pages.
async fn export(page: PageCtx, Path(file): Path<String>, form: Form) -> Reply {
    let format = file
        .strip_prefix("formations.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let mut asked = filter(&form);
    asked.after = None;
    asked.limit = EXPORTED;
    let sessions = load(&page, asked).await?;
    let sheet = Sheet {
        name: page.t("training-title"),
        note: None,
        columns: vec![
            column(&page, "training-first-day", CellKind::Day, 12.0),
            column(&page, "training-last-day", CellKind::Day, 12.0),
            column(&page, "training-theme", CellKind::Text, 44.0),
            column(&page, "training-reference", CellKind::Text, 18.0),
            column(&page, "training-mode", CellKind::Text, 14.0),
            column(&page, "training-place", CellKind::Text, 28.0),
            column(&page, "training-trainer", CellKind::Text, 24.0),
            column(&page, "training-offered", CellKind::Integer, 12.0),
            column(&page, "training-seats", CellKind::Integer, 10.0),
            column(&page, "training-seated", CellKind::Integer, 10.0),
            column(&page, "training-attended", CellKind::Integer, 10.0),
            column(&page, "training-digital", CellKind::Text, 10.0),
            column(&page, "training-state", CellKind::Text, 12.0),
        ],
        rows: sessions
            .into_iter()
            .map(|line| {
                vec![
                    Cell::Day(line.first_day.to_string()),
                    Cell::Day(line.last_day.to_string()),
                    Cell::Text(line.theme.clone()),
                    Cell::Text(line.reference.clone()),
                    Cell::Text(page.word("training-mode", line.mode.code())),
                    Cell::Text(line.host_name.clone().unwrap_or_else(|| line.place.clone())),
                    Cell::Text(line.trainer.clone()),
                    Cell::Integer(i64::from(line.offered_minutes)),
                    line.seats.map_or(Cell::Empty, |seats| Cell::Integer(i64::from(seats))),
                    Cell::Integer(line.seated),
                    Cell::Integer(line.attended),
                    Cell::Text(page.t(if line.is_digital { "training-yes" } else { "training-no" })),
                    Cell::Text(state(&page, &line)),
                ]
            })
            .collect(),
    };
    export::save(&page, format, "formations", &[sheet])
}

/// Cancelled, invented, or nothing to say.
fn state(page: &PageCtx, line: &SessionLine) -> String {
    if line.is_cancelled {
        page.t("training-cancelled")
    } else if line.fictitious {
        page.t("figure-flag-fictitious")
    } else {
        String::new()
    }
}
