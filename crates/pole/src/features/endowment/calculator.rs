//! The endowment calculator: a roster file in, endowments out, without a database.
//!
//! The file and the result are documented in `docs/endowment-file.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read;

use csv::{ReaderBuilder, StringRecord};
use pole_kernel::{Cents, SchoolYear, Uai};
use serde::Serialize;

use super::model::{
    DEVICE_HEADINGS, EndowmentKind, EndowmentLine, Funder, Heading, HeadingTotal, Reason, RosterFlag, RosterLine,
    RosterProblemKind, Totals,
};
use super::parameters::Parameters;
use super::rules;

/// The columns that have to be there.
pub const REQUIRED_COLUMNS: &[&str] = &["uai", "year", "wave_year"];

/// The columns that may be there. A count column that is absent is unknown, except `repeaters`
/// and `returns`: 0, said as an assumption.
pub const OPTIONAL_COLUMNS: &[&str] = &[
    "kind",
    "6e",
    "5e",
    "4e",
    "3e",
    "total",
    "teachers",
    "teachers_5e",
    "teachers_5e_new",
    "teachers_6e_new",
    "repeaters",
    "returns",
];

/// The flag of a line of which an input is unknown.
const INCOMPLETE: &str = "INCOMPLET";

/// Problems shown in one message; the others are counted.
const SHOWN_PROBLEMS: usize = 50;

/// What is wrong in a roster file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct CalculatorError {
    /// Every problem, by line.
    pub problems: Vec<FileProblem>,
}

impl std::fmt::Display for CalculatorError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown: Vec<String> = self
            .problems
            .iter()
            .take(SHOWN_PROBLEMS)
            .map(ToString::to_string)
            .collect();
        out.write_str(&shown.join("\n"))?;
        let hidden = self.problems.len() - shown.len();
        if hidden > 0 {
            write!(out, "\nand {hidden} more")?;
        }
        Ok(())
    }
}

/// One problem and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProblem {
    /// The line of the file, from 1; `None` when the whole file is concerned.
    pub line: Option<u64>,
    /// The column, by its name.
    pub column: Option<&'static str>,
    /// What is wrong, in English.
    pub message: String,
}

impl std::fmt::Display for FileProblem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.line, self.column) {
            (Some(line), Some(column)) => write!(out, "line {line}, column {column}: {}", self.message),
            (Some(line), None) => write!(out, "line {line}: {}", self.message),
            (None, Some(column)) => write!(out, "column {column}: {}", self.message),
            (None, None) => out.write_str(&self.message),
        }
    }
}

/// What the calculator gives: the lines by school and year, their sums, and the parameters used.
/// A figure that does not apply is 0, an unknown one is null.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CalculatorOutput {
    /// One line per roster line.
    pub lines: Vec<OutputLine>,
    /// The sums of the lines.
    pub totals: OutputTotals,
    /// The parameters used, defaults included.
    pub params: Parameters,
}

/// One line of the result. Amounts are in cents.
#[expect(
    missing_docs,
    reason = "the names are the contract; docs/endowment-file.md documents each"
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutputLine {
    pub uai: String,
    pub year: i16,
    pub kind: &'static str,
    pub wave_year: Option<i16>,
    pub position: Option<u32>,
    pub is_last_year: bool,
    pub rights: Option<u32>,
    pub net: Option<u32>,
    pub teachers: Option<u32>,
    pub spare: Option<u32>,
    pub order: Option<u32>,
    pub cost_cents: Option<Cents>,
    pub state_cents: Option<Cents>,
    pub state_pupils_cents: Option<Cents>,
    pub state_teachers_cents: Option<Cents>,
    pub authority_cents: Option<Cents>,
    pub others_cents: Option<Cents>,
    pub resources_cents: Option<Cents>,
    pub resources_state_cents: Option<Cents>,
    pub resources_authority_cents: Option<Cents>,
    pub resources_others_cents: Option<Cents>,
    pub cases: Option<u32>,
    pub cases_cents: Option<Cents>,
    pub cases_state_cents: Option<Cents>,
    pub cases_authority_cents: Option<Cents>,
    pub cases_others_cents: Option<Cents>,
    pub lump_cents: Option<Cents>,
    pub lump_state_cents: Option<Cents>,
    pub lump_authority_cents: Option<Cents>,
    pub lump_others_cents: Option<Cents>,
    pub total_cents: Option<Cents>,
    pub holders: Option<u32>,
    pub pupils: Option<u32>,
    pub coverage_percent: Option<String>,
    pub residual: Option<u32>,
    pub flags: Vec<&'static str>,
    pub missing: Vec<&'static str>,
    pub assumptions: Vec<&'static str>,
    pub caps_reached: Vec<&'static str>,
    pub reasons: Vec<&'static str>,
}

