//! The values of one column, as they are written and read.

use parquet::data_type::ByteArray;

/// A column's values, with the levels that say which rows have none or several (Dremel; Melnik
/// et al. 2010).
#[derive(Debug)]
pub(super) struct Cells {
    pub values: Values,
    /// 1 for every value, 0 for every row without one; empty where each row has one.
    pub definitions: Vec<i16>,
    /// 0 where a row starts, 1 where it goes on; empty but for lists.
    pub repetitions: Vec<i16>,
}

/// Values of one type.
#[derive(Debug)]
pub(crate) enum Values {
    Text(Vec<ByteArray>),
    Int(Vec<i32>),
    Long(Vec<i64>),
    Float(Vec<f32>),
    Flag(Vec<bool>),
}

impl Values {
    pub(super) fn clear(&mut self) {
        match self {
            Self::Text(v) => v.clear(),
            Self::Int(v) => v.clear(),
            Self::Long(v) => v.clear(),
            Self::Float(v) => v.clear(),
            Self::Flag(v) => v.clear(),
        }
    }
}

/// What can stand in a cell.
pub(crate) trait Value: Sized {
    /// Adds the value to a column; false where that is of another type.
    fn push(self, to: &mut Values) -> bool;
    /// The value at a place of a column; `None` where there is none of this type.
    fn at(from: &Values, place: usize) -> Option<Self>;
}

macro_rules! value {
    ($type:ty, $variant:ident) => {
        impl Value for $type {
            fn push(self, to: &mut Values) -> bool {
                let Values::$variant(values) = to else { return false };
                values.push(self);
                true
            }

            fn at(from: &Values, place: usize) -> Option<Self> {
                let Values::$variant(values) = from else { return None };
                values.get(place).copied()
            }
        }
    };
}

value!(i32, Int);
value!(i64, Long);
value!(f32, Float);
value!(bool, Flag);

impl Value for String {
    fn push(self, to: &mut Values) -> bool {
        let Values::Text(values) = to else { return false };
        values.push(self.into_bytes().into());
        true
    }

    fn at(from: &Values, place: usize) -> Option<Self> {
        text(from, place).map(str::to_owned)
    }
}

impl Value for u32 {
    fn push(self, to: &mut Values) -> bool {
        self.cast_signed().push(to)
    }

    fn at(from: &Values, place: usize) -> Option<Self> {
        i32::at(from, place).map(i32::cast_unsigned)
    }
}

impl Value for u64 {
    fn push(self, to: &mut Values) -> bool {
        self.cast_signed().push(to)
    }

    fn at(from: &Values, place: usize) -> Option<Self> {
        i64::at(from, place).map(i64::cast_unsigned)
    }
}

/// A text that is not copied.
pub(super) fn text(from: &Values, place: usize) -> Option<&str> {
    let Values::Text(values) = from else { return None };
    values.get(place)?.as_utf8().ok()
}
