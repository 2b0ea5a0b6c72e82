//! Filling in: the tasks of a dossier, one section, the save of one answer, the choice between two.

use std::collections::BTreeMap;

use askama::Template;
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use pole_db::Tx;
use pole_kernel::{Instant, Uai};
use serde_json::{Value, json};

use super::super::super::model::{Answer, DossierId};
use super::super::answers::{self as actions, Save, Setting, Settlement, WhyClosed, by_question};
use super::super::comments::{self, OpenThreads};
use super::super::errors::WritingError;
use super::super::members::sections;
use super::super::progress::{Lack, SectionProgress};
use super::super::store;
use super::{Head, as_text, dossier_id, key, prefix, school};
use crate::features::calls::{
    AnswerProblem, AnswerView, Field, FieldKind, FieldView, Section, is_asked, problem_words, read_posted,
};
use crate::policy::{AccountId, Actor};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

#[derive(Template)]
#[template(path = "features/dossiers/writing/pages/tasks.html")]
struct TasksPage {
    page: PageCtx,
    head: Head,
    setting: Setting,
    sections: Vec<SectionProgress>,
    open: OpenThreads,
}

impl TasksPage {
    fn part(&self, section: &SectionProgress) -> String {
        super::part(&self.page, section.part)
    }

    fn place(&self, lack: &Lack) -> String {
        self.head.place(&self.page, lack.uai.as_ref())
    }

    fn href(&self, section: &SectionProgress) -> String {
        if section.code.is_empty() {
            format!("/dossiers/{}/documents", self.head.id)
        } else {
            format!("/dossiers/{}/rediger/{}", self.head.id, section.code)
        }
    }

    fn title(&self, section: &SectionProgress) -> String {
        if section.title.is_empty() {
            self.page.t("writing-documents-other")
        } else {
            section.title.clone()
        }
    }

    fn progress(&self, section: &SectionProgress) -> String {
        self.page.tv(
            "writing-progress",
            &[
                ("done", self.page.number(section.done()).into()),
                ("all", self.page.number(section.required).into()),
            ],
        )
    }

    fn closed(&self) -> Option<String> {
        closed_words(&self.page, self.setting.closed(None))
    }

    fn missing(&self) -> usize {
        self.sections.iter().map(|section| section.missing.len()).sum()
    }

    fn mine(&self, section: &SectionProgress) -> bool {
        let schools = self.setting.schools();
        self.setting.access.writes(section.part, None)
            || schools
                .iter()
                .any(|uai| self.setting.access.writes(section.part, Some(uai)))
    }

    fn open_threads(&self) -> usize {
        self.open.values().sum()
    }
}

fn closed_words(page: &PageCtx, why: Option<WhyClosed>) -> Option<String> {
    why.map(|why| page.word("writing-closed", why.code()))
}

/// The tasks of a dossier.
pub(super) async fn tasks(page: PageCtx, Path(id): Path<String>) -> Reply {
    let id = dossier_id(&id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let (setting, head, sections, open) = page
        .app
        .db()
        .read(move |tx| -> Result<_, WritingError> {
            let setting = actions::open(tx, &actor, now, id)?;
            let head = Head::load(tx, &setting)?;
            let sections = sections(tx, &setting)?;
            let open = comments::open_threads(tx, id)?;
            Ok((setting, head, sections, open))
        })
        .await?;
    page.clone().show(&TasksPage {
        page,
        head,
        setting,
        sections,
        open,
    })
}

/// What a section is made of: everything its page needs.
#[derive(Clone, Debug)]
struct SectionData {
    setting: Setting,
    head: Head,
    answers: Vec<Answer>,
    open: OpenThreads,
    authors: BTreeMap<AccountId, String>,
}

fn load_section(tx: &mut Tx, actor: &Actor, now: Instant, id: DossierId) -> Result<SectionData, WritingError> {
    let setting = actions::open(tx, actor, now, id)?;
    Ok(SectionData {
        head: Head::load(tx, &setting)?,
        answers: actions::newest(tx, id)?,
        open: comments::open_threads(tx, id)?,
        authors: store::authors(tx, id)?.into_iter().collect(),
        setting,
    })
}

async fn section_data(page: &PageCtx, id: DossierId) -> Result<SectionData, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page.app.db().read(move |tx| load_section(tx, &actor, now, id)).await?)
}

