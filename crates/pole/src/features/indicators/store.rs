//! The SQL of the indicators: definitions, targets, notes, releases.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Id, Instant, Month, SchoolYear};

use super::definitions::{Definition, Thresholds, first_version};
use super::model::{Indicator, Place};
use super::records::{Audience, Note, NoteId, Release, ReleaseCell, ReleaseId, Target, TargetId};
use crate::policy::AccountId;

// ---- Definitions ------------------------------------------------------------------------------

/// Every version of every definition, the first ones included, by indicator and version.
pub(super) fn definitions(tx: &mut Tx) -> Result<Vec<Definition>, DbError> {
    let mut versions: Vec<Definition> = Indicator::ALL
        .iter()
        .map(|indicator| first_version(*indicator))
        .collect();
    versions.extend(tx.rows(
        sql!(
            "select d.indicator, d.version, d.valid_from, d.content, d.note, d.created_at,
                    a.display_name as created_by_name
               from indicator_definition d left join account a on a.id = d.created_by
              order by d.indicator, d.version"
        ),
        params! {},
        |row| {
            let content: String = row.get("content")?;
            let thresholds: Thresholds = serde_json::from_str(&content).map_err(|error| DbError::Column {
                column: "content".to_owned(),
                reason: error.to_string(),
            })?;
            Ok(Definition {
                indicator: row.get("indicator")?,
                version: row.get("version")?,
                valid_from: row.get("valid_from")?,
                thresholds,
                note: row.get("note")?,
                created_at: Some(row.get("created_at")?),
                created_by: row.get("created_by_name")?,
            })
        },
    )?);
    versions.sort_by_key(|version| (version.indicator, version.version));
    Ok(versions)
}

pub(super) fn insert_definition(
    tx: &mut Tx,
    definition: &Definition,
    content: &str,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into indicator_definition (indicator, version, valid_from, content, note, created_at, created_by)
             values (:indicator, :version, :valid_from, :content, :note, :now, :account)"
        ),
        params! {
            indicator: definition.indicator, version: definition.version, valid_from: definition.valid_from,
            content: content, note: definition.note, now: now, account: account
        },
    )?;
    Ok(())
}

// ---- Targets and notes ------------------------------------------------------------------------

fn place(row: &Row<'_>) -> Result<Place, DbError> {
    let (kind, code): (String, String) = (row.get("scope_kind")?, row.get("scope")?);
    Place::read(&kind, &code).ok_or_else(|| DbError::Column {
        column: "scope".to_owned(),
        reason: format!("“{kind}:{code}” is not a place"),
    })
}

/// The targets of an indicator at a place, as known at a moment, the earliest year first.
pub(super) fn targets(
    tx: &mut Tx,
    indicator: Option<Indicator>,
    place_asked: &Place,
    known_at: Instant,
) -> Result<Vec<Target>, DbError> {
    tx.rows(
        sql!(
            "select t.id, t.indicator, t.scope_kind, t.scope, t.year, t.target, t.note, t.recorded_at,
                    a.display_name as recorded_by_name
               from indicator_target t left join account a on a.id = t.recorded_by
              where (:indicator is null or t.indicator = :indicator)
                and t.scope_kind = :kind and t.scope = :code
                and t.recorded_at <= :known_at and (t.withdrawn_at is null or t.withdrawn_at > :known_at)
              order by t.indicator, t.year, t.recorded_at"
        ),
        params! {
            indicator: indicator, kind: place_asked.kind(), code: place_asked.code(), known_at: known_at
        },
        |row| {
            Ok(Target {
                id: row.get("id")?,
                indicator: row.get("indicator")?,
                place: place(row)?,
                year: row.get("year")?,
                target: row.get("target")?,
                note: row.get("note")?,
                recorded_at: row.get("recorded_at")?,
                recorded_by: row.get("recorded_by_name")?,
            })
        },
    )
}

/// Takes the target of a year back, when there is one.
pub(super) fn withdraw_target(
    tx: &mut Tx,
    indicator: Indicator,
    place: &Place,
    year: SchoolYear,
    now: Instant,
) -> Result<u64, DbError> {
    tx.execute(
        sql!(
            "update indicator_target set withdrawn_at = :now
              where indicator = :indicator and scope_kind = :kind and scope = :code and year = :year
                and withdrawn_at is null"
        ),
        params! { now: now, indicator: indicator, kind: place.kind(), code: place.code(), year: year },
    )
}

pub(super) fn insert_target(
    tx: &mut Tx,
    id: TargetId,
    target: &Target,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into indicator_target (id, indicator, scope_kind, scope, year, target, note, recorded_at, recorded_by,
                                           withdrawn_at)
             values (:id, :indicator, :kind, :code, :year, :target, :note, :now, :account, null)"
        ),
        params! {
            id: id, indicator: target.indicator, kind: target.place.kind(), code: target.place.code(),
            year: target.year, target: target.target, note: target.note, now: target.recorded_at, account: account
        },
    )?;
    Ok(())
}

/// The notes of an indicator at a place, as known at a moment, the newest first.
pub(super) fn notes(tx: &mut Tx, indicator: Indicator, place: &Place, known_at: Instant) -> Result<Vec<Note>, DbError> {
    tx.rows(
        sql!(
            "select n.id, n.text, n.recorded_at, a.display_name as recorded_by_name
               from indicator_note n left join account a on a.id = n.recorded_by
              where n.indicator = :indicator and n.scope_kind = :kind and n.scope = :code
                and n.recorded_at <= :known_at and (n.withdrawn_at is null or n.withdrawn_at > :known_at)
              order by n.recorded_at desc"
        ),
        params! { indicator: indicator, kind: place.kind(), code: place.code(), known_at: known_at },
        |row| {
            Ok(Note {
                id: row.get("id")?,
                text: row.get("text")?,
                recorded_at: row.get("recorded_at")?,
                recorded_by: row.get("recorded_by_name")?,
            })
        },
    )
}

