//! The page of the calendar, its file to subscribe to, its table to save.

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use pole_kernel::{Lang, Month};
use pole_office::table::{Cell, CellKind, Column, Sheet};

use super::ical::Feed;
use super::{Happening, Milestone, Nature, When, Words, happenings};
use crate::features::calls::{self, Deadline};
use crate::features::endowment::{self, Wave};
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;

/// The routes of the calendar.
pub(in crate::features::reports) fn routes() -> Routes {
    Routes::new()
        .get("/calendrier", Action::ReadPublic, show)
        .get("/calendrier.ics", Action::ReadPublic, feed)
        .get("/calendrier/export/{file}", Action::ReadPublic, save)
}

impl Words for PageCtx {
    fn milestone(&self, milestone: Milestone) -> (String, String) {
        (
            self.word("agenda-milestone", milestone.code()),
            self.word("agenda-milestone-text", milestone.code()),
        )
    }

    fn wave(&self, wave: &Wave) -> (String, String) {
        let year = self.year(&wave.first_year);
        (wave.label.clone(), self.t1("agenda-wave-text", "year", year))
    }

    fn deadline(&self, deadline: &Deadline) -> (String, String) {
        let wave = &deadline.wave;
        let names = [
            ("call", deadline.title.as_str().into()),
            ("wave", wave.label.as_str().into()),
        ];
        let opens = self.day(&wave.opens_on);
        (
            self.tv("agenda-deadline", &names),
            self.t1("agenda-deadline-text", "day", opens),
        )
    }

    fn release(&self, month: Month) -> (String, String) {
        let title = self.t1("agenda-release", "month", self.month(&month));
        (title, self.t("agenda-release-text"))
    }
}

async fn all(page: &PageCtx) -> Result<Vec<Happening>, Problem> {
    let waves = page.app.db().read(endowment::published_waves).await?;
    let deadlines = page.app.db().read(calls::deadlines).await?;
    Ok(happenings(page, &waves, &deadlines, page.now.day()))
}

/// What the reader wants to see of it.
fn wanted(all: Vec<Happening>, form: &Form) -> Vec<Happening> {
    let nature = Nature::parse(form.value("nature")).ok();
    let searched = pole_kernel::fold(form.value("q"));
    all.into_iter()
        .filter(|happening| nature.is_none_or(|nature| happening.nature == nature))
        .filter(|happening| pole_kernel::fold(&format!("{} {}", happening.title, happening.text)).contains(&searched))
        .collect()
}

#[derive(Template)]
#[template(path = "features/reports/pages/calendar.html")]
struct CalendarPage {
    page: PageCtx,
    form: Form,
    /// The first thing still to come.
    next: Option<Happening>,
    shown: Vec<Happening>,
    /// The address of the file, for calendars that ask for one; unknown when the browser did not say where it is.
    address: Option<String>,
}

impl CalendarPage {
    fn days(&self, happening: &Happening) -> String {
        let first = self.page.day(&happening.first_day);
        if happening.first_day == happening.last_day {
            return first;
        }
        let last = self.page.day(&happening.last_day);
        self.page
            .tv("agenda-days", &[("first", first.into()), ("last", last.into())])
    }

    fn nature(&self, happening: &Happening) -> String {
        self.page.word("agenda-nature", happening.nature.code())
    }

    fn is_now(&self, happening: &Happening) -> bool {
        happening.when(self.page.now.day()) == When::Now
    }

    fn natures(&self) -> Vec<(&'static str, String)> {
        Nature::ALL
            .iter()
            .map(|nature| (nature.code(), self.page.word("agenda-nature", nature.code())))
            .collect()
    }

    /// The query of the files, so that they hold what is shown.
    fn query(&self) -> String {
        if self.page.query.is_empty() {
            String::new()
        } else {
            format!("?{}", self.page.query)
        }
    }
}

async fn show(page: PageCtx, headers: HeaderMap, form: Form) -> Reply {
    let all = all(&page).await?;
    let today = page.now.day();
    let template = CalendarPage {
        next: all
            .iter()
            .find(|happening| happening.when(today) == When::Later)
            .cloned(),
        shown: wanted(all, &form),
        address: host(&headers).map(|host| format!("webcal://{host}/calendrier.ics?langue={}", page.lang())),
        page: page.clone(),
        form,
    };
    page.show(&template)
}

/// Where the browser says it is, when it is a name or a number with or without a port.
fn host(headers: &HeaderMap) -> Option<&str> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let plain = |character: char| character.is_ascii_alphanumeric() || ".-:[]".contains(character);
    (!host.is_empty() && host.chars().all(plain)).then_some(host)
}

/// A calendar program has no cookie: the address it subscribed to says the language.
async fn feed(mut page: PageCtx, form: Form) -> Reply {
    if let Ok(lang) = Lang::parse(form.value("langue"))
        && lang.is_of_interface()
    {
        page.words = page.app.words(lang);
    }
    let all = all(&page).await?;
    let events: Vec<(&Happening, String)> = all
        .iter()
        .map(|happening| (happening, page.word("agenda-nature", happening.nature.code())))
        .collect();
    let name = page.t("agenda-title");
    let file = Feed {
        name: &name,
        lang: page.lang(),
        stamp: page.now,
        events: &events,
    };
    page.attachment(
        "calendrier.ics",
        "text/calendar; charset=utf-8",
        file.write().into_bytes(),
    )
}

async fn save(page: PageCtx, Path(file): Path<String>, form: Form) -> Reply {
    let format = file
        .strip_prefix("calendrier.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let column = |key: &str, kind, width| Column {
        title: page.t(key),
        kind,
        width,
    };
    let rows = wanted(all(&page).await?, &form)
        .into_iter()
        .map(|happening| {
            vec![
                Cell::Day(happening.first_day.to_string()),
                Cell::Day(happening.last_day.to_string()),
                Cell::Text(happening.title),
                Cell::Text(page.word("agenda-nature", happening.nature.code())),
                Cell::Text(happening.text),
            ]
        })
        .collect();
    let sheet = Sheet {
        name: page.t("agenda-title"),
        note: Some(page.t("agenda-intro")),
        columns: vec![
            column("agenda-first-day", CellKind::Day, 14.0),
            column("agenda-last-day", CellKind::Day, 14.0),
            column("agenda-what", CellKind::Text, 50.0),
            column("agenda-nature", CellKind::Text, 20.0),
            column("agenda-text", CellKind::Text, 70.0),
        ],
        rows,
    };
    export::save(&page, format, "calendrier", &[sheet])
}
