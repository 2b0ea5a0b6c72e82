//! The SQL of the endowment.

use std::collections::BTreeMap;

use pole_db::{DbError, Row, Tx, params, sql};
use pole_formats::{SupplyFact, SupplyItem, SupplyStep};
use pole_kernel::{Day, Instant, SchoolYear, Uai};

use super::parameters::Parameters;
use super::records::{
    CallOfWave, ComputationId, ComputationLine, Entry, EntryId, ParameterChoice, ParameterSet, ParameterSetId,
    Revision, Supply, SupplyId, Wave, WaveId,
};
use crate::policy::AccountId;
use crate::shell::column::coded;
use crate::shell::imports::ImportId;

// ---- Parameter sets ---------------------------------------------------------------------------

/// Every version of every parameter set, by code, the newest version first.
pub(super) fn parameter_sets(tx: &mut Tx) -> Result<Vec<ParameterSet>, DbError> {
    tx.rows(
        sql!(
            "select p.id, p.code, p.version, p.name, p.note, p.valid_from, p.based_on, p.content, p.created_at,
                    a.display_name as created_by_name
               from parameter_set p left join account a on a.id = p.created_by
              order by p.code, p.version desc"
        ),
        params! {},
        |row| {
            let content: String = row.get("content")?;
            Ok(ParameterSet {
                id: row.get("id")?,
                code: row.get("code")?,
                version: row.get("version")?,
                name: row.get("name")?,
                note: row.get("note")?,
                valid_from: row.get("valid_from")?,
                based_on: row.get("based_on")?,
                parameters: parameters(&content)?,
                created_at: row.get("created_at")?,
                created_by: row.get("created_by_name")?,
            })
        },
    )
}

fn parameters(content: &str) -> Result<Parameters, DbError> {
    let broken = |reason: String| DbError::Column {
        column: "content".to_owned(),
        reason,
    };
    let value = serde_json::from_str(content).map_err(|error| broken(error.to_string()))?;
    Parameters::from_json(&value).map_err(|error| broken(error.to_string()))
}

pub(super) fn insert_parameter_set(tx: &mut Tx, set: &ParameterSet, account: Option<AccountId>) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into parameter_set (id, code, version, name, note, valid_from, based_on, content, created_at, created_by)
             values (:id, :code, :version, :name, :note, :valid_from, :based_on, :content, :created_at, :created_by)"
        ),
        params! {
            id: set.id, code: set.code, version: set.version, name: set.name, note: set.note,
            valid_from: set.valid_from, based_on: set.based_on, content: set.parameters.to_json().to_string(),
            created_at: set.created_at, created_by: account
        },
    )?;
    Ok(())
}

/// Every choice of the set in force, the newest first.
pub(super) fn choices(tx: &mut Tx) -> Result<Vec<ParameterChoice>, DbError> {
    tx.rows(
        sql!(
            "select c.parameter_set, c.reason, c.chosen_at, a.display_name as chosen_by_name
               from parameter_choice c left join account a on a.id = c.chosen_by
              order by c.chosen_at desc, c.id desc"
        ),
        params! {},
        |row| {
            Ok(ParameterChoice {
                set: row.get("parameter_set")?,
                reason: row.get("reason")?,
                chosen_at: row.get("chosen_at")?,
                chosen_by: row.get("chosen_by_name")?,
            })
        },
    )
}

pub(super) fn insert_choice(
    tx: &mut Tx,
    id: pole_kernel::Id<ParameterChoice>,
    set: ParameterSetId,
    reason: &str,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into parameter_choice (id, parameter_set, reason, chosen_at, chosen_by)
             values (:id, :set, :reason, :now, :account)"
        ),
        params! { id: id, set: set, reason: reason, now: now, account: account },
    )?;
    Ok(())
}

// ---- Waves and entries ------------------------------------------------------------------------

/// Every wave, the earliest first.
///
/// # Errors
/// When the database fails.
pub fn waves(tx: &mut Tx) -> Result<Vec<Wave>, DbError> {
    tx.rows(
        sql!("select id, code, label, first_year, note, created_at from wave order by first_year, code"),
        params! {},
        |row| {
            Ok(Wave {
                id: row.get("id")?,
                code: row.get("code")?,
                label: row.get("label")?,
                first_year: row.get("first_year")?,
                note: row.get("note")?,
                created_at: row.get("created_at")?,
            })
        },
    )
}

