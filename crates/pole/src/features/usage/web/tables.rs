//! The tables of attendance: each is shown on a page and saved as it is shown.

use std::collections::BTreeMap;

use pole_kernel::Day;
use pole_office::table::{Cell, CellKind};

use super::super::actions::View;
use super::super::model::{Axis, Channel, MonthUsage, Profile, Service, UsageScope};
use super::super::parameters::Parameters;
use super::super::rules;
use super::usage::{Asked, flags, is_secret, line, months, profiles, rate};
use crate::shell::page::PageCtx;
use crate::shell::table::{Table, TableRow, column, day, percent, text, whole, whole_or_unknown};

/// What a line of the days says.
type DayKey = (Day, Profile, Service, Channel);

/// Every table of a view.
pub(super) fn tables(page: &PageCtx, view: &View, asked: &Asked) -> Vec<Table> {
    let mut tables = vec![
        profile_table(page, view, asked),
        month_table(page, view, asked),
        service_table(page, view, asked),
        channel_table(page, view, asked),
        axis_table(page, view, asked),
    ];
    match view.scope {
        UsageScope::School(_) => tables.push(day_table(page, view, asked)),
        UsageScope::Basin | UsageScope::Territory(_) | UsageScope::Group(_) => {
            tables.push(school_table(page, view, asked));
        }
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
            TableRow {
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
            TableRow {
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

fn axis_row(page: &PageCtx, view: &View, first: String, line: &MonthUsage) -> TableRow {
    let mut cells = vec![text(first), text(page.word("usage-profile", line.profile.code()))];
    if is_secret(line) {
        cells.extend(vec![text(page.t("usage-secret")); 3]);
    } else {
        cells.extend([whole(line.visitors), whole(line.visits), whole(line.views)]);
    }
    TableRow {
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
        .map(|split| {
            let people = line(view, view.month, split.profile, None, None).and_then(|line| line.people);
            let value = match split.axis {
                Axis::Lang => page.word("usage-lang", &split.value),
                Axis::Hours => page.word("usage-hours", &split.value),
            };
            let mut cells = vec![text(value), text(page.word("usage-profile", split.profile.code()))];
            let secret = rules::is_secret(split.visitors, people, &Parameters::default());
            if secret {
                cells.extend(vec![text(page.t("usage-secret")); 2]);
            } else {
                cells.extend([whole(split.visitors), whole(split.views)]);
            }
            let mut flags = Vec::new();
            if split.fictitious {
                flags.push(("fictitious", page.word("figure-flag", "fictitious")));
            }
            TableRow {
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
            Some(TableRow {
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
    let mut days: BTreeMap<DayKey, (u64, u64, bool)> = BTreeMap::new();
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
        .map(
            |((on, profile, service, channel), (visits, views, fictitious))| TableRow {
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
            },
        )
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
