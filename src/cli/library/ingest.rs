//! Every file of a library read, blanks inferred, rules checked.

use super::cache::Cache;
use super::collection::{Item, Library, LibraryError};
use super::diagnostic::Diagnostic;
use super::extract::{Document, ExtractError, unreadable};
use super::infer::Inference;
use super::ready::{Ingested, Ready};
use super::release::{self, Withheld};
use super::settings::Settings;
use super::shelf::{Key, Shelf, key};
use super::worker::Readers;
use super::{card, infer, marking, passages, rules_file, synonyms_file, walk};
use pitchside_core::catalogue::{Asset, Extent, Guessed, Passage};
use rayon::prelude::*;
use std::collections::HashSet;
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
    let desk = Desk::new(readers, &settings);
    let read = |item: Item| {
        if progress.cancelled.load(Ordering::Relaxed) {
            return Err(LibraryError::Cancelled);
        }
        let made = desk.make(item);
        (progress.file_done)(&made.file);
        Ok(made)
    };
    // A pool of its own: each thread waits for a process, so that at least two always make sense.
    let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 16);
    let made: Result<Vec<Made>, _> = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| items.into_par_iter().map(read).collect()),
        Err(_) => items.into_iter().map(read).collect(),
    };
    let made = made?;
    desk.keep(&made);
    let (mut assets, mut withheld, mut failed, mut count) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let mut explained: HashSet<String> = HashSet::new();
    for Made { result, found, read, .. } in made {
        diagnostics.extend(found);
        count += usize::from(read);
        match result {
            Outcome::Ready(ready) => assets.push(*ready),
            Outcome::Withheld(left) => {
                explained.insert(left.file.clone());
                withheld.push(left);
            }
            Outcome::Failed(file, error, ready) => {
                explained.insert(file.clone());
                failed.push((file, error));
                assets.extend(ready.map(|ready| *ready));
            }
        }
    }
    infer::tell_apart(&mut assets);
    // One finding a file: a row of the catalogue would help neither.
    diagnostics.retain(|d| d.code != "no-entry" || !explained.contains(&d.file));
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
    /// Its file; may be empty.
    file: String,
    result: Outcome,
    found: Vec<Diagnostic>,
    /// Whether its file was read.
    read: bool,
    /// What the next run takes it from, if it has not changed.
    kept: Option<(Key, Kept)>,
}

enum Outcome {
    Ready(Box<Ready>),
    Withheld(Withheld),
    /// The file, why it can't be read, and the asset where it stays by its title.
    Failed(String, ExtractError, Option<Box<Ready>>),
}

enum Kept {
    /// On the shelf already.
    Known,
    New(Vec<u8>),
}

/// Where items become assets. What a file and its row became is taken from the run before, unless one of the two, the settings or this
/// program has changed.
struct Desk<'a> {
    readers: &'a Readers,
    settings: &'a Settings,
    shelf: Shelf,
    /// Of settings and program.
    common: Key,
}

impl<'a> Desk<'a> {
    fn new(readers: &'a Readers, settings: &'a Settings) -> Self {
        let shelf = Shelf::open(readers.cache().map(Cache::folder), "ready.bin");
        let stamp = readers.cache().map(Cache::stamp).unwrap_or_default();
        let common = key(&[stamp.as_bytes(), format!("{settings:?}").as_bytes()]);
        Self { readers, settings, shelf, common }
    }

    fn make(&self, item: Item) -> Made {
        let file = item.asset.file.clone();
        let extension = walk::extension(&file);
        let Some(path) = &item.path else { return self.made(item, None) };
        let sha = self.readers.cache().and_then(|cache| cache.sha(&file, path).ok());
        let Some(sha) = sha else {
            let answer = self.readers.read(path, &extension);
            return self.made(item, Some(answer));
        };
        let row = format!("{:?}", item.record);
        let entry = serde_json::to_vec(&item.asset).unwrap_or_default();
        let key = key(&[&self.common, sha.as_bytes(), extension.as_bytes(), &entry, row.as_bytes()]);
        if let Some(made) = self.known(&item, &sha, &extension, key) {
            return made;
        }
        let answer = self.readers.read_hashed(&sha, path, &extension);
        let mut made = self.made(item, Some(answer));
        if let (Outcome::Ready(ready), true) = (&made.result, made.read)
            && let Ok(bytes) = serde_json::to_vec(&(
                &ready.asset,
                ready.asset.guessed,
                &ready.inferred,
                &ready.passages,
                &made.found,
            ))
        {
            made.kept = Some((key, Kept::New(bytes)));
        }
        made
    }