/// The sums of the lines; unknown figures are left out and their lines counted.
#[expect(
    missing_docs,
    reason = "the names are the contract; docs/endowment-file.md documents each"
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutputTotals {
    pub lines: usize,
    pub incomplete_lines: usize,
    pub rights: u64,
    pub net: u64,
    pub teachers: u64,
    pub spare: u64,
    pub order: u64,
    pub cost_cents: Cents,
    pub state_cents: Cents,
    pub state_pupils_cents: Cents,
    pub state_teachers_cents: Cents,
    pub authority_cents: Cents,
    pub others_cents: Cents,
    pub resources_cents: Cents,
    pub resources_state_cents: Cents,
    pub resources_authority_cents: Cents,
    pub resources_others_cents: Cents,
    pub cases: u64,
    pub cases_cents: Cents,
    pub cases_state_cents: Cents,
    pub cases_authority_cents: Cents,
    pub cases_others_cents: Cents,
    pub lump_cents: Cents,
    pub lump_state_cents: Cents,
    pub lump_authority_cents: Cents,
    pub lump_others_cents: Cents,
    pub total_cents: Cents,
}

/// Reads a roster file and computes its endowments.
///
/// # Errors
/// Every problem of the file with its line: nothing is computed on a file that has one.
pub fn run(input: impl Read, parameters: Parameters) -> Result<CalculatorOutput, CalculatorError> {
    let file = read(input)?;
    let endowments = rules::compute(&file.rosters, &parameters).map_err(|problems| {
        let mut located: Vec<FileProblem> = problems
            .into_iter()
            .map(|problem| file.locate(problem.index, &problem.uai, problem.year, &problem.kind))
            .collect();
        located.sort_by_key(|problem| problem.line);
        CalculatorError { problems: located }
    })?;
    Ok(CalculatorOutput {
        lines: endowments.iter().map(output_line).collect(),
        totals: output_totals(&rules::totals(&endowments)),
        params: parameters,
    })
}

/// The rosters of a file, each with its line.
struct RosterFile {
    rosters: Vec<RosterLine>,
    /// The line of each roster, from 1.
    lines: Vec<u64>,
}

impl RosterFile {
    fn locate(&self, index: usize, uai: &Uai, year: SchoolYear, kind: &RosterProblemKind) -> FileProblem {
        let line_of = |index: usize| self.lines.get(index).copied();
        let (column, message) = match kind {
            RosterProblemKind::Duplicate { first } => {
                let other = line_of(*first).map_or_else(String::new, |line| format!(", as line {line}"));
                ("year", format!("{uai} is given a second time for {year}{other}"))
            }
            RosterProblemKind::WaveDiffers { .. } => ("wave_year", format!("{uai}: {kind}")),
            RosterProblemKind::KindDiffers { .. } => ("kind", format!("{uai}: {kind}")),
            RosterProblemKind::CountTooLarge { column, .. } => (*column, format!("{uai}: {kind}")),
        };
        FileProblem {
            line: line_of(index),
            column: Some(column),
            message,
        }
    }
}

fn whole_file(message: String) -> CalculatorError {
    CalculatorError {
        problems: vec![FileProblem {
            line: None,
            column: None,
            message,
        }],
    }
}

