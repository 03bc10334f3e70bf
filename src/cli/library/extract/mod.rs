//! One file's bytes in, its text by page, slide, sheet or section out.
//!
//! One reader a format; each works on bytes alone, touches no file and no clock, and answers damaged input with
//! an [`ExtractError`]. What the parsers of others may still do (stack overflow, endless loop, memory) is
//! caught by the process around them, see [`super::worker`].

mod cells;
mod docx;
pub(crate) mod drawing;
mod file_type;
mod front_matter;
mod headings;
mod html;
mod hyperlink;
pub(crate) mod limits;
mod markdown;
mod ooxml;
mod pdf;
mod plain;
mod pptx;
mod sections;
mod sniff;
mod thumbnail;
mod titles;
mod tree;
mod xlsx;
mod xml;

pub use cells::{Row, Sheet, TableCell};
pub use file_type::FileType;
pub(crate) use file_type::unreadable;
pub(crate) use front_matter::{front_matter as markdown_front_matter, html_front_matter};
pub(crate) use plain::decode;
pub(crate) use titles::{is_own, is_title};
pub(crate) use xlsx::sheets;

use pitchside_core::catalogue::Unit;
use serde::{Deserialize, Serialize};

/// A paragraph, a list item, a row: the smallest stretch that a passage is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Page, slide, sheet or section, counted from 1.
    pub position: u32,
    /// The headings above it, outermost first, parted by ` › `; may be empty.
    pub heading: String,
    /// Its text in reading order.
    pub text: String,
    /// Speaker notes.
    pub notes: bool,
}

/// Where a text stands that is no running text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Running text, a cover, a title.
    #[default]
    Text,
    /// The head of pages.
    Head,
    /// The foot of pages, or what a slide master repeats.
    Foot,
    /// Across the page.
    Watermark,
    /// The file's own properties.
    Properties,
}

impl Place {
    /// In words: `its foot`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Text => "its text",
            Self::Head => "its head",
            Self::Foot => "its foot",
            Self::Watermark => "its watermark",
            Self::Properties => "its properties",
        }
    }
}

/// A text beside the running text. It is no passage, but may say who is to have the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Where it stands.
    pub place: Place,
    /// Its words.
    pub text: String,
}

/// What a text that may be the document's title is in the file; the one that tells most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TitleSource {
    /// A paragraph in the style for titles, a first slide's title, a page's or Markdown's first heading.
    Styled,
    /// What is set in the largest type on the first page.
    Largest,
    /// The title in the file's properties or a page's head.
    Properties,
    /// The first heading of the text.
    Heading,
}

impl TitleSource {
    /// In words: `its title style`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Styled => "marked as the title",
            Self::Largest => "the largest type of the first page",
            Self::Properties => "in the file’s properties",
            Self::Heading => "the first heading",
        }
    }
}

/// A text that may be the document's title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TitleCandidate {
    /// What it is in the file.
    pub source: TitleSource,
    /// Its words in one line.
    pub text: String,
}

/// What was read from one file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Texts that may be its title, one of each source, in the order of [`TitleSource`].
    pub titles: Vec<TitleCandidate>,
    /// The language that the file declares, if it does: `de`, `en-GB`.
    pub language: String,
    /// What `position` counts.
    pub unit: Unit,
    /// How many of them.
    pub count: u32,
    /// Whether its pages are slides: landscape in a screen's proportions, few words a page.
    pub slides: bool,
    /// The text in reading order.
    pub blocks: Vec<Block>,
    /// Texts beside it: heads, feet, watermarks, properties; each once.
    pub labels: Vec<Label>,
    /// Where there is something that a reader of the open file doesn't see, but finds: `slide 2`, `sheet “Margins”`.
    pub hidden: Vec<String>,
    /// What should have been read and could not be, in words: `slide 7, which is damaged`.
    pub unread: Vec<String>,
    /// Whether there are pictures: without any text it is a scan.
    pub pictures: bool,
    /// The first page as WebP; empty when the format has none to show.
    #[serde(skip)]
    pub thumbnail: Vec<u8>,
}

impl Document {
    /// Adds a text beside the running one; blank, overlong and known ones are left out.
    pub(crate) fn label(&mut self, place: Place, text: &str) {
        let text = one_line(text);
        let fits = !text.is_empty() && text.len() <= limits::LABEL && self.labels.len() < limits::LABELS;
        let label = Label { place, text };
        if fits && !self.labels.contains(&label) {
            self.labels.push(label);
        }
    }

    /// Adds a text that may be the title; the first of a source stays.
    pub(crate) fn propose(&mut self, source: TitleSource, text: &str) {
        let text = one_line(text);
        let known = self.titles.iter().any(|title| title.source == source);
        if !text.is_empty() && text.len() <= limits::LABEL && !known {
            self.titles.push(TitleCandidate { source, text });
            self.titles.sort_by_key(|title| title.source);
        }
    }

    /// The likeliest title as the file alone tells it; may be empty.
    pub fn title(&self) -> &str {
        self.titles.first().map_or("", |title| title.text.as_str())
    }

