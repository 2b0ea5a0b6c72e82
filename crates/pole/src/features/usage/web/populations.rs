//! How many people there are: entered one by one, or pasted from a spreadsheet.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::Month;
use pole_office::table::{Cell, CellKind};

use super::super::actions::{self, NewPopulation, PopulationsView, RefusedPopulation, UsageError};
use super::super::model::{PopulationId, PopulationRow, Profile, UsageScope};
use super::super::rules;
use super::{any_scope, month_of, refused, same_query, scope_code, scope_name, scope_options};
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, percent, text, whole_or_unknown};

/// How many lines a paste holds at most.
const LINES: usize = 2_000;

/// One state of an entered population.
struct Entered {
    row: PopulationRow,
    place: String,
    profile: String,
}

#[derive(Template)]
#[template(path = "features/usage/pages/populations.html")]
struct PopulationsPage {
    page: PageCtx,
    form: Form,
    month: Month,
    believed: Table,
    entered: Vec<Entered>,
    places: Vec<(String, String)>,
    profiles: Vec<(String, String)>,
}

impl PopulationsPage {
    fn may_edit(&self) -> bool {
        self.page.may(Action::EditUsage)
    }

    fn author(&self, row: &PopulationRow) -> String {
        row.recorded_by.clone().unwrap_or_else(|| self.page.t("common-console"))
    }
}

pub(super) async fn page(page: PageCtx, mut form: Form) -> Reply {
    let month = month_of(&mut form, "mois").unwrap_or_else(|| page.now.day().month_of());
    show(page, month, form).await
}

pub(super) async fn export(page: PageCtx, Path(file): Path<String>, mut form: Form) -> Reply {
    let format = file
        .strip_prefix("populations.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let month = month_of(&mut form, "mois").unwrap_or_else(|| page.now.day().month_of());
    let view = load(&page, month).await?;
    let sheet = believed(&page, &view, &form).sheet(&page);
    export::save(&page, format, &format!("populations-{month}"), &[sheet])
}

async fn load(page: &PageCtx, month: Month) -> Result<PopulationsView, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| actions::populations_view(tx, &actor, month, now))
        .await?)
}

