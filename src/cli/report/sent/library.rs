//! What the library says of the pieces and questions that reps' logs name.

use crate::report::{Coverage, coverage};
use pitchside_core::catalogue::{Asset, AssetId, SendBlock, SendPolicy};
use pitchside_core::index::{Index, IndexError, StoredText};
use pitchside_core::search::{Query, search};

/// A built library beside the logs.
pub struct Library {
    index: Index,
    text: Option<StoredText>,
    policy: SendPolicy,
    /// What it covers, and what nothing ever surfaces.
    pub coverage: Coverage,
}

/// What answers a question today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerNow {
    /// The nearest piece's title; empty without any.
    pub title: String,
    /// Whether it answers, rather than only being the nearest.
    pub answers: bool,
    /// The passage that answers best; empty where the piece is only a link.
    pub passage: String,
}

impl Library {
    /// Takes an open index and its text.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn new(index: Index, text: Option<StoredText>, policy: SendPolicy) -> Result<Self, IndexError> {
        let coverage = coverage(&index, policy)?;
        Ok(Self { index, text, policy, coverage })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.index.info().name
    }

    /// Groups of words that mean the same to its buyers.
    pub fn synonyms(&self) -> &[Vec<String>] {
        &self.index.info().synonyms
    }

    /// A piece by its id.
    pub fn piece(&self, id: &str) -> Option<Asset> {
        let ord = self.index.find(&AssetId(id.to_owned()))?;
        self.index.asset(ord).ok()
    }

    /// Every piece.
    pub fn pieces(&self) -> Vec<Asset> {
        self.index.assets().filter_map(|ord| self.index.asset(ord).ok()).collect()
    }

    /// Whether a piece may be sent today.
    pub fn sends(&self, asset: &Asset) -> bool {
        self.policy.sendable(asset).is_some()
    }

    /// Whether a piece has had its day: expired, or replaced.
    pub fn retired(&self, asset: &Asset) -> bool {
        let gone =
            |block: &SendBlock| matches!(block, SendBlock::Expired { .. } | SendBlock::Superseded { .. });
        self.policy.blocks(asset).iter().any(gone)
    }

    /// What answers a question today, of what may be sent or read.
    pub fn answer(&self, question: &str) -> AnswerNow {
        let found = search(&self.index, &Query::parse(question).under(self.policy), 1);
        let Some(hit) = found.hits.first() else { return AnswerNow::default() };
        let title = self.index.asset(hit.asset).map(|asset| asset.title).unwrap_or_default();
        let passage = hit.passages.first().and_then(|passage| self.index.passage(passage.passage).ok());
        let text =
            passage.zip(self.text.as_ref()).and_then(|(passage, text)| text.texts(&[passage.address]).ok());
        let passage = text.and_then(|texts| texts.into_iter().next()).unwrap_or_default();
        AnswerNow { title, answers: found.answered, passage }
    }
}
