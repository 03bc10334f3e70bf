//! The extension and an index packed for Chrome (and Edge) and Firefox.
//!
//! ```text
//! manifest.json (top level) ─► manifest ─► one for each browser ┐
//! extension (inside the program, or a folder) ──────────────────┼─► DIR/chrome/  DIR/pitchside-chrome-<version>.zip
//! index (what `build` wrote) ─► library/ ───────────────────────┘   DIR/firefox/ DIR/pitchside-firefox-<version>.zip
//! ```
//!
//! In a package the index lies in [`LIBRARY`]: `library/library.idx`, `library/text.bin`, `library/thumbs/0.webp` …

mod adapters;
mod archive;
mod brand;
mod compare;
mod crx;
mod embedded;
mod hosting;
mod identity;
mod manifest;
mod notes;
mod review;
mod source;
mod tables;

pub use adapters::{Packaged, adapters};
pub use compare::{Previous, index_of};
pub use crx::Key;
pub use manifest::{Browser, Sites, hosts, manifest, version};
pub use review::{faults, linter};
pub use tables::{NAME as TABLES, tables};

use crate::library::{Change, FileEntry, INDEX, Manifest, Release, TEXT};
use pitchside_core::catalogue::Date;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
/// The folder of the index inside a package.
pub const LIBRARY: &str = "library";

/// Largest package in bytes that Firefox's store takes.
pub const LIMIT: u64 = 200 << 20;

/// Files by their path inside the package, `/` between parts.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Why nothing was packed.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// A plain `cargo build` made this program.
    #[error(
        "this program carries no extension: it was built without one. Run ./build.sh in the source folder; \
         target/release/pitchside then has it inside"
    )]
    NoExtension,
    /// Parts are missing in the extension's folder.
    #[error("the extension in {0} has no {1}; run ./build.sh, which puts it into target/extension")]
    Incomplete(String, &'static str),
    /// The version can't be written as a store wants it.
    #[error("{0} is no version for a store; give a --build from 0 to 65535")]
    Version(String),
    /// The manifest at the top level is not what it should be.
    #[error("manifest.json: {0}")]
    Manifest(String),
    /// A site that can't be asked for.
    #[error("{place}: {what}")]
    Host {
        /// The file, and what it stands under there.
        place: String,
        /// What is wrong and how it is written.
        what: String,
    },
    /// More than the store takes.
    #[error(
        "the {browser} package would have {size} MB, the limit is 200 MB; thumbnails take {thumbs} MB of it"
    )]
    TooLarge {
        /// Which.
        browser: &'static str,
        /// Its size in MB.
        size: u64,
        /// What the pictures take, in MB.
        thumbs: u64,
    },
    /// The key can't be used.
    #[error("{0}: {1}")]
    Key(PathBuf, String),
    /// The package of before can't be read.
    #[error("--previous {0}: {1}; give the zip, xpi or crx of your last release")]
    Previous(PathBuf, String),
    /// The version would not be taken as an update.
    #[error(
        "version {version} is not above {previous} of {path}: browsers would not update; give --build {next}, or set build in library.toml"
    )]
    NotAbove {
        /// The new version.
        version: String,
        /// The one before.
        previous: String,
        /// Its package.
        path: PathBuf,
        /// The build number that would do.
        next: u32,
    },
    /// Reps would not get it as an update.
    #[error(
        "this is another extension than {path}, so that reps would not be updated to it:\n  {}\nif that is meant, say so with --accept-new-identity",
        .differences.join("\n  ")
    )]
    Identity {
        /// The package before.
        path: PathBuf,
        /// What differs, each with its remedy.
        differences: Vec<String>,
    },
    /// Name, icon or colour of `library.toml`.
    #[error("library.toml, [package]: {0}")]
    Brand(String),
    /// What `build` wrote is not whole.
    #[error("{0} is damaged; run pitchside build again")]
    Index(PathBuf),
    /// A store would send it back.
    #[error("the {browser} package would be refused:\n  {}", .faults.join("\n  "))]
    Refused {
        /// Which.
        browser: &'static str,
        /// Why, each with its remedy.
        faults: Vec<String>,
    },
    /// The result can't be put there.
    #[error("{path}: {detail}")]
    Output {
        /// Where.
        path: PathBuf,
        /// What the system says, and what to do.
        detail: String,
    },
}

