//! Everything that is known of a search in one workbook, each table alone as CSV, and the note of a proposition.

use std::collections::BTreeMap;

use axum::extract::Path;
use pole_office::table::{CellKind, Sheet};

use super::super::super::errors::StrategyError;
use super::super::super::needs::model::{Component, Weights};
use super::super::super::scenarios::model::{Basis, Run};
use super::super::actions::{self, View};
use super::super::board::Seen;
use super::super::contrast::{Side, contrast};
use super::super::model::{DecisionState, PlanKind};
use super::{note, run_id, tables, words};
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, text};

/// A search with all that goes with it.
struct Book {
    run: Run,
    basis: Basis,
    weights: Weights,
    weights_note: String,
    decisions: Vec<View>,
    seen: Seen,
}

async fn load(page: &PageCtx, id: &str) -> Result<Book, Problem> {
    let id = run_id(id)?;
    let actor = page.actor.clone();
    Ok(page
        .app
        .db()
        .read(move |tx| {
            let (run, basis) = actions::search(tx, &actor, id)?;
            let (weights, weights_note) = actions::weights_of(tx, &actor, &run)?;
            Ok::<_, StrategyError>(Book {
                weights,
                weights_note,
                decisions: actions::decisions_on(tx, &actor, id)?,
                seen: actions::seen(&actor),
                run,
                basis,
            })
        })
        .await?)
}

/// What was asked, in two columns.
fn scenario(page: &PageCtx, book: &Book) -> Table {
    let mut lines = vec![
        (page.t("committee-column-scenario"), book.run.name.clone()),
        (
            page.t("committee-search"),
            page.tv(
                "committee-search-of",
                &[
                    ("revision", book.run.revision.into()),
                    ("moment", page.moment(&book.run.asked_at).into()),
                ],
            ),
        ),
        (page.t("committee-column-note"), book.run.content.note.clone()),
    ];
    lines.extend(tables::asked(page, (&book.run, &book.basis), &book.seen));
    lines.extend(weights(page, &book.weights, book.run.weights, &book.weights_note));
    for kind in [PlanKind::Benefit, PlanKind::Equity] {
        lines.push((words::plan(page, kind), tables::proven(page, &book.run, kind)));
    }
    Table {
        id: "scenario",
        caption: page.t("committee-sheet-scenario"),
        columns: vec![
            column(page, "committee-column-what", CellKind::Text, 40.0),
            column(page, "committee-column-value", CellKind::Text, 90.0),
        ],
        rows: lines
            .into_iter()
            .map(|(what, value)| TableRow::new(vec![text(what), text(value)]))
            .collect(),
        total: None,
        export: String::new(),
        query: String::new(),
        empty: String::new(),
        note: String::new(),
    }
}

/// The weights of a search, with their version.
pub(super) fn weights(page: &PageCtx, weights: &Weights, version: i64, note: &str) -> Vec<(String, String)> {
    let parts = |components: &[Component], of: &BTreeMap<String, i64>| {
        let parts: Vec<String> = components
            .iter()
            .map(|component| {
                let weight = of.get(component.code()).copied().unwrap_or_default();
                page.tv(
                    "committee-weight",
                    &[
                        ("component", words::component(page, component.code()).into()),
                        ("weight", weight.into()),
                    ],
                )
            })
            .collect();
        parts.join(", ")
    };
    let number = page.tn("committee-weights-version", "version", version);
    let told = if note.is_empty() {
        number
    } else {
        format!("{number} – {note}")
    };
    vec![
        (page.t("committee-weights"), told),
        (page.t("committee-weights-need"), parts(&Component::NEED, &weights.need)),
        (
            page.t("committee-weights-readiness"),
            parts(&Component::READINESS, &weights.readiness),
        ),
        (
            page.t("committee-weights-priority"),
            page.tv(
                "committee-weights-shares",
                &[
                    ("need", weights.need_share.into()),
                    ("readiness", (100 - weights.need_share).into()),
                ],
            ),
        ),
    ]
}

