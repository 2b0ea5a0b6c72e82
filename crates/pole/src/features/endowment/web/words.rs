//! The endowment in words: readings, reasons, who pays.

use pole_i18n::Argument;
use pole_kernel::{Category, Cents, Ratio};
use serde_json::Value;

use super::super::actions::preset_codes;
use super::super::model::{EndowmentLine, Funder, Heading, Reason, RosterFlag};
use super::super::plan::{ComparedAmount, PlanLine, Why};
use super::super::records::{EntryStatus, ParameterSet};
use crate::shell::page::PageCtx;

/// The name of a set: what the program brings speaks the reader's language.
pub(super) fn set_name(page: &PageCtx, code: &str, version: i64, name: &str) -> String {
    if version == 1 && preset_codes().contains(&code) {
        return page.word("endowment-set-name", code);
    }
    name.to_owned()
}

/// The name of a set with its version.
pub(super) fn set_title(page: &PageCtx, set: &ParameterSet) -> String {
    let name = set_name(page, &set.code, set.version, &set.name);
    page.tv(
        "endowment-set-title",
        &[("name", name.into()), ("version", set.version.into())],
    )
}

/// The note of a set.
pub(super) fn set_note(page: &PageCtx, set: &ParameterSet) -> String {
    if set.version == 1 && preset_codes().contains(&set.code.as_str()) {
        return page.word("endowment-set-note", &set.code);
    }
    set.note.clone()
}

pub(super) fn funder(page: &PageCtx, funder: &Funder) -> String {
    match funder {
        Funder::State => page.t("endowment-funder-state"),
        Funder::Authority => page.t("endowment-funder-authority"),
        Funder::Other(name) => name.clone(),
    }
}

pub(super) fn heading(page: &PageCtx, heading: Heading) -> String {
    page.word("endowment-heading", heading.code())
}

pub(super) fn category(page: &PageCtx, category: Category) -> String {
    page.word("category", category.code())
}

impl EntryStatus {
    /// The colour of a status on a page; its word always stands beside.
    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::Selected => "govuk-tag--green",
            Self::Reserve => "govuk-tag--yellow",
            Self::NotSelected | Self::Withdrawn => "govuk-tag--grey",
        }
    }
}

/// The quality of the figures of a line: style and words.
pub(super) fn flags(page: &PageCtx, line: &PlanLine) -> Vec<(&'static str, String)> {
    let mut flags = Vec::new();
    for flag in &line.endowment.flags {
        flags.push(match flag {
            RosterFlag::Estimated => ("estimated", page.t("endowment-flag-estime")),
            RosterFlag::Exceptional => ("exceptional", page.t("endowment-flag-exceptionnel")),
            RosterFlag::Rectified => ("late", page.t("endowment-flag-rectifie")),
        });
    }
    if line.endowment.is_incomplete() {
        flags.push(("incomplete", page.t("endowment-flag-incomplet")));
    }
    if line.fictitious {
        flags.push(("fictitious", page.t("common-fictitious")));
    }
    flags
}

/// The inputs that are missing, in words.
pub(super) fn missing(page: &PageCtx, line: &EndowmentLine) -> String {
    let words: Vec<String> = line
        .missing
        .iter()
        .map(|column| page.word("endowment-input", column))
        .collect();
    words.join(", ")
}

// ---- Why --------------------------------------------------------------------------------------

/// The figure a reason explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Explains {
    Rights,
    Net,
    Teachers,
    Spare,
    Cases,
    Lump,
    Resources,
    Shares,
    Coverage,
}

pub(super) const fn explains(reason: &Reason) -> Explains {
    match reason {
        Reason::NotSelected
        | Reason::NoWindow { .. }
        | Reason::OutsideWindow { .. }
        | Reason::LastYear
        | Reason::LevelsEntitled(_)
        | Reason::RepeatersDeducted(_)
        | Reason::AlreadyBought(_)
        | Reason::UnknownInput(_)
        | Reason::YearMissing(_)
        | Reason::UndeclaredAsZero(_)
        | Reason::Flagged(_) => Explains::Rights,
        Reason::ReturnsServeFirst(_) | Reason::ReturnsAlreadyCounted(_) => Explains::Net,
        Reason::TeacherOnce | Reason::TeacherYearly | Reason::TeachersOfSixthAdded(_) => Explains::Teachers,
        Reason::SpareAdded(_) => Explains::Spare,
        Reason::CapReached(_) => Explains::Shares,
        Reason::ResourcesFor { .. }
        | Reason::StateResourcesFor { .. }
        | Reason::LyceeOutOfScope
        | Reason::LyceePaidLocally
        | Reason::TotalDiffers { .. } => Explains::Resources,
        Reason::CasesDue(_) | Reason::CasesServedFirstYear | Reason::CasesNotServed(_) => Explains::Cases,
        Reason::LumpOnce | Reason::LumpWithoutState => Explains::Lump,
        Reason::HoldersAbovePupils { .. } => Explains::Coverage,
    }
}

