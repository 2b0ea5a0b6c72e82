//! The plan: what is due to each selected school, year by year, with the figures it was computed
//! from; the four figures beside it; and what two plans give differently. Pure.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pole_formats::{SupplyItem, SupplyStep};
use pole_kernel::{Category, Cents, Day, Instant, Level, SchoolKind, SchoolYear, Territory, Uai};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::model::{
    EndowmentKind, EndowmentLine, Funder, Heading, HeadingAmount, RosterFlag, RosterLine, RosterProblem, Share, Totals,
    Window,
};
use super::parameters::Parameters;
use super::records::{Entry, EntryId, EntryStatus, ParameterSet, Supply, WaveId};
use super::rules;
use crate::features::directory::{self, CountOrigin, Figure, FigureFlag, Roster, SchoolLine};

/// A school that is selected, with its first endowment year.
#[derive(Clone, Debug)]
pub struct PlannedSchool {
    /// The school.
    pub school: SchoolLine,
    /// Its first endowment year.
    pub first_year: SchoolYear,
    /// The entry that says so.
    pub entry: EntryId,
    /// Its wave.
    pub wave: WaveId,
}

/// What is due to one school in one year, with the figures it was computed from.
#[derive(Clone, Debug)]
pub struct PlanLine {
    /// The name of the school.
    pub name: String,
    /// What the school is.
    pub school_kind: SchoolKind,
    /// Its island.
    pub territory: Option<Territory>,
    /// What is due.
    pub endowment: EndowmentLine,
    /// The figures of the roster.
    pub figures: Vec<(Category, Figure)>,
    /// Whether one of these figures is invented for the demonstration.
    pub fictitious: bool,
}

/// The endowment of every selected school one may see.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The day it speaks of.
    pub on: Day,
    /// What was known by then.
    pub known_at: Instant,
    /// The parameters it was computed with.
    pub set: ParameterSet,
    /// The selected schools, by name.
    pub schools: Vec<PlannedSchool>,
    /// What is due, by school and year.
    pub lines: Vec<PlanLine>,
}

/// The totals of one year.
#[derive(Clone, Debug)]
pub struct YearTotals {
    /// The year.
    pub year: SchoolYear,
    /// Its sums.
    pub totals: Totals,
    /// Whether a line of it rests on a projection.
    pub estimated: bool,
}

/// What a school is for the endowment.
pub const fn endowment_kind(kind: SchoolKind) -> Option<EndowmentKind> {
    match kind {
        SchoolKind::Maternelle | SchoolKind::Elementaire => Some(EndowmentKind::Ecole),
        SchoolKind::College => Some(EndowmentKind::College),
        SchoolKind::Lycee | SchoolKind::LyceePro => Some(EndowmentKind::Lycee),
        SchoolKind::Erea | SchoolKind::Section | SchoolKind::Other => None,
    }
}

/// The first endowment year of each selected school: the earliest when it was selected twice.
pub fn selected<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> HashMap<Uai, &'a Entry> {
    let mut selected: HashMap<Uai, &Entry> = HashMap::new();
    for entry in entries
        .into_iter()
        .filter(|entry| entry.state.status == EntryStatus::Selected)
    {
        let kept = selected.entry(entry.uai.clone()).or_insert(entry);
        if entry.state.first_year < kept.state.first_year {
            *kept = entry;
        }
    }
    selected
}

/// The selected schools among those one may see.
pub fn planned(schools: &[SchoolLine], entries: &[Entry]) -> Vec<PlannedSchool> {
    let selected = selected(entries);
    schools
        .iter()
        .filter_map(|school| {
            let entry = selected.get(&school.uai)?;
            Some(PlannedSchool {
                school: school.clone(),
                first_year: entry.state.first_year,
                entry: entry.id,
                wave: entry.wave,
            })
        })
        .collect()
}

