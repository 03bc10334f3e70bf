//! Industry wording onto the taxonomy.

use crate::catalogue::Industry;

/// The industry of a picklist's value or a label; none for unknown words.
pub fn industry_of(wording: &str) -> Option<Industry> {
    wording.parse().ok()
}

/// The sector that a description suggests; none without a clear one.
pub fn industry_in(_text: &str) -> Option<Industry> {
    None
}
