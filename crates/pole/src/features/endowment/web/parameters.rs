//! The parameter sets: every reading of the sheet in words, copies, and the one in force.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{Cents, Day, Ratio, SchoolYear};
use pole_office::table::CellKind;
use serde_json::{Map, Value};

use super::super::actions::{self, NewSet, Sets};
use super::super::errors::EndowmentError;
use super::super::model::Heading;
use super::super::parameters::{ParameterProblem, Parameters};
use super::super::plan::changed_parameters;
use super::super::records::{ParameterSet, ParameterSetId};
use super::words::{self, PARAMETERS, ParameterKind};
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, day, text};

/// How many other funding lines a form offers beyond those there are.
const SPARE_FUNDING_LINES: usize = 2;

async fn load(page: &PageCtx) -> Result<Sets, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page.app.db().read(move |tx| actions::sets(tx, &actor, now)).await?)
}

/// The set of a path; the sheet's own reading answers before any set is written.
fn find(sets: &Sets, id: &str) -> Result<ParameterSet, Problem> {
    let id = ParameterSetId::parse(id).map_err(|_| Problem::NotFound)?;
    let built_in = Some(&sets.in_force).filter(|set| set.id == id);
    sets.get(id).or(built_in).cloned().ok_or(Problem::NotFound)
}

// ---- The list ---------------------------------------------------------------------------------

#[derive(Template)]
#[template(path = "features/endowment/pages/parameters.html")]
struct ParametersPage {
    page: PageCtx,
    in_force: String,
    in_force_href: String,
    in_force_note: String,
    since: Option<String>,
    list: Table,
    choices: Table,
}

pub(super) async fn list(page: PageCtx) -> Reply {
    let sets = load(&page).await?;
    let since = sets.choices.first().map(|choice| {
        let who = choice.chosen_by.clone().unwrap_or_else(|| page.t("common-console"));
        page.tv(
            "endowment-in-force-since",
            &[
                ("moment", page.moment(&choice.chosen_at).into()),
                ("who", who.into()),
                ("reason", choice.reason.as_str().into()),
            ],
        )
    });
    let template = ParametersPage {
        in_force: words::set_title(&page, &sets.in_force),
        in_force_href: format!("/parametres/{}", sets.in_force.id),
        in_force_note: words::set_note(&page, &sets.in_force),
        since,
        list: list_table(&page, &sets),
        choices: choices_table(&page, &sets),
        page: page.clone(),
    };
    page.show(&template)
}

/// What a set changes beside the one in force, in words.
fn differs(page: &PageCtx, sets: &Sets, set: &ParameterSet) -> String {
    let changed = changed_parameters(&sets.in_force.parameters, &set.parameters);
    let words: Vec<String> = changed
        .iter()
        .map(|changed| {
            page.tv(
                "endowment-parameter-line",
                &[
                    ("name", words::parameter(page, changed.key).into()),
                    (
                        "value",
                        words::parameter_value(page, changed.key, &changed.after).into(),
                    ),
                ],
            )
        })
        .collect();
    words.join(" ; ")
}

fn list_table(page: &PageCtx, sets: &Sets) -> Table {
    let mut all: Vec<&ParameterSet> = Vec::new();
    for newest in sets.newest_versions() {
        all.extend(sets.all.iter().filter(|set| set.code == newest.code));
    }
    all.sort_by_key(|set| set.id != sets.in_force.id);
    let rows = all
        .into_iter()
        .map(|set| {
            let mut flags = Vec::new();
            if set.id == sets.in_force.id {
                flags.push(("ok", page.t("endowment-in-force")));
            }
            TableRow {
                cells: vec![
                    text(words::set_name(page, &set.code, set.version, &set.name)),
                    text(set.code.clone()),
                    text(set.version.to_string()),
                    day(set.valid_from),
                    text(differs(page, sets, set)),
                    text(words::set_note(page, set)),
                ],
                href: Some(format!("/parametres/{}", set.id)),
                flags,
            }
        })
        .collect();
    Table {
        id: "parametres",
        caption: page.t("endowment-sets"),
        columns: vec![
            column(page, "endowment-column-set", CellKind::Text, 40.0),
            column(page, "endowment-column-code", CellKind::Text, 24.0),
            column(page, "endowment-column-version", CellKind::Text, 8.0),
            column(page, "endowment-column-valid-from", CellKind::Day, 14.0),
            column(page, "endowment-column-differs", CellKind::Text, 60.0),
            column(page, "endowment-note", CellKind::Text, 60.0),
        ],
        rows,
        total: None,
        export: "/parametres/export/parametres".to_owned(),
        query: String::new(),
        empty: page.t("endowment-sets-none"),
        note: String::new(),
    }
}

