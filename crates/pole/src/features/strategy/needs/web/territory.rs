//! The territory: where each school stands, how far from the others, how exposed; and fixed internet in the communes.

use askama::Template;
use axum::extract::Path;
use pole_formats::{CoverageMeasure, FileKind};
use pole_kernel::{Day, Territory, Uai, fold};
use pole_office::table::{Cell, CellKind, Column, Sheet};

use super::super::actions::{self, NewValue};
use super::super::coverage::Coverage;
use super::super::model::Component;
use super::super::territory::{self, Neighbour, Site, TerritoryView};
use super::{at_field, islands, values};
use crate::policy::{Action, Subject};
use crate::shell::asked::Asked;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{column, text};

const QUERY: [&str; 6] = ["q", "ile", "au", "connu", "tri", "sens"];
/// What the page tells of a commune, in order.
pub(in super::super) const SHOWN: [CoverageMeasure; 10] = [
    CoverageMeasure::NotEligible,
    CoverageMeasure::Bhd8,
    CoverageMeasure::Thd30,
    CoverageMeasure::Thd100,
    CoverageMeasure::Thd1g,
    CoverageMeasure::Ftth,
    CoverageMeasure::Coax,
    CoverageMeasure::Copper,
    CoverageMeasure::Fixed4g,
    CoverageMeasure::Satellite,
];

/// A school of the table.
struct Row {
    uai: Uai,
    name: String,
    kind: String,
    island: Option<String>,
    commune: Option<String>,
    quarter: Option<String>,
    priority: Option<String>,
    ips: Option<String>,
    college: Option<(String, String)>,
    nearest: Option<(String, String)>,
    exposure: Option<String>,
    exposure_day: Option<String>,
    fictitious: bool,
    speed: Option<String>,
}

/// What an edition says of a commune.
struct Edition {
    commune: String,
    file: String,
    href: Option<String>,
    day: String,
    premises: String,
    shares: Vec<Option<String>>,
    fictitious: bool,
}

#[derive(Template)]
#[template(path = "features/strategy/needs/pages/territory.html")]
struct TerritoryPage {
    page: PageCtx,
    form: Form,
    past: bool,
    rows: Vec<Row>,
    all: usize,
    editions: Vec<Edition>,
    measures: Vec<String>,
    /// The communes of which no file speaks.
    silent: Vec<String>,
    islands: Vec<(&'static str, String)>,
    may_declare: bool,
}

impl TerritoryPage {
    fn sort_href(&self, column: &str) -> String {
        let descending = self.form.value("tri") == column && self.form.value("sens") != "desc";
        let direction = if descending { "desc" } else { "asc" };
        let query = self.form.query(&QUERY, &[("tri", column), ("sens", direction)]);
        format!("/strategie/territoire{query}")
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
        format!(
            "/strategie/territoire/territoire.{extension}{}",
            self.form.query(&QUERY, &[])
        )
    }

    /// The levels of the scale, the one that was typed or is known being chosen.
    fn levels(&self, row: &Row) -> Vec<(&'static str, bool)> {
        let name = format!("exposition-{}", row.uai);
        let typed = self.form.optional(&name).or(row.exposure.as_deref());
        let chosen = typed.unwrap_or("");
        ["", "0", "1", "2", "3", "4"]
            .into_iter()
            .map(|level| (level, level == chosen))
            .collect()
    }
}

/// A distance in words: kilometres, and whether it is only that between quarters.
fn distance(page: &PageCtx, neighbour: &Neighbour) -> Option<String> {
    let metres = neighbour.metres?;
    if neighbour.approximate && metres < 50 {
        return Some(page.t("needs-distance-quarter"));
    }
    let kilometres = page.formats().tenths((metres + 50) / 100);
    let key = if neighbour.approximate {
        "needs-distance-approximate"
    } else {
        "needs-distance"
    };
    Some(page.t1(key, "kilometres", kilometres))
}

/// The name of a neighbour and how far it is.
fn near(page: &PageCtx, neighbour: &Neighbour) -> (String, String) {
    let far = distance(page, neighbour).unwrap_or_else(|| page.t("needs-distance-unknown"));
    (neighbour.name.clone(), far)
}

/// What is best known of the speeds in a commune: wired before terrestrial before all.
fn speeds<'a>(view: &'a TerritoryView, commune: Option<&str>) -> Option<&'a Coverage> {
    view.coverage
        .iter()
        .filter(|coverage| coverage.kind == FileKind::CommuneSpeeds && Some(coverage.commune.as_str()) == commune)
        .min_by_key(|coverage| coverage.reach)
}

