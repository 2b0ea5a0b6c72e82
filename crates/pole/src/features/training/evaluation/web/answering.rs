//! The questionnaire of somebody who has a code: one page, without an account.

use std::collections::BTreeMap;

use askama::Template;

use super::super::super::errors::{Refusal, TrainingError};
use super::super::model::Sheet;
use super::super::{Position, Question};
use super::{days, wording};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};

/// One question on the page.
struct Asked {
    /// The name of its field.
    name: &'static str,
    /// What it asks.
    label: String,
    /// Its answers: value and words.
    choices: Vec<(String, String)>,
}

/// Questions of one kind, under one title.
struct Group {
    title: String,
    questions: Vec<Asked>,
}

#[derive(Template)]
#[template(path = "features/training/evaluation/pages/questionnaire.html")]
struct QuestionnairePage {
    page: PageCtx,
    form: Form,
    /// What the code opens; `None` while there is none.
    sheet: Option<Sheet>,
    groups: Vec<Group>,
}

impl QuestionnairePage {
    fn days(&self, sheet: &Sheet) -> String {
        days(&self.page, sheet.days)
    }

    fn stage(&self, sheet: &Sheet) -> String {
        self.page.word("training-stage-asks", sheet.stage.code())
    }

    /// Whether somebody just answered.
    fn is_done(&self) -> bool {
        self.form.is("merci", "oui")
    }
}

/// The title above a question.
const fn title(question: Question) -> &'static str {
    match question {
        Question::Reaction(_) => "training-asks-reaction",
        Question::Competence(_) => "training-asks-position",
        Question::Practice(_) => "training-asks-practice",
    }
}

fn groups(page: &PageCtx, questions: &[Question]) -> Vec<Group> {
    questions
        .chunk_by(|one, next| title(*one) == title(*next))
        .map(|together| Group {
            title: together.first().map_or_else(String::new, |first| page.t(title(*first))),
            questions: together.iter().map(|question| asked(page, *question)).collect(),
        })
        .collect()
}

fn asked(page: &PageCtx, question: Question) -> Asked {
    let numbered = |prefix: &str| {
        question
            .values()
            .map(|value| (value.to_string(), page.word(prefix, &value.to_string())))
            .collect()
    };
    Asked {
        name: question.code(),
        label: wording(page, question),
        choices: match question {
            Question::Reaction(_) => numbered("training-agreement"),
            Question::Practice(_) => numbered("training-frequency"),
            Question::Competence(_) => Position::ALL
                .iter()
                .zip(question.values())
                .map(|(position, value)| (value.to_string(), page.word("training-position", position.code())))
                .collect(),
        },
    }
}

async fn sheet(page: &PageCtx, code: String) -> Result<Sheet, TrainingError> {
    let now = page.now;
    page.app.db().read(move |tx| super::super::sheet(tx, now, &code)).await
}

/// The questionnaire of a code, or the field to type it.
pub(super) async fn page(page: PageCtx, form: Form) -> Reply {
    let Some(code) = form.optional("code").map(str::to_owned) else {
        return show(page, form, None);
    };
    match sheet(&page, code).await {
        Ok(sheet) => show(page, form, Some(sheet)),
        Err(error) => refused(page, form, error),
    }
}

fn show(page: PageCtx, form: Form, sheet: Option<Sheet>) -> Reply {
    let status = form.status();
    let groups = sheet
        .as_ref()
        .map_or_else(Vec::new, |sheet| groups(&page, &sheet.questions));
    page.clone().show_with(
        status,
        &QuestionnairePage {
            page,
            form,
            sheet,
            groups,
        },
    )
}

/// What is wrong with a code stands at its field.
fn refused(page: PageCtx, mut form: Form, error: TrainingError) -> Reply {
    match error {
        TrainingError::Refused(refusal) => {
            form.refuse(refusal.field(), refusal.key());
            show(page, form, None)
        }
        error => Err(error.into()),
    }
}

/// Takes the answers, once.
pub(super) async fn answer(page: PageCtx, mut form: Form) -> Reply {
    let code = form.value("code").to_owned();
    let sheet = match sheet(&page, code.clone()).await {
        Ok(sheet) => sheet,
        Err(error) => return refused(page, form, error),
    };
    let mut values = BTreeMap::new();
    for question in &sheet.questions {
        let name = question.code();
        match form
            .value(name)
            .parse::<u32>()
            .ok()
            .filter(|value| question.values().contains(value))
        {
            Some(value) => {
                values.insert(name.to_owned(), value);
            }
            None => form.refuse(name, Refusal::AnswerMissing.key()),
        }
    }
    if !form.is_valid() {
        return show(page, form, Some(sheet));
    }
    let now = page.now;
    let done = page
        .app
        .db()
        .write(move |tx| super::super::answer(tx, now, &code, &values))
        .await;
    match done {
        Ok(()) => page.redirect("/questionnaire?merci=oui", "notice-training-answered"),
        Err(error) => refused(page, form, error),
    }
}
