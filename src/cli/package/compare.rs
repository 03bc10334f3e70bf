//! What a release changes: against the package before it, or none.

use super::{LIBRARY, PackageError, identity};
use crate::library::{Change, ChangeKind, Identity, Manifest, Release};
use pitchside_core::catalogue::{Asset, Date};
use pitchside_core::index::{Index, StoredText, TextAddress};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Most that is unpacked of a previous package, in bytes: more than a package may have.
const UNPACKED: u64 = super::LIMIT;
/// Releases that a package remembers, so that a rep who skipped some still sees what is new.
const KEPT: usize = 12;

/// A package of before: what is compared of it.
pub struct Previous {
    /// Its version.
    pub version: String,
    /// Its `library.json`.
    pub manifest: Manifest,
    /// What makes another package its update.
    pub identity: Identity,
    library: Contents,
}

/// An index with its text.
pub struct Contents {
    index: Index,
    text: StoredText,
}

impl Contents {
    /// Opens the two files.
    ///
    /// # Errors
    /// When they are damaged or of another version.
    pub fn open(index: Vec<u8>, text: Vec<u8>) -> Result<Self, pitchside_core::index::IndexError> {
        Ok(Self { index: Index::open(index)?, text: StoredText::open(text)? })
    }

    fn built(&self) -> Option<Date> {
        self.index.info().built
    }

    /// Assets by id, with a digest of their text.
    fn assets(&self) -> Result<BTreeMap<String, (Asset, String)>, pitchside_core::index::IndexError> {
        use sha2::{Digest, Sha256};
        let mut all = BTreeMap::new();
        for ord in self.index.assets() {
            let asset = self.index.asset(ord)?;
            let addresses: Vec<TextAddress> = self.index.passage_refs(ord).map(|p| p.address).collect();
            let mut digest = Sha256::new();
            for text in self.text.texts(&addresses)? {
                digest.update(text.as_bytes());
                digest.update([0]);
            }
            let digest = digest.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect();
            all.insert(asset.id.0.clone(), (asset, digest));
        }
        Ok(all)
    }
}

/// The parts of a package: zip, xpi or crx.
struct Parts {
    zip: zip::ZipArchive<std::fs::File>,
    path: PathBuf,
    left: u64,
}

impl Parts {
    fn open(path: &Path) -> Result<Self, PackageError> {
        let error = |detail: String| PackageError::Previous(path.to_owned(), detail);
        let file = std::fs::File::open(path).map_err(|e| error(e.to_string()))?;
        let zip = zip::ZipArchive::new(file).map_err(|_| error("is no package".to_owned()))?;
        Ok(Self { zip, path: path.to_owned(), left: UNPACKED })
    }

    /// Measured by what comes out, never by what the package says of itself.
    fn read(&mut self, name: &str) -> Result<Vec<u8>, PackageError> {
        let error = |detail: String| PackageError::Previous(self.path.clone(), detail);
        let none = || error(format!("has no {name}: it is no package that pitchside wrote"));
        let at = self.zip.index_for_name(name).ok_or_else(none)?;
        let entry = self.zip.by_index(at).map_err(|e| error(e.to_string()))?;
        let mut bytes = Vec::new();
        let read =
            entry.take(self.left + 1).read_to_end(&mut bytes).map_err(|e| error(e.to_string()))? as u64;
        let over = error(format!("{name} unpacks to more than the {} MB of a package", UNPACKED >> 20));
        self.left = self.left.checked_sub(read).ok_or(over)?;
        Ok(bytes)
    }
}

/// The index inside a package.
///
/// # Errors
/// When it can't be read, or is none.
pub fn index_of(path: &Path) -> Result<Index, PackageError> {
    let bytes = Parts::open(path)?.read(&format!("{LIBRARY}/library.idx"))?;
    Index::open(bytes).map_err(|e| PackageError::Previous(path.to_owned(), e.to_string()))
}

impl Previous {
    /// Reads a package that `pack` wrote: zip, xpi or crx.
    ///
    /// # Errors
    /// When it can't be read, or is none.
    pub fn open(path: &Path) -> Result<Self, PackageError> {
        let error = |detail: String| PackageError::Previous(path.to_owned(), detail);
        let mut parts = Parts::open(path)?;
        let browser: serde_json::Value =
            serde_json::from_slice(&parts.read("manifest.json")?).map_err(|e| error(e.to_string()))?;
        let version = browser.get("version").and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        let json = parts.read(&format!("{LIBRARY}/{}", crate::library::MANIFEST))?;
        let manifest: Manifest = serde_json::from_slice(&json).map_err(|e| error(e.to_string()))?;
        let index = parts.read(&format!("{LIBRARY}/library.idx"))?;
        let text = parts.read(&format!("{LIBRARY}/text.bin"))?;
        let library = Contents::open(index, text).map_err(|e| error(e.to_string()))?;
        let identity = identity::of_package(&manifest, &browser);
        Ok(Self { version, manifest, identity, library })
    }

