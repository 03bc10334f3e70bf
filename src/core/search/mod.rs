//! A rep's words to ranked assets with their best passages.
//!
//! ```text
//! text ─► Query ─► plan (slots: exact, prefix, corrected, synonym) ─► candidates (BM25F over assets)
//!                                              └► details (passages, nearness, asked-for kind) ─► Answer
//! ```
//!
//! # Why two passes
//! The first one touches every posting of the query and must be cheap: it only adds up BM25F per asset. What
//! needs positions and passages is done for the best [`weights::CANDIDATES`] only; the score of a hit is made
//! there from parts that the [`Explanation`] shows, so it adds up.
//!
//! Everything is computed in one order with additions, multiplications and divisions only, so the browser and
//! the command line give the same scores to the last bit.

mod answer;
mod candidates;
mod details;
mod expand;
mod facet;
mod fit;
mod highlight;
mod intent;
mod math;
mod plan;
mod query;
mod relevance;
mod synonyms;
mod texts;
pub mod weights;

pub use answer::{Answer, Correction, Explanation, Hit, How, Part, PassageHit, Why};
pub use facet::Facet;
pub use highlight::{Snippet, Terms, highlight, snippet};
pub use intent::asked_kinds;
pub use query::{Asked, Filters, Query};
pub use relevance::{Emphasis, Relevance, Relevant, emphasis, relevance};

use crate::index::Index;

/// The best `limit` assets for a query.
///
/// An empty query gives no hits; one that only filters gives every asset that passes, in the order of the
/// library, with score 0.
pub fn search(index: &Index, query: &Query, limit: usize) -> Answer {
    let plan = plan::Plan::new(index, query);
    let found = candidates::find(index, query, &plan, limit);
    let mut hits = details::rank(index, &plan, &found.best, limit.max(weights::REFINED));
    fit::refine(index, query, &plan, &mut hits);
    let enough = if plan.foreign { weights::ANSWERED_ABROAD } else { weights::ANSWERED };
    let answered = plan.asked() == 0.0 || hits.iter().any(|hit| hit.held >= enough);
    hits.truncate(limit);
    Answer {
        answered: answered && !hits.is_empty(),
        hits,
        total: found.total,
        kinds: found.kinds,
        languages: found.languages,
        words: plan.slots.iter().map(|s| s.word.clone()).collect(),
        terms: plan.terms(),
        alike: plan.alike(),
        corrections: plan.corrections,
        unknown: plan.unknown,
    }
}
