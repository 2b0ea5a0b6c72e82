//! The endowment arithmetic (`domain.md` §4): rosters and parameters in, endowments out.
//!
//! Everything here is pure. Where a rule comes from is written beside it: \[F\] the project
//! sheet, \[S\] a public source, \[C\] a choice of this project.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use pole_kernel::{Cents, Level, Ratio, SchoolYear, Uai};

use super::model::{
    CaseSchedule, EARLIER_YEARS, EndowmentKind, EndowmentLine, EntryRefusal, Funder, Heading, HeadingAmount,
    HeadingTotal, Holding, LineDifference, Reason, ResourceBase, ResourceScope, RosterLine, RosterProblem,
    RosterProblemKind, SchoolLump, Share, TeacherLevels, TeacherRight, Totals, Window,
};
use super::parameters::Parameters;

/// The largest count a roster accepts, in persons or devices: ten times the largest school, so
/// that a typing error is refused and no sum overflows \[C\].
pub const MAX_COUNT: u32 = 100_000;

/// The endowment of every roster line, sorted by school and year, whatever the order of the input.
///
/// What a line gives depends on the earlier lines of the same school: holders add up over the
/// years of the window. A year of the window that has no line is unknown, not 0: the later lines
/// of the school say so.
///
/// # Errors
/// Every contradiction between the lines: the same school and year twice, a school with two
/// first years or two kinds, a count above [`MAX_COUNT`].
pub fn compute(lines: &[RosterLine], parameters: &Parameters) -> Result<Vec<EndowmentLine>, Vec<RosterProblem>> {
    let mut sorted: Vec<(usize, &RosterLine)> = lines.iter().enumerate().collect();
    sorted.sort_unstable_by(|(index, line), (other_index, other)| {
        (&line.uai, line.year, index).cmp(&(&other.uai, other.year, other_index))
    });
    let schools = || sorted.chunk_by(|(_, line), (_, next)| line.uai == next.uai);

    let problems: Vec<RosterProblem> = schools().flat_map(contradictions).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut endowments = Vec::with_capacity(lines.len());
    for school in schools() {
        let mut history = History::default();
        for (_, line) in school {
            endowments.push(endow(line, parameters, &mut history));
        }
    }
    Ok(endowments)
}

/// The endowment window of a school whose first endowment year is `first`: a(s) to z(s).
///
/// Per school it lasts `years` school years \[F\]; with the plan's window it ends with the plan
/// for everybody; the last commitment year, when there is one, ends both \[C\]. `None` when it
/// would end before it begins.
pub fn window(first: SchoolYear, parameters: &Parameters) -> Option<RangeInclusive<SchoolYear>> {
    let after_first = parameters.years.checked_sub(1)?;
    let own_last = first.plus(i16::try_from(after_first).unwrap_or(1_000));
    let plan_last = match parameters.window {
        Window::PerSchool => None,
        Window::Plan => parameters.plan_last_year,
    };
    let last = [plan_last, parameters.last_commitment_year]
        .into_iter()
        .flatten()
        .fold(own_last, SchoolYear::min);
    (first <= last).then_some(first..=last)
}

/// The levels whose pupils are entitled in one year, youngest first: none outside the window, 5e
/// inside it, the levels of the last year in its last year \[F\]. A window of one year is its
/// own last year.
pub fn entitled_levels(first: SchoolYear, year: SchoolYear, parameters: &Parameters) -> &'static [Level] {
    match window(first, parameters) {
        Some(window) if *window.end() == year => parameters.last_year_levels.levels(),
        Some(window) if window.contains(&year) => &[Level::Cinquieme],
        Some(_) | None => &[],
    }
}

/// The years of the windows of the selected schools that have no roster line, sorted by school
/// and year.
pub fn missing_years(lines: &[RosterLine], parameters: &Parameters) -> Vec<(Uai, SchoolYear)> {
    let mut schools: BTreeMap<&Uai, (SchoolYear, BTreeSet<SchoolYear>)> = BTreeMap::new();
    for line in lines {
        if let Some(first) = line.wave_year {
            let (_, years) = schools.entry(&line.uai).or_insert_with(|| (first, BTreeSet::new()));
            years.insert(line.year);
        }
    }
    let mut missing = Vec::new();
    for (uai, (first, known)) in schools {
        if let Some(window) = window(first, parameters) {
            let absent = years_between(*window.start(), window.end().plus(1)).filter(|year| !known.contains(year));
            missing.extend(absent.map(|year| (uai.clone(), year)));
        }
    }
    missing
}