/// A reason in a sentence, with its numbers.
pub(super) fn reason(page: &PageCtx, reason: &Reason) -> String {
    let key = format!("endowment-reason-{}", reason.code().replace('_', "-"));
    let arguments: Vec<(&str, Argument)> = match reason {
        Reason::NotSelected
        | Reason::LastYear
        | Reason::TeacherOnce
        | Reason::TeacherYearly
        | Reason::LyceeOutOfScope
        | Reason::LyceePaidLocally
        | Reason::CasesServedFirstYear
        | Reason::LumpOnce
        | Reason::LumpWithoutState => Vec::new(),
        Reason::NoWindow { first } => vec![("first", page.year(first).into())],
        Reason::OutsideWindow { first, last } => {
            vec![("first", page.year(first).into()), ("last", page.year(last).into())]
        }
        Reason::LevelsEntitled(levels) => {
            let words: Vec<String> = levels
                .iter()
                .map(|level| category(page, Category::Level(*level)))
                .collect();
            vec![("levels", words.join(", ").into())]
        }
        Reason::RepeatersDeducted(count)
        | Reason::AlreadyBought(count)
        | Reason::ReturnsServeFirst(count)
        | Reason::ReturnsAlreadyCounted(count)
        | Reason::TeachersOfSixthAdded(count)
        | Reason::SpareAdded(count)
        | Reason::CasesDue(count)
        | Reason::CasesNotServed(count) => vec![("count", (*count).into())],
        Reason::CapReached(capped) => vec![("heading", heading(page, *capped).into())],
        Reason::ResourcesFor { base, persons } | Reason::StateResourcesFor { base, persons } => {
            vec![
                ("base", page.word("endowment-base", base.code()).into()),
                ("count", (*persons).into()),
            ]
        }
        Reason::HoldersAbovePupils { holders, pupils } => {
            vec![("holders", (*holders).into()), ("pupils", (*pupils).into())]
        }
        Reason::TotalDiffers { levels, total } => vec![("levels", (*levels).into()), ("total", (*total).into())],
        Reason::UnknownInput(column) | Reason::UndeclaredAsZero(column) => {
            vec![("input", page.word("endowment-input", column).into())]
        }
        Reason::YearMissing(year) => vec![("year", page.year(year).into())],
        Reason::Flagged(flag) => vec![("flag", page.word("endowment-flagged", flag.code()).into())],
    };
    page.tv(&key, &arguments)
}

/// Why an amount is not the same in two plans, in words.
pub(super) fn why(page: &PageCtx, row: &ComparedAmount) -> String {
    let words: Vec<String> = row
        .why
        .iter()
        .map(|why| match why {
            Why::Parameters => page.t("endowment-why-parameters"),
            Why::Entered => page.t("endowment-why-entered"),
            Why::Left => page.t("endowment-why-left"),
            Why::FirstYear => page.t("endowment-why-first-year"),
            Why::EarlierYears => page.t("endowment-why-earlier-years"),
            Why::Observed {
                category: of,
                before,
                after,
            } => page.tv(
                "endowment-why-observed",
                &[
                    ("what", category(page, *of).into()),
                    ("before", (*before).into()),
                    ("after", (*after).into()),
                ],
            ),
            Why::Changed {
                category: of,
                before,
                after,
            } => page.tv(
                "endowment-why-changed",
                &[
                    ("what", category(page, *of).into()),
                    ("before", page.number_or_unknown(before).into()),
                    ("after", page.number_or_unknown(after).into()),
                ],
            ),
        })
        .collect();
    words.join(" ; ")
}

// ---- Parameters -------------------------------------------------------------------------------

/// What kind of value a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParameterKind {
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list of levels among these, written with `+`.
    Levels,
    /// A whole number, of these at least and at most.
    Count(u32, u32),
    /// An amount; absent when allowed.
    Money { may_be_absent: bool },
    /// A percentage, at most so much.
    Percent(u32),
    /// A school year, or none.
    Year,
    /// Other funding lines.
    Funding,
}

/// Where a default comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The project sheet.
    Sheet,
    /// A public source.
    Public,
    /// A choice of this project.
    Choice,
}

impl Source {
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Sheet => "endowment-source-f",
            Self::Public => "endowment-source-s",
            Self::Choice => "endowment-source-c",
        }
    }
}

