//! The browser harness: real browsers, the real panel, pages of our own, nothing from the network.
//!
//! ```text
//! Site (loopback, any host name, TLS)  ◄── Chromium / Firefox with dist/… loaded ──► Panel (what the rep sees)
//! ```
//!
//! Used by `tests/browser/`, `tests/egress.rs` and, by path, by `examples/demo.rs`, `examples/pictures.rs` and `examples/bench_panel.rs`.
//! `./build.sh test` sets what is needed; see [`dist`] for a run by hand.
// Each user compiles this module for itself and needs only a part of it.
#![allow(dead_code, unused_imports, missing_docs)]

pub mod browser;
pub mod cdp;
pub mod chromium;
pub mod display;
pub mod dist;
pub mod driver;
pub mod firefox;
pub mod fixtures;
pub mod pages;
pub mod site;
pub mod states;
pub mod wait;

pub use browser::{Browser, Card, Panel};
pub use chromium::Chromium;
pub use firefox::Firefox;
pub use site::Site;
pub use wait::until;
