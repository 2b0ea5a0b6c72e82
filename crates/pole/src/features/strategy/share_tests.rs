//! Sharing an envelope: the worked example to the cent, and what holds of any sharing.

use proptest::prelude::*;

use super::{Envelope, ShareError, Sharer, share};

fn worked() -> Vec<Sharer> {
    [
        ("C1", 600, 62),
        ("C2", 500, 78),
        ("E1", 200, 55),
        ("E2", 150, 70),
        ("E3", 220, 80),
        ("E4", 180, 66),
        ("E5", 90, 85),
    ]
    .map(|(uai, pupils, need)| Sharer {
        uai: uai.to_owned(),
        pupils,
        need: need * 1_000,
    })
    .to_vec()
}

fn envelope(amount: i64, floor: i64, ceiling: i64) -> Envelope {
    Envelope {
        amount,
        floor,
        ceiling,
        alpha: 1_000,
    }
}

#[test]
fn the_worked_example_to_the_cent() {
    let shares = share(&envelope(10_000_000, 500_000, 2_500_000), &worked()).unwrap();
    assert_eq!(
        shares.parts,
        [2_500_000, 2_500_000, 1_014_837, 894_659, 1_442_730, 1_030_860, 616_914]
    );
    assert_eq!((shares.unspent, shares.missing), (0, 0));
}

#[test]
fn what_cannot_be_spent_or_paid_is_told() {
    let shares = share(&envelope(10_000_000, 0, 1_000_000), &worked()).unwrap();
    assert_eq!((shares.unspent, shares.missing), (3_000_000, 0));
    let shares = share(&envelope(1_000_000, 200_000, 1_000_000), &worked()).unwrap();
    assert_eq!(shares.parts, [200_000; 7]);
    assert_eq!((shares.unspent, shares.missing), (0, 400_000));
    let shares = share(&envelope(1_000, 0, 1_000), &[]).unwrap();
    assert_eq!(shares.unspent, 1_000);
}

#[test]
fn numbers_that_make_no_sense_are_refused() {
    assert_eq!(share(&envelope(-1, 0, 1), &worked()), Err(ShareError::Negative));
    assert_eq!(share(&envelope(1, 2, 1), &worked()), Err(ShareError::FloorAboveCeiling));
    let twice = [worked(), worked()].concat();
    assert_eq!(share(&envelope(1, 0, 1), &twice), Err(ShareError::Twice));
    assert_eq!(share(&envelope(i64::MAX, 0, 1), &worked()), Err(ShareError::TooLarge));
}

fn sharers() -> impl Strategy<Value = Vec<Sharer>> {
    prop::collection::vec((0_i64..2_000, 0_i64..=100_000), 1..12).prop_map(|list| {
        (0..)
            .zip(list)
            .map(|(index, (pupils, need))| Sharer {
                uai: format!("S{index:02}"),
                pupils,
                need,
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn the_parts_make_the_envelope_and_keep_the_bounds(
        sharers in sharers(),
        amount in 0_i64..1_000_000_000,
        floor in 0_i64..10_000_000,
        more in 0_i64..500_000_000,
        alpha in 0_i64..3_000,
    ) {
        let envelope = Envelope { amount, floor, ceiling: floor + more, alpha };
        let shares = share(&envelope, &sharers).unwrap();
        let sum: i64 = shares.parts.iter().sum();
        prop_assert_eq!(sum + shares.unspent - shares.missing, amount);
        let count = i64::try_from(sharers.len()).unwrap();
        for part in &shares.parts {
            prop_assert!(*part >= floor && *part <= floor + more);
        }
        if shares.unspent > 0 {
            prop_assert_eq!(sum, (floor + more) * count);
        }
        if shares.missing > 0 {
            prop_assert_eq!(sum, floor * count);
        }
    }

    #[test]
    fn the_order_changes_nothing(
        sharers in sharers(),
        amount in 0_i64..1_000_000,
        turn in 0_usize..12,
    ) {
        let envelope = envelope(amount, 1_000, 200_000);
        let mut turned = sharers.clone();
        turned.rotate_left(turn % sharers.len());
        turned.reverse();
        let by_uai = |sharers: &[Sharer]| {
            let shares = share(&envelope, sharers).unwrap();
            let mut list: Vec<_> = sharers.iter().map(|sharer| sharer.uai.clone()).zip(shares.parts).collect();
            list.sort();
            list
        };
        prop_assert_eq!(by_uai(&sharers), by_uai(&turned));
    }
}