/// The sums of many lines. Unknown figures are left out and their lines counted.
pub fn totals(lines: &[EndowmentLine]) -> Totals {
    let count = |figure: fn(&EndowmentLine) -> Option<u32>| lines.iter().filter_map(figure).map(u64::from).sum();
    let headings = Heading::ALL.iter().map(|heading| {
        let mut total = HeadingTotal {
            heading: *heading,
            quantity: 0,
            amount: Cents::ZERO,
            state: Cents::ZERO,
            authority: Cents::ZERO,
            others: Cents::ZERO,
        };
        for amount in lines.iter().filter_map(|line| line.heading(*heading)) {
            total.quantity += u64::from(amount.quantity.unwrap_or(0));
            total.amount += amount.amount.unwrap_or(Cents::ZERO);
            total.state += amount.paid_by(&Funder::State).unwrap_or(Cents::ZERO);
            total.authority += amount.paid_by(&Funder::Authority).unwrap_or(Cents::ZERO);
            total.others += amount.paid_by_others().unwrap_or(Cents::ZERO);
        }
        total
    });
    Totals {
        lines: lines.len(),
        incomplete_lines: lines.iter().filter(|line| line.is_incomplete()).count(),
        rights: count(|line| line.rights),
        net: count(|line| line.net),
        teachers: count(|line| line.teachers),
        spare: count(|line| line.spare),
        order: count(|line| line.order),
        headings: headings.collect(),
    }
}

/// What two computations give differently, by school, year and funder, all headings together.
/// What is the same in both is left out.
pub fn difference(before: &[EndowmentLine], after: &[EndowmentLine]) -> Vec<LineDifference> {
    let mut pairs: BTreeMap<(&Uai, SchoolYear), [Option<&EndowmentLine>; 2]> = BTreeMap::new();
    for (side, lines) in [before, after].into_iter().enumerate() {
        for line in lines {
            if let Some(place) = pairs.entry((&line.uai, line.year)).or_default().get_mut(side) {
                *place = Some(line);
            }
        }
    }
    let mut differences = Vec::new();
    for ((uai, year), [before, after]) in pairs {
        let mut funders = BTreeSet::from([Funder::State, Funder::Authority]);
        let headings = [before, after].into_iter().flatten().flat_map(|line| &line.headings);
        for share in headings.filter_map(|heading| heading.shares.as_ref()).flatten() {
            if matches!(share.funder, Funder::Other(_)) && !funders.contains(&share.funder) {
                funders.insert(share.funder.clone());
            }
        }
        for funder in funders {
            let paid = |line: Option<&EndowmentLine>| line.and_then(|line| line.paid_by(&funder, Heading::ALL));
            let (before, after) = (paid(before), paid(after));
            if before != after {
                differences.push(LineDifference {
                    uai: uai.clone(),
                    year,
                    funder,
                    before,
                    after,
                });
            }
        }
    }
    differences
}

/// Whether an école may enter a call in a year: only with its collège, in the same wave or after
/// it \[S\].
///
/// # Errors
/// When its collège is not selected, or enters later.
pub fn check_ecole_entry(
    ecole_first_year: SchoolYear,
    college_first_year: Option<SchoolYear>,
) -> Result<(), EntryRefusal> {
    match college_first_year {
        None => Err(EntryRefusal::CollegeNotSelected),
        Some(college) if college > ecole_first_year => Err(EntryRefusal::CollegeEntersLater {
            ecole: ecole_first_year,
            college,
        }),
        Some(_) => Ok(()),
    }
}

/// What contradicts what in the lines of one school, sorted by year.
fn contradictions(school: &[(usize, &RosterLine)]) -> Vec<RosterProblem> {
    let mut problems = Vec::new();
    let Some((_, first)) = school.first() else {
        return problems;
    };
    let mut previous: Option<(usize, SchoolYear)> = None;
    for (index, line) in school {
        let mut refuse = |kind| {
            problems.push(RosterProblem {
                index: *index,
                uai: line.uai.clone(),
                year: line.year,
                kind,
            });
        };
        match previous {
            Some((first, year)) if year == line.year => refuse(RosterProblemKind::Duplicate { first }),
            Some(_) | None => previous = Some((*index, line.year)),
        }
        if line.wave_year != first.wave_year {
            refuse(RosterProblemKind::WaveDiffers {
                expected: first.wave_year,
                found: line.wave_year,
            });
        }
        if line.kind != first.kind {
            refuse(RosterProblemKind::KindDiffers {
                expected: first.kind,
                found: line.kind,
            });
        }
        for (column, count) in counts(line) {
            if let Some(value) = count.filter(|count| *count > MAX_COUNT) {
                refuse(RosterProblemKind::CountTooLarge {
                    column,
                    value,
                    limit: MAX_COUNT,
                });
            }
        }
    }
    problems
}

