//! The public page: the figures of the last release, and nothing else. Nothing is computed for it.

use askama::Template;
use axum::extract::Path;
use pole_office::table::{Cell, CellKind, Column, Sheet};
use pole_pictures::Palette;

use crate::features::indicators::{
    self, Audience, Definitions, Flag, Group, Indicator, Labels, Measure, Place, Release, ReleaseCell, Trend, Unit,
    Value, charts, words,
};
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of the public figures.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/chiffres", Action::ReadPublic, show)
        .get("/chiffres/export/{file}", Action::ReadPublic, save)
}

/// The measures of the public, in order: the headlines, and the households that are reached.
fn measures() -> impl Iterator<Item = Measure> {
    Measure::ALL
        .iter()
        .copied()
        .filter(|measure| measure.is_headline() || *measure == Measure::HouseholdCoverage)
}

/// The releases of the public, the oldest first, and the definitions of the last one.
struct Published {
    history: Vec<(Release, Vec<ReleaseCell>)>,
    definitions: Definitions,
}

impl Published {
    async fn load(page: &PageCtx) -> Result<Self, Problem> {
        let now = page.now;
        Ok(page
            .app
            .db()
            .read(move |tx| -> Result<Self, indicators::IndicatorError> {
                let history = indicators::history(tx, Audience::Public, now.day(), now, None)?;
                let day = history.last().map_or(now.day(), |(release, _)| release.as_of);
                let definitions = indicators::definitions_on(tx, day, now)?;
                Ok(Self { history, definitions })
            })
            .await?)
    }

    fn last(&self) -> Option<&(Release, Vec<ReleaseCell>)> {
        self.history.last()
    }

    /// The course of an indicator over the basin, from release to release.
    fn course(&self, indicator: Indicator) -> Trend {
        let lines = measures()
            .filter(|measure| measure.indicator() == indicator && measure.is_headline())
            .map(|measure| (measure, indicators::course(&self.history, measure, &Place::Basin)))
            .collect();
        Trend { lines }
    }
}

