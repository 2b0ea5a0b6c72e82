//! The agreements, the selected dossiers that have none yet, and the calendar of milestones.

use askama::Template;
use axum::extract::Path;
use pole_kernel::fold;
use pole_office::table::{Cell, CellKind};

use super::super::actions::{self, AgreementLine, CalendarLine};
use super::super::model::AgreementState;
use super::default_clauses;
use crate::features::dossiers::DossierId;
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, day, text};

#[derive(Template)]
#[template(path = "features/decisions/pages/agreements.html")]
struct AgreementsPage {
    page: PageCtx,
    form: Form,
    table: Table,
    waiting: Vec<AgreementLine>,
    states: Vec<(String, String)>,
}

impl AgreementsPage {
    fn may_edit(&self) -> bool {
        self.page.may(Action::EditAgreements)
    }
}

async fn load(page: &PageCtx) -> Result<Vec<AgreementLine>, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| actions::agreements(tx, &actor, now))
        .await?)
}

fn wanted(form: &Form, lines: Vec<AgreementLine>) -> Vec<AgreementLine> {
    let searched = fold(form.value("q"));
    let state = AgreementState::parse(form.value("etat")).ok();
    lines
        .into_iter()
        .filter(|line| {
            let number = line.agreement.as_ref().map_or("", |one| one.number.as_str());
            let names: Vec<&str> = line.lines.iter().map(|one| one.name.as_str()).collect();
            fold(&format!("{number} {}", names.join(" "))).contains(&searched)
        })
        .filter(|line| state.is_none_or(|state| line.agreement.as_ref().is_some_and(|one| one.state == state)))
        .collect()
}

fn table(page: &PageCtx, form: &Form, lines: &[AgreementLine]) -> Table {
    let rows = lines
        .iter()
        .filter_map(|line| {
            let agreement = line.agreement.as_ref()?;
            Some(TableRow {
                cells: vec![
                    text(agreement.number.clone()),
                    text(line.college().to_owned()),
                    Cell::Integer(i64::try_from(line.lines.len()).unwrap_or(i64::MAX)),
                    text(format!("{}, {}", line.call.title, line.wave.label)),
                    text(page.word("decisions-agreement-state", agreement.state.code())),
                    agreement.started_on.map_or_else(|| text(""), day),
                    agreement.ended_on.map_or_else(|| text(""), day),
                ],
                href: Some(format!("/conventions/{}", agreement.id)),
                flags: Vec::new(),
            })
        })
        .collect();
    Table {
        id: "conventions",
        caption: page.t("decisions-agreements"),
        columns: vec![
            column(page, "decisions-column-number", CellKind::Text, 16.0),
            column(page, "decisions-column-college-name", CellKind::Text, 36.0),
            column(page, "decisions-column-lines", CellKind::Integer, 10.0),
            column(page, "decisions-column-call", CellKind::Text, 36.0),
            column(page, "decisions-column-agreement-state", CellKind::Text, 16.0),
            column(page, "decisions-column-started", CellKind::Day, 14.0),
            column(page, "decisions-column-ended", CellKind::Day, 14.0),
        ],
        rows,
        total: None,
        export: "/conventions/export/conventions".to_owned(),
        query: query(form),
        empty: page.t("decisions-agreements-none"),
        note: String::new(),
    }
}

