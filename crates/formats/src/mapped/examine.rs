//! What a mapping makes of the first rows, before it is believed.

use pole_kernel::{Day, Uai};

use super::ROWS_SHOWN;
use super::fields::{Field, FieldForm, fields};
use super::mapping::Mapping;
use super::survey::{Survey, SurveyColumn};
use crate::problem::{ProblemCode, excerpt};
use crate::text::is_missing;
use crate::values::{DateOrder, day_in, duration, email, is_name, is_numen, period, seconds, whole};
use crate::words;

/// A cell as it will be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadCell {
    /// The field.
    pub field: &'static str,
    /// What the file holds, short.
    pub raw: String,
    /// What it is read as, or what is wrong with it.
    pub value: Result<String, ProblemCode>,
}

/// A column that cannot be what it was said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The field.
    pub field: &'static str,
    /// The title of the column.
    pub column: String,
    /// How many of its values were looked at.
    pub looked_at: usize,
    /// How many of them do not fit.
    pub wrong: usize,
    /// One of them, short.
    pub example: String,
    /// What is wrong with it.
    pub code: ProblemCode,
}

/// What a mapping makes of the first rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examination {
    /// The first rows as they will be read.
    pub rows: Vec<(u64, Vec<ReadCell>)>,
    /// The columns that cannot be what they were said to be.
    pub misfits: Vec<Misfit>,
    /// The fields whose column the file does not have.
    pub absent: Vec<&'static str>,
    /// The groups of fields of which one is needed and none has a column.
    pub missing: Vec<&'static [&'static str]>,
    /// The titles of the columns that hold confidential numbers.
    pub confidential: Vec<String>,
}

impl Examination {
    /// Whether the file may be read with the mapping.
    pub fn is_sound(&self) -> bool {
        self.misfits.is_empty() && self.absent.is_empty() && self.missing.is_empty()
    }
}

impl Survey {
    /// What a mapping makes of the first rows: nothing is believed of a column of which more than
    /// half of the first values cannot be its field.
    pub fn examine(&self, mapping: &Mapping) -> Examination {
        let ranks = mapping.ranks(&self.ids());
        let mut found = Examination {
            missing: mapping.missing(),
            confidential: self
                .columns
                .iter()
                .filter(|column| column.is_confidential)
                .map(|column| column.name.clone())
                .collect(),
            ..Examination::default()
        };
        let mapped: Vec<(&Field, usize, &SurveyColumn)> = fields(mapping.kind)
            .iter()
            .filter(|field| mapping.columns.contains_key(field.code))
            .filter_map(|field| {
                let place = ranks
                    .get(field.code)
                    .and_then(|rank| Some((*rank, self.columns.get(*rank)?)));
                if place.is_none() {
                    found.absent.push(field.code);
                }
                place.map(|(rank, column)| (field, rank, column))
            })
            .collect();
        for (field, rank, column) in &mapped {
            found.misfits.extend(self.misfit(field, *rank, column, mapping.dates));
        }
        found.rows = self
            .rows
            .iter()
            .take(ROWS_SHOWN)
            .map(|(line, cells)| {
                let read = mapped
                    .iter()
                    .filter(|(_, _, column)| !column.is_confidential)
                    .map(|(field, rank, _)| {
                        let raw = cells.get(*rank).map_or("", String::as_str);
                        ReadCell {
                            field: field.code,
                            raw: excerpt(raw),
                            value: read_as(field.form, raw, mapping.dates),
                        }
                    });
                (*line, read.collect())
            })
            .collect();
        found
    }

    fn misfit(&self, field: &Field, rank: usize, column: &SurveyColumn, dates: DateOrder) -> Option<Misfit> {
        let mut misfit = Misfit {
            field: field.code,
            column: column.name.clone(),
            looked_at: 0,
            wrong: 0,
            example: String::new(),
            code: ProblemCode::NumenDropped,
        };
        if column.is_confidential {
            return Some(misfit);
        }
        for (_, cells) in &self.rows {
            let cell = cells.get(rank).map_or("", String::as_str);
            if is_missing(cell) {
                continue;
            }
            misfit.looked_at += 1;
            if let Err(code) = read_as(field.form, cell, dates) {
                misfit.wrong += 1;
                if misfit.wrong == 1 {
                    misfit.example = excerpt(cell);
                    misfit.code = code;
                }
            }
        }
        (misfit.wrong * 2 > misfit.looked_at).then_some(misfit)
    }
}

/// A cell as a field of this form, or what is wrong with it.
fn read_as(form: FieldForm, cell: &str, dates: DateOrder) -> Result<String, ProblemCode> {
    if is_missing(cell) {
        return Ok(String::new());
    }
    if is_numen(cell) {
        return Err(ProblemCode::NumenDropped);
    }
    let same = || cell.to_owned();
    let dated = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    match form {
        FieldForm::Text => Ok(same()),
        FieldForm::Words => {
            let is_other = Uai::parse(cell).is_ok() || email(cell).is_some() || !cell.chars().any(char::is_alphabetic);
            if is_other {
                Err(ProblemCode::TextInvalid)
            } else {
                Ok(same())
            }
        }
        FieldForm::Name => is_name(cell).then(same).ok_or(ProblemCode::NameInvalid),
        FieldForm::Email => email(cell).ok_or(ProblemCode::EmailInvalid),
        FieldForm::Uai => Uai::parse(cell)
            .map(|uai| uai.to_string())
            .map_err(|_| ProblemCode::UaiShape),
        FieldForm::Day => day_in(cell, dates).map(dated).map_err(|_| ProblemCode::DateInvalid),
        FieldForm::Period => period(cell, dates).map(dated).map_err(|_| ProblemCode::DateInvalid),
        FieldForm::Hours => duration(cell)
            .map(|minutes| format!("{} h {:02}", minutes / 60, minutes % 60))
            .ok_or(ProblemCode::DurationInvalid),
        FieldForm::Seconds => seconds(cell)
            .map(|seconds| seconds.to_string())
            .ok_or(ProblemCode::DurationInvalid),
        FieldForm::Whole => whole(cell)
            .map(|number| number.to_string())
            .map_err(|_| ProblemCode::NumberInvalid),
        FieldForm::Mode => words::training_mode(cell)
            .map(|_| same())
            .ok_or(ProblemCode::ModeUnknown),
        FieldForm::Registration => words::registration(cell)
            .map(|_| same())
            .ok_or(ProblemCode::RegistrationUnknown),
        FieldForm::Presence => words::presence(cell)
            .map(|_| same())
            .ok_or(ProblemCode::PresenceUnknown),
    }
}
