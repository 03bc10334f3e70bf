//! Marketing's folder in, a catalogue of assets and passages out.
//!
//! ```text
//! folder ─► walk ─► files ──────────────┐
//!       └─► catalogue_file ─► entry ────┴► collection (items) ─► ingest ─► rules ─► output (DIR)
//!                                                                  │
//!                                                   worker ─► extract ─► passages, infer
//! ```
//!
//! Whatever is wrong with one file or one cell costs that file or cell and is said as a [`Diagnostic`]; only a
//! folder that is none, a full disk or Ctrl-C end a build.

mod blocks;
mod cache;
mod card;
mod catalogue_file;
mod collection;
pub(crate) mod concepts;
mod content;
pub mod diagnostic;
mod entry;
pub mod expectations;
mod export;
pub mod extract;
mod extras;
mod fields;
mod identity;
mod infer;
mod ingest;
pub mod marking;
mod names;
mod outcome;
mod output;
mod passages;
mod pdf_file;
mod program;
mod questions;
mod ready;
mod release;
mod rules;
mod rules_file;
mod same_text;
mod settings;
mod sha256;
mod sheet;
mod shelf;
mod site_host;
mod starter;
mod synonyms_file;
mod table;
mod walk;
pub mod worker;

pub use cache::Cache;
pub use collection::{Item, Library, LibraryError};
pub use diagnostic::{Diagnostic, Severity};
pub use export::{Column, Fate};
pub use identity::Identity;
pub use infer::{Inference, Trust};
pub use ingest::{Progress, ingest};
pub use names::{INDEX, MANIFEST, TEXT};
pub use outcome::{Outcome, Snapshot};
pub use output::{Change, ChangeKind, FileEntry, Manifest, Release, build_index, write};
pub use pdf_file::pdf_file;
pub use program::this_program;
pub use ready::{Ingested, Ready};
pub use release::Withheld;
pub use rules::check;
pub use settings::{Package, Settings, SiteAccess};
pub(crate) use sha256::sha256;
pub use site_host::{Crm, NoHost, SiteHost};
pub use starter::{Plan, Start, StartError, plan, write_start};
pub use walk::fingerprint;