fn choices_table(page: &PageCtx, sets: &Sets) -> Table {
    let rows = sets
        .choices
        .iter()
        .map(|choice| TableRow {
            cells: vec![
                text(page.moment(&choice.chosen_at)),
                text(
                    sets.get(choice.set)
                        .map(|set| words::set_title(page, set))
                        .unwrap_or_default(),
                ),
                text(choice.reason.clone()),
                text(choice.chosen_by.clone().unwrap_or_else(|| page.t("common-console"))),
            ],
            href: None,
            flags: Vec::new(),
        })
        .collect();
    Table {
        id: "choix",
        caption: page.t("endowment-choices"),
        columns: vec![
            column(page, "endowment-column-since", CellKind::Text, 26.0),
            column(page, "endowment-column-set", CellKind::Text, 44.0),
            column(page, "endowment-column-reason", CellKind::Text, 40.0),
            column(page, "endowment-column-who", CellKind::Text, 24.0),
        ],
        rows,
        total: None,
        export: "/parametres/export/choix".to_owned(),
        query: String::new(),
        empty: page.t("endowment-sets-none"),
        note: String::new(),
    }
}

pub(super) async fn list_export(page: PageCtx, Path(file): Path<String>) -> Reply {
    let (name, extension) = file.split_once('.').ok_or(Problem::NotFound)?;
    let format = ExportFormat::parse(extension).ok_or(Problem::NotFound)?;
    let sets = load(&page).await?;
    let table = match name {
        "parametres" => list_table(&page, &sets),
        "choix" => choices_table(&page, &sets),
        _ => return Err(Problem::NotFound),
    };
    export::save(&page, format, name, &[table.sheet(&page)])
}

// ---- One set ----------------------------------------------------------------------------------

/// One parameter with its reading.
struct Reading {
    name: String,
    key: &'static str,
    value: String,
    default: String,
    changed: bool,
    source: String,
    why: String,
    others: Vec<String>,
}

#[derive(Template)]
#[template(path = "features/endowment/pages/parameter_set.html")]
struct ParameterSetPage {
    page: PageCtx,
    form: Form,
    set: ParameterSet,
    title: String,
    note: String,
    in_force: bool,
    based_on: Option<(String, String)>,
    author: String,
    readings: Vec<Reading>,
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show_set(page, &id, Form::default()).await
}

