//! One room: its class, what it rests on, everything that was ever said of it, and how to add to it.

use askama::Template;
use axum::extract::Path;
use pole_formats::{RoomKind, kbps, time_of_day};
use pole_kernel::Day;

use super::super::actions::{self, RoomEntry, TestEntry};
use super::super::errors::ConnectivityError;
use super::super::evidence::{RoomEvidence, Ruling, evidence};
use super::super::model::{
    ClassSpan, NotCounted, ProbeId, RoomFacts, RoomId, RoomTest, RoomVersion, Seen, Statement, StatementId, TestId,
};
use super::super::{rules, store};
use super::{flags, kinds, mbps, rates, status};
use crate::features::directory::SchoolTop;
use crate::policy::{Action, Subject};
use crate::shell::asked::Asked;
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

#[derive(Template)]
#[template(path = "features/connectivity/pages/room.html")]
struct RoomPage {
    page: PageCtx,
    top: SchoolTop,
    form: Form,
    past: bool,
    room: RoomId,
    /// What the room is on the day, or was last, or will be first.
    version: RoomVersion,
    span: Option<ClassSpan>,
    spans: Vec<ClassSpan>,
    evidence: RoomEvidence,
    tests: Vec<(RoomTest, Option<NotCounted>)>,
    statements: Vec<Statement>,
    versions: Vec<RoomVersion>,
    probes: Vec<(ProbeId, String)>,
    kinds: Vec<(&'static str, String)>,
}

impl RoomPage {
    fn may_edit(&self) -> bool {
        let school = &self.top.school;
        self.page.may_on(
            Action::EditConnectivity,
            Subject::School(&school.uai, school.territory.as_ref()),
        )
    }

    fn flags(&self, span: &ClassSpan) -> Vec<(&'static str, String)> {
        flags(&self.page, span)
    }

    fn rates(&self, span: &ClassSpan) -> Option<String> {
        rates(&self.page, span)
    }

    fn test_rates(&self, test: &RoomTest) -> String {
        if test.failed {
            return self.page.t("rooms-test-failed");
        }
        let rate =
            |rate: Option<u32>| rate.map_or_else(|| self.page.t("common-unknown"), |rate| mbps(&self.page, rate));
        format!("{} / {}", rate(test.down_kbps), rate(test.up_kbps))
    }

    /// Tenths of a millisecond are enough for people.
    fn latency(&self, test: &RoomTest) -> String {
        test.latency_micros.map_or_else(String::new, |micros| {
            self.page.formats().tenths(i64::from(micros / 100))
        })
    }

    fn in_evidence(&self, test: &RoomTest) -> bool {
        self.evidence.tests.iter().any(|other| other.id == test.id)
    }

    /// Where a test comes from, in words.
    fn source(&self, test: &RoomTest) -> String {
        match (&test.origin.file_name, test.origin.line) {
            (Some(file), Some(line)) => self.page.tv(
                "rooms-test-source",
                &[("file", file.as_str().into()), ("line", line.to_string().into())],
            ),
            _ => self.page.word("source", "manual"),
        }
    }

    fn seen(&self, statement: &Statement) -> String {
        match &statement.seen {
            Seen::Access { medium, works } => {
                let what = self.page.t(match works {
                    Some(true) => "rooms-seen-works",
                    Some(false) => "rooms-seen-nothing",
                    None => "rooms-seen-unsure",
                });
                match medium {
                    Some(medium) => format!("{what} ({})", self.page.word("room-medium", medium.code())),
                    None => what,
                }
            }
            Seen::Declaration { role, name } => self.page.tv(
                "rooms-seen-declared",
                &[
                    ("role", self.page.word("room-visa", role.code()).into()),
                    ("name", name.as_str().into()),
                ],
            ),
        }
    }

    /// The last day of a class, in words.
    fn until(&self, span: &ClassSpan) -> String {
        last_day(&self.page, span.last_day)
    }

