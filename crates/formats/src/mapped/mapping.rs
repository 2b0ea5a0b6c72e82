//! Which column each field is, as a person said it, and the answers that say it.

use std::collections::{BTreeMap, HashMap};

use super::fields::{fields, needs};
use super::wide::wide_key;
use crate::facts::FileKind;
use crate::header::Header;
use crate::text::column_key;
use crate::values::DateOrder;

/// Which column each field is, as a person said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// What the file is.
    pub kind: FileKind,
    /// The sheet of a workbook; the first when it is not said.
    pub sheet: Option<String>,
    /// Which comes first in a date written with figures.
    pub dates: DateOrder,
    /// Whether columns named after a profile or a service are read as such: a wide layout.
    pub wide: bool,
    /// The name of the column of each field: its compared name, then `#2` for the second column
    /// of that name.
    pub columns: BTreeMap<&'static str, String>,
}

/// The names of the answers that make a mapping.
const KIND: &str = "kind";
const SHEET: &str = "sheet";
const DATES: &str = "dates";
const WIDE: &str = "wide";
const COLUMN: &str = "column.";

impl Mapping {
    /// A mapping without any column.
    pub const fn new(kind: FileKind) -> Self {
        Self {
            kind,
            sheet: None,
            dates: DateOrder::DayFirst,
            wide: false,
            columns: BTreeMap::new(),
        }
    }

    /// Reads a mapping out of answers by name; `None` when they do not speak of one. A word that
    /// means nothing is passed over.
    pub fn from_answers(answers: &BTreeMap<String, String>) -> Option<Self> {
        let kind = answers.get(KIND).and_then(|code| FileKind::parse(code).ok())?;
        if fields(kind).is_empty() {
            return None;
        }
        let columns = fields(kind)
            .iter()
            .filter_map(|field| {
                let column = answers.get(&format!("{COLUMN}{}", field.code))?.trim();
                (!column.is_empty()).then(|| (field.code, column.to_owned()))
            })
            .collect();
        Some(Self {
            kind,
            sheet: answers.get(SHEET).filter(|sheet| !sheet.is_empty()).cloned(),
            dates: answers
                .get(DATES)
                .and_then(|code| DateOrder::parse(code).ok())
                .unwrap_or(DateOrder::DayFirst),
            wide: answers.get(WIDE).is_some_and(|wide| wide == "yes"),
            columns,
        })
    }

    /// The answers that make this mapping.
    pub fn answers(&self) -> BTreeMap<String, String> {
        let mut answers: BTreeMap<String, String> = self
            .columns
            .iter()
            .map(|(field, column)| (format!("{COLUMN}{field}"), column.clone()))
            .collect();
        answers.insert(KIND.to_owned(), self.kind.code().to_owned());
        answers.insert(DATES.to_owned(), self.dates.code().to_owned());
        if let Some(sheet) = &self.sheet {
            answers.insert(SHEET.to_owned(), sheet.clone());
        }
        if self.wide {
            answers.insert(WIDE.to_owned(), "yes".to_owned());
        }
        answers
    }

    /// Whether an answer is part of a mapping, by its name.
    pub fn is_answer(name: &str) -> bool {
        matches!(name, KIND | SHEET | DATES | WIDE) || name.starts_with(COLUMN)
    }

    /// The groups of fields of which none has a column, though one is needed.
    pub fn missing(&self) -> Vec<&'static [&'static str]> {
        let measured = |group: &&[&str]| self.wide && group.contains(&"visits");
        needs(self.kind)
            .iter()
            .filter(|group| !group.iter().any(|field| self.columns.contains_key(field)))
            .filter(|group| !measured(group))
            .copied()
            .collect()
    }

    /// The rank of each field's column among these.
    pub(super) fn ranks(&self, ids: &[String]) -> HashMap<&'static str, usize> {
        self.columns
            .iter()
            .filter_map(|(field, column)| {
                let by_id = ids.iter().position(|id| id == column);
                let key = column_key(column);
                let rank = by_id.or_else(|| ids.iter().position(|id| *id == key))?;
                Some((*field, rank))
            })
            .collect()
    }

    /// The keys by which the reader finds the columns of the fields. A column of confidential
    /// numbers is no field's.
    pub(crate) fn keys(&self, header: &Header, confidential: &[usize]) -> Vec<String> {
        let ids = ids(header);
        let mut keys = vec![String::new(); ids.len()];
        for (field, rank) in self.ranks(&ids) {
            if let Some(key) = keys.get_mut(rank).filter(|_| !confidential.contains(&rank)) {
                *key = column_key(field);
            }
        }
        if self.wide {
            for (rank, key) in keys.iter_mut().enumerate().filter(|(_, key)| key.is_empty()) {
                *key = header
                    .names
                    .get(rank)
                    .and_then(|name| wide_key(name))
                    .unwrap_or_default();
            }
        }
        keys
    }
}

/// The name by which each column is told from the others: its compared name, numbered from the
/// second of that name on. Two columns of the same name are usual.
pub(super) fn ids(header: &Header) -> Vec<String> {
    let mut met: HashMap<&str, usize> = HashMap::new();
    header
        .keys()
        .iter()
        .map(|key| {
            let times = met.entry(key).or_insert(0);
            *times += 1;
            if *times == 1 {
                key.clone()
            } else {
                format!("{key}#{times}")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_written_in_answers_and_read_back() {
        let mut mapping = Mapping::new(FileKind::TrainingRows);
        mapping.sheet = Some("Feuille 2".to_owned());
        mapping.dates = DateOrder::MonthFirst;
        mapping.columns.insert("start", "datedebut#2".to_owned());
        assert_eq!(Mapping::from_answers(&mapping.answers()), Some(mapping));
        assert_eq!(Mapping::from_answers(&BTreeMap::new()), None);
    }
}
