//! An envelope whose amounts no rule fixes (network works, say), shared by pupils and needs.
//!
//! `weight = pupils × (1 + α (need − mean need) / 100)`, the mean weighed by pupils. Each share is
//! proportional, between a floor and a ceiling: when shares leave both, the side they leave further
//! is fixed first (the ceiling on a tie), and the rest is shared again. Cents go to the largest
//! remainders, then to the smallest UAI. Everything is in whole numbers.

use std::cmp::Reverse;

/// Decimals of α and of the needs: thousandths.
const UNIT: i128 = 1_000;
const MOST_CENTS: i128 = 10_000_000_000_000;
const MOST_PUPILS: i128 = 20_000_000;

/// How to share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// What there is, in cents.
    pub amount: i64,
    /// Nobody has less, as long as there is enough.
    pub floor: i64,
    /// Nobody has more.
    pub ceiling: i64,
    /// How much needs weigh, in thousandths; 1000 is α = 1.
    pub alpha: i64,
}

/// Who has a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharer {
    /// Its code.
    pub uai: String,
    /// Its pupils.
    pub pupils: i64,
    /// Its need, in thousandths of a point.
    pub need: i64,
}

/// The parts, in the order of the sharers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    /// In cents.
    pub parts: Vec<i64>,
    /// What is left when everybody is at the ceiling.
    pub unspent: i64,
    /// What the floors cost beyond the envelope.
    pub missing: i64,
}

/// Why an envelope is not shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// An amount, a number of pupils or a need below zero.
    #[error("a number is negative")]
    Negative,
    /// The floor is above the ceiling.
    #[error("the floor is above the ceiling")]
    FloorAboveCeiling,
    /// Beyond 100 billion euros, 20 million pupils, 100,000 in one school, a need of 100 or α = 10.
    #[error("a number is too large to be counted exactly")]
    TooLarge,
    /// The same code twice.
    #[error("a school is named twice")]
    Twice,
}

/// Shares an envelope. The order of the sharers changes nothing.
///
/// # Errors
/// When a number makes no sense.
pub fn share(envelope: &Envelope, sharers: &[Sharer]) -> Result<Shares, ShareError> {
    check(envelope, sharers)?;
    // Nobody can have more than there is: a far ceiling is no ceiling.
    let ceiling = envelope.ceiling.min(envelope.amount.max(envelope.floor));
    let weights = weights(envelope.alpha, sharers);
    let mut fixed: Vec<Option<i64>> = vec![None; sharers.len()];
    loop {
        let left = i128::from(envelope.amount) - fixed.iter().flatten().map(|part| i128::from(*part)).sum::<i128>();
        let free: Vec<usize> = (0..sharers.len()).filter(|index| fixed[*index].is_none()).collect();
        if free.is_empty() {
            return Ok(told(envelope, fixed.into_iter().flatten().collect()));
        }
        // Without any weight, equal parts.
        let sum: i128 = free.iter().map(|index| weights[*index]).sum();
        let of = |index: usize| if sum == 0 { 1 } else { weights[index] };
        let sum = if sum == 0 { whole(free.len()) } else { sum };
        // A share is left × weight / sum; bounds are compared without dividing.
        let beyond = |bound: i64, index: usize| left * of(index) - i128::from(bound) * sum;
        let above: i128 = free.iter().map(|index| beyond(ceiling, *index).max(0)).sum();
        let under: i128 = free.iter().map(|index| (-beyond(envelope.floor, *index)).max(0)).sum();
        if above == 0 && under == 0 {
            let parts = cents(left, sum, &free, &of, sharers);
            for (index, part) in free.into_iter().zip(parts) {
                fixed[index] = Some(part);
            }
            continue;
        }
        for index in free {
            if above >= under && beyond(ceiling, index) > 0 {
                fixed[index] = Some(ceiling);
            } else if above < under && beyond(envelope.floor, index) < 0 {
                fixed[index] = Some(envelope.floor);
            }
        }
    }
}

