//! The rooms of a school: the list, several entered at once, what was seen of several, the lines.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Path;
use pole_formats::{RoomKind, kbps, room_kind};
use pole_kernel::{Day, Uai, fold};
use pole_office::table::{Cell, CellKind, Column, Sheet};

use super::super::actions::{self, LineEntry, RoomEntry, StatementEntry};
use super::super::errors::ConnectivityError;
use super::super::evidence::{Ruling, site_line};
use super::super::model::{
    Basis, ClassSpan, LineId, LineTechnology, Medium, RoomClass, RoomCounts, RoomId, RoomVersion, Seen, SiteLine,
    SiteState, VisaRole,
};
use super::super::{rules, store};
use super::{flags, kinds, mbps, rates, status};
use crate::features::directory::{self, SchoolTop};
use crate::policy::{Action, Subject};
use crate::shell::asked::Asked;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// The most rooms entered at once.
const MOST_ROOMS: usize = 300;

/// A room of the list.
pub(super) struct RoomRow {
    pub(super) version: RoomVersion,
    /// `None` when the room is no teaching room in use.
    pub(super) span: Option<ClassSpan>,
    /// The day of the last test, and how many there are.
    pub(super) tests: Option<(Day, usize)>,
    pub(super) not_counted: usize,
}

impl RoomRow {
    fn class(&self) -> Option<RoomClass> {
        self.span.as_ref().map(|span| span.class)
    }
}

