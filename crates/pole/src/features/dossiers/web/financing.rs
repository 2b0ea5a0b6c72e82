//! The financing plan of a dossier.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::Cents;
use pole_office::table::{Cell, CellKind};

use super::super::actions::{self, DossierView};
use super::super::errors::DossierError;
use super::super::financing::{Declared, HeadingLine, Unknown};
use super::super::model::DossierId;
use super::dossier::load;
use super::{dossier_id, refuse};
use crate::features::endowment::model::Heading;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, count, euros, text, year};

#[derive(Template)]
#[template(path = "features/dossiers/pages/financing.html")]
struct FinancingPage {
    page: PageCtx,
    form: Form,
    view: DossierView,
    rows: Table,
    headings: Table,
    may_declare: bool,
}

impl FinancingPage {
    fn heading(&self, line: &HeadingLine) -> String {
        self.page.word("endowment-heading", line.heading.code())
    }

    /// The sign says more or less.
    fn difference(&self, line: &HeadingLine) -> Option<String> {
        let difference = line.difference()?;
        let key = if difference.0 < 0 {
            "dossiers-difference-less"
        } else {
            "dossiers-difference-more"
        };
        Some(self.page.t1(key, "amount", self.page.money(&Cents(difference.0.abs()))))
    }

    fn inputs(&self, unknown: &Unknown) -> String {
        let words: Vec<String> = unknown
            .inputs
            .iter()
            .map(|input| self.page.word("endowment-input", input))
            .collect();
        words.join(", ")
    }

    fn revision(&self) -> i64 {
        self.view.financing.field.as_ref().map_or(0, |(_, revision)| *revision)
    }
}

/// The page.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show(page, dossier_id(&id)?, Form::default()).await
}