async fn show_set(page: PageCtx, id: &str, form: Form) -> Reply {
    let sets = load(&page).await?;
    let set = find(&sets, id)?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = ParameterSetPage {
        form,
        title: words::set_title(&page, &set),
        note: words::set_note(&page, &set),
        in_force: set.id == sets.in_force.id,
        based_on: set
            .based_on
            .and_then(|id| sets.get(id))
            .map(|base| (format!("/parametres/{}", base.id), words::set_title(&page, base))),
        author: set
            .created_by
            .clone()
            .unwrap_or_else(|| page.t("endowment-set-brought")),
        readings: readings(&page, &set.parameters),
        set,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

fn readings(page: &PageCtx, parameters: &Parameters) -> Vec<Reading> {
    let defaults = Parameters::sheet_default().entries();
    parameters
        .entries()
        .into_iter()
        .zip(defaults)
        .zip(PARAMETERS)
        .map(|(((key, value), (_, default)), (_, kind, source))| {
            let others = match kind {
                ParameterKind::Word(codes) => codes
                    .iter()
                    .filter(|code| value.as_str() != Some(**code))
                    .map(|code| words::parameter_word(page, key, code))
                    .collect(),
                _ => Vec::new(),
            };
            Reading {
                name: words::parameter(page, key),
                key,
                value: words::parameter_value(page, key, &value),
                changed: value != default,
                default: words::parameter_value(page, key, &default),
                source: page.t(source.key()),
                why: words::parameter_why(page, key),
                others,
            }
        })
        .collect()
}

fn set_table(page: &PageCtx, set: &ParameterSet) -> Table {
    let rows = readings(page, &set.parameters)
        .into_iter()
        .map(|reading| {
            TableRow::new(vec![
                text(reading.name),
                text(reading.key),
                text(reading.value),
                text(reading.default),
                text(reading.source),
                text(reading.why),
            ])
        })
        .collect();
    Table {
        id: "parametres",
        caption: words::set_title(page, set),
        columns: vec![
            column(page, "endowment-column-parameter", CellKind::Text, 44.0),
            column(page, "endowment-column-code", CellKind::Text, 30.0),
            column(page, "endowment-column-value", CellKind::Text, 36.0),
            column(page, "endowment-column-default", CellKind::Text, 36.0),
            column(page, "endowment-column-source", CellKind::Text, 24.0),
            column(page, "endowment-column-why", CellKind::Text, 80.0),
        ],
        rows,
        total: None,
        export: format!("/parametres/{}/export/parametres", set.id),
        query: String::new(),
        empty: String::new(),
        note: words::set_note(page, set),
    }
}

/// One set to save: as a table, or as the file the calculator reads.
pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>) -> Reply {
    let sets = load(&page).await?;
    let set = find(&sets, &id)?;
    let name = format!("parametres-{}-v{}", set.code, set.version);
    if file == "parametres.toml" {
        let text = format!(
            "# {} v{}\n{}",
            set.name.replace('\n', " "),
            set.version,
            set.parameters.to_toml()
        );
        return page.attachment(&format!("{name}.toml"), "application/toml", text.into_bytes());
    }
    let format = file
        .strip_prefix("parametres.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    export::save(&page, format, &name, &[set_table(&page, &set).sheet(&page)])
}

/// Puts a set in force.
pub(super) async fn choose(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let set = ParameterSetId::parse(&id).map_err(|_| Problem::NotFound)?;
    let reason = form.value("motif").to_owned();
    let (actor, now) = (page.actor.clone(), page.now);
    match page
        .app
        .db()
        .write(move |tx| actions::choose_set(tx, &actor, now, set, &reason))
        .await
    {
        Ok(()) => page.redirect("/parametres", "notice-endowment-chosen"),
        Err(EndowmentError::Refused(refusal)) => {
            form.refuse_with("motif", refusal.key(), refusal.arguments());
            show_set(page, &id, form).await
        }
        Err(error) => Err(error.into()),
    }
}

// ---- A copy -----------------------------------------------------------------------------------

/// A parameter as the form asks it.
struct Field {
    name: String,
    label: String,
    hint: String,
    options: Vec<(String, String)>,
}

/// One other funding line as the form asks it.
struct FundingFields {
    legend: String,
    funder: String,
    heading: String,
    share: String,
    cap: String,
}

#[derive(Template)]
#[template(path = "features/endowment/pages/parameter_copy.html")]
struct CopyPage {
    page: PageCtx,
    form: Form,
    set: ParameterSet,
    title: String,
    fields: Vec<Field>,
    funding: Vec<FundingFields>,
    headings: Vec<(String, String)>,
}

fn field_name(key: &str) -> String {
    format!("p_{key}")
}

/// A value as people write it in a form.
fn written(kind: ParameterKind, value: &Value) -> String {
    match (kind, value) {
        (_, Value::Null) => String::new(),
        (ParameterKind::Money { .. }, Value::Number(cents)) => Cents(cents.as_i64().unwrap_or(0)).to_string(),
        (ParameterKind::Levels, Value::Array(levels)) => {
            levels.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("-")
        }
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

/// The form of a copy, filled with the set it is copied from.
fn filled(page: &PageCtx, set: &ParameterSet) -> Form {
    let mut form = Form::default()
        .with_default("code", set.code.clone())
        .with_default("libelle", words::set_name(page, &set.code, set.version, &set.name))
        .with_default("jour", page.now.day().to_string());
    for ((key, value), (_, kind, _)) in set.parameters.entries().into_iter().zip(PARAMETERS) {
        form = form.with_default(&field_name(key), written(*kind, &value));
    }
    for (index, line) in set.parameters.funding.iter().enumerate() {
        form = form
            .with_default(&format!("financeur_{index}"), line.funder.clone())
            .with_default(&format!("rubrique_{index}"), line.heading.code().to_owned())
            .with_default(&format!("part_{index}"), line.share_percent.to_string())
            .with_default(
                &format!("plafond_{index}"),
                line.cap_cents.map_or_else(String::new, |cents| cents.to_string()),
            );
    }
    form
}

fn fields(page: &PageCtx) -> Vec<Field> {
    PARAMETERS
        .iter()
        .filter(|(_, kind, _)| *kind != ParameterKind::Funding)
        .map(|(key, kind, _)| {
            let options = match kind {
                ParameterKind::Word(codes) => codes
                    .iter()
                    .map(|code| ((*code).to_owned(), words::parameter_word(page, key, code)))
                    .collect(),
                ParameterKind::Levels => ["6E-5E", "5E"]
                    .iter()
                    .map(|code| ((*code).to_owned(), words::parameter_word(page, key, code)))
                    .collect(),
                _ => Vec::new(),
            };
            let hint = match kind {
                ParameterKind::Count(least, most) => page.tv(
                    "endowment-hint-count",
                    &[("least", (*least).into()), ("most", (*most).into())],
                ),
                ParameterKind::Money { may_be_absent: true } => page.t("endowment-hint-money-or-none"),
                ParameterKind::Money { may_be_absent: false } => page.t("endowment-hint-money"),
                ParameterKind::Percent(most) => page.tn("endowment-hint-percent", "most", *most),
                ParameterKind::Year => page.t("endowment-hint-year"),
                ParameterKind::Word(_) | ParameterKind::Levels | ParameterKind::Funding => String::new(),
            };
            Field {
                name: field_name(key),
                label: words::parameter(page, key),
                hint: format!("{} {hint}", words::parameter_why(page, key)).trim().to_owned(),
                options,
            }
        })
        .collect()
}

fn funding_count(form: &Form) -> usize {
    let typed = (0..20)
        .rev()
        .find(|index| !form.value(&format!("financeur_{index}")).is_empty());
    typed.map_or(0, |index| index + 1)
}

pub(super) async fn copy_page(page: PageCtx, Path(id): Path<String>) -> Reply {
    let sets = load(&page).await?;
    let set = find(&sets, &id)?;
    let form = filled(&page, &set);
    show_copy(page, set, form)
}

fn show_copy(page: PageCtx, set: ParameterSet, form: Form) -> Reply {
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let funding = (0..funding_count(&form) + SPARE_FUNDING_LINES)
        .map(|index| FundingFields {
            legend: page.tn("endowment-funding-legend", "number", index + 1),
            funder: format!("financeur_{index}"),
            heading: format!("rubrique_{index}"),
            share: format!("part_{index}"),
            cap: format!("plafond_{index}"),
        })
        .collect();
    let headings = Heading::ALL
        .iter()
        .map(|heading| (heading.code().to_owned(), words::heading(&page, *heading)))
        .collect();
    let template = CopyPage {
        title: words::set_title(&page, &set),
        fields: fields(&page),
        funding,
        headings,
        form,
        set,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// Reads one parameter of the form, noting what is wrong beside it.
fn read_value(form: &mut Form, key: &str, kind: ParameterKind) -> Option<Value> {
    let field = field_name(key);
    match kind {
        ParameterKind::Word(codes) => {
            let known = |text: &str| codes.contains(&text).then(|| Value::from(text)).ok_or(());
            form.required(&field, "form-choice", known)
        }
        ParameterKind::Levels => form.required(&field, "form-choice", |text| {
            if ["6E-5E", "5E"].contains(&text) {
                Ok(text.split('-').collect::<Vec<_>>().into())
            } else {
                Err(())
            }
        }),
        ParameterKind::Count(least, most) => form.required(&field, "endowment-refused-count", |text| {
            text.parse::<u32>()
                .ok()
                .filter(|count| (least..=most).contains(count))
                .map(Value::from)
                .ok_or(())
        }),
        ParameterKind::Money { may_be_absent } => {
            let read = |text: &str| {
                Cents::parse_euros(text)
                    .ok()
                    .filter(|cents| *cents >= Cents::ZERO)
                    .map(|cents| Value::from(cents.0))
                    .ok_or(())
            };
            if may_be_absent && form.value(&field).is_empty() {
                return Some(Value::Null);
            }
            form.required(&field, "endowment-refused-euros", read)
        }
        ParameterKind::Percent(most) => form.required(&field, "endowment-refused-percent", |text| percent(text, most)),
        ParameterKind::Year => {
            if form.value(&field).is_empty() {
                return Some(Value::Null);
            }
            form.required(&field, "endowment-refused-year", |text| {
                SchoolYear::parse(text).map(|year| Value::from(year.first_calendar_year()))
            })
        }
        ParameterKind::Funding => Some(read_funding(form)),
    }
}

fn percent(text: &str, most: u32) -> Result<Value, ()> {
    let ratio = Ratio::parse_percent(text).map_err(|_| ())?;
    if ratio.hundredths_of_percent() > u64::from(most) * 100 {
        Err(())
    } else {
        Ok(Value::from(ratio.to_string()))
    }
}

fn read_funding(form: &mut Form) -> Value {
    let mut lines = Vec::new();
    for index in 0..funding_count(form) {
        let funder = form.value(&format!("financeur_{index}")).to_owned();
        if funder.is_empty() {
            continue;
        }
        let heading = form.required(&format!("rubrique_{index}"), "form-choice", |text| {
            Heading::parse(text).map(Heading::code)
        });
        let share = form.required(&format!("part_{index}"), "endowment-refused-percent", |text| {
            percent(text, 100)
        });
        let cap = form.maybe(&format!("plafond_{index}"), "endowment-refused-euros", |text| {
            Cents::parse_euros(text)
                .ok()
                .filter(|cents| *cents >= Cents::ZERO)
                .ok_or(())
        });
        let mut line = Map::new();
        line.insert("funder".to_owned(), funder.into());
        line.insert("heading".to_owned(), heading.unwrap_or_default().into());
        line.insert("share_percent".to_owned(), share.unwrap_or_default());
        line.insert("cap_cents".to_owned(), cap.map_or(Value::Null, |cents| cents.0.into()));
        lines.push(Value::Object(line));
    }
    Value::Array(lines)
}

fn read_parameters(form: &mut Form) -> Option<Parameters> {
    let mut object = Map::new();
    for (key, kind, _) in PARAMETERS {
        if let Some(value) = read_value(form, key, *kind) {
            object.insert((*key).to_owned(), value);
        }
    }
    if !form.is_valid() {
        return None;
    }
    match Parameters::from_json(&Value::Object(object)) {
        Ok(parameters) => Some(parameters),
        Err(errors) => {
            for problem in errors.0 {
                let key = match &problem {
                    ParameterProblem::BadValue { key, .. } | ParameterProblem::UnknownKey { key, .. } => key.clone(),
                    ParameterProblem::Syntax(_) => String::new(),
                };
                let place = key.strip_prefix("funding[").and_then(|rest| rest.split(']').next());
                let field = place.map_or_else(|| field_name(&key), |index| format!("financeur_{index}"));
                form.refuse(&field, "endowment-refused-value");
            }
            None
        }
    }
}

/// Writes a copy with what was changed.
pub(super) async fn copy(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let sets = load(&page).await?;
    let set = find(&sets, &id)?;
    let code = form.required("code", "endowment-refused-code", |text| Ok::<_, ()>(text.to_owned()));
    let name = form.required("libelle", "form-required", |text| Ok::<_, ()>(text.to_owned()));
    let valid_from = form.required("jour", "form-day", Day::parse);
    let parameters = read_parameters(&mut form);
    let (Some(code), Some(name), Some(valid_from), Some(parameters)) = (code, name, valid_from, parameters) else {
        return show_copy(page, set, form);
    };
    let new = NewSet {
        based_on: set.id,
        code,
        name,
        note: form.value("note").to_owned(),
        valid_from,
        parameters,
    };
    let (actor, now) = (page.actor.clone(), page.now);
    match page
        .app
        .db()
        .write(move |tx| actions::copy_set(tx, &actor, now, &new))
        .await
    {
        Ok(id) => page.redirect(&format!("/parametres/{id}"), "notice-endowment-set-added"),
        Err(EndowmentError::Refused(refusal)) => {
            form.refuse_with(refusal.field(), refusal.key(), refusal.arguments());
            show_copy(page, set, form)
        }
        Err(error) => Err(error.into()),
    }
}

impl ParameterSetPage {
    fn may_edit(&self) -> bool {
        self.page.may(Action::EditParameters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_is_described_in_the_order_of_the_documentation() {
        let described: Vec<&str> = PARAMETERS.iter().map(|(key, _, _)| *key).collect();
        assert_eq!(described, Parameters::KEYS);
    }

    #[test]
    fn a_form_filled_with_a_set_reads_back_as_that_set() {
        let mut set = Parameters::sheet_default();
        set.funding.push(super::super::super::parameters::FundingLine {
            funder: "FEDER".into(),
            heading: Heading::Cases,
            share_percent: Ratio::percent(85),
            cap_cents: Some(Cents(100_000)),
        });
        let mut form = Form::default();
        for ((key, value), (_, kind, _)) in set.entries().into_iter().zip(PARAMETERS) {
            form = form.with_default(&field_name(key), written(*kind, &value));
        }
        form = form
            .with_default("financeur_0", "FEDER".into())
            .with_default("rubrique_0", "cases".into())
            .with_default("part_0", "85".into())
            .with_default("plafond_0", "1000,00".into());
        assert_eq!(read_parameters(&mut form), Some(set));
        assert!(form.is_valid());
    }

    #[test]
    fn what_is_wrong_is_told_beside_its_field() {
        let mut form = Form::default();
        for ((key, value), (_, kind, _)) in Parameters::sheet_default().entries().into_iter().zip(PARAMETERS) {
            let value = if key == "years" {
                "40".to_owned()
            } else {
                written(*kind, &value)
            };
            form = form.with_default(&field_name(key), value);
        }
        assert_eq!(read_parameters(&mut form), None);
        assert_eq!(form.errors()[0].field, "p_years");
    }
}
