//! What a click on a control, or its key, means. The names are the `data-do` values of `extension/panel.html`.

use super::list::Row;
use super::news::Happened;
use pitchside_core::catalogue::AssetKind;
use pitchside_core::memory::log::What;

/// A control that was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Copy the row's link.
    Copy(Row),
    /// Copy the link with what the library says of the piece.
    CopyBlurb(Row),
    /// Copy it as plain text, or the passage's words.
    CopyText(Row),
    /// Open the original.
    Open(Row),
    /// Read it offline.
    Read(Row),
    /// Show or hide why it is here.
    Why(Row),
    /// Open or close its menu.
    Menu(Row),
    /// Make it a favourite, or no longer.
    Star(Row),
    /// Filter the results by a kind, or not at all.
    Facet(Option<AssetKind>),
    /// Search for the words exactly as typed.
    Literal,
    /// Take back something that was understood of the question.
    Unask(String),
    /// Search for these words instead.
    Try(String),
    /// Empty the search field.
    Clear,
    /// Choose a candidate, counted from 0.
    Candidate(usize),
    /// None of the candidates, and nobody else.
    Nobody,
    /// Correct the prospect, or enter one: the form opens at that field, or at its first where it is empty.
    Correct(&'static str),
    /// Keep the prospect while tabs change, or let it go.
    Pin,
    /// Ask for lasting access to the page's site.
    Follow,
    /// Switch a followed site off or on, by its match patterns.
    Site {
        /// The patterns.
        origins: Vec<String>,
        /// The new position of the switch.
        on: bool,
    },
    /// Show the prospect before this page.
    BackToLast,
    /// Open the settings.
    Settings,
    /// Open what is remembered.
    Review,
    /// Save what is remembered as a file.
    SaveMemory,
    /// Open what is new.
    News,
    /// Show of it only what this happened to, or all.
    NewsOnly(Option<Happened>),
    /// Look at what is new another time.
    NewsLater,
    /// Open the log.
    Log,
    /// Save it for marketing.
    SaveReport,
    /// Be reminded of it another time, or no longer of what was saved.
    ReportLater,
    /// Take an event out of the log: the place of its line, counted from 0.
    Unnote(usize),
    /// Show more of the log, or of what answers.
    More,
    /// Copy what whoever looks after Pitchside must know.
    CopyDiagnostics,
    /// Open the form for feedback.
    Feedback(Row),
    /// Hand feedback in.
    Say(What, String),
    /// Note what is missing.
    Tell,
    /// Forget an account, by its name.
    Erase(String),
    /// Forget everything; asks once.
    EraseAll,
    /// Open the help on keys.
    Keys,
    /// Leave a page.
    Back,
    /// The page before, in the reader.
    PageBack,
    /// The page after, in the reader.
    PageNext,
    /// Open the field for what is looked for in the text, or close it.
    Find,
    /// The place where it stands next, or before.
    FindStep(Step),
    /// Enlarge the picture of the first page, or no longer.
    Enlarge,
    /// Open the library again.
    TryAgain,
    /// Copy what is known of the damage.
    CopyDetails,
    /// Start again with the update.
    Reload,
}

/// A key that was pressed outside fields, or one that means something in the search field too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Up or down the rows.
    Move(Step),
    /// Enter on a row or in the search field.
    Enter,
    /// The same with Shift: with the blurb.
    ShiftEnter,
    /// Escape.
    Escape,
    /// Left and right.
    Page(Step),
    /// Enter in the field for what is looked for in a text; with Shift back.
    Find(Step),
    /// A single character, lower case.
    Letter(char),
}

/// One row or page on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Towards the start.
    Back,
    /// Towards the end.
    Next,
    /// To the first.
    First,
    /// To the last.
    Last,
}
