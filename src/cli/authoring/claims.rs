//! Cases and sources of an adapter: what its author claims, and how he knows.

use pitchside_core::prospect::{Detection, Outcome};
use pitchside_core::value::{Value, Wrong, need};

/// A fixture page and what must be read from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// File under `tests/fixtures/pages/`, or under `pages/` beside a library's own adapter.
    pub page: String,
    /// The address that the page pretends to have.
    pub url: String,
    /// Fields of [`Prospect`](pitchside_core::prospect::Prospect) and their values, or `"outcome"`: `none`, `unsure`.
    pub expect: serde_json::Map<String, serde_json::Value>,
}

impl Case {
    pub(super) fn read(value: Value) -> Result<Self, Wrong> {
        let mut from = value.object()?;
        let page = need(from.text("page")?, "page")?;
        let url = need(from.text("url")?, "url")?;
        let expect = from.read("expect", |value| match serde_json::to_value(&value) {
            Ok(serde_json::Value::Object(expect)) => Ok(expect),
            _ => Err(Wrong::new("expected an object".to_owned())),
        })?;
        let expect = need(expect, "expect")?;
        from.finish().map(|()| Self { page, url, expect })
    }
}

impl Case {
    /// What differs between a detection and what the case expects, a line each; none where all is right.
    pub fn differences(&self, detection: &Detection) -> Vec<String> {
        let outcome = serde_json::to_value(&detection.outcome).unwrap_or_default();
        let text = |value: &serde_json::Value, name: &str| {
            value.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
        };
        let wanted = self.expect.get("outcome").and_then(serde_json::Value::as_str).unwrap_or("found");
        let got = text(&outcome, "outcome");
        if got != wanted {
            let why = match &detection.outcome {
                Outcome::None { .. } => format!(" ({})", text(&outcome, "why")),
                _ => String::new(),
            };
            return vec![format!("outcome: expected {wanted}, got {got}{why}")];
        }
        let found = match &detection.outcome {
            Outcome::Found { prospect, .. } => serde_json::to_value(prospect).unwrap_or_default(),
            _ => outcome,
        };
        let mut wrong = Vec::new();
        for (field, value) in self.expect.iter().filter(|(field, _)| *field != "outcome") {
            let got = found.get(field).unwrap_or(&serde_json::Value::Null);
            if got != value {
                wrong.push(format!("{field}: expected {value}, got {got}"));
            }
        }
        wrong
    }
}

/// How an adapter's author knows what he wrote. Rules that rest on code or documentation alone are hypotheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Witness {
    /// A saved page of the real site.
    Page,
    /// A running instance.
    Live,
    /// Code that reads the site today.
    Code,
    /// The maker's documentation.
    Documentation,
}

/// Where an adapter's facts come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// What kind of witness it is.
    pub from: Witness,
    /// When it was seen: a year or years.
    pub seen: String,
    /// In words.
    pub what: String,
}

impl Source {
    pub(super) fn read(value: Value) -> Result<Self, Wrong> {
        const WORDS: [(Witness, &str); 4] = [
            (Witness::Page, "page"),
            (Witness::Live, "live"),
            (Witness::Code, "code"),
            (Witness::Documentation, "documentation"),
        ];
        let mut from = value.object()?;
        let witness = need(from.read("from", |word| word.word(&WORDS))?, "from")?;
        let (seen, what) = (need(from.text("seen")?, "seen")?, need(from.text("what")?, "what")?);
        from.finish().map(|()| Self { from: witness, seen, what })
    }
}
