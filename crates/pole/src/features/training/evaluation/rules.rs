//! When people are asked, what codes are made of, and what may be told of their answers.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit as _, Mac as _};
use pole_kernel::{Day, SchoolYear};
use sha2::{Digest as _, Sha256};

use super::super::model::Competence;
use super::model::{Campaign, Counted, GroupBy, Line, Practice, Question, Reaction, Shown, Stage, Sums};
use crate::shell::clock::hexadecimal;

/// \[C\] Under so many answers nothing is told, at any level.
pub const LEAST: u64 = 5;
/// \[C\] How long a code is good for, in days.
pub const CODE_DAYS: i32 = 60;
/// \[F\] How many months after the session practice is asked.
pub const LATER_MONTHS: i32 = 3;
/// \[C\] Until how many months after the session it may still be asked.
const LATEST_MONTHS: i32 = 6;
/// How many signs a code has: 50 bits.
const CODE_SIGNS: usize = 10;
/// The signs of a code: none that is read as another.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The first and the last day on which a questionnaire may be opened.
pub fn opening(stage: Stage, first_day: Day, last_day: Day) -> (Day, Day) {
    match stage {
        Stage::Before => (first_day.plus_days(-CODE_DAYS), last_day),
        Stage::End => (last_day, last_day.plus_days(CODE_DAYS)),
        Stage::Later => (last_day.plus_months(LATER_MONTHS), last_day.plus_months(LATEST_MONTHS)),
    }
}

/// The last day of an answer to a questionnaire opened on a day: who is asked before a session answers
/// while it lasts.
pub fn last_answer(stage: Stage, last_day: Day, opened: Day) -> Day {
    let late = opened.plus_days(CODE_DAYS);
    match stage {
        Stage::Before => late.min(last_day),
        Stage::End | Stage::Later => late,
    }
}

/// The sessions whose last day is before this one are over: no answer is taken any more, and who answered can be
/// forgotten.
pub fn over_before(today: Day) -> Day {
    // Some days more than the longest wait: a month is at most three days longer than another.
    today.plus_days(-CODE_DAYS - 4).plus_months(-LATEST_MONTHS)
}

/// What is asked at a stage.
pub fn questions(stage: Stage, competences: &[Competence]) -> Vec<Question> {
    let positions = competences.iter().map(|competence| Question::Competence(*competence));
    match stage {
        Stage::Before => positions.collect(),
        Stage::End => Reaction::ALL
            .iter()
            .map(|reaction| Question::Reaction(*reaction))
            .chain(positions)
            .collect(),
        Stage::Later => Practice::ALL
            .iter()
            .map(|practice| Question::Practice(*practice))
            .collect(),
    }
}

/// The code of somebody, from a secret drawn once for a whole list.
pub fn code(secret: &str, whose: &str) -> String {
    // A key of any length is taken.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    mac.update(whose.as_bytes());
    let bytes = mac.finalize().into_bytes();
    bytes
        .iter()
        .take(CODE_SIGNS)
        .filter_map(|byte| SIGNS.get(usize::from(byte % 32)))
        .map(|sign| char::from(*sign))
        .collect()
}

/// A code as it is printed: `K7QF3-M9DXW`.
pub fn printed(code: &str) -> String {
    let (first, second) = code.split_at_checked(CODE_SIGNS / 2).unwrap_or((code, ""));
    format!("{first}-{second}")
}

