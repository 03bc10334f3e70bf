//! What the library says of the pieces and questions that reps' logs name.

use crate::library::Release;
use crate::report::{Coverage, coverage};
use pitchside_core::case;
use pitchside_core::catalogue::{Asset, AssetId, AssetKind, SendBlock, SendPolicy};
use pitchside_core::index::{Index, IndexError, StoredText};
use pitchside_core::recommend::asked_about;
use pitchside_core::search::{Facet, Query, search};
use std::collections::HashMap;

/// A built library beside the logs.
pub struct Library {
    index: Index,
    text: Option<StoredText>,
    policy: SendPolicy,
    /// Pieces of older releases that are gone, by id: title, and the id of what took the place, possibly empty.
    gone: HashMap<String, (String, String)>,
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

/// A piece that is to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Working title.
    pub title: String,
    /// Which kind the question names; an FAQ where it names none.
    pub kind: String,
    /// The industry that it names; possibly empty.
    pub industry: String,
    /// Whose function it names; possibly empty.
    pub function: String,
}

impl Library {
    /// Takes an open index and its text.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn new(index: Index, text: Option<StoredText>, policy: SendPolicy) -> Result<Self, IndexError> {
        let coverage = coverage(&index, policy)?;
        Ok(Self { index, text, policy, gone: HashMap::new(), coverage })
    }

    /// Takes what the last releases changed, the newest first: pieces that are gone keep their titles by it.
    pub fn take_releases(&mut self, releases: &[Release]) {
        for change in releases.iter().flat_map(|release| &release.changes) {
            if self.index.find(&AssetId(change.id.clone())).is_none() {
                let of = (change.title.clone(), change.by.clone());
                self.gone.entry(change.id.clone()).or_insert(of);
            }
        }
    }

    /// What a piece is called, here or in an older release; its id where nobody knows.
    pub fn title(&self, id: &str) -> String {
        let gone = || self.gone.get(id).map(|(title, _)| title.clone());
        self.piece(id).map(|asset| asset.title).or_else(gone).unwrap_or_else(|| id.to_owned())
    }

    /// The title of what took the place of a piece that is gone or replaced; empty where nothing did.
    pub fn successor(&self, id: &str) -> String {
        let gone = || self.gone.get(id).map(|(_, by)| by.clone());
        let by =
            self.piece(id).map(|asset| asset.superseded_by).map(|by| by.map(|by| by.0).unwrap_or_default());
        by.or_else(gone).filter(|by| !by.is_empty()).map(|by| self.title(&by)).unwrap_or_default()
    }

    /// What a piece that answers a question would be.
    pub fn request(&self, question: &str) -> Request {
        let mut request = Request { title: case::capitalised(question.trim()), ..Request::default() };
        for understood in asked_about(self.index.info(), question) {
            let label = understood.facet.label().to_owned();
            match understood.facet {
                Facet::Kind(_) => request.kind = label,
                Facet::Industry(_) => request.industry = label,
                Facet::Persona(_) => request.function = label,
                _ => {}
            }
        }
        if request.kind.is_empty() {
            AssetKind::Faq.label().clone_into(&mut request.kind);
        }
        request
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
