//! One school: who it is and was, who is in it, where each figure comes from.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_formats::{Known, SchoolFact, SchoolState};
use pole_kernel::{
    Category, Contract, Day, Instant, Level, PriorityEducation, Ratio, SchoolKind, SchoolYear, Sector, Uai,
};
use pole_office::table::{Cell, CellKind, Column, Sheet};
use pole_pictures::{BarChart, ChartWords, Palette, Series};

use super::super::actions::{self, CountEntry, DirectoryError, ExceptionalEntry, NewEvent};
use super::super::model::{CountRow, EventId, EventKind, IpsRow, SchoolEvent, SchoolLine, SchoolRecord, Source};
use super::super::projection::CountOrigin;
use super::super::rules::{self, Figure, Identity, Roster};
use super::super::store;
use crate::policy::{Action, Subject};
use crate::shell::asked::Asked;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::imports::ImportId;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// How many school years after the present one the page projects.
const YEARS_AHEAD: i16 = 1;

/// The top of every page about a school: its name, what it is, its tabs.
pub struct SchoolTop {
    /// The school as it is believed today.
    pub school: SchoolLine,
    /// The tab of this page: `identite`, `effectifs`, `dotation`, `salles`, `personnels` or `indicateurs`.
    pub tab: &'static str,
}

impl SchoolTop {
    /// The tabs, as far as the reader may go: address, label, whether it is this page.
    pub fn tabs(&self, page: &PageCtx) -> Vec<(String, String, bool)> {
        let base = format!("/etablissements/{}", self.school.uai);
        let mut tabs = vec![
            (base.clone(), page.t("school-tab-identity"), self.tab == "identite"),
            (
                format!("{base}/effectifs"),
                page.t("school-tab-counts"),
                self.tab == "effectifs",
            ),
        ];
        if page.may_on(
            Action::ReadMoney,
            Subject::School(&self.school.uai, self.school.territory.as_ref()),
        ) {
            tabs.push((
                format!("{base}/dotation"),
                page.t("school-tab-endowment"),
                self.tab == "dotation",
            ));
        }
        for (action, tab, key) in [
            (Action::ReadConnectivity, "salles", "school-tab-rooms"),
            (Action::ReadPeople, "personnels", "school-tab-people"),
            (Action::ReadUsage, "usages", "school-tab-usage"),
            (Action::ReadIndicators, "indicateurs", "school-tab-indicators"),
        ] {
            if page.may_on(
                action,
                Subject::School(&self.school.uai, self.school.territory.as_ref()),
            ) {
                tabs.push((format!("{base}/{tab}"), page.t(key), self.tab == tab));
            }
        }
        tabs
    }
}

fn parse_uai(text: &str) -> Result<Uai, Problem> {
    Uai::parse(text).map_err(|_| Problem::NotFound)
}

/// A line of the identity: label, value, where it comes from.
struct Attribute {
    label: String,
    value: String,
    source: String,
    /// The import it came with, with the line of that file.
    evidence: Option<(ImportId, i64)>,
}

/// A line of the history.
struct Moment {
    day: Day,
    text: String,
    note: String,
    event: Option<EventId>,
    withdrawn: bool,
}

#[derive(Template)]
#[template(path = "features/directory/pages/school.html")]
struct SchoolPage {
    page: PageCtx,
    top: SchoolTop,
    form: Form,
    past: bool,
    attributes: Vec<Attribute>,
    history: Vec<Moment>,
    ips: Vec<IpsRow>,
    attached: Vec<SchoolLine>,
    college: Option<SchoolLine>,
    map_note: Option<String>,
}

impl SchoolPage {
    fn may_edit(&self) -> bool {
        let school = &self.top.school;
        self.page.may_on(
            Action::EditSchool,
            Subject::School(&school.uai, school.territory.as_ref()),
        )
    }

