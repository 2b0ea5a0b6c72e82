//! The problems of a file in words: what is wrong and what to do.

use pole_formats::{Problem, ProblemCode, Severity};
use serde::Serialize;

/// A problem as `--json` gives it.
#[derive(Debug, Serialize)]
pub(super) struct ProblemJson<'a> {
    line: u64,
    column: Option<&'a str>,
    value: &'a str,
    code: &'static str,
    severity: &'static str,
    proposal: Option<&'a str>,
    message: &'static str,
    advice: &'static str,
}

impl<'a> From<&'a Problem> for ProblemJson<'a> {
    fn from(problem: &'a Problem) -> Self {
        let (message, advice) = words(problem.code);
        Self {
            line: problem.line,
            column: problem.column.as_deref(),
            value: &problem.value,
            code: problem.code.code(),
            severity: problem.severity.code(),
            proposal: problem.proposal.as_deref(),
            message,
            advice,
        }
    }
}

/// One line for people: place, value, reason, what to do.
pub(super) fn told(problem: &Problem) -> String {
    let (message, advice) = words(problem.code);
    let column = problem
        .column
        .as_ref()
        .map_or_else(String::new, |column| format!(", column {column}"));
    let value = if problem.value.is_empty() {
        String::new()
    } else {
        format!(" “{}”", problem.value)
    };
    let kept = match problem.severity {
        Severity::Refused => "refused",
        Severity::Warning => "kept",
    };
    let next = match &problem.proposal {
        Some(proposal) => format!("probably “{proposal}”: {advice}"),
        None => advice.to_owned(),
    };
    format!(
        "line {}{column}{value}: {message} ({kept}). To do: {next}.",
        problem.line
    )
}

