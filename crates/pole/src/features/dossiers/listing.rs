//! The list of dossiers in the database: one row a dossier, by pages, quickly among tens of thousands.

use pole_db::{DbError, Row, Tx, params, sql};
use pole_kernel::{Day, Instant, SchoolKind, Territory, Uai};

use super::model::{DossierId, LineState, Origin};
use crate::features::calls::{CallId, CallWaveId};
use crate::policy::{AccountId, Scope};

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By the name of the school that carries it.
    #[default]
    Name,
    /// The newest first.
    Newest,
}

/// Which dossiers a list shows.
#[derive(Clone, Debug, Default)]
pub struct ListFilter {
    /// The islands that the reader sees in full, or everything.
    pub seen_by: Scope,
    /// The dossiers that the reader sees besides: of their school, or that they write in.
    pub own: Vec<DossierId>,
    /// Whether results that are not published are shown.
    pub sees_results: bool,
    /// Folded words.
    pub search: String,
    /// One call.
    pub call: Option<CallId>,
    /// One wave.
    pub wave: Option<CallWaveId>,
    /// One island.
    pub territory: Option<Territory>,
    /// One state.
    pub state: Option<LineState>,
    /// One kind of school.
    pub kind: Option<SchoolKind>,
    /// The order.
    pub sort: Sort,
    /// Begin after this dossier: what it is sorted by, and its identifier.
    pub after: Option<(String, DossierId)>,
    /// How many at most.
    pub limit: i64,
}

/// A dossier of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierLine {
    /// The dossier.
    pub id: DossierId,
    /// The school that carries it.
    pub college: Uai,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SchoolKind,
    /// The island.
    pub territory: Territory,
    /// The call.
    pub call: CallId,
    /// Its name.
    pub call_title: String,
    /// The wave.
    pub wave: CallWaveId,
    /// Its name.
    pub wave_label: String,
    /// Its deadline.
    pub deadline_on: Day,
    /// The state of the school that carries it, as far as the reader may know.
    pub state: LineState,
    /// Its rank.
    pub rank: Option<i64>,
    /// How many écoles are in it.
    pub ecoles: i64,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it is invented.
    pub fictitious: bool,
    /// When it was begun.
    pub created_at: Instant,
    /// What it is sorted by when it is sorted by name.
    pub search: String,
}

impl DossierLine {
    /// Where the next page begins, when it is the last one of a page.
    pub fn cursor(&self, sort: Sort) -> String {
        match sort {
            Sort::Name => format!("{}~{}", self.search, self.id),
            Sort::Newest => format!("{}~{}", self.created_at, self.id),
        }
    }
}

fn read(row: &Row<'_>) -> Result<DossierLine, DbError> {
    Ok(DossierLine {
        id: row.get("id")?,
        college: row.get("college")?,
        name: row.get("name")?,
        kind: row.get("kind")?,
        territory: row.get("territory")?,
        call: row.get("call")?,
        call_title: row.get("title")?,
        wave: row.get("call_wave")?,
        wave_label: row.get("label")?,
        deadline_on: row.get("deadline_on")?,
        state: row.get("told")?,
        rank: row.get("rank")?,
        ecoles: row.get("ecoles")?,
        origin: row.get("origin")?,
        fictitious: row.get("fictitious")?,
        created_at: row.get("created_at")?,
        search: row.get("search")?,
    })
}

