//! The titles and the first rows of a file, and the mapping they suggest.

use super::fields::{Field, FieldForm, fields};
use super::mapping::{Mapping, ids};
use super::wide::wide_key;
use crate::facts::{Encoding, FileKind};
use crate::header::Header;
use crate::problem::excerpt;
use crate::text::column_key;
use crate::values::{DateOrder, is_numen};

/// A column of a file that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyColumn {
    /// The name that tells it from the others.
    pub id: String,
    /// Its title, as written.
    pub name: String,
    /// The first thing it holds, short; empty when it is confidential.
    pub example: String,
    /// Whether it holds confidential numbers of agents.
    pub is_confidential: bool,
    /// What it measures and of whom, when its title says so: a wide layout.
    pub wide: Option<String>,
}

/// The titles and the first rows of any file of lines and cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// What the file is, when it is recognised after all.
    pub kind: Option<FileKind>,
    /// How its bytes are read as text.
    pub encoding: Encoding,
    /// The sheets of a workbook; none for a text.
    pub sheets: Vec<String>,
    /// The sheet that was looked at; empty for a text.
    pub sheet: String,
    /// Its columns.
    pub columns: Vec<SurveyColumn>,
    pub(super) rows: Vec<(u64, Vec<String>)>,
}

impl Survey {
    pub(crate) fn new(
        header: &Header,
        kind: Option<FileKind>,
        encoding: Encoding,
        (sheets, sheet): (Vec<String>, String),
        rows: Vec<(u64, Vec<String>)>,
    ) -> Self {
        let confidential = confidential(header, &rows);
        let columns = ids(header)
            .into_iter()
            .zip(&header.names)
            .enumerate()
            .map(|(rank, (id, name))| {
                let is_confidential = confidential.contains(&rank);
                let first = rows
                    .iter()
                    .filter_map(|(_, cells)| cells.get(rank))
                    .find(|cell| !cell.is_empty() && !is_confidential);
                SurveyColumn {
                    id,
                    name: name.clone(),
                    example: first.map(|cell| excerpt(cell)).unwrap_or_default(),
                    is_confidential,
                    wide: wide_key(name),
                }
            })
            .collect();
        Self {
            kind,
            encoding,
            sheets,
            sheet,
            columns,
            rows,
        }
    }

    /// The compared names of the columns, in order: what the titles of another file are compared
    /// with before the same mapping is proposed for it.
    pub fn header(&self) -> String {
        let ids: Vec<&str> = self.columns.iter().map(|column| column.id.as_str()).collect();
        ids.join("|")
    }

    /// Which column each field probably is, by the titles.
    pub fn propose(&self, kind: FileKind) -> Mapping {
        let mut mapping = Mapping::new(kind);
        let mut taken: Vec<&str> = Vec::new();
        mapping.wide =
            kind == FileKind::UsageRows && self.columns.iter().filter(|column| column.wide.is_some()).count() > 1;
        // The code itself first, for every field, then the synonyms: an exact title is not lost to
        // a field that only resembles it.
        for round in 0..2 {
            for field in fields(kind) {
                if mapping.columns.contains_key(field.code) {
                    continue;
                }
                let names: Vec<String> = if round == 0 {
                    vec![column_key(field.code)]
                } else {
                    field.synonyms.iter().map(|name| column_key(name)).collect()
                };
                let found = names.iter().find_map(|name| {
                    let free = |column: &&SurveyColumn| {
                        column.id == *name && !column.is_confidential && !taken.contains(&column.id.as_str())
                    };
                    self.columns.iter().find(free)
                });
                if let Some(column) = found {
                    taken.push(&column.id);
                    mapping.columns.insert(field.code, column.id.clone());
                }
            }
        }
        mapping.dates = self.date_order(&mapping);
        if self.sheets.len() > 1 {
            mapping.sheet = Some(self.sheet.clone());
        }
        mapping
    }

    /// The order that the dates betray: a figure above twelve is no month.
    fn date_order(&self, mapping: &Mapping) -> DateOrder {
        let dated = |field: &&Field| matches!(field.form, FieldForm::Day | FieldForm::Period);
        let ranks = mapping.ranks(&self.ids());
        let columns: Vec<usize> = fields(mapping.kind)
            .iter()
            .filter(dated)
            .filter_map(|field| ranks.get(field.code).copied())
            .collect();
        let cells = self
            .rows
            .iter()
            .flat_map(|(_, cells)| columns.iter().filter_map(|rank| cells.get(*rank)));
        let (mut day_first, mut month_first) = (0, 0);
        for cell in cells {
            let parts: Vec<&str> = cell.split(['/', '.', '-', ' ']).collect();
            let number = |rank: usize| parts.get(rank).and_then(|part| part.parse::<u32>().ok());
            match (number(0), number(1)) {
                (Some(13..=31), Some(1..=12)) => day_first += 1,
                (Some(1..=12), Some(13..=31)) => month_first += 1,
                _ => {}
            }
        }
        if month_first > day_first {
            DateOrder::MonthFirst
        } else {
            DateOrder::DayFirst
        }
    }

    pub(super) fn ids(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.id.clone()).collect()
    }
}

/// The ranks of the columns that hold confidential numbers: their title says so, or most of their
/// values have the shape.
pub(crate) fn confidential(header: &Header, rows: &[(u64, Vec<String>)]) -> Vec<usize> {
    let holds = |rank: usize| {
        let mut filled = 0;
        let mut shaped = 0;
        for (_, cells) in rows {
            let cell = cells.get(rank).map_or("", String::as_str);
            filled += usize::from(!cell.is_empty());
            shaped += usize::from(is_numen(cell));
        }
        shaped * 2 > filled
    };
    header
        .keys()
        .iter()
        .enumerate()
        .filter(|(rank, key)| key.contains("numen") || holds(*rank))
        .map(|(rank, _)| rank)
        .collect()
}
