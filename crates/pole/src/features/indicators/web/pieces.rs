//! Pieces of evidence in the reader's words: one row of the list, one row of the file.

use pole_i18n::Argument;
use pole_kernel::Uai;
use pole_office::table::{Cell, CellKind, Column};

use super::super::evidence::{Agreement, Attended, Piece, Selection, What};
use super::super::model::Indicator;
use super::table::{SECRET, column};
use crate::policy::{Action, Subject};
use crate::shell::page::PageCtx;
use crate::shell::table::{text, whole as count};

/// A piece as the list shows it.
pub(super) struct Line {
    pub(super) what: String,
    pub(super) href: Option<String>,
    pub(super) gives: String,
    pub(super) source: String,
    pub(super) history: Option<String>,
    /// What it is made of, each with where it leads.
    pub(super) parts: Vec<(String, Option<String>)>,
    pub(super) counts: bool,
    pub(super) fictitious: bool,
}

/// The school of a piece, in words.
pub(super) fn school(page: &PageCtx, piece: &Piece) -> String {
    match (&piece.school, &piece.what) {
        (Some((_, name)), _) => name.clone(),
        (
            None,
            What::Certificate {
                school_hidden: true, ..
            },
        ) => page.t("common-suppressed"),
        (None, _) => page.t("indicators-school-unknown"),
    }
}

/// Whether the reader may do something to the school of a piece.
fn may(page: &PageCtx, piece: &Piece, action: Action) -> bool {
    piece
        .school
        .as_ref()
        .is_some_and(|(uai, _)| page.may_on(action, Subject::School(uai, piece.territory.as_ref())))
}

/// A piece as a row of the list.
pub(super) fn line(page: &PageCtx, piece: &Piece) -> Line {
    let mut line = Line {
        what: school(page, piece),
        href: None,
        gives: String::new(),
        source: String::new(),
        history: None,
        parts: Vec::new(),
        counts: piece.counts,
        fictitious: piece.fictitious,
    };
    match &piece.what {
        What::Selection {
            decision,
            eligible,
            agreement,
        } => {
            line.gives = selection_gives(page, piece.counts, decision.is_some(), *eligible);
            if let Some(decision) = decision {
                line.source = selection_source(page, decision);
                if page.may(Action::ReadPlan) {
                    line.href = Some(format!("/plan/vagues/{}", decision.wave));
                    line.history = Some(format!("/plan/entrees/{}", decision.entry));
                }
            }
            if let Some(agreement) = agreement {
                line.gives = agreement_words(page, *agreement);
                if let (Agreement::Told { dossier, .. }, true) = (agreement, may(page, piece, Action::ReadDossiers)) {
                    line.href = Some(format!("/dossiers/{dossier}"));
                }
            }
            if line.href.is_none() && may(page, piece, Action::ReadSchool) {
                line.href = piece.school.as_ref().map(|(uai, _)| school_href(uai));
            }
        }
        What::Room {
            room,
            name,
            class,
            basis,
            stale,
            kbps,
        } => {
            line.what = format!("{name}, {}", line.what);
            line.gives = format!("C{class}");
            let mut source = page.word("room-basis", basis.code());
            if let Some((down, up)) = kbps {
                source = page.tv(
                    "indicators-piece-medians",
                    &[
                        ("basis", source.into()),
                        ("down", megabits(page, *down).into()),
                        ("up", megabits(page, *up).into()),
                    ],
                );
            }
            if *stale {
                source = format!("{source} {}", page.t("indicators-piece-stale"));
            }
            line.source = source;
            if may(page, piece, Action::ReadConnectivity) {
                line.href = Some(format!("/salles/{room}"));
            }
        }
        What::Trained {
            name,
            minutes,
            reached,
            attended,
        } => {
            let school = std::mem::take(&mut line.what);
            line.what = match name {
                Some(name) => format!("{name}, {school}"),
                None => page.t1("indicators-piece-person", "school", school),
            };
            line.gives = page.t1("indicators-piece-hours", "hours", hours(page, *minutes));
            line.source = reached.map_or_else(
                || page.t("indicators-piece-not-reached"),
                |day| page.t1("indicators-piece-reached", "day", page.day(&day)),
            );
            line.parts = attended
                .iter()
                .map(|row| {
                    let href = format!("/formation/{}", row.session);
                    (
                        attended_words(page, row),
                        Some(href).filter(|_| page.may(Action::ReadTraining)),
                    )
                })
                .collect();
        }
        What::UsageSchool {
            month,
            visitors,
            visits,
            views,
        } => {
            line.gives = match visitors {
                Some((visitors, Some(people))) => page.tv(
                    "indicators-piece-visitors-among",
                    &[("count", whole(*visitors)), ("all", whole(*people))],
                ),
                Some((visitors, None)) => page.tn("indicators-piece-visitors", "count", visitors),
                None => page.t("common-suppressed"),
            };
            line.source = page.tv(
                "indicators-piece-month",
                &[
                    ("month", page.month(month).into()),
                    ("visits", whole(*visits)),
                    ("views", whole(*views)),
                ],
            );
            line.href = piece
                .school
                .as_ref()
                .filter(|_| visitors.is_some())
                .map(|(uai, _)| format!("school:{uai}"));
        }
        What::UsageDay {
            day,
            profile,
            service,
            visits,
            views,
        } => {
            line.what = page.tv(
                "indicators-piece-day",
                &[
                    ("day", page.day(day).into()),
                    ("service", page.word("usage-service", service.code()).into()),
                    ("profile", page.word("usage-profile", profile.code()).into()),
                ],
            );
            line.gives = page.tn("indicators-piece-visits", "count", visits);
            line.source = page.tn("indicators-piece-views", "count", views);
            if may(page, piece, Action::ReadUsage) {
                line.href = piece
                    .school
                    .as_ref()
                    .map(|(uai, _)| format!("/etablissements/{uai}/usages"));
            }
        }
        What::Certificate {
            number,
            exam,
            holder,
            retake,
            matched,
            ..
        } => {
            line.source = page.tv(
                "indicators-piece-certificate",
                &[
                    ("day", page.day(exam).into()),
                    ("school", std::mem::take(&mut line.what).into()),
                ],
            );
            for (told, key) in [
                (*retake, "indicators-piece-retake"),
                (!*matched, "indicators-piece-unmatched"),
            ] {
                if told {
                    line.source = format!("{} {}", line.source, page.t(key));
                }
            }
            line.what = page.t1("indicators-piece-number", "number", number.to_string());
            line.gives = page.word("indicators-holder", holder.code());
            if may(page, piece, Action::ReadCertifications) {
                line.href = Some(format!("/pix/certifications/{number}"));
            }
        }
    }
    line
}