/// One question of a section, for the dossier or for one school.
struct Question {
    code: String,
    uai: Option<Uai>,
    /// The school, when each answers.
    place: Option<String>,
    view: FieldView,
    /// The answer to read, when it cannot be written.
    answer: AnswerView,
    revision: i64,
    /// Since when it is kept, and by whom.
    kept: Option<String>,
    is_written: bool,
    is_asked: bool,
    /// The name of the question it depends on, when that one is on the same page, and the answer it needs.
    depends_on: Option<(String, String)>,
    /// The most characters of a text.
    max: Option<u32>,
    comments: usize,
}

impl Question {
    fn comments_href(&self, head: &Head) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("question", &self.code);
        if let Some(uai) = &self.uai {
            query.append_pair("ecole", uai.as_str());
        }
        format!("/dossiers/{}/commentaires?{}", head.id, query.finish())
    }

    fn history_href(&self, head: &Head) -> String {
        match &self.uai {
            None => format!("/dossiers/{}/reponses/{}", head.id, self.code),
            Some(uai) => format!("/dossiers/{}/reponses/{}?ecole={uai}", head.id, self.code),
        }
    }
}

#[derive(Template)]
#[template(path = "features/dossiers/writing/pages/section.html")]
struct SectionPage {
    page: PageCtx,
    head: Head,
    section: Section,
    questions: Vec<Question>,
    /// What keeps the page from being written, when something does.
    closed: Option<String>,
    /// What could not be kept, in words.
    refused: Option<String>,
    account: String,
    next: Option<(String, String)>,
}

impl SectionPage {
    fn is_written(&self) -> bool {
        self.questions.iter().any(|question| question.is_written)
    }

    fn part(&self) -> String {
        super::part(&self.page, self.section.part)
    }

    fn has_errors(&self) -> bool {
        self.questions.iter().any(|question| question.view.error.is_some())
    }
}

fn saved_words(page: &PageCtx, answer: &Answer, authors: &BTreeMap<AccountId, String>) -> String {
    let who = answer
        .saved_by
        .and_then(|account| authors.get(&account).cloned())
        .unwrap_or_else(|| page.t("common-console"));
    page.tv(
        "writing-saved-by",
        &[("when", page.moment(&answer.saved_at).into()), ("who", who.into())],
    )
}

/// What was typed and is wrong, by question.
type Wrong = BTreeMap<String, AnswerProblem>;

fn questions(page: &PageCtx, data: &SectionData, section: &Section, typed: Option<(&Form, &Wrong)>) -> Vec<Question> {
    let answers = by_question(&data.answers);
    let mut questions = Vec::new();
    for field in &section.fields {
        for uai in data.setting.places(field) {
            questions.push(question(page, data, section, field, uai, &answers, typed));
        }
    }
    questions
}

fn question(
    page: &PageCtx,
    data: &SectionData,
    section: &Section,
    field: &Field,
    uai: Option<Uai>,
    answers: &crate::features::calls::Answers,
    typed: Option<(&Form, &Wrong)>,
) -> Question {
    let prefix = prefix(uai.as_ref());
    let kept = data
        .answers
        .iter()
        .find(|answer| answer.field == field.code && answer.uai == uai);
    let value = kept.map(|answer| &answer.value);
    let has_controls = !matches!(field.kind, FieldKind::Document { .. } | FieldKind::FinancingPlan);
    let is_written = has_controls && data.setting.may_write(section.part, uai.as_ref());
    let view = match typed.filter(|_| is_written) {
        Some((form, wrong)) => FieldView::typed(page, field, &prefix, form, wrong.get(&key(&field.code, uai.as_ref()))),
        None => FieldView::new(page, field, &prefix, value),
    };
    let depends_on = field.condition.as_ref().and_then(|condition| {
        let other = section.fields.iter().find(|other| other.code == condition.field)?;
        let place = if other.per_school { uai.as_ref() } else { None };
        Some((
            format!("{}{}", super::prefix(place), other.code),
            condition.equals.clone(),
        ))
    });
    let count = data.open.get(&(uai.clone(), field.code.clone())).copied();
    Question {
        place: uai.as_ref().map(|uai| data.head.place(page, Some(uai))),
        answer: AnswerView::new(page, field, value),
        revision: kept.map_or(0, |answer| answer.revision),
        kept: kept.map(|answer| saved_words(page, answer, &data.authors)),
        is_asked: is_asked(&data.setting.content, field, uai.as_ref(), answers),
        max: match field.kind {
            FieldKind::Text { max } | FieldKind::LongText { max } => Some(max),
            FieldKind::Number { .. }
            | FieldKind::Money
            | FieldKind::Choice { .. }
            | FieldKind::Table { .. }
            | FieldKind::Document { .. }
            | FieldKind::Quantities { .. }
            | FieldKind::FinancingPlan => None,
        },
        comments: count.unwrap_or(0),
        code: field.code.clone(),
        is_written,
        depends_on,
        view,
        uai,
    }
}