fn read(mut input: impl Read) -> Result<RosterFile, CalculatorError> {
    let mut bytes = Vec::new();
    input
        .read_to_end(&mut bytes)
        .map_err(|error| whole_file(format!("the file cannot be read: {error}")))?;
    let text = std::str::from_utf8(&bytes).map_err(|error| not_utf8(&bytes, error.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let header = match records.next() {
        None => return Err(whole_file("the file is empty".into())),
        Some(record) => record.map_err(|error| whole_file(error.to_string()))?,
    };
    let mut place = LineCounter::new(text);
    let columns = Columns::read(&header, place.line_of(&header))?;

    let mut file = RosterFile {
        rosters: Vec::new(),
        lines: Vec::new(),
    };
    let mut problems = Vec::new();
    for record in records {
        let record = record.map_err(|error| whole_file(error.to_string()))?;
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let line = place.line_of(&record);
        let before = problems.len();
        if record.len() != header.len() {
            problems.push(FileProblem {
                line: Some(line),
                column: None,
                message: format!("{} fields instead of {}", record.len(), header.len()),
            });
            continue;
        }
        let mut row = Row {
            record: &record,
            columns: &columns,
            line,
            problems: &mut problems,
        };
        let roster = row.roster();
        if problems.len() == before
            && let Some(roster) = roster
        {
            file.rosters.push(roster);
            file.lines.push(line);
        }
    }
    if problems.is_empty() && file.rosters.is_empty() {
        return Err(whole_file("the file has a header and no line".into()));
    }
    if problems.is_empty() {
        Ok(file)
    } else {
        Err(CalculatorError { problems })
    }
}

/// The lines of a text as an editor numbers them: the reader's own numbers are one too small
/// after `\r\n` and blank lines.
struct LineCounter<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> LineCounter<'a> {
    const fn new(text: &'a str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// The line on which a record begins; records have to come in the order of the text.
    fn line_of(&mut self, record: &StringRecord) -> u64 {
        let start = record
            .position()
            .and_then(|position| usize::try_from(position.byte()).ok())
            .unwrap_or(self.at);
        // The end of the line before, and blank lines, come first.
        while let Some(byte) = self.bytes.get(self.at)
            && (self.at < start || matches!(byte, b'\r' | b'\n'))
        {
            self.at += 1;
            if *byte == b'\n' || (*byte == b'\r' && self.bytes.get(self.at) != Some(&b'\n')) {
                self.line += 1;
            }
        }
        self.line
    }
}

/// Where the file stops being UTF-8.
fn not_utf8(bytes: &[u8], valid: usize) -> CalculatorError {
    let newlines = bytes.iter().take(valid).filter(|byte| **byte == b'\n').count();
    CalculatorError {
        problems: vec![FileProblem {
            line: u64::try_from(newlines).ok().map(|before| before + 1),
            column: None,
            message: "the file is not UTF-8".into(),
        }],
    }
}

/// The separator of the header: whichever of `;` and `,` is more frequent.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator| header.matches(separator).count();
    if count(';') > count(',') { b';' } else { b',' }
}

/// The position of each column of the header.
struct Columns(BTreeMap<&'static str, usize>);

impl Columns {
    fn read(header: &StringRecord, line: u64) -> Result<Self, CalculatorError> {
        let known = || REQUIRED_COLUMNS.iter().chain(OPTIONAL_COLUMNS).copied();
        let mut positions = BTreeMap::new();
        let mut problems = Vec::new();
        let mut refuse = |column, message| {
            problems.push(FileProblem {
                line: Some(line),
                column,
                message,
            });
        };
        for (position, name) in header.iter().enumerate() {
            let name = name.trim().to_lowercase();
            match known().find(|column| *column == name) {
                None => {
                    let accepted: Vec<&str> = known().collect();
                    refuse(
                        None,
                        format!("“{name}” is not a column (known: {})", accepted.join(", ")),
                    );
                }
                Some(column) if positions.insert(column, position).is_some() => {
                    refuse(Some(column), "the column is there twice".into());
                }
                Some(_) => {}
            }
        }
        for column in REQUIRED_COLUMNS {
            if !positions.contains_key(column) {
                refuse(Some(column), "the column is missing".into());
            }
        }
        if problems.is_empty() {
            Ok(Self(positions))
        } else {
            Err(CalculatorError { problems })
        }
    }
}

/// One line being read.
struct Row<'a> {
    record: &'a StringRecord,
    columns: &'a Columns,
    line: u64,
    problems: &'a mut Vec<FileProblem>,
}

impl Row<'_> {
    fn roster(&mut self) -> Option<RosterLine> {
        let uai = Uai::parse(self.field("uai").unwrap_or_default());
        let uai = self.keep("uai", uai);
        let year = SchoolYear::parse(self.field("year").unwrap_or_default());
        let year = self.keep("year", year);
        let wave_year = match self.field("wave_year") {
            None | Some("") => None,
            Some(text) => self.keep("wave_year", SchoolYear::parse(text)),
        };
        let kind = self.kind();
        let roster = RosterLine {
            sixth: self.count("6e"),
            fifth: self.count("5e"),
            fourth: self.count("4e"),
            third: self.count("3e"),
            pupils_total: self.count("total"),
            teachers: self.count("teachers"),
            teachers_5e: self.count("teachers_5e"),
            teachers_5e_new: self.count("teachers_5e_new"),
            teachers_6e_new: self.count("teachers_6e_new"),
            repeaters: self.declared("repeaters"),
            returns: self.declared("returns"),
            ..RosterLine::unknown(uai?, year?, kind?, wave_year)
        };
        Some(roster)
    }

    /// The text of a column, without the spaces around; `None` when the column is not there.
    fn field(&self, column: &'static str) -> Option<&str> {
        self.record.get(*self.columns.0.get(column)?).map(str::trim)
    }

    fn refuse(&mut self, column: &'static str, message: String) {
        self.problems.push(FileProblem {
            line: Some(self.line),
            column: Some(column),
            message,
        });
    }

    fn keep<T, E: std::fmt::Display>(&mut self, column: &'static str, parsed: Result<T, E>) -> Option<T> {
        parsed.map_err(|error| self.refuse(column, error.to_string())).ok()
    }

    /// A collège unless the line says otherwise.
    fn kind(&mut self) -> Option<EndowmentKind> {
        match self.field("kind") {
            None | Some("") => Some(EndowmentKind::College),
            Some(word) => {
                let parsed = EndowmentKind::parse(&word.to_lowercase());
                let codes: Vec<&str> = EndowmentKind::ALL.iter().map(|kind| kind.code()).collect();
                let parsed = parsed.map_err(|error| format!("{error} (accepted: {})", codes.join(", ")));
                self.keep("kind", parsed)
            }
        }
    }

    /// A count; an empty field is unknown.
    fn count(&mut self, column: &'static str) -> Option<u32> {
        let text = self.field(column)?;
        if text.is_empty() {
            return None;
        }
        if text.bytes().all(|byte| byte.is_ascii_digit())
            && let Ok(count) = text.parse()
            && count <= rules::MAX_COUNT
        {
            return Some(count);
        }
        let message = format!("“{text}” is not a whole number from 0 to {}", rules::MAX_COUNT);
        self.refuse(column, message);
        None
    }

    /// A count of which an empty field is 0.
    fn declared(&mut self, column: &'static str) -> Option<u32> {
        if self.field(column) == Some("") {
            Some(0)
        } else {
            self.count(column)
        }
    }
}

