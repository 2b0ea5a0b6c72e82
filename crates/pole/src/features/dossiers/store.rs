//! Dossiers, lines, answers and members in the database.

use std::collections::BTreeSet;

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Day, Instant, Territory, Uai};
use serde_json::Value;

pub(super) use super::happenings::{Happening, happenings};
use super::lines::NewState;
pub(super) use super::listing::{DossierLine, ListFilter, Sort, list, own_dossiers};
use super::model::{
    Answer, CommonFile, CommonFileId, Dossier, DossierId, Line, LineId, LineRevision, LineState, Member, SelectedLine,
};
use crate::features::calls::{CallId, CallWaveId};
use crate::policy::AccountId;
use crate::shell::documents;

fn read_dossier(row: &Row<'_>) -> Result<Dossier, DbError> {
    Ok(Dossier {
        id: row.get("id")?,
        common_file: row.get("common_file")?,
        call_wave: row.get("call_wave")?,
        territory: row.get("territory")?,
        college: row.get("college")?,
        call: row.get("call")?,
        version: row.get("version")?,
        origin: row.get("origin")?,
        origin_number: row.get("origin_number")?,
        fictitious: row.get("fictitious")?,
        created_at: row.get("created_at")?,
    })
}

/// One dossier.
///
/// # Errors
/// When the database fails.
pub fn dossier(tx: &mut Tx, id: DossierId) -> Result<Option<Dossier>, DbError> {
    tx.optional(
        sql!(
            "select d.id, d.common_file, f.call_wave, f.territory, d.college, d.call, d.version, d.origin, d.origin_number,
                    d.fictitious, d.created_at
               from dossier d join common_file f on f.id = d.common_file
              where d.id = :id"
        ),
        params! { id: id },
        read_dossier,
    )
}

/// The dossiers of a wave, the oldest first.
///
/// # Errors
/// When the database fails.
pub fn dossiers_of_wave(tx: &mut Tx, wave: CallWaveId) -> Result<Vec<Dossier>, DbError> {
    tx.rows(
        sql!(
            "select d.id, d.common_file, f.call_wave, f.territory, d.college, d.call, d.version, d.origin, d.origin_number,
                    d.fictitious, d.created_at
               from common_file f join dossier d on d.common_file = f.id
              where f.call_wave = :wave
              order by d.created_at, d.id"
        ),
        params! { wave: wave },
        read_dossier,
    )
}

/// One common file.
///
/// # Errors
/// When the database fails.
pub fn common_file(tx: &mut Tx, id: CommonFileId) -> Result<Option<CommonFile>, DbError> {
    tx.optional(
        sql!("select id, call_wave, territory, note from common_file where id = :id"),
        params! { id: id },
        read_common_file,
    )
}

fn read_common_file(row: &Row<'_>) -> Result<CommonFile, DbError> {
    Ok(CommonFile {
        id: row.get("id")?,
        call_wave: row.get("call_wave")?,
        territory: row.get("territory")?,
        note: row.get("note")?,
    })
}

/// The newest state of a line.
pub(super) fn newest_revision(tx: &mut Tx, line: LineId) -> Result<Option<LineRevision>, DbError> {
    Ok(history(tx, line)?.into_iter().next())
}

/// The common files of a wave, or of all, by island.
pub(super) fn common_files(tx: &mut Tx) -> Result<Vec<CommonFile>, DbError> {
    tx.rows(
        sql!("select id, call_wave, territory, note from common_file order by call_wave, territory"),
        params! {},
        read_common_file,
    )
}

/// The lines of a common file, by dossier, the school that carries it first.
pub(super) fn lines_of_file(tx: &mut Tx, file: CommonFileId) -> Result<Vec<Line>, DbError> {
    tx.rows(
        sql!(
            "select l.id, l.dossier, l.uai, l.state, l.revision, l.rank
               from dossier d join dossier_line l on l.dossier = d.id
              where d.common_file = :file
              order by d.rank, d.search, d.id, case when l.uai = d.college then 0 else 1 end, l.uai"
        ),
        params! { file: file },
        read_line,
    )
}

