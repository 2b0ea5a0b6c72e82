//! One question of the form as the controls of a page, and what was posted back as an answer.
//!
//! The controls of a question carry its name, `{prefix}{code}`; a table and a question by level add what
//! tells their cells apart: `{name}-{row}-{column}`, `{name}-{level}`.

use pole_i18n::Argument;
use pole_kernel::{Cents, fold};
use serde_json::{Map, Value, json};

use super::form::{AnswerProblem, check_answer};
use super::model::{Field, FieldKind};
use crate::shell::form::Form;
use crate::shell::page::PageCtx;

/// More answers than this are a list that unfolds.
const RADIOS: usize = 7;
/// How many empty rows a table offers under those that are written.
const EMPTY_ROWS: usize = 3;

/// A control of a question: one answer of a list, one cell of a table, one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// Its name in the form; with the value it makes its id.
    pub name: String,
    /// What it stands for.
    pub label: String,
    /// What it holds.
    pub value: String,
    /// Whether it is ticked.
    pub chosen: bool,
}

/// One question as a page shows it; `features/calls/pages/field.html` draws it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldView {
    /// The name of its control, or what the names of its controls begin with.
    pub name: String,
    /// The question.
    pub label: String,
    /// How to answer, in the words of the call.
    pub help: String,
    /// What the kind of answer asks for: so many characters, a unit.
    pub hint: String,
    /// Which controls: `text`, `long_text`, `number`, `money`, `radios`, `select`, `checks`, `table`, `levels`,
    /// `document` or `financing_plan`. The last two have none: the page brings its own.
    pub kind: &'static str,
    /// What is typed, for a single control.
    pub value: String,
    /// The answers of a list, or the levels.
    pub controls: Vec<Control>,
    /// The headings of a table.
    pub columns: Vec<String>,
    /// The rows of a table.
    pub rows: Vec<Vec<Control>>,
    /// Whether the dossier is incomplete without it.
    pub required: bool,
    /// What is wrong with what was typed, in words.
    pub error: Option<String>,
}

/// The name of the control of a question.
fn name_of(field: &Field, prefix: &str) -> String {
    format!("{prefix}{}", field.code)
}

/// The controls of a question, holding an answer.
fn filled(field: &Field, prefix: &str, value: &Value) -> Form {
    let name = name_of(field, prefix);
    let form = Form::default();
    match &field.kind {
        FieldKind::Money => {
            let typed = value.as_i64().map(|cents| plain_euros(Cents(cents)));
            form.with_many(&name, typed)
        }
        FieldKind::Choice { many: true, .. } => {
            let chosen = value.as_array().into_iter().flatten().filter_map(Value::as_str);
            form.with_many(&name, chosen.map(str::to_owned))
        }
        FieldKind::Table { .. } => {
            let mut form = form;
            for (row, cells) in value.as_array().into_iter().flatten().enumerate() {
                for (column, cell) in cells.as_array().into_iter().flatten().enumerate() {
                    let typed = cell.as_str().map(str::to_owned);
                    form = form.with_many(&format!("{name}-{row}-{column}"), typed);
                }
            }
            form
        }
        FieldKind::Quantities { .. } => {
            let mut form = form;
            for (level, count) in value.as_object().into_iter().flatten() {
                let typed = count.as_i64().map(|count| count.to_string());
                form = form.with_many(&format!("{name}-{level}"), typed);
            }
            form
        }
        FieldKind::Document { .. } | FieldKind::FinancingPlan => form,
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::Number { .. }
        | FieldKind::Choice { many: false, .. } => {
            let typed = match value {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
            };
            form.with_many(&name, typed)
        }
    }
}

/// An amount as people type it: `1234,50`.
pub(super) fn plain_euros(amount: Cents) -> String {
    let (euros, cents) = (amount.0 / 100, (amount.0 % 100).abs());
    if cents == 0 {
        euros.to_string()
    } else {
        format!("{euros},{cents:02}")
    }
}

/// The short name of a level, in the reader's words.
pub(super) fn level_words(page: &PageCtx, level: &str) -> String {
    page.word("category", level)
}

impl FieldView {
    /// A question with the answer that is kept.
    pub fn new(page: &PageCtx, field: &Field, prefix: &str, value: Option<&Value>) -> Self {
        let form = filled(field, prefix, value.unwrap_or(&Value::Null));
        Self::typed(page, field, prefix, &form, None)
    }

