//! What a call says, in the reader's words: one line a statement, so that two versions can be laid side by side.

use pole_i18n::Argument;
use pole_kernel::Day;

use super::super::builder::{Piece, Place};
use super::super::model::{CallContent, Eligibility, Field, FieldKind};
use super::super::rules::CallProblem;
use crate::shell::page::PageCtx;

/// One statement of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// What it is, the same in every version.
    pub key: String,
    /// What it is about, in words.
    pub name: String,
    /// What it says; empty when it says nothing.
    pub text: String,
}

/// One statement that two versions make differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// What it is about.
    pub name: String,
    /// What the first says.
    pub before: String,
    /// What the second says.
    pub after: String,
}

pub(super) fn kinds(page: &PageCtx, codes: &[String]) -> String {
    let words: Vec<String> = codes.iter().map(|code| page.word("school-kind", code)).collect();
    words.join(", ")
}

pub(super) fn levels(page: &PageCtx, codes: &[String]) -> String {
    let words: Vec<String> = codes.iter().map(|code| page.word("category", code)).collect();
    words.join(", ")
}

fn yes(page: &PageCtx, so: bool) -> String {
    page.t(if so { "calls-yes" } else { "calls-no" })
}

/// Who may answer, in one sentence.
pub(super) fn who(page: &PageCtx, eligibility: &Eligibility) -> String {
    if eligibility.kinds.is_empty() {
        return page.t("calls-nobody");
    }
    let mut parts = vec![kinds(page, &eligibility.kinds)];
    if eligibility.attached_ecoles {
        parts.push(page.t("calls-with-ecoles"));
    }
    parts.push(page.t(if eligibility.contracted_private {
        "calls-public-and-contracted"
    } else {
        "calls-public-only"
    }));
    parts.join(page.t("calls-comma").as_str())
}

/// The kind of an answer, with what it asks for.
pub(super) fn kind(page: &PageCtx, content: &CallContent, kind: &FieldKind) -> String {
    let name = page.word("calls-kind", kind.code());
    let more = match kind {
        FieldKind::Text { max } | FieldKind::LongText { max } => page.tn("calls-hint-characters", "count", *max),
        FieldKind::Number { min, max, unit } => format!("{min} – {max} {unit}").trim().to_owned(),
        FieldKind::Choice { options, many } => {
            let options = options.join(" / ");
            if *many {
                format!("{options} ({})", page.t("calls-hint-many"))
            } else {
                options
            }
        }
        FieldKind::Table { columns, max_rows } => {
            let headings: Vec<&str> = columns.iter().map(|column| column.label.as_str()).collect();
            format!(
                "{} ({})",
                headings.join(" / "),
                page.tn("calls-hint-rows", "count", *max_rows)
            )
        }
        FieldKind::Quantities { levels: asked } => levels(page, asked),
        FieldKind::Document { document } => content
            .documents
            .iter()
            .find(|one| one.code == *document)
            .map_or_else(|| document.clone(), |one| one.label.clone()),
        FieldKind::Money | FieldKind::FinancingPlan => String::new(),
    };
    if more.is_empty() {
        name
    } else {
        page.tv("calls-kind-more", &[("kind", name.into()), ("more", more.into())])
    }
}

/// When a question is asked; nothing when it always is.
pub(super) fn condition(page: &PageCtx, content: &CallContent, field: &Field) -> Option<String> {
    let condition = field.condition.as_ref()?;
    let question = content
        .field(&condition.field)
        .map_or_else(|| condition.field.clone(), |(_, other)| other.label.clone());
    Some(page.tv(
        "calls-asked-when",
        &[
            ("question", Argument::from(question)),
            ("answer", condition.equals.clone().into()),
        ],
    ))
}

fn day_or_not(page: &PageCtx, day: Option<Day>) -> String {
    day.map_or_else(|| page.t("calls-day-unknown"), |day| page.day(&day))
}

struct Lines<'a> {
    page: &'a PageCtx,
    lines: Vec<Line>,
}

impl Lines<'_> {
    fn say(&mut self, key: impl Into<String>, name: impl Into<String>, text: impl Into<String>) {
        self.lines.push(Line {
            key: key.into(),
            name: name.into(),
            text: text.into(),
        });
    }

    /// A statement about something that has a name: “Pièce : Délibération”.
    fn of(&mut self, key: String, what: &str, named: &str, text: String) {
        let name = self.page.tv(
            "calls-named",
            &[("what", self.page.t(what).into()), ("name", named.into())],
        );
        self.say(key, name, text);
    }
}