/// The dossiers of a common file: those that are ranked first, by rank, then by name.
pub(super) fn dossiers_of_file(tx: &mut Tx, file: CommonFileId) -> Result<Vec<Dossier>, DbError> {
    tx.rows(
        sql!(
            "select d.id, d.common_file, f.call_wave, f.territory, d.college, d.call, d.version, d.origin, d.origin_number,
                    d.fictitious, d.created_at
               from dossier d join common_file f on f.id = d.common_file
              where d.common_file = :file
              order by case when d.rank is null then 1 else 0 end, d.rank, d.search, d.id"
        ),
        params! { file: file },
        read_dossier,
    )
}

/// The waves in which a school is selected.
pub(super) fn waves_selecting(tx: &mut Tx, uai: &Uai) -> Result<Vec<CallWaveId>, DbError> {
    tx.rows(
        sql!(
            "select f.call_wave from dossier_line l
               join dossier d on d.id = l.dossier
               join common_file f on f.id = d.common_file
              where l.uai = :uai and l.state in ('selected', 'agreed', 'running', 'closed')"
        ),
        params! { uai: uai },
        |row| row.get("call_wave"),
    )
}

/// Writes the folded words of a dossier.
pub(super) fn set_search(tx: &mut Tx, dossier: DossierId, search: &str) -> Result<(), DbError> {
    tx.execute(
        sql!("update dossier set search = :search where id = :dossier"),
        params! { search: search, dossier: dossier },
    )?;
    Ok(())
}

/// Writes the note of a common file over the one its author saw. Says whether it was still that one.
pub(super) fn set_note(tx: &mut Tx, file: CommonFileId, seen: &str, note: &str) -> Result<bool, DbError> {
    let written = tx.execute(
        sql!("update common_file set note = :note where id = :file and note = :seen"),
        params! { note: note, file: file, seen: seen },
    )?;
    Ok(written == 1)
}

fn read_line(row: &Row<'_>) -> Result<Line, DbError> {
    Ok(Line {
        id: row.get("id")?,
        dossier: row.get("dossier")?,
        uai: row.get("uai")?,
        state: row.get("state")?,
        revision: row.get("revision")?,
        rank: row.get("rank")?,
    })
}

/// One line.
///
/// # Errors
/// When the database fails.
pub fn line(tx: &mut Tx, id: LineId) -> Result<Option<Line>, DbError> {
    tx.optional(
        sql!("select id, dossier, uai, state, revision, rank from dossier_line where id = :id"),
        params! { id: id },
        read_line,
    )
}

/// The lines of a dossier, the collège first.
///
/// # Errors
/// When the database fails.
pub fn lines(tx: &mut Tx, dossier: DossierId) -> Result<Vec<Line>, DbError> {
    tx.rows(
        sql!(
            "select l.id, l.dossier, l.uai, l.state, l.revision, l.rank
               from dossier_line l join dossier d on d.id = l.dossier
              where l.dossier = :dossier
              order by case when l.uai = d.college then 0 else 1 end, l.uai"
        ),
        params! { dossier: dossier },
        read_line,
    )
}

/// The lines that stand selected, agreed, running or closed on a day, as known at a moment.
///
/// # Errors
/// When the database fails.
pub fn lines_selected_on(tx: &mut Tx, on: Day, known_at: Instant) -> Result<Vec<SelectedLine>, DbError> {
    tx.rows(
        sql!(
            "select l.uai, l.dossier, r.state, r.decided_on
               from dossier_line_revision r join dossier_line l on l.id = r.line
              where r.state in ('selected', 'agreed', 'running', 'closed')
                and r.decided_on <= :on and r.recorded_at <= :known_at
                and not exists (select 1 from dossier_line_revision n
                                 where n.line = r.line and n.revision > r.revision
                                   and n.decided_on <= :on and n.recorded_at <= :known_at)
              order by l.uai, l.dossier"
        ),
        params! { on: on, known_at: known_at },
        |row| {
            Ok(SelectedLine {
                uai: row.get("uai")?,
                dossier: row.get("dossier")?,
                state: row.get("state")?,
                decided_on: row.get("decided_on")?,
            })
        },
    )
}

