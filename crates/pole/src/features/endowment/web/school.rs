//! What is due to one school and why, who pays it, what was ordered, delivered and put in use.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_formats::{SupplyFact, SupplyItem, SupplyStep};
use pole_kernel::{Category, Cents, Day, SchoolYear, Uai};
use pole_office::table::{Cell, CellKind};
use serde_json::{Value, json};

use super::super::actions::{self, Asked, SchoolView};
use super::super::errors::EndowmentError;
use super::super::model::{EndowmentKind, EndowmentLine, Funder, Heading, HeadingAmount};
use super::super::parameters::Parameters;
use super::super::plan::PlanLine;
use super::super::records::SupplyId;
use super::super::rules::MAX_COUNT;
use super::words::{Explains, explains};
use super::{asked, asked_query, pdf, words, year_options};
use crate::features::directory::{CountOrigin, Figure, FigureFlag, SchoolTop};
use crate::policy::{Action, Subject};
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, count, day, euros, text, year};

/// One figure over the years, with the sentences that say why.
struct FigureRow {
    label: String,
    values: Vec<Shown>,
    why: Vec<(String, Vec<String>)>,
    strong: bool,
}

/// A value in words, and whether it is unknown.
struct Shown {
    text: String,
    unknown: bool,
}

/// A supply as the list shows it.
struct SupplyLine {
    id: SupplyId,
    day: Day,
    year: SchoolYear,
    step: String,
    item: String,
    quantity: u32,
    price: Option<Cents>,
    reference: String,
    note: String,
    source: String,
    fictitious: bool,
    gone: Option<String>,
}