/// Both modes beside each other, and each beside the plain ranking.
fn comparison(page: &PageCtx, book: &Book) -> Table {
    let side = |kind: PlanKind| Side {
        run: book.run.clone(),
        kind,
        weights: book.weights.clone(),
    };
    let pairs = [
        (PlanKind::Ranking, PlanKind::Benefit),
        (PlanKind::Ranking, PlanKind::Equity),
        (PlanKind::Benefit, PlanKind::Equity),
    ];
    let rows = pairs
        .into_iter()
        .filter_map(|(before, after)| {
            let found = contrast(&side(before), &side(after), &book.seen)?;
            Some((before, after, found))
        })
        .flat_map(|(before, after, found)| {
            tables::changes(page, &book.run, &book.run, &found, false)
                .rows
                .into_iter()
                .map(move |row| {
                    let mut cells = vec![text(words::plan(page, before)), text(words::plan(page, after))];
                    cells.extend(row.cells);
                    TableRow::new(cells)
                })
        })
        .collect();
    Table {
        id: "comparaison",
        caption: page.t("committee-sheet-comparison"),
        columns: vec![
            column(page, "committee-column-from-plan", CellKind::Text, 24.0),
            column(page, "committee-column-to-plan", CellKind::Text, 24.0),
            column(page, "committee-column-school", CellKind::Text, 36.0),
            column(page, "committee-column-uai", CellKind::Text, 11.0),
            column(page, "committee-column-change", CellKind::Text, 70.0),
        ],
        rows,
        total: None,
        export: String::new(),
        query: String::new(),
        empty: String::new(),
        note: String::new(),
    }
}

/// The newest decision on the search that is not abandoned.
fn decision(book: &Book) -> Option<&View> {
    book.decisions
        .iter()
        .find(|view| view.decision.state == DecisionState::Decided)
        .or_else(|| {
            book.decisions
                .iter()
                .find(|view| view.decision.state == DecisionState::Draft)
        })
}

fn decided(page: &PageCtx, book: &Book) -> Option<Table> {
    let view = decision(book)?;
    let state = page.word("committee-state", view.decision.state.code());
    let mut table = tables::schools(page, (&book.run, &book.basis), &view.board, &book.seen);
    table.caption = page.t("committee-sheet-decision");
    let by = view.decision.decided_by.clone().unwrap_or_default();
    let day = view.decision.decided_on.map(|day| page.day(&day)).unwrap_or_default();
    table.note = [state, day, by, view.decision.note.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" – ");
    Some(table)
}

/// The workbook, one of its tables, or the note.
pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>, form: Form) -> Reply {
    let book = load(&page, &id).await?;
    if file == "note.pdf" {
        let kind = PlanKind::parse(form.value("mode")).unwrap_or(PlanKind::Benefit);
        return note::of_search(&page, book.run, book.basis, kind).await;
    }
    let (name, extension) = file.split_once('.').ok_or(Problem::NotFound)?;
    let format = ExportFormat::parse(extension).ok_or(Problem::NotFound)?;
    let table = |name: &str| -> Option<Table> {
        Some(match name {
            "scenario" => scenario(&page, &book),
            "etablissements" => tables::searched(&page, &book.run, &book.seen),
            "couts" => tables::searched_costs(&page, &book.run, &book.seen),
            "non-retenus" => tables::left_out(&page, (&book.run, &book.basis), &book.seen),
            "tirages" => tables::drawn(&page, &book.run, &book.seen),
            "comparaison" => comparison(&page, &book),
            "decision" => decided(&page, &book)?,
            _ => return None,
        })
    };
    let sheets: Vec<Sheet> = if name == "calcul" {
        if format == ExportFormat::Csv {
            return Err(Problem::NotFound);
        }
        [
            "scenario",
            "etablissements",
            "couts",
            "non-retenus",
            "tirages",
            "comparaison",
            "decision",
        ]
        .into_iter()
        .filter_map(table)
        .map(|table| table.sheet(&page))
        .collect()
    } else {
        vec![table(name).ok_or(Problem::NotFound)?.sheet(&page)]
    };
    export::save(&page, format, &format!("strategie-{name}"), &sheets)
}