pub(super) fn insert_wave(tx: &mut Tx, wave: &Wave, account: Option<AccountId>) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into wave (id, code, label, first_year, note, created_at, created_by)
             values (:id, :code, :label, :first_year, :note, :created_at, :created_by)"
        ),
        params! {
            id: wave.id, code: wave.code, label: wave.label, first_year: wave.first_year, note: wave.note,
            created_at: wave.created_at, created_by: account
        },
    )?;
    Ok(())
}

/// The call that decides of a wave. Calls stand above the endowment and link their waves to it; the endowment
/// only needs to know whether there is one.
///
/// # Errors
/// When the database fails.
pub fn call_of_wave(tx: &mut Tx, id: WaveId) -> Result<Option<CallOfWave>, DbError> {
    tx.optional(
        sql!(
            "select w.id, w.label, c.title from call_wave w join call c on c.id = w.call
              where w.wave = :wave order by w.id limit 1"
        ),
        params! { wave: id },
        |row| {
            Ok(CallOfWave {
                call_wave: row.get("id")?,
                title: row.get("title")?,
                label: row.get("label")?,
            })
        },
    )
}

fn read_entry(row: &Row<'_>) -> Result<Entry, DbError> {
    Ok(Entry {
        id: row.get("id")?,
        wave: row.get("wave")?,
        uai: row.get("uai")?,
        state: Revision {
            number: row.get("revision")?,
            first_year: row.get("first_year")?,
            status: row.get("status")?,
            decided_on: row.get("decided_on")?,
            reason: row.get("reason")?,
            recorded_at: row.get("recorded_at")?,
            recorded_by: row.get("recorded_by_name")?,
        },
    })
}

/// The state of every entry on a day, as known at a moment. The highest revision speaks.
///
/// # Errors
/// When the database fails.
pub fn entries(tx: &mut Tx, on: Day, known_at: Instant) -> Result<Vec<Entry>, DbError> {
    let mut in_force: BTreeMap<String, Entry> = BTreeMap::new();
    tx.each(
        sql!(
            "select e.id, e.wave, e.uai, r.revision, r.first_year, r.status, r.decided_on, r.reason, r.recorded_at,
                    a.display_name as recorded_by_name
               from wave_entry e
               join wave_entry_revision r on r.entry = e.id
               left join account a on a.id = r.recorded_by
              where r.recorded_at <= :known_at and r.decided_on <= :day
              order by e.id, r.revision"
        ),
        params! { known_at: known_at, day: on },
        |row| {
            let entry = read_entry(row)?;
            in_force.insert(entry.id.to_string(), entry);
            Ok(())
        },
    )?;
    Ok(in_force.into_values().collect())
}

/// Every state one entry has had, the newest first.
pub(super) fn history(tx: &mut Tx, id: EntryId) -> Result<Vec<Entry>, DbError> {
    tx.rows(
        sql!(
            "select e.id, e.wave, e.uai, r.revision, r.first_year, r.status, r.decided_on, r.reason, r.recorded_at,
                    a.display_name as recorded_by_name
               from wave_entry e
               join wave_entry_revision r on r.entry = e.id
               left join account a on a.id = r.recorded_by
              where e.id = :id
              order by r.revision desc"
        ),
        params! { id: id },
        read_entry,
    )
}

/// The entries to write, each with its first state.
pub(super) fn insert_entries<'a>(tx: &mut Tx, entries: impl Iterator<Item = &'a Entry>) -> Result<(), DbError> {
    tx.execute_many(
        sql!("insert into wave_entry (id, wave, uai) values (:id, :wave, :uai)"),
        entries.map(|entry| params! { id: entry.id, wave: entry.wave, uai: entry.uai }),
    )?;
    Ok(())
}

pub(super) fn insert_revisions<'a>(
    tx: &mut Tx,
    entries: impl Iterator<Item = &'a Entry>,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into wave_entry_revision (entry, revision, first_year, status, decided_on, reason, recorded_at, recorded_by)
             values (:entry, :revision, :first_year, :status, :decided_on, :reason, :recorded_at, :recorded_by)"
        ),
        entries.map(|entry| {
            let state = &entry.state;
            params! {
                entry: entry.id, revision: state.number, first_year: state.first_year, status: state.status,
                decided_on: state.decided_on, reason: state.reason, recorded_at: state.recorded_at,
                recorded_by: account
            }
        }),
    )?;
    Ok(())
}

