//! One session: what is said of it, who registered, and the form that plans or corrects it.

use std::borrow::Borrow;

use askama::Template;
use axum::extract::Path;
use pole_formats::{Degree, RegistrationStatus, TrainingMode};
use pole_kernel::{Day, Uai};
use pole_office::table::{Cell, CellKind, Sheet};

use super::super::actions::{self, SessionView};
use super::super::errors::TrainingError;
use super::super::model::{
    Competence, DayPart, HalfDay, Participant, PlannedHalfDay, SessionId, SessionRevision, SessionSheet,
};
use super::super::rules::Parameters;
use super::{column, days, hours, session_id};
use crate::features::directory;
use crate::features::people::PersonId;
use crate::policy::{self, Action};
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// How many half-days the form has room for.
const ROWS: usize = 8;

#[derive(Template)]
#[template(path = "features/training/pages/session.html")]
struct SessionPage {
    page: PageCtx,
    form: Form,
    view: SessionView,
    statuses: Vec<(String, String)>,
}

impl SessionPage {
    fn may_edit(&self) -> bool {
        self.page.may(Action::EditTraining)
    }

    fn days(&self) -> String {
        let sheet = &self.view.session.sheet;
        days(&self.page, sheet.first_day, sheet.last_day)
    }

    fn hours(&self, minutes: impl Borrow<u32>) -> String {
        hours(&self.page, *minutes.borrow())
    }

    fn mode(&self) -> String {
        self.page.word("training-mode", self.view.session.sheet.mode.code())
    }

    fn part(&self, half_day: &HalfDay) -> String {
        self.page.word("training-part", half_day.part.code())
    }

    fn competence(&self, code: &str) -> String {
        let words = self.page.word("training-competence", code);
        format!("{} {words}", code.replace('_', "."))
    }

    fn status(&self, participant: &Participant) -> String {
        participant.status.map_or_else(
            || self.page.t("training-not-registered"),
            |status| self.page.word("training-status", status.code()),
        )
    }

    fn degree(&self) -> Option<String> {
        let degree = self.view.session.sheet.target_degree?;
        Some(self.page.word("training-degree", degree.code()))
    }

    /// How many distinct people came.
    fn came(&self) -> usize {
        let mut people: Vec<PersonId> = self.view.attendances.iter().map(|one| one.person).collect();
        people.sort_unstable();
        people.dedup();
        people.len()
    }

    /// How many signed for a half-day.
    fn signed(&self, half_day: &HalfDay) -> usize {
        let here = self
            .view
            .attendances
            .iter()
            .filter(|one| one.half_day == Some(half_day.id));
        here.count()
    }

    /// What a participant's attendances give together, before the cap on distance.
    fn counted(&self, participant: &Participant) -> String {
        let own = self
            .view
            .attendances
            .iter()
            .filter(|one| one.person == participant.person);
        hours(&self.page, own.map(|one| one.counted).sum())
    }

    fn revision_days(&self, revision: &SessionRevision) -> String {
        days(&self.page, revision.days.0, revision.days.1)
    }

    fn author(&self, revision: &SessionRevision) -> String {
        revision
            .recorded_by
            .clone()
            .unwrap_or_else(|| self.page.t("common-console"))
    }
}

async fn load(page: &PageCtx, id: SessionId) -> Result<SessionView, Problem> {
    let actor = page.actor.clone();
    Ok(page
        .app
        .db()
        .read(move |tx| actions::session_view(tx, &actor, id))
        .await?)
}

/// The page of a session.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show(page, session_id(&id)?, Form::default()).await
}

async fn show(page: PageCtx, id: SessionId, form: Form) -> Reply {
    let view = load(&page, id).await?;
    let statuses = RegistrationStatus::ALL
        .iter()
        .map(|status| (status.code().to_owned(), page.word("training-status", status.code())))
        .collect();
    let status = form.status();
    page.clone().show_with(
        status,
        &SessionPage {
            page,
            form,
            view,
            statuses,
        },
    )
}

/// A half-day of the form, one row.
struct HalfDayRow {
    day: String,
    part: String,
    minutes: String,
}

#[derive(Template)]
#[template(path = "features/training/pages/session_form.html")]
struct SessionForm {
    page: PageCtx,
    form: Form,
    /// The session that is corrected; `None` for a new one.
    id: Option<SessionId>,
    rows: Vec<HalfDayRow>,
    parts: Vec<(String, String)>,
    degrees: Vec<(String, String)>,
    hosts: Vec<(String, String)>,
    competences: Vec<(String, String)>,
}

impl SessionForm {
    fn action(&self) -> String {
        match self.id {
            Some(id) => format!("/formation/{id}/modifier"),
            None => "/formation/nouvelle".to_owned(),
        }
    }

    fn has_competence(&self, code: &str) -> bool {
        self.form.is("competences", code)
    }

    fn is_digital(&self) -> bool {
        self.form.is("numerique", "oui")
    }
}

