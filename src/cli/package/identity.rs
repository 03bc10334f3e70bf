//! The identity of a package, and that a release keeps the last one's: another one is refused until somebody says that it is meant.

use super::{Key, PackageError, manifest};
use crate::library::{Identity, Manifest};
use std::path::{Path, PathBuf};

/// That of a library packed with that key.
///
/// # Errors
/// When an id is none.
pub fn of_library(library: &Manifest, key: Option<&Key>) -> Result<Identity, PackageError> {
    let name = library.package.name.trim();
    Ok(Identity {
        chrome_id: key.map(|key| manifest::chrome_id(Some(key))).transpose()?.unwrap_or_default(),
        firefox_id: manifest::firefox_id(&library.package, &library.vendor)?,
        name: if name.is_empty() { "Pitchside".to_owned() } else { name.to_owned() },
        library: library.name.clone(),
        vendor: library.vendor.clone(),
    })
}

/// That of a package by its `library.json` and, where it was written before identities were kept, by its manifest.
pub fn of_package(library: &Manifest, browser: &serde_json::Value) -> Identity {
    if let Some(known) = &library.identity {
        return known.clone();
    }
    let text = |pointer: &str| {
        browser.pointer(pointer).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
    };
    let mut known = of_library(library, None).unwrap_or_default();
    let firefox = text("/browser_specific_settings/gecko/id");
    known.firefox_id = match (firefox.is_empty(), library.package.firefox_id.trim()) {
        (false, _) => firefox,
        // Chrome's packages of that time don't say it.
        (true, "") => String::new(),
        (true, own) => own.to_owned(),
    };
    known.chrome_id =
        super::crx::id_of_key(&text("/key")).filter(|_| !text("/key").is_empty()).unwrap_or_default();
    known
}

/// Refuses a release under another identity than the last one's.
///
/// # Errors
/// With every difference and what to do.
pub fn keep(now: &Identity, before: &Identity, path: &Path) -> Result<(), PackageError> {
    let differences = now.differences(before);
    if differences.is_empty() {
        return Ok(());
    }
    Err(PackageError::Identity { path: PathBuf::from(path), differences })
}