/// The last year any of these schools has a right in: how far rosters are projected.
pub fn last_year(schools: &[PlannedSchool], parameters: &Parameters) -> Option<SchoolYear> {
    schools
        .iter()
        .map(|school| rules::window(school.first_year, parameters).map_or(school.first_year, |window| *window.end()))
        .max()
}

/// What is due to selected schools, from their rosters.
///
/// # Errors
/// When rosters contradict themselves or hold a count no school can have.
pub fn lines(
    schools: &[PlannedSchool],
    rosters: &HashMap<Uai, Roster>,
    parameters: &Parameters,
) -> Result<Vec<PlanLine>, Vec<RosterProblem>> {
    let none = Roster::default();
    let mut input = Vec::new();
    let mut figures: HashMap<(Uai, SchoolYear), Vec<(Category, Figure)>> = HashMap::new();
    for planned in schools {
        let Some(kind) = endowment_kind(planned.school.kind) else {
            continue;
        };
        let roster = rosters.get(&planned.school.uai).unwrap_or(&none);
        let (first, last) = rules::window(planned.first_year, parameters)
            .map_or((planned.first_year, planned.first_year), |window| {
                (*window.start(), *window.end())
            });
        for offset in 0..=last.years_since(first) {
            let year = first.plus(offset);
            let used = used_figures(roster, kind, year);
            input.push(roster_line(&planned.school.uai, kind, year, planned.first_year, &used));
            figures.insert((planned.school.uai.clone(), year), used);
        }
    }
    let mut computed: HashMap<Uai, Vec<EndowmentLine>> = HashMap::new();
    for line in rules::compute(&input, parameters)? {
        computed.entry(line.uai.clone()).or_default().push(line);
    }
    let mut lines = Vec::new();
    for planned in schools {
        for endowment in computed.remove(&planned.school.uai).unwrap_or_default() {
            let used = figures
                .remove(&(planned.school.uai.clone(), endowment.year))
                .unwrap_or_default();
            lines.push(PlanLine {
                name: planned.school.name.clone(),
                school_kind: planned.school.kind,
                territory: planned.school.territory.clone(),
                fictitious: used
                    .iter()
                    .any(|(_, figure)| figure.flags.contains(&FigureFlag::Fictitious)),
                figures: used,
                endowment,
            });
        }
    }
    Ok(lines)
}

/// The figures of a roster that the arithmetic reads for a kind of school.
fn used_figures(roster: &Roster, kind: EndowmentKind, year: SchoolYear) -> Vec<(Category, Figure)> {
    let categories: &[Category] = match kind {
        EndowmentKind::College => &[
            Category::Level(Level::Sixieme),
            Category::Level(Level::Cinquieme),
            Category::Level(Level::Quatrieme),
            Category::Level(Level::Troisieme),
            Category::Total,
            Category::Teachers,
            Category::Teachers5e,
            Category::Teachers5eNew,
            Category::Teachers6eNew,
            Category::Repeaters,
            Category::Returns,
        ],
        EndowmentKind::Lycee => &[Category::Total, Category::Teachers],
        EndowmentKind::Ecole => &[],
    };
    categories
        .iter()
        .filter_map(|category| Some((*category, roster.figure(year, *category)?.clone())))
        .collect()
}

fn roster_line(
    uai: &Uai,
    kind: EndowmentKind,
    year: SchoolYear,
    first_year: SchoolYear,
    figures: &[(Category, Figure)],
) -> RosterLine {
    let count = |wanted: Category| {
        figures
            .iter()
            .find(|(category, _)| *category == wanted)
            .map(|(_, figure)| figure.count)
    };
    let has = |flag: FigureFlag| figures.iter().any(|(_, figure)| figure.flags.contains(&flag));
    let mut flags = Vec::new();
    if has(FigureFlag::Estimated) {
        flags.push(RosterFlag::Estimated);
    }
    if has(FigureFlag::Exceptional) {
        flags.push(RosterFlag::Exceptional);
    }
    RosterLine {
        sixth: count(Category::Level(Level::Sixieme)),
        fifth: count(Category::Level(Level::Cinquieme)),
        fourth: count(Category::Level(Level::Quatrieme)),
        third: count(Category::Level(Level::Troisieme)),
        pupils_total: count(Category::Total),
        teachers: count(Category::Teachers),
        teachers_5e: count(Category::Teachers5e),
        teachers_5e_new: count(Category::Teachers5eNew),
        teachers_6e_new: count(Category::Teachers6eNew),
        repeaters: count(Category::Repeaters),
        returns: count(Category::Returns),
        flags,
        ..RosterLine::unknown(uai.clone(), year, kind, Some(first_year))
    }
}

