//! The files of a library's folder.
//!
//! Links to elsewhere are not followed, hidden files, Office's lock files and what Pitchside wrote itself are left out, and a
//! catalogue's path is only ever looked up among what was found here: nothing can reach outside the folder.

use super::extract::{FileType, unreadable};
use super::names::{INDEX, MANIFEST};
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

/// What is below a folder, each in the order of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// The files.
    pub files: Vec<Found>,
    /// Links to files and folders, which are not followed: paths below the folder.
    pub links: Vec<String>,
}

/// All files below `folder`, without those that `ignore` names and without indexes and releases that an earlier run put there.
///
/// # Errors
/// When a pattern is malformed; the text says which.
pub fn walk(folder: &Path, ignore: &[String]) -> Result<Walked, String> {
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
        .filter_entry(|entry| entry.depth() == 0 || !is_output(entry.path()))
        .build();
    let mut walked = Walked::default();
    for entry in walk.flatten() {
        let Ok(below) = entry.path().strip_prefix(folder) else { continue };
        let parts: Vec<_> = below.iter().map(|p| p.to_string_lossy()).collect();
        let name = parts.join("/");
        let lock = parts.last().is_some_and(|name| name.starts_with("~$"));
        match entry.file_type() {
            Some(kind) if kind.is_symlink() => walked.links.push(name),
            Some(kind) if kind.is_file() && !lock => {
                walked.files.push(Found { name, path: entry.path().to_owned() });
            }
            _ => {}
        }
    }
    walked.files.sort_by(|a, b| a.name.cmp(&b.name));
    walked.links.sort();
    Ok(walked)
}

/// Whether a folder is what `build` or `pack` wrote: an index, or a release with its unpacked extensions.
fn is_output(folder: &Path) -> bool {
    let has = |name: &str| folder.join(name).is_file();
    has(INDEX) && has(MANIFEST) || has("RELEASE_NOTES.md") && has("chrome/manifest.json")
}

/// A number that changes when a file below `folder` comes, goes or is saved.
pub fn fingerprint(folder: &Path) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    for file in walk(folder, &[]).unwrap_or_default().files {
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
    fn files_come_sorted_without_ignored_hidden_lock_and_own_files() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.pdf", "a/x.md", "a/~$x.docx", ".hidden.md", "drafts/d.md", "a/x.bak.pdf"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        for name in [
            "out/library.idx",
            "out/library.json",
            "out/a.pdf",
            "release/RELEASE_NOTES.md",
            "release/chrome/manifest.json",
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let found = walk(folder.path(), &["drafts/**".into(), "*.bak.pdf".into()]).unwrap();
        let names: Vec<_> = found.files.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names, ["a/x.md", "b.pdf"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_named_and_not_followed() {
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(outside.path().join("secret.md"), "x").unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join("out")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret.md"), folder.path().join("s.md")).unwrap();
        let walked = walk(folder.path(), &[]).unwrap();
        assert_eq!((walked.files.len(), walked.links), (0, vec!["out".to_owned(), "s.md".to_owned()]));
    }
}
