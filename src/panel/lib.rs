//! The panel: everything a rep sees.
//!
//! # How
//! A message ([`message::Message`]) comes from the browser, the keyboard or a timer. [`update::update`] changes
//! the [`state::State`] and returns effects. Whoever runs the panel performs them, feeds outcomes back as
//! messages, and paints [`screen::blocks`]. Only `app`, `browser`, `start` and `view` know a browser; the rest is
//! tested natively.
//!
//! Everything runs in the panel's own page: no message crosses to a worker that may have to be woken, and the same
//! code serves both browsers. `extension/browser.js` holds every difference between them.
//!
//! # Sending
//! No row holds a link. [`services`] asks [`pitchside_core::catalogue::SendPolicy::sendable`] at the moment of copying
//! and hands the link straight to the clipboard, so neither the document nor the state can leak one that must
//! not be sent.
//!
//! # Stale answers
//! The worst error is another account's name shown as certain. So the answer goes the moment its page does
//! (`leaving`, the observer's port closing, another tab), an observation counts only from the tab in view and only
//! with the recipe that its own address asks for, and what comes late finds no situation that waits for it.
//!
//! # Access
//! A tab without access has no address. If not even a gesture brought one, no extension may read it; before one,
//! Chrome's words of refusal tell its own pages from those that want a click (nothing is read by that try).
//! Firefox has one text for all refusals, so there the rep clicks once to learn that a page is closed.
//!
//! # Focus
//! When a list appears and the rep is not typing, its first row takes the focus in the panel's document, so that
//! Enter copies. Whether keys reach that document is the browser's business; tried with real keys in windows of
//! Chromium 156 and Firefox ESR 153:
//!
//! | | Chromium | Firefox |
//! |---|---|---|
//! | the shortcut opens the panel | the panel has the focus: Enter copies at once | the page keeps it: one click in the sidebar first |
//! | the shortcut while it is open | the page keeps it (it is read again) | the same |
//! | `window.focus()` in the panel | changes nothing | changes nothing |
//!
//! So in Chromium opening and copying are two keys, in Firefox two keys and a click.
//!
//! # Measures
//! The bench reads `performance.getEntriesByName(NAME, "measure")`: the duration ends when the frame with the change
//! has been handed to the screen, `detail.dom` when the document held the rows that are in view.
//!
//! | name | begins | `detail` |
//! |---|---|---|
//! | `pitchside:index-ready` | `library.idx` is asked for | `fetch`, `open` in ms, `bytes` |
//! | `pitchside:list-shown` | the observation came | `rows` |
//! | `pitchside:results-shown` | the letter came | `rows` |
//!
//! `document.documentElement.dataset.state` says by one word ([`screen::name`]) what is in view.
//!
//! # Where it departs from the notes of the design
//! - Several at once has no control yet: a control that does nothing is worse.
//! - What's new is one list with the accounts under each piece, without a filter: it is as long as one release's changes.
//! - Feedback is a page of its own, with one line to marketing: it covers the list anyway.
//! - "More" folds out a group of buttons that Tab goes through, no ARIA menu: a quarter of the code, and every entry has its key.
//! - Erasing stands on the page that shows what is kept, so that nobody erases what he has not seen.
//! - Correcting has a level beside the persona, since assets are written for both.
//! - Passages that are not current show four lines; a real one has up to 240 characters.

pub mod action;
#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod clip;
mod decode;
pub mod diagnostics;
pub mod effect;
pub mod exchange;
pub mod form;
pub mod list;
pub mod message;
pub mod news;
pub mod original;
pub mod reader;
pub mod screen;
pub mod services;
pub mod settings;
#[cfg(target_arch = "wasm32")]
pub mod start;
pub mod state;
pub mod tables;
pub mod update;
#[cfg(target_arch = "wasm32")]
mod view;
pub mod wording;
