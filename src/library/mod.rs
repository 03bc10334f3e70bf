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

mod catalogue_file;
mod collection;
pub mod diagnostic;
mod entry;
pub mod expectations;
pub mod extract;
mod fields;
mod infer;
mod infer_text;
mod ingest;
mod output;
mod passages;
mod rules;
mod rules_file;
mod settings;
mod walk;
pub mod worker;

pub use collection::{Item, Library, LibraryError};
pub use diagnostic::{Diagnostic, Severity};
pub use ingest::{Ingested, Progress, Ready, ingest};
pub use output::{FileEntry, MANIFEST, Manifest, build_index, write};
pub use rules::check;
pub use settings::Settings;
