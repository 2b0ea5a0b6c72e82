//! The decisions of committees, the newest first.

use askama::Template;
use axum::extract::Path;
use pole_kernel::fold;
use pole_office::table::{Cell, CellKind};

use super::super::actions;
use super::super::model::DecisionId;
use super::super::store::DecisionLine;
use super::words;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, moment, text};

#[derive(Template)]
#[template(path = "features/strategy/committee/pages/decisions.html")]
struct DecisionsPage {
    page: PageCtx,
    form: Form,
    table: Table,
}

async fn load(page: &PageCtx, form: &Form) -> Result<Table, Problem> {
    let actor = page.actor.clone();
    let lines = page.app.db().read(move |tx| actions::decisions(tx, &actor)).await?;
    Ok(table(page, form, &lines))
}

fn table(page: &PageCtx, form: &Form, lines: &[DecisionLine]) -> Table {
    let in_force: Option<DecisionId> = actions::in_force(lines);
    let searched = fold(form.value("q"));
    let is_part = !actions::seen(&page.actor).scope.everything;
    let rows = lines
        .iter()
        .map(|line| {
            let decision = &line.decision;
            let cells = vec![
                text(line.scenario.clone()),
                text(words::plan(page, decision.mode)),
                text(page.word("committee-state", decision.state.code())),
                decision
                    .decided_on
                    .map_or(Cell::Text(String::new()), crate::shell::table::day),
                text(decision.decided_by.clone().unwrap_or_default()),
                if is_part {
                    text("")
                } else {
                    Cell::Integer(line.deviations)
                },
                moment(page, decision.created_at),
                text(decision.note.clone()),
            ];
            TableRow {
                cells,
                href: Some(format!("/strategie/decisions/{}", decision.id)),
                flags: if in_force == Some(decision.id) {
                    vec![("ok", page.t("committee-in-force"))]
                } else {
                    Vec::new()
                },
            }
        })
        .filter(|row| {
            let said: Vec<&str> = row
                .cells
                .iter()
                .filter_map(|cell| match cell {
                    Cell::Text(text) => Some(text.as_str()),
                    _ => None,
                })
                .collect();
            fold(&said.join(" ")).contains(&searched)
        })
        .collect();
    Table {
        id: "decisions",
        caption: page.t("committee-decisions"),
        columns: vec![
            column(page, "committee-column-scenario", CellKind::Text, 34.0),
            column(page, "committee-column-plan", CellKind::Text, 24.0),
            column(page, "committee-column-state", CellKind::Text, 14.0),
            column(page, "committee-column-day", CellKind::Day, 14.0),
            column(page, "committee-column-decided-by", CellKind::Text, 24.0),
            column(page, "committee-column-deviations", CellKind::Integer, 10.0),
            column(page, "committee-column-begun", CellKind::Text, 22.0),
            column(page, "committee-column-note", CellKind::Text, 40.0),
        ],
        rows,
        total: None,
        export: "/strategie/decisions/export/decisions".to_owned(),
        query: if page.query.is_empty() {
            String::new()
        } else {
            format!("?{}", page.query)
        },
        empty: page.t(if lines.is_empty() {
            "committee-decisions-none"
        } else {
            "committee-decisions-no-match"
        }),
        note: String::new(),
    }
}

pub(super) async fn page(page: PageCtx, form: Form) -> Reply {
    let table = load(&page, &form).await?;
    page.clone().show(&DecisionsPage { page, form, table })
}

pub(super) async fn export(page: PageCtx, Path(file): Path<String>, form: Form) -> Reply {
    let format = file
        .strip_prefix("decisions.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let sheet = load(&page, &form).await?.sheet(&page);
    export::save(&page, format, "decisions", &[sheet])
}
