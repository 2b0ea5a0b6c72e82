//! What the answers of the State's platform become here. Pure: which school a text names, which question of ours a
//! question there answers, which value its text is, which states follow.

use std::collections::{BTreeMap, BTreeSet};

use pole_formats::{DemarcheAnswer, DemarcheDossier, DemarcheState};
use pole_kernel::{Cents, Uai, UaiError, fold};
use serde_json::{Map, Value, json};

use super::model::LineState;
use crate::features::calls::{CallContent, Field, FieldKind, check_answer};

/// What stands between the name of a repeated block and that of a question of its rows.
const INSIDE: &str = " › ";

/// The answer that says that the file has nothing for a question.
pub(super) const NOTHING: &str = "-";

/// The name of the answer that says which question of the platform answers one of ours.
pub(super) fn option_of(field: &str) -> String {
    format!("champ.{field}")
}

/// The questions of a form that a text can answer.
pub(super) fn answerable(content: &CallContent) -> impl Iterator<Item = &Field> {
    content
        .fields()
        .map(|(_, field)| field)
        .filter(|field| !matches!(field.kind, FieldKind::Document { .. } | FieldKind::FinancingPlan))
}

/// The names of the questions of a dossier, those of the rows of its blocks included.
pub(super) fn names(dossier: &DemarcheDossier) -> Vec<String> {
    let mut names = Vec::new();
    for answer in &dossier.answers {
        names.push(answer.name.clone());
        for (label, _) in answer.rows.iter().flatten() {
            let name = format!("{}{INSIDE}{label}", answer.name);
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Whether two names are the same, or one is a block and the other a question of its rows.
pub(super) fn are_together(one: &str, other: &str) -> bool {
    let within = |outer: &str, inner: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with(INSIDE));
    one == other || within(one, other) || within(other, one)
}

/// The texts that a dossier gives under a name: one, or one a row of a block.
pub(super) fn texts<'a>(dossier: &'a DemarcheDossier, name: &str) -> Vec<&'a str> {
    if let Some(answer) = dossier.answers.iter().find(|answer| answer.name == name) {
        return vec![answer.text.as_str()];
    }
    let Some((block, label)) = in_block(dossier, name) else {
        return Vec::new();
    };
    let cells = block.rows.iter().flatten();
    cells
        .filter(|(other, _)| other == label)
        .map(|(_, said)| said.as_str())
        .collect()
}

/// The block and the label of a name that speaks of the rows of one.
fn in_block<'a, 'n>(dossier: &'a DemarcheDossier, name: &'n str) -> Option<(&'a DemarcheAnswer, &'n str)> {
    dossier.answers.iter().find_map(|answer| {
        let rest = name.strip_prefix(answer.name.as_str())?;
        Some((answer, rest.strip_prefix(INSIDE)?))
    })
}

/// The codes of schools in a text, in order, each once: alone, in a list, in parentheses after a name.
pub(super) fn schools_in(text: &str) -> Vec<Uai> {
    let mut found = Vec::new();
    for uai in words(text).filter_map(|word| Uai::parse(word).ok()) {
        if !found.contains(&uai) {
            found.push(uai);
        }
    }
    found
}

/// A word that would be the code of a school with another check letter, and the code with the right one.
pub(super) fn mistyped_school(text: &str) -> Option<(String, String)> {
    words(text).find_map(|word| match Uai::parse(word) {
        Err(UaiError::CheckLetter { found, expected }) => {
            let digits: String = found.chars().take(7).collect();
            Some((found, format!("{digits}{expected}")))
        }
        Ok(_) | Err(UaiError::Length(_) | UaiError::Digits(_)) => None,
    })
}

/// The words that are as long as the code of a school.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| matches!(word.len(), 7 | 8) && word.bytes().any(|byte| byte.is_ascii_digit()))
}

/// One answer of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Brought {
    /// The code of our question.
    pub(super) field: String,
    /// The school that answers; `None` for the dossier.
    pub(super) uai: Option<Uai>,
    /// The answer; null when there is none any more.
    pub(super) value: Value,
}

