//! What reps will see, before it is shipped: the real panel beside a form for any prospect, on a page of this machine.
//!
//! ```text
//! extension (without browser.js) ─┐
//! page/ (form, browser.js, adapter) ├─► Site ─► server (127.0.0.1, GET only) ─► the user's browser
//! index (what `build` wrote) ──────┘
//! ```
//!
//! # Why
//! The panel asks its browser for everything through `browser.js`; a `browser.js` of the preview's own, whose one tab
//! is the form, is all it takes to run the same panel, wasm and detection in an ordinary page.

mod server;

pub use server::Server;

use crate::package::{self, Files, LIBRARY, PackageError};
use std::sync::{Mutex, PoisonError};

/// What is served; it changes with each build.
#[derive(Debug, Default)]
pub struct Site {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    files: Files,
    generation: u64,
    message: String,
    findings: Vec<String>,
}

/// The files that make the extension a page.
const PAGE: [(&str, &[u8]); 4] = [
    ("index.html", include_bytes!("page/index.html")),
    ("preview.js", include_bytes!("page/preview.js")),
    ("preview.css", include_bytes!("page/preview.css")),
    ("browser.js", include_bytes!("page/browser.js")),
];

/// What is typed in is read as a page of a CRM by an adapter of the preview's own.
const ADAPTER: (&str, &[u8]) = ("adapters/preview.json", include_bytes!("page/adapter.json"));

impl Site {
    /// Shows another build: the extension's files and those of the index.
    ///
    /// # Errors
    /// When the extension lacks a word table.
    pub fn show(
        &self,
        extension: &Files,
        index: Files,
        message: String,
        findings: Vec<String>,
    ) -> Result<(), PackageError> {
        let mut files = extension.clone();
        let own = Files::from([(ADAPTER.0.to_owned(), ADAPTER.1.to_vec())]);
        files.insert(
            package::TABLES.to_owned(),
            package::tables(extension, &package::adapters(extension, &own, &[])?)?,
        );
        files.remove("manifest.json");
        files.remove("background.js");
        files.remove("observe.js");
        files.extend(PAGE.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())));
        files.extend(index.into_iter().map(|(name, bytes)| (format!("{LIBRARY}/{name}"), bytes)));
        let mut state = self.state();
        state.files = files;
        state.generation += 1;
        state.message = message;
        state.findings = findings;
        Ok(())
    }

    /// Keeps what is shown and says why there is nothing newer.
    pub fn fail(&self, why: String) {
        let mut state = self.state();
        state.message = why;
    }

    /// A file by its path, and its media type. `state` is made on the spot: which build this is, and what was found.
    fn get(&self, path: &str) -> Option<(Vec<u8>, &'static str)> {
        let state = self.state();
        let name = if path.is_empty() { "index.html" } else { path };
        if name == "state" {
            let json = serde_json::json!({
                "generation": state.generation, "message": state.message, "findings": state.findings,
            });
            return Some((json.to_string().into_bytes(), "application/json"));
        }
        state.files.get(name).map(|bytes| (bytes.clone(), media_type(name)))
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Only what a page needs; everything else is handed out as bytes.
fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "png" => "image/png",
        "webp" => "image/webp",
        "pdf" => "application/pdf",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pitchside_core::prospect::{Adapters, Candidate, Field, Observation, Outcome, Vocabulary, detect};

    #[test]
    fn what_is_typed_in_is_read_as_a_page_of_a_crm() {
        let json = std::str::from_utf8(ADAPTER.1).unwrap();
        let adapters = Adapters::parse(&[("preview.json", json)]).unwrap();
        let candidate = |(field, value): (Field, &str)| Candidate { field, rule: 0, value: value.to_owned() };
        let typed = [(Field::Name, "Maren Holt"), (Field::Title, "CFO"), (Field::Company, "Alderney Mutual")];
        let observation = Observation {
            url: "https://preview.pitchside.example/person/1".into(),
            recipe: Some(("preview".into(), 0)),
            candidates: typed.into_iter().map(candidate).collect(),
            ..Observation::default()
        };
        let found = detect(&adapters, &Vocabulary::default(), &observation);
        assert!(matches!(found.outcome, Outcome::Found { .. }), "{found:?}");
    }

    #[test]
    fn every_function_that_the_panel_calls_is_there() {
        let theirs = include_str!("../../../extension/browser.js");
        let (_, ours) = PAGE.iter().find(|(name, _)| *name == "browser.js").unwrap();
        let ours = std::str::from_utf8(ours).unwrap();
        for line in theirs.lines().filter(|l| l.starts_with("export ")) {
            let name = line.split("function ").nth(1).and_then(|r| r.split('(').next()).unwrap();
            assert!(
                ours.contains(&format!("function {name}(")),
                "src/cli/preview/page/browser.js lacks {name}"
            );
        }
    }
}
