//! The builder: what is to mend, and the pieces of a draft one at a time. Two people may write at once: each piece
//! carries the fingerprint of what its author read, and a conflict shows both.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use pole_kernel::{Day, Level, SchoolKind, SchoolYear};

use super::super::actions::{self, DraftView};
use super::super::builder::{Piece, Place, fingerprint, free_code};
use super::super::errors::CallError;
use super::super::model::{
    CallContent, CallId, Criterion, EcoleQuota, Eligibility, Exclusion, Part, PlannedWave, RequiredDocument,
    ReviewRules,
};
use super::super::rules::weights;
use super::call_id;
use super::words::{self, Line};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;

/// The empty rows that a list offers under those that are written.
const EMPTY_ROWS: usize = 3;
/// The most rows a list reads.
const MOST_ROWS: usize = 60;

/// What a builder page holds beside its form.
pub(super) async fn load(page: &PageCtx, id: CallId) -> Result<DraftView, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| actions::draft_view(tx, &actor, now, id))
        .await?)
}

#[derive(Template)]
#[template(path = "features/calls/pages/builder.html")]
struct BuilderPage {
    page: PageCtx,
    form: Form,
    view: DraftView,
    parts: Vec<(String, String)>,
}

impl BuilderPage {
    fn pieces(&self) -> Vec<PieceLine> {
        Piece::ALL
            .iter()
            .filter(|piece| **piece != Piece::Form)
            .map(|piece| {
                let to_mend = self
                    .view
                    .problems
                    .iter()
                    .filter(|problem| problem.place == Place::Piece(*piece))
                    .count();
                PieceLine {
                    code: piece.code(),
                    name: self.page.word("calls-piece", piece.code()),
                    to_mend,
                    weights: (*piece == Piece::Criteria).then(|| weights(&self.view.draft.content)),
                }
            })
            .collect()
    }

    fn problems(&self) -> Vec<(String, String)> {
        self.view
            .problems
            .iter()
            .map(|problem| {
                (
                    format!("/appels/{}/{}", self.view.call.id, problem.place.path()),
                    words::problem(&self.page, problem),
                )
            })
            .collect()
    }

    fn part(&self, code: &str) -> String {
        self.page.word("calls-part", code)
    }

    fn kind(&self, code: &str) -> String {
        self.page.word("calls-kind", code)
    }

    /// The address to which a section or a question is moved or removed.
    fn place(&self, what: &str, code: &str) -> String {
        format!("/appels/{}/{what}/{code}/place", self.view.call.id)
    }

    fn print(&self, place: &str, code: &str) -> String {
        let place = if place == "section" {
            Place::Section(code.to_owned())
        } else {
            Place::Field(code.to_owned())
        };
        fingerprint(&self.view.draft.content, &place)
    }
}

/// A piece in the list of the builder.
struct PieceLine {
    code: &'static str,
    name: String,
    to_mend: usize,
    /// The sum of the weights, for the criteria.
    weights: Option<u64>,
}

/// Who fills a section in: codes and words.
pub(super) fn parts(page: &PageCtx) -> Vec<(String, String)> {
    Part::ALL
        .iter()
        .map(|part| (part.code().to_owned(), page.word("calls-part", part.code())))
        .collect()
}