/// Every count of a roster line, by its column name.
fn counts(line: &RosterLine) -> [(&'static str, Option<u32>); 11] {
    [
        ("6e", line.sixth),
        ("5e", line.fifth),
        ("4e", line.fourth),
        ("3e", line.third),
        ("total", line.pupils_total),
        ("teachers", line.teachers),
        ("teachers_5e", line.teachers_5e),
        ("teachers_5e_new", line.teachers_5e_new),
        ("teachers_6e_new", line.teachers_6e_new),
        ("repeaters", line.repeaters),
        ("returns", line.returns),
    ]
}

/// Where a line stands in the window of its school.
enum Place {
    Outside(Reason),
    After(Reason),
    Inside {
        first: SchoolYear,
        position: u32,
        is_last: bool,
    },
}

impl Place {
    fn of(line: &RosterLine, parameters: &Parameters) -> Self {
        let Some(first) = line.wave_year else {
            return Self::Outside(Reason::NotSelected);
        };
        let Some(window) = window(first, parameters) else {
            return Self::Outside(Reason::NoWindow { first });
        };
        let last = *window.end();
        if line.year < first {
            return Self::Outside(Reason::OutsideWindow { first, last });
        }
        if line.year > last {
            return Self::After(Reason::OutsideWindow { first, last });
        }
        Self::Inside {
            first,
            position: u32::try_from(line.year.years_since(first)).unwrap_or(0) + 1,
            is_last: line.year == last,
        }
    }
}

/// What a school received in the earlier years of its window.
struct History {
    /// The first year of the window not seen yet.
    next: Option<SchoolYear>,
    /// Devices bought for pupils; `None` once a year is unknown.
    pupils: Option<u32>,
    /// Devices held by teachers; `None` once a year is unknown.
    teachers: Option<u32>,
}

impl Default for History {
    fn default() -> Self {
        Self {
            next: None,
            pupils: Some(0),
            teachers: Some(0),
        }
    }
}

/// What has to be said beside the figures of a line.
#[derive(Default)]
struct Notes {
    reasons: Vec<Reason>,
    missing: Vec<&'static str>,
    assumptions: Vec<&'static str>,
}

impl Notes {
    fn because(&mut self, reason: Reason) {
        self.reasons.push(reason);
    }

    /// Says why, when the quantity is not 0.
    fn because_of(&mut self, reason: fn(u32) -> Reason, quantity: u32) {
        if quantity > 0 {
            self.because(reason(quantity));
        }
    }

    /// An input without which a figure is unknown.
    fn need(&mut self, column: &'static str, count: Option<u32>) -> Option<u32> {
        if count.is_none() && !self.missing.contains(&column) {
            self.missing.push(column);
            self.because(Reason::UnknownInput(column));
        }
        count
    }

    /// An input that counts as 0 when it is not declared \[C\].
    fn declared(&mut self, column: &'static str, count: Option<u32>) -> u32 {
        count.unwrap_or_else(|| {
            self.assumptions.push(column);
            self.because(Reason::UndeclaredAsZero(column));
            0
        })
    }
}

/// The individual devices of one line.
#[derive(Default)]
struct Devices {
    rights: Option<u32>,
    net: Option<u32>,
    teachers: Option<u32>,
    holders: Option<u32>,
    teacher_holders: Option<u32>,
}

impl Devices {
    const NONE: Self = Self {
        rights: Some(0),
        net: Some(0),
        teachers: Some(0),
        holders: Some(0),
        teacher_holders: Some(0),
    };
}

/// The endowment of one line, after the earlier lines of its school.
fn endow(roster: &RosterLine, parameters: &Parameters, history: &mut History) -> EndowmentLine {
    let mut notes = Notes::default();
    for flag in &roster.flags {
        notes.because(Reason::Flagged(*flag));
    }
    let is_college = roster.kind == EndowmentKind::College;
    let mut devices = Devices::NONE;
    let mut levels: &[Level] = &[];
    let (mut position, mut is_last_year) = (None, false);
    match Place::of(roster, parameters) {
        Place::Outside(reason) => notes.because(reason),
        Place::After(reason) => {
            notes.because(reason);
            if is_college {
                // Who has left since is not known by the rule.
                devices.holders = None;
                devices.teacher_holders = None;
            }
        }
        Place::Inside {
            first,
            position: rank,
            is_last,
        } => {
            position = Some(rank);
            is_last_year = is_last;
            if is_last {
                notes.because(Reason::LastYear);
            }
            if is_college {
                levels = entitled_levels(first, roster.year, parameters);
                notes.because(Reason::LevelsEntitled(levels.to_vec()));
                devices = college_devices(roster, parameters, levels, first, is_last, history, &mut notes);
            }
        }
    }

    let pupils = pupils(roster, position.is_some(), parameters, &mut notes);
    let spare = both(devices.net, devices.teachers).map(|devices| parameters.spare_rate_percent.ceil_of(devices));
    notes.because_of(Reason::SpareAdded, spare.unwrap_or(0));
    let mut headings = device_headings(&devices, spare, parameters);
    headings.push(cases(roster, position, is_last_year, parameters, &mut notes));
    headings.push(resources(roster, position, pupils, &devices, parameters, &mut notes));
    headings.push(lump(roster, position, parameters, &mut notes));
    for heading in headings.iter().filter(|heading| heading.cap_reached) {
        notes.because(Reason::CapReached(heading.heading));
    }

    let (coverage, residual) = if is_college {
        coverage(devices.holders, pupils, &mut notes)
    } else {
        (None, Some(0))
    };
    EndowmentLine {
        uai: roster.uai.clone(),
        year: roster.year,
        kind: roster.kind,
        wave_year: roster.wave_year,
        position,
        is_last_year,
        entitled_levels: levels.to_vec(),
        rights: devices.rights,
        net: devices.net,
        teachers: devices.teachers,
        spare,
        order: both(both(devices.net, devices.teachers), spare),
        headings,
        holders: devices.holders,
        teacher_holders: devices.teacher_holders,
        pupils,
        coverage,
        residual,
        reasons: notes.reasons,
        missing: notes.missing,
        assumptions: notes.assumptions,
        flags: roster.flags.clone(),
    }
}

/// The devices of a collège in a year of its window.
fn college_devices(
    roster: &RosterLine,
    parameters: &Parameters,
    levels: &[Level],
    first: SchoolYear,
    is_last: bool,
    history: &mut History,
    notes: &mut Notes,
) -> Devices {
    for absent in years_between(history.next.unwrap_or(first), roster.year) {
        notes.because(Reason::YearMissing(absent));
        history.pupils = None;
        history.teachers = None;
    }
    history.next = Some(roster.year.plus(1));
    let teachers_add_up = parameters.teacher_right == TeacherRight::Once;
    if history.pupils.is_none() || (teachers_add_up && history.teachers.is_none()) {
        notes.need(EARLIER_YEARS, None);
    }

    let (rights, net) = pupil_devices(roster, parameters, levels, history.pupils, notes);
    let teachers = teacher_devices(roster, parameters, is_last, notes);
    history.pupils = both(history.pupils, net);
    history.teachers = if teachers_add_up {
        both(history.teachers, teachers)
    } else {
        // Renewed every year: the holders are persons, those of this year [C].
        teachers
    };
    Devices {
        rights,
        net,
        teachers,
        holders: history.pupils,
        teacher_holders: history.teachers,
    }
}

/// Pupil rights, and the devices to buy for them (`domain.md` §4.2).
///
/// When the device follows the pupil \[S\], those who already hold one have no second right, and
/// returned devices serve first. When it stays in the level, the devices bought so far serve
/// first; returned ones are among them, and are not deducted a second time \[C\].
fn pupil_devices(
    roster: &RosterLine,
    parameters: &Parameters,
    levels: &[Level],
    bought: Option<u32>,
    notes: &mut Notes,
) -> (Option<u32>, Option<u32>) {
    let mut heads = Some(0);
    for (level, column, count) in level_counts(roster) {
        if levels.contains(&level) {
            heads = both(heads, notes.need(column, count));
        }
    }
    match parameters.holding {
        Holding::FollowsPupil => {
            let repeaters = notes.declared("repeaters", roster.repeaters);
            let returns = notes.declared("returns", roster.returns);
            let Some(heads) = heads else {
                return (None, None);
            };
            let rights = heads.saturating_sub(repeaters);
            notes.because_of(Reason::RepeatersDeducted, heads - rights);
            let net = rights.saturating_sub(returns);
            notes.because_of(Reason::ReturnsServeFirst, rights - net);
            (Some(rights), Some(net))
        }
        Holding::StaysInLevel => {
            notes.because_of(Reason::ReturnsAlreadyCounted, roster.returns.unwrap_or(0));
            let Some((heads, bought)) = heads.zip(bought) else {
                return (None, None);
            };
            let rights = heads.saturating_sub(bought);
            notes.because_of(Reason::AlreadyBought, heads - rights);
            (Some(rights), Some(rights))
        }
    }
}

/// The devices to buy for teachers (`domain.md` §4.2).
fn teacher_devices(roster: &RosterLine, parameters: &Parameters, is_last: bool, notes: &mut Notes) -> Option<u32> {
    let of_fifth = match parameters.teacher_right {
        TeacherRight::Once => {
            notes.because(Reason::TeacherOnce);
            notes.need("teachers_5e_new", roster.teachers_5e_new)
        }
        TeacherRight::Yearly => {
            notes.because(Reason::TeacherYearly);
            notes.need("teachers_5e", roster.teachers_5e)
        }
    };
    match parameters.teacher_levels {
        TeacherLevels::Cinquieme => of_fifth,
        TeacherLevels::CinquiemeAndSixiemeLastYear if !is_last => of_fifth,
        TeacherLevels::CinquiemeAndSixiemeLastYear => {
            let of_sixth = notes.need("teachers_6e_new", roster.teachers_6e_new);
            notes.because_of(Reason::TeachersOfSixthAdded, of_sixth.unwrap_or(0));
            both(of_fifth, of_sixth)
        }
    }
}

/// The pupils of a school: the sum of its four levels when all are known, else the total given.
/// It is needed in the window of a collège, and of a lycée that receives resources.
fn pupils(roster: &RosterLine, inside: bool, parameters: &Parameters, notes: &mut Notes) -> Option<u32> {
    let levels = level_counts(roster);
    let sum = levels.iter().map(|(_, _, count)| *count).sum::<Option<u32>>();
    if let Some((levels, total)) = sum.zip(roster.pupils_total)
        && levels != total
    {
        notes.because(Reason::TotalDiffers { levels, total });
    }
    let pupils = sum.or(roster.pupils_total);
    if pupils.is_none() && inside {
        match roster.kind {
            EndowmentKind::College => {
                for (_, column, count) in levels {
                    notes.need(column, count);
                }
            }
            EndowmentKind::Lycee if lycee_is_in_scope(parameters) => {
                notes.need("total", None);
            }
            EndowmentKind::Lycee | EndowmentKind::Ecole => {}
        }
    }
    pupils
}

fn lycee_is_in_scope(parameters: &Parameters) -> bool {
    match parameters.resource_scope {
        ResourceScope::SelectedColleges => false,
        ResourceScope::EverySelectedEple => true,
    }
}

/// The share of pupils who hold a device, and how many do not.
fn coverage(holders: Option<u32>, pupils: Option<u32>, notes: &mut Notes) -> (Option<Ratio>, Option<u32>) {
    let Some((holders, pupils)) = holders.zip(pupils) else {
        return (None, None);
    };
    if holders > pupils {
        notes.because(Reason::HoldersAbovePupils { holders, pupils });
    }
    let coverage = Ratio::new(u64::from(holders), u64::from(pupils)).ok();
    (coverage, Some(pupils.saturating_sub(holders)))
}

/// Devices for pupils and teachers, at the shares and caps of the call; spares without the State
/// (`domain.md` §4.3).
fn device_headings(devices: &Devices, spare: Option<u32>, parameters: &Parameters) -> Vec<HeadingAmount> {
    let price = parameters.device_price_cents;
    let pupil = capped(
        price,
        parameters.state_pupil_share_percent,
        parameters.state_pupil_cap_cents,
    );
    let teacher = capped(
        price,
        parameters.state_teacher_share_percent,
        parameters.state_teacher_cap_cents,
    );
    let mut headings = Vec::with_capacity(Heading::ALL.len());
    headings.push(per_unit(Heading::PupilDevices, devices.net, price, pupil, parameters));
    headings.push(per_unit(
        Heading::TeacherDevices,
        devices.teachers,
        price,
        teacher,
        parameters,
    ));
    headings.push(per_unit(
        Heading::SpareDevices,
        spare,
        price,
        StateUnit::NOTHING,
        parameters,
    ));
    headings
}

/// The cases of an école: all in its first year, or one per year of its window.
fn cases(
    roster: &RosterLine,
    position: Option<u32>,
    is_last: bool,
    parameters: &Parameters,
    notes: &mut Notes,
) -> HeadingAmount {
    let entitled = parameters.case_count.min(parameters.case_cap);
    let mut quantity = 0;
    if let (Some(position), EndowmentKind::Ecole) = (position, roster.kind) {
        match parameters.case_schedule {
            CaseSchedule::AtOnce if position == 1 => quantity = entitled,
            CaseSchedule::AtOnce if entitled > 0 => notes.because(Reason::CasesServedFirstYear),
            CaseSchedule::AtOnce => {}
            CaseSchedule::OnePerYear => {
                quantity = u32::from(position <= entitled);
                if is_last {
                    notes.because_of(Reason::CasesNotServed, entitled.saturating_sub(position));
                }
            }
        }
        notes.because_of(Reason::CasesDue, quantity);
    }
    let price = parameters.case_price();
    let state = capped(
        price,
        parameters.state_case_share_percent,
        parameters.state_case_cap_cents,
    );
    per_unit(Heading::Cases, Some(quantity), price, state, parameters)
}

/// The resources of an EPLE, per person: the authority budgets by one base, the State pays for
/// its own, never more than the amount; a lycée is paid by the authority alone.
fn resources(
    roster: &RosterLine,
    position: Option<u32>,
    pupils: Option<u32>,
    devices: &Devices,
    parameters: &Parameters,
    notes: &mut Notes,
) -> HeadingAmount {
    let unit = parameters.resource_cents_per_person;
    let nothing = |parameters| shared(Heading::Resources, Some(0), unit, Some(Cents::ZERO), false, parameters);
    if position.is_none() {
        return nothing(parameters);
    }
    match roster.kind {
        EndowmentKind::Ecole => nothing(parameters),
        EndowmentKind::Lycee if !lycee_is_in_scope(parameters) => {
            notes.because(Reason::LyceeOutOfScope);
            nothing(parameters)
        }
        EndowmentKind::Lycee => {
            notes.because(Reason::LyceePaidLocally);
            let base = parameters.resource_base;
            let persons = persons(base, roster, pupils, devices, notes);
            if let Some(persons) = persons {
                notes.because(Reason::ResourcesFor { base, persons });
            }
            shared(Heading::Resources, persons, unit, Some(Cents::ZERO), false, parameters)
        }
        EndowmentKind::College => {
            let base = parameters.resource_base;
            let state_base = parameters.state_resource_base;
            let for_all = persons(base, roster, pupils, devices, notes);
            let for_state = persons(state_base, roster, pupils, devices, notes);
            if let Some(persons) = for_all {
                notes.because(Reason::ResourcesFor { base, persons });
            }
            if let Some(persons) = for_state {
                notes.because(Reason::StateResourcesFor {
                    base: state_base,
                    persons,
                });
            }
            let state = for_all.zip(for_state).map(|(all, state)| {
                let wanted = parameters.state_resource_cents_per_person * state;
                wanted.min(unit * all)
            });
            shared(Heading::Resources, for_all, unit, state, false, parameters)
        }
    }
}

/// The persons of a base. Nobody holds a plan device in a lycée.
fn persons(
    base: ResourceBase,
    roster: &RosterLine,
    pupils: Option<u32>,
    devices: &Devices,
    notes: &mut Notes,
) -> Option<u32> {
    match base {
        ResourceBase::All => both(pupils, notes.need("teachers", roster.teachers)),
        ResourceBase::Equipped => both(devices.holders, devices.teacher_holders),
    }
}

/// The lump sum of an école: every year \[F\] or once; the State pays it in the first years only
/// \[S\].
fn lump(roster: &RosterLine, position: Option<u32>, parameters: &Parameters, notes: &mut Notes) -> HeadingAmount {
    let unit = parameters.school_lump_cents;
    let mut quantity = 0;
    let mut state = StateUnit::NOTHING;
    if let (Some(position), EndowmentKind::Ecole) = (position, roster.kind) {
        match parameters.school_lump {
            SchoolLump::Once if position > 1 => notes.because(Reason::LumpOnce),
            SchoolLump::Once | SchoolLump::Annual => quantity = 1,
        }
        if position <= parameters.state_school_lump_years {
            state = capped(unit, Ratio::ONE, parameters.state_school_lump_cents);
        } else if quantity > 0 {
            notes.because(Reason::LumpWithoutState);
        }
    }
    per_unit(Heading::SchoolLump, Some(quantity), unit, state, parameters)
}

/// What the State pays of one unit.
#[derive(Clone, Copy)]
struct StateUnit {
    cents: Cents,
    cap_reached: bool,
}

impl StateUnit {
    const NOTHING: Self = Self {
        cents: Cents::ZERO,
        cap_reached: false,
    };
}

/// The State's share of one price, a half cent rounded up to the State, below its cap.
fn capped(price: Cents, share: Ratio, cap: Cents) -> StateUnit {
    let uncapped = share_of(price, share);
    StateUnit {
        cents: uncapped.min(cap),
        cap_reached: uncapped > cap,
    }
}

/// A heading of which the State pays so much per unit.
fn per_unit(
    heading: Heading,
    quantity: Option<u32>,
    unit: Cents,
    state: StateUnit,
    parameters: &Parameters,
) -> HeadingAmount {
    let cap_reached = state.cap_reached && quantity.is_some_and(|quantity| quantity > 0);
    let state = quantity.map(|quantity| state.cents * quantity);
    shared(heading, quantity, unit, state, cap_reached, parameters)
}

/// A heading of which the State pays so much: the funding lines pay their share of the rest, and
/// the authority what remains, so that the shares always sum to the amount.
fn shared(
    heading: Heading,
    quantity: Option<u32>,
    unit: Cents,
    state: Option<Cents>,
    cap_reached: bool,
    parameters: &Parameters,
) -> HeadingAmount {
    let amount = quantity.map(|quantity| unit * quantity);
    let shares = amount.zip(state).map(|(amount, state)| {
        let without_state = amount - state;
        let mut remaining = without_state;
        let mut others = Vec::new();
        for line in parameters.funding.iter().filter(|line| line.heading == heading) {
            let share = share_of(without_state, line.share_percent);
            let cents = share.min(line.cap_cents.unwrap_or(share)).min(remaining);
            remaining = remaining - cents;
            others.push(Share {
                funder: Funder::Other(line.funder.clone()),
                cents,
            });
        }
        let mut shares = Vec::with_capacity(2 + others.len());
        shares.push(Share {
            funder: Funder::State,
            cents: state,
        });
        shares.push(Share {
            funder: Funder::Authority,
            cents: remaining,
        });
        shares.append(&mut others);
        shares
    });
    HeadingAmount {
        heading,
        quantity,
        unit,
        amount,
        shares,
        cap_reached,
    }
}

/// A share of an amount that is not negative, to the nearest cent, a half cent rounded up.
fn share_of(amount: Cents, share: Ratio) -> Cents {
    let cents = share.round_of(u64::try_from(amount.0).unwrap_or(0));
    Cents(i64::try_from(cents).unwrap_or(i64::MAX))
}

/// The four levels of a collège with their column names, youngest first.
fn level_counts(roster: &RosterLine) -> [(Level, &'static str, Option<u32>); 4] {
    [
        (Level::Sixieme, "6e", roster.sixth),
        (Level::Cinquieme, "5e", roster.fifth),
        (Level::Quatrieme, "4e", roster.fourth),
        (Level::Troisieme, "3e", roster.third),
    ]
}

/// The school years from `first` to the one before `end`.
fn years_between(first: SchoolYear, end: SchoolYear) -> impl Iterator<Item = SchoolYear> {
    (0..end.years_since(first).max(0)).map(move |years| first.plus(years))
}

/// The sum of two figures, unknown when one is.
fn both(one: Option<u32>, other: Option<u32>) -> Option<u32> {
    one.zip(other).map(|(one, other)| one + other)
}