impl Plan {
    /// The sums of each year of the plan.
    pub fn by_year(&self) -> Vec<YearTotals> {
        let mut years: BTreeMap<SchoolYear, (Vec<EndowmentLine>, bool)> = BTreeMap::new();
        for line in &self.lines {
            let (lines, estimated) = years.entry(line.endowment.year).or_default();
            lines.push(line.endowment.clone());
            *estimated |= line.endowment.flags.contains(&RosterFlag::Estimated);
        }
        years
            .into_iter()
            .map(|(year, (lines, estimated))| YearTotals {
                year,
                totals: rules::totals(&lines),
                estimated,
            })
            .collect()
    }

    /// The sums of the whole plan.
    pub fn totals(&self) -> Totals {
        let lines: Vec<EndowmentLine> = self.lines.iter().map(|line| line.endowment.clone()).collect();
        rules::totals(&lines)
    }

    /// Whether a figure it rests on is invented for the demonstration.
    pub fn is_fictitious(&self) -> bool {
        self.lines.iter().any(|line| line.fictitious)
    }

    /// The plan as it is kept and compared.
    pub fn to_kept(&self) -> KeptPlan {
        KeptPlan {
            code: self.set.code.clone(),
            version: self.set.version,
            name: self.set.name.clone(),
            parameters: self.set.parameters.clone(),
            lines: self.lines.iter().map(KeptLine::of).collect(),
        }
    }
}

// ---- The four figures -------------------------------------------------------------------------

/// What is due, ordered, delivered and in use: four separate figures. `None` is unknown: nothing
/// was declared, or an input is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FourFigures {
    /// The school.
    pub uai: Uai,
    /// Its name.
    pub name: String,
    /// The year.
    pub year: SchoolYear,
    /// What is supplied.
    pub item: SupplyItem,
    /// Due by the plan; `None` when an input is missing, 0 outside the plan.
    pub entitled: Option<u32>,
    /// Ordered; `None` when no order was declared.
    pub ordered: Option<u32>,
    /// Delivered; `None` when no delivery was declared.
    pub delivered: Option<u32>,
    /// In use: the newest stock declared that year; `None` when none was.
    pub in_use: Option<u32>,
    /// The day of that stock.
    pub in_use_on: Option<Day>,
    /// Whether a declaration is invented for the demonstration.
    pub fictitious: bool,
}

/// The four figures of one item over several schools and years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FourTotals {
    /// What is supplied.
    pub item: SupplyItem,
    /// Due by the plan, unknown figures left out.
    pub entitled: u64,
    /// How many figures due are unknown.
    pub entitled_unknown: usize,
    /// Ordered.
    pub ordered: Option<u64>,
    /// Delivered.
    pub delivered: Option<u64>,
    /// In use: the newest stock of each school; `None` when no school declared one.
    pub in_use: Option<u64>,
}

#[derive(Default)]
struct Declared {
    ordered: Option<u32>,
    delivered: Option<u32>,
    in_use: Option<(Day, Instant, u32)>,
    fictitious: bool,
}

/// What the plan says is due of an item.
pub fn entitled(line: &EndowmentLine, item: SupplyItem) -> Option<u32> {
    match item {
        SupplyItem::PupilDevice => line.net,
        SupplyItem::TeacherDevice => line.teachers,
        SupplyItem::SpareDevice => line.spare,
        SupplyItem::Case => line.cases(),
    }
}

