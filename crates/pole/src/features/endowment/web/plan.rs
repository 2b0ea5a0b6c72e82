//! The plan on one page: waves, totals by year and funder, the four figures, what is missing.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{Cents, SchoolYear};
use pole_office::table::{Cell, CellKind};
use pole_pictures::{BarChart, ChartWords, Palette, Series};
use serde_json::json;

use super::super::actions::{self, Asked, NewWave, PlanView};
use super::super::errors::EndowmentError;
use super::super::model::{Heading, HeadingTotal};
use super::super::plan::{FourFigures, Plan, YearTotals, four_totals};
use super::super::records::EntryStatus;
use super::{asked, asked_query, pdf, words, year_options};
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, count, day, euros, text, whole, year};

/// A wave in a few words.
struct WaveCard {
    href: String,
    label: String,
    first_year: String,
    counts: Vec<String>,
}

/// A line of which a figure is unknown, and where it is mended.
struct Incomplete {
    href: String,
    name: String,
    years: String,
    missing: String,
}

#[derive(Template)]
#[template(path = "features/endowment/pages/plan.html")]
struct PlanPage {
    page: PageCtx,
    form: Form,
    past: bool,
    set_title: String,
    set_href: Option<String>,
    waves: Vec<WaveCard>,
    entries: Table,
    years: Table,
    headings: Table,
    lines: Table,
    four: Table,
    four_detail: Table,
    chart: Option<String>,
    incomplete: Vec<Incomplete>,
    unattached: Vec<(String, String)>,
    estimated: bool,
    fictitious: bool,
    query: String,
    total: Cents,
    state: Cents,
    authority: Cents,
    schools: usize,
    year_options: Vec<(String, String)>,
}

pub(super) async fn page(page: PageCtx, mut form: Form) -> Reply {
    let (asked, past) = asked(&page, &mut form);
    show(page, form, asked, past).await
}

