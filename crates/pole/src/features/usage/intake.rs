//! The way of a page view from the answer of the server to the database.
//!
//! Taking a page costs a lock and a push: it never waits for the database. What waits is written in
//! batches by `shell::views::write_down`. A kill loses what was not written: the pages of the last
//! quarter of a second and those of a write under way, at most [`Parameters::queue`]. Beyond that many
//! waiting, pages are dropped and counted.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hmac::{Hmac, KeyInit as _, Mac as _};
use pole_db::{Db, DbError, Tx};
use pole_kernel::{Day, Instant, Month, Territory, Uai};
use sha2::Sha256;
use tokio::sync::Notify;

use super::model::{NewView, Service};
use super::parameters::Parameters;
use super::rules::{self, Who};
use super::store::views;
use crate::features::directory::{self, Calendar, Closure};
use crate::policy::AccountId;
use crate::shell::clock::{fresh_id, hexadecimal, secret};
use crate::shell::views::{PageShown, PageViews};

/// How many characters of a pseudonym are kept: 128 bits, far more than there are accounts.
const PSEUDONYM: usize = 32;

/// Takes the pages that are shown, and writes them down under pseudonyms.
pub struct Recorder {
    parameters: Parameters,
    /// The beginnings of routes that belong to a service.
    services: &'static [(&'static str, Service)],
    state: Mutex<State>,
    /// Held while a batch is written: batches go one at a time, in order.
    writing: Mutex<()>,
    bell: Notify,
}

/// What a recorder remembers.
#[derive(Default)]
struct State {
    queue: VecDeque<NewView>,
    /// The newest moment given to a page: the clock may go backwards, the order of pages does not.
    newest: Option<Instant>,
    /// The accounts seen lately.
    recent: HashMap<AccountId, Recent>,
    losses: BTreeMap<Day, Losses>,
}

/// What is remembered of an account while its visit may go on.
struct Recent {
    last: Instant,
    /// The day its visit began.
    day: Day,
    minute: i64,
    in_minute: u32,
}

/// What was not kept on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Losses {
    flood: u64,
    full: u64,
}