/// The four figures by school, year and item. What concerns nobody is left out. Supplies that
/// were taken back do not count.
pub fn four_figures(lines: &[PlanLine], supplies: &[Supply], names: &HashMap<Uai, String>) -> Vec<FourFigures> {
    let mut declared: BTreeMap<(Uai, SchoolYear, SupplyItem), Declared> = BTreeMap::new();
    for supply in supplies.iter().filter(|supply| names.contains_key(&supply.uai)) {
        let place = declared
            .entry((supply.uai.clone(), supply.year, supply.item))
            .or_default();
        place.fictitious |= supply.fictitious;
        let add = |sum: &mut Option<u32>| *sum = Some(sum.unwrap_or(0).saturating_add(supply.quantity));
        match supply.step {
            SupplyStep::Ordered => add(&mut place.ordered),
            SupplyStep::Delivered => add(&mut place.delivered),
            SupplyStep::InUse => {
                let newest = (supply.day, supply.recorded_at, supply.quantity);
                if place
                    .in_use
                    .is_none_or(|(day, at, _)| (day, at) <= (newest.0, newest.1))
                {
                    place.in_use = Some(newest);
                }
            }
        }
    }
    let mut due: BTreeMap<(Uai, SchoolYear, SupplyItem), Option<u32>> = BTreeMap::new();
    for line in lines.iter().map(|line| &line.endowment) {
        for item in SupplyItem::ALL {
            due.insert((line.uai.clone(), line.year, *item), entitled(line, *item));
        }
    }
    let keys: BTreeSet<_> = declared.keys().chain(due.keys()).cloned().collect();
    let mut figures: Vec<FourFigures> = keys
        .into_iter()
        .filter_map(|key| {
            let entitled = due.get(&key).copied().unwrap_or(Some(0));
            let said = declared.remove(&key);
            if entitled == Some(0) && said.is_none() {
                return None;
            }
            let said = said.unwrap_or_default();
            let (uai, year, item) = key;
            Some(FourFigures {
                name: names.get(&uai).cloned().unwrap_or_else(|| uai.to_string()),
                uai,
                year,
                item,
                entitled,
                ordered: said.ordered,
                delivered: said.delivered,
                in_use: said.in_use.map(|(_, _, quantity)| quantity),
                in_use_on: said.in_use.map(|(day, _, _)| day),
                fictitious: said.fictitious,
            })
        })
        .collect();
    figures.sort_by_cached_key(|row| (pole_kernel::fold(&row.name), row.uai.clone(), row.year, row.item));
    figures
}

/// The four figures of each item, over everything.
pub fn four_totals(figures: &[FourFigures]) -> Vec<FourTotals> {
    SupplyItem::ALL
        .iter()
        .map(|item| {
            let rows = || figures.iter().filter(|row| row.item == *item);
            let sum = |figure: fn(&FourFigures) -> Option<u32>| {
                rows()
                    .filter_map(figure)
                    .map(u64::from)
                    .reduce(|sum, quantity| sum + quantity)
            };
            let mut stocks: BTreeMap<&Uai, (Day, u32)> = BTreeMap::new();
            for row in rows() {
                if let Some((day, stock)) = row.in_use_on.zip(row.in_use) {
                    let newest = stocks.entry(&row.uai).or_insert((day, stock));
                    if newest.0 <= day {
                        *newest = (day, stock);
                    }
                }
            }
            FourTotals {
                item: *item,
                entitled: sum(|row| row.entitled).unwrap_or(0),
                entitled_unknown: rows().filter(|row| row.entitled.is_none()).count(),
                ordered: sum(|row| row.ordered),
                delivered: sum(|row| row.delivered),
                in_use: (!stocks.is_empty()).then(|| stocks.values().map(|(_, stock)| u64::from(*stock)).sum()),
            }
        })
        .collect()
}

// ---- Projections that were replaced -----------------------------------------------------------

