use std::borrow::Cow;

use pole_kernel::vocabulary;

vocabulary! {
    /// What happened to the line or the field.
    Severity, "severity" {
        /// The line or the field is not kept.
        Refused = "refused",
        /// It is kept, and deserves a look.
        Warning = "warning",
    }
}

vocabulary! {
    /// What is wrong, for the product to put into words.
    ProblemCode, "import problem" {
        /// Not seven digits and a letter.
        UaiShape = "uai_shape",
        /// The check letter is wrong; the proposal is the code with the right one.
        UaiKey = "uai_key",
        /// Not a school year.
        YearInvalid = "year_invalid",
        /// Not a whole number.
        NumberInvalid = "number_invalid",
        /// A negative number.
        NumberNegative = "number_negative",
        /// Not a decimal number in the expected range.
        DecimalInvalid = "decimal_invalid",
        /// Not a day of the calendar.
        DateInvalid = "date_invalid",
        /// No department or collectivity could be told.
        TerritoryUnknown = "territory_unknown",
        /// A nature code that is not in our table.
        NatureUnknown = "nature_unknown",
        /// The kind of school could not be told.
        KindUnknown = "kind_unknown",
        /// A contract code or label that is not in our table.
        ContractUnknown = "contract_unknown",
        /// Neither public nor private.
        SectorUnknown = "sector_unknown",
        /// A state of a school that is not in our table.
        StateUnknown = "state_unknown",
        /// A priority education label that is neither REP nor REP+.
        PriorityUnknown = "priority_unknown",
        /// A category of count that does not exist.
        CategoryUnknown = "category_unknown",
        /// A step of supply that does not exist.
        StepUnknown = "step_unknown",
        /// A supplied item that does not exist.
        ItemUnknown = "item_unknown",
        /// A level of the press file that says neither nursery nor school.
        LevelUnknown = "level_unknown",
        /// The school is twice in the file; the fuller line is kept.
        DuplicateUai = "duplicate_uai",
        /// The same figure of the same school and year, twice; the first is kept.
        DuplicateYear = "duplicate_year",
        /// Half a position, or a point that is not on Earth.
        CoordinatesInvalid = "coordinates_invalid",
        /// A text that a spreadsheet would run as a formula.
        FormulaCell = "formula_cell",
        /// A text that was encoded twice (`Ã©`).
        DoubleEncoding = "double_encoding",
        /// Bytes that the encoding of the file cannot read.
        Undecodable = "undecodable",
        /// The line ends before a column that it needs.
        RowTooShort = "row_too_short",
        /// The line has values beyond the last column: its columns cannot be trusted.
        RowTooLong = "row_too_long",
        /// A record over so many lines that a quote must have been left open.
        QuoteUnclosed = "quote_unclosed",
        /// The total is not the sum of the levels; the proposal is the sum.
        SumDiffers = "sum_differs",
        /// A school without a name.
        NameMissing = "name_missing",
        /// An empty cell where a value is needed.
        MissingValue = "missing_value",
        /// A day that has not come yet (found by the product).
        DateFuture = "date_future",
        /// A person already entered the same thing with another value; the proposal is theirs
        /// (found by the product).
        AlreadyEntered = "already_entered",
        /// A figure of a school that the directory does not know (found by the product).
        SchoolUnknown = "school_unknown",
        /// A line about a school of which this person may not bring facts (found by the product).
        SchoolNotYours = "school_not_yours",
        /// A number of the staff register that is confidential: dropped.
        NumenDropped = "numen_dropped",
        /// A degree that is neither the first nor the second.
        DegreeUnknown = "degree_unknown",
        /// Several people may be meant; nobody was chosen (found by the product).
        PersonAmbiguous = "person_ambiguous",
        /// The person is attached to another school at that time (found by the product).
        AttachmentTwice = "attachment_twice",
        /// The person already serves there on one of these days (found by the product).
        ServiceTwice = "service_twice",
        /// A status of a certification that is not in our table.
        StatusUnknown = "status_unknown",
        /// The certification is twice in the file with different results; the first is kept (found by the product).
        CertificationTwice = "certification_twice",
        /// A birth date that is in the future, or of somebody too old for a school (found by the product).
        BirthDateImplausible = "birth_date_implausible",
        /// A line of totals, which is no school.
        TotalRowSkipped = "total_row_skipped",
        /// A kind of room that does not exist.
        RoomKindUnknown = "room_kind_unknown",
        /// More half-days than a week has.
        HalfDaysTooMany = "half_days_too_many",
        /// The room is twice in the file; the first is kept.
        DuplicateRoom = "duplicate_room",
        /// No room bears this name in the school, or nobody said where the probe stands (found by
        /// the product).
        RoomUnknown = "room_unknown",
        /// Not an hour of the day.
        TimeInvalid = "time_invalid",
        /// Neither yes nor no.
        YesNoInvalid = "yes_no_invalid",
        /// A test outside school hours or days, or without one of its rates: it is kept and does not
        /// count (found by the product).
        TestNotCounted = "test_not_counted",
        /// A rate that no line reaches (found by the product).
        RateAbsurd = "rate_absurd",
        /// A result that gives no rate: dash tells whether a video would play.
        NoRate = "no_rate",
        /// A result of a probe that is not known.
        ProbeUnknown = "probe_unknown",
        /// Not a JSON object.
        JsonInvalid = "json_invalid",
        /// A line of a school for which this person may not bring files (found by the product).
        /// The last day is before the first.
        EndBeforeStart = "end_before_start",
        /// Not a duration.
        DurationInvalid = "duration_invalid",
        /// Not an e-mail address.
        EmailInvalid = "email_invalid",
        /// Not somebody's name: it holds figures or an address.
        NameInvalid = "name_invalid",
        /// A text of figures or an address where words are expected.
        TextInvalid = "text_invalid",
        /// A way of holding a session that is not in our table.
        ModeUnknown = "mode_unknown",
        /// A status of registration that is not in our table.
        RegistrationUnknown = "registration_unknown",
        /// Neither present, absent nor excused.
        PresenceUnknown = "presence_unknown",
        /// Nobody is found by this name, and no school says where to create them (found by the
        /// product).
        PersonUnknown = "person_unknown",
        /// Attended for longer than the session lasts: what is beyond is not counted (found by the
        /// product).
        LongerThanSession = "longer_than_session",
        /// A state that no dossier of the State's platform has once it was sent.
        DemarcheStateUnknown = "demarche_state_unknown",
        /// The platform has more pages than the file.
        PagesMissing = "pages_missing",
        /// The platform answered with an error instead of dossiers.
        PlatformError = "platform_error",
        /// The school that carries a dossier is none that the call takes (found by the product).
        NotCollege = "not_college",
        /// Two dossiers of the file for one collège; the first is kept (found by the product).
        DossierTwice = "dossier_twice",
        /// A rule of the call leaves the school out (found by the product).
        SchoolNotAdmitted = "school_not_admitted",
        /// The school answers the wave in another dossier (found by the product).
        AnsweredElsewhere = "answered_elsewhere",
        /// An answer that does not fit the question of the form (found by the product).
        AnswerUnfit = "answer_unfit",
        /// A question of the platform that goes nowhere in the form (found by the product).
        QuestionUnmapped = "question_unmapped",
        /// The dossier was moved here: its state is kept (found by the product).
        StateKept = "state_kept",
        /// The dossier is being judged here: its answers are kept (found by the product).
        AnswersKept = "answers_kept",
        /// Not a code of a commune.
        CommuneInvalid = "commune_invalid",
        /// The same commune, premises and day twice; the first is kept.
        CommuneTwice = "commune_twice",
        /// Neither all premises, dwellings nor the others.
        PremisesKindUnknown = "premises_kind_unknown",
        /// More are eligible than there are.
        MoreThanAll = "more_than_all",
        /// No line of the file is about this commune of the basin (found by the product).
        CommuneAbsent = "commune_absent",
    }
}

