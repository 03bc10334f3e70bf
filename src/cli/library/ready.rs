//! What came of a library: its assets, ready for the index, and everything found wrong.

use super::diagnostic::Diagnostic;
use super::extract::ExtractError;
use super::infer::Inference;
use super::release::Withheld;
use super::settings::Settings;
use pitchside_core::catalogue::{Asset, Passage, Rule};
use std::path::PathBuf;

/// One asset, ready for the index.
#[derive(Clone, Debug)]
pub struct Ready {
    /// The asset, blanks inferred.
    pub asset: Asset,
    /// What was inferred, with what speaks for it.
    pub inferred: Vec<Inference>,
    /// Its text.
    pub passages: Vec<Passage>,
    /// Its first page as WebP; may be empty.
    pub thumbnail: Vec<u8>,
    /// Where a diagnostic about it points: file and line.
    pub place: (String, u32),
    /// Its file, if it has one.
    pub path: Option<PathBuf>,
}

impl Ready {
    /// A finding about it, at its line of the catalogue and the cell of that column.
    pub(super) fn finding(&self, diagnostic: Diagnostic, column: &str) -> Diagnostic {
        let line = self.place.1;
        diagnostic.at(line, if line > 0 { column } else { "" }).about(&self.asset.id.0)
    }
}

/// What came of a library.
#[derive(Clone, Debug)]
pub struct Ingested {
    /// The library's folder.
    pub folder: PathBuf,
    /// `library.toml`.
    pub settings: Settings,
    /// The assets in the order of their ids.
    pub assets: Vec<Ready>,
    /// Everything found wrong, in the order of file and line.
    pub diagnostics: Vec<Diagnostic>,
    /// `rules.toml`, each with its line.
    pub rules: Vec<(u32, Rule)>,
    /// Pieces that are not released.
    pub withheld: Vec<Withheld>,
    /// Files that were left out, with the cause.
    pub failed: Vec<(String, ExtractError)>,
    /// Files that were read.
    pub read: usize,
}
