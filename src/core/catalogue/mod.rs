//! What marketing has: assets, their passages, the vocabularies that describe them, and who may be sent what.
//!
//! This room knows nothing of files, indexes or browsers. The vocabularies are shared with `prospect`, so
//! that "written for" and "works in" are the same words.

mod asset;
mod content;
mod date;
mod industry;
mod kind;
mod policy;
mod rule;
mod vocabulary;

pub use asset::{Asset, AssetId, Audience, Extent, Guessed, Link, LinkError, Passage, Unit};
pub use content::Content;
pub use date::{Date, DateError};
pub use industry::Industry;
pub use kind::AssetKind;
pub use policy::{SendBlock, SendPolicy};
pub use rule::{Conditions, Rule, RuleAction};
pub use vocabulary::{
    LanguageTag, Persona, Region, Seniority, SizeBand, Stage, UnknownWord, Vocabulary, edit_distance,
};
