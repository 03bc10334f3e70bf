//! What was read from files before, so that only changed ones are read again.
//!
//! One folder per library in the user's cache (`$PITCHSIDE_CACHE`, else `$XDG_CACHE_HOME/pitchside`,
//! `~/.cache/pitchside`, `%LOCALAPPDATA%\pitchside`), shared by all verbs. Nothing in it is needed: it may be
//! deleted at any time.
//!
//! ```text
//! FOLDER/files.json       program's stamp; per file: size, time of change, when it was looked at, SHA-256
//! FOLDER/ready.bin, blocks.bin, check.json, build.json   see [`super::ingest`], [`super::blocks`], [`super::outcome`]
//! FOLDER/<sha>.<ext>      u32 length of JSON · u32 length of the picture (little endian) · JSON · picture
//! ```
//! A file whose size and time of change are as before is taken as unchanged, unless it was changed within
//! [`RACY`] of being looked at; otherwise its SHA-256 decides, so that a copied or touched folder costs a hash.

use super::extract::{Document, ExtractError};
use super::program::this_program;
use super::sha256::sha256;
use crate::place;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A change so soon before a look may have been followed by another one with the same time.
const RACY: Duration = Duration::from_secs(2);
/// Version of the form.
const FORMAT: u32 = 1;

/// What is known of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    size: u64,
    /// Nanoseconds since 1970.
    changed: u64,
    looked: u64,
    sha: String,
}

#[derive(Default, Serialize, Deserialize)]
struct Table {
    stamp: String,
    files: BTreeMap<String, Known>,
}

/// The cache of one library.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    stamp: String,
    before: BTreeMap<String, Known>,
    now: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    files: BTreeMap<String, Known>,
    entries: std::collections::BTreeSet<String>,
    hits: usize,
}

impl Cache {
    /// The cache of the library in `library`; none where no cache folder can be had.
    pub fn open(library: &Path) -> Option<Self> {
        let base = base()?;
        let canonical = library.canonicalize().ok()?;
        let name = sha256(canonical.to_string_lossy().as_bytes());
        Self::at(base.join(name.get(..16)?))
    }

    /// In that folder.
    pub fn at(folder: PathBuf) -> Option<Self> {
        std::fs::create_dir_all(&folder).ok()?;
        let stamp = stamp();
        let table = std::fs::read(folder.join("files.json")).ok();
        let table: Table = table.and_then(|t| serde_json::from_slice(&t).ok()).unwrap_or_default();
        let before = if table.stamp == stamp { table.files } else { BTreeMap::new() };
        Some(Self { folder, stamp, before, now: Mutex::default() })
    }

