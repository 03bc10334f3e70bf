//! All that the panel knows, as plain data.

use super::list::{Card, Hit, Results, Row, Suggestions};
use super::news::{Happened, News, NewsPage};
use super::reader::Reader;
use super::settings::Settings;
use pitchside_core::catalogue::{AssetId, AssetKind};
use pitchside_core::memory::{Due, Kept, Memory};
use pitchside_core::prospect::{Certainty, Detection, Evidence, NoProspect, Prospect};
use pitchside_core::value::Value;
use std::rc::Rc;

/// The library as far as the frame shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LibraryFacts {
    /// `Library of 12 May 2026 · v41`.
    pub line: String,
    /// What tells two builds apart.
    pub build: String,
    /// The release as marketing calls it: its version, else the number of the build.
    pub release: String,
    /// How many assets.
    pub assets: usize,
    /// Competitors as the library spells them, for the form.
    pub competitors: Vec<String>,
    /// Sites of the adapters, for the settings.
    pub sites: Vec<Site>,
    /// Where reports for marketing go by mail; empty where the library does not say.
    pub report_to: String,
}

/// What one release changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Release {
    /// Its version.
    pub version: String,
    /// The pieces.
    pub changes: Vec<News>,
}

/// Whether the library can be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Library {
    /// Being opened.
    #[default]
    Opening,
    /// Open.
    Open(LibraryFacts),
    /// Damaged or missing; in the words of the error.
    Broken(String),
}

/// A site that an adapter reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// As shown: `linkedin.com`.
    pub name: String,
    /// The match patterns to ask for.
    pub origins: Vec<String>,
    /// Whether nothing read there may be kept.
    pub memory_only: bool,
}

/// The active tab of the panel's window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    /// The browser's number.
    pub id: i32,
    /// Empty without access.
    pub url: String,
    /// Whether access is lasting.
    pub followed: bool,
    /// The adapter's site, where there is one.
    pub site: Option<Site>,
    /// Whether the observer in it has connected.
    pub observed: bool,
    /// The last try to start the observer.
    pub turn: u32,
    /// Why the browser refused to start the observer on this page, in its words; empty while it has not.
    pub refusal: String,
}

/// Who is on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// The buyer.
    pub prospect: Prospect,
    /// How far to trust it.
    pub certainty: Certainty,
    /// Why.
    pub evidence: Vec<Evidence>,
    /// Entered or corrected by the rep.
    pub by_hand: bool,
}

/// How it stands with the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Situation {
    /// The first look has not come back.
    #[default]
    Starting,
    /// The browser says nothing of the tab until the icon is clicked on it.
    NoAccess,
    /// No extension may read this page.
    Unsupported,
    /// The site is known, access to it is not there.
    Permission,
    /// The observer is at work; `late` once that takes long enough to say so.
    Reading {
        /// Whether to show it.
        late: bool,
    },
    /// Somebody was recognised or entered.
    Found(Box<Subject>),
    /// The sources disagree.
    Unsure(Vec<(Prospect, String)>),
    /// Nobody.
    None(NoProspect),
}

/// What fills the panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Page {
    /// Prospect, search and list.
    #[default]
    List,
    /// The settings.
    Settings,
    /// What is kept, to be read and erased.
    Review {
        /// Whether a second press erases everything.
        sure: bool,
        /// Everything, once it was read.
        kept: Option<Same<Review>>,
    },
    /// What is new.
    News(Box<NewsPage>),
    /// The log for marketing.
    Log(Box<LogPage>),
    /// What the rep says of a piece, or, where `id` is empty, of what is missing.
    Feedback {
        /// Its id.
        id: AssetId,
        /// Its title.
        title: String,
    },
    /// The keys.
    Keys,
    /// The prospect as a form, with what is wrong with it.
    Form {
        /// In the words of the error.
        problem: Option<String>,
    },
    /// An asset's text.
    Reader(Box<Reader>),
}

/// Somebody who was on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Met {
    /// The person's name; possibly empty.
    pub name: String,
    /// The company's; possibly empty.
    pub company: String,
    /// Whether the company may be kept.
    pub may_remember: bool,
}

