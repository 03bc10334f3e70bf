//! The extension and an index packed for Chrome (and Edge) and Firefox.
//!
//! ```text
//! manifest.json (top level) ─► manifest ─► one for each browser ┐
//! extension (inside the program, or a folder) ──────────────────┼─► DIR/chrome/  DIR/pitchside-chrome-<version>.zip
//! index (what `build` wrote) ─► library/ ───────────────────────┘   DIR/firefox/ DIR/pitchside-firefox-<version>.zip
//! ```
//!
//! In a package the index lies in [`LIBRARY`]: `library/library.idx`, `library/text.bin`, `library/thumbs/0.webp` …

mod archive;
mod embedded;
mod manifest;

pub use manifest::{Browser, Sites, hosts, manifest, version};

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
    #[error("“{0}” is no host; write it as crm.example.com, or *.example.com for all below it")]
    Host(String),
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
    /// Hosts of the library's own sites, beside those of the adapters.
    pub sites: &'a [String],
    /// Whether hosts are asked for in the panel or declared.
    pub ask: Sites,
    /// Build number; 0 = none.
    pub build: u32,
}

/// One package that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// For which browser.
    pub browser: Browser,
    /// The unpacked folder.
    pub folder: PathBuf,
    /// The zip.
    pub zip: PathBuf,
    /// The zip's size in bytes.
    pub bytes: u64,
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

/// Writes both packages below `output`.
///
/// # Errors
/// See [`PackageError`]. Each folder and zip is written beside its place and renamed.
pub fn pack(order: &Order<'_>, output: &Path) -> Result<Vec<Packed>, PackageError> {
    let hosts = manifest::hosts(order.extension, order.sites)?;
    let mut shared = order.extension.clone();
    shared.remove("manifest.json");
    let index = read_tree(order.index)?;
    let thumbs: u64 =
        index.iter().filter(|(n, _)| n.starts_with("thumbs/")).map(|(_, b)| b.len() as u64).sum();
    shared.extend(index.into_iter().map(|(name, bytes)| (format!("{LIBRARY}/{name}"), bytes)));
    let version = manifest::version(order.build)?;
    std::fs::create_dir_all(output).map_err(|e| failed(output, &e))?;
    let mut packed = Vec::new();
    for browser in [Browser::Chrome, Browser::Firefox] {
        let mut files = shared.clone();
        files.insert("manifest.json".to_owned(), manifest::manifest(browser, &hosts, order.ask, &version)?);
        let zip = archive::zip(&files).map_err(|e| failed(output, &e))?;
        if zip.len() as u64 > LIMIT {
            let size = zip.len() as u64 >> 20;
            return Err(PackageError::TooLarge { browser: browser.name(), size, thumbs: thumbs >> 20 });
        }
        let folder = output.join(browser.name());
        write_tree(&folder, &files)?;
        let path = output.join(format!("pitchside-{}-{version}.zip", browser.name()));
        let temporary = path.with_extension("zip.new");
        let written = std::fs::write(&temporary, &zip).and_then(|()| std::fs::rename(&temporary, &path));
        written.map_err(|e| failed(&path, &e))?;
        packed.push(Packed { browser, folder, zip: path, bytes: zip.len() as u64 });
    }
    Ok(packed)
}

fn failed(path: &Path, error: &std::io::Error) -> PackageError {
    PackageError::Output { path: path.to_owned(), detail: error.to_string() }
}

/// All files below a folder; links are not followed.
fn read_tree(root: &Path) -> Result<Files, PackageError> {
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

/// Replaces `folder` by these files. A folder without a manifest.json is somebody else's and left alone.
fn write_tree(folder: &Path, files: &Files) -> Result<(), PackageError> {
    let occupied = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if occupied && !folder.join("manifest.json").is_file() {
        let detail = "is not an unpacked extension; give an empty folder or a new name".to_owned();
        return Err(PackageError::Output { path: folder.to_owned(), detail });
    }
    let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let stage = folder.with_file_name(format!(".{name}.new-{}", std::process::id()));
    // Left over from a run that was stopped, or not there.
    let _ = std::fs::remove_dir_all(&stage);
    for (name, bytes) in files {
        let path = stage.join(name);
        let parent = path.parent().unwrap_or(&stage);
        std::fs::create_dir_all(parent)
            .and_then(|()| std::fs::write(&path, bytes))
            .map_err(|e| failed(&path, &e))?;
    }
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|e| failed(folder, &e))?;
    }
    std::fs::rename(&stage, folder).map_err(|e| failed(folder, &e))
}
