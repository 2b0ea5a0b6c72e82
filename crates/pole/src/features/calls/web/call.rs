//! One call: what it says, its form as an applicant sees it, its versions, its deadlines, its file.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::Day;

use super::super::actions::{self, CallView};
use super::super::errors::CallError;
use super::super::field::FieldView;
use super::super::model::{CallWave, CallWaveId, Criterion, Exclusion, Field, Phase, RequiredDocument, Section};
use super::super::programmes::CallFile;
use super::super::rules::weights;
use super::call_id;
use super::words::{self, Difference};
use crate::policy::Action;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

async fn load(page: &PageCtx, id: &str, asked: Option<i64>) -> Result<CallView, Problem> {
    let (actor, now, id) = (page.actor.clone(), page.now, call_id(id)?);
    Ok(page
        .app
        .db()
        .read(move |tx| actions::view(tx, &actor, now, id, asked))
        .await?)
}

fn asked(form: &Form) -> Result<Option<i64>, Problem> {
    form.optional("version")
        .map(|text| text.parse().map_err(|_| Problem::NotFound))
        .transpose()
}

#[derive(Template)]
#[template(path = "features/calls/pages/call.html")]
struct CallPage {
    page: PageCtx,
    view: CallView,
}

impl CallPage {
    fn may_edit(&self) -> bool {
        self.page.may(Action::EditCalls)
    }

    fn is_in_force(&self) -> bool {
        let newest = self.view.versions.iter().find(|line| line.published_at.is_some());
        newest.is_some_and(|line| line.version == self.view.version.version)
    }

    fn has_draft(&self) -> bool {
        self.view.versions.iter().any(|line| line.published_at.is_none())
    }

    fn who(&self) -> String {
        words::who(&self.page, &self.view.version.content.eligibility)
    }

    fn levels(&self) -> String {
        words::levels(&self.page, &self.view.version.content.target_levels)
    }

    fn parameters(&self) -> String {
        self.view
            .parameters
            .clone()
            .unwrap_or_else(|| self.page.t("calls-no-parameters"))
    }

    fn quota(&self) -> Option<String> {
        let quota = self.view.version.content.ecole_quota.as_ref()?;
        Some(self.page.tv(
            "calls-quota-text",
            &[
                ("percent", quota.percent.into()),
                ("of", self.page.word("calls-quota-of", &quota.of).into()),
            ],
        ))
    }

    fn excluded(&self, exclusion: &Exclusion) -> String {
        let name = self.view.names.get(&exclusion.call).unwrap_or(&exclusion.call);
        self.page.t1("calls-excluded", "call", name)
    }

    fn phase(&self, wave: &CallWave) -> Phase {
        wave.phase(None, self.page.now)
    }

    fn phase_words(&self, wave: &CallWave) -> String {
        self.page.word("calls-phase", self.phase(wave).code())
    }

    fn may_answer(&self) -> bool {
        self.view.call.archived_at.is_none()
            && self.view.waves.iter().any(|wave| self.phase(wave) == Phase::Open)
            && self.page.may(Action::WriteDossiers)
    }

    fn moves<'a>(&'a self, wave: &'a CallWave) -> Vec<&'a str> {
        self.view
            .moves
            .iter()
            .filter(|(id, _)| *id == wave.id)
            .map(|(_, line)| line.detail.as_str())
            .collect()
    }

    fn weights(&self) -> u64 {
        weights(&self.view.version.content)
    }

    fn part(&self, section: &Section) -> String {
        self.page.word("calls-part", section.part.code())
    }

    fn document_notes(&self, document: &RequiredDocument) -> String {
        self.page.t(match (document.required, document.per_school) {
            (true, true) => "calls-document-required-each",
            (true, false) => "calls-document-required",
            (false, true) => "calls-document-optional-each",
            (false, false) => "calls-document-optional",
        })
    }

    fn criteria(&self) -> &[Criterion] {
        &self.view.version.content.criteria
    }
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let view = load(&page, &id, asked(&form)?).await?;
    page.clone().show(&CallPage { page, view })
}

/// A question of the preview with what the page says beside it.
struct Previewed {
    view: FieldView,
    each: bool,
    condition: Option<String>,
}

/// A section of the preview.
struct PreviewedSection {
    title: String,
    help: String,
    part: String,
    fields: Vec<Previewed>,
}

#[derive(Template)]
#[template(path = "features/calls/pages/preview.html")]
struct PreviewPage {
    page: PageCtx,
    view: CallView,
    sections: Vec<PreviewedSection>,
}

/// The form as an applicant sees it.
pub(super) async fn preview(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let view = load(&page, &id, asked(&form)?).await?;
    let content = &view.version.content;
    let previewed = |field: &Field| Previewed {
        view: FieldView::new(&page, field, "apercu-", None),
        each: field.per_school,
        condition: words::condition(&page, content, field),
    };
    let sections = content
        .sections
        .iter()
        .map(|section| PreviewedSection {
            title: section.title.clone(),
            help: section.help.clone(),
            part: page.word("calls-part", section.part.code()),
            fields: section.fields.iter().map(previewed).collect(),
        })
        .collect();
    page.clone().show(&PreviewPage { sections, page, view })
}