/// A code as somebody typed it, whatever the case, the spaces and the letters read for digits.
pub fn typed(text: &str) -> Option<String> {
    let code: String = text
        .chars()
        .filter(|sign| !sign.is_whitespace() && *sign != '-')
        .map(|sign| match sign.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let good = code.len() == CODE_SIGNS && code.bytes().all(|sign| SIGNS.contains(&sign));
    good.then_some(code)
}

/// What is kept of a code.
pub fn code_hash(code: &str) -> String {
    hexadecimal(&Sha256::digest(code.as_bytes()))
}

/// Where a line of a grouping stands: newest first for sessions and years, by name for themes.
type Key = (std::cmp::Reverse<Day>, String);

fn key(by: GroupBy, theme: &str, year: SchoolYear, first_day: Day, session: &str) -> Key {
    match by {
        GroupBy::Session => (std::cmp::Reverse(first_day), session.to_owned()),
        GroupBy::Theme => (
            std::cmp::Reverse(SchoolYear::FIRST_OF_PLAN.first_day()),
            theme.to_owned(),
        ),
        GroupBy::Year => (std::cmp::Reverse(year.first_day()), String::new()),
    }
}

/// What may be told of closed questionnaires, grouped.
///
/// A questionnaire with five answers or more is told by itself. Smaller ones are told in no row of their own; those of
/// the same theme and year are put together in the order in which they ended, until they make five answers: such a
/// bundle counts in the totals, an unfinished one waits. So every figure, in any grouping, on any day, and every
/// difference between two of them is made of parts of five answers or more.
pub fn told(by: GroupBy, counted: &[Counted], open: &[Campaign]) -> Vec<Line> {
    let mut lines: BTreeMap<Key, Line> = BTreeMap::new();
    for campaign in open.iter().filter(|_| by == GroupBy::Session) {
        let session = campaign.session.to_string();
        let place = key(by, &campaign.theme, campaign.year(), campaign.first_day, &session);
        lines.insert(
            place,
            Line {
                label: campaign.theme.clone(),
                session: Some((campaign.session, campaign.first_day)),
                is_open: true,
                shown: Shown {
                    asked: campaign.asked,
                    sums: None,
                    waiting: 0,
                    fictitious: campaign.fictitious,
                },
            },
        );
    }
    for (parts, is_whole) in bundles(counted) {
        for part in parts {
            let place = key(by, &part.theme, part.year, part.first_day, &part.session.to_string());
            let line = lines.entry(place).or_insert_with(|| Line {
                label: match by {
                    GroupBy::Session | GroupBy::Theme => part.theme.clone(),
                    GroupBy::Year => part.year.label(),
                },
                session: (by == GroupBy::Session).then_some((part.session, part.first_day)),
                is_open: false,
                shown: Shown::default(),
            });
            let shown = &mut line.shown;
            shown.fictitious |= part.fictitious;
            let alone = by == GroupBy::Session && is_small(part);
            if alone || !is_whole {
                shown.asked += if by == GroupBy::Session { part.asked } else { 0 };
                shown.waiting += 1;
                continue;
            }
            shown.asked += part.asked;
            if part.sums.respondents > 0 {
                shown.sums.get_or_insert_default().add(&part.sums);
            }
        }
    }
    lines.into_values().collect()
}

fn is_small(counted: &Counted) -> bool {
    (1..LEAST).contains(&counted.sums.respondents)
}

/// The parts that may be told together, and whether they may be told yet.
fn bundles(counted: &[Counted]) -> Vec<(Vec<&Counted>, bool)> {
    let (small, large): (Vec<&Counted>, Vec<&Counted>) = counted.iter().partition(|one| is_small(one));
    let mut bundles: Vec<(Vec<&Counted>, bool)> = large.into_iter().map(|one| (vec![one], true)).collect();
    let mut by_group: BTreeMap<(&str, SchoolYear), Vec<&Counted>> = BTreeMap::new();
    for one in small {
        by_group.entry((one.theme.as_str(), one.year)).or_default().push(one);
    }
    for (_, mut parts) in by_group {
        parts.sort_by_key(|one| (one.ended_at, one.session));
        let mut bundle: Vec<&Counted> = Vec::new();
        for part in parts {
            bundle.push(part);
            if bundle.iter().map(|one| one.sums.respondents).sum::<u64>() >= LEAST {
                bundles.push((std::mem::take(&mut bundle), true));
            }
        }
        if !bundle.is_empty() {
            bundles.push((bundle, false));
        }
    }
    bundles
}

/// What is told of each competence: of sessions where five people or more placed themselves twice on it.
pub fn by_competence(positions: &[(Competence, Sums)]) -> Vec<(Competence, Sums)> {
    let mut told: BTreeMap<Competence, Sums> = BTreeMap::new();
    for (competence, sums) in positions.iter().filter(|(_, sums)| sums.respondents >= LEAST) {
        told.entry(*competence).or_default().add(sums);
    }
    told.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use pole_kernel::Instant;
    use proptest::prelude::*;

    use super::super::super::model::SessionId;
    use super::*;
    use crate::shell::clock::fresh_id;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn counted(theme: &str, year: i16, ended: &str, respondents: u64) -> Counted {
        let year = SchoolYear::starting(year).unwrap();
        Counted {
            session: fresh_id(),
            theme: theme.to_owned(),
            year,
            first_day: year.first_day(),
            ended_at: Instant::parse(ended).unwrap(),
            asked: respondents + 2,
            sums: Sums {
                respondents,
                by_question: BTreeMap::from([("useful".to_owned(), (respondents * 3, respondents))]),
            },
            fictitious: false,
        }
    }

    /// For each line: how many answers are told, and how many questionnaires wait.
    fn seen(by: GroupBy, counted: &[Counted]) -> Vec<(Option<u64>, u64)> {
        told(by, counted, &[])
            .into_iter()
            .map(|line| (line.shown.sums.map(|sums| sums.respondents), line.shown.waiting))
            .collect()
    }

    #[test]
    fn each_questionnaire_has_its_time() {
        for (stage, opens, until, opened, answers_until) in [
            ("before", "2026-08-03", "2026-10-03", "2026-09-20", "2026-10-03"),
            ("before", "2026-08-03", "2026-10-03", "2026-08-03", "2026-10-02"),
            ("end", "2026-10-03", "2026-12-02", "2026-10-03", "2026-12-02"),
            ("later", "2027-01-03", "2027-04-03", "2027-01-10", "2027-03-11"),
        ] {
            let stage = Stage::parse(stage).unwrap();
            let (first, last) = (day("2026-10-02"), day("2026-10-03"));
            assert_eq!(opening(stage, first, last), (day(opens), day(until)), "{stage}");
            assert_eq!(
                last_answer(stage, last, day(opened)),
                day(answers_until),
                "{stage} from {opened}"
            );
        }
    }

    #[test]
    fn nobody_is_forgotten_while_something_may_still_be_answered() {
        let mut today = day("2027-01-01");
        for _ in 0..800 {
            let last_day = over_before(today).plus_days(-1);
            for stage in Stage::ALL {
                let latest = opening(*stage, last_day, last_day).1;
                assert!(
                    last_answer(*stage, last_day, latest) < today,
                    "{stage} of {last_day} on {today}"
                );
            }
            today = today.tomorrow();
        }
    }

    #[test]
    fn a_code_is_read_as_it_is_typed() {
        let code = code("secret", "end 1");
        assert_eq!(code.len(), 10);
        assert_eq!(
            super::code("secret", "end 1"),
            code,
            "the same list gives the same codes"
        );
        assert_ne!(super::code("secret", "end 2"), code);
        assert_eq!(typed(&printed(&code)), Some(code.clone()));
        assert_eq!(typed(&format!(" {} ", code.to_lowercase())), Some(code));
        assert_eq!(typed("oiL23-45678"), Some("0112345678".to_owned()));
        for wrong in ["", "ABCDE", "ABCDE-FGHJKM", "ABCDE-FGHJ!", "ABCDE-FGHJU", "ÉBCDE-FGHJK"] {
            assert_eq!(typed(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn under_five_answers_nothing_is_told() {
        for (respondents, told) in [
            (0, (None, 0)),
            (1, (None, 1)),
            (4, (None, 1)),
            (5, (Some(5), 0)),
            (12, (Some(12), 0)),
        ] {
            let one = [counted("Tablettes", 2025, "2026-01-10T00:00:00Z", respondents)];
            for by in GroupBy::ALL {
                assert_eq!(seen(*by, &one), [told], "{respondents} by {by}");
            }
        }
    }

    #[test]
    fn small_questionnaires_count_together_or_not_at_all() {
        let (first, second, third) = ("2026-01-10T00:00:00Z", "2026-02-10T00:00:00Z", "2026-03-10T00:00:00Z");
        let large = counted("Tablettes", 2025, second, 10);
        // Three answers alone: the total is that of the others.
        let mut all = vec![large, counted("Tablettes", 2025, first, 3)];
        assert_eq!(seen(GroupBy::Theme, &all), [(Some(10), 1)]);
        // With two more of the same theme and year they are five.
        all.push(counted("Tablettes", 2025, third, 2));
        assert_eq!(seen(GroupBy::Theme, &all), [(Some(15), 0)]);
        assert_eq!(seen(GroupBy::Year, &all), [(Some(15), 0)]);
        let mut sessions = seen(GroupBy::Session, &all);
        sessions.sort_unstable();
        assert_eq!(sessions, [(None, 1), (None, 1), (Some(10), 0)]);
        // Those of another theme or another year do not help.
        let apart = [
            counted("Médias", 2025, first, 3),
            counted("Tablettes", 2025, second, 3),
            counted("Tablettes", 2024, third, 3),
        ];
        assert_eq!(seen(GroupBy::Theme, &apart), [(None, 1), (None, 2)]);
        assert_eq!(seen(GroupBy::Year, &apart), [(None, 2), (None, 1)]);
    }

    #[test]
    fn a_mean_is_rounded_half_up() {
        for (sum, many, tenths) in [
            (17, 5, Some(34)),
            (13, 4, Some(33)),
            (10, 3, Some(33)),
            (0, 6, Some(0)),
            (0, 0, None),
        ] {
            let sums = Sums {
                respondents: many,
                by_question: BTreeMap::from([("useful".to_owned(), (sum, many))]),
            };
            assert_eq!(sums.mean_tenths("useful"), tenths, "{sum} over {many}");
        }
        assert_eq!(Sums::default().mean_tenths("useful"), None);
    }

    #[test]
    fn competences_are_told_of_sessions_where_five_placed_themselves() {
        let of = |respondents| Sums {
            respondents,
            by_question: BTreeMap::from([("before".to_owned(), (respondents, respondents))]),
        };
        let told = by_competence(&[
            (Competence::C11, of(4)),
            (Competence::C11, of(5)),
            (Competence::C11, of(6)),
            (Competence::C12, of(4)),
        ]);
        assert_eq!(told, [(Competence::C11, of(11))]);
    }

    proptest! {
        /// Whatever questionnaires end, in whatever order: what is told of any grouping at any moment is made of
        /// parts of five answers or more, the same parts in every grouping, and what is told later only adds such
        /// parts. So no difference of two figures speaks of fewer than five people.
        #[test]
        fn every_figure_is_made_of_the_same_parts_of_five_or_more(
            list in prop::collection::vec((0_u8..3, 2023_i16..2026, 0_u64..9), 0..14)
        ) {
            let all: Vec<Counted> = list
                .iter()
                .enumerate()
                .map(|(rank, (theme, year, respondents))| {
                    let mut one = counted(&format!("Thème {theme}"), *year, "2026-01-01T00:00:00Z", *respondents);
                    one.ended_at = one.ended_at.plus_seconds(i64::try_from(rank).unwrap() * 60);
                    one
                })
                .collect();
            let parts_of = |seen: &[Counted]| -> Vec<Vec<SessionId>> {
                bundles(seen)
                    .into_iter()
                    .filter(|(_, is_whole)| *is_whole)
                    .map(|(parts, _)| parts.iter().map(|part| part.session).collect())
                    .collect()
            };
            let mut before: Vec<Vec<SessionId>> = Vec::new();
            for until in 0..=all.len() {
                let now = &all[..until];
                let parts = parts_of(now);
                for part in &parts {
                    let many: u64 = now.iter().filter(|one| part.contains(&one.session)).map(|one| one.sums.respondents).sum();
                    prop_assert!(many == 0 || many >= LEAST, "{} answers", many);
                }
                prop_assert!(before.iter().all(|part| parts.contains(part)), "a part came apart");
                let whole: u64 = now
                    .iter()
                    .filter(|one| parts.iter().any(|part| part.contains(&one.session)))
                    .map(|one| one.sums.respondents)
                    .sum();
                for by in [GroupBy::Theme, GroupBy::Year] {
                    let told: u64 = seen(by, now).into_iter().filter_map(|(many, _)| many).sum();
                    prop_assert_eq!(told, whole);
                }
                for (many, _) in seen(GroupBy::Session, now) {
                    prop_assert!(many.is_none_or(|many| many >= LEAST));
                }
                before = parts;
            }
        }
    }
}
