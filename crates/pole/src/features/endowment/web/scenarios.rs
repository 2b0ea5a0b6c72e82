//! Another reading beside the one in force: both plans, and their difference by school, year and
//! funder. Nothing is written.

use askama::Template;
use axum::extract::Path;
use pole_kernel::Cents;
use pole_office::table::{Cell, CellKind};

use super::super::actions::{self, Scenario};
use super::super::plan::{Comparison, KeptLine, Sum};
use super::super::records::ParameterSetId;
use super::{asked, asked_query, words};
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, count, euros, text, year};

/// The tables of a comparison, for scenarios and kept computations alike.
pub(super) struct Tables {
    pub(super) parameters: Table,
    pub(super) years: Table,
    pub(super) differences: Table,
    pub(super) sides: Table,
}

impl Tables {
    pub(super) fn named(self, name: &str) -> Option<Table> {
        match name {
            "lectures" => Some(self.parameters),
            "annees" => Some(self.years),
            "ecarts" => Some(self.differences),
            "cote-a-cote" => Some(self.sides),
            _ => None,
        }
    }
}

fn sum_flags(page: &PageCtx, sums: [Sum; 2]) -> Vec<(&'static str, String)> {
    if sums.iter().any(|sum| sum.incomplete) {
        vec![("incomplete", page.t("endowment-flag-incomplet"))]
    } else {
        Vec::new()
    }
}

/// What the two plans of a comparison are called: message keys.
pub(super) type SideNames = [&'static str; 2];

/// A scenario: the set in force and another.
const SCENARIO: SideNames = ["endowment-side-in-force", "endowment-side-other"];

pub(super) fn tables(page: &PageCtx, comparison: &Comparison, names: SideNames, base: &str, query: &str) -> Tables {
    let export = |name: &str| format!("{base}/{name}");
    let first = |kind, width| column(page, names[0], kind, width);
    let second = |kind, width| column(page, names[1], kind, width);
    let parameters = Table {
        id: "lectures",
        caption: page.t("endowment-compared-parameters"),
        columns: vec![
            column(page, "endowment-column-parameter", CellKind::Text, 40.0),
            first(CellKind::Text, 30.0),
            second(CellKind::Text, 30.0),
        ],
        rows: comparison
            .parameters
            .iter()
            .map(|changed| {
                TableRow::new(vec![
                    text(words::parameter(page, changed.key)),
                    text(words::parameter_value(page, changed.key, &changed.before)),
                    text(words::parameter_value(page, changed.key, &changed.after)),
                ])
            })
            .collect(),
        total: None,
        export: export("lectures"),
        query: query.to_owned(),
        empty: page.t("endowment-compared-same-parameters"),
        note: String::new(),
    };
    let years = Table {
        id: "annees",
        caption: page.t("endowment-compared-years"),
        columns: vec![
            column(page, "endowment-column-year", CellKind::Text, 12.0),
            column(page, "endowment-column-funder", CellKind::Text, 20.0),
            first(CellKind::Euros, 18.0),
            second(CellKind::Euros, 18.0),
            column(page, "endowment-column-change", CellKind::Euros, 18.0),
        ],
        rows: comparison
            .years
            .iter()
            .map(|row| TableRow {
                cells: vec![
                    year(row.year),
                    text(words::funder(page, &row.funder)),
                    Cell::Euros(row.before.cents.0),
                    Cell::Euros(row.after.cents.0),
                    Cell::Euros((row.after.cents - row.before.cents).0),
                ],
                href: None,
                flags: sum_flags(page, [row.before, row.after]),
            })
            .collect(),
        total: None,
        export: export("annees"),
        query: query.to_owned(),
        empty: page.t("endowment-plan-none"),
        note: page.t("endowment-totals-note"),
    };
    let differences = Table {
        id: "ecarts",
        caption: page.t("endowment-compared-differences"),
        columns: vec![
            column(page, "endowment-column-school", CellKind::Text, 36.0),
            column(page, "endowment-column-year", CellKind::Text, 12.0),
            column(page, "endowment-column-funder", CellKind::Text, 20.0),
            first(CellKind::Euros, 18.0),
            second(CellKind::Euros, 18.0),
            column(page, "endowment-column-change", CellKind::Euros, 18.0),
            column(page, "endowment-column-why", CellKind::Text, 50.0),
        ],
        rows: comparison
            .differences
            .iter()
            .map(|row| TableRow {
                cells: vec![
                    text(row.name.clone()),
                    year(row.year),
                    text(words::funder(page, &row.funder)),
                    euros(row.before),
                    euros(row.after),
                    euros(row.change()),
                    text(words::why(page, row)),
                ],
                href: Some(format!("/etablissements/{}/dotation", row.uai)),
                flags: Vec::new(),
            })
            .collect(),
        total: None,
        export: export("ecarts"),
        query: query.to_owned(),
        empty: page.t("endowment-compared-no-difference"),
        note: String::new(),
    };
    Tables {
        parameters,
        years,
        differences,
        sides: sides(page, comparison, names, export("cote-a-cote"), query),
    }
}

/// Every line of both plans, the figures of one beside those of the other.
fn sides(page: &PageCtx, comparison: &Comparison, names: SideNames, export: String, query: &str) -> Table {
    let titled = |key: &str, side: &str, kind: CellKind| {
        let mut made = column(page, key, kind, 16.0);
        made.title = page.tv(
            "endowment-column-side",
            &[("what", made.title.into()), ("side", page.t(side).into())],
        );
        made
    };
    let mut columns = vec![
        column(page, "endowment-column-school", CellKind::Text, 36.0),
        column(page, "endowment-column-year", CellKind::Text, 12.0),
    ];
    for side in names {
        columns.push(titled("endowment-column-order", side, CellKind::Integer));
        columns.push(titled("endowment-funder-state", side, CellKind::Euros));
        columns.push(titled("endowment-funder-authority", side, CellKind::Euros));
        columns.push(titled("endowment-total", side, CellKind::Euros));
    }
    columns.push(column(page, "endowment-column-change", CellKind::Euros, 16.0));
    let figures = |line: Option<&KeptLine>| -> Vec<Cell> {
        line.map_or_else(
            || vec![Cell::Integer(0), Cell::Euros(0), Cell::Euros(0), Cell::Euros(0)],
            |line| {
                vec![
                    count(line.order),
                    euros(line.paid_by("state")),
                    euros(line.paid_by("authority")),
                    euros(line.total()),
                ]
            },
        )
    };
    let total = |line: Option<&KeptLine>| line.map_or(Some(Cents::ZERO), KeptLine::total);
    let rows = comparison
        .lines
        .iter()
        .map(|line| {
            let (before, after) = (line.before.as_ref(), line.after.as_ref());
            let mut cells = vec![text(line.name.clone()), year(line.year)];
            cells.extend(figures(before));
            cells.extend(figures(after));
            let change = total(before).zip(total(after));
            cells.push(change.map_or(Cell::Empty, |(before, after)| Cell::Euros((after - before).0)));
            TableRow {
                cells,
                href: Some(format!("/etablissements/{}/dotation", line.uai)),
                flags: Vec::new(),
            }
        })
        .collect();
    Table {
        id: "cote-a-cote",
        caption: page.t("endowment-compared-sides"),
        columns,
        rows,
        total: None,
        export,
        query: query.to_owned(),
        empty: page.t("endowment-plan-none"),
        note: String::new(),
    }
}

#[derive(Template)]
#[template(path = "features/endowment/pages/scenarios.html")]
struct ScenariosPage {
    page: PageCtx,
    form: Form,
    past: bool,
    options: Vec<(String, String)>,
    in_force: String,
    shown: Option<Shown>,
}

/// A comparison on its page.
struct Shown {
    other: String,
    other_note: String,
    other_href: String,
    before: Cents,
    after: Cents,
    change: Cents,
    incomplete: bool,
    tables: Tables,
}

/// Finds the set a query names: its identifier, or its code.
fn chosen(
    form: &Form,
) -> impl Fn(&actions::Sets) -> Option<super::super::records::ParameterSet> + Clone + Send + 'static {
    let wanted = form.value("autre").to_owned();
    move |sets| {
        let by_id = ParameterSetId::parse(&wanted).ok().and_then(|id| sets.get(id));
        by_id.or_else(|| sets.newest(&wanted)).cloned()
    }
}

