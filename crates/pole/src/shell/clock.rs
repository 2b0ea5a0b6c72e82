//! The only place that reads the clock and draws chance.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use pole_kernel::{Id, Instant};
use uuid::Uuid;

/// Where the program reads the time. Tests set it by hand.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    fixed: Option<Arc<Mutex<Instant>>>,
}

impl Clock {
    /// The machine's clock.
    pub const fn system() -> Self {
        Self { fixed: None }
    }

    /// A clock that stands still until it is moved.
    pub fn standing_at(now: Instant) -> Self {
        Self {
            fixed: Some(Arc::new(Mutex::new(now))),
        }
    }

    /// The present moment.
    pub fn now(&self) -> Instant {
        match &self.fixed {
            Some(fixed) => *fixed.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
            #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
            None => Instant::new(Timestamp::now()),
        }
    }

    /// Moves a standing clock; a system clock does not move.
    pub fn set(&self, now: Instant) {
        if let Some(fixed) = &self.fixed {
            *fixed.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = now;
        }
    }
}

/// The moment to write a fact at: now, or just after the newest one of the same entity when the machine's clock went
/// backwards, so that a register never does.
pub fn not_before(now: Instant, newest: Option<Instant>) -> Instant {
    match newest {
        Some(newest) if newest > now => {
            Timestamp::from_millisecond(newest.milliseconds().saturating_add(1)).map_or(now, Instant::new)
        }
        Some(_) | None => now,
    }
}

/// A new identifier: a UUID v7, so that ids sort by birth.
pub fn fresh_id<T>() -> Id<T> {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that draws ids")]
    Id::new(Uuid::now_v7())
}

/// A secret of 256 bits in hexadecimal: session tokens, form tokens, API tokens.
///
/// # Errors
/// When the machine has no source of chance.
pub fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes)?;
    Ok(hexadecimal(&bytes))
}

/// Bytes in lower-case hexadecimal.
pub fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
