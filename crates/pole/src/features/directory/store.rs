//! The SQL of the directory.

use std::collections::{HashMap, HashSet};

use pole_db::{DbError, Row, Tx, params, sql};
use pole_formats::{IpsTrack, Known, Position, SchoolFact, SchoolState};
use pole_kernel::{
    Category, Day, Instant, PositionPrecision, PriorityEducation, SchoolKind, SchoolYear, Sector, Territory, Uai,
};

use super::model::{CountRow, EventId, ExceptionalId, IpsRow, SchoolEvent, SchoolLine, SchoolRecord, Source};
use crate::policy::{AccountId, Scope};
use crate::shell::column::{coded, coded_or_none};

/// What a source says when it says that there is no priority education.
const NO_PRIORITY: &str = "none";

fn read_line(row: &Row<'_>) -> Result<SchoolLine, DbError> {
    let latitude: Option<i32> = row.get("latitude_micro")?;
    let longitude: Option<i32> = row.get("longitude_micro")?;
    let precision: Option<PositionPrecision> = row.get("position_precision")?;
    let pupils: Option<u32> = row.get("pupils")?;
    let pupils_year: Option<SchoolYear> = row.get("pupils_year")?;
    let ips: Option<u32> = row.get("ips_tenths")?;
    let ips_year: Option<SchoolYear> = row.get("ips_year")?;
    Ok(SchoolLine {
        uai: row.get("uai")?,
        name: row.get("name")?,
        kind: row.get("kind")?,
        sector: row.get("sector")?,
        contract: row.get("contract")?,
        territory: row.get("territory")?,
        commune_code: row.get("commune_code")?,
        commune: row.get("commune")?,
        quarter: row.get("quarter")?,
        priority: row.get("priority")?,
        rep_head: row.get("rep_head")?,
        position: latitude
            .zip(longitude)
            .zip(precision)
            .map(|((lat, lon), precision)| (lat, lon, precision)),
        state: coded(row, "state", SchoolState::parse)?,
        attached_to: row.get("attached_to")?,
        pupils: pupils.zip(pupils_year),
        ips: ips.zip(ips_year),
    })
}

/// Which schools of the directory a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// What the reader may see.
    pub seen_by: Scope,
    /// Only the two islands, or the whole directory.
    pub whole_directory: bool,
    /// A folded text that the name, code or quarter contains.
    pub search: String,
    /// One kind of school.
    pub kind: Option<SchoolKind>,
    /// One territory.
    pub territory: Option<Territory>,
    /// One label of priority education.
    pub priority: Option<PriorityEducation>,
    /// Public or private.
    pub sector: Option<Sector>,
    /// Begin after this school: its folded name and code.
    pub after: Option<(String, Uai)>,
    /// How many at most.
    pub limit: i64,
}

/// The schools of a list, by folded name.
///
/// # Errors
/// When the database fails.
pub fn lines(tx: &mut Tx, filter: &Filter) -> Result<Vec<SchoolLine>, DbError> {
    let (after_search, after_uai) = match &filter.after {
        Some((search, uai)) => (Some(search.as_str()), uai.to_string()),
        None => (None, String::new()),
    };
    let pattern = format!("%{}%", filter.search);
    if !filter.whole_directory {
        return tx.rows(
            sql!(
                "select uai, name, kind, sector, contract, territory, commune_code, commune, quarter, priority, rep_head,
                        latitude_micro, longitude_micro, position_precision, state, attached_to, pupils, pupils_year,
                        ips_tenths, ips_year
                   from school
                  where in_basin = true
                    and (:everything or :territories like '% ' || territory || ' %' or :schools like '% ' || uai || ' %')
                    and search like :pattern
                    and (:kind is null or kind = :kind)
                    and (:territory is null or territory = :territory)
                    and (:priority is null or priority = :priority)
                    and (:sector is null or sector = :sector)
                    and (:after is null or search > :after or (search = :after and uai > :after_uai))
                  order by search, uai
                  limit :limit"
            ),
            params! {
                everything: filter.seen_by.everything, territories: filter.seen_by.territories_text(),
                schools: filter.seen_by.schools_text(), pattern: pattern, kind: filter.kind,
                territory: filter.territory, priority: filter.priority, sector: filter.sector,
                after: after_search, after_uai: after_uai, limit: filter.limit
            },
            read_line,
        );
    }
    tx.rows(
        sql!(
            "select uai, name, kind, sector, contract, territory, commune_code, commune, quarter, priority, rep_head,
                    latitude_micro, longitude_micro, position_precision, state, attached_to, pupils, pupils_year,
                    ips_tenths, ips_year
               from school
              where search >= :from
                and (:everything or :territories like '% ' || territory || ' %' or :schools like '% ' || uai || ' %')
                and search like :pattern
                and (:kind is null or kind = :kind)
                and (:territory is null or territory = :territory)
                and (:priority is null or priority = :priority)
                and (:sector is null or sector = :sector)
                and (search > :from or uai > :after_uai)
              order by search, uai
              limit :limit"
        ),
        params! {
            everything: filter.seen_by.everything, territories: filter.seen_by.territories_text(),
            schools: filter.seen_by.schools_text(), pattern: pattern, kind: filter.kind,
            territory: filter.territory, priority: filter.priority, sector: filter.sector,
            from: after_search.unwrap_or(""), after_uai: after_uai, limit: filter.limit
        },
        read_line,
    )
}

