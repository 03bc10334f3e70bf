//! `pitchside report`

use super::terminal::{self, count};
use anyhow::{Context as _, Result, bail};
use pitchside::library::{MANIFEST, Manifest};
use pitchside::report::sent::{self, Library};
use pitchside_core::catalogue::SendPolicy;
use pitchside_core::index::StoredText;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Counts what reps sent and writes the page, its tables, the draft of an FAQ and what the next report is held against.
pub fn run(
    files: &[PathBuf],
    library: Option<&Path>,
    previous: Option<&Path>,
    output: &Path,
) -> Result<ExitCode> {
    let before = match previous {
        Some(path) => {
            let bytes = std::fs::read(path).with_context(|| format!("can’t read {}", path.display()))?;
            Some(sent::previous(&bytes).with_context(|| path.display().to_string())?)
        }
        None => None,
    };
    let library = library.map(open).transpose()?;
    let sources = sent::read(files);
    if sources.files.is_empty() {
        for skipped in &sources.skipped {
            eprintln!("{}: {}", skipped.name, skipped.why);
        }
        bail!("no report of a rep was found; give the files that reps sent, or a folder or zip of them");
    }
    let read = sources.files.len();
    let merged = sent::merge(sources.files);
    let digest = sent::digest(sent::tally(&merged.reps, library.as_ref()), library.as_ref(), before);
    let skipped: Vec<(String, String)> =
        sources.skipped.iter().map(|skipped| (skipped.name.clone(), skipped.why.clone())).collect();

    let page = sent::page(&digest, library.as_ref(), &skipped, &merged.doubles);
    let beside = |ending: &str| output.with_extension(ending);
    let written = [
        (output.to_owned(), page),
        (beside("json"), sent::json(&digest)?),
        (beside("pieces.csv"), sent::pieces_csv(&digest)),
        (beside("questions.csv"), sent::questions_csv(&digest)),
        (beside("faq.md"), sent::faq(&digest)),
    ];
    for (path, text) in &written {
        std::fs::write(path, text).with_context(|| format!("can’t write {}", path.display()))?;
    }
    for (name, why) in &skipped {
        eprintln!("left out: {name}: {why}");
    }
    println!(
        "{} of {} read, {} counted; {} asked and not answered; {} of {} in use",
        count(read, "file"),
        count(merged.reps.len(), "rep"),
        count(digest.tally.events, "event"),
        count(digest.asked.len(), "question"),
        digest.in_use[0],
        count(digest.in_use[1], "piece"),
    );
    for (path, _) in &written {
        println!("  {}", path.display());
    }
    Ok(super::FINE)
}

fn open(dir: &Path) -> Result<Library> {
    let index = super::open_index(dir)?;
    let text =
        std::fs::read(dir.join(pitchside::library::TEXT)).ok().and_then(|bytes| StoredText::open(bytes).ok());
    let policy = SendPolicy { today: terminal::today(), region: index.info().default_region };
    let mut library = Library::new(index, text, policy).with_context(|| dir.display().to_string())?;
    // Older releases name what is gone; without them it stands there by its id.
    let manifest = std::fs::read(dir.join(MANIFEST)).ok();
    if let Some(manifest) = manifest.and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok()) {
        library.take_releases(&manifest.releases);
    }
    Ok(library)
}
