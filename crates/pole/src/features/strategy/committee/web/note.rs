//! The note of a decision on paper, or of a proposition when nothing is decided yet: A4, tagged, readable in black
//! and white. A reader who sees a part of the plan prints that part.

use pole_kernel::Cents;
use pole_office::pdf::{Document, render};
use pole_pictures::{BarChart, ChartWords, Palette, Series};
use serde_json::{Value as Json, json};

use super::super::super::errors::StrategyError;
use super::super::super::needs::model::{Component, Weights};
use super::super::super::scenarios::model::{Basis, Run};
use super::super::actions::{self, View};
use super::super::board::{Board, FunderCost, Row, Seen, board, kinds_of};
use super::super::model::{Decision, DecisionState, PlanKind};
use super::{book, tables, words};
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// The pictures of the template, one a funder.
const CHARTS: [&str; 6] = [
    "chart-1.svg",
    "chart-2.svg",
    "chart-3.svg",
    "chart-4.svg",
    "chart-5.svg",
    "chart-6.svg",
];
/// More schools than this are left to the workbook.
const MOST_ROWS: usize = 400;

/// What is printed.
struct Printed {
    run: Run,
    basis: Basis,
    kind: PlanKind,
    board: Board,
    decision: Option<Decision>,
    weights: Weights,
    weights_note: String,
    seen: Seen,
}

/// Prints the note of a decision.
pub(super) async fn of_decision(page: &PageCtx, view: View) -> Reply {
    answer(
        page,
        (view.run, view.basis),
        view.decision.mode,
        Some((view.decision, view.board)),
    )
    .await
}

/// Prints the note of a plan that nobody decided yet.
pub(super) async fn of_search(page: &PageCtx, run: Run, basis: Basis, kind: PlanKind) -> Reply {
    answer(page, (run, basis), kind, None).await
}

async fn answer(
    page: &PageCtx,
    (run, basis): (Run, Basis),
    kind: PlanKind,
    decided: Option<(Decision, Board)>,
) -> Reply {
    let seen = actions::seen(&page.actor);
    let (decision, known) = decided.unzip();
    let board = match known {
        Some(board) => board,
        None => board(&run, kind, &[], &seen).ok_or(Problem::NotFound)?,
    };
    let (actor, asked) = (page.actor.clone(), run.clone());
    let (weights, weights_note) = page
        .app
        .db()
        .read(move |tx| actions::weights_of(tx, &actor, &asked))
        .await
        .map_err(|error: StrategyError| Problem::from(error))?;
    let printed = Printed {
        run,
        basis,
        kind,
        board,
        decision,
        weights,
        weights_note,
        seen,
    };
    print(page, &printed).await
}

async fn print(page: &PageCtx, printed: &Printed) -> Reply {
    let is_decision = printed.decision.is_some();
    let title = page.t(if is_decision {
        "committee-note-title"
    } else {
        "committee-note-proposition"
    });
    let charts: Vec<(&'static str, String, String)> = CHARTS
        .iter()
        .zip(&printed.board.costs)
        .map(|(name, cost)| {
            let caption = page.t1("committee-chart-title", "funder", words::funder(page, &cost.funder));
            // The house face has no unbreakable hyphen.
            (
                *name,
                chart(page, printed, cost, &caption).replace('\u{2011}', "-"),
                caption,
            )
        })
        .collect();
    let data = data(page, printed, &title, &charts);
    let language = page.lang();
    let bytes = tokio::task::spawn_blocking(move || {
        let data_json = data.to_string().replace('\u{2011}', "-");
        let files: Vec<(&str, &[u8])> = charts.iter().map(|(name, svg, _)| (*name, svg.as_bytes())).collect();
        render(&Document {
            template: include_str!("../pages/note.typ"),
            data_json: &data_json,
            files: &files,
            title: &title,
            language,
        })
    })
    .await
    .map_err(|error| Problem::failure(&error))?
    .map_err(|error| Problem::failure(&error))?;
    let name = if is_decision {
        "decision-strategie.pdf"
    } else {
        "proposition-strategie.pdf"
    };
    page.attachment(name, "application/pdf", bytes)
}

/// What stands across the head of every page.
fn notice(page: &PageCtx, printed: &Printed) -> Option<String> {
    let state = match printed.decision.as_ref().map(|decision| decision.state) {
        None => Some("committee-notice-proposition"),
        Some(DecisionState::Draft) => Some("committee-notice-draft"),
        Some(DecisionState::Abandoned) => Some("committee-notice-abandoned"),
        Some(DecisionState::Decided) => None,
    };
    let parts: Vec<String> = state
        .into_iter()
        .chain(page.is_demo().then_some("committee-notice-demo"))
        .map(|key| page.t(key))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" – "))
}