/// What the answers of a dossier become.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Answered {
    pub(super) answers: Vec<Brought>,
    /// The names there and the codes here of those that do not fit.
    pub(super) unfit: Vec<(String, String)>,
}

/// Which name of the platform answers each question of ours, by its code.
pub(super) type ByField = BTreeMap<String, String>;

/// Reads the answers of a dossier for our form. A question that each school answers is answered for the collège, or for
/// the school that its row of a block names.
pub(super) fn answered(
    content: &CallContent,
    by_field: &ByField,
    dossier: &DemarcheDossier,
    college: &Uai,
    schools: &BTreeSet<Uai>,
) -> Answered {
    let mut done = Answered::default();
    for field in answerable(content) {
        let Some(name) = by_field.get(&field.code) else {
            continue;
        };
        for (uai, answer) in places(field, name, dossier, college) {
            if uai.as_ref().is_some_and(|uai| !schools.contains(uai)) {
                continue;
            }
            match value_of(field, &answer) {
                Some(value) => done.answers.push(Brought {
                    field: field.code.clone(),
                    uai,
                    value,
                }),
                None => done.unfit.push((name.clone(), field.code.clone())),
            }
        }
    }
    done
}

/// Who answers a question, and what.
fn places(field: &Field, name: &str, dossier: &DemarcheDossier, college: &Uai) -> Vec<(Option<Uai>, DemarcheAnswer)> {
    if let Some(answer) = dossier.answers.iter().find(|answer| answer.name == name) {
        return vec![(field.per_school.then(|| college.clone()), answer.clone())];
    }
    let Some((block, label)) = in_block(dossier, name) else {
        return Vec::new();
    };
    let said = |text: String| DemarcheAnswer {
        name: name.to_owned(),
        text,
        values: Vec::new(),
        rows: Vec::new(),
    };
    if !field.per_school {
        let all: Vec<&str> = texts(dossier, name)
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        return vec![(None, said(all.join("\n")))];
    }
    let mut answers: BTreeMap<Uai, DemarcheAnswer> = BTreeMap::new();
    for row in &block.rows {
        let school = row.iter().find_map(|(_, text)| schools_in(text).into_iter().next());
        let text = row
            .iter()
            .find(|(other, _)| other == label)
            .map(|(_, text)| text.clone());
        if let (Some(school), Some(text)) = (school, text) {
            answers.entry(school).or_insert_with(|| said(text));
        }
    }
    answers.into_iter().map(|(uai, answer)| (Some(uai), answer)).collect()
}

/// The value of an answer for a question of ours: null when nothing was answered, `None` when it does not fit.
pub(super) fn value_of(field: &Field, answer: &DemarcheAnswer) -> Option<Value> {
    let text = answer.text.trim();
    if text.is_empty() && answer.rows.is_empty() {
        return Some(Value::Null);
    }
    let value = match &field.kind {
        FieldKind::Text { .. } => json!(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        FieldKind::LongText { .. } => json!(text),
        FieldKind::Number { .. } => json!(whole(text)?),
        FieldKind::Money => json!(Cents::parse_euros(text).ok()?.0),
        FieldKind::Choice { options, many: false } => json!(option(options, text)?),
        FieldKind::Choice { options, many: true } => json!(options_in(options, answer)?),
        FieldKind::Table { columns, .. } => {
            let labels: Vec<String> = columns.iter().map(|column| fold(&column.label)).collect();
            let rows = answer.rows.iter().map(|row| {
                let cell = |label: &String| {
                    let found = row.iter().find(|(other, _)| fold(other) == *label);
                    found.map_or("", |(_, text)| text.as_str())
                };
                labels.iter().map(cell).collect::<Vec<_>>()
            });
            let rows: Vec<Vec<&str>> = rows.collect();
            // Rows of which no column bears a name of ours would be lost.
            if rows.iter().flatten().all(|cell| cell.is_empty()) {
                return None;
            }
            json!(rows)
        }
        FieldKind::Quantities { levels } => quantities(levels, text)?,
        FieldKind::Document { .. } | FieldKind::FinancingPlan => return None,
    };
    check_answer(field, &value).ok().map(|()| value)
}

/// A whole number as people write it: `1 200`, `12,0`.
fn whole(text: &str) -> Option<i64> {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let (number, decimals) = plain.split_once([',', '.']).unwrap_or((&plain, ""));
    if !decimals.bytes().all(|byte| byte == b'0') {
        return None;
    }
    number.parse().ok()
}

/// The answer of a list that a text is; a box of the platform is a yes or a no.
fn option<'a>(options: &'a [String], text: &str) -> Option<&'a String> {
    let said = match fold(text).as_str() {
        "true" | "on" => "oui".to_owned(),
        "false" | "off" => "non".to_owned(),
        other => other.to_owned(),
    };
    options.iter().find(|option| fold(option) == said)
}