/// One school as it is believed today.
///
/// # Errors
/// When the database fails.
pub fn line(tx: &mut Tx, uai: &Uai) -> Result<Option<SchoolLine>, DbError> {
    tx.optional(
        sql!(
            "select uai, name, kind, sector, contract, territory, commune_code, commune, quarter, priority, rep_head,
                    latitude_micro, longitude_micro, position_precision, state, attached_to, pupils, pupils_year,
                    ips_tenths, ips_year
               from school where uai = :uai"
        ),
        params! { uai: uai },
        read_line,
    )
}

/// Whether the directory knows a school.
///
/// # Errors
/// When the database fails.
pub fn knows_school(tx: &mut Tx, uai: &Uai) -> Result<bool, DbError> {
    let found = tx.optional(
        sql!("select uai from school where uai = :uai"),
        params! { uai: uai },
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Which collège each école belongs to, between dates: for those who ask it of many écoles.
#[derive(Clone, Debug, Default)]
pub struct Attachments {
    /// First day, last day and collège, the latest first day first.
    of_ecole: HashMap<Uai, Vec<(Day, Option<Day>, Uai)>>,
}

impl Attachments {
    /// The collège an école belongs to on a day.
    pub fn of(&self, ecole: &Uai, on: Day) -> Option<&Uai> {
        let held = self.of_ecole.get(ecole)?;
        let (_, _, college) = held
            .iter()
            .find(|(from, to, _)| *from <= on && to.is_none_or(|last| on <= last))?;
        Some(college)
    }

    /// The écoles that belong to a collège on a day, by their codes.
    pub fn to(&self, college: &Uai, on: Day) -> Vec<Uai> {
        let mut ecoles: Vec<Uai> = self
            .of_ecole
            .keys()
            .filter(|ecole| self.of(ecole, on) == Some(college))
            .cloned()
            .collect();
        ecoles.sort();
        ecoles
    }
}

/// Every attachment of an école to a collège that was not taken back.
///
/// # Errors
/// When the database fails.
pub fn attachments(tx: &mut Tx) -> Result<Attachments, DbError> {
    let mut attachments = Attachments::default();
    tx.each(
        sql!(
            "select uai, other, valid_from, valid_to from school_event
              where kind = 'attached_to' and withdrawn_at is null and other is not null
              order by uai, valid_from desc"
        ),
        params! {},
        |row| {
            let held = attachments.of_ecole.entry(row.get("uai")?).or_default();
            held.push((row.get("valid_from")?, row.get("valid_to")?, row.get("other")?));
            Ok(())
        },
    )?;
    Ok(attachments)
}

/// Every code of the directory.
pub(super) fn codes(tx: &mut Tx) -> Result<HashSet<Uai>, DbError> {
    let mut codes = HashSet::new();
    tx.each(sql!("select uai from school"), params! {}, |row| {
        codes.insert(row.get("uai")?);
        Ok(())
    })?;
    Ok(codes)
}

/// The row of lists, written for the first time or again.
pub(super) fn upsert_lines<'a>(tx: &mut Tx, lines: impl Iterator<Item = &'a SchoolLine>) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into school (uai, name, search, kind, sector, contract, territory, in_basin, commune_code, commune,
                                 quarter, priority, rep_head, latitude_micro, longitude_micro, position_precision,
                                 state, attached_to, pupils, pupils_year, ips_tenths, ips_year)
             values (:uai, :name, :search, :kind, :sector, :contract, :territory, :in_basin, :commune_code, :commune,
                     :quarter, :priority, :rep_head, :latitude_micro, :longitude_micro, :position_precision,
                     :state, :attached_to, :pupils, :pupils_year, :ips_tenths, :ips_year)
             on conflict (uai) do update set
                 name = excluded.name, search = excluded.search, kind = excluded.kind, sector = excluded.sector,
                 contract = excluded.contract, territory = excluded.territory, in_basin = excluded.in_basin,
                 commune_code = excluded.commune_code, commune = excluded.commune, quarter = excluded.quarter,
                 priority = excluded.priority, rep_head = excluded.rep_head, latitude_micro = excluded.latitude_micro,
                 longitude_micro = excluded.longitude_micro, position_precision = excluded.position_precision,
                 state = excluded.state, attached_to = excluded.attached_to, pupils = excluded.pupils,
                 pupils_year = excluded.pupils_year, ips_tenths = excluded.ips_tenths, ips_year = excluded.ips_year"
        ),
        lines.map(|line| {
            params! {
                uai: line.uai, name: line.name, search: search_text(line), kind: line.kind, sector: line.sector,
                contract: line.contract, territory: line.territory,
                in_basin: line.territory.as_ref().is_some_and(Territory::in_basin),
                commune_code: line.commune_code, commune: line.commune, quarter: line.quarter, priority: line.priority,
                rep_head: line.rep_head, latitude_micro: line.position.map(|(latitude, _, _)| latitude),
                longitude_micro: line.position.map(|(_, longitude, _)| longitude),
                position_precision: line.position.map(|(_, _, precision)| precision), state: line.state.code(),
                attached_to: line.attached_to, pupils: line.pupils.map(|(count, _)| count),
                pupils_year: line.pupils.map(|(_, year)| year), ips_tenths: line.ips.map(|(tenths, _)| tenths),
                ips_year: line.ips.map(|(_, year)| year)
            }
        }),
    )?;
    Ok(())
}

