//! Fictitious answers to the questionnaires of the invented sessions.

use std::collections::BTreeMap;

use pole_db::Tx;
use pole_kernel::{Day, Instant};

use super::DemoError;
use super::chance::Chance;
use crate::features::training::{self, Question, SessionId, Stage};
use crate::policy::Actor;

/// How long after the opening somebody closes a questionnaire, in days: the newest ones are still open.
const CLOSED_AFTER: i64 = 50;

/// One invented session, as its questionnaires need it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held {
    pub(super) session: SessionId,
    pub(super) rank: u32,
    pub(super) first_day: Day,
    pub(super) last_day: Day,
}

/// Asks the people of a session before, at its end and three months later, as far as that is past, and says how many
/// questionnaires were answered. One session in four has too few answers to be told.
pub(super) fn ask(tx: &mut Tx, actor: &Actor, now: Instant, held: Held, secret: &str) -> Result<usize, DemoError> {
    let asked = [
        (Stage::Before, held.first_day.plus_days(-2).at(8, 0)),
        (Stage::End, held.last_day.at(18, 0)),
        (Stage::Later, held.last_day.plus_months(3).plus_days(1).at(8, 0)),
    ];
    let few = held.rank % 8 == 6;
    let mut answered = 0;
    for (stage, at) in asked.into_iter().filter(|(_, at)| *at < now) {
        let failed = |error: &dyn std::fmt::Display| DemoError::at("evaluation of training", error);
        let slips = training::draw_codes(tx, actor, at, held.session, stage, secret).map_err(|error| failed(&error))?;
        let mut asked_of_all: Option<Vec<Question>> = None;
        for (place, slip) in slips.iter().enumerate() {
            let mut chance = Chance::of(&format!("réponse {} {stage} {place}", held.rank));
            // Most answer at once, fewer three months later.
            let likely = if stage == Stage::Later { 5 } else { 8 };
            if few && place >= 3 || !few && chance.between(1, 10) > likely {
                continue;
            }
            let when = at.plus_seconds(i64::from(chance.between(60, 86_400)));
            if when >= now {
                continue;
            }
            // Everybody is asked the same.
            let questions = if let Some(questions) = asked_of_all.take() {
                questions
            } else {
                let sheet = training::questionnaire(tx, when, &slip.code).map_err(|error| failed(&error))?;
                sheet.questions
            };
            let values: BTreeMap<String, u32> = questions
                .iter()
                .map(|question| {
                    let value = value(*question, stage, &format!("{} {}", held.rank, slip.name), &mut chance);
                    (question.code().to_owned(), value)
                })
                .collect();
            training::answer(tx, when, &slip.code, &values).map_err(|error| failed(&error))?;
            asked_of_all = Some(questions);
            answered += 1;
        }
        let closed = at.plus_seconds(CLOSED_AFTER * 86_400);
        // What is asked before a session ends with it.
        if closed < now && stage != Stage::Before {
            training::close_questionnaire(tx, actor, closed, held.session, stage).map_err(|error| failed(&error))?;
        }
    }
    Ok(answered)
}

/// An answer: people come out of a session where they went in, or a little further.
fn value(question: Question, stage: Stage, whose: &str, chance: &mut Chance) -> u32 {
    match question {
        Question::Reaction(_) => chance.between(5, 9) / 2,
        Question::Practice(_) => chance.between(1, 4),
        Question::Competence(competence) => {
            let before = Chance::of(&format!("{whose} {competence}")).between(0, 3);
            if stage == Stage::Before {
                before
            } else {
                before + chance.between(0, 2)
            }
        }
    }
}
