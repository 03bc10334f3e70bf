//! The index: one file of bytes that is searched in place, and the stored text beside it.
//!
//! ```text
//! IndexBuilder ─► library.idx (searched in memory) ─► Index
//!              └► text.bin    (blocks, inflated when shown) ─► StoredText
//! ```
//! The bytes are specified in [`mod@format`], and only there.
//!
//! # Why
//! - Postings stand per *unit*: one field of one asset (title, summary, tags) or one heading or body of one
//!   passage. A unit's field and length then stand in two columns of one byte, and one list serves both the
//!   asset's BM25F and its passages.
//! - The dictionary maps folded words *and* stems to posting lists, so that prefixes and typos are looked up
//!   among real words, and a word typed without accents finds the stem that its accented form has.

mod bits;
mod builder;
mod bytes;
mod checked;
mod crc;
mod dictionary;
mod error;
mod facets;
pub mod format;
mod fst;
mod info;
pub(crate) mod keys;
mod lists;
mod norm;
mod postings;
mod prepared;
mod reader;
mod record;
mod rules;
mod stored;
mod translations;

pub use builder::{BuiltIndex, IndexBuilder, renumbered};
pub use dictionary::{Entry, Near};
pub use error::IndexError;
pub use facets::{Facets, Set};
pub use info::{Competitor, LibraryInfo, Product};
pub use postings::{BLOCK, Block, Postings};
pub use prepared::Prepared;
pub use reader::{AssetOrd, Index, Ordinals, PassageOrd, PassageRef};
pub use stored::{StoredBlocks, StoredText, TextAddress};
pub use translations::Concept;