/// The folded text in which a school is searched; begins with its name, so it also sorts.
pub(super) fn search_text(line: &SchoolLine) -> String {
    let mut text = pole_kernel::fold(&line.name);
    for part in [
        Some(line.uai.as_str()),
        line.commune.as_deref(),
        line.quarter.as_deref(),
    ]
    .into_iter()
    .flatten()
    {
        text.push(' ');
        text.push_str(&pole_kernel::fold(part));
    }
    text
}

/// A record to write, with the digest of what it says.
pub(super) struct NewRecord {
    pub(super) fact: SchoolFact,
    pub(super) source: Source,
    pub(super) observed_on: Day,
    pub(super) recorded_at: Instant,
    pub(super) digest: i64,
    pub(super) import: Option<crate::shell::imports::ImportId>,
    pub(super) line: Option<u64>,
    pub(super) account: Option<AccountId>,
}

pub(super) fn insert_records(tx: &mut Tx, records: &[NewRecord]) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into school_record (uai, source, observed_on, recorded_at, digest, name, official_name, kind, nature,
                 sector, contract, territory, commune_code, commune, address, postal_code, quarter, priority, rep_head,
                 latitude_micro, longitude_micro, position_precision, position_label, position_source, opened_on, state,
                 mother, mother_link, note, import, line, recorded_by)
             values (:uai, :source, :observed_on, :recorded_at, :digest, :name, :official_name, :kind, :nature,
                 :sector, :contract, :territory, :commune_code, :commune, :address, :postal_code, :quarter, :priority,
                 :rep_head, :latitude_micro, :longitude_micro, :position_precision, :position_label, :position_source,
                 :opened_on, :state, :mother, :mother_link, :note, :import, :line, :recorded_by)"
        ),
        records.iter().map(|record| {
            let fact = &record.fact;
            let position = fact.position.as_ref();
            params! {
                uai: fact.uai, source: record.source, observed_on: record.observed_on,
                recorded_at: record.recorded_at, digest: record.digest, name: fact.name,
                official_name: fact.official_name, kind: fact.kind, nature: fact.nature.map(i64::from),
                sector: fact.sector, contract: fact.contract, territory: fact.territory,
                commune_code: fact.commune_code, commune: fact.commune, address: fact.address,
                postal_code: fact.postal_code, quarter: fact.quarter, priority: priority_text(fact),
                rep_head: fact.rep_head, latitude_micro: position.map(|position| position.latitude_micro),
                longitude_micro: position.map(|position| position.longitude_micro),
                position_precision: position.map(|position| position.precision),
                position_label: position.map(|position| position.label.as_str()),
                position_source: position.and_then(|position| position.source.as_deref()),
                opened_on: fact.opened_on, state: fact.state.map(SchoolState::code), mother: fact.mother,
                mother_link: fact.mother_link, note: fact.note, import: record.import,
                line: record.line.map(|line| i64::try_from(line).unwrap_or(i64::MAX)), recorded_by: record.account
            }
        }),
    )?;
    Ok(())
}