    /// The last day on which the room is so, in words.
    fn so_until(&self, version: &RoomVersion) -> String {
        last_day(&self.page, version.valid_to)
    }
}

fn last_day(page: &PageCtx, day: Option<Day>) -> String {
    day.map_or_else(|| page.t("rooms-lasting"), |day| page.day(&day))
}

fn parse_room(id: &str) -> Result<RoomId, Problem> {
    RoomId::parse(id).map_err(|_| Problem::NotFound)
}

/// One room.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let asked = Asked::read(&page, &mut form);
    show(page, parse_room(&id)?, form, asked).await
}

async fn show(page: PageCtx, room: RoomId, form: Form, asked: Asked) -> Reply {
    let actor = page.actor.clone();
    let Asked { on, known_at } = asked;
    let loaded = page
        .app
        .db()
        .read(move |tx| -> Result<_, ConnectivityError> {
            let school = actions::school_of_room(tx, &actor, Action::ReadConnectivity, room)?;
            let all = store::room_facts(tx, room)?;
            let ruling = Ruling::load(tx, &school.uai, known_at)?;
            let probes = store::probes_in(tx, room)?;
            Ok((school, all, ruling, probes))
        })
        .await?;
    let (school, all, ruling, probes) = loaded;
    let facts = all.known(known_at);
    // A room taken back is still a page, with its history.
    let version = facts
        .nearest_version(on)
        .or_else(|| all.versions.last())
        .cloned()
        .ok_or(Problem::NotFound)?;
    let spans = rules::timeline(&facts, ruling.judge());
    let holds = |span: &&ClassSpan| span.first_day <= on && span.last_day.is_none_or(|last| on <= last);
    let span = spans.iter().find(holds).cloned();
    let RoomFacts { tests, statements, .. } = all;
    let mut tests: Vec<(RoomTest, Option<NotCounted>)> = tests
        .into_iter()
        .filter(|test| test.recorded.at <= known_at)
        .map(|test| {
            let reason = ruling.not_counted(&test);
            (test, reason)
        })
        .collect();
    tests.reverse();
    let mut statements: Vec<Statement> = statements
        .into_iter()
        .filter(|statement| statement.recorded.at <= known_at)
        .collect();
    statements.reverse();
    let mut versions = all.versions;
    versions.retain(|version| version.recorded.at <= known_at);
    let today = page.now.day();
    let form = form
        .with_default("nom", version.name.clone())
        .with_default("type", version.kind.code().to_owned())
        .with_default("demi_journees", version.half_days.to_string())
        .with_default("batiment", version.building.clone())
        .with_default("depuis", version.valid_from.to_string())
        .with_default("jour_mesure", today.to_string());
    page.clone().show_with(
        status(&form),
        &RoomPage {
            past: Asked::is_in(&form),
            evidence: evidence(room, school.uai.clone(), &facts, &ruling, on),
            top: SchoolTop { school, tab: "salles" },
            kinds: kinds(&page),
            page,
            form,
            room,
            version,
            span,
            spans,
            tests,
            statements,
            versions,
            probes,
        },
    )
}

/// Redirects after a change, or shows the page again with what is wrong.
async fn settle(
    page: PageCtx,
    room: RoomId,
    mut form: Form,
    done: Result<(), ConnectivityError>,
    field: &str,
    notice: &'static str,
) -> Reply {
    match done {
        Ok(()) => page.redirect(&format!("/salles/{room}"), notice),
        Err(error) => match error.key() {
            Some(key) => {
                form.refuse(field, key);
                let asked = Asked::now(page.now);
                show(page, room, form, asked).await
            }
            None => Err(error.into()),
        },
    }
}

/// Says what the room is from a day on, or corrects it.
pub(super) async fn change(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let room = parse_room(&id)?;
    let name = form.required("nom", "form-required", |text| Ok::<_, ()>(text.to_owned()));
    let kind = form.required("type", "form-choice", RoomKind::parse);
    let half_days = form.required("demi_journees", "form-count", str::parse::<u32>);
    let from = form.required("depuis", "form-day", Day::parse);
    let (Some(name), Some(kind), Some(half_days), Some(from), true) = (name, kind, half_days, from, form.is_valid())
    else {
        let asked = Asked::now(page.now);
        return show(page, room, form, asked).await;
    };
    let entry = RoomEntry {
        name,
        kind,
        half_days,
        building: form.value("batiment").to_owned(),
    };
    let (actor, now, fictitious) = (page.actor.clone(), page.now, page.is_demo());
    let done = page
        .app
        .db()
        .write(move |tx| actions::change_room(tx, &actor, now, room, from, &entry, fictitious))
        .await;
    let field = match &done {
        Err(ConnectivityError::HalfDaysTooMany) => "demi_journees",
        Ok(()) | Err(_) => "nom",
    };
    settle(page, room, form, done, field, "notice-room-changed").await
}

