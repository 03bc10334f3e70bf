//! A judged set in two halves, told by a hash of the ids: settings are chosen on one and measured on the other.

/// Which half is judged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Half {
    Test,
    Tune,
    All,
}

impl Half {
    pub fn holds(self, id: &str) -> bool {
        match self {
            Half::Test => hash(id).is_multiple_of(2),
            Half::Tune => !hash(id).is_multiple_of(2),
            Half::All => true,
        }
    }

    /// As it is said on the command line.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "test" => Some(Half::Test),
            "tune" => Some(Half::Tune),
            "all" => Some(Half::All),
            _ => None,
        }
    }
}

/// 64-bit FNV-1a.
pub fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
