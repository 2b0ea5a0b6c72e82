//! The tables of a decision and of a search: on a page, in the note, in the workbook.

use pole_office::table::{Cell, CellKind};

use super::super::super::plan::{Entries, Problem};
use super::super::super::scenarios::model::{Basis, Run};
use super::super::board::{Board, Seen, Totals, answer_of, board, kinds_of};
use super::super::contrast::Contrast;
use super::super::model::PlanKind;
use super::words;
use crate::shell::page::PageCtx;
use crate::shell::table::{Table, TableRow, column, text};

fn wave(number: Option<usize>) -> Cell {
    number
        .and_then(|number| i64::try_from(number).ok())
        .map_or_else(|| text(""), Cell::Integer)
}

fn points(page: &PageCtx, hundredths: i64) -> Cell {
    text(words::points(page, hundredths))
}

fn tenths(page: &PageCtx, tenths: i64) -> Cell {
    text(page.formats().tenths(tenths))
}

fn plain(id: &'static str, caption: String, columns: Vec<pole_office::table::Column>, rows: Vec<TableRow>) -> Table {
    Table {
        id,
        caption,
        columns,
        rows,
        total: None,
        export: String::new(),
        query: String::new(),
        empty: String::new(),
        note: String::new(),
    }
}

/// Every school before the committee, as it is decided.
pub(super) fn schools(page: &PageCtx, about: (&Run, &Basis), board: &Board, seen: &Seen) -> Table {
    let rows = board
        .rows
        .iter()
        .map(|row| {
            let deviation = row.deviation.as_ref();
            let why = row.why.as_ref().map(|told| words::why(page, about, seen, told));
            TableRow::new(vec![
                text(row.facts.name.clone()),
                text(row.facts.uai.clone()),
                text(words::kind(page, &row.facts)),
                text(words::island(page, &row.facts)),
                Cell::Integer(row.pupils),
                points(page, row.facts.need),
                points(page, row.facts.readiness),
                tenths(page, row.priority_x10),
                wave(row.proposed),
                wave(row.decided),
                text(deviation.map(|one| one.reason.clone()).unwrap_or_default()),
                if words::left_out(page, about.1, &row.facts.uai).is_some() {
                    Cell::Empty
                } else {
                    Cell::Euros(row.cost)
                },
                text(
                    row.drawn
                        .as_ref()
                        .map(|drawn| words::verdict(page, drawn).1)
                        .unwrap_or_default(),
                ),
                text(why.unwrap_or_default()),
            ])
        })
        .collect();
    plain(
        "etablissements",
        page.t("committee-schools"),
        vec![
            column(page, "committee-column-school", CellKind::Text, 36.0),
            column(page, "committee-column-uai", CellKind::Text, 11.0),
            column(page, "committee-column-kind", CellKind::Text, 22.0),
            column(page, "committee-column-island", CellKind::Text, 18.0),
            column(page, "committee-column-pupils", CellKind::Integer, 9.0),
            column(page, "committee-column-need", CellKind::Text, 9.0),
            column(page, "committee-column-readiness", CellKind::Text, 12.0),
            column(page, "committee-column-priority", CellKind::Text, 9.0),
            column(page, "committee-column-proposed", CellKind::Integer, 12.0),
            column(page, "committee-column-decided", CellKind::Integer, 12.0),
            column(page, "committee-column-deviation", CellKind::Text, 44.0),
            column(page, "committee-column-cost", CellKind::Euros, 16.0),
            column(page, "committee-column-verdict", CellKind::Text, 14.0),
            column(page, "committee-column-why", CellKind::Text, 50.0),
        ],
        rows,
    )
}