    /// Adds what could not be read, once.
    pub(crate) fn miss(&mut self, what: String) {
        if self.unread.len() < limits::LABELS && !self.unread.contains(&what) {
            self.unread.push(what);
        }
    }

    /// Adds a place that is hidden, once.
    pub(crate) fn hide(&mut self, place: String) {
        if self.hidden.len() < limits::LABELS && !self.hidden.contains(&place) {
            self.hidden.push(place);
        }
    }

    /// How many words were read.
    pub fn word_count(&self) -> usize {
        self.blocks.iter().map(|b| b.text.split_whitespace().count()).sum()
    }
}

/// Why a file could not be read, with what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum ExtractError {
    /// Needs a password to open.
    #[error("it is protected by a password; save a copy without one")]
    Password,
    /// Certificates or a rights server say who may open it.
    #[error("it is encrypted for certain readers; save a copy without protection")]
    Restricted,
    /// Not what the format prescribes.
    #[error("it is damaged ({detail}); open it in its own program and save it again")]
    Damaged {
        /// What the parser stumbled over.
        detail: String,
    },
    /// Over one of the limits.
    #[error("it is too large: {what}; split it or save a smaller copy")]
    TooLarge {
        /// The measure and its limit.
        what: String,
    },
    /// The content is another format than the name says.
    #[error("its name says {named} but it is {is}; rename it or save it as {named}")]
    WrongExtension {
        /// The extension.
        named: String,
        /// What it is, in words.
        is: String,
    },
    /// A format that is not read.
    #[error("{is} can't be read; save it as PDF, DOCX, PPTX, XLSX, HTML or Markdown")]
    Unsupported {
        /// What it is, in words.
        is: String,
    },
    /// Nothing in it.
    #[error("it is empty (0 bytes); copy it again from where it came from")]
    Empty,
    /// Took longer than the worker's deadline.
    #[error(
        "reading it took longer than {seconds} s; save it again from its own program, or as a smaller PDF"
    )]
    Timeout {
        /// The deadline.
        seconds: u64,
    },
    /// The worker died of it.
    #[error(
        "reading it stopped the reader (out of memory, or a fault that the file provokes); save it again from its own program"
    )]
    Crashed,
    /// The operating system would not give it.
    #[error("it can't be opened: {detail}")]
    Io {
        /// The system's own words.
        detail: String,
    },
}

impl ExtractError {
    /// A short word for tables and JSON: `password`, `damaged`, `too_large` …
    pub fn cause(&self) -> &'static str {
        match self {
            Self::Password | Self::Restricted => "password",
            Self::Damaged { .. } => "damaged",
            Self::TooLarge { .. } => "too-large",
            Self::WrongExtension { .. } => "wrong-extension",
            Self::Unsupported { .. } => "unsupported",
            Self::Empty => "empty",
            Self::Timeout { .. } => "timeout",
            Self::Crashed => "crashed",
            Self::Io { .. } => "unreadable",
        }
    }

    pub(crate) fn damaged(detail: impl std::fmt::Display) -> Self {
        Self::Damaged { detail: detail.to_string().chars().take(120).collect() }
    }
}

/// Reads `bytes`, the content of a file with the extension `extension` (any case, without dot).
///
/// # Errors
/// [`ExtractError`] with the cause; never panics of its own, but parsers of others may (see the module docs).
pub fn extract(bytes: &[u8], extension: &str) -> Result<Document, ExtractError> {
    limits::file_size(bytes.len() as u64)?;
    let named = FileType::from_extension(extension)
        .ok_or_else(|| ExtractError::Unsupported { is: format!("a .{extension} file") })?;
    sniff::confirm(bytes, named, extension)?;
    let mut document = match named {
        FileType::Pdf => pdf::read(bytes),
        FileType::Docx => docx::read(bytes),
        FileType::Pptx => pptx::read(bytes),
        FileType::Xlsx => xlsx::read(bytes),
        FileType::Html => html::read(bytes),
        FileType::Markdown => markdown::read(bytes),
        FileType::Text => plain::read(bytes),
    }?;
    for block in &mut document.blocks {
        block.heading = one_line(&block.heading);
        block.text = one_line(&block.text);
    }
    document.blocks.retain(|b| !b.text.is_empty() || !b.heading.is_empty());
    Ok(document)
}

/// White space folded, control and invisible characters dropped.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        let mut rest = word.chars().filter(|c| !is_invisible(*c)).peekable();
        if rest.peek().is_some() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.extend(rest);
        }
    }
    out
}

/// Marks without a shape that only upset comparison: soft hyphen, zero-width space and joiners, byte order mark,
/// direction marks, and what fonts keep in private use.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        || matches!(c, '\u{e000}'..='\u{f8ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_invisible_marks_are_folded() {
        assert_eq!(one_line("  a\u{ad}b \u{200b} c\n\td "), "ab c d");
    }

    #[test]
    fn a_wrong_name_is_told_with_what_the_file_is() {
        let error = extract(b"%PDF-1.7\n1 0 obj", "docx").unwrap_err();
        assert_eq!(error.cause(), "wrong-extension");
        assert!(error.to_string().contains("PDF"), "{error}");
        assert_eq!(extract(b"", "pdf"), Err(ExtractError::Empty));
    }
}
