//! Chance that is the same every time.

/// SplitMix64: small, and the same on every machine.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    /// A stream of its own for each pair of numbers.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut chance = Self(seed ^ stream.wrapping_mul(0xD134_2543_DE82_EF95));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to below `n`.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        // Less than n, because the high half is less than 2^32.
        u32::try_from(((self.next() >> 32) * u64::from(n)) >> 32).unwrap_or_default()
    }

    /// True so many times in a hundred.
    pub(super) fn percent(&mut self, share: u32) -> bool {
        self.below(100) < share
    }

    /// A whole number from -3·`k` to 3·`k`, most often near 0.
    pub(super) fn spread(&mut self, k: u32) -> i32 {
        let sum: u32 = (0..3).map(|_| self.below(2 * k + 1)).sum();
        i32::try_from(sum).unwrap_or_default() - i32::try_from(3 * k).unwrap_or_default()
    }
}