/// One figure of the basin, in large.
struct Large {
    /// What it is.
    label: String,
    /// The number, or why there is none.
    text: String,
    /// The sign after it.
    unit: &'static str,
    known: bool,
    /// One sentence: how many among how many.
    sentence: String,
    flags: Vec<(&'static str, String)>,
}

/// An indicator: its figures, and its picture.
struct Section {
    id: &'static str,
    name: String,
    figures: Vec<Large>,
    course: Option<String>,
}

/// The rows of one axis.
struct Axis {
    name: String,
    rows: Vec<PlaceRow>,
}

/// The figures of one place.
struct PlaceRow {
    name: String,
    /// Whether its name is data, and in French, and not a word of the page.
    is_official: bool,
    cells: Vec<Shown>,
}

/// A cell of the table.
struct Shown {
    text: String,
    suppressed: bool,
    known: bool,
}

#[derive(Template)]
#[template(path = "features/reports/pages/figures.html")]
struct FiguresPage {
    page: PageCtx,
    release: Option<Release>,
    sections: Vec<Section>,
    columns: Vec<String>,
    axes: Vec<Axis>,
    fictitious: bool,
    threshold: u64,
}

async fn show(page: PageCtx) -> Reply {
    let page = page.for_families();
    let published = Published::load(&page).await?;
    let (mut sections, mut axes, mut fictitious) = (Vec::new(), Vec::new(), false);
    if let Some((release, cells)) = published.last() {
        let values = indicators::frozen(release, cells);
        fictitious = values.iter().any(|value| value.has(Flag::Fictitious));
        sections = Indicator::ALL
            .iter()
            .map(|indicator| section(&page, &published, *indicator, &values))
            .collect();
        axes = self::axes(&page, &values, &Labels::kept(cells));
    }
    let template = FiguresPage {
        release: published.last().map(|(release, _)| release.clone()),
        sections,
        columns: measures().map(|measure| short(&page, measure)).collect(),
        axes,
        fictitious: fictitious || page.is_demo(),
        threshold: indicators::thresholds(Audience::Public).k,
        page: page.clone(),
    };
    page.show(&template)
}

/// The name of a measure above a column.
pub(super) fn short(page: &PageCtx, measure: Measure) -> String {
    page.word("reports-short", measure.code())
}

fn section(page: &PageCtx, published: &Published, indicator: Indicator, values: &[Value]) -> Section {
    let definition = published.definitions.of(indicator);
    let figures = measures()
        .filter(|measure| measure.indicator() == indicator)
        .filter_map(|measure| {
            values
                .iter()
                .find(|value| value.measure == measure && value.place == Place::Basin)
        })
        .map(|value| {
            let shown = words::shown(page, value);
            Large {
                label: words::measure(page, value.measure),
                text: shown.text,
                unit: shown.unit,
                known: shown.known,
                sentence: words::says(page, value, &definition.thresholds).unwrap_or_default(),
                flags: words::flags(page, value),
            }
        })
        .collect();
    let several = published.history.len() > 1;
    Section {
        id: indicator.code(),
        name: words::indicator(page, indicator),
        figures,
        course: several
            .then(|| {
                let title = page.t1("reports-course-title", "name", words::indicator(page, indicator));
                charts::course(
                    page,
                    (&format!("evolution-{}", indicator.code()), Palette::Page),
                    &published.course(indicator),
                    title,
                    None,
                )
            })
            .flatten(),
    }
}

/// The places of a release by axis: islands, types, schools.
fn axes(page: &PageCtx, values: &[Value], labels: &Labels) -> Vec<Axis> {
    let mut places: Vec<&Place> = Vec::new();
    for value in values {
        if !places.contains(&&value.place) {
            places.push(&value.place);
        }
    }
    let of = |key: &str, wanted: fn(&Place) -> bool| -> Option<Axis> {
        let mut rows: Vec<PlaceRow> = places
            .iter()
            .filter(|place| wanted(place))
            .map(|place| {
                let cells = measures().map(|measure| {
                    let value = values
                        .iter()
                        .find(|value| value.measure == measure && value.place == **place);
                    self::cell(page, value)
                });
                PlaceRow {
                    name: words::place(page, place, labels),
                    is_official: matches!(place, Place::School(_)),
                    cells: cells.collect(),
                }
            })
            .collect();
        if rows.is_empty() {
            return None;
        }
        // Schools by name; the few islands and types keep the order of their codes.
        if rows.iter().all(|row| row.is_official) {
            rows.sort_by_cached_key(|row| pole_kernel::fold(&row.name));
        }
        Some(Axis {
            name: page.t(key),
            rows,
        })
    };
    [
        of("reports-axis-basin", |place| matches!(place, Place::Basin)),
        of("reports-axis-island", |place| matches!(place, Place::Territory(_))),
        of("reports-axis-type", |place| {
            Group::ALL.into_iter().any(|group| *place == Place::Group(group))
        }),
        of("reports-axis-school", |place| matches!(place, Place::School(_))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A figure as a table shows it: the sign « s » stands for what is hidden.
fn cell(page: &PageCtx, value: Option<&Value>) -> Shown {
    let Some(value) = value else {
        return Shown {
            text: "–".to_owned(),
            suppressed: false,
            known: false,
        };
    };
    let suppressed = value.has(Flag::Secret);
    let text = match value.level() {
        Some(level) => words::level(page, value.measure.unit(), level),
        None if suppressed => "s".to_owned(),
        None => words::absent(page, value),
    };
    Shown {
        text,
        suppressed,
        known: value.level().is_some(),
    }
}

/// The release as open data: one row a figure, stable codes, the same columns in every language.
async fn save(page: PageCtx, Path(file): Path<String>) -> Reply {
    let format = file
        .strip_prefix("chiffres.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let published = Published::load(&page).await?;
    let (release, cells) = published.last().ok_or(Problem::NotFound)?;
    let column = |title: &str, kind, width| Column {
        title: title.to_owned(),
        kind,
        width,
    };
    let values = indicators::frozen(release, cells);
    let rows = values
        .iter()
        .zip(cells)
        .map(|(value, cell)| row(release, value, &cell.label))
        .collect();
    let sheet = Sheet {
        name: "chiffres".to_owned(),
        note: Some(page.tn("reports-public-s", "count", indicators::thresholds(Audience::Public).k)),
        columns: vec![
            column("month", CellKind::Text, 9.0),
            column("as_of", CellKind::Day, 12.0),
            column("frozen_at", CellKind::Text, 24.0),
            column("indicator", CellKind::Text, 10.0),
            column("measure", CellKind::Text, 24.0),
            column("scope", CellKind::Text, 18.0),
            column("name", CellKind::Text, 40.0),
            column("state", CellKind::Text, 14.0),
            column("numerator", CellKind::Integer, 12.0),
            column("denominator", CellKind::Integer, 12.0),
            column("unit", CellKind::Text, 14.0),
            column("period_from", CellKind::Day, 12.0),
            column("period_to", CellKind::Day, 12.0),
            column("definition", CellKind::Integer, 10.0),
            column("flags", CellKind::Text, 30.0),
        ],
        rows,
    };
    export::save(&page, format, &format!("chiffres-{}", release.month), &[sheet])
}

fn row(release: &Release, value: &Value, label: &str) -> Vec<Cell> {
    let count = |count: Option<u64>| {
        count.map_or(Cell::Empty, |count| {
            Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX))
        })
    };
    let state = match (value.numerator, value.has(Flag::Secret)) {
        (Some(_), _) => "shown",
        (None, true) => "suppressed",
        (None, false) => "absent",
    };
    let unit = match value.measure.unit() {
        Unit::Percent => "share",
        Unit::Persons => "persons",
        Unit::Certifications => "certifications",
    };
    let flags: Vec<String> = value.flags.keys().map(|flag| flag.code().to_uppercase()).collect();
    vec![
        Cell::Text(release.month.to_string()),
        Cell::Day(release.as_of.to_string()),
        Cell::Text(release.frozen_at.to_string()),
        Cell::Text(value.measure.indicator().code().to_owned()),
        Cell::Text(value.measure.code().to_owned()),
        Cell::Text(value.place.to_string()),
        Cell::Text(label.to_owned()),
        Cell::Text(state.to_owned()),
        count(value.numerator),
        count(value.denominator),
        Cell::Text(unit.to_owned()),
        Cell::Day(value.period.from.to_string()),
        Cell::Day(value.period.to.to_string()),
        Cell::Integer(value.definition),
        Cell::Text(flags.join(" ")),
    ]
}