/// Something large that was read once: it is the same only where it is that very one.
#[derive(Debug)]
pub struct Same<T>(pub Rc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Everything that is kept, as the rep sees it.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// Accounts, and what can't be read.
    pub kept: Kept,
    /// Titles of the favourites, the newest first.
    pub favourites: Vec<String>,
}

/// The log on its page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogPage {
    /// The newest event first; none before they were read.
    pub lines: Option<Same<Vec<LogLine>>>,
    /// Only those with these words.
    pub words: String,
    /// How many of them are in view at most.
    pub limit: usize,
}

/// What the foot says of the report for marketing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reminder {
    /// Nothing.
    #[default]
    None,
    /// There is something to send.
    Due(Due),
    /// It was saved under that name and is to be attached to the mail that was begun.
    Attach(String),
}

/// An event of the log in words.
#[derive(Clone, Debug)]
pub struct LogLine {
    /// The key of its day: `log:2026-05-04`.
    pub key: String,
    /// As it is kept.
    pub event: Value,
    /// What happened.
    pub what: &'static str,
    /// To which pieces, for whom, how.
    pub text: String,
}

/// The row whose copy was just confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedRow {
    /// Which.
    pub row: Row,
    /// What the button says: `Copied`.
    pub said: String,
    /// The number of its timer.
    pub turn: u32,
}

/// The panel.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The library.
    pub library: Library,
    /// The settings that hold.
    pub settings: Settings,
    /// What the rep has set himself, as it is kept.
    pub own_settings: Value,
    /// What a policy gives, as it stands there.
    pub given_settings: Value,
    /// How often a setting could not be kept: its control then shows what still holds.
    pub settings_turn: u32,
    /// What is at hand of all that is kept.
    pub memory: Memory,
    /// Who was recognised, while what is kept of the account is being read.
    pub waiting: Option<Box<Detection>>,
    /// What was last recognised by which rules, without a word of the page: for whoever looks after Pitchside.
    pub rules: String,
    /// Whether accounts were looked for that the directory lacks.
    pub checked: bool,
    /// Who was met since the panel was opened, so that no name gets into the log: in memory only.
    pub met: Vec<Met>,
    /// The last question of which it was noted that nothing answers it.
    pub unanswered: String,
    /// A question that was answered, and its first answers, as long as nothing of them was used.
    pub asked: Option<(String, Vec<String>)>,
    /// What the last releases changed, the newest first.
    pub releases: Vec<Release>,
    /// What of it the rep had not looked at when the panel was opened; before his first look, what the newest changed.
    pub news: Vec<News>,
    /// The rep has looked at it, or wants to later.
    pub news_told: bool,
    /// The shortcut that opens the panel, as the browser writes it; empty where none is set, none before it is known.
    pub shortcut: Option<String>,
    /// What the foot says of the report for marketing.
    pub reminder: Reminder,
    /// What could not be kept, or not be read; until the rep has looked at it.
    pub trouble: Option<String>,
    /// Match patterns that were granted.
    pub origins: Vec<String>,
    /// Those that the package declares.
    pub managed: Vec<String>,
    /// The active tab.
    pub tab: Tab,
    /// How it stands with its page.
    pub situation: Situation,
    /// The prospect before this page: in memory only.
    pub last: Option<Box<Subject>>,
    /// Keep the prospect while tabs change.
    pub pinned: bool,
    /// What fits.
    pub suggestions: Option<Box<Suggestions>>,
    /// What stands in the search field.
    pub query: String,
    /// Only this kind.
    pub kind: Option<AssetKind>,
    /// How often more than the first answers were asked for.
    pub more: usize,
    /// Without correction of spelling.
    pub literal: bool,
    /// What was understood of the question and taken back.
    pub unasked: Vec<String>,
    /// What the library answers.
    pub results: Option<Box<Results>>,
    /// The row that Enter acts on.
    pub current: Option<Row>,
    /// The row whose reasons are folded out.
    pub why: Option<Row>,
    /// The row whose menu is open.
    pub menu: Option<Row>,
    /// The row that was just copied.
    pub copied: Option<CopiedRow>,
    /// When the prospect in view was recognised, and when the last message came: seconds since the panel was opened.
    pub arrived: f64,
    /// See `arrived`.
    pub clock: f64,
    /// The list of the prospect in view is not in the log yet.
    pub fresh: bool,
    /// Marketing will be told of what is missing here.
    pub told: bool,
    /// Whether the evidence is folded out.
    pub evidence_open: bool,
    /// Whether the sites that are not followed are folded out.
    pub sites_open: bool,
    /// Only sites with these words are in view of the settings.
    pub site_words: String,
    /// What fills the panel.
    pub page: Page,
    /// The page that the page in view was opened from, for the way back.
    pub under: Option<Box<Page>>,
    /// The control that opened the page, for the way back.
    pub opener: Option<&'static str>,
    /// The problem of the short form.
    pub short_form_problem: Option<String>,
    /// An update waits.
    pub update_available: bool,
    /// The last number given to a timer.
    pub turn: u32,
    /// The timer that will say that reading is late.
    pub reading_turn: u32,
    /// The timer that will read out the number of results.
    pub results_turn: u32,
}

