//! Attendance: who came, how often, for what, month by month; and the days of a school behind it.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{Day, Month, Ratio, Uai};
use pole_office::table::{Cell, CellKind};
use pole_pictures::{ChartWords, LineChart, Palette, Series};

use super::super::actions::{self, Question, View};
use super::super::model::{Axis, Channel, MonthUsage, Profile, Service, UsageScope};
use super::super::parameters::Parameters;
use super::super::rules;
use super::table::{Row, Table, column, day, percent, text, whole, whole_or_unknown};
use super::{month_of, same_query, scope_code, scope_name, scope_of, scope_options};
use crate::features::directory::{self, SchoolTop};
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// The fields of the filters.
const FILTERS: [&str; 5] = ["ou", "mois", "service", "canal", "connu"];

/// A figure at the top of the page.
struct Figure {
    label: String,
    /// In words; `None` when it cannot be computed.
    value: Option<String>,
    detail: String,
    flags: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "features/usage/pages/usage.html")]
struct UsagePage {
    page: PageCtx,
    form: Form,
    top: Option<SchoolTop>,
    past: bool,
    name: String,
    month: String,
    provisional: Option<String>,
    exceptional: bool,
    figures: Vec<Figure>,
    chart: Option<String>,
    tables: Vec<Table>,
    so_far: String,
    places: Vec<(String, String)>,
    months: Vec<(String, String)>,
    services: Vec<(String, String)>,
    channels: Vec<(String, String)>,
    lost: u64,
}

/// What was asked: the filters of the page.
struct Asked {
    service: Option<Service>,
    channel: Option<Channel>,
    /// Where the files of the page are.
    base: String,
    query: String,
}

pub(super) async fn page(page: PageCtx, mut form: Form) -> Reply {
    let scope = scope_of(&page, form.value("ou"))?;
    let view = load(&page, &mut form, scope).await?;
    show(page, form, view, None, "/usages/export".to_owned())
}

pub(super) async fn export(page: PageCtx, Path(file): Path<String>, mut form: Form) -> Reply {
    let scope = scope_of(&page, form.value("ou"))?;
    let view = load(&page, &mut form, scope).await?;
    save(&page, &form, &view, &file, "usages")
}

pub(super) async fn school_page(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = Uai::parse(&uai).map_err(|_| Problem::NotFound)?;
    let view = load(&page, &mut form, UsageScope::School(uai.clone())).await?;
    let asked = uai.clone();
    let school = page
        .app
        .db()
        .read(move |tx| directory::school_line(tx, &asked))
        .await?
        .ok_or(Problem::NotFound)?;
    let top = SchoolTop { school, tab: "usages" };
    show(page, form, view, Some(top), format!("/etablissements/{uai}/usages"))
}

pub(super) async fn school_export(page: PageCtx, Path((uai, file)): Path<(String, String)>, mut form: Form) -> Reply {
    let uai = Uai::parse(&uai).map_err(|_| Problem::NotFound)?;
    let name = format!("usages-{uai}");
    let view = load(&page, &mut form, UsageScope::School(uai)).await?;
    save(&page, &form, &view, &file, &name)
}

async fn load(page: &PageCtx, form: &mut Form, scope: UsageScope) -> Result<View, Problem> {
    let month = month_of(form, "mois");
    let known_at = form
        .maybe("connu", "form-day", Day::parse)
        .map_or(page.now, Day::ends)
        .min(page.now);
    let (actor, today) = (page.actor.clone(), page.now.day());
    let question = Question {
        scope,
        month,
        known_at,
        today,
    };
    Ok(page
        .app
        .db()
        .read(move |tx| actions::view(tx, &actor, &question))
        .await?)
}

fn asked(form: &Form, base: String) -> Asked {
    Asked {
        service: form.optional("service").and_then(|code| Service::parse(code).ok()),
        channel: form.optional("canal").and_then(|code| Channel::parse(code).ok()),
        query: same_query(form, &FILTERS),
        base,
    }
}

fn save(page: &PageCtx, form: &Form, view: &View, file: &str, name: &str) -> Reply {
    let asked = asked(form, String::new());
    let (id, extension) = file.rsplit_once('.').ok_or(Problem::NotFound)?;
    let format = ExportFormat::parse(extension).ok_or(Problem::NotFound)?;
    let table = tables(page, view, &asked)
        .into_iter()
        .find(|table| table.id == id)
        .ok_or(Problem::NotFound)?;
    export::save(
        page,
        format,
        &format!("{name}-{id}-{}", view.month),
        &[table.sheet(page)],
    )
}