    fn ips_source(&self, row: &IpsRow) -> String {
        evidence(&self.page, row.source, row.file_name.as_deref(), row.line)
    }

    fn ips_value(&self, row: &IpsRow) -> String {
        self.page.formats().tenths(i64::from(row.tenths))
    }
}

/// Where a fact comes from, in words: the source, the file and its line.
fn evidence(page: &PageCtx, source: Source, file: Option<&str>, line: Option<i64>) -> String {
    let source = page.word("source", source.code());
    match (file, line) {
        (Some(file), Some(line)) => page.tv(
            "school-evidence",
            &[
                ("source", source.into()),
                ("file", file.into()),
                ("line", line.to_string().into()),
            ],
        ),
        _ => source,
    }
}

/// Who the school is and was.
pub(super) async fn page(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let asked = Asked::read(&page, &mut form);
    let past = Asked::is_in(&form);
    let actor = page.actor.clone();
    let loaded = page
        .app
        .db()
        .read(move |tx| -> Result<_, DirectoryError> {
            let school = actions::school(tx, &actor, Action::ReadSchool, &uai)?;
            let records = store::records(tx, &uai)?;
            let events = store::events(tx, &uai)?;
            let ips = store::ips(tx, &uai)?;
            let attached = store::attached_schools(tx, &uai)?;
            let college = match &school.attached_to {
                Some(college) => store::line(tx, college)?,
                None => None,
            };
            Ok((school, records, events, ips, attached, college))
        })
        .await?;
    let (school, records, events, mut ips, attached, college) = loaded;
    let identity = rules::identity(&records, &events, asked.on, asked.known_at);
    ips.retain(|row| row.recorded_at <= asked.known_at);
    let attributes = attributes(&page, &identity);
    let history = history(&page, &records, &events, asked.known_at);
    let map_note = identity
        .position
        .as_ref()
        .map(|position| position.value.label.clone())
        .filter(|label| !label.is_empty());
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let top = SchoolTop {
        school,
        tab: "identite",
    };
    page.clone().show_with(
        status,
        &SchoolPage {
            page,
            top,
            form,
            past,
            attributes,
            history,
            ips,
            attached,
            college,
            map_note,
        },
    )
}

/// A value in words, who says it, of which day, with the import and the line it came with.
type Said = (String, Source, Day, Option<(ImportId, i64)>);

fn attributes(page: &PageCtx, identity: &Identity) -> Vec<Attribute> {
    let mut lines = Vec::new();
    let mut add = |key: &str, value: Option<Said>| {
        let evidence = value.as_ref().and_then(|(_, _, _, evidence)| *evidence);
        let (value, source) = match value {
            Some((value, source, day, _)) => (
                value,
                page.tv(
                    "school-said-by",
                    &[
                        ("source", page.word("source", source.code()).into()),
                        ("day", page.day(&day).into()),
                    ],
                ),
            ),
            None => (page.t("common-unknown"), String::new()),
        };
        lines.push(Attribute {
            label: page.t(key),
            value,
            source,
            evidence,
        });
    };
    macro_rules! said {
        ($field:ident, $words:expr) => {
            identity
                .$field
                .as_ref()
                .map(|said| ($words(&said.value), said.source, said.observed_on, said.evidence))
        };
    }
    add("school-name", said!(name, |name: &String| name.clone()));
    if identity.official_name.as_ref().map(|name| &name.value) != identity.name.as_ref().map(|name| &name.value) {
        add(
            "school-official-name",
            said!(official_name, |name: &String| name.clone()),
        );
    }
    add(
        "schools-kind",
        said!(kind, |kind: &SchoolKind| page.word("school-kind", kind.code())),
    );
    add(
        "schools-sector",
        said!(sector, |sector: &Sector| page.word("sector", sector.code())),
    );
    add(
        "schools-contract",
        said!(contract, |contract: &Contract| page.word("contract", contract.code())),
    );
    add(
        "schools-island",
        said!(territory, |territory| page.territory(territory)),
    );
    add("schools-commune", said!(commune, |commune: &String| commune.clone()));
    add("schools-quarter", said!(quarter, |quarter: &String| quarter.clone()));
    add("school-address", said!(address, |address: &String| address.clone()));
    add(
        "schools-priority",
        said!(priority, |label: &Option<PriorityEducation>| {
            label.map_or_else(|| page.t("school-no-priority"), |label| label.code().to_owned())
        }),
    );
    if identity.rep_head.is_some() {
        add("school-rep-head", said!(rep_head, |head: &Uai| head.to_string()));
    }
    if identity.mother.is_some() {
        add("school-mother", said!(mother, |mother: &Uai| mother.to_string()));
    }
    if identity.opened_on.is_some() {
        add("school-opened-on", said!(opened_on, |day| page.day(day)));
    }
    add(
        "school-position",
        said!(position, |position: &pole_formats::Position| {
            let degrees = |micro: i32| format!("{:.5}", f64::from(micro) / 1e6);
            let precision = page.word("precision", position.precision.code());
            format!(
                "{}, {} ({precision})",
                degrees(position.latitude_micro),
                degrees(position.longitude_micro)
            )
        }),
    );
    lines.push(Attribute {
        label: page.t("schools-state"),
        value: page.word("school-state", identity.state.code()),
        source: String::new(),
        evidence: None,
    });
    lines
}

