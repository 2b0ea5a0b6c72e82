use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use uuid::Uuid;

/// The identifier of one kind of entity: a UUID v7, so that ids sort by birth.
///
/// `T` is only a tag. `Id<Wave>` and `Id<Account>` cannot be mistaken for each other.
pub struct Id<T> {
    value: Uuid,
    tag: PhantomData<fn() -> T>,
}

/// Declares the identifiers of kinds of entities, each with its tag.
#[macro_export]
macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident, $tag:ident;)+) => {
        $(
            /// Tag of identifiers.
            #[derive(Debug)]
            pub enum $tag {}

            $(#[$meta])*
            pub type $name = $crate::Id<$tag>;
        )+
    };
}

/// A text that is not an identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an identifier")]
pub struct IdError(pub String);

impl<T> Id<T> {
    /// An identifier around a UUID made in the shell.
    pub const fn new(value: Uuid) -> Self {
        Self {
            value,
            tag: PhantomData,
        }
    }

    /// The identifier as a number: for sets of many.
    pub const fn number(self) -> u128 {
        self.value.as_u128()
    }

    /// Reads the hyphenated form.
    ///
    /// # Errors
    /// When the text is not a UUID.
    pub fn parse(raw: &str) -> Result<Self, IdError> {
        Uuid::parse_str(raw.trim())
            .map(Self::new)
            .map_err(|_| IdError(raw.trim().to_owned()))
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.value.cmp(&other.value)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.value)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.value)
    }
}
