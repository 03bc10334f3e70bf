//! What a release changes: against the package before it, or none.

use super::{LIBRARY, PackageError, identity};
use crate::library::{Change, ChangeKind, Identity, Manifest, Release};
use pitchside_core::catalogue::{Asset, Date};
use pitchside_core::index::{Index, StoredText, TextAddress};
use std::collections::BTreeMap;
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

    /// Assets by id, with their numbers.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn by_id(&self) -> Result<BTreeMap<String, (u32, Asset)>, pitchside_core::index::IndexError> {
        let mut all = BTreeMap::new();
        for ord in self.index.assets() {
            let asset = self.index.asset(ord)?;
            all.insert(asset.id.0.clone(), (ord.0, asset));
        }
        Ok(all)
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
                for word in text.split_whitespace() {
                    digest.update(word.as_bytes());
                    digest.update(b" ");
                }
                digest.update([0]);
            }
            let digest = digest.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect();
            all.insert(asset.id.0.clone(), (asset, digest));
        }
        Ok(all)
    }
}

/// What happened to one asset between two packages.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What.
    pub change: ChangeKind,
    /// The asset as it was.
    pub before: Option<Asset>,
    /// The asset as it is.
    pub now: Option<Asset>,
    /// Whether its text is another one.
    pub text: bool,
}

impl Difference {
    /// Title and id of the asset, as it is or was.
    fn told(&self) -> Option<(&str, &str)> {
        let asset = self.now.as_ref().or(self.before.as_ref())?;
        Some((&asset.title, &asset.id.0))
    }

    /// As the panel shows it.
    pub fn change(&self) -> Option<Change> {
        let asset = self.now.as_ref().or(self.before.as_ref())?;
        let next = asset.superseded_by.as_ref().filter(|_| self.change == ChangeKind::Superseded);
        Some(Change {
            id: asset.id.0.clone(),
            change: self.change,
            title: asset.title.clone(),
            by: next.map(|id| id.0.clone()).unwrap_or_default(),
        })
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
    /// Reads a package that `pack` wrote (zip, xpi or crx), or the index that `build` wrote.
    ///
    /// # Errors
    /// When it can't be read, or is none.
    pub fn open(path: &Path) -> Result<Self, PackageError> {
        let error = |detail: String| PackageError::Previous(path.to_owned(), detail);
        if path.is_dir() {
            return Self::of_index(path);
        }
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

    /// Of an index in a folder: what makes a package of it is what the library says.
    fn of_index(folder: &Path) -> Result<Self, PackageError> {
        let error = |detail: String| PackageError::Previous(folder.to_owned(), detail);
        let read = |name: &str| {
            std::fs::read(folder.join(name)).map_err(|_| {
                error(format!("has no {name}: give a package, or the folder that `pitchside build` wrote"))
            })
        };
        let manifest: Manifest =
            serde_json::from_slice(&read(crate::library::MANIFEST)?).map_err(|e| error(e.to_string()))?;
        let library = Contents::open(read(crate::library::INDEX)?, read(crate::library::TEXT)?)
            .map_err(|e| error(e.to_string()))?;
        let version = super::manifest::version(manifest.build)?;
        let identity = identity::of_package(&manifest, &serde_json::Value::Null);
        Ok(Self { version, manifest, identity, library })
    }

    /// What differs now, in the order added, changed, superseded, expired, removed, and by title within.
    ///
    /// # Errors
    /// When one of the two is damaged.
    pub fn differences(&self, now: &Contents) -> Result<Vec<Difference>, pitchside_core::index::IndexError> {
        let (mut before, after) = (self.library.assets()?, now.assets()?);
        let gone =
            |asset: &Asset, day: Option<Date>| asset.expires.zip(day).is_some_and(|(last, day)| last < day);
        let mut all = Vec::new();
        for (id, (asset, text)) in after {
            let old = before.remove(&id);
            let revised = old.as_ref().is_some_and(|(_, old)| *old != text);
            let change = match &old {
                None if asset.superseded_by.is_some() || gone(&asset, now.built()) => None,
                None => Some(ChangeKind::Added),
                Some((old, _)) if asset.superseded_by.is_some() && old.superseded_by.is_none() => {
                    Some(ChangeKind::Superseded)
                }
                Some((old, _)) if gone(&asset, now.built()) && !gone(old, self.library.built()) => {
                    Some(ChangeKind::Expired)
                }
                Some((old, _)) => (revised || differs(old, &asset)).then_some(ChangeKind::Changed),
            };
            if let Some(change) = change {
                all.push(Difference {
                    change,
                    before: old.map(|(old, _)| old),
                    now: Some(asset),
                    text: revised,
                });
            }
        }
        let removed = before.into_values().map(|(old, _)| Difference {
            change: ChangeKind::Removed,
            before: Some(old),
            now: None,
            text: false,
        });
        all.extend(removed);
        all.sort_by(|a, b| (a.change, a.told()).cmp(&(b.change, b.told())));
        Ok(all)
    }

    /// The releases that the new package remembers: its own first, then those of before.
    pub fn releases(&self, own: Release) -> Vec<Release> {
        std::iter::once(own).chain(self.manifest.releases.iter().cloned()).take(KEPT).collect()
    }
}

/// Whether a rep or a buyer would see a difference.
fn differs(old: &Asset, new: &Asset) -> bool {
    let shown = |asset: &Asset| {
        let asset = asset.clone();
        (
            asset.title,
            asset.summary,
            asset.kind,
            asset.link,
            asset.audience,
            asset.version,
            asset.extent,
            asset.language,
        )
    };
    let meant = |asset: &Asset| {
        let asset = asset.clone();
        (asset.expires, asset.personas, asset.industries, asset.regions)
    };
    shown(old) != shown(new) || meant(old) != meant(new)
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