/// What happened to the school, and the names each source gave it over time.
fn history(page: &PageCtx, records: &[SchoolRecord], events: &[SchoolEvent], known_at: Instant) -> Vec<Moment> {
    let mut moments: Vec<Moment> = events
        .iter()
        .filter(|event| event.recorded_at <= known_at)
        .map(|event| {
            let other = event
                .other
                .as_ref()
                .map(|uai| event.other_name.clone().unwrap_or_else(|| uai.to_string()))
                .or_else(|| event.name.clone())
                .unwrap_or_default();
            let mut text = page.t1(
                &format!("school-event-{}", event.kind.code().replace('_', "-")),
                "other",
                &other,
            );
            if let Some(to) = event.valid_to {
                text = page.tv(
                    "school-event-until",
                    &[("text", text.into()), ("day", page.day(&to).into())],
                );
            }
            Moment {
                day: event.valid_from,
                text,
                note: event.note.clone(),
                event: Some(event.id),
                withdrawn: event.withdrawn_at.is_some_and(|at| at <= known_at),
            }
        })
        .collect();
    let mut named: Vec<&SchoolRecord> = records
        .iter()
        .filter(|record| record.recorded_at <= known_at && record.fact.name.is_some())
        .collect();
    named.sort_by_key(|record| record.observed_on);
    let mut seen = BTreeSet::new();
    for record in named {
        let name = record.fact.name.clone().unwrap_or_default();
        if seen.insert((record.source.code(), pole_kernel::fold(&name))) {
            let source = page.word("source", record.source.code());
            let text = page.tv("school-named", &[("name", name.into()), ("source", source.into())]);
            moments.push(Moment {
                day: record.observed_on,
                text,
                note: String::new(),
                event: None,
                withdrawn: false,
            });
        }
    }
    moments.sort_by_key(|moment| std::cmp::Reverse(moment.day));
    moments
}

/// A row of the table of head counts: a category over the years.
struct CountLine {
    category: Category,
    label: String,
    cells: Vec<Option<Figure>>,
}

#[derive(Template)]
#[template(path = "features/directory/pages/counts.html")]
struct CountsPage {
    page: PageCtx,
    top: SchoolTop,
    form: Form,
    years: Vec<SchoolYear>,
    lines: Vec<CountLine>,
    chart: String,
    disputes: Vec<(SchoolYear, String, Figure)>,
    categories: Vec<(Category, String)>,
    entry_years: Vec<(String, String)>,
    past: bool,
}