    /// A question with what was typed, be it right or wrong.
    pub fn typed(page: &PageCtx, field: &Field, prefix: &str, form: &Form, problem: Option<&AnswerProblem>) -> Self {
        let name = name_of(field, prefix);
        let mut view = Self {
            label: field.label.clone(),
            help: field.help.clone(),
            hint: hint(page, &field.kind),
            kind: "text",
            value: form.value(&name).to_owned(),
            controls: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            required: field.required,
            error: problem.map(|problem| problem_words(page, field, problem)),
            name,
        };
        view.kind = match &field.kind {
            FieldKind::Text { .. } => "text",
            FieldKind::LongText { .. } => "long_text",
            FieldKind::Number { .. } => "number",
            FieldKind::Money => "money",
            FieldKind::Choice { options, many } => {
                view.controls = view.options(form, options);
                match (many, options.len() > RADIOS) {
                    (true, _) => "checks",
                    (false, false) => "radios",
                    (false, true) => "select",
                }
            }
            FieldKind::Table { columns, max_rows } => {
                view.columns = columns.iter().map(|column| column.label.clone()).collect();
                view.rows = view.table_rows(form, *max_rows as usize);
                "table"
            }
            FieldKind::Quantities { levels } => {
                view.controls = levels
                    .iter()
                    .map(|level| Control {
                        name: format!("{}-{level}", view.name),
                        label: level_words(page, level),
                        value: form.value(&format!("{}-{level}", view.name)).to_owned(),
                        chosen: false,
                    })
                    .collect();
                "levels"
            }
            FieldKind::Document { .. } => "document",
            FieldKind::FinancingPlan => "financing_plan",
        };
        view
    }

    fn options(&self, form: &Form, options: &[String]) -> Vec<Control> {
        options
            .iter()
            .enumerate()
            .map(|(place, option)| Control {
                name: format!("{}-{place}", self.name),
                label: option.clone(),
                value: option.clone(),
                chosen: form.is(&self.name, option.trim()),
            })
            .collect()
    }

    fn table_rows(&self, form: &Form, max_rows: usize) -> Vec<Vec<Control>> {
        let cell = |row: usize, column: usize| format!("{}-{row}-{column}", self.name);
        let is_written =
            |row: &usize| (0..self.columns.len()).any(|column| !form.value(&cell(*row, column)).is_empty());
        let written = (0..max_rows).rev().find(is_written).map_or(0, |last| last + 1);
        (0..(written + EMPTY_ROWS).min(max_rows))
            .map(|row| {
                self.columns
                    .iter()
                    .enumerate()
                    .map(|(column, label)| Control {
                        name: cell(row, column),
                        label: label.clone(),
                        value: form.value(&cell(row, column)).to_owned(),
                        chosen: false,
                    })
                    .collect()
            })
            .collect()
    }

    /// How many lines a text area has.
    pub const fn area_rows(&self) -> usize {
        let lines = self.value.len() / 80 + 4;
        if lines > 20 { 20 } else { lines }
    }
}

/// What the kind of answer asks for, in words; empty when there is nothing to say.
fn hint(page: &PageCtx, kind: &FieldKind) -> String {
    match kind {
        FieldKind::LongText { max } => page.tn("calls-hint-characters", "count", *max),
        FieldKind::Number { min, max, unit } => {
            let arguments = [
                ("min", Argument::from(page.number(*min))),
                ("max", page.number(*max).into()),
                ("unit", unit.clone().into()),
            ];
            let key = if unit.is_empty() {
                "calls-hint-number"
            } else {
                "calls-hint-number-unit"
            };
            page.tv(key, &arguments)
        }
        FieldKind::Money => page.t("calls-hint-money"),
        FieldKind::Choice { many: true, .. } => page.t("calls-hint-many"),
        FieldKind::Table { max_rows, .. } => page.tn("calls-hint-rows", "count", *max_rows),
        FieldKind::Quantities { .. } => page.t("calls-hint-levels"),
        FieldKind::Text { .. }
        | FieldKind::Choice { many: false, .. }
        | FieldKind::Document { .. }
        | FieldKind::FinancingPlan => String::new(),
    }
}

/// What is wrong with an answer, in the reader's words.
pub fn problem_words(page: &PageCtx, field: &Field, problem: &AnswerProblem) -> String {
    let is_money = matches!(field.kind, FieldKind::Money);
    let figure = |number: i64| {
        if is_money {
            page.money(&Cents(number))
        } else {
            page.number(number)
        }
    };
    match problem {
        AnswerProblem::Kind => page.t("calls-answer-kind"),
        AnswerProblem::TooLong { length, max } => page.tv(
            "calls-answer-too-long",
            &[
                ("length", Argument::from(page.number(*length))),
                ("max", page.number(*max).into()),
            ],
        ),
        AnswerProblem::NotWhole(text) => page.t1("calls-answer-not-whole", "text", text),
        AnswerProblem::NotAmount(text) => page.t1("calls-answer-not-amount", "text", text),
        AnswerProblem::Bounds { min, max, .. } => page.tv(
            "calls-answer-bounds",
            &[("min", Argument::from(figure(*min))), ("max", figure(*max).into())],
        ),
        AnswerProblem::Option(text) => page.t1("calls-answer-option", "text", text),
        AnswerProblem::Rows => page.t("calls-answer-rows"),
        AnswerProblem::Level(level) => page.t1("calls-answer-level", "level", level),
    }
}