/// An observed level beside what the projection said before it was observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplacedProjection {
    /// The year observed.
    pub year: SchoolYear,
    /// The level.
    pub level: Level,
    /// What the earlier years projected.
    pub projected: u32,
    /// What was observed.
    pub observed: u32,
}

/// The observations of these years that replaced a projection of the years before.
pub fn replaced_projections(roster: &Roster, years: &[SchoolYear], parameters: &Parameters) -> Vec<ReplacedProjection> {
    let observed: BTreeMap<(SchoolYear, Level), u32> = roster
        .iter()
        .filter(|(_, _, figure)| figure.origin == CountOrigin::Observed)
        .filter_map(|(year, category, figure)| match category {
            Category::Level(level) => Some(((year, level), figure.count)),
            _ => None,
        })
        .collect();
    let mut replaced = Vec::new();
    for year in years {
        let before: BTreeMap<(SchoolYear, Level), u32> = observed
            .iter()
            .filter(|((other, _), _)| other < year)
            .map(|(key, count)| (*key, *count))
            .collect();
        for (level, projected) in directory::project(&before, *year, parameters.survival_rate_percent) {
            if let Some(count) = observed.get(&(*year, level)) {
                replaced.push(ReplacedProjection {
                    year: *year,
                    level,
                    projected: projected.count,
                    observed: *count,
                });
            }
        }
    }
    replaced
}

// ---- Kept plans and their differences ---------------------------------------------------------

/// A plan as it is kept: its figures, what they were computed from, and the parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPlan {
    /// The code of the parameter set.
    pub code: String,
    /// Its version.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// Its values.
    pub parameters: Parameters,
    /// What was due, by school and year.
    pub lines: Vec<KeptLine>,
}

/// One line of a kept plan. Amounts are in cents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLine {
    /// The school.
    pub uai: String,
    /// Its name then.
    pub name: String,
    /// The year.
    pub year: i16,
    /// What it was for the endowment.
    pub kind: String,
    /// Its first endowment year.
    pub first_year: Option<i16>,
    /// Pupils entitled.
    pub rights: Option<u32>,
    /// Devices to buy for pupils.
    pub net: Option<u32>,
    /// Devices to buy for teachers.
    pub teachers: Option<u32>,
    /// Spares.
    pub spare: Option<u32>,
    /// Devices to buy.
    pub order: Option<u32>,
    /// The amounts by heading and funder.
    pub headings: Vec<KeptHeading>,
    /// The roster figures it was computed from.
    pub figures: Vec<KeptFigure>,
    /// The inputs that were missing.
    pub missing: Vec<String>,
    /// The flags.
    pub flags: Vec<String>,
    /// Whether a figure was invented for the demonstration.
    pub fictitious: bool,
}

/// One heading of a kept line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptHeading {
    /// What the money is for.
    pub heading: String,
    /// How many.
    pub quantity: Option<u32>,
    /// The price of one.
    pub unit_cents: i64,
    /// The amount.
    pub amount_cents: Option<i64>,
    /// Who pays: `state`, `authority` or the name of a funding line.
    pub shares: Option<Vec<(String, i64)>>,
    /// Whether a cap lowered the State's part.
    pub cap_reached: bool,
}

/// One roster figure of a kept line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFigure {
    /// What is counted.
    pub category: String,
    /// How many.
    pub count: u32,
    /// Whether it was projected.
    pub estimated: bool,
}

impl KeptLine {
    fn of(line: &PlanLine) -> Self {
        let due = &line.endowment;
        Self {
            uai: due.uai.to_string(),
            name: line.name.clone(),
            year: due.year.first_calendar_year(),
            kind: due.kind.code().to_owned(),
            first_year: due.wave_year.map(SchoolYear::first_calendar_year),
            rights: due.rights,
            net: due.net,
            teachers: due.teachers,
            spare: due.spare,
            order: due.order,
            headings: due.headings.iter().map(KeptHeading::of).collect(),
            figures: line
                .figures
                .iter()
                .map(|(category, figure)| KeptFigure {
                    category: category.code().to_owned(),
                    count: figure.count,
                    estimated: figure.is_estimated(),
                })
                .collect(),
            missing: due.missing.iter().map(|column| (*column).to_owned()).collect(),
            flags: due.flags.iter().map(|flag| flag.code().to_owned()).collect(),
            fictitious: line.fictitious,
        }
    }

