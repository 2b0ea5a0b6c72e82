//! Who came: one list a half-day, one tap a person, on a phone as on a desk.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::Uai;

use super::super::actions::{self, SessionView};
use super::super::errors::{Refusal, TrainingError};
use super::super::model::{HalfDay, HalfDayId, Mark, Participant, SessionId};
use super::{hours, session_id};
use crate::features::people::{NamedTeacher, PersonId};
use crate::policy::{self, Action};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// The word of the address for the distance modules.
const DISTANCE: &str = "distance";
/// The shortest name that is searched for.
const LEAST_LETTERS: usize = 2;

/// One half-day, or the distance modules, to choose.
struct Tab {
    key: String,
    label: String,
    signed: usize,
    current: bool,
}

/// One person to tick.
struct Line {
    person: PersonId,
    name: String,
    school: String,
    present: bool,
    /// The name of the field of minutes.
    field: String,
    /// The minutes, when they are not those of the whole half-day.
    minutes: String,
    counted: String,
    fictitious: bool,
}

#[derive(Template)]
#[template(path = "features/training/pages/attendance.html")]
struct AttendancePage {
    page: PageCtx,
    form: Form,
    view: SessionView,
    tabs: Vec<Tab>,
    current: String,
    longest: u32,
    lines: Vec<Line>,
    found: Vec<NamedTeacher>,
    schools: Vec<(String, String)>,
}

impl AttendancePage {
    fn present(&self) -> usize {
        self.lines.iter().filter(|line| line.present).count()
    }

    fn longest_hours(&self) -> String {
        hours(&self.page, self.longest)
    }

    fn searched(&self) -> bool {
        self.form.value("chercher").chars().count() >= LEAST_LETTERS
    }

    fn here(&self) -> String {
        format!("/formation/{}/presences?seance={}", self.view.session.id, self.current)
    }
}

/// Which half-day a form speaks of: the distance modules, or one of the session's.
fn chosen<'a>(view: &'a SessionView, form: &Form) -> Option<&'a HalfDay> {
    let half_days = &view.session.half_days;
    let wanted = form.value("seance");
    if wanted == DISTANCE && view.session.sheet.distance_minutes > 0 {
        return None;
    }
    half_days
        .iter()
        .find(|half_day| half_day.id.to_string() == wanted)
        .or_else(|| half_days.first())
}

async fn load(page: &PageCtx, id: SessionId) -> Result<SessionView, Problem> {
    let actor = page.actor.clone();
    let view = page
        .app
        .db()
        .read(move |tx| actions::session_view(tx, &actor, id))
        .await?;
    if view.may_record {
        Ok(view)
    } else {
        Err(policy::Denied {
            action: Action::RecordAttendance,
            anonymous: false,
        }
        .into())
    }
}

/// The list of one half-day.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    show(page, session_id(&id)?, form, false).await
}

