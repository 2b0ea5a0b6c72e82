//! Scenarios and results in words.

use std::collections::BTreeMap;

use pole_i18n::Argument;
use pole_kernel::{Cents, SchoolYear, Territory};

use super::super::super::answer::{Answer, Drawn, IncreaseTold, Told};
use super::super::errors::{Obstacle, ScenarioRefusal};
use super::super::model::{Basis, Content, RunLine, RunState, SchoolFacts};
use crate::shell::page::PageCtx;

/// Who pays, in words.
pub fn funder_name(page: &PageCtx, code: &str) -> String {
    match code {
        "state" => page.t("strategy-funder-state"),
        "authority" => page.t("strategy-funder-authority"),
        other => match other.strip_prefix("authority-").map(Territory::parse) {
            Some(Ok(territory)) => page.t1("strategy-funder-authority-of", "territory", page.territory(&territory)),
            Some(Err(_)) | None => other.to_owned(),
        },
    }
}

/// A heading of the endowment.
pub(super) fn heading(page: &PageCtx, code: &str) -> String {
    page.word("endowment-heading", code)
}

/// A year of a plan as a school year.
pub(in super::super) fn year(page: &PageCtx, first_year: i16, year: usize) -> String {
    let offset = i16::try_from(year).unwrap_or(i16::MAX).saturating_sub(1);
    SchoolYear::starting(first_year.saturating_add(offset)).map_or_else(|_| year.to_string(), |year| page.year(&year))
}

/// A wave with its first year.
pub(super) fn wave(page: &PageCtx, first_year: i16, wave: usize) -> String {
    page.tv(
        "strategy-wave-of",
        &[("wave", wave.into()), ("year", year(page, first_year, wave).into())],
    )
}

/// An island by its code.
pub(super) fn island(page: &PageCtx, code: Option<&str>) -> String {
    match code.map(Territory::parse) {
        Some(Ok(territory)) => page.territory(&territory),
        Some(Err(_)) | None => page.t("common-unknown"),
    }
}

/// Hundredths of a point, with one decimal.
pub(super) fn points(page: &PageCtx, hundredths: i64) -> String {
    page.formats().tenths((hundredths + 5).div_euclid(10))
}

/// Where a search stands: its colour and word.
pub(super) fn state(page: &PageCtx, run: &RunLine) -> (&'static str, String) {
    if run.is_interrupted(page.now) {
        return ("govuk-tag--red", page.t("strategy-run-interrupted"));
    }
    let colour = match run.state {
        RunState::Waiting => "govuk-tag--grey",
        RunState::Running => "govuk-tag--blue",
        RunState::Done => "govuk-tag--green",
        RunState::Cancelled => "govuk-tag--yellow",
        RunState::Failed => "govuk-tag--red",
    };
    (colour, page.word("strategy-state", run.state.code()))
}

/// How far a search is.
pub(super) fn progress(page: &PageCtx, progress: &str) -> String {
    let mut words = progress.split(' ');
    let (Some(mode), Some(step)) = (words.next().filter(|mode| !mode.is_empty()), words.next()) else {
        return page.t("strategy-progress-waiting");
    };
    let mode = page.word("strategy-mode", mode);
    let mut number = || -> i64 { words.next().and_then(|word| word.parse().ok()).unwrap_or(0) };
    let (done, of) = (number(), number());
    let step = match step {
        "plan" => page.t("strategy-progress-plan"),
        "other" => page.t("strategy-progress-other"),
        "increases" => page.tv(
            "strategy-progress-increases",
            &[("done", (done + 1).into()), ("of", of.into())],
        ),
        _ => page.tv("strategy-progress-draws", &[("done", done.into()), ("of", of.into())]),
    };
    format!("{mode} – {step}")
}

/// How far a plan is proven.
pub(super) fn proven(page: &PageCtx, answer: &Answer) -> String {
    match (answer.status.as_ref(), answer.gap) {
        ("optimal", _) => page.t("strategy-proven"),
        ("infeasible", _) => page.t("strategy-infeasible"),
        ("nothing_yet", _) => page.t("strategy-nothing-yet"),
        (_, Some(gap)) if gap > 0.0 => page.t1("strategy-gap", "percent", percent(page, gap)),
        (_, Some(_)) => page.t("strategy-gap-finer"),
        (_, None) => page.t("strategy-gap-unknown"),
    }
}

/// A part as a percentage that is never told smaller than it is.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a part of one: thousandths of a percent fit"
)]
fn percent(page: &PageCtx, part: f64) -> String {
    let thousandths = (part * 100_000.0).ceil() as i64;
    let separator = if page.lang() == "fr" { "," } else { "." };
    format!(
        "{}{separator}{:03}\u{a0}%",
        page.formats().number(thousandths / 1_000),
        thousandths % 1_000
    )
}

/// The name of a school of a search, or its code.
pub(super) fn school<'a>(facts: &'a [SchoolFacts], uai: &'a str) -> &'a str {
    facts
        .iter()
        .find(|facts| facts.uai == uai)
        .map_or(uai, |facts| facts.name.as_str())
}