    /// The school, when its code is still one.
    pub fn uai(&self) -> Option<Uai> {
        Uai::parse(&self.uai).ok()
    }

    /// What one funder pays of everything; `None` when a heading is unknown.
    pub fn paid_by(&self, funder: &str) -> Option<Cents> {
        self.headings
            .iter()
            .map(|heading| {
                let shares = heading.shares.as_ref()?;
                Some(
                    shares
                        .iter()
                        .filter(|(name, _)| name == funder)
                        .map(|(_, cents)| Cents(*cents))
                        .sum::<Cents>(),
                )
            })
            .sum()
    }

    /// Everything; `None` when a heading is unknown.
    pub fn total(&self) -> Option<Cents> {
        self.headings
            .iter()
            .map(|heading| heading.amount_cents.map(Cents))
            .sum()
    }

    /// As much of the endowment as a difference by funder looks at.
    fn endowment(&self) -> Option<EndowmentLine> {
        let year = SchoolYear::starting(self.year).ok()?;
        Some(EndowmentLine {
            uai: self.uai()?,
            year,
            kind: EndowmentKind::parse(&self.kind).ok()?,
            wave_year: self.first_year.and_then(|first| SchoolYear::starting(first).ok()),
            position: None,
            is_last_year: false,
            entitled_levels: Vec::new(),
            rights: self.rights,
            net: self.net,
            teachers: self.teachers,
            spare: self.spare,
            order: self.order,
            headings: self.headings.iter().filter_map(KeptHeading::amount).collect(),
            holders: None,
            teacher_holders: None,
            pupils: None,
            coverage: None,
            residual: None,
            reasons: Vec::new(),
            missing: Vec::new(),
            assumptions: Vec::new(),
            flags: Vec::new(),
        })
    }
}

impl KeptHeading {
    fn of(amount: &HeadingAmount) -> Self {
        Self {
            heading: amount.heading.code().to_owned(),
            quantity: amount.quantity,
            unit_cents: amount.unit.0,
            amount_cents: amount.amount.map(|cents| cents.0),
            shares: amount.shares.as_ref().map(|shares| {
                shares
                    .iter()
                    .map(|share| (share.funder.code().to_owned(), share.cents.0))
                    .collect()
            }),
            cap_reached: amount.cap_reached,
        }
    }

    fn amount(&self) -> Option<HeadingAmount> {
        Some(HeadingAmount {
            heading: Heading::parse(&self.heading).ok()?,
            quantity: self.quantity,
            unit: Cents(self.unit_cents),
            amount: self.amount_cents.map(Cents),
            shares: self.shares.as_ref().map(|shares| {
                shares
                    .iter()
                    .map(|(funder, cents)| Share {
                        funder: funder_of(funder),
                        cents: Cents(*cents),
                    })
                    .collect()
            }),
            cap_reached: self.cap_reached,
        })
    }
}

fn funder_of(code: &str) -> Funder {
    match code {
        "state" => Funder::State,
        "authority" => Funder::Authority,
        other => Funder::Other(other.to_owned()),
    }
}

/// A sum of amounts, with whether some are unknown: it is then a lower bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// The known amounts together.
    pub cents: Cents,
    /// Whether an amount is unknown.
    pub incomplete: bool,
}

impl Sum {
    fn add(&mut self, amount: Option<Cents>) {
        match amount {
            Some(cents) => self.cents += cents,
            None => self.incomplete = true,
        }
    }
}