fn priority_text(fact: &SchoolFact) -> Option<&'static str> {
    match fact.priority {
        Known::Unknown => None,
        Known::No => Some(NO_PRIORITY),
        Known::Yes(label) => Some(label.code()),
    }
}

fn read_record(row: &Row<'_>) -> Result<SchoolRecord, DbError> {
    let mut fact = SchoolFact::new(row.get("uai")?);
    fact.name = row.get("name")?;
    fact.official_name = row.get("official_name")?;
    fact.kind = row.get("kind")?;
    fact.nature = row
        .get::<Option<i64>>("nature")?
        .and_then(|nature| u16::try_from(nature).ok());
    fact.sector = row.get("sector")?;
    fact.contract = row.get("contract")?;
    fact.territory = row.get("territory")?;
    fact.commune_code = row.get("commune_code")?;
    fact.commune = row.get("commune")?;
    fact.address = row.get("address")?;
    fact.postal_code = row.get("postal_code")?;
    fact.quarter = row.get("quarter")?;
    fact.priority = match row.get::<Option<String>>("priority")?.as_deref() {
        None => Known::Unknown,
        Some(NO_PRIORITY) => Known::No,
        Some(code) => PriorityEducation::parse(code).map_or(Known::Unknown, Known::Yes),
    };
    fact.rep_head = row.get("rep_head")?;
    let latitude: Option<i32> = row.get("latitude_micro")?;
    let longitude: Option<i32> = row.get("longitude_micro")?;
    let precision: Option<PositionPrecision> = row.get("position_precision")?;
    let label: Option<String> = row.get("position_label")?;
    let source: Option<String> = row.get("position_source")?;
    fact.position = latitude
        .zip(longitude)
        .zip(precision)
        .map(|((latitude_micro, longitude_micro), precision)| Position {
            latitude_micro,
            longitude_micro,
            precision,
            label: label.unwrap_or_default(),
            source,
        });
    fact.opened_on = row.get("opened_on")?;
    fact.state = coded_or_none(row, "state", SchoolState::parse)?;
    fact.mother = row.get("mother")?;
    fact.mother_link = row.get("mother_link")?;
    fact.note = row.get("note")?;
    Ok(SchoolRecord {
        source: row.get("source")?,
        observed_on: row.get("observed_on")?,
        recorded_at: row.get("recorded_at")?,
        fact,
        import: row.get("import")?,
        line: row.get("line")?,
    })
}

/// Everything that was ever said of a school.
pub(super) fn records(tx: &mut Tx, uai: &Uai) -> Result<Vec<SchoolRecord>, DbError> {
    tx.rows(
        sql!(
            "select uai, source, observed_on, recorded_at, name, official_name, kind, nature, sector, contract, territory,
                    commune_code, commune, address, postal_code, quarter, priority, rep_head, latitude_micro,
                    longitude_micro, position_precision, position_label, position_source, opened_on, state, mother,
                    mother_link, note, import, line
               from school_record where uai = :uai order by observed_on, recorded_at"
        ),
        params! { uai: uai },
        read_record,
    )
}