// ---- Supplies ---------------------------------------------------------------------------------

fn read_supply(row: &Row<'_>) -> Result<Supply, DbError> {
    Ok(Supply {
        id: row.get("id")?,
        uai: row.get("uai")?,
        year: row.get("year")?,
        step: coded(row, "step", SupplyStep::parse)?,
        item: coded(row, "item", SupplyItem::parse)?,
        quantity: row.get("quantity")?,
        unit_price: row.get("unit_price_cents")?,
        day: row.get("day")?,
        reference: row.get("reference")?,
        note: row.get("note")?,
        fictitious: row.get("fictitious")?,
        import: row.get("import")?,
        file_name: row.get("file_name")?,
        line: row.get("line")?,
        recorded_at: row.get("recorded_at")?,
        recorded_by: row.get("recorded_by_name")?,
        withdrawn_at: row.get("withdrawn_at")?,
        replaced: row.get("replaced")?,
    })
}

/// Everything that was declared for a school, taken back or not, the newest first.
pub(super) fn supplies_of(tx: &mut Tx, uai: &Uai) -> Result<Vec<Supply>, DbError> {
    tx.rows(
        sql!(
            "select s.id, s.uai, s.year, s.step, s.item, s.quantity, s.unit_price_cents, s.day, s.reference, s.note,
                    s.fictitious, s.import, i.file_name, s.line, s.recorded_at, a.display_name as recorded_by_name,
                    s.withdrawn_at, s.replaced
               from supply s
               left join import i on i.id = s.import
               left join account a on a.id = s.recorded_by
              where s.uai = :uai
              order by s.day desc, s.recorded_at desc, s.id desc"
        ),
        params! { uai: uai },
        read_supply,
    )
}

/// What was declared by a day for every school, as known at a moment, without what was taken back by then.
pub(super) fn supplies(tx: &mut Tx, on: Day, known_at: Instant) -> Result<Vec<Supply>, DbError> {
    tx.rows(
        sql!(
            "select id, uai, year, step, item, quantity, unit_price_cents, day, reference, note, fictitious, import,
                    null as file_name, line, recorded_at, null as recorded_by_name, withdrawn_at, replaced
               from supply
              where recorded_at <= :known_at and day <= :day
                and (withdrawn_at is null or withdrawn_at > :known_at)
              order by uai, year, day, recorded_at"
        ),
        params! { day: on, known_at: known_at },
        read_supply,
    )
}

/// A supply to write.
pub(super) struct NewSupply {
    pub(super) id: SupplyId,
    pub(super) fact: SupplyFact,
    pub(super) digest: i64,
    pub(super) fictitious: bool,
    pub(super) import: Option<ImportId>,
    pub(super) line: Option<u64>,
    pub(super) recorded_at: Instant,
    pub(super) account: Option<AccountId>,
}

pub(super) fn insert_supplies(tx: &mut Tx, supplies: &[NewSupply]) -> Result<(), DbError> {
    tx.execute_many(
        sql!(
            "insert into supply (id, uai, year, step, item, quantity, unit_price_cents, day, reference, note, fictitious,
                                 digest, import, line, recorded_at, recorded_by, withdrawn_at, withdrawn_by, replaced)
             values (:id, :uai, :year, :step, :item, :quantity, :unit_price_cents, :day, :reference, :note, :fictitious,
                     :digest, :import, :line, :recorded_at, :recorded_by, null, null, false)"
        ),
        supplies.iter().map(|new| {
            let fact = &new.fact;
            params! {
                id: new.id, uai: fact.uai, year: fact.year, step: fact.step.code(), item: fact.item.code(),
                quantity: fact.quantity, unit_price_cents: fact.unit_price, day: fact.day,
                reference: fact.reference.as_deref().unwrap_or_default(),
                note: fact.note.as_deref().unwrap_or_default(), fictitious: new.fictitious, digest: new.digest,
                import: new.import, line: new.line.and_then(|line| i64::try_from(line).ok()),
                recorded_at: new.recorded_at, recorded_by: new.account
            }
        }),
    )?;
    Ok(())
}

