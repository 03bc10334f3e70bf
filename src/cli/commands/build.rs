//! `pitchside build`

use super::terminal::{self, count};
use anyhow::{Result, bail};
use pitchside::library::worker::Readers;
use pitchside::library::{
    self, Cache, Diagnostic, Ingested, Library, Manifest, Outcome, Progress, Severity, Snapshot,
};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

/// Reads the library and writes the index, unless nothing has changed since that was done.
pub fn run(folder: &Path, output: &Path, quiet: bool) -> Result<ExitCode> {
    let start = Instant::now();
    let today = terminal::today();
    let cache = Cache::open(folder);
    let snapshot = Snapshot::take(cache.as_ref(), folder, today);
    if let Some((outcome, manifest)) = snapshot.built(output) {
        report(&outcome, quiet);
        if !quiet {
            println!(
                "{}: {} ({}), nothing has changed since the last build ({:.1} s); version {}",
                output.display(),
                count(manifest.assets as usize, "asset"),
                count(manifest.passages as usize, "passage"),
                start.elapsed().as_secs_f64(),
                manifest.hash,
            );
        }
        return Ok(super::FINE);
    }
    let mut ingested = ingest(open_sound(folder)?, folder, true, quiet)?;
    library::check(&mut ingested, today);
    let manifest = write(&ingested, folder, output)?;
    let outcome = Outcome::of(&ingested);
    report(&outcome, quiet);
    if !quiet {
        summary(&ingested, &manifest, output, start);
    }
    snapshot.keep_built(outcome, output);
    // The system takes all of it back at once; piece by piece takes a good part of a second.
    std::mem::forget(ingested);
    Ok(super::FINE)
}

/// Opens a library from which something is to be made. With a `library.toml` that can't be read it would be under another name and
/// brand, without its links.
///
/// # Errors
/// What is wrong in `library.toml`.
pub fn open_sound(folder: &Path) -> Result<Library> {
    let library = Library::open(folder)?;
    let broken: Vec<String> =
        library.diagnostics.iter().filter(|d| d.code == "library-toml").map(ToString::to_string).collect();
    if !broken.is_empty() {
        bail!("nothing was written, because library.toml can't be read:\n{}", broken.join("\n"));
    }
    Ok(library)
}

/// Opens a library and reads its files under a progress bar; `cards` as in [`Progress`].
pub fn read(folder: &Path, cards: bool, quiet: bool) -> Result<Ingested> {
    ingest(Library::open(folder)?, folder, cards, quiet)
}

/// Reads the files of a library under a progress bar; those that have not changed since the last time come from the
/// cache.
pub fn ingest(library: Library, folder: &Path, cards: bool, quiet: bool) -> Result<Ingested> {
    let cancelled = terminal::stop_gently();
    let files = library.items.iter().filter(|i| i.path.is_some()).count();
    let bar = terminal::progress(files as u64, quiet);
    let file_done = |name: &str| {
        if !name.is_empty() {
            bar.set_message(name.to_owned());
            bar.inc(1);
        }
    };
    let readers = Readers::new(library::this_program()).with_cache(Cache::open(folder));
    let progress = Progress { file_done: &file_done, cancelled, cards };
    let ingested = library::ingest(library, &readers, &progress);
    bar.finish_and_clear();
    Ok(ingested?)
}

/// Writes the index.
pub fn write(ingested: &Ingested, folder: &Path, output: &Path) -> Result<Manifest> {
    if ingested.assets.is_empty() {
        report(&Outcome::of(ingested), true);
        return Err(library::LibraryError::NoAssets(folder.to_owned()).into());
    }
    Ok(library::write(ingested, output, Cache::open(folder).as_ref())?)
}

/// Errors in full on stderr; warnings only as their number, `check` has them.
pub fn report(outcome: &Outcome, quiet: bool) {
    let of = |severity| outcome.diagnostics.iter().filter(move |d: &&Diagnostic| d.severity == severity);
    for error in of(Severity::Error) {
        eprintln!("{error}");
    }
    if !outcome.withheld.is_empty() && !quiet {
        eprintln!(
            "{} left out, not released: {}",
            count(outcome.withheld.len(), "piece"),
            outcome.withheld.join(", ")
        );
    }
    let warnings = of(Severity::Warning).count();
    if warnings > 0 && !quiet {
        eprintln!("{}: `pitchside check` lists them", count(warnings, "warning"));
    }
}

fn summary(ingested: &Ingested, manifest: &Manifest, output: &Path, start: Instant) {
    let bytes: u64 = manifest.files.values().map(|f| f.bytes).sum();
    let pictures: u64 = ingested.assets.iter().map(|r| r.thumbnail.len() as u64).sum();
    println!(
        "{}: {} ({}) from {} read in {:.1} s{}",
        output.display(),
        count(manifest.assets as usize, "asset"),
        count(manifest.passages as usize, "passage"),
        count(ingested.read, "file"),
        start.elapsed().as_secs_f64(),
        if ingested.failed.is_empty() {
            String::new()
        } else {
            format!(", {} could not be", count(ingested.failed.len(), "file"))
        },
    );
    println!(
        "  index and text {}, {} {}; version {}",
        terminal::size(bytes),
        count(manifest.thumbs.len(), "thumbnail"),
        terminal::size(pictures),
        manifest.hash,
    );
}