/// What to pack.
pub struct Order<'a> {
    /// The extension: [`extension`].
    pub extension: &'a Files,
    /// The folder that `build` wrote.
    pub index: &'a Path,
    /// Whether hosts are asked for in the panel or declared; none = as the library says.
    pub ask: Option<Sites>,
    /// Build number; none = the library's.
    pub build: Option<u32>,
    /// The key that signs a package for one's own server.
    pub key: Option<&'a Key>,
    /// The last release.
    pub previous: Option<&'a Path>,
    /// Whether it may have another identity than the last release.
    pub new_identity: bool,
    /// The day of the release, to be said in the notes.
    pub day: Option<Date>,
}

/// One package that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// For which browser.
    pub browser: Browser,
    /// The unpacked folder, below the release's.
    pub folder: PathBuf,
    /// The zip or xpi for the store, below the release's folder.
    pub zip: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

/// A release.
#[derive(Clone, Debug, Default)]
pub struct Released {
    /// The package's version.
    pub version: String,
    /// The packages.
    pub packages: Vec<Packed>,
    /// Everything else that was written, below the release's folder.
    pub others: Vec<PathBuf>,
    /// What changed since the previous package, if one was given.
    pub changes: Option<Vec<Change>>,
    /// What takes the room: part and bytes, unpacked.
    pub room: Vec<(&'static str, u64)>,
    /// Whether Mozilla's linter, which found nothing, is installed.
    pub linted: bool,
}

/// The built extension: from `folder`, else the one inside this program.
///
/// # Errors
/// When there is none, or a part of it is missing.
pub fn extension(folder: Option<&Path>) -> Result<Files, PackageError> {
    let (files, from) = match folder {
        Some(folder) => (read_tree(folder)?, folder.display().to_string()),
        None => (embedded::files().ok_or(PackageError::NoExtension)?, "this program".to_owned()),
    };
    for part in ["panel.html", "panel.js", "background.js", "icons/128.png", "_locales/en/messages.json"] {
        if !files.contains_key(part) {
            return Err(PackageError::Incomplete(from, part));
        }
    }
    Ok(files)
}

/// Writes a release into `output`, a folder of its own: [`crate::place::Stage`].
///
/// ```text
/// chrome/ firefox/                     to load unpacked
/// pitchside-chrome-<version>.zip       for the Chrome Web Store and Edge Add-ons (without `key`, which they refuse)
/// pitchside-firefox-<version>.xpi      for Mozilla
/// pitchside-source-<version>.zip       for Mozilla's reviewers, with AMO-BUILD-NOTES.md beside it
/// pitchside-<version>.crx              signed for one's own server, with a key
/// self-hosted/  policies/              update files and policies
/// RELEASE_NOTES.md  release-notes/     what changed, for reps: Markdown, HTML and mails in three languages
/// ```
///
/// # Errors
/// See [`PackageError`]. What a store would refuse leaves parts behind that go with the stage.
pub fn pack(order: &Order<'_>, output: &Path) -> Result<Released, PackageError> {
    let mut index = read_tree(order.index)?;
    let damaged = || PackageError::Index(order.index.to_owned());
    let json = index.get(crate::library::MANIFEST).ok_or_else(damaged)?;
    let mut library: Manifest = serde_json::from_slice(json).map_err(|_| damaged())?;
    let brand = library.package.clone();
    let build = order.build.unwrap_or(library.build);
    if build != library.build {
        renumber(&mut index, &mut library, build).ok_or_else(damaged)?;
    }
    let identity = identity::of_library(&library, order.key)?;
    library.identity = Some(identity.clone());
    let version = manifest::version(build)?;
    let (mut changes, mut before, mut differences) = (None, None, Vec::new());
    let part = |name: &str| index.get(name).cloned().ok_or_else(damaged);
    let contents = compare::Contents::open(part(INDEX)?, part(TEXT)?).map_err(|_| damaged())?;
    if let Some(path) = order.previous {
        let previous = Previous::open(path)?;
        compare::above(&version, &previous, path)?;
        if !order.new_identity {
            identity::keep(&identity, &previous.identity, path)?;
        }
        let unreadable =
            |e: pitchside_core::index::IndexError| PackageError::Previous(path.to_owned(), e.to_string());
        differences = previous.differences(&contents).map_err(unreadable)?;
        let own: Vec<Change> = differences.iter().filter_map(compare::Difference::change).collect();
        let release = Release { version: version.clone(), date: library.date, changes: own.clone() };
        library.releases = previous.releases(release);
        (changes, before) = (Some(own), Some(previous.version));
    }
    let gathered = |region| {
        notes::Notes::gather(&notes::Order {
            library: &library,
            version: &version,
            previous: before.as_deref(),
            contents: &contents,
            differences: &differences,
            pictures: &|name| index.get(name).cloned(),
            day: order.day,
            region,
        })
        .map_err(|_| damaged())
    };
    let release_notes = notes::files(&gathered, &contents)?;
    let mut json = serde_json::to_vec_pretty(&library).map_err(|e| PackageError::Manifest(e.to_string()))?;
    json.push(b'\n');
    index.insert(crate::library::MANIFEST.to_owned(), json);

    let mut shared = order.extension.clone();
    shared.remove("manifest.json");
    let icon = index.remove("icon.png");
    brand::apply(&mut shared, &brand, icon.as_deref())?;
    shared.insert(hosting::SCHEMA.to_owned(), hosting::schema());
    let own: Files = index
        .iter()
        .filter(|(n, _)| n.starts_with("adapters/"))
        .map(|(n, b)| (n.clone(), b.clone()))
        .collect();
    let adapters = adapters(&shared, &own, &library.crm)?;
    shared.insert(TABLES.to_owned(), tables(&shared, &adapters)?);
    shared.retain(|name, _| !name.starts_with("words/"));
    let hosts = manifest::hosts(&adapters, &library.sites)?;
    let room = room(&shared, &index);
    shared.extend(index.into_iter().map(|(name, bytes)| (format!("{LIBRARY}/{name}"), bytes)));

    let ask = order.ask.unwrap_or(match brand.sites {
        crate::library::SiteAccess::Optional => Sites::Optional,
        crate::library::SiteAccess::Required => Sites::Required,
    });
    let own_server = manifest::update_base(&brand.update_url)?;
    let make = |browser: Browser, key: manifest::KeyField<'_>, update_url: Option<&str>| {
        let firefox_id = &identity.firefox_id;
        let face = manifest::Face {
            version: &version,
            hosts: &hosts,
            sites: ask,
            brand: &brand,
            firefox_id,
            key,
            update_url,
        };
        let mut files = shared.clone();
        if browser == Browser::Firefox {
            files.remove(hosting::SCHEMA);
        }
        files.insert("manifest.json".to_owned(), manifest::manifest(browser, &face)?);
        Ok::<Files, PackageError>(files)
    };
    let firefox_updates = own_server.as_ref().map(|base| format!("{base}/updates.json"));
    let mut parts = Vec::new();
    for browser in [Browser::Chrome, Browser::Firefox] {
        let updates = firefox_updates.as_deref().filter(|_| browser == Browser::Firefox);
        let files = make(browser, manifest::KeyField::None, updates)?;
        let found = review::faults(browser, &files);
        if !found.is_empty() {
            return Err(PackageError::Refused { browser: browser.name(), faults: found });
        }
        let zip = archive::zip(&files).map_err(|e| failed(output, &e))?;
        if zip.len() as u64 > LIMIT {
            let thumbs = room.iter().find(|(what, _)| *what == "thumbnails").map_or(0, |(_, bytes)| *bytes);
            let size = zip.len() as u64 >> 20;
            return Err(PackageError::TooLarge { browser: browser.name(), size, thumbs: thumbs >> 20 });
        }
        // The folder keeps the key, so that an unpacked extension has the same id everywhere.
        let key = order.key.map_or(manifest::KeyField::Source, manifest::KeyField::Own);
        parts.push((browser, make(browser, key, updates)?, zip));
    }
    let mut linted = false;
    for (browser, _, zip) in parts.iter().filter(|(browser, ..)| *browser == Browser::Firefox) {
        // The linter wants a file. It goes again: nothing of a release stands there that Mozilla would send back.
        let path = put(output, ".linted.xpi", zip)?;
        let path = output.join(path);
        let said = review::linter(&path, own_server.is_some());
        std::fs::remove_file(&path).map_err(|e| failed(&path, &e))?;
        linted = said.is_some();
        if let Some(faults) = said.filter(|faults| !faults.is_empty()) {
            return Err(PackageError::Refused { browser: browser.name(), faults });
        }
    }
    let mut released = Released { version: version.clone(), changes, room, linted, ..Released::default() };
    for (browser, files, zip) in parts {
        let folder = PathBuf::from(browser.name());
        for (name, bytes) in &files {
            put(output, &format!("{}/{name}", browser.name()), bytes)?;
        }
        let extension = if browser == Browser::Chrome { "zip" } else { "xpi" };
        let name = format!("pitchside-{}-{version}.{extension}", browser.name());
        let path = put(output, &name, &zip)?;
        released.packages.push(Packed { browser, folder, zip: path, bytes: zip.len() as u64 });
    }
    let mut crx = None;
    if let Some(key) = order.key {
        let updates = own_server.as_ref().map(|base| format!("{base}/updates.xml"));
        let files = make(Browser::Chrome, manifest::KeyField::Own(key), updates.as_deref())?;
        let zip = archive::zip(&files).map_err(|e| failed(output, &e))?;
        let name = format!("pitchside-{version}.crx");
        released.others.push(put(output, &name, &key.sign(&zip)?)?);
        crx = Some(name);
    }
    let wasm = order.extension.get("pitchside_bg.wasm").map(Vec::as_slice);
    let mut others = Files::new();
    if let Some((zip, notes)) = source::archive(&version, wasm).map_err(|e| failed(output, &e))? {
        others.insert(format!("pitchside-source-{version}.zip"), zip);
        others.insert(source::NOTES.to_owned(), notes.into_bytes());
    }
    let chrome_id = manifest::chrome_id(order.key)?;
    others.extend(hosting::files(&hosting::Hosting {
        version: &version,
        chrome_id: &chrome_id,
        firefox_id: &identity.firefox_id,
        base: own_server.as_deref(),
        crx: crx.as_deref(),
    }));
    others.extend(release_notes);
    for (name, bytes) in others {
        released.others.push(put(output, &name, &bytes)?);
    }
    Ok(released)
}

