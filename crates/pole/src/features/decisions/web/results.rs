//! The public results: selected schools and the reserve list of each wave, after publication only.

use askama::Template;
use axum::extract::Path;
use pole_office::table::{Cell, CellKind};

use super::super::actions::{self, ResultLine, WaveResults};
use super::super::model::Outcome;
use super::wave_id;
use crate::shell::export::{self, ExportFormat};
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, text};

#[derive(Template)]
#[template(path = "features/decisions/pages/results.html")]
struct ResultsPage {
    page: PageCtx,
    waves: Vec<(WaveResults, Vec<Table>)>,
    /// Whether the page shows one wave only.
    is_one: bool,
}

fn table(page: &PageCtx, wave: &WaveResults, outcome: Outcome) -> Table {
    let has_rank = outcome == Outcome::Reserve;
    let mut columns = vec![
        column(page, "decisions-column-school", CellKind::Text, 36.0),
        column(page, "decisions-column-commune", CellKind::Text, 20.0),
        column(page, "decisions-column-island", CellKind::Text, 20.0),
        column(page, "decisions-column-kind", CellKind::Text, 20.0),
    ];
    if has_rank {
        columns.push(column(page, "decisions-column-reserve-rank", CellKind::Integer, 10.0));
    }
    Table {
        id: match outcome {
            Outcome::Selected => "retenus",
            Outcome::Reserve => "liste-complementaire",
            Outcome::NotSelected => "autres",
        },
        caption: page.word("decisions-results", outcome.code()),
        columns,
        rows: wave
            .lines
            .iter()
            .filter(|line| line.outcome == outcome)
            .map(|line| row(page, line, has_rank))
            .collect(),
        total: None,
        export: format!(
            "/resultats/{}/{}",
            wave.wave.id,
            if has_rank { "reserve" } else { "retenus" }
        ),
        query: String::new(),
        empty: page.t("decisions-results-none"),
        note: page.tv(
            "decisions-results-of",
            &[
                ("call", wave.call.title.clone().into()),
                ("wave", wave.wave.label.clone().into()),
            ],
        ),
    }
}

fn row(page: &PageCtx, line: &ResultLine, has_rank: bool) -> TableRow {
    let school = &line.line;
    let mut cells = vec![
        text(school.name.clone()),
        text(school.commune.clone()),
        text(page.territory(&school.territory)),
        text(page.word("school-kind", school.kind.code())),
    ];
    if has_rank {
        cells.push(line.reserve_rank.map_or(Cell::Empty, Cell::Integer));
    }
    TableRow::new(cells)
}

fn tables(page: &PageCtx, wave: WaveResults) -> (WaveResults, Vec<Table>) {
    let tables = [Outcome::Selected, Outcome::Reserve]
        .into_iter()
        .map(|outcome| table(page, &wave, outcome))
        .filter(|table| table.id == "retenus" || !table.rows.is_empty())
        .collect();
    (wave, tables)
}

/// The results of every published wave.
pub(super) async fn list(page: PageCtx) -> Reply {
    let now = page.now;
    let waves = page.app.db().read(move |tx| actions::results(tx, now)).await?;
    let mut waves: Vec<_> = waves.into_iter().map(|wave| tables(&page, wave)).collect();
    // Tables of several waves on one page are told apart by their names.
    if waves.len() > 1 {
        for table in waves.iter_mut().flat_map(|(_, tables)| tables) {
            table.caption = format!("{} – {}", table.caption, table.note);
        }
    }
    page.clone().show(&ResultsPage {
        page,
        waves,
        is_one: false,
    })
}

async fn one(page: &PageCtx, id: &str) -> Result<WaveResults, Problem> {
    let (id, now) = (wave_id(id)?, page.now);
    Ok(page.app.db().read(move |tx| actions::results_of(tx, now, id)).await?)
}

/// The results of one wave.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    let wave = one(&page, &id).await?;
    let waves = vec![tables(&page, wave)];
    page.clone().show(&ResultsPage {
        page,
        waves,
        is_one: true,
    })
}

/// The results of one wave to save.
pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>) -> Reply {
    let (name, extension) = file.split_once('.').ok_or(Problem::NotFound)?;
    let format = ExportFormat::parse(extension).ok_or(Problem::NotFound)?;
    let outcome = match name {
        "retenus" => Outcome::Selected,
        "reserve" => Outcome::Reserve,
        _ => return Err(Problem::NotFound),
    };
    let wave = one(&page, &id).await?;
    let sheet = table(&page, &wave, outcome).sheet(&page);
    export::save(&page, format, name, &[sheet])
}