impl CountsPage {
    fn may_enter(&self) -> bool {
        let school = &self.top.school;
        self.page.may_on(
            Action::EnterCounts,
            Subject::School(&school.uai, school.territory.as_ref()),
        )
    }

    fn may_declare(&self) -> bool {
        self.page.may(Action::DeclareExceptional)
    }

    fn flags(&self, figure: &Figure) -> Vec<(&'static str, String)> {
        figure
            .flags
            .iter()
            .map(|flag| (flag.code(), self.page.word("figure-flag", flag.code())))
            .collect()
    }

    /// How a figure was obtained, in a sentence.
    fn origin(&self, figure: &Figure) -> String {
        match (&figure.chosen, figure.origin) {
            (Some(row), _) => self.row_words(row),
            (None, CountOrigin::Cohort { year, level }) => self.page.tv(
                "counts-origin-cohort",
                &[
                    ("level", category_words(&self.page, Category::Level(level)).into()),
                    ("year", self.page.year(&year).into()),
                ],
            ),
            (None, CountOrigin::CarriedForward { year }) => {
                self.page.t1("counts-origin-carried", "year", self.page.year(&year))
            }
            (None, CountOrigin::CarriedThenCohort { year }) => {
                self.page
                    .t1("counts-origin-carried-cohort", "year", self.page.year(&year))
            }
            (None, CountOrigin::Observed) => self.page.t("counts-origin-sum"),
        }
    }

    fn row_words(&self, row: &CountRow) -> String {
        let mut text = evidence(&self.page, row.source, row.file_name.as_deref(), row.line);
        for part in [row.exceptional.as_deref(), row.note.as_deref()].into_iter().flatten() {
            text.push_str(" – ");
            text.push_str(part);
        }
        text
    }

    fn amount(&self, row: &CountRow) -> String {
        self.page.number_or_unknown(&row.amount)
    }
}

/// The name of a category of head count.
fn category_words(page: &PageCtx, category: Category) -> String {
    page.word("category", category.code())
}

/// Who is in the school, year by year.
pub(super) async fn counts_page(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let asked = Asked::read(&page, &mut form);
    show_counts(page, parse_uai(&uai)?, form, asked).await
}

async fn load_roster(page: &PageCtx, uai: &Uai, asked: Asked) -> Result<(SchoolLine, Roster), Problem> {
    let (actor, uai) = (page.actor.clone(), uai.clone());
    let until = asked.on.school_year().plus(YEARS_AHEAD);
    let loaded = page
        .app
        .db()
        .read(move |tx| -> Result<_, DirectoryError> {
            let school = actions::school(tx, &actor, Action::ReadSchool, &uai)?;
            let roster = actions::roster(tx, &school, asked.on, asked.known_at, until, Ratio::ONE)?;
            Ok((school, roster))
        })
        .await?;
    Ok(loaded)
}

async fn show_counts(page: PageCtx, uai: Uai, form: Form, asked: Asked) -> Reply {
    let (school, roster) = load_roster(&page, &uai, asked).await?;
    let past = Asked::is_in(&form);
    let years: Vec<SchoolYear> = roster.years().into_iter().collect();
    let lines = count_lines(&page, &roster, &years);
    let disputes = roster
        .iter()
        .filter(|(_, _, figure)| !figure.others.is_empty())
        .map(|(year, category, figure)| (year, category_words(&page, category), figure.clone()))
        .collect();
    let chart = chart(&page, &school, &roster, &years);
    let this_year = page.now.day().school_year();
    let entry_years = (-8..=1)
        .rev()
        .map(|offset| this_year.plus(offset))
        .map(|year| (year.to_string(), page.year(&year)))
        .collect();
    let categories = entry_categories(school.kind)
        .into_iter()
        .map(|category| (category, category_words(&page, category)))
        .collect();
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let top = SchoolTop {
        school,
        tab: "effectifs",
    };
    let template = CountsPage {
        page: page.clone(),
        top,
        form,
        years,
        lines,
        chart,
        disputes,
        categories,
        entry_years,
        past,
    };
    page.show_with(status, &template)
}