fn show(page: PageCtx, view: DraftView, form: Form) -> Reply {
    let status = if form.is_valid() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = BuilderPage {
        parts: parts(&page),
        form,
        view,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

pub(super) async fn page(page: PageCtx, Path(id): Path<String>) -> Reply {
    let view = load(&page, call_id(&id)?).await?;
    show(page, view, Form::default())
}

/// Publishes the revision that the page showed.
pub(super) async fn publish(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let call = call_id(&id)?;
    let revision: i64 = form.value("revision").parse().unwrap_or(0);
    let (actor, now, note) = (page.actor.clone(), page.now, form.value("motif").to_owned());
    let done = page
        .app
        .db()
        .write(move |tx| actions::publish(tx, &actor, now, call, revision, &note))
        .await;
    let view = match done {
        Ok(_) => return page.redirect(&format!("/appels/{call}"), "notice-calls-published"),
        Err(CallError::Refused(refusal)) => {
            form.refuse(refusal.field(), refusal.key());
            load(&page, call).await?
        }
        Err(CallError::Stale) => {
            form.refuse("motif", "calls-refused-changed");
            load(&page, call).await?
        }
        Err(CallError::ToMend(_)) => {
            form.refuse("motif", "calls-refused-mend");
            load(&page, call).await?
        }
        Err(error) => return Err(error.into()),
    };
    show(page, view, form)
}

/// Gives the draft up.
pub(super) async fn discard(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    let call = call_id(&id)?;
    let revision: i64 = form.value("revision").parse().unwrap_or(0);
    let (actor, now) = (page.actor.clone(), page.now);
    let stays = page
        .app
        .db()
        .write(move |tx| actions::discard(tx, &actor, now, call, revision))
        .await?;
    let to = if stays {
        format!("/appels/{call}")
    } else {
        "/appels".to_owned()
    };
    page.redirect(&to, "notice-calls-discarded")
}

/// One row of a list: the names of its controls.
struct Row {
    code: String,
    label: String,
    help: String,
    required: String,
    each: String,
    weight: String,
    opens: String,
    deadline: String,
    year: String,
    call: String,
    kinds: String,
    reason: String,
    /// The words of a row that is not written here any more.
    fixed: Option<String>,
}

impl Row {
    fn new(index: usize, fixed: Option<String>) -> Self {
        let name = |what: &str| format!("{what}-{index}");
        Self {
            code: name("code"),
            label: name("libelle"),
            help: name("aide"),
            required: name("obligatoire"),
            each: name("chacun"),
            weight: name("poids"),
            opens: name("ouverture"),
            deadline: name("cloture"),
            year: name("annee"),
            call: name("appel"),
            kinds: name("categories"),
            reason: name("motif"),
            fixed,
        }
    }
}

#[derive(Template)]
#[template(path = "features/calls/pages/piece.html")]
struct PiecePage {
    page: PageCtx,
    form: Form,
    view: DraftView,
    piece: Piece,
    rows: Vec<Row>,
    kinds: Vec<(String, String)>,
    levels: Vec<(String, String)>,
    sets: Vec<(String, String)>,
    quotas: Vec<(String, String)>,
    calls: Vec<(String, String)>,
    years: Vec<(String, String)>,
    /// What somebody else wrote meanwhile.
    stored: Option<Vec<Line>>,
}

impl PiecePage {
    fn title(&self) -> String {
        self.page.word("calls-piece", self.piece.code())
    }

    fn is(&self, code: &str) -> bool {
        self.piece.code() == code
    }

    /// The sum of the weights, as typed.
    fn weights(&self) -> u64 {
        self.rows
            .iter()
            .filter(|row| !self.form.value(&row.label).is_empty())
            .filter_map(|row| self.form.value(&row.weight).parse::<u64>().ok())
            .fold(0, u64::saturating_add)
    }

    fn problems(&self) -> Vec<String> {
        self.view
            .problems
            .iter()
            .filter(|problem| problem.place == Place::Piece(self.piece))
            .map(|problem| words::problem(&self.page, problem))
            .collect()
    }
}

fn coded(page: &PageCtx, prefix: &str, codes: impl Iterator<Item = &'static str>) -> Vec<(String, String)> {
    codes.map(|code| (code.to_owned(), page.word(prefix, code))).collect()
}

/// The levels, in order.
pub(super) fn levels(page: &PageCtx) -> Vec<(String, String)> {
    coded(page, "category", Level::ALL.iter().map(|level| level.code()))
}

/// The school years that a wave may begin with.
fn years(page: &PageCtx, content: &CallContent) -> Vec<(String, String)> {
    let this_year = page.now.day().school_year();
    let mut all: Vec<SchoolYear> = (-2..=6).map(|offset| this_year.plus(offset)).collect();
    all.extend(content.waves.iter().filter_map(|wave| wave.first_year));
    all.sort();
    all.dedup();
    let mut years = vec![(String::new(), page.t("common-unknown"))];
    years.extend(all.into_iter().map(|year| (year.to_string(), page.year(&year))));
    years
}

fn piece_of(name: &str) -> Result<Piece, Problem> {
    Piece::parse(name)
        .ok()
        .filter(|piece| *piece != Piece::Form)
        .ok_or(Problem::NotFound)
}

/// A form that holds what is kept.
#[derive(Default)]
pub(super) struct Held(Vec<(String, String)>);

impl Held {
    /// One value more under a name.
    pub(super) fn put(&mut self, name: &str, value: impl ToString) {
        self.0.push((name.to_owned(), value.to_string()));
    }

    /// A ticked box, or nothing.
    pub(super) fn tick(&mut self, name: &str, so: bool) {
        if so {
            self.put(name, "oui");
        }
    }

    /// Several values under a name.
    pub(super) fn many(&mut self, name: &str, values: &[String]) {
        for value in values {
            self.put(name, value);
        }
    }

    /// The form.
    pub(super) fn form(self) -> Form {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.0);
        Form::parse(query.finish().as_bytes())
    }
}

fn or_empty(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// A piece of a draft as its form holds it.
fn typed(view: &DraftView, piece: Piece) -> Form {
    let content = &view.draft.content;
    let mut held = Held::default();
    match piece {
        Piece::General => {
            held.put("titre", &view.call.title);
            held.put("edition", view.call.edition);
            held.put("resume", &content.summary);
            held.put("argent", &content.money);
            held.put("source", &content.source);
        }
        Piece::Rules => {
            held.put("parametres", &content.parameter_set);
            held.many("categories", &content.eligibility.kinds);
            held.many("niveaux", &content.target_levels);
            held.tick("rattachees", content.eligibility.attached_ecoles);
            held.tick("prive", content.eligibility.contracted_private);
            if let Some(quota) = &content.ecole_quota {
                held.put("quota", quota.percent);
                held.put("quota_de", &quota.of);
            }
            for (index, exclusion) in content.exclusions.iter().enumerate() {
                let row = Row::new(index, None);
                held.put(&row.call, &exclusion.call);
                held.many(&row.kinds, &exclusion.kinds);
                held.put(&row.reason, &exclusion.reason);
            }
        }
        Piece::Waves => {
            for (index, wave) in content.waves.iter().enumerate() {
                let row = Row::new(index, None);
                held.put(&row.label, &wave.label);
                held.put(&row.opens, or_empty(wave.opens_on));
                held.put(&row.deadline, or_empty(wave.deadline_on));
                held.put(&row.year, or_empty(wave.first_year));
            }
        }
        Piece::Documents => {
            for (index, document) in content.documents.iter().enumerate() {
                let row = Row::new(index, None);
                held.put(&row.code, &document.code);
                held.put(&row.label, &document.label);
                held.put(&row.help, &document.help);
                held.tick(&row.required, document.required);
                held.tick(&row.each, document.per_school);
            }
        }
        Piece::Criteria => {
            for (index, criterion) in content.criteria.iter().enumerate() {
                let row = Row::new(index, None);
                held.put(&row.code, &criterion.code);
                held.put(&row.label, &criterion.label);
                held.put(&row.help, &criterion.help);
                held.put(&row.weight, criterion.weight);
            }
        }
        Piece::Review => {
            held.put("evaluateurs", content.review.reviewers);
            held.put("ecart", content.review.gap);
            held.put("seuil", content.review.threshold);
            held.put("delai", content.review.days);
            held.tick("anonyme", content.review.blind);
        }
        Piece::Form => {}
    }
    held.form()
}

/// The rows of a posted list that are written: a row without a name is out.
fn written(form: &Form, name: impl Fn(&Row) -> &String) -> Vec<Row> {
    (0..MOST_ROWS)
        .map(|index| Row::new(index, None))
        .filter(|row| !form.value(name(row)).is_empty())
        .collect()
}

fn number<T: std::str::FromStr>(form: &mut Form, name: &str) -> Option<T> {
    form.required(name, "form-count", str::parse::<T>)
}

/// Reads a piece into a content. What is wrong is noted in the form; what is only incomplete is kept, and told by
/// the checks.
fn read(form: &mut Form, piece: Piece, view: &DraftView) -> Option<CallContent> {
    let mut content = view.draft.content.clone();
    match piece {
        Piece::General => {
            content.summary = text(form, "resume");
            content.money = text(form, "argent");
            content.source = text(form, "source");
        }
        Piece::Rules => read_rules(form, &mut content)?,
        Piece::Waves => content.waves = read_waves(form, view)?,
        Piece::Documents => {
            let mut documents: Vec<RequiredDocument> = Vec::new();
            for row in written(form, |row| &row.label) {
                let code = form.value(&row.code).to_owned();
                let label = form.value(&row.label).to_owned();
                let free = |documents: &[RequiredDocument]| {
                    free_code(&label, "piece", |code| documents.iter().any(|one| one.code == code))
                };
                documents.push(RequiredDocument {
                    code: if code.is_empty() { free(&documents) } else { code },
                    help: text(form, &row.help),
                    required: form.is(&row.required, "oui"),
                    per_school: form.is(&row.each, "oui"),
                    label,
                });
            }
            content.documents = documents;
        }
        Piece::Criteria => {
            let mut criteria: Vec<Criterion> = Vec::new();
            for row in written(form, |row| &row.label) {
                let code = form.value(&row.code).to_owned();
                let label = form.value(&row.label).to_owned();
                let weight = number::<u32>(form, &row.weight);
                let free = |criteria: &[Criterion]| {
                    free_code(&label, "critere", |code| criteria.iter().any(|one| one.code == code))
                };
                criteria.push(Criterion {
                    code: if code.is_empty() { free(&criteria) } else { code },
                    help: text(form, &row.help),
                    weight: weight.unwrap_or_default(),
                    label,
                });
            }
            content.criteria = criteria;
        }
        Piece::Review => {
            let (reviewers, gap) = (number(form, "evaluateurs"), number(form, "ecart"));
            let (threshold, days) = (number(form, "seuil"), number(form, "delai"));
            content.review = ReviewRules {
                reviewers: reviewers?,
                gap: gap?,
                threshold: threshold?,
                days: days?,
                blind: form.is("anonyme", "oui"),
            };
        }
        Piece::Form => return None,
    }
    form.is_valid().then_some(content)
}

/// Paragraphs as they are kept.
pub(super) fn text(form: &Form, name: &str) -> String {
    form.value(name).replace("\r\n", "\n")
}

fn chosen(form: &Form, name: &str) -> Vec<String> {
    form.all(name)
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect()
}

fn read_rules(form: &mut Form, content: &mut CallContent) -> Option<()> {
    content.eligibility = Eligibility {
        kinds: chosen(form, "categories"),
        attached_ecoles: form.is("rattachees", "oui"),
        contracted_private: form.is("prive", "oui"),
    };
    content.target_levels = chosen(form, "niveaux");
    form.value("parametres").clone_into(&mut content.parameter_set);
    content.ecole_quota = if form.value("quota").is_empty() {
        None
    } else {
        let percent = number(form, "quota")?;
        Some(EcoleQuota {
            percent,
            of: form.value("quota_de").to_owned(),
        })
    };
    content.exclusions = written(form, |row| &row.call)
        .iter()
        .map(|row| Exclusion {
            call: form.value(&row.call).to_owned(),
            kinds: chosen(form, &row.kinds),
            reason: form.value(&row.reason).to_owned(),
        })
        .collect();
    Some(())
}

/// The waves as typed, after those that are published: these only move by their own page.
fn read_waves(form: &mut Form, view: &DraftView) -> Option<Vec<PlannedWave>> {
    let published = view.waves.len();
    let mut waves: Vec<PlannedWave> = view.draft.content.waves.iter().take(published).cloned().collect();
    for row in written(form, |row| &row.label)
        .iter()
        .filter(|row| !is_fixed(row, published))
    {
        let opens_on = form.maybe(&row.opens, "form-day", Day::parse);
        let deadline_on = form.maybe(&row.deadline, "form-day", Day::parse);
        let first_year = form.maybe(&row.year, "form-year", SchoolYear::parse);
        waves.push(PlannedWave {
            label: form.value(&row.label).to_owned(),
            opens_on,
            deadline_on,
            first_year,
        });
    }
    form.is_valid().then_some(waves)
}

fn is_fixed(row: &Row, published: usize) -> bool {
    let index = row
        .label
        .rsplit('-')
        .next()
        .and_then(|index| index.parse::<usize>().ok());
    index.is_some_and(|index| index < published)
}

/// The rows of a piece: those that are written, and some empty ones.
fn rows(page: &PageCtx, form: &Form, view: &DraftView, piece: Piece) -> Vec<Row> {
    let published = view.waves.len();
    let last_written = |name: fn(&Row) -> &String| {
        (0..MOST_ROWS)
            .rev()
            .find(|index| !form.value(name(&Row::new(*index, None))).is_empty())
            .map_or(0, |index| index + 1)
    };
    let written = match piece {
        Piece::Rules => last_written(|row| &row.call),
        Piece::Waves => last_written(|row| &row.label).max(published),
        Piece::Documents | Piece::Criteria => last_written(|row| &row.label),
        Piece::General | Piece::Review | Piece::Form => return Vec::new(),
    };
    (0..(written + EMPTY_ROWS).min(MOST_ROWS))
        .map(|index| {
            let fixed = view.waves.get(index).filter(|_| piece == Piece::Waves).map(|wave| {
                format!(
                    "{}, {}",
                    wave.label,
                    page.t1("calls-closes-on", "day", page.day(&wave.deadline_on))
                )
            });
            Row::new(index, fixed)
        })
        .collect()
}

fn show_piece(page: PageCtx, view: DraftView, piece: Piece, form: Form, stored: Option<Vec<Line>>) -> Reply {
    let status = match (&stored, form.is_valid()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, true) => StatusCode::OK,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let named = |pairs: Vec<(String, String)>| {
        let mut all = vec![(String::new(), page.t("calls-none"))];
        all.extend(pairs);
        all
    };
    let sets = view
        .parameter_sets
        .iter()
        .map(|(code, name)| (code.clone(), name.clone()))
        .collect();
    let form = if form.value("vu").is_empty() {
        form.with_many("vu", [fingerprint(&view.draft.content, &Place::Piece(piece))])
    } else {
        form
    };
    let template = PiecePage {
        rows: rows(&page, &form, &view, piece),
        kinds: coded(
            &page,
            "school-kind",
            SchoolKind::ALL
                .iter()
                .filter(|kind| kind.is_school())
                .map(|kind| kind.code()),
        ),
        levels: levels(&page),
        sets: named(sets),
        quotas: coded(&page, "calls-quota-of", ["requests", "dossiers"].into_iter()),
        calls: named(view.others.clone()),
        years: years(&page, &view.draft.content),
        form,
        view,
        piece,
        stored,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

pub(super) async fn piece(page: PageCtx, Path((id, name)): Path<(String, String)>) -> Reply {
    let piece = piece_of(&name)?;
    let view = load(&page, call_id(&id)?).await?;
    let form = typed(&view, piece);
    show_piece(page, view, piece, form, None)
}

pub(super) async fn save_piece(page: PageCtx, Path((id, name)): Path<(String, String)>, mut form: Form) -> Reply {
    let (piece, call) = (piece_of(&name)?, call_id(&id)?);
    let view = load(&page, call).await?;
    let Some(content) = read(&mut form, piece, &view) else {
        return show_piece(page, view, piece, form, None);
    };
    let renamed = (piece == Piece::General && !view.is_published).then(|| {
        let edition = form.value("edition").parse::<i64>().unwrap_or_default();
        (form.value("titre").to_owned(), edition)
    });
    let (actor, now, seen) = (page.actor.clone(), page.now, form.value("vu").to_owned());
    let place = Place::Piece(piece);
    let done = page
        .app
        .db()
        .write(move |tx| {
            let take = |stored: &mut CallContent| {
                put(stored, &content, piece);
                Ok(())
            };
            actions::edit(tx, &actor, now, call, Some((&place, &seen)), &take)?;
            match &renamed {
                Some((title, edition)) => actions::rename(tx, &actor, now, call, title, *edition),
                None => Ok(()),
            }
        })
        .await;
    match done {
        Ok(()) => page.redirect(&format!("/appels/{call}/modifier"), "notice-calls-saved"),
        Err(CallError::Refused(refusal)) => {
            form.refuse(refusal.field(), refusal.key());
            show_piece(page, view, piece, form, None)
        }
        Err(CallError::Stale) => {
            let view = load(&page, call).await?;
            let place = Place::Piece(piece);
            let stored = words::lines_of(&page, &view.draft.content, &place);
            let form = form.with_many("vu", [fingerprint(&view.draft.content, &place)]);
            show_piece(page, view, piece, form, Some(stored))
        }
        Err(error) => Err(error.into()),
    }
}

/// Writes one piece of a content into another, so that what somebody wrote elsewhere meanwhile stays.
fn put(stored: &mut CallContent, typed: &CallContent, piece: Piece) {
    match piece {
        Piece::General => {
            stored.summary.clone_from(&typed.summary);
            stored.money.clone_from(&typed.money);
            stored.source.clone_from(&typed.source);
        }
        Piece::Rules => {
            stored.eligibility.clone_from(&typed.eligibility);
            stored.target_levels.clone_from(&typed.target_levels);
            stored.parameter_set.clone_from(&typed.parameter_set);
            stored.ecole_quota.clone_from(&typed.ecole_quota);
            stored.exclusions.clone_from(&typed.exclusions);
        }
        Piece::Waves => stored.waves.clone_from(&typed.waves),
        Piece::Documents => stored.documents.clone_from(&typed.documents),
        Piece::Criteria => stored.criteria.clone_from(&typed.criteria),
        Piece::Review => stored.review.clone_from(&typed.review),
        Piece::Form => {}
    }
}