fn check(envelope: &Envelope, sharers: &[Sharer]) -> Result<(), ShareError> {
    let Envelope {
        amount,
        floor,
        ceiling,
        alpha,
    } = *envelope;
    let numbers = [amount, floor, ceiling, alpha];
    let of_sharers = || sharers.iter().flat_map(|sharer| [sharer.pupils, sharer.need]);
    if numbers.into_iter().chain(of_sharers()).any(|number| number < 0) {
        return Err(ShareError::Negative);
    }
    if floor > ceiling {
        return Err(ShareError::FloorAboveCeiling);
    }
    // With these, no product below goes beyond 128 bits.
    let floors = i128::from(floor) * whole(sharers.len());
    let pupils: i128 = sharers.iter().map(|sharer| i128::from(sharer.pupils)).sum();
    let large = i128::from(amount).max(floors) > MOST_CENTS
        || pupils > MOST_PUPILS
        || alpha > 10_000
        || sharers
            .iter()
            .any(|sharer| sharer.pupils > 100_000 || sharer.need > 100_000);
    if large {
        return Err(ShareError::TooLarge);
    }
    let mut codes: Vec<&str> = sharers.iter().map(|sharer| sharer.uai.as_str()).collect();
    codes.sort_unstable();
    if codes.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(ShareError::Twice);
    }
    Ok(())
}

/// Whole numbers in the proportions of the weights; none below zero.
fn weights(alpha: i64, sharers: &[Sharer]) -> Vec<i128> {
    let pupils: i128 = sharers.iter().map(|sharer| i128::from(sharer.pupils)).sum();
    let needs: i128 = sharers
        .iter()
        .map(|sharer| i128::from(sharer.pupils) * i128::from(sharer.need))
        .sum();
    // Times 100 × pupils × UNIT²: pupils × (1 + α (need − needs / pupils) / 100).
    let weights = sharers
        .iter()
        .map(|sharer| {
            let from_mean = i128::from(sharer.need) * pupils - needs;
            let factor = 100 * UNIT * UNIT * pupils + i128::from(alpha) * from_mean;
            i128::from(sharer.pupils) * factor.max(0)
        })
        .collect();
    reduced(weights)
}

/// The same proportions in the smallest whole numbers, so that products stay far from overflow.
fn reduced(weights: Vec<i128>) -> Vec<i128> {
    let divisor = weights.iter().fold(0_i128, |left, right| {
        let (mut left, mut right) = (left, *right);
        while right != 0 {
            (left, right) = (right, left % right);
        }
        left
    });
    weights.into_iter().map(|weight| weight / divisor.max(1)).collect()
}

/// The largest remainders have the cents that are left.
fn cents(left: i128, sum: i128, free: &[usize], of: &dyn Fn(usize) -> i128, sharers: &[Sharer]) -> Vec<i64> {
    let mut parts: Vec<i128> = free.iter().map(|index| left * of(*index) / sum).collect();
    let rest = left - parts.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..free.len()).collect();
    order.sort_by_key(|position| {
        let index = free[*position];
        (Reverse(left * of(index) % sum), sharers[index].uai.as_str())
    });
    for position in order.into_iter().take(usize::try_from(rest).unwrap_or_default()) {
        parts[position] += 1;
    }
    parts
        .into_iter()
        .map(|part| i64::try_from(part).unwrap_or_default())
        .collect()
}

fn told(envelope: &Envelope, parts: Vec<i64>) -> Shares {
    let given: i128 = parts.iter().map(|part| i128::from(*part)).sum();
    let left = i128::from(envelope.amount) - given;
    Shares {
        parts,
        unspent: i64::try_from(left.max(0)).unwrap_or(i64::MAX),
        missing: i64::try_from((-left).max(0)).unwrap_or(i64::MAX),
    }
}

fn whole(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX)
}

#[cfg(test)]
#[path = "share_tests.rs"]
mod tests;