fn section_of(data: &SectionData, code: &str) -> Result<Section, Problem> {
    data.setting
        .content
        .sections
        .iter()
        .find(|section| section.code == code)
        .cloned()
        .ok_or(Problem::NotFound)
}

fn show_section(
    page: PageCtx,
    data: SectionData,
    code: &str,
    typed: Option<(&Form, &Wrong)>,
    refused: Option<&str>,
) -> Reply {
    let section = section_of(&data, code)?;
    let questions = questions(&page, &data, &section, typed);
    let sections = &data.setting.content.sections;
    let next = sections
        .iter()
        .skip_while(|other| other.code != section.code)
        .nth(1)
        .map(|other| (other.code.clone(), other.title.clone()));
    let status = if refused.is_some() || typed.is_some_and(|(_, wrong)| !wrong.is_empty()) {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let account = page
        .actor
        .account
        .map_or_else(String::new, |account| account.to_string());
    let closed = if questions.iter().any(|question| question.is_written) {
        None
    } else {
        Some(closed_words(&page, data.setting.closed(None)).unwrap_or_else(|| page.t("writing-read-only")))
    };
    page.clone().show_with(
        status,
        &SectionPage {
            refused: refused.map(|key| page.t(key)),
            page,
            head: data.head,
            section,
            questions,
            closed,
            account,
            next,
        },
    )
}

/// One section of a dossier.
pub(super) async fn section(page: PageCtx, Path((id, code)): Path<(String, String)>) -> Reply {
    let data = section_data(&page, dossier_id(&id)?).await?;
    show_section(page, data, &code, None, None)
}

/// Reads the answers of a section out of its form: what is right, and what is wrong.
fn read_section(data: &SectionData, section: &Section, form: &Form) -> (Vec<Save>, Wrong) {
    let (mut saves, mut wrong) = (Vec::new(), Wrong::new());
    for field in &section.fields {
        if matches!(field.kind, FieldKind::Document { .. } | FieldKind::FinancingPlan) {
            continue;
        }
        for uai in data.setting.places(field) {
            let prefix = prefix(uai.as_ref());
            // A question that the page did not show as one to write has no revision.
            let Ok(seen) = form.value(&format!("vu-{prefix}{}", field.code)).parse::<i64>() else {
                continue;
            };
            match read_posted(field, form, &prefix) {
                Ok(value) => saves.push(Save {
                    dossier: data.setting.dossier.id,
                    field: field.code.clone(),
                    uai,
                    seen,
                    value,
                }),
                Err(problem) => {
                    wrong.insert(key(&field.code, uai.as_ref()), problem);
                }
            }
        }
    }
    (saves, wrong)
}

/// Saves a section. What is wrong is shown again as it was typed; what somebody else changed meanwhile is shown
/// beside it.
pub(super) async fn save_section(page: PageCtx, Path((id, code)): Path<(String, String)>, form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let data = section_data(&page, id).await?;
    let section = section_of(&data, &code)?;
    let (saves, wrong) = read_section(&data, &section, &form);
    let (actor, now) = (page.actor.clone(), page.now);
    let told = page
        .app
        .db()
        .write(move |tx| actions::save_page(tx, &actor, now, id, &saves))
        .await?;
    if !told.conflicts.is_empty() {
        let data = section_data(&page, id).await?;
        let conflicts = told
            .conflicts
            .iter()
            .filter_map(|conflict| {
                two_texts(
                    &page,
                    &data,
                    &conflict.field,
                    conflict.uai.as_ref(),
                    conflict.mine.clone(),
                )
            })
            .collect();
        return show_conflicts(page, data.head, code, conflicts);
    }
    if told.refused.is_none() && wrong.is_empty() {
        let to = if form.value("suite") == "liste" {
            format!("/dossiers/{id}/rediger")
        } else {
            format!("/dossiers/{id}/rediger/{code}")
        };
        return page.redirect(&to, "notice-writing-saved");
    }
    let data = section_data(&page, id).await?;
    show_section(page, data, &code, Some((&form, &wrong)), told.refused)
}

/// Two answers to one question beside each other.
struct TwoTexts {
    key: String,
    label: String,
    place: String,
    mine: Value,
    mine_text: String,
    theirs: String,
    revision: i64,
    kept: String,
    /// Whether both can be put into one text.
    is_text: bool,
}

fn two_texts(page: &PageCtx, data: &SectionData, code: &str, uai: Option<&Uai>, mine: Value) -> Option<TwoTexts> {
    let (_, field) = data.setting.content.field(code)?;
    let theirs = data
        .answers
        .iter()
        .find(|answer| answer.field == code && answer.uai.as_ref() == uai)?;
    Some(TwoTexts {
        key: key(code, uai),
        label: field.label.clone(),
        place: data.head.place(page, uai),
        mine_text: as_text(page, field, Some(&mine)),
        mine,
        theirs: as_text(page, field, Some(&theirs.value)),
        revision: theirs.revision,
        kept: saved_words(page, theirs, &data.authors),
        is_text: matches!(field.kind, FieldKind::Text { .. } | FieldKind::LongText { .. }),
    })
}

#[derive(Template)]
#[template(path = "features/dossiers/writing/pages/conflict.html")]
struct ConflictPage {
    page: PageCtx,
    head: Head,
    code: String,
    conflicts: Vec<TwoTexts>,
}

fn show_conflicts(page: PageCtx, head: Head, code: String, conflicts: Vec<TwoTexts>) -> Reply {
    page.clone().show_with(
        StatusCode::CONFLICT,
        &ConflictPage {
            page,
            head,
            code,
            conflicts,
        },
    )
}

/// Settles the conflicts of a section: mine, theirs, or both in one text.
pub(super) async fn settle(page: PageCtx, Path((id, code)): Path<(String, String)>, form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let mut unsettled = Vec::new();
    for asked in form.all("cle") {
        let (field, place) = asked.split_once('~').unwrap_or((asked, ""));
        let uai = school(place)?;
        let mine: Value = serde_json::from_str(form.value(&format!("mien-{asked}"))).map_err(|_| Problem::NotFound)?;
        let seen: i64 = form
            .value(&format!("vu-{asked}"))
            .parse()
            .map_err(|_| Problem::NotFound)?;
        let (actor, now) = (page.actor.clone(), page.now);
        let target = (field.to_owned(), uai.clone());
        let theirs = page
            .app
            .db()
            .read(move |tx| -> Result<_, WritingError> {
                actions::open(tx, &actor, now, id)?;
                Ok(store::newest_answer(tx, id, target.1.as_ref(), &target.0)?)
            })
            .await?;
        let chosen = match form.value(&format!("choix-{asked}")) {
            "theirs" => theirs.map_or(Value::Null, |answer| answer.value),
            "merged" => Value::String(form.value(&format!("fusion-{asked}")).replace("\r\n", "\n")),
            _ => mine.clone(),
        };
        let settlement = Settlement {
            field: field.to_owned(),
            uai: uai.clone(),
            seen,
            mine: mine.clone(),
            chosen: chosen.clone(),
        };
        let (actor, now) = (page.actor.clone(), page.now);
        let done = page
            .app
            .db()
            .write(move |tx| actions::settle(tx, &actor, now, id, &settlement))
            .await;
        match done {
            Ok(_) => {}
            // Somebody saved once more: what was typed or put together is shown beside it again.
            Err(WritingError::Stale) => {
                let kept = if form.is(&format!("choix-{asked}"), "merged") {
                    chosen
                } else {
                    mine
                };
                unsettled.push((field.to_owned(), uai, kept));
            }
            Err(error) => return Err(error.into()),
        }
    }
    if unsettled.is_empty() {
        return page.redirect(&format!("/dossiers/{id}/rediger/{code}"), "notice-writing-settled");
    }
    let data = section_data(&page, id).await?;
    let conflicts = unsettled
        .into_iter()
        .filter_map(|(field, uai, mine)| two_texts(&page, &data, &field, uai.as_ref(), mine))
        .collect();
    show_conflicts(page, data.head, code, conflicts)
}

/// Hour and minute, for the state of a field.
fn hour(moment: Instant) -> String {
    let (hour, minute) = moment.hour_minute();
    format!("{hour:02}:{minute:02}")
}

/// Saves one answer: what the script of the page sends. Answers JSON whatever happens, in the reader's words.
pub(super) async fn save_one(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let uai = school(form.value("ecole"))?;
    let code = form.value("question").to_owned();
    let seen: i64 = form
        .value("vu")
        .parse()
        .map_err(|_| Problem::BadRequest("problem-bad-query"))?;
    let (actor, now) = (page.actor.clone(), page.now);
    let typed = form.clone();
    let (field, place) = (code.clone(), uai.clone());
    // One transaction: what the question is, whether they may, what is kept, what is written.
    let done = page
        .app
        .db()
        .write(move |tx| -> Result<_, WritingError> {
            let setting = actions::open(tx, &actor, now, id)?;
            let (_, asked) = setting.content.field(&field).ok_or(WritingError::NotFound)?;
            let value = match read_posted(asked, &typed, &prefix(place.as_ref())) {
                Ok(value) => value,
                Err(problem) => return Ok(Err((asked.clone(), problem))),
            };
            let save = Save {
                dossier: id,
                field: field.clone(),
                uai: place.clone(),
                seen,
                value,
            };
            actions::save_in(tx, &actor, now, &setting, &save).map(Ok)
        })
        .await;
    match done {
        Ok(Ok(saved)) => {
            let body = json!({
                "revision": saved.revision,
                "saved_at": saved.saved_at.to_string(),
                "words": page.t1("writing-saved-at", "time", hour(saved.saved_at)),
            });
            Ok(Json(body).into_response())
        }
        Ok(Err((field, problem))) => Ok(refused_json(&problem_words(&page, &field, &problem))),
        Err(WritingError::Refused(refusal)) => Ok(refused_json(&page.t(refusal.key()))),
        Err(WritingError::Stale) => stale_json(&page, id, &code, uai).await,
        Err(error) => Err(error.into()),
    }
}

fn refused_json(words: &str) -> axum::response::Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "words": words }))).into_response()
}

