//! The needs of the schools: the table, its files, the map.

use std::cmp::Reverse;

use askama::Template;
use axum::extract::Path;
use pole_kernel::{SchoolKind, Territory, fold};
use pole_office::table::{Cell as FileCell, CellKind, Sheet};
use pole_pictures::MapClasses;

use super::super::actions;
use super::super::model::{Basis, Component, SchoolScores, Scores, WeightsVersion};
use super::{flags, ground, islands, points, to_tenths};
use crate::features::directory::{SchoolLine, SchoolMap};
use crate::shell::asked::Asked;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{column, text};

/// The parameters of the table and of the map.
const QUERY: [&str; 10] = [
    "q", "ile", "type", "voir", "cote", "au", "connu", "tri", "sens", "mesure",
];
/// From which points a school is in the next class of the map.
const CLASSES: [i64; 3] = [25, 50, 75];

/// A column of points.
struct PointsColumn {
    code: &'static str,
    label: String,
    weight: i64,
    is_need: bool,
}

/// One component of a school in the table.
struct Cell {
    points: i64,
    ground: String,
    estimated: bool,
    declared: bool,
}

/// A school of the table.
struct Row {
    uai: String,
    name: String,
    island: Option<String>,
    priority: String,
    interval: Option<String>,
    need: String,
    readiness: String,
    fictitious: bool,
    cells: Vec<Cell>,
}

/// Whether the table shows a component: those of the need unless others are asked for, so that it fits a screen.
fn is_shown(form: &Form, component: Component) -> bool {
    match form.value("cote") {
        "tout" => true,
        "preparation" => !component.is_need(),
        _ => component.is_need(),
    }
}

fn row(page: &PageCtx, form: &Form, scores: &SchoolScores) -> Row {
    let (least, most) = scores.priority_between;
    let cells: Vec<Cell> = scores
        .components
        .iter()
        .filter(|scored| is_shown(form, scored.component))
        .map(|scored| Cell {
            points: scored.points,
            ground: ground(page, scored),
            estimated: scored.basis == Basis::Estimated,
            declared: scored.basis == Basis::Declared,
        })
        .collect();
    Row {
        uai: scores.school.uai.to_string(),
        name: scores.school.name.clone(),
        island: scores.school.territory.as_ref().map(|island| page.territory(island)),
        priority: page.formats().tenths(scores.priority_x10),
        interval: (least < most).then(|| between(page, (least, most))),
        need: points(page, scores.need),
        readiness: points(page, scores.readiness),
        fictitious: scores.components.iter().any(|scored| scored.fictitious),
        cells,
    }
}

/// An interval of priorities, in words.
pub(super) fn between(page: &PageCtx, (least, most): (i64, i64)) -> String {
    let formats = page.formats();
    page.tv(
        "needs-between",
        &[
            ("least", formats.tenths(least).into()),
            ("most", formats.tenths(most).into()),
        ],
    )
}