    /// The program that wrote it: what another one wrote is not used.
    pub fn stamp(&self) -> &str {
        &self.stamp
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The SHA-256 of a file, from the table where it is sure to be unchanged.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn sha(&self, name: &str, path: &Path) -> std::io::Result<String> {
        let meta = std::fs::metadata(path)?;
        let changed = nanoseconds(meta.modified().unwrap_or(UNIX_EPOCH));
        let racy = RACY.as_nanos() as u64;
        let sure = |k: &&Known| {
            k.size == meta.len() && k.changed == changed && k.looked > k.changed.saturating_add(racy)
        };
        let known = match self.before.get(name).filter(sure) {
            Some(known) => known.clone(),
            None => {
                super::extract::limits::file_size(meta.len()).map_err(std::io::Error::other)?;
                let looked = nanoseconds(SystemTime::now());
                Known { size: meta.len(), changed, looked, sha: sha256(&std::fs::read(path)?) }
            }
        };
        let sha = known.sha.clone();
        self.seen().files.insert(name.to_owned(), known);
        Ok(sha)
    }

    /// What was read from a file with that hash.
    pub fn get(&self, sha: &str, extension: &str) -> Option<Result<Document, ExtractError>> {
        let name = entry_name(sha, extension)?;
        let bytes = std::fs::read(self.folder.join(&name)).ok()?;
        let (json, picture) = frame(&bytes)?;
        let mut answer: Result<Document, ExtractError> = serde_json::from_slice(json).ok()?;
        if let Ok(document) = &mut answer {
            document.thumbnail = picture.to_vec();
        }
        let mut seen = self.seen();
        seen.entries.insert(name);
        seen.hits += 1;
        Some(answer)
    }

    /// The picture of a file with that hash, where it was read without an error; the text is left alone.
    pub fn first_page(&self, sha: &str, extension: &str) -> Option<Vec<u8>> {
        let name = entry_name(sha, extension)?;
        let bytes = std::fs::read(self.folder.join(&name)).ok()?;
        let picture = frame(&bytes)?.1.to_vec();
        let mut seen = self.seen();
        seen.entries.insert(name);
        seen.hits += 1;
        Some(picture)
    }

    /// Keeps what was read, unless the next try may go better.
    pub fn put(&self, sha: &str, extension: &str, answer: &Result<Document, ExtractError>) {
        let passing = matches!(
            answer,
            Err(ExtractError::Timeout { .. } | ExtractError::Crashed | ExtractError::Io { .. })
        );
        let (Some(name), false, Ok(json)) = (entry_name(sha, extension), passing, serde_json::to_vec(answer))
        else {
            return;
        };
        let picture = answer.as_ref().map(|d| d.thumbnail.as_slice()).unwrap_or_default();
        self.store(name, &json, picture);
    }

    /// The picture that was made for that key.
    pub fn picture(&self, key: &str) -> Option<Vec<u8>> {
        let name = entry_name(&sha256(key.as_bytes()), "card")?;
        let bytes = std::fs::read(self.folder.join(&name)).ok()?;
        let picture = frame(&bytes)?.1.to_vec();
        self.seen().entries.insert(name);
        Some(picture)
    }

    /// Keeps the picture that was made for that key.
    pub fn put_picture(&self, key: &str, picture: &[u8]) {
        if let Some(name) = entry_name(&sha256(key.as_bytes()), "card") {
            self.store(name, b"", picture);
        }
    }

    fn store(&self, name: String, json: &[u8], picture: &[u8]) {
        let mut bytes = Vec::with_capacity(8 + json.len() + picture.len());
        bytes.extend((json.len() as u32).to_le_bytes());
        bytes.extend((picture.len() as u32).to_le_bytes());
        bytes.extend(json);
        bytes.extend(picture);
        // A full disk costs the cache only.
        if place::write(&self.folder.join(&name), &bytes).is_ok() {
            self.seen().entries.insert(name);
        }
    }

    /// How many files were not read again.
    pub fn hits(&self) -> usize {
        self.seen().hits
    }

    /// Writes the table and drops what no file of the library needs any more. To be called after a whole run; one without pictures of
    /// its own (`cards`) keeps those of others.
    pub fn save(&self, cards: bool) {
        let seen = self.seen();
        let table = Table { stamp: self.stamp.clone(), files: seen.files.clone() };
        if let Ok(json) = serde_json::to_vec(&table) {
            let _ = place::write(&self.folder.join("files.json"), &json);
        }
        for entry in std::fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let entry_of_a_file = name.split('.').next().is_some_and(|sha| sha.len() == 64);
            let other = !cards && name.ends_with(".card");
            if entry_of_a_file && !other && !seen.entries.contains(&name) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The folder of all caches.
fn base() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    set("PITCHSIDE_CACHE")
        .or_else(|| set("XDG_CACHE_HOME").map(|p| p.join("pitchside/libraries")))
        .or_else(|| set("HOME").map(|p| p.join(".cache/pitchside/libraries")))
        .or_else(|| set("LOCALAPPDATA").map(|p| p.join("pitchside").join("libraries")))
}

/// What must not change for an entry to hold: this very program.
fn stamp() -> String {
    let program = this_program().and_then(|path| std::fs::metadata(path).ok());
    let changed = program.as_ref().and_then(|m| m.modified().ok()).map_or(0, nanoseconds);
    format!("{FORMAT} {} {} {changed}", env!("CARGO_PKG_VERSION"), program.map_or(0, |m| m.len()))
}

fn nanoseconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |d| u64::try_from(d.as_nanos()).unwrap_or(u64::MAX))
}

/// A file's name: only what the program makes itself, so that no extension can lead elsewhere.
fn entry_name(sha: &str, extension: &str) -> Option<String> {
    let plain = |t: &str| t.bytes().all(|b| b.is_ascii_alphanumeric());
    (plain(sha) && sha.len() == 64 && plain(extension) && extension.len() < 12)
        .then(|| format!("{sha}.{extension}"))
}

fn frame(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (json, rest) = bytes.split_first_chunk::<4>()?;
    let (picture, rest) = rest.split_first_chunk::<4>()?;
    let json = rest.get(..u32::from_le_bytes(*json) as usize)?;
    let picture = rest.get(json.len()..json.len() + u32::from_le_bytes(*picture) as usize)?;
    Some((json, picture))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_kept_by_content_and_dropped_when_no_file_has_it() {
        let (files, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = files.path().join("a.md");
        std::fs::write(&path, "one").unwrap();
        let open = || Cache::at(cache.path().to_owned()).unwrap();
        let first = open();
        let sha = first.sha("a.md", &path).unwrap();
        assert!(first.get(&sha, "md").is_none());
        let document = Document { thumbnail: vec![1, 2], language: "de".into(), ..Document::default() };
        first.put(&sha, "md", &Ok(document.clone()));
        first.save(true);

        let second = open();
        assert_eq!(second.get(&second.sha("a.md", &path).unwrap(), "md"), Some(Ok(document)));
        std::fs::write(&path, "two").unwrap();
        let third = open();
        let changed = third.sha("a.md", &path).unwrap();
        assert_ne!(changed, sha);
        assert!(third.get(&changed, "md").is_none());
        third.save(true);
        assert!(open().get(&sha, "md").is_none(), "what no file has is dropped");
    }

    #[test]
    fn what_may_go_better_next_time_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path().to_owned()).unwrap();
        let sha = "a".repeat(64);
        cache.put(&sha, "pdf", &Err(ExtractError::Timeout { seconds: 1 }));
        assert!(cache.get(&sha, "pdf").is_none());
        cache.put(&sha, "pdf", &Err(ExtractError::Password));
        assert_eq!(cache.get(&sha, "pdf"), Some(Err(ExtractError::Password)));
        assert!(entry_name(&sha, "../x").is_none());
    }
}