    /// What `now` changes, in the order added, changed, superseded, expired, removed, and by title within.
    ///
    /// # Errors
    /// When one of the two is damaged.
    pub fn changes(&self, now: &Contents) -> Result<Vec<Change>, pitchside_core::index::IndexError> {
        let (before, after) = (self.library.assets()?, now.assets()?);
        let gone =
            |asset: &Asset, day: Option<Date>| asset.expires.zip(day).is_some_and(|(last, day)| last < day);
        let mut changes = Vec::new();
        let mut push = |asset: &Asset, change: ChangeKind| {
            let next = asset.superseded_by.as_ref().filter(|_| change == ChangeKind::Superseded);
            changes.push(Change {
                id: asset.id.0.clone(),
                change,
                title: asset.title.clone(),
                by: next.map(|id| id.0.clone()).unwrap_or_default(),
            });
        };
        for (id, (asset, text)) in &after {
            match before.get(id) {
                None if asset.superseded_by.is_some() || gone(asset, now.built()) => {}
                None => push(asset, ChangeKind::Added),
                Some((old, _)) if asset.superseded_by.is_some() && old.superseded_by.is_none() => {
                    push(asset, ChangeKind::Superseded);
                }
                Some((old, _)) if gone(asset, now.built()) && !gone(old, self.library.built()) => {
                    push(asset, ChangeKind::Expired);
                }
                Some((old, before)) if before != text || differs(old, asset) => {
                    push(asset, ChangeKind::Changed)
                }
                Some(_) => {}
            }
        }
        for (id, (asset, _)) in &before {
            if !after.contains_key(id) {
                push(asset, ChangeKind::Removed);
            }
        }
        changes.sort_by(|a, b| (a.change, &a.title, &a.id).cmp(&(b.change, &b.title, &b.id)));
        Ok(changes)
    }

    /// The releases that the new package remembers: its own first, then those of before.
    pub fn releases(&self, own: Release) -> Vec<Release> {
        std::iter::once(own).chain(self.manifest.releases.iter().cloned()).take(KEPT).collect()
    }
}

/// Whether a rep or a buyer would see a difference.
fn differs(old: &Asset, new: &Asset) -> bool {
    (&old.title, &old.summary, old.kind, &old.link, old.audience, &old.version)
        != (&new.title, &new.summary, new.kind, &new.link, new.audience, &new.version)
}

/// `version` must be above the one before, part by part as numbers.
///
/// # Errors
/// With the build number to give.
pub fn above(version: &str, previous: &Previous, path: &Path) -> Result<(), PackageError> {
    let parts = |v: &str| v.split('.').map(|p| p.parse::<u32>().unwrap_or(0)).collect::<Vec<_>>();
    let (new, old) = (parts(version), parts(&previous.version));
    let pad = |mut v: Vec<u32>| {
        v.resize(4, 0);
        v
    };
    let (new, old) = (pad(new), pad(old));
    if new > old {
        return Ok(());
    }
    let next = old.get(3).copied().unwrap_or(0) + 1;
    Err(PackageError::NotAbove {
        version: version.to_owned(),
        previous: previous.version.clone(),
        path: PathBuf::from(path),
        next,
    })
}

/// `RELEASE_NOTES.md`.
pub fn notes(
    manifest: &Manifest,
    version: &str,
    previous: Option<&str>,
    changes: &[Change],
    titles: &BTreeMap<String, String>,
) -> String {
    let mut text = format!("# {}", manifest.name);
    if !manifest.version.is_empty() {
        let _ = write!(text, " {}", manifest.version);
    }
    let _ = write!(text, "\n\nPackage version {version}");
    if let Some(date) = manifest.date {
        let _ = write!(text, ", content of {date}");
    }
    let _ = writeln!(text, ". {} pieces of collateral.", manifest.assets);
    let Some(previous) = previous else {
        text.push_str(
            "\nThe first release, or `--previous` was not given: there is nothing to compare with.\n",
        );
        return text;
    };
    if changes.is_empty() {
        let _ = writeln!(text, "\nNothing has changed since {previous} that a rep would see.");
        return text;
    }
    let _ = writeln!(text, "\nSince {previous}:");
    let heads = [
        (ChangeKind::Added, "New"),
        (ChangeKind::Changed, "Changed"),
        (ChangeKind::Superseded, "Replaced"),
        (ChangeKind::Expired, "Expired: no longer to be sent"),
        (ChangeKind::Removed, "Removed"),
    ];
    for (kind, head) in heads {
        let of: Vec<_> = changes.iter().filter(|c| c.change == kind).collect();
        if of.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n## {head} ({})\n", of.len());
        for change in of {
            let _ = write!(text, "- {}", escaped(&change.title));
            if !change.by.is_empty() {
                let next = titles.get(&change.by).map_or(change.by.as_str(), String::as_str);
                let _ = write!(text, " → {}", escaped(next));
            }
            text.push('\n');
        }
    }
    text
}

/// A title as Markdown shows it literally.
fn escaped(title: &str) -> String {
    title.chars().flat_map(|c| if "\\`*_[]<>#|".contains(c) { vec!['\\', c] } else { vec![c] }).collect()
}

/// Titles by id, for the notes.
///
/// # Errors
/// When the index is damaged.
pub fn titles(contents: &Contents) -> Result<BTreeMap<String, String>, pitchside_core::index::IndexError> {
    Ok(contents.assets()?.into_iter().map(|(id, (asset, _))| (id, asset.title)).collect())
}