/// The answers of a list of several: each value, or what stands between commas. An answer may hold commas itself.
fn options_in<'a>(options: &'a [String], answer: &DemarcheAnswer) -> Option<Vec<&'a String>> {
    if !answer.values.is_empty() {
        return answer.values.iter().map(|value| option(options, value)).collect();
    }
    let pieces: Vec<&str> = answer.text.split([',', ';', '\n']).map(str::trim).collect();
    let mut found = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let taken = (start + 1..=pieces.len())
            .rev()
            .find_map(|end| Some((end, option(options, &pieces[start..end].join(", "))?)));
        let (end, one) = taken?;
        found.push(one);
        start = end;
    }
    Some(found)
}

/// Levels and how many of each: `5E : 12 ; 4E = 10`, or one number for the only level.
fn quantities(levels: &[String], text: &str) -> Option<Value> {
    let mut counts = Map::new();
    if let ([level], Some(count)) = (levels, whole(text)) {
        counts.insert(level.clone(), json!(count));
        return Some(Value::Object(counts));
    }
    for piece in text
        .split([';', ',', '\n'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
    {
        let (level, count) = piece.split_once([':', '='])?;
        let level = levels.iter().find(|known| fold(known) == fold(level))?;
        counts.insert(level.clone(), json!(whole(count)?));
    }
    (!counts.is_empty()).then_some(Value::Object(counts))
}

/// What the state of a dossier there asks of a line here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    /// It goes through these states.
    Moves(&'static [LineState]),
    /// It stands where it would; a decision of the platform may be noted.
    Stands,
    /// It was moved here: its state is kept, and that is told.
    Kept,
    /// It has gone further here, which is told on its own page.
    Further,
}

/// What follows. The program never decides: what is accepted there is sent here, like what is refused.
pub(super) const fn follows(line: LineState, platform: DemarcheState) -> Follows {
    use LineState as S;
    let is_written = matches!(platform, DemarcheState::UnderConstruction);
    match (line, is_written) {
        (S::Draft, true) => Follows::Moves(&[S::UnderConstruction]),
        (S::Draft, false) => Follows::Moves(&[S::UnderConstruction, S::Transmitted]),
        (S::UnderConstruction, false) => Follows::Moves(&[S::Transmitted]),
        (S::UnderConstruction, true) | (S::Transmitted, false) => Follows::Stands,
        (S::SchoolValidated | S::AuthorityEndorsed | S::Ranked, false) | (S::Transmitted, true) => Follows::Kept,
        (S::SchoolValidated | S::AuthorityEndorsed | S::Ranked, true)
        | (
            S::Admissible
            | S::Inadmissible
            | S::Assessed
            | S::Selected
            | S::Reserve
            | S::NotSelected
            | S::Agreed
            | S::Running
            | S::Closed
            | S::Withdrawn
            | S::Terminated,
            _,
        ) => Follows::Further,
    }
}

/// Whether the answers of a dossier still follow the platform: until somebody judges it here.
pub(super) const fn takes_answers(college: LineState) -> bool {
    college.is_with_applicant() || matches!(college, LineState::Transmitted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: FieldKind) -> Field {
        Field {
            code: "champ".to_owned(),
            label: "Champ".to_owned(),
            help: String::new(),
            kind,
            required: false,
            per_school: false,
            condition: None,
        }
    }

    fn said(text: &str) -> DemarcheAnswer {
        DemarcheAnswer {
            name: "Champ".to_owned(),
            text: text.to_owned(),
            values: Vec::new(),
            rows: Vec::new(),
        }
    }

    #[test]
    fn schools_are_found_in_what_people_and_the_platform_write() {
        for (text, codes) in [
            ("9710022X", &["9710022X"][..]),
            ("COLLEGE MONT DES ACCORDS, Saint-Martin (9710022X)", &["9710022X"]),
            ("9710210b ; 9710805Y\n9710210B", &["9710210B", "9710805Y"]),
            ("école Hervé Williams", &[]),
            ("0690 12 34 56, 97150", &[]),
            ("9710022A", &[]),
        ] {
            let found: Vec<String> = schools_in(text).iter().map(Uai::to_string).collect();
            assert_eq!(found, codes, "{text}");
        }
        let proposal = ("9710022A".to_owned(), "9710022X".to_owned());
        assert_eq!(mistyped_school("Collège (9710022A)"), Some(proposal));
        assert_eq!(mistyped_school("Collège (9710022X)"), None);
    }

    #[test]
    fn an_answer_becomes_the_value_that_the_question_asks_for() {
        let options = |many| FieldKind::Choice {
            options: ["Oui", "Non", "Peut-être, un jour"].map(str::to_owned).to_vec(),
            many,
        };
        let number = FieldKind::Number {
            min: 0,
            max: 2_000,
            unit: "élèves".to_owned(),
        };
        let levels = |codes: &[&str]| FieldKind::Quantities {
            levels: codes.iter().map(|code| (*code).to_owned()).collect(),
        };
        for (kind, text, value) in [
            (FieldKind::Text { max: 20 }, "un\ndeux", Some(json!("un deux"))),
            (FieldKind::LongText { max: 20 }, "un\ndeux", Some(json!("un\ndeux"))),
            (FieldKind::LongText { max: 3 }, "quatre", None),
            (number.clone(), "1 200", Some(json!(1_200))),
            (number.clone(), "12.0", Some(json!(12))),
            (number.clone(), "12,5", None),
            (number.clone(), "3000", None),
            (number, "", Some(Value::Null)),
            (FieldKind::Money, "1 234,5 €", Some(json!(123_450))),
            (FieldKind::Money, "beaucoup", None),
            (options(false), "true", Some(json!("Oui"))),
            (options(false), "non", Some(json!("Non"))),
            (options(false), "sans avis", None),
            (
                options(true),
                "Non, Peut-être, un jour",
                Some(json!(["Non", "Peut-être, un jour"])),
            ),
            (options(true), "Non, jamais", None),
            (
                levels(&["5E", "4E"]),
                "5e : 12 ; 4E=10",
                Some(json!({"5E": 12, "4E": 10})),
            ),
            (levels(&["5E"]), "12", Some(json!({"5E": 12}))),
            (levels(&["5E"]), "3E : 12", None),
        ] {
            assert_eq!(value_of(&field(kind.clone()), &said(text)), value, "{kind:?} {text}");
        }
    }

    #[test]
    fn nothing_but_sending_follows_from_the_platform() {
        for line in LineState::ALL {
            for platform in DemarcheState::ALL {
                if let Follows::Moves(states) = follows(*line, *platform) {
                    assert!(line.is_written(), "{line} {platform}");
                    assert!(
                        states
                            .iter()
                            .all(|state| matches!(state, LineState::UnderConstruction | LineState::Transmitted))
                    );
                }
            }
        }
    }
}
