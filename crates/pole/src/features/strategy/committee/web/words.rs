//! What a committee reads, in words: waves, reasons, broken rules, changes, funders.

use pole_i18n::Argument;
use pole_kernel::{Cents, SchoolKind, Territory};

use super::super::super::answer::{Drawn, IncreaseTold, Told};
use super::super::super::plan::Broken;
use super::super::super::plan::compare::{Change, ChangeKind};
use super::super::super::scenarios::funder_name;
use super::super::super::scenarios::model::{Basis, Choice, Run, SchoolFacts};
use super::super::board::{Seen, YearCost, year_of};
use super::super::contrast::AskedOtherwise;
use super::super::model::PlanKind;
use crate::shell::page::PageCtx;

/// The words for programs of why a school stays out.
#[cfg(test)]
pub(in super::super) const WHY: [&str; 13] = [
    "excluded",
    "closed",
    "not_ready",
    "college_out",
    "college_too_late",
    "nothing_gained",
    "budget",
    "heading",
    "capacity",
    "primary_at_most",
    "primary_at_least",
    "island",
    "rule",
];

/// A plan of a search.
pub fn plan(page: &PageCtx, kind: PlanKind) -> String {
    page.word("committee-plan", kind.code())
}

/// A year of the plan of a search, as a school year.
pub fn year(page: &PageCtx, run: &Run, number: usize) -> String {
    year_of(run, number).map_or_else(|| number.to_string(), |year| page.year(&year))
}

/// A wave with its year, or outside of the plan.
pub fn wave(page: &PageCtx, run: &Run, wave: Option<usize>) -> String {
    match wave {
        None => page.t("committee-out"),
        Some(number) => page.tv(
            "committee-wave",
            &[("number", number.into()), ("year", year(page, run, number).into())],
        ),
    }
}

/// Who pays.
pub fn funder(page: &PageCtx, code: &str) -> String {
    funder_name(page, code)
}

/// What a school is.
pub fn kind(page: &PageCtx, facts: &SchoolFacts) -> String {
    match SchoolKind::parse(&facts.kind) {
        Ok(kind) => page.word("school-kind", kind.code()),
        Err(_) if facts.kind == "ecole" => page.t("committee-ecole"),
        Err(_) => facts.kind.clone(),
    }
}

/// The island of a school.
pub fn island(page: &PageCtx, facts: &SchoolFacts) -> String {
    territory(page, facts.territory.as_deref().unwrap_or_default())
}

/// An island by its code.
pub fn territory(page: &PageCtx, code: &str) -> String {
    Territory::parse(code).map_or_else(|_| code.to_owned(), |territory| page.territory(&territory))
}

/// Hundredths of a point.
pub fn points(page: &PageCtx, hundredths: i64) -> String {
    page.formats().tenths((hundredths + 5).div_euclid(10))
}

/// How a school stands when the weights vary: the sign of its flag, and words.
pub fn verdict(page: &PageCtx, drawn: &Drawn) -> (&'static str, String) {
    let (flag, key) = match drawn.verdict.as_ref() {
        "robuste" => ("ok", "committee-verdict-robust"),
        "à discuter" => ("partial", "committee-verdict-to-discuss"),
        _ => ("fragile", "committee-verdict-fragile"),
    };
    (flag, page.t(key))
}

/// How often it was chosen.
pub fn draws(page: &PageCtx, drawn: &Drawn) -> String {
    page.tv(
        "committee-draws",
        &[("chosen", drawn.chosen.into()), ("draws", drawn.draws.into())],
    )
}

fn named(run: &Run, uai: &str) -> String {
    run.facts
        .iter()
        .find(|facts| facts.uai == uai)
        .map_or_else(|| uai.to_owned(), |facts| facts.name.clone())
}