/// Everything that was ever said of every school, school by school.
pub(super) fn each_record(tx: &mut Tx, mut see: impl FnMut(SchoolRecord)) -> Result<(), DbError> {
    tx.each(
        sql!(
            "select uai, source, observed_on, recorded_at, name, official_name, kind, nature, sector, contract, territory,
                    commune_code, commune, address, postal_code, quarter, priority, rep_head, latitude_micro,
                    longitude_micro, position_precision, position_label, position_source, opened_on, state, mother,
                    mother_link, note, import, line
               from school_record order by uai"
        ),
        params! {},
        |row| {
            see(read_record(row)?);
            Ok(())
        },
    )?;
    Ok(())
}

/// Everything that was ever said of the schools of the basin.
pub(super) fn basin_records(tx: &mut Tx) -> Result<Vec<SchoolRecord>, DbError> {
    tx.rows(
        sql!(
            "select r.uai, r.source, r.observed_on, r.recorded_at, r.name, r.official_name, r.kind, r.nature, r.sector,
                    r.contract, r.territory, r.commune_code, r.commune, r.address, r.postal_code, r.quarter, r.priority,
                    r.rep_head, r.latitude_micro, r.longitude_micro, r.position_precision, r.position_label,
                    r.position_source, r.opened_on, r.state, r.mother, r.mother_link, r.note, r.import, r.line
               from school s join school_record r on r.uai = s.uai
              where s.in_basin = true
              order by r.uai, r.observed_on, r.recorded_at"
        ),
        params! {},
        read_record,
    )
}

/// What happened to the schools of the basin.
pub(super) fn basin_events(tx: &mut Tx) -> Result<HashMap<Uai, Vec<SchoolEvent>>, DbError> {
    let mut events: HashMap<Uai, Vec<SchoolEvent>> = HashMap::new();
    tx.each(
        sql!(
            "select e.uai, e.id, e.kind, e.other, null as other_name, e.name, e.valid_from, e.valid_to, e.note,
                    e.recorded_at, e.withdrawn_at
               from school s join school_event e on e.uai = s.uai
              where s.in_basin = true
              order by e.valid_from, e.recorded_at"
        ),
        params! {},
        |row| {
            events.entry(row.get("uai")?).or_default().push(read_event(row)?);
            Ok(())
        },
    )?;
    Ok(events)
}

/// What one source last said, by school and day: the digest of what it said.
pub(super) fn digests(tx: &mut Tx, source: Source) -> Result<HashMap<Uai, Vec<(Day, i64)>>, DbError> {
    let mut digests: HashMap<Uai, Vec<(Day, i64)>> = HashMap::new();
    tx.each(
        sql!(
            "select uai, observed_on, digest from school_record where source = :source
              order by uai, observed_on, recorded_at"
        ),
        params! { source: source },
        |row| {
            let (day, digest): (Day, i64) = (row.get("observed_on")?, row.get("digest")?);
            let said = digests.entry(row.get("uai")?).or_default();
            match said.last_mut() {
                Some(last) if last.0 == day => last.1 = digest,
                _ => said.push((day, digest)),
            }
            Ok(())
        },
    )?;
    Ok(digests)
}

/// The territory in which a source last placed each school it still calls open.
pub(super) fn territories_of(tx: &mut Tx, source: Source) -> Result<HashMap<Uai, (String, String)>, DbError> {
    let mut found: HashMap<Uai, (String, String)> = HashMap::new();
    tx.each(
        sql!(
            "select uai, territory, name, state from school_record where source = :source
              order by uai, observed_on, recorded_at"
        ),
        params! { source: source },
        |row| {
            let uai: Uai = row.get("uai")?;
            let state = coded_or_none(row, "state", SchoolState::parse)?;
            if state == Some(SchoolState::Closed) {
                found.remove(&uai);
                return Ok(());
            }
            let name: Option<String> = row.get("name")?;
            if let Some(territory) = row.get::<Option<String>>("territory")? {
                found.insert(uai, (territory, name.unwrap_or_default()));
            } else if let (Some(kept), Some(name)) = (found.get_mut(&uai), name) {
                kept.1 = name;
            }
            Ok(())
        },
    )?;
    Ok(found)
}