/// The other's answer, when somebody saved it meanwhile.
async fn stale_json(page: &PageCtx, id: DossierId, code: &str, uai: Option<Uai>) -> Reply {
    let data = section_data(page, id).await?;
    let theirs = data
        .answers
        .iter()
        .find(|answer| answer.field == code && answer.uai == uai);
    let field = data.setting.content.field(code).map(|(_, field)| field);
    let body = match (theirs, field) {
        (Some(theirs), Some(field)) => json!({
            "revision": theirs.revision,
            "saved_at": theirs.saved_at.to_string(),
            "value": theirs.value,
            "text": as_text(page, field, Some(&theirs.value)),
            "words": page.t1("writing-conflict-words", "kept", saved_words(page, theirs, &data.authors)),
        }),
        _ => json!({ "revision": 0, "value": Value::Null, "text": "", "words": page.t("writing-refused-stale") }),
    };
    Ok((StatusCode::CONFLICT, Json(body)).into_response())
}

/// Every state of one answer.
struct Revision {
    number: i64,
    text: String,
    when: String,
    who: String,
}

#[derive(Template)]
#[template(path = "features/dossiers/writing/pages/history.html")]
struct HistoryPage {
    page: PageCtx,
    head: Head,
    field: Field,
    place: String,
    revisions: Vec<Revision>,
}

