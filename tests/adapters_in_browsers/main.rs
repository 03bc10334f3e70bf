//! The real `observe.js` in real browsers, on the fixture pages at their real addresses, in the extension's own world.
//!
//! A small extension stands in for the panel (`extension/`), so these tests need the browsers but no built package.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that can’t go on says so by panicking

#[path = "../support/mod.rs"]
mod support;

mod cases;
mod changes;
mod hostile;
mod reader;
