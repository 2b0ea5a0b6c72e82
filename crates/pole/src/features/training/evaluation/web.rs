//! The pages of the evaluation: what it says, the codes of a session, and the questionnaire itself.

mod answering;
mod asking;

use askama::Template;
use axum::extract::Path;
use pole_kernel::{Day, SchoolYear};
use pole_office::table::{Cell, CellKind, Column};

use super::model::{Due, TrainedSchool};
use super::{AFTER, Asked, BEFORE, Evaluation, GroupBy, LEAST, Line, Practice, Question, Reaction, Sums};
use crate::policy::Action;
use crate::shell::export::{self, ExportFormat};
use crate::shell::form::Form;
use crate::shell::page::{PageCtx, Reply};
use crate::shell::problem::Problem;
use crate::shell::routes::Routes;
use crate::shell::table::{self, Table, TableRow, whole};

/// The sign of what is hidden to protect people, as statistical offices write it.
const SECRET: &str = "s";

pub(in super::super) fn routes() -> Routes {
    Routes::new()
        .get("/formation/evaluation", Action::ReadTrainingEvaluation, page)
        .get(
            "/formation/evaluation/export/{file}",
            Action::ReadTrainingEvaluation,
            export,
        )
        .get("/formation/{id}/evaluation", Action::RecordAttendance, asking::page)
        .post(
            "/formation/{id}/evaluation/codes",
            Action::RecordAttendance,
            asking::draw,
        )
        .post(
            "/formation/{id}/evaluation/clore",
            Action::RecordAttendance,
            asking::close,
        )
        // The code is the right to answer: who has one needs no account.
        .get("/questionnaire", Action::ReadPublic, answering::page)
        .post("/questionnaire", Action::ReadPublic, answering::answer)
}

/// What a question asks, in words.
fn wording(page: &PageCtx, question: Question) -> String {
    match question {
        Question::Reaction(reaction) => page.word("training-reaction", reaction.code()),
        Question::Competence(competence) => page.word("training-competence", competence.code()),
        Question::Practice(practice) => page.word("training-practice", practice.code()),
    }
}

#[derive(Template)]
#[template(path = "features/training/evaluation/pages/evaluation.html")]
struct EvaluationPage {
    page: PageCtx,
    form: Form,
    reaction: Table,
    learning: Table,
    competences: Table,
    practice: Table,
    schools: Vec<TrainedSchool>,
    due: Vec<Due>,
    groupings: Vec<(String, String)>,
    years: Vec<(String, String)>,
}

impl EvaluationPage {
    fn least(&self) -> String {
        self.page.tn("training-evaluation-rule", "least", LEAST)
    }

    fn stage(&self, due: &Due) -> String {
        self.page.word("training-stage", due.stage.code())
    }

    fn until(&self, due: &Due) -> String {
        self.page
            .t1("training-evaluation-due-until", "day", self.page.day(&due.until))
    }

    /// The use of a school's services, as of a day.
    fn usage(&self, school: &TrainedSchool, before: bool) -> String {
        let on = if before {
            school.first_day.plus_days(-1)
        } else {
            self.page.now.day()
        };
        format!("/indicateurs/I4?lieu=school:{}&au={on}", school.uai)
    }

    fn may_read_indicators(&self) -> bool {
        self.page.may(Action::ReadIndicators)
    }
}

fn grouping(form: &Form) -> GroupBy {
    GroupBy::parse(form.value("par")).unwrap_or(GroupBy::Session)
}

async fn load(page: &PageCtx, form: &Form) -> Result<Evaluation, Problem> {
    let asked = Asked {
        year: SchoolYear::parse(form.value("annee")).ok(),
        by: grouping(form),
        now: page.now,
    };
    let actor = page.actor.clone();
    Ok(page
        .app
        .db()
        .read(move |tx| super::evaluation(tx, &actor, asked))
        .await?)
}

async fn page(page: PageCtx, form: Form) -> Reply {
    let evaluation = load(&page, &form).await?;
    let this_year = page.now.day().school_year();
    let mut years = vec![(String::new(), page.t("training-all-years"))];
    let first = SchoolYear::FIRST_OF_PLAN;
    years.extend((0..=this_year.years_since(first)).rev().map(|offset| {
        let year = first.plus(offset);
        (year.to_string(), page.year(&year))
    }));
    let [reaction, learning, competences, practice] = tables(&page, &form, &evaluation);
    page.clone().show(&EvaluationPage {
        reaction,
        learning,
        competences,
        practice,
        schools: evaluation.schools,
        due: evaluation.due,
        groupings: GroupBy::ALL
            .iter()
            .map(|by| (by.code().to_owned(), page.word("training-group-by", by.code())))
            .collect(),
        years,
        form,
        page,
    })
}

/// A table to save: exactly what the page shows.
async fn export(page: PageCtx, Path(file): Path<String>, form: Form) -> Reply {
    let (name, extension) = file.split_once('.').ok_or(Problem::NotFound)?;
    let format = ExportFormat::parse(extension).ok_or(Problem::NotFound)?;
    let evaluation = load(&page, &form).await?;
    let tables = tables(&page, &form, &evaluation);
    let table = tables.iter().find(|table| table.id == name).ok_or(Problem::NotFound)?;
    export::save(&page, format, &format!("formation-{name}"), &[table.sheet(&page)])
}

