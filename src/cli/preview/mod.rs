//! What reps will see, before it is shipped: the real panel between prospects to pick and the reasons for what it shows, on a
//! page of this machine.
//!
//! ```text
//! extension (without browser.js) ─┐
//! page/ (form, reasons, browser.js) ├─► Site ─► server (127.0.0.1, GET only) ─► the user's browser
//! index (what `build` wrote) ──────┘     └─ answers: whom to try, what fits and why, coverage
//! ```
//!
//! # Why
//! The panel asks its browser for everything through `browser.js`; a `browser.js` of the preview's own is all it takes to run
//! the same panel and wasm in an ordinary page. What is typed is made a prospect here, as `match` reads one, and handed to the
//! panel whole: a page made up for detection to read would have to carry a name, and could not carry a level or a region.

mod address;
mod answers;
mod fields;
mod picks;
mod server;

pub use answers::SHOWN;
pub use server::Server;

use crate::library::expectations::Expectation;
use crate::library::{Diagnostic, INDEX, Severity};
use crate::package::{self, Files, LIBRARY, PackageError};
use answers::Library;
use pitchside_core::catalogue::Date;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};

/// How many errors, and how many warnings, are shown; the others are counted.
const FINDINGS: usize = 100;

/// What is served; it changes with each build.
pub struct Site {
    state: Mutex<State>,
    /// Pieces expire while the page is open.
    today: fn() -> Date,
}

#[derive(Default)]
struct State {
    files: Files,
    library: Option<Arc<Library>>,
    generation: u64,
    message: String,
    failed: bool,
    findings: Value,
}

/// A build, as far as the page shows it.
#[derive(Debug, Default)]
pub struct Build {
    /// What `build` wrote.
    pub index: Files,
    /// What it made, in a line.
    pub message: String,
    /// What `check` finds.
    pub findings: Vec<Diagnostic>,
    /// What marketing expects of it.
    pub expectations: Vec<(u32, Expectation)>,
}

/// The files that make the extension a page.
const PAGE: [(&str, &[u8]); 8] = [
    ("index.html", include_bytes!("page/index.html")),
    ("preview.js", include_bytes!("page/preview.js")),
    ("prospects.js", include_bytes!("page/prospects.js")),
    ("dom.js", include_bytes!("page/dom.js")),
    ("reasons.js", include_bytes!("page/reasons.js")),
    ("library.js", include_bytes!("page/library.js")),
    ("preview.css", include_bytes!("page/preview.css")),
    ("browser.js", include_bytes!("page/browser.js")),
];

impl Site {
    /// An empty site. `today` is asked with each answer.
    pub fn new(today: fn() -> Date) -> Self {
        Self { state: Mutex::default(), today }
    }

    /// Shows another build with the extension's files.
    ///
    /// # Errors
    /// When the extension lacks a word table.
    pub fn show(&self, extension: &Files, build: Build) -> Result<(), PackageError> {
        let mut files = extension.clone();
        files.insert(
            package::TABLES.to_owned(),
            package::tables(extension, &package::adapters(extension, &Files::new(), &[])?)?,
        );
        files.remove("manifest.json");
        files.remove("background.js");
        files.remove("observe.js");
        files.extend(PAGE.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())));
        // A damaged index is said by the panel, which shows what it will show reps.
        let library =
            build.index.get(INDEX).and_then(|bytes| Library::open(bytes.clone(), build.expectations).ok());
        files.extend(build.index.into_iter().map(|(name, bytes)| (format!("{LIBRARY}/{name}"), bytes)));
        let findings = findings(&build.findings);
        let mut state = self.state();
        state.files = files;
        state.library = library.map(Arc::new);
        state.generation += 1;
        state.message = build.message;
        state.failed = false;
        state.findings = findings;
        Ok(())
    }

    /// Keeps what is shown and says why there is nothing newer.
    pub fn fail(&self, why: String) {
        let mut state = self.state();
        state.message = why;
        state.failed = true;
    }

    /// A file by its path, and its media type. What is no file is made on the spot: `state` (which build this is, and what was
    /// found), `picks`, `answer`, `coverage`.
    fn get(&self, path: &str, asked: &[(String, String)]) -> Option<(Vec<u8>, &'static str)> {
        let json = |value: Value| Some((value.to_string().into_bytes(), "application/json"));
        let library = match path {
            "state" => {
                let state = self.state();
                return json(json!({
                    "generation": state.generation, "message": state.message, "failed": state.failed,
                    "findings": state.findings,
                }));
            }
            "picks" | "answer" | "coverage" => self.state().library.clone(),
            _ => {
                let state = self.state();
                let name = if path.is_empty() { "index.html" } else { path };
                return state.files.get(name).map(|bytes| (bytes.clone(), media_type(name)));
            }
        };
        // The lock is free by now: coverage takes its time, and the page asks on.
        let library = library?;
        let today = (self.today)();
        json(match path {
            "picks" => library.picks(),
            "coverage" => library.coverage(today),
            _ => library.answer(asked, today).unwrap_or_else(|error| json!({ "error": error.to_string() })),
        })
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn findings(all: &[Diagnostic]) -> Value {
    let of = |severity| all.iter().filter(move |one| one.severity == severity);
    let texts = |severity| of(severity).take(FINDINGS).map(ToString::to_string).collect::<Vec<String>>();
    json!({
        "error_count": of(Severity::Error).count(), "errors": texts(Severity::Error),
        "warning_count": of(Severity::Warning).count(), "warnings": texts(Severity::Warning),
    })
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
        "jpg" | "jpeg" => "image/jpeg",
        "pdf" => "application/pdf",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn every_field_has_its_control_in_the_form() {
        let (_, page) = PAGE[0];
        let page = std::str::from_utf8(page).unwrap();
        for field in fields::FIELDS {
            assert!(page.contains(&format!(" name=\"{field}\"")), "page/index.html lacks {field}");
        }
    }
}
