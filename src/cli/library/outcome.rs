//! What came of a whole run, kept until anything changes: an unchanged library is not read, cut and indexed twice.
//!
//! `CACHE/check.json` and `CACHE/build.json` hold one [`Outcome`] each. It holds as long as its fingerprint does: names and SHA-256 of
//! every file of the folder, this very program, and the day (what has expired changes with it).

use super::cache::Cache;
use super::diagnostic::Diagnostic;
use super::names::{INDEX, MANIFEST, TEXT};
use super::output::Manifest;
use super::ready::Ingested;
use super::sha256::sha256;
use super::walk;
use crate::place;
use pitchside_core::catalogue::Date;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What a run said, as far as it is said again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    fingerprint: String,
    /// SHA-256 of the manifest that `build` wrote; empty for `check`.
    manifest: String,
    /// How many assets there are.
    pub assets: usize,
    /// How many files were read.
    pub read: usize,
    /// How many files could not be.
    pub failed: usize,
    /// Ids of the pieces that are not released.
    pub withheld: Vec<String>,
    /// Everything found wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl Outcome {
    /// That of a run.
    pub fn of(ingested: &Ingested) -> Self {
        Self {
            assets: ingested.assets.len(),
            read: ingested.read,
            failed: ingested.failed.len(),
            withheld: ingested.withheld.iter().map(|left| left.id.clone()).collect(),
            diagnostics: ingested.diagnostics.clone(),
            ..Self::default()
        }
    }
}

/// A library's folder as it was at the beginning of a run.
pub struct Snapshot<'a> {
    cache: Option<&'a Cache>,
    fingerprint: String,
    /// Whether the library has expectations, which only `check` tries.
    expects: bool,
}

impl<'a> Snapshot<'a> {
    /// Looks at every file of `folder`: those that are sure to be unchanged are not read. Without a cache nothing is known and nothing
    /// is kept.
    pub fn take(cache: Option<&'a Cache>, folder: &Path, today: Date) -> Self {
        let fingerprint = cache.and_then(|cache| fingerprint(cache, folder, today));
        let expects = folder.join(super::expectations::FILE).exists();
        Self {
            cache: cache.filter(|_| fingerprint.is_some()),
            fingerprint: fingerprint.unwrap_or_default(),
            expects,
        }
    }

    /// What `check` said of this very folder, or `build`, which finds the same where nothing is expected of the library.
    pub fn checked(&self) -> Option<Outcome> {
        self.known("check").or_else(|| self.known("build").filter(|_| !self.expects))
    }

    /// What `build` said when it wrote into `output`, which still holds what it wrote.
    pub fn built(&self, output: &Path) -> Option<(Outcome, Manifest)> {
        let outcome = self.known("build")?;
        let manifest = intact(output, &outcome.manifest)?;
        Some((outcome, manifest))
    }

    /// Keeps what `check` said.
    pub fn keep_checked(&self, outcome: Outcome) {
        self.keep("check", outcome);
    }

    /// Keeps what `build` said, which wrote into `output`.
    pub fn keep_built(&self, outcome: Outcome, output: &Path) {
        if let Ok(manifest) = std::fs::read(output.join(MANIFEST)) {
            self.keep("build", Outcome { manifest: sha256(&manifest), ..outcome });
        }
    }

    fn known(&self, verb: &str) -> Option<Outcome> {
        let bytes = std::fs::read(self.cache?.folder().join(format!("{verb}.json"))).ok()?;
        let outcome: Outcome = serde_json::from_slice(&bytes).ok()?;
        (outcome.fingerprint == self.fingerprint).then_some(outcome)
    }

    fn keep(&self, verb: &str, outcome: Outcome) {
        let outcome = Outcome { fingerprint: self.fingerprint.clone(), ..outcome };
        if let (Some(cache), Ok(json)) = (self.cache, serde_json::to_vec(&outcome)) {
            // A full disk costs the cache only.
            let _ = place::write(&cache.folder().join(format!("{verb}.json")), &json);
        }
    }
}

fn fingerprint(cache: &Cache, folder: &Path, today: Date) -> Option<String> {
    let walked = walk::walk(folder, &[]).ok()?;
    let mut text = format!("{}\n{today}\n", cache.stamp());
    for file in &walked.files {
        text.push_str(&format!("{} {}\n", cache.sha(&file.name, &file.path).ok()?, file.name));
    }
    walked.links.iter().for_each(|link| text.push_str(&format!("link {link}\n")));
    Some(sha256(text.as_bytes()))
}

/// The manifest of a folder that holds all that it says, each file unchanged as far as the manifest has its sum.
fn intact(folder: &Path, sum: &str) -> Option<Manifest> {
    let bytes = std::fs::read(folder.join(MANIFEST)).ok()?;
    let manifest: Manifest = serde_json::from_slice(&bytes).ok().filter(|_| sha256(&bytes) == sum)?;
    let same = |name: &str| {
        let entry = manifest.files.get(name);
        entry.is_some_and(|entry| std::fs::read(folder.join(name)).is_ok_and(|b| sha256(&b) == entry.sha256))
    };
    let there = |name: &str| folder.join(name).is_file();
    let thumbs = manifest.thumbs.iter().all(|ord| there(&format!("thumbs/{ord}.webp")));
    let others = manifest.bundled.values().chain(&manifest.adapters).all(|name| there(name));
    (same(INDEX) && same(TEXT) && thumbs && others).then_some(manifest)
}
