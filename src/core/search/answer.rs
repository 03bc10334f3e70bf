//! What a search gives back.

use super::{Facet, Terms};
use crate::catalogue::{AssetKind, LanguageTag, SendBlock};
use crate::index::{AssetOrd, PassageOrd};

/// The answer to a query.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Best first; equal scores in the library's order.
    pub hits: Vec<Hit>,
    /// Whether a hit holds enough of what is asked; otherwise the hits are only the nearest there is.
    pub answered: bool,
    /// Words that the library doesn't know and what was searched for them: “showing results for …”.
    pub corrections: Vec<Correction>,
    /// Words were found by others that mean much the same.
    pub alike: bool,
    /// Words with content that the library has in no way, folded.
    pub unknown: Vec<String>,
    /// How many assets matched, also those beyond the limit.
    pub total: usize,
    /// Matching assets per kind, in the order of the kinds' numbers, without zeros.
    pub kinds: Vec<(AssetKind, u32)>,
    /// Matching assets per language, in the order of their codes.
    pub languages: Vec<(LanguageTag, u32)>,
    /// The words that were searched, folded, without stop words.
    pub words: Vec<String>,
    /// What [`super::highlight()`] marks.
    pub terms: Terms,
}

/// A word that was searched in place of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As typed, folded.
    pub typed: String,
    /// As the library has it, folded.
    pub shown: String,
}

/// One asset.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Which asset.
    pub asset: AssetOrd,
    /// At least 0; comparable within one answer only.
    pub score: f32,
    /// How much of the question its best passage holds, headings and title included: 0 to 1.
    pub held: f32,
    /// Where the score comes from.
    pub explanation: Explanation,
    /// Its best passages, best first; empty when only title, summary or tags match.
    pub passages: Vec<PassageHit>,
}

/// One passage of a hit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PassageHit {
    /// Which passage.
    pub passage: PassageOrd,
    /// Above 0; comparable within one answer only.
    pub score: f32,
    /// It begins the answer to a question of the document's own: its first sentence is what to show.
    pub answers: bool,
}

/// The parts of a score; added up in their order they give it exactly.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// None of them is 0.
    pub parts: Vec<Part>,
}

impl Explanation {
    /// The sum of the parts.
    pub fn score(&self) -> f32 {
        self.parts.iter().fold(0.0, |sum, part| sum + part.value)
    }
}

/// One part of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it is for.
    pub why: Why,
    /// Not 0; below it where something speaks against the asset.
    pub value: f32,
}

/// What a part of a score is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A word of the query stands in the asset.
    Word {
        /// As typed, folded.
        typed: String,
        /// How the asset has it.
        how: How,
    },
    /// One passage answers much of the query.
    Passage,
    /// Words of the query stand near each other.
    Nearness,
    /// The query asks for this kind of asset.
    Kind(AssetKind),
    /// The query asks for this in the catalogue's terms.
    Asked(Facet),
    /// The buyer in view has this.
    Buyer(Facet),
    /// It may not be sent.
    Stopped(SendBlock),
}

/// How a word was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// The word itself or another form of it.
    Exact,
    /// A word that begins with it.
    Prefix,
    /// The nearest known word.
    Corrected,
    /// Written as one word or as two.
    Joined,
    /// A word that means the same.
    Synonym,
    /// A word of another language, or another word of the same one, that means the same in business talk.
    Translated,
}
