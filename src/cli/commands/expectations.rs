//! The expectations that `check` tries, and how places moved since the last release.

use anyhow::{Context as _, Result, bail};
use pitchside::library::expectations::{self, Tried};
use pitchside::library::{Ingested, build_index};
use pitchside_core::catalogue::SendPolicy;
use pitchside_core::index::Index;
use std::io::Read as _;
use std::path::Path;

/// Tries `expectations.toml` of a library, if it has one. Broken ones join the diagnostics; all of them come back with
/// their places now and in the last release.
pub fn run(folder: &Path, ingested: &mut Ingested, previous: Option<&Path>) -> Result<Vec<Tried>> {
    let expected = expectations::read(folder, &mut ingested.diagnostics);
    let previous = previous.map(released).transpose()?;
    if expected.is_empty() || ingested.assets.is_empty() {
        return Ok(Vec::new());
    }
    let index = Index::open(build_index(ingested)?.index)?;
    let policy =
        SendPolicy { today: super::terminal::today(), region: ingested.settings.library.default_region };
    Ok(expectations::run(&expected, &index, previous.as_ref(), policy, &mut ingested.diagnostics)?)
}

/// The index of a release: a folder that `build` wrote, or a package.
fn released(path: &Path) -> Result<Index> {
    if path.is_dir() {
        return super::open_index(path);
    }
    let problem =
        || format!("can’t read {}; give a package (.zip, .xpi) or a folder that build wrote", path.display());
    let mut archive =
        zip::ZipArchive::new(std::fs::File::open(path).with_context(problem)?).with_context(problem)?;
    let names = archive.file_names().filter_map(Result::ok).map(|name| name.to_string());
    let Some(name) = names.into_iter().find(|name| name.ends_with("library.idx")) else {
        bail!("{} holds no library.idx: it is no Pitchside package", path.display())
    };
    let mut bytes = Vec::new();
    archive.by_name(&name).with_context(problem)?.read_to_end(&mut bytes).with_context(problem)?;
    Ok(Index::open(bytes)?)
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
