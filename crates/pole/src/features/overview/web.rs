//! The public home, the overview of the basin, the sources of the data.

use askama::Template;
use axum::extract::Path;
use pole_kernel::Territory;
use pole_office::table::{Cell as TableCell, CellKind, Column, Sheet};

use super::attention::{self, Item};
use super::figures::{Cell, Group, Totals};
use crate::features::directory::{self, SchoolLine, SchoolMap};
use crate::features::endowment;
use crate::policy::{self, Action, Scope};
use crate::shell::export::{self, ExportFormat};
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of the overview.
pub fn routes() -> Routes {
    Routes::new()
        .get("/", Action::ReadPublic, home)
        .get("/apercu", Action::ReadOverview, overview)
        .get("/apercu/{file}", Action::ReadOverview, overview_export)
        .get("/sources", Action::ReadPublic, sources)
}

/// The islands of the basin, by code.
const ISLANDS: [&str; 2] = [Territory::SAINT_MARTIN, Territory::SAINT_BARTHELEMY];

/// One line of the table of totals.
struct Line {
    label: String,
    islands: Vec<Cell>,
    all: Cell,
}

fn lines(page: &PageCtx, totals: &Totals) -> Vec<Line> {
    let mut lines: Vec<Line> = Group::ALL
        .into_iter()
        .map(|group| Line {
            label: page.t(group.key()),
            islands: ISLANDS.iter().map(|island| totals.cell(group, island)).collect(),
            all: totals.group(group),
        })
        .collect();
    lines.push(Line {
        label: page.t("overview-total"),
        islands: ISLANDS.iter().map(|island| totals.island(island)).collect(),
        all: totals.all,
    });
    lines
}

/// What is published of the basin: the same figures for everybody, from open data.
async fn published(page: &PageCtx) -> Result<Vec<SchoolLine>, Problem> {
    let everything = Scope {
        everything: true,
        ..Scope::default()
    };
    Ok(page
        .app
        .db()
        .read(move |tx| directory::basin(tx, everything.clone()))
        .await?)
}

/// The map of the islands, each school linked to its page when the reader may open it.
fn map(page: &PageCtx, schools: &[SchoolLine], seen_by: &Scope) -> String {
    SchoolMap {
        title: page.t("overview-map-title"),
        description: page.t("overview-map-description"),
        schools,
        classes: None,
        class_of: &|_| None,
        href: &|school| {
            seen_by
                .holds(&school.uai, school.territory.as_ref())
                .then(|| format!("/etablissements/{}", school.uai))
        },
    }
    .html(page, "carte")
}

#[derive(Template)]
#[template(path = "features/overview/pages/home.html")]
struct HomePage {
    page: PageCtx,
    totals: Totals,
    lines: Vec<Line>,
    islands: Vec<String>,
    map: String,
    unplaced: Vec<String>,
}

async fn home(page: PageCtx) -> Reply {
    let schools = published(&page).await?;
    let totals = Totals::of(&schools);
    let seen_by = policy::scope(&page.actor, Action::ReadSchool);
    let template = HomePage {
        lines: lines(&page, &totals),
        totals,
        islands: island_names(&page),
        map: map(&page, &schools, &seen_by),
        unplaced: unplaced(&schools),
        page: page.clone(),
    };
    page.show(&template)
}

fn island_names(page: &PageCtx) -> Vec<String> {
    ISLANDS
        .iter()
        .map(|code| page.t(&format!("territory-{code}")))
        .collect()
}

fn unplaced(schools: &[SchoolLine]) -> Vec<String> {
    schools
        .iter()
        .filter(|school| school.position.is_none())
        .map(|school| school.name.clone())
        .collect()
}

#[derive(Template)]
#[template(path = "features/overview/pages/overview.html")]
struct OverviewPage {
    page: PageCtx,
    totals: Totals,
    lines: Vec<Line>,
    islands: Vec<String>,
    map: String,
    unplaced: Vec<String>,
    own: Vec<SchoolLine>,
    attention: Vec<Item>,
}

async fn overview(page: PageCtx) -> Reply {
    let schools = published(&page).await?;
    let seen_by = policy::scope(&page.actor, Action::ReadSchool);
    let mends = policy::may_somewhere(&page.actor, Action::EditSchool);
    let mut attention = Vec::new();
    if mends {
        let (actor, asked) = (page.actor.clone(), endowment::Asked::now(page.now));
        let view = page
            .app
            .db()
            .read(move |tx| endowment::read_plan(tx, &actor, asked))
            .await?;
        attention = attention::of_plan(&view.plan);
        attention.extend(attention::of(&schools, page.now.day().school_year()));
    }
    let own = schools
        .iter()
        .filter(|school| seen_by.schools.contains(&school.uai))
        .cloned()
        .collect();
    let totals = Totals::of(&schools);
    let template = OverviewPage {
        lines: lines(&page, &totals),
        totals,
        islands: island_names(&page),
        map: map(&page, &schools, &seen_by),
        unplaced: unplaced(&schools),
        own,
        attention,
        page: page.clone(),
    };
    page.show(&template)
}

async fn overview_export(page: PageCtx, Path(file): Path<String>) -> Reply {
    let format = file
        .strip_prefix("bassin.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let totals = Totals::of(&published(&page).await?);
    let mut columns = vec![Column {
        title: page.t("schools-kind"),
        kind: CellKind::Text,
        width: 28.0,
    }];
    for island in island_names(&page).into_iter().chain([page.t("overview-total")]) {
        for figure in ["overview-schools", "overview-pupils", "overview-unknown-counts"] {
            let title = format!("{island} – {}", page.t(figure));
            columns.push(Column {
                title,
                kind: CellKind::Integer,
                width: 16.0,
            });
        }
    }
    let rows = lines(&page, &totals)
        .into_iter()
        .map(|line| {
            let mut row = vec![TableCell::Text(line.label)];
            for cell in line.islands.iter().chain([&line.all]) {
                row.extend([cell.schools, cell.pupils, cell.unknown].map(|count| TableCell::Integer(i64::from(count))));
            }
            row
        })
        .collect();
    let sheet = Sheet {
        name: page.t("overview-title"),
        note: Some(page.t("overview-export-note")),
        columns,
        rows,
    };
    export::save(&page, format, "bassin", &[sheet])
}

#[derive(Template)]
#[template(path = "features/overview/pages/sources.html")]
struct SourcesPage {
    page: PageCtx,
    entries: Vec<(String, String)>,
}

async fn sources(page: PageCtx) -> Reply {
    let entries = ["sources-ministry", "sources-osm", "sources-geonames", "sources-press"]
        .into_iter()
        .map(|key| (page.t(key), page.t(&format!("{key}-text"))))
        .collect();
    page.clone().show(&SourcesPage { page, entries })
}