/// What each funder pays each year against what it has.
pub(super) fn costs(page: &PageCtx, run: &Run, board: &Board) -> Table {
    let rows = board
        .costs
        .iter()
        .flat_map(|funder| {
            (1..)
                .zip(&funder.years)
                .map(move |(number, cost)| (funder, number, cost))
        })
        .map(|(funder, number, cost)| TableRow {
            cells: vec![
                text(words::funder(page, &funder.funder)),
                text(words::year(page, run, number)),
                Cell::Euros(cost.budget),
                Cell::Euros(cost.proposed),
                Cell::Euros(cost.decided),
                Cell::Euros(words::left(cost)),
            ],
            href: None,
            flags: if words::left(cost) < 0 {
                vec![("error", page.t("committee-over"))]
            } else {
                Vec::new()
            },
        })
        .collect();
    Table {
        empty: page.t("committee-costs-none"),
        ..plain(
            "couts",
            page.t("committee-costs"),
            vec![
                column(page, "committee-column-funder", CellKind::Text, 30.0),
                column(page, "committee-column-year", CellKind::Text, 14.0),
                column(page, "committee-column-budget", CellKind::Euros, 16.0),
                column(page, "committee-column-cost-proposed", CellKind::Euros, 16.0),
                column(page, "committee-column-cost-decided", CellKind::Euros, 16.0),
                column(page, "committee-column-left", CellKind::Euros, 16.0),
            ],
            rows,
        )
    }
}

/// What two plans are worth, and the difference.
pub(super) fn totals(page: &PageCtx, caption: &str, titles: [&str; 2], pair: (Totals, Totals)) -> Table {
    type Figure = fn(&Totals) -> i64;
    let lines: [(&str, bool, Figure); 5] = [
        ("committee-total-schools", false, |total| total.schools),
        ("committee-total-pupils", false, |total| total.pupils),
        ("committee-total-benefit", false, |total| total.benefit),
        ("committee-total-cost", true, |total| total.cost),
        ("committee-total-local", true, |total| total.local_cost),
    ];
    let cell = |is_money: bool, figure: i64| text(figured(page, is_money, figure, false));
    let rows = lines
        .iter()
        .map(|(key, is_money, figure)| {
            let (before, after) = (figure(&pair.0), figure(&pair.1));
            TableRow::new(vec![
                text(page.t(key)),
                cell(*is_money, before),
                cell(*is_money, after),
                text(figured(page, *is_money, after - before, true)),
            ])
        })
        .collect();
    plain(
        "totaux",
        page.t(caption),
        vec![
            column(page, "committee-column-what", CellKind::Text, 34.0),
            column(page, titles[0], CellKind::Text, 20.0),
            column(page, titles[1], CellKind::Text, 20.0),
            column(page, "committee-column-difference", CellKind::Text, 20.0),
        ],
        rows,
    )
}

/// A figure in words; a difference says its sign.
pub(super) fn figured(page: &PageCtx, is_money: bool, figure: i64, is_difference: bool) -> String {
    let words = if is_money {
        page.money(&pole_kernel::Cents(figure))
    } else {
        page.number(figure)
    };
    if is_difference && figure > 0 {
        format!("+{words}")
    } else {
        words
    }
}

/// The costs of two plans by funder and year, and the difference.
pub(super) fn cost_pairs(page: &PageCtx, contrast: &Contrast) -> Table {
    let cell = |cents: Option<i64>| cents.map_or_else(|| text(""), Cell::Euros);
    let rows = contrast
        .costs
        .iter()
        .map(|pair| {
            let year = pole_kernel::SchoolYear::starting(pair.year)
                .map_or_else(|_| pair.year.to_string(), |year| page.year(&year));
            TableRow::new(vec![
                text(words::funder(page, &pair.funder)),
                text(year),
                cell(pair.before),
                cell(pair.after),
                Cell::Euros(pair.after.unwrap_or_default() - pair.before.unwrap_or_default()),
            ])
        })
        .collect();
    Table {
        empty: page.t("committee-costs-none"),
        ..plain(
            "couts",
            page.t("committee-costs"),
            vec![
                column(page, "committee-column-funder", CellKind::Text, 30.0),
                column(page, "committee-column-year", CellKind::Text, 14.0),
                column(page, "committee-side-a", CellKind::Euros, 16.0),
                column(page, "committee-side-b", CellKind::Euros, 16.0),
                column(page, "committee-column-difference", CellKind::Euros, 16.0),
            ],
            rows,
        )
    }
}

/// The schools of two plans, one sentence each; those that stay the same too, or not.
pub(super) fn changes(page: &PageCtx, before: &Run, after: &Run, contrast: &Contrast, with_same: bool) -> Table {
    let chosen: Vec<_> = if with_same {
        contrast.changes.iter().collect()
    } else {
        contrast.changed().collect()
    };
    let rows = chosen
        .into_iter()
        .map(|(name, change)| {
            TableRow::new(vec![
                text(name.clone()),
                text(change.uai.clone()),
                text(words::change(page, before, after, name, change)),
            ])
        })
        .collect();
    Table {
        empty: page.t("committee-changes-none"),
        ..plain(
            "changements",
            page.t("committee-changes"),
            vec![
                column(page, "committee-column-school", CellKind::Text, 36.0),
                column(page, "committee-column-uai", CellKind::Text, 11.0),
                column(page, "committee-column-change", CellKind::Text, 70.0),
            ],
            rows,
        )
    }
}

