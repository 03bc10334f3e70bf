//! Text analysis: words, folding, stems and stop words, the same code at index and at query time.
//!
//! ```text
//! text ─► words (UAX #29, codes, CJK bigrams) ─► Word ─► stop words, stemmer of a language ─► Token
//! ```
//!
//! # Why
//! Words are stemmed with their accents and folded afterwards: Snowball's Spanish and Portuguese rules need
//! “ción” and “ção”. A query typed without accents still finds its stem, because the index's dictionary maps
//! each folded word to the stems that its own texts gave it (see `index::format`).

mod analyzer;
mod fold;
mod forms;
mod language;
mod segments;
mod stop_words;
mod words;

pub use analyzer::{Analyzer, Token};
pub use fold::fold;
pub use language::Language;
pub use words::{Word, WordKind, words};