/// What is known of each parameter, in the order of the documentation (`docs/endowment-file.md`).
pub(super) const PARAMETERS: &[(&str, ParameterKind, Source)] = {
    use ParameterKind as K;
    use Source as S;
    const MONEY: ParameterKind = ParameterKind::Money { may_be_absent: false };
    &[
        ("holding", K::Word(&["follows_pupil", "stays_in_level"]), S::Public),
        ("window", K::Word(&["per_school", "plan"]), S::Sheet),
        ("years", K::Count(1, 10), S::Sheet),
        ("plan_last_year", K::Year, S::Sheet),
        ("last_commitment_year", K::Year, S::Choice),
        ("last_year_levels", K::Levels, S::Sheet),
        ("teacher_right", K::Word(&["once", "yearly"]), S::Choice),
        ("teacher_levels", K::Word(&["5E", "5E_AND_6E_LAST_YEAR"]), S::Sheet),
        ("device_price_cents", MONEY, S::Public),
        ("spare_rate_percent", K::Percent(100), S::Choice),
        ("case_count", K::Count(0, 20), S::Sheet),
        ("case_cap", K::Count(0, 20), S::Public),
        ("case_size", K::Count(1, 100), S::Public),
        ("case_extra_cents", MONEY, S::Choice),
        ("case_price_cents", K::Money { may_be_absent: true }, S::Choice),
        ("case_schedule", K::Word(&["at_once", "one_per_year"]), S::Choice),
        ("resource_cents_per_person", MONEY, S::Sheet),
        ("resource_base", K::Word(&["all", "equipped"]), S::Sheet),
        (
            "resource_scope",
            K::Word(&["selected_colleges", "every_selected_eple"]),
            S::Public,
        ),
        ("school_lump_cents", MONEY, S::Sheet),
        ("school_lump", K::Word(&["annual", "once"]), S::Sheet),
        ("state_pupil_share_percent", K::Percent(100), S::Public),
        ("state_pupil_cap_cents", MONEY, S::Public),
        ("state_teacher_share_percent", K::Percent(100), S::Public),
        ("state_teacher_cap_cents", MONEY, S::Public),
        ("state_case_share_percent", K::Percent(100), S::Public),
        ("state_case_cap_cents", MONEY, S::Public),
        ("state_resource_base", K::Word(&["all", "equipped"]), S::Public),
        ("state_resource_cents_per_person", MONEY, S::Public),
        ("state_school_lump_years", K::Count(0, 10), S::Public),
        ("state_school_lump_cents", MONEY, S::Public),
        ("survival_rate_percent", K::Percent(200), S::Choice),
        ("funding", K::Funding, S::Choice),
    ]
};

/// The name of a parameter.
pub(super) fn parameter(page: &PageCtx, key: &str) -> String {
    page.word("endowment-param", key)
}

/// Why a parameter is read as it is.
pub(super) fn parameter_why(page: &PageCtx, key: &str) -> String {
    page.word("endowment-param-why", key)
}

/// One word a parameter accepts, explained.
pub(super) fn parameter_word(page: &PageCtx, key: &str, code: &str) -> String {
    page.word(&format!("endowment-value-{}", key.replace('_', "-")), code)
}

/// The value of a parameter in words.
pub(super) fn parameter_value(page: &PageCtx, key: &str, value: &Value) -> String {
    let kind = PARAMETERS
        .iter()
        .find(|(name, _, _)| *name == key)
        .map(|(_, kind, _)| *kind);
    match (kind, value) {
        (_, Value::Null) => page.t("endowment-value-none"),
        (Some(ParameterKind::Word(_)), Value::String(code)) => parameter_word(page, key, code),
        (Some(ParameterKind::Levels), Value::Array(levels)) => {
            let code: Vec<&str> = levels.iter().filter_map(Value::as_str).collect();
            parameter_word(page, key, &code.join("-"))
        }
        (Some(ParameterKind::Money { .. }), Value::Number(cents)) => page.money(&Cents(cents.as_i64().unwrap_or(0))),
        (Some(ParameterKind::Percent(_)), value) => {
            let written = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let ratio = Ratio::parse_percent(&written).unwrap_or(Ratio::ONE);
            let tenths = i64::try_from(ratio.tenths_of_percent()).unwrap_or(i64::MAX);
            page.formats().percent(tenths)
        }
        (Some(ParameterKind::Year), Value::Number(first)) => first
            .as_i64()
            .and_then(|first| i16::try_from(first).ok())
            .and_then(|first| pole_kernel::SchoolYear::starting(first).ok())
            .map_or_else(|| first.to_string(), |year| page.year(&year)),
        (Some(ParameterKind::Funding), Value::Array(lines)) => funding(page, lines),
        (_, Value::Number(number)) => page.number(number.as_i64().unwrap_or(0)),
        (_, other) => other.to_string(),
    }
}

fn funding(page: &PageCtx, lines: &[Value]) -> String {
    if lines.is_empty() {
        return page.t("endowment-value-none");
    }
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let words: Vec<String> = lines
        .iter()
        .map(|line| {
            let of = line["heading"].as_str().and_then(|code| Heading::parse(code).ok());
            let key = if line["cap_cents"].is_null() {
                "endowment-funding-line"
            } else {
                "endowment-funding-line-capped"
            };
            page.tv(
                key,
                &[
                    ("funder", text(&line["funder"]).into()),
                    ("heading", of.map_or_else(String::new, |of| heading(page, of)).into()),
                    ("share", text(&line["share_percent"]).into()),
                    (
                        "cap",
                        page.money(&Cents(line["cap_cents"].as_i64().unwrap_or(0))).into(),
                    ),
                ],
            )
        })
        .collect();
    words.join(" ; ")
}
