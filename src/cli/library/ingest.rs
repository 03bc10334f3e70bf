//! Every file of a library read, blanks inferred, rules checked.

use super::collection::{Item, Library, LibraryError};
use super::diagnostic::Diagnostic;
use super::extract::{Document, ExtractError, unreadable};
use super::ready::{Ingested, Ready};
use super::release::{self, Withheld};
use super::settings::Settings;
use super::worker::Readers;
use super::{card, infer, marking, passages, rules_file, synonyms_file, walk};
use pitchside_core::catalogue::{Asset, Extent};
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is told while it goes on, and whether to stop.
pub struct Progress<'a> {
    /// Called after each file with its name, from any thread.
    pub file_done: &'a (dyn Fn(&str) + Sync),
    /// Set to true to stop before the next file.
    pub cancelled: &'a AtomicBool,
    /// Whether cards are drawn for assets without a picture: who only checks needs none.
    pub cards: bool,
}

/// Reads all files of `library`, several at a time.
///
/// # Errors
/// Only when cancelled: whatever is wrong with a file costs that file.
pub fn ingest(
    library: Library,
    readers: &Readers,
    progress: &Progress<'_>,
) -> Result<Ingested, LibraryError> {
    let Library { folder, mut settings, items, mut diagnostics } = library;
    let read = |item: Item| {
        if progress.cancelled.load(Ordering::Relaxed) {
            return Err(LibraryError::Cancelled);
        }
        let answer = item
            .path
            .as_ref()
            .map(|path| readers.read_cached(&item.asset.file, path, &walk::extension(&item.asset.file)));
        (progress.file_done)(&item.asset.file);
        Ok((item, answer))
    };
    // A pool of its own: each thread waits for a process, so that at least two always make sense.
    let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 16);
    let answers: Result<Vec<_>, _> = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| items.into_par_iter().map(read).collect()),
        Err(_) => items.into_iter().map(read).collect(),
    };
    let made: Vec<Made> =
        answers?.into_par_iter().map(|(item, answer)| make(item, answer, &settings)).collect();
    let (mut assets, mut withheld, mut failed, mut count) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for Made { result, found, read } in made {
        diagnostics.extend(found);
        count += usize::from(read);
        // One finding a file: a row of the catalogue would help neither.
        let mut explained = |file: &str| diagnostics.retain(|d| d.code != "no-entry" || d.file != file);
        match result {
            Outcome::Ready(ready) => assets.push(*ready),
            Outcome::Withheld(left) => {
                explained(&left.file);
                withheld.push(left);
            }
            Outcome::Failed(file, error, ready) => {
                explained(&file);
                failed.push((file, error));
                assets.extend(ready.map(|ready| *ready));
            }
        }
    }
    if !settings.library.thumbnails.unwrap_or(true) {
        assets.iter_mut().for_each(|ready| ready.thumbnail.clear());
    } else if progress.cards {
        cards(&mut assets, readers, progress)?;
    }
    if let Some(cache) = readers.cache() {
        cache.save(progress.cards);
    }
    settings.library.synonyms.extend(synonyms_file::read(&folder, &mut diagnostics));
    let rules = rules_file::read(&folder, &assets, &settings, &mut diagnostics);
    Ok(Ingested { folder, settings, assets, diagnostics, rules, withheld, failed, read: count })
}

/// What came of one item, and what was found on the way.
struct Made {
    result: Outcome,
    found: Vec<Diagnostic>,
    /// Whether its file was read.
    read: bool,
}

enum Outcome {
    Ready(Box<Ready>),
    Withheld(Withheld),
    /// The file, why it can't be read, and the asset where it stays by its title.
    Failed(String, ExtractError, Option<Box<Ready>>),
}

fn make(item: Item, answer: Option<Result<Document, ExtractError>>, settings: &Settings) -> Made {
    let mut found = Vec::new();
    let read = matches!(answer, Some(Ok(_)));
    let result = match answer {
        Some(Err(error)) => {
            let file = item.asset.file.clone();
            let kept = report(&item, &error, &mut found);
            match kept.then(|| ready(item, None, settings, &mut found)) {
                Some(Err(left)) => Outcome::Withheld(left),
                Some(Ok(ready)) => Outcome::Failed(file, error, Some(Box::new(ready))),
                None => Outcome::Failed(file, error, None),
            }
        }
        document => match ready(item, document.and_then(Result::ok), settings, &mut found) {
            Ok(ready) => Outcome::Ready(Box::new(ready)),
            Err(left) => Outcome::Withheld(left),
        },
    };
    Made { result, found, read }
}

