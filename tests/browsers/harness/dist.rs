//! The packages under test: `dist/chrome` and `dist/firefox` as `./build.sh` left them.

use crate::skip::skip;
use anyhow::{Context, Result, bail};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder in `PITCHSIDE_DIST`, or `None` after saying aloud that the caller is skipped.
///
/// Browser tests need a built extension and browsers, so a bare `cargo test` passes without them;
/// `./build.sh test` sets the variable.
pub fn packages() -> Option<PathBuf> {
    let dist = std::env::var_os("PITCHSIDE_DIST").map(PathBuf::from);
    if dist.is_none() {
        skip("no PITCHSIDE_DIST. Run ./build.sh test, or ./build.sh and PITCHSIDE_DIST=$PWD/dist cargo test");
    }
    dist
}

/// The folder for a program that cannot go on without it: `PITCHSIDE_DIST` or `dist`.
pub fn require() -> Result<PathBuf> {
    let dist = std::env::var_os("PITCHSIDE_DIST").map_or_else(|| PathBuf::from("dist"), PathBuf::from);
    if !dist.join("chrome/manifest.json").exists() {
        bail!("{} has no built extension: run ./build.sh first", dist.display());
    }
    Ok(fs::canonicalize(dist)?)
}

/// Of an unpacked extension, or of a zip or xpi.
pub fn manifest(extension: &Path) -> Result<Value> {
    if extension.is_file() {
        let mut zip = zip::ZipArchive::new(fs::File::open(extension)?)?;
        return Ok(serde_json::from_reader(zip.by_name("manifest.json")?)?);
    }
    let path = extension.join("manifest.json");
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(serde_json::from_str(&text)?)
}

/// Chromium's id of an unpacked extension: from its key, without one from its path.
pub fn chromium_id(extension: &Path) -> Result<String> {
    let source = match manifest(extension)?["key"].as_str() {
        Some(key) => STANDARD.decode(key)?,
        None => fs::canonicalize(extension)?.into_os_string().into_encoded_bytes(),
    };
    let digest = Sha256::digest(source);
    Ok(digest.iter().take(16).flat_map(|b| [b >> 4, b & 15]).map(|n| char::from(b'a' + n)).collect())
}

/// The files of an extension whose name ends in `ending`.
pub fn files(extension: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(extension)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, ending)?);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
