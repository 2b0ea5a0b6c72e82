//! Cells read for a fact, and what is wrong with them told on the way.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use pole_kernel::{
    Category, Contract, Day, PriorityEducation, SchoolKind, SchoolYear, Sector, Territory, Uai, UaiError,
};

use crate::facts::{
    CertificationFact, CountFact, CoverageFact, DemarcheDossier, IpsFact, Item, Known, Located, PersonFact, Position,
    RoomFact, RoomTestFact, SchoolFact, SchoolState, SupplyFact, TrainingFact, UsageFact,
};
use crate::header::Column;
use crate::places::{Place, territory};
use crate::problem::{Problem, ProblemCode, Severity, excerpt, is_formula};
use crate::table::Row;
use crate::text::{is_doubly_encoded, is_missing, kept};
use crate::values::{
    DateOrder, NumberError, day, day_in, duration, is_numen, micro_degrees, period, seconds, tenths, whole,
};
use crate::words::{
    Nature, contract_code, contract_label, kind_of, nature, position_precision, priority, sector, state,
};

/// Where the items go. Each reader of a cell tells its problem and gives `None` when the cell
/// holds nothing usable.
pub(crate) struct Out<'s> {
    pub(crate) see: &'s mut dyn FnMut(Item) -> ControlFlow<()>,
    pub(crate) names: &'s [String],
    pub(crate) problems: u64,
    pub(crate) stopped: bool,
    /// Whether the cells of the file speak of persons: then problems do not repeat them.
    pub(crate) personal: bool,
    /// The order of dates that a person chose; files of a known layout have their own.
    pub(crate) dates: Option<DateOrder>,
}