/// Reads the answer to a question out of a posted form. Nothing typed is [`Value::Null`]; a document and a
/// financing plan have no controls here, and read as nothing too.
///
/// # Errors
/// What is wrong with it: show it with [`FieldView::typed`], so that what was typed stays.
pub fn read_posted(field: &Field, form: &Form, prefix: &str) -> Result<Value, AnswerProblem> {
    let name = name_of(field, prefix);
    let typed = form.value(&name);
    let answer = match &field.kind {
        FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::Choice { many: false, .. } => {
            if typed.is_empty() {
                Value::Null
            } else {
                Value::String(typed.replace("\r\n", "\n"))
            }
        }
        FieldKind::Number { .. } => whole(typed)?,
        FieldKind::Money => {
            if typed.is_empty() {
                Value::Null
            } else {
                let amount = Cents::parse_euros(typed).map_err(|_| AnswerProblem::NotAmount(typed.to_owned()))?;
                json!(amount.0)
            }
        }
        FieldKind::Choice { many: true, .. } => {
            let mut chosen: Vec<&str> = Vec::new();
            for option in form.all(&name).filter(|option| !option.is_empty()) {
                if !chosen.contains(&option) {
                    chosen.push(option);
                }
            }
            if chosen.is_empty() { Value::Null } else { json!(chosen) }
        }
        FieldKind::Table { columns, max_rows } => {
            let rows: Vec<Vec<String>> = (0..*max_rows)
                .map(|row| {
                    (0..columns.len())
                        .map(|column| form.value(&format!("{name}-{row}-{column}")).replace("\r\n", "\n"))
                        .collect::<Vec<String>>()
                })
                .filter(|row| row.iter().any(|cell| !cell.is_empty()))
                .collect();
            if rows.is_empty() { Value::Null } else { json!(rows) }
        }
        FieldKind::Quantities { levels } => {
            let mut counts = Map::new();
            for level in levels {
                let count = whole(form.value(&format!("{name}-{level}")))?;
                if !count.is_null() {
                    counts.insert(level.clone(), count);
                }
            }
            if counts.is_empty() {
                Value::Null
            } else {
                Value::Object(counts)
            }
        }
        FieldKind::Document { .. } | FieldKind::FinancingPlan => return Ok(Value::Null),
    };
    check_answer(field, &answer)?;
    Ok(answer)
}

/// A whole number as people type it: `1 234`.
fn whole(typed: &str) -> Result<Value, AnswerProblem> {
    let digits: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    if digits.is_empty() {
        return Ok(Value::Null);
    }
    let number: i64 = digits.parse().map_err(|_| AnswerProblem::NotWhole(typed.to_owned()))?;
    Ok(json!(number))
}

/// An answer to read: words, or a table. `features/calls/pages/field.html` draws it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerView {
    /// Its paragraphs, or its items.
    pub lines: Vec<String>,
    /// The headings of a table.
    pub columns: Vec<String>,
    /// The rows of a table.
    pub rows: Vec<Vec<String>>,
}

impl AnswerView {
    /// An answer in the reader's words; nothing at all when nothing was answered.
    pub fn new(page: &PageCtx, field: &Field, value: Option<&Value>) -> Self {
        let mut view = Self::default();
        let Some(value) = value else {
            return view;
        };
        match &field.kind {
            FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::Choice { many: false, .. } => {
                let text = value.as_str().unwrap_or_default();
                view.lines = text
                    .lines()
                    .filter(|line| !line.trim().is_empty())
                    .map(str::to_owned)
                    .collect();
            }
            FieldKind::Number { unit, .. } => {
                let number = value.as_i64().map(|number| page.number(number));
                view.lines = number
                    .map(|number| format!("{number} {unit}").trim().to_owned())
                    .into_iter()
                    .collect();
            }
            FieldKind::Money => {
                view.lines = value
                    .as_i64()
                    .map(|cents| page.money(&Cents(cents)))
                    .into_iter()
                    .collect();
            }
            FieldKind::Choice { many: true, .. } => {
                let chosen = value.as_array().into_iter().flatten().filter_map(Value::as_str);
                view.lines = chosen.map(str::to_owned).collect();
            }
            FieldKind::Table { columns, .. } => {
                view.rows = value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|row| {
                        let cells = row.as_array().into_iter().flatten();
                        cells.map(|cell| cell.as_str().unwrap_or_default().to_owned()).collect()
                    })
                    .collect();
                if !view.rows.is_empty() {
                    view.columns = columns.iter().map(|column| column.label.clone()).collect();
                }
            }
            FieldKind::Quantities { levels } => {
                view.lines = levels
                    .iter()
                    .filter_map(|level| {
                        let count = value.get(level)?.as_i64()?;
                        let arguments = [
                            ("level", Argument::from(level_words(page, level))),
                            ("count", page.number(count).into()),
                        ];
                        Some(page.tv("calls-level-count", &arguments))
                    })
                    .collect();
            }
            FieldKind::Document { .. } | FieldKind::FinancingPlan => {}
        }
        view
    }

    /// Whether nothing was answered.
    pub const fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.rows.is_empty()
    }
}

