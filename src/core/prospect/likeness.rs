//! How two values of a field stand to each other.

/// Of two names, of people or companies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// They name one person or company.
    Same,
    /// One is a part of the other: brand and group, a name and what stands around it.
    Part,
    /// Two persons or companies.
    Other,
}