fn row(page: &PageCtx, view: &TerritoryView, site: &Site) -> Row {
    let school = &site.school;
    let known = speeds(view, school.commune_code.as_deref());
    Row {
        uai: school.uai.clone(),
        name: school.name.clone(),
        kind: page.word("school-kind", school.kind.code()),
        island: school.territory.as_ref().map(|island| page.territory(island)),
        commune: school.commune.clone(),
        quarter: school.quarter.clone(),
        priority: school.priority.map(|priority| priority.code().to_owned()),
        ips: site.ips.map(|(tenths, _)| page.formats().tenths(i64::from(tenths))),
        college: site.college.as_ref().map(|college| near(page, college)),
        nearest: site.nearest.as_ref().map(|nearest| near(page, nearest)),
        exposure: site.exposure.as_ref().map(|exposure| exposure.level.to_string()),
        exposure_day: site.exposure.as_ref().map(|exposure| page.day(&exposure.on)),
        fictitious: site.exposure.as_ref().is_some_and(|exposure| exposure.fictitious),
        speed: known
            .and_then(|coverage| coverage.tenths(CoverageMeasure::Thd30))
            .map(|tenths| page.formats().percent(tenths)),
    }
}

fn edition(page: &PageCtx, view: &TerritoryView, coverage: &Coverage) -> Edition {
    let name = view.communes.iter().find(|(code, _)| *code == coverage.commune);
    let file = page.word("file-kind", coverage.kind.code());
    let file = if coverage.kind == FileKind::CommuneSpeeds {
        format!("{file} – {}", page.word("needs-reach", coverage.reach.code()))
    } else {
        file
    };
    Edition {
        commune: name.map_or_else(|| coverage.commune.clone(), |(_, name)| name.clone()),
        file,
        href: coverage
            .import
            .filter(|_| page.may(Action::ImportFiles))
            .map(|import| format!("/imports/{import}")),
        day: page.day(&coverage.observed_on),
        premises: page.number(coverage.premises),
        shares: SHOWN
            .iter()
            .map(|measure| coverage.tenths(*measure).map(|tenths| page.formats().percent(tenths)))
            .collect(),
        fictitious: coverage.fictitious,
    }
}

fn measure_words(page: &PageCtx) -> Vec<String> {
    SHOWN
        .iter()
        .map(|measure| page.word("needs-coverage", measure.code()))
        .collect()
}

async fn load(page: &PageCtx, asked: Asked) -> Result<TerritoryView, Problem> {
    let actor = page.actor.clone();
    Ok(page
        .app
        .db()
        .read(move |tx| territory::territory(tx, &actor, asked))
        .await?)
}

/// Keeps the schools that the query asks for, in its order. What is not known comes last.
fn filter(sites: &mut Vec<Site>, form: &Form) {
    let wanted = fold(form.value("q"));
    let island = Territory::parse(form.value("ile")).ok();
    sites.retain(|site| {
        let school = &site.school;
        let words = [
            school.name.as_str(),
            school.uai.as_str(),
            school.commune.as_deref().unwrap_or_default(),
            school.quarter.as_deref().unwrap_or_default(),
        ];
        fold(&words.join(" ")).contains(&wanted)
            && island
                .as_ref()
                .is_none_or(|island| school.territory.as_ref() == Some(island))
    });
    let far = |neighbour: &Option<Neighbour>| neighbour.as_ref().and_then(|neighbour| neighbour.metres);
    let figure = |site: &Site| match form.value("tri") {
        "ips" => site.ips.map(|(tenths, _)| i64::from(tenths)),
        "college" => far(&site.college),
        "proche" => far(&site.nearest),
        "exposition" => site.exposure.as_ref().map(|exposure| exposure.level),
        _ => None,
    };
    let descending = form.is("sens", "desc");
    sites.sort_by_cached_key(|site| fold(&site.school.name));
    match form.value("tri") {
        "ips" | "college" | "proche" | "exposition" => sites.sort_by_key(|site| {
            let figure = figure(site);
            (
                figure.is_none(),
                figure.map(|figure| if descending { -figure } else { figure }),
            )
        }),
        "ile" => {
            sites.sort_by(|left, right| left.school.territory.cmp(&right.school.territory));
            if descending {
                sites.reverse();
            }
        }
        _ if descending => sites.reverse(),
        _ => {}
    }
}