#[derive(Template)]
#[template(path = "features/strategy/needs/pages/needs.html")]
struct NeedsPage {
    page: PageCtx,
    form: Form,
    past: bool,
    rows: Vec<Row>,
    /// How many schools the reader may see.
    all: usize,
    estimated: usize,
    weights: WeightsVersion,
    columns: Vec<PointsColumn>,
    islands: Vec<(&'static str, String)>,
    kinds: Vec<(&'static str, String)>,
    looks: Vec<(&'static str, String)>,
    sides: Vec<(&'static str, String)>,
}

impl NeedsPage {
    fn sort_href(&self, column: &str) -> String {
        let (sorted, direction) = order(&self.form);
        let descending = match (sorted == column, direction == "desc") {
            (true, descending) => !descending,
            // The greatest need first; names from A.
            (false, _) => !matches!(column, "nom" | "ile"),
        };
        let direction = if descending { "desc" } else { "asc" };
        let query = self.form.query(&QUERY, &[("tri", column), ("sens", direction)]);
        format!("/strategie/besoins{query}")
    }

    fn aria_sort(&self, column: &str) -> &'static str {
        let (sorted, direction) = order(&self.form);
        match (sorted == column, direction == "desc") {
            (true, true) => "descending",
            (true, false) => "ascending",
            (false, _) => "none",
        }
    }

    fn export_href(&self, extension: &str) -> String {
        format!(
            "/strategie/besoins/export/besoins.{extension}{}",
            self.form.query(&QUERY, &[])
        )
    }

    fn map_href(&self) -> String {
        format!("/strategie/besoins/carte{}", self.form.query(&QUERY, &[]))
    }

    fn school_href(&self, uai: &str) -> String {
        format!("/strategie/besoins/{uai}{}", self.form.query(&["au", "connu"], &[]))
    }
}

/// The column that sorts and the direction.
fn order(form: &Form) -> (&str, &str) {
    match form.optional("tri") {
        Some(column) => (column, form.value("sens")),
        None => ("pi", "desc"),
    }
}

fn columns(page: &PageCtx, form: &Form, weights: &WeightsVersion) -> Vec<PointsColumn> {
    let side = |code: &str, is_need: bool| {
        let side = if is_need {
            &weights.weights.need
        } else {
            &weights.weights.readiness
        };
        side.get(code).copied().unwrap_or(0)
    };
    Component::ALL
        .iter()
        .filter(|component| is_shown(form, **component))
        .map(|component| PointsColumn {
            code: component.code(),
            label: page.word("needs-short", component.code()),
            weight: side(component.code(), component.is_need()),
            is_need: component.is_need(),
        })
        .collect()
}

async fn load(page: &PageCtx, asked: Asked) -> Result<Scores, Problem> {
    let actor = page.actor.clone();
    Ok(page.app.db().read(move |tx| actions::seen(tx, &actor, asked)).await?)
}

/// Keeps the schools that the query asks for, in its order.
fn filter(schools: &mut Vec<SchoolScores>, form: &Form) {
    let wanted = fold(form.value("q"));
    let kind = SchoolKind::parse(form.value("type")).ok();
    let island = Territory::parse(form.value("ile")).ok();
    let look = form.value("voir").to_owned();
    schools.retain(|scores| {
        let school = &scores.school;
        let words = [
            school.name.as_str(),
            school.uai.as_str(),
            school.commune.as_deref().unwrap_or_default(),
            school.quarter.as_deref().unwrap_or_default(),
        ];
        fold(&words.join(" ")).contains(&wanted)
            && kind.is_none_or(|kind| school.kind == kind)
            && island
                .as_ref()
                .is_none_or(|island| school.territory.as_ref() == Some(island))
            && match look.as_str() {
                "estime" => scores.is_estimated(),
                "complet" => !scores.is_estimated(),
                _ => true,
            }
    });
    let (column, direction) = order(form);
    let descending = direction == "desc";
    let measured = |scores: &SchoolScores| value_of(scores, column);
    match column {
        "nom" => schools.sort_by_cached_key(|scores| fold(&scores.school.name)),
        "ile" => schools.sort_by(|left, right| left.school.territory.cmp(&right.school.territory)),
        // Equal figures stay in the order of UAI, whichever way is asked.
        _ if descending => schools.sort_by_key(|scores| Reverse(measured(scores))),
        _ => schools.sort_by_key(measured),
    }
    if descending && matches!(column, "nom" | "ile") {
        schools.reverse();
    }
}

/// What a column of figures says of a school: hundredths of a point for N and R, tenths for π, points otherwise.
fn value_of(scores: &SchoolScores, column: &str) -> i64 {
    match column {
        "n" => scores.need,
        "r" => scores.readiness,
        other => match Component::parse(other).ok().and_then(|component| scores.of(component)) {
            Some(scored) => scored.points,
            None => scores.priority_x10,
        },
    }
}

fn kinds(page: &PageCtx, schools: &[SchoolScores]) -> Vec<(&'static str, String)> {
    let mut kinds = vec![("", page.t("schools-all-kinds"))];
    kinds.extend(
        SchoolKind::ALL
            .iter()
            .filter(|kind| schools.iter().any(|scores| scores.school.kind == **kind))
            .map(|kind| (kind.code(), page.word("school-kind", kind.code()))),
    );
    kinds
}

/// The table of the needs.
pub(super) async fn page(page: PageCtx, mut form: Form) -> Reply {
    let asked = Asked::read(&page, &mut form);
    let Scores { weights, mut schools } = load(&page, asked).await?;
    let all = schools.len();
    let estimated = schools.iter().filter(|scores| scores.is_estimated()).count();
    let kinds = kinds(&page, &schools);
    filter(&mut schools, &form);
    let looks = vec![
        ("", page.t("needs-look-all")),
        ("estime", page.t("needs-look-estimated")),
        ("complet", page.t("needs-look-complete")),
    ];
    page.clone().show_with(
        form.status(),
        &NeedsPage {
            past: Asked::is_in(&form),
            rows: schools.iter().map(|scores| row(&page, &form, scores)).collect(),
            columns: columns(&page, &form, &weights),
            islands: islands(&page),
            kinds,
            looks,
            sides: vec![
                ("", page.t("needs-need-short")),
                ("preparation", page.t("needs-readiness-short")),
                ("tout", page.t("needs-side-all")),
            ],
            all,
            estimated,
            weights,
            form,
            page,
        },
    )
}

/// The table to save: exactly what is shown.
pub(super) async fn export(page: PageCtx, Path(file): Path<String>, mut form: Form) -> Reply {
    let format = file
        .strip_prefix("besoins.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let asked = Asked::read(&page, &mut form);
    let Scores { weights, mut schools } = load(&page, asked).await?;
    filter(&mut schools, &form);
    let mut columns = vec![
        column(&page, "schools-uai", CellKind::Text, 11.0),
        column(&page, "schools-name", CellKind::Text, 36.0),
        column(&page, "schools-kind", CellKind::Text, 22.0),
        column(&page, "schools-island", CellKind::Text, 18.0),
    ];
    for key in [
        "needs-priority",
        "needs-priority-least",
        "needs-priority-most",
        "needs-need",
        "needs-need-least",
        "needs-need-most",
        "needs-readiness",
        "needs-readiness-least",
        "needs-readiness-most",
    ] {
        columns.push(column(&page, key, CellKind::Decimal, 11.0));
    }
    for component in Component::ALL {
        let mut points = column(&page, "needs-need", CellKind::Integer, 12.0);
        points.title = page.word("needs-component", component.code());
        columns.push(points);
        let mut source = column(&page, "needs-need", CellKind::Text, 30.0);
        source.title = page.t1(
            "needs-ground-of",
            "component",
            page.word("needs-short", component.code()),
        );
        columns.push(source);
    }
    let rows = schools
        .iter()
        .map(|scores| {
            let school = &scores.school;
            let tenths = |hundredths: i64| FileCell::Tenths(to_tenths(hundredths));
            let mut cells = vec![
                text(school.uai.to_string()),
                text(school.name.clone()),
                text(page.word("school-kind", school.kind.code())),
                school
                    .territory
                    .as_ref()
                    .map_or(FileCell::Empty, |island| text(page.territory(island))),
                FileCell::Tenths(scores.priority_x10),
                FileCell::Tenths(scores.priority_between.0),
                FileCell::Tenths(scores.priority_between.1),
                tenths(scores.need),
                tenths(scores.need_between.0),
                tenths(scores.need_between.1),
                tenths(scores.readiness),
                tenths(scores.readiness_between.0),
                tenths(scores.readiness_between.1),
            ];
            for scored in &scores.components {
                cells.push(FileCell::Integer(scored.points));
                let words: Vec<String> = std::iter::once(ground(&page, scored))
                    .chain(flags(&page, scored).into_iter().map(|(_, words)| words))
                    .collect();
                cells.push(text(words.join(", ")));
            }
            cells
        })
        .collect();
    let sheet = Sheet {
        name: page.t("needs-title"),
        note: Some(page.tv(
            "needs-export-note",
            &[
                ("day", page.day(&asked.on).into()),
                ("known", page.moment(&asked.known_at).into()),
                ("version", weights.version.into()),
            ],
        )),
        columns,
        rows,
    };
    export::save(&page, format, "besoins", &[sheet])
}

/// A school beside the map.
struct Placed {
    name: String,
    href: String,
    value: String,
    class: String,
    on_map: bool,
}

#[derive(Template)]
#[template(path = "features/strategy/needs/pages/map.html")]
struct MapPage {
    page: PageCtx,
    form: Form,
    past: bool,
    map: String,
    placed: Vec<Placed>,
    measures: Vec<(&'static str, String)>,
    shown: String,
    table_href: String,
}

/// What the map can show.
fn measures(page: &PageCtx) -> Vec<(&'static str, String)> {
    let mut measures = vec![
        ("pi", page.t("needs-priority")),
        ("n", page.t("needs-need")),
        ("r", page.t("needs-readiness")),
    ];
    measures.extend(
        Component::ALL
            .iter()
            .map(|component| (component.code(), page.word("needs-component", component.code()))),
    );
    measures
}

/// The map of the needs, with the list beside it.
pub(super) async fn map(page: PageCtx, mut form: Form) -> Reply {
    let asked = Asked::read(&page, &mut form);
    let Scores { mut schools, .. } = load(&page, asked).await?;
    let measures = measures(&page);
    let measure = measures
        .iter()
        .map(|(code, _)| *code)
        .find(|code| form.is("mesure", code))
        .unwrap_or("pi");
    filter(&mut schools, &form);
    schools.sort_by_key(|scores| Reverse(value_of(scores, measure)));
    let tenths = |scores: &SchoolScores| match measure {
        "pi" => scores.priority_x10,
        "n" | "r" => to_tenths(value_of(scores, measure)),
        _ => value_of(scores, measure) * 10,
    };
    let class = |scores: &SchoolScores| CLASSES.iter().filter(|limit| tenths(scores) >= **limit * 10).count();
    let labels = [
        page.t("needs-map-class-0"),
        page.t("needs-map-class-1"),
        page.t("needs-map-class-2"),
        page.t("needs-map-class-3"),
    ];
    let dated = form.query(&["au", "connu"], &[]);
    let placed = schools
        .iter()
        .map(|scores| Placed {
            name: scores.school.name.clone(),
            href: format!("/strategie/besoins/{}{dated}", scores.school.uai),
            value: page.formats().tenths(tenths(scores)),
            class: labels.get(class(scores)).cloned().unwrap_or_default(),
            on_map: scores.school.position.is_some(),
        })
        .collect();
    let shown = measures
        .iter()
        .find(|(code, _)| *code == measure)
        .map(|(_, label)| label.clone())
        .unwrap_or_default();
    let lines: Vec<SchoolLine> = schools.iter().map(|scores| scores.school.clone()).collect();
    let of = |school: &SchoolLine| schools.iter().find(|scores| scores.school.uai == school.uai);
    let map = SchoolMap {
        title: page.t1("needs-map-title", "measure", &shown),
        description: page.t("needs-map-description"),
        schools: &lines,
        classes: Some(MapClasses {
            labels: labels.to_vec(),
            unknown: page.t("common-unknown"),
        }),
        class_of: &|school| of(school).map(class),
        href: &|school| Some(format!("/strategie/besoins/{}{dated}", school.uai)),
    }
    .html(&page, "carte");
    let table_href = format!("/strategie/besoins{}", form.query(&QUERY, &[]));
    page.clone().show_with(
        form.status(),
        &MapPage {
            past: Asked::is_in(&form),
            form: form.with_default("mesure", measure.to_owned()),
            map,
            placed,
            measures,
            shown,
            table_href,
            page,
        },
    )
}