impl State {
    /// The prospect in view.
    pub fn subject(&self) -> Option<&Subject> {
        match &self.situation {
            Situation::Found(subject) => Some(subject),
            _ => None,
        }
    }

    /// Whether results are in view rather than suggestions.
    pub fn searching(&self) -> bool {
        !self.query.trim().is_empty()
    }

    /// Whether the page in view has rows: the list, and the news.
    pub fn has_rows(&self) -> bool {
        matches!(self.page, Page::List | Page::News(_))
    }

    /// The page with what is new, also while a page that was opened from it is in view.
    fn news_page(&self) -> Option<&NewsPage> {
        match (&self.page, self.under.as_deref()) {
            (Page::News(page), _) | (_, Some(Page::News(page))) => Some(page),
            _ => None,
        }
    }

    /// The cards of the list, without search: those to send and those to learn from.
    fn cards(&self) -> [&[Card]; 2] {
        match &self.suggestions {
            Some(list) if !self.searching() => [&list.send, &list.learn],
            _ => [&[], &[]],
        }
    }

    fn hits(&self) -> &[Hit] {
        match &self.results {
            Some(results) if self.searching() => &results.hits,
            _ => &[],
        }
    }

    /// Every row in view, top to bottom.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        if let Page::News(page) = &self.page {
            for (_, card) in page.shown() {
                rows.extend(card.map(|card| Row::asset(card.asset)));
            }
            return rows;
        }
        for cards in self.cards() {
            for card in cards {
                rows.push(Row::asset(card.asset));
            }
        }
        for hit in self.hits() {
            for passage in &hit.passages {
                rows.push(Row { asset: hit.asset, passage: passage.passage });
            }
        }
        rows
    }

    /// The card of a row.
    pub fn card(&self, row: Row) -> Option<&Card> {
        let of_row = |card: &&Card| Row::asset(card.asset) == row;
        if let Some(page) = self.news_page() {
            return page.items.iter().filter_map(|item| item.card.as_ref()).find(of_row);
        }
        let [send, learn] = self.cards();
        send.iter().find(of_row).or_else(|| learn.iter().find(of_row))
    }

    /// The hit of a row.
    pub fn hit(&self, row: Row) -> Option<&Hit> {
        self.hits().iter().find(|h| h.asset == row.asset)
    }

    /// The id of a row's asset.
    pub fn id_of(&self, row: Row) -> Option<&AssetId> {
        self.card(Row::asset(row.asset)).map(|c| &c.id).or_else(|| self.hit(row).map(|h| &h.id))
    }

    /// Whether a row's asset is a favourite.
    pub fn starred(&self, row: Row) -> bool {
        self.id_of(row).is_some_and(|id| self.memory.starred(id))
    }

    /// Whether a row's asset is new or changed since the rep last looked.
    pub fn unseen(&self, row: Row) -> bool {
        let Some(has) = self.id_of(row) else { return false };
        let fresh = |news: &News| matches!(news.happened, Happened::Added | Happened::Changed);
        self.news.iter().any(|news| news.id == *has && fresh(news))
    }

    /// Whether a site's patterns were all granted.
    pub fn follows(&self, site: &Site) -> bool {
        !site.origins.is_empty() && site.origins.iter().all(|o| self.origins.contains(o))
    }
}