async fn show(page: PageCtx, id: SessionId, form: Form, is_typed: bool) -> Reply {
    let view = load(&page, id).await?;
    let half_day = chosen(&view, &form).cloned();
    let current = half_day
        .as_ref()
        .map_or_else(|| DISTANCE.to_owned(), |one| one.id.to_string());
    let longest = half_day
        .as_ref()
        .map_or(view.session.sheet.distance_minutes, |one| one.minutes);
    let mut tabs: Vec<Tab> = view
        .session
        .half_days
        .iter()
        .map(|one| Tab {
            key: one.id.to_string(),
            label: format!(
                "{} · {}",
                page.day(&one.day),
                page.word("training-part", one.part.code())
            ),
            signed: view
                .attendances
                .iter()
                .filter(|kept| kept.half_day == Some(one.id))
                .count(),
            current: Some(one.id) == half_day.as_ref().map(|half_day| half_day.id),
        })
        .collect();
    if view.session.sheet.distance_minutes > 0 {
        tabs.push(Tab {
            key: DISTANCE.to_owned(),
            label: page.t("training-distance-part"),
            signed: view.attendances.iter().filter(|kept| kept.half_day.is_none()).count(),
            current: half_day.is_none(),
        });
    }
    let place = half_day.as_ref().map(|one| one.id);
    let lines = view
        .participants
        .iter()
        .map(|one| line(&page, &view, one, (place, longest), is_typed.then_some(&form)))
        .collect();
    let (found, schools) = people_to_add(&page, id, &form).await?;
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = AttendancePage {
        form,
        view,
        tabs,
        current,
        longest,
        lines,
        found,
        schools,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

fn line(
    page: &PageCtx,
    view: &SessionView,
    one: &Participant,
    (place, longest): (Option<HalfDayId>, u32),
    typed: Option<&Form>,
) -> Line {
    let kept = view
        .attendances
        .iter()
        .find(|kept| kept.person == one.person && kept.half_day == place);
    let id = one.person.to_string();
    let minutes = match typed {
        Some(form) => form.value(&format!("minutes-{id}")).to_owned(),
        None => kept
            .filter(|kept| kept.minutes != longest)
            .map(|kept| kept.minutes.to_string())
            .unwrap_or_default(),
    };
    Line {
        name: format!("{} {}", one.surname, one.given_name),
        school: one.school.clone().unwrap_or_default(),
        present: typed.map_or(kept.is_some(), |form| form.is("present", &id)),
        counted: kept
            .filter(|kept| kept.counted != longest)
            .map(|kept| page.t1("training-counted", "hours", hours(page, kept.counted)))
            .unwrap_or_default(),
        field: format!("minutes-{id}"),
        minutes,
        person: one.person,
        fictitious: one.fictitious,
    }
}

/// Who was searched for, and the schools of somebody nobody knows.
async fn people_to_add(
    page: &PageCtx,
    id: SessionId,
    form: &Form,
) -> Result<(Vec<NamedTeacher>, Vec<(String, String)>), Problem> {
    let name = form.value("chercher").to_owned();
    if name.chars().count() < LEAST_LETTERS {
        return Ok((Vec::new(), Vec::new()));
    }
    let (actor, now) = (page.actor.clone(), page.now);
    let seen_by = policy::scope(&page.actor, Action::ReadTrainingPeople);
    let (found, schools) = page
        .app
        .db()
        .read(move |tx| -> Result<_, TrainingError> {
            let found = actions::find_people(tx, &actor, now, id, &name)?;
            let schools = crate::features::directory::basin(tx, seen_by.clone())?;
            Ok((found, schools))
        })
        .await?;
    let schools = schools
        .into_iter()
        .map(|school| (school.uai.to_string(), school.name))
        .collect();
    Ok((found, schools))
}

/// Records who came to one half-day: everybody the page showed, ticked or not.
pub(super) async fn record(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = session_id(&id)?;
    let view = load(&page, id).await?;
    let half_day = chosen(&view, &form).cloned();
    let place = half_day.as_ref().map(|one| one.id);
    let longest = half_day
        .as_ref()
        .map_or(view.session.sheet.distance_minutes, |one| one.minutes);
    let everybody = form.is("action", "tous");
    let mut marks = Vec::new();
    let shown: Vec<String> = form.all("vu").map(str::to_owned).collect();
    for text in shown {
        let person = PersonId::parse(&text).map_err(|_| Problem::NotFound)?;
        let minutes = form.maybe(
            &format!("minutes-{text}"),
            "training-refused-minutes",
            str::parse::<u32>,
        );
        let present = everybody || form.is("present", &text);
        marks.push(Mark {
            person,
            half_day: place,
            minutes: present.then(|| minutes.unwrap_or(longest)),
        });
    }
    if !form.is_valid() {
        return show(page, id, form, true).await;
    }
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::record_attendance(tx, &actor, now, id, &marks))
        .await;
    let here = format!(
        "/formation/{id}/presences?seance={}",
        place.map_or_else(|| DISTANCE.to_owned(), |place| place.to_string())
    );
    match done {
        Ok(recorded) if recorded.capped > 0 => page.redirect(&here, "notice-training-capped"),
        Ok(_) => page.redirect(&here, "notice-training-recorded"),
        Err(TrainingError::Refused(refusal)) => {
            form.refuse("presences", refusal.key());
            show(page, id, form, true).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Adds somebody who came without having registered: known, or entered now.
pub(super) async fn add_person(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let id = session_id(&id)?;
    load(&page, id).await?;
    let (actor, now) = (page.actor.clone(), page.now);
    let done = if let Some(text) = form.optional("personne") {
        let person = PersonId::parse(text).map_err(|_| Problem::NotFound)?;
        page.app
            .db()
            .write(move |tx| actions::add_known_person(tx, &actor, now, id, person))
            .await
    } else {
        let uai = form.required("etablissement", "form-uai", Uai::parse);
        let (surname, given_name) = (form.value("nom").to_owned(), form.value("prenom").to_owned());
        let Some(uai) = uai else {
            return show(page, id, form, false).await;
        };
        let seen_by = policy::scope(&page.actor, Action::ReadTrainingPeople);
        page.app
            .db()
            .write(move |tx| {
                let territory = crate::features::directory::school_line(tx, &uai)?.and_then(|school| school.territory);
                if !seen_by.holds(&uai, territory.as_ref()) {
                    return Err(TrainingError::Refused(Refusal::HostUnknown));
                }
                actions::add_person(tx, &actor, now, id, &surname, &given_name, &uai).map(|_| ())
            })
            .await
    };
    let here = format!("/formation/{id}/presences?seance={}", form.value("seance"));
    match done {
        Ok(()) => page.redirect(&here, "notice-training-person-added"),
        Err(TrainingError::Refused(refusal)) => {
            form.refuse(refusal.field(), refusal.key());
            show(page, id, form, false).await
        }
        Err(error) => Err(error.into()),
    }
}