/// What takes the room, the largest first.
fn room(extension: &Files, index: &Files) -> Vec<(&'static str, u64)> {
    let mut room: BTreeMap<&'static str, u64> = BTreeMap::new();
    for (name, bytes) in index {
        let part = match name.split('/').next().unwrap_or_default() {
            "thumbs" => "thumbnails",
            "files" => "bundled files",
            INDEX => "index",
            TEXT => "text",
            _ => "the rest",
        };
        *room.entry(part).or_default() += bytes.len() as u64;
    }
    room.insert("program", extension.values().map(|b| b.len() as u64).sum());
    let mut room: Vec<_> = room.into_iter().collect();
    room.sort_by_key(|(part, bytes)| (std::cmp::Reverse(*bytes), *part));
    room
}

/// Writes one file of a release; its path below the release's folder.
fn put(output: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, PackageError> {
    let path = output.join(name);
    let written =
        std::fs::create_dir_all(path.parent().unwrap_or(output)).and_then(|()| std::fs::write(&path, bytes));
    written.map_err(|e| failed(&path, &e))?;
    Ok(PathBuf::from(name))
}

/// Puts another build number into an index that was built before: the same bytes as if it had been built with it. None when the index
/// is damaged.
fn renumber(index: &mut Files, library: &mut Manifest, build: u32) -> Option<()> {
    let (idx, text) = (index.get(INDEX)?, index.get(TEXT)?);
    let renumbered = pitchside_core::index::renumbered(idx.clone(), text, build).ok()?;
    library.build = build;
    library.hash.clone_from(&renumbered.info.hash);
    let entry =
        FileEntry { bytes: renumbered.index.len() as u64, sha256: crate::library::sha256(&renumbered.index) };
    library.files.insert(INDEX.to_owned(), entry);
    index.insert(INDEX.to_owned(), renumbered.index);
    Some(())
}

/// What a release's folder holds: everything in it that `pack` wrote, now or before, and nothing else.
pub fn is_own(name: &str) -> bool {
    is_replaced(name) || name == "index" || name.starts_with("pitchside-") || name == "binaries"
}

/// Of these the last release's are replaced, or go; packages of releases before stay, for `--previous`.
pub fn is_replaced(name: &str) -> bool {
    matches!(
        name,
        "chrome"
            | "firefox"
            | "policies"
            | "self-hosted"
            | "RELEASE_NOTES.md"
            | notes::FOLDER
            | source::NOTES
    )
}

fn failed(path: &Path, error: &std::io::Error) -> PackageError {
    PackageError::Output { path: path.to_owned(), detail: error.to_string() }
}

/// All files below a folder; links are not followed.
///
/// # Errors
/// When it, or a file in it, can't be read.
pub fn read_tree(root: &Path) -> Result<Files, PackageError> {
    let mut files = Files::new();
    let mut open = vec![(root.to_owned(), String::new())];
    while let Some((folder, prefix)) = open.pop() {
        for entry in std::fs::read_dir(&folder).map_err(|e| failed(&folder, &e))? {
            let entry = entry.map_err(|e| failed(&folder, &e))?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type().map_err(|e| failed(&entry.path(), &e))?;
            if kind.is_dir() {
                open.push((entry.path(), format!("{name}/")));
            } else if kind.is_file() {
                files.insert(name, std::fs::read(entry.path()).map_err(|e| failed(&entry.path(), &e))?);
            }
        }
    }
    Ok(files)
}
