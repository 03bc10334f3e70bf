//! The files of a library's folder.
//!
//! Links to elsewhere are not followed, hidden files and Office's lock files are left out, and a catalogue's path
//! is only ever looked up among what was found here: nothing can reach outside the folder.

use super::extract::{FileType, unreadable};
use ignore::WalkBuilder;
use ignore::overrides::OverrideBuilder;
use std::path::{Path, PathBuf};

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Path below the folder, `/` between parts.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

impl Found {
    /// Its extension in lower case; empty without one.
    pub fn extension(&self) -> String {
        extension(&self.name)
    }

    /// Whether its format is read.
    pub fn readable(&self) -> bool {
        FileType::from_extension(&self.extension()).is_some()
    }

    /// Whether marketing would expect it to be in the index even without an entry in the catalogue.
    pub fn expected(&self) -> bool {
        self.readable() || unreadable(&self.extension()).is_some()
    }
}

/// The extension of a path in lower case; empty without one.
pub fn extension(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_lowercase())
}

/// All files below `folder` in the order of their names, without those that `ignore` names.
///
/// # Errors
/// When a pattern is malformed; the text says which.
pub fn files(folder: &Path, ignore: &[String]) -> Result<Vec<Found>, String> {
    let mut overrides = OverrideBuilder::new(folder);
    for pattern in ignore {
        overrides.add(&format!("!{pattern}")).map_err(|e| format!("ignore pattern “{pattern}”: {e}"))?;
    }
    let overrides = overrides.build().map_err(|e| e.to_string())?;
    let walk = WalkBuilder::new(folder)
        .git_ignore(false)
        .git_global(false)
        .git_exclude(false)
        .parents(false)
        .follow_links(false)
        .overrides(overrides)
        .build();
    let mut found = Vec::new();
    for entry in walk.flatten().filter(|e| e.file_type().is_some_and(|t| t.is_file())) {
        let Ok(below) = entry.path().strip_prefix(folder) else { continue };
        let parts: Vec<_> = below.iter().map(|p| p.to_string_lossy()).collect();
        let lock = parts.last().is_some_and(|name| name.starts_with("~$"));
        if !lock {
            found.push(Found { name: parts.join("/"), path: entry.path().to_owned() });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// A number that changes when a file below `folder` comes, goes or is saved.
pub fn fingerprint(folder: &Path) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    for file in files(folder, &[]).unwrap_or_default() {
        let meta = std::fs::metadata(&file.path).ok();
        let changed = meta.as_ref().and_then(|m| m.modified().ok());
        (file.name, meta.map(|m| m.len()), changed).hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_sorted_without_ignored_hidden_and_lock_files() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.pdf", "a/x.md", "a/~$x.docx", ".hidden.md", "drafts/d.md", "a/x.bak.pdf"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let found = files(folder.path(), &["drafts/**".into(), "*.bak.pdf".into()]).unwrap();
        let names: Vec<_> = found.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names, ["a/x.md", "b.pdf"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_not_followed() {
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(outside.path().join("secret.md"), "x").unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join("out")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret.md"), folder.path().join("s.md")).unwrap();
        assert_eq!(files(folder.path(), &[]).unwrap(), []);
    }
}
