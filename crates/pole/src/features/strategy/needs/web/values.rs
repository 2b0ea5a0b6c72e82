//! One component of many schools, pasted from a spreadsheet.

use std::collections::BTreeSet;

use askama::Template;
use pole_kernel::{Day, fold};

use super::super::super::errors::{Refusal, StrategyError};
use super::super::actions::{self, NewValue};
use super::super::model::{Component, Measure};
use super::super::rules;
use super::{at_field, observed};
use crate::features::directory::{self, SchoolGroup, SchoolLine};
use crate::policy::{self, Action};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// The most lines pasted at once.
const MOST_LINES: usize = 500;

/// A line of the text area, as it was understood.
struct Draft {
    number: usize,
    text: String,
    /// The school and the value, in words.
    understood: Option<(String, String)>,
    value: Option<NewValue>,
    /// What is wrong, in words.
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "features/strategy/needs/pages/values.html")]
struct ValuesPage {
    page: PageCtx,
    form: Form,
    components: Vec<(&'static str, String)>,
    help: Vec<(String, String)>,
    drafts: Vec<Draft>,
    ready: bool,
}

/// Where a refusal of a declaration belongs.
pub(super) const fn field_of(error: &StrategyError) -> &'static str {
    match error {
        StrategyError::Refused(Refusal::SourceMissing) => "note",
        StrategyError::Refused(Refusal::ValueOutOfRange(component)) => component.code(),
        _ => "jour",
    }
}

async fn schools(page: &PageCtx) -> Result<Vec<SchoolLine>, Problem> {
    let scope = policy::scope(&page.actor, Action::EditStrategy);
    let mut schools = page
        .app
        .db()
        .read(move |tx| directory::basin(tx, scope.clone()))
        .await?;
    schools.retain(directory::is_eligible);
    Ok(schools)
}

fn show(page: PageCtx, form: Form, drafts: Vec<Draft>) -> Reply {
    let mut components = vec![("", page.t("needs-choose"))];
    components.extend(
        Component::ALL
            .iter()
            .map(|component| (component.code(), page.word("needs-component", component.code()))),
    );
    let help = Component::ALL
        .iter()
        .map(|component| {
            let measure = rules::declared_in(*component, SchoolGroup::Colleges);
            (
                page.word("needs-component", component.code()),
                page.word("needs-help", measure.code()),
            )
        })
        .collect();
    let status = form.status();
    let template = ValuesPage {
        ready: !drafts.is_empty() && drafts.iter().all(|draft| draft.value.is_some()),
        form: form.with_default("jour", page.now.day().to_string()),
        components,
        help,
        drafts,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The form.
pub(super) async fn page(page: PageCtx, form: Form) -> Reply {
    show(page, form, Vec::new())
}

/// The school that a cell names: by its code, or by its name when only one bears it.
fn find<'a>(schools: &'a [SchoolLine], cell: &str) -> Result<&'a SchoolLine, &'static str> {
    let wanted = fold(cell);
    if let Some(school) = schools.iter().find(|school| fold(school.uai.as_str()) == wanted) {
        return Ok(school);
    }
    let mut named = schools.iter().filter(|school| fold(&school.name) == wanted);
    match (named.next(), named.next()) {
        (Some(school), None) => Ok(school),
        (Some(_), Some(_)) => Err("needs-draft-two-schools"),
        (None, _) => Err("needs-draft-unknown-school"),
    }
}

fn drafts(page: &PageCtx, schools: &[SchoolLine], component: Component, text: &str) -> Vec<Draft> {
    let mut seen = BTreeSet::new();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .take(MOST_LINES)
        .map(|(index, line)| {
            let cells: Vec<&str> = if line.contains('\t') {
                line.split('\t').map(str::trim).collect()
            } else {
                line.rsplitn(2, ';')
                    .map(str::trim)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev()
                    .collect()
            };
            let mut draft = Draft {
                number: index + 1,
                text: line.trim().to_owned(),
                understood: None,
                value: None,
                problem: None,
            };
            let read = || -> Result<(&SchoolLine, Measure, i64), String> {
                let [name, .., value] = cells[..] else {
                    return Err(page.t("needs-draft-two-columns"));
                };
                let school = find(schools, name).map_err(|key| page.t1(key, "school", name))?;
                let measure = rules::declared_in(component, SchoolGroup::of(school.kind));
                let milli =
                    rules::read_value(measure, value).ok_or_else(|| page.t1("needs-draft-value", "value", value))?;
                Ok((school, measure, milli))
            };
            match read() {
                Ok((school, _, _)) if !seen.insert(school.uai.clone()) => {
                    draft.problem = Some(page.t1("needs-draft-twice", "school", &school.name));
                }
                Ok((school, measure, milli)) => {
                    draft.understood = Some((school.name.clone(), observed(page, measure, milli)));
                    draft.value = Some(NewValue {
                        uai: school.uai.clone(),
                        component,
                        milli,
                    });
                }
                Err(problem) => draft.problem = Some(problem),
            }
            draft
        })
        .collect()
}

/// Declares a component of several schools: shown back first, line by line, then written.
pub(super) async fn add(page: PageCtx, mut form: Form) -> Reply {
    let component = form.required("composante", "form-choice", Component::parse);
    let day = form.required("jour", "form-day", Day::parse);
    let text = form.value("lignes").to_owned();
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    if lines == 0 {
        form.refuse("lignes", "needs-refused-nothing");
    }
    if lines > MOST_LINES {
        form.refuse("lignes", "needs-refused-too-many");
    }
    let (Some(component), Some(day), true) = (component, day, form.is_valid()) else {
        return show(page, form, Vec::new());
    };
    let schools = schools(&page).await?;
    let drafts = drafts(&page, &schools, component, &text);
    let values: Vec<NewValue> = drafts.iter().filter_map(|draft| draft.value.clone()).collect();
    if values.len() != drafts.len() {
        form.refuse("lignes", "needs-refused-lines");
    }
    if !form.is_valid() || !form.is("etape", "enregistrer") {
        return show(page, form, drafts);
    }
    let (actor, now, fictitious, note) = (
        page.actor.clone(),
        page.now,
        page.is_demo(),
        form.value("note").to_owned(),
    );
    let done = page
        .app
        .db()
        .write(move |tx| actions::declare(tx, &actor, now, &values, day, &note, fictitious))
        .await;
    match done {
        Ok(_) => page.redirect("/strategie/besoins", "notice-needs-declared"),
        Err(error) => {
            let field = match field_of(&error) {
                field @ ("note" | "jour") => field,
                _ => "lignes",
            };
            at_field(&mut form, field, error)?;
            show(page, form, drafts)
        }
    }
}
