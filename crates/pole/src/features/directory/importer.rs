//! Takes the registers and statistics in: identities, head counts, social position indexes.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::{self, Write as _};

use pole_db::{DbError, Tx};
use pole_formats::{
    CountFact, FileKind, IpsFact, IpsTrack, Item, Known, Located, Opened, Problem, ProblemCode, SchoolFact,
    SchoolState, Severity,
};
use pole_kernel::{Category, Day, Instant, SchoolKind, Territory, Uai};

use super::model::{CountRow, IpsRow, SchoolEvent, SchoolLine, SchoolRecord, Source};
use super::rules;
use super::store::{self, NewCount, NewIps, NewRecord};
use crate::shell::imports::{Change, Importer, Job, Mode, Report, RunError, read_items};

/// How many facts are written together.
const BATCH: usize = 2_000;
/// Below so many schools, their rows of lists are made again one by one.
const FEW: usize = 200;

/// Takes the files of the directory in.
pub struct DirectoryImporter;

impl Importer for DirectoryImporter {
    fn kinds(&self) -> &'static [FileKind] {
        &[
            FileKind::Annuaire,
            FileKind::Geolocation,
            FileKind::IpsEcoles,
            FileKind::IpsColleges,
            FileKind::IpsLycees,
            FileKind::CollegeCounts,
            FileKind::LyceeGtCounts,
            FileKind::LyceeProCounts,
            FileKind::RepList,
            FileKind::BasinSchools,
            FileKind::PressCounts,
            FileKind::UnifiedSchools,
            FileKind::RosterCounts,
        ]
    }

    fn run(&self, tx: &mut Tx, file: Opened<'_>, job: &Job) -> Result<Report, RunError> {
        let kind = file.kind;
        let mut run = Run::begin(tx, kind, job)?;
        run.report.lines = read_items(tx, file, &mut |tx, item| run.take(tx, item))?;
        Ok(run.finish(tx)?)
    }
}

/// One file on its way in.
struct Run<'a> {
    job: &'a Job,
    kind: FileKind,
    source: Source,
    known: HashSet<Uai>,
    digests: HashMap<Uai, Vec<(Day, i64)>>,
    counts_said: store::SaidCounts,
    ips_said: HashMap<(Uai, i16, IpsTrack), u32>,
    territories: BTreeSet<String>,
    seen: HashSet<Uai>,
    touched: BTreeSet<Uai>,
    fresh: Option<SchoolLine>,
    lines: Vec<SchoolLine>,
    records: Vec<NewRecord>,
    counts: Vec<NewCount>,
    ips: Vec<NewIps>,
    report: Report,
}

impl<'a> Run<'a> {
    fn begin(tx: &mut Tx, kind: FileKind, job: &'a Job) -> Result<Self, DbError> {
        let source = Source::File(kind);
        Ok(Self {
            job,
            kind,
            source,
            known: store::codes(tx)?,
            digests: store::digests(tx, source)?,
            counts_said: store::said_counts(tx, source)?,
            ips_said: store::said_ips(tx, source)?,
            territories: BTreeSet::new(),
            seen: HashSet::new(),
            touched: BTreeSet::new(),
            fresh: None,
            lines: Vec::new(),
            records: Vec::new(),
            counts: Vec::new(),
            ips: Vec::new(),
            report: Report::default(),
        })
    }

    fn take(&mut self, tx: &mut Tx, item: Item) -> Result<(), DbError> {
        match item {
            Item::School(located) => self.take_school(tx, located)?,
            Item::Count(located) => self.take_count(located),
            Item::Ips(located) => self.take_ips(located),
            Item::Problem(problem) => self.report.problem(problem),
            Item::Supply(_)
            | Item::Person(_)
            | Item::Room(_)
            | Item::RoomTest(_)
            | Item::Certification(_)
            | Item::Training(_)
            | Item::Usage(_)
            | Item::Demarche(_)
            | Item::Coverage(_) => {}
        }
        if self.records.len() + self.counts.len() + self.ips.len() >= BATCH {
            self.flush(tx)?;
        }
        Ok(())
    }

