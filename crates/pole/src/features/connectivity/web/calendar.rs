//! The school calendar: public holidays that are computed, closures that are entered.

use askama::Template;
use axum::extract::Path;
use pole_kernel::{Day, Territory, Uai};

use super::super::actions;
use super::super::errors::ConnectivityError;
use super::status;
use crate::features::directory::{self, CalendarError, Closure, ClosureId, ClosureKind, NewClosure, is_public_holiday};
use crate::policy::Action;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

#[derive(Template)]
#[template(path = "features/connectivity/pages/calendar.html")]
struct CalendarPage {
    page: PageCtx,
    form: Form,
    closures: Vec<Closure>,
    /// The public holidays of this school year, and whether one is of an island alone.
    holidays: Vec<(Day, Option<&'static str>)>,
    kinds: Vec<(&'static str, String)>,
    islands: Vec<(&'static str, String)>,
    schools: Vec<(String, String)>,
}

impl CalendarPage {
    fn may_edit(&self) -> bool {
        self.page.may(Action::EditCalendar)
    }

    /// Where a closure holds, in words.
    fn place(&self, closure: &Closure) -> String {
        match (&closure.uai, &closure.territory) {
            (Some(uai), _) => {
                let named = self.schools.iter().find(|(code, _)| code == uai.as_str());
                named.map_or_else(|| uai.to_string(), |(_, name)| name.clone())
            }
            (None, Some(territory)) => self.page.territory(territory),
            (None, None) => self.page.t("common-basin"),
        }
    }
}

/// The calendar of the school year.
pub(super) async fn page(page: PageCtx, form: Form) -> Reply {
    show(page, form).await
}

async fn show(page: PageCtx, form: Form) -> Reply {
    let (mut closures, schools) = page
        .app
        .db()
        .read(|tx| -> Result<_, pole_db::DbError> {
            Ok((
                directory::closures(tx)?,
                directory::basin(tx, crate::policy::Scope::everything())?,
            ))
        })
        .await?;
    closures.reverse();
    let year = page.now.day().school_year();
    let mut schools: Vec<(String, String)> = schools
        .into_iter()
        .map(|school| (school.uai.to_string(), school.name))
        .collect();
    schools.insert(0, (String::new(), page.t("calendar-no-school")));
    page.clone().show_with(
        status(&form),
        &CalendarPage {
            holidays: public_holidays(year.first_day(), year.last_day()),
            kinds: ClosureKind::ALL
                .iter()
                .map(|kind| (kind.code(), page.word("closure-kind", kind.code())))
                .collect(),
            islands: vec![
                ("", page.t("schools-all-islands")),
                (Territory::SAINT_MARTIN, page.t("territory-978")),
                (Territory::SAINT_BARTHELEMY, page.t("territory-977")),
            ],
            page,
            form,
            closures,
            schools,
        },
    )
}

/// The public holidays between two days; with the island when it is of one alone.
fn public_holidays(first: Day, last: Day) -> Vec<(Day, Option<&'static str>)> {
    let mut holidays = Vec::new();
    let mut day = first;
    while day <= last {
        if is_public_holiday(day, None) {
            holidays.push((day, None));
        } else {
            for code in [Territory::SAINT_MARTIN, Territory::SAINT_BARTHELEMY] {
                let island = Territory::parse(code).ok();
                if is_public_holiday(day, island.as_ref()) {
                    holidays.push((day, Some(code)));
                }
            }
        }
        day = day.tomorrow();
    }
    holidays
}

/// Enters a closure.
pub(super) async fn add(page: PageCtx, mut form: Form) -> Reply {
    let kind = form.required("nature", "form-choice", ClosureKind::parse);
    let label = form.required("nom", "form-required", |text| Ok::<_, ()>(text.to_owned()));
    let first_day = form.required("du", "form-day", Day::parse);
    let last_day = form.required("jusqu_au", "form-day", Day::parse);
    let territory = form.maybe("ile", "form-choice", Territory::parse);
    let uai = form.maybe("etablissement", "form-uai", Uai::parse);
    let (Some(kind), Some(label), Some(first_day), Some(last_day), true) =
        (kind, label, first_day, last_day, form.is_valid())
    else {
        return show(page, form).await;
    };
    let new = NewClosure {
        kind,
        label,
        territory,
        uai,
        first_day,
        last_day,
    };
    let (actor, now, fictitious) = (page.actor.clone(), page.now, page.is_demo());
    let done = page
        .app
        .db()
        .write(move |tx| actions::add_closure(tx, &actor, now, &new, fictitious))
        .await;
    match done {
        Ok(_) => page.redirect("/calendrier-scolaire", "notice-closure-added"),
        Err(error) => match error.key() {
            Some(key) => {
                let field = match error {
                    ConnectivityError::Calendar(CalendarError::SchoolUnknown) => "etablissement",
                    ConnectivityError::Calendar(CalendarError::NothingChanges) => "du",
                    _ => "jusqu_au",
                };
                form.refuse(field, key);
                show(page, form).await
            }
            None => Err(error.into()),
        },
    }
}

/// Takes a closure back.
pub(super) async fn withdraw(page: PageCtx, Path(id): Path<String>, _form: Form) -> Reply {
    let id = ClosureId::parse(&id).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::withdraw_closure(tx, &actor, now, id))
        .await?;
    page.redirect("/calendrier-scolaire", "notice-closure-withdrawn")
}