    /// What the run before made of the same.
    fn known(&self, item: &Item, sha: &str, extension: &str, key: Key) -> Option<Made> {
        type Parts = (Asset, Guessed, Vec<Inference>, Vec<Passage>, Vec<Diagnostic>);
        let (mut asset, guessed, inferred, passages, found): Parts =
            serde_json::from_slice(self.shelf.get(&key)?).ok()?;
        // Not in its JSON: what was guessed is the ranking's business.
        asset.guessed = guessed;
        let thumbnail = self.readers.cache()?.first_page(sha, extension)?;
        let (file, line) = item.place();
        let place = (file.to_owned(), line);
        let ready = Ready { asset, inferred, passages, thumbnail, place, path: item.path.clone() };
        let kept = Some((key, Kept::Known));
        let file = item.asset.file.clone();
        Some(Made { file, result: Outcome::Ready(Box::new(ready)), found, read: true, kept })
    }

    fn made(&self, item: Item, answer: Option<Result<Document, ExtractError>>) -> Made {
        let mut found = Vec::new();
        let read = matches!(answer, Some(Ok(_)));
        let file = item.asset.file.clone();
        let result = match answer {
            Some(Err(error)) => {
                let file = item.asset.file.clone();
                let kept = report(&item, &error, &mut found);
                match kept.then(|| ready(item, None, self.settings, &mut found)) {
                    Some(Err(left)) => Outcome::Withheld(left),
                    Some(Ok(ready)) => Outcome::Failed(file, error, Some(Box::new(ready))),
                    None => Outcome::Failed(file, error, None),
                }
            }
            document => match ready(item, document.and_then(Result::ok), self.settings, &mut found) {
                Ok(ready) => Outcome::Ready(Box::new(ready)),
                Err(left) => Outcome::Withheld(left),
            },
        };
        Made { file, result, found, read, kept: None }
    }

    /// Keeps for the next run what this one made and used.
    fn keep(&self, made: &[Made]) {
        let results: Vec<(Key, &[u8])> = made
            .iter()
            .filter_map(|made| match made.kept.as_ref()? {
                (key, Kept::New(bytes)) => Some((*key, bytes.as_slice())),
                (key, Kept::Known) => Some((*key, self.shelf.get(key)?)),
            })
            .collect();
        self.shelf.keep(&results);
    }
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
    let title = document.as_ref().map_or("", Document::title);
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
    if let Some(document) = document.as_ref().filter(|document| !document.unread.is_empty()) {
        diagnostics.push(partly_read(&asset, &document.unread));
    }
    let mut text = Vec::new();
    let mut thumbnail = Vec::new();
    if let Some(document) = document {
        asset.extent = Extent { count: document.count, unit: document.unit };
        text = passages::cut(&document.blocks, &[document.title(), &asset.title]);
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

/// The first of some places, and how many more there are.
fn listed(places: &[String]) -> String {
    const NAMED: usize = 5;
    let named = places.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match places.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

/// What is in the file and in no passage, because it could not be read.
fn partly_read(asset: &Asset, unread: &[String]) -> Diagnostic {
    let message = format!("not all of it could be read: {}", listed(unread));
    let remedy = "Open it in its own program and save it again. What was read is in the index.";
    Diagnostic::warning("partly-read", &asset.file, message, remedy).about(&asset.id.0)
}

/// What a buyer finds in the file and a passage never holds.
fn hidden_content(asset: &Asset, places: &[String]) -> Diagnostic {
    let message = format!("the file travels with hidden content: {}", listed(places));
    let remedy = "Whoever opens the file finds it: remove it, or publish a copy as PDF. It is in no passage.";
    Diagnostic::warning("hidden-content", &asset.file, message, remedy).about(&asset.id.0)
}