fn output_line(line: &EndowmentLine) -> OutputLine {
    let state = |heading| line.paid_by(&Funder::State, &[heading]);
    let authority = |heading| line.paid_by(&Funder::Authority, &[heading]);
    let others = |heading| line.paid_by_others(&[heading]);
    let mut flags: Vec<&'static str> = line.flags.iter().copied().map(RosterFlag::code).collect();
    if line.is_incomplete() {
        flags.push(INCOMPLETE);
    }
    let capped = line.headings.iter().filter(|amount| amount.cap_reached);
    let mut reasons: Vec<&'static str> = line.reasons.iter().map(Reason::code).collect();
    reasons.dedup();
    OutputLine {
        uai: line.uai.to_string(),
        year: line.year.first_calendar_year(),
        kind: line.kind.code(),
        wave_year: line.wave_year.map(SchoolYear::first_calendar_year),
        position: line.position,
        is_last_year: line.is_last_year,
        rights: line.rights,
        net: line.net,
        teachers: line.teachers,
        spare: line.spare,
        order: line.order,
        cost_cents: line.cost_cents(),
        state_cents: line.state_cents(),
        state_pupils_cents: line.state_pupils_cents(),
        state_teachers_cents: line.state_teachers_cents(),
        authority_cents: line.authority_cents(),
        others_cents: line.paid_by_others(DEVICE_HEADINGS),
        resources_cents: line.resources_cents(),
        resources_state_cents: state(Heading::Resources),
        resources_authority_cents: authority(Heading::Resources),
        resources_others_cents: others(Heading::Resources),
        cases: line.cases(),
        cases_cents: line.case_cents(),
        cases_state_cents: state(Heading::Cases),
        cases_authority_cents: authority(Heading::Cases),
        cases_others_cents: others(Heading::Cases),
        lump_cents: line.lump_cents(),
        lump_state_cents: state(Heading::SchoolLump),
        lump_authority_cents: authority(Heading::SchoolLump),
        lump_others_cents: others(Heading::SchoolLump),
        total_cents: line.total_cents(),
        holders: line.holders,
        pupils: line.pupils,
        coverage_percent: line.coverage.map(|ratio| {
            let tenths = ratio.tenths_of_percent();
            format!("{}.{}", tenths / 10, tenths % 10)
        }),
        residual: line.residual,
        flags,
        missing: line.missing.clone(),
        assumptions: line.assumptions.clone(),
        caps_reached: capped.map(|amount| amount.heading.code()).collect(),
        reasons,
    }
}

