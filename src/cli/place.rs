//! Files and folders that are complete or not there: written beside their place and put there in one step.
//!
//! A run may be killed, the disk may be full, somebody may press Ctrl-C: what stood in the folder stands there still. On Linux and
//! macOS the new folder and the old one change places in one call of the system; elsewhere the old one is moved aside first, and the
//! next run moves it back where the second step never came.

use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};

/// A folder in the making. It goes when it is dropped before [`Stage::put_in_place`].
#[derive(Debug)]
pub struct Stage {
    path: PathBuf,
    target: PathBuf,
}

impl Stage {
    /// An empty folder beside `target`, after what earlier runs left there was cleared away.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn beside(target: &Path) -> Result<Self> {
        // `out/.` and `out` are one folder; its name is needed for those beside it.
        let target = target.canonicalize().unwrap_or_else(|_| target.to_owned());
        if target.file_name().is_none() {
            return Err(Error::new(ErrorKind::InvalidInput, "is no name for a folder; give another one"));
        }
        if let Some(parent) = target.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            std::fs::create_dir_all(parent)?;
        }
        clear(&target);
        let path = sibling(&target, &format!("new-{}", std::process::id()));
        remove(&path)?;
        std::fs::create_dir(&path)?;
        Ok(Self { path, target })
    }

    /// Where to write.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the folder in place. What stood in the old one on its top level, has no namesake in the new one and is wanted by `keep`, is
    /// taken over.
    ///
    /// # Errors
    /// When the system refuses; the old folder stands then as it was.
    pub fn put_in_place(self, keep: impl Fn(&str) -> bool) -> Result<()> {
        let old = std::fs::read_dir(&self.target).into_iter().flatten().flatten();
        for entry in old.filter(|entry| keep(&entry.file_name().to_string_lossy())) {
            let to = self.path.join(entry.file_name());
            if !to.exists() {
                link(&entry.path(), &to)?;
            }
        }
        if !self.target.exists() {
            return std::fs::rename(&self.path, &self.target);
        }
        if exchange(&self.path, &self.target).is_ok() {
            // Now the old one; what can't be removed is cleared away by the next run.
            let _ = remove(&self.path);
            return Ok(());
        }
        let aside = sibling(&self.target, &format!("old-{}", std::process::id()));
        remove(&aside)?;
        std::fs::rename(&self.target, &aside)?;
        if let Err(error) = std::fs::rename(&self.path, &self.target) {
            std::fs::rename(&aside, &self.target)?;
            return Err(error);
        }
        let _ = remove(&aside);
        Ok(())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = remove(&self.path);
    }
}

/// Writes a file beside its place and renames it.
///
/// # Errors
/// When the system refuses; what stood there stands then as it was.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let temporary =
        path.with_file_name(format!("{name}.{}.{:?}", std::process::id(), std::thread::current().id()));
    let written = std::fs::write(&temporary, bytes).and_then(|()| std::fs::rename(&temporary, path));
    written.inspect_err(|_| drop(std::fs::remove_file(&temporary)))
}

/// Two folders change places in one step, where the system can do that.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// The same file under a second name, or a copy where the disk has no second names; folders with all below them.
fn link(from: &Path, to: &Path) -> Result<()> {
    let kind = std::fs::symlink_metadata(from)?;
    if kind.is_dir() {
        std::fs::create_dir(to)?;
        for entry in std::fs::read_dir(from)? {
            let entry = entry?;
            link(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    if !kind.is_file() {
        return Ok(());
    }
    std::fs::hard_link(from, to).or_else(|_| std::fs::copy(from, to).map(drop))
}

fn sibling(folder: &Path, what: &str) -> PathBuf {
    let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    folder.with_file_name(format!(".{name}.{what}"))
}

/// Clears away what runs that were killed left beside `target`, and moves back what they had moved aside.
fn clear(target: &Path) {
    let begin = |what: &str| {
        sibling(target, what).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let (new, old) = (begin("new-"), begin("old-"));
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for entry in std::fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(run) = name.strip_prefix(&new).or_else(|| name.strip_prefix(&old)) else { continue };
        if run.parse::<u32>().is_ok_and(runs) {
            continue;
        }
        if name.starts_with(&old) && !target.exists() {
            let _ = std::fs::rename(entry.path(), target);
        } else {
            let _ = remove(&entry.path());
        }
    }
}

/// Whether that process may still be at work; where the system doesn't tell, only this one is.
fn runs(process: u32) -> bool {
    let processes = Path::new("/proc");
    process != std::process::id()
        && processes.join("self").exists()
        && processes.join(process.to_string()).exists()
}

fn remove(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_replaced_whole_and_what_is_wanted_of_the_old_one_stays() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("release");
        let write = |path: &Path, name: &str| {
            std::fs::create_dir_all(path.join(name).parent().unwrap()).unwrap();
            std::fs::write(path.join(name), name).unwrap();
        };
        let stage = Stage::beside(&target).unwrap();
        write(stage.path(), "a.zip");
        write(stage.path(), "chrome/x");
        stage.put_in_place(|_| true).unwrap();
        let stage = Stage::beside(&target).unwrap();
        write(stage.path(), "b.zip");
        write(stage.path(), "chrome/y");
        stage.put_in_place(|name| name.ends_with(".zip")).unwrap();
        let names = |folder: &Path| {
            let mut names: Vec<_> = std::fs::read_dir(folder)
                .unwrap()
                .map(|e| e.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        assert_eq!(names(&target), ["a.zip", "b.zip", "chrome"]);
        assert_eq!(names(&target.join("chrome")), ["y"]);
        assert_eq!(names(place.path()), ["release"]);
    }

    #[test]
    fn a_stage_that_is_dropped_or_left_by_a_dead_run_goes() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("release");
        std::fs::create_dir_all(place.path().join(".release.new-4294967295/chrome")).unwrap();
        std::fs::create_dir_all(place.path().join(".release.old-4294967295")).unwrap();
        std::fs::write(place.path().join(".release.old-4294967295/good"), "x").unwrap();
        drop(Stage::beside(&target).unwrap());
        assert!(target.join("good").is_file(), "what was moved aside is back");
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 1);
    }
}
