//! A value that a build reads from an asset's own words where the catalogue is blank, with what speaks for it.

use super::super::fields::Field;
use serde::{Deserialize, Serialize};

/// How a value came about, and so how far the ranking trusts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Trust {
    /// Stands there as a statement: the folder's name, a line `Industry: …`, the language that a file declares.
    Read,
    /// Concluded from words.
    Guessed,
}

/// One inferred value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inference {
    /// The field.
    pub field: Field,
    /// The value as the catalogue would hold it.
    pub value: String,
    /// How it came about.
    pub trust: Trust,
    /// Where it was found, in words: `folder “case-studies”`, `title: “… for banks and insurers”`.
    pub evidence: String,
}

/// A value with what speaks for it, before it is known which field it fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// How it came about.
    pub trust: Trust,
    /// Where it was found.
    pub evidence: String,
}

impl<T> Found<T> {
    /// A statement.
    pub fn read(value: T, evidence: impl Into<String>) -> Self {
        Self { value, trust: Trust::Read, evidence: evidence.into() }
    }

    /// A conclusion.
    pub fn guessed(value: T, evidence: impl Into<String>) -> Self {
        Self { value, trust: Trust::Guessed, evidence: evidence.into() }
    }
}

impl Inference {
    /// What was found, as a value of `field`.
    pub fn of<T: ToString>(field: Field, found: &Found<T>) -> Self {
        Self { field, value: found.value.to_string(), trust: found.trust, evidence: found.evidence.clone() }
    }
}
