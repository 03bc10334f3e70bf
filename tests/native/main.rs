//! How the command, the library and the packages behave to whoever uses them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that can’t go on says so by panicking

mod adapters;
mod cli;
#[path = "../files.rs"]
mod files;
mod library_build;
mod library_catalogues;
mod library_docs;
mod library_exports;
mod library_guesses;
mod library_init;
mod library_mutations;
mod library_pdf;
mod library_release;
mod library_text;
mod library_thumbnails;
mod models;
mod package_notes;
mod package_release;
mod package_safety;
mod package_source;
mod panel_markup;
mod preview;
mod program;
mod prospect_pages;
mod recommend_in_wasm;
mod recommend_policy;
mod report_months;
mod report_questions;
#[path = "../skip.rs"]
mod skip;
mod store_listing;