/// Closes the room on a day.
pub(super) async fn close(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let room = parse_room(&id)?;
    let Some(last_day) = form.required("dernier_jour", "form-day", Day::parse) else {
        let asked = Asked::now(page.now);
        return show(page, room, form, asked).await;
    };
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::close_room(tx, &actor, now, room, last_day))
        .await;
    settle(page, room, form, done, "dernier_jour", "notice-room-closed").await
}

/// Takes back a room that was entered by mistake.
pub(super) async fn withdraw(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let room = parse_room(&id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| actions::withdraw_room(tx, &actor, now, room))
        .await;
    settle(page, room, form, done, "nom", "notice-room-withdrawn").await
}

/// Enters one test.
pub(super) async fn add_test(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let room = parse_room(&id)?;
    let day = form.required("jour_mesure", "form-day", Day::parse);
    let time = form.required("heure", "rooms-refused-time", |text| time_of_day(text).ok_or(()));
    let failed = form.is("echec", "oui");
    let rate = |text: &str| kbps(text).ok_or(());
    let down_kbps = form.maybe("descendant", "rooms-refused-rate-text", rate);
    let up_kbps = form.maybe("montant", "rooms-refused-rate-text", rate);
    // Thousandths of a millisecond are microseconds.
    let latency_micros = form.maybe("latence", "rooms-refused-rate-text", rate);
    if !failed && form.is_valid() && down_kbps.is_none() && up_kbps.is_none() {
        form.refuse("descendant", "rooms-refused-no-rate");
    }
    let (Some(day), Some((hour, minute, second)), true) = (day, time, form.is_valid()) else {
        let asked = Asked::now(page.now);
        return show(page, room, form, asked).await;
    };
    let entry = TestEntry {
        room,
        at: day.at(hour, minute).plus_seconds(second),
        down_kbps,
        up_kbps,
        failed,
        latency_micros,
        tool: form.value("outil").to_owned(),
    };
    let (actor, now, fictitious) = (page.actor.clone(), page.now, page.is_demo());
    let done = page
        .app
        .db()
        .write(move |tx| {
            let uai = actions::school_of_room(tx, &actor, Action::EditConnectivity, room)?.uai;
            actions::add_tests(tx, &actor, now, &uai, std::slice::from_ref(&entry), fictitious)
        })
        .await;
    let field = match &done {
        Err(ConnectivityError::RateAbsurd) => "descendant",
        Err(ConnectivityError::Future) => "jour_mesure",
        Ok(_) | Err(_) => "heure",
    };
    settle(page, room, form, done.map(|_| ()), field, "notice-test-added").await
}

/// Takes a test back.
pub(super) async fn withdraw_test(page: PageCtx, Path(id): Path<String>, _form: Form) -> Reply {
    let id = TestId::parse(&id).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let room = page
        .app
        .db()
        .write(move |tx| actions::withdraw_test(tx, &actor, now, id))
        .await?;
    page.redirect(&format!("/salles/{room}"), "notice-test-withdrawn")
}

/// Takes back what was said of a room.
pub(super) async fn withdraw_statement(page: PageCtx, Path(id): Path<String>, _form: Form) -> Reply {
    let id = StatementId::parse(&id).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let room = page
        .app
        .db()
        .write(move |tx| actions::withdraw_statement(tx, &actor, now, id))
        .await?;
    page.redirect(&format!("/salles/{room}"), "notice-statement-withdrawn")
}

/// Says that a probe no longer stands here.
pub(super) async fn withdraw_probe(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let room = parse_room(&id)?;
    let probe = ProbeId::parse(form.value("sonde")).map_err(|_| Problem::NotFound)?;
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::withdraw_probe(tx, &actor, now, room, probe))
        .await?;
    page.redirect(&format!("/salles/{room}"), "notice-probe-withdrawn")
}
