//! Where the reviews of a wave stand: dossiers with their scores, the workload, one dossier, the files.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use pole_kernel::fold;
use pole_office::table::{Cell, CellKind, Sheet};

use super::super::errors::Refusal;
use super::super::model::{Mark, Points, Review, ReviewId, ReviewState, ReviewerId};
use super::super::running::{self, DossierView, WaveLine};
use super::super::situation::{File, Situation, reference};
use super::{dossier_id, points_or_dash, synthesis, wave_id};
use crate::features::calls::{CallContent, CallWaveId};
use crate::features::dossiers::{DossierId, LineState};
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::table::{Table, TableRow, column, text, whole};

/// How many dossiers a page shows.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "features/reviews/pages/waves.html")]
struct WavesPage {
    page: PageCtx,
    waves: Vec<WaveLine>,
}

/// The waves with their reviews.
pub(super) async fn waves_page(page: PageCtx) -> Reply {
    let (actor, now) = (page.actor.clone(), page.now);
    let waves = page.app.db().read(move |tx| running::waves(tx, &actor, now)).await?;
    page.clone().show(&WavesPage { page, waves })
}

/// What is awaited of a dossier, as a stable code.
fn stage(file: &File, today: pole_kernel::Day) -> &'static str {
    if file.standing.complete {
        if file.is_open() { "complete" } else { "assessed" }
    } else if file.lacking() > 0 && file.standing.is_wide {
        "third"
    } else if file.lacking() > 0 {
        "lacking"
    } else if file.reviews.iter().any(|review| review.is_late(today)) {
        "late"
    } else {
        "under_way"
    }
}

/// The stages of a dossier, in the order of the filter.
pub(in crate::features::reviews) const STAGES: [&str; 6] =
    ["lacking", "third", "late", "under_way", "complete", "assessed"];

#[derive(Template)]
#[template(path = "features/reviews/pages/wave.html")]
struct WavePage {
    page: PageCtx,
    form: Form,
    title: String,
    wave: CallWaveId,
    call: String,
    stages: Vec<(String, String)>,
    dossiers: Table,
    workload: Table,
    found: usize,
    next: Option<usize>,
    previous: Option<usize>,
    /// How many dossiers are reviewed, have all their reviews, still can be said assessed, lack reviewers.
    total: usize,
    complete: usize,
    assessable: usize,
    lacking: usize,
}

impl WavePage {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "what a template hands over is a reference"
    )]
    fn page_href(&self, number: &usize) -> String {
        format!("/evaluations/vagues/{}?{}", self.wave, query(&self.form, *number))
    }
}

fn query(form: &Form, number: usize) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["q", "etape"] {
        if let Some(value) = form.optional(name) {
            query.append_pair(name, value);
        }
    }
    if number > 1 {
        query.append_pair("page", &number.to_string());
    }
    query.finish()
}

/// The dossiers of a wave that reviews are about, the best score first.
pub(super) fn ranked(situation: &Situation) -> Vec<&File> {
    let mut files: Vec<&File> = situation.files.iter().filter(|file| file.concerns_reviews()).collect();
    files.sort_by(|left, right| {
        let score = |file: &File| file.standing.score.filter(|_| file.standing.complete);
        score(right)
            .cmp(&score(left))
            .then_with(|| left.dossier.id.cmp(&right.dossier.id))
    });
    files
}

async fn load(page: &PageCtx, wave: CallWaveId) -> Result<Situation, Problem> {
    let (actor, now) = (page.actor.clone(), page.now);
    Ok(page
        .app
        .db()
        .read(move |tx| running::situation(tx, &actor, now, wave))
        .await?)
}

/// The dossiers of a wave with their scores.
pub(super) async fn page(page: PageCtx, Path(id): Path<String>, form: Form) -> Reply {
    show(page, wave_id(&id)?, form).await
}