/// The tables of the levels that people answer.
fn tables(page: &PageCtx, form: &Form, evaluation: &Evaluation) -> [Table; 4] {
    let levels = &evaluation.levels;
    let reactions: Vec<(&str, String)> = Reaction::ALL
        .iter()
        .map(|one| (one.code(), page.word("training-reaction-short", one.code())))
        .collect();
    let practices: Vec<(&str, String)> = Practice::ALL
        .iter()
        .map(|one| (one.code(), page.word("training-practice-short", one.code())))
        .collect();
    let moves = vec![
        (BEFORE, page.t("training-evaluation-before")),
        (AFTER, page.t("training-evaluation-after")),
    ];
    [
        level_table(page, form, "niveau-1", "training-level-1", &levels.reaction, &reactions),
        level_table(page, form, "niveau-2", "training-level-2", &levels.learning, &moves),
        competence_table(page, form, evaluation),
        level_table(page, form, "niveau-3", "training-level-3", &levels.practice, &practices),
    ]
}

fn level_table(
    page: &PageCtx,
    form: &Form,
    id: &'static str,
    caption: &str,
    lines: &[Line],
    questions: &[(&str, String)],
) -> Table {
    let by = grouping(form);
    let mut columns = vec![Column {
        title: page.word("training-group-by", by.code()),
        kind: CellKind::Text,
        width: 40.0,
    }];
    columns.extend([
        table::column(page, "training-evaluation-asked", CellKind::Integer, 12.0),
        table::column(page, "training-evaluation-answers", CellKind::Integer, 12.0),
        table::column(page, "training-evaluation-rate", CellKind::Percent, 12.0),
    ]);
    columns.extend(questions.iter().map(|(_, title)| Column {
        title: title.clone(),
        kind: CellKind::Decimal,
        width: 14.0,
    }));
    Table {
        id,
        caption: page.t(caption),
        columns,
        rows: lines.iter().map(|line| row(page, line, questions)).collect(),
        total: None,
        export: format!("/formation/evaluation/export/{id}"),
        query: form.query(&["annee", "par"], &[]),
        empty: page.t("training-evaluation-none"),
        note: page.tn("training-evaluation-note", "least", LEAST),
    }
}

fn row(page: &PageCtx, line: &Line, questions: &[(&str, String)]) -> TableRow {
    let shown = &line.shown;
    let label = line.session.map_or_else(
        || line.label.clone(),
        |(_, first_day)| format!("{}, {}", line.label, page.formats().short_day(first_day)),
    );
    let mut cells = vec![table::text(label)];
    let mut flags: Vec<(&'static str, String)> = Vec::new();
    cells.push(whole(shown.asked));
    match &shown.sums {
        Some(sums) => {
            cells.push(whole(sums.respondents));
            cells.push(rate(sums.respondents, shown.asked));
            cells.extend(questions.iter().map(|(code, _)| mean(sums, code)));
        }
        // Nothing is told while answers come in, nor of fewer than five of them.
        None if line.is_open || shown.waiting > 0 => {
            let sign = if line.is_open { "–" } else { SECRET };
            cells.extend(std::iter::repeat_n(Cell::Text(sign.to_owned()), questions.len() + 2));
        }
        None => {
            cells.push(whole(0));
            cells.push(rate(0, shown.asked));
            cells.extend(std::iter::repeat_n(Cell::Text("–".to_owned()), questions.len()));
        }
    }
    if line.is_open {
        flags.push(("info", page.t("training-evaluation-open")));
    } else if line.session.is_some() && shown.waiting > 0 {
        flags.push(("suppressed", page.tn("training-evaluation-hidden", "least", LEAST)));
    } else if shown.waiting > 0 {
        flags.push((
            "partial",
            page.tn("training-evaluation-waiting", "count", shown.waiting),
        ));
    }
    if shown.fictitious {
        flags.push(("fictitious", page.t("figure-flag-fictitious")));
    }
    TableRow {
        cells,
        href: line.session.map(|(session, _)| format!("/formation/{session}")),
        flags,
    }
}

fn rate(answered: u64, asked: u64) -> Cell {
    (answered * 1_000 + asked / 2).checked_div(asked).map_or_else(
        || Cell::Text("–".to_owned()),
        |tenths| Cell::PercentTenths(i64::try_from(tenths).unwrap_or(1_000)),
    )
}

fn mean(sums: &Sums, question: &str) -> Cell {
    sums.mean_tenths(question)
        .map_or_else(|| Cell::Text("–".to_owned()), Cell::Tenths)
}

fn competence_table(page: &PageCtx, form: &Form, evaluation: &Evaluation) -> Table {
    let rows = evaluation.levels.competences.iter().map(|(competence, sums)| {
        let words = page.word("training-competence", competence.code());
        TableRow::new(vec![
            table::text(format!("{} {words}", competence.number())),
            whole(sums.respondents),
            mean(sums, BEFORE),
            mean(sums, AFTER),
        ])
    });
    Table {
        id: "niveau-2-competences",
        caption: page.t("training-level-2-competences"),
        columns: vec![
            table::column(page, "training-evaluation-competence", CellKind::Text, 44.0),
            table::column(page, "training-evaluation-answers", CellKind::Integer, 12.0),
            table::column(page, "training-evaluation-before", CellKind::Decimal, 12.0),
            table::column(page, "training-evaluation-after", CellKind::Decimal, 12.0),
        ],
        rows: rows.collect(),
        total: None,
        export: "/formation/evaluation/export/niveau-2-competences".to_owned(),
        query: form.query(&["annee", "par"], &[]),
        empty: page.t("training-evaluation-none"),
        note: page.tn("training-evaluation-note-competences", "least", LEAST),
    }
}

/// The days of a session in words.
fn days(page: &PageCtx, (first, last): (Day, Day)) -> String {
    super::super::web::days(page, first, last)
}
