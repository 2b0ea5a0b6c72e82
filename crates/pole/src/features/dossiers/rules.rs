//! Which state follows which, and who may say so. Pure; a table that reads like `domain.md` §3.2.

use super::model::{LineState, Who};

/// A state that may follow, and as what one may say so.
pub type NextSteps = &'static [(LineState, &'static [Who])];

/// The states that may follow a state, each with those who may say so.
///
/// A line goes back by a recorded correction only.
pub const fn next_states(state: LineState) -> NextSteps {
    use LineState as S;
    use Who as W;
    match state {
        S::Draft => &[
            (S::UnderConstruction, &[W::Writer, W::School, W::Authority, W::Program]),
            (S::Withdrawn, &[W::School, W::Authority]),
        ],
        S::UnderConstruction => &[
            (S::SchoolValidated, &[W::School]),
            (S::Withdrawn, &[W::School, W::Authority]),
            // A dossier that was written elsewhere arrives whole.
            (S::Transmitted, &[W::Program]),
        ],
        S::SchoolValidated => &[
            (S::AuthorityEndorsed, &[W::Authority]),
            (S::Withdrawn, &[W::School, W::Authority]),
        ],
        S::AuthorityEndorsed => &[(S::Ranked, &[W::Authority]), (S::Withdrawn, &[W::School, W::Authority])],
        // A new order of the common file ranks again.
        S::Ranked => &[
            (S::Ranked, &[W::Authority]),
            (S::Transmitted, &[W::Authority]),
            (S::Withdrawn, &[W::School, W::Authority]),
        ],
        S::Transmitted => &[
            (S::Admissible, &[W::Academy]),
            (S::Inadmissible, &[W::Academy]),
            (S::Withdrawn, &[W::Authority]),
        ],
        S::Admissible => &[
            (S::Assessed, &[W::Academy, W::Program]),
            (S::Withdrawn, &[W::Authority]),
        ],
        S::Assessed => &[
            (S::Selected, &[W::Academy]),
            (S::Reserve, &[W::Academy]),
            (S::NotSelected, &[W::Academy]),
            (S::Withdrawn, &[W::Authority]),
        ],
        S::Reserve => &[(S::Selected, &[W::Academy]), (S::NotSelected, &[W::Academy])],
        S::Selected => &[(S::Agreed, &[W::Academy]), (S::Terminated, &[W::Academy])],
        S::Agreed => &[(S::Running, &[W::Academy]), (S::Terminated, &[W::Academy])],
        S::Running => &[(S::Closed, &[W::Academy]), (S::Terminated, &[W::Academy])],
        S::Inadmissible | S::NotSelected | S::Closed | S::Withdrawn | S::Terminated => &[],
    }
}

/// As what one may move a line from one state to another; nobody when it cannot be.
pub fn who_may(from: LineState, to: LineState) -> &'static [Who] {
    next_states(from)
        .iter()
        .find(|(next, _)| *next == to)
        .map_or(&[], |(_, who)| who)
}

impl LineState {
    /// Whether the applicant still writes: before it is sent.
    pub const fn is_with_applicant(self) -> bool {
        matches!(
            self,
            Self::Draft | Self::UnderConstruction | Self::SchoolValidated | Self::AuthorityEndorsed | Self::Ranked
        )
    }

    /// Whether answers may change.
    pub const fn is_written(self) -> bool {
        matches!(self, Self::Draft | Self::UnderConstruction)
    }

    /// Whether the school counts as selected for the first indicator (`domain.md` §5.2).
    pub const fn counts_as_selected(self) -> bool {
        matches!(self, Self::Selected | Self::Agreed | Self::Running | Self::Closed)
    }

    /// Whether it is reached or left by a decision of the commission or an agreement only, which write it into the
    /// plan in the same transaction.
    pub const fn is_of_decision(self) -> bool {
        matches!(
            self,
            Self::Selected
                | Self::Reserve
                | Self::NotSelected
                | Self::Agreed
                | Self::Running
                | Self::Closed
                | Self::Terminated
        )
    }

    /// Whether the move to it happens before the deadline only.
    pub const fn needs_open_wave(self) -> bool {
        matches!(
            self,
            Self::UnderConstruction
                | Self::SchoolValidated
                | Self::AuthorityEndorsed
                | Self::Ranked
                | Self::Transmitted
        )
    }

    /// Whether it cannot be said without a reason.
    pub const fn needs_reason(self) -> bool {
        matches!(
            self,
            Self::Inadmissible | Self::Reserve | Self::NotSelected | Self::Withdrawn | Self::Terminated
        )
    }
}