/// The history of one answer.
pub(super) async fn history(page: PageCtx, Path((id, code)): Path<(String, String)>, form: Form) -> Reply {
    let id = dossier_id(&id)?;
    let uai = school(form.value("ecole"))?;
    let (actor, now) = (page.actor.clone(), page.now);
    let (asked, place) = (code.clone(), uai.clone());
    let (setting, head, states) = page
        .app
        .db()
        .read(move |tx| -> Result<_, WritingError> {
            let setting = actions::open(tx, &actor, now, id)?;
            let head = Head::load(tx, &setting)?;
            let states = store::answer_history(tx, id, place.as_ref(), &asked)?;
            Ok((setting, head, states))
        })
        .await?;
    let field = setting
        .content
        .field(&code)
        .map(|(_, field)| field.clone())
        .ok_or(Problem::NotFound)?;
    let revisions = states
        .iter()
        .map(|(answer, name)| Revision {
            number: answer.revision,
            text: as_text(&page, &field, Some(&answer.value)),
            when: page.moment(&answer.saved_at),
            who: name.clone().unwrap_or_else(|| page.t("common-console")),
        })
        .collect();
    let place = head.place(&page, uai.as_ref());
    page.clone().show(&HistoryPage {
        page,
        head,
        field,
        place,
        revisions,
    })
}