fn show(page: PageCtx, form: Form, view: View, top: Option<SchoolTop>, base: String) -> Reply {
    let asked = asked(&form, base);
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let is_over = rules::is_over(view.month, page.now.day());
    let last = page.now.day().plus_days(-1);
    let provisional = (!is_over).then(|| page.t1("usage-provisional", "day", page.day(&last)));
    let mut months = view.known.clone();
    if !months.contains(&view.month) {
        months.push(view.month);
        months.sort_unstable_by(|left, right| right.cmp(left));
    }
    let past = form.optional("connu").is_some();
    let form = form
        .with_default("ou", scope_code(&view.scope))
        .with_default("mois", view.month.to_string());
    let any = |key: &str| (String::new(), page.t(key));
    let template = UsagePage {
        name: scope_name(&page, &view.scope, &view.school_lines),
        month: page.month(&view.month),
        provisional,
        exceptional: view.exceptional.contains(&view.month),
        figures: figures(&page, &view),
        chart: chart(&page, &view),
        tables: tables(&page, &view, &asked),
        so_far: so_far(&page, view.so_far),
        places: scope_options(&page, &view.school_lines),
        months: months
            .iter()
            .map(|month| (month.to_string(), page.month(month)))
            .collect(),
        services: std::iter::once(any("usage-all-services"))
            .chain(
                Service::ALL
                    .iter()
                    .map(|service| (service.code().to_owned(), page.word("usage-service", service.code()))),
            )
            .collect(),
        channels: std::iter::once(any("usage-all-channels"))
            .chain(
                Channel::ALL
                    .iter()
                    .map(|channel| (channel.code().to_owned(), page.word("usage-channel", channel.code()))),
            )
            .collect(),
        lost: view.losses.iter().map(|loss| loss.flood + loss.full).sum(),
        past,
        top,
        form,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// What came since midnight, in words: few people are not counted out loud.
fn so_far(page: &PageCtx, (views, visitors): (u64, u64)) -> String {
    if rules::is_secret(visitors, None, &Parameters::default()) {
        return page.t("usage-so-far-few");
    }
    page.tv(
        "usage-so-far",
        &[
            ("views", page.number(views).into()),
            ("visitors", page.number(visitors).into()),
        ],
    )
}

/// The profiles shown at the scope of the view.
fn profiles(view: &View) -> Vec<Profile> {
    let people = |profile: Profile| {
        view.months
            .iter()
            .find(|line| line.profile == profile && line.month == view.month)
            .and_then(|line| line.people)
    };
    let is_school = matches!(view.scope, UsageScope::School(_));
    rules::shown_profiles(is_school, people, &Parameters::default())
}

fn is_secret(line: &MonthUsage) -> bool {
    rules::is_secret(line.visitors, line.people, &Parameters::default())
}

/// The line of a profile in a month, for a service and channel.
fn line(
    view: &View,
    month: Month,
    profile: Profile,
    service: Option<Service>,
    channel: Option<Channel>,
) -> Option<&MonthUsage> {
    view.months.iter().find(|line| {
        line.month == month && line.profile == profile && line.service == service && line.channel == channel
    })
}

fn flags(page: &PageCtx, view: &View, line: &MonthUsage) -> Vec<(&'static str, String)> {
    let mut flags = Vec::new();
    if is_secret(line) {
        flags.push(("incomplete", page.t("usage-flag-secret")));
    }
    if line.population_estimated {
        flags.push(("estimated", page.word("figure-flag", "estimated")));
    }
    if view.exceptional.contains(&line.month) {
        flags.push(("exceptional", page.word("figure-flag", "exceptional")));
    }
    if !rules::is_over(line.month, page.now.day()) {
        flags.push(("info", page.t("usage-flag-provisional")));
    }
    if line.fictitious {
        flags.push(("fictitious", page.word("figure-flag", "fictitious")));
    }
    flags
}

/// The attendance of each profile, and the household coverage.
fn figures(page: &PageCtx, view: &View) -> Vec<Figure> {
    let value = |rate: Option<Ratio>| {
        rate.map(|rate| {
            page.formats()
                .percent(i64::try_from(rate.tenths_of_percent()).unwrap_or(i64::MAX))
        })
    };
    let mut figures = Vec::new();
    for profile in profiles(view) {
        let Some(line) = line(view, view.month, profile, None, None) else {
            continue;
        };
        let secret = is_secret(line);
        figures.push(Figure {
            label: page.word("usage-profile", profile.code()),
            value: if secret {
                Some(page.t("usage-secret"))
            } else {
                value(rules::rate(line.visitors, line.people))
            },
            detail: if secret {
                page.t("usage-secret-why")
            } else {
                match line.people {
                    Some(people) => page.tv(
                        "usage-visitors-of",
                        &[
                            ("visitors", page.number(line.visitors).into()),
                            ("people", page.number(people).into()),
                        ],
                    ),
                    None => page.tn("usage-visitors-only", "count", line.visitors),
                }
            },
            flags: flags(page, view, line),
        });
    }
    let guardians = line(view, view.month, Profile::Guardian, None, None);
    if let Some((line, reached)) = guardians.and_then(|line| line.pupils_reached.map(|reached| (line, reached))) {
        let secret = rules::is_secret(reached, view.pupils.people, &Parameters::default());
        figures.push(Figure {
            label: page.t("usage-households"),
            value: if secret {
                Some(page.t("usage-secret"))
            } else {
                value(rules::rate(reached, view.pupils.people))
            },
            detail: match view.pupils.people {
                Some(pupils) if !secret => page.tv(
                    "usage-households-of",
                    &[
                        ("reached", page.number(reached).into()),
                        ("pupils", page.number(pupils).into()),
                    ],
                ),
                Some(_) | None => page.t("usage-households-what"),
            },
            flags: flags(page, view, line),
        });
    }
    figures
}

/// The months of the view, the oldest first.
fn months(view: &View) -> Vec<Month> {
    (0..actions::CHART_MONTHS)
        .rev()
        .map(|back| view.month.plus(-back))
        .collect()
}

/// The rate of a profile in a month; `None` when it is unknown or secret.
fn rate(view: &View, month: Month, profile: Profile) -> Option<Ratio> {
    line(view, month, profile, None, None)
        .filter(|line| !is_secret(line))
        .and_then(|line| rules::rate(line.visitors, line.people))
}

/// The attendance by month, one line a profile.
fn chart(page: &PageCtx, view: &View) -> Option<String> {
    let months = months(view);
    let series: Vec<Series> = profiles(view)
        .into_iter()
        .filter_map(|profile| {
            let values: Vec<Option<i64>> = months
                .iter()
                .map(|month| rate(view, *month, profile).and_then(|rate| i64::try_from(rate.tenths_of_percent()).ok()))
                .collect();
            let estimated = months
                .iter()
                .map(|month| {
                    line(view, *month, profile, None, None).is_some_and(|line| line.population_estimated)
                        || !rules::is_over(*month, page.now.day())
                })
                .collect();
            values.iter().any(Option::is_some).then(|| Series {
                label: page.word("usage-profile", profile.code()),
                values,
                estimated,
                suppressed: Vec::new(),
            })
        })
        .collect();
    if series.is_empty() {
        return None;
    }
    let chart = LineChart {
        title: page.t("usage-chart-title"),
        description: page.t("usage-chart-description"),
        unit: page.t("usage-chart-unit"),
        categories: months
            .iter()
            .map(|month| format!("{:02}/{:02}", month.number(), month.year() % 100))
            .collect(),
        series,
        from_zero: true,
        reference: None,
        breaks: Vec::new(),
        words: ChartWords {
            estimated: page.t("usage-chart-estimated"),
            unknown: page.t("common-unknown"),
            suppressed: page.t("common-suppressed"),
        },
    };
    let formats = page.formats();
    Some(chart.svg("frequentation", Palette::Page, &|value| formats.percent(value)))
}

fn tables(page: &PageCtx, view: &View, asked: &Asked) -> Vec<Table> {
    let mut tables = vec![
        profile_table(page, view, asked),
        month_table(page, view, asked),
        service_table(page, view, asked),
        channel_table(page, view, asked),
        axis_table(page, view, asked),
    ];
    match view.scope {
        UsageScope::School(_) => tables.push(day_table(page, view, asked)),
        UsageScope::Basin | UsageScope::Territory(_) => tables.push(school_table(page, view, asked)),
    }
    tables
}

fn table(page: &PageCtx, asked: &Asked, id: &'static str, caption: &str, note: &str) -> Table {
    Table {
        id,
        caption: page.t(caption),
        columns: Vec::new(),
        rows: Vec::new(),
        total: None,
        export: format!("{}/{id}", asked.base),
        query: asked.query.clone(),
        empty: page.t("usage-none"),
        note: page.t(note),
    }
}

/// The figures of a line, or the word for secret in each place.
fn cells(page: &PageCtx, line: &MonthUsage) -> Vec<Cell> {
    if is_secret(line) {
        return vec![text(page.t("usage-secret")); 9];
    }
    let several = line.visits - line.one_page_visits.min(line.visits);
    let mean = line.duration_seconds.checked_div(several);
    let each = (line.visits * 10).checked_div(line.visitors);
    vec![
        whole(line.visitors),
        whole_or_unknown(line.people),
        percent(rules::rate(line.visitors, line.people)),
        percent(line.activated.and_then(|activated| rules::rate(activated, line.people))),
        whole(line.visits),
        text(each.map_or_else(String::new, |tenths| {
            page.formats().tenths(i64::try_from(tenths).unwrap_or(i64::MAX))
        })),
        whole(line.views),
        percent(rules::rate(line.one_page_visits, Some(line.visits))),
        text(durations(page, mean, line.median_seconds)),
    ]
}

/// Mean and median of the visits of two pages or more, in minutes and seconds.
fn durations(page: &PageCtx, mean: Option<u64>, median: u64) -> String {
    let words = |seconds: u64| format!("{}:{:02}", seconds / 60, seconds % 60);
    mean.map_or_else(String::new, |mean| {
        page.tv(
            "usage-durations",
            &[("mean", words(mean).into()), ("median", words(median).into())],
        )
    })
}

fn figure_columns(page: &PageCtx) -> Vec<pole_office::table::Column> {
    vec![
        column(page, "usage-column-visitors", CellKind::Integer, 12.0),
        column(page, "usage-column-people", CellKind::Integer, 12.0),
        column(page, "usage-column-attendance", CellKind::Percent, 14.0),
        column(page, "usage-column-activation", CellKind::Percent, 14.0),
        column(page, "usage-column-visits", CellKind::Integer, 12.0),
        column(page, "usage-column-each", CellKind::Text, 14.0),
        column(page, "usage-column-views", CellKind::Integer, 12.0),
        column(page, "usage-column-one-page", CellKind::Percent, 14.0),
        column(page, "usage-column-durations", CellKind::Text, 22.0),
    ]
}

fn profile_table(page: &PageCtx, view: &View, asked: &Asked) -> Table {
    let mut columns = vec![column(page, "usage-column-profile", CellKind::Text, 28.0)];
    columns.extend(figure_columns(page));
    let rows = profiles(view)
        .into_iter()
        .filter_map(|profile| line(view, view.month, profile, asked.service, asked.channel))
        .map(|line| {
            let mut row = vec![text(page.word("usage-profile", line.profile.code()))];
            row.extend(cells(page, line));
            Row {
                cells: row,
                href: None,
                flags: flags(page, view, line),
            }
        })
        .collect();
    Table {
        columns,
        rows,
        ..table(page, asked, "profils", "usage-by-profile", "usage-by-profile-note")
    }
}

/// The attendance rate by month, with the mean of the school year: September to June, finished months.
fn month_table(page: &PageCtx, view: &View, asked: &Asked) -> Table {
    let shown: Vec<Profile> = profiles(view)
        .into_iter()
        .filter(|profile| {
            months(view)
                .iter()
                .any(|month| line(view, *month, *profile, None, None).is_some())
        })
        .collect();
    let mut columns = vec![column(page, "usage-column-month", CellKind::Text, 18.0)];
    columns.extend(shown.iter().map(|profile| pole_office::table::Column {
        title: page.word("usage-profile", profile.code()),
        kind: CellKind::Percent,
        width: 16.0,
    }));
    let rows = months(view)
        .into_iter()
        .rev()
        .filter(|month| {
            shown
                .iter()
                .any(|profile| line(view, *month, *profile, None, None).is_some())
        })
        .map(|month| {
            let mut cells = vec![text(page.month(&month))];
            let mut marks: BTreeMap<&'static str, String> = BTreeMap::new();
            for profile in &shown {
                let found = line(view, month, *profile, None, None);
                cells.push(match found {
                    Some(line) if is_secret(line) => text(page.t("usage-secret")),
                    Some(_) | None => percent(rate(view, month, *profile)),
                });
                marks.extend(found.map(|line| flags(page, view, line)).unwrap_or_default());
            }
            if !rules::is_averaged(month) {
                marks.insert("deduced", page.t("usage-flag-not-averaged"));
            }
            Row {
                cells,
                href: None,
                flags: marks.into_iter().collect(),
            }
        })
        .collect();
    let year = view.month.school_year();
    let mut total = vec![text(page.t1("usage-mean", "year", page.year(&year)))];
    total.extend(shown.iter().map(|profile| {
        let rates = months(view)
            .into_iter()
            .filter(|month| month.school_year() == year && rules::is_over(*month, page.now.day()))
            .map(|month| (month, rate(view, month, *profile)));
        rules::year_mean(rates).map_or(Cell::Empty, |millionths| {
            Cell::PercentTenths(i64::try_from((millionths + 500) / 1_000).unwrap_or(i64::MAX))
        })
    }));
    Table {
        columns,
        rows,
        total: Some(total),
        ..table(page, asked, "mois", "usage-by-month", "usage-by-month-note")
    }
}

fn axis_columns(page: &PageCtx, first: &str) -> Vec<pole_office::table::Column> {
    vec![
        column(page, first, CellKind::Text, 26.0),
        column(page, "usage-column-profile", CellKind::Text, 28.0),
        column(page, "usage-column-visitors", CellKind::Integer, 12.0),
        column(page, "usage-column-visits", CellKind::Integer, 12.0),
        column(page, "usage-column-views", CellKind::Integer, 12.0),
    ]
}

fn axis_row(page: &PageCtx, view: &View, first: String, line: &MonthUsage) -> Row {
    let mut cells = vec![text(first), text(page.word("usage-profile", line.profile.code()))];
    if is_secret(line) {
        cells.extend(vec![text(page.t("usage-secret")); 3]);
    } else {
        cells.extend([whole(line.visitors), whole(line.visits), whole(line.views)]);
    }
    Row {
        cells,
        href: None,
        flags: flags(page, view, line),
    }
}

fn service_table(page: &PageCtx, view: &View, asked: &Asked) -> Table {
    let shown = profiles(view);
    let mut rows = Vec::new();
    for service in Service::ALL {
        if asked.service.is_some_and(|asked| asked != *service) {
            continue;
        }
        for profile in &shown {
            if let Some(line) = line(view, view.month, *profile, Some(*service), asked.channel) {
                rows.push(axis_row(page, view, page.word("usage-service", service.code()), line));
            }
        }
    }
    Table {
        columns: axis_columns(page, "usage-column-service"),
        rows,
        ..table(page, asked, "services", "usage-by-service", "usage-by-service-note")
    }
}

fn channel_table(page: &PageCtx, view: &View, asked: &Asked) -> Table {
    let shown = profiles(view);
    let mut rows = Vec::new();
    for channel in Channel::ALL {
        if asked.channel.is_some_and(|asked| asked != *channel) {
            continue;
        }
        for profile in &shown {
            if let Some(line) = line(view, view.month, *profile, asked.service, Some(*channel)) {
                rows.push(axis_row(page, view, page.word("usage-channel", channel.code()), line));
            }
        }
    }
    Table {
        columns: axis_columns(page, "usage-column-channel"),
        rows,
        ..table(page, asked, "canaux", "usage-by-channel", "usage-by-channel-note")
    }
}

/// By language, and inside and outside school hours.
fn axis_table(page: &PageCtx, view: &View, asked: &Asked) -> Table {
    let shown = profiles(view);
    let rows = view
        .axes
        .iter()
        .filter(|line| shown.contains(&line.profile))
        .map(|line| {
            let people = self::line(view, view.month, line.profile, None, None).and_then(|line| line.people);
            let value = match line.axis {
                Axis::Lang => page.word("usage-lang", &line.value),
                Axis::Hours => page.word("usage-hours", &line.value),
            };
            let mut cells = vec![text(value), text(page.word("usage-profile", line.profile.code()))];
            let secret = rules::is_secret(line.visitors, people, &Parameters::default());
            if secret {
                cells.extend(vec![text(page.t("usage-secret")); 2]);
            } else {
                cells.extend([whole(line.visitors), whole(line.views)]);
            }
            let mut flags = Vec::new();
            if line.fictitious {
                flags.push(("fictitious", page.word("figure-flag", "fictitious")));
            }
            Row {
                cells,
                href: None,
                flags,
            }
        })
        .collect();
    Table {
        columns: vec![
            column(page, "usage-column-axis", CellKind::Text, 26.0),
            column(page, "usage-column-profile", CellKind::Text, 28.0),
            column(page, "usage-column-visitors", CellKind::Integer, 12.0),
            column(page, "usage-column-views", CellKind::Integer, 12.0),
        ],
        rows,
        ..table(page, asked, "langues-et-heures", "usage-by-axis", "usage-by-axis-note")
    }
}

/// The attendance of each school in the month.
fn school_table(page: &PageCtx, view: &View, asked: &Asked) -> Table {
    const SHOWN: [Profile; 3] = [Profile::Pupil, Profile::Guardian, Profile::Staff];
    let mut columns = vec![column(page, "usage-column-school", CellKind::Text, 38.0)];
    columns.extend(SHOWN.iter().map(|profile| pole_office::table::Column {
        title: page.word("usage-profile", profile.code()),
        kind: CellKind::Percent,
        width: 16.0,
    }));
    columns.push(column(page, "usage-column-visits", CellKind::Integer, 12.0));
    let rows = view
        .school_lines
        .iter()
        .filter_map(|school| {
            let lines: Vec<&MonthUsage> = view
                .schools
                .iter()
                .filter(|line| line.scope == UsageScope::School(school.uai.clone()))
                .collect();
            if lines.is_empty() {
                return None;
            }
            let mut cells = vec![text(school.name.clone())];
            let mut marks: BTreeMap<&'static str, String> = BTreeMap::new();
            for profile in SHOWN {
                let found = lines.iter().find(|line| line.profile == profile);
                cells.push(match found {
                    Some(line) if is_secret(line) => text(page.t("usage-secret")),
                    Some(line) => percent(rules::rate(line.visitors, line.people)),
                    None => Cell::Empty,
                });
                marks.extend(found.map(|line| flags(page, view, line)).unwrap_or_default());
            }
            // The staff are the sum of three profiles that are there too.
            let visits = lines
                .iter()
                .filter(|line| line.profile != Profile::Staff)
                .map(|line| line.visits)
                .sum();
            cells.push(whole(visits));
            Some(Row {
                cells,
                href: Some(format!("/etablissements/{}/usages?mois={}", school.uai, view.month)),
                flags: marks.into_iter().collect(),
            })
        })
        .collect();
    Table {
        columns,
        rows,
        ..table(page, asked, "etablissements", "usage-by-school", "usage-by-school-note")
    }
}

/// The days of a school: the evidence. Profiles that are too few are put together.
fn day_table(page: &PageCtx, view: &View, asked: &Asked) -> Table {
    let shown = profiles(view);
    let mut days: BTreeMap<(Day, Profile, Service, Channel), (u64, u64, bool)> = BTreeMap::new();
    for line in &view.days {
        let profile = if shown.contains(&line.profile) {
            line.profile
        } else {
            Profile::Staff
        };
        let sum = days.entry((line.day, profile, line.service, line.channel)).or_default();
        sum.0 += line.visits;
        sum.1 += line.views;
        sum.2 |= line.fictitious;
    }
    let kept: Vec<_> = days
        .into_iter()
        .filter(|((_, _, service, channel), _)| {
            asked.service.is_none_or(|asked| asked == *service) && asked.channel.is_none_or(|asked| asked == *channel)
        })
        .collect();
    let sum = |read: fn(&(u64, u64, bool)) -> u64| kept.iter().map(|(_, line)| read(line)).sum::<u64>();
    let total = vec![
        text(page.t("usage-total")),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        whole(sum(|line| line.0)),
        whole(sum(|line| line.1)),
    ];
    let rows = kept
        .iter()
        .map(|((on, profile, service, channel), (visits, views, fictitious))| Row {
            cells: vec![
                day(*on),
                text(page.word("usage-profile", profile.code())),
                text(page.word("usage-service", service.code())),
                text(page.word("usage-channel", channel.code())),
                whole(*visits),
                whole(*views),
            ],
            href: None,
            flags: if *fictitious {
                vec![("fictitious", page.word("figure-flag", "fictitious"))]
            } else {
                Vec::new()
            },
        })
        .collect();
    Table {
        columns: vec![
            column(page, "usage-column-day", CellKind::Day, 14.0),
            column(page, "usage-column-profile", CellKind::Text, 28.0),
            column(page, "usage-column-began", CellKind::Text, 26.0),
            column(page, "usage-column-channel", CellKind::Text, 20.0),
            column(page, "usage-column-visits", CellKind::Integer, 12.0),
            column(page, "usage-column-views", CellKind::Integer, 12.0),
        ],
        rows,
        total: Some(total),
        ..table(page, asked, "jours", "usage-by-day", "usage-by-day-note")
    }
}
