use pole_kernel::{
    Category, Cents, Contract, Day, Id, Instant, Lang, Level, Month, PositionPrecision, PriorityEducation, Role,
    SchoolKind, SchoolYear, ScopeKind, Sector, Territory, Uai,
};

/// The type of a column: there are five, so that both engines agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `text`.
    Text,
    /// `bigint`.
    Int,
    /// `boolean`.
    Bool,
    /// `double precision`.
    Real,
    /// `bytea`.
    Bytes,
}

/// A value on its way to the database.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing, of a type: an engine must know the type of a parameter before it is filled.
    Null(Kind),
    /// A text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// A measure.
    Real(f64),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl Value {
    /// The type of the value.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Null(kind) => *kind,
            Self::Text(_) => Kind::Text,
            Self::Int(_) => Kind::Int,
            Self::Bool(_) => Kind::Bool,
            Self::Real(_) => Kind::Real,
            Self::Bytes(_) => Kind::Bytes,
        }
    }
}

/// What can be a parameter of a statement.
pub trait ToValue {
    /// The column type, also that of a `NULL`.
    const KIND: Kind;

    /// The value to write.
    fn to_value(&self) -> Value;
}

/// What can be read from a column.
pub trait FromCell: Sized {
    /// Reads the value, or says what was found instead.
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError>;
}

/// A value on its way from the database, borrowed from the row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Null,
    /// A whole number. SQLite keeps booleans this way.
    Int(i64),
    /// A measure.
    Real(f64),
    /// A text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// Yes or no.
    Bool(bool),
}

impl<'a> Cell<'a> {
    /// The text of the cell.
    pub fn text(self) -> Result<&'a str, CellError> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Null | Self::Int(_) | Self::Real(_) | Self::Bytes(_) | Self::Bool(_) => {
                Err(CellError::unexpected("a text", self))
            }
        }
    }

    /// The whole number of the cell.
    pub fn int(self) -> Result<i64, CellError> {
        match self {
            Self::Int(number) => Ok(number),
            Self::Null | Self::Text(_) | Self::Real(_) | Self::Bytes(_) | Self::Bool(_) => {
                Err(CellError::unexpected("a whole number", self))
            }
        }
    }

    const fn describe(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Int(_) => "a whole number",
            Self::Real(_) => "a real number",
            Self::Text(_) => "a text",
            Self::Bytes(_) => "bytes",
            Self::Bool(_) => "a boolean",
        }
    }
}

/// Why a cell could not be read. It tells types, never the value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CellError(String);

impl CellError {
    /// The cell is of another type.
    pub fn unexpected(expected: &str, found: Cell<'_>) -> Self {
        Self(format!("expected {expected}, found {}", found.describe()))
    }

    /// The cell is of the right type, but its content is not a `T`.
    pub fn unreadable<T>(found: Cell<'_>) -> Self {
        let name = std::any::type_name::<T>();
        Self(format!("found {} that is not a valid {name}", found.describe()))
    }

    pub(crate) fn new(reason: String) -> Self {
        Self(reason)
    }
}

/// The named parameters of one run of a statement; written with [`params!`](crate::params).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params(Vec<(&'static str, Value)>);

impl Params {
    /// Parameters from names and values.
    pub const fn new(named: Vec<(&'static str, Value)>) -> Self {
        Self(named)
    }

    /// Adds one parameter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToValue) -> Self {
        self.0.push((name, value.to_value()));
        self
    }

    pub(crate) fn named(&self) -> &[(&'static str, Value)] {
        &self.0
    }
}

/// The named parameters of a statement: `params! { call: id, closed: true }`. Values are taken
/// by reference.
#[macro_export]
macro_rules! params {
    () => { $crate::Params::default() };
    ($($name:ident : $value:expr),+ $(,)?) => {
        $crate::Params::new(vec![$((stringify!($name), $crate::ToValue::to_value(&$value))),+])
    };
}

/// Makes vocabularies columns: types with a stable `code()` and a `parse(&str)` that reads it.
#[macro_export]
macro_rules! text_column {
    ($($column:ty),+ $(,)?) => {
        $(
            impl $crate::ToValue for $column {
                const KIND: $crate::Kind = $crate::Kind::Text;

                fn to_value(&self) -> $crate::Value {
                    $crate::Value::Text(self.code().to_owned())
                }
            }

            impl $crate::FromCell for $column {
                fn from_cell(cell: $crate::Cell<'_>) -> Result<Self, $crate::CellError> {
                    <$column>::parse(cell.text()?).map_err(|_| $crate::CellError::unreadable::<$column>(cell))
                }
            }
        )+
    };
}

text_column!(
    Category,
    Contract,
    Lang,
    Level,
    PositionPrecision,
    PriorityEducation,
    Role,
    SchoolKind,
    ScopeKind,
    Sector
);

/// Types whose text is their `Display`, read back by `parse`.
macro_rules! displayed_column {
    ($($column:ty),+) => {
        $(
            impl ToValue for $column {
                const KIND: Kind = Kind::Text;

                fn to_value(&self) -> Value {
                    Value::Text(self.to_string())
                }
            }

            impl FromCell for $column {
                fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
                    <$column>::parse(cell.text()?).map_err(|_| CellError::unreadable::<$column>(cell))
                }
            }
        )+
    };
}