async fn show(page: PageCtx, form: Form, asked: Asked) -> Reply {
    let mut view = load(&page, asked).await?;
    let all = view.sites.len();
    let mut sites = std::mem::take(&mut view.sites);
    filter(&mut sites, &form);
    let past = Asked::is_in(&form);
    let status = form.status();
    let silent = view
        .communes
        .iter()
        .filter(|(code, _)| !view.coverage.iter().any(|coverage| coverage.commune == *code))
        .map(|(_, name)| name.clone())
        .collect();
    let template = TerritoryPage {
        past,
        rows: sites.iter().map(|site| row(&page, &view, site)).collect(),
        all,
        editions: view
            .coverage
            .iter()
            .map(|coverage| edition(&page, &view, coverage))
            .collect(),
        measures: measure_words(&page),
        silent,
        islands: islands(&page),
        may_declare: !past && page.may_on(Action::EditStrategy, Subject::Basin),
        form: form.with_default("jour", page.now.day().to_string()),
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The territory.
pub(super) async fn page(page: PageCtx, mut form: Form) -> Reply {
    let asked = Asked::read(&page, &mut form);
    show(page, form, asked).await
}

/// Declares the exposures that were changed.
pub(super) async fn declare(page: PageCtx, mut form: Form) -> Reply {
    let asked = Asked::now(page.now);
    let day = form.required("jour", "form-day", Day::parse);
    let view = load(&page, asked).await?;
    let mut entered = Vec::new();
    for site in &view.sites {
        let name = format!("exposition-{}", site.school.uai);
        let read = |text: &str| {
            text.parse::<i64>()
                .ok()
                .filter(|level| (0..=4).contains(level))
                .ok_or(())
        };
        let level = form.maybe(&name, "needs-refused-scale", read);
        let known = site.exposure.as_ref().map(|exposure| exposure.level);
        if let Some(level) = level.filter(|level| Some(*level) != known) {
            entered.push(NewValue {
                uai: site.school.uai.clone(),
                component: Component::Isolation,
                milli: level * 1_000,
            });
        }
    }
    let (Some(day), true) = (day, form.is_valid()) else {
        return show(page, form, asked).await;
    };
    let (actor, now, fictitious, note) = (
        page.actor.clone(),
        page.now,
        page.is_demo(),
        form.value("note").to_owned(),
    );
    let done = page
        .app
        .db()
        .write(move |tx| actions::declare(tx, &actor, now, &entered, day, &note, fictitious))
        .await;
    match done {
        Ok(_) => page.redirect("/strategie/territoire", "notice-needs-declared"),
        Err(error) => {
            let field = match values::field_of(&error) {
                "note" => "note",
                _ => "jour",
            };
            at_field(&mut form, field, error)?;
            show(page, form, asked).await
        }
    }
}

/// The table to save: exactly what is shown; in a workbook, the communes on a second sheet.
pub(super) async fn export(page: PageCtx, Path(file): Path<String>, mut form: Form) -> Reply {
    let format = file
        .strip_prefix("territoire.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let asked = Asked::read(&page, &mut form);
    let mut view = load(&page, asked).await?;
    let mut sites = std::mem::take(&mut view.sites);
    filter(&mut sites, &form);
    let columns = [
        ("schools-uai", CellKind::Text, 11.0),
        ("schools-name", CellKind::Text, 36.0),
        ("schools-kind", CellKind::Text, 22.0),
        ("schools-island", CellKind::Text, 18.0),
        ("needs-commune", CellKind::Text, 18.0),
        ("needs-quarter", CellKind::Text, 18.0),
        ("needs-rep", CellKind::Text, 8.0),
        ("needs-ips", CellKind::Decimal, 8.0),
        ("needs-to-college-name", CellKind::Text, 30.0),
        ("needs-to-college-metres", CellKind::Integer, 14.0),
        ("needs-to-nearest-name", CellKind::Text, 30.0),
        ("needs-to-nearest-metres", CellKind::Integer, 14.0),
        ("needs-positions", CellKind::Text, 16.0),
        ("needs-exposure", CellKind::Integer, 12.0),
        ("needs-exposure-from", CellKind::Text, 30.0),
        ("needs-commune-thd", CellKind::Percent, 14.0),
    ];
    let or_empty = |words: Option<&String>| words.map_or(Cell::Empty, text);
    let rows = sites
        .iter()
        .map(|site| {
            let school = &site.school;
            let shown = row(&page, &view, site);
            let name = |neighbour: &Option<Neighbour>| {
                neighbour
                    .as_ref()
                    .map_or(Cell::Empty, |neighbour| text(neighbour.name.clone()))
            };
            let metres = |neighbour: &Option<Neighbour>| {
                let metres = neighbour.as_ref().and_then(|neighbour| neighbour.metres);
                metres.map_or(Cell::Empty, Cell::Integer)
            };
            let precision = school
                .position
                .map(|(_, _, precision)| page.word("precision", precision.code()));
            let thd = speeds(&view, school.commune_code.as_deref())
                .and_then(|coverage| coverage.tenths(CoverageMeasure::Thd30));
            vec![
                text(school.uai.to_string()),
                text(school.name.clone()),
                text(shown.kind),
                or_empty(shown.island.as_ref()),
                or_empty(shown.commune.as_ref()),
                or_empty(shown.quarter.as_ref()),
                or_empty(shown.priority.as_ref()),
                site.ips
                    .map_or(Cell::Empty, |(tenths, _)| Cell::Tenths(i64::from(tenths))),
                name(&site.college),
                metres(&site.college),
                name(&site.nearest),
                metres(&site.nearest),
                or_empty(precision.as_ref()),
                site.exposure
                    .as_ref()
                    .map_or(Cell::Empty, |exposure| Cell::Integer(exposure.level)),
                site.exposure.as_ref().map_or(Cell::Empty, |exposure| {
                    text(format!("{} – {}", page.day(&exposure.on), exposure.note))
                }),
                thd.map_or(Cell::Empty, Cell::PercentTenths),
            ]
        })
        .collect();
    let schools = Sheet {
        name: page.t("needs-territory-title"),
        note: Some(page.t("needs-territory-note")),
        columns: columns
            .into_iter()
            .map(|(key, kind, width)| column(&page, key, kind, width))
            .collect(),
        rows,
    };
    let communes = communes_sheet(&page, &view);
    export::save(&page, format, "territoire", &[schools, communes])
}

fn communes_sheet(page: &PageCtx, view: &TerritoryView) -> Sheet {
    let mut columns = vec![
        column(page, "needs-commune", CellKind::Text, 20.0),
        column(page, "needs-coverage-file", CellKind::Text, 50.0),
        column(page, "needs-coverage-day", CellKind::Day, 12.0),
        column(page, "needs-coverage-premises", CellKind::Integer, 12.0),
    ];
    columns.extend(measure_words(page).into_iter().map(|title| Column {
        title,
        kind: CellKind::Percent,
        width: 12.0,
    }));
    let rows = view
        .coverage
        .iter()
        .map(|coverage| {
            let shown = edition(page, view, coverage);
            let mut cells = vec![
                text(shown.commune),
                text(shown.file),
                Cell::Day(coverage.observed_on.to_string()),
                Cell::Integer(coverage.premises),
            ];
            cells.extend(
                SHOWN
                    .iter()
                    .map(|measure| coverage.tenths(*measure).map_or(Cell::Empty, Cell::PercentTenths)),
            );
            cells
        })
        .collect();
    Sheet {
        name: page.t("needs-coverage-title"),
        note: Some(page.t("needs-coverage-note")),
        columns,
        rows,
    }
}
