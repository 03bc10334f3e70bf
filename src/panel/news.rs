//! What the last releases changed: what happened to which piece, and the page that shows it.

use super::list::Card;
use pitchside_core::catalogue::AssetId;

/// What a release did to a piece, in the order in which the page shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// It is new.
    Added,
    /// Its text, title or link is another one.
    Changed,
    /// Another piece takes its place.
    Superseded,
    /// It must not be sent any more.
    Expired,
    /// It is gone.
    Removed,
}

impl Happened {
    /// Each with its word in `library.json`.
    pub const WORDS: [(Self, &'static str); 5] = [
        (Self::Added, "added"),
        (Self::Changed, "changed"),
        (Self::Superseded, "superseded"),
        (Self::Expired, "expired"),
        (Self::Removed, "removed"),
    ];

    /// As a heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Added => "New",
            Self::Changed => "Changed",
            Self::Superseded => "Replaced",
            Self::Expired => "Expired",
            Self::Removed => "Withdrawn",
        }
    }
}

/// One piece that a release changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Its id.
    pub id: AssetId,
    /// What happened.
    pub happened: Happened,
    /// Its title: the piece itself may be gone.
    pub title: String,
    /// The id of what takes its place; empty without.
    pub by: AssetId,
}

/// A piece on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct NewsItem {
    /// What happened to it.
    pub news: News,
    /// The piece itself where it can still be used, else what takes its place.
    pub card: Option<Card>,
    /// The title of what takes its place; empty without.
    pub replaced_by: String,
    /// Who got it: `You sent it to Brightwater on 4 May 2026`; empty where nobody did.
    pub sent: String,
}

/// The page with what is new.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewsPage {
    /// Only what this happened to.
    pub only: Option<Happened>,
    /// In the order of [`Happened`], the newest first within; each piece once.
    pub items: Vec<NewsItem>,
}

impl NewsPage {
    /// What is in view: each item, and its card unless that stands further up already.
    pub fn shown(&self) -> Vec<(&NewsItem, Option<&Card>)> {
        let mut shown: Vec<(&NewsItem, Option<&Card>)> = Vec::new();
        for item in self.items.iter().filter(|item| self.only.is_none_or(|only| only == item.news.happened)) {
            let above =
                |card: &&Card| shown.iter().any(|(_, has)| has.is_some_and(|has| has.asset == card.asset));
            let card = item.card.as_ref().filter(|card| !above(card));
            shown.push((item, card));
        }
        shown
    }

    /// How many pieces each thing happened to, without those that happened to none.
    pub fn counts(&self) -> Vec<(Happened, usize)> {
        let mut counts = Vec::new();
        for (happened, _) in Happened::WORDS {
            let count = self.items.iter().filter(|item| item.news.happened == happened).count();
            if count > 0 {
                counts.push((happened, count));
            }
        }
        counts
    }
}

/// `3 new, 2 changed`.
pub fn in_words(news: &[News]) -> String {
    let mut text = String::new();
    for (happened, _) in Happened::WORDS {
        let count = news.iter().filter(|news| news.happened == happened).count();
        if count > 0 {
            let label = happened.label().to_ascii_lowercase();
            text.extend([if text.is_empty() { "" } else { ", " }, &count.to_string(), " ", &label]);
        }
    }
    text
}