async fn show_form(page: PageCtx, form: Form, id: Option<SessionId>) -> Reply {
    let seen_by = policy::scope(&page.actor, Action::EditTraining);
    let schools = page
        .app
        .db()
        .read(move |tx| directory::basin(tx, seen_by.clone()))
        .await?;
    let mut hosts = vec![(String::new(), page.t("training-host-none"))];
    hosts.extend(schools.into_iter().map(|school| (school.uai.to_string(), school.name)));
    let mut degrees = vec![(String::new(), page.t("training-degree-any"))];
    degrees.extend(
        Degree::ALL
            .iter()
            .map(|degree| (degree.code().to_owned(), page.word("training-degree", degree.code()))),
    );
    let status = form.status();
    let template = SessionForm {
        rows: (0..ROWS)
            .map(|row| HalfDayRow {
                day: format!("jour-{row}"),
                part: format!("partie-{row}"),
                minutes: format!("minutes-{row}"),
            })
            .collect(),
        parts: DayPart::ALL
            .iter()
            .map(|part| (part.code().to_owned(), page.word("training-part", part.code())))
            .collect(),
        competences: Competence::ALL
            .iter()
            .map(|one| {
                let words = page.word("training-competence", one.code());
                (one.code().to_owned(), format!("{} {words}", one.number()))
            })
            .collect(),
        form,
        id,
        degrees,
        hosts,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The form that plans a session.
pub(super) async fn new_page(page: PageCtx) -> Reply {
    let form = Form::filled([("numerique", "oui".to_owned())]);
    show_form(page, form, None).await
}

/// The form that corrects a session.
pub(super) async fn edit_page(page: PageCtx, Path(id): Path<String>) -> Reply {
    let id = session_id(&id)?;
    let view = load(&page, id).await?;
    let session = view.session;
    let sheet = session.sheet;
    let mut form = Form::default()
        .with_default("theme", sheet.theme)
        .with_default("reference", sheet.reference)
        .with_default("lieu", sheet.place)
        .with_default("accueil", sheet.host.map(|host| host.to_string()).unwrap_or_default())
        .with_default("places", sheet.seats.map(|seats| seats.to_string()).unwrap_or_default())
        .with_default("formateur", sheet.trainer)
        .with_default("degre", sheet.target_degree.map_or("", Degree::code).to_owned())
        .with_default("discipline", sheet.target_discipline)
        .with_default("note", sheet.note)
        .with_default("distance", distance_hours(sheet.distance_minutes))
        .with_default("debut", sheet.first_day.to_string())
        .with_default("fin", sheet.last_day.to_string());
    if sheet.is_digital {
        form = form.with_default("numerique", "oui".to_owned());
    }
    form = form.with_many("competences", sheet.competences.iter().map(|one| one.code().to_owned()));
    for (row, half_day) in session.half_days.iter().enumerate() {
        form = form
            .with_default(&format!("jour-{row}"), half_day.day.to_string())
            .with_default(&format!("partie-{row}"), half_day.part.code().to_owned())
            .with_default(&format!("minutes-{row}"), half_day.minutes.to_string());
    }
    show_form(page, form, Some(id)).await
}

/// Distance minutes as the form writes them, in hours.
fn distance_hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, 0) => String::new(),
        (hours, 0) => hours.to_string(),
        (hours, rest) => format!("{hours}h{rest:02}"),
    }
}

/// Reads what was typed of a session, noting what is wrong.
fn read(form: &mut Form) -> Option<(SessionSheet, Vec<PlannedHalfDay>)> {
    let mut half_days = Vec::new();
    for row in 0..ROWS {
        let day_name = format!("jour-{row}");
        let Some(day) = form.maybe(&day_name, "form-day", Day::parse) else {
            continue;
        };
        let part = DayPart::parse(form.value(&format!("partie-{row}"))).unwrap_or(DayPart::Morning);
        let minutes = form
            .maybe(&format!("minutes-{row}"), "training-refused-minutes", str::parse::<u32>)
            .unwrap_or(Parameters::default().half_day_minutes);
        half_days.push(PlannedHalfDay { day, part, minutes });
    }
    let theme = form.required("theme", "form-required", |text| Ok::<_, ()>(text.to_owned()));
    let seats = form.maybe("places", "form-count", str::parse::<u32>);
    let distance = form.maybe("distance", "training-refused-duration", |text| {
        pole_formats::duration(text).ok_or(())
    });
    let host = form.maybe("accueil", "form-uai", Uai::parse);
    let planned = half_days.iter().map(|half_day| half_day.day);
    let first = form
        .maybe("debut", "form-day", Day::parse)
        .or_else(|| planned.clone().min());
    let last = form
        .maybe("fin", "form-day", Day::parse)
        .or_else(|| planned.max())
        .or(first);
    let (Some(first_day), Some(last_day)) = (first, last) else {
        form.refuse("demi_journees", "training-refused-nothing-planned");
        return None;
    };
    let sheet = SessionSheet {
        reference: form.value("reference").to_owned(),
        theme: theme.unwrap_or_default(),
        competences: form
            .all("competences")
            .filter_map(|code| Competence::parse(code).ok())
            .collect(),
        mode: TrainingMode::Presence,
        place: form.value("lieu").to_owned(),
        host,
        first_day,
        last_day,
        seats,
        trainer: form.value("formateur").to_owned(),
        target_degree: Degree::parse(form.value("degre")).ok(),
        target_discipline: form.value("discipline").to_owned(),
        is_digital: form.is("numerique", "oui"),
        distance_minutes: distance.unwrap_or(0),
        is_cancelled: false,
        note: form.value("note").to_owned(),
    };
    form.is_valid().then_some((sheet, half_days))
}

