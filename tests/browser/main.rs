//! The extension as a rep meets it: real Chromium with its side panel, real Firefox with its sidebar.

#[path = "../support/mod.rs"]
mod support;

mod rep_way;
