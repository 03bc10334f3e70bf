//! What `observe.js` saw: the boundary between page and core. Untrusted through and through.

use super::Field;
use crate::value::{Value, Wrong, need};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// One value that a rule of the recipe found on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// Which field the rule is for.
    pub field: Field,
    /// Index of the rule in the field's list: 0 is the most trusted.
    pub rule: u16,
    /// The text as it stands on the page, at most 2,000 characters, not yet trimmed by the rule's pattern.
    pub value: String,
}

/// A page as the observer saw it at one moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
    /// True when none of the recipe's scopes fits one visible element: what selectors and labels found may be another's.
    pub outside: bool,
    /// True when the address is a new record's and the page still shows the old one: nobody on it is certain.
    pub stale: bool,
    /// True when a limit cut something off.
    pub truncated: bool,
    /// Milliseconds that the observer needed.
    pub ms: f32,
}

/// A whole number from 0 to 65,535.
fn short(value: Value) -> Result<u16, Wrong> {
    u16::try_from(value.whole()?).map_err(|_| Wrong::new("expected 0 to 65535".to_owned()))
}

impl Candidate {
    fn read(value: Value) -> Result<Self, Wrong> {
        let mut from = value.object()?;
        Ok(Self {
            field: need(from.read("field", |word| word.word(&Field::WORDS))?, "field")?,
            rule: need(from.read("rule", short)?, "rule")?,
            value: need(from.text("value")?, "value")?,
        })
    }
}

impl Observation {
    /// Reads what the observer sent; what is missing takes its default.
    ///
    /// # Errors
    /// The first value that is not what it should be.
    pub fn read(value: Value) -> Result<Self, Wrong> {
        let mut from = value.object()?;
        let recipe = |value: Value| {
            let mut pair = value.list()?.into_iter();
            let (id, page) = (pair.next().unwrap_or_default(), pair.next().unwrap_or_default());
            Ok((id.text()?, short(page)?))
        };
        let mut seen = Self::default();
        if let Value::Number(ms) = from.take("ms") {
            seen.ms = ms as f32;
        }
        for (name, text) in [("url", &mut seen.url), ("title", &mut seen.title), ("lang", &mut seen.lang)] {
            *text = from.text(name)?.unwrap_or_default();
        }
        seen.recipe = from.read("recipe", recipe)?;
        seen.unless = from.read("unless", |list| list.each(short))?.unwrap_or_default();
        seen.candidates = from.read("candidates", |list| list.each(Candidate::read))?.unwrap_or_default();
        seen.text = from.text("text")?.unwrap_or_default();
        seen.outside = from.flag("outside")?.unwrap_or(false);
        seen.stale = from.flag("stale")?.unwrap_or(false);
        seen.truncated = from.flag("truncated")?.unwrap_or(false);
        Ok(seen)
    }
}

impl<'de> Deserialize<'de> for Observation {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::read(Value::deserialize(from)?).map_err(D::Error::custom)
    }
}