/// Writes a state of a line, and keeps it beside the line.
pub(super) fn insert_revision(
    tx: &mut Tx,
    moved: &Line,
    new: &NewState,
    corrects: Option<i64>,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into dossier_line_revision (line, revision, state, rank, decided_on, acted_as, reason, document, corrects,
                                                recorded_at, recorded_by)
             values (:line, :revision, :state, :rank, :decided_on, :acted_as, :reason, :document, :corrects, :now, :account)"
        ),
        params! {
            line: moved.id, revision: moved.revision, state: moved.state, rank: moved.rank, decided_on: new.decided_on,
            acted_as: new.acted_as, reason: new.reason.trim(), document: new.document, corrects: corrects, now: now,
            account: account
        },
    )?;
    tx.execute(
        sql!("update dossier_line set state = :state, revision = :revision, rank = :rank where id = :line"),
        params! { state: moved.state, revision: moved.revision, rank: moved.rank, line: moved.id },
    )?;
    tx.execute(
        sql!("update dossier set state = :state, rank = :rank where id = :dossier and college = :uai"),
        params! { state: moved.state, rank: moved.rank, dossier: moved.dossier, uai: moved.uai },
    )?;
    Ok(())
}

/// The common file of an island for a wave.
pub(super) fn common_file_of(
    tx: &mut Tx,
    wave: CallWaveId,
    territory: &Territory,
) -> Result<Option<CommonFile>, DbError> {
    tx.optional(
        sql!(
            "select id, call_wave, territory, note from common_file where call_wave = :wave and territory = :territory"
        ),
        params! { wave: wave, territory: territory },
        read_common_file,
    )
}

pub(super) fn insert_common_file(tx: &mut Tx, file: &CommonFile, now: Instant) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into common_file (id, call_wave, territory, created_at, note)
             values (:id, :call_wave, :territory, :now, '')"
        ),
        params! { id: file.id, call_wave: file.call_wave, territory: file.territory, now: now },
    )?;
    Ok(())
}

pub(super) fn insert_dossier(
    tx: &mut Tx,
    dossier: &Dossier,
    search: &str,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into dossier (id, common_file, college, call, version, origin, origin_number, fictitious, created_at,
                                  created_by, search, state, rank)
             values (:id, :common_file, :college, :call, :version, :origin, :origin_number, :fictitious, :created_at,
                     :account, :search, :state, null)"
        ),
        params! {
            id: dossier.id, common_file: dossier.common_file, college: dossier.college, call: dossier.call,
            version: dossier.version, origin: dossier.origin, origin_number: dossier.origin_number.as_str(),
            fictitious: dossier.fictitious, created_at: dossier.created_at, account: account, search: search,
            state: LineState::Draft
        },
    )?;
    Ok(())
}

pub(super) fn insert_line(tx: &mut Tx, line: &Line, now: Instant, account: Option<AccountId>) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into dossier_line (id, dossier, uai, added_at, added_by, state, revision, rank)
             values (:id, :dossier, :uai, :now, :account, :state, :revision, null)"
        ),
        params! {
            id: line.id, dossier: line.dossier, uai: line.uai, now: now, account: account, state: line.state,
            revision: line.revision
        },
    )?;
    Ok(())
}

/// The schools that answer a wave, in any dossier of any island, but those that were taken out.
pub(super) fn schools_of_wave(tx: &mut Tx, wave: CallWaveId) -> Result<BTreeSet<Uai>, DbError> {
    let mut schools = BTreeSet::new();
    tx.each(
        sql!(
            "select l.uai from common_file f
               join dossier d on d.common_file = f.id
               join dossier_line l on l.dossier = d.id
              where f.call_wave = :wave and l.state <> 'withdrawn'"
        ),
        params! { wave: wave },
        |row| {
            schools.insert(row.get("uai")?);
            Ok(())
        },
    )?;
    Ok(schools)
}