fn output_totals(totals: &Totals) -> OutputTotals {
    let of = |headings: &[Heading], figure: fn(&HeadingTotal) -> Cents| totals.sum_of(headings, figure);
    let [resources, cases, lump] = [Heading::Resources, Heading::Cases, Heading::SchoolLump].map(|heading| [heading]);
    OutputTotals {
        lines: totals.lines,
        incomplete_lines: totals.incomplete_lines,
        rights: totals.rights,
        net: totals.net,
        teachers: totals.teachers,
        spare: totals.spare,
        order: totals.order,
        cost_cents: totals.cost_cents(),
        state_cents: totals.state_cents(),
        state_pupils_cents: of(&[Heading::PupilDevices], |total| total.state),
        state_teachers_cents: of(&[Heading::TeacherDevices], |total| total.state),
        authority_cents: totals.authority_cents(),
        others_cents: of(DEVICE_HEADINGS, |total| total.others),
        resources_cents: of(&resources, |total| total.amount),
        resources_state_cents: of(&resources, |total| total.state),
        resources_authority_cents: of(&resources, |total| total.authority),
        resources_others_cents: of(&resources, |total| total.others),
        cases: totals.heading(Heading::Cases).map_or(0, |total| total.quantity),
        cases_cents: of(&cases, |total| total.amount),
        cases_state_cents: of(&cases, |total| total.state),
        cases_authority_cents: of(&cases, |total| total.authority),
        cases_others_cents: of(&cases, |total| total.others),
        lump_cents: of(&lump, |total| total.amount),
        lump_state_cents: of(&lump, |total| total.state),
        lump_authority_cents: of(&lump, |total| total.authority),
        lump_others_cents: of(&lump, |total| total.others),
        total_cents: totals.total_cents(),
    }
}

/// The header of the table for people.
const TABLE_HEADER: [&str; 15] = [
    "uai",
    "year",
    "kind",
    "rights",
    "net",
    "teachers",
    "spare",
    "order",
    "cost",
    "state",
    "authority",
    "resources",
    "cases",
    "lump",
    "total",
];

/// The result as a table for people: amounts in euros, `?` where a figure is unknown. `state`
/// and `authority` share the cost of the order; the last line gives the sums.
pub fn to_text(output: &CalculatorOutput) -> String {
    let mut table = vec![TABLE_HEADER.map(str::to_owned)];
    for line in &output.lines {
        table.push([
            line.uai.clone(),
            line.year.to_string(),
            line.kind.to_owned(),
            cell(line.rights),
            cell(line.net),
            cell(line.teachers),
            cell(line.spare),
            cell(line.order),
            cell(line.cost_cents),
            cell(line.state_cents),
            cell(line.authority_cents),
            cell(line.resources_cents),
            cell(line.cases_cents),
            cell(line.lump_cents),
            cell(line.total_cents),
        ]);
    }
    let totals = &output.totals;
    table.push([
        "sum".to_owned(),
        String::new(),
        String::new(),
        totals.rights.to_string(),
        totals.net.to_string(),
        totals.teachers.to_string(),
        totals.spare.to_string(),
        totals.order.to_string(),
        totals.cost_cents.to_string(),
        totals.state_cents.to_string(),
        totals.authority_cents.to_string(),
        totals.resources_cents.to_string(),
        totals.cases_cents.to_string(),
        totals.lump_cents.to_string(),
        totals.total_cents.to_string(),
    ]);

    let mut widths = [0; TABLE_HEADER.len()];
    for row in &table {
        for (width, text) in widths.iter_mut().zip(row) {
            *width = (*width).max(text.len());
        }
    }
    let mut text = String::new();
    for row in &table {
        let mut line = String::new();
        for (column, (width, field)) in widths.iter().zip(row).enumerate() {
            // Words to the left, figures to the right. Writing to a text cannot fail.
            let _ = if column < 3 {
                write!(line, "{field:<width$}  ")
            } else {
                write!(line, "{field:>width$}  ")
            };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    for line in output.lines.iter().filter(|line| !line.missing.is_empty()) {
        let missing = line.missing.join(", ");
        let _ = writeln!(text, "{INCOMPLETE} {} {}: {missing}", line.uai, line.year);
    }
    text
}

fn cell(figure: Option<impl std::fmt::Display>) -> String {
    figure.map_or_else(|| "?".to_owned(), |figure| figure.to_string())
}
