//! The connection of the basin: its schools with their rooms by class and their lines.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use pole_kernel::{SchoolKind, Territory, Uai, fold};
use pole_office::table::{Cell, CellKind, Column, Sheet};

use super::super::evidence::site_lines;
use super::super::model::{RoomCounts, SchoolRooms, SiteLine, SiteState};
use super::super::projection::school_rooms;
use super::school::{line_rates, share, sufficiency};
use super::status;
use crate::features::directory::{self, SchoolLine};
use crate::policy::{self, Action};
use crate::shell::asked::Asked;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// A school of the list.
struct SchoolRow {
    school: SchoolLine,
    counts: RoomCounts,
    site: SiteState,
}

#[derive(Template)]
#[template(path = "features/connectivity/pages/connectivity.html")]
struct BasinPage {
    page: PageCtx,
    form: Form,
    past: bool,
    rows: Vec<SchoolRow>,
    total: RoomCounts,
    islands: Vec<(&'static str, String)>,
    kinds: Vec<(&'static str, String)>,
    looks: Vec<(&'static str, String)>,
}

impl BasinPage {
    fn share(&self, counts: &RoomCounts) -> Option<String> {
        share(&self.page, counts)
    }

    fn line_rates(&self, line: &SiteLine) -> String {
        line_rates(&self.page, line)
    }

    fn sufficiency(&self, site: &SiteState) -> String {
        sufficiency(&self.page, site)
    }

    fn sort_href(&self, column: &str) -> String {
        let descending = self.form.value("tri") == column && self.form.value("sens") != "desc";
        let direction = if descending { "desc" } else { "asc" };
        format!(
            "/connectivite?{}",
            query(&self.form, &[("tri", column), ("sens", direction)])
        )
    }

    fn aria_sort(&self, column: &str) -> &'static str {
        let sorted = self.form.optional("tri").unwrap_or("nom");
        match (sorted == column, self.form.value("sens") == "desc") {
            (true, true) => "descending",
            (true, false) => "ascending",
            (false, _) => "none",
        }
    }

    fn export_href(&self, extension: &str) -> String {
        let query = query(&self.form, &[]);
        let mark = if query.is_empty() { "" } else { "?" };
        format!("/connectivite/export/connectivite.{extension}{mark}{query}")
    }
}

fn query(form: &Form, changed: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["q", "ile", "type", "voir", "au", "connu", "tri", "sens"] {
        let value = changed
            .iter()
            .find(|(field, _)| *field == name)
            .map_or(form.value(name), |(_, value)| value);
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    query.finish()
}

async fn load(page: &PageCtx, asked: Asked) -> Result<Vec<SchoolRow>, Problem> {
    let scope = policy::scope(&page.actor, Action::ReadConnectivity);
    let Asked { on, known_at } = asked;
    let (schools, rooms, sites) = page
        .app
        .db()
        .read(move |tx| -> Result<_, pole_db::DbError> {
            let mut schools = directory::basin(tx, scope.clone())?;
            schools.retain(|school| school.kind.is_school());
            let rooms = school_rooms(tx, &scope, on, known_at, false)?;
            let sites = site_lines(tx, &schools, on, known_at)?;
            Ok((schools, rooms, sites))
        })
        .await?;
    let mut counts: HashMap<Uai, RoomCounts> = rooms
        .into_iter()
        .map(|SchoolRooms { uai, counts }| (uai, counts))
        .collect();
    Ok(schools
        .into_iter()
        .zip(sites)
        .map(|(school, site)| SchoolRow {
            counts: counts.remove(&school.uai).unwrap_or_default(),
            school,
            site,
        })
        .collect())
}

/// Keeps the schools that the query asks for, in its order.
fn filter(rows: &mut Vec<SchoolRow>, form: &Form) {
    let wanted = fold(form.value("q"));
    let kind = SchoolKind::parse(form.value("type")).ok();
    let island = Territory::parse(form.value("ile")).ok();
    let look = form.value("voir").to_owned();
    rows.retain(|row| {
        let text = fold(&format!("{} {}", row.school.name, row.school.uai));
        text.contains(&wanted)
            && kind.is_none_or(|kind| row.school.kind == kind)
            && island
                .as_ref()
                .is_none_or(|island| row.school.territory.as_ref() == Some(island))
            && match look.as_str() {
                "sans-salle" => row.counts.rooms() == 0,
                "inconnues" => row.counts.unknown > 0,
                "anciennes" => row.counts.stale > 0,
                "ligne" => row.site.is_sufficient != Some(true),
                _ => true,
            }
    });
    let part = |counts: &RoomCounts| {
        (counts.rooms() > 0).then(|| u64::from(counts.high_speed()) * 1_000_000 / u64::from(counts.rooms()))
    };
    match form.value("tri") {
        "ile" => rows.sort_by(|left, right| left.school.territory.cmp(&right.school.territory)),
        "salles" => rows.sort_by_key(|row| row.counts.rooms()),
        "part" => rows.sort_by_key(|row| part(&row.counts)),
        "inconnues" => rows.sort_by_key(|row| row.counts.unknown),
        "anciennes" => rows.sort_by_key(|row| row.counts.stale),
        "ligne" => rows.sort_by_key(|row| row.site.line.as_ref().and_then(|line| line.down_kbps)),
        _ => {}
    }
    if form.is("sens", "desc") {
        rows.reverse();
    }
}

fn sum(rows: &[SchoolRow]) -> RoomCounts {
    let mut total = RoomCounts::default();
    for row in rows {
        total.add(&row.counts);
    }
    total
}

/// The schools of the basin with their rooms by class.
pub(super) async fn page(page: PageCtx, mut form: Form) -> Reply {
    let asked = Asked::read(&page, &mut form);
    let mut rows = load(&page, asked).await?;
    filter(&mut rows, &form);
    let islands = vec![
        ("", page.t("schools-all-islands")),
        (Territory::SAINT_MARTIN, page.t("territory-978")),
        (Territory::SAINT_BARTHELEMY, page.t("territory-977")),
    ];
    let mut kinds = vec![("", page.t("schools-all-kinds"))];
    kinds.extend(
        SchoolKind::ALL
            .iter()
            .filter(|kind| kind.is_school())
            .map(|kind| (kind.code(), page.word("school-kind", kind.code()))),
    );
    let looks = vec![
        ("", page.t("rooms-all-looks")),
        ("sans-salle", page.t("connectivity-look-none")),
        ("inconnues", page.t("connectivity-look-unknown")),
        ("anciennes", page.t("connectivity-look-stale")),
        ("ligne", page.t("connectivity-look-line")),
    ];
    page.clone().show_with(
        status(&form),
        &BasinPage {
            past: Asked::is_in(&form),
            page,
            total: sum(&rows),
            form,
            rows,
            islands,
            kinds,
            looks,
        },
    )
}

/// The list to save: exactly what is shown.
pub(super) async fn export(page: PageCtx, Path(file): Path<String>, mut form: Form) -> Reply {
    let format = file
        .strip_prefix("connectivite.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let asked = Asked::read(&page, &mut form);
    let mut rows = load(&page, asked).await?;
    filter(&mut rows, &form);
    let column = |key: &str, kind: CellKind, width: f64| Column {
        title: page.t(key),
        kind,
        width,
    };
    let count = |number: u32| Cell::Integer(i64::from(number));
    let kilobits = |rate: Option<u32>| rate.map_or(Cell::Empty, |rate| Cell::Integer(i64::from(rate)));
    let sheet = Sheet {
        name: page.t("connectivity-title"),
        note: Some(page.t("connectivity-export-note")),
        columns: vec![
            column("schools-uai", CellKind::Text, 11.0),
            column("schools-name", CellKind::Text, 40.0),
            column("schools-kind", CellKind::Text, 24.0),
            column("schools-island", CellKind::Text, 18.0),
            column("connectivity-rooms", CellKind::Integer, 10.0),
            column("room-class-c0", CellKind::Integer, 10.0),
            column("room-class-c1", CellKind::Integer, 10.0),
            column("room-class-c2", CellKind::Integer, 10.0),
            column("room-class-c3", CellKind::Integer, 10.0),
            column("connectivity-unknown", CellKind::Integer, 10.0),
            column("connectivity-stale", CellKind::Integer, 10.0),
            column("connectivity-declared", CellKind::Integer, 10.0),
            column("connectivity-measured", CellKind::Integer, 10.0),
            column("site-technology", CellKind::Text, 14.0),
            column("site-operator", CellKind::Text, 16.0),
            column("rooms-down", CellKind::Integer, 12.0),
            column("rooms-up", CellKind::Integer, 12.0),
            column("site-sufficiency", CellKind::Text, 24.0),
        ],
        rows: rows
            .iter()
            .map(|row| {
                let [c0, c1, c2, c3] = row.counts.classes;
                let line = row.site.line.as_ref();
                let territory = row.school.territory.as_ref();
                vec![
                    Cell::Text(row.school.uai.to_string()),
                    Cell::Text(row.school.name.clone()),
                    Cell::Text(page.word("school-kind", row.school.kind.code())),
                    territory.map_or(Cell::Empty, |territory| Cell::Text(page.territory(territory))),
                    count(row.counts.rooms()),
                    count(c0),
                    count(c1),
                    count(c2),
                    count(c3),
                    count(row.counts.unknown),
                    count(row.counts.stale),
                    count(row.counts.declared),
                    count(row.counts.measured),
                    line.map_or(Cell::Empty, |line| {
                        Cell::Text(page.word("line-technology", line.technology.code()))
                    }),
                    line.map_or(Cell::Empty, |line| Cell::Text(line.operator.clone())),
                    kilobits(line.and_then(|line| line.down_kbps)),
                    kilobits(line.and_then(|line| line.up_kbps)),
                    Cell::Text(sufficiency(&page, &row.site)),
                ]
            })
            .collect(),
    };
    export::save(&page, format, "connectivite", &[sheet])
}
