//! The form of an adapter's file (`ADAPTERS.md`), and what can be wrong with one.

use crate::prospect::{Fields, NoProspect};
#[cfg(target_arch = "wasm32")]
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

/// What is wrong with an adapter's file, with what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum AdapterError {
    /// No JSON, a key that the form doesn't have, or a value of the wrong type.
    #[error("{file}: {source}; the keys and their types are in src/prospect/ADAPTERS.md")]
    Json {
        /// The file's name.
        file: String,
        /// What the parser says, with line and column.
        source: serde_json::Error,
    },
    /// A pattern that is no regular expression.
    #[error("{file}: {path}: “{pattern}” is not a pattern: {source}; escape ( ) . ? + * [ with \\\\")]
    Pattern {
        /// The file's name.
        file: String,
        /// Where in the file: `pages[0].fields.name[1].trim`.
        path: String,
        /// The pattern.
        pattern: String,
        /// What the parser of patterns says.
        source: regex_lite::Error,
    },
    /// Anything else that makes a rule useless.
    #[error("{file}: {path}: {what}")]
    Rule {
        /// The file's name.
        file: String,
        /// Where in the file.
        path: String,
        /// What is wrong and how to mend it.
        what: String,
    },
}

/// One rule as the file has it: exactly one of the sources (`url`, `json_ld`, `meta`, `title`, `selector`,
/// `label`) and what to do with what it finds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs, reason = "each key is described in ADAPTERS.md")]
pub struct RuleForm {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub json_ld: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribute: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trim: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub all: bool,
}

/// Something whose presence means that nobody is on the page: either a selector or a type in JSON-LD.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unless {
    /// CSS selector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selector: Option<String>,
    /// Type in JSON-LD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json_ld: Option<String>,
    /// Why there is nobody then.
    pub why: NoProspect,
}

/// A fixture page and what must be read from it. The panel has no use for it.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// File under `tests/fixtures/pages/`.
    pub page: String,
    /// The address that the page pretends to have.
    pub url: String,
    /// Fields of [`Prospect`](crate::prospect::Prospect) and their values, or `"outcome": "none"`.
    pub expect: serde_json::Map<String, serde_json::Value>,
}

/// How an adapter's author knows what he wrote. Rules that rest on code or documentation alone are hypotheses.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
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
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What kind of witness it is.
    pub from: Witness,
    /// When it was seen: a year or years.
    pub seen: String,
    /// In words.
    pub what: String,
}

/// A page as the file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PageForm {
    pub(super) kind: String,
    #[serde(default)]
    pub(super) hosts: Vec<String>,
    pub(super) url: String,
    pub(super) why: Option<NoProspect>,
    #[serde(default)]
    pub(super) unless: Vec<Unless>,
    #[serde(default)]
    pub(super) scope: Vec<String>,
    #[serde(default)]
    pub(super) fields: Fields<RuleForm>,
    #[serde(default)]
    pub(super) text: Vec<String>,
    #[serde(default)]
    pub(super) mail: bool,
}

/// A file as a whole.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AdapterForm {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) checked: crate::catalogue::Date,
    pub(super) hosts: Vec<String>,
    #[serde(default = "yes")]
    pub(super) remember: bool,
    pub(super) pages: Vec<PageForm>,
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(default)]
    pub(super) cases: Vec<Case>,
    #[cfg(target_arch = "wasm32")]
    #[serde(default, rename = "cases")]
    _cases: IgnoredAny,
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(default)]
    pub(super) sources: Vec<Source>,
    #[cfg(target_arch = "wasm32")]
    #[serde(default, rename = "sources")]
    _sources: IgnoredAny,
}

fn yes() -> bool {
    true
}
