//! The browser harness: real browsers, the real panel, pages of our own, nothing from the network.
//!
//! ```text
//! Site (loopback, any host name, TLS)  ◄── Chromium / Firefox with dist/… loaded ──► Panel (what the rep sees)
//! ```
//!
//! Used by the tests (`tests/browsers/main.rs`) and by the programs that show and measure (`programs/`).
//! `./build.sh test` sets what is needed; see [`dist`] for a run by hand.
#![allow(missing_docs, reason = "names and types say it")]

pub mod acts;
pub mod administered;
pub mod browser;
pub mod cdp;
pub mod chromium;
pub mod display;
pub mod dist;
pub mod driver;
#[path = "../../files.rs"]
pub mod files;
pub mod firefox;
pub mod fixtures;
pub mod packed;
pub mod pages;
pub mod reader;
pub mod site;
#[path = "../../skip.rs"]
pub mod skip;
pub mod states;
pub mod stored;
pub mod wait;

use std::path::PathBuf;

pub use browser::{Browser, Card, Panel};
pub use chromium::Chromium;
pub use firefox::Firefox;
pub use site::Site;
pub use wait::until;

/// The project's folder.
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