/// Every school of a search, with its wave in each of its plans.
pub(super) fn searched(page: &PageCtx, run: &Run, seen: &Seen) -> Table {
    let kinds = kinds_of(run);
    let boards: Vec<Board> = kinds.iter().filter_map(|kind| board(run, *kind, &[], seen)).collect();
    let mut columns = vec![
        column(page, "committee-column-school", CellKind::Text, 36.0),
        column(page, "committee-column-uai", CellKind::Text, 11.0),
        column(page, "committee-column-kind", CellKind::Text, 22.0),
        column(page, "committee-column-island", CellKind::Text, 18.0),
        column(page, "committee-column-pupils", CellKind::Integer, 9.0),
        column(page, "committee-column-need", CellKind::Text, 9.0),
        column(page, "committee-column-readiness", CellKind::Text, 12.0),
        column(page, "committee-column-priority", CellKind::Text, 9.0),
        column(page, "committee-column-low", CellKind::Text, 9.0),
        column(page, "committee-column-high", CellKind::Text, 9.0),
        column(page, "committee-column-estimated", CellKind::Text, 9.0),
    ];
    columns.extend(kinds.iter().map(|kind| pole_office::table::Column {
        title: page.t1("committee-column-wave-in", "plan", words::plan(page, *kind)),
        kind: CellKind::Integer,
        width: 16.0,
    }));
    columns.push(column(page, "committee-column-verdict", CellKind::Text, 14.0));
    let Some(first) = boards.first() else {
        return plain("etablissements", page.t("committee-sheet-schools"), columns, Vec::new());
    };
    let rows = first
        .rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let mut cells = vec![
                text(row.facts.name.clone()),
                text(row.facts.uai.clone()),
                text(words::kind(page, &row.facts)),
                text(words::island(page, &row.facts)),
                Cell::Integer(row.pupils),
                points(page, row.facts.need),
                points(page, row.facts.readiness),
                tenths(page, row.priority_x10),
                tenths(page, row.facts.priority_between.0),
                tenths(page, row.facts.priority_between.1),
                text(if row.facts.estimated {
                    page.t("committee-yes")
                } else {
                    String::new()
                }),
            ];
            cells.extend(
                boards
                    .iter()
                    .map(|board| wave(board.rows.get(index).and_then(|row| row.proposed))),
            );
            let verdict = row.drawn.as_ref().map(|drawn| words::verdict(page, drawn).1);
            cells.push(text(verdict.unwrap_or_default()));
            TableRow::new(cells)
        })
        .collect();
    plain("etablissements", page.t("committee-sheet-schools"), columns, rows)
}

/// What each plan of a search costs by funder and year.
pub(super) fn searched_costs(page: &PageCtx, run: &Run, seen: &Seen) -> Table {
    let rows = kinds_of(run)
        .into_iter()
        .filter_map(|kind| Some((kind, board(run, kind, &[], seen)?)))
        .flat_map(|(kind, board)| {
            costs(page, run, &board).rows.into_iter().map(move |row| {
                let mut cells = vec![text(words::plan(page, kind))];
                cells.extend(row.cells.into_iter().take(4));
                TableRow::new(cells)
            })
        })
        .collect();
    plain(
        "couts",
        page.t("committee-sheet-costs"),
        vec![
            column(page, "committee-column-plan", CellKind::Text, 24.0),
            column(page, "committee-column-funder", CellKind::Text, 30.0),
            column(page, "committee-column-year", CellKind::Text, 14.0),
            column(page, "committee-column-budget", CellKind::Euros, 16.0),
            column(page, "committee-column-cost", CellKind::Euros, 16.0),
        ],
        rows,
    )
}

