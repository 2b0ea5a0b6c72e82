//! Attendance: who came, how often, for what, month by month; and the days of a school behind it.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{Day, Month, Ratio, Uai};
use pole_pictures::{ChartWords, LineChart, Palette, Series};

use super::super::actions::{self, Question, View};
use super::super::model::{Channel, MonthUsage, Profile, Service, UsageScope};
use super::super::parameters::Parameters;
use super::super::rules;
use super::tables::tables;
use super::{month_of, same_query, scope_code, scope_name, scope_of, scope_options};
use crate::features::directory::{self, SchoolTop};
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::Table;

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
pub(super) struct Asked {
    pub(super) service: Option<Service>,
    pub(super) channel: Option<Channel>,
    /// Where the files of the page are.
    pub(super) base: String,
    pub(super) query: String,
}

/// What those see who keep usage in order and read it as it is released.
#[derive(Template)]
#[template(path = "features/usage/pages/keeping.html")]
struct KeepingPage {
    page: PageCtx,
}

pub(super) async fn page(page: PageCtx, mut form: Form) -> Reply {
    if !page.may(Action::ReadUsage) {
        let template = KeepingPage { page: page.clone() };
        return page.show_with(StatusCode::OK, &template);
    }
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
        places: scope_options(&page, Action::ReadUsage, &view.school_lines),
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
pub(super) fn profiles(view: &View) -> Vec<Profile> {
    let people = |profile: Profile| {
        view.months
            .iter()
            .find(|line| line.profile == profile && line.month == view.month)
            .and_then(|line| line.people)
    };
    let is_school = matches!(view.scope, UsageScope::School(_));
    rules::shown_profiles(is_school, people, &Parameters::default())
}

pub(super) fn is_secret(line: &MonthUsage) -> bool {
    rules::is_secret(line.visitors, line.people, &Parameters::default())
}

/// The line of a profile in a month, for a service and channel.
pub(super) fn line(
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

pub(super) fn flags(page: &PageCtx, view: &View, line: &MonthUsage) -> Vec<(&'static str, String)> {
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
pub(super) fn months(view: &View) -> Vec<Month> {
    (0..actions::CHART_MONTHS)
        .rev()
        .map(|back| view.month.plus(-back))
        .collect()
}

/// The rate of a profile in a month; `None` when it is unknown or secret.
pub(super) fn rate(view: &View, month: Month, profile: Profile) -> Option<Ratio> {
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