displayed_column!(Day, Instant, Month, Territory, Uai);

/// Whole numbers that fit in a `bigint`.
macro_rules! whole_column {
    ($($column:ty),+) => {
        $(
            impl ToValue for $column {
                const KIND: Kind = Kind::Int;

                fn to_value(&self) -> Value {
                    Value::Int(i64::from(*self))
                }
            }

            impl FromCell for $column {
                fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
                    Self::try_from(cell.int()?).map_err(|_| CellError::unreadable::<$column>(cell))
                }
            }
        )+
    };
}

whole_column!(i64, i32, i16, u32);

impl<T> ToValue for Id<T> {
    const KIND: Kind = Kind::Text;

    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }
}

impl<T> FromCell for Id<T> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        Self::parse(cell.text()?).map_err(|_| CellError::unreadable::<Self>(cell))
    }
}

impl ToValue for Cents {
    const KIND: Kind = Kind::Int;

    fn to_value(&self) -> Value {
        Value::Int(self.0)
    }
}

impl FromCell for Cents {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        cell.int().map(Self)
    }
}

impl ToValue for SchoolYear {
    const KIND: Kind = Kind::Int;

    fn to_value(&self) -> Value {
        Value::Int(i64::from(self.first_calendar_year()))
    }
}

impl FromCell for SchoolYear {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        let unreadable = || CellError::unreadable::<Self>(cell);
        let year = i16::try_from(cell.int()?).map_err(|_| unreadable())?;
        Self::starting(year).map_err(|_| unreadable())
    }
}

impl ToValue for bool {
    const KIND: Kind = Kind::Bool;

    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }
}

impl FromCell for bool {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        match cell {
            Cell::Bool(value) => Ok(value),
            Cell::Int(0) => Ok(false),
            Cell::Int(1) => Ok(true),
            Cell::Null | Cell::Int(_) | Cell::Real(_) | Cell::Text(_) | Cell::Bytes(_) => {
                Err(CellError::unexpected("a boolean", cell))
            }
        }
    }
}

impl ToValue for f64 {
    const KIND: Kind = Kind::Real;

    fn to_value(&self) -> Value {
        Value::Real(*self)
    }
}

impl FromCell for f64 {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        match cell {
            Cell::Real(value) => Ok(value),
            // SQLite gives a whole number for expressions such as `coalesce(measure, 0)`.
            Cell::Int(value) => i32::try_from(value)
                .map(Self::from)
                .map_err(|_| CellError::unreadable::<Self>(cell)),
            Cell::Null | Cell::Text(_) | Cell::Bytes(_) | Cell::Bool(_) => {
                Err(CellError::unexpected("a real number", cell))
            }
        }
    }
}

impl ToValue for str {
    const KIND: Kind = Kind::Text;

    fn to_value(&self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl ToValue for String {
    const KIND: Kind = Kind::Text;

    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }
}

impl FromCell for String {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        cell.text().map(str::to_owned)
    }
}

impl ToValue for Vec<u8> {
    const KIND: Kind = Kind::Bytes;

    fn to_value(&self) -> Value {
        Value::Bytes(self.clone())
    }
}

impl ToValue for [u8] {
    const KIND: Kind = Kind::Bytes;

    fn to_value(&self) -> Value {
        Value::Bytes(self.to_vec())
    }
}

impl FromCell for Vec<u8> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        match cell {
            Cell::Bytes(bytes) => Ok(bytes.to_vec()),
            Cell::Null | Cell::Int(_) | Cell::Real(_) | Cell::Text(_) | Cell::Bool(_) => {
                Err(CellError::unexpected("bytes", cell))
            }
        }
    }
}

impl<T: ToValue> ToValue for Option<T> {
    const KIND: Kind = T::KIND;

    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null(T::KIND), T::to_value)
    }
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, CellError> {
        match cell {
            Cell::Null => Ok(None),
            Cell::Int(_) | Cell::Real(_) | Cell::Text(_) | Cell::Bytes(_) | Cell::Bool(_) => {
                T::from_cell(cell).map(Some)
            }
        }
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    const KIND: Kind = T::KIND;

    fn to_value(&self) -> Value {
        T::to_value(self)
    }
}
