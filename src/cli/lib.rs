//! Pitchside's native part: what marketing runs.
//!
//! Two flows, each one way:
//!
//! ```text
//! marketing:  folder ─► library (extract) ─► catalogue ─► index (build) ─► package (two stores)
//! rep:        page ─► observe.js ─► Observation ─► prospect (detect) ─► recommend ─► panel ─► clipboard
//!                                                  rep's question ─► search ──┘
//! ```
//!
//! The first is here; what the second does without a browser is in `pitchside_core`, the panel in `pitchside_panel`.

pub mod authoring;
pub mod library;
pub mod package;
pub mod place;
pub mod preview;
pub mod report;
