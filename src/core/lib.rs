//! What is the same in the browser and natively: recognising a prospect, searching, ranking, remembering.
//!
//! No file system, no browser, a handful of crates: the manifest says what may not be touched. Who may use whom among the
//! rooms is written, and enforced, in `tests/core/rooms`.

pub mod case;
pub mod catalogue;
pub mod index;
pub mod markup;
pub mod memory;
pub mod order;
pub mod prospect;
pub mod recommend;
pub mod search;
pub mod tables;
pub mod text;
pub mod value;
