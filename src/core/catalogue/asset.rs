//! One piece of collateral and its passages.

use super::{AssetKind, Content, Date, Industry, LanguageTag, Persona, Region, Seniority, SizeBand, Stage};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What marketing calls an asset for good: unique in a library, never shown to a buyer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AssetId(pub String);

impl fmt::Display for AssetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address that may be put into a mail: https, http or mailto, nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(String);

/// A text that must not become a link.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is not a link that can be sent; write a full address that begins with https://")]
pub struct LinkError(pub String);

impl Link {
    /// Longest address in bytes that mail programs and browsers are sure to take.
    pub const MAX_BYTES: usize = 2048;

    /// Checks the form only; nothing is fetched.
    ///
    /// # Errors
    /// When the scheme is another one, the rest is empty, too long, or holds blanks, quotes, angle brackets or
    /// control characters.
    pub fn new(text: &str) -> Result<Self, LinkError> {
        let text = text.trim();
        let lower = text.get(..text.len().min(8)).unwrap_or_default().to_ascii_lowercase();
        let scheme = ["https://", "http://", "mailto:"].into_iter().find(|s| lower.starts_with(s));
        let rest = scheme.and_then(|s| text.get(s.len()..)).unwrap_or_default();
        let forbidden = |c: char| c.is_whitespace() || c.is_control() || "<>\"'`\\".contains(c);
        let no_host = rest.starts_with(['/', '?', '#', ':', '.']);
        if rest.is_empty() || no_host || text.len() > Self::MAX_BYTES || text.contains(forbidden) {
            return Err(LinkError(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Link {
    type Error = LinkError;
    fn try_from(text: String) -> Result<Self, LinkError> {
        Self::new(&text)
    }
}

impl From<Link> for String {
    fn from(link: Link) -> String {
        link.0
    }
}

/// Who may have an asset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// May be sent to anyone.
    #[default]
    External,
    /// For the rep only.
    Internal,
    /// Only where a non-disclosure agreement stands, which the rep must know: never offered for sending.
    Nda,
}

/// What an asset is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Unit {
    /// Pages of a PDF: a link can point at one (`#page=N`).
    #[default]
    Page,
    /// Slides.
    Slide,
    /// Sheets of a workbook.
    Sheet,
    /// Sections under a heading (web pages, Markdown, DOCX).
    Section,
}

/// How long an asset is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Extent {
    /// How many, at least 1 when anything was read; 0 = unknown.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// One piece of collateral as the catalogue and its file describe it.
///
/// Empty lists and `None` mean "not said"; they never mean "for nobody".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asset {
    /// Unique in the library.
    pub id: AssetId,
    /// As a buyer would read it.
    pub title: String,
    /// One or two sentences; may be empty.
    pub summary: String,
    /// What it is.
    pub kind: AssetKind,
    /// Path below the library's folder, `/` between parts; empty when the asset is only a link.
    pub file: String,
    /// Where a buyer finds it.
    pub link: Option<Link>,
    /// How long it is.
    pub extent: Extent,
    /// The language it is written in.
    pub language: LanguageTag,
    /// Industries it is about.
    pub industries: Vec<Industry>,
    /// Whom it is written for.
    pub personas: Vec<Persona>,
    /// Levels it is written for.
    pub seniorities: Vec<Seniority>,
    /// Stages in which it helps.
    pub stages: Vec<Stage>,
    /// Sizes of company it is about.
    pub sizes: Vec<SizeBand>,
    /// Where it may be used; empty = everywhere.
    pub regions: Vec<Region>,
    /// Our products it is about, as the library spells them.
    pub products: Vec<String>,
    /// Competitors it is about, as the library spells them.
    pub competitors: Vec<String>,
    /// Free words.
    pub tags: Vec<String>,
    /// Who may have it.
    pub audience: Audience,
    /// First day on which it may be sent.
    pub released: Option<Date>,
    /// Last day on which it was changed.
    pub updated: Option<Date>,
    /// Last day on which it may be sent.
    pub expires: Option<Date>,
    /// Day by which someone should look at it again.
    pub review_by: Option<Date>,
    /// What replaces it.
    pub superseded_by: Option<AssetId>,
    /// Marketing's own version text: `v5`.
    pub version: String,
    /// Marketing's wish: −2 (last) to 2 (first), 0 = none.
    pub priority: i8,
    /// Who looks after it.
    pub owner: String,
    /// Names of the fields above that were inferred from the asset's own text because the catalogue left them
    /// blank.
    pub inferred: Vec<String>,
    /// Which of them were concluded from mere words: the ranking trusts those less.
    #[serde(skip)]
    pub guessed: Guessed,
}

/// Fields whose values were guessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guessed {
    /// [`Asset::kind`].
    pub kind: bool,
    /// [`Asset::industries`].
    pub industries: bool,
    /// [`Asset::personas`] and [`Asset::seniorities`].
    pub personas: bool,
    /// [`Asset::products`].
    pub products: bool,
    /// [`Asset::competitors`].
    pub competitors: bool,
}

impl Asset {
    /// An asset of which nothing but id, title and kind is known.
    pub fn new(id: impl Into<String>, title: impl Into<String>, kind: AssetKind) -> Self {
        Self {
            id: AssetId(id.into()),
            title: title.into(),
            summary: String::new(),
            kind,
            file: String::new(),
            link: None,
            extent: Extent::default(),
            language: LanguageTag::ENGLISH,
            industries: Vec::new(),
            personas: Vec::new(),
            seniorities: Vec::new(),
            stages: Vec::new(),
            sizes: Vec::new(),
            regions: Vec::new(),
            products: Vec::new(),
            competitors: Vec::new(),
            tags: Vec::new(),
            audience: if kind.internal_by_default() { Audience::Internal } else { Audience::External },
            released: None,
            updated: None,
            expires: None,
            review_by: None,
            superseded_by: None,
            version: String::new(),
            priority: 0,
            owner: String::new(),
            inferred: Vec::new(),
            guessed: Guessed::default(),
        }
    }
}

/// A stretch of an asset's text that answers on its own, about 60 words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Page, slide, sheet or section it stands on, counted from 1.
    pub position: u32,
    /// The headings above it, outermost first, parted by ` › `; may be empty.
    pub heading: String,
    /// Its text in reading order, white space folded; paragraphs and rows of tables stand in lines, cells apart by ` · `.
    pub text: String,
    /// Speaker notes are the rep's own: never shown as part of what can be sent.
    pub notes: bool,
    /// What it holds that questions ask for.
    #[serde(default)]
    pub content: Content,
}

impl Passage {
    /// Stands between the headings of [`Self::heading`].
    pub const BELOW: &'static str = " › ";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_become_links() {
        for good in [
            "https://x.example/a.pdf#page=2",
            "http://x.example",
            "mailto:a@x.example",
            " HTTPS://X.example/ ",
        ] {
            assert!(Link::new(good).is_ok(), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "https:///x",
            "file:///etc/passwd",
            "x.example",
            "",
            "https://x/\"><b>",
            "https://x/a b",
        ] {
            assert!(Link::new(bad).is_err(), "{bad}");
        }
    }
}
