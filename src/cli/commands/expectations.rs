//! The expectations that `check` tries, and how places moved since the last release.

use anyhow::Result;
use pitchside::library::expectations::{self, Tried};
use pitchside::library::{Ingested, build_index};
use pitchside_core::catalogue::SendPolicy;
use pitchside_core::index::Index;
use std::path::Path;

/// Tries `expectations.toml` of a library, if it has one. Broken ones join the diagnostics; all of them come back with
/// their places now and in the last release.
pub fn run(folder: &Path, ingested: &mut Ingested, previous: Option<&Path>) -> Result<Vec<Tried>> {
    let expected = expectations::read(folder, &mut ingested.diagnostics);
    let previous = previous.map(released).transpose()?;
    if expected.is_empty() || ingested.assets.is_empty() {
        return Ok(Vec::new());
    }
    let index = Index::open(build_index(ingested, None)?.index)?;
    let policy =
        SendPolicy { today: super::terminal::today(), region: ingested.settings.library.default_region };
    Ok(expectations::run(&expected, &index, previous.as_ref(), policy, &mut ingested.diagnostics)?)
}

/// The index of a release: a folder that `build` wrote, or a package.
fn released(path: &Path) -> Result<Index> {
    if path.is_dir() {
        return super::open_index(path);
    }
    Ok(pitchside::package::index_of(path)?)
}

/// One line per expectation whose place is known in both releases and differs.
pub fn moved(tried: &[Tried]) -> Vec<String> {
    let place = |at: Option<usize>| at.map_or("out of the list".to_owned(), |at| format!("place {at}"));
    let line = |t: &Tried| {
        let before = t.before?;
        (before != t.now).then(|| {
            format!(
                "expectations.toml:{}: {} for {}: {} → {}",
                t.line,
                t.asset,
                t.whom,
                place(before),
                place(t.now)
            )
        })
    };
    tried.iter().filter_map(line).collect()
}
