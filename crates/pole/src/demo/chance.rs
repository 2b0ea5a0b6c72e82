//! Numbers that look like chance and are the same in every demonstration.

/// A sequence that its seed decides (SplitMix64).
pub(super) struct Chance(u64);

impl Chance {
    /// The sequence of a seed and a name, so that one school's figures do not depend on the others.
    pub(super) fn of(name: &str) -> Self {
        const SEED: u64 = 0x0097_1500_9771_3300;
        Self(
            name.bytes()
                .fold(SEED, |seed, byte| seed.rotate_left(7) ^ u64::from(byte)),
        )
    }

    /// A whole number between two, both included.
    pub(super) fn between(&mut self, least: u32, most: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let width = u64::from(most.saturating_sub(least)) + 1;
        least + u32::try_from(mixed % width).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_gives_the_same_numbers_within_their_bounds() {
        let draw = |name| {
            let mut chance = Chance::of(name);
            (0..50).map(|_| chance.between(3, 6)).collect::<Vec<_>>()
        };
        assert_eq!(draw("9711087E"), draw("9711087E"));
        assert_ne!(draw("9711087E"), draw("9710022X"));
        assert!(draw("9711087E").iter().all(|number| (3..=6).contains(number)));
        assert!((3..=6).all(|number| draw("9711087E").contains(&number)));
    }
}