impl Recorder {
    /// A recorder with the default parameters.
    pub fn new(services: &'static [(&'static str, Service)]) -> Self {
        Self::with(services, Parameters::default())
    }

    /// A recorder with other parameters.
    pub fn with(services: &'static [(&'static str, Service)], parameters: Parameters) -> Self {
        Self {
            parameters,
            services,
            state: Mutex::default(),
            writing: Mutex::default(),
            bell: Notify::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PageViews for Recorder {
    fn shown(&self, page: PageShown) {
        let Some(account) = page.actor.account else {
            return;
        };
        if rules::is_machine(&page.user_agent) {
            return;
        }
        let Some(Who {
            profile,
            uai,
            territory,
        }) = rules::who(&page.actor.roles)
        else {
            return;
        };
        let service = rules::service(&page.route, self.services);
        let channel = rules::channel(page.phone_hint.as_deref(), &page.user_agent);
        let mut state = self.state();
        let at = state.newest.map_or(page.at, |newest| newest.max(page.at));
        state.newest = Some(at);
        let Some(day) = state.admit(account, at, &self.parameters) else {
            return;
        };
        state.queue.push_back(NewView {
            id: fresh_id(),
            account: account.to_string(),
            at,
            day,
            profile,
            uai,
            territory,
            service,
            channel,
            lang: page.lang,
        });
        drop(state);
        self.bell.notify_one();
    }

    fn waiting(&self) -> usize {
        let state = self.state();
        state.queue.len() + state.losses.len()
    }

    fn bell(&self) -> &Notify {
        &self.bell
    }

    fn write(&self, db: &Db) -> Result<usize, DbError> {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let (batch, losses): (Vec<NewView>, BTreeMap<Day, Losses>) = {
            let mut state = self.state();
            state.forget(&self.parameters);
            let batch = state.queue.iter().take(self.parameters.batch).cloned().collect();
            (batch, state.losses.clone())
        };
        let fresh = secret().map_err(|error| DbError::Other(error.to_string()))?;
        db.write_blocking(|tx| write_batch(tx, &batch, &losses, &fresh, &self.parameters))?;
        let mut state = self.state();
        state.queue.drain(..batch.len());
        state.settle(&losses);
        Ok(batch.len())
    }
}

impl State {
    /// The day of the visit a page belongs to; `None` when the page is not kept.
    ///
    /// A visit is not cut at midnight: its pages keep the day, and so the month and the pseudonym, of
    /// its first one.
    fn admit(&mut self, account: AccountId, at: Instant, parameters: &Parameters) -> Option<Day> {
        let today = at.day();
        let minute = at.milliseconds().div_euclid(60_000);
        let recent = self.recent.entry(account).or_insert(Recent {
            last: at,
            day: today,
            minute,
            in_minute: 0,
        });
        if recent.minute != minute {
            recent.minute = minute;
            recent.in_minute = 0;
        }
        recent.in_minute = recent.in_minute.saturating_add(1);
        if recent.in_minute > parameters.views_a_minute {
            self.losses.entry(today).or_default().flood += 1;
            return None;
        }
        if at.milliseconds() - recent.last.milliseconds() > parameters.visit_gap_ms {
            recent.day = today;
        }
        recent.last = at;
        let day = recent.day;
        if self.queue.len() >= parameters.queue {
            self.losses.entry(today).or_default().full += 1;
            return None;
        }
        Some(day)
    }

    /// Forgets the accounts whose visit is over.
    fn forget(&mut self, parameters: &Parameters) {
        if let Some(newest) = self.newest {
            self.recent
                .retain(|_, recent| newest.milliseconds() - recent.last.milliseconds() <= parameters.visit_gap_ms);
        }
    }

    /// Takes away the losses that are written.
    fn settle(&mut self, written: &BTreeMap<Day, Losses>) {
        for (day, done) in written {
            if let Some(left) = self.losses.get_mut(day) {
                left.flood -= done.flood.min(left.flood);
                left.full -= done.full.min(left.full);
            }
        }
        self.losses.retain(|_, left| *left != Losses::default());
    }
}

/// Writes a batch: its pseudonyms are made here, and the accounts are left behind.
fn write_batch(
    tx: &mut Tx,
    batch: &[NewView],
    losses: &BTreeMap<Day, Losses>,
    fresh: &str,
    parameters: &Parameters,
) -> Result<(), DbError> {
    for (day, lost) in losses {
        views::add_loss(tx, *day, "flood", lost.flood)?;
        views::add_loss(tx, *day, "full", lost.full)?;
    }
    let (Some(first), Some(last)) = (
        batch.iter().map(|view| view.at).min(),
        batch.iter().map(|view| view.at).max(),
    ) else {
        return Ok(());
    };
    let mut secrets: HashMap<Month, String> = HashMap::new();
    for view in batch {
        let month = view.day.month_of();
        if let Entry::Vacant(place) = secrets.entry(month) {
            place.insert(views::secret(tx, month, fresh, last)?);
        }
    }
    let calendar = directory::calendar(tx, last)?;
    let islands = islands(tx, batch, &calendar, (first.day(), last.day()))?;
    let rows = batch.iter().map(|view| {
        let territory = view
            .uai
            .as_ref()
            .and_then(|uai| islands.get(uai))
            .or(view.territory.as_ref());
        let is_closed = |day| calendar.is_closed(day, view.uai.as_ref(), territory);
        let inside = rules::in_school_hours(view.at, is_closed, parameters);
        let secret = secrets.get(&view.day.month_of()).map_or("", String::as_str);
        (view, pseudonym(secret, &view.account), inside)
    });
    views::insert(tx, rows)?;
    Ok(())
}

/// The islands of the schools of a batch, when a closure of an island makes them matter.
fn islands(
    tx: &mut Tx,
    batch: &[NewView],
    calendar: &Calendar,
    (first, last): (Day, Day),
) -> Result<HashMap<Uai, Territory>, DbError> {
    let mut islands = HashMap::new();
    let matters =
        |closure: &Closure| closure.territory.is_some() && closure.first_day <= last && first <= closure.last_day;
    if !calendar.closures().iter().any(matters) {
        return Ok(islands);
    }
    for uai in batch.iter().filter_map(|view| view.uai.as_ref()) {
        if !islands.contains_key(uai)
            && let Some(territory) = directory::school_line(tx, uai)?.and_then(|school| school.territory)
        {
            islands.insert(uai.clone(), territory);
        }
    }
    Ok(islands)
}

/// The name under which an account is counted during a month: HMAC-SHA-256 of the account with the
/// month's secret. Without the secret nobody can tell who it was, nor follow anybody from month to month.
pub(super) fn pseudonym(secret: &str, account: &str) -> String {
    // A key of any length is taken.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    mac.update(account.as_bytes());
    let mut text = hexadecimal(&mac.finalize().into_bytes());
    text.truncate(PSEUDONYM);
    text
}