async fn show(page: PageCtx, wave: CallWaveId, form: Form) -> Reply {
    let situation = load(&page, wave).await?;
    let today = page.now.day();
    let all = ranked(&situation);
    let (wanted, words) = (form.value("etape"), fold(form.value("q")));
    let matches = |file: &&&File| {
        (wanted.is_empty() || stage(file, today) == wanted)
            && (words.is_empty()
                || fold(&file.title()).contains(&words)
                || file
                    .schools
                    .iter()
                    .any(|school| fold(school.uai.as_str()).contains(&words))
                || reference(file.dossier.id).to_lowercase().contains(&words))
    };
    let found: Vec<&File> = all.iter().filter(matches).copied().collect();
    let number = form.value("page").parse::<usize>().unwrap_or(1).max(1);
    let shown: Vec<&File> = found.iter().skip((number - 1) * PAGE).take(PAGE).copied().collect();
    let stages = std::iter::once((String::new(), page.t("reviews-stage-any")))
        .chain(
            STAGES
                .iter()
                .map(|stage| ((*stage).to_owned(), page.word("reviews-stage", stage))),
        )
        .collect();
    let status = form.status();
    let template = WavePage {
        title: format!("{} – {}", situation.call.title, situation.wave.label),
        wave,
        call: situation.call.id.to_string(),
        stages,
        dossiers: table(&page, &situation, &shown),
        workload: workload(&page, &situation),
        next: (found.len() > number * PAGE).then_some(number + 1),
        previous: (number > 1).then(|| number - 1),
        found: found.len(),
        total: all.len(),
        complete: all.iter().filter(|file| file.standing.complete).count(),
        assessable: all
            .iter()
            .filter(|file| file.standing.complete && file.is_open())
            .count(),
        lacking: all.iter().filter(|file| file.lacking() > 0).count(),
        form,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

fn proposed(page: &PageCtx, file: &File) -> String {
    match file.standing.proposed {
        Some(true) => page.t("reviews-proposed"),
        Some(false) => page.t("reviews-not-proposed"),
        None => page.t("reviews-not-yet"),
    }
}

fn table(page: &PageCtx, situation: &Situation, files: &[&File]) -> Table {
    let today = page.now.day();
    let rows = files
        .iter()
        .map(|file| TableRow {
            cells: vec![
                text(file.title()),
                text(reference(file.dossier.id)),
                text(page.territory(&file.dossier.territory)),
                text(page.word("reviews-stage", stage(file, today))),
                text(page.tv(
                    "reviews-submitted-of",
                    &[
                        ("submitted", file.standing.submitted.into()),
                        ("needed", file.standing.needed.into()),
                    ],
                )),
                text(points_or_dash(page, file.standing.score)),
                text(points_or_dash(page, file.standing.gap)),
                text(proposed(page, file)),
            ],
            href: Some(format!("/evaluations/dossiers/{}", file.dossier.id)),
            flags: Vec::new(),
        })
        .collect();
    Table {
        id: "dossiers",
        caption: page.t("reviews-dossiers"),
        columns: vec![
            column(page, "reviews-column-dossier", CellKind::Text, 36.0),
            column(page, "reviews-column-reference", CellKind::Text, 12.0),
            column(page, "reviews-column-island", CellKind::Text, 20.0),
            column(page, "reviews-column-stage", CellKind::Text, 22.0),
            column(page, "reviews-column-reviews", CellKind::Text, 12.0),
            column(page, "reviews-column-score", CellKind::Text, 10.0),
            column(page, "reviews-column-gap", CellKind::Text, 10.0),
            column(page, "reviews-column-proposed", CellKind::Text, 16.0),
        ],
        rows,
        total: None,
        export: format!("/evaluations/vagues/{}/export/evaluations", situation.wave.id),
        query: String::new(),
        empty: page.t("reviews-no-dossier"),
        note: String::new(),
    }
}

/// What each reviewer was given, submitted, and is late with.
fn workload(page: &PageCtx, situation: &Situation) -> Table {
    let today = page.now.day();
    let mut counts: HashMap<ReviewerId, [u64; 4]> = HashMap::new();
    for review in situation.files.iter().flat_map(|file| &file.reviews) {
        let count = counts.entry(review.reviewer).or_default();
        count[0] += u64::from(review.state.is_held());
        count[1] += u64::from(review.state == ReviewState::Submitted);
        count[2] += u64::from(review.is_late(today));
        count[3] += u64::from(review.state == ReviewState::Declined);
    }
    let rows = situation
        .reviewers
        .iter()
        .map(|reviewer| {
            let count = counts.get(&reviewer.id).copied().unwrap_or_default();
            let mut cells = vec![text(reviewer.name.clone())];
            cells.extend(count.iter().map(|count| whole(*count)));
            cells.push(whole(u64::from(reviewer.capacity)));
            TableRow {
                cells,
                href: None,
                flags: reviewer
                    .ended_at
                    .map(|_| ("info", page.t("reviews-ended")))
                    .into_iter()
                    .collect(),
            }
        })
        .collect();
    Table {
        id: "charge",
        caption: page.t("reviews-workload"),
        columns: vec![
            column(page, "reviews-column-reviewer", CellKind::Text, 30.0),
            column(page, "reviews-column-given", CellKind::Integer, 12.0),
            column(page, "reviews-column-submitted", CellKind::Integer, 12.0),
            column(page, "reviews-column-late", CellKind::Integer, 12.0),
            column(page, "reviews-column-declined", CellKind::Integer, 12.0),
            column(page, "reviews-column-capacity", CellKind::Integer, 12.0),
        ],
        rows,
        total: None,
        export: format!("/evaluations/vagues/{}/export/charge", situation.wave.id),
        query: String::new(),
        empty: page.t("reviews-no-reviewer"),
        note: String::new(),
    }
}

/// Says that the complete dossiers are assessed.
pub(super) async fn assess(page: PageCtx, Path(id): Path<String>, mut form: Form) -> Reply {
    let wave = wave_id(&id)?;
    let (actor, now) = (page.actor.clone(), page.now);
    let done = page
        .app
        .db()
        .write(move |tx| running::assess(tx, &actor, now, wave))
        .await;
    match done {
        Ok(_) => page.redirect(&format!("/evaluations/vagues/{wave}"), "notice-reviews-assessed"),
        Err(super::ReviewError::Refused(refusal @ Refusal::NothingComplete)) => {
            form.refuse("evalues", refusal.key());
            show(page, wave, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Everything for the commission: dossiers × reviews × criteria, the workload, or the synthesis on paper.
pub(super) async fn export(page: PageCtx, Path((id, file)): Path<(String, String)>) -> Reply {
    let wave = wave_id(&id)?;
    if file == "synthese.pdf" {
        let situation = load(&page, wave).await?;
        return synthesis::answer(&page, &situation).await;
    }
    let (name, extension) = file.split_once('.').ok_or(Problem::NotFound)?;
    let format = ExportFormat::parse(extension).ok_or(Problem::NotFound)?;
    match name {
        "charge" => {
            let situation = load(&page, wave).await?;
            let sheet = workload(&page, &situation).sheet(&page);
            export::save(&page, format, "charge", &[sheet])
        }
        "evaluations" => {
            let (actor, now) = (page.actor.clone(), page.now);
            let (situation, marks, contents) = page
                .app
                .db()
                .read(move |tx| running::marked_situation(tx, &actor, now, wave))
                .await?;
            let content = contents.first().cloned().unwrap_or_default();
            let sheets = [
                scores_sheet(&page, &situation),
                marks_sheet(&page, &situation, &content, &marks),
            ];
            // One table a file of text: every mark is on its row, with the mean of its dossier.
            match format {
                ExportFormat::Csv => export::save(&page, format, "evaluations", &sheets[1..]),
                ExportFormat::Xlsx => export::save(&page, format, "evaluations", &sheets),
            }
        }
        _ => Err(Problem::NotFound),
    }
}

/// Points in a cell: a spreadsheet counts in the hundredths that a page shows.
fn points_cell(page: &PageCtx, points: Option<Points>) -> Cell {
    points.map_or(Cell::Empty, |points| {
        Cell::Text(super::points_text(page.lang(), points))
    })
}

fn scores_sheet(page: &PageCtx, situation: &Situation) -> Sheet {
    let files: Vec<&File> = ranked(situation);
    table(page, situation, &files).sheet(page)
}

/// One row a review: its dossier, its reviewer, each mark and why, its points, and the mean and gap of the dossier.
fn marks_sheet(
    page: &PageCtx,
    situation: &Situation,
    content: &CallContent,
    marks: &HashMap<ReviewId, Vec<Mark>>,
) -> Sheet {
    let mut columns = vec![
        column(page, "reviews-column-dossier", CellKind::Text, 36.0),
        column(page, "reviews-column-reference", CellKind::Text, 12.0),
        column(page, "reviews-column-island", CellKind::Text, 20.0),
        column(page, "reviews-column-reviewer", CellKind::Text, 26.0),
        column(page, "reviews-column-state", CellKind::Text, 14.0),
    ];
    for criterion in &content.criteria {
        let mut mark = column(page, "reviews-column-mark", CellKind::Integer, 12.0);
        mark.title = format!("{} ({})", criterion.label, criterion.weight);
        let mut why = column(page, "reviews-column-why", CellKind::Text, 40.0);
        why.title = page.t1("reviews-column-why-of", "criterion", &criterion.label);
        columns.extend([mark, why]);
    }
    columns.extend([
        column(page, "reviews-column-points", CellKind::Text, 10.0),
        column(page, "reviews-column-opinion", CellKind::Text, 20.0),
        column(page, "reviews-column-comment", CellKind::Text, 50.0),
        column(page, "reviews-column-score", CellKind::Text, 10.0),
        column(page, "reviews-column-gap", CellKind::Text, 10.0),
        column(page, "reviews-column-proposed", CellKind::Text, 16.0),
    ]);
    let nothing = Vec::new();
    let mut rows = Vec::new();
    for file in ranked(situation) {
        let title = file.title();
        for review in file.held() {
            let own = marks.get(&review.id).unwrap_or(&nothing);
            let mut row = vec![
                Cell::Text(title.clone()),
                Cell::Text(reference(file.dossier.id)),
                Cell::Text(page.territory(&file.dossier.territory)),
                Cell::Text(review.name.clone()),
                Cell::Text(page.word("reviews-state", review.state.code())),
            ];
            for criterion in &content.criteria {
                let mark = own.iter().find(|mark| mark.criterion == criterion.code);
                row.push(
                    mark.and_then(|mark| mark.mark)
                        .map_or(Cell::Empty, |mark| Cell::Integer(i64::from(mark))),
                );
                row.push(mark.map_or(Cell::Empty, |mark| Cell::Text(mark.comment.clone())));
            }
            let is_submitted = review.state == ReviewState::Submitted;
            let quarters = review.quarters.and_then(|quarters| Points::mean(&[quarters]));
            row.extend([
                points_cell(page, quarters),
                review.opinion.filter(|_| is_submitted).map_or(Cell::Empty, |opinion| {
                    Cell::Text(page.word("reviews-opinion", opinion.code()))
                }),
                if is_submitted {
                    Cell::Text(review.comment.clone())
                } else {
                    Cell::Empty
                },
                points_cell(page, file.standing.score),
                points_cell(page, file.standing.gap),
                Cell::Text(proposed(page, file)),
            ]);
            rows.push(row);
        }
    }
    Sheet {
        name: page.t("reviews-marks-sheet"),
        note: Some(page.t("reviews-marks-note")),
        columns,
        rows,
    }
}

/// A review as the page of its dossier shows it.
struct Shown {
    review: Review,
    points: String,
    opinion: String,
    marks: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "features/reviews/pages/dossier.html")]
struct DossierPage {
    page: PageCtx,
    form: Form,
    title: String,
    reference: String,
    dossier: DossierId,
    wave: CallWaveId,
    wave_title: String,
    schools: Vec<(String, String)>,
    score: String,
    gap: String,
    proposed: String,
    is_wide: bool,
    is_open: bool,
    lacking: u32,
    threshold: u32,
    limit: u32,
    reviews: Vec<Shown>,
    /// Who can be given it, with their load.
    free: Vec<(String, String)>,
    /// Who cannot, and why.
    barred: Vec<(String, String)>,
    history: Vec<(String, String, String, String)>,
}

impl DossierPage {
    fn state(&self, review: &Review) -> String {
        self.page.word("reviews-state", review.state.code())
    }

    fn is_late(&self, review: &Review) -> bool {
        review.is_late(self.page.now.day())
    }
}

/// A dossier with all its reviews.
pub(super) async fn dossier_page(page: PageCtx, Path(id): Path<String>) -> Reply {
    show_dossier(page, dossier_id(&id)?, Form::default()).await
}

pub(super) async fn show_dossier(page: PageCtx, dossier: DossierId, form: Form) -> Reply {
    let (actor, now) = (page.actor.clone(), page.now);
    let view = page
        .app
        .db()
        .read(move |tx| running::dossier_view(tx, &actor, now, dossier))
        .await?;
    let file = view.file().ok_or(Problem::NotFound)?;
    let loads = view.situation.loads();
    let (mut free, mut barred) = (vec![(String::new(), page.t("reviews-choose"))], Vec::new());
    for reviewer in &view.situation.reviewers {
        let load = loads.get(&reviewer.id).copied().unwrap_or(0);
        let rules = view.situation.barred(file, reviewer, load);
        if rules.is_empty() {
            let label = page.tv(
                "reviews-reviewer-load",
                &[
                    ("name", reviewer.name.clone().into()),
                    ("load", load.into()),
                    ("capacity", reviewer.capacity.into()),
                ],
            );
            free.push((reviewer.id.to_string(), label));
        } else {
            let words: Vec<String> = rules
                .iter()
                .map(|rule| page.word("reviews-rule", rule.code()))
                .collect();
            barred.push((reviewer.name.clone(), words.join(", ")));
        }
    }
    let status = form.status();
    let template = DossierPage {
        title: file.title(),
        reference: reference(dossier),
        dossier,
        wave: view.situation.wave.id,
        wave_title: format!("{} – {}", view.situation.call.title, view.situation.wave.label),
        schools: file
            .schools
            .iter()
            .map(|school| {
                (
                    format!("{} ({})", school.name, school.uai),
                    line_state(&page, school.state),
                )
            })
            .collect(),
        score: points_or_dash(&page, file.standing.score),
        gap: points_or_dash(&page, file.standing.gap),
        proposed: proposed(&page, file),
        is_wide: file.standing.is_wide,
        is_open: file.is_open(),
        lacking: file.lacking(),
        threshold: file.rules.threshold,
        limit: file.rules.gap,
        reviews: file.reviews.iter().map(|review| shown(&page, &view, review)).collect(),
        free,
        barred,
        history: view
            .history
            .iter()
            .map(|line| {
                (
                    page.moment(&line.at),
                    line.account.clone().unwrap_or_else(|| page.t("common-console")),
                    page.word("reviews-event", line.event.trim_start_matches("review.")),
                    line.detail.clone(),
                )
            })
            .collect(),
        form,
        page: page.clone(),
    };
    page.show_with(status, &template)
}

/// The state of a line: reviews only say whether it is still theirs.
fn line_state(page: &PageCtx, state: LineState) -> String {
    page.t(match state {
        LineState::Admissible => "reviews-line-reviewed",
        LineState::Inadmissible | LineState::Withdrawn => "reviews-line-out",
        _ if state.is_with_applicant() || state == LineState::Transmitted => "reviews-line-before",
        _ => "reviews-line-assessed",
    })
}

fn shown(page: &PageCtx, view: &DossierView, review: &Review) -> Shown {
    let is_submitted = review.state == ReviewState::Submitted;
    let marks = view.marks.get(&review.id).map(Vec::as_slice).unwrap_or_default();
    Shown {
        points: points_or_dash(page, review.quarters.and_then(|quarters| Points::mean(&[quarters]))),
        opinion: review
            .opinion
            .filter(|_| is_submitted)
            .map(|opinion| page.word("reviews-opinion", opinion.code()))
            .unwrap_or_default(),
        marks: if is_submitted {
            view.content
                .criteria
                .iter()
                .map(|criterion| {
                    let mark = marks.iter().find(|mark| mark.criterion == criterion.code);
                    (
                        format!("{} ({})", criterion.label, criterion.weight),
                        mark.and_then(|mark| mark.mark)
                            .map_or_else(|| "–".to_owned(), |mark| mark.to_string()),
                        mark.map(|mark| mark.comment.clone()).unwrap_or_default(),
                    )
                })
                .collect()
        } else {
            Vec::new()
        },
        review: review.clone(),
    }
}
