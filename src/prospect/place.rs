//! Where an account is.

use crate::catalogue::{LanguageTag, Region};

/// A country with what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// ISO 3166 code in upper case.
    pub country: &'static str,
    /// Part of the world.
    pub region: Region,
    /// The language most of its business is done in; none where there are several.
    pub language: Option<LanguageTag>,
}

/// The country that a location's wording names.
pub fn place_of(_wording: &str) -> Option<Place> {
    None
}

/// The country of a domain's ending.
pub fn place_of_domain(_domain: &str) -> Option<Place> {
    None
}