/// Takes supplies back, or marks them as replaced. Gives how many were.
pub(super) fn withdraw_supplies(
    tx: &mut Tx,
    uai_and_ids: &[(Uai, SupplyId)],
    now: Instant,
    account: Option<AccountId>,
    replaced: bool,
) -> Result<u64, DbError> {
    tx.execute_many(
        sql!(
            "update supply set withdrawn_at = :now, withdrawn_by = :account, replaced = :replaced
              where id = :id and uai = :uai and withdrawn_at is null"
        ),
        uai_and_ids
            .iter()
            .map(|(uai, id)| params! { id: id, uai: uai, now: now, account: account, replaced: replaced }),
    )
}

/// One supply an import may meet again.
pub(super) struct SaidSupply {
    pub(super) id: SupplyId,
    pub(super) uai: Uai,
    pub(super) year: SchoolYear,
    pub(super) step: SupplyStep,
    pub(super) item: SupplyItem,
    pub(super) quantity: u32,
    pub(super) day: Day,
    pub(super) reference: String,
    pub(super) digest: i64,
    pub(super) imported: bool,
    pub(super) withdrawn: bool,
}

/// Every supply that was not replaced, for an import to compare with.
pub(super) fn said_supplies(tx: &mut Tx) -> Result<Vec<SaidSupply>, DbError> {
    tx.rows(
        sql!(
            "select id, uai, year, step, item, quantity, day, reference, digest, import, withdrawn_at
               from supply where replaced = false
              order by recorded_at, id"
        ),
        params! {},
        |row| {
            Ok(SaidSupply {
                id: row.get("id")?,
                uai: row.get("uai")?,
                year: row.get("year")?,
                step: coded(row, "step", SupplyStep::parse)?,
                item: coded(row, "item", SupplyItem::parse)?,
                quantity: row.get("quantity")?,
                day: row.get("day")?,
                reference: row.get("reference")?,
                digest: row.get("digest")?,
                imported: row.get::<Option<ImportId>>("import")?.is_some(),
                withdrawn: row.get::<Option<Instant>>("withdrawn_at")?.is_some(),
            })
        },
    )
}

// ---- Computations -----------------------------------------------------------------------------

fn read_computation(row: &Row<'_>) -> Result<ComputationLine, DbError> {
    Ok(ComputationLine {
        id: row.get("id")?,
        label: row.get("label")?,
        parameter_set: row.get("parameter_set")?,
        as_of: row.get("as_of")?,
        known_at: row.get("known_at")?,
        created_at: row.get("created_at")?,
        created_by: row.get("created_by_name")?,
    })
}

/// The kept computations, the newest first.
pub(super) fn computations(tx: &mut Tx) -> Result<Vec<ComputationLine>, DbError> {
    tx.rows(
        sql!(
            "select c.id, c.label, c.parameter_set, c.as_of, c.known_at, c.created_at, a.display_name as created_by_name
               from computation c left join account a on a.id = c.created_by
              order by c.created_at desc, c.id desc"
        ),
        params! {},
        read_computation,
    )
}

/// One kept computation with its content.
pub(super) fn computation(tx: &mut Tx, id: ComputationId) -> Result<Option<(ComputationLine, String)>, DbError> {
    tx.optional(
        sql!(
            "select c.id, c.label, c.parameter_set, c.as_of, c.known_at, c.created_at, a.display_name as created_by_name,
                    c.content
               from computation c left join account a on a.id = c.created_by
              where c.id = :id"
        ),
        params! { id: id },
        |row| Ok((read_computation(row)?, row.get("content")?)),
    )
}

pub(super) fn insert_computation(
    tx: &mut Tx,
    line: &ComputationLine,
    content: &str,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into computation (id, label, parameter_set, as_of, known_at, content, created_at, created_by)
             values (:id, :label, :set, :as_of, :known_at, :content, :created_at, :account)"
        ),
        params! {
            id: line.id, label: line.label, set: line.parameter_set, as_of: line.as_of, known_at: line.known_at,
            content: content, created_at: line.created_at, account: account
        },
    )?;
    Ok(())
}

/// The wave of an identifier, among all.
pub(super) fn wave(tx: &mut Tx, id: WaveId) -> Result<Option<Wave>, DbError> {
    Ok(waves(tx)?.into_iter().find(|wave| wave.id == id))
}
