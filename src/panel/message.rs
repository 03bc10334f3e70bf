//! Everything that can happen, as one enum tagged by `kind`. The first part crosses the boundary from
//! `extension/browser.js` (see `decode.rs`); the rest is born in Rust.

use super::action::{Action, Key};
use super::form::FormValues;
use super::list::{Results, Row, Suggestions};
use super::news::NewsItem;
use super::reader::Reader;
use super::settings::Change as SettingsChange;
use super::state::{LibraryFacts, LogLine, Release, Review, Site};
use pitchside_core::memory::{Change, Due, Entry, Kept, Reported, Share};
use pitchside_core::prospect::{Detection, Observation, Prospect};
use pitchside_core::value::Value;
use std::rc::Rc;

/// Why the browser looked at the active tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The panel was opened.
    Opened,
    /// The rep used the toolbar button or the shortcut on the tab, and not even that brought its address.
    Denied,
    /// Another tab came to the front.
    Activated,
    /// The tab's page or address changed.
    Updated,
    /// The panel's window came to the front.
    Focused,
    /// The rep allowed this tab, by the toolbar button or the shortcut, or its site.
    Granted,
}

impl Reason {
    /// Every reason with its name in messages.
    pub(super) const WORDS: [(Self, &'static str); 6] = [
        (Self::Opened, "opened"),
        (Self::Denied, "denied"),
        (Self::Activated, "activated"),
        (Self::Updated, "updated"),
        (Self::Focused, "focused"),
        (Self::Granted, "granted"),
    ];
}

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// What the opening needs of all that is kept was read.
    Loaded {
        /// Entries by key; `Null` where the storage can't be read.
        entries: Value,
        /// The settings that a policy gives.
        managed: Value,
    },
    /// Entries were changed, here or in another window; of the log only the keys are told.
    Kept(Vec<Entry>),
    /// A policy has changed.
    Managed(Value),
    /// A change was made.
    Written {
        /// Which.
        change: Box<Change>,
        /// What stands there now.
        entries: Vec<Entry>,
        /// What to say of it.
        said: Option<String>,
    },
    /// A change was not made.
    NotWritten {
        /// Which.
        change: Box<Change>,
        /// Why.
        why: NotKept,
    },
    /// The entries of accounts were read, by their keys.
    AccountRead(Vec<Entry>),
    /// Accounts that the directory lacks, or that can't be read.
    Strays(Vec<Entry>),
    /// Everything was read for the page that shows it.
    Reviewed(Rc<Review>),
    /// Everything was read for the news.
    NewsRead(Box<Kept>),
    /// The pieces that the news are about were looked up.
    NewsListed(Vec<NewsItem>),
    /// The log was read.
    LogRead(Rc<Vec<LogLine>>),
    /// What there is to send to marketing, once a week.
    ReportDue(Due),
    /// The report was saved.
    ReportSaved {
        /// How far it goes, and when.
        reported: Reported,
        /// The file's name.
        file: String,
        /// A mail to marketing was begun.
        mailed: bool,
    },
    /// What is kept can't be read, in the browser's words.
    NotRead(String),
    /// The rep looks for words in the log.
    LogTyped(String),
    /// The rep looks for a site among those of the settings.
    SitesTyped(String),
    /// The rep looks for words in the text that is being read.
    FindTyped(String),
    /// The shortcut that opens the panel, as the browser writes it; empty where none is set.
    Shortcut(String),
    /// The sites that may be read without a click.
    Sites {
        /// Match patterns that were granted: `https://www.linkedin.com/*`.
        origins: Vec<String>,
        /// Those that the package declares and nobody can take back here.
        managed: Vec<String>,
    },
    /// The active tab of the panel's window.
    Tab {
        /// The browser's number.
        id: i32,
        /// Its address; empty without access.
        url: String,
        /// Whether the page has loaded.
        complete: bool,
        /// Whether the site's access is lasting.
        followed: bool,
        /// Why we looked.
        reason: Reason,
    },
    /// The browser refused to start the observer.
    Refused {
        /// In that tab.
        tab: i32,
        /// The number of the try.
        turn: u32,
        /// In the browser's words.
        error: String,
    },
    /// The observer of a tab has connected and waits for its recipe.
    Connected {
        /// The tab.
        tab: i32,
    },
    /// The observer saw a page.
    Observed {
        /// In that tab.
        tab: i32,
        /// What it saw.
        observation: Box<Observation>,
    },
    /// The page of a tab is going away: what is known of it holds no longer.
    Leaving {
        /// The tab.
        tab: i32,
        /// Where the page goes, as far as the observer saw it; empty otherwise.
        url: String,
        /// Whether the observer went with it.
        gone: bool,
    },
    /// The rep answered the browser's question for access.
    Answered {
        /// How.
        granted: bool,
    },
    /// The rep chose to look for selected text, from the page's menu.
    Asked {
        /// The selection.
        text: String,
    },
    /// Whoever shows the panel says whom it is for, and that no page is to be read; `None` is nobody.
    Given(Option<Box<Prospect>>),
    /// An update waits until the panel is closed or reloaded.
    UpdateAvailable,

    /// What the last releases changed, the newest first.
    Releases(Vec<Release>),
    /// The library was opened, or why it could not be.
    Library(Result<Box<LibraryFacts>, String>),
    /// The stored text has come, so that results and the reader have words to show.
    TextReady,
    /// Which site of the adapters the tab's address belongs to.
    SiteKnown(Option<Site>),
    /// What detection made of an observation.
    Detected(Box<Detection>),
    /// What fits the prospect.
    Suggested(Box<Suggestions>),
    /// What the library answers.
    Found(Box<Results>),
    /// The text of an asset for the reader.
    Text(Option<Box<Reader>>),
    /// The clipboard took it (or not).
    Copied {
        /// What was copied.
        row: Row,
        /// In the words of the confirmation: `Link copied`.
        said: String,
        /// The pieces whose links it holds.
        shares: Vec<Share>,
        /// The prospect at the moment of copying.
        to: Option<Box<Prospect>>,
        /// Whether the browser let us.
        done: bool,
    },
    /// Send policy stopped a copy.
    NotSendable(String),
    /// A timer of [`super::effect::Effect::After`] has run out.
    Timer(Timer),
    /// The rep typed into the search field.
    Typed(String),
    /// The rep clicked a control, or pressed its key.
    Do(Action),
    /// The rep pressed a key that stands for nothing in the field that has the focus.
    Pressed(Key),
    /// A row was clicked or focused.
    Chosen(Row),
    /// A form was handed in.
    Submitted(Box<FormValues>),
    /// A setting was changed.
    Changed(SettingsChange),
    /// The evidence was folded out or in.
    EvidenceToggled(bool),
    /// The sites that are not followed were folded out or in.
    SitesToggled(bool),
}

/// Why a change was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// The storage is full.
    Full,
    /// A newer Pitchside has written what would be changed.
    Newer,
    /// As much is noted of today as is of any day.
    LogFull,
    /// In the browser's words.
    Other(String),
}

/// What a timer is for; the number tells a timer from those started before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// Reading takes long enough to say so.
    ReadingIsLate(u32),
    /// The browser may have refused only because the page was being replaced: the observer is tried once more.
    TryAgain(u32),
    /// The word “Copied” has stood long enough.
    CopiedIsOld(u32),
    /// The number of results may be read out.
    SayResults(u32),
    /// The list stands: what is kept may be looked through.
    CheckKept,
}