/// A count to write.
#[derive(Clone, Debug)]
pub(super) struct NewCount {
    pub(super) uai: Uai,
    pub(super) row: CountRow,
    pub(super) exceptional: Option<ExceptionalId>,
    pub(super) account: Option<AccountId>,
}

pub(super) fn insert_counts(tx: &mut Tx, counts: &[NewCount]) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into head_count (uai, year, category, source, recorded_at, observed_on, amount, deduced, fictitious,
                                     exceptional, note, import, line, recorded_by)
             values (:uai, :year, :category, :source, :recorded_at, :observed_on, :amount, :deduced, :fictitious,
                     :exceptional, :note, :import, :line, :recorded_by)"
        ),
        counts.iter().map(|new| {
            let row = &new.row;
            params! {
                uai: new.uai, year: row.year, category: row.category, source: row.source,
                recorded_at: row.recorded_at, observed_on: row.observed_on, amount: row.amount, deduced: row.deduced,
                fictitious: row.fictitious, exceptional: new.exceptional, note: row.note, import: row.import,
                line: row.line, recorded_by: new.account
            }
        }),
    )?;
    Ok(())
}

fn read_count(row: &Row<'_>) -> Result<CountRow, DbError> {
    Ok(CountRow {
        year: row.get("year")?,
        category: row.get("category")?,
        source: row.get("source")?,
        recorded_at: row.get("recorded_at")?,
        observed_on: row.get("observed_on")?,
        amount: row.get("amount")?,
        deduced: row.get("deduced")?,
        fictitious: row.get("fictitious")?,
        exceptional: row.get("reason")?,
        note: row.get("note")?,
        import: row.get("import")?,
        file_name: row.get("file_name")?,
        line: row.get("line")?,
    })
}

/// Every observation of a school, exceptional ones that were not taken back included.
pub(super) fn counts(tx: &mut Tx, uai: &Uai) -> Result<Vec<CountRow>, DbError> {
    tx.rows(
        sql!(
            "select c.year, c.category, c.source, c.recorded_at, c.observed_on, c.amount, c.deduced, c.fictitious,
                    e.reason, c.note, c.import, i.file_name, c.line
               from head_count c
               left join exceptional_observation e on e.id = c.exceptional
               left join import i on i.id = c.import
              where c.uai = :uai and e.withdrawn_at is null
              order by c.year, c.category, c.recorded_at"
        ),
        params! { uai: uai },
        read_count,
    )
}

/// The observations of every school of the basin.
pub(super) fn basin_counts(tx: &mut Tx) -> Result<HashMap<Uai, Vec<CountRow>>, DbError> {
    let mut counts: HashMap<Uai, Vec<CountRow>> = HashMap::new();
    tx.each(
        sql!(
            "select c.uai, c.year, c.category, c.source, c.recorded_at, c.observed_on, c.amount, c.deduced, c.fictitious,
                    e.reason, c.note, c.import, null as file_name, c.line
               from school s
               join head_count c on c.uai = s.uai
               left join exceptional_observation e on e.id = c.exceptional
              where s.in_basin = true and e.withdrawn_at is null"
        ),
        params! {},
        |row| {
            counts.entry(row.get("uai")?).or_default().push(read_count(row)?);
            Ok(())
        },
    )?;
    Ok(counts)
}

/// What a source last said, by school, year and category; `None` when it took a figure back.
pub(super) type SaidCounts = HashMap<(Uai, i16, Category), Option<u32>>;

/// What a source last said of each figure.
pub(super) fn said_counts(tx: &mut Tx, source: Source) -> Result<SaidCounts, DbError> {
    let mut said = HashMap::new();
    tx.each(
        sql!(
            "select uai, year, category, amount from head_count where source = :source
              order by recorded_at"
        ),
        params! { source: source },
        |row| {
            let year: SchoolYear = row.get("year")?;
            said.insert(
                (row.get("uai")?, year.first_calendar_year(), row.get("category")?),
                row.get("amount")?,
            );
            Ok(())
        },
    )?;
    Ok(said)
}

