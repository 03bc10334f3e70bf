//! Pitchside: shows a sales rep the collateral that fits the prospect on the page, offline.
//!
//! Two flows, each one way:
//!
//! ```text
//! marketing:  folder ─► library (extract) ─► catalogue ─► index (build) ─► package (two stores)
//! rep:        page ─► observe.js ─► Observation ─► prospect (detect) ─► recommend ─► panel ─► clipboard
//!                                                  rep's question ─► search ──┘
//! ```
//!
//! Who may use whom is written, and enforced, in `tests/rooms.rs`.

mod case;
pub mod catalogue;
pub mod index;
pub mod memory;
mod order;
pub mod prospect;
pub mod recommend;
pub mod search;
pub mod text;
pub mod value;

#[cfg(not(target_arch = "wasm32"))]
pub mod library;
#[cfg(not(target_arch = "wasm32"))]
pub mod package;
#[cfg(not(target_arch = "wasm32"))]
pub mod preview;
#[cfg(not(target_arch = "wasm32"))]
pub mod report;

pub mod panel;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