#[derive(Template)]
#[template(path = "features/endowment/pages/school.html")]
struct SchoolPage {
    page: PageCtx,
    top: SchoolTop,
    form: Form,
    past: bool,
    query: String,
    status_words: Vec<(String, &'static str, String)>,
    set_title: String,
    set_href: Option<String>,
    years: Vec<(SchoolYear, Vec<(&'static str, String)>)>,
    figures: Vec<FigureRow>,
    shares: Table,
    roster: Table,
    replaced: Vec<String>,
    four: Table,
    supplies: Vec<SupplyLine>,
    items: Vec<(&'static str, String)>,
    steps: Vec<(&'static str, String)>,
    entry_years: Vec<(String, String)>,
    may_enter: bool,
}

fn parse_uai(text: &str) -> Result<Uai, Problem> {
    Uai::parse(text).map_err(|_| Problem::NotFound)
}

async fn load(page: &PageCtx, uai: &Uai, asked: Asked) -> Result<SchoolView, Problem> {
    let (actor, uai) = (page.actor.clone(), uai.clone());
    Ok(page
        .app
        .db()
        .read(move |tx| actions::school_view(tx, &actor, &uai, asked))
        .await?)
}

pub(super) async fn page(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let (asked, past) = asked(&page, &mut form);
    show(page, parse_uai(&uai)?, form, asked, past).await
}

async fn show(page: PageCtx, uai: Uai, form: Form, asked: Asked, past: bool) -> Reply {
    let view = load(&page, &uai, asked).await?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let query = asked_query(&form);
    let subject = Subject::School(&view.school.uai, view.school.territory.as_ref());
    let may_enter = page.may_on(Action::EnterSupplies, subject) && !past;
    let set = &view.plan.set;
    let this_year = page.now.day().school_year();
    let template = SchoolPage {
        past,
        status_words: status_words(&page, &view),
        set_title: words::set_title(&page, set),
        set_href: page
            .may(Action::ReadParameters)
            .then(|| format!("/parametres/{}", set.id)),
        years: view
            .plan
            .lines
            .iter()
            .map(|line| (line.endowment.year, words::flags(&page, line)))
            .collect(),
        figures: figure_rows(&page, &view),
        shares: shares_table(&page, &view, &query),
        roster: roster_table(&page, &view, &query),
        replaced: replaced_words(&page, &view),
        four: four_table(&page, &view, &query),
        supplies: supply_lines(&page, &view),
        items: SupplyItem::ALL
            .iter()
            .map(|item| (item.code(), page.word("endowment-item", item.code())))
            .collect(),
        steps: SupplyStep::ALL
            .iter()
            .map(|step| (step.code(), page.word("endowment-step", step.code())))
            .collect(),
        entry_years: year_options(&page, form.value("annee")),
        may_enter,
        form: form
            .with_default("jour", page.now.day().to_string())
            .with_default("annee", this_year.to_string()),
        query,
        top: SchoolTop {
            school: view.school.clone(),
            tab: "dotation",
        },
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// What was decided of the school in each wave: words, colour, link.
fn status_words(page: &PageCtx, view: &SchoolView) -> Vec<(String, &'static str, String)> {
    view.entries
        .iter()
        .map(|entry| {
            let wave = view
                .waves
                .iter()
                .find(|wave| wave.id == entry.wave)
                .map_or("", |wave| wave.label.as_str());
            let words = page.tv(
                "endowment-school-status",
                &[
                    ("wave", wave.into()),
                    (
                        "status",
                        page.word("endowment-status", entry.state.status.code()).into(),
                    ),
                    ("year", page.year(&entry.state.first_year).into()),
                ],
            );
            let href = if page.may(Action::ReadPlan) {
                format!("/plan/entrees/{}", entry.id)
            } else {
                String::new()
            };
            (words, entry.state.status.tag(), href)
        })
        .collect()
}

// ---- The figures and why ----------------------------------------------------------------------

fn number(page: &PageCtx, count: Option<u32>) -> Shown {
    Shown {
        text: page.number_or_unknown(&count),
        unknown: count.is_none(),
    }
}

fn money(page: &PageCtx, cents: Option<Cents>) -> Shown {
    Shown {
        text: page.money_or_unknown(&cents),
        unknown: cents.is_none(),
    }
}

/// The reasons of one line that explain a figure, in sentences.
fn reasons(page: &PageCtx, line: &EndowmentLine, wanted: Explains) -> Vec<String> {
    line.reasons
        .iter()
        .filter(|reason| explains(reason) == wanted)
        .map(|reason| words::reason(page, reason))
        .collect()
}

/// A sum written out, when everything in it is known.
fn sum_words(page: &PageCtx, key: &str, parts: &[(&'static str, Option<u32>)]) -> Vec<String> {
    let known: Option<Vec<(&str, pole_i18n::Argument)>> = parts
        .iter()
        .map(|(name, count)| Some((*name, (*count)?.into())))
        .collect();
    known
        .map(|arguments| vec![page.tv(key, &arguments)])
        .unwrap_or_default()
}

fn product_words(page: &PageCtx, amount: Option<&HeadingAmount>) -> Vec<String> {
    let Some(HeadingAmount {
        quantity: Some(quantity),
        unit,
        amount: Some(total),
        ..
    }) = amount
    else {
        return Vec::new();
    };
    if *quantity == 0 {
        return Vec::new();
    }
    vec![page.tv(
        "endowment-why-product",
        &[
            ("quantity", (*quantity).into()),
            ("unit", page.money(unit).into()),
            ("amount", page.money(total).into()),
        ],
    )]
}

/// What a funder pays, heading by heading.
fn share_words(page: &PageCtx, line: &EndowmentLine, funder: &Funder) -> Vec<String> {
    line.headings
        .iter()
        .filter_map(|heading| {
            let cents = heading.paid_by(funder).filter(|cents| *cents != Cents::ZERO)?;
            let key = if heading.cap_reached && *funder == Funder::State {
                "endowment-why-share-capped"
            } else {
                "endowment-why-share"
            };
            Some(page.tv(
                key,
                &[
                    ("heading", words::heading(page, heading.heading).into()),
                    ("amount", page.money(&cents).into()),
                ],
            ))
        })
        .collect()
}

fn head_words(page: &PageCtx, line: &PlanLine) -> Vec<String> {
    line.endowment
        .entitled_levels
        .iter()
        .filter_map(|level| {
            let (category, figure) = line
                .figures
                .iter()
                .find(|(category, _)| *category == Category::Level(*level))?;
            Some(page.tv(
                "endowment-why-heads",
                &[
                    ("level", words::category(page, *category).into()),
                    ("count", figure.count.into()),
                    ("origin", origin(page, figure).into()),
                ],
            ))
        })
        .collect()
}

/// Everything the page explains, in its order.
fn figure_rows(page: &PageCtx, view: &SchoolView) -> Vec<FigureRow> {
    let lines = &view.plan.lines;
    let Some(first) = lines.first() else { return Vec::new() };
    let parameters = &view.plan.set.parameters;
    let mut rows = Vec::new();
    let mut add =
        |key: &str, strong: bool, value: &dyn Fn(&EndowmentLine) -> Shown, why: &dyn Fn(&PlanLine) -> Vec<String>| {
            rows.push(FigureRow {
                label: page.t(key),
                values: lines.iter().map(|line| value(&line.endowment)).collect(),
                why: lines
                    .iter()
                    .map(|line| (page.year(&line.endowment.year), why(line)))
                    .filter(|(_, why)| !why.is_empty())
                    .collect(),
                strong,
            });
        };
    let heading = |line: &EndowmentLine, of: Heading| line.heading(of).cloned();
    match first.endowment.kind {
        EndowmentKind::College => {
            add(
                "endowment-figure-rights",
                false,
                &|due| number(page, due.rights),
                &|line| {
                    let mut why = reasons(page, &line.endowment, Explains::Rights);
                    why.splice(0..0, head_words(page, line));
                    why
                },
            );
            add("endowment-figure-net", false, &|due| number(page, due.net), &|line| {
                let due = &line.endowment;
                let mut why = reasons(page, due, Explains::Net);
                let served = due.rights.zip(due.net).map(|(rights, net)| rights - net);
                why.extend(sum_words(
                    page,
                    "endowment-why-net",
                    &[("rights", due.rights), ("returns", served), ("net", due.net)],
                ));
                why
            });
            add(
                "endowment-figure-teachers",
                false,
                &|due| number(page, due.teachers),
                &|line| reasons(page, &line.endowment, Explains::Teachers),
            );
            add(
                "endowment-figure-spare",
                false,
                &|due| number(page, due.spare),
                &|line| {
                    let due = &line.endowment;
                    let rate =
                        words::parameter_value(page, "spare_rate_percent", &parameters.to_json()["spare_rate_percent"]);
                    let base = due.net.zip(due.teachers).map(|(net, teachers)| net + teachers);
                    base.zip(due.spare)
                        .map(|(base, spare)| {
                            page.tv(
                                "endowment-why-spare",
                                &[("rate", rate.into()), ("base", base.into()), ("spare", spare.into())],
                            )
                        })
                        .into_iter()
                        .collect()
                },
            );
            add(
                "endowment-figure-order",
                true,
                &|due| number(page, due.order),
                &|line| {
                    let due = &line.endowment;
                    sum_words(
                        page,
                        "endowment-why-order",
                        &[
                            ("net", due.net),
                            ("teachers", due.teachers),
                            ("spare", due.spare),
                            ("order", due.order),
                        ],
                    )
                },
            );
            add(
                "endowment-figure-cost",
                false,
                &|due| money(page, due.cost_cents()),
                &|line| {
                    let due = &line.endowment;
                    due.order
                        .zip(due.cost_cents())
                        .map(|(order, cost)| {
                            page.tv(
                                "endowment-why-product",
                                &[
                                    ("quantity", order.into()),
                                    ("unit", page.money(&parameters.device_price_cents).into()),
                                    ("amount", page.money(&cost).into()),
                                ],
                            )
                        })
                        .into_iter()
                        .collect()
                },
            );
        }
        EndowmentKind::Ecole => {
            add(
                "endowment-figure-cases",
                true,
                &|due| number(page, due.cases()),
                &|line| {
                    let mut why = reasons(page, &line.endowment, Explains::Rights);
                    why.extend(reasons(page, &line.endowment, Explains::Cases));
                    why
                },
            );
            add(
                "endowment-figure-case-cost",
                false,
                &|due| money(page, due.case_cents()),
                &|line| {
                    let mut why = product_words(page, heading(&line.endowment, Heading::Cases).as_ref());
                    why.extend(case_price_words(page, parameters).filter(|_| line.endowment.cases() != Some(0)));
                    why
                },
            );
            add(
                "endowment-figure-lump",
                false,
                &|due| money(page, due.lump_cents()),
                &|line| {
                    let mut why = product_words(page, heading(&line.endowment, Heading::SchoolLump).as_ref());
                    why.extend(reasons(page, &line.endowment, Explains::Lump));
                    why
                },
            );
        }
        EndowmentKind::Lycee => {}
    }
    if first.endowment.kind != EndowmentKind::Ecole {
        add(
            "endowment-figure-resources",
            false,
            &|due| money(page, due.resources_cents()),
            &|line| {
                let mut why = product_words(page, heading(&line.endowment, Heading::Resources).as_ref());
                why.extend(reasons(page, &line.endowment, Explains::Resources));
                why
            },
        );
    }
    add(
        "endowment-total",
        true,
        &|due| money(page, due.total_cents()),
        &|line| {
            line.endowment
                .headings
                .iter()
                .filter_map(|heading| {
                    let amount = heading.amount.filter(|amount| *amount != Cents::ZERO)?;
                    let words = words::heading(page, heading.heading);
                    Some(page.tv(
                        "endowment-why-share",
                        &[("heading", words.into()), ("amount", page.money(&amount).into())],
                    ))
                })
                .collect()
        },
    );
    add(
        "endowment-funder-state",
        false,
        &|due| money(page, due.paid_by(&Funder::State, Heading::ALL)),
        &|line| {
            let mut why = share_words(page, &line.endowment, &Funder::State);
            why.extend(reasons(page, &line.endowment, Explains::Shares));
            why
        },
    );
    add(
        "endowment-funder-authority",
        false,
        &|due| money(page, due.paid_by(&Funder::Authority, Heading::ALL)),
        &|line| {
            let mut why = share_words(page, &line.endowment, &Funder::Authority);
            why.push(page.t("endowment-why-authority"));
            why
        },
    );
    if !parameters.funding.is_empty() {
        add(
            "endowment-funder-others",
            false,
            &|due| money(page, due.paid_by_others(Heading::ALL)),
            &|line| {
                let mut names: Vec<&str> = parameters.funding.iter().map(|line| line.funder.as_str()).collect();
                names.dedup();
                names
                    .into_iter()
                    .flat_map(|name| share_words(page, &line.endowment, &Funder::Other(name.to_owned())))
                    .collect()
            },
        );
    }
    if first.endowment.kind == EndowmentKind::College {
        add(
            "endowment-figure-coverage",
            false,
            &|due| Shown {
                text: due.coverage.map_or_else(
                    || page.t("common-unknown"),
                    |ratio| {
                        page.formats()
                            .percent(i64::try_from(ratio.tenths_of_percent()).unwrap_or(i64::MAX))
                    },
                ),
                unknown: due.coverage.is_none(),
            },
            &|line| {
                let due = &line.endowment;
                let mut why = sum_words(
                    page,
                    "endowment-why-coverage",
                    &[
                        ("holders", due.holders),
                        ("pupils", due.pupils),
                        ("residual", due.residual),
                    ],
                );
                why.extend(reasons(page, due, Explains::Coverage));
                why
            },
        );
    }
    rows
}

fn case_price_words(page: &PageCtx, parameters: &Parameters) -> Option<String> {
    if parameters.case_price_cents.is_some() {
        return None;
    }
    Some(page.tv(
        "endowment-why-case-price",
        &[
            ("size", parameters.case_size.into()),
            ("unit", page.money(&parameters.device_price_cents).into()),
            ("extra", page.money(&parameters.case_extra_cents).into()),
            ("price", page.money(&parameters.case_price()).into()),
        ],
    ))
}

/// Where a figure of the roster comes from, in words.
fn origin(page: &PageCtx, figure: &Figure) -> String {
    match (&figure.chosen, figure.origin) {
        (Some(row), _) => {
            let mut words = page.word("source", row.source.code());
            if let (Some(file), Some(line)) = (&row.file_name, row.line) {
                words = page.tv(
                    "endowment-origin-file",
                    &[
                        ("source", words.into()),
                        ("file", file.into()),
                        ("line", line.to_string().into()),
                    ],
                );
            }
            if let Some(reason) = &row.exceptional {
                words.push_str(" – ");
                words.push_str(reason);
            }
            words
        }
        (None, CountOrigin::Cohort { year, level }) => page.tv(
            "endowment-origin-cohort",
            &[
                ("level", words::category(page, Category::Level(level)).into()),
                ("year", page.year(&year).into()),
            ],
        ),
        (None, CountOrigin::CarriedForward { year } | CountOrigin::CarriedThenCohort { year }) => {
            page.t1("endowment-origin-carried", "year", page.year(&year))
        }
        (None, CountOrigin::Observed) => page.t("endowment-origin-sum"),
    }
}

/// The observations that replaced a projection, in sentences.
fn replaced_words(page: &PageCtx, view: &SchoolView) -> Vec<String> {
    view.replaced
        .iter()
        .map(|row| {
            let difference = i64::from(row.observed) - i64::from(row.projected);
            let sign = if difference > 0 { "+" } else { "" };
            page.tv(
                "endowment-replaced-line",
                &[
                    ("level", words::category(page, Category::Level(row.level)).into()),
                    ("year", page.year(&row.year).into()),
                    ("observed", row.observed.into()),
                    ("projected", row.projected.into()),
                    ("difference", format!("{sign}{}", page.number(difference)).into()),
                ],
            )
        })
        .collect()
}

// ---- Tables -----------------------------------------------------------------------------------

/// Who pays what, heading by heading, to the cent.
fn shares_table(page: &PageCtx, view: &SchoolView, query: &str) -> Table {
    let mut rows = Vec::new();
    for line in &view.plan.lines {
        for heading in line
            .endowment
            .headings
            .iter()
            .filter(|heading| heading.quantity != Some(0))
        {
            let mut flags = Vec::new();
            if heading.cap_reached {
                flags.push(("info", page.t("endowment-flag-cap")));
            }
            rows.push(TableRow {
                cells: vec![
                    text(words::heading(page, heading.heading)),
                    year(line.endowment.year),
                    count(heading.quantity),
                    Cell::Euros(heading.unit.0),
                    euros(heading.paid_by(&Funder::State)),
                    euros(heading.paid_by(&Funder::Authority)),
                    euros(heading.paid_by_others()),
                    euros(heading.amount),
                ],
                href: None,
                flags,
            });
        }
    }
    Table {
        id: "financement",
        caption: page.t("endowment-shares"),
        columns: vec![
            column(page, "endowment-column-heading", CellKind::Text, 28.0),
            column(page, "endowment-column-year", CellKind::Text, 12.0),
            column(page, "endowment-column-quantity", CellKind::Integer, 12.0),
            column(page, "endowment-column-unit", CellKind::Euros, 14.0),
            column(page, "endowment-funder-state", CellKind::Euros, 16.0),
            column(page, "endowment-funder-authority", CellKind::Euros, 16.0),
            column(page, "endowment-funder-others", CellKind::Euros, 16.0),
            column(page, "endowment-total", CellKind::Euros, 16.0),
        ],
        rows,
        total: None,
        export: format!("/etablissements/{}/dotation/financement", view.school.uai),
        query: query.to_owned(),
        empty: page.t("endowment-shares-none"),
        note: page.t("endowment-totals-note"),
    }
}

/// The figures of the rosters that the arithmetic read, with where each comes from.
fn roster_table(page: &PageCtx, view: &SchoolView, query: &str) -> Table {
    let mut rows = Vec::new();
    for line in &view.plan.lines {
        for (category, figure) in &line.figures {
            let flags = figure
                .flags
                .iter()
                .map(|flag| {
                    let style = match flag {
                        FigureFlag::Estimated
                        | FigureFlag::Exceptional
                        | FigureFlag::Deduced
                        | FigureFlag::Fictitious
                        | FigureFlag::Disputed => flag.code(),
                    };
                    (style, page.word("figure-flag", flag.code()))
                })
                .collect();
            rows.push(TableRow {
                cells: vec![
                    text(words::category(page, *category)),
                    year(line.endowment.year),
                    Cell::Integer(i64::from(figure.count)),
                    text(origin(page, figure)),
                ],
                href: None,
                flags,
            });
        }
    }
    Table {
        id: "effectifs-utilises",
        caption: page.t("endowment-roster"),
        columns: vec![
            column(page, "endowment-column-category", CellKind::Text, 34.0),
            column(page, "endowment-column-year", CellKind::Text, 12.0),
            column(page, "endowment-column-count", CellKind::Integer, 12.0),
            column(page, "endowment-column-origin", CellKind::Text, 50.0),
        ],
        rows,
        total: None,
        export: format!("/etablissements/{}/dotation/effectifs-utilises", view.school.uai),
        query: query.to_owned(),
        empty: page.t("endowment-roster-none"),
        note: String::new(),
    }
}

/// The four figures of the school.
fn four_table(page: &PageCtx, view: &SchoolView, query: &str) -> Table {
    let rows = view
        .four
        .iter()
        .map(|row| {
            let mut flags = Vec::new();
            if row.fictitious {
                flags.push(("fictitious", page.t("common-fictitious")));
            }
            TableRow {
                cells: vec![
                    text(page.word("endowment-item", row.item.code())),
                    year(row.year),
                    count(row.entitled),
                    count(row.ordered),
                    count(row.delivered),
                    count(row.in_use),
                    row.in_use_on.map_or(Cell::Empty, day),
                ],
                href: None,
                flags,
            }
        })
        .collect();
    Table {
        id: "quatre",
        caption: page.t("endowment-four"),
        columns: vec![
            column(page, "endowment-column-item", CellKind::Text, 28.0),
            column(page, "endowment-column-year", CellKind::Text, 12.0),
            column(page, "endowment-column-entitled", CellKind::Integer, 12.0),
            column(page, "endowment-column-ordered", CellKind::Integer, 12.0),
            column(page, "endowment-column-delivered", CellKind::Integer, 12.0),
            column(page, "endowment-column-in-use", CellKind::Integer, 14.0),
            column(page, "endowment-column-in-use-on", CellKind::Day, 14.0),
        ],
        rows,
        total: None,
        export: format!("/etablissements/{}/dotation/quatre", view.school.uai),
        query: query.to_owned(),
        empty: page.t("endowment-four-none"),
        note: page.t("endowment-four-note"),
    }
}

/// The figures of the page, one row a year: the table to save.
fn years_table(page: &PageCtx, view: &SchoolView) -> Table {
    let rows = view
        .plan
        .lines
        .iter()
        .map(|line| {
            let due = &line.endowment;
            TableRow {
                cells: vec![
                    year(due.year),
                    count(due.rights),
                    count(due.net),
                    count(due.teachers),
                    count(due.spare),
                    count(due.order),
                    euros(due.cost_cents()),
                    count(due.cases()),
                    euros(due.case_cents()),
                    euros(due.lump_cents()),
                    euros(due.resources_cents()),
                    euros(due.total_cents()),
                    euros(due.paid_by(&Funder::State, Heading::ALL)),
                    euros(due.paid_by(&Funder::Authority, Heading::ALL)),
                    euros(due.paid_by_others(Heading::ALL)),
                ],
                href: None,
                flags: words::flags(page, line),
            }
        })
        .collect();
    let integer = |key: &str| column(page, key, CellKind::Integer, 12.0);
    let amount = |key: &str| column(page, key, CellKind::Euros, 16.0);
    Table {
        id: "dotation",
        caption: page.t("endowment-school-title"),
        columns: vec![
            column(page, "endowment-column-year", CellKind::Text, 12.0),
            integer("endowment-figure-rights"),
            integer("endowment-figure-net"),
            integer("endowment-figure-teachers"),
            integer("endowment-figure-spare"),
            integer("endowment-figure-order"),
            amount("endowment-figure-cost"),
            integer("endowment-figure-cases"),
            amount("endowment-figure-case-cost"),
            amount("endowment-figure-lump"),
            amount("endowment-figure-resources"),
            amount("endowment-total"),
            amount("endowment-funder-state"),
            amount("endowment-funder-authority"),
            amount("endowment-funder-others"),
        ],
        rows,
        total: None,
        export: format!("/etablissements/{}/dotation", view.school.uai),
        query: String::new(),
        empty: page.t("endowment-school-none"),
        note: words::set_title(page, &view.plan.set),
    }
}

fn supply_lines(page: &PageCtx, view: &SchoolView) -> Vec<SupplyLine> {
    view.supplies
        .iter()
        .map(|supply| {
            let source = match (&supply.file_name, supply.line) {
                (Some(file), Some(line)) => page.tv(
                    "endowment-supply-file",
                    &[("file", file.into()), ("line", line.to_string().into())],
                ),
                _ => supply.recorded_by.clone().unwrap_or_else(|| page.t("common-console")),
            };
            let gone = supply.withdrawn_at.map(|at| {
                let key = if supply.replaced {
                    "endowment-supply-replaced"
                } else {
                    "endowment-supply-withdrawn"
                };
                page.t1(key, "moment", page.moment(&at))
            });
            SupplyLine {
                id: supply.id,
                day: supply.day,
                year: supply.year,
                step: page.word("endowment-step", supply.step.code()),
                item: page.word("endowment-item", supply.item.code()),
                quantity: supply.quantity,
                price: supply.unit_price,
                reference: supply.reference.clone(),
                note: supply.note.clone(),
                source,
                fictitious: supply.fictitious,
                gone,
            }
        })
        .collect()
}

/// What was declared, to save.
fn supplies_table(page: &PageCtx, view: &SchoolView) -> Table {
    let rows = supply_lines(page, view)
        .into_iter()
        .map(|supply| {
            TableRow::new(vec![
                day(supply.day),
                year(supply.year),
                text(supply.step),
                text(supply.item),
                Cell::Integer(i64::from(supply.quantity)),
                euros(supply.price),
                text(supply.reference),
                text(supply.note),
                text(supply.source),
                supply.gone.map_or(Cell::Empty, Cell::Text),
            ])
        })
        .collect();
    Table {
        id: "materiels",
        caption: page.t("endowment-supplies"),
        columns: vec![
            column(page, "endowment-column-day", CellKind::Day, 12.0),
            column(page, "endowment-column-year", CellKind::Text, 12.0),
            column(page, "endowment-column-step", CellKind::Text, 18.0),
            column(page, "endowment-column-item", CellKind::Text, 26.0),
            column(page, "endowment-column-quantity", CellKind::Integer, 10.0),
            column(page, "endowment-column-unit", CellKind::Euros, 12.0),
            column(page, "endowment-column-reference", CellKind::Text, 20.0),
            column(page, "endowment-note", CellKind::Text, 30.0),
            column(page, "endowment-column-origin", CellKind::Text, 30.0),
            column(page, "endowment-column-status", CellKind::Text, 26.0),
        ],
        rows,
        total: None,
        export: format!("/etablissements/{}/dotation/materiels", view.school.uai),
        query: String::new(),
        empty: page.t("endowment-supplies-none"),
        note: String::new(),
    }
}

pub(super) async fn save_csv(page: PageCtx, Path(uai): Path<String>, form: Form) -> Reply {
    save(page, &uai, form, ExportFormat::Csv).await
}

pub(super) async fn save_xlsx(page: PageCtx, Path(uai): Path<String>, form: Form) -> Reply {
    save(page, &uai, form, ExportFormat::Xlsx).await
}

/// The endowment to save; the spreadsheet also holds the financing, the rosters and the four
/// figures.
async fn save(page: PageCtx, uai: &str, mut form: Form, format: ExportFormat) -> Reply {
    let (asked, _) = asked(&page, &mut form);
    let uai = parse_uai(uai)?;
    let view = load(&page, &uai, asked).await?;
    let sheets = [
        years_table(&page, &view).sheet(&page),
        shares_table(&page, &view, "").sheet(&page),
        roster_table(&page, &view, "").sheet(&page),
        four_table(&page, &view, "").sheet(&page),
        supplies_table(&page, &view).sheet(&page),
    ];
    export::save(&page, format, &format!("dotation-{uai}"), &sheets)
}

/// One table of the page to save.
pub(super) async fn export(page: PageCtx, Path((uai, file)): Path<(String, String)>, mut form: Form) -> Reply {
    let (name, extension) = file.split_once('.').ok_or(Problem::NotFound)?;
    let format = ExportFormat::parse(extension).ok_or(Problem::NotFound)?;
    let (asked, _) = asked(&page, &mut form);
    let uai = parse_uai(&uai)?;
    let view = load(&page, &uai, asked).await?;
    let table = match name {
        "financement" => shares_table(&page, &view, ""),
        "effectifs-utilises" => roster_table(&page, &view, ""),
        "quatre" => four_table(&page, &view, ""),
        "materiels" => supplies_table(&page, &view),
        _ => return Err(Problem::NotFound),
    };
    export::save(&page, format, &format!("{name}-{uai}"), &[table.sheet(&page)])
}

/// The endowment sheet of the school, to print.
pub(super) async fn sheet(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let (asked, _) = asked(&page, &mut form);
    let uai = parse_uai(&uai)?;
    let view = load(&page, &uai, asked).await?;
    let title = page.t1("endowment-sheet-title", "school", &view.school.name);
    let figures = figure_rows(&page, &view);
    let mut columns = vec![json!({ "title": page.t("endowment-column-figure"), "number": false })];
    columns.extend(
        view.plan
            .lines
            .iter()
            .map(|line| json!({ "title": page.year(&line.endowment.year), "number": true })),
    );
    let rows: Vec<Vec<String>> = figures
        .iter()
        .map(|row| {
            std::iter::once(row.label.clone())
                .chain(row.values.iter().map(|value| value.text.clone()))
                .collect()
        })
        .collect();
    let why: Vec<Value> = figures
        .iter()
        .filter(|row| !row.why.is_empty())
        .map(|row| {
            let years: Vec<Value> = row
                .why
                .iter()
                .map(|(year, why)| json!({ "year": year, "text": why.join(" ") }))
                .collect();
            json!({ "label": row.label, "years": years })
        })
        .collect();
    let fictitious = view.plan.is_fictitious() || view.four.iter().any(|row| row.fictitious) || page.is_demo();
    let territory = view
        .school
        .territory
        .as_ref()
        .map(|territory| page.territory(territory))
        .unwrap_or_default();
    let statuses: Vec<String> = status_words(&page, &view)
        .into_iter()
        .map(|(words, _, _)| words)
        .collect();
    let empty = page.t("endowment-school-none");
    let data = json!({
        "title": title,
        "subtitle": format!("{} · {} · {territory}", page.word("school-kind", view.school.kind.code()), view.school.uai),
        "issuer": page.t("common-basin"),
        "notice": fictitious.then(|| page.t("common-demo-label")),
        "source": page.t1("endowment-synthesis-source", "moment", page.moment(&asked.known_at)),
        "facts": [
            [page.t("endowment-decision"), statuses.join(" ; ")],
            [page.t("endowment-column-set"), words::set_title(&page, &view.plan.set)],
            [page.t("endowment-kept-as-of"), page.day(&asked.on)],
        ],
        "sections": {
            "due": page.t("endowment-school-title"), "why": page.t("common-why"), "shares": page.t("endowment-shares"),
            "roster": page.t("endowment-roster"), "four": page.t("endowment-four"), "replaced": page.t("endowment-replaced"),
        },
        "due": { "caption": page.t("endowment-school-title"), "columns": columns, "rows": rows, "total": null, "empty": empty },
        "why": why,
        "replaced": replaced_words(&page, &view),
        "shares": pdf::ledger(&page, &shares_table(&page, &view, "")),
        "roster": pdf::ledger(&page, &roster_table(&page, &view, "")),
        "four": pdf::ledger(&page, &four_table(&page, &view, "")),
    });
    pdf::answer(
        &page,
        include_str!("../pages/sheet.typ"),
        title,
        data,
        None,
        &format!("fiche-de-dotation-{uai}"),
    )
    .await
}

// ---- Supplies ---------------------------------------------------------------------------------

fn quantity(text: &str) -> Result<u32, ()> {
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    digits
        .parse::<u32>()
        .ok()
        .filter(|number| *number <= MAX_COUNT)
        .ok_or(())
}

fn read_supply(form: &mut Form, uai: &Uai) -> Option<SupplyFact> {
    let year = form.required("annee", "form-year", SchoolYear::parse);
    let step = form.required("etape", "form-choice", SupplyStep::parse);
    let item = form.required("article", "form-choice", SupplyItem::parse);
    let quantity = form.required("quantite", "endowment-refused-count", quantity);
    let price = form.maybe("prix", "endowment-refused-euros", |text| {
        Cents::parse_euros(text)
            .ok()
            .filter(|cents| *cents >= Cents::ZERO)
            .ok_or(())
    });
    let day = form.required("jour", "form-day", Day::parse);
    let fact = SupplyFact {
        uai: uai.clone(),
        year: year?,
        step: step?,
        item: item?,
        quantity: quantity?,
        unit_price: price,
        day: day?,
        reference: form.optional("reference").map(str::to_owned),
        note: form.optional("note").map(str::to_owned),
    };
    form.is_valid().then_some(fact)
}

pub(super) async fn enter_supply(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let now = Asked::now(page.now);
    let Some(fact) = read_supply(&mut form, &uai) else {
        return show(page, uai, form, now, false).await;
    };
    let (actor, moment, fictitious) = (page.actor.clone(), page.now, page.is_demo());
    match page
        .app
        .db()
        .write(move |tx| actions::enter_supply(tx, &actor, moment, &fact, fictitious))
        .await
    {
        Ok(_) => page.redirect(
            &format!("/etablissements/{uai}/dotation"),
            "notice-endowment-supply-entered",
        ),
        Err(EndowmentError::Refused(refusal)) => {
            form.refuse_with(refusal.field(), refusal.key(), refusal.arguments());
            show(page, uai, form, now, false).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn withdraw_supply(page: PageCtx, Path((uai, id)): Path<(String, String)>, _form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let id = SupplyId::parse(&id).map_err(|_| Problem::NotFound)?;
    let (actor, now, of) = (page.actor.clone(), page.now, uai.clone());
    page.app
        .db()
        .write(move |tx| actions::withdraw_supply(tx, &actor, now, &of, id))
        .await?;
    page.redirect(
        &format!("/etablissements/{uai}/dotation"),
        "notice-endowment-supply-withdrawn",
    )
}

impl SchoolPage {
    /// Whether the school was decided upon without being selected.
    fn is_selected(&self) -> bool {
        !self.years.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_is_a_whole_number_a_school_can_have() {
        assert_eq!(quantity("1 234"), Ok(1_234));
        assert!(quantity("-1").is_err() && quantity("1000000").is_err());
    }
}