async fn show(page: PageCtx, id: DossierId, form: Form) -> Reply {
    let view = load(&page, id).await?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let mut form = form;
    for line in &view.financing.plan.headings {
        if let Some(declared) = &line.declared {
            let code = line.heading.code();
            form = form
                .with_default(&format!("montant-{code}"), in_euros(declared.amount))
                .with_default(&format!("motif-{code}"), declared.why.clone());
        }
    }
    let template = FinancingPage {
        rows: rows(&page, &view),
        headings: headings(&page, &view),
        may_declare: view.may_declare,
        form,
        view,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// An amount as a form writes it.
fn in_euros(cents: Cents) -> String {
    format!("{},{:02}", cents.0 / 100, cents.0 % 100)
}

fn rows(page: &PageCtx, view: &DossierView) -> Table {
    let rows = view
        .financing
        .plan
        .rows
        .iter()
        .map(|row| TableRow {
            cells: vec![
                text(row.school.clone()),
                text(row.uai.to_string()),
                year(row.year),
                text(page.word("endowment-heading", row.heading.code())),
                count(row.quantity),
                euros(Some(row.unit)),
                euros(row.amount),
                euros(row.paid.map(|paid| paid.state)),
                euros(row.paid.map(|paid| paid.authority)),
                euros(row.paid.map(|paid| paid.others)),
                text(if row.cap_reached {
                    page.t("dossiers-cap-reached")
                } else {
                    String::new()
                }),
            ],
            href: None,
            flags: Vec::new(),
        })
        .collect();
    Table {
        id: "lignes",
        caption: page.t("dossiers-financing-rows"),
        columns: vec![
            column(page, "dossiers-column-school", CellKind::Text, 32.0),
            column(page, "dossiers-column-uai", CellKind::Text, 11.0),
            column(page, "dossiers-column-year", CellKind::Text, 12.0),
            column(page, "dossiers-column-heading", CellKind::Text, 28.0),
            column(page, "dossiers-column-quantity", CellKind::Integer, 10.0),
            column(page, "dossiers-column-unit", CellKind::Euros, 12.0),
            column(page, "dossiers-column-amount", CellKind::Euros, 14.0),
            column(page, "endowment-funder-state", CellKind::Euros, 14.0),
            column(page, "endowment-funder-authority", CellKind::Euros, 14.0),
            column(page, "endowment-funder-others", CellKind::Euros, 14.0),
            column(page, "dossiers-column-note", CellKind::Text, 20.0),
        ],
        rows,
        total: None,
        export: format!("/dossiers/{}/financement/export/lignes", view.dossier.id),
        query: String::new(),
        empty: page.t("dossiers-financing-none"),
        note: view.financing.set.name.clone(),
    }
}

fn headings(page: &PageCtx, view: &DossierView) -> Table {
    let plan = &view.financing.plan;
    let rows = plan
        .headings
        .iter()
        .map(|line| {
            TableRow::new(vec![
                text(page.word("endowment-heading", line.heading.code())),
                euros(line.computed),
                match &line.declared {
                    Some(declared) => euros(Some(declared.amount)),
                    None => text(""),
                },
                euros(line.amount),
                euros(line.paid.map(|paid| paid.state)),
                euros(line.paid.map(|paid| paid.authority)),
                euros(line.paid.map(|paid| paid.others)),
                text(line.declared.as_ref().map(|said| said.why.clone()).unwrap_or_default()),
            ])
        })
        .collect();
    let sums = plan.sums();
    let known = plan.headings.iter().map(|line| line.computed).sum::<Option<Cents>>();
    Table {
        id: "rubriques",
        caption: page.t("dossiers-financing-headings"),
        columns: vec![
            column(page, "dossiers-column-heading", CellKind::Text, 28.0),
            column(page, "dossiers-column-computed", CellKind::Euros, 14.0),
            column(page, "dossiers-column-declared", CellKind::Euros, 14.0),
            column(page, "dossiers-column-asked", CellKind::Euros, 14.0),
            column(page, "endowment-funder-state", CellKind::Euros, 14.0),
            column(page, "endowment-funder-authority", CellKind::Euros, 14.0),
            column(page, "endowment-funder-others", CellKind::Euros, 14.0),
            column(page, "dossiers-column-why", CellKind::Text, 40.0),
        ],
        rows,
        total: Some(vec![
            text(page.t("dossiers-total")),
            euros(known),
            text(""),
            euros(Some(sums.amount)),
            euros(Some(sums.paid.state)),
            euros(Some(sums.paid.authority)),
            euros(Some(sums.paid.others)),
            Cell::Empty,
        ]),
        export: format!("/dossiers/{}/financement/export/rubriques", view.dossier.id),
        query: String::new(),
        empty: page.t("dossiers-financing-none"),
        note: view.financing.set.name.clone(),
    }
}

/// The two tables to save; a spreadsheet holds both.
pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>) -> Reply {
    let view = load(&page, dossier_id(&id)?).await?;
    let (first, rest) = match file.split_once('.') {
        Some(("lignes", rest)) => (rows(&page, &view), rest),
        Some(("rubriques", rest)) => (headings(&page, &view), rest),
        Some(_) | None => return Err(Problem::NotFound),
    };
    let format = ExportFormat::parse(rest).ok_or(Problem::NotFound)?;
    let other = if first.id == "lignes" {
        headings(&page, &view)
    } else {
        rows(&page, &view)
    };
    let sheets = [first.sheet(&page), other.sheet(&page)];
    export::save(&page, format, &format!("financement-{}", view.dossier.college), &sheets)
}

/// Says other amounts, each with its reason; an empty amount says the computed one again.
pub(super) async fn declare(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let seen: i64 = form.value("revision").parse().unwrap_or(0);
    let mut differences = BTreeMap::new();
    for heading in Heading::ALL {
        let name = format!("montant-{}", heading.code());
        let Some(amount) = form.maybe(&name, "dossiers-refused-amount", Cents::parse_euros) else {
            continue;
        };
        let why = form.value(&format!("motif-{}", heading.code())).to_owned();
        if why.is_empty() {
            form.refuse(&format!("motif-{}", heading.code()), "dossiers-refused-reason");
        }
        differences.insert(*heading, Declared { amount, why });
    }
    if !form.is_valid() {
        return show(page, id, form).await;
    }
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::declare_amounts(tx, &actor, now, id, seen, &differences))
        .await;
    match done {
        Ok(()) => page.redirect(&format!("/dossiers/{id}/financement"), "notice-dossiers-amounts"),
        Err(DossierError::Stale) => Err(DossierError::Stale.into()),
        Err(error) => {
            refuse(&mut form, error)?;
            show(page, id, form).await
        }
    }
}
