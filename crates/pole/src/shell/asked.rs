//! The two questions every dated page answers: as of which day, as known on which day.

use pole_kernel::{Day, Instant};

use super::form::Form;
use super::page::PageCtx;

/// The day a figure speaks of, and the moment by which things were known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The day.
    pub on: Day,
    /// The moment.
    pub known_at: Instant,
}

impl Asked {
    /// Today, with everything that is known.
    pub fn now(now: Instant) -> Self {
        Self {
            on: now.day(),
            known_at: now,
        }
    }

    /// Reads the fields `au` and `connu`, noting what is wrong; today and now when they are empty.
    /// What is known later than now cannot be asked.
    pub fn read(page: &PageCtx, form: &mut Form) -> Self {
        let on = form
            .maybe("au", "form-day", Day::parse)
            .unwrap_or_else(|| page.now.day());
        let known_at = form.maybe("connu", "form-day", Day::parse).map_or(page.now, Day::ends);
        Self {
            on,
            known_at: known_at.min(page.now),
        }
    }

    /// Whether a form asks for another moment than now.
    pub fn is_in(form: &Form) -> bool {
        form.optional("au").is_some() || form.optional("connu").is_some()
    }
}