/// The newest total of every school of one source or better, for the row of lists.
pub(super) fn each_total(tx: &mut Tx, mut see: impl FnMut(Uai, CountRow)) -> Result<(), DbError> {
    tx.each(
        sql!(
            "select c.uai, c.year, c.category, c.source, c.recorded_at, c.observed_on, c.amount, c.deduced, c.fictitious,
                    e.reason, c.note, c.import, null as file_name, c.line
               from head_count c
               left join exceptional_observation e on e.id = c.exceptional
              where c.category = 'TOTAL' and e.withdrawn_at is null
              order by c.uai"
        ),
        params! {},
        |row| {
            see(row.get("uai")?, read_count(row)?);
            Ok(())
        },
    )?;
    Ok(())
}

/// An index to write.
pub(super) struct NewIps {
    pub(super) uai: Uai,
    pub(super) row: IpsRow,
    pub(super) import: Option<crate::shell::imports::ImportId>,
}

pub(super) fn insert_ips(tx: &mut Tx, rows: &[NewIps]) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into ips (uai, year, track, source, recorded_at, tenths, import, line)
             values (:uai, :year, :track, :source, :recorded_at, :tenths, :import, :line)"
        ),
        rows.iter().map(|new| {
            params! {
                uai: new.uai, year: new.row.year, track: new.row.track.code(), source: new.row.source,
                recorded_at: new.row.recorded_at, tenths: new.row.tenths, import: new.import, line: new.row.line
            }
        }),
    )?;
    Ok(())
}

fn read_ips(row: &Row<'_>) -> Result<IpsRow, DbError> {
    Ok(IpsRow {
        year: row.get("year")?,
        track: coded(row, "track", IpsTrack::parse)?,
        source: row.get("source")?,
        recorded_at: row.get("recorded_at")?,
        tenths: row.get("tenths")?,
        file_name: row.get("file_name")?,
        line: row.get("line")?,
    })
}

/// Every index of a school, the newest year first.
pub(super) fn ips(tx: &mut Tx, uai: &Uai) -> Result<Vec<IpsRow>, DbError> {
    tx.rows(
        sql!(
            "select p.year, p.track, p.source, p.recorded_at, p.tenths, i.file_name, p.line
               from ips p left join import i on i.id = p.import
              where p.uai = :uai
              order by p.year desc, p.track, p.source, p.recorded_at desc"
        ),
        params! { uai: uai },
        read_ips,
    )
}

/// What a source last said of each index.
pub(super) fn said_ips(tx: &mut Tx, source: Source) -> Result<HashMap<(Uai, i16, IpsTrack), u32>, DbError> {
    let mut said = HashMap::new();
    tx.each(
        sql!("select uai, year, track, tenths from ips where source = :source order by recorded_at"),
        params! { source: source },
        |row| {
            let year: SchoolYear = row.get("year")?;
            let track = coded(row, "track", IpsTrack::parse)?;
            said.insert((row.get("uai")?, year.first_calendar_year(), track), row.get("tenths")?);
            Ok(())
        },
    )?;
    Ok(said)
}

/// Every index of every school, for the row of lists.
pub(super) fn each_ips(tx: &mut Tx, mut see: impl FnMut(Uai, IpsRow)) -> Result<(), DbError> {
    tx.each(
        sql!("select uai, year, track, source, recorded_at, tenths, null as file_name, line from ips order by uai"),
        params! {},
        |row| {
            see(row.get("uai")?, read_ips(row)?);
            Ok(())
        },
    )?;
    Ok(())
}

/// Every index of the schools of the basin.
pub(super) fn basin_ips(tx: &mut Tx) -> Result<HashMap<Uai, Vec<IpsRow>>, DbError> {
    let mut rows: HashMap<Uai, Vec<IpsRow>> = HashMap::new();
    tx.each(
        sql!(
            "select p.uai, p.year, p.track, p.source, p.recorded_at, p.tenths, null as file_name, p.line
               from school s join ips p on p.uai = s.uai
              where s.in_basin = true
              order by p.uai, p.year"
        ),
        params! {},
        |row| {
            rows.entry(row.get("uai")?).or_default().push(read_ips(row)?);
            Ok(())
        },
    )?;
    Ok(rows)
}

