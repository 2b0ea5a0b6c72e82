//! Kept computations, and what the plan of today gives differently.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::Cents;
use pole_office::table::CellKind;

use super::super::actions::{self, KeptComparison};
use super::super::errors::EndowmentError;
use super::super::plan::KeptLine;
use super::super::records::ComputationId;
use super::scenarios::{SideNames, Tables, tables};
use super::words;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, day, moment, text};

/// What the two plans are called.
const SIDES: SideNames = ["endowment-side-kept", "endowment-side-today"];

#[derive(Template)]
#[template(path = "features/endowment/pages/computations.html")]
struct ComputationsPage {
    page: PageCtx,
    form: Form,
    list: Table,
}

pub(super) async fn list(page: PageCtx) -> Reply {
    show_list(page, Form::default()).await
}

async fn list_table(page: &PageCtx) -> Result<Table, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    let (lines, sets) = page
        .app
        .db()
        .read(move |tx| actions::computations(tx, &actor, now))
        .await?;
    let rows = lines
        .into_iter()
        .map(|line| {
            let set = sets
                .get(line.parameter_set)
                .map(|set| words::set_title(page, set))
                .unwrap_or_default();
            TableRow {
                cells: vec![
                    text(line.label),
                    day(line.as_of),
                    moment(page, line.known_at),
                    text(set),
                    text(line.created_by.unwrap_or_else(|| page.t("common-console"))),
                ],
                href: Some(format!("/plan/dotations/{}", line.id)),
                flags: Vec::new(),
            }
        })
        .collect();
    Ok(Table {
        id: "dotations",
        caption: page.t("endowment-kept-title"),
        columns: vec![
            column(page, "endowment-kept-label", CellKind::Text, 40.0),
            column(page, "endowment-kept-as-of", CellKind::Day, 14.0),
            column(page, "endowment-kept-known-at", CellKind::Text, 26.0),
            column(page, "endowment-column-set", CellKind::Text, 40.0),
            column(page, "endowment-column-who", CellKind::Text, 24.0),
        ],
        rows,
        total: None,
        export: "/plan/dotations/liste/dotations".to_owned(),
        query: String::new(),
        empty: page.t("endowment-kept-none"),
        note: String::new(),
    })
}

async fn show_list(page: PageCtx, form: Form) -> Reply {
    let list = list_table(&page).await?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page.clone().show_with(status, &ComputationsPage { page, form, list })
}

/// Keeps the plan of today.
pub(super) async fn keep(page: PageCtx, mut form: Form) -> Reply {
    let label = form.value("libelle").to_owned();
    let (actor, now) = (page.actor.clone(), page.now);
    match page
        .app
        .db()
        .write(move |tx| actions::keep(tx, &actor, now, &label))
        .await
    {
        Ok(id) => page.redirect(&format!("/plan/dotations/{id}"), "notice-endowment-kept"),
        Err(EndowmentError::Refused(refusal)) => {
            form.refuse_with(refusal.field(), refusal.key(), refusal.arguments());
            show_list(page, form).await
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "features/endowment/pages/computation.html")]
struct ComputationPage {
    page: PageCtx,
    view: KeptComparison,
    set: String,
    set_href: String,
    before: Cents,
    after: Cents,
    change: Cents,
    compared: Tables,
}

async fn load(page: &PageCtx, id: &str) -> Result<KeptComparison, Problem> {
    let id = ComputationId::parse(id).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| actions::computation(tx, &actor, now, id))
        .await?)
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    let view = load(&page, &id).await?;
    let before: Cents = view.kept.lines.iter().filter_map(KeptLine::total).sum();
    let after = view
        .today
        .lines
        .iter()
        .filter_map(|line| line.endowment.total_cents())
        .sum();
    let name = words::set_name(&page, &view.kept.code, view.kept.version, &view.kept.name);
    let set = page.tv(
        "endowment-set-title",
        &[("name", name.into()), ("version", view.kept.version.into())],
    );
    let template = ComputationPage {
        set,
        set_href: format!("/parametres/{}", view.line.parameter_set),
        before,
        after,
        change: after - before,
        compared: tables(
            &page,
            &view.comparison,
            SIDES,
            &format!("/plan/dotations/{}", view.line.id),
            "",
        ),
        view,
        page: page.clone(),
    };
    page.show(&template)
}

pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>) -> Reply {
    let (name, extension) = file.split_once('.').ok_or(Problem::NotFound)?;
    let format = ExportFormat::parse(extension).ok_or(Problem::NotFound)?;
    if id == "liste" {
        let table = list_table(&page).await?;
        return export::save(&page, format, "dotations-arretees", &[table.sheet(&page)]);
    }
    let view = load(&page, &id).await?;
    let table = tables(&page, &view.comparison, SIDES, "", "")
        .named(name)
        .ok_or(Problem::NotFound)?;
    export::save(&page, format, &format!("dotation-{name}"), &[table.sheet(&page)])
}