fn count_lines(page: &PageCtx, roster: &Roster, years: &[SchoolYear]) -> Vec<CountLine> {
    roster
        .categories()
        .into_iter()
        .map(|category| CountLine {
            category,
            label: category_words(page, category),
            cells: years
                .iter()
                .map(|year| roster.figure(*year, category).cloned())
                .collect(),
        })
        .collect()
}

/// The figures a person may enter for a kind of school.
fn entry_categories(kind: SchoolKind) -> Vec<Category> {
    let levels: &[Level] = match kind {
        SchoolKind::Maternelle => &[Level::Ps, Level::Ms, Level::Gs],
        SchoolKind::Elementaire => &[Level::Cp, Level::Ce1, Level::Ce2, Level::Cm1, Level::Cm2],
        SchoolKind::College => &[Level::Sixieme, Level::Cinquieme, Level::Quatrieme, Level::Troisieme],
        SchoolKind::Lycee => &[Level::Seconde, Level::Premiere, Level::Terminale],
        SchoolKind::LyceePro => &[
            Level::Seconde,
            Level::Premiere,
            Level::Terminale,
            Level::Cap1,
            Level::Cap2,
        ],
        SchoolKind::Erea | SchoolKind::Section | SchoolKind::Other => &[],
    };
    let mut categories: Vec<Category> = levels.iter().map(|level| Category::Level(*level)).collect();
    categories.extend([Category::Total, Category::Teachers]);
    if kind.is_college() {
        categories.extend([
            Category::Teachers5e,
            Category::Teachers5eNew,
            Category::Teachers6eNew,
            Category::Repeaters,
            Category::Returns,
        ]);
    }
    categories
}

/// The pupils by level and year, stacked; the totals alone when no level is known.
fn chart(page: &PageCtx, school: &SchoolLine, roster: &Roster, years: &[SchoolYear]) -> String {
    let levels: Vec<Category> = roster
        .categories()
        .into_iter()
        .filter(|category| matches!(category, Category::Level(_)))
        .collect();
    let stacked = !levels.is_empty()
        && years.iter().all(|year| {
            roster.figure(*year, Category::Total).is_none()
                || levels.iter().any(|level| roster.figure(*year, *level).is_some())
        });
    let shown = if stacked { levels } else { vec![Category::Total] };
    let series: Vec<Series> = shown
        .into_iter()
        .map(|category| Series {
            label: category_words(page, category),
            values: years
                .iter()
                .map(|year| roster.count(*year, category).map(i64::from))
                .collect(),
            estimated: years
                .iter()
                .map(|year| roster.figure(*year, category).is_some_and(Figure::is_estimated))
                .collect(),
            suppressed: Vec::new(),
        })
        .collect();
    let chart = BarChart {
        title: page.t1("counts-chart-title", "name", &school.name),
        description: page.t("counts-chart-description"),
        unit: page.t("counts-chart-unit"),
        categories: years.iter().map(|year| year.label()).collect(),
        series,
        stacked,
        reference: None,
        words: ChartWords {
            estimated: page.word("figure-flag", "estimated"),
            unknown: page.t("common-unknown"),
            suppressed: page.t("common-suppressed"),
        },
    };
    let formats = page.formats();
    chart.svg("effectifs", Palette::Page, &|value| formats.number(value))
}