/// Plans a session.
pub(super) async fn add(page: PageCtx, mut form: Form) -> Reply {
    let Some((sheet, half_days)) = read(&mut form) else {
        return show_form(page, form, None).await;
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::add_session(tx, &actor, now, &sheet, &half_days, false))
        .await;
    match done {
        Ok(id) => page.redirect(&format!("/formation/{id}"), "notice-training-planned"),
        Err(TrainingError::Refused(refusal)) => {
            form.refuse(refusal.field(), refusal.key());
            show_form(page, form, None).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Corrects a session.
pub(super) async fn correct(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = session_id(&id)?;
    load(&page, id).await?;
    let Some((sheet, half_days)) = read(&mut form) else {
        return show_form(page, form, Some(id)).await;
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::correct_session(tx, &actor, now, id, &sheet, &half_days))
        .await;
    match done {
        Ok(()) => page.redirect(&format!("/formation/{id}"), "notice-training-corrected"),
        Err(TrainingError::Refused(refusal)) => {
            form.refuse(refusal.field(), refusal.key());
            show_form(page, form, Some(id)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Cancels a session.
pub(super) async fn cancel(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = session_id(&id)?;
    load(&page, id).await?;
    let reason = form.value("motif").to_owned();
    if reason.is_empty() {
        form.refuse("motif", "training-refused-reason");
        return show(page, id, form).await;
    }
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::cancel_session(tx, &actor, now, id, &reason))
        .await;
    match done {
        Ok(()) => page.redirect(&format!("/formation/{id}"), "notice-training-cancelled"),
        Err(TrainingError::Refused(refusal)) => {
            form.refuse(refusal.field(), refusal.key());
            show(page, id, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Changes what became of a registration.
pub(super) async fn register(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = session_id(&id)?;
    load(&page, id).await?;
    let person = PersonId::parse(form.value("personne")).map_err(|_| Problem::NotFound)?;
    let Some(status) = form.required("statut", "form-choice", RegistrationStatus::parse) else {
        return show(page, id, form).await;
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::register(tx, &actor, now, id, person, status))
        .await;
    match done {
        Ok(()) => page.redirect(&format!("/formation/{id}"), "notice-training-registered"),
        Err(TrainingError::Refused(refusal)) => {
            form.refuse(refusal.field(), refusal.key());
            show(page, id, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The sheet of a session to save: who registered and what they followed.
pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>) -> Reply {
    let format = file
        .strip_prefix("emargement.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let view = load(&page, session_id(&id)?).await?;
    if !view.may_read_names {
        return Err(Problem::NotFound);
    }
    let mut columns = vec![
        column(&page, "training-person", CellKind::Text, 32.0),
        column(&page, "training-school", CellKind::Text, 32.0),
        column(&page, "training-registration", CellKind::Text, 16.0),
    ];
    for half_day in &view.session.half_days {
        let part = page.word("training-part", half_day.part.code());
        columns.push(pole_office::table::Column {
            title: format!("{} {part}", half_day.day),
            kind: CellKind::Integer,
            width: 14.0,
        });
    }
    columns.push(column(&page, "training-minutes-other", CellKind::Integer, 14.0));
    columns.push(column(&page, "training-minutes-counted", CellKind::Integer, 14.0));
    let rows = view
        .participants
        .iter()
        .map(|one| {
            let own: Vec<_> = view
                .attendances
                .iter()
                .filter(|kept| kept.person == one.person)
                .collect();
            let minutes = |half_day| {
                own.iter()
                    .find(|kept| kept.half_day == half_day)
                    .map_or(Cell::Empty, |kept| Cell::Integer(i64::from(kept.minutes)))
            };
            let mut cells = vec![
                Cell::Text(format!("{} {}", one.surname, one.given_name)),
                Cell::Text(one.school.clone().unwrap_or_default()),
                Cell::Text(
                    one.status
                        .map(|status| page.word("training-status", status.code()))
                        .unwrap_or_default(),
                ),
            ];
            cells.extend(view.session.half_days.iter().map(|half_day| minutes(Some(half_day.id))));
            cells.push(minutes(None));
            cells.push(Cell::Integer(own.iter().map(|kept| i64::from(kept.counted)).sum()));
            cells
        })
        .collect();
    let sheet = Sheet {
        name: page.t("training-sheet"),
        note: Some(view.session.sheet.theme.clone()),
        columns,
        rows,
    };
    export::save(&page, format, &format!("emargement-{}", view.session.id), &[sheet])
}
