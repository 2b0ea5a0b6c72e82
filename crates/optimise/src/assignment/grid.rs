//! A table of yes and no, a bit each.

/// Rows of bits, of the same length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    columns: usize,
    words: usize,
    bits: Vec<u64>,
}

impl Grid {
    pub fn empty(rows: usize, columns: usize) -> Self {
        let words = columns.div_ceil(64);
        Self {
            columns,
            words,
            bits: vec![0; rows * words],
        }
    }

    pub fn full(rows: usize, columns: usize) -> Self {
        let mut grid = Self::empty(rows, columns);
        for row in 0..rows {
            for column in 0..columns {
                grid.set(row, column);
            }
        }
        grid
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    pub fn has(&self, row: usize, column: usize) -> bool {
        self.bits[row * self.words + column / 64] & (1 << (column % 64)) != 0
    }

    pub fn set(&mut self, row: usize, column: usize) {
        self.bits[row * self.words + column / 64] |= 1 << (column % 64);
    }

    pub fn clear(&mut self, row: usize, column: usize) {
        self.bits[row * self.words + column / 64] &= !(1 << (column % 64));
    }

    pub fn row(&self, row: usize) -> &[u64] {
        &self.bits[row * self.words..(row + 1) * self.words]
    }

    /// The columns that are set, lowest first.
    pub fn ones(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        ones(self.row(row).iter().copied())
    }
}

/// The places of the bits that are set, lowest first.
pub fn ones(words: impl Iterator<Item = u64>) -> impl Iterator<Item = usize> {
    words.enumerate().flat_map(|(index, word)| {
        let mut left = word;
        std::iter::from_fn(move || {
            let bit = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            (bit < 64).then_some(index * 64 + bit)
        })
    })
}

/// The places set in `left` and not in `right`, lowest first.
pub fn without<'a>(left: &'a [u64], right: &'a [u64]) -> impl Iterator<Item = usize> + 'a {
    ones(left.iter().zip(right).map(|(left, right)| left & !right))
}

/// The places set in both, lowest first.
pub fn both<'a>(left: &'a [u64], right: &'a [u64]) -> impl Iterator<Item = usize> + 'a {
    ones(left.iter().zip(right).map(|(left, right)| left & right))
}
