use crate::{Territory, Uai, vocabulary};

vocabulary! {
    /// What a person does in the pôle. A role is held in a scope, between dates.
    Role, "role" {
        /// Runs the installation: accounts, roles, parameters.
        Administrator = "administrator",
        /// Basin facilitator or primary ICT adviser: pilots the pôle.
        Pilot = "pilot",
        /// The State side: training, référents, selection.
        AcademicService = "academic_service",
        /// Agent of the collectivity that owns the schools of an island.
        AuthorityAgent = "authority_agent",
        /// Head of a collège or lycée, director of an école.
        Head = "head",
        /// Teacher.
        Teacher = "teacher",
        /// Scores the dossiers of a call that are given to them.
        Reviewer = "reviewer",
    }
}

vocabulary! {
    /// How wide a role reaches.
    ScopeKind, "scope" {
        /// Both islands.
        Basin = "basin",
        /// One island, through its authority.
        Authority = "authority",
        /// One school.
        School = "school",
    }
}

/// Where a role is held.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RoleScope {
    /// Both islands.
    Basin,
    /// One island, through its authority.
    Authority(Territory),
    /// One school.
    School(Uai),
}

impl Role {
    /// The one kind of scope in which the role makes sense.
    pub const fn scope_kind(self) -> ScopeKind {
        match self {
            Self::Administrator | Self::Pilot | Self::AcademicService | Self::Reviewer => ScopeKind::Basin,
            Self::AuthorityAgent => ScopeKind::Authority,
            Self::Head | Self::Teacher => ScopeKind::School,
        }
    }
}

impl RoleScope {
    /// How wide it is.
    pub const fn kind(&self) -> ScopeKind {
        match self {
            Self::Basin => ScopeKind::Basin,
            Self::Authority(_) => ScopeKind::Authority,
            Self::School(_) => ScopeKind::School,
        }
    }
}
