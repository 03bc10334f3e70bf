//! What a passage holds that questions ask for.

use serde::{Deserialize, Serialize};
use std::ops::BitOr;

/// Kinds of content, as bits: told from a passage's text when the index is built, asked for by a question's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content(pub u8);

impl Content {
    /// A sum of money.
    pub const AMOUNT: Self = Self(1);
    /// A span of time: `three weeks`.
    pub const SPAN: Self = Self(2);
    /// A day, month, quarter or year.
    pub const DATE: Self = Self(4);
    /// Steps to take, one after the other.
    pub const STEPS: Self = Self(8);
    /// A yes or no, or what comes to one: `is certified`.
    pub const VERDICT: Self = Self(16);
    /// It begins the answer of the question that is its heading.
    pub const ANSWER: Self = Self(32);
    /// It says what the piece is about and nothing else: a summary, a table of contents.
    pub const OUTLINE: Self = Self(64);

    /// Whether it holds any of those.
    pub const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

impl BitOr for Content {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