pub(super) fn insert_note(
    tx: &mut Tx,
    id: NoteId,
    indicator: Indicator,
    place: &Place,
    text: &str,
    now: Instant,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into indicator_note (id, indicator, scope_kind, scope, text, recorded_at, recorded_by, withdrawn_at)
             values (:id, :indicator, :kind, :code, :text, :now, :account, null)"
        ),
        params! {
            id: id, indicator: indicator, kind: place.kind(), code: place.code(), text: text, now: now,
            account: account
        },
    )?;
    Ok(())
}

pub(super) fn withdraw_note(tx: &mut Tx, id: NoteId, now: Instant) -> Result<bool, DbError> {
    let touched = tx.execute(
        sql!("update indicator_note set withdrawn_at = :now where id = :id and withdrawn_at is null"),
        params! { id: id, now: now },
    )?;
    Ok(touched == 1)
}

// ---- Releases ---------------------------------------------------------------------------------

fn read_release(row: &Row<'_>) -> Result<Release, DbError> {
    Ok(Release {
        id: row.get("id")?,
        month: row.get("month")?,
        audience: row.get("audience")?,
        frozen_at: row.get("frozen_at")?,
        as_of: row.get("as_of")?,
        frozen_by: row.get("frozen_by_name")?,
        note: row.get("note")?,
    })
}

/// Every release of an audience, the newest first.
pub(super) fn releases(tx: &mut Tx, audience: Option<Audience>) -> Result<Vec<Release>, DbError> {
    tx.rows(
        sql!(
            "select r.id, r.month, r.audience, r.frozen_at, r.as_of, r.note, a.display_name as frozen_by_name
               from indicator_release r left join account a on a.id = r.frozen_by
              where (:audience is null or r.audience = :audience)
              order by r.month desc, r.audience"
        ),
        params! { audience: audience },
        read_release,
    )
}

pub(super) fn insert_release(
    tx: &mut Tx,
    release: &Release,
    cells: &[ReleaseCell],
    account: Option<AccountId>,
) -> Result<(), DbError> {
    tx.execute(
        sql!(
            "insert into indicator_release (id, month, audience, frozen_at, as_of, frozen_by, note)
             values (:id, :month, :audience, :frozen_at, :as_of, :account, :note)"
        ),
        params! {
            id: release.id, month: release.month, audience: release.audience, frozen_at: release.frozen_at,
            as_of: release.as_of, account: account, note: release.note
        },
    )?;
    tx.execute_many(
        sql!(
            "insert into indicator_release_cell (release, measure, scope_kind, scope, label, state, numerator, denominator,
                                                 unknown, period_from, period_to, definition, flags)
             values (:release, :measure, :kind, :code, :label, :state, :numerator, :denominator, :unknown, :from, :to,
                     :definition, :flags)"
        ),
        cells.iter().map(|cell| {
            let whole = |count: Option<u64>| count.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
            params! {
                release: release.id, measure: cell.measure, kind: cell.place.kind(), code: cell.place.code(),
                label: cell.label, state: if cell.hidden { "suppressed" } else { "shown" },
                numerator: whole(cell.numerator), denominator: whole(cell.denominator), unknown: whole(cell.unknown),
                from: cell.from, to: cell.to, definition: cell.definition, flags: cell.flags
            }
        }),
    )?;
    Ok(())
}

/// The cells of a release: at every place, or at one.
pub(super) fn release_cells(
    tx: &mut Tx,
    release: ReleaseId,
    only: Option<&Place>,
) -> Result<Vec<ReleaseCell>, DbError> {
    tx.rows(
        sql!(
            "select measure, scope_kind, scope, label, state, numerator, denominator, unknown, period_from, period_to,
                    definition, flags
               from indicator_release_cell
              where release = :release
                and (:kind is null or (scope_kind = :kind and scope = :code))
              order by measure, scope_kind, scope"
        ),
        params! { release: release, kind: only.map(Place::kind), code: only.map(Place::code) },
        |row| {
            let whole = |column: &str| -> Result<Option<u64>, DbError> {
                let count: Option<i64> = row.get(column)?;
                Ok(count.and_then(|count| u64::try_from(count).ok()))
            };
            let state: String = row.get("state")?;
            Ok(ReleaseCell {
                measure: row.get("measure")?,
                place: place(row)?,
                label: row.get("label")?,
                hidden: state != "shown",
                numerator: whole("numerator")?,
                denominator: whole("denominator")?,
                unknown: whole("unknown")?,
                from: row.get("period_from")?,
                to: row.get("period_to")?,
                definition: row.get("definition")?,
                flags: row.get("flags")?,
            })
        },
    )
}

/// Whether a month was frozen for an audience.
pub(super) fn is_frozen(tx: &mut Tx, month: Month, audience: Audience) -> Result<bool, DbError> {
    let found: Option<Id<super::records::ReleaseTag>> = tx.optional(
        sql!("select id from indicator_release where month = :month and audience = :audience"),
        params! { month: month, audience: audience },
        |row| row.get("id"),
    )?;
    Ok(found.is_some())
}

/// Whether there is a school at all.
pub(super) fn has_schools(tx: &mut Tx) -> Result<bool, DbError> {
    let found: Option<String> = tx.optional(
        sql!("select uai from school where in_basin = true order by search, uai limit 1"),
        params! {},
        |row| row.get("uai"),
    )?;
    Ok(found.is_some())
}
