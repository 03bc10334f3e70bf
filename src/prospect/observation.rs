//! What `observe.js` saw: the boundary between page and core. Untrusted through and through.

use super::Field;
use serde::{Deserialize, Serialize};

/// One value that a rule of the recipe found on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Which field the rule is for.
    pub field: Field,
    /// Index of the rule in the field's list: 0 is the most trusted.
    pub rule: u16,
    /// The text as it stands on the page, at most 2,000 characters, not yet trimmed by the rule's pattern.
    pub value: String,
}

/// A page as the observer saw it at one moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Observation {
    /// `location.href`, after pushState too.
    pub url: String,
    /// `document.title`.
    pub title: String,
    /// `document.documentElement.lang`, possibly empty.
    pub lang: String,
    /// The recipe (adapter id, index of its page) that was used; `None` when the observer had none.
    pub recipe: Option<(String, u16)>,
    /// Indexes into the recipe's `unless` list whose selector is on the page.
    pub unless: Vec<u16>,
    /// What the rules found, in document order within a rule; at most 200.
    pub candidates: Vec<Candidate>,
    /// Visible text of the parts that the recipe names as `text` (about, notes, description); at most 20,000
    /// characters.
    pub text: String,
    /// True when a limit cut something off.
    pub truncated: bool,
    /// Milliseconds that the observer needed.
    pub ms: f32,
}