/// Why a school is out of the proposed plan.
pub fn why(page: &PageCtx, (run, basis): (&Run, &Basis), seen: &Seen, told: &Told) -> String {
    if let Some(why) = told.uai.as_deref().and_then(|uai| left_out(page, basis, uai)) {
        return why;
    }
    if told.funder.as_deref().is_some_and(|funder| !seen.pays(funder)) || is_hidden(seen, told) {
        return page.t("committee-why-elsewhere");
    }
    let missing = told.missing.unwrap_or_default();
    let is_money = told.funder.is_some() || told.heading.is_some();
    let amount = if is_money {
        page.money(&Cents(missing))
    } else {
        page.number(missing)
    };
    let arguments: [(&str, Argument); 7] = [
        ("wave", told.wave.unwrap_or_default().into()),
        (
            "year",
            told.year
                .map(|number| year(page, run, number))
                .unwrap_or_default()
                .into(),
        ),
        (
            "funder",
            told.funder
                .as_deref()
                .map(|code| funder(page, code))
                .unwrap_or_default()
                .into(),
        ),
        (
            "heading",
            told.heading
                .as_deref()
                .map(|code| heading(page, code))
                .unwrap_or_default()
                .into(),
        ),
        (
            "college",
            told.college
                .as_deref()
                .map(|uai| named(run, uai))
                .unwrap_or_default()
                .into(),
        ),
        ("amount", amount.into()),
        ("count", missing.into()),
    ];
    page.tv(&format!("committee-why-{}", told.reason.replace('_', "-")), &arguments)
}

/// Why a school could not be put to the choice, when it could not.
pub fn left_out(page: &PageCtx, basis: &Basis, uai: &str) -> Option<String> {
    let left = basis.left_out.iter().find(|left| left.uai == uai)?;
    Some(page.word("strategy-left-out", &left.why))
}

/// Whether a reason tells of limits of the whole plan to somebody who sees a part.
fn is_hidden(seen: &Seen, told: &Told) -> bool {
    !seen.scope.everything
        && matches!(
            told.reason.as_ref(),
            "heading" | "capacity" | "primary_at_most" | "primary_at_least"
        )
}

/// A heading of the endowment.
pub fn heading(page: &PageCtx, code: &str) -> String {
    crate::features::endowment::model::Heading::parse(code).map_or_else(
        |_| code.to_owned(),
        |heading| page.word("endowment-heading", heading.code()),
    )
}

/// What would let a school in; nothing when it was not found, or is not told.
pub fn increase(page: &PageCtx, run: &Run, seen: &Seen, told: &Told) -> Option<String> {
    let increase: &IncreaseTold = told.increase.as_ref()?;
    let is_whole = increase.budgets.keys().all(|code| seen.pays(code))
        && (seen.scope.everything || (increase.headings.is_empty() && increase.devices.is_empty()));
    if !is_whole {
        return None;
    }
    let mut parts = Vec::new();
    let budgets = increase.budgets.iter().map(|(code, years)| (funder(page, code), years));
    let headings = increase
        .headings
        .iter()
        .map(|(code, years)| (heading(page, code), years));
    for (name, years) in budgets.chain(headings) {
        for (number, cents) in (1..).zip(years).filter(|(_, cents)| **cents > 0) {
            parts.push(page.tv(
                "committee-increase-part",
                &[
                    ("amount", page.money(&Cents(*cents)).into()),
                    ("who", name.as_str().into()),
                    ("year", year(page, run, number).into()),
                ],
            ));
        }
    }
    for (number, devices) in (1..).zip(&increase.devices).filter(|(_, devices)| **devices > 0) {
        parts.push(page.tv(
            "committee-increase-devices",
            &[("count", (*devices).into()), ("year", year(page, run, number).into())],
        ));
    }
    let key = match (parts.is_empty(), increase.smallest) {
        (true, _) => "committee-increase-none",
        (false, true) => "committee-increase-smallest",
        (false, false) => "committee-increase-perhaps",
    };
    Some(page.tv(
        key,
        &[("wave", increase.wave.into()), ("parts", parts.join(", ").into())],
    ))
}