/// Minutes as hours with one decimal.
fn hours(page: &PageCtx, minutes: u32) -> String {
    page.formats().tenths(i64::from(minutes) / 6)
}

fn attended_words(page: &PageCtx, row: &Attended) -> String {
    let place = if row.is_distance {
        "indicators-piece-remote"
    } else {
        "indicators-piece-on-site"
    };
    page.tv(
        "indicators-piece-attended",
        &[
            ("day", page.day(&row.day).into()),
            ("theme", row.theme.clone().into()),
            ("hours", hours(page, row.counted).into()),
            ("place", page.t(place).into()),
            ("evidence", page.word("indicators-attended", row.evidence.code()).into()),
        ],
    )
}

fn school_href(uai: &Uai) -> String {
    format!("/etablissements/{uai}")
}

/// kbit/s as Mbit/s with one decimal.
fn megabits(page: &PageCtx, kbps: u32) -> String {
    page.formats().tenths(i64::from(kbps) / 100)
}

fn selection_gives(page: &PageCtx, counts: bool, selected: bool, eligible: Option<bool>) -> String {
    page.t(match (counts, eligible, selected) {
        (true, _, _) => "indicators-piece-selected",
        (false, None, _) => "indicators-piece-status-unknown",
        (false, Some(_), true) => "indicators-piece-not-eligible",
        (false, Some(_), false) => "indicators-piece-not-selected",
    })
}

/// How far the agreement of a selection went, in words.
fn agreement_words(page: &PageCtx, agreement: Agreement) -> String {
    match agreement {
        Agreement::Untold => page.t("indicators-piece-no-dossier"),
        Agreement::Told { state, decided_on, .. } => page.tv(
            "indicators-piece-line-state",
            &[
                ("state", page.word("line-state", state.code()).into()),
                ("day", page.day(&decided_on).into()),
            ],
        ),
    }
}

fn selection_source(page: &PageCtx, decision: &Selection) -> String {
    let who = decision.recorded_by.clone().unwrap_or_else(|| page.t("common-console"));
    let mut source = page.tv(
        "indicators-piece-selection",
        &[
            ("wave", decision.wave_label.clone().into()),
            ("day", page.day(&decision.decided_on).into()),
            ("year", page.year(&decision.first_year).into()),
            ("who", who.into()),
            ("moment", page.moment(&decision.recorded_at).into()),
        ],
    );
    if let Some(uai) = &decision.written_for {
        source = format!(
            "{source} {}",
            page.t1("indicators-piece-passed-on", "uai", uai.to_string())
        );
    }
    if !decision.reason.is_empty() {
        source = format!(
            "{source} {}",
            page.t1("indicators-piece-reason", "reason", &decision.reason)
        );
    }
    source
}

