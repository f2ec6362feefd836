//! Randomness from one seed: the same seed rolls the same numbers on every machine.

/// SplitMix64 by Steele, Lea and Flood: <https://doi.org/10.1145/2714064.2660195>.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice that always roll the same for this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, and 0 if there is none.
    pub fn below(&mut self, end: usize) -> usize {
        // the modulo's bias is below 2^-40 for the small ends here
        if end == 0 { 0 } else { (self.roll() % end as u64) as usize }
    }

    /// True once in `of` rolls.
    pub fn once_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    /// One of these; `None` if there are none.
    pub fn pick<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T> {
        among.get(self.below(among.len()))
    }

    /// One of these, each as often as its weight says.
    pub fn weighed<T: Copy>(&mut self, among: &[(T, u32)]) -> Option<T> {
        let all: u32 = among.iter().map(|(_, weight)| weight).sum();
        let mut left = self.below(all as usize) as u32;
        for (item, weight) in among {
            if left < *weight {
                return Some(*item);
            }
            left -= weight;
        }
        None
    }

    /// Eight bytes.
    pub fn bytes(&mut self) -> [u8; 8] {
        self.roll().to_le_bytes()
    }

    /// Dice of their own for a part of the story, so that changes there move nothing elsewhere.
    pub fn child(&mut self) -> Self {
        Self(self.roll())
    }
}