/// Why a figure is not the same in two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A reading, a price or a share of the parameters changed.
    Parameters,
    /// The school is in the second plan only.
    Entered,
    /// The school or year is in the first plan only.
    Left,
    /// Its first endowment year changed.
    FirstYear,
    /// An observation replaced a projection.
    Observed {
        /// What is counted.
        category: Category,
        /// What was projected.
        before: u32,
        /// What was observed.
        after: u32,
    },
    /// The figure is another.
    Changed {
        /// What is counted.
        category: Category,
        /// What was known; `None` when nothing was.
        before: Option<u32>,
        /// What is known; `None` when nothing is any more.
        after: Option<u32>,
    },
    /// A figure of an earlier year of the same school changed what is already held.
    EarlierYears,
}

/// What one funder pays of one school in one year, in two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedAmount {
    /// The school.
    pub uai: Uai,
    /// Its name.
    pub name: String,
    /// The year.
    pub year: SchoolYear,
    /// Who pays.
    pub funder: Funder,
    /// In the first plan; `None` when unknown or absent.
    pub before: Option<Cents>,
    /// In the second plan; `None` when unknown or absent.
    pub after: Option<Cents>,
    /// Why they differ.
    pub why: Vec<Why>,
}

impl ComparedAmount {
    /// Second minus first, when both are known.
    pub fn change(&self) -> Option<Cents> {
        Some(self.after? - self.before?)
    }
}

/// What one funder pays in one year, in two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedYear {
    /// The year.
    pub year: SchoolYear,
    /// Who pays.
    pub funder: Funder,
    /// In the first plan.
    pub before: Sum,
    /// In the second plan.
    pub after: Sum,
}

/// A parameter that is not the same in two sets.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedParameter {
    /// Its key.
    pub key: &'static str,
    /// Its value in the first set.
    pub before: Value,
    /// Its value in the second set.
    pub after: Value,
}

/// One line of two plans side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    /// The school.
    pub uai: Uai,
    /// Its name.
    pub name: String,
    /// The year.
    pub year: SchoolYear,
    /// In the first plan.
    pub before: Option<KeptLine>,
    /// In the second plan.
    pub after: Option<KeptLine>,
}

/// Two plans side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The parameters that differ.
    pub parameters: Vec<ChangedParameter>,
    /// Every line of either plan, by school and year.
    pub lines: Vec<SideBySide>,
    /// What differs, by school, year and funder.
    pub differences: Vec<ComparedAmount>,
    /// The sums by year and funder.
    pub years: Vec<ComparedYear>,
}

/// What the second plan gives that the first does not.
pub fn compare(before: &KeptPlan, after: &KeptPlan) -> Comparison {
    let parameters = changed_parameters(&before.parameters, &after.parameters);
    let mut lines: BTreeMap<(String, Uai, SchoolYear), SideBySide> = BTreeMap::new();
    for (second, line) in before
        .lines
        .iter()
        .map(|line| (false, line))
        .chain(after.lines.iter().map(|line| (true, line)))
    {
        let (Some(uai), Ok(year)) = (line.uai(), SchoolYear::starting(line.year)) else {
            continue;
        };
        let key = (pole_kernel::fold(&line.name), uai.clone(), year);
        let place = lines.entry(key).or_insert_with(|| SideBySide {
            uai,
            name: line.name.clone(),
            year,
            before: None,
            after: None,
        });
        if second {
            place.after = Some(line.clone());
        } else {
            place.before = Some(line.clone());
        }
    }
    let lines: Vec<SideBySide> = lines.into_values().collect();
    let endowments = |plan: &KeptPlan| plan.lines.iter().filter_map(KeptLine::endowment).collect::<Vec<_>>();
    let mut differences: Vec<ComparedAmount> = Vec::new();
    for difference in rules::difference(&endowments(before), &endowments(after)) {
        let Some(sides) = lines
            .iter()
            .find(|line| line.uai == difference.uai && line.year == difference.year)
        else {
            continue;
        };
        let earlier = lines
            .iter()
            .filter(|line| line.uai == difference.uai && line.year < difference.year);
        let why = why(sides, !parameters.is_empty(), earlier);
        differences.push(ComparedAmount {
            uai: difference.uai,
            name: sides.name.clone(),
            year: difference.year,
            funder: difference.funder,
            before: difference.before,
            after: difference.after,
            why,
        });
    }
    differences.sort_by_cached_key(|row| (pole_kernel::fold(&row.name), row.uai.clone(), row.year));
    let years = compared_years(&lines);
    Comparison {
        parameters,
        lines,
        differences,
        years,
    }
}