/// Something wrong or doubtful in a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The physical line in the decoded file; the first line is 1.
    pub line: u64,
    /// The column, as the header writes it.
    pub column: Option<String>,
    /// What the cell holds, at most [`VALUE_LENGTH`] characters of it.
    pub value: String,
    /// What is wrong.
    pub code: ProblemCode,
    /// What happened to it.
    pub severity: Severity,
    /// What it should probably be.
    pub proposal: Option<String>,
}

impl Problem {
    /// A problem of a whole line, without a proposal.
    pub fn of_line(line: u64, value: impl Into<String>, code: ProblemCode, severity: Severity) -> Self {
        Self {
            line,
            column: None,
            value: value.into(),
            code,
            severity,
            proposal: None,
        }
    }
}

/// The most characters of a cell that a problem repeats.
pub const VALUE_LENGTH: usize = 80;

/// The beginning of a cell, short enough for a report.
pub(crate) fn excerpt(value: &str) -> String {
    value.trim().chars().take(VALUE_LENGTH).collect()
}

/// Whether a spreadsheet would take the text for a formula.
pub(crate) fn is_formula(text: &str) -> bool {
    text.trim_start_matches(' ')
        .starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A text that a spreadsheet will show and not run: one that begins like a formula gets a leading
/// apostrophe. Our templates take it away again when they are read.
pub fn csv_cell(text: &str) -> Cow<'_, str> {
    if is_formula(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_begins_like_a_formula_is_escaped() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+33 1", "'+33 1"),
            ("-2", "'-2"),
            ("@sum", "'@sum"),
            ("\tx", "'\tx"),
            (" =1", "' =1"),
            ("Marigot", "Marigot"),
            ("", ""),
            ("a=b", "a=b"),
        ] {
            assert_eq!(csv_cell(text), cell, "{text}");
        }
    }

    #[test]
    fn an_excerpt_counts_characters_and_not_bytes() {
        assert_eq!(excerpt(&"é".repeat(200)).chars().count(), VALUE_LENGTH);
    }
}