    fn take_school(&mut self, tx: &mut Tx, located: Located<SchoolFact>) -> Result<(), DbError> {
        let Located { line, value: fact } = located;
        if let Some(territory) = &fact.territory
            && !self.territories.contains(territory.as_str())
        {
            self.territories.insert(territory.to_string());
        }
        let digest = digest(&fact);
        let observed_on = fact.observed_on.unwrap_or_else(|| self.job.now.day());
        let said = self.digests.entry(fact.uai.clone()).or_default();
        let before = match fact.observed_on {
            Some(day) => said.iter().find(|(on, _)| *on == day),
            None => said.last(),
        };
        let before = before.map(|(_, digest)| *digest);
        said.push((observed_on, digest));
        let is_new = self.known.insert(fact.uai.clone());
        if is_new {
            self.keep_fresh();
            self.fresh = self.writes().then(|| new_line(&fact));
        } else if self.fresh.as_ref().is_none_or(|fresh| fresh.uai != fact.uai) {
            self.touched.insert(fact.uai.clone());
        }
        if self.kind == FileKind::Annuaire {
            self.seen.insert(fact.uai.clone());
        }
        match before {
            Some(before) if before == digest => {
                self.report.unchanged += 1;
                return Ok(());
            }
            Some(_) => {
                let before = store::records(tx, &fact.uai)?;
                let last = before.iter().rev().find(|record| record.source == self.source);
                for change in differences(last, &fact, line) {
                    self.report.change(|| change);
                }
            }
            None => self.report.add(|| Change {
                line: Some(line),
                subject: subject(&fact.uai, fact.name.as_deref().or(fact.official_name.as_deref())),
                field: "imports-field-identity".to_owned(),
                before: String::new(),
                after: words(&fact),
            }),
        }
        if self.writes() {
            self.record(fact, observed_on, digest, line);
        }
        Ok(())
    }

    /// Whether the run writes: one that only looks keeps no row.
    fn writes(&self) -> bool {
        self.job.mode == Mode::Apply
    }

    fn record(&mut self, fact: SchoolFact, observed_on: Day, digest: i64, line: u64) {
        self.records.push(NewRecord {
            fact,
            source: self.source,
            observed_on,
            recorded_at: self.job.now,
            digest,
            import: Some(self.job.import),
            line: Some(line),
            account: self.job.account,
        });
    }

    /// A figure of a school that no line introduced is no figure of ours.
    fn refuse_unknown(&mut self, uai: &Uai, line: u64) -> bool {
        let unknown = !self.known.contains(uai);
        if unknown {
            self.report.problem(Problem::of_line(
                line,
                uai.to_string(),
                ProblemCode::SchoolUnknown,
                Severity::Refused,
            ));
        }
        unknown
    }

    fn take_count(&mut self, located: Located<CountFact>) {
        let Located { line, value: fact } = located;
        if self.refuse_unknown(&fact.uai, line) {
            return;
        }
        let key = (fact.uai.clone(), fact.year.first_calendar_year(), fact.category);
        let change = |before: String| Change {
            line: Some(line),
            subject: subject(&fact.uai, None),
            field: format!("{} {}", fact.category.code(), fact.year.label()),
            before,
            after: fact.count.to_string(),
        };
        match self.counts_said.insert(key, Some(fact.count)) {
            Some(Some(before)) if before == fact.count => {
                self.report.unchanged += 1;
                return;
            }
            Some(before) => {
                let before = before.map_or_else(String::new, |before| before.to_string());
                self.report.change(|| change(before));
            }
            None => self.report.add(|| change(String::new())),
        }
        if !self.writes() {
            return;
        }
        match &mut self.fresh {
            Some(fresh) if fresh.uai == fact.uai => {
                if fact.category == Category::Total && fresh.pupils.is_none_or(|(_, year)| year <= fact.year) {
                    fresh.pupils = Some((fact.count, fact.year));
                }
            }
            _ => {
                self.touched.insert(fact.uai.clone());
            }
        }
        self.counts.push(NewCount {
            uai: fact.uai,
            row: CountRow {
                year: fact.year,
                category: fact.category,
                source: self.source,
                recorded_at: self.job.now,
                observed_on: fact.observed_on,
                amount: Some(fact.count),
                deduced: fact.deduced,
                fictitious: self.job.fictitious,
                exceptional: None,
                note: fact.note,
                import: Some(self.job.import),
                file_name: None,
                line: i64::try_from(line).ok(),
            },
            exceptional: None,
            account: self.job.account,
        });
    }

