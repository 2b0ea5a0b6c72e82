//! The common file of an authority: which order of its dossiers is one. Pure.

use super::errors::{RankProblem, Refusal};

/// Checks that ranks are 1, 2, 3… without a tie or a gap.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn check_ranks(ranks: &[Option<i64>]) -> Result<(), Refusal> {
    let mut given = Vec::new();
    for rank in ranks {
        match rank {
            Some(rank) if *rank >= 1 => given.push(*rank),
            Some(_) | None => return Err(Refusal::Ranks(RankProblem::Missing)),
        }
    }
    given.sort_unstable();
    for (place, rank) in (1_i64..).zip(&given) {
        if *rank < place {
            return Err(Refusal::Ranks(RankProblem::Twice(*rank)));
        }
        if *rank > place {
            return Err(Refusal::Ranks(RankProblem::Gap(place)));
        }
    }
    Ok(())
}

/// The order with one of its items a place up or down; the same when it cannot go further.
pub fn shifted<T: Copy + PartialEq>(order: &[T], item: T, up: bool) -> Vec<T> {
    let mut order = order.to_vec();
    if let Some(place) = order.iter().position(|other| *other == item) {
        let other = if up { place.checked_sub(1) } else { Some(place + 1) };
        if let Some(other) = other.filter(|other| *other < order.len()) {
            order.swap(place, other);
        }
    }
    order
}

/// Whether écoles are more of the lines than a call takes, in per cent: an information, never a filter.
pub const fn over_quota(ecoles: usize, lines: usize, percent: u32) -> bool {
    lines > 0 && ecoles * 100 > lines * percent as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_has_no_tie_and_no_gap() {
        let check = |ranks: &[Option<i64>]| check_ranks(ranks).err();
        let wrong = |problem| Some(Refusal::Ranks(problem));
        assert_eq!(check(&[]), None);
        assert_eq!(check(&[Some(2), Some(1), Some(3)]), None);
        assert_eq!(check(&[Some(1), Some(1), Some(3)]), wrong(RankProblem::Twice(1)));
        assert_eq!(check(&[Some(1), Some(3)]), wrong(RankProblem::Gap(2)));
        assert_eq!(check(&[Some(2)]), wrong(RankProblem::Gap(1)));
        assert_eq!(check(&[Some(1), None]), wrong(RankProblem::Missing));
        assert_eq!(check(&[Some(0), Some(1)]), wrong(RankProblem::Missing));
    }

    #[test]
    fn one_place_up_or_down() {
        assert_eq!(shifted(&[1, 2, 3], 3, true), [1, 3, 2]);
        assert_eq!(shifted(&[1, 2, 3], 1, true), [1, 2, 3]);
        assert_eq!(shifted(&[1, 2, 3], 1, false), [2, 1, 3]);
        assert_eq!(shifted(&[1, 2, 3], 3, false), [1, 2, 3]);
    }

    #[test]
    fn the_quota_is_the_share_of_the_lines() {
        assert!(!over_quota(0, 0, 15));
        assert!(!over_quota(15, 100, 15));
        assert!(over_quota(16, 100, 15));
    }
}