/// The schools that are selected in a dossier, with the call.
pub(super) fn selected_lines(tx: &mut Tx) -> Result<Vec<(CallId, Uai)>, DbError> {
    tx.rows(
        sql!(
            "select d.call, l.uai from dossier_line l join dossier d on d.id = l.dossier
              where l.state in ('selected', 'agreed', 'running', 'closed')"
        ),
        params! {},
        |row| Ok((row.get("call")?, row.get("uai")?)),
    )
}

/// Every state a line has had, the newest first.
///
/// # Errors
/// When the database fails.
pub fn history(tx: &mut Tx, line: LineId) -> Result<Vec<LineRevision>, DbError> {
    tx.rows(
        sql!(
            "select r.line, r.revision, r.state, r.rank, r.decided_on, r.acted_as, r.reason, r.document, r.corrects,
                    r.recorded_at, a.display_name
               from dossier_line_revision r left join account a on a.id = r.recorded_by
              where r.line = :line
              order by r.revision desc"
        ),
        params! { line: line },
        |row| {
            Ok(LineRevision {
                line: row.get("line")?,
                revision: row.get("revision")?,
                state: row.get("state")?,
                rank: row.get("rank")?,
                decided_on: row.get("decided_on")?,
                acted_as: row.get("acted_as")?,
                reason: row.get("reason")?,
                document: row.get("document")?,
                corrects: row.get("corrects")?,
                recorded_at: row.get("recorded_at")?,
                recorded_by: row.get("display_name")?,
            })
        },
    )
}

fn school_or_none(text: &str) -> Option<Uai> {
    Uai::parse(text).ok()
}

/// The newest answer to each question of a dossier, as known at a moment.
///
/// # Errors
/// When the database fails.
pub fn answers(tx: &mut Tx, dossier: DossierId, known_at: Instant) -> Result<Vec<Answer>, DbError> {
    tx.rows(
        sql!(
            "select a.uai, a.field, a.revision, a.value, a.saved_at, a.saved_by
               from dossier_answer a
              where a.dossier = :dossier and a.saved_at <= :known_at
                and not exists (select 1 from dossier_answer n
                                 where n.dossier = a.dossier and n.uai = a.uai and n.field = a.field
                                   and n.revision > a.revision and n.saved_at <= :known_at)
              order by a.field, a.uai"
        ),
        params! { dossier: dossier, known_at: known_at },
        |row| {
            let uai: String = row.get("uai")?;
            let value: String = row.get("value")?;
            Ok(Answer {
                field: row.get("field")?,
                uai: school_or_none(&uai),
                revision: row.get("revision")?,
                value: serde_json::from_str(&value).unwrap_or(Value::String(value)),
                saved_at: row.get("saved_at")?,
                saved_by: row.get("saved_by")?,
            })
        },
    )
}

/// The documents of a dossier, by code of the required document and school.
///
/// # Errors
/// When the database fails.
pub fn documents_of(tx: &mut Tx, dossier: DossierId) -> Result<BTreeSet<(Option<Uai>, String)>, DbError> {
    let attached = documents::of(tx, "dossier", &dossier.to_string())?;
    // The purpose is `code` or `code/uai`.
    Ok(attached
        .into_iter()
        .map(|document| match document.purpose.split_once('/') {
            Some((code, uai)) => (school_or_none(uai), code.to_owned()),
            None => (None, document.purpose),
        })
        .collect())
}

/// Who writes in a dossier now, in the order they were invited.
///
/// # Errors
/// When the database fails.
pub fn members(tx: &mut Tx, dossier: DossierId) -> Result<Vec<Member>, DbError> {
    tx.rows(
        sql!(
            "select m.account, a.display_name, m.part, m.invited_at
               from dossier_member m join account a on a.id = m.account
              where m.dossier = :dossier and m.ended_at is null
              order by m.invited_at, m.id"
        ),
        params! { dossier: dossier },
        |row| {
            Ok(Member {
                account: row.get("account")?,
                name: row.get("display_name")?,
                part: row.get("part")?,
                invited_at: row.get("invited_at")?,
            })
        },
    )
}
