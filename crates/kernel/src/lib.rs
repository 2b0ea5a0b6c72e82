//! The shared vocabulary of Pôle: small checked types, no input or output, no clock.
//!
//! Everything here is parsed at the border and trusted afterwards. Names are those of
//! `docs/glossary.md`.

mod count;
mod id;
mod lang;
mod money;
mod ratio;
mod role;
mod school;
mod text;
mod time;
mod uai;

pub use count::{Category, Level};
pub use id::{Id, IdError};
pub use lang::Lang;
pub use money::{Cents, CentsError};
pub use ratio::{Ratio, RatioError};
pub use role::{Role, RoleScope, ScopeKind};
pub use school::{Contract, PositionPrecision, PriorityEducation, SchoolKind, Sector, Territory};
pub use text::fold;
pub use time::{Day, Instant, Month, SchoolYear, TimeError};
pub use uai::{Uai, UaiError};

/// A word that is not in the list of a closed vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{word}” is not a known {vocabulary}")]
pub struct UnknownWord {
    /// What the list is about, in the glossary's words.
    pub vocabulary: &'static str,
    /// The word that was met.
    pub word: String,
}

/// Declares a closed vocabulary: an enum whose variants have one stable code each, the one
/// that is written in the database, in files and in the API.
#[macro_export]
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident, $label:literal { $($(#[$variant_meta:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$variant_meta])* $variant),+
        }

        impl $name {
            /// Every value, in the order of the glossary.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code written in the database, in files and in the API.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),+
                }
            }

            /// Reads a stable code back.
            ///
            /// # Errors
            /// When the code is not in the vocabulary.
            pub fn parse(code: &str) -> Result<Self, $crate::UnknownWord> {
                match code {
                    $($code => Ok(Self::$variant),)+
                    other => Err($crate::UnknownWord { vocabulary: $label, word: other.to_owned() }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.code())
            }
        }
    };
}