    fn take_ips(&mut self, located: Located<IpsFact>) {
        let Located { line, value: fact } = located;
        if self.refuse_unknown(&fact.uai, line) {
            return;
        }
        let key = (fact.uai.clone(), fact.year.first_calendar_year(), fact.track);
        let change = |before: String| Change {
            line: Some(line),
            subject: subject(&fact.uai, None),
            field: format!("IPS {}", fact.year.label()),
            before,
            after: tenths(fact.tenths),
        };
        match self.ips_said.insert(key, fact.tenths) {
            Some(before) if before == fact.tenths => {
                self.report.unchanged += 1;
                return;
            }
            Some(before) => {
                let before = tenths(before);
                self.report.change(|| change(before));
            }
            None => self.report.add(|| change(String::new())),
        }
        if !self.writes() {
            return;
        }
        match &mut self.fresh {
            Some(fresh) if fresh.uai == fact.uai => {
                let better = fresh
                    .ips
                    .is_none_or(|(_, year)| year < fact.year || fact.track == IpsTrack::All);
                if better {
                    fresh.ips = Some((fact.tenths, fact.year));
                }
            }
            _ => {
                self.touched.insert(fact.uai.clone());
            }
        }
        self.ips.push(NewIps {
            uai: fact.uai,
            row: IpsRow {
                year: fact.year,
                track: fact.track,
                source: self.source,
                recorded_at: self.job.now,
                tenths: fact.tenths,
                file_name: None,
                line: i64::try_from(line).ok(),
            },
            import: Some(self.job.import),
        });
    }

    /// The row of lists of a school whose line is over.
    fn keep_fresh(&mut self) {
        self.lines.extend(self.fresh.take());
    }

    fn flush(&mut self, tx: &mut Tx) -> Result<(), DbError> {
        if self.writes() {
            // The line under way may still say more: its row is written now and again at its end.
            store::upsert_lines(tx, self.lines.iter().chain(self.fresh.as_ref()))?;
            store::insert_records(tx, &self.records)?;
            store::insert_counts(tx, &self.counts)?;
            store::insert_ips(tx, &self.ips)?;
        }
        self.lines.clear();
        self.records.clear();
        self.counts.clear();
        self.ips.clear();
        Ok(())
    }

    fn finish(mut self, tx: &mut Tx) -> Result<Report, DbError> {
        if self.kind == FileKind::Annuaire {
            self.leave(tx)?;
        }
        self.keep_fresh();
        self.flush(tx)?;
        if self.writes() {
            refresh(tx, &self.touched, self.job)?;
        }
        Ok(self.report)
    }

    /// A closed school vanishes from the directory: whatever it listed in the territories of this
    /// file and no longer lists is recorded as closed, and its history is kept.
    fn leave(&mut self, tx: &mut Tx) -> Result<(), DbError> {
        for (uai, (territory, name)) in store::territories_of(tx, self.source)? {
            if self.seen.contains(&uai) || !self.territories.contains(&territory) {
                continue;
            }
            self.report.leave(|| Change {
                line: None,
                subject: subject(&uai, Some(&name)),
                field: "imports-field-state".to_owned(),
                before: "imports-state-open".to_owned(),
                after: "imports-state-closed".to_owned(),
            });
            let mut fact = SchoolFact::new(uai.clone());
            fact.territory = Territory::parse(&territory).ok();
            fact.state = Some(SchoolState::Closed);
            let digest = digest(&fact);
            self.records.push(NewRecord {
                fact,
                source: self.source,
                observed_on: self.job.now.day(),
                recorded_at: self.job.now,
                digest,
                import: Some(self.job.import),
                line: None,
                account: self.job.account,
            });
            self.touched.insert(uai);
        }
        Ok(())
    }
}

