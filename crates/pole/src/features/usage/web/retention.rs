//! What is kept of the pages seen, what was deleted with its proof, and the legal hold.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_office::table::CellKind;

use super::super::actions::{self, RetentionView, UsageError};
use super::super::model::{Loss, RetentionHold};
use super::super::parameters::Parameters;
use super::refused;
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, day, text, whole};

#[derive(Template)]
#[template(path = "features/usage/pages/retention.html")]
struct RetentionPage {
    page: PageCtx,
    form: Form,
    months: i32,
    runs: Table,
    /// The hold in force.
    held: Option<RetentionHold>,
    past_holds: Vec<RetentionHold>,
    losses: Vec<Loss>,
    a_minute: u32,
}

impl RetentionPage {
    fn may_edit(&self) -> bool {
        self.page.may(Action::EditUsage)
    }

    fn since(&self, hold: &RetentionHold) -> String {
        let who = hold.set_by.clone().unwrap_or_else(|| self.page.t("common-console"));
        self.page.tv(
            "usage-held-since",
            &[
                ("when", self.page.moment(&hold.set_at).into()),
                ("who", who.into()),
                ("reason", hold.reason.clone().into()),
            ],
        )
    }
}

async fn load(page: &PageCtx) -> Result<RetentionView, Problem> {
    let (actor, today) = (page.actor.clone(), page.now.day());
    Ok(page
        .app
        .db()
        .read(move |tx| actions::retention_view(tx, &actor, today))
        .await?)
}

pub(super) async fn page(page: PageCtx) -> Reply {
    show(page, Form::default()).await
}

async fn show(page: PageCtx, form: Form) -> Reply {
    let view = load(&page).await?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let parameters = Parameters::default();
    let (held, past): (Vec<RetentionHold>, Vec<RetentionHold>) =
        view.holds.iter().cloned().partition(|hold| hold.lifted_at.is_none());
    let template = RetentionPage {
        runs: runs(&page, &view),
        months: parameters.raw_months,
        a_minute: parameters.views_a_minute,
        held: held.into_iter().next(),
        past_holds: past,
        losses: view.losses,
        form,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

fn runs(page: &PageCtx, view: &RetentionView) -> Table {
    let rows = view
        .runs
        .iter()
        .map(|run| TableRow {
            cells: vec![
                text(page.moment(&run.ran_at)),
                day(run.first_day),
                day(run.up_to),
                whole(run.deleted),
                text(if run.held {
                    page.t("usage-run-held")
                } else {
                    run.digest.clone()
                }),
                text(run.rule.clone()),
            ],
            href: None,
            flags: Vec::new(),
        })
        .collect();
    Table {
        id: "preuves",
        caption: page.t("usage-runs"),
        columns: vec![
            column(page, "common-when", CellKind::Text, 28.0),
            column(page, "usage-column-first-day", CellKind::Day, 14.0),
            column(page, "usage-column-last-day", CellKind::Day, 14.0),
            column(page, "usage-column-deleted", CellKind::Integer, 14.0),
            column(page, "usage-column-digest", CellKind::Text, 66.0),
            column(page, "usage-column-rule", CellKind::Text, 22.0),
        ],
        rows,
        total: None,
        export: "/usages/conservation/export/preuves".to_owned(),
        query: String::new(),
        empty: page.t("usage-runs-none"),
        note: page.t("usage-runs-note"),
    }
}

pub(super) async fn export(page: PageCtx, Path(file): Path<String>) -> Reply {
    let format = file
        .strip_prefix("preuves.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let view = load(&page).await?;
    export::save(
        &page,
        format,
        "preuves-de-suppression",
        &[runs(&page, &view).sheet(&page)],
    )
}

/// Sets the hold.
pub(super) async fn hold(page: PageCtx, mut form: Form) -> Reply {
    let (actor, now, reason) = (page.actor.clone(), page.now, form.value("motif").to_owned());
    let set = page
        .app
        .db()
        .write(move |tx| actions::set_hold(tx, &actor, now, &reason))
        .await;
    match set {
        Ok(()) => page.redirect("/usages/conservation", "notice-usage-held"),
        Err(error) => {
            refused(&mut form, error)?;
            show(page, form).await
        }
    }
}

/// Lifts the hold.
pub(super) async fn release(page: PageCtx, mut form: Form) -> Reply {
    let (actor, now) = (page.actor.clone(), page.now);
    let lifted: Result<(), UsageError> = page.app.db().write(move |tx| actions::lift_hold(tx, &actor, now)).await;
    match lifted {
        Ok(()) => page.redirect("/usages/conservation", "notice-usage-released"),
        Err(error) => {
            refused(&mut form, error)?;
            show(page, form).await
        }
    }
}