/// The columns of the file that only this indicator has.
pub(super) fn columns(page: &PageCtx, indicator: Indicator) -> Vec<Column> {
    let column = |key: &str, kind: CellKind, width: f64| column(page, key, kind, width);
    match indicator {
        Indicator::Selected => vec![
            column("indicators-axis-vague", CellKind::Text, 24.0),
            column("indicators-column-decided", CellKind::Day, 14.0),
            column("indicators-column-first-year", CellKind::Text, 14.0),
            column("indicators-column-reason", CellKind::Text, 40.0),
            column("indicators-column-recorded", CellKind::Text, 24.0),
            column("indicators-column-by", CellKind::Text, 24.0),
            column("indicators-column-agreement", CellKind::Text, 30.0),
        ],
        Indicator::Connected => vec![
            column("indicators-column-room", CellKind::Text, 24.0),
            column("indicators-column-class", CellKind::Text, 8.0),
            column("indicators-column-basis", CellKind::Text, 24.0),
            column("indicators-column-stale", CellKind::Text, 10.0),
            column("indicators-column-down", CellKind::Integer, 12.0),
            column("indicators-column-up", CellKind::Integer, 12.0),
        ],
        Indicator::Certified => vec![
            column("indicators-column-number", CellKind::Integer, 14.0),
            column("indicators-column-exam", CellKind::Day, 14.0),
            column("indicators-column-holder", CellKind::Text, 14.0),
            column("indicators-column-retake", CellKind::Text, 10.0),
            column("indicators-column-matched", CellKind::Text, 12.0),
        ],
        Indicator::Used => vec![
            column("indicators-column-day", CellKind::Text, 16.0),
            column("indicators-column-profile", CellKind::Text, 18.0),
            column("indicators-column-service", CellKind::Text, 18.0),
            column("indicators-column-visitors", CellKind::Integer, 12.0),
            column("indicators-column-visits", CellKind::Integer, 12.0),
            column("indicators-column-views", CellKind::Integer, 12.0),
        ],
        Indicator::Trained => vec![
            column("indicators-column-person", CellKind::Text, 28.0),
            column("indicators-column-minutes", CellKind::Integer, 12.0),
            column("indicators-column-reached", CellKind::Day, 14.0),
            column("indicators-column-attended", CellKind::Day, 14.0),
            column("indicators-column-theme", CellKind::Text, 36.0),
            column("indicators-column-counted", CellKind::Integer, 12.0),
            column("indicators-column-basis", CellKind::Text, 24.0),
        ],
    }
}

/// A count for a message.
fn whole(count: u64) -> Argument {
    Argument::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

fn yes_or_no(page: &PageCtx, yes: bool) -> Cell {
    text(page.t(if yes { "indicators-yes" } else { "indicators-no" }))
}

/// The rows of a piece in the file, with the cells of those columns: one, or one an attendance.
pub(super) fn rows(page: &PageCtx, what: &What) -> Vec<Vec<Cell>> {
    let What::Trained {
        name,
        minutes,
        reached,
        attended,
    } = what
    else {
        return vec![cells(page, what)];
    };
    attended
        .iter()
        .map(|row| {
            vec![
                name.clone().map_or(Cell::Empty, Cell::Text),
                Cell::Integer(i64::from(*minutes)),
                reached.map_or(Cell::Empty, |day| Cell::Day(day.to_string())),
                Cell::Day(row.day.to_string()),
                text(row.theme.clone()),
                Cell::Integer(i64::from(row.counted)),
                text(page.word("indicators-attended", row.evidence.code())),
            ]
        })
        .collect()
}

fn cells(page: &PageCtx, what: &What) -> Vec<Cell> {
    match what {
        What::Trained { .. } => Vec::new(),
        What::Selection { decision: None, .. } => vec![Cell::Empty; 7],
        What::Selection {
            decision: Some(decision),
            agreement,
            ..
        } => vec![
            text(decision.wave_label.clone()),
            Cell::Day(decision.decided_on.to_string()),
            text(page.year(&decision.first_year)),
            text(decision.reason.clone()),
            text(page.moment(&decision.recorded_at)),
            text(decision.recorded_by.clone().unwrap_or_else(|| page.t("common-console"))),
            agreement.map_or(Cell::Empty, |agreement| text(agreement_words(page, agreement))),
        ],
        What::Room {
            name,
            class,
            basis,
            stale,
            kbps,
            ..
        } => vec![
            text(name.clone()),
            text(format!("C{class}")),
            text(page.word("room-basis", basis.code())),
            yes_or_no(page, *stale),
            kbps.map_or(Cell::Empty, |(down, _)| Cell::Integer(i64::from(down))),
            kbps.map_or(Cell::Empty, |(_, up)| Cell::Integer(i64::from(up))),
        ],
        What::UsageSchool {
            month,
            visitors,
            visits,
            views,
        } => vec![
            text(page.month(month)),
            text(String::new()),
            text(String::new()),
            visitors.map_or_else(|| text(SECRET), |(visitors, _)| count(visitors)),
            count(*visits),
            count(*views),
        ],
        What::UsageDay {
            day,
            profile,
            service,
            visits,
            views,
        } => vec![
            text(page.day(day)),
            text(page.word("usage-profile", profile.code())),
            text(page.word("usage-service", service.code())),
            text("–"),
            count(*visits),
            count(*views),
        ],
        What::Certificate {
            number,
            exam,
            holder,
            retake,
            matched,
            ..
        } => vec![
            Cell::Integer(*number),
            Cell::Day(exam.to_string()),
            text(page.word("indicators-holder", holder.code())),
            yes_or_no(page, *retake),
            yes_or_no(page, *matched),
        ],
    }
}
