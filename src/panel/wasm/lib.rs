//! The panel as the wasm that the extension loads; what JavaScript calls is [`pitchside_panel`]'s.
//!
//! # Why
//! A crate of its own, because cargo leaves out the link-time optimisation of one that is made for other crates too: 9 KB of
//! the gzipped file.

pub use pitchside_panel::*;
