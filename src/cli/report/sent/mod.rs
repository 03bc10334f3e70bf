//! What reps send: their logs, read, put together, counted, and made into a page for marketing.
//!
//! The form of a log stands in `pitchside_core::memory::log`. Files are untrusted: what is damaged, foreign or too large is named
//! and left out, and the rest is counted.

mod digest;
mod files;
mod library;
mod merge;
mod page;
mod plot;
mod read;
mod tally;

pub use digest::{Asked, Before, Digest, Followed, Reason, digest};
pub use files::{PreviousError, faq, json, pieces_csv, previous, questions_csv};
pub use library::{AnswerNow, Library, Request};
pub use merge::{Merged, Rep, merge};
pub use page::page;
pub use read::{Event, RepsFile, Skipped, Sources, read};
pub use tally::{Count, FLOOR, Gap, Note, Piece, Question, Tally, Times, tally};
