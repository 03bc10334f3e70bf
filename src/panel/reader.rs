//! An asset's text for reading offline, page by page.

use super::list::{Row, Sending, Span, place};
use pitchside_core::catalogue::Unit;

/// One stretch of text under its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// The heading above it where it begins one; empty otherwise.
    pub heading: String,
    /// The words; what one came from is strong.
    pub text: Vec<Span>,
    /// Speaker notes: the rep's own.
    pub notes: bool,
    /// The passage's number in the index.
    pub passage: u32,
}

/// What stands on one page, slide, sheet or section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderPage {
    /// Counted from 1.
    pub position: u32,
    /// In reading order.
    pub paragraphs: Vec<Paragraph>,
}

/// An asset that is being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The asset's number in the index.
    pub asset: u32,
    /// Its title.
    pub title: String,
    /// Version and length.
    pub hint: String,
    /// The asset's language, for hyphenation and screen readers.
    pub language: String,
    /// What it is counted in.
    pub unit: Unit,
    /// Only those that have text, in order.
    pub pages: Vec<ReaderPage>,
    /// Which of them is in view, counted from 0.
    pub at: usize,
    /// Whether it may be sent.
    pub sending: Sending,
    /// Whether there is an original to open.
    pub opens: bool,
}

impl Reader {
    /// The page in view.
    pub fn page(&self) -> Option<&ReaderPage> {
        self.pages.get(self.at)
    }

    /// What Enter copies: the first passage of the page in view, hence a link to that page.
    pub fn row(&self) -> Row {
        Row { asset: self.asset, passage: self.page().and_then(|p| p.paragraphs.first()).map(|p| p.passage) }
    }

    /// `p. 5`; empty without text.
    pub fn place(&self) -> String {
        self.page().map_or_else(String::new, |p| place(self.unit, p.position))
    }
}