/// The dossiers of a list.
pub(super) fn list(tx: &mut Tx, filter: &ListFilter, now: Instant) -> Result<Vec<DossierLine>, DbError> {
    let pattern = format!("%{}%", filter.search);
    let own = filter
        .own
        .iter()
        .fold(String::from(" "), |text, id| format!("{text}{id} "));
    let (after, after_id) = match &filter.after {
        Some((key, id)) => (Some(key.as_str()), id.to_string()),
        None => (None, String::new()),
    };
    let parameters = params! {
        pattern: pattern, call: filter.call, wave: filter.wave, territory: filter.territory, kind: filter.kind,
        state: filter.state, everything: filter.seen_by.everything, territories: filter.seen_by.territories_text(),
        own: own, after: after, after_id: after_id, limit: filter.limit, sees: filter.sees_results, now: now
    };
    match filter.sort {
        Sort::Name => tx.rows(
            sql!(
                "select d.id, d.college, s.name, s.kind, f.territory, d.call, c.title, f.call_wave, w.label, w.deadline_on,
                        case when d.state in ('selected', 'reserve', 'not_selected') and not :sees
                                  and (w.published_at is null or w.published_at > :now)
                             then 'assessed' else d.state end as told,
                        d.rank, d.origin, d.fictitious, d.created_at, d.search,
                        (select count(*) from dossier_line l
                          where l.dossier = d.id and l.uai <> d.college and l.state <> 'withdrawn') as ecoles
                   from dossier d
                   join common_file f on f.id = d.common_file
                   join call_wave w on w.id = f.call_wave
                   join call c on c.id = d.call
                   join school s on s.uai = d.college
                  where d.search like :pattern
                    and (:call is null or d.call = :call)
                    and (:wave is null or f.call_wave = :wave)
                    and (:territory is null or f.territory = :territory)
                    and (:kind is null or s.kind = :kind)
                    and (:state is null or :state =
                         case when d.state in ('selected', 'reserve', 'not_selected') and not :sees
                                   and (w.published_at is null or w.published_at > :now)
                              then 'assessed' else d.state end)
                    and (:everything or :territories like '% ' || f.territory || ' %' or :own like '% ' || d.id || ' %')
                    and (:after is null or d.search > :after or (d.search = :after and d.id > :after_id))
                  order by d.search, d.id
                  limit :limit"
            ),
            parameters,
            read,
        ),
        Sort::Newest => tx.rows(
            sql!(
                "select d.id, d.college, s.name, s.kind, f.territory, d.call, c.title, f.call_wave, w.label, w.deadline_on,
                        case when d.state in ('selected', 'reserve', 'not_selected') and not :sees
                                  and (w.published_at is null or w.published_at > :now)
                             then 'assessed' else d.state end as told,
                        d.rank, d.origin, d.fictitious, d.created_at, d.search,
                        (select count(*) from dossier_line l
                          where l.dossier = d.id and l.uai <> d.college and l.state <> 'withdrawn') as ecoles
                   from dossier d
                   join common_file f on f.id = d.common_file
                   join call_wave w on w.id = f.call_wave
                   join call c on c.id = d.call
                   join school s on s.uai = d.college
                  where d.search like :pattern
                    and (:call is null or d.call = :call)
                    and (:wave is null or f.call_wave = :wave)
                    and (:territory is null or f.territory = :territory)
                    and (:kind is null or s.kind = :kind)
                    and (:state is null or :state =
                         case when d.state in ('selected', 'reserve', 'not_selected') and not :sees
                                   and (w.published_at is null or w.published_at > :now)
                              then 'assessed' else d.state end)
                    and (:everything or :territories like '% ' || f.territory || ' %' or :own like '% ' || d.id || ' %')
                    and (:after is null or d.created_at < :after or (d.created_at = :after and d.id < :after_id))
                  order by d.created_at desc, d.id desc
                  limit :limit"
            ),
            parameters,
            read,
        ),
    }
}

/// The dossiers of some schools, and those that somebody writes in.
pub(super) fn own_dossiers(
    tx: &mut Tx,
    schools: &[Uai],
    account: Option<AccountId>,
) -> Result<Vec<DossierId>, DbError> {
    let mut found = Vec::new();
    for uai in schools {
        found.extend(tx.rows(
            sql!("select dossier from dossier_line where uai = :uai"),
            params! { uai: uai },
            |row| row.get::<DossierId>("dossier"),
        )?);
    }
    if let Some(account) = account {
        found.extend(tx.rows(
            sql!("select dossier from dossier_member where account = :account and ended_at is null"),
            params! { account: account },
            |row| row.get::<DossierId>("dossier"),
        )?);
    }
    Ok(found)
}