/// The table of head counts to save.
pub(super) async fn counts_export(page: PageCtx, Path((uai, file)): Path<(String, String)>, mut form: Form) -> Reply {
    let format = file
        .strip_prefix("effectifs.")
        .and_then(ExportFormat::parse)
        .ok_or(Problem::NotFound)?;
    let asked = Asked::read(&page, &mut form);
    let uai = parse_uai(&uai)?;
    let (school, roster) = load_roster(&page, &uai, asked).await?;
    let column = |key: &str, kind: CellKind, width: f64| Column {
        title: page.t(key),
        kind,
        width,
    };
    let sheet = Sheet {
        name: page.t("school-tab-counts"),
        note: Some(page.t1("counts-export-note", "name", &school.name)),
        columns: vec![
            column("schools-uai", CellKind::Text, 11.0),
            column("counts-year", CellKind::Text, 12.0),
            column("counts-category", CellKind::Text, 30.0),
            column("counts-count", CellKind::Integer, 10.0),
            column("counts-flags", CellKind::Text, 24.0),
            column("counts-source", CellKind::Text, 50.0),
            column("counts-others", CellKind::Text, 50.0),
        ],
        rows: roster
            .iter()
            .map(|(year, category, figure)| {
                let flags: Vec<String> = figure
                    .flags
                    .iter()
                    .map(|flag| page.word("figure-flag", flag.code()))
                    .collect();
                let source = figure
                    .chosen
                    .as_ref()
                    .map(|row| evidence(&page, row.source, row.file_name.as_deref(), row.line));
                let others: Vec<String> = figure
                    .others
                    .iter()
                    .map(|row| {
                        format!(
                            "{} : {}",
                            page.word("source", row.source.code()),
                            page.number_or_unknown(&row.amount)
                        )
                    })
                    .collect();
                vec![
                    Cell::Text(school.uai.to_string()),
                    Cell::Text(year.label()),
                    Cell::Text(category_words(&page, category)),
                    Cell::Integer(i64::from(figure.count)),
                    Cell::Text(flags.join(", ")),
                    source.map_or(Cell::Empty, Cell::Text),
                    Cell::Text(others.join(" ; ")),
                ]
            })
            .collect(),
    };
    export::save(&page, format, &format!("effectifs-{uai}"), &[sheet])
}

fn whole_number(text: &str) -> Result<u32, ()> {
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    digits.parse::<u32>().ok().filter(|number| *number <= 100_000).ok_or(())
}

/// Enters the figures of a year.
pub(super) async fn enter_counts(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let now_asked = Asked::now(page.now);
    let year = form.required("annee", "form-year", SchoolYear::parse);
    let counted_on = form.maybe("jour", "form-day", Day::parse);
    if counted_on.is_some_and(|day| day > page.now.day()) {
        form.refuse("jour", "form-day-future");
    }
    let mut entries = Vec::new();
    let all = Level::ALL
        .iter()
        .map(|level| Category::Level(*level))
        .chain(Category::OTHERS.iter().copied());
    for category in all {
        let field = format!("effectif_{}", category.code());
        if let Some(amount) = form.maybe(&field, "form-count", whole_number) {
            entries.push(CountEntry {
                category,
                amount: Some(amount),
            });
        }
    }
    let (Some(year), true) = (year, form.is_valid()) else {
        return show_counts(page, uai, form, now_asked).await;
    };
    let (actor, now, fictitious, school) = (page.actor.clone(), page.now, page.is_demo(), uai.clone());
    let entered = page
        .app
        .db()
        .write(move |tx| actions::enter_counts(tx, &actor, now, &school, year, counted_on, &entries, fictitious))
        .await;
    match entered {
        Ok(_) => page.redirect(&format!("/etablissements/{uai}/effectifs"), "notice-counts-entered"),
        Err(error) => match error.key() {
            Some(key) => {
                form.refuse("annee", key);
                show_counts(page, uai, form, now_asked).await
            }
            None => Err(error.into()),
        },
    }
}