/// A rule that the decided plan breaks.
pub fn broken(page: &PageCtx, (run, basis): (&Run, &Basis), broken: &Broken) -> String {
    let problem = &run.question.problem;
    let school = |index: usize| named(run, &problem.schools[index].uai);
    match broken {
        Broken::NotAllowed { school: index } => match left_out(page, basis, &problem.schools[*index].uai) {
            Some(why) => page.tv(
                "committee-broken-left-out",
                &[("school", school(*index).into()), ("why", why.into())],
            ),
            None => page.t1("committee-broken-not-allowed", "school", school(*index)),
        },
        Broken::Pinned { school: index } => page.t1("committee-broken-pinned", "school", school(*index)),
        Broken::NotReady { school: index, ready } => page.tv(
            "committee-broken-not-ready",
            &[("school", school(*index).into()), ("wave", (*ready).into())],
        ),
        Broken::College { school: index, college } => page.tv(
            "committee-broken-college",
            &[("school", school(*index).into()), ("college", school(*college).into())],
        ),
        Broken::Budget {
            year: number,
            funder: index,
            by,
        } => page.tv(
            "committee-broken-budget",
            &[
                ("funder", funder(page, &problem.funders[*index].name).into()),
                ("year", year(page, run, *number).into()),
                ("amount", page.money(&Cents(*by)).into()),
            ],
        ),
        Broken::Heading {
            year: number,
            heading: index,
            by,
        } => page.tv(
            "committee-broken-heading",
            &[
                ("heading", heading(page, &problem.headings[*index].name).into()),
                ("year", year(page, run, *number).into()),
                ("amount", page.money(&Cents(*by)).into()),
            ],
        ),
        Broken::Capacity { year: number, by } => page.tv(
            "committee-broken-capacity",
            &[("count", (*by).into()), ("year", year(page, run, *number).into())],
        ),
        Broken::PrimaryAtMost { by } => page.tn("committee-broken-primary-at-most", "count", *by),
        Broken::PrimaryAtLeast { by } => page.tn("committee-broken-primary-at-least", "count", *by),
        Broken::Island { wave: number, island } => page.tv(
            "committee-broken-island",
            &[
                ("island", territory(page, island).into()),
                ("wave", wave(page, run, Some(*number)).into()),
            ],
        ),
    }
}

/// The word for programs of a broken rule.
pub fn broken_code(broken: &Broken) -> &'static str {
    match broken {
        Broken::NotAllowed { .. } => "not_allowed",
        Broken::Pinned { .. } => "pinned",
        Broken::NotReady { .. } => "not_ready",
        Broken::College { .. } => "college",
        Broken::Budget { .. } => "budget",
        Broken::Heading { .. } => "heading",
        Broken::Capacity { .. } => "capacity",
        Broken::PrimaryAtMost { .. } => "primary_at_most",
        Broken::PrimaryAtLeast { .. } => "primary_at_least",
        Broken::Island { .. } => "island",
    }
}

/// What becomes of a school between two plans, in one sentence.
pub fn change(page: &PageCtx, before: &Run, after: &Run, name: &str, change: &Change) -> String {
    let said = |key: &str, from: Option<String>, to: Option<String>| {
        page.tv(
            key,
            &[
                ("school", name.into()),
                ("from", from.unwrap_or_default().into()),
                ("to", to.unwrap_or_default().into()),
            ],
        )
    };
    let from = |number: usize| Some(wave(page, before, Some(number)));
    let to = |number: usize| Some(wave(page, after, Some(number)));
    match change.kind {
        ChangeKind::Same { wave: None } => said("committee-change-same-out", None, None),
        ChangeKind::Same { wave: Some(number) } => said("committee-change-same", None, to(number)),
        ChangeKind::Enters { wave } => said("committee-change-enters", None, to(wave)),
        ChangeKind::Leaves { wave } => said("committee-change-leaves", from(wave), None),
        ChangeKind::Moves { from: first, to: then } if then < first => {
            said("committee-change-earlier", from(first), to(then))
        }
        ChangeKind::Moves { from: first, to: then } => said("committee-change-later", from(first), to(then)),
        ChangeKind::New { wave: Some(wave) } => said("committee-change-new", None, to(wave)),
        ChangeKind::New { wave: None } => said("committee-change-new-out", None, None),
        ChangeKind::Gone { wave: Some(wave) } => said("committee-change-gone", from(wave), None),
        ChangeKind::Gone { wave: None } => said("committee-change-gone-out", None, None),
    }
}

fn money(page: &PageCtx, cents: Option<i64>) -> String {
    cents.map_or_else(|| page.t("committee-nothing"), |cents| page.money(&Cents(cents)))
}

/// Hundredths of technicians.
fn technicians(page: &PageCtx, hundredths: Option<i64>) -> String {
    hundredths.map_or_else(|| page.t("committee-no-limit"), |hundredths| points(page, hundredths))
}

fn limit(page: &PageCtx, count: Option<i64>) -> String {
    count.map_or_else(|| page.t("committee-no-limit"), |count| page.number(count))
}

