//! `pitchside watch` and `pitchside preview`: on each save the index is built again.

use super::terminal;
use anyhow::Result;
use pitchside::library::{self, Severity};
use pitchside::package;
use pitchside::preview::{Build, Server, Site};
use pitchside_core::catalogue::SendPolicy;
use pitchside_core::index::Index;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How often the folder is looked at: folders that are synchronised or on a server tell nobody of changes.
const LOOK: Duration = Duration::from_millis(700);

/// Builds now and on each change, until Ctrl-C.
pub fn run(folder: &Path, output: &Path) -> Result<ExitCode> {
    let build = || match super::build::run(folder, output, false) {
        Ok(_) => {}
        Err(error) => terminal::error(&error),
    };
    build();
    eprintln!("watching {}; Ctrl-C ends it", folder.display());
    on_change(folder, build);
    Ok(super::FINE)
}

/// The real panel on a page of this machine, built now and on each change, until Ctrl-C.
pub fn preview(folder: &Path, port: u16, extension: Option<&PathBuf>) -> Result<ExitCode> {
    let extension = package::extension(extension.map(PathBuf::as_path))?;
    let place = Temporary(std::env::temp_dir().join(format!("pitchside-preview-{}", std::process::id())));
    std::fs::create_dir_all(&place.0)?;
    let index = place.0.join("index");
    let site = Arc::new(Site::new(terminal::today));
    let build = || match build(folder, &index, &site, &extension) {
        Ok(()) => {}
        Err(error) => {
            terminal::error(&error);
            site.fail(format!("Not built: {error}"));
        }
    };
    build();
    let server = Server::start(site.clone(), port)?;
    println!("{}", server.url());
    eprintln!("open it in a browser; what you save in {} is shown at once; Ctrl-C ends it", folder.display());
    on_change(folder, build);
    Ok(super::FINE)
}

fn build(folder: &Path, index: &Path, site: &Site, extension: &package::Files) -> Result<()> {
    let mut ingested = super::build::read(folder, true, false)?;
    library::check(&mut ingested, terminal::today());
    let manifest = super::build::write(&ingested, folder, index)?;
    super::build::report(&library::Outcome::of(&ingested), false);
    let expectations = library::expectations::read(folder, &mut ingested.diagnostics);
    let index = package::read_tree(index)?;
    try_expectations(&expectations, &index, &mut ingested)?;
    let count = |severity| ingested.diagnostics.iter().filter(|d| d.severity == severity).count();
    let message = format!(
        "{}: {}, {} and {}",
        manifest.name,
        terminal::count(manifest.assets as usize, "asset"),
        terminal::count(count(Severity::Error), "error"),
        terminal::count(count(Severity::Warning), "warning")
    );
    eprintln!("{message}");
    let findings = std::mem::take(&mut ingested.diagnostics);
    site.show(extension, Build { index, message, findings, expectations })?;
    Ok(())
}

/// Broken expectations join the findings, as `check` has them.
fn try_expectations(
    expectations: &[(u32, library::expectations::Expectation)],
    index: &package::Files,
    ingested: &mut library::Ingested,
) -> Result<()> {
    let Some(bytes) = index.get(library::INDEX).filter(|_| !expectations.is_empty()) else { return Ok(()) };
    let index = Index::open(bytes.clone())?;
    let region = ingested.settings.library.default_region;
    let policy = SendPolicy { today: terminal::today(), region };
    library::expectations::run(expectations, &index, None, policy, &mut ingested.diagnostics)?;
    Ok(())
}

/// Calls `build` when the folder has changed and come to rest.
fn on_change(folder: &Path, build: impl Fn()) {
    let stop = terminal::stop_gently();
    let mut built = library::fingerprint(folder);
    let mut seen = built;
    while !stop.load(Ordering::Relaxed) {
        std::thread::sleep(LOOK);
        let now = library::fingerprint(folder);
        // Twice the same: whoever is writing has finished.
        if now != built && now == seen {
            built = now;
            build();
        }
        seen = now;
    }
}

/// A folder that goes when the program ends.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