async fn show(page: PageCtx, form: Form, asked: Asked, past: bool) -> Reply {
    let actor = page.actor.clone();
    let view = page
        .app
        .db()
        .read(move |tx| actions::read_plan(tx, &actor, asked))
        .await?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let query = asked_query(&form);
    let by_year = view.plan.by_year();
    let totals = view.plan.totals();
    let sum = |figure: fn(&HeadingTotal) -> Cents| totals.sum_of(Heading::ALL, figure);
    let set = &view.plan.set;
    let set_href = page
        .may(Action::ReadParameters)
        .then(|| format!("/parametres/{}", set.id));
    let template = PlanPage {
        past,
        set_title: words::set_title(&page, set),
        set_href,
        waves: wave_cards(&page, &view),
        entries: entries_table(&page, &view, &query),
        years: years_table(&page, &by_year, &query),
        headings: headings_table(&page, &by_year, &query),
        lines: lines_table(&page, &view.plan, &query),
        four: four_table(&page, &view.four, &query),
        four_detail: four_detail_table(&page, &view.four, &query),
        chart: (!by_year.is_empty()).then(|| chart(&page, &by_year, Palette::Page)),
        incomplete: incomplete(&page, &view.plan),
        unattached: view
            .unattached
            .iter()
            .map(|(uai, name)| (uai.to_string(), name.clone()))
            .collect(),
        estimated: by_year.iter().any(|year| year.estimated),
        fictitious: view.plan.is_fictitious(),
        total: totals.total_cents(),
        state: sum(|total| total.state),
        authority: sum(|total| total.authority),
        schools: view.plan.schools.len(),
        year_options: year_options(&page, form.value("annee")),
        form: form.with_default("annee", page.now.day().school_year().to_string()),
        query,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

fn wave_cards(page: &PageCtx, view: &PlanView) -> Vec<WaveCard> {
    view.waves
        .iter()
        .map(|wave| {
            let of = |status: EntryStatus| {
                view.entries
                    .iter()
                    .filter(|(_, entry)| entry.wave == wave.id && entry.state.status == status)
                    .count()
            };
            let counts = EntryStatus::ALL
                .iter()
                .filter(|status| of(**status) > 0)
                .map(|status| {
                    let key = format!("endowment-count-{}", status.code().replace('_', "-"));
                    page.tn(&key, "count", of(*status))
                })
                .collect();
            WaveCard {
                href: format!("/plan/vagues/{}", wave.id),
                label: wave.label.clone(),
                first_year: page.year(&wave.first_year),
                counts,
            }
        })
        .collect()
}

/// Every entry of every wave.
fn entries_table(page: &PageCtx, view: &PlanView, query: &str) -> Table {
    let mut rows = Vec::new();
    for wave in &view.waves {
        for (name, entry) in view.entries.iter().filter(|(_, entry)| entry.wave == wave.id) {
            rows.push(TableRow {
                cells: vec![
                    text(name.clone()),
                    text(entry.uai.to_string()),
                    text(wave.label.clone()),
                    text(page.word("endowment-status", entry.state.status.code())),
                    year(entry.state.first_year),
                    day(entry.state.decided_on),
                    text(entry.state.reason.clone()),
                ],
                href: Some(format!("/plan/entrees/{}", entry.id)),
                flags: Vec::new(),
            });
        }
    }
    Table {
        id: "vagues",
        caption: page.t("endowment-entries"),
        columns: vec![
            column(page, "endowment-column-school", CellKind::Text, 36.0),
            column(page, "endowment-column-uai", CellKind::Text, 11.0),
            column(page, "endowment-column-wave", CellKind::Text, 20.0),
            column(page, "endowment-column-status", CellKind::Text, 20.0),
            column(page, "endowment-column-first-year", CellKind::Text, 14.0),
            column(page, "endowment-column-decided", CellKind::Day, 14.0),
            column(page, "endowment-column-reason", CellKind::Text, 40.0),
        ],
        rows,
        total: None,
        export: "/plan/export/vagues".to_owned(),
        query: query.to_owned(),
        empty: page.t("endowment-entries-none"),
        note: String::new(),
    }
}

fn year_flags(page: &PageCtx, year: &YearTotals) -> Vec<(&'static str, String)> {
    let mut flags = Vec::new();
    if year.estimated {
        flags.push(("estimated", page.t("endowment-flag-estime")));
    }
    if year.totals.incomplete_lines > 0 {
        let words = page.tn("endowment-flag-incomplete-lines", "count", year.totals.incomplete_lines);
        flags.push(("incomplete", words));
    }
    flags
}

/// The totals by year and funder.
fn years_table(page: &PageCtx, years: &[YearTotals], query: &str) -> Table {
    let amounts = |totals: &super::super::model::Totals| -> Vec<Cell> {
        let of = |figure: fn(&HeadingTotal) -> Cents| totals.sum_of(Heading::ALL, figure);
        vec![
            whole(totals.order),
            whole(totals.heading(Heading::Cases).map_or(0, |total| total.quantity)),
            Cell::Euros(of(|total| total.state).0),
            Cell::Euros(of(|total| total.authority).0),
            Cell::Euros(of(|total| total.others).0),
            Cell::Euros(totals.total_cents().0),
        ]
    };
    let rows = years
        .iter()
        .map(|row| {
            let mut cells = vec![year(row.year)];
            cells.extend(amounts(&row.totals));
            TableRow {
                cells,
                href: None,
                flags: year_flags(page, row),
            }
        })
        .collect();
    let mut total = vec![text(page.t("endowment-total")), Cell::Integer(0), Cell::Integer(0)];
    let sum = |index: usize| -> i64 {
        years
            .iter()
            .map(|row| match amounts(&row.totals).get(index) {
                Some(Cell::Euros(number) | Cell::Integer(number)) => *number,
                _ => 0,
            })
            .sum()
    };
    total[1] = Cell::Integer(sum(0));
    total[2] = Cell::Integer(sum(1));
    total.extend((2..6).map(|index| Cell::Euros(sum(index))));
    Table {
        id: "totaux",
        caption: page.t("endowment-totals"),
        columns: vec![
            column(page, "endowment-column-year", CellKind::Text, 12.0),
            column(page, "endowment-column-order", CellKind::Integer, 12.0),
            column(page, "endowment-column-cases", CellKind::Integer, 10.0),
            column(page, "endowment-funder-state", CellKind::Euros, 16.0),
            column(page, "endowment-funder-authority", CellKind::Euros, 16.0),
            column(page, "endowment-funder-others", CellKind::Euros, 16.0),
            column(page, "endowment-total", CellKind::Euros, 16.0),
        ],
        rows,
        total: Some(total),
        export: "/plan/export/totaux".to_owned(),
        query: query.to_owned(),
        empty: page.t("endowment-plan-none"),
        note: page.t("endowment-totals-note"),
    }
}

/// The totals by year, heading and funder.
fn headings_table(page: &PageCtx, years: &[YearTotals], query: &str) -> Table {
    let mut rows = Vec::new();
    for row in years {
        for total in row.totals.headings.iter().filter(|total| total.quantity > 0) {
            rows.push(TableRow::new(vec![
                text(words::heading(page, total.heading)),
                year(row.year),
                whole(total.quantity),
                Cell::Euros(total.state.0),
                Cell::Euros(total.authority.0),
                Cell::Euros(total.others.0),
                Cell::Euros(total.amount.0),
            ]));
        }
    }
    Table {
        id: "rubriques",
        caption: page.t("endowment-headings"),
        columns: vec![
            column(page, "endowment-column-heading", CellKind::Text, 28.0),
            column(page, "endowment-column-year", CellKind::Text, 12.0),
            column(page, "endowment-column-quantity", CellKind::Integer, 12.0),
            column(page, "endowment-funder-state", CellKind::Euros, 16.0),
            column(page, "endowment-funder-authority", CellKind::Euros, 16.0),
            column(page, "endowment-funder-others", CellKind::Euros, 16.0),
            column(page, "endowment-total", CellKind::Euros, 16.0),
        ],
        rows,
        total: None,
        export: "/plan/export/rubriques".to_owned(),
        query: query.to_owned(),
        empty: page.t("endowment-plan-none"),
        note: page.t("endowment-totals-note"),
    }
}

/// What is due to each school, year by year.
fn lines_table(page: &PageCtx, plan: &Plan, query: &str) -> Table {
    let rows = plan
        .lines
        .iter()
        .map(|line| {
            let due = &line.endowment;
            TableRow {
                cells: vec![
                    text(line.name.clone()),
                    text(due.uai.to_string()),
                    year(due.year),
                    count(due.order),
                    count(due.cases()),
                    euros(due.paid_by(&super::super::model::Funder::State, Heading::ALL)),
                    euros(due.paid_by(&super::super::model::Funder::Authority, Heading::ALL)),
                    euros(due.total_cents()),
                ],
                href: Some(format!("/etablissements/{}/dotation{query}", due.uai)),
                flags: words::flags(page, line),
            }
        })
        .collect();
    Table {
        id: "lignes",
        caption: page.t("endowment-lines"),
        columns: vec![
            column(page, "endowment-column-school", CellKind::Text, 36.0),
            column(page, "endowment-column-uai", CellKind::Text, 11.0),
            column(page, "endowment-column-year", CellKind::Text, 12.0),
            column(page, "endowment-column-order", CellKind::Integer, 12.0),
            column(page, "endowment-column-cases", CellKind::Integer, 10.0),
            column(page, "endowment-funder-state", CellKind::Euros, 16.0),
            column(page, "endowment-funder-authority", CellKind::Euros, 16.0),
            column(page, "endowment-total", CellKind::Euros, 16.0),
        ],
        rows,
        total: None,
        export: "/plan/export/lignes".to_owned(),
        query: query.to_owned(),
        empty: page.t("endowment-plan-none"),
        note: page.t("endowment-totals-note"),
    }
}

/// The four figures of each item over the plan.
fn four_table(page: &PageCtx, four: &[FourFigures], query: &str) -> Table {
    let some = |figure: Option<u64>| figure.map_or(Cell::Empty, whole);
    let rows = four_totals(four)
        .into_iter()
        .map(|total| {
            let mut flags = Vec::new();
            if total.entitled_unknown > 0 {
                let words = page.tn("endowment-flag-incomplete-lines", "count", total.entitled_unknown);
                flags.push(("incomplete", words));
            }
            let cells = vec![
                text(page.word("endowment-item", total.item.code())),
                whole(total.entitled),
                some(total.ordered),
                some(total.delivered),
                some(total.in_use),
            ];
            TableRow {
                cells,
                href: None,
                flags,
            }
        })
        .collect();
    Table {
        id: "quatre-totaux",
        caption: page.t("endowment-four"),
        columns: vec![
            column(page, "endowment-column-item", CellKind::Text, 26.0),
            column(page, "endowment-column-entitled", CellKind::Integer, 12.0),
            column(page, "endowment-column-ordered", CellKind::Integer, 12.0),
            column(page, "endowment-column-delivered", CellKind::Integer, 12.0),
            column(page, "endowment-column-in-use", CellKind::Integer, 14.0),
        ],
        rows: if four.is_empty() { Vec::new() } else { rows },
        total: None,
        export: "/plan/export/quatre-totaux".to_owned(),
        query: query.to_owned(),
        empty: page.t("endowment-four-none"),
        note: page.t("endowment-four-note"),
    }
}

/// The four figures by school, year and item.
pub(super) fn four_detail_table(page: &PageCtx, four: &[FourFigures], query: &str) -> Table {
    let rows = four
        .iter()
        .map(|row| {
            let mut flags = Vec::new();
            if row.fictitious {
                flags.push(("fictitious", page.t("common-fictitious")));
            }
            TableRow {
                cells: vec![
                    text(row.name.clone()),
                    text(row.uai.to_string()),
                    year(row.year),
                    text(page.word("endowment-item", row.item.code())),
                    count(row.entitled),
                    count(row.ordered),
                    count(row.delivered),
                    count(row.in_use),
                    row.in_use_on.map_or(Cell::Empty, day),
                ],
                href: Some(format!("/etablissements/{}/dotation{query}", row.uai)),
                flags,
            }
        })
        .collect();
    Table {
        id: "quatre",
        caption: page.t("endowment-four-detail"),
        columns: vec![
            column(page, "endowment-column-school", CellKind::Text, 36.0),
            column(page, "endowment-column-uai", CellKind::Text, 11.0),
            column(page, "endowment-column-year", CellKind::Text, 12.0),
            column(page, "endowment-column-item", CellKind::Text, 26.0),
            column(page, "endowment-column-entitled", CellKind::Integer, 12.0),
            column(page, "endowment-column-ordered", CellKind::Integer, 12.0),
            column(page, "endowment-column-delivered", CellKind::Integer, 12.0),
            column(page, "endowment-column-in-use", CellKind::Integer, 14.0),
            column(page, "endowment-column-in-use-on", CellKind::Day, 14.0),
        ],
        rows,
        total: None,
        export: "/plan/export/quatre".to_owned(),
        query: query.to_owned(),
        empty: page.t("endowment-four-none"),
        note: page.t("endowment-four-note"),
    }
}

/// The totals by year, stacked by funder.
fn chart(page: &PageCtx, years: &[YearTotals], palette: Palette) -> String {
    let series = |key: &str, figure: fn(&HeadingTotal) -> Cents| Series {
        label: page.t(key),
        values: years
            .iter()
            .map(|year| Some(year.totals.sum_of(Heading::ALL, figure).0 / 100))
            .collect(),
        estimated: years.iter().map(|year| year.estimated).collect(),
        suppressed: Vec::new(),
    };
    let mut rows = vec![
        series("endowment-funder-state", |total| total.state),
        series("endowment-funder-authority", |total| total.authority),
    ];
    let others = series("endowment-funder-others", |total| total.others);
    if others.values.iter().any(|value| *value != Some(0)) {
        rows.push(others);
    }
    let chart = BarChart {
        title: page.t("endowment-chart-title"),
        description: page.t("endowment-chart-description"),
        unit: page.t("endowment-chart-unit"),
        categories: years.iter().map(|year| year.year.label()).collect(),
        series: rows,
        stacked: true,
        reference: None,
        words: ChartWords {
            estimated: page.t("endowment-flag-estime"),
            unknown: page.t("common-unknown"),
            suppressed: page.t("common-suppressed"),
        },
    };
    let formats = page.formats();
    chart.svg("financement", palette, &|value| formats.number(value))
}

/// The schools of which a figure is unknown, with what is missing.
fn incomplete(page: &PageCtx, plan: &Plan) -> Vec<Incomplete> {
    let mut found: Vec<Incomplete> = Vec::new();
    let mut years: Vec<SchoolYear> = Vec::new();
    for planned in &plan.schools {
        let lines = plan
            .lines
            .iter()
            .map(|line| &line.endowment)
            .filter(|line| line.uai == planned.school.uai);
        let lines: Vec<_> = lines.filter(|line| line.is_incomplete()).collect();
        let Some(first) = lines.first() else { continue };
        years.clear();
        years.extend(lines.iter().map(|line| line.year));
        let labels: Vec<String> = years.iter().map(|year| page.year(year)).collect();
        found.push(Incomplete {
            href: format!("/etablissements/{}/effectifs", planned.school.uai),
            name: planned.school.name.clone(),
            years: labels.join(", "),
            missing: words::missing(page, first),
        });
    }
    found
}

/// One of the tables of the page to save.
pub(super) async fn export(page: PageCtx, Path(file): Path<String>, mut form: Form) -> Reply {
    let (name, extension) = file.split_once('.').ok_or(Problem::NotFound)?;
    let format = ExportFormat::parse(extension).ok_or(Problem::NotFound)?;
    let (asked, _) = asked(&page, &mut form);
    let actor = page.actor.clone();
    let view = page
        .app
        .db()
        .read(move |tx| actions::read_plan(tx, &actor, asked))
        .await?;
    let table = match name {
        "vagues" => entries_table(&page, &view, ""),
        "totaux" => years_table(&page, &view.plan.by_year(), ""),
        "rubriques" => headings_table(&page, &view.plan.by_year(), ""),
        "lignes" => lines_table(&page, &view.plan, ""),
        "quatre-totaux" => four_table(&page, &view.four, ""),
        "quatre" => four_detail_table(&page, &view.four, ""),
        _ => return Err(Problem::NotFound),
    };
    export::save(&page, format, &format!("plan-{name}"), &[table.sheet(&page)])
}

/// The synthesis of the basin, to print.
pub(super) async fn synthesis(page: PageCtx, mut form: Form) -> Reply {
    let (asked, _) = asked(&page, &mut form);
    let actor = page.actor.clone();
    let view = page
        .app
        .db()
        .read(move |tx| actions::read_plan(tx, &actor, asked))
        .await?;
    let years = view.plan.by_year();
    let totals = view.plan.totals();
    let sum = |figure: fn(&HeadingTotal) -> Cents| page.money(&totals.sum_of(Heading::ALL, figure));
    let title = page.t("endowment-synthesis-title");
    let chart = (!years.is_empty()).then(|| chart(&page, &years, Palette::Print));
    let notice = view.plan.is_fictitious() || view.four.iter().any(|row| row.fictitious) || page.is_demo();
    let mut entries = entries_table(&page, &view, "");
    // The reason stays in the application: the printed list is for a committee.
    entries.columns.truncate(6);
    for row in &mut entries.rows {
        row.cells.truncate(6);
    }
    let data = json!({
        "title": title,
        "subtitle": page.tv("endowment-synthesis-subtitle", &[
            ("day", page.day(&asked.on).into()),
            ("set", words::set_title(&page, &view.plan.set).into()),
        ]),
        "issuer": page.t("common-basin"),
        "notice": notice.then(|| page.t("common-demo-label")),
        "source": page.t1("endowment-synthesis-source", "moment", page.moment(&asked.known_at)),
        "figures": [
            { "value": page.number(view.plan.schools.len()), "label": page.t("endowment-figure-schools") },
            { "value": page.money(&totals.total_cents()), "label": page.t("endowment-figure-total") },
            { "value": sum(|total| total.state), "label": page.t("endowment-funder-state") },
            { "value": sum(|total| total.authority), "label": page.t("endowment-funder-authority") },
        ],
        "sections": { "money": page.t("endowment-totals"), "four": page.t("endowment-four"), "schools": page.t("endowment-lines"), "waves": page.t("endowment-entries") },
        "chart": chart.is_some(),
        "chart_alt": page.t("endowment-chart-description"),
        "chart_caption": page.t("endowment-chart-title"),
        "help": page.t("endowment-totals-note"),
        "years": pdf::ledger(&page, &years_table(&page, &years, "")),
        "headings": pdf::ledger(&page, &headings_table(&page, &years, "")),
        "four": pdf::ledger(&page, &four_table(&page, &view.four, "")),
        "lines": pdf::ledger(&page, &lines_table(&page, &view.plan, "")),
        "entries": pdf::ledger(&page, &entries),
    });
    pdf::answer(
        &page,
        include_str!("../pages/synthesis.typ"),
        title,
        data,
        chart,
        "synthese-du-bassin",
    )
    .await
}

/// Records a wave.
pub(super) async fn add_wave(page: PageCtx, mut form: Form) -> Reply {
    let label = form.required("libelle", "form-required", |text| Ok::<_, ()>(text.to_owned()));
    let first_year = form.required("annee", "form-year", SchoolYear::parse);
    let now = Asked::now(page.now);
    let (Some(label), Some(first_year)) = (label, first_year) else {
        return show(page, form, now, false).await;
    };
    let new = NewWave {
        label,
        first_year,
        note: form.value("note").to_owned(),
    };
    let (actor, moment) = (page.actor.clone(), page.now);
    match page
        .app
        .db()
        .write(move |tx| actions::add_wave(tx, &actor, moment, &new))
        .await
    {
        Ok(id) => page.redirect(&format!("/plan/vagues/{id}"), "notice-endowment-wave-added"),
        Err(EndowmentError::Refused(refusal)) => {
            form.refuse_with(refusal.field(), refusal.key(), refusal.arguments());
            show(page, form, now, false).await
        }
        Err(error) => Err(error.into()),
    }
}