/// What is wrong, and what to do.
const fn words(code: ProblemCode) -> (&'static str, &'static str) {
    use ProblemCode as P;
    match code {
        P::UaiShape => (
            "not a school code of seven digits and a letter",
            "write the code as in the directory",
        ),
        P::UaiKey => (
            "the check letter of the school code is wrong",
            "check the code with the school",
        ),
        P::YearInvalid => ("not a school year", "write 2026 or 2026-2027"),
        P::NumberInvalid => ("not a whole number", "write digits only, or leave the cell empty"),
        P::NumberNegative => ("a negative number", "write a number from 0, or leave the cell empty"),
        P::DecimalInvalid => ("not a number in the expected range", "check the figure at its source"),
        P::DateInvalid => ("not a day of the calendar", "write 2026-09-30 or 30/09/2026"),
        P::TerritoryUnknown => (
            "no department or collectivity can be told",
            "fill in the department or the commune",
        ),
        P::NatureUnknown => ("a nature code that is not known", "check the kind of the school"),
        P::KindUnknown => ("the kind of school cannot be told", "say école, collège or lycée"),
        P::ContractUnknown => ("a contract that is not known", "check the contract of the school"),
        P::SectorUnknown => ("neither public nor private", "write Public or Privé"),
        P::StateUnknown => ("a state that is not known", "check whether the school is open"),
        P::PriorityUnknown => ("neither REP nor REP+", "write REP, REP+ or nothing"),
        P::CategoryUnknown => (
            "a category that does not exist",
            "write one of the categories of the template",
        ),
        P::StepUnknown => ("a step that does not exist", "write ordered, delivered or in_use"),
        P::ItemUnknown => ("an item that does not exist", "write one of the items of the template"),
        P::LevelUnknown => ("neither nursery nor school", "write maternelle or école"),
        P::DuplicateUai => ("the school is twice in the file", "keep one of the lines"),
        P::DateFuture => ("this day has not come yet", "correct the date"),
        P::SchoolNotYours => (
            "a school of which you may not bring this kind of line",
            "give the line to that school, or to a pilot",
        ),
        P::NumenDropped => (
            "a cell in the shape of a NUMEN, which is confidential",
            "take the column out of the file",
        ),
        P::DegreeUnknown => ("neither the first nor the second degree", "write 1 or 2"),
        P::PersonAmbiguous => (
            "several people may be meant",
            "add the birth date or the e-mail address",
        ),
        P::AttachmentTwice => (
            "the person is attached to another school at that time",
            "check which school they are attached to",
        ),
        P::ServiceTwice => (
            "the person already serves there on one of these days",
            "correct the dates, or the service on the page of the school",
        ),
        P::StatusUnknown => (
            "a status of certification that is not known",
            "ask Pix for the file again and do not edit it",
        ),
        P::CertificationTwice => (
            "the certification is twice in the file with different results; the first line is kept",
            "ask Pix for the file again",
        ),
        P::BirthDateImplausible => ("a birth date that cannot be", "correct the date in the file"),
        P::AlreadyEntered => (
            "a person already entered this line with another quantity",
            "withdraw that entry first, or correct the file",
        ),
        P::EndBeforeStart => ("the last day is before the first", "correct one of the two days"),
        P::DurationInvalid => ("not a duration", "write 6, 6,5, 6h30 or 06:30"),
        P::EmailInvalid => ("not an e-mail address", "correct the address, or leave the cell empty"),
        P::NameInvalid => ("not somebody’s name", "check which column holds the names"),
        P::TextInvalid => ("no words where words are expected", "check which column is meant"),
        P::ModeUnknown => (
            "a way of holding a session that is not known",
            "write présentiel, à distance or hybride",
        ),
        P::RegistrationUnknown => (
            "a status of registration that is not known",
            "write retenu, convoqué, en attente, refusé or annulé",
        ),
        P::PresenceUnknown => ("neither present, absent nor excused", "write présent, absent or excusé"),
        P::PersonUnknown => (
            "nobody is found by this name, and no school says where to create them",
            "add the school code or the e-mail",
        ),
        P::LongerThanSession => (
            "attended for longer than the session lasts: what is beyond is not counted",
            "check the duration of the session",
        ),
        P::DemarcheStateUnknown => ("no state of a dossier that was sent", "keep dossiers that were sent"),
        P::PagesMissing => (
            "the last page announces another one",
            "ask the platform for it and import all the pages",
        ),
        P::PlatformError => (
            "the platform answered with an error",
            "check the number of the démarche and the token, then ask again",
        ),
        P::NotCollege => (
            "the call takes no school of this kind to carry a dossier",
            "check which question gives the code of the collège",
        ),
        P::DossierTwice => (
            "a collège or a number that has a dossier in the file already; the first is kept",
            "withdraw the other on the platform",
        ),
        P::SchoolNotAdmitted => (
            "a rule of the call leaves this school out",
            "check that it is open, under contract and of the catchment area",
        ),
        P::AnsweredElsewhere => ("the school answers this wave in another dossier", "keep one of the two"),
        P::AnswerUnfit => (
            "the answer does not have the form that is asked for; it is not taken",
            "correct it, or choose another question",
        ),
        P::QuestionUnmapped => (
            "no question of the form receives these answers; they are not taken",
            "choose one if they matter",
        ),
        P::StateKept => (
            "the dossier was moved here: its state is kept",
            "nothing, or record a correction",
        ),
        P::AnswersKept => ("the dossier is being judged here: its answers are kept", "nothing"),
        P::CommuneInvalid => ("not a code of a commune", "write its five characters: 97801"),
        P::CommuneTwice => (
            "the same commune, premises and day twice; the first is kept",
            "keep one of the lines",
        ),
        P::PremisesKindUnknown => (
            "neither all premises (all), dwellings (log) nor others (loc)",
            "correct it",
        ),
        P::MoreThanAll => (
            "more premises are eligible than there are",
            "check that the columns hold counts, not shares",
        ),
        P::CommuneAbsent => (
            "no line of the file is about this commune of the basin",
            "look for an edition that covers it",
        ),
        P::DuplicateYear => (
            "the same figure of the same school and year, twice",
            "keep one of the lines",
        ),
        P::CoordinatesInvalid => (
            "half a position, or a point that is not on Earth",
            "give latitude and longitude in degrees",
        ),
        P::FormulaCell => (
            "a text that a spreadsheet would run as a formula",
            "take the first sign away",
        ),
        P::DoubleEncoding => (
            "a text that was encoded twice",
            "save the file again in UTF-8 from its source",
        ),
        P::Undecodable => ("bytes that the encoding cannot read", "save the file again in UTF-8"),
        P::RowTooShort => ("the line ends too early", "complete the line"),
        P::RowTooLong => (
            "the line has more values than there are columns",
            "look for a separator too many",
        ),
        P::QuoteUnclosed => ("a quote was probably left open", "close the quote"),
        P::SumDiffers => (
            "the total is not the sum of the levels",
            "check the figures at their source",
        ),
        P::NameMissing => ("a school without a name", "fill in the name"),
        P::MissingValue => (
            "an empty cell where a value is needed",
            "fill in the cell if it can be known",
        ),
        P::SchoolUnknown => (
            "a school that the directory does not know",
            "take in a file that introduces it first",
        ),
        P::TotalRowSkipped => ("a line of totals, which is no school", "nothing"),
        P::RoomKindUnknown => (
            "a kind of room that does not exist",
            "write one of the kinds of the template",
        ),
        P::HalfDaysTooMany => ("more half-days than a week has", "write a number from 0 to 12"),
        P::DuplicateRoom => ("the room is twice in the file", "keep one of the lines"),
        P::RoomUnknown => (
            "no such room in this school, or nobody said where the probe stands",
            "enter the room first, or say which room it is",
        ),
        P::TimeInvalid => ("not an hour of the day", "write 10:30"),
        P::YesNoInvalid => ("neither yes nor no", "write oui or non"),
        P::TestNotCounted => (
            "a test outside school hours or days, or without one of its rates",
            "nothing: it is kept and does not count",
        ),
        P::RateAbsurd => ("a rate that no line reaches", "check the unit: Mbit/s is expected"),
        P::NoRate => (
            "dash tells whether a video would play and gives no rate",
            "use the results of ndt7, ndt5 or ookla",
        ),
        P::ProbeUnknown => (
            "a result of a probe that is not known",
            "use the results of ndt7, ndt5 or ookla",
        ),
        P::JsonInvalid => ("not a JSON object", "take the file from the probe again"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_where_what_and_what_to_do() {
        let problem = Problem {
            line: 12,
            column: Some("uai".to_owned()),
            value: "9710022A".to_owned(),
            code: ProblemCode::UaiKey,
            severity: Severity::Refused,
            proposal: Some("9710022X".to_owned()),
        };
        assert_eq!(
            told(&problem),
            "line 12, column uai “9710022A”: the check letter of the school code is wrong (refused). \
             To do: probably “9710022X”: check the code with the school."
        );
    }
}