/// Draws a card for each asset that has no picture, unless the cache has it.
fn cards(assets: &mut [Ready], readers: &Readers, progress: &Progress<'_>) -> Result<(), LibraryError> {
    /// Cards that are drawn together.
    const TOGETHER: usize = 48;
    let key = |ready: &Ready| format!("{}\n{}", ready.asset.kind.slug(), ready.asset.title);
    let mut blank: Vec<&mut Ready> = assets.iter_mut().filter(|ready| ready.thumbnail.is_empty()).collect();
    if let Some(cache) = readers.cache() {
        blank
            .par_iter_mut()
            .for_each(|ready| ready.thumbnail = cache.picture(&key(ready)).unwrap_or_default());
        blank.retain(|ready| ready.thumbnail.is_empty());
    }
    blank.par_chunks_mut(TOGETHER).try_for_each(|some| {
        if progress.cancelled.load(Ordering::Relaxed) {
            return Err(LibraryError::Cancelled);
        }
        let wanted: Vec<_> =
            some.iter().map(|ready| (ready.asset.kind, ready.asset.title.as_str())).collect();
        let drawn = card::draw(&wanted);
        for (ready, picture) in some.iter_mut().zip(drawn) {
            ready.thumbnail = picture.unwrap_or_default();
            if let Some(cache) = readers.cache().filter(|_| !ready.thumbnail.is_empty()) {
                cache.put_picture(&key(ready), &ready.thumbnail);
            }
        }
        Ok(())
    })
}

/// Says why a file could not be read, and whether its asset stays: those with an entry do, found by what the
/// catalogue says of them.
fn report(item: &Item, error: &ExtractError, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let file = &item.asset.file;
    let extension = walk::extension(file);
    let kept = item.record.as_ref().is_some_and(|_| !item.asset.title.is_empty());
    let text = error.to_string();
    let (message, remedy) = text.split_once("; ").unwrap_or((text.as_str(), ""));
    let fate = if kept { "It is found by its title and summary only." } else { "It is left out." };
    let known_format = !matches!(error, ExtractError::Unsupported { .. });
    if !known_format && kept && unreadable(&extension).is_none() {
        // A film, a picture, an archive: nobody expects its text.
        return true;
    }
    let message = match error {
        ExtractError::Unsupported { .. } => {
            format!(
                "{} can't be read",
                unreadable(&extension).map_or(format!("a .{extension} file"), str::to_owned)
            )
        }
        _ => message.to_owned(),
    };
    let mut remedy = remedy.to_owned();
    if let Some(first) = remedy.get(..1).map(str::to_uppercase) {
        remedy.replace_range(..1, &first);
        remedy.push_str(". ");
    }
    let found = Diagnostic::error(error.cause(), file, message, format!("{remedy}{fate}"));
    diagnostics.push(found.about(&item.asset.id.0));
    kept
}

fn ready(
    item: Item,
    document: Option<Document>,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Ready, Withheld> {
    let (file, line) = item.place();
    let place = (file.to_owned(), line);
    let Item { mut asset, record, path } = item;
    let title = document.as_ref().map_or("", |document| document.title.as_str());
    let title = if asset.title.is_empty() { title } else { asset.title.as_str() };
    let markings = marking::of(title, &asset.file, document.as_ref());
    if let Some(left) = release::withheld(&asset, record.as_ref(), &markings) {
        diagnostics.push(left.finding(&place));
        return Err(left);
    }
    let inferred = infer::fill(&mut asset, record.as_ref(), document.as_ref(), settings, &markings);
    diagnostics.extend(record.as_ref().and_then(|record| release::contradiction(&asset, record, &markings)));
    if let Some(document) = document.as_ref().filter(|document| !document.hidden.is_empty()) {
        diagnostics.push(hidden_content(&asset, &document.hidden));
    }
    let mut text = Vec::new();
    let mut thumbnail = Vec::new();
    if let Some(document) = document {
        asset.extent = Extent { count: document.count, unit: document.unit };
        text = passages::cut(&document.blocks, &[&document.title, &asset.title]);
        passages::mark_outlines(&mut text, &asset.title, &asset.summary);
        if document.word_count() < 5 {
            let message = if document.pictures {
                "there is no text in it, only pictures"
            } else {
                "there is no text in it"
            };
            let remedy = match (document.pictures, asset.summary.is_empty()) {
                (true, true) => {
                    "It looks like a scan: write a summary in the catalogue, so that it can be found."
                }
                (true, false) => "It looks like a scan: it is found by its title and summary.",
                (false, _) => "Check the file; it is found by its title and summary only.",
            };
            diagnostics.push(Diagnostic::warning("no-text", &asset.file, message, remedy).about(&asset.id.0));
        }
        thumbnail = document.thumbnail;
    }
    Ok(Ready { asset, inferred, passages: text, thumbnail, place, path })
}

/// What a buyer finds in the file and a passage never holds.
fn hidden_content(asset: &Asset, places: &[String]) -> Diagnostic {
    const NAMED: usize = 5;
    let named = places.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = match places.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!("the file travels with hidden content: {named}{more}");
    let remedy = "Whoever opens the file finds it: remove it, or publish a copy as PDF. It is in no passage.";
    Diagnostic::warning("hidden-content", &asset.file, message, remedy).about(&asset.id.0)
}
