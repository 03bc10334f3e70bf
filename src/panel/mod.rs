//! The panel: everything a rep sees.
//!
//! # How
//! A message ([`message::Message`]) comes from the browser, the keyboard or a timer. [`update::update`] changes
//! the [`state::State`] and returns effects. Whoever runs the panel performs them, feeds outcomes back as
//! messages, and paints [`screen::blocks`]. Of this room only `app` and `view` know a browser; the rest is
//! tested natively.
//!
//! # Sending
//! No row holds a link. [`services`] asks [`crate::catalogue::SendPolicy::sendable`] at the moment of copying
//! and hands the link straight to the clipboard, so neither the document nor the state can leak one that must
//! not be sent.

pub mod action;
#[cfg(target_arch = "wasm32")]
pub mod app;
pub mod clip;
pub mod effect;
pub mod form;
pub mod list;
pub mod message;
pub mod reader;
pub mod screen;
pub mod services;
pub mod settings;
pub mod state;
pub mod update;
#[cfg(target_arch = "wasm32")]
mod view;
pub mod words;
