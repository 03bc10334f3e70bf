//! What [`super::update::update`] wants done. Whoever runs the panel does it, in order, and feeds the outcome
//! back as a message.

use super::list::Row;
use super::message::Timer;
use super::news::News;
use pitchside_core::catalogue::AssetKind;
use pitchside_core::memory::Change;
use pitchside_core::prospect::{Observation, Prospect};
use pitchside_core::value::Object;

/// How a link goes to the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyStyle {
    /// `text/html` with the title as the link, and `text/plain` with title and address.
    Rich,
    /// The same with what the library says of the piece.
    Blurb,
    /// The address alone.
    Plain,
    /// The words of the passage, and no link.
    Text,
}

/// Where the focus goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The current row, or the message's main button where there is no row.
    Row,
    /// The current row, unless the rep is typing.
    RowUnlessTyping,
    /// The search field.
    Search,
    /// The first control of the page that was just opened (settings, keys, form, reader).
    Page,
    /// The first entry of the open menu.
    Menu,
    /// The field of a form with that name; the first where there is none.
    Field(&'static str),
    /// The field for what is looked for in a text.
    Find,
    /// The control with that `data-do`, from which a page had been opened.
    Control(&'static str),
}

/// What is kept is read for this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The accounts of the page in view: these entries.
    Account(Vec<String>),
    /// Accounts that the directory lacks, or that can't be read.
    Strays,
    /// The page that shows everything.
    Review,
    /// The news: who got which piece.
    News,
    /// The page with the log.
    Log,
    /// The rep's file of everything.
    File,
    /// Whether the report for marketing is due.
    Due,
    /// The file for marketing.
    Report,
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Look at the active tab.
    Probe,
    /// Find out which site of the adapters an address belongs to.
    LookUpSite(String),
    /// Start the observer in a tab.
    Inject {
        /// The tab.
        tab: i32,
        /// The number of this try, by which a refusal is known as its own.
        turn: u32,
    },
    /// Give the observer its recipe for an address.
    Recipe {
        /// The tab.
        tab: i32,
        /// The page's address.
        url: String,
    },
    /// Let the observer of a tab go.
    Drop(i32),
    /// Decide who is on the page.
    Detect {
        /// The tab, should the observer need another recipe.
        tab: i32,
        /// What was seen.
        observation: Box<Observation>,
    },
    /// Rank the library for one prospect, or what fits each of several.
    Recommend(Vec<Prospect>),
    /// List favourites and what was lately used, as the memory has them.
    ListKept,
    /// Look up the pieces that the news are about.
    ListNews(Vec<News>),
    /// Search the library.
    Search {
        /// The rep's words.
        query: String,
        /// Only this kind.
        kind: Option<AssetKind>,
        /// How often the rep asked for more.
        more: usize,
        /// Words as they stand: nothing corrected, nothing taken for something else.
        literal: bool,
        /// What was understood and taken back, as it was shown.
        unasked: Vec<String>,
        /// The buyer in view.
        buyer: Option<Box<Prospect>>,
    },
    /// Copy: send policy is asked again, at this moment.
    Copy {
        /// What.
        row: Row,
        /// How.
        style: CopyStyle,
        /// For whom.
        to: Option<Box<Prospect>>,
    },
    /// Copy what whoever looks after Pitchside must know; versions and browser are put before it.
    CopyDiagnostics(String),
    /// Open the original in a new tab.
    Open(Row),
    /// Fetch an asset's text for the reader.
    Read(Row),
    /// Ask the browser for lasting access: runs inside the click.
    AskPermission(Vec<String>),
    /// Give access back.
    Forget(Vec<String>),
    /// Change what is kept, and say that it was done.
    Keep(Change, Option<String>),
    /// Note an event in the log, and say that it was done.
    Log {
        /// Without its account.
        event: Object,
        /// The account's name; empty where it may not be kept.
        account: String,
        /// Whether the name stands for itself.
        named: bool,
        /// What to say then.
        said: Option<String>,
    },
    /// Be silent about the report for marketing for a week.
    PutOffReport,
    /// Read what is kept.
    Recall(Purpose),
    /// Read something out by the live region.
    Announce(String),
    /// Come back after that many milliseconds.
    After(u32, Timer),
    /// Move the focus once the change is painted.
    Focus(Focus),
    /// Open the library again.
    OpenLibrary,
    /// Start the extension again, with its update.
    Reload,
}