/// The schools that the two plans of a search leave out, why, and what would let them in.
pub(super) fn left_out(page: &PageCtx, (run, basis): (&Run, &Basis), seen: &Seen) -> Table {
    let rows = [PlanKind::Benefit, PlanKind::Equity]
        .into_iter()
        .filter_map(|kind| Some((kind, board(run, kind, &[], seen)?)))
        .flat_map(|(kind, board)| board.rows.into_iter().map(move |row| (kind, row)))
        .filter(|(_, row)| row.proposed.is_none())
        .map(|(kind, row)| {
            let told = row.why.as_ref();
            TableRow::new(vec![
                text(row.facts.name.clone()),
                text(row.facts.uai.clone()),
                text(words::plan(page, kind)),
                text(
                    told.map(|told| words::why(page, (run, basis), seen, told))
                        .unwrap_or_default(),
                ),
                text(
                    told.and_then(|told| words::increase(page, run, seen, told))
                        .unwrap_or_default(),
                ),
            ])
        })
        .collect();
    plain(
        "non-retenus",
        page.t("committee-sheet-left-out"),
        vec![
            column(page, "committee-column-school", CellKind::Text, 36.0),
            column(page, "committee-column-uai", CellKind::Text, 11.0),
            column(page, "committee-column-plan", CellKind::Text, 24.0),
            column(page, "committee-column-why", CellKind::Text, 60.0),
            column(page, "committee-column-increase", CellKind::Text, 60.0),
        ],
        rows,
    )
}

/// How often each school is chosen when the weights vary.
pub(super) fn drawn(page: &PageCtx, run: &Run, seen: &Seen) -> Table {
    let rows = [PlanKind::Benefit, PlanKind::Equity]
        .into_iter()
        .filter_map(|kind| Some((kind, board(run, kind, &[], seen)?)))
        .flat_map(|(kind, board)| board.rows.into_iter().map(move |row| (kind, row)))
        .filter_map(|(kind, row)| {
            let drawn = row.drawn.as_ref()?;
            let tenths = (i64::from(drawn.chosen) * 1_000)
                .checked_div(i64::from(drawn.draws))
                .unwrap_or_default();
            Some(TableRow::new(vec![
                text(row.facts.name.clone()),
                text(row.facts.uai.clone()),
                text(words::plan(page, kind)),
                Cell::Integer(i64::from(drawn.chosen)),
                Cell::Integer(i64::from(drawn.draws)),
                Cell::PercentTenths(tenths),
                text(words::verdict(page, drawn).1),
            ]))
        })
        .collect();
    plain(
        "tirages",
        page.t("committee-sheet-draws"),
        vec![
            column(page, "committee-column-school", CellKind::Text, 36.0),
            column(page, "committee-column-uai", CellKind::Text, 11.0),
            column(page, "committee-column-plan", CellKind::Text, 24.0),
            column(page, "committee-column-chosen", CellKind::Integer, 12.0),
            column(page, "committee-column-draws", CellKind::Integer, 10.0),
            column(page, "committee-column-share", CellKind::Percent, 10.0),
            column(page, "committee-column-verdict", CellKind::Text, 14.0),
        ],
        rows,
    )
}