/// The parameters that two sets give other values. The last year of the plan is left out when
/// neither reading ends with the plan: it then changes nothing.
pub fn changed_parameters(before: &Parameters, after: &Parameters) -> Vec<ChangedParameter> {
    let ends_with_plan = before.window == Window::Plan || after.window == Window::Plan;
    before
        .entries()
        .into_iter()
        .zip(after.entries())
        .filter(|((key, before), (_, after))| before != after && (ends_with_plan || *key != "plan_last_year"))
        .map(|((key, before), (_, after))| ChangedParameter { key, before, after })
        .collect()
}

fn compared_years(lines: &[SideBySide]) -> Vec<ComparedYear> {
    let mut funders = BTreeSet::from([Funder::State, Funder::Authority]);
    let kept = || {
        lines
            .iter()
            .flat_map(|line| [line.before.as_ref(), line.after.as_ref()])
            .flatten()
    };
    for (funder, _) in kept()
        .flat_map(|line| &line.headings)
        .filter_map(|heading| heading.shares.as_ref())
        .flatten()
    {
        funders.insert(funder_of(funder));
    }
    let years: BTreeSet<SchoolYear> = lines.iter().map(|line| line.year).collect();
    let mut compared = Vec::new();
    for year in years {
        for funder in &funders {
            let mut row = ComparedYear {
                year,
                funder: funder.clone(),
                before: Sum::default(),
                after: Sum::default(),
            };
            for line in lines.iter().filter(|line| line.year == year) {
                if let Some(before) = &line.before {
                    row.before.add(before.paid_by(funder.code()));
                }
                if let Some(after) = &line.after {
                    row.after.add(after.paid_by(funder.code()));
                }
            }
            compared.push(row);
        }
    }
    compared
}

fn why<'a>(sides: &SideBySide, parameters: bool, earlier: impl Iterator<Item = &'a SideBySide>) -> Vec<Why> {
    let mut why = Vec::new();
    if parameters {
        why.push(Why::Parameters);
    }
    match (&sides.before, &sides.after) {
        (None, Some(_)) => why.push(Why::Entered),
        (Some(_), None) => why.push(Why::Left),
        (None, None) => {}
        (Some(before), Some(after)) => {
            if before.first_year != after.first_year {
                why.push(Why::FirstYear);
            }
            why.extend(figure_changes(before, after));
        }
    }
    if why.is_empty() {
        let mut pairs = earlier.filter_map(|line| line.before.as_ref().zip(line.after.as_ref()));
        if pairs.any(|(before, after)| before.figures != after.figures) {
            why.push(Why::EarlierYears);
        }
    }
    why
}

fn figure_changes(before: &KeptLine, after: &KeptLine) -> Vec<Why> {
    let figures = |line: &KeptLine| -> BTreeMap<Category, KeptFigure> {
        line.figures
            .iter()
            .filter_map(|figure| Some((Category::parse(&figure.category).ok()?, figure.clone())))
            .collect()
    };
    let (before, after) = (figures(before), figures(after));
    let categories: BTreeSet<Category> = before.keys().chain(after.keys()).copied().collect();
    categories
        .into_iter()
        .filter_map(|category| match (before.get(&category), after.get(&category)) {
            (Some(old), Some(new)) if old.count == new.count => None,
            (Some(old), Some(new)) if old.estimated && !new.estimated => Some(Why::Observed {
                category,
                before: old.count,
                after: new.count,
            }),
            (old, new) => Some(Why::Changed {
                category,
                before: old.map(|figure| figure.count),
                after: new.map(|figure| figure.count),
            }),
        })
        .collect()
}