/// Everything that a version says, in the order of its pages.
pub(super) fn lines(page: &PageCtx, content: &CallContent) -> Vec<Line> {
    let mut all = Lines {
        page,
        lines: Vec::new(),
    };
    general(&mut all, content);
    for (index, wave) in content.waves.iter().enumerate() {
        let text = page.tv(
            "calls-wave-text",
            &[
                ("label", Argument::from(wave.label.clone())),
                ("opens", day_or_not(page, wave.opens_on).into()),
                ("deadline", day_or_not(page, wave.deadline_on).into()),
                (
                    "year",
                    wave.first_year
                        .map_or_else(|| page.t("common-unknown"), |year| page.year(&year))
                        .into(),
                ),
            ],
        );
        all.of(format!("waves.{index}"), "calls-wave", &(index + 1).to_string(), text);
    }
    for document in &content.documents {
        let text = page.tv(
            "calls-document-text",
            &[
                ("label", Argument::from(document.label.clone())),
                ("help", document.help.clone().into()),
                ("required", yes(page, document.required).into()),
                ("each", yes(page, document.per_school).into()),
            ],
        );
        all.of(
            format!("documents.{}", document.code),
            "calls-document",
            &document.label,
            text,
        );
    }
    for criterion in &content.criteria {
        let text = page.tv(
            "calls-criterion-text",
            &[
                ("label", Argument::from(criterion.label.clone())),
                ("help", criterion.help.clone().into()),
                ("weight", criterion.weight.into()),
            ],
        );
        all.of(
            format!("criteria.{}", criterion.code),
            "calls-criterion",
            &criterion.label,
            text,
        );
    }
    let review = &content.review;
    let text = page.tv(
        "calls-review-text",
        &[
            ("reviewers", Argument::from(review.reviewers)),
            ("gap", review.gap.into()),
            ("threshold", review.threshold.into()),
            ("blind", yes(page, review.blind).into()),
            ("days", review.days.into()),
        ],
    );
    all.say("review", page.t("calls-piece-review"), text);
    form(&mut all, content);
    all.lines
}

fn general(all: &mut Lines<'_>, content: &CallContent) {
    let page = all.page;
    all.say("general.summary", page.t("calls-summary"), &content.summary);
    all.say("general.money", page.t("calls-money"), &content.money);
    all.say("general.source", page.t("calls-source"), &content.source);
    all.say("rules.who", page.t("calls-who"), who(page, &content.eligibility));
    let target = levels(page, &content.target_levels);
    all.say("rules.levels", page.t("calls-target-levels"), target);
    all.say("rules.parameters", page.t("calls-parameters"), &content.parameter_set);
    let quota = content.ecole_quota.as_ref().map_or_else(String::new, |quota| {
        page.tv(
            "calls-quota-text",
            &[
                ("percent", quota.percent.into()),
                ("of", page.word("calls-quota-of", &quota.of).into()),
            ],
        )
    });
    all.say("rules.quota", page.t("calls-quota"), quota);
    for exclusion in &content.exclusions {
        let text = format!("{} {}", kinds(page, &exclusion.kinds), exclusion.reason);
        let key = format!("rules.exclusion.{}", exclusion.call);
        all.of(key, "calls-exclusion", &exclusion.call, text.trim().to_owned());
    }
}

fn form(all: &mut Lines<'_>, content: &CallContent) {
    let page = all.page;
    let order: Vec<&str> = content.sections.iter().map(|section| section.title.as_str()).collect();
    all.say("form.order", page.t("calls-form-order"), order.join(" / "));
    for section in &content.sections {
        let text = page.tv(
            "calls-section-text",
            &[
                ("title", Argument::from(section.title.clone())),
                ("help", section.help.clone().into()),
                ("part", page.word("calls-part", section.part.code()).into()),
            ],
        );
        let key = format!("section.{}.head", section.code);
        all.of(key, "calls-section", &section.title, text);
        let order: Vec<&str> = section.fields.iter().map(|field| field.label.as_str()).collect();
        let key = format!("section.{}.order", section.code);
        all.of(key, "calls-questions", &section.title, order.join(" / "));
        for field in &section.fields {
            let of = |what: &str| format!("field.{}.{what}", field.code);
            all.of(of("label"), "calls-question", &field.code, field.label.clone());
            all.of(of("help"), "calls-question-help", &field.label, field.help.clone());
            let asked = kind(page, content, &field.kind);
            all.of(of("kind"), "calls-question-kind", &field.label, asked);
            let required = yes(page, field.required);
            all.of(of("required"), "calls-question-required", &field.label, required);
            let each = yes(page, field.per_school);
            all.of(of("each"), "calls-question-each", &field.label, each);
            let when = condition(page, content, field).unwrap_or_else(|| page.t("calls-asked-always"));
            all.of(of("when"), "calls-question-when", &field.label, when);
        }
    }
}

/// What a place says now, for who wrote in the same one.
pub(super) fn lines_of(page: &PageCtx, content: &CallContent, place: &Place) -> Vec<Line> {
    let beginning = match place {
        Place::Piece(Piece::Review) => "review".to_owned(),
        Place::Piece(piece) => format!("{}.", piece.code()),
        Place::Section(code) => format!("section.{code}.head"),
        Place::Field(code) => format!("field.{code}."),
    };
    lines(page, content)
        .into_iter()
        .filter(|line| line.key.starts_with(&beginning))
        .collect()
}

/// What differs between two versions, statement by statement.
pub(super) fn differences(page: &PageCtx, before: &CallContent, after: &CallContent) -> Vec<Difference> {
    let (before, after) = (lines(page, before), lines(page, after));
    let text_in = |lines: &[Line], key: &str| {
        lines
            .iter()
            .find(|line| line.key == key)
            .map_or_else(String::new, |line| line.text.clone())
    };
    let mut found: Vec<Difference> = after
        .iter()
        .filter_map(|line| {
            let old = text_in(&before, &line.key);
            (old != line.text).then(|| Difference {
                name: line.name.clone(),
                before: old,
                after: line.text.clone(),
            })
        })
        .collect();
    let gone = before
        .iter()
        .filter(|line| !line.text.is_empty() && after.iter().all(|other| other.key != line.key));
    found.extend(gone.map(|line| Difference {
        name: line.name.clone(),
        before: line.text.clone(),
        after: String::new(),
    }));
    found
}

/// What is to mend, in words.
pub(super) fn problem(page: &PageCtx, problem: &CallProblem) -> String {
    page.tv(problem.key, &problem.arguments())
}