impl Out<'_> {
    pub(crate) fn school(&mut self, row: &Row<'_>, fact: SchoolFact) {
        self.emit(Item::School(located(row, fact)));
    }

    pub(crate) fn count(&mut self, row: &Row<'_>, fact: CountFact) {
        self.emit(Item::Count(located(row, fact)));
    }

    pub(crate) fn ips(&mut self, row: &Row<'_>, fact: IpsFact) {
        self.emit(Item::Ips(located(row, fact)));
    }

    pub(crate) fn person(&mut self, row: &Row<'_>, fact: PersonFact) {
        self.emit(Item::Person(located(row, fact)));
    }

    pub(crate) fn certification(&mut self, row: &Row<'_>, fact: CertificationFact) {
        self.emit(Item::Certification(located(row, fact)));
    }

    pub(crate) fn supply(&mut self, row: &Row<'_>, fact: SupplyFact) {
        self.emit(Item::Supply(located(row, fact)));
    }

    pub(crate) fn room(&mut self, row: &Row<'_>, fact: RoomFact) {
        self.emit(Item::Room(located(row, fact)));
    }

    pub(crate) fn room_test(&mut self, row: &Row<'_>, fact: RoomTestFact) {
        self.emit(Item::RoomTest(located(row, fact)));
    }

    /// A test of a file that has no rows.
    pub(crate) fn room_test_at(&mut self, line: u64, value: RoomTestFact) {
        self.emit(Item::RoomTest(Located { line, value }));
    }

    /// Tells that an object of a file that has no rows is not kept.
    pub(crate) fn refuse_at(&mut self, line: u64, field: &str, value: &str, code: ProblemCode) {
        self.problems += 1;
        self.emit(Item::Problem(Problem {
            line,
            column: Some(field.to_owned()).filter(|field| !field.is_empty()),
            value: excerpt(value),
            code,
            severity: Severity::Refused,
            proposal: None,
        }));
    }

    pub(crate) fn coverage(&mut self, row: &Row<'_>, fact: CoverageFact) {
        self.emit(Item::Coverage(located(row, fact)));
    }

    pub(crate) fn training(&mut self, row: &Row<'_>, fact: TrainingFact) {
        self.emit(Item::Training(located(row, fact)));
    }

    pub(crate) fn demarche_at(&mut self, line: u64, value: DemarcheDossier) {
        self.emit(Item::Demarche(Located { line, value }));
    }

    /// Tells that something of a file that has no rows deserves a look.
    pub(crate) fn warn_at(&mut self, line: u64, field: &str, code: ProblemCode) {
        self.problems += 1;
        self.emit(Item::Problem(Problem {
            column: Some(field.to_owned()).filter(|field| !field.is_empty()),
            ..Problem::of_line(line, "", code, Severity::Warning)
        }));
    }

    pub(crate) fn usage(&mut self, row: &Row<'_>, fact: UsageFact) {
        self.emit(Item::Usage(located(row, fact)));
    }

    /// Tells that a line or a cell is not kept.
    pub(crate) fn refuse(&mut self, row: &Row<'_>, column: Column, code: ProblemCode) {
        self.tell(row, column, code, Severity::Refused, None);
    }

    /// Tells that a cell deserves a look.
    pub(crate) fn warn(&mut self, row: &Row<'_>, column: Column, code: ProblemCode) {
        self.tell(row, column, code, Severity::Warning, None);
    }

    pub(crate) fn tell(
        &mut self,
        row: &Row<'_>,
        column: Column,
        code: ProblemCode,
        severity: Severity,
        proposal: Option<String>,
    ) {
        let problem = Problem {
            line: row.line,
            column: column.and_then(|rank| self.names.get(rank)).cloned(),
            value: self.shown(code, row.get(column)),
            code,
            severity,
            proposal,
        };
        self.problems += 1;
        self.emit(Item::Problem(problem));
    }

    /// What a problem repeats of a cell: in a file about persons, only what cannot be one's name or date.
    fn shown(&self, code: ProblemCode, cell: &str) -> String {
        let harmless = matches!(
            code,
            ProblemCode::UaiShape
                | ProblemCode::UaiKey
                | ProblemCode::DegreeUnknown
                | ProblemCode::StatusUnknown
                | ProblemCode::DemarcheStateUnknown
        );
        // What is confidential is not repeated, wherever it stands.
        if is_numen(cell) || (self.personal && !harmless) {
            String::new()
        } else {
            excerpt(cell)
        }
    }

    /// Tells which columns are not read because they hold confidential numbers.
    pub(crate) fn tell_confidential(&mut self, ranks: &[usize]) {
        for rank in ranks {
            self.problems += 1;
            self.emit(Item::Problem(Problem {
                line: 1,
                column: self.names.get(*rank).cloned(),
                value: String::new(),
                code: ProblemCode::NumenDropped,
                severity: Severity::Warning,
                proposal: None,
            }));
        }
    }

    fn emit(&mut self, item: Item) {
        if !self.stopped {
            self.stopped = (self.see)(item).is_break();
        }
    }

    /// Whether the line can be read at all; tells what is doubtful in its text.
    pub(crate) fn accepts(&mut self, row: &Row<'_>) -> bool {
        if row.runaway {
            self.refuse(row, Some(0), ProblemCode::QuoteUnclosed);
            return false;
        }
        let width = self.names.len();
        if row.width() > width
            && let Some(beyond) = row.cells().skip(width).find(|cell| !cell.is_empty())
        {
            let problem = Problem {
                line: row.line,
                column: None,
                value: self.shown(ProblemCode::RowTooLong, beyond),
                code: ProblemCode::RowTooLong,
                severity: Severity::Refused,
                proposal: None,
            };
            self.problems += 1;
            self.emit(Item::Problem(problem));
            return false;
        }
        if row.damaged {
            self.warn_where(row, ProblemCode::Undecodable, |cell| cell.contains('\u{fffd}'));
        }
        if is_doubly_encoded(row.text()) {
            self.warn_where(row, ProblemCode::DoubleEncoding, is_doubly_encoded);
        }
        true
    }

    fn warn_where(&mut self, row: &Row<'_>, code: ProblemCode, doubtful: impl Fn(&str) -> bool) {
        for (rank, cell) in row.cells().enumerate() {
            if doubtful(cell) {
                self.warn(row, Some(rank), code);
            }
        }
    }

    /// The school that the line is about. Without it the line is refused.
    pub(crate) fn uai(&mut self, row: &Row<'_>, column: Column) -> Option<Uai> {
        let cell = row.get(column);
        if cell.is_empty() {
            let short = column.is_some_and(|rank| rank >= row.width());
            let code = if short {
                ProblemCode::RowTooShort
            } else {
                ProblemCode::MissingValue
            };
            self.refuse(row, column, code);
            return None;
        }
        self.parsed_uai(row, column, Severity::Refused)
    }

    /// Another school that the line names; a wrong code is dropped with a warning.
    pub(crate) fn other_uai(&mut self, row: &Row<'_>, column: Column) -> Option<Uai> {
        if is_missing(row.get(column)) {
            return None;
        }
        self.parsed_uai(row, column, Severity::Warning)
    }

    fn parsed_uai(&mut self, row: &Row<'_>, column: Column, severity: Severity) -> Option<Uai> {
        let (code, proposal) = match Uai::parse(row.get(column)) {
            Ok(uai) => return Some(uai),
            Err(UaiError::Length(_) | UaiError::Digits(_)) => (ProblemCode::UaiShape, None),
            Err(UaiError::CheckLetter { found, expected }) => {
                let digits: String = found.chars().take(7).collect();
                (ProblemCode::UaiKey, Some(format!("{digits}{expected}")))
            }
        };
        self.tell(row, column, code, severity, proposal);
        None
    }

    /// The school year that the line is about. Without it the line is refused.
    pub(crate) fn year(&mut self, row: &Row<'_>, column: Column) -> Option<SchoolYear> {
        let year = SchoolYear::parse(row.get(column)).ok();
        if year.is_none() {
            self.refuse(row, column, ProblemCode::YearInvalid);
        }
        year
    }

    /// A whole number; an empty cell is silent.
    pub(crate) fn whole(&mut self, row: &Row<'_>, column: Column) -> Option<u32> {
        let cell = row.get(column);
        if is_missing(cell) {
            return None;
        }
        match whole(cell) {
            Ok(number) => Some(number),
            Err(NumberError::Invalid) => {
                self.refuse(row, column, ProblemCode::NumberInvalid);
                None
            }
            Err(NumberError::Negative) => {
                self.refuse(row, column, ProblemCode::NumberNegative);
                None
            }
        }
    }

    /// The sum of whole numbers: `None` when every cell is empty, `Err` when one of them is wrong.
    pub(crate) fn sum(&mut self, row: &Row<'_>, columns: &[usize]) -> Result<Option<u32>, ()> {
        let mut sum: Option<u32> = None;
        for rank in columns {
            let column = Some(*rank);
            if is_missing(row.get(column)) {
                continue;
            }
            let number = self.whole(row, column).ok_or(())?;
            let Some(more) = sum.unwrap_or(0).checked_add(number) else {
                self.refuse(row, column, ProblemCode::NumberInvalid);
                return Err(());
            };
            sum = Some(more);
        }
        Ok(sum)
    }

    /// A social position index in tenths. Real ones go from 40 to 190.
    pub(crate) fn index(&mut self, row: &Row<'_>, column: Column) -> Option<u32> {
        let cell = row.get(column);
        if is_missing(cell) {
            return None;
        }
        let index = tenths(cell).filter(|index| (1..3_000).contains(index));
        if index.is_none() {
            self.refuse(row, column, ProblemCode::DecimalInvalid);
        }
        index
    }

    /// A day; an empty cell and a placeholder are silent.
    pub(crate) fn day(&mut self, row: &Row<'_>, column: Column) -> Option<Day> {
        self.checked_day(row, column).unwrap_or(None)
    }

    /// A day, `Err` when the cell holds something that is none.
    pub(crate) fn checked_day(&mut self, row: &Row<'_>, column: Column) -> Result<Option<Day>, ()> {
        let cell = row.get(column);
        if is_missing(cell) {
            return Ok(None);
        }
        let read = match self.dates {
            Some(order) => day_in(cell, order),
            None => day(cell),
        };
        read.map_err(|_| self.refuse(row, column, ProblemCode::DateInvalid))
    }

    /// The first day of a period, `Err` when the cell holds something that is none.
    pub(crate) fn period(&mut self, row: &Row<'_>, column: Column) -> Result<Option<Day>, ()> {
        let cell = row.get(column);
        if is_missing(cell) {
            return Ok(None);
        }
        let order = self.dates.unwrap_or(DateOrder::DayFirst);
        period(cell, order).map_err(|_| self.refuse(row, column, ProblemCode::DateInvalid))
    }

    /// A duration in minutes, `Err` when the cell holds something that is none.
    pub(crate) fn duration(&mut self, row: &Row<'_>, column: Column) -> Result<Option<u32>, ()> {
        let cell = row.get(column);
        if is_missing(cell) {
            return Ok(None);
        }
        let minutes = duration(cell);
        if minutes.is_none() {
            self.refuse(row, column, ProblemCode::DurationInvalid);
        }
        minutes.map(Some).ok_or(())
    }

    /// A duration in seconds; an empty cell is silent.
    pub(crate) fn seconds(&mut self, row: &Row<'_>, column: Column) -> Option<u32> {
        let cell = row.get(column);
        if is_missing(cell) {
            return None;
        }
        let seconds = seconds(cell);
        if seconds.is_none() {
            self.refuse(row, column, ProblemCode::DurationInvalid);
        }
        seconds
    }

    /// A point and how far it can be trusted.
    pub(crate) fn position(
        &mut self,
        row: &Row<'_>,
        latitude: Column,
        longitude: Column,
        label: String,
    ) -> Option<Position> {
        let (north, east) = (row.get(latitude), row.get(longitude));
        if is_missing(north) && is_missing(east) {
            return None;
        }
        let position = point(north, east, label);
        if position.is_none() {
            let wrong = if micro_degrees(north, 90).is_some() {
                longitude
            } else {
                latitude
            };
            self.refuse(row, wrong, ProblemCode::CoordinatesInvalid);
        }
        position
    }

    /// A point written in one cell: `18.07, -63.08`.
    pub(crate) fn point(&mut self, row: &Row<'_>, column: Column, label: String) -> Option<Position> {
        let cell = row.get(column);
        if is_missing(cell) {
            return None;
        }
        let position = cell.split_once(',').and_then(|(north, east)| point(north, east, label));
        if position.is_none() {
            self.refuse(row, column, ProblemCode::CoordinatesInvalid);
        }
        position
    }

    /// Public or private, and the contract when the cell tells it.
    pub(crate) fn sector(&mut self, row: &Row<'_>, column: Column) -> (Option<Sector>, Option<Contract>) {
        let cell = row.get(column);
        if is_missing(cell) {
            return (None, None);
        }
        if let Some((sector, contract)) = sector(cell) {
            return (Some(sector), contract);
        }
        self.warn(row, column, ProblemCode::SectorUnknown);
        (None, None)
    }

    /// Sector and contract from a file that has a column for each: the code of the contract first,
    /// its label when there is no code.
    pub(crate) fn contract(
        &mut self,
        row: &Row<'_>,
        (sector, code, label): (Column, Column, Column),
    ) -> (Option<Sector>, Option<Contract>) {
        let (sector, _) = self.sector(row, sector);
        let (column, found) = if row.get(code).is_empty() {
            (label, contract_label(row.get(label)))
        } else {
            (code, contract_code(row.get(code)))
        };
        if found.is_none() && !is_missing(row.get(column)) {
            self.warn(row, column, ProblemCode::ContractUnknown);
        }
        let contract = match (sector, found) {
            (Some(Sector::Public), _) => Some(Contract::NotApplicable),
            // “No object” is no answer for a private school.
            (Some(Sector::Private), Some(Contract::NotApplicable)) => None,
            (_, found) => found,
        };
        (sector, contract)
    }

    /// The ministry's nature code and the kind of school that comes from it, or from the words of
    /// the line when the code does not tell.
    pub(crate) fn nature(
        &mut self,
        row: &Row<'_>,
        (nature_column, type_column, name_column): (Column, Column, Column),
    ) -> (Option<u16>, Option<SchoolKind>) {
        let by_words = kind_of(row.get(type_column), row.get(name_column));
        let cell = row.get(nature_column);
        if is_missing(cell) {
            // A file with neither column does not speak of kinds: nothing to tell.
            let spoken = nature_column.or(type_column);
            if by_words.is_none() && spoken.is_some() {
                self.warn(row, spoken, ProblemCode::KindUnknown);
            }
            return (None, by_words);
        }
        let code: Option<u16> = cell.parse().ok();
        let kind = match code.map_or(Nature::Unknown, nature) {
            Nature::Known(kind) => return (code, Some(kind)),
            Nature::SomeEcole => by_words
                .filter(|kind| kind.is_ecole())
                .or(Some(SchoolKind::Elementaire)),
            Nature::SomeSecondDegree => by_words.filter(|kind| !kind.is_ecole()),
            Nature::Unknown => by_words,
        };
        self.warn(row, nature_column, ProblemCode::NatureUnknown);
        (code, kind)
    }

    /// Open or not.
    pub(crate) fn state(&mut self, row: &Row<'_>, column: Column) -> Option<SchoolState> {
        let cell = row.get(column);
        if is_missing(cell) {
            return None;
        }
        let state = state(cell);
        if state.is_none() {
            self.warn(row, column, ProblemCode::StateUnknown);
        }
        state
    }

    /// Priority education: a file without the column does not speak of it.
    pub(crate) fn priority(&mut self, row: &Row<'_>, column: Column) -> Known<PriorityEducation> {
        if column.is_none() {
            return Known::Unknown;
        }
        priority(row.get(column)).unwrap_or_else(|| {
            self.warn(row, column, ProblemCode::PriorityUnknown);
            Known::Unknown
        })
    }

    /// The territory of a place; `column` is the one to look at when there is none.
    pub(crate) fn territory(&mut self, row: &Row<'_>, column: Column, place: &Place<'_>) -> Option<Territory> {
        territory(place).unwrap_or_else(|()| {
            self.warn(row, column, ProblemCode::TerritoryUnknown);
            None
        })
    }

    /// A free text of our templates. What a spreadsheet would run is refused, except behind the
    /// apostrophe that our exports put.
    pub(crate) fn free_text(&mut self, row: &Row<'_>, column: Column) -> Option<String> {
        let cell = row.get(column);
        if is_formula(cell) {
            self.refuse(row, column, ProblemCode::FormulaCell);
            return None;
        }
        if is_numen(cell) {
            self.warn(row, column, ProblemCode::NumenDropped);
            return None;
        }
        let bare = cell.strip_prefix('\'').filter(|rest| is_formula(rest));
        kept(bare.unwrap_or(cell))
    }

    /// A name of a person, as the file writes it. A lone dot or dash stands for a given name nobody knows; what a
    /// spreadsheet would run is no name. `None` when there is none, with the line refused.
    pub(crate) fn person_name(&mut self, row: &Row<'_>, column: Column) -> Option<String> {
        let cell = row.get(column);
        if matches!(cell, "." | "-") {
            return Some(cell.to_owned());
        }
        if is_formula(cell) {
            self.refuse(row, column, ProblemCode::FormulaCell);
            return None;
        }
        let bare = cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell);
        let name = kept(bare).filter(|name| name.chars().any(char::is_alphanumeric) || bare == "-");
        if name.is_none() {
            self.refuse(row, column, ProblemCode::NameMissing);
        }
        name
    }

    /// The name of a school; a school without one is kept with a warning.
    pub(crate) fn name(&mut self, row: &Row<'_>, column: Column) -> Option<String> {
        let name = kept(row.get(column));
        if name.is_none() {
            self.warn(row, column, ProblemCode::NameMissing);
        }
        name
    }
}