fn query(form: &Form) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["q", "etat"] {
        if let Some(value) = form.optional(name) {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    if query.is_empty() { query } else { format!("?{query}") }
}

/// The agreements.
pub(super) async fn list(page: PageCtx, form: Form) -> Reply {
    show(page, form).await
}

async fn show(page: PageCtx, form: Form) -> Reply {
    let all = load(&page).await?;
    let waiting = all.iter().filter(|line| line.agreement.is_none()).cloned().collect();
    let lines = wanted(&form, all);
    let mut states = vec![(String::new(), page.t("decisions-filter-all"))];
    states.extend(AgreementState::ALL.iter().map(|state| {
        (
            state.code().to_owned(),
            page.word("decisions-agreement-state", state.code()),
        )
    }));
    let status = form.status();
    page.clone().show_with(
        status,
        &AgreementsPage {
            table: table(&page, &form, &lines),
            waiting,
            states,
            form,
            page,
        },
    )
}

/// The agreements to save.
pub(super) async fn export(page: PageCtx, Path(file): Path<String>, form: Form) -> Reply {
    let format = file
        .strip_prefix("conventions.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let lines = wanted(&form, load(&page).await?);
    let sheet = table(&page, &form, &lines).sheet(&page);
    export::save(&page, format, "conventions", &[sheet])
}

/// Makes the agreement of a selected dossier.
pub(super) async fn create(page: PageCtx, form: Form) -> Reply {
    let dossier = DossierId::parse(form.value("dossier")).map_err(|_| Problem::NotFound)?;
    let territory = load(&page)
        .await?
        .into_iter()
        .find(|line| line.dossier == dossier)
        .and_then(|line| Some(line.lines.first()?.territory.clone()))
        .ok_or(Problem::NotFound)?;
    let clauses = default_clauses(&page.app, &territory);
    let (actor, now) = (page.actor.clone(), page.now);
    let id = page
        .app
        .db()
        .write(move |tx| actions::create(tx, &actor, now, dossier, &clauses))
        .await?;
    page.redirect(&format!("/conventions/{id}"), "notice-decisions-agreement-made")
}

#[derive(Template)]
#[template(path = "features/decisions/pages/milestones.html")]
struct CalendarPage {
    page: PageCtx,
    table: Table,
}

async fn lines(page: &PageCtx) -> Result<Vec<CalendarLine>, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page.app.db().read(move |tx| actions::calendar(tx, &actor, now)).await?)
}

fn calendar_table(page: &PageCtx, lines: &[CalendarLine]) -> Table {
    let today = page.now.day();
    let rows = lines
        .iter()
        .map(|line| TableRow {
            cells: vec![
                text(line.milestone.title.clone()),
                day(line.milestone.due_on),
                text(page.word("decisions-milestone", line.milestone.standing(today))),
                line.milestone.done_on.map_or_else(|| text(""), day),
                text(line.number.clone()),
                text(line.college.clone()),
                text(line.milestone.note.clone()),
            ],
            href: Some(format!("/conventions/{}", line.milestone.agreement)),
            flags: Vec::new(),
        })
        .collect();
    Table {
        id: "echeances",
        caption: page.t("decisions-calendar"),
        columns: vec![
            column(page, "decisions-column-milestone", CellKind::Text, 40.0),
            column(page, "decisions-column-due", CellKind::Day, 14.0),
            column(page, "decisions-column-standing", CellKind::Text, 14.0),
            column(page, "decisions-column-done", CellKind::Day, 14.0),
            column(page, "decisions-column-number", CellKind::Text, 16.0),
            column(page, "decisions-column-college-name", CellKind::Text, 36.0),
            column(page, "decisions-column-note", CellKind::Text, 40.0),
        ],
        rows,
        total: None,
        export: "/conventions/echeances/echeances".to_owned(),
        query: String::new(),
        empty: page.t("decisions-calendar-none"),
        note: String::new(),
    }
}

/// The milestones of every agreement one may read.
pub(super) async fn calendar(page: PageCtx) -> Reply {
    let lines = lines(&page).await?;
    page.clone().show(&CalendarPage {
        table: calendar_table(&page, &lines),
        page,
    })
}

/// The milestones to save.
pub(super) async fn calendar_export(page: PageCtx, Path(file): Path<String>) -> Reply {
    let format = file
        .strip_prefix("echeances.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let lines = lines(&page).await?;
    let sheet = calendar_table(&page, &lines).sheet(&page);
    export::save(&page, format, "echeances", &[sheet])
}