/// Makes the rows of lists of some schools again from everything that is known of them.
pub(super) fn refresh(tx: &mut Tx, touched: &BTreeSet<Uai>, job: &Job) -> Result<(), DbError> {
    let mut lines = Vec::with_capacity(touched.len());
    if touched.len() <= FEW {
        for uai in touched {
            let records = store::records(tx, uai)?;
            let events = store::events(tx, uai)?;
            let counts = store::counts(tx, uai)?;
            let ips = store::ips(tx, uai)?;
            lines.push(line_of(uai, &records, &events, &counts, &ips, job.now.day(), job.now));
        }
    } else {
        let mut counts: HashMap<Uai, Vec<CountRow>> = HashMap::new();
        store::each_total(tx, |uai, row| {
            if touched.contains(&uai) {
                counts.entry(uai).or_default().push(row);
            }
        })?;
        let mut ips: HashMap<Uai, Vec<IpsRow>> = HashMap::new();
        store::each_ips(tx, |uai, row| {
            if touched.contains(&uai) {
                ips.entry(uai).or_default().push(row);
            }
        })?;
        let events = store::all_events(tx)?;
        let none = (Vec::new(), Vec::new(), Vec::new());
        let mut group: Vec<SchoolRecord> = Vec::new();
        let mut close = |group: &mut Vec<SchoolRecord>| {
            if let Some(first) = group.first()
                && touched.contains(&first.fact.uai)
            {
                let uai = first.fact.uai.clone();
                let events = events.get(&uai).unwrap_or(&none.0);
                let counts = counts.get(&uai).unwrap_or(&none.1);
                lines.push(line_of(
                    &uai,
                    group,
                    events,
                    counts,
                    ips.get(&uai).unwrap_or(&none.2),
                    job.now.day(),
                    job.now,
                ));
            }
            group.clear();
        };
        store::each_record(tx, |record| {
            if group.first().is_some_and(|first| first.fact.uai != record.fact.uai) {
                close(&mut group);
            }
            group.push(record);
        })?;
        close(&mut group);
    }
    store::upsert_lines(tx, lines.iter())
}

/// The row of lists of a school, from everything that is known of it at a moment.
pub(super) fn line_of(
    uai: &Uai,
    records: &[SchoolRecord],
    events: &[SchoolEvent],
    counts: &[CountRow],
    ips: &[IpsRow],
    today: Day,
    known_at: Instant,
) -> SchoolLine {
    let identity = rules::identity(records, events, today, known_at);
    let kind = identity.kind.map_or(SchoolKind::Other, |kind| kind.value);
    let roster = rules::roster(
        counts,
        kind,
        today,
        known_at,
        today.school_year(),
        pole_kernel::Ratio::ONE,
    );
    let pupils = roster
        .iter()
        .filter(|(_, category, figure)| *category == Category::Total && figure.chosen.is_some())
        .map(|(year, _, figure)| (figure.count, year))
        .max_by_key(|(_, year)| *year);
    SchoolLine {
        uai: uai.clone(),
        name: identity.name.map_or_else(|| uai.to_string(), |name| name.value),
        kind,
        sector: identity.sector.map(|sector| sector.value),
        contract: identity.contract.map(|contract| contract.value),
        territory: identity.territory.map(|territory| territory.value),
        commune_code: identity.commune_code.map(|code| code.value),
        commune: identity.commune.map(|commune| commune.value),
        quarter: identity.quarter.map(|quarter| quarter.value),
        priority: identity.priority.and_then(|priority| priority.value),
        rep_head: identity.rep_head.map(|head| head.value),
        position: identity.position.map(|position| {
            (
                position.value.latitude_micro,
                position.value.longitude_micro,
                position.value.precision,
            )
        }),
        state: identity.state,
        attached_to: identity.attached_to,
        pupils,
        ips: rules::newest_ips(ips, known_at).map(|row| (row.tenths, row.year)),
    }
}

/// The row of lists of a school of which only one line is known.
fn new_line(fact: &SchoolFact) -> SchoolLine {
    SchoolLine {
        uai: fact.uai.clone(),
        name: fact
            .name
            .clone()
            .or_else(|| fact.official_name.clone())
            .unwrap_or_else(|| fact.uai.to_string()),
        kind: fact.kind.unwrap_or(SchoolKind::Other),
        sector: fact.sector,
        contract: fact.contract,
        territory: fact.territory.clone(),
        commune_code: fact.commune_code.clone(),
        commune: fact.commune.clone(),
        quarter: fact.quarter.clone(),
        priority: match fact.priority {
            Known::Yes(label) => Some(label),
            Known::No | Known::Unknown => None,
        },
        rep_head: fact.rep_head.clone(),
        position: fact
            .position
            .as_ref()
            .map(|position| (position.latitude_micro, position.longitude_micro, position.precision)),
        state: fact.state.unwrap_or(SchoolState::Open),
        attached_to: None,
        pupils: None,
        ips: None,
    }
}

fn subject(uai: &Uai, name: Option<&str>) -> String {
    name.map_or_else(|| uai.to_string(), |name| format!("{uai} {name}"))
}