async fn show(page: PageCtx, month: Month, form: Form) -> Reply {
    let view = load(&page, month).await?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let form = form.with_default("mois", month.to_string());
    let entered = view
        .history
        .iter()
        .map(|row| Entered {
            place: scope_name(&page, &row.scope, &view.schools),
            profile: page.word("usage-profile", row.profile.code()),
            row: row.clone(),
        })
        .collect();
    let template = PopulationsPage {
        believed: believed(&page, &view, &form),
        places: scope_options(&page, Action::ReadUsageKeeping, &view.schools),
        profiles: Profile::ALL
            .iter()
            .filter(|profile| **profile != Profile::Staff)
            .map(|profile| (profile.code().to_owned(), page.word("usage-profile", profile.code())))
            .collect(),
        entered,
        month,
        form,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

fn believed(page: &PageCtx, view: &PopulationsView, form: &Form) -> Table {
    let rows = view
        .believed
        .iter()
        .map(|(scope, profile, population)| {
            let entered = view
                .history
                .iter()
                .find(|row| row.withdrawn_at.is_none() && row.scope == *scope && row.profile == *profile);
            let mut flags = Vec::new();
            if population.estimated {
                flags.push(("estimated", page.word("figure-flag", "estimated")));
            }
            if entered.is_some_and(|row| row.fictitious) {
                flags.push(("fictitious", page.word("figure-flag", "fictitious")));
            }
            TableRow {
                cells: vec![
                    text(scope_name(page, scope, &view.schools)),
                    text(page.word("usage-profile", profile.code())),
                    whole_or_unknown(population.people),
                    whole_or_unknown(population.activated),
                    percent(
                        population
                            .activated
                            .and_then(|activated| rules::rate(activated, population.people)),
                    ),
                    text(source(page, scope, *profile, entered)),
                ],
                href: None,
                flags,
            }
        })
        .collect();
    Table {
        id: "populations",
        caption: page.t("usage-populations-believed"),
        columns: vec![
            column(page, "usage-column-place", CellKind::Text, 38.0),
            column(page, "usage-column-profile", CellKind::Text, 28.0),
            column(page, "usage-column-people", CellKind::Integer, 12.0),
            column(page, "usage-column-accounts", CellKind::Integer, 16.0),
            column(page, "usage-column-activation", CellKind::Percent, 14.0),
            column(page, "usage-column-source", CellKind::Text, 40.0),
        ],
        rows,
        total: None::<Vec<Cell>>,
        export: "/usages/populations/export/populations".to_owned(),
        query: same_query(form, &["mois"]),
        empty: page.t("usage-populations-none"),
        note: page.t("usage-populations-note"),
    }
}

/// Where a population comes from, in words.
fn source(page: &PageCtx, scope: &UsageScope, profile: Profile, entered: Option<&PopulationRow>) -> String {
    if let Some(row) = entered {
        return row.source.clone();
    }
    match (scope, profile) {
        (_, Profile::Authority) => page.t("usage-source-accounts"),
        (UsageScope::School(_), Profile::Pupil | Profile::Teacher) => page.t("usage-source-counts"),
        (UsageScope::School(_), _) => page.t("usage-source-earlier"),
        (UsageScope::Basin | UsageScope::Territory(_) | UsageScope::Group(_), _) => page.t("usage-source-sum"),
    }
}

/// Enters one population.
pub(super) async fn enter(page: PageCtx, mut form: Form) -> Reply {
    let month = form.required("mois", "usage-form-month", Month::parse);
    let scope = form.required("ou", "form-choice", |code| any_scope(code).ok_or(()));
    let profile = form.required("profil", "form-choice", Profile::parse);
    let people = form.maybe("personnes", "form-count", count);
    let activated = form.maybe("comptes", "form-count", count);
    let shown = month.unwrap_or_else(|| page.now.day().month_of());
    let source = form.value("source").to_owned();
    let (Some(month), Some(scope), Some(profile), true) = (month, scope, profile, form.is_valid()) else {
        return show(page, shown, form).await;
    };
    let new = NewPopulation {
        month,
        scope,
        profile,
        people,
        activated,
        source,
        fictitious: page.is_demo(),
    };
    match write(&page, vec![new]).await {
        Ok(_) => page.redirect(&format!("/usages/populations?mois={month}"), "notice-usage-population"),
        Err(RefusedPopulation { error, .. }) => {
            refused(&mut form, error)?;
            show(page, month, form).await
        }
    }
}

fn count(text: &str) -> Result<u64, std::num::ParseIntError> {
    text.replace([' ', '\u{a0}', '\u{202f}'], "").parse()
}

async fn write(page: &PageCtx, list: Vec<NewPopulation>) -> Result<usize, RefusedPopulation> {
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::enter_populations(tx, &actor, now, &list))
        .await
}

/// Enters what was pasted from a spreadsheet: a line each, place, profile, people, accounts, source.
pub(super) async fn paste(page: PageCtx, mut form: Form) -> Reply {
    let month = form.required("mois", "usage-form-month", Month::parse);
    let shown = month.unwrap_or_else(|| page.now.day().month_of());
    let pasted = form.value("tableau").to_owned();
    if pasted.is_empty() {
        form.refuse("tableau", "form-required");
    }
    let Some(month) = month.filter(|_| form.is_valid()) else {
        return show(page, shown, form).await;
    };
    let mut list = Vec::new();
    let mut numbers = Vec::new();
    for (index, line) in pasted.lines().enumerate() {
        // The headings of the spreadsheet come along.
        let is_heading = index == 0 && line.to_lowercase().contains("profil");
        if line.trim().is_empty() || is_heading {
            continue;
        }
        let number = index + 1;
        match parse_line(&page, month, line) {
            Some(new) if list.len() < LINES => {
                list.push(new);
                numbers.push(number);
            }
            Some(_) | None => {
                form.refuse_with(
                    "tableau",
                    "usage-form-line",
                    vec![("line", i64::try_from(number).unwrap_or(i64::MAX).into())],
                );
                return show(page, month, form).await;
            }
        }
    }
    match write(&page, list).await {
        Ok(_) => page.redirect(&format!("/usages/populations?mois={month}"), "notice-usage-population"),
        Err(RefusedPopulation { rank, error }) => {
            let Some((_, key)) = error.refusal() else {
                return Err(error.into());
            };
            let line = numbers.get(rank).copied().unwrap_or(1);
            form.refuse_with(
                "tableau",
                "usage-form-line-refused",
                vec![
                    ("line", i64::try_from(line).unwrap_or(i64::MAX).into()),
                    ("reason", page.t(key).into()),
                ],
            );
            show(page, month, form).await
        }
    }
}

/// A pasted line: its cells are apart by tabs or semicolons. An empty figure is unknown.
fn parse_line(page: &PageCtx, month: Month, line: &str) -> Option<NewPopulation> {
    let separator = if line.contains('\t') { '\t' } else { ';' };
    let cells: Vec<&str> = line.split(separator).map(str::trim).collect();
    let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
    let figure = |index: usize| match cell(index) {
        "" => Some(None),
        text => count(text).ok().map(Some),
    };
    let profile = Profile::ALL
        .iter()
        .copied()
        .filter(|profile| *profile != Profile::Staff)
        .find(|profile| {
            let said = pole_kernel::fold(cell(1));
            said == pole_kernel::fold(&page.word("usage-profile", profile.code())) || said == profile.code()
        })?;
    Some(NewPopulation {
        month,
        scope: any_scope(cell(0))?,
        profile,
        people: figure(2)?,
        activated: figure(3)?,
        source: if cell(4).is_empty() {
            page.t("usage-source-pasted")
        } else {
            cell(4).to_owned()
        },
        fictitious: page.is_demo(),
    })
}

/// Takes an entered population back.
pub(super) async fn withdraw(page: PageCtx, Path(id): Path<String>, _: Form) -> Reply {
    let id = PopulationId::parse(&id).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let month = page
        .app
        .db()
        .write(move |tx| -> Result<Month, UsageError> { actions::withdraw_population(tx, &actor, now, id) })
        .await?;
    page.redirect(
        &format!("/usages/populations?mois={month}"),
        "notice-usage-population-withdrawn",
    )
}

/// The code of a place in the form, for the template of a paste.
impl PopulationsPage {
    fn example(&self) -> String {
        let place = self
            .places
            .iter()
            .map(|(code, _)| code.as_str())
            .find(|code| any_scope(code).is_some_and(|scope| scope_code(&scope) != "bassin"))
            .unwrap_or("9710022X");
        format!("{place} ; {} ; 812 ; 340", self.page.word("usage-profile", "guardian"))
    }
}