/// A point on Earth; the gulf of Guinea, where both coordinates are zero, is a fault.
fn point(north: &str, east: &str, label: String) -> Option<Position> {
    let (latitude_micro, longitude_micro) = micro_degrees(north, 90)
        .zip(micro_degrees(east, 180))
        .filter(|point| *point != (0, 0))?;
    Some(Position {
        latitude_micro,
        longitude_micro,
        precision: position_precision(&label),
        label,
        source: None,
    })
}

fn located<T>(row: &Row<'_>, value: T) -> Located<T> {
    Located { line: row.line, value }
}

/// The seven digits of a school code: as good a key, and smaller.
fn digits(uai: &Uai) -> u32 {
    uai.as_str()
        .bytes()
        .take(7)
        .fold(0, |number, digit| number * 10 + u32::from(digit.wrapping_sub(b'0')))
}

/// The schools met in a file that should have each once.
#[derive(Default)]
pub(crate) struct Once {
    filled: HashMap<u32, usize>,
}

impl Once {
    /// Whether this line is the first of its school, or a fuller one; tells the duplicates.
    pub(crate) fn accepts(&mut self, out: &mut Out<'_>, row: &Row<'_>, column: Column, uai: &Uai) -> bool {
        let filled = row.filled();
        let best = self.filled.entry(digits(uai)).or_insert(0);
        if *best == 0 {
            *best = filled;
            return true;
        }
        let fuller = filled > *best;
        if fuller {
            *best = filled;
            out.warn(row, column, ProblemCode::DuplicateUai);
        } else {
            out.refuse(row, column, ProblemCode::DuplicateUai);
        }
        fuller
    }
}

/// The figures met in a file that should have each once.
#[derive(Default)]
pub(crate) struct Figures {
    met: HashSet<(u32, SchoolYear, Category)>,
}

impl Figures {
    /// Whether this figure was not met before.
    pub(crate) fn add(&mut self, uai: &Uai, year: SchoolYear, category: Category) -> bool {
        self.met.insert((digits(uai), year, category))
    }

    /// Whether this line is the first of its school and year; tells the duplicates.
    pub(crate) fn accepts_line(
        &mut self,
        out: &mut Out<'_>,
        row: &Row<'_>,
        column: Column,
        uai: &Uai,
        year: SchoolYear,
    ) -> bool {
        let first = self.add(uai, year, Category::Total);
        if !first {
            out.refuse(row, column, ProblemCode::DuplicateYear);
        }
        first
    }
}