fn read_event(row: &Row<'_>) -> Result<SchoolEvent, DbError> {
    Ok(SchoolEvent {
        id: row.get("id")?,
        kind: row.get("kind")?,
        other: row.get("other")?,
        other_name: row.get("other_name")?,
        name: row.get("name")?,
        valid_from: row.get("valid_from")?,
        valid_to: row.get("valid_to")?,
        note: row.get("note")?,
        recorded_at: row.get("recorded_at")?,
        withdrawn_at: row.get("withdrawn_at")?,
    })
}

/// What happened to a school, taken back or not, the oldest first.
pub(super) fn events(tx: &mut Tx, uai: &Uai) -> Result<Vec<SchoolEvent>, DbError> {
    tx.rows(
        sql!(
            "select e.id, e.kind, e.other, s.name as other_name, e.name, e.valid_from, e.valid_to, e.note, e.recorded_at,
                    e.withdrawn_at
               from school_event e left join school s on s.uai = e.other
              where e.uai = :uai
              order by e.valid_from, e.recorded_at"
        ),
        params! { uai: uai },
        read_event,
    )
}

/// What happened to every school, for the row of lists.
pub(super) fn all_events(tx: &mut Tx) -> Result<HashMap<Uai, Vec<SchoolEvent>>, DbError> {
    let mut events: HashMap<Uai, Vec<SchoolEvent>> = HashMap::new();
    tx.each(
        sql!(
            "select uai, id, kind, other, null as other_name, name, valid_from, valid_to, note, recorded_at, withdrawn_at
               from school_event order by valid_from, recorded_at"
        ),
        params! {},
        |row| {
            events.entry(row.get("uai")?).or_default().push(read_event(row)?);
            Ok(())
        },
    )?;
    Ok(events)
}

pub(super) fn insert_event(
    tx: &mut Tx,
    uai: &Uai,
    event: &SchoolEvent,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into school_event (id, uai, kind, other, name, valid_from, valid_to, note, recorded_at, recorded_by,
                                       withdrawn_at)
             values (:id, :uai, :kind, :other, :name, :valid_from, :valid_to, :note, :recorded_at, :recorded_by, null)"
        ),
        params! {
            id: event.id, uai: uai, kind: event.kind, other: event.other, name: event.name,
            valid_from: event.valid_from, valid_to: event.valid_to, note: event.note, recorded_at: event.recorded_at,
            recorded_by: account
        },
    )?;
    Ok(())
}

pub(super) fn withdraw_event(tx: &mut Tx, uai: &Uai, id: EventId, now: Instant) -> Result<bool, DbError> {
    let touched = tx.execute(
        sql!(
            "update school_event set withdrawn_at = :now
              where id = :id and uai = :uai and withdrawn_at is null"
        ),
        params! { id: id, uai: uai, now: now },
    )?;
    Ok(touched == 1)
}

pub(super) fn insert_exceptional(
    tx: &mut Tx,
    id: ExceptionalId,
    year: SchoolYear,
    day: Day,
    reason: &str,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into exceptional_observation (id, year, day, reason, recorded_at, recorded_by, withdrawn_at)
             values (:id, :year, :day, :reason, :now, :account, null)"
        ),
        params! { id: id, year: year, day: day, reason: reason, now: now, account: account },
    )?;
    Ok(())
}

/// The écoles that belong to a collège today.
pub(super) fn attached_schools(tx: &mut Tx, uai: &Uai) -> Result<Vec<SchoolLine>, DbError> {
    tx.rows(
        sql!(
            "select uai, name, kind, sector, contract, territory, commune_code, commune, quarter, priority, rep_head,
                    latitude_micro, longitude_micro, position_precision, state, attached_to, pupils, pupils_year,
                    ips_tenths, ips_year
               from school where attached_to = :uai order by search, uai"
        ),
        params! { uai: uai },
        read_line,
    )
}