fn subtitle(page: &PageCtx, printed: &Printed) -> String {
    let scenario = printed.run.name.clone();
    match &printed.decision {
        Some(decision) => match decision.decided_on {
            Some(day) => page.tv(
                "committee-note-decided",
                &[
                    ("scenario", scenario.into()),
                    ("day", page.day(&day).into()),
                    ("person", person(page, decision).into()),
                ],
            ),
            None => scenario,
        },
        None => page.tv(
            "committee-note-proposed",
            &[
                ("scenario", scenario.into()),
                ("plan", words::plan(page, printed.kind).into()),
            ],
        ),
    }
}

fn person(page: &PageCtx, decision: &Decision) -> String {
    decision.decided_by.clone().unwrap_or_else(|| page.t("common-console"))
}

fn data(page: &PageCtx, printed: &Printed, title: &str, charts: &[(&'static str, String, String)]) -> Json {
    let (run, board, seen) = (&printed.run, &printed.board, &printed.seen);
    let total = board.decided;
    let source = page.tv(
        "committee-note-source",
        &[
            ("moment", page.moment(&run.asked_at).into()),
            ("revision", run.revision.into()),
            ("weights", run.weights.into()),
        ],
    );
    let asked: Vec<[String; 2]> = tables::asked(page, (run, &printed.basis), seen)
        .into_iter()
        .map(|(what, value)| [what, value])
        .collect();
    json!({
        "title": title,
        "subtitle": subtitle(page, printed),
        "issuer": page.t("common-basin"),
        "notice": notice(page, printed),
        "source": source,
        "part": board.is_part.then(|| page.t("committee-part")),
        "figures": [
            { "value": page.number(total.schools), "label": page.t("committee-total-schools") },
            { "value": page.number(total.pupils), "label": page.t("committee-total-pupils") },
            { "value": page.number((total.local_cost + 50) / 100), "label": page.t("committee-local-euros") },
            { "value": page.number(total.benefit), "label": page.t("committee-total-benefit") },
        ],
        "asked": { "title": page.t("committee-note-asked"), "facts": asked },
        "proposed": proposed(page, printed),
        "decision": printed.decision.as_ref().map(|decision| decision_part(page, printed, decision)),
        "plan": plan_part(page, printed),
        "broken": {
            "title": page.t("committee-broken"),
            "none": page.t("committee-nothing-broken"),
            "rows": board.broken.iter().map(|one| words::broken(page, (run, &printed.basis), one)).collect::<Vec<_>>(),
        },
        "costs": costs(page, printed, charts),
        "left_out": left_out(page, printed),
        "robust": robust(page, printed),
        "method": method(page, printed),
    })
}

fn titles(page: &PageCtx, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| page.t(key)).collect()
}

/// Both modes and the plain ranking, with their price.
fn proposed(page: &PageCtx, printed: &Printed) -> Json {
    let rows: Vec<Vec<String>> = kinds_of(&printed.run)
        .into_iter()
        .filter_map(|kind| Some((kind, board(&printed.run, kind, &[], &printed.seen)?)))
        .map(|(kind, board)| {
            let total = board.proposed;
            vec![
                words::plan(page, kind),
                page.number(total.schools),
                page.number(total.pupils),
                page.number(total.benefit),
                page.money(&Cents(total.cost)),
                page.money(&Cents(total.local_cost)),
            ]
        })
        .collect();
    let mut texts: Vec<String> = [PlanKind::Benefit, PlanKind::Equity]
        .into_iter()
        .map(|kind| {
            page.tv(
                "committee-note-proven",
                &[
                    ("plan", words::plan(page, kind).into()),
                    ("proven", tables::proven(page, &printed.run, kind).into()),
                ],
            )
        })
        .collect();
    if printed.decision.is_some() {
        texts.push(page.t1("committee-note-on-plan", "plan", words::plan(page, printed.kind)));
    }
    json!({
        "title": page.t("committee-note-program"),
        "columns": titles(page, &[
            "committee-column-plan", "committee-total-schools", "committee-total-pupils", "committee-total-benefit",
            "committee-total-cost", "committee-total-local",
        ]),
        "rows": rows,
        "texts": texts,
    })
}

/// Who decided, and each deviation with its reason.
fn decision_part(page: &PageCtx, printed: &Printed, decision: &Decision) -> Json {
    let run = &printed.run;
    let sentence = match decision.decided_on {
        Some(day) => page.tv(
            "committee-note-sentence",
            &[
                ("day", page.day(&day).into()),
                ("person", person(page, decision).into()),
            ],
        ),
        None => page.t("committee-note-draft"),
    };
    let rows: Vec<Vec<String>> = printed
        .board
        .rows
        .iter()
        .filter_map(|row| Some((row, row.deviation.as_ref()?)))
        .map(|(row, deviation)| {
            vec![
                row.facts.name.clone(),
                words::wave(page, run, row.proposed),
                words::wave(page, run, row.decided),
                deviation.reason.clone(),
            ]
        })
        .collect();
    json!({
        "title": page.t("committee-note-committee"),
        "sentence": sentence,
        "note": decision.note,
        "deviations": page.t("committee-note-deviations"),
        "columns": titles(page, &[
            "committee-column-school", "committee-column-proposed", "committee-column-decided", "committee-column-deviation",
        ]),
        "rows": rows,
        "none": page.t("committee-note-no-deviation"),
    })
}

/// The schools that enter, wave by wave.
fn plan_part(page: &PageCtx, printed: &Printed) -> Json {
    let run = &printed.run;
    let mut entering: Vec<&Row> = printed.board.rows.iter().filter(|row| row.decided.is_some()).collect();
    entering.sort_by_key(|row| (row.decided, -row.priority_x10));
    let left = entering.len().saturating_sub(MOST_ROWS);
    let rows: Vec<Vec<String>> = entering
        .into_iter()
        .take(MOST_ROWS)
        .map(|row| {
            vec![
                words::wave(page, run, row.decided),
                format!("{} ({})", row.facts.name, row.facts.uai),
                words::kind(page, &row.facts),
                page.number(row.pupils),
                words::points(page, row.facts.need),
                page.formats().tenths(row.priority_x10),
                page.money(&Cents(row.cost)),
            ]
        })
        .collect();
    json!({
        "title": page.t(if printed.decision.is_some() { "committee-note-plan" } else { "committee-note-plan-proposed" }),
        "columns": titles(page, &[
            "committee-wave-label", "committee-column-school", "committee-column-kind", "committee-column-pupils",
            "committee-column-need", "committee-column-priority", "committee-column-cost",
        ]),
        "rows": rows,
        "none": page.t("committee-note-plan-none"),
        "more": (left > 0).then(|| page.tn("committee-note-more", "count", left)),
    })
}

fn costs(page: &PageCtx, printed: &Printed, charts: &[(&'static str, String, String)]) -> Json {
    let rows: Vec<Vec<String>> = printed
        .board
        .costs
        .iter()
        .flat_map(|funder| {
            (1..)
                .zip(&funder.years)
                .map(move |(number, cost)| (funder, number, cost))
        })
        .map(|(funder, number, cost)| {
            let left = words::left(cost);
            let over = if left < 0 {
                format!("{} ({})", page.money(&Cents(left)), page.t("committee-over"))
            } else {
                page.money(&Cents(left))
            };
            vec![
                words::funder(page, &funder.funder),
                words::year(page, &printed.run, number),
                page.money(&Cents(cost.budget)),
                page.money(&Cents(cost.proposed)),
                page.money(&Cents(cost.decided)),
                over,
            ]
        })
        .collect();
    let pictures: Vec<Json> = charts
        .iter()
        .map(|(name, _, caption)| json!({ "file": name, "caption": caption, "alt": page.t1("committee-chart-alt", "title", caption) }))
        .collect();
    json!({
        "title": page.t("committee-costs"),
        "columns": titles(page, &[
            "committee-column-funder", "committee-column-year", "committee-column-budget", "committee-column-cost-proposed",
            "committee-column-cost-decided", "committee-column-left",
        ]),
        "rows": rows,
        "none": page.t("committee-costs-none"),
        "charts": pictures,
    })
}

/// What a funder pays each year against what it has.
fn chart(page: &PageCtx, printed: &Printed, cost: &FunderCost, title: &str) -> String {
    let series = |key: &str, figure: fn(&super::super::board::YearCost) -> i64| Series {
        label: page.t(key),
        values: cost.years.iter().map(|year| Some(figure(year) / 100)).collect(),
        estimated: Vec::new(),
        suppressed: Vec::new(),
    };
    let chart = BarChart {
        title: title.to_owned(),
        description: page.t1("committee-chart-alt", "title", title),
        unit: page.t("endowment-chart-unit"),
        categories: (1..=cost.years.len())
            .map(|number| words::year(page, &printed.run, number))
            .collect(),
        series: vec![
            series("committee-column-budget", |year| year.budget),
            series("committee-column-cost-decided", |year| year.decided),
        ],
        stacked: false,
        reference: None,
        words: ChartWords {
            estimated: page.t("endowment-flag-estime"),
            unknown: page.t("common-unknown"),
            suppressed: page.t("common-suppressed"),
        },
    };
    let formats = page.formats();
    chart.svg("couts", Palette::Print, &|value| formats.number(value))
}

fn left_out(page: &PageCtx, printed: &Printed) -> Json {
    let (run, seen) = (&printed.run, &printed.seen);
    let mut out: Vec<&Row> = printed.board.rows.iter().filter(|row| row.decided.is_none()).collect();
    out.sort_by_key(|row| -row.priority_x10);
    let left = out.len().saturating_sub(MOST_ROWS);
    let rows: Vec<Vec<String>> = out
        .into_iter()
        .take(MOST_ROWS)
        .map(|row| {
            let why = match (&row.deviation, &row.why) {
                (Some(deviation), _) => page.t1("committee-note-by-committee", "reason", &deviation.reason),
                (None, Some(told)) => words::why(page, (run, &printed.basis), seen, told),
                (None, None) => String::new(),
            };
            let increase = row
                .why
                .as_ref()
                .filter(|_| row.deviation.is_none())
                .and_then(|told| words::increase(page, run, seen, told));
            vec![
                row.facts.name.clone(),
                page.formats().tenths(row.priority_x10),
                why,
                increase.unwrap_or_else(|| "–".to_owned()),
            ]
        })
        .collect();
    json!({
        "title": page.t("committee-note-left-out"),
        "columns": titles(page, &[
            "committee-column-school", "committee-column-priority", "committee-column-why", "committee-column-increase",
        ]),
        "rows": rows,
        "none": page.t("committee-note-left-out-none"),
        "more": (left > 0).then(|| page.tn("committee-note-more", "count", left)),
    })
}

fn robust(page: &PageCtx, printed: &Printed) -> Json {
    let rows: Vec<Vec<String>> = printed
        .board
        .rows
        .iter()
        .filter_map(|row| {
            let drawn = row.drawn.as_ref()?;
            Some(vec![
                row.facts.name.clone(),
                words::wave(page, &printed.run, row.decided),
                words::draws(page, drawn),
                words::verdict(page, drawn).1,
            ])
        })
        .take(MOST_ROWS)
        .collect();
    json!({
        "title": page.t("committee-note-robust"),
        "text": page.t("committee-note-robust-text"),
        "columns": titles(page, &[
            "committee-column-school", "committee-wave-label", "committee-column-draws", "committee-column-verdict",
        ]),
        "rows": rows,
        "none": page.t("committee-note-robust-none"),
    })
}

fn method(page: &PageCtx, printed: &Printed) -> Json {
    let facts: Vec<[String; 2]> = book::weights(page, &printed.weights, printed.run.weights, &printed.weights_note)
        .into_iter()
        .map(|(what, value)| [what, value])
        .collect();
    json!({
        "title": page.t("committee-method"),
        "texts": titles(page, &[
            "committee-method-objective", "committee-method-equity", "committee-method-rules", "committee-method-solver",
            "committee-method-decides",
        ]),
        "weights": page.t("committee-weights"),
        "facts": facts,
        "anchors": page.t("committee-method-anchors"),
        "anchors_text": page.t("committee-method-anchors-text"),
        "columns": titles(page, &["committee-method-component", "committee-method-anchor"]),
        "rows": Component::NEED.iter().map(|component| vec![
            words::component(page, component.code()),
            page.word("committee-anchor", component.code()),
        ]).collect::<Vec<_>>(),
    })
}