/// What was asked: budgets, guarantees, choices, works, weights; what one may see of it.
pub(super) fn asked(page: &PageCtx, (run, basis): (&Run, &Basis), seen: &Seen) -> Vec<(String, String)> {
    let content = &run.content;
    let mut lines = vec![
        (page.t("committee-asked-waves"), page.number(content.waves)),
        (
            page.t("committee-asked-set"),
            if basis.set.is_empty() {
                page.t("committee-set-in-force")
            } else {
                page.tv(
                    "committee-set-version",
                    &[
                        ("name", basis.set_name.as_str().into()),
                        ("version", basis.set_version.into()),
                    ],
                )
            },
        ),
        (
            page.t("committee-asked-selected"),
            page.t(if content.keep_selected {
                "committee-selected-kept"
            } else {
                "committee-selected-anew"
            }),
        ),
    ];
    for (code, years) in content.budgets.iter().filter(|(code, _)| seen.pays(code)) {
        lines.push((
            page.t1("committee-asked-budgets", "funder", words::funder(page, code)),
            by_year(page, run, years),
        ));
    }
    for (code, years) in basis.committed.iter().filter(|(code, _)| seen.pays(code)) {
        lines.push((
            page.t1("committee-asked-committed", "funder", words::funder(page, code)),
            by_year(page, run, years),
        ));
    }
    let kept: Vec<String> = basis
        .kept
        .iter()
        .filter(|kept| seen.holds_code(&kept.uai, kept.territory.as_deref()))
        .map(|kept| kept.name.clone())
        .collect();
    if !kept.is_empty() {
        lines.push((page.t("committee-asked-already"), kept.join(", ")));
    }
    if seen.scope.everything {
        for (code, years) in &content.caps {
            lines.push((
                page.t1("committee-asked-caps", "heading", words::heading(page, code)),
                by_year(page, run, years),
            ));
        }
    }
    lines.extend(guarantees(page, run, seen));
    let shown = super::super::board::shown(run, seen);
    for facts in shown.values() {
        if let Some(choice) = content.schools.get(&facts.uai) {
            lines.push((facts.name.clone(), words::choice(page, run, choice)));
        }
    }
    for works in &content.packages {
        let Some(facts) = shown.values().find(|facts| facts.uai == works.uai) else {
            continue;
        };
        let cents: i64 = works
            .costs
            .iter()
            .filter(|(code, _)| seen.pays(code))
            .flat_map(|(_, years)| years)
            .sum();
        lines.push((
            page.t1("committee-asked-work", "school", &facts.name),
            page.tv(
                "committee-asked-work-text",
                &[
                    ("name", works.id.as_str().into()),
                    ("amount", page.money(&pole_kernel::Cents(cents)).into()),
                    ("wave", works.ready_wave.into()),
                ],
            ),
        ));
    }
    lines
}

fn guarantees(page: &PageCtx, run: &Run, seen: &Seen) -> Vec<(String, String)> {
    let content = &run.content;
    let mut lines = Vec::new();
    if !content.fte_x100.is_empty() && seen.scope.everything {
        let years: Vec<String> = (1..)
            .zip(&content.fte_x100)
            .map(|(number, fte)| {
                page.tv(
                    "committee-by-year",
                    &[
                        ("year", words::year(page, run, number).into()),
                        ("amount", words::points(page, *fte).into()),
                    ],
                )
            })
            .collect();
        lines.push((page.t("committee-asked-fte"), years.join(", ")));
    }
    if content.island_each_wave {
        lines.push((page.t("committee-guarantee"), page.t("committee-guarantee-islands")));
    }
    if let Some(least) = content.primary_at_least {
        lines.push((
            page.t("committee-guarantee"),
            page.tn("committee-guarantee-at-least", "count", least),
        ));
    }
    if let Some(most) = content.primary_at_most {
        lines.push((
            page.t("committee-guarantee"),
            page.tn("committee-guarantee-at-most", "count", most),
        ));
    }
    lines
}

fn by_year(page: &PageCtx, run: &Run, years: &[i64]) -> String {
    let parts: Vec<String> = (1..)
        .zip(years)
        .map(|(number, cents)| {
            page.tv(
                "committee-by-year",
                &[
                    ("year", words::year(page, run, number).into()),
                    ("amount", page.money(&pole_kernel::Cents(*cents)).into()),
                ],
            )
        })
        .collect();
    parts.join(", ")
}

/// How far a plan is proven, in one sentence.
pub(super) fn proven(page: &PageCtx, run: &Run, kind: PlanKind) -> String {
    let Some(answer) = answer_of(run, kind) else {
        return page.t("committee-proven-none");
    };
    match (answer.status.as_ref(), answer.gap) {
        ("optimal", _) => page.t("committee-proven-optimal"),
        (_, Some(gap)) => {
            // Never told smaller than it is.
            let hundred_thousandths = (gap * 1e5).ceil();
            page.t1(
                "committee-proven-gap",
                "gap",
                format!("{:.3}", hundred_thousandths / 1e3).replace('.', &decimal(page)),
            )
        }
        (_, None) => page.t("committee-proven-unknown"),
    }
}

/// The decimal sign of the reader’s language.
fn decimal(page: &PageCtx) -> String {
    page.formats()
        .tenths(1)
        .chars()
        .find(|sign| !sign.is_ascii_digit())
        .unwrap_or('.')
        .to_string()
}

/// The name of a network work that is done in a plan.
pub(super) fn works<'a>(problem: &'a Problem, plan: &Entries) -> Vec<&'a str> {
    problem
        .packages
        .iter()
        .zip(&plan.packages)
        .filter(|(_, done)| **done)
        .map(|(package, _)| package.id.as_str())
        .collect()
}