/// A stable code out of words: small letters, digits, underscores.
pub(super) fn code_of(words: &str) -> String {
    let code: String = fold(words)
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' })
        .collect();
    let parts: Vec<&str> = code.split('_').filter(|part| !part.is_empty()).collect();
    let mut code = parts.join("_");
    code.truncate(40);
    code.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::calls::Column;

    fn field(kind: FieldKind) -> Field {
        Field {
            code: "q".to_owned(),
            label: "Question".to_owned(),
            help: String::new(),
            kind,
            required: false,
            per_school: false,
            condition: None,
        }
    }

    fn read(kind: FieldKind, posted: &str) -> Result<Value, AnswerProblem> {
        read_posted(&field(kind), &Form::parse(posted.as_bytes()), "p-")
    }

    fn kinds() -> Vec<(FieldKind, Value)> {
        let options: Vec<String> = ["oui", "non", "peut-être"].map(str::to_owned).to_vec();
        let column = |code: &str| Column {
            code: code.to_owned(),
            label: code.to_uppercase(),
        };
        vec![
            (FieldKind::Text { max: 20 }, json!("deux mots")),
            (FieldKind::LongText { max: 80 }, json!("une ligne\nune autre")),
            (
                FieldKind::Number {
                    min: -5,
                    max: 5_000,
                    unit: "Mbit/s".to_owned(),
                },
                json!(-3),
            ),
            (FieldKind::Money, json!(123_450)),
            (
                FieldKind::Choice {
                    options: options.clone(),
                    many: false,
                },
                json!("peut-être"),
            ),
            (FieldKind::Choice { options, many: true }, json!(["oui", "non"])),
            (
                FieldKind::Table {
                    columns: vec![column("a"), column("b")],
                    max_rows: 4,
                },
                json!([["1", ""], ["", "2"]]),
            ),
            (
                FieldKind::Quantities {
                    levels: vec!["6E".to_owned(), "5E".to_owned()],
                },
                json!({"5E": 120}),
            ),
        ]
    }

    #[test]
    fn what_is_shown_is_read_back_as_it_was() {
        for (kind, value) in kinds() {
            let field = field(kind);
            let form = filled(&field, "p-", &value);
            assert_eq!(read_posted(&field, &form, "p-"), Ok(value), "{:?}", field.kind);
            assert_eq!(read_posted(&field, &form, "other-"), Ok(Value::Null));
            assert_eq!(read_posted(&field, &Form::default(), "p-"), Ok(Value::Null));
        }
    }

    #[test]
    fn what_is_typed_wrong_is_told() {
        let number = || FieldKind::Number {
            min: 0,
            max: 10,
            unit: String::new(),
        };
        assert_eq!(read(number(), "p-q=1%20"), Ok(json!(1)));
        assert_eq!(
            read(number(), "p-q=beaucoup"),
            Err(AnswerProblem::NotWhole("beaucoup".to_owned()))
        );
        assert!(matches!(read(number(), "p-q=11"), Err(AnswerProblem::Bounds { .. })));
        assert_eq!(read(FieldKind::Money, "p-q=1%C2%A0234%2C5"), Ok(json!(123_450)));
        assert_eq!(
            read(FieldKind::Money, "p-q=1.234%2C5"),
            Err(AnswerProblem::NotAmount("1.234,5".to_owned()))
        );
        assert!(matches!(
            read(FieldKind::Text { max: 2 }, "p-q=abc"),
            Err(AnswerProblem::TooLong { length: 3, max: 2 })
        ));
    }

    #[test]
    fn codes_are_made_of_words() {
        assert_eq!(code_of("  Synthèse du projet : 5e !  "), "synthese_du_projet_5e");
        assert_eq!(code_of("—"), "");
    }
}