#[derive(Template)]
#[template(path = "features/calls/pages/versions.html")]
struct VersionsPage {
    page: PageCtx,
    form: Form,
    view: CallView,
    choices: Vec<(String, String)>,
    differences: Option<Vec<Difference>>,
}

/// The versions, and what differs between two of them.
pub(super) async fn versions(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let view = load(&page, &id, None).await?;
    let read = |name: &str| form.optional(name).and_then(|text| text.parse::<i64>().ok());
    let differences = match (read("de"), read("a")) {
        (Some(before), Some(after)) => {
            let before = load(&page, &id, Some(before)).await?;
            let after = load(&page, &id, Some(after)).await?;
            Some(words::differences(
                &page,
                &before.version.content,
                &after.version.content,
            ))
        }
        (_, _) => None,
    };
    let choices: Vec<(String, String)> = view
        .versions
        .iter()
        .map(|line| {
            let key = if line.published_at.is_some() {
                "calls-version"
            } else {
                "calls-version-draft"
            };
            (line.version.to_string(), page.tn(key, "number", line.version))
        })
        .collect();
    let newest = view.versions.first().map_or(1, |line| line.version);
    let form = form
        .with_default("de", (newest - 1).max(1).to_string())
        .with_default("a", newest.to_string());
    page.clone().show(&VersionsPage {
        page,
        form,
        view,
        choices,
        differences,
    })
}

/// The call as a file: any installation can take it in.
pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>, form: Form) -> Reply {
    if file != "appel.json" {
        return Err(Problem::NotFound);
    }
    let view = load(&page, &id, asked(&form)?).await?;
    let name = format!("{}-v{}.json", view.call.code, view.version.version);
    let file = CallFile {
        code: view.call.code,
        title: view.call.title,
        edition: view.call.edition,
        archived: false,
        content: view.version.content,
    };
    let bytes = serde_json::to_vec_pretty(&file).map_err(|error| Problem::failure(&error))?;
    page.attachment(&name, "application/json", bytes)
}

pub(super) async fn start_version(page: PageCtx, Path(id): Path<String>, _: Form) -> Reply {
    let (actor, now, call) = (page.actor.clone(), page.now, call_id(&id)?);
    page.app
        .db()
        .write(move |tx| actions::start_version(tx, &actor, now, call))
        .await?;
    page.redirect(&format!("/appels/{call}/modifier"), "notice-calls-version-started")
}

pub(super) async fn archive(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let (actor, now, call) = (page.actor.clone(), page.now, call_id(&id)?);
    let away = form.is("ranger", "oui");
    page.app
        .db()
        .write(move |tx| actions::archive(tx, &actor, now, call, away))
        .await?;
    let notice = if away {
        "notice-calls-archived"
    } else {
        "notice-calls-restored"
    };
    page.redirect(&format!("/appels/{call}"), notice)
}

#[derive(Template)]
#[template(path = "features/calls/pages/wave.html")]
struct WavePage {
    page: PageCtx,
    form: Form,
    view: CallView,
    wave: CallWave,
}

fn wave_of(view: &CallView, code: &str) -> Result<CallWave, Problem> {
    let id = CallWaveId::parse(code).map_err(|_| Problem::NotFound)?;
    view.waves
        .iter()
        .find(|wave| wave.id == id)
        .cloned()
        .ok_or(Problem::NotFound)
}

pub(super) async fn wave_page(page: PageCtx, Path((id, code)): Path<(String, String)>) -> Reply {
    let view = load(&page, &id, None).await?;
    let wave = wave_of(&view, &code)?;
    page.clone().show(&WavePage {
        form: Form::default(),
        wave,
        view,
        page,
    })
}

/// Moves a deadline later.
pub(super) async fn extend(page: PageCtx, Path((id, code)): Path<(String, String)>, mut form: Form) -> Reply {
    let view = load(&page, &id, None).await?;
    let wave = wave_of(&view, &code)?;
    if let Some(day) = form.required("cloture", "form-day", Day::parse) {
        let (actor, now, reason, id) = (page.actor.clone(), page.now, form.value("motif").to_owned(), wave.id);
        let done = page
            .app
            .db()
            .write(move |tx| actions::extend(tx, &actor, now, id, day, &reason))
            .await;
        match done {
            Ok(wave) => return page.redirect(&format!("/appels/{}", wave.call), "notice-calls-extended"),
            Err(CallError::Refused(refusal)) => form.refuse(refusal.field(), refusal.key()),
            Err(error) => return Err(error.into()),
        }
    }
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    page.clone().show_with(status, &WavePage { page, form, view, wave })
}