/// A line of the text area, as it was understood.
struct Draft {
    number: usize,
    entry: Option<RoomEntry>,
    text: String,
    /// What is wrong, in words.
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "features/connectivity/pages/school_rooms.html")]
struct RoomsPage {
    page: PageCtx,
    top: SchoolTop,
    form: Form,
    past: bool,
    rooms: Vec<RoomRow>,
    /// How many rooms there are without the filter.
    all: usize,
    counts: RoomCounts,
    site: SiteState,
    lines: Vec<SiteLine>,
    drafts: Vec<Draft>,
    ready: bool,
    kinds: Vec<(&'static str, String)>,
    technologies: Vec<(&'static str, String)>,
    today: Day,
}

impl RoomsPage {
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

    /// The share of the teaching rooms at high speed, in words.
    fn share(&self) -> Option<String> {
        share(&self.page, &self.counts)
    }

    fn line_rates(&self, line: &SiteLine) -> String {
        line_rates(&self.page, line)
    }

    /// What is known of the sufficiency of the line, in words.
    fn sufficiency(&self) -> String {
        sufficiency(&self.page, &self.site)
    }

    /// The kinds, with one for all of them first.
    fn kind_filter(&self) -> Vec<(&'static str, String)> {
        let mut kinds = vec![("", self.page.t("rooms-all-kinds"))];
        kinds.extend(self.kinds.iter().cloned());
        kinds
    }

    fn class_filter(&self) -> Vec<(&'static str, String)> {
        let mut classes = vec![("", self.page.t("rooms-all-classes"))];
        classes.extend(
            RoomClass::ALL
                .iter()
                .map(|class| (class.code(), self.page.word("room-class", class.code()))),
        );
        classes.push(("hors", self.page.t("rooms-not-teaching")));
        classes
    }

    fn look_filter(&self) -> Vec<(&'static str, String)> {
        vec![
            ("", self.page.t("rooms-all-looks")),
            ("inconnues", self.page.t("rooms-look-unknown")),
            ("anciennes", self.page.t("rooms-look-stale")),
            ("declarees", self.page.t("rooms-look-declared")),
            ("mesurees", self.page.t("rooms-look-measured")),
        ]
    }

    fn sort_href(&self, column: &str) -> String {
        let descending = self.form.value("tri") == column && self.form.value("sens") != "desc";
        let direction = if descending { "desc" } else { "asc" };
        format!(
            "{}?{}",
            self.page.path,
            query(&self.form, &[("tri", column), ("sens", direction)])
        )
    }

    fn aria_sort(&self, column: &str) -> &'static str {
        let sorted = self.form.optional("tri").unwrap_or("nom");
        match (sorted == column, self.form.value("sens") == "desc") {
            (true, true) => "descending",
            (true, false) => "ascending",
            (false, _) => "none",
        }
    }

    fn export_href(&self, extension: &str) -> String {
        let query = query(&self.form, &[]);
        let mark = if query.is_empty() { "" } else { "?" };
        format!(
            "/etablissements/{}/salles/export/salles.{extension}{mark}{query}",
            self.top.school.uai
        )
    }
}

/// The share of the teaching rooms at high speed; nothing when there is no such room.
pub(super) fn share(page: &PageCtx, counts: &RoomCounts) -> Option<String> {
    let ratio = pole_kernel::Ratio::new(u64::from(counts.high_speed()), u64::from(counts.rooms())).ok()?;
    let tenths = i64::try_from(ratio.tenths_of_percent()).unwrap_or(i64::MAX);
    Some(page.formats().percent(tenths))
}

/// The rates of a line, in words.
pub(super) fn line_rates(page: &PageCtx, line: &SiteLine) -> String {
    let rate = |rate: Option<u32>| rate.map_or_else(|| page.t("common-unknown"), |rate| mbps(page, rate));
    format!("{} / {}", rate(line.down_kbps), rate(line.up_kbps))
}

/// Whether the line is enough, in words.
pub(super) fn sufficiency(page: &PageCtx, site: &SiteState) -> String {
    if site.line.is_none() {
        return page.t("site-no-line");
    }
    page.t(match (site.is_sufficient, site.meets_target) {
        (_, Some(true)) => "site-meets-target",
        (Some(true), Some(false) | None) => "site-sufficient",
        (Some(false), Some(false) | None) => "site-not-sufficient",
        (None, Some(false) | None) => "site-sufficiency-unknown",
    })
}

fn query(form: &Form, changed: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["q", "type", "classe", "voir", "au", "connu", "tri", "sens"] {
        let value = changed
            .iter()
            .find(|(field, _)| *field == name)
            .map_or(form.value(name), |(_, value)| value);
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    query.finish()
}

pub(super) fn parse_uai(text: &str) -> Result<Uai, Problem> {
    Uai::parse(text).map_err(|_| Problem::NotFound)
}

/// What the page of a school's rooms is made of.
struct Loaded {
    top: SchoolTop,
    rooms: Vec<RoomRow>,
    counts: RoomCounts,
    site: SiteState,
    lines: Vec<SiteLine>,
    copied: Option<RoomVersion>,
}

async fn load(page: &PageCtx, uai: &Uai, asked: Asked, copied: Option<RoomId>) -> Result<Loaded, Problem> {
    let (actor, uai) = (page.actor.clone(), uai.clone());
    let Asked { on, known_at } = asked;
    let loaded = page
        .app
        .db()
        .read(move |tx| -> Result<_, ConnectivityError> {
            let school = directory::school(tx, &actor, Action::ReadConnectivity, &uai)?;
            let ruling = Ruling::load(tx, &uai, known_at)?;
            let mut rooms = Vec::new();
            let mut copy = None;
            for (room, facts) in actions::school_facts(tx, &uai, known_at)? {
                if Some(room) == copied {
                    copy = facts.nearest_version(on).cloned();
                }
                let Some(version) = facts.version(on) else {
                    continue;
                };
                let span = rules::timeline(&facts, ruling.judge())
                    .into_iter()
                    .find(|span| span.first_day <= on && span.last_day.is_none_or(|last| on <= last));
                let made: Vec<_> = facts.tests.iter().filter(|test| test.at.day() <= on).collect();
                rooms.push(RoomRow {
                    version: version.clone(),
                    span,
                    not_counted: made.iter().filter(|test| ruling.not_counted(test).is_some()).count(),
                    tests: made.last().map(|test| (test.at.day(), made.len())),
                });
            }
            rooms.sort_by_cached_key(|room| rules::name_key(&room.version.name));
            let counts = count(&rooms);
            let site = site_line(tx, &uai, on, known_at)?;
            let top = SchoolTop { school, tab: "salles" };
            Ok(Loaded {
                top,
                rooms,
                counts,
                site,
                lines: ruling.lines,
                copied: copy,
            })
        })
        .await?;
    Ok(loaded)
}

fn count(rooms: &[RoomRow]) -> RoomCounts {
    let mut counts = RoomCounts::default();
    for span in rooms.iter().filter_map(|room| room.span.as_ref()) {
        let of = |basis: Basis| u32::from(span.basis == basis);
        let class = |class: RoomClass| u32::from(span.class == class);
        counts.add(&RoomCounts {
            classes: [
                class(RoomClass::C0),
                class(RoomClass::C1),
                class(RoomClass::C2),
                class(RoomClass::C3),
            ],
            unknown: of(Basis::Unknown),
            stale: u32::from(span.is_stale),
            declared: of(Basis::Declared),
            measured: of(Basis::Measured),
            fictitious: u32::from(span.is_fictitious),
        });
    }
    counts
}

/// Keeps the rooms that the query asks for, in its order.
fn filter(rooms: &mut Vec<RoomRow>, form: &Form) {
    let wanted = fold(form.value("q"));
    let kind = RoomKind::parse(form.value("type")).ok();
    let class = form.value("classe").to_owned();
    let look = form.value("voir").to_owned();
    rooms.retain(|room| {
        let text = fold(&format!("{} {}", room.version.name, room.version.building));
        let span = room.span.as_ref();
        let basis = |basis: Basis| span.is_some_and(|span| span.basis == basis);
        text.contains(&wanted)
            && kind.is_none_or(|kind| room.version.kind == kind)
            && match class.as_str() {
                "" => true,
                "hors" => span.is_none(),
                class => span.is_some_and(|span| span.class.code() == class),
            }
            && match look.as_str() {
                "inconnues" => basis(Basis::Unknown),
                "anciennes" => span.is_some_and(|span| span.is_stale),
                "declarees" => basis(Basis::Declared),
                "mesurees" => basis(Basis::Measured),
                _ => true,
            }
    });
    match form.value("tri") {
        "type" => rooms.sort_by_key(|room| room.version.kind),
        "batiment" => rooms.sort_by_cached_key(|room| rules::name_key(&room.version.building)),
        "demi" => rooms.sort_by_key(|room| room.version.half_days),
        "classe" => rooms.sort_by_key(RoomRow::class),
        "debit" => rooms.sort_by_key(|room| room.span.as_ref().and_then(|span| span.down_kbps)),
        _ => {}
    }
    if form.is("sens", "desc") {
        rooms.reverse();
    }
}

/// The rooms of a school.
pub(super) async fn page(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let asked = Asked::read(&page, &mut form);
    let copied = form.optional("copie").and_then(|id| RoomId::parse(id).ok());
    show(page, uai, form, asked, Vec::new(), copied).await
}

async fn show(page: PageCtx, uai: Uai, form: Form, asked: Asked, drafts: Vec<Draft>, copied: Option<RoomId>) -> Reply {
    let Loaded {
        top,
        mut rooms,
        counts,
        site,
        lines,
        copied,
    } = load(&page, &uai, asked, copied).await?;
    let form = match copied {
        Some(version) => {
            let taken = rooms.iter().map(|room| fold(&room.version.name)).collect();
            form.with_default("lignes", copy(&page, &version, &taken))
        }
        None => form,
    };
    let all = rooms.len();
    filter(&mut rooms, &form);
    let today = page.now.day();
    let form = form
        .with_default("depuis", today.school_year().first_day().to_string())
        .with_default("type_defaut", RoomKind::Ordinary.code().to_owned())
        .with_default("jour_constat", today.to_string())
        .with_default("ligne_depuis", today.to_string());
    let ready = !drafts.is_empty() && drafts.iter().all(|draft| draft.problem.is_none());
    let technologies = LineTechnology::ALL
        .iter()
        .map(|technology| (technology.code(), page.word("line-technology", technology.code())))
        .collect();
    let broken = drafts.iter().any(|draft| draft.problem.is_some());
    let answer = if broken {
        axum::http::StatusCode::UNPROCESSABLE_ENTITY
    } else {
        status(&form)
    };
    page.clone().show_with(
        answer,
        &RoomsPage {
            past: Asked::is_in(&form),
            kinds: kinds(&page),
            page,
            top,
            form,
            rooms,
            all,
            counts,
            site,
            lines,
            drafts,
            ready,
            technologies,
            today,
        },
    )
}

/// The line of the text area that makes another room like this one, with the next free number.
fn copy(page: &PageCtx, version: &RoomVersion, taken: &BTreeSet<String>) -> String {
    let mut name = rules::next_name(&version.name);
    while taken.contains(&fold(&name)) {
        name = rules::next_name(&name);
    }
    let kind = page.word("room-kind", version.kind.code());
    format!("{name} ; {kind} ; {} ; {}", version.half_days, version.building)
}

/// The list to save: exactly what is shown.
pub(super) async fn export(page: PageCtx, Path((uai, file)): Path<(String, String)>, mut form: Form) -> Reply {
    let format = file
        .strip_prefix("salles.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let uai = parse_uai(&uai)?;
    let asked = Asked::read(&page, &mut form);
    let mut loaded = load(&page, &uai, asked, None).await?;
    filter(&mut loaded.rooms, &form);
    let column = |key: &str, kind: CellKind, width: f64| Column {
        title: page.t(key),
        kind,
        width,
    };
    let kilobits = |rate: Option<u32>| rate.map_or(Cell::Empty, |rate| Cell::Integer(i64::from(rate)));
    let sheet = Sheet {
        name: page.t("school-tab-rooms"),
        note: Some(page.t1("rooms-export-note", "name", &loaded.top.school.name)),
        columns: vec![
            column("schools-uai", CellKind::Text, 11.0),
            column("rooms-name", CellKind::Text, 20.0),
            column("rooms-kind", CellKind::Text, 20.0),
            column("rooms-building", CellKind::Text, 16.0),
            column("rooms-half-days", CellKind::Integer, 10.0),
            column("rooms-class", CellKind::Text, 10.0),
            column("rooms-basis", CellKind::Text, 18.0),
            column("rooms-flags", CellKind::Text, 18.0),
            column("rooms-down", CellKind::Integer, 12.0),
            column("rooms-up", CellKind::Integer, 12.0),
            column("rooms-tests", CellKind::Integer, 10.0),
            column("rooms-tests-out", CellKind::Integer, 10.0),
            column("rooms-last-test", CellKind::Day, 12.0),
        ],
        rows: loaded
            .rooms
            .iter()
            .map(|room| {
                let span = room.span.as_ref();
                let flags: Vec<String> = span
                    .map(|span| flags(&page, span).into_iter().map(|(_, words)| words).collect())
                    .unwrap_or_default();
                vec![
                    Cell::Text(uai.to_string()),
                    Cell::Text(room.version.name.clone()),
                    Cell::Text(page.word("room-kind", room.version.kind.code())),
                    Cell::Text(room.version.building.clone()),
                    Cell::Integer(i64::from(room.version.half_days)),
                    span.map_or(Cell::Empty, |span| Cell::Text(span.class.code().to_owned())),
                    span.map_or(Cell::Empty, |span| {
                        Cell::Text(page.word("room-basis", span.basis.code()))
                    }),
                    Cell::Text(flags.join(", ")),
                    kilobits(span.and_then(|span| span.down_kbps)),
                    kilobits(span.and_then(|span| span.up_kbps)),
                    Cell::Integer(
                        room.tests
                            .map_or(0, |(_, count)| i64::try_from(count).unwrap_or(i64::MAX)),
                    ),
                    Cell::Integer(i64::try_from(room.not_counted).unwrap_or(i64::MAX)),
                    room.tests.map_or(Cell::Empty, |(day, _)| Cell::Day(day.to_string())),
                ]
            })
            .collect(),
    };
    export::save(&page, format, &format!("salles-{uai}"), &[sheet])
}

/// Reads the lines of the text area: name, type, half-days, building, set apart by tabs or
/// semicolons. What a line does not say comes from the fields beside.
fn drafts(page: &PageCtx, form: &Form, taken: &[String]) -> Vec<Draft> {
    let kind_by_default = RoomKind::parse(form.value("type_defaut")).ok();
    let half_days_by_default = half_days(form.value("demi_defaut"));
    let mut names: BTreeSet<String> = taken.iter().cloned().collect();
    let text = form.value("lignes").to_owned();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .take(MOST_ROOMS)
        .map(|(number, line)| {
            let separator = if line.contains('\t') { '\t' } else { ';' };
            let cells: Vec<&str> = line.split(separator).map(str::trim).collect();
            let cell = |rank: usize| cells.get(rank).copied().unwrap_or_default();
            let entry = || -> Result<RoomEntry, String> {
                if cell(0).is_empty() {
                    return Err(page.t("rooms-draft-name"));
                }
                let kind = if cell(1).is_empty() {
                    kind_by_default.ok_or_else(|| page.t("rooms-draft-kind-missing"))?
                } else {
                    kind_in_words(page, cell(1)).ok_or_else(|| page.t1("rooms-draft-kind", "kind", cell(1)))?
                };
                let half_days = if cell(2).is_empty() {
                    half_days_by_default.ok_or_else(|| page.t("rooms-draft-half-days-missing"))?
                } else {
                    half_days(cell(2)).ok_or_else(|| page.t("rooms-draft-half-days"))?
                };
                if cells.iter().skip(4).any(|cell| !cell.is_empty()) {
                    return Err(page.t("rooms-draft-too-long"));
                }
                Ok(RoomEntry {
                    name: cell(0).to_owned(),
                    kind,
                    half_days,
                    building: cell(3).to_owned(),
                })
            };
            let mut draft = Draft {
                number: number + 1,
                entry: None,
                text: line.trim().to_owned(),
                problem: None,
            };
            match entry() {
                Ok(entry) if !names.insert(fold(&entry.name)) => {
                    draft.problem = Some(page.t1("rooms-draft-taken", "name", &entry.name));
                }
                Ok(entry) => draft.entry = Some(entry),
                Err(problem) => draft.problem = Some(problem),
            }
            draft
        })
        .collect()
}

/// A kind by the words of the files, or by the words this very page shows.
fn kind_in_words(page: &PageCtx, text: &str) -> Option<RoomKind> {
    room_kind(text).or_else(|| {
        let wanted = fold(text);
        let shown = RoomKind::ALL
            .iter()
            .find(|kind| fold(&page.word("room-kind", kind.code())) == wanted);
        shown.copied()
    })
}

fn half_days(text: &str) -> Option<u32> {
    text.parse().ok().filter(|number| *number <= 12)
}

/// Enters several rooms: shown back first, line by line, then written.
pub(super) async fn add(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let asked = Asked::now(page.now);
    let from = form.required("depuis", "form-day", Day::parse);
    if form.value("lignes").is_empty() {
        form.refuse("lignes", "connectivity-refused-nothing");
    }
    if form
        .value("lignes")
        .lines()
        .filter(|line| !line.trim().is_empty())
        .count()
        > MOST_ROOMS
    {
        form.refuse("lignes", "rooms-refused-too-many");
    }
    let (Some(from), true) = (from, form.is_valid()) else {
        return show(page, uai, form, asked, Vec::new(), None).await;
    };
    let taken: Vec<String> = {
        let (actor, uai) = (page.actor.clone(), uai.clone());
        page.app
            .db()
            .read(move |tx| -> Result<_, ConnectivityError> {
                directory::school(tx, &actor, Action::EditConnectivity, &uai)?;
                let mut versions = store::versions(tx, &uai)?;
                versions.retain(|version| {
                    version.recorded.withdrawn_at.is_none() && version.valid_to.is_none_or(|last| from <= last)
                });
                Ok(versions.iter().map(|version| fold(&version.name)).collect())
            })
            .await?
    };
    let drafts = drafts(&page, &form, &taken);
    let entries: Vec<RoomEntry> = drafts.iter().filter_map(|draft| draft.entry.clone()).collect();
    if !form.is("etape", "enregistrer") || entries.len() != drafts.len() {
        return show(page, uai, form, asked, drafts, None).await;
    }
    let (actor, now, fictitious, school) = (page.actor.clone(), page.now, page.is_demo(), uai.clone());
    let added = page
        .app
        .db()
        .write(move |tx| actions::add_rooms(tx, &actor, now, &school, from, &entries, fictitious))
        .await;
    match added {
        Ok(_) => page.redirect(&format!("/etablissements/{uai}/salles"), "notice-rooms-added"),
        Err(error) => match error.key() {
            Some(key) => {
                form.refuse("lignes", key);
                show(page, uai, form, asked, drafts, None).await
            }
            None => Err(error.into()),
        },
    }
}

/// Enters what was seen of the rooms that are ticked.
pub(super) async fn add_statements(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let asked = Asked::now(page.now);
    let rooms: Vec<RoomId> = form.all("salle").filter_map(|id| RoomId::parse(id).ok()).collect();
    if rooms.is_empty() {
        form.refuse("salle", "rooms-refused-none-ticked");
    }
    let day = form.required("jour_constat", "form-day", Day::parse);
    let medium = form.maybe("support", "form-choice", Medium::parse);
    let seen = match form.value("constat") {
        "oui" => Some(Seen::Access {
            medium,
            works: Some(true),
        }),
        "non" => Some(Seen::Access {
            medium,
            works: Some(false),
        }),
        "inconnu" => Some(Seen::Access { medium, works: None }),
        "declaration" => {
            let role = form.required("visa", "form-choice", VisaRole::parse);
            let name = form.required("visa_nom", "form-required", |text| Ok::<_, ()>(text.to_owned()));
            role.zip(name).map(|(role, name)| Seen::Declaration { role, name })
        }
        _ => {
            form.refuse("constat", "form-choice");
            None
        }
    };
    let (Some(day), Some(seen), true) = (day, seen, form.is_valid()) else {
        return show(page, uai, form, asked, Vec::new(), None).await;
    };
    let entry = StatementEntry {
        seen,
        day,
        note: form.value("note_constat").to_owned(),
    };
    let entries: Vec<(RoomId, StatementEntry)> = rooms.into_iter().map(|room| (room, entry.clone())).collect();
    let (actor, now, fictitious, school) = (page.actor.clone(), page.now, page.is_demo(), uai.clone());
    let done = page
        .app
        .db()
        .write(move |tx| actions::add_statements(tx, &actor, now, &school, &entries, fictitious))
        .await;
    settle(page, uai, form, done.map(|_| ()), "jour_constat", "notice-rooms-seen").await
}

/// Redirects after a change, or shows the page again with what is wrong.
async fn settle(
    page: PageCtx,
    uai: Uai,
    mut form: Form,
    done: Result<(), ConnectivityError>,
    field: &str,
    notice: &'static str,
) -> Reply {
    match done {
        Ok(()) => page.redirect(&format!("/etablissements/{uai}/salles"), notice),
        Err(error) => match error.key() {
            Some(key) => {
                form.refuse(field, key);
                let asked = Asked::now(page.now);
                show(page, uai, form, asked, Vec::new(), None).await
            }
            None => Err(error.into()),
        },
    }
}

/// Enters a line of the site.
pub(super) async fn add_line(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let technology = form.required("technologie", "form-choice", LineTechnology::parse);
    let rate = |text: &str| kbps(text).ok_or(());
    let down_kbps = form.maybe("descendant", "rooms-refused-rate-text", rate);
    let up_kbps = form.maybe("montant", "rooms-refused-rate-text", rate);
    let from = form.required("ligne_depuis", "form-day", Day::parse);
    let to = form.maybe("ligne_jusque", "form-day", Day::parse);
    let (Some(technology), Some(from), true) = (technology, from, form.is_valid()) else {
        let asked = Asked::now(page.now);
        return show(page, uai, form, asked, Vec::new(), None).await;
    };
    let entry = LineEntry {
        technology,
        operator: form.value("operateur").to_owned(),
        down_kbps,
        up_kbps,
        is_backup: form.is("secours", "oui"),
        from,
        to,
        note: form.value("ligne_note").to_owned(),
    };
    let (actor, now, fictitious, school) = (page.actor.clone(), page.now, page.is_demo(), uai.clone());
    let done = page
        .app
        .db()
        .write(move |tx| actions::add_line(tx, &actor, now, &school, &entry, fictitious))
        .await;
    let field = match &done {
        Err(ConnectivityError::RateAbsurd) => "descendant",
        Ok(_) | Err(_) => "ligne_jusque",
    };
    settle(page, uai, form, done.map(|_| ()), field, "notice-line-added").await
}

fn parse_line(id: &str) -> Result<LineId, Problem> {
    LineId::parse(id).map_err(|_| Problem::NotFound)
}

/// Ends a line on a day.
pub(super) async fn end_line(page: PageCtx, Path((uai, id)): Path<(String, String)>, mut form: Form) -> Reply {
    let (uai, id) = (parse_uai(&uai)?, parse_line(&id)?);
    let Some(last_day) = form.required("dernier_jour", "form-day", Day::parse) else {
        let asked = Asked::now(page.now);
        return show(page, uai, form, asked, Vec::new(), None).await;
    };
    let (actor, now, school) = (page.actor.clone(), page.now, uai.clone());
    let done = page
        .app
        .db()
        .write(move |tx| actions::end_line(tx, &actor, now, &school, id, last_day))
        .await;
    settle(page, uai, form, done, "dernier_jour", "notice-line-ended").await
}

/// Takes a line back.
pub(super) async fn withdraw_line(page: PageCtx, Path((uai, id)): Path<(String, String)>, _form: Form) -> Reply {
    let (uai, id) = (parse_uai(&uai)?, parse_line(&id)?);
    let (actor, now, school) = (page.actor.clone(), page.now, uai.clone());
    page.app
        .db()
        .write(move |tx| actions::withdraw_line(tx, &actor, now, &school, id))
        .await?;
    page.redirect(&format!("/etablissements/{uai}/salles"), "notice-line-withdrawn")
}
