//! The adapters that ship, for programs that have them inside, and adapters as files of JSON.

use super::{Adapter, AdapterError, Adapters};
use crate::value::Value;

// The files of `extension/adapters/` by name, listed by build.rs: `pub const BUILTIN: &[(&str, &str)]`.
include!(concat!(env!("OUT_DIR"), "/builtin_adapters.rs"));

impl Adapter {
    /// Parses and checks one file.
    ///
    /// # Errors
    /// Every fault that makes the file useless, in the file's order.
    pub fn parse(file: &str, json: &str) -> Result<Self, Vec<AdapterError>> {
        let content: Value = serde_json::from_str(json)
            .map_err(|error| vec![AdapterError::Json { file: file.to_owned(), what: error.to_string() }])?;
        Self::read(file, content)
    }
}

impl Adapters {
    /// Parses files given as name and content.
    ///
    /// # Errors
    /// The faults of all files.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, Vec<AdapterError>> {
        Self::collect(files.iter().map(|(file, json)| (*file, Adapter::parse(file, json))))
    }

    /// The adapters that ship with Pitchside. The panel has them in a file beside it instead ([`Shelf`](super::Shelf)).
    pub fn builtin() -> Self {
        // A fault in a shipped file is caught by a test; here the others still work.
        Self(BUILTIN.iter().filter_map(|(file, json)| Adapter::parse(file, json).ok()).collect()).sorted()
    }

    /// These adapters with the built-in ones behind them; an adapter of the same id replaces the built-in one.
    #[must_use]
    pub fn with_builtin(self) -> Self {
        let mut all = self.0;
        for adapter in Self::builtin().0 {
            if !all.iter().any(|a| a.id == adapter.id) {
                all.push(adapter);
            }
        }
        Self(all).sorted()
    }
}