/// What a search is about, to name its years and schools.
pub(super) struct About<'a> {
    pub content: &'a Content,
    pub facts: &'a [SchoolFacts],
    pub basis: &'a Basis,
}

fn limit(page: &PageCtx, about: &About<'_>, told: &Told) -> Vec<(&'static str, Argument)> {
    let money = told.missing.map(|cents| page.money(&Cents(cents)));
    let year = told.year.map(|number| year(page, about.content.first_year, number));
    let funder = told.funder.as_deref().map(|funder| funder_name(page, funder));
    let heading = told.heading.as_deref().map(|code| heading(page, code));
    let wave = told.wave.map(|number| wave(page, about.content.first_year, number));
    let college = told.college.as_deref().map(|uai| school(about.facts, uai).to_owned());
    let name = told.uai.as_deref().map(|uai| school(about.facts, uai).to_owned());
    let mut arguments: Vec<(&'static str, Argument)> = Vec::new();
    for (key, value) in [
        ("by", money),
        ("year", year),
        ("funder", funder),
        ("heading", heading),
        ("wave", wave),
        ("college", college),
        ("school", name),
    ] {
        arguments.push((key, value.unwrap_or_default().into()));
    }
    arguments.push(("count", told.missing.unwrap_or_default().into()));
    arguments
}

/// What is missing, years that lack the same together.
fn missing(page: &PageCtx, by_year: &BTreeMap<i16, Vec<String>>) -> Vec<String> {
    let mut groups: Vec<(&Vec<String>, i16, i16)> = Vec::new();
    for (first, inputs) in by_year {
        match groups.last_mut() {
            Some((same, _, last)) if *same == inputs && *last + 1 == *first => *last = *first,
            Some(_) | None => groups.push((inputs, *first, *first)),
        }
    }
    groups
        .into_iter()
        .map(|(inputs, first, last)| {
            let inputs: Vec<String> = inputs.iter().map(|input| page.word("endowment-input", input)).collect();
            let years = if first == last {
                year(page, first, 1)
            } else {
                page.tv(
                    "strategy-years",
                    &[
                        ("first", year(page, first, 1).into()),
                        ("last", year(page, last, 1).into()),
                    ],
                )
            };
            format!("{} ({years})", inputs.join(", "))
        })
        .collect()
}

/// Why a school stays out, in words.
pub(super) fn why(page: &PageCtx, about: &About<'_>, told: &Told) -> String {
    let uai = told.uai.as_deref().unwrap_or_default();
    if let Some(left) = about.basis.left_out.iter().find(|left| left.uai == uai) {
        let words = page.word("strategy-left-out", &left.why);
        let missing = missing(page, &left.missing);
        return if missing.is_empty() {
            words
        } else {
            page.tv(
                "strategy-left-out-with",
                &[("words", words.into()), ("missing", missing.join(", ").into())],
            )
        };
    }
    let arguments = limit(page, about, told);
    let hidden = told.missing.is_none();
    let key = match told.reason.as_ref() {
        "excluded" => {
            let reason = about.content.schools.get(uai).map(|choice| choice.reason.clone());
            return page.t1("strategy-why-excluded", "reason", reason.unwrap_or_default());
        }
        "closed" => "strategy-why-closed",
        "not_ready" => "strategy-why-not-ready",
        "college_out" => "strategy-why-college-out",
        "college_too_late" => "strategy-why-college-too-late",
        "nothing_gained" => "strategy-why-nothing-gained",
        "budget" | "heading" | "capacity" if hidden => "strategy-why-elsewhere",
        "budget" => "strategy-why-budget",
        "heading" => "strategy-why-heading",
        "capacity" => "strategy-why-capacity",
        "primary_at_most" => "strategy-why-primary-at-most",
        "primary_at_least" => "strategy-why-primary-at-least",
        "island" => "strategy-why-island",
        _ => "strategy-why-rule",
    };
    page.tv(key, &arguments)
}

/// What would let a school in.
pub(super) fn increase(page: &PageCtx, about: &About<'_>, increase: &IncreaseTold) -> String {
    let first = about.content.first_year;
    let mut parts = Vec::new();
    let money = |name: String, amounts: &[i64], parts: &mut Vec<String>| {
        for (number, by) in (1..).zip(amounts).filter(|(_, by)| **by > 0) {
            parts.push(page.tv(
                "strategy-increase-part",
                &[
                    ("by", page.money(&Cents(*by)).into()),
                    ("who", name.clone().into()),
                    ("year", year(page, first, number).into()),
                ],
            ));
        }
    };
    for (funder, amounts) in &increase.budgets {
        money(funder_name(page, funder), amounts, &mut parts);
    }
    for (code, amounts) in &increase.headings {
        money(heading(page, code), amounts, &mut parts);
    }
    for (number, by) in (1..).zip(&increase.devices).filter(|(_, by)| **by > 0) {
        parts.push(page.tv(
            "strategy-increase-devices",
            &[("count", (*by).into()), ("year", year(page, first, number).into())],
        ));
    }
    let what = if parts.is_empty() {
        page.t("strategy-increase-nothing")
    } else {
        parts.join(", ")
    };
    let key = if increase.smallest {
        "strategy-increase-smallest"
    } else {
        "strategy-increase-some"
    };
    page.tv(
        key,
        &[("what", what.into()), ("wave", wave(page, first, increase.wave).into())],
    )
}

/// Why there is no plan at all.
pub(super) fn cannot(page: &PageCtx, about: &About<'_>, told: &Told) -> String {
    let arguments = limit(page, about, told);
    let is_left_out = told
        .uai
        .as_deref()
        .is_some_and(|uai| about.basis.left_out.iter().any(|left| left.uai == uai));
    let key = match told.reason.as_ref() {
        "pinned_and_excluded" if is_left_out => "strategy-cannot-pinned-left-out",
        "pinned_and_excluded" => "strategy-cannot-pinned-and-excluded",
        "pinned_not_ready" => "strategy-cannot-pinned-not-ready",
        "pinned_closed" => "strategy-cannot-pinned-closed",
        "pinned_before_college" => "strategy-cannot-pinned-before-college",
        "budget" => "strategy-cannot-budget",
        "heading" => "strategy-cannot-heading",
        "capacity" => "strategy-cannot-capacity",
        "island" => {
            return page.t1(
                "strategy-cannot-island",
                "wave",
                wave(page, about.content.first_year, told.wave.unwrap_or(1)),
            );
        }
        "primary_at_least" => "strategy-cannot-primary-at-least",
        "primary_at_most" => "strategy-cannot-primary-at-most",
        _ => "strategy-cannot-guarantees",
    };
    page.tv(key, &arguments)
}

/// How often a school is chosen when the weights vary: a flag and words. Nothing without draws.
pub(super) fn verdict(page: &PageCtx, drawn: &Drawn) -> Option<(&'static str, String)> {
    if drawn.draws == 0 {
        return None;
    }
    let (flag, key) = match drawn.verdict.as_ref() {
        "robuste" => ("ok", "strategy-verdict-robust"),
        "à discuter" => ("partial", "strategy-verdict-discuss"),
        _ => ("fragile", "strategy-verdict-fragile"),
    };
    let percent = u64::from(drawn.chosen) * 100 / u64::from(drawn.draws);
    Some((flag, page.tn(key, "percent", percent)))
}

/// What keeps a scenario from being searched, in words.
pub(super) fn obstacle(page: &PageCtx, first_year: i16, obstacle: &Obstacle) -> String {
    let named = |number: usize| Argument::Text(year(page, first_year, number));
    let money = |by: i64| Argument::Text(page.money(&Cents(by)));
    let arguments = match obstacle {
        Obstacle::Budget { funder, year, by } => vec![
            ("funder", funder_name(page, funder).into()),
            ("year", named(*year)),
            ("by", money(*by)),
        ],
        Obstacle::Cap {
            heading: code,
            year,
            by,
        } => vec![
            ("heading", heading(page, code).into()),
            ("year", named(*year)),
            ("by", money(*by)),
        ],
        Obstacle::Devices { year, by } => vec![("year", named(*year)), ("by", (*by).into())],
        Obstacle::UnknownSet(_)
        | Obstacle::NoWindow(_)
        | Obstacle::NoSchool
        | Obstacle::Works { .. }
        | Obstacle::Question { .. } => obstacle.arguments(),
    };
    page.tv(obstacle.key(), &arguments)
}

/// What a refusal says, one sentence each, with the place in the scenario.
pub(super) fn refused(page: &PageCtx, first_year: i16, refusal: &ScenarioRefusal) -> Vec<(String, String)> {
    match refusal {
        ScenarioRefusal::Unbuildable(obstacles) => obstacles
            .iter()
            .map(|one| (one.path(), obstacle(page, first_year, one)))
            .collect(),
        other => vec![(String::new(), page.tv(other.key(), &other.arguments()))],
    }
}

/// A place of a scenario in words: `budgets.state[0]`.
pub(super) fn place(page: &PageCtx, path: &str) -> String {
    let index = path
        .rsplit_once('[')
        .and_then(|(_, index)| index.trim_end_matches(']').parse::<usize>().ok());
    let name = path.rsplit_once('[').map_or(path, |(name, _)| name);
    let words = match name.split_once('.') {
        Some(("budgets", funder)) => funder_name(page, funder),
        Some(("headings", code)) => heading(page, code),
        Some(("schools", rest)) => rest.split('.').next().unwrap_or_default().to_owned(),
        Some(_) | None => match name {
            "capacity.fte_x100" => page.t("strategy-technicians"),
            _ => return path.to_owned(),
        },
    };
    index.map_or_else(
        || words.clone(),
        |index| {
            page.tv(
                "strategy-place-year",
                &[("what", words.clone().into()), ("year", (index + 1).into())],
            )
        },
    )
}

/// An amount in a field: `80 000` or `80 000,50`, in any language, as it is read back.
pub(super) fn in_field(cents: i64) -> String {
    let digits = (cents / 100).to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    match cents % 100 {
        0 => grouped,
        rest => format!("{grouped},{rest:02}"),
    }
}