fn set(page: &PageCtx, code: &str) -> String {
    if code.is_empty() {
        page.t("committee-set-in-force")
    } else {
        code.to_owned()
    }
}

/// What is said of a school in a scenario.
pub fn choice(page: &PageCtx, run: &Run, choice: &Choice) -> String {
    let mut parts = Vec::new();
    if choice.excluded {
        parts.push(page.t("committee-choice-excluded"));
    }
    if let Some(number) = choice.pinned_wave {
        parts.push(page.t1("committee-choice-pinned", "wave", wave(page, run, Some(number))));
    }
    if let Some(number) = choice.ready_wave.filter(|number| *number > 1) {
        parts.push(page.tn("committee-choice-ready", "wave", number));
    }
    if let Some(number) = choice.closes_after {
        parts.push(page.t1("committee-choice-closes", "year", year(page, run, number)));
    }
    if parts.is_empty() {
        parts.push(page.t("committee-choice-free"));
    }
    if !choice.reason.is_empty() {
        parts.push(choice.reason.clone());
    }
    parts.join(", ")
}

/// Something that the second scenario asks otherwise.
pub fn asked(page: &PageCtx, before: &Run, after: &Run, asked: &AskedOtherwise) -> String {
    let pair = |key: &str, what: String, from: String, to: String| {
        page.tv(key, &[("what", what.into()), ("from", from.into()), ("to", to.into())])
    };
    let line = |what: String, from: String, to: String| pair("committee-asked-line", what, from, to);
    match asked {
        AskedOtherwise::FirstYear(from, to) => {
            line(page.t("committee-asked-first-year"), from.to_string(), to.to_string())
        }
        AskedOtherwise::Waves(from, to) => line(page.t("committee-asked-waves"), page.number(*from), page.number(*to)),
        AskedOtherwise::ParameterSet(from, to) => line(page.t("committee-asked-set"), set(page, from), set(page, to)),
        AskedOtherwise::KeepSelected(true) => page.t("committee-asked-kept"),
        AskedOtherwise::KeepSelected(false) => page.t("committee-asked-not-kept"),
        AskedOtherwise::Budget(code, number, from, to) => line(
            page.tv(
                "committee-asked-budget",
                &[
                    ("funder", funder(page, code).into()),
                    ("year", year(page, after, *number).into()),
                ],
            ),
            money(page, *from),
            money(page, *to),
        ),
        AskedOtherwise::Cap(code, number, from, to) => line(
            page.tv(
                "committee-asked-cap",
                &[
                    ("heading", heading(page, code).into()),
                    ("year", year(page, after, *number).into()),
                ],
            ),
            money(page, *from),
            money(page, *to),
        ),
        AskedOtherwise::Technicians(number, from, to) => line(
            page.t1("committee-asked-technicians", "year", year(page, after, *number)),
            technicians(page, *from),
            technicians(page, *to),
        ),
        AskedOtherwise::IslandEachWave(true) => page.t("committee-asked-islands"),
        AskedOtherwise::IslandEachWave(false) => page.t("committee-asked-no-islands"),
        AskedOtherwise::PrimaryAtLeast(from, to) => {
            line(page.t("committee-asked-at-least"), limit(page, *from), limit(page, *to))
        }
        AskedOtherwise::PrimaryAtMost(from, to) => {
            line(page.t("committee-asked-at-most"), limit(page, *from), limit(page, *to))
        }
        AskedOtherwise::School(name, from, to) => {
            line(name.clone(), choice(page, before, from), choice(page, after, to))
        }
        AskedOtherwise::Works(name) => page.t1("committee-asked-works", "name", name),
        AskedOtherwise::Weight(code, from, to) => line(
            page.t1("committee-asked-weight", "component", component(page, code)),
            page.number(*from),
            page.number(*to),
        ),
        AskedOtherwise::NeedShare(from, to) => line(
            page.t("committee-asked-need-share"),
            page.number(*from),
            page.number(*to),
        ),
    }
}

/// A component of the scores.
pub fn component(page: &PageCtx, code: &str) -> String {
    super::super::super::needs::model::Component::parse(code).map_or_else(
        |_| code.to_owned(),
        |component| page.word("needs-component", component.code()),
    )
}

/// What is left of a budget, in cents.
pub fn left(cost: &YearCost) -> i64 {
    cost.budget - cost.decided
}
