//! Series that others measured: each on its own page, never beside ours in one figure.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Path;
use pole_kernel::{Day, Uai};
use pole_office::table::CellKind;
use pole_pictures::{ChartWords, LineChart, Palette, Series};

use super::super::actions::{self, SeriesView};
use super::super::model::{ExternalSeries, PeriodKind, SeriesId};
use super::same_query;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, day, text, whole_or_unknown};

/// How many lines a page shows at most; the file has them all.
const LINES: usize = 500;

#[derive(Template)]
#[template(path = "features/usage/pages/series_list.html")]
struct ListPage {
    page: PageCtx,
    list: Vec<ExternalSeries>,
}

impl ListPage {
    fn period(&self, series: &ExternalSeries) -> String {
        self.page.word("usage-period", series.period.code())
    }
}

pub(super) async fn list(page: PageCtx) -> Reply {
    let actor = page.actor.clone();
    let list = page.app.db().read(move |tx| actions::series_list(tx, &actor)).await?;
    page.show(&ListPage {
        list,
        page: page.clone(),
    })
}

#[derive(Template)]
#[template(path = "features/usage/pages/series.html")]
struct SeriesPage {
    page: PageCtx,
    form: Form,
    series: ExternalSeries,
    period: String,
    chart: Option<String>,
    table: Table,
    /// How many lines the table does not show.
    more: usize,
    places: Vec<(String, String)>,
}

async fn load(page: &PageCtx, id: &str, form: &Form) -> Result<SeriesView, Problem> {
    let id = SeriesId::parse(id).map_err(|_| Problem::NotFound)?;
    let uai = form
        .optional("ou")
        .map(Uai::parse)
        .transpose()
        .map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| actions::series_view(tx, &actor, id, uai.as_ref(), now))
        .await?)
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let view = load(&page, &id, &form).await?;
    let mut table = table(&page, &view, &form);
    let more = table.rows.len().saturating_sub(LINES);
    table.rows.truncate(LINES);
    let mut places = vec![(String::new(), page.t("usage-all-schools"))];
    places.extend(
        view.schools
            .iter()
            .map(|school| (school.uai.to_string(), school.name.clone())),
    );
    let template = SeriesPage {
        period: page.word("usage-period", view.series.period.code()),
        chart: chart(&page, &view),
        table,
        more,
        places,
        form,
        series: view.series,
        page: page.clone(),
    };
    page.show(&template)
}

pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>, form: Form) -> Reply {
    let format = file
        .strip_prefix("valeurs.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let view = load(&page, &id, &form).await?;
    let sheet = table(&page, &view, &form).sheet(&page);
    export::save(&page, format, &format!("serie-{}", view.series.code), &[sheet])
}

/// The name of a period: a week is told by its Monday.
fn period(page: &PageCtx, kind: PeriodKind, start: Day) -> String {
    match kind {
        PeriodKind::Week => page.t1("usage-week-of", "day", page.formats().short_day(start)),
        PeriodKind::Month => page.month(&start.month_of()),
    }
}

fn table(page: &PageCtx, view: &SeriesView, form: &Form) -> Table {
    let names: BTreeMap<&Uai, &str> = view
        .schools
        .iter()
        .map(|school| (&school.uai, school.name.as_str()))
        .collect();
    let all = |word: &str| {
        if word.is_empty() {
            page.t("usage-all-together")
        } else {
            word.to_owned()
        }
    };
    let rows = view
        .values
        .iter()
        .rev()
        .map(|value| TableRow {
            cells: vec![
                text(period(page, view.series.period, value.period_start)),
                day(value.period_start),
                text(
                    names
                        .get(&value.uai)
                        .map_or_else(|| value.uai.to_string(), |name| (*name).to_owned()),
                ),
                text(all(&value.profile)),
                text(all(&value.service)),
                whole_or_unknown(value.visits),
                whole_or_unknown(value.visitors),
                whole_or_unknown(value.duration_seconds.map(|seconds| seconds / 3_600)),
                whole_or_unknown(value.active_accounts),
                whole_or_unknown(value.accounts_total),
                text(match (&value.file_name, value.line) {
                    (Some(file), Some(line)) => page.tv(
                        "usage-evidence",
                        &[("file", file.clone().into()), ("line", line.into())],
                    ),
                    (Some(_) | None, _) => String::new(),
                }),
            ],
            href: None,
            flags: if value.fictitious {
                vec![("fictitious", page.word("figure-flag", "fictitious"))]
            } else {
                Vec::new()
            },
        })
        .collect();
    Table {
        id: "valeurs",
        caption: page.t("usage-series-values"),
        columns: vec![
            column(page, "usage-column-period", CellKind::Text, 26.0),
            column(page, "usage-column-begins", CellKind::Day, 14.0),
            column(page, "usage-column-school", CellKind::Text, 38.0),
            column(page, "usage-column-profile", CellKind::Text, 24.0),
            column(page, "usage-column-service", CellKind::Text, 24.0),
            column(page, "usage-column-visits", CellKind::Integer, 12.0),
            column(page, "usage-column-visitors", CellKind::Integer, 12.0),
            column(page, "usage-column-hours", CellKind::Integer, 12.0),
            column(page, "usage-column-active", CellKind::Integer, 16.0),
            column(page, "usage-column-accounts-total", CellKind::Integer, 16.0),
            column(page, "usage-column-evidence", CellKind::Text, 40.0),
        ],
        rows,
        total: None,
        export: format!("/usages/series/{}/valeurs", view.series.id),
        query: same_query(form, &["ou"]),
        empty: page.t("usage-series-empty"),
        note: view.series.definition.clone(),
    }
}

/// Visits by period and profile: visits sum over schools, visitors would not.
fn chart(page: &PageCtx, view: &SeriesView) -> Option<String> {
    let periods: Vec<Day> = {
        let all: BTreeSet<Day> = view.values.iter().map(|value| value.period_start).collect();
        all.into_iter().collect()
    };
    if periods.is_empty() {
        return None;
    }
    let mut sums: BTreeMap<(&str, Day), u64> = BTreeMap::new();
    for value in view
        .values
        .iter()
        .filter(|value| value.service.is_empty() || has_services_only(view))
    {
        if let Some(visits) = value.visits {
            *sums.entry((value.profile.as_str(), value.period_start)).or_default() += visits;
        }
    }
    let profiles: BTreeSet<&str> = sums.keys().map(|(profile, _)| *profile).collect();
    let series: Vec<Series> = profiles
        .into_iter()
        .take(6)
        .map(|profile| Series {
            label: if profile.is_empty() {
                page.t("usage-all-together")
            } else {
                profile.to_owned()
            },
            values: periods
                .iter()
                .map(|start| {
                    sums.get(&(profile, *start))
                        .and_then(|visits| i64::try_from(*visits).ok())
                })
                .collect(),
            estimated: Vec::new(),
            suppressed: Vec::new(),
        })
        .collect();
    if series.is_empty() {
        return None;
    }
    let chart = LineChart {
        title: view.series.label.clone(),
        description: page.t("usage-series-chart"),
        unit: page.t("usage-column-visits"),
        categories: periods
            .iter()
            .map(|start| format!("{:02}/{:02}", start.day(), start.month()))
            .collect(),
        series,
        from_zero: true,
        reference: None,
        breaks: Vec::new(),
        words: ChartWords {
            estimated: page.word("figure-flag", "estimated"),
            unknown: page.t("common-unknown"),
            suppressed: page.t("common-suppressed"),
        },
    };
    let formats = page.formats();
    Some(chart.svg("serie", Palette::Page, &|value| formats.number(value)))
}

/// Whether the series tells its visits by service only, without a total.
fn has_services_only(view: &SeriesView) -> bool {
    view.values.iter().all(|value| !value.service.is_empty())
}
