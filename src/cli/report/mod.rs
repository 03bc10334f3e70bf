//! What a library covers, for whoever fills it: tables and pages made from the index and from exported files.

mod coverage;
mod fit;
mod heat_map;
mod questions;
pub mod sent;

pub use coverage::{Cell, Coverage, Never, Row, coverage};
pub use fit::{absence, heading, remedy};
pub use heat_map::{heat_map, heat_table};
pub use questions::{embedding, group};