async fn load(page: &PageCtx, form: &mut Form) -> Result<Scenario, Problem> {
    let (asked, _) = asked(page, form);
    let (actor, choose) = (page.actor.clone(), chosen(form));
    Ok(page
        .app
        .db()
        .read(move |tx| actions::scenario(tx, &actor, asked, choose.clone()))
        .await?)
}

fn query(form: &Form) -> String {
    let chosen: String = form_urlencoded::byte_serialize(form.value("autre").as_bytes()).collect();
    let asked = asked_query(form).replacen('?', "&", 1);
    format!("?autre={chosen}{asked}")
}

pub(super) async fn page(page: PageCtx, mut form: Form) -> Reply {
    let (_, past) = asked(&page, &mut form);
    let (actor, now) = (page.actor.clone(), page.now);
    let sets = page.app.db().read(move |tx| actions::sets(tx, &actor, now)).await?;
    let options = std::iter::once((String::new(), page.t("endowment-compare-choose")))
        .chain(
            sets.newest_versions()
                .into_iter()
                .map(|set| (set.code.clone(), words::set_title(&page, set))),
        )
        .collect();
    let mut shown = None;
    if form.optional("autre").is_some() {
        let scenario = load(&page, &mut form).await?;
        let (before, after) = (scenario.base.totals(), scenario.other.totals());
        let set = &scenario.other.set;
        shown = Some(Shown {
            other: words::set_title(&page, set),
            other_note: words::set_note(&page, set),
            other_href: format!("/parametres/{}", set.id),
            before: before.total_cents(),
            after: after.total_cents(),
            change: after.total_cents() - before.total_cents(),
            incomplete: before.incomplete_lines + after.incomplete_lines > 0,
            tables: tables(&page, &scenario.comparison, SCENARIO, "/plan/scenarios", &query(&form)),
        });
    }
    let in_force = words::set_title(&page, &sets.in_force);
    page.clone().show(&ScenariosPage {
        page,
        form,
        past,
        options,
        in_force,
        shown,
    })
}

pub(super) async fn export(page: PageCtx, Path(file): Path<String>, mut form: Form) -> Reply {
    let (name, extension) = file.split_once('.').ok_or(Problem::NotFound)?;
    let format = ExportFormat::parse(extension).ok_or(Problem::NotFound)?;
    let scenario = load(&page, &mut form).await?;
    let table = tables(&page, &scenario.comparison, SCENARIO, "", "")
        .named(name)
        .ok_or(Problem::NotFound)?;
    export::save(&page, format, &format!("scenario-{name}"), &[table.sheet(&page)])
}