/// Declares an exceptional observation of this school.
pub(super) async fn declare_exceptional(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let now_asked = Asked::now(page.now);
    let day = form.required("jour_exceptionnel", "form-day", Day::parse);
    if day.is_some_and(|day| day > page.now.day()) {
        form.refuse("jour_exceptionnel", "form-day-future");
    }
    let total = form.required("total_exceptionnel", "form-count", whole_number);
    let reason = form.required("motif_exceptionnel", "form-required", |text| {
        Ok::<_, ()>(text.to_owned())
    });
    let (Some(day), Some(total), Some(reason), true) = (day, total, reason, form.is_valid()) else {
        return show_counts(page, uai, form, now_asked).await;
    };
    let entry = ExceptionalEntry {
        year: day.school_year(),
        day,
        reason,
        totals: vec![(uai.clone(), total)],
    };
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::declare_exceptional(tx, &actor, now, &entry))
        .await?;
    page.redirect(
        &format!("/etablissements/{uai}/effectifs"),
        "notice-exceptional-declared",
    )
}

#[derive(Template)]
#[template(path = "features/directory/pages/edit.html")]
struct EditPage {
    page: PageCtx,
    top: SchoolTop,
    form: Form,
    kinds: Vec<(&'static str, String)>,
    sectors: Vec<(&'static str, String)>,
    contracts: Vec<(&'static str, String)>,
    priorities: Vec<(&'static str, String)>,
    states: Vec<(&'static str, String)>,
    events: Vec<(&'static str, String)>,
}

/// The form that corrects who a school is, and records what happens to it.
pub(super) async fn edit_page(page: PageCtx, Path(uai): Path<String>) -> Reply {
    let uai = parse_uai(&uai)?;
    let school = editable(&page, &uai).await?;
    let form = Form::filled([
        ("nom", school.name.clone()),
        ("type", school.kind.code().to_owned()),
        (
            "secteur",
            school.sector.map_or(String::new(), |sector| sector.code().to_owned()),
        ),
        (
            "contrat",
            school
                .contract
                .map_or(String::new(), |contract| contract.code().to_owned()),
        ),
        ("quartier", school.quarter.clone().unwrap_or_default()),
        (
            "ep",
            school
                .priority
                .map_or("none".to_owned(), |label| label.code().to_owned()),
        ),
        ("etat", school.state.code().to_owned()),
        ("depuis", page.now.day().to_string()),
    ]);
    show_edit(page, school, form)
}

async fn editable(page: &PageCtx, uai: &Uai) -> Result<SchoolLine, Problem> {
    let (actor, uai) = (page.actor.clone(), uai.clone());
    let school = page
        .app
        .db()
        .read(move |tx| actions::school(tx, &actor, Action::EditSchool, &uai))
        .await?;
    Ok(school)
}

fn show_edit(page: PageCtx, school: SchoolLine, form: Form) -> Reply {
    let words = |prefix: &str, codes: Vec<&'static str>| -> Vec<(&'static str, String)> {
        codes.into_iter().map(|code| (code, page.word(prefix, code))).collect()
    };
    let unknown = || vec![("", page.t("common-unknown"))];
    let mut sectors = unknown();
    sectors.extend(words(
        "sector",
        Sector::ALL.iter().map(|sector| sector.code()).collect(),
    ));
    let mut contracts = unknown();
    contracts.extend(words(
        "contract",
        Contract::ALL.iter().map(|contract| contract.code()).collect(),
    ));
    let mut priorities = vec![("none", page.t("school-no-priority"))];
    priorities.extend(
        PriorityEducation::ALL
            .iter()
            .map(|label| (label.code(), label.code().to_owned())),
    );
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = EditPage {
        kinds: words("school-kind", SchoolKind::ALL.iter().map(|kind| kind.code()).collect()),
        sectors,
        contracts,
        priorities,
        states: words(
            "school-state",
            SchoolState::ALL.iter().map(|state| state.code()).collect(),
        ),
        events: words("event-kind", EventKind::ALL.iter().map(|kind| kind.code()).collect()),
        top: SchoolTop {
            school,
            tab: "identite",
        },
        form,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// Corrects who a school is.
pub(super) async fn correct(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let school = editable(&page, &uai).await?;
    let name = form.required("nom", "form-required", |text| Ok::<_, ()>(text.to_owned()));
    let kind = form.required("type", "form-choice", SchoolKind::parse);
    let sector = form.maybe("secteur", "form-choice", Sector::parse);
    let contract = form.maybe("contrat", "form-choice", Contract::parse);
    let state = form.required("etat", "form-choice", SchoolState::parse);
    let (Some(name), Some(kind), Some(state), true) = (name, kind, state, form.is_valid()) else {
        return show_edit(page, school, form);
    };
    // Only what the person changed is said by the person; the rest stays with its source.
    let mut fact = SchoolFact::new(uai.clone());
    fact.name = Some(name).filter(|name| *name != school.name);
    fact.kind = Some(kind).filter(|kind| *kind != school.kind);
    fact.sector = sector.filter(|sector| Some(*sector) != school.sector);
    fact.contract = contract.filter(|contract| Some(*contract) != school.contract);
    fact.quarter = form
        .optional("quartier")
        .map(str::to_owned)
        .filter(|quarter| Some(quarter) != school.quarter.as_ref());
    fact.state = Some(state).filter(|state| *state != school.state);
    let priority = PriorityEducation::parse(form.value("ep")).ok();
    if priority != school.priority {
        fact.priority = priority.map_or(Known::No, Known::Yes);
    }
    if fact == SchoolFact::new(uai.clone()) {
        form.refuse("nom", "directory-refused-unchanged");
        return show_edit(page, school, form);
    }
    let (actor, now) = (page.actor.clone(), page.now);
    page.app
        .db()
        .write(move |tx| actions::correct(tx, &actor, now, fact.clone()))
        .await?;
    page.redirect(&format!("/etablissements/{uai}"), "notice-school-corrected")
}

/// Records something that happens to a school.
pub(super) async fn add_event(page: PageCtx, Path(uai): Path<String>, mut form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let school = editable(&page, &uai).await?;
    let kind = form.required("evenement", "form-choice", EventKind::parse);
    let from = form.required("depuis", "form-day", Day::parse);
    let to = form.maybe("jusque", "form-day", Day::parse);
    let other = form.maybe("autre", "form-uai", Uai::parse);
    let (Some(kind), Some(from), true) = (kind, from, form.is_valid()) else {
        return show_edit(page, school, form);
    };
    let new = NewEvent {
        kind,
        other,
        name: form.optional("nouveau_nom").map(str::to_owned),
        from,
        to,
        note: form.value("note").to_owned(),
    };
    let (actor, now, target) = (page.actor.clone(), page.now, uai.clone());
    match page
        .app
        .db()
        .write(move |tx| actions::add_event(tx, &actor, now, &target, &new))
        .await
    {
        Ok(_) => page.redirect(&format!("/etablissements/{uai}"), "notice-event-added"),
        Err(error) => match error.key() {
            Some(key) => {
                let field = match error {
                    DirectoryError::EndsBeforeItBegins => "jusque",
                    DirectoryError::NothingEntered => "nouveau_nom",
                    _ => "autre",
                };
                form.refuse(field, key);
                show_edit(page, school, form)
            }
            None => Err(error.into()),
        },
    }
}

/// Takes back an event that was recorded by mistake.
pub(super) async fn withdraw_event(page: PageCtx, Path((uai, id)): Path<(String, String)>, _form: Form) -> Reply {
    let uai = parse_uai(&uai)?;
    let id = EventId::parse(&id).map_err(|_| Problem::NotFound)?;
    let (actor, now, target) = (page.actor.clone(), page.now, uai.clone());
    page.app
        .db()
        .write(move |tx| actions::withdraw_event(tx, &actor, now, &target, id))
        .await?;
    page.redirect(&format!("/etablissements/{uai}"), "notice-event-withdrawn")
}