fn tenths(value: u32) -> String {
    format!("{}.{}", value / 10, value % 10)
}

/// Shows every field of a fact with its name, as text: what a digest and a diff are made of.
fn each_field<E>(
    fact: &SchoolFact,
    mut see: impl FnMut(&'static str, fmt::Arguments<'_>) -> Result<(), E>,
) -> Result<(), E> {
    /// What is known, as text; nothing when it is not.
    struct Text<'a, T>(Option<&'a T>);

    impl<T: fmt::Display> fmt::Display for Text<'_, T> {
        fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.map_or(Ok(()), |value| value.fmt(out))
        }
    }

    let priority: &dyn fmt::Display = match &fact.priority {
        Known::Unknown => &"",
        Known::No => &"–",
        Known::Yes(label) => label,
    };
    let mut show = |name, value: &dyn fmt::Display| see(name, format_args!("{value}"));
    show("name", &Text(fact.name.as_ref()))?;
    show("official-name", &Text(fact.official_name.as_ref()))?;
    show("kind", &Text(fact.kind.as_ref()))?;
    show("nature", &Text(fact.nature.as_ref()))?;
    show("sector", &Text(fact.sector.as_ref()))?;
    show("contract", &Text(fact.contract.as_ref()))?;
    show("territory", &Text(fact.territory.as_ref()))?;
    show("commune-code", &Text(fact.commune_code.as_ref()))?;
    show("commune", &Text(fact.commune.as_ref()))?;
    show("address", &Text(fact.address.as_ref()))?;
    show("postal-code", &Text(fact.postal_code.as_ref()))?;
    show("quarter", &Text(fact.quarter.as_ref()))?;
    show("priority", priority)?;
    show("rep-head", &Text(fact.rep_head.as_ref()))?;
    if let Some(at) = &fact.position {
        show(
            "position",
            &format_args!("{}, {}", at.latitude_micro, at.longitude_micro),
        )?;
        show("precision", &format_args!("{} {}", at.precision, at.label))?;
        show("position-source", &Text(at.source.as_ref()))?;
    } else {
        show("position", &"")?;
        show("precision", &"")?;
        show("position-source", &"")?;
    }
    show("opened-on", &Text(fact.opened_on.as_ref()))?;
    show("state", &Text(fact.state.as_ref()))?;
    show("mother", &Text(fact.mother.as_ref()))?;
    show("mother-link", &Text(fact.mother_link.as_ref()))?;
    show("note", &Text(fact.note.as_ref()))
}

/// Every field of a fact, by name, as text.
fn fields(fact: &SchoolFact) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    let Ok(()) = each_field(fact, |name, text| {
        fields.push((name, text.to_string()));
        Ok::<(), std::convert::Infallible>(())
    });
    fields
}

/// A number that changes when anything a source says of a school changes (FNV-1a, 64 bits).
pub(super) fn digest(fact: &SchoolFact) -> i64 {
    struct Fnv(u64);

    impl fmt::Write for Fnv {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            for byte in text.bytes() {
                self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
            Ok(())
        }
    }

    let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
    // Each field ends with a mark, so that a text that moves from one to the next is seen. Hashing cannot fail.
    let _ = each_field(fact, |_, text| {
        hash.write_fmt(text)?;
        hash.write_char('\u{1f}')
    });
    hash.0.cast_signed()
}

fn differences(before: Option<&SchoolRecord>, after: &SchoolFact, line: u64) -> Vec<Change> {
    let Some(before) = before else { return Vec::new() };
    fields(&before.fact)
        .into_iter()
        .zip(fields(after))
        .filter(|((_, before), (_, after))| before != after)
        .map(|((name, before), (_, after_text))| Change {
            line: Some(line),
            subject: subject(&after.uai, after.name.as_deref()),
            field: format!("imports-field-{name}"),
            before,
            after: after_text,
        })
        .collect()
}

/// A fact in a few words, for the diff.
fn words(fact: &SchoolFact) -> String {
    let mut text = String::new();
    for (_, value) in fields(fact).iter().filter(|(name, value)| {
        !value.is_empty()
            && matches!(
                *name,
                "kind" | "sector" | "commune" | "quarter" | "priority" | "address"
            )
    }) {
        let _ = write!(text, "{}{value}", if text.is_empty() { "" } else { ", " });
    }
    text
}
